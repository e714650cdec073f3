"""Lines to pass along as a network: pieces of one line are one, and lines that meet have no end there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from .mesh import graph_of
from .plane import size

_MEETS_M = 0.01
"""Lines that come as near as this to the end of another meet it."""
# The cosine of the angle within which lines from one place lead to the same side; a sharper bend is seldom drawn.
_SAME_SIDE = 0.7


@dataclass(frozen=True)
class Network:
    """Lines that hang together.

    ``node`` (n, 2): where they end or meet, in m; ``pair`` (p, 2): the nodes that each piece is between; ``piece``: the
    vertices of each, shape (k, 2); ``line`` (p,): the row of the line that it is of.
    """

    node: np.ndarray
    pair: np.ndarray
    piece: list[np.ndarray]
    line: np.ndarray

    @property
    def tips(self) -> np.ndarray:
        """Nodes where lines end: all pieces there lead on to the same side."""
        node = self.pair.ravel()
        way = np.array([xy[at] - xy[end] for xy in self.piece for end, at in ((0, 1), (-1, -2))]).reshape(-1, 2)
        way /= size(way)[:, None]
        found = [one for one in np.unique(node) if (way[node == one] @ way[node == one].T > _SAME_SIDE).all()]
        return np.array(found, dtype=np.int64)

    def ways(self, tips: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
        """Return tips, first the two that are farthest apart, and the shortest ways from the first to each other."""
        away, before = dijkstra(self._graph(), indices=tips, return_predecessors=True)
        first, last = np.unravel_index(np.argmax(away[:, tips]), (len(tips), len(tips)))
        order = np.r_[first, last, np.setdiff1d(np.arange(len(tips)), (first, last))]
        return tips[order], [self._way(before[first], tip) for tip in tips[order[1:]]]

    def branch(self, tip: int) -> np.ndarray:
        """Return the pieces from a tip to where three or more meet, or to another tip."""
        found: list[int] = []
        node, last = tip, -1
        while True:
            here = np.flatnonzero((self.pair == node).any(axis=1))
            other = self.pair[here].sum(axis=1) - node
            onward = np.unique(other[other != last])
            if len(onward) != 1 or (found and len(np.unique(other)) > 2):
                return np.array(found, dtype=np.int64)
            found.extend(here[other == onward[0]].tolist())
            node, last = int(onward[0]), node

    def without(self, pieces: np.ndarray) -> Network:
        """Return the network without some pieces."""
        keep = np.setdiff1d(np.arange(len(self.piece)), pieces)
        return Network(self.node, self.pair[keep], [self.piece[row] for row in keep], self.line[keep])

    def drawn(self, pieces: np.ndarray) -> shapely.MultiLineString:
        """Return pieces as lines."""
        return shapely.MultiLineString([self.piece[row] for row in pieces])

    def _shortest(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return pairs of nodes, the lower first, the shortest length between each, and the piece that has it."""
        length = np.array([size(np.diff(xy, axis=0)).sum() for xy in self.piece])
        low = np.sort(self.pair, axis=1)
        order = np.lexsort((length, low[:, 1], low[:, 0]))
        pair, first = np.unique(low[order], axis=0, return_index=True)
        return pair, length[order][first], order[first]

    def _graph(self) -> csr_matrix:
        pair, length, _ = self._shortest()
        return graph_of(pair, length, len(self.node))

    def _way(self, before: np.ndarray, node: int) -> np.ndarray:
        """Return the vertices of a way to a node; ``before``: see ``scipy.sparse.csgraph.dijkstra``."""
        pair, _, rows = self._shortest()
        which = {(int(one), int(two)): int(row) for (one, two), row in zip(pair, rows)}
        found = []
        while before[node] >= 0:
            last, node = node, int(before[node])
            row = which[min(node, last), max(node, last)]
            xy = self.piece[row]
            found.append(xy if self.pair[row, 0] == last else xy[::-1])
        xy = np.concatenate(found)[::-1]
        return xy[np.r_[True, size(np.diff(xy, axis=0)) > _MEETS_M]]


def networks(lines: np.ndarray) -> list[Network]:
    """Return what lines come to where those that meet are joined; multipart ones are taken apart."""
    single, line = shapely.get_parts(lines, return_index=True)
    long = shapely.length(single) > _MEETS_M
    single, line = single[long], line[long]
    if not len(single):
        return []
    ends = np.stack([_vertices(one)[[0, -1]] for one in single]).reshape(-1, 2)
    piece, owner = _cut(single, ends)
    number = _groups(np.stack([xy[[0, -1]] for xy in piece]).reshape(-1, 2))
    node = np.zeros((number.max() + 1, 2))
    node[number] = np.stack([xy[[0, -1]] for xy in piece]).reshape(-1, 2)
    pair = number.reshape(-1, 2)
    leads = pair[:, 0] != pair[:, 1]
    pair, piece, owner = pair[leads], [xy for xy, kept in zip(piece, leads) if kept], owner[leads]
    _, label = connected_components(graph_of(pair, np.ones(len(pair)), len(node)), directed=False)
    found = []
    for one in np.unique(label[pair[:, 0]]):
        rows = np.flatnonzero(label[pair[:, 0]] == one)
        own, at = np.unique(pair[rows], return_inverse=True)
        found.append(Network(node[own], at.reshape(-1, 2), [piece[row] for row in rows], line[owner[rows]]))
    return found


def _cut(single: np.ndarray, ends: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    """Return the vertices of lines cut where others end on them, and the row of the line each is of."""
    point, row = shapely.STRtree(single).query(shapely.points(ends), "dwithin", _MEETS_M)
    pieces, owner = [], []
    for number, one in enumerate(single):
        xy = _vertices(one)
        place = np.sort(shapely.line_locate_point(one, shapely.points(ends[point[row == number]])))
        place = place[(place > _MEETS_M) & (place < one.length - _MEETS_M)]
        place = place[np.r_[True, np.diff(place) > 2 * _MEETS_M]] if len(place) else place
        along = np.r_[0.0, np.cumsum(size(np.diff(xy, axis=0)))]
        for start, stop in zip(np.r_[0.0, place], np.r_[place, along[-1]]):
            inner = xy[(along > start + _MEETS_M) & (along < stop - _MEETS_M)]
            first, last = (np.array([np.interp(at, along, side) for side in xy.T]) for at in (start, stop))
            pieces.append(np.concatenate([[first], inner, [last]]))
            owner.append(number)
    return pieces, np.array(owner)


def _vertices(line: shapely.LineString) -> np.ndarray:
    return shapely.get_coordinates(line)


def _groups(points: np.ndarray) -> np.ndarray:
    """Return a number for each point, the same for those that meet."""
    near = cKDTree(points).query_pairs(2 * _MEETS_M, output_type="ndarray")
    return connected_components(graph_of(near, np.ones(len(near)), len(points)), directed=False)[1]
