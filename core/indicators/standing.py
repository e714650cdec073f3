"""How the value of an indicator stands to what the plan asks for a year: our reading, in every rule that it names.

What a plan asks between its milestones is on the straight line from the base to the first of them, and from each to the
next; plans name the milestones only. Nothing is judged by a value that may be another than the plan's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..land.codes import MAPPED
from ..targets import at_least, at_most
from .codes import (
    BEFORE_BASE,
    BEHIND,
    DAMAGED,
    EITHER,
    ELSEWHERE,
    EXTENT,
    MET,
    MORE_THAN,
    NO_BASE,
    NO_BASE_YEAR,
    NO_EXTENT,
    NO_NUMBER,
    NO_PART,
    NO_VALUE,
    NOT_JUDGED,
    NOT_REDUCED,
    ON_TRACK,
    OTHER_YEAR,
    PERIOD,
    RISING,
    STANDING,
)
from .indicator import Indicator, Milestone


@dataclass(frozen=True)
class Source:
    """Where a value is from. As it stands: somebody gave it for the year and for the ground that are asked.

    ``year``: at whose end it holds, ``since``: from whose end a flow was measured, None where nobody says. ``mapped``:
    it was measured on a map, of ``km2`` of ground, and, where ``in_part``, of the part that the indicator speaks of.
    ``of_zone``: it was given for a zone, which is not that ground; ``of_whole``: for the whole city, by its name, of
    which that ground may be a part. ``complete``: all that the plan counts is in it,
    whatever the map shows.
    """

    year: int | None = None
    since: int | None = None
    mapped: bool = False
    km2: float = math.nan
    in_part: bool = False
    of_zone: bool = False
    of_whole: bool = False
    complete: bool = False


GIVEN = Source()


@dataclass(frozen=True)
class Standing:
    """A value beside its target, in the indicator's unit; None where there is no such number.

    ``gap``: value − target. ``progress``: the share of the way from the base to the target that is done, below 0 where
    it went the other way; neither is told of a value that cannot be held against the target. ``required``: the share
    that the time gone asks for. ``state``: one of ``codes.STATES``, ``reason``: one of ``codes.REASONS`` or "".
    """

    year: int
    value: float | None
    base: float | None
    target: float | None
    target_year: int
    gap: float | None
    progress: float | None
    required: float | None
    state: str
    reason: str = ""


def standing(indicator: Indicator, value: float | None, year: int, source: Source = GIVEN) -> Standing:
    """Return how a value stands at the end of a year.

    The target is that of the next milestone that is not before the year, after the last one that of the last. Met is
    what reaches it, in whatever year. What does not is behind once the target's year is there or where it was to be
    kept from the first day, before that on track where it reaches what the line between the milestones asks for the
    year, else behind. Where no base, or no year of it, is known, there is no line before the first milestone, and so
    no verdict.

    Coverage is to rise from 86.8 % in 2020 to 95 % in 2035; in 2025 a third of the time is gone, and of the way, of
    8.2, 3.2 are done:

    >>> from greenvein.core.indicators.indicator import Base, Indicator, Milestone
    >>> from greenvein.core.indicators.standing import standing
    >>> coverage = Indicator("ES1", {"en": "Coverage"}, "%", "up", (Milestone(2035, 95),), base=Base(2020, 86.8))
    >>> found = standing(coverage, 90, 2025)
    >>> found.state, found.gap, round(found.progress, 3), round(found.required, 3)
    ('on_track', -5, 0.39, 0.333)
    >>> standing(coverage, 89.5, 2025).state, standing(coverage, 95, 2025).state, standing(coverage, 94.9, 2035).state
    ('behind', 'met', 'behind')
    """
    target = milestone(indicator, year)
    value = value if value is not None and math.isfinite(value) else None
    unfit = _unfit(indicator, value, year, source)
    held = None if unfit else value
    state, reason = (NOT_JUDGED, unfit) if held is None else _judged(indicator, target, held, year)
    return Standing(
        year,
        value,
        indicator.base.value if indicator.base else None,
        target.value,
        target.year,
        None if held is None or target.value is None else held - target.value,
        _way(indicator, target, held),
        _way(indicator, target, asked_for(indicator, year)),
        state,
        reason or _elsewhere(indicator, source),
    )


def milestone(indicator: Indicator, year: int) -> Milestone:
    """Return the milestone that counts for a year.

    >>> from greenvein.core.indicators.indicator import Indicator, Milestone
    >>> from greenvein.core.indicators.standing import milestone
    >>> water = Indicator("ER5", {}, "%", "up", (Milestone(2025, 89), Milestone(2035, 93)))
    >>> [milestone(water, year).value for year in (2024, 2025, 2026, 2040)]
    [89, 89, 93, 93]
    """
    return next((one for one in indicator.milestones if one.year >= year), indicator.milestones[-1])


def asked_for(indicator: Indicator, year: int) -> float | None:
    """Return the value that the line between base and milestones asks for a year; None before it begins.

    From 89 in 2025 to 93 in 2035 it is 0.4 a year:

    >>> from greenvein.core.indicators.indicator import Base, Indicator, Milestone
    >>> from greenvein.core.indicators.standing import asked_for
    >>> water = Indicator("ER5", {}, "%", "up", (Milestone(2025, 89), Milestone(2035, 93)), base=Base(2020, 87))
    >>> [asked_for(water, year) for year in (2019, 2020, 2025, 2026, 2040)]
    [None, 87, 89, 89.4, 93]
    """
    base = indicator.base
    points = [(base.year, base.value)] if base is not None and base.year is not None else []
    points += [(one.year, one.value) for one in indicator.milestones if one.value is not None]
    before = [point for point in points if point[0] <= year]
    if not before:
        return None
    (start, low), after = before[-1], points[len(before) :]
    if start == year or not after:
        return low
    end, high = after[0]
    return low + (high - low) * (year - start) / (end - start)


def _unfit(indicator: Indicator, value: float | None, year: int, source: Source) -> str:
    """Return why a value cannot be held against the plan at all, "" where it can."""
    shows, elsewhere = indicator.measure.shows, _ground(indicator, source)
    first = indicator.base.year if indicator.base is not None else None
    checks = (
        (indicator.damaged, DAMAGED),
        (value is None, NO_VALUE),
        (elsewhere == NO_PART, elsewhere),
        (source.mapped and shows != MAPPED and not source.complete, shows),
        (not indicator.is_ratio, elsewhere),
        (source.year is not None and source.year != year, OTHER_YEAR),
        (first is not None and year < first, BEFORE_BASE),
        (_other_years(indicator, year, source), PERIOD),
    )
    return next((reason for unfit, reason in checks if unfit and reason), "")


def _ground(indicator: Indicator, source: Source) -> str:
    """Return why the ground of a value is not, or not surely, what the indicator speaks of; "" where it is."""
    is_part = indicator.extent is not None and not indicator.whole
    if not source.mapped:
        return NO_PART if source.of_whole and is_part else EXTENT if source.of_zone else ""
    if is_part and not source.in_part:
        return NO_PART
    if indicator.ground is None:
        return NO_EXTENT
    return "" if indicator.ground.fits(source.km2) else EXTENT


def _elsewhere(indicator: Indicator, source: Source) -> str:
    return ELSEWHERE if indicator.is_ratio and _ground(indicator, source) else ""


def _other_years(indicator: Indicator, year: int, source: Source) -> bool:
    """Tell whether a flow is not that of the period, up to the year.

    An amount adds up, so that a part of the period is a part of the way; a share of it says nothing of the whole.
    """
    if indicator.period is None:
        return False
    start, end = indicator.period
    begins = source.since if source.mapped or source.since is not None else start
    return begins != start or year > end or (indicator.is_ratio and year != end)


def _judged(indicator: Indicator, target: Milestone, value: float, year: int) -> tuple[str, str]:
    """Return the state and, where there is none, why, of a value that can be held against the plan."""
    if target.value is None:
        return NOT_JUDGED, NO_BASE if target.mark == NOT_REDUCED else NO_NUMBER
    if is_met(indicator, target, value):
        return MET, ""
    if target.least is not None and at_least(value, target.least):
        return NOT_JUDGED, EITHER
    if year >= target.year or indicator.direction in STANDING:
        return BEHIND, ""
    asked = asked_for(indicator, year)
    if asked is None:
        return NOT_JUDGED, NO_BASE if indicator.base is None else NO_BASE_YEAR
    good = at_least(value, asked) if indicator.direction in RISING else at_most(value, asked)
    return (ON_TRACK if good else BEHIND), ""


def is_met(indicator: Indicator, target: Milestone, value: float) -> bool:
    """Tell whether a value reaches a target that has a number, by the plan's own sign, but for rounding.

    >>> from greenvein.core.indicators.indicator import Indicator, Milestone
    >>> from greenvein.core.indicators.standing import is_met
    >>> share = Indicator("LU20", {}, "%", "up", ())
    >>> is_met(share, Milestone(2025, 60, "at_least"), 60), is_met(share, Milestone(2025, 60, "more_than"), 60)
    (True, False)
    """
    if target.value is None:
        raise ValueError("a target without a number is neither met nor missed")
    if target.mark == MORE_THAN:
        return not at_most(value, target.value)
    if indicator.direction in RISING:
        return bool(at_least(value, target.value - target.about))
    return bool(at_most(value, target.value + target.about))


def _way(indicator: Indicator, target: Milestone, value: float | None) -> float | None:
    """Return which share of the way from the base to the target a value has gone; None where there is no such way."""
    if indicator.direction in STANDING or indicator.base is None or target.value is None or value is None:
        return None
    whole = target.value - indicator.base.value
    if not whole or (whole > 0) != (indicator.direction in RISING):
        return None
    return (value - indicator.base.value) / whole
