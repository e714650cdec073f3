"""Where a corridor begins and ends, said by lines that it is to be passed along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely

from .end_edges import NOISE, OFF_DEG, ON_EDGE_M, End, end_at
from .ends import ARM_RADII, Ends, at_place, cap_of, shortest
from .mesh import Boundary
from .network import Network, networks
from .plane import nearest_on, size

# The cosine of the slant up to which a line leaves over an edge and not beside a point: at one, each of two edges that
# meet has to close in as seen from the other.
_SQUARE = 0.77
# The cosine of the angle beyond which an end's way out is another than the line's.
_SAME_WAY = 0.6
# A line that stops within this share of the half width before an edge was drawn up to it.
_STOPS = 0.5
# A line of which another corridor holds so many times as much is that corridor's own, and crosses this one.
_MUCH_MORE = 2.0
# A line outside that runs no farther from a part was meant to lead through it.
BESIDE_M = 1.0
# So much of the way to an edge lies in the corridor, whatever rounding does.
_NEARLY = 0.999
# Places along a line at which the corridor is looked at.
_PLACES = 400


@dataclass(frozen=True)
class Led:
    """What lines say of a part.

    ``ends``: between which it is to be passed, by line; ``used``: mask of the lines given that lead through and are its
    own; ``firm``: whether they say more than its shape might, should it be a ring; ``short``: whether one of them does
    not say where to: drawn on straight it leaves over a side, it strays over one, or all only cross; ``crossing``:
    how many cross it, on their way along another corridor or as a street; ``missed``: how many of the ends that the
    part has by its shape none leads to.
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


@dataclass(frozen=True)
class Around:
    """A corridor's ``parts``, and the ``others`` nearby, which lines may be meant for."""

    parts: np.ndarray
    others: np.ndarray

    def have_more_of(self, lines: shapely.Geometry) -> bool:
        """Tell whether lines lead through one of the others for much longer than through the corridor."""
        here = shapely.length(shapely.intersection(lines, self.parts)).sum()
        there = shapely.length(shapely.intersection(lines, self.others)).max(initial=0.0)
        return bool(there > _MUCH_MORE * here)

    def have(self, xy: np.ndarray) -> bool:
        """Tell whether a point outside the corridor is in one of the others."""
        point = shapely.Point(xy)
        return bool(shapely.intersects(self.others, point).any() and not shapely.intersects(self.parts, point).any())


def ends_along(
    part: shapely.Polygon, boundary: Boundary, lines: np.ndarray, around: Around, natural: Callable[[], Ends]
) -> Led:
    """Return the ends of a part (prepared) that ``lines`` say, joined where they meet.

    ``natural`` returns the ends that the part has by its shape. A line that leaves
    over one of these, or stops before it, leads to it; else the edge that it crosses is the end. One that crosses a
    side on its way along another corridor is not followed.
    """
    through = np.flatnonzero(shapely.intersects(part, lines))
    crossing, passages = 0, []
    for network in networks(lines[through]):
        crossed, passage = _passage(part, boundary, network, around, natural)
        crossing += crossed
        passages += [passage] if passage is not None else []
    if any(one.clear for one in passages):
        crossing += sum(one.across for one in passages)
        passages = [one for one in passages if not one.across]
    used = np.zeros(len(lines), dtype=bool)
    if not passages:
        return Led([], used, crossing=crossing)
    used[through[np.concatenate([one.lines for one in passages])]] = True
    missed = len(set(range(len(natural().ends))).difference(*(one.leads for one in passages)))
    # Streets that cross say nothing where the line along the corridor was drawn on its edge and lies just outside.
    outside = np.delete(lines, through)
    strayed = all(one.across for one in passages) and shapely.dwithin(outside, part, BESIDE_M).any()
    found = [one.ends for one in passages if not one.short]
    short = bool(strayed) or any(one.short for one in passages)
    return Led(found, used, bool(natural().ends), short, crossing, missed)


@dataclass(frozen=True)
class _Passage:
    """What a network of lines says of a part.

    ``lines``: the rows of those that are followed; ``ends``: between which they lead; ``leads``: which of the ends that
    the part has by its shape these are, -1 for others; ``clear``: whether they are two at least; ``short``: see
    ``Led``; ``across``: whether it leads to none and is too short for an arm, as a street across the corridor is.
    """

    lines: np.ndarray
    ends: Ends
    leads: frozenset[int]
    clear: bool
    short: bool
    across: bool


def _passage(
    part: shapely.Polygon, boundary: Boundary, network: Network, around: Around, natural: Callable[[], Ends]
) -> tuple[int, _Passage | None]:
    """Return how many lines of a network cross a part along another corridor, and what the others say; None if nothing.

    See ``ends_along``.
    """
    crossing = 0
    while len(network.tips) > 1:
        tips, points = network.ways(network.tips)
        ways = [way for way in (_way(part, xy) for xy in points) if way is not None]
        if len(ways) < len(points):
            break
        own = natural()
        sides = [_seen(part, boundary, ways[0], False), *(_seen(part, boundary, way, True) for way in ways)]
        drawn = [ways[0].drawn[0], *(way.drawn[1] for way in ways)]
        half = [ways[0].half, *(way.half for way in ways)]
        leads = [_led_to(part, *side, own.ends, reach) for side, reach in zip(sides, half)]
        if len(set(leads)) == 1:
            leads = [-1] * len(leads)
        far = [away > _STOPS * reach for away, reach in zip(drawn, half)]
        beside = [row for row, lead in enumerate(leads) if lead < 0 and own.ends]
        clear = len(set(leads) - {-1}) > 1
        branches = {row: network.branch(tips[row]) for row in beside}
        foreign = [
            row
            for row in beside
            if around.have_more_of(network.drawn(branches[row]))
            or (clear and not far[row] and around.have(network.node[tips[row]]))
        ]
        if foreign:
            crossing += 1 if len(tips) == 2 else len(foreign)
            network = network.without(np.concatenate([branches[row] for row in foreign]))
            continue
        # As of the corridor's own axis, what is no longer than that is no arm, beside a way from end to end.
        inside = {row: shapely.intersection(part, network.drawn(branches[row])).length for row in beside}
        stubs = [row for row in beside if 0 < inside[row] <= ARM_RADII * half[row]]
        if stubs and clear:
            network = network.without(np.concatenate([branches[row] for row in stubs]))
            continue
        # Lines beside each other that lead to one end have that end once.
        rows = [row for row, lead in enumerate(leads) if lead < 0 or lead not in leads[:row]]
        ends = Ends(tuple(sides[row][1] if leads[row] < 0 else own.ends[leads[row]] for row in rows), None)
        across = len(stubs) == len(leads)
        short = any(far[row] or sides[row][2] for row in beside)
        return crossing, _Passage(np.unique(network.line), ends, frozenset(leads), clear, short, across)
    return crossing, None


def _way(part: shapely.Polygon, points: np.ndarray) -> _Way | None:
    """Return the way along a line, vertices of shape (n, 2); None where it does not lead through."""
    own = shapely.LineString(points)
    if not shapely.intersects(part, own):
        return None
    reach = float(np.linalg.norm(np.subtract(part.bounds[2:], part.bounds[:2]))) * 2
    first, last = points[0] - points[1], points[-1] - points[-2]
    first, last = first / np.linalg.norm(first), last / np.linalg.norm(last)
    longer = shapely.LineString(np.concatenate([[points[0] + reach * first], points, [points[-1] + reach * last]]))
    inside = [
        piece for piece in shapely.get_parts(shapely.intersection(_open_to(part, own), longer)) if piece.length > 0
    ]
    inside = [piece for piece in inside if piece.geom_type == "LineString" and shapely.dwithin(piece, own, 1e-6)]
    if not inside:
        return None
    place = [longer.project(shapely.Point(piece.coords[end])) for piece in inside for end in (0, -1)]
    enters, leaves = min(place), max(place)
    between = shapely.line_interpolate_point(longer, np.linspace(enters, leaves, _PLACES))
    half = float(shapely.distance(between, part.boundary).max())
    return _Way(longer, enters, leaves, (reach - enters, leaves - (longer.length - reach)), half)


def _open_to(part: shapely.Polygon, line: shapely.LineString) -> shapely.Polygon:
    """Return a part with its edge, where a line runs along that: rounding would leave but shreds of it inside."""
    along = shapely.intersection(part.boundary, shapely.buffer(line, ON_EDGE_M)).length
    return shapely.buffer(part, ON_EDGE_M / 2, join_style="mitre") if along > 1 else part


def _seen(part: shapely.Polygon, boundary: Boundary, way: _Way, back: bool) -> tuple[np.ndarray, End, bool]:
    """Return where a line enters, or with ``back`` leaves, shape (1, 2), the edge there that is an end, and whether
    the line crosses it at such a slant that it may well be a side, strayed over by who drew along it.
    """
    here, sign = (way.leaves, -1.0) if back else (way.enters, 1.0)
    along = np.linspace(0.0, way.leaves - way.enters, _PLACES)
    xy = shapely.get_coordinates(shapely.line_interpolate_point(way.line, here + sign * along))
    radius = shapely.distance(shapely.points(xy), part.boundary)
    at = cap_of(xy, along, radius, float(np.median(radius)))
    outward = xy[at] - at_place(xy, along, min(along[at] + max(radius[at], along[1]), along[-1]))
    piece = boundary.piece
    foot = nearest_on(xy[:1], boundary.site[piece[:, 0]], boundary.site[piece[:, 1]])
    nearest = int(np.argmin(size(foot - xy[:1])))
    seen = partial(end_at, boundary, tuple(piece[nearest]), np.arange(0), xy[:1], xy[at], float(radius[at]))
    square = _square(part, xy[0], outward, NOISE * radius[at])
    # One straight edge is the end, however long it is: seen along a slant, another may be taken for a part of it.
    if square is not None and _straight(across := seen(square)):
        return xy[:1], across, False
    ways = (outward if square is None else square, outward, xy[0] - xy[at])
    return xy[:1], shortest(seen, ways), square is None


def _straight(end: End) -> bool:
    """Tell whether an end is one straight edge, but for noise of the drawing."""
    chord = np.subtract(end.edge.coords[-1], end.edge.coords[0])
    return bool(not end.point and size(chord) >= _NEARLY * end.edge.length)


def _led_to(
    part: shapely.Polygon, tip: np.ndarray, seen: End, slanted: bool, natural: tuple[End, ...], half: float
) -> int:
    """Return which of the ends that a part has by its shape a line leads to; -1 where to none.

    ``tip``: where it leaves; ``seen``: the edge there; ``slanted``: see ``_seen``; ``half``: the corridor's half width.
    """
    point = shapely.Point(tip[0])
    for number, end in enumerate(natural):
        # Of a short corridor, the ends by its shape may be its sides as the line sees it.
        if not end.point and seen.outward @ end.outward < _SAME_WAY * size(seen.outward) * size(end.outward):
            continue
        if shapely.dwithin(point, end.edge, half if end.point else ON_EDGE_M):
            return number
        if end.point and seen.point and shapely.dwithin(seen.edge, end.edge, ON_EDGE_M):
            return number
        shared = shapely.intersection(seen.edge, shapely.buffer(end.edge, ON_EDGE_M)).length
        if 2 * shared > end.edge.length > 0 or _straight_ahead(part, seen, end):
            return number
    if slanted:
        away = [(shapely.distance(point, end.edge), number) for number, end in enumerate(natural) if not end.point]
        return next((number for far, number in sorted(away) if 2 * far <= natural[number].edge.length), -1)
    return -1


def _straight_ahead(part: shapely.Polygon, seen: End, end: End) -> bool:
    """Tell whether an end is in sight from where a line leaves a part, no more than ``OFF_DEG`` beside its way."""
    if end.point:
        return False
    places = shapely.line_interpolate_point(end.edge, np.array([0.0, 0.5, 1.0]), normalized=True)
    way = shapely.get_coordinates(places) - seen.inner
    least = np.cos(np.radians(OFF_DEG)) * np.linalg.norm(seen.outward)
    way = way[way @ seen.outward >= least * size(way)]
    sight = np.stack([np.broadcast_to(seen.inner, way.shape), seen.inner + _NEARLY * way], axis=1)
    return bool(shapely.covers(part, shapely.linestrings(sight)).any())


def _square(part: shapely.Polygon, tip: np.ndarray, outward: np.ndarray, noise: float) -> np.ndarray | None:
    """Return the direction square to the edge that a line leaves over at ``tip``; None where ``outward`` is far off.

    A line may cross an end edge at a slant; then sides seen in its direction seem to close in.
    """
    ring = shapely.get_coordinates(shapely.simplify(shapely.orient_polygons(part).exterior, noise))
    start, way = ring[:-1], np.diff(ring, axis=0)
    edge = int(np.argmin(size(nearest_on(np.broadcast_to(tip, start.shape), start, ring[1:]) - tip)))
    square = np.array([way[edge, 1], -way[edge, 0]]) / size(way[edge])
    return square if square @ outward >= _SQUARE * np.linalg.norm(outward) else None
