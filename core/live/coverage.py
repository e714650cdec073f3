"""Park service coverage that follows edits of parks and residential land.

What parks leave of a piece of residential land depends on that piece, on the parks within the largest service radius
of it and on that radius: so an edit of a park touches the pieces within the largest radius of what it was and what it
is (and those it is nearest to), an edit of residential land its own pieces, and an edit that changes the largest
radius all. Everything is then added up anew, by the kernel and in its order: the answer is that of a fresh run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import shapely

from ..geometry.area import Measure, planar
from ..geometry.overlap import DrawnOnce, drawn_once, heaped
from ..geometry.plane import EXACT, Plane
from ..geometry.zones import Zones
from ..parks.builtup import NO_DOUBT, InBuiltUp, Maybe, in_built_up
from ..parks.coverage import (
    HousingPieces,
    Left,
    ParkCoverage,
    Twice,
    area_by_cell,
    counted_twice,
    divide,
    gather,
    leave,
    reaching,
)
from ..parks.doubts import Serving, doubts
from ..parks.servicearea import QUADRANT_SEGMENTS, Tiers, service_radius
from ..people.residents import Residents, residents
from ..people.sparse import NOWHERE, sparse_homes
from ..people.spread import Spread
from ..progress import Progress, part, quiet
from .flat import LiveFlat
from .keyed import Edit, Keyed, join

# Distances are rounded one way in one place and another way in another; looking at a piece too many does no harm.
_CLOSE = 1e-6


class LiveCoverage:
    """The coverage of residential land, kept up with edits.

    ``residential``: columns ``geometry`` and, where people are given, ``population`` and whether that is ``unknown``;
    ``parks``: column ``geometry``; ``spread``: returns who lives on the residential land, where people are not those of
    its features (``core.people.spread``); ``maybe``: returns, for residential land, what may be that or parks too,
    which no edit changes; the rest as in ``park_coverage``. People of units, and what lies in the built-up area, are
    found anew after each edit.
    """

    def __init__(
        self,
        residential: Keyed,
        parks: Keyed,
        tiers: Tiers,
        target_pct: float,
        *,
        historic: np.ndarray | None = None,
        historic_tiers: Tiers = (),
        zones: Zones | None = None,
        spread: Callable[[Keyed], Spread] | None = None,
        built_up: np.ndarray | None = None,
        land_use: np.ndarray | None = None,
        maybe: Callable[[np.ndarray], Maybe] = lambda homes: NO_DOUBT,
        plane: Plane = EXACT,
        measure: Measure = planar,
        segments: int = QUADRANT_SEGMENTS,
        progress: Progress = quiet,
    ):
        self.residential, self.parks = residential, parks
        self._rules = (tiers, historic, historic_tiers, measure)
        self._target_pct, self._zones, self._measure, self._segments = target_pct, zones, measure, segments
        self._plane = plane
        self._spread_of, self._built_up, self._land_use, self._maybe_of = spread, built_up, land_use, maybe
        self._maybe = maybe(residential["geometry"])
        self.spread = None if spread is None else spread(residential)
        """Where the people of units live now."""
        self._radius = self._radii(parks["geometry"])
        self._flat = LiveFlat(parks["geometry"], part(progress, 0.0, 0.1))
        self._park_m2 = self._park_area()
        land = residential["geometry"]
        # Of land in heaps too many pairs overlap to be kept.
        self._flat_land = None if heaped(land) else LiveFlat(land, part(progress, 0.1, 0.15))
        self._pieces = divide(land, zones, part(progress, 0.15, 0.2))
        served, reach = reaching(parks["geometry"], self._radius)
        geometry = self._pieces.geometry
        self._left = leave(geometry, served, reach, measure, segments, part(progress, 0.2, 1.0))
        self._twice = self._counted_twice()

    def edit(
        self, residential: Edit | None = None, parks: Edit | None = None, progress: Progress = quiet
    ) -> np.ndarray:
        """Follow edits of the two inputs; return the rows of the pieces that were looked at again."""
        stale = np.zeros(len(self._pieces.geometry), dtype=bool)
        if residential:
            stale = self._edit_land(residential)
        if parks:
            stale |= self._edit_parks(parks)
        rows = np.flatnonzero(stale)
        self._look(rows, progress)
        if residential:
            self._twice = self._counted_twice()
            self.spread = None if self._spread_of is None else self._spread_of(self.residential)
            self._maybe = self._maybe_of(self.residential["geometry"])
        return rows

    def coverage(self) -> ParkCoverage:
        """Return what a fresh run would."""
        return gather(
            len(self.residential),
            self._pieces,
            self._left,
            self._radius,
            self._park_m2,
            self._twice,
            self._target_pct,
            self._zones,
            *self._people(),
            doubts(self._maybe, self._serving(), self._pieces, self._left, self._target_pct, self._zones),
        )

    def _serving(self) -> Serving:
        parks = self.parks["geometry"]
        return Serving(parks, self._radius, self._radii, self._plane, self._measure, self._segments)

    def _people(self) -> tuple[Residents | None, InBuiltUp | None]:
        known, pieces, patches = self.residential.columns.get("population"), self._pieces, None
        mask, land = self.residential.columns.get("unknown"), self.residential["geometry"]
        unknown, partly, sparse = None if mask is None else land[mask], None, NOWHERE
        if self.spread is not None:
            sparse = self.spread.sparse
            known, patches, partly = self.spread.population, self.spread.patches, self.spread.partly
            unknown = None if self.spread.unknown is None else self.spread.unknown.ground
        if known is None:
            return None, None
        if self.spread is None and self._built_up is not None:
            sparse = sparse_homes(land, known, self._measure(land))
        people = residents(pieces.geometry, pieces.feature, self._left.area_m2, known, patches, self._measure)
        if self._built_up is None:
            return people, None
        parks = self._flat.flatten(self.parks["geometry"])
        further = unknown, partly, self._land_use, self._maybe, sparse
        built = in_built_up(self._built_up, parks, pieces, people, self._zones, self._measure, quiet, *further)
        return people, built

    def _radii(self, parks: np.ndarray) -> np.ndarray:
        tiers, historic, historic_tiers, measure = self._rules
        return service_radius(parks, measure(parks), tiers, historic, historic_tiers, measure)

    def _park_area(self) -> np.ndarray:
        return area_by_cell(self._flat.flatten(self.parks["geometry"]), self._zones, self._measure)

    def _counted_twice(self) -> Twice:
        land, live = self.residential["geometry"], self._flat_land
        drawn = drawn_once(land) if live is None else DrawnOnce(live.flatten(land), live.are_twice)
        return counted_twice(land, drawn, self._pieces, self._left, self._zones, self._measure)

    def _edit_land(self, edit: Edit) -> np.ndarray:
        """Divide the features that have changed; return a mask of the pieces that this made."""
        if self._flat_land is not None:
            self._flat_land.edit(edit, self.residential["geometry"])
        old = self._pieces
        new = divide(self.residential["geometry"][edit.fresh], self._zones)
        joined = join(old.feature, edit.place, edit.fresh[new.feature])
        self._pieces = HousingPieces(
            joined.column(old.geometry, new.geometry), joined.owner, joined.column(old.cell, new.cell)
        )
        unknown = np.full(len(new.geometry), np.nan)
        left = self._left
        places = join(left.place_piece, joined.place, np.empty(0, dtype=np.intp))
        kept = places.kept[places.order]
        self._left = Left(
            park_m=joined.column(left.park_m, unknown),
            area_m2=joined.column(left.area_m2, unknown),
            blind_m2=joined.column(left.blind_m2, unknown),
            place=left.place[kept],
            place_piece=places.owner,
            place_m2=left.place_m2[kept],
        )
        stale = np.zeros(len(joined.owner), dtype=bool)
        stale[joined.fresh] = True
        return stale

    def _edit_parks(self, edit: Edit) -> np.ndarray:
        """Return a mask of the pieces that changed parks did serve, or serve now, or are nearest to."""
        geometry, before = self.parks["geometry"], self._radius
        left = edit.place >= 0
        radius = np.empty(len(geometry))
        radius[edit.place[left]] = before[left]
        radius[edit.fresh] = self._radii(geometry[edit.fresh])
        self._radius = radius
        self._flat.edit(edit, geometry)
        self._park_m2 = self._park_area()
        largest = radius.max(initial=0)
        pieces = self._pieces.geometry
        if largest != before.max(initial=0):
            return np.ones(len(pieces), dtype=bool)
        if not largest:
            return np.zeros(len(pieces), dtype=bool)
        # Pieces that were just divided have no distance yet, and are looked at anyway.
        limit = np.fmax(self._left.park_m, largest) + _CLOSE
        shapes = np.concatenate([edit.before["geometry"], geometry[edit.fresh]])
        stale = np.zeros(len(pieces), dtype=bool)
        stale[shapely.STRtree(shapes).query(pieces, "dwithin", limit)[0]] = True
        return stale

    def _look(self, rows: np.ndarray, progress: Progress) -> None:
        """Look at pieces again."""
        if not len(rows):
            return
        served, reach = reaching(self.parks["geometry"], self._radius)
        found = leave(self._pieces.geometry[rows], served, reach, self._measure, self._segments, progress)
        left = self._left
        for name in ("park_m", "area_m2", "blind_m2"):
            getattr(left, name)[rows] = getattr(found, name)
        place = np.arange(len(self._pieces.geometry))
        place[rows] = -1
        joined = join(left.place_piece, place, rows[found.place_piece])
        self._left = replace(
            left,
            place=joined.column(left.place, found.place),
            place_piece=joined.owner,
            place_m2=joined.column(left.place_m2, found.place_m2),
        )
