"""Restoration priority: from parameters to the kernel's inputs, and what there is to say of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..core.area import Measure
from ..core.priority.order import Units
from ..core.progress import part
from ..core.shares import reached, share_in, tiers_of
from ..i18n import tr
from . import profiles
from . import restorationpriority_criteria as criteria
from .io.read import Polygons
from .pattern_tiers import read_tiers
from .restorationpriority_names import METHODS, NORMALISATIONS, WEIGHTINGS
from .run import Run

HA = 10_000
# Of equal units in different places areas and edges differ by rounding.
_AREA_DIGITS, _PLACE_DIGITS = 2, 3


@dataclass(frozen=True)
class Settings:
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
    criteria: list[criteria.Chosen]
    values: np.ndarray
    own_criteria: bool
    tie: np.ndarray
    settings: Settings

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


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 15)
    settings, rows = _settings(run), criteria.asked(run)
    fields = _fields(run)
    plan = {key: fields[key] for key in (criteria.DEGRADATION, criteria.POTENTIAL) if fields[key]}
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
    units = run.polygons("UNITS", tuple(dict.fromkeys(name for name in columns if name)))
    run.must_have(units, tr("The layer “{layer}” has no units: none of its features has an area."))
    step(0.6)
    given = criteria.layers(run, rows) if rows else criteria.Layers((), (), ())
    found = criteria.chosen(run, rows, of_units, given) if rows else criteria.of_the_plan(run, plan)
    step(0.8)
    key_areas, natural = run.polygons("KEY_AREAS"), run.polygons("NATURAL_FIRST")
    pattern = run.polygons("PATTERN", (tier_field,) if tier_field else ())
    step(1.0)
    measure = run.measure_of_parts()
    tier, tier_source = _tiers_of_units(run, units, pattern, tier_field, settings.share, measure)
    inside = run.step(tr("Measuring what lies in key areas…"), 28, 38)
    key_area = _inside(units, key_areas, settings.share, measure, part(inside, 0.0, 0.6))
    natural_first = _inside(units, natural, settings.share, measure, part(inside, 0.6, 1.0))
    degradation_field, type_field = fields[criteria.DEGRADATION], fields["type"]
    kind = None if type_field is None else _texts(units.columns[type_field])
    area, ids = measure(units.geometry), run.identifiers(units, fields["id"])
    return Inputs(
        polygons=units,
        ids=ids,
        area_m2=area,
        tier=tier,
        tier_source=tier_source,
        key_area=key_area,
        natural_first=natural_first,
        kind=kind,
        named=_named(kind, len(ids)),
        degradation=None if degradation_field is None else criteria.numbers(units.columns[degradation_field]),
        criteria=found,
        values=criteria.values(run, found, units, given, measure, 38, 48),
        own_criteria=bool(rows),
        tie=tie(area, shapely.bounds(units.geometry), ids if fields["id"] else None, units.fid),
        settings=settings,
    )


def _settings(run: Run) -> Settings:
    algorithm, parameters, context = run.algorithm, run.parameters, run.context

    def chosen(name: str, codes: tuple[str, ...]) -> str:
        return codes[algorithm.parameterAsEnum(parameters, name, context)]

    budget = None
    if parameters.get("NEAR_TERM_BUDGET") not in (None, ""):
        budget = algorithm.parameterAsDouble(parameters, "NEAR_TERM_BUDGET", context)
    weighting = chosen("WEIGHTING", WEIGHTINGS)
    pairwise = criteria.pairwise(run)
    if pairwise and weighting != "ahp":
        text = tr("“{parameter}” is not used, for weights come from elsewhere; choose AHP in “{weighting}” to use it.")
        values = {"parameter": run.title("PAIRWISE"), "weighting": run.title("WEIGHTING")}
        run.feedback.pushWarning(text.format(**values))
    return Settings(
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

    Units need not have the field that is the parameter's default, for it was not chosen.
    """
    default = run.algorithm.parameterDefinition("TIER_FIELD").defaultValue()
    given = run.algorithm.parameterAsString(run.parameters, "TIER_FIELD", run.context)
    if run.source("PATTERN") is not None:
        if not given:
            run.fail(
                tr("Give the tier's field of “{pattern}” in “{field}”; without it no polygon has a tier."),
                pattern=run.title("PATTERN"),
                field=run.title("TIER_FIELD"),
            )
        return run.field_name("TIER_FIELD", "PATTERN")
    if given == default and run.source("UNITS").fields().lookupField(given) < 0:
        return None
    return run.field_name("TIER_FIELD", "UNITS")


def _tiers_of_units(
    run: Run, units: Polygons, pattern: Polygons | None, field: str | None, share: float, measure: Measure
) -> tuple[np.ndarray, str]:
    """Return the tier of each unit, 0 for none, and a sentence on where it comes from."""
    step = run.step(tr("Finding the tier of each unit…"), 15, 28)
    if field is None:
        return np.zeros(len(units.fid), dtype=int), ""
    if pattern is None:
        text = tr("Field “{field}” of the units")
        return read_tiers(run, units, field), text.format(field=field)
    tier = read_tiers(run, pattern, field)
    known = tier > 0
    if not known.all():
        text = tr("{count} features of “{layer}” have no tier in “{field}”; they belong to none.")
        run.feedback.pushWarning(text.format(count=int((~known).sum()), layer=pattern.label, field=field))
    found = tiers_of(units.geometry, pattern.geometry[known], tier[known], share, measure, step)
    beside = int((found.area_m2.sum(axis=1) == 0).sum())
    if beside:
        text = tr("{count} of {units} units lie outside every polygon of “{layer}”; they have no tier.")
        run.feedback.pushInfo(text.format(count=beside, units=len(units.fid), layer=pattern.label))
    text = tr("Layer “{layer}”, field “{field}”")
    return found.tier, text.format(layer=pattern.label, field=field)


def _inside(units: Polygons, areas: Polygons | None, share: float, measure: Measure, progress) -> np.ndarray | None:
    """Tell which units lie in areas with at least a share of theirs; None where the areas are not given."""
    if areas is None:
        return None
    found = share_in(units.geometry, areas.geometry, measure, progress)
    return reached(found, share) & (found > 0)


def _texts(column: list) -> np.ndarray:
    return np.array(["" if value is None else str(value).strip() for value in column], dtype=object)


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
