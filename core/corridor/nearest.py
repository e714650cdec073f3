"""Exact distances from many points to a boundary."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from .mesh import Boundary
from .plane import nearest_on, size

_FIRST = 6
_MORE = 4


class Nearest:
    """Finds how far points are from a boundary, by way of its samples.

    Of the pieces at the samples nearest to a point one is the nearest, unless a piece can pass between
    two samples farther away; then more samples are looked at. The pieces are cut to about equal
    lengths first, so that this is rare.
    """

    def __init__(self, boundary: Boundary):
        fine = boundary.at_most(2 * float(np.median(boundary.length)))
        used = np.unique(fine.piece)
        self._tree = cKDTree(fine.site[used])
        self._half = float(fine.length.max()) / 2
        self._start, self._beside = fine.site[used], fine.site[fine.beside[used]]

    def distance(self, xy: np.ndarray) -> np.ndarray:
        """Return the distance in m of points, shape (n, 2)."""
        best = np.full(len(xy), np.inf)
        todo, count = np.arange(len(xy)), _FIRST
        while len(todo):
            count = min(count, self._tree.n)
            away, near = self._tree.query(xy[todo], k=np.arange(1, count + 1))
            point = xy[todo, None, None]
            foot = nearest_on(point, self._start[near][:, :, None], self._beside[near])
            best[todo] = size(foot - point).min(axis=(1, 2))
            if count == self._tree.n:
                break
            unsure = best[todo] ** 2 > away[:, -1] ** 2 - self._half**2
            todo, count = todo[unsure], _MORE * count
        return best
