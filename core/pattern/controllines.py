"""Conflicts between control lines: ground that two of them claim.

Source: Beijing ecological security pattern plan (2021–2035), ch. 3 §1: 生态保护红线 ecological red line, 永久基本农田
permanent basic farmland and 城镇开发边界 growth boundary must not cross, overlap or conflict (不交叉、不重叠、不冲突).
The plan defines none of the three words; the kinds below are our reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
import shapely

from ..geometry.area import Measure, planar
from ..geometry.arrangement import THIN_M, arrange, held, outline, sort_by_place
from ..geometry.mosaic import Mosaic, dissolve, joined, merge
from ..geometry.polygons import explode, slivers
from ..geometry.split import split
from ..geometry.zones import OUTSIDE, build, cut
from ..progress import Progress, in_threads, part, quiet
from .codes import CONTAINMENT, CROSSING, OVERLAP

FIRST, SECOND, BOTH = "first", "second", "both"

_CHUNK = 500
_COLUMNS = [
    "first",
    "second",
    "kind",
    "whose",
    "first_part",
    "second_part",
    "first_rows",
    "second_rows",
    "area_m2",
    "sliver",
]
_COMMON, _FIRST_ALONE, _SECOND_ALONE = 1, 2, 3


@dataclass(frozen=True)
class LineConflicts:
    """Ground in two control lines, pair by pair; areas in m².

    ``parts``: of each line the single polygons that its features make together, shape (parts,).
    ``geometry``: the common ground, single polygons, shape (c,). ``table``: a row for each, by pair, in it the largest
    first: ``first`` and ``second`` (names of the lines), ``kind``, ``whose``, ``first_part`` and ``second_part`` (rows
    of ``parts``), ``first_rows`` and ``second_rows`` (tuples: the rows of the features that have ground there),
    ``area_m2``, ``sliver`` (counted, but so thin that it may be the drawing).

    Kinds: ``containment``: a part of one line lies wholly in the other. ``crossing``: the ground on its sides that one
    line has alone falls apart into two pieces or more; the other passes through. ``overlap``: neither. ``whose`` says
    which line is contained or passed through: first, second or both, and is empty for an overlap.
    """

    parts: dict[str, np.ndarray]
    geometry: np.ndarray
    table: pd.DataFrame


def line_conflicts(
    lines: dict[str, np.ndarray],
    *,
    extent: np.ndarray | None = None,
    sliver_m: float = 0.0,
    measure: Measure = planar,
    progress: Progress = quiet,
) -> LineConflicts:
    """Find the ground that two control lines have in common (plan, ch. 3 §1); a border that they share is none.

    ``lines``: for each name valid polygons or multipolygons in one metric CRS; those of one line may lie on each other.
    Common ground that is narrower than ``sliver_m`` everywhere is marked as a sliver; what a line has alone and is
    narrower than that counts for no kind, so that a part that sticks out of another by the width of a sliver still
    lies wholly in it. ``extent``: valid polygons; only common ground inside them is returned. Its kind is that of the
    lines as they are, inside and outside.

    A growth boundary passes through a red line of 30 m by 10 m, and they share 100 m²:

    >>> import shapely
    >>> from greenvein.core.pattern.controllines import line_conflicts
    >>> red_line, boundary = shapely.box([0], 10, [30], 20), shapely.box([10], 0, [20], 30)
    >>> table = line_conflicts({"red line": red_line, "boundary": boundary}).table
    >>> table[["first", "second", "kind", "whose"]].values.tolist(), table["area_m2"].round(3).tolist()
    ([['red line', 'boundary', 'crossing', 'both']], [100.0])
    """
    names, layers = list(lines), list(lines.values())
    count = max(len(names), 1)
    outlines = [
        outline(layer, np.zeros(len(layer)), part(progress, 0.1 * at / count, 0.1 * (at + 1) / count))
        for at, layer in enumerate(layers)
    ]
    faces = arrange(outlines, part(progress, 0.1, 0.55))
    # Which lines a face lies in, a bit for each.
    code = np.zeros(len(faces.geometry), dtype=np.intp)
    for at, layer in enumerate(layers):
        stage = part(progress, 0.55 + 0.15 * at / count, 0.55 + 0.15 * (at + 1) / count)
        code[np.unique(held(faces, layer, stage)[0])] |= 1 << at
    mosaic = merge(faces, code, part(progress, 0.7, 0.85))
    inside = [(mosaic.label >> at & 1).astype(bool) for at in range(len(names))]
    multiple = np.flatnonzero(np.sum(inside, axis=0) > 1) if names else np.empty(0, dtype=np.intp)
    part_of, parts, touching = [], {}, []
    for at, name in enumerate(names):
        stage = part(progress, 0.85 + 0.1 * at / count, 0.85 + 0.1 * (at + 1) / count)
        groups = joined(mosaic, inside[at].astype(np.intp))
        ground, one = dissolve(mosaic, inside[at].astype(np.intp), inside[at])
        row = np.full(len(groups), -1)
        row[groups[one]] = np.arange(len(ground))  # by group; there are no more groups than polygons
        part_of.append(row[groups])
        parts[name] = ground
        touching.append(_features(mosaic, multiple, layers[at], stage))
    found = [
        _pair(mosaic, names, (a, b), inside, part_of, touching, sliver_m, measure)
        for a, b in combinations(range(len(names)), 2)
    ]
    ground = np.concatenate([np.empty(0, dtype=object), *(ground for ground, _ in found)])
    table = _together([table for _, table in found])
    if extent is not None:
        ground, table = _inside(ground, table, extent, lines, sliver_m, measure)
    progress(1.0)
    return LineConflicts(parts, ground, table)


def _inside(
    ground: np.ndarray,
    table: pd.DataFrame,
    extent: np.ndarray,
    lines: dict[str, np.ndarray],
    sliver_m: float,
    measure: Measure,
) -> tuple[np.ndarray, pd.DataFrame]:
    """Return what of conflicts lies inside an extent, single polygons, and their table, in the same order as ever."""
    pieces, source, cell = cut(ground, build(extent, np.full(len(extent), "extent"), measure))
    within = np.flatnonzero(cell != OUTSIDE)
    single, at = explode(pieces[within])
    source = source[within][at]
    found = table.iloc[source].assign(area_m2=measure(single), sliver=slivers(single, sliver_m))
    parted = np.flatnonzero(single != ground[source])
    for side in ("first", "second"):
        rows = found[f"{side}_rows"].tolist()
        for number in parted:
            claim = np.array(rows[number], dtype=np.intp)
            claims = lines[found[side].iat[number]][claim]
            rows[number] = tuple(claim[_some(shapely.intersection(claims, single[number]))].tolist())
        found[f"{side}_rows"] = pd.Series(rows, index=found.index, dtype=object)
    pair = pd.factorize(table["first"] + "/" + table["second"])[0][source]
    order = np.lexsort((*sort_by_place(single), -found["area_m2"].to_numpy(dtype=float), pair))
    return single[order], found.iloc[order].reset_index(drop=True)


def _together(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return one table of all pairs; an empty one keeps its columns and would spoil the types of the others."""
    some = [table for table in tables if len(table)] or tables[:1] or [pd.DataFrame(columns=_COLUMNS)]
    return pd.concat(some, ignore_index=True)


def _pair(
    mosaic: Mosaic,
    names: list[str],
    pair: tuple[int, int],
    inside: list[np.ndarray],
    part_of: list[np.ndarray],
    touching: list[np.ndarray],
    sliver_m: float,
    measure: Measure,
) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the common ground of two lines, and its table."""
    a, b = pair
    state = np.select([inside[a] & inside[b], inside[a], inside[b]], [_COMMON, _FIRST_ALONE, _SECOND_ALONE], 0)
    groups = joined(mosaic, state)
    ground, one = dissolve(mosaic, state, state == _COMMON)
    area = measure(ground)
    order = np.lexsort((*sort_by_place(ground), -area))
    ground, one, area = ground[order], one[order], area[order]
    row = np.full(len(groups), -1)
    row[groups[one]] = np.arange(len(ground))
    row = row[groups]
    inner = groups[mosaic.one] == groups[mosaic.two]
    within = np.bincount(groups[mosaic.one[inner]], weights=mosaic.border_m[inner], minlength=len(groups))
    around = np.bincount(groups, weights=shapely.length(mosaic.geometry), minlength=len(groups)) - 2 * within
    size = np.bincount(groups, weights=shapely.area(mosaic.geometry), minlength=len(groups))
    # What is narrow on average may be wide at one place; only of that is the ground put together.
    thin = (2 * size < sliver_m * around)[groups] & (state > _COMMON)
    narrow, owner = dissolve(mosaic, state, thin)
    thin_group: np.ndarray = np.zeros(len(groups), dtype=bool)
    thin_group[groups[thin]] = True
    thin_group[groups[owner[~slivers(narrow, sliver_m)]]] = False
    wide = ~thin_group[groups]
    contained, passed = [], []
    for line, alone in ((a, _FIRST_ALONE), (b, _SECOND_ALONE)):
        left = wide & (state == alone)
        whole = np.ones(len(groups), dtype=bool)
        whole[part_of[line][left]] = False  # by part; there are no more parts than polygons
        contained.append(whole[part_of[line][one]])
        sides = [
            np.c_[row[here], groups[there]][(row[here] >= 0) & left[there]]
            for here, there in ((mosaic.one, mosaic.two), (mosaic.two, mosaic.one))
        ]
        beside = np.unique(np.concatenate(sides), axis=0)[:, 0]
        passed.append(np.bincount(beside, minlength=len(ground)) > 1)
    lies, cut = np.array(contained).any(axis=0), np.array(passed).any(axis=0)
    table = pd.DataFrame(
        {
            "first": names[a],
            "second": names[b],
            "kind": np.select([lies, cut], [CONTAINMENT, CROSSING], OVERLAP),
            "whose": np.where(lies, _whose(*contained), _whose(*passed)),
            "first_part": part_of[a][one],
            "second_part": part_of[b][one],
            "first_rows": _rows(row, touching[a], len(ground)),
            "second_rows": _rows(row, touching[b], len(ground)),
            "area_m2": area,
            "sliver": slivers(ground, sliver_m),
        },
        columns=_COLUMNS,
    )
    return ground, table


def _whose(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.select([first & second, first, second], [BOTH, FIRST, SECOND], "")


def _features(mosaic: Mosaic, some: np.ndarray, features: np.ndarray, progress: Progress) -> np.ndarray:
    """Return the pairs of polygons of the mosaic and features that have ground in common, shape (2, pairs).

    ``some``: the rows of the mosaic to look at.
    """
    # A face of a few vertices has to do with a small part of a feature of many.
    parts, owner = split(features, part(progress, 0.0, 0.5))
    tree = shapely.STRtree(parts)

    def meet(rows: slice) -> np.ndarray:
        at, row = tree.query(mosaic.geometry[some[rows]], predicate="intersects")
        face = some[rows][at]
        common = shapely.intersection(mosaic.geometry[face], parts[row])
        ground = _some(common)
        return np.unique(np.stack([face[ground], owner[row[ground]]]), axis=1)

    found = in_threads(meet, len(some), _CHUNK, part(progress, 0.5, 1.0))
    return np.concatenate([np.empty((2, 0), dtype=np.intp), *found], axis=1)


def _some(common: np.ndarray) -> np.ndarray:
    """Tell what is ground, and no edge that two have in common."""
    return (2 * shapely.area(common) >= THIN_M * shapely.length(common)) & (shapely.area(common) > 0)


def _rows(row: np.ndarray, touching: np.ndarray, count: int) -> list[tuple[int, ...]]:
    """Return for each of ``count`` conflicts the features that have ground in it.

    ``row``: the conflict that each polygon of the mosaic belongs to, -1 for none.
    """
    face, feature = touching
    pairs = np.unique(np.c_[row[face], feature][row[face] >= 0], axis=0)
    bounds = np.searchsorted(pairs[:, 0], np.arange(count + 1))
    return [tuple(pairs[start:stop, 1].tolist()) for start, stop in zip(bounds[:-1], bounds[1:])]
