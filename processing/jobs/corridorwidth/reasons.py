"""Why a corridor could not be measured or judged by its width, in a sentence."""

from __future__ import annotations

import pandas as pd

from ....core.corridors.codes import AT_END, NO_ENDS, NO_SIDES, SHORT_LINE
from ....i18n import tr
from ...framework.unread import UNREAD
from ...reports.units import metres


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
                "Features could not be read, or their codes do not say what they are, and with them the corridor may "
                "be narrower or wider, so there is no verdict; the notices of a run name their layers and how many "
                "there are."
            )
        return tr("The corridor could not be measured ({error}).").format(error=reason) if reason else None

    return [sentence(*row) for row in corridors[["reason", "clear_m", "required_m"]].itertuples(index=False)]
