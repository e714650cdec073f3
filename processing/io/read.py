"""Features to arrays: the fast way where the source is a plain file, QGIS's own otherwise."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal, ogr
from qgis.core import (
    QgsFeatureRequest,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...core.geometry.lines import clean_lines
from ...core.geometry.polygons import Cleaned, clean
from ...core.progress import Progress, quiet
from .complaints import complaints, kept_quiet
from .crs import CoordinateTransform
from .features import Features, Lines, Polygons, Raw, Whole
from .layer_reading import CHANGED, cut_off
from .snapshot import Snapshot
from .values import plain, settled

# Drivers whose feature ids QGIS shows unchanged, read through GDAL's Arrow stream, and how they are opened:
# with QGIS in the process GDAL does not decode Shapefiles, and a name in GBK is no text to Python.
_ARROW_DRIVERS = {"GPKG": [], "FlatGeobuf": [], "ESRI Shapefile": ["ENCODING=ISO-8859-1"]}
# Fields that the stream gives just as QGIS does.
_PLAIN = (ogr.OFTString, ogr.OFTInteger, ogr.OFTInteger64, ogr.OFTReal)
_BATCH = 20_000
_UNREADABLE = b""
"""The WKB of a geometry that is there, and that GDAL cannot read; none stands for none."""
_FAULTS = (RuntimeError, SystemError, ValueError, KeyError, TypeError, IndexError, MemoryError)
# Invalid geometries are ours to repair and count; QGIS's check would stop the run at the first.
AS_THEY_ARE = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks


@dataclass(frozen=True)
class PlainFile:
    """A layer that is nothing but a layer of a file: no filter, selection or edits.

    ``encoding``: in which QGIS reads its texts.
    """

    path: str
    layer: str
    encoding: str = ""


Kind = TypeVar("Kind", bound=Features)


def plain_file(value: object, layer: QgsVectorLayer | None) -> PlainFile | None:
    """Return the file behind a parameter value, if the fast way gives just what QGIS would."""
    if layer is None or layer.dataProvider() is None or layer.dataProvider().name() != "ogr":
        return None
    if isinstance(value, QgsProcessingFeatureSourceDefinition) and (
        value.selectedFeaturesOnly or value.featureLimit >= 0 or value.filterExpression
    ):
        return None
    if layer.subsetString() or layer.isEditable():
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    narrowed = ("vsiPrefix", "openOptions", "subset", "geometryType", "layerId")
    if not parts.get("path") or any(parts.get(part) for part in narrowed):
        return None
    return PlainFile(parts["path"], parts.get("layerName") or "", layer.dataProvider().encoding())


def read_raw(
    source: Snapshot,
    columns: list[str],
    file: PlainFile | None,
    stop: Callable[[], None],
    fids: list[int] | None = None,
    tell: Callable[[str], None] = lambda text: None,
) -> Raw:
    """Read a source, or the features of it that have one of some ids; stop the run where it cannot be read to its end.

    ``stop`` is called between batches and raises to end the reading; ``tell`` is told, where the fast way came to
    nothing, why.
    """
    try:
        with kept_quiet():
            stream = None if file is None or fids is not None else _stream(file, columns, stop)
            if wrong := complaints():
                raise RuntimeError(*wrong)
    except _FAULTS as fault:  # GDAL's, or that of its binding to numpy; the general way has neither in it
        tell(str(fault))
        stream = None
    if stream is None:
        return _read_features(source, columns, stop, fids=fids)
    fid, wkb, plain = stream
    if len(plain) == len(set(columns)):
        return Raw(fid, wkb, plain)
    # These columns come through QGIS, which knows encodings, nulls and types best; geometry was the slow part.
    table = read_rows(source, columns, stop)
    row = pd.Index(table.fid).get_indexer(fid)
    if len(fid) != len(table.fid) or (row < 0).any():
        tell(CHANGED)
        return _read_features(source, columns, stop)  # at once, so that values and geometry belong together
    return Raw(fid, wkb, {name: [values[at] for at in row] for name, values in table.columns.items()})


def read_rows(source: Snapshot, columns: list[str], stop: Callable[[], None]) -> Raw:
    """Read the rows of a source without their geometry, which nobody asks for and which may not be readable."""
    return _read_features(source, columns, stop, with_geometry=False)


def _stream(
    file: PlainFile, columns: list[str], stop: Callable[[], None]
) -> tuple[np.ndarray, np.ndarray, dict[str, list]] | None:
    """Return ids, WKB and columns from GDAL's Arrow stream; None where the format or GDAL offers none.

    The columns are there if all of them are plain text or numbers of a format that is always UTF-8. Raises one of
    ``_FAULTS`` where the stream breaks or does not hold as many features as the layer has.
    """
    # Asked first, because GDAL raises where it cannot open once any plugin has told it to.
    driver = gdal.IdentifyDriverEx(file.path, gdal.OF_VECTOR, list(_ARROW_DRIVERS))
    if driver is None:
        return None
    dataset = gdal.OpenEx(file.path, gdal.OF_VECTOR, [driver.ShortName], _ARROW_DRIVERS[driver.ShortName])
    if dataset is None:
        return None
    layer = dataset.GetLayerByName(file.layer) if file.layer else dataset.GetLayer(0)
    if layer is None or not hasattr(layer, "GetArrowStreamAsNumPy"):
        return None
    schema = layer.GetLayerDefn()
    fields = [schema.GetFieldDefn(index) for index in range(schema.GetFieldCount())]
    plain = {
        field.GetName()
        for field in fields
        if driver.ShortName == "GPKG" and field.GetType() in _PLAIN and field.GetSubType() == ogr.OFSTNone
    }
    wanted = list(columns) if set(columns) <= plain else []
    count = layer.GetFeatureCount()
    if driver.ShortName != "GPKG":
        layer.SetIgnoredFields([field.GetName() for field in fields if field.GetName() not in wanted])
        return _batches(layer, wanted, count, stop)
    table = _table_of(dataset, layer, wanted)
    if table is None:
        return None
    try:
        return _batches(table, wanted, count, stop)
    finally:
        dataset.ReleaseResultSet(table)  # which must not outlive the database


def _batches(
    layer: ogr.Layer, wanted: list[str], count: int, stop: Callable[[], None]
) -> tuple[np.ndarray, np.ndarray, dict[str, list]]:
    """Return ids, WKB and columns of all batches of a layer's stream, which together are to hold ``count`` features."""
    fid, wkb = [np.empty(0, np.int64)], [np.empty(0, object)]
    values: dict[str, list] = {name: [] for name in wanted}
    batches = iter(layer.GetArrowStreamAsNumPy(options=["INCLUDE_FID=YES", "USE_MASKED_ARRAYS=YES"]))
    with closing(batches):  # a stream must not outlive its layer
        for batch in batches:
            stop()
            column = batch[layer.GetGeometryColumn() or "wkb_geometry"]
            fid.append(np.asarray(batch[layer.GetFIDColumn() or "OGC_FID"]))
            shapes = np.empty(len(column), dtype=object)
            shapes[:] = [bytes(value) or None if value is not None else None for value in _with_none(column)]
            wkb.append(shapes)
            for name in wanted:
                values[name] += [one.decode() if isinstance(one, bytes) else one for one in _with_none(batch[name])]
    ids = np.concatenate(fid)
    if not len(ids) == len(np.unique(ids)) == count:
        raise RuntimeError(f"{len(ids)} of {count} features")
    return ids, np.concatenate(wkb), values


def _table_of(dataset: gdal.Dataset, layer: ogr.Layer, columns: list[str]) -> ogr.Layer | None:
    """Return a table of a GeoPackage as the answer to a query; None where it has no key or no geometry.

    The stream of a table itself is filled by a thread, which in GDAL before 3.11.4 now and then writes into a batch
    that is being read (github.com/OSGeo/gdal/issues/12934); the stream of a query is filled by the one who reads it.
    """
    key, geometry = layer.GetFIDColumn(), layer.GetGeometryColumn()
    if not key or not geometry:
        return None
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in dict.fromkeys((key, geometry, *columns)))
    table = layer.GetName().replace('"', '""')
    return dataset.ExecuteSQL(f'SELECT {names} FROM "{table}" ORDER BY "{key}"')


def _with_none(column: np.ndarray) -> list:
    """Return the values of a column, None where it is masked."""
    return column.tolist() if isinstance(column, np.ma.MaskedArray) or column.dtype.kind in "SUifb" else list(column)


def _read_features(
    source: Snapshot,
    columns: list[str],
    stop: Callable[[], None],
    with_geometry: bool = True,
    fids: list[int] | None = None,
) -> Raw:
    request = QgsFeatureRequest()
    if fids is not None:
        request.setFilterFids(fids)
    if not with_geometry:
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    fields = source.fields()
    indices = [fields.lookupField(name) for name in columns]
    request.setSubsetOfAttributes(indices)
    fid: list[int] = []
    wkb: list[bytes | None] = []
    values: list[list] = [[] for _ in columns]
    features = source.getFeatures(request, AS_THEY_ARE)
    with kept_quiet():
        while True:
            if len(fid) % _BATCH == 0:
                stop()
            gdal.ErrorReset()
            feature = next(features, None)
            if feature is None:
                break
            fid.append(feature.id())
            if with_geometry:
                geometry = feature.geometry()
                nothing = _UNREADABLE if geometry.isNull() and complaints() else None
                wkb.append(nothing if geometry.isNull() else geometry.asWkb().data())
            for column, index in zip(values, indices):
                column.append(plain(settled(feature, feature.attribute(index), fields.at(index))))
        # Of a damaged file QGIS gives what comes before the damage, and says nothing.
        if (wrong := complaints()) and not _has_all(source, fid, fids):
            raise QgsProcessingException(cut_off(source.sourceName(), *wrong))
    array = np.empty(len(wkb), dtype=object)
    array[:] = wkb
    return Raw(np.array(fid, dtype=np.int64), array, dict(zip(columns, values)))


def _has_all(source: Snapshot, found: list[int], fids: list[int] | None) -> bool:
    """Tell whether all is found that a file was asked for by ids, so that its complaint is of none that it has.

    QGIS asks for features too that are not saved yet, whose ids are below zero, and some formats complain of these.
    """
    if fids is None:
        return source.by_ids and len(found) >= source.featureCount()
    return all(fid < 0 for fid in {*fids} - {*found})


@dataclass(frozen=True)
class Fit(Generic[Kind]):
    """Makes of what was read features of a ``kind`` that are fit for kernels, their geometries by ``clean``.

    ``clean``: brings geometries into the analysis CRS, and says which are left to use.
    """

    kind: type[Kind]
    clean: Callable[..., Cleaned]

    def __call__(
        self,
        label: str,
        raw: Raw,
        geometry: np.ndarray,
        unreadable: np.ndarray,
        transform: CoordinateTransform,
        progress: Progress = quiet,
    ) -> Kind:
        """Return the features that are left to use, in the analysis CRS."""
        return self.used(label, raw, unreadable, self.clean(geometry, transform, progress))

    def used(self, label: str, raw: Raw, unreadable: np.ndarray, cleaned: Cleaned) -> Kind:
        """Return the features that are left to use, and the counts of the others."""
        lost = unreadable | cleaned.unusable
        use = ~cleaned.empty & ~cleaned.unusable
        rows = np.flatnonzero(use)
        return self.kind(
            label=label,
            fid=raw.fid[use],
            geometry=cleaned.geometry[use],
            columns={name: [values[row] for row in rows] for name, values in raw.columns.items()},
            read=len(raw.fid),
            repaired=int((cleaned.repaired & use).sum()),
            empty=int((cleaned.empty & ~lost).sum()),
            unreadable=raw.fid[lost].tolist(),
            unused={
                int(raw.fid[row]): {name: values[row] for name, values in raw.columns.items()}
                for row in np.flatnonzero(~use)
            },
        )


def whole(fid: np.ndarray, cleaned: Cleaned) -> Whole:
    """Return what is left to use of all features of a layer."""
    use = ~cleaned.empty & ~cleaned.unusable
    return Whole(fid[use], cleaned.geometry[use])


def _polygons(geometry: np.ndarray, transform: CoordinateTransform, progress: Progress = quiet) -> Cleaned:
    """Repair what is invalid, and leave out what has no area."""
    cleaned = clean(transform.geometry(geometry), progress)
    if transform.moves:  # a ring that crosses itself in one vertex may no longer do so once that has moved
        invalid = ~shapely.is_valid(geometry) & ~shapely.is_missing(geometry) & ~shapely.is_missing(cleaned.geometry)
        cleaned = replace(cleaned, repaired=cleaned.repaired | invalid)
    return cleaned


def _lines(geometry: np.ndarray, transform: CoordinateTransform, progress: Progress = quiet) -> Cleaned:
    """Leave out what has no length."""
    progress(0.0)
    return clean_lines(transform.geometry(geometry))


to_polygons, to_lines = Fit(Polygons, _polygons), Fit(Lines, _lines)
