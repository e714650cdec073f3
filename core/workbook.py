"""What spreadsheets (XLSX) say of their cells that is lost where they are read as tables: merged ones, truth values."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

_PLACE = re.compile(r"\$?([A-Z]+)\$?(\d+)")
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK = PurePosixPath("xl/workbook.xml")


@dataclass(frozen=True)
class Merged:
    """Cells that are one: of the rows and columns from the first to the last, rows from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class SheetCells:
    """Cells of a sheet: those that are ``merged``, and where truth values are, by row and column; its ``name``."""

    merged: tuple[Merged, ...] = ()
    truths: frozenset[tuple[int, int]] = frozenset()
    name: str = ""


def sheet_cells(path: Path, name: str) -> SheetCells:
    """Return what a workbook says of the cells of a sheet, of the first for the name ""; nothing where it is none.

    >>> from pathlib import Path
    >>> from greenvein.core.workbook import sheet_cells
    >>> sheet_cells(Path("nowhere.xlsx"), "")
    SheetCells(merged=(), truths=frozenset(), name='')
    """
    try:
        with zipfile.ZipFile(path) as book:
            merged, truths = [], set()
            called, part = _part(book, name)
            for kind, value in _cells(book, part):
                if kind == "mergeCell":
                    merged.append(_merged(value))
                else:
                    truths.add(_place(value))
    except (OSError, zipfile.BadZipFile, ParseError, KeyError, ValueError):
        return SheetCells()
    return SheetCells(tuple(merged), frozenset(truths), called)


def _part(book: zipfile.ZipFile, name: str) -> tuple[str, str]:
    """Return what a sheet of a workbook is called, and where it stands. Raises KeyError where there is none."""
    sheets = filter(partial(_is, "sheet"), fromstring(book.read(str(_BOOK))).iter())
    links_of = {one.get("name", ""): one.get(_LINK) for one in sheets}
    called = name or next(iter(links_of), "")
    link = links_of[called]
    links = fromstring(book.read(str(_BOOK.parent / "_rels" / f"{_BOOK.name}.rels")))
    target = {one.get("Id"): one.get("Target", "") for one in links}[link]
    return called, target.lstrip("/") if target.startswith("/") else str(_BOOK.parent / target)


def _cells(book: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Give the places of merged cells and of truth values in a sheet, each behind its kind."""
    with book.open(part) as file:
        for _, one in iterparse(file):
            if _is("mergeCell", one):
                yield "mergeCell", one.get("ref", "")
            elif _is("c", one) and one.get("t") == "b":
                yield "c", one.get("r", "")
            if _is("row", one):
                one.clear()  # of a large sheet little is to be kept


def _is(kind: str, one: Element) -> bool:
    return one.tag.rpartition("}")[2] == kind


def _merged(text: str) -> Merged:
    first, last = (_place(place) for place in text.split(":"))
    return Merged(*first, *last)


def _place(text: str) -> tuple[int, int]:
    """Return row and column of a cell: (2, 1) of B2. Raises ValueError where it is none."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1
