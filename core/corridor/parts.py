"""The connected parts of one corridor, the gaps between them, and the axes of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from .ends import ON_EDGE_M, SAMPLES_PER_RADIUS, Ends, ends_of_line, find_ends
from .mesh import Boundary, conform, sample
from .sections import sections
from .survey import Arm
from .trace import trace

# Gaps of this share of the width are told apart at first; finer where the clear width turns out small.
_FINEST_SHARE, _FINEST_M, _TRUSTED = 0.01, 0.02, 5.0
# Thinner on average, a part is a sliver of the drawing.
_SLIVER_M = 0.1


@dataclass(frozen=True)
class Bare:
    """What a part comes to without any obstacle: so it serves again when obstacles are all that has changed.

    ``ends``: between which it is passed; ``arms``: the axes that the widest disc would travel, and ``sections``: the
    cross-sections and headings of each; ``lines``: mask of the axes given that lead through.
    """

    ends: list[Ends]
    arms: list[Arm]
    sections: list[tuple[np.ndarray, np.ndarray]]
    lines: np.ndarray


@dataclass(frozen=True)
class Part:
    """One connected piece of a corridor, as it was measured.

    ``ground``: its polygon; ``free``: the same less the obstacles; ``blocked``: what these cover, single polygons;
    ``arms``: the axes that the widest disc travels; ``bare``: what it comes to without any obstacle.
    """

    ground: shapely.Polygon
    free: shapely.Geometry
    blocked: np.ndarray
    arms: list[Arm]
    bare: Bare

    @property
    def own(self) -> list[Arm]:
        """The axes that the widest disc would travel without any obstacle."""
        return self.bare.arms


@dataclass(frozen=True)
class Ground:
    """The parts of a corridor in wind order, how many slivers were left out, and the gaps as lines, in m."""

    parts: list[shapely.Polygon]
    slivers: int
    gaps: list[shapely.LineString]


def ground_of(corridor: shapely.Geometry, others: np.ndarray, upwind: np.ndarray) -> Ground:
    """Return the parts of a corridor; ``others``: the corridors nearby.

    Parts with another corridor between them are one: where corridors cross, the ground of the one is open to the other.
    """
    parts = shapely.get_parts(corridor)
    thin = 2 * shapely.area(parts) / shapely.length(parts) < _SLIVER_M
    if thin.all():
        thin[:] = False
    parts = parts[~thin]
    if len(parts) > 1 and len(others):
        joined = [*parts]
        for line in _links(parts):
            centre, reach = shapely.line_interpolate_point(line, 0.5, normalized=True), line.length / 2
            reach += 4 * float((shapely.area(parts) / shapely.length(parts)).max())
            disc = shapely.buffer(centre, reach)
            facing = shapely.convex_hull(shapely.intersection(shapely.union_all(parts), disc))
            joined.append(shapely.intersection(facing, shapely.union_all(others)))
        whole = shapely.get_parts(shapely.union_all(joined))
        whole = whole[(shapely.get_type_id(whole) == 3) & shapely.intersects(whole, shapely.union_all(parts))]
        if len(whole) < len(parts):
            parts = whole
    centre = shapely.get_coordinates(shapely.centroid(parts))
    in_order = np.lexsort((centre[:, 0], -(centre @ upwind)))
    return Ground([parts[row] for row in in_order], int(thin.sum()), _links(parts))


def _links(parts: np.ndarray) -> list[shapely.LineString]:
    """Return the shortest lines that connect all parts."""
    inside, outside, lines = [0], list(range(1, len(parts))), []
    while outside:
        distance = shapely.distance(parts[inside][:, None], parts[outside][None])
        one, two = np.unravel_index(np.argmin(distance), distance.shape)
        lines.append(shapely.shortest_line(parts[inside[one]], parts[outside[two]]))
        inside.append(outside.pop(int(two)))
    return lines


def measure(
    part: shapely.Polygon,
    barrier: shapely.Geometry,
    axes: np.ndarray,
    required: float,
    upwind: np.ndarray,
    step: float,
    alive: Callable[[], None],
    bare: Bare | None = None,
) -> Part:
    """Return a part with its axes.

    ``barrier``: the ground that obstacles cover; ``axes``: lines to pass along, where they lead through this part;
    ``required``: the width asked for in m, or NaN; ``step``: distance between samples in m; ``alive`` is called now
    and then, and ends the work by an exception. ``bare``: what the same part came to before, without obstacles.
    """
    scale = 2 * part.area / part.length
    finest = max(_FINEST_M, _FINEST_SHARE * (min(required, scale) if np.isfinite(required) else scale))
    longest = scale / 2 / SAMPLES_PER_RADIUS
    blocked = np.array([one for one in shapely.get_parts(shapely.intersection(part, barrier)) if one.area > 0], object)
    free = shapely.difference(part, barrier)
    pieces = np.array([one for one in _single(free) if one.geom_type == "Polygon"], dtype=object)
    covered = shapely.intersection(part.boundary, barrier)
    walls = np.array([one for one in _single(covered) if one.geom_type == "LineString"], dtype=object)
    shapely.prepare(part)
    shapely.prepare(free)

    def travel(boundary: Boundary, ground: shapely.Geometry | None, ends: list[Ends]) -> list[Arm]:
        """Return the arms at a sampling that their widths can be trusted at."""
        at = finest
        while True:
            arms = [(arm, one) for one in ends for arm in trace(boundary, part, ground, one, upwind, step, at, alive)]
            narrow = [(arm, one) for arm, one in arms if arm.clear < _TRUSTED * at]
            if at <= _FINEST_M or all(ground is not None and _shut(arm, one, pieces) for arm, one in narrow):
                return [arm for arm, _ in arms]
            at = max(at / 10, _FINEST_M)
            boundary = conform(boundary, at)

    def alone() -> Bare:
        """Return what the part comes to without any obstacle."""
        edge = sample(np.array([part], dtype=object), np.array([], dtype=object), longest, finest)
        along = [_ends_along(part, edge, axis) for axis in axes]
        ends = [one for one in along if one is not None]
        if not ends:
            found, edge = find_ends(part, edge, finest, alive)
            ends = [found]
        arms = travel(edge, None, ends)
        lines = np.array([one is not None for one in along], dtype=bool)
        return Bare(ends, arms, [sections(arm, part) for arm in arms], lines)

    bare = bare or alone()
    arms = travel(sample(pieces, walls, longest, finest), free, bare.ends) if len(blocked) else bare.arms
    return Part(part, free, blocked, arms, bare)


def _shut(arm: Arm, ends: Ends, pieces: np.ndarray) -> bool:
    """Tell whether no single piece of free ground reaches from one end of an arm to another end."""
    if arm.clear > 0 or max(arm.ends) < 0:
        return False
    touched = np.array([shapely.dwithin(pieces, end.edge, ON_EDGE_M) for end in ends.ends])
    there, here = sorted(arm.ends)
    others = touched[there] if there >= 0 else np.delete(touched, here, axis=0).any(axis=0)
    return not (touched[here] & others).any()


def _single(geometry: shapely.Geometry) -> np.ndarray:
    return shapely.get_parts(shapely.get_parts(geometry))


def _ends_along(part: shapely.Polygon, boundary: Boundary, axis: shapely.Geometry) -> Ends | None:
    if not shapely.intersects(part, axis):
        return None
    points = shapely.get_coordinates(shapely.line_merge(axis) if axis.geom_type != "LineString" else axis)
    points = points[np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]]
    if len(points) < 2 or (points[0] == points[-1]).all():
        return None
    return ends_of_line(part, boundary, points)
