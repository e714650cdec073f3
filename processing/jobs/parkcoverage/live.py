"""Park service coverage that follows edits of residential land and parks.

Where people are those of streets, communities or cells, they are spread anew after an edit of residential land. An edit
of their own layer, or of the built-up area, makes a fresh run, as one of any other input does; with a raster one of
residential land does too, for only the cells near it were kept, and where homes are taken of a layer of all land use,
one that changes what this covers.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from ....core.land.claimed import claimed, on_same_ground
from ....core.live.coverage import LiveCoverage
from ....core.live.keyed import Keyed
from ....core.people.spread import Spread
from ....i18n import tr
from ...framework.following import Figures, Follower, LiveRun, StaleError, Touched
from ...framework.people import People, fields, spread_over
from ...framework.people_doubts import doubt_on_ground
from ...framework.people_fields import floor_area, is_unknown, persons
from ...framework.taking import by_land_use
from .inputs import Inputs, maybe, no_land, no_parks, read
from .tables import numbers, summary_table


class CoverageFollower(Follower):
    """Follows edits of residential land and parks; historic quarters and zones decide on all of it at once."""

    INPUTS = ("RESIDENTIAL", "PARKS")

    def __init__(self, run: LiveRun):
        super().__init__(run)
        self._inputs = inputs = read(run)
        self._units = None if inputs.people is None else inputs.people.units
        self._population, self._floor = fields(run, "RESIDENTIAL")
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
            spread=None if self._units is None else self._spread,
            built_up=None if inputs.built_up is None else inputs.built_up.geometry,
            land_use=inputs.land_use,
            maybe=partial(maybe, inputs),
            plane=inputs.plane_of_radii,
            measure=run.measure(),
            progress=run.step(tr("Measuring the coverage…"), 20, 100),
        )

    def take(self, changes: dict[str, Touched]) -> None:
        if "RESIDENTIAL" in changes and self._other_people(changes["RESIDENTIAL"]):
            raise StaleError
        if any(self._other_claims(name, change) for name, change in changes.items()):
            raise StaleError
        edits = {}
        for name, change in changes.items():
            features = change.features
            columns = self._land(features) if name == "RESIDENTIAL" else {"geometry": features.geometry}
            edits[name.lower()] = self._keyed[name].put(change.fids, features.fid, **columns)
        self.require_features("RESIDENTIAL", self._keyed["RESIDENTIAL"], no_land())
        self.require_features("PARKS", self._keyed["PARKS"], no_parks())
        self._live.edit(**edits, progress=self.run.step(tr("Measuring the coverage…"), 0, 100))

    def _other_claims(self, name: str, change: Touched) -> bool:
        """Tell whether an edit may change on what of an input other land lies, of its layer or the very same ground."""
        other = self._keyed["PARKS" if name == "RESIDENTIAL" else "RESIDENTIAL"]
        of_two = self._inputs.residential.label != self._inputs.parks.label
        if of_two and (
            len(self._inputs.both[0]) or on_same_ground(change.features.geometry, other["geometry"])[0].any()
        ):
            return True
        if not by_land_use(self.run.takers.get(name)):
            return False
        if not {*change.fids} <= {*change.features.fid.tolist()}:
            return True  # of other land, or of what became other land, unless it is gone
        beside, before = self.run.beside.get(name), self._keyed[name]
        if beside is None:
            return False
        some = before["geometry"][np.isin(before.key, change.fids)], change.features.geometry
        return any(len(claimed(one, beside.geometry)) for one in some)

    def _other_people(self, change: Touched) -> bool:
        """Tell whether an edit of residential land may change who lives nobody knows where."""
        if self._units is not None:
            return self._units.near_homes
        unused = self._inputs.residential.unused.keys()
        return self._population is not None and bool(change.features.unused or unused & change.fids)

    def figures(self) -> Figures:
        inputs, found = self._now(), self._live.coverage()
        return Figures(numbers(inputs, found), {"SUMMARY": summary_table(inputs, found)})

    def _now(self) -> Inputs:
        """Return the inputs with the people as they are spread now."""
        inputs = self._inputs
        if self._population is not None and inputs.people is not None and inputs.built_up is not None:
            homes, was = self._keyed["RESIDENTIAL"], inputs.people.spread
            doubt = was.doubt
            if doubt is None or not doubt.field:  # whatever a field is called, it is called so after an edit too
                doubt = doubt_on_ground(self.run, homes["geometry"], homes["population"])
            return replace(inputs, people=replace(inputs.people, spread=replace(was, doubt=doubt)))
        if self._units is None or self._live.spread is None:
            return inputs
        people = People(self._live.spread, self._units)
        return replace(inputs, people=people, doubtful=people.may_live_in(inputs.grounds, inputs.rural))

    def _spread(self, land: Keyed) -> Spread:
        assert self._units is not None
        floor_m2 = land.columns.get("floor_m2")
        called = self.run.called("RESIDENTIAL")
        return spread_over(self.run, self._units, land["geometry"], floor_m2, self._floor, called)

    def _land(self, residential) -> dict:
        found = {"geometry": residential.geometry}
        if self._population is not None:
            found["population"] = persons(self.run, residential, self._population)
            found["unknown"] = is_unknown(residential, self._population)
        if self._floor is not None:
            found["floor_m2"] = floor_area(self.run, residential, self._floor)
        return found
