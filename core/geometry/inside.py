"""Points inside polygons that rounding does not put on the other side of a border."""

from __future__ import annotations

import numpy as np
import shapely

CLOSE_M = 0.001
"""What lies closer to a border than this may lie on either side of a border that was drawn as the same one."""
_TRIANGLE = 4  # vertices, the first of which is its last again


def well_inside(faces: np.ndarray, close_m: float = CLOSE_M) -> np.ndarray:
    """Return a point inside each polygon, shape (n,): where GEOS's is close to the border, the one furthest from it.

    GEOS takes the middle of the widest stretch of one line across; where a spike as wide as rounding is on that line,
    it may be a vertex. ``close_m``: how close is close.

    A spike leads away from a square to the left, at half its height:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.inside import well_inside
    >>> spiky = [(0, 0), (0, 5), (-30, 5), (0, 5.0000001), (0, 10), (10, 10), (10, 0)]
    >>> face = np.array([shapely.Polygon(spiky)])
    >>> bool(shapely.distance(well_inside(face), shapely.boundary(face))[0] > 4.9)
    True
    """
    point = shapely.point_on_surface(faces)
    close = np.flatnonzero(shapely.distance(point, shapely.boundary(faces)) < close_m)
    triangle = shapely.get_num_coordinates(faces[close]) == _TRIANGLE
    point[close[triangle]] = _incentre(faces[close[triangle]])
    others = close[~triangle]
    point[others] = shapely.get_point(shapely.maximum_inscribed_circle(faces[others]), 0)
    return point


def _incentre(triangles: np.ndarray) -> np.ndarray:
    """Return the centre of the inscribed circle: the mean of the corners, weighted with the sides opposite them."""
    corner = shapely.get_coordinates(triangles).reshape(-1, _TRIANGLE, 2)[:, :-1]
    first = corner[:, :1]  # from which corners are counted, to keep their last digits
    side = np.linalg.norm(np.roll(corner, -1, axis=1) - np.roll(corner, -2, axis=1), axis=2)
    mean = ((corner - first) * side[:, :, None]).sum(axis=1) / side.sum(axis=1)[:, None]
    return shapely.points(first[:, 0] + mean)
