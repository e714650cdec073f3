"""Files that several runs read are read once while that is asked for, and never otherwise than as they are now."""

import gc
import os
import sqlite3
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import numpy as np
import pytest
import shapely
from osgeo import gdal
from qgis.core import (
    QgsField,
    QgsProcessingFeatureSourceDefinition,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

EAST, NORTH = 500_000, 4_420_000
CODES, NAMES = ["0701", "0103", "1401"], ["居住", "耕地", "公园"]
FORMATS = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "fgb": "FlatGeobuf", "gdb": "OpenFileGDB", "geojson": "GeoJSON"}
IN_PLACE = ("gpkg", "shp", "gdb", "geojson")  # FlatGeobuf cannot be edited


def square(number, side=100):
    return shapely.box(EAST + 1000 * number, NORTH, EAST + 1000 * number + side, NORTH + side)


@pytest.fixture
def reads(qgis_processing, monkeypatch):
    """The module, for files that were written a moment ago; ``reads.counted`` lists the columns of each true read."""
    from greenvein.processing import dependencies

    assert not dependencies.load()
    from greenvein.processing.io import reads

    read_raw, counted = reads.read_raw, []

    def counting(source, columns, file, stop, **more):
        counted.append(list(columns))
        return read_raw(source, columns, file, stop, **more)

    monkeypatch.setattr(reads, "_COARSE_S", 0.0)
    monkeypatch.setattr(reads, "read_raw", counting)
    monkeypatch.setattr(reads, "counted", counted, raising=False)
    yield reads
    assert not reads._layers and not reads._asking


@pytest.fixture
def land(layer, saved, tmp_path):
    """Save three squares with codes, and texts that need an encoding; return the path."""

    def save(ending="gpkg", encoding="UTF-8"):
        made = layer(list(map(square, range(3))), {"DLBM": CODES, "name": NAMES}, kind="Polygon", name="land")
        path = tmp_path / f"land.{ending}"
        saved(made, path, FORMATS[ending], encoding=encoding)
        return str(path)

    return save


def opened(layer, value=None):
    """Return a layer, or the one at a path, as it is read in any thread, and the plain file behind it."""
    from greenvein.processing.io.read import plain_file
    from greenvein.processing.io.snapshot import Snapshot

    layer = layer if isinstance(layer, QgsVectorLayer) else QgsVectorLayer(layer, "land", "ogr")
    return Snapshot(layer), plain_file(value or layer.source(), layer)


def features(reads, layer, columns=("DLBM",)):
    """Read what was opened as a run does; return the reading, what it read, and the geometries."""
    from greenvein.processing.io.wkb import to_shapely

    reading = reads.Reading(*layer)
    raw = reading.raw(list(columns), lambda: None, lambda text: None)
    return reading, raw, reading.shapes(raw, lambda: to_shapely(raw.wkb))[0]


@pytest.fixture
def read(reads):
    """Read a layer, or the one at a path; return its ids, areas and columns."""

    def start(layer, columns=("DLBM",), value=None):
        _, raw, geometry = features(reads, opened(layer, value), columns)
        return raw.fid.tolist(), shapely.area(geometry).tolist(), raw.columns

    return start


def change(path, at, code="1006"):
    """Give a feature another code, as long as the one before."""
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_UPDATE)
    layer = dataset.GetLayer(0)
    feature = list(layer)[at]
    feature["DLBM"] = code
    layer.SetFeature(feature)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_is_read_once_while_it_is_asked_for_and_as_it_is_anyway(reads, read, land, ending):
    path = land(ending)
    alone = read(path)
    assert sorted(alone[2]["DLBM"]) == sorted(CODES)  # FlatGeobuf has an order of its own
    assert alone[1] == pytest.approx([10_000] * 3)
    assert read(path) == alone
    assert len(reads.counted) == 2
    with reads.shared():
        assert [read(path), read(path)] == [alone, alone]
        assert len(reads.counted) == 3
    with reads.shared():
        assert read(path) == alone
    assert len(reads.counted) == 4


@pytest.mark.parametrize("ending", FORMATS)
def test_a_column_more_is_read_and_joins_those_that_are_known(reads, read, land, ending):
    path = land(ending)
    with reads.shared():
        codes = read(path, ["DLBM"])[2]["DLBM"]
        assert sorted(codes) == sorted(CODES)
        names = [NAMES[CODES.index(code)] for code in codes]
        assert read(path, ["name", "DLBM"])[2] == {"name": names, "DLBM": codes}
        assert read(path, [])[2] == {}
        assert read(path, ["dlbm"])[2] == {"dlbm": codes}
        assert reads.counted == [["DLBM"], ["name"]]


@pytest.mark.parametrize("ending", IN_PLACE)
def test_a_file_that_has_changed_is_read_anew(reads, read, land, ending):
    path = land(ending)
    with reads.shared():
        assert read(path)[2] == {"DLBM": CODES}
        change(path, 1)
        assert read(path)[2] == {"DLBM": ["0701", "1006", "1401"]}
        change(path, 1, "0103")  # as it was, and no larger
        assert read(path)[2] == {"DLBM": CODES}
        assert len(reads.counted) == 3


def test_a_file_that_another_takes_the_place_of_is_read_anew_though_its_times_are_the_same(reads, read, land, tmp_path):
    path, other = land(), tmp_path / "other.gpkg"
    other.write_bytes((tmp_path / "land.gpkg").read_bytes())
    change(str(other), 0)
    with reads.shared():
        read(path)
        known = os.stat(path)
        os.utime(other, ns=(known.st_atime_ns, known.st_mtime_ns))
        os.replace(other, path)
        assert os.stat(path).st_mtime_ns == known.st_mtime_ns
        assert read(path)[2] == {"DLBM": ["1006", "0103", "1401"]}


def test_what_a_database_has_not_taken_in_yet_is_seen(reads, read, land):
    path = land()
    with closing(sqlite3.connect(path.partition("|")[0])) as writer:
        # Those of the spatial index call functions that SQLite alone does not have.
        for (name,) in writer.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            writer.execute(f"DROP TRIGGER {name}")
        writer.commit()
        writer.execute("PRAGMA journal_mode = WAL")
        with reads.shared():
            read(path)
            for code in ("1006", "1101"):
                writer.execute("UPDATE land SET DLBM = ? WHERE fid = 1", [code])
                writer.commit()
                assert read(path)[2] == {"DLBM": [code, "0103", "1401"]}


def test_files_in_capitals_beside_a_shapefile_belong_to_it(reads, read, land, tmp_path):
    land("shp")
    for part in tmp_path.glob("land.*"):
        part.rename(part.with_name(part.name.upper()))
    path = str(tmp_path / "LAND.SHP")
    with reads.shared():
        assert read(path)[2] == {"DLBM": CODES}
        change(path, 1)
        assert read(path)[2] == {"DLBM": ["0701", "1006", "1401"]}


def test_what_changed_a_moment_ago_is_not_shared_for_it_may_do_so_again_unseen(reads, read, land, monkeypatch):
    monkeypatch.setattr(reads, "_COARSE_S", 60.0)
    path = land()
    with reads.shared():
        assert read(path) == read(path)
        assert len(reads.counted) == 2


def test_what_changes_while_it_is_read_is_not_kept(reads, read, land, monkeypatch):
    path, read_raw, times = land(), reads.read_raw, iter(["1006", "0103"])

    def changing(*given, **more):
        found = read_raw(*given, **more)
        change(path, 1, next(times))
        return found

    with reads.shared(), monkeypatch.context() as patch:
        patch.setattr(reads, "read_raw", changing)
        assert read(path)[2] == {"DLBM": ["0701", "1006", "1401"]}
        assert not reads._layers


def filtered(layer):
    layer.setSubsetString("DLBM = '0701'")
    return ["0701"]


def edited(layer):
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().lookupField("DLBM"), "1006")
    return ["1006", "0103", "1401"]


@pytest.mark.parametrize("narrow", [filtered, edited])
def test_filters_and_edits_are_neither_shared_nor_mixed_with_the_file(reads, read, land, narrow):
    path = land()
    layer = QgsVectorLayer(path, "land", "ogr")
    expected = narrow(layer)
    with reads.shared():
        for _ in range(2):
            assert read(path)[2] == {"DLBM": CODES}
            assert read(layer)[2] == {"DLBM": expected}
        assert len(reads.counted) == 3
    layer.rollBack()


def test_selected_features_are_not_shared(reads, read, land):
    layer = QgsVectorLayer(land(), "land", "ogr")
    with reads.shared():
        for _ in range(2):
            read(layer, value=QgsProcessingFeatureSourceDefinition(layer.id(), True))
        assert len(reads.counted) == 2 and not reads._layers


def test_a_field_that_is_not_the_files_is_computed_each_time(reads, read, land):
    path = land()
    one, other = QgsVectorLayer(path, "land", "ogr"), QgsVectorLayer(path, "land", "ogr")
    for layer, text in ((one, "'a'"), (other, "'b'")):
        layer.addExpressionField(text, QgsField("more", QMetaType.Type.QString))
    with reads.shared():
        assert [read(layer, ["DLBM", "more"])[2]["more"] for layer in (one, other, one)] == [
            ["a"] * 3,
            ["b"] * 3,
            ["a"] * 3,
        ]
        assert not reads._layers


def test_texts_of_another_encoding_are_others(reads, read, land):
    path = land("shp", "GBK")
    right, wrong = QgsVectorLayer(path, "land", "ogr"), QgsVectorLayer(path, "land", "ogr")
    wrong.dataProvider().setEncoding("Big5")
    with reads.shared():
        found = [read(layer, ["name"])[2]["name"] for layer in (right, wrong, right, wrong)]
        assert found[0] == found[2] == NAMES
        assert found[1] == found[3] != found[0]


def test_layers_of_one_file_are_not_mixed(reads, read, layer, saved, tmp_path):
    sources = [
        saved(layer([square(0, side)], {"DLBM": [code]}, kind="Polygon"), tmp_path / "a.gpkg", name=code)
        for side, code in ((10, "0701"), (20, "0103"))
    ]
    with reads.shared():
        for _ in range(2):
            assert [read(source)[2]["DLBM"] for source in sources] == [["0701"], ["0103"]]
            assert [read(source)[1] for source in sources] == [[pytest.approx(100)], [pytest.approx(400)]]
        assert len(reads.counted) == 2


@pytest.mark.parametrize("ending", ["vrt", "csv"])
def test_formats_that_may_lead_anywhere_are_not_shared(reads, read, land, tmp_path, ending):
    path = tmp_path / f"other.{ending}"
    gdal.VectorTranslate(str(path), land()) if ending == "csv" else path.write_text(
        f"<OGRVRTDataSource><OGRVRTLayer name='land'><SrcDataSource>{land()}</SrcDataSource></OGRVRTLayer>"
        "</OGRVRTDataSource>"
    )
    with reads.shared():
        assert read(str(path))[2] == {"DLBM": CODES}
        assert not reads._layers


def test_links_are_not_shared_for_what_they_lead_to_may_change(reads, read, land, tmp_path):
    (tmp_path / "link.gpkg").symlink_to(land())
    with reads.shared():
        assert read(str(tmp_path / "link.gpkg"))[2] == {"DLBM": CODES}
        assert not reads._layers


def test_what_is_too_large_is_read_each_time(reads, read, land, monkeypatch):
    path = land()
    with reads.shared():
        read(path)
        (known,) = reads._layers.values()
    monkeypatch.setattr(reads, "_MOST_BYTES", known.size - 1)
    with reads.shared():
        assert read(path) == read(path)
        assert not reads._layers


def test_nobody_sees_what_another_does_with_what_was_read(reads, land):
    from greenvein.core.geometry.polygons import clean

    path = land()

    def cleaned():
        reading, raw, geometry = features(reads, opened(path))
        return raw, geometry, reading.cleaned(raw, "as it is", lambda: clean(geometry)).geometry

    with reads.shared():
        raw, geometry, polygons = cleaned()
        for array in (raw.fid, raw.wkb, geometry):
            assert not array.flags.writeable
        raw.columns["DLBM"].clear()
        shapely.prepare(polygons)
        polygons[:] = None
        again, _, polygons = cleaned()
        assert again.columns == {"DLBM": CODES}
        assert shapely.equals_identical(polygons, [square(number) for number in range(3)]).all()
        assert not shapely.is_prepared(polygons).any()
        assert len(reads.counted) == 1


def test_features_fit_for_one_crs_or_of_one_take_are_not_those_of_another(reads, land):
    from greenvein.core.geometry.polygons import clean
    from greenvein.processing.io.wkb import to_shapely

    path, made = land(), []

    def areas(rows, divisor):
        reading, raw, _ = features(reads, opened(path))
        some = raw.where(np.isin(np.arange(3), rows))
        geometry, _ = reading.shapes(some, lambda: to_shapely(some.wkb))

        def fit():
            made.append((rows, divisor))
            return clean(shapely.transform(geometry, lambda points: points / divisor))

        return shapely.area(reading.cleaned(some, divisor, fit).geometry).tolist()

    with reads.shared():
        for _ in range(2):
            assert areas([0, 1], 1) == pytest.approx([10_000, 10_000])
            assert areas([2], 1) == pytest.approx([10_000])
            assert areas([0, 1], 2) == pytest.approx([2_500, 2_500])
        assert made == [([0, 1], 1), ([2], 1), ([0, 1], 2)]


@pytest.mark.slow
def test_memory_is_freed_when_the_last_one_asks_no_more(reads, read, land):
    path = land()
    asked = ExitStack()
    asked.enter_context(reads.shared())
    with reads.shared():
        read(path)
        kept = weakref.ref(next(iter(reads._layers.values())))
    gc.collect()
    assert kept() is not None
    asked.close()
    gc.collect()
    assert kept() is None


@pytest.mark.slow
def test_two_threads_read_at_once_what_is_there(reads, land):
    path, started = land(), threading.Barrier(2, timeout=60)
    asked = (["DLBM"], ["DLBM", "name"])
    layers = [[opened(path) for _ in range(20)] for _ in asked]

    def work(columns, layers):
        started.wait()
        for layer in layers:
            with reads.shared():
                _, raw, geometry = features(reads, layer, columns)
            assert raw.columns == {name: {"DLBM": CODES, "name": NAMES}[name] for name in columns}
            assert shapely.area(geometry).tolist() == pytest.approx([10_000] * 3)
        return True

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, asked, layers)) == [True, True]
