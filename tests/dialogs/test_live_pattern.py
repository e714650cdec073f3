"""The security pattern that follows edits of real layers: after every step that of a fresh run."""

from pathlib import Path

import numpy as np
import pytest
from greenvein.core.report.file import read
from greenvein.processing.jobs.securitypattern.live import PatternFollower
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry

from .editing import Editor, feature, same, square
from .scene import box, run

pytestmark = pytest.mark.slow

PATTERN = "greenvein:securitypattern"


def compare(figures, asked):
    """Hold the numbers and the number of conflicts of each kind against a fresh run."""
    import processing

    fresh = processing.run(PATTERN, {**asked, "CONFLICTS": "memory:"})
    same(figures.values, fresh)
    kinds = ("conflict", "conditions", "list")
    found = sorted(row["gv_kind"] for row in figures.rows("CONFLICTS"))
    assert found == sorted(one["gv_kind"] for one in fresh["CONFLICTS"].getFeatures() if one["gv_kind"] in kinds)


@pytest.fixture
def region(add):
    """Layers of every kind that the pattern takes: with a parameter of their own, several at once, with a field."""
    random = np.random.default_rng(8)

    def shapes(count, least=100, most=700):
        return [square(random, 3_000, least, most) for _ in range(count)]

    layers = {
        "RED_LINE": add("生态保护红线", shapes(6)),
        "BASIC_FARMLAND": add("永久基本农田", shapes(9)),
        "GROWTH_BOUNDARY": add("城镇开发边界", shapes(4, 500, 1_500)),
        "TIER_2": [add("一般格局", shapes(5)), add("水源涵养", shapes(5))],
        "TIERED": [add("格局", shapes(8), ("tier:string",), [[str(at % 3 + 1)] for at in range(8)])],
        "CONSTRUCTION": add("建设用地", shapes(30, 20, 300), ("no:integer",), [[at % 4] for at in range(30)]),
    }
    return random, layers


def asked_of(layers, **more):
    def ids(value):
        return [one.id() for one in value] if isinstance(value, list) else value.id()

    return {name: ids(value) for name, value in layers.items()} | {"TIER_FIELD": "tier", "ID_FIELD": "no"} | more


@pytest.mark.parametrize(("steps", "area", "cut"), [(110, 0, False), (30, 1, True)])
def test_figures_are_those_of_a_fresh_run_after_every_edit(follow, region, add, cases, wait, steps, area, cut):
    random, layers = region
    asked = asked_of(layers, AREA=area)
    if cut:
        asked["EXTENT_LAYER"] = add("范围", [box(200, 200, 2_000, 2_400)]).id()
    live, heard = follow(PATTERN, asked, PatternFollower)
    compare(heard.figures[-1], asked)

    def shape():
        return square(random, 3_000, 50, 600)

    values = {"tier": lambda: str(random.integers(1, 4)), "no": lambda: int(random.integers(4))}
    multiple = [layer for value in layers.values() for layer in (value if isinstance(value, list) else [value])]
    editors = [Editor(random, layer, shape) for layer in multiple[:-2]]
    for layer, field in ((layers["TIERED"][0], "tier"), (layers["CONSTRUCTION"], "no")):
        editors.append(Editor(random, layer, shape, field, values[field]))
    done, count = set(), cases(steps, first=steps // 4)
    for _ in range(count):
        done.add(editors[int(random.integers(len(editors)))].step())
        wait(live.settled)
        compare(heard.figures[-1], asked)
    assert len(done) == 10 or count < 13
    assert heard.failures == heard.ends == []
    for layer in multiple:
        layer.rollBack()


@pytest.fixture
def one_town(add):
    """A town of a square kilometre, whose southern half lies in the red line."""
    red = add("生态保护红线", [box(0, 0, 2_000, 500)])
    return red, add("建设用地", [box(0, 0, 1_000, 1_000)])


def figure(heard, name):
    return [round(figures.values[name], 6) for figures in heard.figures]


def test_red_line_that_is_widened_takes_in_more_of_the_town_until_that_is_undone(follow, one_town, wait):
    red, town = one_town
    live, heard = follow(PATTERN, asked_of({"RED_LINE": red, "CONSTRUCTION": town}, ID_FIELD=None), PatternFollower)
    red.startEditing()
    red.changeGeometry(1, QgsGeometry.fromWkt(box(0, 0, 2_000, 800)))
    wait(live.settled)
    red.undoStack().undo()
    wait(live.settled)
    assert figure(heard, "CONFLICT_HA") == [50, 80, 50]
    assert figure(heard, "PATTERN_KM2") == [1, 1.6, 1]
    red.rollBack()


def test_layer_of_several_is_followed_by_itself_and_a_tier_that_is_none_stops_the_figures(follow, one_town, add, wait):
    red, town = one_town
    east, west = (add(name, [box(x, 500, 500, 500)], ("tier:string",), [["2"]]) for name, x in (("东", 500), ("西", 0)))
    asked = asked_of({"RED_LINE": red, "TIERED": [east, west], "CONSTRUCTION": town}, ID_FIELD=None)
    live, heard = follow(PATTERN, asked, PatternFollower)
    west.startEditing()
    west.changeAttributeValue(1, 0, "底线")
    wait(live.settled)
    assert figure(heard, "CONFLICT_HA") == [50, 75]
    assert figure(heard, "TO_CHECK_HA") == [50, 25]
    west.changeAttributeValue(1, 0, "4")
    wait(live.settled)
    assert len(heard.failures) == 1
    assert "“4”" in heard.failures[0]
    assert "“西 (Layers with the tier in a field)”" in heard.failures[0]
    west.changeAttributeValue(1, 0, "3")
    wait(live.settled)
    assert figure(heard, "TIER_3_KM2")[-1] == 0.25
    west.rollBack()


def test_construction_land_without_any_feature_is_followed_from_the_first_one_on(follow, one_town, add, wait):
    red, _ = one_town
    asked = asked_of(
        {"RED_LINE": red, "CONSTRUCTION": (built := add("建设用地", [])), "TIER_2": [add("空", [])]}, ID_FIELD=None
    )
    live, heard = follow(PATTERN, asked, PatternFollower)
    built.startEditing()
    built.addFeature(feature(built, box(0, 400, 100, 200)))
    wait(live.settled)
    compare(heard.figures[-1], asked)
    assert figure(heard, "CONFLICT_HA") == [0, 1]
    built.rollBack()


def test_a_red_line_without_any_feature_is_followed_from_the_first_one_on_as_a_fresh_run_reads_it(
    follow, add, project, wait
):
    red = add("生态保护红线", [])
    red.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))  # by which a fresh run measures once it has a feature
    asked = asked_of({"RED_LINE": red, "TIER_2": [add("湿地", [box(0, 0, 1_000, 1_000)])]}, ID_FIELD=None)
    live, heard = follow(PATTERN, asked, PatternFollower)
    assert figure(heard, "PATTERN_KM2") == [1]
    (wetland,) = project.mapLayersByName("湿地")
    shape = next(wetland.getFeatures()).geometry()
    shape.transform(QgsCoordinateTransform(wetland.crs(), red.crs(), project))
    red.startEditing()
    red.addFeature(feature(red, shape.asWkt(12)))
    wait(live.settled)
    assert figure(heard, "TIER_1_KM2")[-1] == pytest.approx(1, rel=1e-3)
    compare(heard.figures[-1], asked)
    red.rollBack()
    wait(live.settled)
    assert figure(heard, "TIER_1_KM2")[-1] == 0
    compare(heard.figures[-1], asked)


def test_removed_layer_of_several_ends_it(follow, one_town, add, project):
    red, _ = one_town
    more = add("东", [box(500, 500, 500, 500)])
    _, heard = follow(PATTERN, asked_of({"RED_LINE": red, "TIER_2": [more]}, ID_FIELD=None), PatternFollower)
    project.removeMapLayer(more.id())
    assert heard.ends == ["The layer “东” was removed, so edits are followed no more."]


def test_page_tells_the_conflicts_as_they_are_and_the_change_since_the_run(page, one_town, wait):
    red, town = one_town
    pattern = page("securitypattern")
    for name, layer in (("RED_LINE", red), ("CONSTRUCTION", town)):
        pattern.form.inputs[name].set_value(layer.id())
    run(pattern, wait)
    verdict, following = pattern.results.verdict, pattern.following
    assert verdict.value.text() == "50.00 ha"
    following.box.setChecked(True)
    wait(following.live.settled)
    assert following.line.text() == "Live: as much pattern and as many conflicts as in the run"
    red.startEditing()
    red.deleteFeature(1)
    red.addFeature(feature(red, box(900, 0, 100, 100)))
    wait(lambda: verdict.value.text() == "1.00 ha")
    assert following.line.text() == (
        "Live: construction land in the baseline tier −49.00 ha since the run (pattern −99.00 ha)"
    )
    assert "1 place" in verdict.sentence.text()
    red.rollBack()
    wait(lambda: verdict.value.text() == "50.00 ha")


def test_control_lines_that_overlap_are_the_headline_in_panel_report_and_live(page, one_town, add, wait):
    red, town = one_town
    farmland = add("永久基本农田", [box(900, 0, 1000, 100)])
    pattern = page("securitypattern")
    for name, layer in (("RED_LINE", red), ("CONSTRUCTION", town), ("BASIC_FARMLAND", farmland)):
        pattern.form.inputs[name].set_value(layer.id())
    run(pattern, wait)
    # 1 000 × 100 m lie in both lines; 50 ha of construction land in the baseline tier are the second sentence.
    verdict, following = pattern.results.verdict, pattern.following
    assert (verdict.title.text(), verdict.value.text()) == ("Overlap of control lines", "10.00 ha")
    assert "50.00 ha" in verdict.sentence.text()
    report = read(Path(pattern.outcome.values["REPORT"]).read_text(encoding="utf-8"))
    assert report.verdict == verdict.shown
    assert report.sections[0].title == "Control lines"
    following.box.setChecked(True)
    wait(following.live.settled)
    farmland.startEditing()
    farmland.deleteFeature(1)
    wait(lambda: verdict.title.text() == "Construction land in the baseline tier")
    assert following.line.text().startswith("Live: overlap of control lines −10.00 ha, construction land")
    farmland.rollBack()


def test_slivers_are_told_apart_in_panel_report_and_live(page, add, wait):
    red, town = add("生态保护红线", [box(0, 0, 1000, 1000)]), add("建设用地", [box(999.99, 0, 500, 1000)])
    pattern = page("securitypattern")
    for name, layer in (("RED_LINE", red), ("CONSTRUCTION", town)):
        pattern.form.inputs[name].set_value(layer.id())
    run(pattern, wait)
    verdict, following = pattern.results.verdict, pattern.following
    assert (verdict.value.text(), verdict.shown.badge) == ("0.00 ha", "No conflict")
    assert "1 overlaps narrower than 0.1 m, 10.0 m² in all" in verdict.sentence.text()
    report = read(Path(pattern.outcome.values["REPORT"]).read_text(encoding="utf-8"))
    assert report.verdict == verdict.shown
    following.box.setChecked(True)
    wait(following.live.settled)
    assert report.verdict == verdict.shown
    town.startEditing()
    town.addFeature(feature(town, box(999.85, 0, 0.2, 1)))
    wait(lambda: verdict.shown.badge == "Conflicts")
    town.undoStack().undo()
    town.changeGeometry(1, QgsGeometry.fromWkt(box(999.95, 0, 500, 1000)))
    wait(lambda: verdict.shown.badge == "No conflict")
    assert "50.0 m² in all" in verdict.sentence.text()
    town.rollBack()
