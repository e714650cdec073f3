"""Indicator scorecard: the table of values, from statistics or earlier runs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NoReturn

from qgis.core import QgsProcessingException

from ....core.indicators.codes import PER_HEAD, PERCENT
from ....core.indicators.heads import Head, head_of
from ....core.indicators.indicator import Indicator, in_common, named, nearest
from ....core.indicators.magnitude import FRACTION, NEGATIVE, NO_SHARE, far_from, figures_of, impossible
from ....core.indicators.standing import Source
from ....core.indicators.titles import asks_in, other_years_in
from ....core.indicators.units import apart, brought, is_known
from ....core.plaintext import half_width, is_plain, number_in, text_of, year_in
from ....core.scorecard.codes import FAR, TITLE
from ....core.scorecard.figures import WHOLE, Figure
from ....i18n import tr
from ... import profiles
from ...framework.run import Run
from ...io.features import Rows
from ...io.layer_reading import fieldless
from ...words.indicators import called, unit_name
from . import said_units
from .names import FIELDS, FIRST_YEAR, LAST_YEAR, TOTALS, column_names, reasons_text
from .said_units import Units, plain, settled
from .sheet import fields_in, is_filled, no_zones, refuse_beyond, refuse_split, with_head, without_asked, without_notes
from .wording import number

_IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]$")


@dataclass(frozen=True)
class _Table:
    """A table of values: the fields that it has for what such a table tells, those in which something stands first, and
    the texts that were read as numbers, by the row that they stand in. ``head``: that of the values; ``title``: why
    all that is in it is not judged, a code, "" where it is. ``brought``: values of other units than the plan's, as they
    were given and as they are in it; ``doubts``: why values are not judged, codes, each behind the first row of it.
    """

    run: Run
    rows: Rows
    fields: dict[str, tuple[str, ...]]
    head: Head
    units: Units
    title: str = ""
    texts: dict[int, tuple[str, float]] = field(default_factory=dict)
    brought: list[tuple[str, str]] = field(default_factory=list)
    doubts: dict[str, int] = field(default_factory=dict)

    def note_texts(self) -> None:
        """Tell of numbers written in another way than as digits, or in other units, and of what is not judged."""
        for doubt, row in self.doubts.items():
            of_row, of_all = tr("“{layer}”, row {row}: {sentence}"), tr("“{layer}”: {sentence}")
            text = of_all if doubt == self.title else of_row
            self.run.note(text.format(layer=self.rows.named, row=row, sentence=reasons_text([doubt])))
        if self.brought:
            note = tr("“{layer}”: {count} values are brought to the plan's unit, such as {given} to {value}.")
            given, value = self.brought[0]
            self.run.note(note.format(layer=self.rows.named, count=len(self.brought), given=given, value=value))
        if not self.texts:
            return
        note = tr("“{layer}”: {count} values are written as text, such as “{text}”, which was read as {number:.15g}.")
        text, number = next(iter(self.texts.values()))
        self.run.note(note.format(layer=self.rows.named, count=len(self.texts), text=text, number=number))


@dataclass(frozen=True)
class _Row:
    """A row of the table of values, as sentences call it, and what stands in it."""

    table: _Table
    at: int

    @property
    def number(self) -> int:
        """Its number, as users see it."""
        return self.table.rows.numbers[self.at]

    def field(self, what: str) -> str:
        """Return the field that tells what, in this row where something stands in one; "" where there is none."""
        own = self.table.fields[what]
        return next((name for name in own if self._text(name)), own[0] if own else "")

    def cell(self, what: str) -> str:
        """Return what stands in the field that tells what, without blanks around."""
        return self._text(self.field(what)) if self.table.fields[what] else ""

    def cells(self, fields: Iterable[str]) -> list[str]:
        """Return what stands in fields, without those in which nothing does."""
        return [text for text in map(self._text, fields) if text]

    def _text(self, field: str) -> str:
        return text_of(self.table.rows.columns[field][self.at])

    def fail(self, text: str, what: str = "value", **values: object) -> NoReturn:
        """Stop the run for this row, and what stands in its field for ``what``."""
        names = {"layer": self.table.rows.named, "row": self.number, "field": self.field(what)}
        self.table.run.fail(text, **names, value=self.cell(what), **values)

    def amount(self, indicator: Indicator) -> tuple[float, str]:
        """Return the value in the indicator's unit, and why nobody knows in which unit it is, a code, "" where it is.

        Behind the value, in fields, in the head, above and below the table the unit may stand.
        """
        cell, found, unit = self.cell("value"), math.nan, indicator.unit
        plain, behind = apart(cell, unit)
        said, doubt = self._unit(behind, indicator)
        with suppress(ValueError):
            found = number_in(plain, (unit, unit_name(unit)))
        if not math.isfinite(found):  # “nan” and “inf” are numbers to Python alone
            text = tr(
                "“{layer}”, row {row}: “{value}” in “{field}” is no number of the unit {unit}; correct it, or leave it "
                "empty."
            )
            self.fail(text, unit=unit_name(unit))
        value = brought(found, said, unit)
        if value is None:
            text = tr(
                "“{layer}”, row {row}: the value is given in “{said}”, and {id} is one in {unit}; give it in this unit."
            )
            self.fail(text, said=said, id=indicator.id, unit=unit_name(unit))
        if not is_plain(cell):
            self.table.texts[self.number] = cell, found
        if value != found:
            self.table.brought.append((f"{number(found)} {said}", f"{number(value)} {unit_name(unit)}"))
        self._check(indicator, value)
        return value, doubt

    def _unit(self, behind: str, indicator: Indicator) -> tuple[str, str]:
        """Return the unit that the table says, the plan's for none, and why nobody knows it; stop where it says two."""
        names = (_IN_BRACKETS.search(half_width(name)) for name in self.cells(self.table.fields["indicator"]))
        own = [*filter(None, [behind]), *(found[1] for found in names if found is not None and is_known(found[1]))]
        unit = indicator.unit
        per_head = indicator.measure.kind == PER_HEAD
        units, doubt = settled(self.table.units, self.at, own, unit, unit_name(unit), per_head)
        if len(units) > 1:
            text = tr("“{layer}”, row {row}: the value may be given in {units}; leave the unit in which it is.")
            self.fail(text, units=tr(", ").join(units))
        return next(iter(units), unit), doubt

    def _check(self, indicator: Indicator, found: float) -> None:
        """Stop the run for a value that cannot be meant."""
        why, known = impossible(indicator, found), figures_of(indicator)
        names = {"id": indicator.id, "number": number(found), "unit": unit_name(indicator.unit)}
        if why == NEGATIVE:
            text = tr("“{layer}”, row {row}: “{value}” in “{field}” is less than 0, which {id} cannot be; correct it.")
            self.fail(text, **names)
        if why == NO_SHARE:
            text = tr(
                "“{layer}”, row {row}: “{value}” in “{field}” is more than 100 %, which {id} cannot be; correct it."
            )
            self.fail(text, **names)
        if why == FRACTION and not half_width(self.cell("value")).endswith(PERCENT):
            text = tr(
                "“{layer}”, row {row}: “{value}” in “{field}” is read as {number} %, and the plan's figures of {id} "
                "are {known} %; write {hundredfold}, or “{number}%” where that is meant."
            )
            figures = tr(", ").join(map(number, known))
            self.fail(text, known=figures, hundredfold=f"{100 * found:.12g}", **names)

    def year(self) -> int:
        """Return of which year the value is."""
        if not self.cell("year"):
            self.fail(tr("“{layer}”, row {row}: it is not said of which year the value is; fill in “{field}”."), "year")
        try:
            found = year_in(self.cell("year"))
        except ValueError:
            found = 0
        if not FIRST_YEAR <= found <= LAST_YEAR:
            text = tr(
                "“{layer}”, row {row}: “{value}” in “{field}” is no year from {first} to {last}; write it with four "
                "digits, such as 2025."
            )
            self.fail(text, "year", first=FIRST_YEAR, last=LAST_YEAR)
        years = self.table.head.years
        if years and {*years} != {found}:
            text = tr(
                "“{layer}”, row {row}: by its name “{field}” holds values of {years}, and the row is one of {year}; "
                "correct the year, or the name of the field."
            )
            self.fail(text, years=tr(", ").join(map(str, years)), year=found)
        return found


def read(run: Run, known: Sequence[Indicator], zones: Sequence[str]) -> Iterator[tuple[str, Figure]]:
    """Give the values of the table, each behind what sentences call it; stop the run where it says two of the same."""
    found: dict[tuple, float] = {}
    for table in (_table(run, rows, zones) for rows in run.rows("VALUES")):
        for row in (_Row(table, at) for at in range(table.rows.count)):
            for figure in _figures(row, known, zones):
                key = figure.id, figure.zone, figure.year
                first = found.setdefault(key, figure.value)
                if not math.isclose(first, figure.value, rel_tol=1e-12):
                    text = tr(
                        "“{layer}”, row {row}: “{indicator}” has another value of {year} already, {first:g} and now "
                        "{second:g}; keep one of them."
                    )
                    row.fail(text, indicator=row.cell("indicator"), year=figure.year, first=first, second=figure.value)
                yield table.rows.named, figure
        table.note_texts()


def _table(run: Run, rows: Rows, zones: Sequence[str]) -> _Table:
    """Return a table of values; stop the run where it lacks a field."""
    rows, above = with_head(rows)
    refuse_beyond(rows)
    rows, below = without_notes(rows)
    rows = without_asked(run, rows)
    fields = {
        what: tuple(sorted(names, key=lambda name: not is_filled(rows, name)))
        for what, names in fields_in(rows.fields).items()
    }
    _refuse_several(run, rows, fields)
    whole = no_zones(rows, fields, zones)
    missing = [what for what, names in fields.items() if not names and not (whole and what == "zone")]
    names = [name for name in rows.fields if name]
    if missing and not names:
        raise QgsProcessingException(fieldless(rows.named))
    if missing:
        text = tr("“{layer}” has no field {missing}; a table of values has {needed}. Its fields are: {fields}.")
        some, needed = column_names(missing), column_names(FIELDS)
        run.fail(text, layer=rows.named, missing=some, needed=needed, fields=tr(", ").join(names))
    if whole:
        text = tr("“{layer}” has no field {zone}, so all of its values are taken for those of the whole.")
        run.note(text.format(layer=rows.named, zone=column_names(["zone"])))
    refuse_split(rows, fields["value"][0])
    head = head_of(fields["value"][0], FIELDS["value"])
    if head.no_value:
        text = tr(
            "“{layer}”: the field “{field}” says “{word}” in its name, so its values are not those of the year of "
            "their row; give these, or rename the field where they are."
        )
        run.fail(text, layer=rows.named, word=head.no_value, field=fields["value"][0])
    if rows.count and not is_filled(rows, fields["value"][0]):
        text = tr("“{layer}”: nothing stands in “{field}”, so the table gives no value; its fields are: {fields}.")
        run.note(text.format(layer=rows.named, field=fields["value"][0], fields=tr(", ").join(names)))
    below = [*below, *_notes_between(rows, fields)]
    units = said_units.read(rows, fields, head, above, below)
    return _Table(run, rows, fields, head, units, _title(rows, fields, above, below))


def _notes_between(rows: Rows, fields: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Give what stands in rows that have neither a value nor a year, which are remarks too."""
    needed = [rows.columns[name] for what in ("value", "year") for name in fields[what]]
    for at in range(rows.count):
        if not any(text_of(values[at]) for values in needed):
            yield from (text_of(rows.columns[name][at]) for name in dict.fromkeys(rows.fields))


def _title(rows: Rows, fields: dict[str, tuple[str, ...]], above: Sequence[str], below: Sequence[str]) -> str:
    """Return why nothing in a table is judged by its name or what stands above it and below, a code, "" where it is."""
    years = set()
    for name in fields["year"]:
        for year in map(text_of, rows.columns[name]):
            with suppress(ValueError):
                years.add(year_in(year))
    found = asks_in([rows.named, *above]) or asks_in(below, below=True)
    found = found or other_years_in(above, years) or other_years_in(below, years, below=True)
    return f"{TITLE}{plain(found)}" if found else ""


def _refuse_several(run: Run, rows: Rows, fields: dict[str, tuple[str, ...]]) -> None:
    """Stop the run where fields with something in them may both be the zone, the year or the value."""
    for what, names in fields.items():
        filled = [name for name in rows.fields if name in names and is_filled(rows, name)]
        if len(filled) > 1 and what != "indicator":  # id and name of an indicator say the same
            text = tr("“{layer}” has several fields that may be “{field}”: {names}; keep one, or rename the others.")
            run.fail(text, layer=rows.named, field=column_names([what]), names=tr(", ").join(filled))


def _figures(row: _Row, known: Sequence[Indicator], zones: Sequence[str]) -> Iterator[Figure]:
    """Return the value of a row, of each indicator that it means; nothing where it is empty."""
    if not row.cell("value"):
        return
    meant = _meant(row, known)
    year = row.year()
    for one in meant:
        zone, of_whole = _zone(row, one, known, zones)
        source = Source(of_zone=zone != WHOLE, of_whole=of_whole)
        value, doubt = row.amount(one)
        figure = far_from(one, value) if zone == WHOLE else None
        far = "" if figure is None else f"{FAR}{value:.15g}={figure:.15g}"
        doubts = [why for why in (doubt, row.table.title) if why] or ([far] if far else [])
        for why in doubts:
            row.table.doubts.setdefault(why, row.number)
        doubt = next(iter(doubts), "")
        yield Figure(one.id, zone, year, value, source, given=True, doubt=doubt)


def _meant(row: _Row, known: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Return the indicators that a row means; stop the run where it means none, or its fields mean different ones."""
    names = row.cells(row.table.fields["indicator"])
    if not names:
        text = tr("“{layer}”, row {row}: it is not said of which indicator the value is; fill in “{field}”.")
        row.fail(text, "indicator")
    found = {name: named(known, name) or _with_unit(known, name) for name in names}
    some = [name for name in found if found[name]]
    if not some:
        text = tr(
            "“{layer}”, row {row}: the plan profile has no indicator “{value}”; its nearest are: {near}. Write the id "
            "or the name of one in “{field}”."
        )
        row.fail(text, "indicator", near=called(nearest(known, names[0])))
    meant = found[some[0]]
    for name in some[1:]:
        if not in_common(meant, found[name]):
            text = tr("“{layer}”, row {row}: “{first}” and “{second}” are different indicators; correct one of them.")
            row.fail(text, first=some[0], second=name)
        meant = in_common(meant, found[name])
    return meant


def _with_unit(known: Sequence[Indicator], name: str) -> tuple[Indicator, ...]:
    """Return the indicators whose name has their unit in brackets behind it."""
    found = _IN_BRACKETS.search(half_width(name))
    if found is None:
        return ()
    units = {half_width(found[1]), found[1]}
    some = named(known, half_width(name)[: found.start()])
    return tuple(one for one in some if units & {one.unit, half_width(one.unit), unit_name(one.unit)})


def _zone(row: _Row, indicator: Indicator, known: Sequence[Indicator], zones: Sequence[str]) -> tuple[str, bool]:
    """Return the zone of a value, the whole where none is named or it is the ground that the indicator speaks of.

    And whether it is the whole city that is named.
    """
    zone = row.cell("zone")
    plain = "".join(half_width(zone).casefold().split())
    own = set() if indicator.extent is None else {name.casefold() for name in indicator.extent.values()}
    if zone.casefold() in ("", *own):
        return WHOLE, False
    if zone in zones:
        return zone, False
    if plain in _whole_names(known):
        return WHOLE, True
    if zones:
        text = tr("“{layer}”, row {row}: there is no zone “{value}”; the zones are {zones}. Write it as there.")
        row.fail(text, "zone", zones=tr(", ").join(zones))
    if plain in TOTALS:
        text = tr(
            "“{layer}”, row {row}: “{value}” in “{field}” may be the whole city or a part of it; leave it empty where "
            "it is the whole, else write the name of the part."
        )
        row.fail(text, "zone")
    return zone, False


def _whole_names(known: Sequence[Indicator]) -> set[str]:
    """Return the names of the whole city, in both languages and in small letters."""
    names = {*profiles.active().value("land_reduction.whole")}
    names |= {name for one in known if one.whole and one.extent is not None for name in one.extent.values()}
    names |= {name.removesuffix("市") for name in names if len(name) > len("全市")}
    names |= {f"{name}域" for name in names if name.endswith("市") and len(name) > len("全市")}
    return {"".join(name.casefold().split()) for name in names}
