"""The page of the check-up: inputs once for all jobs, what will be run, one run, and how everything stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ...i18n import in_line, tr
from ...processing import dependencies
from ...processing.models.chain import Decision, chain_of
from ..panel import run_groups
from ..panel.basis import GATHER_MS
from ..panel.exports import has_places
from ..panel.folding import folding_box, look_as_folded
from ..panel.guide import help_button
from ..panel.indicators import IndicatorRow
from ..panel.more import OpenButton
from ..panel.sheet import Sheet
from ..scenarios.saving import SavingBox
from . import last_run, memory
from .asked import Asked
from .checks import decided
from .exports import CheckupReportButton
from .findings import Findings
from .form import ChainForm
from .kept import KeptPages
from .plan import PlanList
from .results import CheckupResults
from .sequence import CANCELLED, DONE, FAILED, LEFT_OUT, Sequence

if TYPE_CHECKING:
    from ..pages.page import Page

ALGORITHM = "greenvein:checkup"


class Desk(Protocol):
    """What the page needs of the dock that it is in: the map, and the pages of jobs."""

    def canvas(self) -> QgsMapCanvas:
        """Return the map."""

    def pages(self) -> list[Page]:
        """Return the pages that were built so far."""

    def page_of(self, job: str) -> Page:
        """Return the page of a job, built where it was not yet."""

    def open_page(self, job: str) -> None:
        """Show the page of a job."""


class CheckupPage(Sheet):
    """The check-up of all jobs; it runs each in its own page of the ``desk``, and shows what these have."""

    form: ChainForm
    results: CheckupResults

    def __init__(self, desk: Desk, parent: QWidget):
        super().__init__(tr("Run all"), tr("Run every job that has its layers, one after the other"), parent)
        self._desk = desk
        self.algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        self.chain = chain_of(self.algorithm)
        self.sequence = Sequence(self.chain, self._page_of, self)
        self.kept = KeptPages(self.chain, self._page_of, self)
        self._unready = ""
        """What the page says as long as packages are missing."""
        self._missed = ""
        """Why kept results are not shown."""
        self._heard: set[str] = set()
        """The jobs whose pages tell of what they show."""
        # Pages that begin anew, or are run, tell of it one after the other.
        self._deciding, self._showing = self._timer(GATHER_MS, self._decide), self._timer(0, self._show_results)
        self._build()
        self.asked = Asked(self.chain, self.algorithm, self.form.values, self.plan.without, self)
        self._connect()
        self.explain()
        self._show_results()
        self.kept.look()

    def title(self) -> str:
        """Return what the page is called beside those of jobs."""
        return tr("All jobs")

    # What a user does.

    def run(self) -> None:
        """Run all jobs that have their inputs, one after the other."""
        if self.is_busy():
            return
        problems = dependencies.load()
        wrong = dependencies.sentence(problems) if problems else self.form.missing()
        decisions = [] if wrong else self._decisions()
        faults = {one.link.id: one.reason for one in decisions if one.fails}
        left_out = {one.link.id: one.reason for one in decisions if one.reason and not one.fails}
        if not wrong and all(one.reason for one in decisions):
            wrong = tr("There is nothing to run: every job lacks its layers, or is unticked.")
            wrong = next(iter(faults.values()), wrong)
        if wrong:
            self.notice.say(wrong, wrong=True)
            return
        self.set_busy(True)
        self.notice.say("")
        self.kept.forget()
        self.asked.begin()
        self.sequence.start(self.form.values(), self.plan.without(), faults, left_out)

    def cancel(self) -> None:
        """Stop the job that runs, and all that are left."""
        self.cancel_button.setEnabled(False)
        self.notice.say(tr("Cancelling…"))
        self.sequence.cancel()

    def open_job(self, job: str) -> None:
        """Show the page of a job, and its result on the map."""
        self._show_on_map(job)
        self._desk.open_page(job)

    def open_indicator(self, row: IndicatorRow) -> None:
        """Show the page of the job that has measured an indicator, at the place that it speaks of first."""
        own, shown = self.results.scored_by(row), {page.job.id: page for page, _ in self.findings().results()}
        job = row.job if row.job in shown else own
        if job not in shown:  # its result has gone since
            return
        self.open_job(job)
        if job == own:
            shown[job].go_to_indicator(row.id)
        else:
            shown[job].results.places.go_to_first()

    def follow_profile(self) -> None:
        """Name the plan profile that is active now, which may have no indicators."""
        self.explain()
        self._deciding.start()

    def follow_classes(self) -> None:
        """Take in that the project reads codes of land use otherwise now."""
        self.form.count_again()
        self._deciding.start()

    def go_on(self) -> None:
        """Look at what could not be looked at before, for nobody saw it, or packages were missing."""
        self.form.people.go_on()
        if self.form.land_use is not None:
            self.form.land_use.go_on()
        self._deciding.start()

    def close_down(self) -> None:
        """Leave no run and no connection behind."""
        for signal, slot in self._links:
            signal.disconnect(slot)
        self._deciding.stop()
        self._showing.stop()
        self.form.rest()
        self.sequence.forget()
        self.asked.forget()

    def is_busy(self) -> bool:
        """Tell whether a run goes on."""
        return self.sequence.is_busy()

    # How it looks.

    def _build(self) -> None:
        self.form = ChainForm(self.chain, self.algorithm, self, self._desk.canvas())
        self.plan, self.plan_box = PlanList(self.chain, self), folding_box(tr("What will be run"), self)
        box = QVBoxLayout(self.inputs_box)
        for widget in (self.form, self.profile_label, SavingBox(self)):
            box.addWidget(widget)
        QVBoxLayout(self.plan_box).addWidget(self.plan)
        self.results = CheckupResults(self)
        self.report_button = CheckupReportButton(self, self.notice.say, self._judged, self.form.values)
        more, own_help = OpenButton(self, self.notice.say), help_button(self.algorithm.name(), self.notice.say, self)
        self.lay_out((self.inputs_box, self.plan_box, self.results), (self.report_button, more, own_help))

    def set_busy(self, busy: bool) -> None:
        """Let nothing be asked while a run goes on, and show how far it is."""
        super().set_busy(busy)
        self.plan.hold(busy)
        if busy:
            self.inputs_box.setCollapsed(True)
            self.plan_box.setCollapsed(False)
            self.area.verticalScrollBar().setValue(0)

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        look_as_folded(self.plan_box, self.plan)
        for page in self._desk.pages():
            page.look()
        self._have_followed()
        self.go_on()
        self.kept.go_on()
        self._hear_pages()  # which the user may have opened since, and run
        self._showing.start()

    def hideEvent(self, event):  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self._have_followed()

    def _have_followed(self) -> None:
        """Have figures follow edits in pages that nobody sees as long as this one shows them."""
        for page in self._desk.pages():
            page.following.show_elsewhere(self.isVisible())

    def _timer(self, wait_ms: int, then) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        timer.timeout.connect(then)
        return timer

    # What is heard.

    def _connect(self) -> None:
        project = QgsProject.instance()
        self._links = [
            (project.legendLayersAdded, self._look_around),
            (project.layersRemoved, self._look_around),
            (project.readProject, self._open),
            (project.readProject, self.kept.look),
            # Before its pages are: no job is to begin behind one that they have stopped.
            (project.aboutToBeCleared, self.sequence.forget),
            (project.cleared, self._forget),
        ]
        for signal, slot in self._links:
            signal.connect(slot)
        for signal in (self.form.changed, self.form.people.changed, self.plan.changed):
            signal.connect(self._deciding.start)
        self.form.changed.connect(self.asked.look)
        self.plan.changed.connect(self._note_ticks)
        self.asked.changed.connect(self._judge)
        if self.form.land_use is not None:
            self.form.land_use.changed.connect(self._deciding.start)
        for button in (self.run_button, self.results.standing.button):
            button.clicked.connect(self.run)
        self.cancel_button.clicked.connect(self.cancel)
        self.sequence.changed.connect(self._show_run)
        self.sequence.progressed.connect(lambda share: self.progress.setValue(round(share)))
        self.sequence.ended.connect(self._conclude)
        self.kept.told.connect(self._tell_missed)
        self.kept.opened.connect(self._hear_pages)
        self.kept.opened.connect(self._show_results)
        self.results.cards.picked.connect(self.open_job)
        self.results.table.picked.connect(self.open_indicator)

    def _look_around(self, *_) -> None:
        if not self.is_busy():
            self.form.guess()

    def _tell_missed(self, sentence: str) -> None:
        """Say why kept results are not shown; "" where that is over."""
        if sentence != self._missed and (sentence or self.notice.text() == self._missed):
            self.notice.say(sentence, wrong=bool(sentence))
        self._missed = sentence

    def _note_ticks(self) -> None:
        """Have the project keep which jobs are to be left out."""
        memory.keep_ticks(QgsProject.instance(), self.plan.without())
        self._showing.start()

    def _open(self) -> None:
        """Take in what an opened project has: its layers, its ticks, and what its last check-up was asked."""
        self.plan.leave_out(memory.ticks(QgsProject.instance()))
        self.form.guess()  # a project that is opened does not tell of its layers one by one
        last_run.put_back(self.form.show_again, self.asked, self.sequence)
        self._hold_inputs()
        self._showing.start()

    def _forget(self) -> None:
        """Begin anew in another project."""
        self.kept.forget()
        self.asked.forget()
        self.plan.leave_out([])
        self.set_busy(False)
        self.form.forget()
        self.inputs_box.setCollapsed(False)
        self.plan_box.setCollapsed(False)
        self.notice.say("")
        self._missed = ""
        self._showing.start()

    def _page_of(self, job: str) -> Page:
        """Return the page of a job, built where it was not yet, and hear what it shows from now on."""
        page = self._desk.page_of(job)
        self._hear_pages()
        return page

    def _hear_pages(self) -> None:
        """Hear of results from every page that is there."""
        chain = {link.id for link in self.chain.links}
        for page in self._desk.pages():
            if page.job.id in chain - self._heard:
                self._heard.add(page.job.id)
                page.judged.connect(self._showing.start)
                page.kept.done.connect(self._showing.start)
                page.following.show_elsewhere(self.isVisible())

    # What is shown.

    def findings(self) -> Findings:
        """Return what the jobs have found, and how the last run has ended for those that have nothing."""
        states = {} if self.is_busy() else self.sequence.states
        return Findings(self.chain, self._desk.pages(), states, self.sequence.begun, self.asked)

    def _judge(self) -> None:
        """See whether the page would ask what it has asked."""
        self.asked.judge()
        self._showing.start()

    def _judged(self) -> Findings:
        """Return the same once this page and every other has looked whether its result still holds."""
        self.asked.judge()
        for page in self._desk.pages():
            page.judge()
        return self.findings()

    def _decisions(self) -> list[Decision]:
        return decided(self.chain, self.form, self.plan.without())

    def _decide(self) -> None:
        """Show what would be run now, or that the packages are missing that steps look at layers with."""
        if not self.isVisible() or self.is_busy():
            return
        if dependencies.ready():
            if self._unready:
                self.notice.say("")
                self._unready = ""
            self.plan.show_decisions(self._decisions())
        else:
            self.plan.say_of_all(tr("Can be run once the Python packages are there that GreenVein needs."))
            self._unready = dependencies.sentence(dependencies.missing() or dependencies.load())
            self.notice.say(self._unready, wrong=True)

    def _show_run(self) -> None:
        if self.is_busy():
            self.plan.show_states(self.sequence.states)

    def _show_results(self) -> None:
        found = self.findings()
        self.results.show_findings(found)
        self.report_button.show_all(found)

    def _conclude(self) -> None:
        """Show what was found, and say how the run has ended."""
        self.set_busy(False)
        self._settle()
        states = [state.code for state in self.sequence.states.values()]
        counts = {code: states.count(code) for code in (DONE, FAILED, LEFT_OUT, CANCELLED)}
        text = tr("Jobs that were run: {done}; left out: {left_out}.")
        if counts[FAILED]:
            text = tr("Jobs that were run: {done}; left out: {left_out}; not run for an error: {failed}.")
        if counts[CANCELLED]:
            text = in_line([text, tr("Cancelled on its own page: {cancelled}.")])
        if self.sequence.was_cancelled():
            text = tr("Cancelled. Jobs that were run before that: {done}; their results stay.")
        self.notice.say(text.format(**counts), wrong=bool(counts[FAILED] or counts[CANCELLED]))
        self._show_results()
        if counts[DONE]:
            self._show_concluding()
            self.plan_box.setCollapsed(True)
            self.area.verticalScrollBar().setValue(0)
        self._deciding.start()

    def _show_on_map(self, job: str) -> None:
        """Show the result of a job on the map, and those of the others no more."""
        run_groups.show_alone(job, [link.id for link in self.chain.links])

    def _show_concluding(self) -> None:
        """Show on the map the job that holds indicators against the plan; without zones the first that has a place."""
        with_places = [
            one.link.id
            for one in self.findings().counting()
            if one.page is not None and one.page.outcome is not None and has_places(one.page.outcome)
        ]
        scoring = [job for job in with_places if self.results.is_scoring(job)]
        for job in [*scoring, *with_places][:1]:
            self._show_on_map(job)

    def _settle(self) -> None:
        """Take in which jobs the run has told of, and have the project keep it."""
        begun = {page.job.id: page.basis.time for page in self._desk.pages() if page.basis is not None}
        told = {job: state.code for job, state in self.sequence.states.items() if state.code != CANCELLED}
        self.asked.settle({job: begun.get(job, 0.0) if code == DONE else 0.0 for job, code in told.items()})
        last_run.keep(self.algorithm, self.form.values(), self.asked, self.sequence)
        self._hold_inputs()

    def _hold_inputs(self) -> None:
        """Guess no more what results depend on; what but jobs without one need may still come."""
        done = [link for link in self.chain.links if self.sequence.has_done(link.id)]
        self.form.settle({name for link in done for name in link.inputs if name in self.form.inputs})
