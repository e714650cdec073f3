"""Rows of tables: of layers, and of parameters («5000, 500; 400, 300» in a command, rows in a dialog)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.core import NULL, Qgis, QgsFeatureRequest, QgsVectorLayer

from ...core.plaintext import number_in, text_of

if TYPE_CHECKING:
    import pandas as pd


def rows_of(layer: QgsVectorLayer | None) -> list[dict]:
    """Return the rows of a layer without their geometry, null as None; none where there is no layer."""
    if layer is None:
        return []
    names = layer.fields().names()
    request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    return [
        {field: None if value == NULL else value for field, value in zip(names, feature.attributes())}
        for feature in layer.getFeatures(request)
    ]


def records(table: pd.DataFrame) -> list[dict]:
    """Return the rows of an output's table as ``rows_of`` gives those of the layer that is made of it."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def number_rows(value: object, columns: int) -> tuple[tuple[float, ...], ...]:
    """Return the rows of a table of numbers, between which blanks serve as well as commas.

    Raises ValueError with the part that is no number, or where rows do not fill up.
    """
    table = _rows(value, columns, r"[,，\s]+", keep_blank=False)
    if any(len(row) < columns for row in table):
        raise ValueError(", ".join(map(str, table[-1])))
    return tuple(tuple(_number(cell) for cell in row) for row in table)


def text_rows(value: object, columns: int, least: int) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table of texts; cells from ``least`` on may be left away and are then "".

    Raises ValueError with a row that has fewer cells or more.
    """
    table = _rows(value, columns, "[,，]", keep_blank=True)
    if any(not least <= len(row) <= columns for row in table):
        raise ValueError(", ".join(map(str, next(row for row in table if not least <= len(row) <= columns))))
    filled = [[*row, *[""] * (columns - len(row))] for row in table]
    return tuple(tuple(map(text_of, row)) for row in filled)


def _rows(value: object, columns: int, between: str, keep_blank: bool) -> list[list]:
    """Return the rows of a table parameter.

    ``value``: a flat list (QGIS's dialogs and models), a list of rows, or text
    with commas between cells and semicolons or line breaks between rows; the
    full-width marks of Chinese keyboards serve too.
    """
    if value is None:
        return []
    if isinstance(value, str):
        rows = [re.split(between, row.strip()) for row in re.split(r"[;；\n]", value) if row.strip()]
        value = [[cell for cell in row if keep_blank or cell] for row in rows]
    cells: list = []
    table: list[list] = []
    for item in value if isinstance(value, Sequence) else [value]:
        row = list(item) if isinstance(item, (list, tuple)) else None
        if row is not None and not keep_blank and len(row) % columns:
            raise ValueError(", ".join(map(str, row)))
        if row is None:
            cells.append(item)
        elif keep_blank:
            table.append(row)
        else:
            cells += row
    table += [cells[start : start + columns] for start in range(0, len(cells), columns)]
    # A line that was added in the dialog and left blank is no row.
    blank = (None, "")
    return [row for row in table if not all(cell in blank for cell in row)]


def _number(cell: Any) -> float:
    try:
        return number_in(cell) if isinstance(cell, str) else float(cell)
    except (TypeError, ValueError):
        raise ValueError(str(cell)) from None
