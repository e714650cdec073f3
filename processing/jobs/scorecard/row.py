"""Indicator scorecard: a table of values and its rows, and what is said of one: value, unit and year."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import NoReturn

from ....core.indicators.codes import PER_HEAD, PERCENT
from ....core.indicators.heads import Head
from ....core.indicators.indicator import Indicator
from ....core.indicators.magnitude import FRACTION, NEGATIVE, NO_SHARE, figures_of, impossible, is_nearer
from ....core.indicators.units import agree, apart, brought, is_known, is_of_kind
from ....core.plaintext import half_width, is_plain, number_in, text_of, year_in
from ....core.scorecard.codes import ROW_SAYS, UNIT_ABOVE
from ....i18n import tr
from ...framework.run import Run
from ...io.features import Rows
from ...words.indicators import unit_name
from .names import FIRST_YEAR, LAST_YEAR, reasons_text
from .said_units import Units, plain, settled
from .sections import Section
from .sheet import behind_comma
from .wording import number

IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]$")


@dataclass(frozen=True)
class Table:
    """A table of values: the fields that it has for what such a table tells, those in which something stands first, and
    the texts that were read as numbers, by the row that they stand in. ``head``: that of the values; ``former``: units
    of other tables above; ``zones``: those that are known, and what the ``whole`` is called; ``title``: why all that is
    in it is not judged, a code, "" where it is, and ``place``: the one by which all of it is of a part of the city.
    ``others``: the fields that tell neither these things nor units. ``sections``: what rows say of those below them,
    and ``merged``: why what stands above a row may be said of it too, a code, both by numbers of rows. ``brought``:
    values of other units than the plan's, as they were given and as they are in it; ``doubts``: why values are not
    judged, codes, with the rows of each. ``without``: the rows that say that they have no value, and how.
    """

    run: Run
    rows: Rows
    fields: dict[str, tuple[str, ...]]
    head: Head
    units: Units
    former: Sequence[str] = ()
    zones: Sequence[str] = ()
    whole: Collection[str] = ()
    title: str = ""
    place: str = ""
    others: tuple[str, ...] = ()
    sections: Mapping[int, Section] = field(default_factory=dict)
    merged: Mapping[int, str] = field(default_factory=dict)
    texts: dict[int, tuple[str, float]] = field(default_factory=dict)
    brought: list[tuple[str, str]] = field(default_factory=list)
    doubts: dict[str, list[int]] = field(default_factory=dict)
    without: list[tuple[int, str]] = field(default_factory=list)

    def note_texts(self) -> None:
        """Tell of numbers written in another way than as digits, or in other units, and of what is not judged."""
        for doubt, rows in self.doubts.items():
            of_row, of_all = tr("“{layer}”, row {row}: {sentence}"), tr("“{layer}”: {sentence}")
            text = of_all if doubt == self.title else of_row
            if len(rows) > 1 and doubt.startswith(ROW_SAYS):
                text = tr("“{layer}”, row {row} and further ones, {count} in all: {sentence}")
            sentence = reasons_text([doubt])
            self.run.note(text.format(layer=self.rows.named, row=rows[0], count=len(rows), sentence=sentence))
        if self.without:
            note = tr("“{layer}”: {count} rows have no value, for “{cell}” stands there, as in row {row}.")
            row, cell = self.without[0]
            self.run.note(note.format(layer=self.rows.named, count=len(self.without), cell=cell, row=row))
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
class Row:
    """A row of the table of values, as sentences call it, and what stands in it."""

    table: Table
    at: int

    @property
    def section(self) -> Section:
        """What rows above it say of it."""
        return self.table.sections.get(self.number, Section())

    @property
    def place(self) -> tuple[str, str]:
        """The part of the city that rows above it say it is of, "" for none, and what may be one else."""
        return ("", "") if self.cell("zone") else self.section.place(self.table.zones, [*self.table.whole])

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
            self.table.brought.append((f"{found:.12g} {said}", f"{value:.12g} {unit_name(unit)}"))
        self._check(indicator, value)
        self._refuse_split(indicator, value / found if found else 1.0)
        return value, doubt

    def _refuse_split(self, indicator: Indicator, size: float) -> None:
        """Stop the run where the value and the cell behind it may be one number: 30,500 without quotes.

        ``size``: of what the table counts, in the indicator's unit. What is no number by itself is one with the value,
        and so is what brings it nearer to the plan's figures.
        """
        cell = self.cell("value")
        other, surely, alone = behind_comma(self.table.rows, self.field("value"), self.at)
        if not other:
            return
        one, both = number_in(cell) * size, number_in(cell + other) * size
        if surely or (is_nearer(indicator, both, one) if figures_of(indicator) else alone):
            text = tr(
                "“{layer}”, row {row}: “{value}” and “{cell}” in the column behind it may be one number with a comma "
                'between thousands; write it without, or in quotes ("30,500"), else clear “{cell}”.'
            )
            self.fail(text, cell=other)

    def _unit(self, behind: str, indicator: Indicator) -> tuple[str, str]:
        """Return the unit that the table says, the plan's for none, and why nobody knows it; stop where it says two."""
        names = (IN_BRACKETS.search(half_width(name)) for name in self.cells(self.table.fields["indicator"]))
        own = [*filter(None, [behind]), *(found[1] for found in names if found is not None and is_known(found[1]))]
        unit, per_head = indicator.unit, indicator.measure.kind == PER_HEAD
        said = replace(self.table.units, shared=(self.section.said, *self.table.units.shared))
        units, doubt = settled(said, self.at, own, unit, unit_name(unit), per_head)
        if len(units) > 1:
            text = tr("“{layer}”, row {row}: the value may be given in {units}; leave the unit in which it is.")
            self.fail(text, units=tr(", ").join(units))
        other = next((one for one in self.table.former if is_of_kind(one, unit) and not agree([one, unit], unit)), "")
        if other and not (units or doubt or per_head):
            doubt = f"{UNIT_ABOVE}{plain(other)}"
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
