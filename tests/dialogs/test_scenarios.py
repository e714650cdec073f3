"""Scenarios in QGIS: kept beside the project, there again after reopening, compared by figure, tables and ground."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from greenvein.processing.comparison import scenarios
from greenvein.processing.jobs import JOBS
from qgis.core import QgsFeedback, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from .scene import EAST, NORTH, box

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bare_reports")]

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def saved(project, tmp_path):
    """The project, saved to a file."""
    assert project.write(str(tmp_path / "plan.qgz"))
    return project


@pytest.fixture
def run(wait):
    def run(page):
        QTest.mouseClick(page.run_button, LEFT)
        wait(page.run_button.isEnabled)
        assert page.outcome is not None, page.notice.text()

    return run


@pytest.fixture
def keep(monkeypatch):
    """Keep the result of a page under a name, with the buttons that a user has."""

    def keep(page, name, replace=True):
        bar = page.scenarios
        monkeypatch.setattr(bar, "ask_name", lambda suggestion: name)
        monkeypatch.setattr(bar, "confirm_replace", lambda name: replace)
        QTest.mouseClick(bar.keep_button, LEFT)
        return page.notice.text()

    return keep


@pytest.fixture
def city(add):
    """A square kilometre of housing between two parks 100 m wide, each of which serves the half beside it."""
    return {
        "residential": add("居住用地", [box(0, 0, 1000, 1000)]),
        "parks": add("公园绿地", [box(-100, -2000, 100, 5000), box(1000, -2000, 100, 5000)]),
    }


def compare(page):
    QTest.mouseClick(page.scenarios.compare_button, LEFT)
    return page.scenarios._window


def table(window, title):
    """Return the rows of a tab as lists of texts."""
    titles = [window.tabs.tabText(number) for number in range(window.tabs.count())]
    view = window.tabs.widget(titles.index(title))
    return [[view.item(row, column).text() for column in range(view.columnCount())] for row in range(view.rowCount())]


def changed(project):
    """Return the rows of the layers of what changed, with their areas, rounded."""
    (group,) = [group for group in project.layerTreeRoot().findGroups() if group.name().startswith("Comparison")]
    (layer,) = [node.layer() for node in group.findLayers()]
    rows = []
    for feature in layer.getFeatures():
        values = dict(zip(layer.fields().names(), feature.attributes()))
        assert values["gv_area_m2"] == pytest.approx(feature.geometry().area(), rel=1e-6)
        rows.append((values["gv_change"], values["gv_a"] or None, values["gv_b"] or None, round(values["gv_area_m2"])))
    return layer, rows


def test_unsaved_project_is_to_be_saved_first(page, city, run, keep, monkeypatch):
    shown = page("parkcoverage")
    run(shown)
    monkeypatch.setattr(shown.scenarios, "ask_to_save", lambda: False)
    assert keep(shown, "现状") == (
        "Save the project to a file first; scenarios are kept in the folder “greenvein_scenarios” beside it."
    )


def test_project_that_is_saved_when_asked_goes_on(page, city, run, keep, monkeypatch, project, tmp_path):
    shown = page("parkcoverage")
    run(shown)
    monkeypatch.setattr(shown.scenarios, "ask_to_save", lambda: project.write(str(tmp_path / "plan.qgz")))
    assert keep(shown, "现状").startswith("Kept as “现状”")
    assert [path.name for path in (tmp_path / scenarios.FOLDER).iterdir()] == ["parkcoverage_现状.gpkg"]


def test_kept_scenario_holds_layers_numbers_parameters_and_verdict(page, city, run, keep, saved):
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "现状")
    (scenario,) = scenarios.kept(saved, "parkcoverage")
    content = scenario.content
    assert content.numbers["COVERAGE_PCT"] == pytest.approx(100)
    assert content.numbers["TARGET_MET"] is True
    assert content.verdict["value"] == "100.00 %"
    assert content.parameters["TIERS"] == [0, 500]
    assert content.texts["TIERS"] == "0, 500"
    assert content.texts["PARKS"] == "公园绿地 (features: 2)"
    assert content.texts["AREA"] == "In the plane"
    side = scenarios.side_of(saved, scenario)
    assert [side.layer(name).featureCount() for name in ("COVERAGE", "BLIND_AREAS", "SUMMARY")] == [1, 0, 1]
    assert side.layer("SERVICE_AREA") is None
    assert side.rows("SUMMARY")[0]["gv_coverage_pct"] == pytest.approx(100)
    assert side.layer("COVERAGE").crs() == city["parks"].crs()


def test_parks_before_and_after_a_park_is_gone(page, city, run, keep, saved, interface):
    """Without the eastern park its half of the square kilometre is blind."""
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "现状")
    assert city["parks"].dataProvider().deleteFeatures([2])
    run(shown)
    window = compare(shown)
    assert (window.first.currentText(), window.second.currentText()) == ("现状", "Present result")
    assert [card.value.text() for card in window.cards] == ["100.00\xa0%", "−50.00", "50.00\xa0%"]
    assert window.cards[1].target.text() == "percentage points"
    rows = {row[0]: row[1:] for row in table(window, "Numbers")}
    assert rows["Coverage (%)"] == ["100.00", "50.00", "−50.00 percentage points"]
    assert rows["Blind areas (ha)"] == ["0.00", "50.00", "+50.00 ha"]
    assert rows["Number of blind areas"] == ["0", "1", "+1"]
    assert rows["Target met"] == ["yes", "no", "–"]
    assert table(window, "Parameters that differ") == [
        ["Parks", "公园绿地 (features: 2)", "公园绿地 (features: 1)"],
    ]
    QTest.mouseClick(window.map_button, LEFT)
    layer, changes = changed(saved)
    assert changes == [("blind", "served", "blind", 500_000)]
    assert window.notice.text() == "Places that changed: 1, 50.00 ha together."
    assert table(window, "What changed on the ground") == [["Newly blind", "1", "50.00"]]
    assert interface.canvas.extent().contains(layer.extent())
    # The other way round the same ground is newly served; its layer stands beside the first.
    window.swap()
    QTest.mouseClick(window.map_button, LEFT)
    names = [group.name() for group in saved.layerTreeRoot().findGroups() if group.name().startswith("Comparison")]
    assert names == ["Comparison: Present result → 现状", "Comparison: 现状 → Present result"]
    assert window.cards[1].value.text() == "+50.00"


def test_zones_stand_side_by_side(page, city, run, keep, saved, add):
    zones = add(
        "分区", [box(0, 0, 500, 1000), box(500, 0, 500, 1000)], fields=("名称:string",), rows=[("西",), ("东",)]
    )
    shown = page("parkcoverage")
    shown.form.inputs["ZONES"].set_value(zones.id())
    shown.form.inputs["ZONE_FIELD"].set_value("名称")
    run(shown)
    keep(shown, "A")
    city["parks"].dataProvider().deleteFeatures([2])
    run(shown)
    rows = {row[0]: row[1:] for row in table(compare(shown), "By zone")}
    assert rows["西"] == ["100.00", "100.00", "0.00", "0.00", "0.00", "0.00"]
    assert rows["东"] == ["100.00", "0.00", "−100.00", "0.00", "50.00", "+50.00"]
    assert rows["All"] == ["100.00", "50.00", "−50.00", "0.00", "50.00", "+50.00"]


def test_map_made_again_replaces_the_one_before(page, city, run, keep, saved):
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "现状")
    city["parks"].dataProvider().deleteFeatures([2])
    run(shown)
    window = compare(shown)
    for _ in range(2):
        QTest.mouseClick(window.map_button, LEFT)
    assert len(changed(saved)[1]) == 1


def test_new_housing_in_a_blind_area_is_told_from_housing_that_lost_its_park(page, city, run, keep, saved, add):
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "A")
    layer = add("居住用地二", [box(0, 0, 1000, 1000), box(5000, 0, 100, 100)])
    shown.form.inputs["RESIDENTIAL"].set_value(layer.id())
    run(shown)
    window = compare(shown)
    QTest.mouseClick(window.map_button, LEFT)
    assert changed(saved)[1] == [("blind_new", None, "blind", 10_000)]


def test_same_result_has_nothing_that_changed(page, city, run, keep, saved):
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "A")
    window = compare(shown)
    QTest.mouseClick(window.map_button, LEFT)
    assert window.notice.text() == "Nothing changed on the ground."
    assert not [group for group in saved.layerTreeRoot().findGroups() if group.name().startswith("Comparison")]
    titles = [window.tabs.tabText(number) for number in range(window.tabs.count())]
    note = window.tabs.widget(titles.index("Parameters that differ"))
    assert note.text() == "Both were run with the same parameters."


def test_taken_name_asks_before_it_is_replaced(page, city, run, keep, saved, tmp_path):
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "现状")
    city["parks"].dataProvider().deleteFeatures([2])
    run(shown)
    keep(shown, "现状", replace=False)
    assert scenarios.kept(saved, "parkcoverage")[0].content.numbers["BLIND_COUNT"] == 0
    keep(shown, "现状", replace=True)
    (scenario,) = scenarios.kept(saved, "parkcoverage")
    assert scenario.content.numbers["BLIND_COUNT"] == 1
    assert scenarios.side_of(saved, scenario).layer("BLIND_AREAS").featureCount() == 1
    assert len(list((tmp_path / scenarios.FOLDER).iterdir())) == 1


def test_scenarios_are_there_again_after_the_project_is_reopened_elsewhere(page, city, run, keep, saved, tmp_path):
    """The folder moves with the project, so the paths must be relative."""
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "现状")
    assert saved.isDirty()
    saved.write()
    saved.clear()
    assert scenarios.kept(saved, "parkcoverage") == []
    moved = shutil.copytree(tmp_path, tmp_path.parent / "moved")
    shutil.rmtree(tmp_path)
    assert saved.read(str(moved / "plan.qgz"))
    (scenario,) = scenarios.kept(saved, "parkcoverage")
    side = scenarios.side_of(saved, scenario)
    assert (scenario.name, side.is_lost()) == ("现状", False)
    assert side.layer("COVERAGE").featureCount() == 1
    assert scenarios.kept(saved, "landreduction") == []


def test_file_that_is_gone_is_told_in_a_sentence(page, city, run, keep, saved, tmp_path):
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "现状")
    (path,) = (tmp_path / scenarios.FOLDER).iterdir()
    path.unlink()
    window = compare(shown)
    assert window.notice.text() == (
        f"The file of the scenario “现状” is gone: {path}. Its numbers are still here; its layers are not."
    )
    assert window.cards[0].value.text() == "100.00\xa0%"
    assert not window.map_button.isEnabled()
    assert "gone" in window.list.tree.topLevelItem(0).toolTip(0)
    assert not path.exists()


def test_layer_that_was_not_made_is_told_in_a_sentence(page, city, run, keep, saved):
    """As by a run in Processing's own dialog with outputs left out."""
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "A")
    outcome = shown.outcome
    del outcome.values["BLIND_AREAS"], outcome.values["COVERAGE"]
    shown.show_outcome(outcome)
    window = compare(shown)
    QTest.mouseClick(window.map_button, LEFT)
    assert window.notice.text() == (
        "“Present result” has no layer “Blind areas” to compare; run the job again with it, and keep the result."
    )


def test_result_whose_layers_are_gone_cannot_be_kept(page, city, run, keep, saved):
    shown = page("parkcoverage")
    run(shown)
    saved.removeMapLayer(shown.outcome.values["BLIND_AREAS"])
    assert keep(shown, "A") == "The layers of this result are no longer in the project; run the job again."
    assert scenarios.kept(saved, "parkcoverage") == []


def test_scenarios_can_be_renamed_and_deleted(page, city, run, keep, saved, tmp_path, monkeypatch):
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "A")
    keep(shown, "B")
    window = compare(shown)
    rows = window.list
    rows.tree.setCurrentItem(rows.tree.topLevelItem(1))
    monkeypatch.setattr(rows, "ask_name", lambda scenario: "A")
    QTest.mouseClick(rows.rename_button, LEFT)
    assert window.notice.text() == "There is already a scenario “A”; choose another name."
    monkeypatch.setattr(rows, "ask_name", lambda scenario: "方案二")
    rows.tree.setCurrentItem(rows.tree.topLevelItem(1))
    QTest.mouseClick(rows.rename_button, LEFT)
    assert [one.name for one in scenarios.kept(saved, "parkcoverage")] == ["A", "方案二"]
    assert window.first.findText("方案二") >= 0
    monkeypatch.setattr(rows, "confirm_delete", lambda scenario: False)
    rows.tree.setCurrentItem(rows.tree.topLevelItem(0))
    QTest.mouseClick(rows.delete_button, LEFT)
    assert len(scenarios.kept(saved, "parkcoverage")) == 2
    monkeypatch.setattr(rows, "confirm_delete", lambda scenario: True)
    QTest.mouseClick(rows.delete_button, LEFT)
    assert [one.name for one in scenarios.kept(saved, "parkcoverage")] == ["方案二"]
    assert [path.name for path in (tmp_path / scenarios.FOLDER).iterdir()] == ["parkcoverage_B.gpkg"]


def test_names_that_no_file_can_have_are_kept_all_the_same(page, city, run, keep, saved):
    shown = page("parkcoverage")
    run(shown)
    for name in ("a/b: *?", "a/b: <>", "/"):
        keep(shown, name)
    found = scenarios.kept(saved, "parkcoverage")
    assert {one.name for one in found} == {"a/b: *?", "a/b: <>", "/"}
    assert len({one.file for one in found}) == 3
    assert all(scenarios.side_of(saved, one).layer("SUMMARY") is not None for one in found)


def test_layers_of_a_file_are_kept_without_its_own_ids(page, city, run, keep, saved):
    """As a run in Processing's own dialog may write them."""
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "A")
    first = scenarios.side_of(saved, scenarios.kept(saved, "parkcoverage")[0])
    layers = {name: first.layer(name) for name in ("COVERAGE", "SUMMARY")}
    assert "fid" in layers["COVERAGE"].fields().names()
    second = scenarios.side_of(saved, scenarios.keep(saved, "B", first.content, layers))
    assert [row | {"fid": None} for row in second.rows("COVERAGE")] == [
        row | {"fid": None} for row in first.rows("COVERAGE")
    ]
    assert second.rows("SUMMARY") == first.rows("SUMMARY")


def test_window_closes_with_the_project(page, city, run, keep, saved):
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "A")
    window = compare(shown)
    assert window.isVisible()
    saved.clear()
    assert not window.isVisible()


IMPORTS = """
import sys
for package in ("numpy", "shapely", "pandas", "scipy", "matplotlib", "jinja2"):
    sys.modules[package] = None  # an import of it fails
sys.path.insert(0, sys.argv[1])
from greenvein.dialogs.scenarios import comparison, keeping as scenarios
"""


def test_kept_numbers_are_compared_without_the_science_packages(tmp_path):
    (tmp_path / "greenvein").symlink_to(Path(__file__).resolve().parents[2])
    found = subprocess.run([sys.executable, "-c", IMPORTS, tmp_path], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def test_cancel_leaves_no_file_and_no_entry(page, city, run, saved, tmp_path):
    shown = page("parkcoverage")
    run(shown)
    feedback = QgsFeedback()
    feedback.cancel()
    layers = shown.scenarios._layers()
    with pytest.raises(scenarios.ScenarioError, match="Cancelled: nothing was written"):
        scenarios.keep(saved, "A", shown.scenarios.present.content, layers, feedback)
    assert list((tmp_path / scenarios.FOLDER).iterdir()) == []
    assert scenarios.kept(saved, "parkcoverage") == []


def test_entry_of_another_version_is_left_as_it_is(page, city, run, keep, saved):
    saved.writeEntry("greenvein", "/scenarios", ["{broken", '{"name": "later"}'])
    shown = page("parkcoverage")
    run(shown)
    keep(shown, "A")
    assert [one.name for one in scenarios.kept(saved, "parkcoverage")] == ["A"]
    assert saved.readListEntry("greenvein", "/scenarios")[0][:2] == ["{broken", '{"name": "later"}']


def test_project_from_elsewhere_cannot_name_files_outside_its_folder(page, city, run, keep, saved):
    run(page("parkcoverage"))
    keep(page("parkcoverage"), "A")
    (entry,), _ = saved.readListEntry("greenvein", "/scenarios")
    own = json.loads(entry) | {"name": "B"}
    saved.writeEntry("greenvein", "/scenarios", [entry, json.dumps(own)])
    assert [one.name for one in scenarios.kept(saved, "parkcoverage")] == ["A", "B"]
    for file in ("../diary.gpkg", "/etc/passwd", "greenvein_scenarios/../diary.gpkg", "diary.gpkg"):
        saved.writeEntry("greenvein", "/scenarios", [entry, json.dumps(own | {"file": file})])
        assert [one.name for one in scenarios.kept(saved, "parkcoverage")] == ["A"], file


def test_window_without_two_results_says_what_to_do(page, dock):
    shown = page("parkcoverage")
    shown.scenarios.compare()
    window = shown.scenarios._window
    assert window.notice.text().startswith("Keep a result as a scenario")
    assert not window.map_button.isEnabled()
    assert window.cards[0].isHidden()
    assert not shown.scenarios.keep_action.isEnabled()


def test_report_of_the_comparison_has_figures_difference_tables_and_map(
    page, city, run, keep, saved, tmp_path, monkeypatch
):
    shown = page("parkcoverage")
    metadata = city["parks"].metadata()
    metadata.setRights(["© 测绘院"])
    city["parks"].setMetadata(metadata)
    run(shown)
    keep(shown, "现状")
    city["parks"].dataProvider().deleteFeatures([2])
    run(shown)
    window = compare(shown)
    opened = []

    def ask_path(one, two):
        window.first.setCurrentIndex(window.second.currentIndex())  # the report is of what was picked before
        return str(tmp_path / "comparison.html")

    monkeypatch.setattr(window, "ask_path", ask_path)
    monkeypatch.setattr(window, "open", opened.append)
    QTest.mouseClick(window.report_button, LEFT)
    assert opened == [str(tmp_path / "comparison.html")]
    text = (tmp_path / "comparison.html").read_text(encoding="utf-8")
    for part in ("A “现状”, B “Present result”", "−50.00 percentage points", "100.00 %", "50.00 %", "Newly blind"):
        assert part in text
    assert "Coverage (%)" in text
    assert "data:image/png;base64," in text
    assert "© 测绘院" in text


def test_corridors_whose_neck_was_widened(page, add, run, keep, saved):
    """A neck 60 m wide and 500 m long becomes 400 m wide: still a pinch below 500 m, but wider.

    A pinch is the ground that a width of 500 m lacks: 220 m on each side before, 50 m after.
    """

    def bottle(neck):
        side = (600 - neck) / 2
        corners = [(0, 0), (600, 0), (600, 2000), (600 - side, 2000), (600 - side, 2500), (600, 2500), (600, 4500)]
        corners += [(0, 4500), (0, 2500), (side, 2500), (side, 2000), (0, 2000), (0, 0)]
        return "POLYGON((" + ",".join(f"{EAST + x} {NORTH + y}" for x, y in corners) + "))"

    layer = add("通风廊道", [bottle(60)], fields=("level:integer",), rows=[(1,)])
    shown = page("corridorwidth")
    run(shown)
    keep(shown, "A")
    layer.dataProvider().changeGeometryValues({1: QgsGeometry.fromWkt(bottle(400))})
    run(shown)
    window = compare(shown)
    rows = {row[0]: row[1:] for row in table(window, "Numbers")}
    assert rows["Narrowest clear width (m)"] == ["60.0", "400.0", "+340.0 m"]
    QTest.mouseClick(window.map_button, LEFT)
    layer, changes = changed(saved)
    assert changes == [
        ("vanished", "60.0", None, 85_000),
        ("vanished", "60.0", None, 85_000),
        ("wider", "60.0", "400.0", 25_000),
        ("wider", "60.0", "400.0", 25_000),
    ]
    steps = [feature["gv_step"] for feature in layer.getFeatures()]
    assert steps[2:] == pytest.approx([340, 340])


def test_land_that_is_vacated_in_one_plan_alone(page, add, run, keep, saved):
    west, east = box(0, 0, 1000, 1000), box(1000, 0, 1000, 1000)
    add("DLTB_2020", [west, east], fields=("DLBM:string",), rows=[("0701",), ("0701",)])
    after = add("DLTB_2025", [west, east], fields=("DLBM:string",), rows=[("0301",), ("0701",)])
    shown = page("landreduction")
    run(shown)
    keep(shown, "A")
    # In B the west becomes farmland instead of forest, and the east is vacated too.
    index = after.fields().lookupField("DLBM")
    after.dataProvider().changeAttributeValues({1: {index: "0101"}, 2: {index: "0301"}})
    run(shown)
    window = compare(shown)
    assert window.cards[1].value.text() == "+1.0000"
    QTest.mouseClick(window.map_button, LEFT)
    assert changed(saved)[1] == [
        ("other", "urban_rural > forest", "urban_rural > farmland", 1_000_000),
        ("only_b", None, "urban_rural > forest", 1_000_000),
    ]


def test_plots_whose_use_differs(page, add, run, keep, saved):
    add("腾退用地", [box(0, 0, 100, 100), box(500, 0, 100, 100)])
    shown = page("vacateduse")
    run(shown)
    keep(shown, "A")
    shown.form.inputs["FARMLAND_SPACE"].set_value(add("耕地保护空间", [box(0, 0, 100, 100)]).id())
    run(shown)
    window = compare(shown)
    assert window.cards[1].value.text() == "+2.00"  # from −2 ha to 1 − 1
    QTest.mouseClick(window.map_button, LEFT)
    assert changed(saved)[1] == [("to_farmland", "green", "farmland", 10_000)]


def test_ground_whose_tier_differs(page, add, run, keep, saved):
    add("生态保护红线", [box(0, 0, 1000, 1000)])
    shown = page("securitypattern")
    run(shown)
    keep(shown, "A")
    shown.form.inputs["RED_LINE"].set_value(add("红线二", [box(500, 0, 1000, 1000)]).id())
    run(shown)
    window = compare(shown)
    assert window.cards[1].value.text() == "0.0000"
    QTest.mouseClick(window.map_button, LEFT)
    assert changed(saved)[1] == [("left", "1", None, 500_000), ("entered", None, "1", 500_000)]


def test_units_whose_phase_or_rank_differs(page, add, run, keep, saved):
    units = [box(1000 * at, 0, 100, 100) for at in range(3)]
    layer = add("修复单元", units, fields=("退化程度:double",), rows=[(0.9,), (0.6,), (0.2,)])
    shown = page("restorationpriority")
    run(shown)
    keep(shown, "A")
    # The last unit comes into a key area, and with it into the first phase, before the other two.
    shown.form.inputs["KEY_AREAS"].set_value(add("浅山区", [box(1990, -10, 200, 200)]).id())
    run(shown)
    window = compare(shown)
    assert window.cards[1].value.text() == "+1.00"
    QTest.mouseClick(window.map_button, LEFT)
    layer, changes = changed(saved)
    assert changes == [("to_near", "3", "1", 10_000), ("later", "1", "2", 10_000), ("later", "2", "3", 10_000)]
    assert [feature["gv_step"] for feature in layer.getFeatures()] == [-2, 1, 1]


def test_two_jobs_share_a_group_that_comes_on_top_again(page, city, add, run, keep, saved):
    """Scenarios of two jobs may have the same names; what changed lies over the results that came later."""
    parks, corridors = page("parkcoverage"), page("corridorwidth")
    corridor = add("廊道", [box(0, 0, 1000, 100)], ("level:integer",), [[2]])
    buildings = add("建筑", [box(400, 0, 20, 80)])
    for name, value in (("CORRIDORS", corridor.id()), ("LEVEL_FIELD", "level"), ("OBSTACLES", buildings.id())):
        corridors.form.inputs[name].set_value(value)
    for shown, layer in ((parks, city["parks"]), (corridors, buildings)):
        run(shown)
        keep(shown, "现状")
        assert layer.dataProvider().deleteFeatures([layer.featureCount()])
        run(shown)
        QTest.mouseClick(compare(shown).map_button, LEFT)
    groups = saved.layerTreeRoot().children()
    assert groups[0].name() == "Comparison: 现状 → Present result"
    assert [node.name() for node in groups[0].findLayers()] == [
        "Corridor width check: changes from A to B",
        "Park service coverage: changes from A to B",
    ]
    assert [group.name() for group in groups].count(groups[0].name()) == 1


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_style_and_report_share_the_colours_of_every_kind(qgis_app, job):
    from greenvein.i18n import translated
    from greenvein.processing.framework.styling import apply_style

    layer = QgsVectorLayer("Polygon?crs=EPSG:4548&field=gv_change:string", "changed", "memory")
    apply_style(layer, job.style("comparison"))
    rules = layer.renderer().rootRule().children()
    found = []
    for rule in rules:
        fill = rule.symbol().symbolLayers()[-1]
        code = rule.filterExpression().removeprefix('"gv_change" = \'').removesuffix("'")
        found.append((code, rule.label(), fill.fillColor().name().upper(), fill.strokeColor().name().upper()))
    assert found == [(kind.code, translated(kind.title), kind.face, kind.edge) for kind in job.changes]
