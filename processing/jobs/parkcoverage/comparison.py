"""Two results of park service coverage on each other: where blind areas came and went."""

from __future__ import annotations

from dataclasses import replace

from ....i18n import tr
from ...comparison.rules import Rule, Value, by_zone

BLIND, SERVED = ("blind",), ("served",)


def _kind(before: Value | None, after: Value | None) -> str | None:
    """Only what is blind in one of the two is of interest; residential land that is served in one alone is not."""
    if after == BLIND:
        return "blind" if before == SERVED else "blind_new"
    if before == BLIND:
        return "served" if after == SERVED else "blind_gone"
    return None


def _blind_only_kind(before: Value | None, after: Value | None) -> str | None:
    """Without the residential land of both, what is blind in one alone is taken for served in the other."""
    return "blind" if after == BLIND else "served"


def _say(text: str) -> str:
    return {"blind": tr("Blind"), "served": tr("Served")}[text]


_ALONE = Rule("BLIND_AREAS", "BLIND_AREAS", _blind_only_kind, constant=BLIND, say=_say)
RULE = replace(_ALONE, around="COVERAGE", kind=_kind, below="COVERAGE", below_constant=SERVED, alone=_ALONE)
ROWS = by_zone("gv_coverage_pct", "gv_blind_ha")
