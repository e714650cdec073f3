"""What stands for the content of a file: the same for a copy, another for every change."""

import os

from greenvein.processing.io import file_digests


def test_a_file_is_known_by_what_it_holds(tmp_path):
    one, other = tmp_path / "a.csv", tmp_path / "b" / "a.csv"
    other.parent.mkdir()
    for path, time in ((one, 1_700_000_000), (other, 1_800_000_000)):
        path.write_bytes(b"1,2")
        os.utime(path, (time, time))
    before = file_digests.state(one)
    assert file_digests.state(other) == before
    one.write_bytes(b"1,3")
    assert file_digests.state(one) != before
    one.write_bytes(b"1,2")
    assert file_digests.state(one) == before


def test_the_day_on_which_a_table_was_written_is_no_change_of_it(tmp_path):
    path = tmp_path / "a.dbf"
    path.write_bytes(bytes([3, 126, 11, 30, 7]))
    before = file_digests.state(path)
    path.write_bytes(bytes([3, 126, 12, 1, 7]))
    assert file_digests.state(path) == before
    path.write_bytes(bytes([3, 126, 12, 1, 8]))
    assert file_digests.state(path) != before


def test_a_large_file_is_known_by_its_time_and_length(tmp_path, monkeypatch):
    monkeypatch.setattr(file_digests, "_MOST_BYTES", 3)
    path = tmp_path / "a.tif"
    path.write_bytes(b"1234")
    os.utime(path, ns=(5, 7_000))
    assert file_digests.state(path) == ("a.tif", 7_000, 4)
