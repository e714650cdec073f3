"""Type on a page: faces, widths in millimetres, and lines broken where Chinese and English may be broken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from qgis.core import Qgis, QgsTextFormat
from qgis.PyQt.QtCore import QTextBoundaryFinder
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QRawFont

from ...core.drawing import palette

MM_PER_PT = 25.4 / 72
_MEASURED = 500  # pixels: as large as needed for hinting not to matter
# What QGIS draws and what is measured here may differ by a hair, and a line must never be too long.
_SLACK = 0.985


_LATIN = ("Source Sans 3", "Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans")
_language = "zh"


def speak(code: str) -> None:
    """Choose the typeface of what is set from here on, "zh" or "en": quotes are wide in Chinese, narrow in English.

    One report at a time is set, in the main thread.
    """
    global _language  # noqa: PLW0603 - a parameter of every face and every measure otherwise
    _language = code


@lru_cache(maxsize=2)
def family(code: str) -> str:
    """Return the best installed typeface for a language; Qt finds another for the glyphs that it lacks."""
    if code != "zh":
        installed = set(QFontDatabase().families())
        return next((name for name in _LATIN if name in installed), QFont().family())
    from ...core.drawing.figure import FACES

    # Where the system speaks Chinese, fonts bear Chinese names and are found by those alone.
    chinese = QFontDatabase().families(QFontDatabase.WritingSystem.SimplifiedChinese)
    names = (*FACES, *sorted(chinese, key=lambda name: ("等宽" in name or "Mono" in name, name)))
    return next((name for name in names if _has_chinese(name)), QFont().family())


def _has_chinese(name: str) -> bool:
    return QRawFont.fromFont(QFont(name)).supportsCharacter(ord("绿"))


@dataclass(frozen=True)
class Face:
    """A size in points, weight and colour of type."""

    size: float
    bold: bool = False
    colour: str = palette.INK
    leading: float = 1.42

    @property
    def line(self) -> float:
        """The height of a line in mm."""
        return self.size * MM_PER_PT * self.leading

    def format(self) -> QgsTextFormat:
        """Return it as QGIS draws it."""
        text = QgsTextFormat()
        text.setFont(_font(self.bold, _language))
        text.setSize(self.size)
        text.setSizeUnit(Qgis.RenderUnit.Points)
        text.setColor(QColor(self.colour))
        text.setLineHeight(self.line)
        text.setLineHeightUnit(Qgis.RenderUnit.Millimeters)
        return text

    def width(self, text: str) -> float:
        """Return the width in mm of the longest line of ``text``."""
        return max(_width(line, self.bold, _language) for line in text.split("\n")) * self.size * MM_PER_PT

    def lines(self, text: str, width: float) -> list[str]:
        """Break ``text`` into lines of at most ``width`` mm; a word that is longer is broken too."""
        most = width * _SLACK / (self.size * MM_PER_PT)
        return [line for paragraph in text.split("\n") for line in _broken(paragraph, self.bold, most)]

    def longest_piece(self, text: str) -> float:
        """Return the width in mm of the longest piece that is not broken unless it must."""
        pieces = (piece.rstrip() for line in text.split("\n") for piece in _pieces(line))
        return max((_width(piece, self.bold, _language) for piece in pieces), default=0) * self.size * MM_PER_PT


def _font(bold: bool, code: str) -> QFont:
    font = QFont(family(code))
    font.setBold(bold)
    return font


@lru_cache(maxsize=4)
def _metrics(bold: bool, code: str) -> QFontMetricsF:
    font = _font(bold, code)
    font.setPixelSize(_MEASURED)
    return QFontMetricsF(font)


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool, code: str) -> float:
    """Return the width in parts of the type's size."""
    return _metrics(bold, code).horizontalAdvance(text) / _MEASURED


@lru_cache(maxsize=20_000)
def _pieces(
    text: str, kind: QTextBoundaryFinder.BoundaryType = QTextBoundaryFinder.BoundaryType.Line
) -> tuple[str, ...]:
    """Return ``text`` in pieces between which a line may end, with the spaces after them."""
    finder, raw = QTextBoundaryFinder(kind, text), text.encode("utf-16-le")
    ends, place = [], finder.toNextBoundary()
    while place > 0:
        ends.append(place)
        place = finder.toNextBoundary()
    # Qt counts in UTF-16, where rare characters of place names take two.
    return tuple(raw[2 * start : 2 * end].decode("utf-16-le") for start, end in zip([0, *ends], ends))


def _broken(text: str, bold: bool, most: float) -> list[str]:
    def fits(line: str) -> bool:
        return _width(line.rstrip(), bold, _language) <= most

    if fits(text):
        return [text.rstrip()]
    lines, line = [], ""
    for piece in _pieces(text):
        for part in (piece,) if fits(piece) else _pieces(piece, QTextBoundaryFinder.BoundaryType.Grapheme):
            if line and not fits(line + part):
                lines.append(line.rstrip())
                line = part.lstrip()
            else:
                line += part
    return [*lines, line.rstrip()]
