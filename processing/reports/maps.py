"""What the maps of all reports share: the other inputs and the borders of zones below, credit, north and scale."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ...core.drawing import palette
from ...core.drawing.maps import MapLayer, Window, draw_map
from ...core.geometry.zones import Zones
from ...core.report import Picture
from ...i18n import tr
from ..framework.run import Run


def picture(run: Run, layers: list[MapLayer], alt: str, caption: str, bounds: Iterable[float] | None = None) -> Picture:
    """Return a map of layers, the first lowest; ``bounds``: west, south, east, north, of all layers unless given."""
    window: Window | None = None
    if bounds is not None:
        west, south, east, north = map(float, bounds)
        window = west, south, east, north
    image = draw_map(layers, credit=" · ".join(run.credits), north=tr("N"), bounds=window)
    return Picture(image.png, alt, caption)


def background(areas: Iterable[tuple[str, np.ndarray]]) -> list[MapLayer]:
    """Return pale layers of what tells where one is, each with what it is called and its geometry."""
    found = [(label, geometry) for label, geometry in areas if len(geometry)]
    faces = palette.BACKGROUNDS
    return [
        MapLayer(label, geometry, faces[place % len(faces)], palette.BACKGROUND_EDGE, 0.4)
        for place, (label, geometry) in enumerate(found)
    ]


def zone_borders(zones: Zones | None) -> list[MapLayer]:
    """Return the borders of zones with their names, nothing where there are none."""
    if zones is None:
        return []
    # Where zones overlap, the overlap is a sliver that no name fits into.
    alone = zones.members.sum(axis=1) == 1
    names = tuple(zones.label(cell) if alone[cell] else "" for cell in range(len(alone)))
    return [MapLayer(tr("Zones"), zones.cells, None, palette.INK, 0.7, names=names)]


def numbered(geometry: np.ndarray, numbers: Iterable[int]) -> MapLayer:
    """Return the numbers that a table has, on its places or beside those that are too small; nothing else is drawn."""
    return MapLayer("", geometry, palette.PAPER, None, names=tuple(f"{number:,}" for number in numbers), alpha=0.0)
