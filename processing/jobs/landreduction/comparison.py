"""Two land reduction accounts on each other: where land changed in one and not, or otherwise, in the other."""

from __future__ import annotations

from ...comparison.rules import Rule, Value, alone_or, by_zone
from ...words.land_classes import class_name


def _kind(before: Value | None, after: Value | None) -> str | None:
    return alone_or(before, after, "other")


def _say(text: str) -> str:
    return " → ".join(class_name(one) for one in text.split(" > "))


RULE = Rule(
    "CHANGES",
    "CHANGES",
    _kind,
    fields=("gv_from", "gv_to"),
    text=lambda value: f"{value[0]} > {value[1]}",
    say=_say,
)
ROWS = by_zone("gv_vacated_km2", "gv_added_km2", "gv_net_reduction_km2")
