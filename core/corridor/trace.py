"""The way of the widest disc through a corridor, and the clear width along it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from scipy.sparse.csgraph import breadth_first_order, dijkstra, minimum_spanning_tree

from .ends import End, Ends, fine_enough
from .mesh import Boundary, Mesh, graph_of, refine, triangulate
from .plane import size
from .survey import Arm, Course, Survey

# Widths that differ by less are equal, and the shorter way is taken; in decimals of a metre.
_EQUAL_DECIMALS = 2
_ROUNDS = 6
_SAMPLES_PER_END = 6


def trace(
    boundary: Boundary,
    inside: shapely.Geometry,
    free: shapely.Geometry | None,
    ends: Ends,
    upwind: np.ndarray,
    step: float,
    finest: float,
    alive: Callable[[], None],
) -> list[Arm]:
    """Return the arms of one connected piece of corridor.

    ``boundary``: of the free ground and of what obstacles cover of the corridor's edge; ``inside``: the corridor;
    ``free``: its ground less the obstacles, None where there are none; both prepared. ``upwind``: shape (2,), unit
    vector to where chainages begin. ``step``: distance between samples in m; ``finest``: see ``mesh.sample``;
    ``alive`` is called now and then.
    """
    boundary = _sampled_ends(boundary, ends.ends, finest)
    for _ in range(_ROUNDS):
        alive()
        mesh = triangulate(boundary, inside, free, finest)
        label = _label(mesh, ends.ends)
        courses = _courses(mesh, label, ends)
        longest = fine_enough(mesh, np.concatenate([course.nodes for course in courses]))
        finer = boundary if longest is None else refine(boundary, longest, finest)
        if finer is boundary:
            break
        boundary = finer
    survey = Survey(mesh, label, ends.ends)
    return [survey.measure(_downwind(course, mesh, upwind), step) for course in courses]


def _downwind(course: Course, mesh: Mesh, upwind: np.ndarray) -> Course:
    """Return a course that begins at the end nearer to where the wind comes from."""
    start, stop = mesh.position[course.nodes[[0, -1]]]
    if (stop - start) @ upwind > 1e-6 * np.linalg.norm(stop - start):
        return Course(course.nodes[::-1], course.ends[::-1])
    return course


def _sampled_ends(boundary: Boundary, ends: tuple[End, ...], finest: float) -> Boundary:
    """Return the boundary with at least a few samples on every end edge, however short."""
    longest = np.full(len(boundary.piece), np.inf)
    for end in ends:
        if end.point:
            continue
        near = end.meets(*boundary.site[boundary.piece.T])
        longest[near] = np.minimum(longest[near], end.edge.length / _SAMPLES_PER_END)
    return refine(boundary, longest, min(finest, longest.min()))


def _label(mesh: Mesh, ends: tuple[End, ...]) -> np.ndarray:
    """Return for each site the end that it lies on with the boundary on both its sides, else -1."""
    start, stop = mesh.boundary.piece.T
    site = mesh.boundary.site
    middle = (site[start] + site[stop]) / 2
    label = np.full(len(site), -1)
    whole = np.bincount(mesh.boundary.piece.ravel(), minlength=len(site))
    for number, end in enumerate(ends):
        if end.point:
            # What lies at a sharp point itself is too thin for the mesh to follow.
            there = mesh.corner[np.argmin(size(mesh.position - end.edge.coords[0]))]
            label[there[np.argmin(size(site[there] - end.edge.coords[0]))]] = number
            continue
        on = end.holds(middle)
        touched = np.bincount(mesh.boundary.piece[on].ravel(), minlength=len(site))
        label[(touched > 0) & (touched == whole)] = number
    return label


def _courses(mesh: Mesh, label: np.ndarray, ends: Ends) -> list[Course]:
    """Return the widest ways between the ends, cut at junctions, or around the ring."""
    count, number = len(mesh.corner), len(ends.ends)
    touch = [np.flatnonzero((label[mesh.corner] == end).any(axis=1)) for end in range(number)]
    pair, length = mesh.pair, mesh.length
    # A disc that touches an end is there: between end and anything else there is no narrow place.
    width = np.where((label[mesh.gate] >= 0).any(axis=1) & (mesh.width > 0), np.inf, mesh.width)
    for end, triangles in enumerate(touch):
        pair = np.concatenate([pair, np.stack([triangles, np.full(len(triangles), count + end)], axis=1)])
        width = np.r_[width, np.where(mesh.free[triangles], np.inf, 0.0)]
        length = np.r_[length, np.zeros(len(triangles))]
    graph = graph_of(pair, length, count + number)
    through = np.zeros(len(pair))
    if number >= 2:
        away = dijkstra(graph, indices=[count, count + 1])
        one, two = away[:, pair[:, 0]], away[:, pair[:, 1]]
        through = np.minimum(one[0] + two[1], one[1] + two[0]) + length
    rank = np.empty(len(pair), dtype=np.int64)
    rank[np.lexsort((np.round(through, 3), -np.round(width, _EQUAL_DECIMALS)))] = np.arange(1, len(pair) + 1)
    forest = minimum_spanning_tree(graph_of(pair, rank.astype(float), count + number))
    if ends.hole is not None:
        return _around(mesh, rank, forest, ends.hole)
    _, before = breadth_first_order(forest, count, directed=False)
    paths = [_path(before, count + 1, count)]
    for end in range(2, number):
        taken = set(np.concatenate(paths).tolist())
        paths.append(_path(before, count + end, taken))
    return _split(mesh, label, paths, count)


def _path(before: np.ndarray, node: int, goal: int | set) -> np.ndarray:
    """Return the nodes from ``node`` back to the goal, both included, as the tree has them; goal first."""
    goals = goal if isinstance(goal, set) else {goal}
    tree: Any = before.tolist()
    nodes = [node]
    while nodes[-1] not in goals and tree[nodes[-1]] >= 0:
        nodes.append(tree[nodes[-1]])
    return np.array(nodes[::-1])


def _split(mesh: Mesh, label: np.ndarray, paths: list[np.ndarray], count: int) -> list[Course]:
    """Cut paths where others join them, and leave out the nodes that already touch an end."""
    joints = {int(path[0]) for path in paths if path[0] < count}
    courses = []
    for path in paths:
        cut = [0, *(row for row in range(1, len(path) - 1) if int(path[row]) in joints), len(path) - 1]
        for start, stop in zip(cut[:-1], cut[1:]):
            nodes = path[start : stop + 1]
            ends = [int(node) - count if node >= count else -1 for node in nodes[[0, -1]]]
            nodes = nodes[nodes < count]
            if len(nodes):
                courses.append(Course(_between(mesh, label, nodes, ends), (ends[0], ends[1])))
    return courses


def _between(mesh: Mesh, label: np.ndarray, nodes: np.ndarray, ends: list[int]) -> np.ndarray:
    """Return the nodes from the last that touches the first end to the first that touches the last one."""
    touching = label[mesh.corner[nodes]]
    if min(ends) >= 0 and ((touching == ends[0]).any(axis=1) & (touching == ends[1]).any(axis=1)).any():
        # So short that one disc touches both ends, and the largest that does is the corridor's.
        corner = label[mesh.corner]
        both = (corner == ends[0]).any(axis=1) & (corner == ends[1]).any(axis=1)
        return np.array([np.argmax(np.where(both, mesh.radius, -1.0))])
    start, stop = 0, len(nodes) - 1
    if ends[0] >= 0:
        rows = np.flatnonzero((touching == ends[0]).any(axis=1))
        start = int(rows[-1]) if len(rows) else 0
    if ends[1] >= 0:
        rows = np.flatnonzero((touching == ends[1]).any(axis=1))
        rows = rows[rows >= start]
        stop = int(rows[0]) if len(rows) else stop
    return nodes[start : stop + 1]


def _around(mesh: Mesh, rank: np.ndarray, forest, hole: np.ndarray) -> list[Course]:
    """Return the widest way around a hole, named by a point in it.

    The tree holds the widest way between any two places; the first passage outside it that closes a way
    around the hole closes the widest one. The angle seen from inside the hole tells which one does.
    """
    root = int(mesh.pair[0, 0])
    order, before = breadth_first_order(forest, root, directed=False)
    bearing = np.arctan2(*(mesh.position - hole).T[::-1])
    turned = np.zeros(len(mesh.position))
    for node in order[1:]:
        step = bearing[node] - bearing[before[node]]
        turned[node] = turned[before[node]] + (step + np.pi) % (2 * np.pi) - np.pi
    one, two = mesh.pair.T
    step = bearing[two] - bearing[one]
    winding = turned[one] + (step + np.pi) % (2 * np.pi) - np.pi - turned[two]
    closing = np.flatnonzero(np.abs(winding) > np.pi)
    if not len(closing):
        return []
    best = closing[np.argmin(rank[closing])]
    there, back = _path(before, int(one[best]), root), _path(before, int(two[best]), root)
    shared = 0
    while shared < min(len(there), len(back)) and there[shared] == back[shared]:
        shared += 1
    loop = np.concatenate([there[shared - 1 :], back[: shared - 1 : -1]])
    return [Course(np.r_[loop, loop[0]], (-1, -1))]
