"""What vacated land becomes: the rules of a plan profile, and what the land has become already.

The plans (see ``vacateduse``) name the cases, not their order: the order is the chain of rules, data of the plan
profile. That farmland is "large enough" where the vacated polygon itself is, and "beside" within a distance, is our
reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from ..geometry.polygons import DRAWING_M, ROUNDING_M
from ..geometry.split import split
from ..progress import Progress, in_threads, quiet
from ..targets import at_least
from .codes import (
    BASIC_FARMLAND,
    BUILT,
    DONE,
    FARMLAND,
    FARMLAND_SPACE,
    FOREST,
    GRASS,
    GREEN,
    NOT_FARMLAND,
    ORCHARD,
    OTHER_BUILT,
    OTHERWISE,
    PARK,
    UNDECIDED,
    URBAN_RURAL,
    WATER,
    WETLAND,
)

PARK_CODES = {
    "sandiao_2019": ("0810",),
    "gbt21010_2017": ("0810",),
    "landsea_2023": ("1401", "1402"),
    "gb50137_2011": ("G1", "G2"),
}
"""Codes of ``PARK`` by the table of land.classes that has them; squares (广场用地: 0810A, 1403, G3) are built."""
BECOME = {
    PARK: GREEN,
    FARMLAND: FARMLAND,
    WATER: WATER,
    WETLAND: WATER,
    FOREST: GREEN,
    GRASS: GREEN,
    ORCHARD: GREEN,
    URBAN_RURAL: BUILT,
    OTHER_BUILT: BUILT,
}
"""The use of land that is of a class of land.classes, or ``PARK``, by now; of any other its use is to be decided."""

Chain = tuple[tuple[str, str], ...]
"""Rules, the first that holds decides: rows of one of ``AREAS`` or ``OTHERWISE``, and the use it leads to."""

_CHUNK = 1_000


@dataclass(frozen=True)
class Decision:
    """What becomes of each vacated polygon, and why; fields as in ``vacateduse.Uses``, shape (n,)."""

    use: np.ndarray
    rule: np.ndarray
    beside: np.ndarray
    barred: np.ndarray

    @property
    def done(self) -> np.ndarray:
        """Which polygons have become what they are to be."""
        return self.rule == DONE

    @property
    def new_green(self) -> np.ndarray:
        """Which polygons may become parks."""
        return (self.use == GREEN) & ~self.done


def with_basic_farmland(areas: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return areas by their names in ``AREAS`` with permanent basic farmland in farmland protection space too.

    ``areas``: polygons of each, shape (k,). By the land resources plan the one lies inside the other (see ``codes``).

    >>> import shapely
    >>> from greenvein.core.land.decision import with_basic_farmland
    >>> areas = with_basic_farmland({"basic_farmland": shapely.box([0], 0, [10], 10)})
    >>> sorted(areas), len(areas["farmland_space"])
    (['basic_farmland', 'farmland_space'], 1)
    """
    farmland = [areas[name] for name in (FARMLAND_SPACE, BASIC_FARMLAND) if name in areas]
    return {**areas, FARMLAND_SPACE: np.concatenate(farmland)} if farmland else dict(areas)


def uses_of(classes: np.ndarray) -> np.ndarray:
    """Return what land of each class has become, ``UNDECIDED`` where that is still open, shape (n,).

    ``classes``: of ``CLASSES``, ``PARK`` or any other text, shape (n,).

    >>> import numpy as np
    >>> from greenvein.core.land.decision import uses_of
    >>> uses_of(np.array(["forest", "farmland", "urban_rural", "unused"], dtype=object)).tolist()
    ['green', 'farmland', 'built', '']
    """
    return np.array([BECOME.get(class_, UNDECIDED) for class_ in classes], dtype=object)


def decide(
    area_m2: np.ndarray,
    become: np.ndarray,
    inside: Mapping[str, np.ndarray],
    near: Callable[[str, np.ndarray], np.ndarray],
    chain: Chain,
    min_farmland_m2: float,
    progress: Progress = quiet,
) -> Decision:
    """Find the use of each vacated polygon.

    ``become``: what each has become by now (``uses_of``), shape (n,); ``inside``: for each area that was given which
    polygons lie in it, shape (n,); ``near``: told an area and rows, tells which of these are near it.

    >>> import numpy as np
    >>> from greenvein.core.land.decision import decide
    >>> area_m2, become = np.array([5_000.0, 500.0]), np.array(["", ""], dtype=object)
    >>> inside, chain = {"farmland_space": np.array([True, True])}, (("farmland_space", "farmland"), ("", "green"))
    >>> found = decide(area_m2, become, inside, lambda name, rows: np.zeros(len(rows), dtype=bool), chain, 3_000.0)
    >>> found.use.tolist()  # the second is too small for farmland
    ['farmland', 'green']
    """
    use, open_ = become.copy(), become == UNDECIDED
    rule = np.where(open_, OTHERWISE, np.where(become == BUILT, BUILT, DONE)).astype(object)
    beside, barred = np.zeros(len(use), dtype=bool), np.zeros(len(use), dtype=bool)
    # What is drawn as exactly the smallest area measures a rounding less once it is turned or projected.
    large = at_least(area_m2, min_farmland_m2)
    for number, (name, leads_to) in enumerate(chain):
        progress(number / len(chain))
        if name != OTHERWISE and name not in inside:
            continue
        holds = open_ & (inside[name] if name != OTHERWISE else True)
        if leads_to == NOT_FARMLAND:
            barred |= holds
            continue
        close = np.zeros(len(use), dtype=bool)
        if leads_to == FARMLAND:
            fit = large & ~barred
            holds &= fit
            if name != OTHERWISE:
                rows = np.flatnonzero(open_ & fit & ~holds)
                close[rows] = near(name, rows)
        decided = holds | close
        use[decided], rule[decided], beside[close] = leads_to, name, True
        open_ &= ~decided
    progress(1.0)
    return Decision(use, rule, beside, barred)


def in_doubt(
    geometry: np.ndarray, area_m2: np.ndarray, decision: Decision, contested_m2: np.ndarray | None
) -> np.ndarray | None:
    """Return how much of each plot may be of any other use, or no vacated land, shape (n,), in m².

    ``contested_m2``: as in vacated_use. Where the rules decide that is the whole plot: what is left of it without the
    contested ground may be too small for farmland, or lie in other areas. Strips along its border that are no wider
    than ``DRAWING_M`` change nothing of that.
    """
    if contested_m2 is None:
        return None
    ruled = ~decision.done & (decision.use != BUILT)
    wide = contested_m2 > DRAWING_M * shapely.length(geometry)
    return np.where(ruled & wide, area_m2, np.minimum(contested_m2, area_m2))


def lies_near(geometry: np.ndarray, layer: np.ndarray, distance_m: float) -> np.ndarray:
    """Tell which polygons are at most ``distance_m`` from a layer, shape (n,).

    ``geometry``, ``layer``: valid polygons or multipolygons in one metric CRS.

    >>> import shapely
    >>> from greenvein.core.land.decision import lies_near
    >>> lies_near(shapely.box([0, 100], 0, [10, 110], 10), shapely.box([30], 0, [40], 10), distance_m=20.0).tolist()
    [True, False]
    """
    parts, _ = split(layer)
    tree = shapely.STRtree(parts)
    near = np.zeros(len(geometry), dtype=bool)

    def find(rows: slice) -> None:
        found, _ = tree.query(geometry[rows], predicate="dwithin", distance=distance_m + ROUNDING_M)
        near[found + rows.start] = True

    in_threads(find, len(geometry), _CHUNK, quiet)
    return near
