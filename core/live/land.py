"""The land reduction account while its layers are edited: the same figures as a full run, from what an edit touches.

Every piece of ground keeps its own row of area; a sum is never corrected but always made anew, from all rows, exactly.
So the figures depend on the parcels as they are alone, not on the way they came to be: undoing an edit gives the
figures of before to the bit.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from ..geometry.area import Measure, planar
from ..geometry.changes import Pieces
from ..geometry.zones import Zones
from ..land.reduction import by_place, classes, counted, key_zones, parcels
from ..land.sameground import SameGround
from ..land.tables import AccountTables, ClassedGround, tables
from ..progress import Progress, part, quiet
from .land_date import Changes, LiveDate, Parcel
from .land_overlay import Overlay
from .rows import LiveRows, nothing, only, together

BEFORE, AFTER = DATES = ("before", "after")


@dataclass(frozen=True)
class _Places(LiveRows):
    """Pieces cut by zones and key areas: number of the piece, then as in land.tables.Ground."""

    piece: np.ndarray
    cell: np.ndarray
    key: np.ndarray
    area_m2: np.ndarray


@dataclass(frozen=True)
class _Measured(LiveRows):
    """The pieces that are measured, and whether the class of each had changed then."""

    number: np.ndarray
    changed: np.ndarray


class LiveLand:
    """The account of two dates whose parcels change; see land.reduction.land_reduction, whose figures it has.

    An edit makes anew: of its own date, what is seen of the parcels it moves and of those that lie under them, now or
    before; of the overlay, the pieces of these, and what one date alone covers beside them (land_overlay.Overlay); and
    of both, the cuts at zones and key areas. A change of class alone makes nothing anew but the sums; only where a
    piece is of several parts, or parcels of the very same area overlap, it does with these as with moved ones.

    A parcel that meets all others, such as a network of roads in one feature, makes nearly everything anew when its
    own border is edited or another parcel is laid on it: that takes about as long as a full run. Zones and key areas
    do not change: another account is made for others. ``same``, which codes mean the same ground, may be replaced.
    """

    def __init__(
        self,
        before: Mapping[Hashable, Parcel],
        after: Mapping[Hashable, Parcel],
        *,
        zones: Zones | None = None,
        key_areas: np.ndarray | None = None,
        same: SameGround | None = None,
        measure: Measure = planar,
        progress: Progress = quiet,
    ):
        self._zones, self._measure, self.same = zones, measure, same
        self._key = None if key_areas is None else key_zones(key_areas, measure)
        self._dates = [
            LiveDate(date, zones, measure, part(progress, *stage))
            for date, stage in ((before, (0.0, 0.2)), (after, (0.2, 0.4)))
        ]
        self._overlay = Overlay(self._dates, part(progress, 0.4, 1.0))
        self._places = _Places(nothing(np.int64), nothing(np.intp), nothing(bool), nothing(float))
        self._measured = _Measured(nothing(np.int64), nothing(bool))

    def change(self, before: Changes | None = None, after: Changes | None = None, progress: Progress = quiet) -> None:
        """Take in parcels that are new or another than before, by id, and None for those that are gone."""
        touched = [date.take_in(changes or {}) for date, changes in zip(self._dates, (before, after))]
        if any(len(rows) for rows in touched):
            self._overlay.update(self._dates, touched, progress)

    def tables(self) -> AccountTables:
        """Return the figures of the parcels as they are."""
        pieces = self._overlay.pieces
        before, after = self._dates
        rows = pieces.before, pieces.after
        was, is_ = classes(before.class_, rows[0]), classes(after.class_, rows[1])
        start, end = counted((was, is_), (before.code, after.code), rows, self.same)
        self._measure_anew(start, end)
        row = np.searchsorted(pieces.number, self._places.piece)
        places = self._places
        ground = ClassedGround(start[row], end[row], was[row], is_[row], places.cell, places.key, places.area_m2)
        dates = [date.ground() for date in self._dates]
        doubtful = before.contested(), after.contested()
        return tables(ground, dates, doubtful, self._zones, self._key is not None)

    def _measure_anew(self, start: np.ndarray, end: np.ndarray) -> None:
        """Cut and measure the pieces that are new, or that are to be taken apart now (land.reduction.parcels)."""
        pieces, changed = self._overlay.pieces, start != end
        old = np.isin(pieces.number, self._measured.number)
        was = changed.copy()
        was[old] = self._measured.changed[np.isin(self._measured.number, pieces.number)]
        multiple = shapely.get_type_id(pieces.geometry) != shapely.GeometryType.POLYGON
        anew = np.flatnonzero(~old | (multiple & (was != changed)))
        ground = parcels(Pieces(pieces.geometry[anew], pieces.before[anew], pieces.after[anew]), start[anew], end[anew])
        parts = by_place(ground.geometry, self._zones, self._key, self._measure)
        number = pieces.number[anew][ground.piece[parts.source]]
        gone = ~np.isin(self._places.piece, np.delete(pieces.number, anew))
        fresh = _Places(number, parts.cell, parts.key, parts.area_m2)
        self._places = together(only(self._places, ~gone), fresh)
        self._measured = _Measured(pieces.number, changed)
