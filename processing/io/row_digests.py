"""Digests of the rows of a GeoPackage's tables, of which large ones are read by a thread of their own.

Whoever asks is told at once: where the rows must still be read, a mark that stands for their digest, the same one as
long as nobody has written to the file. ``known`` puts the digest in its place once it is there.
"""

from __future__ import annotations

import marshal
import sqlite3
import threading
import time
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

from osgeo import gdal

from ...core.progress import Progress, in_the_background, quiet
from .complaints import ERRORS, kept_quiet
from .sqlite import quoted_name, without_waiting

_WRITTEN = ("", "-wal", "-journal")
"""The files of a database that are written to when it is; ``-shm`` is for those who read it."""
_AT_ONCE_BYTES = 2**20
"""Of a file that is read while one waits, in some hundredths of a second."""
_MOST_BYTES = 64 * 2**20
"""Of a file whose shapes are read whole, in half a second; of those in a larger one only length and extent are."""
_EXTENT_BYTES = 40
"""At the front of a shape in a GeoPackage, which has its extent there."""
_ROWS = 2_000
_PLAIN = 2
"""The version of marshal that writes equal values alike, whether or not they are one object."""
_REST = 2.0
"""How many times longer a table rests than it took to be read: another program may write to it all the time."""
_AGAIN_S = 2.0
"""After which rows are tried again that could not be read."""
_MARK = "unread:"

_Table = tuple[Path, str]
_known: dict[_Table, tuple[tuple, str]] = {}
"""The digest of each table, with the state that its files were in."""
_failed: dict[_Table, tuple[tuple, float]] = {}
"""When the rows of a table could not be read, with the state that its files were in."""
_wanted: dict[_Table, set[str]] = {}
"""The marks of each table that is still to be read, or is being read."""
_digests: dict[str, str] = {}
"""What each mark stands for."""
_change = threading.Condition()


def digest(path: Path, table: str, geometry: str) -> str:
    """Return a digest of the rows of a table, or the mark of one that is still to be read.

    The last one that there was where the rows cannot be read, as while another program keeps the file locked. GDAL has
    the file open, so that nothing is left beside it.
    """
    key = path, table
    was, found = _known.get(key, ((), ""))
    try:
        now, size = _files(path)
    except OSError:
        return found
    if was == now:
        return found
    if size <= _AT_ONCE_BYTES:
        return _read(key, geometry)
    failed, at = _failed.get(key, ((), 0.0))
    if failed == now and time.monotonic() < at + _AGAIN_S:
        return found
    mark = _MARK + blake2b(repr((str(path), table, now)).encode(), digest_size=16).hexdigest()
    with _change:
        _digests.pop(mark, None)
        is_first = key not in _wanted
        _wanted.setdefault(key, set()).add(mark)
    if is_first:
        in_the_background(lambda: _read_on(key, geometry))
    return mark


def known(value):
    """Return a value, as JSON can hold it, with the digests in place of their marks as far as they are there by now."""
    if isinstance(value, dict):
        return {name: known(one) for name, one in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(map(known, value))
    return _digests.get(value, value) if isinstance(value, str) else value


def is_open(value) -> bool:
    """Tell whether a value, as JSON can hold it, has the mark of a table that is still being read."""
    if isinstance(value, (dict, tuple, list)):
        return any(map(is_open, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and value.startswith(_MARK) and any(value in marks for marks in [*_wanted.values()])


def awaited(value):
    """Return a value with the digests in place of their marks, for which it waits."""
    with _change:
        _change.wait_for(lambda: not is_open(value))
    return known(value)


def wait_for_all(*, progress: Progress = quiet) -> None:
    """Wait until every table is read that was asked for until now."""
    awaited([mark for marks in [*_wanted.values()] for mark in [*marks]])


def is_reading() -> bool:
    """Tell whether any table is still being read."""
    return any([*_wanted.values()])


def _read_on(key: _Table, geometry: str) -> None:
    """Read a table as often as somebody has asked since it was begun to be read the last time."""
    while True:
        with _change:
            marks = {*_wanted[key]}
            if not marks:
                del _wanted[key]
                return
        begun = time.monotonic()
        try:
            with kept_quiet(), without_waiting():
                base = gdal.OpenEx(str(key[0]), gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"])
                found = _read(key, geometry)
                del base
        except ERRORS:  # GDAL says so in the place of None, where it is set up to throw
            found = _known.get(key, ((), ""))[1]
        with _change:
            # Of what was written between asking and reading, QGIS and GDAL say beside the digest that they have.
            _digests.update(dict.fromkeys(marks, found))
            _wanted[key] -= marks
            _change.notify_all()
        time.sleep(_REST * (time.monotonic() - begun))


def _files(path: Path) -> tuple[tuple, int]:
    """Return the state of the files of a database, which changes once it is written to, and how large they are."""
    files = [path.with_name(path.name + end) for end in _WRITTEN]
    states = [(one.name, one.stat()) for one in files if one.exists()]
    # A log without anything in it comes and goes with whoever reads.
    states = [(name, state) for name, state in states if state.st_size]
    sizes = sum(state.st_size for _, state in states)
    return tuple((name, state.st_ino, state.st_size, state.st_mtime_ns) for name, state in states), sizes


def _read(key: _Table, geometry: str) -> str:
    """Read the rows of a table and return their digest; the last one that there was where they cannot be read."""
    path, table = key
    now: tuple = ()
    try:
        now, size = _files(path)
        found = _digest_of(path, table, geometry if size > _MOST_BYTES else "")
        if _files(path)[0] == now:
            _known[key] = now, found
    except (OSError, sqlite3.Error):
        _failed[key] = now, time.monotonic()
        return _known.get(key, ((), ""))[1]
    return found


def _digest_of(path: Path, table: str, shapes: str) -> str:
    """Return a digest of the rows of a table; ``shapes``: the column with those that are too many to be read whole."""
    found = blake2b(digest_size=16)
    # Nobody waits, and nothing is written.
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0)) as base:
        base.text_factory = bytes
        names = [row[1].decode() for row in base.execute(f"PRAGMA table_info({quoted_name(table)})")]
        front = f"length({quoted_name(shapes)}), substr({quoted_name(shapes)}, 1, {_EXTENT_BYTES})"
        columns = (front if name == shapes else quoted_name(name) for name in names)
        rows = base.execute(f"SELECT {', '.join(columns)} FROM {quoted_name(table)}")
        while some := rows.fetchmany(_ROWS):
            found.update(marshal.dumps(some, _PLAIN))
    return found.hexdigest()
