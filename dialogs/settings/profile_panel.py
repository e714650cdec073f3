"""The list of plan profiles with what can be done to them, and the form of the one that is chosen."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...core.profile import ProfileError
from ...i18n import tr
from ...processing import profiles
from ...processing.io.refusals import unremovable, unwritable
from ...processing.profiles import names as profile_names
from ...processing.profiles import store as profile_store
from ...processing.profiles.store import Entry
from ..panel.saving import ask_for_file
from ..plain import PlainLabel, plain
from .profile_form import ProfileForm

_TITLE = "GreenVein"
YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
SAVE, DISCARD, CANCEL = (
    QMessageBox.StandardButton.Save,
    QMessageBox.StandardButton.Discard,
    QMessageBox.StandardButton.Cancel,
)


class ProfilePanel(QWidget):
    """Choose, copy, import, export, rename, delete, edit and save plan profiles.

    What is chosen becomes active with ``apply``; files change at once. ``changed`` tells that the active profile may be
    another or have other values.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._entries: list[Entry] = []
        self.entry: Entry
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(tr("Plan profile"))
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.currentIndexChanged.connect(self._turn_to)
        self.form = ProfileForm(self)
        self.form.edited.connect(self._weigh)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.form)
        self.hint, self.notice = PlainLabel(self), PlainLabel(self)
        for label in (self.hint, self.notice):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.show_entries(profiles.chosen())

    def _lay_out(self) -> None:
        label = PlainLabel(tr("Plan profile"), self)
        label.setBuddy(self.choice)
        top, files, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.choice, 1)
        self.copy_button = self._button(files, tr("Copy…"), tr("Make a profile of your own from this one"), self.copy)
        self.import_button = self._button(files, tr("Import…"), tr("Take in a profile from a file"), self.import_file)
        self.export_button = self._button(files, tr("Export…"), tr("Write this profile to a file"), self.export)
        self.rename_button = self._button(files, tr("Rename…"), tr("Give this profile another name"), self.rename)
        self.delete_button = self._button(files, tr("Delete"), tr("Delete this profile of your own"), self.delete)
        files.addStretch(1)
        foot.addWidget(self.notice, 1)
        self.undo_button = self._button(foot, tr("Undo changes"), tr("Show the profile as it was saved"), self.undo)
        self.save_button = self._button(foot, tr("Save"), tr("Save the changes to this profile"), self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addLayout(files)
        column.addWidget(self.hint)
        column.addWidget(self.area, 1)
        column.addLayout(foot)

    def _button(self, line: QHBoxLayout, text: str, tip: str, slot) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        line.addWidget(button)
        return button

    def show_entries(self, path: Path) -> None:
        """List the profiles anew, and show the one in a file."""
        self._entries = profile_store.entries()
        self.choice.blockSignals(True)
        self.choice.clear()
        for one in self._entries:
            text = tr("{name} (own)") if one.profile is not None else tr("{name} (wrong)")
            self.choice.addItem(one.name() if one.shipped else text.format(name=one.name()), str(one.path))
            self.choice.setItemData(self.choice.count() - 1, one.source() or str(one.path), Qt.ItemDataRole.ToolTipRole)
        self.choice.setCurrentIndex(max(0, self.choice.findData(str(path))))
        self.choice.blockSignals(False)
        self._show(self._entries[self.choice.currentIndex()])

    def is_sound(self) -> bool:
        """Return whether everything in the form can be saved."""
        return not (self._is_edited() and self.form.wrong())

    def apply(self) -> bool:
        """Save what was edited and make the profile that is shown the active one; return whether that went well."""
        if self._is_edited() and not self.save():
            return False
        if self.entry.profile is None:
            self._say(tr("A profile that is wrong cannot be used; choose another one."))
            return False
        if self.entry.path != profiles.chosen():
            profiles.choose(self.entry.path)
            self.changed.emit()
        return True

    # What the buttons do.

    def copy(self) -> None:
        """Copy the profile under a name that the user gives, and show the copy."""
        name = self._ask_name(tr("Copy the plan profile"), tr("{name}, copy").format(name=self.entry.name()))
        if name and self.may_leave():
            self._do(lambda: profile_store.copy(self.entry, name))

    def import_file(self) -> None:
        """Take in a file; a wrong one is told with its key."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Import a plan profile"), "", tr("Plan profiles (*.json)"))
        if path and self.may_leave():
            self._do(lambda: profile_store.import_file(Path(path)))

    def export(self) -> None:
        """Write the profile, as it was saved, to a file."""
        title, name = tr("Export the plan profile"), self.entry.path.name
        path = ask_for_file(self, title, name, tr("Plan profiles (*.json)"), ".json")
        if not path:
            return
        try:
            profile_store.export(self.entry, Path(path))
        except OSError as error:
            self._say(unwritable(error.filename, error))
        else:
            self._say(tr("Exported to {path}.").format(path=path))

    def rename(self) -> None:
        """Give the profile another name."""
        name = self._ask_name(tr("Rename the plan profile"), self.entry.name())
        if name and self.may_leave():
            self._do(lambda: profile_store.rename(self.entry, name))

    def delete(self) -> None:
        """Delete the profile, once the user has said yes."""
        text = tr("Delete the plan profile “{name}”? Its file is removed for good.").format(name=self.entry.name())
        if QMessageBox.question(self, _TITLE, plain(text), YES | NO, NO) != YES:
            return
        try:
            profile_store.delete(self.entry)
        except OSError as error:
            self._say(unremovable(error.filename, error))
            return
        self.show_entries(profiles.chosen())
        self.changed.emit()

    def undo(self) -> None:
        """Show the profile as it was saved."""
        self._show(self.entry)

    def save(self) -> bool:
        """Save what was edited; return whether that went well."""
        return self._do(lambda: profile_store.save(self.entry, self.form.content()))

    def _do(self, work) -> bool:
        """Do something that leads to a profile in a file, and show that; say what is wrong where it cannot be done."""
        position = self.area.verticalScrollBar().value()
        try:
            entry = work()
        except ProfileError as error:
            self._say(profile_names.wrong_sentence(error))
            return False
        except OSError as error:
            self._say(unwritable(error.filename, error))
            return False
        same = entry.path == self.entry.path
        self.show_entries(entry.path)
        if same:
            self.area.verticalScrollBar().setValue(position)
        if entry.path == profiles.chosen():
            self.changed.emit()
        return True

    # What is shown.

    def _turn_to(self, number: int) -> None:
        path = Path(self.choice.itemData(number))
        if self.may_leave():
            self.show_entries(path)
            return
        self.choice.blockSignals(True)
        self.choice.setCurrentIndex(self.choice.findData(str(self.entry.path)))
        self.choice.blockSignals(False)

    def may_leave(self) -> bool:
        """Ask what becomes of changes that are not saved; return whether to go on."""
        if not self._is_edited():
            return True
        text = tr("The plan profile “{name}” has changes that are not saved.").format(name=self.entry.name())
        # What is wrong cannot be saved.
        buttons = DISCARD | CANCEL if self.form.wrong() else SAVE | DISCARD | CANCEL
        answer = QMessageBox.question(self, _TITLE, plain(text), buttons, CANCEL)
        return self.save() if answer == SAVE else answer == DISCARD

    def _show(self, entry: Entry) -> None:
        self.entry = entry
        self._say("")
        self.area.setVisible(entry.profile is not None)
        if entry.profile is None:
            self.hint.setText(profile_names.wrong_sentence(entry.error))
        elif entry.shipped:
            self.hint.setText(tr("This profile comes with GreenVein and cannot be changed. Copy it to change it."))
        elif entry.own:
            self.hint.setText(tr("A profile of your own: {path}").format(path=entry.path))
        else:
            text = tr("This file does not lie in your profile folder: {path}. Copy it to change it.")
            self.hint.setText(text.format(path=entry.path))
        if entry.profile is not None:
            self.form.show_profile(entry.profile, read_only=not entry.own)
        for button, possible in (
            (self.copy_button, entry.profile is not None),
            (self.export_button, entry.profile is not None),
            (self.rename_button, entry.own and entry.profile is not None),
            (self.delete_button, entry.own),
        ):
            button.setEnabled(possible)
        for button in (self.undo_button, self.save_button):
            button.setVisible(entry.own and entry.profile is not None)
        self._weigh()

    def _is_edited(self) -> bool:
        entry = self.entry
        return entry.own and entry.profile is not None and self.form.is_changed()

    def _weigh(self) -> None:
        """Let Save be on where there is something to save and nothing wrong, and say which key is."""
        edited = self._is_edited()
        wrong = self.form.wrong() if edited else []
        self.undo_button.setEnabled(edited)
        self.save_button.setEnabled(edited and not wrong)
        if wrong:
            self._say(tr("To be put right before this can be saved: {keys}").format(keys=tr(", ").join(wrong)))
        else:
            self._say(tr("There are changes that are not saved.") if edited else "")

    def _say(self, text: str) -> None:
        self.notice.setText(text)

    def _ask_name(self, title: str, name: str) -> str:
        found, given = QInputDialog.getText(self, title, tr("Name:"), text=name)
        return found.strip() if given else ""
