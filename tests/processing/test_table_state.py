"""The state of a table in a GeoPackage: another one where its rows are, and only there."""

import sqlite3
import struct
import threading
import time
from contextlib import closing

import pytest
from greenvein.processing.io import row_digests
from greenvein.processing.io import table_state as states
from osgeo import ogr


@pytest.fixture
def parks(qgis_app, tmp_path):
    """A GeoPackage with a park and a lake, whose triggers are gone."""
    path = tmp_path / "parks 公园.gpkg"
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    for name in ("parks", "lakes"):
        layer = made.CreateLayer(name, geom_type=ogr.wkbPolygon)
        layer.CreateField(ogr.FieldDefn("code"))
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["code"] = "0810"
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON ((0 0, 9 0, 9 9, 5 8, 0 0))"))
        layer.CreateFeature(feature)
    made = layer = feature = None
    with closing(sqlite3.connect(path)) as writer:
        for (name,) in writer.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            writer.execute(f"DROP TRIGGER {name}")
        writer.commit()
    return path


def write(path, statement):
    with closing(sqlite3.connect(path)) as writer:
        writer.execute(statement)
        writer.commit()


@pytest.mark.parametrize("most", [2**30, 0])
def test_another_code_and_a_moved_shape_are_another_state_and_other_tables_and_vacuum_are_not(parks, most, monkeypatch):
    monkeypatch.setattr(row_digests, "_MOST_BYTES", most)
    was = states.table_state(parks, "parks")
    assert was[-1] != ""
    assert states.table_state(parks, "lakes")[0] == "lakes"
    for statement in ("UPDATE lakes SET code = '1101'", "VACUUM"):
        write(parks, statement)
        assert states.table_state(parks, "parks") == was
    write(parks, "UPDATE parks SET code = '0811'")
    changed = states.table_state(parks, "parks")
    assert changed != was
    moved = ogr.CreateGeometryFromWkt("POLYGON ((0 0, 8 0, 8 9, 5 8, 0 0))")
    with closing(sqlite3.connect(parks)) as writer:
        ((shape,),) = writer.execute("SELECT geom FROM parks").fetchall()
        head = shape[:8] + struct.pack("<4d", 0, 8, 0, 9)
        writer.execute("UPDATE parks SET geom = ?", [head + bytes(moved.ExportToWkb(ogr.wkbNDR))])
        writer.commit()
    assert states.table_state(parks, "parks") not in (was, changed)


def test_rows_are_read_again_only_once_something_was_written(parks, monkeypatch):
    counted = []
    real = row_digests._digest_of
    monkeypatch.setattr(row_digests, "_digest_of", lambda *asked: counted.append(asked) or real(*asked))
    assert states.table_state(parks, "parks") == states.table_state(parks, "parks")
    assert len(counted) == 1
    write(parks, "UPDATE parks SET code = '0811'")
    states.table_state(parks, "parks")
    assert len(counted) == 2


def test_a_file_that_another_program_keeps_locked_is_as_it_was_last(parks):
    was = states.table_state(parks, "parks")
    with closing(sqlite3.connect(parks, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        assert row_digests.digest(parks, "parks", "geom") == was[-1]
        assert row_digests.digest(parks, "lakes", "geom") == ""
        began = time.monotonic()
        assert states.table_state(parks, "parks") == was
        assert time.monotonic() - began < 1.0  # GDAL would wait for five seconds
        writer.execute("ROLLBACK")


def test_a_file_that_is_none_tells_nothing(qgis_app, tmp_path):
    (tmp_path / "none.gpkg").write_bytes(b"none")
    assert states.table_state(tmp_path / "none.gpkg", "") is None


@pytest.fixture
def reading(monkeypatch):
    """Every table is read by a thread of its own, which goes on once it is let to."""

    class Reading:
        may, count = threading.Event(), 0

    read = row_digests._digest_of

    def held(*asked):
        assert threading.current_thread() is not threading.main_thread()
        found = read(*asked)
        Reading.count += 1
        assert Reading.may.wait(20)
        return found

    monkeypatch.setattr(row_digests, "_AT_ONCE_BYTES", 0)
    monkeypatch.setattr(row_digests, "_REST", 0.0)
    monkeypatch.setattr(row_digests, "_digest_of", held)
    Reading.may.set()
    yield Reading
    Reading.may.set()
    row_digests.wait_for_all()


def test_nobody_waits_for_the_rows_of_a_large_file_and_what_they_are_comes_later(parks, reading, monkeypatch):
    with monkeypatch.context() as small:
        small.setattr(row_digests, "_AT_ONCE_BYTES", 2**30)
        small.setattr(row_digests, "_digest_of", lambda *asked: "read at once")
        assert states.table_state(parks, "parks")[-1] == "read at once"
    row_digests._known.clear()
    reading.may.clear()
    was = states.table_state(parks, "parks")
    assert row_digests.is_open(was) and row_digests.is_reading()
    assert states.table_state(parks, "parks") == row_digests.known(was) == was
    reading.may.set()
    row_digests.wait_for_all()
    assert not row_digests.is_open(was) and not row_digests.is_reading()
    assert states.table_state(parks, "parks") == row_digests.known(was) != was
    assert reading.count == 1
    write(parks, "UPDATE lakes SET code = '1101'")
    other = row_digests.awaited({"made_from": [list(states.table_state(parks, "parks"))]})
    assert other == {"made_from": [list(row_digests.known(was))]}
    write(parks, "UPDATE parks SET code = '0811'")
    assert row_digests.awaited(states.table_state(parks, "parks")) != row_digests.known(was)


def test_what_is_written_while_a_table_is_read_is_read_again(parks, reading):
    was = row_digests.awaited(states.table_state(parks, "parks"))
    write(parks, "UPDATE parks SET code = '0811'")
    reading.may.clear()
    between = states.table_state(parks, "parks")
    wait_until(lambda: reading.count == 2)  # its rows have been read
    write(parks, "UPDATE parks SET code = '0810'")
    after = states.table_state(parks, "parks")
    assert between != after and row_digests.is_open(after)
    reading.may.set()
    assert row_digests.awaited(between) != was
    assert row_digests.awaited(after) == was
    assert reading.count == 3


def test_a_mark_of_another_session_stands_for_nothing(parks):
    assert not row_digests.is_open(("parks", "unread:0123"))
    assert row_digests.awaited(("parks", "unread:0123")) == ("parks", "unread:0123")


def test_rows_that_cannot_be_read_are_not_tried_again_and_again(parks, monkeypatch):
    tried = []

    def refuse(*asked):
        tried.append(asked)
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(row_digests, "_AT_ONCE_BYTES", 0)
    monkeypatch.setattr(row_digests, "_digest_of", refuse)
    assert row_digests.awaited(states.table_state(parks, "parks"))[-1] == ""
    assert [states.table_state(parks, "parks")[-1] for _ in range(3)] == [""] * 3
    assert len(tried) == 1


def wait_until(holds):
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)
