"""Keeping results: the buttons under a verdict that keep it as a scenario and compare it with others."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import qgis.utils
from qgis.core import QgsProcessingParameterFeatureSink, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QMessageBox, QPushButton, QWidget

from ...i18n import tr
from ...processing.comparison import scenarios
from ...processing.comparison.scenarios import Side
from ..panel.running import Outcome
from ..panel.waiting import Waiting
from ..plain import plain

if TYPE_CHECKING:
    from .comparison import ComparisonWindow


class ScenarioBar(QWidget):
    """Two buttons for the result of a page; ``present`` is that result as it is compared."""

    def __init__(self, page, canvas: QgsMapCanvas | None, say: Callable[..., None]):
        super().__init__(page)
        self._page, self._canvas, self._say = page, canvas, say
        self._outcome: Outcome | None = None
        self._window: ComparisonWindow | None = None
        self._side: Side | None = None
        self._out_of_date = False
        self.keep_button = QPushButton(tr("Keep as scenario…"), self)
        self.keep_button.setToolTip(tr("Keep this result under a name, to compare it with others later"))
        self.keep_button.clicked.connect(self.keep)
        self.compare_button = QPushButton(tr("Compare…"), self)
        self.compare_button.setToolTip(tr("Compare this result, or kept ones, side by side"))
        self.compare_button.clicked.connect(self.compare)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.keep_button)
        line.addWidget(self.compare_button)
        line.addStretch(1)
        page.finished.connect(self._take)

    def add_to(self, menu: QMenu) -> None:
        """Add the same two to a menu, where they are found without a result too."""
        self.keep_action = menu.addAction(tr("Keep as scenario…"), self.keep)
        self.keep_action.setEnabled(False)
        menu.addAction(tr("Compare scenarios…"), self.compare)

    @property
    def present(self) -> Side | None:
        """The result of the page as it is compared, which says where it is out of date; None where there is none."""
        if self._side is None or not self._out_of_date:
            return self._side
        when = self._side.content.time.replace("T", " ")[:16]
        return replace(self._side, name=tr("Present result, out of date ({time})").format(time=when))

    @property
    def job(self) -> str:
        """The name of the algorithm."""
        return self._page.algorithm.name()

    # What a user does.

    def keep(self) -> None:
        """Ask for a name and keep the result under it."""
        project = QgsProject.instance()
        layers = self._layers()
        if self.present is None or layers is None:
            self._say(tr("The layers of this result are no longer in the project; run the job again."), wrong=True)
            return
        self._page.judge()
        if self._page.follows_edits() and self._page.changes:
            # What would be kept is what the run has left, and what is shown is not that.
            text = tr("The figures follow your edits: run the job again, then keep its result; nothing was kept.")
            self._say(text, wrong=True)
            return
        if scenarios.home(project) is None and not (self.ask_to_save() and scenarios.home(project)):
            text = tr("Save the project to a file first; scenarios are kept in the folder “{folder}” beside it.")
            self._say(text.format(folder=scenarios.FOLDER), wrong=True)
            return
        name = self.ask_name(tr("Scenario {time}").format(time=time.strftime("%Y-%m-%d %H:%M")))
        taken = {one.name for one in scenarios.kept(project, self.job)}
        if not name or (name in taken and not self.confirm_replace(name)):
            return
        try:
            with Waiting(tr("Keeping the result…"), self.window()) as waiting:
                scenarios.keep(project, name, self.present.content, layers, waiting.feedback)
        except scenarios.ScenarioError as error:
            self._say(str(error), wrong=True)
            return
        self._say(tr("Kept as “{name}”; save the project, so that it knows the scenario next time.").format(name=name))
        self.refresh()

    def compare(self) -> None:
        """Open the window that shows two results side by side."""
        self.compare_with("")

    def compare_with(self, first: str) -> None:
        """Open it with a result that is picked, by its key."""
        from .comparison import ComparisonWindow

        if self._window is None:
            self._window = ComparisonWindow(self.job, self._canvas, self._others, self)
            self._window.setWindowTitle(tr("Compare scenarios: {job}").format(job=self._page.algorithm.displayName()))
        self._window.show_sides(first)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    # What it asks.

    def ask_to_save(self) -> bool:
        """Ask to save the project, by QGIS's own dialog; return whether that was tried."""
        text = tr("Scenarios are kept in a folder beside the project file. Save the project now?")
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(self.window(), tr("Keep as scenario"), text, button.Save | button.Cancel)
        if answer != button.Save or qgis.utils.iface is None:
            return False
        qgis.utils.iface.actionSaveProject().trigger()
        return True

    def ask_name(self, suggestion: str) -> str:
        """Ask for a name; empty where the user would rather not."""
        title, text = tr("Keep as scenario"), tr("Name of the scenario:")
        name, given = QInputDialog.getText(self.window(), title, text, text=suggestion)
        return name.strip() if given else ""

    def confirm_replace(self, name: str) -> bool:
        """Ask whether a scenario of the same name may go."""
        text = plain(tr("There is already a scenario “{name}”. Replace it?").format(name=name))
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(self.window(), tr("Keep as scenario"), text, button.Yes | button.No, button.No)
        return answer == button.Yes

    # What comes back.

    def _take(self, outcome: Outcome) -> None:
        """Take what a run was asked and has found for the present result."""
        self._outcome = outcome
        self._side = Side("", tr("Present result"), self._page.content, outcome.layer)
        self._out_of_date = False
        self.keep_action.setEnabled(True)
        self.refresh()

    def date(self, out_of_date: bool) -> None:
        """Say whether the present result still holds."""
        if out_of_date != self._out_of_date:
            self._out_of_date = out_of_date
            self.refresh()

    def withdraw(self) -> None:
        """Have no present result any more."""
        self._outcome = self._side = None
        self.keep_action.setEnabled(False)
        self.refresh()

    def _others(self) -> tuple[list[Side], Side | None]:
        """Return the results that are no scenarios: those of earlier runs, and the present one."""
        return self._page.kept.sides(), self.present

    def refresh(self) -> None:
        """Show in the window what there is to compare now."""
        if self._window is not None and self._window.isVisible():
            self._window.show_sides()

    def _layers(self) -> dict[str, QgsVectorLayer] | None:
        """Return the layers and tables of the result by output; None where one of them is gone."""
        found: dict[str, QgsVectorLayer | None] = {}
        outcome = self._outcome
        for definition in self._page.algorithm.destinationParameterDefinitions():
            name = definition.name()
            if outcome is None or not outcome.values.get(name):
                continue
            if isinstance(definition, QgsProcessingParameterFeatureSink):
                found[name] = outcome.layer(name)
        return None if any(layer is None for layer in found.values()) else found
