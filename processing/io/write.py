"""Arrays and tables to outputs; what a cancelled or failed run began is taken away again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ...core.progress import Progress, quiet
from .read import AS_THEY_ARE

_BATCH = 5_000
# A spatial index is built a quarter faster with this many MB at hand instead of the usual two.
_CACHE, _CACHE_MB = "OGR_SQLITE_CACHE", "64"
_FID = "gv_fid"
_TYPES = {
    "f": QMetaType.Type.Double,
    "i": QMetaType.Type.LongLong,
    "b": QMetaType.Type.Bool,
    "O": QMetaType.Type.QString,
}


class Writer:
    """Writes the outputs of one run."""

    def __init__(self, algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext):
        self._algorithm, self._parameters, self._context = algorithm, parameters, context
        self._begun: list[str] = []

    def wants(self, name: str) -> bool:
        """Tell whether an optional output was asked for; a batch names one that is left blank, as nothing."""
        value = self._parameters.get(name)
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            value = value.sink.staticValue()
        return value not in (None, "")

    def table(
        self,
        name: str,
        table: pd.DataFrame,
        geometry: np.ndarray | None = None,
        crs: QgsCoordinateReferenceSystem | None = None,
        kind: QgsWkbTypes.Type = QgsWkbTypes.Type.Polygon,
        progress: Progress = quiet,
    ) -> str | None:
        """Write a table, with geometries of ``kind`` where given; return the output's id, None where not wanted.

        A geometry that is None gives a feature without one (QGIS writes it to most files as an empty one);
        a single geometry in an output of several parts becomes one of one part.
        """
        if geometry is None:
            kind = QgsWkbTypes.Type.NoGeometry
        fields = fields_of(table)

        def features() -> Iterator[QgsFeature]:
            wkb = [None] * len(table) if geometry is None else shapely.to_wkb(geometry)
            multi = QgsWkbTypes.isMultiType(kind)
            for values, shape in zip(rows(table), wkb):
                feature = QgsFeature(fields)
                feature.setAttributes(values)
                if shape is not None:
                    ground = QgsGeometry()
                    ground.fromWkb(shape)
                    if multi:  # files see to this themselves, memory layers do not
                        ground.convertToMultiType()
                    feature.setGeometry(ground)
                yield feature

        crs = crs or QgsCoordinateReferenceSystem()
        return self._write(name, fields, kind, crs, features(), len(table), progress)

    def carried(
        self,
        name: str,
        source: QgsProcessingFeatureSource,
        fid: np.ndarray,
        table: pd.DataFrame,
        progress: Progress = quiet,
        only: np.ndarray | None = None,
    ) -> str | None:
        """Write every feature of a source as it is, with the columns of ``table`` behind its own fields.

        ``table`` has a row for each id in ``fid``; a feature without one gets nulls. With ``only``, ids of features,
        no others are written.
        A field of the same name, as an earlier run leaves it, is replaced.
        """
        added = fields_of(table)
        taken = {field.name().lower() for field in added}
        if source.fields().lookupField("fid") >= 0:
            taken.add(_FID)
        kept = [index for index, field in enumerate(source.fields()) if field.name().lower() not in taken]
        fields = QgsFields()
        for index in kept:
            fields.append(_free_of_fid(source.fields().at(index)))
        for field in added:
            fields.append(field)
        values = dict(zip(fid.tolist(), rows(table)))
        nothing = [None] * len(added)
        wanted = None if only is None else set(only.tolist())

        all_kept = len(kept) == len(source.fields())

        def features() -> Iterator[QgsFeature]:
            for feature in source.getFeatures(QgsFeatureRequest(), AS_THEY_ARE):
                number, own = feature.id(), feature.attributes()
                if wanted is None or number in wanted:
                    feature.setAttributes(
                        (own if all_kept else [own[index] for index in kept]) + values.get(number, nothing)
                    )
                    yield feature

        return self._write(
            name,
            fields,
            source.wkbType(),
            source.sourceCrs(),
            features(),
            source.featureCount() if wanted is None else len(wanted),
            progress,
        )

    def text(self, name: str, content: str) -> str | None:
        """Write a text file; return its path, None where it is not wanted."""
        return self.file(name, lambda path: Path(path).write_text(content, encoding="utf-8"))

    def file(self, name: str, write: Callable[[str], object]) -> str | None:
        """Have ``write`` make the file of an output; return its path, None where it is not wanted."""
        path = self._algorithm.parameterAsFileOutput(self._parameters, name, self._context)
        if not self.wants(name) or not path:
            return None
        self._begun.append(path)
        try:
            write(path)
        except OSError as error:
            raise QgsProcessingException(str(error)) from error
        return path

    def take_back(self) -> None:
        """Remove every output begun so far."""
        for destination in self._begun:
            _remove(destination, self._context)
        self._begun.clear()

    def _write(
        self,
        name: str,
        fields: QgsFields,
        kind: QgsWkbTypes.Type,
        crs: QgsCoordinateReferenceSystem,
        features: Iterable[QgsFeature],
        count: int,
        progress: Progress,
    ) -> str | None:
        if not self.wants(name):
            return None
        with _room_for_index():
            sink, destination = self._algorithm.parameterAsSink(
                self._parameters, name, self._context, fields, kind, crs
            )
        if sink is None:
            raise QgsProcessingException(self._algorithm.invalidSinkError(self._parameters, name))
        self._begun.append(destination)
        features, written = iter(features), 0
        while batch := list(islice(features, _BATCH)):
            self._add(name, sink, batch)
            written += len(batch)
            progress(written / max(count, written))
        sink.finalize() if hasattr(sink, "finalize") else None
        del sink
        progress(1.0)
        return destination

    def _add(self, name: str, sink: QgsFeatureSink, batch: list[QgsFeature]) -> None:
        if not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(self._algorithm.writeFeatureError(sink, self._parameters, name))


@contextmanager
def _room_for_index() -> Iterator[None]:
    """Give a database that is opened meanwhile more memory, unless the user has said how much."""
    if gdal.GetConfigOption(_CACHE) is not None:
        yield
        return
    gdal.SetThreadLocalConfigOption(_CACHE, _CACHE_MB)
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption(_CACHE, None)


def fields_of(table: pd.DataFrame) -> QgsFields:
    """Return the fields that hold the columns of a table."""
    fields = QgsFields()
    for name, dtype in table.dtypes.items():
        fields.append(QgsField(str(name), _TYPES[dtype.kind]))
    return fields


def rows(table: pd.DataFrame) -> list[list]:
    """Return the rows of a table as QGIS takes them: plain Python values, None for what is missing."""
    columns = [table[name].astype(object).where(table[name].notna(), None).tolist() for name in table.columns]
    return [list(row) for row in zip(*columns)]


def _free_of_fid(field: QgsField) -> QgsField:
    """Rename a field that GeoPackage would take for its own feature id and whose values may repeat."""
    if field.name().lower() == "fid":
        field = QgsField(field)
        field.setName(_FID)
    return field


def _remove(destination: str, context: QgsProcessingContext) -> None:
    """Remove one output: a file, a layer in a database file, or the rows of another table."""
    if context.temporaryLayerStore().mapLayer(destination) is not None:
        context.temporaryLayerStore().removeMapLayer(destination)
        return
    parts = QgsProviderRegistry.instance().decodeUri("ogr", destination)
    path, layer_name = parts.get("path") or destination, parts.get("layerName")
    if layer_name and Path(path).is_file():
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_RASTER | gdal.OF_UPDATE)
        if dataset.GetLayerCount() > 1 or dataset.RasterCount or dataset.GetSubDatasets():
            names = [dataset.GetLayer(index).GetName() for index in range(dataset.GetLayerCount())]
            dataset.DeleteLayer(names.index(layer_name))
            return
        del dataset
    if Path(path).is_file():
        if path.lower().endswith(".shp"):
            QgsVectorFileWriter.deleteShapeFile(path)
        else:
            Path(path).unlink()
        return
    layer = QgsProcessingUtils.mapLayerFromString(destination, context)
    if layer is not None:
        layer.dataProvider().truncate()
