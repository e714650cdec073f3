"""Whether people can be those who live there: slips of units, and units that count the same people twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely

from ..geometry.area import Measure, planar
from ..geometry.overlap import counted_twice
from ..geometry.overlay import intersection
from ..plaintext import half_width
from ..progress import Progress, chunks, quiet
from ..targets import weighs
from .codes import (
    NO_PERSONS,
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
_DISTRICT_M2, _LARGE_M2 = 1e4, 1e5
_OVERLAP = 0.01
# What two hands draw of the same unit has so much in common, and of a unit inside another one.
_SAME, _INSIDE = 0.95, 0.9
_CHUNK = 1_000


_PEOPLE = r"(?:persons?|people|inhabitants|residents)(?![a-z])"


def _unit(chinese: str, english: str, number: str) -> str:
    """Return what says in a name by how much its numbers are to be multiplied: in words, or as a number.

    A town may begin with such a word (千佛山, 千人桥, 百子湾), so that it stands alone, or with the people; and a
    number may be the width of cells (pop_1000m, 100x100, grid_100_pop).
    """
    alone = rf"(?:^|[\s_(:,/]|口|人数){chinese}(?=$|[\s_),/])"
    with_people = rf"{chinese}(?:人次?|口人?|人口数?)(?=$|[\s_),/;])"
    times = rf"(?<!\d)[x×*]\s?{number}(?!\d)|(?<![\d.,]){number}s(?![a-z])"
    return rf"{alone}|{with_people}|{english}|{times}|(?<![a-z\d.,_]){number}\s?{_PEOPLE}"


_TEN_THOUSANDS = re.compile(
    r"万[人口]|万$|万[\s_)]|" + _unit("万", r"ten[\s_]?thousand|\(10k\)", r"10(?:k|[,\s]?000)"), re.IGNORECASE
)
_THOUSANDS = re.compile(
    _unit("千", r"(?<![a-z])thousands?(?![a-z])|(?<![\d.,])['(]000s?(?!\d)", r"1[,\s]?000"), re.IGNORECASE
)
_HUNDREDS = re.compile(
    _unit("百", rf"(?<![a-z])hundreds(?![a-z])|\(hundred\)|hundred\s{_PEOPLE}", "100"), re.IGNORECASE
)
_PER_AREA = re.compile(r"密度|density|人[/每]|/\s*(?:km|ha|sq)|per_?(?:km|ha|sq)", re.IGNORECASE)
# Of those registered (户籍人口), or living in families (家庭户人口), persons are counted.
_HOUSEHOLDS = re.compile(
    r"户(?:总)?数|户均|[每/]户|户规模|家庭总?数|套数|户(?=$|[\s_(),/;:])(?!.*(?:人口|人数))"
    r"|(?:household|(?<![a-z])hh|family)[\s_]?size|(?:per|/)[\s_]?(?:household|hh(?![a-z])|family|dwelling)"
    r"|^(?!.*(?:pop|person|people|resident|inhabitant)).*"
    r"(?:households?|dwellings?|families|hushu|housing[\s_]?units?|(?<![a-z])hhs?(?![a-z]))",
    re.IGNORECASE,
)
_SAYS = dict(zip(NO_PERSONS, (_HOUSEHOLDS, _PER_AREA, _TEN_THOUSANDS, _THOUSANDS, _HUNDREDS)))


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


def by_name(names: Iterable[str]) -> str:
    """Return what a field holds in place of people, by its names: a code, "" where they do not say so.

    >>> from greenvein.core.people.plausible import by_name
    >>> by_name(["pop", "常住人口（万人）"]), by_name(["人口密度"]), by_name(["总户数"])
    ('people_in_ten_thousands', 'people_density', 'people_households')
    >>> by_name(["常住人口"]), by_name(["户籍人口"]), by_name(["万寿路人口"])
    ('', '', '')
    """
    texts = [half_width(name) for name in names]
    return next((code for code, says in _SAYS.items() if any(map(says.search, texts))), "")


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
    districts = units > 0 and units_m2 >= _DISTRICT_M2 * units
    crowded = districts and people > _MOST_ON_GROUND * units_m2
    return Doubt(TOO_MANY, people=people, area_m2=units_m2) if crowded else None


def crowding_somewhere(people: np.ndarray, homes_m2: np.ndarray) -> Doubt | None:
    """Return a doubt where units with so many people, or so few, weigh among all; None where there are no such.

    One street given in tens of thousands among others hides in their sum. ``people``: persons in each unit, shape
    (k,); ``homes_m2``: its residential ground, shape (k,). That nobody lives somewhere may be.

    >>> import numpy as np
    >>> from greenvein.core.people.plausible import crowding_somewhere
    >>> found = crowding_somewhere(np.array([30_000.0, 40_000.0, 8.0]), np.array([1e6, 1e6, 1e6]))
    >>> found.code, found.people, found.area_m2
    ('people_too_few', 8.0, 1000000.0)
    """
    many = (homes_m2 > 0) & (people > _MOST_ON_HOMES * homes_m2)
    few = (people > 0) & (people < _LEAST_ON_HOMES * homes_m2) & (homes_m2 >= _LARGE_M2)
    for code, which, of in ((TOO_MANY, many, people), (TOO_FEW, few, homes_m2)):
        if weighs(of[which].sum(), of.sum()):
            return Doubt(code, people=float(people[which].sum()), area_m2=float(homes_m2[which].sum()))
    return None


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
