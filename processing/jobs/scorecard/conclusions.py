"""What the report of a scorecard says in words: conclusions, then what figures that are behind hang on."""

from __future__ import annotations

from collections.abc import Sequence

from ....core.indicators.codes import ABOUT, BEHIND, MET, NOT_REDUCED, ON_TRACK, RISING, STATES
from ....core.indicators.standing import milestone
from ....core.report import Facts
from ....core.scorecard.figures import Score
from ....i18n import language, tr
from ... import profiles
from ...words.indicators import target_text, unit_name, with_unit
from .tables import Scorecard
from .unjudged import in_one_sentence
from .wording import cause_text, difference, number, to_do_text

TOLD = 5
"""Of so many indicators that are behind the conclusions say by how much."""
CORRIDORS = "corridor_width.measures"
"""The key of what the plan says to do about corridors that are too narrow."""


def name_of(score: Score) -> str:
    """Return what an indicator is called."""
    return score.indicator.name[language()]


def _figures_of(scores: Sequence[Score]) -> list[tuple[Score, ...]]:
    """Return scores in their order, those of one figure that several plans have with targets of their own together."""
    own = {one.indicator.id: [one] for one in scores}
    for one in scores:
        if one.indicator.same_as in own:
            own[one.indicator.same_as] += own.pop(one.indicator.id)
    return [tuple(some) for some in own.values()]


def _called(result: Scorecard, figure: Sequence[Score]) -> str:
    """Return what a figure is called, with the target of each plan where several have one."""
    ids = {one.indicator.id for one in result.of_all}
    others = {one.indicator.same_as for one in result.of_all if one.indicator.same_as}
    if all(one.indicator.same_as not in ids and one.indicator.id not in others for one in figure):
        return name_of(figure[0])
    return tr("{name} (asked for: {targets})").format(name=name_of(figure[0]), targets=_targets(figure))


def _targets(figure: Sequence[Score]) -> str:
    text = tr("{target} in {id}")
    return tr(", ").join(
        text.format(target=target_text(milestone(one.indicator, one.standing.year)), id=one.indicator.id)
        for one in figure
    )


def _listed(result: Scorecard, scores: Sequence[Score]) -> str:
    return tr(", ").join(_called(result, figure) for figure in _figures_of(scores))


def conclusions(result: Scorecard) -> list[str]:
    """Return sentences: what is met, on its way and behind, where it is worst, and what nobody can tell."""
    by_state = {state: [one for one in result.of_all if one.standing.state == state] for state in STATES}
    texts = {
        MET: tr("Met ({count}): {names}."),
        ON_TRACK: tr("On track to the target ({count}): {names}."),
        BEHIND: tr("Behind ({count}): {names}."),
    }
    some = [(text, by_state[state]) for state, text in texts.items() if by_state[state]]
    found = [text.format(count=len(scores), names=_listed(result, scores)) for text, scores in some]
    behind = sorted(_figures_of(by_state[BEHIND]), key=lambda figure: -max(map(_share_missing, figure)))
    found += [_behind(result, figure) for figure in behind[:TOLD]]
    return found + in_one_sentence(result)


def _share_missing(score: Score) -> float:
    gap, target = score.standing.gap, score.standing.target
    return 0.0 if gap is None or not target else abs(gap / target)


def _behind(result: Scorecard, figure: Sequence[Score]) -> str:
    score = figure[0]
    standing, worst = score.standing, _worst_zone(result, score)
    mark, unit = milestone(score.indicator, standing.year).mark, unit_name(score.indicator.unit)
    target = with_unit(number(standing.target), unit)
    return _behind_text(len(figure) > 1, mark == NOT_REDUCED, worst is not None).format(
        name=name_of(score),
        value=number(standing.value, standing.target),
        unit=unit,
        gap=difference(standing.gap),
        target=tr("about {value}").format(value=target) if mark == ABOUT else target,
        targets=_targets(figure),
        year=standing.target_year,
        zone=worst.zone if worst else "",
        worst=number(worst.standing.value) if worst else "",
    )


def _behind_text(several: bool, kept: bool, zoned: bool) -> str:
    """Return what is said of a figure that is behind.

    ``several``: plans have targets of their own for it; ``kept``: it is to be no less than at the base, which is no
    target that the plan names; ``zoned``: whether a zone can be named.
    """
    if several and zoned:
        return tr(
            "{name} stands at {value} {unit}; what plans ask for it is {targets}; it is worst in {zone} ({worst} "
            "{unit})."
        )
    if several:
        return tr("{name} stands at {value} {unit}; what plans ask for it is {targets}.")
    if kept and zoned:
        return tr(
            "{name} stands at {value} {unit}, {gap} from {target} at the base, and is not to be reduced by {year}; "
            "it is worst in {zone} ({worst} {unit})."
        )
    if kept:
        return tr(
            "{name} stands at {value} {unit}, {gap} from {target} at the base, and is not to be reduced by {year}."
        )
    if zoned:
        return tr(
            "{name} stands at {value} {unit}, {gap} from {target}, which is asked for by {year}; it is worst in {zone} "
            "({worst} {unit})."
        )
    return tr("{name} stands at {value} {unit}, {gap} from {target}, which is asked for by {year}.")


def _worst_zone(result: Scorecard, score: Score) -> Score | None:
    """Return the zone that is furthest from the target; amounts of zones of all sizes tell nothing."""
    zones = [one for one in result.of_zones(score.indicator) if one.standing.value is not None]
    if not zones or not score.indicator.is_ratio:
        return None
    rising = score.indicator.direction in RISING
    return min(zones, key=lambda one: (one.standing.value or 0.0) * (1 if rising else -1))


def causes_and_measures(result: Scorecard) -> tuple[Facts, ...]:
    """Return for each figure that is behind what it hangs on and what plans say to do; and the worst of corridors."""
    behind = _figures_of([one for one in result.of_all if one.standing.state == BEHIND])
    found = [Facts(_pairs(result, figure), _heading(figure)) for figure in behind if _pairs(result, figure)]
    if result.found.pinches:
        found.append(Facts(_corridors(result), tr("Corridors")))
    return tuple(found)


def _corridors(result: Scorecard) -> tuple[tuple[str, str], ...]:
    """Return the worst pinches, which no indicator counts, and what the plan says to do about corridors."""
    found = [(tr("Narrowest by the width that is asked for"), tr("; ").join(map(cause_text, result.found.pinches)))]
    to_do = [{"zh": zh, "en": en}[language()] for zh, en in profiles.active().value(CORRIDORS)]
    if to_do:
        text, clause = tr("{text} ({clause})"), profiles.active().clause(CORRIDORS, language())
        found.append((tr("What the plan says to do"), text.format(text=tr("; ").join(to_do), clause=clause)))
    return tuple(found)


def _heading(figure: Sequence[Score]) -> str:
    ids = tr(", ").join(one.indicator.id for one in figure)
    return tr("{id} {name}").format(id=ids, name=name_of(figure[0]))


def _pairs(result: Scorecard, figure: Sequence[Score]) -> tuple[tuple[str, str], ...]:
    causes = dict.fromkeys(cause_text(cause) for one in figure for cause in result.causes_of(one))
    told = [(tr("What it hangs on"), tr("; ").join(causes))] if causes else []
    to_do = dict.fromkeys(to_do_text(one) for score in figure for one in result.measures_of(score))
    return (*told, *((tr("What the plan says to do"), text) for text in to_do))
