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
