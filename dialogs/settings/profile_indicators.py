"""The indicators of a plan profile, to be looked at; they are changed in the profile's file."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from ...core.indicators.indicator import Indicator, of_row
from ...i18n import language, tr
from ...processing.words import indicators as words
from ..plain import plain
from .profile_values import ValueEditor, pale_label

_MOST_ROWS = 12  # that are shown without scrolling


class IndicatorsView(ValueEditor):
    """A table of the indicators with a line for each; its tip is the clause, and what the plan says to do."""

    def __init__(self, key, kind, parent=None):
        super().__init__(key, kind, parent)
        self._rows: list[dict] = []
        titles = (
            tr("Id"), tr("Indicator"), tr("Unit of measure"), tr("Base"), tr("Target"), tr("Binding or guiding"),
            tr("Speaks of"), tr("Measured by"),
        )  # fmt: skip
        self.table = QTableWidget(0, len(titles), self)
        self.table.setHorizontalHeaderLabels(titles)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.verticalHeader().setVisible(False)
        self.setFocusProxy(self.table)
        self.where = pale_label(self)
        self.where.setText(
            tr(
                "Indicators are changed in the profile's file: export the profile, change “{key}” there with any text "
                "editor, and import it again."
            ).format(key=key)
        )
        column = QVBoxLayout()
        column.addWidget(self.table)
        column.addWidget(self.where)
        self.box.addLayout(column)

    def value(self):
        return self._rows

    def show_value(self, value, read_only):
        self.read_only, self._rows = read_only, value
        self.table.setRowCount(len(value))
        for row, indicator in enumerate(map(of_row, value)):
            for column, text in enumerate(_cells(indicator)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain(_tip(indicator)))
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        self._fit()

    def _fit(self) -> None:
        line, head = self.table.verticalHeader().defaultSectionSize(), self.table.horizontalHeader()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        rows = max(1, min(len(self._rows), _MOST_ROWS))
        self.table.setFixedHeight(head.sizeHint().height() + rows * line + bar + 2 * self.table.frameWidth())


def _tip(indicator: Indicator) -> str:
    code = language()
    return "\n".join((indicator.clause[code], *(f"• {one.text[code]}" for one in indicator.to_do)))


def _cells(indicator: Indicator) -> list[str]:
    """Return what the line of an indicator says."""
    return [
        tr(", ").join((indicator.id, *indicator.also)),
        indicator.name[language()],
        words.unit_name(indicator.unit),
        words.base_text(indicator.base),
        tr(", ").join(map(words.target_text, indicator.milestones)),
        words.binding_names()[indicator.binding],
        words.extent_text(indicator),
        words.measure_names()[indicator.measure.kind],
    ]
