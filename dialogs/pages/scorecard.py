"""The page of the indicator scorecard: how the indicators stand, and the zones."""

from __future__ import annotations

from ...i18n import tr
from .page import Page


class ScorecardPage(Page):
    """Indicator scorecard."""

    ALGORITHM = "greenvein:scorecard"
    UP_FRONT = (
        "LANDUSE", "CODE", "ZONES", "ZONE_FIELD", "POPULATION_LAYER", "POPULATION_LAYER_FIELD", "BUILT_UP", "LAYERS",
        "EXTENTS", "EXTENT_FIELD", "RESULTS", "VALUES", "YEAR",
    )  # fmt: skip
    NEEDS = ("SCORES",)

    def title(self):
        """Return what the job is called beside the others."""
        return tr("Scorecard")

    def since(self, before, now):
        """Say how many more indicators are met, and behind."""
        met, behind = (now[name] - before[name] for name in ("MET", "BEHIND"))
        if not met and not behind:
            return tr("Live: as many indicators met and behind as in the run")
        text = tr("Live: {met} indicators met, {behind} behind since the run")
        return text.format(met=f"{met:+d}", behind=f"{behind:+d}")

    def lists(self):
        """Return the zones, those with most indicators behind first."""
        fields = ("gv_source", *self.names(), "gv_state", "gv_met", "gv_behind")
        return (self.places(tr("Zones with their indicators"), "ZONES_SCORED", fields, "gv_behind"),)
