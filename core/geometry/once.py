"""Ground that several polygons share, left to one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, in_threads, quiet
from .overlay import OFF_M, difference, union
from .polygons import areal

_CHUNK = 500
# Of what two polygons share a smaller part of the smaller one is rounding of its coordinates.
_NOTHING = 1e-10

Known = dict[tuple[int, ...], tuple[np.ndarray, shapely.Geometry]]
"""What is left of a polygon below others, by the ids of all, with these, so that none gives its id to another."""


@dataclass(frozen=True)
class _Under:
    """Polygons, shape (r,), the ones ``above`` each that keep what they share, and how much it loses at least and at
    most, in m².
    """

    ground: np.ndarray
    above: list[np.ndarray]
    least_m2: np.ndarray
    most_m2: np.ndarray

    def where(self, rows: np.ndarray) -> _Under:
        return _Under(self.ground[rows], [self.above[at] for at in rows], self.least_m2[rows], self.most_m2[rows])


def left_to_one(
    geometry: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    shared_m2: np.ndarray,
    progress: Progress = quiet,
    known: Known | None = None,
) -> np.ndarray:
    """Return polygons of which no pair that was given shares more than rounding; what nothing is left of is not there.

    ``geometry``: valid polygons or multipolygons in one metric CRS, shape (n,); ``first``, ``second``: the rows of the
    pairs, shape (p,), and ``shared_m2``, how much each has in common. Of two the one with more vertices keeps it, which
    costs least. ``known``: what an earlier call has left here. Where nothing is shared, the very same array is
    returned.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.once import left_to_one
    >>> squares = shapely.box([0, 8], 0, [10, 18], 10)
    >>> shapely.area(left_to_one(squares, np.array([0]), np.array([1]), np.array([20.0]))).tolist()
    [100.0, 80.0]
    """
    least = np.minimum(shapely.area(geometry[first]), shapely.area(geometry[second]))
    some = shared_m2 > _NOTHING * least
    if not some.any():
        return geometry
    first, second, shared_m2 = first[some], second[some], shared_m2[some]
    rank = np.empty(len(geometry), dtype=np.intp)
    rank[np.argsort(-shapely.get_num_coordinates(geometry), kind="stable")] = np.arange(len(geometry))
    swap = rank[first] < rank[second]
    lower, upper = np.where(swap, second, first), np.where(swap, first, second)
    rows, at = np.unique(lower, return_inverse=True)
    under = _Under(
        geometry[rows],
        [geometry[np.unique(one)] for one in _split(upper, at)],
        np.array([one.max() for one in _split(shared_m2, at)]),
        np.bincount(at, weights=shared_m2),
    )
    found = geometry.copy()
    found[rows] = _left(under, progress) if known is None else _left_known(under, known)
    return found[~shapely.is_empty(found)]


def _split(values: np.ndarray, at: np.ndarray) -> list[np.ndarray]:
    """Return the values of each row, which ``at`` says, shape (p,) each."""
    order = np.argsort(at, kind="stable")
    return np.split(values[order], np.flatnonzero(np.diff(at[order])) + 1)


def _left(under: _Under, progress: Progress) -> np.ndarray:
    """Return what is left of polygons, shape (r,).

    One is taken away after the other, and whole: along a strip that is thin beside its coordinates nobody could tell
    where it is.
    """

    def left(rows: slice) -> np.ndarray:
        its, above = under.ground[rows], under.above[rows]
        found, count = its.copy(), np.array([len(one) for one in above])
        for turn in range(count.max()):
            more = np.flatnonzero(count > turn)
            cover = np.array([above[at][turn] for at in more], dtype=object)
            found[more] = areal(shapely.difference(found[more], cover))
        lost, rounding = shapely.area(its) - shapely.area(found), OFF_M * shapely.length(its)
        for at in np.flatnonzero((lost < under.least_m2[rows] - rounding) | (lost > under.most_m2[rows] + rounding)):
            found[at] = difference(its[at : at + 1], np.array([union(above[at])], dtype=object))[0]
        return found

    return np.concatenate([np.empty(0, dtype=object), *in_threads(left, len(under.ground), _CHUNK, progress)])


def _left_known(under: _Under, known: Known) -> np.ndarray:
    """Return the same of what is not known, and keep it; what is not asked for again is let go of."""
    keys = [(id(one), *map(id, above)) for one, above in zip(under.ground, under.above)]
    new = np.array([at for at, key in enumerate(keys) if key not in known], dtype=np.intp)
    made = {
        keys[at]: (np.array([under.ground[at], *under.above[at]], dtype=object), left)
        for at, left in zip(new, _left(under.where(new), quiet))
    }
    kept = {key: made.get(key) or known[key] for key in keys}
    known.clear()
    known.update(kept)
    return np.array([known[key][1] for key in keys], dtype=object)
