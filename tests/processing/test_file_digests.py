"""What stands for the content of a file: the same for a copy, another for every change."""

import os
import threading

from greenvein.processing.io import digests, file_digests


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


def test_nobody_waits_for_a_large_file_which_is_known_by_what_it_holds_too(tmp_path, monkeypatch):
    monkeypatch.setattr(file_digests, "_AT_ONCE_BYTES", 3)
    monkeypatch.setattr(file_digests, "_PIECE_BYTES", 3)
    monkeypatch.setattr(digests, "_REST", 0.0)
    may, read = threading.Event(), file_digests._File.digest
    monkeypatch.setattr(file_digests._File, "digest", lambda *asked: may.wait(20) and read(*asked))
    path = tmp_path / "a.dbf"
    states = []
    for time, content in ((1, b"00001234567"), (2, b"00021234567"), (3, b"00021234568")):
        path.write_bytes(content)
        os.utime(path, (time, time))
        may.clear()
        unread = file_digests.state(path)
        assert digests.is_open(unread)
        may.set()
        states.append(digests.awaited(unread))
        assert file_digests.state(path) == states[-1]
    assert states[0] == states[1] != states[2]


def test_a_file_that_cannot_be_read_is_as_it_was_last(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"1,2")
    before = file_digests.state(path)

    def refuse(*asked):
        raise PermissionError("locked")

    monkeypatch.setattr(file_digests._File, "digest", refuse)
    os.utime(path, (1, 1))
    assert file_digests.state(path) == before


def test_a_raster_beyond_all_measure_is_known_by_its_time_and_length(tmp_path, monkeypatch):
    monkeypatch.setattr(file_digests, "_MOST_BYTES", 3)
    path = tmp_path / "a.tif"
    path.write_bytes(b"1234")
    os.utime(path, ns=(5, 7_000))
    assert file_digests.state(path) == ("a.tif", 7_000, 4)
