"""Flows of land from class to class, as a Sankey diagram in SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from . import palette
from .figure import FAMILIES, WIDTH_IN, Figure, em_width, font, to_svg, wrapped

TEXT_PT = 9.5
MOST = 25  # flows in colour; narrower bands cannot be told apart
LABEL_EMS, LABEL_SHARE = 18, 0.35  # of a label, at most: its length, and its share of the width
NAME_LINES = 4  # of a name that has no room beside its value
NODE_IN = 0.16  # width of a bar
GAP_IN = 0.14  # between bars
FLOW_IN = 3.6  # height of all flows together
HEAD_IN, FOOT_IN = 0.42, 0.12
LEAST_IN = 0.19  # between labels, so that those of small bars stay apart
LINE_IN = 0.16  # between the lines of a label


@dataclass(frozen=True)
class Flow:
    """Land that went from one class to another; ``area`` in any unit, more than 0."""

    start: str
    end: str
    area: float


def flow_chart(
    flows: Sequence[Flow],
    *,
    names: dict[str, str],
    values: dict[tuple[str, str], str],
    heads: tuple[str, str],
    other: str = "",
    width_in: float = WIDTH_IN,
) -> str:
    """Draw what went from where to where, and return it as SVG, ``width_in`` inches wide.

    ``names``: what each class is called; ``values``: the sum of each side and class, ("start" or "end", class), as a
    finished text; ``heads``: what stands over the two sides. A side has its largest class on top. Bars and sums are of
    all flows; those beyond the ``MOST`` largest (``smaller``) are grey, and ``other`` says below what they are.

    >>> from greenvein.core.drawing.flows import Flow, flow_chart
    >>> names, values = {"built": "Built", "wood": "Wood"}, {("start", "built"): "4 ha", ("end", "wood"): "4 ha"}
    >>> svg = flow_chart([Flow("built", "wood", 4.0)], names=names, values=values, heads=("2020", "2025"))
    >>> "Wood" in svg, "2025" in svg
    (True, True)
    """
    rest = smaller(flows)
    total = sum(flow.area for flow in flows)
    scale = FLOW_IN / total if total > 0 else 0.0
    room = min(LABEL_EMS, LABEL_SHARE * width_in * 72 / TEXT_PT)
    texts = _labels({key: (names[key[1]], value) for key, value in values.items()}, room, width_in)
    left = 0.15 + _widest(texts, "start") * TEXT_PT / 72
    right = 0.15 + _widest(texts, "end") * TEXT_PT / 72
    x = {"start": left + 0.08, "end": width_in - right - 0.08 - NODE_IN}
    tops = {side: _tops(flows, side, scale) for side in ("start", "end")}
    heights = {
        side: [LEAST_IN + LINE_IN * (len(texts[side, name]) - 1) for name in bars] for side, bars in tops.items()
    }
    places = {
        side: _apart([top + high / 2 for top, high in bars.values()], heights[side]) for side, bars in tops.items()
    }
    # Labels of many small bars reach further down than the bars.
    bottom = HEAD_IN + FLOW_IN + GAP_IN * max(len(bars) for bars in tops.values()) + LEAST_IN / 2
    ends = [place + high / 2 for side in tops for place, high in zip(places[side], heights[side])]
    figure_height = max([bottom, *ends]) + FOOT_IN + (LEAST_IN if rest and other else 0.0)
    figure = Figure(figsize=(width_in, figure_height), facecolor=palette.PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width_in), ylim=(figure_height, 0))
    axes.axis("off")
    text = font(TEXT_PT, families=FAMILIES)
    bold = font(TEXT_PT, "bold", families=FAMILIES)
    for side, head in zip(("start", "end"), heads):
        align, where = ("right", x[side] + NODE_IN) if side == "start" else ("left", x[side])
        axes.text(where, 0.16, head, ha=align, va="center", fontproperties=bold, color=palette.INK)
        for (name, (top, high)), place in zip(tops[side].items(), places[side]):
            axes.add_patch(Rectangle((x[side], top), NODE_IN, high, color=_colour(name), linewidth=0))
            at = x[side] - 0.08 if side == "start" else x[side] + NODE_IN + 0.08
            lines = texts[side, name]
            # Each line by itself, or the SVG aligns them by this machine's typeface.
            for number, line in enumerate(lines):
                axes.text(
                    at, place + LINE_IN * (number - (len(lines) - 1) / 2), line, ha=align, va="center",
                    fontproperties=text, color=palette.INK,
                )  # fmt: skip
    if rest and other:
        axes.text(
            width_in / 2, figure_height - FOOT_IN, other, ha="center", va="center", fontproperties=text,
            color=palette.MUTED,
        )  # fmt: skip
    _bands(axes, flows, set(rest), tops, x, scale)
    return to_svg(figure)


def smaller(flows: Sequence[Flow]) -> list[Flow]:
    """Return the flows beyond the largest ones, which are not shown one by one.

    The ``MOST`` largest flows are shown one by one:

    >>> from greenvein.core.drawing.flows import MOST, Flow, smaller
    >>> flows = [Flow("built", f"class {area}", area) for area in range(1, MOST + 2)]
    >>> [flow.end for flow in smaller(flows)]
    ['class 1']
    """
    return sorted(flows, key=lambda flow: (-flow.area, flow.start, flow.end))[MOST:]


def _labels(
    own: dict[tuple[str, str], tuple[str, str]], room: float, width_in: float
) -> dict[tuple[str, str], list[str]]:
    """Return the lines of each bar's label: name and value in one where there is room, else the value below."""
    if max(em_width("  ".join(text)) for text in own.values()) <= LABEL_SHARE * width_in * 72 / TEXT_PT:
        return {key: ["  ".join(text)] for key, text in own.items()}
    return {key: [*wrapped(name, room, NAME_LINES), value] for key, (name, value) in own.items()}


def _widest(texts: dict[tuple[str, str], list[str]], side: str) -> float:
    """Return the widest line of a side's labels, in ems."""
    return max(em_width(line) for (where, _), text in texts.items() if where == side for line in text)


def _colour(name: str) -> str:
    return palette.FLOWS.get(name, palette.FLOW)


def _tops(flows: Sequence[Flow], side: str, scale: float) -> dict[str, tuple[float, float]]:
    """Return top and height of each class's bar, the largest first."""
    sums: dict[str, float] = {}
    for flow in flows:
        sums[getattr(flow, side)] = sums.get(getattr(flow, side), 0.0) + flow.area
    tops, at = {}, HEAD_IN
    for name in sorted(sums, key=lambda name: (-sums[name], name)):
        tops[name] = (at, sums[name] * scale)
        at += sums[name] * scale + GAP_IN
    return tops


def _apart(middles: list[float], heights: list[float]) -> list[float]:
    """Return places for labels of some heights near the middles of their bars, none on another."""
    places: list[float] = []
    for at, middle in enumerate(middles):
        least = places[-1] + (heights[at - 1] + heights[at]) / 2 if places else HEAD_IN - LEAST_IN / 2 + heights[0] / 2
        places.append(max(middle, least))
    return places


def _bands(axes: Axes, flows: Sequence[Flow], grey: set[Flow], tops: dict, x: dict[str, float], scale: float) -> None:
    """Draw the flows; at each bar they lie in the order of the bars on the other side, so that few cross."""
    order = {side: {name: row for row, name in enumerate(tops[side])} for side in tops}
    used = {(side, name): top for side, bars in tops.items() for name, (top, _) in bars.items()}
    start_y, end_y = {}, {}
    for flow in sorted(flows, key=lambda flow: (order["start"][flow.start], order["end"][flow.end])):
        start_y[flow] = used["start", flow.start]
        used["start", flow.start] += flow.area * scale
    for flow in sorted(flows, key=lambda flow: (order["end"][flow.end], order["start"][flow.start])):
        end_y[flow] = used["end", flow.end]
        used["end", flow.end] += flow.area * scale
    one, two = x["start"] + NODE_IN, x["end"]
    half = (one + two) / 2
    for flow in flows:
        a, b, thick = start_y[flow], end_y[flow], max(flow.area * scale, 0.004)
        points = [
            (one, a), (half, a), (half, b), (two, b), (two, b + thick), (half, b + thick), (half, a + thick),
            (one, a + thick), (one, a),
        ]  # fmt: skip
        curve = [Path.CURVE4] * 3
        codes = np.array([Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY], dtype=Path.code_type)
        colour = palette.FLOW if flow in grey else _colour(flow.start)
        axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, alpha=0.45, linewidth=0))
