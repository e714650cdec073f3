"""The base of all pages: inputs, run and cancel, result; a page adds what is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProject,
)
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStyle,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..i18n import language, tr
from ..processing import profiles
from .form import Form
from .places import Places
from .results import Results
from .running import Outcome, Running
from .scenarios import ScenarioBar

if TYPE_CHECKING:
    from ..core.report import Verdict


class Page(QWidget):
    """A job: one algorithm with its form and its result.

    What needs numpy or pandas is imported when there is a result to show, for then they are there.
    """

    ALGORITHM = ""
    UP_FRONT: tuple[str, ...] = ()
    """The parameters that stand up front, the most important first."""
    CLAUSES: tuple[tuple[str, str], ...] = ()
    """Parameters with the key of the plan profile that their default comes from."""
    ALSO: tuple[str, ...] = ()
    """Outputs that the page draws from, beside those made by default."""

    finished = pyqtSignal(object)
    """The Outcome of a run that went well."""

    def __init__(self, canvas=None, parent=None):
        super().__init__(parent)
        self.algorithm = QgsApplication.processingRegistry().createAlgorithmById(self.ALGORITHM)
        self.canvas = canvas
        self.outcome: Outcome | None = None
        self._running: Running | None = None
        self._log = ""
        # A profile decides which layers make up a pattern, so not every page has all of its inputs.
        names = [name for name in self.UP_FRONT if self.algorithm.parameterDefinition(name) is not None]
        self.form = Form(self.algorithm, names, self, canvas)
        self.results = Results(canvas, self)
        self.results.hide()
        self.results.places.picked.connect(self._draw)
        self._build()
        self._explain()
        QgsProject.instance().legendLayersAdded.connect(self._look_around)

    # What a page adds.

    def title(self) -> str:
        """Return what the job is called where it stands beside another."""
        return self.algorithm.displayName()

    def verdict(self, outcome: Outcome) -> Verdict:
        """Return the figure that the job is about, against its target."""
        raise NotImplementedError

    def lists(self) -> tuple[Places, ...]:
        """Return the lists of what to look at, the most pressing first."""
        raise NotImplementedError

    def chart(self, outcome: Outcome, output: str = "", row: dict | None = None) -> str | None:
        """Return a chart as SVG: of the whole, or of a row that the user went to; None where there is none."""
        return None

    # What a user does.

    def run(self) -> None:
        """Run the job."""
        missing = self.form.missing()
        if missing is not None:
            self._say(tr("Choose a layer for “{parameter}”.").format(parameter=missing), wrong=True)
            return
        self._running = Running(self.algorithm.create(), self.form.parameters(self.ALSO), self)
        self._running.progressed.connect(lambda share: self.progress.setValue(round(share)))
        self._running.said.connect(self._say)
        self._running.ended.connect(self._conclude)
        self._set_busy(True)
        self._say(tr("Starting…"))
        self._running.start()

    def cancel(self) -> None:
        """Stop the run."""
        if self._running is not None:
            self.cancel_button.setEnabled(False)
            self._say(tr("Cancelling…"))
            self._running.cancel()

    def open_in_processing(self) -> None:
        """Open the algorithm's own dialog, filled in as the form is; a run there is shown here too."""
        from processing.gui.AlgorithmDialog import AlgorithmDialog

        dialog = AlgorithmDialog(self.algorithm.create(), parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setParameters(self.form.values())
        dialog.algorithmFinished.connect(lambda done, values: done and self._take_over(dialog, values))
        dialog.show()

    def copy_command(self) -> None:
        """Put the command that does the same in a terminal onto the clipboard."""
        command, complete = self.algorithm.asQgisProcessCommand(self.form.parameters(), _context())
        if complete:
            QgsApplication.clipboard().setText(command)
            self._say(tr("The command is on the clipboard."))
        else:
            self._say(tr("These inputs cannot be written as a command; save their layers to files first."), wrong=True)

    def show_log(self) -> None:
        """Show what the last run said."""
        window = QDialog(self.window())
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setWindowTitle(tr("Log of the last run"))
        text = QTextBrowser(window)
        text.setHtml(self._log)
        layout = QVBoxLayout(window)
        layout.addWidget(text)
        window.resize(640, 420)
        window.show()

    def open_report(self) -> None:
        """Open the report in the browser."""
        path = self.outcome.values.get("REPORT") if self.outcome else None
        if path:
            QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def close_down(self) -> None:
        """Leave no run and no connection behind."""
        QgsProject.instance().legendLayersAdded.disconnect(self._look_around)
        if self._running is not None:
            self._running.abandon()
            self._running = None

    # How it looks.

    def _build(self) -> None:
        self.inputs_box = QgsCollapsibleGroupBox(tr("Inputs"), self)
        self.inputs_box.setSaveCollapsedState(False)
        box = QVBoxLayout(self.inputs_box)
        box.addWidget(self.form)
        self.profile_label = QLabel(self)
        self.profile_label.setWordWrap(True)
        self.more_button = QPushButton(tr("More settings…"), self)
        self.more_button.setToolTip(tr("Open the job in Processing, filled in as here, with all its settings"))
        self.more_button.clicked.connect(self.open_in_processing)
        box.addWidget(self.profile_label)
        box.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.scenarios = ScenarioBar(self)
        self.results.layout().insertWidget(1, self.scenarios)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.inputs_box)
        column.addWidget(self.results)
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area, 1)
        layout.addLayout(self._notice())
        layout.addLayout(self._buttons())
        self._set_busy(False)

    def _notice(self) -> QHBoxLayout:
        self._sign, self.notice = QLabel(self), QLabel(self)
        self.notice.setWordWrap(True)
        self.notice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 6, 0)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.notice, 1)
        self._say("")
        return line

    def _buttons(self) -> QHBoxLayout:
        self.run_button = QPushButton(tr("Run"), self)
        self.run_button.setToolTip(tr("Run the job on these layers"))
        self.run_button.clicked.connect(self.run)
        self.cancel_button = QPushButton(tr("Cancel"), self)
        self.cancel_button.clicked.connect(self.cancel)
        self.progress = QProgressBar(self)
        self.report_button = QPushButton(tr("Report"), self)
        self.report_button.setToolTip(tr("Open the report in the browser"))
        self.report_button.clicked.connect(self.open_report)
        self.report_button.hide()
        menu = QMenu(self)
        menu.addAction(tr("Open in Processing…"), self.open_in_processing)
        menu.addAction(tr("Copy as qgis_process command"), self.copy_command)
        self.scenarios.add_to(menu)
        self.log_action = menu.addAction(tr("Show the log"), self.show_log)
        self.log_action.setEnabled(False)
        self.menu_button = QToolButton(self)
        self.menu_button.setText(tr("More"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setMenu(menu)
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 6, 6)
        line.addWidget(self.run_button)
        line.addWidget(self.cancel_button)
        line.addWidget(self.progress, 1)
        line.addStretch()
        line.addWidget(self.report_button)
        line.addWidget(self.menu_button)
        return line

    def _explain(self) -> None:
        """Say which plan the thresholds come from, and the clause of each."""
        profile, code = profiles.active(), language()
        text = tr("Thresholds: {profile}").format(profile=profile.text("name", code))
        self.profile_label.setText(text)
        self.profile_label.setToolTip(profile.text("source", code))
        for name, key in self.CLAUSES:
            self.form.explain(name, profile.clause(key, code))

    def _set_busy(self, busy: bool) -> None:
        self.run_button.setEnabled(not busy)
        self.form.setEnabled(not busy)
        for widget in (self.cancel_button, self.progress):
            widget.setVisible(busy)
        self.cancel_button.setEnabled(busy)
        self.progress.setValue(0)

    def _say(self, text: str, wrong: bool = False) -> None:
        self.notice.setText(text)
        self.notice.setVisible(bool(text))
        self._sign.setVisible(wrong)
        if wrong:
            icon = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
            self._sign.setPixmap(icon.pixmap(16, 16))

    # What comes back.

    def _look_around(self, _layers) -> None:
        if self._running is None:
            self.form.guess()

    def _conclude(self, outcome: Outcome | None, sentence: str) -> None:
        running, self._running = self._running, None
        if running is not None:
            self._log = running.log()
            self.log_action.setEnabled(True)
            running.deleteLater()
        self._set_busy(False)
        self._say(sentence, wrong=outcome is None)
        if outcome is not None:
            self.show_outcome(outcome)
        # Layers of this run may be what an input of another page has waited for.
        self.form.guess()

    def _take_over(self, dialog, values: dict) -> None:
        """Show a run that was started in the algorithm's own dialog."""
        self.show_outcome(Outcome(dialog.createProcessingParameters(), values, _context()))

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what a run found, and fold the inputs away."""
        self.outcome = outcome
        self.results.verdict.show_verdict(self.verdict(outcome))
        self.results.figures.show_figures(self._figures(outcome))
        self._draw()
        found = [(places, outcome.layer(places.output)) for places in self.lists()]
        self.results.places.show_lists([(places, layer) for places, layer in found if layer is not None])
        self.results.show()
        self.report_button.setVisible(bool(outcome.values.get("REPORT")))
        self.inputs_box.setCollapsed(True)
        self.area.verticalScrollBar().setValue(0)
        self.finished.emit(outcome)

    def _draw(self, output: str = "", row: dict | None = None) -> None:
        """Draw the chart of the whole, or of a row."""
        svg = self.chart(self.outcome, output, row)
        if svg is not None or row is None:
            self.results.chart.show_chart(svg, self.title())

    def _figures(self, outcome: Outcome) -> list[tuple[str, str]]:
        """Return the numbers that the algorithm declares, in its order."""
        found = []
        for output in self.algorithm.outputDefinitions():
            value = outcome.values.get(output.name())
            if isinstance(output, QgsProcessingOutputNumber) and value is not None:
                found.append((output.description(), f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"))
        return found


def _context() -> QgsProcessingContext:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return context
