"""How much of what lies where: areas of classes and layers in the parts of a map, in all and in each zone."""

from __future__ import annotations

import numpy as np
import shapely

from ..geometry.area import Measure
from ..geometry.overlap import flatten, union_of
from ..geometry.polygons import DRAWING_M, explode, slivers_together
from ..geometry.zones import OUTSIDE, Zones, build, cut
from .figures import WHOLE
from .ground import Map

ZONED = "zones:"
"""All zones, for what no land use shows."""
OUTLINE = "outline:"
"""The land use with the holes in it, which it encloses and does not show."""
_EMPTY = np.empty(0, dtype=object)
# Of a share that lacks more, in %, it is not asked whether that is but imprecision of the drawing.
_NEARLY, _ALL = 90.0, 100.0

Names = tuple[str, ...]
"""Of layers, as indicators write them."""


class Areas:
    """What is asked for several indicators is measured once."""

    def __init__(self, on: Map, measure: Measure):
        self._on, self._measure = on, measure
        self._ground: dict[str, np.ndarray] = {}
        self._cells: dict[tuple, Zones] = {}
        self._all: dict[tuple, np.ndarray] = {}
        self._sums: dict[tuple, np.ndarray] = {}
        self._covered: dict[str, np.ndarray] = {}
        self._in_zones: tuple[np.ndarray, float] | None = None

    def land_in_zones(self, zones: Zones) -> tuple[np.ndarray, float]:
        """Return how much of the whole lies in zones, in all and in each, and how much in none, in m²."""
        if self._in_zones is None:
            pieces, _, cell = cut(self.flat(WHOLE), zones)
            area = self._measure(pieces)
            sums = zones.sums(cell, area)
            self._in_zones = np.r_[area[cell != OUTSIDE].sum(), sums[:-1]], float(sums[-1])
        return self._in_zones

    def mapped(self, part: str) -> np.ndarray:
        """Return which share of a part land use covers, of all and of each zone, NaN where a zone has none of the part.

        Of the whole it is the share of the zones; without any, land use is all that there is.
        """
        if part not in self._covered:
            land, zones = self.flat(WHOLE), self._on.zones
            if part != WHOLE:
                found = divided(self.sums_of(self.within(land, part, ())), self.areas(part, ()))
            elif zones is None:
                found = np.ones(1)
            else:
                found = divided(self.land_in_zones(zones)[0], self.sums_of(zones.cells))
            self._covered[part] = found
        return self._covered[part]

    def left_out(self, part: str) -> np.ndarray:
        """Return how much was left out of a part and lies on the whole, in m², of all and of each zone."""
        some = flatten(self._on.left_out[part])
        if len(self._on.whole):
            some = self.within(some, WHOLE, ())
        return self.sums_of(some) - self.sums_of(self.within(some, part, ()))

    def beyond(self, of: tuple[str, ...]) -> float:
        """Return how much of what is named lies on nothing of the whole, in m²."""
        return float(self._measure(self._of_all(of)).sum() - self.areas(WHOLE, of)[0])

    def areas(self, part: str, of: tuple[str, ...], *within: tuple[str, ...]) -> np.ndarray:
        """Return the area of ``of`` in a part, in m², of all and of each zone; of nothing named that of the part.

        ``within``: what it is to lie in, one after the other, if anything is named.
        """
        key = part, of, within
        if key not in self._sums:
            ground = self.flat(part)
            if of:
                ground = self.within(self._of_all(of), part, ())
            for inside in filter(None, within):
                ground = self.within(ground, "", inside)
            self._sums[key] = self.sums_of(ground)
        return self._sums[key]

    def percent(self, part: str, of: Names, inside: Names, per: Names) -> np.ndarray:
        """Return which share, in %, of all and of each zone, ``of`` is of ``per``, of nothing named of the part.

        ``inside``: what it is to lie in. One that lacks but slivers of the drawing is all of it.
        """
        # Along borders that run within millimetres of each other overlays may count a hairline on the wrong side.
        found = np.minimum(divided(100 * self.areas(part, of, inside, per), self.areas(part, per)), _ALL)
        nearly = (found > _NEARLY) & (found < _ALL)
        if nearly.any():
            found[nearly & ~self._lacks(part, of, inside, per)] = _ALL
        return found

    def _lacks(self, part: str, of: Names, inside: Names, per: Names) -> np.ndarray:
        """Tell whether more than slivers of the drawing is missing there."""
        whole = self.within(self._of_all(per), part, ()) if per else self.flat(part)
        counted = self.within(self._of_all(of), part, ())
        counted = self.within(counted, "", inside) if inside else counted
        pieces, _, cell = cut(whole, build(counted, np.full(len(counted), "-"), self._measure))
        rest, zones = explode(pieces[cell == OUTSIDE])[0], self._on.zones
        wide = rest[~slivers_together(rest, DRAWING_M)]
        if zones is None:
            return np.array([len(wide) > 0])
        pieces, _, cell = cut(wide, zones)
        return np.r_[len(wide), zones.sums(cell, np.ones(len(pieces)))[:-1]] > 0

    def flat(self, part: str) -> np.ndarray:
        """Return the ground of a part, without overlaps."""
        if part not in self._ground:
            zones = self._on.zones
            if part == ZONED and zones is not None:
                self._ground[part] = zones.cells
            elif part == OUTLINE:
                self._ground[part] = flatten(_filled(union_of(self.flat(WHOLE))))
            else:
                self._ground[part] = flatten(self._on.whole if part == WHOLE else self._on.parts[part])
        return self._ground[part]

    def _of_all(self, names: tuple[str, ...]) -> np.ndarray:
        if names not in self._all:
            self._all[names] = flatten(np.concatenate([_EMPTY, *(self._on.layers[name] for name in names)]))
        return self._all[names]

    def within(self, polygons: np.ndarray, part: str, inside: tuple[str, ...]) -> np.ndarray:
        """Return what of polygons without overlaps lies in a part, or in what is named."""
        return self.cut(polygons, part, inside)[0]

    def cut(self, polygons: np.ndarray, part: str, inside: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Return it with the rows of the polygons that it is of."""
        key = part, inside
        if key not in self._cells:
            ground = self._of_all(inside) if inside else self.flat(part)
            self._cells[key] = build(ground, np.full(len(ground), "-"), self._measure)
        pieces, source, cell = cut(polygons, self._cells[key])
        return pieces[cell != OUTSIDE], source[cell != OUTSIDE]

    def sums_of(self, polygons: np.ndarray) -> np.ndarray:
        area, zones = self._measure(polygons), self._on.zones
        if zones is None:
            return np.array([area.sum()])
        pieces, _, cell = cut(polygons, zones)
        return np.r_[area.sum(), zones.sums(cell, self._measure(pieces))[:-1]]

    def grounds(self, part: str) -> list[np.ndarray]:
        """Return the ground of a part, in all and in each zone."""
        ground, zones = self.flat(part), self._on.zones
        if zones is None:
            return [ground]
        pieces, _, cell = cut(ground, zones)
        return [ground, *(pieces[np.isin(cell, np.flatnonzero(member))] for member in zones.members.T)]


def _filled(ground: shapely.Geometry) -> np.ndarray:
    """Return the polygons of some ground without their holes."""
    return shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(ground)))


def divided(value: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Return NaN for what is divided by nothing."""
    return np.divide(value, by, out=np.full(len(value), np.nan), where=by > 0)


def share(some: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Return which share something is, of nothing infinity."""
    return np.where(some > 0, np.divide(some, of, out=np.full(len(some), np.inf), where=of > 0), 0.0)
