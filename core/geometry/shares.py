"""How much of each unit lies in other polygons, by area alone: shares, tiers and means of a field.

In the plane no ground is cut for it: the area that two polygons have in common is a sum over their edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, in_threads, part, quiet
from .area import Measure, planar
from .overlap import heaped, overlapping_pairs, union_of
from .overlay import difference, intersection, union
from .polygons import DRAWING_M, ROUNDING_M, explode, narrow_ground, slivers
from .split import ragged, split

SHARE_TOLERANCE = 1e-9
"""A unit of which exactly half lies in a polygon may measure a rounding less."""

# Up to so many pairs of edges the sum over them is shorter than tests and an overlay.
_SIMPLE = 1_000
_CHUNK = 2_000
_QUERY_CHUNK = 20_000
_OVERLAP_CHUNK = 200


@dataclass(frozen=True)
class Areas:
    """The ground that units have in common with polygons; pairs without any are left out.

    ``unit``, ``polygon``: rows, shape (p,), sorted by unit, then polygon; ``area_m2``: shape (p,).
    """

    unit: np.ndarray
    polygon: np.ndarray
    area_m2: np.ndarray


@dataclass(frozen=True)
class TierOfUnits:
    """The tier of each unit, shape (n,), 0 for none, and the area it has in each tier.

    ``tiers``: those that occur, the strictest (lowest) first, shape (t,); ``area_m2``: shape (n, t), ground that lies
    in several tiers in the strictest of them.
    """

    tier: np.ndarray
    tiers: np.ndarray
    area_m2: np.ndarray


def areas_in(units: np.ndarray, polygons: np.ndarray, measure: Measure = planar, progress: Progress = quiet) -> Areas:
    """Measure what each unit has in common with each polygon.

    ``units``, shape (n,), and ``polygons``, shape (k,): valid polygons or multipolygons in one metric CRS. Both may
    overlap themselves; ground that lies in several polygons counts in each of them.

    >>> import shapely
    >>> from greenvein.core.geometry.shares import areas_in
    >>> found = areas_in(shapely.box([0], 0, [10], 10), shapely.box([-5, 8, 50], 0, [5, 20, 60], 10))
    >>> found.unit.tolist(), found.polygon.tolist(), found.area_m2.tolist()
    ([0, 0], [0, 1], [50.0, 20.0])
    """
    ours, our_row = split(units, part(progress, 0.0, 0.05))
    theirs, their_row = split(polygons, part(progress, 0.05, 0.1))
    # The fewer are the larger ones, as a rule, and many of the others meet each of them.
    swapped = len(ours) < len(theirs)
    large, small = (ours, theirs) if swapped else (theirs, ours)
    one, two = _neighbours(large, small, part(progress, 0.1, 0.2))
    area = _common(large, one, small, two, measure, part(progress, 0.2, 1.0))
    some = area > 0
    one, two, area = one[some], two[some], area[some]
    return _summed(our_row[one if swapped else two], their_row[two if swapped else one], area)


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
    found_tier = np.zeros(len(units), dtype=int)
    for number in range(len(tiers))[::-1]:  # the strictest is written last, and stays
        covered = _share(area[:, : number + 1].sum(axis=1), whole)
        stage = part(progress, 1.0 - 0.1 * (number + 1) / len(tiers), 1.0 - 0.1 * number / len(tiers))
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
    parts, row = split(polygons, part(progress, 0.0, 0.2))
    if heaped(parts):  # all of one level together: where each comes from is not asked in a heap
        levels, its = np.unique(np.zeros(len(polygons)) if level is None else level, return_inverse=True)
        unions = np.array([union_of(parts[its[row] == at], progress) for at in range(len(levels))], dtype=object)
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


def _neighbours(large: np.ndarray, small: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of polygons whose bounding boxes meet, those of one large polygon together."""
    tree = shapely.STRtree(large)

    def near(rows: slice) -> np.ndarray:
        second, first = tree.query(small[rows])
        return np.stack([first, second + rows.start])

    found = in_threads(near, len(small), _QUERY_CHUNK, progress)
    one, two = np.concatenate([np.empty((2, 0), dtype=np.intp), *found], axis=1)
    order = np.argsort(one, kind="stable")
    return one[order], two[order]


def _common(
    large: np.ndarray, one: np.ndarray, small: np.ndarray, two: np.ndarray, measure: Measure, progress: Progress
) -> np.ndarray:
    """Return the area that each pair of single polygons has in common, 0 for no more than rounding.

    ``one`` and ``two``: rows of ``large`` and of ``small``, shape (p,).
    """
    vertices = shapely.get_num_coordinates(large), shapely.get_num_coordinates(small)
    simple = (vertices[0][one] * vertices[1][two] <= _SIMPLE) & (measure is planar)
    rounding = ROUNDING_M * shapely.length(small)
    area = np.zeros(len(one))
    plane, overlay = np.flatnonzero(simple), np.flatnonzero(~simple)
    done = 0.2 + 0.8 * len(plane) / max(1, len(one))
    if len(plane):
        edges = _edges_of(np.r_[large, small], part(progress, 0.0, 0.2))
        turned = vertices[0][one] < vertices[1][two]
        few, many = np.where(turned, one, two + len(large)), np.where(turned, two + len(large), one)

        def summed(rows: slice) -> None:
            pair = plane[rows]
            area[pair] = _in_plane(edges, few[pair], many[pair])

        in_threads(summed, len(plane), _CHUNK, part(progress, 0.2, done))

    def cut(rows: slice) -> None:
        pair = overlay[rows]
        area[pair] = _overlaid(large, one[pair], small, two[pair], measure)

    in_threads(cut, len(overlay), _CHUNK, part(progress, done, 1.0))
    area[area <= rounding[two]] = 0
    return area


def _overlaid(large: np.ndarray, one: np.ndarray, small: np.ndarray, two: np.ndarray, measure: Measure) -> np.ndarray:
    """Return the common area of polygons ``one`` of ``large`` and ``two`` of ``small``, by cutting at borders only."""
    area = np.zeros(len(one))
    # Copies, since two threads must not use one prepared geometry.
    distinct, at = np.unique(one, return_inverse=True)
    prepared = shapely.force_2d(large[distinct])
    shapely.prepare(prepared)
    whole = shapely.covers(prepared[at], small[two])
    area[whole] = measure(small[two[whole]])
    rest = np.flatnonzero(~whole)
    rest = rest[shapely.intersects(prepared[at[rest]], small[two[rest]])]
    common = intersection(small[two[rest]], large[one[rest]])
    ground = ~shapely.is_empty(common)  # else they touch
    area[rest[ground]] = measure(common[ground])
    return area


@dataclass(frozen=True)
class _Edges:
    """The edges of single polygons from west to east, shape (e,); those of polygon i are ``start[i]``:``start[i + 1]``.

    ``sign`` is 1 where the polygon lies below the edge, -1 where it lies above.
    """

    west: np.ndarray
    east: np.ndarray
    y: np.ndarray
    slope: np.ndarray
    top: np.ndarray
    sign: np.ndarray
    start: np.ndarray
    bounds: np.ndarray


def _edges_of(polygons: np.ndarray, progress: Progress) -> _Edges:
    def found(rows: slice) -> tuple[np.ndarray, ...]:
        _, points, (ring, first) = shapely.to_ragged_array(polygons[rows])
        (x, y), start = points.T, ring[:-1]
        # The last vertex of a ring is its first again; its edge is a point.
        to = np.arange(1, len(x) + 1)
        to[ring[1:] - 1] -= 1
        run, rise = x[to] - x, y[to] - y
        owner = np.repeat(np.arange(len(start)), np.diff(ring))
        # Positive where a ring runs clockwise, as a shell is to do and a hole is not.
        area = np.add.reduceat(run * (y + rise / 2 - y[start][owner]), start)
        shell = np.zeros(len(start), dtype=bool)
        shell[first[:-1]] = True
        ahead = run >= 0
        slope = np.divide(rise, run, out=np.zeros(len(x)), where=run != 0)
        return (
            np.where(ahead, x, x[to]),
            np.where(ahead, x[to], x),
            np.where(ahead, y, y[to]),
            slope,
            np.maximum(y, y[to]),
            np.where(ahead == ((area > 0) == shell)[owner], 1.0, -1.0),
            np.diff(ring[first]),
        )

    columns = zip(*in_threads(found, len(polygons), _QUERY_CHUNK, progress))
    west, east, y, slope, top, sign, count = (np.concatenate(column) for column in columns)
    return _Edges(west, east, y, slope, top, sign, np.r_[0, np.cumsum(count)], shapely.bounds(polygons))


def _in_plane(edges: _Edges, few: np.ndarray, many: np.ndarray) -> np.ndarray:
    """Return the common area of each pair of polygons, shape (p,); ``few`` are those of fewer edges.

    A polygon is the ground below its upper edges less the ground below its lower edges. So common ground is the sum,
    over all pairs of edges, of what lies below both, each with the product of their signs: the integral of the
    lower of two straight lines. Nothing depends on how borders lie to each other, so touching or shared edges do no
    harm. Edges of the one that lie beside or below the other add up to nothing and are left out.
    """
    west, south, east, _ = edges.bounds[few].T
    pair, other = ragged(edges.start[many], edges.start[many + 1])
    above = (edges.west[other] < east[pair]) & (edges.east[other] > west[pair]) & (edges.top[other] > south[pair])
    pair, other = pair[above], other[above]
    row, own = ragged(edges.start[few[pair]], edges.start[few[pair] + 1])
    pair, other = pair[row], other[row]
    begin, end = np.maximum(edges.west[own], edges.west[other]), np.minimum(edges.east[own], edges.east[other])
    under = np.flatnonzero(begin < end)
    pair, own, other, begin, end = pair[under], own[under], other[under], begin[under], end[under]
    width = end - begin
    # Heights count from the lowest point of the one polygon, for short numbers keep their last digits.
    base = south[pair]
    y = edges.y[other] - base + edges.slope[other] * (begin - edges.west[other])
    gap = edges.y[own] - base + edges.slope[own] * (begin - edges.west[own]) - y
    last = gap + (edges.slope[own] - edges.slope[other]) * width
    # By how much the own edge is the lower one, on average over the width, doubled.
    lower = np.minimum(gap, 0) + np.minimum(last, 0)
    crossing = np.flatnonzero((gap < 0) != (last < 0))
    lower[crossing] *= np.abs(lower[crossing] / (last[crossing] - gap[crossing]))
    area = width * (y + (edges.slope[other] * width + lower) / 2)
    return np.bincount(pair, weights=edges.sign[own] * edges.sign[other] * area, minlength=len(few))


def _summed(unit: np.ndarray, polygon: np.ndarray, area_m2: np.ndarray) -> Areas:
    """Put the parts of one unit in one polygon together."""
    order = np.lexsort((polygon, unit))
    unit, polygon, area_m2 = unit[order], polygon[order], area_m2[order]
    if not len(unit):
        return Areas(unit, polygon, area_m2)
    first = np.flatnonzero(np.r_[True, (unit[1:] != unit[:-1]) | (polygon[1:] != polygon[:-1])])
    return Areas(unit[first], polygon[first], np.add.reduceat(area_m2, first))


def _share(part_m2: np.ndarray, whole_m2: np.ndarray) -> np.ndarray:
    share = np.divide(part_m2, whole_m2, out=np.zeros(len(part_m2)), where=whole_m2 > 0)
    # What lies in wholly is so to the last digit.
    return np.where(share > 1 - SHARE_TOLERANCE, 1.0, share)
