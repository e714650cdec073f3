"""What indicators are measured on: land use without overlaps, layers, zones, and who lives where."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from ..geometry.area import Measure
from ..geometry.coverage import flat
from ..geometry.overlap import copies, flatten
from ..geometry.polygons import DRAWING_M, explode, slivers_together
from ..geometry.zones import OUTSIDE, Zones, build, cut
from ..people.rural import RuralHomes
from ..people.spread import Sharing, Spread
from ..progress import Progress, quiet
from ..targets import weighs
from .codes import MAYBE, OVERLAPS

_EMPTY = np.empty(0, dtype=object)


@dataclass(frozen=True)
class Homes:
    """Who lives where.

    ``geometry``: residential land without overlaps, shape (n,), ``spread``: the people on it. ``units``: valid polygons
    whose people have no such land, shape (k,), ``people``: theirs; ``anywhere``: further persons who may live on the
    ground that is asked about; ``not_placed``: all who live on no residential land. ``sharing``: what may draw people
    to land that may be homes too, None where it draws nobody; ``rural``: returns where else they may live, None where
    nowhere. ``counted_in``: all streets or communities whose people they are, shape (u,), ``counted``: theirs; none
    where homes have people of their own, or cells have.
    """

    geometry: np.ndarray
    spread: Spread
    units: np.ndarray = field(default_factory=lambda: _EMPTY)
    people: np.ndarray = field(default_factory=lambda: np.empty(0))
    anywhere: float = 0.0
    not_placed: float = 0.0
    sharing: Sharing | None = None
    rural: Callable[[], RuralHomes | None] = lambda: None
    counted_in: np.ndarray = field(default_factory=lambda: _EMPTY)
    counted: np.ndarray = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True)
class Map:
    """What indicators are measured on; all polygons valid, in one metric CRS.

    ``layers``: polygons by what they are, as indicators write it: ``class:forest``, ``role:red_line``; what is not
    there nobody gave. Where polygons of land use lay on each other of which not all were of a class, it has
    ``OVERLAPS`` before it. What may be of a class, which codes do not say, has ``MAYBE`` behind it. ``whole``: all of
    the ground, ``parts``: ground by the name that indicators call it; within each of these what lies twice counts once.
    ``in_part``: the whole is but land of some classes, of which nothing is a share that a plan means. ``chosen``: it is
    but some features of land use that shows more ground, so that it may be any part of the place. ``left_out``:
    features that were left out of a part, by its name. ``beside``: polygons of the land use of other classes than those
    that are taken of it, None where nobody knows of any. What was left out of a layer may be of it too, and has
    ``MAYBE`` behind its name. ``zones``: the zones to measure by, None without any. ``homes``: None where nobody knows
    of any people.
    """

    layers: Mapping[str, np.ndarray]
    whole: np.ndarray
    parts: Mapping[str, np.ndarray] = field(default_factory=dict)
    zones: Zones | None = None
    homes: Homes | None = None
    in_part: bool = False
    chosen: bool = False
    left_out: Mapping[str, np.ndarray] = field(default_factory=dict)
    beside: np.ndarray | None = None

    def disputed(self, names: Collection[str]) -> tuple[str, ...]:
        """Return the layers of where polygons of land use lie on each other of which not all are what is named."""
        some = (f"{OVERLAPS}{name}{end}" for name in sorted(names) for end in ("", MAYBE))
        return tuple(name for name in some if name in self.layers)


@dataclass(frozen=True)
class Land:
    """Land use without overlaps: ``ground``, all of it; ``classes``: polygons by class or use.

    ``overlap_m2``: on how much ground polygons lay on each other, slivers of the drawing left out; ``contested``: where
    they did so of which some were of a class or use and some not, by its name. ``copies``: how many polygons are the
    very same as another one. ``seen``: of which polygons anything is left, shape (n,).
    """

    ground: np.ndarray
    classes: Mapping[str, np.ndarray]
    contested: Mapping[str, np.ndarray]
    overlap_m2: float
    copies: int
    seen: np.ndarray


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
    >>> from greenvein.core.scorecard.ground import land
    >>> drawn, is_wood = shapely.box([0, 4], [0, 4], [10, 6], [10, 6]), np.array([True, False])
    >>> found = land(drawn, {"forest": is_wood}, np.arange(2), planar)
    >>> shapely.area(found.classes["forest"]).tolist(), found.overlap_m2
    ([96.0], 4.0)
    """
    found = flat(geometry, progress, rank)
    seen = np.array([one is not None for one in found.geometry], dtype=bool)
    some = {name: found.geometry[mask & seen] for name, mask in classes.items()}
    overlaps, pair = explode(found.overlaps)
    wide = ~slivers_together(overlaps, DRAWING_M)
    overlaps, upper, lower = overlaps[wide], found.upper[pair[wide]], found.lower[pair[wide]]
    contested = {name: overlaps[mask[upper] != mask[lower]] for name, mask in classes.items()}
    twice_m2 = float(measure(flatten(overlaps)).sum())
    same = int((copies(geometry) != np.arange(len(geometry))).sum())
    return Land(found.geometry[seen], some, contested, twice_m2, same, seen)


def shows_more(left_out: np.ndarray, ground: np.ndarray, measure: Measure) -> bool:
    """Tell whether features that were left out of land use lie beside its ground on so much that this is but a part.

    ``left_out``, ``ground``: valid polygons in one metric CRS, shape (n,) and (m,), the latter without overlaps. What
    lies on the ground, as the land use of another year in the same table does, shows no more of it.

    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.scorecard.ground import shows_more
    >>> ground = shapely.box([0], 0, [1000], 1000)
    >>> shows_more(shapely.box([0], 0, [1000], 1000), ground, planar)
    False
    >>> shows_more(shapely.box([0], 0, [2000], 1000), ground, planar)
    True
    """
    cells = build(ground, np.full(len(ground), "-"), measure)
    pieces, _, cell = cut(flatten(left_out), cells)
    return bool(weighs(measure(pieces[cell == OUTSIDE]).sum(), measure(ground).sum()))
