"""Layers written into a new GeoPackage, each as a table."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsCoordinateTransformContext, QgsFeedback, QgsVectorFileWriter, QgsVectorLayer

from .places import Place

_KEY = "fid"


def write_tables(
    path: Path,
    layers: dict[str, QgsVectorLayer],
    transform: QgsCoordinateTransformContext,
    feedback: QgsFeedback | None = None,
) -> str:
    """Write layers, by the names of their tables, into a file that is not there yet; return what QGIS has against it.

    The tables have ids of their own, in the order of the features; another file's may repeat or not be whole numbers.
    """
    action = QgsVectorFileWriter.ActionOnExistingFile
    for number, (table, layer) in enumerate(layers.items()):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName, options.feedback = "GPKG", table, feedback
        options.actionOnExistingFile = action.CreateOrOverwriteLayer if number else action.CreateOrOverwriteFile
        fields = layer.fields().names()
        options.attributes = [at for at, field in enumerate(fields) if field.lower() != _KEY]
        options.skipAttributeCreation = not options.attributes
        shape = Place(str(path)).shape(fields)
        options.layerOptions = [f"GEOMETRY_NAME={shape}"] if shape else []
        code, reason, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), transform, options)
        if code != QgsVectorFileWriter.WriterError.NoError:
            return reason or str(code)
    return ""
