"""Weights of criteria: given, equal, by entropy, or from pairwise comparisons.

Sources: entropy weights: Zeleny, Multiple criteria decision making (1982), ch. 7, after Shannon (1948);
AHP, its consistency ratio and the random indices: Saaty, The analytic hierarchy process (1980), ch. 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .criteria import PriorityError

CONSISTENT = 0.1
"""Pairwise comparisons with a larger consistency ratio should be made again (Saaty)."""

# Saaty's mean consistency index of random tables of 1 to 15 criteria.
_RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
# Reciprocals are often written in two digits, 0.33 for 1/3 or 0.13 for 1/8.
_RECIPROCAL = 0.05
_SUM = 1e-9


@dataclass(frozen=True)
class Weights:
    """Weights of m criteria, shape (m,), their sum 1.

    ``given_sum``: what they added up to when given. ``lambda_max`` (principal eigenvalue) and
    ``consistency_ratio``: of pairwise comparisons, else NaN.
    """

    values: np.ndarray
    given_sum: float = 1.0
    lambda_max: float = math.nan
    consistency_ratio: float = math.nan

    @property
    def rescaled(self) -> bool:
        """Whether the weights did not add up to 1 when given."""
        return abs(self.given_sum - 1.0) > _SUM

    @property
    def inconsistent(self) -> bool:
        """Whether pairwise comparisons contradict each other too much."""
        return self.consistency_ratio > CONSISTENT


def given(weights: Sequence[float] | np.ndarray, count: int) -> Weights:
    """Return given weights of ``count`` criteria, scaled to add up to 1. Raises PriorityError.

    >>> from greenvein.core.priority.weighting import given
    >>> found = given([3.0, 1.0], count=2)
    >>> found.values.tolist(), found.given_sum, found.rescaled
    ([0.75, 0.25], 4.0, True)
    """
    values = np.array(weights, dtype=float)
    _some(count)
    if values.shape != (count,):
        raise PriorityError("weight_count", values.size, count)
    for place, weight in enumerate(values.tolist()):
        if not math.isfinite(weight):
            raise PriorityError("weight_missing", place)
        if weight < 0:
            raise PriorityError("weight_negative", place, weight)
    if not values.any():
        raise PriorityError("weights_zero")
    # Divided by the largest first, so that the sum of finite weights is finite.
    largest = float(values.max())
    share = math.fsum(values / largest)
    return Weights(values / largest / share, largest * share)


def equal(count: int) -> Weights:
    """Return the weights of criteria that count the same. Raises PriorityError.

    >>> from greenvein.core.priority.weighting import equal
    >>> equal(4).values.tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    _some(count)
    return Weights(np.full(count, 1 / count))


def entropy(values: np.ndarray) -> Weights:
    """Return weights by how unevenly criteria are spread over units; even ones, which tell little, weigh little.

    ``values``: shape (n, m), 0 or more (min–max normalised). A zero adds nothing to the entropy, the limit of p ln p;
    a criterion of zeros weighs nothing. Fewer than two units, or criteria that are all even, weigh the same.
    Raises PriorityError.

    The first criterion is the same for all units and tells nothing, so that the second has all the weight:

    >>> import numpy as np
    >>> from greenvein.core.priority.weighting import entropy
    >>> entropy(np.array([[1.0, 0.0], [1.0, 1.0]])).values.round(9).tolist()
    [0.0, 1.0]
    """
    values = np.asarray(values, dtype=float)
    count, criteria = values.shape
    _some(criteria)
    information = np.zeros(criteria)
    for place, column in enumerate(values.T):
        some = column[column > 0]
        if count > 1 and len(some):
            share = some / math.fsum(some.tolist())
            information[place] = max(0.0, 1.0 + math.fsum((share * np.log(share)).tolist()) / math.log(count))
    total = math.fsum(information)
    return Weights(information / total) if total > 0 else equal(criteria)


def ahp(comparisons: Sequence | np.ndarray, count: int) -> Weights:
    """Return the weights of ``count`` criteria from pairwise comparisons: the principal eigenvector of their table.

    ``comparisons``: how many times more the criterion of the row counts than that of the column, above the diagonal
    and row by row, shape (count (count - 1) / 2,); or the whole table, shape (count, count) or flat. Of a pair in a
    whole table that is reciprocal within 5 % (0.33 for 1/3) the number of 1 or more counts. Raises PriorityError.

    The first criterion counts twice as much as the second and four times as much as the third, the second twice as
    much as the third: 4 : 2 : 1, without contradiction.

    >>> from greenvein.core.priority.weighting import ahp
    >>> found = ahp([2.0, 4.0, 2.0], count=3)
    >>> (found.values * 7).round(6).tolist(), round(found.consistency_ratio, 6)
    ([4.0, 2.0, 1.0], 0.0)
    """
    _some(count)
    if count > len(_RANDOM_INDEX):
        raise PriorityError("pairwise_size", count, len(_RANDOM_INDEX))
    table = _pairwise_table(np.asarray(comparisons, dtype=float), count)
    eigenvalues, vectors = np.linalg.eig(table)
    principal = int(np.argmax(eigenvalues.real))  # real and positive, as the table is (Perron)
    vector = np.abs(vectors[:, principal].real)
    lambda_max = float(eigenvalues[principal].real)
    ratio = 0.0
    if count > 2:
        # A table without contradiction has lambda_max = count but for rounding.
        ratio = max(0.0, (lambda_max - count) / (count - 1)) / _RANDOM_INDEX[count - 1]
    return Weights(vector / math.fsum(vector), 1.0, lambda_max, ratio)


def shared(weights: np.ndarray, constant: np.ndarray) -> np.ndarray:
    """Return weights, shape (m,), without constant criteria, whose weight the others share in proportion.

    All are 0 where no criterion that differs between units has a weight.

    >>> import numpy as np
    >>> from greenvein.core.priority.weighting import shared
    >>> shared(np.array([0.5, 0.3, 0.2]), constant=np.array([True, False, False])).tolist()
    [0.0, 0.6, 0.4]
    """
    left = np.where(constant, 0.0, weights)
    total = math.fsum(left)
    return left / total if total > 0 else left


def _some(count: int) -> None:
    if not count:
        raise PriorityError("no_criteria")


def _pairwise_table(numbers: np.ndarray, count: int) -> np.ndarray:
    """Check pairwise comparisons and return the whole table, exactly reciprocal."""
    pairs = count * (count - 1) // 2
    row, column = np.triu_indices(count, 1)
    table = np.ones((count, count))
    if numbers.size == count * count:
        table = numbers.reshape(count, count)
    elif numbers.size == pairs:
        table[row, column] = numbers.ravel()
    else:
        raise PriorityError("pairwise_count", numbers.size, pairs, count * count)
    for one, other in zip(*np.nonzero(~(np.isfinite(table) & (table > 0)))):
        raise PriorityError("pairwise_value", int(one), int(other), float(table[one, other]))
    if numbers.size == pairs:
        table[column, row] = 1 / table[row, column]
    for place in map(int, np.flatnonzero(np.abs(np.diag(table) - 1) > _SUM)):
        raise PriorityError("pairwise_diagonal", place, float(table[place, place]))
    upper, lower = table[row, column], table[column, row]
    for pair in np.flatnonzero(np.abs(upper * lower - 1) > _RECIPROCAL):
        raise PriorityError(
            "pairwise_reciprocal", int(row[pair]), int(column[pair]), float(upper[pair]), float(lower[pair])
        )
    exact = np.ones((count, count))
    exact[row, column] = np.where(upper >= lower, upper, 1 / lower)
    exact[column, row] = np.where(upper >= lower, 1 / upper, lower)
    return exact
