"""The parameters of a run as JSON can hold them, with layers by their ids in the project."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
)

from ...processing.comparison.scenario_content import layers_given, storable


def kept(algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext) -> dict:
    """Return what a run was given, but for its outputs; what JSON cannot hold is left out."""
    found: dict[str, dict] = {}
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        value = parameters.get(name)
        if name not in parameters or definition.isDestination():
            continue
        layers = layers_given(definition, value, context)
        if layers:
            several = isinstance(definition, QgsProcessingParameterMultipleLayers)
            # A layer of its own dialog in Processing need not be in the project.
            known = QgsProject.instance().mapLayer
            ids = [one.id() if known(one.id()) is not None else one.source() for one in layers]
            found[name] = {"layers": ids if several else ids[0]}
            if isinstance(value, QgsProcessingFeatureSourceDefinition):
                found[name] |= {
                    "selected": value.selectedFeaturesOnly,
                    "limit": value.featureLimit,
                    "filter": value.filterExpression,
                }
        elif storable(value) == value:
            found[name] = {"value": value}
    return found


def given(found: dict) -> dict:
    """Return parameters as a run is given them. Raises KeyError or TypeError where ``kept`` did not return them."""
    return {name: _value(one) for name, one in found.items()}


def _value(one: dict):
    if "layers" not in one:
        return one["value"]
    if "selected" not in one:
        return one["layers"]
    value = QgsProcessingFeatureSourceDefinition(one["layers"], one["selected"], one["limit"])
    value.filterExpression = one["filter"]
    return value
