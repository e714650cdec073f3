"""Geometries as a format can hold them, and what of them is not as it was."""

from __future__ import annotations

from qgis.core import QgsFeature, QgsGeometry, QgsWkbTypes

from .places import Place

_MAPINFO, _FLATGEOBUF = "MapInfo File", "FlatGeobuf"
_JSON, _KML = ("GeoJSON", "GeoJSONSeq"), ("KML", "LIBKML")
# GDAL makes curves straight where it can, and writes no geometry at all where it cannot: those with heights.
_NO_CURVES = ("ESRI Shapefile", _MAPINFO, *_JSON, *_KML)
_NO_M = (_MAPINFO, *_JSON, *_KML, "GML")
_NO_Z = (_MAPINFO,)
_ANY = (QgsWkbTypes.Type.Unknown, QgsWkbTypes.Type.GeometryCollection)


class Shapes:
    """Geometries on their way to a place; None is a temporary layer, which holds everything.

    ``kind``: of what is written; ``without``: how many features have no geometry; ``straight``: how many had curves
    that are none there; ``no_m``, ``no_z``: whether the M values or the heights are left out.
    """

    def __init__(self, kind: QgsWkbTypes.Type, place: Place | None):
        driver = place.driver if place is not None and place.provider == "ogr" else ""
        self.kind, self.without, self.straight = kind, 0, 0
        self.no_m = driver in _NO_M and QgsWkbTypes.hasM(kind)
        self.no_z = driver in _NO_Z and QgsWkbTypes.hasZ(kind)
        self._is_straight = driver in _NO_CURVES and (
            QgsWkbTypes.isCurvedType(kind) or QgsWkbTypes.flatType(kind) in _ANY
        )
        if self._is_straight:
            self.kind = QgsWkbTypes.linearType(self.kind)
        if self.no_m:
            self.kind = QgsWkbTypes.dropM(self.kind)
        if self.no_z:
            self.kind = QgsWkbTypes.dropZ(self.kind)
        self._has_no_empty = driver in (_MAPINFO, _FLATGEOBUF)
        self.has_all = driver == _FLATGEOBUF and kind != QgsWkbTypes.Type.NoGeometry
        """Whether the format has no features without a geometry."""
        if driver == _MAPINFO and kind != QgsWkbTypes.Type.NoGeometry:
            # Of a known kind QGIS makes an empty geometry where there is none, which MapInfo's tables do not take.
            self.kind = QgsWkbTypes.Type.Unknown

    def fit(self, feature: QgsFeature) -> QgsFeature:
        """Return a feature with its geometry as the format holds it."""
        if not feature.hasGeometry() or (self._has_no_empty and feature.geometry().isEmpty()):
            self.without += 1
            feature.clearGeometry()
            return feature
        if not (self._is_straight or self.no_m or self.no_z):
            return feature
        shape = feature.geometry().constGet().clone()
        if self._is_straight:
            self.straight += shape.hasCurvedSegments()
            shape = shape.segmentize()
        if self.no_m:
            shape.dropMValue()
        if self.no_z:
            shape.dropZValue()
        feature.setGeometry(QgsGeometry(shape))
        return feature
