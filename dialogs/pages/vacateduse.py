"""The page of vacated land: what becomes of it."""

from __future__ import annotations

from ...i18n import tr
from ...processing.reports.units import signed
from .page import Page

NO_CHANGE_HA = 1e-6  # a hundredth of a square metre


class VacatedPage(Page):
    """Use of vacated land afterwards."""

    ALGORITHM = "greenvein:vacateduse"
    UP_FRONT = (
        "VACATED", "AFTER_FIELD", "RED_LINE", "BASIC_FARMLAND", "BLUE_LINES", "KEY_AREAS", "FARMLAND_SPACE",
        "FLOOD_STORAGE", "WATER_SOURCES", "BLIND_AREAS", "MIN_FARMLAND_M2", "MAX_FARMLAND_DISTANCE", "SHARE",
        "ID_FIELD",
    )  # fmt: skip
    CLAUSES = (
        ("MIN_FARMLAND_M2", "vacated_use.min_farmland_m2"),
        ("MAX_FARMLAND_DISTANCE", "vacated_use.max_farmland_distance_m"),
        ("SHARE", "vacated_use.share"),
    )
    NEEDS = ("SUMMARY",)

    def title(self):
        """Return what the job is called beside the other."""
        return tr("2 Use of vacated land")

    def since(self, before, now):
        """Say by how much the land of each use has changed."""
        uses = ("FARMLAND_HA", "WATER_HA", "FLOOD_WETLAND_HA", "GREEN_HA")
        farmland, *others = (now[name] - before[name] for name in uses)
        if all(abs(change) < NO_CHANGE_HA for change in (farmland, *others)):
            return tr("Live: the same uses as in the run")
        text = tr("Live: {farmland} ha to farmland and {others} ha to green space, wetland and water since the run")
        return text.format(farmland=signed(farmland), others=signed(sum(others)))

    def lists(self):
        """Return the plots."""
        plots = (
            "gv_source", "gv_use_after", "gv_done", "gv_area_m2", "gv_first", "gv_use_rule", "gv_fills_blind_m2",
            "gv_zone",
        )  # fmt: skip
        return (self.places(tr("Uses of vacated land"), "USES", plots, "gv_area_m2"),)
