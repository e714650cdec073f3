"""The ground that polygons have in larger ones, of which most lie in one alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, chunks, quiet
from .area import Measure, planar
from .overlay import intersection
from .polygons import ROUNDING_M

_CHUNK = 1_000


@dataclass(frozen=True)
class Intersections:
    """The ground that polygons have in units, one row for each pair that has some, by polygon, then unit; shape (c,).

    ``polygon``, ``unit``: rows; ``geometry``: polygons or multipolygons; ``whole``: whether it is all of the polygon.
    """

    polygon: np.ndarray
    unit: np.ndarray
    geometry: np.ndarray
    whole: np.ndarray


def ground_in(polygons: np.ndarray, units: np.ndarray, progress: Progress = quiet) -> Intersections:
    """Return what polygons, shape (n,), have in units, shape (k,); what is no wider than rounding is nothing.

    Both are valid polygons or multipolygons in one metric CRS, and may overlap themselves. A polygon that lies in a
    unit comes back as it is and costs no overlay.

    >>> import shapely
    >>> from greenvein.core.geometry.intersections import ground_in
    >>> found = ground_in(shapely.box([1, 8], 0, [5, 14], 10), shapely.box([0, 10], 0, [10, 20], 10))
    >>> found.polygon.tolist(), found.unit.tolist(), shapely.area(found.geometry).tolist(), found.whole.tolist()
    ([0, 1, 1], [0, 0, 1], [40.0, 20.0, 40.0], [True, False, False])
    """
    tree = shapely.STRtree(units)
    shapely.prepare(units)
    found = []
    for rows in chunks(len(polygons), _CHUNK, progress):
        polygon, unit = tree.query(polygons[rows])
        polygon = polygon + rows.start
        # The prepared units on the left make this cheap for units of many vertices.
        whole = shapely.covers(units[unit], polygons[polygon])
        rest = np.flatnonzero(~whole)
        rest = rest[shapely.intersects(units[unit[rest]], polygons[polygon[rest]])]
        common = intersection(polygons[polygon[rest]], units[unit[rest]])
        rounding = ROUNDING_M * shapely.length(polygons[polygon[rest]])
        some = shapely.area(common) > rounding  # else they touch
        ground = np.r_[polygons[polygon[whole]], common[some]]
        at = np.r_[np.flatnonzero(whole), rest[some]]
        whole[rest] = shapely.area(polygons[polygon[rest]]) - shapely.area(common) <= rounding
        found.append((polygon[at], unit[at], ground, whole[at]))
    if not found:
        nothing = np.empty(0, dtype=np.intp)
        return Intersections(nothing, nothing, np.empty(0, dtype=object), np.empty(0, dtype=bool))
    polygon, unit, geometry, whole = (np.concatenate(column) for column in zip(*found))
    order = np.lexsort((unit, polygon))  # the tree's own depends on all units in it
    return Intersections(polygon[order], unit[order], geometry[order], whole[order])


def area_in(polygons: np.ndarray, units: np.ndarray, measure: Measure = planar) -> np.ndarray:
    """Return the area in m² that polygons have in each unit, shape (k,); arguments as for ``ground_in``.

    >>> import shapely
    >>> from greenvein.core.geometry.intersections import area_in
    >>> area_in(shapely.box([1, 8], 0, [5, 14], 10), shapely.box([0, 10], 0, [10, 20], 10)).tolist()
    [60.0, 40.0]
    """
    found = ground_in(polygons, units)
    return np.bincount(found.unit, weights=measure(found.geometry), minlength=len(units))
