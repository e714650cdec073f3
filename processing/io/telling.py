"""The sentences on what of an output's fields and values is not as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...i18n import tr
from .fitting import Fitting
from .places import Place

_OURS = "gv_"  # fields that the help speaks of, cut names too


def sentences(title: str, place: Place | None, fitting: Fitting) -> Iterator[str]:
    """Yield what is to be known of an output; ``title``: what users call it."""
    if place is not None and not fitting.is_known:
        text = tr(
            "“{output}”: what the format {format} keeps of fields and values has not been looked at; a GeoPackage "
            "keeps all of them."
        )
        yield text.format(output=title, format=place.driver)
    if fitting.as_text:
        text = tr("“{output}”: its format has no columns for what these fields hold, which are text there: {fields}.")
        yield text.format(output=title, fields=", ".join(fitting.as_text))
    renamed = [(old, new) for old, new in fitting.renamed if not old.startswith(_OURS)]
    if renamed:
        text = tr(
            "“{output}”: fields whose names its format cannot hold, or takes for one, have other names there: {names}."
        )
        names = ", ".join(f"{old} → {new}" for old, new in renamed)
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


def _counts(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} ({number:,})" for name, number in numbers.items())
