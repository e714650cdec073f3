"""Land reduction account: what construction land was vacated, what was added, and what became of it.

Source: Beijing land resources plan for 2021–2025, ch. 2 (减量, 城乡建设用地规模) and ch. 3 (生态整治重点地区);
the targets come from the plan profile.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from .area import Measure, planar
from .changes import NONE, Pieces, pieces
from .coverage import Flat, flat
from .landclass import FARMLAND, OUTSIDE, UNKNOWN, URBAN_RURAL
from .polygons import explode
from .progress import Progress, part, quiet
from .zones import Zones, build, cut

VACATED, ADDED, OTHER = "vacated", "added", "other"
OUT, IN = "out", "in"
BESIDE = (UNKNOWN, OUTSIDE)
"""What is neither vacated nor added."""
ALL = -1
"""The zone of the rows for all, which is computed without zones."""


@dataclass(frozen=True)
class Layer:
    """The land use at one date: valid polygons, shape (n,), and the class of each, shape (n,).

    ``rank``: which of two equals lies on top, the lower one, shape (n,); without it their order tells.
    """

    geometry: np.ndarray
    class_: np.ndarray
    rank: np.ndarray | None = None


@dataclass(frozen=True)
class Account:
    """The account of two dates; areas in m².

    ``matrix``: one row for each zone, class before and class after that occur together: ``zone`` (number of a zone,
    ``len(names)`` for what lies in none, -1 for all), ``from``, ``to``, ``area_m2``, ``key_m2`` (inside key areas;
    NaN where none were given). ``before`` and ``after``: ``zone``, ``class``, ``area_m2``, measured on each date alone.
    ``changes`` and ``ground``: single polygons whose class changed: ``from``, ``to``, ``kind``, ``farmland``,
    ``area_m2``, ``cell`` (of the zones), ``in_key_area``, ``sliver``, ``before`` and ``after`` (rows of the layers,
    -1 for none); the leading kind first, in it the largest first. The matrix counts slivers like everything else.
    ``stacked_before`` and ``stacked_after``: what lay on each other inside a date.
    ``closure_m2``: the largest remainder, over all classes and zones, of the matrix against the two dates, and of
    zones that do not overlap against the row for all.
    """

    zones: tuple[str, ...]
    matrix: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    changes: pd.DataFrame
    ground: np.ndarray
    stacked_before: Flat
    stacked_after: Flat
    closure_m2: float


def kind_of(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return vacated, added or other for each pair of classes, shape (n,).

    What comes from or goes to an unknown class, or lies in one date alone, is neither vacated nor added.
    """
    known = ~np.isin(before, BESIDE) & ~np.isin(after, BESIDE)
    vacated = known & (before == URBAN_RURAL) & (after != URBAN_RURAL)
    added = known & (before != URBAN_RURAL) & (after == URBAN_RURAL)
    return np.select([vacated, added], [VACATED, ADDED], OTHER).astype(object)


def farmland_of(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return out, in or nothing for each pair of classes, shape (n,)."""
    known = ~np.isin(before, BESIDE) & ~np.isin(after, BESIDE)
    out = known & (before == FARMLAND) & (after != FARMLAND)
    into = known & (before != FARMLAND) & (after == FARMLAND)
    return np.select([out, into], [OUT, IN], "").astype(object)


def land_reduction(
    before: Layer,
    after: Layer,
    *,
    zones: Zones | None = None,
    key_areas: np.ndarray | None = None,
    sliver_m: float = 0.0,
    measure: Measure = planar,
    progress: Progress = quiet,
) -> Account:
    """Make the account of two dates.

    All polygons are valid and in one metric CRS. Where polygons of one date overlap, the smaller one is on top,
    of equals the one of lower rank. A change whose mean width (twice its area by its perimeter) is less than
    ``sliver_m`` is marked as a sliver.
    """
    first = flat(before.geometry, part(progress, 0, 0.1), before.rank)
    second = flat(after.geometry, part(progress, 0.1, 0.2), after.rank)
    here, there = (np.flatnonzero(~shapely.is_missing(one.geometry)) for one in (first, second))
    signature = first.signature[here], second.signature[there]
    found = pieces(first.geometry[here], second.geometry[there], part(progress, 0.2, 0.6), signature)
    ground = _parcels(found, _classes(before, _rows(here, found.before)), _classes(after, _rows(there, found.after)))
    changed = ground.start != ground.end
    thin = changed & (2 * shapely.area(ground.geometry) < sliver_m * shapely.length(ground.geometry))
    geometry, source, cell = _by_cell(ground.geometry, zones, part(progress, 0.6, 0.7))
    inside: np.ndarray = np.zeros(len(geometry), dtype=bool)
    if key_areas is not None:
        key = build(key_areas, np.full(len(key_areas), "key"), measure)
        geometry, at, place = cut(geometry, key, part(progress, 0.7, 0.8))
        inside, source, cell = place >= 0, source[at], cell[at]
    area = measure(geometry)
    progress(0.85)
    start, end = ground.start[source], ground.end[source]
    parcels = pd.DataFrame({"from": start, "to": end, "area_m2": area, "key_m2": np.where(inside, area, 0.0)})
    matrix = _sums(parcels, ["from", "to"], cell, zones)
    if key_areas is None:
        matrix["key_m2"] = np.nan
    dates = [
        _date(layer, one, rows, zones, measure, part(progress, *stage))
        for layer, one, rows, stage in ((before, first, here, (0.85, 0.9)), (after, second, there, (0.9, 0.95)))
    ]
    row = np.flatnonzero(changed[source])
    single, owner = explode(geometry[row])
    owner = row[owner]
    piece = ground.piece[source[owner]]
    changes = pd.DataFrame(
        {
            "from": start[owner],
            "to": end[owner],
            "kind": kind_of(start[owner], end[owner]),
            "farmland": farmland_of(start[owner], end[owner]),
            "area_m2": measure(single),
            "cell": cell[owner],
            "in_key_area": inside[owner],
            "sliver": thin[source[owner]],
            "before": _rows(here, found.before)[piece],
            "after": _rows(there, found.after)[piece],
        }
    )
    order = _leading(changes, single)
    progress(1.0)
    closure = max(_remainder(matrix, "from", dates[0]), _remainder(matrix, "to", dates[1]), _between(matrix, zones))
    names = () if zones is None else zones.names
    changes = changes.iloc[order].reset_index(drop=True)
    return Account(names, matrix, dates[0], dates[1], changes, single[order], first, second, closure)


@dataclass(frozen=True)
class _Parcels:
    """Ground of one class before and one after; single polygons where the two differ."""

    geometry: np.ndarray
    start: np.ndarray
    end: np.ndarray
    piece: np.ndarray


def _parcels(found: Pieces, start: np.ndarray, end: np.ndarray) -> _Parcels:
    """Take pieces whose class changed apart, so that a thin part is not hidden by a thick one."""
    stay, go = np.flatnonzero(start == end), np.flatnonzero(start != end)
    single, owner = explode(found.geometry[go])
    piece = np.r_[stay, go[owner]]
    return _Parcels(np.r_[found.geometry[stay], single], start[piece], end[piece], piece)


def _leading(changes: pd.DataFrame, ground: np.ndarray) -> np.ndarray:
    """Return the order of changes: vacated, added, other; then the largest; then by where they are."""
    kind = changes["kind"].map({VACATED: 0, ADDED: 1, OTHER: 2}).to_numpy(dtype=int)
    west, south, _, _ = shapely.bounds(ground).T if len(ground) else np.empty((4, 0))
    return np.lexsort((south, west, -changes["area_m2"].to_numpy(dtype=float), kind))


def _rows(kept: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Return rows of a layer for rows of what was kept of it."""
    return np.append(kept, NONE)[found]  # the last one, which NONE stands for


def _classes(layer: Layer, row: np.ndarray) -> np.ndarray:
    return np.append(np.asarray(layer.class_, dtype=object), OUTSIDE)[row]


def _by_cell(
    geometry: np.ndarray, zones: Zones | None, progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if zones is None:
        return geometry, np.arange(len(geometry)), np.full(len(geometry), ALL)
    return cut(geometry, zones, progress)


def _sums(parcels: pd.DataFrame, keys: list[str], cell: np.ndarray, zones: Zones | None) -> pd.DataFrame:
    """Return the sums of all figures by keys: for each zone, for what lies in none, and for all."""
    figures = [name for name in parcels.columns if name not in keys]
    tables = [parcels.groupby(keys, as_index=False, sort=True)[figures].sum().assign(zone=ALL)]
    if zones is not None:
        by_cell = parcels.assign(cell=cell).groupby([*keys, "cell"], as_index=False)[figures].sum()
        for zone in range(len(zones.names)):
            own = by_cell[by_cell["cell"].isin(np.flatnonzero(zones.members[:, zone]))]
            tables.append(own.groupby(keys, as_index=False)[figures].sum().assign(zone=zone))
        beside = by_cell[by_cell["cell"] < 0].drop(columns="cell")
        tables.append(beside.assign(zone=len(zones.names)))
    return pd.concat(tables, ignore_index=True)[["zone", *keys, *figures]]


def _date(
    layer: Layer, seen: Flat, rows: np.ndarray, zones: Zones | None, measure: Measure, progress: Progress
) -> pd.DataFrame:
    """Return the area of each class at one date by zones, from that date's polygons alone."""
    ground, source, cell = _by_cell(seen.geometry[rows], zones, progress)
    parcels = pd.DataFrame({"class": _classes(layer, rows[source]), "area_m2": measure(ground)})
    return _sums(parcels, ["class"], cell, zones)


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
