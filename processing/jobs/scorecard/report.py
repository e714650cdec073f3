"""The report of a scorecard: a page of conclusions, then the table, the chart, the zones and the clauses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ....core.drawing import palette
from ....core.drawing.small_maps import small_maps
from ....core.indicators.codes import BEHIND, MET, NOT_JUDGED, ON_TRACK, RISING
from ....core.indicators.standing import milestone
from ....core.progress import Progress
from ....core.report import MET as ROW_MET
from ....core.report import MISSED, NONE, Column, Facts, KeyFigure, Picture, Section, Table, Text
from ....core.scorecard.figures import Score
from ....i18n import language, tr
from ...framework.making import MadeTables
from ...framework.run import Run
from ...io.layer_reading import counts_sentence
from ...reports.frame import Body, areas_fact, crs_fact, plan_fact
from ...reports.maps import picture
from ...reports.units import whole
from ...words.indicators import base_text, binding_names, state_names, target_text, unit_name
from . import charts
from .charts import difference, number
from .inputs import Inputs
from .names import causes_text, title_of
from .tables import Scorecard

TOLD = 5
"""Of so many indicators that are behind the conclusions say by how much."""
MAPS = 12
"""Of so many indicators there are maps."""
_COLOURS = {
    MET: (palette.CORRIDOR, palette.CORRIDOR_EDGE),
    ON_TRACK: (palette.NARROW, palette.PINCH_EDGE),
    BEHIND: (palette.BROKEN, palette.PINCH_EDGE),
    NOT_JUDGED: (palette.UNKNOWN, palette.UNKNOWN_EDGE),
}
_STATES = {MET: ROW_MET, ON_TRACK: ROW_MET, BEHIND: MISSED, NOT_JUDGED: NONE}


def body(run: Run, inputs: Inputs, result: Scorecard, found: MadeTables, progress: Progress) -> Body:
    """Return what the report says; every text in it is in the user's language."""
    chart = charts.scores_chart(found.rows("SCORES"))
    sections = [
        Section(tr("Conclusions"), (Text(tuple(_conclusions(result))),)),
        Section(tr("All indicators"), (_table(result.of_all),)),
    ]
    if chart is not None:
        sections.append(Section(tr("Values beside their targets"), (chart,)))
    if any(not one.is_whole and _is_judged(one) for one in result.now):
        sections.append(Section(tr("By zone"), (*_maps(run, inputs, result), _zones(result))))
    sections.append(Section(tr("What the plan says"), (_clauses(result),)))
    sections.append(Section(tr("How it was measured"), _method(run, inputs)))
    subtitle = tr("As at the end of {year}").format(year=result.year)
    if inputs.project:
        subtitle = tr("{project}, as at the end of {year}").format(project=inputs.project, year=result.year)
    return Body(subtitle, _figures(found), sections)


def _figures(found: MadeTables) -> tuple[KeyFigure, ...]:
    names = state_names()
    return tuple(
        KeyFigure(names[state], whole(found.values[state.upper()])) for state in (ON_TRACK, BEHIND, NOT_JUDGED)
    )


def _name(score: Score) -> str:
    return score.indicator.name[language()]


def _listed(scores: Sequence[Score]) -> str:
    return tr(", ").join(_name(one) for one in scores)


def _conclusions(result: Scorecard) -> list[str]:
    """Return sentences: what is met, on its way and behind, where it is worst, and what nobody can tell."""
    by_state = {state: [one for one in result.of_all if one.standing.state == state] for state in _STATES}
    texts = {
        MET: tr("Met ({count}): {names}."),
        ON_TRACK: tr("On track to the target ({count}): {names}."),
        BEHIND: tr("Behind ({count}): {names}."),
    }
    some = [(text, by_state[state]) for state, text in texts.items() if by_state[state]]
    found = [text.format(count=len(scores), names=_listed(scores)) for text, scores in some]
    behind = sorted(by_state[BEHIND], key=lambda one: -_share_missing(one))
    found += [_behind(result, one) for one in behind[:TOLD]]
    return found + _not_judged(by_state[NOT_JUDGED])


def _share_missing(score: Score) -> float:
    gap, target = score.standing.gap, score.standing.target
    return 0.0 if gap is None or not target else abs(gap / target)


def _behind(result: Scorecard, score: Score) -> str:
    standing, worst = score.standing, _worst_zone(result, score)
    text = tr("{name} stands at {value} {unit}, {gap} from the {target} that are asked for by {year}.")
    if worst is not None:
        text = tr(
            "{name} stands at {value} {unit}, {gap} from the {target} that are asked for by {year}; it is worst in "
            "{zone} ({worst} {unit})."
        )
    return text.format(
        name=_name(score),
        value=number(standing.value, standing.target),
        unit=unit_name(score.indicator.unit),
        gap=difference(standing.gap),
        target=number(standing.target),
        year=standing.target_year,
        zone=worst.zone if worst else "",
        worst=number(worst.standing.value) if worst else "",
    )


def _worst_zone(result: Scorecard, score: Score) -> Score | None:
    """Return the zone that is furthest from the target; amounts of zones of all sizes tell nothing."""
    zones = [one for one in result.of_zones(score.indicator) if one.standing.value is not None]
    if not zones or not score.indicator.is_ratio:
        return None
    rising = score.indicator.direction in RISING
    return min(zones, key=lambda one: (one.standing.value or 0.0) * (1 if rising else -1))


def _not_judged(scores: Sequence[Score]) -> list[str]:
    """Return a sentence for each reason for which indicators are not judged."""
    text, main = tr("Not judged: {names}. {reason}"), sorted(scores, key=lambda one: one.causes[:1])
    groups = ((causes, [*some]) for causes, some in groupby(main, key=lambda one: one.causes[:1]))
    return [text.format(names=_listed(some), reason=causes_text(causes)) for causes, some in groups]


def _table(scores: Sequence[Score]) -> Table:
    columns = (
        Column(tr("Indicator")),
        Column(tr("Unit of measure")),
        Column(tr("Base"), "right"),
        Column(tr("Now"), "right"),
        Column(tr("Target"), "right"),
        Column(tr("Value less target"), "right"),
        Column(tr("Share of the way"), "right", "%"),
        Column(tr("Verdict")),
        Column(tr("What there is to say of it")),
    )
    states = tuple(_STATES[one.standing.state] for one in scores)
    return Table(columns, tuple(map(_cells, scores)), tr("Indicators on the whole"), states=states)


def _cells(score: Score) -> tuple[str, ...]:
    indicator, found = score.indicator, score.standing
    return (
        tr("{id} {name}").format(id=indicator.id, name=_name(score)),
        unit_name(indicator.unit),
        base_text(indicator.base) or "–",
        number(found.value, found.target),
        target_text(milestone(indicator, found.year)),
        difference(found.gap),
        "–" if found.progress is None else whole(100 * found.progress),
        state_names()[found.state],
        causes_text(score.causes) or "–",
    )


def _zones(result: Scorecard) -> Table:
    """Return the values of the zones that can be judged, one row for each indicator and zone."""
    scores = [one for one in result.now if not one.is_whole and _is_judged(one)]
    columns = (
        Column(tr("Indicator")),
        Column(tr("Zone")),
        Column(tr("Value"), "right"),
        Column(tr("Target"), "right"),
        Column(tr("Verdict")),
    )
    names = state_names()

    def cells(score: Score) -> tuple[str, ...]:
        found = score.standing
        return (
            title_of(score.indicator),
            score.zone,
            number(found.value, found.target),
            number(found.target),
            names[found.state],
        )

    rows = tuple(map(cells, scores))
    states = tuple(_STATES[one.standing.state] for one in scores)
    note = tr("The plan's targets are for its city; they are held against zones to show where it is worst.")
    return Table(columns, rows, tr("Indicators by zone"), states=states, note=note)


def _maps(run: Run, inputs: Inputs, result: Scorecard) -> tuple[Picture, ...]:
    """Return a small map for each indicator that is judged in zones, of many those with most zones behind."""
    found = [(one.indicator, {zone.zone: zone for zone in result.of_zones(one.indicator)}) for one in result.of_all]
    judged = [(one, zones) for one, zones in found if any(_is_judged(zone) for zone in zones.values())]
    judged = sorted(judged, key=lambda one: -sum(zone.standing.state == BEHIND for zone in one[1].values()))[:MAPS]
    if inputs.zone_features is None or not judged:
        return ()
    states, values = [], []
    for _, zones in judged:
        own = [zones.get(zone) for zone in inputs.zone_of]
        states.append(["" if zone is None else zone.standing.state for zone in own])
        values.append(["" if zone is None else number(zone.standing.value) for zone in own])
    names = state_names()
    looks = {state: (names[state], *colours) for state, colours in _COLOURS.items()}
    titles = [tr("{id} {name}").format(id=one.id, name=one.name[language()]) for one, _ in judged]
    layers = small_maps(inputs.zone_features.geometry, titles, states, values, looks)
    alt = tr("Each zone in the colour of its verdict, a map for each indicator")
    return (picture(run, layers, alt, tr("Verdicts by zone, with the values of the indicators")),)


def _is_judged(score: Score) -> bool:
    return score.standing.state != NOT_JUDGED


def _clauses(result: Scorecard) -> Facts:
    bindings = binding_names()
    text = tr("{clause} ({binding})")
    return Facts(
        tuple(
            (
                tr("{id} {name}").format(id=one.indicator.id, name=_name(one)),
                text.format(clause=one.indicator.clause[language()], binding=bindings[one.indicator.binding]),
            )
            for one in result.of_all
        )
    )


def _method(run: Run, inputs: Inputs) -> tuple[Facts, Text]:
    facts = [plan_fact(), *((features.parameter, counts_sentence(features)) for features in run.inputs)]
    if inputs.people is not None:
        facts.append((tr("People"), inputs.people.said()))
    if run.analysis is not None:
        facts += [crs_fact(run), areas_fact(run)]
    rules = (
        tr(
            "What an indicator counts is put together and cut to the ground that it speaks of, so that ground drawn "
            "twice counts once. The whole is the land use, without any the zones."
        ),
        tr(
            "Between base and target a straight line says what should be reached by now. What reaches the target is "
            "met, what reaches the line is on track, what does not is behind."
        ),
        tr("Values of the table of values win over measured ones."),
    )
    return Facts(tuple(facts)), Text(rules)
