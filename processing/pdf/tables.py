"""Tables on sheets: columns as wide as they need, rows as high as their text, heads again on every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qgis.core import QgsLayoutFrame, QgsLayoutItemManualTable, QgsTableCell
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...core.drawing import palette
from .sheet import ALIGN, WIDTH, Sheets
from .text import MM_PER_PT, Face

if TYPE_CHECKING:
    from ...core.report import Facts, Table

_SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Of type, in points: the first in which no number of a table must be broken."""
_PAD = 1.1  # around what stands in a cell, in mm
_NARROWEST_EM = 5  # of a column of text that is broken into lines
_LEAST_ROWS = 3  # under a head, before a page ends
_MOST_LINES = 40  # of a row; a longer one goes on as another
_LABELS = 62.0  # at most, of the labels of facts
_RULE, _THIN, _GRID = 0.45, 0.2, 0.1
_APART = 4.0  # between numbers and the text beside them, in mm
CAPTION = Face(9.5, bold=True)
NOTE = Face(8.0, colour=palette.MUTED)
_STATES = {"met": palette.MET, "on_track": palette.MET, "missed": palette.MISSED}


@dataclass(frozen=True)
class _Row:
    """A row that is measured: each cell in lines, the height in mm."""

    cells: tuple[list[str], ...]
    height: float
    state: str = ""
    total: bool = False


@dataclass(frozen=True)
class MeasuredTable:
    """A table or a list of facts, measured."""

    heads: tuple[tuple[list[str], list[str]], ...]  # title and unit of each column, in lines
    aligns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[_Row, ...]
    face: Face
    first: Face
    """The face of the first column."""
    caption: str = ""
    note: str = ""

    @property
    def gaps(self) -> tuple[float, ...]:
        """The space before each column, in mm: numbers end where a text would begin."""
        return _gaps(self.aligns)

    @property
    def head_height(self) -> float:
        """The height of the head, in mm."""
        if not self.heads:
            return 0.0
        lines = max(len(title) + len(unit) for title, unit in self.heads)
        return lines * self.face.line + 2 * _PAD

    @property
    def caption_height(self) -> float:
        """The height of the caption with the space under it, in mm."""
        return len(CAPTION.lines(self.caption, WIDTH)) * CAPTION.line + 1.2 if self.caption else 0.0

    @property
    def note_height(self) -> float:
        """The height of the note with the space above it, in mm."""
        return len(NOTE.lines(self.note, WIDTH)) * NOTE.line + 1.0 if self.note else 0.0

    @property
    def height(self) -> float:
        """The height of everything on one page, in mm."""
        return self.least_but_rows + sum(row.height for row in self.rows) + self.note_height

    @property
    def least_but_rows(self) -> float:
        """What stands before the first row, in mm."""
        return self.caption_height + self.head_height + 2 * _RULE

    def least(self, room: float, whole: float) -> float:
        """Return what must stand together at the beginning, in mm, where ``room`` is left of a ``whole`` page.

        A table that fits on one page is not begun near the end of another; facts may be.
        """
        if len(self.rows) <= _LEAST_ROWS + 1 or (self.heads and self.height <= whole and room < whole / 3):
            return self.height
        return self.least_but_rows + sum(row.height for row in self.rows[:_LEAST_ROWS])


def of_table(table: Table) -> MeasuredTable:
    """Measure a table."""
    lines = (*table.rows, table.total) if table.total else table.rows
    face = Face(_SIZES[0])
    least: list[float] = []
    aligns = tuple(column.align for column in table.columns)
    room = WIDTH - sum(_gaps(aligns))
    for size in _SIZES:
        face = Face(size)
        least = [_least(table, column, lines, face) for column in range(len(table.columns))]
        if sum(least) <= room:
            break
    wanted = [_wanted(table, column, lines, face) for column in range(len(table.columns))]
    widths = _shared(least, wanted, room)
    heads = tuple(
        (
            _bold(face).lines(column.title, width - 2 * _PAD),
            face.lines(column.unit, width - 2 * _PAD) if column.unit else [],
        )
        for column, width in zip(table.columns, widths)
    )
    states = table.states or ("",) * len(table.rows)
    rows = [row for line, state in zip(table.rows, states) for row in _rows(line, widths, face, face, state=state)]
    if table.total:
        rows += _rows(table.total, widths, _bold(face), _bold(face), total=True)
    return MeasuredTable(heads, aligns, widths, tuple(rows), face, face, table.caption, table.note)


def of_facts(facts: Facts) -> MeasuredTable:
    """Measure labels and their values as a table without a head."""
    face, labels = Face(8.5), Face(8.5, colour=palette.MUTED)
    widest = max((labels.width(label) for label, _ in facts.pairs), default=0.0) + 2 * _PAD + 2
    first = min(widest, _LABELS)
    widths = (first, WIDTH - first)
    rows = [row for pair in facts.pairs for row in _rows(pair, widths, face, labels)]
    return MeasuredTable((), ("left", "left"), widths, tuple(rows), face, labels, facts.caption)


def place(sheets: Sheets, grid: MeasuredTable, after: float = 0.0) -> None:
    """Put a table onto the page, and onto the next ones where it is longer.

    ``after``: the height in mm of what comes next, which does not begin a page without rows of this table.
    """
    sheets.need(grid.least(sheets.room, sheets.whole))
    if grid.caption:
        sheets.text(CAPTION.lines(grid.caption, WIDTH), CAPTION, 0, sheets.y, WIDTH)
        sheets.y += grid.caption_height
    rows = list(grid.rows)
    while rows:
        count = _fitting(rows, sheets.room - grid.head_height - 2 * _RULE - 0.5, grid.note_height + after)
        _chunk(sheets, grid, rows[:count])
        rows = rows[count:]
        if rows:
            sheets.turn()
    if grid.note:
        sheets.text(NOTE.lines(grid.note, WIDTH), NOTE, 0, sheets.y + 1.0, WIDTH)
        sheets.y += grid.note_height


def _fitting(rows: list[_Row], room: float, after: float) -> int:
    """Return how many rows fit; the last come with what is ``after`` them, and are not fewer than begin a table."""
    count, used = 0, 0.0
    for number, row in enumerate(rows, 1):
        used += row.height
        if used + (after if number == len(rows) else 0.0) > room:
            break
        count = number
    if 0 < len(rows) - count < _LEAST_ROWS:
        count = max(len(rows) - _LEAST_ROWS, min(count, _LEAST_ROWS))
    return max(count, 1)


def _chunk(sheets: Sheets, grid: MeasuredTable, rows: list[_Row]) -> None:
    """Put the head and some rows onto the page."""
    if grid.heads:
        sheets.box(0, sheets.y, WIDTH, _RULE, palette.INK)
        sheets.y += _RULE
        _head(sheets, grid)
        sheets.y += grid.head_height
    sheets.box(0, sheets.y, WIDTH, _THIN, palette.INK if grid.heads else palette.LINE)
    height = sum(row.height for row in rows)
    _body(sheets, grid, rows, height)
    top = sheets.y
    for row in rows:
        if row.state in _STATES:
            sheets.box(-1.5, top + 0.2, 1.0, row.height - 0.3, _STATES[row.state])
        top += row.height
    sheets.y += height
    sheets.box(0, sheets.y, WIDTH, _RULE if grid.heads else _THIN, palette.INK if grid.heads else palette.LINE)
    sheets.y += _RULE


def _head(sheets: Sheets, grid: MeasuredTable) -> None:
    x, bold, unit_face = 0.0, _bold(grid.face), replace(grid.face, colour=palette.MUTED)
    for (title, unit), align, width, gap in zip(grid.heads, grid.aligns, grid.widths, grid.gaps):
        x += gap
        sheets.text(title, bold, x + _PAD, sheets.y + _PAD, width - 2 * _PAD, align)
        if unit:
            top = sheets.y + _PAD + len(title) * grid.face.line
            sheets.text(unit, unit_face, x + _PAD, top, width - 2 * _PAD, align)
        x += width


def _body(sheets: Sheets, grid: MeasuredTable, rows: list[_Row], height: float) -> None:
    """Put rows onto the page as a table of QGIS, whose every width and height is given."""
    table = QgsLayoutItemManualTable.create(sheets.layout)
    sheets.layout.addMultiFrame(table)
    table.setIncludeTableHeader(False)
    table.setCellMargin(_PAD)
    table.setVerticalGrid(False)
    table.setGridStrokeWidth(_GRID)
    table.setGridColor(QColor(palette.LINE))
    table.setTableContents([_cells(grid, row) for row in rows])
    widths = [wide for width, gap in zip(grid.widths, grid.gaps) for wide in ((gap, width) if gap else (width,))]
    table.setColumnWidths([width - 2 * _PAD for width in widths])
    table.setRowHeights([row.height - 2 * _PAD - _GRID for row in rows])
    frame = QgsLayoutFrame(sheets.layout, table)
    table.addFrame(frame)
    # A frame that is a hair too low would leave its last row out.
    sheets.move(frame, 0, sheets.y, WIDTH, height + 0.5)
    table.recalculateTableSize()
    sheets.move(frame, 0, sheets.y, WIDTH, height + 0.5)


def _cells(grid: MeasuredTable, row: _Row) -> list[QgsTableCell]:
    found, ground = [], palette.GROUND if row.total else ""
    for number, (lines, align, gap) in enumerate(zip(row.cells, grid.aligns, grid.gaps)):
        face = grid.face if number else grid.first
        face = _bold(face) if row.total else face
        found += [_cell([], face, align, ground)] if gap else []
        found.append(_cell(lines, face, align, ground))
    return found


def _cell(lines: list[str], face: Face, align: str, ground: str) -> QgsTableCell:
    cell = QgsTableCell("\n".join(lines))
    cell.setTextFormat(face.format())
    cell.setHorizontalAlignment(ALIGN[align])
    cell.setVerticalAlignment(Qt.AlignmentFlag.AlignVCenter)
    if ground:
        cell.setBackgroundColor(QColor(ground))
    return cell


def _rows(
    texts: tuple[str, ...], widths: tuple[float, ...], face: Face, first: Face, state: str = "", total: bool = False
) -> list[_Row]:
    """Break a row's texts into lines; a row that would not fit on a page becomes several."""
    cells = [
        (first if number == 0 else face).lines(text, width - 2 * _PAD)
        for number, (text, width) in enumerate(zip(texts, widths))
    ]
    found = []
    for start in range(0, max(len(lines) for lines in cells), _MOST_LINES):
        part = tuple(lines[start : start + _MOST_LINES] for lines in cells)
        height = max(len(lines) for lines in part) * face.line + 2 * _PAD
        found.append(_Row(part, height, state, total))
    return found


def _bold(face: Face) -> Face:
    return replace(face, bold=True)


def _least(table: Table, column: int, lines: tuple[tuple[str, ...], ...], face: Face) -> float:
    """Return the width in mm under which a column would break what should stay whole."""
    head = table.columns[column]
    narrowest = _NARROWEST_EM * face.size * MM_PER_PT
    title = max(_bold(face).longest_piece(head.title), min(_bold(face).width(head.title), narrowest))
    widest = max(title, face.longest_piece(head.unit))
    for line in lines:
        text, bold = line[column], _bold(face)
        if head.align == "right":
            widest = max(widest, bold.width(text))
        else:
            widest = max(widest, bold.longest_piece(text), min(bold.width(text), narrowest))
    return widest / 0.98 + 2 * _PAD


def _wanted(table: Table, column: int, lines: tuple[tuple[str, ...], ...], face: Face) -> float:
    """Return the width in mm in which nothing of a column is broken."""
    head, bold = table.columns[column], _bold(face)
    texts = (head.title, *(line[column] for line in lines))
    return max(face.width(head.unit), *(bold.width(text) for text in texts)) / 0.98 + 2 * _PAD


def _shared(least: list[float], wanted: list[float], room: float) -> tuple[float, ...]:
    """Return widths that make up ``room``, between the least and what is wanted where that is possible."""
    if sum(least) >= room:
        return tuple(room * width / sum(least) for width in least)
    if sum(wanted) <= room:
        return tuple(room * width / sum(wanted) for width in wanted)
    more = [max(wide - narrow, 0.0) for wide, narrow in zip(wanted, least)]
    share = (room - sum(least)) / sum(more)
    return tuple(narrow + share * extra for narrow, extra in zip(least, more))


def _gaps(aligns: tuple[str, ...]) -> tuple[float, ...]:
    after_numbers = (before == "right" != here for before, here in zip(aligns, aligns[1:]))
    return (0.0, *(_APART if apart else 0.0 for apart in after_numbers))
