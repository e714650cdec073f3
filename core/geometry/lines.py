"""Lines as the kernels want them: plane and with a length."""

from __future__ import annotations

import numpy as np
import shapely

from .polygons import LARGEST_M, Cleaned, explode


def clean_lines(geometry: np.ndarray) -> Cleaned:
    """Drop Z and M, keep only lines, and of those only what has a length; ``geometry``: any geometries, shape (n,).

    A feature with one such part becomes a line, one with several a multiline.
    None is repaired: a line that crosses itself is as good as any other.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.lines import clean_lines
    >>> found = clean_lines(np.array([shapely.LineString([(0, 0, 5), (3, 4, 5)]), shapely.Point(0, 0)]))
    >>> found.geometry[0].length, found.empty.tolist()
    (5.0, [False, True])
    """
    parts, owner = explode(shapely.force_2d(np.array(geometry, dtype=object)), shapely.GeometryType.LINESTRING)
    coordinates, part = shapely.get_coordinates(parts, return_index=True)
    unusable = np.zeros(len(geometry), dtype=bool)
    unusable[owner[part[~(np.abs(coordinates) < LARGEST_M).all(axis=1)]]] = True
    leads = (shapely.length(parts) > 0) & ~unusable[owner]
    parts, owner = parts[leads], owner[leads]
    alone = np.bincount(owner, minlength=len(geometry))[owner] == 1
    lines = np.full(len(geometry), None, dtype=object)
    lines[owner[alone]] = parts[alone]
    shapely.multilinestrings(parts[~alone], indices=owner[~alone], out=lines)
    return Cleaned(lines, np.zeros(len(geometry), dtype=bool), shapely.is_missing(lines) & ~unusable, unusable)
