"""Pinches 堵点: stretches of an axis below the required width, and the ground that would have to be opened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .plane import size
from .survey import Arm

_SEGMENTS = 32


@dataclass(frozen=True)
class Pinch:
    """A stretch below the requirement: chainages and narrowest width in m, and where the narrowest place is."""

    start: float
    stop: float
    width: float
    at: np.ndarray


def stretches(arm: Arm, required: float, accuracy: float, step: float) -> tuple[list[Pinch], float]:
    """Return the stretches narrower than ``required``, and the length of axis below it, in m.

    What comes within ``accuracy`` of the requirement is at its limit, not below. Stretches closer to each other than
    ``step`` are one.
    """
    chainage, width = arm.chainage, arm.width
    below = width < required
    # Where the width passes the requirement between two rows; only asked where it does.
    rise = np.diff(width)
    share = np.clip((required - width[:-1]) / np.where(rise == 0, np.inf, rise), 0.0, 1.0)
    cross = chainage[:-1] + share * np.diff(chainage)
    rows = np.flatnonzero(below)
    if not len(rows):
        return [], 0.0
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    found: list[tuple[float, float, int]] = []
    length = 0.0
    for run in runs:
        narrowest = int(run[np.argmin(width[run])])
        if width[narrowest] >= required - accuracy:
            continue
        start = cross[run[0] - 1] if run[0] > 0 else chainage[0]
        stop = cross[run[-1]] if run[-1] < len(width) - 1 else chainage[-1]
        length += float(stop - start)
        if found and start - found[-1][1] < step:
            first, _, other = found.pop()
            start, narrowest = first, other if width[other] <= width[narrowest] else narrowest
        found.append((float(start), float(stop), narrowest))
    return [Pinch(start, stop, float(width[row]), arm.xy[row]) for start, stop, row in found], length


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

    The disc keeps inside the corridor where the corridor is wide enough for it, else to the corridor's own axis.
    ``part``: the corridor; ``free``: its ground without obstacles; ``own_axis``: its axis without them.
    """
    inside = (arm.chainage >= pinch.start) & (arm.chainage <= pinch.stop)
    place = [_along(arm, pinch.start), *arm.xy[inside], _along(arm, pinch.stop)]
    points = shapely.points(np.array(place))
    nearby = shapely.intersection(part, shapely.buffer(shapely.linestrings(np.array(place)), 2 * required))
    room = shapely.buffer(nearby, -(required - accuracy) / 2, quad_segs=_SEGMENTS)
    west, south, east, north = nearby.bounds
    close = shapely.clip_by_rect(own_axis, west, south, east, north)
    centre = shapely.get_coordinates(shapely.shortest_line(own_axis if close.is_empty else close, points))[::2]
    if not room.is_empty:
        moved = shapely.get_coordinates(shapely.shortest_line(room, points))[::2]
        fits = size(moved - np.array(place)) <= required / 2
        centre = np.where(fits[:, None], moved, centre)
    way = shapely.LineString(centre) if len(np.unique(centre, axis=0)) > 1 else shapely.Point(centre[0])
    ground = shapely.difference(shapely.buffer(way, required / 2, quad_segs=_SEGMENTS), free)
    if ground.area < 1e-6:  # the disc fits there, but cannot get there
        band = shapely.buffer(shapely.linestrings(np.array(place)), required / 2, quad_segs=_SEGMENTS)
        ground = shapely.difference(band, free)
    if ground.area < 1e-6:
        ground = shapely.buffer(shapely.Point(pinch.at), required / 2)
    # A corridor's end is no wall to be opened.
    inner = shapely.difference(ground, _beyond(arm, pinch, required))
    return ground if inner.is_empty else inner


def _beyond(arm: Arm, pinch: Pinch, reach: float) -> shapely.Geometry:
    """Return the ground behind those ends of the corridor that a pinch leads up to."""
    found = []
    for at_end, end, last, inner in (
        (pinch.start <= 0, arm.ends[0], 0, reach / 4),
        (pinch.stop >= arm.length, arm.ends[1], -1, arm.length - reach / 4),
    ):
        out = arm.xy[last] - _along(arm, inner)
        length = float(np.linalg.norm(out))
        if at_end and end >= 0 and length > 0:
            line = shapely.LineString([arm.xy[last], arm.xy[last] + out / length * reach])
            found.append(shapely.buffer(line, reach, cap_style="flat"))
    return shapely.union_all(found)


def _along(arm: Arm, chainage: float) -> np.ndarray:
    return np.array([np.interp(chainage, arm.chainage, arm.xy[:, 0]), np.interp(chainage, arm.chainage, arm.xy[:, 1])])
