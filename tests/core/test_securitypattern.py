"""The security pattern: the strictest tier holds, every source is named, nothing lost, nothing twice, no slivers."""

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.geometry import arrangement
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.inside import well_inside
from greenvein.core.pattern.securitypattern import construction_conflicts, security_pattern
from shapely.affinity import rotate, translate

EAST, NORTH = 39_500_000.0, 4_400_000.0


def pattern_of(*polygons, labels=("A", "B", "C"), extent=None):
    """Make the pattern of (polygon, tier, source)."""
    geometry, tier, source = zip(*polygons)
    return security_pattern(
        np.array(geometry, dtype=object),
        np.array(tier),
        np.array(source),
        labels,
        extent=None if extent is None else np.array(extent, dtype=object),
    )


def pieces_of(pattern):
    """Return tier, names and area of all pieces, as they come."""
    return [
        (tier, pattern.label(row), round(area, 6))
        for row, (tier, area) in enumerate(zip(pattern.tier.tolist(), pattern.area_m2.tolist()))
    ]


def scene(random):
    """Return polygons near the origin that overlap, share edges and nearly share edges; tiers, sources."""
    angle, found = random.uniform(0, 90), []
    for _ in range(random.integers(3, 9)):
        x, y = random.integers(0, 8, 2) * 50
        found.append(shapely.box(x, y, x + random.integers(1, 5) * 50, y + random.integers(1, 5) * 50))
    for _ in range(random.integers(0, 6)):
        bend = np.linspace(0, 2 * np.pi, random.integers(5, 30))[:-1]
        reach = random.uniform(20, 120, len(bend))
        centre = random.uniform(0, 500, 2)
        found.append(shapely.Polygon(centre + np.c_[reach * np.cos(bend), reach * np.sin(bend)]))
    if random.random() < 0.3:
        found.append(shapely.union_all(found[:2]).difference(found[2].buffer(7)))
    turned = np.array([rotate(one, angle, origin=(250, 250)) for one in found], dtype=object)
    again = random.random(len(turned)) < 0.5
    shifted = np.array([translate(one, *random.uniform(-1e-9, 1e-9, 2)) for one in turned[again]], dtype=object)
    geometry = np.concatenate([turned, shifted])
    geometry = geometry[shapely.is_valid(geometry) & (shapely.area(geometry) > 1)]
    return geometry, random.integers(1, 4, len(geometry)), random.integers(0, 3, len(geometry))


def union(geometry, some):
    return geopandas.GeoSeries(geometry[some]).union_all() if some.any() else shapely.Polygon()


def near(value):
    return pytest.approx(value, rel=1e-9, abs=1e-4)


def holes_of(geometry):
    return np.array([shapely.Polygon(ring) for one in geometry for ring in one.interiors], dtype=object)


@pytest.mark.cases(120, first=16)
def test_areas_equal_those_of_an_independent_overlay_and_pieces_fit_exactly(seed):
    random = np.random.default_rng(seed)
    geometry, tier, source = scene(random)
    origin = np.array([(0, 0), (500_000, NORTH), (EAST, NORTH)][seed % 3])
    moved = shapely.transform(geometry, lambda points: points + origin)
    # What the sums are compared with is computed near the origin, from the coordinates that were given.
    geometry = shapely.transform(moved, lambda points: points - origin)
    found = security_pattern(moved, tier, source, ["A", "B", "C"])
    assert found.area_m2.sum() == near(union(geometry, tier < 4).area)
    for own in (1, 2, 3):
        stricter = union(geometry, tier < own)
        expected = union(geometry, tier <= own).area - stricter.area
        assert found.tiers.set_index("tier").loc[own, "area_m2"] == near(expected)
        layers = [union(geometry, (tier == own) & (source == layer)).difference(stricter) for layer in range(3)]
        for layer in range(3):
            here = (found.tier == own) & found.sources[:, layer]
            assert found.area_m2[here].sum() == near(layers[layer].area)
            others = shapely.union_all(layers[:layer] + layers[layer + 1 :])
            alone = here & (found.sources.sum(axis=1) == 1)
            assert found.area_m2[alone].sum() == near(layers[layer].difference(others).area)
    assert found.contributions["area_m2"].tolist() == near(
        [union(geometry, source == layer).area for layer in range(3)]
    )
    assert shapely.is_valid(found.geometry).all()
    assert (shapely.get_type_id(found.geometry) == shapely.GeometryType.POLYGON).all()
    assert shapely.coverage_is_valid(found.geometry)
    for ground in (found.geometry, holes_of(found.geometry)):
        assert (2 * shapely.area(ground) > 2e-7 * shapely.length(ground)).all()
    one, two = shapely.STRtree(found.geometry).query(found.geometry, predicate="touches")
    alike = (found.tier[one] == found.tier[two]) & (found.sources[one] == found.sources[two]).all(axis=1)
    shared = shapely.length(shapely.intersection(found.geometry[one[alike]], found.geometry[two[alike]]))
    assert not shared.any()


@pytest.mark.cases(10, first=3)
def test_another_order_of_the_polygons_gives_the_same_pieces(seed):
    random = np.random.default_rng(seed)
    geometry, tier, source = scene(random)
    order = random.permutation(len(geometry))
    one = security_pattern(geometry, tier, source, ["A", "B", "C"])
    two = security_pattern(geometry[order], tier[order], source[order], ["A", "B", "C"])
    assert shapely.to_wkb(one.geometry).tolist() == shapely.to_wkb(two.geometry).tolist()
    assert (one.sources == two.sources).all()


@pytest.mark.cases(20, first=4)
def test_tiles_leave_no_trace(seed, monkeypatch):
    geometry, tier, source = scene(np.random.default_rng(seed))
    geometry = shapely.transform(geometry, lambda points: points + np.array((EAST, NORTH)))
    whole = security_pattern(geometry, tier, source, ["A", "B", "C"])
    monkeypatch.setattr(arrangement, "_TILE_EDGES", 8)
    tiled = security_pattern(geometry, tier, source, ["A", "B", "C"])
    assert shapely.coverage_is_valid(tiled.geometry)
    assert pieces_of(tiled) == [(tier, label, near(area)) for tier, label, area in pieces_of(whole)]
    assert tiled.contributions.drop(columns="label").to_numpy() == near(
        whole.contributions.drop(columns="label").to_numpy()
    )


def test_the_strictest_tier_holds_and_what_lies_below_is_not_named():
    found = pattern_of((shapely.box(0, 0, 10, 10), 2, 0), (shapely.box(4, 0, 6, 10), 1, 1))
    assert pieces_of(found) == [(1, "B", 20.0), (2, "A", 40.0), (2, "A", 40.0)]
    assert shapely.bounds(found.geometry)[:, 0].tolist() == [4, 0, 6]


def test_layers_of_the_same_tier_are_both_named_where_they_overlap():
    found = pattern_of((shapely.box(0, 0, 10, 10), 1, 0), (shapely.box(6, 0, 16, 10), 1, 1))
    assert pieces_of(found) == [(1, "A; B", 40.0), (1, "A", 60.0), (1, "B", 60.0)]


def test_parcels_of_one_layer_and_tier_become_one_piece():
    parcels = [(shapely.box(x, y, x + 1, y + 1), 1, 0) for x in range(5) for y in range(5)]
    parcels += [(shapely.box(0.5, 0.5, 2.5, 2.5), 1, 0), (shapely.box(9, 9, 10, 10), 1, 0)]
    found = pattern_of(*parcels)
    assert pieces_of(found) == [(1, "A", 25.0), (1, "A", 1.0)]


def test_parts_that_meet_in_a_point_stay_two_pieces():
    found = pattern_of((shapely.box(0, 0, 1, 1), 1, 0), (shapely.box(1, 1, 2, 2), 1, 0))
    assert pieces_of(found) == [(1, "A", 1.0), (1, "A", 1.0)]


def test_a_hole_that_touches_the_border_in_a_point_leaves_valid_pieces():
    random = np.random.default_rng(2410)
    geometry, tier, source = scene(random)
    moved = shapely.transform(geometry, lambda points: points + np.array((500_000, NORTH)))
    found = security_pattern(moved, tier, source, ["A", "B", "C"])
    assert shapely.is_valid(found.geometry).all()
    assert found.area_m2.sum() == near(shapely.union_all(geometry).area)


@pytest.mark.parametrize("gap", [-1e-8, -1e-9, 1e-9, 1e-8])
def test_hairlines_between_layers_are_closed(gap):
    low = shapely.box(EAST, NORTH, EAST + 200, NORTH + 100)
    high = shapely.box(EAST + 0.3, NORTH + 100 + gap, EAST + 200.3, NORTH + 200)
    found = pattern_of((low, 1, 0), (high, 1, 0))
    assert pieces_of(found) == [(1, "A", near(40_000.0))]
    found = pattern_of((low, 1, 0), (high, 2, 1))
    assert pieces_of(found) == [(1, "A", near(20_000.0)), (2, "B", near(20_000.0))]
    assert shapely.coverage_is_valid(found.geometry)
    assert found.geometry[0].intersection(found.geometry[1]).length == pytest.approx(199.7, abs=1e-6)


def test_a_hole_in_a_stricter_layer_shows_what_is_below():
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
    found = pattern_of((ring, 1, 0), (shapely.box(3, 3, 7, 7), 3, 1))
    assert pieces_of(found) == [(1, "A", 96.0), (3, "B", 4.0)]


def test_the_pattern_is_cut_to_the_extent_and_shares_are_of_it():
    extent = [shapely.box(0, 0, 10, 5), shapely.box(0, 5, 10, 10), shapely.box(0, 4, 10, 6)]
    found = pattern_of((shapely.box(-5, 0, 5, 10), 1, 0), (shapely.box(0, 0, 20, 4), 3, 1), extent=extent)
    assert pieces_of(found) == [(1, "A", 50.0), (3, "B", 20.0)]
    assert found.extent_m2 == pytest.approx(100)
    assert found.tiers["share"].tolist() == pytest.approx([0.5, 0, 0.2])
    assert found.tiers["pieces"].tolist() == [1, 0, 1]
    assert found.contributions["area_m2"].tolist() == pytest.approx([50, 40, 0])


def test_without_an_extent_there_are_no_shares():
    found = pattern_of((shapely.box(0, 0, 1, 1), 1, 0))
    assert found.tiers["share"].isna().all()
    assert np.isnan(found.extent_m2)


def test_contributions_tell_where_a_layer_decides_and_where_it_alone_does():
    found = pattern_of(
        (shapely.box(0, 0, 10, 10), 1, 0),
        (shapely.box(5, 0, 15, 10), 1, 1),
        (shapely.box(0, 0, 20, 10), 2, 2),
        (shapely.box(0, 0, 2, 10), 2, 2),  # of the same layer: its union counts
    )
    table = found.contributions.set_index("label")
    assert table["area_m2"].to_dict() == pytest.approx({"A": 100, "B": 100, "C": 200})
    assert table["decides_m2"].to_dict() == pytest.approx({"A": 100, "B": 100, "C": 50})
    assert table["alone_m2"].to_dict() == pytest.approx({"A": 50, "B": 50, "C": 50})


def test_areas_are_those_of_the_measure():
    square = np.array([shapely.box(0, 0, 1, 1)], dtype=object)
    found = security_pattern(
        square, np.array([1]), np.array([0]), ["A"], extent=square, measure=lambda ground: 3 * planar(ground)
    )
    assert (found.area_m2[0], found.extent_m2) == pytest.approx((3, 3))
    assert found.contributions.loc[0, ["area_m2", "decides_m2", "alone_m2"]].tolist() == pytest.approx([3, 3, 3])


@pytest.mark.parametrize("labels", [[], ["A"]])
def test_nothing_gives_an_empty_pattern(labels):
    none = np.empty(0, dtype=object)
    found = security_pattern(none, np.empty(0, dtype=int), np.empty(0, dtype=int), labels)
    assert len(found.geometry) == 0
    assert found.tiers["area_m2"].tolist() == [0, 0, 0]
    assert found.sources.shape == (0, len(labels))
    assert len(construction_conflicts(found, np.array([shapely.box(0, 0, 1, 1)], dtype=object)).geometry) == 0


def test_an_exception_of_the_progress_stops_the_kernel():
    class StopError(Exception):
        pass

    def stop(share):
        if share > 0.3:
            raise StopError

    with pytest.raises(StopError):
        security_pattern(*scene(np.random.default_rng(1)), ["A", "B", "C"], progress=stop)


def test_construction_land_is_cut_by_tier_and_kind():
    found = pattern_of(
        (shapely.box(0, 0, 10, 10), 1, 0), (shapely.box(0, 0, 20, 10), 2, 1), (shapely.box(20, 0, 30, 10), 3, 2)
    )
    construction = np.array([shapely.box(5, 2, 35, 4), shapely.box(40, 0, 50, 10)], dtype=object)
    conflicts = construction_conflicts(found, construction)
    table = conflicts.table
    assert list(zip(table["kind"], table["tier"], table["construction"], table["pattern"])) == [
        ("conflict", 1, 0, 0),
        ("conditions", 2, 0, 1),
        ("list", 3, 0, 2),
    ]
    assert table["area_m2"].tolist() == pytest.approx([10, 20, 20])
    assert conflicts.overlap_m2 == 0


def test_construction_that_lies_on_construction_counts_its_ground_once_for_the_smaller():
    found = pattern_of((shapely.box(0, 0, 10, 10), 1, 0))
    construction = np.array([shapely.box(0, 0, 4, 4), shapely.box(1, 1, 2, 2), shapely.box(8, 8, 12, 12)], dtype=object)
    conflicts = construction_conflicts(found, construction)
    assert conflicts.table.groupby("construction")["area_m2"].sum().to_dict() == pytest.approx({0: 15, 1: 1, 2: 4})
    assert conflicts.overlap_m2 == pytest.approx(1)


def test_of_equal_construction_the_one_of_lower_rank_counts():
    found = pattern_of((shapely.box(0, 0, 10, 10), 1, 0))
    construction = np.array([shapely.box(0, 0, 4, 4)] * 2, dtype=object)
    conflicts = construction_conflicts(found, construction, rank=np.array([7, 3]))
    assert conflicts.table["construction"].tolist() == [1]


def test_construction_beside_the_pattern_is_no_conflict():
    found = pattern_of((shapely.box(EAST, NORTH, EAST + 10, NORTH + 10), 1, 0))
    beside = shapely.box(EAST + 10 - 1e-8, NORTH, EAST + 20, NORTH + 10)
    assert len(construction_conflicts(found, np.array([beside], dtype=object)).geometry) == 0


@pytest.mark.cases(40, first=6)
def test_conflicts_equal_those_of_an_independent_overlay(seed):
    random = np.random.default_rng(seed)
    geometry, tier, source = scene(random)
    found = security_pattern(geometry, tier, source, ["A", "B", "C"])
    construction, _, _ = scene(random)
    conflicts = construction_conflicts(found, construction)
    built = union(construction, np.ones(len(construction), dtype=bool))
    for own in (1, 2, 3):
        expected = union(geometry, tier <= own).difference(union(geometry, tier < own)).intersection(built).area
        assert conflicts.table.loc[conflicts.table["tier"] == own, "area_m2"].sum() == near(expected)
    assert shapely.coverage_is_valid(conflicts.geometry)
    assert conflicts.overlap_m2 == near(shapely.area(construction).sum() - built.area)


@pytest.mark.cases(5, first=2)
def test_the_point_well_inside_a_triangle_is_the_centre_of_its_inscribed_circle(seed):
    corner = np.random.default_rng(seed).uniform(0, 1e-3, (50, 3, 2)) + np.array([500_000, 4_420_000])
    triangles = shapely.polygons(corner)
    distance = shapely.distance(well_inside(triangles, 1.0), shapely.boundary(triangles))
    # The radius of the inscribed circle is twice the area by the perimeter.
    assert distance == pytest.approx(2 * shapely.area(triangles) / shapely.length(triangles), abs=3e-9)
