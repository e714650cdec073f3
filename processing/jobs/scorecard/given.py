"""Indicator scorecard: the table of values, from statistics or earlier runs."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from ....core.indicators.heads import Said, head_of
from ....core.indicators.indicator import Indicator
from ....core.indicators.magnitude import far_from
from ....core.indicators.standing import Source
from ....core.indicators.titles import asks_in, other_years_in, units_around
from ....core.plaintext import half_width, says_nothing, text_of, year_in
from ....core.scorecard.codes import CELL_ABOVE, FAR, OF_PART, PLACE_ABOVE, ROW_SAYS, TITLE
from ....core.scorecard.figures import WHOLE, Figure
from ....i18n import tr
from ...framework.run import Run
from ...io.features import Rows
from ...io.layer_names import named
from . import said_units
from .beside import doubts as doubts_beside
from .beside import other_fields, parts_of, place_above
from .blocks import Block, blocks
from .groups import above_cells
from .meant import called_alone, meant, whole_names, zone_of
from .names import FIELDS, column_names
from .row import Row, Table
from .said_units import plain
from .sections import sections, without_sections
from .sheet import fields_of, is_filled, refuse_beyond, without, without_asked, without_notes


def read(run: Run, known: Sequence[Indicator], zones: Sequence[str]) -> Iterator[tuple[str, Figure]]:
    """Give the values of the table, each behind what sentences call it; stop the run where it says two of the same."""
    found: dict[tuple, float] = {}
    unsure: dict[tuple, tuple[str, Figure]] = {}
    for table in (_table(run, block, known, zones) for rows in run.rows("VALUES") for block in blocks(rows)):
        for row in (Row(table, at) for at in range(table.rows.count)):
            for figure in _figures(row, known, zones):
                key = figure.id, figure.zone, figure.year
                if figure.doubt.startswith((CELL_ABOVE, PLACE_ABOVE, ROW_SAYS, OF_PART)):  # of which zone, or kind?
                    unsure.setdefault(key, (table.rows.named, figure))
                    continue
                first = found.setdefault(key, figure.value)
                if not math.isclose(first, figure.value, rel_tol=1e-12):
                    text = tr(
                        "“{layer}”, row {row}: “{indicator}” has another value of {year} already, {first:g} and now "
                        "{second:g}; keep one of them."
                    )
                    row.fail(text, indicator=row.cell("indicator"), year=figure.year, first=first, second=figure.value)
                yield table.rows.named, figure
        table.note_texts()
    yield from (one for key, one in unsure.items() if key not in found)


def _table(run: Run, block: Block, known: Sequence[Indicator], zones: Sequence[str]) -> Table:
    """Return a table of values; stop the run where it lacks a field."""
    rows, notes = without_notes(block.rows)
    below = [*block.below, *notes]
    fields = fields_of(run, rows, zones)
    value = fields["value"][0]
    refuse_beyond(block.rows)
    refuse_beyond(block.rows, behind=value)
    head = head_of(value, FIELDS["value"])
    if head.no_value:
        text = tr(
            "“{layer}”: the field “{field}” says “{word}” in its name, so its values are not those of the year of "
            "their row; give these, or rename the field where they are."
        )
        run.fail(text, layer=rows.named, word=head.no_value, field=value)
    if rows.count and not is_filled(rows, value):
        names = tr(", ").join(name for name in rows.fields if name)
        text = tr("“{layer}”: nothing stands in “{field}”, so the table gives no value; its fields are: {fields}.")
        run.note(text.format(layer=rows.named, field=value, fields=names))

    def indicators(at: int) -> set[str]:
        names = (text_of(rows.columns[name][at]) for name in fields["indicator"])
        return {one.id for name in names for one in called_alone(known, name)}

    def figure(at: int) -> tuple:
        years = [half_width(rows.columns[name][at])[:4] for name in fields["year"]]
        return (*sorted(indicators(at)), *years)

    whole = whole_names(known)
    merged = above_cells(rows, fields, whole, figure)
    said, of_all = sections(rows, fields, indicators)
    rows = without(rows, {at for at, number in enumerate(rows.numbers) if number not in said})
    rows = without_sections(run, without_asked(run, rows), said)
    below += of_all
    if not fields["zone"] and not any(said[one].place(zones, [*whole])[0] for one in rows.numbers):
        text = tr("“{layer}” has no field {zone}, so all of its values are taken for those of the whole.")
        run.note(text.format(layer=rows.named, zone=column_names(["zone"])))
    units = said_units.read(rows, fields, head, block.above, below)
    if units_around(block.unsure):
        units = replace(units, shared=(*units.shared, Said((), block.unsure)))
    former = units_around(block.former).units
    called = rows.named.removesuffix(named("", run.title("VALUES")))
    above = [rows.sheet, *block.above, *block.unsure]
    title = _title(rows, fields, called, above, below)
    place = place_above((called, *above, *below), whole, known, zones)
    others = other_fields(rows, fields, units)
    return Table(run, rows, fields, head, units, former, zones, whole, title, place, others, said, merged)


def _title(
    rows: Rows, fields: dict[str, tuple[str, ...]], called: str, above: Sequence[str], below: Sequence[str]
) -> str:
    """Return why nothing in a table is judged by what it is ``called`` or lines around it, a code, "" where it is."""
    years = set()
    for name in fields["year"]:
        for year in map(text_of, rows.columns[name]):
            with suppress(ValueError):
                years.add(year_in(year))
    found = asks_in([called, *above]) or asks_in(below, below=True)
    found = found or other_years_in(above, years) or other_years_in(below, years, below=True)
    return f"{TITLE}{plain(found)}" if found else ""


def _figures(row: Row, known: Sequence[Indicator], zones: Sequence[str]) -> Iterator[Figure]:
    """Return the value of a row, of each indicator that it means; nothing where it is empty."""
    cell = row.cell("value")
    if not cell:
        return
    if says_nothing(cell):
        row.table.without.append((row.number, cell))
        return
    indicators = meant(row, known)
    year = row.year()
    parts = frozenset() if row.cell("zone") or row.place[0] else parts_of(known, zones)
    for one in indicators:
        zone, of_whole = zone_of(row, one, known, zones)
        source = Source(of_zone=zone != WHOLE, of_whole=of_whole)
        value, doubt = row.amount(one)
        figure = far_from(one, value) if zone == WHOLE else None
        far = "" if figure is None else f"{FAR}{value:.15g}={figure:.15g}"
        doubts = [why for why in (*_doubts(row, one, year, parts), doubt, row.table.title) if why]
        doubts = doubts or [why for why in (far,) if why]
        for why in doubts:
            row.table.doubts.setdefault(why, []).append(row.number)
        doubt = next(iter(doubts), "")
        yield Figure(one.id, zone, year, value, source, given=True, doubt=doubt)


def _doubts(row: Row, indicator: Indicator, year: int, parts: Collection[str]) -> Iterator[str]:
    """Give why the rows above a row, or its other cells, leave open what its value is, codes.

    ``parts``: names of parts of the city, () where the row says its zone.
    """
    cells = [(name, row.table.rows.columns[name][row.at]) for name in row.table.others]
    yield from doubts_beside(cells, indicator, year, row.table.whole, parts)
    own = () if indicator.extent is None else indicator.extent.values()
    if parts and row.table.place and not any(name in row.table.place for name in own):
        yield f"{OF_PART}{plain(row.table.place)}"
    yield row.table.merged.get(row.number, "")
    if row.place[1]:
        yield f"{PLACE_ABOVE}{plain(row.place[1])}"
    if (title := row.section.title(year)) != "":
        yield f"{TITLE}{plain(title)}"
