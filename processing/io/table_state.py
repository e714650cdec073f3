"""What tells one content of a table of a GeoPackage from another, whoever wrote it.

The file's own time would not do: QGIS changes it by opening the file, and so do other tables. Nor does what the
GeoPackage says of its last change, which programs that write to it as to any database leave alone. So the rows
themselves tell, which are read again only once something has been written to the file.
"""

from __future__ import annotations

import marshal
import sqlite3
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

from osgeo import gdal

from .complaints import ERRORS, complaints, kept_quiet
from .sqlite import is_locked, quoted_name, without_waiting

_WRITTEN = ("", "-wal", "-journal")
"""The files of a database that are written to when it is; ``-shm`` is for those who read it."""
_MOST_BYTES = 64 * 2**20
"""Of a file whose shapes are read whole, in half a second; of those in a larger one only length and extent are."""
_EXTENT_BYTES = 40
"""At the front of a shape in a GeoPackage, which has its extent there."""
_ROWS = 2_000
_PLAIN = 2
"""The version of marshal that writes equal values alike, whether or not they are one object."""

_known: dict[tuple[Path, str], tuple[tuple, str]] = {}
"""The digest of each table, with the state that its files were in."""
_last: dict[tuple[Path, str], tuple] = {}
"""The state that each table was in when it could be read last."""


def table_state(path: Path, table: str) -> tuple | None:
    """Return what tells one content of a table from another; None where the file does not say what it has.

    ``table``: "" for the first one. It is when the table was last changed by what the file says, its number of rows,
    and a digest of them, "" where nobody can read them. While another program keeps the file locked, a table is as it
    was last: nobody waits for that program, and nobody is to think that it has changed the table.
    """
    with kept_quiet(), without_waiting():
        try:
            state = _state(path, table)
            said = complaints()
        except ERRORS as error:  # GDAL says so in the place of None, where it is set up to throw
            state, said = None, [str(error)]
    if is_locked(said):
        return _last.get((path, table))
    if state is not None:
        _last[path, table] = state
    return state


def _state(path: Path, table: str) -> tuple | None:
    base = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"])
    if base is None or base.GetLayerCount() == 0:
        return None
    layer = base.GetLayerByName(table) if table else base.GetLayer(0)
    if layer is None:
        return None
    name = layer.GetName().replace("'", "''")
    found = base.ExecuteSQL(f"SELECT last_change FROM gpkg_contents WHERE table_name = '{name}'")
    changed = [row.GetField(0) for row in found or ()]
    if found is not None:
        base.ReleaseResultSet(found)
    return (table, *changed, layer.GetFeatureCount(), _digest(path, layer.GetName(), layer.GetGeometryColumn()))


def _digest(path: Path, table: str, geometry: str) -> str:
    """Return a digest of the rows of a table; the last one that there was while another program keeps it locked."""
    files = [path.with_name(path.name + end) for end in _WRITTEN]
    try:
        states = [(one.name, one.stat()) for one in files if one.exists()]
        now = tuple((name, state.st_ino, state.st_size, state.st_mtime_ns) for name, state in states)
        was, digest = _known.get((path, table), ((), ""))
        if was != now:
            size = sum(state.st_size for _, state in states)
            digest = _digest_of(path, table, geometry if size > _MOST_BYTES else "")
            _known[path, table] = now, digest
    except (OSError, sqlite3.Error):
        return _known.get((path, table), ((), ""))[1]
    return digest


def _digest_of(path: Path, table: str, shapes: str) -> str:
    """Return a digest of the rows of a table; ``shapes``: the column with those that are too many to be read whole."""
    found = blake2b(digest_size=16)
    # GDAL has the file open meanwhile, so that nothing is left beside it; nobody waits, and nothing is written.
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0)) as base:
        base.text_factory = bytes
        names = [row[1].decode() for row in base.execute(f"PRAGMA table_info({quoted_name(table)})")]
        front = f"length({quoted_name(shapes)}), substr({quoted_name(shapes)}, 1, {_EXTENT_BYTES})"
        columns = (front if name == shapes else quoted_name(name) for name in names)
        rows = base.execute(f"SELECT {', '.join(columns)} FROM {quoted_name(table)}")
        while some := rows.fetchmany(_ROWS):
            found.update(marshal.dumps(some, _PLAIN))
    return found.hexdigest()
