"""The report on the ecological security pattern."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ....core.drawing import palette
from ....core.drawing.maps import MapLayer, places
from ....core.pattern.codes import TIERS
from ....core.progress import Progress
from ....core.report import (
    Column,
    Facts,
    KeyFigure,
    Part,
    Picture,
    Section,
    Table,
    Text,
)
from ....i18n import language, tr
from ... import profiles
from ...framework.making import MadeTables
from ...framework.run import Run
from ...io.layer_names import parameter_of
from ...io.layer_reading import counts_sentence
from ...reports.areas import area_cells, area_columns, mu_cells, mu_columns
from ...reports.frame import Body, areas_fact, crs_fact, plan_fact
from ...reports.maps import numbered, picture
from ...reports.units import (
    hectares,
    hectares_unit,
    percent,
    square_kilometres,
    square_kilometres_unit,
    square_metres,
    whole,
)
from ...words.tiers import control_zone_name, tier_name
from .inputs import Inputs
from .names import kind_names, line_names, pair_name
from .remarks import remarks
from .tables import PatternResult, sources

_LISTED = 20


def body(run: Run, inputs: Inputs, result: PatternResult, found: MadeTables, progress: Progress) -> Body:
    """Return what the report says; every text in it is in the user's language."""
    sections = [
        Section(tr("Three tiers"), (_tiers(result), Text(_regimes()))),
        Section(tr("Where"), (_map(run, inputs, result),)),
        Section(tr("What each layer gives"), (_layers(result),)),
    ]
    if result.construction is not None:
        sections.insert(1, Section(tr("Construction land in the pattern"), _construction(inputs, result)))
    if len(inputs.drawn_lines) > 1:
        # What is broken comes first, what holds last.
        place = 0 if len(result.real_lines) else len(sections)
        sections.insert(place, Section(tr("Control lines"), _lines(inputs, result)))
    sections.append(Section(tr("How it was made"), _method(run, inputs, result)))
    return Body(" · ".join(inputs.labels), _figures(inputs, result), sections)


def _figures(inputs: Inputs, result: PatternResult) -> tuple[KeyFigure, ...]:
    area = result.pattern.tiers.set_index("tier")["area_m2"]
    figures = [
        KeyFigure(tier_name(tier), square_kilometres(area[tier]), square_kilometres_unit(area[tier])) for tier in TIERS
    ]
    if result.construction is not None:
        check = result.construction_m2(2) + result.construction_m2(3)
        figures.append(KeyFigure(tr("Construction land to check"), hectares(check), hectares_unit(check)))
    if len(inputs.drawn_lines) > 1:
        figures.append(KeyFigure(tr("Conflicts between control lines"), whole(len(result.real_lines))))
    return tuple(figures)


def _tiers(result: PatternResult) -> Table:
    table = result.pattern.tiers
    cut, built = np.isfinite(result.pattern.extent_m2), result.construction is not None
    columns = [Column(tr("Tier")), Column(tr("Control zone")), Column(tr("Pieces"), "right")]
    columns += [Column(tr("Area"), "right", tr("km²")), *mu_columns(tr("Area"))]
    columns += [Column(tr("Share of the area"), "right")] if cut else []
    columns += [Column(tr("Construction land"), "right", tr("ha"))] if built else []

    def cells(title: str, zone: str, row: pd.Series, tiers: tuple[int, ...]) -> tuple[str, ...]:
        texts = [title, zone, whole(row["pieces"]), square_kilometres(row["area_m2"]), *mu_cells(row["area_m2"])]
        texts += [percent(100 * row["share"])] if cut else []
        texts += [hectares(sum(map(result.construction_m2, tiers)))] if built else []
        return tuple(texts)

    named = [(int(row["tier"]), row) for _, row in table.iterrows()]
    rows = tuple(cells(tier_name(tier), control_zone_name(tier), row, (tier,)) for tier, row in named)
    total = cells(tr("All"), "", table.sum(skipna=False), TIERS)
    note = tr("Ground that several tiers claim belongs to the strictest of them, and counts once.")
    return Table(tuple(columns), rows, caption=tr("Area of each tier"), total=total, note=note)


def _regimes() -> tuple[str, ...]:
    return (
        tr("Baseline tier: strictest protection; construction land in it is a conflict to resolve."),
        tr("General tier: only compatible construction; check it against the admission conditions."),
        tr("Ideal tier: development under conditions; check it against the negative list."),
    )


def _layers(result: PatternResult) -> Table:
    unit = tr("km²")
    columns = (
        Column(tr("Layer")),
        Column(tr("Area"), "right", unit),
        Column(tr("Decides the tier"), "right", unit),
        Column(tr("Decides it alone"), "right", unit),
    )
    rows = tuple(
        (row["label"], *(square_kilometres(row[name]) for name in ("area_m2", "decides_m2", "alone_m2")))
        for _, row in result.pattern.contributions.iterrows()
    )
    note = tr(
        "A layer decides where no other puts the ground into a stricter tier, and alone where no other layer gives the "
        "same tier."
    )
    return Table(columns, rows, caption=tr("Layers of the pattern"), note=note)


def _first_places(result: PatternResult) -> pd.DataFrame:
    """Return the largest places of construction land in the strictest tier that has any, by their rows."""
    table = result.real_construction
    return table[table["tier"] == table["tier"].min()].head(_LISTED)


def _largest_lines(result: PatternResult) -> pd.DataFrame:
    """Return the largest conflicts of control lines, by their rows."""
    return result.real_lines.sort_values("area_m2", ascending=False, kind="stable").head(_LISTED)


def _construction(inputs: Inputs, result: PatternResult) -> tuple[Part, ...]:
    assert result.construction is not None
    table, kinds = result.real_construction, kind_names()
    if not len(table):
        lost = inputs.unread.sentences(
            "CONSTRUCTION", "EXTENT_LAYER", *{parameter_of(one.key) for one in inputs.layers}
        )
        none = tr("What was read of construction land does not lie in what was read of the pattern.")
        return (Text((none, *lost)),) if lost else (Text((tr("No construction land lies in the pattern."),)),)
    sums = table.groupby("kind")["area_m2"].agg(["size", "sum"])
    rows = tuple(
        (kinds[kind], whole(sums.loc[kind, "size"]), *area_cells(sums.loc[kind, "sum"]))
        for kind in kinds
        if kind in sums.index
    )
    columns = [Column(tr("Kind")), Column(tr("Places"), "right"), *area_columns(tr("Area"))]
    named = sources(result.pattern)
    first, before = _first_places(result), len(_largest_lines(result))
    places = tuple(
        (
            str(before + at + 1),
            str(inputs.construction_ids[int(row["construction"])]),
            tier_name(int(row["tier"])),
            named[int(row["pattern"])],
            square_metres(row["area_m2"]),
        )
        for at, (_, row) in enumerate(first.iterrows())
    )
    titles = (tr("No."), tr("Feature"), tr("Tier"), tr("Layers that decide the tier"))
    caption = tr("The largest places in the strictest tier that has any")
    return (
        Table(tuple(columns), rows, caption=tr("Construction land by what to do")),
        Table((*map(Column, titles), Column(tr("Area"), "right", tr("m²"))), places, caption=caption),
    )


def _lines(inputs: Inputs, result: PatternResult) -> tuple[Part, ...]:
    real, kinds, names = result.real_lines, kind_names(), line_names()
    lost = inputs.unread.sentences(*inputs.deciding_lines)
    if not len(real) and lost:
        return (Text((tr("What was read of the control lines does not conflict."), *lost)),)
    if not len(real):
        checked = tr(", ").join(names[line] for line in inputs.drawn_lines)
        return (
            Text((tr("These control lines do not cross, overlap or hold each other: {lines}.").format(lines=checked),)),
        )
    sums = real.groupby(["first", "second", "kind"])["area_m2"].agg(["size", "sum"])
    rows = tuple(
        (pair_name(one, two), kinds[kind], whole(row["size"]), hectares(row["sum"]))
        for (one, two, kind), row in sums.iterrows()
    )
    columns = (Column(tr("Control lines")), Column(tr("Kind")), Column(tr("Number"), "right"))
    held = {"first": 0, "second": 1}

    def whose(row: pd.Series) -> str:
        pair = (names[row["first"]], names[row["second"]])
        return tr("Both") if row["whose"] == "both" else pair[held[row["whose"]]] if row["whose"] else "–"

    largest = _largest_lines(result)
    places = tuple(
        (
            str(at + 1),
            pair_name(row["first"], row["second"]),
            kinds[row["kind"]],
            whose(row),
            square_metres(row["area_m2"]),
        )
        for at, (_, row) in enumerate(largest.iterrows())
    )
    titles = (tr("No."), tr("Control lines"), tr("Kind"), tr("Which of the two is held or passed through"))
    area = Column(tr("Area"), "right", tr("ha"))
    note = tr(
        "The plan asks that the control lines neither cross nor overlap nor conflict and defines none of these words; "
        "the three kinds are our reading."
    )
    return (
        Table((*columns, area), rows, caption=tr("Conflicts between control lines"), note=note),
        Table((*map(Column, titles), Column(tr("Area"), "right", tr("m²"))), places, caption=tr("The largest of them")),
    )


def _map(run: Run, inputs: Inputs, result: PatternResult) -> Picture:
    pattern = result.pattern
    layers = []
    if inputs.extent is not None:
        layers.append(MapLayer("", inputs.extent, palette.PAPER, palette.LINE, 0.5))
    for tier in TIERS[::-1]:
        own = pattern.geometry[pattern.tier == tier]
        if len(own):
            layers.append(MapLayer(tier_name(tier), own, palette.TIERS[tier - 1], palette.TIER_EDGES[tier - 1], 0.2))
    for name, polygons in inputs.lines.items():
        layers.append(MapLayer(line_names()[name], polygons.geometry, None, palette.CONTROL_LINES[name], 0.8))
    real = ~result.lines.table["sliver"].to_numpy(dtype=bool)
    if real.any():  # under what is built there, of which there is less
        label = tr("Conflicts between control lines")
        layers += places(label, result.lines.geometry[real], palette.LINES, palette.LINES_EDGE)
    if result.construction is not None:
        real = ~result.construction.table["sliver"].to_numpy(dtype=bool)
        tiers = np.where(real, result.construction.table["tier"], 0)
        for shown, label, face, edge in (
            (tiers > 1, tr("Construction land to check"), palette.TO_CHECK, palette.TO_CHECK_EDGE),
            (tiers == 1, tr("Construction land in the baseline tier"), palette.CONFLICT, palette.CONFLICT_EDGE),
        ):
            if shown.any():
                layers += places(label, result.construction.geometry[shown], face, edge)
    if not layers:
        layers.append(MapLayer("", inputs.geometry, palette.PAPER, palette.LINE, 0.2))
    bounds = shapely.total_bounds(np.concatenate([layer.geometry for layer in layers]))
    # The numbers go on from list to list, so that each is on the map once.
    lines, first = _largest_lines(result).index.to_numpy(), _first_places(result).index.to_numpy()
    if result.construction is not None:
        start = len(lines) + 1
        layers.append(numbered(result.construction.geometry[first], range(start, start + len(first))))
    layers.append(numbered(result.lines.geometry[lines], range(1, len(lines) + 1)))
    alt, caption = tr("Map of the security pattern"), tr("The pattern and what conflicts with it, by the numbers below")
    return picture(run, layers, alt, caption, bounds)


def _method(run: Run, inputs: Inputs, result: PatternResult) -> tuple[Part, ...]:
    facts = [(features.label, counts_sentence(features)) for features in run.inputs]
    facts += [
        (tr("Parts of the baseline tier"), profiles.active().clause("security_pattern.parts", language())),
        plan_fact(),
        crs_fact(run),
        areas_fact(run),
        (tr("Width below which an overlap is a sliver (m)"), f"{inputs.sliver_m:g}"),
    ]
    rule = tr(
        "The strictest tier holds wherever layers lie on each other; the plan states the tiers, and that the strictest "
        "wins is our reading. Every square metre belongs to one tier; each piece names all layers that put it there."
    )
    return Facts(tuple(facts)), Text((rule, *remarks(inputs, result)))
