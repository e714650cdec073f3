"""Corridor width: rings, and what stands in them: on the inner side, on the outer one, in between, or right across."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.codes import BROKEN, NARROW, PASS
from greenvein.core.corridors.results import HOLE
from greenvein.core.corridors.width import corridor_width
from shapely import affinity


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def measure(corridor, required=80.0, obstacles=()):
    return corridor_width(array([corridor]), np.array([float(required)]), obstacles=array(obstacles))


def row(corridor, required=80.0, obstacles=()):
    return measure(corridor, required, obstacles).corridors.iloc[0]


DISC, CORE = shapely.Point(0, 0).buffer(2000, 64), shapely.Point(0, 0).buffer(1700, 64)
RING = DISC.difference(CORE)
WALLS = {
    "a wall": [shapely.box(-10, 1600, 10, 2100)],
    "a wall drawn to the edges": [shapely.box(-10, 1600, 10, 2100).intersection(RING)],
    "a building as wide as the ring": [shapely.box(-200, 1600, 200, 2100)],
    "a block longer than the ring is wide": [shapely.box(-500, 1500, 500, 2100)],
    "two walls": [shapely.box(-10, 1600, 10, 2100), shapely.box(1600, -10, 2100, 10)],
    "two buildings that meet": [shapely.box(-30, 1600, 30, 1850), shapely.box(-20, 1850, 40, 2100)],
}


@pytest.mark.slow
@pytest.mark.parametrize("turn", [0, 33])
@pytest.mark.parametrize("name", WALLS)
def test_a_ring_that_is_built_across_cannot_be_travelled_around(name, turn):
    ring, *walls = (affinity.rotate(one, turn, origin=(0, 0)) for one in (RING, *WALLS[name]))
    result = measure(ring, obstacles=walls)
    found, places = result.corridors.iloc[0], 2 if name == "two walls" else 1
    assert (found["verdict"], found["clear_m"], found["pinches"]) == (BROKEN, 0, places)
    assert found["obstacle_ratio"] == pytest.approx(1, abs=0.05)  # a section beside its middle may leave a wall
    assert result.pinches["cause"].tolist() == ["obstacle"] * places
    assert result.pinches["edge_m"].tolist() == pytest.approx([300] * places, abs=0.3)
    # Of buildings that meet, one may be in the way.
    assert all(rows and set(rows) <= set(range(len(walls))) for rows in result.pinches["obstacles"])
    for ground in result.ground:
        assert shapely.area(shapely.intersection(ground, shapely.union_all(walls))) == pytest.approx(
            ground.area, rel=0.01
        )


@pytest.mark.slow
@pytest.mark.parametrize("name", WALLS)
def test_it_is_so_however_core_and_walls_are_drawn(name):
    walls = WALLS[name]
    for obstacles in ([CORE, *walls], [shapely.union_all([CORE, *walls])], [*halves(CORE), *walls]):
        found = row(DISC, obstacles=obstacles)
        assert (found["verdict"], found["clear_m"]) == (BROKEN, 0)


def halves(core):
    west, south, east, north = core.bounds
    middle = (west + east) / 2
    return [
        core.intersection(shapely.box(*box)) for box in ((west, south, middle, north), (middle, south, east, north))
    ]


@pytest.mark.slow
def test_a_ring_with_corners_is_broken_by_a_wall_and_not_passed_the_other_way_round():
    outer, core = shapely.box(-1500, -1000, 1500, 1000), shapely.box(-1300, -800, 1300, 800)
    wall = shapely.box(0, 790, 20, 1010)
    for corridor, obstacles in (
        (outer.difference(core), [wall]),
        (outer, [core, wall]),
        (outer, [core.union(wall)]),
    ):
        found = row(corridor, obstacles=obstacles)
        assert (found["verdict"], found["clear_m"], found["pinches"]) == (BROKEN, 0, 1)


def test_a_ring_drawn_with_a_wall_cut_out_of_it_has_two_ends():
    found = row(RING.difference(shapely.box(-10, 1600, 10, 2100)))
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(300, abs=0.3))


@pytest.mark.parametrize("as_hole", [True, False], ids=["hole", "obstacle"])
def test_a_building_on_the_inner_side_is_an_obstacle_of_the_ring(as_hole):
    house = shapely.box(-50, 1600, 50, 1800)
    corridor, cores = (RING, []) if as_hole else (DISC, [CORE])
    result = measure(corridor, 250, [*cores, house])
    left = 2000 - np.hypot(50, 1800)
    found = result.corridors.iloc[0]
    assert (found["verdict"], found["pinches"]) == (NARROW, 1)
    assert found["clear_m"] == pytest.approx(left, abs=0.3)
    assert found["obstacle_ratio"] == pytest.approx(1 - left / 300, abs=2e-3)
    assert result.pinches["cause"].tolist() == ["obstacle"]
    assert result.pinches["obstacles"].tolist() == [(len(cores),)]
    assert result.pinches["edge_m"].tolist() == pytest.approx([300], abs=0.3)


def test_a_ring_that_is_narrow_by_itself_has_no_obstacle():
    for corridor, cores in ((RING, []), (DISC, [CORE])):
        result = measure(corridor, 400, cores)
        assert result.pinches["cause"].tolist() == ["edge"]
        assert result.pinches["obstacles"].tolist() == [()]
        assert result.corridors["obstacle_ratio"].tolist() == pytest.approx([0], abs=1e-6)


@pytest.mark.cases(24, first=4)
def test_a_stretch_of_a_ring_is_one_pinch_wherever_the_ring_begins(seed):
    at = np.radians(15 * seed + 1)
    house = affinity.rotate(shapely.box(1600, -300, 1800, 300), float(np.degrees(at)), origin=(0, 0))
    # Half way round the ring is narrow by itself, which is no matter of that house.
    bay = affinity.rotate(shapely.box(1900, -100, 2100, 100), float(np.degrees(at)) + 180, origin=(0, 0))
    result = measure(RING.difference(bay), 250, [house])
    causes = dict(zip(result.pinches["cause"], result.pinches["edge_m"]))
    assert causes == {"obstacle": pytest.approx(300, abs=0.3), "edge": pytest.approx(200, abs=0.5)}
    assert result.corridors["pinches"].tolist() == [2]


def drawn(seed):
    """Return a core, the ring's width around it, and per obstacle in the ring what it leaves of that width."""
    random = np.random.default_rng(seed)
    corner = random.uniform(-1, 1, (9, 2)) * random.uniform(600, 2500, 2)
    core = shapely.convex_hull(shapely.multipoints(corner))
    disc = 2 * shapely.maximum_inscribed_circle(core).length
    wide = random.uniform(0.1, 0.5) * disc
    outer = core.buffer(wide, quad_segs=64)
    obstacles, left = [], []
    middle = core.buffer(wide / 2, quad_segs=64).exterior
    for share in np.arange(4) / 4 + random.uniform(0, 0.08):
        # A rectangle square to the ring, on one of its sides or in between.
        place = shapely.get_coordinates(middle.interpolate(share, normalized=True))[0]
        inward = shapely.get_coordinates(shapely.shortest_line(shapely.Point(place), core))[1] - place
        inward /= np.linalg.norm(inward)
        low, high = {
            "inner": (random.uniform(-0.4, 0.4), 0.6),
            "outer": (-0.6, random.uniform(-0.4, 0.4)),
            "between": (-random.uniform(0.05, 0.45), random.uniform(0.05, 0.45)),
            "across": (-0.6, 0.6),
        }[str(random.choice(["inner", "outer", "between", "across"], p=[0.35, 0.3, 0.25, 0.1]))]
        across, half = np.array([-inward[1], inward[0]]), wide * random.uniform(0.02, 0.3)
        ends = [place + inward * low * wide, place + inward * high * wide]
        house = shapely.LineString(ends).buffer(half, cap_style="flat")
        obstacles.append(house)
        assert across @ inward == pytest.approx(0)
        left.append(max(house.distance(core), house.distance(outer.exterior) if outer.covers(house) else 0.0))
    return core, outer, wide, obstacles, left


@pytest.mark.slow
@pytest.mark.cases(40, first=6)
def test_a_ring_is_as_wide_as_its_obstacles_leave_it_however_it_is_drawn(seed):
    core, outer, wide, obstacles, left = drawn(seed)
    clear = min(left)
    assert (
        min(shapely.distance(one, other) for one in obstacles for other in obstacles if one is not other) > 0.5 * wide
    )
    required = wide * 0.9
    for corridor, built in (
        (outer.difference(core), obstacles),
        (outer, [*obstacles, core]),
        (outer, [*halves(core), *obstacles]),
    ):
        result = measure(corridor, required, built)
        found = result.corridors.iloc[0]
        assert found["verdict"] == (BROKEN if clear == 0 else PASS if clear >= required else NARROW)
        assert found["clear_m"] == pytest.approx(clear, abs=max(0.1, 2e-3 * clear))
        assert found["arms"] == 1
        assert set(result.pinches["cause"]) <= {"obstacle"}
        assert HOLE not in {one for rows in result.pinches["obstacles"] for one in rows}
        assert len(result.pinches) == sum(one < required for one in left)
