"""The one figure that each job is about, against its target: what the report and the dock say of it."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.report import MET, MISSED, NONE, Verdict
from ...i18n import tr
from .. import profiles
from ..jobs.securitypattern.names import open_sentences
from .units import (
    hectares,
    hectares_unit,
    square_kilometres,
    square_kilometres_unit,
    square_metres,
)


@dataclass(frozen=True)
class Slivers:
    """Overlaps so narrow that they are taken for the drawing: how many, how much ground, narrower than what."""

    count: int
    area_m2: float
    width_m: float


def pattern(
    pattern_m2: float,
    conflict_m2: float | None,
    places: int,
    lines_m2: float = 0.0,
    line_conflicts: int = 0,
    open_: str | None = None,
    thin: Slivers | None = None,
) -> Verdict:
    """Say whether control lines conflict, and how much construction land lies in the baseline tier.

    ``conflict_m2``, ``places``: that construction land and where; None: none was given to check. ``lines_m2``,
    ``line_conflicts``: where control lines cross, overlap or hold each other, which comes first where it is so.
    ``open_``: why it is not judged whether construction land lies in the baseline tier (``gv_open``). ``thin``: what of
    it is so narrow that it is taken for the drawing, and in none of the other figures.
    """
    if line_conflicts:
        return _lines(lines_m2, line_conflicts, conflict_m2, places, open_, thin)
    if conflict_m2 is None:
        value = f"{square_kilometres(pattern_m2)} {square_kilometres_unit(pattern_m2)}"
        return Verdict(tr("Ground of the three tiers together"), value, tr("No construction land was given to check."))
    if open_:
        sentence, badge, state = open_sentences()[open_], tr("Not judged"), NONE
    elif places:
        sentence = tr("{count} places where construction land lies in the baseline tier are to be resolved.")
        sentence, badge, state = sentence.format(count=places), tr("Conflicts"), MISSED
    else:
        sentence, badge, state = tr("No construction land lies in the baseline tier."), tr("No conflict"), MET
    return Verdict(
        label=tr("Construction land in the baseline tier"),
        value=f"{hectares(conflict_m2)} {hectares_unit(conflict_m2)}",
        sentence=_with_slivers(sentence, thin),
        badge=badge,
        state=state,
    )


def _with_slivers(sentence: str, thin: Slivers | None) -> str:
    """Return a sentence with another one that tells the slivers, where there are any."""
    if thin is None or not thin.count:
        return sentence
    text = tr(
        "{sentence} {count} overlaps narrower than {width:g} m, {area} m² in all, are taken for imprecision of the "
        "drawing and not counted."
    )
    area = square_metres(thin.area_m2)
    return text.format(sentence=sentence, count=thin.count, width=thin.width_m, area=area)


def _lines(
    lines_m2: float,
    conflicts: int,
    construction_m2: float | None,
    places: int,
    open_: str | None,
    thin: Slivers | None,
) -> Verdict:
    reason = ""
    if construction_m2 is None:
        text = tr("Control lines conflict in {conflicts} places. No construction land was given to check.")
    elif open_:
        text, reason = tr("Control lines conflict in {conflicts} places. {reason}"), open_sentences()[open_]
    elif places:
        text = tr(
            "Control lines conflict in {conflicts} places. In {places} places construction land, {area} ha, lies in "
            "the baseline tier. Both are to be resolved."
        )
    else:
        text = tr("Control lines conflict in {conflicts} places. No construction land lies in the baseline tier.")
    area = hectares(construction_m2 or 0.0)
    return Verdict(
        label=tr("Overlap of control lines"),
        value=f"{hectares(lines_m2)} {hectares_unit(lines_m2)}",
        sentence=_with_slivers(text.format(conflicts=conflicts, places=places, area=area, reason=reason), thin),
        target=tr("Control lines neither cross nor overlap nor conflict"),
        badge=tr("Conflicts"),
        state=MISSED,
    )


def priority(near_m2: float, near: int, units: int, budget_ha: float | None, known: bool = True) -> Verdict:
    """Say how many units make up the first phase, and how large it is; the plan sets no target for it.

    ``known``: whether anything tells which units are of the near-term set; asked only without a budget.
    """
    if budget_ha is not None:
        text = tr("{near} of {units} units are in the first phase: the leading ones until {budget:,g} ha are spent.")
    elif not known:
        text = tr(
            "Nothing tells which units are in the baseline tier or in a key area: neither an ecological security "
            "pattern nor key restoration areas were given. Give one of them, or an area for the first phase."
        )
    elif profiles.active().is_plans("restoration_priority.order"):
        text = tr(
            "{near} of {units} units are in the first phase, the plan's near-term set: baseline tier or key area."
        )
    else:
        text = tr("{near} of {units} units are in the first phase: those in the baseline tier or in a key area.")
    open_ = budget_ha is None and not known
    return Verdict(
        label=tr("Area of the first phase"),
        value="–" if open_ else tr("{area} ha").format(area=hectares(near_m2)),
        sentence=text.format(near=near, units=units, budget=budget_ha),
    )
