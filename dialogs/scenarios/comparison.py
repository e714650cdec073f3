"""The window that compares two results of a job: figures and difference, tables, map and report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateTransform, QgsLayerTree, QgsLayerTreeGroup, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.progress import aside
from ...core.replacing import replaced
from ...i18n import in_line, tr
from ...processing import dependencies
from ...processing.comparison import scenarios
from ...processing.comparison import tables as comparison_tables
from ...processing.comparison.scenarios import ScenarioError, Side
from ...processing.framework.call import CancelledError
from ...processing.io.refusals import unwritable
from ...processing.reports.units import UNBROKEN
from ..panel.results import VerdictCard
from ..panel.saving import ask_for_file
from ..panel.waiting import Waiting
from ..plain import PlainLabel, plain
from .scenario_list import GridView, ScenarioList

if TYPE_CHECKING:
    from ...processing.comparison.changes import Changes

Others = Callable[[], "tuple[list[Side], Side | None]"]
"""Returns the results that are no scenarios: those of runs, the oldest first, and the present one."""
_SIZE = (1040, 620)
_MARK = "greenvein/comparison"
_MARGIN = 1.1  # of the map around what changed


class ComparisonWindow(QDialog):
    """Two results of a job side by side."""

    def __init__(self, job: str, canvas: QgsMapCanvas | None, others: Others, parent: QWidget):
        super().__init__(parent)
        self._job, self._canvas, self._others = job, canvas, others
        self._sides: list[Side] = []
        self._found: Changes | None = None  # between the pair that was last laid on each other
        self._build()
        self.resize(*_SIZE)
        QgsProject.instance().cleared.connect(self.close)

    def show_sides(self, first: str = "") -> None:
        """Offer the results of runs, the scenarios and the present result; what was picked stays picked.

        ``first``: the key of one to be held against the last.
        """
        project, (runs, present) = QgsProject.instance(), self._others()
        kept = scenarios.kept(project, self._job)
        before = [box.currentData() for box in (self.first, self.second)]
        of_scenarios = [scenarios.side_of(project, one) for one in kept]
        self._sides = [*runs, *of_scenarios, *([present] if present else [])]
        self._found = None
        self.list.show_scenarios(kept, [side.is_lost() for side in of_scenarios])
        keys = [side.key for side in self._sides]
        if first in keys:
            before = [first, keys[-1]]
        # At first the last kept one against the present result, or the last two.
        for box, picked, last in ((self.first, before[0], -2), (self.second, before[1], -1)):
            box.blockSignals(True)
            box.clear()
            for side in self._sides:
                box.addItem(side.name, side.key)
            fits = picked in keys and before[0] != before[1]
            box.setCurrentIndex(keys.index(picked) if fits else max(len(keys) + last, 0))
            box.blockSignals(False)
        self._compare()

    def pair(self) -> tuple[Side, Side] | None:
        """Return the two that are picked; None where there are not two."""
        at = self.first.currentIndex(), self.second.currentIndex()
        if min(at) < 0 or at[0] == at[1]:
            return None
        return self._sides[at[0]], self._sides[at[1]]

    # What a user does.

    def swap(self) -> None:
        """Let the two change places."""
        first, second = self.first.currentIndex(), self.second.currentIndex()
        self.first.setCurrentIndex(second)
        self.second.setCurrentIndex(first)

    def show_map(self) -> None:
        """Add a layer of what changed to the project."""
        pair = self.pair()
        changes = None if pair is None else self._changes(*pair)
        if pair is None or changes is None:
            return
        from ...processing.comparison.changes import layer_of, sentence, slivers

        one, two = pair
        self._say(in_line(text for text in (sentence(changes), slivers(changes)) if text))
        if len(changes.table):
            grid = comparison_tables.changed_by_kind(self._job, changes.sums())
            self.tabs.setCurrentIndex(self._show_grid(grid))
            layer = layer_of(changes)
            layer.setCustomProperty(_MARK, f"{self._job} {one.key} {two.key}")
            _add(layer, tr("Comparison: {a} → {b}").format(a=one.name, b=two.name))
            self._go_to(layer)

    def save_report(self) -> None:
        """Write the comparison as a report, and open it."""
        pair = self.pair()
        changes = None if pair is None else self._changes(*pair)
        if pair is None or changes is None:
            return
        path = self.ask_path(*pair)
        if not path:
            return
        from ...core.report import render
        from ...processing.comparison.report import report

        try:
            with Waiting(tr("Writing the report…"), self) as waiting:
                document = report(*pair, changes, waiting.progress)
                html = aside(lambda progress: render(document), waiting.progress)
            with replaced(Path(path)) as beside:
                beside.write_text(html, encoding="utf-8")
        except CancelledError:
            self._say(tr("Cancelled: nothing was written."))
            return
        except OSError as error:
            self._say(unwritable(path, error))
            return
        self._say(tr("The report is in “{path}”.").format(path=path))
        self.open(path)

    def ask_path(self, one: Side, two: Side) -> str:
        """Ask where the report is to go; empty where the user would rather not."""
        folder = scenarios.home(QgsProject.instance()) or Path.home()
        name = scenarios.plain_name(f"{self._job}_{one.name}_{two.name}")
        start = str(folder / f"{name}.html")
        return ask_for_file(self, tr("Save the comparison"), start, tr("HTML files (*.html)"), ".html")

    def open(self, path: str) -> None:
        """Open a file in the browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    # How it looks.

    def _build(self) -> None:
        self.list = ScenarioList(self)
        self.list.changed.connect(self.show_sides)
        self.list.said.connect(self._say)
        self.first, self.second = self._choice(tr("Result A")), self._choice(tr("Result B"))
        swap = QToolButton(self)
        swap.setText("⇄")
        swap.setToolTip(tr("Let A and B change places"))
        swap.setAccessibleName(swap.toolTip())
        swap.clicked.connect(self.swap)
        choices, cards = QHBoxLayout(), QHBoxLayout()
        for letter, box in (("A", self.first), ("B", self.second)):
            label = PlainLabel(letter, self)
            label.setBuddy(box)
            choices.addWidget(label)
            choices.addWidget(box, 1)
            if box is self.first:
                choices.addWidget(swap)
        self.cards = [VerdictCard(self) for _ in range(3)]
        for card in self.cards:
            card.layout().addStretch(1)
            cards.addWidget(card, 1)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.notice = PlainLabel(self)
        self.notice.setWordWrap(True)
        self.notice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        side, column = QWidget(self), QVBoxLayout()
        column.setContentsMargins(6, 0, 0, 0)
        side.setLayout(column)
        column.addLayout(choices)
        column.addLayout(cards)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.notice)
        split = QSplitter(self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(side)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addWidget(self._buttons())

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(plain(name))
        # Long names must not make the window wider than the user wants it.
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.currentIndexChanged.connect(lambda _: self._compare())
        return box

    def _buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(self)
        self.map_button = QPushButton(tr("Map of what changed"), self)
        self.map_button.setToolTip(tr("Lay the two results on each other and add what changed to the map"))
        self.map_button.clicked.connect(self.show_map)
        self.report_button = QPushButton(tr("Report…"), self)
        self.report_button.setToolTip(tr("Save figures, tables and map of the comparison as an HTML file"))
        self.report_button.clicked.connect(self.save_report)
        close = QPushButton(tr("Close"), self)
        close.clicked.connect(self.close)
        for button, its in (
            (self.map_button, role.ActionRole),
            (self.report_button, role.ActionRole),
            (close, role.RejectRole),
        ):
            button.setAutoDefault(False)
            buttons.addButton(button, its)
        return buttons

    # What it shows.

    def _compare(self) -> None:
        """Show the two that are picked."""
        self._found = None
        pair = self.pair()
        self.tabs.clear()
        for widget in (*self.cards, self.tabs):
            widget.setVisible(pair is not None)
        lost = [side for side in pair or () if side.is_lost()]
        for button in (self.map_button, self.report_button):
            button.setEnabled(pair is not None and not lost)
        if pair is None:
            text = (
                tr("Pick two different results.")
                if len(self._sides) > 1
                else tr(
                    "Keep a result as a scenario, change the layers or the settings and run the job again; "
                    "then the two can be compared here."
                )
            )
            self._say(text)
            return
        self._show_cards(*pair)
        self._show_grid(comparison_tables.numbers(*pair))
        zones = None if lost else comparison_tables.summary(*pair)
        if zones is not None:
            self._show_grid(zones)
        self._show_parameters(comparison_tables.parameters(*pair))
        text = tr("The file of the scenario “{name}” is gone: {file}. Its numbers are still here; its layers are not.")
        self._say(in_line(text.format(name=side.name, file=side.file) for side in lost))

    def _show_cards(self, one: Side, two: Side) -> None:
        for card, letter, side in ((self.cards[0], "A", one), (self.cards[2], "B", two)):
            verdict = {"label": "", "value": "", "badge": "", "target": "", "sentence": "", "state": ""}
            verdict |= side.content.verdict
            verdict["label"] = f"{letter} · {side.name}"
            verdict["value"] = verdict["value"].replace(" ", UNBROKEN)
            card.show_verdict(SimpleNamespace(**verdict))
        figure = comparison_tables.headline(one, two)
        verdict = {"label": tr("B less A"), "value": figure.difference, "badge": "", "state": ""}
        self.cards[1].show_verdict(SimpleNamespace(**verdict, target=figure.unit, sentence=figure.label))

    def _show_parameters(self, grid) -> None:
        if grid.rows:
            self._show_grid(grid)
            return
        same = PlainLabel(tr("Both were run with the same parameters."), self)
        same.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tabs.addTab(same, grid.title)

    def _show_grid(self, grid) -> int:
        """Show a table, in place of one of the same title; return the number of its tab."""
        for number in range(self.tabs.count()):
            if self.tabs.tabText(number) == grid.title:
                self.tabs.widget(number).show_grid(grid)
                return number
        view = GridView(self)
        view.show_grid(grid)
        return self.tabs.addTab(view, grid.title)

    def _changes(self, one: Side, two: Side) -> Changes | None:
        """Return what changed between the two; None, and a sentence, where that cannot be told."""
        if self._found is not None:
            return self._found
        problems = dependencies.load()
        if problems:
            self._say(dependencies.sentence(problems))
            return None
        from ...processing.comparison.changes import find_changes

        try:
            with Waiting(tr("Laying the two results on each other…"), self) as waiting:
                self._found = find_changes(one, two, waiting.progress)
        except ScenarioError as error:
            self._say(str(error))
        except CancelledError:
            self._say(tr("Cancelled: nothing was written."))
        return self._found

    def _go_to(self, layer: QgsVectorLayer) -> None:
        canvas = self._canvas
        if canvas is None:
            return
        project = QgsProject.instance()
        transform = QgsCoordinateTransform(layer.crs(), canvas.mapSettings().destinationCrs(), project)
        extent = transform.transformBoundingBox(layer.extent())
        extent.scale(_MARGIN)
        canvas.setExtent(extent)
        canvas.refresh()

    def _say(self, text: str) -> None:
        self.notice.setText(text)
        self.notice.setVisible(bool(text))


def _add(layer: QgsVectorLayer, group_name: str) -> None:
    """Add a layer in a group on top of the legend, in place of one that says the same."""
    project = QgsProject.instance()
    root = project.layerTreeRoot()
    mark = layer.customProperty(_MARK)
    project.removeMapLayers([one.id() for one in project.mapLayers().values() if one.customProperty(_MARK) == mark])
    group = _on_top(root, root.findGroup(group_name)) or root.insertGroup(0, group_name)
    project.addMapLayer(layer, False)
    group.insertLayer(0, layer)


def _on_top(root: QgsLayerTree, group: QgsLayerTreeGroup | None) -> QgsLayerTreeGroup | None:
    """Return a group on top of the legend, where no later result lies over it; in a group of the user's it stays."""
    if group is None or group.parent() != root or root.children()[0] == group:
        return group
    moved = group.clone()
    root.insertChildNode(0, moved)
    root.removeChildNode(group)
    return moved
