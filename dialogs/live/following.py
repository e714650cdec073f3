"""The box “Follow edits” under the verdict of a run, and what it does to the verdict and the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ...i18n import tr
from ..panel.running import Outcome
from ..plain import PlainLabel
from .covering import Covering
from .watching import Live

if TYPE_CHECKING:
    from ...processing.framework.tables import OutputTables

# What is done sooner need not be told.
_TELL_MS = 400
_SMALL = 0.92


class Following(QWidget):
    """The box, the line that tells the change since the run, and a note on what stays as it was."""

    def __init__(self, page):
        super().__init__(page.results)
        self._page = page
        self._outcome: Outcome | None = None
        self.live: Live | None = None
        self._seen_elsewhere = False
        self.box = QCheckBox(tr("Follow edits"), self)
        self.box.setToolTip(tr("Show what the run would give now, while its layers are being edited"))
        self.box.toggled.connect(self._toggle)
        self.line, self.note = PlainLabel(self), PlainLabel(self)
        self.note.setText(tr("Chart, table and layers are those of the last run."))
        font = self.note.font()
        font.setPointSizeF(_SMALL * font.pointSizeF())
        self.note.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.box)
        for label in (self.line, self.note):
            label.setWordWrap(True)
            label.hide()
            layout.addWidget(label)
        self.covering = Covering(page)
        layout.addWidget(self.covering)
        self._text = ""
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_TELL_MS)
        self._delay.timeout.connect(lambda: self._show(self._text))
        page.results.layout().insertWidget(2, self)

    def take_up(self, outcome: Outcome) -> None:
        """Follow the layers of a run, where this is wanted."""
        self._outcome = outcome
        self.rest()
        if self.box.isChecked():
            self._begin()

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._watch()

    def hideEvent(self, event):  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self._watch()

    def show_elsewhere(self, on: bool) -> None:
        """Say whether another page shows the figures, so that they follow though this one is not seen."""
        self._seen_elsewhere = on
        self._watch()

    def lags(self) -> bool:
        """Tell whether figures that follow edits are not yet those of the last one."""
        return self.live is not None and self.live.lags()

    def _watch(self) -> None:
        if self.live is not None:
            self.live.watch(self.isVisible() or self._seen_elsewhere)

    def start_over(self) -> None:
        """Read everything again, where edits are followed: what figures depend on beside the layers has changed."""
        if self.live is not None:
            self.live.start_over()

    def rest(self) -> None:
        """Follow nothing for now."""
        self._delay.stop()
        self._show("")
        self.note.hide()
        self.covering.rest()
        if self.live is not None:
            self.live.stop()
            self.live.deleteLater()
            self.live = None

    def let_go(self) -> None:
        """Follow nothing, and know of no run."""
        self.box.blockSignals(True)
        self.box.setChecked(False)
        self.box.blockSignals(False)
        self.rest()
        self._outcome = None

    def _toggle(self, on: bool) -> None:
        if on:
            self._begin()
        else:
            self.rest()
            self._page.show_figures()
        self._page.judge()

    def _begin(self) -> None:
        page, outcome = self._page, self._outcome
        assert outcome is not None  # without one there is no box to tick
        self.live = live = Live(page.algorithm, outcome.parameters, page.follower(), self)
        live.figured.connect(self._figured)
        live.said.connect(self._say)
        live.failed.connect(self._fail)
        live.ended.connect(self._end)
        self._watch()
        live.start()

    def _figured(self, figures: OutputTables) -> None:
        live, outcome = self.live, self._outcome
        assert live is not None and outcome is not None
        self._page.show_live(figures, live.profile)
        self._show(self._page.since(outcome.values, figures.values))
        self.note.show()
        self.covering.offer(outcome)

    def _say(self, text: str) -> None:
        """Say what goes on, if it goes on for long."""
        self._page.tell()
        self._text = text
        if text:
            self._delay.start()
        else:
            self._delay.stop()

    def _fail(self, sentence: str) -> None:
        """Show no figure where a run would give none."""
        from ...core.report import Verdict

        card = self._page.results.verdict
        card.show_verdict(Verdict(label=card.title.text(), value="–", sentence=sentence))
        self._page.results.figures.show_figures([])
        self._show(tr("Live: a run would give no figures now"))
        self._page.tell()

    def _end(self, reason: str) -> None:
        """Say why there is no following, and show the run again."""
        self.box.setChecked(False)
        self._show(reason)

    def _show(self, text: str) -> None:
        self.line.setText(text)
        self.line.setVisible(bool(text))
