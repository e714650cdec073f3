"""One date of the land reduction account while it is edited: its parcels, and what is seen of each from above."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from ..geometry.area import Measure
from ..geometry.claims import claims_of
from ..geometry.coverage import edges_of, flat, left_to_see, signatures, stacked
from ..geometry.overlap import overlapping_pairs
from ..geometry.zones import Zones
from ..land.contested import contested, with_later_parts
from ..land.reduction import by_cell, classes
from ..land.tables import Seen
from ..progress import Progress, part, quiet
from .rows import LiveRows, nothing, only, order_of, together


@dataclass(frozen=True)
class Parcel:
    """A valid polygon or multipolygon and its class; of two equals that overlap, the one of lower ``rank`` is on top.

    Ranks are anything that can be sorted, no two of a date alike. ``code``, ``later``: as in land.reduction.LandLayer.
    """

    geometry: shapely.Geometry
    class_: str
    rank: Any
    code: str = ""
    later: frozenset[str] = frozenset()


# Polygons are compared two by two as long as that means less than so many times all vertices of the date.
_ALL_VERTICES = 4

Changes = Mapping[Hashable, "Parcel | None"]
"""Parcels by id; None where one is gone."""


@dataclass(frozen=True)
class _Cut(LiveRows):
    """What is seen of each row, cut by zones: the ``row``, the ``cell`` of the zones, the area."""

    row: np.ndarray
    cell: np.ndarray
    area_m2: np.ndarray


class LiveDate:
    """The parcels of one date.

    A parcel has a row of the arrays as long as it is there; then another may take the row. ``seen`` and ``signature``
    are those of coverage.Flat, shape (n,), None where nothing is to be seen or the row is free.

    What is seen of a parcel depends on it and on those that overlap it, so an edit is followed by comparing the parcels
    that it moves with those beside them. Where that reaches too far (a network of roads in one feature, whose border
    is edited, lies beside everything) all overlaps are looked for anew, as at the beginning.
    """

    def __init__(
        self,
        parcels: Mapping[Hashable, Parcel],
        zones: Zones | None,
        measure: Measure,
        progress: Progress = quiet,
    ):
        self._zones, self._measure = zones, measure
        self._row: dict[Hashable, int] = {id_: row for row, id_ in enumerate(parcels)}
        self._free: list[int] = []
        self._rank = [parcel.rank for parcel in parcels.values()]
        self._geometry = np.empty(len(parcels), dtype=object)
        self._geometry[:] = [parcel.geometry for parcel in parcels.values()]
        self.class_ = np.array([parcel.class_ for parcel in parcels.values()], dtype=object)
        self.code = np.array([parcel.code for parcel in parcels.values()], dtype=object)
        self.later = np.empty(len(parcels), dtype=object)
        self.later[:] = [parcel.later for parcel in parcels.values()]
        found = flat(self._geometry, part(progress, 0.0, 0.7), order_of(self._rank))
        self.seen, self.signature = found.geometry, found.signature
        self._upper, self._lower = found.upper, found.lower
        self._cut = _Cut(nothing(np.intp), nothing(np.intp), nothing(float))
        self._measure_anew(np.arange(len(parcels)), part(progress, 0.7, 1.0))

    def ground(self) -> Seen:
        """Return what is seen by classes and zones."""
        return Seen(classes(self.class_, self._cut.row), self._cut.cell, self._cut.area_m2)

    def contested(self) -> Seen:
        """Return the doubtful ground by kinds and zones (land.contested)."""
        pairs = claims_of(self._geometry, self.class_, self.seen, self._upper, self._lower)
        found = contested(pairs, self.class_, self._zones, self._measure)
        return with_later_parts(found, self.ground(), self.later[self._cut.row])

    def take_in(self, changes: Changes) -> np.ndarray:
        """Take in changes; return the rows of which something else is seen than before, shape (k,)."""
        moved = self._store(changes)
        if not len(moved):
            return moved
        rows = self._look_everywhere(moved) if self._far_reaching(moved) else self._look_around(moved)
        self._measure_anew(rows)
        return rows

    def _far_reaching(self, rows: np.ndarray) -> bool:
        """Tell whether comparing these rows with what lies beside them takes longer than a look at all."""
        vertices = shapely.get_num_coordinates(self._geometry)
        first, second = shapely.STRtree(self._geometry).query(self._geometry[rows])
        return vertices[rows[first]].sum() + vertices[second].sum() > _ALL_VERTICES * vertices.sum()

    def _look_around(self, moved: np.ndarray) -> np.ndarray:
        """See anew what has moved and what lies, or lay, below; return the rows."""
        apart = np.isin(self._upper, moved) | np.isin(self._lower, moved)
        was_below = self._lower[apart]
        upper, lower = self._on_each_other(moved)
        self._upper, self._lower = np.r_[self._upper[~apart], upper], np.r_[self._lower[~apart], lower]
        rows = np.unique(np.r_[moved, was_below, lower])
        self._look(rows)
        return rows

    def _look_everywhere(self, moved: np.ndarray) -> np.ndarray:
        """See everything anew; return the rows that have moved, and of which something else is seen."""
        was, was_below = self.seen, self._lower
        here = np.flatnonzero(~shapely.is_missing(self._geometry))
        found = flat(self._geometry[here], rank=order_of([self._rank[row] for row in here]))
        self.seen, self.signature = np.full(len(was), None, dtype=object), np.zeros(len(was), dtype=np.uint64)
        self.seen[here], self.signature[here] = found.geometry, found.signature
        self._upper, self._lower = here[found.upper], here[found.lower]
        below = np.setdiff1d(np.r_[was_below, self._lower], moved)
        other = np.array([not _alike(was[row], self.seen[row]) for row in below], dtype=bool)
        return np.union1d(moved, below[other])

    def _store(self, changes: Changes) -> np.ndarray:
        """Put parcels into their rows; return the rows whose ground, or whose order among equals, is another."""
        self._grow(sum(parcel is not None and id_ not in self._row for id_, parcel in changes.items()))
        pairs = {*self._upper.tolist(), *self._lower.tolist()}
        moved = []
        for id_, parcel in changes.items():
            row = self._row.get(id_)
            if parcel is None:
                if row is not None:
                    self._geometry[row] = self.class_[row] = self.code[row] = self._rank[row] = None
                    self._free.append(self._row.pop(id_))
                    moved.append(row)
                continue
            if row is None:
                row = self._row[id_] = self._free.pop()
            if not _alike(self._geometry[row], parcel.geometry) or (row in pairs and self._rank[row] != parcel.rank):
                moved.append(row)
            self._geometry[row], self._rank[row] = parcel.geometry, parcel.rank
            self.class_[row], self.code[row], self.later[row] = parcel.class_, parcel.code, parcel.later
        return np.unique(np.array(moved, dtype=np.intp))

    def _grow(self, count: int) -> None:
        """See to it that so many rows are free."""
        more = max(0, count - len(self._free))
        self._free += range(len(self._rank), len(self._rank) + more)
        self._rank += [None] * more
        empty = np.full(more, None, dtype=object)
        self._geometry, self.class_, self.code, self.later, self.seen = (
            np.concatenate([column, empty])
            for column in (self._geometry, self.class_, self.code, self.later, self.seen)
        )
        self.signature = np.concatenate([self.signature, np.zeros(more, dtype=np.uint64)])

    def _on_each_other(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which lies on which, of the pairs that these rows are in."""
        first, second = overlapping_pairs(self._geometry, rows=rows)
        upper, lower, _ = stacked(self._geometry, first, second, self._order(np.r_[first, second]))
        return upper, lower

    def _order(self, rows: np.ndarray) -> np.ndarray:
        """Return an array for all rows in which those asked for have their order among each other."""
        asked = np.unique(rows)
        order = np.zeros(len(self._rank), dtype=np.intp)
        order[asked] = order_of([self._rank[row] for row in asked])
        return order

    def _look(self, rows: np.ndarray) -> None:
        """See anew what is to be seen of rows."""
        below = np.isin(self._lower, rows)
        upper, lower = self._upper[below], self._lower[below]
        under, left = left_to_see(self._geometry, upper, lower, self._order(upper))
        self.seen[rows] = self._geometry[rows]
        self.seen[under] = left
        self.signature[rows] = signatures(edges_of(self.seen[rows]), len(rows))
        self.seen[under[shapely.is_empty(left)]] = None

    def _measure_anew(self, rows: np.ndarray, progress: Progress = quiet) -> None:
        some = rows[~shapely.is_missing(self.seen[rows])]
        ground, at, cell = by_cell(self.seen[some], self._zones, progress)
        fresh = _Cut(some[at], cell, self._measure(ground))
        self._cut = together(only(self._cut, ~np.isin(self._cut.row, rows)), fresh)


def _alike(one: shapely.Geometry | None, other: shapely.Geometry | None) -> bool:
    """Tell whether two polygons are the same, vertex by vertex."""
    return one is other or bool(shapely.to_wkb(one) == shapely.to_wkb(other))
