"""Which tables a view, or a query, of a database of SQLite reads: a GeoPackage, a SpatiaLite file."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

_UNKNOWN_FUNCTION = re.compile(r"no such function: (\S+)")
_NAMED = "SELECT 1 FROM sqlite_master WHERE lower(name) = lower(?)"


def tables_read(path: str, table: str, query: str = "") -> set[str] | None:
    """Return the names of the tables that reading a table, a view or a query reads, in small letters.

    None where the database cannot tell. Nothing is read: SQLite asks for leave, table by table, as it prepares.
    """
    asked = query or f'SELECT * FROM "{table.replace(chr(34), chr(34) * 2)}"'
    read = {table.casefold()}

    def note(action: int, name: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and name:
            read.add(name.casefold())
        return sqlite3.SQLITE_OK

    try:
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as base:
            if not query and not base.execute(_NAMED, (table,)).fetchall():
                return read
            pages = dict(base.execute("SELECT rootpage, lower(tbl_name) FROM sqlite_master WHERE rootpage > 0"))
            base.set_authorizer(note)
            # Of a table that is joined by USING SQLite asks for no leave.
            read |= {pages[page] for page in _prepare(base, asked) if page in pages}
    except sqlite3.Error:  # locked, a module that is not here, a query in GDAL's own dialect
        return None
    return read


def _prepare(base: sqlite3.Connection, query: str) -> set[int]:
    """Have a query prepared, functions of GDAL and SpatiaLite in it standing for themselves.

    Returns the pages at which the tables and indexes begin that it opens.
    """
    known: set[str] = set()
    while True:
        try:
            steps = base.execute(f"EXPLAIN {query}").fetchall()
            return {page for _, step, _, page, *_ in steps if step == "OpenRead"}
        except sqlite3.OperationalError as error:
            unknown = _UNKNOWN_FUNCTION.search(str(error))
            if unknown is None or unknown[1] in known:
                raise
            known.add(unknown[1])
            base.create_function(unknown[1], -1, lambda *values: None)
