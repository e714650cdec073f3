"""The form of a plan profile: every value with its editor, its clause, and what is wrong with it.

Made from ``core.profile.rules.FIELDS``, so that a new value of profiles has its editor at once.
"""

from __future__ import annotations

import copy

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.drawing import palette
from ...core.profile import Profile, editing
from ...core.profile.kinds import (
    FlagRule,
    GroupsRule,
    LimitsRule,
    MultipleRule,
    ObjectsRule,
    Problem,
    TableRule,
    ValueRule,
)
from ...core.profile.rules import FIELDS
from ...i18n import language, tr
from ...processing.profiles import names as profile_names
from ..plain import PlainLabel, plain
from .profile_indicators import IndicatorsView
from .profile_table import TableEditor
from .profile_values import FlagEditor, LimitsEditor, LineEditor, MultipleEditor, ValueEditor, pale_label

_INDENT, _GAP = 4, 14
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
_EDITORS = {
    FlagRule: FlagEditor,
    LimitsRule: LimitsEditor,
    MultipleRule: MultipleEditor,
    TableRule: TableEditor,
    GroupsRule: TableEditor,
    ObjectsRule: IndicatorsView,
}
"""The editors of the kinds of values; the others are a line to write in."""


def editor_for(key: str, kind: ValueRule, parent: QWidget) -> ValueEditor:
    """Return the editor for a value."""
    return _EDITORS.get(type(kind), LineEditor)(key, kind, parent)


class ValueBox(QWidget):
    """A value of a profile: title, mark, editor, clause and, where it is wrong, why."""

    changed = pyqtSignal()

    def __init__(self, key: str, kind: ValueRule, parent: QWidget):
        super().__init__(parent)
        self.key, self.kind = key, kind
        self.rule: dict = {}
        self._before: dict = {}
        name = profile_names.field_names()[key]
        self.title = PlainLabel(name, self)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.title.setWordWrap(True)
        self.basis = PlainLabel(self)
        self.basis.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.basis.setStyleSheet(
            f"color: {palette.PAPER}; background: {palette.MUTED}; border-radius: 3px; padding: 1px 6px;"
        )
        self.editor = editor_for(key, kind, self)
        self.editor.set_accessible_name(name)
        self.editor.changed.connect(self._take)
        self.clause = pale_label(self)
        self.note_button = QToolButton(self)
        self.note_button.setText(tr("Note…"))
        self.note_button.setToolTip(tr("Write where this value comes from"))
        self.note_button.setAutoRaise(True)
        self.note_button.clicked.connect(self._ask_note)
        self.problem = PlainLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setTextInteractionFlags(_SELECTABLE)
        self.problem.setStyleSheet(
            f"color: {palette.PAPER}; background: {palette.MISSED}; border-radius: 3px; padding: 2px 6px;"
        )
        self._lay_out()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.basis, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.clause, 1)
        foot.addWidget(self.note_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(_INDENT, 0, _INDENT, _GAP)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self.problem)
        column.addLayout(foot)

    def show_rule(self, rule: dict, read_only: bool) -> None:
        """Show a rule of a profile: its value, clause and basis."""
        self._before, self.rule = rule, copy.deepcopy(rule)
        self.note_button.setVisible(not read_only)
        self.editor.show_value(self.rule["value"], read_only)
        self._say()

    def wrong(self) -> Problem | None:
        """Return what is wrong with the value, by the rules of profiles."""
        return self.kind.problem(self.rule["value"])

    def set_note(self, note: str) -> None:
        """Take the user's note in the place of the clause."""
        self.rule = editing.with_note(self.rule, note)
        self._say()
        self.changed.emit()

    def _take(self) -> None:
        self.rule = editing.with_value(self._before, self.rule, self.editor.value())
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        clause, basis = self.rule["clause"][language()], self.rule.get("basis", "")
        self.clause.setText(clause)
        for widget in (self.title, self.editor):
            widget.setToolTip(f"{self.key}\n{clause}")
        self.basis.setText(profile_names.basis_names()[basis])
        self.basis.setToolTip(profile_names.basis_hints()[basis])
        self.basis.setVisible(bool(basis))
        wrong = self.wrong()
        self.problem.setVisible(wrong is not None)
        if wrong is not None:
            reason = profile_names.reason(self.key, wrong)
            self.problem.setText(tr("{key}: {reason}").format(key=self.key, reason=reason))
        self.editor.mark(wrong)

    def _ask_note(self) -> None:
        title, text = tr("Where this value comes from"), tr("Clause, source or note:")
        note, given = QInputDialog.getMultiLineText(self, title, text, self.clause.text())
        if given:
            self.set_note(note)


class ProfileForm(QWidget):
    """All values of a profile, by section; ``edited`` tells that something has changed."""

    edited = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._content: dict = {}
        self.source = QLineEdit(self)
        self.source.setAccessibleName(tr("Source"))
        self.source.textEdited.connect(lambda _: self.edited.emit())
        self.boxes: dict[str, ValueBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 6, 0)
        head = QHBoxLayout()
        label = PlainLabel(tr("Source"), self)
        label.setBuddy(self.source)
        head.addWidget(label)
        head.addWidget(self.source, 1)
        column.addLayout(head)
        sections: dict[str, QVBoxLayout] = {}
        titles = profile_names.section_names()
        for key, kind in FIELDS.items():
            section = key.split(".")[0]
            if section not in sections:
                group = QgsCollapsibleGroupBox(titles[section], self)
                group.setSaveCollapsedState(False)
                sections[section] = QVBoxLayout(group)
                column.addWidget(group)
            self.boxes[key] = box = ValueBox(key, kind, self)
            box.changed.connect(self.edited)
            sections[section].addWidget(box)
        column.addStretch(1)

    def show_profile(self, profile: Profile, read_only: bool) -> None:
        """Show a profile, to be looked at or to be edited."""
        self._content = profile.content
        self.source.setText(profile.text("source", language()))
        self.source.setCursorPosition(0)
        self.source.setToolTip(plain(self.source.text()))
        self.source.setReadOnly(read_only)
        for key, box in self.boxes.items():
            section, rule = key.split(".")
            box.show_rule(profile.content[section][rule], read_only)

    def content(self) -> dict:
        """Return the profile as the form has it; what the form does not know stays as it was."""
        content = copy.deepcopy(self._content)
        if self.source.text() != content["source"][language()]:
            content["source"] = editing.both(self.source.text())
        for key, box in self.boxes.items():
            section, rule = key.split(".")
            content[section][rule] = copy.deepcopy(box.rule)
        return content

    def is_changed(self) -> bool:
        """Return whether the form says anything else than the profile it shows."""
        return editing.written(self.content()) != editing.written(self._content)

    def wrong(self) -> list[str]:
        """Return the keys of the values that are wrong."""
        return [key for key, box in self.boxes.items() if box.wrong() is not None]
