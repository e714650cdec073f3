"""Whether “no construction land lies in the baseline tier” can be said at all.

That holds of any layers that have nothing to do with each other, so it is a verdict only where there is a baseline tier
and construction land that could lie in it.
"""

from __future__ import annotations

import numpy as np
import shapely

from .apart import CLOSE_M, apart
from .overlap import interiors_meet
from .progress import chunks
from .securitypattern import TIERS

NO_CONSTRUCTION, NO_BASELINE, APART, NO_TIER = REASONS = ("no_construction", "no_baseline", "apart", "no_tier")
"""Why it cannot: there is no construction land, or no baseline tier (inside the extent, where there is one); they lie
too far apart to have to do with each other; construction land lies on polygons whose tier nobody knows."""

_BATCH = 1_000


def open_reason(
    geometry: np.ndarray,
    tier: np.ndarray,
    construction: np.ndarray,
    in_baseline: bool,
    *,
    extent: np.ndarray | None = None,
    close_m: float = CLOSE_M,
) -> str:
    """Return one of ``REASONS``, "" where there is a verdict.

    ``geometry``, ``tier``: the polygons of all layers of the pattern and their tier, 0 where it is not known, shape
    (n,); ``construction``, ``extent``: valid polygons or multipolygons in the same metric CRS; ``in_baseline``: whether
    construction land was found in the baseline tier.
    """
    if in_baseline:
        return ""
    baseline, unknown = geometry[tier == TIERS[0]], geometry[tier == 0]
    if extent is not None:
        construction, baseline = (one[_meeting(one, extent)] for one in (construction, baseline))
    if not len(construction):
        return NO_CONSTRUCTION
    if len(unknown) and len(_meeting(construction, unknown)):
        return NO_TIER
    if not len(baseline):
        return NO_BASELINE
    if apart(shapely.total_bounds(baseline), shapely.total_bounds(construction), close_m):
        return APART
    return ""


def _meeting(geometry: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the rows whose ground meets that of others; a border in common is no ground."""
    tree, meet = shapely.STRtree(geometry), np.zeros(len(geometry), dtype=bool)
    meet[tree.query(others, predicate="contains")[1]] = True  # at a glance, also for a district of many vertices
    other, row = tree.query(others, predicate="intersects")
    other, row = other[~meet[row]], row[~meet[row]]
    for batch in chunks(len(row), _BATCH):
        meet[row[batch][interiors_meet(geometry[row[batch]], others[other[batch]])]] = True
    return np.flatnonzero(meet)
