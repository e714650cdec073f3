"""Restoration priority: from parameters to the kernel's inputs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import shapely

from ....core.geometry.area import Measure
from ....core.geometry.overlap import counted_twice
from ....core.geometry.shares import lies_in, tiers_of
from ....core.plaintext import text_of
from ....core.priority.codes import METHODS, NORMALISATIONS, WEIGHTINGS
from ....core.priority.order import Units
from ....core.progress import aside, part
from ....i18n import tr
from ... import profiles
from ...framework.cleared import is_empty, is_nothing
from ...framework.run import Run
from ...framework.unread import Unread
from ...io.features import Polygons
from ...reports.units import HA, shortfall
from ...words.tiers import read_tiers
from . import criteria
from .criteria import Chosen, Layers

# Of equal units in different places areas and edges differ by rounding.
_AREA_DIGITS, _PLACE_DIGITS = 2, 3
# What is less is rounding along borders that units share.
_TOLD_M2 = 0.05


@dataclass(frozen=True)
class RankingSettings:
    """What the user chose of the method; codes as in core.priority."""

    method: str
    normalisation: str
    weighting: str
    pairwise: tuple[float, ...] | None
    budget_ha: float | None
    runs: int
    seed: int
    share: float


@dataclass(frozen=True)
class Inputs:
    """What the kernel is given, and what the outputs need to name things; arrays have a row per unit used.

    ``tier``: 0 for none; ``tier_source`` says where it comes from, empty where nowhere. ``key_area`` and
    ``natural_first``: None where the layer is not given. ``kind``: restoration type, "" for none, None without field.
    """

    polygons: Polygons
    ids: list[str]
    area_m2: np.ndarray
    tier: np.ndarray
    tier_source: str
    key_area: np.ndarray | None
    natural_first: np.ndarray | None
    kind: np.ndarray | None
    named: np.ndarray
    degradation: np.ndarray | None
    criteria: list[Chosen]
    values: np.ndarray
    own_criteria: bool
    tie: np.ndarray
    settings: RankingSettings
    unread: Unread

    @property
    def near_term(self) -> np.ndarray:
        """The plan's set of the first phase: tier 1 or key area."""
        return (self.tier == 1) | (False if self.key_area is None else self.key_area)

    def units(self) -> Units:
        """Return what units are ranked by beside their score."""
        return Units(self.near_term, self.tier, self.named, self.area_m2 / HA, self.tie)

    def names(self) -> list[str]:
        """Return the names of the criteria."""
        return [one.criterion.name for one in self.criteria]


@dataclass(frozen=True)
class Sources:
    """What was read, before anything is measured.

    ``fields``: the fields of the units that parameters name, None for none; ``tier_field``: of the pattern where there
    is one, else of the units. ``given``: the layers of criteria.
    """

    settings: RankingSettings
    fields: dict[str, str | None]
    tier_field: str | None
    units: Polygons
    pattern: Polygons | None
    key_areas: Polygons | None
    natural_first: Polygons | None
    criteria: list[Chosen]
    given: Layers
    own_criteria: bool


@dataclass(frozen=True)
class MeasuredUnits:
    """What was measured of the units, rows as theirs; fields as in ``Inputs``."""

    area_m2: np.ndarray
    tier: np.ndarray
    key_area: np.ndarray | None
    natural_first: np.ndarray | None
    values: np.ndarray


def read(run: Run) -> Inputs:
    """Read, check and measure every input."""
    sources = read_sources(run)
    return inputs(run, sources, measure(run, sources))


def read_sources(run: Run) -> Sources:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 15)
    settings, rows = _settings(run), criteria.asked(run)
    fields = _fields(run)
    of_plan = ((key, fields[key]) for key in (criteria.DEGRADATION, criteria.POTENTIAL))
    plan = {key: field for key, field in of_plan if field}
    if not rows and not plan:
        run.fail(
            tr("Give “{degradation}”, “{potential}” or “{criteria}”; without one of them units have no score."),
            degradation=run.title("DEGRADATION_FIELD"),
            potential=run.title("POTENTIAL_FIELD"),
            criteria=run.title("CRITERIA"),
        )
    of_units = criteria.unit_fields(run, rows)
    tier_field = _tier_field(run)
    own_tier = tier_field if run.source("PATTERN") is None else None
    columns = (*fields.values(), *of_units.values(), own_tier)
    units = run.require_features(
        run.polygons("UNITS", tuple(dict.fromkeys(name for name in columns if name))), no_units()
    )
    step(0.6)
    given = criteria.layers(run, rows) if rows else Layers((), (), ())
    found = criteria.chosen(run, rows, of_units, given) if rows else criteria.of_the_plan(run, plan)
    step(0.8)
    key_areas, natural = run.polygons("KEY_AREAS"), run.polygons("NATURAL_FIRST")
    pattern = run.polygons("PATTERN", (tier_field,) if tier_field else ())
    step(1.0)
    return Sources(settings, fields, tier_field, units, pattern, key_areas, natural, found, given, bool(rows))


def no_units() -> str:
    """Return the sentence for a layer without any unit."""
    return tr("The layer “{layer}” has no units: none of its features has an area.")


def measure(run: Run, sources: Sources) -> MeasuredUnits:
    """Measure the units in all layers."""
    units, share, ground = sources.units, sources.settings.share, run.measure_of_parts()
    tier = _tiers_of_units(run, sources, ground)
    inside = run.step(tr("Measuring what lies in key areas…"), 28, 38)
    key_area, natural_first = (
        None
        if areas is None
        else aside(partial(lies_in, units.geometry, areas.geometry, share, ground), part(inside, *stage))
        for areas, stage in ((sources.key_areas, (0.0, 0.6)), (sources.natural_first, (0.6, 1.0)))
    )
    values = criteria.values(run, sources.criteria, units, sources.given, ground, 38, 46)
    area = ground(units.geometry)
    step = run.step(tr("Looking for units on one another…"), 46, 48)
    twice = aside(partial(counted_twice, units.geometry, area, ground), step)
    if twice >= _TOLD_M2:
        text = tr(
            "Units lie on each other, {area} ha more than the ground that they cover; each is ranked by itself, and "
            "sums of areas, that of the first phase too, count this ground in each of them."
        )
        run.note(text.format(area=shortfall(twice / HA)))
    return MeasuredUnits(area, tier, key_area, natural_first, values)


def inputs(run: Run, sources: Sources, measured: MeasuredUnits) -> Inputs:
    """Return what the kernel is given."""
    units, fields = sources.units, sources.fields
    degradation_field, type_field = fields[criteria.DEGRADATION], fields["type"]
    kind = None if type_field is None else _texts(units.columns[type_field])
    area, ids = measured.area_m2, run.identifiers(units, fields["id"])
    return Inputs(
        polygons=units,
        ids=ids,
        area_m2=area,
        tier=measured.tier,
        tier_source=_tier_source(sources),
        key_area=measured.key_area,
        natural_first=measured.natural_first,
        kind=kind,
        named=_named(kind, len(ids)),
        degradation=None if degradation_field is None else criteria.numbers(units.columns[degradation_field]),
        criteria=sources.criteria,
        values=measured.values,
        own_criteria=sources.own_criteria,
        tie=tie(area, shapely.bounds(units.geometry), ids if fields["id"] else None, units.fid),
        settings=sources.settings,
        unread=run.unread,
    )


def _settings(run: Run) -> RankingSettings:
    algorithm, parameters, context = run.algorithm, run.parameters, run.context

    def chosen(name: str, codes: tuple[str, ...]) -> str:
        return codes[algorithm.parameterAsEnum(parameters, name, context)]

    budget = None
    if not is_empty(parameters.get("NEAR_TERM_BUDGET")):
        budget = algorithm.parameterAsDouble(parameters, "NEAR_TERM_BUDGET", context)
    weighting = chosen("WEIGHTING", WEIGHTINGS)
    pairwise = criteria.pairwise(run)
    if pairwise and weighting != "ahp":
        text = tr("“{parameter}” is not used, for weights come from elsewhere; choose AHP in “{weighting}” to use it.")
        values = {"parameter": run.title("PAIRWISE"), "weighting": run.title("WEIGHTING")}
        run.note(text.format(**values))
    return RankingSettings(
        method=chosen("METHOD", METHODS),
        normalisation=chosen("NORMALISE", NORMALISATIONS),
        weighting=weighting,
        pairwise=pairwise,
        budget_ha=budget,
        runs=algorithm.parameterAsInt(parameters, "RUNS", context),
        seed=algorithm.parameterAsInt(parameters, "SEED", context),
        share=algorithm.parameterAsDouble(parameters, "SHARE", context),
    )


def _fields(run: Run) -> dict[str, str | None]:
    """Return the fields of the units that parameters name."""
    return {
        "id": run.field_name("ID_FIELD", "UNITS"),
        criteria.DEGRADATION: run.field_name("DEGRADATION_FIELD", "UNITS", numeric=True),
        criteria.POTENTIAL: run.field_name("POTENTIAL_FIELD", "UNITS", numeric=True),
        "type": run.field_name("TYPE_FIELD", "UNITS"),
    }


def _tier_field(run: Run) -> str | None:
    """Return the field with the tier: of the pattern where there is one, else of the units.

    Units need not have the field that is the parameter's default, for it was not chosen. Where they have it and the
    parameter came as nothing, which may mean either, they are ranked without it, and this is told.
    """
    if run.source("PATTERN") is not None:
        field = run.field_name("TIER_FIELD", "PATTERN", needed=True)
        if field is None:
            run.fail(
                tr("Give the tier's field of “{pattern}” in “{field}”; without it no polygon has a tier."),
                pattern=run.title("PATTERN"),
                field=run.title("TIER_FIELD"),
            )
        return field
    default = run.algorithm.parameterDefinition("TIER_FIELD").defaultValue()
    given, have_default = run.text("TIER_FIELD"), run.needed_source("UNITS").fields().lookupField(default) >= 0
    if have_default and not given and is_nothing(run.parameters["TIER_FIELD"]):
        text = tr(
            "“{parameter}” was given empty, so units are ranked without the tiers in their field “{field}”; name the "
            "field to rank by them."
        )
        run.note(text.format(parameter=run.title("TIER_FIELD"), field=default))
    if given == default and not have_default:
        return None
    return run.field_name("TIER_FIELD", "UNITS")


def _tiers_of_units(run: Run, sources: Sources, ground: Measure) -> np.ndarray:
    """Return the tier of each unit, 0 for none."""
    step = run.step(tr("Finding the tier of each unit…"), 15, 28)
    units, pattern, field = sources.units, sources.pattern, sources.tier_field
    if pattern is None:
        return own_tiers(run, units, field)
    assert field is not None  # a pattern has none without it
    tier = read_tiers(run, pattern, field)
    unknown = int((tier == 0).sum())
    if unknown:
        text = tr("{count} features of “{layer}” have no tier in “{field}”; they belong to none.")
        run.note(text.format(count=unknown, layer=pattern.named, field=field))
    share, layer = sources.settings.share, tiered(pattern.geometry, tier)
    found = aside(partial(tiers_of, units.geometry, *layer, share, ground), step)
    beside = int((found.area_m2.sum(axis=1) == 0).sum())
    if beside:
        text = tr("{count} of {units} units lie outside every polygon of “{layer}” that has a tier; they have none.")
        run.note(text.format(count=beside, units=len(units.fid), layer=pattern.named))
    return found.tier


def own_tiers(run: Run, units: Polygons, field: str | None) -> np.ndarray:
    """Return the tier that a field of the units says, shape (n,), 0 for none."""
    return np.zeros(len(units.fid), dtype=int) if field is None else read_tiers(run, units, field)


def tiered(geometry: np.ndarray, tier: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the polygons of a pattern that have a tier, and this."""
    return geometry[tier > 0], tier[tier > 0]


def _tier_source(sources: Sources) -> str:
    """Say where the tiers come from."""
    if sources.tier_field is None:
        return ""
    if sources.pattern is None:
        return tr("Field “{field}” of the units").format(field=sources.tier_field)
    text = tr("Layer “{layer}”, field “{field}”")
    return text.format(layer=sources.pattern.named, field=sources.tier_field)


def _texts(column: list) -> np.ndarray:
    return np.array([text_of(value) for value in column], dtype=object)


def _named(kind: np.ndarray | None, count: int) -> np.ndarray:
    """Tell which units are of a type that the plan names first."""
    if kind is None:
        return np.zeros(count, dtype=bool)
    names = {name for row in profiles.active().value("restoration_priority.named_types") for name in row}
    number, distinct = pd.factorize(kind)
    return np.array([name in names for name in distinct], dtype=bool)[number]


def tie(area_m2: np.ndarray, bounds: np.ndarray, ids: list[str] | None, fid: np.ndarray) -> np.ndarray:
    """Return the place of each unit in the order that decides ties: larger first, then west, south, id, feature id.

    ``ids``: None where they are the feature ids.
    """
    west, south = np.round(bounds[:, 0], _PLACE_DIGITS), np.round(bounds[:, 1], _PLACE_DIGITS)
    size = -np.round(area_m2, _AREA_DIGITS)
    keys = [fid, south, west, size]
    if ids is not None:
        keys.insert(1, pd.factorize(np.array(ids, dtype=object), sort=True)[0])
    place = np.empty(len(fid), dtype=np.intp)
    place[np.lexsort(keys)] = np.arange(len(fid))
    return place
