"""How each job of a check-up stands: its figure against the target; a click opens its page."""

from __future__ import annotations

import time
from dataclasses import dataclass

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ...i18n import tr
from ..panel.results import badge_style
from .sequence import LEFT_OUT, State

_SMALL, _LARGE = 0.92, 1.15


@dataclass(frozen=True)
class Standing:
    """What there is to show of a job.

    ``value``, ``badge``, ``state``: of its verdict, "" where it has none; ``sentence``: what there is to say beside it;
    ``tip``: more of that.
    """

    title: str
    value: str = ""
    badge: str = ""
    state: str = ""
    sentence: str = ""
    tip: str = ""


class JobCard(QFrame):
    """A job; ``picked`` tells that the user wants to see its page."""

    picked = pyqtSignal()

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.shown: Standing | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.title, self.value, self.badge, self.said = (QLabel(self) for _ in range(4))
        for label in (self.title, self.value, self.said):
            label.setWordWrap(True)
        font = self.value.font()
        font.setPointSizeF(font.pointSizeF() * _LARGE)
        font.setBold(True)
        self.value.setFont(font)
        font = self.said.font()
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        self.said.setFont(font)
        font = self.badge.font()
        font.setBold(True)
        self.badge.setFont(font)
        self.badge.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        rows = QGridLayout(self)
        rows.setContentsMargins(8, 5, 8, 5)
        rows.setVerticalSpacing(1)
        rows.setColumnStretch(0, 1)
        rows.addWidget(self.title, 0, 0)
        rows.addWidget(self.value, 1, 0)
        rows.addWidget(self.badge, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        rows.addWidget(self.said, 2, 0, 1, 2)

    def show_standing(self, standing: Standing) -> None:
        """Show how the job stands."""
        if standing == self.shown:
            return
        self.shown = standing
        for label, text in (
            (self.title, standing.title),
            (self.value, standing.value),
            (self.badge, standing.badge),
            (self.said, standing.sentence),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.badge.setStyleSheet(badge_style(standing.state))
        self.setToolTip(standing.tip or tr("Open the page of this job"))
        self.setAccessibleName(" ".join(filter(None, (standing.title, standing.value, standing.badge))))

    def mouseReleaseEvent(self, event):  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.picked.emit()

    def keyPressEvent(self, event):  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit()
        else:
            super().keyPressEvent(event)


class JobCards(QWidget):
    """The jobs; ``picked`` tells the one whose page the user wants to see."""

    picked = pyqtSignal(str)

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.cards: dict[str, JobCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_standings(self, standings: dict[str, Standing]) -> None:
        """Show jobs, in this order."""
        if list(standings) != list(self.cards):
            self._begin_anew(list(standings))
        for job, standing in standings.items():
            self.cards[job].show_standing(standing)

    def _begin_anew(self, jobs: list[str]) -> None:
        for card in self.cards.values():
            self._column.removeWidget(card)
            card.hide()  # it is gone later only
            card.deleteLater()
        self.cards = {job: JobCard(self) for job in jobs}
        for job, card in self.cards.items():
            card.picked.connect(lambda job=job: self.picked.emit(job))
            self._column.addWidget(card)


def standing_of(page, title: str, state: State | None) -> Standing | None:
    """Return what there is to show of a job; None where it has neither a result nor an end that is to be told.

    ``page``: its page, None where it was not built yet; ``state``: how the last run of the check-up ended for it.
    """
    told = "" if state is None else state.sentence
    if page is None or page.outcome is None or page.basis is None:
        named = state is not None and state.code == LEFT_OUT  # the sentence names the job itself
        return Standing("" if named else title, sentence=told) if told else None
    verdict = None if page.results.verdict.isHidden() else page.results.verdict.shown
    run_at = tr("Result of {time}").format(time=time.strftime("%Y-%m-%d %H:%M", time.localtime(page.basis.time)))
    reasons = "" if page.results.standing.isHidden() else page.results.standing.reasons.text()
    stale = tr("Out of date: {result}").format(result=run_at) if reasons else run_at
    sentence = "\n".join(filter(None, [told, stale]))
    if verdict is None:
        return Standing(title, sentence=sentence, tip=reasons)
    return Standing(title, verdict.value, verdict.badge, verdict.state, sentence, reasons)
