"""Scores of units from normalised values and weights, and the part that each criterion has in a score.

Sources: weighted sum and TOPSIS: Hwang and Yoon, Multiple attribute decision making (1981); VIKOR: Opricovic and
Tzeng, Compromise solution by MCDM methods, European Journal of Operational Research 156 (2004); parts: Shapley, A
value for n-person games (1953), sampled by permutations after Castro, Gómez and Tejada, Polynomial calculation of
the Shapley value based on sampling, Computers & Operations Research 36 (2009).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ..progress import Progress, in_threads, quiet
from .codes import SCORINGS, TOPSIS, VIKOR, WEIGHTED_SUM
from .criteria import QUANTUM, Normalised, PriorityError, mean

EXACT_CRITERIA = 8
"""Up to so many criteria Shapley values are exact (256 coalitions); above, permutations are sampled."""
PERMUTATIONS = 256

# VIKOR's weight of the group utility S against the individual regret R.
_UTILITY = 0.5
_CHUNK = 1_000
_BLOCK = 16_384

Finish = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Makes scores of the two sums of a method."""


@dataclass(frozen=True)
class ScoreParts:
    """How scores split into criteria: ``values``, shape (n, m), add up to the score less ``base``.

    ``base``: 0 for the weighted sum; for Shapley values the score of a unit at the mean of every criterion.
    ``error``: the largest standard error of a value where permutations were sampled, else 0.
    """

    values: np.ndarray
    base: float
    error: float


@dataclass(frozen=True)
class Terms:
    """What units bring into a method, criterion by criterion, before weights.

    Every method makes its score of two sums over criteria: the weighted sum of the value over the least one (and
    nothing else), TOPSIS of the squared distances from the least and from the largest value, VIKOR of the regret
    (distance from the largest value as a share of the range), once summed up and once the largest alone.
    ``first`` and ``second``: shape (m, n), 0 or more; ``span``: shape (m,), range of each criterion.
    """

    method: str
    first: np.ndarray
    second: np.ndarray
    span: np.ndarray

    @property
    def join(self) -> np.ufunc:
        """What second terms are joined by."""
        return np.maximum if self.method == VIKOR else np.add

    def factors(self, weights: np.ndarray) -> np.ndarray:
        """Return what weights, shape (m,), multiply terms by; TOPSIS weights distances, its terms are squares."""
        weights = np.where(self.span > 0, weights, 0.0)
        return weights**2 if self.method == TOPSIS else weights

    def sums(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return both sums of each unit, shape (n,).

        Criterion by criterion, not as a matrix product, whose rounding depends on where a unit stands: equal units
        have equal sums to the last bit, in any order of units and any number of threads.
        """
        factors = self.factors(weights)
        return _joined(self.first, factors, np.add), _joined(self.second, factors, self.join)

    def finish(self, weights: np.ndarray, first: np.ndarray, second: np.ndarray) -> Finish:
        """Return what makes scores of sums; ``first`` and ``second`` are those of the whole table."""
        if self.method == TOPSIS:
            return _closeness
        if self.method == VIKOR:
            return _compromise(first, second)
        whole = math.fsum(weights * self.span)
        return lambda sums, _: sums / whole

    def score(self, weights: np.ndarray) -> np.ndarray:
        """Return scores for weights, shape (m,): shape (n,), 0–1, higher = sooner.

        What is the same for all units adds nothing. So all score 0 where no criterion with a weight differs, and
        a half of VIKOR's Q in which units do not differ is left out.
        """
        if not self.factors(weights).any():
            return np.zeros(self.first.shape[1])
        first, second = self.sums(weights)
        return self.finish(weights, first, second)(first, second)


def terms(normalised: Normalised, method: str) -> Terms:
    """Return the terms of a method. Raises PriorityError.

    The weighted sum is scaled so that a unit with the least value of every criterion has 0 and one with the largest
    1: min–max values and ranks have that scale already, z-scores are shifted and divided by one common number.

    >>> import numpy as np
    >>> from greenvein.core.priority.criteria import normalise
    >>> from greenvein.core.priority.scoring import terms
    >>> units = normalise(np.array([[0.0, 2.0], [1.0, 4.0]]), np.array([True, True]))
    >>> own = terms(units, "weighted_sum")
    >>> own.score(np.array([0.5, 0.5])).tolist()
    [0.0, 1.0]
    """
    if method not in SCORINGS:
        raise PriorityError("unknown", method)
    span = normalised.high - normalised.low
    above = np.ascontiguousarray((normalised.values - normalised.low).T)
    if method == WEIGHTED_SUM:
        return Terms(method, above, above[:0], span)
    below = np.ascontiguousarray((normalised.high - normalised.values).T)
    if method == TOPSIS:
        return Terms(method, above**2, below**2, span)
    regret = below / np.where(span > 0, span, 1.0)[:, None]
    return Terms(method, regret, regret, span)


def score(normalised: Normalised, weights: np.ndarray, method: str) -> np.ndarray:
    """Return scores: shape (n,), 0–1, higher = sooner (VIKOR: 1 − Q with v = 0.5); see ``Terms.score``.

    ``normalised``: of n units and m criteria; ``weights``: shape (m,), their sum 1; ``method``: weighted_sum, topsis or
    vikor. Raises PriorityError for another.

    The last of three units is half as good by the first criterion and worst by the other:

    >>> import numpy as np
    >>> from greenvein.core.priority.criteria import normalise
    >>> from greenvein.core.priority.scoring import score
    >>> units = normalise(np.array([[0.0, 10.0], [4.0, 0.0], [2.0, 0.0]]), np.array([True, True]))
    >>> weights = np.array([0.5, 0.5])
    >>> [score(units, weights, method).round(3).tolist() for method in ("weighted_sum", "topsis", "vikor")]
    [[0.5, 0.5, 0.25], [0.5, 0.5, 0.309], [0.5, 0.5, 0.0]]
    """
    return terms(normalised, method).score(weights)


def parts(
    normalised: Normalised, weights: np.ndarray, method: str, seed: int = 0, progress: Progress = quiet
) -> ScoreParts:
    """Split scores into the parts of criteria.

    Weighted sum: the weighted values. TOPSIS and VIKOR: Shapley values of the game in which the criteria of a
    coalition have the unit's values and the others the mean of all units; the least and largest values, and VIKOR's
    best and worst S and R, stay those of the table. Exact for up to ``EXACT_CRITERIA`` that differ and have a weight,
    above from ``PERMUTATIONS`` random ones, which ``seed`` fixes and all units share; they add up all the same.

    >>> import numpy as np
    >>> from greenvein.core.priority.criteria import normalise
    >>> from greenvein.core.priority.scoring import parts
    >>> units = normalise(np.array([[0.0, 10.0], [4.0, 0.0]]), np.array([True, True]))
    >>> parts(units, np.array([0.75, 0.25]), "weighted_sum").values.tolist()
    [[0.0, 0.25], [0.75, 0.0]]
    """
    own = terms(normalised, method)
    factors = own.factors(weights)
    playing = np.flatnonzero(factors)
    count = own.first.shape[1]
    values = np.zeros((count, len(weights)))
    if not len(playing):
        return ScoreParts(values, 0.0, 0.0)
    if method == WEIGHTED_SUM:
        whole = math.fsum(weights * own.span)
        return ScoreParts((own.first * (factors / whole)[:, None]).T, 0.0, 0.0)
    # A unit at the mean of every criterion, alone in a table with the ends of the whole one.
    middle = np.array([[mean(column) for column in normalised.values.T]])
    at_mean = terms(replace(normalised, values=middle, missing=np.zeros(middle.shape, dtype=bool)), method)
    first, second, mean_first, mean_second = (
        table[playing] * factors[playing, None] for table in (own.first, own.second, at_mean.first, at_mean.second)
    )
    finish = own.finish(weights, *own.sums(weights))
    game = _Game(first, second, mean_first, mean_second, own.join, finish)
    exact = len(playing) <= EXACT_CRITERIA
    random = np.random.default_rng(seed)
    orders = np.array([random.permutation(len(playing)) for _ in range(0 if exact else PERMUTATIONS)])

    def split(rows: slice) -> float:
        found, error = game.exact(rows) if exact else game.sampled(rows, orders)
        values[rows, playing] = found.T
        return error

    errors = in_threads(split, count, _CHUNK, progress)
    return ScoreParts(values, float(game.at_mean()), max(errors))


@dataclass(frozen=True)
class _Game:
    """Weighted terms of the criteria that play: of units, shape (p, n), and of the mean, shape (p, 1)."""

    first: np.ndarray
    second: np.ndarray
    mean_first: np.ndarray
    mean_second: np.ndarray
    join: np.ufunc
    finish: Finish

    def at_mean(self) -> float:
        """Return the score of a unit at the mean."""
        found: np.ndarray = self.finish(np.add.reduce(self.mean_first), self.join.reduce(self.mean_second))
        return float(found.item())

    def exact(self, rows: slice) -> tuple[np.ndarray, float]:
        """Return Shapley values of units, shape (p, k), by all coalitions, and the error 0."""
        players = len(self.first)
        # Coalition number c has player j where bit j of c is set; those beside it are coalition 2^p - 1 - c.
        first = _by_coalition(self.first[:, rows], np.add)
        first += _by_coalition(self.mean_first, np.add)[::-1]
        second = _by_coalition(self.second[:, rows], self.join)
        self.join(second, _by_coalition(self.mean_second, self.join)[::-1], out=second)
        worth = self.finish(first, second)
        member = (np.arange(2**players)[:, None] >> np.arange(players)) & 1 == 1
        size = member.sum(axis=1)
        chance = [1 / (players * math.comb(players - 1, others)) for others in range(players)]
        joins, stays = np.array([0.0, *chance])[size], np.array([*chance, 0.0])[size]
        share = np.where(member, joins[:, None], -stays[:, None])
        found = np.zeros((players, worth.shape[1]))
        for one, weight in zip(worth, share):
            found += weight[:, None] * one
        return found, 0.0

    def sampled(self, rows: slice, orders: np.ndarray) -> tuple[np.ndarray, float]:
        """Return Shapley values of units, shape (p, k), by some orders of joining, and their largest standard error."""
        first, second = self.first[:, rows], self.second[:, rows]
        found, squares = np.zeros(first.shape), np.zeros(first.shape)
        for order in orders:
            own_first, own_second = np.zeros(first.shape[1]), np.zeros(first.shape[1])
            before = np.full(first.shape[1], self.at_mean())
            for place, player in enumerate(order):
                rest = order[place + 1 :]
                own_first += first[player]
                self.join(own_second, second[player], out=own_second)
                after = self.finish(
                    own_first + np.add.reduce(self.mean_first[rest]),
                    self.join(own_second, self.join.reduce(self.mean_second[rest], initial=0.0)),
                )
                gain = after - before
                found[player] += gain
                squares[player] += gain**2
                before = after
        found /= len(orders)
        variance = np.maximum(squares / len(orders) - found**2, 0.0)
        return found, float(np.sqrt(variance.max(initial=0.0) / (len(orders) - 1)))


def _by_coalition(values: np.ndarray, join: np.ufunc) -> np.ndarray:
    """Return the values of players, shape (p, k), joined for every coalition: shape (2^p, k)."""
    found = np.zeros((2 ** len(values), values.shape[1]))
    for player, value in enumerate(values):
        half = 2**player
        join(found[:half], value, out=found[half : 2 * half])
    return found


def _joined(values: np.ndarray, factors: np.ndarray, join: np.ufunc) -> np.ndarray:
    count = values.shape[1]
    total, term = np.zeros(count), np.empty(min(count, _BLOCK))
    for start in range(0, count, _BLOCK):  # a block stays in the cache from the first criterion to the last
        own = total[start : start + _BLOCK]
        for value, factor in zip(values[:, start : start + _BLOCK], factors.tolist()):
            if factor:
                join(own, np.multiply(value, factor, out=term[: len(own)]), out=own)
    return total


def _closeness(from_least: np.ndarray, from_largest: np.ndarray) -> np.ndarray:
    """TOPSIS: the distance from the worst unit conceivable by the way from it over the unit to the best."""
    far, near = np.sqrt(from_least), np.sqrt(from_largest)
    near += far  # 0 for no unit: the least and the largest value of a criterion that differs are not the same
    return np.divide(far, near, out=far)


def _compromise(utility: np.ndarray, regret: np.ndarray) -> Finish:
    """VIKOR: 1 − Q, with S* and S−, R* and R− of the whole table."""
    halves = []
    for sums, share in ((utility, _UTILITY), (regret, 1 - _UTILITY)):
        best, worst = float(sums.min()), float(sums.max())
        halves.append((worst, share / (worst - best) if worst - best > QUANTUM else 0.0))
    (worst_s, factor_s), (worst_r, factor_r) = halves

    def score(sums: np.ndarray, largest: np.ndarray) -> np.ndarray:
        return (worst_s - sums) * factor_s + (worst_r - largest) * factor_r

    return score
