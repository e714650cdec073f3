"""Two rankings on each other: which units changed their phase, or their rank."""

from __future__ import annotations

from ....i18n import tr
from ...comparison.rules import Rule, SummaryRows, Value, alone_or
from ...words.tiers import tier_name
from .names import NEAR, phase_name


def _kind(before: Value | None, after: Value | None) -> str | None:
    if before is None or after is None:
        return alone_or(before, after, "")
    if before[0] != after[0]:
        return "to_near" if after[0] == NEAR else "to_long"
    return "earlier" if after[1] < before[1] else "later"


def _group(key: tuple) -> str:
    scope, kind, phase, tier = key
    if scope == "all":
        return tr("All")
    names = [kind or "", phase_name(phase == NEAR), tier_name(int(tier or 0))]
    return " · ".join(name for name in names if name)


RULE = Rule(
    "RANKED",
    "RANKED",
    _kind,
    fields=("gv_phase", "gv_rank"),
    text=lambda value: str(value[1]),
    step=lambda before, after: after[1] - before[1],
    titles=lambda: (tr("Rank in A"), tr("Rank in B"), tr("Change of rank")),
)
ROWS = SummaryRows(
    lambda: tr("By type, phase and tier"),
    lambda: tr("Group"),
    ("gv_count", "gv_area_ha"),
    lambda row: (row["gv_scope"], row["gv_type"], row["gv_phase"], row["gv_tier"]),
    _group,
)
