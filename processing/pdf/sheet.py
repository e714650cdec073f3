"""Sheets of paper that fill from the top: where the next thing goes, and what is placed where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import (
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
)
from qgis.PyQt.QtCore import Qt

from ...core.drawing import palette
from .text import Face

# A4 upright, in millimetres.
PAPER = (210.0, 297.0)
LEFT, TOP, WIDTH = 16.0, 15.0, 178.0
BOTTOM = 284.0
"""Where the footer ends."""
FOOTER = Face(7.5, colour=palette.MUTED)
_NUMBER_WIDTH = 32.0  # of the page number, beside the footer
_GAP = 3.0  # between what a page holds and its footer
ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


class Sheets:
    """The pages of a layout; ``y`` is where the next thing goes on the last of them."""

    def __init__(self, project: QgsProject, title: str, footer: tuple[str, ...]):
        self.layout = QgsPrintLayout(project)
        self.layout.setName(title)
        self.layout.undoStack().blockCommands(True)  # nobody undoes here, and each costs more than the item
        self.page = -1
        self.y = TOP
        self._footer = _footer_lines(footer)
        self.end = BOTTOM - max(len(self._footer), 1) * FOOTER.line - _GAP
        self._files = TemporaryDirectory(prefix="greenvein")
        self._pictures = 0
        self.look: Callable[[], None] = lambda: None
        """Called at each new page; may raise to end the work."""
        self.turn()

    @property
    def room(self) -> float:
        """What is left of the page, in mm."""
        return self.end - self.y

    @property
    def whole(self) -> float:
        """What an empty page holds, in mm."""
        return self.end - TOP

    @property
    def untouched(self) -> bool:
        """Whether the page is still empty."""
        return self.y <= TOP

    def turn(self) -> None:
        """Begin a new page."""
        self.look()
        page = QgsLayoutItemPage(self.layout)
        page.setPageSize(QgsLayoutSize(*PAPER))
        self.layout.pageCollection().addPage(page)
        self.page += 1
        self.y = TOP

    def need(self, height: float) -> None:
        """Begin a new page where ``height`` does not fit on this one."""
        if height > self.room and not self.untouched:
            self.turn()

    def skip(self, height: float) -> None:
        """Leave space, except at the head of a page."""
        if not self.untouched:
            self.y += height

    def place(self, item: QgsLayoutItem, x: float, y: float, width: float, height: float) -> None:
        """Put an item onto the last page; ``x`` is measured from the left margin, ``y`` from the paper's edge."""
        self.layout.addLayoutItem(item)
        self.move(item, x, y, width, height)

    def move(self, item: QgsLayoutItem, x: float, y: float, width: float, height: float) -> None:
        """Move an item of the layout to a place on the last page."""
        item.attemptResize(QgsLayoutSize(width, height))
        item.attemptMove(QgsLayoutPoint(LEFT + x, y), page=self.page)

    def text(
        self, lines: list[str], face: Face, x: float, y: float, width: float, align: str = "left"
    ) -> QgsLayoutItemLabel:
        """Put broken lines onto the page."""
        label = QgsLayoutItemLabel(self.layout)
        # QGIS would look for an expression in these two letters.
        label.setText("\n".join(lines).replace("[%", "[\u2060%"))
        label.setTextFormat(face.format())
        label.setMarginX(0)
        label.setMarginY(0)
        label.setHAlign(ALIGN[align])
        self.place(label, x, y, width, max(len(lines), 1) * face.line + 0.4)
        return label

    def flow(self, text: str, face: Face, x: float = 0.0, width: float = WIDTH, after: float = 0.0) -> None:
        """Set running text from here on, over as many pages as it takes; no page gets a single line of several.

        ``after``: the height in mm of what comes next, which does not begin a page without lines of this text.
        """
        lines = face.lines(text, width - x)
        while lines:
            count = min(len(lines), int(self.room / face.line))
            if count == len(lines) and count * face.line + after > self.room:
                count -= 2
            elif len(lines) - count == 1:
                count -= 1
            if count < min(len(lines), 2) and not self.untouched:
                self.turn()
                continue
            count = max(count, 1)
            self.text(lines[:count], face, x, self.y, width - x)
            self.y += count * face.line
            lines = lines[count:]

    def box(
        self, x: float, y: float, width: float, height: float, fill: str = "", edge: str = "", round_mm: float = 0.0
    ) -> None:
        """Draw a rectangle, filled, edged or both."""
        shape = QgsLayoutItemShape(self.layout)
        shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        if round_mm:
            shape.setCornerRadius(QgsLayoutMeasurement(round_mm))
        style = {"color": fill or "0,0,0,0", "outline_color": edge, "outline_width": "0.15"}
        style["outline_style"] = "solid" if edge else "no"
        shape.setSymbol(QgsFillSymbol.createSimple(style))
        self.place(shape, x, y, width, height)

    def picture(self, content: str | bytes, x: float, y: float, width: float, height: float) -> None:
        """Put a picture onto the page; an SVG keeps its lines."""
        item = QgsLayoutItemPicture(self.layout)
        self._pictures += 1
        ending = "svg" if isinstance(content, str) else "png"
        path = Path(self._files.name) / f"{self._pictures}.{ending}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.place(item, x, y, width, height)
        item.setPicturePath(str(path))

    def number(self, text: str) -> None:
        """Put footer and page number onto every page; ``text`` has the places {page} and {pages}."""
        last = self.page
        for page in range(last + 1):
            self.look()
            self.page = page
            top = self.end + _GAP
            self.box(0, top - 1.2, WIDTH, 0.2, palette.LINE)
            if self._footer:
                self.text(self._footer, FOOTER, 0, top, WIDTH - _NUMBER_WIDTH)
            number = text.format(page=page + 1, pages=last + 1)
            self.text([number], FOOTER, WIDTH - _NUMBER_WIDTH, top, _NUMBER_WIDTH, "right")
        self.page = last

    def close(self) -> None:
        """Let go of the layout and of the files of its pictures."""
        self.layout.clear()
        self._files.cleanup()


def _footer_lines(footer: tuple[str, ...]) -> list[str]:
    """Break the footer: all on one line where that is possible, else each on its own."""
    width = WIDTH - _NUMBER_WIDTH
    together = FOOTER.lines(" · ".join(footer), width)
    return together if len(together) == 1 else [line for text in footer for line in FOOTER.lines(text, width)]
