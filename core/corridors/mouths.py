"""Open ends: the mesh of a corridor as it is where the end edges are no boundary, and nothing lies beyond them.

To take the samples of an end edge out of a Delaunay triangulation changes only the triangles around them (Devillers
1999, "On deletion in Delaunay triangulations"): these are made anew from their other corners alone, so that whatever
lies beyond the end, even the corridor itself, is never seen. The axis then leaves over the end edge.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from .end_edges import End
from .mesh import Boundary, Mesh, circles, refine, spanned, widths
from .openings import Openings
from .plane import cross, dot, size

_SAMPLES_PER_END = 6
# Far corners, seen from an end, close its triangles: what lies between them and the end is beyond.
_FAR = 50.0


def sampled(boundary: Boundary, ends: tuple[End, ...], finest: float) -> Boundary:
    """Return the boundary with at least a few samples on every end edge, however short, and in each gap left of it."""
    lines = [end for end in ends if not end.point]
    longest = np.full(len(boundary.piece), np.inf)
    for end in lines:
        near = end.meets(*boundary.site[boundary.piece.T])
        longest[near] = np.minimum(longest[near], end.edge.length / _SAMPLES_PER_END)
    boundary = refine(boundary, longest, min(finest, longest.min(initial=np.inf)))
    on = on_ends(boundary, ends) >= 0
    inner = labels(boundary, ends) >= 0
    whole = on & ~inner[boundary.piece].any(axis=1)
    return boundary.split(np.where(whole, 2, 1)) if whole.any() else boundary


def on_ends(boundary: Boundary, ends: tuple[End, ...]) -> np.ndarray:
    """Return for each piece of boundary the end edge that it lies on, else -1."""
    start, stop = boundary.piece.T
    middle = (boundary.site[start] + boundary.site[stop]) / 2
    found = np.full(len(middle), -1)
    for number, end in enumerate(ends):
        if not end.point:
            found[end.holds(middle)] = number
    return found


def labels(boundary: Boundary, ends: tuple[End, ...]) -> np.ndarray:
    """Return for each site the end edge that it lies on with the boundary on both its sides, else -1."""
    on = on_ends(boundary, ends)
    whole = np.bincount(boundary.piece.ravel(), minlength=len(boundary.site))
    found = np.full(len(boundary.site), -1)
    for number in range(len(ends)):
        touched = np.bincount(boundary.piece[on == number].ravel(), minlength=len(boundary.site))
        found[(touched > 0) & (touched == whole)] = number
    return found


def opened(
    mesh: Mesh,
    ends: tuple[End, ...],
    label: np.ndarray,
    inside: shapely.Geometry,
    free: shapely.Geometry,
    finest: float,
) -> Mesh:
    """Return the mesh with open ends; where the axis leaves it has a node for that end, see ``Mesh.end``.

    Its boundary is what limits discs: without the end edges. ``label``: see ``labels``; ``inside``: the corridor,
    ``free``: what can be passed of it, both prepared; ``finest``: see ``mesh.sample``.
    """
    built = np.zeros(len(label), dtype=bool)
    built[mesh.corner[~mesh.free]] = True
    gone = (label >= 0) & ~built
    around = gone[mesh.corner].any(axis=1)
    # Where an end is built over, it is a wall of the building.
    walls = _key(mesh.boundary.piece[~gone[mesh.boundary.piece].any(axis=1)])
    sides = on_ends(mesh.boundary, ends) < 0
    mesh = replace(mesh, boundary=replace(mesh.boundary, piece=mesh.boundary.piece[sides]))
    inner = around[mesh.pair].all(axis=1)
    graph = csr_matrix((np.ones(inner.sum(), dtype=bool), mesh.pair[inner].T), shape=(len(around),) * 2)
    _, group = connected_components(graph, directed=False)
    taken = []
    for one in np.unique(group[around]):
        cavity = _Cavity.of(mesh, np.flatnonzero(around & (group == one)), gone)
        if cavity is not None:
            taken.append(cavity.triangles)
            mesh = cavity.filled(mesh, ends, walls, inside, free, finest)
    return _without(mesh, np.concatenate(taken)) if taken else mesh


@dataclass(frozen=True)
class _Cavity:
    """The place of some triangles around an end, and other triangles of their corners without the end's samples.

    ``triangles``: those of the mesh; ``rim``: passages from them to the rest; ``site`` (k,): the corners, numbers of
    sites; ``corner`` (t, 3): rows of ``site``, or more for far corners; ``middle`` (t, 2); ``pair`` (r, 2), ``gate``
    (r, 2): which two triangles an edge is between, and its sites; ``centre`` (t, 2): of circles; ``seed`` (t,):
    whether the middle of a triangle of the mesh lies in it.
    """

    triangles: np.ndarray
    rim: np.ndarray
    site: np.ndarray
    corner: np.ndarray
    middle: np.ndarray
    pair: np.ndarray
    gate: np.ndarray
    centre: np.ndarray
    seed: np.ndarray

    @classmethod
    def of(cls, mesh: Mesh, triangles: np.ndarray, gone: np.ndarray) -> _Cavity | None:
        """Return the cavity of triangles; None where fewer than two corners would be left."""
        while True:
            chosen = np.zeros(len(mesh.corner), dtype=bool)
            chosen[triangles] = True
            rim = np.flatnonzero(chosen[mesh.pair].sum(axis=1) == 1)
            middle = mesh.boundary.site[mesh.corner[triangles]].mean(axis=1)
            site = np.unique(mesh.corner[triangles])
            site = site[~gone[site]]
            if len(site) < 2:
                return None
            origin = middle.mean(axis=0)
            reach = _FAR * float(size(mesh.boundary.site[mesh.corner[triangles].ravel()] - origin).max())
            xy, corner, beside = spanned(mesh.boundary.site[site] - origin, reach)
            one, side = np.nonzero(beside > np.arange(len(corner))[:, None])
            ends = np.stack([corner[one, (side + 1) % 3], corner[one, (side + 2) % 3]], axis=1)
            near = (ends < len(site)).all(axis=1)
            pair, gate = np.stack([one, beside[one, side]], axis=1)[near], site[ends[near]]
            # Where more than three samples lie on one circle, the triangles may be cut another way than the mesh's.
            lost = rim[~np.isin(_key(mesh.gate[rim]), _key(gate))]
            if not len(lost):
                break
            triangles = np.union1d(triangles, mesh.pair[lost].ravel())
        centre, _, _ = circles(xy[corner])
        seed = np.zeros(len(corner), dtype=bool)
        seed[shapely.STRtree(shapely.polygons(xy[corner])).query(shapely.points(middle - origin), "intersects")[1]] = (
            True
        )
        return cls(triangles, rim, site, corner, xy[corner].mean(axis=1) + origin, pair, gate, centre + origin, seed)

    def filled(
        self,
        mesh: Mesh,
        ends: tuple[End, ...],
        walls: np.ndarray,
        inside: shapely.Geometry,
        free: shapely.Geometry,
        finest: float,
    ) -> Mesh:
        """Return the mesh with the nodes and passages that take the place of the cavity's triangles besides these.

        ``walls``: keys of the pieces of boundary that are not open.
        """
        openings = Openings.of(ends)
        rim_gate = mesh.gate[self.rim]
        wall = np.isin(_key(self.gate), np.r_[walls, _key(rim_gate)])
        stays, local = self._over_rim(mesh)
        within = self._within(mesh, inside, openings, ~wall, local)
        node = np.where(within, len(mesh.corner) + np.cumsum(within) - 1, -1)

        # The axis runs between two triangles, of which one at least is this side of an end or sees two ends, and
        # between what stays of the mesh and the triangles on the other side of its passages.
        seen = ~wall & (within[self.pair].any(axis=1) | self.seed[self.pair].any(axis=1))
        gate = np.concatenate([self.gate[seen], rim_gate])
        nodes = np.concatenate([node[self.pair[seen]], np.stack([stays, node[local]], axis=1)])
        place = np.stack([mesh.position[stays], self.centre[local]], axis=1)
        place = np.concatenate([self.centre[self.pair[seen]], place])
        mesh = _with_nodes(mesh, self.site[self.corner[within]], self.centre[within])
        end = _leave(nodes, place, openings, inside)
        for column in (0, 1):
            out = np.flatnonzero(end[:, column] >= 0)
            nodes[out, column] = len(mesh.corner) + np.arange(len(out))
            mesh = _with_nodes(mesh, gate[out][:, [0, 1, 1]], place[out, column], end[out, column])
        whole = (nodes >= 0).all(axis=1)
        return _with_passages(mesh, nodes[whole], gate[whole], free, finest)

    def _over_rim(self, mesh: Mesh) -> tuple[np.ndarray, np.ndarray]:
        """Return for each passage of the rim the node that stays, and the cavity's triangle on its other side."""
        pair, gate, site = mesh.pair[self.rim], mesh.gate[self.rim], mesh.boundary.site
        stays = np.where(np.isin(pair[:, 0], self.triangles), pair[:, 1], pair[:, 0])
        order = np.argsort(_key(self.gate))
        both = self.pair[order[np.searchsorted(_key(self.gate), _key(gate), sorter=order)]]
        first, way = site[gate[:, 0]], site[gate[:, 1]] - site[gate[:, 0]]
        to_stays, to_one = site[mesh.corner[stays]].mean(axis=1) - first, self.middle[both[:, 0]] - first
        beside = (cross(way, to_stays) > 0) == (cross(way, to_one) > 0)
        return stays, np.where(beside, both[:, 1], both[:, 0])

    def _within(
        self, mesh: Mesh, inside: shapely.Geometry, openings: Openings, open_: np.ndarray, local: np.ndarray
    ) -> np.ndarray:
        """Tell the triangles whose centres are this side of the end."""
        corners = mesh.boundary.site[self.site]
        rows = np.flatnonzero((self.corner < len(self.site)).all(axis=1))
        # Near boundary finer than the finest piece, the centre of ground may lie behind it.
        rows = rows[
            shapely.contains_xy(inside, *self.centre[rows].T) | shapely.contains_xy(inside, *self.middle[rows].T)
        ]
        for column in range(3):
            rows = rows[~openings.left(corners[self.corner[rows, column]], self.centre[rows])]
        within = np.zeros(len(self.corner), dtype=bool)
        within[rows] = True
        # What lies behind a wall hangs together with the cavity over what is beyond the end at most.
        linked = self.pair[open_ & within[self.pair].all(axis=1)]
        graph = csr_matrix((np.ones(len(linked), dtype=bool), linked.T), shape=(len(within),) * 2)
        _, group = connected_components(graph, directed=False)
        seed = self.seed.copy()
        seed[local] = True
        return within & np.isin(group, group[seed & within])


def _key(pair: np.ndarray) -> np.ndarray:
    """Return a number for each pair of sites, whichever comes first."""
    return (pair.min(axis=1).astype(np.int64) << 32) + pair.max(axis=1)


def _leave(nodes: np.ndarray, place: np.ndarray, openings: Openings, inside: shapely.Geometry) -> np.ndarray:
    """Put the places that are beyond ends, those without a node, to where the axis leaves; return over which ends.

    ``nodes`` (p, 2), ``place`` (p, 2, 2), which is changed: where each piece of axis starts and stops.
    """
    end, found = np.full(nodes.shape, -1), place.copy()
    for column in (0, 1):
        rows = np.flatnonzero(nodes[:, column] < 0)
        start, stop = place[rows, 1 - column], place[rows, column]
        share = openings.crossed(start, stop)
        out = np.isfinite(share).any(axis=1)
        first = np.nanargmin(share[out], axis=1)
        share, rows = share[out, first], rows[out]
        found[rows, column] = start[out] + share[:, None] * (stop - start)[out]
        end[rows, column] = openings.end[first]
    # An axis without a node is a corridor's only where it leaves it both ways.
    none = (nodes < 0).all(axis=1)
    middle = found.mean(axis=1)
    end[none & ~((end >= 0).all(axis=1) & shapely.contains_xy(inside, *middle.T))] = -1
    place[:] = found
    return end


def _with_nodes(mesh: Mesh, corner: np.ndarray, position: np.ndarray, end: np.ndarray | None = None) -> Mesh:
    """Return the mesh with further nodes in free ground."""
    return replace(
        mesh,
        corner=np.concatenate([mesh.corner, corner]),
        position=np.concatenate([mesh.position, position]),
        radius=np.r_[mesh.radius, size(position - mesh.boundary.site[corner[:, 0]])],
        free=np.r_[mesh.free, np.ones(len(corner), dtype=bool)],
        end=np.r_[mesh.end, np.full(len(corner), -1) if end is None else end],
    )


def _with_passages(mesh: Mesh, pair: np.ndarray, gate: np.ndarray, free: shapely.Geometry, finest: float) -> Mesh:
    """Return the mesh with further passages between nodes in free ground."""
    start, stop = mesh.position[pair[:, 0]], mesh.position[pair[:, 1]]
    middle, way = mesh.boundary.site[gate].mean(axis=1), stop - start
    with np.errstate(divide="ignore", invalid="ignore"):
        share = dot(middle - start, way) / dot(way, way)
    neck = (share >= 0) & (share <= 1)
    width = widths(mesh.boundary, gate, mesh.radius[pair], neck, free, finest)
    return replace(
        mesh,
        pair=np.concatenate([mesh.pair, pair]),
        gate=np.concatenate([mesh.gate, gate]),
        width=np.r_[mesh.width, width],
        neck=np.r_[mesh.neck, neck],
    )


def _without(mesh: Mesh, nodes: np.ndarray) -> Mesh:
    """Return the mesh without some nodes."""
    keep = np.ones(len(mesh.corner), dtype=bool)
    keep[nodes] = False
    pairs = keep[mesh.pair].all(axis=1)
    return replace(
        mesh,
        **{name: getattr(mesh, name)[keep] for name in ("corner", "position", "radius", "free", "end")},
        **{name: getattr(mesh, name)[pairs] for name in ("gate", "width", "neck")},
        pair=(np.cumsum(keep) - 1)[mesh.pair[pairs]],
    )
