"""Ground on which polygons of one date lie on each other and do not agree of what class it is.

The account counts the class of the smaller polygon; a verdict must hold whichever of those that claim it is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from .area import Measure
from .claims import Claims
from .landclass import FARMLAND, OTHER_BUILT, UNKNOWN, UNUSED, URBAN_RURAL
from .landtables import ALL, Seen
from .overlap import unions
from .overlay import intersection
from .progress import Progress, chunks, part, quiet
from .zones import Zones, cut

URBAN, BUILT, FARM, IDLE = "urban", "built", "farmland", "unused"
CLASSES_OF = {URBAN: (URBAN_RURAL,), BUILT: (URBAN_RURAL, OTHER_BUILT), FARM: (FARMLAND,), IDLE: (UNUSED,)}
"""What is held against targets: urban–rural and any construction land, farmland, unused land."""
MORE, LESS = "more", "less"
"""What is not counted as such land but may be; what is counted so but may not be."""

_CHUNK = 1_000


@dataclass(frozen=True)
class Doubt:
    """The contested ground of a zone in m²: ``more`` and ``less`` by what of it is held against a target."""

    more: dict[str, float]
    less: dict[str, float]


def doubt(table: Any, zone: int, date: str) -> Doubt:
    """Return the contested ground of a zone on a date; ``table``: as in landtables.Tables."""
    own = table[(table["zone"] == zone) & (table["date"] == date)].set_index("class")["area_m2"]
    more, less = ({name: float(own.get(kind(name, way), 0.0)) for name in CLASSES_OF} for way in (MORE, LESS))
    return Doubt(more, less)


def kind(name: str, way: str) -> str:
    """Return what contested ground is called: of which land, one of ``CLASSES_OF``, and which way."""
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
    found = np.zeros(len(ground))
    shared = np.concatenate([one.shared for one in dates])
    if not len(shared):
        return found
    tree = shapely.STRtree(shared)
    for rows in chunks(len(ground), _CHUNK, progress):
        own, other = tree.query(ground[rows], predicate="intersects")
        own, start = np.unique(own, return_index=True)  # sorted by the row that was asked for
        claimed = unions(shared, np.split(other, start[1:]) if len(own) else [], quiet)
        found[rows.start + own] = measure(intersection(ground[rows][own], claimed))
    return found
