"""Park service coverage that follows edits of residential land and parks."""

from __future__ import annotations

from ....core.live.coverage import LiveCoverage
from ....core.live.keyed import Keyed
from ....i18n import tr
from ...framework.following import Figures, Follower, LiveRun, Touched
from .inputs import no_land, no_parks, people, read
from .tables import numbers, summary_table


class CoverageFollower(Follower):
    """Follows edits of residential land and parks; historic quarters and zones decide on all of it at once."""

    INPUTS = ("RESIDENTIAL", "PARKS")

    def __init__(self, run: LiveRun):
        super().__init__(run)
        self._inputs = inputs = read(run)
        self._population = run.field_name("POPULATION_FIELD", "RESIDENTIAL", numeric=True)
        self._keyed = {
            "RESIDENTIAL": Keyed(inputs.residential.fid, **self._land(inputs.residential)),
            "PARKS": Keyed(inputs.parks.fid, geometry=inputs.parks.geometry),
        }
        self._live = LiveCoverage(
            *self._keyed.values(),
            inputs.tiers,
            inputs.target_pct,
            historic=inputs.historic,
            historic_tiers=inputs.historic_tiers,
            zones=inputs.zones,
            measure=run.measure(),
            progress=run.step(tr("Measuring the coverage…"), 20, 100),
        )

    def take(self, changes: dict[str, Touched]) -> None:
        edits = {}
        for name, change in changes.items():
            features = change.features
            columns = self._land(features) if name == "RESIDENTIAL" else {"geometry": features.geometry}
            edits[name.lower()] = self._keyed[name].put(change.fids, features.fid, **columns)
        self.require_features("RESIDENTIAL", self._keyed["RESIDENTIAL"], no_land())
        self.require_features("PARKS", self._keyed["PARKS"], no_parks())
        self._live.edit(**edits, progress=self.run.step(tr("Measuring the coverage…"), 0, 100))

    def figures(self) -> Figures:
        found = self._live.coverage()
        return Figures(numbers(self._inputs, found), {"SUMMARY": summary_table(self._inputs, found)})

    def _land(self, residential) -> dict:
        if self._population is None:
            return {"geometry": residential.geometry}
        return {"geometry": residential.geometry, "population": people(self.run, residential, self._population)}
