"""Results of runs in a GeoPackage beside the project: their layers, styled, and all else that a page shows of them.

The file is ``<project>_greenvein.gpkg``. A run has a row in the table ``greenvein_runs``, with all but its layers as
JSON, and a table for each layer, called by job, date, time and output. Styles stand in ``layer_styles``, where QGIS
finds them without the plugin, and the names of fields in ``gpkg_data_columns``, where GeoPackage has them.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Callable, Container
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeedback,
    QgsProcessingException,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...i18n import tr
from ..framework.call import CancelledError
from ..io.complaints import ERRORS, complaints, kept_quiet
from ..io.geopackage import Replacement
from ..io.layer_names import KEPT
from ..io.making import Making
from ..io.places import Place
from ..io.row_digests import awaited
from ..io.snapshot import Snapshot
from ..io.sqlite import Transaction, is_database, is_locked, quoted_name, quoted_text, without_waiting
from ..io.tables import write_tables
from .scenario_content import Content
from .scenarios import Side, home, log, opened

ENDING = KEPT
"""How the file is called behind the name of the project."""
FORMAT = 1
"""Of what a row holds; one of another number is listed, but not shown as a result."""
_RUNS, _STYLES, _NAMES = "greenvein_runs", "layer_styles", "gpkg_data_columns"
_KEY = re.compile(r"[a-z0-9]+_\d{8}_\d{6}")
_NOTHING = Path(":memory:")  # a database of SQLite that is empty
_TURN = threading.Lock()  # one run at a time: each makes its file whole before it looks for that of the project
# As QGIS makes it, with what GeoPackage asks for.
_SCHEMA = f"""
CREATE TABLE {_STYLES} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
CREATE TABLE {_RUNS} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, run TEXT NOT NULL UNIQUE, job TEXT NOT NULL,
format INTEGER NOT NULL, record TEXT NOT NULL, report TEXT NOT NULL);
CREATE TABLE {_NAMES} (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
definition TEXT NOT NULL, scope TEXT NOT NULL,
CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('{_STYLES}', 'attributes', '{_STYLES}'),
('{_RUNS}', 'attributes', '{_RUNS}');
INSERT INTO gpkg_extensions VALUES ('{_NAMES}', NULL, 'gpkg_schema',
'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
"""


class InUseError(QgsProcessingException):
    """Another program has a file locked at the moment; says so in a sentence."""


@dataclass(frozen=True)
class Record:
    """What is kept of a run beside its layers, as JSON can hold it.

    ``tables``: the table of each output; ``layers``: the id of its layer in the project. ``parameters``: as a form
    takes them, with layers by their ids; ``made_from``: the state of what it was made from. ``profile``: content of the
    plan profile. ``program``: that kept it. ``language``: of notices and report, as ``i18n.language`` has it; "" where
    an earlier version has kept it.
    """

    content: Content
    tables: dict[str, str]
    layers: dict[str, str]
    parameters: dict
    made_from: dict
    profile: dict
    notices: tuple[str, ...]
    begun: float
    program: str
    language: str = ""

    def as_text(self) -> str:
        """Return it as JSON; waits until the tables are read that the run was made from."""
        return json.dumps({**asdict(self), "made_from": awaited(self.made_from)}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Record:
        """Return what ``as_text`` gave. Raises ValueError, KeyError or TypeError where it is something else."""
        found = json.loads(text)
        content = Content.from_map(found.pop("content"))
        notices = tuple(map(str, found.pop("notices")))
        return cls(content=content, notices=notices, **found)


@dataclass(frozen=True)
class KeptRun:
    """A run in a file; no ``record`` where it is one that this program cannot read."""

    key: str
    job: str
    file: Path
    record: Record | None

    @property
    def time(self) -> str:
        """When it was run, as people read it; it is in the key too."""
        if self.record is not None:
            return self.record.content.time.replace("T", " ")[:16]
        day, clock = self.key.split("_")[1:3]
        return f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:4]}"


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


def file_of(project: QgsProject) -> Path | None:
    """Return the file that takes the runs of a project; None where the project is not saved as a file."""
    folder = home(project)
    return None if folder is None else folder / f"{Path(project.fileName()).stem}{ENDING}"


def files_of(project: QgsProject) -> list[Path]:
    """Return the files that may hold runs of a project: its own, and those of layers that it had under another name."""
    own = file_of(project)
    found = [] if own is None else [own]
    registry = QgsProviderRegistry.instance()
    for layer in project.mapLayers().values():
        path = registry.decodeUri("ogr", layer.source()).get("path") if layer.providerType() == "ogr" else None
        if path and is_kept(Path(path)):
            found.append(Path(path))
    return list(dict.fromkeys(found))


def is_kept(file: Path) -> bool:
    """Tell whether a file is called as those that keep runs."""
    return file.name.endswith(ENDING)


def gone(file: Path) -> str:
    """Return the sentence that a file with results is gone."""
    text = tr("The file “{file}” with the results of this project is gone; put it back, or run again.")
    return text.format(file=file)


def key_of(job: str, time: str, taken: Container[str] = ()) -> str:
    """Return how the tables of a run begin; ``time``: as in its Content. Of runs in one second the next is named."""
    moment = datetime.fromisoformat(time)
    while (key := f"{job}_{moment:%Y%m%d_%H%M%S}") in taken:
        moment += timedelta(seconds=1)
    return key


def table_of(key: str, output: str) -> str:
    """Return the table of an output, which ends as styles are known by (framework.styling.style_of)."""
    return f"{key}_{output.lower()}"


def runs(project: QgsProject, job: str) -> list[KeptRun]:
    """Return the runs of a job that are kept for a project, the newest first.

    Raises QgsProcessingException with a sentence where a file is there and cannot be read; InUseError where that is but
    for now. Nobody waits for a program that has it locked.
    """
    found = [run for file in files_of(project) if file.is_file() for run in _runs_in(file, job)]
    return sorted(found, key=lambda run: run.key, reverse=True)


def report_of(run: KeptRun) -> str:
    """Return the report of a run as HTML; "" where there is none. Raises QgsProcessingException."""
    rows = _read(run.file, f"SELECT report FROM {_RUNS} WHERE run = {quoted_text(run.key)}")
    return rows[0][0] if rows else ""


def layer_of(run: KeptRun, output: str, name: str, styled: bool = False) -> QgsVectorLayer | None:
    """Open a layer of a run; None where it has none, or the file has it no longer."""
    table = run.record.tables.get(output) if run.record is not None else None
    return opened(run.file, table, name, styled) if table else None


def side_of(run: KeptRun) -> Side | None:
    """Return a run as it is compared; None where it cannot be read."""
    if run.record is None:
        return None
    name = tr("Run of {time}").format(time=run.time)
    return Side(run.key, name, run.record.content, lambda output: layer_of(run, output, output), str(run.file))


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
    _change(run.file, lambda base: base.run(f"UPDATE {_RUNS} SET record = {text} {where}"))


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
            if table in (_RUNS, _STYLES) and table in there:
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
            if _STYLES in self._names("main"):
                self._run(f"DELETE FROM {_STYLES} WHERE f_table_name = {quoted_text(table)}")
        self._run(f"DELETE FROM {_RUNS} WHERE run = {quoted_text(key)}")


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
        raise QgsProcessingException(_no_results(file))


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
                f"INSERT INTO {_STYLES} ({columns}) VALUES ('', '', ?, ?, ?, ?, 1)",
                [(table, shapes.get(table, ""), table, style) for table, style in keeping.styles.items()],
            )
            base.executemany(
                f"INSERT OR IGNORE INTO {_NAMES} (table_name, column_name, name, title) VALUES (?, ?, ?, ?)",
                [(table, field, name, name) for table, of in keeping.names.items() for field, name in of.items()],
            )
            base.execute(
                f"INSERT INTO {_RUNS} (run, job, format, record, report) VALUES (?, ?, ?, ?, ?)",
                (run.key, run.job, FORMAT, run.record.as_text(), keeping.report),
            )
    except sqlite3.Error as error:
        making.fail(making.place, [str(error)])


def _runs_in(file: Path, job: str) -> list[KeptRun]:
    if not _read(file, f"SELECT name FROM sqlite_master WHERE name = '{_RUNS}'"):
        return []
    rows = _read(file, f"SELECT run, format, record FROM {_RUNS} WHERE job = {quoted_text(job)}")
    return [KeptRun(key, job, file, _record(key, number, text)) for key, number, text in rows if _KEY.fullmatch(key)]


def _record(key: str, number: int, text: str) -> Record | None:
    if number != FORMAT:
        return None
    try:
        return Record.from_text(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        log(tr("The kept result “{run}” cannot be read: {reason}.").format(run=key, reason=repr(error)))
        return None


def _read(file: Path, statement: str) -> list[list]:
    """Return the rows of a query. Raises QgsProcessingException where the file cannot be read, InUseError for now."""
    with kept_quiet(), without_waiting():
        try:
            base = gdal.OpenEx(str(file), gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"])
            result = None if base is None else base.ExecuteSQL(statement)
            rows = [[row.GetField(at) for at in range(row.GetFieldCount())] for row in result or ()]
            if result is not None:
                base.ReleaseResultSet(result)
            reasons = complaints()
        except ERRORS as error:
            reasons = [str(error)]
    if is_locked(reasons):
        text = tr("“{path}” is in use by another program; the results in it are shown once it is free.")
        raise InUseError(text.format(path=file))
    if reasons:
        log("; ".join(reasons))
        raise QgsProcessingException(_no_results(file))
    return rows


def _no_results(file: Path) -> str:
    text = tr(
        "“{path}” should hold the results of this project, but cannot be read; move it away or put it back whole."
    )
    return text.format(path=file)
