"""Parameters as jobs declare them: one function for each kind, with what all jobs say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from ...i18n import tr, translated
from .declared import LINE, POINT, POLYGON, TABLE, Output

_TYPES = {
    POLYGON: QgsProcessing.SourceType.TypeVectorPolygon,
    LINE: QgsProcessing.SourceType.TypeVectorLine,
    POINT: QgsProcessing.SourceType.TypeVectorPoint,
    TABLE: QgsProcessing.SourceType.TypeVector,
}


_NUMBERS = "of_numbers"


def advanced(parameter: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    """Put a parameter among the advanced ones."""
    parameter.setFlags(parameter.flags() | Qgis.ProcessingParameterFlag.Advanced)
    return parameter


def polygon_source(name: str, title: str, optional: bool = False) -> QgsProcessingParameterFeatureSource:
    """Return an input of polygons."""
    return QgsProcessingParameterFeatureSource(name, title, [_TYPES[POLYGON]], optional=optional)


def line_source(name: str, title: str, optional: bool = False) -> QgsProcessingParameterFeatureSource:
    """Return an input of lines."""
    return QgsProcessingParameterFeatureSource(name, title, [_TYPES[LINE]], optional=optional)


def table_source(name: str, title: str) -> QgsProcessingParameterFeatureSource:
    """Return an optional input of rows, with or without a geometry."""
    return QgsProcessingParameterFeatureSource(name, title, [_TYPES[TABLE]], optional=True)


def tables(name: str, title: str) -> QgsProcessingParameterMultipleLayers:
    """Return an optional input of several tables, with or without geometries."""
    return QgsProcessingParameterMultipleLayers(name, title, _TYPES[TABLE], None, True)


def polygon_layers(name: str, title: str) -> QgsProcessingParameterMultipleLayers:
    """Return an optional input of several layers of polygons."""
    return QgsProcessingParameterMultipleLayers(name, title, _TYPES[POLYGON], None, True)


def field_of(parent: str, name: str, title: str, numeric: bool = False) -> QgsProcessingParameterField:
    """Return an optional field of the input ``parent``.

    ``numeric``: of numbers, which may be written as texts too: QGIS has no kind of fields that is both.
    """
    kind = QgsProcessingParameterField.DataType.Any
    parameter = QgsProcessingParameterField(name, title, None, parent, kind, optional=True)
    if numeric:
        parameter.setMetadata({_NUMBERS: True})
    return parameter


def is_of_numbers(definition: QgsProcessingParameterField) -> bool:
    """Tell whether a field is to hold numbers, perhaps as texts."""
    return bool(definition.metadata().get(_NUMBERS))


def zones() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return the zones to report by, and the field with their names."""
    return (
        polygon_source("ZONES", tr("Zones to report by"), optional=True),
        field_of("ZONES", "ZONE_FIELD", tr("Field with the zone's name")),
    )


def population(residential: str) -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return where the people come from, of which one is to be given; framework.people reads them.

    ``residential``: the input of the ground that they live on.
    """
    layer = tr("Streets, communities or cells with the population")
    floor = tr("Field with the floor area, by which people of a layer or raster are spread")
    return (
        field_of(residential, "POPULATION_FIELD", tr("Field with the population"), numeric=True),
        polygon_source("POPULATION_LAYER", layer, optional=True),
        field_of("POPULATION_LAYER", "POPULATION_LAYER_FIELD", tr("Field with their population"), numeric=True),
        advanced(
            QgsProcessingParameterRasterLayer("POPULATION_RASTER", tr("Raster of persons per cell"), None, True),
        ),
        advanced(field_of(residential, "FLOOR_AREA_FIELD", floor, numeric=True)),
    )


def threshold_table(
    name: str, title: str, headers: Sequence[str], rows: Iterable[Sequence] = (), optional: bool = False
) -> QgsProcessingParameterMatrix:
    """Return a table with a column for each of ``headers``; ``rows``: its default, mostly of the plan profile."""
    default = ["" if cell is None else cell for row in rows for cell in row]
    return QgsProcessingParameterMatrix(name, title, 1, False, list(headers), default, optional=optional)


def number(
    name: str,
    title: str,
    default: float | None,
    least: float | None = None,
    most: float | None = None,
    *,
    whole: bool = False,
    optional: bool = False,
) -> QgsProcessingParameterNumber:
    """Return a number from ``least`` to ``most``."""
    kinds = QgsProcessingParameterNumber.Type
    parameter = QgsProcessingParameterNumber(name, title, kinds.Integer if whole else kinds.Double, default, optional)
    if least is not None:
        parameter.setMinimum(least)
    if most is not None:
        parameter.setMaximum(most)
    return parameter


def choice(name: str, title: str, options: Iterable[str], optional: bool = False) -> QgsProcessingParameterEnum:
    """Return one of ``options``; the first is the default, or what holds where an optional one is not given."""
    return QgsProcessingParameterEnum(name, title, list(options), False, None if optional else 0, optional)


def sink(output: Output) -> QgsProcessingParameterFeatureSink:
    """Return the parameter of an output that is declared."""
    title = translated(output.title)
    return QgsProcessingParameterFeatureSink(output.name, title, _TYPES[output.geometry], None, True, output.by_default)


def report_file(title: str) -> QgsProcessingParameterFileDestination:
    """Return the parameter ``REPORT``."""
    return QgsProcessingParameterFileDestination("REPORT", title, tr("HTML files (*.html)"), None, True, True)
