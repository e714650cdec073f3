"""Indicator scorecard: the places and kinds of land that other checks have found, which indicators hang on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from ....core.land.codes import ADDED
from ....core.plaintext import number_in, text_of
from ....core.scorecard.causes import MOST, Cause, Found, Place
from ....core.scorecard.codes import BETWEEN, PINCH
from ....core.scorecard.figures import WHOLE
from ...io.features import Rows
from ...reports.units import HA

KM2 = 1e6
_BLIND = {"gv_area_m2", "gv_source", "gv_zone", "gv_rank"}
_PINCHES = {"gv_corridor", "gv_from_m", "gv_width_m", "gv_required_m", "gv_deficit_m"}
_CHANGES = {"gv_from", "gv_to", "gv_kind", "gv_zone", "gv_area_m2"}
_PER_HEAD = "gv_built_up_park_m2_per_head"
_GROWTH = ("gv_added_km2", "gv_built_added_km2")
_BALANCE = {"gv_scope", "gv_zone", *_GROWTH}
"""The fields that tables of other jobs are known by."""


def has_places(table: Rows) -> bool:
    """Tell whether a table holds places that indicators may hang on, though no indicator."""
    return any(fields <= set(table.fields) for fields in (_BLIND, _PINCHES, _CHANGES))


def found(tables: Sequence[Rows], zones: Collection[str]) -> Found:
    """Return what the tables of other jobs say of places; ``zones``: the names of those that are reported by."""
    named = {*zones, *_zones_of(tables)}

    def of(fields: set[str]) -> Iterator[dict[str, object]]:
        for table in tables:
            if fields <= set(table.fields):
                yield from (dict(zip(table.fields, row)) for row in zip(*table.columns.values()))

    changes = (row for row in of(_CHANGES) if text_of(row["gv_kind"]) == ADDED)
    return Found(
        blind=tuple(
            Place(_zones(row, named), _number(row["gv_area_m2"]) / HA, _number(row.get("gv_population")))
            for row in of(_BLIND)
        ),
        added=tuple(_added(changes, named)),
        growth=tuple(
            (field, text_of(row["gv_zone"]), _number(row[field]))
            for row in of(_BALANCE)
            if text_of(row["gv_scope"]) == "zone"
            for field in _GROWTH
        ),
        pinches=_pinches(of(_PINCHES)),
    )


def parks_per_head(tables: Sequence[Rows]) -> dict[str, float]:
    """Return the park area per head in the built-up area that another check has found, in m², by zone and on the whole.

    It may be of other layers, or put them together otherwise.
    """
    found = {}
    for table in tables:
        if {"gv_scope", "gv_zone", _PER_HEAD} <= set(table.fields):
            columns = (table.columns[name] for name in ("gv_scope", "gv_zone", _PER_HEAD))
            for scope, zone, value in zip(*columns):
                if text_of(scope) in ("zone", "all") and text_of(value):
                    found[text_of(zone) if text_of(scope) == "zone" else WHOLE] = _number(value)
    return found


def _added(changes: Iterable[dict[str, object]], named: Collection[str]) -> Iterator[Place]:
    """Return what became construction land, put together by zones and by the class that it was of."""
    sums: dict[tuple, float] = defaultdict(float)
    for row in changes:
        sums[_zones(row, named), text_of(row["gv_from"])] += _number(row["gv_area_m2"]) / KM2
    return (Place(zones, km2, what=what) for (zones, what), km2 in sums.items())


def _pinches(rows: Iterable[dict[str, object]]) -> tuple[Cause, ...]:
    """Return the stretches of corridors that miss most of the width that is asked of them."""
    worst = sorted(rows, key=lambda row: (-_number(row["gv_deficit_m"]), text_of(row["gv_corridor"])))[:MOST]
    return tuple(
        Cause(PINCH, text_of(row["gv_corridor"]), (_number(row["gv_width_m"]), _number(row["gv_required_m"])))
        for row in worst
    )


def _zones_of(tables: Sequence[Rows]) -> Iterator[str]:
    """Give the names of the zones that summaries have rows of."""
    for table in tables:
        if {"gv_scope", "gv_zone"} <= set(table.fields):
            pairs = zip(table.columns["gv_scope"], table.columns["gv_zone"])
            yield from (text_of(zone) for scope, zone in pairs if text_of(scope) == "zone")


def _zones(row: dict[str, object], named: Collection[str]) -> tuple[str, ...]:
    """Return the zones that a place lies in, which overlaps of zones make several; ``named``: those that are known."""
    parts = text_of(row["gv_zone"]).split(BETWEEN)
    return tuple(filter(None, _put_together(parts, named) or parts))


def _put_together(parts: Sequence[str], named: Collection[str]) -> tuple[str, ...]:
    """Return the zones that a text was made of, whose names may hold the mark between them too; () for none."""
    for end in range(len(parts), 0, -1):
        name = BETWEEN.join(parts[:end])
        if name in named:
            rest = _put_together(parts[end:], named)
            if rest or end == len(parts):
                return (name, *rest)
    return ()


def _number(value: object) -> float:
    """Return a number of a table, which a file of texts holds as text; NaN where there is none."""
    text = text_of(value)
    return number_in(text) if text else float("nan")
