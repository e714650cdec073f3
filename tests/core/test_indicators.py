"""The indicators of Beijing's plans as data, and how a value stands to them; answers worked out by hand."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest
from greenvein.core.indicators import codes
from greenvein.core.indicators.indicator import Base, Indicator, Measure, Milestone, named, of_profile
from greenvein.core.indicators.magnitude import FRACTION, NEGATIVE, NO_SHARE, far_from, impossible
from greenvein.core.indicators.sound import fault
from greenvein.core.indicators.standing import Source, asked_for, standing
from greenvein.core.land.targets import AT_LEAST, LAND, Extent
from greenvein.core.profile import ProfileError, load

ROOT = Path(__file__).parents[2]
BEIJING = ROOT / "resources" / "profiles" / "beijing_2022.json"
NATIONAL = ROOT / "resources" / "profiles" / "national.json"
CITY = 16_410


@pytest.fixture(scope="module")
def plan():
    return of_profile(load(BEIJING))


@pytest.fixture(scope="module")
def stands(plan):
    """The state and the reason of a value of Beijing's indicator."""

    def of(id_, value, when, **source):
        (indicator,) = named(plan, id_)
        found = standing(indicator, value, when, Source(**source))
        return (found.state, found.reason) if found.reason else found.state

    return of


# The data, each row of the plans.

NO_TARGET, TEXT_ONLY, OTHER = "a base and no target", "stands in the text, not among the plan's indicators", "other"
LEFT_OUT = {
    **dict.fromkeys(("LUx10", "LUx11", "LUx12", "LUx13", "LUx14", "ERx4", "ERx10", "UR13", "UR14"), NO_TARGET),
    **dict.fromkeys((f"LUx{number}" for number in range(1, 10)), TEXT_ONLY),
    **dict.fromkeys((f"ERx{number}" for number in (2, 3, 5, 6, 7, 8, 11)), TEXT_ONLY),
    **dict.fromkeys((f"ES{number}" for number in range(3, 13)), TEXT_ONLY),
    "UR3": "some 600 projects are planned, what the key blocks were drawn by; none is asked to be done",
}
SAME = {"LU7": "ER3", "LU11": "ER1", "LU16": "ER7", "LU17": "ERx1", "LU18": "ER8", "ER9": "ES2", "ES1": "ERx9"}
MARKS = {"≈": "about", "≥": "at_least", ">": "more_than", "≤": "at_most", "": ""}
WORDS = {"not reduced": "not_reduced", "not lowered": "not_reduced", "kept stable": "stable", "as the": "as_required"}
NATURE = {"约束性": "binding", "引导性": "guiding", "not stated": "not_stated"}


def rows():
    with (ROOT / "tests" / "data" / "plan_indicators.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter=";")}


ROWS = rows()


def written(text):
    """Return value, mark and lower value of a target as the table writes it; None where there is none."""
    text = text.removesuffix(" (kept)")
    if text in ("", "—"):
        return None
    if " or " in text:
        least, value = text.split(" or ")
        return float(value), "", float(least)
    word = next((mark for start, mark in WORDS.items() if text.startswith(start)), None)
    if word:
        return None, word, None
    return float(re.sub("^[≈≥>≤]", "", text)), MARKS[text[0] if text[0] in MARKS else ""], None


def test_each_of_the_90_rows_is_an_indicator_part_of_one_or_left_out_for_a_reason(plan):
    assert len(ROWS) == 90
    own, also = [one.id for one in plan], [id_ for one in plan for id_ in one.also]
    assert sorted([*own, *also, *LEFT_OUT]) == sorted(ROWS)
    assert {one.id: one.also[0] for one in plan if one.also} == SAME


@pytest.mark.parametrize("id_", [id_ for id_ in ROWS if id_ not in (*LEFT_OUT, "UR2")])
def test_the_targets_of_a_row_are_those_of_the_profile(plan, id_):
    (indicator,), row = named(plan, id_), ROWS[id_]
    milestones = {one.year: one for one in indicator.milestones}
    for year in (2025, 2035):
        target = written(row[f"target_{year}"])
        if target is None:
            assert id_ != indicator.id or year not in milestones or indicator.also
            continue
        value, mark, least = target
        found = milestones[year]
        if mark not in codes.UNNUMBERED:
            assert (found.value, found.least) == (value, least)
        if id_ == indicator.id and id_ != "LU11":
            assert found.mark == mark
    if id_ == indicator.id:
        assert indicator.unit == row["unit"].replace("count", indicator.unit).replace("households", "户")
    if row["nature"] in ("约束性", "引导性") or (id_ == indicator.id and not indicator.also):
        assert indicator.binding == NATURE[row["nature"]]


def test_renewal_blocks_are_to_be_done_by_2035_and_only_in_focus_by_2025(plan):
    assert [(one.year, one.value) for one in named(plan, "UR2")[0].milestones] == [(2035, 557)]


BASES = {"LU8": (2020, 0), "ER7": (2020, 44.4), "ERx9": (2020, 86.8), "LU3": (None, 885), "LU19": (None, 10.8)}
"""Of a flow 0 at its beginning; the table's 44 is rounded from the text's 44.4; two bases are of no year."""


@pytest.mark.parametrize("id_", [id_ for id_ in ROWS if id_ not in LEFT_OUT])
def test_the_base_of_a_row_is_that_of_the_profile(plan, id_):
    (indicator,), row = named(plan, id_), ROWS[id_]
    base = (indicator.base.year, indicator.base.value) if indicator.base else None
    if id_ in BASES:
        assert base == BASES[id_]
    elif row["base"] not in ("", "—"):
        assert base == (2020, float(row["base"]))
    elif id_ == indicator.id and not indicator.also:
        assert base == ((2020, 0) if indicator.period and indicator.unit != "%" else None)


@pytest.mark.parametrize("id_", [id_ for id_ in ROWS if id_ not in LEFT_OUT])
def test_the_lines_of_a_row_stand_with_its_indicator(plan, id_):
    assert set(map(int, re.findall(r"\d+", ROWS[id_]["line"]))) <= set(named(plan, id_)[0].lines)


def test_flows_run_from_the_end_of_2020_to_that_of_2025(plan):
    flows = [one.id for one in plan if one.period]
    assert flows[:6] == ["LU8", "LU9", "LU12a", "LU12b", "LU14", "LU20"]
    assert flows[6:] == ["UR4", "UR5", "UR6", "UR6a", "UR6b", "UR6c", "UR7", "UR8", "UR9", "UR10", "UR11", "UR12"]
    assert {one.period for one in plan if one.period} == {(2020, 2025)}
    assert [(one.id, one.part_of) for one in plan if one.part_of] == [
        ("LU9", "LU8"), ("UR6a", "UR6"), ("UR6b", "UR6"), ("UR6c", "UR6"),
    ]  # fmt: skip


def test_amounts_of_the_city_speak_of_16_410_km2_and_no_other_ground_is_known(plan):
    assert {one.ground for one in plan if one.whole} == {Extent(CITY, 0.01)}
    assert {one.ground for one in plan if not one.whole} == {None}


FIGURES = {
    (LAND, "全市"): "LU2", (LAND, "中心城区"): "LU3", ("built_km2", "全市"): "LU1",
    ("intensity_pct", "平原地区"): "LU4", ("key_area_pct", "中心城区"): "LU12a", ("key_area_pct", "平原地区"): "LU12b",
    ("farmland_in_km2", "全市"): "LU8", ("unused_reclaimed_km2", "全市"): "LU9",
}  # fmt: skip


def test_the_account_of_land_asks_for_the_same(plan):
    """The land reduction account has targets, tolerances and kinds of its own; none may say anything else."""
    profile = load(BEIJING)
    asked = {(LAND, zone): (km2, "narrower") for zone, km2, _, _ in profile.value("land_reduction.targets")}
    asked |= {row[:2]: row[2:] for row in map(tuple, profile.value("land_reduction.indicators"))}
    about = {row[:2]: row[2:] for row in map(tuple, profile.value("land_reduction.about"))}
    assert set(asked) == set(FIGURES)
    for key, (value, shows) in asked.items():
        (indicator,) = named(plan, FIGURES[key])
        (milestone,) = indicator.milestones
        factor = 20 / 3 if indicator.unit == "万亩" else 1
        assert (factor * milestone.value, indicator.measure.shows) == (pytest.approx(value), shows)
        assert (indicator.direction == "up") == (key[0] in AT_LEAST)
        assert (milestone.mark == "about") == (key in about)
        if key in about:
            base, near, way = about[key]
            assert (indicator.base.value if indicator.base else None) == base
            assert (near, way) == (profile.value("scorecard.about_pct"), profile.value("scorecard.about_way_pct"))


def test_park_coverage_asks_for_the_same(plan):
    assert named(plan, "ES1")[0].milestones[-1].value == load(BEIJING).value("park_coverage.target_pct")


def test_marks_of_indicators_say_what_their_clauses_say(plan):
    for one in plan:
        assert (one.basis == "partly_ours") == ("our reading" in one.clause["en"]), one.id
        assert (one.basis == "partly_ours") == ("本工具的读法" in one.clause["zh"]), one.id


def test_an_id_in_any_case_a_merged_id_and_a_name_are_known(plan):
    assert [one.id for one in named(plan, "lu12A")] == ["LU12a"]
    assert [one.id for one in named(plan, " es2 ")] == ["ER9"]
    assert [one.id for one in named(plan, "受污染耕地安全利用率")] == ["LU15", "ER10"]
    assert [one.id for one in named(plan, "safe use of polluted farmland")] == ["LU15", "ER10"]
    assert named(plan, "") == named(plan, "LU99") == ()


def test_the_national_profile_and_one_from_before_have_none(tmp_path):
    assert of_profile(load(NATIONAL)) == ()
    content = json.loads(BEIJING.read_text("utf-8"))
    del content["scorecard"]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(content), "utf-8")
    assert of_profile(load(path)) == ()


# How a value stands.


def test_coverage_of_90_percent_in_2025_is_on_track_to_95_in_2035(plan):
    found = standing(named(plan, "ES1")[0], 90, 2025)
    assert (found.state, found.reason, found.base, found.target, found.target_year) == ("on_track", "", 86.8, 95, 2035)
    assert found.gap == -5
    assert found.progress == pytest.approx(3.2 / 8.2)
    assert found.required == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("value", "year", "state"),
    [
        (86.8 + 8.2 / 3, 2025, "on_track"),  # just on the line, but for rounding
        (89.5, 2025, "behind"),
        (86.8, 2020, "on_track"),
        (86.7, 2020, "behind"),  # it went the other way
        (95, 2025, "met"),
        (95 - 1e-9, 2035, "met"),
        (94.99, 2035, "behind"),
        (94.99, 2050, "behind"),  # long passed, and not met
        (96, 2050, "met"),
    ],
)
def test_coverage_by_the_straight_line(stands, value, year, state):
    assert stands("ES1", value, year) == state


def test_what_went_the_other_way_has_gone_less_than_nothing(plan):
    found = standing(named(plan, "ES1")[0], 82.7, 2025)
    assert (found.state, found.progress) == ("behind", pytest.approx(-0.5))


def test_the_next_milestone_counts_and_after_the_last_one_the_last(plan):
    (water,) = named(plan, "ER5")  # 87 in 2020, 89 in 2025, 93 in 2035
    assert [standing(water, 90, year).target for year in (2024, 2025, 2026, 2035, 2036)] == [89, 89, 93, 93, 93]
    assert [asked_for(water, year) for year in (2020, 2025, 2035, 2040)] == [87, 89, 93, 93]
    assert standing(water, 89, 2025).state == "met"
    found = standing(water, 91, 2030)
    assert (found.state, found.progress, found.required) == ("on_track", pytest.approx(4 / 6), pytest.approx(4 / 6))


def test_a_missed_milestone_is_still_asked_for_afterwards(stands):
    """75 % in 2025 and in 2035: who has not reached it in 2026 is not on track, however much time there is."""
    assert stands("ER2", 74.5, 2026) == "behind"
    assert stands("ER2", 73.5, 2021) == "on_track"  # 73.4 is asked for
    assert stands("ER2", 75, 2026) == "met"
    assert stands("ER13", 17.9, 2030) == "behind"  # without a base, but 18 in 2025


def test_farmland_space_is_met_from_190_missed_below_185_and_open_between(stands):
    assert stands("LU5", 190, 2025) == stands("LU5", 200, 2020) == "met"
    assert stands("LU5", 184.9, 2025) == stands("LU5", 184.9, 2022) == "behind"
    assert stands("LU5", 185, 2025) == stands("LU5", 189.9, 2025) == ("not_judged", "either")


def test_about_is_one_percent_at_most_a_tenth_of_the_way_and_on_one_side(stands):
    # From 2 808.60 to 2 790: a tenth of the way is 1.86.
    assert stands("LU2", 2791.86, 2025) == stands("LU2", 2000, 2025) == "met"
    assert stands("LU2", 2791.87, 2025) == "behind"
    # Without a base 1 % of 3 670, which is 36.7, and of 90.
    assert [stands("LU1", value, 2025) for value in (3706.7, 3706.8)] == ["met", "behind"]
    assert [stands("LU12a", value, 2025) for value in (89.1, 89.0, 100)] == ["met", "behind", "met"]
    # Kept at about 75: 1 % of it, since there is no way.
    assert [stands("LU10", value, 2023) for value in (74.25, 74.2)] == ["met", "behind"]


def test_the_tables_own_sign_decides_at_the_target(stands):
    assert stands("LU20", 60, 2025) == "behind"
    assert stands("LU20", 60.1, 2025) == "met"
    assert stands("LU12b", 65, 2025) == "met"
    assert stands("ER4", 95, 2035) == "behind"
    assert stands("UR1", 20, 2025) == "met"
    assert stands("UR1", 20.1, 2021) == "behind"  # a cap holds from the first day


def test_what_is_not_to_be_reduced_is_held_against_the_base(stands):
    assert stands("LU11", 26.1, 2025) == stands("LU11", 27, 2035) == "met"
    assert stands("LU11", 26.0, 2023) == "behind"
    assert stands("LU7", 149.9, 2022) == "behind"
    assert stands("ER6", 90, 2025) == ("not_judged", "no_base")


def test_words_without_a_number_are_not_judged(stands):
    assert stands("LU6", 300, 2025) == stands("LU18", 3450, 2030) == ("not_judged", "no_number")
    assert stands("ER4", 99, 2025) == ("not_judged", "no_number")
    # 2035 has a number: 87.5 + 7.5 · 6/15 = 90.5 is asked for in 2026.
    assert [stands("ER4", value, 2026) for value in (90.5, 90.4)] == ["on_track", "behind"]


def test_where_the_plan_says_no_base_only_the_target_and_its_year_can_tell(stands):
    assert stands("LU15", 96, 2022) == "met"
    assert stands("LU15", 94, 2022) == ("not_judged", "no_base")
    assert stands("LU15", 94, 2025) == "behind"
    assert stands("LU3", 849, 2022) == "met"
    assert stands("LU3", 870, 2022) == ("not_judged", "no_base_year")
    assert stands("LU3", 870, 2025) == "behind"


def test_of_a_base_without_a_year_the_way_is_known_and_not_what_is_asked_for(plan):
    found = standing(named(plan, "LU19")[0], 11.7, 2023)
    assert (found.progress, found.required, found.gap) == (pytest.approx(0.5), None, pytest.approx(-0.9))


def test_a_year_before_the_base_is_not_judged(plan, stands):
    assert stands("ES1", 96, 2019) == ("not_judged", "before_base")
    found = standing(named(plan, "ES1")[0], 96, 2019)
    assert (found.gap, found.progress, found.required) == (None, None, None)


def test_a_flow_begins_with_nothing_and_adds_up(plan, stands):
    found = standing(named(plan, "LU8")[0], 21.5, 2023)
    assert (found.base, found.progress, found.required, found.state) == (0, 0.5, pytest.approx(0.6), "behind")
    assert stands("LU8", 25.8, 2023) == "on_track"
    assert stands("LU8", 43, 2024) == stands("LU8", 43, 2025) == "met"
    assert stands("UR8", 495, 2025) == "met"


def test_other_years_than_the_period_cannot_judge_a_flow(stands):
    for id_ in ("LU8", "LU9", "LU12a", "LU14", "LU20"):
        assert stands(id_, 99, 2025, since=2019) == ("not_judged", "period")
        assert stands(id_, 99, 2026, since=2020) == stands(id_, 99, 2026) == ("not_judged", "period")
        assert stands(id_, 99, 2025, since=2020) == "met"
    assert stands("LU12a", 99, 2024, since=2020) == ("not_judged", "period")  # a share of four years of five
    assert stands("LU9", 4, 2024, since=2020) == "met"  # what was reclaimed stays so


@pytest.mark.parametrize("id_", ["ER14", "ER15"])
def test_a_row_whose_name_is_damaged_has_no_verdict(stands, id_):
    assert stands(id_, 100, 2035) == ("not_judged", "damaged")


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_no_value_is_no_verdict_and_tells_what_is_asked_for(plan, value):
    found = standing(named(plan, "ES1")[0], value, 2025)
    assert (found.value, found.state, found.reason, found.gap, found.progress) == (
        None, "not_judged", "no_value", None, None,
    )  # fmt: skip
    assert found.required == pytest.approx(1 / 3)


def test_a_value_of_another_year_is_not_judged(stands):
    assert stands("ES1", 96, 2025, year=2023) == ("not_judged", "other_year")
    assert stands("ES1", 96, 2025, year=2025) == "met"


def test_a_map_that_shows_more_or_less_than_the_plan_counts_gives_no_verdict_and_a_given_value_does(stands):
    city = {"mapped": True, "km2": CITY}
    assert stands("LU2", 2734, 2025, **city) == ("not_judged", "narrower")
    assert stands("LU8", 50, 2025, **city, since=2020) == ("not_judged", "wider")
    assert stands("LU16", 50, 2025, **city) == ("not_judged", "both")
    assert stands("LU2", 2734, 2025) == "met"


def test_an_amount_needs_the_extent_that_it_speaks_of(stands):
    assert stands("LU7", 150, 2025, mapped=True, km2=CITY * 1.009) == "met"
    assert stands("LU7", 150, 2025, mapped=True, km2=CITY * 1.011) == ("not_judged", "extent")
    assert stands("LU7", 150, 2025, of_zone=True) == ("not_judged", "extent")


def test_a_ratio_is_judged_for_any_ground_and_says_that_it_is_another(stands):
    assert stands("ER2", 75, 2025, mapped=True, km2=CITY) == "met"
    assert stands("ER2", 75, 2025, mapped=True, km2=1000) == ("met", "elsewhere")
    assert stands("ER2", 70, 2025, of_zone=True) == ("behind", "elsewhere")
    assert stands("ES1", 96, 2025, mapped=True, km2=1000) == ("met", "elsewhere")  # the plan names no ground
    assert stands("ES1", 96, 2025) == "met"


def test_an_indicator_of_a_part_needs_that_part(stands):
    assert stands("ER9", 17, 2035, mapped=True, km2=1000) == ("not_judged", "no_part")
    assert stands("ER9", 17, 2035, mapped=True, km2=1000, in_part=True) == ("met", "elsewhere")
    assert stands("ER9", 17, 2035) == "met"


def test_an_amount_of_a_part_of_which_nobody_says_how_large_it_is_is_not_judged():
    name = {"zh": "中心城区", "en": "Central city"}
    park = Indicator("A1", name, "km²", "up", (Milestone(2025, 5),), extent=name, measure=Measure("area"))
    found = standing(park, 6, 2025, Source(mapped=True, km2=900, in_part=True))
    assert (found.state, found.reason) == ("not_judged", "no_extent")


def test_a_target_that_is_the_base_or_lies_the_other_way_has_no_way():
    still = Indicator("A1", {}, "%", "up", (Milestone(2025, 50),), base=Base(2020, 50))
    found = standing(still, 49, 2022)
    assert (found.state, found.progress, found.required, found.gap) == ("behind", None, None, -1)
    back = Indicator("A1", {}, "%", "up", (Milestone(2025, 40),), base=Base(2020, 50))
    found = standing(back, 45, 2022)
    assert (found.state, found.progress) == ("met", None)


# States never contradict each other.

ORDER = {"behind": 0, "not_judged": 1, "on_track": 2, "met": 3}


def drawn(rng):
    """Return an indicator at random, of which the milestones lead on from the base."""
    direction = str(rng.choice(codes.DIRECTIONS))
    up = 1 if direction in codes.RISING else -1
    base, steps = float(rng.uniform(-50, 50)), np.cumsum(rng.integers(0, 10, 2))
    marks = ["", "about", "at_least", "more_than"] if up > 0 else ["", "about", "at_most"]
    milestones = tuple(
        Milestone(int(year), base + up * float(step), str(rng.choice(marks)), float(rng.uniform(0, 1)))
        for year, step in zip((2025, 2035), steps)
    )
    begins = rng.integers(0, 3)
    known = None if begins == 0 else Base(None if begins == 1 else 2020, base)
    return Indicator("A1", {}, "%", direction, milestones, base=known), up


@pytest.mark.cases(300, first=40)
def test_states_follow_value_gap_and_way_whatever_the_indicator(seed):
    rng = np.random.default_rng(seed)
    indicator, up = drawn(rng)
    year = int(rng.integers(2020, 2041))
    values = np.sort(rng.uniform(-80, 80, 40)) * up  # from worse to better
    found = [standing(indicator, float(value), year) for value in values]
    grades = [ORDER[one.state] for one in found]
    assert grades == sorted(grades)
    last = None
    for one in found:
        milestone = next(each for each in indicator.milestones if each.year == one.target_year)
        slack = milestone.about + 1e-9 * (abs(one.target) + 1)
        if one.state == "met":
            assert up * one.gap >= -slack
        if one.state in ("on_track", "behind"):
            assert up * one.gap <= 1e-9 * (abs(one.target) + 1)
        if one.state == "on_track":
            assert year < one.target_year
            assert one.progress is None or one.progress >= one.required - 1e-6
        if one.state == "behind" and year < one.target_year and one.progress is not None and one.required is not None:
            assert one.progress < one.required + 1e-6
        if one.state == "not_judged":
            assert one.reason in (codes.NO_BASE, codes.NO_BASE_YEAR)
            assert year < one.target_year
        if last is not None and one.progress is not None:
            assert one.progress >= last
        last = one.progress


# What plans say to do.

BY_JOBS_AND_MAPS = {
    "LU1", "LU2", "LU3", "LU4", "LU5", "LU6", "LU7", "LU8", "LU9", "LU10", "LU11", "LU12a", "LU12b", "LU13", "LU16",
    "LU17", "ER2", "ER9", "ER12", "ER13", "ES1",
}  # fmt: skip
PLANS = ("土地资源保护利用规划", "国土空间生态修复规划", "生态安全格局专项规划", "城市更新专项规划")


def test_the_plan_says_what_to_do_for_all_that_a_map_or_a_job_measures(plan):
    measured = {one.id for one in plan if one.measure.kind != codes.TABLE}
    assert measured == BY_JOBS_AND_MAPS
    assert measured <= {one.id for one in plan if one.to_do}
    # Of two rows nobody knows what they speak of.
    assert {one.id for one in plan if not one.to_do} == {"ER14", "ER15"}


def test_what_to_do_is_short_and_has_its_clause_and_lines(plan):
    to_do = [one for indicator in plan for one in indicator.to_do]
    assert len({one.id for one in to_do}) == len(to_do) == 64
    for one in to_do:
        assert len(one.text["zh"]) <= 60
        assert len(one.text["en"]) <= 170
        assert any(name in one.clause["zh"] for name in PLANS)
        assert re.search(r"第[一二三四五六七]章", one.clause["zh"])
        assert re.search(r"ch\. [1-7]", one.clause["en"])
        assert one.lines


def test_what_to_do_is_numbered_by_its_indicator(plan):
    (coverage,) = named(plan, "ES1")
    assert [one.id for one in coverage.to_do] == ["ES1.1", "ES1.2", "ES1.3"]
    assert coverage.to_do[0].lines == (2577,)


def test_one_figure_that_two_plans_judge_by_targets_of_their_own_says_so(plan):
    assert {one.id: one.same_as for one in plan if one.same_as} == {"ER2": "LU10", "ER10": "LU15"}


def test_what_is_to_be_kept_may_end_below_its_base_and_a_percentage_of_a_table_may_be_of_growth():
    content = json.loads(BEIJING.read_text("utf-8"))
    rows = {one["id"]: one for one in content["scorecard"]["indicators"]["value"]}
    assert rows["LU5"]["targets"][0]["value"] < rows["LU5"]["base"]["value"] and fault(rows["LU5"]) is None
    growth = rows["ES1"] | {"measure": {"kind": "table"}, "base": {"year": 2020, "value": -4}}
    growth["targets"] = [{"year": 2035, "value": 120, "mark": ""}]
    assert fault(growth) is None


def test_a_profile_whose_indicators_say_nothing_to_do_is_sound(tmp_path):
    content = json.loads(BEIJING.read_text("utf-8"))
    for row in content["scorecard"]["indicators"]["value"]:
        row.pop("measures", None)
    del content["corridor_width"]["measures"]
    path = tmp_path / "plain.json"
    path.write_text(json.dumps(content), "utf-8")
    profile = load(path)
    assert not any(one.to_do for one in of_profile(profile))
    assert profile.value("corridor_width.measures") == []


# What a profile may say.


def change(row, **new):
    """Put other values into an indicator; a key of two underscores leads into an object, None takes a key away."""
    for path, value in new.items():
        *places, last = path.split("__")
        place = row
        for step in places:
            place = place[int(step)] if step.isdigit() else place.setdefault(step, {})
        if value is None:
            del place[last]
        else:
            place[last] = value


WRONG = [
    ("LU2", {"id": "LU 2"}, "id", "id"),
    ("LU2", {"id": "lu1"}, "id", "twice"),
    ("LU7", {"also": ["LU1"]}, "id", "twice"),
    ("LU2", {"name": {"zh": "仅中文"}}, "name", "languages"),
    ("LU2", {"name": {"zh": "名", "en": " "}}, "name", "empty"),
    ("LU2", {"bais": "ours"}, "bais", "unknown"),
    ("LU2", {"binding": None}, "binding", "missing"),
    ("LU2", {"direction": "sideways"}, "direction", "choice"),
    ("LU2", {"base__value": "2808"}, "base.value", "number"),
    ("LU2", {"base__year": 2025}, "base.year", "order"),
    ("LU2", {"targets": []}, "targets", "empty"),
    ("LU2", {"targets__0__mark": "at_least"}, "targets.1.mark", "direction"),
    ("LU2", {"targets__0__mark": "stable"}, "targets.1.value", "numbered"),
    ("LU2", {"targets__0__year": 20.5}, "targets.1.year", "whole"),
    ("LU2", {"targets__0__least": 2700}, "targets.1.least", "least"),
    ("LU5", {"targets__0__least": 190}, "targets.1.least", "least"),
    ("ER5", {"targets__1__year": 2025}, "targets", "order"),
    ("LU8", {"period__to": 2026}, "period", "order"),
    ("LU9", {"part_of": "LU99"}, "part_of", "part"),
    ("LU9", {"part_of": "LU9"}, "part_of", "part"),
    ("ER2", {"same_as": "ER99"}, "same_as", "part"),
    ("ER2", {"same_as": "ER2"}, "same_as", "part"),
    ("ES1", {"measures": [{"text": {"zh": "建公园", "en": "Parks"}}]}, "measures.1.clause", "missing"),
    ("ES1", {"measures__0__text": {"zh": "建公园"}}, "measures.1.text", "languages"),
    ("ES1", {"measures__1__lines": ["1547"]}, "measures.2.lines.1", "whole"),
    ("LU16", {"measure__beside": "gv_approved_km2"}, "measure", "measure"),
    ("LU9", {"measure__field": None}, "measure", "measure"),
    ("LU14", {"measure__of": ["class:forest"]}, "measure", "measure"),
    ("LU16", {"measure__of": ["class:woods"]}, "measure.of", "ground"),
    ("LU16", {"measure__of": ["forest"]}, "measure.of", "ground"),
    ("LU16", {"measure__of": "class:forest"}, "measure.of", "list"),
    ("LU16", {"unit": "km²"}, "unit", "unit"),
    ("LU5", {"unit": "%"}, "unit", "unit"),
    ("LU16", {"targets__0__value": 450}, "targets.1.value", "share"),
    ("LU11", {"base__value": -5}, "base.value", "share"),
    ("LU7", {"targets__0__value": -150}, "targets.1.value", "area"),
    ("ER2", {"base__value": 76}, "targets.1.value", "way"),
    ("ER5", {"targets__1__value": 88}, "targets.2.value", "way"),
    ("LU2", {"targets__0__value": 2900}, "targets.1.value", "way"),
    ("LU5", {"lines": [3014.5]}, "lines.1", "whole"),
    ("ER14", {"damaged": "yes"}, "damaged", "flag"),
    ("LU5", {"basis": "hearsay"}, "basis", "choice"),
]


@pytest.mark.parametrize(("id_", "new", "column", "code"), WRONG)
def test_one_fault_of_an_indicator_is_one_problem_with_its_row_and_key(tmp_path, id_, new, column, code):
    content = json.loads(BEIJING.read_text("utf-8"))
    indicators = content["scorecard"]["indicators"]["value"]
    row = next(number for number, one in enumerate(indicators) if one["id"] == id_)
    change(indicators[row], **new)
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ProfileError) as told:
        load(path)
    key, problem = told.value.key, told.value.problem
    assert (key, problem.row, problem.column, problem.code) == ("scorecard.indicators", row + 1, column, code)


@pytest.mark.parametrize(("value", "code"), [({}, "objects"), (["LU1"], "object"), ([[]], "object")])
def test_what_is_no_list_of_objects_is_told(tmp_path, value, code):
    content = json.loads(NATIONAL.read_text("utf-8"))
    content["scorecard"]["indicators"]["value"] = value
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ProfileError) as told:
        load(path)
    assert told.value.problem.code == code


# Values that cannot be meant.


def amount(direction="up", unit="km²", base=None, *targets):
    milestones = tuple(Milestone(2025 + 10 * number, target) for number, target in enumerate(targets))
    return Indicator("X", {}, unit, direction, milestones, base=None if base is None else Base(2020, base))


@pytest.mark.parametrize(
    ("indicator", "value", "why"),
    [
        (amount("up", "%", 44.4, 45, 46), 0.452, FRACTION), (amount("up", "%", 44.4, 45, 46), 1.49, FRACTION),
        (amount("up", "%", 44.4, 45, 46), 1.5, ""), (amount("up", "%", 44.4, 45, 46), 0, ""),
        (amount("up", "%", 4.4, 45), 0.452, ""), (amount("up", "%", None), 0.452, ""),
        (amount("up", "%", 44.4, 45), 100, ""), (amount("up", "%", 44.4, 45), 100.1, NO_SHARE),
        (amount("up", "%", 44.4, 120), 110, ""), (amount("up", "%", -4, 3), -2, ""),
        (amount("up", "km²", 44.4, 45), -0.1, NEGATIVE), (amount("up", "km²", 44.4, 45), 0.452, ""),
    ],
)  # fmt: skip
def test_a_value_is_impossible_where_neither_the_unit_nor_the_plan_knows_such(indicator, value, why):
    assert impossible(indicator, value) == why


@pytest.mark.parametrize(
    ("indicator", "value", "figure"),
    [
        (amount("down", "km²", 2808.6, 2790), 28_100, 2808.6), (amount("down", "km²", 2808.6, 2790), 278, 2790),
        (amount("down", "km²", 2808.6, 2790), 28_000, None), (amount("down", "km²", 2808.6, 2790), 280, None),
        (amount("down", "km²", None, 3670), 36.7, 3670), (amount("up", "个", None, 557), 3, None),
        (amount("up", "万亩", 0.0, 43), 0.2, None), (amount("up", "万亩", 0.0, 43), 431, 43),
        (amount("cap", "万m²", None, 500), 1, None), (amount("up", "%", 44.4, 45), 3, None),
        (amount("up", "km²", 1, 100), 0.11, None), (amount("up", "km²", 1, 100), 0.09, 1),
        (amount("keep", "km²"), 9, None),
    ],
)  # fmt: skip
def test_an_amount_is_far_where_all_that_the_plan_says_is_ten_times_away(indicator, value, figure):
    assert far_from(indicator, value) == figure
