"""The dock: when it is built, what its pages do, and that nothing of it stays behind."""

import itertools
import subprocess
import sys
import time
from pathlib import Path

import pytest
from greenvein.core.report import Verdict
from greenvein.dialogs.dock import Dock
from greenvein.dialogs.panel.inputs import LayerInput
from greenvein.processing.framework import output_fields, themes
from greenvein.processing.guide import pages as guide
from greenvein.processing.jobs import JOBS
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProcessingException
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QLabel, QStyleOptionViewItem, QToolButton

from .scene import box, run

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def city(add):
    """A square kilometre of housing, of which a long park serves the western half, and a block far off."""
    add("居住用地", [box(0, 0, 1000, 1000), box(5000, 0, 100, 100)])
    add("公园绿地", [box(-100, -2000, 100, 5000)])


IMPORTS = """
import sys
for package in ("numpy", "shapely", "pandas", "scipy", "matplotlib", "jinja2"):
    sys.modules[package] = None  # an import of it fails
sys.path.insert(0, sys.argv[1])
from importlib import import_module
from greenvein.dialogs import dock
from greenvein.processing.jobs import JOBS
for job in JOBS:
    import_module(f"greenvein.dialogs.pages.{job}")
"""


@pytest.mark.slow
def test_dialogs_are_imported_without_the_science_packages(tmp_path):
    (tmp_path / "greenvein").symlink_to(Path(__file__).resolve().parents[2])
    found = subprocess.run([sys.executable, "-c", IMPORTS, tmp_path], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def test_dock_is_hidden_and_empty_until_asked_for(dock, interface):
    QgsApplication.processEvents()
    assert dock.isHidden()
    assert dock.tabs is None
    assert interface.toolbar == [dock.action]
    interface.toolbar[0].trigger()
    QgsApplication.processEvents()
    assert dock.isVisible()
    assert dock.checkup.isVisible()
    assert [page.job.page for page in dock.pages()] == [themes.CHECKUP] * len(dock.pages())


def test_page_that_is_opened_first_comes_up_with_the_dock_and_other_tabs_wait_until_they_are_seen(dock):
    dock.open_page("parkcoverage")
    assert dock.page_of("parkcoverage").isVisible()
    assert dock.checkup is None
    assert {page.job.page for page in dock.pages()} == {JOBS["parkcoverage"].page}
    dock.tabs.setCurrentIndex(0)
    assert dock.checkup.isVisible()


def test_registering_costs_less_than_a_fifth_of_a_second(interface, provider):
    before = time.perf_counter()
    dock = Dock(interface)
    dock.register()
    taken = time.perf_counter() - before
    dock.unregister()
    assert taken < 0.2


def test_loads_leave_no_dock_and_no_action(interface, provider, project):
    def count():
        QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QgsApplication.processEvents()
        window = interface.window
        return len(window.findChildren(QDockWidget)), len(window.findChildren(QAction)), len(window.children())

    before = count()
    for _ in range(3):
        dock = Dock(interface)
        dock.register()
        dock.setUserVisible(True)
        QgsApplication.processEvents()
        dock.unregister()
        del dock
    assert count() == before
    assert (interface.toolbar, interface.menu) == ([], [])


def test_every_page_shows_all_of_its_inputs(page):
    for job in JOBS:
        shown = page(job)
        assert set(shown.up_front()) == set(shown.form.inputs)
        assert dict(shown.CLAUSES).keys() <= shown.form.inputs.keys()
        assert [places.output for places in shown.lists()]


@pytest.mark.slow
def test_required_inputs_stand_up_front(page):
    for job in JOBS:
        shown = page(job)
        needed = [
            one.name()
            for one in shown.algorithm.parameterDefinitions()
            if not one.isDestination() and not one.flags() & one.Flag.FlagOptional and one.defaultValue() is None
        ]
        assert set(needed) <= set(shown.form.inputs)


def test_layers_are_guessed_when_the_page_is_built_and_when_they_come_later(page, add):
    add("居住用地", [box(0, 0, 10, 10)])
    shown = page("parkcoverage")
    assert shown.form.inputs["RESIDENTIAL"].layer().name() == "居住用地"
    assert shown.form.inputs["PARKS"].layer() is None
    add("公园绿地", [box(0, 0, 10, 10)])
    assert shown.form.inputs["PARKS"].layer().name() == "公园绿地"


def chosen_layers(form):
    """Return the names of the layers that a form has chosen, by input."""
    layers = {name: box.layer() for name, box in form.inputs.items() if isinstance(box, LayerInput)}
    return {name: layer.name() for name, layer in layers.items() if layer is not None}


@pytest.mark.slow
@pytest.mark.parametrize("job", ["parkcoverage", "landreduction"])
def test_it_plays_no_part_in_the_guess_in_which_order_layers_come(page, add, project, job):
    code = ("DLBM:string",)
    layers = {"土地利用2020": code, "土地利用2025": code, "街道": ("常住人口:integer",), "公园绿地": (), "水系": ()}
    found = []
    for order in itertools.islice(itertools.permutations(layers), 0, None, 13):
        form = page(job).form
        for name in order:
            add(name, [box(0, 0, 10, 10)], layers[name], [(1,)] if layers[name] else ())
        found.append(chosen_layers(form))
        project.clear()
    assert len(found) > 5
    assert all(one == found[0] for one in found)
    last = "土地利用2025"
    expected = {
        "parkcoverage": {"PARKS": "公园绿地", "RESIDENTIAL": last, "ZONES": "街道"},
        "landreduction": {"BEFORE": "土地利用2020", "AFTER": last, "ZONES": "街道"},
    }
    assert found[0] == expected[job]


def test_a_layer_whose_field_the_user_has_chosen_is_not_guessed_anew(page, add):
    add("廊道", [box(0, 0, 10, 10)], ("等级:integer", "二级:integer"), [(1, 2)])
    form = page("corridorwidth").form
    form.inputs["LEVEL_FIELD"].combo.setField("二级")
    add("通风廊道", [box(0, 0, 10, 10)], ("等级:integer",), [(1,)])
    assert (chosen_layers(form)["CORRIDORS"], form.values()["LEVEL_FIELD"]) == ("廊道", "二级")


def test_a_layer_without_a_reference_system_is_told_until_it_has_one(page, add):
    homes = add("居住用地", [box(0, 0, 10, 10)])
    add("公园绿地", [box(0, 0, 10, 10)])
    form = page("parkcoverage").form
    told = []
    form.changed.connect(lambda: told.append(form.missing()))
    homes.setCrs(QgsCoordinateReferenceSystem())
    sentence = (
        "The layer “居住用地” has no coordinate reference system; set it in the layer's properties before running this."
    )
    assert (form.missing(), told) == (sentence, [sentence])
    homes.setCrs(QgsCoordinateReferenceSystem("EPSG:4548"))
    assert (form.missing(), told) == ("", [sentence, ""])


def test_what_the_user_emptied_stays_empty(page, add):
    add("公园绿地", [box(0, 0, 10, 10)])
    shown = page("parkcoverage")
    shown.form.inputs["PARKS"].combo.setLayer(None)
    add("公园", [box(0, 0, 10, 10)])
    assert shown.form.inputs["PARKS"].layer() is None


def test_field_goes_with_its_layer(page, add):
    add("通风廊道", [box(0, 0, 10, 10)], fields=("廊道等级:integer", "名称:string"), rows=[(1, "甲")])
    shown = page("corridorwidth")
    assert shown.form.values()["LEVEL_FIELD"] == "廊道等级"
    assert shown.form.values()["ID_FIELD"] == "名称"
    shown.form.inputs["CORRIDORS"].combo.setLayer(None)
    assert "LEVEL_FIELD" not in shown.form.values()
    assert shown.form.inputs["LEVEL_FIELD"].isHidden()


def test_defaults_are_those_of_the_plan(page):
    assert page("parkcoverage").form.values() == {"TIERS": [0, 500], "TARGET": 95}


def test_codes_in_a_table_are_shown_in_words_and_chosen_from_them(page):
    targets = page("landreduction").form.inputs["TARGETS"]
    table, before = targets.table, targets.value()
    words = table.itemDelegateForColumn(2)
    assert before[2] == "with_approved"
    assert words.displayText(before[2], table.locale()) == "with approved"
    cell = table.model().index(0, 2)
    box = words.createEditor(table.viewport(), QStyleOptionViewItem(), cell)
    words.setEditorData(box, cell)
    assert box.currentData() == "with_approved"
    QTest.keyClick(box, Qt.Key.Key_Home)
    words.setModelData(box, table.model(), cell)
    assert targets.value() == [*before[:2], "existing", *before[3:]]


def test_selection_is_offered_where_there_is_one(page, city):
    shown = page("parkcoverage")
    inputs = shown.form.inputs["RESIDENTIAL"]
    assert isinstance(inputs, LayerInput)
    assert inputs.only_selected.isHidden()
    inputs.layer().selectByIds([1])
    assert not inputs.only_selected.isHidden()
    inputs.only_selected.setChecked(True)
    assert inputs.value().selectedFeaturesOnly
    inputs.layer().removeSelection()
    assert inputs.value() == inputs.layer().id()


def test_missing_layer_is_named_before_anything_runs(page):
    shown = page("parkcoverage")
    QTest.mouseClick(shown.run_button, LEFT)
    assert shown.notice.text() == "Choose a layer for “Residential land”."
    assert QgsApplication.taskManager().countActiveTasks() == 0


def test_run_shows_verdict_chart_and_places(page, city, wait, project):
    shown = page("parkcoverage")
    run(shown, wait)
    # The park serves 500 m of the 1 000 m, and nothing of the block far off: 50 ha of 101.
    verdict = shown.results.verdict
    assert verdict.value.text() == "49.50 %"
    assert shown.results.notice.text() == ""
    assert verdict.badge.text() == "Target of 2035 not met"
    assert verdict.target.text() == "Target 95 % by 2035"
    assert not shown.results.chart.isHidden()
    assert shown.results.places.choice.itemText(0) == "Blind areas (2)"
    assert shown.notice.text() == ""
    (group,) = project.layerTreeRoot().findGroups()
    assert group.name().startswith("Park service coverage")
    # What is wrong lies over what is all there, or nobody would see it.
    names = ["Blind areas", "Residential land with coverage", "Coverage summary"]
    assert [layer.name() for layer in group.findLayers()] == names
    assert shown.outcome.layer("BLIND_AREAS").attributeDisplayName(0) == "Area (m²)"


@pytest.mark.slow
def test_run_stands_in_the_history_of_processing(page, city, wait):
    registry = QgsGui.historyProviderRegistry()
    before = len(registry.queryEntries(providerId="processing"))
    run(page("parkcoverage"), wait)
    entries = registry.queryEntries(providerId="processing")
    assert len(entries) == before + 1
    newest = max(entries, key=lambda entry: entry.id).entry
    assert newest["algorithm_id"] == "greenvein:parkcoverage"
    assert newest["results"]["BLIND_COUNT"] == 2
    assert "features read" in newest["log"]


def test_error_is_told_in_its_sentence(page, add, wait):
    add("居住用地", ["POLYGON EMPTY"])
    add("公园绿地", [box(0, 0, 10, 10)])
    shown = page("parkcoverage")
    run(shown, wait)
    assert shown.notice.text() == (
        "The layer “居住用地 (Residential land)” has no geometry to work with; check that it is the right layer."
    )
    assert shown.results.isHidden()


@pytest.mark.slow
def test_what_a_run_warns_of_stands_once_in_the_panel(page, add, wait):
    add("公园绿地", [box(0, 0, 1000, 1000), "POLYGON EMPTY"])
    add("居住用地", [box(0, 1000, 1000, 100)])
    shown = page("parkcoverage")
    inputs = shown.form.inputs
    homes, parks = inputs["RESIDENTIAL"].layer(), inputs["PARKS"].layer()
    inputs["RESIDENTIAL"].combo.setLayer(parks)
    inputs["PARKS"].combo.setLayer(homes)
    run(shown, wait)
    told = [
        "The layers “居住用地 (Parks)” and “公园绿地 (Residential land)” look exchanged: the name of each speaks for "
        "the input of the other.",
        "公园绿地 (Residential land): 2 features read, 0 repaired, 1 skipped, 1 used.",
    ]
    assert shown.results.notice.text().splitlines() == told
    assert shown.results.notice.isVisibleTo(shown.results)
    inputs["RESIDENTIAL"].combo.setLayer(homes)
    inputs["PARKS"].combo.setLayer(parks)
    run(shown, wait)
    assert shown.results.notice.text() == "公园绿地 (Parks): 2 features read, 0 repaired, 1 skipped, 1 used."


def test_what_qgis_warns_of_is_not_told_as_ours(qgis_app):
    from greenvein.dialogs.panel.running import _Feedback

    feedback = _Feedback()
    feedback.pushWarning("QGIS warns of something.")
    assert feedback.notes == []
    assert "QGIS warns of something." in feedback.htmlLog()


def test_of_many_notices_the_panel_shows_some_and_counts_the_rest(interface, qgis_app):
    from greenvein.dialogs.panel.results import Results

    shown = Results(interface.canvas, None)
    shown.show_notices([f"Notice {number}." for number in range(7)])
    assert shown.notice.text().splitlines() == [
        *(f"Notice {number}." for number in range(4)),
        "Further notices: 3; the log has them.",
    ]
    shown.show_notices(["Notice."] * 4)
    assert shown.notice.text().splitlines() == ["Notice."] * 4
    shown.show_notices([])
    assert shown.notice.text() == ""


def test_run_can_be_cancelled(page, city, wait, monkeypatch, project):
    from greenvein.processing.jobs.parkcoverage.algorithm import ParkCoverageAlgorithm

    def wait_for_cancel(algorithm, run):
        while True:
            run.stop()
            time.sleep(0.01)

    monkeypatch.setattr(ParkCoverageAlgorithm, "compute", wait_for_cancel)
    shown = page("parkcoverage")
    QTest.mouseClick(shown.run_button, LEFT)
    QTest.qWait(100)
    assert not shown.run_button.isEnabled()
    QTest.mouseClick(shown.cancel_button, LEFT)
    wait(shown.run_button.isEnabled)
    assert shown.notice.text() == "Cancelled: nothing was written."
    assert project.layerTreeRoot().findGroups() == []


def test_dock_that_is_taken_away_stops_what_runs(interface, provider, project, city, wait, monkeypatch):
    from greenvein.processing.jobs.parkcoverage.algorithm import ParkCoverageAlgorithm

    def wait_for_cancel(algorithm, run):
        while True:
            run.stop()
            time.sleep(0.01)

    monkeypatch.setattr(ParkCoverageAlgorithm, "compute", wait_for_cancel)
    dock = Dock(interface)
    dock.register()
    dock.setUserVisible(True)
    QgsApplication.processEvents()
    QTest.mouseClick(dock.page_of("parkcoverage").run_button, LEFT)
    QTest.qWait(100)
    assert QgsApplication.taskManager().countActiveTasks() == 1
    dock.unregister()
    wait(lambda: QgsApplication.taskManager().countActiveTasks() == 0)


def test_failure_without_a_sentence_points_to_the_log(page, city, wait, monkeypatch):
    from greenvein.processing.jobs.parkcoverage.algorithm import ParkCoverageAlgorithm

    def fail(algorithm, run):
        raise QgsProcessingException("The disk is full.")

    monkeypatch.setattr(ParkCoverageAlgorithm, "compute", fail)
    shown = page("parkcoverage")
    run(shown, wait)
    assert shown.notice.text() == "The disk is full."
    assert "The disk is full." in shown.menu_button.log


def test_what_is_refused_before_it_begins_is_told_in_its_sentence(page, city, wait, monkeypatch):
    """QGIS cancels what it cannot prepare; nobody stopped it."""
    from greenvein.processing import dependencies

    monkeypatch.setattr(dependencies, "load", lambda: ["shapely"])
    monkeypatch.setattr(dependencies, "sentence", lambda found: f"{len(found)} package is missing.")
    shown = page("parkcoverage")
    run(shown, wait)
    assert shown.notice.text() == "1 package is missing."


@pytest.mark.slow
def test_click_on_a_place_goes_there(page, city, wait, interface):
    shown = page("parkcoverage")
    run(shown, wait)
    places = shown.results.places
    index = places.proxy.index(0, 0)  # the largest: the eastern half of the square
    places.view.scrollTo(index)
    QTest.mouseClick(places.view.viewport(), LEFT, pos=places.view.visualRect(index).center())
    seen = interface.canvas.extent()
    assert seen.contains(shown.outcome.layer("BLIND_AREAS").getFeature(1).geometry().boundingBox())
    assert seen.width() < 5000


@pytest.mark.slow
def test_places_sort_by_number_and_filter_by_text(page, city, wait):
    shown = page("parkcoverage")
    run(shown, wait)
    places = shown.results.places
    column = places.proxy.sourceModel().fields.index("gv_area_m2")

    def areas():
        proxy = places.proxy
        return [proxy.index(row, column).data() for row in range(proxy.rowCount())]

    assert areas() == ["500,000.0", "10,000.0"]
    places.proxy.sort(column, Qt.SortOrder.AscendingOrder)
    assert areas() == ["10,000.0", "500,000.0"]
    places.filter.setText("500,0")
    assert areas() == ["500,000.0"]


@pytest.mark.slow
def test_columns_without_a_value_are_left_out(page, city, wait):
    shown = page("parkcoverage")
    run(shown, wait)
    assert shown.results.places.proxy.sourceModel().fields == ["gv_rank", "gv_area_m2", "gv_source"]


@pytest.mark.slow
def test_place_whose_layer_is_gone_says_so(page, city, wait, project):
    shown = page("parkcoverage")
    run(shown, wait)
    places = shown.results.places
    project.removeMapLayer(shown.outcome.values["BLIND_AREAS"])
    places._go(places.proxy.index(0, 0))
    assert places.note.text() == "The layer of this list is no longer in the project; run the job again."


def test_command_is_copied(page, city, tmp_path):
    shown = page("parkcoverage")
    shown.menu_button.copy_command()
    text = QgsApplication.clipboard().text()
    assert text.startswith("qgis_process run greenvein:parkcoverage ")
    assert "--TARGET=95" in text


@pytest.mark.slow
def test_corridors_show_the_width_along_the_row_that_was_clicked(page, add, wait):
    add(
        "通风廊道",
        [box(0, 0, 500, 3000), box(2000, 0, 100, 3000)],
        fields=("level:integer", "name:string"),
        rows=[(1, "宽"), (1, "窄")],
    )
    shown = page("corridorwidth")
    run(shown, wait)
    assert shown.results.verdict.value.text() == "1 of 2"
    assert "窄" in shown.results.chart.svg
    places = shown.results.places
    places.choice.setCurrentIndex(1)
    model = places.proxy.sourceModel()
    wide = next(row for row in range(model.rowCount()) if model.row(row)["gv_corridor"] == "宽")
    places._go(places.proxy.mapFromSource(model.index(wide, 0)))
    assert "宽" in shown.results.chart.svg


@pytest.mark.slow
def test_land_goes_on_to_the_use_of_what_was_vacated(page, add, wait):
    west, east = box(0, 0, 1000, 1000), box(1000, 0, 1000, 1000)
    add("DLTB_2020", [west, east], fields=("DLBM:string",), rows=[("0701",), ("0101",)])
    add("DLTB_2025", [west, east], fields=("DLBM:string",), rows=[("0301",), ("0101",)])
    account, uses = page("landreduction"), page("vacateduse")
    run(account, wait)
    assert account.results.verdict.value.text() == "1.0000 km²"
    assert not account.results.chart.isHidden()
    assert account.results.places.proxy.index(0, 0).data() == "Vacated"
    assert uses.form.inputs["VACATED"].layer().id() == account.outcome.values["CHANGES"]
    run(uses, wait)
    assert uses.results.verdict.value.text() == "0.00 < 100.00 ha"


@pytest.mark.slow
def test_pattern_shows_conflicts_and_goes_on_to_the_ranking(page, add, wait):
    add("生态保护红线", [box(0, 0, 1000, 1000)])
    add("建设用地", [box(900, 0, 200, 1000)])
    add("修复单元", [box(0, 0, 100, 100), box(5000, 0, 100, 100)], fields=("退化程度:double",), rows=[(0.2,), (0.9,)])
    pattern, priority = page("securitypattern"), page("restorationpriority")
    run(pattern, wait)
    assert pattern.results.verdict.value.text() == "10.00 ha"
    assert pattern.results.verdict.badge.text() == "Conflicts"
    assert pattern.results.places.choice.itemText(0) == "Conflicts with the pattern (1)"
    assert priority.form.inputs["PATTERN"].layer().id() == pattern.outcome.values["PATTERN"]
    run(priority, wait)
    assert priority.results.verdict.value.text() == "1.00 ha"
    assert priority.results.places.proxy.index(0, 0).data() == "1"


def test_run_in_the_dialog_of_processing_is_shown_too(page, city, wait):
    """With outputs left out, as a user may there."""
    shown = page("parkcoverage")
    from greenvein.dialogs.panel.running import Running

    found = []
    running = Running(shown.algorithm.create(), shown.form.values())
    running.ended.connect(lambda outcome, sentence: found.append(outcome))
    running.start()
    wait(lambda: found)
    shown.show_outcome(found[0])
    assert shown.results.verdict.isHidden()
    assert shown.notice.text() == "There is no verdict, for the run left out “Coverage summary”."
    assert {"Coverage (%)", "49.50"} <= {label.text() for label in shown.results.figures.findChildren(QLabel)}
    assert shown.results.places.isHidden()
    assert shown.results.chart.isHidden()


def test_areas_that_put_a_plot_first_are_named():
    words = output_fields.words("vacateduse_uses")
    assert words["gv_first"]("red_line; key_areas") == "Ecological red line, Key remediation areas"


def test_long_verdict_is_set_smaller(page):
    card = page("parkcoverage").results.verdict
    sizes = []
    for value in ("30.35 %", "0.0369 平方公里"):
        card.show_verdict(Verdict(label="", value=value, sentence=""))
        sizes.append(card.value.font().pointSizeF() / card.font().pointSizeF())
    assert sizes == pytest.approx([2.2, 1.6])


def test_guide_that_cannot_be_written_is_told(page, monkeypatch):
    def fail(name):
        raise OSError("no space left")

    monkeypatch.setattr(guide, "web_page", fail)
    shown = page("parkcoverage")
    button = next(one for one in shown.findChildren(QToolButton) if one.text() == "?")
    QTest.mouseClick(button, LEFT)
    assert shown.notice.text() == "The guide cannot be written to your QGIS profile: no space left"
