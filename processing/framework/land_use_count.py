"""What a layer of all land use has of some classes, counted without a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qgis.core import QgsProcessingFeedback, QgsVectorLayer

from ...i18n import tr
from ..io.snapshot import Snapshot
from ..reports.units import whole
from ..words.land_classes import kind_names, system_names
from .call import CancelledError
from .class_changes import changed_tables, changes_in


@dataclass(frozen=True)
class LandUse:
    """What a layer has: ``said`` in a line; ``counts``: features by class, None where the codes cannot be read."""

    said: str
    counts: dict[str, int] | None = field(default=None)


def counting(
    layer: QgsVectorLayer, name: str, system: int, kinds: Sequence[str], changes: str, feedback: QgsProcessingFeedback
) -> Callable[[], LandUse]:
    """Return the work that counts classes by the codes in a field; asked for in the layer's thread, done in any.

    ``system``: of the codes, as the parameter has it, 0 where it is not known; ``changes``: what the project says of
    codes.
    """
    from ...core.land.taking import by_class
    from ..io.read import plain_file, read_raw

    file = plain_file(layer, layer)
    source, numeric = Snapshot(layer), layer.fields().field(name).isNumeric()

    def stop() -> None:
        if feedback.isCanceled():
            raise CancelledError

    def work() -> LandUse:
        values = read_raw(source, [name], file, stop).columns[name]
        source.let_go()
        tables = changed_tables(changes_in(changes))
        tables = tables[system - 1 : system] if system else tables
        found = {kind: by_class(values, (kind,), tables, numeric=numeric, field=name) for kind in kinds}
        table = next((taken.table for taken in found.values() if taken.table is not None), None)
        if table is None:
            return LandUse(tr("The codes in “{field}” are of no system that can be told.").format(field=name))
        counts = {kind: int(taken.mask.sum()) for kind, taken in found.items()}
        return LandUse(_said(name, system_names().get(table.id, tr("classes, not codes")), counts), counts)

    return work


def _said(name: str, system: str, counts: dict[str, int]) -> str:
    names = kind_names()
    some = [tr("{kinds} ({count})").format(kinds=names[kind], count=whole(count)) for kind, count in counts.items()]
    text = tr("“{field}”, read as {system}: {kinds}")
    return text.format(field=name, system=system, kinds=tr(", ").join(some))
