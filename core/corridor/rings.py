"""Ground that a corridor closes in: obstacles all of it, but for the middle of a ring.

Whether it is drawn as a hole of the corridor or as an obstacle makes no difference.
"""

from __future__ import annotations

import numpy as np
import shapely


def filled(parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the parts of a corridor without their holes, and what these holes are, all single polygons.

    A part that lies in the hole of another is ground that cannot be reached.
    """
    if not (shapely.get_num_interior_rings(parts) > 0).any():
        return parts, np.array([], dtype=object)
    whole = shapely.polygons(shapely.get_exterior_ring(parts))
    if len(whole) > 1:
        whole = shapely.get_parts(shapely.union_all(whole))
    holes = shapely.get_parts(shapely.difference(shapely.union_all(whole), shapely.union_all(parts)))
    return whole, holes[shapely.area(holes) > 0]


def middle_of_ring(part: shapely.Polygon, blocked: np.ndarray) -> shapely.Polygon | None:
    """Return the closed-in ground that holds a larger disc than the ground around it does; None where none does.

    ``part``: without holes; ``blocked``: what obstacles cover of it, single polygons.
    """
    if not len(blocked):
        return None
    whole = shapely.polygons(shapely.get_exterior_ring(blocked))
    area, length = shapely.area(whole), shapely.length(whole)
    # No disc is larger than the closed-in ground, and around it one of twice area by edge always fits.
    most, least = 2 * np.sqrt(area / np.pi), 2 * (part.area - area) / (part.length + length)
    likely = whole[(most > least) & (shapely.distance(whole, part.boundary) > 0)]
    if not len(likely):
        return None
    middle = likely[np.argmax(_disc(likely))]
    return middle if _disc(middle) > _disc(shapely.difference(part, middle)) else None


def _disc(ground: np.ndarray | shapely.Geometry) -> np.ndarray:
    """Return the diameter in m of the largest disc in a polygon."""
    return 2 * shapely.length(shapely.maximum_inscribed_circle(ground))
