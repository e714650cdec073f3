"""How land stands to its targets: no verdict from ground, years or classes that a target does not speak of."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.plane import Plane
from greenvein.core.geometry.zones import build
from greenvein.core.land.balance import balance
from greenvein.core.land.codes import MISSED, NARROWER, OPEN, WIDER
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.land.standing import indicators
from greenvein.core.land.targets import (
    EXISTING,
    UNSTATED,
    WITH_APPROVED,
    Extent,
    Indicator,
    Target,
    tolerance,
)
from greenvein.core.profile import load
from greenvein.core.targets import at_least, at_most

BEIJING = Path(__file__).parents[2] / "resources" / "profiles" / "beijing_2022.json"
CITY = Extent(16_410, 0.01)
PLAN = {"of_plan": True, "extent": CITY}
MU = 10_000 / 15
TEN_THOUSAND_MU = 1e4 * MU / 1e6  # km²


def land(**km2):
    """Return a layer of strips, 10 km high, one for each class, with areas in km²."""
    at, cells = 0.0, []
    for area in km2.values():
        cells.append(shapely.box(at, 0, at + area * 100, 10_000))
        at += area * 100
    return LandLayer(np.array(cells), np.array(list(km2), dtype=object))


def row_for(after, target, before=None):
    return balance(land_reduction(before or after, after), [target]).iloc[-1]


@pytest.mark.parametrize("mapped", [108.0, 16_245.0, 16_575.0, 40_000.0])
def test_an_amount_of_the_plan_is_not_judged_for_other_ground_than_the_plan_speaks_of(mapped):
    row = row_for(land(urban_rural=50, forest=mapped - 50), Target("", 2790, EXISTING, **PLAN))
    assert (row["state"], row["reason"], row["target"] / 1e6, row["after"] / 1e6) == pytest.approx(
        (OPEN, "extent", 2790, 50)
    )
    assert np.isnan([row["gap"], row["way"]]).all()


@pytest.mark.parametrize("mapped", [16_247.0, 16_409.0, 16_573.0])
def test_within_a_hundredth_of_the_plans_ground_it_is_judged(mapped):
    row = row_for(land(urban_rural=2_700, forest=mapped - 2_700), Target("", 2790, EXISTING, **PLAN))
    assert (row["state"], row["reason"]) == ("met", "")
    assert row["gap"] / 1e6 == pytest.approx(-90)


def test_where_nobody_says_how_large_the_ground_is_the_plans_amount_is_not_judged_and_a_users_is():
    after = land(urban_rural=50, forest=58)
    plan = row_for(after, Target("", 850, EXISTING, of_plan=True))
    own = row_for(after, Target("", 850, EXISTING))
    assert [(row["state"], row["reason"]) for row in (plan, own)] == [(OPEN, "no_extent"), ("met", "")]


@pytest.mark.parametrize("counts", [WITH_APPROVED, UNSTATED])
def test_the_missing_part_of_a_target_is_not_asked_for_where_it_cannot_be_judged_anyway(counts):
    row = row_for(land(urban_rural=50, forest=58), Target("", 2790, counts, **PLAN))
    assert row["reason"] == "extent"
    row = row_for(land(urban_rural=50, forest=16_360), Target("", 2790, counts, **PLAN))
    assert row["reason"] == "approved"


def test_a_zone_is_held_against_the_area_of_its_own_name():
    zones = build(np.array([shapely.box(0, 0, 1_000, 10_000)]), np.array(["中心城区"]), planar)
    layer = land(urban_rural=5, forest=95)
    account = land_reduction(layer, layer, zones=zones)
    for km2, state in ((10, "met"), (100, OPEN)):
        target = Target("中心城区", 5, EXISTING, of_plan=True, extent=Extent(km2, 0.01))
        assert balance(account, [target]).iloc[0]["state"] == state


@pytest.mark.parametrize(
    ("target", "base", "allowed"),
    [
        (2790, 2808.60, 1.86),  # a tenth of the way, for the hundredth would be 27.9
        (44.3, 44.46, 0.016),
        (850, 885, 3.5),
        (3670, None, 36.7),
        (90, None, 0.9),
        (75, 75, 0.75),
    ],
)
def test_about_is_a_hundredth_of_the_target_and_at_most_a_tenth_of_the_way_to_it(target, base, allowed):
    found = tolerance(target, base, 0.01, 0.1)
    assert found == pytest.approx(allowed, rel=1e-12)
    assert base in (None, target) or abs(base - target) > found


@pytest.mark.parametrize(
    ("reached", "state"), [(2_000.0, "met"), (2_790.0, "met"), (2_791.85, "met"), (2_791.87, MISSED), (2808.60, MISSED)]
)
def test_a_ceiling_that_the_plan_gives_as_about_is_one_sided_and_no_base_reaches_it(reached, state):
    target = Target("", 2790, EXISTING, about=tolerance(2790, 2808.60, 0.01, 0.1), **PLAN)
    assert row_for(land(urban_rural=reached, forest=16_410 - reached), target)["state"] == state


@pytest.mark.parametrize(("share", "state"), [(89.0, MISSED), (89.2, "met"), (90.0, "met"), (100.0, "met")])
def test_a_floor_that_the_plan_gives_as_about_is_one_sided_too(share, state):
    before, after = land(urban_rural=100), land(forest=100)
    key = np.array([shapely.box(0, 0, share * 100, 10_000)])
    table = balance(land_reduction(before, after, key_areas=key), (), (2020, 2025))
    (found,) = indicators(table, [Indicator("key_area_pct", "", 90, about=0.9, years=(2020, 2025))])
    assert (found.state, found.reason) == (state, "elsewhere")


@pytest.mark.parametrize(("share", "state"), [(64.9, MISSED), (65.0, "met")])
def test_a_floor_of_or_more_allows_nothing(share, state):
    before, after = land(urban_rural=100), land(forest=100)
    key = np.array([shapely.box(0, 0, share * 100, 10_000)])
    table = balance(land_reduction(before, after, key_areas=key), (), (2020, 2025))
    (found,) = indicators(table, [Indicator("key_area_pct", "", 65, years=(2020, 2025))])
    assert found.state == state


def reclaimed(km2, asked, within=1.0):
    before, after = land(unused=km2, forest=100), land(farmland=km2, forest=100)
    extent, years = Extent(100 + km2, within), (2020, 2025)
    table = balance(land_reduction(before, after), (), years)
    (found,) = indicators(table, [Indicator("unused_reclaimed_km2", "", asked, extent=extent, years=years)])
    return found.state


def test_exactly_40_000_mu_are_40_000_mu_and_less_are_not():
    profile = load(BEIJING)
    asked = {row[0]: row[2] for row in profile.value("land_reduction.indicators")}
    assert (asked["unused_reclaimed_km2"], asked["farmland_in_km2"]) == (80 / 3, 860 / 3)
    assert reclaimed(4 * TEN_THOUSAND_MU, 80 / 3) == "met"
    assert reclaimed(80 / 3 * (1 - 5e-10), 80 / 3) == "met"
    assert reclaimed(80 / 3 * (1 - 1e-7), 80 / 3) == MISSED
    assert reclaimed(4 * TEN_THOUSAND_MU, 26.67) == MISSED


def test_what_differs_by_less_than_a_billionth_reaches_a_target_whatever_its_size():
    random = np.random.default_rng(5)
    target = 10 ** random.uniform(-6, 9, 500)
    less, more = target * (1 - 9e-10), target * (1 + 9e-10)
    assert at_least(less, target).all()
    assert at_most(more, target).all()
    assert not at_least(target * (1 - 2e-9), target).any()
    assert not at_most(target * (1 + 2e-9), target).any()
    assert (at_least(0.0, 0.0), at_most(0.0, 0.0)) == (True, True)


@pytest.mark.parametrize("years", [(None, None), (2020, None), (None, 2025), (2021, 2025), (2020, 2024), (2019, 2026)])
@pytest.mark.parametrize("measure", ["key_area_pct", "farmland_in_km2", "unused_reclaimed_km2"])
def test_what_happens_in_five_years_is_not_judged_from_other_years(years, measure):
    layer = land(urban_rural=100)
    table = balance(land_reduction(layer, layer), (), years)
    asked = Indicator(measure, "", 1, extent=Extent(100, 0.01), years=(2020, 2025))
    (found,) = indicators(table, [asked])
    assert (found.state, found.reason) == (OPEN, "years")
    assert indicators(table, [Indicator(measure, "", 1, extent=Extent(100, 0.01))])[0].reason == "years"
    for name, year in zip(("before_year", "after_year"), years):
        assert list(table[name].isna()) == [year is None]
        assert year is None or list(table[name]) == [year]


def test_a_flow_is_not_judged_where_only_the_later_date_covers_the_plans_ground():
    before, after = land(unused=10), land(farmland=10, forest=90)
    table = balance(land_reduction(before, after), (), (2020, 2025))
    asked = Indicator("unused_reclaimed_km2", "", 50, extent=Extent(100, 0.01), years=(2020, 2025))
    assert [(one.state, one.reason) for one in indicators(table, [asked])] == [(OPEN, "extent")]


def test_a_ratio_is_judged_for_the_ground_given_and_says_whether_it_is_the_plans():
    layer = land(urban_rural=40, forest=60)
    table = balance(land_reduction(layer, layer))
    for extent, reason in ((Extent(16_410, 0.01), "elsewhere"), (None, "elsewhere"), (Extent(100, 0.01), "")):
        (found,) = indicators(table, [Indicator("intensity_pct", "", 44.3, extent=extent)])
        assert (found.state, found.reason) == ("met", reason)


@pytest.mark.parametrize("counts", [WIDER, NARROWER])
@pytest.mark.parametrize(
    "measure", ["built_km2", "intensity_pct", "key_area_pct", "farmland_in_km2", "unused_reclaimed_km2"]
)
def test_what_a_map_shows_wider_or_narrower_than_it_is_counted_is_never_judged(counts, measure):
    layer = land(urban_rural=40, forest=60)
    table = balance(land_reduction(layer, layer), (), (2020, 2025))
    asked = Indicator(measure, "", 44.3, counts, extent=Extent(100, 0.01), years=(2020, 2025))
    assert [(one.state, one.reason) for one in indicators(table, [asked])] == [(OPEN, "kind")]


def test_beijing_judges_nothing_that_a_map_shows_otherwise_than_the_plan_counts():
    kinds = {(row[0], row[1]): row[3] for row in load(BEIJING).value("land_reduction.indicators")}
    assert kinds == {
        ("built_km2", "全市"): NARROWER,
        ("intensity_pct", "平原地区"): NARROWER,
        ("key_area_pct", "中心城区"): WIDER,
        ("key_area_pct", "平原地区"): WIDER,
        ("farmland_in_km2", "全市"): WIDER,
        ("unused_reclaimed_km2", "全市"): WIDER,
    }


def test_without_key_areas_their_share_is_not_judged():
    before, after = land(urban_rural=100), land(forest=100)
    table = balance(land_reduction(before, after), (), (2020, 2025))
    (found,) = indicators(table, [Indicator("key_area_pct", "", 90, years=(2020, 2025))])
    assert (np.isnan(found.reached), found.state, found.reason) == (True, OPEN, "nothing")


def test_ground_that_no_class_knows_may_be_construction_land_and_makes_no_false_promise():
    target = Target("", 60, EXISTING)
    states = [
        row_for(land(urban_rural=urban, unknown=unknown, forest=100 - urban - unknown), target)[["state", "reason"]]
        for urban, unknown in ((50, 5), (50, 20), (61, 20))
    ]
    assert [tuple(one) for one in states] == [("met", ""), (OPEN, "unknown"), (MISSED, "")]
    layer = land(urban_rural=40, unknown=20, forest=40)
    table = balance(land_reduction(layer, layer))
    asked = [Indicator("intensity_pct", "", limit) for limit in (39, 50, 60)]
    assert [one.state for one in indicators(table, asked)] == [MISSED, OPEN, "met"]
    asked = [Indicator("built_km2", "", limit, extent=Extent(100, 0.01)) for limit in (39, 50, 60)]
    assert [one.state for one in indicators(table, asked)] == [MISSED, OPEN, "met"]


@pytest.mark.parametrize("key", ["extents", "about", "from_year", "to_year"])
def test_a_profile_made_before_there_was_such_a_value_says_nothing_of_it(tmp_path, key):
    content = json.loads(BEIJING.read_text("utf-8"))
    del content["land_reduction"][key]
    path = tmp_path / "own.json"
    path.write_text(json.dumps(content), "utf-8")
    profile = load(path)
    assert profile.value(f"land_reduction.{key}") in ([], None)
    assert "sets none" in profile.clause(f"land_reduction.{key}", "en")
    assert profile.value("land_reduction.targets") == content["land_reduction"]["targets"]["value"]


@pytest.mark.parametrize(
    ("unread", "rows", "share"),
    [
        ((), ("met", "met", "met"), ("met", "elsewhere")),
        (("before",), (OPEN, OPEN, OPEN), (OPEN, "unread")),
        (("after",), (OPEN, OPEN, OPEN), (OPEN, "unread")),
        (("zones",), (OPEN, OPEN, "met"), ("met", "elsewhere")),
        (("key_areas",), ("met", "met", "met"), (OPEN, "unread")),
    ],
)
def test_features_that_were_not_read_leave_open_what_they_may_decide(unread, rows, share):
    before, after = land(urban_rural=10, forest=0.001), land(forest=10, urban_rural=0.001)
    halves = build(
        np.array([shapely.box(0, 0, 500, 10_000), shapely.box(500, 0, 2_000, 10_000)]), np.array(["a", "b"]), planar
    )
    account = land_reduction(before, after, zones=halves, key_areas=np.array([shapely.box(-1, -1, 1_001, 10_001)]))
    targets = [Target(zone, 1, EXISTING) for zone in ("a", "b", "")]
    table = balance(account, targets, (2020, 2025), unread=unread)
    table = table[table["scope"] != "outside"]
    assert tuple(table["state"]) == rows
    assert set(table["reason"]) <= {"", "unread"}
    (found,) = indicators(table, [Indicator("key_area_pct", "", 65, years=(2020, 2025))], unread=unread)
    assert (found.state, found.reason) == share


UTM = Plane(1.0008, 1.0008)
"""At its central meridian there are 0.08 % more on the ellipsoid than in the plane."""


@pytest.mark.parametrize(
    ("built", "in_plane", "on_ellipsoid"),
    [(49.9, "met", "met"), (49.98, OPEN, "met"), (50.0, OPEN, "met"), (50.1, MISSED, MISSED)],
)
def test_an_amount_that_the_plane_may_turn_is_not_judged(built, in_plane, on_ellipsoid):
    """Of 49.98 km² in the plane there are 50.02 on the ellipsoid, and the target is 50."""
    account = land_reduction(land(urban_rural=built, forest=60), land(urban_rural=built, forest=60))
    for plane, state in ((UTM, in_plane), (Plane(), on_ellipsoid)):
        row = balance(account, [Target("", 50, EXISTING)], plane=plane).iloc[-1]
        assert (row["state"], row["reason"]) == (state, "plane" if state == OPEN else "")
        asked = Indicator("built_km2", "", 50, extent=Extent(built + 60, 0.01))
        (built_km2,) = indicators(balance(account), [asked], plane=plane)
        assert (built_km2.state, built_km2.reason) == (state, "plane" if state == OPEN else "")


def test_what_is_approved_is_no_area_in_the_plane():
    """990 km² approved are what they are, and 9.99 in the plane are 9.998 on the ellipsoid: less than 1,000 in all."""
    account = land_reduction(land(urban_rural=9.99), land(urban_rural=9.99))
    row = balance(account, [Target("", 1_000, WITH_APPROVED, approved_km2=990)], plane=UTM).iloc[-1]
    assert (row["state"], row["reason"]) == ("met", "")


def test_ratios_are_the_same_in_the_plane():
    account = land_reduction(land(urban_rural=49.99, forest=50.01), land(urban_rural=49.99, forest=50.01))
    (found,) = indicators(balance(account), [Indicator("intensity_pct", "", 50)], plane=UTM)
    assert found.state == "met"
