"""A layer as it is at a moment, for threads that are not its own."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsVectorLayerSelectedFeatureSource,
    QgsWkbTypes,
)


class Snapshot:
    """A layer as it is at this moment, edits and all, to be read in any thread; made in the layer's own.

    Has what is used of a QgsProcessingFeatureSource. ``given``: what a parameter says of the layer, of which only the
    selection, or what a filter leaves, may be meant. ``entire``: whether all of the layer may be asked for besides.
    """

    def __init__(self, layer: QgsVectorLayer, given: object = None, entire: bool = False):
        whole = QgsProcessingFeatureSourceDefinition()
        part = given if isinstance(given, QgsProcessingFeatureSourceDefinition) else whole
        selected, self._limit, self._filter = part.selectedFeaturesOnly, part.featureLimit, part.filterExpression
        self._source: QgsVectorLayerFeatureSource | QgsVectorLayerSelectedFeatureSource | None
        self._source = QgsVectorLayerSelectedFeatureSource(layer) if selected else QgsVectorLayerFeatureSource(layer)
        self.by_ids = selected and not self._filter
        """Whether QGIS asks for what is meant by ids, and does not go through the layer."""
        self._count = layer.selectedFeatureCount() if selected else layer.featureCount()
        self._name, self._kind = layer.name(), layer.wkbType()
        self._crs, self._fields = layer.crs(), layer.fields()
        filters = tuple(filter(None, (self._filter, layer.subsetString())))
        narrowed = selected or self._limit >= 0 or filters
        self.entire: Snapshot | None = Snapshot(_unfiltered(layer)) if entire and narrowed else None
        """All features of the layer, where but some are meant and it was asked for."""
        self.filters: tuple[str, ...] = () if selected or self._limit >= 0 else filters
        """What alone says which are meant, where filters do: expressions, or conditions of SQL."""

    def sourceName(self) -> str:  # noqa: N802 - QGIS's name
        return self._name

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:  # noqa: N802 - QGIS's name
        return self._crs

    def wkbType(self) -> QgsWkbTypes.Type:  # noqa: N802 - QGIS's name
        return self._kind

    def fields(self) -> QgsFields:
        return self._fields

    def featureCount(self) -> int:  # noqa: N802 - QGIS's name
        """Return how many features there are; negative where nobody knows."""
        if self._filter:
            return -1
        return self._count if self._limit < 0 else min(self._count, self._limit)

    def getFeatures(  # noqa: N802 - QGIS's name
        self, request: QgsFeatureRequest, flags: QgsProcessingFeatureSource.Flag | None = None
    ) -> QgsFeatureIterator:
        """Return the features; none is ever checked for validity here."""
        assert self._source is not None, "the layer was let go"
        narrowed = QgsFeatureRequest(request)
        if self._limit >= 0:
            narrowed.setLimit(self._limit)
        if self._filter:
            narrowed.combineFilterExpression(self._filter)
        return self._source.getFeatures(narrowed)

    def let_go(self) -> None:
        """Hold the layer no longer; what it is called, its CRS and its fields stay known."""
        self._source = None
        if self.entire is not None:
            self.entire.let_go()


def _unfiltered(layer: QgsVectorLayer) -> QgsVectorLayer:
    """Return a layer without its filter: itself where it has none."""
    if not layer.subsetString():
        return layer
    whole = layer.clone()
    whole.setSubsetString("")
    return whole
