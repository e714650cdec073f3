"""Layers of polygons that should tile the ground: what lies twice, and what two of them share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .overlap import overlapping_pairs
from .polygons import areal
from .progress import Progress, part, quiet

# Odd constants that spread the bits of coordinates (Steele, Lea and Flood 2014, "Fast splittable generators").
_SPREAD = tuple(np.uint64(value) for value in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
# With more loose edges than this share, comparing polygons two by two is the shorter way.
_LOOSE_SHARE = 0.2


@dataclass(frozen=True)
class Edges:
    """The edges of polygons, with the ground on their left.

    ``coordinates``: shape (e, 2, 2), start and stop; ``polygon``: shape (e,), the row each belongs to.
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


def edges_of(geometry: np.ndarray) -> Edges:
    """Return the edges of polygons or multipolygons."""
    if not len(geometry):
        none = np.empty(0, dtype=np.intp)
        return Edges(np.empty((0, 2, 2)), none, none.astype(np.uint64), none.astype(bool))
    _, points, (ring_start, *holders) = shapely.to_ragged_array(geometry, include_z=False)
    polygon_start = holders[0]
    # The last vertex of a ring is its first again and begins no edge.
    begins = np.ones(len(points), dtype=bool)
    begins[ring_start[1:] - 1] = False
    first = np.flatnonzero(begins)
    count = np.diff(ring_start) - 1
    count[count < 0] = 0
    ring = np.repeat(np.arange(len(count)), count)
    start, stop = points[first] + 0.0, points[first + 1] + 0.0  # −0.0 and 0.0 are one place
    # Shells are to run anticlockwise and holes clockwise, so that the ground is on the left.
    here, there = start - points[ring_start[ring]], stop - points[ring_start[ring]]
    area = np.bincount(ring, weights=here[:, 0] * there[:, 1] - here[:, 1] * there[:, 0], minlength=len(count))
    shell = np.zeros(len(count), dtype=bool)
    shell[polygon_start[:-1][np.diff(polygon_start) > 0]] = True
    turned = ((area > 0) != shell)[ring]
    start[turned], stop[turned] = stop[turned], start[turned]
    forward = (start[:, 0] < stop[:, 0]) | ((start[:, 0] == stop[:, 0]) & (start[:, 1] < stop[:, 1]))
    one, two = _mixed(start), _mixed(stop)
    key = _spread(np.where(forward, one, two)) + np.where(forward, two, one)
    owner = np.arange(len(count))
    for offsets in holders:  # of rings in polygons, and of polygons in multipolygons
        owner = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))[owner]
    return Edges(np.stack([start, stop], axis=1), owner[ring], _spread(key), forward)


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
    """
    found = np.zeros(count, dtype=np.uint64)
    if len(edges.key):
        first = np.flatnonzero(np.r_[True, edges.polygon[1:] != edges.polygon[:-1]])
        found[edges.polygon[first]] = np.add.reduceat(edges.key, first)
    return found


def same(
    before: np.ndarray, after: np.ndarray, signature: tuple[np.ndarray, np.ndarray] | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of polygons that have the very same edges in both layers, each row once at most.

    ``signature``: those of both layers, where they are known already.
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
    """
    order = np.argsort(edges.key, kind="stable")
    key = edges.key[order]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    net = np.add.reduceat(np.where(edges.forward[order], 1, -1), first) if len(key) else first
    return edges.coordinates[order[first[net != 0]]]


def flat(geometry: np.ndarray, progress: Progress = quiet) -> Flat:
    """Take what lies under smaller polygons (of equals: under the one that comes first) out of the larger ones.

    ``geometry``: valid polygons or multipolygons, shape (n,).
    """
    edges = edges_of(geometry)
    signature = signatures(edges, len(geometry))
    first, second = _overlapping(geometry, edges, part(progress, 0, 0.8))
    area = shapely.area(geometry)
    swap = area[second] < area[first]
    upper, lower = np.where(swap, second, first), np.where(swap, first, second)
    overlaps = areal(shapely.intersection(geometry[upper], geometry[lower]))
    some = shapely.area(overlaps) > 0
    upper, lower, overlaps = upper[some], lower[some], overlaps[some]
    found = geometry.copy()
    order = np.argsort(lower, kind="stable")
    rows, start = np.unique(lower[order], return_index=True)
    covers = [shapely.union_all(geometry[upper[above]]) for above in np.split(order, start[1:])] if len(rows) else []
    found[rows] = areal(shapely.difference(geometry[rows], np.array(covers, dtype=object)))
    signature[rows] = signatures(edges_of(found[rows]), len(rows))
    found[rows[shapely.is_empty(found[rows])]] = None
    progress(1.0)
    return Flat(found, overlaps, upper, lower, signature)


def _overlapping(geometry: np.ndarray, edges: Edges, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of polygons that overlap; layers that tile the ground are seen to at a glance."""
    loose = loose_edges(edges)
    if len(loose) > _LOOSE_SHARE * len(edges.key):
        return overlapping_pairs(geometry, progress)
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(shapely.linestrings(loose))]))
    tree = shapely.STRtree(geometry)
    face, _ = tree.query(shapely.point_on_surface(faces), predicate="within")
    twice = faces[np.bincount(face, minlength=len(faces)) > 1]
    if not len(twice):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    rows = np.unique(tree.query(twice, predicate="intersects")[1])
    first, second = overlapping_pairs(geometry[rows], progress)
    return rows[first], rows[second]
