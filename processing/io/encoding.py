"""Text that is read in another encoding than it is in, as files of older programs are that name none."""

from __future__ import annotations

from pathlib import Path

from osgeo import gdal

LOST = "\ufffd"
"""What stands in a text for bytes that are none of its encoding."""
_LIKELY = {"gb18030": "GB18030 (GBK)", "big5": "Big5"}
_FEATURES, _BYTES = 1_000, 1_000_000


def right_encoding(path: str) -> str | None:
    """Return the encoding that the texts of a file are in, where it is not UTF-8 and known; else None."""
    texts = _texts(path)
    if _reads(texts, "utf-8"):
        return None
    return next((name for code, name in _LIKELY.items() if _reads(texts, code)), None)


def _texts(path: str) -> list[bytes]:
    if Path(path).suffix.lower() not in (".shp", ".dbf"):
        with Path(path).open("rb") as file:
            return file.read(_BYTES).splitlines()[:-1]  # the last may end in the middle of a letter
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR, ["ESRI Shapefile"], ["ENCODING=ISO-8859-1"])
    layer = dataset.GetLayer(0)
    names = [field.GetName() for field in layer.schema]
    values = [value for feature, _ in zip(layer, range(_FEATURES)) for value in feature.items().values()]
    return [text.encode("latin-1") for text in (*names, *values) if isinstance(text, str)]


def _reads(texts: list[bytes], encoding: str) -> bool:
    try:
        for text in texts:
            text.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
