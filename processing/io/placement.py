"""Whether the coordinates of a layer can lie in its CRS at all, and what they fit where they cannot."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import shapely
from qgis.core import Qgis, QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsUnitTypes

from .crs import WGS84, CoordinateTransform, geographic, is_local

# Layers are used far outside the area that their CRS was made for, and rightly. Only what lies this far outside, in
# degrees, is suspected: for another zone's number in front, and for anything else.
_FAR_ZONE, _FAR = 6.0, 10.0
# What is further outside than this is nowhere, though a formula may give a place.
_NOWHERE = 60.0
# Another reading is believed where it lies in the area of its CRS, or this near.
_NEAR = 0.5
_FAR_M = 1e6  # as far, where a CRS has no degrees
_SAMPLE = 1_000
_MOST = 0.5  # of the features; a few far away say nothing of the layer
_ZONE_M = 1_000_000  # what a zone's number in front of an easting counts
_DEGREES = 360.0  # no degrees are more
_HALF_ZONE_DEGREES = 3.0
_CGCS2000, _WEB_MERCATOR = "EPSG:4490", "EPSG:3857"
# Where the way back from a place leads further off than this, the place is none.
_RETURN_M = 1_000.0
# Land is not drawn in polygons and lines smaller than this.
_SMALLEST_M = 1.0

ZONE, NO_ZONE, DEGREES_IN_METRES, METRES_IN_DEGREES = "zone", "no_zone", "degrees", "metres"
SWAPPED, OTHER, NOWHERE = "swapped", "other", "nowhere"
KINDS = (ZONE, NO_ZONE, DEGREES_IN_METRES, METRES_IN_DEGREES, SWAPPED, OTHER, NOWHERE)
"""In front of the eastings stands a zone's number that the CRS does not have, or none though it has; degrees under
metres, metres under degrees, north before east, coordinates of another CRS, and what fits none that is known."""


@dataclass(frozen=True)
class Misfit:
    """Why coordinates cannot lie in a CRS: one of ``KINDS``, x and y of a feature, and the CRS that they fit.

    ``turned``: with x and y exchanged besides.
    """

    kind: str
    x: float
    y: float
    fitting: tuple[QgsCoordinateReferenceSystem, ...] = ()
    turned: bool = False


@dataclass(frozen=True)
class _Reading:
    """A way to read coordinates: ``points``, shape (n, 2), as coordinates of ``crs``."""

    kind: str
    points: np.ndarray
    crs: QgsCoordinateReferenceSystem
    turned: bool = False
    within: QgsCoordinateReferenceSystem | None = None  # whose area it is to lie in too


def misfit(
    crs: QgsCoordinateReferenceSystem,
    bounds: np.ndarray,
    context: QgsCoordinateTransformContext,
    others: tuple[QgsCoordinateReferenceSystem, ...] = (),
) -> Misfit | None:
    """Return why features with ``bounds`` (xmin, ymin, xmax, ymax), shape (n, 4), cannot lie in ``crs``.

    None where most of them can, or where nothing is known against it. ``others``: the CRS of other inputs, which may
    be what is meant.
    """
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return None
    bounds = bounds[:: -(-len(bounds) // _SAMPLE)]
    points = bounds[:, :2] / 2 + bounds[:, 2:] / 2
    away = _distance(_degrees(crs, points, context), _area(crs))
    x, y = points[np.argsort(points[:, 0])[len(points) // 2]].tolist()
    if not _tiny(crs, bounds):
        if np.mean(away <= _FAR_ZONE) >= _MOST:
            return None
    else:
        away = np.full(len(points), np.inf)
    fitting = [
        reading
        for reading in _readings(crs, points, others)
        if np.mean(away <= _far(reading)) < _MOST and np.mean(_fits(reading, context)) >= _MOST
    ]
    if fitting:
        first = fitting[0]  # the likeliest; but metres under degrees may be those of several
        meant = [each.crs for each in fitting if each.kind == first.kind == METRES_IN_DEGREES] or [first.crs]
        distinct = tuple(crs for at, crs in enumerate(meant) if crs not in meant[:at])
        return Misfit(first.kind, x, y, distinct, first.turned)
    if np.mean(away <= _NOWHERE) >= _MOST:
        return None
    return Misfit(METRES_IN_DEGREES if crs.isGeographic() and np.abs(y) > 360 else NOWHERE, x, y)


def astray(
    crs: QgsCoordinateReferenceSystem, geometry: np.ndarray, context: QgsCoordinateTransformContext
) -> np.ndarray:
    """Tell which geometries, shape (n,), have a vertex that cannot lie in ``crs``: a mask, shape (n,).

    By the rules of ``misfit``, for each vertex: it lies nowhere on Earth or where no CRS is used, or so far outside
    that another reading, as with a zone's number in front, is what it was meant for; or it lies far outside where most
    features lie in the area of the CRS, as with a zero too many; or at 0, 0, far from most of them. Degrees near the
    origin of a CRS in metres are places like others; only of a whole layer it can be told that they are not. None is
    where every place is right, in a local CRS.
    """
    found = np.zeros(len(geometry), dtype=bool)
    bounds = shapely.bounds(geometry).reshape(-1, 4)
    known = np.flatnonzero(np.isfinite(bounds).all(axis=1))
    if is_local(crs) or not len(known):
        return found
    found[known] = _at_nought(crs, geometry[known], bounds[known])
    area, bounds = _area(crs), bounds[known]

    def away(points: np.ndarray) -> np.ndarray:
        return _distance(_degrees(crs, points, context), area)

    # Most layers lie wholly where their CRS is used, and of the others most features do.
    whole = np.r_[bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)]
    west, south, east, north = whole.tolist()
    x, y = np.meshgrid(np.linspace(west, east, 5), np.linspace(south, north, 5))
    if (away(np.column_stack([x.ravel(), y.ravel()])) <= _FAR_ZONE).all():
        return found
    corners = away(bounds[:, [0, 1, 0, 3, 2, 1, 2, 3]].reshape(-1, 2)).reshape(-1, 4)
    rows = known[(corners > _FAR_ZONE).any(axis=1)]
    points, owner = shapely.get_coordinates(geometry[rows], return_index=True)
    finite = np.isfinite(points).all(axis=1)
    points, owner = points[finite], owner[finite]
    out = away(points)
    at_home = (corners <= _NEAR).all(axis=1).mean() > _MOST
    wrong = out > (_FAR if at_home else _NOWHERE)
    doubtful = np.flatnonzero((out > _FAR_ZONE) & ~wrong)
    # What numbers may be depends on how large they are, in millions; the few with the same are read together.
    size = np.column_stack([points[doubtful] // _ZONE_M, np.abs(points[doubtful]) <= _DEGREES])
    kind = np.unique(size, axis=0, return_inverse=True)[1].ravel()
    for one in range(kind.max(initial=-1) + 1):
        own = doubtful[kind == one]
        for reading in _readings(crs, points[own], ()):
            wrong[own] |= (out[own] > _far(reading)) & _fits(reading, context)
    found[rows[owner[wrong]]] = True
    return found


def _at_nought(crs: QgsCoordinateReferenceSystem, geometry: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """Tell which geometries have a vertex at 0, 0, which stands for none, where most lie far from there."""
    found = np.zeros(len(geometry), dtype=bool)
    far = _FAR
    if not crs.isGeographic():
        far = _FAR_M * QgsUnitTypes.fromUnitToUnitFactor(Qgis.DistanceUnit.Meters, crs.mapUnits())
    middle = np.median((bounds[:, :2] + bounds[:, 2:]) / 2, axis=0)
    rows = np.flatnonzero((bounds[:, :2] <= 0).all(axis=1) & (bounds[:, 2:] >= 0).all(axis=1))
    if np.hypot(*middle) > far and len(rows):
        points, owner = shapely.get_coordinates(geometry[rows], return_index=True)
        found[rows[owner[(points == 0).all(axis=1)]]] = True
    return found


def swapped_beside(
    crs: QgsCoordinateReferenceSystem, bounds: np.ndarray, beside: np.ndarray, context: QgsCoordinateTransformContext
) -> bool:
    """Tell whether a layer lies far from another, and on it with x and y exchanged.

    ``bounds``: of its features, shape (n, 4); ``beside``: west, south, east, north of the other in degrees.
    """
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return False
    bounds = bounds[:: -(-len(bounds) // _SAMPLE)]
    points = bounds[:, :2] / 2 + bounds[:, 2:] / 2
    as_is, turned = (_distance(_degrees(crs, each, context), beside) for each in (points, points[:, ::-1]))
    return bool(np.mean(as_is <= _FAR) < _MOST and np.mean(turned <= _NEAR) >= _MOST)


def _readings(
    crs: QgsCoordinateReferenceSystem, points: np.ndarray, others: tuple[QgsCoordinateReferenceSystem, ...]
) -> Iterator[_Reading]:
    """Yield what coordinates may be that cannot lie in a CRS, the likeliest first."""
    x, y = np.median(points, axis=0).tolist()
    geographic, turned = _geographic(crs), points[:, ::-1]
    if abs(x) <= _DEGREES and abs(y) <= _DEGREES:
        if not crs.isGeographic():
            for plain in (geographic, QgsCoordinateReferenceSystem(WGS84)):
                yield _Reading(DEGREES_IN_METRES, points, plain)
                yield _Reading(DEGREES_IN_METRES, turned, plain, True)
        else:
            yield _Reading(SWAPPED, turned, crs)
        return
    metres = METRES_IN_DEGREES if crs.isGeographic() else OTHER
    if not crs.isGeographic():
        yield _Reading(SWAPPED, turned, crs)
    own = _false_easting(crs)
    kind = metres if own is None else (ZONE if x >= _ZONE_M else NO_ZONE)
    for base in dict.fromkeys((geographic.authid(), _CGCS2000)):
        for east, each in ((x, points), (y, turned)):
            zone = int(east // _ZONE_M)
            if zone > 0 or own is not None:
                for fitting in _gauss_krueger(base, zone * _ZONE_M + _ZONE_M // 2, crs):
                    yield _Reading(kind, each, fitting, each is turned)
    for other in others:
        if other != crs and not other.isGeographic():
            yield _Reading(metres, points, other)
    mercator = QgsCoordinateReferenceSystem(_WEB_MERCATOR)
    if crs != mercator and abs(x) >= _ZONE_M:  # of smaller ones a zone without its number is likelier
        yield _Reading(metres, points, mercator, within=crs)


def _tiny(crs: QgsCoordinateReferenceSystem, bounds: np.ndarray) -> bool:
    """Tell whether a layer in metres has numbers such as degrees have, and no feature as large as a metre.

    Near the origin of a CRS degrees would else be a place like any other.
    """
    if crs.isGeographic() or np.abs(bounds[:, ::2]).max() > 360 or np.abs(bounds[:, 1::2]).max() > 360:
        return False
    size = np.hypot(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    unit = QgsUnitTypes.fromUnitToUnitFactor(crs.mapUnits(), Qgis.DistanceUnit.Meters)
    return bool(0 < size.max() * unit < _SMALLEST_M)


def _far(reading: _Reading) -> float:
    """Return how far outside, in degrees, what a reading fits is suspected."""
    return _FAR_ZONE if reading.kind in (ZONE, NO_ZONE) else _FAR


def _fits(reading: _Reading, context: QgsCoordinateTransformContext) -> np.ndarray:
    """Tell which points lie where the CRS of a reading is made for, and where they are to lie besides."""
    places, areas = _degrees(reading.crs, reading.points, context), [reading.crs]
    areas += [] if reading.within is None else [reading.within]
    return np.logical_and.reduce([_distance(places, _area(each)) <= _NEAR for each in areas])


def _degrees(
    crs: QgsCoordinateReferenceSystem, points: np.ndarray, context: QgsCoordinateTransformContext
) -> np.ndarray:
    """Return points in degrees; what is no place is infinite."""
    places = np.array(CoordinateTransform(crs, QgsCoordinateReferenceSystem(WGS84), context)(points))
    wrong = ~np.isfinite(places).all(axis=1) | (np.abs(places[:, 1]) > 90)
    if crs.isGeographic():
        wrong |= np.abs(points[:, 0]) > 360
    else:  # far from its middle a formula gives places that lead back to others
        back = CoordinateTransform(QgsCoordinateReferenceSystem(WGS84), crs, context)
        places[wrong] = 0
        wrong |= ~(np.abs(back(places) - points).max(axis=1) < _RETURN_M)
    places[wrong] = np.inf
    return places


def _distance(places: np.ndarray, area: np.ndarray) -> np.ndarray:
    """Return how far places lie outside of an area (west, south, east, north), in degrees of the larger coordinate."""
    west, south, east, north = area
    middle, half = (west + (east - west) % 360 / 2, (east - west) % 360 / 2) if east - west < 360 else (0.0, 180.0)
    found = np.full(len(places), np.inf)
    known = np.isfinite(places).all(axis=1)
    longitude, latitude = places[known].T
    beside = np.abs((longitude - middle + 180) % 360 - 180) - half
    found[known] = np.maximum.reduce([beside, south - latitude, latitude - north, np.zeros(known.sum())])
    return found


def _area(crs: QgsCoordinateReferenceSystem) -> np.ndarray:
    """Return the area that a CRS is made for in degrees, west to north; the Earth where that is not known."""
    bounds = crs.bounds()
    if not bounds.isEmpty():
        return np.array([bounds.xMinimum(), bounds.yMinimum(), bounds.xMaximum(), bounds.yMaximum()])
    meridian = _parameter(crs, "lon_0") if "+proj=tmerc" in crs.toProj() else None
    if meridian is None:
        return np.array([-180.0, -90.0, 180.0, 90.0])
    return np.array([meridian - _HALF_ZONE_DEGREES, -90.0, meridian + _HALF_ZONE_DEGREES, 90.0])


def _parameter(crs: QgsCoordinateReferenceSystem, name: str) -> float | None:
    found = re.search(rf"\+{name}=(\S+)", crs.toProj())
    return float(found[1]) if found else None


def _false_easting(crs: QgsCoordinateReferenceSystem) -> float | None:
    """Return the false easting of a Gauß–Krüger CRS, with or without a zone's number; None of any other."""
    easting = _parameter(crs, "x_0") if "+proj=tmerc" in crs.toProj() else None
    return easting if easting is not None and easting % _ZONE_M == _ZONE_M // 2 else None


def _geographic(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """Return the CRS in degrees that a projected one is based on."""
    named = QgsCoordinateReferenceSystem(crs.authid() if crs.isGeographic() else crs.geographicCrsAuthId())
    return named if named.isValid() else geographic(crs)


def _gauss_krueger(
    base: str, easting: int, crs: QgsCoordinateReferenceSystem
) -> Iterator[QgsCoordinateReferenceSystem]:
    """Yield QGIS's Gauß–Krüger CRS of a false easting on a geographic one.

    Without a zone's number in it, only those on the meridian of ``crs``, for nothing else tells which is meant; first
    the one whose zone is as wide.
    """
    query = (
        "select auth_name, auth_id from tbl_srs where deprecated = 0 and description like '%Gauss-Kruger%' "
        "and parameters like ? and parameters like ? order by auth_id"
    )
    meridian, width = _parameter(crs, "lon_0"), crs.bounds().width()
    of_meridian = "%" if easting >= _ZONE_M else f"% +lon_0={meridian:g} %"
    with closing(sqlite3.connect(f"file:{QgsApplication.srsDatabaseFilePath()}?mode=ro", uri=True)) as database:
        rows = database.execute(query, (f"% +x_0={easting} %", of_meridian)).fetchall()
    known = [QgsCoordinateReferenceSystem(f"{authority}:{number}") for authority, number in rows]
    for found in sorted(known, key=lambda one: abs(one.bounds().width() - width)):
        if found.geographicCrsAuthId() == base:
            yield found
