"""What there is to say of corridor widths: in the notices, in the log and in the report."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....core.corridors.results import CorridorWidth
from ....i18n import tr
from ...framework.run import Run
from ...framework.unread import UNREAD
from ...reports.units import metres
from .inputs import Inputs
from .reasons import reasons
from .tables import numbers

_SHOWN_IDS = 20


def unjudged(inputs: Inputs, result: CorridorWidth) -> list[str]:
    """Return a sentence for each corridor that could not be measured or judged by its width."""
    text = tr("Corridor {id}: {reason}")
    known = result.corridors["reason"] != UNREAD  # of which many may be, for one reason
    found = zip(inputs.ids, reasons(result.corridors), known)
    return [text.format(id=id_, reason=reason) for id_, reason, own in found if reason is not None and own]


def notices(inputs: Inputs, result: CorridorWidth) -> list[str]:
    """Return what everyone must know who reads the figures."""
    found = unjudged(inputs, result)
    lost = ["CORRIDORS", *(["OBSTACLES", "AXES"] if (result.corridors["reason"] == UNREAD).any() else [])]
    found += inputs.unread.sentences(*lost)
    unknown = int((~np.isfinite(inputs.required_m)).sum())
    if unknown:
        text = tr("{count} corridors have no known requirement; their widths are measured but not judged.")
        found.append(text.format(count=unknown))
    missed = _named(inputs, result.corridors["missed"] > 0)
    if missed:
        text = tr(
            "Corridors with ends that no line of “{axes}” leads to, so that the ground there was not measured: {ids}."
        )
        found.append(text.format(axes=tr("Axes to pass along"), ids=missed))
    obstacles = inputs.obstacles
    if obstacles is not None and len(obstacles.fid) and not result.standing:
        text = tr("No feature of “{obstacles}” lies in any corridor, so no width is taken by obstacles.")
        found.append(text.format(obstacles=obstacles.named))
    return found


def remarks(inputs: Inputs, result: CorridorWidth) -> list[str]:
    """Return the sentences that log and report both carry."""
    found = []
    if result.slivers:
        text = tr("{count} parts thinner than 0.1 m are slivers of the drawing and were left out.")
        found.append(text.format(count=result.slivers))
    unused = int((~result.lines_used).sum())
    if unused:
        text = tr("{count} of the axes to pass along lead along no corridor and were not used.")
        found.append(text.format(count=unused))
    crossed = _named(inputs, result.corridors["crossed"] > 0)
    if crossed:
        text = tr("Corridors that axes of others cross, which were not followed there: {ids}.")
        found.append(text.format(ids=crossed))
    return found


def summary(run: Run, inputs: Inputs, result: CorridorWidth) -> list[str]:
    """Return what the log says at the end."""
    found = numbers(inputs, result)
    text = tr(
        "{checked} corridors: {failed} narrow or broken, {open} not judged, {pinches} pinches, narrowest clear width "
        "{narrowest} m."
    )
    told = text.format(
        checked=found["CORRIDORS_CHECKED"],
        failed=found["FAILED"],
        open=found["NOT_JUDGED"],
        pinches=found["PINCH_COUNT"],
        narrowest=metres(found["NARROWEST_M"]),
    )
    return [told, *remarks(inputs, result)]


def _named(inputs: Inputs, rows: pd.Series) -> str:
    """Return the ids of some corridors, of many the first ones."""
    ids = [id_ for id_, row in zip(inputs.ids, rows) if row]
    return tr(", ").join(ids[:_SHOWN_IDS]) + (" …" if len(ids) > _SHOWN_IDS else "")
