"""What put the leading units where they are, and what would change their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..progress import Progress, in_threads, quiet
from .codes import SCORE, TIE, VIKOR, WEIGHTED_SUM
from .order import Units, quantised
from .scoring import Terms

# Where no formula tells the weight, weights are tried in steps of this size.
_STEP = 0.01


@dataclass(frozen=True)
class Swap:
    """The smallest change of one weight that lets a unit fall behind the one below it.

    The others change in proportion, so that all add up to 1. ``criterion``: its place; ``weight``: what it would be.
    Weighted sum: the weight at which the two are equal, beyond which they have changed places. TOPSIS and VIKOR: the
    first weight in steps of 0.01 from the one used (and at the ends 0 and 1) at which they have.
    """

    criterion: int
    weight: float
    change: float


@dataclass(frozen=True)
class Reason:
    """Why a unit has its rank. ``unit``: its place in the arrays.

    ``decided_by``: the rule that puts it before the next one (``score`` or another rule, ``tie`` where none does, ""
    for the last of all). ``criteria``: places of those that have a part in its score, the largest part first.
    ``swap``: None where no single weight changes the order of the two.
    """

    unit: int
    rank: int
    decided_by: str
    criteria: tuple[int, ...]
    swap: Swap | None


def reasons(
    units: Units,
    rules: Sequence[str],
    terms: Terms,
    weights: np.ndarray,
    score: np.ndarray,
    parts: np.ndarray,
    rank: np.ndarray,
    count: int,
    progress: Progress = quiet,
) -> tuple[Reason, ...]:
    """Explain the first ``count`` units.

    ``rules``: of the order, the first deciding first. ``weights``: shape (m,), as used; ``score`` and ``rank``:
    shape (n,); ``parts``: shape (n, m).
    """
    leading = np.argsort(rank)[: count + 1]
    deciding = _deciding(units, rules, score, leading)
    # Only what the score decides, or would if it were not equal, can change with a weight.
    before = set(rules[: list(rules).index(SCORE)])
    open_ = np.array([rule not in before for rule in deciding], dtype=bool)
    ahead, behind = leading[:-1][open_], leading[1:][open_]
    find = _weighted_sum_swaps if terms.method == WEIGHTED_SUM else _tried_swaps
    swaps = dict(zip(ahead.tolist(), find(terms, weights, ahead, behind, progress)))
    found = []
    for place, unit in enumerate(map(int, leading[:count])):
        largest_first = np.argsort(-np.abs(parts[unit]), kind="stable")
        criteria = tuple(map(int, largest_first[parts[unit][largest_first] != 0]))
        decided = deciding[place] if place < len(deciding) else ""
        found.append(Reason(unit, int(rank[unit]), decided, criteria, swaps.get(unit)))
    return tuple(found)


def _deciding(units: Units, rules: Sequence[str], score: np.ndarray, leading: np.ndarray) -> list[str]:
    """Return the rule that decides between each leading unit and the next, shape (k - 1,)."""
    keys = {**units.keys(), SCORE: quantised(score)}
    differ = np.array([keys[rule][leading[:-1]] != keys[rule][leading[1:]] for rule in (*rules, TIE)])
    return [(*rules, TIE)[place] for place in np.argmax(differ, axis=0)] if len(leading) else []


def _weighted_sum_swaps(
    terms: Terms, weights: np.ndarray, ahead: np.ndarray, behind: np.ndarray, progress: Progress
) -> list[Swap | None]:
    lead = terms.first[:, ahead] - terms.first[:, behind]
    found: list[Swap | None] = []
    for own in lead.T:
        best = None
        for place in map(int, np.flatnonzero((weights < 1) & (terms.span > 0))):
            # The lead is t × own[place] + (1 − t) × rest for the weight t of this criterion: it has a zero between
            # 0 and 1 where the two have different signs.
            rest = float(np.delete(weights, place) @ np.delete(own, place)) / (1 - float(weights[place]))
            if rest * own[place] < 0:
                weight = rest / (rest - float(own[place]))
                best = _smaller(best, Swap(place, weight, weight - float(weights[place])))
        found.append(best)
    return found


def _tried_swaps(
    terms: Terms, weights: np.ndarray, ahead: np.ndarray, behind: np.ndarray, progress: Progress
) -> list[Swap | None]:
    if not len(ahead):
        return []
    tried = [
        Swap(place, float(weight), float(weight - weights[place]))
        for place in map(int, np.flatnonzero((weights < 1) & (terms.span > 0)))
        for weight in _ladder(float(weights[place]))
    ]
    pairs = np.r_[ahead, behind]
    if terms.method != VIKOR:  # VIKOR's best and worst S and R change with the weights, and all units have a say
        terms = replace(terms, first=terms.first[:, pairs], second=terms.second[:, pairs])
        pairs = np.arange(len(pairs))

    def swapped(rows: slice) -> np.ndarray:
        steps = [quantised(terms.score(_with(weights, swap))[pairs]) for swap in tried[rows]]
        return np.array([one[len(ahead) :] > one[: len(ahead)] for one in steps])

    behind_leads = np.concatenate(
        [np.empty((0, len(ahead)), dtype=bool), *in_threads(swapped, len(tried), 4, progress)]
    )
    found: list[Swap | None] = []
    for leads in behind_leads.T:
        best = None
        for at in map(int, np.flatnonzero(leads)):
            best = _smaller(best, tried[at])
        found.append(best)
    return found


def _ladder(weight: float) -> np.ndarray:
    """Return the weights to try instead of one, from it outwards and the two ends last."""
    away = np.arange(1, round(1 / _STEP) + 1) * _STEP
    steps = np.concatenate([weight - away, weight + away])
    return np.r_[steps[(steps > 0) & (steps < 1)], 0.0, 1.0]


def _with(weights: np.ndarray, swap: Swap) -> np.ndarray:
    """Return weights with one changed and the others in proportion."""
    changed = weights * ((1 - swap.weight) / (1 - weights[swap.criterion]))
    changed[swap.criterion] = swap.weight
    return changed


def _smaller(one: Swap | None, other: Swap) -> Swap:
    return other if one is None or abs(other.change) < abs(one.change) else one
