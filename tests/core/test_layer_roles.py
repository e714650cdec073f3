"""What a layer is by its name: the role that it tells, and names that tell another or none."""

import numpy as np
import pytest
from greenvein.core.indicators.codes import ROLES
from greenvein.core.indicators.roles import WORDS, are_versions, role_of, version_of


def test_each_role_has_words_and_is_told_by_them():
    assert set(WORDS) == set(ROLES)
    assert {role: {role_of(word) for word in words} for role, words in WORDS.items()} == {
        role: {role} for role in ROLES
    }


@pytest.mark.parametrize(
    ("name", "role"),
    [("北京市永久基本农田储备区", "farmland_reserve"), ("永久基本农田", "basic_farmland"), ("red_line", "red_line"),
     ("已治理废弃矿山 2022", "mines_treated"), ("生态保护红线_2018版", "red_line"),
     ("目前生态控制区", "ecological_control"), ("海淀区生态控制区矢量图层", "ecological_control"),
     ("2023年北京市生态保护红线（最终版）.shp", "red_line"), ("Protected natural areas", "protected_areas"),
     ("plan › red_line", "red_line"), ("生态保护红线 › sthx", "red_line")],
)  # fmt: skip
def test_a_name_that_is_a_role_tells_it_beside_words_of_place_time_and_form(name, role):
    assert role_of(name) == role


@pytest.mark.parametrize(
    "name",
    ["道路", "道路红线", "建筑红线", "土地储备区", "determined", "矿山", "自然保护区",
     "生态控制区内村庄", "生态保护红线内矿山",
     "自然保护地核心区", "废弃矿山治理项目", "永久基本农田核实处置", "自然保护地整合优化预案", "平原永久基本农田",
     "非永久基本农田", "生态保护红线_调整前", "拟划生态控制区", "原生态保护红线", "未治理废弃矿山", "相邻县生态控制区",
     "Outside the red line", "non_basic_farmland", "red_line_buffer", "untreated_mines", "villages in the red line",
     "生态保护红线 › 核心区", "生态保护红线 › conflicts", "调整前 › 生态保护红线", "生态控制区 › 生态保护红线"],
)  # fmt: skip
def test_a_name_that_says_anything_else_tells_nothing(name):
    assert role_of(name) == ""


HARMLESS = (
    "北京市",
    "2023",
    "2022年",
    "现状",
    "矢量",
    "图层",
    "数据",
    "最终版",
    "v2",
    "（1）",
    "final",
    "data",
    "CGCS2000",
)
HARMFUL = (
    "内村庄",
    "核心区",
    "项目",
    "外围",
    "非",
    "拟划",
    "建设用地",
    "冲突",
    "调整前",
    "评估",
    "villages",
    "buffer",
    "outside",
)


@pytest.mark.cases(200, first=60)
def test_names_drawn_at_random_tell_their_role_unless_a_word_in_them_is_another(seed):
    rng = np.random.default_rng(seed)
    role = rng.choice(ROLES)
    parts = [rng.choice(WORDS[role]), *rng.choice(HARMLESS, rng.integers(0, 4))]
    rng.shuffle(parts)
    assert role_of("_".join(parts)) == role, parts
    parts.insert(rng.integers(0, len(parts) + 1), rng.choice(HARMFUL))
    assert role_of("_".join(parts)) == "", parts


def test_a_long_name_of_numbers_is_told_at_once():
    assert role_of("生态保护红线" + "20231231" * 40 + "x") == ""


@pytest.mark.parametrize(
    "without",
    ["除", "剔除", "减", "扣", "去除", "不含", "不包括", "不计", "缺", "其他", "其余", "除去", "扣减", "外"],
)
@pytest.mark.parametrize(
    "name", ["{}县生态保护红线", "{}延庆县生态保护红线", "北京市{}大兴区生态保护红线", "生态保护红线（{}延庆县）"]
)
def test_names_that_say_without_are_not_what_they_leave_things_out_of(name, without):
    assert role_of(name.format(without)) == ""
    assert role_of(f"{name.format(without)} › red_line") == ""
    assert role_of(name.format("").replace("（", "").replace("）", "")) == "red_line" or name.startswith("{}县")


@pytest.mark.parametrize("name", ["red line without Yanqing city", "red line except city", "red line excluding 2022",
    "minus red line", "remaining red line", "other red line", "red line of the rest"])  # fmt: skip
def test_english_names_that_say_without_are_not_that_either(name):
    assert role_of(name) == ""


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("{}_v1", "{}_v2", True), ("{}第一版", "{}第二版", True), ("{}", "{}最新", True), ("{}18", "{}22", True),
        ("{}现状", "{}最新", True), ("正式{}", "批复{}", True), ("{}", "{}2022", True), ("{}2021", "{}2022", True),
        ("{}202201", "{}202212", True), ("{}定稿", "{}终版", True), ("{} 3月", "{} 4月", True),
        ("current {}", "final {}", True), ("plan › {}_v1", "plan › {}_v2", True),
        ("延庆{}", "密云{}", False), ("{}2022年", "北京市{}2022", False), ("{}", "{}_CGCS2000", False),
        ("{}_4548", "{}_wgs84", False), ("{}.shp", "{}图层", False), ("{}第一版", "{}一版", False),
        ("{}v2", "{}_2", False), ("plan › {}", "data › {}", False), ("2022 › {}", "2023 › {}", True),
        ("plan_v1 › {}", "plan_v2 › {}", True), ("CGCS2000 › {}", "data › {}", False),
    ],
)  # fmt: skip
def test_versions_that_names_say_are_told_apart(one, other, differ):
    for name in ("生态保护红线", "red line", "已治理废弃矿山"):
        names = one.format(name), other.format(name)
        assert all(map(role_of, names)), names
        assert (version_of(names[0]) != version_of(names[1])) == differ, names


SAME = ["{}", "{}图层", "{} shp", "北京市{}", "全市{}", "{}_CGCS2000", "市域{}范围"]
WITHIN = ["海淀区{}", "海淀{}", "延庆县{}", "北京市昌平区{}", "{}（密云）"]


@pytest.mark.cases(60, first=30)
def test_layers_of_one_place_or_of_one_in_another_are_versions_and_those_side_by_side_are_parts(seed):
    rng = np.random.default_rng(seed)
    names = "生态保护红线", "生态红线", "永久基本农田", "已治理废弃矿山"
    role = names[rng.integers(len(names))]
    one, other = (SAME[at].format(role) for at in rng.choice(len(SAME), 2, replace=False))
    assert are_versions([one, other]), (one, other)
    district, beside = (WITHIN[at].format(role) for at in (rng.integers(2), rng.integers(2, len(WITHIN))))
    assert are_versions([one, district])
    assert not are_versions([district, beside])
    copy = ("副本", "备份", "复制", " copy", "_合并", "_merged")[rng.integers(6)]
    assert are_versions([district, f"{district}{copy}", beside])
    assert not are_versions([f"{district}{copy}", f"{beside}{copy}"])


@pytest.mark.parametrize(
    ("names", "versions"),
    [(["生态保护红线", "生态保护红线"], False), (["生态保护红线"], False),
     (["Ecological red line", "生态保护红线"], True),
     (["haidian › red_line", "changping › red_line"], False), (["data › red_line", "data › 生态保护红线"], True),
     (["河北省生态保护红线", "石家庄市生态保护红线"], True), (["石家庄市生态保护红线", "唐山市生态保护红线"], False),
     (["道路", "生态保护红线"], False), (["生态保护红线_v1", "海淀区生态保护红线_v2"], True)],
)  # fmt: skip
def test_names_of_which_nobody_can_tell_are_no_versions(names, versions):
    assert are_versions(names) == versions
