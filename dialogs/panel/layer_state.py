"""What of a layer a result depends on, in a form that can be compared: where it comes from, its filter, its content."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsMapLayer, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

_BESIDE = (".shp", ".dbf")  # the parts of a Shapefile that hold its content


@dataclass(frozen=True)
class LayerState:
    """A layer as a run reads it; two are equal where a run would read the same. ``id`` and ``name`` only tell which."""

    id: str = field(compare=False)
    name: str = field(compare=False)
    source: tuple[str, str]
    filter: str
    crs: str
    fields: tuple
    content: tuple
    selection: frozenset | None


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
    state is asked for.
    """

    changed = pyqtSignal()

    def __init__(self, layer: QgsMapLayer, parent: QObject):
        super().__init__(parent)
        self._layer = layer
        self._seen = _read_from(layer)
        self._turn = 0  # counts what only signals tell
        self._unsaved: tuple = ()
        self._saved: dict[tuple, tuple] = {}  # content as stored, by what it was before it was saved
        links = [
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
                (layer.updatedFields, self.changed),
                (layer.selectionChanged, self.changed),
            ]
        for signal, slot in links:
            signal.connect(slot)
        self._links = links

    def stop(self) -> None:
        """Listen no more."""
        for signal, slot in self._links:
            signal.disconnect(slot)
        self._links = []

    def state(self, selected_only: bool = False) -> LayerState:
        """Return the layer as a run would read it now."""
        layer, vector = self._layer, isinstance(self._layer, QgsVectorLayer)
        return LayerState(
            layer.id(),
            layer.name(),
            source_of(layer),
            layer.subsetString() if vector else "",
            layer.crs().toWkt(),
            tuple((one.name(), one.type(), one.typeName()) for one in layer.fields()) if vector else (),
            self._content(),
            frozenset(layer.selectedFeatureIds()) if selected_only and vector else None,
        )

    def _content(self) -> tuple:
        stored = (self._turn, stored_as(self._layer))
        stored = self._saved.get(stored, stored)
        edits = _edits(self._layer) if isinstance(self._layer, QgsVectorLayer) else ""
        return (stored, edits) if edits else stored

    def _note_edit(self) -> None:
        # In a transaction edits are stored at once, and nothing remembers what was there before.
        if self._layer.dataProvider().transaction() is not None:
            self._turn += 1
        self.changed.emit()

    def _before_saving(self) -> None:
        self._unsaved = self._content()

    def _after_saving(self) -> None:
        self._saved[self._turn, stored_as(self._layer)] = self._unsaved
        self.changed.emit()

    def _turn_over(self) -> None:
        seen, self._seen = self._seen, _read_from(self._layer)
        # A file tells by itself whether it has changed, and a filter that comes or goes changes no data.
        if seen == self._seen and stored_as(self._layer) is None:
            self._turn += 1
        self.changed.emit()


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
        return _table_as(path, parts.get("layerName") or "") or _file_as(path)
    if path.is_dir():
        return tuple(part for one in sorted(path.glob("*.gdbtable")) for part in _file_as(one))
    if path.suffix.lower() in _BESIDE:
        found = (path.with_suffix(ending) for ending in _BESIDE)
        return tuple(part for one in found if one.exists() for part in _file_as(one))
    return _file_as(path)


def _file_as(path: Path) -> tuple:
    found = path.stat()
    return (path.name, found.st_mtime_ns, found.st_size)


def _table_as(path: Path, table: str) -> tuple | None:
    """Return when a table of a GeoPackage was last changed, and its number of rows; None where it does not say.

    The file's own time would not do: opening it changes that, and so do other tables.
    """
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        base = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"])
        if base is None or base.GetLayerCount() == 0:
            return None
        layer = base.GetLayerByName(table) if table else base.GetLayer(0)
        if layer is None:
            return None
        name = layer.GetName().replace("'", "''")
        found = base.ExecuteSQL(f"SELECT last_change FROM gpkg_contents WHERE table_name = '{name}'")
        changed = [row.GetField(0) for row in found]
        base.ReleaseResultSet(found)
        return (table, *changed, layer.GetFeatureCount())
    except RuntimeError:  # GDAL says so in the place of None, where it is set up to throw
        return None
    finally:
        gdal.PopErrorHandler()


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
