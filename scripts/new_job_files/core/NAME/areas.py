"""The area of polygons, of each and by zone, and what of it counts twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..geometry.area import Measure, planar
from ..geometry.overlap import counted_twice
from ..geometry.zones import Zones, cut
from ..progress import Progress, part, quiet


@dataclass(frozen=True)
class FeatureAreas:
    """The area of polygons.

    ``area_m2``: of each, shape (n,); ``rank``: its place by size, shape (n,), the largest has 1. ``summary``: a row for
    each zone, one for what lies in none (scope "outside") where there is any, and one for all, the last: ``scope``,
    ``zone`` ("" where it is none), ``area_m2``. ``overlap_m2``: by how much the sum exceeds the ground that polygons
    cover.
    """

    area_m2: np.ndarray
    rank: np.ndarray
    summary: pd.DataFrame
    overlap_m2: float

    @property
    def total_m2(self) -> float:
        """The area of all."""
        return float(self.area_m2.sum())

    def largest(self, count: int) -> np.ndarray:
        """Return the rows of the ``count`` largest polygons, the largest first."""
        return np.argsort(self.rank)[:count]


def feature_areas(
    geometry: np.ndarray, zones: Zones | None = None, measure: Measure = planar, progress: Progress = quiet
) -> FeatureAreas:
    """Return the area of valid polygons in metres, shape (n,), in all and in each zone.

    Polygons are cut at the borders of zones; where polygons overlap, each counts its own ground. ``measure``: such that
    parts add up to the whole. Raises CrowdedError where polygons lie on one another in too many pairs, and
    CrowdedZonesError where zones do.

    >>> import shapely
    >>> from greenvein.core.$name.areas import feature_areas
    >>> found = feature_areas(shapely.box([0, 50], 0, [100, 250], 100))
    >>> found.area_m2.tolist(), found.rank.tolist()
    ([10000.0, 20000.0], [2, 1])
    >>> found.total_m2, found.overlap_m2
    (30000.0, 5000.0)
    """
    area_m2 = measure(geometry)
    rank = np.empty(len(area_m2), dtype=int)
    rank[np.argsort(-area_m2, kind="stable")] = np.arange(1, len(area_m2) + 1)
    overlap_m2 = counted_twice(geometry, area_m2, measure, part(progress, 0.0, 0.5))
    rows = [] if zones is None else _by_zone(geometry, zones, measure, part(progress, 0.5, 1.0))
    rows.append(("all", "", area_m2.sum()))
    progress(1.0)
    return FeatureAreas(area_m2, rank, pd.DataFrame(rows, columns=["scope", "zone", "area_m2"]), overlap_m2)


def _by_zone(geometry: np.ndarray, zones: Zones, measure: Measure, progress: Progress) -> list[tuple[str, str, float]]:
    """Return scope, zone and area in m² of each zone, and of what lies in none."""
    pieces, _, cell = cut(geometry, zones, progress)
    *inside, outside = zones.sums(cell, measure(pieces))
    rows = [("zone", name, area) for name, area in zip(zones.names, inside)]
    return [*rows, ("outside", "", outside)] if outside else rows
