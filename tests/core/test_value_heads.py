"""What heads of tables of values say: which field, in which unit, of which years, and whether values are meant."""

import pytest
from greenvein.core.indicators.asked import no_value_in
from greenvein.core.indicators.heads import head_of

NAMES = ("value", "值", "数值", "现状值", "现状")


@pytest.mark.parametrize(
    ("text", "name", "units"),
    [
        ("数值", "数值", ()), ("数 值", "数值", ()), ("数值（％）", "数值", ("％",)),
        ("Value [km²]", "value", ("km²",)),
        ("数值（单位为万亩）", "数值", ("万亩",)), ("数值（万亩）（2025年）", "数值", ("万亩",)),
        ("现状值_ha", "现状值", ("ha",)),
        ("value sq km", "value", ("sqkm",)), ("数值（sq km）", "数值", ("sq km",)), ("数值%", "数值", ("%",)),
        ("数值（万元）", "数值", ("万元",)), ("数值（亿元/km²）", "数值", ("亿元/km²",)),
        ("数值（×10⁴ ha）", "数值", ("×10⁴ ha",)),
        ("数值（10000 m²）", "数值", ("10000 m²",)), ("数值（500米半径）", "数值", ()),
        ("数值（公顷；km²）", "数值", ("公顷", "km²")),
        # Fields of other things.
        ("数值备注", "数值备注", ()), ("数值_备注", "数值_备注", ()), ("现状用地/公顷", "现状用地/公顷", ()),
        ("值班户", "值班户", ()),
        ("value target", "valuetarget", ()), ("现状_2018", "现状_2018", ()),
    ],
)  # fmt: skip
def test_a_unit_stands_in_brackets_or_behind_the_name_of_a_field(text, name, units):
    found = head_of(text, NAMES)
    assert (found.name, found.units) == (name, units)


@pytest.mark.parametrize(
    ("text", "years"),
    [("数值（2025年）", (2025,)), ("值（km²，２０１８）", (2018,)), ("现状值（2021—2025年）", (2021, 2025)),
     ("数值（年末）", ()),
     ("数值（2000国家大地坐标系）", ()), ("数值（2000公顷以上）", ())],
)  # fmt: skip
def test_a_year_is_told_from_other_numbers(text, years):
    assert head_of(text, NAMES).years == years


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("数值（2035年目标）", "目标"), ("值（规划）", "规划"), ("值（规划期末）", "规划"),
        ("value (planned)", "planned"),
        ("value (last year)", "last year"), ("数值（较上年增减）", "上年"), ("数值", ""), ("现状值（实际）", ""),
        ("数值（规划自然资源委）", ""), ("数值（市规划和自然资源局）", ""), ("数值（规划范围）", ""),
        ("value (planning office)", ""),
        ("数值（统计）", ""), ("数值（累计）", ""),
    ],
)  # fmt: skip
def test_a_word_says_that_no_value_of_the_year_is_meant(text, word):
    assert head_of(text, NAMES).no_value == word


@pytest.mark.parametrize(
    "cell",
    ["规划目标", "目标值", "预测值", "规划值", "目标", "规划", "2035年目标", "2035规划", "远期目标值",
     "规划目标值", "规划期末值", "计划数", "预期值", "控制目标", "约束值", "（目标值）",
     "Target", "target value", "2035 target", "Planned",
     "forecast", "projected values", "同比", "同比增长率", "变化量", "growth"],
)  # fmt: skip
def test_a_cell_says_that_a_value_is_not_as_it_is(cell):
    assert no_value_in(cell)


@pytest.mark.parametrize(
    "cell",
    ["现状值", "现状", "实际值", "统计值", "2025年现状", "约束性", "预期性", "引导性", "预期", "约束",
     "规划指标", "年末数", "规划局提供", "已完成目标", "低于2025年目标", "按规划口径", "基期值", "估计值",
     "actual", "observed", "target met",
     "planning office", "", "约束性指标", "变更调查"],
)  # fmt: skip
def test_a_cell_that_speaks_of_targets_or_kinds_of_indicators_leaves_the_value(cell):
    assert not no_value_in(cell)
