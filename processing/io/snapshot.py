"""A layer as it is at a moment, for threads that are not its own."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)


class Snapshot:
    """A layer as it is at this moment, edits and all, to be read in any thread; made in the layer's own.

    Has what is used of a QgsProcessingFeatureSource.
    """

    def __init__(self, layer: QgsVectorLayer):
        self._source: QgsVectorLayerFeatureSource | None = QgsVectorLayerFeatureSource(layer)
        self._name, self._kind = layer.name(), layer.wkbType()
        self._crs, self._fields = layer.crs(), layer.fields()
        self.count = layer.featureCount()
        """Of its features; negative where nobody knows."""

    def sourceName(self) -> str:  # noqa: N802 - QGIS's name
        return self._name

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:  # noqa: N802 - QGIS's name
        return self._crs

    def wkbType(self) -> QgsWkbTypes.Type:  # noqa: N802 - QGIS's name
        return self._kind

    def fields(self) -> QgsFields:
        return self._fields

    def getFeatures(  # noqa: N802 - QGIS's name
        self, request: QgsFeatureRequest, flags: QgsProcessingFeatureSource.Flag | None = None
    ) -> QgsFeatureIterator:
        """Return the features; none is ever checked for validity here."""
        assert self._source is not None, "the layer was let go"
        return self._source.getFeatures(request)

    def let_go(self) -> None:
        """Hold the layer no longer; what it is called, its CRS and its fields stay known."""
        self._source = None
