"""Park service coverage: from parameters to the kernel's inputs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....core.geometry import zones as zoning
from ....core.parks.servicearea import Tiers
from ....i18n import tr
from ... import profiles
from ...framework.radii import read_radii
from ...framework.run import Run
from ...framework.unread import Unread
from ...io.features import Polygons


@dataclass(frozen=True)
class Inputs:
    """What the kernel is given, and what the outputs need to name things."""

    residential: Polygons
    parks: Polygons
    ids: list[str]
    tiers: Tiers
    target_pct: float
    historic: np.ndarray | None
    historic_tiers: Tiers
    zones: zoning.Zones | None
    population: np.ndarray | None
    unread: Unread


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 20)
    algorithm, parameters, context = run.algorithm, run.parameters, run.context
    tiers, historic_tiers = read_radii(run, "TIERS"), read_radii(run, "HISTORIC_TIERS")
    if not tiers:
        run.fail(tr("The table “{parameter}” is empty; give at least one row."), parameter=run.title("TIERS"))
    id_field = run.field_name("ID_FIELD", "RESIDENTIAL")
    population_field = run.field_name("POPULATION_FIELD", "RESIDENTIAL", numeric=True)
    zone_field = run.field_name("ZONE_FIELD", "ZONES")

    columns = tuple(name for name in (id_field, population_field) if name)
    residential = run.require_features(run.polygons("RESIDENTIAL", columns), no_land())
    step(0.6)
    parks = run.require_features(run.polygons("PARKS"), no_parks())
    step(0.8)
    historic = run.polygons("HISTORIC_AREAS")
    zones = run.zones(zone_field)
    step(1.0)
    return Inputs(
        residential=residential,
        parks=parks,
        ids=run.identifiers(residential, id_field),
        tiers=tiers,
        target_pct=algorithm.parameterAsDouble(parameters, "TARGET", context),
        historic=None if historic is None else historic.geometry,
        historic_tiers=historic_tiers,
        zones=zones,
        population=None if population_field is None else people(run, residential, population_field),
        unread=run.unread,
    )


def plan_target(inputs: Inputs) -> bool:
    """Tell whether the target is the plan's."""
    return inputs.target_pct == profiles.active().value("park_coverage.target_pct")


def plan_tiers(name: str, tiers: Tiers) -> bool:
    """Tell whether a table of radii is that of the plan, in whatever order."""
    rows = profiles.active().value(f"park_coverage.{name}")
    return sorted(tiers) == sorted(tuple(map(float, row)) for row in rows)


def unread_decides(inputs: Inputs) -> bool:
    """Tell whether features that could not be read may turn every verdict, met or missed."""
    decide = ("RESIDENTIAL", "HISTORIC_AREAS") if inputs.historic_tiers else ("RESIDENTIAL",)
    return inputs.unread.count(*decide) > 0


def plan_radii(inputs: Inputs) -> bool:
    """Tell whether all radii that parks may have are the plan's."""
    historic = inputs.historic is None or plan_tiers("historic_tiers", inputs.historic_tiers)
    return historic and plan_tiers("tiers", inputs.tiers)


def no_land() -> str:
    """Say that there is no residential land."""
    return tr("The layer “{layer}” has no residential land: none of its features has an area.")


def no_parks() -> str:
    """Say that there are no parks."""
    return tr("The layer “{layer}” has no parks: none of its features has an area.")


def people(run: Run, residential: Polygons, field: str) -> np.ndarray:
    """Return the population of each residential feature."""
    values = np.array([np.nan if value is None else value for value in residential.columns[field]], dtype=float)
    if (values < 0).any():
        run.fail(
            tr("The field “{field}” of the layer “{layer}” has negative population in the feature {id}; correct it."),
            field=field,
            layer=residential.named,
            id=residential.fid[np.flatnonzero(values < 0)[0]],
        )
    unknown = ~np.isfinite(values)
    if unknown.any():
        text = tr("{count} features of “{layer}” have no population in “{field}”; they count as uninhabited.")
        run.note(text.format(count=int(unknown.sum()), layer=residential.named, field=field))
    return np.where(unknown, 0.0, values)
