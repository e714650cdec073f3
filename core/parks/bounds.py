"""Between what a coverage lies, where overlaps, codes or contested ground leave it open, and where they may turn it."""

from __future__ import annotations

import numpy as np

from ..targets import ROUNDING, at_least, weighs
from .builtup import Columns
from .pieces import positive


def bounds(table: Columns) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the largest coverage in % that is possible, missing where nothing leaves it open.

    ``table``: the summary of a coverage. Least, if all that is counted twice, or may be other land, is served and no
    land that may be residential is; largest, if it is the other way round, or where further parks might serve all.
    """
    covered, now, beside = table["covered_m2"], table["coverage_pct"], _beside(table)
    homes = np.where(weighs(table["maybe_homes_m2"], table["residential_m2"]), table["maybe_homes_m2"], 0.0)
    blind = table["residential_m2"] - covered
    least = np.minimum(_percent(np.maximum(covered - beside, 0.0), blind + homes), now)
    most = np.minimum(np.maximum(_percent(covered + homes, np.maximum(blind - beside, 0.0)), now), 100.0)
    if _parks_weigh(table, "maybe_parks_m2"):
        most = np.maximum(now, 100.0)
    if _parks_weigh(table, "not_parks_m2"):
        least = np.minimum(now, 0.0)
    same = ~(most - least > ROUNDING * most)
    return np.where(same, np.nan, least), np.where(same, np.nan, most)


def overlap_decides(table: Columns, served: np.ndarray) -> np.ndarray:
    """Tell where the target may be met or missed, as the ground that is counted twice is ``served``, in m², or not."""
    return _may_turn(table, served, table["overlap_m2"]) & (table["overlap_m2"] > 0)


def contested_decides(table: Columns, served: np.ndarray, met: np.ndarray) -> np.ndarray:
    """Tell where land that is taken and may be other land, for that lies there too, may turn the target.

    Where all homes may be other land there may be nothing to judge. Parks that are none serve nothing, in any zone.
    """
    lost = table["not_homes_m2"]
    turned = (lost > 0) & (_may_turn(table, served, _beside(table)) | (_beside(table) >= table["residential_m2"]))
    return turned | (_parks_weigh(table, "not_parks_m2") & met)


def codes_decide(table: Columns, served: np.ndarray, met: np.ndarray) -> np.ndarray:
    """Tell where land of which codes do not say whether it is residential, or a park, may turn the target.

    It may be served, or not, in m² of ``served`` land; further parks, of whatever zone, can only serve more.
    """
    residential, homes, target = table["residential_m2"], table["maybe_homes_m2"], table["target_pct"]
    ground = positive(residential + homes)
    least, most = 100 * served / ground, 100 * (served + homes) / ground
    turned = weighs(homes, residential) & (at_least(least, target) != at_least(most, target))
    return turned | (_parks_weigh(table, "maybe_parks_m2") & ~met & ~np.isnan(ground))


def _beside(table: Columns) -> np.ndarray:
    """Return how much residential land may be too many: counted twice, or other land."""
    return np.minimum(table["overlap_m2"] + table["not_homes_m2"], table["residential_m2"])


def _may_turn(table: Columns, served: np.ndarray, beside: np.ndarray) -> np.ndarray:
    """Tell where the target stands otherwise if so much of the land, in m², is not there, served or not."""
    rest, target = table["residential_m2"] - served, table["target_pct"]
    least = _percent(np.maximum(served - beside, 0.0), rest)
    most = _percent(served, np.maximum(rest - beside, 0.0))
    return at_least(least, target) != at_least(most, target)


def _percent(some: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Return which part of it and the rest something is, in %, missing where both are nothing."""
    return 100 * some / positive(some + rest)


def _parks_weigh(table: Columns, name: str) -> bool:
    """Tell whether so much land may be parks, or none, that they may serve more or less; of whatever zone they are."""
    return bool(weighs(table[name][-1], table["park_m2"][-1]))
