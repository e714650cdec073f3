"""Arrays and tables to outputs; each is as it was before, or whole and new."""

from __future__ import annotations

from codecs import lookup
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProperty,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...core.progress import Progress, aside, quiet
from ...i18n import tr
from .clashes import is_wanted, outputs, refuse
from .complaints import complaints, kept_quiet
from .features import Features
from .fitting import Fitting
from .making import Making
from .places import TABLE_MARK, Place, destination
from .postgis_making import PostgisMaking
from .records import BATCH, Fit, JoinedRecords, TableRecords
from .refusals import likely_reason, unwritable
from .shapes import Shapes
from .sinks import RefusedError, Sink, appends, open_file, room_for_index
from .snapshot import Snapshot
from .spatialite import SpatialiteMaking
from .telling import incomplete, overfull, sentences

# By which QGIS goes to a place, and what is made beside it; what others hold is written at once.
_MAKINGS: dict[str, Callable[[Place], Making | PostgisMaking]] = {
    "ogr": Making,
    "spatialite": SpatialiteMaking,
    "postgres": PostgisMaking,
}


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
        kind = QgsWkbTypes.Type.NoGeometry if geometry is None else kind
        records = TableRecords(table, geometry, QgsWkbTypes.isMultiType(kind))
        crs = crs or QgsCoordinateReferenceSystem()
        return self._write(name, records.fields, kind, crs, records.features, len(table), progress)

    def write_joined(
        self,
        name: str,
        source: Snapshot,
        read: Features,
        table: pd.DataFrame,
        progress: Progress = quiet,
    ) -> str | None:
        """Write every feature that is meant of a source as it is, with the columns of ``table`` behind its own fields.

        ``table`` has a row for each feature that was ``read``; any other gets nulls, and no geometry where it could not
        be read, which no format holds for sure.
        A field of the same name, as an earlier run leaves it, is replaced, be it that a Shapefile has cut its name.
        """
        records = JoinedRecords(source, read, table)
        written = self._write(
            name,
            records.fields,
            source.wkbType(),
            source.sourceCrs(),
            records.features,
            records.count,
            progress,
        )
        if written is not None and records.without_geometry:
            text = tr("“{output}”: features whose geometry could not be read are there without one; how many: {count}.")
            self._note(text.format(output=self._title(name), count=f"{len(records.without_geometry):,}"))
        return written

    def text(self, name: str, content: str) -> str | None:
        """Write a text file; return its path, None where it is not wanted."""
        return self.file(name, lambda path: Path(path).write_text(content, encoding="utf-8"))

    def file(self, name: str, write: Callable[[str], object]) -> str | None:
        """Have ``write`` make the file of an output; return its path, None where it is not wanted."""
        path = self._algorithm.parameterAsFileOutput(self._parameters, name, self._context)
        if not self.wants(name) or not path:
            return None
        made = self._made(Place(path))
        assert isinstance(made, Making)  # what has a path is a file
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

    def rollback(self) -> None:
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

    def _made(self, place: Place) -> Making | PostgisMaking:
        """Return what becomes a file or a table; several tables of one file are made together."""
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
        features: Callable[[Fit], Iterable[QgsFeature]],
        count: int,
        progress: Progress,
    ) -> str | None:
        if not self.wants(name):
            return None
        place = destination(self._parameters[name], self._context)
        fitting = Fitting(fields, place, self._encoding(name))
        while True:
            shapes = Shapes(kind, place)
            final = self._written(name, place, fitting, shapes, crs, features, count, progress)
            if not fitting.is_narrow and not shapes.is_narrow:
                break
            if fitting.is_narrow:
                fitting = fitting.wider()
            if shapes.is_narrow:
                kind = shapes.wider
        for sentence in sentences(self._title(name), place, fitting, shapes):
            self._note(sentence)
        return final

    def _written(
        self,
        name: str,
        place: Place | None,
        fitting: Fitting,
        shapes: Shapes,
        crs: QgsCoordinateReferenceSystem,
        features: Callable[[Fit], Iterable[QgsFeature]],
        count: int,
        progress: Progress,
    ) -> str:
        """Write an output, to its end only where the fields are wide enough; return its id."""
        if place is None or place.provider not in _MAKINGS:
            with room_for_index():
                made = self._algorithm.parameterAsSink(
                    self._parameters, name, self._context, fitting.fields, shapes.kind, crs
                )
            if made[0] is None:
                raise QgsProcessingException(self._algorithm.invalidSinkError(self._parameters, name))
            sink = Sink(*made)
            self._begun.append(sink.found)
            self._to_load.append(sink.found)
            try:
                self._fill(sink, fitting, shapes, features, count, progress)
                sink.close(progress)
            except RefusedError as error:
                raise QgsProcessingException(str(error)) from error
            return sink.found
        made = self._made(place)
        if isinstance(made, Making):
            made.cause = overfull(place, fitting.fields)
        try:
            with kept_quiet():
                sink = self._sink_beside(name, made, place, fitting.fields, shapes.kind, crs)
                made.sink = sink
                written = self._fill(sink, fitting, shapes, features, count, progress)
                said = complaints()
            said += sink.close(progress)
        except RefusedError as error:
            made.fail(place, [str(error)])
        if fitting.is_narrow or shapes.is_narrow:
            made.start_over()
            return ""
        if shapes.is_incomplete:
            raise QgsProcessingException(incomplete(place, shapes.without))
        aside(lambda progress: made.check(place, sink.found, written, said), lambda share: progress(1.0))
        if isinstance(made, Making) and place.is_file and not appends(self._parameters[name]):
            fitting.compare(made.header(place, sink.found))
        final = made.destination(place, sink.found)
        self._load_later(name, final)
        return final

    def _options(self, name: str) -> dict:
        """Return how a file is to be made, as far as the output says it."""
        given = self._parameters[name]
        options = given.createOptions if isinstance(given, QgsProcessingOutputLayerDefinition) else {}
        # Not the system's: not every one has a sign for each character.
        return {"fileEncoding": "UTF-8", **options}

    def _encoding(self, name: str) -> str:
        try:
            return lookup(str(self._options(name)["fileEncoding"])).name
        except LookupError:
            return "utf-8"

    def _sink_beside(
        self,
        name: str,
        made: Making | PostgisMaking,
        place: Place,
        fields: QgsFields,
        kind: QgsWkbTypes.Type,
        crs: QgsCoordinateReferenceSystem,
    ) -> Sink:
        """Return a sink beside the place of an output. Raises RefusedError."""
        given, options = self._parameters[name], self._options(name)
        shape = place.shape(fields.names()) if place.provider == "ogr" and kind != QgsWkbTypes.Type.NoGeometry else None
        begun = made.begin(place, shape is not None)
        if isinstance(made, Making) and place.provider == "ogr" and not appends(given):
            more = [] if shape is None else [f"GEOMETRY_NAME={shape}"]
            path, _, table = begun.partition(TABLE_MARK)
            return open_file(
                path, table, place, fields, kind, crs, options, more, self._context, bool(table) and made.path.exists()
            )
        beside = QgsProcessingOutputLayerDefinition(
            given if isinstance(given, QgsProcessingOutputLayerDefinition) else ""
        )
        beside.createOptions = options
        beside.sink, beside.destinationProject = QgsProperty.fromValue(begun), None
        try:
            with room_for_index():
                sink, found = self._algorithm.parameterAsSink(
                    {**self._parameters, name: beside}, name, self._context, fields, kind, crs
                )
        except QgsProcessingException as error:
            raise RefusedError(str(error)) from error
        if sink is None:
            raise RefusedError(self._algorithm.invalidSinkError(self._parameters, name))
        return Sink(sink, found)

    def _fill(
        self,
        sink: Sink,
        fitting: Fitting,
        shapes: Shapes,
        features: Callable[[Fit], Iterable[QgsFeature]],
        count: int,
        progress: Progress,
    ) -> int:
        """Write features into a sink, as long as they fit; return how many there were. Raises RefusedError."""
        rest, written = map(shapes.fit, features(fitting.fit)), 0
        while batch := list(islice(rest, BATCH)):
            # Of what is too narrow the rest is only looked at, and all of it is written again.
            if not (fitting.is_narrow or shapes.is_narrow or shapes.is_incomplete):
                sink.add(batch)
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


def _remove(begun: str, context: QgsProcessingContext) -> None:
    """Remove a temporary layer, or empty a table of a database."""
    if context.temporaryLayerStore().mapLayer(begun) is not None:
        context.temporaryLayerStore().removeMapLayer(begun)
        return
    alone = QgsProcessingContext()  # without the project, in which another thread must look for nothing
    layer = QgsProcessingUtils.mapLayerFromString(begun, alone)
    if layer is not None:
        layer.dataProvider().truncate()
