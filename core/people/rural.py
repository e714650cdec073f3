"""Rural homes that are not taken as residential land: people of units who are put on others may live in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..geometry.area import Measure
from ..geometry.intersections import Intersections, ground_in
from ..geometry.overlay import union
from ..geometry.zones import OUTSIDE, Zones, cut
from ..targets import weighs
from .spread import LEAST_PERSONS, has_ground


@dataclass(frozen=True)
class RuralHomes:
    """The homes of units of both kinds: ``taken``, which people are put on, and ``rural``, by unit.

    ``people``: persons of each unit that has both, shape (k,); others can live nowhere else, or are not placed at all.
    """

    people: np.ndarray
    taken: Intersections
    rural: Intersections

    def moved(self, ground: np.ndarray, zones: Zones | None, measure: Measure) -> np.ndarray:
        """Return how many persons move into ``ground``, or out of it, once they live on all homes equally close.

        ``ground``: valid polygons without overlaps, shape (g,). One number for each zone, for what lies outside, and
        for all; for all alone without zones. Those of one unit who move in make up for none of another who move out.
        """
        every, here = [], []
        for homes in (self.taken, self.rural):
            count = len(self.people)
            every.append(np.bincount(homes.unit, weights=measure(homes.geometry), minlength=count))
            here.append(_by_row(homes, ground, zones, count, measure))
        (taken, rural), (taken_here, rural_here) = every, here
        with_rural = (taken_here + rural_here) / (taken + rural)
        return np.abs(taken_here / taken - with_rural) @ self.people


def rural_homes(units: np.ndarray, people: np.ndarray, homes: np.ndarray, rural: np.ndarray) -> RuralHomes | None:
    """Return where people of units may live beside the homes that they are put on; None where there are no such homes.

    ``units``, shape (k,), ``homes``, shape (n,), ``rural``, shape (r,): valid polygons or multipolygons in one metric
    CRS; ``people``: persons of each unit, shape (k,).

    100 people of a street live in the town, or half of them in its village:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.people.rural import rural_homes
    >>> street, town = shapely.box([0], 0, [100], 10), shapely.box([0], 0, [20], 10)
    >>> homes, village = shapely.box([0], 0, [10], 10), shapely.box([90], 0, [100], 10)
    >>> rural_homes(street, np.array([100.0]), homes, village).moved(town, None, planar).tolist()
    [50.0]
    """
    if not len(rural):
        return None
    beside = ground_in(rural, units)
    some = np.unique(beside.unit[people[beside.unit] > 0])
    taken = ground_in(homes, units[some])
    placed = np.flatnonzero(has_ground(taken.unit, taken.geometry, len(some)))
    both = some[placed]
    return RuralHomes(people[both], _of(taken, placed), _of(beside, both)) if len(both) else None


def where_not_placed(units: np.ndarray, rural: np.ndarray) -> np.ndarray:
    """Return where people of units without taken homes may live: in their rural homes, else anywhere, shape (k,).

    ``units``, shape (k,), ``rural``, shape (r,): valid polygons or multipolygons in one metric CRS.

    Of two villages, land use shows the homes of one:

    >>> import shapely
    >>> from greenvein.core.people.rural import where_not_placed
    >>> villages = shapely.box([0, 100], 0, [100, 200], 10)
    >>> shapely.area(where_not_placed(villages, shapely.box([90], 0, [100], 10))).tolist()
    [100.0, 1000.0]
    """
    found, where = ground_in(rural, units), units.copy()
    rows = np.flatnonzero(has_ground(found.unit, found.geometry, len(units))[found.unit])
    rows = rows[np.argsort(found.unit[rows], kind="stable")]
    own, first, count = np.unique(found.unit[rows], return_index=True, return_counts=True)
    where[own] = found.geometry[rows[first]]
    for one in np.flatnonzero(count > 1):
        where[own[one]] = union(found.geometry[rows[first[one] : first[one] + count[one]]])
    return where


def may_turn(moved: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Tell whether so many people may have moved, beside the ``persons`` who live there, that they may turn a verdict.

    >>> import numpy as np
    >>> from greenvein.core.people.rural import may_turn
    >>> may_turn(np.array([1.0, 1.1, 0.0]), np.array([100.0, 100.0, 0.0])).tolist()
    [False, True, False]
    """
    return weighs(moved, persons) & (moved > LEAST_PERSONS)


def _of(ground: Intersections, units: np.ndarray) -> Intersections:
    """Return the ground in some units, ascending, by their places among these."""
    rows = np.flatnonzero(np.isin(ground.unit, units))
    unit = np.searchsorted(units, ground.unit[rows])
    return Intersections(ground.polygon[rows], unit, ground.geometry[rows], ground.whole[rows])


def _by_row(homes: Intersections, ground: np.ndarray, zones: Zones | None, count: int, measure: Measure) -> np.ndarray:
    """Return the area of homes in ``ground``, of each unit, one row for each zone, for outside and for all."""
    found = ground_in(homes.geometry, ground)
    pieces, unit = found.geometry, homes.unit[found.polygon]
    if zones is None:
        return np.bincount(unit, weights=measure(pieces), minlength=count)[np.newaxis]
    pieces, source, cell = cut(pieces, zones)
    area, unit = measure(pieces), unit[source]
    # Each zone alone: a table of all cells and all units may be too large.
    rows = [
        *(np.r_[False, member][cell + 1] for member in zones.members.T),
        cell == OUTSIDE,
        np.ones(len(cell), dtype=bool),
    ]
    return np.array([np.bincount(unit[some], weights=area[some], minlength=count) for some in rows])
