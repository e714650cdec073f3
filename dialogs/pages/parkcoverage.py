"""The page of parks: how much residential land a park serves, and where none does."""

from __future__ import annotations

from ...i18n import tr
from ...processing.reports.units import signed
from .page import Page

# Of a city with 1 000 km² of residential land ten square metres.
NO_CHANGE_PCT = 1e-6


class ParkPage(Page):
    """Park service coverage."""

    ALGORITHM = "greenvein:parkcoverage"
    UP_FRONT = (
        "RESIDENTIAL", "PARKS", "TIERS", "TARGET", "ZONES", "ZONE_FIELD", "POPULATION_FIELD", "POPULATION_LAYER",
        "POPULATION_LAYER_FIELD", "BUILT_UP", "ID_FIELD",
    )  # fmt: skip
    CLAUSES = (
        ("TIERS", "park_coverage.tiers"),
        ("TARGET", "park_coverage.target_pct"),
    )
    NEEDS = ("SUMMARY",)

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
            self.places(tr("Blind areas"), "BLIND_AREAS", blind, "gv_rank", largest_first=False, ties=("gv_area_m2",)),
            self.places(tr("Residential land with coverage"), "COVERAGE", land, "gv_coverage", largest_first=False),
        )
