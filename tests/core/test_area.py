"""Areas on the ellipsoid, against closed forms and against geodesics."""

import numpy as np
import pytest
import shapely
from greenvein.core.area import ellipsoidal, planar
from pyproj import Geod

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
    assert ellipsoidal(same, *CGCS2000)(np.array([shapely.box(116, 39.9, 117, 40)]))[0] == pytest.approx(
        expected, rel=1e-9
    )


def test_parcel_equals_geodesic_area():
    # Over a hundred metres a geodesic and a straight line in longitude and latitude are one.
    parcel = shapely.Polygon([(116.4, 39.9), (116.4012, 39.9001), (116.4015, 39.9011), (116.4002, 39.9013)])
    expected = abs(Geod(a=CGCS2000[0], b=CGCS2000[1]).geometry_area_perimeter(parcel)[0])
    assert ellipsoidal(same, *CGCS2000)(np.array([parcel]))[0] == pytest.approx(expected, rel=1e-6)


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
