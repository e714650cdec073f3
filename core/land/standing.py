"""How the figures of a land balance stand to what a plan or a user asks, and why some cannot be judged.

A map of existing land shows neither land approved but unbuilt nor ground of no known class, and a plan's amount speaks
of the plan's whole ground: where any of these could make another answer of it, there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..geometry.codes import PLANE
from ..geometry.plane import EXACT, Plane
from ..targets import at_least, at_most
from .codes import (
    APPROVED,
    CONTESTED,
    ELSEWHERE,
    EXTENT,
    KIND,
    LATER_PARTS,
    MAPPED,
    MET,
    MISSED,
    MISSING,
    NO_CLASS,
    NO_EXTENT,
    NOTHING,
    OPEN,
    PLANNED,
    READINGS,
    TOGETHER,
    UNKNOWN_CLASS,
    UNREAD,
    YEARS,
)
from .targets import AT_MOST, EXISTING, FLOWS, RATIOS, UNSTATED, Extent, Indicator, Target

KM2 = 1e6
BEFORE, AFTER, ZONES, KEY_AREAS = "before", "after", "zones", "key_areas"
"""The inputs that may have features that could not be read."""
_BESIDE_UNKNOWN = (
    "outside_before", "outside_after", "built_contested", "contested_before", "farmland_contested", "mixed",
)  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """A figure beside its target. ``reached``: NaN where there is nothing to measure; ``scope``: row of the balance.

    ``reason``: one of ``REASONS``, "" where there is nothing to say.
    """

    indicator: Indicator
    scope: int
    reached: float
    state: str
    reason: str = ""


def standing(
    row: Mapping[str, Any],
    target: Target | None,
    classed: bool = True,
    unread: Collection[str] = (),
    plane: Plane = EXACT,
    planned: bool = False,
) -> dict[str, object]:
    """Return how urban–rural construction land of a row stands to its target, as columns of the balance; areas in m².

    Where the target counts, or may count, land approved but unbuilt there is no verdict without it; where the plan
    does not say, both readings must agree; and so must those without and with all ground that may be construction
    land. ``classed``, ``plane``, ``planned``: as in land.balance.balance. ``unread``: the inputs with features that
    could not be read.
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
    if not classed:
        reason = NO_CLASS
    elif not row["mapped_after"]:  # no land here is no small land
        reason = NOTHING
    elif planned:
        reason = PLANNED
    elif target.of_plan and (elsewhere := _elsewhere(row, target.extent, ("after",))):
        reason = elsewhere
    elif _unread(row, unread):
        reason = UNREAD
    elif target.of_plan and _other_year(row, target.year):
        reason = YEARS
    elif target.counts != EXISTING and not given:
        reason = APPROVED
    elif len(answers) > 1:
        reason = READINGS
    else:
        reason = _doubt(row, readings, limit + about)
        true = [one - row["after"] + after for one in readings for after in plane.values(row["after"])]
        reason = reason or PLANE * ({*answers, *(bool(at_most(one, limit + about)) for one in true)} != answers)
    to_go = row["before"] + approved - limit
    known = reason in ("", UNKNOWN_CLASS, YEARS) and target.counts != UNSTATED
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


def _unread(row: Mapping[str, Any], unread: Collection[str]) -> bool:
    """Tell whether features that could not be read may turn what is said of a row; they may be of any zone."""
    return not {BEFORE, AFTER}.isdisjoint(unread) or (ZONES in unread and row["scope"] != "all")


def _doubt(row: Mapping[str, Any], readings: set[float], limit: float) -> str:
    """Return which doubtful ground would make another answer, "" where none does; all readings have the same."""
    answer = bool(at_most(max(readings), limit))

    def stays(more: float, less: float = 0.0) -> bool:
        return bool(at_most(max(readings) + more, limit)) == answer == bool(at_most(min(readings) - less, limit))

    most, less = row["after_most"] - row["after"], row["after"] - row["after_least"]
    contested_less = less - row["later_less"]
    for reason, *ground in (
        (UNKNOWN_CLASS, row["unknown_after"]),
        (MISSING, row["missing"]),
        (CONTESTED, row["contested"] - contested_less, contested_less),
        (LATER_PARTS, row["later_more"], row["later_less"]),
    ):
        if not stays(*ground):
            return reason
    return "" if stays(most, less) else TOGETHER


def indicators(
    table: pd.DataFrame,
    asked: Iterable[Indicator],
    classed: bool = True,
    unread: Collection[str] = (),
    plane: Plane = EXACT,
    planned: bool = False,
) -> list[Judged]:
    """Return how each indicator stands whose zone the balance (``table``) has, in the order asked.

    ``classed``, ``unread``, ``plane``, ``planned``: as in land.balance.balance.

    The target is at least 40 % of the vacated land in key areas, and it was a half:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.land.balance import balance
    >>> from greenvein.core.land.reduction import LandLayer, land_reduction
    >>> from greenvein.core.land.standing import indicators
    >>> from greenvein.core.land.targets import Indicator
    >>> land = shapely.box([0], 0, [100], 100)
    >>> was, is_ = (LandLayer(land, np.array([name], dtype=object)) for name in ("urban_rural", "forest"))
    >>> table = balance(land_reduction(was, is_, key_areas=shapely.box([0], 0, [50], 100)), years=(2020, 2025))
    >>> found = indicators(table, [Indicator("key_area_pct", "", 40.0, years=(2020, 2025))])[0]
    >>> float(found.reached), found.state
    (50.0, 'met')
    """
    found, zones = [], table["zone"].str.strip()
    for one in asked:
        match = table[(zones == one.zone.strip()) & (table["scope"] == ("zone" if one.zone.strip() else "all"))]
        found += [_stands(row, one, int(scope), classed, unread, plane, planned) for scope, row in match.iterrows()]
    return found


def _stands(
    row: pd.Series,
    asked: Indicator,
    scope: int,
    classed: bool,
    unread: Collection[str],
    plane: Plane,
    planned: bool,
) -> Judged:
    reached, *beside = _figure(row, asked.measure)
    elsewhere = _elsewhere(row, asked.extent, ("before", "after") if asked.measure in FLOWS else ("after",))

    def good(value: float) -> bool:
        if asked.measure in AT_MOST:
            return bool(at_most(value, asked.value + asked.about))
        return bool(at_least(value, asked.value - asked.about))

    if not classed:
        reason = NO_CLASS
    elif planned:
        reason = PLANNED
    elif asked.counts != MAPPED:
        reason = KIND
    elif elsewhere and asked.measure not in RATIOS:
        reason = elsewhere
    elif _wrong_years(row, asked):
        reason = YEARS
    elif _unread(row, unread) or (asked.measure == "key_area_pct" and KEY_AREAS in unread):
        reason = UNREAD
    elif np.isnan(reached):
        reason = NOTHING
    elif any(good(reached) != good(one) for one in beside):
        reason = TOGETHER if any(row[name] > 0 for name in _BESIDE_UNKNOWN) else UNKNOWN_CLASS
    elif asked.measure not in RATIOS and any(good(one) != good(reached) for one in plane.values(reached)):
        reason = PLANE
    else:
        return Judged(asked, scope, reached, MET if good(reached) else MISSED, ELSEWHERE if elsewhere else "")
    return Judged(asked, scope, reached, OPEN, reason)


def _figure(row: pd.Series, measure: str) -> tuple[float, float, float]:
    """Return what an indicator came to, and between what it lies, whatever the doubtful ground of both dates is.

    Doubtful is what no class knows, what one date does not cover, and what polygons of a date claim against each other.
    """
    least, most = row["built_after_least"], row["built_after_most"]
    if measure == "built_km2":
        return row["built_after"] / KM2, least / KM2, most / KM2
    if measure == "intensity_pct":
        whole = row["mapped_after"] + row["outside_after"]
        if not row["mapped_after"]:
            return np.nan, np.nan, np.nan
        contested = row["built_contested"] - (row["built_after"] - least - row["built_later_less"])
        maybe = contested + row["built_later_more"] + row["unknown_after"] + row["outside_after"]
        most = row["built_after"] + maybe
        return 100 * row["intensity_after"], 100 * least / whole, 100 * most / whole
    if measure == "key_area_pct":
        return 100 * row["key_share"], 100 * row["key_least"], 100 * row["key_most"]
    name = {"farmland_in_km2": "farmland_in", "unused_reclaimed_km2": "unused_reclaimed"}[measure]
    return row[name] / KM2, row[f"{name}_least"] / KM2, row[f"{name}_most"] / KM2


def _wrong_years(row: pd.Series, asked: Indicator) -> bool:
    """Tell whether the dates are of other years than what is asked; without years only a flow is not judged."""
    if asked.measure in FLOWS:
        return not _same_years(row, asked.years)
    return _other_year(row, asked.years[1] if asked.years else None)


def _same_years(row: pd.Series, years: tuple[int, int] | None) -> bool:
    own = row["before_year"], row["after_year"]
    return years is not None and not any(map(pd.isna, own)) and own == years


def _other_year(row: Mapping[str, Any], year: int | None) -> bool:
    """Tell whether the later date is of another year than the one of a target; not where one of them is not known."""
    return year is not None and not pd.isna(row["after_year"]) and row["after_year"] != year


def _elsewhere(row: Mapping[str, Any], extent: Extent | None, dates: tuple[str, ...]) -> str:
    """Return why the ground that dates map is not what a plan speaks of; "" where it is."""
    if extent is None:
        return NO_EXTENT
    return "" if all(extent.fits(row[f"mapped_{date}"] / KM2) for date in dates) else EXTENT
