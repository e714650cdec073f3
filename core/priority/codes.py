"""The codes of the restoration priority, which names and forms need without numpy; tuples in the parameters' order."""

from __future__ import annotations

MINMAX, ZSCORE, RANK = NORMALISATIONS = ("minmax", "zscore", "rank")
GIVEN, ENTROPY, AHP, EQUAL = WEIGHTINGS = ("given", "entropy", "ahp", "equal")
WEIGHTED_SUM, TOPSIS, VIKOR = SCORINGS = ("weighted_sum", "topsis", "vikor")
PLAN = "plan"
METHODS = (PLAN, *SCORINGS)
"""The plan's rules with the weighted sum as score; the others rank by their score alone."""
NEAR_TERM, TIER, NAMED_TYPE, SCORE = RULES = ("near_term", "tier", "named_type", "score")
"""Rules that an order can be made of."""
TIE = "tie"
"""What decides where no rule does: the total order that units bring along."""
NATURAL, ASSISTED, RECONSTRUCTION = "natural", "assisted", "reconstruction"
"""Modes of restoration."""
