"""The tolerance of a drawing: what is nowhere wider than 1 cm, and is left by overlays and digitising.

Of a corridor, slits and seams, also those that its ground closes in, are closed; what stands apart by no more meets;
threads and spikes are taken off. Of an obstacle, they are taken off a larger body; one that is no wider anywhere is a
wall that was meant. Nothing is touched where there is none of these.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..geometry.polygons import slivers

# Vertices nearer to each other than this are one.
_REPEATED_M = 5e-3
_HAIRLINE_M = 2 * _REPEATED_M
# A mitre keeps every point of a drawing that is no hairline, and reaches no farther than half a metre.
_MITRE = 100.0
# What a slit, or a thread, takes off the edge when it goes is twice its length; less of it takes no width that counts.
# Parts are joined along an edge, and not where they touch in one point.
_SLIT_M, _THREAD_M, _JOINT_M = 0.1, 1.0, 1.0
# Buildings that were drawn flush with each other and turned, or stored in other coordinates, lie this near.
_RIFT_M = 1e-4
# Pieces meet along a seam that is longer; a shorter hole is what it looks like, but for a speck.
_SEAM_M, _SPECK_M = 2.5, 0.1


def without_slits(ground: shapely.Geometry, half_m: float, mitre: float = _MITRE) -> np.ndarray:
    """Return ground as single polygons, closed where a slit is no wider than twice ``half_m``.

    ``mitre``: how many times as far as its edge a corner may move on the way, or it is cut off.
    """
    return shapely.get_parts(_moved(_moved(ground, half_m, mitre), -half_m, mitre))


def without_seams(parts: np.ndarray) -> np.ndarray:
    """Return the parts of a corridor, single polygons, joined where they meet, and without slits and seams in them."""
    closed = without_slits(shapely.multipolygons(parts), _REPEATED_M)
    shorter = shapely.length(parts).sum() - shapely.length(closed).sum()
    return closed if len(closed) and shorter > (_SLIT_M if len(closed) == len(parts) else _JOINT_M) else parts


def without_threads(parts: np.ndarray, shorter_m: float = _THREAD_M) -> np.ndarray:
    """Return single polygons without the threads and spikes on them; what is no wider anywhere stays as it is.

    ``shorter_m``: a polygon stays as it is too where its edge becomes shorter by no more.
    """
    # A corner alone, however sharp, is no spike: a spike has two places of its edge, not beside each other, so near.
    spiky = np.flatnonzero(shapely.minimum_clearance(parts) < _HAIRLINE_M)
    opened = _moved(_moved(parts[spiky], -_REPEATED_M), _REPEATED_M)
    threads = ~shapely.is_empty(opened) & (shapely.length(parts[spiky]) - shapely.length(opened) > shorter_m)
    if not threads.any():
        return parts
    found = parts.copy()
    found[spiky[threads]] = opened[threads]
    return shapely.get_parts(found)


def without_rifts(parts: np.ndarray) -> np.ndarray:
    """Return obstacles, single polygons apart from each other, as one where rounding alone keeps them apart."""
    one, other = shapely.STRtree(parts).query(parts, "dwithin", _RIFT_M)
    near = np.unique(one[one != other])
    if not len(near):
        return parts
    return np.concatenate([np.delete(parts, near), without_slits(shapely.multipolygons(parts[near]), _RIFT_M)])


def without_hairlines(holes: np.ndarray) -> np.ndarray:
    """Return what a corridor closes in, single polygons, without the seams among it."""
    return holes[~slivers(holes, _HAIRLINE_M)]


def drawn_hairlines(holes: np.ndarray, closed_m: float) -> np.ndarray:
    """Return those of a corridor's holes that are hairlines and were drawn so.

    They are too short for a seam between pieces, but no specks. ``closed_m``: by how much the corridor's edges became
    shorter when all seams were closed: where there are others, these are seams too.
    """
    length = shapely.length(holes)
    short = slivers(holes, _HAIRLINE_M) & (length >= 2 * _SPECK_M) & (length < 2 * _SEAM_M)
    return holes[short & (closed_m <= length[short].sum() + _SLIT_M)]


def without_repeats(parts: np.ndarray) -> np.ndarray:
    """Return single polygons without vertices that stand twice but for noise, as snapping and transforming leave them.

    Nor with holes that are hairlines, of which too few vertices may be left for a ring. What would be no polygon then
    stays as it is.
    """
    found = _without_hairline_holes(parts)
    # Of the edge of a polygon as wide as that, three vertices are always left.
    large = np.flatnonzero(2 * shapely.area(found) > _REPEATED_M * shapely.length(found))
    cleaned = shapely.remove_repeated_points(found[large], _REPEATED_M)
    sound = shapely.is_valid(cleaned) & ~shapely.is_empty(cleaned)
    found[large[sound]] = cleaned[sound]
    return found


def _without_hairline_holes(parts: np.ndarray) -> np.ndarray:
    found = parts.copy()
    rings, owner = shapely.get_rings(parts, return_index=True)
    hole = np.r_[False, owner[1:] == owner[:-1]] if len(owner) else owner.astype(bool)
    dropped = hole.copy()
    dropped[hole] = slivers(shapely.polygons(rings[hole]), _HAIRLINE_M)
    for row in np.unique(owner[dropped]):
        edge, *inner = rings[(owner == row) & ~dropped]
        found[row] = shapely.polygons(edge, inner or None)
    return found


def _moved(ground: np.ndarray | shapely.Geometry, by: float, mitre: float = _MITRE) -> np.ndarray | shapely.Geometry:
    """Return ground with its edge moved outwards."""
    return shapely.buffer(ground, by, join_style="mitre", mitre_limit=mitre)
