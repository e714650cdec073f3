"""The page of the security pattern, with its conflicts."""

from __future__ import annotations

from ...i18n import tr
from ...processing.jobs.securitypattern.names import part_names
from ...processing.reports.units import HA, KM2, signed
from .page import Page

NO_CHANGE_HA = 1e-5  # a tenth of a square metre; sums over a whole region are rounded


class PatternPage(Page):
    """Ecological security pattern."""

    ALGORITHM = "greenvein:securitypattern"
    UP_FRONT = (
        "TIER_1", "TIER_2", "TIER_3", "GROWTH_BOUNDARY", "CONSTRUCTION", "ID_FIELD", "EXTENT_LAYER",
    )  # fmt: skip
    NEEDS = ("CONFLICTS", "SUMMARY")

    def title(self):
        """Return what the job is called beside the other."""
        return tr("1 Pattern")

    def up_front(self):
        """Return the layers that the plan profile names, and what every pattern may have."""
        return (*part_names(), *self.UP_FRONT)

    def since(self, before, now):
        """Say by how much the pattern has changed, and the construction land in its baseline tier."""
        grown = KM2 / HA * (now["PATTERN_KM2"] - before["PATTERN_KM2"])
        lines = now["LINE_CONFLICT_HA"] - before["LINE_CONFLICT_HA"]
        if abs(lines) >= NO_CHANGE_HA and "CONFLICT_HA" in now:
            text = tr(
                "Live: overlap of control lines {lines} ha, construction land in the baseline tier {conflict} ha since "
                "the run (pattern {pattern} ha)"
            )
            conflict = signed(now["CONFLICT_HA"] - before["CONFLICT_HA"])
            return text.format(lines=signed(lines), conflict=conflict, pattern=signed(grown))
        if abs(lines) >= NO_CHANGE_HA:
            text = tr("Live: overlap of control lines {lines} ha since the run (pattern {pattern} ha)")
            return text.format(lines=signed(lines), pattern=signed(grown))
        if "CONFLICT_HA" not in now:
            if abs(grown) < NO_CHANGE_HA:
                return tr("Live: as much pattern as in the run")
            return tr("Live: pattern {pattern} ha since the run").format(pattern=signed(grown))
        conflict = now["CONFLICT_HA"] - before["CONFLICT_HA"]
        if max(abs(grown), abs(conflict)) < NO_CHANGE_HA:
            return tr("Live: as much pattern and as many conflicts as in the run")
        text = tr("Live: construction land in the baseline tier {conflict} ha since the run (pattern {pattern} ha)")
        return text.format(conflict=signed(conflict), pattern=signed(grown))

    def lists(self):
        """Return the conflicts, and the pieces of the pattern."""
        conflicts = ("gv_kind", "gv_pair", "gv_tier", "gv_area_m2", "gv_sliver", "gv_source", "gv_sources",
                     "gv_first_ids", "gv_second_ids")  # fmt: skip
        pattern = ("gv_tier", "gv_zone", "gv_area_m2", "gv_sources")
        return (
            self.places(tr("Conflicts with the pattern"), "CONFLICTS", conflicts, "gv_area_m2"),
            self.places(tr("Security pattern"), "PATTERN", pattern, "gv_area_m2"),
        )
