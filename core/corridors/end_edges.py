"""The edge that an end of a corridor is: the boundary around its tip, as far as it closes in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .mesh import Boundary
from .plane import cross, dot, size

TAPER = 0.2
"""A corridor that closes in faster than this (half its width per metre of axis) runs out: a point, a round or
a cut end. Below, it is a corridor that gets narrower."""
NOISE = 0.05
"""Detail of an end below this share of the corridor's half width is noise of the drawing."""
STRAIGHT = 20.0
"""Where the axis is as thin as this many of the finest pieces, its direction means nothing."""
ON_EDGE_M = 1e-3
"""What lies this near to an end edge is on it."""
OFF_DEG = 15
"""By how much the direction in which an axis leaves may be off."""
# A curve turns by no more than this, in radians, from edge to edge; and is straight but for this share of its radius.
_SMOOTH, _STRAIGHT_SHARE = 0.55, 1e-4
_ON_LINE_M = 1e-6
# What closes in by more than this, in m per metre ahead, does so whichever way out the end is looked at.
_STEEP = 0.3
# What closes in by no more than this share of the half width beyond ``TAPER`` may belong to the sides.
_BAND = 0.015


@dataclass(frozen=True)
class End:
    """One end of a corridor.

    ``edge``: the line of the corridor's edge that is the end, not its sides, or the point that it runs to, and
    ``bounds``: its bounds; ``inner``: shape (2,), centre of the last disc before it; ``outward``: shape (2,), the
    direction in which the axis leaves.
    """

    edge: shapely.Geometry
    bounds: tuple[float, float, float, float]
    inner: np.ndarray
    outward: np.ndarray

    @property
    def point(self) -> bool:
        """Whether the corridor runs to a point here: the width goes down to nothing."""
        return self.edge.geom_type == "Point"

    def holds(self, xy: np.ndarray) -> np.ndarray:
        """Tell which points, shape (n, 2), lie on the edge."""
        held = self._around(xy, xy)
        held[held] = shapely.dwithin(shapely.points(xy[held]), self.edge, ON_EDGE_M)
        return held

    def meets(self, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Tell which segments, shape (n, 2) each, touch the edge."""
        met = self._around(np.minimum(start, stop), np.maximum(start, stop))
        lines = shapely.linestrings(np.stack([start[met], stop[met]], axis=1))
        met[met] = shapely.dwithin(lines, self.edge, ON_EDGE_M)
        return met

    def _around(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Tell which boxes are near: of a whole boundary next to nothing is."""
        west, south, east, north = np.array(self.bounds) + 2 * ON_EDGE_M * np.array([-1, -1, 1, 1])
        return (high[:, 0] >= west) & (low[:, 0] <= east) & (high[:, 1] >= south) & (low[:, 1] <= north)


def end_at(
    boundary: Boundary,
    around: tuple[int, ...],
    sides: np.ndarray,
    middle: np.ndarray,
    inner: np.ndarray,
    radius: float,
    outward: np.ndarray,
) -> End:
    """Find the end edge: the boundary around a tip, as far as it lies beyond ``inner`` and faces outward.

    ``around``: the site at the tip, or the two sites on both sides of it; ``sides``: sites that are the sides' own;
    ``middle``: shape (1, 2), the tip.
    """
    ahead, behind = _following(boundary)
    one = len(around) == 1
    # Where the axis turns before the end, the way to the tip is the way out.
    for way in (outward, middle[0] - inner):
        length = np.linalg.norm(way)
        outward = way / length if length > 0 else np.array([1.0, 0.0])
        # Where that is a few degrees off, what is rounded begins behind the disc's centre.
        towards = (boundary.site, inner - np.sin(np.radians(OFF_DEG)) * radius * outward, outward, sides)
        forward, further = _walk(ahead, ahead[around[0]] if one else around[1], middle[0], *towards, radius)
        backward, before = _walk(behind, behind[around[0]] if one else around[0], middle[0], *towards, radius)
        # The tip of a line given may be a corner.
        backward, forward = (side[(side != middle).any(axis=1)] for side in (backward[::-1], forward))
        chain = np.concatenate([backward, middle, forward])
        whole, begin = np.concatenate([before[::-1], chain, further]), len(before)
        stretch = (begin, begin + len(backward), begin + len(chain) - 1)
        facing = _facing(whole, stretch, outward, radius) if len(chain) > 1 else None
        if facing is not None or radius <= STRAIGHT * boundary.finest:
            break
    if facing is None and radius <= STRAIGHT * boundary.finest:
        point = shapely.Point(chain[np.argmax(dot(chain, outward))])
        return End(point, point.bounds, inner, outward)
    if facing is None:
        facing = chain if len(chain) > 1 else boundary.site[[behind[around[0]], around[0], ahead[around[-1]]]]
    line = shapely.simplify(shapely.LineString(facing), _ON_LINE_M)
    if line.length < boundary.finest:
        line = shapely.line_interpolate_point(line, 0.5, normalized=True)
    return End(line, line.bounds, inner, outward)


def furthest(boundary: Boundary, tip: int, inner: np.ndarray, outward: np.ndarray) -> int:
    """Return the site that is furthest ahead of ``inner``, of all around a tip's that are ahead of it at all."""
    found = [tip]
    for following in _following(boundary):
        node = following[tip]
        while node != tip and (boundary.site[node] - inner) @ outward > 0:
            found.append(node)
            node = following[node]
    return found[int(np.argmax(dot(boundary.site[found] - inner, outward)))]


def _following(boundary: Boundary) -> tuple[np.ndarray, np.ndarray]:
    """Return for each site the one ahead of it along the boundary, and the one behind it."""
    ahead = np.full(len(boundary.site), -1)
    behind = ahead.copy()
    ahead[boundary.piece[:, 0]], behind[boundary.piece[:, 1]] = boundary.piece[:, 1], boundary.piece[:, 0]
    return ahead, behind


def _facing(whole: np.ndarray, stretch: tuple[int, int, int], outward: np.ndarray, radius: float) -> np.ndarray | None:
    """Return the part of a boundary, around the row of its tip, that closes in; None where nothing does.

    ``stretch``: the rows between which it may begin and end, but for a curve that leads on, and that of the tip between
    them.
    """
    start, tip, stop = stretch
    line = shapely.simplify(shapely.LineString(whole), _STRAIGHT_SHARE * radius, preserve_topology=False)
    corner = np.flatnonzero(_among(whole, line))
    rows = np.union1d(corner[(corner > start) & (corner < stop)], [start, tip, stop])
    xy, middle = whole[rows], int(np.searchsorted(rows, tip))

    # As far as it closes in as a whole, so that steps, notches and folds belong to the end; along the boundary, for
    # beside a bend sides seem to close in when seen from the tip.
    way = np.concatenate([xy[middle] - xy[:middle], xy[middle:] - xy[middle]])
    place = np.r_[0.0, np.cumsum(size(np.diff(xy, axis=0)))]
    out = _directions(outward)
    gain = cross(out[:, None], way[None]) - 0.9 * TAPER * np.abs(place - place[middle])
    before, after = gain[:, : middle + 1], gain[:, middle:]
    first, last = np.argmax(before, axis=1), np.argmax(after, axis=1)
    # The direction out may be a few degrees off, and of two sides that close in but slowly one then seems to belong to
    # the end. Together they do not where in some direction neither does.
    row = np.arange(len(out))
    more = np.maximum(before[row, first] - before[:, first.max()], after[row, last] - after[:, last.min()])
    straight = len(out) // 2
    fast = first[straight], last[straight]
    if more.min() <= _BAND * radius:
        fast = first.max(), last.min()
    if fast[0] == middle + fast[1]:
        return None
    ahead = dot(xy, outward)
    steep = cross(outward, way) - _STEEP * (ahead.max() - ahead)
    slow = min(np.argmax(steep[: middle + 1]), fast[0]), max(np.argmax(steep[middle:]), fast[1])
    fast, slow = ((int(rows[one]), int(rows[middle + other])) for one, other in (fast, slow))
    # From where one side closes in fast, the other belongs to the end with it, however slowly it closes in.
    ahead = dot(whole, outward)
    level = ahead[list(fast)].min()
    begin, before_it = _from(whole, ahead, fast[0], slow[0], level)
    end, after_it = _from(whole, ahead, fast[1], slow[1], level)
    # Where it is rounded, all of the curve belongs to it.
    final, mirror = len(whole) - 1, np.array([1.0, -1.0])
    start = _curve(whole, corner, begin, out[0], radius)
    stop = final - _curve(whole[::-1] * mirror, final - corner[::-1], final - end, out[-1] * mirror, radius)
    return np.concatenate([before_it[: start == begin], whole[start : stop + 1], after_it[: stop == end]])


def _from(whole: np.ndarray, ahead: np.ndarray, fast: int, slow: int, level: float) -> tuple[int, np.ndarray]:
    """Return the first row of a side that is ahead of ``level``, and the point of that level before it: (0 or 1, 2).

    ``ahead``: how far ahead the points of ``whole`` are; ``slow``, ``fast``: between which rows to look.
    """
    step = 1 if slow > fast else -1
    way = np.arange(fast, slow + step, step)
    row = int(way[np.flatnonzero(ahead[way] >= level - _ON_LINE_M)[-1]])
    if row == slow:
        return row, np.empty((0, 2))
    one, two = ahead[row], ahead[row + step]
    return row, (whole[row] + (whole[row + step] - whole[row]) * ((one - level) / (one - two)))[None]


def _directions(outward: np.ndarray) -> np.ndarray:
    """Return the directions around one, shape (2,), in whole degrees, shape (n, 2); it stands in their midst."""
    angle = np.radians(np.arange(-OFF_DEG, OFF_DEG + 1))
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.stack([cosine * outward[0] - sine * outward[1], sine * outward[0] + cosine * outward[1]], axis=1)


def _among(chain: np.ndarray, line: shapely.LineString) -> np.ndarray:
    """Tell which points of a chain are corners of its simplified line."""
    return np.isin(chain @ [1, 1j], shapely.get_coordinates(line) @ [1, 1j])


def _curve(whole: np.ndarray, corner: np.ndarray, first: int, outward: np.ndarray, radius: float) -> int:
    """Return the row from where on a line is one curve, about as tight as the end is wide, with what ``first`` begins.

    ``whole``: shape (n, 2), with the ground on its left, and the rows of its corners; ``outward``: the direction out as
    seen from which edges close in most, shape (2,).
    """
    at = start = int(np.searchsorted(corner, first))
    edge = np.diff(whole[corner], axis=0)
    length = size(edge)
    closing = cross(np.broadcast_to(outward, edge.shape), edge) > 0.1 * TAPER * length
    while 0 < at < len(edge):
        turn = np.arctan2(cross(edge[at - 1], edge[at]), dot(edge[at - 1], edge[at]))
        tight = 1.5 * radius * turn >= (length[at - 1] + length[at]) / 2
        if not (closing[at - 1] and tight and turn <= _SMOOTH):
            break
        at -= 1
    return int(corner[at]) if at < start else first


def _walk(
    following: np.ndarray,
    first: int,
    tip: np.ndarray,
    site: np.ndarray,
    inner: np.ndarray,
    outward: np.ndarray,
    sides: np.ndarray,
    more: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the boundary from a tip on until it passes ``inner`` or comes to a side, and as it leads on ``more`` m."""
    found: list[np.ndarray] = []
    beyond: list[np.ndarray] = []
    last, node, stop = tip, first, set(sides.tolist())
    for _ in range(len(site)):
        before, here = (last - inner) @ outward, (site[node] - inner) @ outward
        if here <= 0:
            if before > 0:
                found.append(last + (site[node] - last) * (before / (before - here)))
            break
        found.append(site[node])
        at_side = node in stop
        last, node = site[node], following[node]
        if at_side:
            break
    last = found[-1] if found else tip
    while more > 0 and len(beyond) < len(site):
        beyond.append(site[node])
        more -= float(np.linalg.norm(site[node] - last))
        last, node = site[node], following[node]
    return np.array(found).reshape(-1, 2), np.array(beyond).reshape(-1, 2)
