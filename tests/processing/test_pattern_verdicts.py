"""The verdict on construction land in the baseline tier: only where there is something to be in conflict with."""

import numpy as np
import pytest
import shapely
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsPointXY,
    QgsProcessingContext,
    QgsProject,
)

pytestmark = pytest.mark.slow

X, Y = 500_000, 4_400_000
HOME, WIDE, FAR = (0, 0, 100, 100), (0, 0, 500, 500), (50_000, 0, 50_500, 500)


def box(west, south, east, north):
    return shapely.box(X + west, Y + south, X + east, Y + north)


@pytest.fixture
def run(provider, log):
    """Run an algorithm; return its numbers and outputs."""

    def start(job, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run(f"greenvein:{job}", parameters, context=context, feedback=log)

    return start


@pytest.fixture
def judged(run, table, tmp_path):
    """Make the pattern; return its report, why it is not judged, and how many targets the joined report has as met."""

    def start(**parameters):
        path = tmp_path / "pattern.html"
        found = run("securitypattern", SUMMARY="TEMPORARY_OUTPUT", REPORT=str(path), **parameters)
        (whole,) = (row for row in table(found["SUMMARY"]) if row["gv_scope"] == "all")
        counts = run("joinreports", REPORTS=[str(path)], REPORT=str(tmp_path / "joined.html"))
        return path.read_text("utf-8"), whole["gv_open"], (counts["TARGETS_MET"], counts["TARGETS_MISSED"])

    return start


CASES = {
    "only the general tier": ("no_baseline", {"TIER_2": [WIDE]}, HOME),
    "a growth boundary and the ideal tier": ("no_baseline", {"TIER_3": [WIDE], "GROWTH_BOUNDARY": FAR}, HOME),
    "an extent that cuts the tier away": ("no_construction", {"RED_LINE": WIDE, "EXTENT_LAYER": FAR}, HOME),
    "a tier beside the extent": ("no_baseline", {"RED_LINE": (200, 0, 300, 100), "EXTENT_LAYER": HOME}, HOME),
    "no geometry in the construction land": ("no_construction", {"RED_LINE": WIDE}, None),
    "construction land far away": ("apart", {"RED_LINE": FAR}, HOME),
    "a baseline layer of no geometry": (
        "no_baseline",
        {"GROWTH_BOUNDARY": FAR, "TIER_1": [None], "TIER_3": [WIDE]},
        HOME,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_where_there_is_nothing_to_be_in_conflict_with_nothing_is_met(judged, layer, case):
    reason, layers, home = CASES[case]

    def made(ground):
        return layer([None if ground is None else box(*ground)], name="some")

    given = {
        name: [made(one) for one in ground] if isinstance(ground, list) else made(ground)
        for name, ground in layers.items()
    }
    text, open_, counts = judged(**given, CONSTRUCTION=made(home))
    assert (open_, counts) == (reason, (0, 0))
    assert "Not judged" in text and "No conflict" not in text


def test_features_of_another_tier_or_of_none_are_no_baseline_tier(judged, layer):
    def tiered(*tiers):
        return [layer([box(*WIDE)] * len(tiers), {"tier": list(tiers)}, name="tiers")]

    built = layer([box(*HOME)], name="homes")
    _, open_, counts = judged(TIERED=tiered("二级"), TIER_FIELD="tier", CONSTRUCTION=built)
    assert (open_, counts) == ("no_baseline", (0, 0))
    red = layer([box(600, 0, 700, 100)], name="red")
    _, open_, counts = judged(TIERED=tiered("二级", None), TIER_FIELD="tier", RED_LINE=red, CONSTRUCTION=built)
    assert (open_, counts) == ("no_tier", (0, 0))


def test_construction_land_beside_the_baseline_tier_meets_the_rule_and_in_it_breaks_it(judged, layer):
    built = layer([box(*HOME)], name="homes")
    text, open_, counts = judged(RED_LINE=layer([box(200, 0, 300, 100)], name="red"), CONSTRUCTION=built)
    assert (open_, counts) == (None, (1, 0)) and "No construction land lies in the baseline tier." in text
    text, open_, counts = judged(RED_LINE=layer([box(*WIDE)], name="red"), CONSTRUCTION=built)
    assert (open_, counts) == (None, (0, 1)) and "1 places where construction land lies" in text


@pytest.mark.parametrize(("deep", "sliver", "counts"), [(3, 5, (0, 1)), (0.05, 5, (1, 0)), (0.05, 0, (0, 1))])
def test_a_wide_sliver_of_control_lines_hides_no_construction_land(judged, layer, deep, sliver, counts):
    red, homes = layer([box(0, 0, 900, 100)], name="red"), layer([box(0, 100 - deep, 900, 200)], name="homes")
    text, open_, found = judged(RED_LINE=red, CONSTRUCTION=homes, SLIVER=sliver)
    assert (open_, found) == (None, counts)
    assert ("narrower than 0.1 m" in text) == (counts == (1, 0))


@pytest.mark.cases(3)
def test_seven_decimals_of_a_degree_turn_no_verdict_and_no_count(judged, run, layer, table, seed):
    """Homes along a slanting red line, whose file was written by QGIS as GeoJSON in degrees and read again."""
    random = np.random.default_rng(seed)
    stops = np.r_[0, np.sort(random.choice(np.arange(20, 1_980), 25, replace=False)), 2_000].tolist()
    deep = (random.random(len(stops) - 1) < 0.1) & (seed > 0)

    def turned(ground):
        return shapely.affinity.rotate(ground, 20 + seed, origin=(X, Y))

    red = turned(shapely.Polygon([(X + at, Y) for at in stops] + [(X + 2_000, Y - 800), (X, Y - 800)]))
    homes = [turned(box(west, -5 * inside, east, 60)) for west, east, inside in zip(stops, stops[1:], deep)]
    drawn = layer(homes, name="homes")
    rounded = layer(rounded_in_degrees(homes), name="rounded homes")
    found = {}
    for name, built in (("drawn", drawn), ("rounded", rounded)):
        asked = {"RED_LINE": layer([red], name="red"), "CONSTRUCTION": built}
        text, open_, counts = judged(**asked)
        given = run("securitypattern", **asked, CONFLICTS="TEMPORARY_OUTPUT")
        rows = table(given["CONFLICTS"])
        found[name] = open_, counts, sum(not row["gv_sliver"] for row in rows)
        thin = [row["gv_area_m2"] for row in rows if row["gv_sliver"]]
        assert given["CONFLICT_SLIVERS"] == len(thin)
        assert given["CONFLICT_SLIVER_M2"] == pytest.approx(sum(thin))
        assert given["CONFLICT_HA"] == pytest.approx(5e-4 * np.diff(stops)[deep].sum(), abs=0.002)
        assert ("are taken for imprecision of the drawing" in text) == bool(thin)
    assert thin and found["drawn"] == found["rounded"] == (None, (0, 1) if deep.any() else (1, 0), deep.sum())


def rounded_in_degrees(polygons):
    """Return polygons as a GeoJSON file has them: of seven decimals of a degree."""
    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4548"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )

    def stored(at):
        degrees = [there.transform(QgsPointXY(*point)) for point in at]
        back = [QgsPointXY(round(one.x(), 7), round(one.y(), 7)) for one in degrees]
        metres = [there.transform(one, Qgis.TransformDirection.Reverse) for one in back]
        return np.array([(one.x(), one.y()) for one in metres])

    return [shapely.transform(one, stored) for one in polygons]


def test_beside_lines_that_conflict_nothing_is_said_of_land_that_is_not_judged(judged, layer):
    red, farm = layer([box(*FAR)], name="red"), layer([box(*FAR)], name="farm")
    text, open_, counts = judged(RED_LINE=red, BASIC_FARMLAND=farm, CONSTRUCTION=layer([box(*HOME)], name="homes"))
    assert (open_, counts) == ("apart", (0, 1))
    assert "Control lines conflict in 1 places. Construction land and the baseline tier lie more than 1000 m" in text
    assert "No construction land lies in the baseline tier" not in text


def test_control_lines_are_held_against_each_other_inside_the_extent(run, layer, table):
    lines = {
        "RED_LINE": layer([box(0, 0, 100, 100), box(3_000, 0, 4_000, 100)], name="red"),
        "BASIC_FARMLAND": layer([box(50, 0, 150, 100), box(3_500, 0, 5_000, 100)], name="farm"),
    }
    found = run("securitypattern", **lines)
    assert (found["LINE_CONFLICTS"], found["LINE_CONFLICT_HA"]) == (2, pytest.approx(5.5))
    extent = layer([box(0, 0, 70, 200)], name="extent")
    found = run("securitypattern", **lines, EXTENT_LAYER=extent, CONFLICTS="TEMPORARY_OUTPUT")
    assert (found["LINE_CONFLICTS"], found["LINE_CONFLICT_HA"]) == (1, pytest.approx(0.2))
    (row,) = table(found["CONFLICTS"])
    assert (row["gv_area_m2"], row["gv_first_ids"], row["gv_second_ids"]) == (pytest.approx(2_000), "1", "1")


@pytest.mark.cases(6, first=2)
def test_another_order_of_construction_land_moves_no_ground_from_one_to_another(run, layer, table, seed):
    """Copies, and other features of the very same area, lie on each other; no field identifies them."""
    random = np.random.default_rng(seed)
    west, south = random.integers(0, 8, (2, 10)) * 50
    homes = [box(x, y, x + 100, y + 100) for x, y in zip(west, south)]
    homes += [homes[row] for row in random.integers(0, 10, 3)]
    ground = box(0, 0, 300, 500)

    def conflicts(order):
        some = [homes[row] for row in order]
        found = run("securitypattern", TIER_1=[layer([ground], name="core")], CONSTRUCTION=layer(some, name="homes"),
                    CONFLICTS="TEMPORARY_OUTPUT")  # fmt: skip
        # Copies are told apart by their feature id alone, so what is compared is the ground of a source.
        return sorted(
            (some[int(row["gv_source"]) - 1].wkb, round(row["gv_area_m2"], 4)) for row in table(found["CONFLICTS"])
        )

    order = np.arange(len(homes))
    assert conflicts(order) == conflicts(random.permutation(order))
