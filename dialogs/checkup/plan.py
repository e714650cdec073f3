"""What a check-up will run, and what it leaves out and why: a line for each job, with a box to leave it out."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qgis.core import QgsApplication, QgsProcessingFeatureSourceDefinition, QgsProject
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ...i18n import tr, translated
from ...processing.framework.taking import LAND_USE
from ...processing.jobs import JOBS
from ...processing.models.chain import Chain, Decision, Link
from ...processing.models.step import Expected
from ..plain import PlainLabel
from .sequence import CANCELLED, DONE, FAILED, LEFT_OUT, RUNNING, WAITING, State

_SIGNS = {DONE: "✓", FAILED: "✗", LEFT_OUT: "–", CANCELLED: "–", RUNNING: "▸", WAITING: ""}
_INDENT = 22  # of what is said of a job, level with its name
_SMALL = 0.92


class PlanLine(QWidget):
    """A job: whether it is to be run, and what there is to say of that."""

    def __init__(self, link: Link, parent: QWidget):
        super().__init__(parent)
        self.box = QCheckBox(translated(link.job.title), self)
        self.box.setChecked(True)
        self.box.setToolTip(tr("Untick a job to leave it out of the check-up"))
        self.sign = PlainLabel(self)
        self.said = PlainLabel(self)
        self.said.setWordWrap(True)
        self.said.setContentsMargins(_INDENT, 0, 0, 0)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.said.font()
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        self.said.setFont(font)
        head = QHBoxLayout()
        head.addWidget(self.box, 1)
        head.addWidget(self.sign)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.said)

    def say(self, sentence: str, sign: str = "") -> None:
        """Show a sentence, and a sign beside the name."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.sign.setText(sign)


class PlanList(QWidget):
    """The jobs of a chain; ``changed`` tells that one is to be left out, or not any more."""

    changed = pyqtSignal()

    def __init__(self, chain: Chain, parent: QWidget):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.lines = {link.id: PlanLine(link, self) for link in chain.links}
        for line in self.lines.values():
            column.addWidget(line)
            line.box.toggled.connect(self.changed)

    def without(self) -> list[str]:
        """Return the jobs that are to be left out."""
        return [job for job, line in self.lines.items() if not line.box.isChecked()]

    def leave_out(self, jobs: Collection[str]) -> None:
        """Untick these jobs, and tick all others."""
        for job, line in self.lines.items():
            line.box.blockSignals(True)  # it is told once, when all of them stand
            line.box.setChecked(job not in jobs)
            line.box.blockSignals(False)
        self.changed.emit()

    def show_decisions(self, decisions: list[Decision]) -> None:
        """Show what will be run with what and what that takes for granted, and what is not run and why."""
        for one in decisions:
            said = one.reason or "\n".join((_with(one), *one.notes))
            self.lines[one.link.id].say(said, _SIGNS[FAILED] if one.fails else "")

    def say_of_all(self, sentence: str) -> None:
        """Say the same of every job."""
        for line in self.lines.values():
            line.say(sentence)

    def show_states(self, states: Mapping[str, State]) -> None:
        """Show how far a run is; of a job that waits for its turn stands what will become of it."""
        words = {RUNNING: tr("Is being run…"), DONE: tr("Done.")}
        for job, state in states.items():
            if state.code != WAITING or state.sentence:
                self.lines[job].say(state.sentence or words.get(state.code, ""), _SIGNS[state.code])

    def hold(self, on: bool) -> None:
        """Let nothing be ticked while a run goes on."""
        for line in self.lines.values():
            line.box.setEnabled(not on)


def _with(decision: Decision) -> str:
    """Say with what a job will be run: layers of the project, and results of other jobs."""
    link = decision.link
    algorithm = QgsApplication.processingRegistry().algorithmById(link.algorithm)
    own = [one.name() for one in algorithm.parameterDefinitions()]
    if link.job.of_land_use:  # what is taken of it stands in the inputs that it is taken for
        own.remove(LAND_USE)
    values = [decision.parameters[name] for name in own if name in decision.parameters]
    given = [one for value in values for one in (value if isinstance(value, list) else [value])]
    texts = [
        one.source.staticValue() if isinstance(one, QgsProcessingFeatureSourceDefinition) else one for one in given
    ]
    layers = QgsProject.instance().mapLayers().values()
    known = {text: layer.name() for layer in layers for text in (layer.id(), layer.source())}
    found = dict.fromkeys(known[text] for text in texts if isinstance(text, str) and text in known)
    names = [tr("“{layer}”").format(layer=name) for name in found]
    for job in dict.fromkeys(link.before):
        if any(isinstance(text, Expected) and text.startswith(f"{job}:") for text in texts):
            names.append(tr("the result of “{job}”").format(job=translated(JOBS[job].title)))
    return tr("Will be run with {layers}.").format(layers=tr(", ").join(names))
