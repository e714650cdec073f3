"""Two dates laid on each other while they are edited: the pieces of changes.pieces, kept up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..geometry.changes import NONE, Pieces, in_common, joined, left_over
from ..geometry.coverage import same
from ..geometry.split import split
from ..progress import Progress, part, quiet
from .land_date import LiveDate
from .rows import LiveRows, nothing, only, together


@dataclass(frozen=True)
class Laid(LiveRows):
    """The pieces, with the rows of both dates; ``number``: another for each piece there ever was, in rising order."""

    number: np.ndarray
    before: np.ndarray
    after: np.ndarray
    geometry: np.ndarray


@dataclass(frozen=True)
class _Parts(LiveRows):
    """The parts of few vertices (split.split) that polygons without a twin are overlaid in; numbers rise."""

    number: np.ndarray
    row: np.ndarray
    geometry: np.ndarray


@dataclass(frozen=True)
class _Common(LiveRows):
    """What a part of one date has in common with one of the other; ``part`` before, ``other`` after."""

    part: np.ndarray
    other: np.ndarray
    geometry: np.ndarray
    area: np.ndarray


@dataclass(frozen=True)
class _Left(LiveRows):
    """What no part of the other date covers."""

    part: np.ndarray
    geometry: np.ndarray


class Overlay:
    """The pieces of two dates.

    What two parts have in common depends on these two alone; what is left of a part, on the parts that it has something
    in common with. So when polygons change, or find or lose their twin of the very same edges, only their own parts,
    and what is left of those they meet or met, are made anew, by the functions that changes.pieces is made of.
    Polygons of many vertices are made anew as a whole when they change themselves, in parts when something beside them
    does. Twins are looked for anew among all polygons, which takes no geometry.
    """

    def __init__(self, dates: Sequence[LiveDate], progress: Progress = quiet):
        self.pieces = Laid(nothing(np.int64), nothing(np.intp), nothing(np.intp), nothing())
        self._mates = [nothing(np.intp), nothing(np.intp)]
        self._parts = [_Parts(nothing(np.int64), nothing(np.intp), nothing()) for _ in dates]
        self._common = _Common(nothing(np.int64), nothing(np.int64), nothing(), nothing(float))
        self._left = [_Left(nothing(np.int64), nothing()) for _ in dates]
        self._next = 0
        self.update(dates, [np.arange(len(date.seen)) for date in dates], progress)

    def update(self, dates: Sequence[LiveDate], touched: Sequence[np.ndarray], progress: Progress = quiet) -> None:
        """Lay the dates on each other again; ``touched``: the rows of each of which something else is seen."""
        stale = self._stale(dates, touched)
        lost = [parts.number[gone[parts.row]] for parts, gone in zip(self._parts, stale)]
        kept = [only(parts, ~gone[parts.row]) for parts, gone in zip(self._parts, stale)]
        fresh = [self._split(date, mates, gone) for date, mates, gone in zip(dates, self._mates, stale)]
        self._parts = [together(one, more) for one, more in zip(kept, fresh)]
        apart = np.isin(self._common.part, lost[0]) | np.isin(self._common.other, lost[1])
        parted = only(self._common, apart)
        met = together(
            _meet(fresh[0], self._parts[1], part(progress, 0.1, 0.5)),
            _meet(kept[0], fresh[1], part(progress, 0.5, 0.8)),
        )
        met = only(met, np.lexsort((met.other, met.part)))
        self._common = together(only(self._common, ~apart), met)
        beside = [
            self._leave(side, lost[side], np.r_[lost[side], fresh[side].number, old, new])
            for side, old, new in ((0, parted.part, met.part), (1, parted.other, met.other))
        ]
        self._join(dates, stale, met, beside)
        progress(1.0)

    def _stale(self, dates: Sequence[LiveDate], touched: Sequence[np.ndarray]) -> list[np.ndarray]:
        """Return masks of the rows of each date whose pieces are to be made anew, and note who is whose twin."""
        found = []
        before = self._mates
        self._mates = _mates(dates)
        for rows, was, is_ in zip(touched, before, self._mates):
            stale = np.r_[was, np.full(len(is_) - len(was), NONE)] != is_
            stale[rows] = True
            found.append(stale)
        return found

    def _split(self, date: LiveDate, mates: np.ndarray, stale: np.ndarray) -> _Parts:
        """Return new parts of the rows that are stale, and have no twin."""
        rows = np.flatnonzero(stale & (mates == NONE) & ~shapely.is_missing(date.seen))
        geometry, at = split(date.seen[rows])
        # One behind the other for each polygon, as split gives them.
        return _Parts(self._numbers(len(at)), rows[at], geometry)

    def _leave(self, side: int, lost: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        """Make anew what is left of parts; return the rows that these are of."""
        parts, others = self._parts[side], self._parts[1 - side]
        parts = only(parts, np.isin(parts.number, numbers))
        own, other = (self._common.part, self._common.other)[:: 1 if side == 0 else -1]
        at = np.flatnonzero(np.isin(own, parts.number))
        at = at[np.lexsort((other[at], own[at]))]
        row, rows = np.searchsorted(parts.number, own[at]), np.searchsorted(others.number, other[at])
        geometry, found = left_over(parts.geometry, row, self._common.area[at], others.geometry, rows)
        kept = only(self._left[side], ~np.isin(self._left[side].part, np.r_[lost, parts.number]))
        self._left[side] = together(kept, _Left(parts.number[found], geometry))
        return np.unique(parts.row)

    def _join(self, dates: Sequence[LiveDate], stale: list[np.ndarray], met: _Common, beside: list[np.ndarray]) -> None:
        """Put the parts together to pieces, one for each pair of rows, where anything has changed."""
        mine = np.flatnonzero(self._mates[0] != NONE)
        theirs = self._mates[0][mine]
        anew = stale[0][mine] | stale[1][theirs]
        mine, theirs = mine[anew], theirs[anew]
        first, second = (
            parts.row[np.searchsorted(parts.number, number)]
            for parts, number in zip(self._parts, (met.part, met.other))
        )
        found = [(dates[0].seen[mine], mine, theirs), (met.geometry, first, second)]
        for side in (0, 1):
            left = self._left[side]
            row = self._parts[side].row[np.searchsorted(self._parts[side].number, left.part)]
            some = np.flatnonzero(np.isin(row, beside[side]))
            some = some[np.argsort(left.part[some])]
            pair = row[some], np.full(len(some), NONE)
            found.append((left.geometry[some], *(pair if side == 0 else pair[::-1])))
        geometry, one, two = (np.concatenate(column) for column in zip(*found))
        pieces = joined(Pieces(geometry, one.astype(np.intp), two.astype(np.intp)))
        before, after = self.pieces.before, self.pieces.after
        gone = np.append(stale[0], False)[before] | np.append(stale[1], False)[after]
        gone |= ((after == NONE) & np.isin(before, beside[0])) | ((before == NONE) & np.isin(after, beside[1]))
        fresh = Laid(self._numbers(len(pieces.before)), pieces.before, pieces.after, pieces.geometry)
        self.pieces = together(only(self.pieces, ~gone), fresh)

    def _numbers(self, count: int) -> np.ndarray:
        self._next += count
        return np.arange(self._next - count, self._next, dtype=np.int64)


def _mates(dates: Sequence[LiveDate]) -> list[np.ndarray]:
    """Return for each row of each date the row of the other that has the very same edges, NONE where none has."""
    rows = [np.flatnonzero(~shapely.is_missing(date.seen)) for date in dates]
    first, second = (date.seen[own] for date, own in zip(dates, rows))
    ours, theirs = (date.signature[own] for date, own in zip(dates, rows))
    one, two = same(first, second, (ours, theirs))
    found = [np.full(len(date.seen), NONE) for date in dates]
    found[0][rows[0][one]] = rows[1][two]
    found[1][rows[1][two]] = rows[0][one]
    return found


def _meet(parts: _Parts, others: _Parts, progress: Progress) -> _Common:
    geometry, first, second = in_common(parts.geometry, others.geometry, progress)
    return _Common(parts.number[first], others.number[second], geometry, shapely.area(geometry))
