"""What there is to say of corridor widths: why one was not judged, and in the notices, in the log and in the report."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....core.corridors.codes import AT_END, NO_ENDS, NO_SIDES, SHORT_LINE
from ....core.corridors.width import CorridorWidth
from ....i18n import tr
from ...framework.unread import UNREAD
from ...reports.units import metres
from .inputs import Inputs

_SHOWN_IDS = 20


def reasons(corridors: pd.DataFrame) -> list[str | None]:
    """Return for each corridor the sentence why it could not be measured or judged by its width; None where it was."""

    def sentence(reason: str, clear: float, required: float) -> str | None:
        if reason == NO_ENDS:
            text = tr(
                "The shape of the corridor has no two ends, as where it is about as wide as long or runs around in a "
                "ring with a dead end, so that it does not say from where to where it is to be passed; draw a line "
                "through it for “{axes}”."
            )
            return text.format(axes=tr("Axes to pass along"))
        if reason == NO_SIDES:
            text = tr(
                "The ends of the corridor take up so much of its edge that no way between two sides is left; draw a "
                "line for “{axes}” that enters and leaves it over two edges opposite each other."
            )
            return text.format(axes=tr("Axes to pass along"))
        if reason == SHORT_LINE:
            text = tr(
                "A line of “{axes}” does not say where the corridor ends: it stops inside and, drawn on straight, "
                "would leave over a side, strays over one, or only crosses the corridor; draw it from the edge at "
                "which the corridor begins to the one at which it ends, and join lines that go on from one another."
            )
            return text.format(axes=tr("Axes to pass along"))
        if reason == AT_END:
            text = tr(
                "The corridor is {width} m wide instead of {required:g} m at an end only, and its shape does not say "
                "what there belongs to the end and what to the sides; draw that end as one straight line across the "
                "corridor."
            )
            return text.format(width=metres(clear), required=required)
        if reason == UNREAD:
            return tr(
                "Features could not be read, and with them the corridor may be narrower or wider, so there is no "
                "verdict; the notices of a run name their layers and how many there are."
            )
        return tr("The corridor could not be measured ({error}).").format(error=reason) if reason else None

    return [sentence(*row) for row in corridors[["reason", "clear_m", "required_m"]].itertuples(index=False)]


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


def _named(inputs: Inputs, rows: pd.Series) -> str:
    """Return the ids of some corridors, of many the first ones."""
    ids = [id_ for id_, row in zip(inputs.ids, rows) if row]
    return ", ".join(ids[:_SHOWN_IDS]) + (" …" if len(ids) > _SHOWN_IDS else "")
