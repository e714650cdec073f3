"""Corridor width: a corridor that was cut out by another one is as wide as it was uncut."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.codes import BROKEN, NARROW, PASS
from greenvein.core.corridors.width import corridor_width
from shapely import affinity

pytestmark = pytest.mark.slow

STRAIGHT = shapely.box(0, 0, 2000, 80)
FINENESS = {"as computed": None, "in mm": 3, "in cm": 2}


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def measure(*corridors, required=80.0, obstacles=()):
    return corridor_width(array(corridors), np.full(len(corridors), required), obstacles=array(obstacles))


def first(*corridors, **more):
    return measure(*corridors, **more).corridors.iloc[0]


def street(wide, askew=0.0, at=(1000, 40)):
    """A corridor across, ``askew`` by so many degrees."""
    x, y = at
    return affinity.rotate(shapely.box(x - wide / 2, y - 1000, x + wide / 2, y + 1000), askew, origin=at)


def bent(turn, half=40):
    """A corridor that turns off by so many degrees at (1000, 0)."""
    angle = np.radians(turn)
    line = shapely.LineString([(0, 0), (1000, 0), (1000 + 1000 * np.cos(angle), 1000 * np.sin(angle))])
    return line.buffer(half, cap_style="flat", join_style="mitre")


def drawn(shapes, turned, decimals=None):
    """Shapes turned around and far from the origin, with so many decimals."""
    moved = shapely.transform(affinity.rotate(shapely.GeometryCollection(shapes), turned, origin=(0, 0)), far)
    rounded = moved if decimals is None else shapely.transform(moved, lambda xy: np.round(xy, decimals))
    return list(rounded.geoms)


def far(xy):
    return np.add(xy, (500_000, 4_400_000))


@pytest.mark.parametrize("fineness", FINENESS)
@pytest.mark.cases(12, first=3)
def test_a_straight_corridor_is_as_wide_as_uncut_however_another_crosses_it(seed, fineness):
    random = np.random.default_rng(seed)
    across = street(random.uniform(30, 150), random.uniform(-60, 60))
    parts = STRAIGHT.difference(across)
    assert parts.geom_type == "MultiPolygon"
    found = first(*drawn([parts, across], random.uniform(0, 360), FINENESS[fineness]))
    assert (found["verdict"], found["parts"], found["pinches"]) == (PASS, 1, 0)
    assert found[["clear_m", "length_m"]].tolist() == pytest.approx([80, 2000], abs=0.1)


@pytest.mark.parametrize("fineness", FINENESS)
@pytest.mark.cases(12, first=3)
def test_a_bend_is_as_wide_as_uncut_where_another_cuts_it_out(seed, fineness):
    random = np.random.default_rng(seed)
    turn = random.uniform(-90, 90)
    across = street(random.uniform(30, 150), turn / 2, at=(1000, 0))
    parts, across = drawn([bent(turn).difference(across), across], random.uniform(0, 360), FINENESS[fineness])
    found = first(parts, across)
    assert (found["verdict"], found["parts"], found["pinches"]) == (PASS, 1, 0)
    assert found["clear_m"] == pytest.approx(80, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("fineness", FINENESS)
@pytest.mark.cases(12, first=3)
def test_a_curve_is_as_wide_as_uncut_where_another_cuts_it_out(seed, fineness):
    random = np.random.default_rng(seed)
    radius, angle = random.uniform(300, 800), np.linspace(0, np.pi / 2, int(random.integers(30, 60)))
    line = shapely.LineString(radius * np.column_stack([np.cos(angle), np.sin(angle)]))
    uncut = line.buffer(40, cap_style="flat", join_style="mitre")
    wide = random.uniform(30, 120)
    across = affinity.rotate(shapely.box(0, -wide / 2, 2000, wide / 2), random.uniform(35, 55), origin=(0, 0))
    turned, decimals = random.uniform(0, 360), FINENESS[fineness]
    found = first(*drawn([uncut.difference(across), across], turned, decimals))
    right = first(*drawn([uncut], turned, decimals))
    assert (found["verdict"], found["parts"]) == (PASS, 1)
    assert found["clear_m"] == pytest.approx(right["clear_m"], abs=0.1)


@pytest.mark.slow
@pytest.mark.cases(12, first=3)
@pytest.mark.parametrize("turn", [0, 60])
def test_a_building_in_the_crossing_counts_as_in_the_uncut_corridor(turn, seed):
    random = np.random.default_rng(seed)
    uncut, across = bent(turn), street(100, turn / 2, at=(1000, 0))
    at = np.array([1000.0, 0]) + random.uniform(-25, 25, 2)
    house = affinity.rotate(shapely.box(*(at - random.uniform(5, 20, 2)), *(at + random.uniform(5, 20, 2))), seed * 30)
    turned = random.uniform(0, 360)
    uncut, parts, across, house = drawn([uncut, uncut.difference(across), across, house], turned)
    expected, found = measure(uncut, obstacles=[house]), measure(parts, across, obstacles=[house])
    right, row = expected.corridors.iloc[0], found.corridors.iloc[0]
    assert (row["verdict"], row["parts"], row["pinches"]) == (right["verdict"], 1, right["pinches"]) == (NARROW, 1, 1)
    assert row["clear_m"] == pytest.approx(right["clear_m"], abs=0.1)
    assert row["obstacle_ratio"] == pytest.approx(right["obstacle_ratio"], abs=0.01)
    own = found.pinches[found.pinches["corridor"] == 0]
    assert own[["cause", "obstacles"]].values.tolist() == [["obstacle", (0,)]]
    assert own["edge_m"].tolist() == pytest.approx([80], abs=0.1)
    hole = measure(parts, across.difference(house))
    assert hole.corridors["clear_m"][0] == pytest.approx(right["clear_m"], abs=0.1)
    own = hole.pinches[hole.pinches["corridor"] == 0]
    assert own[["cause", "obstacles"]].values.tolist() == [["obstacle", (-1,)]]


@pytest.mark.parametrize("turned", [0, 25, 110])
def test_a_building_across_the_crossing_breaks_the_corridor(turned):
    across, house = street(100), shapely.box(980, -5, 1020, 85)
    parts, across, house = drawn([STRAIGHT.difference(across), across, house], turned)
    found = measure(parts, across, obstacles=[house])
    assert found.corridors[["verdict", "parts"]].iloc[0].tolist() == [BROKEN, 1]
    assert found.corridors["clear_m"].tolist() == pytest.approx([0, 30], abs=0.1)
    assert found.pinches["cause"][found.pinches["corridor"] == 0].tolist() == ["obstacle"]
    hole = measure(parts, across.difference(house))
    assert hole.corridors["verdict"][0] == BROKEN


def test_a_building_elsewhere_in_the_crossing_corridor_takes_nothing():
    across = street(100)
    aside = shapely.box(980, 81, 1020, 200)
    found = first(STRAIGHT.difference(across), across, obstacles=[aside])
    assert (found["verdict"], found["obstacle_ratio"]) == (PASS, 0)


@pytest.mark.parametrize(("short", "verdict"), [(0.004, PASS), (0.009, PASS), (0.03, BROKEN)])
def test_a_corridor_that_is_short_of_a_part_by_noise_joins_it(short, verdict):
    across = shapely.box(950 + short, -500, 1050, 500)
    assert first(STRAIGHT.difference(street(100)), across)["verdict"] == verdict


@pytest.mark.slow
@pytest.mark.parametrize("turned", [0, 20, 50, 110, 213])
@pytest.mark.parametrize("beyond", [0, 500])
def test_two_banks_are_one_with_the_corridor_of_their_river(turned, beyond):
    banks = shapely.MultiPolygon([shapely.box(0, 0, 3000, 100), shapely.box(0, 160, 3000, 260)])
    river = shapely.box(-beyond, 100, 3000 + beyond, 160)
    found = first(*drawn([banks, river], turned), required=250.0)
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(260, abs=0.1))


@pytest.mark.parametrize("askew", [0, -30])
def test_both_legs_of_a_hairpin_go_on_where_one_street_cuts_them(askew):
    line = shapely.LineString([(0, 0), (1000, 0), (1000, 130), (0, 130)])
    hairpin = line.buffer(40, cap_style="flat", join_style="mitre")
    across = street(150, askew, at=(600, 65))
    uncut, parts, across = drawn([hairpin, hairpin.difference(across), across], 77)
    found, right = first(parts, across), first(uncut)
    assert found[["clear_m", "length_m"]].tolist() == pytest.approx(right[["clear_m", "length_m"]].tolist(), abs=0.1)


def test_a_ring_that_is_cut_twice_is_still_travelled_around():
    ring = shapely.Point(0, 0).buffer(500, 64).difference(shapely.Point(0, 0).buffer(400, 64))
    across = street(60, at=(0, 0))
    found, right = first(ring.difference(across), across), first(ring)
    assert (found["parts"], found["arms"]) == (1, 1)
    assert found[["clear_m", "length_m"]].tolist() == pytest.approx(right[["clear_m", "length_m"]].tolist(), abs=0.1)


def test_several_corridors_side_by_side_join_what_lies_beyond_them():
    parts = STRAIGHT.difference(street(100))
    multiple = [
        shapely.box(950, -500, 980, 500),
        shapely.box(980, -500, 1010.004, 500),
        shapely.box(1010, -500, 1050, 500),
    ]
    house = shapely.box(990, -5, 1000, 45)
    found = measure(*drawn([parts, *multiple], 33), obstacles=drawn([house], 33)).corridors.iloc[0]
    assert (found["verdict"], found["clear_m"], found["parts"]) == (NARROW, pytest.approx(35, abs=0.1), 1)


@pytest.mark.parametrize("turned", [0, 41])
def test_a_corridor_over_the_ends_of_the_parts_or_all_over_them_joins_them(turned):
    parts = STRAIGHT.difference(street(100))
    for over in (street(300), shapely.box(-100, -500, 2500, 500)):
        found = first(*drawn([parts, over], turned))
        assert (found["verdict"], found["clear_m"], found["parts"]) == (PASS, pytest.approx(80, abs=0.1), 1)


@pytest.mark.parametrize("turned", [0, 41])
def test_parts_that_end_on_the_same_side_of_another_corridor_stay_apart(turned):
    parts = shapely.MultiPolygon([shapely.box(0, 0, 1000, 80), shapely.box(0, 300, 1000, 380)])
    found = first(*drawn([parts, shapely.box(1000, -300, 1600, 700)], turned))
    assert (found["verdict"], found["parts"], found["gap_m"]) == (BROKEN, 2, pytest.approx(220, abs=0.1))


@pytest.mark.parametrize("radius", [45, 150, 400])
@pytest.mark.parametrize("beside", [0.0, 0.7, 1.0])
def test_a_round_green_in_the_way_joins_what_it_cuts_also_where_it_only_reaches_the_other_side(radius, beside):
    green = shapely.Point(1000, 40 + beside * (radius - 40)).buffer(radius, 64)
    parts = STRAIGHT.difference(green)
    assert parts.geom_type == "MultiPolygon"
    for turned in (0, 31):
        found = first(*drawn([parts, green], turned))
        assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(80, abs=0.1))


@pytest.mark.slow
def test_each_of_many_streets_joins_the_parts_beside_it():
    streets = [street(20, askew, at=(x, 40)) for x, askew in zip(range(200, 2000, 200), np.linspace(-30, 30, 9))]
    found = first(*drawn([STRAIGHT.difference(shapely.union_all(streets)), *streets], 12, 2))
    assert (found["parts"], found["clear_m"]) == (1, pytest.approx(80, abs=0.1))
    found = first(*drawn([STRAIGHT.difference(shapely.union_all(streets)), shapely.union_all(streets)], 12, 2))
    assert (found["parts"], found["clear_m"]) == (1, pytest.approx(80, abs=0.1))


TURNED = [0, 33, 123, 250]


@pytest.mark.cases(len(TURNED), first=2)
def test_a_wall_across_a_bend_in_the_crossing_is_not_passed_on_its_inner_side(seed):
    uncut, wall = bent(60), shapely.box(985, -45, 995, 60)
    across = shapely.Polygon([(1352, 898), (1164, 967), (548, -725), (736, -793)])
    parts, across, wall = drawn([uncut.difference(across), across, wall], TURNED[seed])
    found = first(parts, across, obstacles=[wall])
    assert (found["verdict"], found["clear_m"]) == (BROKEN, 0)
    found = first(parts, across)
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(80, abs=0.1))


@pytest.mark.cases(12, first=3)
def test_a_wall_across_any_bend_breaks_it_also_where_the_crossing_leaves_a_corner_to_one_part(seed):
    random = np.random.default_rng(seed)
    turn = random.uniform(30, 75)
    uncut = bent(turn)
    at = 1000 + random.uniform(-60, 60)
    across = street(random.uniform(100, 300), turn / 2 + random.uniform(-20, 20), at=(at, 0))
    reach = 40 / np.cos(np.radians(turn / 2)) + 5
    wall = affinity.rotate(shapely.box(995, -reach, 1005, reach), turn / 2)
    parts, across, wall = drawn([uncut.difference(across), across, wall], random.uniform(0, 360))
    assert first(parts, across, obstacles=[wall])["verdict"] == BROKEN
    assert first(parts, across)["clear_m"] == pytest.approx(80, abs=0.1)


@pytest.mark.cases(12, first=3)
def test_no_way_leads_around_what_stands_in_the_crossing_where_a_corridor_winds(seed):
    random = np.random.default_rng(seed)
    x = np.linspace(0, 2000, 60)
    line = shapely.LineString(np.column_stack([x, random.uniform(20, 80) * np.sin(x / random.uniform(200, 400))]))
    uncut = line.buffer(40, cap_style="flat", join_style="mitre")
    middle = line.interpolate(random.uniform(800, 1200))
    across = middle.buffer(random.uniform(80, 160))
    wall = shapely.box(middle.x - 3, middle.y - 60, middle.x + 3, middle.y + 60)
    x, y = np.array([middle.x, middle.y]) + random.uniform(-15, 15, 2)
    house = affinity.rotate(shapely.box(x - 15, y - 10, x + 15, y + 10), random.uniform(0, 180))
    uncut, parts, across, wall, house = drawn([uncut, uncut.difference(across), across, wall, house], seed * 30)
    assert first(parts, across, obstacles=[wall])["verdict"] == BROKEN
    assert first(parts, across, obstacles=[house])["clear_m"] < first(uncut, obstacles=[house])["clear_m"] + 1
    found = first(parts, across)
    assert found["parts"] == 1
    assert found["clear_m"] < 80.1


@pytest.mark.slow
@pytest.mark.cases(len(TURNED), first=2)
@pytest.mark.parametrize("split", [(40, 40), (70, 70), (20, 60), (95, -10)])
@pytest.mark.parametrize("one", [False, True])
def test_a_crossing_drawn_in_pieces_that_meet_in_the_gap_is_one(one, split, seed):
    parts = shapely.MultiPolygon([shapely.box(0, 0, 1000, 80), shapely.box(1100, 0, 2100, 80)])
    left, right = split
    pieces = [
        shapely.Polygon([(1000, -900), (1100, -900), (1100, right), (1000, left)]),
        shapely.Polygon([(1000, left), (1100, right), (1100, 900), (1000, 900)]),
    ]
    parts, *pieces, house = drawn([parts, *pieces, shapely.box(1040, -10, 1060, 30)], TURNED[seed], 3)
    others = [shapely.MultiPolygon(pieces)] if one else pieces
    found = first(parts, *others)
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(80, abs=0.1))
    found = first(parts, *others, required=49.5, obstacles=[house])
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(50, abs=0.1))


@pytest.mark.slow
@pytest.mark.cases(len(TURNED), first=2)
@pytest.mark.parametrize("leg", [200, 500, 1000])
@pytest.mark.parametrize("away", [0, 10])
def test_a_part_is_joined_to_what_it_runs_onto_of_a_long_seam(away, leg, seed):
    corner = shapely.union(shapely.box(0, 0, 1000, 80), shapely.box(920 - away, 80, 1000 - away, 80 + leg))
    parts = shapely.MultiPolygon([corner, shapely.box(1060, 0, 2000, 80)])
    shapes = [parts, shapely.box(1000, -1000, 1060, 1500), shapely.box(1020, -5, 1030, 85)]
    parts, across, wall = drawn(shapes, TURNED[seed], 2)
    found = first(parts, across)
    assert (found["verdict"], found["parts"]) == (PASS, 1)
    assert found["clear_m"] == pytest.approx(80, abs=0.1)
    assert first(parts, across, obstacles=[wall])["verdict"] == BROKEN


@pytest.mark.cases(len(TURNED), first=2)
def test_a_junction_that_is_cut_into_three_is_one(seed):
    junction = shapely.union(shapely.box(0, 0, 2000, 80), shapely.box(960, 80, 1040, 1000))
    across = affinity.rotate(shapely.box(950, -900, 1050, 1300), 15, origin=(1000, 40))
    parts = junction.difference(across)
    assert len(parts.geoms) == 3
    found = first(*drawn([parts, across], TURNED[seed], 3))
    assert (found["verdict"], found["parts"], found["arms"]) == (PASS, 1, 3)
    assert found["clear_m"] == pytest.approx(80, abs=0.1)


@pytest.mark.slow
@pytest.mark.cases(len(TURNED), first=2)
@pytest.mark.parametrize(("wide", "aside"), [(100, 100), (200, 100), (1000, 100), (1000, 400), (200, 50)])
def test_parts_that_lie_aside_of_each_other_stay_apart(wide, aside, seed):
    parts = shapely.MultiPolygon(
        [shapely.box(0, 0, 1000, 80), shapely.box(1000 + wide, aside, 2000 + wide, 80 + aside)]
    )
    found = first(*drawn([parts, shapely.box(1000, -1000, 1000 + wide, 1000)], TURNED[seed]))
    assert (found["verdict"], found["parts"]) == (BROKEN, 2)
    assert found["gap_m"] == pytest.approx(np.hypot(wide, max(aside - 80, 0)), abs=0.1)


@pytest.mark.slow
@pytest.mark.cases(len(TURNED), first=2)
@pytest.mark.parametrize(
    ("thick", "decimals", "verdict"), [(0.006, 4, PASS), (0.02, 3, BROKEN), (0.03, 2, BROKEN), (0.08, 2, BROKEN)]
)
def test_a_hole_of_the_crossing_corridor_is_a_wall_but_for_hairlines(thick, decimals, verdict, seed):
    parts, across = STRAIGHT.difference(street(100)), street(100)
    holed = across.difference(shapely.box(1000, -5, 1000 + thick, 85))
    found = first(*drawn([parts, holed], TURNED[seed], decimals))
    assert (found["verdict"], found["parts"]) == (verdict, 1)


@pytest.mark.cases(len(TURNED), first=2)
def test_a_hole_that_another_corridor_fills_is_none(seed):
    parts, house = STRAIGHT.difference(street(100)), shapely.box(980, 10, 1010, 50)
    found = first(*drawn([parts, street(100).difference(house), house], TURNED[seed], 2))
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(80, abs=0.1))
