"""Text that is read in another encoding than it is in, as files are that name none, or a wrong one."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal, ogr

from ...core.textfile import encoding_marked
from .complaints import ERRORS, kept_quiet

LOST = "\ufffd"
"""What stands in a text for bytes that are none of its encoding."""
DBASE, MAPINFO = (".shp", ".dbf"), (".tab", ".mif")
"""Endings of files whose encoding stands in a file beside them, and of those where QGIS is to be told."""
_FEATURES, _BYTES = 1_000, 1_000_000
# Bytes of a field's name in a DBF; what is longer is cut, within a letter too.
_NAME = 10
# Bytes of any kind may be read as either of these; in text that is one, most letters are common ones.
_COMMON_SHARE = 0.5


@dataclass(frozen=True)
class _Text:
    """Bytes of a text, and whether it fills its field, so that its end may have been cut off."""

    data: bytes
    full: bool


def right_encoding(path: str) -> str | None:
    """Return the encoding that the texts of a file are in, where it is certain and not UTF-8; else None."""
    if (marked := _marked(path)) is not None:
        return marked
    texts = [text for text in _texts(path) if not text.data.isascii()]
    if not texts or _letters(texts, "utf-8") is not None:
        return None
    shares = {name: _share(_letters(texts, code), common) for name, (code, common) in _LIKELY.items()}
    likely = max(shares, key=lambda name: shares[name])
    return likely if shares[likely] > _COMMON_SHARE else None


def decoded(path: str, encoding: str) -> str:
    """Return the text of a file, in an ``encoding`` as ``right_encoding`` gives it; raises UnicodeDecodeError."""
    code = _MARKED.get(encoding) or _LIKELY[encoding][0]
    return Path(path).read_bytes().decode(code).rstrip("\x1a")


def _marked(path: str) -> str | None:
    """Return the encoding of wide characters that a file of text says it is in; None of any other."""
    if Path(path).suffix.lower() in (*DBASE, *MAPINFO):
        return None
    with Path(path).open("rb") as file:
        marked = encoding_marked(file.read(4))
    return next((name for name, code in _MARKED.items() if code == marked), None)


def _texts(path: str) -> Iterator[_Text]:
    ending = Path(path).suffix.lower()
    if ending not in (*DBASE, *MAPINFO):
        with Path(path).open("rb") as file:
            data = file.read(_BYTES)
        lines = data.splitlines() if b"\0" not in data else []
        yield from (_Text(line, False) for line in lines[:-1])  # the last may end within a letter
        return
    options = ["ENCODING=ISO-8859-1"] if ending in DBASE else []
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR, open_options=options)
    layer = dataset.GetLayer(0)
    schema = layer.GetLayerDefn()
    fields = [schema.GetFieldDefn(index) for index in range(schema.GetFieldCount())]
    if ending in DBASE:  # MapInfo's names are no text any more: each byte that it does not know became a “_”
        names = [_bytes(field.GetNameRef(), ending) for field in fields]
        yield from (_Text(name, len(name) >= _NAME) for name in names)
    for feature in _features(layer):
        for index, field in enumerate(fields):
            if field.GetType() == ogr.OFTString and feature.IsFieldSetAndNotNull(index):
                value = _bytes(feature.GetFieldAsString(index), ending)
                yield _Text(value, len(value) >= field.GetWidth() > 0)


def _features(layer: ogr.Layer) -> list[ogr.Feature]:
    """Return the first features of a layer, as far as they can be read; of a damaged one GDAL raises for the others."""
    found = []
    with kept_quiet(), suppress(*ERRORS):
        for feature, _ in zip(layer, range(_FEATURES)):
            found.append(feature)
    return found


def _bytes(text: str | bytes, ending: str) -> bytes:
    """Return what stands in a file for a text; where GDAL decodes nothing, what is not UTF-8 comes as it is."""
    if isinstance(text, bytes):
        return text
    return text.encode("latin-1") if ending in DBASE else text.encode("utf-8", "surrogateescape")


def _letters(texts: list[_Text], encoding: str) -> str | None:
    """Return the letters beyond ASCII in texts of an encoding; None where they are not in it."""
    found = []
    for text in texts:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            found.append(decoder.decode(text.data, final=not text.full))
        except UnicodeDecodeError:
            return None
    return "".join(letter for text in found for letter in text if not letter.isascii())


def _share(letters: str | None, common: Callable[[str], bool]) -> float:
    return sum(map(common, letters)) / len(letters) if letters else 0.0


def _in_gb2312(letter: str) -> bool:
    try:
        return bool(letter.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _in_big5_1(letter: str) -> bool:
    """Tell whether a letter is one of the common ones of Big5, or a mark."""
    return b"\xa1\x40" <= letter.encode("big5") <= b"\xc6\x7e"


_MARKED = {"UTF-16": "utf-16", "UTF-32": "utf-32"}
_LIKELY = {"GB18030 (GBK)": ("gb18030", _in_gb2312), "Big5": ("big5", _in_big5_1)}
