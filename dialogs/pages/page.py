"""The base of all pages: run and cancel, on top of inputs and result; a page adds what is its own."""

from __future__ import annotations

from collections.abc import Collection

from qgis.core import QgsProject
from qgis.PyQt.QtCore import pyqtSignal

from ...i18n import tr
from ..panel.basis import Basis
from ..panel.running import Outcome, Running
from .shown import Shown


class Page(Shown):
    """A job: one algorithm with its form and its result."""

    ended = pyqtSignal(str)
    """A run has ended: why it has no result, or "" where it has one."""
    classes_changed = pyqtSignal()
    """The project reads codes of land use otherwise now, which may matter to every page."""

    def __init__(self, canvas=None, parent=None):
        super().__init__(canvas, parent)
        self._running: Running | None = None
        self._begun: Basis | None = None
        """What the run that goes on is made from."""
        self.was_cancelled = self.was_cancelled_by_qgis = False
        """Whether the last run was."""
        self.run_button.clicked.connect(self.run)
        self.cancel_button.clicked.connect(self.cancel)
        self.results.standing.button.clicked.connect(self.run_again)
        self.explain()
        project = QgsProject.instance()
        self._links = [
            (project.legendLayersAdded, self._look_around),
            (project.layersRemoved, self._look_around),
            # A project that is opened from a file does not tell of its layers one by one.
            (project.readProject, self._look_around),
            # Before anything of it goes: what others do while it goes may let events in, a run's end among them.
            (project.aboutToBeCleared, self._end_with_project),
            (project.cleared, self._forget),
        ]
        for signal, slot in self._links:
            signal.connect(slot)
        self.kept.look()

    # What a user does.

    def run(self) -> None:
        """Run the job."""
        self._run(self.form.parameters(self.ALSO))

    def run_again(self) -> None:
        """Run the job on the inputs as they are now; what the form does not have is as in the run before."""
        if self.outcome is None:
            return
        asked = self.form.parameters(self.ALSO)
        destinations = {one.name() for one in self.algorithm.destinationParameterDefinitions()}
        apart = self.form.names() | destinations
        self._run({name: value for name, value in self.outcome.parameters.items() if name not in apart} | asked)

    def run_with(self, parameters: dict, settled: Collection[str]) -> bool:
        """Run the job as somebody else asks, which the form shows from now on; tell whether it has begun.

        ``settled``: as for ``Form.show_asked``.
        """
        guessed = self.form.show_asked(parameters, settled)
        return self._run({**guessed, **self.form.outputs(self.ALSO), **parameters})

    def is_busy(self) -> bool:
        """Tell whether a run goes on."""
        return self._running is not None

    def cancel(self) -> None:
        """Stop the run."""
        if self._running is not None:
            self.cancel_button.setEnabled(False)
            self.notice.say(tr("Cancelling…"))
            self._running.cancel()

    def follow_profile(self) -> None:
        """Take the defaults of the plan profile that is active now; what the user chose stays."""
        before = self.form
        self._make_form()
        self.form.adopt(before)
        self.form.setEnabled(before.isEnabled())
        self.inputs_box.layout().replaceWidget(before, self.form)
        before.rest()
        before.hide()
        before.deleteLater()
        self.explain()
        self.following.start_over()
        self.judge()

    def follow_classes(self) -> None:
        """Take in that the project reads codes of land use otherwise now."""
        self.form.count_again()
        self.following.start_over()
        self.judge()

    def close_down(self) -> None:
        """Leave no run and no connection behind."""
        for signal, slot in self._links:
            signal.disconnect(slot)
        self.following.rest()
        self.form.rest()
        self._stop_run()
        self.kept.close_down()
        if self.basis is not None:
            self.basis.stop()

    # What becomes of a run.

    def _make_form(self) -> None:
        super()._make_form()
        self.form.changed.connect(self.look)

    def _run(self, parameters: dict) -> bool:
        """Run the job, unless something is missing, which is told; tell whether it has begun."""
        missing = self.form.missing()
        if missing:
            self.notice.say(missing, wrong=True)
            self.inputs_box.setCollapsed(False)
            return False
        self._begun = self.basis_of(parameters)
        self._running = Running(self.algorithm.create(), parameters, self)
        self._running.progressed.connect(lambda share: self.progress.setValue(round(share)))
        self._running.said.connect(self.notice.say)
        self._running.ended.connect(self._conclude)
        self.following.rest()
        self.set_busy(True)
        self.notice.say(tr("Starting…"))
        self._running.start()
        return True

    def _conclude(self, outcome: Outcome | None, sentence: str) -> None:
        running, self._running = self._running, None
        begun, self._begun = self._begun, None
        assert running is not None and begun is not None
        self.menu_button.keep_log(running.log())
        self.was_cancelled, self.was_cancelled_by_qgis = running.was_cancelled(), running.was_cancelled_by_qgis()
        running.deleteLater()
        self.set_busy(False)
        self.notice.say(sentence, wrong=outcome is None)
        if outcome is not None:
            self.show_outcome(outcome, begun)
        else:
            begun.stop()
            begun.deleteLater()
            if self.outcome is not None and self.basis is not None:
                self.following.take_up(self.outcome)
                if not running.was_cancelled():
                    self.basis.overtake(tr("The last run failed; this is the result of the run before it."))
                self.judge()
        # Layers of this run may be what an input of another page has waited for.
        self.form.guess()
        self.ended.emit(sentence)

    def _stop_run(self) -> None:
        """Let go of the run that goes on, if one does."""
        if self._running is not None and self._begun is not None:
            self._running.abandon()
            self._running = None
            self._begun.stop()
            self._begun = None
            self.set_busy(False)
            self.ended.emit(tr("The project was closed, so the run was stopped."))

    # What becomes of the project.

    def _look_around(self, *_) -> None:
        if self._running is None:
            self.form.guess()

    def _end_with_project(self) -> None:
        """Stop the run, whose layers would come into another project."""
        self.notice.say("" if self._running is None else tr("The project was closed, so the run was stopped."))
        self._stop_run()

    def _forget(self) -> None:
        """Begin anew in another project: no result and no choice of the last one is of it."""
        self.form.forget()
        self.put_away()
        self.menu_button.forget()
