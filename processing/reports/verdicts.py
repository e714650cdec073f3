"""The one figure that each job is about, against its target: what the report and the dock say of it."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.corridors.width import BROKEN, NARROW, PASS
from ...core.land.standing import OPEN
from ...core.land.vacatedground import NOTHING
from ...core.report import MET, MISSED, NONE, Verdict
from ...core.targets import at_least
from ...i18n import tr
from ..jobs.landreduction.standing import Standing, plain
from ..jobs.vacateduse.names import balance_reasons
from .units import (
    HA,
    KM2,
    missing,
    square_kilometres,
)


def width(verdicts: Sequence[str], not_judged: int) -> Verdict:
    """Say how many of all corridors are wide enough, from the verdict (a code of ``gv_verdict``) on each.

    ``not_judged``: how many are not, those among them that could not be read and so are in none of ``verdicts``. They
    meet the required width only where none falls short and every one is judged.
    """
    failed = sum(code in (NARROW, BROKEN) for code in verdicts)
    passed, open_ = sum(code == PASS for code in verdicts), not_judged
    count = passed + failed + open_
    if open_ == count:
        sentence, state, badge = tr("No corridor could be judged."), NONE, tr("No verdict")
    elif failed and open_:
        text = tr("{failed} corridors fall short of the required width, and {open} could not be judged.")
        sentence, state, badge = text, MISSED, tr("Falls short")
    elif failed:
        sentence, state, badge = tr("{failed} corridors fall short of the required width."), MISSED, tr("Falls short")
    elif open_:
        text = tr(
            "{open} corridors could not be judged, the other {passed} meet the required width; the report says why."
        )
        sentence, state, badge = text, NONE, tr("No verdict")
    else:
        sentence, state, badge = tr("Every corridor meets the required width."), MET, tr("Met")
    return Verdict(
        label=tr("Corridors that meet the required width"),
        value=tr("{passed} of {count}").format(passed=passed, count=count),
        sentence=sentence.format(failed=failed, open=open_, passed=passed),
        badge=badge,
        state=state,
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


def _met(met: bool) -> str:
    return tr("Met") if met else tr("Not met")


def _apart(one: float, other: float) -> tuple[str, str]:
    """Return two areas in hectares, with as many decimals as it takes to tell them apart."""
    for decimals in range(2, 9):
        texts = f"{one / HA:,.{decimals}f}", f"{other / HA:,.{decimals}f}"
        if texts[0] != texts[1] or at_least(one, other):
            break
    return texts
