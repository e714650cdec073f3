"""Tables of values by how they are laid out: sections, merged cells, several heads, several tables. By construction the
right reading is known: each value is read so, or is not judged, or the run asks; ordinary tables are judged."""

import random

import pytest

from .written_values import Asked, figures, read

HEAD = ["指标", "分区", "年份", "数值"]
SHARES, FARMLAND = ("LU16", "ER5", "LU11"), ("LU13", "LU7")
ZONES = ("延庆区", "昌平区", "怀柔区")
NUMBERED = [
    [f"{before}{{}}" for before in how.split()] for how in ("一、 二、 三、", "（一） （二） （三）", "1. 2. 3.")
]
NUMBERED.append(["{}"] * 3)
NUMBERS = (60, 45.2, 500, 2025)
KM2 = 0.15
"""10 000 mu in a km²."""


def row(id_, value, zone="", year="2025"):
    return [id_, zone, year, str(value)]


def doubtless(found):
    return {(one.id, one.zone or "", one.year): one.value for one in found if not one.doubt}


@pytest.mark.cases(30, first=6)
def test_the_unit_of_a_section_is_that_of_its_rows_alone(provider, seed):
    draw = random.Random(seed)
    how, units = draw.choice(NUMBERED), draw.sample(["（单位：平方公里）", "（单位：万亩）", ""], 3)
    cells, right = [HEAD], {}
    for numbered, unit, id_ in zip(how, units, draw.sample(["LU13", "LU7", "LU8"], 3)):
        cells.append([numbered.format(draw.choice(["耕地", "农田保护", "整治"]) + unit)])
        value = draw.randint(300, 400) if "公里" in unit else draw.randint(40, 60)
        cells.append(row(id_, value))
        right[id_, "", 2025] = pytest.approx(value * KM2 if "公里" in unit else value)
        if draw.random() < 0.5:  # an indicator without its value says nothing
            cells.append([draw.choice(["LU9", "UR4"])])
    assert len(figures(cells)) == 3
    for one in figures(cells):
        assert one.value == right[one.id, "", 2025] and not one.doubt.startswith("unit"), cells


def test_a_level_below_keeps_what_the_one_above_says_and_the_next_one_of_it_does_not(provider):
    cells = [HEAD, ["一、耕地（单位：平方公里）"], ["（一）基本农田"], row("LU13", 400), ["二、其他"], row("LU7", 150)]
    assert read(cells) == {"LU13": (pytest.approx(60), ""), "LU7": (150, "")}


def test_a_unit_that_may_be_a_part_of_a_name_between_the_rows_is_not_sure(provider):
    cells = [HEAD, row("LU7", 150), ["耕地保有量（平方公里）"], row("LU13", 60)]
    assert read(cells) == {"LU7": (150, ""), "LU13": (60, "unit:耕地保有量（平方公里）")}


@pytest.mark.cases(20, first=4)
def test_rows_of_targets_below_a_line_that_says_so_are_left_out_and_told(provider, seed):
    draw = random.Random(seed)
    how = draw.choice(NUMBERED)
    said = [("现状", True), (draw.choice(["目标", "规划目标值", "2035年规划目标值", "预测值"]), False)]
    cells, right, notes = [HEAD], {}, []
    for numbered, (word, counts) in zip(how, said):
        cells.append([numbered.format(word)])
        for id_ in SHARES:
            value = draw.randint(50, 90)
            cells.append(row(id_, value))
            right |= {(id_, "", 2025): value} if counts else {}
    assert doubtless(figures(cells, notes=notes)) == right, cells
    assert any("3 rows are not used, for “" in text and "in row 6 above them" in text for text in notes), notes


def test_a_line_is_one_in_whatever_column_it_stands(provider):
    cells = [["数值", "指标", "年份"], ["一、现状"], ["45", "LU16", "2025"], ["二、目标"], ["95", "ER5", "2025"]]
    assert read(cells) == {"LU16": (45, "")}


@pytest.mark.parametrize("text", ["2018年现状", "（二）2018年底数据"])
def test_rows_below_a_line_of_another_year_are_not_judged(provider, text):
    assert read([HEAD, row("LU16", 45), [text], row("ER5", 95)]) == {"LU16": (45, ""), "ER5": (95, f"title:{text}")}


@pytest.mark.cases(20, first=4)
def test_districts_between_the_rows_are_the_zones_of_those_below(provider, seed):
    """Where zones are given; else they are not judged, for nobody knows which words are places."""
    draw = random.Random(seed)
    how, cells, right = draw.choice(NUMBERED), [HEAD], {}
    if draw.random() < 0.5:
        cells[0] = [name for name in HEAD if name != "分区"]
    for numbered, zone in zip(how, draw.sample([*ZONES, "全市"], 3)):
        cells.append([numbered.format(zone)])
        for id_ in draw.sample(SHARES, 2):
            value = draw.randint(50, 90)
            cells.append([text for text, name in zip(row(id_, value), HEAD) if name in cells[0]])
            right[id_, "" if zone == "全市" else zone, 2025] = value
    assert doubtless(figures(cells, zones=ZONES)) == right, cells
    for one in figures(cells):
        of_whole = (one.id, "", 2025) in right and right[one.id, "", 2025] == one.value
        assert of_whole or one.doubt.startswith("place_above:"), cells


@pytest.mark.parametrize(
    "text", ["一、城市更新", "二、乡村振兴", "三、农业空间", "（一）市政设施", "约束性指标", "生态保护红线"]
)
def test_themes_between_the_rows_are_no_places(provider, text):
    assert read([HEAD, [text], row("LU16", 45)]) == {"LU16": (45, "")}


def grouped(draw, names):
    """The rows of a table whose cells of one thing are merged, as files of text keep them: in the first row alone."""
    groups = [(name, draw.sample(SHARES, draw.randint(2, 3))) for name in names]
    return groups, [(id_, "" if at else name) for name, ids in groups for at, id_ in enumerate(ids)]


@pytest.mark.cases(20, first=4)
def test_rows_below_a_zone_that_may_be_merged_are_not_judged(provider, seed):
    draw = random.Random(seed)
    _, lines = grouped(draw, draw.sample(ZONES, 2))
    cells = [HEAD, *(row(id_, 80, zone) for id_, zone in lines)]
    found = figures(cells)
    assert {(one.id, one.zone) for one in found if not one.doubt} == {line for line in lines if line[1]}, cells
    assert {one.id for one in found if one.doubt.startswith("cell_above:分区=")} == {
        id_ for id_, zone in lines if not zone
    }


@pytest.mark.cases(20, first=4)
def test_rows_below_a_target_that_may_be_merged_are_not_judged(provider, seed):
    draw = random.Random(seed)
    ((_, values), (_, targets)), lines = grouped(draw, ["现状", "目标"])
    cells = [[*HEAD, "类型"], *([*row(id_, 80), kind] for id_, kind in lines)]
    found = figures(cells)
    assert {one.id for one in found if not one.doubt} == {*values}, cells
    assert {one.id for one in found if one.doubt == "cell_above:类型=目标"} == {*targets[1:]} - {*values}, cells


def test_so_are_those_below_one_in_a_column_of_any_name(provider):
    cells = [["大类", *HEAD], ["现状", *row("LU16", 45)], ["目标", *row("ER5", 95)], ["", *row("LU11", 26)]]
    assert read(cells)["LU11"] == (26, "cell_above:大类=目标")


def test_a_remark_on_one_row_says_nothing_of_those_below_a_table_without_others(provider):
    cells = [[*HEAD, "备注"], [*row("LU16", 45), ""], [*row("ER5", 95), "目标"], [*row("LU11", 26), ""]]
    assert read(cells) == {"LU16": (45, ""), "LU11": (26, "")}


@pytest.mark.cases(20, first=4)
def test_an_empty_zone_is_the_whole_where_each_row_has_its_zone(provider, seed):
    draw = random.Random(seed)
    ids = draw.sample(SHARES, draw.randint(1, 3))
    lines = [(zone, id_) for zone in draw.sample([*ZONES, ""], draw.randint(2, 4)) for id_ in ids]
    if draw.random() < 0.5:
        draw.shuffle(lines)
    right = {(id_, zone, 2025): draw.randint(50, 90) for zone, id_ in lines}
    cells = [HEAD, *(row(id_, right[id_, zone, 2025], zone) for zone, id_ in lines)]
    assert doubtless(figures(cells)) == right, cells


@pytest.mark.cases(20, first=4)
def test_of_several_tables_in_a_sheet_each_is_read_by_its_own_head_and_title(provider, seed):
    """A unit above one of them may be that of those below, which say none."""
    draw = random.Random(seed)
    cells, right, unsure = [], {}, set()
    for number, id_ in enumerate(draw.sample([*FARMLAND, "LU8"], draw.randint(2, 3)), 1):
        unit = draw.choice(["", "（单位：平方公里）", "（单位：万亩）"])
        names = HEAD if draw.random() < 0.5 else [name for name in HEAD if name != "分区"]
        order = draw.sample(names, len(names))
        value = draw.randint(40, 160)
        said = dict(zip(HEAD, row(id_, value)))
        unsure |= {id_} if not unit and "公里" in str(cells) else set()
        cells += [[""] * 4] * (number > 1) + [[f"表{number} 指标{unit}"], order, [said[name] for name in order]]
        right[id_] = pytest.approx(value * KM2 if "公里" in unit else value)
    found = figures(cells)
    assert {one.id: one.value for one in found} == right, cells
    assert {one.id for one in found if one.doubt == "unit_above:平方公里"} == unsure, cells


@pytest.mark.parametrize("between", [[], [["", "", "", ""]]])
def test_a_head_that_stands_once_more_goes_on_with_title_and_section(provider, between):
    """As on each page of a print."""
    cells = [["表1（单位：平方公里）"], HEAD, row("LU13", 400), *between, HEAD, row("LU7", 1000)]
    assert read(cells) == {"LU13": (pytest.approx(60), ""), "LU7": (pytest.approx(150), "")}
    cells = [HEAD, ["二、目标"], row("LU13", 60), *between, HEAD, row("LU7", 150)]
    assert read(cells) == {}


def test_a_title_of_the_sheet_is_one_of_all_of_its_tables(provider):
    cells = [["2035年规划目标"], ["表1"], HEAD, row("LU13", 60), [""] * 4, ["表2"], HEAD[::-1], row("LU7", 150)[::-1]]
    assert {doubt for _, doubt in read(cells).values()} == {"title:2035年规划目标"}


def test_a_line_right_between_two_tables_may_be_of_either(provider):
    cells = [HEAD, row("LU13", 60), ["表2（单位：平方公里）"], HEAD, row("LU7", 150)]
    assert {doubt for _, doubt in read(cells).values()} == {"unit:表2（单位：平方公里）"}


def test_numbers_above_the_head_are_asked_about_by_their_row(provider):
    cells = [["项目", "年度", "完成数"], ["LU13", "2025", "40"], HEAD, row("LU7", 150)]
    with pytest.raises(Asked, match="row 2: “40” stands above the head of the table, which is row 3"):
        read(cells)


@pytest.mark.parametrize("lower", ["平方公里", "（平方公里）", "单位：平方公里"])
def test_a_unit_in_the_second_line_of_a_head_is_that_of_its_column(provider, lower):
    cells = [["指标", "年份", "数值", "备注"], ["", "", lower], ["LU13", "2025", "60"]]
    assert read(cells) == {"LU13": (pytest.approx(9), "")}


def test_heads_of_two_lines_are_asked_about_by_what_they_say(provider):
    years = [["指标", "年份", "数值", ""], ["", "", "2020", "2025"], ["LU13", "2025", "40", "60"]]
    with pytest.raises(Asked, match="several fields that may be “value”: 数值（2020）, 数值（2025）; keep one"):
        read(years)
    targets = [["指标", "年份", "目标", "现状"], ["", "", "数值", "数值"], ["LU13", "2025", "52", "40"]]
    assert read(targets) == {"LU13": (40, "")}


@pytest.mark.parametrize("behind", ["责任单位", "数据来源", "目标值", "序号", "2035年目标"])
def test_thousands_without_quotes_are_asked_about_whatever_stands_behind(provider, behind):
    cells = [["指标", "年份", "数值", behind], ["UR12", "2025", "30", "500"]]
    with pytest.raises(Asked, match="“30” and “500” in the column behind it may be one number"):
        read(cells)
    others = [*cells, ["LU16", "2025", "45.2", "园林局"]]
    with pytest.raises(Asked, match="may be one number"):
        read(others)


@pytest.mark.cases(20, first=4)
def test_a_target_beside_its_value_is_a_number_of_its_own(provider, seed):
    draw = random.Random(seed)
    cells = [["指标", "年份", "数值", draw.choice(["目标值", "基期值", "序号"])]]
    for id_, least, most in draw.sample([("LU7", 140, 170), ("LU13", 40, 90), ("LU16", 40, 50)], draw.randint(1, 3)):
        cells.append([id_, "2025", str(draw.randint(least, most)), str(draw.randint(100, 200))])
    assert all(not doubt for _, doubt in read(cells).values()), cells


def test_a_number_in_a_column_without_a_head_between_others_is_asked_about(provider):
    for other in ("60", "500", "500户"):
        cells = [["指标", "年份", "数值", "", "备注"], ["LU13", "2025", "40", other, "x"]]
        with pytest.raises(Asked, match=f"row 2: “{other}” stands in a column without a head"):
            read(cells)
    cells = [["", "指标", "年份", "数值"], ["1", "LU13", "2025", "60"]]
    assert read(cells) == {"LU13": (60, "")}


@pytest.mark.cases(400, first=60)
def test_any_table_is_read_or_asked_about(provider, seed):
    """Layers of all kinds are given for tables of values, with few rows and fields, or none."""
    draw = random.Random(seed)
    some = [*HEAD, "单位", "类型", "目标值", "LU13", "LU16", "2025", "60", "45.2", "500", "一、现状", "延庆区", "—"]
    width = draw.choice([0, 1, 1, 2, 3, 4, 6])
    cells = [[draw.choice([*some, "", "", ""]) for _ in range(width)] for _ in range(draw.randint(1, 9))]
    cells[0] = draw.choice([cells[0], HEAD, [*HEAD, *cells[0]]])
    cells[0] = list(dict.fromkeys(filter(None, cells[0])))
    try:
        found = figures(cells, zones=draw.choice([(), ZONES]))
    except Asked as asked:
        assert "values" in str(asked).casefold()  # what the table is called
    else:
        assert {(one.id, one.value) for one in found} <= {(id_, value) for id_ in ("LU13", "LU16") for value in NUMBERS}
