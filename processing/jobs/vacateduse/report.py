"""The report on the use of vacated land."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ....core.drawing import palette
from ....core.drawing.maps import MapLayer
from ....core.geometry.ties import rank_of
from ....core.land.codes import (
    BASIC_FARMLAND,
    BLIND,
    FARMLAND,
    FARMLAND_SPACE,
    GREEN,
    NOT_FARMLAND,
    OTHERWISE,
    UNDECIDED,
)
from ....core.land.vacateduse import Uses
from ....core.progress import Progress
from ....core.report import Column, Facts, KeyFigure, Part, Picture, Section, Table, Text
from ....i18n import language, tr
from ... import profiles
from ...framework.making import MadeTables
from ...framework.run import Run
from ...io.layer_reading import counts_sentence
from ...reports.areas import area_cells, area_columns
from ...reports.frame import Body, areas_fact, crs_fact, plan_fact, source_of
from ...reports.maps import background, picture
from ...reports.units import HA, hectares, percent, whole
from ...words.radii import radii_text
from .inputs import Inputs
from .names import area_names, chain_use_names, rule_name, use_names
from .remarks import remarks

LISTED_PLOTS = 20
LISTED_GREEN = 10
# Areas that differ by less are equal in the lists, and coordinates decide.
_DECIMALS = 4


def body(run: Run, inputs: Inputs, result: Uses, found: MadeTables, progress: Progress) -> Body:
    """Return what the report says; every text in it is in the user's language."""
    due = (result.features["first"].map(bool) & ~result.features["done"]).to_numpy(dtype=bool)
    places = _largest(inputs, due, result.features["area_m2"])
    numbers = _numbers(inputs, result, places[:LISTED_PLOTS])
    first = _first(inputs, result, found, places[:LISTED_PLOTS])
    sections = [
        Section(tr("Uses afterwards"), (_use_table(found.rows("SUMMARY")), _rules(inputs, result))),
        Section(tr("What is vacated and restored first"), first),
        Section(tr("Where"), (_map(run, inputs, result, numbers),)),
    ]
    if BLIND in inputs.areas:
        sections.append(
            Section(tr("Blind areas that new green space would serve"), _blind(run, inputs, result, numbers))
        )
    sections.append(Section(tr("How it was decided"), _method(run, inputs, result)))
    return Body(inputs.vacated.label, _figures(inputs, result), sections)


def _figures(inputs: Inputs, result: Uses) -> tuple[KeyFigure, ...]:
    uses, table = use_names(), result.summary
    areas = [(uses[use], area) for use, area in zip(table["use"], table["area_m2"])]
    areas.append((tr("Comes first, not done yet"), result.first_m2))
    if BLIND in inputs.areas:
        areas.append((tr("Blind areas served"), result.fills_blind_m2))
    return tuple(KeyFigure(title, hectares(area), tr("ha")) for title, area in areas)


def _use_table(table: list[dict]) -> Table:
    uses, total = use_names(), table[-1]
    columns = (
        Column(tr("Use afterwards")),
        Column(tr("Number"), "right"),
        *area_columns(tr("Area")),
        Column(tr("Share"), "right"),
        Column(tr("Done already"), "right", tr("ha")),
        Column(tr("Proposed"), "right", tr("ha")),
        Column(tr("Number that comes first"), "right"),
        *area_columns(tr("Comes first")),
    )

    def cells(title: str, row: dict) -> tuple[str, ...]:
        return (
            title,
            whole(row["gv_count"]),
            *area_cells(HA * row["gv_area_ha"]),
            percent(100 * row["gv_area_ha"] / total["gv_area_ha"]),
            hectares(HA * row["gv_done_ha"]),
            hectares(HA * row["gv_proposed_ha"]),
            whole(row["gv_first_count"]),
            *area_cells(HA * row["gv_first_ha"]),
        )

    return Table(
        columns,
        tuple(cells(uses[row["gv_use_after"] or UNDECIDED], row) for row in table[:-1]),
        total=cells(tr("All"), total),
        caption=tr("Vacated land by its use afterwards"),
        note=tr(
            "Done already is what a plot has become between the two dates; of the others the rules propose the use. "
            "What comes first counts plots that are not done."
        ),
    )


def _rules(inputs: Inputs, result: Uses) -> Table:
    """Return the chain of rules in words, with what each of them decided."""
    uses, features = chain_use_names(), result.features
    columns = [Column(tr("Order"), "right"), Column(tr("Where the plot lies")), Column(tr("Use afterwards"))]
    columns += [Column(tr("Number"), "right"), *area_columns(tr("Area"))]
    rows = []
    for order, (area, use) in enumerate(inputs.chain, 1):
        decided = (features["rule"] == area) & (features["use"] == use)
        if use == NOT_FARMLAND:
            decided = features["barred"]
        ground = features["ground_m2"][decided].sum()
        cells = (whole(order), _condition(inputs, area, use), uses[use], whole(decided.sum()), *area_cells(ground))
        rows.append(cells)
    note = profiles.active().clause("vacated_use.chain", language())
    return Table(tuple(columns), tuple(rows), caption=tr("The rules, of which the first that holds decides"), note=note)


def _condition(inputs: Inputs, area: str, use: str) -> str:
    """Say in words what a rule asks for."""
    if area == OTHERWISE:
        if use != FARMLAND:
            return tr("Anywhere else")
        return tr("Anywhere else, on plots of at least {area:g} m²").format(area=inputs.min_farmland_m2)
    counted = (area, BASIC_FARMLAND) if area == FARMLAND_SPACE else (area,)
    if not inputs.areas.keys() & set(counted):
        return tr("In: {area} (layer not given)").format(area=area_names()[area])
    if use != FARMLAND:
        return tr("In: {area}").format(area=area_names()[area])
    text = tr("In, or at most {distance:g} m away from: {area}; on plots of at least {smallest:g} m²")
    distance, smallest = inputs.max_farmland_distance_m, inputs.min_farmland_m2
    return text.format(distance=distance, area=area_names()[area], smallest=smallest)


def _largest(inputs: Inputs, wanted: np.ndarray, size: pd.Series) -> np.ndarray:
    """Return the rows of the plots that are wanted, the largest first; of equals the western one."""
    rows = np.flatnonzero(wanted)
    place = rank_of(inputs.vacated.geometry[rows], np.array(inputs.ids, dtype=object)[rows])
    return rows[np.lexsort((place, -np.round(size.to_numpy()[rows], _DECIMALS)))]


def _first(inputs: Inputs, result: Uses, found: MadeTables, places: np.ndarray) -> tuple[Part, ...]:
    features, areas = result.features, area_names()
    clause = profiles.active().clause("vacated_use.first", language())
    if not inputs.first:
        return (Text((tr("The plan profile names no areas in which land comes first."), clause)),)
    rule = tr("Vacated and restored first is what lies in: {areas}.")
    rule = rule.format(areas=tr(", ").join(areas[name] for name in inputs.first))
    given = [name for name in inputs.first if name in inputs.areas]
    if not given:
        return (Text((rule, clause, tr("None of these layers was given, so nothing was looked at."))),)
    rows, due = [], ~features["done"]
    for name in given:
        inside = features["first"].map(lambda first, name=name: name in first) & due
        rows.append((areas[name], whole(inside.sum()), *area_cells(features["ground_m2"][inside].sum())))
    first = features["first"].map(bool) & due
    columns = (Column(tr("Comes first because it lies in")), Column(tr("Number"), "right"), *area_columns(tr("Area")))
    table = Table(
        columns,
        tuple(rows),
        total=(tr("All"), whole(first.sum()), *area_cells(result.first_m2)),
        caption=tr("Why land comes first"),
        note=tr(
            "A plot that lies in several of them counts in each, and once in the row for all; plots that have become "
            "farmland, water or green space already are not counted."
        ),
    )
    if not len(places):
        return Text((rule, clause)), table, Text((tr("No plot of vacated land comes first."),))
    return Text((rule, clause)), table, _places(inputs, result, found, places, int(first.sum()))


def _places(inputs: Inputs, result: Uses, found: MadeTables, places: np.ndarray, count: int) -> Table:
    areas, uses, features = area_names(), use_names(), result.features
    codes = found.table("USES")["gv_use_rule"]
    columns = [Column(tr("No."), "right"), Column(tr("Plot")), *area_columns(tr("Area")), Column(tr("Lies in"))]
    columns += [Column(tr("Use afterwards")), Column(tr("Rule that decided"))]
    rows = tuple(
        (
            whole(number),
            inputs.ids[row],
            *area_cells(features["area_m2"].iat[row]),
            tr(", ").join(areas[name] for name in features["first"].iat[row]),
            uses[features["use"].iat[row]],
            rule_name(codes.iat[row]),
        )
        for number, row in enumerate(places, 1)
    )
    note = tr("The first {shown} of {count} plots by size; the map has them by their numbers.")
    return Table(
        tuple(columns),
        rows,
        caption=tr("The largest plots that come first"),
        note=note.format(shown=len(rows), count=count),
    )


def _serving(inputs: Inputs, result: Uses) -> np.ndarray:
    """Return the rows of the green plots that reach the most blind ground."""
    features = result.features
    serving = (features["use"] == GREEN) & ~features["done"] & (features["fills_blind_m2"] > 0)
    return _largest(inputs, serving.to_numpy(dtype=bool), features["fills_blind_m2"])[:LISTED_GREEN]


def _numbers(inputs: Inputs, result: Uses, places: np.ndarray) -> dict[int, int]:
    """Return the number of each plot that a list of the report has: one, in whichever lists it is, and on the map."""
    listed = [*places.tolist(), *(_serving(inputs, result).tolist() if BLIND in inputs.areas else [])]
    return {row: number for number, row in enumerate(dict.fromkeys(listed), 1)}


def _map(run: Run, inputs: Inputs, result: Uses, numbers: dict[int, int]) -> Picture:
    geometry, features, uses = inputs.vacated.geometry, result.features, use_names()
    layers = background((area_names()[name], area.geometry) for name, area in inputs.areas.items() if name != BLIND)
    if BLIND in inputs.areas and len(inputs.areas[BLIND].fid):
        blind = inputs.areas[BLIND].geometry
        layers.append(MapLayer(tr("Blind areas"), blind, palette.BLIND, palette.BLIND, 0.4, alpha=0.25))
    first = (features["first"].map(bool) & ~features["done"]).to_numpy(dtype=bool)
    if first.any():  # under the plots, since an outline over small ones would hide their use
        layers.append(MapLayer(tr("Vacate and restore first"), geometry[first], None, palette.FIRST, 3.0))
    number = np.full(len(geometry), "", dtype=object)
    for row, one in numbers.items():
        number[row] = whole(one)
    bands, plots = [], []
    for use in result.summary["use"]:
        of_use = (features["use"] == use).to_numpy()
        if of_use.any():
            face, edge = palette.USES.get(use, palette.UNKNOWN), palette.USE_EDGES.get(use, palette.UNKNOWN_EDGE)
            bands.append(MapLayer("", geometry[of_use], None, face, 1.6))  # the smallest is seen, and its use
            plots.append(MapLayer(uses[use], geometry[of_use], face, edge, 0.3, names=tuple(number[of_use])))
    layers += [*bands, *plots]
    west, south, east, north = map(float, shapely.total_bounds(geometry))
    margin = 0.04 * max(east - west, north - south)
    bounds = (west - margin, south - margin, east + margin, north + margin)
    caption = tr("Uses on the map; numbers are those of the lists")
    return picture(run, layers, tr("Map of vacated land by its use afterwards"), caption, bounds)


def _blind(run: Run, inputs: Inputs, result: Uses, numbers: dict[int, int]) -> tuple[Part, ...]:
    features = result.features
    green = ((features["use"] == GREEN) & ~features["done"]).to_numpy(dtype=bool)
    serving = green & (features["fills_blind_m2"] > 0).to_numpy()
    given = float(run.measure()(inputs.areas[BLIND].geometry).sum())
    text = tr(
        "As parks, the {green} plots that are to become green space would serve {served} ha of the {given} ha of "
        "blind areas; {serving} of them reach any. Where several reach the same ground, it counts once here."
    )
    sentence = text.format(
        green=int(green.sum()),
        served=hectares(result.fills_blind_m2),
        given=hectares(given),
        serving=int(serving.sum()),
    )
    if not serving.any():
        return (Text((sentence,)),)
    most = _serving(inputs, result)
    columns = [Column(tr("No."), "right"), Column(tr("Plot")), *area_columns(tr("Area"))]
    columns += area_columns(tr("Blind areas within reach"))
    rows = tuple(
        (
            whole(numbers[row]),
            inputs.ids[row],
            *area_cells(features["area_m2"].iat[row]),
            *area_cells(features["fills_blind_m2"].iat[row]),
        )
        for row in most.tolist()
    )
    note = tr("The first {shown} of {count} plots; each counts all blind ground within its own reach.")
    table = Table(
        tuple(columns),
        rows,
        caption=tr("Green plots that reach the most blind ground"),
        note=note.format(shown=len(rows), count=int(serving.sum())),
    )
    return Text((sentence,)), table


def _method(run: Run, inputs: Inputs, result: Uses) -> tuple[Part, ...]:
    profile, areas = profiles.active(), area_names()
    facts = []
    for parameter, text, value, rule in (
        ("MIN_FARMLAND_M2", "{value:,g} m²", inputs.min_farmland_m2, "min_farmland_m2"),
        ("MAX_FARMLAND_DISTANCE", "{value:,g} m", inputs.max_farmland_distance_m, "max_farmland_distance_m"),
        ("SHARE", "{value:g}", inputs.share, "share"),
    ):
        key = f"vacated_use.{rule}"
        source = source_of(key, value == profile.value(key))
        facts.append((run.title(parameter), f"{text.format(value=value)} · {source}"))
    if BLIND in inputs.areas:
        facts.append((run.title("TIERS"), radii_text(inputs.tiers)))
    facts += [plan_fact(), (tr("Vacated land"), counts_sentence(inputs.vacated))]
    facts += [(areas[name], counts_sentence(layer)) for name, layer in inputs.areas.items()]
    facts += [crs_fact(run), areas_fact(run)]
    rules = tr(
        "A plot lies in an area when at least the given share of its own area does. The plan asks that land for "
        "farmland be of some size and near; that the size is the plot's own and nearness a distance is our reading. "
        "Permanent basic farmland lies inside farmland protection space and counts as it. "
        "Whether the soil is fit for reclamation is not looked at. A green plot serves, as the park it may become, "
        "the radius that a park of its area has."
    )
    clause = profile.clause("vacated_use.farmland_balance", language())
    return Facts(tuple(facts)), Text((rules, clause, *remarks(inputs, result)))
