"""In whatever unit a table of values says that its values are, and wherever it says so, they are read rightly, or not
judged, or asked about."""

import random
import re

import pytest
from greenvein.core.indicators.units import is_nearly

from .written_values import Asked, read

MU_M2 = 1e4 / 15
_SAID = {
    1: "", 100: "百|100 |hundred ", 1e3: "千|1000 |1,000 |x10^3 |thousand |Thousand |'000 |thousands of ",
    1e4: "万|10,000 |10 000 |10，000|10000|10⁴ |×10⁴|10^4 |10**4 |ten thousand |1万|10k ",
    1e5: "十万|10万", 1e6: "百万|million ", 1e8: "亿",
}  # fmt: skip
TIMES = {text: times for times, texts in _SAID.items() for text in texts.split("|")}
"""What may stand before a unit, and by how much it multiplies."""
_NAMED = {
    1: "平方米|m²|㎡|m2|square metres|sq. m|sqm", MU_M2: "亩|mu|市亩", 100: "公亩", 4046.8564224: "acres|英亩",
    1e4: "公顷|ha|HA|hm²|hectares|Hectare|ha.|㏊",
    1e6: "平方公里|平方千米|km²|㎢|km2|KM²|km^2|km**2|平方Km|sq km|sq. km|square kilometres|square km|ｋｍ²",
}  # fmt: skip
AREAS = {text: area for area, texts in _NAMED.items() for text in texts.split("|")}
UNKNOWN = (
    "町|町步|顷|垧|甲|分|里|坪|dunam|rai|feddan|stremmata|sq ft|平方丈|k|箱|thousand|千|万|亩/人|"
    "平方公里/年|万元|104 ha|5 ha|20公顷|2000公顷|Mha|mm2"
)
"""Units that are none that is known, or no units at all where one is to be."""
PLACES = {
    "head": (
        "数值（{}）|数值（单位：{}）|value ({})|Value [{}]|数值（{}，2025年）|现状值（2025年末）（{}）|"
        "数值（面积：{}）|数值（单位是{}）|数值（单位为{}）|数值（按{}计）|数值（以{}为单位）|数值（{}数）|"
        "value (in {})|数值（实际，{}）|value (unit: {})|value (area, {})|值【{}】|值（{}；统计局）|"
        "value ({}, as of 2025-12-31)"
    ),
    "column": (
        "单位|计量单位|数据单位|面积单位|值单位|unit|Units|unit of measure|UOM|单位（面积）|量纲|指标值单位|"
        "measurement unit|面积计量单位|unit_of_measure|单位说明"
    ),
    "other column": "备注|计量|说明|其他|remarks|统计单位",
    "cell": "{value} {}|{value}（{}）|{value}({})",
    "above": (
        "单位：/{}|单位：{}|//（单位：{}）|2025年指标表（单位：{}）|2025年指标表（{}）|计量单位：{}|"
        "面积以{}计|2025年 单位：{}|表1　2025年指标　单位：{}　填表日期：2026年1月5日|"
        "单位：{}（不含储备区）|Units: {}|Unit of measure/{}|单位：{}、%|（单位：/{}）|"
        "单位：{} 制表：规划处|Areas in {}|单位/{}|填报单位：市规划院，单位：{}"
    ),
    "below": (
        "单位：{}|注：单位为{}|注：表中面积均为{}|注/单位：{}|备注：面积按{}统计|Note: all areas are in {}|"
        "说明：1. 数据来源于统计局；2. 面积单位为{}。|注：本表以{}为单位|单位：/{}|Unit: {}"
    ),
    "other head": "指标（单位：{}）|指标（{}）|分区（单位：{}）",
}
"""Where a unit may stand, and how it is written there; a stroke is between cells."""
PHRASES = re.compile("[Aa]reas (are )?in|面积(均为|按|以)")
"""What may be said of areas otherwise too: areas in Beijing, areas by the survey."""


def table(value, said, others=()):
    """Return the cells of a table with 60 or the like of farmland, in 10 000 mu by the plan (LU13), and what it says.

    ``said``: texts by the place in which they stand; ``others``: rows above that of the value.
    """
    heads = [said.get("other head", "指标"), "分区", "年份", said.get("head", "数值")]
    if "指标" not in heads[0]:
        heads[:2] = ["指标", heads[0]]
    row = ["LU13", "", "2025", said.get("cell", value)]
    for head, unit in (said[place] for place in ("column", "other column") if place in said):
        heads, row = [*heads, head], [*row, unit]
    above = [said["above"]] if "above" in said else []
    return [*above, heads, *others, row, *([said["below"]] if "below" in said else [])]


def written(generator, place, unit, value):
    """Return how a unit is written in a place, one way of it."""
    how = generator.choice(PLACES[place].split("|"))
    if place in ("column", "other column"):
        return how, unit
    if place in ("above", "below"):
        return [text.format(unit) for text in how.split("/")]
    return how.format(unit, value=value)


def drawn(generator):
    """Return a unit with what multiplies it, written in some way, and its m²."""
    times, area = generator.choice([*TIMES]), generator.choice([*AREAS])
    if times[-1:].isalnum() and area[0].isascii() and times.isascii():
        times = f"{times} "
    return f"{times}{area}", TIMES[times if times in TIMES else times[:-1]] * AREAS[area]


def found(cells):
    """Return the value of farmland in a table; None where the run asks, or does not judge it."""
    try:
        value, doubt = read(cells)["LU13"]
    except Asked:
        return None
    return None if doubt.startswith(("unit", "title")) else value


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.cases(20, first=3)
def test_a_unit_is_read_rightly_wherever_it_stands(provider, place, seed):
    """Amounts that are far from the plan's are shown in its unit, too."""
    generator = random.Random(f"{place} {seed}")
    for _ in range(10):
        unit, area = drawn(generator)
        value = f"{generator.uniform(1, 999):.2f}"
        said = written(generator, place, unit, value)
        cells = table(value, {place: said})
        right = float(value) * area / (1e4 * MU_M2)
        # Behind a number or in a remark a unit that begins with digits may be part of another number.
        may_ask = place in ("cell", "other column") and unit[:1].isdigit()
        seen = found(cells)
        assert seen == pytest.approx(right) or (may_ask and (seen is None or place == "other column")), (cells, seen)


@pytest.mark.parametrize("place", ["head", "column", "cell", "above", "below", "other head"])
@pytest.mark.cases(6, first=2)
def test_a_unit_that_nobody_knows_leaves_no_verdict(provider, place, seed):
    """But where anything may stand."""
    generator = random.Random(f"unknown {place} {seed}")
    for _ in range(10):
        unit = generator.choice(UNKNOWN.split("|"))
        said = written(generator, place, unit, "60")
        cells = table("60", {place: said})
        free = said in (f"指标（{unit}）", [f"2025年指标表（{unit}）"]) or PHRASES.search(str(said))
        assert found(cells) is None or (free and not is_nearly(unit)), cells


@pytest.mark.cases(20, first=4)
def test_two_units_of_a_value_agree_or_leave_no_verdict(provider, seed):
    generator = random.Random(f"two {seed}")
    for _ in range(10):
        places = generator.sample([*PLACES], 2)
        units = [drawn(generator), drawn(generator)]
        value = f"{generator.uniform(1, 999):.2f}"
        cells = table(value, {place: written(generator, place, unit, value) for place, (unit, _) in zip(places, units)})
        areas, seen = {area for _, area in units}, found(cells)
        right = [float(value) * area / (1e4 * MU_M2) for area in areas]
        assert seen is None or (len(areas) == 1 and seen == pytest.approx(right[0])), (cells, seen)


@pytest.mark.cases(5, first=2)
def test_a_row_below_one_with_another_unit_may_be_in_that_where_cells_are_merged(provider, seed):
    generator = random.Random(f"merged {seed}")
    for _ in range(10):
        unit, area = drawn(generator)
        cells = table("60", {"column": ("单位", "")}, others=[["LU7", "", "2025", "150", unit]])
        assert found(cells) == (60 if area == pytest.approx(1e4 * MU_M2) else None), cells
    rows = [["UR4", "", "2025", "1", ""], ["UR11", "", "2025", "1", "个"], ["UR5", "", "2025", "1", ""]]
    for unit, doubt in (("万户", "unit_above:万户"), ("户", ""), ("%", "")):
        found_ = read([["指标", "分区", "年份", "数值", "单位"], ["UR12", "", "2025", "", unit], *rows])
        assert (found_["UR4"], found_["UR5"]) == ((1, doubt), (1, "")), unit
    cells = table("60", {"column": ("单位", "")}, others=[["LU16", "", "2025", "45", "%"]])
    assert found(cells) == 60, "a farmland area is none in per cent"


ORDINARY_HEADS = (
    "数值|数值（2025年）|value (2025)|现状值（万亩）|现状值（2025年末，实际）|数值（统计局）|value (actual)|"
    "数值（截至2025年12月31日）|数值（1—12月）|数值（保留两位小数）|数值（全市）|value (total)|"
    "数值（数据来源：市规划和自然资源委）|数值（单位：10⁴ mu）|value (10⁴ mu)"
)
ORDINARY_TITLES = (
    "北京市2025年指标统计表|国土空间总体规划（2021—2035年）实施体检指标表|填报单位：北京市规划院|"
    "制表日期：2026年1月15日|2026年城市体检指标表|2025年规划目标完成情况|一、总体情况/说明|单位：万亩、%|"
    "京政发〔2017〕12号|表1|"
    "单位负责人：张三|单位：万亩、%、平方米/人|面积按国土三调口径统计|Areas in Beijing|"
    "北京市 2022 年四项专项规划指标|按用地用海分类（2023）统计|北京市（16410平方公里）指标表|Renewal units of Beijing"
)


@pytest.mark.parametrize("head", ORDINARY_HEADS.split("|"))
def test_an_ordinary_head_below_an_ordinary_title_has_values_of_the_plans_unit(provider, head):
    for title in ORDINARY_TITLES.split("|"):
        cells = table("60", {"head": head, "above": [title], "below": ["注：数据来源于统计局，2026年发布"]})
        assert read(cells)["LU13"] == (60, ""), title


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("above", "2035年规划目标表"),
        ("above", "规划指标目标值"),
        ("above", "指标预测表"),
        ("above", "Targets of the plan"),
        ("above", "2018年指标现状表"),
        ("above", "截至2018年12月31日"),
        ("above", "2018"),
        ("above", "2026年指标表"),
        ("below", "注：以上数据为2018年数据"),
        ("below", "注：以上均为2035年规划目标"),
        ("below", "Note: all values above are forecasts"),
    ],
)
def test_values_of_a_table_of_targets_or_of_another_year_are_shown_and_not_judged(provider, place, text):
    assert read(table("60", {place: [text]}))["LU13"] == (60, f"title:{text}")


def test_a_table_that_is_called_by_its_targets_is_one_of_targets(provider):
    assert read(table("60", {}), named="2035年规划目标 (Values)")["LU13"] == (60, "title:2035年规划目标 (Values)")
    assert read(table("60", {}), named="2025年规划体检指标 (Values)")["LU13"] == (60, "")


def test_a_title_says_nothing_of_years_where_rows_are_of_its_year_too(provider):
    cells = table("60", {"above": ["2020年指标表"]}, others=[["LU13", "", "2020", "50"]])
    assert read(cells)["LU13"][1] == ""


def test_a_unit_in_the_name_of_an_indicator_is_one_that_is_said(provider):
    name = "永久基本农田及其储备区位于生态整治重点地区内的规模（万亩）"
    assert read([["指标", "分区", "年份", "数值"], [name, "", "2025", "60"]])["LU13"] == (60, "")
    with pytest.raises(Asked, match="the value may be given in 万亩, 平方公里; leave the unit"):
        read([["指标", "分区", "年份", "数值（平方公里）"], [name, "", "2025", "60"]])


def test_a_title_with_units_of_several_kinds_says_each_value_its_own(provider):
    cells = [
        ["单位：平方公里、%"],
        ["指标", "分区", "年份", "数值"],
        ["LU13", "", "2025", "400"],
        ["LU16", "", "2025", "45"],
    ]
    assert read(cells) == {"LU13": (pytest.approx(60), ""), "LU16": (45, "")}


def test_of_several_units_of_all_values_that_of_the_row_is_meant(provider):
    rows = [["LU13", "", "2025", "400", "km²"], ["LU7", "", "2025", "150", "万亩"]]
    right = {"LU13": (pytest.approx(60), ""), "LU7": (150, "")}
    for title, head in (("单位：万亩、km²、%", "数值"), ("指标表", "数值（km²、万亩）")):
        assert read([[title], ["指标", "分区", "年份", head, "单位"], *rows]) == right
    with pytest.raises(Asked, match="may be given in km², 公顷; leave the unit"):
        read([["单位：公顷、%"], ["指标", "分区", "年份", "数值", "单位"], *rows])
