"""One run of a check-up: its jobs one after the other, each in its own page, as if run by hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...i18n import tr, translated
from ...processing import profiles
from ...processing.comparison.scenario_content import layers_given
from ...processing.jobs import JOBS
from ...processing.models.chain import Chain, Link, taken_out
from ..panel.exports import tables_of

if TYPE_CHECKING:
    from ...core.profile import Profile
    from ..pages.page import Page

WAITING, RUNNING, DONE, FAILED, LEFT_OUT, CANCELLED = "waiting", "running", "done", "failed", "left_out", "cancelled"


@dataclass(frozen=True)
class State:
    """How far a job is, and what there is to say of that."""

    code: str
    sentence: str = ""


class Sequence(QObject):
    """Runs the jobs of a chain; ``page_of`` returns the page of a job, which is built where it was not yet."""

    changed = pyqtSignal()
    """A job has come further."""
    progressed = pyqtSignal(float)
    """How far the whole is, 0 to 100."""
    ended = pyqtSignal()

    def __init__(self, chain: Chain, page_of: Callable[[str], Page], parent: QObject | None = None):
        super().__init__(parent)
        self._chain, self._page_of = chain, page_of
        self.states: dict[str, State] = {}
        """Of the last run, or of the one that goes on, by job."""
        self.begun = 0.0
        """When that began."""
        self._left: list[Link] = []
        self._inputs: dict = {}
        self._without: Collection[str] = ()
        self._wrong: Mapping[str, str] = {}
        self._left_out: Mapping[str, str] = {}
        self._given: dict[str, dict[str, str]] = {}
        """The layers of each input of the chain, and of each job that was run: their names by their ids."""
        self._results: dict[str, dict] = {}
        self._profile: Profile | None = None
        self._page: Page | None = None
        """That of the job that runs, or is waited for."""
        self._running: Link | None = None
        """The job that runs."""
        self._saving: Page | None = None
        """That of a job whose result is still being saved."""
        self._lacks = ""
        """Why the job that runs goes without something, which only its step knows."""
        self._cancelled = False
        self._goes_on = False
        self._reads = ExitStack()
        """As long as a run goes on, files are read once for all of its jobs."""

    def is_busy(self) -> bool:
        """Tell whether it goes on."""
        return self._goes_on

    def start(
        self, inputs: dict, without: Collection[str], wrong: Mapping[str, str], left_out: Mapping[str, str]
    ) -> None:
        """Run the jobs on these inputs of the chain, by one plan profile.

        ``without``: those that the user leaves out; ``wrong``: why jobs cannot be run on their inputs, ``left_out``:
        why jobs are left out, as far as that is known before, by job.
        """
        from ...processing.io import reads

        self._inputs, self._without, self._wrong, self.begun = inputs, without, wrong, time.time()
        self._left_out = left_out
        self._left, self._results, self._cancelled, self._goes_on = [*self._chain.links], {}, False, True
        context = _context()
        self._given = {
            one.name(): _named(layers_given(one, inputs.get(one.name()), context)) for one in self._chain.inputs
        }
        self._reads.close()
        self._reads.enter_context(reads.shared())
        self._profile = profiles.active()
        self.states = {link.id: State(WAITING) for link in self._left}
        self.changed.emit()
        self._later(self._next)

    def cancel(self) -> None:
        """Stop the job that runs, and begin none of those that are left."""
        self._cancelled = True
        if self._running is not None and self._page is not None:
            self._page.cancel()
        elif self._page is not None:  # one that the user runs, which goes on
            self._let_go()
            self._later(self._next)

    def was_cancelled(self) -> bool:
        """Tell whether the last run was stopped as a whole, and not one of its jobs alone."""
        return self._cancelled

    def forget(self) -> None:
        """Begin no further job, and know of none, for the project is another one."""
        self._let_go()
        self._reads.close()
        if self._saving is not None:
            self._saving.kept.done.disconnect(self._go_on)
        self._goes_on, self._left, self._running, self._saving, self.states = False, [], None, None, {}

    def has_done(self, job: str) -> bool:
        """Tell whether the last run has left a result of a job."""
        return job in self.states and self.states[job].code == DONE

    def put_back(self, states: Mapping[str, State], begun: float) -> None:
        """Know how a run has ended that went on in another session."""
        self.states, self.begun = {link.id: states[link.id] for link in self._chain.links if link.id in states}, begun

    def _later(self, then: Callable[[], None]) -> None:
        """Do something once the page that tells of its end has come to its end itself."""
        QTimer.singleShot(0, then)

    def _next(self) -> None:
        """Go on to the next job that is not left out."""
        if self._page is not None or self._saving is not None:  # of a run that has begun since
            return
        while self._goes_on and self._left:
            link = self._left[0]
            if self._cancelled:
                # What its page has from before stays all the same, for this run has not come to it.
                said = self._left_out.get(link.id) or tr("Cancelled before it began.")
                self._tell(self._left.pop(0), State(CANCELLED, said))
                continue
            # One that had been left out before lacks more than a layer that has gone since.
            lost = "" if link.id in self._left_out else self._lost(link)
            if wrong := self._wrong.get(link.id) or lost:
                self._tell(self._left.pop(0), State(FAILED, wrong))
                continue
            parameters, reason = self._asked(link)
            if reason:
                self._tell(self._left.pop(0), State(LEFT_OUT, reason))
                continue
            page = self._page_of(link.id)
            if page.is_busy():
                self._tell(link, State(WAITING, tr("This job is being run on its page; the check-up waits for it.")))
                self._listen(page)
            else:
                self._begin(self._left.pop(0), page, parameters)
            return
        if self._goes_on:
            self._goes_on = False
            self._reads.close()
            self.progressed.emit(100.0)
            self.ended.emit()

    def _asked(self, link: Link) -> tuple[dict, str]:
        """Return what a job is given, and why it is left out."""
        if link.id in self._without:
            return {}, taken_out(link.job)
        context, step = _context(), link.step()
        with profiles.held(self._profile):
            parameters, reason = step.settled(link.given(self._inputs, self._results), context)
            self._lacks = step.does_without()
            return {} if reason else step.of_job(parameters, context), reason

    def _lost(self, link: Link) -> str:
        """Say which layer that a job is to be run on has been removed since the run began; "" where all are there."""
        there = QgsProject.instance().mapLayer
        titles = {one.name(): one.description() for one in self._chain.inputs}
        for name in link.inputs:
            for layer in (text for id_, text in self._given[name].items() if there(id_) is None):
                text = tr(
                    "The layer “{layer}” of “{parameter}” was removed from the project during the run; add it again, "
                    "or choose another one, and run the check-up again."
                )
                return text.format(layer=layer, parameter=titles[name])
        for job, output in link.results:
            id_ = self._results.get(job, {}).get(output)
            if id_ in self._given.get(job, {}) and there(id_) is None:
                text = tr(
                    "The layer “{layer}”, which “{job}” has made for this job, was removed from the project during the "
                    "run; run the check-up again."
                )
                return text.format(layer=self._given[job][id_], job=translated(JOBS[job].title))
        return ""

    def _begin(self, link: Link, page: Page, parameters: dict) -> None:
        self._running = link
        self._tell(link, State(RUNNING))
        self._listen(page)
        page.progress.valueChanged.connect(self._progress)
        with profiles.held(self._profile):
            begun = page.run_with(parameters, link.sources)
        if not begun:
            self._hear(page.notice.text())

    def _hear(self, sentence: str) -> None:
        """Take over what a job has left, or why it has left nothing; go on where it was another run of its page."""
        page, link = self._page, self._running
        self._let_go()
        self._running = None
        if page is None or link is None:
            self._later(self._next)
            return
        outcome = page.outcome
        if sentence or outcome is None:
            # Whatever the job makes of a layer that is gone, the reason is that it is gone.
            self._cancelled = self._cancelled or page.was_cancelled_by_qgis  # who leaves QGIS wants no further job
            cancelled = self._cancelled or page.was_cancelled
            told = State(CANCELLED, sentence) if cancelled else State(FAILED, self._lost(link) or sentence)
            self._tell(link, told)
            self._later(self._next)
            return
        self._results[link.id] = outcome.values
        self._given[link.id] = _named(tables_of(outcome).values())
        self._tell(link, State(DONE, self._lacks))
        if page.kept.is_saving():  # what is being moved into a file is not to be read meanwhile
            self._saving = page
            page.kept.done.connect(self._go_on)
        else:
            self._later(self._next)

    def _go_on(self) -> None:
        if self._saving is not None:
            self._saving.kept.done.disconnect(self._go_on)
            self._saving = None
            self._later(self._next)

    def _listen(self, page: Page) -> None:
        self._page = page
        page.ended.connect(self._hear)

    def _let_go(self) -> None:
        """Listen to no page any more."""
        page, self._page = self._page, None
        if page is not None:
            page.ended.disconnect(self._hear)
            if self._running is not None:
                page.progress.valueChanged.disconnect(self._progress)

    def _tell(self, link: Link, state: State) -> None:
        self.states[link.id] = state
        self._progress(0)
        self.changed.emit()

    def _progress(self, share: int) -> None:
        """Tell how far the whole is, where the job that runs has done this share, 0 to 100."""
        over = len(self._chain.links) - len(self._left) - (self._running is not None)
        self.progressed.emit((100 * over + share) / len(self._chain.links))


def _context() -> QgsProcessingContext:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return context


def _named(layers: Iterable[QgsMapLayer]) -> dict[str, str]:
    """Return the names of layers by their ids."""
    return {layer.id(): layer.name() for layer in layers}
