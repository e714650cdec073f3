"""People of streets with urban and rural homes: how many may live elsewhere than where they are put."""

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.indicators.indicator import Indicator, Milestone
from greenvein.core.indicators.indicator import Measure as HowMeasured
from greenvein.core.parks.builtup import Maybe
from greenvein.core.parks.coverage import park_coverage
from greenvein.core.people.rural import rural_homes, where_not_placed
from greenvein.core.people.spread import spread
from greenvein.core.scorecard.ground import Homes, Map
from greenvein.core.scorecard.measuring import measured

TOWN = shapely.box([0], 0, [1000], 100)
URBAN, VILLAGE = shapely.box([0], 0, [100], 100), shapely.box([1500], 0, [1600], 100)
STREET = shapely.box([0], 0, [2000], 100)


def moved(units, people, homes, rural, ground=TOWN, zones=None):
    found = rural_homes(units, np.array(people, dtype=float), homes, rural)
    return None if found is None else pytest.approx(found.moved(ground, zones, planar).tolist())


def test_half_of_a_street_may_live_in_a_village_as_large_as_its_urban_homes():
    assert moved(STREET, [300], URBAN, VILLAGE) == [150]
    # Of a village three times as large, which reaches 50 m into the town, 1/6 lives there: 1/4 + 1/8 in place of all.
    assert moved(STREET, [300], URBAN, shapely.box([950], 0, [1250], 100)) == [300 * (1 - (100 + 50) / 400)]


def test_people_come_into_the_town_from_homes_outside_of_it():
    assert moved(STREET, [300], VILLAGE, URBAN) == [150]


def test_those_who_come_do_not_make_up_for_those_who_go():
    streets = shapely.box(0, [0, 100], 2000, [100, 200])
    town, homes = shapely.box([0], 0, [1000], 200), shapely.box([0, 1500], [0, 100], [100, 1600], [100, 200])
    rural = shapely.box([1500, 0], [0, 100], [1600, 100], [100, 200])
    assert moved(streets, [300, 300], homes, rural, town) == [300]


def test_a_street_that_lies_in_the_town_moves_nobody_out_of_it():
    assert moved(TOWN, [300], URBAN, shapely.box([300], 0, [400], 100)) == [0]


def test_a_street_whose_homes_all_lie_beyond_the_town_that_it_reaches_moves_nobody_into_it():
    assert moved(shapely.box([990], 0, [2000], 100), [300], shapely.box([1700], 0, [1800], 100), VILLAGE) == [0]


def test_the_village_of_another_street_takes_nobody():
    assert moved(shapely.box([0], 0, [1400], 100), [300], URBAN, VILLAGE) is None


def test_there_is_nobody_to_move_without_rural_homes_or_people_or_homes_to_leave():
    nothing = np.empty(0, dtype=object)
    assert moved(STREET, [300], URBAN, nothing) is None
    assert moved(STREET, [0], URBAN, VILLAGE) is None
    assert moved(STREET, [300], nothing, VILLAGE) is None  # who is not placed stays so
    # A home that reaches into the street by the imprecision of the drawing takes nobody.
    assert moved(STREET, [300], shapely.box([0], 99.95, [100], 200), VILLAGE) is None


def test_streets_are_held_apart_and_zones_have_their_own():
    """The western zone loses half of its people to the village, the eastern one has none; both lie in the town."""
    streets = shapely.box([0, 2000], 0, [2000, 4000], 100)
    town = shapely.box([0, 2000], 0, [1000, 4000], 100)
    homes = shapely.box([0, 2500], 0, [100, 2600], 100)
    zones = build(streets, np.array(["west", "east"], dtype=object), planar)
    assert moved(streets, [300, 500], homes, VILLAGE, town, zones) == [150, 0, 0, 150]


@pytest.mark.cases(40, first=8)
def test_random_cities_move_as_many_as_geopandas_reckons(seed):
    random = np.random.default_rng(seed)

    def boxes(count, least, most, over=1000):
        west, south = random.uniform(0, over, (2, count))
        wide, high = random.uniform(least, most, (2, count))
        return shapely.box(west, south, west + wide, south + high)

    west, south = (axis.ravel() for axis in np.meshgrid([0, 250, 600, 900], [0, 400, 700]))
    streets = shapely.box(west, south, west + 240, south + 290)
    homes, rural = boxes(12, 20, 150), boxes(6, 20, 150)
    people = random.integers(0, 900, len(streets)).astype(float)
    town = shapely.box([100], 100, random.uniform(400, 1200, 1), random.uniform(400, 1200, 1))
    zones = build(shapely.box([0, 500], 0, [500, 1000], 900), np.array(["a", "b"], dtype=object), planar)

    grounds = [town[0].intersection(zone) for zone in shapely.box([0, 500], 0, [500, 1000], 900)]
    grounds += [town[0].difference(shapely.union_all(zones.cells)), town[0]]
    frame = geopandas.GeoDataFrame({"street": range(len(streets))}, geometry=streets)

    def by_street(shapes, ground=None):
        own = geopandas.GeoDataFrame(geometry=shapes)
        own = own if ground is None else geopandas.clip(own, ground)
        found = geopandas.overlay(own, frame, keep_geom_type=True)
        area = found.area.groupby(found["street"]).sum()
        return area.reindex(range(len(streets)), fill_value=0.0).to_numpy()

    taken, further = by_street(homes), by_street(rural)
    expected = []
    for ground in grounds:
        here, beside = by_street(homes, ground), by_street(rural, ground)
        both = (taken > 1) & (further > 1)
        share = here[both] / taken[both] - (here + beside)[both] / (taken + further)[both]
        expected.append((np.abs(share) * people[both]).sum())
    found = rural_homes(streets, people, homes, rural)
    got = np.zeros(4) if found is None else found.moved(town, zones, planar)
    assert got == pytest.approx(expected, rel=1e-6, abs=1e-6)


PARK = shapely.box([500], 0, [600], 100)


@pytest.mark.parametrize(("width", "weigh"), [(1.0, False), (1.1, True)])
def test_more_than_a_hundredth_of_the_people_weigh(width, weigh):
    """100 m of homes, and 1 m of a village: 1/101 moves; 1.1 m: 1.1/101.1, and as many beside one in a hundred."""
    rural = shapely.box([1500], 0, [1500 + width], 100)
    people = spread(URBAN, STREET, np.array([300.0]))
    found = park_coverage(
        *(URBAN, PARK, ((0.0, 500.0),), 50.0),
        population=people.population,
        built_up=TOWN,
        maybe=Maybe(rural=rural_homes(STREET, np.array([300.0]), URBAN, rural)),
    )
    assert found.total["rural_weigh"] == weigh
    assert found.total["built_up_m2_per_head"] == pytest.approx(10_000 / 300)
    assert scored(rural, PARK).why == ("rural_homes" if weigh else "")


def scored(rural, park):
    how = HowMeasured("per_head", of=("class:park",))
    extent = {"zh": "建成区", "en": "Built-up area"}
    indicator = Indicator("X", {"en": "x"}, "m²", "up", (Milestone(2025, 50),), measure=how, extent=extent)
    people = np.array([300.0])
    there = Homes(URBAN, spread(URBAN, STREET, people), rural=lambda: rural_homes(STREET, people, URBAN, rural))
    layers = {"class:park": park, "class:residential": URBAN}
    [found] = measured([indicator], Map(layers, STREET, {"建成区": TOWN}, homes=there), planar)
    return found


def test_of_no_park_there_is_as_much_wherever_people_live():
    assert scored(VILLAGE, PARK).why == "rural_homes"
    outside = scored(VILLAGE, shapely.box([1700], 0, [1800], 100))
    assert (outside.value, outside.why) == (0, "")


def test_people_of_a_unit_without_taken_homes_live_in_all_of_its_rural_ones_else_anywhere():
    villages = shapely.box([0, 100, 200, 300], 0, [100, 200, 300, 400], 100)
    rural = shapely.box([10, 150, 50, 250], 0, [20, 160, 60, 260], [10, 10, 10, 0.05])
    # The third has rural homes by the imprecision of the drawing alone, the fourth none.
    assert shapely.area(where_not_placed(villages, rural)).tolist() == [200, 100, 10_000, 10_000]
    both = where_not_placed(villages, shapely.box([90], 0, [110], 10))
    assert shapely.equals(both[:2], shapely.box([90, 100], 0, [100, 110], 10)).all()
    nothing = np.empty(0, dtype=object)
    assert (where_not_placed(villages, nothing) == villages).all()
    assert len(where_not_placed(nothing, rural)) == 0
