"""Park service coverage: from parameters to the kernel's inputs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import shapely

from ....core.geometry import zones as zoning
from ....core.geometry.area import Measure
from ....core.geometry.coverage import flat
from ....core.geometry.plane import EXACT, Plane
from ....core.land.claimed import claimed, on_same_ground
from ....core.parks.builtup import Maybe, grounds
from ....core.parks.servicearea import Tiers
from ....core.people.rural import rural_homes
from ....core.people.spread import sharing
from ....i18n import tr
from ... import profiles
from ...framework.cleared import is_empty
from ...framework.clues import BUILT_UP
from ...framework.guess import match
from ...framework.left_out import filtered_by_codes, left_out, other_land
from ...framework.people import People, fields, is_counted, read_people
from ...framework.people_units import on_land_use, read_units
from ...framework.radii import read_radii
from ...framework.run import Run
from ...framework.unread import Unread
from ...io.features import Polygons

CLAIMED = ("RESIDENTIAL", "PARKS")
"""The inputs of whose layers it is asked whether other land lies on what is taken."""


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
    people: People | None
    built_up: Polygons | None
    land_use: np.ndarray | None
    """All land use that the residential land is a part of, without overlaps; None where that is not asked for."""
    rural: np.ndarray
    """The rural homes of it, which the residential land is taken without, shape (r,)."""
    not_homes: np.ndarray
    """Ground of residential land on which other land of the same layer lies, by its codes, and so of ``not_parks``."""
    not_parks: np.ndarray
    both: tuple[np.ndarray, np.ndarray]
    """Residential features and parks of two layers that are the very same ground."""
    not_built_up: np.ndarray
    """What was left out of the layer of the built-up area, though by its name all of it is that."""
    measure: Measure
    plane: Plane
    """How areas by it stand to those on the ellipsoid."""
    plane_of_radii: Plane
    """How those in the plane do, in which radii are measured, whatever areas are."""
    grounds: dict[tuple[str, str], np.ndarray]
    """The built-up area by the scope and zone of each row of the summary; empty where nobody is counted."""
    doubtful: dict[tuple[str, str], float]
    """Persons that are not placed, and may live in each of these."""
    unread: Unread
    years: dict[str, int]
    """The years that residential land and parks are of by their names, by what sentences call these layers."""
    is_plan: bool
    """Whether one of the two is a plan's by its name."""

    @property
    def named_year(self) -> int | None:
        """The year that the layers are of by their names, the last one where they differ; None where they say none."""
        return max(self.years.values(), default=None)


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 20)
    algorithm, parameters, context = run.algorithm, run.parameters, run.context
    tiers, historic_tiers = read_radii(run, "TIERS"), read_radii(run, "HISTORIC_TIERS")
    if not tiers:
        run.fail(tr("The table “{parameter}” is empty; give at least one row."), parameter=run.title("TIERS"))
    id_field = run.field_name("ID_FIELD", "RESIDENTIAL")
    population_field, floor_field = fields(run, "RESIDENTIAL")
    zone_field = run.field_name("ZONE_FIELD", "ZONES")

    columns = tuple(name for name in (id_field, population_field, floor_field) if name)
    if is_counted(run) and not is_empty(run.parameters.get("BUILT_UP")):  # then it must be known how much is mapped
        run.whole.setdefault("RESIDENTIAL")
    for name in CLAIMED:
        run.beside.setdefault(name)
    residential = run.require_features(run.polygons("RESIDENTIAL", columns), no_land())
    step(0.6)
    parks = run.polygons("PARKS")
    if parks is None or not parks.shows_none:  # else none is an answer: nothing is covered
        parks = run.require_features(parks, no_parks())
    step(0.8)
    historic = run.polygons("HISTORIC_AREAS")
    zones = run.zones(zone_field)
    built_up = run.polygons("BUILT_UP")
    if built_up is not None:
        run.require_features(built_up, no_built_up())
    step(0.9)
    ground = None if built_up is None else built_up.geometry
    units, whole, land_use = read_units(run, residential.geometry, ground), run.whole.get("RESIDENTIAL"), None
    rural, counts = np.empty(0, dtype=object), not (residential.wider or parks.wider)  # else nothing is judged anyway
    if "RESIDENTIAL" in run.whole and counts and (shown := _shown(run, residential)) is not None:
        seen = run.aside(lambda progress: flat(shown, progress).geometry)
        land_use = seen[~shapely.is_missing(seen)]
    if whole is not None and counts:
        rural = whole.of([*run.takers["RESIDENTIAL"].rural]).geometry
    if units is not None and land_use is not None:
        units = on_land_use(run, units, land_use)
    people = read_people(run, residential, population_field, floor_field, units)
    rows = {} if ground is None or people is None else grounds(ground, zones)
    some = None
    if built_up is not None and people is not None and match(BUILT_UP.words, built_up.label):
        some = left_out(run, "BUILT_UP", built_up)  # by its name all of it is the built-up area
    dated = (("RESIDENTIAL", residential), ("PARKS", parks))
    said = [(run.named_with_year(name, layer.named), run.map_by_name(name)) for name, layer in dated]
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
        people=people,
        built_up=built_up,
        land_use=land_use,
        rural=rural,
        not_homes=_claimed(run, "RESIDENTIAL", residential),
        not_parks=_claimed(run, "PARKS", parks),
        both=_both(residential, parks),
        not_built_up=np.empty(0, dtype=object) if some is None else some.geometry,
        measure=run.measure(),
        plane=EXACT if run.analysis is None else run.analysis.areas(run.on_ellipsoid),
        plane_of_radii=EXACT if run.analysis is None else run.analysis.areas(on_ellipsoid=False),
        grounds=rows,
        doubtful={} if people is None else people.may_live_in(rows, rural),
        unread=run.unread,
        years={layer: of.year for layer, of in said if of.year is not None},
        is_plan=any(of.is_plan for _, of in said),
    )


def _shown(run: Run, residential: Polygons) -> np.ndarray | None:
    """Return all that the layer of residential land shows; None where nothing else was left out of it.

    What is not meant by a filter of other than codes is not shown where a part of the rest is taken: nobody knows what
    it leaves out.
    """
    whole, source = run.whole.get("RESIDENTIAL"), run.snapshots["RESIDENTIAL"]
    shown = None if whole is None else whole.geometry
    if source.entire is None or (whole is not None and not filtered_by_codes(run, "RESIDENTIAL")):
        return shown
    some = left_out(run, "RESIDENTIAL", residential)
    return shown if some is None else np.concatenate([residential.geometry, some.geometry])


def _claimed(run: Run, name: str, taken: Polygons) -> np.ndarray:
    """Return the ground of an input on which its layer has other land too; of one that no codes choose, none."""
    return run.aside(partial(claimed, taken.geometry, other_land(run, name, taken)))


def _both(residential: Polygons, parks: Polygons) -> tuple[np.ndarray, np.ndarray]:
    """Return features of two layers that are the very same ground; of one layer its codes tell."""
    if residential.label == parks.label:
        return residential.geometry[:0], parks.geometry[:0]
    homes, others = on_same_ground(residential.geometry, parks.geometry)
    return residential.geometry[homes], parks.geometry[others]


def maybe(inputs: Inputs, residential: np.ndarray) -> Maybe:
    """Return what may be residential land, or parks, beside what is taken of it, and where else people may live.

    ``residential``: what is now.
    """
    homes, units = inputs.residential.doubtful, None if inputs.people is None else inputs.people.units
    drawn = rural = None
    if units is not None and inputs.built_up is not None and len(homes):
        drawn = sharing(units.geometry[units.people > 0], residential, homes, inputs.measure)
    if units is not None and inputs.built_up is not None and len(inputs.rural):
        rural = rural_homes(units.geometry, units.people, residential, inputs.rural)
    not_homes, not_parks = (np.concatenate(some) for some in zip((inputs.not_homes, inputs.not_parks), inputs.both))
    otherwise = {"not_homes": not_homes, "not_parks": not_parks, "not_built_up": inputs.not_built_up}
    found = Maybe(homes, inputs.parks.doubtful, drawn, rural, **otherwise)
    if units is None or units.near_homes:
        return found
    return replace(found, counted_in=units.geometry, counted=units.people)


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
    return inputs.unread.lost(*decide) > 0


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


def no_built_up() -> str:
    """Say that there is no built-up area."""
    return tr("The layer “{layer}” has no built-up area: none of its features has an area.")
