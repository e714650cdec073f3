"""Corridor width: end edges are open; nothing on them or beyond limits the disc."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.codes import NARROW, PASS
from greenvein.core.corridors.width import corridor_width
from scipy.interpolate import CubicSpline
from shapely import affinity

pytestmark = pytest.mark.slow

LONG = shapely.box(0, 0, 5000, 500)


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def measure(*corridors, required=500.0, obstacles=(), axes=()):
    required = np.full(len(corridors), float(required))
    return corridor_width(array(corridors), required, obstacles=array(obstacles), axes=array(axes), wind_deg=315.0)


def first(result):
    return result.corridors.iloc[0]


def line(*points):
    return shapely.LineString(points)


@pytest.mark.parametrize("turn", [0, 20, 45, 90, 161])
def test_a_short_corridor_is_as_wide_as_its_sides_are_apart(turn):
    box, axis = (
        affinity.rotate(shape, turn, (0, 0)) for shape in (shapely.box(0, 0, 800, 300), line((400, 50), (400, 250)))
    )
    along, without = first(measure(box, axes=[axis])), first(measure(box))
    assert along[["clear_m", "length_m"]].tolist() == pytest.approx([800, 300], abs=0.1)
    assert without[["clear_m", "length_m"]].tolist() == pytest.approx([300, 800], abs=0.1)


@pytest.mark.parametrize("turn", [0, 37])
@pytest.mark.parametrize("place", [0, 1, 50, 300, 2000, 4850, 4900])
def test_a_building_at_the_mouth_leaves_as_much_as_further_in(place, turn):
    corridor, house = (affinity.rotate(one, turn, (0, 0)) for one in (LONG, shapely.box(place, 0, place + 100, 100)))
    result = measure(corridor, obstacles=[house])
    assert first(result)["clear_m"] == pytest.approx(400, abs=0.1)
    assert first(result)["verdict"] == NARROW
    assert result.pinches["cause"].tolist() == ["obstacle"]
    assert result.pinches["obstacles"].tolist() == [(0,)]


def test_of_gaps_in_a_mouth_the_widest_counts():
    houses = [shapely.box(0, 90, 50, 200), shapely.box(-10, 430, 50, 480)]
    assert first(measure(LONG, obstacles=houses))["clear_m"] == pytest.approx(230, abs=0.1)
    # Through the other end's gap of 100 m nothing wider gets.
    houses += [shapely.box(4980, 0, 5000, 200), shapely.box(4980, 300, 5000, 500)]
    assert first(measure(LONG, obstacles=houses))["clear_m"] == pytest.approx(100, abs=0.1)


def test_a_mouth_built_over_is_shut():
    found = first(measure(LONG, obstacles=[shapely.box(-5, -5, 20, 505)]))
    assert (found["verdict"], found["clear_m"]) == ("broken", 0)


END = {
    "pointed": [(5000, 0), (5500, 250), (5000, 500)],
    "cut askew": [(5000, 0), (5400, 500)],
    "stepped": [(5000, 0), (5000, 200), (5040, 200), (5040, 320), (5000, 320), (5000, 500)],
    "notched": [(5000, 0), (5000, 230), (4950, 250), (5000, 270), (5000, 500)],
    "rounded": [(5000 + 250 * np.sin(at), 250 - 250 * np.cos(at)) for at in np.linspace(0, np.pi, 30)],
}


@pytest.mark.parametrize("turn", [0, 52])
@pytest.mark.parametrize("name", END)
def test_an_end_that_closes_fast_is_an_end_edge_whatever_its_shape(name, turn):
    corridor = shapely.Polygon([(0, 0), *END[name], (0, 500)])
    result = measure(affinity.rotate(corridor, turn, (0, 0)))
    assert first(result)["clear_m"] == pytest.approx(500, abs=0.1)
    assert (first(result)["verdict"], first(result)["arms"]) == (PASS, 1)


def test_a_building_in_a_pointed_end_counts_up_to_the_end_edge():
    corridor = shapely.Polygon([(0, 0), *END["pointed"], (0, 500)])
    house = shapely.box(5000, 200, 5100, 300)
    # Between its corner and that of the side it leaves 200 m.
    assert first(measure(corridor, obstacles=[house]))["clear_m"] == pytest.approx(200, abs=0.1)


# A corridor of 100 m with a hook at its end, so that its own side lies right before the mouth.
HOOKS = {
    "a hook": [(0, 0), (2000, 0), (2000, 400), (1700, 400), (1700, 60)],
    "a tighter one": [(0, 0), (2000, 0), (2000, 300), (1850, 300), (1850, 52)],
    "back past its own side": [(0, 0), (2000, 0), (2000, 170), (1000, 170)],
}


@pytest.mark.parametrize("turn", [0, 29])
@pytest.mark.parametrize("name", HOOKS)
def test_what_lies_beyond_a_mouth_takes_nothing_even_where_it_is_the_corridor_itself(name, turn):
    hook = line(*HOOKS[name]).buffer(50, cap_style="flat", join_style="mitre")
    result = measure(affinity.rotate(hook, turn, (0, 0)), required=100)
    assert first(result)["clear_m"] == pytest.approx(100, abs=0.1)
    assert result.profile["width_m"].min() == pytest.approx(100, abs=0.1)
    assert (first(result)["verdict"], first(result)["arms"]) == (PASS, 1)


def test_another_corridor_and_buildings_before_a_mouth_take_nothing():
    before = [shapely.box(-300, -100, -1, 600), shapely.box(5000, 100, 5020, 400)]
    found = measure(LONG, shapely.box(-400, -2000, 0, 2000), obstacles=before).corridors
    assert found["clear_m"][0] == pytest.approx(500, abs=0.1)


def drawn(seed):
    """Return a bent corridor and its centre line at random, and houses in it, many of them near the mouths."""
    random = np.random.default_rng(seed)
    x = np.linspace(0, 3000, 7)
    centre = shapely.LineString(np.c_[x, np.r_[0, 0, random.uniform(-200, 200, 3), 0, 0]])
    half = random.uniform(60, 200)
    corridor = centre.buffer(half, quad_segs=16, cap_style="flat")
    at = np.r_[random.uniform(0, 3000, 8), random.uniform(0, half, 4), 3000 - random.uniform(0, half, 4)]
    places = shapely.get_coordinates(shapely.line_interpolate_point(centre, at))
    places += random.uniform(-half, half, places.shape)
    size = random.uniform(5, half / 2, len(places))
    houses = [affinity.rotate(shapely.box(*at, *(at + s)), random.uniform(0, 90)) for at, s in zip(places, size)]
    return corridor, half, houses


@pytest.mark.cases(60, first=8)
def test_a_disc_of_the_clear_width_gets_from_end_edge_to_end_edge_and_no_larger_one(seed):
    corridor, half, houses = drawn(seed)
    result = measure(corridor, required=80, obstacles=houses)
    clear = first(result)["clear_m"]
    # Open ground beyond both ends, where the houses do not reach.
    free = shapely.difference(corridor, shapely.union_all(houses))
    beyond = [shapely.box(-4000, -4000, 0, 4000), shapely.box(3000, -4000, 7000, 4000)]
    ends = [line((0, -half), (0, half)), line((3000, -half), (3000, half))]
    open_ = shapely.union_all([free, *(shapely.difference(one, shapely.buffer(corridor, -1e-6)) for one in beyond)])

    def connects(radius):
        ground = shapely.get_parts(shapely.intersection(open_.buffer(-radius, quad_segs=64), corridor.buffer(0.001)))
        return any(all(shapely.dwithin(part, end, 0.01) for end in ends) for part in ground)

    if clear > 1:
        assert connects(0.999 * clear / 2 - 0.05)
    assert not connects(1.001 * clear / 2 + 0.1)


@pytest.mark.cases(16, first=4)
def test_a_closet_behind_the_end_that_leads_on_for_less_than_half_the_width_takes_nothing(seed):
    random = np.random.default_rng(seed)
    wide, wall = random.uniform(100, 500), random.uniform(2, 15)
    long, deep = wide * random.uniform(5, 10), random.uniform(0.35, 0.9) * wide / 2 - wall
    middle, slot = wide * random.uniform(0.46, 0.54), deep * random.uniform(0.1, 0.6)
    closet = shapely.box(long + wall, middle - deep / 2, long + wall + deep, middle + deep / 2)
    door = shapely.box(long - 1, middle - slot / 2, long + wall + 1, middle + slot / 2)
    corridor = shapely.union_all([shapely.box(0, 0, long, wide), door, closet])
    result = measure(affinity.rotate(corridor, random.uniform(0, 360), (0, 0)), required=0.9 * wide)
    assert first(result)["verdict"] == PASS
    assert first(result)["clear_m"] == pytest.approx(wide, abs=max(0.1, 1e-3 * wide))


@pytest.mark.parametrize("deep", [60, 150, 300])
def test_a_slot_right_across_the_corridor_is_as_wide_drawn_in_its_edge_as_built(deep):
    corridor, wall = shapely.box(0, 0, 3000, 300), shapely.box(3000 - deep, -1, 3005 - deep, 301)
    walls = wall.difference(shapely.box(2000, 130, 3000, 170))
    for result in (measure(corridor.difference(walls)), measure(corridor, obstacles=[walls])):
        assert (first(result)["verdict"], first(result)["clear_m"]) == (NARROW, pytest.approx(40, abs=0.1))


def funnel(random):
    """Return a corridor 200 m wide at one flat end that widens by less than 0.35 m per metre along a bending line."""
    turn = np.cumsum(random.normal(0, random.choice([0, 0.15]), 8))
    long = random.uniform(1500, 3000)
    knots = np.r_[[[0, 0]], np.cumsum(np.c_[np.cos(turn - turn.mean()), np.sin(turn - turn.mean())] * long / 8, axis=0)]
    middle = CubicSpline(np.arange(9), knots)(np.linspace(0, 8, 97))
    along = np.gradient(middle, axis=0)
    across = np.c_[-along[:, 1], along[:, 0]] / np.linalg.norm(along, axis=1)[:, None]
    half = 100 + random.uniform(0.05, 0.34) / 2 * np.minimum(np.linspace(0, long, 97), 400)
    return shapely.Polygon(np.r_[middle + across * half[:, None], (middle - across * half[:, None])[::-1]])


@pytest.mark.cases(40, first=6)
def test_a_corridor_that_widens_from_its_end_is_as_wide_as_the_end(seed):
    random = np.random.default_rng(seed)
    corridor = affinity.rotate(funnel(random), random.uniform(0, 360), origin=(0, 0))
    assert first(measure(corridor, required=150))["clear_m"] == pytest.approx(200, abs=2)


@pytest.mark.parametrize("start", [0.0, 0.7, 1.57])
def test_a_curved_corridor_with_round_ends_is_as_wide_as_everywhere_else(start):
    at = np.arange(0, 6180, 20)
    middle = shapely.LineString(np.c_[at, 620 * np.sin(2 * np.pi * at / 6177 * 1.2 + start)])
    found = first(measure(middle.buffer(250, quad_segs=64), required=490))
    assert found["clear_m"] == pytest.approx(500, abs=1)
