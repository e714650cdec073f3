"""Ecological security pattern: from parameters to the kernels' inputs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from qgis.core import QgsProcessingException

from ....core.geometry.area import Measure
from ....core.geometry.polygons import DRAWING_M
from ....core.geometry.ties import rank_of
from ....core.pattern.codes import TIERS
from ....core.pattern.standing import meets, open_reason
from ....i18n import tr
from ... import profiles
from ...framework.run import Run
from ...framework.unread import UNREAD, Unread
from ...io.features import Features, Polygons
from ...io.layer_names import multiple_key
from ...io.layer_reading import no_field
from ...words.tiers import read_tiers
from .names import part_names

CONTROL_LINES = ("RED_LINE", "BASIC_FARMLAND", "GROWTH_BOUNDARY")


@dataclass(frozen=True)
class PatternLayer:
    """A layer of the pattern: what it is called in the run and for the user, its polygons, their tier, 0 for none."""

    key: str
    label: str
    polygons: Polygons
    tier: np.ndarray


@dataclass(frozen=True)
class Inputs:
    """What the kernels are given, and what the outputs need to name things.

    ``geometry``, ``tier``, ``source``: the polygons of all ``layers`` of the pattern that have a tier, shape (n,),
    their tier and the row of their layer in ``labels``. ``lines``: the control lines that were given, by parameter.
    ``untiered``: for each layer how many of its features have no tier.
    """

    layers: tuple[PatternLayer, ...]
    labels: tuple[str, ...]
    geometry: np.ndarray
    tier: np.ndarray
    source: np.ndarray
    untiered: dict[str, int]
    lines: dict[str, Polygons]
    construction: Polygons | None
    construction_ids: np.ndarray
    rank: np.ndarray | None
    extent: np.ndarray | None
    sliver_m: float
    measure: Measure
    unread: Unread

    @property
    def drawn_m(self) -> float:
        """The width in m below which construction land in a tier is taken for imprecision of the drawing.

        What is wider than two drawings differ by is none, whatever width slivers of control lines are said to have.
        """
        return min(self.sliver_m, DRAWING_M)

    @property
    def drawn_lines(self) -> tuple[str, ...]:
        """The control lines that have any ground, by parameter."""
        return tuple(name for name, polygons in self.lines.items() if len(polygons.fid))

    @property
    def deciding(self) -> tuple[str, ...]:
        """The inputs that decide whether construction land lies in the baseline tier, or control lines conflict.

        What is in another tier never is in this one.
        """
        parts = _tier_of_part()
        first = [name for name, tier in parts.items() if tier == TIERS[0]]
        return ("CONSTRUCTION", "EXTENT_LAYER", "TIER_1", "TIERED", *first, *self.deciding_lines)

    @property
    def deciding_lines(self) -> tuple[str, ...]:
        """The inputs that decide whether control lines conflict; one alone has nothing to conflict with."""
        return ("EXTENT_LAYER", *self.lines) if len(self.lines) > 1 else ()

    def open_by_unread(self, in_baseline: bool, baseline: np.ndarray) -> str:
        """Return ``UNREAD`` where features that could not be read may lie in the baseline tier, else "".

        They take nothing from what was found there. ``baseline``: the polygons of that tier, in which land may lie that
        may be construction land by its codes.
        """
        if self.construction is None or in_baseline:
            return ""
        others = [name for name in self.deciding if name != "CONSTRUCTION"]
        lost = self.unread.lost("CONSTRUCTION") + self.unread.count(*others)
        return UNREAD if lost or meets(self.construction.doubtful, baseline, self.drawn_m) else ""

    def open_reason(self, in_baseline: bool) -> str:
        """Return why it is not judged whether construction land lies in the baseline tier, "" where it is.

        ``in_baseline``: whether any was found there.
        """
        if self.construction is None:
            return ""
        polygons = np.concatenate([layer.polygons.geometry for layer in self.layers])
        tier = np.concatenate([layer.tier for layer in self.layers])
        if self.open_by_unread(in_baseline, polygons[tier == TIERS[0]]):
            return UNREAD
        return open_reason(
            polygons, tier, self.construction.geometry, in_baseline, extent=self.extent, sliver_m=self.drawn_m
        )


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 20)
    found, lines = _named(run)
    step(0.4)
    found += _further(run)
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
        run.require_features(extent, tr("The layer “{layer}” has no area to cut the pattern to."))
    tier = np.concatenate([layer.tier for layer in found])
    geometry = np.concatenate([layer.polygons.geometry for layer in found])
    source = np.repeat(np.arange(len(found)), [len(layer.tier) for layer in found])
    known = tier > 0
    if len(found) == 1:
        run.require_features(found[0].polygons, tr("The layer “{layer}” has no ground: no feature has an area."))
    require_tiers(run, known)
    step(1.0)
    labels = _distinct([layer.label for layer in found])
    without = {label: int((layer.tier == 0).sum()) for label, layer in zip(labels, found)}
    return Inputs(
        layers=tuple(found),
        labels=labels,
        geometry=geometry[known],
        tier=tier[known],
        source=source[known],
        untiered={label: count for label, count in without.items() if count},
        lines=lines,
        construction=construction,
        construction_ids=ids,
        rank=None if construction is None else rank_of(construction.geometry, ids, construction.fid),
        extent=None if extent is None else extent.geometry,
        sliver_m=run.algorithm.parameterAsDouble(run.parameters, "SLIVER", run.context),
        measure=run.measure_of_parts(),
        unread=run.unread,
    )


def tiers(run: Run, name: str, polygons: Features) -> np.ndarray:
    """Return the tier of the polygons of a parameter, shape (k,), 0 for none: its own, or what a field says."""
    if name == "TIERED":
        return read_tiers(run, polygons, next(iter(polygons.columns)))
    return np.full(len(polygons.fid), _tier_of_part().get(name) or int(name.removeprefix("TIER_")))


def require_tiers(run: Run, known: np.ndarray) -> None:
    """Stop the run where no polygon has a tier; ``known``: which ones have."""
    if not known.any():
        run.fail(
            tr("None of the layers of the pattern has a feature with an area and a tier; check that they are right.")
        )


def _tier_of_part() -> dict[str, int]:
    return {row[0]: row[3] for row in profiles.active().value("security_pattern.parts")}


def _named(run: Run) -> tuple[list[PatternLayer], dict[str, Polygons]]:
    """Read the layers that have a parameter of their own; return those of the pattern, and the control lines."""
    names, parts = part_names(), _tier_of_part()
    found, lines = [], {}
    for name in (*names, "GROWTH_BOUNDARY"):
        polygons = run.polygons(name)
        if polygons is None:
            continue
        if name in CONTROL_LINES:
            lines[name] = polygons
        if name in parts:
            found.append(PatternLayer(name, names[name], polygons, tiers(run, name, polygons)))
    return found, lines


def _further(run: Run) -> list[PatternLayer]:
    """Read the layers of the parameters that take several."""
    field = _tier_field(run) if run.several("TIERED") else ""
    found = []
    for name in (*(f"TIER_{tier}" for tier in TIERS), "TIERED"):

        def columns(source, label: str, name: str = name) -> tuple[str, ...]:
            return (_field(run, source, label, field),) if name == "TIERED" else ()

        for number, polygons in enumerate(run.layers(name, columns)):
            found.append(PatternLayer(multiple_key(name, number), polygons.label, polygons, tiers(run, name, polygons)))
    return found


def _tier_field(run: Run) -> str:
    """Return the field that layers carry their tier in."""
    field = run.needed_text("TIER_FIELD")
    if not field:
        run.fail(
            tr("Give “{field}”; without it no feature of “{layers}” has a tier."),
            field=run.title("TIER_FIELD"),
            layers=run.title("TIERED"),
        )
    return field


def _field(run: Run, source, label: str, field: str) -> str:
    """Return the tier field of a layer as the layer writes it."""
    index = source.fields().lookupField(field)
    if index < 0:
        raise QgsProcessingException(no_field(field, label, source))
    return source.fields().at(index).name()


def _distinct(labels: list[str]) -> tuple[str, ...]:
    """Number labels that several layers have."""
    times, found = Counter(labels), []
    seen: Counter[str] = Counter()
    for label in labels:
        seen[label] += 1
        found.append(f"{label} ({seen[label]})" if times[label] > 1 else label)
    return tuple(found)
