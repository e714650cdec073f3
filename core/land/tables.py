"""Tables of the land reduction account: areas by classes and zones, and whether they close.

Every sum here is the exact one of its terms, rounded once, so that the order of the terms plays no part.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from ..geometry.zones import Zones
from .codes import OUTSIDE

ALL = -1
"""The zone of the rows for all, which is computed without zones."""
DATES = ("before", "after")


@dataclass(frozen=True)
class AccountTables:
    """The figures of an account; areas in m².

    ``zones``: their names. ``matrix``: one row for each zone, class before and class after that occur together:
    ``zone`` (number of a zone, ``len(zones)`` for what lies in none, -1 for all), ``from``, ``to``, ``area_m2``,
    ``key_m2`` (inside key areas; NaN where none were given). ``before`` and ``after``: ``zone``, ``class``,
    ``area_m2``, measured on each date alone. ``closure_m2``: the largest remainder, over all classes and zones, of the
    matrix against the two dates, and of zones that do not overlap against the row for all. ``same_m2``: ground whose
    codes mean the same on both dates though their classes differ, which counts as one class. ``contested``: ``zone``,
    ``date`` (one of ``DATES``), ``class`` (land.contested.kind), ``area_m2``; ground of mixed codes whose later part is
    other land stands there too.
    """

    zones: tuple[str, ...]
    matrix: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    closure_m2: float
    same_m2: float
    contested: pd.DataFrame


@dataclass(frozen=True)
class ClassedGround:
    """Ground of one class before and one after, cut by zones and key areas, shape (n,) each.

    ``start`` and ``end``: the classes that count; ``was`` and ``is_``: those that each date alone gives.
    ``cell``: of the zones, -1 where there are none or it lies in none; ``key``: whether it lies in a key area.
    """

    start: np.ndarray
    end: np.ndarray
    was: np.ndarray
    is_: np.ndarray
    cell: np.ndarray
    key: np.ndarray
    area_m2: np.ndarray


@dataclass(frozen=True)
class Seen:
    """Ground of one date, cut by zones, shape (n,) each."""

    class_: np.ndarray
    cell: np.ndarray
    area_m2: np.ndarray


def tables(
    ground: ClassedGround, dates: Sequence[Seen], contested: Sequence[Seen], zones: Zones | None, with_key: bool
) -> AccountTables:
    """Return the tables of ground that both dates were laid on, of the two dates alone, and of what each contests.

    Where another class counts than a date alone gives, the date's table says so too: what the ground measures goes
    from the one class to the other, and the rest of the date is still measured on its own.
    """
    areas = {"area_m2": ground.area_m2}
    if with_key:
        areas["key_m2"] = np.where(ground.key, ground.area_m2, 0.0)
    matrix = _sums({"from": ground.start, "to": ground.end}, areas, ground.cell, zones)
    if not with_key:
        matrix["key_m2"] = np.nan
    sides = ((ground.was, ground.start), (ground.is_, ground.end))
    counted = [_recounted(date, ground, *side) for date, side in zip(dates, sides)]
    before, after = (_seen(date, zones) for date in counted)
    same = (ground.was != ground.start) | (ground.is_ != ground.end)
    closure = max(_remainder(matrix, "from", before), _remainder(matrix, "to", after), _between(matrix, zones))
    return AccountTables(
        () if zones is None else zones.names,
        matrix,
        before,
        after,
        closure,
        math.fsum(ground.area_m2[same].tolist()),
        pd.concat([_seen(one, zones).assign(date=date) for date, one in zip(DATES, contested)], ignore_index=True),
    )


def _seen(date: Seen, zones: Zones | None) -> pd.DataFrame:
    return _sums({"class": date.class_}, {"area_m2": date.area_m2}, date.cell, zones)


def _recounted(date: Seen, ground: ClassedGround, own: np.ndarray, counted: np.ndarray) -> Seen:
    other = own != counted
    cell, area = ground.cell[other], ground.area_m2[other]
    return Seen(
        np.r_[date.class_, own[other], counted[other]], np.r_[date.cell, cell, cell], np.r_[date.area_m2, -area, area]
    )


def _sums(
    keys: dict[str, np.ndarray], figures: dict[str, np.ndarray], cell: np.ndarray, zones: Zones | None
) -> pd.DataFrame:
    """Return the sums of all figures by keys, sorted by them: for all, for each zone, and for what lies in none."""
    codes, names = zip(*(pd.factorize(column, sort=True) for column in keys.values()))
    shape = tuple(len(one) for one in names)
    number = np.ravel_multi_index(codes, shape) if len(cell) else np.empty(0, dtype=np.intp)
    found = [(ALL, *_exact(number, figures))]
    if zones is not None:
        count = len(zones.cells) + 1
        by_cell, sums = _exact(number * count + cell + 1, figures)
        number, place = by_cell // count, by_cell % count - 1
        members = np.append(zones.members, np.zeros((1, len(zones.names)), dtype=bool), axis=0)
        insides = [*members[place].T, place < 0]
        found += [
            (zone, *_exact(number[inside], {name: values[inside] for name, values in sums.items()}))
            for zone, inside in enumerate(insides)
        ]
    number = np.concatenate([rows for _, rows, _ in found])
    zone = np.repeat([zone for zone, _, _ in found], [len(rows) for _, rows, _ in found])
    columns = zip(keys, names, np.unravel_index(number, shape) if len(number) else [number] * len(keys))
    sums = {name: np.concatenate([one[name] for _, _, one in found]) for name in figures}
    return pd.DataFrame({"zone": zone} | {key: known[code] for key, known, code in columns} | sums)


def _exact(number: np.ndarray, figures: dict[str, np.ndarray]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return the numbers that occur, in rising order, and the sum of each figure over the rows that have them."""
    order = np.argsort(number, kind="stable")
    number = number[order]
    first = np.flatnonzero(np.diff(number, prepend=-1))
    edges = [*map(int, first), len(number)]
    sums = {}
    for name, figure in figures.items():
        values = cast("list[float]", figure[order].tolist())
        sums[name] = np.array([math.fsum(values[start:stop]) for start, stop in zip(edges, edges[1:])], dtype=float)
    return number[first], sums


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
