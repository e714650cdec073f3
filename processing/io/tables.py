"""Layers written into a new GeoPackage, each as a table."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeedback,
    QgsFields,
    QgsVectorFileWriter,
)

from .places import Place
from .snapshot import Snapshot

_KEY = "fid"
_BATCH = 1_000


def write_tables(
    path: Path,
    layers: dict[str, Snapshot],
    transform: QgsCoordinateTransformContext,
    feedback: QgsFeedback | None = None,
) -> str:
    """Write layers, by the names of their tables, into a file that is not there yet; return what QGIS has against it.

    In any thread; it ends early, with nothing to tell, where ``feedback`` is cancelled. The tables have ids of their
    own, in the order of the features; another file's may repeat or not be whole numbers.
    """
    action = QgsVectorFileWriter.ActionOnExistingFile
    done, total = 0, max(sum(layer.featureCount() for layer in layers.values()), 1)

    def go_on(written: int) -> bool:
        nonlocal done
        done += written
        if feedback is None:
            return True
        feedback.setProgress(100 * min(done / total, 1))
        return not feedback.isCanceled()

    for number, (table, layer) in enumerate(layers.items()):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "GPKG", table
        options.actionOnExistingFile = action.CreateOrOverwriteLayer if number else action.CreateOrOverwriteFile
        fields = QgsFields(layer.fields())
        keys = [at for at, field in enumerate(fields.names()) if field.lower() == _KEY][::-1]
        for at in keys:
            fields.remove(at)
        shape = Place(str(path)).shape(fields.names())
        options.layerOptions = [f"GEOMETRY_NAME={shape}"] if shape else []
        # QgsVectorFileWriter's own way with a layer looks into the project, which another thread may not: QGIS crashed.
        writer = QgsVectorFileWriter.create(
            str(path), fields, layer.wkbType(), layer.sourceCrs(), transform, options, QgsFeatureSink.SinkFlags()
        )
        if not _is_sound(writer) or not _fill(writer, layer, keys, go_on):
            return writer.errorMessage() or str(writer.hasError())
        del writer  # which closes the file
        if not go_on(0):
            break
    return ""


def _is_sound(writer: QgsVectorFileWriter) -> bool:
    return writer.hasError() == QgsVectorFileWriter.WriterError.NoError


def _fill(writer: QgsVectorFileWriter, layer: Snapshot, keys: list[int], go_on: Callable[[int], bool]) -> bool:
    """Write the features of a layer without some fields; return whether all went well."""
    features = layer.getFeatures(QgsFeatureRequest())
    while batch := list(islice(features, _BATCH)):
        for at in keys:
            for feature in batch:
                feature.deleteAttribute(at)
        if not writer.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            return False
        if not go_on(len(batch)):
            break
    return bool(writer.flushBuffer()) and _is_sound(writer)
