"""Residential features of which nobody says how much floor area they have, by which people are spread."""

from __future__ import annotations

import numpy as np

from .middle import middle

_LEAST = 0.01
"""Gardens have a hundredth of the floor area that towers have on as much ground, and what has less a placeholder."""
_MOST = 30.0
"""Towers have so many times the floor area that villages have on as much ground, and have it of their own ground."""


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
    some = np.flatnonzero((floor_m2 > 0) & (ground_m2 > 0) & ~beyond_towers(floor_m2, ground_m2))
    found = ~((floor_m2 > 0) & (ground_m2 > 0))
    if len(some):
        ratio = floor_m2[some] / ground_m2[some]
        found[some] = ratio < _LEAST * middle(ratio, floor_m2[some])
    return found


def beyond_towers(floor_m2: np.ndarray, ground_m2: np.ndarray) -> np.ndarray:
    """Tell which residential features have more floor area than any towers, and than others have there, shape (n,).

    ``floor_m2``, ``ground_m2``: as in ``without_floor``. More is thirty times as much as the ground itself, and as
    most others have for theirs, so that square feet everywhere are none of it.

    >>> import numpy as np
    >>> from greenvein.core.people.floors import beyond_towers
    >>> beyond_towers(np.array([9000.0, 12_000.0, 1e6, np.nan]), np.full(4, 1e4)).tolist()
    [False, False, True, False]
    """
    some = np.flatnonzero((floor_m2 > 0) & (ground_m2 > 0))
    found = np.zeros(len(floor_m2), dtype=bool)
    if len(some):
        ratio = floor_m2[some] / ground_m2[some]
        found[some] = ratio > _MOST * max(1.0, middle(ratio, ground_m2[some]))
    return found
