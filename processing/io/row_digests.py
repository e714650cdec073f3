"""Digests of the rows of a GeoPackage's tables."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from osgeo import gdal

from . import digests
from .complaints import kept_quiet
from .sqlite import quoted_name, without_waiting

_WRITTEN = ("", "-wal", "-journal")
"""The files of a database that are written to when it is; ``-shm`` is for those who read it."""
_AT_ONCE_BYTES = 2**20
_MOST_BYTES = 64 * 2**20
"""Of a file whose shapes are read whole, in half a second; of those in a larger one only length and extent are."""
_EXTENT_BYTES = 40
"""At the front of a shape in a GeoPackage, which has its extent there."""
_ROWS = 2_000
_PLAIN = 2
"""The version of marshal that writes equal values alike, whether or not they are one object."""


def digest(path: Path, table: str, geometry: str) -> str:
    """Return a digest of the rows of a table, as ``digests.digest``.

    GDAL has the file open, so that nothing is left beside it.
    """
    return digests.digest(_Table(path, table, geometry))


@dataclass(frozen=True)
class _Table(digests.Content):
    """The rows of a table, with the column of its shapes."""

    name: str
    geometry: str

    def files(self) -> tuple[tuple, int]:
        files = [self.path.with_name(self.path.name + end) for end in _WRITTEN]
        states = [(one.name, one.stat()) for one in files if one.exists()]
        # A log without anything in it comes and goes with whoever reads.
        states = [(name, state) for name, state in states if state.st_size]
        sizes = sum(state.st_size for _, state in states)
        return tuple((name, state.st_ino, state.st_size, state.st_mtime_ns) for name, state in states), sizes

    def at_once(self) -> int:
        return _AT_ONCE_BYTES

    def digest(self, size: int) -> str:
        return _digest_of(self.path, self.name, self.geometry if size > _MOST_BYTES else "")

    @contextmanager
    def held(self) -> Iterator[None]:
        with kept_quiet(), without_waiting():
            base = gdal.OpenEx(str(self.path), gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"])
            yield
            del base


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
