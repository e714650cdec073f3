"""What of a sheet is the table of values: its head, and the rows that say values as they were in their year."""

from __future__ import annotations

from collections.abc import Sequence

from ....core.indicators.heads import head_of, no_value_in
from ....core.plaintext import text_of
from ....i18n import tr
from ...framework.run import Run
from ...io.features import Rows
from .names import FIELDS, KINDS

_FIRST = 10
"""Rows among which the head is looked for."""


def is_filled(rows: Rows, field: str) -> bool:
    """Tell whether anything stands in a field."""
    return any(map(text_of, rows.columns[field]))


def fields_in(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return which of some fields tell what."""
    return {what: tuple(_fields_of(what, names)) for what in FIELDS}


def _fields_of(what: str, names: Sequence[str]) -> list[str]:
    """Return which of some fields tell one thing, in the order in which it is known by their names."""
    known = FIELDS[what]
    called = {name: head_of(name, known if what == "value" else ()).name for name in names}
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
    left: dict[str, list] = {}
    for name, values in zip(heads[last], columns):
        if not any(map(text_of, left.get(name, ()))):  # of several that are called alike one may be empty
            left[name] = values[last:]
    return Rows(rows.named, heads[last], left, rows.numbers[last:]), [text for head in heads[:last] for text in head]


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
