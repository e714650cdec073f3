"""Whether what a layer shows can still be read: a layer outlives its file, and then seems to have no features."""

from __future__ import annotations

import os
from dataclasses import dataclass

from qgis.core import (
    QgsFeatureRequest,
    QgsMapLayer,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from .places import sources

_WITHIN_QGIS = ("memory", "virtual")  # whose layers have no source of their own to be opened anew
_ARCHIVES = ("/vsizip/", "/vsitar/", "/vsigzip/")  # files within a local file


@dataclass(frozen=True)
class Origin:
    """Where the features of an input come from, as noted before they are read.

    ``files``: the local files of the layer itself; ``others``: those of layers that it joins or asks; ``count``: how
    many features there are to read, None where only reading tells; ``all_of_it``: whether that is all that the source
    has, as a layer opened anew would show it.
    """

    provider: str
    source: str
    files: tuple[str, ...]
    others: tuple[str, ...]
    count: int | None
    all_of_it: bool

    def lost(self, read: int) -> str | None:
        """Return what cannot be opened any more, where ``read`` features are not what there was to read; else None.

        A file that is gone can be read to its end as long as QGIS has it open, and what was read then counts. What was
        joined cannot be counted, so its files must be there.
        """
        gone = next((path for path in self.others if not os.path.exists(path)), None)
        if gone is not None:
            return gone
        whole = read > 0 and self.count is not None and read >= self.count
        gone = next((path for path in self.files if not os.path.exists(path)), None)
        if gone is not None:
            return None if whole else gone
        if whole or self.provider in _WITHIN_QGIS or (read and self.count is None):
            return None
        again = QgsVectorLayer(self.source, "", self.provider, QgsVectorLayer.LayerOptions(False))
        if again.isValid() and not (self.all_of_it and _count(again) > read):
            return None
        return self.files[0] if self.files else self.source


def origin(value: object, layer: QgsVectorLayer, project: QgsProject | None) -> Origin:
    """Return where the features of an input come from; to be asked in the thread that the layer lives in.

    ``value``: what the input was given, which may mean only some of the features.
    """
    own = value if isinstance(value, QgsProcessingFeatureSourceDefinition) else None
    some = own is not None and (bool(own.filterExpression) or own.featureLimit >= 0)
    chosen, files = own is not None and own.selectedFeaturesOnly, files_of(layer)
    # A database would be asked to count, which may take long, and this is QGIS's own thread.
    known = bool(files) and not some
    count = None if not known else layer.selectedFeatureCount() if chosen else layer.featureCount()
    behind = [place.path for place in sources(layer, project) if place.is_file and _is_local(place.path)]
    others = tuple(path for path in dict.fromkeys(behind) if path not in files)
    count = count if count is not None and count >= 0 else None
    all_of_it = not (some or chosen or layer.isEditable())
    return Origin(layer.providerType(), layer.source(), files, others, count, all_of_it)


def files_of(layer: QgsMapLayer) -> tuple[str, ...]:
    """Return the local file that a layer is stored in; nothing where it is in memory, in a database or far away."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path, prefix = parts.get("path") or "", parts.get("vsiPrefix") or ""
    return (path,) if path and (not prefix or prefix in _ARCHIVES) and _is_local(path) else ()


def is_gone(layer: QgsMapLayer) -> str | None:
    """Return the local file of a layer that is not there any more; None where all is."""
    return next((path for path in files_of(layer) if not os.path.exists(path)), None)


def _is_local(path: str) -> bool:
    """Tell whether a path is one of a file here: no connection (PG:…), address (https://…) or part of an archive."""
    return not path.startswith("/vsi") and (os.path.isabs(path) or ":" not in path)


def _count(layer: QgsVectorLayer) -> int:
    """Count features one by one: what a format says of itself may be wrong."""
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes([])
    return sum(1 for _ in layer.getFeatures(request))
