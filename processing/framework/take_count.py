"""What would be taken of a layer, counted and measured without a run, and the values of a field that can be taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsDistanceArea,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsUnitTypes,
    QgsVectorLayer,
)

from ...i18n import in_line
from ..io.layer_names import parameter_of
from ..io.snapshot import Snapshot
from ..words import takes as words
from .call import CancelledError
from .class_changes import kept_in
from .cleared import given
from .job import JobAlgorithm
from .sources import Sources
from .taking import WHICH, WHY, taker

if TYPE_CHECKING:
    import numpy as np

    from ...core.land.taking import FieldValue

_BATCH = 1_000
"""Features between two looks at whether anybody still wants to know."""


@dataclass(frozen=True)
class Counted:
    """What is taken of a layer: in a few words with count and area, and what there is to note of it.

    ``wrong``: the sentence that a run would end with, "" where it would not; ``doubts``: sentences on what may be meant
    and is not taken, for codes do not say.
    """

    brief: str = ""
    notes: tuple[str, ...] = ()
    wrong: str = ""
    doubts: tuple[str, ...] = ()


def counting(
    algorithm: QgsProcessingAlgorithm,
    key: str,
    layer: QgsVectorLayer,
    parameters: dict,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> Callable[[], Counted]:
    """Return the work that counts what parameters take of a layer; asked for in the layer's thread, done in any.

    ``key``: as for ``taking.taker``, the first where an input takes several. Raises QgsProcessingException with the
    sentence that a run would end with; the work says it.
    """
    from ..io.read import plain_file, read_raw

    algorithm = algorithm.create()
    algorithm.class_changes = kept_in(context.project())
    name, source = parameter_of(key), Snapshot(layer)
    value = parameters.get(name)
    fids = None
    if isinstance(value, QgsProcessingFeatureSourceDefinition) and value.selectedFeaturesOnly:
        fids = layer.selectedFeatureIds()
    file = plain_file(layer, layer)
    looked = Sources(algorithm, given(algorithm, parameters), context, feedback, {}, (), snapshots={key: source})
    taking = taker(looked, key, source)
    label = layer.name()
    may_lack = algorithm.JOB.may_lack if isinstance(algorithm, JobAlgorithm) else ()

    def work() -> Counted:
        columns = list(taking.columns) if taking is not None else []
        raw = read_raw(source, columns, file, looked.stop, fids)
        chosen = words.Choice("")
        doubts: tuple[str, ...] = ()
        if taking is not None and len(raw.fid):
            raw, chosen, some = taking.leave(raw)
            if len(some.fid):
                area_m2 = _areas(some.wkb, source, looked)
                why, which = some.columns[WHY], some.columns[WHICH]
                doubts = words.in_doubt(taking.take, label, taking.columns[0], chosen.read_as, why, which, area_m2)
        source.let_go()
        if chosen.nothing and not (chosen.none and name in may_lack):
            return Counted(wrong=in_line([chosen.nothing, *doubts]))
        brief = words.measured(label, chosen.what, len(raw.fid), sum(_areas(raw.wkb, source, looked)))
        return Counted(brief, (*looked.notes, *chosen.notes), doubts=doubts)

    def told() -> Counted:
        try:
            return work()
        except QgsProcessingException as error:
            return Counted(wrong=str(error))

    return told


def _areas(wkb: np.ndarray, source: Snapshot, run: Sources) -> list[float]:
    """Return the area in m² of each geometry, on the ellipsoid of the project where it has one."""
    from ..io.mended import mended

    measure = QgsDistanceArea()
    measure.setSourceCrs(source.sourceCrs(), run.context.transformContext())
    measure.setEllipsoid(run.context.ellipsoid())
    found, geometry, unit = [], QgsGeometry(), QgsUnitTypes.AreaUnit.AreaSquareMeters
    for number, one in enumerate(wkb):
        if number % _BATCH == 0:
            run.stop()
        area = 0.0
        if one is not None:
            geometry.fromWkb(one)
            area = measure.convertAreaMeasurement(measure.measureArea(mended(geometry)), unit)
        found.append(area)
    return found


def listing(
    layer: QgsVectorLayer, name: str, system: int, feedback: QgsProcessingFeedback
) -> Callable[[], list[FieldValue]]:
    """Return the work that lists the values of a field; asked for in the layer's thread, done in any.

    ``system``: of the codes, as the parameter has it, 0 where it is not known.
    """
    from ...core.land.classes import system_tables
    from ...core.land.taking import field_values
    from ..io.read import plain_file, read_raw

    file = plain_file(layer, layer)
    source, numeric = Snapshot(layer), layer.fields().field(name).isNumeric()

    def stop() -> None:
        if feedback.isCanceled():
            raise CancelledError

    def work() -> list[FieldValue]:
        values = read_raw(source, [name], file, stop).columns[name]
        source.let_go()
        tables = system_tables()
        return field_values(values, tables[system - 1 : system] if system else tables, numeric=numeric, field=name)

    return work
