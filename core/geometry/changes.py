"""What became of the ground between two layers that each tile it without overlaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, in_threads, part, quiet
from .coverage import same
from .overlay import GRIDS_M, OFF_M, mended, union
from .polygons import ROUNDING_M, areal
from .split import split

NONE = -1
"""The row of ground that a layer does not cover."""

_CHUNK = 1_000


@dataclass(frozen=True)
class Pieces:
    """Ground cut by both layers; together the pieces cover what either layer covers, once.

    ``geometry``: polygons or multipolygons, shape (p,); ``before`` and ``after``: the row of
    each layer that a piece is part of, ``NONE`` where that layer has nothing there, shape (p,).
    """

    geometry: np.ndarray
    before: np.ndarray
    after: np.ndarray


def pieces(
    before: np.ndarray,
    after: np.ndarray,
    progress: Progress = quiet,
    signature: tuple[np.ndarray, np.ndarray] | None = None,
) -> Pieces:
    """Lay two layers on each other.

    ``before``, ``after``: valid polygons or multipolygons without overlaps inside a layer, in one metric CRS.
    Polygons that are the very same in both layers are matched; only the others are overlaid, and of those of many
    vertices (a road network) only the part that meets another.
    ``signature``: those of both layers' polygons (coverage.signatures), where they are known already.

    A parcel of 100 m² was cut in two, and one half extended by 20 m²:

    >>> import shapely
    >>> from greenvein.core.geometry.changes import pieces
    >>> found = pieces(shapely.box([0], 0, [10], 10), shapely.box([0, 5], 0, [5, 12], 10))
    >>> sorted(zip(found.before.tolist(), found.after.tolist(), shapely.area(found.geometry).tolist()))
    [(-1, 1, 20.0), (0, 0, 50.0), (0, 1, 50.0)]
    """
    mine, theirs = same(before, after, signature)
    found = [(before[mine], mine, theirs)]
    here, there = np.delete(np.arange(len(before)), mine), np.delete(np.arange(len(after)), theirs)
    ours, at = split(before[here], part(progress, 0.05, 0.1))
    others, its = split(after[there], part(progress, 0.1, 0.15))
    here, there = here[at], there[its]
    common = in_common(ours, others, part(progress, 0.15, 0.7))
    left = _both_left(ours, others, common, part(progress, 0.7, 0.9))
    again = _unclosed(ours, others, common, left)
    if len(again):  # what they have in common is not what it should be, so this is made anew, on a grid
        common = _exchanged(common, again, in_common(ours[again], others, grid_size=GRIDS_M[0]))
        left = _both_left(ours, others, common, part(progress, 0.9, 0.9))
    cut, first, second = common
    found.append((cut, here[first], there[second]))
    (ground, row), (its, its_row) = left
    found.append((ground, here[row], np.full(len(row), NONE)))
    found.append((its, np.full(len(its_row), NONE), there[its_row]))
    geometry, one, two = (np.concatenate(column) for column in zip(*found, strict=True))
    return joined(Pieces(geometry, one.astype(np.intp), two.astype(np.intp)), part(progress, 0.9, 1.0))


Common = tuple[np.ndarray, np.ndarray, np.ndarray]
Left = tuple[np.ndarray, np.ndarray]


def _both_left(ours: np.ndarray, others: np.ndarray, common: Common, progress: Progress) -> tuple[Left, Left]:
    """Return what is left of the polygons of each layer, as ``left_over`` does."""
    cut, first, second = common
    area = shapely.area(cut)
    return (
        left_over(ours, first, area, others, second, part(progress, 0.0, 0.5)),
        left_over(others, second, area, ours, first, part(progress, 0.5, 1.0)),
    )


def _unclosed(ours: np.ndarray, others: np.ndarray, common: Common, left: tuple[Left, Left]) -> np.ndarray:
    """Return the rows of ``ours`` of which the pieces, or those of what they meet, do not add up to the whole."""
    cut, first, second = common
    off = []
    for layer, row, (rest, its) in ((ours, first, left[0]), (others, second, left[1])):
        parts, owner = np.r_[cut, rest], np.r_[row, its]
        sums = np.bincount(owner, weights=shapely.area(parts), minlength=len(layer))
        off.append(np.abs(shapely.area(layer) - sums) > OFF_M * shapely.length(layer))
    return np.flatnonzero(off[0] | (np.bincount(first, weights=off[1][second], minlength=len(ours)) > 0))


def _exchanged(common: Common, rows: np.ndarray, anew: Common) -> Common:
    """Return what layers have in common, of which that of some rows of the first is made anew."""
    kept = ~np.isin(common[1], rows)
    cut, first, second = (np.r_[old[kept], new] for old, new in zip(common, (anew[0], rows[anew[1]], anew[2])))
    order = np.lexsort((second, first))
    return cut[order], first[order], second[order]


def joined(found: Pieces, progress: Progress = quiet) -> Pieces:
    """Put together what polygons of many vertices were split into: one piece for each pair of rows."""
    pair = (found.before + 1) * (found.after.max(initial=NONE) + 2) + found.after + 1
    order = np.argsort(pair, kind="stable")
    again = pair[order[1:]] == pair[order[:-1]]
    if not again.any():
        return found
    first = np.flatnonzero(np.r_[True, ~again])
    multiple = np.flatnonzero(np.diff(np.r_[first, len(order)]) > 1)
    start, stop = first[multiple], np.r_[first, len(order)][multiple + 1]

    def unions(rows: slice) -> list[shapely.Geometry]:
        return [union(found.geometry[order[a:b]]) for a, b in zip(start[rows], stop[rows])]

    together = in_threads(unions, len(multiple), _CHUNK, progress)
    geometry = found.geometry[order[first]]
    geometry[multiple] = np.array([one for chunk in together for one in chunk], dtype=object)
    return Pieces(geometry, found.before[order[first]], found.after[order[first]])


def in_common(
    before: np.ndarray, after: np.ndarray, progress: Progress = quiet, grid_size: float | None = None
) -> Common:
    """Return what polygons have in common, and the rows of both, in the order of the rows, shape (c,) each.

    ``before``, shape (n,), and ``after``, shape (k,): valid polygons or multipolygons in one metric CRS.

    ``grid_size``: the width in m of the grid to find it on, instead of floating coordinates.

    >>> import shapely
    >>> from greenvein.core.geometry.changes import in_common
    >>> common, first, second = in_common(shapely.box([0], 0, [10], 10), shapely.box([4, 10], 0, [12, 20], 10))
    >>> shapely.area(common).tolist(), first.tolist(), second.tolist()
    ([60.0], [0], [0])
    """
    tree = shapely.STRtree(after)

    def meet(rows: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        first, second = tree.query(before[rows], predicate="intersects")
        common = areal(shapely.intersection(before[rows][first], after[second], grid_size=grid_size))
        some = np.flatnonzero(shapely.area(common) > 0)
        # The tree's own order depends on all polygons in it.
        some = some[np.lexsort((second[some], first[some]))]
        return common[some], first[some] + rows.start, second[some]

    found = in_threads(meet, len(before), _CHUNK, progress)
    if not found:
        return np.empty(0, dtype=object), np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    geometry, first, second = (np.concatenate(column) for column in zip(*found, strict=True))
    return geometry, first, second


def left_over(
    layer: np.ndarray,
    row: np.ndarray,
    area: np.ndarray,
    other: np.ndarray,
    rows: np.ndarray,
    progress: Progress = quiet,
) -> tuple[np.ndarray, np.ndarray]:
    """Return what no polygon of ``other`` covers, and the rows of ``layer`` that it is left of.

    ``row``, ``rows`` and ``area``: the pieces that both have in common, by their rows, with their areas.

    >>> import shapely
    >>> from greenvein.core.geometry.changes import in_common, left_over
    >>> here, there = shapely.box([0], 0, [10], 10), shapely.box([4], 0, [20], 10)
    >>> common, row, rows = in_common(here, there)
    >>> shapely.area(left_over(here, row, shapely.area(common), there, rows)[0]).tolist()
    [40.0]
    """
    missing = shapely.area(layer) - np.bincount(row, weights=area, minlength=len(layer))
    at = np.flatnonzero(missing > ROUNDING_M * shapely.length(layer))
    cover = np.flatnonzero(np.isin(row, at))
    # By where they are, so that the same polygons give the same ground to the bit, in whatever order they came.
    west, south, _, _ = shapely.bounds(other[rows[cover]]).T if len(cover) else np.empty((4, 0))
    order = cover[np.lexsort((south, west, row[cover]))]
    start, stop = np.searchsorted(row[order], at), np.searchsorted(row[order], at, side="right")

    def left_of(some: np.ndarray, grid_size: float | None = None) -> np.ndarray:
        grounds = [other[rows[order[a:b]]] for a, b in zip(start[some], stop[some])]
        covers = np.array([shapely.union_all(ground, grid_size=grid_size) for ground in grounds], dtype=object)
        return shapely.difference(layer[at[some]], covers, grid_size=grid_size)

    def rest(chunk: slice) -> np.ndarray:
        some = np.arange(chunk.start, chunk.stop)
        its = at[some]
        return mended(
            left_of(some), lambda again, grid: left_of(some[again], grid), missing[its], shapely.length(layer[its])
        )

    found = in_threads(rest, len(at), _CHUNK, progress)
    left = np.concatenate([np.empty(0, dtype=object), *found])
    some = shapely.area(left) > 0
    return left[some], at[some]
