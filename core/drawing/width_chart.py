"""The chart of a corridor's clear width along its axis, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import Affine2D
from numpy.typing import ArrayLike

from . import palette
from .figure import COLUMN_EMS, FAMILIES, WIDTH_IN, Figure, elide, em_width, fitting_columns, font, to_svg

PLOT_IN = 1.75
# The left margin is fixed, so that the arms of a corridor stand under one another.
LEFT_IN, SIDE_IN, FOOT_IN, PAD_IN = 0.75, 0.15, 0.48, 0.08
TITLE_IN, LEGEND_IN, NUMBERS_IN = 0.27, 0.25, 0.28
TEXT_PT, SMALL_PT = 9.5, 8
VALUE_EMS, GAP_EMS = 12, 0.5
DASHES = (0, (4, 2))
KILOMETRES_FROM_M = 2_000
CUT, ROOM = 3, 1.25  # times the requirement, where the y axis ends at most and at least
PINCH_PT = 1.5  # the least width of a pinch: two pixels on the screen
CAP_PT = 3.5
ARROW_FROM_IN = 0.2
TICK_IN = 0.55  # between the numbers of the axis, at least

Stretch = tuple[float, float]


def width_profile(
    chainage_m: np.ndarray,
    width_m: np.ndarray,
    required_m: float | None,
    pinches: Sequence[Stretch],
    *,
    numbers: Sequence[str],
    axis_titles: tuple[str, str, str],
    legend: tuple[str, str, str],
    required_text: str = "",
    title: str = "",
    width_in: float = WIDTH_IN,
) -> str:
    """Draw the clear width over the chainage and return it as SVG, ``width_in`` inches wide.

    ``chainage_m`` (n,) does not fall and ``width_m`` (n,) is finite, n ≥ 2; both are
    metres. ``pinches`` are stretches (from, to) of chainage and ``numbers`` their
    names. All texts are finished: ``axis_titles`` for chainage in metres, chainage in
    kilometres (when the axis is longer than 2 km) and width; ``legend`` for the
    width, the requirement and a pinch; ``required_text`` stands beside the dashed line.

    The y axis starts at 0 and ends at 3 × the requirement at most (without one, 3 × the
    median width), lest a wide place flatten the rest: there the area runs out of the
    picture, and an arrowhead says so. A number that would cover another is left out, the
    narrowest pinches keep theirs. Raises ValueError where the profile cannot be drawn.

    >>> import numpy as np
    >>> from greenvein.core.drawing.width_chart import width_profile
    >>> titles, legend = ("Chainage (m)", "Chainage (km)", "Width (m)"), ("Width", "Required", "Pinch")
    >>> at, width = np.array([0.0, 500.0, 1000.0]), np.array([60.0, 40.0, 60.0])
    >>> svg = width_profile(at, width, 50.0, [(400.0, 600.0)], numbers=["1"], axis_titles=titles, legend=legend)
    >>> "Chainage (m)" in svg, "Chainage (km)" in svg
    (True, False)
    """
    chainage, width = _checked(chainage_m, width_m)
    if len(numbers) != len(pinches):
        raise ValueError("Each pinch needs its number.")
    present = (True, required_m is not None, len(pinches) > 0)
    entries = [text for text, shown in zip(legend, present) if shown]
    handles = [handle for handle, shown in zip(_handles(legend), present) if shown]
    columns, lines = fitting_columns(entries, width_in - 2 * SIDE_IN, TEXT_PT)
    legend_in = LEGEND_IN * lines
    above_in = PAD_IN + (TITLE_IN if title else 0)
    height = above_in + legend_in + (NUMBERS_IN if len(pinches) else PAD_IN) + PLOT_IN + FOOT_IN
    value = elide(required_text, VALUE_EMS) if required_m is not None else ""
    plot_in = width_in - LEFT_IN - max(0.3, SIDE_IN + em_width(value) * SMALL_PT / 72 + 0.08)

    figure = Figure(figsize=(width_in, height), facecolor=palette.PAPER)
    axes = figure.add_axes((LEFT_IN / width_in, FOOT_IN / height, plot_in / width_in, PLOT_IN / height))
    axis = (float(chainage[0]), max(float(chainage[-1]), float(chainage[0]) + 1e-3))
    unit = 1_000 if axis[1] - axis[0] > KILOMETRES_FROM_M else 1
    axes.set(xlim=(axis[0] / unit, axis[1] / unit), ylim=(0, _top(width, required_m)), facecolor=palette.GROUND)
    _frame(axes, (axis_titles[1 if unit > 1 else 0], axis_titles[2]), plot_in)

    x, y = thinned(chainage, width, round(plot_in * 72))
    curve = np.column_stack((plot_in * (x - axis[0]) / (axis[1] - axis[0]), PLOT_IN * y / axes.get_ylim()[1]))
    _draw(figure, axes, curve, _bands([[_place(end, axis) for end in pinch] for pinch in pinches], plot_in))
    small, bold = font(SMALL_PT, families=FAMILIES), font(SMALL_PT, "bold", FAMILIES)
    if required_m is not None:
        axes.axhline(required_m, color=palette.TARGET, linewidth=1.3, linestyle=DASHES)
        axes.annotate(
            value, (1, required_m), xycoords=("axes fraction", "data"), xytext=(5, 0), textcoords="offset points",
            va="center", fontproperties=small, color=palette.INK,
        )  # fmt: skip
    places = [(_place(start, axis) + _place(end, axis)) / 2 * plot_in for start, end in pinches]
    for pinch in _with_room(numbers, places, [_narrowest(pinch, chainage, width) for pinch in pinches]):
        axes.annotate(
            numbers[pinch], (places[pinch] / plot_in, 1), xycoords="axes fraction", xytext=(0, 2.5),
            textcoords="offset points", ha="center", va="bottom", fontproperties=bold, color=palette.PINCH_EDGE,
        )  # fmt: skip
    title_ems = (width_in - 2 * SIDE_IN) * 72 / (TEXT_PT + 1)
    figure.text(
        SIDE_IN / width_in, 1 - PAD_IN / height, elide(title, title_ems), va="top", color=palette.INK,
        fontproperties=font(TEXT_PT + 0.5, "bold", FAMILIES),
    )  # fmt: skip
    figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(SIDE_IN / width_in, 1 - above_in / height), ncol=columns,
        frameon=False, prop=font(TEXT_PT, families=FAMILIES), borderaxespad=0, borderpad=0.2, handlelength=1.8,
        columnspacing=COLUMN_EMS, labelcolor=palette.INK,
    )  # fmt: skip
    return to_svg(figure)


def _checked(chainage_m: np.ndarray, width_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    chainage, width = np.asarray(chainage_m, dtype=float), np.asarray(width_m, dtype=float)
    if chainage.shape != width.shape or chainage.ndim != 1 or len(chainage) < 2:
        raise ValueError("A width profile needs at least two samples, each with a chainage and a width.")
    if not (np.isfinite(chainage).all() and np.isfinite(width).all() and (np.diff(chainage) >= 0).all()):
        raise ValueError("Chainages and widths must be finite, and chainages must not fall.")
    return chainage, width


def _top(width: np.ndarray, required_m: float | None) -> float:
    scale = required_m or float(np.median(width))
    least = ROOM * (required_m or 0)
    return max(min(1.08 * float(width.max()), CUT * scale), least) or 1.0


def thinned(chainage: np.ndarray, width: np.ndarray, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the narrowest sample of each of ``columns`` equal stretches, and the two end samples.

    >>> import numpy as np
    >>> from greenvein.core.drawing.width_chart import thinned
    >>> at, width = thinned(np.arange(6.0), np.array([9.0, 5.0, 8.0, 7.0, 4.0, 9.0]), columns=2)
    >>> at.tolist(), width.tolist()
    ([0.0, 1.0, 4.0, 5.0], [9.0, 5.0, 4.0, 9.0])
    """
    length = chainage[-1] - chainage[0]
    column = np.floor((chainage - chainage[0]) / (length or 1) * columns)
    order = np.lexsort((width, column))
    narrowest = order[np.r_[True, np.diff(column[order]) > 0]]
    kept = np.unique(np.r_[0, narrowest, len(chainage) - 1])
    return chainage[kept], width[kept]


def _place(chainage: float, axis: Stretch) -> float:
    """Return a chainage as a share of the axis."""
    return min(max((chainage - axis[0]) / (axis[1] - axis[0]), 0.0), 1.0)


def _bands(pinches: Sequence[Sequence[float]], plot_in: float) -> list[Stretch]:
    """Return the pinches, shares of the axis, in inches from its start: in order, apart, none too narrow to see."""
    bands: list[Stretch] = []
    for start, end in sorted((start * plot_in, end * plot_in) for start, end in pinches):
        wide = max(end - start, PINCH_PT / 72)
        left = min(max((start + end - wide) / 2, 0), plot_in - wide)  # at an end of the axis it grows inwards
        if bands and left <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], left + wide))
        else:
            bands.append((left, left + wide))
    return bands


def _narrowest(pinch: Stretch, chainage: np.ndarray, width: np.ndarray) -> float:
    inside = width[(chainage >= pinch[0]) & (chainage <= pinch[1])]
    return float(np.r_[inside, np.interp(pinch, chainage, width)].min())


def _with_room(numbers: Sequence[str], places: Sequence[float], narrowest: Sequence[float]) -> list[int]:
    """Return the pinches, the narrowest first, whose numbers stand clear of one another; places are inches."""
    chosen: list[int] = []
    for pinch in sorted(range(len(places)), key=lambda pinch: narrowest[pinch]):
        needed = [(em_width(numbers[pinch]) + em_width(numbers[other])) / 2 + GAP_EMS for other in chosen]
        if all(abs(places[pinch] - places[other]) >= ems * SMALL_PT / 72 for other, ems in zip(chosen, needed)):
            chosen.append(pinch)
    return chosen


def _draw(figure: Figure, axes: Axes, curve: np.ndarray, bands: list[Stretch]) -> None:
    """Draw the area, its edge and the pinches; all in inches from the plot's corner.

    A pinch is pale over the full height and strong below the curve, where a mere
    tint of the corridor's blue would turn grey.
    """
    corner = Affine2D().translate(LEFT_IN, FOOT_IN) + figure.dpi_scale_trans
    curve = _rounded(curve)
    below = Path(np.vstack(([curve[0, 0], 0], curve, [curve[-1, 0], 0], [curve[0, 0], 0])), closed=True)

    def add(path: Path, **style: Any) -> PathPatch:
        path.should_simplify = False  # or the narrowest place would be smoothed away
        patch = PathPatch(path, transform=corner, **style)
        axes.add_artist(patch)
        return patch

    add(below, facecolor=palette.CORRIDOR, linewidth=0)
    if bands:
        shading = _compound([_box(left, right) for left, right in bands])
        add(shading, facecolor=palette.PINCH, alpha=0.3, linewidth=0, zorder=0.6)  # below the area, above the grid
        strong = _compound([_under(curve, left, right) for left, right in bands])
        add(strong, facecolor=palette.PINCH, alpha=0.75, linewidth=0)
        # A solid cap shows where the shortest are.
        caps = [_rounded([(left, PLOT_IN - CAP_PT / 144), (right, PLOT_IN - CAP_PT / 144)]) for left, right in bands]
        add(_compound(caps), fill=False, edgecolor=palette.PINCH, linewidth=CAP_PT, capstyle="butt")
    add(Path(curve), fill=False, edgecolor=palette.CORRIDOR_EDGE, linewidth=1.1)
    for middle in _leaves(curve):
        tip = np.array([(-3, -8), (0, -3), (3, -8), (-3, -8)]) / 72 + (middle, PLOT_IN)
        add(Path(tip, closed=True), facecolor=palette.CORRIDOR_EDGE, linewidth=0)


def _rounded(points: ArrayLike) -> np.ndarray:
    """Return inches as whole twentieths of a point: a thirtieth of a pixel at most is lost, and half the bytes."""
    return np.round(np.asarray(points) * 72 * 20) / 20 / 72


def _box(left: float, right: float) -> np.ndarray:
    return _rounded([(left, 0), (left, PLOT_IN), (right, PLOT_IN), (right, 0)])


def _under(curve: np.ndarray, left: float, right: float) -> np.ndarray:
    """Return the area below the curve between two places; Qt, which draws the charts too, knows no clipping."""
    inside = curve[(curve[:, 0] > left) & (curve[:, 0] < right)]
    first, last = np.interp((left, right), curve[:, 0], curve[:, 1])
    points = np.array([(left, 0), (left, first), *inside, (right, last), (right, 0)])
    return _rounded(np.minimum(points, (np.inf, PLOT_IN)))


def _compound(lines: list[np.ndarray]) -> Path:
    codes = [[Path.MOVETO, *[Path.LINETO] * (len(line) - 1)] for line in lines]
    return Path(np.concatenate(lines), np.concatenate(codes))


def _leaves(curve: np.ndarray) -> list[float]:
    """Return the middles of the stretches above the picture that are long enough for an arrowhead."""
    above = np.diff(np.r_[0, curve[:, 1] > PLOT_IN, 0])
    starts, ends = curve[np.flatnonzero(above == 1), 0], curve[np.flatnonzero(above == -1) - 1, 0]
    return [float(start + end) / 2 for start, end in zip(starts, ends) if end - start >= ARROW_FROM_IN]


def _frame(axes: Axes, titles: tuple[str, str], plot_in: float) -> None:
    small = font(SMALL_PT, families=FAMILIES)
    axes.xaxis.set_major_locator(MaxNLocator(max(3, min(10, int(plot_in / TICK_IN))), steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    for side, title in zip((axes.xaxis, axes.yaxis), titles):
        side.set_major_formatter(FuncFormatter(lambda number, _: f"{number:,.10g}"))
        side.set_label_text(title, fontproperties=small, color=palette.MUTED)
        for tick in side.get_ticklabels():
            tick.set(fontproperties=small, color=palette.MUTED)
    axes.yaxis.set_label_coords(-0.56 / plot_in, 0.5)
    axes.tick_params(length=2.5, width=0.6, color=palette.MUTED)
    axes.grid(axis="y", color=palette.LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set(color=palette.MUTED, linewidth=0.8)


def _handles(legend: tuple[str, str, str]) -> list[Patch | Line2D]:
    return [
        Patch(facecolor=palette.CORRIDOR, edgecolor=palette.CORRIDOR_EDGE, linewidth=1.1, label=legend[0]),
        Line2D([], [], color=palette.TARGET, linewidth=1.3, linestyle=DASHES, label=legend[1]),
        Patch(facecolor=palette.PINCH, alpha=0.75, linewidth=0, label=legend[2]),
    ]
