"""The table of land-use classes: each code of a standard with its class and use, which a project may read otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingException, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...core.land.codes import CLASSES, CONSTRUCTION, SYSTEMS, UNKNOWN, USES
from ...i18n import tr
from ...processing.framework.class_changes import Changes, changes_in, keep, kept_in
from ...processing.words.land_classes import class_names, kind_names, system_names
from ..plain import PlainLabel

if TYPE_CHECKING:
    from ...core.land.classes import ClassTable

CODE, NAME, CLASS, USE = range(4)
_DATA = Qt.ItemDataRole.UserRole


def class_options() -> dict[str, str]:
    """Return the classes that a code may be of, by their names in the table."""
    names = class_names()
    return {class_: names[class_] for class_ in (*CLASSES, UNKNOWN)}


def use_options() -> dict[str, str]:
    """Return the uses that a code may be of, none among them; with a +, other land is of the code too."""
    names, part = kind_names(), tr("{use}, among others")
    uses = [use for use in USES if use != CONSTRUCTION]  # which is what the class says
    return {"": "–"} | {use: names[use] for use in uses} | {f"{use}+": part.format(use=names[use]) for use in uses}


class Options(QStyledItemDelegate):
    """Edits a cell by choosing one of some options; the cell holds its key."""

    def __init__(self, options: dict[str, str], parent: QWidget):
        super().__init__(parent)
        self._options = options

    def createEditor(self, parent, option, index):  # noqa: N802 - Qt's name
        combo = QComboBox(parent)
        for key, text in self._options.items():
            combo.addItem(text, key)
        combo.activated.connect(lambda _: self._leave(combo))
        return combo

    def setEditorData(self, editor, index):  # noqa: N802 - Qt's name
        editor.setCurrentIndex(editor.findData(index.data(_DATA)))

    def setModelData(self, editor, model, index):  # noqa: N802 - Qt's name
        model.setData(index, editor.currentData(), _DATA)

    def _leave(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)


class ClassTableDialog(QDialog):
    """Shows the codes of a standard, what each means, and lets the project read some otherwise."""

    def __init__(self, parent: QWidget | None = None, system: str = SYSTEMS[0]):
        super().__init__(parent)
        self.setWindowTitle(tr("Table of land-use classes"))
        self._changes = {name: dict(rows) for name, rows in _of_project().items()}
        self._options = {CLASS: class_options(), USE: use_options()}
        self.systems = QComboBox(self)
        for name, text in system_names().items():
            self.systems.addItem(text, name)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Code or name"))
        self.search.setClearButtonEnabled(True)
        self.table = self._table()
        self.told = PlainLabel(self)
        self.told.setWordWrap(True)
        self._lay_out()
        self.systems.setCurrentIndex(max(self.systems.findData(system), 0))
        self.systems.currentIndexChanged.connect(lambda _: self._show())
        self.search.textChanged.connect(self._find)
        self.table.itemChanged.connect(self._take)
        self.reset_button.clicked.connect(self._reset)
        self._show()

    @property
    def system(self) -> str:
        """The standard that is shown."""
        return self.systems.currentData()

    def changes(self) -> Changes:
        """Return what the project is to read otherwise."""
        return self._changes

    def accept(self) -> None:
        """Have the project keep the changes."""
        self.table.setCurrentItem(None)  # which closes an open editor
        keep(QgsProject.instance(), self._changes)
        super().accept()

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len((CODE, NAME, CLASS, USE)), self)
        table.setHorizontalHeaderLabels([tr("Code"), tr("Name"), tr("Class in the account"), tr("Use")])
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.SelectedClicked)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(CODE, QHeaderView.ResizeMode.ResizeToContents)
        for column, options in self._options.items():
            table.setItemDelegateForColumn(column, Options(options, table))
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.systems)
        top.addWidget(self.search, 1)
        buttons = QDialogButtonBox(self)
        buttons.addButton(QDialogButtonBox.StandardButton.Ok).setText(tr("OK"))
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.reset_button = buttons.addButton(tr("Reset"), QDialogButtonBox.ButtonRole.ResetRole)
        self.reset_button.setToolTip(tr("Read every code of this standard as it is delivered"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.told)
        layout.addWidget(buttons)
        self.resize(720, 560)

    def _delivered(self) -> ClassTable:
        from ...core.land.classes import system_tables

        return system_tables()[SYSTEMS.index(self.system)]

    def _show(self) -> None:
        delivered, own = self._delivered(), self._changes.get(self.system, {})
        self.table.blockSignals(True)
        self.table.setRowCount(len(delivered.classes))
        for at, code in enumerate(delivered.classes):
            for column, text in ((CODE, code), (NAME, delivered.names.get(code, ""))):
                item = QTableWidgetItem(text)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(at, column, item)
            for column, key in zip((CLASS, USE), own.get(code, delivered.meaning(code))):
                item = QTableWidgetItem()
                item.setData(_DATA, key)
                self.table.setItem(at, column, item)
            self._mark(at)
        self.table.blockSignals(False)
        self._find(self.search.text())
        self._tell()

    def _take(self, item: QTableWidgetItem) -> None:
        """Take in what was chosen in a cell; what is as delivered is no change."""
        at = item.row()
        code = self.table.item(at, CODE).text()
        class_, use = (self.table.item(at, column).data(_DATA) for column in (CLASS, USE))
        rows = self._changes.setdefault(self.system, {})
        rows.pop(code, None)
        if (class_, use) != self._delivered().meaning(code):
            rows[code] = (class_, use)
        self.table.blockSignals(True)
        self._mark(at)
        self.table.blockSignals(False)
        self._tell()

    def _mark(self, at: int) -> None:
        """Show what a row means, in bold where that is the project's."""
        changed = self.table.item(at, CODE).text() in self._changes.get(self.system, {})
        for column, options in self._options.items():
            item = self.table.item(at, column)
            item.setText(options[item.data(_DATA)])
        for column in range(self.table.columnCount()):
            item = self.table.item(at, column)
            font = item.font()
            font.setBold(changed)
            item.setFont(font)

    def _find(self, text: str) -> None:
        for at in range(self.table.rowCount()):
            fits = any(text.casefold() in self.table.item(at, column).text().casefold() for column in (CODE, NAME))
            self.table.setRowHidden(at, not fits)

    def _reset(self) -> None:
        self._changes.pop(self.system, None)
        self._show()

    def _tell(self) -> None:
        count = sum(map(len, self._changes.values()))
        text = tr("Double-click a class or use to change it for this project. Codes changed here: {count}.")
        self.told.setText(text.format(count=count))
        self.reset_button.setEnabled(bool(self._changes.get(self.system)))


def _of_project() -> Changes:
    """Return the changes of the project; none where it has some that cannot be read, which are to be reset here."""
    try:
        return changes_in(kept_in(QgsProject.instance()))
    except QgsProcessingException:
        return {}
