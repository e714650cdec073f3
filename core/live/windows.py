"""Where an edit changes the ground: boxes outside of which everything is as it was.

Boxes are arrays of west, south, east and north, shape (k, 4), in metres.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import shapely

from ..geometry.coverage import Edges, edges_of, loose_edges
from ..geometry.overlap import group
from ..geometry.polygons import areal
from .keyed import Edit, Keyed, Stacked

MARGIN_M = 0.01
"""So much wider are boxes of changes than what has changed, for rounding."""

# To cut a polygon of fewer vertices takes longer than to take it whole.
_LARGE = 500


def none() -> np.ndarray:
    """Return no boxes."""
    return np.empty((0, 4))


def bounds(geometry: np.ndarray) -> np.ndarray:
    """Return the boxes of geometries, shape (n, 4)."""
    return shapely.bounds(geometry).reshape(-1, 4)


def hull(boxes: np.ndarray) -> np.ndarray:
    """Return the box around boxes, shape (4,); around none it is inside out, and meets nothing."""
    low, high = boxes[:, :2].min(axis=0, initial=np.inf), boxes[:, 2:].max(axis=0, initial=-np.inf)
    return np.r_[low, high]


def around(boxes: np.ndarray) -> np.ndarray:
    """Return boxes with the margin of changes."""
    return boxes + MARGIN_M * np.array([-1, -1, 1, 1])


def changed(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return disjoint boxes around the ground that ``before`` covered more or fewer times than ``after`` does.

    ``before``, ``after``: valid polygons, shapes (n,) and (m,). Edges that both have, with ground on the same side,
    change nothing, so a corner of a large polygon that is moved gives a small box.
    """
    old, new = edges_of(before), edges_of(after)
    # What was there counts as what is there turned inside out.
    edges = loose_edges(
        Edges(
            np.concatenate([old.coordinates, new.coordinates]),
            np.concatenate([old.polygon, new.polygon]),
            np.concatenate([old.key, new.key]),
            np.concatenate([~old.forward, new.forward]),
        )
    )
    return merged(around(np.concatenate([edges.min(axis=1), edges.max(axis=1)], axis=1)))


def changed_by(edit: Edit, layer: Keyed | Stacked) -> np.ndarray:
    """Return disjoint boxes around the ground of which an edit changes what the features of a layer give to it.

    That is what they cover, each with the values of all columns but its geometry.
    """
    after = {name: values[edit.fresh] for name, values in layer.columns.items()}
    count = len(edit.before["geometry"]), len(edit.fresh)
    label = np.zeros(sum(count), dtype=np.intp)
    for name in after.keys() - {"geometry"}:
        value = pd.factorize(np.concatenate([edit.before[name], after[name]]))[0]
        label = pd.factorize(label * (len(label) + 1) + value)[0]
    old, new = np.split(label, count[:1])
    found = [changed(edit.before["geometry"][old == one], after["geometry"][new == one]) for one in np.unique(label)]
    return joined(found)


def joined(boxes: Iterable[np.ndarray]) -> np.ndarray:
    """Return the boxes of several arrays, merged."""
    return merged(np.concatenate([none(), *boxes]))


def merged(boxes: np.ndarray) -> np.ndarray:
    """Return boxes around those that meet, until none meet."""
    while len(boxes):
        one, two = shapely.STRtree(shapely.box(*boxes.T)).query(shapely.box(*boxes.T))
        label = group(len(boxes), one, two)
        if label.max() + 1 == len(boxes):
            break
        found = np.full((label.max() + 1, 4), np.inf)
        np.minimum.at(found, label, boxes * np.array([1, 1, -1, -1]))
        boxes = found * np.array([1, 1, -1, -1])
    return boxes


def meeting(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell which boxes meet one of the others, shape (n,)."""
    found = np.zeros(len(boxes), dtype=bool)
    for west, south, east, north in others:
        found |= (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    return found


def inside(boxes: np.ndarray, box: np.ndarray) -> np.ndarray:
    """Tell which boxes lie in another, shape (n,)."""
    west, south, east, north = box
    return (boxes[:, 0] >= west) & (boxes[:, 1] >= south) & (boxes[:, 2] <= east) & (boxes[:, 3] <= north)


def near(geometry: np.ndarray, box: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the polygons whose boxes meet a box, large ones cut down to it, and their rows."""
    rows = np.flatnonzero(meeting(bounds(geometry), around(box[None])))
    found = geometry[rows]
    large = np.flatnonzero(shapely.get_num_coordinates(found) > _LARGE)
    found[large] = areal(shapely.intersection(found[large], shapely.box(*around(around(box)))))
    some = ~shapely.is_empty(found)
    return found[some], rows[some]
