"""Overlays that come out wrong without an error are found by their areas, and made anew."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.geometry
from greenvein.core.geometry import overlay, zones
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.areas import areas_in
from greenvein.core.geometry.changes import pieces
from greenvein.core.geometry.coverage import flat
from greenvein.core.geometry.shares import share_in, without_overlaps
from greenvein.core.geometry.split import split
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.parks.coverage import park_coverage

DATA = Path(__file__).parents[1] / "data"
CLASSES = np.array(["farmland", "urban_rural", "forest", "water"], dtype=object)


def parcels(random, side=8, origin=(500_000.0, 4_420_000.0)):
    """A grid of quadrilaterals whose corners are anywhere near, in the coordinates of a survey."""
    corner = np.stack(np.meshgrid(np.arange(side + 1), np.arange(side + 1), indexing="ij"), axis=-1) * 100.0
    corner = corner + random.uniform(-25, 25, corner.shape) + origin
    rings = np.stack([corner[:-1, :-1], corner[1:, :-1], corner[1:, 1:], corner[:-1, 1:]], axis=2)
    return shapely.polygons(rings.reshape(-1, 4, 2))


def circles(random, count=12):
    x, y = random.uniform(0, 800, (2, count))
    return shapely.buffer(shapely.points(500_000 + x, 4_420_000 + y), random.uniform(20, 150, count), quad_segs=4)


@pytest.fixture
def faulty(monkeypatch):
    """Let overlays in floating coordinates come out wrong now and then, in the ways that they do."""

    def spoil(name, seed, share=0.2):
        random, right = np.random.default_rng(seed), getattr(shapely, name)
        spoiled = []

        def overlaid(one, other, grid_size=None, **kwargs):
            found = right(one, other, grid_size=grid_size, **kwargs)
            if grid_size is not None or not isinstance(found, np.ndarray):
                return found
            one, other = np.broadcast_arrays(one, other)
            for row in np.flatnonzero(random.random(len(found)) < share):
                whole = [*shapely.get_parts(one[row]), *shapely.get_parts(found[row])]
                whole = [part for part in whole if part.geom_type == "Polygon"]
                kept = shapely.area(found[row]) > 0 and shapely.area(right(one[row], other[row])) > 0
                if kept and shapely.area(one[row]) > shapely.area(found[row]) + 1e-3:
                    found[row] = shapely.MultiPolygon(whole)
                    spoiled.append(row)
            return found

        monkeypatch.setattr(shapely, name, overlaid)
        return spoiled

    return spoil


def test_what_parcels_leave_of_another_is_the_gap_alone():
    features = json.loads((DATA / "parcels_and_gap.geojson").read_text("utf-8"))["features"]
    ground = {date: [] for date in ("before", "after")}
    for feature in features:
        ground[feature["properties"]["date"]].append(shapely.geometry.shape(feature["geometry"]))
    before, after = (np.array(ground[date], dtype=object) for date in ("before", "after"))
    names = np.array([f"class {row}" for row in range(len(before))], dtype=object)
    account = land_reduction(LandLayer(before, names), LandLayer(after, np.array(["water"], dtype=object)))
    assert account.closure_m2 < 0.01
    matrix = account.matrix[account.matrix["scope"] == "all"] if "scope" in account.matrix else account.matrix
    gap = matrix[(matrix["from"] == "outside") & (matrix["to"] == "water")]["area_m2"].sum()
    snapped = shapely.union_all(before, grid_size=1e-6)
    assert gap == pytest.approx(shapely.difference(after[0], snapped, grid_size=1e-6).area, abs=0.01)
    assert gap == pytest.approx(1309.85, abs=0.01)  # of 84 588 m²


@pytest.mark.cases(6, first=2)
@pytest.mark.parametrize("name", ["difference", "intersection"])
def test_an_account_closes_whatever_overlay_comes_out_wrong(faulty, name, seed):
    random = np.random.default_rng(seed)
    dates = [np.r_[parcels(random), circles(random)] for _ in range(2)]
    layers = [LandLayer(ground, random.choice(CLASSES, len(ground))) for ground in dates]
    right = land_reduction(*layers)
    spoiled = faulty(name, seed)
    found = land_reduction(*layers)
    assert spoiled
    assert found.closure_m2 < 0.01
    assert found.matrix["area_m2"].to_numpy() == pytest.approx(right.matrix["area_m2"].to_numpy(), abs=0.01)


@pytest.mark.cases(6, first=2)
@pytest.mark.parametrize("name", ["difference", "intersection"])
def test_pieces_add_up_to_both_layers(faulty, name, seed):
    random = np.random.default_rng(seed)
    before, after = parcels(random), parcels(random)
    union = shapely.union_all(np.r_[before, after], grid_size=1e-6).area
    spoiled = faulty(name, seed)
    found = pieces(before, after)
    assert spoiled
    assert shapely.area(found.geometry).sum() == pytest.approx(union, abs=0.01)
    for layer, row in ((before, found.before), (after, found.after)):
        sums = np.bincount(row[row >= 0], weights=shapely.area(found.geometry[row >= 0]), minlength=len(layer))
        assert sums == pytest.approx(shapely.area(layer), abs=0.001)


@pytest.mark.cases(6, first=2)
@pytest.mark.parametrize("name", ["difference", "intersection"])
def test_what_is_seen_covers_the_ground_once(faulty, name, seed):
    random = np.random.default_rng(seed)
    ground = circles(random, 40)
    union = shapely.union_all(ground, grid_size=1e-6).area
    spoiled = faulty(name, seed)
    seen = flat(ground).geometry
    apart, _ = without_overlaps(ground)
    assert spoiled
    assert shapely.area(seen[~shapely.is_missing(seen)]).sum() == pytest.approx(union, abs=0.01)
    assert shapely.area(apart).sum() == pytest.approx(union, abs=0.01)


@pytest.mark.cases(6, first=2)
def test_shares_of_units_are_right(faulty, seed):
    random = np.random.default_rng(seed)
    units, ground = parcels(random), shapely.buffer(circles(random), 0, quad_segs=4)
    ground = shapely.segmentize(ground, 1)  # of many vertices, so that an overlay is the shorter way
    union = shapely.union_all(ground, grid_size=1e-6)
    right = shapely.area(shapely.intersection(units, union)) / shapely.area(units)
    faulty("intersection", seed)
    assert share_in(units, ground) == pytest.approx(right, abs=1e-6)
    assert len(areas_in(units, ground).unit)


@pytest.mark.cases(6, first=2)
@pytest.mark.parametrize("name", ["difference", "intersection"])
def test_ground_cut_by_zones_adds_up(faulty, name, seed):
    random = np.random.default_rng(seed)
    ground, drawn = parcels(random), circles(random)
    inside = shapely.area(shapely.intersection(ground, shapely.union_all(drawn, grid_size=1e-6)))
    cells = zones.build(drawn, np.arange(len(drawn)).astype(str), planar)
    spoiled = faulty(name, seed)
    piece, source, cell = zones.cut(ground, cells)
    assert spoiled
    area = shapely.area(piece)
    assert np.bincount(source, weights=area) == pytest.approx(shapely.area(ground), abs=0.001)
    within = cell != zones.OUTSIDE
    assert np.bincount(source[within], weights=area[within], minlength=len(ground)) == pytest.approx(inside, abs=0.001)


@pytest.mark.cases(6, first=2)
def test_blind_ground_is_what_no_park_serves(faulty, seed):
    random = np.random.default_rng(seed)
    homes, parks = parcels(random), circles(random, 5)
    tiers, segments = ((0, 150),), 8
    cover = shapely.union_all(shapely.buffer(parks, 150, quad_segs=segments), grid_size=1e-6)
    right = shapely.area(shapely.intersection(homes, cover))
    spoiled = faulty("difference", seed)
    found = park_coverage(homes, parks, tiers, 95, segments=segments)
    assert spoiled
    assert found.features["covered_m2"].to_numpy() == pytest.approx(right, abs=0.01)


@pytest.mark.cases(6, first=2)
def test_fields_of_a_large_polygon_add_up(faulty, seed):
    angle = np.linspace(0, 2 * np.pi, 5_000, endpoint=False)
    radius = np.random.default_rng(seed).uniform(900, 1000, len(angle))
    star = shapely.Polygon(np.c_[500_000 + radius * np.cos(angle), 4_420_000 + radius * np.sin(angle)])
    spoiled = faulty("intersection", seed)
    fields, _ = split(np.array([star]))
    assert spoiled
    assert shapely.area(fields).sum() == pytest.approx(star.area, abs=0.001)


def test_a_union_that_loses_ground_is_made_anew(monkeypatch):
    squares, right = shapely.box(np.arange(3), 0, np.arange(3) + 2, [1, 2, 3]), shapely.union_all

    def losing(parts, grid_size=None):
        return right(parts if grid_size else parts[:1], grid_size=grid_size)

    monkeypatch.setattr(shapely, "union_all", losing)
    assert overlay.union(squares).area == pytest.approx(right(squares).area)
