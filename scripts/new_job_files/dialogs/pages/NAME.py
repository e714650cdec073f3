"""The page of $words: how large features are, and which are the largest."""

from __future__ import annotations

from ...i18n import tr
from ...processing.reports.units import signed
from .page import Page

NO_CHANGE_HA = 1e-5  # a tenth of a square metre


class ${Name}Page(Page):
    """$title."""

    ALGORITHM = "greenvein:$name"
    UP_FRONT = ("$NAME", "ZONES", "ZONE_FIELD", "ID_FIELD")

    def since(self, before, now):
        """Say by how much the area has changed."""
        change = now["AREA_HA"] - before["AREA_HA"]
        if abs(change) < NO_CHANGE_HA:
            return tr("Live: as large an area as in the run")
        return tr("Live: area {change} ha since the run").format(change=signed(change))

    def lists(self):
        """Return the features, the largest first."""
        fields = ("gv_rank", "gv_source", *self.names(), "gv_area_m2")
        return (self.places(tr("Features with their area"), "$OUTPUT", fields, "gv_area_m2"),)
