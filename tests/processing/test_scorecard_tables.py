"""The scorecard's table of values as a file: encodings, heads, titles and notes as offices save them."""

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsVectorLayer

from ..spreadsheets import spreadsheet
from . import scorecard_city

pytestmark = pytest.mark.slow

score = scorecard_city.score

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
    path = spreadsheet(tmp_path / "values.xlsx", [TITLE, ["指标", "地块", "年份", "数值"], ["ES1", "甲", 2025, 89.5]])
    with pytest.raises(QgsProcessingException, match="Its fields are: 指标, 地块, 年份, 数值"):
        score(VALUES=path)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
@pytest.mark.parametrize(("above", "number"), [("", 4), ("北京市指标表,,,\n", 5), ("2025,,,\n\n,,,\n", 7)])
def test_a_row_of_a_file_is_numbered_as_other_programs_show_it(score, tmp_path, encoding, above, number):
    path = tmp_path / "values.csv"
    path.write_bytes(f'{above}指标,分区,年份,数值\n\nES1,"\n",2025,89\nES1,,25,89\n'.encode(encoding))
    expected = f"row {number}: “25” in “年份” is no year from 1900 to 2100"
    with pytest.raises(QgsProcessingException, match=expected):
        score(VALUES=str(path))
    if encoding == "utf-8":  # as QGIS reads it by its own provider
        uri = f"{path.as_uri()}?type=csv&detectTypes=yes&geomType=none"
        with pytest.raises(QgsProcessingException, match=expected):
            score(VALUES=QgsVectorLayer(uri, "values", "delimitedtext"))


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
@pytest.mark.parametrize("above", ["北京市指标表\n", "表1 2025年指标表（单位：%）\n", "2025年指标\n\n", "\n"])
def test_a_title_without_commas_is_one_however_gdal_reads_it(score, tmp_path, encoding, above):
    path = tmp_path / "values.csv"
    path.write_text(f"{above}指标,分区,年份,数值\nES1,,2025,89\n", encoding=encoding)
    assert score(VALUES=str(path), INDICATORS="ES1")["rows"]["ES1", None, 2025]["gv_value"] == 89


def test_a_text_in_which_there_is_no_table_is_told_so(score, tmp_path):
    path = tmp_path / "values.csv"
    path.write_text("北京市指标表\n森林覆盖率为45%\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"QGIS finds no table in the file “.*values.csv .*”: its name"):
        score(VALUES=str(path))


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


@pytest.mark.parametrize(("above", "rows", "assumed"), [([], 1, 0), ([], 0, 1), ([TITLE], 1, 0)])
def test_a_step_assumes_no_year_where_a_table_of_values_may_say_it(provider, tmp_path, above, rows, assumed):
    """Without a row nothing has a year; below a title only the run finds it."""
    sheet = [*above, HEAD, *[["ES1", None, 2023, 89.5]] * rows, [None, None, None, 1]]
    step, context = provider.algorithm("scorecardifgiven").create(), QgsProcessingContext()
    given = {"VALUES": spreadsheet(tmp_path / "values.xlsx", sheet)}
    assert len(step.assumed(given, context)) == assumed
