"""Indicators measured on a map: areas of classes and layers inside the ground that each speaks of, in all, as a share
of it, or per head of the people there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..geometry.area import Measure
from ..indicators.codes import AREA, AREA_UNITS, CLASS, PER_HEAD, ROLE, SHARE
from ..indicators.indicator import Indicator
from ..indicators.indicator import Measure as HowMeasured
from ..land.codes import RESIDENTIAL
from ..people.codes import RURAL_HOMES, TOO_FEW
from ..people.spread import COVERED, NO_GAP
from ..progress import Progress, chunks, quiet
from ..targets import weighs
from .areas import OUTLINE, ZONED, Areas, divided, share
from .codes import (
    APART,
    CHOSEN,
    CODES,
    CONTESTED,
    GAPS,
    MAYBE,
    NOBODY,
    NOT_PLACED,
    NOTHING,
    PARTLY_MAPPED,
)
from .digits import in_code
from .doubts import Doubt, others
from .dwellers import Dwellers
from .figures import WHOLE
from .ground import Map

HA, KM2 = 1e4, 1e6
_EMPTY = np.empty(0, dtype=object)
# Of layers that lie apart, but for rounding and the drawing of borders, less than this lies on each other.
_COMMON = 0.01
# A layer of which so little lies on the ground, or which takes so little of it, does but touch it.
_TOUCHING = 1e-3


@dataclass(frozen=True)
class Measured:
    """The value of an indicator in its unit, in a zone or on the whole of its ground, which has ``km2``.

    ``in_part``: the ground is the one that the indicator names. ``why``: a code, why it is not to be judged, "" else:
    NaN is the share of nothing, what is there for nobody, or what no land use shows; where land use covers but a part
    of the ground, the value is that of this part, and where people are unknown it is too high. ``others``: the values
    that there may be, each behind the reason, a code: with the people who are not placed and may live there, with land
    of which codes do not say whether it is counted, with ground that land use does not show. ``on_land_use``: it is
    land use that shows it. ``density``: persons per m² of the residential land there, NaN of what is not per head.
    """

    id: str
    zone: str
    value: float
    km2: float
    in_part: bool
    why: str = ""
    on_land_use: bool = False
    others: tuple[tuple[str, float], ...] = ()
    density: float = math.nan


def measured(
    indicators: Sequence[Indicator], on: Map, measure: Measure, progress: Progress = quiet
) -> tuple[Measured, ...]:
    """Return the indicators whose layers, and people, are there, on the whole and in each zone.

    What an indicator measures is put together, cut to its ground, and to what it is to lie ``inside``, so that overlaps
    count once, and a share of other ground is what lies on that. The people of an area per head are those who live on
    its ground. A zone that has none of the part that an indicator names is not there.

    A red line on a quarter of the ground:

    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.indicators.indicator import Indicator, Measure, Milestone
    >>> from greenvein.core.scorecard.ground import Map
    >>> from greenvein.core.scorecard.measuring import measured
    >>> how = Measure("share", of=("role:red_line",))
    >>> line = Indicator("LU11", {"en": "Red line"}, "%", "keep", (Milestone(2025, 26.1),), measure=how)
    >>> on = Map({"role:red_line": shapely.box([0, 1000], 0, [2000, 5000], 1000)}, shapely.box([0], 0, [5000], 4000))
    >>> [(one.value, one.km2) for one in measured([line], on, planar)]
    [(25.0, 20.0)]
    """
    kinds = (AREA, SHARE) if on.homes is None else (AREA, SHARE, PER_HEAD)
    some = [one for one in indicators if one.measure.kind in kinds and one.measure.layers <= on.layers.keys()]
    if not len(on.whole) and not on.parts:
        return ()
    measuring, found = _Measuring(on, measure), []
    for rows in chunks(len(some), 1, progress):
        found += [row for one in some[rows] for row in measuring.of(one)]
    return tuple(found)


@dataclass(frozen=True)
class Extents:
    """What there is of layers, and of land use, on the whole, in each zone and in each part, by their names.

    ``km2``: of each layer, "" for all ground; ``mapped``: the share that land use covers, which is all of it where
    there are no zones.
    """

    km2: Mapping[str, Mapping[str, float]]
    mapped: Mapping[str, float]


def extents(layers: Iterable[str], on: Map, measure: Measure) -> Extents:
    """Return how much there is of layers, "" for all ground; what is not there nobody gave, and is left out.

    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.scorecard.ground import Map
    >>> from greenvein.core.scorecard.measuring import extents
    >>> homes, city = shapely.box([0], 0, [2000], 1000), shapely.box([0], 0, [5000], 1000)
    >>> extents(["", "class:residential"], Map({"class:residential": homes}, city), planar).km2
    {'': {'': 5.0}, 'class:residential': {'': 2.0}}
    """
    measuring, some = _Measuring(on, measure), [of for of in layers if of == "" or of in on.layers]
    return Extents({of: measuring.extents(of) for of in some}, measuring.mapped() if some else {})


def _takes_land_use(how: HowMeasured) -> bool:
    """Tell whether what is measured is seen on land use; people live on it too."""
    return how.kind == PER_HEAD or any(name.startswith(f"{CLASS}:") for name in how.layers)


def _with_homes(how: HowMeasured) -> set[str]:
    """Return what is measured, with the homes of people."""
    return {*how.layers, *[f"{CLASS}:{RESIDENTIAL}"] * (how.kind == PER_HEAD)}


class _Measuring:
    """What is measured for several indicators is measured once."""

    def __init__(self, on: Map, measure: Measure):
        self._on, self._measure, self._laid = on, measure, Areas(on, measure)
        self._dwellers = Dwellers(on, self._laid, measure)

    def of(self, indicator: Indicator) -> Iterable[Measured]:
        """Return the value on the whole, then those in zones."""
        how, name = indicator.measure, self._part(indicator)
        if name == WHOLE and not len(self._on.whole):
            return
        ground, area = self._laid.areas(name, ()), self._laid.areas(name, how.of, how.inside, how.per)
        on_land_use = _takes_land_use(how)
        mapped = self._laid.mapped(name) if name == WHOLE or on_land_use else np.ones(len(ground))
        value = np.where(mapped > 0, self._value(indicator, name, how.of, how.inside, how.per), np.nan)
        # Of the whole, ground is what land use shows; of a part all of it.
        shown = ground if name == WHOLE else ground * mapped
        doubts = [self._by_maybe(indicator, name, CLASS)]
        if on_land_use and not how.per:
            doubts.append(self._by_gaps(indicator, name, area, shown, mapped))
        doubts += self._beside(indicator, name, area, shown)
        why = self._why(indicator, name, area, shown, doubts[0].share)
        zones = self._on.zones.names if self._on.zones is not None else ()
        density = self._dwellers.density(name) if how.kind == PER_HEAD else np.full(len(value), np.nan)
        columns = (value.tolist(), ground.tolist(), mapped.tolist(), why, others(value, doubts), density.tolist())
        for zone, its, of_m2, covered, doubted, may_be, close in zip((WHOLE, *map(str, zones)), *columns):
            if np.isfinite(covered):
                reason = doubted if np.isfinite(its) else NOBODY if how.kind == PER_HEAD else NOTHING
                reason = self._why_whole(indicator, name, of_m2 / KM2, covered) or reason
                in_part = name not in (WHOLE, ZONED)
                yield Measured(indicator.id, zone, its, of_m2 / KM2, in_part, reason, on_land_use, may_be, close)

    def _why_whole(self, indicator: Indicator, part: str, km2: float, mapped: float) -> str:
        """Return why a value is that of a part of the ground that is asked about, a code, "" where it is not."""
        if mapped < COVERED or (part == WHOLE and self._on.in_part):
            return PARTLY_MAPPED
        its = indicator.ground is not None and indicator.ground.fits(km2)
        return CHOSEN if part == WHOLE and self._on.chosen and not its else ""

    def _why(
        self, indicator: Indicator, part: str, area: np.ndarray, shown: np.ndarray, by_codes: np.ndarray
    ) -> list[str]:
        """Return why values, of all and of each zone, are not to be judged, codes, "" where they are.

        ``area``: of what is counted, ``shown``: of the ground that land use shows, in m²; ``by_codes``: the share of
        what is counted of which codes do not say so.
        """
        how = indicator.measure
        apart = np.full(len(area), self._are_elsewhere(how, part))
        if how.kind == SHARE:
            base = self._laid.areas(part, how.per)
            apart |= area < _COMMON * np.minimum(base, self._laid.areas(part, how.of, how.inside))
        found = [APART * bool(one) for one in apart]
        if how.kind == PER_HEAD:
            # Where the part that it speaks of was not given, nothing is judged, whoever lives there.
            found = self._dwellers.why(part, part != WHOLE or indicator.extent is None or indicator.whole)
            # Of nothing there is as much for whoever may live there.
            nothing = (area == 0) & ~weighs(by_codes, 1.0)
            found = ["" if one in (CODES, RURAL_HOMES) and none else one for one, none in zip(found, nothing)]
        if part in self._on.left_out:
            found = [CHOSEN if so else one for one, so in zip(found, weighs(self._laid.left_out(part), shown))]
        if disputed := self._on.disputed(_with_homes(how)):
            contested = weighs(self._laid.areas(part, disputed), shown)
            found = [CONTESTED if so else one for one, so in zip(found, contested)]
        return found

    def _beside(self, indicator: Indicator, part: str, area: np.ndarray, shown: np.ndarray) -> list[Doubt]:
        """Return what else nobody knows: who lives there, what lies twice, what was left out or lies in holes."""
        how, unit = indicator.measure, AREA_UNITS.get(indicator.unit, 1.0)
        value = self._value(indicator, part, how.of, how.inside, how.per)
        found = [self._by_maybe(indicator, part, ROLE), self._by_holes(indicator, part, area)]
        if how.kind == PER_HEAD:
            persons, not_placed = self._dwellers.persons(part)
            for why, further in ((NOT_PLACED, not_placed), (TOO_FEW, self._dwellers.further(part))):
                more = divided(area / unit, np.where(further > 0, persons + further, 0.0))
                found.insert(0, Doubt(why, share(further, persons + further), (), 0.0, (more,), why == NOT_PLACED))
            # Where much is unknown nothing is judged; a little may be so or so.
            for why, some in self._dwellers.unknown(part):
                found.append(Doubt(why, some, (), np.inf, (value * (1 + some), value * (1 - some))))
        if disputed := self._on.disputed(_with_homes(how)):
            twice = self._laid.areas(part, disputed)
            by = self._of_area(indicator, part, twice, how.per)
            found.append(Doubt(CONTESTED, share(twice, shown), (value + by, value - by), least=np.inf))
        return found

    def _are_elsewhere(self, how: HowMeasured, part: str) -> bool:
        """Tell whether layers were given of what is counted, and as good as nothing of them lies in a part at all."""
        given = tuple(name for name in how.of if not name.startswith(f"{CLASS}:"))
        there = sum(float(shapely.area(self._on.layers[name]).sum()) for name in given)
        least = _TOUCHING * min(there, self._laid.areas(part, ())[0])
        return len(given) == len(how.of) and there > 0 and self._laid.areas(part, given)[0] <= least

    def _by_gaps(
        self, indicator: Indicator, part: str, area: np.ndarray, ground: np.ndarray, mapped: np.ndarray
    ) -> Doubt:
        """Return the values that there may be, of all and of each zone, with what land use does not show of the ground.

        ``mapped``: the share of it that land use shows. All of the rest may be what is counted, or nothing; where that
        is held against people, it may be homes as well. Where it is but rounding, or as good as all is unknown, there
        is no doubt.
        """
        gap = np.where(mapped > 0, ground / np.where(mapped > 0, mapped, 1.0) - ground, 0.0)
        some = (gap > NO_GAP * ground) & (gap <= (1 - COVERED) * (ground + gap))
        gap = np.where(some, gap, 0.0)
        more, kind, unknown = area + gap, indicator.measure.kind, share(gap, ground + gap)
        if kind == SHARE:
            found = divided(100 * area, ground + gap), divided(100 * more, ground + gap)
            return Doubt(PARTLY_MAPPED, unknown, found, least=0.0)
        counted = self._of_area(indicator, part, more, ())
        if kind != PER_HEAD:
            return Doubt(PARTLY_MAPPED, unknown, (counted,), least=0.0)
        # As homes it may weigh more than its ground does.
        persons, further = self._dwellers.persons(part)[0], self._dwellers.in_gap(part, gap)
        homes = divided(area / AREA_UNITS[indicator.unit], np.where(persons > 0, persons + further, 0.0))
        unknown = np.maximum(unknown, share(further, persons + further))
        return Doubt(PARTLY_MAPPED, unknown, (counted,), 0.0, (homes,))

    def _by_holes(self, indicator: Indicator, part: str, area: np.ndarray) -> Doubt:
        """Return the values, of all and of each zone, of layers with the holes of the land use that they are cut to.

        Where nothing but land use says what the ground is, what it encloses and does not show may be ground too.
        """
        how = indicator.measure
        none = Doubt(GAPS, np.zeros(len(area)), ())
        if part != WHOLE or _takes_land_use(how) or not weighs(self._laid.beyond(how.of), area[0]):
            return none
        lost = self._laid.areas(OUTLINE, how.of, how.inside, how.per) - area
        value = self._value(indicator, OUTLINE, how.of, how.inside, how.per)
        return Doubt(f"{GAPS}{in_code(lost[0] / HA)}", share(lost, area), (value,))

    def _value(
        self, indicator: Indicator, part: str, of: tuple[str, ...], inside: tuple[str, ...], per: tuple[str, ...]
    ) -> np.ndarray:
        """Return the value in a part, of all and of each zone, of what is counted, held against what it is to."""
        if indicator.measure.kind == SHARE:
            return self._laid.percent(part, of, inside, per)
        return self._of_area(indicator, part, self._laid.areas(part, of, inside, per), per)

    def _of_area(self, indicator: Indicator, part: str, area: np.ndarray, per: tuple[str, ...]) -> np.ndarray:
        """Return the value that an area makes, in m², of all and of each zone."""
        if indicator.measure.kind == SHARE:
            return divided(100 * area, self._laid.areas(part, per))
        value = area / AREA_UNITS[indicator.unit]
        return divided(value, self._dwellers.persons(part)[0]) if indicator.measure.kind == PER_HEAD else value

    def _by_maybe(self, indicator: Indicator, part: str, kind: str) -> Doubt:
        """Return the values that there may be, of all and of each zone, with what may be of a class, or of a layer.

        ``kind``: of land whose codes do not say what it is (``CLASS``), or of layers of which but some features were
        given (``ROLE``). It may be counted, or be what is counted is held against, or both.
        """
        how, laid = indicator.measure, self._laid
        of, inside, per = (self._with_maybe(names, kind) for names in (how.of, how.inside, how.per))
        most = np.zeros(len(laid.areas(part, ())))
        for name in how.layers:
            if f"{name}{MAYBE}" in self._on.layers and name.startswith(kind):
                most = np.maximum(most, share(laid.areas(part, (f"{name}{MAYBE}",)), laid.areas(part, (name,))))
        why = CODES if kind == CLASS else CHOSEN
        if not most.any():
            return Doubt(why, most, ())
        ways = {(of, inside, how.per), (how.of, how.inside, per), (of, inside, per)}
        return Doubt(why, most, tuple(self._value(indicator, part, *way) for way in sorted(ways)))

    def _with_maybe(self, names: tuple[str, ...], kind: str) -> tuple[str, ...]:
        """Return what is named with what may be it too, where it is of a kind."""
        maybe = (f"{name}{MAYBE}" for name in names if name.startswith(kind))
        return (*names, *(name for name in maybe if name in self._on.layers))

    def extents(self, of: str) -> dict[str, float]:
        """Return how much of a layer, "" for all ground, lies on the whole, in each zone and in each part, in km²."""
        layers = (of,) if of else ()
        names = () if self._on.zones is None else map(str, self._on.zones.names)
        whole = self._laid.areas(WHOLE, layers) if len(self._on.whole) else ()
        found = {name: float(area) / KM2 for name, area in zip((WHOLE, *names), whole)}
        parts = {name: float(self._laid.areas(name, layers)[0]) / KM2 for name in self._on.parts}
        return parts | found

    def mapped(self) -> dict[str, float]:
        """Return which share of the whole, of each zone and of each part land use covers."""
        names = () if self._on.zones is None else map(str, self._on.zones.names)
        whole = self._laid.mapped(WHOLE).tolist() if len(self._on.whole) else ()
        parts = {name: float(self._laid.mapped(name)[0]) for name in self._on.parts}
        return parts | dict(zip((WHOLE, *names), whole))

    def _part(self, indicator: Indicator) -> str:
        """Return the name of the ground that an indicator speaks of, "" for the whole, also where it was not given.

        What no land use shows is not cut to it where zones hold all of it: gaps of the land use are ground too.
        """
        names = indicator.extent.values() if indicator.extent is not None else ()
        found = next((name for name in names if name in self._on.parts), WHOLE)
        zones = self._on.zones
        if found != WHOLE or zones is None or not len(self._on.whole) or _takes_land_use(indicator.measure):
            return found
        inside, outside = self._laid.land_in_zones(zones)
        return ZONED if outside <= (1 - COVERED) * (inside[0] + outside) else WHOLE
