"""Two results of the use of vacated land on each other: which plots become something else."""

from __future__ import annotations

from ....i18n import tr
from ...comparison.rules import Rule, SummaryRows, Value, alone_or
from .names import use_names


def _kind(before: Value | None, after: Value | None) -> str | None:
    return alone_or(before, after, f"to_{after[0] or 'undecided'}" if after else "")


RULE = Rule("USES", "USES", _kind, fields=("gv_use_after",), say=lambda text: use_names()[text])
ROWS = SummaryRows(
    lambda: tr("By use"),
    lambda: tr("Use afterwards"),
    ("gv_count", "gv_area_ha"),
    lambda row: (row["gv_scope"], row["gv_use_after"]),
    lambda key: tr("All") if key[0] == "all" else use_names().get(key[1] or "", str(key[1])),
)
