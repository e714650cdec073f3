"""How each job of a check-up stands: its figure against the target; a click opens its page."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ...i18n import tr, translated
from ..panel.notice import Notice
from ..panel.results import badge_style, told_of
from ..panel.standing import pale
from ..plain import PlainLabel, plain
from .findings import Finding
from .sequence import LEFT_OUT

_SMALL, _LARGE = 0.92, 1.15
_BESIDE, _ABOVE = 8, 5  # pixels between a card's edge and its texts


@dataclass(frozen=True)
class Standing:
    """What there is to show of a job.

    ``value``, ``badge``, ``state``: of its verdict, "" where it has none; ``sentence``: what there is to say beside it;
    ``tip``: more of that; ``is_outdated``: whether its figures hold no longer; ``notices``: what its run warned of.
    """

    title: str
    value: str = ""
    badge: str = ""
    state: str = ""
    sentence: str = ""
    tip: str = ""
    is_outdated: bool = False
    notices: tuple[str, ...] = ()


class JobCard(QFrame):
    """A job; ``picked`` tells that the user wants to see its page."""

    picked = pyqtSignal()

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.shown: Standing | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.title, self.value, self.badge, self.said = (PlainLabel(self) for _ in range(4))
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
        self.notice = Notice(self)
        rows = QGridLayout(self)
        rows.setVerticalSpacing(1)
        rows.setColumnStretch(0, 1)
        rows.addWidget(self.title, 0, 0)
        rows.addWidget(self.value, 1, 0)
        rows.addWidget(self.badge, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        rows.addWidget(self.said, 2, 0, 1, 2)
        rows.addWidget(self.notice, 3, 0, 1, 2)

    def show_standing(self, standing: Standing) -> None:
        """Show how the job stands."""
        if standing == self.shown:
            return
        self.shown = standing
        self.setFrameShape(QFrame.Shape.StyledPanel if standing.value else QFrame.Shape.NoFrame)
        self.layout().setContentsMargins(_BESIDE, _ABOVE if standing.value else 0, _BESIDE, _ABOVE)
        for label, text in (
            (self.title, standing.title),
            (self.value, standing.value),
            (self.badge, standing.badge),
            (self.said, standing.sentence),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.badge.setStyleSheet(badge_style(standing.state))
        self.notice.say("\n".join(told_of(standing.notices)), wrong=bool(standing.notices))
        pale(self.value, standing.is_outdated)
        self.setToolTip(plain(standing.tip) or tr("Open the page of this job"))
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
        """Show jobs, in this order; those that have nothing to show below the others."""
        order = sorted(standings, key=lambda job: not standings[job].value)
        if order != list(self.cards):
            self._begin_anew(order)
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


def standing_of(finding: Finding, with_notices: bool = True) -> Standing | None:
    """Return what there is to show of a job; None where it has neither a result nor an end that is to be told.

    ``with_notices``: whether what its run warned of is not told elsewhere.
    """
    page, state, title = finding.page, finding.state, translated(finding.link.job.title)
    told = "" if state is None else state.sentence
    if page is None or page.basis is None:
        return Standing(_title(finding), sentence=told) if told else None
    run_at = time.strftime("%Y-%m-%d %H:%M", time.localtime(page.basis.time))
    if not finding.counts:
        earlier = tr("Its page still shows the result of {time}.").format(time=run_at)
        return Standing(_title(finding), sentence="\n".join(filter(None, [told, earlier])))
    verdict = None if page.results.verdict.isHidden() else page.results.verdict.shown
    follows = page.follows_edits() and not page.following.lags()
    follows = follows and page.results.standing.isHidden() and not finding.of_others
    reasons = () if follows else finding.reasons
    text = tr("Out of date: result of {time}") if reasons else tr("Result of {time}")
    if follows:
        text = tr("Follows the edits since the result of {time}")
    found = Standing(
        title,
        sentence="\n".join(filter(None, [told, text.format(time=run_at)])),
        tip="\n".join(reasons),
        is_outdated=bool(reasons),
        notices=page.outcome.notices if with_notices and page.outcome is not None else (),
    )
    if verdict is None:
        return found
    badge, state_of = (tr("Out of date"), "") if reasons else (verdict.badge, verdict.state)
    return replace(found, value=verdict.value, badge=badge, state=state_of)


def _title(finding: Finding) -> str:
    """Return the title of a job without a result; "" where what is told of it names it."""
    is_named = finding.state is not None and finding.state.code == LEFT_OUT
    return "" if is_named else translated(finding.link.job.title)
