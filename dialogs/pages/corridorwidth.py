"""The page of corridors: how wide they are clear from end to end, and what blocks them."""

from __future__ import annotations

from ...i18n import tr
from ...processing.reports.units import metres, signed
from .page import Page

NO_CHANGE_M = 0.005  # less is not shown


class CorridorPage(Page):
    """Corridor width check."""

    ALGORITHM = "greenvein:corridorwidth"
    UP_FRONT = ("CORRIDORS", "LEVEL_FIELD", "ID_FIELD", "OBSTACLES", "WIDTHS", "WIND")
    CLAUSES = (
        ("WIDTHS", "corridor_width.widths"),
        ("WIND", "corridor_width.wind_deg"),
    )
    ALSO = ("PROFILE",)
    NEEDS = ("CHECKED",)
    CHART_OF_ROW = True

    def since(self, before, now):
        """Say how many corridors fall short now, and how wide the narrowest is."""
        more, wider = (now[name] - before[name] for name in ("FAILED", "NARROWEST_M"))
        if more == 0 and abs(wider) < NO_CHANGE_M:
            return tr("Live: as many corridors fall short as in the run, and the narrowest is as wide")
        text = tr(
            "Live: {failed} corridors fall short ({more:+d} since the run); narrowest clear width {narrowest} m "
            "({wider} m)"
        )
        return text.format(
            failed=now["FAILED"],
            more=more,
            narrowest=metres(now["NARROWEST_M"]),
            wider=signed(wider),
        )

    def lists(self):
        """Return the pinches, and the corridors."""
        pinches = (
            "gv_corridor", "gv_width_m", "gv_deficit_m", "gv_cause", "gv_edge_m", "gv_required_m", "gv_from_m",
            "gv_to_m", "gv_obstacles", "gv_arm",
        )  # fmt: skip
        corridors = (
            "gv_corridor", *self.names(), "gv_level", "gv_clear_m", "gv_required_m", "gv_verdict", "gv_pinches",
            "gv_below_m", "gv_length_m", "gv_angle",
        )  # fmt: skip
        return (
            self.places(tr("Pinches"), "PINCHES", pinches, "gv_deficit_m"),
            self.places(tr("Checked corridors"), "CHECKED", corridors, "gv_clear_m", largest_first=False),
        )
