"""Geometries as a format can hold them, and what of them is not as it was."""

from __future__ import annotations

from math import isfinite

from qgis.core import QgsFeature, QgsGeometry, QgsPoint, QgsWkbTypes

from .places import Place
from .wkb import SURFACES, as_polygons

_MAPINFO, _FLATGEOBUF, _GML = "MapInfo File", "FlatGeobuf", "GML"
_JSON, _KML = ("GeoJSON", "GeoJSONSeq"), ("KML", "LIBKML")
# GDAL makes curves straight where it can, and writes no geometry at all where it cannot: those with heights.
_NO_CURVES = ("ESRI Shapefile", _MAPINFO, *_JSON, *_KML)
_NO_M = (_MAPINFO, *_JSON, *_KML, _GML)
_NO_Z = (_MAPINFO,)
# Which have another number, or no geometry at all, where a height or an M value is no number.
_NUMBERS_ONLY = ("ESRI Shapefile", "OpenFileGDB", *_JSON, *_KML, _GML)
# Of which every geometry has to be of the layer's own type: else FlatGeobuf refuses it, and GML makes another of it.
_STRICT = (_FLATGEOBUF, _GML)
_COLLECTIONS = ("GPKG", "SQLite", *_JSON, *_KML)
_FACED = (QgsWkbTypes.Type.Triangle, *SURFACES)
_ANY = (QgsWkbTypes.Type.Unknown, QgsWkbTypes.Type.GeometryCollection)


class Shapes:
    """Geometries on their way to a place; None is a temporary layer, which holds everything.

    ``kind``: of what is written; ``wider``: the one to write instead where that is narrow; ``without``: how many
    features have no geometry; ``straight``: how many had curves that are none there; ``faced``: how many were triangles
    or surfaces of faces, and are polygons there; ``mixed``: how many were collections of which only what is of the
    output's kind is there; ``zero``: how many have 0 there where a height or an M value is no number; ``no_m``,
    ``no_z``: whether these are left out.
    """

    def __init__(self, kind: QgsWkbTypes.Type, place: Place | None):
        driver = place.driver if place is not None and place.provider == "ogr" else ""
        self.kind, self.without = kind, 0
        self.straight = self.faced = self.mixed = self.zero = 0
        self.no_m = driver in _NO_M and QgsWkbTypes.hasM(kind)
        self.no_z = driver in _NO_Z and QgsWkbTypes.hasZ(kind)
        # Whatever the kind: QGIS takes a layer of any geometries for one of the kind of its first.
        self._is_straight = driver in _NO_CURVES
        self._own = QgsWkbTypes.geometryType(kind)
        self._is_of_one_kind = (
            place is not None and driver not in _COLLECTIONS and QgsWkbTypes.flatType(kind) not in _ANY
        )
        # QGIS knows triangles and surfaces, and writes few of them.
        self._has_faces = place is not None and (
            self._own == QgsWkbTypes.GeometryType.PolygonGeometry or QgsWkbTypes.flatType(kind) in _ANY
        )
        if self._has_faces and QgsWkbTypes.flatType(kind) in _FACED:
            is_one = QgsWkbTypes.flatType(kind) not in SURFACES
            flat = QgsWkbTypes.Type.Polygon if is_one else QgsWkbTypes.Type.MultiPolygon
            self.kind = QgsWkbTypes.zmType(flat, QgsWkbTypes.hasZ(kind), QgsWkbTypes.hasM(kind))
        self._given = self.wider = self.kind
        if self._is_straight:
            self.kind = QgsWkbTypes.linearType(self.kind)
        if self.no_m:
            self.kind = QgsWkbTypes.dropM(self.kind)
        if self.no_z:
            self.kind = QgsWkbTypes.dropZ(self.kind)
        self._is_of_numbers = driver in _NUMBERS_ONLY
        self._has_no_empty = driver in (_MAPINFO, _FLATGEOBUF)
        self._is_strict = (
            driver in _STRICT and QgsWkbTypes.flatType(kind) not in _ANY and kind != QgsWkbTypes.Type.NoGeometry
        )
        self._needs_all = driver == _FLATGEOBUF and kind != QgsWkbTypes.Type.NoGeometry
        if driver == _MAPINFO and kind != QgsWkbTypes.Type.NoGeometry:
            # Of a known kind QGIS makes an empty geometry where there is none, which MapInfo's tables do not take.
            self.kind = QgsWkbTypes.Type.Unknown

    def fit(self, feature: QgsFeature) -> QgsFeature:
        """Return a feature with its geometry as the format holds it."""
        if not feature.hasGeometry() or (self._has_no_empty and feature.geometry().isEmpty()):
            self.without += 1
            feature.clearGeometry()
            return feature
        geometry = feature.geometry()
        given = QgsWkbTypes.flatType(geometry.wkbType())
        if self._has_faces and given in _FACED:
            self.faced += 1
            geometry.fromWkb(as_polygons(geometry.asWkb().data()))
        elif self._is_of_one_kind and given == QgsWkbTypes.Type.GeometryCollection:
            self.mixed += 1
            geometry = _of_kind(geometry, self._own)
        if given != QgsWkbTypes.flatType(geometry.wkbType()):
            if not QgsWkbTypes.isMultiType(self.kind) and geometry.constGet().numGeometries() == 1:
                geometry.convertToSingleType()
            feature.setGeometry(geometry)
        if self._is_strict and QgsWkbTypes.flatType(geometry.wkbType()) != QgsWkbTypes.flatType(self.kind):
            geometry = self._of_own_kind(geometry)
            feature.setGeometry(geometry)
        has_more = QgsWkbTypes.hasZ(geometry.wkbType()) or QgsWkbTypes.hasM(geometry.wkbType())
        is_curved = self._is_straight and _may_be_curved(geometry)
        if not (is_curved or self.no_m or self.no_z or (self._is_of_numbers and has_more)):
            return feature
        shape = geometry.constGet().clone()
        if is_curved:
            self.straight += shape.hasCurvedSegments()
            shape = shape.segmentize()
        if self.no_m:
            shape.dropMValue()
        if self.no_z:
            shape.dropZValue()
        shape = QgsGeometry(shape)
        if self._is_of_numbers and has_more:
            self.zero += _with_zeros(shape)
        feature.setGeometry(shape)
        return feature

    @property
    def is_narrow(self) -> bool:
        """Whether there are parts or curves that the kind has no room for; ``wider`` is the one that has."""
        return self.wider != self._given

    @property
    def is_incomplete(self) -> bool:
        """Whether there are features without a geometry, and the format has none of these."""
        return self._needs_all and self.without > 0

    def _of_own_kind(self, geometry: QgsGeometry) -> QgsGeometry:
        """Return a geometry as one of the kind that is written, or see to it that a wider one will be."""
        if QgsWkbTypes.isMultiType(self.kind):
            geometry.convertToMultiType()
        elif QgsWkbTypes.isMultiType(geometry.wkbType()):
            self.wider = QgsWkbTypes.multiType(self.wider)
        if QgsWkbTypes.isCurvedType(self.kind):
            return QgsGeometry(geometry.constGet().toCurveType())
        if geometry.constGet().hasCurvedSegments():
            self.wider = QgsWkbTypes.curveType(self.wider)
        return QgsGeometry(geometry.constGet().segmentize())


def _of_kind(collection: QgsGeometry, kind: QgsWkbTypes.GeometryType) -> QgsGeometry:
    """Return the parts of a collection that are of a kind, as one geometry."""
    if not collection.constGet().hasCurvedSegments():
        collection.convertGeometryCollectionToSubclass(kind)
        return collection
    parts = [part for part in collection.asGeometryCollection() if part.type() == kind]
    # QGIS makes it of the type of the first, and leaves out curves if that has none.
    return QgsGeometry.collectGeometry(sorted(parts, key=lambda part: not QgsWkbTypes.isCurvedType(part.wkbType())))


def _may_be_curved(geometry: QgsGeometry) -> bool:
    kind = geometry.wkbType()
    return QgsWkbTypes.isCurvedType(kind) or QgsWkbTypes.flatType(kind) == QgsWkbTypes.Type.GeometryCollection


def _with_zeros(geometry: QgsGeometry) -> bool:
    """Put 0 where a height or an M value is no number; tell whether there was any."""
    odd = [(number, point) for number, point in enumerate(geometry.vertices()) if not _is_of_numbers(point)]
    for number, point in odd:
        if point.is3D() and not isfinite(point.z()):
            point.setZ(0)
        if point.isMeasure() and not isfinite(point.m()):
            point.setM(0)
        geometry.moveVertex(point, number)
    return bool(odd)


def _is_of_numbers(point: QgsPoint) -> bool:
    return (not point.is3D() or isfinite(point.z())) and (not point.isMeasure() or isfinite(point.m()))
