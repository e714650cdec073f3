"""What a result is, as plain values: the question, the numbers and the verdict, fit to be kept and compared."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from math import isfinite

from qgis.core import (
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)

from ...i18n import tr
from ..framework.cleared import is_empty, value_of
from ..framework.shown_value import shown
from ..framework.taking import input_of
from ..words.takes import in_words

_LAYERS = (
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
)
_VERDICT = ("label", "value", "sentence", "target", "badge", "state")


@dataclass(frozen=True)
class Content:
    """What was asked and what came out.

    ``job``: the name of the algorithm; ``time``: of the run, ISO 8601; ``parameters``: as ``algorithm.asMap`` has
    them; ``texts``: the same for people, by parameter, what was left out with its default, layers with the number of
    their features; ``numbers``: the figures and yes or no; ``verdict``: the texts of the report's verdict by its
    fields; ``credits``: whom the data is to be credited to.
    """

    job: str
    time: str
    parameters: dict
    texts: dict
    numbers: dict
    verdict: dict
    credits: tuple[str, ...] = ()

    def as_map(self) -> dict:
        """Return what JSON can hold."""
        return asdict(self) | {"credits": list(self.credits)}

    @classmethod
    def from_map(cls, found: dict) -> Content:
        """Return what ``as_map`` gave. Raises KeyError or TypeError where it is something else."""
        names = ("parameters", "texts", "numbers", "verdict")
        maps = {name: dict(found[name]) for name in names}
        return cls(job=str(found["job"]), time=str(found["time"]), credits=tuple(found.get("credits", ())), **maps)


def capture(
    algorithm: QgsProcessingAlgorithm, parameters: dict, values: dict, verdict, context: QgsProcessingContext
) -> Content:
    """Return what a run was asked and found; to be called once it has ended, while its inputs are as they were.

    ``verdict``: the report's Verdict, None where the run left out what it is made from.
    """
    asked = algorithm.asMap(parameters, context).get("inputs", {})
    texts, credits_ = {}, []
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        if definition.isDestination():
            asked.pop(name, None)
            continue
        value = parameters.get(name)
        texts[name] = _text(definition, value_of(definition, parameters), context)
        for layer in layers_given(definition, value, context):
            rights = layer.metadata().rights() or [layer.serverProperties().attribution()]
            credits_ += [one for one in rights if one and one not in credits_]
    numbers = {
        output.name(): _plain(values[output.name()])
        for output in algorithm.outputDefinitions()
        if isinstance(output, (QgsProcessingOutputNumber, QgsProcessingOutputBoolean))
        and _plain(values.get(output.name())) is not None
    }
    return Content(
        job=algorithm.name(),
        time=time.strftime("%Y-%m-%dT%H:%M:%S"),
        parameters={name: storable(value) for name, value in asked.items()},
        texts=texts,
        numbers=numbers,
        verdict={name: getattr(verdict, name) for name in _VERDICT} if verdict is not None else {},
        credits=tuple(credits_),
    )


def _plain(value):
    """Return a number or yes or no as Python's own; None where there is none."""
    if isinstance(value, (bool, int)):
        return value
    return float(value) if isinstance(value, float) and isfinite(value) else None


def storable(value):
    """Return a parameter's value as JSON can hold it."""
    if isinstance(value, (list, tuple)):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {str(key): storable(one) for key, one in value.items()}
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)


def layers_given(definition, value, context: QgsProcessingContext) -> list[QgsMapLayer]:
    """Return the layers that a parameter was given."""
    if isinstance(definition, QgsProcessingParameterMultipleLayers):
        multiple = value if isinstance(value, (list, tuple)) else [value]
    elif isinstance(definition, _LAYERS):
        multiple = [value]
    else:
        return []
    found = (_layer(one, context) for one in multiple)
    return [layer for layer in found if layer is not None]


def _layer(value, context: QgsProcessingContext) -> QgsMapLayer | None:
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source.staticValue()
    if isinstance(value, QgsMapLayer):
        return value
    if not isinstance(value, str) or not value:
        return None
    # Processing knows no layer whose file is gone.
    known = QgsProject.instance().mapLayer(value)
    return QgsProcessingUtils.mapLayerFromString(value, context) if known is None else known


def _text(definition, value, context: QgsProcessingContext) -> str:
    """Return a parameter's value as people read it; empty where there is none."""
    if is_empty(value):
        return ""
    if isinstance(definition, _LAYERS):
        multiple = value if isinstance(value, (list, tuple)) else [value]
        return tr("; ").join(_layer_text(one, context) for one in multiple)
    if definition.name() in (f"{input_of(definition.name())}_TAKE", f"{input_of(definition.name())}_TAKES"):
        value = _in_words(value)
    return shown(definition, value)


def _in_words(value):
    """Return what is taken of a layer, or, in a table, of each, as people call it."""
    if isinstance(value, str):
        return in_words(value)
    return [in_words(str(cell)) if place % 2 else cell for place, cell in enumerate(value)]


def _layer_text(value, context: QgsProcessingContext) -> str:
    layer = _layer(value, context)
    if layer is None:
        return str(value)
    if not isinstance(layer, QgsVectorLayer):
        return layer.name()
    if isinstance(value, QgsProcessingFeatureSourceDefinition) and value.selectedFeaturesOnly:
        text, count = tr("{layer} (selected features: {count})"), layer.selectedFeatureCount()
    else:
        text, count = tr("{layer} (features: {count})"), layer.featureCount()
    return text.format(layer=layer.name(), count=count) if count >= 0 else layer.name()
