"""Service areas of parks: the radius of each by its area, the ground within it, and what lies outside all of them.

Source: Beijing ecological security pattern plan (2021–2035), ch. 2 §3.2
(公园绿地500米服务半径覆盖率); the numbers come from the plan profile.
"""

from __future__ import annotations

import threading

import numpy as np
import shapely

from ..geometry.area import Measure, planar
from ..geometry.overlap import group, union_of
from ..geometry.overlay import remainder
from ..geometry.zones import OUTSIDE, build, cut
from ..progress import Progress, StoppedError, chunks, in_threads, part, quiet
from ..targets import at_least

QUADRANT_SEGMENTS = 128
"""Segments per quarter circle of a service area. The polygon misses 2.5e-5 of the
circle's area ((π/2n)²/6), so even residential land that consists of nothing but
whole circles is measured to 0.0025 percentage points."""

_BLOCK_RADII = 10
_CHUNK = 2_000
_MANY_PARKS = 16
_QUERY_CHUNK, _BUFFER_CHUNK = 100, 100
# Parks lie in a heap where they share more than this of the larger one's bounding box.
_HEAPED = 0.5

# A straight border of a quarter lies no farther beside itself in other coordinates.
_BESIDE_M = 0.01

Tiers = tuple[tuple[float, float], ...]
"""Rows of smallest park area in m² and service radius in m."""


def service_radius(
    parks: np.ndarray,
    area_m2: np.ndarray,
    tiers: Tiers,
    historic: np.ndarray | None = None,
    historic_tiers: Tiers = (),
    measure: Measure = planar,
    progress: Progress = quiet,
) -> np.ndarray:
    """Return each park's service radius in m, 0 where it is below every smallest area.

    ``parks``, ``historic``: valid polygons or multipolygons in one metric CRS; ``area_m2``: of the parks, shape (n,).
    In historic quarters (``historic``) small parks count too, by ``historic_tiers``; see ``coverage.park_coverage``.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.parks.servicearea import service_radius
    >>> parks = shapely.box(0, 0, [50, 100, 1000], 100)
    >>> service_radius(parks, shapely.area(parks), tiers=((10_000.0, 500.0), (100_000.0, 1_000.0))).tolist()
    [0.0, 500.0, 1000.0]
    """
    radius = _tier_radius(area_m2, tiers)
    if historic is None or not len(historic) or not historic_tiers:
        return radius
    quarters = build(historic, np.full(len(historic), ""), measure, part(progress, 0.0, 0.5))
    inside, park, cell = cut(parks, quarters, part(progress, 0.5, 1.0))
    inside_m2 = np.bincount(park[cell != OUTSIDE], weights=measure(inside[cell != OUTSIDE]), minlength=len(parks))
    # Half of a park is not more than half of it in other coordinates, in which straight borders lie a little beside.
    mostly = inside_m2 > area_m2 / 2 + _BESIDE_M * np.sqrt(area_m2)
    return np.where(mostly, np.maximum(radius, _tier_radius(area_m2, historic_tiers)), radius)


def service_area(
    parks: np.ndarray, radius_m: np.ndarray, progress: Progress = quiet, segments: int = QUADRANT_SEGMENTS
) -> shapely.Geometry:
    """Return the ground within the service radius of any counted park, as one geometry.

    ``parks``: valid polygons or multipolygons in one metric CRS, shape (n,); ``radius_m``: shape (n,), 0 for those that
    do not count; ``segments``: per quarter circle.

    Around a square of 100 m with a radius of 500 m lie the square, four strips beside it and four quarter circles:

    >>> import math
    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.parks.servicearea import service_area
    >>> ground = service_area(shapely.box([0], 0, [100], 100), np.array([500.0]))
    >>> round(ground.area / (100**2 + 4 * 100 * 500 + math.pi * 500**2), 3)
    1.0
    """
    counted = radius_m > 0
    if not counted.any():
        return shapely.MultiPolygon()
    buffers = shapely.buffer(parks[counted], radius_m[counted], quad_segs=segments)
    # Neighbours together, so that most of the outline is gone before the last, large union.
    block = np.floor(shapely.bounds(buffers)[:, :2] / (_BLOCK_RADII * radius_m.max()))
    buffers = buffers[np.lexsort((block[:, 1], block[:, 0]))]
    return shapely.union_all([shapely.union_all(buffers[rows]) for rows in chunks(len(buffers), 200, progress)])


def uncovered(
    pieces: np.ndarray,
    parks: np.ndarray,
    radius_m: np.ndarray,
    nearest_m: np.ndarray,
    distance_m: np.ndarray,
    segments: int,
    progress: Progress = quiet,
) -> np.ndarray:
    """Return what is left of each polygon outside every park's service area.

    ``pieces``: valid single polygons, shape (p,), and ``parks``, shape (n,), in one metric CRS; ``radius_m``: of the
    parks, shape (n,); ``nearest_m``, ``distance_m``: radius of and distance to the nearest park, shape (p,). Most
    polygons lie far from all parks, or wholly within the radius of one, and need no
    overlay; a polygon beyond reach is returned as the same object.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.parks.servicearea import nearest_park, uncovered
    >>> home, park, radius_m = shapely.box([0], 0, [100], 10), shapely.box([-50], -90, [0], 100), np.array([30.0])
    >>> distance_m, nearest_m = nearest_park(home, park, radius_m)
    >>> shapely.bounds(uncovered(home, park, radius_m, nearest_m, distance_m, segments=32)).tolist()
    [[30.0, 0.0, 100.0, 10.0]]
    """
    blind = pieces.copy()
    if not len(parks):
        return blind
    nothing = shapely.Polygon()
    bounds = shapely.bounds(pieces)
    half_diagonal = np.hypot(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) / 2
    near = distance_m <= radius_m.max()
    served = near & (distance_m + 2 * half_diagonal <= nearest_m)
    blind[served] = nothing
    open_ = np.flatnonzero(near & ~served)
    tree, stop = shapely.STRtree(parks), threading.Event()

    def reaching(rows: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        if stop.is_set():
            raise StoppedError
        piece = open_[rows]
        centre = shapely.points((bounds[piece, :2] + bounds[piece, 2:]) / 2)
        row, park = tree.query(pieces[piece], predicate="dwithin", distance=radius_m.max())
        piece = piece[row]
        depth = radius_m[park] - shapely.distance(centre[row], parks[park])
        reached = depth > -half_diagonal[piece]
        return piece[reached], park[reached], depth[reached]

    def clip(rows: slice) -> None:
        some = range(rows.start, rows.stop, _QUERY_CHUNK)
        found = zip(*(reaching(slice(start, min(start + _QUERY_CHUNK, rows.stop))) for start in some))
        piece, park, depth = (np.concatenate(column) for column in found)
        blind[piece[depth >= half_diagonal[piece]]] = nothing
        rest = ~shapely.is_empty(blind[piece])
        # The deepest first: what is left is soonest gone.
        order = np.lexsort((-depth[rest], piece[rest]))
        _take_away(blind, piece[rest][order], park[rest][order], parks, radius_m, segments, stop)

    in_threads(clip, len(open_), _CHUNK, progress, stop)
    return blind


def _take_away(
    blind: np.ndarray,
    piece: np.ndarray,
    park: np.ndarray,
    parks: np.ndarray,
    radius_m: np.ndarray,
    segments: int,
    stop: threading.Event,
) -> None:
    """Subtract the parks' service areas from ``blind``; the pairs are sorted by piece."""
    if not len(piece):
        return
    near, buffer_of = np.unique(park, return_inverse=True)
    buffers = np.empty(len(near), dtype=object)
    for rows in chunks(len(near), _BUFFER_CHUNK):
        if stop.is_set():
            raise StoppedError
        buffers[rows] = shapely.buffer(parks[near[rows]], radius_m[near[rows]], quad_segs=segments)
    first = np.flatnonzero(np.r_[True, piece[1:] != piece[:-1]])
    count = np.diff(np.r_[first, len(piece)])
    turn = np.arange(len(piece)) - np.repeat(first, count)
    crowded = np.repeat(count > _MANY_PARKS, count)
    # Large land among many parks: one overlay with their union, not one with each.
    # What lies in one heap has the same cover, and it does no harm where a park of it reaches less far.
    covers: dict[bytes, shapely.Geometry] = {}
    heap = _heaps(parks[near]) if crowded.any() else near
    for start, length in zip(first[count > _MANY_PARKS], count[count > _MANY_PARKS]):
        if stop.is_set():
            raise StoppedError
        heaps = np.unique(heap[buffer_of[start : start + length]])
        cover = covers.get(heaps.tobytes())
        if cover is None:
            cover = covers[heaps.tobytes()] = union_of(buffers[np.isin(heap, heaps)], _stopping(stop))
        blind[piece[start : start + 1]] = remainder(blind[piece[start : start + 1]], np.array([cover], dtype=object))
    for number in range(min(int(count.max()), _MANY_PARKS)):
        if stop.is_set():
            raise StoppedError
        now = np.flatnonzero((turn == number) & ~crowded)
        now = now[~shapely.is_empty(blind[piece[now]])]
        blind[piece[now]] = remainder(blind[piece[now]], buffers[buffer_of[now]])


def _stopping(stop: threading.Event) -> Progress:
    """Return a progress that ends work in a thread whose result is no longer wanted."""

    def look(share: float) -> None:
        if stop.is_set():
            raise StoppedError

    return look


def _heaps(parks: np.ndarray) -> np.ndarray:
    """Return for each park the heap that it lies in, shape (n,): what nearly coincides, by bounding boxes."""
    bounds = shapely.bounds(parks)
    size = np.prod(bounds[:, 2:] - bounds[:, :2], axis=1)
    pairs = [np.empty((2, 0), dtype=np.intp)]
    tree = shapely.STRtree(parks)
    for rows in chunks(len(parks), _BUFFER_CHUNK):
        one, two = tree.query(parks[rows])
        one = one + rows.start
        both = np.minimum(bounds[one, 2:], bounds[two, 2:]) - np.maximum(bounds[one, :2], bounds[two, :2])
        heaped = np.prod(both, axis=1) > _HEAPED * np.maximum(size[one], size[two])
        pairs.append(np.stack([one[heaped], two[heaped]]))
    one, two = np.concatenate(pairs, axis=1)
    return group(len(parks), one, two).astype(np.intp)


def nearest_park(
    pieces: np.ndarray, parks: np.ndarray, radius_m: np.ndarray, progress: Progress = quiet
) -> tuple[np.ndarray, np.ndarray]:
    """Return the distance of each polygon to the nearest park, infinite without one, and that park's service radius.

    ``pieces``, ``parks``, ``radius_m``: as in ``uncovered``; in m, shape (p,) each.
    Of parks equally near, the one of the largest radius, so that their order plays no part.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.parks.servicearea import nearest_park
    >>> distance_m, radius_m = nearest_park(
    ...     shapely.box([0], 0, [10], 10), shapely.box([30, 90], 0, [40, 99], 10), np.array([300.0, 500.0])
    ... )
    >>> distance_m.tolist(), radius_m.tolist()
    ([20.0], [300.0])
    """
    distance, nearest_m = np.full(len(pieces), np.inf), np.zeros(len(pieces))
    if len(parks):
        tree, stop = shapely.STRtree(parks), threading.Event()

        def find(chunk: slice) -> None:
            for start in range(chunk.start, chunk.stop, _QUERY_CHUNK):
                if stop.is_set():
                    raise StoppedError
                rows = slice(start, min(start + _QUERY_CHUNK, chunk.stop))
                (piece, park), away = tree.query_nearest(pieces[rows], return_distance=True)
                distance[rows][piece] = away
                np.maximum.at(nearest_m[rows], piece, radius_m[park])

        in_threads(find, len(pieces), _CHUNK, progress, stop)
    return distance, nearest_m


def _tier_radius(area_m2: np.ndarray, tiers: Tiers) -> np.ndarray:
    radius = np.zeros(len(area_m2))
    for smallest, reach in sorted(tiers):
        # A park drawn as exactly 5 000 m² measures a rounding less once it is turned or projected.
        radius[at_least(area_m2, smallest)] = reach
    return radius
