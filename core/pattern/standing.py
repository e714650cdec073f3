"""Whether “no construction land lies in the baseline tier” can be said at all.

That holds of any layers that have nothing to do with each other, so it is a verdict only where there is a baseline tier
and construction land that could lie in it.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..geometry.apart import CLOSE_M, apart
from ..geometry.overlap import interiors_meet
from ..geometry.polygons import explode, slivers, slivers_together
from ..progress import chunks
from .codes import APART, NO_BASELINE, NO_CONSTRUCTION, NO_TIER, TIERS

_BATCH = 1_000


def open_reason(
    geometry: np.ndarray,
    tier: np.ndarray,
    construction: np.ndarray,
    in_baseline: bool,
    *,
    extent: np.ndarray | None = None,
    sliver_m: float = 0.0,
    close_m: float = CLOSE_M,
) -> str:
    """Return one of ``REASONS``, "" where there is a verdict.

    ``geometry``, ``tier``: the polygons of all layers of the pattern and their tier, 0 where it is not known, shape
    (n,); ``construction``, ``extent``: valid polygons or multipolygons in the same metric CRS; ``in_baseline``: whether
    construction land was found in the baseline tier. What lies on another layer by nothing wider than ``sliver_m``
    lies beside it.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.pattern.standing import open_reason
    >>> layers, house = shapely.box([0], 0, [10], 10), shapely.box([20], 0, [30], 10)
    >>> none = np.empty(0, dtype=object)
    >>> [open_reason(layers, np.array([tier]), here, False) for tier, here in ((1, house), (2, house), (1, none))]
    ['', 'no_baseline', 'no_construction']
    """
    if in_baseline:
        return ""
    baseline, unknown = geometry[tier == TIERS[0]], geometry[tier == 0]
    if extent is not None:
        construction, baseline = (one[_meeting(one, extent, sliver_m)] for one in (construction, baseline))
    if not len(construction):
        return NO_CONSTRUCTION
    if len(unknown) and len(_meeting(construction, unknown, sliver_m)):
        return NO_TIER
    if not len(baseline):
        return NO_BASELINE
    if apart(shapely.total_bounds(baseline), shapely.total_bounds(construction), close_m):
        return APART
    return ""


def meets(geometry: np.ndarray, others: np.ndarray, sliver_m: float) -> bool:
    """Tell whether any polygon has ground in others that is wider than a sliver; arrays as in ``open_reason``.

    >>> import shapely
    >>> from greenvein.core.pattern.standing import meets
    >>> meets(shapely.box([0], 0, [10], 10), shapely.box([9.95], 0, [20], 10), 0.1)
    False
    """
    return len(_meeting(geometry, others, sliver_m)) > 0


def _meeting(geometry: np.ndarray, others: np.ndarray, sliver_m: float) -> np.ndarray:
    """Return the rows whose ground meets that of others; a border in common is no ground, nor are slivers."""
    tree, meet = shapely.STRtree(geometry), np.zeros(len(geometry), dtype=bool)
    within = np.unique(tree.query(others, predicate="contains")[1])  # at a glance, also for a district of many vertices
    single, owner = explode(geometry[within])
    meet[within[owner[~slivers(single, sliver_m)]]] = True
    other, row = tree.query(others, predicate="intersects")
    other, row = other[~meet[row]], row[~meet[row]]
    narrow, whose = [np.empty(0, dtype=object)], [np.empty(0, dtype=np.intp)]
    for batch in chunks(len(row), _BATCH):
        touch = interiors_meet(geometry[row[batch]], others[other[batch]])
        its = row[batch][touch]
        ground, owner = explode(shapely.intersection(geometry[its], others[other[batch][touch]]))
        thin = slivers(ground, sliver_m)
        meet[its[owner[~thin]]] = True
        narrow.append(ground[thin])
        whose.append(its[owner[thin]])
    thin = slivers_together(np.concatenate(narrow), sliver_m)
    meet[np.concatenate(whose)[~thin]] = True
    return np.flatnonzero(meet)
