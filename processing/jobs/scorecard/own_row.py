"""Indicator scorecard: figures of other checks held against the other columns of their own rows."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ....core.plaintext import number_in, text_of
from ....core.scorecard.codes import RETYPED
from ....core.scorecard.digits import two_in_code
from ...framework.declared import Job

_ROUNDED = 1.0
"""By more per cent than this no rounding differs: what was typed over, or is kept as a part of 1."""


def unsaid(job: Job, field: str, columns: dict[str, list], at: int) -> bool:
    """Tell whether a row lacks what says whether a figure is right: areas of a share, ground that was counted twice."""
    needed = [name for share, part, whole in job.shares if share == field for name in (part, whole)]
    needed += [job.measured_twice] if job.measured_twice else []
    return any(name not in columns or not text_of(columns[name][at]) for name in needed)


def otherwise(job: Job, field: str, columns: dict[str, list], at: int) -> Iterator[tuple[str, float, bool]]:
    """Give what the figure in a field would be by other columns of its row, behind a code that says both.

    And whether they differ by more than rounding.
    """
    value = _number(columns, field, at)
    if value is None:
        return
    for other in _by_others(job, field, columns, at):
        both = two_in_code(value, other)
        if both and not math.isclose(value, other, rel_tol=1e-6, abs_tol=1e-6):
            yield f"{RETYPED}{field}={both}", other, abs(value - other) > _ROUNDED


def _by_others(job: Job, field: str, columns: dict[str, list], at: int) -> Iterator[float]:
    for share, part, whole in job.shares:
        some, all_ = (_number(columns, name, at) for name in (part, whole))
        if share == field and some is not None and all_:
            yield 100 * some / all_
    for figure, target, gap in job.gaps:
        value, aim, missed = (_number(columns, name, at) for name in (figure, target, gap))
        if figure == field and value is not None and aim is not None and missed is not None:
            yield aim - missed if missed > 0 else max(value, aim)  # beyond the target nothing is missed


def _number(columns: dict[str, list], name: str, at: int) -> float | None:
    text = text_of(columns[name][at]) if name in columns else ""
    return number_in(text) if text else None
