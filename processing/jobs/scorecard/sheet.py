"""What of a sheet is the table of values: its head, and the rows that say values as they were in their year."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from contextlib import suppress

from qgis.core import QgsProcessingException

from ....core.indicators.asked import no_value_in
from ....core.indicators.heads import head_of
from ....core.plaintext import is_nameless, number_in, text_of, told_apart
from ....i18n import tr
from ...framework.run import Run
from ...io.features import Rows
from ...io.layer_reading import beyond_sentence
from .names import FIELDS, KINDS, OF_PLACES, UNIT_OR_OFFICE

_FIRST = 10
"""Rows among which the head is looked for."""
_AGAIN = re.compile(r"_\d+$")
_BEFORE_COMMA, _BEHIND_COMMA = re.compile(r"-?[1-9]\d{0,2}"), re.compile(r"\d{3}(?:\.\d+)?")


def is_filled(rows: Rows, field: str) -> bool:
    """Tell whether anything stands in a field."""
    return any(map(text_of, rows.columns[field]))


def fields_in(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return which of some fields tell what."""
    return {what: tuple(_fields_of(what, names)) for what in FIELDS}


def _fields_of(what: str, names: Sequence[str]) -> list[str]:
    """Return which of some fields tell one thing, in the order in which it is known by their names.

    Of two columns of one head QGIS calls the later one 数值_1.
    """
    known = FIELDS[what]
    stems = {name: _AGAIN.sub("", name) for name in names}
    heads = {name: own if {own, f"{own}_1"} <= {*names} else name for name, own in stems.items()}
    called = {name: head_of(head, known if what == "value" else ()).name for name, head in heads.items()}
    return sorted((name for name in called if called[name] in known), key=lambda name: known.index(called[name]))


def with_head(rows: Rows) -> tuple[Rows, list[str]]:
    """Return a table whose head may be one of its first rows, and what stands above it.

    Above the head offices write a title; and of a spreadsheet in which all is text GDAL does not tell it from the rows.
    """
    columns = [rows.columns[name] for name in rows.fields]
    heads = [rows.fields, *(tuple(text_of(values[at]) for values in columns) for at in range(min(_FIRST, rows.count)))]
    last = max(range(len(heads)), key=lambda at: sum(map(bool, fields_in(heads[at]).values())))  # of equals the first
    if not last:
        return rows, []
    names = told_apart(heads[last])
    left = {name: values[last:] for name, values in zip(names, columns)}
    return Rows(rows.named, names, left, rows.numbers[last:]), [text for head in heads[:last] for text in head]


def refuse_beyond(rows: Rows) -> None:
    """Stop the run for a number behind the last column that has a head: half of 30,500, say, of a CSV."""
    named = [at for at, name in enumerate(rows.fields) if not is_nameless(name, at)]
    for name in rows.fields[named[-1] + 1 if named else 0 :]:
        for row, text in zip(rows.numbers, map(text_of, rows.columns[name])):
            with suppress(ValueError):
                number_in(text)
                raise QgsProcessingException(beyond_sentence(rows.named, row, text))


def no_zones(rows: Rows, fields: dict[str, tuple[str, ...]], zones: Collection[str]) -> bool:
    """Tell whether a table has no field of zones, whatever that may be called: then its values are of the whole."""
    known = {name for names in fields.values() for name in names}
    others = [name for name in rows.fields if name not in known and is_filled(rows, name)]
    places = {zone.casefold() for zone in zones}
    named = (text_of(value).casefold() in places for name in others for value in rows.columns[name])
    return not fields["zone"] and not any(_is_of_places(head_of(name).name) for name in others) and not any(named)


def _is_of_places(name: str) -> bool:
    return OF_PLACES.search(name) is not None and UNIT_OR_OFFICE.search(name) is None


def refuse_split(rows: Rows, value: str) -> None:
    """Stop the run where a value and the remark behind it may be one number: 30,500 before a column of remarks.

    ``value``: the field of the values.
    """
    at = rows.fields.index(value) + 1
    if at == len(rows.fields) or head_of(rows.fields[at]).name not in KINDS:
        return
    cells = (map(text_of, rows.columns[name]) for name in (value, rows.fields[at]))
    for row, one, other in zip(rows.numbers, *cells):
        if _BEFORE_COMMA.fullmatch(one) and _BEHIND_COMMA.fullmatch(other):
            text = tr(
                "“{layer}”, row {row}: “{value}” and “{cell}” in the column behind it may be one number with a comma "
                'between thousands; write it without, or in quotes ("30,500"), else clear “{cell}”.'
            )
            raise QgsProcessingException(text.format(layer=rows.named, row=row, value=one, cell=other))


def without_notes(rows: Rows) -> tuple[Rows, list[str]]:
    """Return a table without what stands below the last row that tells more than its first cell: sources, remarks.

    And these.
    """
    others = [rows.columns[name] for name in rows.fields[1:]]
    told = [at for at in range(rows.count) if any(text_of(values[at]) for values in others)]
    end = told[-1] + 1 if told else rows.count
    columns = {name: values[:end] for name, values in rows.columns.items()}
    notes = [text_of(value) for value in (rows.columns[rows.fields[0]][end:] if rows.fields else ())]
    return Rows(rows.named, rows.fields, columns, rows.numbers[:end]), notes


def without_asked(run: Run, rows: Rows) -> Rows:
    """Return a table without rows of which a field says that they are targets, forecasts or changes; tell of them."""
    kept = [True] * rows.count
    for field in dict.fromkeys(name for name in rows.fields if head_of(name).name in KINDS):
        said = {at: text_of(value) for at, value in enumerate(rows.columns[field]) if no_value_in(text_of(value))}
        if said:
            text = tr(
                "“{layer}”: {count} rows are not used, for “{field}” says that they are not values as they were in "
                "their year, but “{word}”, say."
            )
            run.note(text.format(layer=rows.named, count=len(said), field=field, word=next(iter(said.values()))))
        kept = [its and at not in said for at, its in enumerate(kept)]
    columns = {name: [value for value, its in zip(values, kept) if its] for name, values in rows.columns.items()}
    return Rows(rows.named, rows.fields, columns, tuple(number for number, its in zip(rows.numbers, kept) if its))
