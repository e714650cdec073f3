"""What became of the ground between two layers that each tile it without overlaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .coverage import same
from .polygons import ROUNDING_M, areal
from .progress import Progress, in_threads, part, quiet
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
    """
    mine, theirs = same(before, after, signature)
    found = [(before[mine], mine, theirs)]
    here, there = np.delete(np.arange(len(before)), mine), np.delete(np.arange(len(after)), theirs)
    ours, at = split(before[here], part(progress, 0.05, 0.1))
    others, its = split(after[there], part(progress, 0.1, 0.15))
    here, there = here[at], there[its]
    cut, first, second = in_common(ours, others, part(progress, 0.15, 0.7))
    found.append((cut, here[first], there[second]))
    area = shapely.area(cut)
    left, row = left_over(ours, first, area, others, second, part(progress, 0.7, 0.8))
    found.append((left, here[row], np.full(len(row), NONE)))
    left, row = left_over(others, second, area, ours, first, part(progress, 0.8, 0.9))
    found.append((left, np.full(len(row), NONE), there[row]))
    geometry, one, two = (np.concatenate(column) for column in zip(*found, strict=True))
    return joined(Pieces(geometry, one.astype(np.intp), two.astype(np.intp)), part(progress, 0.9, 1.0))


def joined(found: Pieces, progress: Progress = quiet) -> Pieces:
    """Put together what polygons of many vertices were split into: one piece for each pair of rows."""
    pair = (found.before + 1) * (found.after.max(initial=NONE) + 2) + found.after + 1
    order = np.argsort(pair, kind="stable")
    again = pair[order[1:]] == pair[order[:-1]]
    if not again.any():
        return found
    first = np.flatnonzero(np.r_[True, ~again])
    several = np.flatnonzero(np.diff(np.r_[first, len(order)]) > 1)
    start, stop = first[several], np.r_[first, len(order)][several + 1]

    def union(rows: slice) -> list[shapely.Geometry]:
        return [shapely.union_all(found.geometry[order[a:b]]) for a, b in zip(start[rows], stop[rows])]

    unions = in_threads(union, len(several), _CHUNK, progress)
    geometry = found.geometry[order[first]]
    geometry[several] = np.array([one for chunk in unions for one in chunk], dtype=object)
    return Pieces(geometry, found.before[order[first]], found.after[order[first]])


def in_common(
    before: np.ndarray, after: np.ndarray, progress: Progress = quiet
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what polygons have in common, and the rows of both, in the order of the rows."""
    tree = shapely.STRtree(after)

    def meet(rows: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        first, second = tree.query(before[rows], predicate="intersects")
        common = areal(shapely.intersection(before[rows][first], after[second]))
        some = np.flatnonzero(shapely.area(common) > 0)
        # The tree's own order hangs on all polygons in it.
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
    """
    missing = shapely.area(layer) - np.bincount(row, weights=area, minlength=len(layer))
    at = np.flatnonzero(missing > ROUNDING_M * shapely.length(layer))
    cover = np.flatnonzero(np.isin(row, at))
    # By where they are, so that the same polygons give the same ground to the bit, in whatever order they came.
    west, south, _, _ = shapely.bounds(other[rows[cover]]).T if len(cover) else np.empty((4, 0))
    order = cover[np.lexsort((south, west, row[cover]))]
    start, stop = np.searchsorted(row[order], at), np.searchsorted(row[order], at, side="right")

    def rest(chunk: slice) -> np.ndarray:
        covers = [shapely.union_all(other[rows[order[a:b]]]) for a, b in zip(start[chunk], stop[chunk])]
        return areal(shapely.difference(layer[at[chunk]], np.array(covers, dtype=object)))

    found = in_threads(rest, len(at), _CHUNK, progress)
    left = np.concatenate([np.empty(0, dtype=object), *found])
    some = shapely.area(left) > 0
    return left[some], at[some]
