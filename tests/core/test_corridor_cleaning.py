"""Corridor width: what is nowhere wider than 1 cm belongs to the drawing, and is neither a wall nor ground."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.cleaning import without_hairlines, without_repeats, without_seams, without_threads
from greenvein.core.corridors.codes import BROKEN, NARROW, PASS
from greenvein.core.corridors.results import HOLE
from greenvein.core.corridors.width import corridor_width
from shapely import affinity

LENGTH, WIDE = 2000, 80
STRIP = shapely.box(0, 0, LENGTH, WIDE)


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def check(corridor, obstacles=(), required=WIDE):
    return corridor_width(array([corridor]), np.array([float(required)]), obstacles=array(obstacles))


def holds(corridor, clear=WIDE, obstacles=(), random=None):
    """Check the width of a corridor, placed at random, and that no reason keeps it from being judged."""
    angle, (east, north) = (0, (0, 0)) if random is None else (random.uniform(0, 360), random.uniform(0, 5e6, 2))
    placed = [affinity.rotate(one, angle, origin=(0, 0)) for one in (corridor, *obstacles)]
    placed = [affinity.translate(one, east, north) for one in placed]
    row = check(placed[0], placed[1:]).corridors.iloc[0]
    assert (row["reason"], row["parts"]) == ("", 1)
    assert row["clear_m"] == pytest.approx(clear, abs=0.1)
    assert row["verdict"] == (PASS if clear == WIDE else NARROW)


def hairline(random):
    """Return a width of 0.2 to 9 mm."""
    return 2e-4 * 45 ** random.uniform()


def thread(random):
    """Return a thread or a spike from the edge of the strip outwards, 5 to 200 m long, and aslant on a side."""
    wide, long = hairline(random), random.uniform(5, 200)
    tip = random.choice([wide, 0.0])
    # Along y from the side at y = 0; its foot is in the strip.
    drawn = shapely.Polygon([(-wide / 2, 1), (wide / 2, 1), (tip / 2, -long), (-tip / 2, -long)])
    if random.uniform() < 0.3:
        return affinity.translate(affinity.rotate(drawn, -90, origin=(0, 0)), 0, random.uniform(1, WIDE - 1))
    drawn = affinity.rotate(drawn, random.uniform(-30, 30), origin=(0, 0))
    drawn = affinity.translate(drawn, random.uniform(2, LENGTH - 2), 0)
    return affinity.scale(drawn, 1, -1, origin=(0, WIDE / 2)) if random.uniform() < 0.5 else drawn


@pytest.mark.cases(40, first=4)
def test_threads_and_spikes_on_a_corridor_lead_nowhere(seed):
    random = np.random.default_rng(seed)
    drawn = shapely.union_all([STRIP, *(thread(random) for _ in range(random.integers(1, 4)))])
    holds(drawn, random=random)


@pytest.mark.cases(20, first=4)
def test_a_thread_around_ground_beside_a_corridor_makes_it_no_ground(seed):
    random = np.random.default_rng(seed)
    west, wide, deep = random.uniform(0, 1500), random.uniform(10, 300), random.uniform(10, 300)
    outline = shapely.box(west, -deep, west + wide, 1).exterior.buffer(hairline(random) / 2, join_style="mitre")
    holds(STRIP.union(outline), random=random)


@pytest.mark.cases(10, first=3)
def test_a_building_cut_out_a_hairline_beside_the_edge_is_as_one_flush_with_it(seed):
    random = np.random.default_rng(seed)
    deep, apart = random.uniform(10, 50), hairline(random)
    house = shapely.box(1000, apart, 1000 + random.uniform(10, 90), deep)
    holds(shapely.difference(STRIP, house), WIDE - deep, random=random)


@pytest.mark.parametrize("foot", [(60, 79, 60.001, 122), (1000, 79, 1000.001, 165), (-41, 40, 1, 40.001)])
def test_a_thread_of_a_millimetre_breaks_no_corridor(foot):
    holds(STRIP.union(shapely.box(*foot)))


@pytest.mark.cases(40, first=4)
def test_seams_between_parcels_are_no_walls_whether_they_reach_the_edge_or_not(seed):
    random = np.random.default_rng(seed)
    seams = []
    for _ in range(random.integers(1, 6)):
        length = random.uniform(5, 60)
        middle = random.uniform((50, length / 2 - 20), (LENGTH - 50, WIDE - length / 2 + 20))
        way = np.array([np.cos(angle := random.uniform(0, np.pi)), np.sin(angle)]) * length / 2
        seams.append(shapely.LineString([middle - way, middle + way]).buffer(hairline(random) / 2, cap_style="flat"))
    holds(shapely.difference(STRIP, shapely.union_all(seams)), random=random)


def test_a_vertex_two_millimetres_off_leaves_no_hole():
    west = shapely.Polygon([(0, 0), (1000, 0), (1000, 30), (999.998, 50), (1000, 80), (0, 80)])
    corridor = west.union(shapely.box(1000, 0, 2000, 80))
    assert len(corridor.interiors) == 1
    assert not len(check(corridor).pinches)
    holds(corridor)


@pytest.mark.cases(25, first=3)
def test_parcels_drawn_to_millimetres_make_the_corridor_that_they_would_without_noise(seed):
    random = np.random.default_rng(seed)
    x, y = np.linspace(0, LENGTH, random.integers(6, 20)), np.linspace(0, WIDE, random.integers(2, 5))
    cells = []
    for west, east in zip(x[:-1], x[1:]):
        for south, north in zip(y[:-1], y[1:]):
            ring = np.array([(west, south), (east, south), (east, north), (west, north)])
            cells.append(shapely.Polygon(ring + random.uniform(-2e-3, 2e-3, ring.shape)))
    holds(shapely.union_all(cells), random=random)


@pytest.mark.cases(10, first=3)
def test_a_hole_that_is_wider_somewhere_stays_an_obstacle_without_its_threads(seed):
    random = np.random.default_rng(seed)
    wide = random.uniform(0.015, 0.5)
    hole = shapely.box(1000, 30, 1000 + wide, 50)
    tail = shapely.box(1000, 10, 1000 + hairline(random), 31)
    found = check(shapely.difference(STRIP, hole.union(tail)))
    assert found.corridors["clear_m"].tolist() == pytest.approx([30], abs=0.1)
    assert found.pinches["obstacles"].tolist() == [(HOLE,)]
    holds(STRIP, 30, [hole.union(tail)], random=random)


@pytest.mark.cases(30, first=4)
def test_a_micro_hole_in_a_building_or_a_corridor_stops_nothing(seed):
    random = np.random.default_rng(seed)
    size = 1e-6 * 9e3 ** random.uniform()
    x, y = 1020, 20
    hole = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
    if seed % 2:
        hole.pop(2)
    building = shapely.box(1000, 0, 1040, 35)
    holed = shapely.Polygon(building.exterior, [hole])
    holds(STRIP, 45, [holed], random=random)
    holds(shapely.difference(STRIP, holed), 45, random=random)
    holds(shapely.Polygon(STRIP.exterior, [hole]), random=random)


@pytest.mark.cases(10, first=3)
def test_vertices_that_stand_twice_go_whatever_holes_there_are(seed):
    random = np.random.default_rng(seed)
    corner = random.uniform((1, 1), (99, 99), (12, 2))
    holes = [shapely.Point(at).buffer(10 ** random.uniform(-6, -0.5), quad_segs=2) for at in corner]
    parts = shapely.get_parts(shapely.difference(shapely.box(0, 0, 100, 100), shapely.union_all(holes)))
    (cleaned,) = without_repeats(parts)
    assert cleaned.is_valid
    assert cleaned.area == pytest.approx(parts[0].area, abs=0.01)
    wide = [hole for hole in holes if 2 * hole.length / np.pi > 0.025]  # a diameter of 1.25 cm and more
    assert len(cleaned.interiors) >= len(wide)


def test_what_is_wider_than_a_centimetre_is_a_wall_or_ground():
    wall = shapely.box(1000, 20, 1000.012, 60)
    assert check(shapely.difference(STRIP, wall)).corridors["clear_m"].tolist() == pytest.approx([20], abs=0.1)
    slit = shapely.box(1000, -1, 1000.012, 60)
    assert check(shapely.difference(STRIP, slit)).corridors["clear_m"].tolist() == pytest.approx([20], abs=0.1)
    gap = shapely.union_all([shapely.box(0, 0, 1000, 80), shapely.box(1000.012, 0, 2000, 80)])
    assert check(gap).corridors["verdict"].tolist() == [BROKEN]


@pytest.mark.cases(20, first=4)
def test_a_clean_corridor_stays_the_very_one_it_is(seed):
    random = np.random.default_rng(seed)
    x = np.linspace(0, 3000, random.integers(20, 400))
    line = shapely.LineString(np.c_[x, np.cumsum(random.normal(0, 3, len(x)))])
    corridor = line.buffer(random.uniform(20, 60), cap_style=random.choice(["flat", "round"]), quad_segs=32)
    corridor = shapely.Polygon(affinity.rotate(corridor, random.uniform(0, 360)).exterior)
    sharp = shapely.segmentize(shapely.Polygon([(0, 0), (900, 0), (900, random.uniform(20, 90))]), 7.3)
    for part in (corridor, shapely.segmentize(corridor, 0.5), sharp):
        parts = array([part])
        assert without_seams(parts)[0] is part
        assert without_threads(parts)[0] is part
    holes = array([shapely.box(0, 0, *random.uniform(0.011, 9, 2)) for _ in range(9)])
    assert without_hairlines(holes).tolist() == holes.tolist()


@pytest.mark.cases(30, first=4)
def test_buildings_that_rounding_alone_keeps_apart_are_one(seed):
    random = np.random.default_rng(seed)
    apart, east, row = 10 ** random.uniform(-9, -3), 600.0, []
    for _ in range(random.integers(2, 6)):
        wide = random.uniform(5, 60)
        row.append(shapely.box(east, -1, east + wide, 40))
        east += wide + apart
    holds(STRIP, 40, row, random=random if seed % 2 else None)
