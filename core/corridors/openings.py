"""The end edges of a corridor as openings: which segments lead out over them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..progress import chunks
from .end_edges import End
from .plane import dot, size

_ON_LINE_M = 1e-6
# Segments times edges looked at in one go: memory that is given back and asked for again takes longer than the sums.
_AT_ONCE = 50_000


@dataclass(frozen=True)
class Openings:
    """The segments of end edges: ``edge`` (m, 2, 2) with the corridor on their left, ``end`` (m,): which is whose."""

    edge: np.ndarray
    end: np.ndarray

    @classmethod
    def of(cls, ends: tuple[End, ...]) -> Openings:
        """Return the openings of ends; a point has none."""
        lines = [np.array(end.edge.coords) for end in ends if not end.point]
        edges = [np.stack([line[:-1], line[1:]], axis=1) for line in lines]
        owner = [number for number, end in enumerate(ends) if not end.point]
        edge = np.concatenate(edges) if edges else np.empty((0, 2, 2))
        return cls(edge, np.repeat(np.array(owner, dtype=np.int64), [len(one) for one in edges]))

    def crossed(self, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Return where on segments, shape (n, 2) each, they lead out over each edge, 0 to 1 or NaN; shape (n, m)."""
        before, after, share, within = self._meet(start, stop)
        return np.where((before >= -_ON_LINE_M) & (after < -_ON_LINE_M) & within, share, np.nan)

    def left(self, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Tell which segments, shape (n, 2) each, lead out over an end; over a notch of it and back in is not out."""
        gone = np.zeros(len(start), dtype=bool)
        for rows in chunks(len(start), _AT_ONCE // max(len(self.edge), 1) + 1):
            gone[rows] = self._left(start[rows], stop[rows])
        return gone

    def _left(self, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        before, after, _, within = self._meet(start, stop)
        out = (before >= -_ON_LINE_M) & (after < -_ON_LINE_M) & within
        back = (before < -_ON_LINE_M) & (after >= -_ON_LINE_M) & within
        crossings = out.astype(np.int64) - back
        gone = np.zeros(len(start), dtype=bool)
        for end in np.unique(self.end):
            gone |= crossings[:, self.end == end].sum(axis=1) > 0
        return gone

    def _meet(self, start: np.ndarray, stop: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return how far in front of edges' lines segments start and stop, where they meet them, and if on the edge."""
        first, way = self.edge[:, 0], self.edge[:, 1] - self.edge[:, 0]
        length = np.maximum(size(way), 1e-12)
        way = way / length[:, None]
        inward = np.stack([-way[:, 1], way[:, 0]], axis=1)
        before, after = (dot(xy[:, None] - first, inward) for xy in (start, stop))
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.clip(before / (before - after), 0.0, 1.0)
            place = start[:, None] + share[..., None] * (stop - start)[:, None]
            along = dot(place - first, way)
            return before, after, share, (along >= -_ON_LINE_M) & (along <= length + _ON_LINE_M)
