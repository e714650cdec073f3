"""Indicator scorecard: which indicator, and which part of the city, a row of the table of values means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....core.indicators.heads import MARKS
from ....core.indicators.indicator import Indicator, in_common, named, nearest
from ....core.indicators.units import agree, is_known
from ....core.plaintext import half_width
from ....core.scorecard.figures import WHOLE
from ....i18n import tr
from ... import profiles
from ...words.indicators import called, unit_name
from .names import TOTALS, WHOLE_NAMES
from .row import IN_BRACKETS, Row

_MARKS = f"{MARKS} "
_NUMBER = re.compile(r"^(?:(?:\d{1,2}(?:\.\d+)*|[一二三四五六七八九十]+)[.、):]|[(\[]\d+[)\]])\s*(?=\D)")


def meant(row: Row, known: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Return the indicators that a row means; stop the run where it means none, or its fields mean different ones."""
    names = row.cells(row.table.fields["indicator"])
    if not names:
        text = tr("“{layer}”, row {row}: it is not said of which indicator the value is; fill in “{field}”.")
        row.fail(text, "indicator")
    found = {name: indicators_called(known, name) for name in names}
    some = [name for name in found if found[name]]
    if not some:
        text = tr(
            "“{layer}”, row {row}: the plan profile has no indicator “{value}”; its nearest are: {near}. Write the id "
            "or the name of one in “{field}”."
        )
        row.fail(text, "indicator", near=called(nearest(known, names[0])))
    meant = found[some[0]]
    for name in some[1:]:
        if not in_common(meant, found[name]):
            text = tr("“{layer}”, row {row}: “{first}” and “{second}” are different indicators; correct one of them.")
            row.fail(text, first=some[0], second=name)
        meant = in_common(meant, found[name])
    return meant


def indicators_called(known: Sequence[Indicator], name: str) -> tuple[Indicator, ...]:
    """Return the indicators that a name means, also numbered, marked, with a unit behind it or the whole before it."""
    return named(known, name) or _as_offices_write(known, name)


def called_alone(known: Sequence[Indicator], name: str) -> tuple[Indicator, ...]:
    """Return the indicators that a line is the name of, where that says no other unit than theirs."""
    found = IN_BRACKETS.search(half_width(name))
    said = [found[1]] if found is not None and is_known(found[1]) else []
    return tuple(one for one in indicators_called(known, name) if agree([*said, one.unit], one.unit))


def _as_offices_write(known: Sequence[Indicator], name: str) -> tuple[Indicator, ...]:
    """Return the indicators whose name stands between a number, marks that point to notes and a unit in brackets.

    Of what is of the whole city, its name may stand before.
    """
    plain = _NUMBER.sub("", half_width(name).strip(_MARKS)).strip(_MARKS)
    found = IN_BRACKETS.search(plain)
    if found is not None and (is_known(found[1]) or found[1] in {unit_name(one.unit) for one in known}):
        plain = plain[: found.start()].strip(_MARKS)
    wholes = {*WHOLE_NAMES, *(one.extent["zh"] for one in known if one.whole and one.extent is not None)}
    bare = next((plain[len(one) :] for one in wholes if plain.startswith(one)), plain).strip(_MARKS)
    return named(known, plain) or tuple(one for one in named(known, bare) if one.whole)


def zone_of(row: Row, indicator: Indicator, known: Sequence[Indicator], zones: Sequence[str]) -> tuple[str, bool]:
    """Return the zone of a value, the whole where none is named or it is the ground that the indicator speaks of.

    And whether it is the whole city that is named, in the row or in one above.
    """
    zone = row.cell("zone") or row.place[0]
    plain = "".join(half_width(zone).casefold().split())
    own = set() if indicator.extent is None else {name.casefold() for name in indicator.extent.values()}
    if zone.casefold() in ("", *own):
        return WHOLE, False
    if zone in zones:
        return zone, False
    if plain in whole_names(known):
        return WHOLE, True
    if zones:
        text = tr("“{layer}”, row {row}: there is no zone “{value}”; the zones are {zones}. Write it as there.")
        row.fail(text, "zone", zones=tr(", ").join(zones))
    if plain in TOTALS:
        text = tr(
            "“{layer}”, row {row}: “{value}” in “{field}” may be the whole city or a part of it; leave it empty where "
            "it is the whole, else write the name of the part."
        )
        row.fail(text, "zone")
    return zone, False


def whole_names(known: Sequence[Indicator]) -> set[str]:
    """Return the names of the whole city, in both languages and in small letters."""
    names = {*profiles.active().value("land_reduction.whole")}
    names |= {name for one in known if one.whole and one.extent is not None for name in one.extent.values()}
    names |= {name.removesuffix("市") for name in names if len(name) > len("全市")}
    names |= {f"{name}域" for name in names if name.endswith("市") and len(name) > len("全市")}
    return {"".join(name.casefold().split()) for name in (*names, *WHOLE_NAMES)}
