"""Rows of tables: of layers, and of parameters («5000, 500; 400, 300» in a command, rows in a dialog)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qgis.core import NULL, Qgis, QgsExpression, QgsFeatureRequest, QgsVectorLayer

from ...core.plaintext import number_in, text_of

if TYPE_CHECKING:
    import pandas as pd

    from ...core.progress import Progress


def rows_of(layer: QgsVectorLayer | None) -> list[dict]:
    """Return the rows of a layer without their geometry, null as None; none where there is no layer."""
    if layer is None:
        return []
    return _rows_of(layer, _without_geometry())


def column_of(layer: QgsVectorLayer | None, field: str) -> list:
    """Return what a field of a layer holds, null as None; nothing where there is no layer."""
    if layer is None:
        return []
    at = layer.fields().lookupField(field)
    request = _without_geometry().setSubsetOfAttributes([at])
    values = (feature.attribute(at) for feature in layer.getFeatures(request))
    return [None if value == NULL else value for value in values]


def least_of(layer: QgsVectorLayer | None, field: str, count: int) -> list[dict]:
    """Return the ``count`` rows with the least numbers in a field, the least first; none where there is no layer."""
    if layer is None:
        return []
    column = QgsExpression.quotedColumnRef(field)
    request = _without_geometry().setFilterExpression(f"{column} IS NOT NULL").addOrderBy(column)
    return _rows_of(layer, request.setLimit(count))


def _without_geometry() -> QgsFeatureRequest:
    return QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry)


def _rows_of(layer: QgsVectorLayer, request: QgsFeatureRequest) -> list[dict]:
    names = layer.fields().names()
    return [
        {field: None if value == NULL else value for field, value in zip(names, feature.attributes())}
        for feature in layer.getFeatures(request)
    ]


class OutputTables:
    """Numbers by name, and tables by the name of the output that holds them, read as framework.found.Found says.

    ``rest``, where not all numbers are soon done: told its progress (core.progress), returns all of them, in any
    thread; ``pending``: those that it adds.
    """

    values: Mapping[str, Any]
    pending: tuple[str, ...] = ()
    rest: Callable[[Progress], OutputTables] | None = None

    def table(self, name: str) -> pd.DataFrame:
        """Return the table of an output."""
        raise NotImplementedError

    def rows(self, name: str) -> list[dict]:
        """Return the rows of a table, null as None."""
        return records(self.table(name))

    def column(self, name: str, field: str) -> list:
        """Return what a field of a table holds, null as None."""
        values = self.table(name)[field]
        return values.astype(object).where(values.notna(), None).to_list()

    def least(self, name: str, field: str, count: int) -> list[dict]:
        """Return the ``count`` rows with the least numbers in a field, the least first; those without one never."""
        return records(self.table(name).dropna(subset=[field]).nsmallest(count, field))


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
