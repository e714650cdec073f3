"""Exact distances from many points to a boundary."""

from __future__ import annotations

import numpy as np
import shapely
from scipy.spatial import cKDTree

from .mesh import Boundary
from .openings import Openings
from .plane import nearest_on, size

_FIRST = 6
_MORE = 4
_ON_LINE_M = 1e-6
# To hold a segment against as many edges takes longer than to ask whether it comes near any, as few do at a round end.
_MANY_EDGES = 50


class Nearest:
    """Finds how far points are from a boundary, by way of its samples, past openings beyond which none counts.

    Of the pieces at the samples nearest to a point one is the nearest, unless a piece can pass between
    two samples farther away; then more samples are looked at. The pieces are cut to about equal
    lengths first, so that this is rare.
    """

    def __init__(self, boundary: Boundary, openings: Openings):
        self._openings, self._open_line = openings, shapely.MultiLineString(list(openings.edge))
        shapely.prepare(self._open_line)
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
            distance = size(foot - point)
            self._leave_out(xy[todo], foot, distance)
            best[todo] = distance.min(axis=(1, 2))
            if count == self._tree.n:
                break
            unsure = best[todo] ** 2 > away[:, -1] ** 2 - self._half**2
            todo, count = todo[unsure], _MORE * count
        return best

    def _leave_out(self, xy: np.ndarray, foot: np.ndarray, distance: np.ndarray) -> None:
        """Set distances to what is seen over an opening to infinity; only discs that meet one can hold such."""
        if not len(self._openings.edge):
            return
        nearest = distance.min(axis=(1, 2)) + _ON_LINE_M
        rows = np.flatnonzero(shapely.dwithin(shapely.points(xy), self._open_line, nearest))
        if not len(rows):
            return
        stop = foot[rows].reshape(-1, 2)
        start = np.repeat(xy[rows], foot.shape[1] * foot.shape[2], axis=0)
        beyond = np.zeros(len(start), dtype=bool)
        meet = self._may_leave(start, stop)
        beyond[meet] = self._openings.left(start[meet], stop[meet])
        distance[rows] = np.where(beyond.reshape(distance[rows].shape), np.inf, distance[rows])

    def _may_leave(self, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Return the rows of segments, shape (n, 2) each, that come near an opening; all where few edges are."""
        if len(self._openings.edge) < _MANY_EDGES:
            return np.arange(len(start))
        segments = shapely.linestrings(np.stack([start, stop], axis=1))
        return np.flatnonzero(shapely.dwithin(segments, self._open_line, 4 * _ON_LINE_M))
