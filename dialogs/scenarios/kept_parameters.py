"""The parameters of a run as JSON can hold them, with layers by their ids in the project.

A layer that was removed and added again has another id, and is found by its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
)

from ...processing.comparison.scenario_content import layers_given, storable
from ..panel.layer_inputs import Lost
from ..panel.layer_state import LayerState, source_of

Layers = Mapping[str, LayerState]
"""What a run was made from, by the ids that its layers had then."""


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


def layers_in(made_from: dict, file: Path) -> dict[str, LayerState]:
    """Return the layers of what ``Basis.kept`` returned. Raises KeyError, TypeError or ValueError for other things."""
    found = (LayerState.from_map(one, file) for of in made_from.values() for one in of.get("layers", ()))
    return {one.id: one for one in found}


def given(found: dict, layers: Layers) -> dict:
    """Return parameters as a run is given them. Raises KeyError or TypeError where ``kept`` did not return them."""
    return {name: _value(one, layers) for name, one in found.items()}


def lost(found: dict, layers: Layers) -> dict[str, list[Lost]]:
    """Return the layers of parameters that are no longer in the project; raises as ``given``."""
    gone = {name: [layers[key] for key in _ids(of) if _there(key, layers) is None] for name, of in found.items()}
    return {name: [Lost(one.name, one.source) for one in states] for name, states in gone.items() if states}


def _ids(of: dict) -> list[str]:
    ids = of.get("layers", [])
    return [ids] if isinstance(ids, str) else ids


def _there(key: str, layers: Layers) -> str | None:
    """Return the id that a layer has in the project now, None where it is not there."""
    project = QgsProject.instance()
    if project.mapLayer(key) is not None or key not in layers:
        return key
    was = layers[key]
    again = [one for one in project.mapLayers().values() if source_of(one) == was.source]
    # A source may be there twice: of two, the one that is called as the layer was.
    again.sort(key=lambda one: one.name() != was.name)
    return again[0].id() if again else None


def _value(one: dict, layers: Layers):
    if "layers" not in one:
        return one["value"]
    if isinstance(one["layers"], list):
        return [_there(key, layers) or key for key in one["layers"]]
    layer = _there(one["layers"], layers) or one["layers"]
    if "selected" not in one:
        return layer
    value = QgsProcessingFeatureSourceDefinition(layer, one["selected"], one["limit"])
    value.filterExpression = one["filter"]
    return value
