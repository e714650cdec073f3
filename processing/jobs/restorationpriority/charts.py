"""The chart of restoration priority, from the rows of ``RANKED``; report and panel show the same."""

from __future__ import annotations

import numpy as np

from ....core.drawing.figure import WIDTH_IN
from ....core.drawing.part_bars import part_bars
from ....core.report import Picture
from ....i18n import tr
from .names import PART, criterion_name

FIRST_UNITS = 20
"""Whose scores the chart shows, and the report explains."""


def score_chart(rows: list[dict], width_in: float = WIDTH_IN) -> Picture | None:
    """Return what the scores of the first units are made of; None where no score has parts."""
    first = sorted((row for row in rows if row["gv_rank"] is not None), key=lambda row: row["gv_rank"])[:FIRST_UNITS]
    parts = [name for name in first[0] if name.startswith(PART)] if first else []
    if not parts:
        return None
    svg = part_bars(
        [f"{row['gv_rank']} · {row['gv_source']}" for row in first],
        np.array([[row[name] or 0.0 for name in parts] for row in first], dtype=float),
        names=[criterion_name(name) for name in parts],
        values=[f"{row['gv_score']:.4f}" for row in first],
        unit=tr("Score (0–1)"),
        width_in=width_in,
    )
    alt = tr("What the score of each of the first units is made of")
    return Picture(svg, alt, tr("Parts of the score, by criterion"))
