"""The ground of vacated plots that may lie on each other, and what that does to the balance of farmland and green.

Of two plots the smaller one counts the ground; whether what it is or becomes is right, nobody knows. Nor does anybody
where the polygons that plots were made of did not agree of what class the ground is (land.contested).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..geometry.apart import CLOSE_M, apart
from ..geometry.area import Measure, planar
from ..geometry.claims import claims
from ..geometry.coverage import flat
from ..geometry.polygons import DRAWING_M, explode, slivers_together
from ..geometry.ties import rank_of
from ..progress import Progress, part, quiet
from ..targets import ROUNDING, at_least
from .codes import BUILT, FARMLAND, NO_FARMLAND, NOTHING, OVERLAP, UNDECIDED


@dataclass(frozen=True)
class PlotGround:
    """The ground that plots count, in m².

    ``seen_m2``: of each plot, without what lies under smaller ones, shape (n,). ``overlap_m2``: what plots count beyond
    the first time, 0 where it is but slivers of the drawing. ``farmland_more`` and ``farmland_less``: what does not
    count as farmland but may be, and what counts as it but may not be, since plots lie on each other or are contested;
    ``others_more``, ``others_less``: the same of green space, water and wetland.
    """

    seen_m2: np.ndarray
    overlap_m2: float
    farmland_more: float
    farmland_less: float
    others_more: float
    others_less: float


def ground_of(
    geometry: np.ndarray,
    area_m2: np.ndarray,
    use: np.ndarray,
    rule: np.ndarray,
    ids: np.ndarray | None = None,
    measure: Measure = planar,
    progress: Progress = quiet,
    contested_m2: np.ndarray | None = None,
) -> PlotGround:
    """Return the ground of plots, shape (n,) each; of equal ones that of lower place counts, then of lower id.

    ``ids``: what the user tells plots apart by; without it, and between equal ones, use and rule decide.
    ``contested_m2``: how much of each may be of any other use, or no vacated land; None where nothing is known of it.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.land.vacatedground import ground_of
    >>> plots = shapely.box([0, 6], 0, [10, 11], 10)
    >>> use = np.array(["green", "green"], dtype=object)
    >>> found = ground_of(plots, shapely.area(plots), use, use)
    >>> found.seen_m2.tolist(), found.overlap_m2  # the smaller one counts what both cover
    ([60.0, 50.0], 40.0)
    """
    keys = (use, rule) if ids is None else (ids, use, rule)
    found = flat(geometry, part(progress, 0.0, 0.7), rank_of(geometry, *keys))
    seen_m2 = area_m2.copy()
    under = np.unique(found.lower)
    seen_m2[under] = 0
    seen = under[~shapely.is_missing(found.geometry[under])]
    seen_m2[seen] = measure(found.geometry[seen])
    farmland = use == FARMLAND
    others = ~np.isin(use, [FARMLAND, BUILT, UNDECIDED])
    claimed = claims(geometry, farmland + 2 * others, found, part(progress, 0.7, 1.0))

    contested = np.zeros(len(use)) if contested_m2 is None else contested_m2

    def doubtful(some: np.ndarray) -> tuple[float, float]:
        above, below = some[claimed.upper], some[claimed.lower]
        grounds = [claimed.ground(pairs) for pairs in (~above & below, above & ~below)]
        more, less = measure(np.array(grounds, dtype=object))
        return float(more + contested[~some].sum()), float(less + contested[some].sum())

    wide = ~slivers_together(explode(found.overlaps)[0], DRAWING_M)
    overlap_m2 = max(0.0, float(area_m2.sum() - seen_m2.sum())) if wide.any() else 0.0
    return PlotGround(seen_m2, overlap_m2, *doubtful(farmland), *doubtful(others))


def balance_m2(summary: pd.DataFrame) -> tuple[float, float]:
    """Return what is or becomes farmland, and what is or becomes green space, water or wetland, in m².

    ``summary``: as in vacateduse.Uses.

    >>> import pandas as pd
    >>> from greenvein.core.land.vacatedground import balance_m2
    >>> balance_m2(pd.DataFrame({"use": ["farmland", "green", "water", "built"], "area_m2": [5.0, 2.0, 1.0, 9.0]}))
    (5.0, 3.0)
    """
    area = summary.set_index("use")["area_m2"]
    return float(area.get(FARMLAND, 0.0)), float(area.drop([FARMLAND, BUILT, UNDECIDED], errors="ignore").sum())


def weighed(summary: pd.DataFrame, ground: PlotGround, with_farmland: bool) -> tuple[bool | None, str]:
    """Return whether as much is farmland as is green space, water and wetland, None with one of ``REASONS`` why not.

    ``with_farmland``: whether a rule could lead to farmland (farmland_meets).
    """
    if not summary["count"][~summary["use"].isin([BUILT, UNDECIDED])].sum():
        return None, NOTHING
    if not with_farmland:
        return None, NO_FARMLAND
    farmland, others = balance_m2(summary)
    counted = farmland + others
    if counted - ground.farmland_less - ground.others_less <= ROUNDING * counted:  # of no plot is it sure
        return None, OVERLAP if counted or ground.farmland_more or ground.others_more else NOTHING
    answer = bool(at_least(farmland, others))
    best = at_least(farmland + ground.farmland_more, others - ground.others_less)
    worst = at_least(farmland - ground.farmland_less, others + ground.others_more)
    return (answer, "") if best == answer == worst else (None, OVERLAP)


def farmland_meets(plots: np.ndarray, farmland: np.ndarray | None, reach_m: float) -> bool:
    """Tell whether farmland areas lie near enough to plots, to within ``reach_m``, to have to do with them.

    ``plots``, ``farmland``: valid polygons or multipolygons in one metric CRS; None for no farmland areas.

    >>> import shapely
    >>> from greenvein.core.land.vacatedground import farmland_meets
    >>> farmland_meets(shapely.box([0], 0, [10], 10), shapely.box([30], 0, [40], 10), reach_m=50.0)
    True
    """
    if farmland is None or not len(farmland) or not len(plots):
        return False
    return not apart(shapely.total_bounds(plots), shapely.total_bounds(farmland), max(CLOSE_M, reach_m))
