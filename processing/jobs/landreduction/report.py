"""The report on the land reduction account."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....core.land.balance import whole_farmland
from ....core.land.codes import MET, MISSED, OPEN
from ....core.land.standing import KM2, indicators
from ....core.land.targets import AT_MOST, EXISTING
from ....core.report import NONE, Column, Facts, KeyFigure, Part, Report, Section, Table, Text
from ....i18n import language, tr
from ... import profiles
from ...framework.run import Run
from ...framework.tables import records
from ...io.crs import crs_name
from ...io.layer_reading import counts_sentence
from ...reports import verdicts
from ...reports.frame import report as frame
from ...reports.units import mu, percent, square_kilometres, square_kilometres_unit
from .charts import target_chart, zones_in_order
from .inputs import Inputs, unread_inputs
from .names import indicator_names
from .remarks import no_farmland_figures, remarks
from .sections import change_map, code_tables, matrix, vacated
from .standing import Standing, indicator_sentence, plain
from .tables import Result, balance_table
from .targets import plan_targets

_STATES = {MET: MET, MISSED: MISSED, OPEN: NONE, "": NONE}


def report(run: Run, inputs: Inputs, result: Result) -> Report:
    """Return the document; every text in it is in the user's language."""
    sections = [
        Section(tr("Balance"), _balance(result)),
        Section(tr("What became of vacated land"), vacated(result)),
        Section(tr("From class to class"), matrix(inputs, result)),
        Section(tr("Where"), (change_map(run, inputs, result),)),
        Section(tr("Construction land, farmland and unused land"), _further(result)),
    ]
    targets = _targets(inputs, result)
    if targets is not None:
        of_plan = bool(inputs.indicators) or any(target.of_plan for target in inputs.targets)
        sections.insert(1, Section(tr("Targets of the plan") if of_plan else tr("Targets"), (targets,)))
    sections.append(Section(tr("Does the account close?"), (Text(tuple(remarks(inputs, result))),)))
    sections.append(Section(tr("Codes and classes"), code_tables(inputs, result)))
    sections.append(Section(tr("How it was measured"), _method(run, inputs)))
    return frame(
        run,
        title=tr("Land reduction account"),
        subtitle=f"{inputs.before.polygons.label} → {inputs.after.polygons.label}",
        verdict=verdicts.reduction(result.total["net_reduction"], _standings(result)),
        figures=_figures(result.total),
        sections=sections,
    )


def _standings(result: Result) -> list[Standing]:
    """Return how each row of the balance stands, from what the output has, so that the panel says the same."""
    return [Standing.of(row) for row in records(balance_table(result.balance))]


def _figures(total: pd.Series) -> tuple[KeyFigure, ...]:
    figures = [
        KeyFigure(title, square_kilometres(total[name]), square_kilometres_unit(total[name]))
        for title, name in (
            (tr("Before"), "before"),
            (tr("Vacated"), "vacated"),
            (tr("Added"), "added"),
            (tr("After"), "after"),
        )
    ]
    figures.append(KeyFigure(tr("Vacated land inside the key areas"), percent(100 * total["key_share"])))
    return tuple(figures)


def _zone(row: pd.Series) -> str:
    return {"outside": tr("Outside all zones"), "all": tr("All")}.get(row["scope"], row["zone"])


def _rows(result: Result) -> list[pd.Series]:
    """Return the rows of the balance: zones in the order that the user chose, and the row for all."""
    table = records(balance_table(result.balance))
    place = {id(row): at for at, row in enumerate(table)}
    return [result.balance.iloc[at] for at in (*(place[id(row)] for row in zones_in_order(table)), -1)]


def _balance(result: Result) -> tuple[Part, ...]:
    table, chinese = result.balance, language() == "zh"
    unit = tr("km²")
    beside = bool((table[["gained", "lost"]] > 0).to_numpy().any())
    columns = [Column(tr("Zone")), Column(tr("Before"), "right", unit), Column(tr("Vacated"), "right", unit)]
    columns += [Column(tr("Added"), "right", unit)]
    columns += [Column(tr("Unknown or one date only"), "right", unit)] if beside else []
    columns += [Column(tr("After"), "right", unit), Column(tr("Net reduction"), "right", unit)]
    columns += [Column(tr("Net reduction"), "right", "亩")] if chinese else []
    columns += [
        Column(tr("Target"), "right", unit),
        Column(tr("Above target"), "right", unit),
        Column(tr("Way"), "right"),
    ]

    def cells(row: pd.Series) -> tuple[str, ...]:
        texts = [_zone(row), *(square_kilometres(row[name]) for name in ("before", "vacated", "added"))]
        texts += [square_kilometres(row["gained"] - row["lost"])] if beside else []
        texts += [square_kilometres(row["after"]), square_kilometres(row["net_reduction"])]
        texts += [mu(row["net_reduction"])] if chinese else []
        target = plain(row["target"] / KM2) if row["state"] else "–"
        return (*texts, target, square_kilometres(row["gap"]), percent(100 * row["way"]))

    rows = _rows(result)
    parts: list[Part] = [
        Table(
            columns=tuple(columns),
            rows=tuple(cells(row) for row in rows[:-1]),
            total=cells(rows[-1]),
            states=tuple(_STATES[row["state"]] for row in rows[:-1]),
            caption=tr("Urban–rural construction land"),
            note=tr(
                "Before less vacated plus added is after. What lies above the target is of all that the target counts."
            ),
        )
    ]
    chart = target_chart(records(balance_table(table)))
    return tuple(parts) if chart is None else (*parts, chart)


def _further(result: Result) -> tuple[Table, Table]:
    """Return all construction land with its intensity, and farmland with unused land, of each zone."""
    unit = tr("km²")

    def table(caption: str, areas: dict[str, str], shares: dict[str, str], note: str = "") -> Table:
        def cells(row: pd.Series) -> tuple[str, ...]:
            middle = (percent(100 * row[name]) for name in shares)
            return (_zone(row), *(square_kilometres(row[name]) for name in areas), *middle)

        rows = [cells(row) for row in _rows(result)]
        columns = (Column(tr("Zone")), *(Column(title, "right", unit) for title in areas.values()))
        columns += tuple(Column(title, "right") for title in shares.values())
        return Table(columns, tuple(rows[:-1]), total=rows[-1], caption=caption, note=note)

    built = {
        "built_before": tr("Before"),
        "built_vacated": tr("Out"),
        "built_added": tr("In"),
        "built_after": tr("After"),
    }
    shares = {
        "intensity_before": tr("Intensity before"),
        "intensity_after": tr("Intensity after"),
        "key_share": tr("Vacated inside key areas"),
    }
    farmland = {"farmland_before": tr("Before"), "farmland_out": tr("Out"), "farmland_in": tr("In")}
    farmland |= {"farmland_after": tr("After"), "unused_reclaimed": tr("Unused land reclaimed")}
    note = tr(
        "All construction land is urban–rural land with transport, water works and special use; "
        "its share of the mapped land is the development intensity."
    )
    untold = "" if whole_farmland(result.account) else no_farmland_figures()
    return table(tr("All construction land"), built, shares, note), table(tr("Farmland"), farmland, {}, untold)


def _targets(inputs: Inputs, result: Result) -> Table | None:
    """Return every target beside what was reached; None where no zone has one."""
    names = indicator_names()
    rows, states = [], []
    badges = {MET: tr("Met"), MISSED: tr("Not met"), OPEN: tr("No verdict")}
    most = {True: tr("at most about {value}"), False: tr("at most {value}")}
    least = {True: tr("at least about {value}"), False: tr("at least {value}")}
    for (_, row), standing in zip(result.balance.iterrows(), _standings(result)):
        if not standing.state:
            continue
        limit = most[standing.about > 0].format(value=plain(row["target"] / KM2))
        title = tr("Urban–rural construction land (km²)")
        reached = square_kilometres(row["reached"] if row["counts"] == EXISTING else row["after"])
        if np.isfinite(row["approved"]):
            reached = tr("{after} and {approved} approved").format(
                after=square_kilometres(row["after"]), approved=square_kilometres(row["approved"])
            )
        rows.append((_zone(row), title, limit, reached, badges[row["state"]], standing.sentence()))
        states.append(_STATES[row["state"]])
    for one in indicators(result.balance, inputs.indicators, inputs.classed, unread_inputs(inputs.unread)):
        asked, row = one.indicator, result.balance.loc[one.scope]
        text = (most if asked.measure in AT_MOST else least)[asked.about > 0]
        reached = "–" if np.isnan(one.reached) else f"{one.reached:,.4f}"
        limit, sentence = text.format(value=plain(asked.value)), indicator_sentence(one, row)
        rows.append((_zone(row), names[asked.measure], limit, reached, badges[one.state], sentence))
        states.append(_STATES[one.state])
    if not rows:
        return None
    titles = (tr("Zone"), tr("Indicator"), tr("Target"), tr("Reached"), tr("Verdict"), tr("Why"))
    align = ("left", "left", "right", "right", "left", "left")
    return Table(
        tuple(Column(title, side) for title, side in zip(titles, align)),
        tuple(rows),
        states=tuple(states),
        caption=tr("Targets and what was reached"),
    )


def _method(run: Run, inputs: Inputs) -> tuple[Facts, Text]:
    profile, code = profiles.active(), language()
    crs = run.analysis.crs
    facts = [
        *_sources(inputs),
        (tr("Source of the other indicators"), profile.clause("land_reduction.indicators", code)),
        *_terms(inputs),
        (tr("Plan profile"), f"{profile.text('name', code)} · {profile.text('source', code)}"),
        (tr("Land use before"), counts_sentence(inputs.before.polygons)),
        (tr("Land use after"), counts_sentence(inputs.after.polygons)),
        (tr("Coordinate reference system"), crs_name(crs)),
        (tr("Areas"), run.area_kind()),
        (tr("Width below which a change is a sliver (m)"), f"{inputs.sliver_m:g}"),
    ]
    rule = tr(
        "Vacated is what was urban–rural construction land before and is not after; added is the reverse. "
        "What no class knows and what one date does not cover is neither. "
        "Every square metre counts once, in exactly one pair of classes."
    )
    return Facts(tuple(facts)), Text((rule,))


def _sources(inputs: Inputs) -> list[tuple[str, str]]:
    """Say where the targets come from; a row of the plan stays the plan's whoever passes it."""
    facts, own = [], [target for target in inputs.targets if not target.of_plan]
    if len(own) < len(inputs.targets) or not plan_targets():
        facts.append((tr("Source of the targets"), profiles.active().clause("land_reduction.targets", language())))
    if own or not facts:
        zones = tr(", ").join(target.zone or tr("All") for target in own)
        facts.append((tr("Targets set by the user"), zones or tr("none")))
    return facts


def _terms(inputs: Inputs) -> list[tuple[str, str]]:
    """Say what judging rests on: the plan's area, what “about” allows, and the years of the two dates."""
    profile, facts = profiles.active(), []
    for key, title in (
        ("extents", tr("Area that amounts of the plan speak of")),
        ("about", tr("What “about” allows")),
    ):
        if profile.value(f"land_reduction.{key}"):
            facts.append((title, profile.clause(f"land_reduction.{key}", language())))
    if inputs.years != (None, None):
        before, after = (tr("not given") if year is None else str(year) for year in inputs.years)
        facts.append((tr("Years of the two dates"), tr("{before} and {after}").format(before=before, after=after)))
    return facts
