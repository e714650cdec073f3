"""Whether people can be those who live there: names of fields, persons on ground, units on each other."""

import numpy as np
import pytest
import shapely
from greenvein.core.people.codes import (
    DENSITY,
    HOUSEHOLDS,
    IN_HUNDREDS,
    IN_TEN_THOUSANDS,
    IN_THOUSANDS,
    OTHERS,
    OVERLAPPING,
    TOO_FEW,
    TOO_MANY,
    TWICE,
    TWO_LEVELS,
)
from greenvein.core.people.named import by_layer, by_name
from greenvein.core.people.plausible import crowding, overlapping

HA, KM2 = 1e4, 1e6


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("常住人口万", IN_TEN_THOUSANDS), ("常住人口（万人）", IN_TEN_THOUSANDS), ("人口_万", IN_TEN_THOUSANDS),
        ("常住人口(万)", IN_TEN_THOUSANDS), ("人口密度", DENSITY), ("常住人口（人/km²）", DENSITY),
        ("pop_density", DENSITY),
        ("pop_per_km2", DENSITY), ("人口（万人/平方公里）", DENSITY), ("常住人口", ""), ("万寿路街道人口", ""),
        ("people", ""),
        ("人口（人）", ""), ("population", ""), ("2025年人口", ""), ("万柳街道人口", ""), ("pop_万柳", ""),
    ],
)  # fmt: skip
def test_a_field_says_by_its_name_that_it_holds_no_persons(name, code):
    assert by_name([name]) == by_name(["pop", name]) == code


# As yearbooks, bureaus, censuses and rasters call them.
CALLED = {
    IN_TEN_THOUSANDS: [
        "年末常住人口_万人", "户籍人口（万人）", "人口(万)", "人口数／万人", "万人", "常住人口万人",
        "population (10,000 persons)",
        "pop (10k)", "10k people", "POP_TEN_THOUSAND", "10 000 persons",
        "pop_10k", "POP10K", "POP10K_2020", "人口w", "常住人口（W）", "人口_w", "人口10k",
    ],
    IN_THOUSANDS: [
        "常住人口（千人）", "人口_千人", "千人", "常住人口千人", "人口（千）", "人口_千", "单位：千人",
        "人口（单位:千）", "人口千",
        "常住人口(千人)2025", "千人口", "population (thousands)", "pop_thousand", "POP_THOUSANDS", "thousand persons",
        "pop_x1000", "population ×1,000", "1000 persons", "pop ('000)", "pop (000s)", "1,000 people", "pop_1000s",
        "POP_K", "POPK", "pop_000", "pop_000s", "population_k", "人口k", "人口（K）",
    ],
    IN_HUNDREDS: [
        "常住人口（百人）", "人口_百人", "百人", "人口（百）", "人口百人", "pop (hundreds)", "population_hundreds",
        "hundred persons", "100 persons", "pop_x100",
    ],
    HOUSEHOLDS: [
        "户数", "总户数", "家庭户数", "户籍户数", "常住户数", "居民户数（户）", "户", "常住户", "家庭户",
        "户数（万户）", "户总数",
        "农户数_2025", "人口（户）", "户均人口", "每户人数", "人/户", "平均家庭户规模", "家庭数", "住宅套数",
        "households", "HOUSEHOLDS",
        "household", "household_count", "n_hh", "hh_count", "HHs", "total households", "dwellings", "housing_units",
        "families", "hushu", "avg_household_size", "persons per household", "pop_per_hh", "family size",
    ],
    DENSITY: [
        "人口密度（千人/km²）", "density_thousand", "人每公顷", "pop/ha", "户籍人口密度",
        "每平方公里人数", "每公顷人口", "每km²人数", "单位面积人口", "people per sq km", "人口/公顷",
        "人口占比", "人口比重", "人口比例", "人口百分比", "人口（%）", "人口占全市比重", "人口增长率", "城镇化率_2025",
        "抚养比", "pop_pct", "POPPCT", "pop_share", "population share", "pop_percent", "growth_rate",
    ],
    OTHERS: [
        "就业人口", "从业人员数", "职工人数", "年末职工", "就业岗位", "劳动力人口", "16-59岁劳动年龄人口", "失业人口",
        "退休人员", "通勤人口",
        "老年人口", "老龄人口", "高龄人口", "老人数", "60岁以上人口", "65岁及以上", "0-14岁人口", "人口_0_14",
        "人口0-14", "人口15~64", "pop_0_14",
        "POP_15_64", "age_65", "pop_65plus", "人口65+", "儿童人口", "儿童", "少儿人口", "学龄人口", "学生数",
        "在校生数", "育龄妇女",
        "chn_f_25_2020", "chn_m_65_2020_1km", "elderly", "children", "pop_children", "students", "under5", "over_65",
        "男", "女", "男性", "女性人口", "人口_男", "人口（女）", "男性人口数", "男人口", "女_2025", "male", "FEMALE",
        "pop_male", "females_2020",
        "women", "人口增长", "人口增长量", "新增人口", "人口变化", "人口变动", "净增人口", "出生人口", "死亡人口",
        "迁入人口", "人口迁移", "流入人口", "births",
        "pop_change", "pop_growth", "migration",
        "流动人口", "暂住人口", "外来人口", "外来常住人口", "非户籍人口", "常住人口（不含流动人口）",
        "floating population", "temporary_residents",
        "城镇人口", "人户分离人口", "落户人数",
        "昼间人口", "白天人口", "游客数", "旅游人数", "残疾人数", "少数民族人口", "daytime_pop", "visitors",
        "employment", "employees", "jobs",
        "Shape_Area", "Shape_Leng", "SHAPE_STArea__", "Shape__Length", "面积", "建筑面积", "面积_公顷", "area",
        "AREA_HA", "floor_area",
        "area (km2)", "OBJECTID", "fid", "行政区代码", "编号", "人均绿地", "GDP", "height",
    ],
    "": [
        "户籍人口", "户籍人口数", "户籍", "常住人口（户籍+流动）", "常住人口（户籍）", "户口人数",
        "家庭户人口", "集体户人口",
        "家庭户_人口", "集体户（人口数）", "户县人口", "户部街街道人口", "千佛山街道人口",
        "千灯镇人口",
        "千人桥镇人口", "人口_千灯", "pop_千佛山", "千山区常住人口", "百子湾人口", "百步亭社区人口", "百色市人口",
        "人口_百子湾", "老百姓人口",
        "万寿路人口", "万柳地区人口", "万达社区", "常住人口", "常住人口_2025", "总人口", "人口数", "人数",
        "rk", "RKS", "CZRK",
        "人口（人）", "常住人口（单位：人）", "2000年人口", "人口1000", "pop_1000m", "pop1000", "WorldPop_100m",
        "pop_100m",
        "chn_ppp_2020_1km_Aggregated", "GHS_POP_E2020_GLOBE_R2023A_54009_1000", "GHS_POP_100", "grid_100_pop",
        "GRID1000_POP",
        "china_1000_people", "grid1000 people", "pop_10000_grid", "pop_100x100", "1000x1000_pop", "pop_10k_grid",
        "1:10k pop", "landscan-global-2020",
        "population", "POP2020", "people", "residents",
        "household_pop", "population in households", "Household population", "persons in households", "pop_families",
        "inhabitants", "Chhatarpur", "Sahhs", "hundred_acres_pop", "TOTPOP", "persons",
        "pop_w", "popw", "pop_k_means", "pop_0001", "人口_比如县", "比如县人口", "率土社区人口",
        "网格人口_k25", "shared_pop", "corporate_pop", "popshares_id",
        "户籍人口+流动人口", "户籍和暂住人口", "常住人口（含外来人口）", "常住人口（含在校学生）",
        "population (incl. children)", "女儿河街道人口", "织女街道人口", "老人仓镇人口", "儿童公园社区人口",
        "职工新村人口", "增城区人口",
        "劳动路街道人口", "男岗村人口", "外来镇人口", "旅游度假区人口", "residential_area_pop", "area_population",
        "建成区面积内人口", "pop_area", "area1",
        "study_area_1km", "pop_20_km", "pop_2014_09", "pop_2020", "p", "人口_2014", "xchange_pop", "Maleny",
        "village_pop", "average_pop", "pop_id",
        "Kidsgrove_pop", "night_pop", "城区人口", "夜间人口", "现状人口", "总人口_2025",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in CALLED.items() for name in names])
def test_units_and_households_are_told_from_places_and_registers(code, name):
    assert by_name([name]) == by_name(["pop", name]) == code


@pytest.mark.parametrize(
    ("people", "homes_m2", "units_m2", "units", "code"),
    [
        # A village of 12 persons to a km², on 2 ha of homes, and a hundred houses of weekends with one inhabitant.
        (240, 2 * HA, 20 * KM2, 1, None), (1, 9 * HA, 0, 0, None),
        # 12 000 persons on 100 ha of homes, in tens of thousands.
        (12_000, 100 * HA, 4 * KM2, 1, None), (1.2, 100 * HA, 4 * KM2, 1, TOO_FEW),
        # Towers of 60 storeys, whose footprints are both homes and units: 2 persons to a m².
        (1_000, 500, 500, 1, None), (3_000, 500, 500, 1, TOO_MANY),
        # 100 000 persons to a km² are the densest streets, 250 000 no street.
        (100_000, 40 * HA, 1 * KM2, 1, None), (250_000, 40 * HA, 1 * KM2, 1, TOO_MANY),
        (0, 40 * HA, 1 * KM2, 1, None), (5, 0, 1 * KM2, 1, None),
    ],
)  # fmt: skip
def test_as_many_people_as_live_somewhere_are_in_no_doubt(people, homes_m2, units_m2, units, code):
    found = crowding(people, homes_m2, units_m2, units)
    assert (None if found is None else found.code) == code


STREETS = shapely.box([0, 100], 0, [100, 200], 100)
COMMUNITIES = shapely.box([0, 50, 100, 150], 0, [50, 100, 150, 200], 100)


def found(*units, people=None):
    units = np.concatenate([np.atleast_1d(one) for one in units])
    doubt = overlapping(units, np.ones(len(units)) if people is None else np.array(people, dtype=float))
    return None if doubt is None else (doubt.code, pytest.approx(doubt.share))


def test_streets_that_are_drawn_twice_are_told_from_two_levels():
    assert found(STREETS) is None
    assert found(STREETS, STREETS) == (TWICE, 1.0)
    assert found(STREETS, STREETS[:1]) == (TWICE, 0.5)
    assert found(STREETS, COMMUNITIES) == (TWO_LEVELS, 1.0)
    assert found(STREETS, COMMUNITIES[:1]) == (TWO_LEVELS, 0.25)
    # By two hands, a metre apart.
    assert found(STREETS, shapely.box([1, 101], 1, [101, 201], 101)) == (TWICE, pytest.approx(1.96 / 2.04, abs=0.01))


def test_units_that_share_borders_badly_are_told_from_a_hundredth_on():
    assert found(STREETS[:1], shapely.box(99.5, 0, 199.5, 100)) is None
    assert found(STREETS[:1], shapely.box(90, 0, 190, 100)) == (OVERLAPPING, pytest.approx(10 / 190))


def test_units_in_which_nobody_is_counted_count_nobody_twice():
    assert found(STREETS, COMMUNITIES, people=[0, 0, 1, 1, 1, 1]) is None
    assert found(STREETS, STREETS, people=[5, 7, 0, 0]) is None


@pytest.mark.cases(40, first=8)
def test_a_mosaic_is_in_no_doubt_and_with_copies_or_districts_it_is(seed):
    random = np.random.default_rng(seed)
    across, up = (np.r_[0, np.sort(random.uniform(1, 999, random.integers(1, 6))), 1000] for _ in range(2))
    west, south = (one.ravel() for one in np.meshgrid(across[:-1], up[:-1]))
    east, north = (one.ravel() for one in np.meshgrid(across[1:], up[1:]))
    mosaic = shapely.box(west, south, east, north)
    copied = random.random(len(mosaic)) < 0.5
    share = shapely.area(mosaic[copied]).sum() / 1e6
    assert found(mosaic) is None
    assert found(mosaic, mosaic[copied]) == ((TWICE, share) if share > 0.01 else None)
    # A district around all of it, of which no part is nearly all.
    whole = shapely.box(0, 0, 1000, 1000)
    code = TWICE if shapely.area(mosaic).max() >= 0.95e6 else TWO_LEVELS
    assert found(mosaic, whole) == (code, 1.0)


@pytest.mark.cases(80, first=30)
def test_people_called_otherwise_than_all_of_a_place_are_others(seed):
    draw = np.random.default_rng(seed)

    def one(*some):
        return some[draw.integers(len(some))]

    who = one(
        "工作",
        "办公",
        "上班",
        "农业",
        "非农业",
        "城镇",
        "乡村",
        "外地",
        "外省",
        "青年",
        "成年",
        "低保",
        "境外",
        "在册职工",
    )
    place, year, end = one("", "海淀区", "街道"), one("", "2023", "2023年_"), one("", "数", "_2020", "（人）")
    assert by_name([f"{place}{year}{who}人口{end}"]) == OTHERS
    low = int(draw.integers(0, 90))
    high, mark = int(draw.integers(low + 1, 100)), one("_", "-", "至", "~", " - ")
    assert by_name([f"{one('pop', '人口', 'population_', 'POP_', '年龄')}{low}{mark}{high}"]) == OTHERS
    above = one("{0}+", "{0}up", "{0}_plus", "{0}_above", "_{0}以上", "_over_{0}", "_ge{0}")
    assert by_name([f"pop{above.format(int(draw.integers(14, 90)))}"]) == OTHERS
    initials = one("LN", "NY", "FNY", "LD", "QN")
    assert by_name([f"{initials}RK{one('', 'S', '2020', '_2023')}"]) == OTHERS
    assert by_name([one("F_POP", "pop_m", "work_pop", "urban_pop", "day_population", "AgriPop")]) == OTHERS


@pytest.mark.cases(80, first=30)
def test_all_people_of_a_place_are_no_others_however_they_were_counted(seed):
    draw = np.random.default_rng(seed)

    def one(*some):
        return some[draw.integers(len(some))]

    place = one(
        "",
        "海淀区",
        "北京市",
        "北京",
        "学院路街道",
        "万柳地区",
        "社区",
        "小区",
        "各街镇",
        "网格",
        "望京街道",
        "百万庄",
        "楼栋",
    )
    count = one(
        "", "常住", "户籍", "总", "居住", "实有", "登记", "七普", "年末常住", "普查", "夜间", "估算", "户籍常住"
    )
    end = one("人口", "人口数", "人口总数", "人口（人）", "人口_2023", "人口合计")
    name = f"{place}{one('', '2023年', '2020')}{count}{end}"
    assert by_name([name]) == "", name
    assert by_name([f"{one('', 'CZ', 'HJ', 'Z', 'SY')}RK{one('', 'S', '2020')}"]) == ""
    assert by_name([one("pop_2015_2020", "pop10", "pop_15", "pop_1km", "Village_Pop", "POP_20", "night_pop")]) == ""


@pytest.mark.parametrize("field", ["p", "人口", "pop", "VALUE"])
@pytest.mark.parametrize(
    "layer",
    ["就业岗位", "社区老年人", "街道_工作人口", "街道_工作人口2023", "学生数分布", "land › 就业人口", "employees",
     "街道人口_女性人口", "在校学生"],
)  # fmt: skip
def test_a_layer_may_say_whom_it_holds_where_its_field_does_not(layer, field):
    assert by_layer(layer, [field]) == OTHERS
    assert by_layer(layer, [field, "常住人口"]) == ""


@pytest.mark.parametrize(
    "layer",
    ["街道", "社区人口", "街道2018", "幼儿园服务区", "学区", "儿童公园", "养老设施", "职工新村", "街道常住人口",
     "女儿河街道", "人口密度", "户籍人口", "population", "census", "districts", "school districts"],
)  # fmt: skip
def test_a_layer_of_places_says_nothing_of_whom_it_holds(layer):
    assert by_layer(layer, ["人口"]) == ""
