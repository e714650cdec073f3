"""The user's own text files: one text, whatever editor or spreadsheet wrote it."""

import codecs
import csv
import io
import json
import random
import zipfile

import pytest
from greenvein.core import profile
from greenvein.core.land import classes as landclass
from greenvein.core.textfile import NotTextError, encoding_marked, read_text, row_beyond, row_numbers, table_in

MARKS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "gb18030": b"",
    "utf-16": b"",
    "utf-32": b"",
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-16-le": codecs.BOM_UTF16_LE,
}
CLASSES = {"A1": "urban_rural", "耕1": "farmland", "0702": "urban_rural", "㐀镇": "other"}


def encoded(text, encoding):
    return MARKS[encoding] + text.encode(encoding)


@pytest.mark.parametrize("encoding", MARKS)
@pytest.mark.parametrize("mark", ["\t", ",", ";", "，"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_of_codes_is_read_as_any_program_writes_it(tmp_path, encoding, mark, end):
    rows = [mark.join(row) for row in CLASSES.items()]
    random.Random(encoding + mark).shuffle(rows)
    path = tmp_path / "classes.csv"
    path.write_bytes(encoded(end.join(["", *rows, ""]), encoding))
    assert landclass.load(path).classes == CLASSES


@pytest.mark.parametrize("encoding", MARKS)
def test_a_profile_is_read_as_any_editor_writes_it(tmp_path, encoding):
    content = json.loads(next((landclass.TABLES.parent / "profiles").glob("*.json")).read_text("utf-8"))
    path = tmp_path / "own.json"
    path.write_bytes(encoded(json.dumps(content, ensure_ascii=False), encoding))
    assert profile.load(path).content["name"] == content["name"]


def workbook(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>" * 100)


@pytest.mark.cases(3)
def test_what_is_no_text_is_told_so(tmp_path, seed):
    draw = random.Random(seed)
    path = tmp_path / "classes.csv"
    for write in (
        workbook,
        lambda path: path.write_bytes(draw.randbytes(5000)),
        lambda path: path.write_bytes(b"PK\x03\x04" + bytes(range(128, 256))),
        lambda path: path.write_bytes(codecs.BOM_UTF16_LE + b"A"),
    ):
        write(path)
        with pytest.raises(NotTextError):
            read_text(path)
        with pytest.raises(landclass.ClassTableError) as found:
            landclass.load(path)
        assert found.value.reason == "no_text"
        with pytest.raises(profile.ProfileError):
            profile.load(path)


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(tmp_path):
    path = tmp_path / "classes.csv"
    path.write_text('A1,urban_rural\n"B,' + "y" * 200_000 + "\n", "utf-8")
    with pytest.raises(landclass.ClassTableError) as found:
        landclass.load(path)
    assert (found.value.reason, found.value.line) == ("no_row", 2)


def test_the_end_of_a_file_as_dos_marked_it_is_no_row(tmp_path):
    path = tmp_path / "classes.csv"
    path.write_bytes(b"A1,urban_rural\r\n\x1a")
    assert landclass.load(path).classes == {"A1": "urban_rural"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_as_spreadsheets_do(end):
    lines = ["title,", "", "id,name", '1,"two', "", 'lines"', '2,"a ""word"""', "3,"]
    assert row_numbers(end.join(lines)) == {1: 1, 3: 3, 4: 4, 7: 5, 8: 6}


@pytest.mark.parametrize("encoding", MARKS)
def test_the_mark_of_an_encoding_is_known(encoding):
    marked = encoding_marked(encoded("旱地", encoding))
    assert marked == (None if encoding in ("utf-8", "gb18030") else encoding.removesuffix("-be").removesuffix("-le"))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["id value", "A 30 500"], (2, "500")),
        (["id value", "A 30", "", "B 30  7"], (4, "7")),
        (["id value", "A 30  "], None),
        (["id value", "A"], None),
        (["id value", '"A B" 30'], None),
        (["id value note", "A 30 500"], None),
    ],
)
def test_what_stands_beyond_the_head_is_found_by_its_row(mark, rows, found):
    text = "\r\n".join(row.replace(" ", mark) for row in rows)
    assert row_beyond(text, rows[0].count(" ") + 1) == found


def test_where_the_first_row_is_cut_otherwise_nothing_is_said_of_longer_ones():
    assert row_beyond("id,value\nA,30,500\n", 3) is None


@pytest.mark.cases(40, first=8)
def test_a_table_is_read_as_it_was_written_whatever_parts_its_cells(seed):
    draw = random.Random(seed)
    mark, width = draw.choice([",", ";", "\t", "|"]), draw.randint(2, 6)
    cells = ["LU13", "2025", "30,500", "数值\n（公顷）", "a;b", "x|y", '"q"', "", "规划 局"]
    rows = [[draw.choice(cells) for _ in range(width)] for _ in range(draw.randint(4, 9))]
    titles = [[draw.choice(["表1 指标表", "2025", "面积"])] for _ in range(draw.randint(0, 2))]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=mark, lineterminator=draw.choice(["\n", "\r\n"]))
    writer.writerows([*titles, *rows])
    padded = [*([title[0], *[""] * (width - 1)] for title in titles), *rows]
    assert table_in(file.getvalue()) == {number: row for number, row in enumerate(padded, 1) if any(row)}
