"""What lies in a corridor or near it: obstacles, axes, other corridors."""

from __future__ import annotations

import numpy as np
import shapely

from .joining import SEAM_M


def open_to(corridors: np.ndarray, rows: np.ndarray) -> list[np.ndarray]:
    """Return for some rows of the corridors the rows of those on whose ground they may lie, their own among them.

    A corridor of several parts may be joined on the ground of those that lie between them.
    """
    found = [np.array([row]) for row in rows.tolist()]
    multiple = np.flatnonzero(shapely.get_num_geometries(corridors[rows]) > 1)
    hulls = shapely.convex_hull(corridors[rows[multiple]])
    for place, others in zip(multiple.tolist(), by_corridor(corridors, hulls, "dwithin", SEAM_M)):
        found[place] = np.union1d(found[place], others)
    return found


def standing_in(obstacles: np.ndarray, corridors: np.ndarray, grounds: list[np.ndarray]) -> list[np.ndarray]:
    """Return for each of some groups of corridors (see ``open_to``) the rows of the obstacles that meet any of them."""
    asked = np.unique(np.concatenate(grounds))
    found = dict(zip(asked.tolist(), by_corridor(obstacles, corridors[asked], "intersects")))
    return [np.unique(np.concatenate([found[row] for row in rows.tolist()])) for rows in grounds]


def by_corridor(
    geometry: np.ndarray, corridors: np.ndarray, predicate: str, distance: float | None = None
) -> list[np.ndarray]:
    """Return for each corridor the rows of ``geometry`` that meet the predicate, in their order."""
    corridor, row = shapely.STRtree(geometry).query(corridors, predicate, distance)
    order = np.lexsort((row, corridor))
    return np.split(row[order], np.searchsorted(corridor[order], np.arange(1, len(corridors))))
