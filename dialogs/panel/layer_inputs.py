"""The inputs that take layers of the project, and fields of these; none ever moves on to a neighbour by itself.

QGIS's own boxes show the next layer or field of their list where the chosen one goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsFeatureSource,
    QgsFieldModel,
    QgsFieldProxyModel,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...i18n import tr
from ...processing.framework.guess import is_result
from ...processing.framework.parameters import is_of_numbers
from ...processing.io.layer_lookup import opens
from ..plain import PlainLabel
from .input import Input, is_optional
from .layer_state import source_of

_FILTERS = {
    QgsProcessing.SourceType.TypeVectorLine: Qgis.LayerFilter.LineLayer,
    QgsProcessing.SourceType.TypeVector: Qgis.LayerFilter.VectorLayer,
}
"""Which layers an input offers that does not ask for polygons; a table is one too."""
_NAME = QgsFieldModel.CustomRole.FieldName
"""Where a box has the name of a field; what it shows is what the user calls it, if anything."""


def has_features(layer: QgsVectorLayer) -> bool:
    """Tell whether a layer has any feature, as far as that can be known."""
    if layer.providerType() == "ogr":  # which knows the number, and would keep the file open to look for one
        return layer.featureCount() != 0
    return layer.hasFeatures() != QgsFeatureSource.FeatureAvailability.NoFeaturesAvailable


@dataclass(frozen=True)
class Lost:
    """A layer that was chosen and is gone from the project."""

    name: str
    source: tuple[str, str]

    @classmethod
    def from_layer(cls, layer: QgsMapLayer) -> Lost:
        """Return what to remember of a layer that goes."""
        return cls(layer.name(), source_of(layer))


class LostNote(QWidget):
    """Says below an input which of its layers are gone, and offers what can be done about it.

    ``chosen`` tells the id of the layer of the same name that the user takes instead, with the one that is lost;
    ``left_out`` that the user does without.
    """

    chosen = pyqtSignal(object, str)
    left_out = pyqtSignal()

    def __init__(self, may_be_left_out: bool, parent: QWidget):
        super().__init__(parent)
        self._may_be_left_out = may_be_left_out
        self._instead: tuple[Lost, str] | None = None
        self.label = PlainLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.use_button = QPushButton(tr("Use it"), self)
        self.use_button.clicked.connect(self._use)
        self.leave_button = QPushButton(tr("Do without"), self)
        self.leave_button.clicked.connect(self.left_out)
        line = QHBoxLayout()
        for button in (self.use_button, self.leave_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.label)
        column.addLayout(line)
        self.hide()

    def _use(self) -> None:
        if self._instead is not None:
            self.chosen.emit(*self._instead)

    def show_lost(self, lost: list[Lost], at_hand: list[QgsMapLayer]) -> None:
        """Name the layers that are gone, nothing where none is; ``at_hand``: the layers that could be chosen."""
        self.setVisible(bool(lost))
        text, same = (
            tr("The layer “{layer}” is no longer in the project."),
            tr("Another layer is called “{layer}” too."),
        )
        found = [(one, layer.id()) for one in lost for layer in at_hand if layer.name() == one.name]
        self._instead = found[0] if found else None
        sentences = [text.format(layer=one.name) for one in lost]
        self.label.setText("\n".join([*sentences, *(same.format(layer=one.name) for one, _ in found[:1])]))
        self.use_button.setVisible(bool(found))
        self.leave_button.setVisible(bool(lost) and self._may_be_left_out)


class LayerInput(Input):
    """A layer of the project, or nothing; its selected features only, where it has some.

    Where its layer goes it is empty and says so. A layer of the same source that comes later is taken again, one of
    the same name once the user says so.
    """

    placed = pyqtSignal()
    """The layer that is chosen has been given another reference system."""

    def __init__(self, definition, parent=None):
        super().__init__(definition, parent)
        self.lost: Lost | None = None
        self.combo = QgsMapLayerComboBox(self)
        kinds = [_FILTERS[kind] for kind in definition.dataTypes() if kind in _FILTERS]
        self.combo.setFilters(kinds[0] if kinds else Qgis.LayerFilter.PolygonLayer)
        self.combo.setAllowEmptyLayer(True, tr("(none)") if is_optional(definition) else tr("Choose a layer…"))
        # Long names of layers must not make the dock wider than the user wants it.
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.only_selected = QCheckBox(tr("Selected features only"), self)
        self.only_selected.hide()
        self.only_selected.toggled.connect(self.changed)
        self.note = LostNote(is_optional(definition), self)
        self.note.chosen.connect(lambda _, layer: self.set_value(layer))
        self.note.left_out.connect(lambda: self.mourn(None))
        self.contain(self.combo)
        self.box.addWidget(self.only_selected)
        self.box.addWidget(self.note)
        self.set_value(None)
        self._watched = None
        self.combo.layerChanged.connect(self._watch)
        self.combo.activated.connect(self._confirm)
        self.combo.model().rowsAboutToBeRemoved.connect(self._see_off)
        self.combo.model().rowsRemoved.connect(lambda *_: self._tell())
        QgsProject.instance().layersAdded.connect(self._welcome)

    def layer(self):
        """Return the layer that is chosen, or None."""
        return self.combo.currentLayer()

    def layers(self) -> list[QgsMapLayer]:
        """Return the layer that is chosen, if one is."""
        return [] if self.layer() is None else [self.layer()]

    def is_empty(self) -> bool:
        """Tell whether the layer that is chosen is one that can be read and has no feature at all."""
        layer = self.layer()
        return layer is not None and opens(layer) and not is_result(layer.fields().names()) and not has_features(layer)

    def value(self):
        layer = self.layer()
        if layer is None:
            return None
        if self.only_selected.isChecked():
            return QgsProcessingFeatureSourceDefinition(layer.id(), True)
        return layer.id()

    def set_value(self, value):
        selected = isinstance(value, QgsProcessingFeatureSourceDefinition) and value.selectedFeaturesOnly
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value = value.source.staticValue()
        self.lost = None
        self.combo.setLayer(QgsProject.instance().mapLayer(value) if value else None)
        if self.layer() is None:
            self.combo.setCurrentIndex(0)  # the row that says so, even where there is no layer at all
        elif selected:
            self.only_selected.setChecked(self.layer().selectedFeatureCount() > 0)
        self._tell()

    def mourn(self, lost: Lost | None) -> None:
        """Say which layer is gone, or that it does not matter any more."""
        if lost != self.lost:
            self.lost = lost
            self._tell()
            self.changed.emit()

    def _confirm(self, _row: int) -> None:
        """Take what the user has clicked for chosen, even where it is what was guessed or the empty row."""
        self.lost = None
        self._tell()
        self.changed.emit()

    def _at_hand(self) -> list[QgsMapLayer]:
        return [self.combo.layer(row) for row in range(self.combo.count()) if self.combo.layer(row) is not None]

    def _tell(self):
        self.note.show_lost([self.lost] if self.lost else [], self._at_hand())

    def _see_off(self, _parent, first: int, last: int) -> None:
        """Become empty before the box moves on."""
        layer = self.layer()
        if layer is not None and first <= self.combo.currentIndex() <= last:
            self.lost = Lost.from_layer(layer)
            with self.drifting():
                self.combo.setCurrentIndex(0)
                self._watch(None)

    def _welcome(self, layers: list[QgsMapLayer]) -> None:
        """Take the layer again that was lost, where it comes back; offer one of its name."""
        if self.lost is None:
            return
        again = [layer for layer in self._at_hand() if layer in layers and source_of(layer) == self.lost.source]
        if again:
            with self.drifting():
                self.set_value(again[0].id())
        else:
            self._tell()

    def _watch(self, layer):
        """Offer the selection of the layer as long as there is one."""
        if (None if layer is None else layer.id()) == self._watched:
            return  # the box tells of nothing new where the last layer of its list goes
        if self._watched is not None:
            watched = QgsProject.instance().mapLayer(self._watched)
            if watched is not None:
                watched.selectionChanged.disconnect(self._offer_selection)
                watched.crsChanged.disconnect(self.placed)
        self._watched = None if layer is None else layer.id()
        if layer is not None:
            layer.selectionChanged.connect(self._offer_selection)
            layer.crsChanged.connect(self.placed)
            self.lost = None
        self._offer_selection()
        self._tell()
        self.changed.emit()

    def _offer_selection(self):
        layer = self.layer()
        some = layer is not None and layer.selectedFeatureCount() > 0
        self.only_selected.setVisible(some)
        if not some:
            self.only_selected.setChecked(False)


class FieldNameInput(Input):
    """The name of a field that is one of several inputs' layers: to be chosen, or typed."""

    def __init__(self, definition, parent=None):
        super().__init__(definition, parent)
        self.combo = QComboBox(self)
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.contain(self.combo)
        self.set_value(definition.defaultValue())
        self.combo.editTextChanged.connect(self.changed)

    def offer(self, fields: list[str]) -> None:
        """Offer the fields of a layer; what is chosen stays."""
        text = self.combo.currentText()
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems(fields)
        self.combo.setCurrentIndex(self.combo.findText(text))
        self.combo.setEditText(text)
        self.combo.blockSignals(False)

    def value(self):
        return self.combo.currentText().strip() or None

    def set_value(self, value):
        self.combo.setEditText(value or "")


class FieldInput(Input):
    """A field of the layer that another input has; empty, and says so, where the layer has it no longer.

    What was chosen for a layer is chosen again where its source comes back.
    """

    def __init__(self, definition, parent=None):
        super().__init__(definition, parent)
        self._field = ""
        self._moving = False
        self._of: dict[tuple[str, str], str] = {}
        self._source: tuple[str, str] | None = None
        self.combo = QgsFieldComboBox(self)
        self.combo.setAllowEmptyFieldName(True)
        if is_of_numbers(definition):
            self.combo.setFilters(QgsFieldProxyModel.Filter.Numeric | QgsFieldProxyModel.Filter.String)
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.note = PlainLabel(self)
        self.note.setWordWrap(True)
        self.note.hide()
        self.contain(self.combo)
        self.box.addWidget(self.note)
        self.combo.fieldChanged.connect(self._take)
        self.combo.activated.connect(lambda _: self._take(self.combo.currentField()))
        model = self.combo.model()
        for signal in (model.rowsAboutToBeRemoved, model.modelAboutToBeReset):
            signal.connect(self._hold)

    def fields(self) -> list[str]:
        """Return the names of the fields that can be chosen."""
        names = (self.combo.itemData(row, _NAME) for row in range(self.combo.count()))
        return [name for name in names if name]

    def lost(self) -> str:
        """Return the field that was chosen and is gone from the layer; "" where none is, or nobody knows its fields."""
        layer = self.combo.layer()
        is_gone = self._field not in self.fields() and (layer is None or opens(layer))
        return self._field if is_gone else ""

    def set_layer(self, layer, guess: Callable[[list[str]], str | None]) -> None:
        """Offer the fields of a layer; choose what was chosen of it before, or a guess."""
        if self._source is not None:
            self._of[self._source] = self._field
        self._source = None if layer is None else source_of(layer)
        self._field = ""
        if self.combo.layer() is not None:
            self.combo.layer().updatedFields.disconnect(self._look)
        self._moving = True
        self.combo.setLayer(layer)
        self._moving = False
        if layer is not None:
            layer.updatedFields.connect(self._look)  # after the box, whose list is in between until then
        before = "" if self._source is None else self._of.get(self._source, "")
        self.set_value(before if before in self.fields() else guess(self.fields()))

    def forget(self) -> None:
        """Remember no choice of layers that another project had."""
        self._of.clear()
        self._source = None
        self._field = ""
        self._settle()

    def value(self):
        return self.combo.currentField() or None

    def set_value(self, value):
        self._field = value or ""
        self._settle()
        self.changed.emit()

    def _take(self, field: str) -> None:
        if not self._moving and field != self._field:
            self._field = field
            self._settle()
            self.changed.emit()

    def _hold(self, *_) -> None:
        """Take no move of the box for the user's from here on."""
        self._moving = True

    def _look(self) -> None:
        """See whether the layer still has the field."""
        with self.drifting():
            self._settle()

    def _settle(self) -> None:
        """Show the field that was chosen, or that it is gone."""
        self._moving = True
        before = self.value()
        lost = self.lost()
        # QGIS's own way to choose one by name would take another that the user has given this name.
        is_there = self._field in self.fields()
        self.combo.setCurrentIndex(self.combo.findData(self._field, _NAME) if is_there else 0)
        self._moving = False
        text = tr("The layer has no field “{field}” any more.")
        self.note.setText(text.format(field=lost))
        self.note.setVisible(bool(lost))
        if self.value() != before:
            self.changed.emit()
