"""The result that a page shows: its verdict, figures, chart and lists, and whether it still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingOutputNumber
from qgis.PyQt.QtCore import pyqtSignal

from ...i18n import tr
from ...processing import profiles
from ...processing.comparison.scenario_content import capture
from ...processing.framework.found import Found
from ..live.following import Following
from ..panel.basis import Basis, Difference
from ..panel.results import Results
from ..panel.running import Outcome
from .own import Own

if TYPE_CHECKING:
    from ...core.profile import Profile
    from ...processing.comparison.kept_runs import KeptRun
    from ...processing.comparison.scenario_content import Content


class Shown(Own):
    """Shows what a run found, until the page begins anew.

    What needs numpy or pandas is imported when there is a result to show, for then they are there.
    """

    finished = pyqtSignal(object)
    """The Outcome of a run that went well."""
    judged = pyqtSignal()
    """Another result is shown, none any more, or it may hold no longer."""

    def __init__(self, canvas=None, parent=None):
        super().__init__(canvas, parent)
        self.outcome: Outcome | None = None
        self.basis: Basis | None = None
        """What the outcome was made from, which knows whether it still holds."""
        self.content: Content | None = None
        """What was asked and found, as it is kept and compared."""
        self.changes: list[Difference] = []
        """Why what the run has left, or what follows edits since, holds no longer."""
        self._since: list[Difference] = []
        """Why what the run has left does, as last seen."""
        self._undrawn = False
        """Whether the chart is drawn once the page is shown."""
        self._make_form()
        self.results = Results(canvas, self)
        self.results.hide()
        self.results.places.picked.connect(self._draw)
        self.following = Following(self)
        self._build()

    def basis_of(self, parameters: dict) -> Basis:
        """Return what a run with these parameters is made from, as things stand now."""
        return Basis(self.algorithm, parameters, self._asked, self)

    def look(self) -> None:
        """See before long whether the result still holds."""
        if self.basis is not None:
            self.basis.look()

    def follows_edits(self) -> bool:
        """Tell whether the verdict and the figures are not those of the run but of the layers as they are now."""
        return self.following.live is not None

    def judge(self) -> None:
        """Say whether the result still holds; figures that follow edits do so on purpose."""
        if self.basis is None:
            return
        self._since = self.basis.since()
        self.tell()

    def tell(self) -> None:
        """Say the same as far as it is known, and whether figures that follow edits are those of the last one."""
        if self.basis is None:
            return
        lags = [Difference(tr("The last edits are not in the figures yet."), followed=True)]
        self.changes = [*self._since, *(lags if self.following.lags() else ())]
        following = self.follows_edits()
        reasons = [one.sentence for one in self.changes if not (following and one.followed)]
        self.results.standing.show_reasons(reasons, self.basis.time)
        self.results.grey(figures=bool(reasons), rest=bool(self.changes))
        self.report_button.date(bool(self.changes))
        self.scenarios.date(bool(self.changes))
        self.kept.say_where()
        self.judged.emit()

    def show_outcome(self, outcome: Outcome, basis: Basis | None = None, kept: KeptRun | None = None) -> None:
        """Show what a run found, and fold the inputs away; without a basis the run was of what is there now.

        ``kept``: the run where it was kept; any other is kept from now on.
        """
        self._let_basis_go()
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

    def put_away(self) -> None:
        """Show no result any more."""
        self.outcome = self.content = None
        self.changes = []
        self._let_basis_go()
        self.following.let_go()
        self.scenarios.withdraw()
        self.report_button.withdraw()
        self.kept.forget()
        self.results.hide()
        self.results.clear()
        self.inputs_box.setCollapsed(False)
        self.judged.emit()

    def show_figures(self) -> None:
        """Show the verdict, or why there is none, and the numbers of the run."""
        if self.outcome is not None and self.basis is not None:
            self._show_found(self.outcome, self.outcome, self.basis.profile)

    def show_live(self, found: Found, profile: Profile) -> None:
        """Show those of what the run would give after edits, by a plan profile."""
        if self.outcome is not None:
            self._show_found(found, self.outcome, profile)
            self.tell()

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.kept.look_if_wanted()
        self.look()
        if self._undrawn:
            self._draw()

    def _asked(self) -> dict:
        """Return what the form asks; it is another form when the plan profile has changed."""
        return self.form.values()

    def _let_basis_go(self) -> None:
        self._since = []
        if self.basis is not None:
            self.basis.stop()
            self.basis.deleteLater()
            self.basis = None

    def _captured(self, outcome: Outcome) -> Content:
        """Return what was asked and found, while the inputs are as they were."""
        card = self.results.verdict
        verdict = None if card.isHidden() else card.shown
        return capture(self.algorithm, outcome.parameters, outcome.values, verdict, outcome.context)

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
