"""Tables of a SpatiaLite file, as QGIS writes to it: made in a file beside it, and brought over in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsDataSourceUri, QgsWkbTypes

from ...i18n import tr
from .complaints import ERRORS, complaints, kept_quiet
from .making import Making
from .places import TABLE_MARK, Place
from .sqlite import DatabaseError, Transaction, UnknownError, is_database, quoted_name, quoted_text

PROVIDER = "spatialite"
_DIMENSIONS = ("XY", "XYZ", "XYM", "XYZM")


class SpatialiteReplacement(Transaction):
    """The tables of one SpatiaLite file on their way into another."""

    NO_CHANGE = "UPDATE geometry_columns SET f_table_name = f_table_name WHERE 0"

    def __init__(self, target: Path, made: Path, tables: list[str]):
        super().__init__(target, made)
        self._tables = tables

    def _bring(self, stop: Callable[[], None]) -> None:
        shapes = self._rows(
            "SELECT f_table_name, f_geometry_column, geometry_type, srid FROM made.geometry_columns ORDER BY 1"
        )
        for table in self._tables:
            self._drop(table)
            self._copy(table, stop)
            for _, column, kind, reference in [row for row in shapes if row[0].casefold() == table.casefold()]:
                self._take_over(table, column, int(kind), int(reference))

    def _drop(self, table: str) -> None:
        """Remove the table of this name in any case of letters, with its indexes and what is noted of it."""
        for name, kind in self._rows(
            f"SELECT name, type FROM main.sqlite_master WHERE type IN ('table', 'view') "
            f"AND lower(name) = lower({quoted_text(table)})"
        ):
            for column, indexed in self._rows(
                "SELECT f_geometry_column, spatial_index_enabled FROM main.geometry_columns "
                f"WHERE lower(f_table_name) = lower({quoted_text(name)})"
            ):
                of = f"{quoted_text(name)}, {quoted_text(column)}"
                if indexed:
                    self._rows(f"SELECT DisableSpatialIndex({of})")
                self._run(f"DROP TABLE IF EXISTS main.{quoted_name(f'idx_{name}_{column}')}")
                self._rows(f"SELECT DiscardGeometryColumn({of})")
            self._run(f"DROP {kind} main.{quoted_name(name)}")

    def _copy(self, table: str, stop: Callable[[], None]) -> None:
        ((create,),) = self._rows(f"SELECT sql FROM made.sqlite_master WHERE name = {quoted_text(table)}")
        self._run(create)
        self._copy_rows(table, "*", stop)

    def _take_over(self, table: str, column: str, kind: int, reference: int) -> None:
        """Have the database know a column of geometries, and its CRS."""
        both = "srid, auth_name, auth_srid, ref_sys_name, proj4text, srtext"
        self._run(
            f"INSERT OR IGNORE INTO main.spatial_ref_sys ({both}) SELECT {both} FROM made.spatial_ref_sys "
            f"WHERE srid = {reference}"
        )
        name = QgsWkbTypes.displayString(QgsWkbTypes.Type(kind % 1000)).upper() if kind % 1000 else "GEOMETRY"
        of = f"{quoted_text(table)}, {quoted_text(column)}, {reference}, '{name}', '{_DIMENSIONS[kind // 1000]}'"
        ((known,),) = self._rows(f"SELECT RecoverGeometryColumn({of})")
        if not known:
            raise DatabaseError(f"RecoverGeometryColumn({of})")
        # QGIS counts the rows of a table anew once it was written to, if it was counted before: as SpatiaLite begins.
        of = f"lower({quoted_text(table)}), lower({quoted_text(column)})"
        for register, when in (("statistics", "last_verified"), ("time", "last_insert")):
            if self._rows(f"SELECT 1 FROM main.sqlite_master WHERE name = 'geometry_columns_{register}'"):
                moment = "NULL" if register == "statistics" else "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
                self._run(
                    f"INSERT OR REPLACE INTO main.geometry_columns_{register} "
                    f"(f_table_name, f_geometry_column, {when}) VALUES ({of}, {moment})"
                )

    def _opened(self) -> sqlite3.Connection:
        """Open it as SpatiaLite does: GDAL notes of its own what it believes of a table that was there before."""
        from qgis.utils import spatialite_connect

        try:
            return spatialite_connect(str(self._target), isolation_level=None, timeout=0)
        except (sqlite3.Error, AttributeError) as error:  # the latter where Python was built without extensions
            raise UnknownError(str(error)) from error

    def _rows(self, statement: str) -> list[list]:
        try:
            assert self._base is not None
            return self._base.execute(statement).fetchall()
        except sqlite3.Error as error:
            raise DatabaseError(str(error)) from error

    def _close(self) -> None:
        if self._base is not None:
            self._base.close()
        super()._close()


class SpatialiteMaking(Making):
    """A SpatiaLite file on its way, or tables that go into one that exists."""

    def __init__(self, place: Place):
        super().__init__(place)
        self._tables: list[str] = []

    @property
    def fills(self) -> bool:
        """Whether it goes into a file that exists."""
        return is_database(self._target)

    def begin(self, place: Place, named: bool = False) -> str:
        """Return where to write a table, as QGIS names it."""
        if place.table not in self._tables:
            self._tables.append(place.table)
        if not self.path.exists():
            with kept_quiet():
                try:
                    # A file that stays is to know every CRS, one that is but on its way those of its tables.
                    options = ["SPATIALITE=YES", f"INIT_WITH_EPSG={'NO' if self.fills else 'YES'}"]
                    made = gdal.GetDriverByName("SQLite").Create(str(self.path), 0, 0, 0, gdal.GDT_Unknown, options)
                except ERRORS as error:
                    self.fail(place, [str(error)])
                if made is None:
                    self.fail(place, complaints())
        return f"{PROVIDER}:{_in(self.path, place)}"

    def start_over(self) -> None:
        """Make way for a table that is written once more; QGIS does it itself."""

    def destination(self, place: Place, found: str) -> str:
        """Return as what QGIS will load it."""
        return f"{PROVIDER}:{_in(Path(place.path), place)}"

    def check(self, place: Place, found: str, written: int, complaints: list[str]) -> None:
        """See to it that what was written is there."""
        super().check(place, f"{self.path}{TABLE_MARK}{place.table}", written, complaints)

    def header(self, place: Place, found: str) -> list[tuple[str, bool]]:
        """Return how the fields are called in what was written, and whether they are dates with a time."""
        return super().header(place, f"{self.path}{TABLE_MARK}{place.table}")

    def _way(self) -> Transaction:
        return SpatialiteReplacement(self._target, self.path, self._tables)

    def _unknown(self) -> str:
        return tr("“{path}” is there already, and is no SpatiaLite file that can be opened; choose another file.")


def _in(path: Path, place: Place) -> str:
    """Return the table of a place within a file, as QGIS writes it."""
    uri = QgsDataSourceUri(place.uri)
    uri.setDatabase(str(path))
    return uri.uri()
