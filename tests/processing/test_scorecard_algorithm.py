"""What planners get back: scores by hand on small rectangles, the zones, the report, and one sentence for bad input."""

import pytest
from greenvein.core.profile import load
from greenvein.core.report.file import read
from greenvein.processing import profiles
from qgis.core import QgsProcessingException

from . import scorecard_city
from .scorecard_city import CITY, plot, stands

pytestmark = pytest.mark.slow

score, values, city = scorecard_city.score, scorecard_city.values, scorecard_city.city


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
        (("矢量", "图层"), "versions; elsewhere"),
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


def test_a_value_of_the_table_wins_and_says_so_and_what_was_found_in_its_place(score, city, layer, values, log):
    line = layer([plot(0, 0, 1200, 1000)], name="red_line")
    given = values(["LU11", None, 2025, 26.0], ["LU11", "east", 2025, 27.0])
    rows = score(**city, LAYERS=[line], VALUES=given, INDICATORS="LU11")["rows"]
    assert stands(rows["LU11", None, 2025]) == (26.0, "behind", "found:30=26; given")
    assert stands(rows["LU11", "east", 2025]) == (27.0, "met", "elsewhere; found:0=27; given")
    assert any("gives 30 here; the value of the table is 26" in text for text in log.warnings)
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


def test_a_profile_without_indicators_is_refused(score, values, monkeypatch):
    monkeypatch.setattr(profiles, "find", lambda: (load(profiles.FOLDER / "national.json"), None))
    with pytest.raises(QgsProcessingException, match="has no indicators; choose another one in the settings"):
        score(VALUES=values(["ER5", None, 2025, 89.0]))


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
