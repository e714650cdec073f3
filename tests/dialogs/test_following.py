"""The box “Follow edits” on a page: what it shows, and when it is off again."""

import json

import pytest
from greenvein.processing import profiles
from qgis.core import QgsApplication, QgsFeature, QgsGeometry
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from .scene import box, run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bare_reports")]

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def layers(add):
    """A square kilometre of housing whose western half a long park serves."""
    return add("居住用地", [box(0, 0, 1_000, 1_000)]), add("公园绿地", [box(-100, -2_000, 100, 5_000)])


def draw(layer, shape):
    assert layer.isEditable() or layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(shape))
    assert layer.addFeature(feature)


def followed(job):
    following = job.following
    return lambda: following.live is not None and following.live.settled()


@pytest.fixture
def parks_page(page, layers, wait):
    parks_page = page("parkcoverage")
    run(parks_page, wait)
    parks_page.following.box.setChecked(True)
    wait(followed(parks_page))
    return parks_page


def shown(job):
    results = job.results
    return results.verdict.value.text(), results.verdict.badge.text(), job.following.line.text()


def test_verdict_figures_and_line_follow_a_park_that_is_drawn_and_undone(parks_page, layers, wait):
    assert shown(parks_page) == ("50.00 %", "Target of 2035 not met", "Live: as covered as in the run")
    draw(layers[1], box(900, 0, 100, 1_000))
    wait(followed(parks_page))
    assert shown(parks_page) == ("100.00 %", "Met", "Live: +50.00 percentage points since the run")
    grid = parks_page.results.figures.layout()
    assert [grid.itemAtPosition(2, column).widget().text() for column in (0, 1)] == [
        "Covered residential land (ha)",
        "100.00",
    ]
    assert parks_page.following.note.isVisibleTo(parks_page)
    layers[1].undoStack().undo()
    wait(followed(parks_page))
    assert shown(parks_page) == ("50.00 %", "Target of 2035 not met", "Live: as covered as in the run")


def test_box_that_is_turned_off_shows_the_run_again_and_follows_no_more(parks_page, layers, wait):
    draw(layers[1], box(900, 0, 100, 1_000))
    wait(followed(parks_page))
    parks_page.following.box.setChecked(False)
    assert shown(parks_page) == ("50.00 %", "Target of 2035 not met", "")
    assert parks_page.following.live is None
    assert not parks_page.following.note.isVisibleTo(parks_page)
    draw(layers[0], box(2_000, 0, 100, 100))
    QTest.qWait(200)
    assert shown(parks_page) == ("50.00 %", "Target of 2035 not met", "")


def test_next_run_is_followed_too_and_compared_with(parks_page, layers, wait):
    draw(layers[1], box(900, 0, 100, 1_000))
    wait(followed(parks_page))
    parks_page.inputs_box.setCollapsed(False)
    run(parks_page, wait)
    wait(followed(parks_page))
    assert shown(parks_page) == ("100.00 %", "Met", "Live: as covered as in the run")
    layers[1].undoStack().undo()
    wait(followed(parks_page))
    assert shown(parks_page) == ("50.00 %", "Target of 2035 not met", "Live: −50.00 percentage points since the run")


def test_layer_without_features_left_shows_no_figure(parks_page, layers, wait):
    layers[1].startEditing()
    layers[1].deleteFeature(1)
    wait(followed(parks_page))
    assert shown(parks_page) == ("–", "", "Live: a run would give no figures now")
    assert "has no parks" in parks_page.results.verdict.sentence.text()
    layers[1].rollBack()
    wait(followed(parks_page))
    assert shown(parks_page)[0] == "50.00 %"


def test_layer_that_is_removed_turns_the_box_off_and_says_so(parks_page, layers, project):
    project.removeMapLayer(layers[1].id())
    assert not parks_page.following.box.isChecked()
    line = "The layer “公园绿地” was removed, so edits are followed no more."
    assert shown(parks_page) == ("50.00 %", "Target of 2035 not met", line)


def test_layers_of_the_run_are_hidden_while_that_is_wanted_and_one_that_was_hidden_before_stays_so(
    parks_page, project, wait
):
    root, names = project.layerTreeRoot(), ("COVERAGE", "BLIND_AREAS", "SUMMARY")
    coverage, blind, summary = (root.findLayer(parks_page.outcome.layer(name).id()) for name in names)
    coverage.setItemVisibilityChecked(False)
    covering = parks_page.following.covering

    def ticked():
        return [node.itemVisibilityChecked() for node in (coverage, blind, summary)]

    assert covering.isVisibleTo(parks_page)
    QTest.mouseClick(covering, LEFT)
    assert ticked() == [False, False, True]  # a table covers nothing
    QTest.mouseClick(covering, LEFT)
    assert ticked() == [False, True, True]
    QTest.mouseClick(covering, LEFT)
    parks_page.following.box.setChecked(False)
    assert ticked() == [False, True, True]
    assert not covering.isChecked()
    assert not covering.isVisibleTo(parks_page)


def test_page_that_is_closed_while_it_reads_leaves_nothing_behind(page, layers, wait):
    parks_page = page("parkcoverage")
    run(parks_page, wait)
    before = layers[0].receivers(layers[0].featureAdded)
    parks_page.following.box.setChecked(True)
    assert not parks_page.following.live.settled()
    parks_page.following.rest()
    assert layers[0].receivers(layers[0].featureAdded) == before
    wait(lambda: not QgsApplication.taskManager().countActiveTasks())
    assert shown(parks_page) == ("50.00 %", "Target of 2035 not met", "")


def test_corridors_follow_a_building(page, add, wait):
    add("通风廊道", [box(0, 0, 5_000, 600)], ("level:integer",), [[1]])
    buildings = add("建筑", [box(9_000, 0, 10, 10)])
    corridors = page("corridorwidth")
    corridors.form.inputs["LEVEL_FIELD"].set_value("level")
    corridors.form.inputs["OBSTACLES"].set_value(buildings.id())
    run(corridors, wait)
    corridors.following.box.setChecked(True)
    wait(followed(corridors))
    line = "Live: as many corridors fall short as in the run, and the narrowest is as wide"
    assert shown(corridors) == ("1 of 1", "Met", line)
    draw(buildings, box(2_000, 0, 100, 200))
    wait(followed(corridors))
    line = "Live: 1 corridors fall short (+1 since the run); narrowest clear width 400.0 m (−200.00 m)"
    assert shown(corridors) == ("0 of 1", "Falls short", line)


def test_uses_of_vacated_land_follow_a_plot_that_is_drawn_and_an_area_that_moves(page, add, wait):
    plots = add("腾退用地", [box(0, 0, 100, 100), box(1_000, 0, 100, 100)])
    farmland = add("耕地保护空间", [box(-10, -10, 200, 200)])
    shown_page = page("vacateduse")
    assert shown_page.form.values()["FARMLAND_SPACE"] == farmland.id()
    run(shown_page, wait)
    shown_page.following.box.setChecked(True)
    wait(followed(shown_page))
    before = shown(shown_page)
    assert before == ("1.00 ≥ 1.00 ha", "Met", "Live: the same uses as in the run")
    draw(plots, box(2_000, 0, 200, 100))
    wait(followed(shown_page))
    line = "Live: 0.00 ha to farmland and +2.00 ha to green space, wetland and water since the run"
    assert shown(shown_page) == ("1.00 < 3.00 ha", "Not met", line)
    plots.undoStack().undo()
    wait(followed(shown_page))
    assert shown(shown_page) == before
    assert farmland.startEditing()
    assert farmland.changeGeometry(1, QgsGeometry.fromWkt(box(-10, -10, 2_000, 200)))
    wait(followed(shown_page))
    assert shown(shown_page)[0] == "2.00 ≥ 0.00 ha"
    farmland.rollBack()
    wait(followed(shown_page))
    assert shown(shown_page) == before


def test_figures_are_those_of_the_plan_profile_that_is_active_now(page, add, wait, dock, own_profiles):
    vacated = page("vacateduse")
    for name in ("VACATED", "FARMLAND_SPACE"):
        vacated.form.inputs[name].set_value(add(name, [box(0, 0, 100, 100)]).id())
    run(vacated, wait)
    assert vacated.outcome.values["FARMLAND_HA"] == pytest.approx(1)
    vacated.following.box.setChecked(True)
    wait(vacated.following.live.settled)
    plan = json.loads(profiles.DEFAULT.read_text("utf-8"))
    plan["vacated_use"]["chain"]["value"] = [["", "green"]]
    own_profiles.mkdir()
    (own_profiles / "greener.json").write_text(json.dumps(plan), "utf-8")
    profiles.choose(own_profiles / "greener.json")
    dock.follow_profile()
    wait(vacated.following.live.settled)
    assert vacated.following.line.text() == (
        "Live: −1.00 ha to farmland and +1.00 ha to green space, wetland and water since the run"
    )


def test_page_that_nobody_sees_catches_up_when_it_is_shown_again(parks_page, layers, dock, wait):
    figures = []
    parks_page.following.live.figured.connect(figures.append)
    dock.open_page("corridorwidth")
    draw(layers[1], box(1_000, -2_000, 100, 5_000))
    wait(parks_page.following.live.settled)
    layers[1].undoStack().undo()
    draw(layers[1], box(1_000, -2_000, 100, 5_000))
    wait(parks_page.following.live.settled)
    assert figures == []
    dock.open_page("parkcoverage")
    wait(lambda: figures and parks_page.following.live.settled())
    assert shown(parks_page)[0] == "100.00 %"
    assert len(figures) == 1
    layers[1].rollBack()
