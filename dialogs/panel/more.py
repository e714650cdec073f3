"""What else can be done with a job: Processing's own dialog, a command, a step of a model, the log."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsApplication, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QMenu, QTextBrowser, QToolButton, QVBoxLayout

from ...i18n import tr
from .running import Outcome

_LOG_SIZE = (640, 420)


class OpenButton(QToolButton):
    """The button with the menu for what can be done with any algorithm."""

    def __init__(self, page, say: Callable[..., None]):
        super().__init__(page)
        self._page, self._say = page, say
        self.setText(tr("More"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.addAction(tr("Open in Processing…"), self.open_in_processing)
        menu.addAction(tr("Copy as qgis_process command"), self.copy_command)
        self.setMenu(menu)

    def open_in_processing(self) -> None:
        """Open the algorithm's own dialog, filled in as the form is."""
        self._open().show()

    def copy_command(self) -> None:
        """Put the command that does the same in a terminal onto the clipboard."""
        command, complete = self._page.algorithm.asQgisProcessCommand(self._page.form.parameters(), _context())
        if complete:
            QgsApplication.clipboard().setText(command)
            self._say(tr("The command is on the clipboard."))
        else:
            self._say(tr("These inputs cannot be written as a command; save their layers to files first."), wrong=True)

    def _open(self):
        """Return the algorithm's own dialog, filled in as the form is."""
        from processing.gui.AlgorithmDialog import AlgorithmDialog

        dialog = AlgorithmDialog(self._page.algorithm.create(), parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setParameters(self._page.form.values())
        return dialog


class MoreButton(OpenButton):
    """The button with the menu for what can be done with a job."""

    def __init__(self, page, say: Callable[..., None]):
        super().__init__(page, say)
        self.log = ""
        self._begun: dict = {}
        """What the runs of the algorithm's own dialogs are made from, by the dialog."""
        menu = self.menu()
        menu.addAction(tr("Add to a model"), self.add_to_model)
        page.scenarios.add_to(menu)
        page.kept.add_to(menu)
        self._log_action = menu.addAction(tr("Show the log"), self.show_log)
        self._log_action.setEnabled(False)

    def keep_log(self, log: str) -> None:
        """Keep what a run said (HTML)."""
        self.log = log
        self._log_action.setEnabled(True)

    def forget(self) -> None:
        """Know of no run, for they are of another project."""
        self.log = ""
        for basis in self._begun.values():
            basis.stop()
        self._begun.clear()
        self._log_action.setEnabled(False)

    def open_in_processing(self) -> None:
        """Open the algorithm's own dialog, filled in as the form is; a run there is shown here too."""
        dialog = self._open()
        dialog.algorithmAboutToRun.connect(lambda _: self._begin(dialog))
        dialog.algorithmFinished.connect(lambda done, values: self._take_over(dialog, done, values))
        dialog.show()

    def add_to_model(self) -> None:
        """Make the job, as the form has it, a step of the model that is open in the designer, or of a new one."""
        from ..modeling import add_to_model

        add_to_model(self._page.algorithm, self._page.form.values())

    def show_log(self) -> None:
        """Show what the last run said."""
        window = QDialog(self.window())
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setWindowTitle(tr("Log of the last run"))
        text = QTextBrowser(window)
        text.setHtml(self.log)
        layout = QVBoxLayout(window)
        layout.addWidget(text)
        window.resize(*_LOG_SIZE)
        window.show()

    def _begin(self, dialog) -> None:
        """Take what the algorithm's own dialog asks into the form, and note what its run is made from."""
        parameters = dialog.createProcessingParameters() or {}
        self._page.form.set_values(parameters)
        self._begun[dialog] = self._page.basis_of(parameters)

    def _take_over(self, dialog, done: bool, values: dict) -> None:
        """Show a run that was started in the algorithm's own dialog, where outputs may have been left out."""
        basis = self._begun.pop(dialog, None)
        if basis is None:  # it was begun in another project
            return
        if done:
            self._page.show_outcome(Outcome(dialog.createProcessingParameters(), values, _context()), basis)
        else:
            basis.stop()
            basis.deleteLater()


def _context() -> QgsProcessingContext:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return context
