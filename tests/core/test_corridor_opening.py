"""Ground to be opened: once it is, the corridor is as wide as required."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.codes import PASS
from greenvein.core.corridors.width import corridor_width
from shapely import affinity


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def measure(corridor, required, obstacles=(), axes=()):
    made = array([corridor]), np.array([float(required)])
    return corridor_width(*made, obstacles=array(obstacles), axes=array(axes), wind_deg=315.0)


def opened(corridor, obstacles, ground):
    """Return a corridor and what stands in it once some ground is open."""
    # Without a little more, rounding leaves walls of no width along its edges, and films on those of the corridor.
    open_ = shapely.union_all(shapely.buffer(ground, 2e-3, join_style="mitre"))
    wider = max(shapely.get_parts(shapely.union(corridor, open_)), key=shapely.area)
    left = shapely.intersection(shapely.difference(array(obstacles), open_), shapely.buffer(wider, -0.01))
    return wider, left[~shapely.is_empty(left)]


def strip(random):
    """Return a bent corridor, houses in it, and a width, at random; its ends are flat, slanted or pointed."""
    x, half = np.linspace(0, 4000, 7), random.uniform(60, 200)
    line = shapely.LineString(np.c_[x, np.r_[0, 0, random.uniform(-400, 400, 3), 0, 0]])
    corridor = line.buffer(half, cap_style="flat", join_style=str(random.choice(["round", "mitre"])))
    required = 2 * half * random.uniform(0.4, 1.15)
    end = str(random.choice(["flat", "slanted", "pointed"]))
    if end == "slanted":
        slant = random.uniform(-0.6, 0.6)
        kept = [(150 + slant * y, y) for y in (-3000, 3000)] + [(3850 - slant * y, y) for y in (3000, -3000)]
        corridor = max(shapely.get_parts(shapely.intersection(corridor, shapely.Polygon(kept))), key=shapely.area)
    elif end == "pointed":
        tip = 4000 + half * random.uniform(0.5, 2), half * random.uniform(-0.6, 0.6)
        corridor = corridor.union(shapely.Polygon([(4000, -half), tip, (4000, half)]))
    along = np.r_[random.uniform(0, 1, random.integers(2, 12)), 0.01, 0.99] * line.length
    place = shapely.get_coordinates(shapely.line_interpolate_point(line, along))
    place += random.uniform(-half, half, place.shape)
    size = random.uniform(10, 1.5 * half, len(place))[:, None] * random.uniform(0.3, 1, (len(place), 2))
    houses = [affinity.rotate(shapely.box(*at, *(at + s)), random.uniform(0, 90)) for at, s in zip(place, size)]
    turn = random.uniform(0, 360)
    return *(affinity.rotate(one, turn, origin=(0, 0)) for one in (corridor, shapely.multipolygons(houses))), required


@pytest.mark.slow
@pytest.mark.cases(40, first=6)
def test_once_the_ground_of_its_pinches_is_open_a_strip_is_as_wide_as_required(seed):
    corridor, houses, required = strip(np.random.default_rng(seed))
    houses = list(shapely.get_parts(houses))
    result = measure(corridor, required, houses)
    assert shapely.is_valid(result.ground).all()
    wider, left = opened(corridor, houses, result.ground)
    again = measure(wider, required, left).corridors.iloc[0]
    assert (again["verdict"], again["pinches"]) == (PASS, 0)


@pytest.mark.cases(12, first=3)
def test_so_is_a_ring(seed):
    random = np.random.default_rng(seed)
    core = shapely.box(*random.uniform(-2000, -500, 2), *random.uniform(500, 2000, 2)).buffer(random.uniform(1, 400))
    wide = random.uniform(150, 400)
    ring = core.buffer(wide).difference(core)
    place = shapely.get_coordinates(
        core.buffer(wide / 2).exterior.interpolate(random.uniform(0, 1, 6), normalized=True)
    )
    house = [shapely.Point(at).buffer(wide * random.uniform(0.05, 0.6), quad_segs=1) for at in place]
    required = wide * random.uniform(0.5, 1.2)
    result = measure(ring, required, house)
    assert shapely.is_valid(result.ground).all()
    wider, left = opened(ring, house, result.ground)
    again = measure(wider, required, left).corridors.iloc[0]
    assert (again["verdict"], again["pinches"]) == (PASS, 0)


@pytest.mark.parametrize("turn", [0, 40])
def test_at_an_end_just_what_takes_the_width_is_opened_and_nothing_behind(turn):
    # 300 m of 500 are asked for, and a building leaves 250: 50 m of it are in the way, up to the end and no further.
    corridor, house = shapely.box(0, 0, 5000, 500), shapely.box(4900, -20, 5100, 250)
    corridor, house, open_ = (
        affinity.rotate(one, turn, origin=(0, 0)) for one in (corridor, house, shapely.box(4900, 200, 5000, 250))
    )
    result = measure(corridor, 300, [house])
    assert len(result.ground) == 1
    assert shapely.area(shapely.symmetric_difference(result.ground[0], open_)) < 0.02 * open_.area


def test_a_corridor_that_is_wide_enough_is_not_widened_by_the_accuracy():
    corridor, house = shapely.box(0, 0, 5000, 700), shapely.box(2400, 300, 2500, 320)
    result = measure(corridor, 500, [house])
    assert corridor.buffer(1e-3).covers(result.ground[0])
