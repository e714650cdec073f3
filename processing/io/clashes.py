"""Where a run reads and where it writes, and the sentence that stops it before the one is lost to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorLayer,
    QgsProcessingUtils,
)

from ...i18n import tr
from .places import Place, destination, sources

_LAYERS = (
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorLayer,
)


def takes_layers(definition: QgsProcessingParameterDefinition) -> bool:
    """Tell whether a parameter takes several layers; one that takes several files is of the same kind."""
    multiple = isinstance(definition, QgsProcessingParameterMultipleLayers)
    return multiple and definition.layerType() != QgsProcessing.SourceType.TypeFile


def is_wanted(value: object) -> bool:
    """Tell whether an optional output was asked for; a batch names one that is left blank, as nothing."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    return value not in (None, "")


def inputs(algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext) -> list:
    """Return where the data of the inputs lie, each place with the name of its parameter.

    To be asked in the thread that the layers live in.
    """
    found: list[tuple[str, Place]] = []
    for definition in algorithm.parameterDefinitions():
        if parameters.get(definition.name()) is not None:
            places = _behind(definition, algorithm, parameters, context)
            found += [(definition.name(), place) for place in places]
    return found


def _behind(
    definition: QgsProcessingParameterDefinition,
    algorithm: QgsProcessingAlgorithm,
    parameters: dict,
    context: QgsProcessingContext,
) -> list[Place]:
    name, layers, files = definition.name(), [], []
    if isinstance(definition, QgsProcessingParameterMultipleLayers):
        if takes_layers(definition):
            layers = algorithm.parameterAsLayerList(parameters, name, context)
        else:
            files = algorithm.parameterAsFileList(parameters, name, context)
    elif isinstance(definition, QgsProcessingParameterFile):
        files = [algorithm.parameterAsFile(parameters, name, context)]
    elif isinstance(parameters[name], QgsProcessingFeatureSourceDefinition):  # a selection, a filter
        source, _ = parameters[name].source.valueAsString(context.expressionContext())
        layers = [QgsProcessingUtils.mapLayerFromString(source, context)]
    elif isinstance(definition, _LAYERS):
        layers = [algorithm.parameterAsLayer(parameters, name, context)]
    places = [place for layer in layers if layer is not None for place in sources(layer, context.project())]
    return [*map(Place, filter(None, files)), *places]


def outputs(
    algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext
) -> Iterator[tuple[str, Place]]:
    """Yield where the outputs go that were asked for, those that do not end up in temporary layers or files."""
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        value = parameters.get(name)
        if not is_wanted(value):
            continue
        if isinstance(definition, QgsProcessingParameterFeatureSink):
            place = destination(value, context)
            if place is not None:
                yield name, place
        elif isinstance(definition, QgsProcessingParameterFileDestination) and not _is_temporary(value):
            yield name, Place(algorithm.parameterAsFileOutput(parameters, name, context))


def refuse(read: Iterable[tuple[str, Place]], written: list[tuple[str, Place]], title: Callable[[str], str]) -> None:
    """See to it that outputs go neither over inputs nor each other, and that their tables can be called as they are.

    ``title`` tells what users call a parameter. Raises QgsProcessingException.
    """
    read = list(read)
    # Looked up once for each: of a check-up there are hundreds of pairs.
    marks = {place: place.marks() for _, place in (*read, *written) if place.is_file}

    def overlap(one: Place, other: Place) -> bool:
        apart = one.is_file and other.is_file and not marks[one] & marks[other]
        return not apart and one.overlaps(other)

    for number, (name, place) in enumerate(written):
        if place.table and not place.can_have(place.table):
            text = tr(
                "“{path}” cannot be written: the format has no table of that name; choose one that begins with a "
                "letter, and neither with “gpkg” nor with “sqlite_”."
            )
            raise QgsProcessingException(text.format(path=place.name()))
        for other, there in written[:number]:
            if overlap(place, there):
                text = tr(
                    "“{one}” and “{other}” would both be written to “{path}”; give each a file or a table of its own."
                )
                raise QgsProcessingException(text.format(one=title(other), other=title(name), path=place.name()))
    for parameter, there in read:
        for name, place in written:
            # A name of a file without a table stands for all of it.
            if overlap(place, there):
                text = tr(
                    "“{output}” would be written over “{path}”, which is read for “{input}”; "
                    "choose another file or table."
                )
                raise QgsProcessingException(text.format(output=title(name), path=there.name(), input=title(parameter)))


def _is_temporary(value: object) -> bool:
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    return value == QgsProcessing.TEMPORARY_OUTPUT
