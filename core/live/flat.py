"""Polygons of an input that follows edits, without their overlaps."""

from __future__ import annotations

import numpy as np
import shapely

from ..geometry.once import Known
from ..geometry.overlap import Shared, interiors_meet, once, overlapping_pairs, shared
from ..geometry.overlay import union
from ..progress import Progress, quiet
from .keyed import Edit


class LiveFlat:
    """What polygons cover together: which of them overlap is kept, and so is what becomes of those that do."""

    def __init__(self, geometry: np.ndarray, progress: Progress = quiet):
        self._pairs = shared(geometry, *overlapping_pairs(geometry, progress))
        self._unions: Known = {}
        self._left: Known = {}

    @property
    def are_twice(self) -> bool:
        """Whether polygons lie on each other by more than slivers of the drawing."""
        return bool(self._pairs.wide.any())

    def edit(self, edit: Edit, geometry: np.ndarray) -> None:
        """Follow an edit; ``geometry`` is the polygons after it."""
        old = self._pairs
        first, second = edit.place[old.first], edit.place[old.second]
        left = (first >= 0) & (second >= 0)
        new, other = shapely.STRtree(geometry).query(geometry[edit.fresh])
        new = edit.fresh[new]
        # A pair of two new ones is found from both sides.
        single = (new != other) & ~(np.isin(other, edit.fresh) & (other < new))
        low, high = np.minimum(new, other)[single], np.maximum(new, other)[single]
        meet = interiors_meet(geometry[low], geometry[high])
        more = shared(geometry, low[meet], high[meet])
        self._pairs = Shared(
            np.concatenate([first[left], more.first]),
            np.concatenate([second[left], more.second]),
            np.concatenate([old.area_m2[left], more.area_m2]),
            np.concatenate([old.wide[left], more.wide]),
        )

    def flatten(self, geometry: np.ndarray) -> np.ndarray:
        """Return polygons that cover the same ground as ``geometry`` without any overlap but rounding."""
        known, self._unions = self._unions, {}

        def known_union(group: np.ndarray) -> shapely.Geometry:
            # The geometries are held beside their union, so none of them gives its id to another.
            key = tuple(map(id, group))
            self._unions[key] = known.get(key) or (group, union(group))
            return self._unions[key][1]

        return once(geometry, self._pairs, together=known_union, known=self._left)
