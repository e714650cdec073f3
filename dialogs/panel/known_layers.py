"""The layers of the project, as the guess of inputs knows them."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer, QgsWkbTypes

from ...processing.framework.declared import LINE, POINT, POLYGON, TABLE
from ...processing.framework.guess import KnownLayer, is_result
from .layer_inputs import has_features

_GEOMETRY = {
    QgsWkbTypes.GeometryType.PolygonGeometry: POLYGON,
    QgsWkbTypes.GeometryType.LineGeometry: LINE,
    QgsWkbTypes.GeometryType.PointGeometry: POINT,
    QgsWkbTypes.GeometryType.NullGeometry: TABLE,
}


def project_layers() -> list[KnownLayer]:
    """Return the vector layers of the project that have data, in the order of the legend."""
    return [
        KnownLayer(
            layer.id(), layer.name(), _GEOMETRY.get(layer.geometryType(), "unknown"), tuple(layer.fields().names())
        )
        for layer in (node.layer() for node in QgsProject.instance().layerTreeRoot().findLayers())
        # One that cannot be opened has neither fields nor features.
        if isinstance(layer, QgsVectorLayer) and layer.isValid() and layer.dataProvider().isValid()
        # Results are not asked for features: their file may be in use by another program, for which this would wait.
        if is_result(layer.fields().names()) or has_features(layer)
    ]
