"""The area of features against areas known by hand."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry import zones as zoning
from greenvein.core.geometry.area import planar
from greenvein.core.$name.areas import feature_areas


def polygons(*shapes):
    return np.array(shapes, dtype=object)


def rows(found):
    return [tuple(row) for row in found.summary.itertuples(index=False)]


def test_hole_does_not_count_and_parts_count_together():
    ring = shapely.box(0, 0, 100, 100).difference(shapely.box(20, 20, 80, 80))
    parts = shapely.MultiPolygon([shapely.box(200, 0, 210, 10), shapely.box(300, 0, 320, 10)])
    found = feature_areas(polygons(ring, parts))
    assert found.area_m2.tolist() == [6_400, 300]
    assert found.total_m2 == 6_700
    assert rows(found) == [("all", "", 6_700)]


def test_largest_has_the_first_rank_and_of_equal_ones_the_first():
    sides = (10, 30, 10, 20)
    found = feature_areas(polygons(*(shapely.box(100 * at, 0, 100 * at + side, side) for at, side in enumerate(sides))))
    assert found.rank.tolist() == [3, 1, 4, 2]
    assert found.largest(2).tolist() == [1, 3]


def test_ground_of_two_features_counts_twice_and_is_told():
    found = feature_areas(polygons(shapely.box(0, 0, 100, 100), shapely.box(60, 0, 160, 100)))
    assert found.total_m2 == 20_000
    assert found.overlap_m2 == pytest.approx(4_000)


def test_features_are_cut_at_the_borders_of_zones():
    halves = polygons(shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100))
    zones = zoning.build(halves, np.array(["west", "east"]), planar)
    found = feature_areas(polygons(shapely.box(80, 0, 150, 10), shapely.box(190, 90, 220, 100)), zones)
    assert rows(found) == [("zone", "west", 200), ("zone", "east", 600), ("outside", "", 200), ("all", "", 1_000)]
