"""The chart of a corridor's width, from the rows of ``PROFILE`` and ``PINCHES``; report and panel show the same."""

from __future__ import annotations

import numpy as np

from ....core.drawing.figure import WIDTH_IN
from ....core.drawing.width_chart import width_profile
from ....core.report import Picture
from ....i18n import tr
from ...framework.found import Found


def most_lacking(samples: list[dict]) -> str:
    """Return the corridor whose width falls shortest of the requirement, as a share of it; of all, if none has one."""
    lacking = [one for one in samples if one["gv_required_m"] is not None] or samples
    return min(lacking, key=lambda one: one["gv_width_m"] / (one["gv_required_m"] or 1))["gv_corridor"]


def width_chart(
    samples: list[dict], pinches: list[dict], arm: int | None = None, width_in: float = WIDTH_IN
) -> Picture | None:
    """Return the width along an arm of one corridor, without ``arm`` of that with the narrowest place.

    ``samples`` and ``pinches``: all rows of the corridor. A pinch has the number of its place among them, arms and
    all, as in the report's list. None where there is no profile to draw: the corridor is too short, or its name is
    that of another one too.
    """
    if not samples:
        return None
    arm = arm or min(samples, key=lambda one: one["gv_width_m"])["gv_arm"]
    own = [one for one in samples if one["gv_arm"] == arm]
    numbered = [(number, one) for number, one in enumerate(pinches, 1) if one["gv_arm"] == arm]
    if not own:
        return None
    required = own[0]["gv_required_m"]
    title = tr("Corridor {id}") if len({one["gv_arm"] for one in samples}) == 1 else tr("Corridor {id}, arm {arm}")
    try:
        svg = width_profile(
            np.array([one["gv_chainage_m"] for one in own], dtype=float),
            np.array([one["gv_width_m"] for one in own], dtype=float),
            None if required is None else float(required),
            [(one["gv_from_m"], one["gv_to_m"]) for _, one in numbered],
            numbers=[str(number) for number, _ in numbered],
            axis_titles=(tr("Chainage (m)"), tr("Chainage (km)"), tr("Width (m)")),
            legend=(tr("Clear width"), tr("Required width"), tr("Pinches")),
            required_text="" if required is None else f"{required:g} m",
            title=title.format(id=own[0]["gv_corridor"], arm=arm),
            width_in=width_in,
        )
    except ValueError:
        return None
    return Picture(svg, tr("Width along the axis, with the required width and the pinches"), tr("Width along the axis"))


def chart(found: Found, width_in: float = WIDTH_IN, output: str = "", row: dict | None = None) -> Picture | None:
    """Return the width along the corridor of a row, of the whole that along the one that falls shortest."""
    samples = found.rows("PROFILE")
    if not samples:
        return None
    # Rows belong together by gv_corridor alone: ids of features are those of each file.
    which = most_lacking(samples) if row is None else row["gv_corridor"]
    own, pinches = ([one for one in rows if one["gv_corridor"] == which] for rows in (samples, found.rows("PINCHES")))
    return width_chart(own, pinches, (row or {}).get("gv_arm"), width_in)
