"""Indicators measured on rectangles; answers worked out by hand, or by geopandas."""

from dataclasses import replace

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.people.spread import beyond_units, reaching_beyond, spread, unknown_among
from greenvein.core.scorecard.codes import APART, NOBODY, NOT_PLACED, NOTHING, PARTLY_MAPPED, PEOPLE_UNKNOWN
from greenvein.core.scorecard.ground import Homes, Map
from greenvein.core.scorecard.measuring import measured

from .scorecard_indicators import CITY, HALVES, PARK_PER_HEAD, indicator, on, values


def overlay(one, other):
    """What two frames share, without the lines and points in which they touch."""
    return geopandas.overlay(one, other, keep_geom_type=True)


def test_a_share_is_that_of_the_whole_and_of_each_zone():
    share = indicator(kind="share", of=("role:red_line",))
    found = measured([share], on(CITY, HALVES, role__red_line=shapely.box(1000, 0, 2500, 2000)), planar)
    assert values(found) == {("X", ""): (37.5, 8.0), ("X", "west"): (50.0, 4.0), ("X", "east"): (25.0, 4.0)}


def test_what_lies_twice_counts_once_and_what_lies_outside_not_at_all():
    twice = np.array([shapely.box(0, 0, 1000, 2000), shapely.box(500, 0, 1500, 2000), shapely.box(3500, 0, 9000, 2000)])
    share = indicator(kind="share", of=("role:red_line",))
    assert values(measured([share], on(CITY, role__red_line=twice), planar)) == {("X", ""): (50.0, 8.0)}


def test_an_area_is_in_the_unit_of_its_indicator_and_inside_what_it_names():
    area = indicator(
        unit="万亩", kind="area", of=("role:basic_farmland", "role:farmland_reserve"), inside=("role:key_areas",)
    )
    layers = {
        "role__basic_farmland": shapely.box(0, 0, 1000, 1000),
        "role__farmland_reserve": shapely.box(500, 0, 2000, 1000),
        "role__key_areas": shapely.box(0, 0, 1600, 500),
    }
    # 1600 m × 500 m are 80 ha, and 15 mu to a hectare.
    assert values(measured([area], on(CITY, **layers), planar)) == {("X", ""): (pytest.approx(0.12), 8.0)}


def test_a_share_of_other_ground_is_measured_by_that_ground_and_is_nothing_where_there_is_none():
    share = indicator(kind="share", of=("role:mines_treated",), per=("role:mines",))
    mines, treated = shapely.box(0, 0, 1000, 1000), shapely.box(0, 0, 300, 1000)
    found = values(measured([share], on(CITY, HALVES, role__mines=mines, role__mines_treated=treated), planar))
    assert found["X", ""] == (pytest.approx(30.0), 8.0)
    assert np.isnan(found["X", "east"][0])
    (east,) = [
        one
        for one in measured([share], on(CITY, HALVES, role__mines=mines, role__mines_treated=treated), planar)
        if one.zone == "east"
    ]
    assert east.why == NOTHING


def test_an_indicator_is_measured_on_the_part_that_it_names_where_this_is_given():
    plain = indicator(kind="share", of=("class:forest",), extent={"zh": "平原地区", "en": "Plain"})
    forest, plain_ground = shapely.box(0, 0, 1000, 2000), shapely.box(0, 0, 2000, 1000)
    (with_part,) = measured([plain], on(CITY, parts={"平原地区": plain_ground}, class__forest=forest), planar)
    (without,) = measured([plain], on(CITY, class__forest=forest), planar)
    assert (with_part.value, with_part.km2, with_part.in_part) == (50.0, 2.0, True)
    assert (without.value, without.km2, without.in_part) == (25.0, 8.0, False)


# Land use of a town of 4 km² in a county of 40 km², of which the red line covers 12, all of them outside the town.
TOWN, RED_LINE = shapely.box(0, 0, 2000, 2000), shapely.box(7000, 0, 10000, 4000)
COUNTY = {"town": shapely.box(0, 0, 5000, 4000), "country": shapely.box(5000, 0, 10000, 4000)}


def whys(found):
    return {one.zone: (one.value, one.why) for one in found}


def test_what_land_use_covers_in_part_is_shown_and_not_to_be_judged():
    control = indicator(kind="share", of=("class:forest",))
    layers = {"class__forest": shapely.box(0, 0, 2000, 1800)}
    found = whys(measured([control], on(TOWN, COUNTY, **layers), planar))
    assert {zone: found[zone] for zone in ("", "town")} == {"": (90, PARTLY_MAPPED), "town": (90, PARTLY_MAPPED)}
    assert np.isnan(found["country"][0])
    assert found["country"][1] == PARTLY_MAPPED
    assert whys(measured([control], on(TOWN, **layers), planar)) == {"": (90, "")}
    # Without land use the zones are the ground.
    (whole, *_) = measured([indicator(kind="share", of=("role:line",))],
                           on([*COUNTY.values()], COUNTY, role__line=RED_LINE), planar)  # fmt: skip
    assert (whole.value, whole.why) == (30, "")


def test_what_no_land_use_shows_is_measured_on_the_zones_that_hold_the_land_use_too():
    """Of the red line in the gap of the land use nothing is lost; where land lies in no zone, it is the ground."""
    line = {"role__line": shapely.box(0, 0, 2000, 1000)}
    amount, share = indicator("A", "km²", kind="area", of=("role:line",)), indicator(kind="share", of=("role:line",))
    land, gap = shapely.box(0, 100, 4000, 2000), shapely.box(0, 0, 2000, 2000)
    for ground in (land, shapely.box(0, 1000, 4000, 2000)):
        found = values(measured([amount, share], on(ground, HALVES, **line), planar))
        assert found["A", ""] == (2, 8) and found["X", ""] == (25, 8)
        assert found["A", "west"] == (2, 4) and found["X", "west"] == (50, 4)
    found = values(measured([amount, share], on(land, {"west": gap}, **line), planar))
    assert found["A", ""] == (pytest.approx(1.8), pytest.approx(7.6))


@pytest.mark.parametrize(("west", "why"), [(15, ""), (25, PARTLY_MAPPED)])
def test_a_zone_is_covered_where_less_than_a_hundredth_of_it_is_not(west, why):
    share = indicator(kind="share", of=("class:forest",))
    land = shapely.box(west, 0, 4000, 2000)
    found = whys(measured([share], on(land, HALVES, class__forest=land), planar))
    assert found == {"": (100, ""), "west": (100, why), "east": (100, "")}


def test_a_part_that_land_use_covers_in_part_is_judged_by_layers_alone():
    parts = {"平原地区": shapely.box(0, 0, 4000, 2000)}
    plain = {"extent": {"zh": "平原地区", "en": "Plain"}, "kind": "share"}
    both = [indicator("C", of=("class:forest",), **plain), indicator("R", of=("role:red_line",), **plain)]
    layers = {"class__forest": TOWN, "role__red_line": TOWN}
    found = measured(both, on(TOWN, None, parts, **layers), planar)
    assert [(one.id, one.value, one.why) for one in found] == [("C", 50, PARTLY_MAPPED), ("R", 50, "")]
    far = measured(both[:1], on(TOWN, None, {"平原地区": RED_LINE}, **layers), planar)
    assert (np.isnan(far[0].value), far[0].why) == (True, PARTLY_MAPPED)


def test_a_share_of_other_ground_is_never_more_than_all_of_it():
    share = indicator(kind="share", of=("role:mines_treated",), per=("role:mines",))
    mines, treated = shapely.box(0, 0, 1000, 1000), shapely.box(250, 0, 2000, 1000)
    assert values(measured([share], on(CITY, role__mines=mines, role__mines_treated=treated), planar)) == {
        ("X", ""): (pytest.approx(75), 8.0)
    }


def test_what_was_not_given_is_not_measured():
    share = indicator(kind="share", of=("role:mines_treated",), per=("role:mines",))
    assert measured([share], on(CITY, role__mines_treated=CITY), planar) == ()
    nowhere = Map({"class:forest": np.array([CITY])}, np.empty(0, dtype=object))
    assert measured([indicator(kind="share", of=("class:forest",))], nowhere, planar) == ()


def homes_of(ground, units, people):
    """Residential land with the people of units spread over it."""
    found = spread(np.array(ground), np.array(units), np.array(people, dtype=float))
    left = ~found.placed
    return Homes(
        np.array(ground), found, np.array(units)[left], np.array(people, dtype=float)[left], 0.0, found.not_placed
    )


def test_a_park_area_per_head_is_that_of_the_whole_and_of_each_zone():
    """500 people have 8 000 m² of parks: 100 in the west with 6 000, 400 in the east with 2 000."""
    homes = homes_of(
        [shapely.box(100, 100, 200, 200), shapely.box(3000, 100, 3300, 300)], [*HALVES.values()], [100, 400]
    )
    parks = np.array([shapely.box(1960, 0, 2000, 100), shapely.box(1980, 0, 2020, 100), shapely.box(500, 0, 540, 50)])
    found = measured([PARK_PER_HEAD], on(CITY, HALVES, homes=homes, class__park=parks), planar)
    assert values(found) == {("X", ""): (16.0, 8.0), ("X", "west"): (60.0, 4.0), ("X", "east"): (5.0, 4.0)}
    assert not any(one.in_part for one in found)


def test_in_the_built_up_area_parks_and_people_inside_it_count():
    """The town has half of the plot of the 400, so 200 of them, and 3 000 of the park's 4 000 m²."""
    homes = homes_of(
        [shapely.box(100, 100, 200, 200), shapely.box(3000, 100, 3200, 300)], [*HALVES.values()], [100, 400]
    )
    town, park = shapely.box(3100, 0, 4000, 2000), shapely.box(3090, 500, 3130, 600)
    (whole, east) = measured([PARK_PER_HEAD], on(CITY, HALVES, {"建成区": town}, homes, class__park=park), planar)
    assert (whole.zone, whole.value, whole.km2, whole.in_part) == ("", pytest.approx(15), 1.8, True)
    assert (east.zone, east.value) == ("east", pytest.approx(15))


def test_people_of_a_unit_live_on_its_homes_and_where_there_are_none_they_are_in_no_figure():
    """The lake's 77 people have no home; they may live in the town, and with them there would be 8 m² for each."""
    lake, street = shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)
    homes = homes_of([shapely.box(1200, 0, 1300, 100)], [lake, street], [77, 123])
    assert homes.not_placed == 77
    parts = {"建成区": shapely.box(900, 0, 2000, 1000)}
    zones = {"street": street, "lake": lake}
    found = measured(
        [PARK_PER_HEAD], on(CITY, zones, parts, homes, class__park=shapely.box(1500, 0, 1516, 100)), planar
    )
    assert [(one.zone, one.why) for one in found] == [("", ""), ("street", ""), ("lake", NOBODY)]
    assert (found[0].value, found[0].others) == (pytest.approx(1600 / 123), ((NOT_PLACED, pytest.approx(8)),))
    assert np.isnan(found[2].value)
    far = Homes(homes.geometry, homes.spread, np.array([shapely.box(-9, -9, -8, -8)]), np.array([77.0]))
    away = measured([PARK_PER_HEAD], on(CITY, None, parts, far, class__park=CITY), planar)
    assert away[0].others == ()


def test_homes_of_which_nobody_knows_the_people_leave_a_figure_per_head_in_doubt_where_they_lie():
    """Of a plot of 1 ha in each half the eastern one lies in no street, and so do 9 000 m² that are not in the town."""
    plots = np.array([shapely.box(100, 0, 200, 100), shapely.box(3000, 0, 3100, 100), shapely.box(3900, 0, 3990, 100)])
    street, park = np.array([HALVES["west"]]), shapely.box(1960, 0, 2040, 100)
    unknown = unknown_among(plots, beyond_units(plots, street, np.array([True])))
    assert (unknown.area_m2, unknown.of_m2, unknown.counts) == (19_000, 29_000, True)
    homes = Homes(plots, replace(spread(plots, street, np.array([400.0])), unknown=unknown))

    def doubts(east_m):
        town = {"建成区": shapely.box(0, 0, east_m, 2000)}
        found = measured([PARK_PER_HEAD], on(CITY, HALVES, town, homes, class__park=park), planar)
        assert [one.value for one in found[:2]] == pytest.approx([20, 10])
        return [(one.zone, one.why) for one in found]

    assert doubts(3500) == [("", PEOPLE_UNKNOWN), ("west", ""), ("east", NOBODY)]
    assert doubts(3001.1)[0] == ("", PEOPLE_UNKNOWN)  # 110 m² of 10 110
    assert doubts(3001)[0] == ("", "")


def test_people_of_a_street_beyond_the_land_use_leave_a_figure_per_head_in_doubt_where_they_are_put():
    """Half of the eastern street lies beyond the city, and its 400 people are put on the one plot that is mapped."""
    plots = np.array([shapely.box(100, 0, 200, 100), shapely.box(3000, 0, 3100, 100)])
    streets = np.array([HALVES["west"], shapely.box(2000, 0, 6000, 2000)])
    assert reaching_beyond(streets, np.array([CITY])).tolist() == [False, True]
    homes = homes_of(plots, streets, [400, 400])
    homes = replace(homes, spread=replace(homes.spread, partly=streets[1:]))
    park = shapely.box(1960, 0, 2040, 100)

    def doubts(east_m):
        town = {"建成区": shapely.box(0, 0, east_m, 2000)}
        return [one.why for one in measured([PARK_PER_HEAD], on(CITY, HALVES, town, homes, class__park=park), planar)]

    assert doubts(4000) == [PARTLY_MAPPED, "", PARTLY_MAPPED]
    assert doubts(2500) == ["", "", NOBODY]


def test_without_people_or_without_parks_nothing_is_told_per_head():
    assert measured([PARK_PER_HEAD], on(CITY, class__park=CITY), planar) == ()
    homes = homes_of([CITY], [CITY], [9])
    assert measured([PARK_PER_HEAD], on(CITY, homes=homes), planar) == ()
    nobody = homes_of([CITY], [CITY], [0])
    (found,) = measured([PARK_PER_HEAD], on(CITY, homes=nobody, class__park=CITY), planar)
    assert (np.isnan(found.value), found.why) == (True, NOBODY)


@pytest.mark.cases(50, first=6)
def test_areas_per_head_are_those_of_geopandas(seed):
    rng = np.random.default_rng(seed)

    def boxes(count, most):
        west, south = rng.integers(0, 9_000, (2, count))
        wide, high = rng.integers(100, most, (2, count))
        return shapely.box(west, south, west + wide, south + high)

    city, parks, town, units = boxes(12, 5_000), boxes(9, 1_500), boxes(4, 5_000), boxes(6, 5_000)
    people = rng.integers(0, 5_000, 6)
    plots = np.stack(np.meshgrid(np.arange(12), np.arange(12)), axis=-1).reshape(-1, 2) * 1_000
    plots = plots[rng.random(len(plots)) < 0.4]
    wide, high = rng.integers(50, 1_000, (2, len(plots)))
    homes = shapely.box(*plots.T, plots[:, 0] + wide, plots[:, 1] + high)
    side = np.arange(4) * 4_000
    zones = {f"z{number}": shapely.box(west, 0, west + 4_000, 16_000) for number, west in enumerate(side)}
    ground = {"建成区": town} if seed % 2 else {}
    made = build(np.array([*zones.values()]), np.array([*zones]), planar)
    found = measured(
        [PARK_PER_HEAD], Map({"class:park": parks}, city, ground, made, homes_of(homes, units, people)), planar
    )

    def frame(polygons):
        return geopandas.GeoDataFrame(geometry=polygons)

    streets = geopandas.GeoDataFrame({"unit": range(6), "people": people}, geometry=units)
    lived = overlay(frame(homes), streets)
    lived["per_m2"] = lived.people / lived.area.groupby(lived.unit).transform("sum")
    of = frame(town if seed % 2 else city).dissolve()
    its = {one.zone: one for one in found}
    for name, zone in {"": shapely.box(-1, -1, 20_000, 20_000), **zones}.items():
        here = overlay(of, frame([zone]))
        if here.empty:
            assert np.isnan(its[name].value) if name in its else seed % 2
            continue
        is_mapped = not overlay(frame(city).dissolve(), here).empty
        area = overlay(frame(parks).dissolve(), here).area.sum()
        persons = overlay(lived, here)
        persons = (persons.per_m2 * persons.area).sum()
        expected = area / persons if persons and is_mapped else np.nan
        assert its[name].value == pytest.approx(expected, rel=1e-9, nan_ok=True)
    placed = [unit for unit in range(6) if unit in set(lived.unit)]
    assert homes_of(homes, units, people).not_placed == people.sum() - people[placed].sum()


@pytest.mark.slow
@pytest.mark.cases(50, first=6)
def test_areas_and_shares_are_those_of_geopandas(seed):
    rng = np.random.default_rng(seed)

    def boxes(count, most):
        west, south = rng.integers(0, 9_000, (2, count))
        wide, high = rng.integers(100, most, (2, count))
        return shapely.box(west, south, west + wide, south + high)

    city, forest, red_line, key_areas = boxes(12, 5_000), boxes(9, 3_000), boxes(7, 4_000), boxes(3, 6_000)
    side = np.arange(4) * 4_000
    zones = {f"z{number}": shapely.box(west, 0, west + 4_000, 16_000) for number, west in enumerate(side)}
    share = indicator("S", kind="share", of=("class:forest", "role:red_line"))
    area = indicator("A", "km²", kind="area", of=("role:red_line",), inside=("role:key_areas",))
    per = indicator("P", kind="share", of=("class:forest",), per=("role:red_line",))
    layers = {"class__forest": forest, "role__red_line": red_line, "role__key_areas": key_areas}
    found = values(measured([share, area, per], on(city, zones, **layers), planar))

    def frame(polygons):
        return geopandas.GeoDataFrame(geometry=polygons).dissolve()

    def both(*frames):
        ground = frames[0]
        for other in frames[1:]:
            ground = overlay(ground, other)
        return float(ground.area.sum())

    whole, lines, trees, keys = map(frame, (city, red_line, forest, key_areas))
    all_zones = frame([*zones.values()])  # they hold all of the city, and what no land use shows lies on them
    union = frame(np.concatenate([forest, red_line]))
    for name, zone in {"": shapely.box(-1, -1, 20_000, 20_000), **zones}.items():
        its = frame([zone])
        ground = both(whole, its)
        assert found["A", name][0] == pytest.approx(both(lines, all_zones, keys, its) / 1e6, rel=1e-9, abs=1e-12)
        if not ground:
            assert np.isnan([found[id_, name][0] for id_ in "SP"]).all()
            continue
        assert found["S", name] == pytest.approx((100 * both(union, whole, its) / ground, ground / 1e6), rel=1e-9)
        base = both(lines, whole, its)
        expected = 100 * both(trees, lines, whole, its) / base if base else np.nan
        assert found["P", name][0] == pytest.approx(expected, rel=1e-9, nan_ok=True)


def test_layers_that_lie_apart_are_no_share_of_each_other_to_be_judged():
    """Mines that are still to be treated, and those that are: the two do not lie on each other."""
    share = indicator(kind="share", of=("role:mines_treated",), per=("role:mines",))
    mines, treated = shapely.box(0, 0, 1000, 1000), shapely.box(995, 0, 2000, 1000)
    layers = {"role__mines": mines, "role__mines_treated": treated}
    assert whys(measured([share], on(CITY, **layers), planar)) == {"": (0.5, APART)}
    layers["role__mines_treated"] = np.empty(0, dtype=object)
    assert whys(measured([share], on(CITY, **layers), planar)) == {"": (0, "")}


def test_gaps_of_the_land_use_leave_it_open_what_lies_in_them():
    """Land use lacks 0.5 % of the zones, all of it wood or none; half of what it shows is wood."""
    share = indicator(kind="share", of=("class:forest",))
    land = shapely.box(20, 0, 4000, 2000)
    (whole, *_) = measured([share], on(land, HALVES, class__forest=shapely.box(2010, 0, 4000, 2000)), planar)
    assert (whole.value, whole.why) == (pytest.approx(50), "")
    assert whole.others == ((PARTLY_MAPPED, pytest.approx(49.75)), (PARTLY_MAPPED, pytest.approx(50.25)))
    (whole, *_) = measured([share], on(CITY, HALVES, class__forest=HALVES["west"]), planar)
    assert whole.others == ()


def test_gaps_of_the_land_use_may_be_park_per_head():
    part, land = shapely.box(0, 0, 1000, 1000), shapely.box(5, 0, 1000, 1000)
    home, park = shapely.box(500, 0, 1000, 1000), shapely.box(5, 0, 105, 1000)
    homes = homes_of([home], [part], [5000])
    (found,) = measured([PARK_PER_HEAD], on(land, parts={"建成区": part}, homes=homes, class__park=park), planar)
    # Or homes, 101 of them for each 100, with as many more people where nothing says how many are counted.
    assert found.value == pytest.approx(20)
    assert found.others == ((PARTLY_MAPPED, pytest.approx(21)), (PARTLY_MAPPED, pytest.approx(20 / 1.01)))
    # Of a street with 30 more beyond the part no more can live here, of one that ends with it nobody.
    for east, people, least in ((1000, 5000, 20), (2000, 5030, 100_000 / 5030)):
        unit = np.array([shapely.box(0, 0, east, 1000)])
        streets = replace(homes, counted_in=unit, counted=np.array([people], dtype=float))
        on_streets = on(land, parts={"建成区": part}, homes=streets, class__park=park)
        (found,) = measured([PARK_PER_HEAD], on_streets, planar)
        assert [value for _, value in found.others] == pytest.approx([21, least])


MINES = [shapely.affinity.rotate(shapely.box(100, 100, 500, 500), 17), shapely.Point(1500, 500).buffer(200)]


@pytest.mark.parametrize(
    ("treated", "lacks"),
    [
        (MINES, False),
        ([shapely.set_precision(one, 0.001) for one in MINES], False),
        ([shapely.set_precision(one, 0.01) for one in MINES], False),
        ([one.buffer(-0.0001) for one in MINES], False),
        ([one.buffer(-0.04) for one in MINES], False),
        ([one.buffer(-0.2) for one in MINES], True),
        ([MINES[0], MINES[1] - shapely.box(1499, 499, 1501, 501)], True),
        ([MINES[0]], True),
    ],
)
def test_what_lacks_but_imprecision_of_the_drawing_is_all_of_it(treated, lacks):
    how = {"kind": "share", "of": ("role:mines_treated",), "per": ("role:mines",)}
    layers = {"role__mines": MINES, "role__mines_treated": treated}
    zones = {"west": shapely.box(0, 0, 1000, 1000), "east": shapely.box(1000, 0, 2000, 1000)}
    found = measured([indicator(**how)], on(shapely.box(0, 0, 2000, 1000), zones, **layers), planar)
    value = {one.zone: one.value for one in found}
    assert (value[""] < 100) == lacks
    area = shapely.area(shapely.intersection(treated, MINES[: len(treated)])).sum() / shapely.area(MINES).sum()
    assert value[""] == pytest.approx(100 * area if lacks else 100, rel=1e-9)
    # Of the zones each is asked by itself.
    if len(treated) == 2:
        assert (value["west"] < 100) == (lacks and treated[0] is not MINES[0])
    else:
        assert (value["west"], value["east"]) == (100, 0)


def test_a_layer_of_all_of_the_ground_but_a_hairline_is_all_of_it():
    line = {"kind": "share", "of": ("role:red_line",)}
    for width, value in ((0.05, 100), (0.5, 99.95)):
        layers = {"role__red_line": shapely.box(width, 0, 1000, 1000)}
        (one,) = measured([indicator(**line)], on(shapely.box(0, 0, 1000, 1000), **layers), planar)
        assert one.value == pytest.approx(value, rel=1e-9)


def test_a_layer_that_does_but_touch_the_ground_lies_elsewhere():
    share = indicator(kind="share", of=("role:red_line",))
    for west, why in ((3999, APART), (3900, "")):
        found = whys(measured([share], on(CITY, role__red_line=shapely.box(west, 0, 9000, 2000)), planar))
        assert found[""][1] == why


@pytest.mark.parametrize("kind", ["share", "area"])
def test_a_layer_that_lies_elsewhere_altogether_is_not_nothing_of_it(kind):
    one = indicator(kind=kind, of=("role:red_line",), unit="%" if kind == "share" else "km²")
    here, elsewhere = shapely.box(0, 0, 100, 100), shapely.box(90_000, 0, 91_000, 1000)
    for line, why in (
        (elsewhere, APART),
        (here, ""),
        (np.array([here, elsewhere]), ""),
        (np.empty(0, dtype=object), ""),
    ):
        found = whys(measured([one], on(CITY, HALVES, role__red_line=line), planar))
        assert {reason for _, reason in found.values()} == {why}
