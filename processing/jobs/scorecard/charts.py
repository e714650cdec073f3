"""The chart of a scorecard, from the rows of ``SCORES``; report and panel show the same."""

from __future__ import annotations

from ....core.drawing.charts import bullets
from ....core.drawing.figure import WIDTH_IN
from ....core.indicators.codes import BEHIND, NOT_JUDGED
from ....core.report import Picture
from ....i18n import tr
from ...framework.found import Found
from ...words.indicators import unit_name, with_unit
from .names import words
from .wording import number

MOST = 50
"""So many indicators are drawn, the worst of them."""
WIDE_IN = 4.5
"""From this width on targets and units stand beside the bars."""
NAN = float("nan")


def of_whole(rows: list[dict]) -> list[dict]:
    """Return the rows of the whole in the year that is looked at, which is the last."""
    year = max((row["gv_year"] for row in rows), default=None)
    return [row for row in rows if row["gv_zone"] is None and row["gv_year"] == year]


def badness(row: dict) -> float:
    """Return how far an indicator is from its target, as a share of it: 0 where it is met."""
    gap, target, met = row["gv_gap"], row["gv_target"], row["gv_state"] != BEHIND
    if gap is None or not target:
        return 0.0
    return 0.0 if met else abs(gap / target)


def scores_chart(rows: list[dict], width_in: float = WIDTH_IN) -> Picture | None:
    """Return each indicator of the whole that has a value and a target; of very many the worst."""
    drawn = [row for row in of_whole(rows) if row["gv_value"] is not None and row["gv_target"] is not None]
    if not drawn:
        return None
    worst = sorted(drawn, key=badness, reverse=True)[:MOST]
    drawn = [row for row in drawn if row in worst]
    names = words("scores")["gv_indicator"]
    value = "{value}" if width_in < WIDE_IN else "{value} / {target}"
    svg = bullets(
        [names(row["gv_indicator"]) for row in drawn],
        [(row["gv_value"], row["gv_target"], NAN if row["gv_base"] is None else row["gv_base"]) for row in drawn],
        [None if row["gv_state"] == NOT_JUDGED else row["gv_state"] != BEHIND for row in drawn],
        values=[
            value.format(
                value=number(row["gv_value"], row["gv_target"]),
                target=with_unit(number(row["gv_target"]), unit_name(row["gv_unit"])),
            )
            for row in drawn
        ],
        legend=(tr("Met or on track"), tr("Behind"), tr("Not judged"), tr("Target"), tr("Base")),
        width_in=width_in,
    )
    alt = tr("Value of each indicator beside its target and its base")
    return Picture(svg, alt, tr("Indicators, each in a scale of its own, with target and base"))


def chart(found: Found, width_in: float = WIDTH_IN, output: str = "", row: dict | None = None) -> Picture | None:
    """Return the chart of the whole; rows have none of their own."""
    return scores_chart(found.rows("SCORES"), width_in) if row is None else None
