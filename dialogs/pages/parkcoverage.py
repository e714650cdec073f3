"""The page of parks: how much residential land a park serves, and where none does."""

from __future__ import annotations

from ...i18n import tr
from ...processing import profiles
from ...processing.reports.units import HA, signed
from ..panel.running import Outcome
from .page import Page

# Of a city with 1 000 km² of residential land ten square metres.
NO_CHANGE_PCT = 1e-6


class ParkPage(Page):
    """Park service coverage."""

    ALGORITHM = "greenvein:parkcoverage"
    UP_FRONT = ("RESIDENTIAL", "PARKS", "TIERS", "TARGET", "ZONES", "ZONE_FIELD", "POPULATION_FIELD", "ID_FIELD")
    CLAUSES = (
        ("TIERS", "park_coverage.tiers"),
        ("TARGET", "park_coverage.target_pct"),
    )
    NEEDS = ("SUMMARY",)

    def verdict(self, outcome: Outcome):
        """Return the coverage against its target."""
        from ...processing.reports.verdicts import coverage

        total = outcome.rows("SUMMARY")[-1]
        to_cover = total["gv_to_cover_ha"]
        return coverage(
            outcome.values["COVERAGE_PCT"],
            total["gv_target_pct"],
            total["gv_gap_pct"],
            None if to_cover is None else HA * to_cover,
            outcome.values.get("TARGET_MET"),
            total["gv_target_pct"] == profiles.active().value("park_coverage.target_pct"),
            total["gv_open"],
        )

    def follower(self):
        """Return what takes in edits of residential land and parks."""
        from ...processing.jobs.parkcoverage.live import CoverageFollower

        return CoverageFollower

    def since(self, before, now):
        """Say by how much the coverage has changed."""
        change = now["COVERAGE_PCT"] - before["COVERAGE_PCT"]
        if abs(change) < NO_CHANGE_PCT:
            return tr("Live: as covered as in the run")
        return tr("Live: {change} percentage points since the run").format(change=signed(change))

    def lists(self):
        """Return the blind areas, and the residential land that parks serve least."""
        blind = ("gv_rank", "gv_area_m2", "gv_zone", "gv_population", "gv_source")
        land = ("gv_source", *self.names(), "gv_coverage", "gv_area_m2", "gv_covered_m2", "gv_park_m")
        return (
            self.places(tr("Blind areas"), "BLIND_AREAS", blind, "gv_area_m2", ties=("gv_area_m2",)),
            self.places(tr("Residential land with coverage"), "COVERAGE", land, "gv_coverage", largest_first=False),
        )

    def chart(self, outcome, width_in, output="", row=None):
        """Return the coverage of each zone beside the target."""
        from ...processing.jobs.parkcoverage.charts import coverage_chart

        rows = outcome.rows("SUMMARY")
        return coverage_chart(rows, width_in) if row is None and rows else None
