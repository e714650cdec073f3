"""The way of the widest disc through a corridor, and the clear width along it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, dijkstra, minimum_spanning_tree

from .end_edges import End
from .ends import ROUNDS, Ends, clearance, finer_along
from .mesh import Boundary, Mesh, graph_of, triangulate
from .mouths import labels, opened, sampled
from .plane import size
from .survey import Arm, Course, Survey

# Widths that differ by less are equal, and the shorter way is taken; in decimals of a metre.
_EQUAL_DECIMALS = 2
# Places of a ring whose widths differ by less are as wide.
_EQUAL_SHARE = 1e-3


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
    boundary = sampled(boundary, ends.ends, finest)
    for again in range(ROUNDS):
        alive()
        closed = triangulate(boundary, inside, free, finest)
        label = labels(boundary, ends.ends)
        mesh = opened(closed, ends.ends, label, inside, inside if free is None else free, finest)
        # Where the ends take up the whole edge there is nothing that a disc could be stopped by.
        courses = _courses(mesh, label, ends, upwind) if len(mesh.boundary.piece) else []
        if not courses:
            return []
        nodes = np.concatenate([course.nodes for course in courses])
        finer = finer_along(mesh, boundary, nodes, finest, again > 0)
        if finer is None:
            break
        boundary = finer
    survey = Survey(mesh, ends.ends)
    return [survey.measure(_downwind(course, mesh, upwind), step) for course in courses]


def _downwind(course: Course, mesh: Mesh, upwind: np.ndarray) -> Course:
    """Return a course that begins at the end nearer to where the wind comes from."""
    start, stop = mesh.position[course.nodes[[0, -1]]]
    if (stop - start) @ upwind > 1e-6 * np.linalg.norm(stop - start):
        return Course(course.nodes[::-1], course.ends[::-1])
    return course


def _courses(mesh: Mesh, label: np.ndarray, ends: Ends, upwind: np.ndarray) -> list[Course]:
    """Return the widest ways between the ends, cut at junctions, or around the ring."""
    count, number = len(mesh.corner), len(ends.ends)
    exits = [_exits(mesh, label, ends.ends, end) for end in range(number)]
    owner = np.repeat(np.arange(number), [len(nodes) for nodes in exits])
    pair = np.concatenate([mesh.pair, np.stack([np.concatenate([*exits, owner[:0]]), count + owner], axis=1)])
    # A disc whose centre is on the end edge is out.
    width = np.r_[mesh.width, np.where(mesh.end[pair[len(mesh.pair) :, 0]] >= 0, np.inf, 0.0)]
    length = np.r_[mesh.length, np.zeros(len(owner))]
    graph = graph_of(pair, length, count + number)
    through = np.zeros(len(pair))
    if number >= 2:
        away = dijkstra(graph, indices=[count, count + 1])
        one, two = away[:, pair[:, 0]], away[:, pair[:, 1]]
        through = np.minimum(one[0] + two[1], one[1] + two[0]) + length
    rank = np.empty(len(pair), dtype=np.int64)
    rank[np.lexsort((np.round(through, 3), -np.round(width, _EQUAL_DECIMALS)))] = np.arange(1, len(pair) + 1)

    def tree(reached: list[int]) -> csr_matrix:
        """Return the widest ways between all places, and to some of the ends; none leads on through one."""
        use = np.r_[np.ones(len(mesh.pair), dtype=bool), np.isin(owner, reached)]
        return minimum_spanning_tree(graph_of(pair[use], rank[use].astype(float), count + number))

    if ends.hole is not None:
        return _around(mesh, rank, tree([]), ends.hole, upwind)
    single = [end for end in range(2, number) if len(exits[end]) == 1]
    _, before = breadth_first_order(tree([0, 1, *single]), count, directed=False)
    paths = [_path(before, count + 1, count)]
    if len(paths[0]) < 2:  # the ends meet: there is no way between them
        return []
    for end in range(2, number):
        taken = set(np.concatenate(paths).tolist())
        if end not in single:
            _, before_this = breadth_first_order(tree([end]), int(paths[0][1]), directed=False)
        paths.append(_path(before if end in single else before_this, count + end, taken))
    return _split(paths, count)


def _exits(mesh: Mesh, label: np.ndarray, ends: tuple[End, ...], number: int) -> np.ndarray:
    """Return the nodes from which an end is reached: over its edge, at its point, or where it is built over."""
    end = ends[number]
    if end.point:
        # What lies at a sharp point itself is too thin for the mesh to follow.
        return np.array([np.argmin(size(mesh.position - end.edge.coords[0]))])
    built = label[mesh.corner] == number
    return np.flatnonzero((mesh.end == number) | (built.any(axis=1) & ~mesh.free))


def _path(before: np.ndarray, node: int, goal: int | set) -> np.ndarray:
    """Return the nodes from ``node`` back to the goal, both included, as the tree has them; goal first."""
    goals = goal if isinstance(goal, set) else {goal}
    tree: Any = before.tolist()
    nodes = [node]
    while nodes[-1] not in goals and tree[nodes[-1]] >= 0:
        nodes.append(tree[nodes[-1]])
    return np.array(nodes[::-1])


def _split(paths: list[np.ndarray], count: int) -> list[Course]:
    """Cut paths where others join them."""
    joints = {int(path[0]) for path in paths if path[0] < count}
    courses = []
    for path in paths:
        cut = [0, *(row for row in range(1, len(path) - 1) if int(path[row]) in joints), len(path) - 1]
        for start, stop in zip(cut[:-1], cut[1:]):
            nodes = path[start : stop + 1]
            ends = [int(node) - count if node >= count else -1 for node in nodes[[0, -1]]]
            nodes = nodes[nodes < count]
            if len(nodes):
                courses.append(Course(nodes, (ends[0], ends[1])))
    return courses


def _around(mesh: Mesh, rank: np.ndarray, forest: csr_matrix, hole: np.ndarray, upwind: np.ndarray) -> list[Course]:
    """Return the widest way around a hole, named by a point in it.

    It begins where it is widest, and there upwind, so that no narrow stretch lies at both its ends.

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
    wide = np.where(mesh.free[loop], clearance(mesh, loop), 0.0)
    widest = np.flatnonzero(wide >= (1 - _EQUAL_SHARE) * wide.max())
    loop = np.roll(loop, -widest[np.argmax(mesh.position[loop[widest]] @ upwind)])
    return [Course(np.r_[loop, loop[0]], (-1, -1))]
