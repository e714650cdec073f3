"""Whether a map is a plan's by its names, and that offices, planning units and maps of the state are none."""

import random

import pytest
from greenvein.core.named_plans import OfMap, is_plan, of_map


@pytest.mark.parametrize(
    "name",
    ["规划用地", "用地规划图", "规划2021-2035", "国土空间规划", "2035规划", "总规用地", "控规用地图斑",
     "用地规划（报批稿）", "海淀分区规划用地", "规划地类", "规划用途", "现行总体规划", "远期用地", "用地方案",
     "规划实施方案",
     "规划公园绿地", "现状与规划用地", "规划建成区", "人口预测", "planned land use", "Land use plan 2035",
     "land_use_plan",
     "landuseplan", "master plan", "masterplan_v2", "plan2035", "proposed_landuse", "GHYD", "guihua_2035",
     "规划区规划用地",
     "规划局_规划用地", "人口容量", "目标人口2035", "近期人口", "target_pop", "population_projection", "pop_projected"],
)  # fmt: skip
def test_a_name_says_that_a_map_is_a_plans(name):
    assert is_plan([name])


@pytest.mark.parametrize(
    "name",
    ["land", "地类图斑", "用地现状", "规划用地现状图", "规划分区", "规划单元", "规划区范围", "规划区用地", "规划范围",
     "规划局提供", "规划院用地数据", "规划和自然资源委用地", "规划与自然资源局", "规划自然资源", "规划国土委数据",
     "规划体检", "规划体检用地", "规划实施评估用地", "规划基数", "规划底图", "三调用地", "变更调查", "规划设计研究院",
     "用地分类方案", "规划前用地", "规划监测用地", "planning unit", "planning_area landuse", "plan area",
     "plan_boundary", "existing land use (planning department)", "plants", "plane", "explanation",
     "landuse_projected", "plain",
     "规划编号2035地块", "建成区", "XZYD_规划", "常住人口", "projected_roads", "population"],
)  # fmt: skip
def test_a_name_does_not_say_that_a_map_is_a_plans(name):
    assert not is_plan([name])


def test_the_first_name_that_says_either_counts():
    assert not is_plan(["用地现状", "规划用地"])
    assert is_plan(["规划用地", "用地现状"])
    assert is_plan(["land", "规划用地"])
    assert not is_plan([])


def test_what_a_map_says_has_the_year_of_all_names():
    assert of_map(["用地", "用地2022"], ["用地"]) == OfMap(2022)
    assert of_map(["总规2004-2020"], ["总规2004-2020"]) == OfMap(None, True)
    assert of_map(["用地2022", "规划"], ["用地2022"]) == OfMap(2022)


@pytest.mark.cases(60, first=20)
def test_a_plan_stays_one_among_places_years_and_forms(seed):
    draw = random.Random(seed)
    plan = draw.choice(["规划用地", "用地规划图", "国土空间规划", "planned land use"])
    beside = draw.choice(["规划单元", "规划分区", "规划局", "规划院", "规划范围"])
    words = [draw.choice(["北京市", "朝阳区", ""]), str(draw.randint(2010, 2040)), draw.choice(["矢量", "v2", "shp"])]
    for name, told in ((plan, True), (beside, False)):
        some = [*words, name]
        draw.shuffle(some)
        assert is_plan([draw.choice("_ -").join(filter(None, some))]) == told


STATES = ["三调", "二调", "现状", "国土调查", "实施", "建成", "底图", "基数转换"]
PLANS = ["规划用地", "用地规划", "总规用地", "控规地块", "国土空间规划", "法定图则地块", "planned land use"]


@pytest.mark.cases(80, first=30)
def test_a_word_of_state_takes_a_plan_back_only_where_it_is_what_the_name_speaks_of(seed):
    draw = random.Random(seed)
    state, plan = draw.choice(STATES), draw.choice(PLANS)
    about = draw.choice(
        ["基于{0}的{1}", "{1}（保留{0}）", "{1}_含{0}部分", "{1}_{0}转换", "以{0}为底的{1}", "{1}（{0}后）"]
    )
    assert is_plan([about.format(state, plan)]), about.format(state, plan)
    head = draw.choice(
        ["{0}现状图", "{0}现状", "{0}_现状用地", "{0}（用地现状）", "{0}现状用地2023", "现状用地_{0}", "{0}实施评估"]
    )
    assert not is_plan([head.format(plan)]), head.format(plan)


OFFICES = [
    "规划局", "规划资源局", "规划和自然资源局", "规划建设管理局", "规划分局", "规划总院", "规划信息中心", "规划设计院",
    "规划和国土资源管理局", "城乡规划建设局", "规划展览馆",
]  # fmt: skip
PLACES = [
    "规划路以北",
    "规划一路",
    "规划支路南侧",
    "远景村",
    "远景路",
    "愿景小区",
    "拟建路以南",
    "控规单元",
    "详规单元",
    "规划红线内",
]


@pytest.mark.cases(80, first=30)
def test_offices_roads_and_units_that_have_a_plan_in_their_name_are_no_plan(seed):
    draw = random.Random(seed)
    beside = draw.choice([*OFFICES, *PLACES, "总规模", "预测绘", "规划实施评估"])
    name = f"{draw.choice(['', '北京市', '2023'])}{beside}{draw.choice(['用地', '_用地', '现状用地', '地块'])}"
    assert not is_plan([name]), name
    assert is_plan([f"{name}_规划用地"]) or "现状" in name or "评估" in name


@pytest.mark.parametrize(
    "name",
    ["规划道路用地", "规划医院用地", "规划中心城区用地", "规划科研用地", "规划办公用地", "规划村庄用地",
     "规划街区", "规划路网", "总规_用地", "控详地块", "公示稿用地", "征求意见稿_用地", "GHDL", "gh_yd",
     "PlannedLU", "future landuse", "land use scheme", "draft land use", "land use plan, existing retained",
     "planned land use (from survey base)", "规划二调", "规划建成后用地", "规划用地实施", "现状规划",
     "planned and existing land use"],
)  # fmt: skip
def test_planned_ground_of_whatever_kind_is_a_plans(name):
    assert is_plan([name])


@pytest.mark.parametrize(
    "name",
    ["总规现状用地", "规划用地调查", "建设用地总规模_2023", "规划区现状用地", "existing land use of the master plan",
     "预测绘用地", "规划前用地", "总规批复前用地"],
)  # fmt: skip
def test_what_is_there_in_the_ground_of_a_plan_is_none(name):
    assert not is_plan([name])
