"""Databases of SQLite that exist, changed within one transaction: whoever has one open sees the old until the end."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from osgeo import gdal

from ...i18n import tr
from .complaints import ERRORS, complaints, kept_quiet

Result = TypeVar("Result")

_WAIT_S = 5.0
_ROWS = 20_000
_BUSY = ("locked", "busy")
_PATIENCE = "SQLITE_BUSY_TIMEOUT"  # milliseconds that GDAL waits for a database that is locked; 5000 where nobody says


class DatabaseError(Exception):
    """The database refused something; says so in its own words."""


class LockedError(DatabaseError):
    """Another program is writing to the database."""


class UnknownError(DatabaseError):
    """It is no database of this kind that can be opened."""


class ViewError(DatabaseError):
    """A view would be replaced, or would not work any more; names it."""


class Transaction:
    """A database into which tables are brought that were made in another, and of which nothing is seen before the end.

    ``target``, ``made``: the files.
    """

    KINDS, DRIVER = gdal.OF_VECTOR, "SQLite"
    NO_CHANGE = ""
    """A statement that changes nothing, but takes the lock for writing."""

    def __init__(self, target: Path, made: Path):
        self._target, self._made = target, made
        self._base: gdal.Dataset | None = None

    def fill(self, stop: Callable[[], None]) -> None:
        """Bring the tables over; raises DatabaseError, and whatever ``stop`` raises, which is called in between."""
        self._base = _waited(self._opened, stop)
        self._run(f"ATTACH {quoted_text(str(self._made))} AS made")
        # What is written stays in memory until the end: a machine that stops before leaves the file untouched.
        self._run("PRAGMA cache_spill = OFF")
        _waited(self._locked, stop)
        working = self._working_views()
        self._bring(stop)
        gone = [view for view in working if view not in self._working_views()]
        if gone:
            raise ViewError(tr(", ").join(gone))

    def _bring(self, stop: Callable[[], None]) -> None:
        raise NotImplementedError

    def _working_views(self) -> list[str]:
        """Return the names of the views that can be read."""
        found = []
        for (name,) in self._rows("SELECT name FROM main.sqlite_master WHERE type = 'view' ORDER BY name"):
            with suppress(DatabaseError):
                self._rows(f"SELECT * FROM main.{quoted_name(name)} LIMIT 0")
                found.append(name)
        return found

    def _copy_rows(self, table: str, columns: str, stop: Callable[[], None]) -> None:
        """Copy what a table holds, some rows at a time, so that a run can be cancelled."""
        key = self._row_id(table)
        ((last,),) = self._rows(f"SELECT max({key}) FROM made.{quoted_name(table)}")
        for row in range(0, (last or 0) + 1, _ROWS):
            stop()
            self._run(
                f"INSERT INTO main.{quoted_name(table)} SELECT {columns} FROM made.{quoted_name(table)} "
                f"WHERE {key} >= {row} AND {key} < {row + _ROWS}"
            )

    def _row_id(self, table: str) -> str:
        """Return what a row's number is called in a table, which may have a column of any name."""
        found = self._rows(f"SELECT name, pk FROM pragma_table_info({quoted_text(table)}, 'made')")
        keys = [quoted_name(name) for name, is_key in found if is_key]
        taken = {name.casefold() for name, _ in found}
        return keys[0] if keys else next(name for name in ("rowid", "_rowid_", "oid") if name not in taken)

    def commit(self) -> None:
        """Let the tables be seen, all at once. Raises DatabaseError."""
        _waited(lambda: self._run("COMMIT"), lambda: None)  # for those who read it just now
        self._close()

    def give_up(self) -> None:
        """Leave the database as it was before, unless ``commit`` was called."""
        # GDAL takes a transaction whose end was refused for ended, and hands on only what it has no word for.
        for statement in ("ROLLBACK", "ROLLBACK TRANSACTION") if self._base is not None else ():
            with suppress(DatabaseError):  # that nothing was begun, or the database has taken it back itself
                self._run(statement)
        self._close()

    def _close(self) -> None:
        self._base = None

    def _opened(self) -> gdal.Dataset | sqlite3.Connection:
        with kept_quiet():
            try:
                base = gdal.OpenEx(str(self._target), self.KINDS | gdal.OF_UPDATE, [self.DRIVER])
            except ERRORS as error:
                raise UnknownError(str(error)) from error
            if base is None:
                raise UnknownError("; ".join(complaints()) or os.fspath(self._target))
        return base

    def _locked(self) -> None:
        """Begin, with the lock for writing."""
        self._run("BEGIN")
        try:
            self._run(self.NO_CHANGE)
        except DatabaseError:
            self._run("ROLLBACK")
            raise

    def _run(self, statement: str) -> None:
        self._rows(statement)

    def _rows(self, statement: str) -> list[list]:
        """Carry out a statement; return the rows that it gives."""
        assert self._base is not None
        with kept_quiet():
            try:
                result = self._base.ExecuteSQL(statement)
                rows = []
                if result is not None:
                    for feature in result:
                        rows.append([feature.GetField(number) for number in range(feature.GetFieldCount())])
                    self._base.ReleaseResultSet(result)
            except ERRORS as error:
                raise DatabaseError(str(error)) from error
            for complaint in complaints():
                raise DatabaseError(complaint)
        return rows


def _waited(action: Callable[[], Result], stop: Callable[[], None]) -> Result:
    """Return what an action does, tried again for a moment where another program has the database locked."""
    end = time.monotonic() + _WAIT_S
    while True:
        try:
            return action()
        except DatabaseError as error:
            if not is_locked([str(error)]):
                raise
            if time.monotonic() > end:
                raise LockedError(str(error)) from error
        stop()
        time.sleep(0.1)


@contextmanager
def without_waiting() -> Iterator[None]:
    """Have databases that are opened meanwhile, in this thread, be refused at once where another program locks them.

    The user's thread is to wait for no other program.
    """
    gdal.SetThreadLocalConfigOption(_PATIENCE, "0")
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption(_PATIENCE, None)


def is_locked(said: Iterable[str]) -> bool:
    """Tell whether what is said of a database is that another program has it locked."""
    return any(word in text for text in said for word in _BUSY)


def is_database(path: Path) -> bool:
    """Tell whether a file is a database of SQLite, which a GeoPackage is."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def count_of(base: gdal.Dataset, table: str) -> int:
    """Return how many rows a table has."""
    result = base.ExecuteSQL(f"SELECT count(*) FROM {quoted_name(table)}")
    count = result.GetNextFeature().GetField(0)
    base.ReleaseResultSet(result)
    return count


def quoted_name(name: str) -> str:
    """Return a name as statements have it."""
    return '"' + name.replace('"', '""') + '"'


def quoted_text(text: str) -> str:
    """Return a text as statements have it."""
    return "'" + text.replace("'", "''") + "'"
