"""Single features that could not be read, or cannot lie in their CRS, are told, and turn no verdict in silence."""

import math
import struct
from pathlib import Path

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from greenvein.processing.framework.following import Figures
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsProcessingContext,
    QgsProject,
)
from shapely import box
from shapely.affinity import translate

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_400_000
CONTEXT = QgsCoordinateTransformContext()
MET, MISSED, OPEN = "met", "missed", "none"


def square(x, y, width, height=None):
    return box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + (height or width))


def one_vertex(geometry, vertex):
    """Return the WKB of a polygon or line with one more vertex in its middle."""
    points = shapely.get_coordinates(geometry)
    points = np.insert(points, 1, vertex, axis=0).astype("<f8")
    if geometry.geom_type == "LineString":
        return struct.pack("<BII", 1, 2, len(points)) + points.tobytes()
    return struct.pack("<BIII", 1, 3, 1, len(points)) + points.tobytes()


WAYS = {
    "prefix": lambda one: translate(one, 39e6),
    "prefix of one vertex": lambda one: one_vertex(one, shapely.get_coordinates(translate(one, 39e6))[0]),
    "swapped": lambda one: shapely.transform(one, lambda xy: xy[:, ::-1]),
    "far north": lambda one: translate(one, 0, 3e7),
    "far west": lambda one: translate(one, -2e7),
    "no number": lambda one: one_vertex(one, [math.nan, math.nan]),
}


def start(job, inputs, log):
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return processing.run(f"greenvein:{job}", inputs, context=context, feedback=log)


# What each job is given: shapes and columns by parameter, and what else; drawn at random, so that all verdicts occur.


def parks(random):
    homes = [square(1000 * at, 0, 100) for at in range(6)]
    served = random.choice(6, random.integers(2, 7), replace=False)
    return {
        "RESIDENTIAL": homes,
        "PARKS": [square(1000 * at, 150, 50) for at in served],
        "HISTORIC_AREAS": [square(8000 + 500 * at, 0, 400) for at in range(3)],
        "ZONES": [square(2000 * at - 500, -500, 2000) for at in range(3)],
    }, {"TIERS": [0, 500], "HISTORIC_TIERS": [0, 300], "TARGET": float(random.choice([60, 80, 100]))}


def corridors(random):
    width = [400, 500, 600][random.integers(3)]
    strips = [square(0, 3000 * at, 5000, width) for at in range(3)]
    walls = [square(2000, 3000 * at, 20, 120 if random.random() < 0.3 else 5) for at in range(3)]
    axes = [
        shapely.LineString([(EAST, NORTH + 3000 * at + 0.5 * width), (EAST + 5000, NORTH + 3000 * at + 0.5 * width)])
        for at in range(3)
    ]
    given = {"CORRIDORS": strips, "OBSTACLES": walls, "AXES": axes}
    if random.random() < 0.5:
        del given["AXES"]
    return given, {"LEVEL_FIELD": "level", "WIDTHS": [1, 390, 2, 80]}


def land(random):
    ground = [square(1000 * at, 0, 1000) for at in range(6)]
    return {
        "BEFORE": ground,
        "AFTER": ground,
        "ZONES": [square(2000 * at, 0, 2000, 1000) for at in range(3)],
        "KEY_AREAS": [square(1000 * at, 0, 500) for at in range(3)],
    }, {"TARGETS": f"all, {random.choice([1, 4, 7])}, existing", "SYSTEM": 1}


def vacated(random):
    plots = [square(500 * at, 0, 200) for at in range(6)]
    areas = {"RED_LINE": 3, "BASIC_FARMLAND": 2, "BLUE_LINES": 2, "KEY_AREAS": 3, "FARMLAND_SPACE": 4,
             "FLOOD_STORAGE": 3, "WATER_SOURCES": 2, "BLIND_AREAS": 3}  # fmt: skip
    return {"VACATED": plots} | {
        name: [square(500 * at, 0, 300) for at in random.choice(6, count, replace=False)]
        for name, count in areas.items()
    }, {}


def pattern(random):
    def some(*rows):
        return [square(500 * at, 1000 * row, 200) for row in rows for at in range(3)]

    built = [0, 1, 3, 6, 4, 5, 9, 9]
    return {
        "RED_LINE": some(0),
        "BASIC_FARMLAND": some(1),
        "GROWTH_BOUNDARY": some(2 if random.random() < 0.7 else 1),
        "TIER_1": some(3),
        "TIER_2": some(4),
        "TIER_3": some(5),
        "TIERED": some(6),
        "CONSTRUCTION": [square(7000, 1000 * row, 100) for row in range(3)] + some(int(random.choice(built))),
        "EXTENT_LAYER": [box(EAST - 100, NORTH - 100 + 1000 * row, EAST + 9000, NORTH + 900 + 1000 * row)
                         for row in range(10)],
    }, {"TIER_FIELD": "level"}  # fmt: skip


def units(random):
    ground = [square(1000 * at, 0, 1000) for at in range(5)]
    given = {name: ground[:4] for name in ("PATTERN", "KEY_AREAS", "NATURAL_FIRST")}
    fields = {"DEGRADATION_FIELD": "a", "POTENTIAL_FIELD": "b", "TIER_FIELD": "level", "RUNS": 10}
    fields["CRITERIA"] = "a, 1; criteria_layers:a, 1"
    return {"UNITS": ground, **given, "CRITERIA_LAYERS": ground[:4]}, fields


JOBS = {
    "parkcoverage": parks, "corridorwidth": corridors, "landreduction": land, "vacateduse": vacated,
    "securitypattern": pattern, "restorationpriority": units,
}  # fmt: skip
SEVERAL = ("TIER_1", "TIER_2", "TIER_3", "TIERED", "CRITERIA_LAYERS")


@pytest.fixture
def given(layer):
    """Make the inputs of a job, with a way that one feature of one of them is wrong."""

    def columns(count):
        numbers = np.linspace(0, 1, count).tolist()
        codes = ["0701"] * count
        return {"level": [1] * count, "DLBM": codes, "a": numbers, "b": numbers[::-1]}

    def make(shapes, settings, wrong="", row=0, way=None):
        found = dict(settings)
        for name, own in shapes.items():
            kind = "LineString" if name == "AXES" else "Polygon"
            drawn = [way(one) if (name, at) == (wrong, row) else one for at, one in enumerate(own)]
            made = layer(drawn, columns(len(own)), name=name.lower(), kind=kind)
            found[name] = [made] if name in SEVERAL else made
        tables = {"parkcoverage": "SUMMARY", "landreduction": "BALANCE"}
        return found | dict.fromkeys({*tables.values(), "SUMMARY", "CHECKED", "CONFLICTS"}, "TEMPORARY_OUTPUT")

    return make


def corridor_verdict(found, table):
    """Return the verdict that the panel shows of corridors."""
    from greenvein.processing.jobs.corridorwidth.verdict import verdict

    return verdict(Figures(found, {"CHECKED": pd.DataFrame(table(found["CHECKED"]))}), None)


def state_of(job, found, table):
    """Return how the headline of a job stands, and how its rows of zones do."""
    if job == "parkcoverage":
        rows = [
            {True: MET, False: MISSED, None: OPEN}[one] for one in _column(found["SUMMARY"], "gv_target_met", table)
        ]
        assert {True: MET, False: MISSED}.get(found.get("TARGET_MET"), OPEN) == rows[-1]
        return rows[-1], rows[:-1]
    if job == "corridorwidth":
        return corridor_verdict(found, table).state, []
    if job == "landreduction":
        rows = [one if one in (MET, MISSED) else OPEN for one in _column(found["BALANCE"], "gv_state", table)]
        return rows[-1], rows[:-1]
    if job == "vacateduse":
        return {True: MET, False: MISSED}.get(found.get("TO_FARMLAND_AT_LEAST_TO_GREEN"), OPEN), []
    if job == "securitypattern":
        return pattern_verdict(found).state, []
    return OPEN, []


def pattern_verdict(found):
    """Return the verdict on a pattern, from its outputs in memory layers, with the default width of slivers."""
    from greenvein.processing.framework.found import Asked
    from greenvein.processing.framework.tables import rows_of
    from greenvein.processing.jobs.securitypattern.verdict import verdict

    def content(layer):
        return pd.DataFrame(rows_of(layer), columns=layer.fields().names(), dtype=object)

    algorithm = QgsApplication.processingRegistry().createAlgorithmById("greenvein:securitypattern")
    tables = {name: content(found[name]) for name in ("SUMMARY", "CONFLICTS")}
    return verdict(Figures(found, tables), Asked(algorithm, {}, QgsProcessingContext()))


def _column(output, name, table):
    values = [row[name] for row in table(output)]
    return [None if value is None or str(value) == "NULL" else value for value in values]


# Where what is said already cannot be turned by what one feature more may be.
STANDS = {
    ("parkcoverage", "PARKS", MET), ("corridorwidth", "CORRIDORS", MISSED), ("corridorwidth", "OBSTACLES", MISSED),
    *(("securitypattern", name, MISSED) for name in pattern(np.random.default_rng(0))[0]),
    *(("securitypattern", name, state) for name in ("TIER_2", "TIER_3") for state in (MET, MISSED)),
    *(("landreduction", name, state) for name in ("ZONES", "KEY_AREAS") for state in (MET, MISSED)),
    *(("parkcoverage", "ZONES", state) for state in (MET, MISSED)),
    *(("vacateduse", name, state) for name in ("RED_LINE", "KEY_AREAS", "BLIND_AREAS") for state in (MET, MISSED)),
}  # fmt: skip


@pytest.mark.cases(2, first=1)
@pytest.mark.parametrize("wanted", [MET, MISSED])
@pytest.mark.parametrize("job", JOBS)
def test_no_verdict_is_turned_by_a_feature_that_was_not_read(provider, given, logs, table, job, wanted, seed):
    """Whichever feature of whichever input it is: it is told, and what is said is true of it in its right place too."""
    random = np.random.default_rng((seed, *wanted.encode(), *job.encode()))
    truth, goal = "", OPEN if job == "restorationpriority" else wanted  # which has no target
    while truth != goal:
        shapes, settings = JOBS[job](random)
        truth, zones = state_of(job, start(job, given(shapes, settings), logs()), table)
    for name, own in shapes.items():
        way, row = str(random.choice(list(WAYS))), int(random.integers(len(own)))
        log = logs()
        found = start(job, given(shapes, settings, name, row, WAYS[way]), log)
        where = job, name, way, row, truth
        told = [text for text in log.warnings if f"their ids are: {row + 1}." in text]
        assert len(told) == 1 and f"“{name.lower()} (" in told[0], where
        state, its_zones = state_of(job, found, table)
        assert state in (OPEN, truth), where
        if (job, name, truth) not in STANDS:
            assert state == OPEN, where
        if state == OPEN != truth or job == "restorationpriority":
            assert any("1 features of" in text and f"“{name.lower()} (" in text for text in log.warnings), where
        if name in ("ZONES", "RESIDENTIAL", "BEFORE", "AFTER"):
            assert set(its_zones) <= {OPEN}, where
        else:
            assert all(one in (OPEN, right) for one, right in zip(its_zones, zones)), where


def test_parks_that_are_met_stay_met_whatever_park_was_not_read(provider, given, log, table):
    shapes = {"RESIDENTIAL": [square(0, 0, 100), square(300, 0, 100)], "PARKS": [square(0, 150, 50)] * 3}
    found = start("parkcoverage", given(shapes, {"TARGET": 50}, "PARKS", 1, WAYS["prefix"]), log)
    assert (found["COVERAGE_PCT"], found["TARGET_MET"]) == (pytest.approx(100), True)


def test_a_red_line_with_a_zone_in_front_makes_no_lack_of_conflict(provider, given, log, tmp_path):
    from greenvein.core.report.file import read

    shapes = {"RED_LINE": [square(500, 500 * at, 400) for at in range(4)] + [square(-50, -50, 200)],
              "CONSTRUCTION": [square(0, 0, 300)]}  # fmt: skip
    right = start("securitypattern", given(shapes, {}), log)
    assert right["CONFLICT_HA"] == pytest.approx(2.25)
    paths = {name: str(tmp_path / f"{name}.html") for name in ("one", "all")}
    start("securitypattern", {**given(shapes, {}, "RED_LINE", 4, WAYS["prefix"]), "REPORT": paths["one"]}, log)
    report = read(Path(paths["one"]).read_text(encoding="utf-8"))
    assert (report.verdict.state, report.verdict.badge) == (OPEN, "Not judged")
    assert any("1 features of “red_line (Ecological red line)” could not be read" in text for text in log.warnings)
    joined = start("joinreports", {"REPORTS": [paths["one"]], "REPORT": paths["all"]}, log)
    assert (joined["TARGETS_MET"], joined["TARGETS_MISSED"]) == (0, 0)


@pytest.mark.parametrize("far", [39_000_000, -2e7, 1e12, 4_500_000, -3e6])
def test_one_vertex_of_a_park_far_off_does_not_stretch_what_it_serves(provider, given, log, far):
    homes, odd = [square(2000 * at, 0, 200) for at in range(20)], one_vertex(square(0, 100, 100), [EAST + far, NORTH])
    shapes = {"RESIDENTIAL": homes, "PARKS": [square(0, 0, 100), square(2000, 0, 100), square(0, 100, 100)]}
    found = start("parkcoverage", given(shapes, {}, "PARKS", 2, lambda one: odd), log)
    assert found["COVERAGE_PCT"] == pytest.approx(10)
    assert "TARGET_MET" not in found


@pytest.mark.parametrize("crs", ["EPSG:32650", "EPSG:4326", "EPSG:4490", "EPSG:3857", "EPSG:4548"])
@pytest.mark.parametrize("kind", ["PARKS", "RESIDENTIAL"])
def test_a_vertex_at_0_0_is_of_no_place(run, layer, log, crs, kind):
    there = pyproj.Transformer.from_crs("EPSG:4548", crs, always_xy=True).transform

    def placed(one):
        return shapely.transform(one, lambda xy: np.column_stack(there(*xy.T)))

    shapes = {
        "RESIDENTIAL": [placed(square(2000 * at, 0, 200)) for at in range(20)],
        "PARKS": [placed(square(at, 100, 100)) for at in (0, 2000, 0)],
    }
    shapes[kind][2] = one_vertex(shapes[kind][2], [0, 0])
    found = run(*(layer(shapes[name], crs=crs, name=name, kind="Polygon") for name in ("RESIDENTIAL", "PARKS")))
    assert found["COVERAGE_PCT"] == pytest.approx(10 if kind == "PARKS" else 200 / 19, rel=1e-2)
    assert "TARGET_MET" not in found
    assert [line for line in log.warnings if f"({'Parks' if kind == 'PARKS' else 'Residential land'})" in line]


def test_the_report_and_the_panel_count_a_corridor_that_was_not_read_as_not_judged(provider, given, log, table):
    shapes = {"CORRIDORS": [square(0, 3000 * at, 5000, 500) for at in range(3)]}
    settings = {"LEVEL_FIELD": "level", "WIDTHS": [1, 400]}
    found = start("corridorwidth", given(shapes, settings, "CORRIDORS", 1, WAYS["swapped"]), log)
    assert (found["CORRIDORS_CHECKED"], found["NOT_JUDGED"], found["FAILED"]) == (2, 1, 0)
    verdict = corridor_verdict(found, table)
    assert (verdict.value, verdict.badge, verdict.state) == ("2 of 3", "Not judged", OPEN)


def astray(crs, geometry):
    from greenvein.processing.io.placement import astray

    return astray(QgsCoordinateReferenceSystem(crs), np.array(geometry, dtype=object), CONTEXT).tolist()


CRS = (
    "EPSG:4326", "EPSG:4490", "EPSG:4610", "EPSG:3857", "EPSG:3035", "EPSG:2056", "EPSG:27700", "EPSG:2154",
    "EPSG:31467", "EPSG:28404", "EPSG:4527", "EPSG:4548", "EPSG:4498", "EPSG:2384", "EPSG:2363", "EPSG:32650",
    "EPSG:32723", "EPSG:32601", "EPSG:32760", "EPSG:2263", "EPSG:5070", "EPSG:3577", "EPSG:2193", "EPSG:6933",
    "EPSG:3067", "EPSG:6677", "EPSG:5880",
)  # fmt: skip


@pytest.mark.cases(4)
def test_no_place_where_a_crs_is_used_is_astray(qgis_processing, seed):
    """Anywhere in the area of a CRS and up to five degrees beside it, as small as a yard or as large as a province."""
    random = np.random.default_rng(seed)
    for crs in CRS:
        area = QgsCoordinateReferenceSystem(crs).bounds()
        there = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
        east = area.xMaximum() + (360 if area.xMaximum() < area.xMinimum() else 0)
        places = np.column_stack(
            [
                random.uniform(area.xMinimum() - 5, east + 5, 60),
                np.clip(random.uniform(area.yMinimum() - 5, area.yMaximum() + 5, 60), -84, 84),
            ]
        )
        if QgsCoordinateReferenceSystem(crs).isGeographic():
            places[:, 0] = (places[:, 0] + 180) % 360 - 180
        size = 10 ** random.uniform(-5, 0, 60)
        corners = np.stack([places, places + size[:, None] * [0.1, 0], places + size[:, None] * [0, 0.1]], axis=1)
        moved = np.column_stack(there.transform(*corners.reshape(-1, 2).T)).reshape(-1, 3, 2)
        known = np.isfinite(moved).all(axis=(1, 2))
        shapes = shapely.polygons(moved[known])
        wrong = np.flatnonzero(astray(crs, shapes))
        assert not len(wrong), (crs, places[known][wrong[:3]])


@pytest.mark.parametrize("way", [name for name in WAYS if name != "no number"])
def test_what_cannot_lie_in_its_crs_is_found_among_many(qgis_processing, way):
    random = np.random.default_rng(7)
    right = [square(*random.uniform(-50_000, 50_000, 2), 100) for _ in range(50)]
    odd = WAYS[way](right[20])
    shapes = [*right[:20], shapely.from_wkb(odd) if isinstance(odd, bytes) else odd, *right[21:], None]
    assert np.flatnonzero(astray("EPSG:4548", shapes)).tolist() == [20]
    assert not any(astray("EPSG:4548", right))
    assert not any(astray("EPSG:4548", [])) and not any(astray("EPSG:4548", [None]))


def test_degrees_near_the_origin_of_metres_are_let_be(qgis_processing):
    """A UTM zone has places at the equator; 117, 39.7 is one of them, 130 m off its corner, though south of China."""
    assert astray("EPSG:32650", [box(117, 39.7, 117.1, 39.8)]) == [False]


def test_a_corridor_that_was_not_read_may_join_the_parts_of_another(provider, given, log, table):
    """Two parts 400 m apart are one corridor across a second one, which has a zone in front; the third is whole."""
    parted = shapely.union_all([square(0, 0, 3000, 500), square(3400, 0, 3000, 500)])
    shapes = {"CORRIDORS": [parted, square(3000, -3000, 400, 6000), square(0, 9000, 5000, 500)]}
    settings = {"LEVEL_FIELD": "level", "WIDTHS": [1, 400]}

    def verdicts_of(found):
        return _column(found["CHECKED"], "gv_verdict", table)

    assert verdicts_of(start("corridorwidth", given(shapes, settings), log)) == ["pass", "pass", "pass"]
    assert verdicts_of(start("corridorwidth", given(shapes, settings, "CORRIDORS", 1, WAYS["prefix"]), log)) == [
        "unknown",
        None,
        "pass",
    ]


def test_the_share_of_obstacles_is_not_passed_where_one_was_not_read(provider):
    from greenvein.core.corridors.results import Checks
    from greenvein.core.corridors.width import corridor_width
    from greenvein.processing.framework.unread import Unread
    from greenvein.processing.jobs.corridorwidth.inputs import judged

    ground = np.array([square(0, 0, 5000, 500)])
    found = corridor_width(ground, np.array([400.0]), checks=[Checks(length_m=1000, obstacle_ratio=0.2)])
    unread = Unread()
    assert judged(found, unread, False, np.zeros(1, dtype=bool)).corridors["checks"].tolist() == [
        "length:pass obstacles:pass"
    ]
    unread.take("OBSTACLES", "buildings", [1, 2, 3], [2])
    lost = judged(found, unread, False, np.zeros(1, dtype=bool))
    assert (lost.corridors["checks"].tolist(), lost.corridors["verdict"].tolist()) == (["length:pass"], ["unknown"])
    assert lost.arms["verdict"].tolist() == ["unknown"]
    unread.take("OBSTACLES", "buildings", [2], [])
    assert judged(found, unread, False, np.zeros(1, dtype=bool)).corridors["verdict"].tolist() == ["pass"]


def test_features_that_codes_leave_open_count_and_are_told_beside_those_not_read():
    from greenvein.processing.framework.unread import Unread

    unread = Unread()
    unread.take("TIER_1", "forests", [1, 2], [2])
    unread.leave_open("TIER_1", "forests", 3)
    assert (unread.count("TIER_1"), unread.lost("TIER_1"), unread.doubtful("TIER_1")) == (4, 1, 3)
    assert (unread.count("TIER_2"), unread.sentences("TIER_2")) == (0, [])
    lost, doubtful = unread.sentences("TIER_1")
    assert lost.startswith("1 features of “forests” could not be read")
    assert doubtful.startswith("3 features of “forests” may be meant, which their codes do not say")
