"""Where polygons of one layer lie on top of each other, and what they cover together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ..progress import Progress, StoppedError, chunks, in_threads, part, quiet
from .area import Measure, planar
from .once import Known, left_to_one
from .overlay import intersection, union
from .polygons import DRAWING_M, explode, slivers

_CHUNK = 5_000
_QUERY = 200
# Of so many pairs at a time it is asked whether they meet, before there is another look at whether to stop.
_PAIRS = 5_000
# Where a polygon meets more bounding boxes than so many on average, polygons lie in heaps, not beside each other.
_HEAPED = 50
_SAMPLE = 1_000
# More pairs than this are not told one by one, where they are more than so many for each polygon.
_MOST_PAIRS, _CROWDED = 100_000, 50
_UNION_CHUNK, _SETS = 50, 20


# Odd, so that no side's last bits are lost.
_ODD = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93], dtype=np.uint64)


class CrowdedError(ValueError):
    """Polygons lie on one another in more pairs than can be told one by one; ``pairs``: how many can be."""

    def __init__(self, pairs: int):
        super().__init__(f"more than {pairs} pairs of polygons lie on one another")
        self.pairs = pairs


class CrowdedZonesError(ValueError):
    """Zones lie on one another so that their borders make more areas than polygons can be cut into; ``cells``."""

    def __init__(self, cells: int):
        super().__init__(f"the borders of zones make {cells} areas, and many polygons lie in most of them")
        self.cells = cells


def most_pairs(count: int) -> int:
    """Return in how many pairs so many polygons may lie on one another to be told one by one.

    >>> from greenvein.core.geometry.overlap import most_pairs
    >>> most_pairs(10), most_pairs(1_000_000)
    (100000, 50000000)
    """
    return max(_MOST_PAIRS, _CROWDED * count)


def refuse_crowds(geometry: np.ndarray, progress: Progress = quiet) -> None:
    """Raise CrowdedError, before anything else is done, where polygons lie on one another in too many pairs.

    Of layers that do not lie in heaps only bounding boxes are looked at.
    """
    some = geometry[np.unique(copies(geometry))]
    if heaped(some):
        overlapping_pairs(some, progress, most=most_pairs(len(geometry)))


def copies(geometry: np.ndarray) -> np.ndarray:
    """Return for each polygon the first row that holds the very same one, shape (n,); a missing one is its own.

    >>> import shapely
    >>> from greenvein.core.geometry.overlap import copies
    >>> copies(shapely.box([0, 5, 0], 0, [1, 6, 1], 1)).tolist()
    [0, 1, 0]
    """
    found = np.arange(len(geometry))
    # One number for four sides, which sorts quickly; what has the same is compared whole.
    sides = np.ascontiguousarray(shapely.bounds(geometry) + 0.0).view(np.uint64).reshape(-1, 4)
    key = (sides * _ODD).sum(axis=1, dtype=np.uint64)
    order = np.argsort(key, kind="stable")
    alike = key[order[1:]] == key[order[:-1]]
    if not alike.any():
        return found
    rows = np.sort(order[np.r_[alike, False] | np.r_[False, alike]])
    rows = rows[~shapely.is_missing(geometry[rows])]
    first: dict[bytes, int] = {}
    found[rows] = [first.setdefault(wkb, row) for row, wkb in zip(rows.tolist(), shapely.to_wkb(geometry[rows]))]
    return found


def overlapping_pairs(
    geometry: np.ndarray, progress: Progress = quiet, rows: np.ndarray | None = None, most: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the index pairs (i < j) of polygons whose interiors meet; a shared edge is no overlap.

    ``rows``: look only for the pairs that these are in; a polygon that is missing is in none. Raises CrowdedError as
    soon as there are more than ``most``.

    Of three squares side by side the second reaches into the third; the first shares but an edge with it:

    >>> import shapely
    >>> from greenvein.core.geometry.overlap import overlapping_pairs
    >>> first, second = overlapping_pairs(shapely.box([0, 10, 19], 0, [10, 20, 29], 10))
    >>> first.tolist(), second.tolist()
    ([1], [2])
    """
    tree = shapely.STRtree(geometry)
    asked = np.arange(len(geometry)) if rows is None else rows
    own = np.zeros(len(geometry), dtype=bool)
    own[asked] = True

    same, stop = copies(geometry), threading.Event()
    count: dict[int, int] = {}  # of pairs that meet, by where they were looked for, which threads do not share

    def meeting(some: slice) -> np.ndarray:
        parts = [boxes_meet(rows) for rows in _slices(some, _QUERY)]
        return np.concatenate(parts, axis=1)

    def boxes_meet(some: slice) -> np.ndarray:
        if stop.is_set():
            raise StoppedError
        first, second = tree.query(geometry[asked[some]])
        first = asked[some][first]
        # Of two that are both asked for, the pair is found twice.
        once = (first < second) | ~own[second]
        first, second = np.minimum(first, second)[once], np.maximum(first, second)[once]
        meet = same[first] == same[second]
        open_ = np.flatnonzero(~meet)
        for batch in chunks(len(open_), _PAIRS):
            if stop.is_set():
                raise StoppedError
            pair = open_[batch]
            meet[pair] = interiors_meet(geometry[first[pair]], geometry[second[pair]])
            count[some.start] = count.get(some.start, 0) + int(meet[pair].sum())
            if most is not None and sum(list(count.values())) > most:
                raise CrowdedError(most)
        return np.stack([first[meet], second[meet]])

    found = in_threads(meeting, len(asked), _CHUNK, progress, stop)
    first, second = np.concatenate([np.empty((2, 0), dtype=np.intp), *found], axis=1)
    return first, second


def _slices(rows: slice, size: int) -> list[slice]:
    return [slice(start, min(start + size, rows.stop)) for start in range(rows.start, rows.stop, size)]


def interiors_meet(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Tell of pairs of polygons whether their interiors meet, shape (p,); ``one``, ``other``: shape (p,) each.

    >>> import shapely
    >>> from greenvein.core.geometry.overlap import interiors_meet
    >>> interiors_meet(shapely.box(0, 0, 10, 10), shapely.box([5, 10], 0, 20, 10)).tolist()
    [True, False]
    """
    return shapely.relate_pattern(one, other, "T********")


@dataclass(frozen=True)
class Shared:
    """Pairs of polygons whose interiors meet: their rows, how much both have in common, shape (p,) each, and whether
    that is ``wide``, more than two drawings of one border.
    """

    first: np.ndarray
    second: np.ndarray
    area_m2: np.ndarray
    wide: np.ndarray


def shared(geometry: np.ndarray, first: np.ndarray, second: np.ndarray, progress: Progress = quiet) -> Shared:
    """Return what pairs of polygons whose interiors meet have in common.

    ``geometry``: valid polygons in one metric CRS, shape (n,); ``first``, ``second``: rows of it, shape (p,).
    A strip of 5 cm, less than ``polygons.DRAWING_M``, is two drawings of one border:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.overlap import shared
    >>> drawn = shapely.box([0, 9.95, 9], [0, 0, 20], [10, 20, 30], [10, 30, 40])
    >>> shared(drawn, np.array([0, 1]), np.array([1, 2])).wide.tolist()
    [False, True]
    """
    area_m2, wide = np.zeros(len(first)), np.zeros(len(first), dtype=bool)

    def of(rows: slice) -> None:
        ground = intersection(geometry[first[rows]], geometry[second[rows]])
        area_m2[rows] = shapely.area(ground)
        single, owner = explode(ground)
        wide[rows.start + owner[~slivers(single, DRAWING_M)]] = True

    in_threads(of, len(first), _QUERY, progress)
    return Shared(first, second, area_m2, wide)


def flatten(geometry: np.ndarray, progress: Progress = quiet) -> np.ndarray:
    """Return polygons that cover the same ground as ``geometry`` without any overlap, however thin, but rounding.

    ``geometry``: valid polygons or multipolygons in one metric CRS, shape (n,); where nothing overlaps, the very same
    array is returned.

    >>> import shapely
    >>> from greenvein.core.geometry.overlap import flatten
    >>> sorted(shapely.area(flatten(shapely.box([0, 5, 50], 0, [10, 15, 60], 10))).tolist())
    [100.0, 150.0]
    >>> shapely.area(flatten(shapely.box([0, 9.95], 0, [10, 20], 10))).round(9).tolist()
    [100.0, 100.0]
    """
    return drawn_once(geometry, progress).ground


@dataclass(frozen=True)
class DrawnOnce:
    """The ``ground`` of polygons without overlaps, and whether any of these was ``wide``, no sliver of the drawing."""

    ground: np.ndarray
    wide: bool


def drawn_once(geometry: np.ndarray, progress: Progress = quiet) -> DrawnOnce:
    """Return what ``flatten`` does, and whether more than borders were drawn twice; in heaps that is not asked.

    >>> import shapely
    >>> from greenvein.core.geometry.overlap import drawn_once
    >>> drawn_once(shapely.box([0, 5], 0, [10, 15], 10)).wide, drawn_once(shapely.box([0, 9.95], 0, 10, 10)).wide
    (True, False)
    """
    if heaped(geometry):
        return DrawnOnce(np.array([union_of(geometry, progress)], dtype=object), True)
    pairs = _shared(geometry, part(progress, 0.0, 0.8))
    return DrawnOnce(once(geometry, pairs, part(progress, 0.8, 1.0)), bool(pairs.wide.any()))


def _shared(geometry: np.ndarray, progress: Progress) -> Shared:
    return shared(geometry, *overlapping_pairs(geometry, part(progress, 0.0, 0.5)), part(progress, 0.5, 1.0))


def once(
    geometry: np.ndarray,
    pairs: Shared,
    progress: Progress = quiet,
    together: Callable[[np.ndarray], shapely.Geometry] = union,
    known: Known | None = None,
) -> np.ndarray:
    """Return polygons that cover the same ground once: what lies on each other is one, and slivers are one polygon's.

    ``pairs``: all of ``geometry``, shape (n,), that lie on each other; ``together``: returns the union of an array of
    polygons; ``known``: as in ``left_to_one``.
    """
    merged, row = _merged(geometry, pairs.first[pairs.wide], pairs.second[pairs.wide], together)
    first, second = row[pairs.first], row[pairs.second]
    apart = first != second
    return left_to_one(merged, first[apart], second[apart], pairs.area_m2[apart], progress, known)


def counted_twice(
    geometry: np.ndarray, area_m2: np.ndarray, measure: Measure = planar, progress: Progress = quiet
) -> float:
    """Return by how much the areas of polygons, shape (n,), exceed the ground that they cover, in m².

    ``geometry``: valid polygons or multipolygons in one metric CRS; slivers of the drawing do not count.

    >>> import shapely
    >>> from greenvein.core.geometry.overlap import counted_twice
    >>> squares = shapely.box([0, 5], 0, [10, 15], 10)
    >>> counted_twice(squares, shapely.area(squares))
    50.0
    """
    if heaped(geometry):
        ground = np.array([union_of(geometry, progress)], dtype=object)
    else:
        pairs = _shared(geometry, progress)
        ground, _ = _merged(geometry, pairs.first[pairs.wide], pairs.second[pairs.wide])
    return 0.0 if ground is geometry else max(0.0, float(area_m2.sum() - measure(ground).sum()))


def union_of(geometry: np.ndarray, progress: Progress = quiet) -> shapely.Geometry:
    """Return the union of polygons that may lie in heaps; it can be stopped in the middle.

    ``geometry``: valid polygons or multipolygons in one metric CRS, shape (n,).

    >>> import shapely
    >>> from greenvein.core.geometry.overlap import union_of
    >>> union_of(shapely.box([0, 5], 0, [10, 15], 10)).area
    150.0
    """
    some = geometry[np.unique(copies(geometry))]
    return union(np.array([union(some[rows]) for rows in chunks(len(some), _UNION_CHUNK, progress)], dtype=object))


def unions(geometry: np.ndarray, rows: list[np.ndarray], progress: Progress = quiet) -> np.ndarray:
    """Return the union of each of several sets of polygons, given by their rows, shape (n,).

    In a heap each set is the one before it and some more, whose union is added to that of the one before.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.overlap import unions
    >>> squares = shapely.box([0, 5, 50], 0, [10, 15, 60], 10)
    >>> shapely.area(unions(squares, [np.array([0, 1]), np.array([2])])).tolist()
    [150.0, 100.0]
    """
    found = np.empty(len(rows), dtype=object)
    count = np.array([len(one) for one in rows], dtype=np.intp)
    heap = (count > _HEAPED).sum() > _HEAPED
    order = np.argsort(count, kind="stable") if heap else np.arange(len(rows))
    known: np.ndarray = np.empty(0, dtype=np.intp)
    ground = None
    for some in chunks(len(rows), _SETS, progress):
        for at in order[some]:
            its = rows[at]
            if heap and ground is not None and len(known) > _HEAPED and np.isin(known, its).all():
                more = geometry[its[~np.isin(its, known)]]
                ground = union(np.array([ground, *more], dtype=object)) if len(more) else ground
            else:
                ground = union(geometry[its])
            found[at], known = ground, its
    return found


def heaped(geometry: np.ndarray) -> bool:
    """Tell whether a polygon meets far more others than neighbours can be; ``geometry``: polygons, shape (n,).

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.overlap import heaped
    >>> beside, heap = shapely.box(np.arange(99), 0, np.arange(99) + 1, 1), shapely.box(0, 0, np.arange(1, 100), 1)
    >>> bool(heaped(beside)), bool(heaped(heap))
    (False, True)
    """
    sample = geometry[:: -(-len(geometry) // _SAMPLE) or 1]
    return len(shapely.STRtree(geometry).query(sample)[0]) > _HEAPED * len(sample)


def _merged(
    geometry: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    together: Callable[[np.ndarray], shapely.Geometry] = union,
) -> tuple[np.ndarray, np.ndarray]:
    """Return polygons in which those that the index pairs join are one, behind those that stay alone, and the row in
    which each of ``geometry`` is now.
    """
    if not len(first):
        return geometry, np.arange(len(geometry))
    groups = group(len(geometry), first, second)
    alone = np.ones(len(geometry), dtype=bool)
    alone[first] = alone[second] = False
    of = np.unique(groups[~alone], return_inverse=True)[1]
    row = np.empty(len(geometry), dtype=np.intp)
    row[alone], row[~alone] = np.arange(alone.sum()), alone.sum() + np.ravel(of)
    order = np.argsort(row, kind="stable")[alone.sum() :]
    unions = [together(geometry[some]) for some in np.split(order, np.flatnonzero(np.diff(row[order])) + 1)]
    return np.concatenate([geometry[alone], np.array(unions, dtype=object)]), row


def group(count: int, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return for each of ``count`` items the label of the group that the pairs join it to, shape (count,).

    ``first``, ``second``: the items of each pair, counted from 0, shape (p,).

    >>> import numpy as np
    >>> from greenvein.core.geometry.overlap import group
    >>> group(4, np.array([0, 2]), np.array([2, 3])).tolist()
    [0, 1, 0, 0]
    """
    links = coo_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=(count, count))
    return connected_components(links, directed=False)[1]
