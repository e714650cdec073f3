"""Tables of the land reduction account: areas by classes and zones, and whether they close.

Every sum here is the exact one of its terms, rounded once, so that the order of the terms plays no part.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .landclass import OUTSIDE
from .zones import Zones

ALL = -1
"""The zone of the rows for all, which is computed without zones."""


@dataclass(frozen=True)
class Tables:
    """The figures of an account; areas in m².

    ``zones``: their names. ``matrix``: one row for each zone, class before and class after that occur together:
    ``zone`` (number of a zone, ``len(zones)`` for what lies in none, -1 for all), ``from``, ``to``, ``area_m2``,
    ``key_m2`` (inside key areas; NaN where none were given). ``before`` and ``after``: ``zone``, ``class``,
    ``area_m2``, measured on each date alone. ``closure_m2``: the largest remainder, over all classes and zones, of the
    matrix against the two dates, and of zones that do not overlap against the row for all.
    """

    zones: tuple[str, ...]
    matrix: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    closure_m2: float


@dataclass(frozen=True)
class Ground:
    """Ground of one class before and one after, cut by zones and key areas, shape (n,) each.

    ``cell``: of the zones, -1 where there are none or it lies in none; ``key``: whether it lies in a key area.
    """

    start: np.ndarray
    end: np.ndarray
    cell: np.ndarray
    key: np.ndarray
    area_m2: np.ndarray


@dataclass(frozen=True)
class Seen:
    """Ground of one date, cut by zones, shape (n,) each."""

    class_: np.ndarray
    cell: np.ndarray
    area_m2: np.ndarray


def tables(ground: Ground, dates: Sequence[Seen], zones: Zones | None, with_key: bool) -> Tables:
    """Return the tables of ground that both dates were laid on, and of the two dates alone."""
    inside = np.where(ground.key, ground.area_m2, 0.0)
    parcels = {"from": ground.start, "to": ground.end, "area_m2": ground.area_m2, "key_m2": inside}
    matrix = _sums(pd.DataFrame(parcels), ["from", "to"], ground.cell, zones)
    if not with_key:
        matrix["key_m2"] = np.nan
    before, after = (
        _sums(pd.DataFrame({"class": date.class_, "area_m2": date.area_m2}), ["class"], date.cell, zones)
        for date in dates
    )
    closure = max(_remainder(matrix, "from", before), _remainder(matrix, "to", after), _between(matrix, zones))
    return Tables(() if zones is None else zones.names, matrix, before, after, closure)


def _sums(parcels: pd.DataFrame, keys: list[str], cell: np.ndarray, zones: Zones | None) -> pd.DataFrame:
    """Return the sums of all figures by keys: for each zone, for what lies in none, and for all."""
    figures = [name for name in parcels.columns if name not in keys]
    found = [_sum(parcels, keys).assign(zone=ALL)]
    if zones is not None:
        by_cell = _sum(parcels.assign(cell=cell), [*keys, "cell"])
        for zone in range(len(zones.names)):
            own = by_cell[by_cell["cell"].isin(np.flatnonzero(zones.members[:, zone]))]
            found.append(_sum(own.drop(columns="cell"), keys).assign(zone=zone))
        beside = by_cell[by_cell["cell"] < 0].drop(columns="cell")
        found.append(beside.assign(zone=len(zones.names)))
    return pd.concat(found, ignore_index=True)[["zone", *keys, *figures]]


def _sum(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the sum of every other column for each combination of keys that occurs, sorted by them."""
    groups = table.groupby(keys, sort=True)
    number = groups.ngroup().to_numpy()
    order = np.argsort(number, kind="stable")
    first = np.flatnonzero(np.diff(number[order], prepend=-1))
    stop = np.append(first[1:], len(order))
    found = table[keys].iloc[order[first]].reset_index(drop=True)
    for name in table.columns.difference(keys, sort=False):
        values = table[name].to_numpy(dtype=float)[order].tolist()
        found[name] = np.array([math.fsum(values[a:b]) for a, b in zip(first, stop)], dtype=float)
    return found


def _remainder(matrix: pd.DataFrame, side: str, date: pd.DataFrame) -> float:
    """Return by how much the matrix and a date differ at most, over all classes and zones, in m²."""
    found = matrix[matrix[side] != OUTSIDE].groupby(["zone", side])["area_m2"].sum()
    expected = date.set_index(["zone", "class"])["area_m2"]
    expected.index.names = found.index.names
    return float(found.sub(expected, fill_value=0.0).abs().max()) if len(expected) or len(found) else 0.0


def _between(matrix: pd.DataFrame, zones: Zones | None) -> float:
    """Return by how much zones that do not overlap, with what lies in none, differ from the row for all, in m²."""
    if zones is None or (zones.members.sum(axis=1) > 1).any():
        return 0.0
    found, all_ = (
        matrix[rows].groupby(["from", "to"])["area_m2"].sum() for rows in (matrix["zone"] != ALL, matrix["zone"] == ALL)
    )
    return float(found.sub(all_, fill_value=0.0).abs().max()) if len(all_) else 0.0
