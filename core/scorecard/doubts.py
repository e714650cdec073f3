"""What nobody knows of a figure: the values that it may have, for each doubt and for small ones that add up."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..targets import UNKNOWN_SHARE, weighs
from .codes import TOGETHER


@dataclass(frozen=True)
class Doubt:
    """Something that nobody knows of a figure, on all and in each zone.

    ``why``: a code; ``share``: how much of what it is about nobody knows, 0 where there is no doubt, shape (n,);
    ``values``: those that there may be with it, shape (n,) each. ``least``: they count by themselves where the share
    is larger; of infinity never. ``divided``: further ones, where it is about whom a figure is divided by, so that
    whatever else may be counted changes in proportion. ``beside``: those come in beside the others, however many these
    are.
    """

    why: str
    share: np.ndarray
    values: tuple[np.ndarray, ...]
    least: float = UNKNOWN_SHARE
    divided: tuple[np.ndarray, ...] = ()
    beside: bool = False

    def may_be(self, row: int, divided: bool) -> list[float]:
        """Return the values of a row, those by what is counted or by whom it is divided by."""
        return [float(its[row]) for its in (self.divided if divided else self.values) if math.isfinite(its[row])]


def others(value: np.ndarray, doubts: Sequence[Doubt]) -> list[tuple[tuple[str, float], ...]]:
    """Return the values that there may be instead of each, shape (n,), each behind the reason, a code.

    Doubts that are of no weight may be so together: then all may go one way.

    0.8 % of what is counted is in doubt for its codes, and as much of the ground is not shown:

    >>> import numpy as np
    >>> from greenvein.core.scorecard.doubts import Doubt, others
    >>> codes = Doubt("codes", np.array([0.008]), (np.array([50.4]),))
    >>> gaps = Doubt("gaps", np.array([0.008]), (np.array([49.6]), np.array([50.4])))
    >>> [(why, round(one, 1)) for why, one in others(np.array([50.0]), [codes, gaps])[0]]
    [('together', 50.8), ('together', 49.6)]
    """
    return [(*_own(row, doubts), *_together(float(one), row, doubts)) for row, one in enumerate(value)]


def _own(row: int, doubts: Sequence[Doubt]) -> list[tuple[str, float]]:
    some = [one for one in doubts if one.share[row] > one.least]
    return [(one.why, its) for one in some for its in (*one.may_be(row, False), *one.may_be(row, True))]


def _together(value: float, row: int, doubts: Sequence[Doubt]) -> tuple[tuple[str, float], ...]:
    """Return the largest and the smallest value that all doubts leave, nothing where they are of no weight together."""
    some = [one for one in doubts if one.share[row] > 0]
    if len(some) < 2 or not math.isfinite(value) or not weighs(sum(one.share[row] for one in some), 1.0):
        return ()
    found = []
    for end in (max, min):
        by = sum(end([value, *one.may_be(row, False)]) - value for one in some)
        found.append((TOGETHER, float((value + by) / _times(value, row, some, end))))
    return tuple(found)


def _times(value: float, row: int, doubts: Sequence[Doubt], end: Callable[[list[float]], float]) -> float:
    """Return by how many times as many a value is divided at one of its ends, infinity where nothing is left of it."""
    times, beside = 1.0, 0.0
    for one in doubts:
        its = end([value, *one.may_be(row, True)])
        by = 1.0 if its == value else value / its if its > 0 else math.inf
        times, beside = (times, beside + by - 1) if one.beside else (times * by, beside)
    return times + beside
