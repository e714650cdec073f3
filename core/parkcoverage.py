"""Park service coverage: how much residential land lies within the service radius of a park.

Source: Beijing ecological security pattern plan (2021–2035), ch. 2 §3.2
(公园绿地500米服务半径覆盖率); the numbers come from the plan profile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from .area import Measure, planar
from .overlap import flatten
from .polygons import explode
from .progress import Progress, chunks, in_threads, part, quiet
from .zones import OUTSIDE, Zones, build, cut

QUADRANT_SEGMENTS = 128
"""Segments per quarter circle of a service area. The polygon misses 2.5e-5 of the
circle's area ((π/2n)²/6), so even residential land that consists of nothing but
whole circles is measured to 0.0025 percentage points."""

# A park drawn as exactly 5 000 m² measures a rounding less once it is turned or projected.
_AREA_TOLERANCE = 1e-9
# Blind ground smaller than a sheet of A4 is rounding of the overlay: it stays
# in the areas, but is no place to look at.
SMALLEST_PLACE_M2 = 0.05
# Areas that differ by less than this are equal in rank, and coordinates decide.
_RANK_DECIMALS = 4
_BLOCK_RADII = 10
_CHUNK = 2_000
_MANY_PARKS = 16

Tiers = tuple[tuple[float, float], ...]
"""Rows of smallest park area in m² and service radius in m."""


@dataclass(frozen=True)
class ParkCoverage:
    """The coverage of one residential layer.

    ``features``: one row per residential feature: ``area_m2``, ``covered_m2``,
    ``coverage`` 0–1, ``park_m`` distance to the nearest counted park (NaN without one).
    ``blind_geometry``, ``blind``: what no park serves, single polygons sorted by
    rank, and their ``area_m2``, ``feature`` (row of ``features``), ``zone`` (text),
    ``population``, ``rank``.
    ``summary``: one row per zone, one for what lies outside all (where there is
    any) and one for all; see ``_summary``.
    ``radius_m``: service radius of each park, 0 where it does not count.
    ``small_count``, ``small_m2``: blind ground below ``SMALLEST_PLACE_M2``, not in ``blind``.
    ``overlap_m2``: residential ground that more than one feature counts; NaN where it was not looked for.
    """

    features: pd.DataFrame
    blind_geometry: np.ndarray
    blind: pd.DataFrame
    summary: pd.DataFrame
    radius_m: np.ndarray
    small_count: int
    small_m2: float
    overlap_m2: float

    @property
    def total(self) -> pd.Series:
        """The row for all."""
        return self.summary.iloc[-1]


@dataclass(frozen=True)
class Pieces:
    """Single polygons of residential land, each in one cell of the zones.

    ``feature``: row of the feature each comes from, ascending; ``cell``: ``OUTSIDE`` for none.
    """

    geometry: np.ndarray
    feature: np.ndarray
    cell: np.ndarray


@dataclass(frozen=True)
class Left:
    """What parks leave of pieces, shape (p,), and the single polygons that this comes to, shape (q,).

    ``park_m``: distance to the nearest counted park, infinite without one; ``area_m2``: of the piece;
    ``blind_m2``: of what no park serves of it. ``place``, ``place_m2``: single polygons of this, and their areas;
    ``place_piece``: the row of the piece that each is part of, ascending.
    """

    park_m: np.ndarray
    area_m2: np.ndarray
    blind_m2: np.ndarray
    place: np.ndarray
    place_piece: np.ndarray
    place_m2: np.ndarray


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
    measure: Measure = planar,
    segments: int = QUADRANT_SEGMENTS,
    progress: Progress = quiet,
) -> ParkCoverage:
    """Measure park service coverage.

    ``residential``, ``parks``, ``historic``: valid polygons or multipolygons in
    one metric CRS; ``population``: persons per residential feature.
    A park (one feature, all its parts together) takes the tier with the largest
    smallest area that it reaches. With more than half of its area in ``historic`` it may
    take one of ``historic_tiers`` too, and keeps the larger of the two radii.
    """
    radius = service_radius(parks, measure(parks), tiers, historic, historic_tiers, measure)
    served, reach = reaching(parks, radius)
    pieces = divide(residential, zones, part(progress, 0.0, 0.1))
    left = leave(pieces.geometry, served, reach, measure, segments, part(progress, 0.1, 0.8))
    park_m2 = park_area(flatten(parks, part(progress, 0.8, 0.9)), zones, measure)
    found = gather(len(residential), pieces, left, radius, park_m2, target_pct, zones, population)
    overlap = _overlap(residential, found.features["area_m2"].sum(), measure, part(progress, 0.9, 1.0))
    return replace(found, overlap_m2=overlap)


def reaching(parks: np.ndarray, radius_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the single polygons of the parks that count, and the service radius of each."""
    served, owner = explode(parks[radius_m > 0])
    return served, radius_m[radius_m > 0][owner]


def divide(geometry: np.ndarray, zones: Zones | None, progress: Progress = quiet) -> Pieces:
    """Divide land into single polygons, and cut these at zone borders."""
    parts, feature = explode(geometry)
    if zones is None:
        return Pieces(parts, feature, np.full(len(parts), OUTSIDE))
    cut_parts, source, cell = cut(parts, zones, progress)
    # Feature by feature, however many were cut at a time: so sums do not depend on it.
    order = np.lexsort((cell, source))
    pieces, at = explode(cut_parts[order])
    return Pieces(pieces, feature[source[order][at]], cell[order][at])


def leave(
    pieces: np.ndarray,
    parks: np.ndarray,
    radius_m: np.ndarray,
    measure: Measure,
    segments: int = QUADRANT_SEGMENTS,
    progress: Progress = quiet,
) -> Left:
    """Return what parks leave of single polygons; what is left of one depends on no other."""
    distance, nearest_m = nearest_park(pieces, parks, radius_m, part(progress, 0.0, 0.4))
    blind = uncovered(pieces, parks, radius_m, nearest_m, distance, segments, part(progress, 0.4, 1.0))
    area = measure(pieces)
    untouched = blind == pieces
    blind_area = np.where(untouched, area, 0.0)
    blind_area[~untouched] = measure(blind[~untouched])
    places, at = explode(blind)
    return Left(distance, area, blind_area, places, at, measure(places))


def park_area(flat_parks: np.ndarray, zones: Zones | None, measure: Measure) -> np.ndarray:
    """Return the area in m² of parks without overlaps in each cell of the zones, outside first."""
    pieces = divide(flat_parks, zones)
    return _sums(pieces.cell + 1, measure(pieces.geometry), 1 if zones is None else len(zones.cells) + 1)


def gather(
    count: int,
    pieces: Pieces,
    left: Left,
    radius_m: np.ndarray,
    park_m2: np.ndarray,
    target_pct: float,
    zones: Zones | None = None,
    population: np.ndarray | None = None,
) -> ParkCoverage:
    """Add up what was found for each piece of ``count`` residential features; the overlap is not looked for."""
    feature, cell = pieces.feature, pieces.cell
    features = pd.DataFrame(
        {
            "area_m2": _sums(feature, left.area_m2, count),
            "covered_m2": _sums(feature, np.maximum(left.area_m2 - left.blind_m2, 0.0), count),
        }
    )
    features["coverage"] = features["covered_m2"] / features["area_m2"]
    park_m = np.full(count, np.inf)
    np.minimum.at(park_m, feature, left.park_m)
    features["park_m"] = np.where(np.isfinite(park_m), park_m, np.nan)

    density = None if population is None else population / features["area_m2"].to_numpy()
    table = _places(left.place_m2, feature[left.place_piece], cell[left.place_piece], zones, density)
    small = table["area_m2"] < SMALLEST_PLACE_M2
    places = left.place[~small]
    order = np.lexsort(_rank_keys(places, table["area_m2"][~small].to_numpy()))
    listed = table[~small].iloc[order].reset_index(drop=True)
    listed["rank"] = np.arange(1, len(listed) + 1)

    parts = pd.DataFrame({"cell": cell, "residential_m2": left.area_m2, "blind_m2": left.blind_m2})
    if density is not None:
        parts["population"] = density[feature] * left.area_m2
        parts["population_blind"] = density[feature] * left.blind_m2
    return ParkCoverage(
        features=features,
        blind_geometry=places[order],
        blind=listed,
        summary=_summary(parts, cell[left.place_piece][~small], park_m2, zones, target_pct),
        radius_m=radius_m,
        small_count=int(small.sum()),
        small_m2=float(table["area_m2"][small].sum()),
        overlap_m2=np.nan,
    )


def service_radius(
    parks: np.ndarray,
    area_m2: np.ndarray,
    tiers: Tiers,
    historic: np.ndarray | None = None,
    historic_tiers: Tiers = (),
    measure: Measure = planar,
) -> np.ndarray:
    """Return each park's service radius in m, 0 where it is below every smallest area."""
    radius = _tier_radius(area_m2, tiers)
    if historic is None or not len(historic) or not historic_tiers:
        return radius
    quarters = build(historic, np.full(len(historic), ""), measure)
    inside, park, cell = cut(parks, quarters)
    inside_m2 = _sums(park[cell != OUTSIDE], measure(inside[cell != OUTSIDE]), len(parks))
    mostly = inside_m2 > area_m2 / 2
    return np.where(mostly, np.maximum(radius, _tier_radius(area_m2, historic_tiers)), radius)


def service_area(
    parks: np.ndarray, radius_m: np.ndarray, progress: Progress = quiet, segments: int = QUADRANT_SEGMENTS
) -> shapely.Geometry:
    """Return the ground within the service radius of any counted park, as one geometry."""
    counted = radius_m > 0
    if not counted.any():
        return shapely.MultiPolygon()
    buffers = shapely.buffer(parks[counted], radius_m[counted], quad_segs=segments)
    # Neighbours together, so that most of the outline is gone before the last, large union.
    block = np.floor(shapely.bounds(buffers)[:, :2] / (_BLOCK_RADII * radius_m.max()))
    buffers = buffers[np.lexsort((block[:, 1], block[:, 0]))]
    return shapely.union_all([shapely.union_all(buffers[rows]) for rows in chunks(len(buffers), 200, progress)])


def uncovered(
    pieces: np.ndarray,
    parks: np.ndarray,
    radius_m: np.ndarray,
    nearest_m: np.ndarray,
    distance_m: np.ndarray,
    segments: int,
    progress: Progress = quiet,
) -> np.ndarray:
    """Return what is left of each polygon outside every park's service area.

    ``nearest_m``, ``distance_m``: radius of and distance to the nearest park. Most
    polygons lie far from all parks, or wholly within the radius of one, and need no
    overlay; a polygon beyond reach is returned as the same object.
    """
    blind = pieces.copy()
    if not len(parks):
        return blind
    nothing = shapely.Polygon()
    bounds = shapely.bounds(pieces)
    half_diagonal = np.hypot(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) / 2
    near = distance_m <= radius_m.max()
    served = near & (distance_m + 2 * half_diagonal <= nearest_m)
    blind[served] = nothing
    open_ = np.flatnonzero(near & ~served)
    tree = shapely.STRtree(parks)

    def clip(rows: slice) -> None:
        piece = open_[rows]
        centre = shapely.points((bounds[piece, :2] + bounds[piece, 2:]) / 2)
        row, park = tree.query(pieces[piece], predicate="dwithin", distance=radius_m.max())
        piece = piece[row]
        depth = radius_m[park] - shapely.distance(centre[row], parks[park])
        reached = depth > -half_diagonal[piece]
        piece, park, depth = piece[reached], park[reached], depth[reached]
        blind[piece[depth >= half_diagonal[piece]]] = nothing
        rest = ~shapely.is_empty(blind[piece])
        # The deepest first: what is left is soonest gone.
        order = np.lexsort((-depth[rest], piece[rest]))
        _take_away(blind, piece[rest][order], park[rest][order], parks, radius_m, segments)

    in_threads(clip, len(open_), _CHUNK, progress)
    return blind


def _take_away(
    blind: np.ndarray,
    piece: np.ndarray,
    park: np.ndarray,
    parks: np.ndarray,
    radius_m: np.ndarray,
    segments: int,
) -> None:
    """Subtract the parks' service areas from ``blind``; the pairs are sorted by piece."""
    if not len(piece):
        return
    near, buffer_of = np.unique(park, return_inverse=True)
    buffers = shapely.buffer(parks[near], radius_m[near], quad_segs=segments)
    first = np.flatnonzero(np.r_[True, piece[1:] != piece[:-1]])
    count = np.diff(np.r_[first, len(piece)])
    turn = np.arange(len(piece)) - np.repeat(first, count)
    crowded = np.repeat(count > _MANY_PARKS, count)
    # Large land among many parks: one overlay with their union, not one with each.
    for start, length in zip(first[count > _MANY_PARKS], count[count > _MANY_PARKS]):
        cover = shapely.union_all(buffers[buffer_of[start : start + length]])
        blind[piece[start]] = shapely.difference(blind[piece[start]], cover)
    for number in range(min(int(count.max()), _MANY_PARKS)):
        now = np.flatnonzero((turn == number) & ~crowded)
        now = now[~shapely.is_empty(blind[piece[now]])]
        blind[piece[now]] = shapely.difference(blind[piece[now]], buffers[buffer_of[now]])


def nearest_park(
    pieces: np.ndarray, parks: np.ndarray, radius_m: np.ndarray, progress: Progress = quiet
) -> tuple[np.ndarray, np.ndarray]:
    """Return the distance of each polygon to the nearest park, infinite without one, and that park's service radius.

    Of parks equally near, the one of the largest radius, so that their order plays no part.
    """
    distance, nearest_m = np.full(len(pieces), np.inf), np.zeros(len(pieces))
    if len(parks):
        tree = shapely.STRtree(parks)

        def find(rows: slice) -> None:
            (piece, park), away = tree.query_nearest(pieces[rows], return_distance=True)
            distance[rows][piece] = away
            np.maximum.at(nearest_m[rows], piece, radius_m[park])

        in_threads(find, len(pieces), _CHUNK, progress)
    return distance, nearest_m


def _places(
    area: np.ndarray,
    feature: np.ndarray,
    cell: np.ndarray,
    zones: Zones | None,
    density: np.ndarray | None,
) -> pd.DataFrame:
    labels = np.array([""], dtype=object)
    if zones is not None:
        labels = np.array([zones.label(index) for index in range(OUTSIDE, len(zones.cells))], dtype=object)
    return pd.DataFrame(
        {
            "area_m2": area,
            "feature": feature,
            "zone": labels[cell + 1],
            "population": np.nan if density is None else density[feature] * area,
        }
    )


def _rank_keys(places: np.ndarray, area: np.ndarray) -> tuple[np.ndarray, ...]:
    """Sort keys, the last first: larger areas, then west to east, then south to north."""
    bounds = np.round(shapely.bounds(places), 3)
    return bounds[:, 3], bounds[:, 2], bounds[:, 1], bounds[:, 0], -np.round(area, _RANK_DECIMALS)


def _summary(
    parts: pd.DataFrame,
    place_cell: np.ndarray,
    park_m2: np.ndarray,
    zones: Zones | None,
    target_pct: float,
) -> pd.DataFrame:
    """Return one row per zone, outside and all.

    Columns: ``scope`` (zone, outside, all), ``zone``, areas in m², ``coverage_pct``,
    ``target_pct``, ``gap_pct`` (percentage points still missing), ``to_cover_m2``,
    ``target_met``, ``blind_count``, ``population``, ``population_covered``,
    ``population_pct``, ``park_m2``, ``park_m2_per_head``. What cannot be said is missing.
    """
    columns = {name: parts[name].to_numpy() for name in parts.columns if name != "cell"}

    def rows(cell: np.ndarray, values: np.ndarray) -> np.ndarray:
        total = values.sum()
        return np.array([total]) if zones is None else np.r_[zones.sums(cell, values), total]

    table = pd.DataFrame({name: rows(parts["cell"].to_numpy(), values) for name, values in columns.items()})
    table["park_m2"] = rows(np.arange(len(park_m2)) - 1, park_m2)
    table["blind_count"] = rows(place_cell, np.ones(len(place_cell))).astype(int)
    names = () if zones is None else zones.names
    table.insert(0, "scope", ["zone"] * len(names) + ["outside"] * (zones is not None) + ["all"])
    table.insert(1, "zone", [*names, *[""] * (len(table) - len(names))])
    if "population" not in table:
        table["population"] = table["population_blind"] = np.nan

    empty = (table["scope"] == "outside") & (table["residential_m2"] == 0) & (table["park_m2"] == 0)
    table = table[~empty].reset_index(drop=True)
    residential, blind = table["residential_m2"], table["blind_m2"].clip(lower=0)
    table["covered_m2"] = residential - blind
    table["coverage_pct"] = 100 * table["covered_m2"] / residential.where(residential > 0)
    table["target_pct"] = float(target_pct)
    table["gap_pct"] = (target_pct - table["coverage_pct"]).clip(lower=0)
    table["to_cover_m2"] = (target_pct / 100 * residential - table["covered_m2"]).clip(lower=0)
    # Exactly the target is met, whatever the last bit says.
    met = table["coverage_pct"] >= target_pct - 1e-9
    table["target_met"] = met.astype("boolean").mask(table["coverage_pct"].isna())
    people = table["population"]
    table["population_covered"] = people - table["population_blind"]
    table["population_pct"] = 100 * table["population_covered"] / people.where(people > 0)
    table["park_m2_per_head"] = table["park_m2"] / people.where(people > 0)
    return table.drop(columns="population_blind")


def _overlap(residential: np.ndarray, sum_m2: float, measure: Measure, progress: Progress) -> float:
    flat = flatten(residential, progress)
    return 0.0 if flat is residential else max(0.0, float(sum_m2 - measure(flat).sum()))


def _tier_radius(area_m2: np.ndarray, tiers: Tiers) -> np.ndarray:
    radius = np.zeros(len(area_m2))
    for smallest, reach in sorted(tiers):
        radius[area_m2 * (1 + _AREA_TOLERANCE) >= smallest] = reach
    return radius


def _sums(index: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    return np.bincount(index, weights=values, minlength=count)
