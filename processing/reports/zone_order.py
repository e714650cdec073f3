"""Rows of zones in charts and tables of reports and of the panel: as in their layer, or the worst first."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from ...i18n import tr
from . import settings as report_settings


def zone_name(row: dict) -> str:
    """Return what a row of a summary by zones is called."""
    return scope_name(row["gv_scope"], row["gv_zone"])


def scope_name(scope: str, zone: str | None) -> str:
    """Return what the ground of a scope (``gv_scope``) is called; ``zone``: the name of a zone."""
    names = {"outside": tr("Outside all zones"), "not_placed": tr("Not placed"), "all": tr("All")}
    return names.get(scope) or str(zone)


def in_order(rows: list[dict], badness: Callable[[dict], float | None]) -> list[dict]:
    """Return the rows of zones, without that for all, in the order that the user chose; what lies in none is last.

    Nor that of people who are not placed: they live in no zone, nor outside all.

    ``badness``: the larger, the worse; None or NaN where a row has nothing to judge by.
    """
    zones = [row for row in rows if row["gv_scope"] == "zone"]
    if report_settings.worst_first():

        def key(row: dict) -> tuple[bool, float]:
            value = badness(row)
            return (True, 0.0) if value is None or isnan(value) else (False, -value)

        zones.sort(key=key)
    return zones + [row for row in rows if row["gv_scope"] == "outside"]
