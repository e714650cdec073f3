"""What changed on the ground between two results of a job: from their layers to a layer of changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import shapely
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsEditorWidgetSetup,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)

from ...core.geometry.area import Measure, straight
from ...core.geometry.changes import NONE
from ...core.geometry.comparison import SLIVER_M, ValuedGround, differences
from ...core.progress import Progress, Stoppable, aside, part, quiet
from ...i18n import tr, translated
from ..framework.run import LONGEST_M
from ..framework.styling import apply_style
from ..io.crs import AnalysisCrs, CoordinateTransform, analysis_crs, crs_name, is_local
from ..io.features import Polygons
from ..io.read import plain_file, read_raw, to_polygons
from ..io.records import fields_of, rows
from ..io.snapshot import Snapshot
from ..io.wkb import to_shapely
from ..jobs import JOBS
from ..reports.units import hectares, square_metres
from .rules import Rule, Value
from .scenarios import ScenarioError, Side

_MOST_WORDS = 200  # that a field may hold to be shown in words
_TOLD_M2 = 0.05  # from which on a figure with one digit behind the point tells an area


@dataclass(frozen=True)
class Changes:
    """Where two results differ, the most pressing kind first.

    ``geometry``: single polygons in ``crs``, shape (p,); ``on_map``: the same in a metric CRS, and ``around`` the
    ground of both results to draw beneath. ``table``: a row for each: ``gv_change`` (code), ``gv_a``, ``gv_b`` (what
    each result says there, None for nothing), ``gv_area_m2`` and, where values are numbers, ``gv_step`` (B less A).
    ``slivers`` and ``sliver_m2``: how many were too thin to be shown, and their area.
    """

    job: str
    crs: QgsCoordinateReferenceSystem
    geometry: np.ndarray
    on_map: np.ndarray
    around: np.ndarray
    table: pd.DataFrame
    slivers: int
    sliver_m2: float

    def sums(self) -> list[tuple[str, int, float]]:
        """Return code, number and area in m² of each kind that occurs, in the order of the kinds."""
        groups = self.table.groupby("gv_change")["gv_area_m2"]
        number, area = groups.size(), groups.sum()
        codes = [kind.code for kind in JOBS[self.job].changes]
        return [(code, int(number[code]), float(area[code])) for code in codes if code in number.index]


def find_changes(one: Side, two: Side, progress: Progress = quiet) -> Changes:
    """Lay two results on each other. Raises ScenarioError where a layer that this needs is not there."""
    job = JOBS[one.content.job]
    rule: Rule = job.load("comparison").RULE
    if rule.alone and any(side.layer(rule.output) and not side.layer(rule.below) for side in (one, two)):
        rule = rule.alone
    reader = _Reader(part(progress, 0.0, 0.3))
    sides = [reader.read(side, rule.output, rule.fields) for side in (one, two)]
    below = [reader.read(side, rule.below) for side in (one, two)] if rule.below else []
    around = [reader.read(side, rule.around) for side in (one, two)]
    progress(0.3)
    values = [_values(polygons, rule) for polygons in sides]
    known = sorted({*values[0], *values[1], *([rule.below_constant] if below else [])}, key=_order)
    grounds = [_ground(known, polygons.geometry, own) for polygons, own in zip(sides, values)]
    if below:
        with_below = partial(_with_below, grounds, [one.geometry for one in below], known.index(rule.below_constant))
        grounds = reader.aside(lambda progress: with_below())
    kernel = partial(
        differences,
        *grounds,
        alike=lambda first, second: _alike(rule, known, first, second),
        measure=reader.measure(one, two),
    )
    found = aside(kernel, part(progress, 0.3, 1.0))
    table, order = _table(rule, [kind.code for kind in job.changes], known, found)
    shown = found.geometry[order]
    thin = found.sliver & _is_change(rule, known, found)
    return Changes(
        one.content.job,
        reader.crs,
        reader.back(shown),
        shown,
        np.concatenate([polygons.geometry for polygons in around]),
        table,
        int(thin.sum()),
        float(found.area_m2[thin].sum()),
    )


class _Reader:
    """Reads layers of results into one metric CRS, that of the first with any ground."""

    def __init__(self, progress: Progress):
        self._progress = progress
        self._transforms = QgsProject.instance().transformContext()
        self.analysis: AnalysisCrs | None = None
        self.crs = QgsCoordinateReferenceSystem()

    def read(self, side: Side, output: str, columns: tuple[str, ...] = ()) -> Polygons:
        """Return the polygons of an output."""
        layer = side.layer(output)
        if layer is None or any(layer.fields().lookupField(name) < 0 for name in columns):
            text = tr("“{name}” has no layer “{output}” to compare; run the job again with it, and keep the result.")
            if side.is_lost():
                text = tr("The file of the scenario “{name}” is gone: {file}.")
            raise ScenarioError(text.format(name=side.name, output=_title(side.content.job, output), file=side.file))
        raw = read_raw(Snapshot(layer), list(columns), plain_file(layer, layer), lambda: self._progress(0.5))
        geometry, unreadable = self.aside(lambda progress: to_shapely(raw.wkb))
        if self.analysis is None:
            self._choose(layer, geometry)
        target = self.analysis.crs if self.analysis else layer.crs()
        if is_local(layer.crs()) != is_local(target):
            text = tr(
                "The results to compare are in {one} and {other}, and no transformation leads from one to the other, "
                "for one of them is a local coordinate system without a place on Earth; run the job again in one of "
                "the two."
            )
            raise ScenarioError(text.format(one=crs_name(self.crs), other=crs_name(layer.crs())))
        transform = CoordinateTransform(layer.crs(), target, self._transforms)
        return self.aside(lambda progress: to_polygons(side.name, raw, geometry, unreadable, transform))

    def aside(self, work: Stoppable):
        """Return what work without a share in the progress returns, done in another thread."""
        return aside(work, lambda share: self._progress(0.5))

    def back(self, geometry: np.ndarray) -> np.ndarray:
        """Return geometries in the CRS that they came in."""
        if self.analysis is None:
            return geometry
        transform = CoordinateTransform(self.analysis.crs, self.crs, self._transforms)
        return self.aside(lambda progress: transform.geometry(geometry))

    def measure(self, one: Side, two: Side) -> Measure:
        """Return the measure of areas: on the ellipsoid where both results have it so."""
        if self.analysis is None or any(side.content.parameters.get("AREA") != 1 for side in (one, two)):
            return shapely.area
        return straight(self.analysis.measure(True), LONGEST_M)

    def _choose(self, layer: QgsVectorLayer, geometry: np.ndarray) -> None:
        bounds = shapely.bounds(geometry).reshape(-1, 4)
        bounds = bounds[np.isfinite(bounds).all(axis=1)]
        self.crs = layer.crs()
        if not len(bounds):
            return
        try:
            self.analysis = analysis_crs(self.crs, bounds, self._transforms)
        except ValueError as error:
            text = tr(
                "The coordinates of the layer “{layer}” lie nowhere on Earth in its coordinate reference "
                "system {crs}; set the one that they are in."
            )
            text = text.format(layer=layer.name(), crs=self.crs.userFriendlyIdentifier())
            raise ScenarioError(text) from error


def _title(job: str, output: str) -> str:
    """Return what an output is called."""
    algorithm = QgsApplication.processingRegistry().algorithmById(f"greenvein:{job}")
    definition = algorithm.outputDefinition(output) if algorithm else None
    return definition.description() if definition else output


def _values(polygons: Polygons, rule: Rule) -> list[Value]:
    if not rule.fields:
        return [rule.constant] * len(polygons.fid)
    return list(zip(*(polygons.columns[name] for name in rule.fields)))


def _order(value: Value) -> tuple:
    return tuple((one is None, one) for one in value)


def _ground(known: list[Value], geometry: np.ndarray, values: list[Value]) -> ValuedGround:
    number = {value: at for at, value in enumerate(known)}
    return ValuedGround(geometry, np.array([number[value] for value in values], dtype=np.intp))


def _with_below(grounds: list[ValuedGround], below: list[np.ndarray], value: int) -> list[ValuedGround]:
    """Return grounds with what lies below them, as far as either of the two is near it: elsewhere both agree."""
    tops = shapely.STRtree(np.concatenate([ground.geometry for ground in grounds]))
    found = []
    for ground, polygons in zip(grounds, below):
        near = polygons[np.unique(tops.query(polygons)[0])]
        values = np.r_[ground.value, np.full(len(near), value, dtype=np.intp)]
        found.append(ValuedGround(np.concatenate([ground.geometry, near]), values))
    return found


def _alike(rule: Rule, known: list[Value], first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Tell which values differ by no more than the accuracy of their number."""
    if rule.tolerance == (0.0, 0.0) or not len(first):
        return first == second
    number = np.array([value[0] for value in known], dtype=float)
    one, two = number[first], number[second]
    absolute, share = rule.tolerance
    return np.abs(one - two) <= np.maximum(absolute, share * np.maximum(one, two))


def _pairs(known: list[Value], found) -> list[tuple[Value | None, Value | None]]:
    at = [*known, None]  # the last one, which NONE stands for
    assert NONE == -1
    return [(at[one], at[two]) for one, two in zip(found.before.tolist(), found.after.tolist())]


def _is_change(rule: Rule, known: list[Value], found) -> np.ndarray:
    return np.array([rule.kind(*pair) is not None for pair in _pairs(known, found)], dtype=bool)


def _table(rule: Rule, codes: list[str], known: list[Value], found) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the fields of the changes that are shown, in their order, and their rows of what was found."""
    pairs = _pairs(known, found)
    kind = pd.Series([rule.kind(*pair) for pair in pairs], dtype=object)
    table = pd.DataFrame(
        {
            "gv_change": kind,
            "gv_a": pd.Series([None if one is None else rule.text(one) for one, _ in pairs], dtype=object),
            "gv_b": pd.Series([None if two is None else rule.text(two) for _, two in pairs], dtype=object),
            "gv_area_m2": found.area_m2.astype(float),
        }
    )
    if rule.step is not None:
        steps = [np.nan if one is None or two is None else float(rule.step(one, two)) for one, two in pairs]
        table["gv_step"] = pd.Series(steps, dtype=float)
    rank = {code: place for place, code in enumerate(codes)}
    step = table["gv_step"].abs().fillna(0.0).to_numpy() if "gv_step" in table else np.zeros(len(table))
    # What was found comes the largest first, and stays so among equals.
    order = np.lexsort((np.arange(len(table)), -step, kind.map(rank).fillna(len(rank)).to_numpy(dtype=float)))
    order = order[(kind.notna().to_numpy() & ~found.sliver)[order]]
    return table.iloc[order].reset_index(drop=True), order


def sentence(changes: Changes) -> str:
    """Say how much changed on the ground."""
    sums = changes.sums()
    if not sums:
        return tr("Nothing changed on the ground.")
    text = tr("Places that changed: {count}, {area} ha together.")
    area = hectares(sum(area for _, _, area in sums))
    return text.format(count=sum(count for _, count, _ in sums), area=area)


def slivers(changes: Changes) -> str:
    """Say what was left out; empty where nothing was that any digit would show."""
    if changes.sliver_m2 < _TOLD_M2:
        return ""
    text = tr("{count} differences narrower than {width:g} m on average ({area} m² together) are not shown.")
    return text.format(count=changes.slivers, width=SLIVER_M, area=square_metres(changes.sliver_m2))


def layer_of(changes: Changes) -> QgsVectorLayer:
    """Return the changes as a layer in memory, with style, names of fields, and codes in words."""
    job = QgsApplication.processingRegistry().algorithmById(f"greenvein:{changes.job}")
    name = tr("{job}: changes from A to B").format(job=job.displayName() if job else "")
    layer = QgsVectorLayer("Polygon", name, "memory")
    layer.setCrs(changes.crs)
    fields = fields_of(changes.table)
    layer.dataProvider().addAttributes(list(fields))
    layer.updateFields()
    features = []
    for values, wkb in zip(rows(changes.table), shapely.to_wkb(changes.geometry)):
        ground = QgsGeometry()
        ground.fromWkb(wkb)
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        feature.setGeometry(ground)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    apply_style(layer, f"{changes.job}_comparison")
    a, b, step = JOBS[changes.job].load("comparison").RULE.titles()
    aliases = {"gv_change": tr("What changed"), "gv_a": a, "gv_b": b, "gv_step": step}
    for index, field in enumerate(layer.fields()):
        if aliases.get(field.name()):
            layer.setFieldAlias(index, aliases[field.name()])
    _say_in_words(layer, changes)
    return layer


def _say_in_words(layer: QgsVectorLayer, changes: Changes) -> None:
    """Let tables and forms show what codes mean."""
    job = JOBS[changes.job]
    say = job.load("comparison").RULE.say
    words = {"gv_change": {kind.code: translated(kind.title) for kind in job.changes}}
    for name in ("gv_a", "gv_b"):
        codes = changes.table[name].dropna().unique().tolist()
        words[name] = {code: say(code) for code in codes[:_MOST_WORDS]}
    for name, texts in words.items():
        if any(code != text for code, text in texts.items()):
            pairs = [{text: code} for code, text in texts.items()]
            index = layer.fields().lookupField(name)
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", {"map": pairs}))
