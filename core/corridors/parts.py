"""The connected parts of one corridor, the gaps between them, and the axes of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from ..geometry.polygons import slivers
from .cleaning import drawn_hairlines, without_hairlines, without_repeats, without_rifts, without_seams, without_threads
from .end_edges import ON_EDGE_M
from .ends import SAMPLES_PER_RADIUS, Ends, find_ends
from .joining import ground_between, put_together
from .lines import Around, Led, ends_along
from .mesh import Boundary, conform, sample
from .rings import filled, middle_of_ring, standing_around
from .sections import obstacle_ratio, sections
from .survey import Arm
from .trace import trace

# Gaps of this share of the width are told apart at first; finer where the clear width turns out small.
_FINEST_SHARE, _FINEST_M, _TRUSTED = 0.01, 0.02, 5.0
# No wall is thinner, or has an edge that is shorter.
_FILM_M, _SPECK_M = 1e-4, 1e-2
# Narrower everywhere, a part is a sliver of the drawing.
_SLIVER_M = 0.1


@dataclass(frozen=True)
class Bare:
    """What a part comes to without any obstacle: so it serves again when obstacles are all that has changed.

    ``middle``: what it runs around where it is a ring, else None; ``ends``: between which it is passed; ``arms``: the
    axes that the widest disc would travel, and ``sections``: the cross-sections and headings of each; ``led``: what the
    axes given say.
    """

    middle: shapely.Polygon | None
    ends: list[Ends]
    arms: list[Arm]
    sections: list[tuple[np.ndarray, np.ndarray]]
    led: Led


@dataclass(frozen=True)
class Part:
    """One connected piece of a corridor, as it was measured.

    ``ground``: its polygon, without the middle where it is a ring; ``free``: the same less the obstacles; ``blocked``:
    what these cover of it, single polygons; ``taken``: the largest share of a cross-section that these take, 0 to 1;
    ``arms``: the axes that the widest disc travels; ``bare``: what it comes to without any obstacle.
    """

    ground: shapely.Polygon
    free: shapely.Geometry
    blocked: np.ndarray
    taken: float
    arms: list[Arm]
    bare: Bare

    @property
    def own(self) -> list[Arm]:
        """The axes that the widest disc would travel without any obstacle."""
        return self.bare.arms


@dataclass(frozen=True)
class _Left:
    """What obstacles leave of a part, and what they cover.

    ``free``: the ground that is left (prepared), and ``pieces``: its single polygons; ``blocked``: what obstacles
    cover, single polygons; ``walls``: what they cover of the part's edge, single lines.
    """

    free: shapely.Geometry
    pieces: np.ndarray
    blocked: np.ndarray
    walls: np.ndarray


@dataclass(frozen=True)
class Passable:
    """The parts of a corridor in wind order without their holes, and these as polygons.

    ``slivers``: how many parts were left out; ``gaps``: the gaps as lines, in m.
    """

    parts: list[shapely.Polygon]
    holes: np.ndarray
    slivers: int
    gaps: list[shapely.LineString]


def ground_of(corridor: shapely.Geometry, others: np.ndarray, upwind: np.ndarray) -> Passable:
    """Return the parts of a corridor; ``others``: the corridors nearby.

    Parts with another corridor between them are one: where corridors cross, the ground of the one is open to the other.
    """
    given = shapely.get_parts(corridor)
    closed = without_seams(given)
    drawn = drawn_hairlines(filled(given)[1], shapely.length(given).sum() - shapely.length(closed).sum())
    parts, holes = filled(without_threads(closed))
    parts, holes = without_repeats(parts), np.concatenate([without_hairlines(holes), drawn])
    thin = slivers(parts, _SLIVER_M)
    if thin.all():
        thin[:] = False
    parts = parts[~thin]
    apart = np.inf
    while 1 < len(parts) < apart and len(others):  # what was joined may be what a further part runs onto
        apart = len(parts)
        between, closed_in = ground_between(parts, others)
        if len(between):
            parts, more = filled(put_together(parts, between))
            parts = without_repeats(parts)
            holes = np.concatenate([holes, more, closed_in])
    centre = shapely.get_coordinates(shapely.centroid(parts))
    in_order = np.lexsort((centre[:, 0], -(centre @ upwind)))
    return Passable([parts[row] for row in in_order], holes, int(thin.sum()), _links(parts))


def barrier_of(obstacles: np.ndarray) -> shapely.Geometry:
    """Return the ground that obstacles cover, as one geometry without specks, films and spikes of the drawing."""
    parts = _polygons(shapely.union_all(without_threads(shapely.get_parts(obstacles), 0.0)))
    area, length = shapely.area(parts), shapely.length(parts)
    parts = parts[(length > _SPECK_M) & (2 * area > _FILM_M * length)]
    return shapely.multipolygons(without_repeats(without_rifts(parts)))


def _links(parts: np.ndarray) -> list[shapely.LineString]:
    """Return the shortest lines that connect all parts."""
    inside, outside, lines = [0], list(range(1, len(parts))), []
    while outside:
        distance = shapely.distance(parts[inside][:, None], parts[outside][None])
        one, two = np.unravel_index(np.argmin(distance), distance.shape)
        lines.append(shapely.shortest_line(parts[inside[one]], parts[outside[two]]))
        inside.append(outside.pop(int(two)))
    return lines


@dataclass(frozen=True)
class _Tracer:
    """How finely a part is looked at: see ``trace``; ``longest``: distance between samples to begin with, in m."""

    finest: float
    longest: float
    upwind: np.ndarray
    step: float
    alive: Callable[[], None]

    def edge(self, whole: shapely.Polygon) -> Boundary:
        """Return a part's own edge."""
        return sample(np.array([whole], dtype=object), np.array([], dtype=object), self.longest, self.finest)

    def between(self, part: shapely.Polygon, axes: np.ndarray, around: Around) -> tuple[list[Ends], Led, Boundary]:
        """Return the ends, what the axes given say (see ``ends_along``), and the part's own edge."""
        edge = self.edge(part)
        natural = cache(lambda: find_ends(part, edge, self.finest, self.alive))
        led = ends_along(part, edge, axes, around, lambda: natural()[0])
        if led.used.any():
            return led.ends, led, edge
        return [natural()[0]], led, natural()[1]

    def around(
        self, part: shapely.Polygon, obstacles: np.ndarray, blocked: np.ndarray
    ) -> tuple[shapely.Polygon, Ends, Boundary] | None:
        """Return the middle of a ring, the way around it and the ring's edge; None where the part is no ring."""
        middle = middle_of_ring(part, obstacles, blocked)
        if middle is None:
            return None
        whole = shapely.difference(part, middle)
        ends, edge = find_ends(whole, self.edge(whole), self.finest, self.alive)
        return (middle, ends, edge) if ends.known else None

    def alone(
        self,
        middle: shapely.Polygon | None,
        whole: shapely.Polygon,
        ends: list[Ends],
        led: Led,
        edge: Boundary,
    ) -> Bare:
        """Return what a part comes to without any obstacle."""
        arms = self.travel(edge, whole, None, ends)
        return Bare(middle, ends, arms, [sections(arm, whole) for arm in arms], led)

    def travel(self, boundary: Boundary, inside: shapely.Polygon, left: _Left | None, ends: list[Ends]) -> list[Arm]:
        """Return the arms at a sampling that their widths can be trusted at."""
        free, at = None if left is None else left.free, self.finest
        known = [one for one in ends if one.known]
        while True:
            rules = (self.upwind, self.step, at, self.alive)
            arms = [(arm, one) for one in known for arm in trace(boundary, inside, free, one, *rules)]
            narrow = [(arm, one) for arm, one in arms if _narrow(arm, _TRUSTED * at)]
            if at <= _FINEST_M or all(left is not None and _shut(arm, one, left.pieces) for arm, one in narrow):
                return [arm for arm, _ in arms]
            at = max(at / 10, _FINEST_M)
            boundary = conform(boundary, at)


def measure(
    part: shapely.Polygon,
    obstacles: np.ndarray,
    barrier: Callable[[], shapely.Geometry],
    axes: np.ndarray,
    beside: Around,
    required: float,
    upwind: np.ndarray,
    step: float,
    alive: Callable[[], None],
    start: Callable[..., Callable],
    bare: Bare | None = None,
) -> Part:
    """Return a part with its axes.

    ``part``: without holes; ``obstacles``: polygons as drawn; ``barrier``: gives the ground that these cover;
    ``axes``: lines to pass along, where they lead through this part; ``beside``: what these may be meant for;
    ``required``: the width asked for in m, or NaN;
    ``step``: distance between samples in m; ``alive`` is called now and then, and ends the work by an exception;
    ``start``: see ``beside``. ``bare``: what the same part came to before, without obstacles.
    """
    scale = 2 * part.area / part.length
    finest = max(_FINEST_M, _FINEST_SHARE * (min(required, scale) if np.isfinite(required) else scale))
    tracer = _Tracer(finest, scale / 2 / SAMPLES_PER_RADIUS, upwind, step, alive)
    # Two threads may not use one prepared geometry: one is for the axis without obstacles, one for the way past them.
    own_ground, ground = part, _prepared(part)
    shapely.prepare(part)
    # While the ends are found, obstacles are cut out; while the way past them is found, so is the axis without them.
    cut = start(lambda: _cut(ground, barrier()))
    sampled = start(lambda: sample(cut().pieces, cut().walls, tracer.longest, finest))
    if bare is None or bare.middle is not None:
        ends, led, edge = tracer.between(part, axes, beside)
    else:
        ends, led = bare.ends, bare.led
    left, middle = cut(), None
    ring = None if led.firm else tracer.around(part, obstacles, left.blocked)
    if ring is not None:
        middle, way, edge = ring
        ends, led = [way], Led([], np.zeros(len(axes), dtype=bool))
        own_ground, ground = (_prepared(shapely.difference(part, middle)) for _ in range(2))
        left = _cut(ground, barrier_of(standing_around(middle, obstacles, left.blocked)))
    if bare is None or bare.middle != middle:
        own = start(tracer.alone, middle, own_ground, ends, led, edge)
    else:
        own = start(lambda: bare)
    boundary = sampled() if ring is None else sample(left.pieces, left.walls, tracer.longest, finest)
    taken = start(lambda: max((obstacle_ratio(across, left.blocked) for across, _ in own().sections), default=0.0))
    arms = tracer.travel(boundary, ground, left, ends) if len(left.blocked) else own().arms
    if not own().arms:  # whether there is a way from end to end is not for obstacles to say
        arms = []
    return Part(ground, left.free, left.blocked, taken(), arms, own())


def _prepared(ground: shapely.Polygon) -> shapely.Polygon:
    """Return a copy, prepared."""
    copy = shapely.transform(ground, lambda xy: xy)
    shapely.prepare(copy)
    return copy


def _cut(part: shapely.Polygon, barrier: shapely.Geometry) -> _Left:
    """Return what obstacles leave of a part."""
    blocked = np.array([one for one in shapely.get_parts(shapely.intersection(part, barrier)) if one.area > 0], object)
    free = shapely.difference(part, barrier)
    pieces = np.array([one for one in _single(free) if one.geom_type == "Polygon"], dtype=object)
    covered = shapely.intersection(part.boundary, barrier)
    walls = np.array([one for one in _single(covered) if one.geom_type == "LineString"], dtype=object)
    shapely.prepare(free)
    return _Left(free, pieces, blocked, walls)


def _narrow(arm: Arm, trusted: float) -> bool:
    """Tell whether a width is smaller than what can be trusted, but for where an arm runs to a point."""
    rows = arm.width < trusted
    if rows.all():
        return True
    for point, along in zip(arm.points, (rows, rows[::-1])):
        if point:
            along[: np.argmin(along)] = False
    return bool(rows.any())


def _shut(arm: Arm, ends: Ends, pieces: np.ndarray) -> bool:
    """Tell whether no single piece of free ground reaches from one end of an arm to another end, or around a ring.

    Where a building was drawn flush with an edge, rounding may leave a slit, which nothing gets through.
    """
    if not arm.shut or (ends.hole is None and max(arm.ends) < 0):
        return False
    return _apart(arm, ends, pieces) or _apart(arm, ends, _polygons(shapely.buffer(pieces, -_FILM_M, quad_segs=1)))


def _apart(arm: Arm, ends: Ends, pieces: np.ndarray) -> bool:
    if ends.hole is not None:
        return not shapely.contains_xy(shapely.polygons(shapely.get_exterior_ring(pieces)), *ends.hole).any()
    touched = np.array([shapely.dwithin(pieces, end.edge, ON_EDGE_M) for end in ends.ends])
    there, here = sorted(arm.ends)
    others = touched[there] if there >= 0 else np.delete(touched, here, axis=0).any(axis=0)
    return not (touched[here] & others).any()


def _polygons(geometry: shapely.Geometry) -> np.ndarray:
    single = _single(geometry)
    return single[shapely.get_type_id(single) == 3]


def _single(geometry: shapely.Geometry) -> np.ndarray:
    return shapely.get_parts(shapely.get_parts(geometry))
