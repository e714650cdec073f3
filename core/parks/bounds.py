"""Between what a coverage lies, where overlaps, codes or contested ground leave it open, and where they may turn it."""

from __future__ import annotations

import numpy as np

from ..targets import ROUNDING, at_least, weighs
from .builtup import Columns
from .pieces import positive


def bounds(table: Columns) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the largest coverage in % that is possible, missing where nothing leaves it open.

    ``table``: the summary of a coverage, with what may be otherwise (``core.parks.doubts.Doubts``).
    """
    now = table["coverage_pct"]
    least, most = _between(table, table["covered_m2"], contested=True, codes=True)
    least, most = np.minimum(least, now), np.minimum(np.maximum(most, now), 100.0)
    same = ~(most - least > ROUNDING * most)
    return np.where(same, np.nan, least), np.where(same, np.nan, most)


def overlap_decides(table: Columns, served: np.ndarray) -> np.ndarray:
    """Tell where the target may be met or missed, as the ground that is counted twice is ``served``, in m², or not."""
    return _may_turn(table, served, contested=False, codes=False) & (table["overlap_m2"] > 0)


def contested_decides(table: Columns, served: np.ndarray) -> np.ndarray:
    """Tell where land that is taken and may be other land, for that lies there too, may turn the target.

    Where all homes may be other land there may be nothing to judge. Parks that are none serve nothing, in any zone.
    """
    lost, homes = table["not_homes_m2"], table["residential_m2"]
    all_ = (lost > 0) & at_least(table["overlap_m2"] + lost, homes)
    some = (lost > 0) | (table["lost_m2"] > ROUNDING * homes)
    return all_ | (some & _may_turn(table, served, contested=True, codes=False))


def codes_decide(table: Columns, served: np.ndarray) -> np.ndarray:
    """Tell where land of which codes do not say whether it is residential, or a park, may turn the target.

    With it what overlaps or is contested may turn it too. Where it is all there is, it is the answer.
    """
    residential = table["residential_m2"]
    some = _codes_count(table) | (table["gained_m2"] > ROUNDING * residential)
    return some & (_may_turn(table, served, contested=True, codes=True) | ~(residential > 0))


def plane_decides(table: Columns, served: np.ndarray) -> np.ndarray:
    """Tell where the radii on the ground would turn the target, which in the plane are a little shorter or longer."""
    homes, target = positive(table["residential_m2"]), table["target_pct"]
    met = at_least(100 * served / homes, target)
    shifts = table["nearer_m2"], table["farther_m2"]
    return np.any([at_least(100 * (served + by) / homes, target) != met for by in shifts], axis=0)


def _may_turn(table: Columns, served: np.ndarray, *, contested: bool, codes: bool) -> np.ndarray:
    """Tell whether the target may stand so or otherwise."""
    least, most = _between(table, served, contested=contested, codes=codes)
    return at_least(least, table["target_pct"]) != at_least(most, table["target_pct"])


def _between(table: Columns, served: np.ndarray, *, contested: bool, codes: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the largest coverage in %, missing where nothing is left to cover.

    Least, if all that is counted twice is served, served homes that are contested are none, parks that are contested
    serve nothing, and blind land that may be residential is, where that weighs; largest, if it is the other way round.
    """
    nothing = np.zeros(len(served))
    few = served - table["lost_m2"] if contested else served
    many = served + table["gained_m2"] if codes else served
    less = table["overlap_m2"] + (table["not_served_m2"] if contested else nothing)
    fewer = table["overlap_m2"] + (table["not_blind_m2"] if contested else nothing)
    homes, counts = table["residential_m2"], _codes_count(table) & codes
    blind, further = (np.where(counts, table[f"maybe_{name}_m2"], nothing) for name in ("blind", "served"))
    left = few - less
    left = np.where(left > ROUNDING * homes, left, 0.0)
    least = _percent(left, np.maximum(homes - few, 0.0) + blind)
    return least, _percent(many + further, np.maximum(homes - many - fewer, 0.0))


def _codes_count(table: Columns) -> np.ndarray:
    """Tell where land that may be residential by its codes weighs, with all other land that may be, or may be none."""
    some = table["maybe_homes_m2"]
    return (some > 0) & weighs(some + table["overlap_m2"] + table["not_homes_m2"], table["residential_m2"])


def _percent(some: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Return which part of it and the rest something is, in %, missing where both are nothing."""
    return 100 * some / positive(some + rest)
