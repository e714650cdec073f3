"""Use of vacated land afterwards: what is vacated and restored first, and as what.

Sources: Beijing ecological restoration plan (2021–2035), ch. 7 §3 (拆违腾退用地); land resources plan for 2021–2025,
ch. 2 and 3 (减量腾退用地优先用于耕地保护) and ch. 4 (no farmland in drinking-water source zones).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..geometry.area import Measure, planar
from ..geometry.areas import areas_in
from ..geometry.overlap import refuse_crowds
from ..geometry.polygons import explode
from ..geometry.shares import lies_in, without_overlaps
from ..parks.servicearea import QUADRANT_SEGMENTS, Tiers, nearest_park, service_radius, uncovered
from ..progress import Progress, chunks, in_threads, part, quiet
from .codes import (
    AREAS,
    BLIND,
    BUILT,
    FARMLAND,
    FARMLAND_SPACE,
    FIRST,
    GREEN,
    NOT_FARMLAND,
    OTHERWISE,
    UNDECIDED,
    WATER,
)
from .decision import Chain, Decision, decide, in_doubt, lies_near, uses_of, with_basic_farmland
from .vacatedground import PlotGround, farmland_meets, ground_of, weighed

_PARK_BLOCK = 2_000
_BUFFER_CHUNK = 50


@dataclass(frozen=True)
class Uses:
    """What becomes of vacated land; areas in m².

    ``features``: one row per vacated polygon: ``area_m2``; ``ground_m2``, the part of it that counts in totals, since
    of two polygons that overlap the smaller one counts the ground; ``first``, the areas that come first it lies in, a
    tuple of names, empty where it does not come first; ``use``, ``UNDECIDED`` where no rule holds; ``done``, whether it
    has become that already (not ``BUILT`` land, which is no use of the plan); ``rule``, the area that the deciding rule
    asks for, ``DONE`` or ``BUILT`` where none was asked; ``beside``, whether it lies beside that area, not in it;
    ``barred``, whether a rule of the chain keeps farmland away; ``fills_blind_m2``, the blind ground within the service
    radius of a polygon that is to become green, 0 for others, NaN where no blind areas were given.
    ``summary``: one row per use of the chain, and per other use that occurs: ``use``, ``count``, ``area_m2``,
    ``done_m2``, ``first_count``, ``first_m2``, the last two of what is not done.
    ``first_m2``: the area that comes first and is not done. ``fills_blind_m2``: the blind ground that all polygons that
    are to become green serve together, counted once. ``overlap_m2``: ground that several vacated polygons cover,
    0 where it is but slivers of the drawing.
    ``farmland_at_least_green``: whether as much is or becomes farmland as is or becomes green space, water and wetland
    together (land plan 2021–2025, ch. 4: 转用复耕 ≥ 转用复绿复水); None where it is not judged, and then ``open_`` is
    one of ``BALANCE_REASONS``, else "".
    """

    features: pd.DataFrame
    summary: pd.DataFrame
    first_m2: float
    fills_blind_m2: float
    overlap_m2: float
    farmland_at_least_green: bool | None
    open_: str


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
    classes: np.ndarray | None = None,
    ids: np.ndarray | None = None,
    contested_m2: np.ndarray | None = None,
    measure: Measure = planar,
    segments: int = QUADRANT_SEGMENTS,
    progress: Progress = quiet,
) -> Uses:
    """Find the use of each vacated polygon.

    ``geometry``, shape (n,), and ``areas``, as far as given, by their names in ``AREAS`` and ``BLIND``: valid polygons
    or multipolygons in one metric CRS; a layer may overlap itself. ``classes``, shape (n,): one of ``CLASSES``, or
    ``PARK``, that each polygon is of by now; the rules decide of those alone that have not become one of ``BECOME``. A
    polygon is in an area when at least ``share`` of it is. A rule that leads to farmland holds in its area and within
    ``max_farmland_distance_m`` of it, but only for polygons of at least ``min_farmland_m2``. A polygon that is to
    become green serves, as the park it may be, the radius that ``tiers`` give for its own area
    (servicearea.service_radius). What lies in an area of ``first`` comes first. ``ids``, shape (n,): what the user
    tells polygons apart by, which decides between equal ones that lie on each other. ``contested_m2``, shape (n,): how
    much of each polygon lies on ground of which it was not agreed what class it is (land.reduction.Account.changes).
    Raises ValueError for an unknown area, CrowdedError where polygons lie on one another in more pairs than can be
    told apart.

    By two rules, of plots of 0.5 ha the one in farmland space becomes farmland, and any other green:

    >>> import shapely
    >>> from greenvein.core.land.vacateduse import vacated_use
    >>> found = vacated_use(
    ...     shapely.box([0, 500], 0, [100, 600], 50),
    ...     {"farmland_space": shapely.box([0], 0, [200], 50)},
    ...     (("farmland_space", "farmland"), ("", "green")),
    ...     min_farmland_m2=3_000.0, max_farmland_distance_m=100.0, share=0.5, tiers=((4_000.0, 300.0),),
    ... )
    >>> found.features["use"].tolist(), found.features["rule"].tolist(), found.farmland_at_least_green
    (['farmland', 'green'], ['farmland_space', ''], True)
    """
    unknown = sorted({*areas, *(name for name, _ in chain if name != OTHERWISE)} - {*AREAS, BLIND})
    if unknown:
        raise ValueError(f"unknown areas: {', '.join(unknown)}")
    refuse_crowds(geometry, part(progress, 0.0, 0.0))
    area = measure(geometry)
    given = with_basic_farmland({name: areas[name] for name in AREAS if name in areas})
    become = uses_of(classes if classes is not None else np.full(len(geometry), UNDECIDED, dtype=object))
    inside, stage = {}, part(progress, 0.0, 0.4)
    for number, (name, layer) in enumerate(given.items()):
        step = part(stage, number / len(given), (number + 1) / len(given))
        inside[name] = lies_in(geometry, layer, share, measure, step)

    def near(name: str, rows: np.ndarray) -> np.ndarray:
        return lies_near(geometry[rows], given[name], max_farmland_distance_m)

    decision = decide(area, become, inside, near, chain, min_farmland_m2, part(progress, 0.4, 0.5))
    fills, fills_all = np.full(len(geometry), np.nan), np.nan
    if BLIND in areas:
        fills = np.zeros(len(geometry))
        green = np.flatnonzero(decision.new_green)
        radius = service_radius(geometry[green], area[green], tiers)
        fills[green], fills_all = _fills(
            geometry[green], radius, areas[BLIND], measure, segments, part(progress, 0.5, 0.9)
        )
    doubt = in_doubt(geometry, area, decision, contested_m2)
    ground = ground_of(geometry, area, decision.use, decision.rule, ids, measure, part(progress, 0.9, 1.0), doubt)
    meets = farmland_meets(geometry, given.get(FARMLAND_SPACE), max_farmland_distance_m)
    return collect(area, ground, inside, decision, fills, fills_all, chain, first, meets)


def collect(
    area_m2: np.ndarray,
    ground: PlotGround,
    inside: Mapping[str, np.ndarray],
    decision: Decision,
    fills_blind_m2: np.ndarray,
    fills_all_m2: float,
    chain: Chain,
    first: tuple[str, ...],
    with_farmland: bool,
) -> Uses:
    """Put together what is known of each vacated polygon; fields as in ``Uses``, ``inside`` by area as in decide.

    ``with_farmland``: as in land.vacatedground.weighed.
    """
    nowhere = np.zeros(len(area_m2), dtype=bool)
    member = np.stack([inside.get(name, nowhere) if name in first else nowhere for name in FIRST], axis=1)
    because = np.empty(len(area_m2), dtype=object)
    because[:] = [tuple(name for name, one in zip(FIRST, row) if one) for row in member]
    features = pd.DataFrame(
        {
            "area_m2": area_m2,
            "ground_m2": ground.seen_m2,
            "first": because,
            "use": decision.use,
            "done": decision.done,
            "rule": decision.rule,
            "beside": decision.beside,
            "barred": decision.barred,
            "fills_blind_m2": fills_blind_m2,
        }
    )
    summary = _summary(features, np.asarray(member.any(axis=1)), chain)
    met, open_ = weighed(summary, ground, with_farmland)
    return Uses(
        features=features,
        summary=summary,
        first_m2=float(summary["first_m2"].sum()),
        fills_blind_m2=float(fills_all_m2),
        overlap_m2=ground.overlap_m2,
        farmland_at_least_green=met,
        open_=open_,
    )


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

        share = 0.2 + 0.5 * block.start / len(counted)
        stage = part(progress, share, share)
        buffers = np.concatenate(in_threads(service, len(park), _BUFFER_CHUNK, stage))
        within = areas_in(buffers, blind, measure, stage)
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
    """Return what green polygons leave of blind ground, shape (b,), each of them serving its radius, 0 for none.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.land.vacateduse import unserved
    >>> left = unserved(shapely.box([0], 0, [100], 10), shapely.box([-50], -90, [0], 100), np.array([30.0]))
    >>> shapely.bounds(left).tolist()
    [[30.0, 0.0, 100.0, 10.0]]
    """
    counted = radius_m > 0
    if not counted.any() or not len(blind):
        return blind
    parks, owner = explode(green[counted])
    reach = radius_m[counted][owner]
    distance, nearest_m = nearest_park(blind, parks, reach, part(progress, 0.0, 0.3))
    return uncovered(blind, parks, reach, nearest_m, distance, segments, part(progress, 0.3, 1.0))


def _summary(features: pd.DataFrame, first: np.ndarray, chain: Chain) -> pd.DataFrame:
    found = features["use"].to_numpy()
    others = [use for use in (FARMLAND, WATER, GREEN, BUILT, UNDECIDED) if (found == use).any()]
    uses = dict.fromkeys([*(use for _, use in chain if use != NOT_FARMLAND), *others])
    ground, done = features["ground_m2"].to_numpy(), features["done"].to_numpy()
    rows = []
    for use in uses:
        of_use = found == use
        due = of_use & first & ~done
        rows.append(
            {
                "use": use,
                "count": int(of_use.sum()),
                "area_m2": float(ground[of_use].sum()),
                "done_m2": float(ground[of_use & done].sum()),
                "first_count": int(due.sum()),
                "first_m2": float(ground[due].sum()),
            }
        )
    return pd.DataFrame(rows, columns=["use", "count", "area_m2", "done_m2", "first_count", "first_m2"])
