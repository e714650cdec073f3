"""What a run found: the verdict in large type, its figures, a chart, and the table of what to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from qgis.PyQt.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QFont, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...core.drawing import palette
from ...i18n import tr
from ..plain import PlainLabel
from .notice import Notice
from .places import PlaceTable
from .standing import Freshness, pale

if TYPE_CHECKING:
    from ...core.report import Verdict

# Badges bring their own ground, so that they are read in a dark theme too.
_BADGES = {"met": palette.MET, "on_track": palette.MET, "missed": palette.MISSED_BADGE}
_NO_VERDICT = palette.MUTED
_LARGE, _LONG, _SMALL = 2.2, 1.6, 0.92
_LONG_VALUE = 12  # letters that fit beside the badge in large type; a Chinese character takes the room of two
_MOST_NOTICES = 4  # that are shown one by one
# A chart is drawn so wide that its letters are as large as those around it.
_POINTS, _NARROWEST_IN, WIDTH_IN = 96, 3.6, 8.4
_LARGEST = 1.25  # of the size that a chart was drawn for


def _label(parent: QWidget, scale: float = 1.0, bold: bool = False) -> QLabel:
    label = PlainLabel(parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(bold)
    label.setFont(font)
    return label


def badge_style(state: str) -> str:
    """Return how the badge of a verdict looks, as a style sheet; ``state``: as in core.report."""
    ground = _BADGES.get(state, _NO_VERDICT)
    return f"color: {palette.PAPER}; background: {ground}; border-radius: 4px; padding: 3px 8px;"


def told_of(notices: Sequence[str]) -> list[str]:
    """Return what is told of the notices of a run: the first of them, and how many more the log has."""
    shown = list(notices[:_MOST_NOTICES])
    if len(notices) > _MOST_NOTICES:
        shown.append(tr("Further notices: {count}; the log has them.").format(count=len(notices) - _MOST_NOTICES))
    return shown


class VerdictCard(QFrame):
    """The one figure that the job is about, against its target."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.shown: Verdict | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title = _label(self)
        self.value = _label(self, _LARGE, True)
        self.badge = _label(self, 1.0, True)
        self.badge.setWordWrap(False)
        self.badge.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.target = _label(self)
        self.sentence = _label(self)
        line = QHBoxLayout()
        line.addWidget(self.value, 1)
        line.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.addWidget(self.title)
        layout.addLayout(line)
        layout.addWidget(self.target)
        layout.addWidget(self.sentence)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show a verdict as the report has it."""
        self.shown = verdict
        for label, text in (
            (self.title, verdict.label),
            (self.value, verdict.value),
            (self.badge, verdict.badge),
            (self.target, verdict.target),
            (self.sentence, verdict.sentence),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        font = QFont(self.value.font())
        letters = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in verdict.value)
        font.setPointSizeF(self.font().pointSizeF() * (_LONG if letters > _LONG_VALUE else _LARGE))
        self.value.setFont(font)
        self.badge.setStyleSheet(badge_style(verdict.state))


class FigureList(QWidget):
    """The numbers of a run, two to a line."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)

    def show_figures(self, figures: list[tuple[str, str]]) -> None:
        """Show titles with their numbers."""
        while self._grid.count():
            before = self._grid.takeAt(0).widget()
            before.hide()  # it is gone later only
            before.deleteLater()
        for row, (title, number) in enumerate(figures):
            name, value = _label(self, _SMALL), _label(self, _SMALL, True)
            name.setText(title)
            value.setText(number)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(value, row, 1)


class Drawing(QWidget):
    """A chart on white paper, as wide as there is room."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.svg = ""
        self._renderer = QSvgRenderer(self)
        # Not fixed, which would be as high as it is at the width that is hinted at.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_svg(self, svg: str) -> None:
        """Show a chart."""
        self.svg = svg
        self._renderer.load(QByteArray(svg.encode("utf-8")))
        self.updateGeometry()
        self.update()

    def natural_size(self) -> QSize:
        """Return the size that the chart was drawn for."""
        return self._renderer.defaultSize()

    def heightForWidth(self, width):  # noqa: N802 - Qt's name
        size = self.natural_size()
        return min(width, self._widest()) * size.height() // max(size.width(), 1)

    def hasHeightForWidth(self):  # noqa: N802 - Qt's name
        return True

    def sizeHint(self):  # noqa: N802 - Qt's name
        return QSize(320, self.heightForWidth(320))

    def paintEvent(self, event):  # noqa: N802 - Qt's name
        if self._renderer.isValid():
            painter = QPainter(self)
            self._renderer.render(painter, QRectF(self.drawn_on()))
            painter.end()

    def drawn_on(self) -> QRect:
        """Return where the chart is drawn, in the shape that it was drawn for."""
        room = QSize(min(self.width(), self._widest()), self.height())
        return QRect(QPoint(0, 0), self.natural_size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))

    def _widest(self) -> int:
        """Return how wide the chart may be, so that its letters stay about as large as those around it."""
        return round(_LARGEST * self.natural_size().width())


class Chart(Drawing):
    """A chart in the dock, drawn for its width; a click, or Enter, opens it as wide as in a report."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._draw: Callable[[float], str | None] | None = None
        self._title = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Click to see the chart at its full size"))

    def show_chart(self, draw: Callable[[float], str | None], title: str, keep: bool = False) -> None:
        """Show what ``draw`` makes for a width in inches; where that is nothing, ``keep`` what is there or hide it."""
        svg = draw(min(max(self.width() / _POINTS, _NARROWEST_IN), WIDTH_IN))
        if svg is None and keep:
            return
        self._draw, self._title = draw, title
        self.setVisible(svg is not None)
        self.setAccessibleName(title)
        if svg is not None:
            self.show_svg(svg)

    def clear(self) -> None:
        """Show no chart."""
        self._draw = None
        self.show_svg("")
        self.hide()

    def mouseReleaseEvent(self, event):  # noqa: N802 - Qt's name
        self._open()

    def keyPressEvent(self, event):  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self._draw is None:
            return
        window = QDialog(self.window())
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setWindowTitle(self._title)
        drawing = Drawing()
        drawing.show_svg(self._draw(WIDTH_IN) or self.svg)  # its layers may be gone
        drawing.setFixedSize(drawing.natural_size())
        area = QScrollArea(window)
        area.setWidget(drawing)
        layout = QVBoxLayout(window)
        layout.addWidget(area)
        size = drawing.natural_size()
        window.resize(min(size.width() + 50, 1100), min(size.height() + 50, 680))
        window.show()


class Results(QWidget):
    """All that a run found, from the verdict down."""

    def __init__(self, canvas, parent=None):
        super().__init__(parent)
        self.standing = Freshness(self)
        self.verdict = VerdictCard(self)
        self.notice = Notice(self)
        self.figures = FigureList(self)
        self.chart = Chart(self)
        self.places = PlaceTable(canvas, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.standing, self.verdict, self.notice, self.chart, self.places, self.figures):
            layout.addWidget(part)

    def clear(self) -> None:
        """Hold nothing of a run."""
        self.standing.show_reasons([], 0)
        self.grey(figures=False, rest=False)
        self.verdict.shown = None
        self.notice.say("")
        self.figures.show_figures([])
        self.chart.clear()
        self.places.show_lists([])

    def show_notices(self, sentences: Sequence[str]) -> None:
        """Show what a run warned of."""
        self.notice.say("\n".join(told_of(sentences)), wrong=bool(sentences))

    def grey(self, figures: bool, rest: bool) -> None:
        """Grey the verdict with its figures, and the rest: the chart and the table."""
        for part in (self.verdict, self.figures):
            pale(part, figures)
        pale(self.chart, rest)
        self.places.grey(rest)
