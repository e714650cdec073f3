"""Ecological security pattern: from parameters to the kernels' inputs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..core.area import Measure
from ..core.securitypattern import TIERS
from ..i18n import tr
from . import profiles
from .io.read import Polygons
from .pattern_tiers import read_tiers
from .run import Run
from .securitypattern import part_names

CONTROL_LINES = ("RED_LINE", "BASIC_FARMLAND", "GROWTH_BOUNDARY")


@dataclass(frozen=True)
class Inputs:
    """What the kernels are given, and what the outputs need to name things.

    ``geometry``, ``tier``, ``source``: the polygons of all layers of the pattern, shape (n,), their tier and the row
    of their layer in ``labels``. ``lines``: the control lines that were given, by parameter. ``untiered``: for each
    layer how many of its features have no tier.
    """

    labels: tuple[str, ...]
    geometry: np.ndarray
    tier: np.ndarray
    source: np.ndarray
    untiered: dict[str, int]
    lines: dict[str, np.ndarray]
    line_ids: dict[str, np.ndarray]
    construction: Polygons | None
    construction_ids: np.ndarray
    rank: np.ndarray | None
    extent: np.ndarray | None
    sliver_m: float
    measure: Measure


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 20)
    tier_of_part = {row[0]: row[3] for row in profiles.active().value("security_pattern.parts")}
    names = part_names()
    found: list[tuple[str, Polygons, np.ndarray]] = []
    lines: dict[str, Polygons] = {}
    for name in (*names, "GROWTH_BOUNDARY"):
        polygons = run.polygons(name)
        if polygons is None:
            continue
        if name in CONTROL_LINES:
            lines[name] = polygons
        if name in tier_of_part:
            found.append((names[name], polygons, np.full(len(polygons.fid), tier_of_part[name])))
    step(0.4)
    for tier in TIERS:
        for polygons in run.layers(f"TIER_{tier}"):
            found.append((polygons.label, polygons, np.full(len(polygons.fid), tier)))
    field = run.algorithm.parameterAsString(run.parameters, "TIER_FIELD", run.context)
    untiered = {}
    for polygons in run.layers("TIERED", lambda source, label: (_field(run, source, label, field),)):
        tiers = read_tiers(run, polygons, next(iter(polygons.columns)))
        if (tiers == 0).any():
            untiered[polygons.label] = int((tiers == 0).sum())
        found.append((polygons.label, polygons, tiers))
    if not found:
        run.fail(
            tr("No layer of the pattern is given; choose at least one, for example in “{parameter}”."),
            parameter=run.title("TIER_1"),
        )
    step(0.8)
    id_field = run.field_name("ID_FIELD", "CONSTRUCTION")
    construction = run.polygons("CONSTRUCTION", (id_field,) if id_field else ())
    ids = np.array([] if construction is None else run.identifiers(construction, id_field), dtype=object)
    extent = run.polygons("EXTENT_LAYER")
    if extent is not None:
        run.must_have(extent, tr("The layer “{layer}” has no area to cut the pattern to."))
    tier = np.concatenate([tiers for _, _, tiers in found])
    geometry = np.concatenate([polygons.geometry for _, polygons, _ in found])
    source = np.repeat(np.arange(len(found)), [len(polygons.fid) for _, polygons, _ in found])
    known = tier > 0
    if not known.any():
        run.fail(
            tr("None of the layers of the pattern has a feature with an area and a tier; check that they are right.")
        )
    step(1.0)
    return Inputs(
        labels=_distinct([label for label, _, _ in found]),
        geometry=geometry[known],
        tier=tier[known],
        source=source[known],
        untiered=untiered,
        lines={name: polygons.geometry for name, polygons in lines.items()},
        line_ids={name: np.array(list(map(str, polygons.fid)), dtype=object) for name, polygons in lines.items()},
        construction=construction,
        construction_ids=ids,
        rank=None if construction is None else _rank(ids, construction.fid),
        extent=None if extent is None else extent.geometry,
        sliver_m=run.algorithm.parameterAsDouble(run.parameters, "SLIVER", run.context),
        measure=run.measure_of_parts(),
    )


def _field(run: Run, source, label: str, field: str) -> str:
    """Return the tier field of a layer as the layer writes it."""
    index = source.fields().lookupField(field)
    if not field or index < 0:
        run.fail(
            tr("The layer “{layer}” has no field “{field}”; its fields are: {fields}."),
            layer=label,
            field=field,
            fields=", ".join(source.fields().names()),
        )
    return source.fields().at(index).name()


def _distinct(labels: list[str]) -> tuple[str, ...]:
    """Number labels that several layers have."""
    times, seen, found = Counter(labels), Counter(), []
    for label in labels:
        seen[label] += 1
        found.append(f"{label} ({seen[label]})" if times[label] > 1 else label)
    return tuple(found)


def _rank(ids: np.ndarray, fid: np.ndarray) -> np.ndarray:
    """Return which of two equals counts where both lie on each other: the one of lower id, then feature id."""
    rank = np.empty(len(ids), dtype=np.intp)
    rank[np.lexsort((fid, pd.factorize(ids, sort=True)[0]))] = np.arange(len(ids))
    return rank
