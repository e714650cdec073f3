"""Two results of the corridor width check on each other: which pinches came, went, and grew."""

from __future__ import annotations

from ....core.corridors.codes import ACCURACY_M, ACCURACY_SHARE
from ....i18n import tr
from ...comparison.rules import Rule, SummaryRows, Value
from .names import level_name


def _kind(before: Value | None, after: Value | None) -> str | None:
    if before is None or after is None:
        return "arose" if before is None else "vanished"
    return "narrower" if after < before else "wider"


def _level(key: tuple) -> str:
    return {"none": tr("No level"), "all": tr("All")}.get(key[0]) or level_name(key[1])


RULE = Rule(
    "PINCHES",
    "CHECKED",
    _kind,
    fields=("gv_width_m",),
    text=lambda value: f"{value[0]:.1f}",
    step=lambda before, after: after[0] - before[0],
    tolerance=(ACCURACY_M, ACCURACY_SHARE),
    titles=lambda: (tr("Width in A (m)"), tr("Width in B (m)"), tr("Change of width (m)")),
)
ROWS = SummaryRows(
    lambda: tr("By level"),
    lambda: tr("Level"),
    ("gv_passed", "gv_pinches", "gv_narrowest_m"),
    lambda row: (row["gv_scope"], row["gv_level"]),
    _level,
)
