"""Land-use codes: how they are written, which class they have, and which system they come from."""

from pathlib import Path

import pytest
from greenvein.core.landclass import CLASSES, SYSTEMS, UNKNOWN, ClassTableError, detect, load, read_codes, written

FOLDER = Path(__file__).parents[2] / "resources" / "classes"
TABLES = [load(FOLDER / f"{name}.csv") for name in SYSTEMS]
SANDIAO, GBT, LANDSEA = TABLES


@pytest.mark.parametrize("table", TABLES, ids=SYSTEMS)
def test_every_entry_of_our_tables_has_a_name_and_a_class_that_the_account_has(table):
    assert all(table.names.values())
    assert set(table.classes.values()) <= {*CLASSES, UNKNOWN}


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


def test_numbers_get_the_zeros_back_that_they_lost():
    codes = read_codes([101, 201, 1001, 10101, None], TABLES, numeric=True)
    assert codes.code.tolist() == ["0101", "0201", "1001", "010101", ""]
    assert (codes.restored, codes.ambiguous) == (True, ())


def test_text_of_three_digits_is_a_settlement_code():
    codes = read_codes(["201", "203A", "0101"], TABLES, numeric=False)
    assert codes.code.tolist() == ["201", "203A", "0101"]
    assert not codes.restored


def test_text_that_went_through_a_spreadsheet_gets_its_zeros_back():
    assert read_codes(["101", "201", "1001"], TABLES, numeric=False).code.tolist() == ["0101", "0201", "1001"]


def test_a_number_201_alone_may_be_either_and_is_told():
    assert read_codes([201, 1001], TABLES, numeric=True).ambiguous == ("201",)


def test_names_stand_for_their_codes():
    assert read_codes(["水田", "工业 用地", "？"], TABLES, numeric=False).code.tolist() == ["0101", "0601", "?"]


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
    assert set(found.fitting) == set(SYSTEMS)


def test_codes_of_no_system_are_not_guessed_either():
    assert detect("code", ["A1", "B2"], TABLES).table is None
    assert detect("code", [], TABLES).table is None


def test_strange_codes_among_good_ones_are_told():
    assert detect("DLBM", ["0101", "05H1", "99"], TABLES).strange == ("99",)


def test_a_table_of_the_users_own_is_read_with_or_without_header_and_in_gbk(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes("code,name,class\nR,居住,urban_rural\ng ,绿地,park\n".encode("gb18030"))
    table = load(path)
    assert (table.class_of("R21"), table.class_of("G")) == ("unknown", "park")
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
