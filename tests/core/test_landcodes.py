"""What a field of numbers, a format without missing numbers, or a slip has made of land-use codes."""

import numpy as np
import pytest
from greenvein.core.land.classes import ClassTable, system_tables
from greenvein.core.land.codes import SYSTEMS, UNKNOWN
from greenvein.core.land.reading import read, read_own

TABLES = system_tables()
SANDIAO, GBT, LANDSEA, URBAN_PLAN = TABLES
ZEROS = (0, 0.0, "0", "０", " 0 ", "0.0", "000", "0000")


def digits(table, random, count):
    """Return codes of digits of a table, some of which stand in others too."""
    codes = [code for code in table.classes if code.isdigit() and len(code) % 2 == 0]
    return random.choice(codes, count).tolist()


@pytest.mark.parametrize("zero", ZEROS, ids=repr)
@pytest.mark.cases(8, first=3)
def test_a_zero_is_a_missing_code_and_tells_nothing_of_the_others(zero, seed):
    random = np.random.default_rng(seed)
    table = TABLES[random.integers(3)]
    numeric = not isinstance(zero, str)
    codes = digits(table, random, int(random.integers(1, 12)))
    codes = [int(code) for code in codes if int(code)] if numeric else codes
    tables = TABLES if random.random() < 0.5 else [table]
    field = str(random.choice(["DLBM", "code", "YDYHFLDM"]))
    place = int(random.integers(len(codes) + 1))
    none, filled = ([*codes[:place], gap, *codes[place:]] for gap in (None, zero))
    missing, found = (read(values, tables, numeric=numeric, field=field) for values in (none, filled))
    assert found.class_.tolist() == missing.class_.tolist()
    assert found.class_[place] == UNKNOWN
    assert (found.table, found.found, found.restored) == (missing.table, missing.found, missing.restored)
    assert (found.ambiguous, found.second, found.old) == (missing.ambiguous, missing.second, missing.old)


@pytest.mark.parametrize("zero", ZEROS, ids=repr)
@pytest.mark.parametrize("texts", [["城镇住宅用地", "旱地"], ["R2", "E1"], ["farmland", "湿地"], ["0701", "203"]])
def test_a_zero_beside_names_letters_and_settlement_codes_changes_none_of_them(zero, texts):
    alone = read(texts, TABLES, field="DLBM")
    assert UNKNOWN not in alone.class_
    found = read([*texts, zero], TABLES, field="DLBM")
    assert found.class_.tolist() == [*alone.class_, UNKNOWN]
    assert found.table.id == alone.table.id


@pytest.mark.parametrize("code", ["00", "０0", " 00 ", "0001"])
def test_the_text_00_is_wetland_in_the_survey_of_2019(code):
    assert read([code, "0101"], [SANDIAO]).class_.tolist() == ["wetland", "farmland"]


def test_a_users_own_table_may_have_a_code_0_but_no_zero_is_its_00():
    own = ClassTable("own", {"00": "wetland", "01": "farmland"}, {})
    assert read_own([0, 1], own, numeric=True).class_.tolist() == [UNKNOWN, "farmland"]
    zero = ClassTable("own", {"0": "other", "01": "farmland"}, {})
    assert read_own([0, 1], zero, numeric=True).class_.tolist() == ["other", "farmland"]


@pytest.mark.parametrize("numeric", [False, True])
@pytest.mark.cases(20, first=4)
def test_a_code_that_is_too_long_stays_in_its_group(seed, numeric):
    random = np.random.default_rng(seed)
    table = TABLES[random.integers(3)]
    fine = [code for code in table.classes if code.isdigit() and len(code) >= 4]
    whole = [code for code in fine if not numeric or code[0] != "0"]
    code = str(random.choice(whole))
    longer = f"{code}{random.integers(10)}"
    values = [int(longer), int(random.choice(whole)), 101] if numeric else [longer, str(random.choice(fine)), "101"]
    found = read(values, [table], numeric=numeric)
    assert found.code[0][:2] == code[:2]
    assert found.class_[0] == table.classes[code]
    assert found.class_[2] == "farmland"


def test_numbers_get_the_zeros_back_that_they_lost():
    for table, rest, whole in ((SANDIAO, [], []), (LANDSEA, [10101], ["010101"])):
        found = read([101, 301, 1001, *rest, None], [table], numeric=True)
        assert found.code.tolist() == ["0101", "0301", "1001", *whole, ""]
        assert (found.restored, found.ambiguous) == (True, ())
    assert read([70102, 7], [LANDSEA], numeric=True).code.tolist() == ["070102", "07"]


def test_text_of_three_digits_is_a_settlement_code():
    found = read(["201", "203A", "0101"], [SANDIAO])
    assert found.code.tolist() == ["201", "203A", "0101"]
    assert not found.restored


def test_text_that_went_through_a_spreadsheet_gets_its_zeros_back():
    assert read(["101", "301", "1001"], [SANDIAO]).code.tolist() == ["0101", "0301", "1001"]


@pytest.mark.parametrize("code", ["201", "202", "203", "204"])
def test_in_text_that_lost_its_zeros_a_settlement_code_is_as_doubtful_as_in_numbers(code):
    for tables in ([SANDIAO], TABLES):
        found = read(["101", code, "1106"], tables, field="DLBM")
        assert (found.class_[1], found.ambiguous) == (UNKNOWN, (code,))
        assert found.class_[0] != UNKNOWN
    assert read(["101", "201", "1001"], [LANDSEA]).code.tolist() == ["0101", "0201", "1001"]


@pytest.mark.parametrize("kind", [int, float])
@pytest.mark.cases(20, first=4)
def test_a_number_that_is_two_codes_of_the_survey_is_not_known_whatever_stands_beside_it(seed, kind):
    random = np.random.default_rng(seed)
    doubtful = random.choice([201, 202, 203, 204], int(random.integers(1, 4))).tolist()
    others = [101, 701, *(int(code) for code in digits(SANDIAO, random, 6) if not code.startswith("020"))]
    values = random.permutation([*doubtful, *others]).tolist()
    for tables in ([SANDIAO], TABLES):
        found = read([kind(value) for value in values], tables, numeric=True, field="DLBM")
        if found.table is not SANDIAO:
            continue
        told = [class_ for value, class_ in zip(values, found.class_) if value in doubtful]
        assert set(told) == {UNKNOWN}
        assert found.ambiguous == tuple(sorted(map(str, set(doubtful))))
        rest = [value for value in values if value not in doubtful]
        kept = [class_ for value, class_ in zip(values, found.class_) if value not in doubtful]
        assert kept == read(rest, [SANDIAO], numeric=True).class_.tolist()


@pytest.mark.parametrize("table", [GBT, LANDSEA], ids=SYSTEMS[1:3])
@pytest.mark.parametrize("beside", [101, 1001])
def test_a_number_203_is_an_orchard_in_the_systems_without_settlement_codes(table, beside):
    found = read([203, beside], [table], numeric=True)
    assert (found.code[0], found.class_[0], found.ambiguous, found.restored) == ("0203", "orchard", (), True)


def test_numbers_that_may_be_two_codes_tell_no_system():
    found = read([101, 203], TABLES, numeric=True, field="DLBM")
    assert (found.table, found.found.deciding, found.ambiguous) == (SANDIAO, (), ("203",))
    found = read([203, 201], TABLES, numeric=True, field="DLBM")
    assert (found.table, found.ambiguous) == (None, ("201", "203"))


@pytest.mark.parametrize(
    ("codes", "number", "class_"),
    [
        (("203", "0203"), 203, UNKNOWN), (("203",), 203, "first"), (("0203", "x"), 203, "second"),
        (("11", "011"), 11, UNKNOWN), (("10", "01"), 10, "first"), (("1", "01"), 1, UNKNOWN),
    ],
)  # fmt: skip
def test_a_number_may_be_two_codes_of_a_users_own_table(codes, number, class_):
    classes = dict(zip(codes, ("second", "x") if codes == ("0203", "x") else ("first", "second")))
    own = ClassTable("own", classes, {})
    found = read_own([number], own, numeric=True)
    assert found.class_.tolist() == [class_]
    assert found.ambiguous == ((str(number),) if class_ == UNKNOWN else ())
    assert read_own([str(number)], own).ambiguous == ()


def test_there_is_no_orchard_0205_so_205_is_special_land_in_numbers_too():
    found = read([205, 101], [SANDIAO], numeric=True)
    assert (found.class_.tolist(), found.ambiguous) == (["transport_water_special", "farmland"], ())


@pytest.mark.parametrize("table", TABLES[:3], ids=lambda table: table.id)
@pytest.mark.parametrize("numeric", [False, True])
def test_codes_of_units_areas_and_other_numbers_are_no_land_use(table, numeric):
    random = np.random.default_rng(3)
    heads = [code for code in table.classes if code.isdigit() and len(code) in (2, 4) and code[0] != "0"]
    long = [f"{head}{random.integers(10**k, 10 ** (k + 1))}" for head in heads for k in (6, 9, 14)]
    areas = [f"{head}.{random.integers(1, 100):02}1" for head in heads]
    districts = [f"1101{number:02}" for number in range(5, 20)]
    for texts in (long, areas, districts):
        values = [float(text) for text in texts] if numeric else texts
        assert set(read(values, [table], numeric=numeric).class_) == {UNKNOWN}
        found = read(values, TABLES, numeric=numeric, field="ZLDWDM")
        assert found.table is None and set(found.class_) == {UNKNOWN}


def test_a_level_that_a_table_lists_has_no_other_codes_and_one_that_it_does_not_list_has_all():
    for code in ("1120", "1130", "0709"):
        assert SANDIAO.class_of(code) == UNKNOWN
    assert LANDSEA.class_of("110104") == UNKNOWN and LANDSEA.class_of("11010") == LANDSEA.class_of("1101")
    assert LANDSEA.class_of("130101") == LANDSEA.class_of("1301") != UNKNOWN
    assert SANDIAO.class_of("07010") == SANDIAO.class_of("0701K") == SANDIAO.class_of("0701") != UNKNOWN
    own = ClassTable("own", {"11": "water", "1101": "urban_rural"}, {})
    assert [own.class_of(code) for code in ("1120", "110108", "11.09")] == ["water", "urban_rural", UNKNOWN]


def test_a_code_that_only_later_standards_have_tells_that_the_others_are_of_them():
    assert read(["101", "203"], TABLES).second == ("101", "203")
    for code in ("05H1", "1104A"):
        assert read(["101", code, "203"], TABLES).second == ()
        assert "011" in read(["011", code, "203"], TABLES).second


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_every_code_is_read_with_its_name_in_every_way_of_writing_them_together(table):
    for code, name in table.names.items():
        if not name or len(code) < 2:
            continue
        for text in (
            f"{code}{name}",
            f"{code}（{name}）",
            f"{code}_{name}",
            f"{code}：{name}",
            f"{code}-{name}",
            f"{name}({code})",
        ):
            assert read([text], [table]).class_[0] == table.class_of(code), text


@pytest.mark.parametrize(
    "text",
    ["A1101080012", "E1101080012", "E11235813", "H201301", "R2ABCDEF", "R1VER2", "R1234567", "0701-601", "0101-0023",
     "1101BJ001", "1101,53", "0701,5", "1101,530.5", "1101.53"],
)  # fmt: skip
def test_numbers_of_units_and_plots_and_areas_are_no_codes_in_any_table(text):
    for table in TABLES:
        assert read([text], [table]).class_[0] == UNKNOWN
    assert read(["R2", text], TABLES).class_[1] == UNKNOWN


def test_finer_codes_and_mixed_ones_are_read_as_before():
    for text, code in (("0201K", "0201"), ("1104A", "1104"), ("0701城镇住宅用地甲", "0701"), ("0701,0501", "0701")):
        assert SANDIAO.class_of(SANDIAO.code_of(text)) == SANDIAO.class_of(code) != UNKNOWN
    urban = TABLES[3]
    for text, code in (("R21", "R2"), ("R21A", "R2"), ("A33", "A3"), ("R2B", "R2"), ("R2,B1", "R2"), ("B1B2", "B1")):
        assert urban.class_of(urban.code_of(text)) == urban.class_of(code) != UNKNOWN


@pytest.mark.parametrize("text", ["1101", "1001", "1201", "12", "110101", "2301", "3001", "21"])
def test_a_code_that_an_own_table_lacks_gets_no_zero_that_makes_another_of_it(text):
    own = ClassTable("own", {"01": "farmland", "02": "orchard", "03": "forest", "07": "urban_rural"}, {})
    for values, numeric in (([text, "0701"], False), ([int(text), 701], True)):
        found = read_own(values, own, numeric=numeric)
        assert found.class_.tolist() == [UNKNOWN, "urban_rural"]
    survey = ClassTable("own", {"011": "farmland", "203": "urban_rural"}, {})
    assert read_own([11, 203], survey, numeric=True).class_.tolist() == ["farmland", "urban_rural"]
