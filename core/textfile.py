"""Text files of the user's, in the encodings that editors and spreadsheets of today and of yesterday write."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path

# UTF-32 first, whose mark begins as that of UTF-16 does.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_UNMARKED = ("utf-8", "gb18030")
_BETWEEN_CELLS = (",", ";", "\t", "|")
# Characters that no text has, but for an end of file as DOS marked it.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")


class NotTextError(ValueError):
    """A file holds no text, or text in no encoding that is known."""


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8, UTF-16 or UTF-32 as its mark says; without one in UTF-8, else GB18030.

    Excel's “Unicode text” is UTF-16. Raises OSError, and NotTextError where it is none of these.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from greenvein.core.textfile import read_text
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "codes.csv")
    ...     _ = path.write_bytes("旱地".encode("gb18030"))
    ...     read_text(path)
    '旱地'
    """
    return text_of(path.read_bytes())


def text_of(data: bytes) -> str:
    """Return the text that a file's bytes are, as ``read_text`` does. Raises NotTextError.

    >>> from greenvein.core.textfile import text_of
    >>> text_of("旱地".encode("utf-16"))
    '旱地'
    """
    marked = encoding_marked(data)
    for encoding in (marked,) if marked else _UNMARKED:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            return text.rstrip("\x1a")
    raise NotTextError("no text in UTF-8, UTF-16 or GB18030")


def encoding_marked(data: bytes) -> str | None:
    """Return the encoding that the first bytes of a text mark, None where they mark none.

    >>> from greenvein.core.textfile import encoding_marked
    >>> encoding_marked("旱地".encode("utf-16")), encoding_marked("旱地".encode())
    ('utf-16', None)
    """
    return next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), None)


def row_numbers(text: str) -> dict[int, int]:
    """Return the rows of a table in a text, as spreadsheets number them, by the lines in which they begin, from 1.

    A cell in quotes may have several lines. A blank line is a row too, but is left out here, as by those who read it.

    >>> from greenvein.core.textfile import row_numbers
    >>> row_numbers('id,name\\n\\n1,"two\\nlines"\\n2,one\\n')
    {1: 1, 3: 3, 5: 4}
    """
    found, row, within = {}, 0, False
    for number, line in enumerate(StringIO(text, newline=None), 1):
        if not within:
            row += 1
            if line.strip("\n"):
                found[number] = row
        within ^= line.count('"') % 2 == 1
    return found


def row_beyond(text: str, cells: int) -> tuple[int, str] | None:
    """Return the first row of a table in a text in which something stands beyond so many ``cells``, and what does.

    Rows are numbered as by ``row_numbers``. None where there is none, or where the first row has another number of
    cells, whatever stands between them.

    >>> from greenvein.core.textfile import row_beyond
    >>> row_beyond('id,value\\nA,"30,500"\\nB,30,500\\n', 2)
    (3, '500')
    """
    for mark in _BETWEEN_CELLS:
        with suppress(csv.Error):  # cells of more than 131 072 characters, such as geometries, which no hand writes
            head = next(filter(None, _rows(text, mark)), [])
            if len(head) == cells:
                beyond = (next(filter(str.strip, row[cells:]), "") for row in _rows(text, mark))
                return next(((number, cell) for number, cell in enumerate(beyond, 1) if cell), None)
    return None


def table_in(text: str) -> dict[int, list[str]]:
    """Return the rows of a table in a text, as wide as the widest, by their numbers as in ``row_numbers``.

    Cells in quotes may have several lines, in the first row too; titles and notes may have fewer cells than the others.
    Rows in which nothing stands are left out. Between the cells is what cuts most rows into the same number of them.

    >>> from greenvein.core.textfile import table_in
    >>> table_in('Table 1; areas\\n\\nid,"value\\n(ha)"\\nA,"30,500"\\n')
    {1: ['Table 1; areas', ''], 3: ['id', 'value\\n(ha)'], 4: ['A', '30,500']}
    """
    mark = mark_in(text)
    rows = [*_rows(text, mark)] if mark else [[line] for line in text.splitlines()]
    width = max(map(len, rows), default=0)
    filled = ((number, row) for number, row in enumerate(rows, 1) if any(map(str.strip, row)))
    return {number: [*map(str.strip, row), *[""] * (width - len(row))] for number, row in filled}


def mark_in(text: str) -> str:
    """Return what parts the cells of a table in a text: what cuts most rows into as many as others, "" for nothing.

    >>> from greenvein.core.textfile import mark_in
    >>> mark_in("Areas, in ha\\nid;value\\nA;30,5\\nB;7\\n"), mark_in("no table")
    (';', '')
    """
    found = {}
    for mark in _BETWEEN_CELLS:
        with suppress(csv.Error):  # as in row_beyond
            widths = Counter(len(row) for row in _rows(text, mark) if len(row) > 1)
            found[mark] = max(((count, width) for width, count in widths.items()), default=(0, 0))
    best = max(found, key=lambda mark: found[mark], default="")
    return best if best and found[best] > (0, 0) else ""


def _rows(text: str, mark: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=mark)
