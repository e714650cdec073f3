"""What an indicator that is behind hangs on: where most is missing, by what other checks have found.

Tables hold causes as texts, one behind the other, that are read again where they are said in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..indicators.codes import PERCENT, RISING
from ..indicators.indicator import Indicator
from .codes import ADDED_FROM, ADDED_IN, BETWEEN, BLIND_AREA, PARTLY_MAPPED, ZONE
from .figures import Score

MOST = 3
"""Of so many places or kinds an indicator is said to hang on."""
_PARTS = "|"
_COVERAGE, _AFTER = "gv_coverage_pct", "gv_after_km2"
_ADDED = {_AFTER: "gv_added_km2", "gv_built_after_km2": "gv_built_added_km2"}
_ADDED["gv_intensity_after_pct"] = _ADDED["gv_built_after_km2"]
"""The field of growth in the table that has a field of land."""


@dataclass(frozen=True)
class Cause:
    """A place or kind of land that an indicator hangs on.

    ``kind``: one of ``codes.CAUSE_KINDS``, ``where``: the name of a zone, a corridor or a class of land, "" where
    nobody knows. ``figures``: of a zone its value, the gap to the target, both in the unit of the indicator, and the
    km² that it lacks; of blind areas ha and persons of them all, how many they are and ha of the largest, of which
    results of earlier versions lack the last two; of growth km²; of a pinch its width and the required one in m. NaN
    where there is no such number. ``unit``: that of the indicator, of a zone only.
    """

    kind: str
    where: str
    figures: tuple[float, ...]
    unit: str = ""


@dataclass(frozen=True)
class Place:
    """A place of a size in some zones: a blind area, or a change of land; ``what``: its class, ``people``: persons."""

    zones: tuple[str, ...]
    size: float
    people: float = math.nan
    what: str = ""


@dataclass(frozen=True)
class Found:
    """What other checks have found.

    ``blind``: blind areas in ha. ``added``: land in km² that became urban–rural construction land, by the class that it
    was of; ``growth``: km² of growth by zone, for each field of growth. ``pinches``: of corridors.
    """

    blind: tuple[Place, ...] = ()
    added: tuple[Place, ...] = ()
    growth: tuple[tuple[str, str, float], ...] = ()
    pinches: tuple[Cause, ...] = ()


def causes(score: Score, of_zones: Sequence[Score], found: Found) -> tuple[Cause, ...]:
    """Return what an indicator hangs on in a zone, or on the whole, the largest first.

    ``of_zones``: how the same indicator stands in the zones. A coverage hangs on blind areas, construction land on
    where it grew and on what; else, as where these are not known, a ratio on the zones that are furthest from the
    target.

    >>> from greenvein.core.indicators.indicator import Indicator, Measure, Milestone
    >>> from greenvein.core.scorecard.causes import Found, Place, causes
    >>> from greenvein.core.scorecard.figures import Figure, scores
    >>> how = Measure("job", job="parkcoverage", field="gv_coverage_pct")
    >>> coverage = Indicator("ES1", {"en": "Coverage"}, "%", "up", (Milestone(2025, 95),), measure=how)
    >>> (score,) = scores([coverage], [Figure("ES1", "", 2025, 80.0)], 2025, len)
    >>> blind = Place(("west",), 1.0), Place(("east",), 2.5), Place(("east",), 1.5)
    >>> [(one.where, one.figures) for one in causes(score, (), Found(blind=blind))]
    [('east', (4.0, nan, 2, 2.5)), ('west', (1.0, nan, 1, 1.0))]
    """
    indicator, name = score.indicator, score.zone or _part(score.indicator, found)
    field = indicator.measure.field
    told: list[Cause] = []
    if field == _COVERAGE:
        some = [one for one in found.blind if not name or name in one.zones]
        told = _blind(some)
    elif field in _ADDED:
        grown = [(zone, km2) for of, zone, km2 in found.growth if of == _ADDED[field] and not name and km2 > 0]
        told = [Cause(ADDED_IN, zone, (km2,)) for zone, km2 in sorted(grown, key=lambda one: (-one[1], one[0]))[:MOST]]
        told += _kinds(found.added, name) if field == _AFTER else []
    return tuple(told) or (_zones(score, of_zones) if score.is_whole and indicator.is_ratio else ())


def _part(indicator: Indicator, found: Found) -> str:
    """Return the name of the part of the city that an indicator speaks of, where places have it for a zone."""
    names = () if indicator.whole or indicator.extent is None else tuple(indicator.extent.values())
    known = {zone for one in (*found.blind, *found.added) for zone in one.zones}
    known |= {zone for _, zone, _ in found.growth}
    return next((name for name in names if name in known), "")


def _blind(places: Iterable[Place]) -> list[Cause]:
    """Return the blind areas of each zone together: one place is often drawn in many pieces."""
    own: dict[tuple[str, ...], list[Place]] = {}
    for one in places:
        own.setdefault(one.zones, []).append(one)
    found = []
    for zones, some in own.items():
        sizes = [one.size for one in some]
        people = sum(one.people for one in some)
        found.append(Cause(BLIND_AREA, BETWEEN.join(zones), (math.fsum(sizes), people, len(some), max(sizes))))
    return sorted(found, key=lambda one: (-one.figures[0], one.where))[:MOST]


def _kinds(added: Iterable[Place], name: str) -> list[Cause]:
    sums: dict[str, float] = {}
    for one in added:
        if not name or name in one.zones:
            sums[one.what] = sums.get(one.what, 0.0) + one.size
    largest = sorted(sums.items(), key=lambda one: (-one[1], one[0]))[:MOST]
    return [Cause(ADDED_FROM, what, (km2,)) for what, km2 in largest]


def _zones(whole: Score, of_zones: Sequence[Score]) -> tuple[Cause, ...]:
    """Return the zones that miss the target by most; with a share of all of their ground, those that lack most."""
    target, rising = whole.standing.target, whole.indicator.direction in RISING
    how = whole.indicator.measure
    if target is None:
        return ()
    found = []
    for one in of_zones:
        value = one.standing.value
        if value is None or PARTLY_MAPPED in one.reasons or not (value < target if rising else value > target):
            continue
        is_share = whole.indicator.unit == PERCENT and bool(how.of) and not how.per
        lacks = abs(value - target) / 100 * one.km2 if is_share else math.nan
        found.append(Cause(ZONE, one.zone, (value, value - target, lacks), whole.indicator.unit))
    return tuple(sorted(found, key=_misses, reverse=True)[:MOST])


def _misses(cause: Cause) -> tuple[float, float, str]:
    _, gap, lacks = cause.figures
    return (0.0 if math.isnan(lacks) else lacks), abs(gap), cause.where


def written(causes: Iterable[Cause]) -> str:
    """Return causes as a text for a table.

    >>> from greenvein.core.scorecard.causes import Cause, written
    >>> written([Cause("blind_area", "west", (1.25, float("nan"))), Cause("added_in", "east", (3.0,))])
    'blind_area|west|1.25|; added_in|east|3'
    """

    def of(cause: Cause) -> str:
        where = cause.where.replace(_PARTS, "/").replace(";", ",")
        figures = ("" if math.isnan(one) else f"{one:.10g}" for one in cause.figures)
        return _PARTS.join((cause.kind, where, *figures, *([cause.unit] if cause.unit else ())))

    return BETWEEN.join(map(of, causes))


def read(text: str) -> tuple[Cause, ...]:
    """Return the causes in a text of a table; raises ValueError for one that is none.

    >>> from greenvein.core.scorecard.causes import read
    >>> [(one.kind, one.where, one.figures, one.unit) for one in read("added_in|east|3; zone|west|10|-5|0.5|%")]
    [('added_in', 'east', (3.0,), ''), ('zone', 'west', (10.0, -5.0, 0.5), '%')]
    """
    return tuple(map(_cause, filter(None, text.split(BETWEEN))))


def _cause(text: str) -> Cause:
    kind, where, *rest = text.split(_PARTS)
    figures, unit = (rest[:-1], rest[-1]) if kind == ZONE else (rest, "")
    return Cause(kind, where, tuple(float(one) if one else math.nan for one in figures), unit)
