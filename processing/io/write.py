"""Arrays and tables to outputs; each is as it was before, or whole and new."""

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
    QgsProperty,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ...core.printable import printable
from ...core.progress import Progress, chunks, quiet
from ...i18n import tr
from .clashes import is_wanted, outputs, refuse
from .complaints import complaints, kept_quiet
from .fitting import Fitting, cut_names
from .making import Making
from .places import Place, destination
from .postgis_making import PostgisMaking
from .read import AS_THEY_ARE
from .refusals import likely_reason, unwritable
from .spatialite import SpatialiteMaking

_BATCH = 5_000
# A spatial index is built a quarter faster with this many MB at hand instead of the usual two.
_CACHE, _CACHE_MB = "OGR_SQLITE_CACHE", "64"
_FID = "gv_fid"
# By which QGIS goes to a place, and what is made beside it; what others hold is written at once.
_MAKINGS = {"ogr": Making, "spatialite": SpatialiteMaking, "postgres": PostgisMaking}
_XML = ("XLSX", "ODS", "KML", "LIBKML", "GML", "GPX")
_TYPES = {
    "f": QMetaType.Type.Double,
    "i": QMetaType.Type.LongLong,
    "b": QMetaType.Type.Bool,
    "O": QMetaType.Type.QString,
}


class _RefusedError(Exception):
    """A sink did not take a feature."""


class Writer:
    """Writes the outputs of one run: beside their places first, and to these when ``finish`` is called."""

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: dict,
        context: QgsProcessingContext,
        note: Callable[[str], None] = lambda sentence: None,
    ):
        self._algorithm, self._parameters, self._context, self._note = algorithm, parameters, context, note
        self.written: list[Place] = []
        """The files that were put in place."""
        self._making: dict[str, Making | PostgisMaking] = {}
        self._to_load: list[str] = []
        self._begun: list[str] = []  # temporary layers, and tables of databases that are replaced at once
        self._in_databases: list[tuple[str, str, str]] = []

    def wants(self, name: str) -> bool:
        """Tell whether an optional output was asked for."""
        return is_wanted(self._parameters.get(name))

    def make_room(self, read: Iterable[tuple[str, Place]]) -> None:
        """See to it, before anything is read, that the outputs can be written, and neither over inputs nor each other.

        ``read``: where inputs lie, each with the name of its parameter. Raises QgsProcessingException.
        """
        places = list(outputs(self._algorithm, self._parameters, self._context))
        refuse(read, places, self._title)
        for _, place in places:
            if place.provider in _MAKINGS:
                self._made(place)

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
        fields, multi = fields_of(table), QgsWkbTypes.isMultiType(kind)

        def features() -> Iterator[QgsFeature]:
            for part in chunks(len(table), _BATCH):
                wkb = [None] * (part.stop - part.start) if geometry is None else shapely.to_wkb(geometry[part])
                for values, shape in zip(rows(table.iloc[part]), wkb):
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
        A field of the same name, as an earlier run leaves it, is replaced, be it that a Shapefile has cut its name.
        """
        added = fields_of(table)
        taken, cut = {field.name().lower() for field in added}, cut_names(added.names())
        if source.fields().lookupField("fid") >= 0:
            taken.add(_FID)
        kept = [
            index
            for index, field in enumerate(source.fields())
            if field.name().lower() not in taken and not cut.fullmatch(field.name())
        ]
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
        made = self._made(Place(path))
        try:
            write(str(made.path))
        except OSError as error:
            raise QgsProcessingException(unwritable(path, likely_reason(made.path.parent) or error)) from error
        made.check_text()
        return path

    def finish(self, stop: Callable[[], None] = lambda: None) -> None:
        """Put everything that was made in its place. Raises QgsProcessingException, and whatever ``stop`` raises."""
        # What takes time, and what may be refused, comes before all that counts; what keeps others waiting last.
        for made in sorted(self._making.values(), key=lambda one: isinstance(one, PostgisMaking)):
            made.fill(stop)
        stop()
        for made in sorted(self._making.values(), key=lambda one: not one.fills):
            made.put_in_place()
            self.written.append(made.place)
        self._making.clear()
        for final, provider, uri in self._in_databases:  # of which QGIS knows only those that it has made itself
            self._context.temporaryLayerStore().addMapLayer(QgsVectorLayer(uri, final, provider))

    def take_back(self) -> None:
        """Leave everything as it was before."""
        for made in self._making.values():
            made.give_up()
        for begun in self._begun:
            _remove(begun, self._context)
        self._making.clear()
        self._begun.clear()
        later = self._context.layersToLoadOnCompletion()
        self._context.setLayersToLoadOnCompletion({key: one for key, one in later.items() if key not in self._to_load})

    def _title(self, name: str) -> str:
        return self._algorithm.parameterDefinition(name).description()

    def _made(self, place: Place) -> Making:
        """Return what becomes a file; several tables of one are made together."""
        key = place.key()
        if key not in self._making:
            self._making[key] = _MAKINGS[place.provider](place)
        return self._making[key]

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
        place = destination(self._parameters[name], self._context)
        fitting = Fitting(fields, place)
        fields, features = fitting.fields, fitting.features(features)
        self._tell(name, fitting)
        if place is None or place.provider not in _MAKINGS:
            with _room_for_index():
                sink, begun = self._algorithm.parameterAsSink(self._parameters, name, self._context, fields, kind, crs)
            if sink is None:
                raise QgsProcessingException(self._algorithm.invalidSinkError(self._parameters, name))
            self._begun.append(begun)
            self._to_load.append(begun)
            try:
                self._fill(sink, features, count, progress)
                _close(sink)
            except _RefusedError as error:
                text = str(error) or self._algorithm.writeFeatureError(sink, self._parameters, name)
                raise QgsProcessingException(text) from error
            return begun
        made = self._made(place)
        features = map(_printable, features) if place.driver in _XML else features
        with kept_quiet():
            sink, found = self._sink_beside(name, made, place, fields, kind, crs)
            try:
                written = self._fill(sink, features, count, progress)
                _close(sink)
            except _RefusedError as error:
                text = str(error) or self._algorithm.writeFeatureError(sink, self._parameters, name)
                made.fail(place, [text, *complaints()])
            del sink
            made.check(place, found, written, complaints())
        final = made.destination(place, found)
        self._load_later(name, final)
        return final

    def _tell(self, name: str, fitting: Fitting) -> None:
        """Say what of the fields is not as it was."""
        if fitting.as_text:
            text = tr(
                "“{output}”: its format has no columns for what these fields hold, which are text there: {fields}."
            )
            self._note(text.format(output=self._title(name), fields=", ".join(fitting.as_text)))
        if fitting.renamed:
            text = tr(
                "“{output}”: fields whose names its format cannot hold, or takes for one, have other names there: "
                "{names}."
            )
            names = ", ".join(f"{old} → {new}" for old, new in fitting.renamed)
            self._note(text.format(output=self._title(name), names=names))

    def _sink_beside(
        self,
        name: str,
        made: Making | PostgisMaking,
        place: Place,
        fields: QgsFields,
        kind: QgsWkbTypes.Type,
        crs: QgsCoordinateReferenceSystem,
    ) -> tuple[QgsFeatureSink, str]:
        """Return a sink beside the place of an output, and what QGIS calls the file that it fills."""
        given = self._parameters[name]
        beside = QgsProcessingOutputLayerDefinition(
            given if isinstance(given, QgsProcessingOutputLayerDefinition) else ""
        )
        shape = place.shape(fields.names()) if place.provider == "ogr" and kind != QgsWkbTypes.Type.NoGeometry else None
        if shape is not None:
            beside.createOptions = {**beside.createOptions, "layerOptions": [f"GEOMETRY_NAME={shape}"]}
        beside.sink, beside.destinationProject = QgsProperty.fromValue(made.begin(place, shape is not None)), None
        parameters = {**self._parameters, name: beside}
        try:
            with _room_for_index():
                sink, found = self._algorithm.parameterAsSink(parameters, name, self._context, fields, kind, crs)
        except QgsProcessingException as error:
            made.fail(place, [str(error)])
        if sink is None:
            made.fail(place, [self._algorithm.invalidSinkError(self._parameters, name)])
        return sink, found

    def _fill(self, sink: QgsFeatureSink, features: Iterable[QgsFeature], count: int, progress: Progress) -> int:
        """Write features into a sink; return how many there were. Raises _RefusedError where it takes them not."""
        features, written = iter(features), 0
        while batch := list(islice(features, _BATCH)):
            if not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
                raise _RefusedError
            written += len(batch)
            progress(written / max(count, written))
        progress(1.0)
        return written

    def _load_later(self, name: str, final: str) -> None:
        """Have QGIS load an output once the run has ended, where that was asked for."""
        given = self._parameters[name]
        if isinstance(given, QgsProcessingOutputLayerDefinition) and given.destinationProject is not None:
            details = QgsProcessingContext.LayerDetails(
                given.destinationName or self._title(name),
                given.destinationProject,
                name,
                QgsProcessingUtils.LayerHint.Vector,
            )
            self._context.addLayerToLoadOnCompletion(final, details)
            self._to_load.append(final)
            place = destination(given, self._context)
            if place is not None and place.provider != "ogr":
                self._in_databases.append((final, place.provider, place.uri))


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

    def values(name: str) -> list:
        found = table[name].astype(object).to_numpy(copy=True)
        found[table[name].isna().to_numpy()] = None
        return found.tolist()

    return [list(row) for row in zip(*map(values, table.columns))]


def _printable(feature: QgsFeature) -> QgsFeature:
    """Return a feature whose texts XML can hold; of one that it cannot, GDAL makes a file that nobody can open."""
    feature.setAttributes([printable(value) for value in feature.attributes()])
    return feature


def _free_of_fid(field: QgsField) -> QgsField:
    """Rename a field that GeoPackage would take for its own feature id and whose values may repeat."""
    if field.name().lower() == "fid":
        field = QgsField(field)
        field.setName(_FID)
    return field


def _close(sink: QgsFeatureSink) -> None:
    """Write what a sink still holds. Raises _RefusedError where that cannot be written."""
    if not hasattr(sink, "finalize"):
        return
    try:
        sink.finalize()
    except QgsProcessingException as error:
        raise _RefusedError(str(error)) from error


def _remove(begun: str, context: QgsProcessingContext) -> None:
    """Remove a temporary layer, or empty a table of a database."""
    if context.temporaryLayerStore().mapLayer(begun) is not None:
        context.temporaryLayerStore().removeMapLayer(begun)
        return
    layer = QgsProcessingUtils.mapLayerFromString(begun, context)
    if layer is not None:
        layer.dataProvider().truncate()
