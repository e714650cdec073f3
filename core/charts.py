"""Charts of a report, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MultipleLocator

from . import palette
from .drawing import FAMILIES, Figure, elide, em_width, font, to_svg

WIDTH_IN = 8.4
ROW_IN = 0.27
LABEL_EMS = 20
TEXT_PT, SMALL_PT = 9.5, 8
THICK = 0.62
DASHES = (0, (4, 2))
HEAD_IN, FOOT_IN, SIDE_IN = 0.5, 0.36, 0.15


def zone_bars(
    labels: Sequence[str],
    percent: Sequence[float],
    target: float,
    met: Sequence[bool],
    *,
    values: Sequence[str],
    legend: tuple[str, str, str],
) -> str:
    """Draw one bar per zone against the target and return it as SVG.

    ``percent`` runs from 0 to 100, NaN where a zone has nothing to measure;
    ``values`` are the same figures as finished texts. ``legend`` names the bars
    that meet the target, those that miss it, and the target. The first zone is on top.
    """
    figure, axes, left = _rows(labels, values)
    rows = np.arange(len(labels))
    axes.barh(rows, 100, height=THICK, color=palette.GROUND, linewidth=0)
    axes.barh(rows, np.nan_to_num(np.asarray(percent, dtype=float)), height=THICK, color=[_colour(one) for one in met])
    axes.axvline(target, color=palette.TARGET, linewidth=1.4, linestyle=DASHES)
    axes.set(xlim=(0, 100))
    axes.xaxis.set_major_locator(MultipleLocator(20))
    axes.xaxis.set_major_formatter("{x:.0f}%")
    _finish(axes)
    handles: list[Artist] = [Patch(color=_colour(good), label=label) for good, label in zip((True, False), legend)]
    handles.append(Line2D([], [], color=palette.TARGET, linewidth=1.4, linestyle=DASHES, label=legend[2]))
    _legend(figure, handles, left)
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
) -> str:
    """Draw one bar per zone, each beside a target of its own, and return it as SVG.

    ``reached`` and ``target`` are in ``unit``; ``target`` is NaN and ``met`` None where there is none, or no verdict.
    ``legend`` names what meets its target, what misses it, what has no verdict, and the target.
    """
    figure, axes, left = _rows(labels, values)
    rows = np.arange(len(labels))
    wanted = np.asarray(target, dtype=float)
    axes.barh(rows, np.asarray(reached, dtype=float), height=THICK, color=[_colour(one) for one in met])
    asked = np.isfinite(wanted)
    axes.vlines(wanted[asked], rows[asked] - 0.45, rows[asked] + 0.45, color=palette.TARGET, linewidth=2)
    most = np.nanmax(np.r_[np.asarray(reached, dtype=float), wanted, 0.0])
    axes.set(xlim=(0, 1.02 * most if most > 0 else 1))
    axes.xaxis.set_major_formatter("{x:,g}")
    _finish(axes)
    axes.annotate(
        unit, (1, 0), xycoords="axes fraction", xytext=(6, -13), textcoords="offset points",
        fontproperties=font(SMALL_PT, families=FAMILIES), color=palette.MUTED,
    )  # fmt: skip
    states = zip((True, False, None), legend)
    shown: list[Artist] = [Patch(color=_colour(one), label=label) for one, label in states if one in met]
    if asked.any():
        shown.append(Line2D([], [], color=palette.TARGET, linewidth=2, label=legend[3]))
    _legend(figure, shown, left)
    return to_svg(figure)


def _rows(labels: Sequence[str], values: Sequence[str]) -> tuple[Figure, Axes, float]:
    """Return axes with a row per label, the first on top, its value at the right; and their left side in inches."""
    count = max(len(labels), 1)
    names = [elide(label, LABEL_EMS) for label in labels]
    em_in = TEXT_PT / 72
    left = SIDE_IN + max((em_width(name) for name in names), default=0) * em_in + 0.1
    right = SIDE_IN + max((em_width(value) for value in values), default=0) * em_in + 0.1
    height = HEAD_IN + FOOT_IN + ROW_IN * count
    figure = Figure(figsize=(WIDTH_IN, height), facecolor=palette.PAPER)
    axes = figure.add_axes((left / WIDTH_IN, FOOT_IN / height, 1 - (left + right) / WIDTH_IN, ROW_IN * count / height))
    axes.set(ylim=(count - 0.5, -0.5), facecolor="none")
    text = font(TEXT_PT, families=FAMILIES)
    axes.set_yticks(np.arange(len(names)), names, fontproperties=text, color=palette.INK)
    for row, value in enumerate(values):
        axes.annotate(
            value, (1, row), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
            va="center", fontproperties=text, color=palette.INK,
        )  # fmt: skip
    return figure, axes, left


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


def _legend(figure: Figure, handles: list, left: float) -> None:
    figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(left / WIDTH_IN, 1), ncols=4, frameon=False,
        prop=font(TEXT_PT, families=FAMILIES), borderaxespad=0.3, borderpad=0.2, handlelength=1.6, columnspacing=2,
        labelcolor=palette.INK,
    )  # fmt: skip
