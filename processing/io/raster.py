"""Means of rasters over polygons, by QGIS's own zonal statistics."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
import shapely
from qgis.analysis import QgsZonalStatistics
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsRasterDataProvider,
    QgsRasterLayer,
)

from ...core.progress import Progress, chunks, quiet
from .crs import CoordinateTransform
from .presence import files_of

_CHUNK = 500


@dataclass(frozen=True)
class Raster:
    """A raster layer, and its data in a copy that the thread of a run may use."""

    label: str
    crs: QgsCoordinateReferenceSystem
    provider: QgsRasterDataProvider
    files: tuple[str, ...]

    def lost(self) -> str | None:
        """Return the file that is not there any more, so that pixels may have been taken for empty ones."""
        return next((path for path in self.files if not os.path.exists(path)), None)

    @property
    def bands(self) -> int:
        """Number of bands."""
        return self.provider.bandCount()


def copy_of(layer: QgsRasterLayer) -> Raster:
    """Return a raster for a run; called in the thread that the layer lives in."""
    return Raster(layer.name(), layer.crs(), layer.dataProvider().clone(), files_of(layer))


def means(
    raster: Raster,
    band: int,
    polygons: np.ndarray,
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    progress: Progress = quiet,
) -> np.ndarray:
    """Return the mean of a band over each polygon, shape (n,); NaN where it has no value there.

    ``polygons``: shape (n,), in ``crs``; they move into the raster's CRS, not the raster into theirs. The mean is
    that of QGIS's zonal statistics: of the pixels whose centre lies in the polygon and, where this is one pixel or
    none, of all that it touches, by area. Pixels without data do not count, nor does what lies beside the raster.
    """
    moved = CoordinateTransform(crs, raster.crs, context).geometry(polygons)
    provider, extent = raster.provider, raster.provider.extent()
    cell = extent.width() / provider.xSize(), extent.height() / provider.ySize()
    wanted = Qgis.ZonalStatistics(Qgis.ZonalStatistic.Mean)
    found = np.full(len(polygons), np.nan)
    west, south, east, north = shapely.bounds(moved).T
    meets = (east > extent.xMinimum()) & (west < extent.xMaximum())
    meets &= (north > extent.yMinimum()) & (south < extent.yMaximum())
    rows = np.flatnonzero(meets)
    for part in chunks(len(rows), _CHUNK, progress):
        for row, wkb in zip(rows[part].tolist(), shapely.to_wkb(moved[rows[part]])):
            geometry = QgsGeometry()
            geometry.fromWkb(wkb)
            values = QgsZonalStatistics.calculateStatistics(provider, geometry, *cell, band, wanted)
            found[row] = next(iter(values.values()), np.nan)  # empty where no pixel has a value
    return found
