"""The map of a report: whole layers drawn at once, as a PNG of a few hundred kilobytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib import colors, patheffects
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from . import palette
from .drawing import Figure, elide, em_width, font, to_png

WIDTH_IN = 8.4
DPI = 200
ASPECT = (0.45, 0.9)  # height by width of the map, at least and at most
MARGIN = 0.03  # around the data, as a share of their width and height
STRIP_IN = 0.3  # a line of the legend
TEXT_PT, SMALL_PT = 9.5, 8
LABEL_EMS = 14
EDGED_PX = 8  # polygons below this size are drawn without an edge
CHUNK = 20_000  # polygons in a path; keeps the rasteriser's memory flat

Window = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True)
class MapLayer:
    """Polygons drawn alike; the first layer lies lowest. Colours are hex texts, widths are points."""

    label: str  # in the legend; empty: not in it
    geometry: np.ndarray  # (n,) polygons and multipolygons, in metres
    face: str | None = None
    edge: str | None = None
    width: float = 0.4
    alpha: float = 1.0  # of the face
    hatch: str | None = None
    names: tuple[str, ...] = ()  # written inside each polygon


@dataclass(frozen=True)
class MapImage:
    """A PNG, and its size in pixels."""

    png: bytes
    width: int
    height: int


def draw_map(
    layers: list[MapLayer],
    *,
    credit: str = "",
    north: str = "N",
    bounds: Window | None = None,
) -> MapImage:
    """Draw ``layers`` with legend, scale bar, north arrow and credit line.

    Coordinates are metres with north up. ``bounds`` (west, south, east, north) default
    to those of all layers. Raises ValueError where there is nothing to show.
    """
    window, height_in = _window(layers, bounds)
    shown = [layer for layer in layers if layer.label]
    columns = _legend_columns(shown)
    lines = -(-len(shown) // columns) if shown else 0
    strip_in = max(lines, 1) * STRIP_IN + 0.15
    total_in = height_in + strip_in

    figure = Figure(figsize=(WIDTH_IN, total_in), facecolor=palette.PAPER)
    axes = figure.add_axes((0.002, strip_in / total_in, 0.996, height_in / total_in - 0.003))
    axes.set(xlim=(window[0], window[2]), ylim=(window[1], window[3]), facecolor=palette.GROUND)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(color=palette.MUTED, linewidth=0.6)
    for layer in layers:
        _draw_layer(axes, layer, window)
    _north_arrow(axes, north, height_in)
    _legend(figure, shown, columns, strip_in / total_in)
    _scale_bar(figure, window, strip_in, total_in)
    axes.text(
        1 - 0.08 / WIDTH_IN, 0.08 / height_in, credit, transform=axes.transAxes, ha="right", va="bottom",
        zorder=9, fontproperties=font(SMALL_PT - 1), color=palette.MUTED, path_effects=_halo(),
    )  # fmt: skip
    return MapImage(to_png(figure, DPI), int(WIDTH_IN * DPI), int(total_in * DPI))


def _halo() -> list:
    return [patheffects.withStroke(linewidth=2.2, foreground=palette.PAPER)]


def _window(layers: list[MapLayer], bounds: Window | None) -> tuple[Window, float]:
    """Return what the map shows and its height in inches; the shape follows the data."""
    if bounds is None:
        bounds = shapely.geometrycollections([one for layer in layers for one in layer.geometry]).bounds
    west, south, east, north = (float(value) for value in bounds)
    if not np.isfinite(west):
        raise ValueError("There is nothing to draw on the map.")
    least = max(east - west, north - south, 1.0) * 1e-3
    wide, high = max(east - west, least) * (1 + 2 * MARGIN), max(north - south, least) * (1 + 2 * MARGIN)
    aspect = min(max(high / wide, ASPECT[0]), ASPECT[1])
    wide, high = max(wide, high / aspect), max(high, wide * aspect)
    x, y = (west + east) / 2, (south + north) / 2
    return (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), WIDTH_IN * aspect


def _draw_layer(axes: Axes, layer: MapLayer, window: Window) -> None:
    pixel = (window[2] - window[0]) / (WIDTH_IN * DPI)
    parts = _generalised(layer.geometry, pixel, window)
    place = Affine2D().translate(window[0], window[1]) + axes.transData
    for path in _compound_paths(parts, window) if layer.face else ():
        axes.add_artist(
            PathPatch(
                path, facecolor=layer.face, alpha=layer.alpha, linewidth=0, hatch=layer.hatch,
                edgecolor=layer.edge or "none", hatch_linewidth=0.6, transform=place,
            )
        )  # fmt: skip
    if layer.face:  # around small polygons an edge would leave nothing of the face
        west, south, east, north = shapely.bounds(parts).T
        parts = parts[np.maximum(east - west, north - south) >= EDGED_PX * pixel]
    for path in _compound_paths(parts, window) if layer.edge else ():
        axes.add_artist(
            PathPatch(
                path,
                fill=False,
                edgecolor=layer.edge,
                linewidth=layer.width,
                joinstyle="round",
                transform=place,
            )
        )
    for geometry, name in zip(layer.geometry, layer.names):
        for x, y in shapely.get_coordinates(shapely.point_on_surface(geometry)):
            axes.text(
                x, y, elide(name, LABEL_EMS), ha="center", va="center", clip_on=True,
                fontproperties=font(SMALL_PT), color=palette.INK, path_effects=_halo(),
            )  # fmt: skip


def _generalised(geometry: np.ndarray, pixel: float, window: Window) -> np.ndarray:
    """Return the single polygons in the window, without detail below a pixel.

    What is smaller than a pixel becomes its box, so that it still leaves its shade.
    """
    parts = shapely.get_parts(shapely.get_parts(np.asarray(geometry, dtype=object)))
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    west, south, east, north = shapely.bounds(parts).T
    inside = (east >= window[0]) & (west <= window[2]) & (north >= window[1]) & (south <= window[3])
    parts, west, south, east, north = (values[inside] for values in (parts, west, south, east, north))
    tiny = (east - west <= pixel) & (north - south <= pixel)
    drawn = parts.copy()
    drawn[tiny] = shapely.box(west[tiny], south[tiny], east[tiny], north[tiny])
    simple = shapely.simplify(shapely.force_2d(parts[~tiny]), pixel / 2, preserve_topology=False)
    gone = shapely.is_empty(simple)
    simple[gone] = parts[~tiny][gone]
    drawn[~tiny] = simple
    drawn = shapely.get_parts(drawn)
    # Shells run one way and holes the other, as the rasteriser's non-zero rule wants it.
    return shapely.orient_polygons(drawn[~shapely.is_empty(drawn)])


def _compound_paths(polygons: np.ndarray, window: Window) -> Iterator[Path]:
    """Give the polygons as few paths, in metres from the window's corner."""
    for start in range(0, len(polygons), CHUNK):
        rings = shapely.get_rings(polygons[start : start + CHUNK])
        points, ring = shapely.get_coordinates(rings, return_index=True)
        first = np.r_[True, ring[1:] != ring[:-1]]
        codes = np.where(first, Path.MOVETO, Path.LINETO).astype(Path.code_type)
        codes[np.r_[first[1:], True]] = Path.CLOSEPOLY
        yield Path(points - window[:2], codes)


def _legend_columns(shown: list[MapLayer]) -> int:
    widest = max((em_width(layer.label) for layer in shown), default=0) + 4
    return max(1, min(len(shown), int(WIDTH_IN * 0.76 * 72 / TEXT_PT / widest)))


def _legend(figure: Figure, shown: list[MapLayer], columns: int, top: float) -> None:
    handles = [
        Patch(
            facecolor=colors.to_rgba(layer.face, layer.alpha) if layer.face else "none",
            edgecolor=layer.edge or "none", linewidth=max(layer.width, 0.8) if layer.edge else 0,
            hatch=layer.hatch, label=layer.label,
        )
        for layer in shown
    ]  # fmt: skip
    if handles:
        figure.legend(
            handles=handles, ncols=columns, loc="upper left", bbox_to_anchor=(0, top), frameon=False,
            prop=font(TEXT_PT), labelcolor=palette.INK, borderaxespad=0.4, borderpad=0.2,
            handlelength=1.8, handleheight=1.1, columnspacing=1.6, labelspacing=0.55,
        )  # fmt: skip


def round_length(most: float) -> float:
    """Return the largest of 1, 2, 5 × 10ⁿ that is not above ``most``."""
    power = 10.0 ** np.floor(np.log10(most))
    return float(max(step * power for step in (1, 2, 5) if step * power <= most * (1 + 1e-9)))


def _scale_bar(figure: Figure, window: Window, strip_in: float, total_in: float) -> None:
    """Draw two halves, dark and light, right under the map's right end."""
    wide = window[2] - window[0]
    length = round_length(wide * 0.17)
    share = 0.996 * length / wide
    right, top = 0.945, (strip_in - 0.12) / total_in
    thick = 0.05 / total_in
    for half, colour in ((0, palette.INK), (1, palette.PAPER)):
        figure.add_artist(
            Rectangle(
                (right - share + half * share / 2, top - thick), share / 2, thick,
                facecolor=colour, edgecolor=palette.INK, linewidth=0.6,
            )
        )  # fmt: skip
    unit = 1000.0 if length >= 1000 else 1.0
    name = "km" if length >= 1000 else "m"
    marks = ("0", f"{length / 2 / unit:g}", f"{length / unit:g} {name}")
    for part, mark in enumerate(marks):
        figure.text(
            right - share + part * share / 2, top - thick - 0.03 / total_in, mark, ha="center", va="top",
            fontproperties=font(SMALL_PT), color=palette.INK,
        )  # fmt: skip


def _north_arrow(axes: Axes, north: str, height_in: float) -> None:
    x, y, wide, high = 1 - 0.32 / WIDTH_IN, 1 - 0.62 / height_in, 0.1 / WIDTH_IN, 0.36 / height_in
    for side, colour in ((-1, palette.INK), (1, palette.PAPER)):
        points = [(x, y + high), (x + side * wide, y), (x, y + high * 0.25), (x, y + high)]
        axes.add_artist(
            PathPatch(Path(points), facecolor=colour, edgecolor=palette.INK, linewidth=0.7,
                      transform=axes.transAxes, zorder=9, joinstyle="miter")
        )  # fmt: skip
    axes.text(
        x, y + high + 0.03 / height_in, north, transform=axes.transAxes, ha="center", va="bottom", zorder=9,
        fontproperties=font(SMALL_PT, "bold"), color=palette.INK,
    )  # fmt: skip
