"""The line of a page that says what goes on, or what is wrong."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QStyle, QWidget

from ..plain import PlainLabel

_SIGN = 16


class Notice(QWidget):
    """A sentence, with a sign before it where something is wrong; hidden where there is nothing to say."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._sign, self._label = PlainLabel(self), PlainLabel(self)
        icon = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        self._sign.setPixmap(icon.pixmap(_SIGN, _SIGN))
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 6, 0)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._label, 1)
        self.say("")

    def text(self) -> str:
        """Return what it says."""
        return self._label.text()

    def say(self, text: str, wrong: bool = False) -> None:
        """Say a sentence, or nothing."""
        self._label.setText(text)
        self._sign.setVisible(wrong)
        self.setVisible(bool(text))
