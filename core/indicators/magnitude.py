"""Whether a value that somebody gives of an indicator can be meant: slips of units and of spreadsheets are far off."""

from __future__ import annotations

from math import log

from .codes import CAP, PERCENT, UP
from .indicator import Indicator

NEGATIVE, NO_SHARE, FRACTION = "negative", "no_share", "fraction"
"""Less than nothing; a share beyond the whole; a share that was probably meant as a part of 1."""
# A share below this, of which the plan speaks in tens, is one that a spreadsheet shows in per cent and stores as 0.962.
_FRACTION, _TENS = 1.5, 10.0
_FAR = 10.0


def figures_of(indicator: Indicator) -> tuple[float, ...]:
    """Return the numbers that the plan has of an indicator: base and targets, in ascending order.

    >>> from greenvein.core.indicators.indicator import Base, Indicator, Milestone
    >>> from greenvein.core.indicators.magnitude import figures_of
    >>> figures_of(Indicator("ES1", {}, "%", "up", (Milestone(2035, 95),), base=Base(2020, 86.8)))
    (86.8, 95)
    """
    found = [one for milestone in indicator.milestones for one in (milestone.value, milestone.least)]
    found += [indicator.base.value] if indicator.base is not None else []
    return tuple(sorted(one for one in found if one is not None))


def impossible(indicator: Indicator, value: float) -> str:
    """Return why a value cannot be meant, a code, "" where it can.

    What the plan itself has below 0, or above 100 %, may be given so too.

    >>> from greenvein.core.indicators.indicator import Base, Indicator, Milestone
    >>> from greenvein.core.indicators.magnitude import impossible
    >>> coverage = Indicator("ES1", {}, "%", "up", (Milestone(2035, 95),), base=Base(2020, 86.8))
    >>> [impossible(coverage, value) for value in (-3, 0, 0.962, 96.2, 450)]
    ['negative', '', 'fraction', '', 'no_share']
    """
    known = figures_of(indicator)
    if value < 0 and not any(one < 0 for one in known):
        return NEGATIVE
    if indicator.unit != PERCENT:
        return ""
    if value > 100 and not any(one > 100 for one in known):
        return NO_SHARE
    return FRACTION if known and known[0] > _TENS and 0 < value < _FRACTION else ""


def far_from(indicator: Indicator, value: float) -> float | None:
    """Return the figure of the plan that an amount is more than ten times as large, or as small, as; None else.

    That is the one that comes nearest. What begins at nothing, or may not exceed its target, may well be small.

    >>> from greenvein.core.indicators.indicator import Base, Indicator, Milestone
    >>> from greenvein.core.indicators.magnitude import far_from
    >>> farmland = Indicator("LU7", {}, "万亩", "keep", (Milestone(2025, 150),), base=Base(2020, 200))
    >>> far_from(farmland, 1_500_000), far_from(farmland, 14), far_from(farmland, 170)
    (200, 150, None)
    """
    known = [one for one in figures_of(indicator) if one > 0]
    if indicator.unit == PERCENT or not known:
        return None
    if value > _FAR * known[-1]:
        return known[-1]
    grows = indicator.direction == UP and (indicator.base is None or not indicator.base.value > 0)
    small = not grows and indicator.direction != CAP
    return known[0] if small and _FAR * value < known[0] else None


def is_nearer(indicator: Indicator, one: float, other: float) -> bool:
    """Tell whether the plan's figures are nearer to one amount than to another, by their ratio.

    >>> from greenvein.core.indicators.indicator import Indicator, Milestone
    >>> from greenvein.core.indicators.magnitude import is_nearer
    >>> homes = Indicator("UR12", {}, "户", "up", (Milestone(2025, 30000),))
    >>> is_nearer(homes, 30_500, 30), is_nearer(homes, 29_000_260, 29_000)
    (True, False)
    """
    known = [abs(figure) for figure in figures_of(indicator) if figure]
    apart, apart_too = (min((abs(log(abs(value) / figure)) for figure in known), default=0.0) for value in (one, other))
    return apart < apart_too
