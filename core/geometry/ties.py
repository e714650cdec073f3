"""Which of polygons that are equally large counts first: that must not depend on the order in which they come."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely


def rank_of(geometry: np.ndarray, *keys: np.ndarray) -> np.ndarray:
    """Return the rank of each polygon, shape (n,): by where it lies, then by its shape, then by the keys in turn.

    West comes first, then south, east and north. ``keys``: what tells polygons of the very same ground apart (ids,
    say), shape (n,) each; where they do not either, the order in which they came does.

    >>> import shapely
    >>> from greenvein.core.geometry.ties import rank_of
    >>> rank_of(shapely.box([5, 0, 5], [9, 0, 2], 10, 10)).tolist()
    [2, 0, 1]
    """
    bounds = shapely.bounds(geometry).reshape(-1, 4)
    codes = [pd.factorize(np.asarray(key), sort=True)[0] for key in keys]
    order = np.lexsort((*codes[::-1], _shape(geometry, bounds), *bounds.T[::-1]))
    rank = np.empty(len(geometry), dtype=np.intp)
    rank[order] = np.arange(len(geometry))
    return rank


def _shape(geometry: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """Return a number by which those of the same bounds can be sorted, equal for the same ground, shape (n,)."""
    order = np.lexsort(bounds.T)
    again = (bounds[order[1:]] == bounds[order[:-1]]).all(axis=1)
    alike = order[np.r_[again, False] | np.r_[False, again]] if len(order) else order
    shape = np.zeros(len(geometry), dtype=np.intp)
    drawn = np.array([wkb.hex() for wkb in shapely.to_wkb(shapely.normalize(geometry[alike]))], dtype=object)
    shape[alike] = pd.factorize(drawn, sort=True)[0]
    return shape
