"""What a layer shows that is not its own: what it joins, computes, or, a virtual one, asks of others."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import QgsExpression, QgsFields, QgsMapLayer, QgsProject, QgsVectorLayer

from ...core.named_plans import OfMap, of_map
from ...core.people.named import by_name
from ...processing.io.places import layers_behind, opened_by

_PLAIN = (str, int, float, bool)


class Behind:
    """What stands behind a layer, as it is whenever it is asked for."""

    def __init__(self, layer: QgsMapLayer):
        self._layer = layer
        self._opened: tuple[str, list[QgsVectorLayer]] = ("", [])
        """The layers that no project has, with the source that has them opened."""

    def layers(self) -> list[QgsMapLayer]:
        """Return the layers that it takes values or shapes of, in an order that stays."""
        layer, project = self._layer, QgsProject.instance()
        labels = layer.auxiliaryLayer() if isinstance(layer, QgsVectorLayer) else None
        found = [one for one in layers_behind(layer, project) if labels is None or one.id() != labels.id()]
        found += _mentioned([text for _, text in computed(layer)], project)
        found = [one for one in dict.fromkeys(found) if one is not layer and project.mapLayer(one.id()) is one]
        return [*found, *self._others()]

    def definition(self) -> tuple:
        """Return how it takes them: its joins, its computed fields, and what these have of variables.

        What a field is called by the user counts where that says what it holds, or of when.
        """
        layer = self._layer
        if not isinstance(layer, QgsVectorLayer):
            return ()
        aliases = [(one.name(), [one.alias()]) for one in layer.fields() if one.alias()]
        said = ((name, by_name(called), of_map(called, called)) for name, called in aliases)
        telling = ((name, code, of.year, of.is_plan) for name, code, of in said if code or of != OfMap())
        return (*_joins(layer), *computed(layer), *_variables(layer), *telling)

    def _others(self) -> list[QgsVectorLayer]:
        if self._layer.providerType() != "virtual":
            return []
        if self._opened[0] != self._layer.source():
            self._opened = self._layer.source(), opened_by(self._layer)
        return self._opened[1]


def computed(layer: QgsMapLayer) -> list[tuple[str, str]]:
    """Return the fields of a layer that are computed as they are read, each with its expression."""
    if not isinstance(layer, QgsVectorLayer):
        return []
    fields = layer.fields()
    at = (at for at in range(fields.count()) if fields.fieldOrigin(at) == QgsFields.FieldOrigin.OriginExpression)
    return [(fields.at(one).name(), layer.expressionField(one)) for one in at]


def _joins(layer: QgsVectorLayer) -> Iterator[tuple]:
    """Yield the joins of a layer; where labels were moved to by hand is joined too, and of no concern."""
    labels = layer.auxiliaryLayer()
    for one in layer.vectorJoins():
        if labels is None or one.joinLayerId() != labels.id():
            chosen, left_out = one.joinFieldNamesSubset() or (), one.joinFieldNamesBlockList()
            yield one.targetFieldName(), one.joinFieldName(), one.prefix(), tuple(chosen), tuple(left_out)


def _variables(layer: QgsVectorLayer) -> Iterator[tuple]:
    """Yield what computed fields have of variables."""
    names = {name for _, text in computed(layer) for name in QgsExpression(text).referencedVariables()}
    if names:
        context = layer.createExpressionContext()
        for name in sorted(names):
            value = context.variable(name)
            if isinstance(value, _PLAIN):
                yield f"@{name}", str(value)


def _mentioned(texts: list[str], project: QgsProject) -> list[QgsMapLayer]:
    """Return the layers of a project that expressions mention by id or name."""
    if not texts:
        return []
    quoted = {
        key: [f"'{text.replace(chr(39), chr(39) * 2)}'" for text in (key, layer.name())]
        for key, layer in sorted(project.mapLayers().items())
    }
    return [project.mapLayer(key) for key, ways in quoted.items() if any(way in text for text in texts for way in ways)]
