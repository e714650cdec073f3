"""Restoration priority that follows edits of the units and of every layer that they are measured in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from ....core.geometry.area import Measure
from ....core.geometry.shares import lies_in, tiers_of
from ....core.live.columns import Measured, UnitColumn
from ....core.live.keyed import Keyed
from ....core.priority.ranking import Ranking
from ....core.progress import Progress
from ...framework.following import Figures, Follower, LiveRun, Touched
from ...io.features import Features, Polygons
from ...io.layer_names import multiple_key
from ...words.tiers import read_tiers
from . import criteria
from .inputs import (
    Inputs,
    MeasuredUnits,
    inputs,
    no_units,
    own_tiers,
    read_sources,
    tiered,
)
from .ranking import rank
from .tables import numbers, phases, tiers

_LAYERS = ("PATTERN", "KEY_AREAS", "NATURAL_FIRST")
# A field may have any name, that of another column too.
_FIELD = "field "


class PriorityFollower(Follower):
    """Measures again the units that an edit touches, and ranks all of them.

    How stable ranks are takes as long as in a run, so it is left to ``Figures.rest``.
    """

    INPUTS = ("UNITS", *_LAYERS, "CRITERIA_LAYERS")

    def __init__(self, run: LiveRun):
        super().__init__(run)
        self._sources = sources = read_sources(run)
        self._units = Keyed(sources.units.fid, **self._of_units(sources.units))
        given = dict(zip(_LAYERS, (sources.pattern, sources.key_areas, sources.natural_first)))
        given |= {multiple_key("CRITERIA_LAYERS", at): layer for at, layer in enumerate(sources.given.polygons)}
        self._layers = {
            name: Keyed(layer.fid, **self._of_layer(name, layer)) for name, layer in given.items() if layer is not None
        }
        self._columns: list[tuple[str | None, UnitColumn]] = []
        self._measure()

    def take(self, changes: dict[str, Touched]) -> None:
        units, edits = None, {}
        for name, change in changes.items():
            fids, features = change.fids, change.features
            if name == "UNITS":
                units = self._units.put(fids, features.fid, **self._of_units(features))
            else:
                edits[name] = self._layers[name].put(fids, features.fid, **self._of_layer(name, features))
        self.require_features("UNITS", self._units, no_units())
        for layer, column in self._columns:
            column.edit(units, None if layer is None else edits.get(layer))

    def figures(self) -> Figures:
        given, runs = self._inputs(), self._sources.settings.runs
        ranking = rank(self.run, replace(given, settings=replace(given.settings, runs=0)), explained=0)
        found = _figures(given, ranking)
        if not runs:
            return found
        return replace(found, rest=partial(_with_stability, self.run, given), pending=("STABLE_PCT",))

    def _of_units(self, units: Features) -> dict[str, np.ndarray]:
        fields = {_FIELD + name: np.array([*values, None], dtype=object)[:-1] for name, values in units.columns.items()}
        return fields | {"geometry": units.geometry}

    def _of_layer(self, name: str, layer: Features) -> dict[str, np.ndarray]:
        """Return the columns of a layer that count: its tiers, or the values of the fields that criteria ask for."""
        columns = {"geometry": layer.geometry}
        if name == "PATTERN":
            assert self._sources.tier_field is not None  # a pattern has none without it
            return columns | {"tier": read_tiers(self.run, layer, self._sources.tier_field)}
        for one in self._sources.criteria:
            if one.origin.field and _layer_of(one.origin) == name:
                columns[_FIELD + one.origin.field] = criteria.field_values(layer, one.origin.field)
        return columns

    def _measure(self) -> None:
        """Measure all units in all layers."""
        ground, share = self.run.measure_of_parts(), self._sources.settings.share

        def tier(units: np.ndarray, near: dict) -> np.ndarray:
            return tiers_of(units, *tiered(near["geometry"], near["tier"]), share, ground).tier

        def inside(units: np.ndarray, near: dict) -> np.ndarray:
            return lies_in(units, near["geometry"], share, ground)

        self._area = self._follow(None, lambda units, _: ground(units))
        self._tier, self._key_area, self._natural_first = (
            self._follow(name, how) if name in self._layers else None
            for name, how in zip(_LAYERS, (tier, inside, inside))
        )
        self._values = [self._criterion(one.origin, ground) for one in self._sources.criteria]

    def _criterion(self, origin: criteria.CriterionSource, ground: Measure) -> UnitColumn | None:
        """Measure a criterion; None where it is a field of the units."""
        if criteria.is_field(origin):
            return None
        if origin.raster is not None:
            given = self._sources.given
            return self._follow(None, lambda units, _: criteria.of_raster(self.run, given, origin, units)[0])
        return self._follow(
            _layer_of(origin),
            lambda units, near: criteria.of_polygons(units, near["geometry"], near.get(_FIELD + origin.field), ground),
        )

    def _follow(self, layer: str | None, measured: Measured) -> UnitColumn:
        column = UnitColumn(self._units, None if layer is None else self._layers[layer], measured)
        self._columns.append((layer, column))
        return column

    def _inputs(self) -> Inputs:
        """Return what a fresh run would give to the kernel."""
        sources = replace(self._sources, units=self._polygons())
        units = sources.units
        tier = own_tiers(self.run, units, sources.tier_field) if self._tier is None else self._tier.values
        values = np.full((len(units.fid), len(sources.criteria)), np.nan)
        for place, (one, column) in enumerate(zip(sources.criteria, self._values)):
            own = criteria.numbers(units.columns[one.origin.field]) if column is None else column.values
            values[:, place] = own
        key_area, natural = (None if one is None else one.values for one in (self._key_area, self._natural_first))
        return inputs(self.run, sources, MeasuredUnits(self._area.values, tier, key_area, natural, values))

    def _polygons(self) -> Polygons:
        """Return the units as they are."""
        columns = {
            name.removeprefix(_FIELD): values for name, values in self._units.columns.items() if name != "geometry"
        }
        return replace(self._sources.units, fid=self._units.key, geometry=self._units["geometry"], columns=columns)


def _layer_of(origin: criteria.CriterionSource) -> str | None:
    return None if origin.polygons is None else multiple_key("CRITERIA_LAYERS", origin.polygons)


def _with_stability(run: LiveRun, given: Inputs, progress: Progress) -> Figures:
    return _figures(given, rank(run, given, explained=0, progress=progress))


def _figures(given: Inputs, ranking: Ranking) -> Figures:
    ranked = pd.DataFrame({"gv_phase": phases(ranking), "gv_tier": tiers(given)})
    return Figures(numbers(given, ranking), {"RANKED": ranked})
