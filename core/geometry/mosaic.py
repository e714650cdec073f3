"""Faces of an arrangement joined by label into polygons that fit exactly, thin ones given to their neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from ..progress import Progress, chunks, in_threads, part, quiet
from .arrangement import THIN_M, Faces, distinct
from .coverage import edges_of
from .overlap import group
from .polygons import explode

_CHUNK = 500
# A thin face that runs on into its own label beside it, across the border of a tile, is no sliver.
_OWN_SHARE = 0.3


@dataclass(frozen=True)
class Mosaic:
    """Single polygons that share their edges vertex by vertex, shape (f,), without gaps or overlaps between them.

    ``label``: shape (f,); ``one`` and ``two``: the polygons on both sides of each edge, shape (b,), and ``border_m``
    the length of the edge.
    """

    geometry: np.ndarray
    label: np.ndarray
    one: np.ndarray
    two: np.ndarray
    border_m: np.ndarray


def _met(faces: np.ndarray, lines: np.ndarray, axis: int) -> np.ndarray:
    """Give faces the vertices that others have on their edges along the borders of tiles.

    ``lines``: where those borders are that run at right angles to the axis.
    """
    if not len(faces):
        return faces
    _, points, (ring_start, face_start) = shapely.to_ragged_array(faces)
    lines, along = np.unique(lines), np.unique(points[:, 1 - axis])
    line = np.minimum(np.searchsorted(lines, points[:, axis]), len(lines) - 1)
    on = lines[line] == points[:, axis]
    code = line * len(along) + np.searchsorted(along, points[:, 1 - axis])
    known = np.unique(code[on])
    edge = np.flatnonzero(on[:-1] & on[1:] & (line[1:] == line[:-1]))
    edge = edge[~np.isin(edge + 1, ring_start)]  # the last vertex of a ring begins no edge
    start, stop = np.searchsorted(known, code[edge]), np.searchsorted(known, code[edge + 1])
    number = np.abs(stop - start) - 1
    edge, start, stop, number = (one[number > 0] for one in (edge, start, stop, number))
    if not len(edge):
        return faces
    step = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number) + 1
    place = along[known[np.repeat(start, number) + np.repeat(np.sign(stop - start), number) * step] % len(along)]
    new = np.empty((len(place), 2))
    new[:, axis] = np.repeat(points[edge, axis], number)
    new[:, 1 - axis] = place
    points = np.insert(points, np.repeat(edge + 1, number), new, axis=0)
    more = np.r_[0, np.cumsum(number)]
    ring_start = ring_start + more[np.searchsorted(edge + 1, ring_start)]
    return shapely.from_ragged_array(shapely.GeometryType.POLYGON, points, (ring_start, face_start))


def merge(faces: Faces, label: np.ndarray, progress: Progress = quiet) -> Mosaic:
    """Join faces of one label, shape (f,), inside each tile, and give thin ones to their neighbours.

    ``label``: a whole number for each face. See ``dissolve`` for an example.
    """

    def inside(which: slice) -> tuple[np.ndarray, np.ndarray]:
        rows = slice(faces.start[which.start], faces.start[which.stop])
        own = _mosaic(faces.geometry[rows], label[rows])
        ground, first = dissolve(own, own.label, np.ones(len(own.label), dtype=bool))
        return ground, own.label[first]

    found = in_threads(inside, len(faces.boxes), 1, part(progress, 0.0, 0.8))
    geometry = np.concatenate([np.empty(0, dtype=object), *(ground for ground, _ in found)])
    labels = np.concatenate([np.empty(0, dtype=np.intp), *(own for _, own in found)])
    for axis in (0, 1):
        geometry = _met(geometry, faces.boxes[:, axis::2], axis)
        progress(0.85 + 0.05 * axis)
    return _mosaic(geometry, labels)


def _mosaic(geometry: np.ndarray, label: np.ndarray) -> Mosaic:
    """Find out which polygons share an edge, and settle the thin ones."""
    sides = edges_of(geometry)
    order = np.argsort(sides.key, kind="stable")
    at = np.flatnonzero(sides.key[order[1:]] == sides.key[order[:-1]])
    one, two = order[at], order[at + 1]
    border_m = np.hypot(*(sides.coordinates[one, 1] - sides.coordinates[one, 0]).T)
    found = Mosaic(geometry, label, sides.polygon[one], sides.polygon[two], border_m)
    around = shapely.length(geometry)
    thin = 2 * shapely.area(geometry) < THIN_M * around
    return replace(found, label=_settled(found, thin, around)) if thin.any() else found


def _settled(mosaic: Mosaic, thin: np.ndarray, around: np.ndarray) -> np.ndarray:
    """Return the labels with those of thin polygons taken from the neighbour along most of their border.

    What reaches the border of a tile waits until the other side is known.
    """
    label, count = mosaic.label.copy(), len(mosaic.label)
    face, beside = np.r_[mosaic.one, mosaic.two], np.r_[mosaic.two, mosaic.one]
    border_m = np.r_[mosaic.border_m, mosaic.border_m]
    known = np.bincount(face, weights=border_m, minlength=count)
    open_ = thin & (around - known <= THIN_M)
    wide = ~thin
    while True:
        at = np.flatnonzero(open_[face] & wide[beside])
        if not len(at):
            return label
        pairs, which = distinct(np.c_[face[at], label[beside[at]]])
        shared = np.bincount(which, weights=border_m[at])
        row, theirs = pairs.T
        own = (theirs == label[row]) & (shared > _OWN_SHARE * around[row])
        best = np.lexsort((theirs, -shared, ~own, row))
        row, first = np.unique(row[best], return_index=True)
        label[row] = theirs[best[first]]
        wide[row], open_[row] = True, False


def joined(mosaic: Mosaic, label: np.ndarray) -> np.ndarray:
    """Return for each polygon the group of one label that it hangs together with, across edges, shape (f,)."""
    alike = label[mosaic.one] == label[mosaic.two]
    return group(len(label), mosaic.one[alike], mosaic.two[alike])


def dissolve(
    mosaic: Mosaic, label: np.ndarray, some: np.ndarray, progress: Progress = quiet
) -> tuple[np.ndarray, np.ndarray]:
    """Return the single polygons that those of one label make, and one row of the mosaic inside each.

    ``label``, shape (f,): of one label is what belongs together; ``some``: boolean, shape (f,), which to take.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.arrangement import all_edges, arrange, held
    >>> from greenvein.core.geometry.mosaic import dissolve, merge
    >>> squares = shapely.box([0, 5], 0, [10, 15], 10)
    >>> faces = arrange([all_edges(squares)])
    >>> mosaic = merge(faces, np.bincount(held(faces, squares)[0], minlength=len(faces.geometry)))
    >>> shapely.area(dissolve(mosaic, mosaic.label, mosaic.label == 2)[0]).round(3).tolist()
    [50.0]
    """
    groups, rows = joined(mosaic, label), np.flatnonzero(some)
    order = rows[np.argsort(groups[rows], kind="stable")]
    _, start = np.unique(groups[order], return_index=True)
    stop = np.append(start[1:], len(order))
    ground = mosaic.geometry[order[start]]
    multiple = np.flatnonzero(stop - start > 1)
    for some_rows in chunks(len(multiple), _CHUNK, progress):
        for at in multiple[some_rows]:
            ground[at] = shapely.coverage_union_all(mosaic.geometry[order[start[at] : stop[at]]])
    # A hole that touches the shell in a point comes out as a shell that touches itself.
    pinched = multiple[~shapely.is_valid(ground[multiple])]
    ground[pinched] = shapely.make_valid(ground[pinched], method="structure", keep_collapsed=False)
    single, owner = explode(ground)
    return single, order[start][owner]
