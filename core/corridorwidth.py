"""Corridor width: the widest disc that can travel a corridor from end to end, and where it gets stuck.

Source: Beijing ecological security pattern plan (2021–2035), ch. 2 §1.3 and ch. 4 §2.8 (通风廊道宽度, 堵点);
the numbers come from the plan profile.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import shapely

from .corridor.ends import Ends, ends_of_line, find_ends, sampled
from .corridor.mesh import sample
from .corridor.pinches import Pinch, ground_to_open, stretches
from .corridor.sections import angle_to, obstacle_ratio, sections
from .corridor.survey import Arm
from .corridor.trace import trace
from .progress import Progress, quiet

ACCURACY_M, ACCURACY_SHARE = 0.1, 0.001
"""Widths are exact to 0.1 m or 0.1 %, whichever is larger; what misses a requirement by less is at its limit."""
PASS, NARROW, BROKEN, UNKNOWN = "pass", "narrow", "broken", "unknown"
EDGE, OBSTACLE, GAP = "edge", "obstacle", "gap"

# Gaps of this share of the width are told apart at first; finer where the clear width turns out small.
_FINEST_SHARE, _FINEST_M, _TRUSTED = 0.01, 0.02, 10.0
# Thinner on average, a part is a sliver of the drawing.
_SLIVER_M = 0.1
_TOUCHING_M = 0.02
# A corridor drawn just as wide as required is so in every position, whatever the rounding.
_EQUAL_M = 1e-3


@dataclass(frozen=True)
class Checks:
    """Further requirements of one level; None: not asked for. Length in m, angle in degrees, ratio 0–1."""

    length_m: float | None = None
    angle_deg: float | None = None
    obstacle_ratio: float | None = None


@dataclass(frozen=True)
class CorridorWidth:
    """The widths of a corridor layer; lengths and widths in m, ``corridor`` is a row of ``corridors``.

    ``corridors``: one row per corridor: ``required_m``, ``clear_m``, ``mean_m``, ``length_m``, ``below_m``,
    ``below_share``, ``pinches``, ``parts``, ``gap_m``, ``arms``, ``at_limit``, ``obstacle_ratio``, ``angle``,
    ``verdict``, ``checks``.
    ``arms`` and ``axis``: one row and line per arm: ``corridor``, ``arm`` (1, 2, …), ``clear_m``, ``mean_m``,
    ``length_m``, ``below_m``, ``verdict``.
    ``profile`` and ``points``: samples along the axes: ``corridor``, ``arm``, ``chainage_m``, ``width_m``.
    ``pinches`` and ``ground``: ``corridor``, ``arm``, ``from_m``, ``to_m``, ``width_m``, ``required_m``, ``deficit_m``,
    ``cause``, ``obstacles`` (tuple of rows of the obstacle layer).
    ``slivers``: parts too thin to be measured. ``lines_used``: mask of the axes given that lead through a corridor.
    """

    corridors: pd.DataFrame
    arms: pd.DataFrame
    axis: np.ndarray
    profile: pd.DataFrame
    points: np.ndarray
    pinches: pd.DataFrame
    ground: np.ndarray
    slivers: int
    lines_used: np.ndarray


@dataclass
class _Found:
    """What one corridor comes to."""

    row: dict
    arms: list[dict] = field(default_factory=list)
    axis: list = field(default_factory=list)
    profile: list[pd.DataFrame] = field(default_factory=list)
    points: list[np.ndarray] = field(default_factory=list)
    pinches: list[dict] = field(default_factory=list)
    ground: list = field(default_factory=list)
    slivers: int = 0
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Part:
    """One connected piece of a corridor, around its own origin, and what was found in it."""

    ground: shapely.Polygon
    free: shapely.Geometry
    blocked: np.ndarray
    arms: list[Arm]
    own: list[Arm]


def corridor_width(
    corridors: np.ndarray,
    required_m: np.ndarray,
    *,
    obstacles: np.ndarray | None = None,
    axes: np.ndarray | None = None,
    wind_deg: float | None = None,
    step_m: float = 10.0,
    checks: list[Checks] | None = None,
    progress: Progress = quiet,
) -> CorridorWidth:
    """Measure the clear width of corridors.

    ``corridors``, ``obstacles``: valid polygons or multipolygons in one metric CRS; ``axes``: lines.
    ``required_m``: per corridor, NaN where none is known. ``wind_deg``: where the wind comes from,
    clockwise from north.
    ``step_m``: distance between the samples of a profile. ``checks``: further requirements per corridor.
    """
    obstacles = np.array([], dtype=object) if obstacles is None else obstacles
    axes = np.array([], dtype=object) if axes is None else axes
    near = shapely.STRtree(obstacles).query(corridors, predicate="intersects")
    through = shapely.STRtree(axes).query(corridors, predicate="intersects")
    crossing = shapely.STRtree(corridors)
    angle = 0.0 if wind_deg is None else np.radians(wind_deg)
    wind = np.array([np.sin(angle), np.cos(angle)])
    weight = np.cumsum(shapely.get_num_coordinates(corridors) + 50 * np.bincount(near[0], minlength=len(corridors)))
    found = []
    for number, corridor in enumerate(corridors):
        progress(float(weight[number - 1] / weight[-1]) if number else 0.0)
        own = _ordered(obstacles, near[1][near[0] == number])
        lines = np.sort(through[1][through[0] == number])
        others = corridors[[row for row in np.sort(crossing.query(corridor, "dwithin", 2e3)) if row != number]]
        found.append(
            _measure(
                number, corridor, float(required_m[number]), obstacles[own], own, axes[lines], lines, others,
                wind, wind_deg is not None, step_m, checks[number] if checks else Checks(),
            )
        )  # fmt: skip
    progress(1.0)
    return _collect(found, len(axes))


def accuracy(required: float) -> float:
    """Return the accuracy in m at a width in m."""
    return max(ACCURACY_M, ACCURACY_SHARE * required)


def _ordered(obstacles: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return rows ordered by where the obstacles lie, so that the layer's order plays no part."""
    bounds = shapely.bounds(obstacles[rows])
    return rows[np.lexsort((rows, shapely.area(obstacles[rows]), *bounds.T[::-1]))]


def _measure(number, corridor, required, obstacles, own, axes, lines, others, wind, windy, step, checks) -> _Found:
    origin = np.round(np.array(corridor.bounds[:2]))

    def here(geometry):
        return shapely.transform(geometry, lambda xy: xy - origin)

    parts = shapely.get_parts(here(corridor))
    thin = 2 * shapely.area(parts) / shapely.length(parts) < _SLIVER_M
    slivers = int(thin.sum()) if not thin.all() else 0
    parts = parts[~thin] if not thin.all() else parts
    parts, gap, bridges = _joined(parts, here(others))
    barrier = shapely.union_all(here(obstacles)) if len(obstacles) else shapely.Polygon()
    result = _Found({"corridor": number}, slivers=slivers)
    measured = []
    for part in _in_order(parts, wind):
        way = None
        for row, axis in zip(lines, here(axes)):
            if shapely.intersects(axis, part):
                way = [*(way or []), (int(row), axis)]
        measured.append(_part(part, barrier, way, required, wind, step, result))
    _tables(result, measured, gap, bridges, number, required, here(obstacles), own, origin, step, wind, windy, checks)
    return result


def _in_order(parts: np.ndarray, upwind: np.ndarray) -> list:
    centre = shapely.get_coordinates(shapely.centroid(parts))
    return [parts[row] for row in np.lexsort((centre[:, 0], -(centre @ upwind)))]


def _joined(parts: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, float, list]:
    """Return the parts, the widest gap between them in m, and the gaps as lines.

    Parts with another corridor between them are one: where corridors cross, the ground of the one is open to the other.
    """
    if len(parts) > 1 and len(others):
        joined = [*parts]
        lines = _links(parts)
        for line in lines:
            centre, reach = shapely.line_interpolate_point(line, 0.5, normalized=True), line.length / 2
            reach += 2 * float((shapely.area(parts) / shapely.length(parts)).max()) * 2
            disc = shapely.buffer(centre, reach)
            facing = shapely.convex_hull(shapely.intersection(shapely.union_all(parts), disc))
            joined.append(shapely.intersection(facing, shapely.union_all(others)))
        whole = shapely.get_parts(shapely.union_all(joined))
        whole = whole[(shapely.get_type_id(whole) == 3) & shapely.intersects(whole, shapely.union_all(parts))]
        if len(whole) < len(parts):
            parts = whole
    if len(parts) < 2:
        return parts, 0.0, []
    lines = _links(parts)
    return parts, max(line.length for line in lines), lines


def _links(parts: np.ndarray) -> list:
    """Return the shortest lines that connect all parts."""
    inside, outside, lines = [0], list(range(1, len(parts))), []
    while outside:
        distance = shapely.distance(parts[inside][:, None], parts[outside][None])
        one, two = np.unravel_index(np.argmin(distance), distance.shape)
        lines.append(shapely.shortest_line(parts[inside[one]], parts[outside[two]]))
        inside.append(outside.pop(int(two)))
    return lines


def _part(part, barrier, way, required, wind, step, result) -> _Part:
    scale = 2 * part.area / part.length
    finest = max(_FINEST_M, _FINEST_SHARE * (min(required, scale) if np.isfinite(required) else scale))
    blocked = shapely.intersection(part, barrier)
    free = shapely.difference(part, barrier)
    covered = shapely.intersection(part.boundary, barrier)
    pieces = [one for one in shapely.get_parts(shapely.get_parts(free)) if one.geom_type == "Polygon"]
    edges = [one for one in shapely.get_parts(covered) if one.geom_type == "LineString"]
    while True:
        boundary = sampled(part, finest)
        ends = [found for found in [_ends(part, boundary, one, row, result) for row, one in way or []] if found]
        ends = ends or [find_ends(part, boundary, finest)]
        if blocked.is_empty or blocked.area <= 0:
            arms = own = [arm for one in ends for arm in trace(boundary, part, None, one, wind, step, finest)]
        else:
            own = [arm for one in ends for arm in trace(boundary, part, None, one, wind, step, finest)]
            walls = sample(np.array(pieces, dtype=object), np.array(edges, dtype=object), finest)
            arms = [arm for one in ends for arm in trace(walls, part, free, one, wind, step, finest)]
        clear = min((arm.clear for arm in arms), default=0.0)
        if clear >= _TRUSTED * finest or finest <= _FINEST_M:
            break
        finest = max(finest / 10, _FINEST_M)
    return _Part(
        part, free, np.array([one for one in shapely.get_parts(blocked) if one.area > 0], dtype=object), arms, own
    )


def _ends(part, boundary, axis, row, result) -> Ends | None:
    points = shapely.get_coordinates(shapely.line_merge(axis) if axis.geom_type != "LineString" else axis)
    points = points[np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]]
    if len(points) < 2 or (points[0] == points[-1]).all():
        return None
    found = ends_of_line(part, boundary, points)
    if found is not None:
        result.lines.append(row)
    return found


def _tables(result, measured, gap, bridges, number, required, obstacles, own, origin, step, wind, windy, checks):
    known = np.isfinite(required)
    tree = shapely.STRtree(obstacles)
    ratio, headings, below = 0.0, [], 0.0
    for part in measured:
        own_axis = shapely.multilinestrings([shapely.linestrings(arm.xy) for arm in part.own])
        for arm in part.own:
            lines, heading = sections(arm, part.ground)
            ratio = max(ratio, obstacle_ratio(lines, part.blocked))
            headings.append(heading)
        for arm in part.arms:
            name = len(result.arms) + 1
            found: list[Pinch] = []
            short = 0.0
            if known:
                found, short = stretches(arm, required, accuracy(required), step)
            below += short
            for pinch in found:
                ground = ground_to_open(arm, pinch, required, accuracy(required), part.ground, part.free, own_axis)
                touching = tree.query(shapely.Point(pinch.at), "dwithin", pinch.width / 2 + _TOUCHING_M)
                standing = tree.query(ground, "intersects")
                rows = own[np.union1d(touching, standing).astype(int)]
                result.pinches.append(
                    {
                        "corridor": number, "arm": name, "from_m": pinch.start, "to_m": pinch.stop,
                        "width_m": pinch.width, "required_m": required, "deficit_m": required - pinch.width,
                        "cause": OBSTACLE if len(touching) else EDGE, "obstacles": tuple(sorted(rows.tolist())),
                    }
                )  # fmt: skip
                result.ground.append(shapely.transform(ground, lambda xy: xy + origin))
            rows = arm.sample
            place = arm.xy[rows] + origin
            result.profile.append(
                pd.DataFrame(
                    {"corridor": number, "arm": name, "chainage_m": arm.chainage[rows], "width_m": arm.width[rows]}
                )
            )
            result.points.append(shapely.points(place))
            result.axis.append(shapely.linestrings(arm.xy + origin))
            result.arms.append(
                {
                    "corridor": number, "arm": name, "clear_m": arm.clear, "mean_m": arm.mean, "length_m": arm.length,
                    "below_m": short, "verdict": _verdict(required, arm.clear, False),
                }
            )  # fmt: skip
    for line in bridges:
        result.pinches.append(
            {
                "corridor": number, "arm": 0, "from_m": np.nan, "to_m": np.nan, "width_m": 0.0, "required_m": required,
                "deficit_m": required, "cause": GAP, "obstacles": (),
            }
        )  # fmt: skip
        band = shapely.buffer(line, required / 2 if known else max(line.length / 2, 1.0))
        ground = shapely.difference(band, shapely.union_all([part.ground for part in measured]))
        result.ground.append(shapely.transform(ground, lambda xy: xy + origin))
    table = pd.DataFrame(result.arms)
    total = float(table["length_m"].sum())
    broken = len(measured) > 1
    clear = 0.0 if broken or not len(table) else float(table["clear_m"].min())
    length = sum(_length(part.arms) for part in measured)
    angle = angle_to(np.concatenate(headings), wind) if windy and headings else np.nan
    result.row |= {
        "required_m": required,
        "clear_m": clear,
        "mean_m": float((table["mean_m"] * table["length_m"]).sum() / total) if total else clear,
        "length_m": length,
        "below_m": below if known else np.nan,
        "below_share": (below / total if total else 0.0) if known else np.nan,
        "pinches": len(result.pinches),
        "parts": len(measured),
        "gap_m": gap,
        "arms": len(table),
        "at_limit": known and not broken and required - accuracy(required) <= clear < required - _EQUAL_M,
        "obstacle_ratio": ratio,
        "angle": angle,
        "verdict": _verdict(required, clear, broken),
        "checks": _check(checks, length, angle, ratio),
    }


def _length(arms: list[Arm]) -> float:
    """Return the length of the longest way from end to end: of two arms where they meet in a junction."""
    lengths = sorted((arm.length for arm in arms), reverse=True)
    whole = [arm.length for arm in arms if -1 not in arm.ends]
    first = [arm.length for arm in arms if set(arm.ends) & {0, 1}]
    between = [arm.length for arm in arms if arm.ends == (-1, -1)]
    if whole:
        return max(whole)
    return sum(first) + sum(between) if first else (lengths[0] if lengths else 0.0)


def _verdict(required: float, clear: float, broken: bool) -> str:
    if not np.isfinite(required):
        return UNKNOWN
    if broken or clear <= 0:
        return BROKEN
    return NARROW if clear < required - accuracy(required) else PASS


def _check(checks: Checks, length: float, angle: float, ratio: float) -> str:
    """Return each further check with its result, as codes."""
    found = []
    if checks.length_m is not None:
        found.append(("length", length > checks.length_m))
    if checks.angle_deg is not None and np.isfinite(angle):
        found.append(("angle", angle <= checks.angle_deg))
    if checks.obstacle_ratio is not None:
        found.append(("obstacles", ratio < checks.obstacle_ratio))
    return " ".join(f"{name}:{'pass' if good else 'fail'}" for name, good in found)


_ARM = ("corridor", "arm", "clear_m", "mean_m", "length_m", "below_m", "verdict")
_PROFILE = ("corridor", "arm", "chainage_m", "width_m")
_PINCH = ("corridor", "arm", "from_m", "to_m", "width_m", "required_m", "deficit_m", "cause", "obstacles")


def _collect(found: list[_Found], axes: int) -> CorridorWidth:
    used = np.zeros(axes, dtype=bool)
    for one in found:
        used[one.lines] = True

    def flat(name: str) -> list:
        return [item for one in found for item in getattr(one, name)]

    def geometry(items: list) -> np.ndarray:
        array = np.empty(len(items), dtype=object)
        array[:] = items
        return array

    profile = flat("profile")
    return CorridorWidth(
        corridors=pd.DataFrame([one.row for one in found]),
        arms=pd.DataFrame(flat("arms"), columns=_ARM),
        axis=geometry(flat("axis")),
        profile=pd.concat(profile, ignore_index=True) if profile else pd.DataFrame(columns=_PROFILE),
        points=np.concatenate(flat("points")) if profile else geometry([]),
        pinches=pd.DataFrame(flat("pinches"), columns=_PINCH),
        ground=geometry(flat("ground")),
        slivers=sum(one.slivers for one in found),
        lines_used=used,
    )
