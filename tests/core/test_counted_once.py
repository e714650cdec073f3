"""Ground that is drawn twice counts once, however thin it is: areas are those of the union to a billionth."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.overlap import drawn_once, flatten
from greenvein.core.live.flat import LiveFlat
from greenvein.core.live.keyed import Keyed
from greenvein.core.parks.coverage import park_coverage

EAST, NORTH = 500_000, 4_400_000


def array(polygons):
    found = np.empty(len(polygons), dtype=object)
    found[:] = polygons
    return found


def box(west, south, east, north):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def strips(length, width, more, height=1_000):
    """Return strips side by side of which each reaches so much into the next one."""
    return array([box(west, 0, min(west + width + more, length), height) for west in range(0, length, width)])


def union_m2(polygons):
    """Return the area of a union, made near the origin: far from it unions snap what is nearer than micrometres."""
    return shapely.union_all(shapely.transform(polygons, lambda at: at - (EAST, NORTH))).area


def parcels(random, noise, side=5, size=50.0):
    """Return parcels that tile a square, each of whose corners was stored somewhere else in every one of them."""
    x, y = np.meshgrid(np.arange(side + 1) * size, np.arange(side + 1) * size)
    corner = np.stack([x, y], axis=-1) + random.uniform(-0.2, 0.2, (side + 1, side + 1, 2)) * size + (EAST, NORTH)
    rings = [
        np.array([corner[row, at], corner[row, at + 1], corner[row + 1, at + 1], corner[row + 1, at]])
        for row in range(side)
        for at in range(side)
    ]
    return array([shapely.Polygon(ring + random.normal(0, noise, (4, 2))) for ring in rings])


@pytest.mark.parametrize("more", [1e-7, 1e-5, 1e-3, 0.09])
def test_strips_that_reach_into_each_other_cover_the_square_they_lie_in(more):
    drawn = drawn_once(strips(2_000, 20, more))
    assert not drawn.wide
    assert shapely.area(drawn.ground).sum() == pytest.approx(2_000 * 1_000, rel=1e-9)


def test_rounding_of_coordinates_costs_no_overlay():
    tiles = array(
        [box(west / 3, south / 7, (west + 1) / 3, (south + 1) / 7) for west in range(9) for south in range(9)]
    )
    assert flatten(tiles) is tiles


def test_a_hairline_drawn_twice_is_there_once():
    hairlines = array([box(0, 0, 0.05, 100), box(0, 0, 0.05, 100), box(0, 50, 0.05, 150)])
    assert shapely.area(flatten(hairlines)).sum() == pytest.approx(7.5, rel=1e-9)


def test_what_lies_on_each_other_widely_and_thinly_counts_once():
    """Two squares are one ground of 150 m by 100 m; what touches it reaches 5 cm into both and into each other."""
    drawn = array([box(0, 0, 100, 100), box(50, 0, 150, 100), box(0, 99.95, 80, 200), box(79.95, 99.95, 150, 200)])
    found = drawn_once(drawn)
    assert found.wide
    assert shapely.area(found.ground).sum() == pytest.approx(150 * 200, rel=1e-9)


def test_four_that_meet_in_a_corner_share_it_once():
    """Each reaches 4 cm into the other three, so that a square of 8 cm lies in all four of them."""
    drawn = array(
        [box(0, 0, 50.04, 50.04), box(49.96, 0, 100, 50.04), box(0, 49.96, 50.04, 100), box(49.96, 49.96, 100, 100)]
    )
    assert shapely.area(flatten(drawn)).sum() == pytest.approx(10_000, rel=1e-9)


@pytest.mark.cases(40, first=6)
def test_parcels_with_noise_have_the_area_of_their_union(seed):
    random = np.random.default_rng(seed)
    drawn = parcels(random, 10.0 ** random.uniform(-8, -1.3))
    if seed % 2:  # some lie widely on each other, and one road crosses all of them with many vertices
        drawn[:3] = shapely.buffer(drawn[:3], random.uniform(0.2, 5))
        road = shapely.LineString([(EAST - 10, NORTH + 120), (EAST + 260, NORTH + 130)])
        drawn = np.append(drawn, road.segmentize(1).buffer(0.04 if seed % 4 == 1 else 4))
    found = flatten(drawn)
    assert shapely.is_valid(found).all()
    assert shapely.area(found).sum() == pytest.approx(union_m2(drawn), rel=1e-9)
    first, second = np.triu_indices(len(found), 1)
    assert shapely.area(shapely.intersection(found[first], found[second])).sum() < 1e-9 * shapely.area(found).sum()


@pytest.mark.cases(12, first=3)
def test_after_edits_ground_counts_once_too(seed):
    random = np.random.default_rng(seed)
    keyed = Keyed(np.arange(25), geometry=parcels(random, 0.01))
    live = LiveFlat(keyed["geometry"])
    for _ in range(4):
        at = random.integers(len(keyed), size=1)
        moved = shapely.buffer(keyed["geometry"][at], random.choice([-1, 0.03, 2]))
        live.edit(keyed.put(at, at, geometry=moved), keyed["geometry"])
        ground = live.flatten(keyed["geometry"])
        assert planar(ground).sum() == pytest.approx(union_m2(keyed["geometry"]), rel=1e-9)


def test_parks_and_people_of_a_built_up_area_in_strips_count_once():
    """60 ha of parks and 40 ha of homes of 5,000 people, all in a built-up area; each is drawn in strips."""
    parks, homes = strips(600, 5, 0.09), array([box(600, 0, 1_000, 1_000)])
    built_up = strips(1_000, 5, 0.09)
    found = park_coverage(homes, parks, ((0, 500),), 95, population=np.array([5_000.0]), built_up=built_up).total
    assert found["park_m2"] == pytest.approx(600_000, rel=1e-9)
    assert found["built_up_park_m2"] == pytest.approx(600_000, rel=1e-9)
    assert found["built_up_population"] == pytest.approx(5_000, rel=1e-9)
    assert found["built_up_m2_per_head"] == pytest.approx(120, rel=1e-9)


def test_homes_in_strips_are_not_told_of_and_yet_may_leave_a_target_open():
    """Strips of homes that reach 9 cm into each other hold 0.44 % twice, on which 80.2 % may be more than 80.3 %."""
    homes, park = strips(1_000, 20, 0.09), array([box(-100, 0, 0, 1_000)])
    found = park_coverage(homes, park, ((0, 802),), 80.3)
    assert found.overlap_m2 == pytest.approx(49 * 0.09 * 1_000, rel=1e-9)
    assert not found.overlaps
    assert found.total["overlap_decides"]
