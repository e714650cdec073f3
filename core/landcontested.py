"""Ground on which polygons of one date lie on each other and do not agree whether it is construction land.

The account counts the class of the smaller polygon; a verdict must hold whichever of the two is right.
"""

from __future__ import annotations

import numpy as np
import shapely

from .area import Measure
from .landclass import OTHER_BUILT, UNKNOWN, URBAN_RURAL
from .landtables import ALL, Seen
from .polygons import areal
from .progress import Progress, part, quiet
from .zones import Zones, cut

URBAN_MORE, URBAN_LESS, BUILT_MORE, BUILT_LESS = KINDS = ("urban_more", "urban_less", "built_more", "built_less")
"""What is not counted as urban–rural (as any) construction land but may be; what is counted so but may not be."""


def contested(
    geometry: np.ndarray,
    class_: np.ndarray,
    upper: np.ndarray,
    lower: np.ndarray,
    zones: Zones | None,
    measure: Measure,
    progress: Progress = quiet,
) -> Seen:
    """Return the contested ground of a date by kinds and zones, each place once in a kind.

    ``upper``, ``lower``: rows of the polygons that lie on each other, as in coverage.Flat. What lies under ground of
    no known class is not contested: that may be anything already.
    """
    above, below = class_[upper], class_[lower]
    kinds: list[str] = []
    grounds: list[shapely.Geometry] = []
    for classes, more, less in (
        ((URBAN_RURAL,), URBAN_MORE, URBAN_LESS),
        ((URBAN_RURAL, OTHER_BUILT), BUILT_MORE, BUILT_LESS),
    ):
        counted = np.isin(above, classes)
        for kind, pairs in (
            (more, ~counted & (above != UNKNOWN) & np.isin(below, (*classes, UNKNOWN))),
            (less, counted & ~np.isin(below, classes)),
        ):
            if pairs.any():
                progress(len(kinds) / 2 / len(KINDS))
                kinds.append(kind)
                grounds.append(_union(geometry, upper[pairs], lower[pairs]))
    ground, class_of = np.array(grounds, dtype=object), np.array(kinds, dtype=object)
    cell = np.full(len(ground), ALL)
    if not len(ground):
        return Seen(class_of, cell, np.empty(0))
    if zones is not None:
        ground, at, cell = cut(ground, zones, part(progress, 0.5, 1.0))
        class_of = class_of[at]
    return Seen(class_of, cell, measure(ground))


def _union(geometry: np.ndarray, upper: np.ndarray, lower: np.ndarray) -> shapely.Geometry:
    """Return what pairs of polygons share; they are put together in an order that does not hang on that of the rows."""
    shared = areal(shapely.intersection(geometry[upper], geometry[lower]))
    order = np.lexsort((*shapely.bounds(shared).T, shapely.area(shared)))
    return shapely.union_all(shared[order])
