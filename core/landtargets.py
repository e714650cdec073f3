"""What a plan asks of land: how much construction land there may be, and what else is to be reached.

Plan profiles are checked against these terms when QGIS opens, so this needs nothing but Python.
"""

from __future__ import annotations

from dataclasses import dataclass

EXISTING, WITH_APPROVED, UNSTATED = "existing", "with_approved", "unstated"
COUNTS = (EXISTING, WITH_APPROVED, UNSTATED)
"""What a target counts: land that exists; that and land approved but unbuilt; or the plan does not say."""
AT_MOST = ("built_km2", "intensity_pct")
AT_LEAST = ("key_area_pct", "farmland_in_km2", "unused_reclaimed_km2")
MEASURES = (*AT_MOST, *AT_LEAST)
"""What further indicators may be asked of a zone, and whether their value is a ceiling or a floor."""
MAPPED, WIDER, NARROWER = KINDS = "mapped", "wider", "narrower"
"""Whether a map shows just what an indicator counts, also what it does not count, or not all that it may count."""


@dataclass(frozen=True)
class Target:
    """How much urban–rural construction land a zone may have at most, in km²; zone "" is the row for all."""

    zone: str
    km2: float
    counts: str
    approved_km2: float | None = None


@dataclass(frozen=True)
class Indicator:
    """A further figure of a zone and its target; ``measure`` is one of ``MEASURES``, zone "" the row for all."""

    measure: str
    zone: str
    value: float
    counts: str = MAPPED
