"""What is said of layers that cannot be read, or not as they should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsExpression,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsField,
    QgsProcessingException,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ...i18n import in_line, tr
from .layer_names import named

if TYPE_CHECKING:
    from .features import Features

CHANGED = "the layer changed while it was read"
"""Why the fast way of reading came to nothing: what is told then is for all to know, not for the log alone."""


def counts_sentence(features: Features) -> str:
    """Say how many features of an input were read, repaired, skipped and used."""
    text = tr("{layer}: {read} features read, {repaired} repaired, {skipped} skipped, {used} used.")
    used = len(features.fid)
    sentence = text.format(
        layer=features.named,
        read=features.read,
        repaired=features.repaired,
        skipped=features.read - used,
        used=used,
    )
    return in_line([features.taken, sentence]) if features.taken else sentence


def troubles(features: Features) -> list[str]:
    """Return sentences on an input that has nothing in it, or whose geometries were repaired or skipped."""
    if features.why_empty:
        return [features.why_empty]
    found = [counts_sentence(features)] if features.repaired or features.empty else []
    if features.unreadable:
        text = tr(
            "The layer “{layer}” has features whose geometry cannot be read or cannot lie in its coordinate reference "
            "system, and which are left out; their ids are: {ids}."
        )
        found.append(text.format(layer=features.named, ids=tr(", ").join(map(str, features.unreadable))))
    return found


def unreadable(parameter: str, error: Exception) -> str:
    """Say why QGIS could not open the layer of a parameter."""
    if str(error) in ("", "unknown"):  # a C++ exception without a type, as QGIS 3.44 has for infinite coordinates
        text = tr("QGIS cannot read the layer for “{parameter}”; check it for coordinates that are not finite.")
        return text.format(parameter=parameter)
    text = tr("QGIS cannot read the layer for “{parameter}”: {reason}.")
    return text.format(parameter=parameter, reason=str(error).strip().rstrip("."))


def lost_sentence(layer: str, source: str) -> str:
    """Say that what a layer shows is not there any more; ``layer``: as ``named`` calls it."""
    text = tr(
        "The layer “{layer}” cannot be read: “{source}” is gone or cannot be opened any more. Put it back, or choose "
        "another layer."
    )
    return text.format(layer=layer, source=source)


def cut_off(layer: str, reason: str) -> str:
    """Say that the file of a layer breaks off, so that only a part of its features can be read."""
    text = tr("The layer “{layer}” cannot be read to its end: {reason}. Its file is damaged; restore or replace it.")
    return text.format(layer=layer, reason=reason.strip().rstrip("."))


def unopened_sentence(path: str, parameter: str) -> str:
    """Say why what a path leads to cannot be opened: it is gone, or a text that QGIS takes for no table."""
    from .encoding import right_encoding
    from .row_numbers import OF_TEXT

    file = Path(path)
    if file.suffix.lower() not in OF_TEXT or not file.is_file():
        return lost_sentence(named(path, parameter), path)
    if (encoding := right_encoding(path)) is not None:
        return _encoding_sentence(file, encoding, {"layer": file.name, "parameter": parameter})
    text = tr(
        "QGIS finds no table in the file “{file}”: its name must end with .csv, and its first line have as many "
        "columns as the others. Put the head there, or as many commas behind a title."
    )
    return text.format(file=named(path, parameter))


def removed_sentence(parameter: str) -> str:
    """Say that a layer of the project is gone."""
    text = tr("The layer of “{parameter}” is no longer in the project; choose another one.")
    return text.format(parameter=parameter)


def wrong_filter(text: str, layer: QgsVectorLayer, parameter: str) -> list[str]:
    """Say what is wrong with a filter that cannot be read, or asks for fields that the layer does not have.

    QGIS takes such a filter for one that leaves no features.
    """
    expression, fields = QgsExpression(text), layer.fields()
    asked = sorted(expression.referencedColumns() - {QgsFeatureRequest.ALL_ATTRIBUTES})
    lost = [name for name in asked if fields.lookupField(name) < 0]
    if text and expression.hasParserError():
        sentence = tr("The filter {filter} of the layer “{layer}” cannot be read: {reason}. Correct or remove it.")
        reason = " ".join(expression.parserErrorString().split()).rstrip(".")
    elif lost:
        sentence = tr(
            "The filter {filter} of the layer “{layer}” asks for fields that the layer does not have: {reason}. "
            "Correct or remove it."
        )
        reason = tr(", ").join(lost)
    else:
        return []
    return [sentence.format(filter=text, layer=named(layer.name(), parameter), reason=reason)]


def no_crs(layer: str, kind: QgsWkbTypes.Type = QgsWkbTypes.Type.Unknown) -> str:
    """Say that a layer, perhaps of geometries of a kind, has no CRS."""
    if QgsWkbTypes.flatType(kind) == QgsWkbTypes.Type.GeometryCollection:
        text = tr(
            "The layer “{layer}” has geometries of several kinds, collections among them, and QGIS gives such a layer "
            "no coordinate reference system; set it in the layer's properties, or leave geometries of one kind only."
        )
    else:
        text = tr(
            "The layer “{layer}” has no coordinate reference system; "
            "set it in the layer's properties before running this."
        )
    return text.format(layer=layer)


def no_numbers(field: QgsField, layer: str) -> str:
    """Say that a field holds no numbers where these are asked for; ``layer``: as ``named`` calls it."""
    if field.type() == QMetaType.Type.QString:
        text = tr("The field “{field}” of the layer “{layer}” holds text; choose a field of numbers.")
    else:
        text = tr("The field “{field}” of the layer “{layer}” is of the type {kind}; choose a field of numbers.")
    return text.format(field=field.name(), layer=layer, kind=field.friendlyTypeString())


def no_field(field: str, layer: str, source: QgsFeatureSource) -> str:
    """Say that a layer, as sentences call it, has no field of a name."""
    fields = source.fields().names()
    if not fields:
        return fieldless(layer)
    text = tr("The layer “{layer}” has no field “{field}”; its fields are: {fields}.")
    return text.format(layer=layer, field=field, fields=tr(", ").join(fields))


def fieldless(layer: str) -> str:
    """Say that a layer, as sentences call it, has no fields of which one is asked for."""
    text = tr("The layer “{layer}” has no fields, which would say what its features are; choose another layer.")
    return text.format(layer=layer)


def check_texts(texts: Iterable, file: str | None, layer: str, parameter: str, note: Callable[[str], None]) -> None:
    """Stop the run where texts are read in another encoding than they are in; note what cannot be read.

    ``file``: that they come from, None where that is not known.
    """
    from .encoding import LOST, right_encoding

    lost = next((text for text in texts if isinstance(text, str) and LOST in text), None)
    if lost is None:
        return
    names = {"layer": layer, "parameter": parameter}
    encoding = None if file is None else right_encoding(file)
    if file is None or encoding is None:
        text = tr(
            "The layer “{layer}” for “{parameter}” has texts with characters that cannot be read, such as “{text}”: "
            "they were cut or changed within a character by the program that wrote them, or are in another encoding "
            "than the others."
        )
        note(text.format(**names, text=lost))
    else:
        raise QgsProcessingException(_encoding_sentence(Path(file), encoding, names))


def _encoding_sentence(path: Path, encoding: str, names: dict[str, str]) -> str:
    """Say that texts are in another encoding than they are read in, and what to do about it in a file of this kind."""
    from .encoding import DBASE, MAPINFO

    if path.suffix.lower() in DBASE:
        text = tr(
            "The layer “{layer}” for “{parameter}” holds text in {encoding}, but it is read in another encoding; set "
            "{encoding} as the data source encoding in the layer's properties, under Source, or put a file {cpg} with "
            "the word {word} beside it."
        )
    elif path.suffix.lower() in MAPINFO:
        text = tr(
            "The layer “{layer}” for “{parameter}” holds text in {encoding}, but it is read in another encoding; set "
            "{encoding} as the data source encoding in the layer's properties, under Source."
        )
    else:
        text = tr(
            "The layer “{layer}” for “{parameter}” holds text in {encoding}, but files of this format are read as "
            "UTF-8; save the file in UTF-8."
        )
    cpg, word = path.with_suffix(".cpg").name, encoding.split(maxsplit=1)[0]
    return text.format(**names, encoding=encoding, cpg=cpg, word=word)


def beyond_sentence(layer: str, row: int, cell: str) -> str:
    """Say that something stands in a row of a table where its head has nothing, and what to do."""
    text = tr(
        "“{layer}”, row {row}: “{cell}” stands beyond the last cell of the head, so nobody knows what it is; write "
        'numbers without commas between thousands, or in quotes ("30,500"), else name the column, or clear it.'
    )
    return text.format(layer=layer, row=row, cell=cell)


def teller(
    layer: str, parameter: str, note: Callable[[str], None], log: Callable[[str], None]
) -> Callable[[str], None]:
    """Return what tells why the fast way of reading a layer came to nothing: ``note`` to everyone, ``log`` beside."""

    def tell(reason: str) -> None:
        if reason == CHANGED:
            text = tr("The layer “{layer}” for “{parameter}” changed while it was read; it was read once more.")
            note(text.format(layer=layer, parameter=parameter))
        else:
            text = tr("“{layer}”: GDAL's fast reading failed ({reason}); it was read through QGIS instead.")
            log(text.format(layer=layer, reason=reason))

    return tell
