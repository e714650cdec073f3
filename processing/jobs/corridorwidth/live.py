"""Corridor widths that follow edits of corridors, obstacles and axes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....core.live.corridors import LiveCorridors
from ....core.live.keyed import Keyed
from ....i18n import tr
from ...framework.following import Figures, Follower, LiveRun, Touched
from ...io.features import Features
from .inputs import Inputs, checks_of, fields, in_doubt, judged, no_corridors, read, requirements
from .reasons import reasons
from .tables import numbers


class WidthFollower(Follower):
    """Follows edits of corridors, obstacles and axes."""

    INPUTS = ("CORRIDORS", "OBSTACLES", "AXES")

    def __init__(self, run: LiveRun):
        super().__init__(run)
        self._inputs = inputs = read(run)
        self._fields, self._widths = fields(run), inputs.widths
        self._keyed = {
            "CORRIDORS": Keyed(inputs.corridors.fid, **self._corridors(inputs.corridors)),
            "OBSTACLES": _shapes(inputs.obstacles),
            "AXES": _shapes(inputs.axes),
        }
        self._live = self._kernel(inputs)

    def take(self, changes: dict[str, Touched]) -> None:
        edits = {}
        for name, change in changes.items():
            features = change.features
            columns = self._corridors(features) if name == "CORRIDORS" else {"geometry": features.geometry}
            edits[name.lower()] = self._keyed[name].put(change.fids, features.fid, **columns)
        self.require_features("CORRIDORS", self._keyed["CORRIDORS"], no_corridors())
        self._live.edit(**edits, progress=self.run.step(tr("Measuring the corridors…"), 0, 100))

    def figures(self) -> Figures:
        corridors, standing = (self._keyed[name]["geometry"] for name in ("CORRIDORS", "OBSTACLES"))
        doubtful = in_doubt(corridors, self._inputs.obstacles, standing)
        found = judged(self._live.widths(), self.run.unread, len(self._keyed["AXES"]) > 0, doubtful)
        checked = found.corridors.assign(reason=pd.Series(reasons(found.corridors), dtype=object))
        return Figures(numbers(self._inputs, found), {"CHECKED": checked.add_prefix("gv_")})

    def _kernel(self, inputs: Inputs) -> LiveCorridors:
        progress = self.run.step(tr("Measuring the corridors…"), 20, 100)
        keyed = self._keyed.values()
        return LiveCorridors(*keyed, wind_deg=inputs.wind_deg, step_m=inputs.step_m, progress=progress)

    def _corridors(self, corridors: Features) -> dict[str, np.ndarray]:
        level, required = requirements(self.run, corridors, self._widths, *self._fields)
        checks = np.empty(len(level), dtype=object)
        checks[:] = checks_of(level)
        return {"geometry": corridors.geometry, "required_m": required, "checks": checks}


def _shapes(features: Features | None) -> Keyed:
    if features is None:
        return Keyed(np.array([], dtype=np.int64), geometry=np.array([], dtype=object))
    return Keyed(features.fid, geometry=features.geometry)
