"""Tables as their files have them, where GDAL reads less of it: heads of several lines, titles, merged cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ...core.plaintext import is_nameless, text_of, told_apart
from ...core.textfile import NotTextError, read_text, table_in
from ...core.workbook import Merged, sheet_cells
from .encoding import decoded, right_encoding
from .features import Rows
from .row_numbers import OF_TEXT, beyond_head

WORKBOOK = ".xlsx"


def text_rows(named: str, path: str, fields: Sequence[str]) -> tuple[Rows, tuple[int, str] | None] | None:
    """Return the rows of a file of text where GDAL reads others, else None.

    GDAL takes it for UTF-8, its head for one line, and what parts the cells of its first line for what parts all.
    ``fields``: as GDAL has them. Behind the rows: the first one with more cells than the head, and what stands there.
    """
    if Path(path).suffix.lower() not in OF_TEXT:
        return None
    try:
        encoding = right_encoding(path)
        text = read_text(Path(path)) if encoding is None else decoded(path, encoding)
    # What lies further on is damaged, which reading it as ever tells.
    except (OSError, NotTextError, UnicodeDecodeError):
        return None
    table = table_in(text)
    numbers = [*table]
    if not numbers or (encoding is None and _is_read(fields, [*table.values()])):
        return None
    head, *rows = table.values()
    names = told_apart(head)
    columns = {name: [row[at] or None for row in rows] for at, name in enumerate(names)}
    own = _width(head)
    beyond = beyond_head("", path, names[:own]) if own >= _most(rows) else None
    return Rows(named, names, columns, tuple(numbers[1:])), beyond


def _is_read(fields: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether GDAL has read a table by its first row: as the names of the fields, or as a row like the others."""
    own = rows[0][: _width(rows[0])]
    as_row = all(is_nameless(name, at) for at, name in enumerate(fields))
    return len(fields) >= max(len(own), _most(rows)) and (as_row or tuple(fields[: len(own)]) == told_apart(own))


def _most(rows: Sequence[Sequence[str]]) -> int:
    """Return up to which cell most rows are filled."""
    widths = Counter(map(_width, rows))
    return max(widths, key=lambda width: widths[width], default=0)


def _width(row: Sequence[str]) -> int:
    return max((at for at, cell in enumerate(row, 1) if cell), default=0)


def with_cells(rows: Rows, path: str, sheet: str) -> Rows:
    """Return the rows of a sheet with what stands in merged cells in each row of these, and its truth values as such.

    ``rows``: with the numbers that the sheet has for them.
    """
    if Path(path).suffix.lower() != WORKBOOK:
        return rows
    cells = sheet_cells(Path(path), sheet)
    at_number = {number: at for at, number in enumerate(rows.numbers)}
    columns = {name: [*values] for name, values in rows.columns.items()}
    for number, column in cells.truths:
        if number in at_number and column < len(rows.fields):
            values, at = columns[rows.fields[column]], at_number[number]
            values[at] = values[at] if text_of(values[at]) not in ("0", "1") else text_of(values[at]) == "1"
    for one in cells.merged:
        if one.first_column < len(rows.fields):
            _fill(columns[rows.fields[one.first_column]], one, at_number, rows.fields[one.first_column])
    return replace(rows, columns=columns, merged=cells.merged, sheet=cells.name)


def _fill(values: list, merged: Merged, at_number: dict[int, int], head: str) -> None:
    """Put what stands in the first of merged cells into those below it; ``head``: in that of the first row."""
    first = at_number.get(merged.first_row)
    if first is None and (merged.first_row > 1 or is_nameless(head, merged.first_column)):
        return
    what = head if first is None else values[first]
    for number, at in at_number.items():
        if merged.first_row < number <= merged.last_row:
            values[at] = what
