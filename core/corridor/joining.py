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

from .plane import cross, dot, nearest_on, size

SEAM_M = 0.015
"""Two places that were one lie within this, each rounded to the centimetre."""
# A seam is looked at this far before its ends, where the side has begun, and sides but for noise of this size.
_BEFORE_M, _NOISE_M = 0.05, 0.02
# A corner nearer than this to the straight way is none.
_STRAIGHT_M = 0.05
# Cosines: of the angle to the other seam up to which an edge faces it, of that by which the way may turn off at either
# seam, and of the angle between the sides of a bend.
_FACING, _ONWARD, _BEND = 0.15, 0.5, -0.7
# How much less likely two seams belong together that lie aside from where the sides run on.
_ASIDE = 4.0
# Slits as wide as twice this are closed where ground is put together; a mitre cuts no corner.
_SLIT_M, _MITRE = 5e-3, 1e4
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
        """Return what of it faces another one, from the first edge that does to the last; None where none does."""
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
        faces = np.flatnonzero(faces)
        return _Seam(self.part, self.ring, at[faces[0]], at[faces[-1] + 1]) if len(faces) else None

    def sides(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the directions in which the sides run on beyond its first and its last point."""
        middle = (self.start + self.stop) / 2
        _, loop = self.ring.between(middle, middle + self.ring.at[-1])
        xy = shapely.get_coordinates(shapely.simplify(shapely.LineString(loop), _NOISE_M))
        here = self.ring.points(np.array([self.start - _BEFORE_M, self.stop + _BEFORE_M]))[:, None]
        nearest = size(nearest_on(here, xy[None, :-1], xy[None, 1:]) - here).argmin(axis=1)
        along = xy[nearest + 1] - xy[nearest]
        along /= size(along)[:, None]
        return along[0], -along[1]


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
    grown = shapely.buffer(_without_holes(single, whole), SEAM_M)
    found: list[_Between] = []
    # First along each of the others; then along several that lie side by side.
    for grounds in (grown, shapely.get_parts(shapely.union_all(grown))):
        for ground in grounds:
            found += _joints(rings, ground, found)
        if _groups(len(parts), found).max() == 0:
            break
    if not found:
        return nothing, nothing
    between = _polygons(
        shapely.intersection(shapely.union_all([one.ground for one in found]), shapely.union_all(grown))
    )
    # What others close in is drawn again from what is left of it beside their ground as that was grown.
    taken = shapely.union_all([*shapely.buffer(single, SEAM_M), whole])
    closed = shapely.buffer(
        _polygons(shapely.difference(shapely.union_all(between), taken)), SEAM_M, join_style="mitre"
    )
    return between, closed


def put_together(parts: np.ndarray, between: np.ndarray) -> np.ndarray:
    """Return parts joined by the ground between them, single polygons without a slit or a notch where they meet."""
    whole = shapely.union_all([*parts, *between])
    wider = shapely.buffer(whole, _SLIT_M, join_style="mitre", mitre_limit=_MITRE)
    joined = shapely.get_parts(shapely.buffer(wider, -_SLIT_M, join_style="mitre", mitre_limit=_MITRE))
    return joined[shapely.intersects(joined, shapely.union_all(parts))]


def _without_holes(others: np.ndarray, parts: shapely.Geometry) -> np.ndarray:
    """Return single polygons without the holes that no part lies in."""
    found = others.copy()
    for row in np.flatnonzero(shapely.get_num_interior_rings(others) > 0):
        holes = shapely.polygons(shapely.get_rings(others[row])[1:])
        inside = shapely.area(shapely.intersection(holes, parts)) > SEAM_M * shapely.length(holes)
        found[row] = shapely.polygons(others[row].exterior, shapely.get_exterior_ring(holes[inside]))
    return found


def _joints(rings: list[_Ring], ground: shapely.Polygon, found: list[_Between]) -> list[_Between]:
    """Return where parts are joined along some ground, beside what was found before."""
    shapely.prepare(ground)
    seams = [_Seam(part, ring, *ends) for part, ring in enumerate(rings) for ends in ring.along(ground)]
    group = _groups(len(rings), found)
    if len({int(group[seam.part]) for seam in seams}) < 2:
        return []
    likely = [
        _between(seams, one, two)
        for one in range(len(seams))
        for two in range(one + 1, len(seams))
        if group[seams[one].part] != group[seams[two].part]
    ]
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
    here, there = one.xy, two.xy
    way = (there[0] + there[-1] - here[0] - here[-1]) / 2
    sides, others = one.sides(), two.sides()
    onward = [_onward(here, sides) @ way, -_onward(there, others) @ way]
    if min(onward) < _ONWARD * size(way):
        return None
    # The sides from the start of the one to the stop of the other, and back.
    corners = [_corner(here[0], sides[0], there[-1], others[1]), _corner(there[0], others[0], here[-1], sides[1])]
    turns = [cross(sides[0], -others[1]), cross(others[0], -sides[1])]
    if all(len(corner) for corner in corners) and turns[0] * turns[1] > 0:
        # Seen on the way back the other side of a bend turns the other way: both close in, as corners cut off do.
        corners = [np.empty((0, 2))] * 2
    outline = np.concatenate([here[::-1], corners[0], there[::-1], corners[1], here[-1:]])
    # Where others lie over the parts it leads back along these, but for noise, and is no ring.
    noded = shapely.union_all([shapely.LineString(outline)], grid_size=_GRID_M)
    ground = shapely.union_all(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))
    away = size(way) + _ASIDE * (2 * size(way) - sum(onward))
    return _Between((one.part, two.part), (first, second), float(away), ground)


def _onward(xy: np.ndarray, sides: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Return the direction in which a part runs on over a seam: that of its sides, or straight out."""
    along = sides[0] + sides[1]
    if size(along) < 1:
        along = np.array([1.0, -1.0]) * (xy[-1] - xy[0])[::-1]
    return along / size(along)


def _corner(start: np.ndarray, along: np.ndarray, stop: np.ndarray, back: np.ndarray) -> np.ndarray:
    """Return where two sides meet that run on from ``start`` and from ``stop``, shape (1, 2), or (0, 2) if nowhere."""
    none = np.empty((0, 2))
    turned, way = cross(along, back), stop - start
    if turned == 0 or -(along @ back) < _BEND:
        return none
    ahead, behind = cross(way, back) / turned, cross(way, along) / turned
    if ahead <= 0 or behind <= 0 or abs(cross(along * ahead, way)) < _STRAIGHT_M * size(way):
        return none
    return (start + ahead * along)[None]


def _polygons(ground: shapely.Geometry) -> np.ndarray:
    """Return the single polygons of some ground."""
    single = shapely.get_parts(ground)
    return single[shapely.get_type_id(single) == shapely.GeometryType.POLYGON]
