"""The one figure that each job is about, against its target: what the report and the dock say of it."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.corridorwidth import BROKEN, NARROW, UNKNOWN
from ..core.landstanding import OPEN
from ..core.report import MET, MISSED, NONE, Verdict
from ..core.targets import at_least
from ..i18n import language, tr
from . import profiles
from .landreduction_standing import Standing, plain
from .parkcoverage_names import OVERLAP, RADII
from .units import (
    HA,
    KM2,
    hectares,
    hectares_unit,
    missing,
    percent,
    square_kilometres,
    square_kilometres_unit,
)


def coverage(
    coverage_pct: float,
    target_pct: float,
    gap_pct: float | None,
    to_cover_m2: float | None,
    met: bool | None,
    of_plan: bool,
    open_: str | None = None,
) -> Verdict:
    """Say how the coverage of residential land stands to its target.

    ``met``: None where there is no verdict; ``open_``: then why (``gv_open``), and nothing is missing; ``of_plan``:
    whether the target is that of the plan profile.
    """
    profile, of_city = profiles.active(), profiles.active().is_plans("park_coverage.target_pct")
    if open_ == OVERLAP:
        text = tr(
            "Residential features overlap so much that the target may be met or missed, depending on whether the "
            "ground that is counted more than once is covered; remove the overlaps to get a verdict."
        )
    elif open_ == RADII:
        text = _other_radii(of_city)
    elif met:
        text = _covered(of_plan, of_city)
    else:
        text = _uncovered(of_plan, of_city)
    values = {"gap": gap_pct, "area": None if to_cover_m2 is None else to_cover_m2 / HA}
    figures = {name: "–" if value is None else missing(value) for name, value in values.items()}
    return Verdict(
        label=tr("Residential land within the service radius of a park"),
        value=percent(coverage_pct, target_pct),
        sentence=text.format(**figures, profile=profile.text("name", language())),
        target=tr("Target {target:g} %").format(target=target_pct),
        badge=tr("No verdict") if met is None else _met(met),
        state=NONE if met is None else MET if met else MISSED,
        meter=(coverage_pct / 100, target_pct / 100),
    )


def _other_radii(of_city: bool) -> str:
    if of_city:
        return tr(
            "The plan's target is for the service radii of the plan; other radii were set here, so the coverage is not "
            "held against it. Take the plan's radii, or set a target of your own."
        )
    return tr(
        "The target of “{profile}” is for its service radii; other radii were set here, so the coverage is not held "
        "against it. Take its radii, or set a target of your own."
    )


def _covered(of_plan: bool, of_city: bool) -> str:
    if of_plan and of_city:
        return tr(
            "The residential land meets the plan's target for its city, which is held against the area given here."
        )
    if of_plan:
        return tr("The residential land of the area given here meets the target of “{profile}”.")
    return tr("The residential land meets the target that was set.")


def _uncovered(of_plan: bool, of_city: bool) -> str:
    if of_plan and of_city:
        return tr(
            "{gap} percentage points are missing; {area} ha of residential land are still to be covered. "
            "The plan's target for its city is held against the area given here."
        )
    if of_plan:
        return tr(
            "{gap} percentage points are missing to the target of “{profile}”; {area} ha of residential land are still "
            "to be covered in the area given here."
        )
    return tr("{gap} percentage points are missing; {area} ha of residential land are still to be covered.")


def width(verdicts: Sequence[str]) -> Verdict:
    """Say how many of all corridors are wide enough, from the verdict (a code of ``gv_verdict``) on each.

    They meet the required width only where none falls short and every one is judged.
    """
    failed = sum(code in (NARROW, BROKEN) for code in verdicts)
    open_ = sum(code == UNKNOWN for code in verdicts)
    passed = len(verdicts) - failed - open_
    if open_ == len(verdicts):
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
        value=tr("{passed} of {count}").format(passed=passed, count=len(verdicts)),
        sentence=sentence.format(failed=failed, open=open_, passed=passed),
        badge=badge,
        state=state,
    )


def reduction(net_reduction_m2: float, standing: Standing) -> Verdict:
    """Say by how much construction land shrinks, and how what is left stands to the target."""
    badges = {MET: tr("Met"), MISSED: tr("Not met"), OPEN: tr("No verdict")}
    return Verdict(
        label=tr("Net reduction of urban–rural construction land"),
        value=tr("{area} km²").format(area=square_kilometres(net_reduction_m2)),
        sentence=standing.sentence(),
        target=_stock(standing) if standing.state else "",
        badge=badges.get(standing.state, ""),
        state=standing.state if standing.state in (MET, MISSED) else NONE,
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


def vacated_use(farmland_m2: float, others_m2: float, asked: bool, met: bool | None) -> Verdict:
    """Say how the vacated land that becomes farmland stands to that which becomes green space, wetland or water.

    ``asked``: whether the plan does; ``met``: None where it cannot be judged.
    """
    if not asked:
        met, sentence = None, tr("The plan profile does not ask how the two stand to each other.")
    elif met is None and farmland_m2 == others_m2 == 0:
        sentence = tr(
            "No plot is or becomes farmland, green space, wetland or water, so there is nothing to hold against each "
            "other."
        )
    elif met is None:
        sentence = tr(
            "Without farmland protection space and permanent basic farmland no rule can lead to farmland, so the two "
            "are not held against each other; give one of the layers to get a verdict."
        )
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


def pattern(
    pattern_m2: float, conflict_m2: float | None, places: int, lines_m2: float = 0.0, line_conflicts: int = 0
) -> Verdict:
    """Say whether control lines conflict, and how much construction land lies in the baseline tier.

    ``conflict_m2``, ``places``: that construction land and where; None: none was given to check. ``lines_m2``,
    ``line_conflicts``: where control lines cross, overlap or hold each other, which comes first where it is so.
    """
    if line_conflicts:
        return _lines(lines_m2, line_conflicts, conflict_m2, places)
    if conflict_m2 is None:
        value = f"{square_kilometres(pattern_m2)} {square_kilometres_unit(pattern_m2)}"
        return Verdict(tr("Ground of the three tiers together"), value, tr("No construction land was given to check."))
    sentence = (
        tr("{count} places where construction land lies in the baseline tier are to be resolved.").format(count=places)
        if places
        else tr("No construction land lies in the baseline tier.")
    )
    return Verdict(
        label=tr("Construction land in the baseline tier"),
        value=f"{hectares(conflict_m2)} {hectares_unit(conflict_m2)}",
        sentence=sentence,
        badge=tr("Conflicts") if places else tr("No conflict"),
        state=MISSED if places else MET,
    )


def _lines(lines_m2: float, conflicts: int, construction_m2: float | None, places: int) -> Verdict:
    if construction_m2 is None:
        text = tr("Control lines conflict in {conflicts} places. No construction land was given to check.")
    elif places:
        text = tr(
            "Control lines conflict in {conflicts} places. In {places} places construction land, {area} ha, lies in "
            "the baseline tier. Both are to be resolved."
        )
    else:
        text = tr("Control lines conflict in {conflicts} places. No construction land lies in the baseline tier.")
    return Verdict(
        label=tr("Overlap of control lines"),
        value=f"{hectares(lines_m2)} {hectares_unit(lines_m2)}",
        sentence=text.format(conflicts=conflicts, places=places, area=hectares(construction_m2 or 0.0)),
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
