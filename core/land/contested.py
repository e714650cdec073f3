"""Ground on which polygons of one date lie on each other and do not agree of what class it is.

The account counts the class of the smaller polygon; a verdict must hold whichever of those that claim it is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from ..geometry.area import Measure
from ..geometry.areas import areas_in
from ..geometry.claims import Claims
from ..geometry.shares import without_overlaps
from ..geometry.zones import Zones, cut
from ..progress import Progress, part, quiet
from .codes import FARMLAND, OTHER_BUILT, UNKNOWN, UNUSED, URBAN_RURAL
from .tables import ALL, Seen

URBAN, BUILT, FARM, IDLE = "urban", "built", "farmland", "unused"
CLASSES_OF = {URBAN: (URBAN_RURAL,), BUILT: (URBAN_RURAL, OTHER_BUILT), FARM: (FARMLAND,), IDLE: (UNUSED,)}
"""What is held against targets: urban–rural and any construction land, farmland, unused land."""
LATER, MIXED = "_later", "mixed"
"""Behind one of these: what later parts of mixed codes are, of which the first counts; and all ground that has such."""
MORE, LESS = "more", "less"
"""What is not counted as such land but may be; what is counted so but may not be."""


@dataclass(frozen=True)
class Doubt:
    """The doubtful ground of a zone in m²: ``more`` and ``less`` by what of it is held against a target."""

    more: dict[str, float]
    less: dict[str, float]


def doubt(table: Any, zone: int, date: str, why: str = "") -> Doubt:
    """Return the contested ground of a zone on a date, or, for LATER, that of later parts of mixed codes.

    ``table``: as in land.tables.Tables.

    >>> import pandas as pd
    >>> from greenvein.core.land.contested import doubt
    >>> row = {"zone": -1, "date": "after", "class": "urban_more", "area_m2": 250.0}
    >>> doubt(pd.DataFrame([row]), -1, "after").more["urban"]
    250.0
    """
    own = table[(table["zone"] == zone) & (table["date"] == date)].set_index("class")["area_m2"]
    more, less = ({name: float(own.get(kind(name + why, way), 0.0)) for name in CLASSES_OF} for way in (MORE, LESS))
    return Doubt(more, less)


def with_later_parts(seen: Seen, ground: Seen, later: np.ndarray) -> Seen:
    """Return doubtful ground of a date, by kinds and zones, with that of mixed codes whose later part is other land.

    ``seen``: the doubtful ground that there is; ``ground``: all ground of the date, shape (n,); ``later``: the classes
    of the later parts of its codes, each a set, shape (n,).

    >>> import numpy as np
    >>> from greenvein.core.land.contested import with_later_parts
    >>> from greenvein.core.land.tables import Seen
    >>> ground = Seen(np.array(["forest", "forest"], dtype=object), np.array([-1, -1]), np.array([10.0, 20.0]))
    >>> later, nothing = np.array([frozenset(), frozenset({"urban_rural"})]), Seen(*(np.empty(0),) * 3)
    >>> found = with_later_parts(nothing, ground, later)
    >>> dict(zip(found.class_.tolist(), found.area_m2.tolist()))
    {'urban_later_more': 20.0, 'built_later_more': 20.0, 'mixed': 20.0}
    """
    # What no class knows is doubtful anyway.
    some = np.flatnonzero([own != UNKNOWN and bool(parts - {own}) for parts, own in zip(later, ground.class_)])
    if not len(some):
        return seen
    kinds, rows = [], []
    for name, classes in CLASSES_OF.items():
        counted = np.isin(ground.class_[some], classes)
        may = np.array([not parts.isdisjoint((*classes, UNKNOWN)) for parts in later[some]])
        may_not = np.array([not parts <= {*classes} for parts in later[some]])
        for way, which in ((MORE, ~counted & may), (LESS, counted & may_not)):
            rows.append(some[which])
            kinds.append(np.full(which.sum(), kind(name + LATER, way), dtype=object))
    at = np.concatenate([*rows, some])
    class_ = np.concatenate([seen.class_, *kinds, np.full(len(some), MIXED, dtype=object)])
    return Seen(class_, np.r_[seen.cell, ground.cell[at]], np.r_[seen.area_m2, ground.area_m2[at]])


def kind(name: str, way: str) -> str:
    """Return what contested ground is called: of which land, one of ``CLASSES_OF``, and which way.

    >>> from greenvein.core.land.contested import MORE, URBAN, kind
    >>> kind(URBAN, MORE)
    'urban_more'
    """
    return f"{name}_{way}"


def contested(
    pairs: Claims, class_: np.ndarray, zones: Zones | None, measure: Measure, progress: Progress = quiet
) -> Seen:
    """Return the contested ground of a date by kinds and zones, each place once in a kind.

    ``pairs``: who claims ground against whom, of which class; ``class_``: that of each row of the layer, shape (n,).
    What lies under ground of no known class is not contested: that may be anything already.
    """
    above, below = class_[pairs.upper], class_[pairs.lower]
    kinds: list[str] = []
    grounds: list[shapely.Geometry] = []
    for number, (name, classes) in enumerate(CLASSES_OF.items()):
        progress(0.8 * number / len(CLASSES_OF))
        counted = np.isin(above, classes)
        for way, some in (
            (MORE, ~counted & (above != UNKNOWN) & np.isin(below, (*classes, UNKNOWN))),
            (LESS, counted & ~np.isin(below, classes)),
        ):
            if some.any():
                kinds.append(kind(name, way))
                grounds.append(pairs.ground(some))
    ground, class_of = np.array(grounds, dtype=object), np.array(kinds, dtype=object)
    cell = np.full(len(ground), ALL)
    if not len(ground) or shapely.is_empty(ground).all():
        return Seen(class_of[:0], cell[:0], np.empty(0))
    if zones is not None:
        ground, at, cell = cut(ground, zones, part(progress, 0.8, 1.0))
        class_of = class_of[at]
    return Seen(class_of, cell, measure(ground))


def contested_m2(
    ground: np.ndarray, dates: Sequence[Claims], measure: Measure, progress: Progress = quiet
) -> np.ndarray:
    """Return how much of each polygon, shape (n,), lies on ground that is contested on any of the dates, in m²."""
    shared = np.concatenate([one.shared for one in dates])
    if not len(shared):
        return np.zeros(len(ground))
    apart, _ = without_overlaps(shared, part(progress, 0.0, 0.5))
    found = areas_in(ground, apart, measure, part(progress, 0.5, 1.0))
    return np.bincount(found.unit, weights=found.area_m2, minlength=len(ground))
