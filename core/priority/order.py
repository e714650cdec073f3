"""The order of units: ranks by rules and score, the first phase, and the mode of restoration.

Source: Beijing ecological restoration plan 2021–2035, ch. 3 §4.3 (priority), ch. 3 and ch. 4 §2 (modes). Which rules
hold, and which decides first, is data of the plan profile.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .codes import ASSISTED, NAMED_TYPE, NATURAL, NEAR_TERM, RECONSTRUCTION, RULES, SCORE, TIE, TIER
from .criteria import QUANTUM, PriorityError

NONE = -1

_TIERS = 3
# A budget is spent when what is left of it is rounding.
_SPENT = 1 - 1e-9
_STEPS = round(1 / QUANTUM)
_SCORE_BITS = 40  # 1e12 steps are fewer than 2**40
_DIGIT_BITS, _KEY_BITS = 16, 48


@dataclass(frozen=True)
class Units:
    """What units are ranked by beside their score; arrays of shape (n,).

    ``near_term``: in the plan's set for the first phase (tier 1 or key area). ``tier``: 1–3, 0 for none, which ranks
    after 3. ``named``: of a type that the plan names first. ``area_ha``: in hectares. ``tie``: place in a total order
    that does not depend on the order of units (say, the larger area first, then west, south and id), no two alike.
    """

    near_term: np.ndarray
    tier: np.ndarray
    named: np.ndarray
    area_ha: np.ndarray
    tie: np.ndarray

    def check(self) -> None:
        """Raise PriorityError where a tier, an area or a tie is not as it should be."""
        tier, area, tie = (np.asarray(values) for values in (self.tier, self.area_ha, self.tie))
        for value in tier[~np.isin(tier, range(_TIERS + 1))][:1]:
            raise PriorityError("tier", value.item())
        for place in map(int, np.flatnonzero(~(np.isfinite(area) & (area >= 0)))):
            raise PriorityError("area", place, float(area[place]))
        by_tie = np.argsort(tie, kind="stable")
        for place in map(int, np.flatnonzero(tie[by_tie[1:]] == tie[by_tie[:-1]])):
            raise PriorityError("tie", int(by_tie[place + 1]))

    def keys(self) -> dict[str, np.ndarray]:
        """Return what each rule but the score sorts units by, the smallest first."""
        tier = np.asarray(self.tier)
        return {
            NEAR_TERM: np.where(self.near_term, 0, 1),
            TIER: np.where(tier == 0, _TIERS + 1, tier),
            NAMED_TYPE: np.where(self.named, 0, 1),
            TIE: np.asarray(self.tie),
        }


@dataclass(frozen=True)
class Order:
    """What is fixed of an order, whatever the scores are.

    ``units``: shape (n,), units by the rules after the score and by tie. ``group``: shape (n,), for each of ``units``
    the number of its group by the rules before the score, the leading group 0.
    """

    units: np.ndarray
    group: np.ndarray

    def sequence(self, scores: np.ndarray) -> np.ndarray:
        """Return places in ``units``, that of the first in rank in front.

        ``scores``: shape (n,), 0–1, of ``units``, in their order.
        """
        # One number holds the group and, below it, the score from the highest down.
        key = (self.group << _SCORE_BITS) + _STEPS
        key -= quantised(scores)
        # Stable sorts digit by digit, the last one first: numpy sorts 16 bits in linear time.
        place = np.argsort(key.astype(np.uint16), kind="stable")
        for shift in range(_DIGIT_BITS, _KEY_BITS, _DIGIT_BITS):
            digit = (key >> shift).astype(np.uint16)
            place = np.take(place, np.argsort(np.take(digit, place), kind="stable"))
        return place

    def ranks(self, scores: np.ndarray) -> np.ndarray:
        """Return ranks, shape (n,), from 1; ``scores``: shape (n,), of all units in their own order."""
        first_to_last = self.units[self.sequence(scores[self.units])]
        rank = np.empty(len(scores), dtype=np.int64)
        rank[first_to_last] = np.arange(1, len(scores) + 1)
        return rank


@dataclass(frozen=True)
class Phase:
    """The first phase. ``near``: shape (n,), whether a unit is in it.

    ``straddling``: the last unit taken where the budget does not pay for all of it, else -1; ``overshoot_ha``: by how
    much all units taken exceed the budget, 0 where none straddles it.
    """

    near: np.ndarray
    straddling: int = NONE
    overshoot_ha: float = 0.0


def quantised(scores: np.ndarray) -> np.ndarray:
    """Return scores in whole steps of 1e-12: what differs by rounding is equal.

    >>> import numpy as np
    >>> from greenvein.core.priority.order import quantised
    >>> one, other = quantised(np.array([0.3, 0.1 + 0.2])).tolist()
    >>> one == other
    True
    """
    return np.rint(scores * _STEPS).astype(np.int64)


def order(units: Units, rules: Sequence[str]) -> Order:
    """Prepare the order by rules, of which the first decides first and ``score`` must be one. Raises PriorityError.

    >>> import numpy as np
    >>> from greenvein.core.priority.order import Units, order
    >>> no, area_ha = np.zeros(3, dtype=bool), np.ones(3)
    >>> units = Units(no, np.array([2, 1, 1]), no, area_ha, np.arange(3))
    >>> order(units, ("tier", "score")).ranks(np.array([0.9, 0.2, 0.5])).tolist()
    [3, 2, 1]
    """
    check_rules(rules)
    units.check()
    keys = units.keys()
    at = list(rules).index(SCORE)
    tie = np.argsort(keys[TIE], kind="stable")
    later = [keys[rule][tie] for rule in reversed(rules[at + 1 :])]
    by_tie = tie[np.lexsort(later)] if later else tie
    group = np.zeros(len(by_tie), dtype=np.int64)
    for rule in rules[:at]:
        group = group * (_TIERS + 2) + keys[rule][by_tie]
    return Order(by_tie, np.unique(group, return_inverse=True)[1].reshape(-1).astype(np.int64))


def check_rules(rules: Sequence[str]) -> None:
    """Raise PriorityError for rules that do not exist, stand twice or leave out the score.

    >>> from greenvein.core.priority.order import check_rules
    >>> check_rules(("tier",))
    Traceback (most recent call last):
    greenvein.core.priority.criteria.PriorityError: rule_missing: score
    """
    for place, rule in enumerate(rules):
        if rule not in RULES:
            raise PriorityError("rule", rule)
        if rule in rules[:place]:
            raise PriorityError("rule_twice", rule)
    if SCORE not in rules:
        raise PriorityError("rule_missing", SCORE)


def check_budget(budget_ha: float | None) -> None:
    """Raise PriorityError for a budget that is no area.

    >>> from greenvein.core.priority.order import check_budget
    >>> check_budget(100.0)
    >>> check_budget(-1.0)
    Traceback (most recent call last):
    greenvein.core.priority.criteria.PriorityError: budget: -1.0
    """
    if budget_ha is not None and not (math.isfinite(budget_ha) and budget_ha >= 0):
        raise PriorityError("budget", budget_ha)


def taken(area_ha: np.ndarray, budget_ha: float) -> int:
    """Return how many leading units a budget takes; ``area_ha``: shape (n,), the first in rank in front.

    Units are taken in order until the area is spent: one is taken as long as those before it are less than the
    budget, so the one that straddles it is the last.

    >>> import numpy as np
    >>> from greenvein.core.priority.order import taken
    >>> taken(np.array([4.0, 4.0, 4.0]), budget_ha=5.0)
    2
    """
    enough = budget_ha * _SPENT
    if not len(area_ha) or enough <= 0:
        return 0
    return min(int(np.searchsorted(np.cumsum(area_ha), enough)) + 1, len(area_ha))


def phase(units: Units, rank: np.ndarray, budget_ha: float | None = None) -> Phase:
    """Return the first phase: the plan's set, or with a budget (ha) the leading units. Raises PriorityError.

    >>> import numpy as np
    >>> from greenvein.core.priority.order import Units, phase
    >>> no = np.zeros(3, dtype=bool)
    >>> units = Units(no, np.zeros(3, dtype=int), no, np.array([4.0, 4.0, 4.0]), np.arange(3))
    >>> found = phase(units, rank=np.array([2, 1, 3]), budget_ha=5.0)
    >>> found.near.tolist(), found.straddling, found.overshoot_ha
    ([True, True, False], 0, 3.0)
    """
    check_budget(budget_ha)
    if budget_ha is None:
        return Phase(np.array(units.near_term, dtype=bool))
    leading = np.argsort(rank)[: taken(np.asarray(units.area_ha)[np.argsort(rank)], budget_ha)]
    near = np.zeros(len(rank), dtype=bool)
    near[leading] = True
    over = math.fsum(np.asarray(units.area_ha)[leading]) - budget_ha
    if not len(leading) or over <= budget_ha * (1 - _SPENT):
        return Phase(near)
    return Phase(near, int(leading[-1]), over)


def mode(degree: np.ndarray, natural_first: np.ndarray, thresholds: tuple[float, float]) -> np.ndarray:
    """Return how to restore each unit, shape (n,): natural, assisted, reconstruction, or empty where not known.

    ``degree``: of degradation, 0–1, NaN where not known (see ``criteria.degree``). Below the first threshold
    natural, from it on assisted, from the second on reconstruction. ``natural_first``: in the red line or a protected
    core, where natural recovery comes first whatever the degree. Raises PriorityError.

    >>> import numpy as np
    >>> from greenvein.core.priority.order import mode
    >>> mode(np.array([0.1, 0.5, 0.9, 0.9]), np.array([False, False, False, True]), (0.3, 0.7)).tolist()
    ['natural', 'assisted', 'reconstruction', 'natural']
    """
    lower, upper = thresholds
    if not 0 <= lower <= upper <= 1:
        raise PriorityError("thresholds", lower, upper)
    known = np.isfinite(degree)
    steps = quantised(np.where(known, degree, 0.0))
    low, high = quantised(np.array(thresholds, dtype=float))
    kinds = [natural_first, ~known, steps < low, steps < high]
    return np.select(kinds, [NATURAL, "", NATURAL, ASSISTED], RECONSTRUCTION).astype(object)
