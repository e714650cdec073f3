"""A report on paper: the document set on sheets of A4, with a map of layers on the first."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import (
    QgsLayoutItemLabel,
    QgsMapLayer,
    QgsProcessingException,
    QgsProject,
)

from ...core.drawing import palette
from ...i18n import tr
from ..reports.words import words_of
from . import tables as pdf_tables
from .map import map_block
from .sheet import WIDTH, Sheets
from .text import Face, speak
from .verdicts import figures_block, outdated_block, title_block, verdict_card, verdict_height

if TYPE_CHECKING:
    from ...core.report import Part, Picture, Report, Section, Table, Text, Verdict

_HEADING = Face(13, bold=True, colour=palette.PARK_EDGE, leading=1.35)
_BODY = Face(9.5, leading=1.55)
_CAPTION = Face(8.5, colour=palette.MUTED)
_BETWEEN = 1.8  # paragraphs, in mm
_BELOW = 4.5  # a table, in mm
_FEW = 4  # lines, too few to stand alone
_TALLEST = 130.0  # chart, in mm
_BRIEF = 45.0  # what a chapter of one sentence takes, in mm
_TALLEST_MAP = 170.0
MOST_ROWS = 5_000
"""Of tables, in one PDF: what is more fills hundreds of pages, each of which takes QGIS longer than the one before."""
_BEGUN = 200  # rows of a table that tell what must stand at its beginning
_SMALLEST = 0.7  # of its size, to which a picture is made smaller so that it fits on the page
_PIXEL = 25.4 / 96  # of an SVG and of a screen, in mm
_ENTRY = Face(9.0)
_NUMERALS = "零一二三四五六七八九"


class Paper:
    """One report being set; after ``compose`` its layout can be exported."""

    def __init__(self, report: Report, project: QgsProject, date: str = ""):
        self.report, self.project, self.date = report, project, date
        self.tr = words_of(report.language)
        speak(report.language)
        self.sheets = Sheets(project, report.title, report.footer)
        self._entries: dict[str, QgsLayoutItemLabel] = {}
        self._rows_left = MOST_ROWS

    def compose(self, layers: list[QgsMapLayer], progress: Callable[[float], None]) -> None:
        """Set everything; ``progress`` hears the share that is done, and may raise to end it."""
        report, sheets = self.report, self.sheets
        done = 0.0

        def reached(share: float) -> None:
            nonlocal done
            done = share
            progress(share)

        sheets.look = lambda: progress(done)
        title_block(sheets, report, self._pairs())
        self._gist(report)
        shown = None if layers or report.chapters else _first_map(report)
        if layers:
            map_block(sheets, self.project, layers, self.tr)
        elif shown is not None:
            self._picture(shown, sheets.room - 3 * _CAPTION.line)
        if layers or shown is not None:
            sheets.need(sheets.whole)
        sections = [section for section in report.sections if any(part is not shown for part in section.parts)]
        if report.contents and report.long and not report.chapters:
            self._contents(sections)
        for number, section in enumerate(sections, 1):
            reached(number / (len(sections) + 1) if not report.chapters else 0.0)
            ends = number == len(sections) or sections[number].page
            self._section(section, _numbered(number, report.language), f"{number}", shown, ends)
        if report.chapters:
            sheets.need(sheets.whole)
            self._contents([])
        for place, chapter in enumerate(report.chapters, 1):
            reached(place / (len(report.chapters) + 1))
            self._chapter(chapter, place)
        tr = self.tr
        sheets.number(tr("Page {page} of {pages}"))

    def _pairs(self) -> list[tuple[str, str]]:
        """Return the lines of the title block; a date that was given holds in place of that of the run."""
        tr, report = self.tr, self.report
        pairs = [(line.label, self.date if self.date and line.kind == "date" else line.value) for line in report.head]
        if not report.head and report.plan:  # a report of an earlier version
            pairs.append((tr("Plan"), report.plan))
        if self.date and not report.said("date"):
            pairs.append((tr("Report date"), self.date))
        return pairs

    def _gist(self, report: Report) -> None:
        if report.outdated:
            outdated_block(self.sheets, report.outdated)
        if report.verdict:
            verdict_card(self.sheets, report.verdict)
        if report.figures:
            figures_block(self.sheets, report.figures)

    def _chapter(self, chapter: Report, place: int) -> None:
        sheets = self.sheets
        if chapter.sections:
            sheets.turn()
        else:
            sheets.skip(_BRIEF / 3)
            sheets.need(_BRIEF)
        self._reached(f"{place}")
        pairs = [(line.label, line.value) for line in chapter.head]
        title_block(sheets, replace(chapter, title=_chapter_title(chapter, place)), pairs, 16)
        self._gist(chapter)
        for number, section in enumerate(chapter.sections, 1):
            ends = number == len(chapter.sections) or chapter.sections[number].page
            self._section(section, _numbered(number, chapter.language), f"{place}.{number}", ends=ends)

    def _section(self, section: Section, numeral: str, key: str, shown: Part | None = None, ends: bool = False) -> None:
        """Set a section but for a part that is ``shown`` elsewhere; ``ends``: what comes next begins a page."""
        sheets = self.sheets
        parts = [part for part in section.parts if part is not shown]
        if section.page:
            sheets.need(sheets.whole)
        lines = _HEADING.lines(numeral + section.title, WIDTH)
        heading = len(lines) * _HEADING.line + 3.5
        sheets.skip(6.0)
        sheets.need(heading + self._least(section.verdict, parts, sheets.room - heading))
        self._reached(key)
        sheets.text(lines, _HEADING, 0, sheets.y, WIDTH)
        sheets.y += len(lines) * _HEADING.line + 0.8
        sheets.box(0, sheets.y, WIDTH, 0.2, palette.LINE)
        sheets.y += 2.7
        if section.verdict:
            verdict_card(sheets, section.verdict, small=True)
        for number, part in enumerate(parts, 1):
            self._part(part, self._alone(parts[number:]) if ends else 0.0)

    def _alone(self, parts: list[Part]) -> float:
        """Return the height of what is left of a section, in mm, where it would be too little on a page of its own."""
        (last, *more) = parts or (None,)
        if last is None or more or last.kind != "text":
            return 0.0
        return self._text_height(last) + _BELOW if self._lines(last) <= _FEW else 0.0

    def _lines(self, text: Text) -> int:
        return sum(len(_BODY.lines(paragraph, WIDTH)) for paragraph in text.paragraphs)

    def _text_height(self, text: Text) -> float:
        return self._lines(text) * _BODY.line + len(text.paragraphs) * _BETWEEN

    def _least(self, verdict: Verdict | None, parts: list[Part], room: float) -> float:
        """Return what must stand on the same page as a heading, in mm."""
        if verdict:
            return verdict_height(verdict, small=True)
        if not parts:
            return 0.0
        first = parts[0]
        if first.kind == "picture":
            return _SMALLEST * _size(first)[1] + _CAPTION.line
        if first.kind == "text":
            if self._lines(first) > _FEW:
                return 2 * _BODY.line
            height = self._text_height(first)
            return min(height + self._least(None, parts[1:], room - height), self.sheets.whole - 20)
        if first.kind == "table":
            grid = pdf_tables.of_table(replace(first, rows=first.rows[:_BEGUN], states=first.states[:_BEGUN]))
        else:
            grid = pdf_tables.of_facts(first)
        return min(grid.least(room, self.sheets.whole), self.sheets.whole - 20)

    def _part(self, part: Part, after: float = 0.0) -> None:
        """Set a part; ``after``: the height in mm of what comes next, which is too little for a page of its own."""
        sheets = self.sheets
        if part.kind == "text":
            for number, paragraph in enumerate(part.paragraphs, 1):
                following = part.paragraphs[number:]
                is_short = len(following) == 1 and len(_BODY.lines(following[0], WIDTH)) == 1
                sheets.flow(paragraph, _BODY, after=_BETWEEN + _BODY.line if is_short else 0.0)
                sheets.skip(_BETWEEN)
            sheets.skip(1.2)
        elif part.kind == "picture":
            self._picture(part)
        elif part.kind == "table":
            pdf_tables.place(sheets, pdf_tables.of_table(self._printed(part)), after)
            sheets.skip(_BELOW)
        elif part.pairs:
            pdf_tables.place(sheets, pdf_tables.of_facts(part), after)
            sheets.skip(_BELOW)

    def _printed(self, table: Table) -> Table:
        """Return a table without the rows that paper has no room for, and with a note that says so."""
        left = len(table.rows) - self._rows_left
        self._rows_left = max(0, self._rows_left - len(table.rows))
        if left <= 0:
            return table
        shown = len(table.rows) - left
        tr = self.tr
        text = tr("{count} more rows are not printed; the HTML report holds all of them.").format(count=left)
        note = f"{table.note}\n{text}" if table.note else text
        return replace(table, rows=table.rows[:shown], states=table.states[:shown], note=note)

    def _picture(self, part: Picture, tallest: float = 0.0) -> None:
        """Put a picture in the middle, a little smaller where it fits only so."""
        sheets = self.sheets
        width, height = _size(part, tallest)
        lines = _CAPTION.lines(part.caption, WIDTH) if part.caption else []
        below = len(lines) * _CAPTION.line + (1.5 if lines else 0.0)
        if height + below > sheets.room and _SMALLEST * height + below <= sheets.room:
            share = (sheets.room - below - 0.1) / height
            width, height = share * width, share * height
        sheets.need(height + below)
        sheets.picture(part.content, (WIDTH - width) / 2, sheets.y, width, height)
        sheets.y += height
        if lines:
            sheets.text(lines, _CAPTION, 0, sheets.y + 1.2, WIDTH, "center")
            sheets.y += below
        sheets.skip(4.0)

    def _contents(self, sections: list[Section]) -> None:
        """List what comes, with the page of each to be filled in when it is reached."""
        sheets, report = self.sheets, self.report
        bold = Face(9.5, bold=True)
        sheets.skip(3.0)
        sheets.need(_HEADING.line + 6 * _ENTRY.line)
        sheets.text([report.contents], _HEADING, 0, sheets.y, WIDTH)
        sheets.y += _HEADING.line + 2.0
        for number, section in enumerate(sections, 1):
            self._entry(_numbered(number, report.language) + section.title, section.verdict, f"{number}", _ENTRY)
        for place, chapter in enumerate(report.chapters, 1):
            sheets.skip(1.5)
            self._entry(_chapter_title(chapter, place), chapter.verdict, f"{place}", bold, 3 * _ENTRY.line)
            for number, section in enumerate(chapter.sections, 1):
                title = _numbered(number, report.language) + section.title
                self._entry(title, section.verdict, f"{place}.{number}", _ENTRY, indent=5.0)
        sheets.skip(3.0)

    def _entry(
        self, title: str, verdict: Verdict | None, key: str, face: Face, with_next: float = 0.0, indent: float = 0.0
    ) -> None:
        sheets = self.sheets
        colour = {"met": palette.MET, "on_track": palette.MET, "missed": palette.MISSED}.get(
            verdict.state if verdict else "", palette.MUTED
        )
        badge = Face(8.5, colour=colour)
        room = 48.0
        lines = face.lines(title, WIDTH - indent - room - 14)
        sheets.need(len(lines) * face.line + with_next)
        sheets.text(lines, face, indent, sheets.y, WIDTH - indent - room - 12)
        if verdict and verdict.badge:
            sheets.text(badge.lines(verdict.badge, room)[:1], badge, WIDTH - room - 12, sheets.y, room, "right")
        self._entries[key] = sheets.text([""], face, WIDTH - 10, sheets.y, 10, "right")
        sheets.y += len(lines) * face.line

    def _reached(self, key: str) -> None:
        """Fill in the page of what stands in the contents."""
        if key in self._entries:
            self._entries[key].setText(str(self.sheets.page + 1))


def _first_map(report: Report) -> Picture | None:
    """Return the map that the report has itself: charts are drawings, maps are images."""
    pictures = (part for section in report.sections for part in section.parts if part.kind == "picture")
    return next((picture for picture in pictures if isinstance(picture.content, bytes)), None)


def _size(picture: Picture, tallest: float = 0.0) -> tuple[float, float]:
    """Return width and height of a picture on paper, in mm."""
    from qgis.PyQt.QtSvg import QSvgRenderer

    if isinstance(picture.content, bytes):
        header = picture.content[16:24]  # where a PNG has them
        wide, high = struct.unpack(">II", header) if len(header) == 8 else (0, 0)
    else:
        size = QSvgRenderer(picture.content.encode()).defaultSize()
        wide, high = size.width(), size.height()
    if wide <= 0 or high <= 0:
        text = tr("The report holds a picture that is empty or cannot be read (“{caption}”); make the report again.")
        raise QgsProcessingException(text.format(caption=picture.caption))
    width = WIDTH if isinstance(picture.content, bytes) else min(WIDTH, wide * _PIXEL)
    height = width * high / wide
    most = tallest or (_TALLEST_MAP if isinstance(picture.content, bytes) else _TALLEST)
    share = min(1.0, most / height)
    return share * width, share * height


def _chapter_title(chapter: Report, place: int) -> str:
    """Number a chapter as the HTML does."""
    if chapter.language == "zh":
        return f"第{_chinese(place)}章 {chapter.title}"
    return f"{chr(ord('A') + place - 1)}  {chapter.title}" if place <= 26 else f"{place}  {chapter.title}"


def _numbered(number: int, language: str) -> str:
    """Return a section's number as the HTML shows it."""
    return f"{_chinese(number)}、" if language == "zh" else f"{number}  "


def _chinese(number: int) -> str:
    """Return a number up to 999 in Chinese."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_NUMERALS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _NUMERALS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_NUMERALS[ones] if ones or not number else "")
