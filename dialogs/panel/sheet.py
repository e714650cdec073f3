"""What every page is built on: what scrolls, and below it what goes on and the buttons of a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...i18n import language, tr
from ...processing import profiles
from ..plain import PlainLabel, plain
from .folding import folding_box, look_as_folded
from .form import Form
from .notice import Notice
from .standing import Freshness


class Standing(Protocol):
    """What was found, as far as a page must know it: it says where it holds no longer."""

    standing: Freshness


class Sheet(QWidget):
    """A page with the inputs of a run, what it has found, and the buttons; ``run_text``, ``tip``: of the first."""

    form: Form
    """What is asked; it stands in ``inputs_box``."""
    results: Standing

    def __init__(self, run_text: str, tip: str, parent: QWidget | None):
        super().__init__(parent)
        self.notice = Notice(self)
        self.inputs_box = folding_box(tr("Inputs"), self)
        self.profile_label = PlainLabel(self)
        self.profile_label.setWordWrap(True)
        self.run_button, self.cancel_button = QPushButton(run_text, self), QPushButton(tr("Cancel"), self)
        self.run_button.setToolTip(tip)
        self.progress = QProgressBar(self)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def lay_out(self, parts: Sequence[QWidget], buttons: Sequence[QWidget]) -> None:
        """Lay out what scrolls, from the top, and the line of buttons; ``buttons``: those behind the ones of a run."""
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(6, 6, 6, 6)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.area.setWidget(content)
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 6, 6)
        line.addWidget(self.run_button)
        line.addWidget(self.cancel_button)
        line.addWidget(self.progress, 1)
        line.addStretch()
        for button in buttons:
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.notice)
        layout.addLayout(line)
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        """Let nothing be asked while a run goes on, but let it be cancelled."""
        for button in (self.run_button, self.results.standing.button):
            button.setEnabled(not busy)
        self.form.setEnabled(not busy)
        for widget in (self.cancel_button, self.progress):
            widget.setVisible(busy)
        self.cancel_button.setEnabled(busy)
        self.progress.setValue(0)

    def explain(self) -> None:
        """Say which plan the thresholds come from."""
        profile, code = profiles.active(), language()
        self.profile_label.setText(tr("Thresholds: {profile}").format(profile=profile.text("name", code)))
        self.profile_label.setToolTip(plain(profile.text("source", code)))

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        look_as_folded(self.inputs_box, self.form)
