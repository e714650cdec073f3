"""Whether the layers of a run can be found and opened, said before QGIS says it with a layer's id."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qgis.core import (
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterLayer,
    QgsProcessingUtils,
    QgsProperty,
    QgsRasterLayer,
)

from .clashes import takes_layers
from .layer_names import named
from .layer_reading import lost_sentence, removed_sentence, unopened_sentence
from .presence import is_gone

# What QGIS calls a layer of a project: a name, and the digits of a UUID.
_KEY = re.compile(r"_[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}$")

_ONE = (QgsProcessingParameterFeatureSource, QgsProcessingParameterRasterLayer)


def unfound(algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext) -> str:
    """Say which layer of an input cannot be found or opened; "" where all can."""
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, _ONE) or takes_layers(definition):
            for value in _values(parameters.get(definition.name())):
                sentence = _fault(definition, value, context)
                if sentence:
                    return sentence
    return ""


def _values(value: object) -> Iterable:
    return value if isinstance(value, (list, tuple)) else [value]


def _fault(definition: QgsProcessingParameterDefinition, value: object, context: QgsProcessingContext) -> str:
    title = definition.description()
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    if isinstance(value, QgsProperty):
        value, _ = value.valueAsString(context.expressionContext())
    layer = value if isinstance(value, QgsMapLayer) else None
    if isinstance(value, str) and value and context.project() is not None:
        layer = context.project().mapLayer(value)
    if layer is None and isinstance(value, str) and value:
        layer = QgsProcessingUtils.mapLayerFromString(value, context)
    if layer is not None:
        return unopened(layer, title)
    if not isinstance(value, str) or not value:
        return ""
    return removed_sentence(title) if _KEY.search(value) else unopened_sentence(value, title)


def unopened(layer: QgsMapLayer, title: str) -> str:
    """Say that a layer has no data; "" where it has. ``title``: of the parameter that it is given for."""
    return "" if opens(layer) else lost_sentence(named(layer.name(), title), is_gone(layer) or layer.source())


def opens(layer: QgsMapLayer) -> bool:
    """Tell whether a layer has data; one that was loaded again when its file was gone has none, and says it is valid.

    QGIS itself may crash where features of such a layer are asked for. The copy of a raster that a run works with
    opens its file anew.
    """
    provider = layer.dataProvider()
    if not layer.isValid() or provider is None or not provider.isValid():
        return False
    return not isinstance(layer, QgsRasterLayer) or is_gone(layer) is None
