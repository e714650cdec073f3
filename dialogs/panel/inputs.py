"""The inputs of a form, one for each kind of parameter, all with ``value``, ``set_value`` and ``changed``."""

from __future__ import annotations

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
    QgsProject,
)
from qgis.gui import (
    QgsGui,
    QgsProcessingGui,
    QgsProcessingParameterWidgetContext,
)
from qgis.PyQt.QtCore import QRect, Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.plaintext import number_in
from ...i18n import tr
from ...processing.framework.algorithm import FIELDS_OF, takes_layers
from ..plain import plain
from .input import Input
from .layer_inputs import FieldInput, FieldNameInput, LayerInput, Lost, LostNote
from .layer_state import source_of

_GAP = 3
_DECIMALS = 2
_HEAD = 0.9  # size of a table's titles, of which four stand side by side
_MOST_ROWS = 5  # that a table shows without scrolling


def _number(flag) -> int:
    """Return a flag as number; PyQt 6 keeps it in the flag, PyQt 5 is the number."""
    return int(getattr(flag, "value", flag))


_WRAPPED = _number(Qt.TextFlag.TextWordWrap)


class _Words(QStyledItemDelegate):
    """Shows the codes of a column in words, and offers them to choose from."""

    def __init__(self, names: dict[str, str], parent):
        super().__init__(parent)
        self._names = names

    def displayText(self, value, locale):  # noqa: N802 - Qt's name
        return self._names.get(value, value)

    def createEditor(self, parent, option, index):  # noqa: N802 - Qt's name
        box = QComboBox(parent)
        for code, name in self._names.items():
            box.addItem(name, code)
        # One choice is all there is to make, so that it ends the editing.
        box.activated.connect(lambda _: (self.commitData.emit(box), self.closeEditor.emit(box)))
        return box

    def setEditorData(self, box, index):  # noqa: N802 - Qt's name
        box.setCurrentIndex(max(box.findData(index.data(Qt.ItemDataRole.EditRole)), 0))

    def setModelData(self, box, model, index):  # noqa: N802 - Qt's name
        model.setData(index, box.currentData(), Qt.ItemDataRole.EditRole)


class TableInput(Input):
    """A table of thresholds, to be edited where it stands."""

    def __init__(self, definition, parent=None):
        super().__init__(definition, parent)
        self.table = QTableWidget(0, len(definition.headers()), self)
        for column, title in enumerate(definition.headers()):
            # The unit goes into a second line, so that columns may be narrow.
            item = QTableWidgetItem(title.replace(" (", "\n(").replace("（", "\n（"))
            item.setToolTip(plain(title))
            item.setTextAlignment(_number(Qt.AlignmentFlag.AlignCenter) | _WRAPPED)
            self.table.setHorizontalHeaderItem(column, item)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        font = self.table.horizontalHeader().font()
        font.setPointSizeF(font.pointSizeF() * _HEAD)
        self.table.horizontalHeader().setFont(font)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(definition.description())
        self.setFocusProxy(self.table)
        buttons = QVBoxLayout()
        for text, tip, slot in (("+", tr("Add a row"), self._add), ("−", tr("Remove the row"), self._remove)):
            button = QToolButton(self)
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        buttons.addStretch()
        line = QHBoxLayout()
        line.addWidget(self.table)
        line.addLayout(buttons)
        self.box.addLayout(line)
        self.set_value(definition.defaultValue())
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self._fit())
        self.table.itemChanged.connect(lambda _: self.changed.emit())

    def set_words(self, column: int, names: dict[str, str]) -> None:
        """Show a column's codes in words."""
        self.table.setItemDelegateForColumn(column, _Words(names, self.table))

    def value(self):
        rows, columns = self.table.rowCount(), self.table.columnCount()
        items = [self.table.item(row, column) for row in range(rows) for column in range(columns)]
        return [_cell("" if item is None else item.text()) for item in items]

    def set_value(self, value):
        cells, columns = list(value or []), self.table.columnCount()
        self.table.setRowCount(-(-len(cells) // columns))
        for place, cell in enumerate(cells):
            text = f"{cell:g}" if isinstance(cell, float) else str(cell)
            item = QTableWidgetItem(text)
            item.setToolTip(plain(text))
            self.table.setItem(place // columns, place % columns, item)
        self._fit()
        self.changed.emit()  # rows that go tell nothing

    def _add(self):
        self.table.insertRow(self.table.rowCount())
        self._fit()
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus()

    def _remove(self):
        row = self.table.currentRow()
        self.table.removeRow(row if row >= 0 else self.table.rowCount() - 1)
        self._fit()
        self.changed.emit()

    def _fit(self):
        rows = max(1, min(self.table.rowCount(), _MOST_ROWS))
        line = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader()
        columns = range(self.table.columnCount())
        texts = [self.table.horizontalHeaderItem(column).text() for column in columns]
        rooms = [QRect(0, 0, self.table.columnWidth(column) - 2 * _GAP, self.maximumHeight()) for column in columns]
        needed = [head.fontMetrics().boundingRect(room, _WRAPPED, text).height() for room, text in zip(rooms, texts)]
        head.setFixedHeight(max(needed) + 2 * _GAP)
        self.table.setFixedHeight(head.height() + rows * line + 2 * self.table.frameWidth())


def _cell(text: str):
    """Return a number where a cell is one, so that commands and the history show it as such."""
    try:
        number = number_in(text)
    except ValueError:
        return text.strip()
    return int(number) if number.is_integer() else number


class WrappedInput(Input):
    """Any other parameter, by QGIS's own widget."""

    def __init__(self, definition, parent=None, canvas=None):
        # A copy, for what is said of its widget is not meant for the dialogs of Processing.
        super().__init__(definition.clone(), parent)
        if isinstance(definition, QgsProcessingParameterNumber):
            self.definition.setMetadata({"widget_wrapper": {"decimals": _DECIMALS}})
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._wrapper = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(
            self.definition, QgsProcessingGui.WidgetType.Standard
        )
        surroundings = QgsProcessingParameterWidgetContext()
        surroundings.setProject(QgsProject.instance())
        surroundings.setMapCanvas(canvas)
        self._wrapper.setWidgetContext(surroundings)
        widget = self._wrapper.createWrappedWidget(self._context)
        if isinstance(widget, QCheckBox):
            widget.setText("")  # it stands beside it, in lines
        self.contain(widget)
        self._wrapper.widgetValueHasChanged.connect(lambda _: self.changed.emit())

    def value(self):
        return self._wrapper.parameterValue()

    def set_value(self, value):
        self._wrapper.setParameterValue(value, self._context)


class MultipleInput(WrappedInput):
    """Several layers, by QGIS's own widget; a layer that goes is told, and taken again where its source comes back."""

    def __init__(self, definition, parent=None, canvas=None):
        super().__init__(definition, parent, canvas)
        self.lost: list[Lost] = []
        self.note = LostNote(True, self)
        self.note.chosen.connect(self._take)
        self.note.left_out.connect(lambda: self.mourn([]))
        self.box.addWidget(self.note)
        QgsProject.instance().layersWillBeRemoved.connect(self._see_off)
        QgsProject.instance().layersAdded.connect(self._welcome)

    def mourn(self, lost: list[Lost]) -> None:
        """Say which layers are gone."""
        self.lost = lost
        self._tell()
        self.changed.emit()

    def layers(self) -> list[QgsMapLayer]:
        """Return the layers of the project that are chosen; the widget keeps sources as well as ids."""
        texts = self.value() or []
        found = QgsProject.instance().mapLayers().values()
        return [layer for layer in found if layer.id() in texts or layer.source() in texts]

    def _tell(self) -> None:
        chosen = self.layers()
        layers = QgsProject.instance().mapLayers().values()
        self.note.show_lost(self.lost, [layer for layer in layers if layer not in chosen])

    def _see_off(self, keys: list[str]) -> None:
        chosen = self.layers()
        gone = [layer for layer in chosen if layer.id() in keys]
        if gone:
            # What is left stands by its source, so a layer that is gone would be read all the same.
            self.set_value([layer.id() for layer in chosen if layer not in gone])
            self.mourn([*self.lost, *(Lost.from_layer(layer) for layer in gone)])

    def _welcome(self, layers) -> None:
        for lost in list(self.lost):
            again = [layer for layer in layers if source_of(layer) == lost.source]
            if again:
                self._take(lost, again[0].id())
        if self.lost:
            self._tell()

    def _take(self, lost: Lost, layer: str) -> None:
        self.set_value([*(one.id() for one in self.layers()), layer])
        self.mourn([one for one in self.lost if one is not lost])


def input_for(definition: QgsProcessingParameterDefinition, parent: QWidget, canvas=None) -> Input:
    """Return the input for a parameter."""
    for kind, own in (
        (QgsProcessingParameterFeatureSource, LayerInput),
        (QgsProcessingParameterField, FieldInput),
        (QgsProcessingParameterMatrix, TableInput),
    ):
        if isinstance(definition, kind):
            return own(definition, parent)
    if FIELDS_OF in definition.metadata():
        return FieldNameInput(definition, parent)
    if takes_layers(definition):
        return MultipleInput(definition, parent, canvas)
    return WrappedInput(definition, parent, canvas)
