"""Of which year the data of a scorecard are: by the year that is given, by values, and by the names of layers."""

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

import processing

from . import scorecard_city
from .scorecard_city import CITY, plot, stands

pytestmark = pytest.mark.slow

score, values, city = scorecard_city.score, scorecard_city.values, scorecard_city.city


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


@pytest.mark.parametrize("name", ["land", "用地GB50137-2011", "CGCS2000_DLTB", "地类图斑2025"])
def test_a_name_that_says_no_other_year_is_not_told_of(score, named, log, name):
    score(**named(name), YEAR=2025)
    assert not any("by its name" in text or "several years" in text for text in log.warnings)


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
    home, park = plot(0, 0, 100, 100), plot(100, 0, 200, 100)
    asked = {"RESIDENTIAL": layer([home], name=homes), "PARKS": layer([park], name=parks)}
    for path in ("TEMPORARY_OUTPUT", str(tmp_path / "summary.gpkg"), str(tmp_path / "summary.csv")):
        result = processing.run("greenvein:parkcoverage", {**asked, "SUMMARY": path}, feedback=log)["SUMMARY"]
        row = score(RESULTS=[result], INDICATORS="ES1")["rows"]["ES1", None, 2025]
        assert (row["gv_value"], row["gv_state"]) == (100, "not_judged")
    assert row["gv_reason"].startswith("map_plan")
    assert score(RESULTS=[path], INDICATORS="ES1", YEAR=2035)["rows"]["ES1", None, 2035]["gv_state"] == "met"


@pytest.mark.parametrize(("name", "told"), [("中心城区现状", True), ("Central city", True), ("floodplain", False)])
def test_shares_of_land_use_that_is_called_as_a_part_are_told_to_be_those_of_its_ground(score, named, log, name, told):
    given = named(name)
    found = score(**{one: given[one] for one in given if "ZONE" not in one}, YEAR=2025)["rows"]
    assert stands(found["LU11", None, 2025]) == (pytest.approx(30), "met", "elsewhere")
    assert any(f"“{name} (Land use)” speaks of “" in text for text in log.warnings) == told
    log.warnings.clear()
    score(**given, YEAR=2025)
    assert not any("speaks of" in text for text in log.warnings)
