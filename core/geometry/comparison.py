"""What two results of one job say differently, as ground: two layers of polygons with a value each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, in_threads, part, quiet
from .area import Measure, planar
from .arrangement import sort_by_place
from .changes import NONE, pieces
from .coverage import flat
from .polygons import DRAWING_M, explode, slivers

SLIVER_M = DRAWING_M
"""Differences that are narrower everywhere come from the drawing, not from a decision; not set by any plan, ours."""

_CHUNK = 1

Alike = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Values of the first layer and of the second, shape (p,) each → whether they are as good as the same, shape (p,)."""


@dataclass(frozen=True)
class ValuedGround:
    """The ground of one result: valid polygons or multipolygons in one metric CRS, shape (n,).

    ``value``: a whole number from 0 for each of them, shape (n,). Where polygons lie on each other the smaller one
    holds, of equals the one of the lower value.
    """

    geometry: np.ndarray
    value: np.ndarray


@dataclass(frozen=True)
class Differences:
    """Ground where two results differ: single polygons without overlaps, the largest first; areas in m².

    ``geometry``: shape (p,). ``before`` and ``after``: the value of each result there, ``NONE`` where it has no
    ground, shape (p,). ``area_m2``: shape (p,). ``sliver``: so thin that it is not to be shown, shape (p,).
    ``same_m2``: ground on which both agree. The ground of the first result is ``same_m2`` and the pieces whose
    ``before`` is not ``NONE``, slivers among them; the ground of the second alike.
    """

    geometry: np.ndarray
    before: np.ndarray
    after: np.ndarray
    area_m2: np.ndarray
    sliver: np.ndarray
    same_m2: float


def differences(
    before: ValuedGround,
    after: ValuedGround,
    *,
    alike: Alike = np.equal,
    sliver_m: float = SLIVER_M,
    measure: Measure = planar,
    progress: Progress = quiet,
) -> Differences:
    """Lay two results on each other and keep where they differ.

    Pieces of the same two values that touch become one. A piece that is narrower than ``sliver_m`` everywhere is marked
    as a sliver. Raises CrowdedError where polygons of one result lie on one another in more pairs than can be told one
    by one.

    One result has the value 1 on 10 m; in the other the last 4 m have the value 2:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.comparison import ValuedGround, differences
    >>> before = ValuedGround(shapely.box([0], 0, [10], 10), np.array([1]))
    >>> after = ValuedGround(shapely.box([0, 6], 0, [6, 10], 10), np.array([1, 2]))
    >>> found = differences(before, after)
    >>> found.area_m2.tolist(), found.before.tolist(), found.after.tolist(), found.same_m2
    ([40.0], [1], [2], 60.0)
    """
    first, first_value = _plain(before, part(progress, 0.0, 0.15))
    second, second_value = _plain(after, part(progress, 0.15, 0.3))
    found = pieces(first, second, part(progress, 0.3, 0.8))
    # The last one, which NONE stands for.
    one, two = np.append(first_value, NONE)[found.before], np.append(second_value, NONE)[found.after]
    same = one == two
    both = np.flatnonzero((one != NONE) & (two != NONE) & ~same)
    same[both] = alike(one[both], two[both])
    same_m2 = float(measure(found.geometry[same]).sum())
    geometry, one, two = _joined(found.geometry[~same], one[~same], two[~same], part(progress, 0.8, 1.0))
    area = measure(geometry)
    thin = slivers(geometry, sliver_m)
    order = np.lexsort((*sort_by_place(geometry), -area))
    progress(1.0)
    return Differences(geometry[order], one[order], two[order], area[order], thin[order], same_m2)


def _plain(ground: ValuedGround, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return polygons without overlaps and their values."""
    value = np.asarray(ground.value, dtype=np.intp)
    found = flat(np.asarray(ground.geometry, dtype=object), progress, value).geometry
    some = ~shapely.is_missing(found)
    return found[some], value[some]


def _joined(
    geometry: np.ndarray, one: np.ndarray, two: np.ndarray, progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the single polygons that pieces of the same two values make, and these values."""
    if not len(geometry):
        return geometry, one, two
    pair, which = np.unique(np.c_[one, two], axis=0, return_inverse=True)
    order = np.argsort(which.ravel(), kind="stable")
    start = np.flatnonzero(np.diff(which.ravel()[order], prepend=-1))
    members = np.split(geometry[order], start[1:])

    def union(rows: slice) -> list[shapely.Geometry]:
        return [shapely.union_all(own) for own in members[rows]]

    found = in_threads(union, len(members), _CHUNK, progress)
    single, owner = explode(np.array([one for chunk in found for one in chunk], dtype=object))
    return single, pair[owner, 0], pair[owner, 1]
