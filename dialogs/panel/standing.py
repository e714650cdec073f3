"""What stands above a result that holds no longer: that it is out of date, why, and “Run again”."""

from __future__ import annotations

import time

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...core.drawing import palette
from ...i18n import tr
from ..plain import PlainLabel

_MOST = 4  # reasons that are told one by one
PALE = 0.6
"""How opaque that is which holds no longer."""


class Freshness(QFrame):
    """Hidden as long as the result is that of the inputs."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.badge = PlainLabel(tr("Out of date"), self)
        self.badge.setStyleSheet(
            f"color: {palette.PAPER}; background: {palette.MUTED}; border-radius: 4px; padding: 3px 8px;"
        )
        self.since = PlainLabel(self)
        self.since.setWordWrap(True)
        self.button = QPushButton(tr("Run again"), self)
        self.button.setToolTip(tr("Run the job on the inputs as they are now"))
        self.reasons = PlainLabel(self)
        self.reasons.setWordWrap(True)
        self.reasons.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout()
        line.addWidget(self.badge)
        line.addWidget(self.since, 1)
        line.addWidget(self.button)
        column = QVBoxLayout(self)
        column.addLayout(line)
        column.addWidget(self.reasons)
        self.hide()

    def show_reasons(self, sentences: list[str], run_at: float) -> None:
        """Say why the result of a run holds no longer; no sentence where it does."""
        text = tr("Result of {time}")
        self.since.setText(text.format(time=time.strftime("%Y-%m-%d %H:%M", time.localtime(run_at))))
        shown = sentences[:_MOST]
        if len(sentences) > _MOST:
            shown.append(tr("Further changes: {count}.").format(count=len(sentences) - _MOST))
        self.reasons.setText("\n".join(shown))
        self.setVisible(bool(sentences))


def pale_text(widget: QWidget) -> QColor:
    """Return the colour of such a text in a widget, in the theme that QGIS has now."""
    colour = QColor(widget.palette().color(QPalette.ColorRole.Text))
    colour.setAlphaF(PALE)
    return colour


def pale(widget: QWidget, on: bool) -> None:
    """Grey a widget, which stays to be read and used, or show it as it was."""
    if on == (widget.graphicsEffect() is not None):
        return
    effect = None
    if on:
        effect = QGraphicsOpacityEffect(widget)
        effect.setOpacity(PALE)
    widget.setGraphicsEffect(effect)
