"""Jobs as steps of models: the plugin's models as copies in the designer, and a page's job added to a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processing.gui.ContextAction import ContextAction
from processing.gui.ProviderActions import ProviderContextMenuActions
from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPointF, QSizeF

from ..i18n import tr
from ..processing.models.shipped import Model

if TYPE_CHECKING:
    from processing.modeler.ModelerDialog import ModelerDialog

_LAYERS = (
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
)
# Columns and rows of the drawing.
_LEFT, _MIDDLE, _RIGHT, _TOP, _LINE = 230, 680, 1130, 60, 46
_BOX, _STEP = QSizeF(290, 32), QSizeF(310, 44)


def add_to_model(algorithm: QgsProcessingAlgorithm, values: dict) -> ModelerDialog:
    """Add a job to the model that is open in the designer, or to a new one; return the designer.

    Its layers and their fields become inputs of the model; the other ``values`` are written into the step.
    """
    designer = open_designer()
    if designer is None:
        designer = _designer(_new_model(algorithm))
    designer.beginUndoCommand(tr("Add {job}").format(job=algorithm.displayName()))
    add_step(designer.model(), algorithm, values)
    designer.repaintModel()
    designer.endUndoCommand()
    designer.activate()
    return designer


def open_copy(model: QgsProcessingModelAlgorithm) -> ModelerDialog:
    """Open a copy of one of the plugin's models in the designer; saving it asks where to."""
    copy = QgsProcessingModelAlgorithm()
    copy.loadVariant(model.toVariant())
    copy.setName(model.displayName())
    designer = _designer(copy)
    designer.activate()
    return designer


def open_designer() -> ModelerDialog | None:
    """Return the designer that was opened last and is still open; None where there is none."""
    from processing.modeler.ModelerDialog import ModelerDialog

    shown = [one for one in ModelerDialog.dlgs if not sip.isdeleted(one) and one.isVisible()]
    return shown[-1] if shown else None


class OpenCopy(ContextAction):
    """What the toolbox offers for the plugin's models, which must not be edited where they are."""

    def __init__(self):
        super().__init__()
        self.name = tr("Open a copy in the model designer")

    def isEnabled(self):  # noqa: N802 - QGIS's name
        return isinstance(self.itemData, Model)

    def execute(self):
        open_copy(self.itemData)


class ModelActions:
    """What the plugin adds to the menus of the toolbox."""

    def __init__(self):
        self._actions = [OpenCopy()]

    def register(self) -> None:
        """Show it."""
        ProviderContextMenuActions.registerProviderContextMenuActions(self._actions)

    def unregister(self) -> None:
        """Take it away."""
        ProviderContextMenuActions.deregisterProviderContextMenuActions(self._actions)


def _designer(model: QgsProcessingModelAlgorithm) -> ModelerDialog:
    from processing.modeler.ModelerDialog import ModelerDialog

    designer = ModelerDialog.create(model)
    designer.show()
    return designer


def _new_model(algorithm: QgsProcessingAlgorithm) -> QgsProcessingModelAlgorithm:
    return QgsProcessingModelAlgorithm(algorithm.displayName(), algorithm.group(), algorithm.groupId())


def add_step(model: QgsProcessingModelAlgorithm, algorithm: QgsProcessingAlgorithm, values: dict) -> str:
    """Add a step, its inputs and the outputs made by default below what the model has; return the step's id."""
    top = _bottom(model) + _LINE
    step = QgsProcessingModelChildAlgorithm(algorithm.id())
    step.setDescription(algorithm.displayName())
    inputs = _add_inputs(model, algorithm, values, top)
    for name, key in inputs.items():
        step.addParameterSources(name, [QgsProcessingModelChildParameterSource.fromModelParameter(key)])
    for name, value in values.items():
        if name not in inputs:
            source = QgsProcessingModelChildParameterSource.fromStaticValue(value)
            if value == "":  # QGIS saves it as nothing at all, of which it makes the default
                source = QgsProcessingModelChildParameterSource.fromExpression("''")
            step.addParameterSources(name, [source])
    made: dict[str, QgsProcessingModelOutput] = {}
    for definition in algorithm.destinationParameterDefinitions():
        if definition.createByDefault():
            output = QgsProcessingModelOutput(_called(definition))
            output.setDescription(output.name())
            output.setChildOutputName(definition.name())
            _place(output, _RIGHT, top + len(made) * _LINE, _BOX)
            made[output.name()] = output
    step.setModelOutputs(made)
    _place(step, _MIDDLE, top + max(len(inputs), len(made)) * _LINE / 2, _STEP)
    child = model.addChildAlgorithm(step)
    model.updateDestinationParameters()
    return child


def _add_inputs(model, algorithm: QgsProcessingAlgorithm, values: dict, top: float) -> dict[str, str]:
    """Add the layers that the job needs or was given, and the fields of them; return the model's names by the job's."""
    found: dict[str, str] = {}
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        given = values.get(name) not in (None, "", [])
        if isinstance(definition, QgsProcessingParameterField):
            wanted = given and definition.parentLayerParameterName() in found
        else:
            wanted = isinstance(definition, _LAYERS) and (given or not _is_optional(definition))
        if not wanted:
            continue
        parameter = definition.clone()
        parameter.setName(_free_name(model, name.lower()))
        parameter.setFlags(parameter.flags() & ~Qgis.ProcessingParameterFlag.Advanced)
        if isinstance(parameter, QgsProcessingParameterField):
            # The field that was chosen is what the input offers first; which layer it is of is the model's to know.
            parameter.setParentLayerParameterName(found[definition.parentLayerParameterName()])
            parameter.setDefaultValue(values[name])
        box = QgsProcessingModelParameter(parameter.name())
        box.setDescription(parameter.description())
        _place(box, _LEFT, top + len(found) * _LINE, _BOX)
        found[name] = parameter.name()
        model.addModelParameter(parameter, box)
    return found


def _is_optional(definition: QgsProcessingParameterDefinition) -> bool:
    return bool(definition.flags() & Qgis.ProcessingParameterFlag.Optional)


def _called(definition: QgsProcessingParameterDefinition) -> str:
    """Return what an output is called; QGIS makes a parameter's name of its ASCII letters, so there must be some."""
    text = definition.description()
    return text if QgsProcessingModelAlgorithm.safeName(text) else f"{text}（{definition.name().lower()}）"


def _free_name(model: QgsProcessingModelAlgorithm, name: str) -> str:
    number, free = 1, name
    while model.parameterDefinition(free) is not None:
        number += 1
        free = f"{name}_{number}"
    return free


def _bottom(model: QgsProcessingModelAlgorithm) -> float:
    """Return where the lowest box of a model ends."""
    children = list(model.childAlgorithms().values())
    outputs = [output for child in children for output in child.modelOutputs().values()]
    boxes = [*model.parameterComponents().values(), *children, *outputs, *model.groupBoxes()]
    return max((box.position().y() + box.size().height() / 2 for box in boxes), default=_TOP - _LINE)


def _place(box, x: float, y: float, size: QSizeF) -> None:
    box.setPosition(QPointF(x, y))
    box.setSize(size)
