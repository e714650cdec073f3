"""Flows of land from class to class, as a Sankey diagram in SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from . import palette
from .drawing import FAMILIES, Figure, elide, em_width, font, to_svg

WIDTH_IN = 8.4
TEXT_PT = 9.5
LABEL_EMS = 18
NODE_IN = 0.16  # width of a bar
GAP_IN = 0.14  # between bars
FLOW_IN = 3.6  # height of all flows together
HEAD_IN, FOOT_IN = 0.42, 0.12
LEAST_IN = 0.19  # between labels, so that those of small bars stay apart


@dataclass(frozen=True)
class Flow:
    """Land that went from one class to another; ``area`` in any unit, more than 0."""

    start: str
    end: str
    area: float


def flow_chart(
    flows: Sequence[Flow], *, names: dict[str, str], values: dict[tuple[str, str], str], heads: tuple[str, str]
) -> str:
    """Draw what went from where to where, and return it as SVG.

    ``names``: what each class is called; ``values``: the sum of each side and class, ("start" or "end", class), as a
    finished text; ``heads``: what stands over the two sides. A side has its largest class on top.
    """
    figure_height = HEAD_IN + FOOT_IN + FLOW_IN + GAP_IN * max(_count(flows, side) for side in ("start", "end"))
    figure = Figure(figsize=(WIDTH_IN, figure_height), facecolor=palette.PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH_IN), ylim=(figure_height, 0))
    axes.axis("off")
    total = sum(flow.area for flow in flows)
    scale = FLOW_IN / total if total > 0 else 0.0
    texts = {(side, name): f"{elide(names[name], LABEL_EMS)}  {value}" for (side, name), value in values.items()}
    left = 0.15 + max(em_width(text) for (side, _), text in texts.items() if side == "start") * TEXT_PT / 72
    right = 0.15 + max(em_width(text) for (side, _), text in texts.items() if side == "end") * TEXT_PT / 72
    x = {"start": left + 0.08, "end": WIDTH_IN - right - 0.08 - NODE_IN}
    tops = {side: _tops(flows, side, scale) for side in ("start", "end")}
    text = font(TEXT_PT, families=FAMILIES)
    bold = font(TEXT_PT, "bold", families=FAMILIES)
    for side, head in zip(("start", "end"), heads):
        align, where = ("right", x[side] + NODE_IN) if side == "start" else ("left", x[side])
        axes.text(where, 0.16, head, ha=align, va="center", fontproperties=bold, color=palette.INK)
        middles = [(name, top + high / 2) for name, (top, high) in tops[side].items()]
        for (name, _), place in zip(middles, _apart([middle for _, middle in middles])):
            top, high = tops[side][name]
            axes.add_patch(Rectangle((x[side], top), NODE_IN, high, color=_colour(name), linewidth=0))
            at = x[side] - 0.08 if side == "start" else x[side] + NODE_IN + 0.08
            axes.text(
                at, place, texts[side, name], ha=align, va="center", fontproperties=text, color=palette.INK
            )  # fmt: skip
    _bands(axes, flows, tops, x, scale)
    return to_svg(figure)


def _colour(name: str) -> str:
    return palette.FLOWS.get(name, palette.FLOW)


def _count(flows: Sequence[Flow], side: str) -> int:
    return len({getattr(flow, side) for flow in flows})


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


def _apart(middles: list[float]) -> list[float]:
    """Return places for labels near the middles of their bars, none on another."""
    places: list[float] = []
    for middle in middles:
        places.append(max(middle, places[-1] + LEAST_IN) if places else middle)
    return places


def _bands(axes, flows: Sequence[Flow], tops: dict, x: dict[str, float], scale: float) -> None:
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
        axes.add_patch(PathPatch(Path(points, codes), facecolor=_colour(flow.start), alpha=0.45, linewidth=0))
