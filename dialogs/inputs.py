"""The inputs of a form, one for each kind of parameter, all with ``value``, ``set_value`` and ``changed``."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsFieldProxyModel,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
    QgsProject,
)
from qgis.gui import (
    QgsFieldComboBox,
    QgsGui,
    QgsMapLayerComboBox,
    QgsProcessingGui,
    QgsProcessingParameterWidgetContext,
)
from qgis.PyQt.QtCore import QRect, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..i18n import tr

_GAP = 3
_DECIMALS = 2
_HEAD = 0.9  # size of a table's titles, of which four stand side by side
_MOST_ROWS = 5  # that a table shows without scrolling


def _number(flag) -> int:
    """Return a flag as number; PyQt 6 keeps it in the flag, PyQt 5 is the number."""
    return int(getattr(flag, "value", flag))


_WRAPPED = _number(Qt.TextFlag.TextWordWrap)


def is_optional(definition: QgsProcessingParameterDefinition) -> bool:
    """Return whether a parameter may be left out."""
    return bool(definition.flags() & Qgis.ProcessingParameterFlag.Optional)


class Input(QWidget):
    """An input for one parameter."""

    changed = pyqtSignal()

    def __init__(self, definition: QgsProcessingParameterDefinition, parent: QWidget | None = None):
        super().__init__(parent)
        self.definition = definition
        self.box = QVBoxLayout(self)
        # The space between rows is the rows' own, so that a hidden one leaves none behind.
        self.box.setContentsMargins(0, _GAP, 0, _GAP)
        self.box.setSpacing(2)

    def value(self):
        """Return what Processing is given; None where it is left out."""
        raise NotImplementedError

    def set_value(self, value) -> None:
        """Show a value."""
        raise NotImplementedError

    def contain(self, widget: QWidget) -> None:
        """Take in the widget that the user works with."""
        self.box.addWidget(widget)
        self.setFocusProxy(widget)


class LayerInput(Input):
    """A layer of the project, or nothing; its selected features only, where it has some."""

    def __init__(self, definition, parent=None):
        super().__init__(definition, parent)
        self.combo = QgsMapLayerComboBox(self)
        lines = QgsProcessing.SourceType.TypeVectorLine in definition.dataTypes()
        self.combo.setFilters(Qgis.LayerFilter.LineLayer if lines else Qgis.LayerFilter.PolygonLayer)
        self.combo.setAllowEmptyLayer(True, tr("(none)") if is_optional(definition) else tr("Choose a layer…"))
        self.set_value(None)
        # Long names of layers must not make the dock wider than the user wants it.
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.only_selected = QCheckBox(tr("Selected features only"), self)
        self.only_selected.hide()
        self.contain(self.combo)
        self.box.addWidget(self.only_selected)
        self._watched = None
        self.combo.layerChanged.connect(self._watch)

    def layer(self):
        """Return the layer that is chosen, or None."""
        return self.combo.currentLayer()

    def value(self):
        layer = self.layer()
        if layer is None:
            return None
        if self.only_selected.isChecked():
            return QgsProcessingFeatureSourceDefinition(layer.id(), True)
        return layer.id()

    def set_value(self, value):
        self.combo.setLayer(QgsProject.instance().mapLayer(value) if value else None)
        if self.layer() is None:
            self.combo.setCurrentIndex(0)  # the row that says so, even where there is no layer at all

    def _watch(self, layer):
        """Offer the selection of the layer as long as there is one."""
        if self._watched is not None:
            watched = QgsProject.instance().mapLayer(self._watched)
            if watched is not None:
                watched.selectionChanged.disconnect(self._offer_selection)
        self._watched = None if layer is None else layer.id()
        if layer is not None:
            layer.selectionChanged.connect(self._offer_selection)
        self._offer_selection()
        self.changed.emit()

    def _offer_selection(self):
        layer = self.layer()
        some = layer is not None and layer.selectedFeatureCount() > 0
        self.only_selected.setVisible(some)
        if not some:
            self.only_selected.setChecked(False)


class FieldInput(Input):
    """A field of the layer that another input has."""

    def __init__(self, definition, parent=None):
        super().__init__(definition, parent)
        self.combo = QgsFieldComboBox(self)
        self.combo.setAllowEmptyFieldName(True)
        if definition.dataType() == QgsProcessingParameterField.DataType.Numeric:
            self.combo.setFilters(QgsFieldProxyModel.Filter.Numeric)
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.contain(self.combo)
        self.combo.fieldChanged.connect(lambda _: self.changed.emit())

    def fields(self) -> list[str]:
        """Return the names of the fields that can be chosen."""
        texts = (self.combo.itemText(row) for row in range(self.combo.count()))
        return [text for text in texts if text]

    def value(self):
        return self.combo.currentField() or None

    def set_value(self, value):
        self.combo.setField(value or "")


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
            item.setToolTip(title)
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
            item.setToolTip(text)
            self.table.setItem(place // columns, place % columns, item)
        self._fit()

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
        number = float(text)
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
        self.contain(self._wrapper.createWrappedWidget(self._context))
        self._wrapper.widgetValueHasChanged.connect(lambda _: self.changed.emit())

    def value(self):
        return self._wrapper.parameterValue()

    def set_value(self, value):
        self._wrapper.setParameterValue(value, self._context)


def input_for(definition: QgsProcessingParameterDefinition, parent: QWidget, canvas=None) -> Input:
    """Return the input for a parameter."""
    for kind, own in (
        (QgsProcessingParameterFeatureSource, LayerInput),
        (QgsProcessingParameterField, FieldInput),
        (QgsProcessingParameterMatrix, TableInput),
    ):
        if isinstance(definition, kind):
            return own(definition, parent)
    return WrappedInput(definition, parent, canvas)
