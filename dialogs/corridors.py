"""The page of corridors: how wide they are clear from end to end, and what blocks them."""

from __future__ import annotations

from ..i18n import tr
from ..processing.units import metres, signed
from .page import Page
from .places import Places
from .running import Outcome

NO_CHANGE_M = 0.005  # less is not shown


def _verdict(code) -> str:
    from ..processing.corridorwidth_report import verdict_names

    return verdict_names().get(code, str(code))


def _cause(code) -> str:
    from ..processing.corridorwidth_report import cause_names

    return cause_names().get(code, str(code))


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

    def verdict(self, outcome: Outcome):
        """Return how many corridors are wide enough."""
        from ..processing.verdicts import width

        return width([row["gv_verdict"] for row in outcome.rows("CHECKED")])

    def follower(self):
        """Return what takes in edits of corridors, obstacles and axes."""
        from ..processing.corridorwidth_live import WidthFollower

        return WidthFollower

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
            "gv_to_m", "gv_obstacles",
        )  # fmt: skip
        corridors = (
            self.form.inputs["ID_FIELD"].value() or "name", "gv_level", "gv_clear_m", "gv_required_m", "gv_verdict",
            "gv_pinches", "gv_below_m", "gv_length_m", "gv_angle",
        )  # fmt: skip
        words = {"gv_verdict": _verdict, "gv_cause": _cause}
        return (
            Places(tr("Pinches"), "PINCHES", pinches, "gv_deficit_m", words=words),
            Places(tr("Checked corridors"), "CHECKED", corridors, "gv_clear_m", largest_first=False, words=words),
        )

    def chart(self, outcome, width_in, output="", row=None):
        """Return the width along the corridor of a row, at first of the one with the narrowest place."""
        import numpy as np

        from ..core.width_chart import width_profile

        samples = outcome.rows("PROFILE")
        if not samples:
            return None
        which = self._corridor(outcome, samples, output, row)
        arm = (row or {}).get("gv_arm")
        own = [one for one in samples if one["gv_corridor"] == which]
        arm = arm or min(own, key=lambda one: one["gv_width_m"])["gv_arm"]
        own = [one for one in own if one["gv_arm"] == arm]
        pinches = [one for one in outcome.rows("PINCHES") if (one["gv_corridor"], one["gv_arm"]) == (which, arm)]
        required = own[0]["gv_required_m"]
        try:
            return width_profile(
                np.array([one["gv_chainage_m"] for one in own]),
                np.array([one["gv_width_m"] for one in own]),
                required,
                [(one["gv_from_m"], one["gv_to_m"]) for one in pinches],
                numbers=[str(number) for number in range(1, len(pinches) + 1)],
                axis_titles=(tr("Chainage (m)"), tr("Chainage (km)"), tr("Width (m)")),
                legend=(tr("Clear width"), tr("Required width"), tr("Pinches")),
                required_text="" if required is None else f"{required:g} m",
                title=tr("Corridor {id}").format(id=which),
                width_in=width_in,
            )
        except ValueError:  # a corridor too short to have a profile
            return None

    def _corridor(self, outcome: Outcome, samples: list[dict], output: str, row: dict | None) -> str:
        """Return the id of the corridor that a row is about."""
        known = {one["gv_corridor"] for one in samples}
        field = outcome.parameters.get("ID_FIELD")
        if row is not None:
            named = row["gv_corridor"] if output == "PINCHES" else str(row.get(field, row[""]))
            if named in known:
                return named
        lacking = [one for one in samples if one["gv_required_m"] is not None] or samples
        return min(lacking, key=lambda one: one["gv_width_m"] / (one["gv_required_m"] or 1))["gv_corridor"]


PAGES = (CorridorPage,)
