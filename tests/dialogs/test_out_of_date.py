"""Results that hold no longer: greyed and named so, current again where what they were made from is as it was."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
from greenvein.dialogs.panel.inputs import MultipleInput, TableInput
from greenvein.dialogs.panel.layer_inputs import FieldInput, LayerInput
from greenvein.processing import profiles
from greenvein.processing.comparison import scenarios
from greenvein.processing.jobs.parkcoverage.algorithm import ParkCoverageAlgorithm
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsDataProvider,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from .scene import box, press, run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bare_reports")]

LEFT = Qt.MouseButton.LeftButton
DRIVERS = {"memory": None, "gpkg": "GPKG", "shp": "ESRI Shapefile", "geojson": "GeoJSON"}
SIX = ("parkcoverage", "corridorwidth", "landreduction", "vacateduse", "securitypattern", "restorationpriority")
EDITED = ["The content of the layer “公园绿地” has changed."]


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr("greenvein.dialogs.panel.basis.GATHER_MS", 0)
    # However long a look has taken on a busy computer: the next one is not put off for it.
    monkeypatch.setattr("greenvein.dialogs.panel.basis._LONG_MS", float("inf"))


@pytest.fixture
def stored(tmp_path, add, project):
    """Add a layer as a format stores it."""

    def stored(name, shapes, ending):
        made = add(name, shapes, ("note:string",), [("a",)] * len(shapes))
        if ending == "memory":
            return made
        path = tmp_path / f"{name}.{ending}"
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = DRIVERS[ending]
        code, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), project.transformContext(), options)
        assert code == QgsVectorFileWriter.WriterError.NoError
        project.removeMapLayer(made)
        layer = QgsVectorLayer(str(path), name, "ogr")
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4548"))
        return project.addMapLayer(layer)

    return stored


@pytest.fixture
def city(stored, request):
    """A square kilometre of housing whose western half a long park serves, and a park far off."""
    ending = getattr(request, "param", "memory")
    homes = stored("居住用地", [box(0, 0, 1_000, 1_000)], ending)
    return homes, stored("公园绿地", [box(-100, -2_000, 100, 5_000), box(90_000, 0, 10, 10)], ending)


@pytest.fixture
def shown(page, city, wait):
    shown = page("parkcoverage")
    run(shown, wait)
    assert shown.outcome is not None, shown.notice.text()
    assert reasons(shown) == []
    return shown


def reasons(job):
    """Return why a page says that its result is out of date; what it shows is in keeping with that."""
    for _ in range(5):
        QgsApplication.processEvents()
        time.sleep(0.005)
    results = job.results
    standing = results.standing
    found = standing.reasons.text().splitlines() if standing.isVisibleTo(results) else []
    assert greyed(results) == [bool(found)] * 3
    assert (job.scenarios.present.name == "Present result") == (not found)
    assert ("out of date" in job.report_button.toolTip()) == bool(found)
    return found


def greyed(results):
    """Tell of the verdict, the figures and the table of places whether they are greyed, with all that is in them."""
    places = results.places
    assert (places.choice.graphicsEffect() is not None) == places.proxy.is_pale
    # Rows that scroll beneath an effect would be painted over those that were there before.
    assert {one.graphicsEffect() for one in (places, places.view, places.view.viewport())} == {None}
    cell = places.proxy.index(0, 0)
    assert not cell.isValid() or (cell.data(Qt.ItemDataRole.ForegroundRole) is not None) == places.proxy.is_pale
    return [part.graphicsEffect() is not None for part in (results.verdict, results.figures)] + [places.proxy.is_pale]


def first(layer):
    return min(layer.allFeatureIds())


@pytest.mark.parametrize("city", DRIVERS, indirect=True)
def test_edit_makes_the_result_out_of_date_and_undoing_it_makes_it_current(shown, city):
    _, parks = city
    parks.startEditing()
    assert reasons(shown) == []
    feature = QgsFeature(parks.fields())
    feature.setGeometry(QgsGeometry.fromWkt(box(500, 0, 100, 100)))
    assert parks.addFeature(feature)
    assert reasons(shown) == EDITED
    assert shown.results.standing.since.text().startswith(f"Result of {time.strftime('%Y-%m-%d')}")
    parks.undoStack().undo()
    assert reasons(shown) == []
    for way in (
        lambda: parks.changeGeometry(first(parks), QgsGeometry.fromWkt(box(0, 0, 10, 10))),
        lambda: parks.deleteFeature(first(parks)),
        lambda: parks.changeAttributeValue(first(parks), parks.fields().lookupField("note"), "b"),
    ):
        assert way()
        assert reasons(shown) == EDITED
        parks.undoStack().undo()
        assert reasons(shown) == []
        parks.undoStack().redo()
        assert reasons(shown) == EDITED
        parks.undoStack().undo()
    assert parks.deleteFeature(first(parks))
    parks.undoStack().undo()
    assert parks.changeGeometry(first(parks), QgsGeometry.fromWkt(box(0, 0, 10, 10)))
    assert reasons(shown) == EDITED  # as many edits as before, but another one
    parks.rollBack()
    assert reasons(shown) == []


@pytest.mark.parametrize("city", DRIVERS, indirect=True)
def test_saving_what_the_run_saw_changes_nothing_and_saving_later_edits_does(page, city, wait):
    _, parks = city
    shown = page("parkcoverage")
    parks.startEditing()
    assert parks.deleteFeature(max(parks.allFeatureIds()))
    run(shown, wait)
    assert reasons(shown) == []
    assert parks.commitChanges(False)
    assert reasons(shown) == []
    assert parks.changeGeometry(first(parks), QgsGeometry.fromWkt(box(0, 0, 10, 10)))
    assert reasons(shown) == EDITED
    assert parks.commitChanges()
    assert reasons(shown) == EDITED
    run(shown, wait)
    assert reasons(shown) == []


CHANGE = """
import sys, time
from osgeo import ogr
ogr.UseExceptions()
source = ogr.Open(sys.argv[1], 1)
layer = source.GetLayer(0)
for feature in layer:
    feature.SetField("note", "changed")
    layer.SetFeature(feature)
"""


@pytest.mark.parametrize("city", ["gpkg", "shp", "geojson"], indirect=True)
def test_file_that_another_program_changed_is_noticed_when_one_comes_back(shown, city):
    _, parks = city
    list(parks.getFeatures())
    parks.reload()
    assert reasons(shown) == []
    subprocess.run([sys.executable, "-c", CHANGE, parks.source()], check=True)
    assert reasons(shown) == []
    QgsApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert reasons(shown) == EDITED


@pytest.mark.parametrize("city", ["shp", "geojson"], indirect=True)
def test_a_file_that_is_copied_is_as_it_was_and_so_is_one_that_is_written_back(shown, city, tmp_path):
    _, parks = city
    for path in tmp_path.glob("公园绿地.*"):
        path.write_bytes(path.read_bytes())
        os.utime(path, (1_700_000_000, 1_700_000_000))
    shown.look()
    assert reasons(shown) == []
    subprocess.run([sys.executable, "-c", CHANGE, parks.source()], check=True)
    shown.look()
    assert reasons(shown) == EDITED


@pytest.mark.parametrize("city", ["gpkg"], indirect=True)
@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_rows_that_a_database_program_changed_are_noticed_though_the_file_tells_no_later_change(shown, city, mode):
    _, parks = city
    path = parks.source()
    with closing(sqlite3.connect(path)) as writer:
        # Those of the spatial index call functions that SQLite alone does not have.
        for (name,) in writer.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            writer.execute(f"DROP TRIGGER {name}")
        writer.execute(f"PRAGMA journal_mode = {mode}")
        writer.commit()
        was = writer.execute("SELECT last_change FROM gpkg_contents").fetchall()
        shown.look()
        assert reasons(shown) == []  # all that was written is not of its rows
        for note, told in (("b", EDITED), ("a", [])):  # of one length
            writer.execute("UPDATE 公园绿地 SET note = ?", [note])
            writer.commit()
            shown.look()
            assert reasons(shown) == told
        assert writer.execute("SELECT last_change FROM gpkg_contents").fetchall() == was


@pytest.mark.parametrize("city", ["gpkg"], indirect=True)
def test_a_file_that_is_only_opened_and_read_is_as_it_was(shown, city, wait, tmp_path):
    _, parks = city
    before = {one.name for one in tmp_path.iterdir()}
    other = QgsVectorLayer(parks.source(), "again", "ogr")
    assert other.startEditing() and other.rollBack()
    list(other.getFeatures())
    del other
    shown.look()
    assert reasons(shown) == []
    run(shown, wait)
    shown.look()
    assert reasons(shown) == []
    assert {one.name for one in tmp_path.iterdir()} == before


def test_other_table_of_the_same_file_changes_nothing(shown, city, stored, tmp_path, project, page, wait):
    layer = stored("居住", [box(0, 0, 1_000, 1_000)], "gpkg")
    shown.form.inputs["RESIDENTIAL"].set_value(layer.id())
    run(shown, wait)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "other"
    options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    QgsVectorFileWriter.writeAsVectorFormatV3(city[1], layer.source(), project.transformContext(), options)
    shown.look()
    assert reasons(shown) == []


def test_filter_crs_and_source_are_named(shown, city, stored):
    _, parks = city
    assert parks.setSubsetString("\"note\" = 'b'")
    assert reasons(shown) == ["The filter of the layer “公园绿地” has changed."]
    parks.setSubsetString("")
    assert reasons(shown) == []
    parks.setCrs(QgsCoordinateReferenceSystem("EPSG:4547"))
    assert reasons(shown) == ["The CRS of the layer “公园绿地” has changed."]
    parks.setCrs(QgsCoordinateReferenceSystem("EPSG:4548"))
    assert reasons(shown) == []
    other = stored("公园", [box(0, 0, 10, 10)], "gpkg")
    parks.setDataSource(other.source(), parks.name(), "ogr", QgsDataProvider.ProviderOptions())
    assert reasons(shown) == ["The layer “公园绿地” has another source."]


def test_layer_that_is_removed_and_comes_back(page, stored, wait, project):
    stored("居住用地", [box(0, 0, 1_000, 1_000)], "gpkg")
    parks = stored("公园绿地", [box(-100, -2_000, 100, 5_000)], "gpkg")
    source = parks.source()
    shown = page("parkcoverage")
    run(shown, wait)
    project.removeMapLayer(parks)
    assert reasons(shown) == ["The layer “公园绿地” is no longer in the project."]
    assert shown.results.verdict.value.text() == "50.00 %"
    QTest.mouseClick(shown.results.standing.button, LEFT)
    assert shown.notice.text().startswith("The layer “公园绿地” of “Parks” is no longer in the project")
    assert not shown.inputs_box.isCollapsed()
    project.addMapLayer(QgsVectorLayer(source, "公园绿地", "ogr"))
    assert reasons(shown) == []


def test_other_layer_value_or_selection_makes_it_out_of_date(shown, city, stored, wait):
    form = shown.form
    form.inputs["PARKS"].set_value(city[0].id())
    assert reasons(shown) == ["“Parks” has another layer than in the run."]
    form.inputs["PARKS"].set_value(city[1].id())
    assert reasons(shown) == []
    form.inputs["TARGET"].set_value(40)
    assert reasons(shown) == ["“Target coverage (%)” is no longer as in the run."]
    form.inputs["TARGET"].set_value(95)
    assert reasons(shown) == []
    form.inputs["TIERS"].table.item(0, 1).setText("499")
    assert len(reasons(shown)) == 1
    form.inputs["TIERS"].table.item(0, 1).setText("500")
    assert reasons(shown) == []
    city[1].selectByIds([1])
    assert reasons(shown) == []  # the run was of all features
    form.inputs["PARKS"].only_selected.setChecked(True)
    assert reasons(shown) == ["Other features of the layer “公园绿地” are selected."]
    QTest.mouseClick(shown.results.standing.button, LEFT)
    wait(shown.run_button.isEnabled)
    assert reasons(shown) == []
    city[1].selectByIds([2])
    assert reasons(shown) == ["Other features of the layer “公园绿地” are selected."]
    city[1].selectByIds([1])
    assert reasons(shown) == []


def test_run_again_brings_it_up_to_date(shown, city, wait):
    city[1].dataProvider().addFeatures([feature(city[1], box(1_000, -2_000, 100, 5_000))])
    shown.look()
    assert reasons(shown) == EDITED
    QTest.mouseClick(shown.results.standing.button, LEFT)
    wait(shown.run_button.isEnabled)
    assert shown.results.verdict.value.text() == "100.00 %"
    assert reasons(shown) == []


def feature(layer, shape):
    found = QgsFeature(layer.fields())
    found.setGeometry(QgsGeometry.fromWkt(shape))
    return found


def test_profile_that_changes_makes_it_out_of_date(page, add, wait, dock, own_profiles):
    vacated = page("vacateduse")
    for name in ("VACATED", "FARMLAND_SPACE"):
        vacated.form.inputs[name].set_value(add(name, [box(0, 0, 100, 100)]).id())
    run(vacated, wait)
    assert reasons(vacated) == []
    plan = json.loads(profiles.DEFAULT.read_text("utf-8"))
    plan["vacated_use"]["chain"]["value"] = [["", "green"]]
    own_profiles.mkdir()
    (own_profiles / "greener.json").write_text(json.dumps(plan), "utf-8")
    profiles.choose(own_profiles / "greener.json")
    dock.follow_profile()
    assert reasons(vacated) == ["The plan profile has changed."]
    profiles.choose(profiles.DEFAULT)
    dock.follow_profile()
    assert reasons(vacated) == []


MET_OF_PLAN = "The residential land meets the plan's target for its city, which is held against the area given here."
MET_OF_USER = "The residential land meets the target that was set."


@pytest.fixture
def easier(own_profiles):
    """The file of a plan profile whose target half of the city meets."""
    plan = json.loads(profiles.DEFAULT.read_text("utf-8"))
    plan["park_coverage"]["target_pct"]["value"] = 40
    own_profiles.mkdir()
    (own_profiles / "easier.json").write_text(json.dumps(plan), "utf-8")
    return own_profiles / "easier.json"


def test_verdict_is_said_by_the_plan_profile_of_its_run(page, city, wait, dock, easier):
    profiles.choose(easier)
    dock.follow_profile()
    shown = page("parkcoverage")
    run(shown, wait)
    verdict = shown.results.verdict
    assert verdict.shown.sentence == MET_OF_PLAN
    profiles.choose(profiles.DEFAULT)
    dock.follow_profile()
    assert "The plan profile has changed." in reasons(shown)
    # What follows edits asks as the run did, by the profile of now, whose target is another.
    shown.following.box.setChecked(True)
    wait(shown.following.live.settled)
    assert verdict.shown.sentence == MET_OF_USER
    shown.following.box.setChecked(False)
    assert verdict.shown.sentence == MET_OF_PLAN
    assert "The plan profile has changed." in reasons(shown)


def test_profile_that_changes_while_a_run_goes_on_is_not_that_of_its_verdict(page, city, wait, dock, easier):
    profiles.choose(easier)
    dock.follow_profile()
    shown = page("parkcoverage")
    shown.run()
    profiles.choose(profiles.DEFAULT)
    wait(shown.run_button.isEnabled)
    assert shown.results.verdict.shown.sentence == MET_OF_PLAN
    assert reasons(shown) == ["The plan profile has changed."]


def test_verdict_after_an_edit_is_said_by_the_plan_profile_of_its_figures(page, city, wait, dock, easier):
    profiles.choose(easier)
    dock.follow_profile()
    shown = page("parkcoverage")
    run(shown, wait)
    shown.following.box.setChecked(True)
    wait(shown.following.live.settled)
    profiles.choose(profiles.DEFAULT)  # of which the page has not been told yet
    parks = city[1]
    parks.startEditing()
    assert parks.addFeature(feature(parks, box(1_000, -2_000, 100, 5_000)))
    wait(lambda: shown.results.verdict.value.text() == "100.00 %")
    assert shown.results.verdict.shown.sentence == MET_OF_PLAN
    parks.rollBack()


def test_failed_run_leaves_no_earlier_figure_as_its_own(shown, city, wait, monkeypatch):
    def fail(algorithm, run):
        raise QgsProcessingException("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(ParkCoverageAlgorithm, "compute", fail)
        run(shown, wait)
    assert shown.notice.text() == "The disk is full."
    assert reasons(shown) == ["The last run failed; this is the result of the run before it."]
    run(shown, wait)
    assert reasons(shown) == []


def test_run_that_is_cancelled_leaves_the_result_as_it_was(shown, city, wait, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(ParkCoverageAlgorithm, "compute", wait_for_cancel)
        QTest.mouseClick(shown.run_button, LEFT)
        QTest.qWait(100)
        QTest.mouseClick(shown.cancel_button, LEFT)
        wait(shown.run_button.isEnabled)
    assert reasons(shown) == []


def wait_for_cancel(algorithm, run):
    while True:
        run.stop()
        time.sleep(0.01)


def test_edit_during_the_run_makes_its_result_out_of_date(page, city, wait, monkeypatch):
    compute, go_on = ParkCoverageAlgorithm.compute, []

    def slow(algorithm, run):
        while not go_on:
            time.sleep(0.01)
        return compute(algorithm, run)

    monkeypatch.setattr(ParkCoverageAlgorithm, "compute", slow)
    shown = page("parkcoverage")
    QTest.mouseClick(shown.run_button, LEFT)
    QTest.qWait(100)
    city[1].startEditing()
    city[1].deleteFeature(1)
    go_on.append(True)
    wait(shown.run_button.isEnabled)
    assert reasons(shown) == EDITED
    city[1].rollBack()
    assert reasons(shown) == []


def test_own_layers_of_the_runs_mark_nothing_out_of_date(page, add, wait):
    """Neither those of the page nor, as long as the user ran with what there was, those of the others."""
    west, east = box(0, 0, 1000, 1000), box(1000, 0, 1000, 1000)
    add("DLTB_2020", [west, east], fields=("DLBM:string",), rows=[("0701",), ("0101",)])
    add("DLTB_2025", [west, east], fields=("DLBM:string",), rows=[("0301",), ("0101",)])
    add("居住用地", [west])
    add("公园绿地", [box(-100, -2_000, 100, 5_000)])
    add("生态保护红线", [box(0, 0, 1000, 1000)])
    add("建设用地", [box(900, 0, 200, 1000)])
    add("修复单元", [box(0, 0, 100, 100), box(5000, 0, 100, 100)], fields=("退化程度:double",), rows=[(0.2,), (0.9,)])
    add("通风廊道", [box(0, 0, 500, 3000)], ("level:integer",), [(1,)])
    pages = [page(job) for job in SIX]
    for one in pages:
        run(one, wait)
        assert one.outcome is not None, one.notice.text()
        assert reasons(one) == []
    assert [reasons(one) for one in pages] == [[]] * 6
    # Those of an earlier job that runs again are taken by the next one, whose result is of the older ones then.
    run(pages[2], wait)
    assert reasons(pages[2]) == []
    assert reasons(pages[3]) == ["“Vacated land” has another layer than in the run."]


def test_layer_that_comes_later_is_not_guessed_into_a_result(shown, add):
    add("街道", [box(0, 0, 1_000, 1_000)])
    assert shown.form.inputs["ZONES"].layer() is None
    assert reasons(shown) == []


@pytest.mark.parametrize("how", ["new", "read"])
def test_other_project_takes_figures_charts_tables_and_export_away(shown, city, project, tmp_path, how):
    shown.following.box.setChecked(True)
    if how == "new":
        project.clear()
    else:
        other = QgsProject()
        other.write(str(tmp_path / "other.qgz"))
        assert project.read(str(tmp_path / "other.qgz"))
    results = shown.results
    assert shown.outcome is None
    assert not results.isVisibleTo(shown)
    assert results.chart.svg == ""
    assert results.places.proxy.rowCount() == 0
    assert not shown.report_button.isVisibleTo(shown)
    assert shown.scenarios.present is None
    assert not shown.scenarios.keep_action.isEnabled()
    assert not shown.following.box.isChecked()
    assert not shown.inputs_box.isCollapsed()
    assert shown.form.inputs["PARKS"].layer() is None
    assert shown.form.inputs["PARKS"].lost is None
    assert shown.notice.text() == ""


@pytest.mark.parametrize("job", SIX)
def test_other_project_begins_with_the_defaults_of_every_value(page, project, job):
    shown = page(job)
    form = shown.form
    before, changed = form.values(), set()
    own = (LayerInput, FieldInput, MultipleInput)
    others = {name: one for name, one in form.inputs.items() if not isinstance(one, own)}
    for name, one in others.items():
        value = one.value()
        if isinstance(one, TableInput):
            one.set_value([*(value or []), *["7"] * one.table.columnCount()])
        elif one.definition.type() == "number":
            one.set_value(value / 2 if value else max(1, one.definition.minimum()))
        else:
            one.set_value("other" if one.definition.type() == "string" else 1)  # the second choice of several
        changed |= {name} if one.value() != value else set()
    assert changed == others.keys()
    project.clear()
    assert form.values() == before


def test_field_that_was_chosen_in_another_project_is_not_chosen_again(page, add, project, tmp_path):
    shown = page("parkcoverage")
    made = add("街道", [box(0, 0, 1_000, 1_000)], ("a:string", "b:string"), [("x", "y")])
    path = str(tmp_path / "streets.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(made, path, project.transformContext(), options)
    for chosen in ("a", None):
        streets = project.addMapLayer(QgsVectorLayer(path, "街道", "ogr"))
        shown.form.inputs["ZONES"].set_value(streets.id())
        if chosen:
            shown.form.inputs["ZONE_FIELD"].set_value(chosen)
        assert shown.form.inputs["ZONE_FIELD"].value() == chosen
        project.clear()


def test_run_that_ends_while_its_project_goes_loads_nothing_into_the_next(page, city, wait, monkeypatch, project):
    compute, may_end = ParkCoverageAlgorithm.compute, threading.Event()

    def hold(algorithm, run):
        found = compute(algorithm, run)
        assert may_end.wait(30)
        return found

    def go_on():  # as whoever folds a box or shows a window does
        may_end.set()
        QTest.qWait(1_500)

    monkeypatch.setattr(ParkCoverageAlgorithm, "compute", hold)
    project.cleared.connect(go_on)  # before the page hears of it
    try:
        shown = page("parkcoverage")
        QTest.mouseClick(shown.run_button, LEFT)
        QTest.qWait(300)
        assert shown.is_busy()
        project.clear()
    finally:
        project.cleared.disconnect(go_on)
    assert project.mapLayers() == {}
    assert shown.outcome is None
    assert shown.notice.text() == "The project was closed, so the run was stopped."


def test_project_that_is_closed_during_a_run_gets_neither_layers_nor_figures(page, city, wait, monkeypatch, project):
    monkeypatch.setattr(ParkCoverageAlgorithm, "compute", wait_for_cancel)
    shown = page("parkcoverage")
    QTest.mouseClick(shown.run_button, LEFT)
    QTest.qWait(100)
    project.clear()
    assert shown.run_button.isEnabled()
    assert shown.notice.text() == "The project was closed, so the run was stopped."
    wait(lambda: QgsApplication.taskManager().countActiveTasks() == 0)
    QTest.qWait(100)
    assert project.mapLayers() == {}
    assert shown.outcome is None


def test_followed_edits_keep_the_figures_current_and_grey_only_chart_and_table(shown, city, wait):
    parks = city[1]
    shown.following.box.setChecked(True)
    wait(shown.following.live.settled)
    parks.startEditing()
    parks.addFeature(feature(parks, box(1_000, -2_000, 100, 5_000)))
    wait(lambda: shown.results.verdict.value.text() == "100.00 %")
    QTest.qWait(50)
    results = shown.results

    assert greyed(results) == [False, False, True]
    assert not results.standing.isVisibleTo(shown)
    assert shown.report_button.outdated() is not None
    shown.form.inputs["TARGET"].set_value(40)
    QTest.qWait(50)
    assert greyed(results) == [True, True, True]
    assert results.standing.reasons.text() == "“Target coverage (%)” is no longer as in the run."
    shown.form.inputs["TARGET"].set_value(95)
    shown.following.box.setChecked(False)
    assert reasons(shown) == EDITED
    assert results.verdict.value.text() == "50.00 %"
    parks.rollBack()
    assert reasons(shown) == []


def test_figures_that_follow_edits_are_not_kept_as_a_scenario_and_those_of_the_run_are(
    shown, city, wait, project, tmp_path, monkeypatch
):
    assert project.write(str(tmp_path / "plan.qgz"))
    monkeypatch.setattr(shown.scenarios, "ask_name", lambda suggestion: "现状")
    shown.following.box.setChecked(True)
    wait(shown.following.live.settled)
    city[1].startEditing()
    city[1].addFeature(feature(city[1], box(1_000, -2_000, 100, 5_000)))
    wait(lambda: shown.results.verdict.value.text() == "100.00 %")
    press(shown.scenarios.keep_button)
    assert shown.notice.text() == (
        "The figures follow your edits: run the job again, then keep its result; nothing was kept."
    )
    assert scenarios.kept(project, "parkcoverage") == []
    # Undone, or followed no longer: what the page shows is what is kept.
    city[1].rollBack()
    wait(lambda: shown.results.verdict.value.text() == "50.00 %")
    press(shown.scenarios.keep_button)
    (kept,) = scenarios.kept(project, "parkcoverage")
    assert (kept.name, kept.content.verdict["value"]) == ("现状", shown.results.verdict.value.text())


def test_run_in_the_dialog_of_processing_is_run_again_with_what_the_form_does_not_have(shown, wait, city):
    asked = {**shown.outcome.parameters, "AREA": 1, "TARGET": 40}
    shown.form.set_values(asked)
    from greenvein.dialogs.panel.running import Running

    found = []
    running = Running(shown.algorithm.create(), asked)
    running.ended.connect(lambda outcome, sentence: found.append(outcome))
    basis = shown.basis_of(asked)
    running.start()
    wait(lambda: found)
    shown.show_outcome(found[0], basis)
    assert reasons(shown) == []
    shown.run_again()
    wait(shown.run_button.isEnabled)
    assert shown.outcome.parameters["AREA"] == 1
    assert shown.outcome.parameters["TARGET"] == 40


def test_page_that_is_taken_away_leaves_no_connection(interface, provider, project, city, wait):
    from greenvein.dialogs.dock import Dock

    parks = city[1]
    before = parks.receivers(parks.layerModified), parks.receivers(parks.dataChanged)
    dock = Dock(interface)
    dock.register()
    dock.setUserVisible(True)
    QgsApplication.processEvents()
    shown = dock.page_of("parkcoverage")
    run(shown, wait)
    assert (parks.receivers(parks.layerModified), parks.receivers(parks.dataChanged)) > before
    dock.unregister()
    assert parks.receivers(parks.layerModified) == before[0]


def test_comparison_says_that_the_present_result_is_out_of_date(shown, city, project, tmp_path, monkeypatch):
    assert project.write(str(tmp_path / "plan.qgz"))
    monkeypatch.setattr(shown.scenarios, "ask_name", lambda suggestion: "现状")
    shown.scenarios.keep()
    city[1].startEditing()
    city[1].deleteFeature(1)
    assert reasons(shown) == EDITED
    shown.scenarios.compare()
    window = shown.scenarios._window
    assert window.first.currentText() == "现状"
    assert window.second.currentText().startswith(f"Present result, out of date ({time.strftime('%Y-%m-%d')}")
    city[1].rollBack()
    assert reasons(shown) == []
    assert window.second.currentText() == "Present result"
    window.close()
