"""Verdicts on land where ground is missing, contested, of no known class or of another year: none that may be false."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.land.balance import balance, unmatched
from greenvein.core.land.classes import ClassTable, system_tables
from greenvein.core.land.reading import read
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.land.sameground import SameGround, load
from greenvein.core.land.standing import indicators
from greenvein.core.land.targets import EXISTING, UNSTATED, Extent, Indicator, Target

TABLES = system_tables()
CITY = Extent(16_410, 0.01)
PLAN = Target("", 2790, EXISTING, of_plan=True, extent=CITY, year=2025)


def land(*strips):
    """Return a layer of strips 10 km high: (from km², to km², class)."""
    boxes = [shapely.box(start * 100, 0, stop * 100, 10_000) for start, stop, _ in strips]
    return LandLayer(np.array(boxes), np.array([class_ for *_, class_ in strips], dtype=object))


def total(before, after, target, years=(None, None), **more):
    return balance(land_reduction(before, after), [target], years, **more).iloc[-1]


CITY_2020 = ((0, 2809, "urban_rural"), (2809, 16_410, "farmland"))


def test_ground_that_the_later_date_lacks_is_no_reduction():
    lacking = land((100, 2809, "urban_rural"), (2809, 16_410, "farmland"))
    row = total(land(*CITY_2020), lacking, PLAN)
    assert (row["state"], row["reason"]) == ("open", "missing")
    assert row[["after", "missing", "after_least", "after_most"]].to_numpy(dtype=float) / 1e6 == pytest.approx(
        [2709, 100, 2709, 2809]
    )
    assert np.isnan(row["way"])
    assert np.isnan(row["gap"])
    assert total(land(*CITY_2020), land(*CITY_2020), PLAN)["state"] == "missed"


@pytest.mark.cases(5, first=2)
def test_a_verdict_with_missing_ground_is_that_of_every_class_it_may_have(seed):
    """Whatever the class of the missing ground is, what is said must be true; where that differs, nothing is said."""
    random = np.random.default_rng(seed)
    urban, missing, limit = random.uniform(100, 900), random.uniform(1, 99), random.uniform(1, 1000)
    before = land((0, urban, "urban_rural"), (urban, 1000, "forest"))
    rest = ((missing, urban, "urban_rural"), (urban, 1000, "forest"))
    row = total(before, land(*rest), Target("", limit, EXISTING))
    fates = {
        total(before, land((0, missing, class_), *rest), Target("", limit, EXISTING))["state"]
        for class_ in ("urban_rural", "water")
    }
    assert row["state"] == (fates.pop() if len(fates) == 1 else "open")


def test_a_zone_that_the_later_date_maps_by_half_has_no_verdict_on_a_users_own_target():
    zones = build(np.array([shapely.box(0, 0, 1_000, 10_000)]), np.array(["西城 "]), planar)
    before, after = land((0, 100, "urban_rural")), land((5, 100, "urban_rural"))
    table = balance(land_reduction(before, after, zones=zones), [Target("西城", 8, EXISTING)])
    assert tuple(table.loc[0, ["zone", "state", "reason"]]) == ("西城 ", "open", "missing")
    assert unmatched(table, ["西城", " 西城", "东城"]) == ["东城"]
    (found,) = indicators(table, [Indicator("intensity_pct", "西城", 40)])
    assert found.scope == 0


def test_a_little_missing_ground_that_changes_no_answer_leaves_the_verdict():
    before, after = land((0, 100, "urban_rural")), land((0.001, 50, "urban_rural"), (50, 100, "forest"))
    assert total(before, after, Target("", 60, EXISTING))["state"] == "met"


def test_ground_with_two_answers_in_the_later_date_decides_nothing():
    after = land((0, 2809, "urban_rural"), (0, 2808, "farmland"), (2809, 16_410, "farmland"))
    row = total(land(*CITY_2020), after, PLAN)
    assert (row["state"], row["reason"], row["after"] / 1e6) == ("open", "contested", pytest.approx(1))
    assert row["contested"] / 1e6 == pytest.approx(2808)
    # The other way round: what is counted as construction land may be farmland.
    after = land((0, 2809, "farmland"), (0, 2808, "urban_rural"), (2809, 16_410, "farmland"))
    assert tuple(total(land(*CITY_2020), after, PLAN)[["state", "reason"]]) == ("open", "contested")


@pytest.mark.parametrize("limit", [40, 100])
def test_two_answers_that_come_to_the_same_leave_the_verdict(limit):
    """50 km² are construction land, 5 more may be: a drawn-twice field, forest on farmland and three on one ground."""
    after = land(
        (0, 50, "urban_rural"), (50, 60, "urban_rural"), (50, 55, "farmland"), (50, 55.0001, "forest"),
        (60, 100, "farmland"), (60, 99, "forest"),
    )  # fmt: skip
    row = total(land((0, 100, "urban_rural")), after, Target("", limit, EXISTING))
    assert row["contested"] / 1e6 == pytest.approx(5.0001)
    assert row["state"] == ("met" if limit == 100 else "missed")


def test_unknown_missing_and_contested_ground_together_may_decide():
    before = land((0, 100, "urban_rural"))
    after = land(
        (0, 40, "urban_rural"), (40, 43, "unknown"), (43, 46, "urban_rural"), (43, 45.9, "forest"), (50, 100, "forest")
    )
    states = [tuple(total(before, after, Target("", limit, UNSTATED, 0))[["state", "reason"]]) for limit in (47, 51)]
    assert states == [("open", "together"), ("met", "")]


@pytest.mark.parametrize(
    ("years", "state"),
    [
        ((None, None), "met"),
        ((2010, 2015), "open"),
        ((2030, 2040), "open"),
        ((2020, 2025), "met"),
        ((2020, None), "met"),
    ],
)
def test_an_amount_for_a_year_is_judged_by_a_map_of_that_year(years, state):
    after = land((0, 2785, "urban_rural"), (2785, 16_410, "farmland"))
    row = total(land(*CITY_2020), after, PLAN, years)
    assert (row["state"], row["reason"]) == (state, "years" if state == "open" else "")
    assert total(land(*CITY_2020), after, Target("", 2790, EXISTING), years)["state"] == "met"
    table = balance(land_reduction(after, after), (), years)
    asked = Indicator("intensity_pct", "", 44.3, extent=CITY, years=(2020, 2025))
    assert [one.state for one in indicators(table, [asked])] == [state]


def test_tables_without_construction_land_judge_nothing():
    after = land((0, 3000, "建设用地"), (3000, 16_410, "farmland"))
    row = total(after, after, PLAN, classed=False)
    assert (row["state"], row["reason"], row["after"]) == ("open", "no_class", 0)
    table = balance(land_reduction(after, after), classed=False)
    asked = [Indicator("built_km2", "", 3670, extent=CITY), Indicator("intensity_pct", "", 44.3)]
    assert [(one.state, one.reason) for one in indicators(table, asked, False)] == [("open", "no_class")] * 2


@pytest.mark.parametrize("gone", ["unknown", None])
def test_a_share_of_vacated_land_is_not_met_by_what_is_known_of_it_alone(gone):
    """1 km² in the key area is vacated, of 9 km² outside nobody knows: 10 to 100 %."""
    before = land((0, 10, "urban_rural"), (10, 100, "forest"))
    after = [(0, 1, "forest"), (10, 100, "forest"), *([(1, 10, gone)] if gone else [])]
    key = np.array([shapely.box(0, 0, 100, 10_000)])
    table = balance(land_reduction(before, land(*after), key_areas=key), (), (2020, 2025))
    assert table.iloc[-1][["key_share", "key_least", "key_most"]].tolist() == pytest.approx([1, 0.1, 1])
    asked = [Indicator("key_area_pct", "", limit, years=(2020, 2025)) for limit in (90, 10)]
    assert [one.state for one in indicators(table, asked)] == ["open", "met"]


def test_intensity_may_be_more_or_less_with_ground_that_the_later_date_lacks():
    before, after = land((0, 40, "urban_rural"), (40, 100, "forest")), land((0, 40, "urban_rural"), (40, 80, "forest"))
    table = balance(land_reduction(before, after))
    asked = [Indicator("intensity_pct", "", limit) for limit in (39, 45, 55, 61)]
    assert [one.state for one in indicators(table, asked)] == ["missed", "open", "open", "met"]


@pytest.mark.cases(5, first=2)
def test_a_mixed_code_is_the_same_ground_in_whatever_order_its_parts_stand(seed):
    random = np.random.default_rng(seed)
    parts = random.permutation(["R2", "E2", "B1"])[: random.integers(2, 4)].tolist()
    table = next(one for one in TABLES if one.id == "gb50137_2011")
    was, is_ = ("/".join(order) for order in (parts, parts[::-1]))
    same = SameGround(table, table, load())
    assert same.class_of(was, is_) == table.class_of(was)
    assert same.class_of("R2/E2", "E2/E1") is None
    assert same.class_of("R2B1", "B1/R2") == "urban_rural"
    own = ClassTable("own", {"X1": "urban_rural", "X2": "farmland"}, {})
    assert SameGround(own, own, load()).class_of("X1/X2", "X2/X1") == "urban_rural"


@pytest.mark.parametrize(
    ("values", "numeric"),
    [
        (["201", "203", "031", "013"], False), (["013"], False), (["111", "127", "203"], False),
        (["011", "0101"], False), ([13, 31, 101, 201, 203], True), ([11, 201], True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("tables", [TABLES[:1], TABLES])
def test_codes_of_the_second_survey_are_told_and_not_read_as_those_of_another(values, numeric, tables):
    assert read(values, tables, numeric=numeric, field="DLBM").second


@pytest.mark.parametrize("table", TABLES, ids=[one.id for one in TABLES])
@pytest.mark.parametrize("numeric", [False, True])
def test_no_system_of_ours_is_taken_for_the_second_survey(table, numeric):
    random = np.random.default_rng(3)
    codes = [code for code in table.classes if code.isdigit()] or ["1001"]
    for _ in range(50):
        chosen = [str(code) for code in random.choice(codes, min(len(codes), 12), replace=False)] + ["0701", "1001"]
        values = [int(code) for code in chosen] if numeric else chosen
        assert read(values, TABLES, numeric=numeric).second == ()
    assert read(["101", "201", "1001"], TABLES).second == ()
    assert read(["201", "203A", "0101"], TABLES).second == ()
