"""Areas on the ellipsoid, against closed forms and against geodesics."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import ellipsoidal, planar, straight
from pyproj import Geod, Transformer

CGCS2000 = (6378137.0, 6356752.314140356)


def same(coordinates):
    return coordinates


def test_quarter_of_a_hemisphere_of_a_sphere():
    measure = ellipsoidal(same, 6_371_000.0, 6_371_000.0)
    longitudes = np.linspace(0, 90, 91)
    ring = [(0, 0), *((x, 0) for x in longitudes), *((x, 90) for x in longitudes[::-1])]
    assert measure(np.array([shapely.Polygon(ring)]))[0] == pytest.approx(np.pi * 6_371_000.0**2 / 2, rel=1e-6)


def test_zone_between_two_parallels_of_the_ellipsoid():
    semi_major, semi_minor = CGCS2000
    e = np.sqrt(1 - (semi_minor / semi_major) ** 2)

    def q(latitude):
        s = np.sin(np.radians(latitude))
        return (1 - e**2) * (s / (1 - (e * s) ** 2) + np.arctanh(e * s) / e)

    expected = semi_major**2 / 2 * np.radians(1) * (q(40) - q(39.9))
    # So many vertices that the edges follow the parallels.
    zone = shapely.segmentize(shapely.box(116, 39.9, 117, 40), 0.001)
    assert ellipsoidal(same, *CGCS2000)(np.array([zone]))[0] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("size", [0.001, 0.01, 0.1], ids=["100 m", "1 km", "10 km"])
@pytest.mark.parametrize("latitude", [-70, 0, 18, 40, 53])
def test_polygon_equals_geodesic_area(size, latitude):
    corners = np.array([(0, 0), (1.2, 0.1), (1.5, 1.1), (0.2, 1.3)]) * size + (116.4, latitude)
    polygon = shapely.Polygon(corners)
    expected = abs(Geod(a=CGCS2000[0], b=CGCS2000[1]).geometry_area_perimeter(polygon)[0])
    assert ellipsoidal(same, *CGCS2000)(np.array([polygon]))[0] == pytest.approx(expected, rel=2e-7)


def test_small_building_far_from_the_equator_is_measured_to_a_thousandth_of_a_square_metre():
    # On the central meridian of a transverse Mercator the plane's area is the ellipsoid's.
    corners = np.array([(-20, 6_672_000), (17, 6_672_003), (15, 6_672_029), (-19, 6_672_021)], dtype=float)
    to_degrees = Transformer.from_crs("+proj=tmerc +lon_0=25 +ellps=GRS80", "+proj=longlat +ellps=GRS80").transform
    measure = ellipsoidal(lambda xy: np.column_stack(to_degrees(xy[:, 0], xy[:, 1])), 6378137.0, 6356752.314140356)
    building = np.array([shapely.Polygon(corners)])
    assert measure(building)[0] == pytest.approx(planar(building)[0], abs=1e-3)


def test_holes_parts_and_orientation():
    measure = ellipsoidal(same, *CGCS2000)
    outer, hole = shapely.box(116, 39, 116.1, 39.1), shapely.box(116.02, 39.02, 116.05, 39.05)
    other = shapely.box(117, 39, 117.1, 39.1)
    areas = measure(
        np.array([shapely.MultiPolygon([outer.difference(hole), other]), outer, hole, other, other.reverse()])
    )
    assert areas[0] == pytest.approx(areas[1] - areas[2] + areas[3], rel=1e-12)
    assert areas[4] == areas[3]


def test_nothing_has_no_area():
    nothing = np.array([shapely.Polygon()], dtype=object)
    assert ellipsoidal(same, *CGCS2000)(nothing)[0] == 0
    assert planar(nothing)[0] == 0
    assert len(ellipsoidal(same, *CGCS2000)(np.empty(0, dtype=object))) == 0


def test_parts_of_a_wide_polygon_add_up_to_it_where_edges_are_straight_in_the_plane():
    to_degrees = Transformer.from_crs("EPSG:4548", "EPSG:4490", always_xy=True).transform
    measure = ellipsoidal(lambda xy: np.column_stack(to_degrees(xy[:, 0], xy[:, 1])), *CGCS2000)
    whole = shapely.box(370_000, 4_400_000, 380_000, 4_410_000)  # 130 km from the central meridian
    cut = shapely.Polygon([(369_000, 4_399_000), (381_000, 4_399_000), (381_000, 4_403_333), (369_000, 4_407_777)])
    parts = np.array([whole, whole & cut, whole - cut])
    geodesic, plane = measure(parts), straight(measure, 200)(parts)
    assert abs(plane[0] - plane[1] - plane[2]) < 0.1
    assert abs(geodesic[0] - geodesic[1] - geodesic[2]) > 10
    assert plane[0] == pytest.approx(geodesic[0], rel=1e-6)


def test_polygon_whose_border_nearly_touches_itself_keeps_its_area():
    # At 50 and 60 m GEOS makes another polygon of it, without any area, since the dense one would not be valid.
    corners = [
        (452222.9021125832, 4402470.634317196), (451687.05199144816, 4404912.746822977),
        (451768.0931860533, 4404929.903375488), (452126.2772822492, 4405014.966528147),
        (452482.2659458237, 4405108.794339134), (452363.60041045176, 4405077.517704334),
        (453041.61943609343, 4402547.116252141),
    ]  # fmt: skip
    spiked = np.array([shapely.Polygon(corners)])
    assert shapely.area(shapely.segmentize(spiked, 50)) < 1
    for longest_m in (200, 60, 50):
        assert straight(planar, longest_m)(spiked) == pytest.approx(shapely.area(spiked), rel=1e-12)


def test_holes_parts_and_what_is_small_or_empty_keep_their_places():
    ring = shapely.difference(shapely.box(0, 0, 900, 900), shapely.box(100, 100, 800, 800))
    two = shapely.MultiPolygon([shapely.box(0, 0, 300, 10), shapely.box(0, 50, 10, 60)])
    polygons = np.array([shapely.box(0, 0, 1, 1), ring, shapely.Polygon(), two], dtype=object)
    assert straight(planar, 50)(polygons).tolist() == pytest.approx([1, 320_000, 0, 3_100])
    assert straight(planar, 50)(polygons[:0]).tolist() == []
