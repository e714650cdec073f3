"""How sure ranks are: the same ranking many times over, with weights drawn around the given ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..progress import Progress, chunks, in_threads, part, quiet
from .criteria import PriorityError
from .order import Order, Units, check_budget, taken
from .scoring import Terms

LOWER_PCT, UPPER_PCT = 5, 95
_STABLE_SHARE = 0.1
# Ranks held at a time: 400 MB.
_HELD = 100_000_000
_UNITS, _RUNS = 1_000, 4


@dataclass(frozen=True)
class Stability:
    """How ranks move; arrays of shape (n,).

    ``p05`` and ``p95``: percentiles of the rank by nearest rank: the smallest one that at least 5 (95) % of the runs
    do not exceed, so always a rank that a run gave. ``near_share``: share of runs in which a unit falls into the first
    phase. ``stable_share``: share of units whose p95 − p05 is at most a tenth of their number (NaN without units).
    """

    p05: np.ndarray
    p95: np.ndarray
    near_share: np.ndarray
    stable_share: float


def perturbed(weights: np.ndarray, runs: int, seed: int, concentration: float) -> np.ndarray:
    """Draw weights, shape (runs, m), around given ones, shape (m,), which are their mean. Raises PriorityError.

    A Dirichlet distribution with the parameters concentration × weight: the standard deviation of a weight w is
    √(w (1 − w) / (concentration + 1)). Weights of 0 stay 0.

    >>> import numpy as np
    >>> from greenvein.core.priority.stability import perturbed
    >>> drawn = perturbed(np.array([0.7, 0.3, 0.0]), runs=1_000, seed=0, concentration=100.0)
    >>> drawn.shape, drawn.mean(axis=0).round(2).tolist()
    ((1000, 3), [0.7, 0.3, 0.0])
    """
    if runs < 1:
        raise PriorityError("runs", runs)
    if not (math.isfinite(concentration) and concentration > 0):
        raise PriorityError("concentration", concentration)
    drawn = np.zeros((runs, len(weights)))
    some = weights > 0
    if some.any():
        drawn[:, some] = np.random.default_rng(seed).dirichlet(concentration * weights[some], runs)
    return drawn


def stability(
    terms: Terms,
    weights: np.ndarray,
    units: Units,
    order: Order,
    *,
    runs: int,
    seed: int,
    concentration: float,
    budget_ha: float | None = None,
    progress: Progress = quiet,
) -> Stability:
    """Rank the units once for each drawn set of weights; every run is exactly the ranking with these weights.

    The same seed gives the same result to the bit: weights are drawn before threads share the work. Ranks are held
    for as many runs at a time as fit into 400 MB; of those before, only the lowest and highest that the percentiles
    can still be. Raises PriorityError.

    Whatever the weights are, the first unit is better by both criteria, and stays in front:

    >>> import numpy as np
    >>> from greenvein.core.priority.criteria import normalise
    >>> from greenvein.core.priority.order import Units, order
    >>> from greenvein.core.priority.scoring import terms
    >>> from greenvein.core.priority.stability import stability
    >>> own = terms(normalise(np.array([[2.0, 9.0], [1.0, 5.0]]), np.array([True, True])), "weighted_sum")
    >>> no = np.zeros(2, dtype=bool)
    >>> units = Units(no, np.zeros(2, dtype=int), no, np.ones(2), np.arange(2))
    >>> weights, rules = np.array([0.5, 0.5]), order(units, ("score",))
    >>> found = stability(own, weights, units, rules, runs=50, seed=0, concentration=10.0)
    >>> found.p05.tolist(), found.p95.tolist(), found.stable_share
    ([1, 2], [1, 2], 1.0)
    """
    check_budget(budget_ha)
    drawn = perturbed(weights, runs, seed, concentration)
    count = len(order.units)
    # In the order of ``order.units``, so that no run has to bring its scores into another.
    own = Terms(terms.method, terms.first[:, order.units], terms.second[:, order.units], terms.span)
    area = None if budget_ha is None else np.asarray(units.area_ha, dtype=float)[order.units]
    lowest, highest = -(-LOWER_PCT * runs // 100), runs - -(-UPPER_PCT * runs // 100) + 1
    kept = np.empty((count, 0), dtype=np.int32)
    near = np.zeros(count)
    for block in chunks(runs, max(1, _HELD // max(count, 1))):
        stage = part(progress, block.start / runs, min(block.stop, runs) / runs)
        ranks, reach = _ranks(own, order, drawn[block], area, budget_ha, part(stage, 0.0, 0.8))
        kept, inside = _extremes(kept, ranks, reach, lowest, highest, part(stage, 0.8, 1.0))
        near += inside
    back = np.argsort(order.units)
    p05, p95 = (kept[back, place].astype(np.int64) for place in (lowest - 1, -highest))
    share = np.asarray(units.near_term, dtype=float) if budget_ha is None else (near / runs)[back]
    stable = float(np.mean(p95 - p05 <= _STABLE_SHARE * count)) if count else math.nan
    return Stability(p05, p95, share, stable)


def _ranks(
    own: Terms,
    order: Order,
    weights: np.ndarray,
    area: np.ndarray | None,
    budget_ha: float | None,
    progress: Progress,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the rank of each unit in each run, shape (runs, n), and how many units its first phase takes."""
    runs, count = len(weights), len(order.units)
    ranks = np.empty((runs, count), dtype=np.int32)
    reach = np.zeros(runs, dtype=np.int32)
    in_turn = np.arange(1, count + 1, dtype=np.int32)

    def rank(rows: slice) -> None:
        for run in range(rows.start, rows.stop):
            sequence = order.sequence(own.score(weights[run]))
            ranks[run][sequence] = in_turn
            if area is not None and budget_ha is not None:
                reach[run] = taken(area[sequence], budget_ha)

    in_threads(rank, runs, _RUNS, progress)
    return ranks, reach


def _extremes(
    kept: np.ndarray, ranks: np.ndarray, reach: np.ndarray, lowest: int, highest: int, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """Return the ``lowest`` lowest and ``highest`` highest ranks of each unit so far, and its runs in the first phase.

    ``kept``: those before, shape (n, c). Of those returned, number ``lowest`` from the front and ``highest`` from the
    back stand where sorting would put them.
    """
    count = ranks.shape[1]
    total = kept.shape[1] + len(ranks)
    width = min(total, lowest + highest)
    found = np.empty((count, width), dtype=np.int32)
    inside = np.zeros(count)

    def keep(rows: slice) -> None:
        own = np.ascontiguousarray(ranks[:, rows].T)
        if reach.any():
            inside[rows] = np.count_nonzero(own <= reach, axis=1)
        own = np.concatenate((kept[rows], own), axis=1)
        own.partition((min(lowest, total) - 1, max(total - highest, 0)), axis=1)
        found[rows, :lowest] = own[:, :lowest]
        found[rows, lowest:] = own[:, total - width + lowest :]

    in_threads(keep, count, _UNITS, progress)
    return found, inside
