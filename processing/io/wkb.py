"""Geometries from WKB, as shapely has them; none that cannot be read stops the others."""

from __future__ import annotations

import numpy as np
import shapely
from osgeo import ogr
from qgis.core import QgsGeometry, QgsWkbTypes
from shapely.errors import ShapelyError

from .complaints import ERRORS, kept_quiet

# Arcs become chords that miss them by less than 4e-7 of their radius.
_ARC_ANGLE = np.radians(0.1)
SURFACES = (QgsWkbTypes.Type.TIN, QgsWkbTypes.Type.PolyhedralSurface)
"""Faces that hang together, which may stand upright or lie over one another."""
# What GEOS, QGIS and GDAL say of a geometry that they cannot make: no ring that begins with NaN is closed, for one.
_FAULTS = (ShapelyError, TypeError, ValueError, *ERRORS)


def to_shapely(wkb: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return geometries (None where null) and a mask of those that nothing can read."""
    given = np.array([value is not None for value in wkb], dtype=bool)
    with np.errstate(invalid="ignore"):  # a coordinate that is no number is dealt with later
        try:
            geometry = shapely.from_wkb(wkb, on_invalid="ignore")
        except NotImplementedError:  # one curve stops them all
            geometry = np.frompyfunc(_straight, 1, 1)(wkb)
        refused = shapely.is_missing(geometry) & given
        # GEOS takes a collection with curves in it, but can do nothing with it afterwards.
        mixed = shapely.get_type_id(geometry) == shapely.GeometryType.GEOMETRYCOLLECTION
        for row in np.flatnonzero(refused | mixed):
            geometry[row] = _through_qgis(wkb[row])
    return geometry, shapely.is_missing(geometry) & given


def as_polygons(wkb: bytes) -> bytes:
    """Return the WKB of a triangle or a surface as that of a multipolygon of its faces, heights and all.

    Raises ValueError, or what GDAL raises, where it has a face that is none.
    """
    with kept_quiet():
        surface = ogr.CreateGeometryFromWkb(wkb)
    if surface is None:
        raise ValueError(wkb)
    return bytes(ogr.ForceToMultiPolygon(surface).ExportToIsoWkb())


def _straight(wkb: bytes | None) -> shapely.Geometry | None:
    try:
        return shapely.from_wkb(wkb, on_invalid="ignore")
    except NotImplementedError:
        return None


def _through_qgis(wkb: bytes) -> shapely.Geometry | None:
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    try:
        return None if geometry.isNull() else _plain(geometry)
    except _FAULTS:
        return None


def _plain(geometry: QgsGeometry) -> shapely.Geometry | None:
    """Return what shapely refuses as it takes it; None where it is past reading.

    Curves become chords, and surfaces the ground that they cover, seen from above. Raises one of ``_FAULTS``.
    """
    if QgsWkbTypes.flatType(geometry.wkbType()) == QgsWkbTypes.Type.GeometryCollection:
        parts = [_plain(part) for part in geometry.asGeometryCollection()]
        known = [part for part in parts if part is not None]
        return shapely.GeometryCollection(known) if known or not parts else None
    if QgsWkbTypes.flatType(geometry.wkbType()) in SURFACES:
        faces = shapely.force_2d(shapely.get_parts(shapely.from_wkb(as_polygons(geometry.asWkb().data()))))
        return shapely.union_all(shapely.make_valid(faces, method="structure", keep_collapsed=False))
    if QgsWkbTypes.isCurvedType(geometry.wkbType()):
        geometry.convertToStraightSegment(_ARC_ANGLE)
    if geometry.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
        return _polygons(geometry)
    if geometry.type() == QgsWkbTypes.GeometryType.LineGeometry:
        return _lines(geometry)
    return shapely.Point()  # points are neither land nor a path, wherever they lie


def _lines(geometry: QgsGeometry) -> shapely.Geometry:
    """Return lines; one of a single point, which shapely refuses, goes from it to itself."""
    lines = geometry.asMultiPolyline() if geometry.isMultipart() else [geometry.asPolyline()]
    corners = [[(point.x(), point.y()) for point in line] for line in lines if line]
    return shapely.MultiLineString([line if len(line) > 1 else line * 2 for line in corners])


def _polygons(geometry: QgsGeometry) -> shapely.Geometry | None:
    """Return polygons with their rings closed, and without the rings that have no area."""
    polygons = geometry.asMultiPolygon() if geometry.isMultipart() else [geometry.asPolygon()]
    parts = []
    for polygon in polygons:
        rings = [_closed([(point.x(), point.y()) for point in ring]) for ring in polygon]
        if rings and rings[0]:
            parts.append(shapely.Polygon(rings[0], [ring for ring in rings[1:] if ring]))
    return shapely.MultiPolygon(parts) if parts else None


def _closed(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a closed ring, or nothing where it has fewer than three corners."""
    if len(set(ring)) < 3:
        return []
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]
