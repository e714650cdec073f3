"""What a layer of all land use has of some classes, counted without a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback, QgsVectorLayer

from ...core.plaintext import text_of
from ...i18n import tr
from ..io.layer_names import named
from ..io.snapshot import Snapshot
from ..reports.units import whole
from ..words.land_classes import kind_names, system_names
from ..words.takes import mixed, unread_land_use
from .call import CancelledError
from .class_changes import changed_tables, changes_in

if TYPE_CHECKING:
    from ...core.land.classes import ClassTable


@dataclass(frozen=True)
class Classes:
    """What codes say: ``counts``, features by class; ``unread``: of classes that cannot be told, a sentence why.

    ``system``: the id of the table that reads the codes, "" where none does; ``mixed``: a sentence where two
    systems would have to; ``none``: classes that the codes show not to be there; ``doubtful``: features that may be of
    one of the classes, which their codes do not say.
    """

    counts: dict[str, int]
    unread: dict[str, str]
    system: str = ""
    mixed: str = ""
    none: frozenset[str] = frozenset()
    doubtful: int = 0


def classes_in(
    values: Sequence[object],
    name: str,
    kinds: Sequence[str],
    tables: Sequence[ClassTable],
    *,
    numeric: bool,
    layer: str,
) -> Classes:
    """Return what codes say of some classes; ``name``: of their field, ``numeric``: whether it holds numbers.

    ``tables``: the systems that they may be from; ``layer``: what sentences call the land use.
    """
    import numpy as np

    from ...core.land.taking import by_class

    found = {kind: by_class(values, (kind,), tables, numeric=numeric, field=name) for kind in kinds}
    seen = sorted(filter(None, map(text_of, set(values))))
    doubtful = np.any([taken.is_doubtful for taken in found.values() if taken.table is not None], axis=0)
    called, parameter = named(layer, tr("Land use")), tr("System of the land-use codes")
    return Classes(
        {kind: int(taken.mask.sum()) for kind, taken in found.items() if taken.table is not None},
        {kind: unread_land_use(kind, layer, name, taken, seen) for kind, taken in found.items() if taken.table is None},
        next((taken.table.id for taken in found.values() if taken.table is not None), ""),
        next(filter(None, (mixed(taken, tables, called, name, parameter) for taken in found.values())), ""),
        frozenset(
            kind
            for kind, taken in found.items()
            if taken.table is not None and taken.table.tells(kind) and not taken.mask.any()
        ),
        int(np.sum(doubtful)),
    )


@dataclass(frozen=True)
class LandUse:
    """What a layer has: ``said`` in a line; ``counts``: features by class, None where the codes cannot be read.

    ``unread``: of classes that the codes do not tell, a sentence why; ``mixed``: a sentence where they are of two
    systems; ``none``: classes that the codes show not to be there.
    """

    said: str
    counts: dict[str, int] | None = field(default=None)
    unread: dict[str, str] = field(default_factory=dict)
    mixed: str = ""
    none: frozenset[str] = frozenset()


def counting(
    layer: QgsVectorLayer,
    value: object,
    name: str,
    system: int,
    kinds: Sequence[str],
    changes: str,
    feedback: QgsProcessingFeedback,
) -> Callable[[], LandUse]:
    """Return the work that counts classes by the codes in a field; asked for in the layer's thread, done in any.

    ``value``: what a run is given of the layer, which may be but its selection; ``system``: of the codes, as the
    parameter has it, 0 where it is not known; ``changes``: what the project says of codes.
    """
    from ..io.read import plain_file, read_raw

    file = plain_file(value, layer)
    source, numeric, called = Snapshot(layer, value), layer.fields().field(name).isNumeric(), layer.name()

    def stop() -> None:
        if feedback.isCanceled():
            raise CancelledError

    def work() -> LandUse:
        values = read_raw(source, [name], file, stop).columns[name]
        source.let_go()
        tables = changed_tables(changes_in(changes))
        tables = tables[system - 1 : system] if system else tables
        found = classes_in(values, name, kinds, tables, numeric=numeric, layer=called)
        if not found.counts:
            return LandUse(next(iter(found.unread.values()), ""), None, found.unread)
        read_as = system_names().get(found.system, tr("classes, not codes"))
        return LandUse(_said(name, read_as, found), found.counts, found.unread, found.mixed, found.none)

    return work


def _said(name: str, system: str, found: Classes) -> str:
    names = kind_names()
    counts = found.counts.items()
    some = [tr("{kinds} ({count})").format(kinds=names[kind], count=whole(count)) for kind, count in counts]
    if found.doubtful:
        some.append(tr("not told by their codes ({count})").format(count=whole(found.doubtful)))
    text = tr("“{field}”, read as {system}: {kinds}")
    return text.format(field=name, system=system, kinds=tr(", ").join(some))
