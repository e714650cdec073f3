"""Park service coverage against areas known by hand, and against geopandas."""

import itertools

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from greenvein.core.geometry import zones as zoning
from greenvein.core.geometry.area import planar
from greenvein.core.indicators.indicator import Base, Indicator, Milestone
from greenvein.core.indicators.standing import standing
from greenvein.core.parks.builtup import NO_DOUBT, Maybe
from greenvein.core.parks.coverage import SMALLEST_PLACE_M2, park_coverage
from greenvein.core.parks.servicearea import service_area, service_radius

EVERY_PARK_500 = ((0, 500),)


def polygons(*shapes):
    return np.array(shapes, dtype=object)


def test_square_park_serves_square_with_rounded_corners():
    park = shapely.box(0, 0, 100, 100)
    land = shapely.box(-1_000, -1_000, 1_100, 1_100)
    result = park_coverage(polygons(land), polygons(park), EVERY_PARK_500, 95)
    served = 100 * 100 + 4 * 100 * 500 + np.pi * 500**2
    assert result.total["covered_m2"] == pytest.approx(served, rel=3e-5)
    assert result.total["blind_m2"] == pytest.approx(2_100**2 - served, rel=3e-5)


def test_tiny_park_serves_a_circle_to_the_hundredth_of_a_percentage_point():
    park = shapely.box(-1e-3, -1e-3, 1e-3, 1e-3)
    land = shapely.Point(0, 0).buffer(500, quad_segs=5_000)
    result = park_coverage(polygons(land), polygons(park), EVERY_PARK_500, 95)
    assert result.total["coverage_pct"] == pytest.approx(100, abs=0.01)


def test_two_overlapping_service_areas_count_their_lens_once():
    tiny = 1e-3
    parks = polygons(shapely.box(0, 0, tiny, tiny), shapely.box(600, 0, 600 + tiny, tiny))
    land = shapely.box(-1_000, -1_000, 2_000, 1_000)
    result = park_coverage(polygons(land), parks, EVERY_PARK_500, 95)
    lens = 2 * 500**2 * np.arccos(300 / 500) - 300 * np.sqrt(4 * 500**2 - 600**2)
    assert result.total["covered_m2"] == pytest.approx(2 * np.pi * 500**2 - lens, rel=5e-5)


def test_half_plane_edge_divides_land_exactly():
    park = shapely.box(-50, -5_000, 0, 5_000)
    land = shapely.box(0, 0, 1_000, 100)
    result = park_coverage(polygons(land), polygons(park), EVERY_PARK_500, 50)
    assert result.total["coverage_pct"] == pytest.approx(50, abs=1e-9)
    assert result.total["target_met"]
    assert list(result.blind["area_m2"]) == [pytest.approx(50_000)]
    assert result.blind_geometry[0].bounds == (500, 0, 1_000, 100)


def test_park_distance_is_that_to_the_nearest_counted_park():
    parks = polygons(shapely.box(150, 0, 160, 10), shapely.box(400, 0, 500, 100))
    land = shapely.box(0, 0, 100, 100)
    every = park_coverage(polygons(land), parks, EVERY_PARK_500, 95)
    large = park_coverage(polygons(land), parks, ((5_000, 500),), 95)
    assert every.features["park_m"][0] == pytest.approx(50)
    assert large.features["park_m"][0] == pytest.approx(300)


def test_without_a_counted_park_all_land_is_blind_and_has_no_distance():
    park = shapely.box(0, 0, 10, 10)
    land = shapely.box(0, 0, 100, 100)
    result = park_coverage(polygons(land), polygons(park), ((5_000, 500),), 95)
    assert result.total["coverage_pct"] == 0
    assert np.isnan(result.features["park_m"][0])
    assert result.blind_geometry[0].equals(land)


@pytest.mark.parametrize(
    ("area", "radius"), [(5_000, 500), (4_999, 300), (400, 300), (399, 0), (5_000 * (1 - 1e-12), 500)]
)
def test_park_takes_the_row_with_the_largest_smallest_area_that_it_reaches(area, radius):
    park = polygons(shapely.box(0, 0, area / 10, 10))
    assert service_radius(park, planar(park), ((5_000, 500), (400, 300)))[0] == radius


def test_parts_of_a_park_count_together():
    parts = shapely.MultiPolygon([shapely.box(0, 0, 50, 50), shapely.box(1_000, 0, 1_050, 50)])
    park = polygons(parts)
    assert service_radius(park, planar(park), ((5_000, 500),))[0] == 500


@pytest.mark.parametrize(("inside", "radius"), [(51, 300), (50.2, 300), (49, 0)])
def test_park_mostly_in_a_historic_quarter_may_take_its_second_table(inside, radius):
    park = polygons(shapely.box(0, 0, 100, 20))
    quarter = polygons(shapely.box(-10, -10, inside, 30), shapely.box(-10, -10, inside, 30))
    assert service_radius(park, planar(park), ((5_000, 500),), quarter, ((1_000, 300),))[0] == radius


@pytest.mark.parametrize("noise", [0.0, 1e-9, 5e-3, -5e-3])
def test_park_half_in_a_historic_quarter_is_not_mostly_in_it_in_any_coordinates(noise):
    park, quarter = polygons(shapely.box(0, 0, 40, 40)), polygons(shapely.box(-500, -500, 20 + noise, 500))
    assert service_radius(park, planar(park), ((1_000, 300),), quarter, ((1_000, 900),))[0] == 300


def test_park_in_a_historic_quarter_keeps_the_larger_radius():
    park = polygons(shapely.box(0, 0, 100, 100))
    radius = service_radius(park, planar(park), ((5_000, 500),), polygons(shapely.box(0, 0, 200, 200)), ((1_000, 300),))
    assert radius[0] == 500


def test_land_on_a_zone_border_counts_in_each_zone_with_its_part():
    west, east = shapely.box(0, 0, 300, 300), shapely.box(300, 0, 600, 300)
    land = shapely.box(200, 0, 500, 100)
    park = shapely.box(-600, 0, -200, 100)
    zones = zoning.build(polygons(west, east), np.array(["西", "东"]), planar)
    result = park_coverage(polygons(land), polygons(park), EVERY_PARK_500, 95, zones=zones)
    table = result.summary.set_index("zone")
    assert table.loc["西", "residential_m2"] == pytest.approx(10_000)
    assert table.loc["东", "residential_m2"] == pytest.approx(20_000)
    assert table.loc["西", "coverage_pct"] == pytest.approx(100)
    assert table.loc["东", "coverage_pct"] == pytest.approx(0)
    assert list(result.blind["zone"]) == ["东"]
    assert result.summary["residential_m2"].iloc[:-1].sum() == pytest.approx(result.total["residential_m2"])


def test_zone_without_residential_land_has_no_verdict():
    zones = zoning.build(polygons(shapely.box(0, 0, 9, 9), shapely.box(20, 0, 29, 9)), np.array(["a", "b"]), planar)
    land, park = polygons(shapely.box(1, 1, 2, 2)), polygons(shapely.box(3, 3, 4, 4))
    table = park_coverage(land, park, EVERY_PARK_500, 95, zones=zones).summary.set_index("zone")
    assert table.loc["a", "target_met"]
    assert table.loc["b", ["coverage_pct", "gap_pct", "target_met"]].isna().all()
    assert table.loc["b", "to_cover_m2"] == 0


def test_population_is_shared_by_area():
    park = shapely.box(-50, -5_000, 0, 5_000)
    land = shapely.box(0, 0, 2_000, 100)
    result = park_coverage(polygons(land), polygons(park), EVERY_PARK_500, 95, population=np.array([1_000.0]))
    assert result.total["population_covered"] == pytest.approx(250)
    assert result.blind["population"].sum() == pytest.approx(750)
    assert result.total["park_m2_per_head"] == pytest.approx(500_000 / 1_000)


def test_overlapping_parks_are_counted_once_in_the_park_area():
    parks = polygons(shapely.box(0, 0, 100, 100), shapely.box(50, 0, 150, 100), shapely.box(900, 0, 1_000, 100))
    result = park_coverage(polygons(shapely.box(0, 0, 10, 10)), parks, EVERY_PARK_500, 95)
    assert result.total["park_m2"] == pytest.approx(25_000)


def test_overlap_between_residential_features_is_measured():
    land = polygons(shapely.box(0, 0, 100, 100), shapely.box(90, 0, 190, 100), shapely.box(190, 0, 290, 100))
    result = park_coverage(land, polygons(shapely.box(0, 0, 10, 10)), EVERY_PARK_500, 95)
    assert result.overlap_m2 == pytest.approx(1_000)
    assert result.total["residential_m2"] == pytest.approx(30_000)


def test_equal_blind_areas_rank_from_west_to_east_whatever_their_order():
    lands = polygons(*(shapely.box(x, 0, x + 100, 100) for x in (10_000, 30_000, 20_000)))
    park = polygons(shapely.box(0, 0, 10, 10))
    for order in ([0, 1, 2], [2, 0, 1]):
        result = park_coverage(lands[order], park, EVERY_PARK_500, 95)
        assert [geometry.bounds[0] for geometry in result.blind_geometry] == [10_000, 20_000, 30_000]


def test_land_among_many_parks_is_the_same_as_against_their_union():
    random = np.random.default_rng(7)
    corners = random.uniform(0, 5_000, (60, 2))
    parks = shapely.box(corners[:, 0], corners[:, 1], corners[:, 0] + 40, corners[:, 1] + 40)
    land = shapely.box(0, 0, 5_000, 5_000)
    result = park_coverage(polygons(land), parks, ((0, 300),), 95, segments=16)
    union = shapely.union_all(shapely.buffer(parks, 300, quad_segs=16))
    assert result.total["covered_m2"] == pytest.approx(shapely.intersection(land, union).area, rel=1e-12)


def test_service_area_is_the_union_of_the_buffers():
    parks = polygons(shapely.box(0, 0, 100, 100), shapely.box(400, 0, 500, 100), shapely.box(9_000, 0, 9_001, 1))
    radius = np.array([500.0, 300.0, 0.0])
    ground = service_area(parks, radius)
    assert ground.area == pytest.approx(
        shapely.union(parks[0].buffer(500, quad_segs=128), parks[1].buffer(300, quad_segs=128)).area
    )
    assert service_area(parks, np.zeros(3)).is_empty


def random_scene(random):
    """Land of every shape and size, with holes and parts, and parks with different radii."""

    def blobs(count, size):
        centres = random.uniform(0, 6_000, (count, 2))
        angles = np.linspace(0, 2 * np.pi, 13)[:-1]
        reach = random.uniform(0.3, 1, (count, 12)) * random.uniform(size / 10, size, (count, 1))
        rings = centres[:, None] + reach[..., None] * np.column_stack([np.cos(angles), np.sin(angles)])
        return shapely.polygons(rings)

    land = list(blobs(random.integers(5, 30), 700))
    land[0] = shapely.difference(land[0], land[0].centroid.buffer(20))
    land.append(shapely.union(*blobs(2, 300)))
    return polygons(*land), blobs(random.integers(1, 40), 150)


@pytest.mark.slow
@pytest.mark.cases(200, first=24)
def test_covered_and_blind_areas_equal_geopandas(seed):
    random = np.random.default_rng(seed)
    land, parks = random_scene(random)
    tiers = ((0, 200.0), (5_000, 350.0), (20_000, 500.0))
    result = park_coverage(land, parks, tiers, 95, segments=16)

    frame = geopandas.GeoDataFrame(geometry=parks)
    frame["radius"] = [max(radius for least, radius in tiers if area >= least) for area in frame.area]
    served = geopandas.GeoDataFrame(geometry=[frame.buffer(frame["radius"], resolution=16).union_all()])
    homes = geopandas.GeoDataFrame({"row": range(len(land))}, geometry=land)
    covered = geopandas.overlay(homes, served, how="intersection").dissolve("row").area
    blind = geopandas.overlay(homes, served, how="difference").area.sum()
    tolerance = 1e-6 * homes.area.sum()
    expected = covered.reindex(range(len(land)), fill_value=0.0).to_numpy()
    np.testing.assert_allclose(result.features["covered_m2"], expected, atol=tolerance, rtol=0)
    assert result.total["covered_m2"] == pytest.approx(covered.sum(), abs=tolerance)
    assert result.total["blind_m2"] == pytest.approx(blind, abs=tolerance)
    assert planar(result.blind_geometry).sum() + result.small_m2 == pytest.approx(blind, abs=tolerance)
    assert shapely.union_all(result.blind_geometry).difference(
        homes.union_all().difference(served.geometry[0])
    ).area == pytest.approx(0, abs=tolerance)
    assert (result.blind["area_m2"] >= SMALLEST_PLACE_M2).all()


def test_progress_that_raises_stops_the_kernel():
    class StoppedError(Exception):
        pass

    def stop(share):
        if share > 0.3:
            raise StoppedError

    land, parks = random_scene(np.random.default_rng(1))
    with pytest.raises(StoppedError):
        park_coverage(land, parks, EVERY_PARK_500, 95, progress=stop)


def home_drawn(times, others):
    """A home of 10 ha beside the park, drawn some times, and one of a given area that no park serves, in m²."""
    return polygons(*[shapely.box(0, 0, 100, 1_000)] * times, shapely.box(3_000, 0, 3_000 + others / 1_000, 1_000))


def test_overlap_that_decides_on_the_target_leaves_it_open():
    # Fifty times 10 ha are 500 of 525 ha, 95.24 %; on the ground it is 10 of 35 ha, 28.6 %.
    park = polygons(shapely.box(-100, 0, 0, 1_000))
    result = park_coverage(home_drawn(50, 250_000), park, EVERY_PARK_500, 95)
    assert result.total["coverage_pct"] == pytest.approx(100 * 500 / 525)
    assert result.total["overlap_decides"]
    assert pd.isna(result.total["target_met"])


def test_overlap_that_cannot_decide_leaves_the_verdict():
    park = polygons(shapely.box(-100, 0, 0, 1_000))
    # On the ground at least 10 of 35 ha, whatever of the 490 ha counted again is covered.
    total = park_coverage(home_drawn(50, 250_000), park, EVERY_PARK_500, 28).total
    assert (total["overlap_decides"], total["target_met"]) == (False, True)
    # 10 of 40 ha are counted as covered, 20 of the 40 are counted again: on the ground at most 10 of 20 ha.
    land = polygons(shapely.box(0, 0, 100, 1_000), *[shapely.box(3_000, 0, 3_100, 1_000)] * 3)
    total = park_coverage(land, park, EVERY_PARK_500, 60).total
    assert (total["overlap_decides"], total["target_met"]) == (False, False)


def test_each_zone_is_open_for_its_own_overlap_only():
    zones = zoning.build(
        polygons(shapely.box(-200, 0, 2_000, 1_000), shapely.box(2_000, 0, 4_000, 1_000)), np.array(["a", "b"]), planar
    )
    land = polygons(
        *[shapely.box(1_000, 0, 1_100, 1_000)] * 3, shapely.box(0, 0, 100, 1_000), shapely.box(3_000, 0, 3_100, 1_000)
    )
    table = park_coverage(land, polygons(shapely.box(-100, 0, 0, 1_000)), EVERY_PARK_500, 45, zones=zones).summary
    # In a 10 of 40 ha are counted as covered, and 20 are the same ground twice more: 0 or 10 of 20, 50 %.
    assert table["overlap_m2"].tolist() == pytest.approx([200_000, 0, 200_000])
    assert table["overlap_decides"].tolist() == [True, False, False]
    assert table["target_met"].isna().tolist() == [True, False, False]


@pytest.mark.slow
@pytest.mark.cases(5, first=2)
def test_the_true_coverage_lies_between_the_bounds(seed):
    random = np.random.default_rng(seed)
    corner, size = random.uniform(0, 3_000, (30, 2)), random.uniform(50, 800, (30, 2))
    land = shapely.box(*corner.T, *(corner + size).T)
    park = polygons(shapely.box(0, 0, 900, 1_500))
    served, ground = shapely.buffer(park[0], 500, quad_segs=128), shapely.union_all(land)
    true_pct = 100 * shapely.intersection(ground, served).area / ground.area
    for target in random.uniform(1, 100, 20):
        total = park_coverage(land, park, EVERY_PARK_500, target).total
        assert total["overlap_decides"] or total["target_met"] == (true_pct >= target)


PARK = polygons(shapely.box(-100, 0, 0, 3_000))
"""It serves 500 m to the east."""
NEAR_90, FAR_10 = shapely.box(0, 0, 500, 1_800), shapely.box(3_000, 0, 3_100, 1_000)
"""Homes of 90 ha that it serves, and of 10 ha that it does not."""
NO_LAND = np.empty(0, dtype=object)


def between(homes, maybe=NO_DOUBT, zones=None):
    """The least and the largest coverage of each row."""
    table = park_coverage(homes, PARK, EVERY_PARK_500, 95, zones=zones, maybe=maybe).summary
    return table[["coverage_least_pct", "coverage_most_pct"]].to_numpy().tolist()


def test_land_that_may_be_homes_makes_a_coverage_less_or_more():
    five = Maybe(homes=polygons(shapely.box(3_200, 0, 3_300, 500)))
    assert between(polygons(NEAR_90, FAR_10), five) == [pytest.approx([100 * 90 / 105, 90])]  # no park serves it
    served = Maybe(homes=polygons(shapely.box(0, 2_000, 500, 2_100)))
    assert between(polygons(NEAR_90, FAR_10), served) == [pytest.approx([90, 100 * 95 / 105])]


def test_land_that_may_be_parks_serves_what_is_near():
    for south, most in ((0, 100), (1_250, 92.5), (5_000, None)):
        ten = Maybe(parks=polygons(shapely.box(3_000, south, 3_100, south + 1_000)))
        [[least, largest]] = between(polygons(NEAR_90, shapely.box(3_000, 0, 3_100, 1_000)), ten)
        some = [90, most] if most else [np.nan, np.nan]
        assert [least, largest] == pytest.approx(some, rel=0.01, nan_ok=True)


def test_homes_drawn_twice_are_served_or_not():
    homes = polygons(NEAR_90, shapely.box(0, 0, 500, 400), FAR_10)
    # 110 of 120 ha are counted as served, 20 of them once more: 90 of 100, or 100 of 100 ha.
    assert between(homes) == [pytest.approx([90, 100])]


def test_codes_and_overlaps_add_up():
    homes = polygons(NEAR_90, FAR_10, shapely.box(3_000, 0, 3_100, 500))
    maybe = Maybe(homes=polygons(shapely.box(3_200, 0, 3_300, 500)))
    # 90 of 105 ha, of which 5 are counted once more, and 5 more that no park serves may be homes.
    assert between(homes, maybe) == [pytest.approx([100 * 85 / 105, 90])]


@pytest.mark.parametrize(
    ("homes", "maybe"),
    [
        ([NEAR_90, FAR_10], NO_DOUBT),
        ([NEAR_90, FAR_10], Maybe(homes=polygons(shapely.box(3_200, 0, 3_300, 100)))),  # 1 of 100 ha weighs nothing
        ([FAR_10], Maybe(homes=polygons(shapely.box(3_200, 0, 3_300, 900)))),  # no park serves that either
        ([NEAR_90, FAR_10], Maybe(parks=polygons(shapely.box(9_100, 0, 9_200, 900)))),  # that is far from all homes
        ([NEAR_90], Maybe(parks=polygons(shapely.box(3_100, 0, 3_200, 1_000)))),  # all is served already
    ],
)
def test_a_coverage_that_nothing_may_turn_has_no_bounds(homes, maybe):
    assert np.isnan(between(polygons(*homes), maybe)).all()


def test_each_zone_has_the_bounds_of_its_own_land():
    zones = zoning.build(
        shapely.box([-200, 2_000, 3_150], 0, [2_000, 3_150, 4_000], 3_000),
        np.array(["west", "middle", "east"]),
        planar,
    )
    maybe = Maybe(homes=polygons(shapely.box(3_100, 0, 3_200, 1_000)))
    west, middle, east, whole = between(polygons(NEAR_90, FAR_10), maybe, zones)
    assert whole == pytest.approx([100 * 90 / 110, 90])
    # West there is no doubt, in the middle nothing is served, and east there is no coverage that might be another.
    assert np.isnan([west, middle, east]).all()


def readings(count):
    """Every way to take some of a few features, each as a mask."""
    return [np.array(mask, dtype=bool) for mask in itertools.product([False, True], repeat=count)]


@pytest.mark.slow
@pytest.mark.cases(60, first=15)
def test_a_verdict_on_the_way_to_a_plan_is_the_same_however_doubtful_land_is_read_or_is_not_given(seed):
    """As a scorecard gives it, whatever the target of the coverage itself is; each place counts once."""
    random = np.random.default_rng(seed)

    def boxes(count, most):
        corner, size = random.uniform(0, 4_000, (count, 2)), random.uniform(most / 4, most, (count, 2))
        return shapely.box(*corner.T, *(corner + size).T)

    homes, parks, maybe = boxes(14, 700), boxes(3, 900), Maybe(homes=boxes(3, 700), parks=boxes(seed // 2 % 2, 1_200))
    if seed % 2:
        homes = shapely.get_parts(shapely.union_all(homes))
    base, line = random.uniform(20, 60), random.uniform(60, 95)
    plan = Indicator("X", {"en": "X"}, "%", "up", (Milestone(2035, line),), base=Base(2020, base))
    total = park_coverage(homes, parks, EVERY_PARK_500, random.uniform(1, 100), maybe=maybe).total
    value = total["coverage_pct"]
    least, most = (
        value if np.isnan(total[name]) else total[name] for name in ("coverage_least_pct", "coverage_most_pct")
    )
    assert least <= value <= most
    states = {standing(plan, one, 2025).state for one in (least, value, most)}
    for some, further in itertools.product(readings(3), readings(len(maybe.parks))):
        ground = shapely.union_all([*homes, *maybe.homes[some]])
        reach = shapely.union_all(shapely.buffer([*parks, *maybe.parks[further]], 500, quad_segs=128))
        true_pct = 100 * shapely.intersection(ground, reach).area / ground.area
        assert least - 1e-6 <= true_pct <= most + 1e-6
        assert len(states) > 1 or {standing(plan, true_pct, 2025).state} == states
