"""Targets of the land reduction account: which ground and which years they speak of, whose they are, what is said."""

import html
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import shapely
from greenvein.core.land.targets import EXISTING, UNSTATED, WITH_APPROVED
from greenvein.processing import profiles
from greenvein.processing.framework.tables import rows_of
from greenvein.processing.jobs.landreduction.standing import Standing
from greenvein.processing.jobs.landreduction.verdict import verdict as verdict_on
from greenvein.processing.profiles import store as profile_store
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProject, QgsVectorLayer

pytestmark = pytest.mark.slow

X, Y = 500_000, 4_400_000
DISTRICTS = Path(__file__).parents[1] / "data" / "beijing_districts.geojson"
PLAN = ["全市", 2790, "with_approved", "", "中心城区", 850, "unstated", ""]


def card_of(found):
    """Return the verdict on what a run returned."""
    return verdict_on(SimpleNamespace(values=found, rows=lambda output: rows_of(found[output])), None)


@pytest.fixture
def account(provider, log):
    def start(before, after, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {"BEFORE": before, "AFTER": after, "BALANCE": "TEMPORARY_OUTPUT", **parameters}
        return processing.run("greenvein:landreduction", parameters, context=context, feedback=log)

    return start


@pytest.fixture
def judge(account, tmp_path):
    """Run the account; return the row for all and the report's text, in which the panel's sentence must stand."""

    def start(before, after, row=-1, **parameters):
        report = tmp_path / "report.html"
        found = account(before, after, REPORT=str(report), **parameters)
        rows = rows_of(found["BALANCE"])
        text = " ".join(html.unescape(report.read_text("utf-8")).split())
        panel = card_of(found)
        assert panel.sentence in text
        for one in rows:
            sentence = Standing.of(one).sentence()
            assert not one["gv_state"] or f'<td class="left">{sentence}</td>' in text
        badge = {"met": "Met", "missed": "Not met", "open": "Not judged"}
        states = [rows[-1]["gv_state"]] if rows[-1]["gv_state"] else [one["gv_state"] for one in rows]
        badge = next((badge[one] for one in ("missed", "open", "met") if one in states), None)
        assert (panel.badge or None) == badge
        return rows[row], text

    return start


@pytest.fixture
def strips(layer):
    """Make a layer of strips, 10 km high, one for each code, with areas in km²."""

    def make(name="land", **km2):
        at, boxes = X, []
        for area in km2.values():
            boxes.append(shapely.box(at, Y, at + area * 100, Y + 10_000))
            at += area * 100
        return layer(boxes, {"DLBM": [code.strip("_") for code in km2]}, name=name)

    return make


@pytest.fixture
def whole_city(layer):
    """Make a layer of 16 410 km² of which so many, from one mark to another, are urban–rural, and the rest farmland."""
    high, wide = 128_000, 128_203.125

    def make(start, stop, name="land"):
        west = X - 64_000
        a, b = (west + km2 * 1e6 / high for km2 in (start, stop))
        boxes = [shapely.box(a, Y, b, Y + high), shapely.box(b, Y, west + wide, Y + high)]
        return layer(boxes, {"DLBM": ["0701", "0103"]}, name=name)

    return make


def districts(*chosen):
    """Return the districts of Beijing, all or some, and a table in which those named are construction land."""
    path = str(DISTRICTS)
    names = [feature["properties"]["name"] for feature in json.loads(DISTRICTS.read_text("utf-8"))["features"]]
    land = QgsVectorLayer(path, "districts", "ogr")
    classes = "; ".join(f"{name}, {'城乡建设用地' if name in chosen else '林地'}" for name in names)
    return land, {"BEFORE_CODE": "name", "AFTER_CODE": "name", "CLASSES": classes, "SYSTEM": 0}


# Areas by the statistical yearbook, km²: 海淀 431, 朝阳 471, 怀柔 2 123, 密云 2 229.
@pytest.mark.parametrize("area", [0, 1])
@pytest.mark.parametrize(
    ("urban", "state"), [(("海淀区", "朝阳区"), "met"), (("怀柔区", "密云区"), "missed")], ids=["few", "many"]
)
def test_the_sixteen_districts_are_the_whole_city_and_are_judged(judge, urban, state, area):
    land, codes = districts(*urban)
    row, _ = judge(land, land, AREA=area, TARGETS="全市, 2790, with_approved, 74.38", **codes)
    assert row["gv_mapped_after_km2"] == pytest.approx(16_409, abs=25)
    assert (row["gv_state"], row["gv_reason"], row["gv_extent_km2"]) == (state, None, 16_410)


@pytest.mark.parametrize("approved", ["", "74.38"])
def test_haidian_alone_is_not_the_city_and_is_not_judged(judge, approved):
    land, codes = districts("海淀区")
    assert land.setSubsetString("name = '海淀区'")
    row, text = judge(land, land, TARGETS=f"全市, 2790, with_approved, {approved}", **codes)
    assert row["gv_mapped_after_km2"] == pytest.approx(431, abs=2)
    assert (row["gv_state"], row["gv_reason"], row["gv_target_km2"], row["gv_gap_km2"]) == (
        "open",
        "extent",
        2790,
        None,
    )
    assert "The target of 2,790 km² is the plan's for 16,410 km² of ground, and the later date covers" in text
    assert "give its area to get a verdict" not in text


@pytest.mark.slow
def test_the_later_date_says_what_ground_it_is(judge):
    part, codes = districts("海淀区")
    assert part.setSubsetString("name = '海淀区'")
    whole, _ = districts("海淀区")
    targets = {"TARGETS": "全市, 2790, with_approved, 74.38"}
    assert judge(part, whole, **targets, **codes)[0]["gv_state"] == "met"
    assert judge(whole, part, **targets, **codes)[0]["gv_reason"] == "extent"


@pytest.mark.parametrize(
    ("targets", "target"),
    [
        ("全市, 49, existing", "What counts 50.0000 km², target 49 km²"),
        ("全市, 60, with_approved, 7.5", "What counts 57.5000 km², target 60 km²"),
        (PLAN, ""),  # not judged: its sentence tells both
        ([], ""),
    ],
)
def test_what_is_held_against_a_target_stands_beside_it_and_not_only_the_reduction(account, strips, targets, target):
    found = account(strips("2020", _0701=60, _0301=48), strips("2025", _0701=50, _0301=58), TARGETS=targets)
    card = card_of(found)
    assert (card.value, card.target) == ("10.0000 km²", target)


def test_twelve_streets_meet_no_target_of_the_city(judge, strips):
    row, text = judge(strips("2020", _0701=60, _0301=48), strips("2025", _0701=50, _0301=58))
    assert (row["gv_state"], row["gv_reason"]) == ("open", "extent")
    assert row["gv_after_km2"] == pytest.approx(50)
    assert "covers 108 km² here, so there is no verdict." in text
    assert '<span class="badge">Met' not in text


@pytest.mark.parametrize(
    "targets",
    [
        PLAN,
        ["北京市", "2790.0", "含批而未建", "74.38"],
        ["", 2790.0000001, "with_approved", 0],
        "all, 2790, with_approved, 1000",
    ],
)
def test_a_row_of_the_plan_stays_the_plans_whoever_passes_it(judge, strips, targets):
    land = strips(_0701=50, _0301=58)
    row, text = judge(land, land, TARGETS=targets)
    assert (row["gv_state"], row["gv_reason"]) == ("open", "extent")
    assert "Targets set by the user" not in text
    assert "Source of the targets" in text


@pytest.mark.parametrize(
    ("targets", "state"),
    [
        ("全市, 2790, existing", "met"),
        ("全市, 2791, with_approved, 74.38", "met"),
        ("全市, 49.9, existing", "missed"),
        ("全市, 50, existing", "met"),
        ("全市, 49.99999996, existing", "met"),  # less than a billionth
    ],
)
def test_any_other_row_is_the_users_and_is_judged_as_typed(judge, strips, targets, state):
    land = strips(_0701=50, _0301=58)
    row, text = judge(land, land, TARGETS=targets)
    assert (row["gv_state"], row["gv_reason"], row["gv_about_km2"], row["gv_extent_km2"]) == (state, None, 0, None)
    assert "Targets set by the user" in text


@pytest.mark.parametrize(
    ("west", "east", "badge"), [(30, 30, "Met"), (5, 30, "Not met"), (30, 5, "Not met"), (5, 5, "Not met")]
)
def test_targets_of_zones_alone_are_the_headline(judge, strips, layer, west, east, badge):
    areas = [shapely.box(X, Y, X + 2_000, Y + 10_000), shapely.box(X + 2_000, Y, X + 10_800, Y + 10_000)]
    zones = layer(areas, {"name": ["west", "east"]}, name="zones")
    land = strips(_0701=50, _0301=58)  # 20 km² of construction land in the west, 30 in the east
    _, text = judge(
        land, land, ZONES=zones, ZONE_FIELD="name", TARGETS=f"west, {west}, existing; east, {east}, existing"
    )
    met = (west > 20) + (east >= 30)
    assert f"of those for zones, {met} are met, {2 - met} are missed and 0 have no verdict." in text
    assert badge in text and "No target was set for this." not in text.split("By zone")[0]


def test_a_zone_whose_area_the_plan_does_not_give_is_not_judged_and_nothing_is_asked_for(judge, strips, layer):
    zones = layer([shapely.box(X, Y, X + 6_000, Y + 10_000)], {"name": ["中心城区"]}, name="zones")
    land = strips(_0701=50, _0301=58)
    row, text = judge(land, land, row=0, ZONES=zones, ZONE_FIELD="name", TARGETS="中心城区, 850, 未说明, 10")
    assert (row["gv_zone"], row["gv_state"], row["gv_reason"]) == ("中心城区", "open", "no_extent")
    assert "does not say for how large an area its target of 850 km² is set" in text
    assert "give its area to get a verdict" not in text


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({}, "the years of the two dates here are not given and not given"),
        ({"BEFORE_YEAR": 2021, "AFTER_YEAR": 2025}, "the years of the two dates here are 2021 and 2025"),
        ({"BEFORE_YEAR": 2020, "AFTER_YEAR": 2025}, None),
    ],
)
def test_flows_are_judged_for_the_years_of_the_plan_only(own_profiles, judge, strips, layer, provider, years, said):
    mine = profile_store.copy(profile_store.entry(profiles.DEFAULT), "mine")
    content = mine.profile.content
    content["land_reduction"]["indicators"]["value"] = [["key_area_pct", "全市", 65, "mapped"]]
    profile_store.save(mine, content)
    profiles.choose(mine.path)
    key = layer([shapely.box(X, Y, X + 5_500, Y + 10_000)], name="key areas")
    row, text = judge(strips("2020", _0701=50, _0301=58), strips("2025", _0301=108), KEY_AREAS=key, **years)
    assert (row["gv_before_year"], row["gv_after_year"]) == (years.get("BEFORE_YEAR"), years.get("AFTER_YEAR"))
    if said:
        assert f"The plan counts from the end of 2020 to the end of 2025; {said}" in text
    else:
        assert "The plan's target for its own area is held against the 108 km² given here." in text
        assert "2020 and 2025" in text


def test_a_later_year_that_is_not_later_gets_one_sentence(account, strips):
    land = strips(_0701=50)
    with pytest.raises(QgsProcessingException, match=r"must be of a later year.*2020 is not after 2025"):
        account(land, land, BEFORE_YEAR=2025, AFTER_YEAR=2020)


def test_every_target_of_beijing_stands_beside_its_value_with_a_sentence(judge, strips, layer):
    boxes = [shapely.box(X, Y, X + 5_000, Y + 10_000), shapely.box(X + 5_000, Y, X + 10_800, Y + 10_000)]
    zones = layer(boxes, {"name": ["中心城区", "平原地区"]}, name="zones")
    before, after = strips("2020", _0701=50, _1206=58), strips("2025", _0701=40, _0102=68)
    _, text = judge(before, after, ZONES=zones, ZONE_FIELD="name", KEY_AREAS=zones, BEFORE_YEAR=2020, AFTER_YEAR=2025)
    for value in ("286.667", "26.6667", "44.3", "3,670", "90", "65"):
        assert f"{value}</td>" in text
    # Urban–rural land of the city and of the central city, and six indicators; the balance's own table has none.
    assert text.count('<td class="left">Not judged</td>') == 8
    assert (
        text.count('<td class="left">A map also shows what the plan does not count here, so there is no verdict.<') == 4
    )
    assert "at most about 3,670" in text
    assert "at least 65" in text
    for verdict in ("Met", "Not met"):
        assert f'<td class="left">{verdict}</td>' not in text


def test_a_copy_of_the_profile_from_before_judges_no_amount_of_the_plan_and_says_what_is_missing(
    own_profiles, judge, strips
):
    content = json.loads(profiles.DEFAULT.read_text("utf-8"))
    for key in ("extents", "about", "from_year", "to_year"):
        del content["land_reduction"][key]
    content["land_reduction"]["indicators"]["value"] = [["unused_reclaimed_km2", "全市", 26.67, "mapped"]]
    own_profiles.mkdir()
    path = own_profiles / "old.json"
    path.write_text(json.dumps(content), "utf-8")
    profiles.choose(path)
    land = strips(_0701=50, _0301=16_360)
    row, text = judge(land, land, TARGETS="全市, 2790, with_approved, 74.38", BEFORE_YEAR=2020, AFTER_YEAR=2025)
    assert (row["gv_state"], row["gv_reason"], row["gv_about_km2"]) == ("open", "no_extent", 0)
    assert text.count('<td class="left">Not judged</td>') == 2
    assert judge(land, land, TARGETS="全市, 2790, existing")[0]["gv_state"] == "met"


def test_saved_models_hold_targets_as_a_flat_list_of_four_columns(provider):
    definition = provider.algorithm("landreduction").parameterDefinition("TARGETS")
    assert definition.defaultValue() == PLAN
    assert len(definition.headers()) == 4
    assert {EXISTING, WITH_APPROVED, UNSTATED} == {"existing", "with_approved", "unstated"}


@pytest.mark.parametrize(
    "targets", ["全市, 2790, with_approved, 0", "all, 2800, existing", "全市，２８００．０，existing"]
)
def test_ground_that_the_later_date_lacks_meets_no_target_and_a_sentence_says_how_much(judge, whole_city, targets):
    row, text = judge(whole_city(0, 2809, "2020"), whole_city(100, 2809, "2025"), TARGETS=targets)
    assert (row["gv_state"], row["gv_reason"], row["gv_way_pct"]) == ("open", "missing", None)
    assert (row["gv_missing_km2"], row["gv_after_most_km2"]) == pytest.approx((100, 2809), abs=1e-3)
    assert "the later date does not cover 100.0000 km² that were construction land before" in text


def test_two_answers_for_one_ground_are_no_verdict(judge, strips, layer):
    after = layer(
        [shapely.box(X, Y, X + 5_000, Y + 10_000), shapely.box(X, Y, X + 4_000, Y + 10_000)],
        {"DLBM": ["0701", "0103"]},
        name="2025",
    )
    row, text = judge(strips("2020", _0701=50), after, TARGETS="all, 20, existing")
    assert (row["gv_state"], row["gv_reason"], row["gv_contested_km2"]) == ("open", "contested", pytest.approx(40))
    assert "since on 40.0000 km² polygons of the later date lie on each other that do not agree" in text


@pytest.mark.parametrize("class_", ["建设用地", "城镇建设用地", "urban"])
def test_an_own_table_without_construction_land_gets_no_verdict_and_one_notice(judge, strips, log, class_):
    land = strips(_0701=50, _0103=50)
    row, text = judge(land, land, TARGETS="all, 20, existing", CLASSES=f"07, {class_}; 01, 耕地", SYSTEM=0)
    assert (row["gv_state"], row["gv_reason"]) == ("open", "no_class")
    assert text.split("<script")[0].count("so nothing is held against a target") == 1
    assert sum("so nothing is held against a target" in line for line in log.warnings) == 1
    row, _ = judge(land, land, TARGETS="all, 20, existing", CLASSES="07, 城乡建设用地; 01, 耕地", SYSTEM=0)
    assert row["gv_state"] == "missed"


@pytest.mark.parametrize(("years", "state"), [((2010, 2015), "open"), ((2030, 2040), "open"), ((2020, 2025), "met")])
def test_the_plans_2790_are_for_2025_and_judged_by_a_map_of_2025(judge, whole_city, years, state):
    land = whole_city(0, 2_785)
    given = {"BEFORE_YEAR": years[0], "AFTER_YEAR": years[1], "TARGETS": "全市, 2790, with_approved, 0"}
    row, text = judge(land, land, **given)
    assert (row["gv_state"], row["gv_target_year"]) == (state, 2025)
    said = f"2,785.0000 km² are mapped at the end of {years[1]}. The target of 2,790 km² is for the end of 2025"
    assert (said in text) == (state == "open")


@pytest.mark.parametrize("system", [0, 1])
def test_codes_of_the_second_survey_are_refused_with_one_sentence(account, strips, system):
    land = strips(_201=10, _203=10, _031=10, _013=10)
    with pytest.raises(QgsProcessingException, match=r"013, 031, 201, 203 of GB/T 21010-2007"):
        account(land, land, SYSTEM=system)


@pytest.mark.parametrize(
    ("ground", "share"),
    [(None, None), ((90_000, 0, 91_000, 1_000), None), ((6_000, 0, 7_000, 1_000), 0), ((0, 0, 5_000, 10_000), 100)],
)
def test_key_areas_that_hold_nothing_or_lie_elsewhere_give_no_share(account, strips, layer, ground, share):
    """Vacated are 50 km²; key areas beside them are a real answer, key areas 85 km away are none."""
    west, south, east, north = ground or (0, 0, 0, 0)
    key = shapely.box(X + west, Y + south, X + east, Y + north) if ground else None
    found = account(
        strips("2020", _0701=50),
        strips("2025", _0103=50),
        KEY_AREAS=layer([key], name="key"),
        CHANGES="TEMPORARY_OUTPUT",
    )
    row = rows_of(found["BALANCE"])[-1]
    assert row["gv_key_area_pct"] == found.get("KEY_AREA_PCT") == (None if share is None else pytest.approx(share))
    assert {row["gv_in_key_area"] for row in rows_of(found["CHANGES"])} == {None if share is None else share == 100}


def test_a_zone_without_mapped_land_is_not_judged_and_one_that_is_mapped_in_part_is_named(judge, strips, layer, log):
    strip = shapely.box(X, Y, X + 5_000, Y + 10_000)
    areas = [strip, shapely.box(X - 45_000, Y, X + 5_000, Y + 10_000), shapely.affinity.translate(strip, 90_000)]
    zones = layer(areas, {"name": ["whole", "part", "away"]}, name="zones")
    land = strips(_0701=50, _0301=58)
    asked = "; ".join(f"{name}, 60, existing" for name in ("whole", "part", "away"))
    row, text = judge(land, land, row=2, ZONES=zones, ZONE_FIELD="name", TARGETS=asked)
    assert (row["gv_zone"], row["gv_state"], row["gv_reason"], row["gv_gap_km2"]) == ("away", "open", "nothing", None)
    assert "The later date maps no land here, so there is no verdict against the target of 60 km²." in text
    told = [line for line in log.warnings if "only a part of some zones" in line]
    assert len(told) == 1 and told[0].endswith("this part alone: part (10%).")


@pytest.mark.parametrize(
    ("name", "years", "reason"),
    [("规划用地", {}, "map_plan"), ("规划用地2025", {"BEFORE_YEAR": 2020, "AFTER_YEAR": 2025}, "map_plan"),
     ("规划用地", {"AFTER_YEAR": 2099}, None), ("现状用地", {}, None), ("用地", {"AFTER_YEAR": 2025}, None)],
)  # fmt: skip
def test_a_plans_map_is_held_against_nothing_whatever_year_is_given(judge, layer, name, years, reason):
    before = layer([shapely.box(X, Y, X + 2000, Y + 1000)], {"DLBM": ["0701"]}, name="用地2020")
    halves = [shapely.box(X, Y, X + 1000, Y + 1000), shapely.box(X + 1000, Y, X + 2000, Y + 1000)]
    after = layer(halves, {"DLBM": ["0701", "0301"]}, name=name)
    row, _ = judge(before, after, SYSTEM=1, TARGETS=["", "1.5", "existing", ""], **years)
    assert (row["gv_state"], row["gv_reason"]) == ("open" if reason else "met", reason)
    assert row["gv_named_plan"] == ("规划" in name)


@pytest.mark.parametrize("code", ["0301/0701", "0301兼0701", "0301（含0701）", "0301与0701"])
def test_a_later_part_that_would_turn_the_verdict_leaves_it_open(judge, layer, code):
    before = layer([shapely.box(X, Y, X + 2000, Y + 1000)], {"DLBM": ["0701"]}, name="before")
    halves = [shapely.box(X, Y, X + 1000, Y + 1000), shapely.box(X + 1000, Y, X + 2000, Y + 1000)]
    after = layer(halves, {"DLBM": ["0701", code]}, name="after")
    row, text = judge(before, after, SYSTEM=1, TARGETS=["", "1.5", "existing", ""])
    assert (row["gv_state"], row["gv_reason"], row["gv_after_km2"]) == ("open", "codes", pytest.approx(1))
    assert "km² have mixed codes whose later part is construction land" in text
