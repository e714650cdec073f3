"""The page of the check-up: inputs once for all jobs, what will be run, one run, and how everything stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingUtils,
    QgsProject,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt, QTimer
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

from ...i18n import language, tr, translated
from ...processing import dependencies, profiles
from ...processing.comparison import kept_runs
from ...processing.models.chain import Link, chain_of
from ..panel.basis import GATHER_MS
from ..panel.folding import folding_box, look_as_folded
from ..panel.guide import help_button
from ..panel.indicators import IndicatorRow, IndicatorTable
from ..panel.more import OpenButton
from ..panel.notice import Notice
from ..scenarios.saving import SavingBox
from .exports import CheckupReportButton
from .form import ChainForm
from .jobs import JobCards, Standing, standing_of
from .plan import PlanList
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


class CheckupPage(QWidget):
    """The check-up of all jobs; it runs each in its own page of the ``desk``, and shows what these have."""

    def __init__(self, desk: Desk, parent: QWidget):
        super().__init__(parent)
        self._desk = desk
        self.algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        self.chain = chain_of(self.algorithm)
        self.sequence = Sequence(self.chain, self._page_of, self)
        self._heard: set[str] = set()
        """The jobs whose pages tell of what they show."""
        self._to_open: list[str] = []
        """The jobs that are still to be asked for a result that was kept."""
        self._scored_by: dict[str, str] = {}
        """The job whose result holds an indicator against the plan."""
        self._told: dict[tuple[str, str], str] = {}
        """The reports that say why a job was left out, by job and sentence."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self._decide)
        # Pages that begin anew, or are run, tell of it one after the other.
        self._showing = QTimer(self)
        self._showing.setSingleShot(True)
        self._showing.setInterval(0)
        self._showing.timeout.connect(self._show_results)
        self._build(desk.canvas())
        self._connect()
        self._explain()
        self._look_for_kept()

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
        if not wrong and not any(not one.reason for one in self._decisions()):
            wrong = tr("There is nothing to run: every job lacks its layers, or is unticked.")
        if wrong:
            self.notice.say(wrong, wrong=True)
            return
        self._set_busy(True)
        self.notice.say("")
        self.sequence.start(self.form.values(), self.plan.without())

    def cancel(self) -> None:
        """Stop the job that runs, and all that are left."""
        self.cancel_button.setEnabled(False)
        self.notice.say(tr("Cancelling…"))
        self.sequence.cancel()

    def open_job(self, job: str) -> None:
        """Show the page of a job."""
        self._desk.open_page(job)

    def open_indicator(self, row: IndicatorRow) -> None:
        """Show the page of the job that has measured an indicator, at the place that it speaks of first."""
        shown = {page.job.id: page for page in self.shown_pages()}
        own = self._scored_by.get(row.id, "")
        job = row.job if row.job in shown else own
        if job not in shown:  # its result has gone since
            return
        self._desk.open_page(job)
        if job == own:
            shown[job].go_to_indicator(row.id)
        else:
            shown[job].results.places.go_to_first()

    def follow_profile(self) -> None:
        """Name the plan profile that is active now, which may have no indicators."""
        self._explain()
        self._timer.start()

    def follow_classes(self) -> None:
        """Take in that the project reads codes of land use otherwise now."""
        self.form.count_again()
        self._timer.start()

    def close_down(self) -> None:
        """Leave no run and no connection behind."""
        for signal, slot in self._links:
            signal.disconnect(slot)
        self._timer.stop()
        self._showing.stop()
        self.form.rest()
        self.sequence.forget()

    def shown_pages(self) -> list[Page]:
        """Return the pages of the jobs of the chain that have a result, in the order of the chain."""
        pages = {page.job.id: page for page in self._desk.pages()}
        found = [pages[link.id] for link in self.chain.links if link.id in pages]
        return [page for page in found if page.outcome is not None]

    def is_busy(self) -> bool:
        """Tell whether a run goes on."""
        return self.sequence.is_busy()

    # How it looks.

    def _build(self, canvas) -> None:
        self.notice = Notice(self)
        self.form = ChainForm(self.chain, self.algorithm, self, canvas)
        self.plan = PlanList(self.chain, self)
        self.inputs_box, self.plan_box = folding_box(tr("Inputs"), self), folding_box(tr("What will be run"), self)
        self.profile_label = QLabel(self)
        self.profile_label.setWordWrap(True)
        box = QVBoxLayout(self.inputs_box)
        box.addWidget(self.form)
        box.addWidget(self.profile_label)
        box.addWidget(SavingBox(self))
        QVBoxLayout(self.plan_box).addWidget(self.plan)
        self.results = QWidget(self)
        self.table, self.cards = IndicatorTable(self.results), JobCards(self.results)
        self.table_title = _heading(tr("Indicators of the plan"), self.results)
        column = QVBoxLayout(self.results)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.table_title, self.table, _heading(tr("How the jobs stand"), self.results), self.cards):
            column.addWidget(widget)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(6, 6, 6, 6)
        for widget in (self.inputs_box, self.plan_box, self.results):
            column.addWidget(widget)
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
        self._show_results()

    def _buttons(self) -> QHBoxLayout:
        self.run_button = QPushButton(tr("Run all"), self)
        self.run_button.setToolTip(tr("Run every job that has its layers, one after the other"))
        self.cancel_button = QPushButton(tr("Cancel"), self)
        self.progress = QProgressBar(self)
        self.report_button = CheckupReportButton(self, self.notice.say, self._reports)
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 6, 6)
        line.addWidget(self.run_button)
        line.addWidget(self.cancel_button)
        line.addWidget(self.progress, 1)
        line.addStretch()
        line.addWidget(self.report_button)
        line.addWidget(OpenButton(self, self.notice.say))
        line.addWidget(help_button(self.algorithm.name(), self.notice.say, self))
        return line

    def _explain(self) -> None:
        """Say which plan the thresholds come from."""
        profile, code = profiles.active(), language()
        self.profile_label.setText(tr("Thresholds: {profile}").format(profile=profile.text("name", code)))
        self.profile_label.setToolTip(profile.text("source", code))

    def _set_busy(self, busy: bool) -> None:
        self.run_button.setEnabled(not busy)
        self.form.setEnabled(not busy)
        self.plan.hold(busy)
        for widget in (self.cancel_button, self.progress):
            widget.setVisible(busy)
        self.cancel_button.setEnabled(busy)
        self.progress.setValue(0)
        if busy:
            self.inputs_box.setCollapsed(True)
            self.plan_box.setCollapsed(False)
            self.area.verticalScrollBar().setValue(0)

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        look_as_folded(self.inputs_box, self.form)
        look_as_folded(self.plan_box, self.plan)
        self._timer.start()
        self._open_kept()

    # What is heard.

    def _connect(self) -> None:
        project = QgsProject.instance()
        self._links = [
            (project.legendLayersAdded, self._look_around),
            # A project that is opened from a file does not tell of its layers one by one.
            (project.readProject, self._look_around),
            (project.readProject, self._look_for_kept),
            (project.cleared, self._forget),
        ]
        for signal, slot in self._links:
            signal.connect(slot)
        self.form.changed.connect(self._timer.start)
        if self.form.land_use is not None:
            self.form.land_use.changed.connect(self._timer.start)
        self.plan.changed.connect(self._timer.start)
        self.run_button.clicked.connect(self.run)
        self.cancel_button.clicked.connect(self.cancel)
        self.sequence.changed.connect(self._show_run)
        self.sequence.progressed.connect(lambda share: self.progress.setValue(round(share)))
        self.sequence.ended.connect(self._conclude)
        self.cards.picked.connect(self.open_job)
        self.table.picked.connect(self.open_indicator)

    def _look_around(self, *_) -> None:
        if not self.is_busy():
            self.form.guess()

    def _forget(self) -> None:
        """Begin anew in another project."""
        self.sequence.forget()
        self._to_open = []
        self._set_busy(False)
        self.form.forget()
        self.inputs_box.setCollapsed(False)
        self.plan_box.setCollapsed(False)
        self.notice.say("")
        self._showing.start()

    def _decisions(self):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return self.chain.decide(self.form.values(), context, self.plan.without(), self.form.known())

    def _decide(self) -> None:
        """Show what would be run now, where the packages are there that steps look at layers with."""
        if self.isVisible() and not self.is_busy() and dependencies.ready():
            self.plan.show_decisions(self._decisions())

    def _show_run(self) -> None:
        if self.is_busy():
            self.plan.show_states(self.sequence.states)

    def _conclude(self) -> None:
        """Show what was found, and say how the run has ended."""
        self._set_busy(False)
        states = [state.code for state in self.sequence.states.values()]
        counts = {code: states.count(code) for code in (DONE, FAILED, LEFT_OUT, CANCELLED)}
        text = tr("Jobs that were run: {done}; left out: {left_out}.")
        if counts[FAILED]:
            text = tr("Jobs that were run: {done}; left out: {left_out}; not run for an error: {failed}.")
        if counts[CANCELLED]:
            text = tr("Cancelled. Jobs that were run before that: {done}; their results stay.")
        self.notice.say(text.format(**counts), wrong=bool(counts[FAILED] or counts[CANCELLED]))
        self._show_results()
        if counts[DONE]:
            self.plan_box.setCollapsed(True)
            self.area.verticalScrollBar().setValue(0)
        self._timer.start()

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

    # What is shown of the pages.

    def _show_results(self) -> None:
        """Show what the pages have, and how the last run has ended for those that have nothing."""
        standings = self._standings()
        self.cards.show_standings(standings)
        found = [(page.job.id, row) for page in self.shown_pages() for row in page.indicators()]
        rows = [row for _, row in found]
        self._scored_by = {row.id: job for job, row in found}
        self.table.show_rows(rows)
        for widget in (self.table, self.table_title):
            widget.setVisible(bool(rows))
        self.results.setVisible(bool(standings))
        self.report_button.show_all()
        stale = any(not page.results.standing.isHidden() for page in self.shown_pages())
        self.report_button.hold_back(stale)

    def _standings(self) -> dict[str, Standing]:
        pages = {page.job.id: page for page in self._desk.pages()}
        states = {} if self.is_busy() else self.sequence.states
        found = {
            link.id: standing_of(pages.get(link.id), translated(link.job.title), states.get(link.id))
            for link in self.chain.links
        }
        return {job: standing for job, standing in found.items() if standing is not None}

    def _reports(self) -> dict:
        """Return the parameters by which the reports are joined, those included that say why a job was left out."""
        runs = {page.job.id: page.outcome for page in self.shown_pages()}
        results: dict[str, dict] = {job: {"REPORT": run.values.get("REPORT")} for job, run in runs.items() if run}
        for link in self.chain.links:
            state = self.sequence.states.get(link.id)
            if link.id not in results and state is not None and state.code in (LEFT_OUT, FAILED):
                badge = tr("Left out") if state.code == LEFT_OUT else tr("Not done")
                results[link.id] = {"REPORT": self._without(link, state.sentence, badge)}
        assert self.chain.joining is not None
        return self.chain.joining.given(self.form.values(), results)

    def _without(self, link: Link, sentence: str, badge: str) -> str:
        """Return the file of a report that says why a job has no result."""
        key = link.id, sentence
        if key not in self._told or not Path(self._told[key]).is_file():
            path = Path(QgsProcessingUtils.generateTempFilename(f"{link.id}.html"))
            path.write_text(link.step().left_out(sentence, badge), encoding="utf-8")
            self._told[key] = str(path)
        return self._told[key]

    # Results that were kept with the project.

    def _look_for_kept(self, *_) -> None:
        """Find out which jobs have results that were kept, whose pages show them again."""
        self._to_open = [link.id for link in self.chain.links]
        QTimer.singleShot(0, self._open_kept)  # once the pages have heard of the project too

    def _open_kept(self) -> None:
        """Build the pages that have a result to show, one at a time, so that nobody waits for all of them."""
        while self._to_open and self.isVisible():
            job = self._to_open.pop(0)
            try:
                kept = kept_runs.runs(QgsProject.instance(), job)
            except QgsProcessingException:  # which its page tells
                continue
            if kept:
                self._page_of(job).kept.look_if_wanted()
                QTimer.singleShot(0, self._open_kept)
                return
        self._hear_pages()
        self._show_results()


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
