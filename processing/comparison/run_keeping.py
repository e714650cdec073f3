"""Writes runs into the GeoPackage beside the project, and takes them out of it again: whole, or not at all.

How the file is made, and how it is read, stands in ``kept_runs``.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsCoordinateTransformContext, QgsFeedback, QgsProcessingException

from ..framework.call import CancelledError
from ..io.complaints import ERRORS, kept_quiet
from ..io.geopackage import Replacement
from ..io.making import Making
from ..io.places import Place
from ..io.snapshot import Snapshot
from ..io.sqlite import Transaction, is_database, quoted_name, quoted_text
from ..io.tables import write_tables
from .kept_runs import FORMAT, NAMES, RUNS, STYLES, KeptRun, no_results

_NOTHING = Path(":memory:")  # a database of SQLite that is empty
_TURN = threading.Lock()  # one run at a time: each makes its file whole before it looks for that of the project
# As QGIS makes it, with what GeoPackage asks for.
_SCHEMA = f"""
CREATE TABLE {STYLES} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
CREATE TABLE {RUNS} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, run TEXT NOT NULL UNIQUE, job TEXT NOT NULL,
format INTEGER NOT NULL, record TEXT NOT NULL, report TEXT NOT NULL);
CREATE TABLE {NAMES} (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
definition TEXT NOT NULL, scope TEXT NOT NULL,
CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('{STYLES}', 'attributes', '{STYLES}'),
('{RUNS}', 'attributes', '{RUNS}');
INSERT INTO gpkg_extensions VALUES ('{NAMES}', NULL, 'gpkg_schema',
'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
"""


@dataclass(frozen=True)
class Keeping:
    """A run on its way into a file, which is done with it in any thread.

    ``layers``, ``styles``, ``names``: by table, its features, its style as QGIS writes it, and what fields are called.
    """

    run: KeptRun
    layers: dict[str, Snapshot]
    styles: dict[str, str]
    names: dict[str, dict[str, str]]
    report: str
    transform: QgsCoordinateTransformContext


def keep(keeping: Keeping, feedback: QgsFeedback) -> None:
    """Write a run into its file, which is made where there is none.

    Raises QgsProcessingException with a sentence, and CancelledError; the file is then as it was.
    """

    def stop() -> None:
        if feedback.isCanceled():
            raise CancelledError

    with _TURN:
        _must_be_ours(keeping.run.file)
        making = _Adding(Place(str(keeping.run.file)))
        try:
            reason = write_tables(making.path, keeping.layers, keeping.transform, feedback)
            stop()
            if reason:
                making.fail(making.place, [reason])
            _describe(making, keeping)
            making.fill(stop)
            making.put_in_place()
        finally:
            making.give_up()


def note(run: KeptRun) -> None:
    """Write the record of a kept run anew. Raises QgsProcessingException with a sentence."""
    assert run.record is not None
    text = quoted_text(run.record.as_text())
    where = f"WHERE run = {quoted_text(run.key)}"
    _change(run.file, lambda base: base.run(f"UPDATE {RUNS} SET record = {text} {where}"))


def delete(run: KeptRun) -> None:
    """Take a run out of its file, and give its room back. Raises QgsProcessingException with a sentence."""
    _change(run.file, lambda base: base.forget(run.key))
    # Where another program reads the file its room is not given back, but later runs take it.
    with kept_quiet(), suppress(*ERRORS):
        base = gdal.OpenEx(str(run.file), gdal.OF_VECTOR | gdal.OF_UPDATE, ["GPKG"])
        if base is not None:
            base.ExecuteSQL("VACUUM")


class _Addition(Replacement):
    """A run on its way into a file that has others."""

    def _bring(self, stop: Callable[[], None]) -> None:
        schema = self._rows("SELECT type, name, tbl_name, sql FROM made.sqlite_master WHERE sql IS NOT NULL")
        there = self._names("main")
        for (table,) in self._rows("SELECT table_name FROM made.gpkg_contents"):
            if table in (RUNS, STYLES) and table in there:
                self._append(table)
            else:
                self._drop(table)
                self._copy(table, schema, stop)

    def _append(self, table: str) -> None:
        known = self._rows(f"SELECT name FROM pragma_table_info({quoted_text(table)}, 'main')")
        there = {name for (name,) in known}
        made = [name for name, _ in self._columns(table) if name in there and name != "id"]
        names = ", ".join(map(quoted_name, made))
        self._run(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM made.{table}")


class _Change(Replacement):
    """Changes to the runs in a file, seen all at once."""

    def __init__(self, target: Path, change: Callable[[_Change], None]):
        super().__init__(target, _NOTHING)
        self._change = change

    def _bring(self, stop: Callable[[], None]) -> None:
        self._change(self)

    def run(self, statement: str) -> None:
        """Carry out a statement."""
        self._run(statement)

    def forget(self, key: str) -> None:
        """Drop the tables of a run, its styles and its row."""
        for table in [name for name in self._names("main") if name.startswith(f"{key}_")]:
            self._drop(table)
            if STYLES in self._names("main"):
                self._run(f"DELETE FROM {STYLES} WHERE f_table_name = {quoted_text(table)}")
        self._run(f"DELETE FROM {RUNS} WHERE run = {quoted_text(key)}")


class _Adding(Making):
    """The file of a project on its way: whole where there is none, else what is added to it."""

    def _way(self) -> Transaction:
        return _Addition(self._target, self.path)


class _Changing(Making):
    """Changes to a file that is there."""

    def __init__(self, file: Path, change: Callable[[_Change], None]):
        super().__init__(Place(str(file)))
        self._change = change

    def fill(self, stop: Callable[[], None]) -> None:
        self._replacement = _Change(self._target, self._change)
        with self._in_our_words():
            self._replacement.fill(stop)


def _change(file: Path, change: Callable[[_Change], None]) -> None:
    with _TURN:
        making = _Changing(file, change)
        try:
            making.fill(lambda: None)
            making.put_in_place()
        finally:
            making.give_up()


def _must_be_ours(file: Path) -> None:
    """Raise QgsProcessingException where something else is in the place of the file, which nobody may replace."""
    if file.exists() and file.stat().st_size and not is_database(file):
        raise QgsProcessingException(no_results(file))


def _describe(making: Making, keeping: Keeping) -> None:
    """Put styles, names of fields and the row of the run beside its layers, which are written."""
    run = keeping.run
    assert run.record is not None
    try:
        # Nobody else has this file, so that it may be opened past GDAL.
        with closing(sqlite3.connect(making.path)) as base, base:
            base.executescript(_SCHEMA)
            shapes = dict(base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
            columns = (
                "f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, useAsDefault"
            )
            base.executemany(
                f"INSERT INTO {STYLES} ({columns}) VALUES ('', '', ?, ?, ?, ?, 1)",
                [(table, shapes.get(table, ""), table, style) for table, style in keeping.styles.items()],
            )
            base.executemany(
                f"INSERT OR IGNORE INTO {NAMES} (table_name, column_name, name, title) VALUES (?, ?, ?, ?)",
                [(table, field, name, name) for table, of in keeping.names.items() for field, name in of.items()],
            )
            base.execute(
                f"INSERT INTO {RUNS} (run, job, format, record, report) VALUES (?, ?, ?, ?, ?)",
                (run.key, run.job, FORMAT, run.record.as_text(), keeping.report),
            )
    except sqlite3.Error as error:
        making.fail(making.place, [str(error)])
