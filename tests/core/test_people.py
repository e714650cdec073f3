"""People of units on residential ground: hand-made answers, and geopandas' overlay on random maps."""

import math

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.geometry import zones as zoning
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.polygons import DRAWING_M
from greenvein.core.parks.coverage import park_coverage
from greenvein.core.people.residents import residents
from greenvein.core.people.spread import beyond_units, people_meeting, sharing, spread, unknown_among

EVERY_PARK_500 = ((0.0, 500.0),)


def polygons(*shapes):
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    return found


def people(*persons):
    return np.array(persons, dtype=float)


@pytest.mark.parametrize("width", [400, 4_000])
def test_two_streets_with_one_of_two_equal_plots_served_are_half_served_whatever_their_shapes(width):
    """A plot of 1 ha beside a park and one 2 km away in each of two streets of 100 and 300 people."""
    plots = shapely.box([0, 0, 200, 200], [0, 2_000, 0, 2_000], [100, 100, 300, 300], [100, 2_100, 100, 2_100])
    streets = shapely.box([-width, 150], -500, [150, 300 + width], 3_000)
    streets[0] = streets[0].difference(shapely.box(-width, 500, -50, 900))
    found = spread(plots, streets, people(100, 300))
    assert found.population.tolist() == [50, 50, 150, 150]
    assert found.not_placed == 0
    park = shapely.box([100], 0, [200], 100)
    total = park_coverage(plots, park, EVERY_PARK_500, 95, population=found.population, patches=found.patches).total
    assert (total["population"], total["population_pct"]) == (400, 50)


def test_people_of_a_unit_on_water_are_not_placed():
    water, street = shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)
    found = spread(polygons(shapely.box(120, 0, 150, 100)), polygons(water, street), people(9, 30))
    assert (found.population.tolist(), found.placed.tolist(), found.not_placed) == ([30], [False, True], 9)


def test_a_feature_outside_all_units_has_nobody():
    plots = shapely.box([0, 500], 0, [10, 510], 10)
    assert spread(plots, polygons(shapely.box(0, 0, 100, 100)), people(8)).population.tolist() == [8, 0]


def test_a_unit_that_ends_where_ground_begins_has_none_of_it():
    """Streets east of a town that ends at 100 m: on the border, by hands that differ by 9 cm, and one that crosses."""
    town = shapely.box([0, 50], 0, [50, 100], 100)
    for west, meets in ((100, 0), (99.91, 0), (99.8, 7), (40, 7), (-50, 7)):
        assert people_meeting(polygons(shapely.box(west, 0, 300, 100)), people(7), town) == meets
    # Two slivers that lie beside each other are one strip.
    assert people_meeting(polygons(shapely.box(49.92, -9, 50.08, 9)), people(7), town) == 7
    assert people_meeting(polygons(), people(), town) == 0


def test_land_that_may_be_homes_of_a_street_that_but_touches_draws_nobody_away():
    town, homes, doubtful = (
        shapely.box([0], 0, [100], 100),
        shapely.box([0], 0, [50], 100),
        shapely.box([200], 0, [250], 100),
    )
    for west, may_turn in ((100, False), (99.91, False), (99.8, True)):
        streets = shapely.box([0, west], 0, [100, 300], 100)
        assert sharing(streets, homes, doubtful).may_turn(town) == may_turn


@pytest.mark.cases(60, first=10)
def test_streets_of_a_mosaic_meet_the_quarters_that_they_share_ground_with(seed):
    """Whatever way it is turned, so that common borders are rounded."""
    draw = np.random.default_rng(seed)
    east, north = (edges.ravel() for edges in np.meshgrid(np.arange(4) * 100.0, np.arange(4) * 100.0))
    cells = shapely.box(east, north, east + 100, north + 100)
    cells = shapely.affinity.rotate(shapely.MultiPolygon(list(cells)), draw.uniform(0, 90), origin=(0, 0)).geoms
    cells, inside = np.array(list(cells)), draw.random(16) < 0.3
    persons = draw.integers(1, 1000, 16).astype(float)
    assert people_meeting(cells, persons, cells[inside]) == persons[inside].sum()


def test_nobody_lives_in_the_hole_of_a_unit():
    """The park in the middle of a street is a unit of its own, without people; half of the plot lies in it."""
    hole = shapely.box(40, 0, 60, 100)
    street = shapely.box(0, -10, 100, 110).difference(hole)
    plot = shapely.box(20, 0, 60, 100)
    found = spread(polygons(plot), polygons(street, hole), people(50, 0))
    assert found.population.tolist() == [50]
    assert found.patches.people_on(polygons(hole, plot), np.array([0, 0])).tolist() == [0, 50]


def test_with_floor_area_people_go_to_that():
    """A tower of 9 000 m² and a house of 1 000 m² on plots of the same size; and a garden without any house."""
    plots = shapely.box([0, 10, 20], 0, [10, 20, 30], 10)
    found = spread(plots, polygons(shapely.box(0, 0, 30, 10)), people(100), people(9_000, 1_000, 0))
    assert found.population.tolist() == [90, 10, 0]


def test_a_feature_in_two_units_has_its_floor_area_by_halves():
    plots = shapely.box([0, 20], 0, [20, 30], 10)
    units = shapely.box([0, 10], 0, [10, 30], 10)
    found = spread(plots, units, people(40, 60), people(400, 100))
    assert found.population.tolist() == [40 + 60 * 200 / 300, 60 * 100 / 300]


def test_people_of_a_unit_whose_ground_has_no_floor_area_are_not_placed():
    plots = shapely.box([0, 10], 0, [10, 20], 10)
    found = spread(plots, plots.copy(), people(5, 6), people(0, 30))
    assert (found.population.tolist(), found.not_placed) == ([0, 6], 5)


def test_ground_that_is_drawn_twice_takes_part_twice():
    plots = shapely.box([0, 0, 10], 0, [10, 10, 20], 10)
    assert spread(plots, polygons(shapely.box(0, 0, 20, 10)), people(90)).population.tolist() == [30, 30, 30]


def test_ground_in_two_units_has_people_of_both():
    units = shapely.box([0, 0], 0, [10, 20], 10)
    assert spread(polygons(shapely.box(0, 0, 10, 10)), units, people(3, 4)).population.tolist() == [7]


def test_a_sliver_of_the_drawing_takes_in_nobody():
    """The lake's border reaches a hand's breadth into the homes beside it."""
    lake, street = shapely.box(0, 0, 100 + DRAWING_M / 2, 100), shapely.box(100, 0, 200, 100)
    found = spread(polygons(shapely.box(100, 0, 150, 100)), polygons(lake, street), people(1_000, 30))
    assert (found.population.tolist(), found.not_placed) == ([30], 1_000)


def test_units_without_people_and_no_units_at_all_leave_nobody():
    plots = shapely.box([0], 0, [10], 10)
    assert spread(plots, plots.copy(), people(0)).population.tolist() == [0]
    assert spread(plots, plots[:0], people()).population.tolist() == [0]


def test_features_inside_one_unit_need_no_patches():
    plots = shapely.box([0, 20], 0, [10, 30], 10)
    assert spread(plots, polygons(shapely.box(0, -5, 50, 20)), people(7)).patches is None


def test_blind_places_count_their_people_by_the_units_they_lie_in_and_stay_whole():
    """West of x = 500 live 300 people, east of it 100; the park serves 250 m of the west and 250 m of the east."""
    plot = polygons(shapely.box(0, 0, 1_000, 100))
    units = shapely.box([0, 500], 0, [500, 1_000], 100)
    found = spread(plot, units, people(300, 100))
    # A park as long as the plot is wide, so that its service area ends in straight lines.
    park = polygons(shapely.box(500, -2_000, 500.001, 2_000))
    result = park_coverage(
        plot, park, ((0.0, 250.0),), 95, population=found.population, patches=found.patches, segments=4
    )
    assert result.blind["area_m2"].tolist() == pytest.approx([25_000, 25_000], rel=1e-5)
    assert sorted(result.blind["population"]) == pytest.approx([50, 150], rel=1e-5)
    assert result.total["population_covered"] == pytest.approx(200, rel=1e-5)
    across = park_coverage(
        plot, polygons(shapely.box(0, 5_000, 1, 5_001)), ((0.0, 1.0),), 95,
        population=found.population, patches=found.patches,
    )  # fmt: skip
    assert across.blind["population"].tolist() == [400]
    assert across.total["population_covered"] == 0


def test_zones_cut_people_by_the_units_they_lie_in():
    plot = polygons(shapely.box(0, 0, 100, 100))
    found = spread(plot, shapely.box([0, 50], 0, [50, 100], 100), people(30, 10))
    zones = zoning.build(shapely.box([0, 75], 0, [75, 100], 100), np.array(["west", "east"]), planar)
    park = polygons(shapely.box(0, 0, 1, 1))
    result = park_coverage(
        plot, park, EVERY_PARK_500, 95, zones=zones, population=found.population, patches=found.patches
    )
    assert result.summary["population"].tolist() == pytest.approx([35, 5, 40])


def test_park_area_per_head_of_the_built_up_area_is_of_what_lies_inside_it():
    """Two plots of 40 people, of which one and a half lie in the built-up area, with 600 of the park's 1 000 m²."""
    plots = shapely.box([0, 200], 0, [100, 300], 100)
    park, town = polygons(shapely.box(240, 100, 340, 110)), polygons(shapely.box(0, 0, 250, 200))
    town = polygons(town[0], shapely.box(200, 0, 300 - 50, 50), shapely.box(250, 100, 300, 200))  # one drawn twice
    zones = zoning.build(shapely.box([0, 150], 0, [150, 400], 300), np.array(["west", "east"]), planar)
    result = park_coverage(
        plots, park, EVERY_PARK_500, 95, zones=zones, population=people(40, 40), built_up=town
    ).summary
    assert result["built_up_population"].tolist() == pytest.approx([40, 20, 60])
    assert result["built_up_park_m2"].tolist() == pytest.approx([0, 600, 600])
    assert result["built_up_m2_per_head"].tolist() == pytest.approx([0, 30, 10])


def random_map(random):
    """Units that leave gaps and overlap, some with holes, and plots of every size across their borders."""

    def blobs(count, size):
        centres = random.uniform(0, 3_000, (count, 2))
        angles = np.linspace(0, 2 * np.pi, 10)[:-1]
        reach = random.uniform(0.4, 1, (count, 9)) * random.uniform(size / 3, size, (count, 1))
        rings = centres[:, None] + reach[..., None] * np.column_stack([np.cos(angles), np.sin(angles)])
        return shapely.polygons(rings)

    units = blobs(int(random.integers(1, 12)), 900)
    units[0] = units[0].difference(units[0].centroid.buffer(100))
    return blobs(int(random.integers(1, 40)), 250), units, random.integers(0, 2_000, len(units)).astype(float)


@pytest.mark.slow
@pytest.mark.cases(120, first=15)
def test_people_on_random_maps_are_those_of_geopandas(seed):
    random = np.random.default_rng(seed)
    plots, units, persons = random_map(random)
    floor = random.uniform(0, 9_000, len(plots)) if seed % 2 else None
    found = spread(plots, units, persons, floor)

    homes = geopandas.GeoDataFrame({"plot": range(len(plots)), "m2": shapely.area(plots)}, geometry=plots)
    homes["weight"] = homes["m2"] if floor is None else floor
    streets = geopandas.GeoDataFrame({"unit": range(len(units)), "people": persons}, geometry=units)
    pieces = geopandas.overlay(homes, streets, how="intersection")
    pieces["weight"] *= pieces.area / pieces["m2"]
    pieces["people"] *= pieces["weight"] / pieces.groupby("unit")["weight"].transform("sum")
    expected = pieces.groupby("plot")["people"].sum().reindex(range(len(plots)), fill_value=0.0)
    np.testing.assert_allclose(found.population, expected, rtol=1e-7, atol=1e-6)
    assert math.fsum(found.population) + found.not_placed == pytest.approx(persons.sum(), rel=1e-9)

    # The people on a half of the map, by what geopandas' pieces have there.
    half = shapely.box(0, -2_000, 1_500, 5_000)
    parts = shapely.intersection(plots, half)
    whole = residents(plots, np.arange(len(plots)), shapely.area(plots), found.population, found.patches)
    pieces["people"] *= pieces.intersection(half).area / pieces.area
    on = whole.on(parts, np.arange(len(plots)), shapely.area(parts))
    expected = pieces.groupby("plot")["people"].sum().reindex(range(len(plots)), fill_value=0.0)
    np.testing.assert_allclose(on, expected, rtol=1e-7, atol=1e-6)


@pytest.mark.slow
@pytest.mark.cases(60, first=10)
def test_coverage_of_people_on_random_maps_adds_up_whatever_units_and_zones_cut(seed):
    random = np.random.default_rng(seed)
    plots, units, persons = random_map(random)
    parks = shapely.buffer(shapely.points(random.uniform(0, 3_000, (6, 2))), 30)
    found = spread(plots, units, persons)
    border = random.uniform(500, 2_500)
    zones = zoning.build(shapely.box([-9e3, border], -9e3, [border, 9e3], 9e3), np.array(["a", "b"]), planar)
    given = {"population": found.population, "patches": found.patches, "segments": 16}
    plain = park_coverage(plots, parks, ((0, 300.0),), 95, **given)
    cut = park_coverage(plots, parks, ((0, 300.0),), 95, zones=zones, **given)
    total = found.population.sum()
    for result in (plain, cut):
        assert result.total["population"] + found.not_placed == pytest.approx(persons.sum(), rel=1e-9)
        blind = result.total["population"] - result.total["population_covered"]
        assert result.blind["population"].sum() == pytest.approx(blind, abs=1e-6 * total)
    assert cut.summary["population"].iloc[:-1].sum() == pytest.approx(cut.total["population"], rel=1e-9)
    assert cut.total["population_covered"] == pytest.approx(plain.total["population_covered"], abs=1e-6 * total)
    ground = shapely.union_all(shapely.buffer(parks, 300, quad_segs=16))
    pieces = geopandas.overlay(
        geopandas.GeoDataFrame({"plot": range(len(plots))}, geometry=plots),
        geopandas.GeoDataFrame({"unit": range(len(units)), "people": persons}, geometry=units),
    )
    pieces["m2"] = pieces.area
    pieces["people"] *= pieces["m2"] / pieces.groupby("unit")["m2"].transform("sum")
    served = (pieces["people"] * pieces.intersection(ground).area / pieces["m2"]).sum()
    assert plain.total["population_covered"] == pytest.approx(served, abs=1e-5 * max(total, 1))


def test_homes_beyond_all_units_or_in_one_without_a_number_are_ground_of_unknown_people():
    """A plot across two streets is known; of one that reaches 5 m into a third, of unknown people, 50 m² are not."""
    plots = shapely.box([0, 25, 80], 0, [20, 45, 90], 10)
    streets = shapely.box([0, 10, 40], 0, [10, 60, 60], 10)
    found = beyond_units(plots, streets, np.array([True, True, False]))
    assert shapely.area(found).tolist() == pytest.approx([50, 100])
    assert beyond_units(plots[:1], streets, np.array([True, True, False])).tolist() == []
    assert beyond_units(plots, streets, np.zeros(3, dtype=bool)).tolist() == plots.tolist()
    assert unknown_among(plots, plots[:0]) is None


def test_where_the_people_of_part_of_the_homes_are_unknown_the_figure_of_that_part_is():
    """Of two plots inside the town the eastern one is unknown; a third, in the west, lies outside of it."""
    plots = shapely.box([0, 200, 0], [0, 0, 500], [100, 300, 100], [100, 100, 600])
    zones = zoning.build(shapely.box([0, 150], 0, [150, 400], 900), np.array(["west", "east"]), planar)

    def unknown(rows):
        return park_coverage(
            plots, polygons(shapely.box(100, 0, 110, 10)), EVERY_PARK_500, 95, zones=zones,
            population=people(40, 0, 9), built_up=polygons(shapely.box(0, 0, 400, 200)), unknown=plots[rows],
        ).summary["people_unknown"].tolist()  # fmt: skip

    assert unknown([1]) == [False, True, True]
    assert unknown([2]) == unknown([]) == [False, False, False]
