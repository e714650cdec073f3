"""How much ground units have in common with polygons, pair by pair.

In the plane no ground is cut for it: the area that two polygons have in common is a sum over their edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, in_threads, part, quiet
from .area import Measure, planar
from .overlay import intersection
from .polygons import ROUNDING_M
from .split import ragged, split

# Up to so many pairs of edges the sum over them is shorter than tests and an overlay.
_SIMPLE = 1_000
_CHUNK = 2_000
_QUERY_CHUNK = 20_000


@dataclass(frozen=True)
class Areas:
    """The ground that units have in common with polygons; pairs without any are left out.

    ``unit``, ``polygon``: rows, shape (p,), sorted by unit, then polygon; ``area_m2``: shape (p,).
    """

    unit: np.ndarray
    polygon: np.ndarray
    area_m2: np.ndarray


def areas_in(units: np.ndarray, polygons: np.ndarray, measure: Measure = planar, progress: Progress = quiet) -> Areas:
    """Measure what each unit has in common with each polygon.

    ``units``, shape (n,), and ``polygons``, shape (k,): valid polygons or multipolygons in one metric CRS. Both may
    overlap themselves; ground that lies in several polygons counts in each of them.

    >>> import shapely
    >>> from greenvein.core.geometry.areas import areas_in
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
