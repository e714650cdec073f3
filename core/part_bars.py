"""The parts of scores as stacked bars, in SVG."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.patches import Patch

from . import palette
from .drawing import FAMILIES, Figure, elide, em_width, font, to_svg

WIDTH_IN = 8.4
ROW_IN = 0.27
LABEL_EMS, LEGEND_EMS = 20, 22
TEXT_PT, SMALL_PT = 9.5, 8
THICK = 0.66
FOOT_IN, SIDE_IN, LEGEND_IN = 0.36, 0.15, 0.24


def part_bars(
    labels: Sequence[str],
    parts: np.ndarray,
    *,
    names: Sequence[str],
    values: Sequence[str],
    unit: str,
) -> str:
    """Draw one bar per unit, made of the parts of its score, and return it as SVG.

    ``parts``: shape (n, m); those below 0, which Shapley values may be, run to the left of the zero line.
    ``names``: of the m criteria; ``values``: the score of each unit as a finished text; ``unit``: what the axis
    shows. The first unit is on top.
    """
    parts = np.asarray(parts, dtype=float).reshape(len(labels), len(names))
    texts = [elide(label, LABEL_EMS) for label in labels]
    em_in = TEXT_PT / 72
    left = SIDE_IN + max((em_width(text) for text in texts), default=0) * em_in + 0.1
    right = SIDE_IN + max((em_width(value) for value in values), default=0) * em_in + 0.1
    entries = [elide(name, LEGEND_EMS) for name in names]
    widest = max((em_width(entry) for entry in entries), default=0) * em_in + 0.6
    columns = max(1, min(len(entries), int((WIDTH_IN - left) / widest)))
    head = -(-len(entries) // columns) * LEGEND_IN + 0.18
    count = max(len(labels), 1)
    height = head + FOOT_IN + ROW_IN * count
    figure = Figure(figsize=(WIDTH_IN, height), facecolor=palette.PAPER)
    axes = figure.add_axes((left / WIDTH_IN, FOOT_IN / height, 1 - (left + right) / WIDTH_IN, ROW_IN * count / height))
    rows = np.arange(len(labels))
    for sign in (1, -1):
        own = np.where(sign * parts > 0, parts, 0.0)
        start = np.cumsum(own, axis=1) - own
        for place in range(len(names)):
            axes.barh(
                rows, own[:, place], left=start[:, place], height=THICK, color=_colour(place), linewidth=0.5,
                edgecolor=palette.PAPER,
            )  # fmt: skip
    least = float(np.where(parts < 0, parts, 0.0).sum(axis=1).min(initial=0.0))
    most = float(np.where(parts > 0, parts, 0.0).sum(axis=1).max(initial=0.0))
    reach = max(most - least, 1e-9)
    axes.set(xlim=(least - (0.02 * reach if least < 0 else 0), most + 0.02 * reach), ylim=(count - 0.5, -0.5))
    axes.set_facecolor("none")
    axes.axvline(0, color=palette.TARGET, linewidth=1.0)
    text, small = font(TEXT_PT, families=FAMILIES), font(SMALL_PT, families=FAMILIES)
    axes.set_yticks(rows, texts, fontproperties=text, color=palette.INK)
    for row, value in enumerate(values):
        axes.annotate(
            value, (1, row), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
            va="center", fontproperties=text, color=palette.INK,
        )  # fmt: skip
    axes.xaxis.set_major_formatter("{x:,g}")
    for tick in axes.get_xticklabels():
        tick.set(fontproperties=small, color=palette.MUTED)
    axes.annotate(
        unit, (1, 0), xycoords="axes fraction", xytext=(6, -13), textcoords="offset points",
        fontproperties=small, color=palette.MUTED,
    )  # fmt: skip
    axes.tick_params(length=0)
    axes.grid(axis="x", color=palette.LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    figure.legend(
        handles=[Patch(color=_colour(place), label=entry) for place, entry in enumerate(entries)],
        loc="upper left", bbox_to_anchor=(left / WIDTH_IN, 1), ncols=columns, frameon=False, prop=text,
        borderaxespad=0.3, borderpad=0.2, handlelength=1.6, columnspacing=2, labelcolor=palette.INK,
    )  # fmt: skip
    return to_svg(figure)


def _colour(place: int) -> str:
    return palette.PARTS[place % len(palette.PARTS)]
