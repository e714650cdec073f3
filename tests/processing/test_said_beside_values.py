"""What is said beside values by their tables: that they are targets, of other years, of a part of the city, in another
unit. Drawn at random in both directions: whatever says so leaves a value unjudged, and ordinary tables are judged."""

import random

import pytest

from .written_values import Asked, read

KM2 = 0.15
"""10 000 mu in a km²."""
COLUMNS = [
    "类型",
    "数据类别",
    "指标属性",
    "时期",
    "期别",
    "项目",
    "大类",
    "版本",
    "情况",
    "填报说明",
    "现状/目标",
    "备注",
    "数据来源",
    "category",
    "stage",
    "data_status",
]
"""Heads of columns in which offices say of which kind a value is."""
STEMS = (
    "目标 规划目标 考核目标 年度目标 十四五目标 约束性目标 2025年规划目标 目标值 预测 预测值 计划数 预计完成 拟达到 "
    "力争 target forecast"
)
MARKED = ("{}", "【{}】", "“{}”", "{}；", "{}（约束性）", "{}:", " {} ", "{}\u200b")
ORDINARY = [
    "现状值",
    "实际",
    "约束性",
    "预期性",
    "数据来自园林绿化局",
    "已完成目标",
    "较2024年增加0.3",
    "2025年度变更调查",
    "规划目标为45%",
    "距目标差1.2万亩",
    "达到2025年目标",
    "低于2025年目标",
    "市规划和自然资源委",
    "发展计划处",
    "按规划口径",
    "国土空间规划",
    "《城市总体规划》",
    "其中平原区30平方公里",
    "全市",
    "生态控制区",
    "含储备区",
    "—",
    "园林局",
    "预期性指标",
    "目标≥52",
    "2025年现状",
    "实现规划目标",
    "actual",
    "target met",
]
"""Cells that say nothing against a value, though some speak of targets, plans, districts or areas."""
TITLES_AGAINST = [
    "城市体检评估指标2025年目标值",
    "规划目标值汇总统计",
    "考核指标目标值",
    "目标任务落实表",
    "实施规划指标目标值",
    "“十四五”目标任务表",
    "2025年考核目标",
    "2025年指标任务表",
    "主要指标规划表",
    "规划期末指标",
    "指标（目标年）",
    "2025年上级下达指标",
    "Expected values 2025",
    "二〇一八年指标现状表",
    "十三五末指标现状表",
    "上年度指标表",
    "基期指标现状表",
    "规划基期2018年指标现状值",
    "截至2018-12-31",
]
NOTES_AGAINST = [
    "说明：数值为目标值。",
    "注：数据为规划目标值",
    "注：各值均为2035年目标值",
    "*均为预测值",
    "注：2025年数据为预计数",
    "注：数据截至2018年底",
    "注：现状值为2018年数据",
    "注：数据年份为2020年",
    "注：采用2020年三调数据",
]
TITLES_FINE = [
    "2025年度国土空间规划城市体检评估指标表",
    "附表1 规划实施监测评估指标（2025年）",
    "表2-1 指标完成情况表",
    "“十四五”规划中期评估指标表",
    "2025年规划目标完成情况",
    "规划数据平台导出",
    "2025年指标与2035年目标",
    "对标2020年基期指标",
    "规划指标数据",
    "Goal tracking 2025",
    "规划目标与现状",
    "北京市2025年城市体检指标现状值",
    "2025年度各区评估指标",
    "生态控制区指标表",
    "统计范围：全市",
    "2026年体检指标表",
]
NOTES_FINE = [
    "注：1.现状值为2025年12月31日数据；2.目标值引自《国土空间规划》。",
    "说明：（1）约束性指标须达到规划目标；（2）预期性指标可有偏差。",
    "注：2035年目标值见附表2",
    "注：人口采用2020年第七次人口普查数据",
    "*为约束性指标，其余为预期性指标",
    "注：1亩=666.67平方米；1公顷=15亩",
    "注：产值单位：亿元",
    "注：长度单位为公里",
    "注：户数以户为单位",
    "人口单位为万人，面积单位为万亩",
    "注：各区数据由区分局提供",
]
PARTS = ["延庆区", "昌平区", "密云县", "延庆新城", "中心城区", "北京市海淀区"]
UNITS_SAID = [
    "单位/Unit：{}",
    "面积单位采用{}",
    "面积单位全部为{}",
    "面积单位取{}",
    "单位∶{}",
    "单位={}",
    "单位…{}",
    "本表计量︰{}",
    "所有面积即{}",
    "量纲：{}",
    "未注明单位的均为{}",
    "表1 面积/{}",
    "除比例外单位应为{}",
    "本表面积单位一般为{}",
]


def values(extra=None, above=(), below=(), rows=(("LU13", "60"), ("LU16", "45.2"))):
    """Return the cells of a table of the whole; ``extra``: a head with the cell below it in each row."""
    head, cell = extra or ("序号", "1")
    table = [["指标", "年份", "数值", head], *([id_, "2025", value, cell] for id_, value in rows)]
    return [*([one] for one in above), *table, *([one] for one in below)]


def doubt(cells, id_="LU13"):
    """Return why a value is not judged, "" where it is; what is left out or asked about has a reason too."""
    try:
        return read(cells).get(id_, (0, "left out"))[1]
    except Asked as asked:
        return str(asked)


@pytest.mark.cases(20, first=4)
def test_a_cell_of_any_column_that_says_target_leaves_its_row_unjudged(provider, seed):
    draw = random.Random(seed)
    for _ in range(10):
        head, word = draw.choice(COLUMNS), draw.choice(STEMS.split())
        word = draw.choice(MARKED).format("　".join(word) if word == "目标" and draw.random() < 0.3 else word)
        assert doubt(values((head, word))), (head, word)


@pytest.mark.cases(20, first=4)
def test_ordinary_cells_titles_and_notes_leave_values_judged(provider, seed):
    draw = random.Random(seed)
    for _ in range(10):
        head, cell = draw.choice([*COLUMNS, "责任单位", "2025年目标"]), draw.choice(ORDINARY)
        above, below = draw.sample(TITLES_FINE, 1), draw.sample(NOTES_FINE, draw.randint(0, 2))
        cells = values((head, cell), above, below)
        assert read(cells) == {"LU13": (60, ""), "LU16": (45.2, "")}, cells


@pytest.mark.parametrize(
    ("head", "cell"),
    [("是否目标", "是"), ("is_target", "true"), ("目标", "√"), ("是否现状", "否"),
     ("is_actual", "no"),
     ("备注", "为2020年数据，2025年数据尚未发布"), ("备注", "2018年现状值"),
     ("备注", "该值为目标值"), ("备注", "暂按目标值填报")],
)  # fmt: skip
def test_flags_and_remarks_that_call_a_value_a_target_or_of_another_year(provider, head, cell):
    assert doubt(values((head, cell))).startswith("row:")


def test_what_a_plan_begins_from_is_of_that_year(provider):
    rows = [["指标", "年份", "数值", "类型"], ["LU16", "2020", "44", "基期"], ["LU16", "2025", "45", "现状"]]
    assert read(rows)["LU16"] == (45, "")
    assert read([rows[0], ["LU16", "2025", "45", "基期值"]])["LU16"] == (45, "row:基期值")
    assert read(rows[:2])["LU16"] == (44, "")


def test_a_target_beside_the_value_of_the_same_year_gives_way_to_it(provider):
    cells = [["指标", "年份", "数值", "期别"], ["LU13", "2025", "50", "现状"], ["LU13", "2025", "52", "目标"]]
    assert read(cells) == {"LU13": (50, "")} == read([cells[0], cells[2], cells[1]])


@pytest.mark.parametrize("title", TITLES_AGAINST)
def test_a_title_of_targets_or_of_a_year_before(provider, title):
    assert doubt(values(above=[title])) == f"title:{title}"


@pytest.mark.parametrize("note", NOTES_AGAINST)
def test_a_note_that_calls_all_values_targets_or_of_another_year(provider, note):
    assert doubt(values(below=[note])) == f"title:{note}"


@pytest.mark.cases(12, first=3)
def test_a_table_or_row_of_a_part_of_the_city_is_none_of_the_whole(provider, seed):
    draw = random.Random(seed)
    for part in PARTS:
        how = draw.choice(
            ["{}2025年指标表", "行政区：{}", "统计范围：{}", "{}国土空间规划体检指标（2025年）", "2025年{}指标"]
        )
        assert doubt(values(above=[how.format(part)]), "LU16").startswith("of_part:"), (how, part)
        head = draw.choice(["评价对象", "统计对象", "属地", "填报主体", "名称", "部门", "备注"])
        cell = draw.choice(["{}", "仅{}", "不含{}", "{}口径", "{}数据"]).format(part)
        assert doubt(values((head, cell)), "LU16") == f"of_part:{cell}"


def test_a_row_that_names_the_whole_is_of_the_whole_whatever_the_title_says(provider):
    cells = [["延庆区2025年指标表"], ["指标", "分区", "年份", "数值"]]
    for name in ("全市", "北京市", "市域", "全市域", "本市"):
        assert read([*cells, ["LU16", name, "2025", "45.2"]]) == {"LU16": (45.2, "")}
    # An indicator of the central city has its value there.
    cells = [["统计范围：中心城区"], ["指标", "年份", "数值"], ["LU3", "2025", "840"], ["LU16", "2025", "45.2"]]
    assert read(cells) == {"LU3": (840, ""), "LU16": (45.2, "of_part:统计范围：中心城区")}


@pytest.mark.parametrize("said", UNITS_SAID)
def test_a_unit_that_a_title_names_is_never_read_over(provider, said):
    """Of shares it says nothing."""
    found = read(values(above=[said.format("平方公里")]))
    assert found["LU13"] == (pytest.approx(60 * KM2), "") or found["LU13"][1].startswith("unit:"), found
    assert found["LU16"] == (45.2, "")
    assert read(values(above=[said.format("万亩")]))["LU13"] == (60, "")


@pytest.mark.parametrize("remark", ["以平方公里填报", "平方公里口径"])
def test_a_unit_that_a_remark_names_is_never_read_over(provider, remark):
    assert doubt(values(("备注", remark))) == f"unit:{remark}"


def test_a_note_on_another_unit_says_nothing_where_the_head_says_its_own(provider):
    cells = [["指标", "年份", "数值（万亩）"], ["LU13", "2025", "60"], ["注：本表面积单位取平方公里"]]
    assert read(cells)["LU13"] == (60, "")


def test_what_is_there_per_head_is_in_no_unit_of_land(provider):
    rows = (("LU13", "600"), ("ER9", "16.8"))
    for unit in ("平方公里", "平方公里、%", "公顷"):
        assert read(values(above=[f"单位：{unit}"], rows=rows))["ER9"] == (16.8, "")
    assert read(values(above=["单位：万亩，%，m²"], rows=(("LU13", "60"), rows[1]))) == {
        "LU13": (60, ""),
        "ER9": (16.8, ""),
    }


@pytest.mark.parametrize("cell", ["—", "——", "/", "-", "…", "暂无", "暂无数据", "无", "N/A", "待定"])
def test_a_row_that_says_that_it_has_no_value_is_left_out(provider, cell):
    assert read(values(rows=(("LU13", cell), ("LU16", "45.2")))) == {"LU16": (45.2, "")}


@pytest.mark.parametrize(
    ("id_", "unit", "given", "value"),
    [("UR11", "项", "140", 140), ("UR10", "家", "800", 800), ("UR4", "套", "11000", 11000),
     ("UR12", "万户", "3.1", 31000),
     ("LU19", "亿元每平方公里", "13", 13), ("ER9", "m²/cap", "16.9", 16.9)],
)  # fmt: skip
def test_counts_go_by_many_words(provider, id_, unit, given, value):
    assert read([["指标", "年份", "数值", "单位"], [id_, "2025", given, unit]])[id_] == (pytest.approx(value), "")


@pytest.mark.parametrize(
    ("name", "id_"),
    [("森林覆盖率", "LU16"), ("永久基本农田面积", "LU7"), ("生态保护红线面积占比", "LU11"),
     ("1.全市森林覆盖率", "LU16"),
     ("（3）全市森林覆盖率", "LU16"), ("★全市森林覆盖率", "LU16"), ("全市森林覆盖率*", "LU16"),
     ("全市永久基本农田保护面积（万亩）", "LU7")],
)  # fmt: skip
def test_indicators_are_known_by_the_names_that_offices_write(provider, name, id_):
    assert id_ in read([["指标", "年份", "数值"], [name, "2025", "45"]])


def test_a_unit_behind_the_name_of_an_indicator_is_that_of_its_value(provider):
    cells = [["指标", "年份", "数值"], ["永久基本农田保护面积（平方公里）", "2025", "1010"]]
    assert read(cells)["LU7"] == (pytest.approx(151.5), "")


@pytest.mark.parametrize(
    "head",
    [
        "市级责任部门",
        "空间层次",
        "适用范围",
        "城市体检维度",
        "区间",
        "地方标准",
        "是否市级考核",
        "数据采集区间",
        "市直部门",
    ],
)
def test_a_column_that_only_sounds_like_places_leaves_a_table_one_of_the_whole(provider, head):
    assert read(values((head, "甲")))["LU16"] == (45.2, "")
    assert doubt(values((head, "延庆区")), "LU16") == "of_part:延庆区"


def test_a_column_of_places_is_asked_about_unless_it_names_the_whole(provider):
    assert "has no field" in doubt(values(("所在区域", "甲")))
    assert read(values(("空间", "市域")))["LU16"] == (45.2, "")


@pytest.mark.parametrize(
    "head", ["现状值（自评）", "现状值（市级）", "数值（预期性/约束性）", "现状值*", "2025年现状值"]
)
def test_heads_with_marks_of_offices_are_heads(provider, head):
    assert read([["指标", "年份", head], ["LU13", "2025", "60"]]) == {"LU13": (60, "")}


def test_what_the_plan_begins_from_may_stand_beside_the_values(provider):
    assert read([["指标", "年份", "2020年现状值", "现状值"], ["LU13", "2025", "50", "60"]]) == {"LU13": (60, "")}
