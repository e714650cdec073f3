"""Sinks of features: opened beside the place of an output, filled, and closed where nobody has to wait for it.

A file may get what makes most work when it is closed: a database its spatial index, a spreadsheet all of its cells.
That is one call, which cannot be stopped. So it is made in another thread, where a run that is cancelled leaves it;
what was made is removed there then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event, Lock

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QRunnable, QThreadPool

from ...core.progress import Progress, aside, in_the_background
from .complaints import complaints, kept_quiet
from .places import TABLE_MARK, Place

# A spatial index is built a quarter faster with this many MB at hand instead of the usual two.
_CACHE, _CACHE_MB = "OGR_SQLITE_CACHE", "64"
# Else GDAL leaves polygons that are not valid out of a KML, such as those that cross themselves.
_STRICT, _NO = "LIBKML_STRICT_COMPLIANCE", "NO"
_PATIENCE_S = 0.5
# Of how many features of a batch the size is taken, and how many bytes each takes in a database besides.
_SAMPLE, _OVERHEAD = 100, 100
DATASET, LAYER = "datasourceOptions", "layerOptions"


class RefusedError(Exception):
    """A sink cannot be opened, or did not take a feature; says so in the words of QGIS, as far as there are any."""


class _Waiting(QRunnable):
    """Keeps QGIS from ending, which waits for its threads, and would take GDAL away from a file being closed."""

    def __init__(self, closed: Event):
        super().__init__()
        self._closed = closed

    def run(self):
        pool = QThreadPool.globalInstance()
        pool.releaseThread()  # others may run meanwhile
        self._closed.wait()
        pool.reserveThread()


class Sink:
    """Takes features; ``found``: what QGIS calls what it fills; ``is_file``: a file may be closed in another thread."""

    def __init__(self, sink: QgsFeatureSink, found: str, is_file: bool = False):
        self.found = found
        self.size = 0
        """About how many bytes the features take that were given."""
        self._held, self._is_file = [sink], is_file
        self._lock, self._closed, self._is_closing = Lock(), Event(), False
        self._afterwards: Callable[[], None] | None = None

    def add(self, features: list[QgsFeature]) -> None:
        """Write features. Raises RefusedError."""
        (sink,) = self._held
        with _unless_set(_STRICT, _NO):
            is_taken = sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert)
        if not is_taken:
            raise RefusedError(sink.lastError())
        some = features[:: -(-len(features) // _SAMPLE)] if features else []
        self.size += sum(map(_size, some)) * len(features) // max(len(some), 1)

    def close(self, progress: Progress) -> list[str]:
        """Write what it still holds; return what GDAL complains of.

        ``progress``: is told 1.0 several times a second, in this thread; what it raises ends the waiting.
        Raises RefusedError.
        """
        if not self._is_file:
            return self._close()
        return aside(lambda progress: self._close(), lambda share: progress(1.0))

    def give_up(self, afterwards: Callable[[], None]) -> None:
        """Have it closed, and something done then; where that takes long, nobody waits for it."""
        with self._lock:
            self._afterwards = afterwards
            is_closing, self._is_closing = self._is_closing, True
        if self._closed.is_set():
            self._end()
        elif not self._is_file:
            self._close()
        else:
            if not is_closing:
                in_the_background(self._close)
            if not self._closed.wait(_PATIENCE_S):
                QThreadPool.globalInstance().start(_Waiting(self._closed))

    def _close(self) -> list[str]:
        with self._lock:
            self._is_closing = True
        try:
            with kept_quiet():
                if hasattr(self._held[0], "finalize"):
                    try:
                        self._held[0].finalize()
                    except QgsProcessingException as error:
                        raise RefusedError(str(error)) from error
                self._held.clear()  # which closes it
                return complaints()
        finally:
            self._held.clear()
            self._end()
            self._closed.set()

    def _end(self) -> None:
        with self._lock:
            afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            afterwards()


def _size(feature: QgsFeature) -> int:
    shape = feature.geometry().constGet() if feature.hasGeometry() else None
    texts = sum(len(value.encode("utf-8", "replace")) for value in feature.attributes() if isinstance(value, str))
    return texts + (0 if shape is None else shape.wkbSize()) + _OVERHEAD


def open_file(
    path: str,
    table: str,
    place: Place,
    fields: QgsFields,
    kind: QgsWkbTypes.Type,
    crs: QgsCoordinateReferenceSystem,
    options: dict,
    more: Iterable[str],
    context: QgsProcessingContext,
    exists: bool,
) -> Sink:
    """Return a sink that writes a file, or a table of one that may exist; as QGIS does it for a file.

    For a table QGIS goes another way, on which bytes that begin with zero are lost. ``options``: those of the output's
    definition; ``more``: of GDAL's layer. Raises RefusedError.
    """
    given = QgsVectorFileWriter.SaveVectorOptions()
    given.driverName, given.layerName, given.fileEncoding = place.driver, table, options["fileEncoding"]
    given.datasourceOptions = options.get(DATASET) or QgsVectorFileWriter.defaultDatasetOptions(place.driver)
    said = options.get(LAYER) or QgsVectorFileWriter.defaultLayerOptions(place.driver)
    given.layerOptions = [*more, *said]  # of which GDAL takes the first of a name
    if exists:
        given.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    with room_for_index():
        writer = QgsVectorFileWriter.create(path, fields, kind, crs, context.transformContext(), given)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        message = writer.errorMessage()
        del writer  # which an exception would keep
        raise RefusedError(message)
    return Sink(writer, f"{path}{TABLE_MARK}{table}" if table else path, is_file=True)


def appends(definition: object) -> bool:
    """Tell whether features are to be added to what is there."""
    return isinstance(definition, QgsProcessingOutputLayerDefinition) and definition.useRemapping()


def room_for_index() -> AbstractContextManager[None]:
    """Give a database that is opened meanwhile more memory, unless the user has said how much."""
    return _unless_set(_CACHE, _CACHE_MB)


@contextmanager
def _unless_set(option: str, value: str) -> Iterator[None]:
    """Set an option of GDAL meanwhile, in this thread, unless the user has."""
    if gdal.GetConfigOption(option) is not None:
        yield
        return
    gdal.SetThreadLocalConfigOption(option, value)
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption(option, None)
