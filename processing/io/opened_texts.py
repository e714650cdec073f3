"""Tables of text that GDAL does not open: in UTF-16 below a title, or with a title of fewer cells than the rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from ...core.textfile import NotTextError, mark_in, read_text
from .encoding import decoded, right_encoding
from .row_numbers import DELIMITED, OF_TEXT

_TABLE = QgsProcessing.SourceType.TypeVector


def open_texts(algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext) -> None:
    """Have QGIS's own provider open the tables that an algorithm is given as files of text and GDAL does not open.

    They are found by their paths then, in the store of the context.
    """
    for path in _paths(algorithm, parameters):
        there = QgsProcessingUtils.mapLayerFromString(path, context, True, QgsProcessingUtils.LayerHint.Vector)
        if there is None and (layer := _opened(path)) is not None:
            layer.setId(path)
            context.temporaryLayerStore().addMapLayer(layer)


def _paths(algorithm: QgsProcessingAlgorithm, parameters: dict) -> Iterator[str]:
    """Give the files of text that are inputs of tables."""
    for definition in algorithm.parameterDefinitions():
        several = isinstance(definition, QgsProcessingParameterMultipleLayers) and definition.layerType() == _TABLE
        one = isinstance(definition, QgsProcessingParameterFeatureSource) and _TABLE in definition.dataTypes()
        value = parameters.get(definition.name()) if several or one else None
        for path in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(path, str) and Path(path).suffix.lower() in OF_TEXT and Path(path).is_file():
                yield path


def _opened(path: str) -> QgsVectorLayer | None:
    """Return a table of text as QGIS's own provider opens it; None where it is none."""
    try:
        encoding = right_encoding(path)
        mark = mark_in(read_text(Path(path)) if encoding is None else decoded(path, encoding))
    except (OSError, NotTextError, UnicodeDecodeError):
        return None
    if not mark:
        return None
    code = "UTF-8" if encoding is None else encoding.partition(" ")[0]
    between = mark.replace("\t", "\\t")
    how = f"type=csv&encoding={code}&delimiter={between}&detectTypes=no&geomType=none&watchFile=no"
    layer = QgsVectorLayer(f"{Path(path).resolve().as_uri()}?{how}", Path(path).stem, DELIMITED)
    return layer if layer.isValid() else None
