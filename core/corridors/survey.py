"""The clear width along an axis, measured to the boundary itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from .end_edges import End
from .mesh import Mesh
from .nearest import Nearest
from .openings import Openings
from .plane import cross, dot, nearest_on, size

_STILL_M, _STEPS = 1e-7, 8


@dataclass(frozen=True)
class Arm:
    """A stretch of axis with the clear width along it.

    ``xy`` (n, 2), ``chainage`` (n,), ``width`` (n,): in m; ``sample`` (n,): the rows that are samples of the profile,
    and ``centre`` (k, 2): the centres of the discs there, which lie beside ``xy`` where the axis bends between nodes.
    ``border``: the chainages of the inner borders of the two end stretches (0 and the length where there is none).
    ``ends``: numbers of the ends that it starts and stops at, -1 at a junction; ``edges``: their edges, else None.
    """

    xy: np.ndarray
    chainage: np.ndarray
    width: np.ndarray
    sample: np.ndarray
    centre: np.ndarray
    border: tuple[float, float]
    ends: tuple[int, int]
    edges: tuple[shapely.Geometry | None, shapely.Geometry | None]

    @property
    def points(self) -> tuple[bool, ...]:
        """Whether it starts and stops at points, to which the width goes down to nothing."""
        return tuple(edge is not None and edge.geom_type == "Point" for edge in self.edges)

    @property
    def shut(self) -> bool:
        """Whether nothing gets through: there is no width somewhere, and not just at a point where it ends."""
        low, high = (None if not point else place for point, place in zip(self.points, (0.0, self.length)))
        return any(place not in (low, high) for place in self.chainage[self.width <= 0].tolist())

    @property
    def closed(self) -> bool:
        """Whether it leads once around a ring."""
        return bool(self.ends == (-1, -1) and (self.xy[0] == self.xy[-1]).all())

    @property
    def clear(self) -> float:
        """The narrowest width in m."""
        return float(self.width.min())

    @property
    def length(self) -> float:
        """The length in m."""
        return float(self.chainage[-1])

    @property
    def mean(self) -> float:
        """The mean of the width along the axis in m."""
        area = ((self.width[1:] + self.width[:-1]) / 2 * np.diff(self.chainage)).sum()
        return float(area / self.length) if self.length > 0 else float(self.width[0])


@dataclass(frozen=True)
class Course:
    """Where one arm runs, before it is measured: triangles in order, and the ends it touches (-1: none)."""

    nodes: np.ndarray
    ends: tuple[int, int]


Feet = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
"""From points, shape (n, 2), to their distances in m from a boundary and the nearest points on it."""


class Survey:
    """Measures widths on one mesh, to the boundary itself."""

    def __init__(self, mesh: Mesh, ends: tuple[End, ...]):
        self._mesh, self._ends = mesh, ends
        low, high = mesh.pair.min(axis=1), mesh.pair.max(axis=1)
        self._key = low * len(mesh.corner) + high
        self._by_key = np.argsort(self._key, kind="stable")
        self._walls = Nearest(mesh.boundary, Openings.of(ends))

    def _clear(self, xy: np.ndarray) -> np.ndarray:
        """Return the diameter of the largest disc around points that holds no side and no obstacle."""
        return 2 * self._walls.distance(xy)

    def measure(self, course: Course, step: float) -> Arm:
        """Return the arm along a course, with a sample every ``step`` metres."""
        mesh, nodes = self._mesh, course.nodes
        passage = self._passages(nodes)
        left, right = self._sides(nodes, passage)
        open_ = mesh.free[nodes]
        # Each node lies between the passages before and after it.
        before, after = np.r_[0, np.arange(len(passage))], np.r_[np.arange(len(passage)), max(len(passage) - 1, 0)]
        xy = mesh.position[nodes].copy()
        if len(passage):
            fit = open_ & (mesh.width[passage[before]] > 0) & (mesh.width[passage[after]] > 0)
            lefts = np.stack([left[before], left[after]], axis=1)
            rights = np.stack([right[before], right[after]], axis=1)
            xy[fit] = self._centred(xy[fit], lefts[fit], rights[fit])
            for node, gate in ((0, 0), (-1, -1)):
                if mesh.end[nodes[node]] >= 0:
                    edge = Openings.of((self._ends[mesh.end[nodes[node]]],)).edge
                    xy[node] = self._leaving(xy[node], left[gate], right[gate], edge)
        width = np.where(open_, self._clear(xy), 0.0)
        row = np.arange(len(nodes), dtype=float)
        if len(passage):
            place, where, across = self._necks(xy, passage, left, right)
            # Inside obstacles the axis goes from gate to gate: the centroids lie now left, now right.
            kept = np.flatnonzero(open_ | (not len(where)))
            order = np.argsort(np.r_[row[kept], where], kind="stable")
            xy, width = np.concatenate([xy[kept], place])[order], np.r_[width[kept], across][order]
            row = np.r_[row[kept], where][order]
        for last, end in ((0, course.ends[0]), (-1, course.ends[1])):
            if end >= 0 and mesh.end[nodes[last]] < 0:  # a point, or an end that is built over
                at = 0 if last == 0 else len(xy)
                foot = shapely.shortest_line(shapely.Point(xy[last]), self._ends[end].edge).coords[1]
                xy, width, row = (
                    np.insert(xy, at, foot, axis=0),
                    np.insert(width, at, 0.0),
                    np.insert(row, at, row[last]),
                )
        return self._profile(xy, width, row, course, (left, right), step)

    def _passages(self, nodes: np.ndarray) -> np.ndarray:
        low, high = np.minimum(nodes[1:], nodes[:-1]), np.maximum(nodes[1:], nodes[:-1])
        key = low * len(self._mesh.corner) + high
        return self._by_key[np.searchsorted(self._key, key, sorter=self._by_key)]

    def _sides(self, nodes: np.ndarray, passage: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the sites to the left and right of each passage on the way through it."""
        mesh, site = self._mesh, self._mesh.boundary.site
        one, two = mesh.gate[passage].T
        middle = site[mesh.corner[nodes]].mean(axis=1)
        way, gate = middle[1:] - middle[:-1], site[two] - site[one]
        # From end to end without a triangle between them.
        through = (mesh.end[nodes[1:]] >= 0) & (mesh.end[nodes[:-1]] >= 0)
        way[through] = np.diff(mesh.position[nodes], axis=0)[through]
        turned = cross(way, gate) > 0  # two lies on the left
        return np.where(turned, two, one), np.where(turned, one, two)

    def _feet(self, sites: np.ndarray) -> Feet:
        """Return the way from points to the boundary on both sides of some sites each, shape (n, k)."""
        site, beside = self._mesh.boundary.site, self._mesh.boundary.beside
        both = np.repeat(sites, beside.shape[1], axis=1)
        # Pieces come first, so that each step below runs along all points.
        start, stop = site.take(both.T, axis=0), site.take(beside[sites].reshape(both.shape).T, axis=0)
        rows = np.arange(len(sites))

        def feet(xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            foot = nearest_on(xy, start, stop)
            distance = size(foot - xy)
            nearest = distance.argmin(axis=0)
            return distance[nearest, rows], foot[nearest, rows]

        return feet

    def _centred(self, xy: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Move points onto the line that is as far from the boundary at ``left`` as at ``right``; sites for each."""
        return _balanced(xy, self._feet(left), self._feet(right))

    def _leaving(self, xy: np.ndarray, left: int, right: int, edge: np.ndarray) -> np.ndarray:
        """Return where the line as far from the boundary at ``left`` as at ``right`` meets an end edge (m, 2, 2)."""
        sides = np.array([[left]]), np.array([[right]])
        along = edge[:, 1] - edge[:, 0]
        for _ in range(_STEPS):
            before, xy = xy, self._centred(xy[None], *sides)[0]
            toward = [foot[0] - xy for _, foot in (self._feet(side)(xy[None]) for side in sides)]
            across = toward[1] / size(toward[1]) - toward[0] / size(toward[0])
            way = np.array([-across[1], across[0]])
            with np.errstate(divide="ignore", invalid="ignore"):
                step = cross(edge[:, 0] - xy, along) / cross(way, along)
                share = cross(edge[:, 0] - xy, way) / cross(way, along)
            hit = np.flatnonzero((share >= -1e-9) & (share <= 1 + 1e-9))
            if not len(hit):
                return before
            xy = xy + step[hit[np.argmin(np.abs(step[hit]))]] * way
            if size(xy - before) < _STILL_M:
                break
        return xy

    def _necks(
        self, xy: np.ndarray, passage: np.ndarray, left: np.ndarray, right: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the narrowest places inside passages: points, their rows between nodes, and widths."""
        mesh, site = self._mesh, self._mesh.boundary.site
        left_d, left_foot = self._feet(left[:, None])(site[right])
        right_d, right_foot = self._feet(right[:, None])(site[left])
        nearer = (left_d <= right_d)[:, None]
        place = np.where(nearer, (site[right] + left_foot) / 2, (site[left] + right_foot) / 2)
        shut = mesh.width[passage] <= 0
        place[shut] = (site[left[shut]] + site[right[shut]]) / 2
        # On gently closing sides the nearest place to a sample lies beside the axis.
        open_ = ~shut
        place[open_] = self._centred(place[open_], left[open_, None], right[open_, None])
        along = xy[1:] - xy[:-1]
        square = dot(along, along)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = dot(place - xy[:-1], along) / square
        share[shut] = 0.5
        # Four samples on one circle make two nodes of one point: no neck is between them.
        aside = size(place - xy[:-1] - share[:, None] * along)
        between = (share > 1e-6) & (share < 1 - 1e-6) & (aside <= np.sqrt(square) / 2)
        use = shut | (mesh.neck[passage] & between)
        width = np.where(shut[use], 0.0, self._clear(place[use]))
        return place[use], np.flatnonzero(use) + share[use], width

    def _profile(
        self,
        xy: np.ndarray,
        width: np.ndarray,
        row: np.ndarray,
        course: Course,
        gates: tuple[np.ndarray, np.ndarray],
        step: float,
    ) -> Arm:
        keep = np.r_[True, (np.abs(np.diff(xy, axis=0)) > 1e-9).any(axis=1)]
        xy, width, row = xy[keep], width[keep], row[keep]
        chainage = np.r_[0.0, np.cumsum(size(np.diff(xy, axis=0)))]
        total = chainage[-1]
        at = np.unique(np.r_[np.arange(0.0, total, step), total])
        after = np.clip(np.searchsorted(chainage, at, side="right") - 1, 0, max(len(chainage) - 2, 0))
        place = np.stack([np.interp(at, chainage, xy[:, 0]), np.interp(at, chainage, xy[:, 1])], axis=1)
        across, centre = np.interp(at, chainage, width), place.copy()
        between = (at > 0) & (at < total) & (width[after] > 0)
        between &= width[np.minimum(after + 1, len(width) - 1)] > 0
        if between.any() and len(gates[0]):
            gate = np.clip(np.floor(row[after[between]]).astype(int), 0, len(gates[0]) - 1)
            centred = self._centred(place[between], gates[0][gate][:, None], gates[1][gate][:, None])
            # What drifts away from the axis, as near a junction, is measured where it was.
            drift = size(centred - place[between]) > 0.1 * across[between]
            centred[drift] = place[between][drift]
            moved, still = self._clear(centred), self._clear(place[between])
            across[between] = np.maximum(moved, still)
            centre[between] = np.where((moved > still)[:, None], centred, place[between])
        order = np.argsort(np.r_[chainage, at], kind="stable")
        sample = np.r_[np.zeros(len(chainage), bool), np.ones(len(at), bool)][order]
        return Arm(
            xy=np.concatenate([xy, place])[order],
            chainage=np.r_[chainage, at][order],
            width=np.r_[width, across][order],
            sample=sample,
            centre=centre,
            border=self._borders(xy, chainage, width, course.ends),
            ends=course.ends,
            edges=(self._edge(course.ends[0]), self._edge(course.ends[1])),
        )

    def _edge(self, end: int) -> shapely.Geometry | None:
        return self._ends[end].edge if end >= 0 else None

    def _borders(
        self, xy: np.ndarray, chainage: np.ndarray, width: np.ndarray, ends: tuple[int, int]
    ) -> tuple[float, float]:
        """Return the chainages from where on the largest disc no longer meets the first end, and yet the last."""
        found = [0.0, float(chainage[-1])]
        for number, end in enumerate(ends):
            if end >= 0:
                clear = np.flatnonzero(shapely.distance(shapely.points(xy), self._ends[end].edge) >= width / 2)
                found[number] = float(chainage[clear[-number]]) if len(clear) else found[1 - number]
        return found[0], found[1]


def _balanced(xy: np.ndarray, to_left: Feet, to_right: Feet) -> np.ndarray:
    """Move points until they are equally far from both sides."""
    for _ in range(6):
        left, left_foot = to_left(xy)
        right, right_foot = to_right(xy)
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = (left_foot - xy) / left[:, None] - (right_foot - xy) / right[:, None]
            square = dot(slope, slope)
            # Where both feet lie the same way the point is in a dead end and stays.
            move = np.where((square > 0.05)[:, None], slope * ((left - right) / square)[:, None], 0.0)
        far = size(np.nan_to_num(move))
        if not (far > _STILL_M).any():
            break
        move *= np.minimum(1.0, 0.5 * np.minimum(left, right) / np.maximum(far, 1e-12))[:, None]
        xy = xy + np.nan_to_num(move)
    return xy
