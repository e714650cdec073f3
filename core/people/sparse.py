"""Units in which so few people are counted that these may be tens, hundreds or thousands of persons."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..geometry.area import Measure
from ..geometry.intersections import ground_in
from ..targets import ROUNDING, weighs
from .codes import TOO_FEW
from .middle import middle
from .plausible import DISTRICT_M2, LARGE_M2, VAST_M2, Doubt

_IN_VILLAGES = 5e-4
"""Persons per m² of residential ground, half as many as in villages that most have left: 1 000 m² for each in these."""
# So much closer than on most other homes people may well live, and given in hundreds they are a hundredth of that.
_CLOSER, _HUNDREDS = 5.0, 100.0
# What is ordinary: villas with 30 persons to a hectare of their plots beside towers with 1 500, and villages with 10
# beside a town of 500. What lies further below is of another unit where less ground lies between it and the rest.
_ORDINARY = 50.0
_OF_THE_REST = 7.0
"""So many times fewer people than on most other ground live on some of the same kind."""


@dataclass(frozen=True)
class Sparse:
    """Residential ground on which more people may live than are counted.

    ``ground``: valid polygons or multipolygons, shape (s,), ``further``: persons per m² that there may be more, shape
    (s,). ``people`` are counted on its ``area_m2``. ``usual``: persons per m² on most other residential ground, 0 where
    there is none.
    """

    ground: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=object))
    further: np.ndarray = field(default_factory=lambda: np.empty(0))
    people: float = 0.0
    area_m2: float = 0.0
    usual: float = 0.0

    def lacking(self, people: np.ndarray, homes_m2: np.ndarray) -> np.ndarray:
        """Return how many more may live where few ``people`` live on ``homes_m2``, of whatever units, shape (k,).

        >>> import numpy as np
        >>> from greenvein.core.people.sparse import Sparse
        >>> Sparse(usual=0.02).lacking(np.array([30.0, 30_000.0, 0.0]), np.array([1e6, 1e6, 1e6])).tolist()
        [29970.0, 0.0, 0.0]
        """
        few = (people > 0) & _are_few(people, homes_m2, self.usual, LARGE_M2)
        return np.where(few, _may_be(people, homes_m2, self.usual) - people, 0.0)


NOWHERE = Sparse()


def sparse_among(
    residential: np.ndarray,
    units: np.ndarray,
    people: np.ndarray,
    homes_m2: np.ndarray,
    measure: Measure,
    cells: bool = False,
) -> Sparse:
    """Return the residential ground of units with so few people that they may be given in tens or more of persons.

    ``residential``, shape (n,), ``units``, shape (k,): valid polygons or multipolygons in one metric CRS; ``people``:
    persons counted in each, ``homes_m2``: its residential ground, shape (k,). Few are fewer than live in any village,
    on 50 ha, or on less where a hundred times as many would live no more than five times as close as on most other
    homes; and fewer than a fiftieth of what is usual, where hardly any ground lies between. So many may be meant, ten
    times as many or a thousand times, and no less close than there. ``cells``: of a raster, of which small ones have
    parts of persons, as houses have; many of them together are few as one large one is, and so are those without
    anybody on 50 ha in all.

    Of two streets of 100 ha of homes with 20 000 people each, one is given in thousands:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.people.sparse import sparse_among
    >>> streets = shapely.box([0, 1000], 0, [1000, 2000], 1000)
    >>> found = sparse_among(streets, streets, np.array([20_000.0, 20.0]), np.array([1e6, 1e6]), planar)
    >>> found.people, found.area_m2, found.usual, found.further.round(6).tolist()
    (20.0, 1000000.0, 0.02, [0.01998])
    """
    usual = _usual(people, homes_m2)
    rows = np.flatnonzero(_few_among(people, homes_m2, usual, LARGE_M2 if cells else DISTRICT_M2))
    if not len(rows):
        return Sparse(usual=usual)
    found = ground_in(residential, units[rows])
    further = _further(people[rows], homes_m2[rows], usual)
    return Sparse(found.geometry, further[found.unit], *_of(people[rows], measure(found.geometry)), usual)


def sparse_homes(
    homes: np.ndarray, people: np.ndarray, homes_m2: np.ndarray, known: np.ndarray | None = None
) -> Sparse:
    """Return the same of homes that have people of their own, shape (n,); ``known``: of which they are, shape (n,).

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.people.sparse import sparse_homes
    >>> homes, people = shapely.box([0, 200, 400], 0, [200, 400, 600], 200), np.array([800.0, 0.8, 0.0])
    >>> sparse_homes(homes, people, np.full(3, 4e4)).ground.tolist() == [homes[1]]
    True
    """
    some = np.arange(len(homes)) if known is None else np.flatnonzero(known | (people > 0))
    usual = _usual(people[some], homes_m2[some])
    rows = some[_few_among(people[some], homes_m2[some], usual, DISTRICT_M2)]
    further = _further(people[rows], homes_m2[rows], usual)
    return Sparse(homes[rows], further, *_of(people[rows], homes_m2[rows]), usual)


def with_empty(sparse: Sparse, empty: np.ndarray, homes_m2: float, measure: Measure) -> Sparse:
    """Return the same with residential ground on which a raster has nobody, where that is as large as a town.

    ``empty``: valid polygons or multipolygons, shape (e,); ``homes_m2``: all residential ground.

    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.people.sparse import Sparse, with_empty
    >>> found = with_empty(Sparse(usual=0.02), shapely.box([0], 0, [1000], 500), 1e6, planar)
    >>> found.people, found.area_m2, found.further.tolist()
    (0.0, 500000.0, [0.02])
    """
    empty_m2 = float(measure(empty).sum())
    if not sparse.usual > 0 or not _is_town(empty_m2, homes_m2):
        return sparse
    further = np.r_[sparse.further, np.full(len(empty), sparse.usual)]
    ground, area_m2 = np.concatenate([sparse.ground, empty]), sparse.area_m2 + empty_m2
    return Sparse(ground, further, sparse.people, area_m2, sparse.usual)


def few_everywhere(people: np.ndarray, homes_m2: np.ndarray) -> Doubt | None:
    """Return a doubt where fewer live than in any village in each of the units that people live in, shape (k,).

    On 50 ha in all; there may be smaller places that most have left.

    >>> import numpy as np
    >>> from greenvein.core.people.sparse import few_everywhere
    >>> few_everywhere(np.array([30.0, 40.0, 0.0]), np.array([1e6, 1e6, 1e6])).code
    'people_too_few'
    >>> few_everywhere(np.array([30.0, 40_000.0]), np.array([1e6, 1e6])) is None
    True
    """
    some = people > 0
    if _usual(people, homes_m2) > 0 or not homes_m2[some].sum() >= VAST_M2:
        return None
    return Doubt(TOO_FEW, "", *_of(people[some], homes_m2[some]))


def _of(people: np.ndarray, area_m2: np.ndarray) -> tuple[float, float]:
    return float(people.sum()), float(area_m2.sum())


def _below(people: np.ndarray, homes_m2: np.ndarray) -> np.ndarray:
    """Tell where fewer live than in any village."""
    return people < _IN_VILLAGES * homes_m2


def _are_few(people: np.ndarray, homes_m2: np.ndarray, usual: float, least_m2: float) -> np.ndarray:
    """Tell where people are few; on less than ``least_m2`` they never are."""
    beside = (people > 0) & (_HUNDREDS * people <= _CLOSER * usual * homes_m2) & (homes_m2 >= least_m2)
    return _below(people, homes_m2) & (beside | (homes_m2 >= VAST_M2)) & (usual > 0)


def _few_among(people: np.ndarray, homes_m2: np.ndarray, usual: float, least_m2: float) -> np.ndarray:
    """Tell where people are few among those of one layer, alone or many together, shape (k,)."""
    nobody, every = people == 0, float(homes_m2.sum())
    far = _far(people, homes_m2, usual, ~nobody)
    few = _are_few(people, homes_m2, usual, least_m2) | (far & (homes_m2 >= least_m2))
    some_m2 = float(homes_m2[far].sum())
    if some_m2 >= LARGE_M2 * (1 - ROUNDING) and weighs(some_m2, every):
        few |= far
    empty = _far(people, homes_m2, usual, nobody)
    return few | empty if _is_town(float(homes_m2[empty].sum()), every) else few


def _is_town(area_m2: float, homes_m2: float) -> bool:
    """Tell whether so much of the homes is more than new quarters where nobody lives yet."""
    return area_m2 >= VAST_M2 * (1 - ROUNDING) and bool(weighs(area_m2, homes_m2))


def _far(people: np.ndarray, homes_m2: np.ndarray, usual: float, some: np.ndarray) -> np.ndarray:
    """Tell which of some units have so few people beside the usual as no homes have, with less ground between."""
    low = (_ORDINARY * people < usual * homes_m2) & some
    between = (_ORDINARY * people >= usual * homes_m2) & (_OF_THE_REST * people < usual * homes_m2)
    return low & bool(homes_m2[low].sum() > homes_m2[between].sum())


def _usual(people: np.ndarray, homes_m2: np.ndarray) -> float:
    """Return the density on the middle one of all m² where no fewer live than may; 0 where there are none.

    Where the half of all are given in hundreds, that is the middle of the others, among whom most people live.
    """
    some = (people > 0) & (homes_m2 > 0) & ~_below(people, homes_m2)
    if not some.any():
        return 0.0
    of_most = middle(people[some] / homes_m2[some], people[some])
    some &= ~_far(people, homes_m2, of_most, some)
    return middle(people[some] / homes_m2[some], homes_m2[some])


def _further(people: np.ndarray, homes_m2: np.ndarray, usual: float) -> np.ndarray:
    """Return how many more persons per m² there may be, shape (k,)."""
    return (_may_be(people, homes_m2, usual) - people) / homes_m2


def _may_be(people: np.ndarray, homes_m2: np.ndarray, usual: float) -> np.ndarray:
    """Return as many persons as may be meant, shape (k,)."""
    some = (people > 0) & (usual * homes_m2 > 0)
    times = np.where(some, _CLOSER * usual * homes_m2, 1.0) / np.where(some, people, 1.0)
    slip = people * 10.0 ** np.maximum(np.floor(np.log10(times)), 0.0)
    return np.maximum(np.maximum(usual * homes_m2, slip), people)
