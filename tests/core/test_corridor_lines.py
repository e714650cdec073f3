"""Corridor width: lines to pass along that stop inside, that lead along another corridor, and that miss an end."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.codes import BROKEN, NARROW, PASS, SHORT_LINE, UNKNOWN
from greenvein.core.corridors.width import corridor_width
from shapely import affinity

pytestmark = pytest.mark.slow

BEND = shapely.union_all([shapely.box(0, 0, 3000, 300), shapely.box(2700, 0, 3000, 3000)])
WALL = shapely.box(2690, 2000, 3010, 2001)
LONG, TALL = shapely.box(0, 0, 5000, 500), shapely.box(2000, -2000, 2300, 3000)
ALONG, UP = shapely.LineString([(-10, 250), (5010, 250)]), shapely.LineString([(2150, -2010), (2150, 3010)])


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def measure(*corridors, required=250.0, obstacles=(), axes=()):
    required = np.full(len(corridors), float(required))
    return corridor_width(array(corridors), required, obstacles=array(obstacles), axes=array(axes))


def first(*corridors, **given):
    return measure(*corridors, **given).corridors.iloc[0]


def line(*points):
    return shapely.LineString(points)


@pytest.mark.parametrize("to", [500, 1500, 2400, 2600, 2740, 2850])
@pytest.mark.parametrize("angle", [0, 33, 90, 200])
def test_a_line_that_stops_before_a_bend_does_not_say_where_the_corridor_ends(to, angle):
    turned = [affinity.rotate(one, angle, origin=(0, 0)) for one in (BEND, WALL, line((50, 150), (to, 150)))]
    found = first(turned[0], obstacles=[turned[1]], axes=[turned[2]])
    assert (found["verdict"], found["reason"]) == (UNKNOWN, SHORT_LINE)


def test_a_line_in_pieces_is_one_where_these_meet_and_not_judged_where_they_stop_in_a_bend():
    apart = [line((-10, 150), (2790, 150)), line((2850, 210), (2850, 3010))]
    assert first(BEND, axes=apart)["reason"] == SHORT_LINE
    pieces = [line((-10, 150), (2850, 150)), line((2850, 3010), (2850, 150))]
    for axes in (pieces, [shapely.MultiLineString(pieces)], [*pieces, *pieces]):
        assert first(BEND, axes=axes, obstacles=[WALL])["verdict"] == BROKEN
        assert first(BEND, axes=axes)["verdict"] == PASS


@pytest.mark.slow
@pytest.mark.parametrize("angle", [-8, -3, 0, 3, 8])
@pytest.mark.parametrize("stop", [300, 1200, 2000])
def test_a_line_that_stops_in_a_straight_leg_leads_to_its_end(stop, angle):
    across = 150 * np.tan(np.radians(angle))
    axis = line((50, 150), (2850, 150), (2850, stop - 150), (2850 + across, stop))
    found = first(BEND, obstacles=[shapely.box(2700, 2400, 2900, 2500)], axes=[axis])
    assert (found["verdict"], found["clear_m"], found["missed"]) == (NARROW, pytest.approx(100, abs=0.1), 0)


def test_a_line_that_crosses_a_side_is_followed_and_the_end_that_it_misses_is_counted():
    found = first(BEND, obstacles=[WALL], axes=[line((-10, 150), (3010, 150))])
    assert (found["verdict"], found["length_m"], found["missed"]) == (PASS, pytest.approx(3000, rel=0.02), 1)
    assert first(BEND, axes=[line((-10, 150), (2850, 150), (2850, 3010))])["missed"] == 0
    arms = shapely.union_all([LONG, shapely.box(2000, 0, 2300, 3000)])
    assert first(arms, axes=[ALONG])["missed"] == 1
    assert first(arms, axes=[ALONG, line((-10, 250), (2150, 250), (2150, 3010))])["missed"] == 0


@pytest.mark.slow
@pytest.mark.cases(12, first=3)
def test_lines_along_other_corridors_change_nothing_where_these_cross(seed):
    random = np.random.default_rng(seed)
    middle = random.uniform(900, 4100)
    tall = shapely.box(middle - 150, -random.uniform(1200, 3000), middle + 150, random.uniform(1700, 3000))
    up = line((middle, tall.bounds[1] - 9), (middle, tall.bounds[3] + 9))
    if seed % 3 == 1:  # the other one is drawn in pieces beside it
        tall = shapely.difference(tall, LONG)
    if seed % 3 == 2:  # and each piece on its own
        tall = shapely.get_parts(shapely.difference(tall, LONG)).tolist()
    others = tall if isinstance(tall, list) else [tall]
    rail = shapely.box(-10, 235, 5010, 265)  # all along the one, so right across the others
    angle, turn = random.uniform(0, 360), lambda one: affinity.rotate(one, angle, origin=(0, 0))
    corridors, obstacles = [turn(one) for one in (LONG, *others)], [turn(rail)]
    alone = measure(*corridors, required=200, obstacles=obstacles)
    for axes in ([ALONG, up], [up]):
        result = measure(*corridors, required=200, obstacles=obstacles, axes=[turn(one) for one in axes])
        found = result.corridors.iloc[0]
        assert (found["verdict"], found["arms"], found["crossed"]) == (PASS, 1, 1)
        assert found["clear_m"] == pytest.approx(235, abs=0.1)
        assert result.lines_used.all()
        assert result.corridors["verdict"].tolist() == alone.corridors["verdict"].tolist()


def test_a_line_through_a_chain_of_corridors_belongs_to_each():
    chain = [shapely.box(300 * one, 0, 300 * one + 300, 800) for one in range(6)]
    result = measure(*chain, required=800, axes=[line((-10, 400), (1810, 400))])
    assert result.corridors["clear_m"].tolist() == pytest.approx([800] * 6, abs=0.1)
    assert result.corridors["crossed"].sum() == 0


def test_a_ring_that_a_line_of_another_corridor_crosses_is_still_travelled_around():
    centre = shapely.Point(0, 0)
    ring = shapely.difference(centre.buffer(2000, quad_segs=64), centre.buffer(1700, quad_segs=64))
    radial = shapely.box(-100, -6000, 100, 6000)
    alone = measure(ring, radial).corridors
    for axis in (line((0, -6100), (0, 6100)), line((1850, 0), (0, 1850), (-1850, 0))):
        found = measure(ring, radial, axes=[axis]).corridors
        assert found["clear_m"].tolist() == pytest.approx(alone["clear_m"].tolist(), abs=0.1)
        assert found["length_m"].tolist() == pytest.approx(alone["length_m"].tolist(), rel=1e-3)


@pytest.mark.parametrize("across", np.linspace(-150, 150, 13))
def test_where_a_line_leaves_over_a_stepped_end_is_all_the_same(across):
    end = [(4000, -185), (4030, -185), (4030, -60), (3990, -60), (3990, 62), (4045, 62), (4045, 185)]
    corridor = shapely.Polygon([(0, -185), *end, (0, 185)])
    found = first(corridor, axes=[line((-10, 0), (3000, 0), (3500, across), (4100, across))])
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(370, abs=0.1))


@pytest.mark.slow
@pytest.mark.cases(10, first=3)
def test_a_network_of_lines_says_the_ends_of_its_arms_however_it_is_cut(seed):
    random = np.random.default_rng(seed)
    half = random.uniform(60, 120, 4)
    way = np.radians([0, 90, 180, 270]) + random.uniform(-0.3, 0.3, 4)
    tip = random.uniform(1500, 2500, (4, 1)) * np.stack([np.cos(way), np.sin(way)], axis=1)
    arms = [line((0, 0), to).buffer(wide, cap_style="flat") for to, wide in zip(tip, half)]
    corridor = shapely.union_all([*arms, shapely.Point(0, 0).buffer(half.max())])
    spokes = [line((0, 0), to * random.uniform(0.97, 1.02)) for to in tip]
    cut = [line(*pair) for one in spokes for pair in zip(*(one.segmentize(200).coords[at:] for at in (0, 1)))]
    lane = line(
        tip[0] / 2, tip[0] / 2 + random.uniform(0.5, 1.5) * half[0] * np.array([-np.sin(way[0]), np.cos(way[0])])
    )
    wall = shapely.Point(tip[2] / 2).buffer(half[2] * 1.1)
    through = [line(spokes[0].coords[1], (0, 0), one.coords[1]) for one in spokes[1:]]
    alone = first(corridor)
    for axes in (spokes, cut, [one.reverse() for one in cut], [*cut, *spokes], [*spokes, lane], through):
        found = first(corridor, axes=axes)
        assert (found["arms"], found["missed"]) == (alone["arms"], 0)
        assert found["clear_m"] == pytest.approx(2 * half.min(), abs=max(0.1, 2e-3 * half.min()))
        assert first(corridor, axes=axes, obstacles=[wall])["verdict"] == BROKEN


@pytest.mark.cases(6, first=2)
def test_lines_drawn_twice_from_one_place_lead_there(seed):
    random = np.random.default_rng(seed)
    arms = shapely.union_all([LONG, shapely.box(2000, 0, 2300, 3000)])
    up = line((-10, 250), (900, 250 + random.uniform(-60, 60)), (2150, 250), (2150, 3010))
    wall = shapely.box(500, -10, 501, 510)
    assert first(arms, axes=[ALONG, up])["missed"] == 0
    assert first(arms, axes=[ALONG, up], obstacles=[wall])["verdict"] == BROKEN


@pytest.mark.parametrize("longest", [60, 5000])
@pytest.mark.parametrize("tilt", [-600, 0, 600])
def test_a_network_through_crossing_corridors_is_each_ones_own_line(longest, tilt):
    up = line((2150 - tilt, -2000), (2150, 250), (2150 + tilt, 3000))
    across = up.buffer(150, cap_style="flat", join_style="mitre")
    network = shapely.segmentize(shapely.union_all([ALONG, up]), longest).geoms
    axes = [line(*pair) for one in network for pair in zip(one.coords[:-1], one.coords[1:])]
    found = measure(LONG, across, required=290, axes=axes).corridors
    assert found["clear_m"].tolist() == pytest.approx([500, 300], abs=0.5)
    assert (found["arms"].tolist(), found["verdict"].tolist()) == ([1, 1], [PASS, PASS])


@pytest.mark.slow
@pytest.mark.parametrize("side", [0.0, 80.0, 1e-3, -1e-4])
@pytest.mark.parametrize("over", [0, 30])
def test_a_line_snapped_to_the_corridors_own_edge_leads_from_end_to_end(side, over):
    for angle in (0, 17, 33, 90, 123, 200, 311):
        corridor, axis = (
            affinity.translate(affinity.rotate(one, angle, origin=(0, 0)), 500_000, 4_400_000)
            for one in (shapely.box(0, 0, 600, 80), line((-over, side), (600 + over, side)))
        )
        found = first(corridor, required=80, axes=[axis])
        assert (found["verdict"], found["clear_m"], found["missed"]) == (PASS, pytest.approx(80, abs=0.01), 0)


@pytest.mark.cases(20, first=4)
def test_a_line_that_strays_over_the_sides_leads_from_end_to_end_or_says_nothing(seed):
    random = np.random.default_rng(seed)
    width = random.uniform(40, 500)
    length, over = width * random.uniform(3.5, 9), width * random.uniform(0, 0.3)
    along = np.linspace(-over, length + over, int(random.integers(6, 14)))
    axis = shapely.LineString(np.c_[along, width * random.uniform(-0.12, 0.06, len(along))])
    found = first(shapely.box(0, 0, length, width), required=width, axes=[axis])
    if found["reason"] != SHORT_LINE:
        assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(width, abs=0.1))


def test_streets_across_a_corridor_are_no_arms_of_its_axis_whether_or_not_they_meet_it():
    main = line((-50, 40), (2050, 40))
    streets = [line((x, -400), (x, 480)) for x in (500, 1000, 1500)]
    halves = [line((x, y), (x, 40)) for x in (500, 1000, 1500) for y in (-400, 480)]
    for axes in ([main, *streets], [*streets[1:], main, streets[0]], [main, *halves]):
        found = measure(shapely.box(0, 0, 2000, 80), required=500, axes=axes)
        row = found.corridors.iloc[0]
        assert (row["arms"], row["mean_m"], row["below_share"]) == (1, pytest.approx(80), pytest.approx(1))
        assert [bool(used) for used in found.lines_used] == [one is main for one in axes]


@pytest.mark.parametrize("beside", [0.0004, 0.001, 0.5])
def test_streets_that_only_cross_do_not_say_how_a_corridor_is_passed_that_a_line_runs_along_just_outside(beside):
    corridor, street = shapely.box(0, 0, 2000, 80), line((1000, -200), (1000, 280))
    found = first(corridor, required=100, axes=[line((-50, 80 + beside), (2050, 80 + beside)), street])
    assert found["reason"] == SHORT_LINE
    alone = first(corridor, required=100, axes=[street])  # what was asked for
    assert (alone["verdict"], alone["clear_m"]) == (PASS, pytest.approx(2000))
