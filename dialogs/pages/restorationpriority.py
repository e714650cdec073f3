"""The page of the restoration priority: which units come first."""

from __future__ import annotations

from ...i18n import tr
from ...processing.reports.units import signed
from .page import Page

NO_CHANGE_HA = 1e-5  # a tenth of a square metre; sums over a whole region are rounded


class PriorityPage(Page):
    """Restoration priority ranking."""

    ALGORITHM = "greenvein:restorationpriority"
    UP_FRONT = (
        "UNITS", "ID_FIELD", "DEGRADATION_FIELD", "POTENTIAL_FIELD", "TYPE_FIELD", "PATTERN", "TIER_FIELD",
        "KEY_AREAS", "NATURAL_FIRST", "METHOD", "NEAR_TERM_BUDGET",
    )  # fmt: skip
    NEEDS = ("RANKED",)

    def title(self):
        """Return what the job is called beside the other."""
        return tr("2 Priority")

    def since(self, before, now):
        """Say by how much the first phase has changed, and the number of units."""
        near, units = now["NEAR_TERM_HA"] - before["NEAR_TERM_HA"], now["UNITS_RANKED"] - before["UNITS_RANKED"]
        if abs(near) < NO_CHANGE_HA and not units:
            return tr("Live: as many units and as large a first phase as in the run")
        if not units:
            return tr("Live: first phase {area} ha since the run").format(area=signed(near))
        text = tr("Live: first phase {area} ha since the run ({units:+d} units in all)")
        return text.format(area=signed(near), units=units)

    def lists(self):
        """Return the units, the most urgent first."""
        units = (
            "gv_source", *self.names(), "gv_rank", "gv_phase", "gv_score", "gv_tier", "gv_mode", "gv_key_area",
            "gv_area_m2", "gv_near_share",
        )  # fmt: skip
        ties = ("gv_score", "gv_phase", "gv_tier")
        return (self.places(tr("Ranked units"), "RANKED", units, "gv_rank", largest_first=False, ties=ties),)
