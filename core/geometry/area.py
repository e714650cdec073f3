"""Areas of polygons, in the plane and on the ellipsoid."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

Measure = Callable[[np.ndarray], np.ndarray]
"""Array of polygons in the analysis CRS, shape (n,) → areas in m², shape (n,)."""

planar: Measure = shapely.area


def straight(measure: Measure, longest_m: float) -> Measure:
    """Return a measure in which edges are straight in the plane, so that parts add up to the whole.

    Edges longer than ``longest_m`` are measured in pieces. Where a straight line of the plane is no line of
    ``measure`` (a geodesic, say), a cut through a long edge would else change the area on both sides of it: at 130 km
    from the central meridian of a transverse Mercator by 0.3 m² for an edge of 1 km, by its third power.

    >>> import shapely
    >>> from greenvein.core.geometry.area import planar, straight
    >>> straight(planar, longest_m=1_000.0)(shapely.box(0, 0, [3_000], 1_000)).tolist()
    [3000000.0]

    What is given to the measure has a vertex at every kilometre: of 3 km by 1 km, eight and the first once more.

    >>> straight(shapely.get_num_coordinates, longest_m=1_000.0)(shapely.box(0, 0, [3_000], 1_000)).tolist()
    [9.0]
    """

    def measured(polygons: np.ndarray) -> np.ndarray:
        polygons = np.array(polygons, dtype=object)
        west, south, east, north = shapely.bounds(polygons).T
        long = np.hypot(east - west, north - south) > longest_m
        parts, owner = shapely.get_parts(polygons[long], return_index=True)
        area = np.empty(len(polygons))
        area[~long] = measure(polygons[~long])
        area[long] = np.bincount(owner, weights=measure(_densified(parts, longest_m)), minlength=long.sum())
        return area

    return measured


def _densified(polygons: np.ndarray, longest_m: float) -> np.ndarray:
    """Return single polygons with vertices at most so far apart.

    Ring by ring, for a polygon whose border nearly touches itself GEOS would replace by a valid one that may be
    another altogether.
    """
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    rings = shapely.segmentize(rings, longest_m)
    start = np.r_[0, np.cumsum(shapely.get_num_coordinates(rings))]
    first = np.searchsorted(polygon, np.arange(len(polygons) + 1))
    return shapely.from_ragged_array(shapely.GeometryType.POLYGON, shapely.get_coordinates(rings), (start, first))


def ellipsoidal(
    to_longitude_latitude: Callable[[np.ndarray], np.ndarray], semi_major_m: float, semi_minor_m: float
) -> Measure:
    """Return a measure of areas on an ellipsoid of revolution.

    ``to_longitude_latitude`` turns coordinates of the analysis CRS, shape
    (n, 2), into degrees. Between vertices an edge is a geodesic, as in QGIS's own
    measure: the vertices move to the sphere of equal area (authalic latitude,
    Snyder, Map Projections, USGS Professional Paper 1395, 1987, eq. 3-11 and 3-12), where the
    area between a great circle's arc and the equator has a closed form. Against true
    geodesics that is good to 2e-7 for edges of 10 km.

    The triangle between the equator and two meridians a right angle apart is an eighth of a sphere, 4 π by 8:

    >>> import math
    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import ellipsoidal
    >>> measure = ellipsoidal(lambda degrees: degrees, semi_major_m=1.0, semi_minor_m=1.0)
    >>> octant = shapely.Polygon([(0, 0), (90, 0), (90, 90), (0, 90)])
    >>> round(float(measure(np.array([octant]))[0]) / math.pi, 9)
    0.5
    """
    eccentricity = np.sqrt(1 - (semi_minor_m / semi_major_m) ** 2)

    def authalic(sine: np.ndarray) -> np.ndarray:
        if eccentricity == 0:
            return 2 * sine
        return (1 - eccentricity**2) * (
            sine / (1 - (eccentricity * sine) ** 2) + np.arctanh(eccentricity * sine) / eccentricity
        )

    pole = authalic(np.array(1.0))
    radius_squared = semi_major_m**2 * pole / 2

    def ring_areas(rings: np.ndarray) -> np.ndarray:
        coordinates, ring = shapely.get_coordinates(rings, return_index=True)
        if not len(coordinates):
            return np.zeros(len(rings))
        longitude, latitude = np.radians(to_longitude_latitude(coordinates)).T
        sine = authalic(np.sin(latitude)) / pole
        half_tangent = sine / (1 + np.sqrt(np.maximum(1 - sine**2, 0)))
        edge = np.flatnonzero(ring[1:] == ring[:-1])
        start, end = half_tangent[edge], half_tangent[edge + 1]
        turn = longitude[edge + 1] - longitude[edge]
        turn -= 2 * np.pi * np.round(turn / (2 * np.pi))  # exact where the date line is not crossed
        excess = 2 * np.arctan2(np.tan(turn / 2) * (start + end), 1 + start * end)
        return np.abs(np.bincount(ring[edge], weights=excess, minlength=len(rings))) * radius_squared

    def measure(polygons: np.ndarray) -> np.ndarray:
        polygons = np.asarray(polygons, dtype=object)
        parts, owner = shapely.get_parts(polygons, return_index=True)
        holes, holed = shapely.get_rings(parts, return_index=True)
        areas = ring_areas(holes)
        # get_rings gives each polygon's exterior ring first.
        exterior = np.r_[True, holed[1:] != holed[:-1]] if len(holed) else np.zeros(0, dtype=bool)
        signed = np.where(exterior, areas, -areas)
        return np.bincount(owner[holed], weights=signed, minlength=len(polygons))

    return measure
