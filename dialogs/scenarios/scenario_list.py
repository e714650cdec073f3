"""The list of kept results, and a table of finished texts."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QStyle,
    QTableWidget,
    QTableWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...i18n import tr
from ...processing.comparison import scenarios
from ...processing.comparison.scenarios import Scenario, ScenarioError
from ..plain import PlainLabel, plain

_WIDTH = 270
_WIDEST = 320
_LINE = 1.5  # height of a row, in lines of text


class ScenarioList(QWidget):
    """The kept results of a job; ``changed`` tells that one was renamed or deleted, ``said`` what went wrong."""

    changed = pyqtSignal()
    said = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._scenarios: list[Scenario] = []
        title = PlainLabel(tr("Kept scenarios"), self)
        self.tree = QTreeWidget(self)
        self.tree.setRootIsDecorated(False)
        self.tree.setHeaderLabels([tr("Name"), tr("Figure"), tr("Run")])
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setAccessibleName(title.text())
        self.tree.itemSelectionChanged.connect(self._look)
        title.setBuddy(self.tree)
        self.rename_button = QPushButton(tr("Rename…"), self)
        self.rename_button.clicked.connect(self.rename)
        self.delete_button = QPushButton(tr("Delete…"), self)
        self.delete_button.clicked.connect(self.delete)
        line = QHBoxLayout()
        for button in (self.rename_button, self.delete_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(title)
        layout.addWidget(self.tree, 1)
        layout.addLayout(line)
        self.setMinimumWidth(_WIDTH)
        self._look()

    def show_scenarios(self, kept: list[Scenario], lost: list[bool]) -> None:
        """List scenarios; ``lost`` says for each whether its file is gone."""
        self._scenarios = kept
        self.tree.clear()
        for scenario, gone in zip(kept, lost):
            content = scenario.content
            when = content.time.replace("T", " ")[:16]
            item = QTreeWidgetItem([scenario.name, content.verdict.get("value", ""), when])
            item.setToolTip(0, plain(scenario.name))
            if gone:
                item.setIcon(0, self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning))
                item.setToolTip(0, plain(tr("The file of this scenario is gone: {file}.").format(file=scenario.file)))
            self.tree.addTopLevelItem(item)
        for column in range(3):
            self.tree.resizeColumnToContents(column)
        self._look()

    def selected(self) -> Scenario | None:
        """Return the scenario that is selected."""
        rows = [self.tree.indexOfTopLevelItem(item) for item in self.tree.selectedItems()]
        return self._scenarios[rows[0]] if rows else None

    def rename(self) -> None:
        """Ask for another name."""
        scenario = self.selected()
        if scenario is None:
            return
        name = self.ask_name(scenario)
        if not name or name == scenario.name:
            return
        try:
            scenarios.rename(QgsProject.instance(), scenario, name)
        except ScenarioError as error:
            self.said.emit(str(error))
            return
        self.changed.emit()

    def delete(self) -> None:
        """Ask, and delete."""
        scenario = self.selected()
        if scenario is None or not self.confirm_delete(scenario):
            return
        try:
            scenarios.delete(QgsProject.instance(), scenario)
        except ScenarioError as error:
            self.said.emit(str(error))
            return
        self.changed.emit()

    def ask_name(self, scenario: Scenario) -> str:
        """Ask for a name; empty where the user would rather not."""
        title, text = tr("Rename the scenario"), tr("Name of the scenario:")
        name, given = QInputDialog.getText(self, title, text, text=scenario.name)
        return name.strip() if given else ""

    def confirm_delete(self, scenario: Scenario) -> bool:
        """Ask whether a scenario may go."""
        text = tr("Delete the scenario “{name}” and its file? This cannot be undone.").format(name=scenario.name)
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(self, tr("Delete the scenario"), plain(text), button.Yes | button.No, button.No)
        return answer == button.Yes

    def _look(self) -> None:
        for button in (self.rename_button, self.delete_button):
            button.setEnabled(self.selected() is not None)


class GridView(QTableWidget):
    """A table of finished texts, to be read and copied."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(_LINE * self.fontMetrics().lineSpacing()))

    def show_grid(self, grid) -> None:
        """Show a table of texts."""
        self.setRowCount(len(grid.rows))
        self.setColumnCount(len(grid.columns))
        self.setHorizontalHeaderLabels(list(grid.columns))
        self.setAccessibleName(grid.title)
        flag = Qt.AlignmentFlag
        for row, texts in enumerate(grid.rows):
            for column, (text, right) in enumerate(zip(texts, grid.right)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain(text))
                item.setTextAlignment((flag.AlignRight if right else flag.AlignLeft) | flag.AlignVCenter)
                self.setItem(row, column, item)
        self.resizeColumnsToContents()
        for column in range(len(grid.columns)):
            self.setColumnWidth(column, min(self.columnWidth(column), _WIDEST))
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
