"""Tables of numbers as parameters: «5000, 500; 400, 300» in a command, rows in a dialog."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any


def number_rows(value: object, columns: int) -> tuple[tuple[float, ...], ...]:
    """Return the rows of a table parameter.

    ``value``: a flat list (QGIS's dialogs and models), a list of rows, or text
    with commas between numbers and semicolons or line breaks between rows; the
    full-width marks of Chinese keyboards serve too. Raises ValueError with the part that is no
    number, or where rows do not fill up.
    """
    if value is None:
        return ()
    if isinstance(value, str):
        value = [
            [cell for cell in re.split(r"[,，\s]+", row.strip()) if cell]
            for row in re.split(r"[;；\n]", value)
            if row.strip()
        ]
    cells: list = []
    for item in value if isinstance(value, Sequence) else [value]:
        row = list(item) if isinstance(item, (list, tuple)) else None
        if row is not None and len(row) % columns:
            raise ValueError(", ".join(map(str, row)))
        cells += [item] if row is None else row
    # A line that was added in the dialog and left blank is no row.
    blank = (None, "")
    table = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    table = [row for row in table if not all(cell in blank for cell in row)]
    if any(len(row) < columns for row in table):
        raise ValueError(", ".join(map(str, table[-1])))
    return tuple(tuple(_number(cell) for cell in row) for row in table)


def _number(cell: Any) -> float:
    try:
        return float(cell)
    except (TypeError, ValueError):
        raise ValueError(str(cell)) from None
