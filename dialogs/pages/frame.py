"""How a page looks: the inputs with their plan profile, the result below, and the buttons of a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...i18n import language, tr
from ...processing import profiles
from ...processing.jobs import JOBS
from ..panel.exports import ReportButton
from ..panel.folding import folding_box, look_as_folded
from ..panel.form import Form
from ..panel.guide import help_button
from ..panel.more import MoreButton
from ..panel.notice import Notice
from ..panel.results import Results
from ..scenarios.keeping import ScenarioBar
from ..scenarios.kept_results import KeptResults
from ..scenarios.saving import SavingBox


class Frame(QWidget):
    """The form of an algorithm, and the widgets around it."""

    ALGORITHM = ""
    UP_FRONT: tuple[str, ...] = ()
    """The parameters that stand up front, the most important first."""
    CLAUSES: tuple[tuple[str, str], ...] = ()
    """Parameters with the key of the plan profile that their default comes from."""
    WORDS: ClassVar[dict[str, tuple[int, Callable[[], dict[str, str]]]]] = {}
    """Tables that hold codes: the column, and what the codes are called."""

    results: Results
    """What a run has found; it stands below the inputs."""

    def __init__(self, canvas=None, parent=None):
        super().__init__(parent)
        self._canvas = canvas

    def up_front(self) -> tuple[str, ...]:
        """Return the parameters that stand up front, the most important first."""
        return self.UP_FRONT

    def _make_form(self) -> None:
        """Make the form of the algorithm, which has the defaults of the active plan profile."""
        self.algorithm = QgsApplication.processingRegistry().createAlgorithmById(self.ALGORITHM)
        self.job = JOBS[self.algorithm.name()]
        names = [name for name in self.up_front() if self.algorithm.parameterDefinition(name) is not None]
        self.form = Form(self.algorithm, names, self, self._canvas)
        for name, (column, words) in self.WORDS.items():
            self.form.inputs[name].set_words(column, words())

    def _build(self) -> None:
        self.notice = Notice(self)
        self.scenarios = ScenarioBar(self, self._canvas, self.notice.say)
        self.kept = KeptResults(self)
        self.menu_button = MoreButton(self, self.notice.say)
        self.inputs_box = folding_box(tr("Inputs"), self)
        box = QVBoxLayout(self.inputs_box)
        box.addWidget(self.form)
        self.profile_label = QLabel(self)
        self.profile_label.setWordWrap(True)
        self.more_button = QPushButton(tr("More settings…"), self)
        self.more_button.setToolTip(tr("Open the job in Processing, filled in as here, with all its settings"))
        self.more_button.clicked.connect(self.menu_button.open_in_processing)
        box.addWidget(self.profile_label)
        box.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(SavingBox(self))
        self.results.layout().insertWidget(2, self.scenarios)
        self.results.layout().insertWidget(3, self.kept)
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
        layout.addWidget(self.notice)
        layout.addLayout(self._buttons())
        self._set_busy(False)

    def _buttons(self) -> QHBoxLayout:
        self.run_button = QPushButton(tr("Run"), self)
        self.run_button.setToolTip(tr("Run the job on these layers"))
        self.cancel_button = QPushButton(tr("Cancel"), self)
        self.progress = QProgressBar(self)
        self.report_button = ReportButton(self, self.notice.say)
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 6, 6)
        line.addWidget(self.run_button)
        line.addWidget(self.cancel_button)
        line.addWidget(self.progress, 1)
        line.addStretch()
        line.addWidget(self.report_button)
        line.addWidget(self.menu_button)
        line.addWidget(help_button(self.algorithm.name(), self.notice.say, self))
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
        for button in (self.run_button, self.results.standing.button):
            button.setEnabled(not busy)
        self.form.setEnabled(not busy)
        for widget in (self.cancel_button, self.progress):
            widget.setVisible(busy)
        self.cancel_button.setEnabled(busy)
        self.progress.setValue(0)

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        look_as_folded(self.inputs_box, self.form)
