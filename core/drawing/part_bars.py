"""The parts of scores as stacked bars, in SVG."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from . import palette
from .figure import COLUMN_EMS, FAMILIES, WIDTH_IN, Figure, elide, em_width, fitting_columns, font, to_svg

ROW_IN = 0.27
LABEL_EMS, LABEL_SHARE, LEGEND_EMS = 20, 0.4, 22  # a label is at most so long, and this share of the width
TEXT_PT, SMALL_PT = 9.5, 8
THICK = 0.66
FOOT_IN, SIDE_IN, LEGEND_IN, TICK_IN = 0.36, 0.15, 0.24, 0.55


def part_bars(
    labels: Sequence[str],
    parts: np.ndarray,
    *,
    names: Sequence[str],
    values: Sequence[str],
    unit: str,
    width_in: float = WIDTH_IN,
) -> str:
    """Draw one bar per unit, made of the parts of its score, and return it as SVG, ``width_in`` inches wide.

    ``parts``: shape (n, m); those below 0, which Shapley values may be, run to the left of the zero line.
    ``names``: of the m criteria; ``values``: the score of each unit as a finished text; ``unit``: what the axis
    shows. The first unit is on top.

    >>> import numpy as np
    >>> from greenvein.core.drawing.part_bars import part_bars
    >>> parts = np.array([[0.5, 0.25]])
    >>> svg = part_bars(["Unit 7"], parts, names=["Value", "Cost"], values=["0.75"], unit="Score")
    >>> "Unit 7" in svg, "0.75" in svg
    (True, True)
    """
    parts = np.asarray(parts, dtype=float).reshape(len(labels), len(names))
    em_in = TEXT_PT / 72
    texts = [elide(label, min(LABEL_EMS, LABEL_SHARE * width_in / em_in)) for label in labels]
    left = SIDE_IN + max((em_width(text) for text in texts), default=0) * em_in + 0.1
    # The unit stands at the end of the axis, below the values.
    beside_in = max(max((em_width(value) for value in values), default=0) * em_in, em_width(unit) * SMALL_PT / 72)
    right = SIDE_IN + beside_in + 0.1
    entries = [elide(name, LEGEND_EMS) for name in names]
    # Beside the labels where there is room for all in a line, else from the left edge on.
    beside = fitting_columns(entries, width_in - left, TEXT_PT)[1] == 1
    start_in = left if beside else SIDE_IN
    columns, lines = fitting_columns(entries, width_in - start_in, TEXT_PT)
    head = lines * LEGEND_IN + 0.18
    count = max(len(labels), 1)
    height = head + FOOT_IN + ROW_IN * count
    figure = Figure(figsize=(width_in, height), facecolor=palette.PAPER)
    axes = figure.add_axes((left / width_in, FOOT_IN / height, 1 - (left + right) / width_in, ROW_IN * count / height))
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
    axes.xaxis.set_major_locator(
        MaxNLocator(max(2, int((width_in - left - right) / TICK_IN)), steps=[1, 2, 2.5, 5, 10])
    )
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
        loc="upper left", bbox_to_anchor=(start_in / width_in, 1), ncol=columns, frameon=False, prop=text,
        borderaxespad=0.3, borderpad=0.2, handlelength=1.6, columnspacing=COLUMN_EMS, labelcolor=palette.INK,
    )  # fmt: skip
    return to_svg(figure)


def _colour(place: int) -> str:
    return palette.PARTS[place % len(palette.PARTS)]
