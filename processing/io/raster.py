"""Means of rasters over polygons, by QGIS's own zonal statistics."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
import shapely
from osgeo import gdal
from qgis.analysis import QgsZonalStatistics
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRasterDataProvider,
    QgsRasterLayer,
)

from ...core.progress import Progress, chunks, quiet
from ...i18n import tr
from .complaints import ERRORS, complaints, kept_quiet
from .crs import CoordinateTransform
from .layer_reading import lost_sentence
from .presence import files_of

_CHUNK = 500
# ESRI's and others' usual values for no data, and the least numbers of 16, 32 and (some 3.4e38) floating 32 bits.
_FILLERS = (-999.0, -9999.0, -99999.0, -999999.0, -32768.0, -2147483648.0)
_FILLERS_BELOW = -1e37
# What GDAL calls rational polynomials, and arrays of the places of cells.
_PLACED_BY = ("RPC", "GEOLOCATION")


@dataclass(frozen=True)
class Raster:
    """A raster layer, and its data in a copy that the thread of a run may use.

    ``resampled``: whether its cells are not those of the raster, which has none that lie upright, north up.
    ``damage``: why nobody knows where it lies, as GDAL says; "" where that is known.
    """

    label: str
    crs: QgsCoordinateReferenceSystem
    provider: QgsRasterDataProvider
    files: tuple[str, ...]
    resampled: bool = False
    damage: str = ""

    def lost(self) -> str | None:
        """Return the file that is not there any more, so that pixels may have been taken for empty ones."""
        return next((path for path in self.files if not os.path.exists(path)), None)

    @property
    def bands(self) -> int:
        """Number of bands."""
        return self.provider.bandCount()


class UnreadableError(Exception):
    """Cells of a raster cannot be read, as GDAL says."""


def damaged_sentence(layer: str, reason: object) -> str:
    """Say that a raster, as sentences call it, is there but cannot be read."""
    text = tr("The raster “{layer}” cannot be read: {reason}. Its file is damaged; make it anew or choose another one.")
    return text.format(layer=layer, reason=str(reason).strip().rstrip("."))


def unreadable_sentence(raster: Raster, layer: str, error: UnreadableError) -> str:
    """Say why cells of a raster cannot be read; ``layer``: as in ``damaged_sentence``."""
    gone = raster.lost()
    return damaged_sentence(layer, error) if gone is None else lost_sentence(layer, gone)


def copy_of(layer: QgsRasterLayer) -> Raster:
    """Return a raster for a run; called in the thread that the layer lives in."""
    upright, damage = None, ""
    try:
        upright = _upright(layer)
    except ERRORS as error:
        damage = str(error)
    # Of a raster that arrays of places belong to QGIS knows no CRS.
    crs = layer.crs() if upright is None or layer.crs().isValid() else upright.crs()
    provider = upright or layer.dataProvider().clone()
    return Raster(layer.name(), crs, provider, files_of(layer), upright is not None, damage)


def _upright(layer: QgsRasterLayer) -> QgsRasterDataProvider | None:
    """Return a raster that has no upright cells as one that has; None of any other.

    QGIS does so too, but what then lies beside the raster is 0 to it where the raster names no value for no data.
    Raises one of ``complaints.ERRORS`` where the raster does not say how it lies.
    """
    if layer.providerType() != "gdal":
        return None
    with kept_quiet():
        try:
            dataset = gdal.Open(layer.source().partition("|")[0])
        except ERRORS:
            return None
        own = layer.dataProvider()
        if dataset is None or not _is_resampled(dataset, own):
            return None
        path = QgsProcessingUtils.generateTempFilename("upright.vrt")
        # As floating numbers whole ones are the same, and have a NaN beside them.
        gdal.Warp(path, dataset, format="VRT", outputType=gdal.GDT_Float64, dstNodata="nan", resampleAlg="near")
    provider = QgsProviderRegistry.instance().createProvider("gdal", path)
    for band in range(1, provider.bandCount() + 1):
        provider.setUserNoDataValue(band, own.userNoDataValues(band))
    return provider


def _is_resampled(dataset: gdal.Dataset, provider: QgsRasterDataProvider) -> bool:
    """Tell whether QGIS shows other cells than a raster has, or shows none of them in its place.

    Placed by points, polynomials or arrays it has none that are rectangles; those that lie askew, and oblong ones that
    are stored south up, become square.
    """
    corner = dataset.GetGeoTransform(can_return_null=True)
    if corner is None:
        return dataset.GetGCPCount() > 0 or any(map(dataset.GetMetadata, _PLACED_BY))
    size = dataset.RasterXSize, dataset.RasterYSize
    return bool(corner[2] or corner[4]) or size != (provider.xSize(), provider.ySize())


def means(
    raster: Raster,
    band: int,
    polygons: np.ndarray,
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    progress: Progress = quiet,
) -> tuple[np.ndarray, float]:
    """Return the mean of a band over each polygon, shape (n,), NaN where it has no value there, and its least value.

    ``polygons``: shape (n,), in ``crs``; they move into the raster's CRS, not the raster into theirs. The mean is
    that of QGIS's zonal statistics: of the pixels whose centre lies in the polygon and, where this is one pixel or
    none, of all that it touches, by area. Pixels without data do not count, nor does what lies beside the raster.
    Raises UnreadableError where pixels cannot be read, of which zonal statistics say nothing.
    """
    moved = CoordinateTransform(crs, raster.crs, context).geometry(polygons)
    provider, extent = raster.provider, raster.provider.extent()
    cell = extent.width() / provider.xSize(), extent.height() / provider.ySize()
    mean, least = Qgis.ZonalStatistic.Mean, Qgis.ZonalStatistic.Min
    found, lowest = np.full(len(polygons), np.nan), np.inf
    west, south, east, north = shapely.bounds(moved).T
    meets = (east > extent.xMinimum()) & (west < extent.xMaximum())
    meets &= (north > extent.yMinimum()) & (south < extent.yMaximum())
    rows = np.flatnonzero(meets)
    with kept_quiet():
        for part in chunks(len(rows), _CHUNK, progress):
            for row, wkb in zip(rows[part].tolist(), shapely.to_wkb(moved[rows[part]])):
                geometry = QgsGeometry()
                geometry.fromWkb(wkb)
                values = QgsZonalStatistics.calculateStatistics(provider, geometry, *cell, band, mean | least)
                if wrong := complaints():
                    raise UnreadableError(*wrong)
                found[row] = values.get(mean, np.nan)  # empty where no pixel has a value
                lowest = min(lowest, values.get(least, np.inf))
    return found, lowest


def stands_for_nothing(value: float) -> bool:
    """Tell whether a value is one that programs write where they have none: -9999, -3.4e38 and the like."""
    return value in _FILLERS or value <= _FILLERS_BELOW
