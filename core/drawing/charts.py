"""Charts of a report, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, MultipleLocator

from . import palette
from .figure import COLUMN_EMS, FAMILIES, WIDTH_IN, Figure, elide, em_width, fitting_columns, font, to_svg

ROW_IN = 0.27
LABEL_EMS, LABEL_SHARE = 20, 0.4  # of a label, at most: its length, and its share of the width
TEXT_PT, SMALL_PT = 9.5, 8
THICK = 0.62
DASHES = (0, (4, 2))
HEAD_IN, FOOT_IN, SIDE_IN, LEGEND_IN = 0.5, 0.36, 0.15, 0.22
TICK_IN = 0.55  # between the numbers of an axis, at least


def zone_bars(
    labels: Sequence[str],
    percent: Sequence[float],
    target: float,
    met: Sequence[bool | None],
    *,
    values: Sequence[str],
    legend: tuple[str, str, str, str],
    width_in: float = WIDTH_IN,
) -> str:
    """Draw one bar per zone against the target and return it as SVG, ``width_in`` inches wide.

    ``percent`` runs from 0 to 100, NaN where a zone has nothing to measure;
    ``values`` are the same figures as finished texts; ``met`` is None where there is no verdict. ``legend`` names
    the bars that meet the target, those that miss it, those without a verdict, and the target. The first zone is on
    top.

    >>> from greenvein.core.drawing.charts import zone_bars
    >>> legend = ("Met", "Missed", "Not judged", "Target")
    >>> svg = zone_bars(["Daxing"], [81.0], 80.0, [True], values=["81 %"], legend=legend)
    >>> "81 %" in svg, svg.rstrip().endswith("</svg>")
    (True, True)
    """
    states = [(True, legend[0]), (False, legend[1]), *([(None, legend[2])] * (None in met))]
    handles: list[Artist] = [Patch(color=_colour(state), label=label) for state, label in states]
    handles.append(Line2D([], [], color=palette.TARGET, linewidth=1.4, linestyle=DASHES, label=legend[3]))
    figure, axes, room_in = _rows(labels, values, handles, width_in)
    rows = np.arange(len(labels))
    axes.barh(rows, 100, height=THICK, color=palette.GROUND, linewidth=0)
    axes.barh(rows, np.nan_to_num(np.asarray(percent, dtype=float)), height=THICK, color=[_colour(one) for one in met])
    axes.axvline(target, color=palette.TARGET, linewidth=1.4, linestyle=DASHES)
    axes.set(xlim=(0, 100))
    axes.xaxis.set_major_locator(MultipleLocator(20 if room_in >= 6 * TICK_IN else 50))
    axes.xaxis.set_major_formatter("{x:.0f}%")
    _finish(axes)
    return to_svg(figure)


def target_bars(
    labels: Sequence[str],
    reached: Sequence[float],
    target: Sequence[float],
    met: Sequence[bool | None],
    *,
    values: Sequence[str],
    legend: tuple[str, str, str, str],
    unit: str,
    width_in: float = WIDTH_IN,
) -> str:
    """Draw one bar per zone, each beside a target of its own, and return it as SVG, ``width_in`` inches wide.

    ``reached`` and ``target`` are in ``unit``; ``target`` is NaN and ``met`` None where there is none, or no verdict.
    ``legend`` names what meets its target, what misses it, what has no verdict, and the target.

    >>> from greenvein.core.drawing.charts import target_bars
    >>> legend = ("Met", "Missed", "Not judged", "Target")
    >>> svg = target_bars(["Daxing"], [9.5], [10.0], [True], values=["9.5"], legend=legend, unit="km²")
    >>> "Daxing" in svg, "km²" in svg
    (True, True)
    """
    wanted = np.asarray(target, dtype=float)
    asked = np.isfinite(wanted)
    states = zip((True, False, None), legend)
    shown: list[Artist] = [Patch(color=_colour(one), label=label) for one, label in states if one in met]
    if asked.any():
        shown.append(Line2D([], [], color=palette.TARGET, linewidth=2, label=legend[3]))
    figure, axes, room_in = _rows(labels, values, shown, width_in)
    rows = np.arange(len(labels))
    axes.barh(rows, np.asarray(reached, dtype=float), height=THICK, color=[_colour(one) for one in met])
    axes.vlines(wanted[asked], rows[asked] - 0.45, rows[asked] + 0.45, color=palette.TARGET, linewidth=2)
    most = np.nanmax(np.r_[np.asarray(reached, dtype=float), wanted, 0.0])
    axes.set(xlim=(0, 1.02 * most if most > 0 else 1))
    axes.xaxis.set_major_locator(MaxNLocator(max(2, int(room_in / TICK_IN)), steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter("{x:,g}")
    _finish(axes)
    axes.annotate(
        unit, (1, 0), xycoords="axes fraction", xytext=(6, -13), textcoords="offset points",
        fontproperties=font(SMALL_PT, families=FAMILIES), color=palette.MUTED,
    )  # fmt: skip
    return to_svg(figure)


def bullets(
    labels: Sequence[str],
    rows: Sequence[tuple[float, float, float]],
    met: Sequence[bool | None],
    *,
    values: Sequence[str],
    legend: tuple[str, str, str, str, str],
    width_in: float = WIDTH_IN,
) -> str:
    """Draw one bar per indicator, each in a scale of its own, and return it as SVG, ``width_in`` inches wide.

    ``rows``: value, target and base of each in its unit, NaN where there is none; ``met`` is None where there is no
    verdict; ``values``: finished texts. ``legend`` names what meets its target or is on its way, what does not, what
    has no verdict, the target, and the base.

    >>> from greenvein.core.drawing.charts import bullets
    >>> legend = ("On the way", "Behind", "Not judged", "Target", "Base")
    >>> svg = bullets(["Forest cover"], [(44.8, 45.0, 44.4)], [True], values=["44.8 %"], legend=legend)
    >>> "Forest cover" in svg, "44.8 %" in svg
    (True, True)
    """
    number = np.asarray(rows, dtype=float).reshape(-1, 3)
    most = np.nanmax(np.c_[np.abs(number), np.full(len(number), np.finfo(float).tiny)], axis=1, keepdims=True)
    value, target, base = (number / most).T
    states = zip((True, False, None), legend)
    shown: list[Artist] = [Patch(color=_colour(one), label=label) for one, label in states if one in met]
    shown.append(Line2D([], [], color=palette.TARGET, linewidth=2, label=legend[3]))
    if np.isfinite(base).any():
        shown.append(Line2D([], [], color=palette.MUTED, linewidth=1.4, linestyle=DASHES, label=legend[4]))
    figure, axes, _ = _rows(labels, values, shown, width_in)
    at = np.arange(len(number))
    axes.barh(at, 1.0, height=THICK, color=palette.GROUND, linewidth=0)
    axes.barh(at, np.nan_to_num(value), height=0.6 * THICK, color=[_colour(one) for one in met])
    for place, colour, dashes, reach, wide in (
        (base, palette.MUTED, DASHES, 0.38, 1.4), (target, palette.TARGET, "solid", 0.42, 2.0),
    ):  # fmt: skip
        some = np.isfinite(place)
        axes.vlines(place[some], at[some] - reach, at[some] + reach, color=colour, linewidth=wide, linestyle=dashes)
    axes.set(xlim=(0, 1.02))
    axes.set_xticks([])
    _finish(axes)
    return to_svg(figure)


def _rows(
    labels: Sequence[str], values: Sequence[str], handles: list[Artist], width_in: float
) -> tuple[Figure, Axes, float]:
    """Return axes with a row per label, the first on top, its value at the right, below a legend of ``handles``.

    Behind them stands their width in inches.
    """
    count = max(len(labels), 1)
    em_in = TEXT_PT / 72
    names = [elide(label, min(LABEL_EMS, LABEL_SHARE * width_in / em_in)) for label in labels]
    left = SIDE_IN + max((em_width(name) for name in names), default=0) * em_in + 0.1
    right = SIDE_IN + max((em_width(value) for value in values), default=0) * em_in + 0.1
    columns, lines = fitting_columns([str(handle.get_label()) for handle in handles], width_in - SIDE_IN, TEXT_PT)
    head = HEAD_IN + LEGEND_IN * (lines - 1)
    height = head + FOOT_IN + ROW_IN * count
    figure = Figure(figsize=(width_in, height), facecolor=palette.PAPER)
    axes = figure.add_axes((left / width_in, FOOT_IN / height, 1 - (left + right) / width_in, ROW_IN * count / height))
    axes.set(ylim=(count - 0.5, -0.5), facecolor="none")
    text = font(TEXT_PT, families=FAMILIES)
    axes.set_yticks(np.arange(len(names)), names, fontproperties=text, color=palette.INK)
    for row, value in enumerate(values):
        axes.annotate(
            value, (1, row), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
            va="center", fontproperties=text, color=palette.INK,
        )  # fmt: skip
    # Beside the labels where there is room, else from the left edge on.
    wide = fitting_columns([str(handle.get_label()) for handle in handles], width_in - left, TEXT_PT)[1] == lines
    figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=((left if wide else SIDE_IN) / width_in, 1), ncol=columns,
        frameon=False, prop=text, borderaxespad=0.3, borderpad=0.2, handlelength=1.6, columnspacing=COLUMN_EMS,
        labelcolor=palette.INK,
    )  # fmt: skip
    return figure, axes, width_in - left - right


def _colour(met: bool | None) -> str:
    return palette.FLOW if met is None else palette.MET if met else palette.MISSED


def _finish(axes: Axes) -> None:
    small = font(SMALL_PT, families=FAMILIES)
    for tick in axes.get_xticklabels():
        tick.set(fontproperties=small, color=palette.MUTED)
    axes.tick_params(length=0)
    axes.grid(axis="x", color=palette.LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
