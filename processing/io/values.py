"""Values of fields as kernels take them: numbers, truth values and texts, whatever type QGIS gives."""

from __future__ import annotations

import json

from qgis.core import QgsFeature, QgsField, QgsUnsetAttributeValue
from qgis.PyQt.QtCore import NULL, QByteArray, QDate, QDateTime, Qt, QTime

_AS_THEY_ARE = (str, int, float, bool)


def settled(feature: QgsFeature, value: object, field: QgsField) -> object:
    """Return a value of a feature, null where its provider sets it only when the feature is saved.

    Until then it says what the provider is going to do (“Autogenerate”, “nextval(…)”): as a text, in a field of
    numbers too, or in newer versions of QGIS as a value of its own type.
    """
    unsaved = feature.id() < 0  # no provider has such an id
    unset = isinstance(value, QgsUnsetAttributeValue) or (isinstance(value, str) and field.isNumeric())
    return None if unsaved and unset else value


def plain(value: object) -> object:
    """Return a field's value as text, number or truth value, None where it is null.

    Dates and times become ISO 8601, lists and maps the JSON that files hold them as, bytes hexadecimal digits.
    """
    if type(value) in _AS_THEY_ARE:
        return value
    if value is None or value == NULL:
        return None
    if isinstance(value, (QDateTime, QDate, QTime)):
        return value.toString(Qt.DateFormat.ISODateWithMs).replace(".000", "")
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=plain)
    return bytes(value).hex() if isinstance(value, (bytes, QByteArray)) else value
