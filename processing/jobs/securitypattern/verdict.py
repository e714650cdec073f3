"""What there is to say of a security pattern: do control lines conflict, and what is built in its baseline tier."""

from __future__ import annotations

from ....core.pattern.codes import CONFLICT
from ....core.report import MET, MISSED, NONE, Verdict
from ....i18n import tr
from ...framework.found import Asked, Found
from ...reports.units import (
    HA,
    KM2,
    hectares,
    hectares_unit,
    square_kilometres,
    square_kilometres_unit,
    square_metres,
)
from .names import open_sentences


def verdict(found: Found, asked: Asked) -> Verdict:
    """Say whether control lines conflict, and how much construction land lies in the baseline tier.

    That control lines cross, overlap or hold each other comes first where it is so.
    """
    values = found.values
    if values["LINE_CONFLICTS"]:
        return _lines(found, asked)
    if not _checked(found):
        pattern_m2 = KM2 * values["PATTERN_KM2"]
        value = f"{square_kilometres(pattern_m2)} {square_kilometres_unit(pattern_m2)}"
        return Verdict(tr("Ground of the three tiers together"), value, tr("No construction land was given to check."))
    reason, places = _not_judged(found), _places(found)
    if reason:
        sentence, badge, state = reason, tr("Not judged"), NONE
    elif places:
        sentence = tr("{count} places where construction land lies in the baseline tier are to be resolved.")
        sentence, badge, state = sentence.format(count=places), tr("Conflicts"), MISSED
    else:
        sentence, badge, state = tr("No construction land lies in the baseline tier."), tr("No conflict"), MET
    conflict_m2 = HA * values["CONFLICT_HA"]
    return Verdict(
        label=tr("Construction land in the baseline tier"),
        value=f"{hectares(conflict_m2)} {hectares_unit(conflict_m2)}",
        sentence=_with_slivers(sentence, found, asked),
        badge=badge,
        state=state,
    )


def _lines(found: Found, asked: Asked) -> Verdict:
    values, reason, places = found.values, "", 0
    if not _checked(found):
        text = tr("Control lines conflict in {conflicts} places. No construction land was given to check.")
    elif reason := _not_judged(found):
        text = tr("Control lines conflict in {conflicts} places. {reason}")
    elif places := _places(found):
        text = tr(
            "Control lines conflict in {conflicts} places. In {places} places construction land, {area} ha, lies in "
            "the baseline tier. Both are to be resolved."
        )
    else:
        text = tr("Control lines conflict in {conflicts} places. No construction land lies in the baseline tier.")
    area, lines_m2 = hectares(HA * values.get("CONFLICT_HA", 0.0)), HA * values["LINE_CONFLICT_HA"]
    sentence = text.format(conflicts=values["LINE_CONFLICTS"], places=places, area=area, reason=reason)
    return Verdict(
        label=tr("Overlap of control lines"),
        value=f"{hectares(lines_m2)} {hectares_unit(lines_m2)}",
        sentence=_with_slivers(sentence, found, asked),
        target=tr("Control lines neither cross nor overlap nor conflict"),
        badge=tr("Conflicts"),
        state=MISSED,
    )


def _checked(found: Found) -> bool:
    """Tell whether construction land was given to check."""
    return "CONFLICT_HA" in found.values


def _not_judged(found: Found) -> str:
    """Say why it is not judged whether construction land lies in the baseline tier; "" where it is."""
    (code,) = (row["gv_open"] for row in found.rows("SUMMARY") if row["gv_scope"] == "all")
    return open_sentences()[code] if code else ""


def _places(found: Found) -> int:
    """Return in how many places construction land lies in the baseline tier, but for slivers."""
    return found.column("CONFLICTS", "gv_kind").count(CONFLICT) - found.values["CONFLICT_SLIVERS"]


def _with_slivers(sentence: str, found: Found, asked: Asked) -> str:
    """Return a sentence with another one that tells what is taken for the drawing, where there is any."""
    from ....core.geometry.polygons import DRAWING_M

    count = found.values.get("CONFLICT_SLIVERS", 0)
    if not count:
        return sentence
    text = tr(
        "{sentence} {count} overlaps narrower than {width:g} m, {area} m² in all, are taken for imprecision of the "
        "drawing and not counted."
    )
    width, area = min(asked.number("SLIVER"), DRAWING_M), square_metres(found.values["CONFLICT_SLIVER_M2"])
    return text.format(sentence=sentence, count=count, width=width, area=area)
