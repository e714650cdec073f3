"""The clear width along an axis, measured to the boundary itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.optimize import brentq, minimize_scalar

from .ends import End
from .mesh import Boundary, Mesh
from .nearest import Nearest
from .plane import dot, nearest_on, size

_STILL_M = 1e-7


@dataclass(frozen=True)
class Arm:
    """A stretch of axis with the clear width along it.

    ``xy`` (n, 2), ``chainage`` (n,), ``width`` (n,): in m; ``sample`` (n,): the rows that are samples of the profile.
    ``border``: the chainages of the inner borders of the two end stretches (0 and the length where there is none).
    ``ends``: numbers of the ends that it starts and stops at, -1 at a junction; ``points``: whether these are points,
    to which the width goes down to nothing.
    """

    xy: np.ndarray
    chainage: np.ndarray
    width: np.ndarray
    sample: np.ndarray
    border: tuple[float, float]
    ends: tuple[int, int]
    points: tuple[bool, bool]

    @property
    def shut(self) -> bool:
        """Whether nothing gets through: there is no width somewhere, and not just at a point where it ends."""
        low, high = (None if not point else place for point, place in zip(self.points, (0.0, self.length)))
        return any(place not in (low, high) for place in self.chainage[self.width <= 0].tolist())

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

    def __init__(self, mesh: Mesh, label: np.ndarray, ends: tuple[End, ...]):
        self._mesh, self._label, self._ends = mesh, label, ends
        low, high = mesh.pair.min(axis=1), mesh.pair.max(axis=1)
        self._key = low * len(mesh.corner) + high
        self._by_key = np.argsort(self._key, kind="stable")
        start, stop = mesh.boundary.piece.T
        side = np.ones(len(start), dtype=bool)
        middle = (mesh.boundary.site[start] + mesh.boundary.site[stop]) / 2
        for end in ends:
            side &= ~end.holds(middle)
        self._edges = Nearest(mesh.boundary)
        self._walls = Nearest(Boundary(mesh.boundary.site, mesh.boundary.piece[side])) if side.any() else self._edges

    def _clear(self, xy: np.ndarray) -> np.ndarray:
        """Return the diameter of the largest disc around points that holds no boundary but an end's."""
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
        if len(nodes) == 1 and open_[0] and min(course.ends) >= 0:
            xy[0] = self._between(xy[0], *(self._ends[end] for end in course.ends))
        if len(passage):
            fit = open_ & (mesh.width[passage[before]] > 0) & (mesh.width[passage[after]] > 0)
            lefts = np.stack([left[before], left[after]], axis=1)
            rights = np.stack([right[before], right[after]], axis=1)
            xy[fit] = self._centred(xy[fit], lefts[fit], rights[fit])
        width = np.where(open_, self._clear(xy), 0.0)
        row = np.arange(len(nodes), dtype=float)
        if len(passage):
            place, where, across = self._necks(xy, passage, left, right)
            # Inside obstacles the axis goes from gate to gate: the centroids lie now left, now right.
            kept = np.flatnonzero(open_ | (not len(where)))
            order = np.argsort(np.r_[row[kept], where], kind="stable")
            xy, width = np.concatenate([xy[kept], place])[order], np.r_[width[kept], across][order]
            row = np.r_[row[kept], where][order]
        gates = (left, right)
        xy, width, row, low, high = self._borders(xy, width, row, course, gates)
        return self._profile(xy, width, row, low, high, course, gates, step)

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
        turned = way[:, 0] * gate[:, 1] - way[:, 1] * gate[:, 0] > 0  # two lies on the left
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

    def _between(self, xy: np.ndarray, one: End, two: End) -> np.ndarray:
        """Return the centre of the largest disc near a point that touches two ends at once."""
        feet = [_foot_on(end.edge, xy[None])[1][0] for end in (one, two)]
        across = feet[1] - feet[0]
        along = np.array([-across[1], across[0]])

        def place(share: float) -> np.ndarray:
            beside = (xy + share * along)[None]
            return _balanced(beside, lambda at: _foot_on(one.edge, at), lambda at: _foot_on(two.edge, at))[0]

        def narrow(share: float) -> float:
            return -float(self._edges.distance(place(share)[None])[0])

        best = minimize_scalar(narrow, bounds=(-0.5, 0.5), method="bounded", options={"xatol": 1e-7})
        return place(best.x if best.fun < narrow(0.0) else 0.0)

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

    def _gap(self, xy: np.ndarray, end: End) -> tuple[float, float]:
        """Return how far the largest disc around a point is from an end, and its diameter."""
        width = float(self._clear(xy[None])[0])
        return shapely.Point(xy).distance(end.edge) - width / 2, width

    def _borders(self, xy, width, row, course, gates):
        """Draw the axis on to the end edges; the end stretches have the width at their inner border."""
        first, last = course.ends
        if first >= 0:
            xy, width, row = self._border(xy, width, row, self._ends[first], gates, 0)
        if last >= 0:
            drawn = self._border(xy[::-1], width[::-1], row[::-1], self._ends[last], gates, int(first >= 0))
            xy, width, row = (values[::-1] for values in drawn)
        return xy, width, row, int(first >= 0), len(xy) - 1 - int(last >= 0)

    def _border(self, xy, width, row, end, gates, taken):
        """Do so at the first point; the last ``taken`` points are the other end's."""
        if end.point and width[0] > 0:
            return np.concatenate([end.edge.coords, xy]), np.r_[0.0, width], np.r_[row[0], row]
        if width[0] <= 0:  # the end is built over
            foot = shapely.get_coordinates(shapely.shortest_line(shapely.Point(xy[0]), end.edge))[1]
            return np.concatenate([[foot], xy]), np.r_[0.0, width], np.r_[row[0], row]
        # Points of the axis that already touch the end, up to the first that does not.
        kept = 0
        while kept < len(xy) - 1 - taken and width[kept] > 0 and self._gap(xy[kept], end)[0] <= 0:
            kept += 1
        inner, outer = xy[kept], None
        gap, _ = self._gap(inner, end)
        if kept and gap > 0:
            outer = xy[kept - 1]
        elif gap > 0:
            outward = xy[0] - xy[1] if len(xy) > 1 else end.outward
            length = np.linalg.norm(outward)
            outer = inner + (outward / length if length > 0 else end.outward) * 1.5 * gap
        if outer is not None:
            inner = self._touching(inner, outer, end, int(row[kept]), gates)
        # Where two ends face each other in one disc, each keeps it as narrow as the other does.
        clear = 2 * float(self._edges.distance(inner[None])[0])
        foot = self._foot(inner, end)
        rest = slice(kept, None) if gap > 0 else slice(kept + 1, None)
        return (
            np.concatenate([[foot], [inner], xy[rest]]),
            np.r_[clear, clear, width[rest]],
            np.r_[row[kept], row[kept], row[rest]],
        )

    def _touching(self, inner: np.ndarray, outer: np.ndarray, end: End, row: int, gates) -> np.ndarray:
        """Return the point of the axis between two points whose disc just touches the end."""
        left, right = gates
        row = min(row, len(left) - 1)

        def place(share: float) -> np.ndarray:
            point = (inner + share * (outer - inner))[None]
            if row >= 0:
                point = self._centred(point, left[row : row + 1, None], right[row : row + 1, None])
            return point[0]

        def gap(share: float) -> float:
            return self._gap(place(share), end)[0]

        if gap(0.0) <= 0 or gap(1.0) > 0:
            return inner
        return place(brentq(gap, 0.0, 1.0, xtol=1e-9))

    def _foot(self, inner: np.ndarray, end: End) -> np.ndarray:
        """Return where the axis meets the end edge: straight ahead, else at its nearest point."""
        reach = 4 * shapely.Point(inner).hausdorff_distance(end.edge) + 1
        ray = shapely.LineString([inner, inner + reach * end.outward])
        hit = shapely.get_coordinates(shapely.intersection(ray, end.edge))
        if not len(hit):
            return shapely.get_coordinates(shapely.shortest_line(shapely.Point(inner), end.edge))[1]
        return hit[np.argmin(size(hit - inner))]

    def _profile(self, xy, width, row, low, high, course, gates, step) -> Arm:
        distinct = np.r_[True, (np.abs(np.diff(xy, axis=0)) > 1e-9).any(axis=1)]
        distinct[[low, high]] = True
        keep = np.flatnonzero(distinct)
        low, high = int(np.searchsorted(keep, low)), int(np.searchsorted(keep, high))
        xy, width, row = xy[keep], width[keep], row[keep]
        chainage = np.r_[0.0, np.cumsum(size(np.diff(xy, axis=0)))]
        total = chainage[-1]
        at = np.unique(np.r_[np.arange(0.0, total, step), total])
        after = np.clip(np.searchsorted(chainage, at, side="right") - 1, 0, max(len(chainage) - 2, 0))
        place = np.stack([np.interp(at, chainage, xy[:, 0]), np.interp(at, chainage, xy[:, 1])], axis=1)
        across = np.interp(at, chainage, width)
        between = (at > chainage[low]) & (at < chainage[high]) & (width[after] > 0)
        between &= width[np.minimum(after + 1, len(width) - 1)] > 0
        if between.any() and len(gates[0]):
            gate = np.clip(np.floor(row[after[between]]).astype(int), 0, len(gates[0]) - 1)
            centred = self._centred(place[between], gates[0][gate][:, None], gates[1][gate][:, None])
            # What drifts away from the axis, as near a junction, is measured where it was.
            drift = size(centred - place[between]) > 0.1 * across[between]
            centred[drift] = place[between][drift]
            across[between] = np.maximum(self._clear(centred), self._clear(place[between]))
        order = np.argsort(np.r_[chainage, at], kind="stable")
        sample = np.r_[np.zeros(len(chainage), bool), np.ones(len(at), bool)][order]
        return Arm(
            xy=np.concatenate([xy, place])[order],
            chainage=np.r_[chainage, at][order],
            width=np.r_[width, across][order],
            sample=sample,
            border=(float(chainage[low]), float(chainage[high])),
            ends=course.ends,
            points=tuple(end >= 0 and self._ends[end].point for end in course.ends),
        )


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


def _foot_on(edge: shapely.Geometry, xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    line = shapely.get_coordinates(shapely.shortest_line(shapely.points(xy), edge)).reshape(len(xy), 2, 2)
    return size(line[:, 1] - line[:, 0]), line[:, 1]
