"""greenvein:corridorwidth in QGIS: parameters, fields, sentences."""

import random

import numpy as np
import pandas as pd
import pytest
import shapely
import shapely.affinity
from greenvein.processing.framework.following import Figures
from greenvein.processing.jobs.corridorwidth.inputs import level_of
from greenvein.processing.jobs.corridorwidth.verdict import verdict as verdict_of
from greenvein.processing.reports.files import read_report
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProject, QgsSettings

X, Y = 500_000, 4_400_000
CORRIDOR = shapely.box(X, Y, X + 5000, Y + 500)
TYPES = ("CHECKED", "PINCHES", "AXIS", "PROFILE", "SUMMARY")
HOUSE = shapely.box(X + 2450, Y + 200, X + 2550, Y + 300)


@pytest.fixture
def check(provider, log):
    def start(corridors, feedback=None, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {"CORRIDORS": corridors, **parameters}
        return processing.run("greenvein:corridorwidth", parameters, context=context, feedback=feedback or log)

    return start


def test_a_house_in_the_middle_is_a_pinch_of_200_m(check, layer, table):
    corridors = layer([CORRIDOR], {"name": ["north"], "level": ["一级"]}, name="corridors")
    houses = layer([HOUSE], {"name": ["house"]}, name="houses")
    outputs = {name: "TEMPORARY_OUTPUT" for name in TYPES}
    found = check(corridors, LEVEL_FIELD="level", ID_FIELD="name", OBSTACLES=houses, **outputs)
    assert (found["CORRIDORS_CHECKED"], found["FAILED"], found["PINCH_COUNT"]) == (1, 1, 1)
    assert found["NARROWEST_M"] == pytest.approx(200, abs=0.1)
    (row,) = table(found["CHECKED"])
    assert (row["name"], row["gv_level"], row["gv_verdict"]) == ("north", 1, "narrow")
    (pinch,) = table(found["PINCHES"])
    assert (pinch["gv_corridor"], pinch["gv_cause"], pinch["gv_obstacles"]) == ("north", "obstacle", "1")
    assert pinch["gv_deficit_m"] == pytest.approx(300, abs=0.1)
    profile = table(found["PROFILE"])
    assert min(sample["gv_width_m"] for sample in profile) == pytest.approx(200, abs=0.1)
    assert [row["gv_scope"] for row in table(found["SUMMARY"])] == ["level", "level", "level", "all"]


def test_a_run_without_outputs_returns_the_numbers(check, layer):
    found = check(layer([CORRIDOR], {"level": [1]}), LEVEL_FIELD="level")
    assert (found["FAILED"], found["PINCH_COUNT"]) == (0, 0)


def test_a_width_of_its_own_wins_over_the_level(check, layer, table):
    corridors = layer([CORRIDOR], {"level": [2], "width": [600.0]})
    found = check(corridors, LEVEL_FIELD="level", WIDTH_FIELD="width", CHECKED="TEMPORARY_OUTPUT")
    assert table(found["CHECKED"])[0]["gv_required_m"] == 600


def test_other_text_in_the_level_field_is_told_and_not_judged(check, layer, log):
    check(layer([CORRIDOR], {"level": ["main"]}, name="corridors"), LEVEL_FIELD="level")
    assert any("main" in warning for warning in log.warnings)


def test_without_level_and_width_field_it_says_so(check, layer):
    with pytest.raises(QgsProcessingException, match="Field with the level"):
        check(layer([CORRIDOR]))


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (1, 1),
        (2.0, 2),
        ("3", 3),
        ("一级", 1),
        ("二级通风廊道", 2),
        ("三", 3),
        ("2级", 2),
        ("2.0 级", 2),
        ("main", None),
        (None, None),
        ("1.5", None),
        ("2020-01-01", None),
        ("01:02:03", None),
        ("1/2", None),
        (True, None),
    ],
)
def test_levels_are_read_as_planners_write_them(value, level):
    assert level_of(value) == level


def test_the_report_has_a_page_for_each_corridor(check, layer, tmp_path):
    corridors = layer([CORRIDOR], {"name": ["north"], "level": [1]})
    check(corridors, LEVEL_FIELD="level", ID_FIELD="name", REPORT=str(tmp_path / "report.html"))
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "Corridor north" in text
    assert "image/svg+xml" in text


@pytest.fixture
def national():
    from greenvein.processing.profiles import SETTING

    QgsSettings().setValue(SETTING, "national")
    yield
    QgsSettings().remove(SETTING)


@pytest.mark.slow
def test_two_corridors_of_one_name_have_each_their_own_page_chart_and_pinches(check, layer, tmp_path):
    wide, narrow = shapely.box(X, Y, X + 5000, Y + 600), shapely.box(X, Y + 2000, X + 3000, Y + 2300)
    corridors = layer([wide, narrow], {"name": ["north", "north"], "level": [1, 1]})
    report = tmp_path / "report.html"
    check(corridors, LEVEL_FIELD="level", ID_FIELD="name", REPORT=str(report))
    first, second = (one for one in read_report(str(report)).sections if one.title == "Corridor north")
    assert [one.verdict.value for one in (first, second)] == ["300.0 m", "600.0 m"]  # the narrow one comes first
    charts = [[part for part in one.parts if part.kind == "picture"] for one in (first, second)]
    assert [len(own) for own in charts] == [1, 1]
    assert charts[0] != charts[1]
    pinches = [[part for part in one.parts if part.kind == "table"] for one in (first, second)]
    assert [len(own) for own in pinches] == [1, 0]


def test_the_national_profile_checks_length_angle_and_obstacles(check, layer, table, national):
    corridors = layer([CORRIDOR, CORRIDOR], {"level": [1, 2]})
    houses = layer([shapely.box(X + 2450, Y, X + 2550, Y + 75)])
    found = check(corridors, LEVEL_FIELD="level", OBSTACLES=houses, WIND=235, CHECKED="TEMPORARY_OUTPUT")
    checks = {row["gv_level"]: row["gv_checks"] for row in table(found["CHECKED"])}
    # 5 000 m long, 35° off the wind, 75 of 500 m taken.
    assert checks == {1: "length:fail angle:fail obstacles:fail", 2: "length:pass angle:pass obstacles:pass"}


def test_the_profile_of_beijing_checks_widths_alone(check, layer, table):
    found = check(layer([CORRIDOR], {"level": [1]}), LEVEL_FIELD="level", CHECKED="TEMPORARY_OUTPUT")
    assert table(found["CHECKED"])[0]["gv_checks"] in (None, "")


def test_a_loop_in_the_outline_is_repaired_told_and_found_on_the_map(check, layer, table, log):
    # The last edges make a loop outside the corridor that touches it in one point; no disc passes there.
    crossing = f"POLYGON(({X} {Y}, {X + 5000} {Y}, {X + 5000} {Y + 500}, {X} {Y + 500}, {X + 40} {Y - 60}, {X} {Y}))"
    outputs = {"CHECKED": "TEMPORARY_OUTPUT", "PINCHES": "TEMPORARY_OUTPUT"}
    found = check(layer([crossing], {"level": [1]}, name="loops"), LEVEL_FIELD="level", **outputs)
    assert "1 repaired" in log.counts("loops")
    (row,) = table(found["CHECKED"])
    assert (row["gv_verdict"], row["gv_parts"], row["gv_gap_m"]) == ("broken", 2, pytest.approx(0, abs=1e-6))
    gap = next(feature for feature in found["PINCHES"].getFeatures() if feature["gv_cause"] == "gap")
    assert gap.geometry().boundingBox().center().distance(X + 35.7, Y) < 300


def test_degrees_become_metres(check, layer, table):
    import math

    # 0.005° of latitude at 40° N is 555.2 m of the meridian on the CGCS2000 ellipsoid.
    a, f = 6_378_137.0, 1 / 298.257222101
    e2 = f * (2 - f)
    radius = a * (1 - e2) / (1 - e2 * math.sin(math.radians(40)) ** 2) ** 1.5
    corridors = layer([shapely.box(116.97, 39.9975, 117.03, 40.0025)], {"level": [1]}, crs="EPSG:4490")
    found = check(corridors, LEVEL_FIELD="level", CHECKED="TEMPORARY_OUTPUT")
    (row,) = table(found["CHECKED"])
    assert row["gv_clear_m"] == pytest.approx(math.radians(0.005) * radius, abs=0.6)
    assert row["gv_verdict"] == "pass"


def test_obstacles_drawn_twice_count_once(check, layer, table):
    corridors = layer([CORRIDOR], {"level": [1]})
    rows = [
        table(check(corridors, LEVEL_FIELD="level", OBSTACLES=layer(houses), CHECKED="TEMPORARY_OUTPUT")["CHECKED"])[0]
        for houses in ([HOUSE], [HOUSE, HOUSE, shapely.box(X + 2460, Y + 210, X + 2540, Y + 290)])
    ]
    assert rows[0] == rows[1]


def test_slivers_are_told(check, layer, log):
    corridor = shapely.MultiPolygon([CORRIDOR, shapely.box(X, Y + 600, X + 3000, Y + 600.05)])
    check(layer([corridor], {"level": [1]}), LEVEL_FIELD="level")
    assert any(line.startswith("1 parts thinner than 0.1 m") for line in log.info + log.warnings)


def test_axes_beside_every_corridor_are_told(check, layer, log):
    axes = layer([f"LINESTRING({X} {Y + 2000}, {X + 5000} {Y + 2000})"], kind="LineString")
    check(layer([CORRIDOR], {"level": [1]}), LEVEL_FIELD="level", AXES=axes)
    assert any(line.startswith("1 of the axes") for line in log.info + log.warnings)


@pytest.mark.slow
def test_axes_that_stop_inside_miss_an_end_or_belong_to_another_corridor_are_told(check, layer, logs, table):
    bend = shapely.union_all([CORRIDOR, shapely.box(X + 4500, Y, X + 5000, Y + 5000)])
    crossing = shapely.box(X + 1000, Y - 3000, X + 1300, Y + 3000)
    axes = {
        "stops": f"LINESTRING({X} {Y + 250}, {X + 3000} {Y + 250})",
        "misses": f"LINESTRING({X - 9} {Y + 250}, {X + 5009} {Y + 250})",
        "crosses": f"LINESTRING({X + 1150} {Y - 3009}, {X + 1150} {Y + 3009})",
    }
    corridors = layer([bend, crossing], {"level": [1, 1]})
    said, verdict = {}, {}
    for name, axis in axes.items():
        log, given = logs(), layer([axis], kind="LineString")
        found = check(corridors, LEVEL_FIELD="level", AXES=given, CHECKED="TEMPORARY_OUTPUT", feedback=log)
        said[name] = "\n".join(log.info + log.warnings)
        rows = table(found["CHECKED"])
        verdict[name] = {row["gv_corridor"]: row["gv_verdict"] for row in rows}
        assert [row["gv_missed"] for row in rows] == [int(name == "misses"), 0]
    assert "it stops inside and, drawn on straight, would leave over a side" in said["stops"]
    assert verdict["stops"]["1"] == "unknown"
    assert "Corridors with ends that no line of “Axes to pass along” leads to" in said["misses"]
    assert ": 1." in said["misses"]
    assert "Corridors that axes of others cross, which were not followed there: 1." in said["crosses"]
    assert verdict["crosses"] == {"1": "pass", "2": "narrow"}


def test_a_layer_without_polygons_says_so(check, layer):
    with pytest.raises(QgsProcessingException, match="no geometry"):
        check(layer([None], {"level": [1]}), LEVEL_FIELD="level")


@pytest.mark.slow
def test_it_can_be_cancelled_while_a_corridor_is_measured(check, layer, logs):
    corner = np.random.default_rng(3).uniform((X, Y), (X + 30_000, Y + 480), (10_000, 2))
    houses = layer([shapely.box(x, y, x + 8, y + 8) for x, y in corner])
    corridor = layer([shapely.box(X, Y, X + 30_000, Y + 500)], {"level": [1]})
    stopping = logs()

    def cancel_soon(text):
        if text.startswith("Measuring"):
            stopping.cancel_at_check = stopping.checks + 3

    stopping.setProgressText = cancel_soon
    assert check(corridor, LEVEL_FIELD="level", OBSTACLES=houses, feedback=stopping) == {}
    assert stopping.warnings == ["Cancelled: nothing was written."]
    assert max(stopping.shares) < 80


@pytest.mark.slow
def test_a_corridor_as_wide_as_long_is_not_judged_and_row_log_and_report_say_why(check, layer, table, log, tmp_path):
    square = shapely.box(X, Y + 2000, X + 500, Y + 2500)
    corridors = layer([CORRIDOR, square], {"name": ["north", "square"], "level": [1, 1]})
    report = tmp_path / "report.html"
    outputs = {"CHECKED": "TEMPORARY_OUTPUT", "SUMMARY": "TEMPORARY_OUTPUT", "REPORT": str(report)}
    found = check(corridors, LEVEL_FIELD="level", ID_FIELD="name", **outputs)
    north, other = table(found["CHECKED"])
    assert (north["gv_verdict"], north["gv_reason"]) == ("pass", None)
    assert (other["gv_verdict"], other["gv_clear_m"]) == ("unknown", None)
    assert "Axes to pass along" in other["gv_reason"]
    assert any(line.startswith("Corridor square: ") and "Axes to pass along" in line for line in log.warnings)
    assert "Corridor square: The shape of the corridor has no two ends" in report.read_text("utf-8")
    assert (found["CORRIDORS_CHECKED"], found["FAILED"]) == (2, 0)
    assert found["NARROWEST_M"] == pytest.approx(500, abs=0.1)
    assert table(found["SUMMARY"])[-1]["gv_unknown"] == 1


def test_a_ring_with_a_dead_end_has_no_two_ends_and_is_told_so(check, layer, table):
    ring = shapely.Point(X, Y).buffer(550, quad_segs=64) - shapely.Point(X, Y).buffer(450, quad_segs=64)
    ring |= shapely.box(X + 500, Y - 30, X + 655, Y + 30)
    found = check(layer([ring], {"level": [2]}), LEVEL_FIELD="level", CHECKED="TEMPORARY_OUTPUT")
    (row,) = table(found["CHECKED"])
    assert row["gv_verdict"] == "unknown"
    assert "no two ends" in row["gv_reason"] and "ring with a dead end" in row["gv_reason"]


def test_hairlines_of_the_drawing_are_neither_walls_nor_ground(check, layer, table, log):
    west = shapely.Polygon([(0, 0), (1000, 0), (1000, 30), (999.998, 50), (1000, 80), (0, 80)])
    seamed = west | shapely.box(1000, 0, 2000, 80)
    threaded = shapely.box(0, 0, 2000, 80) | shapely.box(60, 79, 60.001, 122) | shapely.box(-41, 40, 1, 40.001)
    corridors = [shapely.affinity.translate(one, X, Y + 300 * row) for row, one in enumerate((seamed, threaded))]
    hole = [(1020, 20), (1020.002, 20), (1020, 20.002)]
    house = shapely.Polygon([(1000, 0), (1040, 0), (1040, 35), (1000, 35)], [hole])
    houses = layer([shapely.affinity.translate(house, X, Y + 300)], name="houses")
    found = check(
        layer(corridors, {"level": [2, 2]}), LEVEL_FIELD="level", OBSTACLES=houses, CHECKED="TEMPORARY_OUTPUT"
    )
    rows = table(found["CHECKED"])
    assert [row["gv_clear_m"] for row in rows] == pytest.approx([80, 45], abs=0.1)
    assert [row["gv_verdict"] for row in rows] == ["pass", "narrow"]
    assert log.warnings == []


def test_with_no_corridor_measured_the_run_still_ends(check, layer, log):
    square = shapely.box(X, Y, X + 500, Y + 500)
    assert check(layer([square], {"level": [1]}), LEVEL_FIELD="level")["FAILED"] == 0
    assert any("narrowest clear width – m" in line for line in log.info)


def test_a_hole_is_named_among_the_obstacles_of_a_pinch(check, layer, table, tmp_path):
    corridors = layer([CORRIDOR.difference(HOUSE)], {"name": ["north"], "level": [1]})
    report = tmp_path / "report.html"
    found = check(corridors, LEVEL_FIELD="level", PINCHES="TEMPORARY_OUTPUT", REPORT=str(report))
    (pinch,) = table(found["PINCHES"])
    assert (pinch["gv_cause"], pinch["gv_obstacles"]) == ("obstacle", "hole")
    assert pinch["gv_width_m"] == pytest.approx(200, abs=0.1)
    assert ">hole<" in report.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.cases(8, first=3)
def test_corridors_meet_the_guide_width_only_where_every_one_is_judged(check, layer, table, tmp_path, seed):
    """Each corridor as it is drawn, so that its verdict is known: wide, narrow, without two ends, of no known level."""
    draw = random.Random(seed)
    shapes = {"wide": (3000, 600), "narrow": (3000, 300), "square": (600, 600), "unlevelled": (3000, 600)}
    kinds = draw.choices([*shapes], weights=[5, draw.choice([0, 2]), 1, 1], k=draw.randint(1, 5))
    corridors = [
        shapely.box(X, Y + 2000 * at, X + shapes[kind][0], Y + 2000 * at + shapes[kind][1])
        for at, kind in enumerate(kinds)
    ]
    columns = {"name": [f"{kind} {at}" for at, kind in enumerate(kinds)]}
    columns["level"] = ["main" if kind == "unlevelled" else "1" for kind in kinds]
    report = tmp_path / "report.html"
    found = check(layer(corridors, columns), LEVEL_FIELD="level", ID_FIELD="name", CHECKED="memory:",
                  SUMMARY="memory:", REPORT=str(report))  # fmt: skip
    verdict = verdict_of(Figures(found, {"CHECKED": pd.DataFrame(table(found["CHECKED"]))}), None)
    passed, failed = kinds.count("wide"), kinds.count("narrow")
    open_ = len(kinds) - passed - failed
    assert verdict.value == f"{passed} of {len(kinds)}"
    assert (found["CORRIDORS_CHECKED"], found["FAILED"], found["NOT_JUDGED"]) == (len(kinds), failed, open_)
    assert verdict.state == ("missed" if failed else "none" if open_ else "met")
    if open_:
        assert "could be judged" in verdict.sentence or f"{open_} " in verdict.sentence
        assert "Every" not in verdict.sentence
    levels = table(found["SUMMARY"])
    assert [row["gv_unknown"] for row in levels if row["gv_scope"] == "all"] == [open_]
    read = read_report(str(report))
    assert read.verdict == verdict
    parts = [part for section in read.sections for part in section.parts]
    by_level = next(part for part in parts if getattr(part, "caption", "") == "Widths by level")
    first = kinds.count("square")
    assert by_level.states[0] == ("missed" if failed else "none" if first or not passed else "met")


@pytest.mark.slow
@pytest.mark.parametrize("turned", [0, 25, 110])
def test_a_corridor_cut_out_by_another_with_the_tool_of_qgis_is_as_wide_as_before(check, layer, table, turned):
    import processing

    def drawn(*box):
        return shapely.affinity.rotate(shapely.box(*np.add(box, [X, Y] * 2)), turned, origin=(X, Y))

    whole, across = drawn(0, 0, 2000, 80), drawn(950, -1000, 1050, 1000)
    cut = {"INPUT": layer([whole], {"level": [2]}), "OVERLAY": layer([across]), "OUTPUT": "memory:"}
    (feature,) = processing.run("native:difference", cut)["OUTPUT"].getFeatures()
    parts = shapely.from_wkb(bytes(feature.geometry().asWkb()))
    corridors = layer([parts, across], {"level": [2, 2]})

    def rows(house):
        found = check(corridors, LEVEL_FIELD="level", OBSTACLES=layer([house]), CHECKED="memory:", PINCHES="memory:")
        return table(found["CHECKED"])[0], table(found["PINCHES"])

    row, _ = rows(drawn(980, 200, 1020, 240))
    assert (row["gv_verdict"], row["gv_parts"]) == ("pass", 1)
    assert row["gv_clear_m"] == pytest.approx(80, abs=0.1)
    row, pinches = rows(drawn(980, 30, 1020, 50))
    assert (row["gv_verdict"], row["gv_clear_m"]) == ("narrow", pytest.approx(30, abs=0.1))
    assert [(one["gv_cause"], one["gv_obstacles"]) for one in pinches][:1] == [("obstacle", "1")]
    row, _ = rows(drawn(980, -5, 1020, 85))
    assert (row["gv_verdict"], row["gv_clear_m"]) == ("broken", 0)
