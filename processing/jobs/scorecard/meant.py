"""Indicator scorecard: which indicator, and which part of the city, a row of the table of values means."""

from __future__ import annotations

from collections.abc import Sequence

from ....core.indicators.indicator import Indicator, in_common, named, nearest
from ....core.plaintext import half_width
from ....core.scorecard.figures import WHOLE
from ....i18n import tr
from ... import profiles
from ...words.indicators import called, unit_name
from .names import TOTALS
from .row import IN_BRACKETS, Row


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
    """Return the indicators that a name means, perhaps with their unit in brackets behind it."""
    return named(known, name) or _with_unit(known, name)


def _with_unit(known: Sequence[Indicator], name: str) -> tuple[Indicator, ...]:
    """Return the indicators whose name has their unit in brackets behind it."""
    found = IN_BRACKETS.search(half_width(name))
    if found is None:
        return ()
    units = {half_width(found[1]), found[1]}
    some = named(known, half_width(name)[: found.start()])
    return tuple(one for one in some if units & {one.unit, half_width(one.unit), unit_name(one.unit)})


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
    return {"".join(name.casefold().split()) for name in names}
