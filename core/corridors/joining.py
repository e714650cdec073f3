"""The ground of crossing corridors on which the parts of a corridor are joined: that which it would take uncut.

A corridor that was cut out by another one ends on both sides in an edge along that other one, a seam. Between two seams
that face each other its sides run on: straight from the one to the other, or, where it bends there, on in their own
directions until they meet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse.csgraph import connected_components

from ..geometry.polygons import explode
from .cleaning import without_hairlines, without_slits
from .plane import cross, dot, nearest_on, size

SEAM_M = 0.015
"""Two places that were one lie within this, each rounded to the centimetre."""
# A seam is looked at this far before its ends, where the side has begun, and sides but for noise of this size.
_BEFORE_M, _NOISE_M = 0.05, 0.02
# A corner nearer than this to the straight way is none.
_STRAIGHT_M = 0.05
# Before a corner, a side tells where it runs if it is as long as this share of what else it takes.
_STUB = 0.03
# Sides whose mean direction is as long as this run side by side.
_PARALLEL = 0.99
# Cosines: of the angle to the other seam up to which an edge faces it, of that by which the way may turn off at either
# seam, and of the angle between the sides of a bend.
_FACING, _ONWARD, _BEND = 0.15, 0.5, -0.7
# A vertex at which a side turns by more radians than this is a corner, and no point of a curve.
_CURVE = 0.35
# How much less likely two seams belong together that lie aside from where the sides run on.
_ASIDE = 4.0
# Of many seams along one corridor those looked at for each.
_NEAREST = 12
# Slits as wide as twice this are closed where ground is put together; a mitre cuts no corner.
_SLIT_M, _MITRE = 5e-3, 1e4
# Sides that run on straight go over no points.
_STRAIGHT = [np.empty((0, 2))] * 2
# Outlines are drawn to this.
_GRID_M = 1e-4


@dataclass(frozen=True)
class _Ring:
    """The outline of a part, counter-clockwise: ``xy`` (n, 2), first and last the same, and ``at`` (n,), in m."""

    xy: np.ndarray
    at: np.ndarray

    @classmethod
    def of(cls, part: shapely.Polygon) -> _Ring:
        xy = shapely.get_coordinates(shapely.orient_polygons(part).exterior)
        return cls(xy, np.r_[0.0, np.cumsum(size(np.diff(xy, axis=0)))])

    def between(self, start: float, stop: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the places from ``start`` on to ``stop``, in m, and the points there; ``stop`` may be a round on."""
        length = self.at[-1]
        at = np.concatenate([self.at[:-1] + turn * length for turn in (-1, 0, 1, 2)])
        at = np.r_[start, at[(at > start) & (at < stop)], stop]
        return at, self.points(at)

    def points(self, at: np.ndarray) -> np.ndarray:
        """Return the points at some places."""
        at = np.mod(at, self.at[-1])
        return np.stack([np.interp(at, self.at, self.xy[:, axis]) for axis in (0, 1)], axis=-1)

    def along(self, ground: shapely.Geometry) -> list[tuple[float, float]]:
        """Return from where to where it runs along or through some ground (prepared)."""
        line = shapely.LineString(self.xy)
        crossings = shapely.points(shapely.get_coordinates(shapely.intersection(line, ground.boundary)))
        at, length = np.unique(shapely.line_locate_point(line, crossings)), self.at[-1]
        if not len(at):
            return [(0.0, length)] if shapely.intersects_xy(ground, *self.xy[0]) else []
        stop = np.r_[at[1:], at[0] + length]
        inside = shapely.intersects_xy(ground, self.points((at + stop) / 2))
        return [(one, two) for one, two in zip(at[inside].tolist(), stop[inside].tolist()) if two - one > _BEFORE_M]


@dataclass(frozen=True)
class _Seam:
    """A stretch of a part's outline along another corridor, from ``start`` to ``stop``."""

    part: int
    ring: _Ring
    start: float
    stop: float

    @property
    def xy(self) -> np.ndarray:
        return self.ring.between(self.start, self.stop)[1]

    def facing(self, other: _Seam) -> _Seam | None:
        """Return what of it faces another one, from the first edge that does to the last; None if none does."""
        there = shapely.LineString(other.xy)
        start, stop = self.start, self.stop
        if stop - start >= self.ring.at[-1]:  # all of the outline: begun where it is farthest from the other
            far = shapely.distance(shapely.points(self.ring.xy[:-1]), there).argmax()
            start, stop = self.ring.at[far], self.ring.at[far] + self.ring.at[-1]
        at, xy = self.ring.between(start, stop)
        along = np.diff(xy, axis=0)
        out = np.stack([along[:, 1], -along[:, 0]], axis=1)
        ways = shapely.shortest_line(shapely.points((xy[1:] + xy[:-1]) / 2), there)
        across = np.diff(shapely.get_coordinates(ways).reshape(-1, 2, 2), axis=1)[:, 0]
        faces = dot(out, across) > _FACING * size(out) * size(across)
        faces &= (at[1:] > start + _BEFORE_M) & (at[:-1] < stop - _BEFORE_M)  # a rim of its side is none of it
        if not faces.any():
            return None
        # What leads on without a corner is of the same edge, as where a round one runs out along a side.
        turns = np.abs(np.arctan2(cross(along[:-1], along[1:]), dot(along[:-1], along[1:])))
        corner = np.flatnonzero(turns > _CURVE) + 1
        first, last = np.flatnonzero(faces)[[0, -1]]
        first = corner[corner <= first].max(initial=0)
        last = corner[corner > last].min(initial=len(along))
        return _Seam(self.part, self.ring, at[first], at[last])

    def met(self, sides: tuple[_Side, _Side]) -> _Seam | None:
        """Return what of it lies between two sides that run straight onto it, side by side; None where they do not."""
        if size(sides[0].way + sides[1].way) < 2 * _PARALLEL:
            return None
        xy, at = self.xy, []
        line = shapely.LineString(xy)
        near = shapely.buffer(line, _STRAIGHT_M)
        for side in sides:
            ahead = shapely.LineString([side.end, side.end + side.way * size(xy - side.end).max()])
            way = shapely.shortest_line(shapely.Point(side.end), shapely.intersection(ahead, near))
            if way is None or not side.straight(way.length / 2):
                return None
            at.append(self.start + shapely.line_locate_point(line, shapely.get_point(way, -1)))
        return _Seam(self.part, self.ring, at[1], at[0]) if at[1] < at[0] else None

    def sides(self) -> tuple[_Side, _Side]:
        """Return the sides at its first and its last point."""
        middle = (self.start + self.stop) / 2
        _, loop = self.ring.between(middle, middle + self.ring.at[-1])
        xy = shapely.get_coordinates(shapely.simplify(shapely.LineString(loop), _NOISE_M))
        ends = self.ring.points(np.array([self.start, self.stop]))
        here = self.ring.points(np.array([self.start - _BEFORE_M, self.stop + _BEFORE_M]))[:, None]
        before, after = size(nearest_on(here, xy[None, :-1], xy[None, 1:]) - here).argmin(axis=1).tolist()
        return _Side(ends[0], xy[before + 1 :: -1]), _Side(ends[1], xy[after:])


@dataclass(frozen=True)
class _Side:
    """A side of a part: ``end``, the point (2,) at the seam, and ``xy`` (n, 2): its vertices from there on."""

    end: np.ndarray
    xy: np.ndarray

    @property
    def way(self) -> np.ndarray:
        """The direction in which it runs on over the seam."""
        along = self.xy[0] - self.xy[1]
        return along / size(along)

    def straight(self, length: float) -> bool:
        """Tell whether it runs straight for a length in m from the seam, or until it turns at a corner."""
        long = float(size(self.xy[1] - self.end))
        along = np.diff(self.xy[:3], axis=0)
        corner = len(along) > 1 and abs(np.arctan2(cross(*along), dot(*along))) > _CURVE
        return long >= (_STUB * length if corner else length)

    def curved(self, length: float) -> float:
        """Return in which sense it turns along a curve for a length in m from the seam: 1, -1, or 0 for none."""
        along = np.diff(self.xy, axis=0)
        turns = np.arctan2(cross(along[:-1], along[1:]), dot(along[:-1], along[1:]))
        near = np.cumsum(size(along))[:-1] - size(self.xy[0] - self.end) < length
        turns = turns[: max(near.sum(), 2)]
        even = len(turns) > 1 and np.abs(turns).max() < _CURVE and np.abs(np.sign(turns).sum()) == len(turns)
        return float(np.sign(turns[0])) if even else 0.0


@dataclass(frozen=True)
class _Between:
    """The ground between two seams of two parts, and how far and how much aside they lie from each other."""

    parts: tuple[int, int]
    seams: tuple[int, int]
    away: float
    ground: shapely.Geometry


def ground_between(parts: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the ground on which parts are joined, and the ground in it that the other corridors close in.

    ``parts``: single polygons without holes; ``others``: corridors nearby. What these close in, as a hole of theirs, is
    an obstacle: it is part of the ground returned first, and once more returned as single polygons.
    """
    rings = [_Ring.of(part) for part in parts]
    single, nothing = shapely.get_parts(others), np.array([], dtype=object)
    whole = shapely.union_all(parts)
    single = single[shapely.dwithin(single, whole, SEAM_M) | shapely.intersects(single, shapely.convex_hull(whole))]
    if not len(single):
        return nothing, nothing
    filled, holes = _filled(single, whole)
    grown = shapely.buffer(filled, SEAM_M)
    found: list[_Between] = []
    for ground in shapely.get_parts(shapely.union_all(grown)):  # all that meet are one ground
        found += _joints(rings, ground, found)
    if not found:
        return nothing, nothing
    between = _polygons(
        shapely.intersection(shapely.union_all([one.ground for one in found]), shapely.union_all(grown))
    )
    return between, without_hairlines(_polygons(shapely.intersection(holes, shapely.union_all(between))))


def put_together(parts: np.ndarray, between: np.ndarray) -> np.ndarray:
    """Return parts joined by the ground between them, single polygons without a slit or a notch where they meet."""
    joined = without_slits(shapely.union_all([*parts, *between]), _SLIT_M, _MITRE)
    return joined[shapely.intersects(joined, shapely.union_all(parts))]


def _filled(others: np.ndarray, parts: shapely.Geometry) -> tuple[np.ndarray, shapely.Geometry]:
    """Return single polygons without the holes that no part lies in, and what no other one covers of these holes."""
    found, left = others.copy(), []
    for row in np.flatnonzero(shapely.get_num_interior_rings(others) > 0):
        holes = shapely.polygons(shapely.get_rings(others[row])[1:])
        inside = shapely.area(shapely.intersection(holes, parts)) > SEAM_M * shapely.length(holes)
        found[row] = shapely.polygons(others[row].exterior, shapely.get_exterior_ring(holes[inside]))
        for hole in holes[~inside]:
            within = shapely.intersects(others, hole) & (np.arange(len(others)) != row)
            left.append(shapely.difference(hole, shapely.union_all([*shapely.buffer(others[within], SEAM_M), parts])))
    return found, shapely.union_all(left)


def _joints(rings: list[_Ring], ground: shapely.Polygon, found: list[_Between]) -> list[_Between]:
    """Return where parts are joined along some ground, beside what was found before."""
    shapely.prepare(ground)
    seams = [_Seam(part, ring, *ends) for part, ring in enumerate(rings) for ends in ring.along(ground)]
    group = _groups(len(rings), found)
    if len({int(group[seam.part]) for seam in seams}) < 2:
        return []
    part = np.array([seam.part for seam in seams])
    lines = shapely.linestrings([seam.xy[[0, -1]] for seam in seams])
    away = np.where(group[part][:, None] == group[part], np.inf, shapely.distance(lines[:, None], lines.copy()))
    near = np.argsort(away, axis=1, kind="stable")[:, :_NEAREST]
    pairs = {(min(one, two), max(one, two)) for one, row in enumerate(near.tolist()) for two in row}
    likely = [_between(seams, *pair) for pair in sorted(pairs) if np.isfinite(away[pair])]
    joints: list[_Between] = []
    for joint in sorted((one for one in likely if one is not None), key=lambda one: one.away):
        group = _groups(len(rings), found + joints)
        used = {seam for one in joints for seam in one.seams}
        # Two parts may meet twice, as those of a ring; a seam serves twice where that joins a third part.
        if group[joint.parts[0]] != group[joint.parts[1]] or not used & set(joint.seams):
            joints.append(joint)
    return joints


def _groups(parts: int, joints: list[_Between]) -> np.ndarray:
    """Return for each part the number of the group that joints make."""
    joined = np.zeros((parts, parts), dtype=bool)
    for joint in joints:
        joined[joint.parts] = True
    return connected_components(joined, directed=False)[1]


def _between(seams: list[_Seam], first: int, second: int) -> _Between | None:
    """Return the ground between two seams as the corridor would run uncut; None where they do not face each other."""
    one, two = seams[first].facing(seams[second]), seams[second].facing(seams[first])
    if one is None or two is None:
        return None
    sides, others = one.sides(), two.sides()
    here, there = one.xy, two.xy
    way = _way(one, two)
    along, back = _onward(here, sides), -_onward(there, others)
    # Where the way on turns first to one hand and then to the other, the parts lie aside of each other.
    off, on = cross(along, way), cross(back, way)
    wide = min(abs(cross(along, here[-1] - here[0])), abs(cross(back, there[-1] - there[0])))
    aside = off * on > 0 and min(abs(off), abs(on)) > wide / 2
    if aside or min(along @ way, back @ way) < _ONWARD * size(way):
        # A part may still run straight onto some of a longer seam.
        met, meeting = one.met(others), two.met(sides)
        if met is None and meeting is None:
            return None
        one, two = (one, meeting or two) if met is None else (met, two)
        way = _way(one, two)
        return _Between((one.part, two.part), (first, second), float(size(way)), _outlined(one.xy, two.xy, _STRAIGHT))
    runs, even = _runs((sides[0], others[1]), (others[0], sides[1]))
    ground = _outlined(here, there, runs)
    if not even:  # rather too narrow than a way around what stands in the corridor
        ground = shapely.intersection(ground, _outlined(here, there, _STRAIGHT))
    away = size(way) + _ASIDE * (2 * size(way) - (along + back) @ way)
    return _Between((one.part, two.part), (first, second), float(away), ground)


def _way(one: _Seam, two: _Seam) -> np.ndarray:
    """Return the way from the middle of one seam to that of another one, shape (2,)."""
    return (two.xy[[0, -1]].sum(axis=0) - one.xy[[0, -1]].sum(axis=0)) / 2


def _outlined(here: np.ndarray, there: np.ndarray, runs: list[np.ndarray]) -> shapely.Geometry:
    """Return the ground between two seams, with the points that sides run over from the one to the other and back."""
    outline = np.concatenate([here[::-1], runs[0], there[::-1], runs[1], here[-1:]])
    # Where others lie over the parts it leads back along these, but for noise, and is no ring.
    noded = shapely.union_all([shapely.LineString(outline)], grid_size=_GRID_M)
    return shapely.union_all(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))


def _onward(xy: np.ndarray, sides: tuple[_Side, _Side]) -> np.ndarray:
    """Return the direction in which a part runs on over a seam: that of its sides, or straight out."""
    along = sides[0].way + sides[1].way
    if size(along) < 1:
        along = np.array([1.0, -1.0]) * (xy[-1] - xy[0])[::-1]
    return along / size(along)


def _runs(*pairs: tuple[_Side, _Side]) -> tuple[list[np.ndarray], bool]:
    """Return the points between the ends of two pairs of sides, where they run on from the one to the other.

    And whether all of them say so: they are straight, or parts of two arcs.
    """
    arcs = [_arc(*pair) for pair in pairs]
    corners = [_corner(*pair) for pair in pairs]
    # Seen one way on and the other way back, the two sides of a bend turn in different senses; corners that are cut
    # off at a crossing do in the same one, and lead nowhere.
    if all(len(corner) for corner in corners):
        one, two = (cross(start.way, -stop.way) for start, stop in pairs)
        if one * two > 0:
            corners = _STRAIGHT
    half = [float(size(stop.end - start.end)) / 2 for start, stop in pairs]
    straight = [all(one.straight(length) for one in pair) for pair, length in zip(pairs, half)]
    runs = [corner if even or not len(arc) else arc for arc, corner, even in zip(arcs, corners, straight)]
    return runs, all(even or len(arc) for arc, even in zip(arcs, straight))


def _arc(start: _Side, stop: _Side) -> np.ndarray:
    """Return the points of the arc on which two curved sides are one, shape (n, 2); none where they are not curved."""
    none, way = np.empty((0, 2)), stop.end - start.end
    sense = stop.curved(float(size(way)) / 2)
    if sense == 0 or start.curved(float(size(way)) / 2) != -sense:
        return none
    # At the middle of an edge a curve has its direction; the edge at the seam is cut off, and the next one is whole.
    here, there = start.xy[2:0:-1], stop.xy[1:3]
    along, onward, between = here[1] - here[0], there[1] - there[0], there.mean(axis=0) - here.mean(axis=0)
    turned = np.arctan2(cross(along, onward), along @ onward)
    share = size(way) * np.sin(turned / 2) / size(between) if size(between) > 0 else 0.0
    if turned * sense <= 0 or abs(share) >= 1:
        return none
    half = np.arcsin(share)  # of the turn from end to end
    radius = size(way) / 2 / np.sin(half)
    centre = (start.end + stop.end) / 2 + radius * np.cos(half) * np.array([-way[1], way[0]]) / size(way)
    count = int(np.ceil(abs(half) / np.arccos(1 - _NOISE_M / 2 / max(abs(radius), 1.0))))
    angle = 2 * half * np.arange(1, count) / max(count, 1)
    out = start.end - centre
    return centre + np.cos(angle)[:, None] * out + np.sin(angle)[:, None] * np.array([-out[1], out[0]])


def _corner(start: _Side, stop: _Side) -> np.ndarray:
    """Return where two sides meet that run on straight, shape (1, 2), or (0, 2) where they do nowhere."""
    none = np.empty((0, 2))
    along, back, way = start.way, stop.way, stop.end - start.end
    turned = cross(along, back)
    if turned == 0 or -(along @ back) < _BEND:
        return none
    ahead, behind = cross(way, back) / turned, cross(way, along) / turned
    if ahead <= 0 or behind <= 0 or abs(cross(along * ahead, way)) < _STRAIGHT_M * size(way):
        return none
    return (start.end + ahead * along)[None]


def _polygons(ground: shapely.Geometry) -> np.ndarray:
    """Return the single polygons of some ground."""
    return explode(np.array([ground], dtype=object))[0]
