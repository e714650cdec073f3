"""Land-use codes: how they are written, which class they have, and which system they come from."""

import numpy as np
import pytest
from greenvein.core.land.classes import CHINESE, ClassTableError, load, system_tables
from greenvein.core.land.codes import CLASSES, OUTSIDE, SYSTEMS, UNKNOWN
from greenvein.core.land.reading import detect, read, read_own
from greenvein.core.land.written import written

TABLES = system_tables()
SANDIAO, GBT, LANDSEA, URBAN_PLAN = TABLES


def classes(values, *tables, **more):
    return read(values, tables or TABLES, **more).class_.tolist()


@pytest.mark.parametrize("table", TABLES, ids=SYSTEMS)
def test_every_entry_of_our_tables_has_a_name_and_a_class_that_the_account_has(table):
    assert all(table.names.values())
    assert set(table.classes.values()) <= {*CLASSES, UNKNOWN}


@pytest.mark.parametrize("table", TABLES, ids=SYSTEMS)
def test_every_row_by_code_and_by_each_of_its_names_has_the_same_class(table):
    rows = list(table.classes.items())
    names = [table.names[code] for code, _ in rows]
    assert classes([code for code, _ in rows], table) == classes(names, table) == [class_ for _, class_ in rows]
    assert classes(list(table.by_name), table) == [table.classes[code] for code in table.by_name.values()]


@pytest.mark.parametrize("table", TABLES, ids=SYSTEMS)
def test_a_name_that_its_system_does_not_have_is_unknown_though_another_has_it(table):
    strange = sorted({name for other in TABLES for name in other.by_name} - set(table.by_name))
    assert len(strange) > 40
    assert set(classes(strange, table)) == {UNKNOWN}


@pytest.mark.parametrize(
    ("table", "name", "class_"),
    [
        (LANDSEA, "河流水面", "water"), (LANDSEA, "工业用地", "urban_rural"), (LANDSEA, "农村道路", "other_farm"),
        (LANDSEA, "铁路用地", "transport_water_special"), (LANDSEA, "二类城镇住宅用地", "urban_rural"),
        (LANDSEA, "中小学用地", "urban_rural"), (LANDSEA, "社会停车场用地", "urban_rural"),
        (LANDSEA, "对外交通场站用地", "transport_water_special"), (LANDSEA, "种植园用地", UNKNOWN),
        (SANDIAO, "养殖坑塘", "water"), (SANDIAO, "高教用地", "urban_rural"), (SANDIAO, "广场用地", "urban_rural"),
        (SANDIAO, "可调整果园", "orchard"), (SANDIAO, "可调整乔木林地", "forest"), (SANDIAO, "留白用地", UNKNOWN),
        (URBAN_PLAN, "二类居住用地", "urban_rural"), (URBAN_PLAN, "农林用地", "agri_forest"),
        (URBAN_PLAN, "水田", UNKNOWN),
    ],
)  # fmt: skip
def test_a_name_is_looked_up_in_the_table_of_its_own_system(table, name, class_):
    assert classes([name], table) == [class_]


@pytest.mark.cases(60, first=8)
def test_a_column_of_codes_or_names_of_one_system_never_gets_the_classes_of_another(seed):
    random = np.random.default_rng(seed)
    table = TABLES[random.integers(len(TABLES))]
    texts = list(table.by_name if random.random() < 0.6 else table.classes)
    values = random.choice(texts, int(random.integers(1, 25))).tolist()
    field = str(random.choice(["DLMC", "用地性质", "kind"]))
    found = read(values, TABLES, field=field)
    assert found.table is None or found.class_.tolist() == classes(values, table)
    if len(set(values)) > 15 and table is not GBT:
        assert found.table is not None


@pytest.mark.parametrize(
    ("code", "class_"),
    [
        ("R", "urban_rural"), ("R2", "urban_rural"), ("R21", "urban_rural"), ("A333", "urban_rural"),
        ("M1", "urban_rural"), ("S42", "urban_rural"), ("G1", "urban_rural"), ("H1", "urban_rural"),
        ("H14", "urban_rural"), ("H5", "urban_rural"), ("H2", "transport_water_special"),
        ("H3", "transport_water_special"), ("H41", "transport_water_special"), ("H9", "transport_water_special"),
        ("E1", "water"), ("E13", "water"), ("E2", "agri_forest"), ("E21", "agri_forest"), ("E9", "unused"),
        ("E", UNKNOWN), ("H", UNKNOWN), ("E3", UNKNOWN), ("X1", UNKNOWN), ("ROAD", UNKNOWN), ("G1京藏高速", UNKNOWN),
        ("Ｒ２", "urban_rural"), ("r2", "urban_rural"), ("R2 二类居住用地", "urban_rural"),
        ("商务用地(B2)", "urban_rural"),
    ],
)  # fmt: skip
def test_the_letters_of_urban_planning_have_their_classes(code, class_):
    assert classes([code], URBAN_PLAN) == [class_]


@pytest.mark.parametrize(
    ("code", "class_"),
    [
        ("R2/B1", "urban_rural"), ("E2/R2", "agri_forest"), ("B1B2", "urban_rural"), ("E1+G1", "water"),
        ("R2、B1", "urban_rural"), ("二类居住用地/商业用地", "urban_rural"), ("H9／R2", "transport_water_special"),
    ],
)  # fmt: skip
def test_a_mixed_code_takes_its_first_part_and_is_known_as_mixed(code, class_):
    found = read([code, "R2"], TABLES)
    assert found.table is URBAN_PLAN
    assert found.class_.tolist() == [class_, "urban_rural"]
    assert [found.table.mixes(one) for one in found.code] == [True, False]


def test_mixed_codes_of_the_guide_of_2023_are_read_too():
    assert classes(["070102/0901", "1701、1401"], LANDSEA) == ["urban_rural", "water"]
    assert [LANDSEA.mixes(code) for code in ("070102/0901", "070102")] == [True, False]


@pytest.mark.parametrize("codes", [["R2", "C2", "M1"], ["D1"], ["T1", "C"], ["R2/C2", "E6"]])
def test_a_layer_of_the_older_letters_is_told_and_not_read(codes):
    assert read(codes, TABLES).old
    assert read(codes, [URBAN_PLAN]).old


@pytest.mark.parametrize("values", [["R2", "B1", "E2"], ["0101", "05H1"], ["甲", "C1 栋"], ["TEA", "COFFEE"], ["道路"]])
def test_other_layers_are_not_taken_for_the_older_letters(values):
    assert read(values, TABLES).old == ()


def test_a_column_of_which_hardly_anything_is_known_is_no_column_of_codes():
    owners = [f"第{number}生产队" for number in range(20)]
    assert read([*owners, "城市"], TABLES, field="QSDWMC").table is None


@pytest.mark.parametrize("words", [list(CLASSES), [*CHINESE.values()], [UNKNOWN, OUTSIDE, "farmland"]])
def test_a_column_of_classes_is_read_as_classes(words):
    found = read(words, TABLES, field="gv_to")
    meant = {chinese: class_ for class_, chinese in CHINESE.items()}
    assert found.class_.tolist() == [meant.get(word, word) for word in words]
    assert found.table is not None


def test_first_level_names_are_read_by_their_system_and_not_as_classes():
    assert read(["耕地", "林地", "住宅用地"], TABLES, field="DLMC").table is SANDIAO


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0101", "0101"), (" 0101 ", "0101"), ("01 01", "0101"), ("０１０１", "0101"), ("05h1", "05H1"), (701, "701"),
        (701.0, "701"), ("701.0", "701"), (float("nan"), ""), (None, ""), ("", ""), ("水 田", "水田"),
    ],
)  # fmt: skip
def test_codes_are_read_however_they_are_written(value, code):
    assert written(value) == code


@pytest.mark.parametrize(
    ("table", "code", "class_"),
    [
        (SANDIAO, "0101", "farmland"), (SANDIAO, "0201K", "orchard"), (SANDIAO, "1104A", "water"),
        (SANDIAO, "0810A", "urban_rural"), (SANDIAO, "08H2A", "urban_rural"), (SANDIAO, "201A", "urban_rural"),
        (SANDIAO, "205", "transport_water_special"), (SANDIAO, "01", "farmland"), (SANDIAO, "10", UNKNOWN),
        (SANDIAO, "9999", UNKNOWN), (SANDIAO, "", UNKNOWN), (SANDIAO, "2019", UNKNOWN),
        (SANDIAO, "1201", "urban_rural"), (LANDSEA, "1201", "transport_water_special"),
        (SANDIAO, "0601", "urban_rural"), (LANDSEA, "0601", "other_farm"),
        (SANDIAO, "1001", "transport_water_special"), (LANDSEA, "1001", "urban_rural"),
        (LANDSEA, "070101", "urban_rural"), (LANDSEA, "1312", "transport_water_special"),
        (GBT, "0501", "urban_rural"), (LANDSEA, "0501", "wetland"), (GBT, "0905", "transport_water_special"),
    ],
)  # fmt: skip
def test_a_code_has_the_class_of_its_longest_prefix(table, code, class_):
    assert table.class_of(code) == class_


def test_names_stand_for_their_codes():
    found = read(["水田", "工业 用地", "？", "1107a"], [SANDIAO])
    assert found.code.tolist() == ["0101", "0601", "?", "1107A"]


@pytest.mark.parametrize(
    ("field", "codes", "system", "deciding"),
    [
        ("code", ["0101", "05H1", "1201"], "sandiao_2019", "05H1"),
        ("code", ["0101", "1403", "1201"], "landsea_2023", "1403"),
        ("code", ["0101", "070101", "2301"], "landsea_2023", "2301"),
        ("code", ["0506", "0604", "0906", "1009"], "gbt21010_2017", "0604"),
        ("YDYHFLDM", ["0101", "0601", "1201"], "landsea_2023", None),
        ("DLBM", ["0101", "0601", "1201"], "sandiao_2019", None),
        ("code", ["0101", "0102"], "sandiao_2019", None),
        ("YDYHFLDM", ["0101", "05H1", "08H2", "1107"], "sandiao_2019", "05H1"),
    ],
)
def test_the_system_is_found_by_codes_that_only_it_has_and_by_the_field(field, codes, system, deciding):
    found = detect(field, codes, TABLES)
    assert found.table.id == system
    assert deciding is None or deciding in found.deciding


def test_codes_that_mean_different_things_are_not_guessed():
    found = detect("code", ["0101", "0601", "1201"], TABLES)
    assert found.table is None
    assert set(found.fitting) == {"sandiao_2019", "gbt21010_2017", "landsea_2023"}


def test_codes_of_no_system_are_not_guessed_either():
    assert detect("code", ["X1", "Y2"], TABLES).table is None
    assert detect("code", [], TABLES).table is None


@pytest.mark.cases(40, first=6)
def test_what_is_said_of_how_a_system_was_found_is_true(seed):
    random = np.random.default_rng(seed)
    codes = list(TABLES[random.integers(len(TABLES))].classes)
    texts = random.choice(codes, int(random.integers(1, 8))).tolist()
    field = str(random.choice(["code", "DLBM", "YDYHFLDM"]))
    found, anywhere = detect(field, texts, TABLES), detect("code", texts, TABLES)
    if found.table is None:
        return
    others = [table for table in TABLES if table is not found.table]
    for code in found.deciding:
        assert found.table.knows(code)
        assert not any(table.lists(code) for table in others)
    for table in TABLES:
        if table.id in found.alike:
            assert classes(texts, table) == classes(texts, found.table)
    assert found.by_field == (found.fitting != anywhere.fitting)


@pytest.mark.cases(60, first=8)
def test_whichever_codes_tell_systems_apart_decide(seed):
    random = np.random.default_rng(seed)
    table = TABLES[random.integers(len(TABLES))]
    own = [code for code in table.classes if not any(code in other.classes for other in TABLES if other is not table)]
    texts = random.choice(list(table.classes), int(random.integers(1, 12))).tolist()
    texts += random.choice(own, int(random.integers(0, 2))).tolist()
    having = {other.id for other in TABLES if {*texts} <= other.classes.keys()}
    assert {*detect("code", texts, TABLES).fitting} == having


@pytest.mark.parametrize("code", [code for code in SANDIAO.classes if code not in GBT.classes and code[:2] != "20"])
def test_one_code_that_the_survey_alone_has_decides_for_it(code):
    texts = ["0701", "0702", "0810", "0101", "0103", "0301", "1003", "0601", "1101", "0809"]
    assert "gbt21010_2017" in detect("DLBM", texts, TABLES).fitting
    found = detect("DLBM", [*texts, code], TABLES)
    assert (found.table, found.deciding, found.fitting) == (SANDIAO, (code,), ("sandiao_2019",))


def test_a_suffix_that_no_system_has_decides_nothing():
    found = detect("DLBM", ["0810B", "0701"], TABLES)
    assert found.fitting == ("sandiao_2019", "gbt21010_2017")


@pytest.mark.parametrize(
    ("field", "by_field", "alike"),
    [("地类编码", False, ("gbt21010_2017", "landsea_2023")), ("DLBM", True, ("gbt21010_2017",))],
)
def test_codes_that_several_systems_have_decide_nothing(field, by_field, alike):
    found = detect(field, ["0103", "0701"], TABLES)
    assert (found.table, found.deciding, found.by_field, found.alike) == (SANDIAO, (), by_field, alike)


def test_strange_codes_among_good_ones_are_told():
    assert detect("DLBM", ["0101", "05H1", "99"], TABLES).strange == ("99",)


def test_a_table_of_the_users_own_is_read_with_or_without_header_and_in_gbk(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes("code,name,class\nR,居住,urban_rural\ng ,绿地,park\n".encode("gb18030"))
    table = load(path)
    assert (table.class_of("R21"), table.class_of("ROAD"), table.class_of("G")) == ("urban_rural", "unknown", "park")
    assert read_own(["居住", "R1", "路"], table).class_.tolist() == ["urban_rural", "urban_rural", "unknown"]
    path.write_text("r2,urban_rural\nG1,park\n", encoding="utf-8")
    assert load(path).class_of("R21") == "urban_rural"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [("code,class\n01,\n", 2, "empty"), ("01,a\n02,b\n01,c\n", 3, "twice"), ("", 1, "empty")],
)
def test_a_wrong_table_says_which_line(tmp_path, text, line, reason):
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ClassTableError) as told:
        load(path)
    assert (told.value.line, told.value.reason) == (line, reason)
