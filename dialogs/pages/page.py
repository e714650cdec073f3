"""The base of all pages: inputs, run and cancel, result; a page adds what is its own."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingOutputNumber, QgsProject
from qgis.PyQt.QtCore import pyqtSignal

from ...i18n import tr
from ...processing import profiles
from ...processing.comparison.scenario_content import capture
from ...processing.framework import output_fields
from ...processing.framework.found import Asked, Found
from ..live.following import Following
from ..panel.basis import Basis
from ..panel.places import Places
from ..panel.results import Results
from ..panel.running import Outcome, Running
from .frame import Frame

if TYPE_CHECKING:
    from ...core.profile import Profile
    from ...core.report import Picture, Verdict
    from ...processing.comparison.kept_runs import KeptRun
    from ...processing.comparison.scenario_content import Content
    from ...processing.framework.following import Follower
    from ..panel.indicators import IndicatorRow


class Page(Frame):
    """A job: one algorithm with its form and its result.

    What needs numpy or pandas is imported when there is a result to show, for then they are there.
    """

    ALSO: tuple[str, ...] = ()
    """Outputs that the page draws from, beside those made by default."""
    CHART_OF_ROW = False
    """Whether rows have charts of their own; where they have none, the chart of the whole stays."""
    NEEDS: tuple[str, ...] = ()
    """Outputs without which there is no verdict; a run from the form makes them."""

    finished = pyqtSignal(object)
    """The Outcome of a run that went well."""
    ended = pyqtSignal(str)
    """A run has ended: why it has no result, or "" where it has one."""
    judged = pyqtSignal()
    """Another result is shown, none any more, or it may hold no longer."""
    classes_changed = pyqtSignal()
    """The project reads codes of land use otherwise now, which may matter to every page."""

    def __init__(self, canvas=None, parent=None):
        super().__init__(canvas, parent)
        self.outcome: Outcome | None = None
        self.basis: Basis | None = None
        """What the outcome was made from, which knows whether it still holds."""
        self.content: Content | None = None
        """What was asked and found, as it is kept and compared."""
        self._undrawn = False
        """Whether the chart is drawn once the page is shown."""
        self._running: Running | None = None
        self._begun: Basis | None = None
        """What the run that goes on is made from."""
        self._make_form()
        self.results = Results(canvas, self)
        self.results.hide()
        self.results.places.picked.connect(self._draw)
        self.results.standing.button.clicked.connect(self.run_again)
        self.following = Following(self)
        self._build()
        self.run_button.clicked.connect(self.run)
        self.cancel_button.clicked.connect(self.cancel)
        self._explain()
        QgsProject.instance().legendLayersAdded.connect(self._look_around)
        # A project that is opened from a file does not tell of its layers one by one.
        QgsProject.instance().readProject.connect(self._look_around)
        QgsProject.instance().cleared.connect(self._forget)
        self.kept.look()

    # What a page adds.

    def title(self) -> str:
        """Return what the job is called where it stands beside another."""
        return self.algorithm.displayName()

    def verdict(self, found: Found, outcome: Outcome, profile: Profile) -> Verdict:
        """Return the figure that the job is about, against its target, as the report has it.

        ``outcome``: what the run was asked; ``profile``: the plan profile that the figures were made by, which need not
        be the active one any more. What was not asked is its default.
        """
        with profiles.held(profile):
            asked = Asked(self.algorithm.create(), outcome.parameters, outcome.context)
            return self.job.load("verdict").verdict(found, asked)

    def lists(self) -> tuple[Places, ...]:
        """Return the lists of what to look at, the most pressing first."""
        raise NotImplementedError

    def chart(self, outcome: Outcome, width_in: float, output: str = "", row: dict | None = None) -> Picture | None:
        """Return the chart that the report has too, ``width_in`` inches wide: of the whole, or of a row.

        ``row``: that of ``output`` which the user went to. None where there is no chart.
        """
        return self.job.load("charts").chart(outcome, width_in, output, row) if self.job.has("charts") else None

    def places(
        self,
        title: str,
        output: str,
        fields: tuple[str, ...],
        by: str,
        largest_first: bool = True,
        ties: tuple[str, ...] = (),
    ) -> Places:
        """Return a list of an output of this job, with its codes in words."""
        words = output_fields.words(f"{self.algorithm.name()}_{output.lower()}")
        return Places(title, output, fields, by, largest_first, words, ties)

    def indicators(self) -> list[IndicatorRow]:
        """Return the indicators of the plan that the result holds against their targets, on the whole: mostly none."""
        return []

    def go_to_indicator(self, id_: str) -> None:
        """Show the place that an indicator speaks of first; where there is no such, that at the top of the list."""
        self.results.places.go_to_first()

    def names(self) -> tuple[str, ...]:
        """Return fields that may name a feature, beside the one that identifies it."""
        box = self.form.inputs.get("ID_FIELD")
        own = None if box is None else box.value()
        return tuple(name for name in ("name", "名称") if name != own)

    def follower(self) -> type[Follower]:
        """Return what takes in the edits."""
        from ...processing.framework.following import follower_of

        return follower_of(self.job)

    def since(self, before: dict, now: dict) -> str:
        """Say in a sentence how the figures now differ from those of the run."""
        raise NotImplementedError

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
        self._set_busy(True)
        self.notice.say(tr("Starting…"))
        self._running.start()
        return True

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
        self._explain()
        self.following.start_over()
        self.judge()

    def follow_classes(self) -> None:
        """Take in that the project reads codes of land use otherwise now."""
        self.form.count_again()
        self.following.start_over()
        self.judge()

    def close_down(self) -> None:
        """Leave no run and no connection behind."""
        QgsProject.instance().legendLayersAdded.disconnect(self._look_around)
        self.following.rest()
        self.form.rest()
        QgsProject.instance().readProject.disconnect(self._look_around)
        QgsProject.instance().cleared.disconnect(self._forget)
        self._stop_run()
        self.kept.close_down()
        if self.basis is not None:
            self.basis.stop()

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.kept.look_if_wanted()
        self.look()
        if self._undrawn:
            self._draw()

    def _make_form(self) -> None:
        super()._make_form()
        self.form.changed.connect(self.look)

    # What comes back.

    def _look_around(self, _layers) -> None:
        if self._running is None:
            self.form.guess()

    def _forget(self) -> None:
        """Begin anew in another project: no run, no result, and no choice of the last one is of it."""
        stopped = self._running is not None
        self._stop_run()
        self.form.forget()
        self.put_away()
        self.menu_button.forget()
        self.notice.say(tr("The project was closed, so the run was stopped.") if stopped else "")

    def is_busy(self) -> bool:
        """Tell whether a run goes on."""
        return self._running is not None

    def put_away(self) -> None:
        """Show no result any more."""
        self.outcome = self.content = None
        if self.basis is not None:
            self.basis.stop()
            self.basis.deleteLater()
            self.basis = None
        self.following.let_go()
        self.scenarios.withdraw()
        self.report_button.withdraw()
        self.kept.forget()
        self.results.hide()
        self.results.clear()
        self.inputs_box.setCollapsed(False)
        self.judged.emit()

    def _stop_run(self) -> None:
        """Let go of the run that goes on, if one does."""
        if self._running is not None and self._begun is not None:
            self._running.abandon()
            self._running = None
            self._begun.stop()
            self._begun = None
            self._set_busy(False)
            self.ended.emit(tr("The project was closed, so the run was stopped."))

    def basis_of(self, parameters: dict) -> Basis:
        """Return what a run with these parameters is made from, as things stand now."""
        return Basis(self.algorithm, parameters, self._asked, self)

    def _asked(self) -> dict:
        """Return what the form asks; it is another form when the plan profile has changed."""
        return self.form.values()

    def look(self) -> None:
        """See before long whether the result still holds."""
        if self.basis is not None:
            self.basis.look()

    def judge(self) -> None:
        """Say whether the result still holds; figures that follow edits do so on purpose."""
        if self.basis is None:
            return
        changes = self.basis.since()
        following = self.following.live is not None
        reasons = [one.sentence for one in changes if not (following and one.followed)]
        self.results.standing.show_reasons(reasons, self.basis.time)
        self.results.grey(figures=bool(reasons), rest=bool(changes))
        self.report_button.hold_back(bool(changes))
        self.scenarios.date(bool(changes))
        self.judged.emit()

    def _conclude(self, outcome: Outcome | None, sentence: str) -> None:
        running, self._running = self._running, None
        begun, self._begun = self._begun, None
        assert running is not None and begun is not None
        self.menu_button.keep_log(running.log())
        running.deleteLater()
        self._set_busy(False)
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

    def show_outcome(self, outcome: Outcome, basis: Basis | None = None, kept: KeptRun | None = None) -> None:
        """Show what a run found, and fold the inputs away; without a basis the run was of what is there now.

        ``kept``: the run where it was kept; any other is kept from now on.
        """
        if self.basis is not None:
            self.basis.stop()
            self.basis.deleteLater()
        self.outcome, self.basis = outcome, basis or self.basis_of(outcome.parameters)
        self.basis.changed.connect(self.judge)
        self.form.settle()
        self.show_figures()
        # Nobody knows how wide a page will be that was not shown yet.
        self._undrawn = not self.isVisible()
        if not self._undrawn:
            self._draw()
        found = [(places, outcome.layer(places.output)) for places in self.lists()]
        self.results.places.show_lists([(places, layer) for places, layer in found if layer is not None])
        self.results.show_notices(outcome.notices)
        self.results.show()
        self.report_button.show_for(outcome)
        self.inputs_box.setCollapsed(True)
        self.area.verticalScrollBar().setValue(0)
        self.following.take_up(outcome)
        self.content = self._captured(outcome) if kept is None or kept.record is None else kept.record.content
        self.finished.emit(outcome)
        self.judge()
        if kept is None:
            self.kept.take(outcome, self.content, self.basis)

    def _captured(self, outcome: Outcome) -> Content:
        """Return what was asked and found, while the inputs are as they were."""
        card = self.results.verdict
        verdict = None if card.isHidden() else card.shown
        return capture(self.algorithm, outcome.parameters, outcome.values, verdict, outcome.context)

    def show_figures(self) -> None:
        """Show the verdict, or why there is none, and the numbers of the run."""
        if self.outcome is not None and self.basis is not None:
            self._show_found(self.outcome, self.outcome, self.basis.profile)

    def show_live(self, found: Found, profile: Profile) -> None:
        """Show those of what the run would give after edits, by a plan profile."""
        if self.outcome is not None:
            self._show_found(found, self.outcome, profile)
            self.judged.emit()

    def _show_found(self, found: Found, outcome: Outcome, profile: Profile) -> None:
        missing = [name for name in self.NEEDS if not found.has(name)]
        self.results.verdict.setVisible(not missing)
        if missing:
            text = tr("There is no verdict, for the run left out “{output}”.")
            self.notice.say(text.format(output=self.algorithm.parameterDefinition(missing[0]).description()))
        else:
            self.results.verdict.show_verdict(self.verdict(found, outcome, profile))
        self.results.figures.show_figures(self._figures(found))

    def _draw(self, output: str = "", row: dict | None = None) -> None:
        """Draw the chart of the whole, or of a row."""
        outcome, basis = self.outcome, self.basis
        self._undrawn = False
        if outcome is None or basis is None:
            return

        def draw(width_in: float) -> str | None:
            with profiles.held(basis.profile):
                picture = self.chart(outcome, width_in, output, row)
            return None if picture is None else str(picture.content)

        self.results.chart.show_chart(draw, self.title(), keep=row is not None and not self.CHART_OF_ROW)

    def _figures(self, found: Found) -> list[tuple[str, str]]:
        """Return the numbers that the algorithm declares, in its order."""
        figures = []
        for output in self.algorithm.outputDefinitions():
            value = found.values.get(output.name())
            if output.name() in found.pending:
                figures.append((output.description(), "…"))
                continue
            if isinstance(output, QgsProcessingOutputNumber) and value is not None:
                figures.append((output.description(), f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"))
        return figures
