"""Ground as a mesh of triangles between samples of its boundary, and the passages between them.

The Delaunay triangulation is the dual of the Voronoi diagram: each triangle stands for a
point of the medial axis (its circumcentre), each edge inside the ground for a ridge between
two pieces of boundary. Boundary is sampled until no sample lies near the circle over a piece
of it (Gabriel's condition), so that no triangle crosses the boundary and every gap,
however small, has ridges of its own; a gap's width is then measured to the boundary itself, not
to its samples (Ruppert 1995, "A Delaunay refinement algorithm for quality 2-dimensional mesh generation").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay, cKDTree

from .plane import dot, nearest_on, size

# How far, in half lengths of a piece of boundary, other samples keep from its middle. At 1 the
# circle over the piece is empty; below 2 two neighbours of half and full length leave each other alone, and below
# the root of 2 at a right corner as well: else one cut would halve every step of a whole staircase.
_CLEARANCE = 1.4
_MOST_PIECES = 8
# Coordinates are taken to the micrometre: overlays leave points that should be one.
_DECIMALS = 6
# Flatter triangles lie in the straight boundary itself.
_FLAT_M = 1e-5
# Corners around all sites, in radii of these: no disc between sites reaches them. Qhull's precision is a share of
# the whole extent, so that much farther ones would blur the tip of a wedge.
_FAR, _FAR_CORNERS = 3.0, 12


@dataclass(frozen=True)
class Boundary:
    """A sampled boundary.

    ``site``: shape (n, 2), in m; ``piece``: shape (m, 2), the sites at the two ends of each piece
    of boundary between neighbouring samples, with the ground on its left. ``finest``: see ``conform``,
    NaN where it has not been through it.
    """

    site: np.ndarray
    piece: np.ndarray
    finest: float = np.nan

    @property
    def length(self) -> np.ndarray:
        """Length of each piece in m."""
        return size(self.site[self.piece[:, 1]] - self.site[self.piece[:, 0]])

    def split(self, pieces: np.ndarray) -> Boundary:
        """Return the boundary with each piece cut into as many equal ones as ``pieces`` says."""
        start, stop = self.piece.T
        owner = np.repeat(np.arange(len(pieces)), pieces)
        step = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        inner = step > 0
        share = (step / pieces[owner])[:, None]
        site = self.site[start[owner]] * (1 - share) + self.site[stop[owner]] * share
        number = np.empty(len(owner) + 1, dtype=np.int64)
        number[:-1] = start[owner]
        number[:-1][inner] = len(self.site) + np.arange(inner.sum())
        last = np.r_[~inner[1:], True]
        following = np.where(last, stop[owner], number[1:])
        return Boundary(np.concatenate([self.site, site[inner]]), np.stack([number[:-1], following], axis=1))

    def at_most(self, longest: np.ndarray | float) -> Boundary:
        """Return the boundary with each piece cut into equal ones no longer than ``longest`` m."""
        return self.split(self.cuts(longest))

    def cuts(self, longest: np.ndarray | float) -> np.ndarray:
        """Return into how many equal ones each piece is to be cut to have none longer than ``longest`` m."""
        return np.maximum(np.ceil(self.length / longest - 1e-9), 1).astype(np.int64)

    @cached_property
    def delaunay(self) -> tuple[np.ndarray, np.ndarray]:
        """The Delaunay triangulation of the sites: corners (t, 3), and the triangle opposite of each (t, 3), or -1."""
        centre = (self.site.min(axis=0) + self.site.max(axis=0)) / 2
        _, corner, opposite = spanned(self.site - centre, _FAR * float(size(self.site - centre).max()))
        real = (corner < len(self.site)).all(axis=1)
        number = np.where(np.r_[real, False], np.r_[np.cumsum(real) - 1, 0], -1)
        return corner[real], number[opposite[real]]

    @cached_property
    def meeting(self) -> np.ndarray:
        """The pieces that meet at each site, shape (n, k), filled up with -1."""
        end = self.piece.ravel()
        order = np.argsort(end, kind="stable")
        count = np.bincount(end, minlength=len(self.site))
        meeting = np.full((len(self.site), max(count.max(), 1)), -1)
        meeting[end[order], np.arange(len(end)) - np.repeat(np.cumsum(count) - count, count)] = order // 2
        return meeting

    @cached_property
    def beside(self) -> np.ndarray:
        """The neighbours of each site along the boundary, shape (n, k), filled up with the site itself."""
        start = np.concatenate([self.piece[:, 0], self.piece[:, 1]])
        stop = np.concatenate([self.piece[:, 1], self.piece[:, 0]])
        order = np.lexsort((stop, start))
        start, stop = start[order], stop[order]
        count = np.bincount(start, minlength=len(self.site))
        column = np.arange(len(start)) - np.repeat(np.cumsum(count) - count, count)
        beside = np.tile(np.arange(len(self.site))[:, None], (1, max(count.max(), 1)))
        beside[start, column] = stop
        return beside


@dataclass(frozen=True)
class Mesh:
    """Ground in triangles, its medial axis as a graph.

    Per triangle inside the ground: ``corner`` (t, 3) sites; ``position`` (t, 2): the circumcentre, where the
    axis runs, or the centroid inside obstacles; ``radius`` (t,) m to the samples; ``free`` (t,): not in an obstacle;
    ``end`` (t,): the end that it leaves over, where it stands for that and not for a triangle, else -1.
    Per passage: ``pair`` (p, 2) triangles; ``gate`` (p, 2) the sites on its two sides; ``width`` (p,) m:
    the widest disc that gets through, 0 into and inside obstacles; ``neck`` (p,): narrowest right there.
    """

    boundary: Boundary
    corner: np.ndarray
    position: np.ndarray
    radius: np.ndarray
    free: np.ndarray
    end: np.ndarray
    pair: np.ndarray
    gate: np.ndarray
    width: np.ndarray
    neck: np.ndarray

    @property
    def length(self) -> np.ndarray:
        """Length of each passage along the axis in m."""
        return size(self.position[self.pair[:, 0]] - self.position[self.pair[:, 1]])


def sample(ground: np.ndarray, walls: np.ndarray, longest: float, finest: float) -> Boundary:
    """Return the boundary of ``ground`` (single polygons) and of ``walls`` (lines) with samples where they are needed.

    ``longest``: distance between samples to begin with, in m; ``finest``: no piece is cut shorter than this; gaps
    narrower than about twice as much are not told apart.
    """
    rings = shapely.get_rings(shapely.orient_polygons(ground))
    points, line = shapely.get_coordinates(np.concatenate([rings, walls]), return_index=True)
    site, number = np.unique(np.round(points, _DECIMALS), axis=0, return_inverse=True)
    number = number.reshape(-1)
    piece = np.stack([number[:-1], number[1:]], axis=1)[(line[:-1] == line[1:])]
    piece = piece[piece[:, 0] != piece[:, 1]]
    boundary = Boundary(site, piece)
    # A triangle or a square has too few corners to have an axis.
    longest = min(longest, boundary.length.sum() / 24)
    return conform(boundary.at_most(longest), finest)


def refine(boundary: Boundary, longest: np.ndarray, finest: float) -> Boundary:
    """Return the boundary with no piece longer than ``longest`` (one length in m for each)."""
    pieces = boundary.cuts(np.maximum(longest, finest))
    known = (pieces == 1) & (boundary.finest <= finest)
    if known.all():
        return boundary
    return conform(boundary.split(pieces), finest, np.repeat(known, pieces), len(boundary.site))


def conform(boundary: Boundary, finest: float, known: np.ndarray | None = None, seen: int = 0) -> Boundary:
    """Cut pieces until other samples keep their distance from every one of them.

    It comes to an end, for each round cuts a piece, and into none that is shorter than ``finest``.

    ``finest``: no piece is cut shorter than this, in m; ``known``: mask of the pieces from which the first ``seen``
    sites are known to keep their distance.
    """
    if known is None:
        known = np.zeros(len(boundary.piece), dtype=bool)
    trees = {0: cKDTree(boundary.site[:seen])}
    while True:
        trees[seen] = newest = cKDTree(boundary.site[seen:])
        half = boundary.length / 2
        pieces = np.ones(len(half), dtype=np.int64)
        # Pieces that have been looked at are only asked about the samples that are new.
        for which, asked in ((~known, trees), (known, {seen: newest})):
            look = np.flatnonzero((half >= finest) & which)
            pieces[look] = _wanted(boundary, look, half[look], asked, finest)
        if (pieces == 1).all():
            return replace(boundary, finest=finest)
        _spread(boundary, half, pieces, finest)
        seen, known = len(boundary.site), np.repeat(pieces == 1, pieces)
        boundary = boundary.split(pieces)


def _wanted(
    boundary: Boundary, look: np.ndarray, half: np.ndarray, trees: dict[int, cKDTree], finest: float
) -> np.ndarray:
    """Return into how many each of some pieces is to be cut to keep clear of the sites.

    ``trees``: all that are to be looked at, by the number of the first site in each.
    """
    if not len(look):
        return np.ones(0, dtype=np.int64)
    start, stop = boundary.piece[look].T
    middle = (boundary.site[start] + boundary.site[stop]) / 2
    other, farthest = np.full(len(look), np.inf), _CLEARANCE * half.max()
    for first, tree in trees.items():
        distance, near = tree.query(middle, k=[1, 2, 3], distance_upper_bound=farthest)
        own = (near + first == start[:, None]) | (near + first == stop[:, None])
        other = np.minimum(other, np.where(own, np.inf, distance).min(axis=1))
    return _cuts(half, other, finest)


def _cuts(half: np.ndarray, distance: np.ndarray, finest: float) -> np.ndarray:
    """Return into how many pieces of some half lengths are to be cut for sites at a distance from their middles."""
    with np.errstate(divide="ignore"):
        wanted = np.ceil(np.minimum(_CLEARANCE * half / distance, _MOST_PIECES) - 1e-9)
    return np.clip(wanted, 1, np.maximum(2 * half // finest, 1)).astype(np.int64)


def _spread(boundary: Boundary, half: np.ndarray, pieces: np.ndarray, finest: float) -> None:
    """Add to the cuts, ``pieces``, those that they call for around corners, and so on from corner to corner.

    Along sharp teeth each cut calls for the next: one in each round, that would be as many rounds as there are teeth.
    """
    site, middle = boundary.site, boundary.site[boundary.piece].mean(axis=1)
    cut = np.flatnonzero(pieces > 1)
    while len(cut):
        corner = boundary.piece[cut]
        along = site[corner[:, ::-1]] - site[corner]
        # The first new sample from either end.
        new = site[corner] + along / pieces[cut, None, None]
        around = boundary.meeting[corner]
        number = np.arange(around.size).reshape(around.shape)[(around >= 0) & (pieces[around] == 1)]
        around, new = around.ravel()[number], new.reshape(-1, 2)[number // around.shape[2]]
        np.maximum.at(pieces, around, _cuts(half[around], size(middle[around] - new), finest))
        cut = np.unique(around[pieces[around] > 1])


def triangulate(boundary: Boundary, inside: shapely.Geometry, free: shapely.Geometry | None, finest: float) -> Mesh:
    """Return the mesh of the ground ``inside`` (prepared), where only ``free`` (prepared; None: all) can be passed.

    ``finest``: as given to ``sample``; gaps of this order are looked at twice.
    """
    site = boundary.site
    corner, opposite = boundary.delaunay
    centre, radius, height = circles(site[corner])
    middle = site[corner].mean(axis=1)
    within = shapely.contains_xy(inside, *middle.T) & (height > _FLAT_M)
    passable = within.copy()
    if free is not None:
        passable[within] = shapely.contains_xy(free, *middle[within].T)

    triangle, side = np.nonzero(opposite > np.arange(len(corner))[:, None])
    other = opposite[triangle, side]
    both = within[triangle] & within[other]
    triangle, side, other = triangle[both], side[both], other[both]
    gate = np.stack([corner[triangle, (side + 1) % 3], corner[triangle, (side + 2) % 3]], axis=1)
    far = np.where(opposite[other] == triangle[:, None], corner[other], 0).max(axis=1)
    neck = _acute(site, corner[triangle, side], gate) & _acute(site, far, gate)

    both_radii = np.stack([radius[triangle], radius[other]], axis=1)
    width = widths(boundary, gate, both_radii, neck, inside if free is None else free, finest)
    width[~(passable[triangle] & passable[other])] = 0.0

    # In a corner sharper than the finest piece can follow, triangles may hang loose.
    whole = _largest(triangle, other, len(corner))
    within &= whole
    kept = whole[triangle]
    triangle, other, gate, width, neck = (values[kept] for values in (triangle, other, gate, width, neck))
    number = np.cumsum(within) - 1
    return Mesh(
        boundary=boundary,
        corner=corner[within],
        position=np.where(passable[:, None], centre, middle)[within],
        radius=radius[within],
        free=passable[within],
        end=np.full(within.sum(), -1),
        pair=np.stack([number[triangle], number[other]], axis=1),
        gate=gate,
        width=width,
        neck=neck,
    )


def widths(
    boundary: Boundary,
    gate: np.ndarray,
    radius: np.ndarray,
    neck: np.ndarray,
    free: shapely.Geometry,
    finest: float,
) -> np.ndarray:
    """Return the widest disc in m that gets through passages, see ``Mesh``; ``radius``: at their two nodes, (p, 2)."""
    width = 2 * np.minimum(radius[:, 0], radius[:, 1])
    width[neck] = np.minimum(
        _to_pieces(boundary, gate[neck, 0], gate[neck, 1]), _to_pieces(boundary, gate[neck, 1], gate[neck, 0])
    )
    # Below the finest piece triangles may cross a thin wall.
    doubtful = np.flatnonzero(width < 4 * finest)
    middle = boundary.site[gate[doubtful]].mean(axis=1)
    width[doubtful[~shapely.contains_xy(free, *middle.T)]] = 0.0
    return width


def spanned(xy: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the Delaunay triangulation of points, shape (n, 2), and of far corners, ``reach`` m around the origin.

    Points, with the far corners from row n on; triangles (t, 3), and the
    triangle opposite of each of their corners (t, 3), -1 where none is. The far corners close in what lies outside;
    and without them Qhull takes 10 to 20 times as long where thousands of points lie on straight edges.
    """
    turn = 0.1 + np.arange(_FAR_CORNERS) * 2 * np.pi / _FAR_CORNERS
    xy = np.concatenate([xy, reach * np.stack([np.cos(turn), np.sin(turn)], axis=1)])
    made = Delaunay(xy)
    return xy, made.simplices, made.neighbors


def _largest(one: np.ndarray, two: np.ndarray, count: int) -> np.ndarray:
    """Return the mask of the largest set of nodes that pairs connect."""
    graph = csr_matrix((np.ones(len(one), dtype=bool), (one, two)), shape=(count, count))
    _, label = connected_components(graph, directed=False)
    return label == np.bincount(label).argmax()


def circles(corner: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return circumcentre, circumradius and smallest height of triangles, shape (t, 3, 2)."""
    first = corner[:, 0]
    (bx, by), (cx, cy) = (corner[:, 1] - first).T, (corner[:, 2] - first).T
    double = bx * cy - by * cx
    longest = np.sqrt(np.maximum(np.maximum(bx**2 + by**2, cx**2 + cy**2), (bx - cx) ** 2 + (by - cy) ** 2))
    height = np.abs(double) / longest
    with np.errstate(divide="ignore", invalid="ignore"):
        b, c = bx**2 + by**2, cx**2 + cy**2
        x, y = (cy * b - by * c) / (2 * double), (bx * c - cx * b) / (2 * double)
        return np.stack([x, y], axis=1) + first, np.hypot(x, y), height


def _acute(site: np.ndarray, apex: np.ndarray, gate: np.ndarray) -> np.ndarray:
    """Tell where the angle at ``apex`` over the gate is at most a right one, so the apex is outside its circle."""
    one, two = site[gate[:, 0]] - site[apex], site[gate[:, 1]] - site[apex]
    scale = (np.abs(one[:, 0]) + np.abs(one[:, 1])) * (np.abs(two[:, 0]) + np.abs(two[:, 1]))
    return dot(one, two) >= -1e-9 * scale


def _to_pieces(boundary: Boundary, point: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the distance from sites to the boundary around other sites, half of the way to the next samples."""
    site, best = boundary.site, np.full(len(point), np.inf)
    for column in boundary.beside.T:
        half_way = (site[other] + site[column[other]]) / 2
        foot = nearest_on(site[point], site[other], half_way)
        best = np.minimum(best, size(site[point] - foot))
    return best


def graph_of(pair: np.ndarray, weight: np.ndarray, count: int) -> csr_matrix:
    """Return the undirected graph of pairs of nodes."""
    # A weight of nothing would be no edge.
    weight = np.maximum(weight, 1e-9)
    return csr_matrix(
        (np.tile(weight, 2), (np.r_[pair[:, 0], pair[:, 1]], np.r_[pair[:, 1], pair[:, 0]])), shape=(count, count)
    )
