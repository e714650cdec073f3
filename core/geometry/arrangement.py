"""Polygons that may lie on each other in any way, as faces that fit exactly.

All edges are laid on a grid far finer than any survey and cut where they meet (snap rounding: Hobby 1999, "Practical
segment intersection with finite precision output"), tile by tile, so that every step stays local. The faces between
them fit exactly, so what is joined from them has neither gaps nor overlaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, in_threads, part, quiet
from .coverage import edges_of, loose_edges
from .inside import well_inside
from .overlap import heaped, union_of
from .polygons import explode

GRID_M = 2.0**-24
"""All vertices lie on multiples of this, 0.06 µm; a power of two, so that coordinates below 500 000 km are exact."""
THIN_M = 4 * GRID_M
"""Faces of a smaller mean width (twice the area by the perimeter) lie between edges that are meant to be one."""

_CLOSE_M = 10 * THIN_M
# Noding takes longer than in proportion to the edges of a tile; below this number the rims of tiles take over.
_TILE_EDGES = 1_000
# A tile is cut in two only where that leaves both sides with less than this share of its edges.
_WORTH_CUTTING = 0.8
_CHUNK = 500


@dataclass(frozen=True)
class Faces:
    """The faces between edges: single polygons that tile a rectangle, shape (f,), cut along the borders of tiles too.

    ``point``: a point well inside each, shape (f,). ``start``: where the faces of each tile begin, shape (t + 1,);
    ``boxes``: the tiles, shape (t, 4).
    """

    geometry: np.ndarray
    point: np.ndarray
    start: np.ndarray
    boxes: np.ndarray


def outline(geometry: np.ndarray, tier: np.ndarray, progress: Progress = quiet) -> np.ndarray:
    """Return the edges, laid on the grid, that bound the ground of each tier of one layer, shape (e, 2, 2).

    ``tier``: a number for each polygon, shape (n,), of which the lowest holds. Edges with as many polygons of a tier
    on the one side as on the other are left out, which takes the borders between parcels away, and so are those
    inside a polygon of the same tier or a lower one: neither bound anything.

    Two parcels of one tier side by side are bounded by one outline; their common edge is gone:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.arrangement import outline
    >>> len(outline(shapely.box([0, 10], 0, [10, 20], 10), np.array([1, 1])))
    6
    """
    geometry, tier = _dissolved(geometry, tier, progress)
    geometry = _laid(geometry)
    loose = [loose_edges(edges_of(geometry[tier == one])) for one in np.unique(tier)]
    edges = np.concatenate([np.empty((0, 2, 2)), *loose])
    its = np.repeat(np.unique(tier), [len(one) for one in loose])
    tree = shapely.STRtree(shapely.linestrings(edges))

    def hidden(rows: slice) -> np.ndarray:
        polygon, edge = tree.query(geometry[rows], predicate="contains_properly")
        return edge[tier[rows][polygon] <= its[edge]]

    found = in_threads(hidden, len(geometry), _CHUNK, progress)
    return np.delete(edges, np.concatenate([np.empty(0, dtype=np.intp), *found]), axis=0)


def _dissolved(geometry: np.ndarray, tier: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return polygons of which those of a tier that lie in heaps are put together, and the tier of each."""
    found = []
    for one in np.unique(tier):
        some = geometry[tier == one]
        found.append((explode(np.array([union_of(some, progress)]))[0] if heaped(some) else some, one))
    if not found:
        return geometry, tier
    return np.concatenate([some for some, _ in found]), np.repeat([one for _, one in found], [len(s) for s, _ in found])


def all_edges(geometry: np.ndarray) -> np.ndarray:
    """Return all edges of polygons, laid on the grid, each once, shape (e, 2, 2).

    ``geometry``: valid polygons or multipolygons in one metric CRS. The edge that two squares share is there once:

    >>> import shapely
    >>> from greenvein.core.geometry.arrangement import all_edges
    >>> len(all_edges(shapely.box([0, 10], 0, [10, 20], 10)))
    7
    """
    edges = edges_of(_laid(geometry))
    return edges.coordinates[np.unique(edges.key, return_index=True)[1]]


def _laid(geometry: np.ndarray) -> np.ndarray:
    return shapely.transform(geometry, _on_grid)


def _on_grid(coordinates: np.ndarray) -> np.ndarray:
    return np.round(coordinates / GRID_M) * GRID_M


def arrange(outlines: Sequence[np.ndarray], progress: Progress = quiet) -> Faces:
    """Return the faces between the edges of several outlines and a rectangle around them all.

    ``outlines``: of each layer the edges as ``outline`` or ``all_edges`` return them, shape (e, 2, 2).

    Two squares that overlap by half make three faces inside, by which polygons each lies in:

    >>> import shapely
    >>> from greenvein.core.geometry.arrangement import all_edges, arrange, held
    >>> squares = shapely.box([0, 5], 0, [10, 15], 10)
    >>> faces = arrange([all_edges(squares)])
    >>> face, row = held(faces, squares)
    >>> sorted(shapely.area(faces.geometry[face]).tolist()), sorted(row.tolist())
    ([50.0, 50.0, 50.0, 50.0], [0, 0, 1, 1])
    """
    edges = np.concatenate([np.empty((0, 4)), *(np.reshape(one, (-1, 4)) for one in outlines)])
    # From west to east, else from south to north, sorted: the order of the polygons plays no part from here on.
    swap = (edges[:, 0] > edges[:, 2]) | ((edges[:, 0] == edges[:, 2]) & (edges[:, 1] > edges[:, 3]))
    edges[swap] = edges[swap][:, [2, 3, 0, 1]]
    edges = edges[np.lexsort(edges.T[::-1])]
    differs = np.r_[True, (edges[1:] != edges[:-1]).any(axis=1)][: len(edges)]
    edges = edges[differs & (edges[:, :2] != edges[:, 2:]).any(axis=1)]
    if not len(edges):
        none = np.empty(0, dtype=object)
        return Faces(none, none, np.zeros(1, dtype=np.intp), np.empty((0, 4)))
    low = np.floor(edges.reshape(-1, 2).min(axis=0)) - 1
    high = np.ceil(edges.reshape(-1, 2).max(axis=0)) + 1
    tiles = _tiles(edges, np.r_[low, high], progress)
    progress(0.05)

    def between(which: slice) -> tuple[np.ndarray, np.ndarray]:
        own, box = tiles[which.start]
        rim = shapely.get_exterior_ring(shapely.box(*box))
        cut = _noded(np.append(shapely.linestrings(own.reshape(-1, 2, 2)), rim))
        faces = shapely.get_parts(shapely.polygonize([cut]))
        return faces, well_inside(faces, _CLOSE_M)

    faces = in_threads(between, len(tiles), 1, part(progress, 0.05, 1.0))
    start = np.cumsum([0, *(len(one) for one, _ in faces)])
    geometry, point = (np.concatenate(column) for column in zip(*faces))
    return Faces(geometry, point, start, np.array([box for _, box in tiles]))


def _noded(lines: np.ndarray) -> shapely.Geometry:
    """Cut lines where they meet, on the grid, and bridge what is as good as touching.

    Rounding leaves hairlines between edges that are meant to be one. Where such a gap is open to a wide face it would
    be part of it; a bridge from each vertex to the edge beside it closes the gap off, to be settled as a thin face.
    """
    cut = shapely.union_all(lines, grid_size=GRID_M)
    points, line = shapely.get_coordinates(shapely.get_parts(cut), return_index=True)
    at = np.flatnonzero(line[1:] == line[:-1])
    start, stop = points[at], points[at + 1]
    edges = shapely.linestrings(np.stack([start, stop], axis=1))
    nodes = distinct(points)[0]
    node, edge = shapely.STRtree(edges).query(shapely.points(nodes), predicate="dwithin", distance=THIN_M)
    beside = (nodes[node] != start[edge]).any(axis=1) & (nodes[node] != stop[edge]).any(axis=1)
    if not beside.any():
        return cut
    here, edge = nodes[node[beside]], edges[edge[beside]]
    foot = shapely.line_interpolate_point(edge, shapely.line_locate_point(edge, shapely.points(here)))
    bridges = np.stack([here, _on_grid(shapely.get_coordinates(foot))], axis=1)
    bridges = bridges[(bridges[:, 0] != bridges[:, 1]).any(axis=1)]
    return shapely.union_all(np.concatenate([edges, shapely.linestrings(bridges)]), grid_size=GRID_M)


def _tiles(edges: np.ndarray, box: np.ndarray, progress: Progress) -> list[tuple[np.ndarray, np.ndarray]]:
    """Divide edges, shape (e, 4), in a box (west, south, east, north) into tiles of few edges, cut at their borders.

    A cut gives both sides the same vertex, and edges along a border are left out, for the border stands for them.
    """
    progress(0.0)
    if len(edges) > _TILE_EDGES:
        halves = [_halves(edges, axis, float(_on_grid(np.median(edges[:, axis::2])))) for axis in (0, 1)]
        axis = int(np.argmin([max(len(one), len(two)) for one, two, _ in halves]))
        one, two, at = halves[axis]
        if box[axis] < at < box[axis + 2] and max(len(one), len(two)) < _WORTH_CUTTING * len(edges):
            near, far = box.copy(), box.copy()
            near[axis + 2] = far[axis] = at
            return _tiles(one, near, progress) + _tiles(two, far, progress)
    return [(edges, box)]


def _halves(edges: np.ndarray, axis: int, at: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the edges on both sides of a line at right angles to an axis, and where the line is."""
    low, high = np.minimum(edges[:, axis], edges[:, axis + 2]), np.maximum(edges[:, axis], edges[:, axis + 2])
    crossing = edges[(low < at) & (high > at)]
    start, stop = crossing[:, :2], crossing[:, 2:]
    share = (at - start[:, axis]) / (stop[:, axis] - start[:, axis])
    point = np.empty_like(start)
    point[:, axis] = at
    point[:, 1 - axis] = _on_grid(start[:, 1 - axis] + share * (stop[:, 1 - axis] - start[:, 1 - axis]))
    first, second = np.c_[start, point], np.c_[point, stop]
    rising = (start[:, axis] < at)[:, None]
    near, far = np.where(rising, first, second), np.where(rising, second, first)
    return (
        np.concatenate([edges[(high <= at) & (low < at)], near]),
        np.concatenate([edges[(low >= at) & (high > at)], far]),
        at,
    )


def held(faces: Faces, geometry: np.ndarray, progress: Progress = quiet) -> tuple[np.ndarray, np.ndarray]:
    """Return which faces lie in which polygons, as pairs of rows.

    ``geometry``: the polygons whose edges the faces were made of, shape (n,). Returns faces and polygons, shape (k,)
    each; a face that lies in two polygons is there twice. See ``arrange`` for an example.
    """
    tree = shapely.STRtree(faces.point)

    def inside(rows: slice) -> np.ndarray:
        # A point may lie on a border between two parcels that no face has.
        polygon, face = tree.query(geometry[rows], predicate="intersects")
        return np.stack([face, polygon + rows.start])

    found = in_threads(inside, len(geometry), _CHUNK, progress)
    face, polygon = np.concatenate([np.empty((2, 0), dtype=np.intp), *found], axis=1)
    return face, polygon


def sort_by_place(geometry: np.ndarray) -> np.ndarray:
    """Return north, east, south and west, as keys to sort by west first, shape (4, n).

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.arrangement import sort_by_place
    >>> np.lexsort(sort_by_place(shapely.box([5, 0, 5], [9, 0, 2], 10, 10))).tolist()
    [1, 2, 0]
    """
    return shapely.bounds(geometry).reshape(-1, 4).T[::-1]


def distinct(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct rows of a table, sorted, and for each of its rows which of them it is.

    >>> import numpy as np
    >>> from greenvein.core.geometry.arrangement import distinct
    >>> rows, which = distinct(np.array([[2, 1], [1, 9], [2, 1]]))
    >>> rows.tolist(), which.tolist()
    ([[1, 9], [2, 1]], [1, 0, 1])
    """
    if not rows.shape[1]:
        return rows[:1], np.zeros(len(rows), dtype=np.intp)
    order = np.lexsort(rows.T[::-1])
    new = np.r_[True, (rows[order[1:]] != rows[order[:-1]]).any(axis=1)][: len(order)]
    which = np.empty(len(rows), dtype=np.intp)
    which[order] = np.cumsum(new) - 1
    return rows[order[new]], which
