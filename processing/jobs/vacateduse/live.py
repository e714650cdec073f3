"""Use of vacated land that follows edits of the plots and of the areas that the rules look at."""

from __future__ import annotations

import numpy as np
from qgis.core import QgsVectorLayer

from ....core.land.codes import BLIND, VACATED
from ....core.live.keyed import Keyed
from ....core.live.uses import LiveUses
from ...framework.following import Figures, Follower, LiveRun, Touched
from ...io.features import Features
from .become import classes_of
from .inputs import KIND_FIELD, contested_m2, judged, no_plots, read, rules
from .tables import numbers, summary_table


class UseFollower(Follower):
    """Follows edits of plots and of the areas that rules ask for; blind areas are prepared as a whole."""

    def __init__(self, run: LiveRun):
        super().__init__(run)
        self._inputs = inputs = read(run)
        self._id_field = run.field_name("ID_FIELD", "VACATED")
        self._plots = Keyed(inputs.vacated.fid, **self._columns(inputs.vacated), **{"class": inputs.classes})
        self._areas = {
            name: Keyed(layer.fid, geometry=layer.geometry) for name, layer in inputs.areas.items() if name != BLIND
        }
        blind = inputs.areas.get(BLIND)
        self._live = LiveUses(self._plots, self._areas, None if blind is None else blind.geometry, **rules(run, inputs))

    def takes(self, name: str) -> bool:
        return name == "VACATED" or name.lower() in self._areas

    def read(self, name: str, fids: list[int], layer: QgsVectorLayer) -> Touched:
        """Read features that were touched; of land that is not vacated it is all the same whether it can be read."""
        change = super().read(name, fids, layer)
        kind = layer.fields().lookupField(KIND_FIELD)
        if name == "VACATED" and kind >= 0:
            lost = [fid for fid in change.features.unreadable if layer.getFeature(fid).attribute(kind) == VACATED]
            self.run.unread.take(name, self.run.called(name), fids, lost)
        return change

    def take(self, changes: dict[str, Touched]) -> None:
        plots, areas = None, {}
        for name, change in changes.items():
            features = change.features
            if name == "VACATED":
                wanted = _vacated(features)
                columns = {name: values[wanted] for name, values in self._columns(features).items()}
                plots = self._plots.put(change.fids, columns["fid"], **columns)
            else:
                area = self._areas[name.lower()]
                areas[name.lower()] = area.put(change.fids, features.fid, geometry=features.geometry)
        self.require_features("VACATED", self._plots, no_plots())
        if plots is not None:
            # Which system codes are from depends on all of them.
            become = self._inputs.become
            self._plots.columns["class"], _ = classes_of(self.run, become, self._plots["become"])
        self._live.edit(plots, areas)

    def _columns(self, features: Features) -> dict[str, np.ndarray]:
        columns = {
            "geometry": features.geometry,
            "fid": features.fid,
            "become": self._inputs.become.values(features),
        }
        if self._id_field is not None:
            columns["id"] = np.array(self.run.identifiers(features, self._id_field), dtype=object)
        contested = contested_m2(features, self._inputs.contested)
        if contested is not None:
            columns["contested_m2"] = contested
        return columns

    def figures(self) -> Figures:
        found = judged(self._inputs, self._live.uses())
        return Figures(numbers(self._inputs, found), {"SUMMARY": summary_table(found)})


def _vacated(features: Features) -> np.ndarray:
    """Tell which features are vacated land, where the layer tells kinds apart."""
    kind = next((values for name, values in features.columns.items() if name.lower() == KIND_FIELD), None)
    wanted = np.ones(len(features.fid), dtype=bool)
    return wanted if kind is None else np.array([one == VACATED for one in kind], dtype=bool)
