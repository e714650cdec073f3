"""How the page of a job looks: the inputs with their plan profile, the result below, and the buttons of a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QPushButton, QVBoxLayout

from ...i18n import language, tr
from ...processing import profiles
from ...processing.jobs import JOBS
from ..panel.exports import ReportButton
from ..panel.form import Form
from ..panel.guide import help_button
from ..panel.more import MoreButton
from ..panel.results import Results
from ..panel.sheet import Sheet
from ..scenarios.keeping import ScenarioBar
from ..scenarios.kept_results import KeptResults
from ..scenarios.saving import SavingBox


class Frame(Sheet):
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
        super().__init__(tr("Run"), tr("Run the job on these layers"), parent)
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
        self.scenarios = ScenarioBar(self, self._canvas, self.notice.say)
        self.kept = KeptResults(self)
        self.menu_button = MoreButton(self, self.notice.say)
        self.report_button = ReportButton(self, self.notice.say)
        self.more_button = QPushButton(tr("More settings…"), self)
        self.more_button.setToolTip(tr("Open the job in Processing, filled in as here, with all its settings"))
        self.more_button.clicked.connect(self.menu_button.open_in_processing)
        box = QVBoxLayout(self.inputs_box)
        box.addWidget(self.form)
        box.addWidget(self.profile_label)
        box.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(SavingBox(self))
        self.results.layout().insertWidget(2, self.scenarios)
        self.results.layout().insertWidget(3, self.kept)
        own_help = help_button(self.algorithm.name(), self.notice.say, self)
        self.lay_out((self.inputs_box, self.results), (self.report_button, self.menu_button, own_help))

    def explain(self) -> None:
        """Say which plan the thresholds come from, and the clause of each."""
        super().explain()
        for name, key in self.CLAUSES:
            self.form.explain(name, profiles.active().clause(key, language()))
