"""Two results on each other: the ground of features that only one of them has."""

from __future__ import annotations

from ....i18n import tr
from ...comparison.rules import Rule, Value, by_zone


def _kind(before: Value | None, after: Value | None) -> str | None:
    """Of ground that both have there is nothing to show, so that one of the values is missing."""
    return "new" if before is None else "gone"


RULE = Rule("$OUTPUT", "$OUTPUT", _kind, constant=("feature",), say=lambda text: tr("Feature"))
ROWS = by_zone("gv_area_ha", "gv_share_pct")
