"""A file on its way: made beside its place, checked, and put there whole."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat
from zipfile import is_zipfile

from osgeo import gdal, ogr
from qgis.core import Qgis, QgsMessageLog, QgsProcessingException

from ...core.replacing import Successor, put_right
from ...i18n import tr
from .complaints import ERRORS, kept_quiet
from .geopackage import Replacement
from .places import TABLE_MARK, TABLES, Place, tables_of
from .refusals import likely_reason, unwritable
from .sinks import Sink
from .sqlite import DatabaseError, LockedError, Transaction, UnknownError, ViewError, count_of, is_database

_ROLLED_BACK = ("GPKG", "SQLite")
# Formats of several tables that are no GeoPackages, and in which the others are to stay too.
_COPIED = ("SQLite", "OpenFileGDB")
# How a text ends that was written to its end; GDAL takes minutes to read some of these back.
_ENDS = {
    ".csv": (b"\n",), ".geojsonl": (b"\n",), ".geojson": (b"}", b"}\n"), ".json": (b"}", b"}\n"),
    ".kml": (b"</kml>", b"</kml>\n"), ".gml": (b">", b">\n"), ".pdf": (b"%%EOF", b"%%EOF\n"),
}  # fmt: skip
_XML = (".kml", ".gml")
# Of which GDAL tells the fields at once.
_HEADED = ("GPKG", "SQLite", "OpenFileGDB", "ESRI Shapefile", "MapInfo File", "FlatGeobuf", "CSV")


class Making:
    """What becomes one file, with all tables of it that a run writes.

    Raises QgsProcessingException, with one sentence that names the file, where it cannot be written; what is there
    then is what was there before.
    """

    def __init__(self, place: Place):
        self.place = place
        self.cause = ""
        """The sentence that tells why it cannot be written, if it cannot and the disk is not the reason."""
        self.sink: Sink | None = None
        """What it is being filled by, or was."""
        self._replacement: Transaction | None = None
        self._has_others = False  # than the table that is being written
        try:
            if os.path.isdir(place.path) and place.driver != "OpenFileGDB":
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), place.path)
            put_right(Path(os.path.realpath(place.path)).parent)
            self._successor = Successor(Path(place.path))
            self._own = place.own_table()
        except OSError as error:
            raise QgsProcessingException(unwritable(place.path, error)) from error
        self._target = self._successor.target

    @property
    def path(self) -> Path:
        """Where to make the file."""
        path = self._successor.path
        return path.with_name(f"made{path.suffix}") if self.place.is_awkward else path

    @property
    def fills(self) -> bool:
        """Whether it goes into a GeoPackage that exists."""
        return self.place.driver == "GPKG" and is_database(self._target)

    def begin(self, place: Place, named: bool = False) -> str:
        """Return where to write a table, or the file if it has but one, as QGIS names it; ``named``: by its table."""
        table = place.table if self.place.driver in TABLES else ""
        copied = self.place.driver in _COPIED and self._target.exists()
        if named or copied or place.is_awkward:
            table = table or self._own
        if not table:
            return str(self.path)
        if not self.path.exists() and self._target.exists() and not self.fills:
            copy = shutil.copytree if self._target.is_dir() else shutil.copyfile
            self._has_others = True
            try:
                copy(self._target, self.path)
            except OSError as error:
                raise QgsProcessingException(unwritable(place.path, error)) from error
        return f"{self.path}{TABLE_MARK}{table}"

    def start_over(self) -> None:
        """Make way for a table that is written once more."""
        if not self._has_others:
            for part in self._successor.parts():
                shutil.rmtree(part) if part.is_dir() else part.unlink()

    def destination(self, place: Place, found: str) -> str:
        """Return as what QGIS will load it; ``found``: where it was written."""
        made, marked, table = found.partition(TABLE_MARK)
        made = _main_part(made)
        name = self._successor.path.name if made == str(self.path) else os.path.basename(made)
        path = os.path.join(os.path.dirname(place.path), name)
        if not marked and self.fills and set(tables_of(str(self._target))) - {self._own}:
            marked, table = TABLE_MARK, self._own
        return f"{path}{marked}{table}"

    def check(self, place: Place, found: str, written: int, complaints: list[str]) -> None:
        """See to it that what was written is there to its end: QGIS tells no errors of a file that it closes."""
        made, _, table = found.partition(TABLE_MARK)
        with kept_quiet():
            is_whole = _is_whole(Path(_main_part(made)), table, written)
        if not is_whole:
            self.fail(place, complaints)
        self._has_others = True

    def header(self, place: Place, found: str) -> list[tuple[str, bool]]:
        """Return how the fields are called in what was written, and whether they are dates with a time.

        Nothing of formats that GDAL has to read as a whole for it.
        """
        if self.place.driver not in _HEADED:
            return []
        made, _, table = found.partition(TABLE_MARK)
        with kept_quiet():
            return _header(_main_part(made), table)

    def check_text(self) -> None:
        """See to it that a file without layers is there to its end, as far as its format tells where that is."""
        ending = self.path.suffix.lower()
        if not self.path.is_file() or (ending == ".pdf" and not _ends_well(self.path)):
            self.fail(self.place, ())

    def fail(self, place: Place, messages: Iterable[str]) -> NoReturn:
        """Stop the run, with the reason as far as it can be known; the log has what GDAL says."""
        messages = list(messages)
        for message in messages:
            QgsMessageLog.logMessage(message, "GreenVein", Qgis.MessageLevel.Warning)
        reason = likely_reason(self.path.parent, messages, self._size())
        raise QgsProcessingException(self.cause if self.cause and reason is None else unwritable(place.path, reason))

    def _size(self) -> int:
        """Return about how many bytes a database would have taken, which is empty where there was no room for all."""
        return self.sink.size if self.sink is not None and self.place.driver in _ROLLED_BACK else 0

    def fill(self, stop: Callable[[], None]) -> None:
        """Do all that may take time or be refused, but nothing that can be seen."""
        if not self.fills or not self.path.exists():
            return
        self._replacement = self._way()
        with self._in_our_words():
            self._replacement.fill(stop)

    def put_in_place(self) -> None:
        """Let what was made take the place of what was there."""
        if self._replacement is not None:
            with self._in_our_words():
                self._replacement.commit()
        elif self._successor.parts():
            try:
                if self.path != self._successor.path:
                    self.path.rename(self._successor.path)
                self._successor.replace(self.place.companions())
            except OSError as error:
                raise QgsProcessingException(unwritable(self.place.path, error)) from error
        self._successor.discard()

    def give_up(self) -> None:
        """Remove what was made."""
        if self._replacement is not None:
            self._replacement.give_up()
        if self.sink is None:
            self._successor.discard()
        else:
            self.sink.give_up(self._successor.discard)

    def _way(self) -> Transaction:
        return Replacement(self._target, self.path)

    def _unknown(self) -> str:
        return tr("“{path}” is there already, and is no GeoPackage that can be opened; choose another file.")

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            yield
        except LockedError as error:
            busy = BlockingIOError(errno.EBUSY, str(error))
            raise QgsProcessingException(unwritable(self.place.path, busy)) from error
        except UnknownError as error:
            raise QgsProcessingException(self._unknown().format(path=self.place.path)) from error
        except ViewError as error:
            text = tr("“{path}” cannot be written: the view {views} would be lost; choose another table.")
            raise QgsProcessingException(text.format(path=self.place.path, views=error)) from error
        except DatabaseError as error:
            self.fail(self.place, [str(error)])


def _main_part(path: str) -> str:
    """Return the file of a layer that was made; a Shapefile without geometries is but its table."""
    table = Path(path).with_suffix(".dbf")
    return str(table) if not os.path.exists(path) and table.exists() else path


def _is_whole(path: Path, table: str, written: int) -> bool:
    """Tell whether a file holds as many features as were written, to its end."""
    ending = path.suffix.lower()
    if not path.exists():
        return False
    if ending in (".xlsx", ".ods"):
        return is_zipfile(path)
    if ending in _XML and not _is_xml(path):
        return False
    return _ends_well(path) if ending in _ENDS else _has_features(path, table, written)


def _is_xml(path: Path) -> bool:
    """Tell whether a text is XML from its beginning to its end; drivers write some names as they are."""
    with path.open("rb") as file:
        try:
            expat.ParserCreate().ParseFile(file)
        except expat.ExpatError:
            return False
    return True


def _has_features(path: Path, table: str, written: int) -> bool:
    """Tell whether GDAL finds as many features in a file as were written, and can read the last of them."""
    try:
        base = gdal.OpenEx(str(path), gdal.OF_VECTOR)
        layer = None if base is None else base.GetLayerByName(table) if table else base.GetLayer(0)
        if layer is None or layer.GetFeatureCount() < written:
            return False
        if base.GetDriver().ShortName == "GPKG":  # which has a row whole or not at all; the layer only notes its count
            return count_of(base, layer.GetName()) >= written
        layer.SetNextByIndex(max(0, written - 1))  # reads on to it, so that what lies before is looked at too
        return not written or layer.GetNextFeature() is not None
    except ERRORS:
        return False


def _header(path: str, table: str) -> list[tuple[str, bool]]:
    # A line of names is one even where GDAL would take some of them for values: years, or a dash.
    options = ["HEADERS=YES"] if path.lower().endswith(".csv") else []
    base = gdal.OpenEx(path, gdal.OF_VECTOR, open_options=options)
    layer = base.GetLayerByName(table) if table else base.GetLayer(0)
    definition = layer.GetLayerDefn()
    fields = map(definition.GetFieldDefn, range(definition.GetFieldCount()))
    return [(field.GetName(), field.GetType() == ogr.OFTDateTime) for field in fields]


def _ends_well(path: Path) -> bool:
    """Tell whether a text ends as its format has it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 16))
        if not file.read().endswith(_ENDS[path.suffix.lower()]):
            return False
        if path.suffix.lower() != ".csv":
            return True
        file.seek(0)
        # A line may be cut off within quotation marks, where it may go on in the next.
        return sum(block.count(b'"') for block in iter(lambda: file.read(1 << 20), b"")) % 2 == 0
