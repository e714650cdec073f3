"""What of a layer a result depends on, in a form that can be compared: where it comes from, its filter, its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from weakref import WeakSet

from qgis.core import (
    QgsMapLayer,
    QgsPathResolver,
    QgsProject,
    QgsProviderRegistry,
    QgsReadWriteContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...processing.io import digests, file_digests
from ...processing.io.places import tables_of
from ...processing.io.sqlite import quoted_name
from ...processing.io.table_state import table_state
from ...processing.io.views import tables_read
from .layer_behind import Behind, computed

_SHAPEFILE = (".shp", ".dbf")
_PARTS = {".shp": _SHAPEFILE, ".dbf": _SHAPEFILE, ".tab": (".tab", ".dat", ".map"), ".mif": (".mif", ".mid")}
"""The files that hold the content of one, by its ending."""
_PULSE_MS = 1_000
"""QGIS tells nobody that the expression of a field is another."""
_READING_MS = 50
"""After which it is looked whether a table has been read."""


@dataclass(frozen=True)
class LayerState:
    """A layer as a run reads it; two are equal where a run would read the same. ``id`` and ``name`` only tell which.

    ``made_of``: how it takes what is not its own, ``behind``: of which layers, as Behind has both.
    """

    id: str = field(compare=False)
    name: str = field(compare=False)
    source: tuple[str, str]
    filter: str
    crs: str
    fields: tuple
    content: tuple
    selection: frozenset | None
    made_of: tuple = ()
    behind: tuple[LayerState, ...] = ()

    def as_map(self, file: Path) -> dict:
        """Return what JSON can hold, with paths from the file that will have it, which may be moved along."""
        kind, source = self.source
        return {
            "id": self.id,
            "name": self.name,
            "source": [kind, QgsProviderRegistry.instance().absoluteToRelativeUri(kind, source, _from(file))],
            "filter": self.filter,
            "crs": self.crs,
            "fields": [list(one) for one in self.fields],
            "content": _lists(self.content),
            "selection": None if self.selection is None else sorted(self.selection),
            "made_of": _lists(self.made_of),
            "behind": [one.as_map(file) for one in self.behind],
        }

    @classmethod
    def from_map(cls, found: dict, file: Path) -> LayerState:
        """Return what ``as_map`` gave. Raises KeyError, TypeError or ValueError where it is something else."""
        kind, source = found["source"]
        return cls(
            **{name: str(found[name]) for name in ("id", "name", "filter", "crs")},
            source=(kind, QgsProviderRegistry.instance().relativeToAbsoluteUri(kind, source, _from(file))),
            fields=_tuples(found["fields"]),
            content=_tuples(found["content"]),
            selection=None if found["selection"] is None else frozenset(found["selection"]),
            # Earlier versions did not look behind layers.
            made_of=_tuples(found.get("made_of", ())),
            behind=tuple(cls.from_map(one, file) for one in found.get("behind", ())),
        )


def known(state: LayerState) -> LayerState:
    """Return a state with what is known by now of tables that were still being read."""
    behind = tuple(known(one) for one in state.behind)
    return replace(state, content=digests.known(state.content), behind=behind)


def unless_read(now: LayerState, was: LayerState | None) -> LayerState:
    """Return a layer as it is now, but as it ``was`` as long as its table is still being read."""
    if was is None:
        return now
    before = {one.id: one for one in was.behind}
    behind = tuple(unless_read(one, before.get(one.id)) for one in now.behind)
    is_open = digests.is_open((was.content, now.content))
    return replace(now, content=was.content if is_open else now.content, behind=behind)


def _from(file: Path) -> QgsReadWriteContext:
    """Return how QGIS reads and writes paths from a file."""
    context = QgsReadWriteContext()
    context.setPathResolver(QgsPathResolver(str(file)))
    return context


def _lists(value):
    return [_lists(one) for one in value] if isinstance(value, (tuple, list)) else value


def _tuples(value):
    return tuple(_tuples(one) for one in value) if isinstance(value, (tuple, list)) else value


def source_of(layer: QgsMapLayer) -> tuple[str, str]:
    """Return where a layer's data come from, with its filter; equal for layers that show the same.

    A layer in memory is its own source: what QGIS calls that is the same for all with the same fields once one of them
    had a filter.
    """
    kind = layer.providerType()
    return kind, layer.id() if kind == "memory" else layer.source()


class LayerWatch(QObject):
    """Knows the state of a layer at any time; ``changed`` tells that it may be another now.

    What was undone is as before, and saving edits changes nothing. What others write into a file is seen when the
    state is asked for, or soon after where the file is large (``digests``).
    """

    changed = pyqtSignal()

    def __init__(self, layer: QgsMapLayer, parent: QObject):
        super().__init__(parent)
        self._layer = layer
        self._behind = Behind(layer)
        self._seen = _read_from(layer)
        self._turn = 0  # counts what only signals tell
        self._unsaved: tuple = ()
        self._saved: dict[tuple, tuple] = {}  # content as stored, by what it was before it was saved
        self._moved: dict[LayerState, LayerState] = {}  # what it was before it was moved, by what it is there
        self._told: tuple = ()
        self._unread: tuple | None = None  # what the file holds, of which a table is still being read
        self._is_saved = False  # and it was saved just before
        self._reading = QTimer(self)
        self._reading.setInterval(_READING_MS)
        self._reading.timeout.connect(self._look_at_read)
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE_MS)
        self._pulse.timeout.connect(self._look_again)
        _watches.add(self)
        links = [
            (layer.nameChanged, self.changed),
            (layer.dataChanged, self._turn_over),
            (layer.dataSourceChanged, self.changed),
            (layer.crsChanged, self.changed),
        ]
        if isinstance(layer, QgsVectorLayer):
            links += [
                (layer.layerModified, self._note_edit),
                (layer.beforeCommitChanges, self._before_saving),
                (layer.afterCommitChanges, self._after_saving),
                (layer.afterRollBack, self.changed),
                (layer.subsetStringChanged, self.changed),
                (layer.updatedFields, self._note_fields),
                (layer.selectionChanged, self.changed),
            ]
        for signal, slot in links:
            signal.connect(slot)
        self._links = links
        self._look_at_computed()

    def stop(self) -> None:
        """Listen no more."""
        for signal, slot in self._links:
            signal.disconnect(slot)
        self.lose()

    def lose(self) -> None:
        """Do without the layer, which is deleted and took the connections along."""
        self._pulse.stop()
        self._reading.stop()
        self._links = []

    def behind(self) -> list[QgsMapLayer]:
        """Return the layers that this one takes values or shapes of."""
        return self._behind.layers()

    def state(self, selected_only: bool = False) -> LayerState:
        """Return the layer as a run would read it now, but for what stands behind it."""
        found = self._state()
        selection = frozenset(self._layer.selectedFeatureIds()) if selected_only and self._is_vector() else None
        return replace(self._before_it_was_moved(found), id=found.id, name=found.name, selection=selection)

    def reopened(self, was: LayerState) -> LayerState:
        """Return a state as one finds it who opens the project anew, and the layer is still as it was then."""
        if unless_read(self.state(was.selection is not None), known(was)) != known(was):
            return was
        stored = (0, stored_as(self._layer))
        edits = _edits(self._layer) if self._is_vector() else ""
        content = (stored, edits) if edits else stored
        return replace(self._state(), name=was.name, content=content, selection=was.selection)

    def is_of(self, layer: QgsMapLayer) -> bool:
        """Tell whether it watches a layer."""
        return bool(self._links) and self._layer is layer

    def note_move(self, was: LayerState) -> None:
        """Note that the layer, which is elsewhere now, is what it was before."""
        self._moved[self._state()] = replace(was, selection=None)

    def _is_vector(self) -> bool:
        return isinstance(self._layer, QgsVectorLayer)

    def _state(self) -> LayerState:
        layer, vector = self._layer, self._is_vector()
        return LayerState(
            layer.id(),
            layer.name(),
            source_of(layer),
            layer.subsetString() if vector else "",
            layer.crs().toWkt(),
            tuple((one.name(), one.type(), one.typeName()) for one in layer.fields()) if vector else (),
            self._content(),
            None,
            self._behind.definition(),
        )

    def _content(self) -> tuple:
        stored = (self._turn, self._stored())
        saved = {digests.known(one): before for one, before in self._saved.items()}
        stored = digests.known(saved.get(stored, stored))
        edits = _edits(self._layer) if isinstance(self._layer, QgsVectorLayer) else ""
        return (stored, edits) if edits else stored

    def _stored(self) -> tuple | None:
        """Return what the layer's file holds; where its table must still be read it is looked at again soon."""
        stored = stored_as(self._layer)
        if digests.is_open(stored):
            self._unread = stored
            self._reading.start()
        return stored

    def _look_at_read(self) -> None:
        """Tell once the table has been read."""
        if digests.is_open(self._unread):
            return
        self._reading.stop()
        if self._is_saved:
            self._note_saved()
        self.changed.emit()

    def _before_it_was_moved(self, found: LayerState) -> LayerState:
        for there, was in self._moved.items():
            if unless_read(found, known(there)) == known(there):
                return known(was)
        return found

    def _note_edit(self) -> None:
        # In a transaction edits are stored at once, and nothing remembers what was there before.
        if self._layer.dataProvider().transaction() is not None:
            self._turn += 1
        self.changed.emit()

    def _note_fields(self) -> None:
        self._look_at_computed()
        self.changed.emit()

    def _look_at_computed(self) -> None:
        """Look at computed fields from time to time, where there are any."""
        if computed(self._layer):
            self._told = self._behind.definition()
            self._pulse.start()
        else:
            self._pulse.stop()

    def _look_again(self) -> None:
        told, self._told = self._told, self._behind.definition()
        if told != self._told:
            self.changed.emit()

    def _before_saving(self) -> None:
        self._unsaved = self._content()

    def _after_saving(self) -> None:
        self._note_saved()
        QTimer.singleShot(0, self._note_saved)  # QGIS packs a Shapefile anew once it has told
        self.changed.emit()

    def _note_saved(self) -> None:
        if self._links:  # else the layer may be gone meanwhile
            stored = self._stored()
            self._saved[self._turn, stored] = self._unsaved
            self._is_saved = digests.is_open(stored)

    def _turn_over(self) -> None:
        seen, self._seen = self._seen, _read_from(self._layer)
        # A file tells by itself whether it has changed, and a filter that comes or goes changes no data.
        if seen == self._seen and stored_as(self._layer) is None and not self._is_of_others():
            self._turn += 1
        self.changed.emit()

    def _is_of_others(self) -> bool:
        """Tell whether all that the layer shows is of layers that tell themselves when they change."""
        if self._layer.providerType() != "virtual":
            return False
        known, project = self._behind.layers(), QgsProject.instance()
        return bool(known) and all(project.mapLayer(one.id()) is one or stored_as(one) is not None for one in known)


def moved(layer: QgsMapLayer, move: Callable[[], None]) -> None:
    """Move what a layer holds elsewhere, of which nobody is to think that the layer is another."""
    watches = [(watch, watch.state()) for watch in _watches if watch.is_of(layer)]
    move()
    for watch, was in watches:
        watch.note_move(was)


_watches: WeakSet[LayerWatch] = WeakSet()


def _read_from(layer: QgsMapLayer) -> tuple[str, str]:
    return layer.source(), layer.subsetString() if isinstance(layer, QgsVectorLayer) else ""


def stored_as(layer: QgsMapLayer) -> tuple | None:
    """Return what tells one content of a layer's file from another; None where the layer has no file."""
    if layer.providerType() == "memory":
        return ("memory", layer.dataProvider().featureCount())
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    text = parts.get("path") or ""
    path = Path(text)
    if not text or not path.exists():
        return None
    if path.suffix.lower() == ".gpkg":
        table = parts.get("layerName") or ""
        others = _others_read(path, table, str(parts.get("subset") or ""))
        found = table_state(path, table) or file_digests.state(path)
        return (found, *(table_state(path, one) or () for one in others)) if others else found
    if path.is_dir():
        return tuple(part for one in sorted(path.glob("*.gdbtable")) for part in file_digests.state(one))
    if parts_of := _PARTS.get(path.suffix.lower()):
        found = (path.with_suffix(ending) for ending in parts_of)
        return tuple(part for one in found if one.exists() for part in file_digests.state(one))
    return file_digests.state(path)


def _others_read(path: Path, table: str, asked: str) -> list[str]:
    """Return the further tables that a filter of a table looks at, in small letters."""
    if "select" not in asked.casefold():
        return []
    own = table or next(iter(tables_of(str(path))), "")
    is_whole = asked.strip().casefold().startswith(("select", "with"))
    query = asked if is_whole else f"SELECT * FROM {quoted_name(own)} WHERE {asked}"
    return sorted((tables_read(str(path), own, query) or set()) - {own.casefold()})


def gone_file(was: LayerState, now: LayerState) -> Path | None:
    """Return the file of a layer that was there before and is gone now."""
    text = QgsProviderRegistry.instance().decodeUri(*now.source).get("path") if was.content != now.content else ""
    path = Path(text or "")
    return path if text and path.is_absolute() and not path.exists() else None


def _edits(layer: QgsVectorLayer) -> str:
    """Return what tells the unsaved edits of a layer from all others; "" where there are none."""
    buffer = layer.editBuffer()
    if buffer is None or not buffer.isModified():
        return ""
    digest = blake2b(digest_size=16)

    def take(*parts) -> None:
        for part in parts:
            digest.update(part if isinstance(part, bytes) else f"{part!r};".encode())

    take("deleted", sorted(buffer.deletedFeatureIds()))
    for fid, feature in sorted(buffer.addedFeatures().items()):
        take("added", fid, _shape(feature.geometry()), feature.attributes())
    for fid, geometry in sorted(buffer.changedGeometries().items(), key=lambda one: one[0]):
        take("moved", fid, _shape(geometry))
    for fid, values in sorted(buffer.changedAttributeValues().items(), key=lambda one: one[0]):
        take("set", fid, sorted(values.items(), key=lambda one: one[0]))
    take("fields", [one.name() for one in buffer.addedAttributes()], sorted(buffer.deletedAttributeIds()))
    return digest.hexdigest()


def _shape(geometry) -> bytes:
    return bytes(geometry.asWkb())
