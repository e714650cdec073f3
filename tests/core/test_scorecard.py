"""Indicators measured on rectangles, and the scores made of them; answers worked out by hand, or by geopandas."""

from dataclasses import replace

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.indicators.codes import BEHIND, ELSEWHERE, MET, NO_PART, NOT_JUDGED, OTHER_YEAR, ROLES
from greenvein.core.indicators.indicator import Base, Indicator, Measure, Milestone
from greenvein.core.indicators.roles import WORDS, role_of, version_of
from greenvein.core.indicators.standing import Source
from greenvein.core.people.spread import beyond_units, reaching_beyond, spread, unknown_among
from greenvein.core.scorecard.causes import Cause, Found, Place, causes, read, written
from greenvein.core.scorecard.codes import (
    APART,
    GIVEN,
    MAP_AHEAD,
    MAP_BEFORE,
    NO_LAYER,
    NO_PEOPLE,
    NO_RESULT,
    NOBODY,
    NOT_PLACED,
    NOTHING,
    PARTLY_MAPPED,
    PEOPLE_UNKNOWN,
    UNREAD,
)
from greenvein.core.scorecard.figures import Figure, counted, of_field, scores
from greenvein.core.scorecard.ground import Homes, Map
from greenvein.core.scorecard.held import held_to_ground
from greenvein.core.scorecard.measuring import measured

YEAR = 2025


def indicator(id_="X", unit="%", direction="up", target=45.0, base=None, extent=None, whole=False, **how):
    measure = Measure(**({"kind": "table"} | how))
    return Indicator(
        id_, {"zh": id_, "en": id_}, unit, direction, (Milestone(YEAR, target),), base=base, extent=extent, whole=whole,
        measure=measure,
    )  # fmt: skip


def on(whole, zones=None, parts=None, homes=None, **layers):
    named = {key.replace("__", ":"): np.atleast_1d(value) for key, value in layers.items()}
    made = None if zones is None else build(np.array([*zones.values()]), np.array([*zones]), planar)
    return Map(
        named, np.atleast_1d(whole), {name: np.atleast_1d(one) for name, one in (parts or {}).items()}, made, homes
    )


def values(found):
    return {(one.id, one.zone): (one.value, one.km2) for one in found}


def overlay(one, other):
    """What two frames share, without the lines and points in which they touch."""
    return geopandas.overlay(one, other, keep_geom_type=True)


# What is measured.

CITY = shapely.box(0, 0, 4000, 2000)
HALVES = {"west": shapely.box(0, 0, 2000, 2000), "east": shapely.box(2000, 0, 4000, 2000)}


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


# Per head.

PARK_PER_HEAD = indicator(
    unit="m²", target=16.7, kind="per_head", of=("class:park",), extent={"zh": "建成区", "en": "Town"}
)


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
    assert (found.value, found.others) == (pytest.approx(20), ((PARTLY_MAPPED, pytest.approx(21)),))


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


# What indicators hang on.


def scored(one, values, km2=float("nan")):
    """The scores of an indicator with values by zone, the whole first."""
    source = Source(YEAR, mapped=True, km2=km2, in_part=True)
    return scores([one], [Figure(one.id, zone, YEAR, value, source) for zone, value in values.items()], YEAR, order)


NOTHING_FOUND = Found()


def hangs(one, values, found=NOTHING_FOUND, km2=float("nan"), zone=""):
    made = scored(one, values, km2)
    (score,) = [one for one in made if one.zone == zone]
    return causes(score, [one for one in made if not one.is_whole], found)


COVERAGE = indicator(kind="job", job="parkcoverage", field="gv_coverage_pct", target=95.0)
BLIND = (
    Place(("west",), 4.0, 900), Place(("east",), 9.0, 100), Place(("east", "west"), 2.0), Place((), 7.0, 0),
    Place(("east",), 1.0, 50),
)  # fmt: skip


def test_a_coverage_hangs_on_the_blind_areas_of_each_zone_together_and_in_a_zone_on_its_own():
    found = hangs(COVERAGE, {"": 80.0, "west": 70.0}, Found(blind=BLIND))
    assert found == (
        Cause("blind_area", "east", (10.0, 150, 2, 9.0)),
        Cause("blind_area", "", (7.0, 0, 1, 7.0)),
        Cause("blind_area", "west", (4.0, 900, 1, 4.0)),
    )  # fmt: skip
    in_west = hangs(COVERAGE, {"": 80.0, "west": 70.0}, Found(blind=BLIND), zone="west")
    assert [(one.where, one.figures[0]) for one in in_west] == [("west", 4.0), ("east; west", 2.0)]


def test_many_equal_blind_areas_of_a_zone_are_one_cause():
    pieces = Found(blind=(Place(("east",), 4.0),) * 180 + (Place(("east",), 1.0),) * 9)
    (told,) = hangs(COVERAGE, {"": 53.0}, pieces)
    assert written([told]) == "blind_area|east|729||189|4"


LAND = indicator(unit="km²", direction="down", target=10.0, kind="job", job="landreduction", field="gv_after_km2")
GROWN = Found(
    added=(Place(("a",), 3.0, what="farmland"), Place(("b",), 1.0, what="farmland"), Place(("b",), 5.0, what="forest")),
    growth=(("gv_added_km2", "a", 3.0), ("gv_added_km2", "b", 6.0), ("gv_added_km2", "c", 0.0),
            ("gv_built_added_km2", "c", 8.0)),
)  # fmt: skip


def test_construction_land_hangs_on_the_zones_that_grew_and_on_what_was_built_on():
    assert hangs(LAND, {"": 12.0}, GROWN) == (
        Cause("added_in", "b", (6.0,)), Cause("added_in", "a", (3.0,)),
        Cause("added_from", "forest", (5.0,)), Cause("added_from", "farmland", (4.0,)),
    )  # fmt: skip


def test_construction_land_of_a_part_hangs_on_what_was_built_on_there():
    part = indicator(
        unit="km²", direction="down", target=10.0, extent={"zh": "a", "en": "a"}, kind="job", job="landreduction",
        field="gv_after_km2",
    )  # fmt: skip
    assert hangs(part, {"": 12.0}, GROWN) == (Cause("added_from", "farmland", (3.0,)),)


def test_a_share_hangs_on_the_zones_that_lack_most_of_their_ground():
    """Of 10 km² each the one lacks 30 %, the other 10 %; the third has enough."""
    share = indicator(target=40.0, kind="share", of=("class:forest",))
    found = hangs(share, {"": 30.0, "a": 10.0, "b": 30.0, "c": 50.0}, km2=10.0)
    assert [(one.where, one.figures, one.unit) for one in found] == [
        ("a", (10.0, -30.0, pytest.approx(3.0)), "%"), ("b", (30.0, -10.0, pytest.approx(1.0)), "%"),
    ]  # fmt: skip


def test_a_ratio_hangs_on_the_zones_that_are_furthest_from_the_target_and_an_amount_on_none():
    found = hangs(PARK_PER_HEAD, {"": 15.0, "a": 16.0, "b": 4.0, "c": 20.0, "d": 9.0, "e": 12.0})
    assert [one.where for one in found] == ["b", "d", "e"]
    assert all(np.isnan(one.figures[2]) for one in found)
    assert [one.where for one in hangs(COVERAGE, {"": 80.0, "a": 60.0})] == ["a"]
    amount = indicator(unit="km²", kind="area", of=("class:forest",))
    assert hangs(amount, {"": 1.0, "a": 0.5}) == ()


def test_causes_are_read_from_a_table_as_they_were_written():
    told = (
        Cause("zone", "a", (10.0, -30.0, float("nan")), "m²"), Cause("blind_area", "", (1 / 3, 12.0)),
        Cause("pinch", "North; 1|2", (3.0, 80.0)),
    )  # fmt: skip
    assert written(told) == "zone|a|10|-30||m²; blind_area||0.3333333333|12; pinch|North, 1/2|3|80"
    back = read(written(told))
    assert [(one.kind, one.where, one.unit) for one in back] == [
        ("zone", "a", "m²"), ("blind_area", "", ""), ("pinch", "North, 1/2", ""),
    ]  # fmt: skip
    assert np.isnan(back[0].figures[2])
    assert read("") == ()


# How values stand.


def order(zone):
    return 0


def test_a_value_that_was_given_wins_over_a_measured_one_and_says_so():
    given, map_ = (
        Figure("X", "", YEAR, 46.0, given=True),
        Figure("X", "", YEAR, 44.0, Source(YEAR, mapped=True, km2=1.0)),
    )
    for figures in ([given, map_], [map_, given]):
        (found,) = scores([indicator()], figures, YEAR, order)
        assert (found.standing.value, found.standing.state, found.reasons) == (46.0, MET, (GIVEN,))


def test_each_indicator_has_a_row_for_the_whole_and_says_what_is_missing():
    some = [
        indicator("A", kind="share", of=("class:forest",)),
        indicator("J", kind="job", job="parkcoverage", field="gv_coverage_pct"),
        indicator("H", unit="m²", kind="per_head", of=("class:park",)),
        indicator("T"),
    ]
    found = scores(some, [], YEAR, order)
    assert [(one.indicator.id, *one.reasons) for one in found] == [
        ("A", NO_LAYER), ("J", NO_RESULT), ("H", NO_PEOPLE), ("T", "no_value"),
    ]  # fmt: skip
    assert counted(found, YEAR) == {"met": 0, "on_track": 0, "behind": 0, "not_judged": 4}


def test_a_value_of_an_earlier_year_is_judged_there_and_shown_unjudged_now():
    found = scores([indicator(base=Base(2020, 40.0))], [Figure("X", "", 2023, 43.0, given=True)], YEAR, order)
    assert [(one.standing.year, one.standing.value, one.standing.state, one.reasons) for one in found] == [
        (2023, 43.0, "on_track", (GIVEN,)),
        (2025, 43.0, NOT_JUDGED, (OTHER_YEAR, GIVEN)),
    ]
    assert counted(found, YEAR)[NOT_JUDGED] == 1


def test_a_ratio_is_judged_in_a_zone_with_a_reason_and_an_amount_is_not():
    share, amount = indicator("S"), indicator("A", unit="km²", whole=True, extent={"zh": "全市", "en": "Whole"})
    source = Source(YEAR, mapped=True, km2=4.0)
    found = scores(
        [share, amount], [Figure("S", "west", YEAR, 50.0, source), Figure("A", "west", YEAR, 50.0, source)], YEAR, order
    )
    by_zone = {(one.indicator.id, one.zone): (one.standing.state, one.reasons) for one in found}
    assert by_zone["S", "west"] == (MET, (ELSEWHERE,))
    assert by_zone["A", "west"] == (NOT_JUDGED, ("no_extent",))


def test_what_could_not_be_read_leaves_no_verdict():
    figure = Figure("X", "", YEAR, 30.0, Source(YEAR, mapped=True, km2=1.0), doubt=UNREAD)
    (found,) = scores([indicator()], [figure], YEAR, order)
    assert (found.standing.state, found.standing.gap, found.reasons) == (NOT_JUDGED, None, (UNREAD, ELSEWHERE))
    (sure,) = scores([indicator()], [Figure("X", "", YEAR, 30.0, figure.source)], YEAR, order)
    assert sure.standing.state == BEHIND


def test_people_who_may_live_there_leave_no_verdict_where_they_decide():
    source = Source(YEAR, mapped=True, km2=1.0, in_part=True)
    judged = {}
    for value, other in ((17.0, 16.8), (17.0, 16.0), (15.0, 14.0)):
        figure = Figure("X", "", YEAR, value, source, others=((NOT_PLACED, value), (NOT_PLACED, other)))
        (found,) = scores([PARK_PER_HEAD], [figure], YEAR, order)
        judged[value, other] = found.standing.state, found.reasons
    assert judged == {
        (17.0, 16.8): (MET, (ELSEWHERE,)),
        (17.0, 16.0): (NOT_JUDGED, (NOT_PLACED, ELSEWHERE)),
        (15.0, 14.0): (BEHIND, (ELSEWHERE,)),
    }


@pytest.mark.parametrize(
    ("other", "state", "said"),
    [(31.0, BEHIND, "near_ground:1.9=2"), (60.0, NOT_JUDGED, "other_ground:1.9=2")],
)
def test_ground_that_was_not_measured_is_told_where_it_turns_no_verdict_too(other, state, said):
    figure = Figure("X", "", YEAR, 30.0, others=(("other_ground:1.9=2", 30.5), ("other_ground:1.9=2", other)))
    (found,) = scores([indicator()], [figure], YEAR, order)
    assert (found.standing.state, found.reasons) == (state, (said,))


def test_what_is_nothing_per_head_says_so():
    (found,) = scores([PARK_PER_HEAD], [Figure("X", "", YEAR, np.nan, doubt=NOBODY)], YEAR, order)
    assert (found.standing.value, found.standing.state, found.reasons) == (None, NOT_JUDGED, (NOBODY,))


def test_the_part_that_an_indicator_speaks_of_is_missed():
    plain = indicator(extent={"zh": "平原地区", "en": "Plain"})
    (found,) = scores([plain], [Figure("X", "", YEAR, 50.0, Source(YEAR, mapped=True, km2=1.0))], YEAR, order)
    assert (found.standing.state, found.reasons) == (NOT_JUDGED, (NO_PART, "part:平原地区"))


@pytest.mark.parametrize("shows", ["mapped", "wider", "narrower", "both"])
@pytest.mark.parametrize("unit", ["%", "km²"])
def test_a_figure_of_other_ground_names_the_part_first_whatever_else_the_map_lacks(shows, unit):
    core = indicator(unit=unit, extent={"zh": "中心城区", "en": "Central city"}, kind="job", shows=shows)
    whole = Source(YEAR, mapped=True, km2=1.0)
    (found,) = scores([core], [Figure("X", "", YEAR, 50.0, whole)], YEAR, order)
    assert (found.standing.value, found.standing.state) == (50.0, NOT_JUDGED)
    assert found.reasons == (NO_PART, "part:中心城区")
    (found,) = scores([core], [Figure("X", "", YEAR, 50.0, replace(whole, in_part=True))], YEAR, order)
    assert NO_PART not in found.reasons


def test_what_is_measured_on_land_use_of_a_later_year_is_shown_and_not_judged():
    now = Source(YEAR, mapped=True, km2=1.0)
    later = Figure("X", "", YEAR, 50.0, now, doubt=MAP_AHEAD, remarks=(MAP_AHEAD,))
    (found,) = scores([indicator()], [later], YEAR, order)
    assert (found.standing.value, found.standing.state) == (50.0, NOT_JUDGED)
    assert found.reasons == (MAP_AHEAD, ELSEWHERE)
    (found,) = scores([indicator()], [Figure("X", "", YEAR, 50.0, now, remarks=(MAP_BEFORE,))], YEAR, order)
    assert (found.standing.state, found.reasons) == (MET, (ELSEWHERE, MAP_BEFORE))


def test_zones_come_in_their_order_behind_the_whole():
    figures = [Figure("X", name, YEAR, 1.0) for name in ("b", "a", "c")]
    found = scores([indicator()], figures, YEAR, {"c": 0, "a": 1, "b": 2}.get)
    assert [one.zone for one in found] == ["", "c", "a", "b"]


@pytest.mark.parametrize(
    ("value", "field", "unit", "expected"),
    [(200, "gv_farmland_in_km2", "万亩", 30), (2800.5, "gv_after_km2", "km²", 2800.5), (3, "gv_blind_ha", "万m²", 3),
     (88.5, "gv_coverage_pct", "%", 88.5), (16.5, "gv_park_m2_per_head", "m²", 16.5)],
)  # fmt: skip
def test_fields_are_read_in_the_unit_of_the_indicator(value, field, unit, expected):
    assert of_field(value, field, unit) == pytest.approx(expected)


# What layers are.


def test_each_role_has_words_and_is_told_by_them():
    assert set(WORDS) == set(ROLES)
    assert {role: {role_of(word) for word in words} for role, words in WORDS.items()} == {
        role: {role} for role in ROLES
    }


@pytest.mark.parametrize(
    ("name", "role"),
    [("北京市永久基本农田储备区", "farmland_reserve"), ("永久基本农田", "basic_farmland"), ("red_line", "red_line"),
     ("已治理废弃矿山 2022", "mines_treated"), ("生态保护红线_2018版", "red_line"),
     ("目前生态控制区", "ecological_control"), ("海淀区生态控制区矢量图层", "ecological_control"),
     ("2023年北京市生态保护红线（最终版）.shp", "red_line"), ("Protected natural areas", "protected_areas"),
     ("plan › red_line", "red_line"), ("生态保护红线 › sthx", "red_line")],
)  # fmt: skip
def test_a_name_that_is_a_role_tells_it_beside_words_of_place_time_and_form(name, role):
    assert role_of(name) == role


@pytest.mark.parametrize(
    "name",
    ["道路", "道路红线", "建筑红线", "土地储备区", "determined", "矿山", "自然保护区",
     "生态控制区内村庄", "生态保护红线内矿山",
     "自然保护地核心区", "废弃矿山治理项目", "永久基本农田核实处置", "自然保护地整合优化预案", "平原永久基本农田",
     "非永久基本农田", "生态保护红线_调整前", "拟划生态控制区", "原生态保护红线", "未治理废弃矿山", "相邻县生态控制区",
     "Outside the red line", "non_basic_farmland", "red_line_buffer", "untreated_mines", "villages in the red line",
     "生态保护红线 › 核心区", "生态保护红线 › conflicts", "调整前 › 生态保护红线", "生态控制区 › 生态保护红线"],
)  # fmt: skip
def test_a_name_that_says_anything_else_tells_nothing(name):
    assert role_of(name) == ""


HARMLESS = (
    "北京市",
    "2023",
    "2022年",
    "现状",
    "矢量",
    "图层",
    "数据",
    "最终版",
    "v2",
    "（1）",
    "final",
    "data",
    "CGCS2000",
)
HARMFUL = (
    "内村庄",
    "核心区",
    "项目",
    "外围",
    "非",
    "拟划",
    "建设用地",
    "冲突",
    "调整前",
    "评估",
    "villages",
    "buffer",
    "outside",
)


@pytest.mark.cases(200, first=60)
def test_names_drawn_at_random_tell_their_role_unless_a_word_in_them_is_another(seed):
    rng = np.random.default_rng(seed)
    role = rng.choice(ROLES)
    parts = [rng.choice(WORDS[role]), *rng.choice(HARMLESS, rng.integers(0, 4))]
    rng.shuffle(parts)
    assert role_of("_".join(parts)) == role, parts
    parts.insert(rng.integers(0, len(parts) + 1), rng.choice(HARMFUL))
    assert role_of("_".join(parts)) == "", parts


def test_a_long_name_of_numbers_is_told_at_once():
    assert role_of("生态保护红线" + "20231231" * 40 + "x") == ""


# What another job has measured, on the ground that is judged.

HOMES_IN_HALVES = np.array([shapely.box(0, 0, 1000, 1000), shapely.box(2500, 0, 3500, 1000)])


def doubts(ground, figures):
    given = [Figure("ES1", place, YEAR, 96.0, ground=(place, of, km2)) for place, of, km2 in figures]
    return [one.doubt for one in held_to_ground(given, ground, planar)]


@pytest.mark.parametrize(
    ("place", "km2", "doubt"),
    [
        ("", 2.0, ""), ("", 1.98, ""), ("", 2.02, ""), ("", 1.97, "other_ground:1.97=2"),
        ("", 2.03, "other_ground:2.03=2"),
        ("west", 1.0, ""), ("west", 2.0, "other_ground:2=1"), ("east", 0.5, "other_ground:0.5=1"),
        ("elsewhere", 9.0, ""), ("old", 0.25, ""), ("old", 1.0, "other_ground:1=0.25"),
    ],
)  # fmt: skip
def test_a_result_is_held_to_the_homes_of_the_ground_that_is_judged(place, km2, doubt):
    parts = {"old": shapely.box(0, 0, 500, 500)}
    ground = on(CITY, HALVES, parts=parts, class__residential=HOMES_IN_HALVES)
    assert doubts(ground, [(place, "class:residential", km2)]) == [doubt]


@pytest.mark.parametrize(
    ("place", "km2", "doubt"),
    [
        ("", 1.0, "partly_mapped"), ("west", 1.0, ""), ("east", 0.0, "partly_mapped"), ("new", 0.0, "partly_mapped"),
        ("old", 0.25, ""), ("", 2.0, "other_ground:2=1"),
    ],
)  # fmt: skip
def test_a_result_measured_on_half_of_the_zones_does_not_have_all_homes(place, km2, doubt):
    """Land use of the western half alone, with 1 km² of homes: what homes the eastern one has nobody knows."""
    parts = {"old": shapely.box(0, 0, 500, 500), "new": shapely.box(1900, 0, 2500, 500)}
    ground = on(HALVES["west"], HALVES, parts=parts, class__residential=HOMES_IN_HALVES[0])
    assert doubts(ground, [(place, "class:residential", km2)]) == [doubt]
    # Land use of some classes has all that there is of them.
    some = replace(ground, in_part=True)
    assert doubts(some, [(place, "class:residential", km2)]) == [doubt.replace("partly_mapped", "")]


def test_zones_alone_tell_only_of_a_result_that_has_measured_less():
    zones = build(np.array([*HALVES.values()]), np.array([*HALVES]), planar)
    whole = float(shapely.area(zones.cells).sum()) / 1e6
    by_zones, by_land = Map({}, zones.cells, zones=zones), Map({}, np.atleast_1d(CITY), zones=zones)
    assert doubts(by_zones, [("", "", whole / 2), ("", "", whole * 2)]) == [f"other_ground:{whole / 2:g}={whole:g}", ""]
    assert doubts(by_land, [("", "", whole * 2)]) == [f"other_ground:{whole * 2:g}={whole:g}"]


@pytest.mark.parametrize(
    ("km2", "doubt", "may_be"),
    [
        (2.0, "", []), (1.9, "", [91.2, 96.2]), (2.1, "", [95.8, 100.0]),
        (1.79, "other_ground:1.79=2", []), (2.21, "other_ground:2.21=2", []),
    ],
)  # fmt: skip
def test_a_share_of_nearly_the_ground_lies_between_two_values(km2, doubt, may_be):
    """96 % of 1.9 km² are 1.824 of 2 km², or 1.924 with the rest; of 2.1 km² 2.016, less 0.1 that are not there."""
    given = Figure("ES1", "", YEAR, 96.0, ground=("", "class:residential", km2))
    ground = on(CITY, HALVES, class__residential=HOMES_IN_HALVES)
    (found,) = held_to_ground([given], ground, planar, {"ES1"})
    assert found.doubt == doubt
    assert [value for _, value in found.others] == pytest.approx(may_be)


def test_what_nobody_knows_the_homes_of_stays_without_doubt_and_an_older_doubt_stays():
    assert doubts(on(CITY), [("", "class:residential", 1.0)]) == [""]
    older = Figure("ES1", "", YEAR, 96.0, doubt=UNREAD, ground=("", "", 1.0))
    assert held_to_ground([older], on(CITY), planar)[0].doubt == UNREAD


@pytest.mark.parametrize(
    "without",
    ["除", "剔除", "减", "扣", "去除", "不含", "不包括", "不计", "缺", "其他", "其余", "除去", "扣减", "外"],
)
@pytest.mark.parametrize(
    "name", ["{}县生态保护红线", "{}延庆县生态保护红线", "北京市{}大兴区生态保护红线", "生态保护红线（{}延庆县）"]
)
def test_names_that_say_without_are_not_what_they_leave_things_out_of(name, without):
    assert role_of(name.format(without)) == ""
    assert role_of(f"{name.format(without)} › red_line") == ""
    assert role_of(name.format("").replace("（", "").replace("）", "")) == "red_line" or name.startswith("{}县")


@pytest.mark.parametrize("name", ["red line without Yanqing city", "red line except city", "red line excluding 2022",
    "minus red line", "remaining red line", "other red line", "red line of the rest"])  # fmt: skip
def test_english_names_that_say_without_are_not_that_either(name):
    assert role_of(name) == ""


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("{}_v1", "{}_v2", True), ("{}第一版", "{}第二版", True), ("{}", "{}最新", True), ("{}18", "{}22", True),
        ("{}现状", "{}最新", True), ("正式{}", "批复{}", True), ("{}", "{}2022", True), ("{}2021", "{}2022", True),
        ("{}202201", "{}202212", True), ("{}定稿", "{}终版", True), ("{} 3月", "{} 4月", True),
        ("current {}", "final {}", True), ("plan › {}_v1", "plan › {}_v2", True),
        ("延庆{}", "密云{}", False), ("{}2022年", "北京市{}2022", False), ("{}", "{}_CGCS2000", False),
        ("{}_4548", "{}_wgs84", False), ("{}.shp", "{}图层", False), ("{}第一版", "{}一版", False),
        ("{}v2", "{}_2", False), ("plan › {}", "data › {}", False), ("2022 › {}", "2023 › {}", True),
        ("plan_v1 › {}", "plan_v2 › {}", True), ("CGCS2000 › {}", "data › {}", False),
    ],
)  # fmt: skip
def test_versions_that_names_say_are_told_apart(one, other, differ):
    for name in ("生态保护红线", "red line", "已治理废弃矿山"):
        names = one.format(name), other.format(name)
        assert all(map(role_of, names)), names
        assert (version_of(names[0]) != version_of(names[1])) == differ, names
