"""Overlays of polygons whose areas are held against what is known of them.

With floating coordinates GEOS now and then returns, without an error, what is neither polygon's: of a parcel less the
parcels of another date, say, the whole parcel and the gap that was asked for, as one invalid multipolygon. On a grid
(snap rounding: Hobby 1999, "Practical segment intersection with finite precision output") that cannot happen, but it
takes twice as long. So a result is measured, and what does not add up is made anew on a grid far finer than any survey.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from .polygons import areal

GRIDS_M = (2.0**-24, 2.0**-20, 2.0**-16)
"""The widths of the grids, tried in turn: 0.06 µm to 0.015 mm; powers of two keep coordinates exact."""
OFF_M = 1e-7
"""Areas differ where they do by more than a strip of this width along the border; rounding makes some 1e-10 m."""
_PART = 1e-9

Again = Callable[[np.ndarray, float], np.ndarray]
"""Rows, shape (r,), and the width of a grid → their overlays on it, shape (r,)."""


def mended(found: np.ndarray, again: Again, wanted_m2: np.ndarray, border_m: np.ndarray) -> np.ndarray:
    """Return overlays, shape (n,), of which those whose areas are not what they must be are made ``again``.

    ``wanted_m2``: the areas in the plane, known by addition, shape (n,); ``border_m``: the length of the border that
    rounding may move, shape (n,). What does no better on any grid stays as it is.
    """
    found = areal(found)
    off = np.abs(shapely.area(found) - wanted_m2)
    for grid in GRIDS_M:
        rows = np.flatnonzero(off > OFF_M * border_m)
        if not len(rows):
            break
        other = areal(again(rows, grid))
        its = np.abs(shapely.area(other) - wanted_m2[rows])
        better = its < off[rows]
        found[rows[better]], off[rows[better]] = other[better], its[better]
    return found


def difference(ground: np.ndarray, cover: np.ndarray) -> np.ndarray:
    """Return what covers leave of polygons, shape (n,): with what both have in common it adds up to the whole.

    ``ground``, ``cover``: valid polygons or multipolygons in one metric CRS, pair by pair.

    >>> import shapely
    >>> from greenvein.core.geometry.overlay import difference
    >>> shapely.bounds(difference(shapely.box(0, 0, [10], 10), shapely.box([4], 0, 20, 10))).tolist()
    [[0.0, 0.0, 4.0, 10.0]]
    """
    left, common = shapely.difference(ground, cover), shapely.intersection(ground, cover)
    whole, border = shapely.area(ground), shapely.length(ground)
    left = areal(left)
    for grid in GRIDS_M:
        rows = np.flatnonzero(np.abs(shapely.area(left) + shapely.area(common) - whole) > OFF_M * border)
        if not len(rows):
            break
        left[rows] = areal(shapely.difference(ground[rows], cover[rows], grid_size=grid))
        common[rows] = shapely.intersection(ground[rows], cover[rows], grid_size=grid)
    return left


def intersection(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return what pairs of polygons have in common, shape (n,): valid, and no larger than either of them.

    ``one``, ``other``: as in ``difference``.

    >>> import shapely
    >>> from greenvein.core.geometry.overlay import intersection
    >>> shapely.area(intersection(shapely.box(0, 0, [10, 10], 10), shapely.box([4, 10], 0, 20, 10))).tolist()
    [60.0, 0.0]
    """
    most = np.minimum(shapely.area(one), shapely.area(other))
    return _sound(
        areal(shapely.intersection(one, other)),
        most,
        lambda rows, grid: areal(shapely.intersection(one[rows], other[rows], grid_size=grid)),
    )


def remainder(ground: np.ndarray, cover: np.ndarray) -> np.ndarray:
    """Return what covers leave of polygons, shape (n,): valid, and no larger than they were.

    ``ground``, ``cover``: as in ``difference``. In half the time, for what is taken away from one polygon many times
    over.

    >>> import shapely
    >>> from greenvein.core.geometry.overlay import remainder
    >>> shapely.area(remainder(shapely.box(0, 0, [10], 10), shapely.box([4], 0, 20, 10))).tolist()
    [40.0]
    """
    return _sound(
        shapely.difference(ground, cover),
        shapely.area(ground),
        lambda rows, grid: shapely.difference(ground[rows], cover[rows], grid_size=grid),
    )


def same_ground(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether polygons, shape (n,), cover the same ground together as others, shape (m,), but for rounding.

    All are valid polygons or multipolygons in one metric CRS. A border between two that is drawn elsewhere leaves their
    ground as it is:

    >>> import shapely
    >>> from greenvein.core.geometry.overlay import same_ground
    >>> before, after = shapely.box([0, 10], 0, [10, 20], 10), shapely.box([0, 7], 0, [7, 20], 10)
    >>> same_ground(before, after), same_ground(before, after[1:])
    (True, False)
    """
    both = union(one), union(other)
    apart = shapely.symmetric_difference(*both).area
    return bool(apart <= OFF_M * sum(shapely.length(np.array(both))))


def union(parts: np.ndarray) -> shapely.Geometry:
    """Return the union of polygons: valid, not smaller than the largest of them and not larger than all together.

    ``parts``: valid polygons or multipolygons in one metric CRS, shape (n,); of none an empty geometry.

    >>> import shapely
    >>> from greenvein.core.geometry.overlay import union
    >>> union(shapely.box([0, 5], 0, [10, 15], 10)).area
    150.0
    """
    found, area = np.array([shapely.union_all(parts)], dtype=object), shapely.area(parts)
    if shapely.area(found[0]) < area.max(initial=0.0) * (1 - _PART):
        found[0] = shapely.union_all(parts, grid_size=GRIDS_M[0])
    return _sound(found, np.array([area.sum()]), lambda _, grid: shapely.union_all(parts, grid_size=grid))[0]


def drawn(
    operation: Callable[..., shapely.Geometry], one: shapely.Geometry, other: shapely.Geometry
) -> shapely.Geometry:
    """Return an overlay of polygons that is drawn, not measured: on a grid where floating coordinates give none."""
    try:
        return operation(one, other)
    except shapely.GEOSException:
        both = areal(shapely.make_valid(np.array([one, other], dtype=object)))
        return operation(*both, grid_size=GRIDS_M[-1])


def _sound(found: np.ndarray, most_m2: np.ndarray, again: Again) -> np.ndarray:
    """Return overlays of which those that are invalid, or larger than they can be, are made ``again``."""
    for grid in GRIDS_M:
        larger = shapely.area(found) - most_m2 > OFF_M * shapely.length(found)
        rows = np.flatnonzero(larger | ~shapely.is_valid(found))
        if not len(rows):
            break
        found[rows] = again(rows, grid)
    return found
