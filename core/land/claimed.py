"""Ground that is taken of a layer, and on which polygons lie that are not taken of it: it may be something else."""

from __future__ import annotations

import numpy as np
import shapely

from ..geometry.coverage import edges_of, overlapping_tiles
from ..geometry.overlap import heaped, interiors_meet, union_of
from ..geometry.overlay import intersection, union
from ..geometry.polygons import DRAWING_M, explode, slivers
from ..progress import Progress, in_threads, part, quiet

_PAIRS = 1_000
# What is narrower on average is one border stored twice, however many such strips lie side by side.
_STORED_M = 1e-3
_SAME = 0.99


def claimed(taken: np.ndarray, others: np.ndarray, progress: Progress = quiet) -> np.ndarray:
    """Return the ground of polygons on which others of their layer lie by more than slivers of the drawing.

    ``taken``, ``others``: valid polygons or multipolygons in one metric CRS, shape (n,) and (m,). Returns single
    polygons, which lie on each other where those that are taken do.

    A home of which the half is a factory too, and a road on the other side that reaches 5 cm into it:

    >>> import shapely
    >>> from greenvein.core.land.claimed import claimed
    >>> home, others = shapely.box([0], 0, [10], 10), shapely.box([5, -9], 0, [20, 0.05], 10)
    >>> shapely.area(claimed(home, others)).tolist()
    [50.0]
    """
    if not len(taken) or not len(others):
        return np.empty(0, dtype=object)
    both = np.concatenate([taken, others])
    is_heap = heaped(both)
    if is_heap:
        others = shapely.get_parts(union_of(others, part(progress, 0.0, 0.4)))
    tiles = None if is_heap else overlapping_tiles(both, edges_of(both), part(progress, 0.0, 0.4))
    row, ground = _shared(taken, others, tiles, part(progress, 0.4, 0.8))
    some = 2 * shapely.area(ground) > _STORED_M * shapely.length(ground)
    row, ground = row[some], ground[some]
    order = np.argsort(row, kind="stable")
    sets = np.split(ground[order], np.flatnonzero(np.diff(row[order])) + 1) if len(row) else []

    def wide(rows: slice) -> np.ndarray:
        single, _ = explode(np.array([union(one) for one in sets[rows]], dtype=object))
        return single[~slivers(single, DRAWING_M)]

    return np.concatenate([np.empty(0, dtype=object), *in_threads(wide, len(sets), _PAIRS, part(progress, 0.8, 1.0))])


def on_same_ground(some: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which of some polygons, and which of others, are one and the same ground but for a hundredth.

    ``some``, ``others``: of two layers, valid polygons or multipolygons in one metric CRS, shape (n,) and (m,).

    A home that is drawn as a park too, and a park in the yard of another home:

    >>> import shapely
    >>> from greenvein.core.land.claimed import on_same_ground
    >>> homes, parks = shapely.box([0, 20], 0, [10, 30], 10), shapely.box([0, 22], 0, [9.95, 28], 10)
    >>> [one.tolist() for one in on_same_ground(homes, parks)]
    [[True, False], [True, False]]
    """
    found = np.zeros(len(some), dtype=bool), np.zeros(len(others), dtype=bool)
    first, second = shapely.STRtree(others).query(some)
    size = shapely.area(some)[first], shapely.area(others)[second]
    alike = np.minimum(*size) >= _SAME * np.maximum(*size)
    first, second, largest = first[alike], second[alike], np.maximum(*size)[alike]
    same = shapely.area(intersection(some[first], others[second])) >= _SAME * largest
    found[0][first[same]] = found[1][second[same]] = True
    return found


def _shared(
    taken: np.ndarray, others: np.ndarray, tiles: tuple[np.ndarray, np.ndarray] | None, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """Return what polygons share with others, single polygons, and the row of each of those that are taken.

    ``tiles``: the pairs of both, one behind the other, that overlap, where that is known.
    """
    if tiles is None:
        first, second = shapely.STRtree(others).query(taken)
    else:
        across = (tiles[0] < len(taken)) & (tiles[1] >= len(taken))
        first, second = tiles[0][across], tiles[1][across] - len(taken)

    def of(rows: slice) -> tuple[np.ndarray, np.ndarray]:
        its, other = first[rows], second[rows]
        meet = interiors_meet(taken[its], others[other])
        ground, owner = explode(intersection(taken[its[meet]], others[other[meet]]))
        return its[meet][owner], ground

    found = in_threads(of, len(first), _PAIRS, progress)
    rows, grounds = zip(*found) if found else ((), ())
    empty = np.empty(0, dtype=np.intp), np.empty(0, dtype=object)
    return np.concatenate([empty[0], *rows]), np.concatenate([empty[1], *grounds])
