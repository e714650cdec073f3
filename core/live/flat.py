"""Polygons of an input that follows edits, without their overlaps."""

from __future__ import annotations

import numpy as np
import shapely

from ..geometry.overlap import beyond_slivers, interiors_meet, merge, overlapping_pairs
from ..geometry.overlay import union
from ..progress import Progress, quiet
from .keyed import Edit


class LiveFlat:
    """What polygons cover together: which of them overlap is kept, and so are the unions of those that do."""

    def __init__(self, geometry: np.ndarray, progress: Progress = quiet):
        first, second = overlapping_pairs(geometry, progress)
        wide = beyond_slivers(geometry[first], geometry[second])
        self._first, self._second = first[wide], second[wide]
        self._unions: dict[tuple[int, ...], tuple[np.ndarray, shapely.Geometry]] = {}

    def edit(self, edit: Edit, geometry: np.ndarray) -> None:
        """Follow an edit; ``geometry`` is the polygons after it."""
        first, second = edit.place[self._first], edit.place[self._second]
        left = (first >= 0) & (second >= 0)
        new, other = shapely.STRtree(geometry).query(geometry[edit.fresh])
        new = edit.fresh[new]
        # A pair of two new ones is found from both sides.
        once = (new != other) & ~(np.isin(other, edit.fresh) & (other < new))
        low, high = np.minimum(new, other)[once], np.maximum(new, other)[once]
        meet = interiors_meet(geometry[low], geometry[high])
        meet[meet] = beyond_slivers(geometry[low[meet]], geometry[high[meet]])
        self._first = np.concatenate([first[left], low[meet]])
        self._second = np.concatenate([second[left], high[meet]])

    def flatten(self, geometry: np.ndarray) -> np.ndarray:
        """Return polygons that cover the same ground as ``geometry`` without any overlap but slivers of the drawing."""
        known, self._unions = self._unions, {}

        def known_union(group: np.ndarray) -> shapely.Geometry:
            # The geometries are held beside their union, so none of them gives its id to another.
            key = tuple(map(id, group))
            self._unions[key] = known.get(key) or (group, union(group))
            return self._unions[key][1]

        return merge(geometry, self._first, self._second, known_union)
