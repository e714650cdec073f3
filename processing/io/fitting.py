"""Fields as a format can hold them: names that it takes for one are told apart, values that it refuses become text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count

from osgeo import gdal
from qgis.core import NULL, QgsDataSourceUri, QgsFeature, QgsField, QgsFields
from qgis.PyQt.QtCore import QMetaType

from .places import Place

_CUT = 10  # bytes of a name of a field in a Shapefile
_TYPE = QMetaType.Type
_LISTS = (_TYPE.QStringList, _TYPE.QVariantList)
# What GDAL calls the kinds that not every format has.
_NEEDED = {_TYPE.QByteArray: "Binary", _TYPE.QTime: "Time", **dict.fromkeys(_LISTS, "StringList")}
# What providers of databases refuse; QGIS gives them no such columns.
_REFUSED = {"postgres": (_TYPE.QVariantMap,), "spatialite": (_TYPE.QVariantMap, *_LISTS, _TYPE.Bool)}
# What names of fields must not hold where a driver writes them as they are.
_UNFIT = {"KML": re.compile("[&<>\"']"), "LIBKML": re.compile("[&<>\"']")}
_AS_JSON = (_TYPE.QVariantMap, *_LISTS)


class Fitting:
    """Fields on their way to a place; None is a temporary layer, which holds everything.

    ``fields``: what is written; ``as_text``: names of those that become text; ``renamed``: pairs of names, old and new.
    """

    def __init__(self, fields: QgsFields, place: Place | None):
        self.fields, self.as_text, self.renamed = QgsFields(), [], []
        self._changes: dict[int, Callable] = {}
        taken = {fields.at(number).name().casefold() for number in range(len(fields))}
        seen = {QgsDataSourceUri(place.uri).geometryColumn().casefold()} if place is not None and place.uri else set()
        for number, given in enumerate(fields):
            field = QgsField(given)
            if place is not None:
                self._fit(number, field, place)
                if place.driver in _UNFIT:
                    field.setName(_UNFIT[place.driver].sub("_", field.name()))
                if field.name().casefold() in seen:
                    field.setName(_free(field.name(), taken | seen))
                if field.name() != given.name():
                    self.renamed.append((given.name(), field.name()))
            seen.add(field.name().casefold())
            self.fields.append(field)

    def features(self, features: Iterable[QgsFeature]) -> Iterable[QgsFeature]:
        """Return features with values that the fields hold."""
        return self._changed(features) if self._changes else features

    def _changed(self, features: Iterable[QgsFeature]) -> Iterator[QgsFeature]:
        for feature in features:
            values = feature.attributes()
            for number, change in self._changes.items():
                if values[number] is not None and values[number] != NULL:
                    values[number] = change(values[number])
            feature.setAttributes(values)
            yield feature

    def _fit(self, number: int, field: QgsField, place: Place) -> None:
        kind = field.type()
        if _holds(place, kind):
            return
        if kind == _TYPE.Bool:
            _become(field, _TYPE.Int)
            self._changes[number] = int
            return
        _become(field, _TYPE.QString)
        self.as_text.append(field.name())
        self._changes[number] = _json if kind in _AS_JSON else _hex if kind == _TYPE.QByteArray else _time


def cut_names(names: Iterable[str]) -> re.Pattern[str]:
    """Return how the names of our own fields look that a Shapefile has cut, and numbered where that made them equal."""
    long = [name for name in names if len(name.encode()) > _CUT]
    ways = [f"{re.escape(name[:_CUT])}|{re.escape(name[: _CUT - 2])}_?\\d{{1,2}}" for name in long]
    return re.compile("|".join(ways) or r"(?!)", re.IGNORECASE)


def _holds(place: Place, kind: QMetaType.Type) -> bool:
    """Tell whether a place has columns of a kind, as QGIS writes them."""
    if place.provider != "ogr":
        return kind not in _REFUSED.get(place.provider, _AS_JSON)
    if kind == _TYPE.QVariantMap:  # which QGIS writes to no file
        return False
    if kind not in _NEEDED or (kind in _LISTS and place.driver == "GPKG"):  # there QGIS writes JSON itself
        return True
    driver = gdal.GetDriverByName(place.driver)
    held = driver.GetMetadataItem("DMD_CREATIONFIELDDATATYPES") if driver is not None else None
    return held is None or _NEEDED[kind] in held.split()


def _become(field: QgsField, kind: QMetaType.Type) -> None:
    field.setType(kind)
    field.setSubType(_TYPE.UnknownType)
    field.setTypeName("")
    field.setLength(0)
    field.setPrecision(0)


def _free(name: str, taken: set[str]) -> str:
    """Return a name that no other field has, in any case of letters."""
    return next(other for number in count(1) if (other := f"{name}_{number}").casefold() not in taken)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _hex(value) -> str:
    return bytes(value).hex()


def _time(value) -> str:
    return value.toString("HH:mm:ss")
