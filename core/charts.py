"""Charts of a report, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MultipleLocator

from . import palette
from .drawing import FAMILIES, Figure, elide, em_width, font, to_svg

WIDTH_IN = 8.4
ROW_IN = 0.27
LABEL_EMS = 20
TEXT_PT = 9.5
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
    count = len(labels)
    share = np.nan_to_num(np.asarray(percent, dtype=float))
    names = [elide(label, LABEL_EMS) for label in labels]
    em_in = TEXT_PT / 72
    left = SIDE_IN + max((em_width(name) for name in names), default=0) * em_in + 0.1
    right = SIDE_IN + max((em_width(value) for value in values), default=0) * em_in + 0.1
    height = HEAD_IN + FOOT_IN + ROW_IN * max(count, 1)

    figure = Figure(figsize=(WIDTH_IN, height), facecolor=palette.PAPER)
    axes = figure.add_axes(
        (left / WIDTH_IN, FOOT_IN / height, 1 - (left + right) / WIDTH_IN, ROW_IN * max(count, 1) / height)
    )
    rows = np.arange(count)
    axes.barh(rows, 100, height=0.62, color=palette.GROUND, linewidth=0)
    axes.barh(rows, share, height=0.62, color=[palette.MET if good else palette.MISSED for good in met])
    axes.axvline(target, color=palette.TARGET, linewidth=1.4, linestyle=(0, (4, 2)))
    axes.set(xlim=(0, 100), ylim=(max(count, 1) - 0.5, -0.5), facecolor="none")

    text = font(TEXT_PT, families=FAMILIES)
    small = font(TEXT_PT - 1.5, families=FAMILIES)
    axes.set_yticks(rows, names, fontproperties=text, color=palette.INK)
    for row, value in enumerate(values):
        axes.annotate(
            value, (1, row), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
            va="center", fontproperties=text, color=palette.INK,
        )  # fmt: skip
    axes.xaxis.set_major_locator(MultipleLocator(20))
    axes.xaxis.set_major_formatter("{x:.0f}%")
    for tick in axes.get_xticklabels():
        tick.set(fontproperties=small, color=palette.MUTED)
    axes.tick_params(length=0)
    axes.grid(axis="x", color=palette.LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)

    figure.legend(
        handles=[
            Patch(color=palette.MET, label=legend[0]),
            Patch(color=palette.MISSED, label=legend[1]),
            Line2D([], [], color=palette.TARGET, linewidth=1.4, linestyle=(0, (4, 2)), label=legend[2]),
        ],
        loc="upper left", bbox_to_anchor=(left / WIDTH_IN, 1), ncols=3, frameon=False, prop=text,
        borderaxespad=0.3, borderpad=0.2, handlelength=1.6, columnspacing=2, labelcolor=palette.INK,
    )  # fmt: skip
    return to_svg(figure)
