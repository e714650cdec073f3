"""Criteria of the restoration priority, and their values on one scale on which larger means sooner."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from .codes import MINMAX, NORMALISATIONS, ZSCORE

QUANTUM = 1e-12
"""Scores, and values as a share of their range, that differ by less are equal: the rest is rounding."""


class PriorityError(ValueError):
    """Something asked of the ranking cannot be done; ``reason`` is a code, ``values`` say what it is about.

    Places count from 0.

    - ``unknown`` (what was asked for)
    - ``no_criteria``
    - ``weight_count`` (weights given, criteria), ``weight_missing`` (place), ``weight_negative`` (place, weight),
      ``weights_zero``
    - ``pairwise_count`` (numbers given, numbers above the diagonal, numbers of the whole table),
      ``pairwise_size`` (criteria, largest number of criteria), ``pairwise_value`` (row, column, value),
      ``pairwise_diagonal`` (place, value), ``pairwise_reciprocal`` (row, column, value, value across the diagonal)
    - ``tier`` (value), ``area`` (place, value), ``tie`` (place of a unit that shares its place in the total order)
    - ``rule`` (name), ``rule_twice`` (name), ``rule_missing`` (name)
    - ``budget`` (value), ``thresholds`` (lower, upper), ``runs`` (value), ``concentration`` (value)
    """

    def __init__(self, reason: str, *values: object):
        super().__init__(": ".join([reason, ", ".join(map(str, values))]) if values else reason)
        self.reason, self.values = reason, values


@dataclass(frozen=True)
class Criterion:
    """What units are judged by; ``higher``: a higher value means sooner. The weight counts where weights are given."""

    name: str
    weight: float
    higher: bool


@dataclass(frozen=True)
class Normalised:
    """Values of n units for m criteria on one scale.

    ``values``: shape (n, m), larger = sooner, finite. ``constant``: shape (m,): the criterion is the same everywhere,
    or known nowhere; its values are 0, it adds nothing to any score, and the others share its weight in proportion.
    ``missing``: shape (n, m): not known; the value is the mean of the known ones, which speaks neither for the unit
    nor against it. ``low`` and ``high``: shape (m,), the least and the largest value.
    """

    values: np.ndarray
    constant: np.ndarray
    missing: np.ndarray
    low: np.ndarray
    high: np.ndarray


def normalise(values: np.ndarray, higher: np.ndarray, how: str = MINMAX) -> Normalised:
    """Bring values to one scale, criterion by criterion.

    ``values``: shape (n, m), any units; NaN and infinite ones are missing. ``higher``: boolean, shape (m,).
    ``how``: minmax: the range becomes 0 to 1; zscore: distance from the mean in standard deviations (of the units,
    not of a sample); rank: place among the units, equal ones sharing the mean place, the last 0, the first 1.
    Values whose range is less than 1e-12 of their magnitude are the same. Raises PriorityError.

    >>> import numpy as np
    >>> from greenvein.core.priority.criteria import normalise
    >>> values = np.array([[10.0, 1.0], [20.0, 3.0], [30.0, 5.0]])
    >>> normalise(values, higher=np.array([True, False])).values.tolist()
    [[0.0, 1.0], [0.5, 0.5], [1.0, 0.0]]
    """
    values = np.asarray(values, dtype=float)
    if how not in NORMALISATIONS:
        raise PriorityError("unknown", how)
    missing = ~np.isfinite(values)
    columns = np.zeros(values.shape[::-1])
    constant = np.ones(values.shape[1], dtype=bool)
    for place, column in enumerate(columns):
        known = ~missing[:, place]
        share = _share_of_range(values[known, place], bool(higher[place]))
        if share is None:
            continue
        constant[place] = False
        column[known] = _scaled(share, how)
        column[~known] = mean(column[known])
    ends = [end(axis=1, initial=start) for end, start in ((columns.min, np.inf), (columns.max, -np.inf))]
    low, high = (np.where(constant, 0.0, end) for end in ends)
    return Normalised(columns.T, constant, missing, low, high)


def degree(values: np.ndarray) -> np.ndarray:
    """Return values, shape (n,), as shares 0 to 1 of their range; NaN where not known, or where all are the same.

    >>> import numpy as np
    >>> from greenvein.core.priority.criteria import degree
    >>> degree(np.array([10.0, 20.0, np.nan, 30.0])).tolist()
    [0.0, 0.5, nan, 1.0]
    """
    values = np.asarray(values, dtype=float)
    known = np.isfinite(values)
    share = _share_of_range(values[known], True)
    found = np.full(len(values), np.nan)
    if share is not None:
        found[known] = share
    return found


def mean(values: np.ndarray) -> float:
    """Return the mean, which does not depend on the order of values to the last bit.

    >>> from greenvein.core.priority.criteria import mean
    >>> mean([1.0, 2.0, 6.0])
    3.0
    """
    return math.fsum(values) / len(values)


def _share_of_range(values: np.ndarray, higher: bool) -> np.ndarray | None:
    """Return where known values lie between the worst, 0, and the best, 1; None where they are the same."""
    if not len(values):
        return None
    half = values / 2  # the range of halves is finite for any finite values
    low, high = half.min(), half.max()
    if high - low <= QUANTUM * max(abs(low), abs(high)):
        return None
    return (half - low if higher else high - half) / (high - low)


def _scaled(share: np.ndarray, how: str) -> np.ndarray:
    # Each of the three is the same for values and for their shares of the range, which cannot overflow.
    if how == MINMAX:
        return share
    if how == ZSCORE:
        away = share - mean(share)
        return away / math.sqrt(mean(away**2))
    places = rankdata(np.rint(share / QUANTUM))
    return (places - places.min()) / (places.max() - places.min())
