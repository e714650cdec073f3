"""The map of a report: whole layers drawn at once, as a PNG of a few hundred kilobytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from matplotlib import colors, patheffects
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from . import palette
from .figure import Figure, elide, em_width, font, to_png

WIDTH_IN = 8.4
DPI = 200
ASPECT = (0.45, 0.9)  # height by width of the map, at least and at most
MARGIN = 0.03  # around the data, as a share of their width and height
STRIP_IN = 0.3  # a line of the legend
TEXT_PT, SMALL_PT = 9.5, 8
LABEL_EMS = 14
LINE_EMS = 1.25
APART_EMS = 0.5  # between names
# Beside what a name would hide: above, at its sides, below, then at its corners; and so many times further off.
WAYS = np.array([(0, 1), (1, 0), (-1, 0), (0, -1), (0.75, 0.75), (-0.75, 0.75), (0.75, -0.75), (-0.75, -0.75)])
REACHES = 4
GRID = 5  # places in a polygon across and along, that its name may take
DOT_PT = 3.5
EDGED_PX = 8  # polygons below this size are drawn without an edge
CHUNK = 20_000  # polygons in a path; keeps the rasteriser's memory flat
POINT, LINE, AREA = 0, 1, 2  # dimensions
ALONG = (0.5, 0.4, 0.6, 0.3, 0.7)  # shares of a line, where its name may stand

Window = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True)
class MapLayer:
    """Geometries drawn alike; the first layer lies lowest. Colours are hex texts, widths are points.

    Polygons have a face and an edge; lines are drawn with the edge, and points as dots
    in the colour of the face, or else of the edge.
    """

    label: str  # in the legend; empty: not in it
    geometry: np.ndarray  # (n,) polygons, lines or points, single or multiple, in metres
    face: str | None = None
    edge: str | None = None
    width: float = 0.4  # of the edge
    alpha: float = 1.0  # of the face
    names: tuple[str, ...] = ()  # one for each geometry; "" writes none


def places(label: str, geometry: np.ndarray, face: str, edge: str) -> list[MapLayer]:
    """Return the layers that draw places to look at, as the styles of QGIS do; ``geometry``: polygons in metres.

    White and a band of their colour lie below, so that the smallest is seen upon whatever lies around.

    >>> import shapely
    >>> from greenvein.core.drawing.maps import places
    >>> [layer.label for layer in places("Blind", shapely.box([0], 0, [10], 10), "#ff0000", "#800000")][-1]
    'Blind'
    """
    white, band = MapLayer("", geometry, None, palette.PAPER, 2.8), MapLayer("", geometry, None, face, 1.6)
    return [white, band, MapLayer(label, geometry, face, edge, 0.3)]


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

    >>> import shapely
    >>> from greenvein.core.drawing.maps import MapLayer, draw_map
    >>> drawn = draw_map([MapLayer("Parks", shapely.box([0], 0, [500], 400), face="#2e7d32")])
    >>> drawn.png[1:4], drawn.width > 0
    (b'PNG', True)
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
    axes.spines[:].set_color(palette.MUTED)
    axes.spines[:].set_linewidth(0.6)
    for layer in layers:
        _draw_layer(axes, layer, window)
    _write_names(axes, layers, window)
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
    place = Affine2D().translate(window[0], window[1]) + axes.transData
    parts = _parts(layer.geometry, window)
    kind = shapely.get_dimensions(parts)
    polygons = _generalised(parts[kind == AREA], pixel)
    # Nothing is snapped to whole pixels: of a box smaller than one, nothing would be left.
    for path in _polygon_paths(polygons, window) if layer.face else ():
        axes.add_artist(
            PathPatch(path, facecolor=layer.face, alpha=layer.alpha, linewidth=0, snap=False, transform=place)
        )
    if layer.face:  # around small polygons an edge would leave nothing of the face
        west, south, east, north = shapely.bounds(polygons).T
        polygons = polygons[np.maximum(east - west, north - south) >= EDGED_PX * pixel]
    lines = shapely.simplify(shapely.force_2d(parts[kind == LINE]), pixel / 2, preserve_topology=False)
    edges = np.r_[shapely.get_rings(polygons), lines]
    for path in _line_paths(edges, window) if layer.edge else ():
        axes.add_artist(
            PathPatch(
                path, fill=False, edgecolor=layer.edge, linewidth=layer.width, joinstyle="round", capstyle="round",
                snap=False, transform=place,
            )
        )  # fmt: skip
    dots = shapely.get_coordinates(parts[kind == POINT])
    axes.plot(*dots.T, zorder=1, **_dot(layer))  # a patch's place among the layers


def _dot(layer: MapLayer) -> dict[str, Any]:
    colour = layer.face or layer.edge or "none"
    return {"linestyle": "none", "marker": "o", "markersize": DOT_PT, "markeredgewidth": 0, "color": colour}


def _parts(geometry: np.ndarray, window: Window) -> np.ndarray:
    """Return the single polygons, lines and points in the window."""
    parts = shapely.get_parts(shapely.get_parts(np.asarray(geometry, dtype=object)))
    west, south, east, north = shapely.bounds(parts).T
    inside = (east >= window[0]) & (west <= window[2]) & (north >= window[1]) & (south <= window[3])
    return parts[inside & (shapely.get_type_id(parts) <= shapely.GeometryType.POLYGON)]


def _generalised(polygons: np.ndarray, pixel: float) -> np.ndarray:
    """Return the polygons without detail below a pixel.

    What is smaller than a pixel becomes its box, so that it still leaves its shade.
    """
    west, south, east, north = shapely.bounds(polygons).T
    tiny = (east - west <= pixel) & (north - south <= pixel)
    drawn = polygons.copy()
    drawn[tiny] = shapely.box(west[tiny], south[tiny], east[tiny], north[tiny])
    simple = shapely.simplify(shapely.force_2d(polygons[~tiny]), pixel / 2, preserve_topology=False)
    gone = shapely.is_empty(simple)
    simple[gone] = polygons[~tiny][gone]
    drawn[~tiny] = simple
    drawn = shapely.get_parts(drawn)
    # Shells run one way and holes the other, as the rasteriser's non-zero rule wants it.
    return shapely.orient_polygons(drawn[~shapely.is_empty(drawn)])


def _polygon_paths(polygons: np.ndarray, window: Window) -> Iterator[Path]:
    """Give the polygons as few paths, in metres from the window's corner."""
    for start in range(0, len(polygons), CHUNK):
        yield _path(shapely.get_rings(polygons[start : start + CHUNK]), window, Path.CLOSEPOLY)


def _line_paths(lines: np.ndarray, window: Window) -> Iterator[Path]:
    """Give the lines as few paths, in metres from the window's corner.

    Rings too: closed, those smaller than the line is wide would be hollow.
    """
    for start in range(0, len(lines), CHUNK):
        yield _path(lines[start : start + CHUNK], window, Path.LINETO)


def _path(lines: np.ndarray, window: Window, last: np.uint8) -> Path:
    """Return one path of all lines or rings; ``last`` is the code of their last points."""
    points, line = shapely.get_coordinates(lines, return_index=True)
    first = np.r_[True, line[1:] != line[:-1]]
    codes = np.where(first, Path.MOVETO, Path.LINETO).astype(Path.code_type)
    codes[np.r_[first[1:], True]] = last
    return Path(points - window[:2], codes)


def _write_names(axes: Axes, layers: list[MapLayer], window: Window) -> None:
    """Write the names, the uppermost layer's first; one that would cover another is left out."""
    point = (window[2] - window[0]) / (WIDTH_IN * 72)
    taken: np.ndarray = np.empty((0, 4))
    for layer in reversed(layers):
        for geometry, name in zip(layer.geometry, layer.names):
            text = elide(name, LABEL_EMS)
            half = np.array([em_width(text) + APART_EMS, LINE_EMS]) * SMALL_PT * point / 2
            for place, anchor in _name_places(geometry, half, window, DOT_PT * point, bool(layer.face)) if text else ():
                box = np.r_[place - half, place + half]
                if not ((box[:2] < taken[:, 2:]) & (box[2:] > taken[:, :2])).all(axis=1).any():
                    taken = np.vstack((taken, box))
                    if anchor is not None:
                        axes.add_line(Line2D(*zip(place, anchor), color=palette.INK, linewidth=0.5, zorder=2.5))
                    axes.text(
                        place[0], place[1], text, ha="center", va="center", clip_on=True, fontproperties=font(SMALL_PT),
                        color=palette.INK, path_effects=_halo(),
                    )  # fmt: skip
                    break


def _name_places(
    geometry: shapely.Geometry | None, half: np.ndarray, window: Window, gap: float, filled: bool
) -> list[tuple[np.ndarray, np.ndarray | None]]:
    """Return where a name of half a width and height may stand, the best place first, and where a line leads to.

    That is the middle of a line and the inside of a polygon, of what is in the window. Names of points, and of filled
    polygons too small for them, stand beside what they would hide; those that find no room there, further off.
    """
    if geometry is None or geometry.is_empty:
        return []
    kind = shapely.get_dimensions(geometry)
    if kind == LINE:
        lines = shapely.get_parts(shapely.line_merge(geometry))
        longest = lines[np.argmax(shapely.length(lines))]
        along = shapely.get_coordinates(shapely.line_interpolate_point(longest, ALONG, normalized=True))
        return [(place, None) for place in along]
    low, high = np.reshape(geometry.bounds, (2, 2))
    if kind == AREA and not filled:
        return [(place, None) for place in _places_inside(geometry, window)]
    found: list[tuple[np.ndarray, np.ndarray | None]] = []
    anchor = np.array(_inside(geometry))
    if (anchor < window[:2]).any() or (anchor > window[2:]).any():
        return []  # lest a name in the window lead out of it
    if kind == AREA and not (high - low < 2 * half).any():
        found.append((anchor, None))
    aside = (high - low) / 2 + half + gap / 2
    for reach in range(REACHES):
        far = aside + 2.2 * reach * half[1]
        found += [((low + high) / 2 + far * way, anchor if reach else None) for way in WAYS]
    return found


def _inside(geometry: shapely.Geometry) -> tuple[float, float]:
    """Return a place on a geometry."""
    point = shapely.point_on_surface(geometry)
    return point.x, point.y


def _places_inside(geometry: shapely.Geometry, window: Window) -> np.ndarray:
    """Return places in the part of a polygon that the window shows, shape (n, 2), the one in its middle first."""
    seen = shapely.intersection(geometry, shapely.box(*window))
    if seen.is_empty:
        return np.empty((0, 2))
    low, high = np.reshape(seen.bounds, (2, 2))
    x, y = np.meshgrid(*np.linspace(low, high, GRID + 2)[1:-1].T)
    places = np.column_stack((x.ravel(), y.ravel()))
    places = places[shapely.contains_xy(seen, *places.T)]
    middle = np.array(_inside(seen))
    return np.vstack((middle, places[np.argsort(np.hypot(*(places - middle).T), kind="stable")]))


def _legend_columns(shown: list[MapLayer]) -> int:
    widest = max((em_width(layer.label) for layer in shown), default=0) + 4
    return max(1, min(len(shown), int(WIDTH_IN * 0.76 * 72 / TEXT_PT / widest)))


def _legend(figure: Figure, shown: list[MapLayer], columns: int, top: float) -> None:
    if shown:
        figure.legend(
            handles=[_handle(layer) for layer in shown], ncol=columns, loc="upper left", bbox_to_anchor=(0, top),
            frameon=False, prop=font(TEXT_PT), labelcolor=palette.INK, borderaxespad=0.4, borderpad=0.2,
            handlelength=1.8, handleheight=1.1, columnspacing=1.6, labelspacing=0.55,
        )  # fmt: skip


def _handle(layer: MapLayer) -> Patch | Line2D:
    kind = max(shapely.get_dimensions(layer.geometry), default=AREA)
    if kind == LINE:
        width = max(layer.width, 0.8)
        return Line2D([], [], color=layer.edge or "none", linewidth=width, label=layer.label)
    if kind == POINT:
        return Line2D([], [], label=layer.label, **_dot(layer))
    return Patch(
        facecolor=colors.to_rgba(layer.face, layer.alpha) if layer.face else "none", edgecolor=layer.edge or "none",
        linewidth=max(layer.width, 0.8) if layer.edge else 0, label=layer.label,
    )  # fmt: skip


def round_length(most: float) -> float:
    """Return the largest of 1, 2, 5 × 10ⁿ that is not above ``most``.

    >>> from greenvein.core.drawing.maps import round_length
    >>> float(round_length(730.0))
    500.0
    """
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
