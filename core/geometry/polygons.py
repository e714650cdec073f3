"""Polygons as the kernels want them: plane, valid, areal; and what had to be done for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ..progress import Progress, chunks, in_threads, part, quiet

_CHUNK, _REPAIRED = 20_000, 100
_POLYGON, _MULTIPOLYGON = shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON
LARGEST_M = 1e9
"""No place on Earth has plane coordinates as large as this, a zone's number in front included; squares of far larger
ones are no numbers any more."""
ROUNDING_M = 1e-8
"""What is narrower than this along its whole border is the rounding of coordinates in the millions of metres."""
DRAWING_M = 0.1
"""Two drawings of one border, or one of them stored in other coordinates, differ by less; not set by any plan, ours."""
TOUCH_M = 1e-6
"""Polygons as near as this touch, where the coordinates of what they have in common were rounded apart."""
# How many times as wide as the strips is the disc where they cross at right angles; short ones seem less wide.
_CORNER = 1.1 * 2**0.5


@dataclass(frozen=True)
class Cleaned:
    """Polygons, or lines, fit for a kernel, in the order they came.

    ``geometry``: shape (n,), valid polygons or multipolygons (lines or multilines), None where nothing is left.
    ``repaired``, ``empty``, ``unusable``: boolean masks, shape (n,): what was invalid, what has no
    area (or length) at all, and what has coordinates that are no numbers, or none of any place.
    """

    geometry: np.ndarray
    repaired: np.ndarray
    empty: np.ndarray
    unusable: np.ndarray

    def where(self, rows: np.ndarray) -> Cleaned:
        """Return those of some rows."""
        return Cleaned(self.geometry[rows], self.repaired[rows], self.empty[rows], self.unusable[rows])


def clean(geometry: np.ndarray, progress: Progress = quiet) -> Cleaned:
    """Drop Z and M, repair what is invalid and keep only what is areal.

    The repair keeps every piece of land that a ring encloses (overlapping
    parts count as land, not as holes), which is shapely's ``structure`` method.

    ``geometry``: any geometries, None among them, shape (n,). A ring that crosses itself encloses two triangles of
    25 m²; a line is no land.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.polygons import clean
    >>> bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    >>> found = clean(np.array([bow, shapely.LineString([(0, 0), (1, 1)])]))
    >>> shapely.area(found.geometry).tolist(), found.repaired.tolist(), found.empty.tolist()
    ([50.0, nan], [True, False], [False, True])
    """
    geometry = np.array(geometry, dtype=object)
    raised = shapely.has_z(geometry)
    if shapely.geos_version >= (3, 12, 0):  # an earlier one knows no M
        raised |= shapely.has_m(geometry)
    geometry[raised] = shapely.force_2d(geometry[raised])
    coordinates, owner = shapely.get_coordinates(geometry, return_index=True)
    unusable = np.zeros(len(geometry), dtype=bool)
    # NaN is not less, either.
    unusable[owner[~(np.abs(coordinates) < LARGEST_M).all(axis=1)]] = True
    geometry[unusable] = None
    geometry = areal(geometry)  # polygons of a collection that lie on one another are valid, and yet land only once
    valid = in_threads(lambda rows: shapely.is_valid(geometry[rows]), len(geometry), _CHUNK, part(progress, 0.0, 0.5))
    invalid = ~np.concatenate([np.empty(0, dtype=bool), *valid]) & ~shapely.is_missing(geometry)
    rows = np.flatnonzero(invalid)
    for some in chunks(len(rows), _REPAIRED, part(progress, 0.5, 1.0)):
        geometry[rows[some]] = _repaired(geometry[rows[some]])
    unusable |= invalid & shapely.is_missing(geometry)
    geometry = areal(geometry)
    empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    geometry[empty] = None
    return Cleaned(geometry, invalid & ~empty, empty & ~unusable, unusable)


def _repaired(geometry: np.ndarray) -> np.ndarray:
    """Return geometries made valid; None where GEOS cannot."""
    try:
        return shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    except shapely.GEOSException:  # of one of them; the others are none the worse
        if len(geometry) == 1:
            return np.array([None], dtype=object)
        return np.concatenate([_repaired(one) for one in np.split(geometry, [len(geometry) // 2])])


def areal(geometry: np.ndarray) -> np.ndarray:
    """Return ``geometry``, shape (n,), with points and lines left out; an overlay's touching edges are not land.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.polygons import areal
    >>> mixed = shapely.GeometryCollection([shapely.Point(0, 0), shapely.box(0, 0, 10, 10)])
    >>> shapely.area(areal(np.array([mixed]))).tolist()
    [100.0]
    """
    geometry = np.array(geometry, dtype=object)
    kind = shapely.get_type_id(geometry)
    mixed = np.flatnonzero((kind >= 0) & (kind != _POLYGON) & (kind != _MULTIPOLYGON))
    for row in mixed:  # rare, so one by one
        geometry[row] = shapely.multipolygons(explode(geometry[row : row + 1])[0])
    return geometry


def slivers(geometry: np.ndarray, width_m: float) -> np.ndarray:
    """Tell which single polygons are narrower than a width everywhere: no disc of that diameter lies in them.

    A long one with a place that is wider is none, though its mean width (twice its area by its perimeter) is small. The
    corners at which narrow strips turn or cross, as where a drawing was shifted both ways, are no such places.

    ``geometry``: valid single polygons in one metric CRS, shape (n,); returns booleans, shape (n,).

    >>> import shapely
    >>> from greenvein.core.geometry.polygons import slivers
    >>> slivers(shapely.box(0, 0, 100, [0.5, 2.0]), width_m=1.0).tolist()
    [True, False]
    """
    found = 2 * shapely.area(geometry) < width_m * shapely.length(geometry)
    # What holds a disc may still be narrow on average; what is narrow everywhere is so on average too.
    some = np.flatnonzero(found)
    centres = shapely.buffer(geometry[some], -width_m / 2)
    holds = np.flatnonzero(~shapely.is_empty(centres))
    single, owner = explode(centres[holds])
    # The disc in a corner of strips moves by no more than they are wide, and is at most so many times as wide as they.
    moves = np.bincount(owner, 2 * shapely.minimum_bounding_radius(single) > width_m, minlength=len(holds))
    strips = geometry[some[holds]]
    corner = _CORNER * 2 * shapely.area(strips) / shapely.length(strips)
    found[some[holds]] = (moves == 0) & shapely.is_empty(shapely.buffer(strips, -corner / 2))
    return found


def slivers_together(geometry: np.ndarray, width_m: float, kind: np.ndarray | None = None) -> np.ndarray:
    """Tell which single polygons are slivers, with the slivers of the same ``kind``, shape (n,), that they touch.

    Slivers side by side that make a place of that width are none, however many lines cut it. What is beside a polygon
    that is wide by itself may be a sliver still.

    ``geometry``: as in ``slivers``. Two strips of 0.6 m side by side make 1.2 m together:

    >>> import shapely
    >>> from greenvein.core.geometry.polygons import slivers_together
    >>> slivers_together(shapely.box(0, [0.0, 0.6, 50.0], 100, [0.6, 1.2, 50.6]), width_m=1.0).tolist()
    [False, False, True]
    """
    found = slivers(geometry, width_m)
    some = np.flatnonzero(found)
    pieces, group = _touching(geometry[some], None if kind is None else kind[some])
    order = np.argsort(group, kind="stable")
    for own in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        if len(own) > 1:
            ground = explode(np.array([shapely.union_all(pieces[own])], dtype=object))[0]
            wide = ground[~slivers(ground, width_m + 2 * TOUCH_M)]
            found[some[own[shapely.STRtree(pieces[own]).query(wide, "intersects")[1]]]] = False
    return found


def narrow_ground(geometry: np.ndarray, width_m: float, kind: np.ndarray) -> np.ndarray:
    """Tell which single polygons belong to ground of their ``kind``, shape (n,), that is a sliver as far as it goes.

    What touches a wide polygon is none, unlike in ``slivers_together``.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.polygons import narrow_ground
    >>> strips = shapely.box(0, [0.0, 10.0, 50.0], 100, [10.0, 10.5, 50.5])
    >>> narrow_ground(strips, width_m=1.0, kind=np.zeros(3, dtype=int)).tolist()  # the second touches a wide one
    [False, False, True]
    """
    found = slivers_together(geometry, width_m, kind)
    group = _touching(geometry, kind)[1]
    return found & ~np.isin(group, group[~found])


def _touching(geometry: np.ndarray, kind: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Return polygons grown by as much as they may lie apart and touch still, and the group of each, shape (n,)."""
    # By so much, polygons whose common border was rounded twice still touch.
    pieces = shapely.buffer(geometry, TOUCH_M, join_style="mitre")
    first, second = shapely.STRtree(pieces).query(pieces, predicate="intersects")
    if kind is not None:
        same = kind[first] == kind[second]
        first, second = first[same], second[same]
    links = coo_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=(len(pieces), len(pieces)))
    return pieces, connected_components(links, directed=False)[1]


def explode(geometry: np.ndarray, kind: shapely.GeometryType = _POLYGON) -> tuple[np.ndarray, np.ndarray]:
    """Return the non-empty single geometries of a kind in ``geometry`` and the index of each one's owner.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.polygons import explode
    >>> two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 0, 6, 1)])
    >>> parts, owner = explode(np.array([shapely.box(9, 0, 10, 1), two]))
    >>> len(parts), owner.tolist()
    (3, [0, 1, 1])
    """
    parts, owner = shapely.get_parts(geometry, return_index=True)
    while np.any(shapely.get_type_id(parts) >= shapely.GeometryType.MULTIPOINT):
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    keep = (shapely.get_type_id(parts) == kind) & ~shapely.is_empty(parts)
    return parts[keep], owner[keep]
