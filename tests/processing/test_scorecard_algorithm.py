"""What planners get back: scores by hand on small rectangles, the zones, the report, and one sentence for bad input."""

import csv
import json
import re
from pathlib import Path

import pytest
import shapely
from greenvein.core.profile import load
from greenvein.core.report.file import read
from greenvein.processing import profiles
from greenvein.processing.jobs.scorecard.names import reasons_text
from osgeo import gdal, ogr
from qgis.core import (
    NULL,
    QgsFeature,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

import processing

from ..spreadsheets import spreadsheet

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_400_000
FIELDS = "indicator:string,zone:string,year:integer,value:double"
TEXTS = "indicator:string,zone:string,year:string,value:string"


def plot(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


CITY = plot(0, 0, 4000, 1000)


@pytest.fixture
def score(provider, log, table):
    """Run the scorecard; return its numbers, and its scores by indicator and zone."""

    def start(**parameters):
        asked = {"YEAR": 2025, "SCORES": "TEMPORARY_OUTPUT"} | parameters
        found = processing.run("greenvein:scorecard", asked, feedback=log)
        rows = [
            {name: None if value == NULL else value for name, value in row.items()} for row in table(found["SCORES"])
        ]
        found["rows"] = {(row["gv_indicator"], row["gv_zone"], row["gv_year"]): row for row in rows}
        return found

    return start


@pytest.fixture
def values():
    """A table of values without a geometry."""

    def make(*rows, fields=FIELDS):
        spec = "&".join(f"field={one}" for one in fields.split(","))
        made = QgsVectorLayer(f"None?{spec}", "values", "memory")
        features = []
        for row in rows:
            feature = QgsFeature(made.fields())
            feature.setAttributes([*row])
            features.append(feature)
        assert made.dataProvider().addFeatures(features)[0]
        return made

    return make


@pytest.fixture
def city(layer):
    """A city of 4 km² with two districts, a quarter of it wooded, all of the wood in the west."""
    land = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)], {"DLBM": ["0301", "0701"]}, name="land")
    zones = layer([plot(0, 0, 2000, 1000), plot(2000, 0, 4000, 1000)], {"name": ["west", "east"]}, name="zones")
    return {"LANDUSE": land, "SYSTEM": 1, "ZONES": zones, "ZONE_FIELD": "name"}


def stands(row):
    return row["gv_value"], row["gv_state"], row["gv_reason"]


def test_shares_are_measured_on_the_whole_and_in_each_zone(score, city, layer):
    line = layer([plot(0, 0, 1200, 1000), plot(600, 0, 1200, 1000)], name="生态保护红线")
    found = score(**city, LAYERS=[line], INDICATORS="ER1; LU16")
    # The plan keeps a share of 26.1 %; the map shows 30, 60 and none.
    assert stands(found["rows"]["LU11", None, 2025]) == (pytest.approx(30), "met", "elsewhere")
    assert stands(found["rows"]["LU11", "west", 2025]) == (pytest.approx(60), "met", "elsewhere")
    assert stands(found["rows"]["LU11", "east", 2025]) == (0, "behind", "elsewhere")
    # Not all that land-use maps call wood is what the plan counts, and some is lacking.
    assert stands(found["rows"]["LU16", None, 2025]) == (pytest.approx(25), "not_judged", "both")
    assert [found[name] for name in ("MET", "ON_TRACK", "BEHIND", "NOT_JUDGED")] == [1, 0, 0, 1]


def test_the_row_of_an_indicator_has_all_that_the_plan_says(score, city, layer):
    line = layer([plot(0, 0, 1200, 1000)], name="red_line")
    row = score(**city, LAYERS=[line], INDICATORS="LU11")["rows"]["LU11", None, 2025]
    assert row["gv_gap"] == pytest.approx(3.9)
    assert (row["gv_unit"], row["gv_base"], row["gv_target"], row["gv_target_year"]) == ("%", 26.1, 26.1, 2025)
    assert (row["gv_progress"], row["gv_required"], row["gv_binding"]) == (None, None, "binding")


def test_what_land_use_covers_in_part_is_shown_and_not_judged_and_no_zone_is_missing(score, city, layer):
    """Land use covers the west alone, all of it wooded; the red line in the east is there without it."""
    land, line = layer([plot(0, 0, 2000, 1000)], {"DLBM": ["0301"]}, name="land"), layer([CITY], name="red_line")
    found = score(**(city | {"LANDUSE": land}), LAYERS=[line], INDICATORS="LU11; LU16")
    rows = {(id_, zone): stands(row) for (id_, zone, _), row in found["rows"].items()}
    assert rows == {
        ("LU11", None): (pytest.approx(100), "met", "elsewhere"),
        ("LU11", "west"): (pytest.approx(100), "met", "elsewhere"),
        ("LU11", "east"): (pytest.approx(100), "met", "elsewhere"),
        ("LU16", None): (pytest.approx(100), "not_judged", "both"),
        ("LU16", "west"): (pytest.approx(100), "not_judged", "both"),
        ("LU16", "east"): (None, "not_judged", "partly_mapped"),
    }
    assert (found["MET"], found["NOT_JUDGED"]) == (1, 1)


@pytest.mark.parametrize("zoned", [True, False])
@pytest.mark.parametrize(
    ("take", "stands_"),
    [
        (None, (30, "met", "elsewhere")), ("class:residential", (40, "not_judged", "partly_mapped; elsewhere")),
        ("values:0701", (40, "not_judged", "partly_mapped; elsewhere")), ("$area > 0", (30, "met", "elsewhere")),
        ("\"DLBM\" = '0701'", (40, "not_judged", "partly_mapped; elsewhere")),
    ],
)  # fmt: skip
def test_a_share_of_the_land_of_some_classes_is_none_of_the_city(score, city, layer, take, stands_, zoned):
    """The red line is 30 % of the city, as its zones know, and 40 % of its homes, which are three quarters of it."""
    line = layer([plot(1000, 0, 2200, 1000)], name="red_line")
    asked = city if zoned else {name: city[name] for name in ("LANDUSE", "SYSTEM")}
    row = score(**asked, LANDUSE_TAKE=take, LAYERS=[line], INDICATORS="LU11")["rows"]["LU11", None, 2025]
    assert stands(row) == (
        (pytest.approx(30), "met", "elsewhere") if zoned else (pytest.approx(stands_[0]), *stands_[1:])
    )


def test_a_value_of_one_plan_is_the_same_figure_in_the_other(score, values, city, layer):
    """Two plans have targets of the ecological control area, 75 and 73 %; the map shows 30 %."""
    control = layer([plot(0, 0, 1200, 1000)], name="ecological_control")
    for id_, other in (("LU10", "ER2"), ("ER2", "LU10")):
        given = values([id_, None, 2025, 75.2])
        rows = score(**city, LAYERS=[control], VALUES=given, INDICATORS="LU10; ER2")["rows"]
        assert [rows[one, None, 2025]["gv_value"] for one in (id_, other)] == [75.2, 75.2]
        assert rows[other, "west", 2025]["gv_value"] == pytest.approx(60)
    both = values(["LU10", None, 2025, 75.2], ["ER2", None, 2025, 74.0])
    rows = score(**city, LAYERS=[control], VALUES=both, INDICATORS="LU10; ER2")["rows"]
    assert [rows[one, None, 2025]["gv_value"] for one in ("LU10", "ER2")] == [75.2, 74.0]


@pytest.mark.parametrize(
    ("years", "says"),
    [
        ((2018, 2023), "versions; elsewhere; map_before"), ((2025, 2025), "elsewhere"),
        (("", 2025), "versions; elsewhere"), (("_v1", "_v2"), "versions; elsewhere"),
        (("第一版", "第二版"), "versions; elsewhere"), (("", "最新"), "versions; elsewhere"),
        (("矢量", "图层"), "elsewhere"),
    ],
)  # fmt: skip
def test_two_versions_of_a_layer_are_not_put_together_to_one(score, city, layer, years, says):
    shapes = [plot(0, 0, 1000, 1000), plot(500, 0, 1200, 1000)]
    lines = [layer([one], name=f"生态保护红线{year}") for one, year in zip(shapes, years)]
    row = score(**city, LAYERS=lines, INDICATORS="LU11")["rows"]["LU11", None, 2025]
    assert (row["gv_state"], row["gv_reason"]) == ("not_judged" if "versions" in says else "met", says)


def test_an_amount_is_not_judged_on_other_ground_than_the_plan_speaks_of(score, city, layer):
    fields = layer([CITY], name="永久基本农田")
    row = score(**city, LAYERS=[fields], INDICATORS="LU7")["rows"]["LU7", None, 2025]
    assert stands(row) == (pytest.approx(4 * 1500 / 1e4), "not_judged", "extent")


def test_a_value_of_the_table_wins_and_says_so(score, city, layer, values):
    line = layer([plot(0, 0, 1200, 1000)], name="red_line")
    given = values(["LU11", None, 2025, 26.0], ["LU11", "east", 2025, 27.0])
    rows = score(**city, LAYERS=[line], VALUES=given, INDICATORS="LU11")["rows"]
    assert stands(rows["LU11", None, 2025]) == (26.0, "behind", "given")
    assert stands(rows["LU11", "east", 2025]) == (27.0, "met", "elsewhere; given")
    assert stands(rows["LU11", "west", 2025]) == (pytest.approx(60), "met", "elsewhere")


def test_a_table_alone_is_enough_and_says_of_which_year_it_is(score, values):
    given = values(["水土保持率", "全市", 2023, 88.0], ["ER5", None, 2025, 89.0], ["LU18", "北京市", 2025, 3450])
    found = score(VALUES=given, YEAR=None)
    # From 87 in 2020 to 89 in 2025: after three of five years 1.2 are asked for, and 1 is done.
    assert stands(found["rows"]["ER5", None, 2023]) == (88.0, "behind", "given")
    assert found["rows"]["ER5", None, 2023]["gv_progress"] == pytest.approx(0.5)
    assert found["rows"]["ER5", None, 2023]["gv_required"] == pytest.approx(0.6)
    assert stands(found["rows"]["ER5", None, 2025]) == (89.0, "met", "given")
    assert (found["MET"], found["BEHIND"]) == (2, 0)
    assert found["MET"] + found["NOT_JUDGED"] == len({id_ for id_, _, _ in found["rows"]})


def test_a_value_of_another_year_is_shown_and_not_judged(score, values):
    found = score(VALUES=values(["ER5", None, 2023, 88.0]), INDICATORS="ER5")
    assert stands(found["rows"]["ER5", None, 2025]) == (88.0, "not_judged", "other_year; given")


def test_a_value_before_the_base_year_is_not_judged(score, values):
    found = score(VALUES=values(["ER5", None, 2018, 88.0]), INDICATORS="ER5", YEAR=2018)
    assert stands(found["rows"]["ER5", None, 2018]) == (88.0, "not_judged", "before_base; given")


def test_people_are_not_known_unless_they_are_given_or_the_table_has_the_value(score, city, values):
    assert stands(score(**city, INDICATORS="ER9")["rows"]["ER9", None, 2025]) == (None, "not_judged", "no_people")
    found = score(**city, INDICATORS="ER9", VALUES=values(["ER9", None, 2025, 16.8]))
    assert stands(found["rows"]["ER9", None, 2025]) == (16.8, "met", "given")


# Per head of the people: homes in the west and in the east with a park each, a lake between them, and fields around.

PLOTS = [
    plot(0, 0, 500, 500), plot(500, 0, 700, 500), plot(3000, 0, 3500, 500), plot(3500, 0, 3600, 500),
    plot(1500, 0, 2500, 1000),
]  # fmt: skip
PLOTS.append(CITY - shapely.union_all(PLOTS))
CODES = ["0701", "1401", "0701", "1401", "1701", "0103"]
STREETS = [plot(0, 0, 1500, 1000), plot(2500, 0, 4000, 1000)]


@pytest.fixture
def town(layer):
    """Parks of 10 ha in the west and 5 ha in the east, for 5 000 and 4 000 people of two streets."""

    def make(people=(5000, 4000), shapes=STREETS, codes=CODES, **columns):
        zones = layer([plot(0, 0, 2000, 1000), plot(2000, 0, 4000, 1000)], {"name": ["west", "east"]}, name="zones")
        return {
            "LANDUSE": layer(PLOTS, {"YDYHFLDM": codes, **columns}, name="land"),
            "ZONES": zones,
            "ZONE_FIELD": "name",
            "POPULATION_LAYER": layer(shapes, {"people": [*people]}, name="streets"),
            "POPULATION_LAYER_FIELD": "people",
            "INDICATORS": "ER9",
        }

    return make


def per_head(found, zone=None):
    return stands(found["rows"]["ER9", zone, 2025])


def test_park_area_per_head_is_judged_in_the_built_up_area_on_the_whole_and_in_each_zone(score, town, layer):
    built_up = layer([plot(0, 0, 1000, 1000), plot(3250, 0, 4000, 1000)], name="建成区")
    found = score(**town(), BUILT_UP=built_up)
    # Half of the eastern homes lie outside: 150 000 m² for 7 000 people; the plan asks for 16.7 m².
    assert per_head(found) == (pytest.approx(150_000 / 7000), "met", "elsewhere")
    assert per_head(found, "west") == (pytest.approx(20), "met", "elsewhere")
    assert per_head(found, "east") == (pytest.approx(25), "met", "elsewhere")
    assert found["MET"] == 1
    more = score(**town(people=(8000, 4000)), BUILT_UP=built_up)
    assert per_head(more) == (pytest.approx(15), "behind", "elsewhere")
    assert per_head(more, "west") == (pytest.approx(12.5), "behind", "elsewhere")


def test_without_the_built_up_area_park_area_per_head_is_shown_and_not_judged(score, town):
    found = score(**town())
    assert per_head(found) == (pytest.approx(150_000 / 9000), "not_judged", "no_part; part:建成区")
    assert per_head(found, "east") == (pytest.approx(12.5), "not_judged", "no_part; part:建成区")


def test_the_built_up_area_may_be_a_part_of_the_city_and_is_given_once(score, town, layer):
    ground = plot(0, 0, 4000, 1000)
    parts = {"EXTENTS": layer([ground], {"part": ["建成区"]}, name="parts"), "EXTENT_FIELD": "part"}
    assert per_head(score(**town(), **parts))[1] == "behind"
    with pytest.raises(QgsProcessingException, match="“建成区” is given twice, by “Parts of the city"):
        score(**town(), **parts, BUILT_UP=layer([ground], name="town"))


def test_codes_that_hold_protective_green_too_leave_no_verdict_per_head(score, town, layer):
    built_up = layer([plot(0, 0, 4000, 1000)], name="建成区")
    codes = [code.replace("1401", "14") for code in CODES]
    assert per_head(score(**town(codes=codes), BUILT_UP=built_up)) == (
        pytest.approx(150_000 / 9000), "not_judged", "wider; elsewhere",
    )  # fmt: skip
    survey = town()
    survey["LANDUSE"] = layer(PLOTS, {"DLBM": ["0701", "0810", "0701", "0810", "1101", "0103"]}, name="survey")
    assert per_head(score(**survey, SYSTEM=1, BUILT_UP=built_up))[1:] == ("not_judged", "wider; elsewhere")


def test_people_on_water_are_not_placed_and_a_zone_of_theirs_has_nobody(score, town, layer, log):
    zones = layer([plot(0, 0, 1500, 1000), plot(1500, 0, 2500, 1000)], {"name": ["west", "lake"]}, name="zones")
    shapes, built_up = [*STREETS, plot(1600, 0, 2400, 1000)], layer([plot(0, 0, 1500, 1000)], name="建成区")
    asked = town(people=(5000, 4000, 77), shapes=shapes) | {"ZONES": zones}
    found = score(**asked, BUILT_UP=built_up)
    # None of the 77 may live in the built-up area, which is elsewhere.
    assert per_head(found) == (pytest.approx(20), "met", "elsewhere")
    assert any(text.startswith("77 of the 9,077 people of “streets") for text in log.warnings)
    assert found["NOT_PLACED"] == 77
    wide = score(**asked, BUILT_UP=layer([plot(0, 0, 4000, 1000)], name="建成区"))
    assert per_head(wide, "lake") == (None, "not_judged", "nobody")


def test_people_who_are_not_placed_leave_no_verdict_where_they_decide(score, town, layer):
    """5 000 people have 20 m² each; with the 2 000 of the lake that would be less than the 16.7 of the plan."""
    shapes, built_up = [*STREETS, plot(1600, 0, 2400, 1000)], layer([plot(0, 0, 2000, 1000)], name="建成区")
    found = score(**town(people=(5000, 4000, 2000), shapes=shapes), BUILT_UP=built_up)
    assert per_head(found) == (pytest.approx(20), "not_judged", "not_placed; elsewhere")


def test_land_use_may_have_people_of_its_own(score, town, layer, log):
    asked = town(people=(1, 1), residents=[5000, None, 4000, 33, None, None])
    del asked["POPULATION_LAYER"], asked["POPULATION_LAYER_FIELD"]
    found = score(**asked, POPULATION_FIELD="residents", BUILT_UP=layer([plot(0, 0, 1000, 1000)], name="建成区"))
    assert per_head(found) == (pytest.approx(20), "met", "elsewhere")
    assert any(text.startswith("33 of the 9,033 people of “land (Land use)” are not placed") for text in log.warnings)


@pytest.mark.parametrize(("built_up", "streets", "field"), [("建成区2035", "streets", "people"),
    ("建成区", "街道2035", "people"), ("建成区", "streets", "人口2035")])  # fmt: skip
def test_people_and_the_built_up_area_of_a_later_year_are_not_judged(score, town, layer, built_up, streets, field):
    asked = town() | {"POPULATION_LAYER": layer(STREETS, {field: [5000, 4000]}, name=streets)}
    asked |= {"POPULATION_LAYER_FIELD": field, "BUILT_UP": layer([plot(0, 0, 1000, 1000)], name=built_up)}
    assert per_head(score(**asked)) == (pytest.approx(20), "not_judged", "map_ahead; elsewhere")


def test_ten_times_as_much_per_head_as_plans_ask_is_a_slip_of_units(score, town, layer):
    built_up = layer([plot(0, 0, 1000, 1000)], name="建成区")
    assert per_head(score(**town(people=(500, 400)), BUILT_UP=built_up)) == (
        pytest.approx(200), "not_judged", "people_too_few; elsewhere",
    )  # fmt: skip


@pytest.mark.parametrize(("width", "says"), [(200, "contested; elsewhere"), (2, "elsewhere")])
def test_a_park_that_is_something_else_at_the_same_time_is_not_judged(score, town, layer, width, says):
    """Which of two polygons counts where they lie on each other is no matter of chance; a strip of 0.1 % is none."""
    built_up, asked = layer([plot(0, 0, 1000, 1000)], name="建成区"), town()
    shapes, codes = [*PLOTS, plot(500, 0, 500 + width, 500)], [*CODES, "0901"]
    found = score(**(asked | {"LANDUSE": layer(shapes, {"YDYHFLDM": codes}, name="land")}), BUILT_UP=built_up)
    row = found["rows"]["ER9", None, 2025]
    assert (row["gv_state"], row["gv_reason"]) == ("not_judged" if "contested" in says else "met", says)


@pytest.mark.parametrize("copies", [1, 3])
def test_ground_of_one_class_that_is_there_again_is_told_once_and_judged(score, town, layer, log, copies):
    """10 ha of parks, copied."""
    built_up, asked = layer([plot(0, 0, 1000, 1000)], name="建成区"), town()
    shapes, codes = [*PLOTS, *[PLOTS[1]] * copies], [*CODES, *[CODES[1]] * copies]
    found = score(**(asked | {"LANDUSE": layer(shapes, {"YDYHFLDM": codes}, name="land")}), BUILT_UP=built_up)
    area = shapely.area(PLOTS[1]) / 1e4
    assert found["rows"]["ER9", None, 2025]["gv_state"] == "met"
    assert (
        f"Polygons of land use lie on each other on {area:.2f} ha; there the smallest of them counts." in log.warnings
    )
    assert any(line.startswith(f"{copies} polygons of land use are there a second time") for line in log.warnings)


@pytest.mark.parametrize(
    ("homes", "says"),
    [
        ([(0, 0, 500, 1000), (0, 0, 500, 1000)], "other_ground:0.5=1; elsewhere"),
        ([(0, 0, 500, 1000), (500, 0, 1000, 1000), (0, 0, 50, 1000)], "elsewhere"),
        ([(80, 0, 1000, 1000), (400, 0, 460, 1000)], "other_ground:0.92=1; elsewhere"),
    ],
)
def test_a_result_of_homes_drawn_twice_has_measured_the_ground_that_they_cover(score, layer, tmp_path, homes, says):
    """1 km² of homes, all of which the park serves that were measured; the plan wants 95 %, and 89.5 % this year."""
    land = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)], {"YDYHFLDM": ["0701", "0301"]}, name="land")
    given = {"RESIDENTIAL": layer([plot(*one) for one in homes], name="homes"), "SUMMARY": str(tmp_path / "found.csv")}
    parks = layer([plot(-10, 0, 0, 1000), plot(1000, 0, 1010, 1000)], name="parks")
    processing.run("greenvein:parkcoverage", given | {"PARKS": parks})
    row = score(LANDUSE=land, SYSTEM=3, RESULTS=[given["SUMMARY"]])["rows"]["ES1", None, 2025]
    assert (row["gv_state"], row["gv_reason"]) == ("not_judged" if "other" in says else "met", says)


@pytest.mark.parametrize(("width", "says"), [(0, "elsewhere"), (100, "contested; elsewhere")])
def test_a_result_of_homes_that_the_land_use_has_as_other_land_too_is_not_judged(score, layer, tmp_path, width, says):
    """The homes are of a layer of their own; of the land use 1 km² are homes, and farmland on a strip of it."""
    shapes = [plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000), *[plot(0, 0, width, 5000)] * bool(width)]
    codes = ["0701", "0301", *["0103"] * bool(width)]
    given = {"RESIDENTIAL": layer(shapes[:1], name="homes"), "SUMMARY": str(tmp_path / "found.csv")}
    parks = layer([plot(-10, 0, 0, 1000), plot(1000, 0, 1010, 1000)], name="parks")
    processing.run("greenvein:parkcoverage", given | {"PARKS": parks})
    land = layer(shapes, {"YDYHFLDM": codes}, name="land")
    row = score(LANDUSE=land, SYSTEM=3, RESULTS=[given["SUMMARY"]])["rows"]["ES1", None, 2025]
    assert (row["gv_state"], row["gv_reason"]) == ("met" if not width else "not_judged", says)


@pytest.mark.parametrize(("east", "says"), [(700, "elsewhere"), (600, "other_figure:10=20; elsewhere")])
def test_one_figure_that_two_checks_find_otherwise_is_not_judged(score, town, layer, tmp_path, east, says):
    """Parks of a layer of their own are as large as those of the land use, or half as large."""
    built_up, asked, path = layer([plot(0, 0, 1000, 1000)], name="建成区"), town(), str(tmp_path / "summary.csv")
    people = {name: asked[name] for name in ("POPULATION_LAYER", "POPULATION_LAYER_FIELD")}
    parks, homes = layer([plot(500, 0, east, 500)], name="parks"), layer([PLOTS[0], PLOTS[2]], name="homes")
    given = {"RESIDENTIAL": homes, "PARKS": parks, "BUILT_UP": built_up, "SUMMARY": path}
    processing.run("greenvein:parkcoverage", given | people)
    row = score(**asked, RESULTS=[path], BUILT_UP=built_up)["rows"]["ER9", None, 2025]
    assert (row["gv_state"], row["gv_reason"]) == ("not_judged" if "other" in says else "met", says)


def test_people_of_homes_drawn_at_two_levels_count_twice_and_are_not_judged(score, town, layer):
    built_up, asked = layer([plot(0, 0, 1000, 1000)], name="建成区"), town(people=(1, 1))
    del asked["POPULATION_LAYER"], asked["POPULATION_LAYER_FIELD"]
    columns = {"YDYHFLDM": [*CODES, "0701", "0701"], "residents": [5000, None, 4000, None, None, None, 2500, 2500]}
    shapes = [*PLOTS, plot(0, 0, 250, 500), plot(250, 0, 500, 500)]
    found = score(
        **(asked | {"LANDUSE": layer(shapes, columns, name="land")}), POPULATION_FIELD="residents", BUILT_UP=built_up
    )
    assert per_head(found)[1] == "not_judged"
    assert found["rows"]["ER9", None, 2025]["gv_reason"].split("; ")[0] in ("people_two_levels", "contested")


@pytest.mark.parametrize("nowhere", [0, 100, 4000])
def test_people_of_land_use_without_a_geometry_are_not_placed_and_leave_no_verdict_where_they_decide(
    score, town, layer, log, nowhere
):
    """5 000 people have 20 m² each, 5 100 still more than the 16.7 of the plan, 9 000 not."""
    built_up, asked = layer([plot(0, 0, 1000, 1000)], name="建成区"), town(people=(1, 1))
    del asked["POPULATION_LAYER"], asked["POPULATION_LAYER_FIELD"]
    columns = {"YDYHFLDM": [*CODES, "0701"], "residents": [5000, None, 4000, None, None, None, nowhere]}
    asked["LANDUSE"] = layer([*PLOTS, None], columns, name="land")
    found = score(**asked, POPULATION_FIELD="residents", BUILT_UP=built_up)
    says = ("not_judged", "not_placed; elsewhere") if nowhere == 4000 else ("met", "elsewhere")
    assert per_head(found) == (pytest.approx(20), *says)
    assert found["NOT_PLACED"] == nowhere
    assert any("are not placed" in text for text in log.warnings) == (nowhere > 0)


def test_homes_of_unknown_people_leave_no_verdict_per_head_and_homes_of_nobody_do(score, town, layer):
    built_up = layer([plot(0, 0, 4000, 1000)], name="建成区")
    found = score(**town(people=(5000,), shapes=STREETS[:1]), BUILT_UP=built_up)
    assert per_head(found) == (pytest.approx(30), "not_judged", "people_unknown; elsewhere")
    assert per_head(found, "west") == (pytest.approx(20), "met", "elsewhere")
    assert per_head(score(**town(people=(5000, 0)), BUILT_UP=built_up)) == (pytest.approx(30), "met", "elsewhere")
    for people, says in ((None, ("not_judged", "people_unknown; elsewhere")), (0, ("met", "elsewhere"))):
        asked = town(people=(1, 1), residents=[5000, None, people, None, None, None])
        del asked["POPULATION_LAYER"], asked["POPULATION_LAYER_FIELD"]
        assert per_head(score(**asked, POPULATION_FIELD="residents", BUILT_UP=built_up))[1:] == says


def test_a_street_that_reaches_beyond_the_land_use_leaves_no_verdict_per_head_where_its_people_live(
    score, town, layer, log
):
    built_up = layer([plot(0, 0, 4000, 1000)], name="建成区")
    found = score(**town(shapes=[STREETS[0], plot(2500, 0, 9000, 1000)]), BUILT_UP=built_up)
    assert per_head(found) == (pytest.approx(150_000 / 9000), "not_judged", "partly_mapped; elsewhere")
    assert per_head(found, "west") == (pytest.approx(20), "met", "elsewhere")
    assert per_head(found, "east") == (pytest.approx(12.5), "not_judged", "partly_mapped; elsewhere")
    assert any(text.startswith("Land use covers only part of 1 features of “streets") for text in log.warnings)


def test_homes_without_people_count_as_uninhabited_and_nobody_at_all_is_refused(score, town, layer, log):
    built_up = layer([plot(0, 0, 4000, 1000)], name="建成区")
    found = score(**town(people=(None, 9000)), BUILT_UP=built_up)
    assert per_head(found) == (pytest.approx(150_000 / 9000), "not_judged", "people_unknown; elsewhere")
    assert per_head(found, "west") == (None, "not_judged", "nobody")
    assert per_head(found, "east")[1:] == ("behind", "elsewhere")
    assert any("live on 25.00 ha of residential land, of which “streets" in text for text in log.warnings)
    assert any("1 features of “streets" in text and "they count as uninhabited" in text for text in log.warnings)
    with pytest.raises(QgsProcessingException, match="has no people in any feature; choose another one"):
        score(**town(people=(0, 0)), BUILT_UP=built_up)
    with pytest.raises(QgsProcessingException, match="has negative population in the feature 1; correct it"):
        score(**town(people=(-5, 9)), BUILT_UP=built_up)


def test_a_table_of_ones_own_that_knows_no_homes_and_no_parks_tells_nothing_per_head(score, town, log):
    found = score(
        **town(codes=["H", "P", "H", "P", "W", "W"]), CODE="YDYHFLDM", CLASSES="H, urban_rural; P, grass; W, water"
    )
    assert per_head(found) == (None, "not_judged", "untold:park")
    assert any(text.startswith("People are given, but no land use that says") for text in log.warnings)


def test_people_from_two_sources_are_refused(score, town):
    with pytest.raises(QgsProcessingException, match="People are given more than once"):
        score(**town(residents=[1, 1, 1, 1, 1, 1]), POPULATION_FIELD="residents")


@pytest.fixture
def judged(score, town, layer):
    """Park area per head of the whole in the built-up area, 16.7 m² where 9 000 people live in two streets."""
    built_up = layer([plot(0, 0, 4000, 1000)], name="建成区")

    def make(people=(5000, 4000), shapes=STREETS, field="people", alias=""):
        asked = town()
        streets = layer(shapes, {field: [*people]}, name="streets")
        streets.setFieldAlias(streets.fields().indexOf(field), alias)
        asked |= {"POPULATION_LAYER": streets, "POPULATION_LAYER_FIELD": field, "BUILT_UP": built_up}
        return stands(score(**asked)["rows"]["ER9", None, 2025])

    return make


def test_people_in_tens_of_thousands_are_told_by_their_field_and_not_judged(judged, log):
    value = pytest.approx(150_000 / 0.9)
    assert judged((0.5, 0.4), field="常住人口万") == (value, "not_judged", "people_in_ten_thousands; elsewhere")
    assert any("“常住人口万”" in text and "tens of thousands" in text for text in log.warnings)
    assert judged((0.5, 0.4), field="rk", alias="常住人口（万人）") == (
        value, "not_judged", "people_in_ten_thousands; elsewhere",
    )  # fmt: skip
    assert judged((900, 700), field="人口密度")[1:] == ("not_judged", "people_density; elsewhere")


@pytest.mark.parametrize(
    ("field", "code", "said"),
    [
        ("人口_千人", "people_in_thousands", "holds thousands of people"),
        ("人口_百人", "people_in_hundreds", "holds hundreds of people"),
        ("总户数", "people_households", "holds households"),
    ],
)
def test_people_in_thousands_and_households_are_told_by_their_field_and_not_judged(judged, log, field, code, said):
    assert judged(field="户籍人口")[1] in ("met", "behind")
    assert judged(field=field)[1:] == ("not_judged", f"{code}; elsewhere")
    assert [text for text in log.warnings if f"“{field}”" in text and said in text]


def test_people_that_cannot_be_so_few_or_so_many_are_told_and_not_judged(judged, log):
    assert judged((0.05, 0.04))[1:] == ("not_judged", "people_too_few; elsewhere")
    assert judged((5e7, 4e7))[1:] == ("not_judged", "people_too_many; elsewhere")
    told = [text for text in log.warnings if "live anywhere" in text]
    assert len(told) == 2 and "90,000,000 people" in told[1]


def test_streets_that_are_drawn_twice_or_with_their_communities_are_told_and_not_judged(judged, log):
    assert judged()[1] in ("met", "behind")
    twice = judged((5000, 4000) * 2, [*STREETS] * 2)
    assert twice == (pytest.approx(150_000 / 18_000), "not_judged", "people_twice; elsewhere")
    west, south, east, north = shapely.bounds(STREETS[0])
    middle = (south + north) / 2
    halves = [shapely.box(west, south, east, middle), shapely.box(west, middle, east, north)]
    levels = judged((5000, 4000, 2500, 2500), [*STREETS, *halves])
    assert levels[1:] == ("not_judged", "people_two_levels; elsewhere")
    assert [next(word for word in ("copies", "level") if word in text) for text in log.warnings
            if "nothing per head is judged" in text] == ["copies", "level"]  # fmt: skip


def test_a_part_of_the_city_is_measured_where_it_is_given(score, city, layer):
    parts = layer([plot(0, 0, 2000, 1000)], {"part": ["平原地区"]}, name="parts")
    rows = score(**city, EXTENTS=parts, EXTENT_FIELD="part", INDICATORS="LU17")["rows"]
    assert rows["LU17", None, 2025]["gv_value"] == pytest.approx(50)
    assert "no_part" not in rows["LU17", None, 2025]["gv_reason"]
    without = score(**city, INDICATORS="LU17")["rows"]["LU17", None, 2025]
    assert without["gv_value"] == pytest.approx(25)


def test_a_zone_that_is_called_as_a_part_of_the_city_is_that_part(score, city, layer):
    zones = layer([plot(0, 0, 500, 1000), plot(500, 0, 4000, 1000)], {"name": ["平原地区", "山区"]}, name="zones")
    rows = score(**(city | {"ZONES": zones}), INDICATORS="LU17; LU16")["rows"]
    assert rows["LU17", None, 2025]["gv_value"] == pytest.approx(100)
    assert "no_part" not in rows["LU17", None, 2025]["gv_reason"]
    assert rows["LU16", None, 2025]["gv_value"] == pytest.approx(25)
    # What is given as a part wins over the zone.
    parts = layer([plot(0, 0, 2000, 1000)], {"part": ["平原地区"]}, name="parts")
    asked = city | {"ZONES": zones, "EXTENTS": parts, "EXTENT_FIELD": "part"}
    assert score(**asked, INDICATORS="LU17")["rows"]["LU17", None, 2025]["gv_value"] == pytest.approx(50)


def test_the_summary_of_another_check_is_known_by_its_fields(score, layer, tmp_path):
    homes = layer([plot(0, 0, 100, 100), plot(3000, 0, 3100, 100)], name="homes")
    parks = layer([plot(-100, 0, 0, 100)], name="parks")
    zones = layer([plot(0, 0, 2000, 1000), plot(2000, 0, 4000, 1000)], {"name": ["west", "east"]}, name="zones")
    asked = {"RESIDENTIAL": homes, "PARKS": parks, "ZONES": zones, "ZONE_FIELD": "name"}
    path = str(tmp_path / "summary.gpkg")
    processing.run("greenvein:parkcoverage", {**asked, "SUMMARY": path})
    rows = score(RESULTS=[QgsVectorLayer(path, "coverage", "ogr")], INDICATORS="ES1")["rows"]
    # Coverage is to rise from 86.8 % in 2020 to 95 % in 2035.
    assert stands(rows["ES1", None, 2025]) == (pytest.approx(50), "behind", "elsewhere")
    assert stands(rows["ES1", "west", 2025]) == (pytest.approx(100), "met", "elsewhere")
    assert stands(rows["ES1", "east", 2025]) == (0, "behind", "elsewhere")


@pytest.mark.parametrize("kind", ["gpkg", "csv"])
def test_the_account_of_land_is_shown_in_the_unit_of_the_plan(score, layer, tmp_path, kind):
    before = layer([CITY], {"DLBM": ["0702"]}, name="before")
    after = layer([plot(0, 0, 3000, 1000), plot(3000, 0, 4000, 1000)], {"DLBM": ["0702", "0103"]}, name="after")
    path = str(tmp_path / f"balance.{kind}")
    asked = {"BEFORE": before, "AFTER": after, "SYSTEM": 1, "BEFORE_YEAR": 2020, "AFTER_YEAR": 2025, "BALANCE": path}
    processing.run("greenvein:landreduction", asked)
    rows = score(RESULTS=[QgsVectorLayer(path, "balance", "ogr")], YEAR=None, INDICATORS="LU2; LU8")["rows"]
    assert stands(rows["LU2", None, 2025]) == (pytest.approx(3), "not_judged", "narrower")
    # 1 km² of new farmland is 1 500 mu.
    assert stands(rows["LU8", None, 2025]) == (pytest.approx(0.15), "not_judged", "wider")


def test_a_result_without_a_value_says_of_which_layer_it_would_have_one(score, layer, tmp_path, log):
    before, after = (layer([CITY], {"DLBM": [code]}, name=code) for code in ("0702", "0301"))
    path = str(tmp_path / "balance.csv")
    asked = {"BEFORE": before, "AFTER": after, "SYSTEM": 1, "BALANCE": path}
    processing.run("greenvein:landreduction", asked)
    rows = score(RESULTS=[path], INDICATORS="LU12a; LU2")["rows"]
    assert stands(rows["LU12a", None, 2025]) == (None, "not_judged", "no_figure:landreduction=KEY_AREAS")
    assert reasons_text(["no_figure:landreduction=KEY_AREAS"]) == (
        "The result of “Land reduction account” has no value of this indicator, for which it takes “Key remediation "
        "areas” on the land that it measures; run that check with such a layer."
    )
    rows = score(VALUES=None, LANDUSE=after, INDICATORS="LU12a")["rows"]
    assert stands(rows["LU12a", None, 2025]) == (None, "not_judged", "no_result")


def test_the_year_in_the_name_of_a_file_is_said_to_be_from_there(score, layer, tmp_path, log):
    path = str(tmp_path / "landuse2020.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "parcels"
    made = layer([CITY], {"DLBM": ["0301"]}, name="land")
    QgsVectorFileWriter.writeAsVectorFormatV3(made, path, QgsProject.instance().transformContext(), options)
    score(LANDUSE=QgsVectorLayer(path, "renamed", "ogr"), YEAR=None)
    said = "the year in the name of the land use “renamed (Land use), file landuse2020”"
    assert any(said in text for text in log.warnings), log.warnings
    log.warnings.clear()
    score(LANDUSE=QgsVectorLayer(path, "land of 2020", "ogr"), YEAR=None)
    assert any("land use “land of 2020 (Land use)”." in text for text in log.warnings), log.warnings


# A city as large as the plan's, of which a strip in the west is built.

HIGH, WIDE, CORE = 128_000, 128_200, 6_500


@pytest.fixture
def balance(layer, tmp_path):
    """The account of a city whose built strip goes back to a width in m; the central city is the first 6.5 km of it."""

    def make(after, targets, unknown=0, named="land", year=2025):
        def strips(*widths, codes, name="land"):
            edges = [sum(widths[:number]) for number in range(len(widths) + 1)]
            shapes = [
                plot(west - 64_000, -64_000, east - 64_000, 64_000)
                for west, east in zip(edges, edges[1:])
                if east > west
            ]
            return layer(shapes, {"DLBM": [code for code, width in zip(codes, widths) if width]}, name=name)

        path = str(tmp_path / "balance.gpkg")
        zones = layer([plot(-64_000, -64_000, CORE - 64_000, 64_000)], {"name": ["中心城区"]}, name="zones")
        before = strips(21_950, WIDE - 21_950, codes=("0702", "0301"))
        now = strips(after, unknown, WIDE - after - unknown, codes=("0702", "9999", "0301"), name=named)
        asked = {"BEFORE": before, "AFTER": now, "SYSTEM": 1, "ZONES": zones, "ZONE_FIELD": "name", "TARGETS": targets}
        processing.run("greenvein:landreduction", {**asked, "BEFORE_YEAR": 2020, "AFTER_YEAR": year, "BALANCE": path})
        return QgsVectorLayer(path, "balance", "ogr")

    return make


def test_with_the_land_approved_but_unbuilt_construction_land_is_judged(score, balance):
    """2 700.8 km² are built; the plan asks for about 2 790 with what is approved, and about is 1.86."""

    def stand(approved, unknown=0):
        targets = f"全市, 2790, with_approved, {approved}"
        return stands(
            score(RESULTS=[balance(21_100, targets, unknown)], YEAR=None, INDICATORS="LU2")["rows"]["LU2", None, 2025]
        )

    assert stand("74.38") == (pytest.approx(2775.18), "met", None)
    assert stand("100") == (pytest.approx(2800.8), "behind", None)
    assert stand("") == (pytest.approx(2700.8), "not_judged", "narrower")
    # 19.2 km² of no known class would make 2 794.38.
    assert stand("74.38", 150) == (pytest.approx(2775.18), "not_judged", "unsure")


def test_where_the_plan_may_count_approved_land_both_readings_must_agree(score, balance, monkeypatch, tmp_path):
    """The central city has 832 km² of built land, as much as its ground, which the profile of this city knows."""
    data = json.loads((profiles.FOLDER / "beijing_2022.json").read_text(encoding="utf-8"))
    data["land_reduction"]["extents"]["value"].append(["中心城区", 832, 1])
    path = tmp_path / "own.json"
    path.write_text(json.dumps(data), encoding="utf-8")

    def stand(approved):
        given = balance(21_100, f"中心城区, 850, unstated, {approved}")
        return stands(score(RESULTS=[given], YEAR=None, INDICATORS="LU3")["rows"]["LU3", None, 2025])

    assert stand("10") == (pytest.approx(842), "not_judged", "no_extent")
    monkeypatch.setattr(profiles, "find", lambda: (load(path), None))
    assert stand("10") == (pytest.approx(842), "met", None)
    assert stand("30") == (pytest.approx(862), "not_judged", "narrower")


@pytest.mark.parametrize(
    ("named", "year", "stand", "of"),
    [
        ("规划2035", None, ("not_judged", "map_ahead"), 2035), ("现状2023", None, ("met", "map_before"), 2023),
        ("现状2025", None, ("met", None), 2025), ("规划2035", 2025, ("met", None), None),
        ("规划2021-2035", None, ("not_judged", "map_plan"), None),
    ],
)  # fmt: skip
def test_an_account_is_of_the_year_that_its_later_land_use_says(score, balance, table, named, year, stand, of):
    given = balance(21_100, "all, 2790, with_approved, 74", named=named, year=year)
    assert {row["gv_named_year"] for row in table(given)} == {NULL if of is None else of}
    assert stands(score(RESULTS=[given], INDICATORS="LU2")["rows"]["LU2", None, 2025])[1:] == stand


def test_a_check_without_a_verdict_gives_none_here(score, layer, tmp_path):
    """Service radii of one's own: the plan's coverage is that of 500 m."""
    homes, parks = layer([plot(0, 0, 100, 100)], name="homes"), layer([plot(-100, 0, 0, 100)], name="parks")
    path = str(tmp_path / "summary.gpkg")
    processing.run("greenvein:parkcoverage", {"RESIDENTIAL": homes, "PARKS": parks, "TIERS": [0, 900], "SUMMARY": path})
    rows = score(RESULTS=[QgsVectorLayer(path, "coverage", "ogr")], INDICATORS="ES1")["rows"]
    assert stands(rows["ES1", None, 2025]) == (pytest.approx(100), "not_judged", "open; elsewhere")


@pytest.fixture
def coverage_at(layer, tmp_path):
    """The summary of homes 900 m from a park, by service radii."""

    def make(tiers, **more):
        homes, parks = layer([plot(900, 0, 1000, 100)], name="homes"), layer([plot(-100, 0, 0, 100)], name="parks")
        path = str(tmp_path / f"{tiers[-1]}.gpkg")
        asked = {"RESIDENTIAL": homes, "PARKS": parks, "TIERS": tiers, "SUMMARY": path}
        processing.run("greenvein:parkcoverage", asked | more)
        return QgsVectorLayer(path, "coverage", "ogr")

    return make


def test_a_coverage_at_other_radii_is_not_the_plans_whatever_its_target_is(score, coverage_at, log):
    """Homes lie 900 m from the park: within 3 km, not within 500 m, as the plan means its coverage."""
    rows = score(RESULTS=[coverage_at([0, 3000], TARGET=90)], INDICATORS="ES1")["rows"]
    assert stands(rows["ES1", None, 2025]) == (
        pytest.approx(100),
        "not_judged",
        "asked:parkcoverage=gv_tiers=0:3000=0:500; elsewhere",
    )
    [sentence] = [text for text in log.warnings if "this indicator means" in text]
    assert "0:3000" in sentence and "0:500" in sentence
    rows = score(RESULTS=[coverage_at([0, 500], TARGET=90)], INDICATORS="ES1")["rows"]
    assert stands(rows["ES1", None, 2025]) == (0, "behind", "elsewhere")


def test_radii_of_historic_quarters_are_not_the_plans_either(score, coverage_at, layer):
    quarter = layer([plot(-100, 0, 1100, 100)], name="老城")
    more = {"HISTORIC_AREAS": quarter, "HISTORIC_TIERS": [0, 1500], "TARGET": 90}
    [row] = score(RESULTS=[coverage_at([0, 500], **more)], INDICATORS="ES1")["rows"].values()
    assert (row["gv_state"], row["gv_reason"]) == (
        "not_judged",
        "asked:parkcoverage=gv_historic_tiers=0:1500=; elsewhere",
    )


def test_a_coverage_that_does_not_say_its_radii_is_told_and_not_judged(score, layer, log):
    """As versions before this one wrote it."""
    table = QgsVectorLayer(
        "None?field=gv_scope:string&field=gv_zone:string&field=gv_coverage_pct:double", "old", "memory"
    )
    feature = QgsFeature(table.fields())
    feature.setAttributes(["all", None, 96.0])
    table.dataProvider().addFeatures([feature])
    rows = score(RESULTS=[table], INDICATORS="ES1")["rows"]
    assert stands(rows["ES1", None, 2025]) == (96, "not_judged", "unsaid; elsewhere")
    assert any(text.startswith("“old") and "run that check again" in text for text in log.warnings)


@pytest.fixture
def two_districts(layer, tmp_path):
    """Homes of two districts as land use, a park beside those in the west; and the summary, of those that are asked."""
    homes, park = [plot(0, 0, 100, 100), plot(3000, 0, 3100, 100)], plot(-100, 0, 0, 100)
    districts = [plot(-100, 0, 2000, 1000), plot(2000, 0, 4000, 1000)]
    woods = [one.difference(shapely.union_all([*homes, park])) for one in districts]
    codes = ["0701", "0701", "0810", "0301", "0301"]
    land = layer([*homes, park, *woods], {"DLBM": codes}, name="land")
    zones = layer(districts, {"name": ["west", "east"]}, name="zones")
    parks = layer([plot(-100, 0, 0, 100)], name="parks")
    parameters = {"LANDUSE": land, "SYSTEM": 1, "ZONES": zones, "ZONE_FIELD": "name"}

    def summary(*which, **more):
        path = str(tmp_path / "summary.csv")
        asked = {"RESIDENTIAL": layer([homes[one] for one in which], name="homes"), "PARKS": parks, "SUMMARY": path}
        processing.run("greenvein:parkcoverage", asked | more)
        return {"RESULTS": [path], "INDICATORS": "ES1"}

    return parameters, summary


def test_the_result_of_one_district_is_not_that_of_both(score, two_districts, log):
    """One of two hectares of homes: 100 % of them, which is half of all."""
    parameters, summary = two_districts
    rows = score(**parameters, **summary(0))["rows"]
    assert stands(rows["ES1", None, 2025]) == (pytest.approx(100), "not_judged", "other_ground:0.01=0.02; elsewhere")
    assert any("ES1 Park coverage within 500 m" in text and "0.02 km² to measure" in text for text in log.warnings)
    rows = score(**parameters, **summary(0, 1))["rows"]
    assert stands(rows["ES1", None, 2025]) == (pytest.approx(50), "behind", "elsewhere")
    # Nobody knows without land use.
    rows = score(**summary(0))["rows"]
    assert stands(rows["ES1", None, 2025]) == (pytest.approx(100), "met", "elsewhere")


def test_a_result_of_nearly_the_ground_is_judged_and_says_what_it_lacks(score, layer, tmp_path, log):
    """19 of 20 ha of homes were measured, none of them near a park: whatever the last is, it is behind."""
    homes = [plot(0, 0, 1900, 100), plot(1900, 0, 2000, 100)]
    land, path = layer(homes, {"DLBM": ["0701", "0701"]}, name="land"), str(tmp_path / "summary.csv")
    parks = layer([plot(9000, 0, 9100, 100)], name="parks")
    asked = {"RESIDENTIAL": layer(homes[:1], name="homes"), "PARKS": parks, "SUMMARY": path}
    processing.run("greenvein:parkcoverage", asked)
    row = score(LANDUSE=land, SYSTEM=1, RESULTS=[path], INDICATORS="ES1")["rows"]["ES1", None, 2025]
    assert stands(row) == (0, "behind", "elsewhere; near_ground:0.19=0.2")
    assert any("0.19 km²" in text and "the verdict is the same" in text for text in log.warnings)


def test_a_zone_is_judged_where_its_own_homes_were_measured(score, two_districts):
    """The west whole, the east with a home that the land use does not know."""
    parameters, summary = two_districts
    zones = {name: parameters[name] for name in ("ZONES", "ZONE_FIELD")}
    rows = score(**parameters, **summary(0, **zones))["rows"]
    assert stands(rows["ES1", "west", 2025]) == (pytest.approx(100), "met", "elsewhere")
    assert rows["ES1", None, 2025]["gv_state"] == "not_judged"


def test_homes_where_there_is_no_land_use_are_not_known_and_leave_a_coverage_open(score, two_districts):
    """The land use has the homes and the park, and nothing of all that is around them."""
    parameters, summary = two_districts
    parameters["LANDUSE"].setSubsetString("DLBM <> '0301'")
    zones = {name: parameters[name] for name in ("ZONES", "ZONE_FIELD")}
    rows = score(**parameters, **summary(0, 1, **zones))["rows"]
    for zone, value in ((None, 50), ("west", 100), ("east", 0)):
        assert stands(rows["ES1", zone, 2025]) == (pytest.approx(value), "not_judged", "partly_mapped; elsewhere")


def test_land_use_without_codes_says_nothing_of_the_homes_that_were_measured(score, two_districts, layer):
    _, summary = two_districts
    rows = score(LANDUSE=layer([CITY], name="ground"), **summary(0))["rows"]
    assert rows["ES1", None, 2025]["gv_state"] == "met"


# What indicators that are behind hang on, and what the plan says to do.


@pytest.fixture
def coverage(layer, tmp_path):
    """The summary and the blind areas of homes in two districts, with a park beside the one in the west."""
    homes = layer(
        [plot(0, 0, 100, 100), plot(1500, 0, 1700, 100), plot(3000, 0, 3100, 100)], {"n": [9, 70, 5]}, name="homes"
    )
    zones = layer([plot(0, 0, 2000, 1000), plot(2000, 0, 4000, 1000)], {"name": ["west", "east"]}, name="zones")
    paths = {name: str(tmp_path / f"{name}.gpkg") for name in ("SUMMARY", "BLIND_AREAS")}
    asked = {"RESIDENTIAL": homes, "POPULATION_FIELD": "n", "PARKS": layer([plot(-100, 0, 0, 100)], name="parks")}
    processing.run("greenvein:parkcoverage", {**asked, "ZONES": zones, "ZONE_FIELD": "name", **paths})
    return [QgsVectorLayer(path, name, "ogr") for name, path in paths.items()]


def test_a_coverage_that_is_behind_names_the_largest_blind_areas_and_what_to_do(score, coverage, log):
    rows = score(RESULTS=coverage, INDICATORS="ES1")["rows"]
    whole, west, east = (rows["ES1", zone, 2025] for zone in (None, "west", "east"))
    assert whole["gv_cause"] == "blind_area|west|2|70|1|2; blind_area|east|1|5|1|1"
    assert (west["gv_cause"], east["gv_cause"]) == ("blind_area|west|2|70|1|2", "blind_area|east|1|5|1|1")
    assert whole["gv_measure"] == "ES1.1; ES1.2; ES1.3"
    assert not any("is not used" in warning for warning in log.warnings)


def test_what_is_met_hangs_on_nothing(score, coverage, values):
    row = score(RESULTS=coverage, VALUES=values(["ES1", None, 2025, 96.0]), INDICATORS="ES1")["rows"]["ES1", None, 2025]
    assert (row["gv_state"], row["gv_cause"], row["gv_measure"]) == ("met", None, None)


def test_construction_land_that_is_behind_names_where_it_grew_and_on_what(score, layer, tmp_path):
    """Two farms of 1 km² and a wood of 0.5 km² are built on; of its target the table says that it is behind."""
    ground = [plot(0, 0, 1000, 1000), plot(1000, 0, 2000, 1000), plot(2000, 0, 2500, 1000)]
    before = layer(ground, {"DLBM": ["0103", "0103", "0301"]}, name="before")
    after = layer(ground, {"DLBM": ["0601", "0601", "0601"]}, name="after")
    zones = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 2500, 1000)], {"name": ["west", "east"]}, name="zones")
    paths = {name: str(tmp_path / f"{name}.csv") for name in ("BALANCE", "CHANGES")}
    paths["CHANGES"] = str(tmp_path / "changes.gpkg")
    asked = {"BEFORE": before, "AFTER": after, "SYSTEM": 1, "ZONES": zones, "ZONE_FIELD": "name", "AFTER_YEAR": 2025}
    processing.run("greenvein:landreduction", {**asked, **paths})
    given = QgsVectorLayer(
        "None?field=indicator:string&field=zone:string&field=year:integer&field=value:double", "v", "memory"
    )
    feature = QgsFeature(given.fields())
    feature.setAttributes(["LU2", None, 2025, 2900.0])
    assert given.dataProvider().addFeatures([feature])[0]
    results = [QgsVectorLayer(path, name, "ogr") for name, path in paths.items()]
    row = score(RESULTS=results, VALUES=given, YEAR=2025, INDICATORS="LU2")["rows"]["LU2", None, 2025]
    assert stands(row) == (2900.0, "behind", "given")
    assert row["gv_cause"] == "added_in|east|1.5; added_in|west|1; added_from|farmland|2; added_from|forest|0.5"


def test_a_share_that_is_behind_names_the_zones_that_lack_most(score, city, layer):
    """The plan keeps 26.1 %; the west has a tenth and lacks 16.1 % of its 2 km²."""
    line = layer([plot(0, 0, 200, 1000)], name="red_line")
    row = score(**city, LAYERS=[line], INDICATORS="LU11")["rows"]["LU11", None, 2025]
    assert row["gv_cause"] == "zone|east|0|-26.1|0.522|%; zone|west|10|-16.1|0.322|%"
    assert row["gv_measure"] == "LU11.1"


def test_report_says_causes_and_what_to_do_of_what_is_behind_only(score, coverage, values, tmp_path, layer):
    corridors, pinches = (
        layer([plot(0, 0, 400, 6000)], {"level": [1], "name": ["North"]}),
        str(tmp_path / "pinches.gpkg"),
    )
    asked = {"CORRIDORS": corridors, "LEVEL_FIELD": "level", "ID_FIELD": "name", "PINCHES": pinches}
    processing.run("greenvein:corridorwidth", asked)
    results, path = [*coverage, QgsVectorLayer(pinches, "pinches", "ogr")], tmp_path / "report.html"
    given = values(["ER5", None, 2025, 89.0], ["LU15", None, 2025, 91.0], ["ER10", None, 2025, 91.0])
    score(RESULTS=results, VALUES=given, INDICATORS="ES1; ER5; LU15; ER10", REPORT=str(path))
    report = read(path.read_text(encoding="utf-8"))
    (section,) = [one for one in report.sections if one.title == "Causes, and what the plan says to do"]
    told = {part.caption: part.pairs for part in section.parts}
    assert list(told) == [
        "LU15, ER10 Safe use of polluted farmland", "ES1 Park coverage within 500 m", "Corridors",
    ]  # fmt: skip
    hangs, *to_do = told["ES1 Park coverage within 500 m"]
    assert hangs == (
        "What it hangs on",
        "a blind area of 2 ha with 70 people in west; a blind area of 1 ha with 5 people in east",
    )
    assert {label for label, _ in to_do} == {"What the plan says to do"}
    assert to_do[0][1].endswith("(Ecological restoration plan (2021–2035), ch. 7 §1.2)")
    assert told["Corridors"][0][1] == "North is 400 m wide in place of 500 m"


def test_one_figure_that_two_plans_judge_by_other_targets_is_said_once_with_both(score, values, tmp_path):
    path = tmp_path / "report.html"

    def conclusions(*rows):
        score(VALUES=values(*rows), INDICATORS="LU15; ER10; ER5", REPORT=str(path))
        return read(path.read_text(encoding="utf-8")).sections[0].parts[0].paragraphs

    behind = conclusions(["LU15", None, 2025, 91.0], ["ER10", None, 2025, 91.0], ["ER5", None, 2025, 89.0])
    both = "> 95 (2025) in LU15, ≥ 92 (2025) in ER10"
    assert behind[1] == f"Behind (2): Safe use of polluted farmland (asked for: {both})."
    assert behind[2] == f"Safe use of polluted farmland stands at 91 %; what plans ask for it is {both}."
    # By the one plan it is met, by the other it is not.
    apart = conclusions(["LU15", None, 2025, 93.0], ["ER10", None, 2025, 93.0], ["ER5", None, 2025, 89.0])
    assert apart[0] == (
        "Met (2): Soil and water conservation rate, Safe use of polluted farmland (asked for: ≥ 92 (2025) in ER10)."
    )
    assert apart[1] == "Behind (1): Safe use of polluted farmland (asked for: > 95 (2025) in LU15)."


def test_zones_keep_their_fields_and_get_the_values(score, city, layer, table):
    line = layer([plot(0, 0, 1200, 1000)], name="red_line")
    found = score(**city, LAYERS=[line], INDICATORS="LU11; LU16", ID_FIELD="name", ZONES_SCORED="TEMPORARY_OUTPUT")
    assert [tuple(row.values()) for row in table(found["ZONES_SCORED"])] == [
        ("west", "west", "met", 1, 0, pytest.approx(60), pytest.approx(50)),
        ("east", "east", "behind", 0, 1, 0, 0),
    ]


def test_land_use_that_lies_on_other_land_use_counts_once(score, layer, log):
    land = layer([plot(0, 0, 1000, 1000), plot(0, 0, 500, 1000)], {"DLBM": ["0301", "0701"]}, name="land")
    found = score(LANDUSE=land, SYSTEM=1, INDICATORS="LU16")
    assert found["rows"]["LU16", None, 2025]["gv_value"] == pytest.approx(50)
    assert any("lie on each other on 50.00 ha" in warning for warning in log.warnings)


def test_a_table_of_ones_own_says_what_codes_are(score, layer):
    land = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)], {"kind": ["W1", "A"]}, name="land")
    found = score(LANDUSE=land, CODE="kind", CLASSES="W, 林地; A, farmland", INDICATORS="LU16; LU6")
    assert found["rows"]["LU16", None, 2025]["gv_value"] == pytest.approx(25)
    assert found["rows"]["LU6", None, 2025]["gv_value"] == pytest.approx(3 * 1500 / 1e4)


def test_a_table_of_ones_own_that_fits_ill_is_told(score, layer, log):
    land = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)], {"kind": ["W1", "X"]}, name="land")
    score(LANDUSE=land, CODE="kind", CLASSES="W, forest; A, farmlnd", INDICATORS="LU16; LU6")
    assert "“land (Land use)” has 1 codes that are not in “Own table of codes”, so nobody knows what" in str(
        log.warnings
    )
    assert "“Own table of codes” has classes that no indicator knows: farmlnd; known are" in str(log.warnings)


def test_report_says_what_is_met_what_is_not_and_where_it_is_worst(score, city, layer, values, tmp_path):
    path, line = tmp_path / "report.html", layer([plot(0, 0, 1000, 1000)], name="red_line")
    given = values(["ER5", None, 2025, 89.0], ["LU18", None, 2025, 3000.0])
    score(**city, LAYERS=[line], VALUES=given, INDICATORS="LU11; ER5; LU18; LU19", PROJECT="Haidian", REPORT=str(path))
    report = read(path.read_text(encoding="utf-8"))
    assert report.subtitle == "Haidian, as at the end of 2025"
    assert (report.verdict.value, report.verdict.badge) == ("1 of 3", "Behind")
    conclusions = report.sections[0].parts[0].paragraphs
    assert conclusions[0] == "Met (1): Soil and water conservation rate."
    assert conclusions[1].startswith("Behind (2): ")
    assert "3,000 10⁴ m³, −450 from 3,450 10⁴ m³, which is asked for by 2025." in conclusions[2]
    kept = "25 %, −1.1 from 26.1 % at the base, and is not to be reduced by 2025; it is worst in east (0 %)."
    assert kept in conclusions[3]
    (zones,) = [one.parts[-1].rows for one in report.sections if one.title == "By zone"]
    assert {row[3] for row in zones} == {"not reduced (2025)"}
    assert conclusions[4] == "Not judged (1): no value from statistics was given (1)."
    (open_,) = [one.parts[0].pairs for one in report.sections if one.title == "What is not judged"]
    assert open_ == (("No value from statistics was given (1)", "LU19 GDP per area of land"),)
    rows = {row[0].split()[0]: row for row in report.sections[1].parts[0].rows}
    assert rows["ER5"][:7] == (
        "ER5 Soil and water conservation rate (%)", "87 (2020)", "89", "89 (2025)", "0", "100 %", "Met",
    )  # fmt: skip
    (clauses,) = [dict(one.parts[0].pairs) for one in report.sections if one.title == "What the plan says"]
    assert len(clauses) == 4 and all(clauses.values())


@pytest.mark.parametrize(
    ("value", "target", "text"),
    [(None, None, "–"), (0.0, None, "0"), (44.0, None, "44"), (1234.5, None, "1,234"), (26.123456, None, "26.12"),
     (0.00004, None, "0.00004"), (44.9999, 45, "44.9999"), (45, 45, "45"), (-3000.4, None, "-3,000")],
)  # fmt: skip
def test_a_figure_does_not_look_like_a_target_that_it_misses(provider, value, target, text):
    from greenvein.processing.jobs.scorecard.wording import number

    assert number(value, target) == text


@pytest.mark.parametrize(
    ("progress", "text"),
    [(None, "–"), (0.0, "0 %"), (0.394, "39 %"), (1.0, "100 %"), (12.05, "beyond the target"),
     (-23.68, "further away than at the base")],
)  # fmt: skip
def test_a_share_of_the_way_that_is_none_is_said_in_words(provider, progress, text):
    from greenvein.processing.jobs.scorecard.wording import progress_text

    assert progress_text(progress) == text


@pytest.mark.parametrize(
    ("far_m", "badge", "counts"),
    [
        (33, "On track", {"TARGETS_MET": 0, "TARGETS_MISSED": 0, "TARGETS_ON_TRACK": 1}),
        (10, "Met", {"TARGETS_MET": 1, "TARGETS_MISSED": 0, "TARGETS_ON_TRACK": 0}),
        (90, "Behind", {"TARGETS_MET": 0, "TARGETS_MISSED": 1, "TARGETS_ON_TRACK": 0}),
    ],
)
def test_a_coverage_that_two_checks_judge_counts_once_by_the_year(score, layer, tmp_path, far_m, badge, counts):
    """93.4 % are below the 95 % of 2035, above the 89.5 % of 2025; 97.9 % are both, 83.8 % neither."""
    homes = layer([plot(0, 0, 467, 100), plot(5000, 0, 5000 + far_m, 100)], name="homes")
    paths = {name: str(tmp_path / name) for name in ("parks.html", "score.html", "summary.csv", "joined.html")}
    asked = {"RESIDENTIAL": homes, "PARKS": layer([plot(-100, 0, 0, 100)], name="parks")}
    processing.run("greenvein:parkcoverage", asked | {"SUMMARY": paths["summary.csv"], "REPORT": paths["parks.html"]})
    score(RESULTS=[paths["summary.csv"]], INDICATORS="ES1", REPORT=paths["score.html"])
    parts = {"REPORTS": [paths["parks.html"], paths["score.html"]], "REPORT": paths["joined.html"]}
    found = processing.run("greenvein:joinreports", parts)
    assert {name: found[name] for name in counts} == counts
    joined = read((tmp_path / "joined.html").read_text(encoding="utf-8"))
    assert [figure.value for figure in joined.figures] == [str(counts[name]) for name in (
        "TARGETS_MET", "TARGETS_ON_TRACK", "TARGETS_MISSED")] + ["0"]  # fmt: skip
    shown = [row[-1] for row in joined.sections[0].parts[0].rows]
    assert shown == ["Met" if badge == "Met" else "Target of 2035 not met", badge]


# Bad input.


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["XX1", None, 2025, 1.0], "row 1: the plan profile has no indicator “XX1”; its nearest are: LU"),
        (["森林覆蓋率", None, 2025, 1.0], "its nearest are: LU16 Forest cover of the city, LU17 Forest cover of the"),
        ([None, None, 2025, 1.0], "row 1: it is not said of which indicator the value is; fill in “indicator”"),
        (["ER5", "West", 2025, 1.0], "row 1: there is no zone “West”; the zones are west, east"),
        (["ER5", None, None, 1.0], "row 1: it is not said of which year the value is"),
        (["ER5", None, 25, 1.0], "row 1: “25” in “year” is no year from 1900 to 2100; write it with four digits"),
    ],
)
def test_a_row_of_values_that_cannot_be_right_is_refused(score, city, values, row, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        score(**city, VALUES=values(row))


def test_values_without_their_fields_are_refused(score, values):
    with pytest.raises(QgsProcessingException, match="has no field year; a table of values has indicator, zone, year"):
        score(VALUES=values(["ER5", None, 1.0], fields="indicator:string,zone:string,value:double"))


@pytest.mark.parametrize(
    ("year", "value", "wrong"),
    [
        ("2025", "about 89", "“about 89” in “value”"),
        ("2025", "inf", "“inf” in “value”"),
        ("2025", "3_450", "“3_450” in “value”"),
        ("2025", "1,2,3", "“1,2,3” in “value”"),
        ("2025", "12,34", "“12,34” in “value”"),
        ("2025", "88km²", "“88km²” in “value”"),
    ],
)
def test_text_where_numbers_are_is_refused(score, values, year, value, wrong):
    with pytest.raises(QgsProcessingException, match=f"row 1: {wrong} is no number of the unit %"):
        score(VALUES=values(["ER5", None, year, value], fields=TEXTS))


@pytest.mark.parametrize(
    ("id_", "value", "sentence"),
    [
        ("ES1", "0.962", "row 1: “0.962” in “value” is read as 0.962 %, and the plan's figures of ES1 are 86.8, 95 %; "
         "write 96.2, or “0.962%” where that is meant"),
        ("LU16", "450", "row 1: “450” in “value” is more than 100 %, which LU16 cannot be"),
        ("LU16", "-3", "row 1: “-3” in “value” is less than 0, which LU16 cannot be"),
        ("LU7", "-150", "row 1: “-150” in “value” is less than 0, which LU7 cannot be"),
    ],
)  # fmt: skip
def test_a_value_that_no_indicator_can_have_is_refused(score, values, id_, value, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        score(VALUES=values([id_, None, "2025", value], fields=TEXTS))


@pytest.mark.parametrize(("id_", "value"), [("ES1", "0.962%"), ("ES1", "0"), ("ER6", "0.9"), ("UR2", "30")])
def test_a_small_value_that_may_be_meant_is_taken(score, values, id_, value):
    rows = score(VALUES=values([id_, None, "2025", value], fields=TEXTS), INDICATORS=id_)["rows"]
    assert rows[id_, None, 2025]["gv_value"] == float(value.rstrip("%"))
    assert "far" not in (rows[id_, None, 2025]["gv_reason"] or "")


def test_an_amount_ten_times_away_from_all_that_the_plan_says_is_told_and_not_judged(score, values, log):
    """Basic farmland in mu in place of 10 000 mu, and forest stock in m³; one that has grown much is judged."""
    given = values(["LU7", None, 2025, 1_500_000.0], ["LU18", None, 2025, 34_500_000.0], ["LU19", None, 2025, 90.0])
    rows = score(VALUES=given, INDICATORS="LU7; LU18; LU19")["rows"]
    assert stands(rows["LU7", None, 2025]) == (1_500_000, "not_judged", "far:1500000=150; given")
    assert stands(rows["LU18", None, 2025]) == (34_500_000, "not_judged", "far:34500000=3450; given")
    assert rows["LU19", None, 2025]["gv_state"] == "met"
    assert [text.partition(": ")[0][-5:] for text in log.warnings if "ten times" in text] == ["row 1", "row 2"]


@pytest.mark.parametrize("year", ["inf", "202", "2025-2030", "20.25"])
def test_text_where_a_year_is_to_be_is_refused(score, values, year):
    with pytest.raises(QgsProcessingException, match=f"row 1: “{year}” in “year” is no year from 1900 to 2100"):
        score(VALUES=values(["ER5", None, year, "89"], fields=TEXTS))


@pytest.mark.parametrize(
    ("id_", "year", "value", "number"),
    [
        ("ER5", "2025年", "89.5%", 89.5), ("ER5", "２０２５", "８９．５％", 89.5), ("ER9", "2025.0", "16.7 m²", 16.7),
        ("LU18", "2025年末", "3,450", 3450), ("LU18", "2025", "3，450.5万m³", 3450.5), ("er５", "2025", "89", 89),
    ],
)  # fmt: skip
def test_values_are_read_as_they_are_written(score, values, log, id_, year, value, number):
    found = score(VALUES=values([id_, None, year, value], fields=TEXTS), YEAR=None)
    (known,) = [row for row in found["rows"].values() if row["gv_value"] is not None]
    assert (known["gv_year"], known["gv_value"]) == (2025, number)
    told = [text for text in log.warnings if "values are written as text" in text]
    assert [f"such as “{value}”, which was read as {number:g}." in text for text in told] == [True] * (value != "89")


@pytest.mark.parametrize(
    ("id_", "value", "unit", "found", "state"),
    [
        ("LU7", "900", "平方公里", 135, "behind"), ("LU7", "150.5", "万亩", 150.5, "met"),
        ("LU7", "1000", "km²", 150, "met"), ("LU16", "45", "％", 45, "met"),
        ("LU1", "367000", "公顷", 3670, "met"), ("LU7", "900平方公里", None, 135, "behind"),
        ("ER9", "16.8", "平方米/人", 16.8, "met"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("in_head", [False, True])
def test_a_value_is_taken_in_the_unit_that_the_table_says(score, values, log, id_, value, unit, found, state, in_head):
    head = f"数值（{unit}）" if in_head and unit else "数值"
    fields = f"指标:string,年份:string,{head}:string,单位:string,分区:string"
    given = values([id_, "2025", value, None if in_head else unit, None], fields=fields)
    row = score(VALUES=given, INDICATORS=id_)["rows"][id_, None, 2025]
    assert (row["gv_value"], row["gv_state"]) == (pytest.approx(found), state)
    brought = found != float(value.removesuffix("平方公里"))
    assert any("brought to the plan's unit" in text for text in log.warnings) == brought


@pytest.mark.parametrize(
    ("id_", "unit"), [("LU19", "万元/亩"), ("LU7", "万元"), ("ES1", "‰"), ("UR2", "万户"), ("LU18", "m³")]
)
@pytest.mark.parametrize("head", ["数值", "数值（{unit}）"])
def test_a_value_in_a_unit_that_is_not_the_indicators_is_refused(score, values, id_, unit, head):
    fields = f"指标:string,年份:string,{head.format(unit=unit)}:string,单位:string,分区:string"
    given = values([id_, "2025", "60", None if "（" in head else unit, None], fields=fields)
    with pytest.raises(QgsProcessingException, match=f"row 1: the value is given in “{unit}”, and {id_} is one in"):
        score(VALUES=given)


KM2_HEADS = [
    "数值（单位：平方公里）", "数值（km²，2025年）", "数值[km²]", "数值 km²", "数值_km2", "数值【平方公里】",
    "现状值（2025年末 km²）",
    "数值（实际）（km²）", "数值/平方公里", "value (km²)", "数值（计量单位：㎢）",
]  # fmt: skip
UNIT_HEADS = ["Units", "数值单位", "度量单位", "量纲", "单位名称", "计量单位（必填）"]


@pytest.mark.parametrize("head", KM2_HEADS)
def test_a_unit_is_taken_of_the_head_however_it_stands_there(score, values, head):
    """900 km² are 135 times 10 000 mu, of which the plan wants 150."""
    given = values(["LU7", "2025", "900", None], fields=f"指标:string,年份:string,{head}:string,分区:string")
    row = score(VALUES=given, INDICATORS="LU7")["rows"]["LU7", None, 2025]
    assert (row["gv_value"], row["gv_state"]) == (pytest.approx(135), "behind")


@pytest.mark.parametrize("head", UNIT_HEADS)
def test_a_unit_is_taken_of_its_field_however_that_is_called(score, values, head):
    fields = f"指标:string,年份:string,数值:string,单位:string,{head}:string,分区:string"
    given = values(
        ["LU7", "2025", "900", None, "平方公里", None], ["LU16", "2025", "45", "％", "%", None], fields=fields
    )
    rows = score(VALUES=given, INDICATORS="LU7; LU16")["rows"]
    assert rows["LU7", None, 2025]["gv_value"] == pytest.approx(135)
    assert rows["LU16", None, 2025]["gv_state"] == "met"


def test_names_of_offices_are_no_units(score, values):
    """Of two streets one is called as if it began with ten thousand, the other as if it were of households."""
    fields = "指标:string,年份:string,数值:string,单位名称:string,分区:string"
    given = values(["LU7", "2025", "151", "万寿路街道", None], ["LU16", "2025", "45", "户部街", None], fields=fields)
    rows = score(VALUES=given, INDICATORS="LU7; LU16")["rows"]
    assert [rows[id_, None, 2025]["gv_state"] for id_ in ("LU7", "LU16")] == ["met", "met"]


@pytest.mark.parametrize(
    ("head", "one", "two", "units"),
    [("数值", "万亩", "km²", "万亩, km²"), ("数值（公顷、km²）", None, None, "公顷, km²")],
)
def test_two_units_of_one_value_are_asked_about(score, values, head, one, two, units):
    fields = f"指标:string,年份:string,{head}:string,单位:string,计量单位:string,分区:string"
    with pytest.raises(QgsProcessingException, match=f"row 1: the value may be given in {units}; leave the unit"):
        score(VALUES=values(["LU7", "2025", "1000", one, two, None], fields=fields))


@pytest.mark.parametrize(
    "head",
    [
        "数值（2025年）",
        "数值（实际）",
        "现状值(年末)",
        "数值（统计）",
        "数值（市规划局）",
        "现状值（截至2025年12月31日）",
    ],
)
def test_a_remark_behind_a_head_is_no_unit(score, values, head):
    given = values(["LU7", "2025", "151", None], fields=f"指标:string,年份:string,{head}:string,分区:string")
    assert score(VALUES=given, INDICATORS="LU7")["rows"]["LU7", None, 2025]["gv_state"] == "met"


@pytest.mark.parametrize(
    ("head", "word"),
    [
        ("数值（2035年目标）", "目标"), ("值（预测）", "预测"), ("数值（规划）", "规划"), ("数值[计划]", "计划"),
        ("value (Target)", "target"), ("value (forecast)", "forecast"), ("数值（同比）", "同比"),
        ("数值（增速%）", "增速"), ("数值（万亩，规划值）", "规划"),
    ],
)  # fmt: skip
def test_what_is_no_value_of_its_year_by_its_head_is_refused(score, values, head, word):
    given = values(["LU7", "2025", "151", None], fields=f"指标:string,年份:string,{head}:string,分区:string")
    with pytest.raises(QgsProcessingException, match="says “" + word + "” in its name, so its values are not those of"):
        score(VALUES=given)


@pytest.mark.parametrize("kind", ["类型", "性质", "数值类型", "备注", "type", "Kind", "status"])
def test_rows_of_targets_and_forecasts_are_left_out_and_told(score, values, log, kind):
    """Of the three rows of one year two are no values of it, and say other figures."""
    rows = [["LU7", "2025", "151", None, "现状值"], ["LU7", "2025", "190", None, "规划目标"],
            ["LU7", "2025", "180", None, "预测值"], ["ER5", "2025", "93", None, "目标值"]]  # fmt: skip
    given = values(*rows, fields=f"指标:string,年份:string,值:string,分区:string,{kind}:string")
    found = score(VALUES=given, INDICATORS="LU7; ER5")["rows"]
    assert stands(found["LU7", None, 2025]) == (151, "met", "given")
    assert stands(found["ER5", None, 2025]) == (None, "not_judged", "no_value")
    assert any(f"3 rows are not used, for “{kind}” says" in text and "“规划目标”" in text for text in log.warnings)


def test_a_kind_of_indicators_leaves_the_values_of_a_table(score, values, log):
    rows = [["LU7", "2025", "151", None, "约束性"], ["ER5", "2025", "93", None, "预期性"]]
    given = values(*rows, fields="指标:string,年份:string,值:string,分区:string,性质:string")
    assert score(VALUES=given, INDICATORS="LU7; ER5")["MET"] == 2
    assert not any("rows are not used" in text for text in log.warnings)


@pytest.mark.parametrize(
    ("head", "years"),
    [("现状值（2018年）", "2018"), ("数值（万亩，2020）", "2020"), ("数值（2018-2025年）", "2018, 2025")],
)
def test_values_of_another_year_than_that_of_their_row_are_refused(score, values, head, years):
    given = values(["LU7", "2025", "151", None], fields=f"指标:string,年份:string,{head}:string,分区:string")
    expected = rf"row 1: by its name “{re.escape(head)}” holds values of {years}, and the row is one of 2025"
    with pytest.raises(QgsProcessingException, match=expected):
        score(VALUES=given)


@pytest.mark.parametrize(("id_", "name"), [("LU16", "水土保持率"), ("ER5", "森林蓄积量"), ("LU15", "水土保持率")])
def test_an_id_and_a_name_of_different_indicators_are_refused(score, values, id_, name):
    fields = "指标编号:string,指标名称:string,分区:string,年份:string,数值:string"
    expected = f"row 2: “{id_}” and “{name}” are different indicators; correct one of them"
    with pytest.raises(QgsProcessingException, match=expected):
        score(VALUES=values([], [id_, name, None, "2025", "88"], fields=fields))


@pytest.mark.parametrize(
    ("id_", "name", "found"),
    [
        ("ER5", "水土保持率", {"ER5"}), (None, "水土保持率", {"ER5"}), ("1", "水土保持率", {"ER5"}),
        ("LU10", "生态控制区面积占比", {"LU10", "ER2"}), ("ER10", "受污染耕地安全利用率", {"LU15", "ER10"}),
        ("ER3", "永久基本农田保护面积（万亩）", {"LU7"}),
    ],
)  # fmt: skip
def test_an_id_and_a_name_of_one_figure_are_taken(score, values, id_, name, found):
    fields = "指标编号:string,指标名称:string,分区:string,年份:string,数值:string"
    rows = score(VALUES=values([id_, name, None, "2025", "88"], fields=fields))["rows"]
    assert {row["gv_indicator"] for row in rows.values() if row["gv_value"] is not None} == found


def test_of_fields_that_tell_the_same_the_filled_one_is_taken(score, values):
    fields = "指标:string,指标名称:string,行政区:string,街道:string,年份:string,年度:string,数值:string,现状值:string"
    given = values([None, "水土保持率", None, "万寿路街道", None, "2025", None, "95"], fields=fields)
    found = score(VALUES=given, INDICATORS="ER5")["rows"]
    assert {key: row["gv_value"] for key, row in found.items() if row["gv_value"] is not None} == {
        ("ER5", "万寿路街道", 2025): 95
    }
    given = values(["ER5", None, None, "万寿路街道", None, None, None, "95"], fields=fields)
    with pytest.raises(QgsProcessingException, match="of which year the value is; fill in “年份”"):
        score(VALUES=given)


def test_a_table_in_which_no_value_stands_is_told(score, values, log):
    fields = "指标:string,分区:string,年份:string,数值:string,数值_2:string"
    rows = score(VALUES=values(["ER5", None, "2025", None, "95"], fields=fields), INDICATORS="ER5")["rows"]
    assert rows["ER5", None, 2025]["gv_value"] is None
    assert any("nothing stands in “数值”, so the table gives no value" in text for text in log.warnings)


def test_the_whole_city_is_no_zone_of_an_indicator_that_speaks_of_a_part(score, values, city):
    """Park area per head is one of the built-up area: of the city by its name it is shown, not judged."""
    for zone, of in ((None, ("met", "given")), ("全市", ("not_judged", "no_part; part:建成区; given"))):
        for more in ({}, city):
            rows = score(**more, VALUES=values(["ER9", zone, 2025, 17.0]), INDICATORS="ER9")["rows"]
            assert stands(rows["ER9", None, 2025]) == (17, *of)
            assert ("ER9", zone, 2025) not in rows or zone is None
    for zone in ("全市", "北京市", "北京", "全 市", "北京市域", "Whole city"):
        rows = score(VALUES=values(["LU16", zone, 2025, 45.0]), INDICATORS="LU16")["rows"]
        assert rows["LU16", None, 2025]["gv_state"] == "met"


@pytest.mark.parametrize("zone", ["合计", "全区", "Total", "合 计", "整体", "—", "/", "本市"])
def test_a_sum_of_nobody_knows_which_zones_is_refused(score, values, zone):
    with pytest.raises(QgsProcessingException, match=f"row 1: “{zone}” in “zone” may be the whole city"):
        score(VALUES=values(["LU16", zone, 2025, 45.0]))


@pytest.mark.parametrize(("one", "two"), [("行政区", "街道"), ("年份", "年度"), ("数值", "现状值")])
def test_a_table_of_which_two_fields_may_say_the_same_is_refused(score, values, one, two):
    others = [f"{name}:string" for name in ("指标", "年份", "数值") if name not in (one, two)]
    fields = [f"{one}:string", f"{two}:string", *others]
    made = values(["2025", "2025", *["LU16", "2025", "45"][: len(others)]], fields=",".join(fields))
    with pytest.raises(QgsProcessingException, match=f"has several fields that may be “[^”]*”: {one}, {two}; keep one"):
        score(VALUES=made)


@pytest.mark.parametrize("cell", ["95.2%", "—", "nan", "2025年"])
def test_a_result_with_a_text_for_a_number_is_refused(score, two_districts, cell):
    _, summary = two_districts
    asked = summary(0, 1)
    path = Path(asked["RESULTS"][0])
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    rows[0][head.index("gv_coverage_pct")] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    with pytest.raises(QgsProcessingException, match=f"“{cell}” in “gv_coverage_pct” is no number; give the table as"):
        score(**asked)


def test_a_result_that_cannot_be_is_refused(score, two_districts):
    _, summary = two_districts
    asked = summary(0, 1)
    path = Path(asked["RESULTS"][0])
    path.write_text(path.read_text("utf-8").replace(",50,", ",150,").replace(",50.0,", ",150.0,"), "utf-8")
    with pytest.raises(QgsProcessingException, match="150 % in “gv_coverage_pct” cannot be; give the table as"):
        score(**asked)


def test_zones_of_a_result_that_are_none_of_the_zones_are_left_out_and_told(score, two_districts, layer, log):
    parameters, summary = two_districts
    result = summary(0, 1, **{name: parameters[name] for name in ("ZONES", "ZONE_FIELD")})
    zones = layer([plot(-100, 0, 2000, 1000), plot(2000, 0, 4000, 1000)], {"name": ["west", "south"]}, name="zones")
    rows = score(**(parameters | {"ZONES": zones}), **result)["rows"]
    assert {zone for _, zone, _ in rows} == {None, "west"}
    assert any(
        "1 zones are left out, for “Zones to report by” has none of this name: east." in one for one in log.warnings
    )


def test_sentences_name_the_columns_of_the_user(score, values):
    own = "指标:string,分区:string,年份:string,值:string"
    for row, field in ((["ER5", None, "去年", "89"], "年份"), (["ER5", None, "2025", "很多"], "值")):
        with pytest.raises(QgsProcessingException, match=f"in “{field}” is no"):
            score(VALUES=values(row, fields=own))
    with pytest.raises(QgsProcessingException, match="of which year the value is; fill in “年份”"):
        score(VALUES=values(["ER5", None, None, "89"], fields=own))
    with pytest.raises(QgsProcessingException, match="Write the id or the name of one in “指标”"):
        score(VALUES=values(["绿地", None, "2025", "89"], fields=own))


@pytest.mark.parametrize(
    ("encoding", "between", "head"),
    [
        ("gbk", ",", "指标,分区,年份,数值"),
        ("gb18030", ",", "指标名称,区,年,现状值（%）"),
        ("utf-8-sig", ",", "指标编号,街道,年度,值"),
        ("utf-8", ";", "indicator,zone,year,value"),
        ("gbk", "\t", "指标,行政区,数据年份,指标值"),
        ("utf-16", "\t", "指标,分区,年份,数值"),
        ("utf-16", ",", "指标,分区,年份,数值"),
    ],
)
def test_a_table_of_values_is_read_as_offices_save_it(score, tmp_path, encoding, between, head):
    rows = [head, "全市森林覆盖率,全市,2025年,45.1%", "ES1,Whole city,2025,89.5"]
    rows += ["公园绿地500米服务半径覆盖率（%）,东区,2025,80"]
    path = tmp_path / "values.csv"
    path.write_bytes("\r\n".join(row.replace(",", between) for row in [*rows, ""]).encode(encoding))
    found = score(VALUES=str(path), YEAR=None, INDICATORS="LU16; ES1")
    given = {key: row["gv_value"] for key, row in found["rows"].items()}
    assert given == {("LU16", None, 2025): 45.1, ("ES1", None, 2025): 89.5, ("ES1", "东区", 2025): 80}


HEAD = ["指标", "分区", "年份", "数值"]
TITLE = ["北京市2025年指标统计表"]
NOTE = ["注：数据来源于统计局"]


@pytest.mark.parametrize(
    "above",
    [
        [],
        [TITLE],
        [TITLE, []],
        [[], TITLE],
        [[*TITLE, "表1", None, 2025]],
        [TITLE, ["一、", None, None, "现状"]],
        [[]] * 9,
    ],
)
def test_the_head_of_a_spreadsheet_stands_below_its_title_and_notes_below_its_rows(score, tmp_path, above):
    rows = [*above, HEAD, ["ES1", None, 2025, 89.5], [], ["LU16", "全市", "2025年", 45]]
    path = spreadsheet(tmp_path / "values.xlsx", [*rows, [], NOTE, ["制表：规划处"]])
    found = score(VALUES=path, YEAR=None, INDICATORS="LU16; ES1")["rows"]
    assert {key: row["gv_value"] for key, row in found.items()} == {
        ("LU16", None, 2025): 45,
        ("ES1", None, 2025): 89.5,
    }
    path = spreadsheet(tmp_path / "wrong.xlsx", [*rows, ["ES1", "东区", 2025, "很多"], NOTE])
    with pytest.raises(QgsProcessingException, match=f"row {len(rows) + 1}: “很多” in “数值” is no number"):
        score(VALUES=path)


def test_a_note_in_the_column_of_the_values_is_none(score, tmp_path):
    path = spreadsheet(tmp_path / "values.xlsx", [["数值", *HEAD[:3]], [89.5, "ES1", None, 2025], NOTE])
    assert score(VALUES=path, INDICATORS="ES1")["rows"]["ES1", None, 2025]["gv_value"] == 89.5


def test_a_unit_that_stands_above_the_head_is_that_of_the_values(score, tmp_path, log):
    rows = [[*TITLE, None, None, "（单位：平方公里）"], HEAD, ["LU7", None, 2025, 1000]]
    found = score(VALUES=spreadsheet(tmp_path / "values.xlsx", rows), INDICATORS="LU7")["rows"]
    assert found["LU7", None, 2025]["gv_value"] == pytest.approx(150)  # 万亩
    rows[0][3] = "单位：北京市规划院"
    found = score(VALUES=spreadsheet(tmp_path / "office.xlsx", rows), INDICATORS="LU7")["rows"]
    assert found["LU7", None, 2025]["gv_value"] == 1000


def test_a_table_without_a_head_says_which_fields_its_fullest_row_would_be(score, tmp_path):
    path = spreadsheet(tmp_path / "values.xlsx", [TITLE, ["指标", "地块", "年份", "数值"], ["ES1", None, 2025, 89.5]])
    with pytest.raises(QgsProcessingException, match="Its fields are: 指标, 地块, 年份, 数值"):
        score(VALUES=path)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
@pytest.mark.parametrize(("above", "number"), [("", 4), ("北京市指标表,,,\n", 5), ("2025,,,\n\n,,,\n", 7)])
def test_a_row_of_a_file_is_numbered_as_other_programs_show_it(score, tmp_path, encoding, above, number):
    path = tmp_path / "values.csv"
    path.write_bytes(f'{above}指标,分区,年份,数值\n\nES1,"\n",2025,89\nES1,,25,89\n'.encode(encoding))
    expected = f"row {number}: “25” in “年份” is no year from 1900 to 2100"
    if encoding == "utf-16" and above.startswith("2"):  # which QGIS does not open
        expected = "“values.csv” for “Values that no map shows” holds text in UTF-16, .*; save the file in UTF-8"
    with pytest.raises(QgsProcessingException, match=expected):
        score(VALUES=str(path))
    if encoding == "utf-8":  # as QGIS reads it by its own provider
        uri = f"{path.as_uri()}?type=csv&detectTypes=yes&geomType=none"
        with pytest.raises(QgsProcessingException, match=expected):
            score(VALUES=QgsVectorLayer(uri, "values", "delimitedtext"))


def test_a_title_without_columns_in_which_qgis_sees_no_table_is_told_so(score, tmp_path):
    path = tmp_path / "values.csv"
    path.write_text("北京市指标表\n指标,分区,年份,数值\nES1,,2025,89\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"QGIS finds no table in the file “.*values.csv .*”: its name"):
        score(VALUES=str(path))
    path.write_text("北京市指标表,,,\n指标,分区,年份,数值\nES1,,2025,89\n", encoding="utf-8")
    assert score(VALUES=str(path), INDICATORS="ES1")["rows"]["ES1", None, 2025]["gv_value"] == 89


def test_wide_characters_that_are_read_as_narrow_ones_are_called_so(score, tmp_path):
    path = tmp_path / "values.txt"
    path.write_bytes("指标\t分区\t年份\t数值\nES1\t\t2025\t89\n".encode("utf-16"))
    given = QgsVectorLayer(f"{path.as_uri()}?type=csv&delimiter=\\t&geomType=none", "values", "delimitedtext")
    with pytest.raises(
        QgsProcessingException, match="holds text in UTF-16, but files of this format are read as UTF-8"
    ):
        score(VALUES=given)


def test_a_table_in_gbk_that_is_damaged_further_on_is_told_as_ever(score, tmp_path):
    path = tmp_path / "values.csv"
    path.write_bytes("指标,分区,年份,数值\nES1,东区,2025,89\n".encode("gbk") + b"ES1,\xff\xff,2025,89")
    with pytest.raises(QgsProcessingException, match=r"holds text in GB18030 \(GBK\)"):
        score(VALUES=str(path))


def test_a_spreadsheet_of_nothing_but_text_has_its_head_in_the_first_row(score, tmp_path):
    for name, value in (("right", "89.5%"), ("wrong", "很多")):
        book = gdal.GetDriverByName("XLSX").Create(str(tmp_path / f"{name}.xlsx"), 0, 0, 0, gdal.GDT_Unknown)
        sheet = book.CreateLayer("Sheet1")
        for head in ("指标", "分区", "年份", "数值"):
            sheet.CreateField(ogr.FieldDefn(head, ogr.OFTString))
        row = ogr.Feature(sheet.GetLayerDefn())
        for at, text in enumerate(("ES1", "全市", "2025年", value)):
            row.SetField(at, text)
        sheet.CreateFeature(row)
        row = sheet = book = None  # writes it
    rows = score(VALUES=str(tmp_path / "right.xlsx"), YEAR=None, INDICATORS="ES1")["rows"]
    assert rows["ES1", None, 2025]["gv_value"] == 89.5
    with pytest.raises(QgsProcessingException, match="row 2: “很多” in “数值” is no number"):
        score(VALUES=str(tmp_path / "wrong.xlsx"))


# Of which year the data are.


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("greenvein.processing.jobs.scorecard.years.last_full_year", lambda: 2024)


def test_values_of_years_ahead_date_nothing_and_are_told(score, city, values, log, today):
    given = values(
        ["ER5", None, 2022, 88.0], ["ER5", None, 2024, 89.0], ["ER5", None, 2035, 93.0], ["ER6", None, 2030, 1.0]
    )
    found = score(**city, VALUES=given, YEAR=None, INDICATORS="ER5; ER6; LU6")
    assert {year for _, zone, year in found["rows"] if zone is None} == {2022, 2024}
    assert found["rows"]["ER5", None, 2024]["gv_value"] == 89
    assert found["rows"]["LU6", None, 2024]["gv_value"] == pytest.approx(0)
    assert any(
        "2 values are of later years (2030, 2035) than 2024, which is looked at" in text for text in log.warnings
    )
    assert any("taken for those of the end of 2024, the last year of “values" in text for text in log.warnings)


def test_values_of_years_ahead_alone_leave_the_last_full_year(score, city, values, log, today):
    found = score(**city, VALUES=values(["ER5", None, 2035, 93.0]), YEAR=None, INDICATORS="ER5; LU6")
    assert {year for _, _, year in found["rows"]} == {2024}
    assert found["rows"]["ER5", None, 2024]["gv_value"] is None
    assert any("1 values are of later years (2035) than 2024" in text for text in log.warnings)


def test_values_later_than_a_year_that_is_given_are_told_too(score, values, log):
    found = score(VALUES=values(["ER5", None, 2020, 88.0], ["ER5", None, 2023, 89.0]), YEAR=2020, INDICATORS="ER5")
    assert {year for _, _, year in found["rows"]} == {2020}
    assert any("1 values are of later years (2023) than 2020" in text for text in log.warnings)


@pytest.fixture
def named(layer, city):
    """The city, with a wood, a red line and homes, whose land use has a name."""

    def make(name):
        land = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)], {"DLBM": ["0301", "0701"]}, name=name)
        line = layer([plot(0, 0, 1200, 1000)], name="red_line")
        return city | {"LANDUSE": land, "LAYERS": [line], "INDICATORS": "LU16; LU6; LU11"}

    return make


def test_the_year_in_the_name_of_the_land_use_is_that_of_the_data(score, named, log, today):
    found = score(**named("用地现状2022"), YEAR=None)
    assert {year for _, _, year in found["rows"]} == {2022}
    assert any(
        "those of the end of 2022, the year in the name of the land use “用地现状2022" in text for text in log.warnings
    )


def test_a_map_of_a_year_ahead_is_shown_and_not_judged(score, named, values, log, today):
    given = named("用地规划2035")
    found = score(**given, VALUES=values(["ER5", None, 2024, 89.0]), YEAR=None)["rows"]
    assert stands(found["LU6", None, 2024]) == (pytest.approx(0), "not_judged", "extent; map_ahead")
    assert stands(found["LU11", None, 2024]) == (pytest.approx(30), "met", "elsewhere")  # which no land use shows
    assert any(
        "is of 2035 by its name, later than 2024" in text and "Give 2035 in “Year" in text for text in log.warnings
    )
    rows = score(**given, YEAR=2035)["rows"]
    assert "map_ahead" not in (rows["LU6", None, 2035]["gv_reason"] or "")


def test_an_older_map_is_judged_where_the_year_is_given_and_says_so(score, named, log):
    found = score(**named("用地现状2022"), YEAR=2025)["rows"]["LU6", None, 2025]
    assert found["gv_reason"].split("; ")[-1] == "map_before"
    assert any("is of 2022 by its name, earlier than 2025" in text for text in log.warnings)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("生态保护红线2035", ("not_judged", {"map_ahead", "elsewhere"})), ("生态保护红线2025", ("met", {"elsewhere"})),
        ("生态保护红线2018", ("met", {"elsewhere", "map_before"})),
        ("生态保护红线（2021-2035）", ("met", {"elsewhere"})),
    ],
)  # fmt: skip
def test_a_layer_of_another_year_by_its_name_is_not_that_of_the_year(score, city, layer, log, name, says):
    for asked in ({"LAYERS": [layer([plot(0, 0, 1200, 1000)], name=name)]}, {"RED_LINE": layer([CITY], name=name)}):
        row = score(**city, **asked, INDICATORS="LU11")["rows"]["LU11", None, 2025]
        assert (row["gv_state"], {*row["gv_reason"].split("; ")}) == says
    assert any("is of 2035 by its name, later than 2025" in text for text in log.warnings) == ("map_ahead" in says[1])


@pytest.mark.parametrize(
    ("homes", "parks", "says", "told"),
    [
        ("居住用地2018", "公园绿地规划2035", ("not_judged", "map_ahead"), True),
        ("homes", "公园绿地2018", ("met", "map_before"), False), ("居住用地2025", "parks", ("met", ""), False),
    ],
)  # fmt: skip
def test_a_result_is_of_the_year_that_its_layers_say(score, layer, tmp_path, log, homes, parks, says, told):
    home, park, path = plot(0, 0, 100, 100), plot(100, 0, 200, 100), str(tmp_path / "summary.csv")
    asked = {"RESIDENTIAL": layer([home], name=homes), "PARKS": layer([park], name=parks), "SUMMARY": path}
    processing.run("greenvein:parkcoverage", asked, feedback=log)
    row = score(RESULTS=[path], INDICATORS="ES1")["rows"]["ES1", None, 2025]
    assert (row["gv_state"], row["gv_reason"].replace("elsewhere", "").strip("; ")) == says
    different = (
        "By their names the layers are of different years: “居住用地2018 (Residential land)” of 2018, “公园绿地规划2035"
    )
    assert any(text.startswith(different) for text in log.warnings) == told


@pytest.mark.parametrize("name", ["国土空间规划2021-2035", "规划用地", "总规用地2020", "planned land use"])
def test_a_map_of_a_plan_is_not_how_the_land_was(score, named, log, name):
    rows = score(**named(name), YEAR=2025)["rows"]
    assert stands(rows["LU6", None, 2025]) == (pytest.approx(0), "not_judged", "extent; map_plan")
    assert stands(rows["LU11", None, 2025]) == (pytest.approx(30), "met", "elsewhere")  # which no land use shows
    assert any("is a plan's by its name, and not how the land was in 2025" in text for text in log.warnings)
    assert "map_plan" not in score(**named(name), YEAR=2035)["rows"]["LU6", None, 2035]["gv_reason"]


def test_a_map_of_a_plan_says_nothing_of_the_year_of_the_data(score, named, values, today):
    given = values(["ER5", None, 2022, 89.0])
    assert {year for _, _, year in score(**named("总规用地2020"), VALUES=given, YEAR=None)["rows"]} == {2022}
    with pytest.raises(QgsProcessingException, match="neither a table of values nor a result says"):
        score(**named("规划用地"), YEAR=None)


@pytest.mark.parametrize(
    "name", ["规划分区", "规划局提供", "规划用地现状图", "planning unit", "规划体检用地2025", "用地现状2021-2025"]
)
def test_a_name_with_a_plan_in_it_is_not_always_one_of_a_plan(score, named, log, name):
    row = score(**named(name), YEAR=2025)["rows"]["LU6", None, 2025]
    assert row["gv_reason"] == "extent"
    assert not any("is a plan's by its name" in text for text in log.warnings)


def test_a_file_that_holds_several_maps_does_not_say_that_one_is_a_plans(score, named, layer, saved, tmp_path, log):
    land = named("land")["LANDUSE"]
    path = saved(land, tmp_path / "规划.gpkg", name="dltb")
    for one in (path, QgsVectorLayer(path, "规划 — dltb", "ogr"), QgsVectorLayer(path, "land", "ogr")):
        row = score(**named("land") | {"LANDUSE": one}, YEAR=2025)["rows"]["LU6", None, 2025]
        assert row["gv_reason"] == "extent"
    shape = saved(land, tmp_path / "规划用地.shp", driver="ESRI Shapefile")
    renamed = QgsVectorLayer(shape, "dltb", "ogr")
    row = score(**named("land") | {"LANDUSE": renamed}, YEAR=2025)["rows"]["LU6", None, 2025]
    assert row["gv_reason"] == "extent; map_plan"


@pytest.mark.parametrize(("homes", "parks"), [("规划居住用地", "parks"), ("homes", "公园绿地规划2021-2035")])
def test_a_coverage_of_planned_homes_or_parks_is_not_that_of_the_year(score, layer, tmp_path, log, homes, parks):
    home, park, path = plot(0, 0, 100, 100), plot(100, 0, 200, 100), str(tmp_path / "summary.csv")
    asked = {"RESIDENTIAL": layer([home], name=homes), "PARKS": layer([park], name=parks), "SUMMARY": path}
    processing.run("greenvein:parkcoverage", asked, feedback=log)
    row = score(RESULTS=[path], INDICATORS="ES1")["rows"]["ES1", None, 2025]
    assert (row["gv_value"], row["gv_state"]) == (100, "not_judged")
    assert row["gv_reason"].startswith("map_plan")
    assert score(RESULTS=[path], INDICATORS="ES1", YEAR=2035)["rows"]["ES1", None, 2035]["gv_state"] == "met"


@pytest.mark.parametrize(("built_up", "streets", "field"), [("规划建成区", "s", "people"), ("建成区", "s", "规划人口")])
def test_planned_people_and_a_planned_built_up_area_are_not_those_of_the_year(
    score, town, layer, built_up, streets, field
):
    asked = town()
    asked["POPULATION_LAYER"] = layer(STREETS, {field: [5000, 4000]}, name=streets)
    asked["POPULATION_LAYER_FIELD"] = field
    found = score(**asked, BUILT_UP=layer([CITY], name=built_up))
    assert per_head(found)[1:] == ("not_judged", "map_plan; elsewhere")


@pytest.mark.parametrize("name", ["land", "用地GB50137-2011", "CGCS2000_DLTB", "地类图斑2025"])
def test_a_name_that_says_no_other_year_is_not_told_of(score, named, log, name):
    score(**named(name), YEAR=2025)
    assert not any("by its name" in text or "several years" in text for text in log.warnings)


def test_two_values_for_the_same_are_refused_where_they_differ(score, values):
    twice = ["ER5", None, 2025, 89.0]
    assert score(VALUES=values(twice, twice))["MET"] == 1
    with pytest.raises(
        QgsProcessingException, match="row 2: “水土保持率” has another value of 2025 already, 89 and now 90"
    ):
        score(VALUES=values(twice, ["水土保持率", None, 2025, 90.0]))


def test_a_profile_without_indicators_is_refused(score, values, monkeypatch):
    monkeypatch.setattr(profiles, "find", lambda: (load(profiles.FOLDER / "national.json"), None))
    with pytest.raises(QgsProcessingException, match="has no indicators; choose another one in the settings"):
        score(VALUES=values(["ER5", None, 2025, 89.0]))


def test_layers_that_nobody_knows_are_told_and_the_rest_goes_on(score, city, layer, log):
    found = score(**city, LAYERS=[layer([CITY], name="roads"), layer([CITY], name="red_line")], INDICATORS="LU11")
    assert found["MET"] == 1
    assert any("“roads” is not used" in warning for warning in log.warnings)


def test_a_layer_that_lies_in_what_it_names_is_not_taken_for_it_and_what_is_taken_is_told(
    score, city, layer, log, tmp_path
):
    mines, line = layer([CITY], name="生态保护红线内矿山"), layer([plot(0, 0, 1200, 1000)], name="生态保护红线2023")
    report = tmp_path / "report.html"
    found = score(**city, LAYERS=[mines, line], INDICATORS="LU11; LU10", REPORT=str(report))
    assert found["rows"]["LU11", None, 2025]["gv_value"] == pytest.approx(30)
    assert any("“生态保护红线内矿山” is not used" in text and "What the layers are" in text for text in log.warnings)
    said = "“生态保护红线2023”: Ecological red line"
    assert f"Layers were taken for: {said}." in log.info
    facts = [part for section in read(report.read_text(encoding="utf-8")).sections for part in section.parts]
    assert ("What the layers are", said) in [pair for part in facts if part.kind == "facts" for pair in part.pairs]


def test_codes_that_do_not_tell_forest_from_farmland_are_the_reason_that_is_given(score, layer):
    land = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)], {"DLBM": ["E2", "R2"]}, name="land")
    rows = score(LANDUSE=land, SYSTEM=4, INDICATORS="LU16; LU6")["rows"]
    assert stands(rows["LU16", None, 2025]) == (None, "not_judged", "untold:forest")
    assert stands(rows["LU6", None, 2025]) == (None, "not_judged", "untold:farmland")


def test_a_class_of_which_systems_that_fit_have_other_land_is_left_out_alone_and_told(score, layer, log):
    land = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)], {"code": ["0303", "0101"]}, name="land")
    rows = score(LANDUSE=land, CODE="code", INDICATORS="LU16; LU6")["rows"]
    assert stands(rows["LU16", None, 2025]) == (None, "not_judged", "undecided:forest")
    assert rows["LU6", None, 2025]["gv_value"] == pytest.approx(3 * 15 / 1e2)
    told = [text for text in log.warnings if "in which other features are Forest" in text]
    assert len(told) == 1 and "say in “System of the land-use codes” which one they are from" in told[0]
    told = reasons_text(["undecided:forest"])
    assert "“Forest”" in told and "“System of the land-use codes”" in told
    rows = score(LANDUSE=land, CODE="code", SYSTEM=3, INDICATORS="LU16")["rows"]
    assert rows["LU16", None, 2025]["gv_value"] == pytest.approx(25)


def test_a_layer_without_ground_to_measure_it_on_is_the_reason_that_is_given(score, layer):
    row = score(LAYERS=[layer([CITY], name="red_line")], INDICATORS="LU11")["rows"]["LU11", None, 2025]
    assert stands(row) == (None, "not_judged", "no_ground")


def test_a_table_says_what_layers_are(score, city, layer):
    found = score(**city, LAYERS=[layer([CITY], name="A7")], ROLES="A7, red_line", INDICATORS="LU11")
    assert found["rows"]["LU11", None, 2025]["gv_value"] == pytest.approx(100)


def test_a_table_of_roles_calls_a_layer_of_a_file_as_the_legend_does(score, city, layer, saved, tmp_path):
    kept = QgsVectorLayer(saved(layer([CITY], name="table_7"), tmp_path / "plan.gpkg"), "A7", "ogr")
    found = score(**city, LAYERS=[kept], ROLES="A7, red_line", INDICATORS="LU11")
    assert found["rows"]["LU11", None, 2025]["gv_value"] == pytest.approx(100)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [("A8, red_line", "names the layer “A8”, which is not among those given: A7"),
     ("A7, roads", "says that “A7” is “roads”, which no indicator knows; known are red_line")],
)  # fmt: skip
def test_a_table_of_roles_that_cannot_be_right_is_refused(score, city, layer, rows, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        score(**city, LAYERS=[layer([CITY], name="A7")], ROLES=rows)


def test_a_table_of_roles_without_layers_says_where_to_give_them(score, city):
    sentence = "says what “A7” is, and “Layers that indicators name” is empty; give the layer there too"
    with pytest.raises(QgsProcessingException, match=sentence):
        score(**city, ROLES="A7, red_line")


def test_parts_of_a_profile_that_speaks_of_none_are_told_not_to_be_used(score, city, layer, log, monkeypatch, tmp_path):
    data = json.loads((profiles.FOLDER / "beijing_2022.json").read_text(encoding="utf-8"))
    for indicator in data["scorecard"]["indicators"]["value"]:
        indicator.pop("extent", None)
    path = tmp_path / "own.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(profiles, "find", lambda: (load(path), None))
    score(**city, EXTENTS=layer([CITY], {"part": ["山区"]}, name="parts"), EXTENT_FIELD="part", INDICATORS="LU16")
    assert any(
        text.endswith("is not used, for no indicator of the plan profile speaks of a part of the city.")
        for text in log.warnings
    )


def test_a_table_of_values_without_fields_is_told_to_have_none(score):
    with pytest.raises(QgsProcessingException, match="has no fields, which would say what its features are"):
        score(VALUES=QgsVectorLayer("None", "values", "memory"))


def test_parts_that_the_profile_does_not_know_are_told(score, city, layer, log):
    parts = layer([CITY], {"part": ["山区"]}, name="parts")
    score(**city, EXTENTS=parts, EXTENT_FIELD="part", INDICATORS="LU16")
    assert any("no indicator of the plan profile speaks of 山区" in warning for warning in log.warnings)


def test_parts_without_their_names_are_refused(score, city, layer):
    with pytest.raises(QgsProcessingException, match="without it nobody knows which part of the city"):
        score(**city, EXTENTS=layer([CITY], name="parts"))


def test_codes_of_no_system_are_refused(score, layer):
    land = layer([plot(0, 0, 100, 100), plot(100, 0, 200, 100)], {"code": ["XX", "R9?"]}, name="land")
    with pytest.raises(QgsProcessingException, match="holds no codes of a known system"):
        score(LANDUSE=land, CODE="code", INDICATORS="LU16")


def test_a_field_in_which_no_code_stands_is_told_so(score, layer):
    land = layer([plot(0, 0, 100, 100), plot(100, 0, 200, 100)], {"code": ["", None]}, name="land")
    with pytest.raises(QgsProcessingException, match="holds no code at all, only empty values or zeros"):
        score(LANDUSE=land, CODE="code", INDICATORS="LU16")


def test_codes_of_two_systems_in_one_layer_are_refused_unless_it_is_said_which_counts(score, layer, log):
    land = layer([plot(0, 0, 100, 100), plot(100, 0, 400, 100), CITY], {"code": ["0301", "0103", "R2"]}, name="land")
    with pytest.raises(QgsProcessingException, match=r"mixes codes of Third .* with codes of GB 50137-2011 .*\(R2\)"):
        score(LANDUSE=land, CODE="code", INDICATORS="LU16")
    found = score(LANDUSE=land, CODE="code", SYSTEM=1, INDICATORS="LU6")["rows"]["LU6", None, 2025]
    assert (found["gv_value"], found["gv_state"]) == (pytest.approx(3 * 15 / 1e4), "not_judged")
    assert any("have R2 in “code”, no code of Third" in warning for warning in log.warnings)


def test_a_result_that_no_indicator_names_is_told(score, city, layer, log):
    score(**city, RESULTS=[layer([CITY], {"gv_scope": ["all"]}, name="other")], INDICATORS="LU16")
    assert any("other" in warning and "is not used: it is no summary" in warning for warning in log.warnings)


def test_nothing_to_hold_against_the_plan_is_refused(score, city):
    with pytest.raises(QgsProcessingException, match="Nothing to hold against the plan is given"):
        score(ZONES=city["ZONES"])


def test_a_run_of_which_nobody_knows_the_year_is_refused(score, city):
    with pytest.raises(QgsProcessingException, match="Give “Year of the data"):
        score(**city, YEAR=None)


def test_an_indicator_that_the_profile_does_not_have_is_refused(score, city):
    with pytest.raises(
        QgsProcessingException, match="names the indicator “LU99”, which the plan profile does not have"
    ):
        score(**city, INDICATORS="LU99")


@pytest.mark.parametrize(("above", "rows", "assumed"), [([], 1, 0), ([], 0, 1), ([TITLE], 1, 0)])
def test_a_step_assumes_no_year_where_a_table_of_values_may_say_it(provider, tmp_path, above, rows, assumed):
    """Without a row nothing has a year; below a title only the run finds it."""
    sheet = [*above, HEAD, *[["ES1", None, 2023, 89.5]] * rows, [None, None, None, 1]]
    step, context = provider.algorithm("scorecardifgiven").create(), QgsProcessingContext()
    given = {"VALUES": spreadsheet(tmp_path / "values.xlsx", sheet)}
    assert len(step.assumed(given, context)) == assumed
