"""Where polygons of one layer lie on top of each other, and what they cover together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .progress import Progress, in_threads, quiet

_CHUNK = 5_000


def overlapping_pairs(geometry: np.ndarray, progress: Progress = quiet) -> tuple[np.ndarray, np.ndarray]:
    """Return the index pairs (i < j) of polygons whose interiors meet; a shared edge is no overlap."""
    tree = shapely.STRtree(geometry)

    def meeting(rows: slice) -> np.ndarray:
        first, second = tree.query(geometry[rows])
        first = first + rows.start
        once = first < second
        first, second = first[once], second[once]
        meet = interiors_meet(geometry[first], geometry[second])
        return np.stack([first[meet], second[meet]])

    found = in_threads(meeting, len(geometry), _CHUNK, progress)
    first, second = np.concatenate([np.empty((2, 0), dtype=np.intp), *found], axis=1)
    return first, second


def interiors_meet(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Tell of pairs of polygons whether their interiors meet."""
    return shapely.relate_pattern(one, other, "T********")


def flatten(geometry: np.ndarray, progress: Progress = quiet) -> np.ndarray:
    """Return polygons that cover the same ground as ``geometry`` without any overlap."""
    return merge(geometry, *overlapping_pairs(geometry, progress))


def merge(
    geometry: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    union: Callable[[np.ndarray], shapely.Geometry] = shapely.union_all,
) -> np.ndarray:
    """Return polygons in which those that the index pairs join are one."""
    if not len(first):
        return geometry
    groups = group(len(geometry), first, second)
    alone = np.ones(len(geometry), dtype=bool)
    alone[first] = alone[second] = False
    unions = [union(geometry[groups == label]) for label in np.unique(groups[~alone])]
    return np.concatenate([geometry[alone], np.array(unions, dtype=object)])


def group(count: int, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return for each of ``count`` items the label of the group that the pairs join it to."""
    links = coo_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=(count, count))
    return connected_components(links, directed=False)[1]
