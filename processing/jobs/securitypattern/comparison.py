"""Two security patterns on each other: where the tier is another, and what only one of them has."""

from __future__ import annotations

from ....i18n import tr
from ...comparison.rules import Rule, SummaryRows, Value
from ...words.tiers import tier_name


def _kind(before: Value | None, after: Value | None) -> str | None:
    if before is None or after is None:
        return "entered" if before is None else "left"
    return "stricter" if after < before else "looser"


RULE = Rule("PATTERN", "PATTERN", _kind, fields=("gv_tier",), say=lambda text: tier_name(int(text)))
ROWS = SummaryRows(
    lambda: tr("By tier"),
    lambda: tr("Tier"),
    ("gv_area_ha", "gv_construction_ha"),
    lambda row: (row["gv_scope"], row["gv_tier"]),
    lambda key: tr("All") if key[0] == "all" else tier_name(int(key[1])),
    wants=lambda row: row["gv_scope"] in ("tier", "all"),
)
