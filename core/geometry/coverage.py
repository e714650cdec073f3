"""Layers of polygons that should tile the ground: what lies twice, and what two of them share."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
import shapely

from ..progress import Progress, in_threads, part, quiet
from .inside import well_inside
from .overlap import copies, most_pairs, overlapping_pairs, unions
from .overlay import difference, intersection
from .polygons import ROUNDING_M

# Odd constants that spread the bits of coordinates (Steele, Lea and Flood 2014, "Fast splittable generators").
_SPREAD = tuple(np.uint64(value) for value in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_CHUNK = 10_000
# Of more copies than this each is told to lie under the one on top, not in pairs under each other.
_MANY_COPIES = 16
# With more loose edges than this share, comparing polygons two by two is the shorter way; with more than this many
# it is the one that can be stopped in the middle.
_LOOSE_SHARE, _LOOSE_COUNT = 0.2, 80_000
# Where in a face to look for polygons, off its middle: by this share of the way to its border, in these directions.
_STEP, _ANGLES = 0.4, (0.7, 2.9, 4.8)


@dataclass(frozen=True)
class Edges:
    """The edges of polygons, with the ground on their left.

    ``coordinates``: shape (e, 2, 2), start and stop; ``polygon``: shape (e,), the row each belongs to, whose edges
    stand together.
    ``key``: shape (e,), the same for the same two points in either direction; ``forward``: whether the edge
    runs from the lesser point to the greater.
    """

    coordinates: np.ndarray
    polygon: np.ndarray
    key: np.ndarray
    forward: np.ndarray


@dataclass(frozen=True)
class Flat:
    """Polygons of one layer without overlaps: of two the smaller one is on top.

    ``geometry``: shape (n,), in the order they came; None where nothing is left to see.
    ``overlaps``: the ground that lies under others, single polygons or multipolygons, shape (k,);
    ``upper`` and ``lower``: the rows that lie on each other there, shape (k,).
    ``signature``: of each geometry, shape (n,), as ``signatures`` gives it.
    """

    geometry: np.ndarray
    overlaps: np.ndarray
    upper: np.ndarray
    lower: np.ndarray
    signature: np.ndarray


def edges_of(geometry: np.ndarray, progress: Progress = quiet) -> Edges:
    """Return the edges of polygons or multipolygons, shape (n,).

    >>> import shapely
    >>> from greenvein.core.geometry.coverage import edges_of
    >>> edges_of(shapely.box([0, 10], 0, [10, 20], 10)).polygon.tolist()
    [0, 0, 0, 0, 1, 1, 1, 1]
    """

    def some(rows: slice) -> Edges:
        found = _edges(geometry[rows])
        return replace(found, polygon=found.polygon + rows.start)

    # Few enough at a time that what is made on the way stays near the processor.
    found = in_threads(some, len(geometry), _CHUNK, progress) or [_edges(geometry)]
    return Edges(*(np.concatenate([getattr(one, field.name) for one in found]) for field in fields(Edges)))


def _edges(geometry: np.ndarray) -> Edges:
    points, ring, shell, owner = _rings(geometry)
    points = points + 0.0  # −0.0 and 0.0 are one place
    # The last vertex of a ring is its first again and begins no edge.
    first = np.flatnonzero(ring[1:] == ring[:-1])
    ring = ring[first]
    x, y = points.T
    place = _mixed(points)
    # Shells are to run anticlockwise and holes clockwise, so that the ground is on the left.
    begin = np.zeros(len(shell), dtype=np.intp)
    begin[ring[::-1]] = first[::-1]  # of several the first is written last, and stays
    origin_x, origin_y = x[begin[ring]], y[begin[ring]]
    area = np.bincount(
        ring,
        weights=(x[first] - origin_x) * (y[first + 1] - origin_y) - (y[first] - origin_y) * (x[first + 1] - origin_x),
        minlength=len(shell),
    )
    turned = ((area > 0) != shell)[ring]
    start, stop = np.where(turned, first + 1, first), np.where(turned, first, first + 1)
    forward = (x[start] < x[stop]) | ((x[start] == x[stop]) & (y[start] < y[stop]))
    one, two = place[start], place[stop]
    key = _spread(np.where(forward, one, two)) + np.where(forward, two, one)
    return Edges(np.stack([points[start], points[stop]], axis=1), owner[ring], _spread(key), forward)


def _rings(geometry: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the vertices of all rings, shape (v, 2), the ring of each; and of each ring whether it is a shell and
    which row it belongs to.

    Most polygons are nothing but a shell, whose vertices need no ring taken out of them.
    """
    plain = (shapely.get_type_id(geometry) == shapely.GeometryType.POLYGON) & (
        shapely.get_num_interior_rings(geometry) == 0
    )
    alone, others = np.flatnonzero(plain), np.flatnonzero(~plain)
    points, ring = shapely.get_coordinates(geometry[alone], return_index=True)
    parts, part_owner = shapely.get_parts(geometry[others], return_index=True)
    rings, holder = shapely.get_rings(parts, return_index=True)
    more, more_ring = shapely.get_coordinates(rings, return_index=True)
    shell = np.r_[np.ones(len(alone), dtype=bool), np.r_[True, holder[1:] != holder[:-1]][: len(holder)]]
    owner = np.r_[alone, others[part_owner[holder]]]
    return np.concatenate([points, more]), np.r_[ring, more_ring + len(alone)], shell, owner


def _mixed(points: np.ndarray) -> np.ndarray:
    bits = np.ascontiguousarray(points, dtype=np.float64).view(np.uint64)
    return _spread(_spread(bits[:, 0]) + bits[:, 1])


def _spread(value: np.ndarray) -> np.ndarray:
    value = value + _SPREAD[0]
    value = (value ^ (value >> np.uint64(30))) * _SPREAD[1]
    value = (value ^ (value >> np.uint64(27))) * _SPREAD[2]
    return value ^ (value >> np.uint64(31))


def signatures(edges: Edges, count: int) -> np.ndarray:
    """Return for each of ``count`` polygons a number that only polygons of the very same edges share, shape (n,).

    Where a ring starts and which way it runs play no part. Two of a million different polygons
    have the same number once in about 40 million layers.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.coverage import edges_of, signatures
    >>> one = shapely.box([0], 0, [10], 10)
    >>> bool((signatures(edges_of(one), 1) == signatures(edges_of(shapely.reverse(one)), 1)).all())
    True
    """
    found = np.zeros(count, dtype=np.uint64)
    if len(edges.key):
        first = np.flatnonzero(np.r_[True, edges.polygon[1:] != edges.polygon[:-1]])
        found[edges.polygon[first]] = np.add.reduceat(edges.key, first)
    return found


def same(
    before: np.ndarray, after: np.ndarray, signature: tuple[np.ndarray, np.ndarray] | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of polygons that have the very same edges in both layers, each row once at most, shape (s,) each.

    ``signature``: those of both layers, where they are known already.

    >>> import shapely
    >>> from greenvein.core.geometry.coverage import same
    >>> mine, theirs = same(shapely.box([0, 10], 0, [10, 20], 10), shapely.box([10, 30], 0, [20, 40], 10))
    >>> mine.tolist(), theirs.tolist()
    ([1], [0])
    """
    ours, theirs = signature or tuple(signatures(edges_of(layer), len(layer)) for layer in (before, after))
    kept = []
    for found in (ours, theirs):
        value, first, number = np.unique(found, return_index=True, return_counts=True)
        kept.append((value[number == 1], first[number == 1]))
    (value, row), (other, its_row) = kept
    _, here, there = np.intersect1d(value, other, assume_unique=True, return_indices=True)
    one, two = row[here], its_row[there]
    alike = (shapely.bounds(before[one]) == shapely.bounds(after[two])).all(axis=1)
    order = np.argsort(one[alike])
    return one[alike][order], two[alike][order]


def loose_edges(edges: Edges) -> np.ndarray:
    """Return the edges that have not as much ground on the one side as on the other, shape (u, 2, 2).

    Over all polygons together the number of them that lie at a place changes only there.

    Of two squares side by side six edges are loose; the one between them has ground on both sides:

    >>> import shapely
    >>> from greenvein.core.geometry.coverage import edges_of, loose_edges
    >>> loose_edges(edges_of(shapely.box([0, 10], 0, [10, 20], 10))).shape
    (6, 2, 2)
    """
    order = np.argsort(edges.key, kind="stable")
    key = edges.key[order]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    net = np.add.reduceat(np.where(edges.forward[order], 1, -1), first) if len(key) else first
    return edges.coordinates[order[first[net != 0]]]


def flat(geometry: np.ndarray, progress: Progress = quiet, rank: np.ndarray | None = None) -> Flat:
    """Take what lies under smaller polygons (of equals: under the one of lower rank) out of the larger ones.

    ``geometry``: valid polygons or multipolygons, shape (n,); ``rank``: shape (n,), else their order. Raises
    CrowdedError where more pairs lie on one another than can be told one by one.

    A pond drawn on top of a field is taken out of it:

    >>> import shapely
    >>> from greenvein.core.geometry.coverage import flat
    >>> found = flat(shapely.box([0, 4], [0, 4], [10, 6], [10, 6]))
    >>> shapely.area(found.geometry).tolist(), shapely.area(found.overlaps).tolist()
    ([96.0, 4.0], [4.0])
    >>> found.upper.tolist(), found.lower.tolist()
    ([1], [0])
    """
    top = _tops(geometry, rank)
    if (top != np.arange(len(top))).any():
        return _under_copies(geometry, top, rank, progress)
    edges = edges_of(geometry, part(progress, 0, 0.3))
    signature = signatures(edges, len(geometry))
    progress(0.3)
    first, second = _overlapping(geometry, edges, part(progress, 0.3, 0.7))
    upper, lower, overlaps = stacked(geometry, first, second, rank, part(progress, 0.7, 0.85))
    found = geometry.copy()
    rows, left = left_to_see(geometry, upper, lower, rank, part(progress, 0.85, 1.0))
    found[rows] = left
    signature[rows] = signatures(edges_of(left), len(rows))
    found[rows[shapely.is_empty(left)]] = None
    progress(1.0)
    return Flat(found, overlaps, upper, lower, signature)


def _tops(geometry: np.ndarray, rank: np.ndarray | None) -> np.ndarray:
    """Return for each polygon that has many copies the row of the one on top, for any other its own, shape (n,)."""
    same, top = copies(geometry), np.arange(len(geometry))
    many = np.bincount(same, minlength=len(same))[same] > _MANY_COPIES
    rows = np.flatnonzero(many)
    order = rows if rank is None else rows[np.argsort(rank[rows], kind="stable")]
    group, first = np.unique(same[order], return_index=True)
    top[rows] = order[first][np.searchsorted(group, same[rows])]
    return top


def _under_copies(geometry: np.ndarray, top: np.ndarray, rank: np.ndarray | None, progress: Progress) -> Flat:
    """Return what ``flat`` does, where each of many copies is told to lie under the one on top, and under no other."""
    seen = np.flatnonzero(top == np.arange(len(top)))
    hidden = np.flatnonzero(top != np.arange(len(top)))
    found = flat(geometry[seen], progress, None if rank is None else rank[seen])
    ground, signature = np.full(len(top), None, dtype=object), np.zeros(len(top), dtype=np.uint64)
    ground[seen], signature[seen] = found.geometry, found.signature
    return Flat(
        ground,
        np.concatenate([found.overlaps, geometry[hidden]]),
        np.r_[seen[found.upper], top[hidden]],
        np.r_[seen[found.lower], hidden],
        signature,
    )


def stacked(
    geometry: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    rank: np.ndarray | None = None,
    progress: Progress = quiet,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return which row is on top, which below, and the ground they share, of the pairs that share more than rounding.

    ``first``, ``second``: rows of polygons whose interiors meet, shape (p,).

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.coverage import stacked
    >>> drawn = shapely.box([0, 4], [0, 4], [10, 6], [10, 6])
    >>> upper, lower, shared = stacked(drawn, np.array([0]), np.array([1]))
    >>> upper.tolist(), lower.tolist(), shapely.area(shared).tolist()
    ([1], [0], [4.0])
    """
    one, two = shapely.area(geometry[first]), shapely.area(geometry[second])
    swap = two < one
    if rank is not None:
        swap |= (two == one) & (rank[second] < rank[first])
    upper, lower = np.where(swap, second, first), np.where(swap, first, second)

    def shared(rows: slice) -> np.ndarray:
        return intersection(geometry[upper[rows]], geometry[lower[rows]])

    overlaps = np.concatenate([np.empty(0, dtype=object), *in_threads(shared, len(upper), _CHUNK, progress)])
    some = _some(overlaps)
    return upper[some], lower[some], overlaps[some]


def left_to_see(
    geometry: np.ndarray,
    upper: np.ndarray,
    lower: np.ndarray,
    rank: np.ndarray | None = None,
    progress: Progress = quiet,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that lie under others, and what is seen of each, empty where that is nothing.

    What covers a polygon is put together in the order of its own areas, so that the same polygons give the same
    ground to the bit, in whatever order they came.

    ``upper``, ``lower``: rows of ``geometry`` that lie on each other, shape (p,); ``rank``: as in ``flat``.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.coverage import left_to_see
    >>> rows, seen = left_to_see(shapely.box([0, 4], [0, 4], [10, 6], [10, 6]), np.array([1]), np.array([0]))
    >>> rows.tolist(), shapely.area(seen).tolist()
    ([0], [96.0])
    """
    order = np.lexsort((upper if rank is None else rank[upper], shapely.area(geometry[upper]), lower))
    rows, start = np.unique(lower[order], return_index=True)
    above = [upper[one] for one in np.split(order, start[1:])]
    covers = unions(geometry, above, progress)
    return rows, difference(geometry[rows], covers)


def _some(ground: np.ndarray) -> np.ndarray:
    """Tell what is more than rounding."""
    return shapely.area(ground) > ROUNDING_M * shapely.length(ground)


def _overlapping(geometry: np.ndarray, edges: Edges, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of polygons that overlap; layers that tile the ground are seen to at a glance."""
    found = overlapping_tiles(geometry, edges, progress)
    return overlapping_pairs(geometry, progress, most=most_pairs(len(geometry))) if found is None else found


def overlapping_tiles(
    geometry: np.ndarray, edges: Edges, progress: Progress = quiet
) -> tuple[np.ndarray, np.ndarray] | None:
    """Return the pairs of polygons that overlap, i < j, of a layer that tiles the ground; None of any other.

    ``geometry``: valid polygons or multipolygons, shape (n,), with their ``edges``.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.coverage import edges_of, overlapping_tiles
    >>> west, south = np.meshgrid(np.arange(20), np.arange(20))
    >>> tiles = shapely.box(west, south, west + 1, south + 1).ravel()
    >>> tiles[1] = shapely.box(1, 0, 2.5, 1)
    >>> first, second = overlapping_tiles(tiles, edges_of(tiles))
    >>> first.tolist(), second.tolist()
    ([1], [2])
    """
    loose = loose_edges(edges)
    progress(0.0)
    if len(loose) > min(_LOOSE_SHARE * len(edges.key), _LOOSE_COUNT):
        return None
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(shapely.linestrings(loose))]))
    faces = faces[_some(faces)]
    twice = _twice(geometry, faces, part(progress, 0, 0.5))
    if not len(twice):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    rows = np.unique(shapely.STRtree(twice).query(geometry, predicate="intersects")[0])
    first, second = overlapping_pairs(geometry[rows], part(progress, 0.5, 1), most=most_pairs(len(geometry)))
    return rows[first], rows[second]


def _twice(geometry: np.ndarray, faces: np.ndarray, progress: Progress) -> np.ndarray:
    """Return those of the faces between loose edges on which more than one polygon lies, perhaps with some others.

    One point inside a face tells how many there are, unless it is on an edge that two polygons share, as the middle of
    a grid of squares is. Such a point counts one too many and never one too few; where it counts several, others are
    asked.
    """
    middle = well_inside(faces)
    room = shapely.distance(middle, shapely.boundary(faces))
    twice = np.arange(len(faces))
    for number, angle in enumerate(_ANGLES):
        step = _STEP * room[twice, None] * (np.cos(angle), np.sin(angle))
        points = shapely.points(shapely.get_coordinates(middle[twice]) + step)
        stage = part(progress, number / len(_ANGLES), (number + 1) / len(_ANGLES))
        twice = twice[_held(geometry, points, stage) > 1]
        if not len(twice):
            break
    return faces[twice]


def _held(geometry: np.ndarray, points: np.ndarray, progress: Progress) -> np.ndarray:
    """Return in how many polygons, or on whose edges, each point lies, shape (p,)."""
    tree = shapely.STRtree(points)

    def some(rows: slice) -> np.ndarray:
        return np.bincount(tree.query(geometry[rows], predicate="intersects")[1], minlength=len(points))

    return sum(in_threads(some, len(geometry), _CHUNK, progress), np.zeros(len(points), dtype=int))
