"""Of which year a map is by its name, and that numbers of standards, systems and scales are no years."""

import random

import pytest
from greenvein.core.named_years import year_of, years_in


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("用地规划2035", (2035,)), ("用地现状2022", (2022,)), ("landuse_2022", (2022,)), ("landuse2022v2", (2022,)),
        ("２０２２年地类图斑", (2022,)), ("2022年度变更调查", (2022,)), ("DLTB_20231231", (2023,)),
        ("DLTB 202312", (2023,)), ("地类2023-12-31", (2023,)), ("地类2023.12.31", (2023,)), ("G1_2022", (2022,)),
        ("2023年12月地类", (2023,)), ("地类 2023-12", (2023,)), ("第三次全国国土调查（2019）", (2019,)),
        ("北京2022", (2022,)), ("land.1998", (1998,)),
    ],
)  # fmt: skip
def test_a_name_with_one_year_says_it(name, years):
    assert years_in(name) == years


@pytest.mark.parametrize(
    "name",
    ["GB50137-2011", "GB 50137—2011用地", "GB/T 21010-2017", "gbt21010_2017", "DB11/T 1234-2019", "TD/T1055-2019",
     "CGCS2000_DLTB", "国家2000坐标", "2000国家大地坐标系", "WGS1984", "西安1980", "1:2000地形图", "EPSG:2022",
     "用地用海分类指南2023", "用地用海2023年分类", "公园2000米缓冲区", "人口2000万", "110108001", "20221", "120221231",
     "地类图斑", "v1.2020"],
)  # fmt: skip
def test_numbers_that_are_no_years_say_none(name):
    assert years_in(name) == ()


@pytest.mark.parametrize(
    "name", ["国土空间规划2021-2035", "规划（2021—2035年）", "规划2021-35", "规划2021~2035", "规划2021至2035年"]
)
def test_a_period_says_both_of_its_years(name):
    assert years_in(name) == (2021, 2035)


def test_a_year_beside_a_standard_is_that_of_the_map():
    assert years_in("用地_GB50137-2011_2022") == (2022,)
    assert years_in("CGCS2000_地类图斑2022") == (2022,)


@pytest.mark.parametrize("seed", range(20))
def test_a_random_year_is_found_between_words_and_other_numbers(seed):
    draw = random.Random(seed)
    year, beside = draw.randint(1950, 2099), draw.choice(["GB50137-2011", "CGCS2000", "1:2000", "110108", "R2", "v3"])
    words = ["用地", beside, f"{draw.choice(['', '现状', 'map'])}{year}{draw.choice(['', '年', '版', '1231', 'a'])}"]
    draw.shuffle(words)
    assert years_in("_".join(words)) == (year,)


def test_the_name_in_the_legend_says_more_than_that_of_the_file_unless_that_says_another_year():
    assert year_of([]) == year_of(["用地现状"]) == ()
    assert year_of(["用地现状", "landuse2022"]) == (2022,)
    assert year_of(["用地现状2022", "landuse2022"]) == (2022,)
    assert year_of(["用地现状2022", "规划2021-2035"]) == (2022,)
    assert year_of(["用地现状2022", "landuse2023"]) == (2022, 2023)
    assert year_of(["规划2021-2035", "landuse2022"]) == (2021, 2035)
