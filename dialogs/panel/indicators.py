"""How the indicators of a plan stand, as a table; a click on a row goes to what it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor, QFont, QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QAbstractItemView, QTableView

from ...core.drawing import palette
from ...core.indicators.codes import BEHIND, MET, NOT_JUDGED, ON_TRACK
from ...i18n import tr
from ..plain import plain
from .standing import pale_text

OUTDATED = "outdated"
"""The state of an indicator whose figures are not those of the inputs any more."""
WORST_FIRST = (BEHIND, ON_TRACK, MET, OUTDATED, NOT_JUDGED)
_COLOURS = {MET: palette.MET, ON_TRACK: palette.MET, BEHIND: palette.MISSED_BADGE}
_KEY = Qt.ItemDataRole.UserRole
_ROW = Qt.ItemDataRole.UserRole + 1
_VERDICT = 1
"""The column of the verdict, which brings its own ground."""
_LINE, _TWO_LINES = 1.6, 2.4
_LETTERS = 24  # of a name, where the figures stand beside it
_MOST_ROWS = 8  # that are seen without scrolling


@dataclass(frozen=True)
class Figure:
    """A figure as it is read, and the number that it is sorted by; None where there is none."""

    text: str
    key: float | None = None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator of a plan on the whole.

    ``state``: one of core.indicators.codes.STATES, or OUTDATED, ``badge`` in words; ``value`` and ``target`` with their
    unit, the latter in the words of the plan and with its year; ``gap``: the value less the target; ``way``: the share
    of the way from the base to the target that is done; ``reason``: what there is to say of it; ``job``: that has
    measured it, "" where it is the page's own.
    """

    id: str
    name: str
    state: str
    badge: str
    value: Figure
    target: Figure
    gap: Figure
    way: Figure
    reason: str
    job: str


class _Order(QSortFilterProxyModel):
    """Sorts by what cells mean, what has no figure always last; what is out of date is pale in whatever theme."""

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.ForegroundRole and index.column() != _VERDICT:
            row = super().data(index, _ROW)
            return QBrush(pale_text(self.parent())) if row.state == OUTDATED else None
        return super().data(index, role)

    def lessThan(self, left, right):  # noqa: N802 - Qt's name
        one, other = left.data(_KEY), right.data(_KEY)
        if one is None or other is None:
            down = self.sortOrder() == Qt.SortOrder.DescendingOrder
            return (one is None) is down and (other is None) is not down
        return one < other


class IndicatorTable(QTableView):
    """The indicators, the worst first; ``picked`` tells the one that the user went to."""

    picked = pyqtSignal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.rows: list[IndicatorRow] = []
        self._narrow: bool | None = None
        self._model, self.proxy = QStandardItemModel(self), _Order(self)
        self.proxy.setSourceModel(self._model)
        self.setModel(self.proxy)
        self.setAccessibleName(tr("Indicators of the plan"))
        self.setToolTip(tr("Click a row, or press Enter on it, to go to what the indicator speaks of"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.clicked.connect(self._go)
        self.activated.connect(self._go)

    def show_rows(self, rows: Sequence[IndicatorRow]) -> None:
        """Show indicators, the worst first."""
        ordered = sorted(rows, key=lambda row: WORST_FIRST.index(row.state))
        if ordered == self.rows:
            return
        self.rows = []  # while the model is filled, for headers that change may change the room too
        self.setSortingEnabled(False)
        self._model.clear()
        self._model.setHorizontalHeaderLabels(
            [tr("Indicator"), tr("Verdict"), tr("Value"), tr("Target"), tr("Value less target"), tr("Way done")]
        )
        for row in ordered:
            self._model.appendRow(self._cells(row))
        self.rows = ordered
        self.proxy.sort(-1)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._narrow = None
        self._fit()

    def resizeEvent(self, event):  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _cells(self, row: IndicatorRow) -> list[QStandardItem]:
        texts = (row.name, row.badge, *(one.text for one in (row.value, row.target, row.gap, row.way)))
        keys = (row.id, WORST_FIRST.index(row.state), row.value.key, row.target.key, row.gap.key, row.way.key)
        cells = []
        for text, key in zip(texts, keys):
            cell = QStandardItem(text)
            cell.setData(key, _KEY)
            cell.setData(row, _ROW)
            way = tr("Way done: {share}").format(share=row.way.text) if row.way.key is not None else ""
            cell.setToolTip(plain("\n".join(filter(None, [row.name, _figures(row), way, row.reason]))))
            cells.append(cell)
        for cell in cells[2:]:
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        font = QFont(self.font())
        font.setBold(True)
        cells[_VERDICT].setFont(font)
        cells[_VERDICT].setForeground(QBrush(QColor(palette.PAPER)))
        cells[_VERDICT].setBackground(QBrush(QColor(_COLOURS.get(row.state, palette.MUTED))))
        cells[_VERDICT].setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        return cells

    def _fit(self) -> None:
        """Give the names what the figures leave, and the table the height of its rows.

        Where that is too little, the figures stand below the names.
        """
        columns = range(1, self._model.columnCount())
        if not columns:
            return
        for column in columns:
            self.setColumnHidden(column, False)
            self.resizeColumnToContents(column)
        room, widths = self.viewport().width(), [self.columnWidth(column) for column in columns]
        least = _LETTERS * self.fontMetrics().averageCharWidth()
        narrow = room - sum(widths) < least
        for column in columns:
            self.setColumnHidden(column, narrow and column > 1)
        self.setColumnWidth(0, max(room - (widths[0] if narrow else sum(widths)), least))
        if narrow != self._narrow:
            self._narrow = narrow
            for at, row in enumerate(self.rows):
                self._model.item(at, 0).setText(f"{row.name}\n{_figures(row)}" if narrow else row.name)
        space = self.fontMetrics().lineSpacing()
        line = round(space * (_TWO_LINES if narrow else _LINE))
        self.verticalHeader().setDefaultSectionSize(line)
        rows = min(len(self.rows), _MOST_ROWS)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * line + 2 * self.frameWidth())

    def _go(self, index: QModelIndex) -> None:
        self.picked.emit(index.data(_ROW))


def _figures(row: IndicatorRow) -> str:
    """Return the figures of an indicator in a line."""
    found = [tr("no value") if row.value.key is None else row.value.text]
    found.append(tr("target {target}").format(target=row.target.text))
    if row.gap.key is not None:
        found.append(row.gap.text)
    return " · ".join(found)
