"""What the columns of each format hold: kinds of values, how large, how long, and whether there is none.

Of kinds GDAL tells what a format has; how large they may be it does not tell, and changes what is larger in silence.
That was measured (tests/processing/test_round_trip.py does it again): what is written, and what is read back.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from osgeo import gdal
from qgis.core import QgsField
from qgis.PyQt.QtCore import QMetaType, Qt

from ...core.printable import printable
from .names import cut
from .places import Place

_TYPE = QMetaType.Type
_SHAPEFILE, _MAPINFO, _GEODATABASE = "ESRI Shapefile", "MapInfo File", "OpenFileGDB"
_LISTS = (_TYPE.QStringList, _TYPE.QVariantList)
_AS_JSON = (_TYPE.QVariantMap, *_LISTS)
_NUMBERS = (_TYPE.Int, _TYPE.LongLong, _TYPE.Double, _TYPE.Bool)
# What GDAL calls the kinds that not every format has.
_NEEDED = {
    _TYPE.QByteArray: "Binary",
    _TYPE.QDate: "Date",
    _TYPE.QDateTime: "DateTime",
    _TYPE.QTime: "Time",
    **dict.fromkeys(_LISTS, "StringList"),
}
# What a format has, or has not, though GDAL says otherwise: of GeoJSON dates are texts that are read as dates, and a
# time of OpenDocument loses what is less than a second; a geodatabase has times (GDAL 3.9) only if it is made for
# ArcGIS Pro 3.2 or later, else they become a moment of 1969; bytes of OpenDocument are texts.
_HELD = {
    ("GeoJSONSeq", "Date"): True,
    ("GeoJSONSeq", "DateTime"): True,
    ("ODS", "Time"): False,
    ("ODS", "Binary"): False,
    (_GEODATABASE, "Time"): False,
}
# What providers of databases refuse; QGIS gives them no such columns.
_REFUSED = {"postgres": (_TYPE.QVariantMap,), "spatialite": (_TYPE.QVariantMap, *_LISTS, _TYPE.Bool)}

_XML = ("XLSX", "ODS", "KML", "LIBKML", "GML", "GPX")
KNOWN = (
    "GPKG", "SQLite", _SHAPEFILE, _MAPINFO, _GEODATABASE, "FlatGeobuf", "GeoJSON", "GeoJSONSeq", "CSV", "GML", "KML",
    "LIBKML", "XLSX", "ODS",
)  # fmt: skip
"""The formats that this page speaks of."""
NO_EMPTY_NUMBERS = (_MAPINFO,)
"""Formats that hold 0 for a number that is missing."""
_TEXT_BYTES = {_SHAPEFILE: 254, _MAPINFO: 254}
MOST_FIELDS = {_SHAPEFILE: (2046, 65_535), _MAPINFO: (2046, 32_767), "GPKG": (1998, 0), "SQLite": (1998, 0)}
"""How many fields a format has, and how many bytes of a feature they take, 0 for any number."""
_CELL = 32_767  # characters, in Excel
# The smallest and largest whole numbers that come back as they are; as text others do too. A Shapefile's column of 18
# signs is the widest that is read as whole numbers; spreadsheet programs have 15 digits of a number.
_EXACT, _IN_CELLS = (-(2**53), 2**53), (1 - 10**15, 10**15 - 1)
_WHOLE = {
    _SHAPEFILE: (1 - 10**17, 10**18 - 1), _MAPINFO: _EXACT, _GEODATABASE: _EXACT, "KML": _EXACT, "LIBKML": _EXACT,
    "XLSX": _IN_CELLS, "ODS": _IN_CELLS,
}  # fmt: skip
_WIDTH = {_SHAPEFILE: 18}
# Decimals are written with 15 digits: no length on Earth has more, but a whole number may.
_DIGITS = {"CSV": 15, "GML": 15, "KML": 15, "LIBKML": 15, "XLSX": 16}
_DECIMALS = {_SHAPEFILE: (15, 24), "ODS": (16, 400)}  # how many there are, and how many signs a number may have
_LITTLE = 1e-6  # of which 15 decimals are 9 digits
_SURE = 999_999_999_999_999.0
_FINITE = ("GeoJSON", "GeoJSONSeq", "XLSX", "ODS")  # what would be no number for other programs
_NO_ZONES = (_SHAPEFILE, _MAPINFO, _GEODATABASE, "XLSX", "ODS")  # of times
_FIRST_OF_EXCEL = (1900, 3, 1)  # which takes 1900 for a leap year
_FIRST_OF_GEODATABASE = 1970  # earlier days come back a second late


@dataclass(frozen=True)
class FieldType:
    """One way to write a field.

    ``change`` makes of a value what is written; ``holds`` tells of that whether it comes back as it is; ``cut`` makes
    of one that does not what comes nearest to it.
    """

    field: QgsField
    change: Callable | None = None
    holds: Callable[..., bool] | None = None
    cut: Callable | None = None
    is_text: bool = False
    """Of what is no text."""
    sure: tuple[float, float] | None = None
    """Numbers between these, and 0, are held."""
    short: int = 0
    """Texts of so many characters are held if all of these can be seen."""


def columns(field: QgsField, place: Place, encoding: str) -> list[FieldType]:
    """Return the ways to write a field in a place, the nearest first; of the last one all values can be written."""
    kind, driver = field.type(), place.driver if place.provider == "ogr" else ""
    text = _text(_of_kind(field, _TYPE.QString), driver, encoding)
    as_text = replace(text, change=_AS_TEXT.get(kind, str), is_text=True, short=0)
    if not _has(place, kind):
        ways = [FieldType(_of_kind(field, _TYPE.Int), int) if kind == _TYPE.Bool else as_text]
    elif kind == _TYPE.QString:
        ways = [_text(QgsField(field), driver, encoding), text] if field.length() > 0 else [text]
    elif kind == _TYPE.Double:
        ways = _decimals(field, driver)
    elif kind in _LISTS and driver in _XML:
        ways = [FieldType(QgsField(field), holds=lambda words: _printed(words) == words, cut=_printed)]
    else:
        plain, holds = QgsField(field), _holding(kind, driver)
        if kind == _TYPE.LongLong and driver in _WIDTH:
            plain.setLength(_WIDTH[driver])
        sure = _WHOLE.get(driver) if kind == _TYPE.LongLong else None
        ways = [FieldType(plain)] if holds is None else [FieldType(plain, holds=holds, sure=sure), as_text]
    return ways


def row_bytes(field: QgsField) -> int:
    """Return how many bytes a field takes of each feature in a table of dBASE, or of MapInfo, at most."""
    if field.type() == _TYPE.QString:
        return min(field.length() or 254, 254)
    return {_TYPE.Double: 24, _TYPE.LongLong: 18, _TYPE.Bool: 1}.get(field.type(), 10)


def has_no_null(field: QgsField, place: Place) -> bool:
    """Tell whether something else stands in a column for a value that is missing."""
    return place.provider == "ogr" and place.driver in NO_EMPTY_NUMBERS and field.type() in _NUMBERS


def _has(place: Place, kind: QMetaType.Type) -> bool:
    """Tell whether a place has columns of a kind, as QGIS writes them."""
    if place.provider != "ogr":
        return kind not in _REFUSED.get(place.provider, _AS_JSON)
    if kind == _TYPE.QVariantMap:  # which QGIS writes to no file
        return False
    if kind not in _NEEDED or (kind in _LISTS and place.driver == "GPKG"):  # there QGIS writes JSON itself
        return True
    needed = _NEEDED[kind]
    if (place.driver, needed) in _HELD:
        return _HELD[place.driver, needed]
    driver = gdal.GetDriverByName(place.driver)
    held = driver.GetMetadataItem("DMD_CREATIONFIELDDATATYPES") if driver is not None else None
    return held is None or needed in held.split()


def _of_kind(field: QgsField, kind: QMetaType.Type) -> QgsField:
    """Return a field as it is but for its kind, of any length."""
    field = QgsField(field)
    field.setType(kind)
    field.setSubType(_TYPE.UnknownType)
    field.setTypeName("")
    field.setLength(0)
    field.setPrecision(0)
    return field


def _text(field: QgsField, driver: str, encoding: str) -> FieldType:
    """Return a column of texts, of the length that its field has."""
    limits: list[Callable[[str], str]] = []
    if driver in _XML:
        limits.append(printable)
    longest = min((length for length in (field.length(), _CELL if driver == "XLSX" else 0) if length > 0), default=0)
    if longest:
        limits.append(lambda text: cut(text, 2 * longest, "utf-16-le"))  # as QGIS and Excel count
    room = _TEXT_BYTES.get(driver)
    if room is not None:
        # MapInfo counts the declared length in bytes; GDAL widens a Shapefile's column up to what it may be.
        room = min(room, field.length() or room) if driver == _MAPINFO else room
        limits.append(lambda text: cut(text, room, encoding))
        if encoding != "utf-8":
            limits.append(lambda text: text.encode(encoding, "replace").decode(encoding))
    if not limits:
        return FieldType(field)

    def fitted(text: str) -> str:
        for limit in limits:
            text = limit(text)
        return text

    short = min((longest or _CELL) // 2, (room or _CELL) // 4) if encoding == "utf-8" else 0
    return FieldType(field, holds=lambda text: fitted(text) == text, cut=fitted, short=short)


def _decimals(field: QgsField, driver: str) -> list[FieldType]:
    free = _of_kind(field, _TYPE.Double)
    lowest = _LITTLE if driver in _DECIMALS else -_SURE
    last = FieldType(free, holds=_decimal(driver), cut=_finite if driver in _FINITE else None, sure=(lowest, _SURE))
    length, precision = field.length(), max(field.precision(), 0)
    if (length <= 0 and precision == 0) or precision >= 15:
        return [last]
    in_length = length > 0 and driver in (_SHAPEFILE, _MAPINFO)

    def holds(value: float) -> bool:
        return round(value, precision) == value and (not in_length or len(f"{value:.{precision}f}") <= length)

    return [FieldType(QgsField(field), holds=holds), last]


def _decimal(driver: str) -> Callable[[float], bool] | None:
    """Return what tells of a decimal number whether it comes back, to 15 digits; none means that all do."""
    finite = driver in _FINITE
    if driver in _DIGITS:
        digits = _DIGITS[driver]
        return lambda value: (
            abs(value) < 1e15 or (not finite if not math.isfinite(value) else float(f"{value:.{digits}g}") == value)
        )
    if driver in _DECIMALS:
        decimals, longest = _DECIMALS[driver]
        return lambda value: (
            _LITTLE <= abs(value) < 1e15
            or (not finite if not math.isfinite(value) else _is_near(value, decimals, longest))
        )
    return math.isfinite if finite else None


def _is_near(value: float, decimals: int, longest: int) -> bool:
    return len(f"{value:.0f}") <= longest and abs(float(f"{value:.{decimals}f}") - value) <= 1e-9 * abs(value)


def is_nan(value: object) -> bool:
    """Tell whether a value is the number that is none."""
    return isinstance(value, float) and math.isnan(value)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _holding(kind: QMetaType.Type, driver: str) -> Callable[..., bool] | None:
    """Return what tells of a value of another kind whether it comes back."""
    if kind == _TYPE.LongLong and driver in _WHOLE:
        smallest, largest = _WHOLE[driver]
        return lambda value: smallest <= value <= largest
    if kind == _TYPE.QDate and driver in ("XLSX", _GEODATABASE):
        return _is_late(driver)
    if kind == _TYPE.QDateTime and driver in _NO_ZONES:
        is_late = _is_late(driver)
        whole = driver == _GEODATABASE
        return lambda value: (
            value.timeSpec() == Qt.TimeSpec.LocalTime and is_late(value.date()) and not (whole and value.time().msec())
        )
    return None


def _is_late(driver: str) -> Callable[..., bool]:
    if driver == "XLSX":
        return lambda day: (day.year(), day.month(), day.day()) >= _FIRST_OF_EXCEL
    return lambda day: driver != _GEODATABASE or day.year() >= _FIRST_OF_GEODATABASE


def _printed(words: list) -> list:
    return list(map(printable, words))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _hex(value) -> str:
    return bytes(value).hex()


def _iso(value) -> str:
    return value.toString(Qt.DateFormat.ISODateWithMs).replace(".000", "")


_AS_TEXT: dict[QMetaType.Type, Callable[..., str]] = {
    **dict.fromkeys(_AS_JSON, _json),
    **dict.fromkeys((_TYPE.QDate, _TYPE.QDateTime, _TYPE.QTime), _iso),
    _TYPE.QByteArray: _hex,
    _TYPE.LongLong: str,
}
