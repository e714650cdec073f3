"""Corridor width: ends whose shape does not say what belongs to them, and what is narrow near an end all the same."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.codes import AT_END, NARROW, PASS, UNKNOWN
from greenvein.core.corridors.width import corridor_width
from shapely import affinity

pytestmark = pytest.mark.slow


def row(corridor, required, obstacles=(), axes=(), turn=0.0):
    given = [affinity.rotate(one, turn, origin=(0, 0)) for one in (corridor, *obstacles, *axes)]
    every = np.empty(len(given), dtype=object)
    every[:] = given
    corridors, around, along = np.split(every, [1, 1 + len(obstacles)])
    return corridor_width(corridors, np.array([required]), obstacles=around, axes=along).corridors.iloc[0]


def jagged(random, wide):
    """Return an end cut along a jagged border, from its upper to its lower corner."""
    teeth = random.integers(1, 14)
    across = np.sort(random.uniform(-0.45, 0.45, teeth)) * wide
    return np.c_[random.uniform(-0.2, 0.2, teeth) * wide, across][::-1]


def chamfered(random, wide):
    """Return an end whose two corners are cut off, each in its own way."""
    long = random.uniform(0.1, 0.6, 2) * wide
    deep = np.minimum(random.uniform(0.22, 2, 2) * long, 0.45 * wide)
    out = long.max()
    return np.array(
        [[out - long[0], wide / 2], [out, wide / 2 - deep[0]], [out, deep[1] - wide / 2], [out - long[1], -wide / 2]]
    )


def simplified(random, wide):
    """Return a round end drawn with fewer vertices."""
    line = shapely.LineString([(-10 * wide, 0), (0, 0)])
    disc = line.buffer(wide / 2, quad_segs=16).simplify(wide * random.uniform(0.01, 0.1))
    xy = shapely.get_coordinates(disc)[:-1]
    xy = xy[xy[:, 0] > 1e-6]
    return xy[np.argsort(-np.arctan2(xy[:, 1], xy[:, 0]))]


def few_edges(random, wide):
    """Return a round end of two to five edges to the quarter."""
    angle = np.linspace(np.pi / 2, -np.pi / 2, 2 * random.integers(2, 6) + 1)[1:-1]
    return wide / 2 * np.c_[np.cos(angle), np.sin(angle)]


@pytest.mark.cases(25, first=2)
@pytest.mark.parametrize("end", [jagged, chamfered, simplified, few_edges])
def test_an_end_that_may_be_seen_two_ways_makes_no_corridor_narrow(end, seed):
    random = np.random.default_rng(seed)
    wide = random.uniform(60, 500)
    long = wide * random.uniform(3, 12)
    one, other = (end(random, wide) for _ in range(2))
    corner = np.array([[0, wide / 2], [long, wide / 2], [long, -wide / 2], [0, -wide / 2]])
    corridor = shapely.Polygon(np.r_[corner[:2], one + np.array([long, 0]), corner[2:], other[::-1] * [-1, 1]])
    corridor = shapely.remove_repeated_points(corridor, 1e-6)
    assert corridor.is_valid
    # Before it closes in by 0.4 m per metre it may be narrower by the rule, up to 6 %.
    found = row(corridor, 0.94 * wide, turn=random.uniform(0, 360))
    assert (found["verdict"], found["reason"]) in {(PASS, ""), (UNKNOWN, AT_END)}
    assert found["clear_m"] == pytest.approx(wide, rel=0.15)


@pytest.mark.parametrize("turn", [0, 10, 30, 60])
@pytest.mark.parametrize("long", [60, 100, 200])
def test_an_octagon_at_the_end_of_a_bend_makes_no_corridor_narrow(turn, long):
    way = np.radians(turn)
    line = shapely.LineString([(0, 0), (800, 0), (800 + long * np.cos(way), long * np.sin(way))])
    found = row(line.buffer(50, quad_segs=2, join_style="mitre"), 99.0, turn=turn * 7)
    assert (found["verdict"], found["reason"]) in {(PASS, ""), (UNKNOWN, AT_END)}


@pytest.mark.cases(20, first=2)
@pytest.mark.parametrize("end", [jagged, chamfered, simplified, few_edges])
def test_what_is_narrow_near_an_end_is_narrow_whatever_the_end(end, seed):
    random = np.random.default_rng(seed)
    wide = random.uniform(60, 500)
    long, less = wide * random.uniform(3, 12), wide * random.uniform(0.05, 0.18)
    # A stretch with parallel sides, a notch in one side, or a building, less than one width from the end.
    start, stop = long - random.uniform(0.3, 0.7, 2).cumsum()[::-1] * wide
    corner = np.array([[0, wide / 2], [long, wide / 2], [long, -wide / 2], [0, -wide / 2]])
    corridor = shapely.Polygon(np.r_[corner[:2], end(random, wide) + np.array([long, 0]), corner[2:]]).buffer(0)
    taken = shapely.box(start, wide / 2 - less, stop, wide)
    for drawn, built in ((corridor.difference(taken), ()), (corridor, [taken])):
        found = row(drawn, 0.96 * wide, built, turn=random.uniform(0, 360))
        assert (found["verdict"], found["reason"]) == (NARROW, "")
        assert found["clear_m"] <= 1.001 * (wide - less)


def test_a_corridor_that_is_narrower_up_to_its_end_is_narrow():
    corridor = shapely.box(0, 0, 4000, 500).difference(shapely.box(3700, 470, 4001, 501))
    assert row(corridor, 500.0, turn=30)[["verdict", "clear_m"]].tolist() == [NARROW, pytest.approx(470, abs=0.1)]
    tapering = shapely.Polygon([(0, 0), (4000, 0), (4000, 450), (3700, 500), (0, 500)])
    assert row(tapering, 500.0, turn=30)[["verdict", "reason"]].tolist() == [NARROW, ""]


@pytest.mark.slow
@pytest.mark.parametrize("slant", [0, 10, 20, 30, 35])
@pytest.mark.parametrize("long", [450, 800, 1800, 5000])
@pytest.mark.parametrize("place", [0.5, 0.2])
def test_a_line_across_a_long_shape_makes_its_long_sides_the_ends(slant, long, place):
    lean = np.tan(np.radians(slant))
    middle = max(long * place, 20 + 170 * lean)  # so that it leaves over no short side
    line = shapely.LineString([(middle - 170 * lean, -20), (middle + 170 * lean, 320)])
    found = row(shapely.box(0, 0, long, 300), 400.0, axes=[line], turn=27)
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(long, abs=0.1))


@pytest.mark.parametrize("corridor, required", [
    # A neck with parallel sides, narrower still right at the end: less ground makes no verdict milder.
    ([(0, 0), (563, 0), (563, 6), (591, 6), (600, 7.5), (600, 72.5), (591, 74), (563, 74), (563, 80), (0, 80)], 80),
    # A straight end between straight sides leaves no question, however fast these close in up to 0.4 m per metre.
    ([(0, 0), (4700, 0), (5000, 49), (5000, 451), (4700, 500), (0, 500)], 500),
])  # fmt: skip
@pytest.mark.parametrize("turn", [0, 33, 71])
def test_what_leaves_no_question_is_narrow(corridor, required, turn):
    found = row(shapely.Polygon(corridor), float(required), turn=turn)
    assert (found["verdict"], found["reason"]) == (NARROW, "")


@pytest.mark.cases(12, first=3)
def test_a_neck_drawn_in_detail_is_narrow(seed):
    """A vertex every 2 m, 0.3 m beside its side at most."""
    random = np.random.default_rng(seed)
    neck = shapely.box(0, 0, 600, 80).difference(shapely.box(566, 74, 601, 90)).difference(shapely.box(566, -9, 601, 6))
    xy = shapely.get_coordinates(neck.segmentize(2))[:-1]
    found = row(shapely.Polygon(xy + random.uniform(-0.3, 0.3, xy.shape)), 75.0, turn=random.uniform(0, 360))
    assert (found["verdict"], found["reason"]) == (NARROW, "")


def test_obstacles_near_an_end_are_judged_as_the_same_ground_drawn_in():
    corridor = shapely.Polygon([(0, 0), (566, 0), (600, 6), (600, 74), (566, 80), (0, 80)])
    building = shapely.box(578, 71.5, 586, 90)
    for drawn, built in ((corridor, [building]), (corridor.difference(building), [])):
        assert row(drawn, 80.0, built)[["verdict", "reason"]].tolist() == [NARROW, ""]


@pytest.mark.cases(60, first=4)
def test_a_nook_beside_the_way_near_an_end_is_not_the_end(seed):
    """A bay in one side, or the ground behind a building that was cut out there; widths known from the drawing."""
    random = np.random.default_rng(seed)
    wide = random.uniform(60, 400)
    long = wide * random.uniform(4, 12)
    start = long - wide * random.uniform(0.3, 0.7)
    stop, deep = start + wide * random.uniform(0.15, 0.28), wide * random.uniform(0.1, 0.45)
    if seed % 2:
        corridor, right = shapely.box(0, 0, long, wide).union(shapely.box(start, wide - 1, stop, wide + deep)), wide
    else:
        corridor = shapely.box(0, 0, long, wide).difference(shapely.box(start, wide - deep, stop, wide + 1))
        right = wide - deep
    if seed % 3 == 2:
        corridor = corridor.segmentize(wide * random.uniform(0.05, 0.5))
    if seed % 4 > 1:
        corridor = affinity.scale(corridor, 1, -1)
    line = [shapely.LineString([(-9, corridor.centroid.y), (long + 9, corridor.centroid.y)])]
    for turn in random.uniform(0, 360, 2):
        for axes in ([], line):
            found = row(corridor, right, axes=axes, turn=turn)
            assert (found["verdict"], found["missed"]) == (PASS, 0), (turn, len(axes))
            assert found["clear_m"] == pytest.approx(right, rel=2e-3)


@pytest.mark.cases(30, first=3)
def test_a_line_straight_across_a_short_corridor_leads_over_its_ends(seed):
    """Shorter than wide, with straight sides and ends whose corners are cut off."""
    random = np.random.default_rng(seed)
    wide = random.uniform(60, 400)
    long = wide * random.uniform(0.3, 0.9)
    cut = random.uniform(0.05, 0.2, 4) * wide
    (a, b, c, d), half = cut, wide / 2
    corner = [(a, -half), (long - b, -half), (long, b - half), (long, half - c), (long - c, half), (d, half)]
    corridor = shapely.Polygon([*corner, (0, half - d), (0, a - half)])
    line = shapely.LineString([(-long, random.uniform(-0.2, 0.2) * wide), (2 * long, random.uniform(-0.2, 0.2) * wide)])
    found = row(corridor, wide, axes=[line], turn=random.uniform(0, 360))
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(wide, rel=2e-3))


@pytest.mark.cases(40, first=4)
def test_the_side_across_from_a_nook_is_no_end(seed):
    """A building was cut out of one side near an end, and another stands in the mouth."""
    random = np.random.default_rng(seed)
    wide = random.uniform(60, 400)
    long, gap = wide * random.uniform(4, 12), wide * random.uniform(0.1, 0.5)
    start, deep = gap + wide * random.uniform(0.3, 1), wide * random.uniform(0.1, 0.3)
    corridor = shapely.box(0, 0, long, wide).difference(shapely.box(gap, wide - deep, start, wide + 1))
    low, high = sorted(random.uniform(0.25, 0.75, 2) * wide)
    building = shapely.box(0.1 * gap, low, 0.4 * gap, high)
    most = min(wide - deep, max(low, wide - high))  # beside the nook the way between both buildings may be narrower
    found = row(corridor, 1.05 * most, [building], turn=random.uniform(0, 360))
    assert found["verdict"] == NARROW
    assert 0.998 * min(low, most) <= found["clear_m"] <= 1.002 * most


@pytest.mark.parametrize("turn", [0, 40, 77, 155])
def test_the_ground_behind_a_long_building_near_an_end_is_not_the_end(turn):
    strip = shapely.box(0, 0, 500, 100)
    for corridor, right in (
        (strip.difference(shapely.box(20, 62, 170, 105)), 62),
        (strip.difference(shapely.box(20, 66, 170, 105)).difference(shapely.box(350, 66, 480, 105)), 66),
        (shapely.box(0, 0, 1095, 166).difference(shapely.box(712, 118, 1011, 170)), 118),
    ):
        assert row(corridor, right, turn=turn)[["verdict", "clear_m"]].tolist() == [PASS, pytest.approx(right, abs=0.1)]
