"""Ground that is taken of a layer, and on which polygons lie that are not taken of it: it may be something else."""

from __future__ import annotations

import numpy as np
import shapely

from ..geometry.coverage import overlapping
from ..geometry.overlap import heaped, interiors_meet, union_of
from ..geometry.overlay import intersection
from ..geometry.polygons import DRAWING_M, explode, slivers_together
from ..progress import Progress, chunks, part, quiet

_PAIRS = 5_000


def claimed(taken: np.ndarray, others: np.ndarray, progress: Progress = quiet) -> np.ndarray:
    """Return the ground of polygons on which others of their layer lie by more than slivers of the drawing.

    ``taken``, ``others``: valid polygons or multipolygons in one metric CRS, shape (n,) and (m,). Returns single
    polygons, which may lie on each other.

    A home of which the half is a factory too, and a road beside it that reaches 5 cm into it:

    >>> import shapely
    >>> from greenvein.core.land.claimed import claimed
    >>> home, others = shapely.box([0], 0, [10], 10), shapely.box([5, 0], [0, -5], [20, 10], [10, 0.05])
    >>> shapely.area(claimed(home, others)).tolist()
    [50.0]
    """
    if not len(taken) or not len(others):
        return np.empty(0, dtype=object)
    both = np.concatenate([taken, others])
    if heaped(both):
        its, other = _in_heaps(taken, union_of(others, part(progress, 0.0, 0.5)), part(progress, 0.5, 0.8))
    else:
        first, second = overlapping(both, part(progress, 0.0, 0.8), np.arange(len(taken)))
        apart = (first < len(taken)) & (second >= len(taken))
        its, other = taken[first[apart]], both[second[apart]]
    ground, _ = explode(intersection(its, other))
    progress(1.0)
    return ground[~slivers_together(ground, DRAWING_M)]


def _in_heaps(taken: np.ndarray, others: shapely.Geometry, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of those taken and the parts of the union of all others that lie on each other."""
    parts = shapely.get_parts(others)
    first, second = shapely.STRtree(parts).query(taken)
    meet = np.zeros(len(first), dtype=bool)
    for rows in chunks(len(first), _PAIRS, progress):
        meet[rows] = interiors_meet(taken[first[rows]], parts[second[rows]])
    return taken[first[meet]], parts[second[meet]]
