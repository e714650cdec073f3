"""The report on the land reduction account."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....core.land.balance import whole_farmland
from ....core.land.codes import MET, MISSED, OPEN
from ....core.land.standing import indicators
from ....core.land.targets import AT_MOST, EXISTING
from ....core.progress import Progress
from ....core.report import NONE, Column, Facts, KeyFigure, Part, Section, Table, Text
from ....i18n import language, tr
from ... import profiles
from ...framework.making import MadeTables
from ...framework.run import Run
from ...io.layer_reading import counts_sentence
from ...reports.areas import mu_cells, mu_columns
from ...reports.frame import Body, areas_fact, crs_fact, plan_fact
from ...reports.units import KM2, percent, square_kilometres, square_kilometres_unit
from ...reports.zone_order import zone_name
from .charts import NAN, target_chart, zones_in_order
from .inputs import Inputs, unread_inputs
from .names import indicator_names, state_names
from .remarks import no_farmland_figures, remarks
from .sections import change_map, code_tables, matrix, vacated
from .standing import Standing, indicator_sentence, plain
from .tables import AccountResult
from .targets import plan_targets

_STATES = {MET: MET, MISSED: MISSED, OPEN: NONE, None: NONE}
"""Colours of rows by ``gv_state``."""


def body(run: Run, inputs: Inputs, result: AccountResult, found: MadeTables, progress: Progress) -> Body:
    """Return what the report says; every text in it is in the user's language."""
    rows = found.rows("BALANCE")
    sections = [
        Section(tr("Balance"), _balance(rows)),
        Section(tr("What became of vacated land"), vacated(result)),
        Section(tr("From class to class"), matrix(result, found)),
        Section(tr("Where"), (change_map(run, inputs, result),)),
        Section(tr("Construction land, farmland and unused land"), _further(result, rows)),
    ]
    targets = _targets(inputs, result, rows)
    if targets is not None:
        of_plan = bool(inputs.indicators) or any(target.of_plan for target in inputs.targets)
        sections.insert(1, Section(tr("Targets of the plan") if of_plan else tr("Targets"), (targets,)))
    sections.append(Section(tr("Does the account close?"), (Text(tuple(remarks(inputs, result))),)))
    sections.append(Section(tr("Codes and classes"), code_tables(inputs, result)))
    sections.append(Section(tr("How it was measured"), _method(run, inputs)))
    subtitle = f"{inputs.before.polygons.label} → {inputs.after.polygons.label}"
    return Body(subtitle, _figures(result.total), sections)


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


def _area(row: dict, name: str) -> str:
    """Return an area of a row of the balance in km², which may be null."""
    value = row[f"gv_{name}_km2"]
    return square_kilometres(NAN if value is None else KM2 * value)


def _share(row: dict, name: str) -> str:
    """Return a share of a row of the balance, which may be null."""
    value = row[f"gv_{name}_pct"]
    return percent(NAN if value is None else value)


def _balance(table: list[dict]) -> tuple[Part, ...]:
    unit, zones = tr("km²"), zones_in_order(table)
    beside = any(row["gv_gained_km2"] > 0 or row["gv_lost_km2"] > 0 for row in table)
    columns = [
        Column(tr("Zone")),
        Column(tr("Before"), "right", unit),
        Column(tr("Vacated"), "right", unit),
        Column(tr("Added"), "right", unit),
        *([Column(tr("Unknown or one date only"), "right", unit)] if beside else []),
        Column(tr("After"), "right", unit),
        Column(tr("Net reduction"), "right", unit),
        *mu_columns(tr("Net reduction")),
        Column(tr("Target"), "right", unit),
        Column(tr("Above target"), "right", unit),
        Column(tr("Way"), "right"),
    ]

    def cells(row: dict) -> tuple[str, ...]:
        texts = [zone_name(row), *(_area(row, name) for name in ("before", "vacated", "added"))]
        texts += [square_kilometres(KM2 * (row["gv_gained_km2"] - row["gv_lost_km2"]))] if beside else []
        texts += [_area(row, "after"), _area(row, "net_reduction"), *mu_cells(KM2 * row["gv_net_reduction_km2"])]
        target = plain(row["gv_target_km2"]) if row["gv_state"] else "–"
        return (*texts, target, _area(row, "gap"), _share(row, "way"))

    balance = Table(
        columns=tuple(columns),
        rows=tuple(map(cells, zones)),
        total=cells(table[-1]),
        states=tuple(_STATES[row["gv_state"]] for row in zones),
        caption=tr("Urban–rural construction land"),
        note=tr(
            "Before less vacated plus added is after. What lies above the target is of all that the target counts."
        ),
    )
    chart = target_chart(table)
    return (balance,) if chart is None else (balance, chart)


def _further(result: AccountResult, rows: list[dict]) -> tuple[Table, Table]:
    """Return all construction land with its intensity, and farmland with unused land, of each zone."""
    unit = tr("km²")

    def table(caption: str, areas: dict[str, str], shares: dict[str, str], note: str = "") -> Table:
        def cells(row: dict) -> tuple[str, ...]:
            return (zone_name(row), *(_area(row, name) for name in areas), *(_share(row, name) for name in shares))

        columns = (Column(tr("Zone")), *(Column(title, "right", unit) for title in areas.values()))
        columns += tuple(Column(title, "right") for title in shares.values())
        zones = tuple(map(cells, zones_in_order(rows)))
        return Table(columns, zones, total=cells(rows[-1]), caption=caption, note=note)

    built = {
        "built_before": tr("Before"),
        "built_vacated": tr("Out"),
        "built_added": tr("In"),
        "built_after": tr("After"),
    }
    shares = {
        "intensity_before": tr("Intensity before"),
        "intensity_after": tr("Intensity after"),
        "key_area": tr("Vacated inside key areas"),
    }
    farmland = {"farmland_before": tr("Before"), "farmland_out": tr("Out"), "farmland_in": tr("In")}
    farmland |= {"farmland_after": tr("After"), "unused_reclaimed": tr("Unused land reclaimed")}
    note = tr(
        "All construction land is urban–rural land with transport, water works and special use; "
        "its share of the mapped land is the development intensity."
    )
    untold = "" if whole_farmland(result.account) else no_farmland_figures()
    return table(tr("All construction land"), built, shares, note), table(tr("Farmland"), farmland, {}, untold)


def _targets(inputs: Inputs, result: AccountResult, balance: list[dict]) -> Table | None:
    """Return every target beside what was reached; None where no zone has one."""
    names, badges = indicator_names(), state_names()
    rows, states = [], []
    most = {True: tr("at most about {value}"), False: tr("at most {value}")}
    least = {True: tr("at least about {value}"), False: tr("at least {value}")}
    for row in balance:
        standing = Standing.of(row)
        if not standing.state:
            continue
        limit = most[standing.about > 0].format(value=plain(row["gv_target_km2"]))
        title = tr("Urban–rural construction land (km²)")
        reached = _area(row, "reached" if row["gv_counts"] == EXISTING else "after")
        if row["gv_approved_km2"] is not None:
            text = tr("{after} and {approved} approved")
            reached = text.format(after=_area(row, "after"), approved=_area(row, "approved"))
        rows.append((zone_name(row), title, limit, reached, badges[standing.state], standing.sentence()))
        states.append(_STATES[standing.state])
    lost = unread_inputs(inputs.unread)
    for one in indicators(result.balance, inputs.indicators, inputs.classed, lost, inputs.plane, inputs.shows_plan):
        asked = one.indicator
        text = (most if asked.measure in AT_MOST else least)[asked.about > 0]
        reached = "–" if np.isnan(one.reached) else f"{one.reached:,.4f}"
        limit = text.format(value=plain(asked.value))
        sentence = indicator_sentence(one, result.balance.loc[one.scope])
        zone = zone_name(balance[one.scope])
        rows.append((zone, names[asked.measure], limit, reached, badges[one.state], sentence))
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
    clause = profiles.active().clause("land_reduction.indicators", language())
    facts = [
        *_sources(inputs),
        (tr("Source of the other indicators"), clause),
        *_terms(inputs),
        plan_fact(),
        (tr("Land use before"), counts_sentence(inputs.before.polygons)),
        (tr("Land use after"), counts_sentence(inputs.after.polygons)),
        crs_fact(run),
        areas_fact(run),
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
