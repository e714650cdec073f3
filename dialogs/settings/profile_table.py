"""The editor for the tables of a plan profile: rows are added, removed and, where their order matters, moved."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QBrush, QColor
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
)

from ...core.drawing import palette
from ...core.profile.kinds import ChoiceRule, GroupsRule, NamesRule, NumberRule, TableRule
from ...i18n import tr
from ...processing.profiles import names as profile_names
from ..plain import plain
from .profile_values import MoveButtons, StillWheel, ValueEditor, read, shown

_MOST_ROWS = 8  # that a table shows without scrolling
_BEFORE = Qt.ItemDataRole.UserRole
_WRONG = palette.COVERAGE[2]


class TableEditor(ValueEditor):
    """A table with a column for each kind of cell; groups of names have one."""

    def __init__(self, key, kind: TableRule | GroupsRule, parent=None):
        super().__init__(key, kind, parent)
        self.columns = {"names": NamesRule()} if isinstance(kind, GroupsRule) else kind.columns
        self.ordered = isinstance(kind, TableRule) and kind.ordered
        self._options = profile_names.option_names()
        self._still = StillWheel(self)
        self.table = QTableWidget(0, len(self.columns), self)
        titles = {**profile_names.column_names(), "names": tr("Names, separated by 、 or ;")}
        for column, name in enumerate(self.columns):
            # The unit goes into a second line, so that columns may be narrow.
            item = QTableWidgetItem(titles[name].replace(" (", "\n(").replace("（", "\n（"))
            item.setToolTip(titles[name])
            self.table.setHorizontalHeaderItem(column, item)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.setTabKeyNavigation(False)
        self.table.itemChanged.connect(lambda _: self.changed.emit())
        self.setFocusProxy(self.table)
        self.box.addWidget(self.table)
        self._add_buttons()

    def _add_buttons(self) -> None:
        self.buttons = MoveButtons(self)
        self.buttons.up.setVisible(self.ordered)
        self.buttons.down.setVisible(self.ordered)
        self.buttons.moved.connect(self._move)
        self.add_button, self.remove_button = QToolButton(self.buttons), QToolButton(self.buttons)
        for place, (button, text, tip, slot) in enumerate(
            (
                (self.add_button, "+", tr("Add a row"), self._add),
                (self.remove_button, "−", tr("Remove the row"), self._remove),
            )
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(slot)
            self.buttons.layout().insertWidget(place, button)
        self.box.addWidget(self.buttons)

    def value(self):
        rows = [self._row(row) for row in range(self.table.rowCount())]
        return [row[0] for row in rows] if isinstance(self.kind, GroupsRule) else rows

    def show_value(self, value, read_only):
        self.read_only = read_only
        rows = [[row] for row in value] if isinstance(self.kind, GroupsRule) else value
        self._show(rows)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            triggers.NoEditTriggers
            if read_only
            else triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.buttons.setVisible(not read_only)

    def mark(self, problem):
        """Colour the cell or the row that is wrong."""
        self.table.blockSignals(True)
        names = list(self.columns)
        for row in range(self.table.rowCount()):
            for column, name in enumerate(names):
                item = self.table.item(row, column)
                wrong = problem is not None and problem.row == row + 1 and problem.column in ("", name)
                if item is not None:
                    item.setBackground(QBrush(QColor(_WRONG)) if wrong else QBrush())
                    item.setForeground(QBrush(QColor(palette.INK)) if wrong else QBrush())
        self.table.blockSignals(False)

    def _show(self, rows: list[list]) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for row in rows:
            self._insert(self.table.rowCount(), row)
        self.table.blockSignals(False)
        self._fit()

    def _insert(self, at: int, row: list) -> None:
        self.table.insertRow(at)
        for column, (name, kind) in enumerate(self.columns.items()):
            choice = isinstance(kind, ChoiceRule)
            if choice and not self.read_only:
                self.table.setCellWidget(at, column, self._combo(name, kind, row[column]))
                continue
            item = QTableWidgetItem(self._options[name][row[column]] if choice else shown(row[column]))
            item.setData(_BEFORE, row[column])
            item.setToolTip(plain(item.text()))
            self.table.setItem(at, column, item)

    def _combo(self, name: str, kind: ChoiceRule, value: Any) -> QComboBox:
        combo = QComboBox(self.table)
        names = self._options[name]
        for option in kind.options:
            combo.addItem(names[option], option)
        combo.setCurrentIndex(kind.options.index(value))
        combo.setToolTip(plain(combo.currentText()))
        combo.setMinimumWidth(1)
        combo.setFrame(False)
        combo.installEventFilter(self._still)
        combo.currentIndexChanged.connect(lambda _: self.changed.emit())
        return combo

    def _row(self, row: int) -> list:
        cells = []
        for column, kind in enumerate(self.columns.values()):
            combo, item = self.table.cellWidget(row, column), self.table.item(row, column)
            if isinstance(kind, ChoiceRule):
                cells.append(item.data(_BEFORE) if combo is None else combo.currentData())
            else:
                cells.append(read(kind, item.text(), item.data(_BEFORE)))
        return cells

    def _add(self) -> None:
        self._show([*self._rows(), [_empty(kind) for kind in self.columns.values()]])
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus()
        self.changed.emit()

    def _remove(self) -> None:
        rows, at = self._rows(), self.table.currentRow()
        if rows:
            rows.pop(at)
            self._show(rows)
            self.table.setCurrentCell(min(max(at, 0), len(rows) - 1), 0)
            self.changed.emit()

    def _move(self, step: int) -> None:
        rows, at = self._rows(), self.table.currentRow()
        if at >= 0 and 0 <= at + step < len(rows):
            rows.insert(at + step, rows.pop(at))
            self._show(rows)
            self.table.setCurrentCell(at + step, 0)
            self.changed.emit()

    def _rows(self) -> list[list]:
        return [self._row(row) for row in range(self.table.rowCount())]

    def _fit(self) -> None:
        rows = max(1, min(self.table.rowCount(), _MOST_ROWS))
        line = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader()
        head.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 6)
        self.table.setFixedHeight(head.height() + rows * line + 2 * self.table.frameWidth())

    def sizeHint(self):  # noqa: N802 - Qt's name
        return QSize(super().sizeHint().width(), self.table.height())


def _empty(kind: Any) -> Any:
    """Return what a new row begins with; what must be filled in is told as wrong until it is."""
    if isinstance(kind, ChoiceRule):
        return kind.options[0]
    if isinstance(kind, NamesRule):
        return []
    return None if isinstance(kind, NumberRule) and kind.null else ""
