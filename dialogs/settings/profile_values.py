"""Editors of the values of a plan profile, one for each kind, all with ``value``, ``show_value`` and ``changed``.

An editor has no rules: what cannot be read as the kind is handed on as the text that stands there, and the rules of
profiles say what is wrong with it.
"""

from __future__ import annotations

import re
from typing import Any

from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.drawing import palette
from ...core.plaintext import half_width
from ...core.profile.kinds import FlagRule, LimitsRule, MultipleRule, NamesRule, NumberRule, Problem, ValueRule
from ...i18n import language, tr
from ...processing.profiles import names as profile_names
from ..panel.standing import pale
from ..plain import PlainLabel

_SHOWN_DIGITS = 6
_NUMBER_WIDTH = 12  # in letters
_SEPARATORS = re.compile(r"[、;；]")


def shown(value: Any) -> str:
    """Return a value as the user reads it; numbers to six digits, names side by side."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ("、" if language() == "zh" else "; ").join(map(str, value))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.{_SHOWN_DIGITS}g}" if isinstance(value, float) else str(value)
    return str(value)


def read(kind: ValueRule, text: str, before: Any) -> Any:
    """Return what a text says; the value that stood there where it still says the same, to the last digit."""
    if text == shown(before):
        return before
    if isinstance(kind, NamesRule):
        return [name.strip() for name in _SEPARATORS.split(text) if name.strip()]
    text = text.strip()
    if isinstance(kind, NumberRule):
        return None if not text and kind.null else number(text)
    return text


def number(text: str) -> Any:
    """Return the number that a text is, whole where it is written so; the text itself where it is none."""
    for reading in (int, float):
        try:
            return reading(half_width(text))
        except ValueError:
            continue
    return text


def pale_label(parent: QWidget) -> QLabel:
    """Return a label for what is read second, in whatever theme, light or dark."""
    label = PlainLabel(parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    pale(label, True)
    return label


class ValueEditor(QWidget):
    """An editor for one value of a profile; shows the value, takes another one, and marks where it is wrong."""

    changed = pyqtSignal()

    def __init__(self, key: str, kind: ValueRule, parent: QWidget | None = None):
        super().__init__(parent)
        self.key, self.kind = key, kind
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.read_only = False

    def value(self) -> Any:
        """Return what the user set."""
        raise NotImplementedError

    def show_value(self, value: Any, read_only: bool) -> None:
        """Show a value, to be looked at or to be edited."""
        raise NotImplementedError

    def mark(self, problem: Problem | None) -> None:
        """Mark where the value is wrong, or take the mark away."""

    def set_accessible_name(self, name: str) -> None:
        """Say what the value is called to those who hear the form."""
        self.setAccessibleName(name)
        if self.focusProxy() is not None:
            self.focusProxy().setAccessibleName(name)


class _Line(QLineEdit):
    """A line that remembers the value it shows."""

    def __init__(self, kind: ValueRule, parent: QWidget):
        super().__init__(parent)
        self.kind, self._before = kind, None

    def value(self) -> Any:
        return read(self.kind, self.text(), self._before)

    def show_value(self, value: Any, read_only: bool) -> None:
        self._before = value
        self.setText(shown(value))
        self.setReadOnly(read_only)

    def mark(self, wrong: bool) -> None:
        self.setStyleSheet(f"QLineEdit {{ border: 2px solid {palette.MISSED}; }}" if wrong else "")


class LineEditor(ValueEditor):
    """A number with its unit, or names side by side."""

    def __init__(self, key, kind, parent=None):
        super().__init__(key, kind, parent)
        self.line = _Line(kind, self)
        self.line.textEdited.connect(lambda _: self.changed.emit())
        self.setFocusProxy(self.line)
        if not isinstance(kind, NumberRule):
            self.line.setToolTip(tr("Names, separated by 、 or ;"))
            self.box.addWidget(self.line)
            return
        self.line.setFixedWidth(_NUMBER_WIDTH * self.fontMetrics().averageCharWidth() + 20)
        if kind.null:
            self.line.setPlaceholderText(tr("not set"))
        span = pale_label(self)
        span.setWordWrap(False)
        text = tr("{unit}  ({low:,.10g} to {high:,.10g})") if kind.unit else tr("({low:,.10g} to {high:,.10g})")
        span.setText(text.format(unit=kind.unit, low=kind.low, high=kind.high))
        self.box.addWidget(self.line)
        self.box.addWidget(span)
        self.box.addStretch()

    def value(self):
        return self.line.value()

    def show_value(self, value, read_only):
        self.line.show_value(value, read_only)

    def mark(self, problem):
        self.line.mark(problem is not None)


class LimitsEditor(ValueEditor):
    """Numbers side by side, each with what it is the limit of."""

    def __init__(self, key, kind: LimitsRule, parent=None):
        super().__init__(key, kind, parent)
        names = profile_names.column_names()
        self.lines = []
        for name in kind.names:
            line = _Line(NumberRule(kind.low, kind.high), self)
            line.setFixedWidth(_NUMBER_WIDTH * self.fontMetrics().averageCharWidth())
            line.setAccessibleName(names[name])
            line.textEdited.connect(lambda _: self.changed.emit())
            self.lines.append(line)
            self.box.addWidget(PlainLabel(names[name], self))
            self.box.addWidget(line)
        self.box.addStretch()

    def value(self):
        return [line.value() for line in self.lines]

    def show_value(self, value, read_only):
        for line, one in zip(self.lines, value):
            line.show_value(one, read_only)

    def mark(self, problem):
        for line in self.lines:
            line.mark(problem is not None)


class FlagEditor(ValueEditor):
    """Yes or no."""

    def __init__(self, key, kind: FlagRule, parent=None):
        super().__init__(key, kind, parent)
        self.check = QCheckBox(tr("Yes"), self)
        self.check.toggled.connect(lambda _: self.changed.emit())
        self.setFocusProxy(self.check)
        self.box.addWidget(self.check)

    def value(self):
        return self.check.isChecked()

    def show_value(self, value, read_only):
        self.check.blockSignals(True)
        self.check.setChecked(value)
        self.check.blockSignals(False)
        self.check.setEnabled(not read_only)


class MultipleEditor(ValueEditor):
    """Some of several, checked; where their order matters, they move up and down."""

    def __init__(self, key, kind: MultipleRule, parent=None):
        super().__init__(key, kind, parent)
        self.list = QListWidget(self)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.itemChanged.connect(lambda _: self.changed.emit())
        self.setFocusProxy(self.list)
        self.box.addWidget(self.list)
        self.buttons = MoveButtons(self)
        self.buttons.moved.connect(self._move)
        self.buttons.setVisible(kind.ordered)
        self.box.addWidget(self.buttons)

    def value(self):
        items = [self.list.item(row) for row in range(self.list.count())]
        used = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return [item.data(Qt.ItemDataRole.UserRole) for item in used]

    def show_value(self, value, read_only):
        names = profile_names.option_names()[self.key]
        self.list.blockSignals(True)
        self.list.clear()
        order = [*value, *(option for option in self.kind.options if option not in value)]
        for option in order if self.kind.ordered else self.kind.options:
            item = QListWidgetItem(names[option], self.list)
            item.setData(Qt.ItemDataRole.UserRole, option)
            item.setCheckState(Qt.CheckState.Checked if option in value else Qt.CheckState.Unchecked)
            if read_only:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        self.list.blockSignals(False)
        self.buttons.setVisible(self.kind.ordered and not read_only)
        height = max(1, self.list.sizeHintForRow(0)) * self.list.count()
        self.list.setFixedHeight(height + 2 * self.list.frameWidth() + 2)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + step < self.list.count():
            return
        self.list.blockSignals(True)
        self.list.insertItem(row + step, self.list.takeItem(row))
        self.list.setCurrentRow(row + step)
        self.list.blockSignals(False)
        self.changed.emit()


class MoveButtons(QWidget):
    """Buttons that move a row: −1 up, 1 down."""

    moved = pyqtSignal(int)

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.up, self.down = QToolButton(self), QToolButton(self)
        for button, arrow, tip, step in (
            (self.up, Qt.ArrowType.UpArrow, tr("Move up"), -1),
            (self.down, Qt.ArrowType.DownArrow, tr("Move down"), 1),
        ):
            button.setArrowType(arrow)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _, step=step: self.moved.emit(step))
            column.addWidget(button)
        column.addStretch()


class StillWheel(QObject):
    """Lets the wheel scroll the form instead of turning the values that it passes over."""

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
