"""Whether people can be those who live there: slips of units, and units that count the same people twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..geometry.area import Measure, planar
from ..geometry.overlap import counted_twice
from ..geometry.overlay import intersection
from ..progress import Progress, chunks, quiet
from ..targets import weighs
from .codes import (
    OVERLAPPING,
    TOO_FEW,
    TOO_MANY,
    TWICE,
    TWO_LEVELS,
)

# Persons per m². The densest districts of the world have 0.15 on their ground, and towers of 60 storeys 2 on theirs; of
# dwellings that are not given up there are more than ten to a hectare, a hundred times the least.
_MOST_ON_GROUND, _MOST_ON_HOMES, _LEAST_ON_HOMES = 0.2, 5.0, 1e-5
# Smaller units may be houses, and cells of rasters that small have parts of persons.
DISTRICT_M2, LARGE_M2 = 1e4, 1e5
VAST_M2 = 5e5
"""New quarters where nobody lives yet are not larger."""
_OVERLAP = 0.01
# Persons per m² of residential ground in a whole city, of towers, and where a hundred times as many would still be no
# more than these. Ten times as many turn nothing: they have more than plans ask, too.
_CITIES = (1.5e-3, 0.15)
_FAR = 10.0
# What two hands draw of the same unit has so much in common, and of a unit inside another one.
_SAME, _INSIDE = 0.95, 0.9
_CHUNK = 1_000


@dataclass(frozen=True)
class Doubt:
    """Why people are not those who live there; ``code``: one of codes.DOUBTS.

    ``field``: that they were read of; ``people`` on ``area_m2``: where these do not fit; ``share``: on which share of
    their ground units lie on each other.
    """

    code: str
    field: str = ""
    people: float = 0.0
    area_m2: float = 0.0
    share: float = 0.0


def crowding(people: float, homes_m2: float, units_m2: float = 0.0, units: int = 0) -> Doubt | None:
    """Return a doubt where so many people, or so few, live on no ground on Earth; None where they may.

    ``people``: persons that live on ``homes_m2`` of residential land; ``units_m2``: all ground of the ``units`` that
    they are counted in, which houses may be.

    12 000 persons on 100 ha of homes, given in tens of thousands, as they are, and a thousandfold:

    >>> from greenvein.core.people.plausible import crowding
    >>> [found and found.code for found in (crowding(people, 1e6) for people in (1.2, 12_000, 1.2e7))]
    ['people_too_few', None, 'people_too_many']
    """
    if not people > 0 or not homes_m2 > 0:
        return None
    if people < _LEAST_ON_HOMES * homes_m2:
        return Doubt(TOO_FEW, people=people, area_m2=homes_m2)
    if people > _MOST_ON_HOMES * homes_m2:
        return Doubt(TOO_MANY, people=people, area_m2=homes_m2)
    districts = units > 0 and units_m2 >= DISTRICT_M2 * units
    crowded = districts and people > _MOST_ON_GROUND * units_m2
    return Doubt(TOO_MANY, people=people, area_m2=units_m2) if crowded else None


def crowding_somewhere(people: np.ndarray, homes_m2: np.ndarray) -> Doubt | None:
    """Return a doubt where units with so many people weigh among all; None where there are no such.

    One street that is given otherwise than others hides in their sum; too few people in one are those of ``sparse``.
    ``people``: persons in each unit, shape (k,); ``homes_m2``: its residential ground, shape (k,).

    >>> import numpy as np
    >>> from greenvein.core.people.plausible import crowding_somewhere
    >>> found = crowding_somewhere(np.array([30_000.0, 40_000.0, 8e6]), np.array([1e6, 1e6, 1e6]))
    >>> found.code, found.people, found.area_m2
    ('people_too_many', 8000000.0, 1000000.0)
    """
    many = (homes_m2 > 0) & (people > _MOST_ON_HOMES * homes_m2)
    if not weighs(people[many].sum(), people.sum()):
        return None
    return Doubt(TOO_MANY, people=float(people[many].sum()), area_m2=float(homes_m2[many].sum()))


def out_of_scale(per_head: float, least: float, most: float, density: float) -> str:
    """Return that people are too few or too many by what there is for each of them, a code, "" where they may be right.

    ``per_head``: more than ten times the ``most`` that plans speak of, or less than a tenth of the ``least``. Either
    may be so, for there may be many parks, or few; ``density``: persons per m² of residential ground, by which alone
    people are too few or too many.

    200 m² of parks per head, with 10 people to a hectare of homes and with 20, as in villages:

    >>> from greenvein.core.people.plausible import out_of_scale
    >>> out_of_scale(200, 16.5, 17, 10e-4), out_of_scale(200, 16.5, 17, 20e-4)
    ('people_too_few', '')
    """
    if per_head > _FAR * most and density < _CITIES[0]:
        return TOO_FEW
    return TOO_MANY if 0 < _FAR * per_head < least and density > _CITIES[1] else ""


def overlapping(
    units: np.ndarray, people: np.ndarray, measure: Measure = planar, progress: Progress = quiet
) -> Doubt | None:
    """Return a doubt where units in which people are counted lie on each other, on more than 1 % of their ground.

    ``units``: valid polygons or multipolygons in one metric CRS, shape (k,); ``people``: persons in each, shape (k,);
    units that nobody is counted in count nobody twice.

    A street, and the two communities that it consists of:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.people.plausible import overlapping
    >>> units = shapely.box([0, 0, 10], 0, [20, 10, 20], 10)
    >>> found = overlapping(units, np.array([30.0, 10.0, 20.0]))
    >>> found.code, found.share
    ('people_two_levels', 1.0)
    """
    some = units[people > 0]
    area = measure(some)
    twice = counted_twice(some, area, measure, progress)
    ground = float(area.sum()) - twice
    if not twice > _OVERLAP * ground:
        return None
    one, other = shapely.STRtree(some).query(some, predicate="intersects")
    pairs = one < other
    one, other = one[pairs], other[pairs]
    common = np.zeros(len(one))
    for rows in chunks(len(one), _CHUNK, progress):
        common[rows] = measure(intersection(some[one[rows]], some[other[rows]]))
    less, more = np.minimum(area[one], area[other]), np.maximum(area[one], area[other])
    same = common >= _SAME * more
    inside = ~same & (common >= _INSIDE * less)
    sums = {
        TWICE: common[same].sum(),
        TWO_LEVELS: common[inside].sum(),
        OVERLAPPING: common[~same & ~inside].sum(),
    }
    return Doubt(max(sums, key=lambda code: sums[code]), share=min(1.0, twice / ground))
