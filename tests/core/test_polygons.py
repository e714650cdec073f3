"""Repair: no land is lost, and what has no area is told."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.overlap import flatten, overlapping_pairs
from greenvein.core.geometry.polygons import areal, clean, explode


def polygons(*shapes):
    return np.array(shapes, dtype=object)


def test_bow_tie_keeps_both_halves():
    cleaned = clean(polygons(shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])))
    assert cleaned.repaired.tolist() == [True]
    assert shapely.area(cleaned.geometry)[0] == pytest.approx(2)


def test_overlapping_parts_are_land_and_no_hole():
    parts = shapely.MultiPolygon([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)])
    assert shapely.area(clean(polygons(parts)).geometry)[0] == pytest.approx(3)


def test_null_empty_line_and_collapsed_polygons_have_no_area():
    flat = shapely.Polygon([(0, 0), (1, 1), (2, 2), (0, 0)])
    cleaned = clean(polygons(None, shapely.Polygon(), shapely.LineString([(0, 0), (1, 1)]), flat))
    assert cleaned.empty.tolist() == [True] * 4
    assert not cleaned.repaired.any()


def test_coordinates_that_are_no_numbers_are_told_apart_from_empty_ones():
    broken = shapely.from_wkt("POLYGON ((0 0, 1 nan, 1 1, 0 0))")
    cleaned = clean(polygons(broken, shapely.box(0, 0, 1, 1)))
    assert cleaned.unusable.tolist() == [True, False]
    assert cleaned.empty.tolist() == [False, False]
    assert cleaned.geometry[0] is None


def test_polygons_of_a_collection_that_lie_on_one_another_are_land_once():
    cleaned = clean(polygons(shapely.GeometryCollection([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)])))
    assert shapely.is_valid(cleaned.geometry).all()
    assert shapely.area(cleaned.geometry) == pytest.approx(3)
    assert cleaned.repaired.all()


@pytest.mark.parametrize("bad", [0, 3, 6])
def test_what_geos_cannot_repair_is_unusable_and_stops_no_other(monkeypatch, bad):
    ties = [shapely.Polygon([(x, 0), (x + 2, 2), (x + 2, 0), (x, 2)]) for x in range(0, 70, 10)]
    make_valid = shapely.make_valid

    def refuses(geometry, **options):
        if shapely.equals_exact(geometry, ties[bad]).any():
            raise shapely.GEOSException("TopologyException")
        return make_valid(geometry, **options)

    monkeypatch.setattr(shapely, "make_valid", refuses)
    cleaned = clean(np.array(ties, dtype=object))
    one = np.arange(7) == bad
    assert (cleaned.unusable == one).all()
    assert not cleaned.empty.any()
    assert (cleaned.repaired == ~one).all()
    assert shapely.area(cleaned.geometry[~one]) == pytest.approx(2)


def test_heights_are_dropped():
    assert not clean(polygons(shapely.force_3d(shapely.box(0, 0, 1, 1), 9))).geometry[0].has_z


def test_collection_keeps_its_polygons():
    collection = shapely.GeometryCollection([shapely.Point(0, 0), shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6)])
    assert areal(polygons(collection))[0].equals(
        shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6)])
    )
    nested = shapely.GeometryCollection([collection, shapely.MultiPolygon([shapely.box(8, 8, 9, 9)])])
    assert len(explode(polygons(nested))[0]) == 3


def test_shared_edges_and_corners_are_no_overlap():
    squares = polygons(shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(1, 1, 2, 2))
    assert len(overlapping_pairs(squares)[0]) == 0
    assert flatten(squares) is squares


def test_overlap_containment_and_equality_are_found():
    first, second = overlapping_pairs(
        polygons(shapely.box(0, 0, 9, 9), shapely.box(1, 1, 2, 2), shapely.box(8, 8, 10, 10), shapely.box(8, 8, 10, 10))
    )
    assert sorted(zip(first.tolist(), second.tolist())) == [(0, 1), (0, 2), (0, 3), (2, 3)]


def test_flattened_polygons_cover_the_same_ground_once():
    squares = polygons(shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2), shapely.box(9, 9, 10, 10))
    flat = flatten(squares)
    assert shapely.area(flat).sum() == pytest.approx(shapely.union_all(squares).area)
