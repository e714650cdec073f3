"""How the figures of a land balance stand to what a plan or a user asks, and why some cannot be judged.

A map of existing land shows neither land approved but unbuilt nor ground of no known class, and a plan's amount speaks
of the plan's whole ground: where any of these could make another answer of it, there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .landtargets import AT_MOST, EXISTING, FLOWS, MAPPED, RATIOS, UNSTATED, Extent, Indicator, Target
from .targets import at_least, at_most

KM2 = 1e6
MET, MISSED, OPEN = "met", "missed", "open"
"""How a target stands; ``open``: it cannot be told from what is given."""
NO_EXTENT, EXTENT = "no_extent", "extent"
"""Nobody says how large the ground is that an amount speaks of; the map shows other ground."""
APPROVED, READINGS, UNKNOWN_CLASS = "approved", "readings", "unknown"
"""Land approved but unbuilt is not given; with it, or with ground of no known class, the answer would be another."""
KIND, YEARS, NOTHING = "kind", "years", "nothing"
"""The map shows something else than is counted; a flow of other years; there is nothing to measure."""
ELSEWHERE = "elsewhere"
"""A ratio is judged, but for other ground than the plan speaks of, or for ground of which nobody says how large."""
REASONS = (NO_EXTENT, EXTENT, APPROVED, READINGS, UNKNOWN_CLASS, KIND, YEARS, NOTHING, ELSEWHERE)


@dataclass(frozen=True)
class Standing:
    """A figure beside its target. ``reached``: NaN where there is nothing to measure; ``scope``: row of the balance.

    ``reason``: one of ``REASONS``, "" where there is nothing to say.
    """

    indicator: Indicator
    scope: int
    reached: float
    state: str
    reason: str = ""


def standing(row: Mapping[str, Any], target: Target | None) -> dict[str, object]:
    """Return how urban–rural construction land of a row stands to its target, as columns of the balance; areas in m².

    Where the target counts, or may count, land approved but unbuilt there is no verdict without it; where the plan
    does not say, both readings must agree; and so must those without and with all ground of no known class.
    """
    if target is None:
        nothing = dict.fromkeys(("target", "about", "extent", "approved", "reached", "gap", "way"), np.nan)
        return nothing | {"counts": "", "state": "", "reason": ""}
    limit, about = target.km2 * KM2, target.about * KM2
    given = target.approved_km2 is not None
    approved = (target.approved_km2 or 0.0) * KM2 if target.counts != EXISTING else 0.0
    reached = row["after"] + approved
    readings = {reached, row["after"]} if target.counts == UNSTATED else {reached}
    answers = {bool(at_most(one, limit + about)) for one in readings}
    beside = bool(at_most(max(readings) + row["unknown_after"], limit + about))
    if target.of_plan and (elsewhere := _elsewhere(row, target.extent, ("after",))):
        reason = elsewhere
    elif target.counts != EXISTING and not given:
        reason = APPROVED
    elif len(answers) > 1:
        reason = READINGS
    else:
        reason = "" if beside in answers else UNKNOWN_CLASS
    to_go = row["before"] + approved - limit
    known = reason in ("", UNKNOWN_CLASS) and target.counts != UNSTATED
    return {
        "target": limit,
        "about": about,
        "extent": target.extent.km2 * KM2 if target.extent else np.nan,
        "approved": approved if given and target.counts != EXISTING else np.nan,
        "reached": reached,
        "gap": np.nan if reason else reached - limit,
        "way": row["net_reduction"] / to_go if known and to_go > 0 else np.nan,
        "counts": target.counts,
        "state": OPEN if reason else MET if answers.pop() else MISSED,
        "reason": reason,
    }


def indicators(table: pd.DataFrame, asked: Iterable[Indicator]) -> list[Standing]:
    """Return how each indicator stands whose zone the balance has, in the order asked."""
    found = []
    for one in asked:
        match = table[(table["zone"] == one.zone) & (table["scope"] == ("zone" if one.zone else "all"))]
        found += [_stands(row, one, int(scope)) for scope, row in match.iterrows()]
    return found


def _stands(row: pd.Series, asked: Indicator, scope: int) -> Standing:
    reached, beside = _figure(row, asked.measure)
    elsewhere = _elsewhere(row, asked.extent, ("before", "after") if asked.measure in FLOWS else ("after",))

    def good(value: float) -> bool:
        if asked.measure in AT_MOST:
            return bool(at_most(value, asked.value + asked.about))
        return bool(at_least(value, asked.value - asked.about))

    if asked.counts != MAPPED:
        reason = KIND
    elif elsewhere and asked.measure not in RATIOS:
        reason = elsewhere
    elif asked.measure in FLOWS and not _same_years(row, asked.years):
        reason = YEARS
    elif np.isnan(reached):
        reason = NOTHING
    elif good(reached) != good(beside):
        reason = UNKNOWN_CLASS
    else:
        return Standing(asked, scope, reached, MET if good(reached) else MISSED, ELSEWHERE if elsewhere else "")
    return Standing(asked, scope, reached, OPEN, reason)


def _figure(row: pd.Series, measure: str) -> tuple[float, float]:
    """Return what an indicator came to, and what it would with all ground of no known class after as construction land.

    That is what makes a false promise; a floor that is met stays so, whatever such ground is.
    """
    if measure == "built_km2":
        return row["built_after"] / KM2, (row["built_after"] + row["unknown_after"]) / KM2
    if measure == "intensity_pct":
        share = row["unknown_after"] / row["mapped_after"] if row["mapped_after"] else np.nan
        return 100 * row["intensity_after"], 100 * (row["intensity_after"] + share)
    figure = {
        "key_area_pct": 100 * row["key_share"],
        "farmland_in_km2": row["farmland_in"] / KM2,
        "unused_reclaimed_km2": row["unused_reclaimed"] / KM2,
    }[measure]
    return figure, figure


def _same_years(row: pd.Series, years: tuple[int, int] | None) -> bool:
    own = row["before_year"], row["after_year"]
    return years is not None and not any(map(pd.isna, own)) and own == years


def _elsewhere(row: Mapping[str, Any], extent: Extent | None, dates: tuple[str, ...]) -> str:
    """Return why the ground that dates map is not what a plan speaks of; "" where it is."""
    if extent is None:
        return NO_EXTENT
    apart = (abs(row[f"mapped_{date}"] / KM2 - extent.km2) for date in dates)
    return "" if all(at_most(one, extent.within * extent.km2) for one in apart) else EXTENT
