"""Points and vectors of the plane, in arrays of shape (…, 2).

Every sum over x and y is written out: numpy takes several times as long to add up an axis of two.
"""

from __future__ import annotations

import numpy as np


def dot(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Return the inner products of vectors, shape (…,)."""
    return one[..., 0] * two[..., 0] + one[..., 1] * two[..., 1]


def cross(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Return the outer products of vectors, shape (…,): above 0 where ``two`` lies to the left of ``one``."""
    return one[..., 0] * two[..., 1] - one[..., 1] * two[..., 0]


def size(vector: np.ndarray) -> np.ndarray:
    """Return the lengths of vectors, shape (…,).

    >>> import numpy as np
    >>> from greenvein.core.corridors.plane import size
    >>> size(np.array([[3.0, 4.0], [0.0, 2.0]])).tolist()
    [5.0, 2.0]
    """
    return np.sqrt(dot(vector, vector))


def nearest_on(point: np.ndarray, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Return the points of segments that are nearest to ``point``; all of shape (…, 2).

    >>> import numpy as np
    >>> from greenvein.core.corridors.plane import nearest_on
    >>> nearest_on(np.array([[3.0, 5.0]]), np.array([[0.0, 0.0]]), np.array([[10.0, 0.0]])).tolist()
    [[3.0, 0.0]]
    """
    along = stop - start
    square = dot(along, along)
    share = np.clip(dot(point - start, along) / np.where(square > 0, square, 1.0), 0.0, 1.0)
    foot = np.empty((*share.shape, 2))
    for axis in (0, 1):
        foot[..., axis] = start[..., axis] + share * along[..., axis]
    return foot
