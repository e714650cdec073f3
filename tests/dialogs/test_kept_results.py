"""Results that last: written beside the saved project, there again when it is opened, listed, compared and deleted."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from greenvein.core.replacing import Successor
from greenvein.dialogs.panel.exports import readable
from greenvein.dialogs.scenarios import kept_layers, saving
from greenvein.processing.comparison import run_keeping
from osgeo import ogr
from qgis.core import (
    QgsApplication,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsSettings,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtTest import QTest

from .scene import box, run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bare_reports")]

TEMPORARY = (
    "Temporary result: it is gone once the project is closed. Save the project, and the results of later runs are "
    "saved with it."
)
STILL_HERE = "The result is still here, as a temporary one."


@pytest.fixture(autouse=True)
def default_setting():
    yield
    QgsSettings().remove(saving.SETTING)


@pytest.fixture
def folder(tmp_path):
    """A folder as planners name them."""
    made = tmp_path / "规划 项目"
    made.mkdir()
    return made


@pytest.fixture
def city(folder, add, project):
    """A square kilometre of housing in a file, whose western half a long park serves."""
    for name, shapes in (
        ("居住用地", [box(0, 0, 1_000, 1_000)]),
        ("公园绿地", [box(-100, -2_000, 100, 5_000), box(90_000, 0, 10, 10)]),
    ):
        made = add(name, shapes, ("name:string",), [(name,)] * len(shapes))
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "ESRI Shapefile"
        path = folder / f"{name}.shp"
        code, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), project.transformContext(), options)
        assert code == QgsVectorFileWriter.WriterError.NoError
        project.removeMapLayer(made)
        project.addMapLayer(QgsVectorLayer(str(path), name, "ogr"))
    return project


@pytest.fixture
def saved(city, folder):
    assert city.write(str(folder / "方案.qgz"))
    return city


@pytest.fixture
def kept(page, saved, wait, folder):
    """The page of a run that is kept."""
    shown = page("parkcoverage")
    run_and_keep(shown, wait)
    assert shown.kept.shown is not None, shown.kept.text()
    return shown


def run_and_keep(shown, wait):
    run(shown, wait)
    assert shown.outcome is not None, shown.notice.text()
    wait(lambda: shown.kept.text() and not shown.kept.text().startswith("Saving"))


def reopened(project, path, shown, wait):
    """Save the project, close it, and open it at a path."""
    project.clear()
    assert shown.outcome is None
    assert project.read(str(path))
    wait(lambda: shown.outcome is not None)


def reasons(shown):
    for _ in range(10):
        QgsApplication.processEvents()
        time.sleep(0.01)
    standing = shown.results.standing
    return standing.reasons.text().splitlines() if standing.isVisibleTo(shown.results) else []


def file_in(folder):
    return folder / "方案_greenvein.gpkg"


def tables(path):
    with closing_ogr(path) as base:
        return sorted(base.GetLayer(number).GetName() for number in range(base.GetLayerCount()))


class closing_ogr:  # noqa: N801 - reads as the function it is used as
    def __init__(self, path):
        self.base = ogr.Open(str(path))

    def __enter__(self):
        return self.base

    def __exit__(self, *_):
        self.base = None


def seen(shown):
    """Return all that a page shows of a result."""
    results = shown.results
    model = results.places.proxy
    rows = [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]
    card = results.verdict
    return (
        [label.text() for label in (card.title, card.value, card.badge, card.target, card.sentence)],
        [label.text() for label in results.figures.findChildren(type(card.title)) if label.isVisibleTo(results)],
        rows,
        bool(results.chart.svg),
        results.notice.text(),
    )


def test_run_of_a_saved_project_is_written_into_a_geopackage_beside_it(kept, folder):
    path = file_in(folder)
    key = kept.kept.shown.key
    assert kept.kept.text() == "Saved with the project, in “方案_greenvein.gpkg”."
    assert {f"{key}_coverage", f"{key}_blind_areas", f"{key}_summary"} <= set(tables(path))
    layer = kept.outcome.layer("BLIND_AREAS")
    assert layer.providerType() == "ogr"
    assert Path(layer.source().split("|")[0]) == path
    assert layer.renderer().type() == "RuleRenderer" or layer.renderer().type() == "singleSymbol"
    assert sorted(one.name for one in folder.iterdir() if one.name.startswith(".greenvein")) == []


def test_run_of_an_unsaved_project_says_that_it_is_temporary(page, city, wait, folder):
    shown = page("parkcoverage")
    run_and_keep(shown, wait)
    assert shown.kept.text() == TEMPORARY
    assert shown.outcome.layer("BLIND_AREAS").providerType() == "memory"
    assert not list(folder.glob("*.gpkg"))


def test_switched_off_nothing_is_written_and_the_line_says_what_would(page, saved, wait, folder):
    shown = page("parkcoverage")
    box_ = shown.findChild(saving.SavingBox)
    assert box_.isChecked()
    box_.click()
    assert not saving.saves()
    run_and_keep(shown, wait)
    assert shown.kept.text() == (
        "Temporary result: it is gone once the project is closed. “Save results beside the project” keeps those of "
        "later runs."
    )
    assert not file_in(folder).exists()


def test_setting_is_one_for_the_settings_and_all_pages(page, saved):
    from greenvein.dialogs.settings.preferences import Preferences

    preferences = Preferences()
    assert preferences.save_results.isChecked()
    preferences.save_results.setChecked(False)
    preferences.apply()
    shown = page("parkcoverage")
    assert not saving.saves()
    assert not shown.findChild(saving.SavingBox).isChecked()


def test_page_shows_the_result_again_when_the_project_is_opened(kept, saved, wait, folder):
    before, when = seen(kept), kept.kept.shown.time
    saved.write()
    reopened(saved, saved.fileName(), kept, wait)
    assert seen(kept) == before
    assert kept.results.isVisibleTo(kept)
    assert kept.kept.text() == f"Result of {when}, saved with the project in “方案_greenvein.gpkg”."
    assert reasons(kept) == []
    assert Path(kept.outcome.values["REPORT"]).read_text("utf-8").startswith("<!DOCTYPE html>")
    assert {name for name, box_ in kept.form.inputs.items() if box_.value()} >= {"RESIDENTIAL", "PARKS"}
    in_project = saved.mapLayers().values()
    assert kept.outcome.layer("BLIND_AREAS") in in_project
    assert kept.outcome.layer("SUMMARY") in in_project


def test_result_is_found_again_after_project_and_file_were_moved(kept, saved, wait, folder, tmp_path):
    before = seen(kept)
    saved.write()
    saved.clear()
    moved = tmp_path / "elsewhere"
    shutil.move(folder, moved)
    reopened(saved, moved / "方案.qgz", kept, wait)
    assert seen(kept) == before
    assert reasons(kept) == []
    assert Path(kept.outcome.layer("BLIND_AREAS").source().split("|")[0]).parent == moved


def test_what_has_changed_since_is_told_on_opening(kept, saved, wait, folder):
    saved.write()
    saved.clear()
    other = QgsVectorLayer(str(folder / "公园绿地.shp"), "x", "ogr")
    time.sleep(0.02)
    assert other.dataProvider().deleteFeatures([1])
    del other
    reopened(saved, folder / "方案.qgz", kept, wait)
    assert reasons(kept) == ["The content of the layer “公园绿地” has changed."]
    assert re.fullmatch(r"Result of \d{4}-\d\d-\d\d \d\d:\d\d", kept.results.standing.since.text())


def test_edits_that_the_run_saw_and_that_were_saved_later_change_nothing(page, saved, wait, folder):
    parks = next(one for one in saved.mapLayers().values() if one.name() == "公园绿地")
    parks.startEditing()
    assert parks.deleteFeature(1)
    shown = page("parkcoverage")
    run_and_keep(shown, wait)
    assert parks.commitChanges()
    assert reasons(shown) == []
    saved.write()
    wait(lambda: not QgsApplication.taskManager().countActiveTasks())
    reopened(saved, folder / "方案.qgz", shown, wait)
    assert reasons(shown) == []


def test_other_setting_is_told_once_it_is_changed_after_opening(kept, saved, wait, folder):
    saved.write()
    reopened(saved, folder / "方案.qgz", kept, wait)
    layers = [one for one in saved.mapLayers().values() if one.name() == "公园绿地"]
    saved.removeMapLayers([one.id() for one in layers])
    assert reasons(kept) == ["The layer “公园绿地” was removed."]


PLAIN = """
import json, sys
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
found = {}
project = QgsProject.instance()
assert project.read(sys.argv[1])
for layer in project.mapLayers().values():
    if "_greenvein.gpkg" in layer.source():
        rules = [rule.label() for rule in layer.renderer().rootRule().children()] if layer.isSpatial() and (
            layer.renderer().type() == "RuleRenderer") else []
        found[layer.name()] = [layer.isValid(), rules, layer.attributeAlias(layer.fields().indexOf("gv_area_m2"))]
file = QgsVectorLayer(sys.argv[2], "of the file", "ogr")
found["of the file"] = [file.renderer().type(), file.attributeAlias(file.fields().indexOf("gv_area_m2"))]
print(json.dumps([found, "greenvein" in sys.modules]))
del file, layer
project.clear()
application.exitQgis()
"""


def test_without_the_plugin_layers_are_styled_and_their_fields_named(kept, saved, folder):
    layer = kept.outcome.layer("BLIND_AREAS")
    kind = layer.renderer().type()
    saved.write()
    command = [sys.executable, "-c", PLAIN, saved.fileName(), layer.source()]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    found, loaded = json.loads(answer.stdout.splitlines()[-1])
    assert not loaded
    assert found.pop("of the file") == [kind, "Area (m²)"]
    assert all(valid for valid, _, _ in found.values())
    assert found[layer.name()][2] == "Area (m²)"
    assert len(found) == 3 + (kept.outcome.layer("SERVICE_AREA") is not None)


def test_earlier_runs_are_listed_opened_compared_and_deleted(kept, saved, wait, folder, monkeypatch):
    first = kept.kept.shown
    parks = next(one for one in saved.mapLayers().values() if one.name() == "公园绿地")
    assert parks.dataProvider().addFeatures([grown(parks)])[0]
    QTest.qWait(1_100)  # runs that end in one second share a group of the legend
    run_and_keep(kept, wait)
    second = kept.kept.shown
    assert [one.key for one in kept.kept.runs()] == [second.key, first.key]
    kept.kept.menu.aboutToShow.emit()
    titles = [action.text() for action in kept.kept.menu.actions()]
    assert titles == [f"{second.time} · 100.00 %", f"{first.time} · 50.00 %"]
    kept.scenarios.compare_with(first.key)
    window = kept.scenarios._window
    assert (window.first.currentText(), window.second.currentText()) == (f"Run of {first.time}", "Present result")
    assert window.cards[1].value.text() == "+50.00"
    window.close()
    kept.kept.show_run(first, load=True)
    assert kept.results.verdict.value.text().replace("\xa0", " ") == "50.00 %"
    assert kept.outcome.layer("BLIND_AREAS") in saved.mapLayers().values()
    assert on_the_map(first) and not on_the_map(second)
    kept.kept.show_run(second, load=True)
    assert on_the_map(second) and not on_the_map(first)
    kept.kept.show_run(first, load=True)
    size = file_in(folder).stat().st_size
    monkeypatch.setattr(kept.kept, "confirm_delete", lambda run: False)
    kept.kept.delete(first)
    assert len(kept.kept.runs()) == 2
    monkeypatch.setattr(kept.kept, "confirm_delete", lambda run: True)
    kept.kept.delete(first)
    wait(lambda: [one.key for one in kept.kept.runs()] == [second.key])
    wait(lambda: not QgsApplication.taskManager().countActiveTasks())
    wait(lambda: kept.outcome is not None)  # the newest of those that are left
    assert kept.kept.shown.key == second.key
    assert not [name for name in tables(file_in(folder)) if name.startswith(first.key)]
    assert not [one for one in saved.mapLayers().values() if first.key in one.source()]
    assert file_in(folder).stat().st_size < size
    assert kept.kept.runs()[0].record.tables == second.record.tables


def on_the_map(kept_run):
    """Tell whether all layers of a run are switched on in the legend."""
    layers = kept_layers.in_project(kept_run).values()
    nodes = [QgsProject.instance().layerTreeRoot().findLayer(layer.id()) for layer in layers if layer.isSpatial()]
    assert nodes
    return all(node.isVisible() for node in nodes)


def grown(parks):
    """Return a park along the east of the housing, which serves the other half."""
    feature = next(parks.getFeatures())
    feature.setGeometry(QgsGeometry.fromWkt(box(1_000, -2_000, 100, 5_000)))
    return feature


def test_tables_go_out_with_the_same_columns_whether_kept_or_not(page, saved, wait):
    shown = page("parkcoverage")
    saving.save(False)
    run_and_keep(shown, wait)
    before = [(one.heads, one.rows) for one in readable([("parkcoverage", shown.outcome)])]
    saving.save(True)
    run_and_keep(shown, wait)
    assert shown.outcome.layer("SUMMARY").providerType() == "ogr"
    assert [(one.heads, one.rows) for one in readable([("parkcoverage", shown.outcome)])] == before


def test_layers_of_an_earlier_run_come_back_styled_where_they_were_removed(kept, saved, wait, folder):
    run_ = kept.kept.shown
    layer = kept.outcome.layer("BLIND_AREAS")
    kind, name = layer.renderer().type(), layer.name()
    own = [one.id() for one in saved.mapLayers().values() if run_.key in one.source()]
    saved.removeMapLayers(own)
    kept.kept.show_run(run_, load=True)
    again = kept.outcome.layer("BLIND_AREAS")
    assert (again.renderer().type(), again.name()) == (kind, name)
    assert again.attributeAlias(again.fields().indexOf("gv_area_m2")) == "Area (m²)"
    groups = [group.name() for group in saved.layerTreeRoot().findGroups() if group.findLayers()]
    assert groups == [f"Park service coverage, {run_.record.content.time.replace('T', ' ')}"]


def test_folder_that_can_only_be_read_leaves_a_temporary_result(page, saved, wait, folder, monkeypatch):
    begin = Successor.__init__

    def refuse(self, target):
        if target.parent == folder:
            raise PermissionError(13, "Permission denied", str(target))
        begin(self, target)

    monkeypatch.setattr(Successor, "__init__", refuse)
    shown = page("parkcoverage")
    run_and_keep(shown, wait)
    path = file_in(folder)
    assert shown.kept.text() == (
        f"“{path}” cannot be written: you have no right to, or another program has it open. {STILL_HERE}"
    )
    assert shown.outcome.layer("BLIND_AREAS").providerType() == "memory"
    assert not path.exists()


def test_full_disk_leaves_a_temporary_result_and_the_file_as_it_was(kept, saved, wait, folder, monkeypatch):
    before = kept.kept.shown
    monkeypatch.setattr(run_keeping, "write_tables", lambda *_: "database or disk is full")
    run_and_keep(kept, wait)
    path = file_in(folder)
    assert kept.kept.text() == f"“{path}” cannot be written: there is no room left on its disk. {STILL_HERE}"
    assert kept.outcome.layer("BLIND_AREAS").providerType() == "memory"
    assert [one.key for one in kept.kept.runs()] == [before.key]


@pytest.mark.usefixtures("impatient")
def test_file_that_another_program_has_locked_leaves_a_temporary_result(kept, saved, wait, folder):
    with closing(sqlite3.connect(file_in(folder))) as other:
        other.execute("BEGIN IMMEDIATE")
        run_and_keep(kept, wait)
        other.rollback()
    assert kept.kept.text() == (
        f"“{file_in(folder)}” cannot be written: another program has it open. Close it there and run this again. "
        f"{STILL_HERE}"
    )
    assert len(kept.kept.runs()) == 1


def test_file_that_is_no_geopackage_is_not_replaced(page, saved, wait, folder):
    file_in(folder).write_text("notes of a colleague", encoding="utf-8")
    shown = page("parkcoverage")
    run_and_keep(shown, wait)
    assert shown.kept.text() == (
        f"“{file_in(folder)}” should hold the results of this project, but cannot be read; move it away or put it back "
        f"whole. {STILL_HERE}"
    )
    assert file_in(folder).read_text("utf-8") == "notes of a colleague"


def test_file_that_is_gone_is_told_when_the_project_is_opened(kept, saved, wait, folder):
    saved.write()
    saved.clear()
    file_in(folder).unlink()
    assert saved.read(str(folder / "方案.qgz"))
    wait(lambda: kept.notice.text() == gone(folder))
    assert kept.outcome is None


def gone(folder):
    return f"The file “{file_in(folder)}” with the results of this project is gone; put it back, or run again."


def test_file_that_is_gone_and_comes_back_while_the_result_is_shown_is_told(kept, saved, wait, folder, tmp_path):
    before, line = seen(kept), kept.kept.text()
    file_in(folder).rename(tmp_path / "away.gpkg")
    kept.look()
    wait(lambda: kept.kept.text() == gone(folder))
    assert seen(kept) == before and reasons(kept) == []
    with pytest.raises(QgsProcessingException, match="cannot be read: its file is gone"):
        kept.report_button.write_csv(str(tmp_path / "tables"))
    (tmp_path / "away.gpkg").rename(file_in(folder))
    kept.look()
    wait(lambda: kept.kept.text() == line)
    assert reasons(kept) == []


def test_nobody_waits_for_a_program_that_has_the_file_locked_and_the_result_comes_once_it_is_free(
    kept, saved, wait, folder
):
    before = seen(kept)
    assert saved.write()
    saved.clear()
    assert saved.read(str(folder / "方案.qgz"))
    text = f"“{file_in(folder)}” is in use by another program; the results in it are shown once it is free."
    with closing(sqlite3.connect(file_in(folder), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        kept.kept.look()
        assert kept.notice.text() == text
        assert time.monotonic() - began < 1.0  # GDAL would wait for five seconds
    wait(lambda: kept.outcome is not None)
    assert kept.notice.text() == ""
    assert seen(kept) == before
    with closing(sqlite3.connect(file_in(folder), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        kept.judge()
        assert time.monotonic() - began < 1.0
        assert seen(kept) == before and reasons(kept) == []


def test_input_whose_file_is_gone_has_not_changed_but_is_gone(kept, saved, wait, folder):
    (parks,) = saved.mapLayersByName("公园绿地")
    for part in folder.glob("公园绿地.*"):
        part.unlink()
    kept.look()
    wait(lambda: reasons(kept) != [])
    assert reasons(kept) == [f"The file of the layer “{parks.name()}” is gone: “{folder / '公园绿地.shp'}”."]


def test_project_saved_under_another_name_still_shows_its_result(kept, saved, wait, folder):
    before = seen(kept)
    assert saved.write(str(folder / "另一方案.qgz"))
    reopened(saved, folder / "另一方案.qgz", kept, wait)
    assert seen(kept) == before
    run_and_keep(kept, wait)
    assert kept.kept.shown.file == folder / "另一方案_greenvein.gpkg"
    assert len(kept.kept.runs()) == 2


@pytest.mark.parametrize("change", ["format", "record"])
def test_result_of_another_version_is_listed_and_said_so(kept, saved, wait, folder, change):
    saved.write()
    when = kept.kept.shown.time
    saved.clear()
    statement = {"format": "SET format = 99", "record": "SET record = '{}'"}[change]
    with closing(sqlite3.connect(file_in(folder))) as base, base:
        base.execute(f"UPDATE greenvein_runs {statement}")
    assert saved.read(str(folder / "方案.qgz"))
    text = f"The result of {when} was kept by another version of GreenVein and cannot be shown; its layers can."
    wait(lambda: kept.notice.text() == text)
    assert kept.outcome is None
    assert [one.time for one in kept.kept.runs()] == [when]
    assert all(one.isValid() for one in saved.mapLayers().values())


def test_notices_of_a_run_in_another_language_are_told_to_be_of_it(kept, saved, folder, wait, request):
    project, notice = folder / "方案.qgz", "2 of 3 parks lie on each other."
    saved.clear()
    with closing(sqlite3.connect(file_in(folder))) as base, base:
        base.execute("UPDATE greenvein_runs SET record = json_set(record, '$.notices', json_array(?))", [notice])
    reopened(saved, project, kept, wait)
    assert kept.results.notice.text() == notice
    request.getfixturevalue("chinese")
    reopened(saved, project, kept, wait)
    first, second = kept.results.notice.text().splitlines()
    assert first == f"以下提示和报告使用 {kept.kept.shown.time} 运行时的语言；重新运行后改为当前语言。"
    assert second == notice
    # Which it was nobody knows of one that an earlier version has kept.
    saved.clear()
    with closing(sqlite3.connect(file_in(folder))) as base, base:
        base.execute("UPDATE greenvein_runs SET record = json_remove(record, '$.language')")
    reopened(saved, project, kept, wait)
    assert kept.results.notice.text() == notice


def test_two_runs_that_end_at_once_are_both_kept(page, saved, wait, folder, add):
    parks, corridors = page("parkcoverage"), page("corridorwidth")
    add("通风廊道", [box(0, 0, 500, 3_000)], ("level:integer",), [(1,)])
    corridors.form.guess()
    parks.run()
    corridors.run()
    wait(lambda: parks.run_button.isEnabled() and corridors.run_button.isEnabled())
    assert corridors.outcome is not None, corridors.notice.text()
    wait(lambda: parks.kept.shown is not None and corridors.kept.shown is not None)
    assert len(parks.kept.runs()) == len(corridors.kept.runs()) == 1
    assert {one.split("_")[0] for one in tables(file_in(folder))} >= {"parkcoverage", "corridorwidth"}


def test_cancelled_run_keeps_nothing(page, saved, wait, folder):
    shown = page("parkcoverage")
    shown.run()
    shown.cancel()
    wait(shown.run_button.isEnabled)
    assert not file_in(folder).exists()


def test_layer_that_is_edited_while_it_is_written_keeps_its_edits(page, saved, wait, folder, monkeypatch):
    shown = page("parkcoverage")
    edited = []
    take = shown.kept.take

    def take_and_edit(outcome, content, basis):
        take(outcome, content, basis)
        layer = outcome.layer("BLIND_AREAS")
        layer.startEditing()
        assert layer.changeGeometry(1, QgsGeometry.fromWkt(box(0, 0, 10, 10)))
        edited.append(layer)

    monkeypatch.setattr(shown.kept, "take", take_and_edit)
    run_and_keep(shown, wait)
    (layer,) = edited
    assert shown.kept.shown is not None
    assert layer.providerType() == "memory"
    assert next(layer.getFeatures()).geometry().area() == pytest.approx(100)
    assert shown.outcome.layer("COVERAGE").providerType() == "ogr"
    shown.kept.show_run(shown.kept.shown, load=True)
    assert layer.providerType() == "memory"
    layer.rollBack()


def test_project_saved_while_the_result_is_written_finds_it_all_the_same(page, saved, wait, folder, monkeypatch):
    shown = page("parkcoverage")
    take = shown.kept.take

    def take_and_save(*given):
        take(*given)
        saved.write()

    monkeypatch.setattr(shown.kept, "take", take_and_save)
    run_and_keep(shown, wait)
    before = seen(shown)
    reopened(saved, folder / "方案.qgz", shown, wait)
    assert seen(shown) == before
    assert shown.outcome.layer("BLIND_AREAS").providerType() == "ogr"
    assert shown.outcome.layer("BLIND_AREAS").featureCount() == 1


def test_layer_that_another_page_has_read_is_no_other_layer_once_it_is_kept(provider, add, tmp_path):
    from greenvein.dialogs.panel.layer_state import LayerWatch, moved
    from qgis.core import QgsDataProvider

    layer = add("格局", [box(0, 0, 10, 10)])
    watch = LayerWatch(layer, None)
    was = watch.state()
    path = tmp_path / "a.gpkg"
    QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), QgsProject.instance().transformContext(), QgsVectorFileWriter.SaveVectorOptions()
    )
    moved(layer, lambda: layer.setDataSource(str(path), "格局", "ogr", QgsDataProvider.ProviderOptions()))
    assert watch.state() == was
    assert layer.dataProvider().deleteFeatures([1])
    watch._layer.dataProvider().leaveUpdateMode()
    assert watch.state() != was
    watch.stop()


def test_field_called_fid_of_the_users_stays(page, saved, wait, folder, add):
    homes = add("居住用地二", [box(0, 0, 100, 100), box(200, 0, 100, 100)], ("fid:integer",), [(7,), (9,)])
    shown = page("parkcoverage")
    shown.form.inputs["RESIDENTIAL"].set_value(homes.id())
    run_and_keep(shown, wait)
    assert sorted(shown.outcome.column("COVERAGE", "gv_fid")) == [7, 9]  # as it is called in every result
