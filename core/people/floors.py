"""Residential features of which nobody says how much floor area they have, by which people are spread."""

from __future__ import annotations

import numpy as np

_LEAST = 0.01
"""Gardens have a hundredth of the floor area that towers have on as much ground, and what has less a placeholder."""


def without_floor(floor_m2: np.ndarray, ground_m2: np.ndarray) -> np.ndarray:
    """Tell which residential features have no floor area, or so little that it is none of theirs, shape (n,).

    ``floor_m2``: NaN where nobody says it, ``ground_m2``: shape (n,). Little is what is less, for the ground, than a
    hundredth of what there is where most of the floor area is; in whatever unit it is given, for people are spread by
    what homes have of it beside others.

    >>> import numpy as np
    >>> from greenvein.core.people.floors import without_floor
    >>> without_floor(np.array([9000.0, 12_000.0, 1.0, 0.0, np.nan]), np.full(5, 1e4)).tolist()
    [False, False, True, True, True]
    """
    some = np.flatnonzero((floor_m2 > 0) & (ground_m2 > 0))
    found = np.ones(len(floor_m2), dtype=bool)
    if not len(some):
        return found
    ratio, floor = floor_m2[some] / ground_m2[some], floor_m2[some]
    order = np.argsort(ratio)
    usual = ratio[order][np.searchsorted(floor[order].cumsum(), floor.sum() / 2)]
    found[some] = ratio < _LEAST * usual
    return found
