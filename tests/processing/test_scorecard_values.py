"""The scorecard's table of values: what is taken of it, in which unit, and what is refused, told or asked about."""

import re

import pytest
from qgis.core import QgsFeature, QgsProcessingException, QgsVectorLayer

from . import scorecard_city
from .scorecard_city import TEXTS, stands

pytestmark = pytest.mark.slow

score, values, city = scorecard_city.score, scorecard_city.values, scorecard_city.city


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
    """Of two streets one is called as if it began with ten thousand, the other as if it were of households.

    The one is a part of the city, of which the value may be.
    """
    fields = "指标:string,年份:string,数值:string,单位名称:string,分区:string"
    given = values(["LU7", "2025", "151", "万寿路街道", None], ["LU16", "2025", "45", "户部街", None], fields=fields)
    rows = score(VALUES=given, INDICATORS="LU7; LU16")["rows"]
    assert stands(rows["LU7", None, 2025]) == (151, "not_judged", "of_part:万寿路街道; given")
    assert stands(rows["LU16", None, 2025])[:2] == (45, "met")


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


@pytest.mark.parametrize("zone", ["合计", "全区", "Total", "合 计", "整体", "—", "/", "本区"])
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


def test_two_values_for_the_same_are_refused_where_they_differ(score, values):
    twice = ["ER5", None, 2025, 89.0]
    assert score(VALUES=values(twice, twice))["MET"] == 1
    with pytest.raises(
        QgsProcessingException, match="row 2: “水土保持率” has another value of 2025 already, 89 and now 90"
    ):
        score(VALUES=values(twice, ["水土保持率", None, 2025, 90.0]))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_table_of_values_without_fields_is_told_to_have_none(score, count):
    """As layers of shapes alone are, with features or without."""
    table = QgsVectorLayer("None", "values", "memory")
    assert table.dataProvider().addFeatures([QgsFeature() for _ in range(count)])[0]
    with pytest.raises(QgsProcessingException, match="has no fields, which would say what its features are"):
        score(VALUES=table)


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
