"""Indicators measured on rectangles, and the scores made of them; answers worked out by hand, or by geopandas."""

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.indicators.codes import BEHIND, ELSEWHERE, MET, NO_PART, NOT_JUDGED, OTHER_YEAR, ROLES
from greenvein.core.indicators.indicator import Base, Indicator, Measure, Milestone
from greenvein.core.indicators.standing import Source
from greenvein.core.scorecard.codes import GIVEN, NO_LAYER, NO_PEOPLE, NO_RESULT, UNREAD
from greenvein.core.scorecard.figures import Figure, counted, of_field, scores
from greenvein.core.scorecard.measuring import Map, measured
from greenvein.core.scorecard.roles import WORDS, role_of

YEAR = 2025


def indicator(id_="X", unit="%", direction="up", target=45.0, base=None, extent=None, whole=False, **how):
    measure = Measure(**({"kind": "table"} | how))
    return Indicator(
        id_, {"zh": id_, "en": id_}, unit, direction, (Milestone(YEAR, target),), base=base, extent=extent, whole=whole,
        measure=measure,
    )  # fmt: skip


def on(whole, zones=None, parts=None, **layers):
    named = {key.replace("__", ":"): np.atleast_1d(value) for key, value in layers.items()}
    made = None if zones is None else build(np.array([*zones.values()]), np.array([*zones]), planar)
    return Map(named, np.atleast_1d(whole), {name: np.atleast_1d(one) for name, one in (parts or {}).items()}, made)


def values(found):
    return {(one.id, one.zone): (one.value, one.km2) for one in found}


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


def test_an_indicator_is_measured_on_the_part_that_it_names_where_this_is_given():
    plain = indicator(kind="share", of=("class:forest",), extent={"zh": "平原地区", "en": "Plain"})
    forest, plain_ground = shapely.box(0, 0, 1000, 2000), shapely.box(0, 0, 2000, 1000)
    (with_part,) = measured([plain], on(CITY, parts={"平原地区": plain_ground}, class__forest=forest), planar)
    (without,) = measured([plain], on(CITY, class__forest=forest), planar)
    assert (with_part.value, with_part.km2, with_part.in_part) == (50.0, 2.0, True)
    assert (without.value, without.km2, without.in_part) == (25.0, 8.0, False)


def test_a_zone_without_any_of_the_ground_has_no_value():
    share = indicator(kind="share", of=("class:forest",))
    zones = HALVES | {"abroad": shapely.box(9000, 0, 9500, 500)}
    assert ("X", "abroad") not in values(measured([share], on(CITY, zones, class__forest=CITY), planar))


def test_what_was_not_given_is_not_measured():
    share = indicator(kind="share", of=("role:mines_treated",), per=("role:mines",))
    assert measured([share], on(CITY, role__mines_treated=CITY), planar) == ()
    nowhere = Map({"class:forest": np.array([CITY])}, np.empty(0, dtype=object))
    assert measured([indicator(kind="share", of=("class:forest",))], nowhere, planar) == ()


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
            ground = geopandas.overlay(ground, other)
        return float(ground.area.sum())

    whole, lines, trees, keys = map(frame, (city, red_line, forest, key_areas))
    union = frame(np.concatenate([forest, red_line]))
    for name, zone in {"": shapely.box(-1, -1, 20_000, 20_000), **zones}.items():
        its = frame([zone])
        ground = both(whole, its)
        if not ground:
            assert ("S", name) not in found
            continue
        assert found["S", name] == pytest.approx((100 * both(union, whole, its) / ground, ground / 1e6), rel=1e-9)
        assert found["A", name][0] == pytest.approx(both(lines, whole, keys, its) / 1e6, rel=1e-9, abs=1e-12)
        base = both(lines, whole, its)
        expected = 100 * both(trees, whole, its) / base if base else np.nan
        assert found["P", name][0] == pytest.approx(expected, rel=1e-9, nan_ok=True)


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
        assert (found.standing.value, found.standing.state, found.causes) == (46.0, MET, (GIVEN,))


def test_each_indicator_has_a_row_for_the_whole_and_says_what_is_missing():
    some = [
        indicator("A", kind="share", of=("class:forest",)),
        indicator("J", kind="job", job="parkcoverage", field="gv_coverage_pct"),
        indicator("H", unit="m²", kind="per_head", of=("class:park",)),
        indicator("T"),
    ]
    found = scores(some, [], YEAR, order)
    assert [(one.indicator.id, *one.causes) for one in found] == [
        ("A", NO_LAYER), ("J", NO_RESULT), ("H", NO_PEOPLE), ("T", "no_value"),
    ]  # fmt: skip
    assert counted(found, YEAR) == {"met": 0, "on_track": 0, "behind": 0, "not_judged": 4}


def test_a_value_of_an_earlier_year_is_judged_there_and_shown_unjudged_now():
    found = scores([indicator(base=Base(2020, 40.0))], [Figure("X", "", 2023, 43.0, given=True)], YEAR, order)
    assert [(one.standing.year, one.standing.value, one.standing.state, one.causes) for one in found] == [
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
    by_zone = {(one.indicator.id, one.zone): (one.standing.state, one.causes) for one in found}
    assert by_zone["S", "west"] == (MET, (ELSEWHERE,))
    assert by_zone["A", "west"] == (NOT_JUDGED, ("no_extent",))


def test_what_could_not_be_read_leaves_no_verdict():
    figure = Figure("X", "", YEAR, 30.0, Source(YEAR, mapped=True, km2=1.0), doubt=UNREAD)
    (found,) = scores([indicator()], [figure], YEAR, order)
    assert (found.standing.state, found.standing.gap, found.causes) == (NOT_JUDGED, None, (UNREAD, ELSEWHERE))
    (sure,) = scores([indicator()], [Figure("X", "", YEAR, 30.0, figure.source)], YEAR, order)
    assert sure.standing.state == BEHIND


def test_the_part_that_an_indicator_speaks_of_is_missed():
    plain = indicator(extent={"zh": "平原地区", "en": "Plain"})
    (found,) = scores([plain], [Figure("X", "", YEAR, 50.0, Source(YEAR, mapped=True, km2=1.0))], YEAR, order)
    assert (found.standing.state, found.causes) == (NOT_JUDGED, (NO_PART,))


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
     ("已治理废弃矿山 2022", "mines_treated"), ("道路", "")],
)  # fmt: skip
def test_the_longest_word_in_a_name_tells(name, role):
    assert role_of(name) == role
