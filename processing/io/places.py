"""Where inputs are read from and outputs go to, and whether two of these are the same."""

from __future__ import annotations

import os
import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    QgsDataSourceUri,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsProperty,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ...i18n import tr
from . import postgis, views
from .complaints import ERRORS, kept_quiet

TABLE_MARK = "|layername="
"""What stands between a file and the table of it that is meant."""
# Formats whose files hold several tables.
TABLES = ("GPKG", "SQLite", "OpenFileGDB", "XLSX", "ODS", "LIBKML")
# Files that come with others of the same name: by the main one's ending, the others'.
_COMPANIONS = {
    ".shp": (".shx", ".dbf", ".prj", ".cpg", ".qix", ".qpj", ".sbn", ".sbx", ".idm", ".ind", ".shp.xml"),
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
    ".gml": (".xsd", ".gfs"),
    ".tif": (".tfw", ".tif.aux.xml", ".tif.ovr"),
}
# What QGIS and GDAL read with a file of any format.
_BESIDE = (".prj", ".qpj", ".cpg", ".csvt", ".qml", ".qmd")
_MAIN = {".dbf": ".shp", ".shx": ".shp", ".dat": ".tab", ".map": ".tab", ".id": ".tab", ".mid": ".mif"}
_JOURNALS = ("-journal", "-wal", "-shm")
_SPATIALITE = "spatialite"
_OF_FILES = ("ogr", _SPATIALITE)
_OF_SQLITE = ("GPKG", "SQLite")


# What GDAL calls the geometry of a table, by format.
_SHAPE = {"GPKG": "geom", "SQLite": "GEOMETRY", "OpenFileGDB": "SHAPE"}
# How the names of their tables must not begin.
_MARKS = tuple("`~!@#$%^&*()+-={}|[]\\:\";'<>?,./")
_TAKEN = {"GPKG": (*_MARKS, "gpkg", "sqlite_"), "SQLite": ("sqlite_",)}
_QUOTED, _NAMED, _IN_BRACKETS = r"'(?:\\.|[^'\\])*'", r'"(?:\\.|""|[^"\\])*"', r"\((?:\\.|[^)\\])*\)"
# A file, or keys with their values, as QGIS writes them; what QGIS finds besides it would leave out without a word.
_KEY = rf"\w+\s*=\s*(?:{_QUOTED}|{_NAMED}(?:\.{_NAMED})?|[^\s'\"]*)|{_IN_BRACKETS}"
# What may stand before a file's name, or behind what leads to a part of it (/vsisubfile/100_200,file).
_BY_GDAL = re.compile(r"^(?:SQLite:|GPKG:|/vsi[a-z]+/|\d+(?:_\d+)?,)+", re.IGNORECASE)
_URI = re.compile(rf"(?!.*\bdbname\s*=).*|\s*(?:(?:{_KEY})(?:\s+|$))*(?:sql=.*)?", re.DOTALL)


@cache  # QGIS goes through all that GDAL knows of its formats each time
def _driver_for(extension: str) -> str:
    return QgsVectorFileWriter.driverForExtension(extension)


@dataclass(frozen=True)
class Place:
    """A file or a database, or one table of it; without a name of a table all of it.

    ``provider``: by which QGIS goes there; ``path``: of a file as it was given, or what users call a database;
    ``uri``: all that QGIS is told of a database that is no file; ``query``: of a file, what is read instead of a table.
    """

    path: str
    table: str = ""
    provider: str = "ogr"
    uri: str = field(default="", repr=False)  # which may hold a password
    query: str = ""

    @property
    def is_file(self) -> bool:
        """Whether it is a file, or a folder that QGIS takes for one."""
        return self.provider in _OF_FILES

    @property
    def driver(self) -> str:
        """GDAL's name of the format, empty where it is no format of layers."""
        if self.provider == _SPATIALITE:
            return "SQLite"
        return _driver_for(Path(self.path).suffix[1:])

    def name(self) -> str:
        """Return what users call it."""
        return f"{self.path} › {self.table}" if self.table else self.path

    def key(self) -> str:
        """Return what tells its file from others, in a database that is none its table."""
        return os.path.realpath(self.path) if self.is_file else self.uri

    @property
    def is_awkward(self) -> bool:
        """Whether its name is one that the first table cannot have, or with which QGIS makes no table by its name."""
        name = Path(os.path.realpath(self.path)).name
        return self.driver in _SHAPE and (name.count(".") > 1 or "%" in name or not self.can_have(name))

    def can_have(self, table: str) -> bool:
        """Tell whether the format allows a table of this name."""
        return not table.lower().startswith(_TAKEN.get(self.driver, ()))

    def own_table(self) -> str:
        """Return what the table is called that a file has but for its own name."""
        stem = Path(os.path.realpath(self.path)).stem
        base = stem.split(".")[0]  # as QGIS does it
        return base if base and self.can_have(base) else "_" + stem.replace("|", "_")  # where QGIS ends what it reads

    def shape(self, fields: Iterable[str]) -> str | None:
        """Return what to call the geometry where GDAL's own name is that of a field; None where it is not."""
        taken, name = {field.casefold() for field in fields}, _SHAPE.get(self.driver, "")
        if name.casefold() not in taken:
            return None
        return next(other for number in count(1) if (other := f"{name}_{number}").casefold() not in taken)

    def overlaps(self, other: Place) -> bool:
        """Tell whether writing here changes what is there."""
        if self.provider != other.provider and not (self.is_file and other.is_file):
            return False
        if self.provider == postgis.PROVIDER:
            return postgis.overlap(self.uri, other.uri)
        if self.is_file and not (self._is_file_of(other) or other._is_file_of(self)):
            return False
        one, two = self.table.casefold(), other.table.casefold()
        if not self.is_file:
            return one == two and _server(self.uri) == _server(other.uri)
        if not (one and two) or one == two or self.driver not in TABLES:
            return True
        return other.is_made_of(one)

    def is_there(self) -> bool:
        """Whether a file, or the table of it, is there already; of a database that is no file nobody looks."""
        if not self.is_file or not os.path.exists(self.path):
            return False
        return not self.table or self.table.casefold() in map(str.casefold, tables_of(self.path))

    def is_made_of(self, table: str) -> bool:
        """Tell whether its table is a view, or what is read a query, that another table of the file stands behind."""
        if self.driver not in _OF_SQLITE or not os.path.isfile(self.path):
            return False
        read = views.tables_read(self.path, self.table, self.query)
        return read is None or table in read

    def marks(self) -> frozenset[Hashable]:
        """Return marks of its file and of those that belong to it; files of two places without a common one are two."""
        return frozenset(mark for path in (self.path, _main(self.path), *self._belonging()) for mark in _marks(path))

    def _is_file_of(self, other: Place) -> bool:
        """Tell whether its file is that of another place, or one of those that belong to it."""
        if _is_same(self.path, other.path) or _is_same(_main(self.path), _main(other.path)):
            return True
        return any(_is_same(self.path, one) for one in other._belonging())

    def _belonging(self) -> list[str]:
        """Return the files that belong to its own, whether or not they are there."""
        folder, name = os.path.split(os.path.realpath(self.path))
        stem = os.path.splitext(name)[0]
        beside = [stem + ending for ending in _BESIDE] + [name + ending for ending in (*_JOURNALS, ".aux.xml")]
        return [os.path.join(folder, one) for one in (*self.companions(), *beside)]

    def companions(self) -> list[str]:
        """Return the names of the files that belong to it, whether or not they are there."""
        path = Path(_main(os.path.realpath(self.path)))
        if self.driver == "SQLite":
            return [path.name + ending for ending in _JOURNALS]
        endings = _COMPANIONS.get(path.suffix.lower(), ())
        return [path.stem + ending for ending in (path.suffix, *endings)] if endings else []


def destination(value: object, context: QgsProcessingContext) -> Place | None:
    """Return where the value of an output of features leads; None for a temporary layer.

    As QGIS does it: a name without a known ending is a GeoPackage, and an ending that is not the format's own is
    followed by that (a.json.geojson). Beyond that “file|layername=table” is a table. Raises QgsProcessingException
    where a file and its table are written so that QGIS would understand another file.
    """
    text = _text(value, context)
    if text in ("", QgsProcessing.TEMPORARY_OUTPUT) or text.startswith("memory:"):
        return None
    provider, found, uri = text.partition(":")
    provider = "postgres" if provider == "postgis" else provider
    if found and provider in QgsProviderRegistry.instance().providerList():
        if provider in ("ogr", "spatialite") and not _URI.fullmatch(uri):
            sentence = tr(
                "“{text}” cannot be read as a file and its table: within the name of the file an apostrophe is to be "
                "written as \\', and a backslash as \\\\."
            )
            raise QgsProcessingException(sentence.format(text=text))
        if provider not in _OF_FILES:
            return _in_database(provider, uri)
        parts = QgsDataSourceUri(uri)
        if provider == _SPATIALITE:
            return Place(parts.database(), parts.table(), provider, uri)
        return Place(parts.database(), parts.table()) if parts.database() else Place(uri)
    path, _, table = text.partition(TABLE_MARK)
    driver, known = Place(path).driver or "GPKG", QgsVectorFileWriter.MetaData()
    QgsVectorFileWriter.driverMetadata(driver, known)
    endings = [f".{ending}" for ending in known.ext.split()]
    return Place(path if not endings or path.lower().endswith(tuple(endings)) else path + endings[0], table)


def _text(value: object, context: QgsProcessingContext) -> str:
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProperty):
        value, _ = value.valueAsString(context.expressionContext())
    return str(value or "")


def sources(layer: QgsMapLayer, project: QgsProject | None, seen: frozenset[str] = frozenset()) -> Iterator[Place]:
    """Yield where a layer's data lie, those that it joins and those that a virtual layer asks among them."""
    if layer.id() in seen:
        return
    seen |= {layer.id()}
    provider, source = layer.providerType(), layer.source()
    parts = QgsProviderRegistry.instance().decodeUri(provider, source)
    path = parts.get("path") or ""
    if postgis.BY_GDAL.fullmatch(path):
        yield _in_database(postgis.PROVIDER, postgis.by_gdal(path, parts.get("layerName") or ""))
    elif path:
        path = _of_file(path)
        asked = _filter_of(parts)
        yield Place(path, _table_of(path, parts), _SPATIALITE if provider == _SPATIALITE else "ogr", query=asked)
        if path.lower().endswith(".vrt"):
            yield from map(Place, _behind(path))
    elif parts.get("dbname") or parts.get("service"):
        yield _in_database(postgis.PROVIDER if provider == "postgresraster" else provider, source)
    for other in (*layers_behind(layer, project), *opened_by(layer)):
        yield from sources(other, project, seen)


def layers_behind(layer: QgsMapLayer, project: QgsProject | None) -> list[QgsMapLayer]:
    """Return the layers of a project that a layer joins, in their order, and those that a virtual layer asks."""
    if not isinstance(layer, QgsVectorLayer):
        return []
    found = [join.joinLayer() for join in layer.vectorJoins()]
    if project is not None and layer.dataProvider() is not None:
        asked = sorted(one.layerId() for one in layer.dataProvider().dependencies())
        found += map(project.mapLayer, asked)
    return [one for one in found if one is not None]


def opened_by(layer: QgsMapLayer) -> list[QgsVectorLayer]:
    """Open the layers that a virtual layer opens itself, for no project has them."""
    if layer.providerType() != "virtual":
        return []
    from qgis.core import QgsVirtualLayerDefinition
    from qgis.PyQt.QtCore import QUrl

    asked = QgsVirtualLayerDefinition.fromUrl(QUrl.fromEncoded(layer.source().encode())).sourceLayers()
    options = QgsVectorLayer.LayerOptions(False)
    return [QgsVectorLayer(one.source(), one.name(), one.provider(), options) for one in asked if one.source()]


def _table_of(path: str, parts: dict) -> str:
    """Return the table that QGIS reads; where none is named it is one by number, else the first."""
    if parts.get("layerName"):
        return parts["layerName"]
    if Place(path).driver not in TABLES or not os.path.exists(path):
        return ""
    names = tables_of(path)
    number = parts.get("layerId") or 0
    return names[number] if number < len(names) else ""


def tables_of(path: str) -> list[str]:
    """Return the names of the tables of a file, none where GDAL cannot open it."""
    dataset = _opened(path, gdal.OF_VECTOR)
    return [dataset.GetLayer(number).GetName() for number in range(dataset.GetLayerCount())] if dataset else []


def _behind(path: str) -> list[str]:
    """Return the files that a virtual file of GDAL is made of."""
    dataset = _opened(path)
    return (dataset.GetFileList() or []) if dataset else []


def _opened(path: str, kinds: int = 0) -> gdal.Dataset | None:
    with kept_quiet():
        try:
            return gdal.OpenEx(path, kinds)
        except ERRORS:
            return None


def _in_database(provider: str, source: str) -> Place:
    if provider == postgis.PROVIDER:
        return Place(postgis.database(source), postgis.table(source), provider, source)
    uri = QgsDataSourceUri(source)
    table = f"{uri.schema()}.{uri.table()}" if uri.schema() else uri.table()
    return Place(uri.database() or uri.service() or uri.host(), table, provider, source)


def _server(source: str) -> tuple[str, ...]:
    """Return what tells a database from others, as far as its names do."""
    uri = QgsDataSourceUri(source)
    return uri.service(), uri.host(), uri.port(), uri.database()


def _of_file(path: str) -> str:
    """Return the file of a name that tells GDAL how to read it, or only a part of it."""
    inner = _BY_GDAL.sub("", path)
    return inner if inner != path and os.path.exists(inner) else path


def _filter_of(parts: dict) -> str:
    """Return what a layer's filter is where it stands for a whole query."""
    asked = str(parts.get("subset") or "").strip()
    return asked if asked.casefold().startswith(("select", "with")) else ""


def _main(path: str) -> str:
    """Return the main one of files that belong together."""
    stem, ending = os.path.splitext(path)
    return stem + _MAIN[ending.lower()] if ending.lower() in _MAIN else path


def _marks(path: str) -> list[Hashable]:
    """Return what paths to one file have in common: its name, or its place on a disk."""
    found: list[Hashable] = [os.path.realpath(path).casefold()]
    if os.path.exists(path):
        there = os.stat(path)
        found.append((there.st_dev, there.st_ino))
    return found


def _is_same(one: str, other: str) -> bool:
    """Tell whether two paths lead to one file, by links, in other letters where the disk takes them for the same."""
    if os.path.exists(one) and os.path.exists(other):
        return os.path.samefile(one, other)
    return os.path.realpath(one).casefold() == os.path.realpath(other).casefold()
