"""Shares by area: what units have in common with polygons, checked by hand and against geopandas."""

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import ellipsoidal, planar
from greenvein.core.geometry.areas import areas_in
from greenvein.core.geometry.overlap import heaped
from greenvein.core.geometry.shares import means_in, reached, share_in, tiers_of, without_overlaps
from greenvein.core.geometry.split import split
from shapely import affinity

EAST, NORTH = 38_500_000.0, 4_400_000.0


def array(*shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def box(west, south, east, north):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def blobs(random, count, vertices=12, extent=100.0, size=9.0):
    """Star-shaped polygons, turned and uneven, a third of them with a hole."""
    made = []
    for number in range(count):
        angle = np.sort(random.uniform(0, 2 * np.pi, vertices)) + np.linspace(0, 1e-3, vertices)
        radius = random.uniform(0.3, 1, vertices) * size
        x, y = random.uniform(0, extent, 2)
        ring = np.c_[EAST + x + radius * np.cos(angle), NORTH + y + radius * np.sin(angle)]
        star = shapely.Polygon(ring).buffer(0)
        if number % 3 == 0:
            star = star.difference(shapely.Point(EAST + x, NORTH + y).buffer(size / 5))
        made.append(star)
    return array(*made)


def tiling(random, count):
    """Cells that tile a square without overlaps."""
    points = shapely.multipoints(np.c_[EAST + random.uniform(0, 100, count), NORTH + random.uniform(0, 100, count)])
    cells = shapely.get_parts(shapely.voronoi_polygons(points))
    return shapely.intersection(cells, box(0, 0, 100, 100))


def gear(vertices):
    """A disc of 1 000 m with many teeth."""
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    radius = 1000 + np.where(np.arange(vertices) % 2, 2, -2) + 50 * np.sin(20 * angle)
    return shapely.Polygon(np.c_[EAST + radius * np.cos(angle), NORTH + radius * np.sin(angle)])


def scaled(polygons):
    """A measure that is not the plane's own, so that every pair takes the way of overlays."""
    return 2 * shapely.area(polygons)


def geopandas_areas(units, polygons):
    left = geopandas.GeoDataFrame({"unit": np.arange(len(units))}, geometry=units)
    right = geopandas.GeoDataFrame({"polygon": np.arange(len(polygons))}, geometry=polygons)
    common = geopandas.overlay(left, right, how="intersection", keep_geom_type=True)
    matrix = np.zeros((len(units), len(polygons)))
    np.add.at(matrix, (common["unit"], common["polygon"]), common.area)
    return matrix


def dense(found, units, polygons):
    matrix = np.zeros((len(units), len(polygons)))
    matrix[found.unit, found.polygon] = found.area_m2
    return matrix


def test_areas_are_those_of_the_common_ground():
    units = array(box(0, 0, 10, 10), box(10, 0, 20, 10), box(50, 50, 60, 60))
    polygons = array(box(-5, -5, 5, 20), box(5, 2, 12, 4))
    found = areas_in(units, polygons)
    assert found.unit.tolist() == [0, 0, 1]
    assert found.polygon.tolist() == [0, 1, 1]
    np.testing.assert_allclose(found.area_m2, [50, 10, 4], rtol=1e-9)


def test_polygons_that_only_touch_have_nothing_in_common():
    units = array(box(0, 0, 10, 10))
    beside = array(box(10, 0, 20, 10), box(10, 10, 20, 20), box(-7, 3, 0, 30), box(0, -4, 3, 0))
    for measure in (planar, scaled):
        assert len(areas_in(units, beside, measure).unit) == 0
        assert len(areas_in(beside, units, measure).unit) == 0


def test_holes_count_as_no_ground():
    ring = box(0, 0, 10, 10).difference(box(2, 2, 8, 8))
    units = array(box(3, 3, 7, 7), box(0, 0, 10, 10), box(1, 1, 3, 3))
    np.testing.assert_allclose(dense(areas_in(units, array(ring)), units, [0])[:, 0], [0, 64, 3], rtol=1e-9)


@pytest.mark.parametrize("turn", [False, True])
def test_which_way_rings_run_plays_no_part(turn):
    ring = shapely.orient_polygons(array(box(0, 0, 10, 10).difference(box(2, 2, 8, 8))), exterior_cw=turn)
    units = shapely.orient_polygons(array(box(1, 1, 5, 5)), exterior_cw=turn)
    assert areas_in(units, ring).area_m2 == pytest.approx([16 - 9])


def test_the_parts_of_a_multipolygon_count_together():
    units = array(shapely.MultiPolygon([box(0, 0, 2, 2), box(50, 0, 52, 2)]))
    polygons = array(shapely.MultiPolygon([box(0, 0, 1, 2), box(51, 0, 60, 2), box(90, 0, 91, 1)]))
    found = areas_in(units, polygons)
    assert found.unit.tolist() == found.polygon.tolist() == [0]
    assert found.area_m2 == pytest.approx([4])


def test_without_units_or_polygons_nothing_is_found():
    none, some = np.empty(0, dtype=object), array(box(0, 0, 1, 1))
    for units, polygons in ((none, some), (some, none), (none, none)):
        assert len(areas_in(units, polygons).unit) == 0
        assert share_in(units, polygons).tolist() == [0] * len(units)
        assert tiers_of(units, polygons, np.ones(len(polygons), dtype=int), 0.5).tier.tolist() == [0] * len(units)
        assert np.isnan(means_in(units, polygons, np.ones(len(polygons)))).all()


@pytest.mark.cases(20, first=4)
def test_areas_of_random_polygons_are_those_of_geopandas(seed):
    random = np.random.default_rng(seed)
    units, polygons = blobs(random, 60), blobs(random, 25, vertices=30, size=20)
    expected = geopandas_areas(units, polygons)
    np.testing.assert_allclose(dense(areas_in(units, polygons), units, polygons), expected, rtol=1e-9, atol=1e-5)
    np.testing.assert_allclose(
        dense(areas_in(units, polygons, scaled), units, polygons), 2 * expected, rtol=1e-9, atol=1e-5
    )


@pytest.mark.cases(10, first=3)
def test_units_that_share_borders_with_polygons_are_measured_alike(seed):
    random = np.random.default_rng(seed)
    units = tiling(random, 60)
    group = random.integers(0, 6, len(units))
    polygons = array(*[shapely.union_all(units[group == number]) for number in range(6)])
    found = dense(areas_in(units, polygons), units, polygons)
    expected = np.where(group[:, None] == np.arange(6), shapely.area(units)[:, None], 0)
    np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-6)
    assert share_in(units, polygons).tolist() == [1] * len(units)


@pytest.mark.slow
@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("measure", [planar, scaled])
def test_polygons_of_very_many_vertices_are_measured_like_others(swapped, measure):
    disc = array(gear(10_000))
    x, y = np.meshgrid(np.arange(-1100, 1100, 110), np.arange(-1100, 1100, 110))
    cells = box(x.ravel(), y.ravel(), x.ravel() + 110, y.ravel() + 110)
    expected = measure(shapely.intersection(cells, disc[0]))
    found = areas_in(disc, cells, measure) if swapped else areas_in(cells, disc, measure)
    row = found.polygon if swapped else found.unit
    np.testing.assert_allclose(np.bincount(row, found.area_m2, len(cells)), expected, rtol=1e-9, atol=1e-4)
    assert found.area_m2.sum() == pytest.approx(measure(disc)[0], rel=1e-9)


def test_splitting_keeps_the_ground_and_leaves_no_large_part():
    layer = array(box(0, 0, 1, 1), gear(5_000), shapely.MultiPolygon([box(5, 5, 6, 6), box(8, 8, 9, 9)]))
    parts, row = split(layer)
    assert shapely.get_num_coordinates(parts).max() <= 1000
    np.testing.assert_allclose(np.bincount(row, shapely.area(parts)), shapely.area(layer), rtol=1e-9)


def test_units_wholly_inside_have_their_own_area_on_the_ellipsoid():
    measure = ellipsoidal(lambda xy: (xy - [EAST, NORTH]) / 111_000 + [116.0, 40.0], 6_378_137.0, 6_356_752.314)
    units = array(box(10, 10, 20, 20), box(90, 0, 110, 20))
    found = areas_in(units, array(box(0, 0, 100, 100)), measure)
    assert found.area_m2[0] == measure(units)[0]
    assert found.area_m2[1] == pytest.approx(measure(array(box(90, 0, 100, 20)))[0], rel=1e-9)


def test_ground_under_several_polygons_counts_once_in_a_share():
    units = array(box(0, 0, 10, 10), box(0, 20, 10, 30))
    twice = array(box(0, 0, 6, 10), box(4, 0, 8, 10), box(4, 0, 8, 10))
    assert share_in(units, twice) == pytest.approx([0.8, 0])


@pytest.mark.cases(10, first=3)
def test_shares_of_random_overlapping_polygons_are_those_of_their_union(seed):
    random = np.random.default_rng(seed)
    units, polygons = blobs(random, 50), blobs(random, 40, size=15)
    union = geopandas.GeoSeries(polygons).union_all()
    expected = geopandas.GeoSeries(units).intersection(union).area.to_numpy() / shapely.area(units)
    np.testing.assert_allclose(share_in(units, polygons), expected, rtol=1e-9, atol=1e-7)


def test_a_unit_exactly_half_inside_is_reached():
    for degrees in (0, 11, 37, 80):
        unit, half = (
            affinity.rotate(one, degrees, origin=(EAST, NORTH)) for one in (box(0, 0, 9, 7), box(0, 0, 9, 3.5))
        )
        assert reached(share_in(array(unit), array(half)), 0.5).tolist() == [True]
    less = share_in(array(box(0, 0, 10, 10)), array(box(0, 0, 10, 4.999)))
    assert reached(less, 0.5).tolist() == [False]


def test_the_tier_is_the_strictest_that_with_the_stricter_ones_reaches_the_share():
    units = array(*[box(20 * number, 0, 20 * number + 10, 10) for number in range(6)])
    pattern = array(
        box(0, 0, 6, 10),  # 0: 60 % tier 1
        box(20, 0, 24, 10),  # 1: 40 % tier 1 and 20 % tier 2 → 2
        box(24, 0, 26, 10),
        box(40, 0, 42, 10),  # 2: 20 % of each tier → 3
        box(42, 0, 44, 10),
        box(44, 0, 46, 10),
        box(60, 0, 64, 10),  # 3: 40 % tier 1 → none
        box(80, 0, 90, 10),  # 4: all tier 3
    )
    found = tiers_of(units, pattern, np.array([1, 1, 2, 1, 2, 3, 1, 3]), 0.5)
    assert found.tier.tolist() == [1, 2, 3, 0, 3, 0]
    assert found.tiers.tolist() == [1, 2, 3]
    expected = [[60, 0, 0], [40, 20, 0], [20, 20, 20], [40, 0, 0], [0, 0, 100], [0, 0, 0]]
    np.testing.assert_allclose(found.area_m2, expected, rtol=1e-9)


def test_exactly_half_in_a_tier_is_that_tier():
    units = array(box(0, 0, 10, 10))
    assert tiers_of(units, array(box(0, 0, 5, 10), box(5, 0, 10, 10)), np.array([2, 1]), 0.5).tier.tolist() == [1]


def test_where_tiers_overlap_the_strictest_holds():
    units = array(box(0, 0, 10, 10))
    found = tiers_of(units, array(box(0, 0, 10, 10), box(0, 0, 3, 10), box(2, 0, 5, 10)), np.array([3, 1, 2]), 0.5)
    np.testing.assert_allclose(found.area_m2, [[30, 20, 50]], rtol=1e-9)
    assert found.tier.tolist() == [2]


@pytest.mark.cases(10, first=3)
def test_tiers_of_random_overlapping_patterns_follow_from_set_algebra(seed):
    random = np.random.default_rng(seed)
    units, pattern = blobs(random, 60), blobs(random, 40, size=15)
    tier = random.integers(1, 4, len(pattern))
    unions = [geopandas.GeoSeries(pattern[tier <= number]).union_all() for number in (1, 2, 3)]
    together = np.stack([geopandas.GeoSeries(units).intersection(union).area for union in unions], axis=1)
    found = tiers_of(units, pattern, tier, 0.5)
    np.testing.assert_allclose(np.cumsum(found.area_m2, axis=1), together, rtol=1e-9, atol=1e-5)
    enough = together >= 0.5 * shapely.area(units)[:, None]
    assert found.tier.tolist() == np.where(enough.any(axis=1), enough.argmax(axis=1) + 1, 0).tolist()


def test_the_order_of_polygons_changes_no_tier():
    random = np.random.default_rng(3)
    units, pattern = blobs(random, 60), blobs(random, 40, size=15)
    tier, order = random.integers(1, 4, len(pattern)), random.permutation(len(pattern))
    one, other = tiers_of(units, pattern, tier, 0.5), tiers_of(units, pattern[order], tier[order], 0.5)
    assert one.tier.tolist() == other.tier.tolist()
    np.testing.assert_allclose(one.area_m2, other.area_m2, rtol=1e-9, atol=1e-6)


def test_a_mean_weighs_by_area_and_leaves_out_what_is_unknown():
    units = array(box(0, 0, 10, 10), box(20, 0, 30, 10), box(40, 0, 50, 10))
    polygons = array(box(0, 0, 2, 10), box(2, 0, 8, 10), box(8, 0, 10, 10), box(20, 0, 25, 10))
    found = means_in(units, polygons, np.array([10.0, 20.0, np.nan, np.nan]))
    assert found[0] == pytest.approx((10 * 20 + 20 * 60) / 80)
    assert np.isnan(found[1:]).all()


def test_overlapping_polygons_weigh_with_their_own_areas_in_a_mean():
    units = array(box(0, 0, 10, 10))
    found = means_in(units, array(box(0, 0, 10, 10), box(0, 0, 5, 10)), np.array([1.0, 4.0]))
    assert found == pytest.approx([(1 * 100 + 4 * 50) / 150])


def test_a_field_that_is_the_same_everywhere_has_that_very_mean():
    random = np.random.default_rng(1)
    units, polygons = tiling(random, 40), tiling(random, 30)
    assert set(means_in(units, polygons, np.full(len(polygons), 0.1))) == {0.1}


def test_overlaps_are_taken_out_once_and_nothing_is_lost():
    random = np.random.default_rng(2)
    polygons = blobs(random, 40, size=15)
    apart, row = without_overlaps(polygons)
    assert shapely.area(apart).sum() == pytest.approx(shapely.union_all(polygons).area, rel=1e-9)
    assert set(row) <= set(range(40))


def test_a_run_can_be_stopped():
    class StoppedError(Exception):
        pass

    def stop(share):
        if share > 0.3:
            raise StoppedError

    random = np.random.default_rng(4)
    with pytest.raises(StoppedError):
        share_in(blobs(random, 50), blobs(random, 50), progress=stop)


@pytest.mark.parametrize("tiers", [1, 2, 3, 7])
def test_progress_moves_forward_to_the_end(tiers):
    random = np.random.default_rng(4)
    told = []
    tiers_of(blobs(random, 50), blobs(random, 50), random.integers(1, tiers + 1, 50), 0.5, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def test_progress_moves_forward_where_polygons_lie_in_heaps():
    told = []
    heap = shapely.box(0, 0, 10 + np.arange(200), 10 + np.arange(200))
    assert heaped(heap)
    without_overlaps(heap, told.append, np.arange(200) % 2)
    assert told == sorted(told)
    assert told[-1] == 1
