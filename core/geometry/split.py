"""Polygons of many vertices, cut into parts of few: an overlay looks at every vertex of both polygons."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, in_threads, part, quiet
from .overlay import GRIDS_M, OFF_M
from .polygons import explode

_LARGE = 1_000
# Into so many fields at most in each direction at once: GEOS looks quickly past what lies outside of a field.
_FIELDS = 8
# What is no simpler after so many turns has its vertices in one place.
_DEEPEST = 20
_CHUNK = 4


def split(geometry: np.ndarray, progress: Progress = quiet) -> tuple[np.ndarray, np.ndarray]:
    """Return single polygons of few vertices that cover the same ground, and the row that each comes from.

    Polygons of more than ``_LARGE`` vertices are cut into fields of a grid, and these again, so that what
    meets a small part of a border has to do with that part alone.

    A circle of 2 000 vertices comes apart into its four quarters:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.split import split
    >>> parts, row = split(np.array([shapely.Point(0, 0).buffer(100, quad_segs=500)]))
    >>> len(parts), row.tolist(), int(shapely.get_num_coordinates(parts).max()) < 1000
    (4, [0, 0, 0, 0], True)
    """
    plain = (shapely.get_type_id(geometry) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(geometry)
    parts, row = (geometry, np.arange(len(geometry))) if plain.all() else explode(geometry)
    done: list[tuple[np.ndarray, np.ndarray]] = []
    for turn in range(_DEEPEST):
        large = shapely.get_num_coordinates(parts) > _LARGE
        if not large.any():
            break
        done.append((parts[~large], row[~large]))
        # Each turn takes a fraction of the time of the one before, as far as one can say beforehand.
        pieces, owner = _fields(parts[large], part(progress, 1 - 0.5**turn, 1 - 0.5 ** (turn + 1)))
        parts, at = explode(pieces)
        row = row[large][owner[at]]
    progress(1.0)
    done.append((parts, row))
    parts, row = (np.concatenate(column) for column in zip(*done))
    return parts, row


def _fields(polygons: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return what lies in each field of a grid over each polygon, and the polygon it comes from."""
    side = np.clip(np.ceil(np.sqrt(shapely.get_num_coordinates(polygons) / _LARGE)), 2, _FIELDS).astype(np.intp)
    owner, field = ragged(np.zeros(len(side), dtype=np.intp), side**2)
    number = side[owner]

    def line(axis: int, index: np.ndarray) -> np.ndarray:
        # The last one is the very edge of the polygon's bounding box, and neighbours have the same.
        low, high = shapely.bounds(polygons)[owner][:, [axis, axis + 2]].T
        return low * ((number - index) / number) + high * (index / number)

    column, row = field % number, field // number
    boxes = shapely.box(line(0, column), line(1, row), line(0, column + 1), line(1, row + 1))

    def inside(rows: slice) -> np.ndarray:
        return shapely.intersection(polygons[owner[rows]], boxes[rows])

    found = np.concatenate(in_threads(inside, len(owner), _CHUNK, progress))
    sums = np.bincount(owner, weights=shapely.area(found), minlength=len(polygons))
    off = (np.abs(sums - shapely.area(polygons)) > OFF_M * shapely.length(polygons))[owner]
    found[off] = shapely.intersection(polygons[owner[off]], boxes[off], grid_size=GRIDS_M[0])
    return found, owner


def ragged(start: np.ndarray, stop: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the range of each number and the numbers, from each start to its stop, one range behind the other.

    ``start``, ``stop``: whole numbers, shape (n,); the stop itself is not in the range.

    >>> import numpy as np
    >>> from greenvein.core.geometry.split import ragged
    >>> owner, number = ragged(np.array([0, 5]), np.array([2, 8]))
    >>> owner.tolist(), number.tolist()
    ([0, 0, 1, 1, 1], [0, 1, 5, 6, 7])
    """
    count = stop - start
    owner = np.repeat(np.arange(len(count)), count)
    return owner, np.arange(len(owner)) + np.repeat(stop - np.cumsum(count), count)
