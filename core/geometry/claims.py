"""Ground that polygons of one layer claim against each other, each of them saying something else of it.

The figures count what the polygon on top says. A verdict must hold whichever of those that claim the ground is right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, chunks, quiet
from .coverage import Flat
from .overlap import copies
from .overlay import intersection, union

_CHUNK = 1_000


@dataclass(frozen=True)
class Claims:
    """The pairs of a polygon that is seen on some ground and one that lies under it there.

    ``upper``, ``lower``: rows of the layer, which say different things, shape (p,); ``shared``: what is seen of the
    upper one and lies in the lower one. What lies under a polygon and is the very same polygon with the same value as
    another is there but once.
    """

    upper: np.ndarray
    lower: np.ndarray
    shared: np.ndarray

    def ground(self, some: np.ndarray) -> shapely.Geometry:
        """Return the ground of some pairs, a mask of shape (p,); each place once.

        It is put together in an order that does not depend on that of the rows.
        """
        shared = self.shared[some]
        order = np.lexsort((*shapely.bounds(shared).reshape(-1, 4).T, shapely.area(shared)))
        return union(shared[order])


def claims(geometry: np.ndarray, value: np.ndarray, found: Flat, progress: Progress = quiet) -> Claims:
    """Return who claims ground against whom.

    ``geometry``: the polygons, shape (n,); ``value``: what each says of its ground, shape (n,); ``found``: the same
    polygons without their overlaps.

    A pond of 4 m² lies on a field, and each says something else of that ground:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.claims import claims
    >>> from greenvein.core.geometry.coverage import flat
    >>> drawn = shapely.box([0, 4], [0, 4], [10, 6], [10, 6])
    >>> found = claims(drawn, np.array(["farmland", "water"], dtype=object), flat(drawn))
    >>> found.upper.tolist(), found.lower.tolist(), shapely.area(found.shared).tolist()
    ([1], [0], [4.0])
    """
    return claims_of(geometry, value, found.geometry, found.upper, found.lower, progress)


def claims_of(
    geometry: np.ndarray,
    value: np.ndarray,
    seen: np.ndarray,
    upper: np.ndarray,
    lower: np.ndarray,
    progress: Progress = quiet,
) -> Claims:
    """Return who claims ground against whom; ``seen``, ``upper``, ``lower``: as in coverage.Flat."""
    rows = np.unique(np.r_[upper, lower])
    ground = copies(geometry[rows])
    if (ground != np.arange(len(rows))).any():  # of many copies all but one are told to lie under that one alone
        below = ground[np.searchsorted(rows, lower)]
        pairs = pd.DataFrame({"upper": upper, "ground": below}).drop_duplicates()
        others = pd.DataFrame({"ground": ground, "value": value[rows], "lower": rows})
        pairs = pairs.merge(others.drop_duplicates(["ground", "value"]), on="ground")
        upper, lower = pairs["upper"].to_numpy(dtype=np.intp), pairs["lower"].to_numpy(dtype=np.intp)
    counts = (value[upper] != value[lower]) & ~shapely.is_missing(seen[upper])
    upper, lower = upper[counts], lower[counts]
    shared = np.empty(len(upper), dtype=object)
    for rows in chunks(len(upper), _CHUNK, progress):
        shared[rows] = intersection(seen[upper[rows]], geometry[lower[rows]])
    return Claims(upper, lower, shared)
