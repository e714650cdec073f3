"""Pinches 堵点: stretches of an axis below the required width, and the ground that would have to be opened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..geometry.overlay import drawn
from .plane import cross, dot, nearest_on, size
from .survey import Arm

_SEGMENTS = 64
EQUAL_M = 1e-3
"""A corridor drawn just as wide as required is so in every position, whatever the rounding."""
TOUCHING_M = 0.02
"""A disc this near to an obstacle touches it."""
# What belongs to an end and what to the sides a drawing does not always say: a round end of few edges, an end cut along
# a jagged border, one with unequal corners cut off may be taken for narrower than it is. Of what falls short by less
# than this share of the requirement, within so many times it of an end that is no wider, that is not known.
_END_SHORT, _END_REACH, _END_WIDER, _STRAIGHT = 0.2, 0.75, 1.02, 0.999
# But where two sides run on side by side, closing in by less than this, it is narrow: these are at least so long, and
# their detail at most so large, in shares of the width.
_SIDE_BY_SIDE_DEG, _SIDE, _DETAIL = 12.0, 0.25, 0.01


@dataclass(frozen=True)
class Pinch:
    """A stretch below the requirement: chainages and narrowest width in m, and where the narrowest place is."""

    start: float
    stop: float
    width: float
    at: np.ndarray


def stretches(arm: Arm, required: float, accuracy: float, step: float) -> tuple[list[Pinch], float]:
    """Return the stretches narrower than ``required``, and the length of axis below it, in m.

    What comes within ``accuracy`` of the requirement is at its limit, not below, at every place: so a corridor drawn
    just as wide as required is below beside a building alone. A stretch reaches to where the width passes the
    requirement; where it stays between limit and requirement for longer than ``step``, to the limit. Stretches closer
    to each other than that are one.
    """
    rows = np.flatnonzero(arm.width < required - accuracy)
    if not len(rows):
        return [], 0.0
    found: list[tuple[float, float, int]] = []
    length = reached = 0.0
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        narrowest = int(run[np.argmin(arm.width[run])])
        start, stop = (_edge(arm, int(row), out, required, accuracy, step) for row, out in ((run[0], -1), (run[-1], 1)))
        length += max(0.0, stop - max(start, reached))
        reached = max(stop, reached)
        if found and start - found[-1][1] < step:
            start, _, other = found.pop()
            narrowest = other if arm.width[other] <= arm.width[narrowest] else narrowest
        found.append((start, reached, narrowest))
    return [Pinch(start, stop, float(arm.width[row]), arm.xy[row]) for start, stop, row in found], length


def _edge(arm: Arm, row: int, out: int, required: float, accuracy: float, step: float) -> float:
    """Return the chainage at which a stretch ends whose last row below the limit is given, ``out`` 1 or -1 along."""
    outside = row + out
    if not 0 <= outside < len(arm.width):
        return float(arm.chainage[row])
    limit = _passes(arm, row, outside, required - accuracy)
    beyond = np.flatnonzero(arm.width[outside::out] >= required - EQUAL_M)
    reaches = len(beyond) and abs(arm.chainage[outside + out * beyond[0]] - limit) <= step
    inside = row - out
    if not reaches or not 0 <= inside < len(arm.width) or arm.width[inside] >= arm.width[row]:
        return limit
    # As the sides close before: between the last two rows they may leave off to close.
    ahead = _passes(arm, inside, row, required)
    return min(ahead, float(arm.chainage[outside + out * beyond[0]]), key=lambda at: out * at)


def _passes(arm: Arm, one: int, other: int, width: float) -> float:
    """Return the chainage at which the axis is as wide, drawn on from two rows of which the second is wider, in m."""
    share = (width - arm.width[one]) / (arm.width[other] - arm.width[one])
    return float(arm.chainage[one] + share * (arm.chainage[other] - arm.chainage[one]))


def without_obstacles(
    arm: Arm, pinch: Pinch, own: list[Arm], blocked: np.ndarray, accuracy: float
) -> tuple[float, bool]:
    """Return how wide the whole stretch of a pinch is without obstacles, in m, and whether these take any of it.

    ``own``: the axes that the widest disc would travel without any obstacle; ``blocked``: what obstacles cover of the
    corridor. The way past an obstacle lies beside those axes, so each of its places counts as the nearest one there.
    Obstacles take of a place where the disc touches one, and is narrower than without by more than ``accuracy``.
    """
    inside = arm.chainage[(arm.chainage > pinch.start) & (arm.chainage < pinch.stop)]
    chainage = np.r_[pinch.start, inside, pinch.stop]
    xy = np.stack([np.interp(chainage, arm.chainage, side) for side in arm.xy.T], axis=1)
    width = np.interp(chainage, arm.chainage, arm.width)
    nearest, at = _located(own, xy)
    bare, narrowest = np.empty(len(xy)), np.inf
    for number in np.unique(nearest):
        one, rows = own[number], np.flatnonzero(nearest == number)
        bare[rows] = np.interp(at[rows], one.chainage, one.width)
        along, place = one.chainage, at[rows]
        if one.closed:  # from half way round before the middle of the stretch: it may lead on over the beginning
            first = place[len(place) // 2] - one.length / 2
            along, place = (along - first) % one.length, (place - first) % one.length
        between = one.width[(along >= place.min()) & (along <= place.max())]
        narrowest = min(narrowest, float(bare[rows].min()), float(between.min(initial=np.inf)))
    less = np.flatnonzero(bare - width > accuracy)
    reach = width[less] / 2 + TOUCHING_M
    if not len(blocked) or not len(less):
        return narrowest, False
    return narrowest, bool(shapely.dwithin(shapely.union_all(blocked), shapely.points(xy[less]), reach).any())


def in_doubt(arm: Arm, pinch: Pinch, required: float, accuracy: float, part: shapely.Polygon) -> bool:
    """Tell whether a stretch is narrow only where it is not known what belongs to the corridor's end.

    ``part``: the corridor.
    """
    if pinch.width < (1 - _END_SHORT) * required or not _ends_as_narrow(arm, pinch, _END_REACH * required):
        return False
    rows = (arm.chainage >= pinch.start) & (arm.chainage <= pinch.stop) & (arm.width < required - accuracy)
    edges = shapely.union_all([edge for edge in arm.edges if edge is not None])
    sides = shapely.line_merge(shapely.difference(part.boundary, shapely.buffer(edges, TOUCHING_M)))
    noise = _DETAIL * pinch.width
    xy, line = shapely.get_coordinates(shapely.get_parts(shapely.simplify(sides, noise)), return_index=True)
    piece = np.stack([xy[:-1], xy[1:]], axis=1)[line[1:] == line[:-1]]
    # A short edge, as of a tooth, is no side.
    piece = piece[size(piece[:, 1] - piece[:, 0]) >= _SIDE * pinch.width]
    reach = arm.width[rows] / 2 + noise + TOUCHING_M
    beside = np.array([_side_by_side(piece, xy, radius) for xy, radius in zip(arm.xy[rows], reach)])
    narrowest, along = arm.width[rows] <= pinch.width + accuracy, arm.chainage[rows][beside]
    return not (beside & narrowest).any() and (not len(along) or np.ptp(along) < _SIDE * pinch.width)


def _ends_as_narrow(arm: Arm, pinch: Pinch, reach: float) -> bool:
    """Tell whether all of a stretch lies within ``reach`` of an end whose edge is no wider across the way out.

    An end that is one straight line is no question.
    """
    for end, edge, last, away in zip(arm.ends, arm.edges, (0, -1), (pinch.stop, arm.length - pinch.start)):
        if end < 0 or edge is None or away > reach:
            continue
        out = arm.xy[last] - _along(arm, away if last == 0 else arm.length - away)
        chord = np.subtract(edge.coords[-1], edge.coords[0])
        if size(chord) >= _STRAIGHT * edge.length:
            continue
        if abs(cross(out, chord)) <= _END_WIDER * pinch.width * size(out):
            return True
    return False


def _side_by_side(piece: np.ndarray, xy: np.ndarray, radius: float) -> bool:
    """Tell whether a disc touches two pieces of boundary, shape (n, 2, 2), that run side by side there."""
    to = nearest_on(np.broadcast_to(xy, piece[:, 0].shape), piece[:, 0], piece[:, 1]) - xy
    touched = size(to) <= radius
    to, way = to[touched], np.diff(piece[touched], axis=1)[:, 0]
    way = way / np.maximum(size(way), 1e-12)[:, None]
    opposite = dot(to[:, None], to[None]) < 0
    return bool((opposite & (np.abs(cross(way[:, None], way[None])) <= np.sin(np.radians(_SIDE_BY_SIDE_DEG)))).any())


def _located(arms: list[Arm], xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for points, shape (n, 2), the row of the nearest of some arms, and the chainage in m of the foot there."""
    start, stop = (np.concatenate([arm.xy[cut] for arm in arms]) for cut in (slice(-1), slice(1, None)))
    owner = np.repeat(np.arange(len(arms)), [len(arm.xy) - 1 for arm in arms])
    before = np.concatenate([arm.chainage[:-1] for arm in arms])
    tree = shapely.STRtree(shapely.linestrings(np.stack([start, stop], axis=1)))
    point, segment = tree.query_nearest(shapely.points(xy))
    order = np.lexsort((segment, point))
    segment = segment[order][np.unique(point[order], return_index=True)[1]]
    foot = nearest_on(xy, start[segment], stop[segment])
    return owner[segment], before[segment] + size(foot - start[segment])


def ground_to_open(
    arm: Arm,
    pinch: Pinch,
    required: float,
    accuracy: float,
    part: shapely.Geometry,
    free: shapely.Geometry,
    own_axis: shapely.Geometry,
) -> shapely.Geometry:
    """Return the ground that a disc of the required width needs along a pinch and does not have.

    The disc keeps inside the corridor where the corridor is wide enough for it, else to the corridor's own axis; an end
    that it leaves over is no wall.
    ``part``: the corridor; ``free``: its ground without obstacles; ``own_axis``: its axis without them.
    """
    inside = (arm.chainage >= pinch.start) & (arm.chainage <= pinch.stop)
    line = shapely.LineString([_along(arm, pinch.start), *arm.xy[inside], _along(arm, pinch.stop)])
    # Around a corner the way is as good as round.
    place = shapely.get_coordinates(shapely.segmentize(line, required / _SEGMENTS))
    points, radius = shapely.points(place), required / 2
    nearby = drawn(shapely.intersection, part, shapely.buffer(line, 2 * required))
    beyond = _beyond(arm, pinch, part, required)
    open_ = drawn(shapely.union, nearby, shapely.buffer(beyond, TOUCHING_M, join_style="mitre"))
    west, south, east, north = nearby.bounds
    close = shapely.clip_by_rect(own_axis, west, south, east, north)
    axis = own_axis if close.is_empty else close
    shapely.prepare(axis)
    centre = shapely.get_coordinates(shapely.shortest_line(axis, points))[::2]
    for width in (required - accuracy, required):
        room = shapely.buffer(open_, -width / 2, quad_segs=_SEGMENTS)
        if not room.is_empty:
            shapely.prepare(room)
            moved = shapely.get_coordinates(shapely.shortest_line(room, points))[::2]
            fits = size(moved - place) <= radius
            centre = np.where(fits[:, None], moved, centre)
    way = shapely.LineString(centre) if len(np.unique(centre, axis=0)) > 1 else shapely.Point(centre[0])
    ground = drawn(shapely.difference, shapely.buffer(way, radius, quad_segs=_SEGMENTS), free)
    if ground.area < 1e-6:  # the disc fits there, but cannot get there
        ground = drawn(shapely.difference, shapely.buffer(line, radius, quad_segs=_SEGMENTS), free)
    if ground.area < 1e-6:
        ground = shapely.buffer(shapely.Point(pinch.at), required / 2)
    inner = drawn(shapely.difference, ground, beyond)
    return ground if inner.is_empty else inner


def _beyond(arm: Arm, pinch: Pinch, part: shapely.Geometry, reach: float) -> shapely.Geometry:
    """Return the ground behind those ends of the corridor that are within ``reach`` of a pinch."""
    found = []
    for edge, last, away in zip(arm.edges, (0, -1), (pinch.start, arm.length - pinch.stop)):
        if edge is None or away > reach:
            continue
        line = np.array(edge.coords)  # with the corridor on its left
        along = line[-1] - line[0]
        if not along.any():
            out = arm.xy[last] - _along(arm, reach / 4 if last == 0 else arm.length - reach / 4)
            along = np.array([-out[1], out[0]])
        along = along / np.linalg.norm(along) * reach
        first, stop, out = line[0] - along, line[-1] + along, np.array([along[1], -along[0]])
        found.append(shapely.Polygon([first, stop, stop + out, first + out]))
        if len(line) > 2:  # and what is between the edge and its chord
            found.append(shapely.make_valid(shapely.Polygon(line)))
    return drawn(shapely.difference, shapely.union_all(found), part)


def _along(arm: Arm, chainage: float) -> np.ndarray:
    return np.array([np.interp(chainage, arm.chainage, arm.xy[:, 0]), np.interp(chainage, arm.chainage, arm.xy[:, 1])])
