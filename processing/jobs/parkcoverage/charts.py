"""The chart of park service coverage, from the rows of ``SUMMARY``; report and panel show the same."""

from __future__ import annotations

from ....core.drawing.charts import zone_bars
from ....core.drawing.figure import WIDTH_IN
from ....core.report import Picture
from ....i18n import tr
from ...framework.found import Found
from ...reports.units import percent
from ...reports.zone_order import in_order, zone_name

NAN = float("nan")


def zones_in_order(rows: list[dict]) -> list[dict]:
    """Return the rows of zones, without that for all; the worst is the least covered."""
    return in_order(rows, lambda row: None if row["gv_coverage_pct"] is None else -row["gv_coverage_pct"])


def coverage_chart(rows: list[dict], width_in: float = WIDTH_IN) -> Picture:
    """Return the coverage of each zone beside the target; without zones that of all."""
    zones = zones_in_order(rows) or rows[-1:]
    target = float(rows[-1]["gv_target_pct"])
    shares = [NAN if row["gv_coverage_pct"] is None else row["gv_coverage_pct"] for row in zones]
    svg = zone_bars(
        [zone_name(row) for row in zones],
        shares,
        target,
        [row["gv_target_met"] for row in zones],
        values=[percent(share, target) for share in shares],
        legend=(
            tr("Target met"),
            tr("Target not met"),
            tr("Not judged"),
            tr("Target {target:g} %").format(target=target),
        ),
        width_in=width_in,
    )
    return Picture(svg, tr("Coverage of each zone beside the target"), tr("Coverage by zone and the target"))


def chart(found: Found, width_in: float = WIDTH_IN, output: str = "", row: dict | None = None) -> Picture | None:
    """Return the chart of the whole; rows have none of their own."""
    rows = found.rows("SUMMARY")
    return coverage_chart(rows, width_in) if rows and row is None else None
