"""Indicators measured on a map: areas of classes and layers inside the ground that each speaks of, and shares of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..geometry.area import Measure
from ..geometry.coverage import flat
from ..geometry.overlap import flatten
from ..geometry.polygons import DRAWING_M, explode, slivers_together
from ..geometry.zones import OUTSIDE, Zones, build, cut
from ..indicators.codes import AREA, AREA_UNITS, SHARE
from ..indicators.indicator import Indicator
from ..indicators.indicator import Measure as HowMeasured
from ..progress import Progress, chunks, quiet
from .figures import WHOLE

KM2 = 1e6
_EMPTY = np.empty(0, dtype=object)


@dataclass(frozen=True)
class Map:
    """What indicators are measured on; all polygons valid, in one metric CRS.

    ``layers``: polygons by what they are, as indicators write it: ``class:forest``, ``role:red_line``; what is not
    there nobody gave. ``whole``: all of the ground, ``parts``: ground by the name that indicators call it; within each
    of these what lies twice counts once. ``zones``: the zones to measure by, None without any.
    """

    layers: Mapping[str, np.ndarray]
    whole: np.ndarray
    parts: Mapping[str, np.ndarray] = field(default_factory=dict)
    zones: Zones | None = None


@dataclass(frozen=True)
class Land:
    """Land use without overlaps: ``ground``, all of it; ``classes``: polygons by class or use.

    ``overlap_m2``: on how much polygons lay on each other, slivers of the drawing left out.
    """

    ground: np.ndarray
    classes: Mapping[str, np.ndarray]
    overlap_m2: float


def land(
    geometry: np.ndarray,
    classes: Mapping[str, np.ndarray],
    rank: np.ndarray,
    measure: Measure,
    progress: Progress = quiet,
) -> Land:
    """Return land use of which each place has one polygon: where several lie, the smallest.

    ``geometry``: valid polygons in one metric CRS, shape (n,); ``classes``: which of them are of a class or use, by its
    name, booleans, shape (n,); ``rank``: shape (n,), says which of equals is on top.

    A pond of 4 m² in a wood of 100 m²:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.scorecard.measuring import land
    >>> drawn, is_wood = shapely.box([0, 4], [0, 4], [10, 6], [10, 6]), np.array([True, False])
    >>> found = land(drawn, {"forest": is_wood}, np.arange(2), planar)
    >>> shapely.area(found.classes["forest"]).tolist(), found.overlap_m2
    ([96.0], 4.0)
    """
    found = flat(geometry, progress, rank)
    seen = np.array([one is not None for one in found.geometry], dtype=bool)
    some = {name: found.geometry[mask & seen] for name, mask in classes.items()}
    overlaps, _ = explode(found.overlaps)
    wide = ~slivers_together(overlaps, DRAWING_M)
    return Land(found.geometry[seen], some, float(measure(overlaps[wide]).sum()))


@dataclass(frozen=True)
class Measured:
    """The value of an indicator in its unit, in a zone or on the whole of its ground, which has ``km2``.

    ``in_part``: the ground is the one that the indicator names. NaN is the share of nothing.
    """

    id: str
    zone: str
    value: float
    km2: float
    in_part: bool


def measured(
    indicators: Sequence[Indicator], on: Map, measure: Measure, progress: Progress = quiet
) -> tuple[Measured, ...]:
    """Return the indicators that are an area or a share and whose layers are there, on the whole and in each zone.

    What an indicator measures is put together, cut to its ground, and to what it is to lie ``inside``, so that overlaps
    count once. A zone that has none of the ground has no value.

    A red line on a quarter of the ground:

    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.indicators.indicator import Indicator, Measure, Milestone
    >>> from greenvein.core.scorecard.measuring import Map, measured
    >>> how = Measure("share", of=("role:red_line",))
    >>> line = Indicator("LU11", {"en": "Red line"}, "%", "keep", (Milestone(2025, 26.1),), measure=how)
    >>> on = Map({"role:red_line": shapely.box([0, 1000], 0, [2000, 5000], 1000)}, shapely.box([0], 0, [5000], 4000))
    >>> [(one.value, one.km2) for one in measured([line], on, planar)]
    [(25.0, 20.0)]
    """
    some = [one for one in indicators if one.measure.kind in (AREA, SHARE) and _needs(one.measure) <= on.layers.keys()]
    if not len(on.whole) and not on.parts:
        return ()
    measuring, found = _Measuring(on, measure), []
    for rows in chunks(len(some), 1, progress):
        found += [row for one in some[rows] for row in measuring.of(one)]
    return tuple(found)


def _needs(how: HowMeasured) -> set[str]:
    return {*how.of, *how.inside, *how.per}


class _Measuring:
    """What is measured for several indicators is measured once."""

    def __init__(self, on: Map, measure: Measure):
        self._on, self._measure = on, measure
        self._ground: dict[str, np.ndarray] = {}
        self._cells: dict[tuple, Zones] = {}
        self._sums: dict[tuple, np.ndarray] = {}

    def of(self, indicator: Indicator) -> Iterable[Measured]:
        """Return the value on the whole, then those in zones."""
        how, name = indicator.measure, self._part(indicator)
        if name == WHOLE and not len(self._on.whole):
            return
        ground, area = self._areas(name, (), ()), self._areas(name, how.of, how.inside)
        if how.kind == SHARE:
            base = self._areas(name, how.per, ()) if how.per else ground
            with np.errstate(divide="ignore", invalid="ignore"):
                value = np.where(base > 0, 100 * area / base, np.nan)
        else:
            value = area / AREA_UNITS[indicator.unit]
        zones = self._on.zones.names if self._on.zones is not None else ()
        for zone, its, of_m2 in zip((WHOLE, *map(str, zones)), value.tolist(), ground.tolist()):
            if of_m2 > 0:
                yield Measured(indicator.id, zone, its, of_m2 / KM2, name != WHOLE)

    def _part(self, indicator: Indicator) -> str:
        """Return the name of the ground that an indicator speaks of, "" for the whole, also where it was not given."""
        names = indicator.extent.values() if indicator.extent is not None else ()
        return next((name for name in names if name in self._on.parts), WHOLE)

    def _areas(self, part: str, of: tuple[str, ...], inside: tuple[str, ...]) -> np.ndarray:
        """Return the area of ``of`` in a part, in m², of all and of each zone; of nothing named that of the part."""
        key = part, of, inside
        if key not in self._sums:
            ground = self._flat(part)
            if of:
                ground = self._within(self._of_all(of), part, ())
            if inside:
                ground = self._within(ground, "", inside)
            self._sums[key] = self._sums_of(ground)
        return self._sums[key]

    def _flat(self, part: str) -> np.ndarray:
        if part not in self._ground:
            ground = self._on.whole if part == WHOLE else self._on.parts[part]
            self._ground[part] = flatten(ground)
        return self._ground[part]

    def _of_all(self, names: tuple[str, ...]) -> np.ndarray:
        return flatten(np.concatenate([_EMPTY, *(self._on.layers[name] for name in names)]))

    def _within(self, polygons: np.ndarray, part: str, inside: tuple[str, ...]) -> np.ndarray:
        """Return what of polygons without overlaps lies in a part, or in what is named."""
        key = part, inside
        if key not in self._cells:
            ground = self._of_all(inside) if inside else self._flat(part)
            self._cells[key] = build(ground, np.full(len(ground), "-"), self._measure)
        pieces, _, cell = cut(polygons, self._cells[key])
        return pieces[cell != OUTSIDE]

    def _sums_of(self, polygons: np.ndarray) -> np.ndarray:
        area, zones = self._measure(polygons), self._on.zones
        if zones is None:
            return np.array([area.sum()])
        pieces, _, cell = cut(polygons, zones)
        return np.r_[area.sum(), zones.sums(cell, self._measure(pieces))[:-1]]
