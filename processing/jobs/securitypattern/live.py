"""Security pattern that follows edits of its layers, of control lines and of construction land."""

from __future__ import annotations

from math import fsum

import numpy as np
import pandas as pd

from ....core.live.keyed import Keyed
from ....core.live.pattern import LivePattern
from ....core.pattern.codes import KIND_OF_TIER, TIERS
from ....i18n import tr
from ...framework.following import Figures, Follower, LiveRun, Touched
from ...io.features import Features
from ...io.layer_names import parameter_of
from .inputs import read, require_tiers, tiers
from .tables import figures


class PatternFollower(Follower):
    """Follows edits of every layer but the area that the pattern is cut to, which decides on all of it at once."""

    def __init__(self, run: LiveRun):
        super().__init__(run)
        self._inputs = inputs = read(run)
        self._id_field = run.field_name("ID_FIELD", "CONSTRUCTION")
        self._layers = {
            layer.key: Keyed(layer.polygons.fid, geometry=layer.polygons.geometry, tier=layer.tier)
            for layer in inputs.layers
        }
        self._lines = {
            name: self._layers.get(name) or Keyed(polygons.fid, geometry=polygons.geometry)
            for name, polygons in inputs.lines.items()
        }
        self._land: Keyed | None = None
        if inputs.construction is not None:
            self._land = Keyed(inputs.construction.fid, **self._built(inputs.construction))
        self._live = LivePattern(
            self._layers,
            self._lines,
            self._land,
            extent=inputs.extent,
            sliver_m=inputs.sliver_m,
            drawn_m=inputs.drawn_m,
            measure=inputs.measure,
            progress=run.step(tr("Joining the layers into one pattern…"), 20, 100),
        )

    def takes(self, name: str) -> bool:
        return parameter_of(name) != "EXTENT_LAYER"

    def take(self, changes: dict[str, Touched]) -> None:
        edits, land = {}, None
        for name, change in changes.items():
            features = change.features
            if name == "CONSTRUCTION":
                assert self._land is not None
                land = self._land.put(change.fids, features.fid, **self._built(features))
            elif name in self._layers:
                tier = tiers(self.run, parameter_of(name), features)
                edits[name] = self._layers[name].put(change.fids, features.fid, geometry=features.geometry, tier=tier)
            else:
                edits[name] = self._lines[name].put(change.fids, features.fid, geometry=features.geometry)
        require_tiers(self.run, np.concatenate([layer["tier"] for layer in self._layers.values()]) > 0)
        self._live.edit(edits, land, self.run.step(tr("Joining the layers into one pattern…"), 0, 100))

    def figures(self) -> Figures:
        lines, found = self._live.lines, self._live.construction
        thin = self._live.slivers
        built = None
        if self._land is not None:
            built = {tier: fsum(found.area_m2[(found.tier == tier) & ~thin]) for tier in TIERS}
        kinds = [KIND_OF_TIER[tier] for tier in found.tier.tolist()]
        table = pd.DataFrame({"gv_kind": kinds}, dtype=object)
        in_baseline = bool((found.tier[~thin] == TIERS[0]).any())
        baseline = np.concatenate([layer["geometry"][layer["tier"] == TIERS[0]] for layer in self._layers.values()])
        open_ = self._inputs.open_by_unread(in_baseline, baseline) or self._live.open_reason()
        whole = pd.DataFrame({"gv_scope": ["all"], "gv_open": [open_ or None]}, dtype=object)
        slivers_m2 = found.area_m2[thin & (found.tier == TIERS[0])]
        values = figures(self._live.tiers_m2, lines.area_m2[~lines.sliver], built, slivers_m2)
        return Figures(values, {"CONFLICTS": table, "SUMMARY": whole})

    def _built(self, construction: Features) -> dict[str, np.ndarray]:
        ids = np.array(self.run.identifiers(construction, self._id_field), dtype=object)
        return {"geometry": construction.geometry, "id": ids, "fid": construction.fid}
