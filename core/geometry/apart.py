"""Whether layers lie near each other at all; needs nothing but what it is given."""

from __future__ import annotations

from typing import Any

CLOSE_M = 1_000.0
"""Layers whose extents lie nearer to each other may still have to do with each other."""


def apart(first: Any, other: Any, close_m: float = CLOSE_M) -> bool:
    """Tell whether two extents lie so far apart that one layer is not of the other.

    ``first``, ``other``: arrays of west, south, east, north in m; of nothing at all NaN, which is apart from nothing.

    >>> import numpy as np
    >>> from greenvein.core.geometry.apart import apart
    >>> here = np.array([0.0, 0.0, 100.0, 100.0])
    >>> apart(here, here + 500.0), apart(here, here + 5_000.0)
    (False, True)
    """
    low, high = first[:2] - close_m, first[2:] + close_m
    return bool((other[:2] > high).any() or (other[2:] < low).any())
