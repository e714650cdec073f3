"""Amounts in the cells of a raster (persons per cell): every cell is read once, as it is, so that their sum stays.

Other than means over polygons, amounts must not be resampled: the cells move into the CRS of the analysis, each as a
polygon with all that it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

import numpy as np
import shapely
from qgis.core import Qgis, QgsRasterBlock, QgsRasterDataProvider, QgsRasterIterator, QgsRasterRange

from ...core.progress import Progress, quiet
from .complaints import complaints, kept_quiet
from .raster import Raster, UnreadableError

_TILE = 2_000
_BENT = 10  # cells between two vertices of an edge
MOST_CELLS = 4_000_000
"""More cells on some ground are not taken one by one; each takes close to a thousand bytes until all are placed."""
_KINDS = {
    Qgis.DataType.Byte: np.uint8,
    Qgis.DataType.Int8: np.int8,
    Qgis.DataType.UInt16: np.uint16,
    Qgis.DataType.Int16: np.int16,
    Qgis.DataType.UInt32: np.uint32,
    Qgis.DataType.Int32: np.int32,
    Qgis.DataType.Float32: np.float32,
    Qgis.DataType.Float64: np.float64,
}
_BOUNDS = QgsRasterRange.BoundsType
_WITH_LOW = (_BOUNDS.IncludeMinAndMax, _BOUNDS.IncludeMin)
_WITH_HIGH = (_BOUNDS.IncludeMinAndMax, _BOUNDS.IncludeMax)


class CrowdedCellsError(Exception):
    """More cells than MOST_CELLS lie near some ground."""


@dataclass(frozen=True)
class Cells:
    """What the first band of a raster holds.

    ``geometry``: the cells above 0 that lie near some ground, in the raster's CRS, shape (k,), with their ``values``.
    ``elsewhere``: what all other cells hold together, of which ``beside`` is near other ground; ``negative``: how many
    cells are below 0, which no amount is, and ``least``: the least of them. ``silent``: cells without data near the
    first ground, these among them, those side by side as one polygon, shape (s,).
    """

    geometry: np.ndarray
    values: np.ndarray
    elsewhere: float
    beside: float
    negative: int
    least: float
    silent: np.ndarray


def holds_numbers(raster: Raster) -> bool:
    """Tell whether a raster has cells of numbers, and is no picture or a service that draws one."""
    provider = raster.provider
    sized = provider.xSize() > 0 and provider.ySize() > 0
    return sized and raster.bands > 0 and provider.dataType(1) in _KINDS


def cells(raster: Raster, near: np.ndarray, also_near: np.ndarray, progress: Progress = quiet) -> Cells:
    """Read the first band of a raster.

    ``near``, ``also_near``: bounding boxes of ground in the raster's CRS, shape (n, 4); those that are no numbers are
    nowhere. Raises CrowdedCellsError, and UnreadableError where cells cannot be read, in which nobody would live.
    """
    provider = raster.provider
    grid = _Grid(provider)
    reader = QgsRasterIterator(provider)
    reader.setMaximumTileWidth(_TILE)
    reader.setMaximumTileHeight(_TILE)
    reader.startRasterRead(1, provider.xSize(), provider.ySize(), provider.extent())
    nothing = provider.userNoDataValues(1)
    places, values, silent, elsewhere, beside = [], [], [], [], []
    negative, least, done, taken = 0, 0.0, 0, 0
    while True:
        progress(done / (provider.xSize() * provider.ySize()))
        with kept_quiet():
            there, width, height, block, left, top = reader.readNextRasterPart(1)
            if there and not block.isValid():
                raise UnreadableError(*complaints() or [block.error().summary()])
        if not there:
            break
        found = _numbers(block, nothing).reshape(height, width)
        done += found.size
        below = found < 0
        negative, least = negative + int(below.sum()), min(least, found[below].min(initial=0.0))
        silenced = ~np.isfinite(found) | below
        amount = np.where(silenced, 0.0, found)
        is_near = grid.mark(near, left, top, width, height)
        silent.append(grid.strips(is_near & silenced, left, top))
        wanted = is_near & (amount > 0)
        other = amount * ~wanted
        row, column = np.nonzero(wanted)
        taken += len(row)
        if taken > MOST_CELLS:
            raise CrowdedCellsError
        places.append(grid.boxes(column + left, row + top))
        values.append(amount[row, column])
        elsewhere.append(fsum(other.ravel()))
        beside.append(fsum(other[grid.mark(also_near, left, top, width, height)]))
    return Cells(
        np.concatenate([np.empty(0, dtype=object), *places]),
        np.concatenate([np.empty(0), *values]),
        fsum(elsewhere),
        fsum(beside),
        negative,
        float(least),
        np.concatenate([np.empty(0, dtype=object), *silent]),
    )


def _numbers(block: QgsRasterBlock, nothing: list[QgsRasterRange]) -> np.ndarray:
    """Return what a block holds, NaN for no data; ``nothing``: ranges that the user takes for that.

    Of a raster that names no value for no data, QGIS knows only cell by cell which ones the user's ranges leave out.
    """
    raw = np.frombuffer(block.data().data(), dtype=_KINDS[block.dataType()])
    found = raw.astype(float)
    if block.hasNoDataValue():
        found[raw == raw.dtype.type(block.noDataValue())] = np.nan
    for one in nothing:
        low = found >= one.min() if one.bounds() in _WITH_LOW else found > one.min()
        high = found <= one.max() if one.bounds() in _WITH_HIGH else found < one.max()
        found[low & high] = np.nan
    return found


class _Grid:
    """Where the cells of an upright raster lie."""

    def __init__(self, provider: QgsRasterDataProvider):
        extent = provider.extent()
        self.west, self.north = extent.xMinimum(), extent.yMaximum()
        self.size = np.array([extent.width() / provider.xSize(), extent.height() / provider.ySize()])

    def boxes(self, column: np.ndarray, row: np.ndarray) -> np.ndarray:
        """Return cells as polygons; neighbours have the very same corners."""
        (width, height), west, north = self.size, self.west, self.north
        return shapely.box(
            west + column * width, north - (row + 1) * height, west + (column + 1) * width, north - row * height
        )

    def strips(self, wanted: np.ndarray, left: int, top: int) -> np.ndarray:
        """Return the cells that are wanted in a part of the raster, those side by side in a row as one polygon.

        They have a vertex at every few cells, for in another CRS they are bent.
        """
        edges = np.diff(np.pad(wanted, ((0, 0), (1, 1))).astype(np.int8), axis=1)
        row, start = np.nonzero(edges == 1)
        stop = np.nonzero(edges == -1)[1]
        (width, height), west, north = self.size, self.west + left * self.size[0], self.north - top * self.size[1]
        boxes = shapely.box(west + start * width, north - (row + 1) * height, west + stop * width, north - row * height)
        return shapely.segmentize(boxes, _BENT * width)

    def mark(self, bounds: np.ndarray, left: int, top: int, width: int, height: int) -> np.ndarray:
        """Return which cells of a part of the raster lie in bounding boxes or beside them."""
        some = bounds[np.isfinite(bounds).all(axis=1)]
        low = np.floor((np.c_[some[:, 0] - self.west, self.north - some[:, 3]]) / self.size) - 1
        high = np.ceil((np.c_[some[:, 2] - self.west, self.north - some[:, 1]]) / self.size) + 1
        most = np.array([width, height])
        low, high = (np.clip(side - [left, top], 0, most).astype(np.intp) for side in (low, high))
        # One more where a box begins and one less where it ends: their sums tell how many boxes a cell lies in.
        count = np.zeros((height + 1, width + 1), dtype=np.int64)
        for column, row, step in ((low, low, 1), (high, low, -1), (low, high, -1), (high, high, 1)):
            np.add.at(count, (row[:, 1], column[:, 0]), step)
        return count.cumsum(axis=0).cumsum(axis=1)[:height, :width] > 0
