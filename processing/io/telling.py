"""The sentences on what of an output's fields and values is not as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qgis.core import QgsFields

from ...i18n import tr
from .columns import MOST_FIELDS, row_bytes
from .fitting import Fitting
from .places import Place
from .shapes import Shapes

_OURS = "gv_"  # fields that the help speaks of, cut names too


def sentences(title: str, place: Place | None, fitting: Fitting, shapes: Shapes) -> Iterator[str]:
    """Yield what is to be known of an output; ``title``: what users call it."""
    if place is not None and not fitting.is_known:
        text = tr(
            "“{output}”: what the format {format} keeps of fields and values has not been looked at; a GeoPackage "
            "keeps all of them."
        )
        yield text.format(output=title, format=place.driver)
    if fitting.as_text:
        text = tr("“{output}”: its format has no columns for what these fields hold, which are text there: {fields}.")
        yield text.format(output=title, fields=tr(", ").join(fitting.as_text))
    renamed = [(old, new) for old, new in fitting.renamed if not old.startswith(_OURS)]
    if renamed:
        text = tr(
            "“{output}”: fields whose names its format cannot hold, or takes for one, have other names there: {names}."
        )
        names = tr(", ").join(f"{old} → {new}" for old, new in renamed)
        yield text.format(output=title, names=names)
    if fitting.changed:
        text = tr(
            "“{output}”: its format cannot hold all values of these fields, some of which were cut, rounded or "
            "lost signs; how many: {fields}. A GeoPackage keeps them as they are."
        )
        yield text.format(output=title, fields=_counts(fitting.changed))
    if fitting.empty:
        text = tr(
            "“{output}”: its format has 0 for numbers that are missing; how many: {fields}. A GeoPackage keeps "
            "them empty."
        )
        yield text.format(output=title, fields=_counts(fitting.empty))

    if fitting.with_time:
        text = tr("“{output}”: its format has dates with a time of the day only; these have 0:00 there: {fields}.")
        yield text.format(output=title, fields=tr(", ").join(fitting.with_time))
    yield from _of_shapes(title, shapes)


def _of_shapes(title: str, shapes: Shapes) -> Iterator[str]:
    counted = (
        (
            shapes.straight,
            tr(
                "“{output}”: its format has no curves; those of {count} features are short straight lines there. "
                "A GeoPackage keeps them."
            ),
        ),
        (
            shapes.faced,
            tr(
                "“{output}”: triangles and surfaces of several faces are polygons there, a multipolygon where there "
                "are several; features: {count}."
            ),
        ),
        (
            shapes.mixed,
            tr(
                "“{output}”: its format has no collections of points, lines and polygons together, of which only those "
                "of the layer's own kind are there; features: {count}. A GeoPackage keeps them."
            ),
        ),
        (
            shapes.zero,
            tr(
                "“{output}”: its format has numbers only for heights (Z values) and M values; those that are missing "
                "or infinite are 0 there; features: {count}. A GeoPackage keeps them."
            ),
        ),
    )
    yield from (text.format(output=title, count=f"{count:,}") for count, text in counted if count)
    if shapes.no_z:
        text = tr("“{output}”: its format has no heights (Z values), which are left out. A GeoPackage keeps them.")
        yield text.format(output=title)
    if shapes.no_m:
        text = tr("“{output}”: its format has no M values, which are left out. A GeoPackage keeps them.")
        yield text.format(output=title)


def incomplete(place: Place, count: int) -> str:
    """Return why features without a geometry stop a file."""
    text = tr(
        "“{path}” cannot be written: its format has no features without a geometry, and there are some here; how "
        "many: {count}. Choose another format, such as GeoPackage, or remove these features."
    )
    return text.format(path=place.path, count=f"{count:,}")


def overfull(place: Place, fields: QgsFields) -> str:
    """Return why fields cannot be in a file if there are more than its format has room for; else nothing."""
    if place.provider != "ogr" or place.driver not in MOST_FIELDS:
        return ""
    most, room = MOST_FIELDS[place.driver]
    size = sum(map(row_bytes, fields))
    if len(fields) > most:
        text = tr(
            "“{path}” cannot be written: it would have {count} fields, and its format has {most} at most; choose "
            "another format, such as FlatGeobuf, or remove fields."
        )
        return text.format(path=place.path, count=f"{len(fields):,}", most=f"{most:,}")
    if room and size > room:
        text = tr(
            "“{path}” cannot be written: its {count} fields take about {size} bytes of each feature, and its format "
            "has {room} at most; choose another format, such as GeoPackage, or remove text fields."
        )
        return text.format(path=place.path, count=f"{len(fields):,}", size=f"{size:,}", room=f"{room:,}")
    return ""


def _counts(numbers: Mapping[str, int]) -> str:
    return tr(", ").join(f"{name} ({number:,})" for name, number in numbers.items())
