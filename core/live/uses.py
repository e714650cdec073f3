"""Use of vacated land while plots and areas are edited: what a full run gives, from what an edit touches."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..geometry.area import Measure, planar
from ..geometry.shares import lies_in, without_overlaps
from ..land.codes import BASIC_FARMLAND, FARMLAND, FARMLAND_SPACE, OTHERWISE
from ..land.decision import Chain, decide, in_doubt, lies_near, uses_of
from ..land.vacatedground import farmland_meets, ground_of
from ..land.vacateduse import Uses, collect, unserved
from ..parks.servicearea import QUADRANT_SEGMENTS, Tiers, service_radius
from .columns import UnitColumn
from .keyed import Edit, Keyed, Stacked

# Distances are rounded one way in one place and another way in another; looking at a plot too many does no harm.
_CLOSE = 1e-6


class LiveUses:
    """The uses of plots that change; see vacated_use. The blind ground that each plot fills is not known.

    ``plots``, ``areas``: column ``geometry``; plots have ``fid`` too, the key, and ``class``, what they have become;
    where they have ``id`` and ``contested_m2``, these are as in vacated_use. Areas are by their names. Blind areas do
    not change: others are made for other ones.
    """

    def __init__(
        self,
        plots: Keyed,
        areas: Mapping[str, Keyed],
        blind: np.ndarray | None,
        chain: Chain,
        *,
        min_farmland_m2: float,
        max_farmland_distance_m: float,
        share: float,
        tiers: Tiers,
        first: tuple[str, ...],
        measure: Measure = planar,
        segments: int = QUADRANT_SEGMENTS,
    ):
        self._plots, self._chain, self._first = plots, chain, first
        self._farmland = _farmland(areas)
        layers = {**areas, **({FARMLAND_SPACE: self._farmland} if self._farmland is not None else {})}
        self._min_farmland_m2, self._max_farmland_distance_m = min_farmland_m2, max_farmland_distance_m
        self._tiers, self._measure = tiers, measure

        def within(geometry: np.ndarray, near: dict[str, np.ndarray]) -> np.ndarray:
            return lies_in(geometry, near["geometry"], share, measure)

        def close(geometry: np.ndarray, near: dict[str, np.ndarray]) -> np.ndarray:
            return lies_near(geometry, near["geometry"], max_farmland_distance_m)

        def left_m2(pieces: np.ndarray, near: dict[str, np.ndarray]) -> np.ndarray:
            return measure(unserved(pieces, near["geometry"], near["radius_m"], segments))

        beside = {name for name, use in chain if use == FARMLAND and name != OTHERWISE}
        reach_m = max_farmland_distance_m + _CLOSE
        self._area = UnitColumn(plots, None, lambda geometry, _: measure(geometry))
        self._inside = {name: UnitColumn(plots, layer, within) for name, layer in layers.items()}
        self._near = {
            name: UnitColumn(plots, layer, close, reach_m) for name, layer in layers.items() if name in beside
        }
        self._decide()
        self._green = Keyed(plots.key[:0], geometry=plots["geometry"][:0], radius_m=np.empty(0))
        self._left = None
        if blind is not None:
            pieces, _ = without_overlaps(blind)
            self._blind = Keyed(np.arange(len(pieces)), geometry=pieces)
            self._put_green(plots.key)
            largest_m = max((radius for _, radius in tiers), default=0.0)
            self._left = UnitColumn(self._blind, self._green, left_m2, largest_m + _CLOSE)

    def edit(self, plots: Edit | None, edits: Mapping[str, Edit | None]) -> None:
        """Follow edits of plots and of areas, by name."""
        was = set(self._green.key.tolist())
        areas = dict(edits)
        if isinstance(self._farmland, Stacked):
            areas[FARMLAND_SPACE] = self._farmland.edit(areas.get(FARMLAND_SPACE), areas.get(BASIC_FARMLAND))
        elif FARMLAND_SPACE not in areas and BASIC_FARMLAND in areas:
            areas[FARMLAND_SPACE] = areas[BASIC_FARMLAND]
        self._area.edit(plots, None)
        for columns in (self._inside, self._near):
            for name, column in columns.items():
                column.edit(plots, areas.get(name))
        self._decide()
        if self._left is not None:
            touched = [] if not plots else [*self._plots.key[plots.fresh].tolist(), *plots.before["fid"].tolist()]
            turned = was.symmetric_difference(self._plots.key[self._decision.new_green].tolist())
            self._left.edit(None, self._put_green(np.array([*turned.union(touched)], dtype=self._plots.key.dtype)))

    def uses(self) -> Uses:
        """Return what a fresh run would."""
        plots, area = self._plots["geometry"], self._area.values
        served = np.nan
        if self._left is not None:
            served = float(self._measure(self._blind["geometry"]).sum() - self._left.values.sum())
        decision, farmland = self._decision, self._farmland
        meets = farmland_meets(plots, None if farmland is None else farmland["geometry"], self._max_farmland_distance_m)
        ids, contested_m2 = (self._plots.columns.get(name) for name in ("id", "contested_m2"))
        doubt = in_doubt(plots, area, decision, contested_m2)
        return collect(
            area,
            ground_of(plots, area, decision.use, decision.rule, ids, self._measure, contested_m2=doubt),
            {name: column.values for name, column in self._inside.items()},
            decision,
            np.full(len(plots), np.nan),
            served,
            self._chain,
            self._first,
            meets,
        )

    def _decide(self) -> None:
        inside = {name: column.values for name, column in self._inside.items()}

        def near(name: str, rows: np.ndarray) -> np.ndarray:
            return self._near[name].values[rows]

        become = uses_of(self._plots["class"])
        self._decision = decide(self._area.values, become, inside, near, self._chain, self._min_farmland_m2)

    def _put_green(self, keys: np.ndarray) -> Edit:
        """Take over what became of plots, as the parks that they may be."""
        rows = np.flatnonzero(self._decision.new_green & np.isin(self._plots.key, keys))
        geometry = self._plots["geometry"][rows]
        radius = service_radius(geometry, self._area.values[rows], self._tiers)
        return self._green.put(keys, self._plots.key[rows], geometry=geometry, radius_m=radius)


def _farmland(areas: Mapping[str, Keyed]) -> Keyed | Stacked | None:
    """Return what counts as farmland protection space, None where nothing does."""
    layers = [areas[name] for name in (FARMLAND_SPACE, BASIC_FARMLAND) if name in areas]
    return Stacked(*layers) if len(layers) == 2 else next(iter(layers), None)
