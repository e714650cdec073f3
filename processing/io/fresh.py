"""Has QGIS read anew what another program has written: of some files it goes on showing what it has read once."""

from __future__ import annotations

import os
import time

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QThread

from .places import layers_behind
from .presence import files_of

_HELD = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods", ".json", ".geojson")
"""Files of which QGIS, or GDAL for it, has rows or their places in memory for a while."""
_BEGUN = time.time_ns()
_seen: dict[str, tuple[int, int, int]] = {}
"""How the file of each layer was when it was read last, by the layer's id."""


def read_anew(layer: QgsVectorLayer, project: QgsProject | None) -> None:
    """Have a layer show what its file has now, and so the tables that it joins; to be called in its own thread."""
    _read_anew(layer, project, frozenset())


def _read_anew(layer: QgsMapLayer, project: QgsProject | None, before: frozenset[str]) -> None:
    if layer.id() in before or layer.thread() != QThread.currentThread() or not isinstance(layer, QgsVectorLayer):
        return
    for other in layers_behind(layer, project):
        _read_anew(other, project, before | {layer.id()})
    path = next(iter(files_of(layer)), "")
    if not path or layer.isEditable():
        return
    was, now = _seen.get(layer.id()), _state(path)
    if now is None:
        return
    _seen[layer.id()] = now
    if was == now or (was is None and now[1] < _BEGUN):
        return
    # Opening a database changes its time, but does not put another file in its place.
    if path.lower().endswith(_HELD) or (was is not None and was[0] != now[0]):
        chosen = layer.selectedFeatureIds()
        layer.reload()
        if chosen != layer.selectedFeatureIds():
            layer.selectByIds(chosen)
    # Who joins it and has its rows in memory listens to this, and to nothing else that can be told.
    layer.layerModified.emit()


def _state(path: str) -> tuple[int, int, int] | None:
    """Return which file there is, when it was written, and how large it is; None where none is."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
