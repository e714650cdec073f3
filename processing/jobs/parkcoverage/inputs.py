"""Park service coverage: from parameters to the kernel's inputs, and what there is to say of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....core.geometry import zones as zoning
from ....core.geometry.earth import FARTHEST_M, SURFACE_M2
from ....core.geometry.polygons import DRAWING_M
from ....core.parks.coverage import ParkCoverage
from ....core.parks.servicearea import Tiers
from ....i18n import tr
from ... import profiles
from ...framework.run import Run
from ...framework.unread import Unread
from ...io.features import Polygons

# A target that is no larger, in per cent, was probably typed as a share.
_SHARE = 1.0


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
    tiers, historic_tiers = read_tiers(run, "TIERS"), read_tiers(run, "HISTORIC_TIERS")
    if not tiers:
        run.fail(tr("The table “{parameter}” is empty; give at least one row."), parameter=run.title("TIERS"))
    id_field = run.field_name("ID_FIELD", "RESIDENTIAL")
    population_field = run.field_name("POPULATION_FIELD", "RESIDENTIAL", numeric=True)
    zone_field = run.field_name("ZONE_FIELD", "ZONES")

    columns = tuple(name for name in (id_field, population_field) if name)
    residential = run.polygons("RESIDENTIAL", columns)
    run.must_have(residential, no_land())
    step(0.6)
    parks = run.polygons("PARKS")
    run.must_have(parks, no_parks())
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


def notices(inputs: Inputs, result: ParkCoverage) -> list[str]:
    """Return what everyone must know who reads the figures."""
    found = []
    if 0 < inputs.target_pct <= _SHARE:
        text = tr("The target is {target:g} %; if a share was meant, give it in per cent: {percent:g}.")
        found.append(text.format(target=inputs.target_pct, percent=100 * inputs.target_pct))
    if not len(inputs.parks.fid) or result.features["covered_m2"].sum() > 0:
        return found
    if not (result.radius_m > 0).any():
        text = tr("None of the parks is as large as the smallest park area, so none counts and nothing is covered.")
        return [*found, text]
    text = tr(
        "Nothing is covered: no feature of “{parks}” that counts lies within its service radius of any feature of "
        "“{homes}”; check that both are the right layers."
    )
    return [*found, text.format(parks=inputs.parks.named, homes=inputs.residential.named)]


def remarks(inputs: Inputs, result: ParkCoverage) -> list[str]:
    """Return the sentences that log and report both carry."""
    counted = int((result.radius_m > 0).sum())
    text = tr("{counted} of {parks} parks count; {small} are smaller than the smallest park area.")
    found = [text.format(counted=counted, parks=len(result.radius_m), small=len(result.radius_m) - counted)]
    if result.overlap_m2 > 0:
        text = tr("Residential features overlap by {area:,.1f} m²; each counts its own land, so this is counted twice.")
        found.append(text.format(area=result.overlap_m2))
    if inputs.zones is not None and inputs.zones.overlap_m2 > 0:
        text = tr("Zones overlap by {area:,.1f} m²; this ground counts in each of them, and once in the row for all.")
        found.append(text.format(area=inputs.zones.overlap_m2))
    if result.small_count:
        text = tr(
            "{count} blind areas smaller than a sheet of paper or narrower than {width:g} m ({area:.4f} m² together) "
            "are counted in the areas but not listed, and alone make no target missed."
        )
        found.append(text.format(count=result.small_count, width=DRAWING_M, area=result.small_m2))
    return found


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


def read_tiers(run: Run, name: str) -> Tiers:
    """Return a table of service radii by park area."""
    tiers = run.number_rows(name, 2)
    for smallest, radius in tiers:
        if not 0 < radius <= FARTHEST_M or not 0 <= smallest <= SURFACE_M2:
            run.fail(
                tr(
                    "The table “{parameter}” has the row {smallest:g}, {radius:g}; "
                    "a park area must be 0 or more and a service radius more than 0, and neither larger than the Earth."
                ),
                parameter=run.title(name),
                smallest=smallest,
                radius=radius,
            )
    if len({smallest for smallest, _ in tiers}) < len(tiers):
        run.fail(
            tr("The table “{parameter}” has two rows for the same park area; keep one of them."),
            parameter=run.title(name),
        )
    return tiers


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
