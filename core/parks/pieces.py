"""Residential land in single polygons, cut at zone borders, and what parks leave of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..geometry.area import Measure
from ..geometry.overlap import DrawnOnce, copies
from ..geometry.polygons import explode
from ..geometry.split import ragged
from ..geometry.zones import OUTSIDE, Zones, cut
from ..progress import Progress, part, quiet
from .servicearea import QUADRANT_SEGMENTS, nearest_park, uncovered


@dataclass(frozen=True)
class HousingPieces:
    """Single polygons of residential land, each in one cell of the zones.

    ``feature``: row of the feature each comes from, ascending; ``cell``: ``OUTSIDE`` for none.
    """

    geometry: np.ndarray
    feature: np.ndarray
    cell: np.ndarray


@dataclass(frozen=True)
class Left:
    """What parks leave of pieces, shape (p,), and the single polygons that this comes to, shape (q,).

    ``park_m``: distance to the nearest counted park, infinite without one; ``area_m2``: of the piece;
    ``blind_m2``: of what no park serves of it. ``place``, ``place_m2``: single polygons of this, and their areas;
    ``place_piece``: the row of the piece that each is part of, ascending.
    """

    park_m: np.ndarray
    area_m2: np.ndarray
    blind_m2: np.ndarray
    place: np.ndarray
    place_piece: np.ndarray
    place_m2: np.ndarray


def reaching(parks: np.ndarray, radius_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the single polygons of the parks that count, and the service radius of each.

    ``parks``: valid polygons or multipolygons in one metric CRS, shape (n,); ``radius_m``: of each, 0 where it does not
    count, shape (n,).

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.parks.pieces import reaching
    >>> parks, radius_m = reaching(shapely.box([0, 50], 0, [10, 60], 10), np.array([0.0, 300.0]))
    >>> parks.tolist() == [shapely.box(50, 0, 60, 10)], radius_m.tolist()
    (True, [300.0])
    """
    served, owner = explode(parks[radius_m > 0])
    reach = radius_m[radius_m > 0][owner]
    same = copies(served)
    if (same != np.arange(len(same))).any():  # of parks that are the same, the one that serves furthest
        np.maximum.at(reach, same, reach)
        first = np.unique(same)
        served, reach = served[first], reach[first]
    return served, reach


def divide(geometry: np.ndarray, zones: Zones | None, progress: Progress = quiet) -> HousingPieces:
    """Divide land into single polygons, and cut these at zone borders.

    A home of two parts is one feature and two pieces:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.parks.pieces import divide
    >>> home = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 0, 6, 1)])
    >>> divide(np.array([home]), zones=None).feature.tolist()
    [0, 0]
    """
    parts, feature = explode(geometry)
    if zones is None:
        return HousingPieces(parts, feature, np.full(len(parts), OUTSIDE))
    cut_parts, source, cell = cut(parts, zones, progress)
    # Feature by feature, however many were cut at a time: so sums do not depend on it.
    order = np.lexsort((cell, source))
    pieces, at = explode(cut_parts[order])
    return HousingPieces(pieces, feature[source[order][at]], cell[order][at])


def leave(
    pieces: np.ndarray,
    parks: np.ndarray,
    radius_m: np.ndarray,
    measure: Measure,
    segments: int = QUADRANT_SEGMENTS,
    progress: Progress = quiet,
) -> Left:
    """Return what parks leave of single polygons; what is left of one depends on no other.

    ``pieces``: valid single polygons, shape (p,); ``parks``: those that count, shape (n,), and their ``radius_m``.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.parks.pieces import leave
    >>> left = leave(shapely.box([0], 0, [100], 10), shapely.box([-50], -90, [0], 100), np.array([30.0]), planar)
    >>> left.area_m2.tolist(), left.blind_m2.tolist()
    ([1000.0], [700.0])
    """
    same = copies(pieces)
    if (same != np.arange(len(same))).any():
        first, row = np.unique(same, return_inverse=True)
        found = leave(pieces[first], parks, radius_m, measure, segments, progress)
        return _repeated(found, np.ravel(row))
    distance, nearest_m = nearest_park(pieces, parks, radius_m, part(progress, 0.0, 0.4))
    blind = uncovered(pieces, parks, radius_m, nearest_m, distance, segments, part(progress, 0.4, 1.0))
    area = measure(pieces)
    untouched = blind == pieces
    blind_area = np.where(untouched, area, 0.0)
    blind_area[~untouched] = measure(blind[~untouched])
    places, at = explode(blind)
    return Left(distance, area, blind_area, places, at, measure(places))


def _repeated(left: Left, row: np.ndarray) -> Left:
    """Return what is left of pieces many of which are the same; ``row``: of ``left``, for each of them."""
    start = np.searchsorted(left.place_piece, np.arange(len(left.area_m2) + 1))
    piece, place = ragged(start[row], start[row + 1])
    return Left(left.park_m[row], left.area_m2[row], left.blind_m2[row], left.place[place], piece, left.place_m2[place])


def area_by_cell(flat: np.ndarray, zones: Zones | None, measure: Measure, progress: Progress = quiet) -> np.ndarray:
    """Return the area in m² of polygons without overlaps in each cell of the zones, outside first.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.geometry.zones import build
    >>> from greenvein.core.parks.pieces import area_by_cell
    >>> zones = build(shapely.box([0], 0, [10], 10), np.array(["a"], dtype=object), planar)
    >>> area_by_cell(shapely.box([6], 0, [25], 10), zones, planar).tolist()
    [150.0, 40.0]
    """
    pieces = divide(flat, zones, progress)
    return sums(pieces.cell + 1, measure(pieces.geometry), 1 if zones is None else len(zones.cells) + 1)


@dataclass(frozen=True)
class Twice:
    """The area in m² that features count beyond the first time, in each cell of the zones, outside first, and whether
    it is ``wide``, more than slivers of the drawing.
    """

    m2: np.ndarray
    wide: bool


def counted_twice(
    residential: np.ndarray,
    drawn: DrawnOnce,
    pieces: HousingPieces,
    left: Left,
    zones: Zones | None,
    measure: Measure,
    progress: Progress = quiet,
) -> Twice:
    """Return what features count beyond the first time; ``drawn``: the ground of ``residential`` without overlaps."""
    cells = 1 if zones is None else len(zones.cells) + 1
    if drawn.ground is residential:
        return Twice(np.zeros(cells), False)
    counted = sums(pieces.cell + 1, left.area_m2, cells)
    once = area_by_cell(drawn.ground, zones, measure, progress)
    return Twice(np.maximum(counted - once, 0.0), drawn.wide)


def sums(index: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    """Return the sum of the values of each index below ``count``, shape (count,)."""
    return np.bincount(index, weights=values, minlength=count)


def positive(values: np.ndarray) -> np.ndarray:
    """Return values with NaN for those that nothing can be divided by."""
    return np.where(values > 0, values, np.nan)
