"""Restoration priority: the criteria that units are judged by, from fields, polygons and rasters."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from qgis.core import QgsProcessingException

from ....core.geometry.area import Measure
from ....core.geometry.shares import means_in, share_in
from ....core.plaintext import half_width, number_in
from ....core.priority.criteria import Criterion
from ....core.progress import Progress, aside, quiet
from ....i18n import tr
from ...framework.run import Run
from ...io.features import Features, Polygons
from ...io.layer_names import multiple_key, named
from ...io.layer_reading import lost_sentence, no_crs, no_field
from ...io.raster import (
    Raster,
    UnreadableError,
    damaged_sentence,
    means,
    stands_for_nothing,
    unreadable_sentence,
)
from .names import HIGHER_WORDS, LOWER_WORDS, PART

DEGRADATION, POTENTIAL = "degradation", "potential"
_BETWEEN = ("：", ":")


@dataclass(frozen=True)
class CriterionRow:
    """A row of the user's table. ``weight`` is NaN where it is blank."""

    name: str
    weight: float
    higher: bool


@dataclass(frozen=True)
class CriterionSource:
    """Where a criterion's values come from: a field of the units, or a layer with one of its fields or bands.

    Of a layer of polygons without a field it is the share covered.
    """

    field: str = ""
    polygons: int | None = None
    raster: int | None = None


@dataclass(frozen=True)
class Chosen:
    """A criterion with its origin, that in words, and the field that its part of the score is written to."""

    criterion: Criterion
    origin: CriterionSource
    source: str
    part_field: str


@dataclass(frozen=True)
class Layers:
    """The layers of ``CRITERIA_LAYERS``, with the names that a criterion may call each by."""

    polygons: tuple[Polygons, ...]
    polygon_names: tuple[frozenset[str], ...]
    rasters: tuple[Raster, ...]

    def called(self, name: str) -> list[CriterionSource]:
        """Return the layers of a name."""
        found = [CriterionSource(polygons=at) for at, names in enumerate(self.polygon_names) if name in names]
        return found + [CriterionSource(raster=at) for at, raster in enumerate(self.rasters) if raster.label == name]

    def label(self, origin: CriterionSource) -> str:
        """Return the name of a layer."""
        if origin.polygons is not None:
            return self.polygons[origin.polygons].label
        assert origin.raster is not None
        return self.rasters[origin.raster].label

    def labels(self) -> list[str]:
        """Return the names of all layers."""
        return [*(layer.label for layer in self.polygons), *(raster.label for raster in self.rasters)]


def asked(run: Run) -> tuple[CriterionRow, ...]:
    """Return the rows of the table ``CRITERIA``."""
    title, found = run.title("CRITERIA"), []
    for number, (name, weight, direction) in enumerate(run.text_rows("CRITERIA", 3, 1), 1):
        if not name:
            run.fail(
                tr("The table “{parameter}” has no name in row {row}; give the criterion that the weight is for."),
                parameter=title,
                row=number,
            )
        word = half_width(direction).casefold()
        if word not in HIGHER_WORDS and word not in LOWER_WORDS:
            run.fail(
                tr("The table “{parameter}” says “{given}” of “{criterion}”; write “higher” or “lower”."),
                parameter=title,
                given=direction,
                criterion=name,
            )
        value = _number(weight)
        if weight and value is None:
            run.fail(
                tr(
                    "The table “{parameter}” gives “{criterion}” the weight “{given}”; a weight is a number, 0 or more."
                ),
                parameter=title,
                criterion=name,
                given=weight,
            )
        found.append(CriterionRow(name, math.nan if value is None else value, word in HIGHER_WORDS))
    names = [one.name for one in found]
    for name in names:
        if names.count(name) > 1:
            run.fail(
                tr("The table “{parameter}” has two rows for “{criterion}”; keep one of them."),
                parameter=title,
                criterion=name,
            )
    return tuple(found)


def pairwise(run: Run) -> tuple[float, ...] | None:
    """Return the numbers of the pairwise table, row by row; None where it is not given."""
    value = run.parameters.get("PAIRWISE")
    if not isinstance(value, (list, tuple)):
        value = run.algorithm.parameterAsString(run.parameters, "PAIRWISE", run.context)
    cells = [cell for row in _flat(value) for cell in re.split(r"[,;\s]+", half_width(row)) if cell]
    numbers = []
    for cell in cells:
        number = _fraction(cell)
        if number is None:
            run.fail(
                tr("“{parameter}” holds “{given}”; give numbers above 0, or fractions such as 1/3."),
                parameter=run.title("PAIRWISE"),
                given=cell,
            )
        numbers.append(number)
    return tuple(numbers) or None


def _flat(value: object) -> list:
    if isinstance(value, (list, tuple)):
        return [cell for item in value for cell in _flat(item)]
    return [] if value is None else [value]


def _fraction(text: str) -> float | None:
    above, bar, below = half_width(text).partition("/")
    try:
        return float(above) / float(below) if bar else float(above)
    except (ValueError, ZeroDivisionError):
        return None


def _number(text: str) -> float | None:
    try:
        return number_in(text)
    except ValueError:
        return None


def layers(run: Run, rows: Sequence[CriterionRow]) -> Layers:
    """Read the layers of ``CRITERIA_LAYERS``, with the fields that criteria name."""
    names: list[frozenset[str]] = []

    def columns(source, label: str) -> tuple[str, ...]:
        key = multiple_key("CRITERIA_LAYERS", len(names))
        file = run.files.get(key)
        own = frozenset({label, source.sourceName(), *([file.layer] if file and file.layer else [])})
        names.append(own)
        wanted = [field for one in rows for layer, field in _splits(one.name) if layer in own]
        return tuple(dict.fromkeys(_numeric(run, key, source, label, field) for field in wanted))

    polygons = tuple(run.layers("CRITERIA_LAYERS", columns))
    rasters = tuple(run.algorithm.rasters)
    for raster in rasters:
        if raster.damage:
            layer = named(raster.label, run.title("CRITERIA_LAYERS"))
            raise QgsProcessingException(damaged_sentence(layer, raster.damage))
        if not raster.crs.isValid():
            raise QgsProcessingException(no_crs(raster.label))
        extent = raster.provider.extent()
        sides = extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
        run.look_at_place("CRITERIA_LAYERS", raster.label, raster.crs, np.array([sides]))
    return Layers(polygons, tuple(names), rasters)


def _splits(name: str) -> list[tuple[str, str]]:
    """Return the ways to read a name as ``layer:field``."""
    places = [at for at, letter in enumerate(name) if letter in _BETWEEN]
    return [(name[:at].strip(), name[at + 1 :].strip()) for at in reversed(places)]


def _numeric(run: Run, key: str, source, label: str, field: str) -> str:
    """Return a field's name as the layer writes it; stop the run where it is missing or holds no numbers."""
    index = source.fields().lookupField(field)
    if index < 0:
        raise QgsProcessingException(no_field(field, label, source))
    name = source.fields().at(index).name()
    run.want_numbers(key, source, name)
    return name


def unit_fields(run: Run, rows: Sequence[CriterionRow]) -> dict[str, str]:
    """Return the criteria that are fields of the units, with the field's name as the layer writes it."""
    source = run.needed_source("UNITS")
    known = [one.name for one in rows if source.fields().lookupField(one.name) >= 0]
    return {name: _numeric(run, "UNITS", source, run.named("UNITS", source), name) for name in known}


def chosen(run: Run, rows: Sequence[CriterionRow], of_units: dict[str, str], given: Layers) -> list[Chosen]:
    """Say where each criterion of the table comes from."""
    found = []
    for row in rows:
        origin = _origin(run, row.name, of_units, given)
        source = _in_words(origin, given)
        found.append(Chosen(Criterion(row.name, row.weight, row.higher), origin, source, ""))
    unused = set(given.labels()) - {given.label(one.origin) for one in found if not is_field(one.origin)}
    if unused:
        text = tr("No criterion uses {layers}; “{parameter}” names what counts.")
        names = tr(", ").join(f"“{name}”" for name in sorted(unused))
        run.note(text.format(layers=names, parameter=run.title("CRITERIA")))
    return with_part_fields(found)


def of_the_plan(run: Run, fields: dict[str, str]) -> list[Chosen]:
    """Return degradation and potential, those that are given, which count the same."""
    names = {DEGRADATION: tr("Degree of degradation"), POTENTIAL: tr("Restoration potential")}
    found = [
        Chosen(Criterion(names[key], 1 / len(fields), True), CriterionSource(field), _field_in_words(field), PART + key)
        for key, field in fields.items()
    ]
    if run.several("CRITERIA_LAYERS") or run.algorithm.rasters:
        text = tr("The layers of “{layers}” are not used, for “{parameter}” is empty.")
        values = {"layers": run.title("CRITERIA_LAYERS"), "parameter": run.title("CRITERIA")}
        run.note(text.format(**values))
    return found


def with_part_fields(found: Sequence[Chosen]) -> list[Chosen]:
    """Give each criterion the field that its part of the score is written to."""
    taken: set[str] = set()
    named = []
    for one in found:
        stem = re.sub(r"\W+", "_", one.criterion.name).strip("_")[:50] or "criterion"
        field, number = PART + stem, 1
        while field.lower() in taken:
            number += 1
            field = f"{PART}{stem}_{number}"
        taken.add(field.lower())
        named.append(Chosen(one.criterion, one.origin, one.source, field))
    return named


def is_field(origin: CriterionSource) -> bool:
    """Tell whether a criterion is a field of the units."""
    return origin.polygons is None and origin.raster is None


def _origin(run: Run, name: str, of_units: dict[str, str], given: Layers) -> CriterionSource:
    whole = given.called(name)
    candidates = [CriterionSource(of_units[name])] if name in of_units else []
    candidates += whole
    for layer, field in _splits(name) if not candidates else ():
        for one in given.called(layer):
            candidates.append(CriterionSource(field, one.polygons, one.raster))
        if candidates:
            break
    if len(candidates) > 1:
        run.fail(
            tr("“{criterion}” is the name of more than one field or layer; give one of them another name."),
            criterion=name,
        )
    if not candidates:
        text = tr(
            "The criterion “{criterion}” is neither a field of “{units}” nor a layer of “{parameter}” ({layers}); "
            "check its name."
        )
        if not given.labels():
            text = tr(
                "The criterion “{criterion}” is no field of “{units}”, and “{parameter}” is empty; check its name, or "
                "give the layer there."
            )
        units, parameter = run.named("UNITS", run.needed_source("UNITS")), run.title("CRITERIA_LAYERS")
        run.fail(text, criterion=name, units=units, parameter=parameter, layers=tr(", ").join(given.labels()))
    origin = candidates[0]
    if origin.raster is not None and origin.field:
        raster = given.rasters[origin.raster]
        if not (origin.field.isdecimal() and 1 <= int(origin.field) <= raster.bands):
            run.fail(
                tr("The raster “{layer}” has no band “{band}”; it has {bands}, numbered from 1."),
                layer=raster.label,
                band=origin.field,
                bands=raster.bands,
            )
    return origin


def _field_in_words(field: str) -> str:
    return tr("Field “{field}” of the units").format(field=field)


def _in_words(origin: CriterionSource, given: Layers) -> str:
    if is_field(origin):
        return _field_in_words(origin.field)
    if origin.raster is not None:
        text = tr("Mean of the raster “{layer}”, band {band}")
        return text.format(layer=given.label(origin), band=origin.field or 1)
    if origin.field:
        text = tr("Mean of the field “{field}” of the layer “{layer}”, by area")
        return text.format(field=origin.field, layer=given.label(origin))
    return tr("Share covered by the layer “{layer}”").format(layer=given.label(origin))


def values(
    run: Run, found: Sequence[Chosen], units: Polygons, given: Layers, ground: Measure, start: float, end: float
) -> np.ndarray:
    """Return the values of all criteria, shape (n, m), NaN where there is none; ``ground``: measure of parts."""
    table = np.full((len(units.fid), len(found)), np.nan)
    span = (end - start) / max(len(found), 1)
    for place, one in enumerate(found):
        text = tr("Taking the values of “{criterion}”…").format(criterion=one.criterion.name)
        step = run.step(text, start + place * span, start + (place + 1) * span)
        origin = one.origin
        if is_field(origin):
            table[:, place] = numbers(units.columns[origin.field])
        elif origin.raster is not None:
            table[:, place], least = aside(partial(of_raster, run, given, origin, units.geometry), step)
            if stands_for_nothing(least):
                text = tr(
                    "The raster “{layer}” has the value {value:g} under the units, which usually stands for no data, "
                    "but the raster does not say so and it counts as a value; if it is none, set it as no data in the "
                    "raster's properties, under Transparency."
                )
                run.note(text.format(layer=given.rasters[origin.raster].label, value=least))
        elif origin.polygons is not None:
            layer = given.polygons[origin.polygons]
            own = field_values(layer, origin.field) if origin.field else None
            table[:, place] = aside(partial(of_polygons, units.geometry, layer.geometry, own, ground), step)
    return table


def of_raster(
    run: Run, given: Layers, origin: CriterionSource, units: np.ndarray, progress: Progress = quiet
) -> tuple[np.ndarray, float]:
    """Return the mean of a raster's band in each unit, and the least value under them."""
    assert origin.raster is not None
    raster, band = given.rasters[origin.raster], int(origin.field or 1)
    layer = named(raster.label, run.title("CRITERIA_LAYERS"))
    try:
        found, least = means(raster, band, units, run.crs, run.context.transformContext(), progress)
    except UnreadableError as error:
        raise QgsProcessingException(unreadable_sentence(raster, layer, error)) from error
    lost = raster.lost()
    if lost is not None:
        raise QgsProcessingException(lost_sentence(layer, lost))
    return found, least


def field_values(layer: Features, field: str) -> np.ndarray:
    """Return the values of a layer's field that a criterion is the mean of, NaN where not known."""
    index = {name.lower(): name for name in layer.columns}
    own = numbers(layer.columns[index[field.lower()]])
    own[~np.isfinite(own)] = np.nan
    return own


def of_polygons(
    units: np.ndarray, polygons: np.ndarray, own: np.ndarray | None, ground: Measure, progress: Progress = quiet
) -> np.ndarray:
    """Return the mean of a field of polygons in each unit, or the share that they cover where there is no field."""
    if own is None:
        return share_in(units, polygons, ground, progress)
    return means_in(units, polygons, own, ground, progress)


def numbers(column: list) -> np.ndarray:
    """Return the values of a field of numbers, NaN where there is none."""
    return np.array([np.nan if value is None else value for value in column], dtype=float)
