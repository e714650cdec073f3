"""The charts of the land reduction account, from the rows of ``MATRIX`` and ``BALANCE``."""

from __future__ import annotations

from ....core.drawing.charts import target_bars
from ....core.drawing.figure import WIDTH_IN
from ....core.drawing.flows import Flow, flow_chart, smaller
from ....core.land.codes import OUTSIDE
from ....core.report import Picture
from ....i18n import tr
from ...framework.found import Found
from ...reports.units import HA, KM2, hectares, square_kilometres
from ...reports.zone_order import in_order, zone_name
from ...words.land_classes import class_name

NAN = float("nan")


def changed(rows: list[dict]) -> list[dict]:
    """Return the rows of the matrix for all that are changes of class, the largest first.

    What only one date covers is no change of land; the balance and the issues have it.
    """
    found = [
        row
        for row in rows
        if row["gv_scope"] == "all"
        and row["gv_from"] != row["gv_to"]
        and OUTSIDE not in (row["gv_from"], row["gv_to"])
        and row["gv_area_ha"] > 0
    ]
    return sorted(found, key=lambda row: (-row["gv_area_ha"], row["gv_from"], row["gv_to"]))


def flows(rows: list[dict], width_in: float = WIDTH_IN) -> Picture | None:
    """Return the flows of land from class to class, from the rows of the matrix; None where nothing changed."""
    found = [Flow(row["gv_from"], row["gv_to"], row["gv_area_ha"]) for row in changed(rows)]
    if not found:
        return None
    sums: dict[tuple[str, str], float] = {}
    for flow in found:
        for key in (("start", flow.start), ("end", flow.end)):
            sums[key] = sums.get(key, 0.0) + flow.area
    rest = smaller(found)
    other = tr("Grey: {count} other flows, {area} ha together")
    svg = flow_chart(
        found,
        names={name: class_name(name) for _, name in sums},
        values={key: tr("{area} ha").format(area=hectares(HA * area)) for key, area in sums.items()},
        heads=(tr("Before"), tr("After")),
        other=other.format(count=len(rest), area=hectares(HA * sum(flow.area for flow in rest))),
        width_in=width_in,
    )
    return Picture(svg, tr("Flows of land from class to class"), tr("Land that changed its class"))


def zones_in_order(rows: list[dict]) -> list[dict]:
    """Return the rows of zones of the balance, without that for all.

    The worst is furthest above its target; where none is judged, what grew most or shrank least.
    """
    judged = any(row["gv_scope"] == "zone" and row["gv_gap_km2"] is not None for row in rows)
    if judged:
        return in_order(rows, lambda row: row["gv_gap_km2"])
    return in_order(rows, lambda row: -row["gv_net_reduction_km2"])


def target_chart(rows: list[dict], width_in: float = WIDTH_IN) -> Picture | None:
    """Return the construction land of each zone beside its target; None where there are no zones."""
    zones = zones_in_order(rows)
    if not zones:
        return None
    svg = target_bars(
        [zone_name(row) for row in zones],
        [row["gv_after_km2"] for row in zones],
        [NAN if row["gv_target_km2"] is None else row["gv_target_km2"] for row in zones],
        [{"met": True, "missed": False}.get(row["gv_state"]) for row in zones],
        values=[square_kilometres(KM2 * row["gv_after_km2"]) for row in zones],
        legend=(tr("Target met"), tr("Target not met"), tr("No target or no verdict"), tr("Target")),
        unit=tr("km²"),
        width_in=width_in,
    )
    alt = tr("Urban–rural construction land of each zone beside its target")
    return Picture(svg, alt, tr("Urban–rural construction land after, by zone"))


def chart(found: Found, width_in: float = WIDTH_IN, output: str = "", row: dict | None = None) -> Picture | None:
    """Return the flows of land from class to class; rows have no chart of their own."""
    return flows(found.rows("MATRIX"), width_in) if row is None else None
