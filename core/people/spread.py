"""People of units (streets, communities, cells of a raster), spread over the residential ground in them.

A unit's people live on its residential ground and nowhere else: in proportion to area, or to floor area where that is
known. What holds where polygons lie on one another: each residential feature counts with its own ground, as it does in
the areas of every job, so that ground drawn twice takes part twice; and each unit spreads its own people, so that
ground in two units has people of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum

import numpy as np
import shapely

from ..geometry.area import Measure, planar
from ..geometry.intersections import area_in, ground_in
from ..geometry.overlap import flatten
from ..geometry.overlay import difference, intersection, union
from ..geometry.polygons import DRAWING_M, ROUNDING_M, explode, slivers_together
from ..geometry.split import ragged
from ..progress import Progress, chunks, part, quiet
from ..targets import weighs
from .plausible import Doubt
from .sparse import NOWHERE, Sparse

COVERED = 0.99
"""Land use and streets are drawn by different hands: where it lacks less than a hundredth of one, it covers it."""
NO_GAP = 1e-6
"""A smaller share of the ground that land use lacks is rounding."""
LEAST_PERSONS = 1e-3
"""Fewer are what rounding along borders leaves of a home."""
_CHUNK = 1_000


@dataclass(frozen=True)
class Patches:
    """Ground of residential features on which people do not live equally close: what such a feature has in each unit.

    ``feature``: rows, ascending, shape (q,); ``geometry``: polygons or multipolygons in the metric CRS of the features,
    shape (q,); ``density``: persons per m², shape (q,). On the rest of such a feature nobody lives.
    """

    feature: np.ndarray
    geometry: np.ndarray
    density: np.ndarray

    def people_on(self, parts: np.ndarray, feature: np.ndarray, measure: Measure = planar) -> np.ndarray:
        """Return the persons on parts of features, shape (p,), 0 for a part of a feature that is not among these.

        ``parts``: valid polygons or multipolygons, shape (p,); ``feature``: the row that each is part of, shape (p,).
        """
        first, last = (np.searchsorted(self.feature, feature, side) for side in ("left", "right"))
        part_row, patch = ragged(first, last)
        # Of a large feature a small part meets few patches.
        near = _boxes_meet(shapely.bounds(parts)[part_row], shapely.bounds(self.geometry)[patch])
        part_row, patch = part_row[near], patch[near]
        found = np.zeros(len(part_row))
        for rows in chunks(len(part_row), _CHUNK):
            common = intersection(parts[part_row[rows]], self.geometry[patch[rows]])
            some = shapely.area(common) > 0  # else they touch
            found[rows][some] = self.density[patch[rows]][some] * measure(common[some])
        return np.bincount(part_row, weights=found, minlength=len(parts))


@dataclass(frozen=True)
class Unknown:
    """Residential ground of which nobody knows how many people live there.

    ``ground``: valid polygons or multipolygons, shape (u,), of ``area_m2`` together; ``of_m2``: of all residential
    ground.
    """

    ground: np.ndarray
    area_m2: float
    of_m2: float

    @property
    def counts(self) -> bool:
        """Whether it is so much that figures per head come out too high."""
        return weighs(self.area_m2, self.of_m2)


@dataclass(frozen=True)
class Spread:
    """The people of k units on n residential features.

    ``population``: persons on each feature, shape (n,); ``patches``: where they live in features that units do not
    fill, None where they live everywhere equally close. ``placed``: which units have ground for their people, shape
    (k,); ``not_placed``: the persons of the others. ``unknown``: where it is not known who lives, None where it
    is known everywhere. ``partly``: those that are placed, shape (p,), of whose ground land use shows but a part, so
    that all of their people are put on homes that are but a part of theirs. ``ground_m2``: residential ground in each
    unit, shape (k,), empty where units have none but their own. ``sparse``: where there may be more. ``doubt``: why
    these cannot be the people who live there, None where they may.
    """

    population: np.ndarray
    patches: Patches | None
    placed: np.ndarray
    not_placed: float
    unknown: Unknown | None = None
    partly: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=object))
    ground_m2: np.ndarray = field(default_factory=lambda: np.empty(0))
    sparse: Sparse = NOWHERE
    doubt: Doubt | None = None


def spread(
    residential: np.ndarray,
    units: np.ndarray,
    people: np.ndarray,
    floor_m2: np.ndarray | None = None,
    measure: Measure = planar,
    progress: Progress = quiet,
) -> Spread:
    """Spread the people of units over their residential ground.

    ``residential``, shape (n,), ``units``, shape (k,): valid polygons or multipolygons in one metric CRS; ``people``:
    persons in each unit, none negative, shape (k,); ``floor_m2``: floor area of each residential feature, none
    negative, shape (n,). With it the ground that a feature has in a unit weighs as its part of that floor area. Ground
    that is narrower than ``DRAWING_M`` everywhere is imprecision of the drawing: a unit that has nothing else has no
    residential ground. ``population`` and ``not_placed`` add up to ``people``, but for rounding.

    A street of 100 people has a plot of its own of 1 ha and half of one of 2 ha, one of 40 people has the other half;
    nobody lives on the water of the third.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.people.spread import spread
    >>> plots = shapely.box([0, 100], 0, [100, 300], 100)
    >>> streets = shapely.box([0, 200, 400], 0, [200, 400, 500], 100)
    >>> found = spread(plots, streets, np.array([100.0, 40.0, 7.0]))
    >>> found.population.tolist(), found.not_placed
    ([50.0, 90.0], 7.0)
    """
    found = ground_in(residential, units, part(progress, 0.0, 0.8))
    feature, unit, ground = found.polygon, found.unit, found.geometry
    area, own_m2 = measure(ground), measure(residential)
    weight = area if floor_m2 is None else floor_m2[feature] * (area / own_m2[feature])
    sums = np.bincount(unit, weights=weight, minlength=len(units))
    placed = has_ground(unit, ground, len(units), part(progress, 0.8, 1.0)) & (sums > 0)
    share = np.where(placed, people / np.where(placed, sums, 1.0), 0.0)
    persons = share[unit] * weight
    population = np.bincount(feature, weights=persons, minlength=len(residential))
    filled = np.bincount(feature[~found.whole], minlength=len(residential)) == 0
    some = np.flatnonzero(~filled[feature] & (persons > 0))
    patches = Patches(feature[some], ground[some], persons[some] / area[some]) if len(some) else None
    ground_m2 = np.bincount(unit, weights=area, minlength=len(units))
    return Spread(population, patches, placed, fsum(people[~placed]), ground_m2=ground_m2)


def unknown_among(residential: np.ndarray, ground: np.ndarray, measure: Measure = planar) -> Unknown | None:
    """Return the ``ground`` of residential land whose people nobody knows; None where there is no such ground.

    Of two plots the people of one are unknown:

    >>> import shapely
    >>> from greenvein.core.people.spread import unknown_among
    >>> plots = shapely.box([0, 50], 0, [20, 60], 10)
    >>> found = unknown_among(plots, plots[1:])
    >>> found.area_m2, found.of_m2, found.counts
    (100.0, 300.0, True)
    """
    area_m2 = float(measure(ground).sum())
    return Unknown(ground, area_m2, float(measure(residential).sum())) if area_m2 > 0 else None


def beyond_units(residential: np.ndarray, units: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return the residential ground that lies in no unit, or in one whose people nobody knows.

    ``residential``, ``units``: as in ``spread``; ``known``: whether the people of each unit are known, shape (k,).

    A plot of 20 m reaches 5 m beyond its street, and one lies in a street of which nobody says who lives there:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.people.spread import beyond_units
    >>> plots, streets = shapely.box([0, 50], 0, [20, 60], 10), shapely.box([0, 40], 0, [15, 90], 10)
    >>> shapely.area(beyond_units(plots, streets, np.array([True, False]))).tolist()
    [50.0, 100.0]
    """
    cover = flatten(units[known])
    if not known.all() and len(cover):
        cover = difference(cover, np.full(len(cover), union(units[~known])))
        cover = cover[~shapely.is_empty(cover)]
    if not len(cover):
        return residential
    found = ground_in(residential, cover)
    covered_m2 = np.bincount(found.polygon, weights=shapely.area(found.geometry), minlength=len(residential))
    open_ = shapely.area(residential) - covered_m2 > ROUNDING_M * shapely.length(residential)
    left = residential[open_]
    parts = [found.geometry[found.polygon == row] for row in np.flatnonzero(open_)]
    some = np.array([len(its) > 0 for its in parts], dtype=bool)
    left[some] = difference(left[some], np.array([union(its) for its in parts if len(its)], dtype=object))
    return left[~shapely.is_empty(left)]


def reaching_beyond(units: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Tell which units land use covers only in part, shape (k,).

    ``units``: valid polygons in one metric CRS, shape (k,); ``ground``: land use without overlaps, shape (n,).

    >>> import shapely
    >>> from greenvein.core.people.spread import reaching_beyond
    >>> reaching_beyond(shapely.box([0, 10], 0, [10, 30], 10), shapely.box([0], 0, [20], 10)).tolist()
    [False, True]
    """
    found = ground_in(ground, units)
    covered = np.bincount(found.unit, weights=shapely.area(found.geometry), minlength=len(units))
    return covered < COVERED * shapely.area(units)


def people_meeting(units: np.ndarray, people: np.ndarray, ground: np.ndarray) -> float:
    """Return the persons of those units, shape (k,), that have any of the ground of polygons, shape (g,).

    A unit that ends where they begin has none, nor one that has no more of it than imprecision of the drawing.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.people.spread import people_meeting
    >>> units = shapely.box([0, 5, 20], 0, [8, 10, 30], 1)
    >>> people_meeting(units, np.array([3.0, 5.0, 7.0]), shapely.box([8], 0, [20.05], 1))
    5.0
    """
    if not len(units):
        return 0.0
    found = ground_in(ground, units)
    return fsum(people[has_ground(found.unit, found.geometry, len(units))])


@dataclass(frozen=True)
class Sharing:
    """What may draw people away from homes: in each of k units the area of its homes, and of land that may be homes.

    ``units``: valid polygons or multipolygons, shape (k,); ``homes_m2``, ``doubtful_m2``: shape (k,).
    """

    units: np.ndarray
    homes_m2: np.ndarray
    doubtful_m2: np.ndarray

    def may_turn(self, ground: np.ndarray) -> bool:
        """Tell whether people of polygons, shape (g,), may live elsewhere, or others there.

        That is so where much of the ground of the units that have some of these may be homes.
        """
        if not len(self.units):
            return False
        found = ground_in(ground, self.units)
        some = has_ground(found.unit, found.geometry, len(self.units))
        return bool(weighs(self.doubtful_m2[some].sum(), self.homes_m2[some].sum()))


def sharing(units: np.ndarray, homes: np.ndarray, doubtful: np.ndarray, measure: Measure = planar) -> Sharing:
    """Return what may draw the people of units away from their homes.

    ``units``, shape (k,), ``homes``, shape (n,), ``doubtful``, land that may be homes too, shape (d,): valid polygons
    or multipolygons in one metric CRS.

    Of two streets, only one may have other homes:

    >>> import shapely
    >>> from greenvein.core.people.spread import sharing
    >>> streets, homes = shapely.box([0, 10], 0, [10, 20], 10), shapely.box([0, 11], 0, [5, 12], 5)
    >>> found = sharing(streets, homes, shapely.box([6], 0, [9], 5))
    >>> [found.may_turn(streets[:1]), found.may_turn(streets[1:])]
    [True, False]
    """
    return Sharing(units, area_in(homes, units, measure), area_in(doubtful, units, measure))


def has_ground(unit: np.ndarray, ground: np.ndarray, count: int, progress: Progress = quiet) -> np.ndarray:
    """Tell which units have ground that is more than imprecision of the drawing, shape (count,).

    ``ground``: polygons or multipolygons, shape (p,); ``unit``: the row of the unit that each lies in, shape (p,).

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.people.spread import has_ground
    >>> has_ground(np.array([0, 1]), shapely.box(0, 0, [10, 0.05], 10), 3).tolist()
    [True, False, False]
    """
    progress(0.0)
    parts, at = explode(ground)
    wide = ~slivers_together(parts, DRAWING_M, unit[at])
    progress(1.0)
    return np.bincount(unit[at[wide]], minlength=count) > 0


def _boxes_meet(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Tell which of the bounding boxes, shape (p, 4), meet."""
    return ((one[:, :2] <= other[:, 2:]) & (other[:, :2] <= one[:, 2:])).all(axis=1)
