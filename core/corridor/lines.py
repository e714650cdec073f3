"""Where a corridor begins and ends, said by lines that it is to be passed along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely

from .end_edges import NOISE, ON_EDGE_M, End, end_at
from .ends import Ends, at_place, cap_of, shortest
from .mesh import Boundary
from .plane import nearest_on, size

# The cosine of the slant up to which a line leaves over an edge and not beside a point: at one, each of two edges that
# meet has to close in as seen from the other.
_SQUARE = 0.77
# A line that stops within this share of the half width before an edge was drawn up to it.
_STOPS = 0.5
# A line of which another corridor holds so many times as much is that corridor's own, and crosses this one.
_MUCH_MORE = 2.0
# Places along a line at which the corridor is looked at.
_PLACES = 400


@dataclass(frozen=True)
class Led:
    """What lines say of a part.

    ``ends``: between which it is to be passed, by line; ``used``: mask of the lines given that lead through and are its
    own; ``firm``: whether they say more than its shape might, should it be a ring; ``short``: whether one of them,
    drawn on straight, leaves over a side, so that it does not say where to; ``crossing``: how many cross it on their
    way along another corridor; ``missed``: how many of the ends that the part has by its shape none leads to.
    """

    ends: list[Ends]
    used: np.ndarray
    firm: bool = False
    short: bool = False
    crossing: int = 0
    missed: int = 0


@dataclass(frozen=True)
class _Way:
    """A line through a part: from where it enters to where it leaves, drawn on straight where it stops inside.

    ``line``: drawn on; ``enters``, ``leaves``: places along it in m; ``drawn``: by how much it was drawn on at either
    end, in m; ``half``: the largest distance from it to the part's edge, in m.
    """

    line: shapely.LineString
    enters: float
    leaves: float
    drawn: tuple[float, float]
    half: float


def ends_along(
    part: shapely.Polygon, boundary: Boundary, lines: np.ndarray, elsewhere: np.ndarray, natural: Callable[[], Ends]
) -> Led:
    """Return the ends of a part (prepared) that ``lines`` say.

    ``elsewhere``: mask of the lines that lead along another corridor, see ``mostly_elsewhere``; ``natural`` returns the
    ends that the part has by its shape. A line that leaves over one of these, or stops before it, leads to it; else the
    edge that it crosses is the end.
    """
    ways = [[_way(part, points) for points in _single(line)] for line in lines]
    if not any(way is not None for line in ways for way in line):
        return Led([], np.zeros(len(lines), dtype=bool))
    own = natural()
    found, used, short, crossing = [], np.zeros(len(lines), dtype=bool), False, 0
    reached: set[int] = set()
    for number, line in enumerate(ways):
        for way in line:
            if way is None:
                continue
            sides = [_seen(part, boundary, way, back) for back in (False, True)]
            leads = [_led_to(tip, end, own.ends, way.half) for tip, end in sides]
            if leads[0] == leads[1]:
                leads = [-1, -1]
            if elsewhere[number] and own.ends and min(leads) < 0:
                crossing += 1
                continue
            used[number] = True
            reached |= set(leads)
            far = [drawn > _STOPS * way.half for drawn in way.drawn]
            if own.ends and any(lead < 0 and stops for lead, stops in zip(leads, far)):
                short = True
                continue
            ends = [end if lead < 0 else own.ends[lead] for lead, (_, end) in zip(leads, sides)]
            found.append(Ends(tuple(ends), None))
    missed = len(set(range(len(own.ends))) - reached) if used.any() else 0
    return Led(found, used, bool(own.ends) and bool(used.any()), short, crossing, missed)


def mostly_elsewhere(lines: np.ndarray, corridor: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell which lines lead through one of the ``others`` for much longer than through the parts of a ``corridor``."""
    here = shapely.length(shapely.intersection(lines[:, None], corridor[None])).sum(axis=1)
    there = shapely.length(shapely.intersection(lines[:, None], others[None])).max(axis=1, initial=0.0)
    return there > _MUCH_MORE * here


def _single(line: shapely.Geometry) -> list[np.ndarray]:
    """Return the vertices of each single line that has two ends, none of them repeated."""
    merged = shapely.get_parts(shapely.line_merge(line) if line.geom_type != "LineString" else line)
    points = [shapely.get_coordinates(one) for one in merged]
    points = [xy[np.r_[True, (np.diff(xy, axis=0) != 0).any(axis=1)]] for xy in points]
    return [xy for xy in points if len(xy) > 1 and (xy[0] != xy[-1]).any()]


def _way(part: shapely.Polygon, points: np.ndarray) -> _Way | None:
    """Return the way along a line, vertices of shape (n, 2); None where it does not lead through."""
    own = shapely.LineString(points)
    if not shapely.intersects(part, own):
        return None
    reach = float(np.linalg.norm(np.subtract(part.bounds[2:], part.bounds[:2]))) * 2
    first, last = points[0] - points[1], points[-1] - points[-2]
    first, last = first / np.linalg.norm(first), last / np.linalg.norm(last)
    longer = shapely.LineString(np.concatenate([[points[0] + reach * first], points, [points[-1] + reach * last]]))
    inside = [piece for piece in shapely.get_parts(shapely.intersection(part, longer)) if piece.length > 0]
    inside = [piece for piece in inside if piece.geom_type == "LineString" and shapely.dwithin(piece, own, 1e-6)]
    if not inside:
        return None
    place = [longer.project(shapely.Point(piece.coords[end])) for piece in inside for end in (0, -1)]
    enters, leaves = min(place), max(place)
    between = shapely.line_interpolate_point(longer, np.linspace(enters, leaves, _PLACES))
    half = float(shapely.distance(between, part.boundary).max())
    return _Way(longer, enters, leaves, (reach - enters, leaves - (longer.length - reach)), half)


def _seen(part: shapely.Polygon, boundary: Boundary, way: _Way, back: bool) -> tuple[np.ndarray, End]:
    """Return where a line enters, or with ``back`` leaves, shape (1, 2), and the edge there that is an end."""
    here, sign = (way.leaves, -1.0) if back else (way.enters, 1.0)
    along = np.linspace(0.0, way.leaves - way.enters, _PLACES)
    xy = shapely.get_coordinates(shapely.line_interpolate_point(way.line, here + sign * along))
    radius = shapely.distance(shapely.points(xy), part.boundary)
    at = cap_of(along, radius, float(np.median(radius)))
    outward = xy[at] - at_place(xy, along, min(along[at] + max(radius[at], along[1]), along[-1]))
    directions = (_square(part, xy[0], outward, NOISE * radius[at]), outward, xy[0] - xy[at])
    piece = boundary.piece
    foot = nearest_on(xy[:1], boundary.site[piece[:, 0]], boundary.site[piece[:, 1]])
    nearest = int(np.argmin(size(foot - xy[:1])))
    seen = partial(end_at, boundary, tuple(piece[nearest]), np.arange(0), xy[:1], xy[at], float(radius[at]))
    return xy[:1], shortest(seen, directions)


def _led_to(tip: np.ndarray, seen: End, natural: tuple[End, ...], half: float) -> int:
    """Return which of the ends that a part has by its shape a line leads to; -1 where to none.

    ``tip``: where it leaves; ``seen``: the edge there; ``half``: the corridor's half width.
    """
    point = shapely.Point(tip[0])
    for number, end in enumerate(natural):
        if shapely.dwithin(point, end.edge, half if end.point else ON_EDGE_M):
            return number
        shared = shapely.intersection(seen.edge, shapely.buffer(end.edge, ON_EDGE_M)).length
        if 2 * shared > end.edge.length > 0:
            return number
    return -1


def _square(part: shapely.Polygon, tip: np.ndarray, outward: np.ndarray, noise: float) -> np.ndarray:
    """Return the direction square to the edge that a line leaves over at ``tip``; ``outward`` where it is far from it.

    A line may cross an end edge at a slant; then sides seen in its direction seem to close in.
    """
    ring = shapely.get_coordinates(shapely.simplify(shapely.orient_polygons(part).exterior, noise))
    start, way = ring[:-1], np.diff(ring, axis=0)
    edge = int(np.argmin(size(nearest_on(np.broadcast_to(tip, start.shape), start, ring[1:]) - tip)))
    square = np.array([way[edge, 1], -way[edge, 0]]) / size(way[edge])
    return square if square @ outward >= _SQUARE * np.linalg.norm(outward) else outward
