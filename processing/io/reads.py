"""Files that several runs read, one after the other, are read once.

Only while somebody asks for it (``shared``), as a check-up does for its steps; nothing is kept afterwards. What was
read is known by the file, the layer in it and the encoding of its texts, and by all that tells when the file was
changed last: a changed file is another one, and read anew. What may change without being seen is never shared: edits
in memory, selections, filters, fields of other layers, databases. What a run gets is its own: nobody else sees what it
does with it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
import shapely
from qgis.core import QgsFields

from ...core.geometry.polygons import Cleaned
from .features import Raw
from .read import PlainFile, read_raw
from .snapshot import Snapshot

_FORMATS = (".gpkg", ".shp", ".fgb", ".gdb", ".geojson")
"""The formats in which all of a layer is in files of one name, or in one folder; a virtual file may lead anywhere."""
_READ_TOO = "-shm"
"""The end of what SQLite writes beside a file for those who read it."""
_COARSE_S = 3.0
"""The times of files may be as coarse: what was changed later than this before now may change unseen."""
_MOST_BYTES = 128 * 2**20
"""Of geometry as it is stored; with what is made of it, it is some three times as much, of small parcels seven."""

Made = TypeVar("Made")
_Shapes = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class _Layer:
    """What was read of a layer: ids and WKB of all features, columns by their names, and what was made of it.

    ``size``: of its geometry, in bytes.
    """

    fid: np.ndarray
    wkb: np.ndarray
    size: int
    columns: dict[str, list] = field(default_factory=dict)
    made: dict[Hashable, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fid.flags.writeable = self.wkb.flags.writeable = False


_lock = threading.Lock()
_layers: dict[Hashable, _Layer] = {}
_asking: set[object] = set()


@contextmanager
def shared() -> Iterator[None]:
    """Have files that are read meanwhile, in whatever thread, be read once.

    Several may ask for it at once; when the last one does no more, all is let go of. Where it is to outlast a call:
    ``asked = ExitStack(); asked.enter_context(shared())``, and ``asked.close()`` in the end.
    """
    own = object()
    with _lock:
        _asking.add(own)
    try:
        yield
    finally:
        with _lock:
            _asking.remove(own)
            if not _asking:
                _layers.clear()


class Reading:
    """One reading of a layer, which makes use of what others have read of it as it is now.

    ``file``: the plain file behind the layer; None where it is none, and nothing is shared.
    """

    def __init__(self, source: Snapshot, file: PlainFile | None):
        self._source, self._file = source, file
        self._layer: _Layer | None = None

    def raw(self, columns: list[str], stop: Callable[[], None], tell: Callable[[str], None]) -> Raw:
        """Return all features of the layer; as io.read.read_raw does, whose arguments these are."""
        file, names = self._file if _asking else None, _own(self._source.fields(), columns)
        key = None if file is None or names is None else _key(file)
        if file is None or names is None or key is None:
            return read_raw(self._source, columns, self._file, stop, tell=tell)
        known = _layers.get(key)
        missing = [name for name in dict.fromkeys(names) if known is None or name not in known.columns]
        if known is None or missing:
            told: list[str] = []
            fresh = read_raw(self._source, missing, file, stop, tell=told.append)
            # What was read while the file changed is of no moment.
            if told or _key(file) != key or not (known is None or np.array_equal(fresh.fid, known.fid)):
                return read_raw(self._source, columns, file, stop, tell=tell)
            known = known or _Layer(fresh.fid, fresh.wkb, sum(map(len, filter(None, fresh.wkb))))
            known.columns.update(fresh.columns)
        self._layer = known if _kept(key, known) else None
        return Raw(known.fid, known.wkb, {name: [*known.columns[own]] for name, own in zip(columns, names)})

    def shapes(self, raw: Raw, make: Callable[[], _Shapes]) -> _Shapes:
        """Return what ``make`` makes of the WKB of some features."""
        found = self._once(raw, None, make)
        if self._layer is not None:
            for array in found:
                array.flags.writeable = False
        return found

    def cleaned(self, raw: Raw, how: Hashable, make: Callable[[], Cleaned]) -> Cleaned:
        """Return what ``make`` makes of the shapes of some features; ``how``: all else that it depends on."""
        found = self._once(raw, how, make)
        # Copies, for GEOS adds to a geometry what it knows of it, and two threads must not use that.
        return found if self._layer is None else replace(found, geometry=shapely.force_2d(found.geometry))

    def _once(self, raw: Raw, how: Hashable, make: Callable[[], Made]) -> Made:
        if self._layer is None:
            return make()
        made, key = self._layer.made, (how, raw.fid.tobytes())
        if key not in made:
            made[key] = make()
        return made[key]  # type: ignore[return-value]


def _kept(key: Hashable, layer: _Layer) -> bool:
    """Keep a layer for others, and tell whether it is kept: where anybody asks for it and there is room."""
    with _lock:
        room = _MOST_BYTES - sum(one.size for one in _layers.values())
        if _asking and key not in _layers and layer.size <= room:
            _layers[key] = layer
        return _layers.get(key) is layer


def _own(fields: QgsFields, columns: list[str]) -> list[str] | None:
    """Return what the file calls fields; None where one of them is not the file's."""
    found = [fields.lookupField(name) for name in columns]
    own = all(at >= 0 and fields.fieldOrigin(at) == QgsFields.FieldOrigin.OriginProvider for at in found)
    return [fields.at(at).name() for at in found] if own else None


def _key(file: PlainFile) -> Hashable | None:
    """Return what tells a layer of a file, as it is now, from all others; None where nobody can tell."""
    folder, name = os.path.split(file.path)
    if not name.lower().endswith(_FORMATS) or os.path.islink(file.path):  # others stand beside what a link leads to
        return None
    stem = os.path.splitext(name)[0].casefold() + "."
    try:
        beside = [os.path.join(folder, one) for one in os.listdir(folder or ".") if one.casefold().startswith(stem)]
        within = [os.path.join(file.path, one) for one in os.listdir(file.path)] if os.path.isdir(file.path) else []
        states = {path: os.stat(path) for path in sorted(beside + within) if not path.endswith(_READ_TOO)}
    except OSError:
        return None
    if not states or time.time() - max(max(one.st_mtime, one.st_ctime) for one in states.values()) < _COARSE_S:
        return None
    told = ("st_dev", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns")
    full = ((path, *(getattr(one, name) for name in told)) for path, one in states.items() if one.st_size)
    return file, tuple(full)
