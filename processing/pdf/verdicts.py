"""What a report opens with on paper: title block, verdict and key figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...core.drawing import palette
from .sheet import WIDTH, Sheets
from .text import Face

if TYPE_CHECKING:
    from ...core.report import KeyFigure, Report, Verdict

_STATES = {"met": palette.MET, "on_track": palette.MET, "missed": palette.MISSED, "none": palette.MUTED}
_LABEL = Face(8.5, colour=palette.MUTED)
_TARGET = Face(9.0, colour=palette.MUTED)
_PAD, _BAR = 4.0, 1.6
_WIDEST_VALUE = 84.0
_FIGURE_PAD = 2.2
_UNIT = Face(8.0, colour=palette.MUTED)
_OUTDATED, _CHANGE = Face(10.5, bold=True, colour=palette.MISSED), Face(9.5)


def title_block(sheets: Sheets, report: Report, pairs: list[tuple[str, str]], size: float = 20) -> None:
    """Set title, subtitle and labelled facts under a bar of green."""
    sheets.box(0, sheets.y, WIDTH, 1.4, palette.PARK_EDGE)
    sheets.y += 5.0
    sheets.flow(report.title, Face(size, bold=True, leading=1.25))
    sheets.y += 1.0
    if report.subtitle:
        sheets.flow(report.subtitle, Face(9.5, colour=palette.MUTED))
    sheets.y += 2.0
    if pairs:
        _pairs(sheets, pairs)


def _pairs(sheets: Sheets, pairs: list[tuple[str, str]]) -> None:
    """Set labels and beside each its value, as long as it may be."""
    label, face = Face(8.5, colour=palette.MUTED), Face(9.0)
    wide = min(max(label.width(text) for text, _ in pairs) + 5.0, WIDTH / 3)
    for text, value in pairs:
        sheets.need(2 * face.line)
        sheets.text([text], label, 0, sheets.y, wide)
        sheets.flow(value, face, wide)
        sheets.y += 0.6
    sheets.y += 2.4


def outdated_block(sheets: Sheets, sentences: Sequence[str]) -> None:
    """Set that a report is out of date, and below it what has changed since."""
    first, *changes = sentences
    for text, face in ((first, _OUTDATED), *((f"– {one}", _CHANGE) for one in changes)):
        sheets.flow(text, face)
    sheets.y += 3.0


def verdict_height(verdict: Verdict, small: bool = False) -> float:
    """Return the height of a verdict's card in mm."""
    return _Card(verdict, small).height


def verdict_card(sheets: Sheets, verdict: Verdict, small: bool = False) -> None:
    """Draw the verdict's card: value and label at the left, state, target and sentence beside them."""
    card = _Card(verdict, small)
    sheets.need(card.height)
    card.draw(sheets)
    sheets.y += card.height + (3.0 if small else 4.0)


class _Card:
    """A verdict, measured."""

    def __init__(self, verdict: Verdict, small: bool):
        self.verdict, self.colour = verdict, _STATES[verdict.state]
        self.pad = 2.4 if small else _PAD
        value = Face(14 if small else 26, bold=True, colour=self.colour, leading=1.2)
        while value.width(verdict.value) > _WIDEST_VALUE and value.size > 10:
            value = Face(value.size - 1, bold=True, colour=self.colour, leading=1.2)
        self.value = value
        self.badge = Face(8.5, bold=True, colour=palette.PAPER)
        self.sentence = Face(9.0 if small else 10.5)
        widest = max(value.width(verdict.value), min(_LABEL.width(verdict.label), 56.0)) / 0.97
        self.left = min(widest, _WIDEST_VALUE)
        self.x = _BAR + self.pad + self.left + 7.0
        self.right = WIDTH - self.x - self.pad
        self.labels = _LABEL.lines(verdict.label, self.left)
        self.values = value.lines(verdict.value, self.left + 1)
        self.sentences = self.sentence.lines(verdict.sentence, self.right) if verdict.sentence else []
        self.badge_width = self.badge.width(verdict.badge) + 5.0 if verdict.badge else 0.0
        beside = self.right - self.badge_width - (2.5 if verdict.badge else 0.0)
        self.targets = _TARGET.lines(verdict.target, beside) if verdict.target else []
        self.meter = 6.5 if verdict.meter else 0.0

    @property
    def _standing(self) -> float:
        badge = 5.2 if self.verdict.badge else 0.0
        return max(badge, len(self.targets) * _TARGET.line)

    @property
    def _columns(self) -> tuple[float, float]:
        """The heights of what stands left and right."""
        gap = 1.4 if self._standing and self.sentences else 0.0
        left = len(self.labels) * _LABEL.line + len(self.values) * self.value.line
        return left, self._standing + gap + len(self.sentences) * self.sentence.line

    @property
    def height(self) -> float:
        """The whole card, in mm."""
        return max(self._columns) + 2 * self.pad + self.meter

    def draw(self, sheets: Sheets) -> None:
        """Put it where the sheets are; they do not move on."""
        left, right = self._columns
        inner = max(left, right)
        sheets.box(0, sheets.y, WIDTH, self.height, palette.GROUND)
        sheets.box(0, sheets.y, _BAR, self.height, self.colour)
        y = sheets.y + self.pad + (inner - left) / 2
        sheets.text(self.labels, _LABEL, _BAR + self.pad, y, self.left + 2)
        y += len(self.labels) * _LABEL.line
        sheets.text(self.values, self.value, _BAR + self.pad, y, self.left + 4)
        y = sheets.y + self.pad + (inner - right) / 2
        self._standing_line(sheets, y)
        if self.sentences:
            top = y + right - len(self.sentences) * self.sentence.line
            sheets.text(self.sentences, self.sentence, self.x, top, self.right)
        if self.verdict.meter:
            self._meter(sheets, sheets.y + self.pad + inner + 3.0)

    def _standing_line(self, sheets: Sheets, y: float) -> None:
        """Set the badge and the target beside it."""
        x = self.x
        if self.verdict.badge:
            sheets.box(x, y, self.badge_width, 5.2, self.colour, round_mm=2.4)
            top = y + (5.2 - self.badge.line) / 2
            sheets.text([self.verdict.badge], self.badge, x, top, self.badge_width, "center")
            x += self.badge_width + 2.5
        if self.targets:
            top = y + max((5.2 - _TARGET.line) / 2 if self.verdict.badge else 0.0, 0.0)
            sheets.text(self.targets, _TARGET, x, top, WIDTH - x - self.pad)

    def _meter(self, sheets: Sheets, y: float) -> None:
        """Draw value and target as a bar with a mark."""
        x, width = _BAR + self.pad, WIDTH - _BAR - 2 * self.pad
        value, target = (min(max(share, 0.0), 1.0) for share in self.verdict.meter)
        sheets.box(x, y, width, 2.2, palette.LINE)
        if value:
            sheets.box(x, y, width * value, 2.2, self.colour)
        sheets.box(x + width * target - 0.25, y - 0.9, 0.5, 4.0, palette.INK)


def figures_block(sheets: Sheets, figures: tuple[KeyFigure, ...]) -> None:
    """Draw the key figures in rows of boxes, as many beside each other as their units allow."""
    for most in (5, 4, 3):
        rows = -(-len(figures) // most)
        each = -(-len(figures) // rows)
        inner = WIDTH / each - 2 * _FIGURE_PAD
        if all(len(_UNIT.lines(one.unit, inner)) == 1 for one in figures):
            break
    for start in range(0, len(figures), each):
        _figures_row(sheets, figures[start : start + each], each)
    sheets.y += 4.0


def _figures_row(sheets: Sheets, figures: tuple[KeyFigure, ...], each: int) -> None:
    pad, unit, width = _FIGURE_PAD, _UNIT, WIDTH / each
    inner = width - 2 * pad
    value = Face(13, bold=True, leading=1.3)
    while value.size > 8 and any(value.width(one.value) > inner * 0.95 for one in figures):
        value = Face(value.size - 1, bold=True, leading=1.3)
    beside = {one: value.width(one.value) + unit.width(one.unit) + 1.5 < inner * 0.95 for one in figures}
    below = [unit.lines(one.unit, inner) if one.unit and not beside[one] else [] for one in figures]
    labels = [_LABEL.lines(one.label, inner) for one in figures]
    lower = max(len(lines) for lines in below) * unit.line
    height = 2 * pad + value.line + lower + max(map(len, labels)) * _LABEL.line
    sheets.need(height)
    for number, (one, label) in enumerate(zip(figures, labels)):
        x, y = number * width, sheets.y
        sheets.box(x, y, width, height, edge=palette.LINE)
        sheets.text([one.value], value, x + pad, y + pad, inner + 2)
        if one.unit and beside[one]:
            at = x + pad + value.width(one.value) * 1.03 + 1.0
            sheets.text([one.unit], unit, at, y + pad + (value.line - unit.line) * 0.72, x + width - at)
        elif below[number]:
            sheets.text(below[number], unit, x + pad, y + pad + value.line, inner + 1)
        sheets.text(label, _LABEL, x + pad, y + pad + value.line + lower, inner + 1)
    sheets.y += height
