"""What a check-up has found, from the conclusion down: the indicators of the plan, and how each job stands."""

from __future__ import annotations

from dataclasses import replace

from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...i18n import tr
from ..panel.indicators import IndicatorRow, IndicatorTable
from ..panel.notice import Notice
from ..panel.results import VerdictCard, told_of
from ..panel.standing import Freshness, pale
from ..plain import PlainLabel
from .findings import Finding, Findings
from .jobs import JobCards, standing_of


class CheckupResults(QWidget):
    """Shows it, and says where it holds no longer."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._scored_by: dict[str, str] = {}
        """The job that holds an indicator against the plan."""
        self.standing = Freshness(self)
        self.standing.button.setToolTip(tr("Run every job that has its layers, one after the other"))
        self.verdict = VerdictCard(self)
        self.notice, self.temporary = Notice(self), Notice(self)
        self.table, self.cards = IndicatorTable(self), JobCards(self)
        self.table_title = _heading(tr("Indicators of the plan"), self)
        cards_title = _heading(tr("How the jobs stand"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        above = (self.standing, self.verdict, self.notice, self.temporary)
        for widget in (*above, self.table_title, self.table, cards_title, self.cards):
            column.addWidget(widget)

    def scored_by(self, row: IndicatorRow) -> str:
        """Return the job that holds an indicator against the plan."""
        return self._scored_by.get(row.id, "")

    def is_scoring(self, job: str) -> bool:
        """Tell whether a job holds indicators against the plan."""
        return job in self._scored_by.values()

    def show_findings(self, findings: Findings) -> None:
        """Show what the jobs have found; what holds no longer is said to be out of date, and why."""
        self.standing.show_reasons(findings.reasons(), findings.oldest())
        self.temporary.say("\n".join(findings.temporary()))
        found = findings.indicators()
        self._scored_by = {row.id: finding.link.id for finding, row in found}
        self.table.show_rows([row for _, row in found])
        for widget in (self.table, self.table_title):
            widget.setVisible(bool(found))
        concluding = next((one for one in findings.counting() if one.link.id in self._scored_by.values()), None)
        self._conclude(concluding)
        standings = [(job, standing_of(one, one is not concluding)) for job, one in findings.by_job.items()]
        self.cards.show_standings({job: one for job, one in standings if one is not None})
        self.setVisible(bool(self.cards.cards))

    def _conclude(self, one: Finding | None) -> None:
        """Show the conclusion of the job that holds indicators against the plan, and what its run warned of."""
        notices = () if one is None or one.page is None or one.page.outcome is None else one.page.outcome.notices
        self.notice.say("\n".join(told_of(notices)), wrong=bool(notices))
        card = None if one is None or one.page is None else one.page.results.verdict
        verdict = None if card is None or card.isHidden() else card.shown
        self.verdict.setVisible(verdict is not None)
        if one is not None and verdict is not None:
            outdated = bool(one.reasons)
            if outdated:
                verdict = replace(verdict, sentence="", target="", badge=tr("Out of date"), state="")
            self.verdict.show_verdict(verdict)
            pale(self.verdict.value, outdated)


def _heading(text: str, parent: QWidget) -> QLabel:
    label = PlainLabel(text, parent)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
