"""The form of a job, made from the parameters of its algorithm."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qgis.core import (
    NULL,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QWidget

from ...core.land.codes import CODE_FIELDS
from ...i18n import tr
from ...processing.framework import guess, taking
from ...processing.framework.algorithm import FIELDS_OF
from ...processing.framework.cleared import can_be_cleared, empty_value
from ...processing.framework.guess import KnownLayer
from ...processing.io.layer_lookup import unopened
from ...processing.io.layer_reading import no_crs
from ..plain import PlainLabel
from .input import Input, is_optional
from .inputs import MultipleInput, input_for
from .known_layers import project_layers
from .layer_inputs import FieldInput, FieldNameInput, LayerInput
from .taking import TakeInput, TakesInput, take_input

_MOST_IDS = 20_000  # features whose ids are looked through for one that stands twice
_LOWER = 5  # pixels that a label stands lower, level with the text beside it
_SHARES = (4, 5)  # of the width that labels and inputs take


class Form(QWidget):
    """The inputs of a job that stand up front; ``names`` are their parameters, in order."""

    changed = pyqtSignal()

    def __init__(self, algorithm: QgsProcessingAlgorithm, names: Sequence[str], parent=None, canvas=None):
        super().__init__(parent)
        self._algorithm = algorithm
        self.inputs: dict[str, Input] = {}
        self.takes: dict[str, TakeInput | TakesInput] = {}
        """What is taken of the layers of inputs, by these."""
        self._labels: dict[str, QLabel] = {}
        self._touched: set[str] = set()
        self._of_land_use: set[str] = set()
        """The inputs that were guessed to be taken of the layer of all land use, until one of their own comes."""
        self._guessing = False
        self._lay_out(names, canvas)
        for box in self.inputs.values():
            if isinstance(box, FieldNameInput):
                self._offer_fields(box)
        self._add_takes()
        self._defaults = {name: box.value() for name, box in self.inputs.items()}
        self.guess()

    def meaning(self, name: str) -> str:
        """Return the parameter of a job by whose clues an input is guessed."""
        return name

    def _lay_out(self, names: Sequence[str], canvas) -> None:
        """Make the inputs, below each other."""
        self._add_rows(QGridLayout(self), names, canvas)

    def _add_rows(self, rows: QGridLayout, names: Sequence[str], canvas) -> None:
        """Make inputs as the rows of a grid: long labels wrap, so that the names of layers can be read too."""
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(0)
        for column, share in enumerate(_SHARES):
            rows.setColumnStretch(column, share)
        for row, name in enumerate(names):
            definition = self._algorithm.parameterDefinition(name)
            box = self.inputs[name] = input_for(definition, self, canvas)
            label = self._labels[name] = PlainLabel(definition.description(), self)
            label.setBuddy(box)
            label.setContentsMargins(0, _LOWER, 0, 0)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            box.setAccessibleName(definition.description())
            if isinstance(box, FieldInput):
                self._follow(box)
            box.changed.connect(lambda name=name: self._note(name))
            if isinstance(box, LayerInput):
                box.placed.connect(self.changed)
            if isinstance(definition, (QgsProcessingParameterMatrix, QgsProcessingParameterMultipleLayers)):
                rows.addWidget(label, 2 * row, 0, 1, 2)
                rows.addWidget(box, 2 * row + 1, 0, 1, 2)
            else:
                rows.addWidget(label, 2 * row, 0)
                rows.addWidget(box, 2 * row, 1)

    def explain(self, name: str, text: str) -> None:
        """Say under the pointer where a value comes from."""
        for widget in (self._labels[name], self.inputs[name]):
            widget.setToolTip(text)

    def names(self) -> set[str]:
        """Return the parameters that the form speaks of."""
        return {*self.inputs, *(name for take in self.takes.values() for name in take.names)}

    def missing(self) -> str:
        """Say what keeps the job from being run: a layer that must be chosen, is gone, or of which nothing is taken."""
        return next(filter(None, map(self.wrong, self.inputs)), "")

    def wrong(self, name: str) -> str:
        """Say what is wrong with an input, and what to do; "" where nothing is, as far as is known."""
        box, title = self.inputs[name], self._labels[name].text()
        if isinstance(box, (LayerInput, MultipleInput)) and box.lost:
            lost = box.lost if isinstance(box.lost, list) else [box.lost]
            text = tr("The layer “{layer}” of “{parameter}” is no longer in the project; choose another one.")
            if is_optional(box.definition):
                text = tr(
                    "The layer “{layer}” of “{parameter}” is no longer in the project; choose another one, or do "
                    "without."
                )
            return text.format(layer=lost[0].name, parameter=title)
        if isinstance(box, FieldInput) and box.lost():
            text = tr("The layer has no field “{field}” any more; choose another one for “{parameter}”.")
            return text.format(field=box.lost(), parameter=title)
        if isinstance(box, LayerInput) and not is_optional(box.definition) and box.layer() is None:
            return tr("Choose a layer for “{parameter}”.").format(parameter=title)
        return self._unfit(name) or (self.takes[name].wrong() if name in self.takes else "")

    def _unfit(self, name: str) -> str:
        """Say which layer that is chosen for an input no run could read; "" where none is."""
        box, title = self.inputs[name], self._labels[name].text()
        if isinstance(box, LayerInput) and self.meaning(name) in guess.FILLED and box.is_empty():
            text = tr("The layer “{layer}” has no features; choose another one for “{parameter}”.")
            if is_optional(box.definition):
                text = tr("The layer “{layer}” has no features; choose another one for “{parameter}”, or none.")
            return text.format(layer=box.layer().name(), parameter=title)
        layers = box.layers() if isinstance(box, (LayerInput, MultipleInput)) else []
        if sentence := next(filter(None, (unopened(one, title) for one in layers)), ""):
            return sentence
        nowhere = (one for one in layers if one.isSpatial() and not one.crs().isValid())
        return next((no_crs(one.name(), _kind(one)) for one in nowhere), "")

    def values(self) -> dict:
        """Return what the user gave; what was cleared too, where it has a default.

        It is the same while a run disables the whole form.
        """
        found = {}
        for name, box in self.inputs.items():
            value = box.value()
            if box.isEnabledTo(self) and value not in (None, ""):
                found[name] = value
            elif box.isEnabledTo(self) and can_be_cleared(box.definition):
                found[name] = empty_value(box.definition)
            if box.isEnabledTo(self) and name in self.takes:
                found |= self.takes[name].value()
        return found

    def parameters(self, also: Sequence[str] = ()) -> dict:
        """Return the parameters of a run: what the user gave, and the outputs that are made by default.

        ``also``: outputs that the page draws from, which need not be in the map.
        """
        return self.values() | self.outputs(also)

    def outputs(self, also: Sequence[str] = ()) -> dict:
        """Return the outputs of a run: those made by default, and ``also`` others, which need not be in the map."""
        found: dict[str, object] = {}
        for definition in self._algorithm.destinationParameterDefinitions():
            name = definition.name()
            if definition.createByDefault():
                found[name] = _temporary(definition)
            elif name in also:
                found[name] = QgsProcessing.TEMPORARY_OUTPUT
        return found

    def set_values(self, values: dict) -> None:
        """Show the values of an earlier run; of a layer first, with which its fields go."""
        given = {name: value for name, value in values.items() if name in self.inputs}
        for name in sorted(given, key=lambda name: not isinstance(self.inputs[name], LayerInput)):
            self.inputs[name].set_value(given[name])
        for name, take in self.takes.items():
            if name in values:
                take.set_value(values)

    def show_asked(self, values: dict, settled: Collection[str]) -> dict:
        """Show what somebody else asks of the job, and nothing of before; return what the form adds to it.

        ``settled``: the parameters that are blank where they have no value. What else can be guessed is, such as the
        field that identifies a feature.
        """
        self.forget()
        self.set_values(values)
        fields = {name: box for name, box in self.inputs.items() if isinstance(box, FieldInput) and name not in values}
        for name, box in fields.items():
            if name in settled:
                box.set_value(None)
        return {name: box.value() for name, box in fields.items() if box.isEnabled() and box.value()}

    def adopt(self, other: Form) -> None:
        """Take over what the user has in an earlier form of the job: layers, fields, and what is not its default."""
        both = {name: box for name, box in other.inputs.items() if name in self.inputs}
        layers = {name: box for name, box in both.items() if isinstance(box, LayerInput)}
        for name, box in layers.items():
            self.inputs[name].set_value(box.value())
            self.inputs[name].mourn(box.lost)
        for name in both.keys() - layers.keys():
            value = both[name].value()
            if isinstance(both[name], FieldInput) or value != other._defaults[name]:
                self.inputs[name].set_value(value)
            if isinstance(both[name], MultipleInput):
                self.inputs[name].mourn(both[name].lost)
        for name in self.takes.keys() & other.takes.keys():
            self.takes[name].adopt(other.takes[name])
        self._touched, self._of_land_use = set(other._touched), set(other._of_land_use)

    def guess(self) -> None:
        """Choose layers and fields that names speak for, where the user chose none.

        What was guessed before is guessed anew, so that it plays no part in which order layers came.
        """
        self._guessing = True
        try:
            chosen = {name: box.layer() for name, box in self.inputs.items() if isinstance(box, LayerInput)}
            free = [name for name in chosen if name not in self._touched and not self.inputs[name].lost]
            held = {name: layer.id() for name, layer in chosen.items() if layer is not None and name not in free}
            layers = project_layers()
            found = self._layers_for(free, layers, held)
            self._of_land_use -= found.keys()
            for name in free:
                # What the job before found takes the place of a layer that was guessed, which stays until then.
                if name in found or not (name in self._of_land_use or self._follows(name)):
                    self._choose(name, found.get(name))
            left = (name for name in free if name not in found)
            empty = [name for name in left if name in self._of_land_use or self.inputs[name].layer() is None]
            self._guess_land_use(empty, layers)
        finally:
            self._guessing = False

    def _choose(self, name: str, layer: str | None) -> None:
        """Choose a layer by its id, or none, where another is chosen."""
        box = self.inputs[name]
        if (None if box.layer() is None else box.layer().id()) != layer:
            box.set_value(layer)

    def _layers_for(
        self, names: Sequence[str], layers: Sequence[KnownLayer], held: Mapping[str, str]
    ) -> dict[str, str]:
        """Return the layer that each of these inputs means, where one does; ``held``: those that others have."""
        return guess.layers_for(names, layers, held)

    def _guess_land_use(self, names: Sequence[str], layers: Sequence[KnownLayer]) -> None:
        """Take inputs that have no layer of their own out of that of all land use."""
        layer = guess.land_use(layers)
        if layer is None:
            return
        for name, kind in self._algorithm.JOB.of_land_use.items():
            if name in names and name in self.takes:
                self._choose(name, layer.id)
                self.takes[name].set_value({f"{name}_TAKE": f"class:{kind}"})
                self._of_land_use.add(name)

    def settle(self, names: Collection[str] | None = None) -> None:
        """Guess no more, for a result depends on these inputs now, or on all; what follows another job goes on."""
        names = self.inputs.keys() if names is None else names
        self._touched |= {name for name in names if not self._follows(name)}

    def forget(self) -> None:
        """Begin anew for another project: nothing is chosen or mourned, and every value is its default."""
        for name, box in self.inputs.items():
            if isinstance(box, LayerInput):
                box.mourn(None)
            elif isinstance(box, MultipleInput):
                box.mourn([])
            if isinstance(box, FieldInput):
                box.forget()
            else:
                box.set_value(self._defaults[name])
        for take in self.takes.values():
            take.forget()
        self._touched.clear()
        self._of_land_use.clear()

    def count_again(self) -> None:
        """Count what is taken where codes mean something else now."""
        for take in self.takes.values():
            take.look()

    def rest(self) -> None:
        """Leave no work behind that counts what is taken."""
        for take in self.takes.values():
            take.rest()

    def _add_takes(self) -> None:
        """Let be chosen, below each layer, what is taken of it."""
        own = {one.name() for one in taking.parameters(self._algorithm.parameters())}
        found = {name: take_input(self._algorithm, box, own, self.values) for name, box in self.inputs.items()}
        self.takes = {name: take for name, take in found.items() if take is not None}
        for name, take in self.takes.items():
            take.changed.connect(lambda name=name: self._note(name))
            self.changed.connect(take.look)  # which may have changed what codes mean

    def _follows(self, name: str) -> bool:
        """Return whether an input goes on with what another job found."""
        clue = guess.CLUES.get(self.meaning(name))
        return clue is not None and bool(clue.result)

    def _note(self, name: str) -> None:
        """Guess no more what the user has chosen, nor the layer of which he has chosen a field.

        What was but guessed is not mourned where it goes: something else may be guessed then.
        """
        box = self.inputs[name]
        if any(one.drifts for one in self.inputs.values()):
            if name not in self._touched and isinstance(box, LayerInput):
                box.mourn(None)
        elif not self._guessing:
            self._touched.add(name)
            if isinstance(box, FieldInput):
                self._touched.add(box.definition.parentLayerParameterName())
        self.changed.emit()

    def _follow(self, box: FieldInput) -> None:
        """Let a field go with its layer: shown once there is one, and guessed anew."""
        parent = self.inputs.get(box.definition.parentLayerParameterName())
        if not isinstance(parent, LayerInput):
            return
        name, label = box.definition.name(), self._labels[box.definition.name()]

        def follow():
            layer = parent.layer()
            for widget in (label, box):
                widget.setVisible(layer is not None)
            if layer is None or layer is not box.combo.layer():
                box.set_layer(layer, lambda fields: _meant(self.meaning(name), layer, fields))

        parent.changed.connect(follow)
        follow()

    def _offer_fields(self, box: FieldNameInput) -> None:
        """Offer the fields of the first layer that is given of those whose field a text may name."""
        parents = [self.inputs.get(name) for name in box.definition.metadata()[FIELDS_OF]]
        layers = [parent for parent in parents if isinstance(parent, LayerInput)]

        def offer():
            layer = next((layer for layer in (parent.layer() for parent in layers) if layer is not None), None)
            box.offer([] if layer is None else layer.fields().names())

        for parent in layers:
            parent.changed.connect(offer)
        offer()


def _meant(name, layer, fields):
    """Return the field that a parameter means; one that identifies features must have another value for each."""
    if name != "ID_FIELD":
        return guess.field_for(name, fields) or _by_alias(name, layer, fields)
    field = guess.field_for(name, [one for one in fields if one not in CODE_FIELDS])
    if layer is None or field is None or layer.featureCount() > _MOST_IDS:
        return None
    values = layer.uniqueValues(layer.fields().lookupField(field))
    return field if len(values) == layer.featureCount() and not any(value in (NULL, "") for value in values) else None


def _by_alias(name, layer, fields):
    """Return the field that a parameter means by what the user calls it, None where none is called so."""
    known = [] if layer is None else [layer.fields().field(one) for one in fields]
    names = {field.alias(): field.name() for field in reversed(known) if field.alias()}
    return names.get(guess.field_for(name, list(names)))


def _kind(layer: QgsMapLayer) -> QgsWkbTypes.Type:
    return layer.wkbType() if isinstance(layer, QgsVectorLayer) else QgsWkbTypes.Type.Unknown


def _temporary(definition):
    """Return a temporary output; layers are loaded into the project."""
    if isinstance(definition, QgsProcessingParameterFeatureSink):
        return QgsProcessingOutputLayerDefinition(QgsProcessing.TEMPORARY_OUTPUT, QgsProject.instance())
    return QgsProcessing.TEMPORARY_OUTPUT
