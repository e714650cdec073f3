"""The chart of restoration priority, from the rows of ``RANKED``; report and panel show the same."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ....core.drawing.figure import WIDTH_IN
from ....core.drawing.part_bars import part_bars
from ....core.report import Picture
from ....i18n import tr
from ...framework.found import Found
from .names import PART, criterion_name

FIRST_UNITS = 20
"""Whose scores the chart shows, and the report explains."""


def chart(found: Found, width_in: float = WIDTH_IN, output: str = "", row: dict | None = None) -> Picture | None:
    """Return what the scores of the first units are made of; None where no score has parts.

    Rows have no chart of their own.
    """
    first = found.least("RANKED", "gv_rank", FIRST_UNITS) if row is None else []
    parts = _parts(first[0]) if first else []
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


def _parts(fields: Iterable[str]) -> list[str]:
    """Return the fields with the parts of the score.

    They are behind the own fields of the units, which may hold parts of a score that they had once.
    """
    names = list(fields)
    return [name for name in names[names.index("gv_score") :] if name.startswith(PART)]
