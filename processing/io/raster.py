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
from .complaints import ERRORS, kept_quiet
from .crs import CoordinateTransform
from .presence import files_of

_CHUNK = 500
# ESRI's and others' usual values for no data, and the least numbers of 16, 32 and (some 3.4e38) floating 32 bits.
_FILLERS = (-999.0, -9999.0, -99999.0, -999999.0, -32768.0, -2147483648.0)
_FILLERS_BELOW = -1e37


@dataclass(frozen=True)
class Raster:
    """A raster layer, and its data in a copy that the thread of a run may use.

    ``resampled``: whether the copy is an upright one of a raster that lies askew.
    """

    label: str
    crs: QgsCoordinateReferenceSystem
    provider: QgsRasterDataProvider
    files: tuple[str, ...]
    resampled: bool = False

    def lost(self) -> str | None:
        """Return the file that is not there any more, so that pixels may have been taken for empty ones."""
        return next((path for path in self.files if not os.path.exists(path)), None)

    @property
    def bands(self) -> int:
        """Number of bands."""
        return self.provider.bandCount()


def copy_of(layer: QgsRasterLayer) -> Raster:
    """Return a raster for a run; called in the thread that the layer lives in."""
    upright = _upright(layer)
    provider = upright or layer.dataProvider().clone()
    return Raster(layer.name(), layer.crs(), provider, files_of(layer), resampled=upright is not None)


def _upright(layer: QgsRasterLayer) -> QgsRasterDataProvider | None:
    """Return a raster that lies askew as an upright one; None of any other.

    QGIS does so too, but what then lies beside the raster is 0 to it where the raster names no value for no data.
    """
    if layer.providerType() != "gdal":
        return None
    with kept_quiet():
        try:
            dataset = gdal.Open(layer.source().partition("|")[0])
        except ERRORS:
            dataset = None
        corner = None if dataset is None else dataset.GetGeoTransform(can_return_null=True)
        askew = dataset is not None and (dataset.GetGCPCount() > 0 if corner is None else bool(corner[2] or corner[4]))
        if not askew:
            return None
        path = QgsProcessingUtils.generateTempFilename("upright.vrt")
        # As floating numbers whole ones are the same, and have a NaN beside them.
        gdal.Warp(path, dataset, format="VRT", outputType=gdal.GDT_Float64, dstNodata="nan", resampleAlg="near")
    provider = QgsProviderRegistry.instance().createProvider("gdal", path)
    for band in range(1, provider.bandCount() + 1):
        provider.setUserNoDataValue(band, layer.dataProvider().userNoDataValues(band))
    return provider


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
    for part in chunks(len(rows), _CHUNK, progress):
        for row, wkb in zip(rows[part].tolist(), shapely.to_wkb(moved[rows[part]])):
            geometry = QgsGeometry()
            geometry.fromWkb(wkb)
            values = QgsZonalStatistics.calculateStatistics(provider, geometry, *cell, band, mean | least)
            found[row] = values.get(mean, np.nan)  # empty where no pixel has a value
            lowest = min(lowest, values.get(least, np.inf))
    return found, lowest


def stands_for_nothing(value: float) -> bool:
    """Tell whether a value is one that programs write where they have none: -9999, -3.4e38 and the like."""
    return value in _FILLERS or value <= _FILLERS_BELOW
