"""Restoration priority: units ranked by the plan's rules and a score, and how sure and why each rank is.

Source: Beijing ecological restoration plan 2021–2035, ch. 3 §4.3: from the tier of the security pattern, the degree
of degradation and the restoration potential.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..progress import Progress, part, quiet
from .codes import AHP, ENTROPY, EQUAL, GIVEN, METHODS, MINMAX, PLAN, SCORE, WEIGHTED_SUM, WEIGHTINGS
from .criteria import Criterion, Normalised, PriorityError, degree, normalise
from .explain import Reason, reasons
from .order import Phase, Units, check_budget, check_rules, mode, order, phase
from .scoring import ScoreParts, parts, terms
from .stability import Stability, stability
from .weighting import Weights, ahp, entropy, equal, given, shared


@dataclass(frozen=True)
class Ranking:
    """The ranking of n units by m criteria; arrays of shape (n,) unless said.

    ``score``: 0–1, higher = sooner. ``parts``: shape (n, m). ``rank``: 1 = first. ``mode``: natural / assisted /
    reconstruction or empty. ``weights``: as asked for; ``used``: shape (m,), without constant criteria, all 0 where
    nothing tells units apart. ``stability``: None without runs. ``reasons``: of the leading units.
    """

    names: tuple[str, ...]
    normalised: Normalised
    weights: Weights
    used: np.ndarray
    score: np.ndarray
    parts: ScoreParts
    rank: np.ndarray
    phase: Phase
    mode: np.ndarray
    stability: Stability | None
    reasons: tuple[Reason, ...]

    @property
    def constant(self) -> tuple[str, ...]:
        """Criteria that are the same everywhere or known nowhere, and were left out."""
        return tuple(name for name, left_out in zip(self.names, self.normalised.constant) if left_out)

    @property
    def missing(self) -> dict[str, int]:
        """Number of units without a value, of each criterion that has such."""
        counts = self.normalised.missing.sum(axis=0).tolist()
        return {name: count for name, count in zip(self.names, counts) if count}


def rank_units(
    units: Units,
    criteria: Sequence[Criterion],
    values: np.ndarray,
    *,
    rules: Sequence[str],
    thresholds: tuple[float, float],
    concentration: float,
    degradation: np.ndarray | None = None,
    natural_first: np.ndarray | None = None,
    method: str = PLAN,
    normalisation: str = MINMAX,
    weighting: str = GIVEN,
    pairwise: Sequence | np.ndarray | None = None,
    budget_ha: float | None = None,
    runs: int = 0,
    seed: int = 0,
    explained: int = 0,
    progress: Progress = quiet,
) -> Ranking:
    """Rank units.

    ``values``: shape (n, m), any units, NaN where missing. ``rules``: of the plan's order, the first deciding first;
    ``thresholds``: degrees of degradation where assisted and reconstruction begin; ``concentration``: of drawn weights
    (see ``stability.perturbed``): the three are the profile's. ``degradation``: shape (n,), any scale, higher = more;
    without it modes are empty but in ``natural_first``, boolean, shape (n,). ``pairwise``: for AHP. ``budget_ha``:
    area of the first phase, else it is the plan's set. ``runs``: number of rankings with drawn weights; ``seed`` also
    fixes sampled parts. ``explained``: number of leading units with reasons.
    Raises PriorityError.

    ``units`` and ``criteria``: of the n rows and m columns of ``values``.

    By two criteria of which the first weighs three times as much, the unit that is best by it leads:

    >>> import numpy as np
    >>> from greenvein.core.priority.criteria import Criterion
    >>> from greenvein.core.priority.order import Units
    >>> from greenvein.core.priority.ranking import rank_units
    >>> no = np.zeros(2, dtype=bool)
    >>> units = Units(no, np.zeros(2, dtype=int), no, np.ones(2), np.arange(2))
    >>> criteria = [Criterion("value", 3.0, True), Criterion("cost", 1.0, False)]
    >>> plan = dict(rules=("near_term", "score"), thresholds=(0.3, 0.7), concentration=100.0)
    >>> found = rank_units(units, criteria, np.array([[5.0, 1.0], [9.0, 2.0]]), **plan)
    >>> found.score.tolist(), found.rank.tolist()
    ([0.25, 0.75], [2, 1])
    """
    if method not in METHODS:
        raise PriorityError("unknown", method)
    check_rules(rules)
    check_budget(budget_ha)
    own_rules = tuple(rules) if method == PLAN else (SCORE,)
    higher = np.array([criterion.higher for criterion in criteria], dtype=bool)
    values = np.asarray(values, dtype=float)
    weights = _weights(criteria, values, higher, weighting, pairwise)
    fixed = order(units, own_rules)
    normalised = normalise(values, higher, normalisation)
    used = shared(weights.values, normalised.constant)
    scoring = WEIGHTED_SUM if method == PLAN else method
    own = terms(normalised, scoring)
    score = own.score(used)
    rank = fixed.ranks(score)
    natural = np.zeros(len(rank), dtype=bool) if natural_first is None else np.asarray(natural_first, dtype=bool)
    degrees = np.full(len(rank), np.nan) if degradation is None else degree(degradation)
    modes = mode(degrees, natural, thresholds)
    progress(0.1)
    split = parts(normalised, used, scoring, seed, part(progress, 0.1, 0.2))
    why = reasons(units, own_rules, own, used, score, split.values, rank, explained, part(progress, 0.2, 0.3))
    sure = None
    if runs:
        sure = stability(
            own,
            used,
            units,
            fixed,
            runs=runs,
            seed=seed,
            concentration=concentration,
            budget_ha=budget_ha,
            progress=part(progress, 0.3, 1.0),
        )
    progress(1.0)
    names = tuple(criterion.name for criterion in criteria)
    first = phase(units, rank, budget_ha)
    return Ranking(names, normalised, weights, used, score, split, rank, first, modes, sure, why)


def _weights(
    criteria: Sequence[Criterion],
    values: np.ndarray,
    higher: np.ndarray,
    weighting: str,
    pairwise: Sequence | np.ndarray | None,
) -> Weights:
    count = len(criteria)
    if weighting not in WEIGHTINGS:
        raise PriorityError("unknown", weighting)
    if weighting == EQUAL:
        return equal(count)
    if weighting == ENTROPY:
        return entropy(normalise(values, higher, MINMAX).values)
    if weighting == AHP:
        return ahp(() if pairwise is None else pairwise, count)
    return given([criterion.weight for criterion in criteria], count)
