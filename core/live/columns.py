"""What is measured of each unit in a layer, kept up with edits of the units and of the layer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from .keyed import Edit, Keyed, Stacked
from .windows import bounds, changed_by, hull, meeting, near

Measured = Callable[[np.ndarray, dict[str, np.ndarray]], np.ndarray]
"""Polygons of units, shape (k,), and the columns of the features near them → what each unit comes to, shape (k,)."""


class UnitColumn:
    """A value for each unit, which depends on its own shape and on the features that lie in it, or near, and no others.

    ``units``, ``layer``: column ``geometry``; all other columns of the layer count for ``measured`` too. Without a
    layer the value depends on the unit alone. What features cover together may count, not the borders between them.
    ``reach_m``: features count that are so near.
    """

    def __init__(self, units: Keyed, layer: Keyed | Stacked | None, measured: Measured, reach_m: float = 0.0):
        self._units, self._layer, self._measured = units, layer, measured
        self._reach = reach_m * np.array([-1, -1, 1, 1])
        self.values = self._measure(np.arange(len(units)))

    def edit(self, units: Edit | None, layer: Edit | None) -> None:
        """Follow edits of the units and of the layer."""
        stale = np.zeros(len(self._units), dtype=bool)
        if units:
            kept = units.place >= 0
            values = np.empty(len(stale), dtype=self.values.dtype)
            values[units.place[kept]] = self.values[kept]
            self.values = values
            stale[units.fresh] = True
        if layer:
            assert self._layer is not None
            stale |= meeting(bounds(self._units["geometry"]), changed_by(layer, self._layer) + self._reach)
        rows = np.flatnonzero(stale)
        if len(rows):
            # Whoever still reads the values of before keeps them.
            self.values = self.values.copy()
            self.values[rows] = self._measure(rows)

    def _measure(self, rows: np.ndarray) -> np.ndarray:
        units = self._units["geometry"][rows]
        if self._layer is None:
            return self._measured(units, {})
        boxes = bounds(units) + self._reach
        geometry, place = near(self._layer["geometry"], hull(boxes))
        some = np.unique(shapely.STRtree(geometry).query(shapely.box(*boxes.T))[1])
        columns = {name: values[place[some]] for name, values in self._layer.columns.items()}
        return self._measured(units, columns | {"geometry": geometry[some]})
