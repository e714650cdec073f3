"""Cross-sections of a corridor: how much of them obstacles take, and how the axis lies to the wind."""

from __future__ import annotations

import numpy as np
import shapely

from .plane import size
from .survey import Arm

# A section reaches this many widths to each side; the corridor's edge cuts it off.
_REACH = 4.0


def sections(arm: Arm, part: shapely.Polygon) -> tuple[np.ndarray, np.ndarray]:
    """Return the cross-sections of the corridor at the samples of its own axis, and the axis' headings.

    Sections are lines from edge to edge; headings are unit vectors, shape (n, 2), of the chord over one width of axis.
    In the end stretches only those count that are at least half as long as the one at the inner border.
    """
    rows = np.flatnonzero(arm.sample)
    at, width = arm.chainage[rows], np.maximum(arm.width[rows], 1e-3)
    behind, ahead = _place(arm, np.maximum(at - width / 2, 0)), _place(arm, np.minimum(at + width / 2, arm.length))
    heading = ahead - behind
    heading /= np.maximum(size(heading), 1e-12)[:, None]
    across = np.stack([-heading[:, 1], heading[:, 0]], axis=1)
    point = arm.xy[rows]
    reach = (_REACH * width)[:, None]
    low, high = -reach[:, 0], reach[:, 0].copy()
    lines = shapely.linestrings(np.stack([point - reach * across, point + reach * across], axis=1))
    xy, ring = shapely.get_coordinates(shapely.get_rings(part), return_index=True)
    edge = np.stack([xy[:-1], xy[1:]], axis=1)[ring[:-1] == ring[1:]]
    line, hit = shapely.STRtree(shapely.linestrings(edge)).query(lines, predicate="intersects")
    along = edge[hit, 1] - edge[hit, 0]
    to_edge = edge[hit, 0] - point[line]
    cross = across[line, 0] * along[:, 1] - across[line, 1] * along[:, 0]
    usable = np.abs(cross) > 1e-12
    place = (to_edge[:, 0] * along[:, 1] - to_edge[:, 1] * along[:, 0])[usable] / cross[usable]
    line = line[usable]
    np.maximum.at(low, line[place < 0], place[place < 0])
    np.minimum.at(high, line[place >= 0], place[place >= 0])
    length = high - low
    inner = (at >= arm.border[0]) & (at <= arm.border[1])
    if inner.any():
        first, last = np.flatnonzero(inner)[[0, -1]]
        shortest = np.where(at < arm.border[0], length[first] / 2, np.where(at > arm.border[1], length[last] / 2, 0.0))
        keep = (length >= shortest) & (length > 0)
    else:
        keep = (length >= length.max() / 2) & (length > 0)
    ends = np.stack([point + low[:, None] * across, point + high[:, None] * across], axis=1)
    return shapely.linestrings(ends[keep]), heading[keep]


def obstacle_ratio(lines: np.ndarray, obstacles: np.ndarray) -> float:
    """Return the largest share of a section that ``obstacles`` (single polygons without overlaps) take, 0 to 1."""
    if not len(obstacles) or not len(lines):
        return 0.0
    line, obstacle = shapely.STRtree(obstacles).query(lines, predicate="intersects")
    taken = np.bincount(
        line, shapely.length(shapely.intersection(lines[line], obstacles[obstacle])), minlength=len(lines)
    )
    return float(np.clip(taken / shapely.length(lines), 0.0, 1.0).max())


def angle_to(heading: np.ndarray, wind: np.ndarray) -> float:
    """Return the mean angle between headings and a direction, 0 to 90 degrees; forth and back are the same."""
    return float(np.degrees(np.arccos(np.clip(np.abs(heading @ wind), 0.0, 1.0))).mean())


def _place(arm: Arm, chainage: np.ndarray) -> np.ndarray:
    return np.stack([np.interp(chainage, arm.chainage, arm.xy[:, column]) for column in (0, 1)], axis=1)
