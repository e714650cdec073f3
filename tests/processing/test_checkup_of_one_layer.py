"""A whole check-up of one layer of land use and one of streets, as planners have them: headless, and as it fails."""

import html
import json
import re
from datetime import date

import pytest
import shapely
from greenvein.core.report.file import read
from greenvein.processing import profiles
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsSettings,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

import processing

from ..conftest import Profile

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_400_000


def plot(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


# A city of 4 km²: a square kilometre of homes, of which a park of 20 ha serves the northern half, and one of fields or
# factories beside them; 0.9 km² of wood in the west, as much water in the east. The streets are its halves.
HOMES, FIELDS, PARK = plot(0, 0, 1000, 1000), plot(1000, 0, 2000, 1000), plot(0, 1000, 2000, 1100)
WOOD, WATER = plot(0, 1100, 1000, 2000), plot(1000, 1100, 2000, 2000)
GROUND = (HOMES, FIELDS, PARK, WOOD, WATER)
SURVEY = {
    "DLBM": ("0701", "0103", "0810", "0301", "1101"),
    "DLMC": ("城镇住宅用地", "旱地", "公园与绿地", "乔木林地", "河流水面"),
}
PLANNING = {"用地代码": ("R2", "M1", "G1", "E2", "E1")}
STREETS = {"街道": ("永宁街道", "大榆树镇"), "常住人口": (30_000, 0)}
NUMBERS = ("gv_year", "gv_value", "gv_base", "gv_target", "gv_target_year", "gv_gap", "gv_progress", "gv_required")
HALVES = (plot(0, 0, 1000, 2000), plot(1000, 0, 2000, 2000))


def shapefile(path, geometries, columns, encoding="GBK"):
    """Write a Shapefile whose texts and names of fields are in an encoding, and a .cpg that says so."""
    fields = QgsFields()
    for name, (first, *_) in columns.items():
        fields.append(QgsField(name, QMetaType.Type.Int if isinstance(first, int) else QMetaType.Type.QString, len=40))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = "ESRI Shapefile", encoding
    crs, context = QgsCoordinateReferenceSystem("EPSG:4547"), QgsProject.instance().transformContext()
    writer = QgsVectorFileWriter.create(str(path), fields, QgsWkbTypes.Type.Polygon, crs, context, options)
    for row, geometry in enumerate(geometries):
        feature = QgsFeature(fields)
        feature.setAttributes([values[row] for values in columns.values()])
        feature.setGeometry(QgsGeometry.fromWkt(geometry.wkt))
        assert writer.addFeature(feature)
    del writer
    path.with_suffix(".cpg").write_text(encoding)
    return str(path)


class Walk:
    """A check-up by the real qgis_process in a profile of its own: what it returned, wrote and said."""

    def __init__(self, folder, locale, **inputs):
        (folder / "settings").mkdir(mode=0o700)
        profile = Profile(folder / "settings")
        profile.link_plugin()
        profile.link_packages()
        with (profile.folder / "QGIS" / "QGIS3.ini").open("a", encoding="utf-8") as settings:
            settings.write(f"[locale]\nuserLocale={locale}\noverrideFlag=true\n")
        files = {"scores": "scores.csv", "zones_scored": "zones.gpkg", "report": "report.html"}
        self.files = {name: folder / file for name, file in files.items()}
        given = {**inputs, "zone_field": "街道", "population_layer_field": "常住人口", **self.files}
        arguments = [f"{name}={value}" for name, value in given.items()]
        run = profile.qgis_process("--json", "run", "greenvein:checkup", "--", *arguments)
        assert run.returncode == 0, run.stdout + run.stderr
        self.found, self.said = json.loads(run.stdout)["results"], json.loads(run.stdout)["log"]
        self.report = read(self.files["report"].read_text("utf-8"))

    @property
    def text(self):
        """The report's text without tags."""
        return html.unescape(re.sub("<[^>]+>", "", self.files["report"].read_text("utf-8")))


@pytest.fixture(scope="module")
def places(qgis_app, tmp_path_factory):
    """The files of a planner: the survey without a word on its encoding, the planning map, and the streets."""
    folder = tmp_path_factory.mktemp("places")
    survey = shapefile(folder / "地类图斑.shp", GROUND, SURVEY)
    (folder / "地类图斑.cpg").unlink()
    values = folder / "指标值.csv"
    values.write_text("指标,分区,年份,值\n森林蓄积量,,2025,3450\n水土保持率,永宁街道,2025,88\n", encoding="utf-8")
    return {
        "survey": survey,
        "planning": shapefile(folder / "用地现状.shp", GROUND, PLANNING),
        "streets": shapefile(folder / "街道.shp", HALVES, STREETS),
        "built_up": shapefile(folder / "建成区.shp", [plot(0, 0, 2000, 2000)], {"名称": ["建成区"]}),
        "values": str(values),
    }


@pytest.fixture(scope="module")
def of_survey(places, tmp_path_factory):
    """The survey and the streets, nothing else, in Chinese."""
    streets = {"zones": places["streets"], "population_layer": places["streets"]}
    return Walk(tmp_path_factory.mktemp("survey"), "zh_CN", landuse=places["survey"], **streets)


@pytest.fixture(scope="module")
def of_planning(places, tmp_path_factory):
    """The planning map, the streets, a built-up area that is all of it, and a table of values, in English."""
    streets = {"zones": places["streets"], "population_layer": places["streets"], "built_up": places["built_up"]}
    more = {"values": places["values"], "year": 2025, "project": "Yanqing", "title": "Check-up of a district"}
    return Walk(tmp_path_factory.mktemp("planning"), "en_US", landuse=places["planning"], **streets, **more)


def scores_in(output):
    """Return the rows of scores by indicator and zone; null is None, wherever they stand."""
    opened = QgsVectorLayer(str(output), "scores", "ogr") if not isinstance(output, QgsVectorLayer) else output
    assert opened.isValid(), output
    names, found = opened.fields().names(), {}
    for feature in opened.getFeatures():
        row = dict(zip(names, (None if value in (NULL, "") else value for value in feature.attributes())))
        row |= {name: float(value) for name, value in row.items() if name in NUMBERS and value is not None}
        found[row["gv_indicator"], row["gv_zone"]] = row
    return found


def stands(row):
    return row["gv_value"], row["gv_state"], row["gv_reason"]


def test_shares_and_amounts_are_those_of_the_map(of_survey):
    rows = scores_in(of_survey.files["scores"])
    # 90 of 400 ha are wooded, 90 of the 200 ha of the one street and none of the other; 100 ha are 1 500 mu.
    assert [stands(rows["LU16", zone])[0] for zone in (None, *STREETS["街道"])] == pytest.approx([22.5, 45, 0])
    assert [stands(rows["LU6", zone])[0] for zone in (None, *STREETS["街道"])] == pytest.approx([0.15, 0, 0.15])
    # 20 ha of parks and 30 000 people, 10 ha of them in their street; where nobody lives there is nothing per head.
    assert [stands(rows["ER9", zone])[0] for zone in (None, *STREETS["街道"])] == [
        pytest.approx(200_000 / 30_000),
        pytest.approx(100_000 / 30_000),
        None,
    ]
    # The survey's parks hold other green space too, so that the check of the parks gives no verdict.
    assert stands(rows["ES1", None]) == (pytest.approx(50), "not_judged", "open; elsewhere")
    assert of_survey.found["COVERAGE_PCT"] == pytest.approx(50)


def test_figures_of_a_planning_map_are_judged(of_planning):
    rows = scores_in(of_planning.files["scores"])
    assert stands(rows["ES1", None]) == (pytest.approx(50), "behind", "elsewhere")
    assert stands(rows["ER9", None]) == (pytest.approx(200_000 / 30_000), "behind", "elsewhere")
    # The places that the check of the parks has found: half of the homes, and half of their people.
    assert rows["ES1", None]["gv_cause"] == "blind_area|永宁街道|50|15000|1|50"
    assert stands(rows["LU18", None]) == (3450, "met", "given")
    assert stands(rows["ER5", "永宁街道"]) == (88, "behind", "elsewhere; given")
    found = [of_planning.found[name] for name in ("MET", "ON_TRACK", "BEHIND", "SCORECARD_NOT_JUDGED")]
    assert found == [1, 0, 2, len({indicator for indicator, _ in rows}) - 3]
    # The coverage counts once, with the indicators.
    assert (of_planning.found["TARGET_MET"], of_planning.found["TARGETS_MISSED"]) == (False, 1)


@pytest.mark.parametrize("walk", ["of_survey", "of_planning"])
def test_scores_are_those_of_the_jobs_alone(request, provider, places, walk):
    done, land = request.getfixturevalue(walk), places[walk.partition("_")[2]]
    streets = {"ZONES": places["streets"], "ZONE_FIELD": "街道"}
    people = {"POPULATION_LAYER": places["streets"], "POPULATION_LAYER_FIELD": "常住人口"}
    more = {"BUILT_UP": places["built_up"]} if walk == "of_planning" else {}
    homes = {"RESIDENTIAL": land, "RESIDENTIAL_TAKE": "class:residential", "PARKS": land, "PARKS_TAKE": "class:park"}
    wanted = dict.fromkeys(("SUMMARY", "BLIND_AREAS"), "memory:")
    parks = processing.run("greenvein:parkcoverage", {**homes, **streets, **people, **more, **wanted})
    year = next(iter(scores_in(done.files["scores"]).values()))["gv_year"]
    given = {"LANDUSE": land, "RESULTS": [parks[name] for name in wanted], "YEAR": year, "SCORES": "memory:"}
    if walk == "of_planning":
        given["VALUES"] = places["values"]
    alone = processing.run("greenvein:scorecard", {**given, **streets, **people, **more})
    expected, found = scores_in(alone["SCORES"]), scores_in(done.files["scores"])
    assert found.keys() == expected.keys()
    for key, row in expected.items():
        for name, value in row.items():
            assert found[key][name] == (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value)
    assert done.found["MET"] == alone["MET"] and done.found["SCORECARD_NOT_JUDGED"] == alone["NOT_JUDGED"]


def test_zones_come_with_their_indicators(of_planning, table):
    rows = {row["街道"]: row for row in table(of_planning.files["zones_scored"])}
    assert rows.keys() == set(STREETS["街道"])
    west, east = (rows[name] for name in STREETS["街道"])
    assert (west["gv_es1"], west["gv_er9"], west["gv_er5"]) == (pytest.approx(50), pytest.approx(10 / 3), 88)
    assert (west["gv_state"], west["gv_behind"], west["常住人口"]) == ("behind", 3, 30_000)
    assert (east["gv_state"], east["gv_es1"]) == ("not_judged", NULL)


LEFT_OUT = {
    "of_survey": ("廊道宽度核查", "减量台账", "腾退用地后续利用", "生态安全格局", "生态修复优先序"),
    "of_planning": (
        "Corridor width check",
        "Land reduction account",
        "Use of vacated land afterwards",
        "Ecological security pattern",
        "Restoration priority ranking",
    ),
}


@pytest.mark.parametrize(
    ("walk", "begins", "ran"),
    [
        ("of_survey", "已略过：{}。", ["规划指标体检", "公园绿地服务半径覆盖率"]),
        ("of_planning", "Left out: {}. ", ["Indicator scorecard", "Park service coverage"]),
    ],
)
def test_what_has_no_layers_is_left_out_with_a_sentence(request, walk, begins, ran):
    done = request.getfixturevalue(walk)
    assert [chapter.title for chapter in done.report.chapters] == [*ran, *LEFT_OUT[walk]]
    for chapter in done.report.chapters[2:]:
        assert chapter.verdict.sentence.startswith(begins.format(chapter.title))
        assert chapter.verdict.sentence in done.said["warning"]
    assert [chapter.title for chapter in done.report.chapters if chapter.sections] == ran


def test_conclusions_come_first_in_chinese(of_survey):
    score = of_survey.report.chapters[0]
    year = date.today().year - 1
    assert score.subtitle == f"截至 {year} 年末"
    text = of_survey.text
    note = f"没有说明数据的年份，按最近一个整年（{year}年年末）与规划对照；如是其他年份，请填写“数据年份”。"
    assert note in of_survey.said["warning"] and note in text
    assert score.verdict.sentence == "47 项指标均暂不判定。"
    assert "体检项目本身暂不判定 1 项" in text and "该指标所取的体检项目本身暂不判定，原因见该项报告。" in text
    assert text.index("47 项暂不判定：") < text.index("已略过：")


def test_conclusions_come_first_in_english(of_planning):
    score = of_planning.report.chapters[0]
    assert (of_planning.report.title, score.subtitle) == ("Check-up of a district", "Yanqing, as at the end of 2025")
    assert score.verdict.sentence == "1 met, 0 on track, 2 behind; 44 could not be judged."
    text = of_planning.text
    assert "Met (1): Forest stock." in text
    assert "Park coverage within 500 m stands at 50 %, −45 from 95 %, which is asked for by 2035" in text
    assert not any("Nothing says of which year" in warning for warning in of_planning.said["warning"])
    assert text.index("Met (1)") < text.index("Left out:")


# What cannot be right.


@pytest.fixture
def check_up(provider, log, tmp_path):
    def run(**given):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        asked = {"report": str(tmp_path / "report.html"), "scores": "memory:", **given}
        return processing.run("greenvein:checkup", asked, context=context, feedback=log)

    return run


@pytest.fixture
def planned(layer):
    """The planning map and the streets, in memory."""
    streets = layer(HALVES, {name: list(values) for name, values in STREETS.items()}, name="streets")
    people = {"population_layer": streets, "population_layer_field": "常住人口"}
    ground = layer(GROUND, {name: list(codes) for name, codes in PLANNING.items()}, name="land use")
    return {"landuse": ground, "zones": streets, "zone_field": "街道", "year": 2025, **people}


@pytest.fixture
def values(tmp_path):
    """Write a table of values; return its path."""

    def write(*rows):
        path = tmp_path / "values.csv"
        path.write_text("\n".join(["indicator,zone,year,value", *rows]) + "\n", encoding="utf-8")
        return str(path)

    return write


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("XX9,,2025,1", "row 2: the plan profile has no indicator “XX9”"),
        (
            "ER5,永宁街,2025,88",
            "row 2: there is no zone “永宁街”; the zones are 永宁街道, 大榆树镇.",
        ),
        ("ER5,,2025,much", "row 2: “much” in “value” is no number"),
    ],
)
def test_a_table_of_values_that_is_wrong_does_not_cost_what_others_found(
    check_up, planned, values, log, tmp_path, row, reason
):
    found = check_up(**planned, values=values(row), blind_areas=str(tmp_path / "blind_areas.gpkg"))
    assert found["COVERAGE_PCT"] == pytest.approx(50)
    assert (found["scores"], "MET" in found) == (None, False)
    assert QgsVectorLayer(found["blind_areas"]).featureCount() == 1
    (error,) = log.errors
    assert error.startswith("Not done: Indicator scorecard. ") and reason in error
    report = read((tmp_path / "report.html").read_text("utf-8"))
    assert [(chapter.title, chapter.verdict.badge) for chapter in report.chapters][:2] == [
        ("Park service coverage", "Target of 2035 not met"),
        ("Indicator scorecard", "Not done"),
    ]
    assert report.chapters[1].verdict.sentence == error


def test_codes_of_two_systems_are_no_scorecard_and_say_so(check_up, planned, layer, log, tmp_path):
    mixed = layer(GROUND, {"DLBM": ["0701", "M1", "0810", "0301", "E1"]}, name="land use")
    earlier = tmp_path / "scores.csv"
    earlier.write_text("of an earlier run")
    found = check_up(**planned | {"landuse": mixed}, scores=str(earlier))
    assert f"What stands there is from an earlier run, and no result of this one: {earlier}." in log.warnings
    assert found["COVERAGE_PCT"] == pytest.approx(50)
    (error,) = log.errors
    assert "mixes codes of Third national land survey (2019) with codes of GB 50137-2011 (urban planning)" in error


def test_streets_without_any_people_stop_the_run_with_the_sentence_of_the_first_that_counts_them(
    check_up, planned, layer
):
    streets = layer(HALVES, {"街道": list(STREETS["街道"]), "常住人口": [0, 0]}, name="streets")
    match = "“常住人口” of the layer “streets .*” has no people in any feature; choose another one."
    with pytest.raises(QgsProcessingException, match=match):
        check_up(**planned | {"zones": streets, "population_layer": streets})


def test_a_plan_without_indicators_leaves_the_scorecard_out(check_up, planned, log):
    QgsSettings().setValue(profiles.SETTING, "national")
    try:
        found = check_up(**planned)
    finally:
        QgsSettings().remove(profiles.SETTING)
    assert found["RESIDENTIAL_HA"] == pytest.approx(100)
    assert log.errors == []
    assert any(
        text.startswith("Left out: Indicator scorecard. The plan profile “") and text.endswith("has no indicators.")
        for text in log.warnings
    )


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ((), "It needs at least one layer or table to hold against the plan."),
        (("red_line",), "It needs land use, zones or parts of the city to measure layers on."),
        (("red_line", "zones"), ""),
    ],
)
def test_where_there_is_no_ground_to_measure_on_there_is_no_scorecard(check_up, layer, log, names, reason):
    """Who checks corridors, or a pattern, alone is not to find a scorecard that says nothing before it."""
    given = {
        "corridors": layer([plot(5000, 0, 5500, 5000)], {"level": [1]}, name="corridors"),
        "red_line": layer([WOOD], name="line"),
        "zones": layer(HALVES, {"name": ["west", "east"]}, name="streets"),
    }
    fields = {"level_field": "level", "zone_field": "name"}
    found = check_up(**{name: given[name] for name in ("corridors", *names)}, **fields, year=2025)
    assert found["CORRIDORS_CHECKED"] == 1
    left_out = [text for text in log.warnings if "Indicator scorecard" in text]
    assert left_out == ([f"Left out: Indicator scorecard. {reason}"] if reason else [])
    if not reason:  # 0.9 of 4 km²
        assert scores_in(found["scores"])["LU11", None]["gv_value"] == pytest.approx(22.5)


def test_where_the_scorecard_was_all_there_was_to_do_the_run_fails(check_up, values, log):
    with pytest.raises(QgsProcessingException, match="Every job was left out or not done"):
        check_up(values=values("XX9,,2025,1"))
    assert any("no indicator “XX9”" in error for error in log.errors)


def test_without_a_year_it_is_that_of_the_table_of_values(check_up, planned, values, log):
    found = check_up(**planned | {"year": None}, values=values("ER5,,2024,88"))
    assert {row["gv_year"] for row in scores_in(found["scores"]).values()} == {2024}
    assert not any("Nothing says of which year" in warning for warning in log.warnings)


def test_without_a_year_it_is_that_of_the_land_balance(check_up, planned, log):
    dates = {"before": planned["landuse"], "after": planned["landuse"], "before_year": 2020, "after_year": 2024}
    found = check_up(**planned | {"year": None}, **dates)
    rows = scores_in(found["scores"])
    assert {row["gv_year"] for row in rows.values()} == {2024}
    # Homes, factories and parks are construction land; the balance came from the account.
    assert rows["LU2", None]["gv_value"] == pytest.approx(2.2)


def test_a_layer_that_others_take_is_held_against_the_plan_too(check_up, planned, layer):
    line = layer([plot(0, 1000, 2000, 2000)], name="x")
    given = {"red_line": line, "basic_farmland": layer([FIELDS], name="y"), "layers": [layer([WATER], name="z")]}
    found = check_up(**planned, **given, roles=["z", "自然保护地"])
    rows = scores_in(found["scores"])
    assert stands(rows["LU11", None]) == (pytest.approx(50), "met", "elsewhere")
    assert rows["LU7", None]["gv_value"] == pytest.approx(0.15)
    assert rows["ER13", None]["gv_value"] == pytest.approx(22.5)


def test_a_part_of_the_city_is_the_ground_of_its_indicators(check_up, planned, layer):
    survey = layer(GROUND, {name: list(codes) for name, codes in SURVEY.items()}, name="land use")
    plain = layer([HALVES[0]], {"part": ["平原地区"]}, name="parts")
    found = check_up(**planned | {"landuse": survey}, extents=plain, extent_field="part")
    rows = scores_in(found["scores"])
    assert [rows[one, None]["gv_value"] for one in ("LU16", "LU17")] == pytest.approx([22.5, 45])


def test_people_of_homes_in_the_land_use_are_those_of_the_parks_and_of_the_indicators(check_up, layer):
    ground = layer(GROUND, {**{name: list(codes) for name, codes in PLANNING.items()}, "people": [8000, *[None] * 4]})
    found = check_up(landuse=ground, population_field="people", year=2025)
    assert found["PEOPLE_COVERED_PCT"] == pytest.approx(50)
    assert scores_in(found["scores"])["ER9", None]["gv_value"] == pytest.approx(200_000 / 8_000)


def test_people_of_homes_in_a_layer_of_their_own_are_none_of_the_land_use(check_up, planned, layer, log):
    homes = layer([HOMES], {"people": [8000]}, name="homes")
    found = check_up(landuse=planned["landuse"], residential=homes, population_field="people", year=2025)
    assert found["PEOPLE_COVERED_PCT"] == pytest.approx(50)
    assert log.errors == []
    assert stands(scores_in(found["scores"])["ER9", None]) == (None, "not_judged", "no_people")
