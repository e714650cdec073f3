"""What an indicator of a profile must be as a whole, beyond what each of its values must be by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..land.codes import CLASSES, USES
from . import codes

Fault = tuple[str, str]
"""The key that is wrong, and a code of core.profile.kinds.REASONS."""

_MARKS_OF = {
    codes.UP: (codes.EXACT, codes.ABOUT, codes.AT_LEAST, codes.MORE_THAN, codes.STABLE, codes.AS_REQUIRED),
    codes.DOWN: (codes.EXACT, codes.ABOUT, codes.AT_MOST, codes.STABLE, codes.AS_REQUIRED),
    codes.KEEP: tuple(mark for mark in codes.MARKS if mark != codes.AT_MOST),
    codes.CAP: (codes.EXACT, codes.ABOUT, codes.AT_MOST, codes.STABLE, codes.AS_REQUIRED),
}
_KEYS_OF = {
    codes.JOB: ({"job", "field", "shows"}, {"beside", "perhaps", "asked"}),
    codes.AREA: ({"of", "shows"}, {"inside"}),
    codes.SHARE: ({"of", "shows"}, {"inside", "per"}),
    codes.PER_HEAD: ({"of", "shows"}, {"inside"}),
    codes.TABLE: (set(), set()),
}
_ALL = 100
"""Percent."""
_KNOWN = {codes.CLASS: (*CLASSES, *USES), codes.ROLE: codes.ROLES}


def fault(indicator: dict[str, Any]) -> Fault | None:
    """Return what is wrong with an indicator whose values are right one by one; None where nothing is.

    >>> from greenvein.core.indicators.sound import fault
    >>> row = {"id": "A", "unit": "%", "direction": "up", "measure": {"kind": "table"}}
    >>> fault(row | {"targets": [{"year": 2025, "value": 45, "mark": "about"}]})
    >>> fault(row | {"targets": [{"year": 2025, "value": 45, "mark": "at_most"}]})
    ('targets.1.mark', 'direction')
    """
    checks: tuple[Callable[[dict[str, Any]], Iterator[Fault]], ...] = (_targets, _years, _measure, _shares, _way)
    return next((found for check in checks for found in check(indicator)), None)


def _targets(indicator: dict[str, Any]) -> Iterator[Fault]:
    for number, target in enumerate(indicator["targets"], 1):
        place = f"targets.{number}"
        if target["mark"] not in _MARKS_OF[indicator["direction"]]:
            yield f"{place}.mark", "direction"
        if (target["value"] is None) != (target["mark"] in codes.UNNUMBERED):
            yield f"{place}.value", "numbered"
        if "least" in target and not (
            indicator["direction"] == codes.KEEP and target["mark"] == codes.EXACT and target["least"] < target["value"]
        ):
            yield f"{place}.least", "least"


def _years(indicator: dict[str, Any]) -> Iterator[Fault]:
    years = [target["year"] for target in indicator["targets"]]
    if any(later <= earlier for earlier, later in zip(years, years[1:])):
        yield "targets", "order"
    base = indicator.get("base", {}).get("year")
    if base is not None and base >= years[0]:
        yield "base.year", "order"
    if "period" in indicator:
        start, end = indicator["period"]["from"], indicator["period"]["to"]
        if start >= end or years != [end]:
            yield "period", "order"


def _values(indicator: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Give the base and the targets that have a number, each behind its key."""
    if "base" in indicator:
        yield "base.value", indicator["base"]["value"]
    for number, target in enumerate(indicator["targets"], 1):
        if target["value"] is not None:
            yield f"targets.{number}.value", target["value"]


def _shares(indicator: dict[str, Any]) -> Iterator[Fault]:
    """Find shares that are more than all, and areas that are less than nothing; in tables % may be of growth too."""
    is_share = indicator["unit"] == codes.PERCENT and indicator["measure"]["kind"] != codes.TABLE
    for place, value in _values(indicator):
        if is_share and not 0 <= value <= _ALL:
            yield place, "share"
        if indicator["unit"] in codes.AREA_UNITS and value < 0:
            yield place, "area"


def _way(indicator: dict[str, Any]) -> Iterator[Fault]:
    """Find targets that lie behind what comes before them, the base or a target, as the direction goes."""
    sign = {codes.UP: 1, codes.DOWN: -1}.get(indicator["direction"], 0)
    values = [*_values(indicator)]
    for (_, before), (place, value) in zip(values, values[1:]):
        if sign * (value - before) < 0:
            yield place, "way"


def _measure(indicator: dict[str, Any]) -> Iterator[Fault]:
    measure = indicator["measure"]
    needed, possible = _KEYS_OF[measure["kind"]]
    given = measure.keys() - {"kind"}
    if not needed <= given <= needed | possible:
        yield "measure", "measure"
    for key in ("of", "inside", "per"):
        for one in measure.get(key, ()):
            kind, _, name = one.partition(":")
            if name not in _KNOWN.get(kind, ()):
                yield f"measure.{key}", "ground"
    if not all("=" in one for one in measure.get("asked", ())):
        yield "measure.asked", "measure"
    units = {codes.AREA: codes.AREA_UNITS, codes.SHARE: (codes.PERCENT,), codes.PER_HEAD: (codes.SQUARE_METRES,)}
    if indicator["unit"] not in units.get(measure["kind"], (indicator["unit"],)):
        yield "unit", "unit"
