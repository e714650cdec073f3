"""Park service coverage: how much residential land lies within the service radius of a park.

Source: Beijing ecological security pattern plan (2021–2035), ch. 2 §3.2
(公园绿地500米服务半径覆盖率); the numbers come from the plan profile.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
import shapely

from ..geometry.area import Measure, planar
from ..geometry.overlap import drawn_once, flatten
from ..geometry.plane import EXACT, Plane
from ..geometry.polygons import DRAWING_M, slivers_together
from ..geometry.zones import OUTSIDE, Zones
from ..people.residents import Residents, residents
from ..people.sparse import NOWHERE, Sparse
from ..people.spread import Patches
from ..progress import Progress, part, quiet
from ..targets import ROUNDING, at_least
from .bounds import bounds, codes_decide, contested_decides, overlap_decides, plane_decides
from .builtup import NO_DOUBT, Columns, InBuiltUp, Maybe, by_rows, in_built_up, tell_per_head
from .doubts import Doubts, Serving, doubts
from .pieces import HousingPieces, Left, Twice, area_by_cell, counted_twice, divide, leave, positive, reaching, sums
from .servicearea import QUADRANT_SEGMENTS, Tiers, service_radius

# Blind ground smaller than a sheet of A4 is rounding of the overlay: it stays
# in the areas, but is no place to look at.
SMALLEST_PLACE_M2 = 0.05
# What is added up of the built-up area; all but the first two serve to tell what is known there.
_BUILT_UP = (
    *("park_m2", "population", "beyond", "homes_m2", "unknown_m2", "ground_m2", "mapped_m2"),
    *("maybe_park_m2", "maybe_homes_m2", "not_park_m2", "not_homes_m2", "left_out_m2", "further"),
)
# Areas that differ by less than this are equal in rank, and coordinates decide.
_RANK_DECIMALS = 4


@dataclass(frozen=True)
class ParkCoverage:
    """The coverage of one residential layer.

    ``features``: one row per residential feature: ``area_m2``, ``covered_m2``,
    ``coverage`` 0–1, ``park_m`` distance to the nearest counted park (NaN without one) and, where people are known,
    ``population`` and ``population_covered``.
    ``blind_geometry``, ``blind``: what no park serves, single polygons sorted by
    rank, and their ``area_m2``, ``feature`` (row of ``features``), ``zone`` (text),
    ``population``, ``rank``.
    ``summary``: one row per zone, one for what lies outside all (where there is
    any) and one for all; see ``_summary``.
    ``radius_m``: service radius of each park, 0 where it does not count.
    ``small_count``, ``small_m2``: blind ground below ``SMALLEST_PLACE_M2``, or narrower than ``DRAWING_M`` everywhere
    with all such ground that it touches, not in ``blind``. ``overlaps``: whether residential features lie on each other
    by more than slivers of the drawing.
    """

    features: pd.DataFrame
    blind_geometry: np.ndarray
    blind: pd.DataFrame
    summary: pd.DataFrame
    radius_m: np.ndarray
    small_count: int
    small_m2: float
    overlaps: bool

    @property
    def overlap_m2(self) -> float:
        """Residential ground that features count beyond the first time."""
        return float(self.total["overlap_m2"])

    @property
    def total(self) -> pd.Series:
        """The row for all."""
        return self.summary.iloc[-1]


def park_coverage(
    residential: np.ndarray,
    parks: np.ndarray,
    tiers: Tiers,
    target_pct: float,
    *,
    historic: np.ndarray | None = None,
    historic_tiers: Tiers = (),
    zones: Zones | None = None,
    population: np.ndarray | None = None,
    patches: Patches | None = None,
    built_up: np.ndarray | None = None,
    unknown: np.ndarray | None = None,
    partly: np.ndarray | None = None,
    land_use: np.ndarray | None = None,
    maybe: Maybe = NO_DOUBT,
    sparse: Sparse = NOWHERE,
    plane: Plane = EXACT,
    measure: Measure = planar,
    segments: int = QUADRANT_SEGMENTS,
    progress: Progress = quiet,
) -> ParkCoverage:
    """Measure park service coverage.

    ``residential``, ``parks``, ``historic``, ``built_up``: valid polygons or multipolygons in one metric CRS, shape
    (n,) each; ``population``: persons per residential feature, shape (n,), and ``patches``: where in it they live, if
    not everywhere equally close (``core.people.spread``). The park area per head is that of the built-up area inside
    ``built_up``; ``unknown``: polygons of residential land of which nobody knows who lives there; ``partly``,
    ``land_use``: as in ``core.parks.builtup.in_built_up``; ``maybe``: land that may be residential, or parks, too;
    ``sparse``: where more people may live than are known; ``plane``: how areas in it stand to those on the ellipsoid,
    which says how radii do.
    ``tiers``: rows of smallest area in m² and service radius in m; ``target_pct``: 0–100; ``segments``: per quarter of
    a service circle.
    A park (one feature, all its parts together) takes the tier with the largest
    smallest area that it reaches. With more than half of its area in ``historic`` it may
    take one of ``historic_tiers`` too, and keeps the larger of the two radii. Raises CrowdedZonesError where zones that
    lie on one another would cut the land into pieces without number.

    Of two homes of 1 ha, a park of 1 ha that serves 500 m around it reaches one; the other lies 800 m away.

    >>> import shapely
    >>> from greenvein.core.parks.coverage import park_coverage
    >>> homes = shapely.box([0, 1000], 0, [100, 1100], 100)
    >>> park = shapely.box([100], 0, [200], 100)
    >>> found = park_coverage(homes, park, tiers=((5_000.0, 500.0),), target_pct=80.0)
    >>> found.features["coverage"].tolist(), found.features["park_m"].tolist(), found.blind["area_m2"].tolist()
    ([1.0, 0.0], [0.0, 800.0], [10000.0])
    """
    stage = part(progress, 0.0, 0.05)
    radius = service_radius(parks, measure(parks), tiers, historic, historic_tiers, measure, stage)
    served, reach = reaching(parks, radius)
    pieces = divide(residential, zones, part(progress, 0.05, 0.1))
    left = leave(pieces.geometry, served, reach, measure, segments, part(progress, 0.1, 0.75))
    serving = Serving(
        parks,
        radius,
        lambda some: service_radius(some, measure(some), tiers, historic, historic_tiers, measure),
        plane,
        measure,
        segments,
    )
    doubtful = doubts(maybe, serving, pieces, left, target_pct, zones, part(progress, 0.75, 0.82))
    flat_parks = flatten(parks, part(progress, 0.82, 0.85))
    park_m2 = area_by_cell(flat_parks, zones, measure, part(progress, 0.85, 0.9))
    drawn = drawn_once(residential, part(progress, 0.9, 0.93))
    twice = counted_twice(residential, drawn, pieces, left, zones, measure, part(progress, 0.93, 0.95))
    people, built = None, None
    if population is not None:
        people = residents(pieces.geometry, pieces.feature, left.area_m2, population, patches, measure)
        if built_up is not None:
            stage = part(progress, 0.95, 1.0)
            further = unknown, partly, land_use, maybe, sparse
            built = in_built_up(built_up, flat_parks, pieces, people, zones, measure, stage, *further)
    return gather(len(residential), pieces, left, radius, park_m2, twice, target_pct, zones, people, built, doubtful)


def gather(
    count: int,
    pieces: HousingPieces,
    left: Left,
    radius_m: np.ndarray,
    park_m2: np.ndarray,
    twice: Twice,
    target_pct: float,
    zones: Zones | None = None,
    people: Residents | None = None,
    built_up: InBuiltUp | None = None,
    doubtful: Doubts | None = None,
) -> ParkCoverage:
    """Add up what was found for each piece of ``count`` residential features.

    ``park_m2``: area of parks by cell, see ``area_by_cell``; ``twice``: residential overlaps; ``doubtful``: None where
    no land may be residential, or a park, beside these.
    """
    feature, cell = pieces.feature, pieces.cell
    features = pd.DataFrame(
        {
            "area_m2": sums(feature, left.area_m2, count),
            "covered_m2": sums(feature, np.maximum(left.area_m2 - left.blind_m2, 0.0), count),
        }
    )
    features["coverage"] = features["covered_m2"] / features["area_m2"]
    park_m = np.full(count, np.inf)
    np.minimum.at(park_m, feature, left.park_m)
    features["park_m"] = np.where(np.isfinite(park_m), park_m, np.nan)

    at = left.place_piece
    persons = None if people is None else people.on(left.place, at, left.place_m2)
    table = _places(left.place_m2, feature[at], cell[at], zones, persons)
    small = (table["area_m2"] < SMALLEST_PLACE_M2) | slivers_together(left.place, DRAWING_M)
    places = left.place[~small]
    order = np.lexsort(_rank_keys(places, table["area_m2"][~small].to_numpy()))
    listed = table[~small].iloc[order].reset_index(drop=True)
    listed["rank"] = np.arange(1, len(listed) + 1)

    parts = pd.DataFrame({"cell": cell, "residential_m2": left.area_m2, "blind_m2": left.blind_m2})
    if people is not None and persons is not None:
        parts["population"] = people.on_pieces
        parts["population_blind"] = np.minimum(sums(at, persons, len(cell)), people.on_pieces)
        features["population"] = sums(feature, people.on_pieces, count)
        features["population_covered"] = sums(feature, parts["population"] - parts["population_blind"], count)
    blind = pd.DataFrame({"cell": cell[at], "blind_count": ~small, "small_m2": np.where(small, table["area_m2"], 0.0)})
    return ParkCoverage(
        features=features,
        blind_geometry=places[order],
        blind=listed,
        summary=_summary(parts, blind, park_m2, twice.m2, zones, target_pct, built_up, doubtful),
        radius_m=radius_m,
        small_count=int(small.sum()),
        small_m2=float(table["area_m2"][small].sum()),
        overlaps=twice.wide,
    )


def _places(
    area: np.ndarray,
    feature: np.ndarray,
    cell: np.ndarray,
    zones: Zones | None,
    persons: np.ndarray | None,
) -> pd.DataFrame:
    labels = np.array([""], dtype=object)
    if zones is not None:
        labels = np.array([zones.label(index) for index in range(OUTSIDE, len(zones.cells))], dtype=object)
    return pd.DataFrame(
        {
            "area_m2": area,
            "feature": feature,
            "zone": labels[cell + 1],
            "population": np.nan if persons is None else persons,
        }
    )


def _rank_keys(places: np.ndarray, area: np.ndarray) -> tuple[np.ndarray, ...]:
    """Sort keys, the last first: larger areas, then west to east, then south to north."""
    bounds = np.round(shapely.bounds(places), 3)
    return bounds[:, 3], bounds[:, 2], bounds[:, 1], bounds[:, 0], -np.round(area, _RANK_DECIMALS)


def _summary(
    parts: pd.DataFrame,
    places: pd.DataFrame,
    park_m2: np.ndarray,
    twice_m2: np.ndarray,
    zones: Zones | None,
    target_pct: float,
    built_up: InBuiltUp | None,
    doubtful: Doubts | None,
) -> pd.DataFrame:
    """Return one row per zone, outside and all.

    ``places``: blind places, with ``cell``, ``blind_count`` (whether it is listed) and ``small_m2`` (its area, if not).
    Columns: ``scope`` (zone, outside, all), ``zone``, areas in m², ``coverage_pct``, ``coverage_least_pct`` and
    ``coverage_most_pct`` (between what it lies, where overlaps, codes or contested ground leave that open, see
    ``bounds``), ``target_pct``, ``gap_pct`` (percentage points still missing), ``to_cover_m2``, ``target_met``,
    ``blind_count``, ``population``, ``population_covered``, ``population_pct``, ``park_m2``, ``park_m2_per_head``, the
    same inside the built-up area (``built_up_population``, ``built_up_park_m2``, ``built_up_m2_per_head``),
    ``people_unknown`` (whether there it is not known of more than ``UNKNOWN_SHARE`` of the residential land who lives
    there), ``partly_mapped`` (whether land use does not show all of it, or more than that share of the people there may
    live on ground that it does not show), ``overlap_m2`` (residential ground that is counted beyond the first time),
    ``overlap_decides`` (whether the target may be met without it and missed with it, or the reverse; then
    ``target_met`` is missing), ``codes_decide`` (whether the target may be met with land that may be residential, or
    parks, and missed without it, or the reverse), ``not_homes_m2`` (residential land on which other land lies too),
    ``contested_decides`` (whether that, or parks of which it is so, may turn the target) and ``plane_decides`` (whether
    the radii may that those on the ground are in the plane). In the built-up area ``maybe_park_m2`` may be parks, and
    ``codes_weigh`` says whether so much may be residential that the people may be others; ``rural_weigh`` whether they
    may be others because some may live in rural homes that are not taken; ``not_park_m2`` may be no parks, and
    ``contested_weighs`` says whether so much may be no homes; ``chosen``: whether what was left out of it has parks and
    homes that weigh; ``further``: how many more there may be where there are few; ``built_up_density``: persons per m²
    of residential land; ``unknown_people``, ``maybe_people``: how many there are where nobody knows, and on land that
    may be residential, were they as close as on the rest, ``not_people``: how many live on land that may be none;
    ``gap_m2``: ground that land use does not show, and ``gap_people``: how many more there may be were it residential.
    What cannot be said is missing.
    """
    columns = {name: parts[name].to_numpy() for name in parts.columns if name != "cell"}

    def rows(cell: np.ndarray, values: np.ndarray) -> np.ndarray:
        total = values.sum()
        return np.array([total]) if zones is None else np.r_[zones.sums(cell, values), total]

    # Columns are plain arrays until the end, for edits that are followed ask for this table again and again.
    names = [] if zones is None else [*zones.names]
    scopes = ["zone"] * len(names) + ["outside"] * (zones is not None) + ["all"]
    table: Columns = {"scope": np.array(scopes, dtype=object), "zone": np.full(len(scopes), "", dtype=object)}
    table["zone"][: len(names)] = names
    table |= {name: rows(parts["cell"].to_numpy(), values) for name, values in columns.items()}
    table["park_m2"] = rows(np.arange(len(park_m2)) - 1, park_m2)
    table["overlap_m2"] = rows(np.arange(len(twice_m2)) - 1, twice_m2)
    for name in _BUILT_UP if built_up is not None else ():
        values = getattr(built_up, name)
        table[f"built_up_{name}"] = rows(np.arange(len(values)) - 1, values)
    for doubt in fields(Doubts):
        values = np.zeros(len(park_m2)) if doubtful is None else getattr(doubtful, doubt.name)
        table[doubt.name] = rows(np.arange(len(values)) - 1, values)
    for name in ("blind_count", "small_m2"):
        table[name] = rows(places["cell"].to_numpy(), places[name].to_numpy(dtype=float))
    table["blind_count"] = table["blind_count"].astype(int)
    nobody, nothing = np.full(len(scopes), np.nan), np.zeros(len(scopes))
    if "population" not in table:
        table["population"] = table["population_blind"] = nobody
    if built_up is None:
        table["built_up_population"] = table["built_up_park_m2"] = nobody
        table |= dict.fromkeys((f"built_up_{name}" for name in _BUILT_UP[2:]), nothing)
    table |= by_rows(built_up, table)

    empty = (table["scope"] == "outside") & (table["residential_m2"] == 0) & (table["park_m2"] == 0)
    table = {name: values[~empty] for name, values in table.items()}
    residential, blind = table["residential_m2"], np.maximum(table["blind_m2"], 0.0)
    table["covered_m2"] = residential - blind
    table["coverage_pct"] = 100 * table["covered_m2"] / positive(residential)
    table["coverage_least_pct"], table["coverage_most_pct"] = bounds(table)
    table["target_pct"] = np.full(len(residential), float(target_pct))
    # Blind ground that is imprecision of the drawing makes no target missed.
    served = residential - np.maximum(blind - table["small_m2"], 0.0)
    met = at_least(100 * served / positive(residential), target_pct)
    table["gap_pct"] = np.where(met, 0.0, np.maximum(target_pct - table["coverage_pct"], 0.0))
    to_cover = target_pct / 100 * residential - table["covered_m2"]
    table["to_cover_m2"] = np.where(met, 0.0, np.maximum(to_cover, 0.0))
    table["overlap_decides"] = overlap_decides(table, served)
    table["codes_decide"] = codes_decide(table, served)
    table["contested_decides"] = contested_decides(table, served)
    table["plane_decides"] = plane_decides(table, served)
    # Imprecision of the drawing, or not even that, is no land.
    unjudged = ~(residential > table["small_m2"] * (1 + ROUNDING)) | table["overlap_decides"]
    table["target_met"] = pd.arrays.BooleanArray(met, unjudged)
    people = table["population"]
    table["population_covered"] = people - table["population_blind"]
    table["population_pct"] = 100 * table["population_covered"] / positive(people)
    table["park_m2_per_head"] = table["park_m2"] / positive(people)
    tell_per_head(table)
    aside = [*(f"built_up_{name}" for name in _BUILT_UP[2:]), *(doubt.name for doubt in fields(Doubts))]
    aside += ["elsewhere", "moved", "most", "population_blind", "small_m2"]
    aside.remove("not_homes_m2")
    return pd.DataFrame({name: values for name, values in table.items() if name not in aside})
