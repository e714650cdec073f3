"""What corridors come to: their widths, arms, pinches and verdicts, as tables.

Source: Beijing ecological security pattern plan (2021–2035), ch. 2 §1.3 and ch. 4 §2.8 (通风廊道宽度, 堵点);
the numbers come from the plan profile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import shapely

from ..targets import at_least, at_most
from .codes import (
    ACCURACY_M,
    ACCURACY_SHARE,
    ANGLE,
    AT_END,
    BOTH,
    BROKEN,
    EDGE,
    FAIL,
    GAP,
    LENGTH,
    NARROW,
    NO_ENDS,
    NO_SIDES,
    OBSTACLE,
    OBSTACLES,
    PASS,
    SHORT_LINE,
    UNKNOWN,
)
from .parts import Bare, Part, Passable
from .pinches import EQUAL_M, TOUCHING_M, Pinch, ground_to_open, in_doubt, stretches, without_obstacles
from .sections import angle_to
from .survey import Arm

HOLE = -1
"""The row by which a hole of the corridor stands among those of the obstacle layer."""
# Ground to be opened is drawn to the millimetre.
_GROUND_M = 1e-3


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
    ``verdict``, ``checks``, ``reason``: why it could not be measured (``NO_ENDS``, ``NO_SIDES``, ``SHORT_LINE``, or the
    error in a few words) or was measured and is not judged (``AT_END``), else an empty text; ``crossed``: how many axes
    cross it on their way along another corridor and were not followed; ``missed``: how many ends that it has by its
    shape no axis leads to, where some do to others.
    ``arms`` and ``axis``: one row and line per arm: ``corridor``, ``arm`` (1, 2, …), ``clear_m``, ``mean_m``,
    ``length_m``, ``below_m``, ``verdict``.
    ``profile`` and ``points``: samples along the axes: ``corridor``, ``arm``, ``chainage_m``, ``width_m``.
    ``pinches`` and ``ground``: ``corridor``, ``arm``, ``from_m``, ``to_m``, ``width_m``, ``required_m``, ``deficit_m``,
    ``cause``, ``edge_m`` (narrowest width of the whole stretch without obstacles), ``obstacles`` (tuple of rows of the
    obstacle layer, or ``HOLE``).
    ``slivers``: parts too thin to be measured. ``standing``: how many obstacles meet a corridor, one that meets several
    as often. ``lines_used``: mask of the axes given that lead through a corridor.
    """

    corridors: pd.DataFrame
    arms: pd.DataFrame
    axis: np.ndarray
    profile: pd.DataFrame
    points: np.ndarray
    pinches: pd.DataFrame
    ground: np.ndarray
    slivers: int
    standing: int
    lines_used: np.ndarray


@dataclass
class MeasuredCorridor:
    """What one corridor comes to."""

    row: dict
    arms: list[dict] = field(default_factory=list)
    axis: list = field(default_factory=list)
    profile: list[pd.DataFrame] = field(default_factory=list)
    points: list[np.ndarray] = field(default_factory=list)
    pinches: list[dict] = field(default_factory=list)
    ground: list = field(default_factory=list)
    slivers: int = 0
    standing: int = 0
    lines: list[int] = field(default_factory=list)
    bare: list[Bare] = field(default_factory=list)

    def add_pinch(
        self,
        task: Task,
        arm: int,
        pinch: Pinch,
        cause: str,
        edge_m: float,
        obstacles: tuple[int, ...],
        ground: shapely.Geometry,
    ) -> None:
        """Add a pinch and the ground to open."""
        values = (
            task.number, arm, pinch.start, pinch.stop, pinch.width, task.required, task.required - pinch.width,
            cause, edge_m, obstacles,
        )  # fmt: skip
        self.pinches.append(dict(zip(_PINCH, values, strict=True)))
        # What is thinner is rounding, and may make the polygon invalid once it is moved.
        clean = shapely.set_precision(ground, _GROUND_M)
        self.ground.append(moved(ground if clean.is_empty else clean, task.origin))


@dataclass(frozen=True)
class Task:
    """One corridor: its row, the width asked for in m, obstacles and axes around its origin and their rows."""

    number: int
    required: float
    obstacles: np.ndarray
    obstacle_rows: np.ndarray
    axis_rows: np.ndarray
    origin: np.ndarray
    upwind: np.ndarray
    windy: bool
    step: float


def moved(geometry: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Return geometries moved by a vector, shape (2,)."""
    return shapely.transform(geometry, lambda xy: xy + by)


def accuracy(required: float) -> float:
    """Return the accuracy in m at a width in m."""
    return max(ACCURACY_M, ACCURACY_SHARE * required)


def result_of(
    task: Task, ground: Passable, parts: list[Part], checks: Checks, alive: Callable[[], None]
) -> MeasuredCorridor:
    """Return what a corridor comes to whose ``parts`` are measured; ``ground``: which parts it has, and the gaps."""
    result = MeasuredCorridor({"corridor": task.number}, slivers=ground.slivers, bare=[part.bare for part in parts])
    result.lines = list(task.axis_rows[np.any([part.bare.led.used for part in parts], axis=0)])
    tree = shapely.STRtree(task.obstacles)
    for part in parts:
        own_axis = _lines(part.own)
        for arm in part.arms:
            _add_arm(result, task, part, arm, own_axis, tree, alive)
    required = task.required
    known = bool(np.isfinite(required))
    whole = shapely.union_all([part.ground for part in parts])
    for line in ground.gaps:
        half = required / 2 if known else max(line.length / 2, 1.0)
        open_ = shapely.difference(shapely.buffer(_bridge(line, parts), half, cap_style="flat"), whole)
        if open_.is_empty:  # parts that touch in a point
            open_ = shapely.difference(shapely.buffer(line, half), whole)
        result.add_pinch(task, 0, Pinch(np.nan, np.nan, 0.0, np.array([])), GAP, 0.0, (), open_)
    table = pd.DataFrame(result.arms, columns=_ARM)
    total, below = float(table["length_m"].sum()), float(table["below_m"].sum())
    broken = len(parts) > 1 or any(arm.shut for part in parts for arm in part.arms)
    if not broken and any(part.bare.led.short for part in parts):
        return replace(result, row=unmeasured(task.number, required, SHORT_LINE))
    if not broken and not len(table):
        known_ends = any(one.known for part in parts for one in part.bare.ends)
        return replace(result, row=unmeasured(task.number, required, NO_SIDES if known_ends else NO_ENDS))
    clear = 0.0 if broken else float(table["clear_m"].min())
    verdict = _verdict(required, clear, broken)
    doubt = verdict == NARROW and not (table["verdict"] == NARROW).any()
    length, own_length = sum(_length(part.arms) for part in parts), sum(_length(part.own) for part in parts)
    ratio = max(part.taken for part in parts)
    headings = [heading for part in parts for _, heading in part.bare.sections]
    angle = angle_to(np.concatenate(headings), task.upwind) if task.windy and headings else np.nan
    result.row |= {
        "required_m": required,
        "clear_m": clear,
        "mean_m": float((table["mean_m"] * table["length_m"]).sum() / total) if total else clear,
        "length_m": length,
        "below_m": below if known else np.nan,
        "below_share": (below / total if total else 0.0) if known else np.nan,
        "pinches": len(result.pinches),
        "parts": len(parts),
        "gap_m": max((line.length for line in ground.gaps), default=0.0),
        "arms": len(table),
        "at_limit": known and not broken and required - accuracy(required) <= clear < required - EQUAL_M,
        "obstacle_ratio": ratio,
        "angle": angle,
        "verdict": UNKNOWN if doubt else verdict,
        "checks": _check(checks, own_length, angle, ratio),
        "reason": AT_END if doubt else "",
        "crossed": sum(part.bare.led.crossing for part in parts),
        "missed": sum(part.bare.led.missed for part in parts),
    }
    return result


def unmeasured(number: int, required: float, reason: str) -> dict:
    """Return the row of a corridor of which nothing but its requirement is known."""
    unknown = ("clear_m", "mean_m", "length_m", "below_m", "below_share", "gap_m", "obstacle_ratio", "angle")
    none = dict.fromkeys(("pinches", "parts", "arms", "crossed", "missed"), 0)
    row = {"corridor": number, "required_m": required, **dict.fromkeys(unknown, np.nan), **none}
    return row | {"at_limit": False, "verdict": UNKNOWN, "checks": "", "reason": reason}


def _bridge(gap: shapely.LineString, parts: list[Part]) -> shapely.LineString:
    """Return the line on which two parts would be joined: from the end of one's axis to the axis of the other."""
    grounds = np.array([part.ground for part in parts])
    one, two = (parts[int(np.argmin(shapely.distance(grounds, shapely.Point(end))))] for end in gap.coords)
    lines = []
    for here, there in ((one, two), (two, one)):
        ends = [arm.xy[last] for arm in here.own for last in (0, -1) if arm.ends[last] >= 0]
        axes = _lines(there.own)
        if ends and not axes.is_empty:
            lines.append(shapely.shortest_line(shapely.multipoints(ends), axes))
    # Parts beside each other are joined where they are nearest.
    return min([line for line in lines if line.length > 0], key=lambda line: line.length, default=gap)


def _lines(arms: list[Arm]) -> shapely.MultiLineString:
    return shapely.MultiLineString([shapely.LineString(arm.xy) for arm in arms])


def _add_arm(
    result: MeasuredCorridor,
    task: Task,
    part: Part,
    arm: Arm,
    own_axis: shapely.Geometry,
    tree: shapely.STRtree,
    alive: Callable[[], None],
) -> None:
    """Add an arm with its samples and pinches."""
    required, name = task.required, len(result.arms) + 1
    below, doubt = 0.0, []
    if np.isfinite(required):
        found, below = stretches(arm, required, accuracy(required), task.step)
        for pinch in found:
            alive()
            ground = ground_to_open(arm, pinch, required, accuracy(required), part.ground, part.free, own_axis)
            touching = tree.query(shapely.Point(pinch.at), "dwithin", pinch.width / 2 + TOUCHING_M)
            standing = np.union1d(touching, tree.query(ground, "intersects")).astype(int)
            if part.bare.middle is not None:  # which is no obstacle
                standing = standing[~shapely.covered_by(task.obstacles[standing], part.bare.middle)]
            cause, edge_m = _cause(task, part, arm, pinch)
            named = tuple(sorted(set(task.obstacle_rows[standing].tolist())))
            result.add_pinch(task, name, pinch, cause, edge_m, named, ground)
            doubt.append(cause == EDGE and in_doubt(arm, pinch, required, accuracy(required), part.ground))
    rows = arm.sample
    result.profile.append(
        pd.DataFrame(
            {"corridor": task.number, "arm": name, "chainage_m": arm.chainage[rows], "width_m": arm.width[rows]}
        )
    )
    result.points.append(shapely.points(arm.centre + task.origin))
    result.axis.append(shapely.linestrings(arm.xy + task.origin))
    verdict = _verdict(required, arm.clear, arm.shut)
    if verdict == NARROW and all(doubt):
        verdict = UNKNOWN
    result.arms.append(
        dict(zip(_ARM, (task.number, name, arm.clear, arm.mean, arm.length, below, verdict), strict=True))
    )


def _cause(task: Task, part: Part, arm: Arm, pinch: Pinch) -> tuple[str, float]:
    """Return the cause of a pinch, and its narrowest width without obstacles in m.

    Nobody is to clear buildings in vain: they are the cause where the stretch would be wide enough without them, and
    have no part in it where they take nothing from it.
    """
    accurate = accuracy(task.required)
    narrowest, taken = without_obstacles(arm, pinch, part.own, part.blocked, accurate)
    if narrowest >= task.required - accurate:
        return OBSTACLE, narrowest
    return (BOTH if taken else EDGE), narrowest


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
    if broken:
        return BROKEN
    return NARROW if clear < required - accuracy(required) else PASS


def _check(checks: Checks, length: float, angle: float, ratio: float) -> str:
    """Return each further check with its result, as codes."""
    found = []
    if checks.length_m is not None:
        found.append((LENGTH, length > checks.length_m + EQUAL_M))
    if checks.angle_deg is not None and np.isfinite(angle):
        found.append((ANGLE, bool(at_most(angle, checks.angle_deg))))
    if checks.obstacle_ratio is not None:
        found.append((OBSTACLES, not at_least(ratio, checks.obstacle_ratio)))
    return " ".join(f"{name}:{PASS if good else FAIL}" for name, good in found)


_CORRIDOR = (
    "corridor", "required_m", "clear_m", "mean_m", "length_m", "below_m", "below_share", "pinches", "parts", "gap_m",
    "arms", "at_limit", "obstacle_ratio", "angle", "verdict", "checks", "reason", "crossed",
    "missed",
)  # fmt: skip
_ARM = ("corridor", "arm", "clear_m", "mean_m", "length_m", "below_m", "verdict")
_PROFILE = ("corridor", "arm", "chainage_m", "width_m")
_PINCH = ("corridor", "arm", "from_m", "to_m", "width_m", "required_m", "deficit_m", "cause", "edge_m", "obstacles")


def collect(found: list[MeasuredCorridor], axes: int) -> CorridorWidth:
    """Put together what corridors come to; ``axes``: how many lines were given."""
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
        corridors=pd.DataFrame([one.row for one in found])[list(_CORRIDOR)],
        arms=pd.DataFrame(flat("arms"), columns=_ARM),
        axis=geometry(flat("axis")),
        profile=pd.concat(profile, ignore_index=True) if profile else pd.DataFrame(columns=_PROFILE),
        points=np.concatenate(flat("points")) if profile else geometry([]),
        pinches=pd.DataFrame(flat("pinches"), columns=_PINCH),
        ground=geometry(flat("ground")),
        slivers=sum(one.slivers for one in found),
        standing=sum(one.standing for one in found),
        lines_used=used,
    )
