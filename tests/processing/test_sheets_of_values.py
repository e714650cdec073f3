"""Tables of values as offices keep them: cells beyond the head, columns of one head, and none of zones."""

import random

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from ..spreadsheets import spreadsheet
from . import scorecard_city
from .scorecard_city import stands

pytestmark = pytest.mark.slow

score, values, city = scorecard_city.score, scorecard_city.values, scorecard_city.city
BEYOND = "row {}: “500” stands beyond the last cell of the head"
HEAD = "指标,分区,年份,数值"


@pytest.fixture
def sheet(tmp_path):
    """A CSV, also as QGIS's own provider of texts reads it."""

    def make(text, encoding="utf-8", delimited=False):
        path = tmp_path / "sheet.csv"
        path.write_text(text, encoding=encoding)
        return QgsVectorLayer(f"{path.as_uri()}?type=csv", "sheet", "delimitedtext") if delimited else str(path)

    return make


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (f"{HEAD}\nUR12,,2025,30,500\n", 2),
        (f"{HEAD},\nUR12,,2025,30,500\n", 2),
        (f"表1,,,,\n{HEAD},\nLU16,,2025,45,\nUR12,,2025,30,500\n", 4),
        (f"{HEAD}\n\nUR12,,2025,30,500\n".replace(",", ";"), 3),
    ],
)
def test_thousands_in_two_cells_are_refused_with_their_row(score, sheet, text, row):
    """30,500 without quotes was read as 30."""
    with pytest.raises(QgsProcessingException, match=BEYOND.format(row)):
        score(VALUES=sheet(text))


def test_thousands_whose_end_stands_among_remarks_are_asked_about(score, sheet):
    with pytest.raises(QgsProcessingException, match="row 2: “30” and “500” in the column behind it may be one number"):
        score(VALUES=sheet(f"{HEAD},备注\nUR12,,2025,30,500\n"))


@pytest.mark.parametrize(("value", "remark"), [("30500", "500"), ("30", "2025"), ("30", "500户")])
def test_other_remarks_beside_a_value_are_none_of_it(score, sheet, value, remark):
    rows = score(VALUES=sheet(f"{HEAD},备注\nUR12,,2025,{value},{remark}\n"), INDICATORS="UR12")["rows"]
    assert rows["UR12", None, 2025]["gv_value"] == float(value)


@pytest.mark.parametrize("how", [{"encoding": "gb18030"}, {"encoding": "utf-16"}, {"delimited": True}])
def test_however_the_file_is_read(score, sheet, how):
    with pytest.raises(QgsProcessingException, match=BEYOND.format(2)):
        score(VALUES=sheet(f"{HEAD}\nUR12,,2025,30,500\n", **how))


def test_a_result_with_a_row_beyond_its_head_is_refused(score, sheet):
    """96,500 as a coverage of 96, with 500 left."""
    with pytest.raises(QgsProcessingException, match=BEYOND.format(2)):
        score(RESULTS=[sheet("gv_scope,gv_zone,gv_coverage_pct\nall,,96,500\n")])


def test_blank_cells_and_remarks_beyond_the_head_are_none(score, sheet):
    rows = score(VALUES=sheet(f'{HEAD},\nUR12,,2025,"30,500",\n,,,,\n'), INDICATORS="UR12")["rows"]
    assert rows["UR12", None, 2025]["gv_value"] == 30_500


def test_of_a_spreadsheet_numbers_without_a_head_are_refused_and_notes_beside_it_are_not(score, tmp_path):
    head = HEAD.split(",")
    noted = spreadsheet(tmp_path / "noted.xlsx", [head, ["LU13", None, 2025, 60, "见注"]])
    assert score(VALUES=noted, INDICATORS="LU13")["rows"]["LU13", None, 2025]["gv_value"] == 60
    cut = spreadsheet(tmp_path / "cut.xlsx", [head, ["UR12", None, 2025, 30, 500]])
    with pytest.raises(QgsProcessingException, match=BEYOND.format(2)):
        score(VALUES=cut)


def test_two_columns_of_one_head_in_a_spreadsheet_are_asked_about_below_a_title_too(score, tmp_path):
    rows = [["指标", "年份", "数值", "数值"], ["LU13", 2025, 40, 60]]
    for number, above in enumerate(([], [["表1"]])):
        path = spreadsheet(tmp_path / f"{number}.xlsx", [*above, *rows])
        with pytest.raises(QgsProcessingException, match="may be “value”: 数值, 数值_1"):
            score(VALUES=path)


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("指标,分区,年份,数值,数值\nLU13,,2025,40,60\n", "may be “value”: 数值, 数值_1"),
        ("指标,分区,年份,数值,年份,数值\nLU13,,2020,40,2025,60\n", "may be “year”: 年份, 年份_1"),
        ("表1,,,,\n指标,分区,年份,数值,数值\nLU13,,2025,40,60\n", "may be “value”: 数值, 数值_1"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_two_columns_of_one_head_are_asked_about(score, sheet, text, several, encoding):
    with pytest.raises(QgsProcessingException, match=several):
        score(VALUES=sheet(text, encoding))


def test_of_two_columns_of_one_head_the_filled_one_is_taken(score, sheet):
    rows = score(VALUES=sheet("指标,分区,年份,数值,数值\nLU13,,2025,,60\n"), INDICATORS="LU13")["rows"]
    assert stands(rows["LU13", None, 2025]) == (60, "met", "given")


def test_a_table_without_a_field_of_zones_is_of_the_whole_which_is_told_once(score, values, log):
    made = values(["LU13", 2025, 60.0], ["LU16", 2025, 45.0], fields="indicator:string,year:integer,value:double")
    rows = score(VALUES=made, INDICATORS="LU13; LU16")["rows"]
    assert [rows[id_, None, 2025]["gv_value"] for id_ in ("LU13", "LU16")] == [60, 45]
    assert [text for text in log.warnings if "taken for those of the whole" in text] == [
        "“values (Values that no map shows)” has no field zone, so all of its values are taken for those of the whole."
    ]


@pytest.mark.parametrize("field", ["所在区", "行政单元", "district_name", "名称"])
def test_zones_in_a_field_of_another_name_are_none_of_the_whole(score, values, city, field):
    """A field of places by its name, or by what stands in it."""
    made = values(["LU13", "west", 2025, 60.0], fields=f"indicator:string,{field}:string,year:integer,value:double")
    with pytest.raises(QgsProcessingException, match="has no field zone; a table of values has indicator, zone"):
        score(**city, VALUES=made)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_line_break_in_the_head_of_a_file_of_text_loses_neither_unit_nor_columns(score, sheet, encoding):
    """60 km² are 9 times 10 000 mu, of which the plan wants 52."""
    unit = sheet('指标,年份,"数值\n（平方公里）"\nLU13,2025,60\n', encoding)
    assert score(VALUES=unit, INDICATORS="LU13")["rows"]["LU13", None, 2025]["gv_value"] == pytest.approx(9)
    behind = sheet('指标,年份,数值,"责任\n单位",单位,分区\nLU13,2025,60,规自局,平方公里,延庆区\n', encoding)
    rows = score(VALUES=behind, INDICATORS="LU13")["rows"]
    assert rows["LU13", "延庆区", 2025]["gv_value"] == pytest.approx(9)
    assert rows["LU13", None, 2025]["gv_value"] is None
    target = sheet('指标,年份,"数值\n（2035年目标）"\nLU13,2025,60\n', encoding)
    with pytest.raises(QgsProcessingException, match="says “目标” in its name"):
        score(VALUES=target)


def test_a_line_break_in_the_head_of_a_result_loses_none_of_its_columns(score, sheet):
    head = '"gv_scope","gv_zone\n",gv_coverage_pct'
    with pytest.raises(QgsProcessingException, match="“90x” in “gv_coverage_pct” is no number"):
        score(RESULTS=[sheet(f"{head}\nall,,90x\n")])


@pytest.mark.cases(6, first=2)
def test_what_stands_in_merged_cells_of_a_sheet_holds_for_all_of_their_rows(score, tmp_path, seed):
    draw = random.Random(seed)
    rows, merged, right = [["分区", "类型", "指标", "年份", "数值"]], [], {}
    for zone in draw.sample(["延庆区", "昌平区", "怀柔区", "全市"], 3):
        ids = draw.sample(["LU16", "ER5", "LU11"], draw.randint(2, 3))
        targets = draw.randint(0, len(ids) - 1)  # the last ones
        first, end = len(rows) + 1, len(rows) + len(ids)
        split = end - targets
        merged += [f"A{first}:A{end}", f"D{first}:D{end}", *([f"B{first}:B{split}"] if split > first else [])]
        merged += [f"B{split + 1}:B{end}"] if targets > 1 else []
        for number, id_ in enumerate(ids, first):
            value = draw.randint(50, 95)
            kind = "现状" if number == first else "目标" if number == split + 1 else None
            rows.append([*((zone, kind, id_, 2025) if number == first else (None, kind, id_, None)), value])
            right |= {} if number > split else {(id_, None if zone == "全市" else zone, 2025): value}
    found = score(VALUES=spreadsheet(tmp_path / "merged.xlsx", rows, merged), INDICATORS="LU16; ER5; LU11")["rows"]
    assert {key: row["gv_value"] for key, row in found.items() if row["gv_value"] is not None} == right, rows
    assert not any("_above" in (row["gv_reason"] or "") for row in found.values())


def test_a_line_between_rows_is_one_where_a_year_is_merged_over_it_too(score, tmp_path):
    rows = [["指标", "年份", "数值"], ["一、耕地（单位：平方公里）", 2025, None], ["LU13", None, 400]]
    rows += [["二、目标", None, None], ["LU7", None, 1000]]
    path = spreadsheet(tmp_path / "years.xlsx", rows, ["B2:B5"])
    found = score(VALUES=path, INDICATORS="LU13; LU7")["rows"]
    assert found["LU13", None, 2025]["gv_value"] == pytest.approx(60)
    assert found["LU7", None, 2025]["gv_value"] is None


def test_heads_of_two_rows_are_read_by_what_is_merged_in_them(score, tmp_path):
    rows = [["指标", "年份", "现状", None, "目标", None], [None, None, "数值", "单位", "2025年", "2035年"]]
    rows.append(["LU13", 2025, 400, "平方公里", 52, 54])
    path = spreadsheet(tmp_path / "heads.xlsx", rows, ["A1:A2", "B1:B2", "C1:D1", "E1:F1"])
    assert score(VALUES=path, INDICATORS="LU13")["rows"]["LU13", None, 2025]["gv_value"] == pytest.approx(60)


def test_a_title_over_all_columns_is_no_head(score, tmp_path):
    rows = [["2025年指标现状表", None, None, "单位：万亩"], ["指标", "年份", "数值", "备注"], ["LU13", 2025, 60, None]]
    path = spreadsheet(tmp_path / "title.xlsx", rows, ["A1:C1"])
    assert score(VALUES=path, INDICATORS="LU13")["rows"]["LU13", None, 2025]["gv_state"] == "met"


def test_a_truth_value_among_numbers_is_none(score, tmp_path):
    """GDAL has it as 1."""
    path = spreadsheet(tmp_path / "true.xlsx", [["指标", "年份", "数值"], ["LU13", 2025, True], ["LU7", 2025, 151]])
    with pytest.raises(QgsProcessingException, match="row 2: “true” in “数值” is no number of the unit"):
        score(VALUES=path)
