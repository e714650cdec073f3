"""How a figure is held against a target.

A target is often a fraction that no number holds exactly (4 万亩 are 80/3 km²), and a figure is a sum that is rounded.
What misses a target by no more than a billionth of it is that.
"""

from __future__ import annotations

from typing import Any

ROUNDING = 1e-9
"""Relative to the target."""
UNKNOWN_SHARE = 0.01
"""Where no more than this share of what is judged is unknown, figures stay as good."""


def at_least(value: Any, target: Any) -> Any:
    """Tell whether a value is no less than a target, but for rounding; numbers or arrays of them.

    >>> from greenvein.core.targets import at_least
    >>> at_least(0.1 * 3 - 1e-12, 0.3), at_least(0.29, 0.3)
    (True, False)
    """
    return value >= target - ROUNDING * abs(target)


def weighs(unknown: Any, known: Any) -> Any:
    """Tell whether so much is unknown beside what is known that it may turn a verdict; numbers or arrays of them.

    >>> from greenvein.core.targets import weighs
    >>> weighs(1.0, 100.0), weighs(1.1, 100.0), weighs(0.1, 0.0)
    (False, True, True)
    """
    return unknown > UNKNOWN_SHARE * known


def at_most(value: Any, target: Any) -> Any:
    """Tell whether a value is no more than a target, but for rounding; numbers or arrays of them.

    >>> from greenvein.core.targets import at_most
    >>> at_most(0.1 * 3, 0.3), at_most(0.31, 0.3)
    (True, False)
    """
    return value <= target + ROUNDING * abs(target)
