"""The report of a scorecard: a page of conclusions, then the table, the chart, the zones and the clauses."""

from __future__ import annotations

from collections.abc import Sequence

from ....core.drawing import palette
from ....core.drawing.small_maps import small_maps
from ....core.indicators.codes import BEHIND, MET, NOT_JUDGED, ON_TRACK
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
from ...words.indicators import base_text, binding_names, state_names, target_text
from . import charts
from .conclusions import causes_and_measures, conclusions, name_of
from .inputs import Inputs
from .names import reasons_text, title_of
from .tables import Scorecard
from .unjudged import reasons_and_indicators
from .wording import difference, number, progress_text

MAPS = 12
"""Of so many indicators there are maps."""
_COLOURS = {
    MET: (palette.CORRIDOR, palette.CORRIDOR_EDGE),
    ON_TRACK: (palette.ON_TRACK, palette.CORRIDOR_EDGE),
    BEHIND: (palette.BROKEN, palette.PINCH_EDGE),
    NOT_JUDGED: (palette.UNKNOWN, palette.UNKNOWN_EDGE),
}
_STATES = {MET: ROW_MET, ON_TRACK: ROW_MET, BEHIND: MISSED, NOT_JUDGED: NONE}


def body(run: Run, inputs: Inputs, result: Scorecard, found: MadeTables, progress: Progress) -> Body:
    """Return what the report says; every text in it is in the user's language."""
    chart = charts.scores_chart(found.rows("SCORES"))
    sections = [
        Section(tr("Conclusions"), (Text(tuple(conclusions(result))),)),
        Section(tr("All indicators"), (_table(result.of_all),)),
    ]
    if chart is not None:
        sections.append(Section(tr("Values beside their targets"), (chart,)))
    if any(not one.is_whole and _is_judged(one) for one in result.now):
        sections.append(Section(tr("By zone"), (*_maps(run, inputs, result), _zones(result))))
    if hangs := causes_and_measures(result):
        sections.append(Section(tr("Causes, and what the plan says to do"), hangs))
    if open_ := reasons_and_indicators(result):
        sections.append(Section(tr("What is not judged"), (open_,)))
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


def _table(scores: Sequence[Score]) -> Table:
    columns = (
        Column(tr("Indicator")),
        Column(tr("Base")),  # texts, which may be broken, so that what there is to say of it has room
        Column(tr("Now"), "right"),
        Column(tr("Target")),
        Column(tr("Value less target"), "right"),
        Column(tr("Share of the way")),  # words too
        Column(tr("Verdict"), "center"),
        Column(tr("What there is to say of it")),
    )
    states = tuple(_STATES[one.standing.state] for one in scores)
    return Table(columns, tuple(map(_cells, scores)), tr("Indicators on the whole"), states=states)


def _cells(score: Score) -> tuple[str, ...]:
    indicator, found = score.indicator, score.standing
    return (
        tr("{id} {name}").format(id=indicator.id, name=title_of(indicator)),
        base_text(indicator.base) or "–",
        number(found.value, found.target),
        target_text(milestone(indicator, found.year)),
        difference(found.gap),
        progress_text(found.progress),
        state_names()[found.state],
        reasons_text(score.reasons) or "–",
    )


def _zones(result: Scorecard) -> Table:
    """Return the values of the zones that can be judged, one row for each indicator and zone."""
    scores = [one for one in result.now if not one.is_whole and _is_judged(one)]
    columns = (
        Column(tr("Indicator")),
        Column(tr("Zone")),
        Column(tr("Value"), "right"),
        Column(tr("Target")),
        Column(tr("Verdict")),
    )
    names = state_names()

    def cells(score: Score) -> tuple[str, ...]:
        found = score.standing
        return (
            title_of(score.indicator),
            score.zone,
            number(found.value, found.target),
            target_text(milestone(score.indicator, found.year)),
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
                tr("{id} {name}").format(id=one.indicator.id, name=name_of(one)),
                text.format(clause=one.indicator.clause[language()], binding=bindings[one.indicator.binding]),
            )
            for one in result.of_all
        )
    )


def _method(run: Run, inputs: Inputs) -> tuple[Facts, Text]:
    facts = [plan_fact(), *((features.parameter, counts_sentence(features)) for features in run.inputs)]
    if layers := inputs.layers.said():
        facts.append((tr("What the layers are"), layers))
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
