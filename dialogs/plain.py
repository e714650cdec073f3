"""Texts in which names of layers, zones and files stand, shown letter by letter: Qt reads what looks like a tag."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel


class PlainLabel(QLabel):
    """A label that shows its text as it is, whatever it looks like."""

    def __init__(self, *args):
        super().__init__(*args)
        self.setTextFormat(Qt.TextFormat.PlainText)


def plain(text: str) -> str:
    """Return a text for a tip or a message, which Qt reads for tags where it finds any: with these it is escaped."""
    if "<" not in text and "&" not in text:
        return text
    return f"<span>{escape(text)}</span>".replace("\n", "<br>")
