"""The restoration priority that follows edits of real layers: after every step that of a fresh run."""

import numpy as np
import pytest
from greenvein.processing.jobs.restorationpriority.live import PriorityFollower
from osgeo import gdal, osr
from qgis.core import QgsRasterLayer

from .editing import EAST, NORTH, Editor, feature, same, square
from .scene import box, run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bare_reports")]

PRIORITY = "greenvein:restorationpriority"


def compare(figures, asked):
    """Hold the numbers and the phase of every unit against a fresh run."""
    import processing

    fresh = processing.run(PRIORITY, {**asked, "RANKED": "memory:"})
    ours = {name for name in ("UNITS_RANKED", "NEAR_TERM_HA", "STABLE_PCT", "CONSISTENCY_RATIO") if name in fresh}
    assert figures.values.keys() == ours
    same(figures.values, fresh)
    found = [row["gv_phase"] for row in figures.rows("RANKED")]
    assert sorted(found) == sorted(one["gv_phase"] for one in fresh["RANKED"].getFeatures())


@pytest.fixture
def heights(project, tmp_path):
    """A raster of four rows and columns with another value in each."""
    path = str(tmp_path / "heights.tif")
    made = gdal.GetDriverByName("GTiff").Create(path, 4, 4, 1, gdal.GDT_Float32)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4548)
    made.SetProjection(reference.ExportToWkt())
    made.SetGeoTransform((EAST, 750, 0, NORTH + 3_000, 0, -750))
    made.GetRasterBand(1).WriteArray(np.arange(16.0).reshape(4, 4))
    made.FlushCache()
    layer = QgsRasterLayer(path, "高程")
    project.addMapLayer(layer)
    return layer


@pytest.fixture
def region(add):
    """Units with every field that counts, a pattern, key areas, natural areas and two layers of criteria."""
    random = np.random.default_rng(4)

    def shapes(count, least=100, most=700):
        return [square(random, 3_000, least, most) for _ in range(count)]

    kinds = ["矿山修复", "草地", None]
    fields = ("name:string", "degradation:double", "potential:double", "kind:string")
    rows = [[f"单元{at % 7}", float(at % 5), float(random.random()), kinds[at % 3]] for at in range(25)]
    units = add("修复单元", shapes(25, 50, 400), fields, rows)
    return (
        random,
        units,
        {
            "PATTERN": add("格局", shapes(9), ("gv_tier:integer",), [[at % 3 + 1] for at in range(9)]),
            "KEY_AREAS": add("重点区", shapes(4)),
            "NATURAL_FIRST": add("自然恢复", shapes(3)),
            "CRITERIA_LAYERS": [
                add("水网", shapes(5)),
                add("土壤", shapes(6, 300, 900), ("geometry:double",), [[float(at)] for at in range(6)]),
            ],
        },
    )


def asked_of(units, layers, **more):
    def ids(value):
        return [one.id() for one in value] if isinstance(value, list) else value.id()

    asked = {"UNITS": units.id(), "DEGRADATION_FIELD": "degradation", "POTENTIAL_FIELD": "potential", "RUNS": 12}
    return asked | {name: ids(value) for name, value in layers.items()} | more


def random_steps(random, editors, steps, live, heard, asked, wait):
    done = set()
    for _ in range(steps):
        done.add(editors[int(random.integers(len(editors)))].step())
        wait(live.settled)
        compare(heard.figures[-1], asked)
    assert heard.failures == heard.ends == []
    return done


def editors_of(random, units, layers):
    def shape():
        return square(random, 3_000, 50, 600)

    found = [Editor(random, layers[name], shape) for name in ("KEY_AREAS", "NATURAL_FIRST")]
    found.append(Editor(random, layers["PATTERN"], shape, "gv_tier", lambda: int(random.integers(1, 4))))
    for field, value in (
        ("degradation", lambda: float(random.integers(5))),
        ("potential", lambda: float(random.random())),
        ("kind", lambda: str(random.choice(["矿山修复", "草地"]))),
        ("name", lambda: f"单元{random.integers(7)}"),
    ):
        found.append(Editor(random, units, shape, field, value))
    return found


def test_figures_of_the_plan_are_those_of_a_fresh_run_after_every_edit(follow, region, cases, wait):
    random, units, layers = region
    del layers["CRITERIA_LAYERS"]
    asked = asked_of(units, layers, TYPE_FIELD="kind", ID_FIELD="name", NEAR_TERM_BUDGET=60)
    live, heard = follow(PRIORITY, asked, PriorityFollower)
    compare(heard.figures[-1], asked)
    steps = cases(110, first=26)
    assert len(random_steps(random, editors_of(random, units, layers), steps, live, heard, asked, wait)) == 10


def test_figures_of_own_criteria_are_those_of_a_fresh_run_after_every_edit(follow, region, heights, cases, wait):
    random, units, layers = region
    water, soil = layers["CRITERIA_LAYERS"]
    layers["CRITERIA_LAYERS"] = [water, heights, soil]
    table = ["水网", 0.4, "higher", "土壤:geometry", 0.3, "lower", "高程", 0.2, "lower", "potential", 0.1, "higher"]
    asked = asked_of(units, layers, CRITERIA=table, METHOD=2, AREA=1)
    live, heard = follow(PRIORITY, asked, PriorityFollower)
    compare(heard.figures[-1], asked)

    def shape():
        return square(random, 3_000, 50, 600)

    editors = [Editor(random, water, shape), Editor(random, soil, shape, "geometry", lambda: float(random.random()))]
    random_steps(
        random, [*editors, *editors_of(random, units, layers)[2:5]], cases(50, first=13), live, heard, asked, wait
    )


@pytest.fixture
def two_units(add):
    """Two units of 100 and 50 ha, of which the first lies in a key area."""
    fields, rows = ("degradation:double", "potential:double"), [[0.2, 0.5], [0.9, 0.5]]
    units = add("修复单元", [box(0, 0, 1_000, 1_000), box(2_000, 0, 500, 1_000)], fields, rows)
    return units, add("重点区", [box(-100, -100, 1_200, 1_200)])


def hectares(heard):
    return [round(figures.values["NEAR_TERM_HA"], 6) for figures in heard.figures if not figures.pending]


def test_key_area_that_is_drawn_takes_a_unit_into_the_first_phase_until_that_is_undone(follow, two_units, wait):
    units, key_areas = two_units
    live, heard = follow(PRIORITY, asked_of(units, {"KEY_AREAS": key_areas}), PriorityFollower)
    key_areas.startEditing()
    key_areas.addFeature(feature(key_areas, box(1_900, 0, 1_000, 600)))
    wait(live.settled)
    key_areas.undoStack().undo()
    wait(live.settled)
    assert hectares(heard) == [100, 150, 100]
    key_areas.rollBack()


def test_layers_without_any_feature_are_followed_from_the_first_one_on(follow, two_units, add, wait):
    units, _ = two_units
    key_areas, pattern = add("重点区", []), add("格局", [], ("gv_tier:integer",))
    asked = asked_of(units, {"KEY_AREAS": key_areas, "PATTERN": pattern})
    live, heard = follow(PRIORITY, asked, PriorityFollower)
    compare(heard.figures[-1], asked)
    key_areas.startEditing()
    key_areas.addFeature(feature(key_areas, box(-100, -100, 1_200, 1_200)))
    wait(live.settled)
    compare(heard.figures[-1], asked)
    assert hectares(heard) == [0, 100]
    key_areas.rollBack()


def test_without_any_unit_there_are_no_figures(follow, two_units, wait):
    units, key_areas = two_units
    live, heard = follow(PRIORITY, asked_of(units, {"KEY_AREAS": key_areas}), PriorityFollower)
    units.startEditing()
    units.deleteFeatures(units.allFeatureIds())
    wait(live.settled)
    assert heard.failures == [
        "The layer “修复单元 (Restoration units)” has no features; check that it is the right layer."
    ]
    units.rollBack()
    wait(live.settled)
    assert hectares(heard) == [100, 100]


def test_stability_follows_the_other_figures_and_gives_way_to_the_next_edit(follow, two_units, wait):
    units, key_areas = two_units
    asked = asked_of(units, {"KEY_AREAS": key_areas}, RUNS=12_000)
    live, heard = follow(PRIORITY, asked, PriorityFollower)
    assert [figures.pending for figures in heard.figures] == [("STABLE_PCT",), ()]
    assert "STABLE_PCT" not in heard.figures[0].values
    units.startEditing()
    units.deleteFeature(2)
    wait(lambda: len(heard.figures) == 3)
    assert not live.settled()
    units.deleteFeature(1)
    units.undoStack().undo()
    wait(live.settled)
    # The second edit did not wait for the stability after the first.
    assert [bool(figures.pending) for figures in heard.figures] == [True, False, True, True, False]
    units.rollBack()


def numbers(page):
    """Return the numbers that a page shows, by their titles."""
    grid = page.results.figures.layout()
    rows = [row for row in range(grid.rowCount()) if grid.itemAtPosition(row, 0)]
    return {grid.itemAtPosition(row, 0).widget().text(): grid.itemAtPosition(row, 1).widget().text() for row in rows}


def test_page_shows_what_is_still_to_come(page, two_units, wait):
    units, key_areas = two_units
    priority = page("restorationpriority")
    priority.form.inputs["UNITS"].set_value(units.id())
    priority.form.inputs["KEY_AREAS"].set_value(key_areas.id())
    run(priority, wait)
    verdict, following = priority.results.verdict, priority.following
    assert verdict.value.text() == "100.00 ha"
    following.box.setChecked(True)
    wait(following.live.settled)
    assert following.line.text() == "Live: as many units and as large a first phase as in the run"
    seen = []
    following.live.figured.connect(lambda _: seen.append(numbers(priority)))
    units.startEditing()
    units.addFeature(feature(units, box(100, 100, 200, 1_000)))
    wait(lambda: len(seen) == 2)
    assert verdict.value.text() == "120.00 ha"
    assert following.line.text() == "Live: first phase +20.00 ha since the run (+1 units in all)"
    assert seen[0]["Units with a stable rank (%)"] == "…"
    assert seen[1]["Units with a stable rank (%)"] == "100.00"
    units.rollBack()
    wait(following.live.settled)
    assert verdict.value.text() == "100.00 ha"
