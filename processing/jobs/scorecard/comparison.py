"""Two scorecards on each other: zones that stand better or worse, and the values of indicators."""

from __future__ import annotations

from ....core.indicators.codes import NOT_JUDGED
from ....i18n import tr
from ...comparison.rules import Rule, SummaryRows, Value
from ...words.indicators import state_names
from .names import state_order, words


def _kind(before: Value | None, after: Value | None) -> str | None:
    """Return what became of a zone; of one that one result alone has, or has not judged, there is nothing to show."""
    if not before or not after or NOT_JUDGED in (before[0], after[0]) or before == after:
        return None
    return "better" if state_order(after[0]) > state_order(before[0]) else "worse"


def _name(key: tuple) -> str:
    id_, year = key
    return tr("{name} ({year})").format(name=words("scores")["gv_indicator"](id_), year=year)


RULE = Rule("ZONES_SCORED", "ZONES_SCORED", _kind, fields=("gv_state",), say=lambda text: state_names().get(text, text))
ROWS = SummaryRows(
    lambda: tr("By indicator"),
    lambda: tr("Indicator"),
    ("gv_value", "gv_gap"),
    lambda row: (row["gv_indicator"], row["gv_year"]),
    _name,
    lambda row: row["gv_zone"] is None,
)
