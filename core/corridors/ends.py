"""Where a corridor begins and ends: found on its own medial axis, before any obstacle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from ..geometry.inside import well_inside
from .end_edges import NOISE, STRAIGHT, TAPER, End, end_at, furthest
from .mesh import Boundary, Mesh, graph_of, refine, triangulate
from .plane import cross, dot, nearest_on, size

ARM_RADII = 3.0
"""A branch of the axis is an arm once it is longer than this many radii of the disc at its root: it leads out of
that disc by more than the corridor is wide there. Anything less is a corner or a bay."""
# Samples are this many to the radius of the disc that touches them, along the axis.
SAMPLES_PER_RADIUS = 3.0
ROUNDS = 6
# So few more samples are those of a point, which the next round would only follow a little further.
_MORE = 1.001
# Where the axis is as thin as this many of the finest pieces, its single steps mean nothing.
_ROUGH = 4.0
# The axis between samples is ragged by no more than this share of its radius.
_RAGGED = 0.01
# A nook, and what narrows the way to it, is this many half widths long at most, its way out this far off the corridor's
# own (a cosine), which a disc tells that is no smaller than this share of most.
_NOOK_RADII, _SIDEWAYS, _USUAL = 8.0, 0.7, 0.9
# A corridor bends by no more than this, in radians, within its half width; more is a corner.
_MOST_BEND = 0.6


@dataclass(frozen=True)
class Ends:
    """The ends of one connected piece of corridor: first the two of the longest axis, then those of further arms.

    None: the shape is about as wide as long, and does not say from where to where it is to be passed.
    ``hole``: a point in the middle that the corridor runs around where it is a ring, which has no ends, else None.
    """

    ends: tuple[End, ...]
    hole: np.ndarray | None

    @property
    def known(self) -> bool:
        """Whether there is a way to be measured."""
        return bool(self.ends) or self.hole is not None


def find_ends(
    part: shapely.Polygon, boundary: Boundary, finest: float, alive: Callable[[], None]
) -> tuple[Ends, Boundary]:
    """Return the ends of a single polygon (prepared), and its boundary sampled as its axis asks for.

    One with a hole is a ring or, where its axis has a dead end longer than the ground is wide, has no known ends.
    ``boundary``: as sampled so far; ``finest``: see ``mesh.sample``; ``alive`` is called now and then.
    """
    for again in range(ROUNDS):
        alive()
        mesh = _within(triangulate(boundary, part, None, finest), part)
        branches = _skeleton(mesh, bool(part.interiors))
        nodes = np.concatenate([nodes for nodes, _ in branches]) if branches else np.arange(0)
        finer = finer_along(mesh, boundary, nodes, finest, again > 0)
        if finer is None:
            break
        boundary = finer
    if part.interiors:
        middle = well_inside(np.array([shapely.Polygon(part.interiors[0])]))
        return Ends((), None if branches else shapely.get_coordinates(middle)[0]), boundary
    profiles = [_from_tip(mesh, nodes, tip) for nodes, tip in branches]
    typical = _typical(profiles)
    caps = [cap_of(*profile, typical) for profile in profiles]
    # What closes in all the way from its root leads nowhere.
    leads = [row for row, (_, along, _) in enumerate(profiles) if row < 2 or caps[row] < len(along) - 1]
    branches, profiles, caps = (
        [branches[row] for row in leads],
        [profiles[row] for row in leads],
        [caps[row] for row in leads],
    )
    # How far the last discs before the two ends of the longest axis are apart along it.
    (_, along, radius), (_, back, back_radius) = profiles[:2]
    between = along[-1] + back[1] - along[caps[0]] - back[caps[1]]
    if between <= NOISE * max(radius[caps[0]], back_radius[caps[1]]):
        return Ends((), None), boundary
    ends = []
    for number, (xy, along, radius) in enumerate(profiles):
        at = caps[number]
        # At a point the axis is too rough to have a direction at the scale of its disc.
        inward = along[at] + max(radius[at], STRAIGHT * finest)
        if number < 2:  # the same axis from its two sides
            inward = min(inward, along[at] + between)
        outward = xy[at] - at_place(xy, along, inward) if inward > along[at] + 1e-3 * radius[at] else xy[0] - xy[at]
        tip = branches[number][1]
        # The first disc further in touches the sides where they begin.
        further = np.flatnonzero(along > along[at] + NOISE * radius[at])
        nodes = branches[number][0]
        sides = mesh.corner[nodes[further[0] - 1 if len(further) else -1]]
        seen = partial(end_at, boundary, (tip,), sides, xy[:1], xy[at], float(radius[at]))
        end = shortest(seen, (outward, _drawn_on(xy, along, along[at], inward, outward)))
        end = _square_on(seen, end)
        ends.append(_past_a_nook(boundary, tip, (xy, along, radius), at, typical, end) or end)
    return Ends(tuple(ends), None), boundary


def shortest(seen: Callable[[np.ndarray], End], ways: tuple[np.ndarray, ...]) -> End:
    """Return the end with the shortest edge among those ``seen`` along some ways out.

    Seen along a slant, or where the corridor bends, a side seems to close in and to belong to the end.
    """
    found = [seen(way) for way in ways if (way != 0).any()] or [seen(ways[0])]
    edges = [end for end in found if not end.point]
    return min(edges, key=lambda end: end.edge.length) if edges and not found[0].point else found[0]


def _square_on(seen: Callable[[np.ndarray], End], end: End) -> End:
    """Return an end as seen square to itself, where its edge is shorter then: where the corridor bends right at it."""
    if end.point:
        return end
    east, north = np.subtract(end.edge.coords[-1], end.edge.coords[0])
    square = seen(np.array([north, -east]))
    return end if square.point or square.edge.length >= end.edge.length else square


def _past_a_nook(
    boundary: Boundary,
    tip: int,
    profile: tuple[np.ndarray, np.ndarray, np.ndarray],
    at: int,
    typical: float,
    end: End,
) -> End | None:
    """Return the end straight ahead where the one that was found is the wall of a nook beside the way; else None.

    A bay in a side near the end, or the ground behind a building that was cut out there, leads on to one side by no
    more than half the width. ``tip``: the site at the tip; ``profile``: see ``_from_tip``; ``at``: the row of the last
    disc before the end found.
    """
    xy, along, radius = profile
    if end.point:
        return None
    wide = (radius >= _USUAL * typical) & (along <= min(along[at] + _NOOK_RADII * typical, along[-1] / 2))
    rows = np.flatnonzero(wide[at:]) + at
    way = xy[rows] - np.stack([np.interp(along[rows] + radius[rows], along, column) for column in xy.T], axis=1)
    way /= np.maximum(size(way), 1e-12)[:, None]
    edge = shapely.get_coordinates(end.edge)
    beside = np.abs(cross(way[:, None], edge[None] - xy[rows][:, None])).max(axis=1)
    # From where the tip is ahead, and the way out another than the corridor's own.
    past = (dot(xy[0] - xy[rows], way) > 0) & (beside <= 2 * radius[rows])
    past &= dot(way, end.outward / np.linalg.norm(end.outward)) <= _SIDEWAYS
    for number in np.flatnonzero(past).tolist():
        # Up to where it turns into the nook the axis is straight: a corridor may bend.
        between = xy[at : rows[number] + 1][radius[at : rows[number] + 1] >= radius[rows[number]] / 2]
        if np.abs(cross(way[number], between - xy[rows[number]])).max() <= radius[rows[number]] / 2:
            break
    else:
        return None
    row, way = rows[number], way[number]
    front = furthest(boundary, tip, xy[row], way)
    return end_at(boundary, (front,), np.arange(0), boundary.site[front][None], xy[row], float(radius[row]), way)


def _drawn_on(xy: np.ndarray, along: np.ndarray, cap: float, inward: float, outward: np.ndarray) -> np.ndarray:
    """Return the direction out at the end itself, where the axis bends before it as it does further in.

    ``cap``, ``inward``: between which places along the axis ``outward`` is its direction.
    """
    further = min(2 * inward - cap, along[-1])
    before = at_place(xy, along, inward) - at_place(xy, along, further)
    bend = np.arctan2(cross(before, outward), dot(before, outward))
    if further < inward + (inward - cap) / 2 or abs(bend) > _MOST_BEND:
        return outward
    return np.array([[np.cos(bend), -np.sin(bend)], [np.sin(bend), np.cos(bend)]]) @ outward


def finer_along(mesh: Mesh, boundary: Boundary, triangles: np.ndarray, finest: float, again: bool) -> Boundary | None:
    """Return a boundary with more samples along an axis; None where they are enough, or next to none come ``again``."""
    if not len(triangles):
        return None
    typical = float(np.median(mesh.radius[triangles]))
    least = np.full(len(boundary.site), np.inf)
    wanted = np.maximum(mesh.radius[triangles], typical / 8) / SAMPLES_PER_RADIUS
    np.minimum.at(least, mesh.corner[triangles].ravel(), np.repeat(wanted, 3))
    longest = least[boundary.piece].min(axis=1)
    # The radius grows a little from round to round; without slack the rounds would never end.
    if (boundary.length <= 1.2 * longest).all():
        return None
    finer = refine(boundary, longest, finest)
    return None if finer is boundary or (again and len(finer.site) <= _MORE * len(boundary.site)) else finer


def _within(mesh: Mesh, part: shapely.Polygon) -> Mesh:
    """Return a mesh with no disc outside, as in tips sharper than samples can follow: there its triangles' middles."""
    outside = np.flatnonzero(~shapely.contains_xy(part, *mesh.position.T))
    position = mesh.position.copy()
    position[outside] = mesh.boundary.site[mesh.corner[outside]].mean(axis=1)
    return replace(mesh, position=position)


def _skeleton(mesh: Mesh, holed: bool) -> list[tuple[np.ndarray, int]]:
    """Return the axis from each end inwards: triangles, and the tip's site; of a holed polygon, from each dead end."""
    count = len(mesh.corner)
    graph = graph_of(mesh.pair, mesh.length, count)
    degree = np.bincount(mesh.pair.ravel(), minlength=count)
    leaf = np.flatnonzero(degree == 1)
    if not len(leaf):
        return []
    beyond = np.full(count, -np.inf)
    tip = _tips(mesh, leaf)
    beyond[leaf] = size(mesh.boundary.site[tip] - mesh.position[leaf])
    if holed:
        branches = _arms(mesh, graph, beyond, _circuits(mesh.pair, degree))
    else:
        first = second = int(leaf[0])
        for _ in range(2):
            distance = dijkstra(graph, indices=first)
            first, second = int(np.argmax(distance + beyond)), first
        _, before = dijkstra(graph, indices=first, return_predecessors=True)
        main = _back(before, second)
        branches = [main, main[::-1], *_arms(mesh, graph, beyond, main)]
    return [(nodes, int(tip[np.searchsorted(leaf, nodes[0])])) for nodes in branches]


def _circuits(pair: np.ndarray, degree: np.ndarray) -> np.ndarray:
    """Return the nodes that are left once leaves are taken off again and again: those around holes."""
    degree = degree.copy()
    if len(pair) < len(degree):
        return np.arange(0)
    start = np.r_[pair[:, 0], pair[:, 1]]
    order = np.argsort(start, kind="stable")
    stop = np.r_[pair[:, 1], pair[:, 0]][order]
    first = np.searchsorted(start[order], np.arange(len(degree) + 1))
    todo = list(np.flatnonzero(degree == 1))
    while todo:
        node = todo.pop()
        degree[node] = 0
        for other in stop[first[node] : first[node + 1]]:
            degree[other] -= 1
            if degree[other] == 1:
                todo.append(other)
    return np.flatnonzero(degree > 0)


def _arms(mesh: Mesh, graph: csr_matrix, beyond: np.ndarray, trunk: np.ndarray) -> list[np.ndarray]:
    """Return the branches off ``trunk`` that lead out of its discs, each from its leaf to the trunk, longest first."""
    found: list[np.ndarray] = []
    radius = np.maximum(mesh.radius, _ROUGH * mesh.boundary.finest)
    while True:
        distance, before, root = dijkstra(graph, indices=trunk, min_only=True, return_predecessors=True)
        reached = np.isfinite(distance)
        excess = np.full(len(distance), -np.inf)
        excess[reached] = distance[reached] + beyond[reached] - ARM_RADII * radius[root[reached]]
        leaf = int(np.argmax(excess))
        if not excess[leaf] > 0:
            return found
        nodes = _back(before, leaf)
        found.append(nodes)
        trunk = np.union1d(trunk, nodes)


def _back(before: np.ndarray, node: int) -> np.ndarray:
    tree: Any = before.tolist()
    nodes = [node]
    while tree[nodes[-1]] >= 0:
        nodes.append(tree[nodes[-1]])
    return np.array(nodes)


def _tips(mesh: Mesh, leaf: np.ndarray) -> np.ndarray:
    """Return the sites of leaves that are on none of their passages."""
    passage = np.empty(len(mesh.corner), dtype=np.int64)
    passage[mesh.pair.ravel()] = np.repeat(np.arange(len(mesh.pair)), 2)
    return mesh.corner[leaf].sum(axis=1) - mesh.gate[passage[leaf]].sum(axis=1)


def _from_tip(mesh: Mesh, nodes: np.ndarray, tip: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the axis from a tip inwards: points, distance along it, and the radius of the disc around each."""
    xy = np.concatenate([mesh.boundary.site[tip][None], mesh.position[nodes]])
    along = np.r_[0.0, np.cumsum(size(np.diff(xy, axis=0)))]
    return xy, along, np.r_[0.0, clearance(mesh, nodes)]


def clearance(mesh: Mesh, nodes: np.ndarray) -> np.ndarray:
    """Return the distance in m from the positions of triangles to the boundary around their corners."""
    site, best = mesh.boundary.site, np.full(len(nodes), np.inf)
    for corner in mesh.corner[nodes].T:
        for column in mesh.boundary.beside.T:
            foot = nearest_on(mesh.position[nodes], site[corner], site[column[corner]])
            best = np.minimum(best, size(mesh.position[nodes] - foot))
    return best


def _typical(profiles: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> float:
    """Return the median radius along axes, see ``_from_tip``: by length, for spikes and bays are sampled densely."""
    if not profiles:
        return 0.0
    radius = np.concatenate([radius[1:] for _, _, radius in profiles])
    weight = np.concatenate([np.diff(along) for _, along, _ in profiles])
    order = np.argsort(radius)
    total = np.cumsum(weight[order])
    return float(radius[order][np.searchsorted(total, total[-1] / 2)])


def cap_of(xy: np.ndarray, along: np.ndarray, radius: np.ndarray, typical: float) -> int:
    """Return the row where the corridor stops widening faster than ``TAPER``, seen from its tip, see ``_from_tip``."""
    gain = radius - TAPER * along
    # A nook or a spike at the end is no corridor of its own, unless it is longer than the half width of the corridor
    # that it leads into: what this has in most places, or where it leads on out of its disc as an arm would.
    onward = along + (1 + ARM_RADII) * radius
    slowly, stop = radius + TAPER * along, np.searchsorted(along, onward, side="right")
    windows = np.c_[np.arange(len(along)), stop].ravel()
    half = np.minimum.reduceat(np.r_[slowly, np.inf], windows)[::2] - TAPER * along
    half[onward > along[-1]] = -np.inf
    # Seen from where its disc begins to where another does: nearer to a slot there may be no node of the axis.
    begins = np.maximum.accumulate(along - radius)
    out = xy - np.stack([np.interp(onward, along, column) for column in xy.T], axis=1)
    out /= np.maximum(size(out), 1e-12)[:, None]
    # Where it widens on to the next row, all rows ahead need not be looked at.
    for row in np.flatnonzero(np.r_[np.diff(gain) <= 1e-9, True]).tolist():
        near = begins <= begins[row] + np.maximum(np.maximum(half, typical), radius[row])
        # Or straight ahead, though beside the axis: then the way into it leads across the corridor.
        ahead, beside = dot(xy[row] - xy, out), np.abs(cross(xy[row] - xy, out))
        near |= (ahead - radius + radius[row] <= half) & (beside <= half + TAPER * np.maximum(ahead, 0.0))
        near[row + 1 : row + 2] = True
        # A cusp leads on to where it opens out, and opens from there by and by: up to as wide as it does.
        if gain[row] <= NOISE * typical:
            reach = row + int(np.argmin(np.r_[near[row:], False])) - 1
            near[reach : reach + _opening(gain[reach:], _RAGGED * radius[reach:])] = True
        if (gain[row + 1 :][near[row + 1 :]] <= gain[row] + 1e-9).all():
            return row
    return len(along) - 1


def _opening(gain: np.ndarray, noise: np.ndarray) -> int:
    """Return how many rows on from the first a corridor widens faster than ``TAPER``, but for some ``noise``."""
    falls = np.maximum.accumulate(gain) - gain > noise
    return int(np.argmax(np.r_[falls, True]))


def at_place(xy: np.ndarray, along: np.ndarray, place: float) -> np.ndarray:
    """Return the point of an axis at a distance along it in m."""
    return np.array([np.interp(place, along, xy[:, 0]), np.interp(place, along, xy[:, 1])])
