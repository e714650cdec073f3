"""The one figure that each job is about, against its target: what the report and the dock say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...core.land.codes import NOTHING, OPEN
from ...core.report import MET, MISSED, NONE, Verdict
from ...core.targets import at_least
from ...i18n import tr
from .. import profiles
from ..jobs.landreduction.standing import Standing, plain
from ..jobs.securitypattern.names import open_sentences
from ..jobs.vacateduse.names import balance_reasons
from .units import (
    HA,
    KM2,
    hectares,
    hectares_unit,
    missing,
    square_kilometres,
    square_kilometres_unit,
    square_metres,
)


def reduction(net_reduction_m2: float, standings: Sequence[Standing]) -> Verdict:
    """Say by how much construction land shrinks, and how what is left stands to the target.

    ``standings``: of each row of the balance, the last of all; where only zones have targets, theirs are told.
    """
    badges = {MET: tr("Met"), MISSED: tr("Not met"), OPEN: tr("No verdict")}
    *zones, whole = standings
    state, sentence = whole.state, whole.sentence()
    states = [zone.state for zone in zones if zone.state]
    if states and not state:
        state = next(one for one in (MISSED, OPEN, MET) if one in states)
        text = tr(
            "There is no target for all of it; of those for zones, {met} are met, {missed} are missed and {open} have "
            "no verdict."
        )
        sentence = text.format(met=states.count(MET), missed=states.count(MISSED), open=states.count(OPEN))
    return Verdict(
        label=tr("Net reduction of urban–rural construction land"),
        value=tr("{area} km²").format(area=square_kilometres(net_reduction_m2)),
        sentence=sentence,
        target=_stock(whole) if whole.state else "",
        badge=badges.get(state, ""),
        state=state if state in (MET, MISSED) else NONE,
    )


def _stock(standing: Standing) -> str:
    """Return the land that is held against the target, beside it: that is what is left, not by how much it shrinks."""
    if standing.state == OPEN and standing.about > 0:
        text = tr("Mapped {land} km², target about {target} km²")
    elif standing.state == OPEN:
        text = tr("Mapped {land} km², target {target} km²")
    elif standing.about > 0:
        text = tr("What counts {land} km², target about {target} km²")
    else:
        text = tr("What counts {land} km², target {target} km²")
    land = standing.after if standing.state == OPEN else standing.target + standing.gap
    return text.format(land=square_kilometres(land), target=plain(standing.target / KM2))


def vacated_use(
    farmland_m2: float, others_m2: float, asked: bool, met: bool | None, open_: str | None = None
) -> Verdict:
    """Say how the vacated land that becomes farmland stands to that which becomes green space, wetland or water.

    ``asked``: whether the plan does; ``met``: None where it is not judged; ``open_``: then why (``gv_open``).
    """
    if not asked:
        met, sentence = None, tr("The plan profile does not ask how the two stand to each other.")
    elif met is None:
        sentence = balance_reasons()[open_ or NOTHING]
    elif met:
        sentence = tr("At least as much vacated land becomes farmland as becomes green space, wetland and water.")
    else:
        sentence = tr("{gap} ha more become green space, wetland and water than become farmland.")
    value = tr("{farmland} ≥ {others} ha") if at_least(farmland_m2, others_m2) else tr("{farmland} < {others} ha")
    farmland, others = _apart(farmland_m2, others_m2)
    return Verdict(
        label=tr("To farmland, and to green space, wetland and water"),
        value=value.format(farmland=farmland, others=others),
        sentence=sentence.format(gap=missing((others_m2 - farmland_m2) / HA)),
        target=tr("To farmland at least as much as to green space, wetland and water") if asked else "",
        badge="" if not asked else tr("Not judged") if met is None else _met(met),
        state=NONE if met is None else MET if met else MISSED,
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


def _met(met: bool) -> str:
    return tr("Met") if met else tr("Not met")


def _apart(one: float, other: float) -> tuple[str, str]:
    """Return two areas in hectares, with as many decimals as it takes to tell them apart."""
    for decimals in range(2, 9):
        texts = f"{one / HA:,.{decimals}f}", f"{other / HA:,.{decimals}f}"
        if texts[0] != texts[1] or at_least(one, other):
            break
    return texts
