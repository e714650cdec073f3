"""The codes of the security pattern, which names and forms need without numpy."""

from __future__ import annotations

TIERS = (1, 2, 3)
"""The strictest first: 底线 baseline, 一般 general, 理想 ideal."""
CONFLICT, CONDITIONS, LIST = "conflict", "conditions", "list"
KIND_OF_TIER = {1: CONFLICT, 2: CONDITIONS, 3: LIST}
"""What construction land in a tier is: a conflict to resolve, a case for the admission conditions, for the negative
list (plan, ch. 4 §1)."""
CONTAINMENT, CROSSING, OVERLAP = "containment", "crossing", "overlap"
"""How two control lines lie on each other where they may not."""
NO_CONSTRUCTION, NO_BASELINE, APART, NO_TIER = REASONS = ("no_construction", "no_baseline", "apart", "no_tier")
"""Why nobody can say whether construction land lies in the baseline tier: there is no construction land, or no baseline
tier (inside the extent, where there is one); they lie too far apart to have to do with each other; construction land
lies on polygons whose tier nobody knows."""
