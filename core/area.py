"""Areas of polygons, in the plane and on the ellipsoid."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

Measure = Callable[[np.ndarray], np.ndarray]
"""Array of polygons in the analysis CRS, shape (n,) → areas in m², shape (n,)."""

planar: Measure = shapely.area

# Nodes and weights of three-point Gauss-Legendre quadrature on 0 … 1: exact to
# 1e-12 of the area for edges of less than a degree.
_NODES = (0.5 - np.sqrt(0.15), 0.5, 0.5 + np.sqrt(0.15))
_WEIGHTS = (5 / 18, 8 / 18, 5 / 18)


def ellipsoidal(
    to_longitude_latitude: Callable[[np.ndarray], np.ndarray], semi_major_m: float, semi_minor_m: float
) -> Measure:
    """Return a measure of areas on an ellipsoid of revolution.

    ``to_longitude_latitude`` turns coordinates of the analysis CRS, shape
    (n, 2), into degrees. Between vertices an edge is straight in longitude and
    latitude, as in QGIS's own measure. The area below such an edge is the
    integral of the authalic function q (Snyder, Map Projections, USGS
    Professional Paper 1395, 1987, eq. 3-12) over its longitude.
    """
    eccentricity = np.sqrt(1 - (semi_minor_m / semi_major_m) ** 2)

    def authalic(latitude: np.ndarray) -> np.ndarray:
        sine = np.sin(latitude)
        if eccentricity == 0:
            return 2 * sine
        return (1 - eccentricity**2) * (
            sine / (1 - (eccentricity * sine) ** 2) + np.arctanh(eccentricity * sine) / eccentricity
        )

    def ring_areas(rings: np.ndarray) -> np.ndarray:
        coordinates, ring = shapely.get_coordinates(rings, return_index=True)
        if not len(coordinates):
            return np.zeros(len(rings))
        longitude, latitude = np.radians(to_longitude_latitude(coordinates)).T
        edge = np.flatnonzero(ring[1:] == ring[:-1])
        turn = (longitude[edge + 1] - longitude[edge] + np.pi) % (2 * np.pi) - np.pi
        # A reference latitude keeps the sum small, and so precise: over a closed ring it cancels out.
        reference = float(latitude.mean())
        height = sum(
            weight * authalic(latitude[edge] + node * (latitude[edge + 1] - latitude[edge]))
            for node, weight in zip(_NODES, _WEIGHTS)
        ) - authalic(np.array(reference))
        below = np.bincount(ring[edge], weights=turn * height, minlength=len(rings))
        return np.abs(below) * semi_major_m**2 / 2

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
