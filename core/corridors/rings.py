"""Ground that a corridor closes in: obstacles all of it, but for the middle of a ring.

Whether it is drawn as a hole of the corridor or as an obstacle makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

# Discs that are this share of the largest have room all over a middle, and hardly any in what leans on it.
_SHARES = (0.5, 0.9)
_SEGMENTS = 64
# What is nearer to such discs than this share of their way to the edge may be its edge, as where it has corners.
_NEAR, _ROUNDING = 0.1, 1e-3
# What reaches out of the middle by less is rounding.
_FILM_M = 1e-4


def filled(parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the parts of a corridor without their holes, and what these holes are, all single polygons.

    A part that lies in the hole of another is ground that cannot be reached.
    """
    if not (shapely.get_num_interior_rings(parts) > 0).any():
        return parts, np.array([], dtype=object)
    whole = _filled(parts)
    if len(whole) > 1:
        whole = shapely.get_parts(shapely.union_all(whole))
    holes = shapely.get_parts(shapely.difference(shapely.union_all(whole), shapely.union_all(parts)))
    return whole, holes[shapely.area(holes) > 0]


def middle_of_ring(part: shapely.Polygon, obstacles: np.ndarray, blocked: np.ndarray) -> shapely.Polygon | None:
    """Return the closed-in ground that holds a larger disc than the ground around it does; None where none does.

    ``part``: without holes; ``obstacles``: as they were drawn; ``blocked``: what they cover of it, single polygons.
    What leans on the middle, or reaches from it to the edge, is an obstacle of the ring and no part of the middle.
    """
    if not len(blocked):
        return None
    whole = _filled(blocked)
    area, length = shapely.area(whole), shapely.length(whole)
    # No disc is larger than the closed-in ground, and around it one of twice area by edge always fits.
    most, least = 2 * np.sqrt(area / np.pi), 2 * (part.area - area) / (part.length + length)
    likely = whole[most > least]
    for one in likely[np.argsort(-_disc(likely), kind="stable")] if len(likely) else ():
        # A part of it holds no larger disc, and has no less ground around it.
        around = shapely.difference(part, one)
        if around.is_empty or not _disc(one) > _disc(around):
            continue
        for middle in _middles(one, part, obstacles):
            if middle.distance(part.boundary) > 0 and _disc(middle) > _disc(shapely.difference(part, middle)):
                return middle
    return None


def standing_around(middle: shapely.Polygon, obstacles: np.ndarray, blocked: np.ndarray) -> np.ndarray:
    """Return what stands in a ring, of all that obstacles cover; what leans on the middle reaches into it as drawn."""
    meets = shapely.intersects(blocked, middle)
    near = obstacles[shapely.intersects(obstacles, shapely.union_all(blocked[meets]))]
    outside = 2 * shapely.area(shapely.difference(near, middle)) > _FILM_M * shapely.length(near)
    return np.concatenate([blocked[~meets], near[outside]])


def _middles(closed: shapely.Polygon, part: shapely.Polygon, obstacles: np.ndarray) -> Iterator[shapely.Polygon]:
    """Yield what of closed-in ground may be the middle of a ring, the likeliest first.

    That is the obstacle in whose midst the largest disc lies; or with it those that are for the most part where discs
    hardly smaller have room; or all of it; or, where it was drawn in one with what reaches to the edge, that room.
    """
    disc = shapely.maximum_inscribed_circle(closed)
    centre, radius = shapely.Point(disc.coords[0]), disc.length
    own = shapely.get_parts(obstacles)
    own = shapely.get_parts(shapely.intersection(own[shapely.intersects(own, closed)], part))
    own = _filled(own[shapely.get_type_id(own) == 3])
    around = own[shapely.intersects(own, centre)]
    seed = around[np.argmax(shapely.area(around))] if len(around) else shapely.Polygon()
    if len(around):
        yield seed
    rooms: list[shapely.Polygon] = []
    for share in _SHARES:
        smaller = shapely.buffer(closed, -share * radius, quad_segs=_SEGMENTS)
        room = _holding(shapely.buffer(smaller, share * radius, quad_segs=_SEGMENTS), centre)
        more = shapely.difference(own, seed)
        inner = shapely.area(shapely.intersection(more, room)) > shapely.area(more) / 2
        core = shapely.union_all([seed, *own[inner]])
        if not core.is_empty:
            yield _holding(core, centre)
        if not rooms:
            yield closed
        rooms.append(room)
    for room in rooms:
        apart = room.distance(part.boundary)
        if apart > _ROUNDING * radius:
            yield _holding(shapely.intersection(closed, shapely.buffer(room, _NEAR * apart)), centre)


def _holding(ground: shapely.Geometry, centre: shapely.Point) -> shapely.Polygon:
    """Return the polygon of some ground that is at a point, filled."""
    single = shapely.get_parts(ground)
    single = single[shapely.get_type_id(single) == 3]
    return _filled(single[[np.argmin(shapely.distance(single, centre))]])[0]


def _filled(ground: np.ndarray) -> np.ndarray:
    """Return polygons without their holes."""
    return shapely.polygons(shapely.get_exterior_ring(ground))


def _disc(ground: np.ndarray | shapely.Geometry) -> np.ndarray:
    """Return the diameter in m of the largest disc in a polygon."""
    return 2 * shapely.length(shapely.maximum_inscribed_circle(ground))
