"""Small maps beside each other: the same ground several times, in one scale and with one legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from . import palette
from .maps import MapLayer

COLUMNS = 3
APART, TITLE = 0.12, 0.2  # of a map's width and height: between maps, and for the title above each

Look = tuple[str, str, str]
"""What a code is called in the legend, its face and its edge."""


def small_maps(
    geometry: np.ndarray,
    titles: Sequence[str],
    codes: Sequence[Sequence[str]],
    names: Sequence[Sequence[str]],
    looks: Mapping[str, Look],
) -> list[MapLayer]:
    """Return the layers of one map (maps.draw_map) on which the ground lies once for each title, three in a row.

    ``geometry``: polygons in metres, shape (n,); ``codes``, ``names``: for each title the code and the name of each
    polygon, "" for none; ``looks``: by code, in the order of the legend.

    >>> import shapely
    >>> from greenvein.core.drawing.small_maps import small_maps
    >>> ground, looks = shapely.box([0, 10], 0, [10, 20], 10), {"met": ("Met", "#0072B2", "#062B44")}
    >>> found = small_maps(ground, ["Wood", "Water"], [["met", ""], ["", "met"]], [["45", ""], ["", "9"]], looks)
    >>> [(layer.label, len(layer.geometry)) for layer in found]
    [('', 4), ('Met', 2), ('', 2)]
    """
    west, south, east, north = shapely.total_bounds(geometry)
    wide, high = (1 + APART) * (east - west), (1 + APART + TITLE) * (north - south)
    places = [(at % COLUMNS * wide, -(at // COLUMNS) * high) for at in range(len(titles))]
    ground = np.concatenate([_moved(geometry, place) for place in places])
    code, name = (np.array([one for row in rows for one in row], dtype=object) for rows in (codes, names))
    layers = [MapLayer("", ground, palette.PAPER, palette.LINE, 0.4)]
    for own, (label, face, edge) in looks.items():
        some = code == own
        if some.any():
            layers.append(MapLayer(label, ground[some], face, edge, 0.4, names=tuple(name[some])))
    strip = np.array([shapely.box(west, north, east, north + TITLE * (north - south))], dtype=object)
    strips = np.concatenate([_moved(strip, place) for place in places])
    return [*layers, MapLayer("", strips, palette.PAPER, None, names=tuple(titles), alpha=0.0)]


def _moved(geometry: np.ndarray, by: tuple[float, float]) -> np.ndarray:
    return shapely.transform(geometry, lambda points: points + np.asarray(by))
