"""What a workbook says of its cells, which is lost where GDAL reads it as a table."""

import zipfile

import pytest
from greenvein.core.workbook import Merged, sheet_cells

from ..spreadsheets import spreadsheet


def test_merged_cells_and_truth_values_are_found_by_their_places(tmp_path):
    rows = [["a", "b"], [1, True], [None, "TRUE"], [False, 0]]
    found = sheet_cells(spreadsheet(tmp_path / "one.xlsx", rows, merged=["A2:A3", "$B$1:AB10"]), "")
    assert found.merged == (Merged(2, 0, 3, 0), Merged(1, 1, 10, 27))
    assert found.truths == {(2, 1), (4, 0)}


def test_a_sheet_is_found_by_its_name(tmp_path):
    path = spreadsheet(tmp_path / "one.xlsx", [[True]])
    assert sheet_cells(path, "1").truths == sheet_cells(path, "").truths == {(1, 0)}
    assert sheet_cells(path, "2").truths == set()


@pytest.mark.parametrize("content", [b"", b"PK", b"a,b\n1,2\n"])
def test_of_what_is_no_workbook_nothing_is_known(tmp_path, content):
    path = tmp_path / "none.xlsx"
    path.write_bytes(content)
    assert sheet_cells(path, "").merged == ()


def test_of_a_damaged_workbook_nothing_is_known(tmp_path):
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook><sheets>")
    assert sheet_cells(path, "").merged == ()
