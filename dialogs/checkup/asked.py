"""What the jobs of a check-up were asked, held against what its page would ask of them now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import QgsProcessingAlgorithm
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...i18n import tr, translated
from ...processing import profiles
from ...processing.models.chain import Chain, Link
from ..panel.basis import Basis
from ..panel.layer_state import LayerState
from ..scenarios import kept_parameters


@dataclass(eq=False)
class Question:
    """What one run was asked: its inputs as they were, and the jobs that it was to leave out.

    ``changed``: why inputs are no longer as they were, by input.
    """

    basis: Basis
    without: frozenset[str]
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Asked(QObject):
    """Knows it; ``changed`` tells that it may be something else that the page asks now.

    ``inputs``, ``without``: return what the page would ask now, the jobs that it leaves out among them.
    """

    changed = pyqtSignal()

    def __init__(
        self,
        chain: Chain,
        model: QgsProcessingAlgorithm,
        inputs: Callable[[], dict],
        without: Callable[[], list[str]],
        parent: QObject,
    ):
        super().__init__(parent)
        self._chain, self._model, self._inputs, self._without = chain, model, inputs, without
        self._begun: Question | None = None
        """Of the run that goes on."""
        self._of: dict[str, tuple[Question, float]] = {}
        """Of each job the run that has told of it last, and when the result was begun that it left; 0 without one."""

    def begin(self) -> None:
        """Note what a run is asked that begins now."""
        self._begun = Question(self._basis(), frozenset(self._without()))

    def settle(self, ended: Mapping[str, float]) -> None:
        """Take in how the run has ended: for which jobs, and when their results were begun, 0 without one."""
        if self._begun is not None:
            self._of |= {job: (self._begun, begun) for job, begun in ended.items()}
            self._begun.basis.changed.connect(self.changed)
            self._begun = None
            self._let_go(self._questions())
        self.judge()

    def forget(self) -> None:
        """Know of no run."""
        if self._begun is not None:
            self._begun.basis.stop()
        self._begun, self._of = None, {}
        self._let_go(())

    def look(self) -> None:
        """See before long whether the page would ask something else."""
        for one in self._questions():
            one.basis.look()

    def judge(self) -> None:
        """Hold what was asked against what the page would ask now."""
        for one in self._questions():
            one.changed = _changed(one.basis)

    def since(self, link: Link, begun: float | None) -> tuple[str, ...]:
        """Return why the page would ask a job something else, as last judged.

        ``begun``: when its result was, None where none counts; of one that was found since, nobody has asked this page.
        """
        question, of = self._of.get(link.id, (None, 0.0))
        if question is None or (begun is not None and begun != of):
            return ()
        found = [sentence for name in dict.fromkeys(link.inputs) for sentence in question.changed.get(name, ())]
        is_out = link.id in self._without()
        if is_out != (link.id in question.without):
            text = tr("“{job}” is unticked now.") if is_out else tr("“{job}” is ticked now.")
            found.append(text.format(job=translated(link.job.title)))
        return tuple(dict.fromkeys(found))

    def kept(self, file: Path) -> dict:
        """Return it as JSON can hold it, for a ``file`` that the project may find again."""
        questions = self._questions()
        return {
            "questions": [
                {"made_from": one.basis.kept(file), "begun": one.basis.time, "without": sorted(one.without)}
                for one in questions
            ],
            "jobs": {job: [questions.index(one), begun] for job, (one, begun) in self._of.items()},
        }

    @staticmethod
    def layers_in(kept: dict, file: Path) -> dict[str, LayerState]:
        """Return the layers of what ``kept`` returned, by the ids that they had then; raises as ``put_back``."""
        found: dict[str, LayerState] = {}
        for one in kept["questions"]:
            found |= kept_parameters.layers_in(one["made_from"], file)
        return found

    def put_back(self, kept: dict, file: Path) -> None:
        """Take what ``kept`` returned in another session. Raises KeyError, TypeError or ValueError for other things."""
        questions = []
        for one in kept["questions"]:
            basis = self._basis()
            basis.put_back(one["made_from"], file, profiles.active(), float(one["begun"]))
            basis.changed.connect(self.changed)
            questions.append(Question(basis, frozenset(one["without"])))
        self._of = {job: (questions[int(at)], float(begun)) for job, (at, begun) in kept["jobs"].items()}
        self.judge()

    def _basis(self) -> Basis:
        return Basis(self._model, self._inputs(), self._inputs, self)

    def _questions(self) -> list[Question]:
        return [*dict.fromkeys(one for one, _ in self._of.values())]

    def _let_go(self, needed: Iterable[Question]) -> None:
        """Stop what watches layers for a run of which no job tells any more."""
        kept = [one.basis for one in needed]
        for basis in self.findChildren(Basis):
            if basis not in kept:
                basis.stop()
                basis.deleteLater()


def _changed(basis: Basis) -> dict[str, tuple[str, ...]]:
    """Return why inputs are no longer as in a run; whether a layer has other content, the pages of jobs know."""
    found = {
        name: tuple(one.sentence for one in differences if not one.followed)
        for name, differences in basis.since_by_parameter().items()
    }
    return {name: sentences for name, sentences in found.items() if sentences}
