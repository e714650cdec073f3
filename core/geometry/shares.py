"""How much of each unit lies in other polygons, by area alone: shares, tiers and means of a field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, in_threads, part, quiet
from .area import Measure, planar
from .areas import areas_in
from .overlap import heaped, overlapping_pairs, union_of
from .overlay import difference, intersection, union
from .polygons import DRAWING_M, explode, narrow_ground, slivers
from .split import split

SHARE_TOLERANCE = 1e-9
"""A unit of which exactly half lies in a polygon may measure a rounding less."""
_OVERLAP_CHUNK = 200


@dataclass(frozen=True)
class TierOfUnits:
    """The tier of each unit, shape (n,), 0 for none, and the area it has in each tier.

    ``tiers``: those that occur, the strictest (lowest) first, shape (t,); ``area_m2``: shape (n, t), ground that lies
    in several tiers in the strictest of them.
    """

    tier: np.ndarray
    tiers: np.ndarray
    area_m2: np.ndarray


def share_in(
    units: np.ndarray, polygons: np.ndarray, measure: Measure = planar, progress: Progress = quiet
) -> np.ndarray:
    """Return the share of each unit that the polygons cover together, 0 to 1, shape (n,).

    ``units``, ``polygons``: as in ``areas_in``; where polygons overlap, the ground counts once.

    >>> import shapely
    >>> from greenvein.core.geometry.shares import share_in
    >>> share_in(shapely.box([0, 50], 0, [10, 60], 10), shapely.box([0, 2], 0, [3, 5], 10)).tolist()
    [0.5, 0.0]
    """
    apart, _ = without_overlaps(polygons, part(progress, 0.0, 0.3))
    return _covered(units, apart, measure, part(progress, 0.3, 1.0))


def reached(share: np.ndarray, least: float) -> np.ndarray:
    """Tell which shares are at least ``least``, but for rounding.

    >>> from greenvein.core.geometry.shares import reached
    >>> reached(0.1 + 0.2, 0.3), reached(0.29, 0.3)
    (True, False)
    """
    return share >= least - SHARE_TOLERANCE


def lies_in(
    units: np.ndarray, polygons: np.ndarray, share: float, measure: Measure = planar, progress: Progress = quiet
) -> np.ndarray:
    """Tell which units lie in polygons with at least a share of theirs, shape (n,).

    Ground that is narrower than ``DRAWING_M`` everywhere, as far as it hangs together, counts neither for a unit, if it
    lies in polygons, nor against it, if it does not; of a unit that is as narrow itself all counts.

    ``units``, ``polygons``: as in ``areas_in``; ``share``: 0 to 1.

    >>> import shapely
    >>> from greenvein.core.geometry.shares import lies_in
    >>> lies_in(shapely.box([0, 20], 0, [10, 30], 10), shapely.box([4], 0, [23], 10), share=0.5).tolist()
    [True, False]
    """
    apart, _ = without_overlaps(polygons, part(progress, 0.0, 0.3))
    covered = _covered(units, apart, measure, part(progress, 0.3, 0.9))
    return _lies_in(units, apart, covered, share, measure, part(progress, 0.9, 1.0))


def _covered(units: np.ndarray, apart: np.ndarray, measure: Measure, progress: Progress) -> np.ndarray:
    """Return the share of each unit that polygons without overlaps cover, 0 to 1, shape (n,)."""
    found = areas_in(units, apart, measure, progress)
    return _share(np.bincount(found.unit, weights=found.area_m2, minlength=len(units)), measure(units))


def _lies_in(
    units: np.ndarray, apart: np.ndarray, covered: np.ndarray, share: float, measure: Measure, progress: Progress
) -> np.ndarray:
    """Tell which units lie in polygons without overlaps, which cover a share of each, shape (n,), as in ``lies_in``."""
    found = (covered > 0) & reached(covered, share)
    some = np.flatnonzero((covered > 0) & (covered < 1))
    tree, whole = shapely.STRtree(apart), shapely.area(units[some])
    unit, polygon = tree.query(units[some])
    around = np.bincount(unit, weights=shapely.length(apart)[polygon], minlength=len(some))
    # What is narrow everywhere measures half its border times the width at most; by the whole nothing is cut fine.
    thin = DRAWING_M * (shapely.length(units[some]) + around)
    least, most = np.maximum(covered[some] * whole - thin, 0), np.maximum(whole - thin, 0)
    certain = ((least > 0) & reached(least / whole, share)) | (covered[some] * whole < (share - SHARE_TOLERANCE) * most)
    some = some[~certain]
    single, owner = explode(units[some])
    some = some[np.unique(owner[~slivers(single, DRAWING_M)])]

    def weigh(rows: slice) -> None:
        here = some[rows]
        at, its = tree.query(units[here], predicate="intersects")
        ground, pair = explode(intersection(units[here[at]], apart[its]))
        inner = at[pair]
        covers = np.array([union(ground[inner == number]) for number in range(len(here))], dtype=object)
        rest, outer = explode(difference(units[here], covers))
        wide = [
            np.bincount(row, weights=measure(one) * ~narrow_ground(one, DRAWING_M, row), minlength=len(here))
            for one, row in ((ground, inner), (rest, outer))
        ]
        found[here] = (wide[0] > 0) & reached(_share(wide[0], wide[0] + wide[1]), share)

    in_threads(weigh, len(some), _OVERLAP_CHUNK, progress)
    return found


def tiers_of(
    units: np.ndarray,
    polygons: np.ndarray,
    tier: np.ndarray,
    share: float,
    measure: Measure = planar,
    progress: Progress = quiet,
) -> TierOfUnits:
    """Find the strictest tier for which it and the stricter ones together cover at least ``share`` of a unit (lies_in).

    ``units``, ``polygons``: as in ``areas_in``; ``tier``: a positive whole number per polygon, shape (k,), 1 the
    strictest. Where polygons overlap, the strictest tier holds. A unit that is reached by no tier has tier 0.

    Of a unit 30 % lie in tier 1 and 40 % in tier 2: half of it is reached by the two together.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.shares import tiers_of
    >>> found = tiers_of(
    ...     shapely.box([0], 0, [10], 10), shapely.box([0, 3], 0, [3, 7], 10), np.array([1, 2]), share=0.5
    ... )
    >>> found.tier.tolist(), found.area_m2.tolist()
    ([2], [[30.0, 40.0]])
    """
    tiers, level = np.unique(tier, return_inverse=True)
    apart, row = without_overlaps(polygons, part(progress, 0.0, 0.3), level)
    found = areas_in(units, apart, measure, part(progress, 0.3, 0.9))
    at = found.unit * len(tiers) + level[row[found.polygon]]
    area = np.bincount(at, weights=found.area_m2, minlength=len(units) * len(tiers)).reshape(len(units), len(tiers))
    whole = measure(units)
    found_tier, last = np.zeros(len(units), dtype=int), part(progress, 0.9, 1.0)
    for number in range(len(tiers))[::-1]:  # the strictest is written last, and stays
        covered = _share(area[:, : number + 1].sum(axis=1), whole)
        stage = part(last, 1.0 - (number + 1) / len(tiers), 1.0 - number / len(tiers))
        inside = _lies_in(units, apart[level[row] <= number], covered, share, measure, stage)
        found_tier[inside] = tiers[number]
    return TierOfUnits(found_tier, tiers, area)


def means_in(
    units: np.ndarray,
    polygons: np.ndarray,
    values: np.ndarray,
    measure: Measure = planar,
    progress: Progress = quiet,
) -> np.ndarray:
    """Return the mean of a field over the part of each unit where it is known, by area, shape (n,); else NaN.

    ``units``, ``polygons``: as in ``areas_in``; ``values``: one per polygon, shape (k,), NaN where unknown. Where
    polygons overlap, each of them weighs with the whole area that it has in the unit.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.shares import means_in
    >>> soils = shapely.box([0, 4], 0, [4, 10], 10)
    >>> means_in(shapely.box([0], 0, [8], 10), soils, np.array([1.0, 3.0])).tolist()
    [2.0]
    """
    known = np.flatnonzero(~np.isnan(values))
    found = areas_in(units, polygons[known], measure, progress)
    value = values[known][found.polygon]
    # Counted from the least one, so that what is the same everywhere is the same to the last digit.
    least = np.full(len(units), np.inf)
    np.minimum.at(least, found.unit, value)
    above = np.bincount(found.unit, weights=(value - least[found.unit]) * found.area_m2, minlength=len(units))
    area = np.bincount(found.unit, weights=found.area_m2, minlength=len(units))
    mean = np.full(len(units), np.nan)
    some = area > 0
    mean[some] = least[some] + above[some] / area[some]
    return mean


def without_overlaps(
    polygons: np.ndarray, progress: Progress = quiet, level: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return polygons that cover the same ground once, and the row that each comes from; one row may give several.

    Where polygons lie in heaps, what is of one level comes from the first row of that level.

    Of two that overlap the one of lower ``level``, shape (k,), keeps the ground, of the same level the earlier one.

    >>> import shapely
    >>> from greenvein.core.geometry.shares import without_overlaps
    >>> parts, row = without_overlaps(shapely.box([0, 5], 0, [10, 15], 10))
    >>> shapely.area(parts).tolist(), row.tolist()
    ([100.0, 50.0], [0, 1])
    """
    parts, row = split(polygons, part(progress, 0.0, 0.1))
    if heaped(parts):  # all of one level together: where each comes from is not asked in a heap
        levels, its = np.unique(np.zeros(len(polygons)) if level is None else level, return_inverse=True)
        count, heaps = len(levels), part(progress, 0.1, 0.2)
        stages = [part(heaps, at / count, (at + 1) / count) for at in range(count)]
        unions = np.array([union_of(parts[its[row] == at], stages[at]) for at in range(count)], dtype=object)
        first_row = np.array([np.flatnonzero(its == at)[0] for at in range(len(levels))], dtype=np.intp)
        parts, at = split(unions)
        row = first_row[at]
    first, second = overlapping_pairs(parts, part(progress, 0.2, 0.6))
    others = row[first] != row[second]  # the parts of one polygon share borders that are rounded
    first, second = first[others], second[others]
    rank = np.argsort(np.argsort(row if level is None else level[row], kind="stable"))
    upper, lower = np.where(rank[first] < rank[second], (first, second), (second, first))
    order = np.argsort(lower, kind="stable")
    under, start = np.unique(lower[order], return_index=True)
    above = np.split(upper[order], start[1:])

    def rest(rows: slice) -> np.ndarray:
        covers = np.array([union(parts[on_top]) for on_top in above[rows]], dtype=object)
        return difference(parts[under[rows]], covers)

    found = in_threads(rest, len(under), _OVERLAP_CHUNK, part(progress, 0.6, 1.0))
    parts = parts.copy()
    parts[under] = np.concatenate([np.empty(0, dtype=object), *found])
    some = ~shapely.is_empty(parts)
    return parts[some], row[some]


def _share(part_m2: np.ndarray, whole_m2: np.ndarray) -> np.ndarray:
    share = np.divide(part_m2, whole_m2, out=np.zeros(len(part_m2)), where=whole_m2 > 0)
    # What lies in wholly is so to the last digit.
    return np.where(share > 1 - SHARE_TOLERANCE, 1.0, share)
