"""Where the rows of a table stand, as the program numbers them that it was made with, and which exceed its head."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...core.textfile import NotTextError, read_text, row_beyond, row_numbers

OF_TEXT, OF_SPREADSHEETS = (".csv", ".tsv", ".txt"), (".xlsx", ".xls", ".ods")
"""Endings of files of text that are tables, and of spreadsheets."""
DELIMITED = "delimitedtext"
"""QGIS's own provider of files of text, which takes the line for the id of a feature."""


def beyond_head(provider: str, path: str, names: Sequence[str]) -> tuple[int, str] | None:
    """Return the first row of a file of text that has more cells than its head, and what stands there, else None.

    GDAL leaves such cells out without a word. ``names``: of the fields that it has found; the others as in
    ``numbers_of``.
    """
    if Path(path).suffix.lower() not in OF_TEXT or provider == DELIMITED:  # which makes further fields of them
        return None
    try:
        return row_beyond(read_text(Path(path)), len(names))
    except (OSError, NotTextError):
        return None


def numbers_of(provider: str, path: str, names: Sequence[str], fids: Sequence[int]) -> tuple[int, ...]:
    """Return the number of each row of a file, of which title and head are rows too; from 1 of any other table.

    ``provider``, ``path``: where it comes from, "" for no file; ``names``: of its fields; ``fids``: of its features.
    """
    ending = Path(path).suffix.lower()
    if ending not in (*OF_TEXT, *OF_SPREADSHEETS):
        return tuple(range(1, len(fids) + 1))
    if ending in OF_SPREADSHEETS and all(fid > 0 for fid in fids):  # of rows that are not saved yet they are below
        return tuple(fids)
    try:
        rows = row_numbers(read_text(Path(path))) if ending in OF_TEXT else {}
    except (OSError, NotTextError):
        rows = {}
    if provider == DELIMITED:
        found = [rows.get(fid, 0) for fid in fids]
    else:
        # GDAL counts what is no blank line; where it takes the first row for one as any other, it names the fields.
        first = any(name != f"field_{at}" for at, name in enumerate(names, 1))
        some = dict(enumerate(rows.values(), 1 - first))
        found = [some.get(fid, 0) for fid in fids]
    return tuple(found) if all(found) else tuple(range(2, len(fids) + 2))
