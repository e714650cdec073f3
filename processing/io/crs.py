"""The metric CRS that an analysis runs in, and coordinates on their way there and back."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
import shapely
from osgeo import osr
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsEllipsoidUtils,
    QgsGeometry,
    QgsPoint,
    QgsReadWriteContext,
)
from qgis.PyQt.QtXml import QDomDocument

from ...core.geometry.area import Measure, ellipsoidal, planar
from ...core.geometry.plane import EXACT, Plane

WGS84 = "EPSG:4326"
LARGEST_SCALE_ERROR = 0.001
# EPSG's area of use for CGCS2000, and the code of its 3-degree zone at 75° E; the next follow.
_CHINA = (73.62, 16.7, 134.77, 53.56)
_CGCS2000_ZONE_25 = 4534
# What PROJ calls taking degrees of one datum for degrees of another.
_BALLPARK = "Ballpark"
_SAME_AXES_M = 1.0


class UnknownUnitError(ValueError):
    """Raised where nothing says how long the unit of a local CRS is."""


def is_local(crs: QgsCoordinateReferenceSystem) -> bool:
    """Tell whether nothing ties a CRS to the Earth: a site's own grid, MapInfo's NonEarth."""
    return _on_a_map(crs).type() == Qgis.CrsType.Engineering


def _on_a_map(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """Return a CRS without heights."""
    return crs.horizontalCrs() if crs.type() == Qgis.CrsType.Compound else crs


def geographic(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """Return the CRS in degrees that one is based on.

    QGIS finds none where the base is not just as a registry has it, as in many a .prj of ESRI's; the ellipsoid is known
    all the same.
    """
    found = crs.toGeographicCrs()
    if found.isValid():
        return found
    axes = QgsEllipsoidUtils.ellipsoidParameters(crs.ellipsoidAcronym())
    return QgsCoordinateReferenceSystem.fromProj(
        f"+proj=longlat +a={axes.semiMajor!r} +b={axes.semiMinor!r} +no_defs +type=crs"
    )


def metres_per_unit(local: QgsCoordinateReferenceSystem) -> float:
    """Return how long the unit of a local CRS is in metres, 0 where that is not known.

    QGIS knows some units by their names only, and not as MapInfo writes them.
    """
    if local.mapUnits() == Qgis.DistanceUnit.Degrees:
        return 0.0
    return osr.SpatialReference(_on_a_map(local).toWkt(Qgis.CrsWktVariant.Preferred)).GetLinearUnits()


def crs_name(crs: QgsCoordinateReferenceSystem) -> str:
    """Return how sentences and reports call a CRS; a local one with its unit, for many bear the same name."""
    if not is_local(crs):
        return f"{crs.authid()} {crs.description()}".strip() or crs.toProj()
    unit = metres_per_unit(crs)
    return f"{crs.userFriendlyIdentifier()} (1 = {unit:g} m)" if unit else crs.userFriendlyIdentifier()


@dataclass(frozen=True)
class AnalysisCrs:
    """The CRS of an analysis, the largest error of its scale over the data, as a ratio, and how its areas stand."""

    crs: QgsCoordinateReferenceSystem
    scale_error: float
    plane: Plane = EXACT

    def areas(self, on_ellipsoid: bool) -> Plane:
        """Return how areas as they are measured stand to those on the ellipsoid."""
        return EXACT if on_ellipsoid else self.plane

    def measure(self, on_ellipsoid: bool) -> Measure:
        """Return the measure of areas in m²: planar, or on the CRS's own ellipsoid."""
        if not on_ellipsoid:
            return planar
        axes = QgsEllipsoidUtils.ellipsoidParameters(self.crs.ellipsoidAcronym())
        degrees = CoordinateTransform(self.crs, geographic(self.crs), QgsCoordinateTransformContext())
        return ellipsoidal(degrees, axes.semiMajor, axes.semiMinor)


def ellipsoid_name(crs: QgsCoordinateReferenceSystem) -> str:
    """Return what the ellipsoid of a CRS is called, for example «CGCS2000 (EPSG:1024)»."""
    acronym = crs.ellipsoidAcronym()
    return next((one.description for one in QgsEllipsoidUtils.definitions() if one.acronym == acronym), acronym)


class CoordinateTransform:
    """QGIS's own transformation (with the project's datum choices), for whole arrays.

    Between local CRS of one grid, which QGIS knows no way between, the unit is
    changed. The coordinates pass as one line string: QGIS moves all of its
    vertices in one call, where a point at a time would take a hundred times as
    long.
    """

    def __init__(
        self,
        source: QgsCoordinateReferenceSystem,
        target: QgsCoordinateReferenceSystem,
        context: QgsCoordinateTransformContext,
    ):
        self._transform = QgsCoordinateTransform(source, target, context)
        self._scale = 1.0
        if source != target and is_local(source) and is_local(target):
            self._scale = metres_per_unit(source) / metres_per_unit(target)

    @property
    def moves(self) -> bool:
        """Whether coordinates change at all."""
        return self._scale != 1 or not self._transform.isShortCircuited()

    @property
    def shifts_datum(self) -> bool:
        """Whether the coordinates come out right: false where two datums differ and nothing is known between them.

        Datums whose ellipsoids are the same to 1 m (WGS 84, CGCS2000, ETRS89) are all centred on the Earth's centre of
        mass and agree within some two metres, known transformation or not.
        """
        details = self._transform.instantiatedCoordinateOperationDetails()
        if not self.moves or _BALLPARK not in details.name:
            return True
        crs = self._transform.sourceCrs(), self._transform.destinationCrs()
        one, two = (QgsEllipsoidUtils.ellipsoidParameters(each.ellipsoidAcronym()) for each in crs)
        axes = (one.semiMajor, two.semiMajor), (one.semiMinor, two.semiMinor)
        return one.valid and two.valid and all(abs(this - that) < _SAME_AXES_M for this, that in axes)

    def told(self) -> str:
        """Return all that it depends on, as a text."""
        document, transform = QDomDocument(), self._transform
        root = document.createElement("transformation")
        document.appendChild(root)
        transform.sourceCrs().writeXml(root, document)
        transform.destinationCrs().writeXml(root, document)
        transform.context().writeXml(root, QgsReadWriteContext())
        return document.toString()

    def __call__(self, coordinates: np.ndarray) -> np.ndarray:
        """Return coordinates, shape (n, 2), in the target CRS; what lies outside its domain is infinite."""
        if not self.moves or not len(coordinates):
            return coordinates
        if self._scale != 1:
            return coordinates * self._scale
        line = QgsGeometry()
        line.fromWkb(struct.pack("<BII", 1, 2, len(coordinates)) + np.ascontiguousarray(coordinates, "<f8").tobytes())
        try:
            line.transform(self._transform)
        except QgsCsException:  # of one point, and where a second way fails too; the others may well have a place
            if len(coordinates) == 1:
                return np.full((1, 2), np.inf)
            half = len(coordinates) // 2
            return np.concatenate([self(coordinates[:half]), self(coordinates[half:])])
        return np.frombuffer(line.asWkb().data(), dtype="<f8", offset=9).reshape(-1, 2)

    def geometry(self, geometry: np.ndarray) -> np.ndarray:
        """Return geometries with their coordinates transformed."""
        return shapely.transform(geometry, self) if self.moves else geometry


def analysis_crs(
    crs: QgsCoordinateReferenceSystem,
    bounds: np.ndarray,
    context: QgsCoordinateTransformContext,
) -> AnalysisCrs:
    """Return the metric CRS for features in ``crs`` with ``bounds`` (xmin, ymin, xmax, ymax), shape (n, 4).

    The data's own where it is projected in metres and true to scale within 0.1 %;
    else a transverse Mercator: the CGCS2000 3-degree zone inside China,
    otherwise UTM; where the data are too wide for a zone, one centred on them.
    Features that lie nowhere on Earth have no say; raises ValueError where none
    does and the CRS is not in metres. A local CRS stays, but in metres; raises
    UnknownUnitError where nothing says how.
    """
    if is_local(crs):
        return AnalysisCrs(_in_metres(crs), 0.0)
    metric = not crs.isGeographic() and crs.mapUnits() == Qgis.DistanceUnit.Meters
    to_degrees = CoordinateTransform(crs, QgsCoordinateReferenceSystem(WGS84), context)
    whole = np.r_[bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)][None] if len(bounds) else bounds
    if len(whole) and _on_earth(to_degrees(whole.reshape(-1, 2))).all():
        bounds = whole  # so there is no need to look at each
    known = bounds[_on_earth(to_degrees(bounds.reshape(-1, 2))).reshape(-1, 2).all(axis=1)]
    if not len(known):
        if metric:  # a local grid, perhaps, that nothing ties to the Earth
            return AnalysisCrs(crs, np.inf)
        raise ValueError
    west, south = known[:, :2].min(axis=0)
    east, north = known[:, 2:].max(axis=0)
    x, y = np.meshgrid(np.linspace(west, east, 5), np.linspace(south, north, 5))
    places = to_degrees(np.column_stack([x.ravel(), y.ravel()]))
    places = places[_on_earth(places)]
    own = _true_to(crs, places)
    if metric and own.scale_error < LARGEST_SCALE_ERROR:
        return own
    longitude, latitude = (places.min(axis=0) + places.max(axis=0)) / 2
    zone = QgsCoordinateReferenceSystem(_zone(longitude, latitude))
    fitting = _true_to(zone, places)
    if fitting.scale_error < LARGEST_SCALE_ERROR:
        return fitting
    centred = QgsCoordinateReferenceSystem.fromProj(
        f"+proj=tmerc +lat_0=0 +lon_0={longitude:.6f} +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs"
    )
    return min(fitting, _true_to(centred, places), key=lambda each: each.scale_error)


def _in_metres(local: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    unit = metres_per_unit(local)
    if unit <= 0:
        raise UnknownUnitError
    if unit == 1:
        return local
    name = _on_a_map(local).description().replace('"', '""')
    return QgsCoordinateReferenceSystem.fromWkt(f'LOCAL_CS["{name}",UNIT["metre",1]]')


def _on_earth(places: np.ndarray) -> np.ndarray:
    return np.isfinite(places).all(axis=1) & (np.abs(places[:, 1]) <= 90)


def _zone(longitude: float, latitude: float) -> str:
    west, south, east, north = _CHINA
    if west <= longitude <= east and south <= latitude <= north:
        return f"EPSG:{_CGCS2000_ZONE_25 + round(longitude / 3) - 25}"
    number = int((longitude + 180) // 6) % 60 + 1
    return f"EPSG:{(32600 if latitude >= 0 else 32700) + number}"


def _true_to(crs: QgsCoordinateReferenceSystem, places: np.ndarray) -> AnalysisCrs:
    """Return a CRS with how true its lengths and areas are at some places, in degrees, shape (n, 2)."""
    factors = [factor for factor in (crs.factors(QgsPoint(*place)) for place in places) if factor.isValid()]
    scales = [scale for factor in factors for scale in (factor.tissotSemimajor(), factor.tissotSemiminor())]
    if not scales:
        return AnalysisCrs(crs, np.inf)
    areal = [factor.arealScale() for factor in factors]
    return AnalysisCrs(crs, float(np.abs(np.array(scales) - 1).max()), Plane(1 / max(areal), 1 / min(areal)))
