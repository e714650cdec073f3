"""The page of restoration: the security pattern with its conflicts, and which units come first."""

from __future__ import annotations

from ...i18n import tr
from ...processing.jobs.restorationpriority.names import near_is_known
from ...processing.jobs.securitypattern.names import part_names
from ...processing.reports.units import HA, KM2, signed
from ..panel.running import Outcome
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

    def verdict(self, outcome: Outcome):
        """Return how much construction land lies where none should."""
        from ...core.geometry.polygons import DRAWING_M
        from ...processing.reports.verdicts import Slivers, pattern

        conflict_ha = outcome.values.get("CONFLICT_HA")
        places = sum(row["gv_kind"] == "conflict" and not row["gv_sliver"] for row in outcome.rows("CONFLICTS"))
        conflict_m2 = None if conflict_ha is None else HA * conflict_ha
        lines = HA * outcome.values["LINE_CONFLICT_HA"], outcome.values["LINE_CONFLICTS"]
        open_ = next(row["gv_open"] for row in outcome.rows("SUMMARY") if row["gv_scope"] == "all")
        thin = None
        if conflict_ha is not None:
            width_m = self.algorithm.parameterAsDouble(self.outcome.parameters, "SLIVER", self.outcome.context)
            slivers = outcome.values["CONFLICT_SLIVERS"], outcome.values["CONFLICT_SLIVER_M2"]
            thin = Slivers(*slivers, min(width_m, DRAWING_M))
        return pattern(KM2 * outcome.values["PATTERN_KM2"], conflict_m2, places, *lines, open_=open_, thin=thin)

    def follower(self):
        """Return what takes in edits of all layers."""
        from ...processing.jobs.securitypattern.live import PatternFollower

        return PatternFollower

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

    def verdict(self, outcome: Outcome):
        """Return the first phase; the plan sets no target for it."""
        from ...processing.reports.verdicts import priority

        rows, asked = outcome.rows("RANKED"), self.outcome.parameters
        phases, budget = [row["gv_phase"] for row in rows], asked.get("NEAR_TERM_BUDGET")
        return priority(
            HA * outcome.values["NEAR_TERM_HA"],
            phases.count("near"),
            len(phases),
            None if budget in (None, "") else float(budget),
            near_is_known(asked, [row["gv_tier"] for row in rows]),
        )

    def follower(self):
        """Return what takes in edits of the units and of all layers."""
        from ...processing.jobs.restorationpriority.live import PriorityFollower

        return PriorityFollower

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

    def chart(self, outcome, width_in, output="", row=None):
        """Return what the scores of the first units are made of."""
        from ...processing.jobs.restorationpriority.charts import score_chart

        return score_chart(outcome.rows("RANKED"), width_in) if row is None else None


PAGES = (PatternPage, PriorityPage)
