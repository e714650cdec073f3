"""Land reduction account: what construction land was vacated, what was added, and what became of it.

Source: Beijing land resources plan for 2021–2025, ch. 2 (减量, 城乡建设用地规模) and ch. 3 (生态整治重点地区);
the targets come from the plan profile.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..geometry.area import Measure, planar
from ..geometry.changes import NONE, Pieces, pieces
from ..geometry.claims import claims
from ..geometry.coverage import Flat, flat
from ..geometry.polygons import explode, slivers_together
from ..geometry.zones import Zones, build, cut
from ..progress import Progress, part, quiet
from .codes import ADDED, AGRI_FOREST, BESIDE, FARMLAND, IN, OTHER, OUT, OUTSIDE, URBAN_RURAL, VACATED
from .contested import contested, contested_m2, with_later_parts
from .sameground import SameGround
from .tables import ALL, AccountTables, ClassedGround, Seen, tables


@dataclass(frozen=True)
class LandLayer:
    """The land use at one date: valid polygons, shape (n,), and the class of each, shape (n,).

    ``rank``: which of two equals lies on top, the lower one, shape (n,); without it their order tells.
    ``code``: the code of each, shape (n,); needed where codes of two dates may mean the same ground. ``later``: the
    classes of the later parts of mixed codes, each a set, shape (n,).
    """

    geometry: np.ndarray
    class_: np.ndarray
    rank: np.ndarray | None = None
    code: np.ndarray | None = None
    later: np.ndarray | None = None


@dataclass(frozen=True)
class Account(AccountTables):
    """The account of two dates; areas in m².

    ``changes`` and ``ground``: single polygons whose class changed: ``from``, ``to``, ``kind``, ``farmland``,
    ``area_m2``, ``contested_m2`` (what of it polygons of either date contest, see land.contested), ``cell`` (of the
    zones), ``in_key_area``, ``sliver``, ``before`` and ``after`` (rows of the layers, -1 for none); the leading kind
    first, in it the largest first. The matrix counts slivers like everything else.
    ``stacked_before`` and ``stacked_after``: what lay on each other inside a date.
    """

    changes: pd.DataFrame
    ground: np.ndarray
    stacked_before: Flat
    stacked_after: Flat


def kind_of(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return vacated, added or other for each pair of classes, shape (n,).

    What comes from or goes to an unknown class, or lies in one date alone, is neither vacated nor added.

    >>> import numpy as np
    >>> from greenvein.core.land.reduction import kind_of
    >>> before, after = np.array(["urban_rural", "forest", "unknown"]), np.array(["forest", "urban_rural", "forest"])
    >>> kind_of(before, after).tolist()
    ['vacated', 'added', 'other']
    """
    known = ~np.isin(before, BESIDE) & ~np.isin(after, BESIDE)
    vacated = known & (before == URBAN_RURAL) & (after != URBAN_RURAL)
    added = known & (before != URBAN_RURAL) & (after == URBAN_RURAL)
    return np.select([vacated, added], [VACATED, ADDED], OTHER).astype(object)


def farmland_of(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return out, in or nothing for each pair of classes, shape (n,).

    >>> import numpy as np
    >>> from greenvein.core.land.reduction import farmland_of
    >>> farmland_of(np.array(["farmland", "forest", "forest"]), np.array(["forest", "farmland", "grass"])).tolist()
    ['out', 'in', '']
    """
    known = ~np.isin(before, BESIDE) & ~np.isin(after, BESIDE)
    out = known & (before == FARMLAND) & (after != FARMLAND)
    into = known & (before != FARMLAND) & (after == FARMLAND)
    return np.select([out, into], [OUT, IN], "").astype(object)


def land_reduction(
    before: LandLayer,
    after: LandLayer,
    *,
    zones: Zones | None = None,
    key_areas: np.ndarray | None = None,
    same: SameGround | None = None,
    sliver_m: float = 0.0,
    measure: Measure = planar,
    progress: Progress = quiet,
) -> Account:
    """Make the account of two dates.

    All polygons are valid and in one metric CRS; ``key_areas``, shape (k,), may overlap (生态整治重点地区). Where
    polygons of one date overlap, the smaller one is on top, of equals the one of lower rank. ``same`` tells whose codes
    mean the same ground. A change that is narrower than ``sliver_m`` everywhere, with such changes of the same two
    classes beside it, is marked as a sliver.
    Raises CrowdedError and CrowdedZonesError where polygons or zones lie on one another in too many pairs.

    A village of 1 ha is gone: 0.4 ha of it are fields now, 0.6 ha forest.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.land.reduction import LandLayer, land_reduction
    >>> before = LandLayer(shapely.box([0], 0, [100], 100), np.array(["urban_rural"], dtype=object))
    >>> after = LandLayer(shapely.box([0, 40], 0, [40, 100], 100), np.array(["farmland", "forest"], dtype=object))
    >>> land_reduction(before, after).changes[["kind", "to", "farmland", "area_m2"]].values.tolist()
    [['vacated', 'forest', '', 6000.0], ['vacated', 'farmland', 'in', 4000.0]]
    """
    first = flat(before.geometry, part(progress, 0, 0.1), before.rank)
    second = flat(after.geometry, part(progress, 0.1, 0.2), after.rank)
    here, there = (np.flatnonzero(~shapely.is_missing(one.geometry)) for one in (first, second))
    signature = first.signature[here], second.signature[there]
    found = pieces(first.geometry[here], second.geometry[there], part(progress, 0.2, 0.6), signature)
    was, is_ = _rows(here, found.before), _rows(there, found.after)
    own = classes(before.class_, was), classes(after.class_, is_)
    ground = parcels(found, *counted(own, (before.code, after.code), (was, is_), same))
    changed = ground.start != ground.end
    thin = changed.copy()
    kind = pd.factorize(ground.start[changed] + "/" + ground.end[changed])[0]
    thin[changed] = slivers_together(ground.geometry[changed], sliver_m, kind)
    key = None if key_areas is None else key_zones(key_areas, measure, part(progress, 0.6, 0.65))
    parts = by_place(ground.geometry, zones, key, measure, part(progress, 0.65, 0.85))
    source, cell, inside = parts.source, parts.cell, parts.key
    start, end = ground.start[source], ground.end[source]
    was_alone, is_alone = (column[ground.piece[source]] for column in own)
    dates = [
        _date(layer, one, rows, zones, measure, part(progress, *stage))
        for layer, one, rows, stage in ((before, first, here, (0.85, 0.9)), (after, second, there, (0.9, 0.95)))
    ]
    claimed = [
        claims(layer.geometry, layer.class_, one, part(progress, *stage))
        for layer, one, stage in ((before, first, (0.95, 0.96)), (after, second, (0.96, 0.97)))
    ]
    doubtful = [
        contested(pairs, layer.class_, zones, measure, part(progress, *stage))
        for pairs, layer, stage in ((claimed[0], before, (0.97, 0.98)), (claimed[1], after, (0.98, 0.99)))
    ]
    doubtful = [with_later_parts(one, *date) for one, date in zip(doubtful, dates)]
    both = ClassedGround(start, end, was_alone, is_alone, cell, inside, parts.area_m2)
    sums = tables(both, [date for date, _ in dates], doubtful, zones, key is not None)
    # Where farmland is drawn together with other land, how much of it goes out or comes in cannot be told.
    split = AGRI_FOREST not in {*start, *end}
    row = np.flatnonzero(changed[source])
    single, owner = explode(parts.geometry[row])
    owner = row[owner]
    piece = ground.piece[source[owner]]
    changes = pd.DataFrame(
        {
            "from": start[owner],
            "to": end[owner],
            "kind": kind_of(start[owner], end[owner]),
            "farmland": farmland_of(start[owner], end[owner]) if split else "",
            "area_m2": measure(single),
            "contested_m2": contested_m2(single, claimed, measure, part(progress, 0.99, 1.0)),
            "cell": cell[owner],
            "in_key_area": inside[owner],
            "sliver": thin[source[owner]],
            "before": was[piece],
            "after": is_[piece],
        }
    )
    order = _leading(changes, single)
    progress(1.0)
    changes = changes.iloc[order].reset_index(drop=True)
    return Account(
        sums.zones, sums.matrix, sums.before, sums.after, sums.closure_m2, sums.same_m2, sums.contested, changes,
        single[order], first, second,
    )  # fmt: skip


@dataclass(frozen=True)
class Parcels:
    """Ground of one class before and one after; single polygons where the two differ. ``piece``: the row it is of."""

    geometry: np.ndarray
    start: np.ndarray
    end: np.ndarray
    piece: np.ndarray


def parcels(found: Pieces, start: np.ndarray, end: np.ndarray) -> Parcels:
    """Take pieces whose class changed apart, so that a thin part is not hidden by a thick one.

    ``start`` and ``end``: the classes of each piece, shape (p,).

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.changes import pieces
    >>> from greenvein.core.land.reduction import parcels
    >>> found = pieces(shapely.box([0], 0, [10], 10), shapely.box([0, 4], 0, [4, 10], 10))
    >>> ground = parcels(found, np.array(["forest", "forest"]), np.array(["forest", "water"]))
    >>> ground.end.tolist(), ground.piece.tolist()
    (['forest', 'water'], [0, 1])
    """
    stay, go = np.flatnonzero(start == end), np.flatnonzero(start != end)
    single, owner = explode(found.geometry[go])
    piece = np.r_[stay, go[owner]]
    return Parcels(np.r_[found.geometry[stay], single], start[piece], end[piece], piece)


@dataclass(frozen=True)
class CutPolygons:
    """Polygons cut by zones and key areas.

    ``source``: the polygon each part is of; ``cell``, ``key``: as in ClassedGround.
    """

    geometry: np.ndarray
    source: np.ndarray
    cell: np.ndarray
    key: np.ndarray
    area_m2: np.ndarray


def key_zones(key_areas: np.ndarray, measure: Measure, progress: Progress = quiet) -> Zones:
    """Return key areas, which may overlap, as one zone to cut by."""
    return build(key_areas, np.full(len(key_areas), "key"), measure, progress)


def by_place(
    geometry: np.ndarray, zones: Zones | None, key: Zones | None, measure: Measure, progress: Progress = quiet
) -> CutPolygons:
    """Cut polygons at the borders of zones and key areas, as far as given, and measure the parts."""
    geometry, source, cell = by_cell(geometry, zones, part(progress, 0, 0.4))
    inside: np.ndarray = np.zeros(len(geometry), dtype=bool)
    if key is not None:
        geometry, at, place = cut(geometry, key, part(progress, 0.4, 0.8))
        inside, source, cell = place >= 0, source[at], cell[at]
    area = measure(geometry)
    progress(1.0)
    return CutPolygons(geometry, source, cell, inside, area)


def _leading(changes: pd.DataFrame, ground: np.ndarray) -> np.ndarray:
    """Return the order of changes: vacated, added, other; then the largest; then by where they are."""
    kind = changes["kind"].map({VACATED: 0, ADDED: 1, OTHER: 2}).to_numpy(dtype=int)
    west, south, _, _ = shapely.bounds(ground).T if len(ground) else np.empty((4, 0))
    return np.lexsort((south, west, -changes["area_m2"].to_numpy(dtype=float), kind))


def _rows(kept: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Return rows of a layer for rows of what was kept of it."""
    return np.append(kept, NONE)[found]  # the last one, which NONE stands for


def classes(class_: np.ndarray, row: np.ndarray) -> np.ndarray:
    """Return the class of each row of a layer; ``outside`` where there is none."""
    return np.append(np.asarray(class_, dtype=object), OUTSIDE)[row]


def counted(
    own: tuple[np.ndarray, np.ndarray],
    codes: tuple[np.ndarray | None, np.ndarray | None],
    rows: tuple[np.ndarray, np.ndarray],
    same: SameGround | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the classes that count on ground of both dates.

    ``own``: the classes that each date alone gives it; ``codes``: those of the layers; ``rows``: the ground's rows in
    both layers, ``NONE`` where one has none.
    """
    before, after = codes
    if same is None or before is None or after is None:
        return own
    return same.counted((np.append(before, "")[rows[0]], np.append(after, "")[rows[1]]), own)


def by_cell(
    geometry: np.ndarray, zones: Zones | None, progress: Progress = quiet
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut polygons at the borders of zones, if there are any; return parts, the polygon of each, and its cell."""
    if zones is None:
        return geometry, np.arange(len(geometry)), np.full(len(geometry), ALL)
    return cut(geometry, zones, progress)


def _date(
    layer: LandLayer, seen: Flat, rows: np.ndarray, zones: Zones | None, measure: Measure, progress: Progress
) -> tuple[Seen, np.ndarray]:
    """Return one date by classes and zones, from its polygons alone, and the classes of later parts of their codes."""
    ground, source, cell = by_cell(seen.geometry[rows], zones, progress)
    later = np.full(len(layer.class_), frozenset(), dtype=object) if layer.later is None else layer.later
    return Seen(classes(layer.class_, rows[source]), cell, measure(ground)), later[rows[source]]
