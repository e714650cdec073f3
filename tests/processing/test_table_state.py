"""The state of a table in a GeoPackage: another one where its rows are, and only there."""

import sqlite3
import struct
import time
from contextlib import closing

import pytest
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
    monkeypatch.setattr(states, "_MOST_BYTES", most)
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
    real = states._digest_of
    monkeypatch.setattr(states, "_digest_of", lambda *asked: counted.append(asked) or real(*asked))
    assert states.table_state(parks, "parks") == states.table_state(parks, "parks")
    assert len(counted) == 1
    write(parks, "UPDATE parks SET code = '0811'")
    states.table_state(parks, "parks")
    assert len(counted) == 2


def test_a_file_that_another_program_keeps_locked_is_as_it_was_last(parks):
    was = states.table_state(parks, "parks")
    with closing(sqlite3.connect(parks, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        assert states._digest(parks, "parks", "geom") == was[-1]
        assert states._digest(parks, "lakes", "geom") == ""
        began = time.monotonic()
        assert states.table_state(parks, "parks") == was
        assert time.monotonic() - began < 1.0  # GDAL would wait for five seconds
        writer.execute("ROLLBACK")


def test_a_file_that_is_none_tells_nothing(qgis_app, tmp_path):
    (tmp_path / "none.gpkg").write_bytes(b"none")
    assert states.table_state(tmp_path / "none.gpkg", "") is None
