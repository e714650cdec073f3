"""Use of vacated land afterwards: what is vacated and restored first, and as what.

Source: Beijing ecological restoration plan (2021–2035), ch. 7 §3 (拆违腾退用地). The plan names the cases, not their
order: the order is the chain of rules, data of the plan profile. That farmland is "large enough" where the vacated
polygon itself is, and "beside" within a distance, is our reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from .area import Measure, planar
from .coverage import flat
from .polygons import ROUNDING_M, explode
from .progress import Progress, chunks, in_threads, part, quiet
from .servicearea import QUADRANT_SEGMENTS, Tiers, nearest_park, service_radius, uncovered
from .shares import areas_in, reached, share_in, split, without_overlaps

FIRST = ("red_line", "basic_farmland", "blue_lines", "key_areas")
"""Areas in which land may come first; which of them do is data of the plan profile."""
AREAS = (*FIRST, "farmland_space", "flood_storage")
"""Areas that a rule of the chain may ask for."""
BLIND = "blind_areas"
"""What no park serves (parkcoverage)."""
OTHERWISE = ""
"""In a rule of the chain, instead of an area: it always holds."""
FARMLAND, GREEN, UNDECIDED = "farmland", "green", ""

Chain = tuple[tuple[str, str], ...]
"""Rules, the first that holds decides: rows of one of ``AREAS`` or ``OTHERWISE``, and the use it leads to."""

# What is drawn as exactly the smallest area measures a rounding less once it is turned or projected.
_AREA_TOLERANCE = 1e-9
_CHUNK = 1_000
_PARK_BLOCK = 2_000
_BUFFER_CHUNK = 50


@dataclass(frozen=True)
class Uses:
    """What becomes of vacated land; areas in m².

    ``features``: one row per vacated polygon: ``area_m2``; ``ground_m2``, the part of it that counts in totals, since
    of two polygons that overlap the smaller one counts the ground; ``first``, the areas that come first it lies in, a
    tuple of names, empty where it does not come first; ``use``, ``UNDECIDED`` where no rule holds; ``rule``, the area
    that the deciding rule asks for; ``beside``, whether it lies beside that area, not in it; ``fills_blind_m2``, the
    blind ground within the service radius of a green polygon, 0 for others, NaN where no blind areas were given.
    ``summary``: one row per use of the chain: ``use``, ``count``, ``area_m2``, ``first_count``, ``first_m2``.
    ``first_m2``: the area that comes first. ``fills_blind_m2``: the blind ground that all green polygons together
    serve, counted once. ``overlap_m2``: ground that several vacated polygons cover. ``farmland_at_least_green``:
    whether as much becomes farmland as becomes green space, water and wetland together (land plan 2021–2025, ch. 4:
    转用复耕 ≥ 转用复绿复水); None without any land.
    """

    features: pd.DataFrame
    summary: pd.DataFrame
    first_m2: float
    fills_blind_m2: float
    overlap_m2: float
    farmland_at_least_green: bool | None


@dataclass(frozen=True)
class Decision:
    """What becomes of each vacated polygon, and why; fields as in ``Uses``, shape (n,)."""

    use: np.ndarray
    rule: np.ndarray
    beside: np.ndarray


def vacated_use(
    geometry: np.ndarray,
    areas: dict[str, np.ndarray],
    chain: Chain,
    *,
    min_farmland_m2: float,
    max_farmland_distance_m: float,
    share: float,
    tiers: Tiers,
    first: tuple[str, ...] = FIRST,
    measure: Measure = planar,
    segments: int = QUADRANT_SEGMENTS,
    progress: Progress = quiet,
) -> Uses:
    """Find the use of each vacated polygon.

    ``geometry``, shape (n,), and ``areas``, as far as given, by their names in ``AREAS`` and ``BLIND``: valid polygons
    or multipolygons in one metric CRS; a layer may overlap itself. A polygon is in an area when at least ``share`` of
    it is. A rule that leads to farmland holds in its area and within ``max_farmland_distance_m`` of it, but only for
    polygons of at least ``min_farmland_m2``. A green polygon serves, as the park it may become, the radius that
    ``tiers`` give for its own area (parkcoverage.service_radius). What lies in an area of ``first`` comes first.
    Raises ValueError for an unknown area.
    """
    unknown = sorted({*areas, *(name for name, _ in chain if name != OTHERWISE)} - {*AREAS, BLIND})
    if unknown:
        raise ValueError(f"unknown areas: {', '.join(unknown)}")
    area = measure(geometry)
    given = {name: areas[name] for name in AREAS if name in areas}
    inside, stage = {}, part(progress, 0.0, 0.4)
    for number, (name, layer) in enumerate(given.items()):
        step = part(stage, number / len(given), (number + 1) / len(given))
        inside[name] = lies_in(geometry, layer, share, measure, step)

    def near(name: str, rows: np.ndarray) -> np.ndarray:
        return lies_near(geometry[rows], given[name], max_farmland_distance_m)

    decision = decide(area, inside, near, chain, min_farmland_m2, part(progress, 0.4, 0.5))
    fills, fills_all = np.full(len(geometry), np.nan), np.nan
    if BLIND in areas:
        fills = np.zeros(len(geometry))
        green = np.flatnonzero(decision.use == GREEN)
        radius = service_radius(geometry[green], area[green], tiers)
        fills[green], fills_all = _fills(
            geometry[green], radius, areas[BLIND], measure, segments, part(progress, 0.5, 0.9)
        )
    ground = seen_m2(geometry, area, measure, part(progress, 0.9, 1.0))
    return collect(area, ground, inside, decision, fills, fills_all, chain, first)


def collect(
    area_m2: np.ndarray,
    ground_m2: np.ndarray,
    inside: Mapping[str, np.ndarray],
    decision: Decision,
    fills_blind_m2: np.ndarray,
    fills_all_m2: float,
    chain: Chain,
    first: tuple[str, ...],
) -> Uses:
    """Put together what is known of each vacated polygon; fields as in ``Uses``, ``inside`` by area as in decide."""
    nowhere = np.zeros(len(area_m2), dtype=bool)
    member = np.stack([inside.get(name, nowhere) if name in first else nowhere for name in FIRST], axis=1)
    because = np.empty(len(area_m2), dtype=object)
    because[:] = [tuple(name for name, one in zip(FIRST, row) if one) for row in member]
    features = pd.DataFrame(
        {
            "area_m2": area_m2,
            "ground_m2": ground_m2,
            "first": because,
            "use": decision.use,
            "rule": decision.rule,
            "beside": decision.beside,
            "fills_blind_m2": fills_blind_m2,
        }
    )
    summary = _summary(features, np.asarray(member.any(axis=1)), chain)
    return Uses(
        features=features,
        summary=summary,
        first_m2=float(summary["first_m2"].sum()),
        fills_blind_m2=float(fills_all_m2),
        overlap_m2=max(0.0, float(area_m2.sum() - ground_m2.sum())),
        farmland_at_least_green=_farmland_at_least_green(summary),
    )


def lies_in(
    geometry: np.ndarray, layer: np.ndarray, share: float, measure: Measure = planar, progress: Progress = quiet
) -> np.ndarray:
    """Tell which polygons lie in a layer with at least a share of theirs, shape (n,)."""
    covered = share_in(geometry, layer, measure, progress)
    return (covered > 0) & reached(covered, share)


def decide(
    area_m2: np.ndarray,
    inside: Mapping[str, np.ndarray],
    near: Callable[[str, np.ndarray], np.ndarray],
    chain: Chain,
    min_farmland_m2: float,
    progress: Progress = quiet,
) -> Decision:
    """Find the use of each vacated polygon.

    ``inside``: for each area that was given which polygons lie in it, shape (n,); ``near``: told an area and rows,
    tells which of these are near it.
    """
    count = len(area_m2)
    use, rule = np.full(count, UNDECIDED, dtype=object), np.full(count, OTHERWISE, dtype=object)
    beside, open_ = np.zeros(count, dtype=bool), np.ones(count, dtype=bool)
    large = area_m2 * (1 + _AREA_TOLERANCE) >= min_farmland_m2
    for number, (name, leads_to) in enumerate(chain):
        progress(number / len(chain))
        if name != OTHERWISE and name not in inside:
            continue
        holds = open_ & (inside[name] if name != OTHERWISE else True)
        close = np.zeros(count, dtype=bool)
        if leads_to == FARMLAND:
            holds &= large
            if name != OTHERWISE:
                rows = np.flatnonzero(open_ & large & ~holds)
                close[rows] = near(name, rows)
        decided = holds | close
        use[decided], rule[decided], beside[close] = leads_to, name, True
        open_ &= ~decided
    progress(1.0)
    return Decision(use, rule, beside)


def lies_near(geometry: np.ndarray, layer: np.ndarray, distance_m: float) -> np.ndarray:
    """Tell which polygons are at most ``distance_m`` from a layer, shape (n,)."""
    parts, _ = split(layer)
    tree = shapely.STRtree(parts)
    near = np.zeros(len(geometry), dtype=bool)

    def find(rows: slice) -> None:
        found, _ = tree.query(geometry[rows], predicate="dwithin", distance=distance_m + ROUNDING_M)
        near[found + rows.start] = True

    in_threads(find, len(geometry), _CHUNK, quiet)
    return near


def _fills(
    green: np.ndarray, radius_m: np.ndarray, blind: np.ndarray, measure: Measure, segments: int, progress: Progress
) -> tuple[np.ndarray, float]:
    """Return the blind ground within the service radius of each polygon, shape (n,), and of all together."""
    blind, _ = without_overlaps(blind, part(progress, 0.0, 0.2))
    fills = np.zeros(len(green))
    counted = np.flatnonzero(radius_m > 0)
    # Block by block, since a service area has some hundred vertices.
    for block in chunks(len(counted), _PARK_BLOCK, part(progress, 0.2, 0.7)):
        park = counted[block]

        def service(rows: slice, park: np.ndarray = park) -> np.ndarray:
            return shapely.buffer(green[park[rows]], radius_m[park[rows]], quad_segs=segments)

        buffers = np.concatenate(in_threads(service, len(park), _BUFFER_CHUNK))
        within = areas_in(buffers, blind, measure)
        fills[park] = np.bincount(within.unit, weights=within.area_m2, minlength=len(park))
    left = unserved(blind, green, radius_m, segments, part(progress, 0.7, 1.0))
    served = np.flatnonzero(left != blind)
    return fills, float(measure(blind[served]).sum() - measure(left[served]).sum())


def unserved(
    blind: np.ndarray,
    green: np.ndarray,
    radius_m: np.ndarray,
    segments: int = QUADRANT_SEGMENTS,
    progress: Progress = quiet,
) -> np.ndarray:
    """Return what green polygons leave of blind ground, shape (b,), each of them serving its radius, 0 for none."""
    counted = radius_m > 0
    if not counted.any() or not len(blind):
        return blind
    parks, owner = explode(green[counted])
    reach = radius_m[counted][owner]
    distance, nearest_m = nearest_park(blind, parks, reach, part(progress, 0.0, 0.3))
    return uncovered(blind, parks, reach, nearest_m, distance, segments, part(progress, 0.3, 1.0))


def seen_m2(
    geometry: np.ndarray, area_m2: np.ndarray, measure: Measure = planar, progress: Progress = quiet
) -> np.ndarray:
    """Return each polygon's area without what lies under smaller ones, shape (n,)."""
    west, south, east, north = shapely.bounds(geometry).T
    rank = np.empty(len(geometry), dtype=np.intp)
    rank[np.lexsort((north, east, south, west))] = np.arange(len(geometry))
    found = flat(geometry, progress, rank)
    ground = area_m2.copy()
    under = np.unique(found.lower)
    ground[under] = 0
    seen = under[~shapely.is_missing(found.geometry[under])]
    ground[seen] = measure(found.geometry[seen])
    return ground


def _summary(features: pd.DataFrame, first: np.ndarray, chain: Chain) -> pd.DataFrame:
    uses = list(dict.fromkeys(use for _, use in chain))
    if (features["use"] == UNDECIDED).any():
        uses.append(UNDECIDED)
    rows = []
    for use in uses:
        of_use = (features["use"] == use).to_numpy()
        ground = features["ground_m2"].to_numpy()
        rows.append(
            {
                "use": use,
                "count": int(of_use.sum()),
                "area_m2": float(ground[of_use].sum()),
                "first_count": int((of_use & first).sum()),
                "first_m2": float(ground[of_use & first].sum()),
            }
        )
    return pd.DataFrame(rows, columns=["use", "count", "area_m2", "first_count", "first_m2"])


def _farmland_at_least_green(summary: pd.DataFrame) -> bool | None:
    if not summary["count"].sum():
        return None
    farmland = summary["area_m2"][summary["use"] == FARMLAND].sum()
    others = summary["area_m2"][~summary["use"].isin([FARMLAND, UNDECIDED])].sum()
    return bool(farmland * (1 + _AREA_TOLERANCE) >= others)
