"""The window in which is chosen what is taken of a layer: everything, classes, values, or by an expression."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

from qgis.core import QgsExpression, QgsProcessingAlgorithm, QgsProcessingException, QgsVectorLayer
from qgis.gui import QgsFieldComboBox, QgsFieldExpressionWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...i18n import tr
from ...processing import dependencies
from ...processing.framework.take_count import Counted, listing
from ...processing.framework.taking import first_code_field, no_code_field
from ...processing.io.layer_names import parameter_of
from ...processing.words.land_classes import kind_names, system_names
from ...processing.words.takes import in_words
from ..plain import PlainLabel
from .counting import Aside, Counting

if TYPE_CHECKING:
    from ...core.land.taking import FieldValue, Take

_SIZE = (460, 480)
_BETWEEN = ";"  # several values of a take
_MOST = 500  # values that are listed; a field with more of them holds no codes
_SENTENCES = 4  # lines that stay free for what is said
ALL, CLASSES, VALUES, EXPRESSION = range(4)
_CODE = Qt.ItemDataRole.UserRole
_UNBROKEN = re.compile(r"([!-~]{12})(?=[!-~])")
_BREAK = "\u200b"
_TICKED, _EMPTY = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def breakable(text: str) -> str:
    """Return a text of which a line may end within a long name of a layer or a long expression without blanks."""
    return _UNBROKEN.sub(rf"\1{_BREAK}", text)


@dataclass(frozen=True)
class Chosen:
    """What is taken, as the parameters ``X_TAKE``, ``X_CODE`` and ``X_SYSTEM`` have it; all where it is blank."""

    take: str = ""
    code: str = ""
    system: int = 0

    def read(self) -> Take | None:
        """Return what is taken; None where it is everything, or nobody can tell."""
        if dependencies.load():
            return None
        from ...core.land.taking import TakeError, take_of

        try:
            return take_of(self.take)
        except TakeError:
            return None

    def in_words(self) -> str:
        """Return what is taken in a few words; the text itself where that cannot be told."""
        return self.take if dependencies.load() else in_words(self.take)


class TakeDialog(QDialog):
    """Shows at once what would be taken, or why that cannot be; parameters as for TakeLine."""

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        key: str,
        asked: Callable[[Chosen], dict],
        has_code: bool,
        layer: QgsVectorLayer,
        taken: Chosen,
        parent: QWidget,
    ):
        super().__init__(parent)
        self._algorithm, self._name, self._asked = algorithm, parameter_of(key), asked
        self._has_code, self._layer = has_code, layer
        self._wanted: list[str] = []
        """The values that are taken."""
        name = self._name
        definition = algorithm.parameterDefinition(f"{name}_TAKE") or algorithm.parameterDefinition(f"{name}_TAKES")
        self.setWindowTitle(definition.description())
        self.resize(*_SIZE)
        self._make(layer)
        self._show_taken(taken)
        self.counting = Counting(algorithm, key, self)
        self.counting.counted.connect(self._tell)
        self.listing = Aside(tr("Listing the values of a field"), self)
        self.listing.told.connect(self._list)
        self.way.currentIndexChanged.connect(self._look)
        self.field.fieldChanged.connect(self._change_field)
        self.system.currentIndexChanged.connect(self._look)
        self.classes.itemChanged.connect(self._look)
        self.values.itemChanged.connect(self._note_values)
        self.expression.fieldChanged.connect(self._look)
        # The widget tells of what is typed once it is left only.
        self.expression.findChild(QLineEdit).textEdited.connect(self._look)
        self.finished.connect(lambda _: self._rest())
        self._look()

    def chosen(self) -> Chosen:
        """Return what is chosen; everything where it is nothing that could be taken."""
        way = self.way.currentIndex()
        take = self._take() or ""
        if not take or not self._has_code or way not in (CLASSES, VALUES):
            return Chosen(take)
        return Chosen(take, self.field.currentField(), self.system.currentData() if way == CLASSES else 0)

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.counting.go_on()
        self.listing.go_on()

    # How it looks.

    def _make(self, layer: QgsVectorLayer) -> None:
        self.way = QComboBox(self)
        self.way.addItems(
            [tr("All features"), tr("Classes of land use"), tr("Values of a field"), tr("What fulfils an expression")]
        )
        self.field = QgsFieldComboBox(self)
        self.field.setLayer(layer)
        self.system = QComboBox(self)
        for number, text in enumerate((tr("Find out"), *system_names().values())):
            self.system.addItem(text, number)
        self._form = QFormLayout()
        self._form.addRow(tr("What is taken"), self.way)
        self._form.addRow(tr("Field with the codes"), self.field)
        self._form.addRow(tr("System of the codes"), self.system)
        self.classes = QListWidget(self)
        for code, text in kind_names().items():
            item = QListWidgetItem(text, self.classes)
            item.setData(_CODE, code)
            item.setCheckState(_EMPTY)
        self.values = QTreeWidget(self)
        self.values.setHeaderLabels([tr("Code or value"), tr("Name"), tr("Number of features")])
        self.values.setRootIsDecorated(False)
        self.expression = QgsFieldExpressionWidget(self)
        self.expression.setLayer(layer)
        self.stack = QStackedWidget(self)
        for page in (QWidget(self), self.classes, self.values, _at_top(self.expression)):
            self.stack.addWidget(page)
        self.sentence = PlainLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sentence.setMinimumHeight(_SENTENCES * self.sentence.fontMetrics().lineSpacing())
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("OK"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        title = PlainLabel(breakable(tr("Layer: {layer}").format(layer=layer.name())), self)
        title.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(title)
        column.addLayout(self._form)
        column.addWidget(self.stack, 1)
        column.addWidget(self.sentence)
        column.addWidget(self.buttons)

    # What it shows.

    def _show_taken(self, taken: Chosen) -> None:
        """Show what was chosen before."""
        self.field.setField(taken.code or first_code_field(self._layer) or "")
        self.system.setCurrentIndex(max(self.system.findData(taken.system), 0))
        take = taken.read()
        way, wanted = (EXPRESSION if taken.take else ALL), ()
        if take is not None and take.of_codes:
            way, wanted = (CLASSES if take.is_class else VALUES), take.wanted
        if way == EXPRESSION:
            self.expression.setExpression(taken.take)
        self._wanted = [*wanted] if way == VALUES else []
        for item in _items(self.classes):
            item.setCheckState(_TICKED if way == CLASSES and item.data(_CODE) in wanted else _EMPTY)
        self.way.setCurrentIndex(way)

    def _take(self) -> str | None:
        """Return what is taken as it is written; None where nothing is chosen yet."""
        way = self.way.currentIndex()
        if way == ALL:
            return ""
        if way == EXPRESSION:
            text = self.expression.currentText().strip()
            is_field = self._layer.fields().indexOf(text) >= 0
            return QgsExpression.quotedColumnRef(text) if is_field else text or None
        kind, wanted = "values", self._wanted
        if way == CLASSES:
            kind, wanted = "class", [one.data(_CODE) for one in _items(self.classes) if one.checkState() == _TICKED]
        return f"{kind}:{';'.join(wanted)}" if wanted else None

    def _look(self, *_) -> None:
        """Show what belongs to the way that is chosen, and count."""
        way = self.way.currentIndex()
        self.stack.setCurrentIndex(way)
        coded = self._has_code and way in (CLASSES, VALUES)
        for widget, shown in ((self.field, coded), (self.system, coded and way == CLASSES)):
            widget.setVisible(shown)
            self._form.labelForField(widget).setVisible(shown)
        if way == VALUES:
            self._list_values()
        take = self._take()
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(take is not None)
        if take is not None:
            self.counting.count(self._layer, self._asked(self.chosen()))
            return
        self.counting.rest()
        missing = way == VALUES and self._code_field() is None
        self._say(self._without_field() if missing else tr("Nothing is chosen yet."))

    def _code_field(self) -> str | None:
        """Return the field that tells; None where the layer has none."""
        if self._has_code:
            return self.field.currentField() or None
        return self._asked(Chosen()).get(f"{self._name}_CODE") or first_code_field(self._layer)

    def _without_field(self) -> str:
        definition = self._algorithm.parameterDefinition(f"{self._name}_CODE")
        return no_code_field(self._layer.name(), "" if definition is None else definition.description(), self._layer)

    def _list_values(self) -> None:
        """List the values of the field that is chosen."""
        field, system = self._code_field(), self.system.currentData()
        if field is None:
            self.listing.rest()
            self.values.clear()
        else:
            self.listing.ask(
                self._layer, (field, system), lambda feedback: listing(self._layer, field, system, feedback)
            )

    def _list(self, found: list[FieldValue] | QgsProcessingException | None) -> None:
        """Show the values of the field; those that are taken stay so, whether there are any or not."""
        if not isinstance(found, list):
            return
        most = found if len(found) <= _MOST else nlargest(_MOST, found, key=lambda one: one.count)
        rows = {one.value: (one.name, one.count) for one in most}
        rows |= {value: ("", 0) for value in self._wanted if value not in rows}
        self.values.blockSignals(True)
        self.values.clear()
        for value, (name, count) in rows.items():
            item = QTreeWidgetItem(self.values, [value, name, f"{count:,}"])
            item.setData(0, _CODE, value)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight)
            item.setCheckState(0, _TICKED if value in self._wanted else _EMPTY)
            if _BETWEEN in value:  # it would be read as two
                item.setDisabled(True)
        if len(most) < len(found):
            text = tr("{count} further values").format(count=f"{len(found) - len(most):,}")
            QTreeWidgetItem(self.values, [text]).setDisabled(True)
        self.values.blockSignals(False)
        for column in range(self.values.columnCount()):
            self.values.resizeColumnToContents(column)

    def _note_values(self, *_) -> None:
        items = (self.values.topLevelItem(row) for row in range(self.values.topLevelItemCount()))
        self._wanted = [item.data(0, _CODE) for item in items if item.checkState(0) == _TICKED]
        self._look()

    def _change_field(self, *_) -> None:
        self._wanted = []  # which another field does not have
        self._look()

    def _tell(self, counted: Counted | None) -> None:
        """Say what is taken, or why that cannot be."""
        if counted is None:
            self._say("…")
        else:
            self._say("\n".join([counted.wrong] if counted.wrong else [counted.brief, *counted.doubts, *counted.notes]))

    def _say(self, text: str) -> None:
        self.sentence.setText(breakable(text))

    def _rest(self) -> None:
        self.counting.rest()
        self.listing.rest()


def _items(box: QListWidget) -> list[QListWidgetItem]:
    return [box.item(row) for row in range(box.count())]


def _at_top(widget: QWidget) -> QWidget:
    """Return a page with a widget in it that need not be so high."""
    page = QWidget(widget.parent())
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return page
