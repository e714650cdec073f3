"""Whatever stops a run, what was there before is there as it was, or the whole new result is."""

import errno
import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import gdal
from qgis.core import QgsDataSourceUri, QgsProcessingException, QgsProject, QgsProviderRegistry, QgsVectorLayer

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EAST, NORTH = 500_000, 4_420_000
ROWS, OLD_ROWS = 3_000, 3
KML_ROWS = 800
"""Fewer, as what GDAL takes to close a KML grows with their square."""
FORMATS = ("gpkg", "table", "shp", "tab", "csv", "geojson", "fgb", "gml", "kml", "xlsx", "sqlite", "gdb", "html")
NOBODY = 65534


def lots(count):
    west, south = (axis.ravel()[:count] * 10.0 for axis in np.meshgrid(np.arange(100), np.arange(100)))
    return list(shapely.box(EAST + west, NORTH + south, EAST + west + 8, NORTH + south + 8))


@pytest.fixture(scope="module")
def homes(layer):
    """So many lots that every format takes more room than is left, and writing may be stopped at many moments."""
    return layer(lots(ROWS), {"n": list(range(ROWS))}, name="homes")


@pytest.fixture(scope="module")
def many(homes, layer):
    """Return the lots to write into a file of a kind."""
    fewer = layer(lots(KML_ROWS), {"n": list(range(KML_ROWS))}, name="homes")
    return lambda kind: fewer if kind == "kml" else homes


@pytest.fixture
def few(layer):
    return layer(lots(OLD_ROWS), {"n": list(range(OLD_ROWS))}, name="homes")


@pytest.fixture
def parks(layer):
    return layer([shapely.box(EAST - 1000, NORTH + 1000, EAST + 2000, NORTH + 1100)], name="parks")


def wanted(folder, kind):
    """Return the output of a kind in a folder, whose path has an apostrophe."""
    folder.mkdir(exist_ok=True)
    if kind == "html":
        return {"REPORT": str(folder / "a.html")}
    if kind == "table":
        uri = QgsDataSourceUri()
        uri.setDatabase(str(folder / "a.gpkg"))
        uri.setTable("coverage")
        return {"COVERAGE": f"ogr:{uri.uri()}"}
    return {"COVERAGE": str(folder / f"a.{kind}")}


def state(folder, kind):
    """Return how many rows are there, and what stands beside them; all that a reader finds is read."""
    assert not list(folder.glob(".greenvein-*"))
    if kind == "html":
        text = (folder / "a.html").read_text(encoding="utf-8")
        assert text.rstrip().endswith("</html>")
        return len(text)
    path = folder / ("a.gpkg" if kind == "table" else f"a.{kind}")
    source = f"{path}|layername=coverage" if kind == "table" else str(path)
    layer = QgsVectorLayer(source, "a", "ogr")
    assert layer.isValid()
    assert layer.fields().lookupField("gv_coverage") >= 0 or kind == "shp"
    rows = [feature.attribute("n") for feature in layer.getFeatures()]
    if path.suffix == ".gpkg":
        with sqlite3.connect(path) as base:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            table = "coverage" if kind == "table" else "a"
            assert base.execute(f"SELECT rtreecheck('rtree_{table}_geom')").fetchall() == [("ok",)]
            assert base.execute(f"SELECT count(*) FROM rtree_{table}_geom").fetchone() == (len(rows),)
    return len(rows)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("kind", FORMATS)
def test_new_result_takes_the_place_of_the_old_one_and_of_all_its_parts(run, many, few, parks, tmp_path, kind):
    folder = tmp_path / "绿脉 a'b"
    run(few, parks, **wanted(folder, kind))
    before, first = state(folder, kind), names(folder)
    if kind == "shp":
        (folder / "a.qix").write_bytes(b"an index of the old one")
    homes = many(kind)
    rows = homes.featureCount()
    found = run(homes, parks, **wanted(folder, kind))
    assert state(folder, kind) > before
    assert state(folder, kind) == rows or kind == "html"
    assert names(folder) == first
    if kind != "html":
        assert QgsVectorLayer(found["COVERAGE"], "a", "ogr").featureCount() == rows


@pytest.mark.cases(8, first=3)
def test_full_disk_leaves_the_old_result_in_a_format_drawn_at_random(run, many, few, parks, small_disk, seed):
    generator = random.Random(seed)
    kind = generator.choice(FORMATS)
    folder = small_disk("32m") / "绿脉 a'b"
    run(few, parks, **wanted(folder, kind))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    room = generator.randrange(0, 80_000)  # every format takes more
    filler = folder.parent / "full"
    filler.write_bytes(b"0" * (shutil.disk_usage(folder).free - room))
    with pytest.raises(QgsProcessingException, match="cannot be written: there is no room left on its disk"):
        run(many(kind), parks, **wanted(folder, kind))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    filler.unlink()
    state(folder, kind)


@pytest.mark.parametrize("size", ["9m", "12m"])
def test_a_geopackage_that_gives_its_room_back_says_that_there_was_none(run, layer, parks, small_disk, size):
    land = lots(8_000)
    texts = {f"t{number}": ["x" * 200] * len(land) for number in range(8)}  # 12.8 MB
    with pytest.raises(QgsProcessingException, match="cannot be written: there is no room left on its disk"):
        run(layer(land, texts, name="lots"), parks, COVERAGE=str(small_disk(size) / "a.gpkg"))


@pytest.mark.parametrize("kind", FORMATS)
def test_limit_of_the_size_of_files_leaves_the_old_result(run, many, few, parks, tmp_path, kind):
    folder = tmp_path / "绿脉 a'b"
    run(few, parks, **wanted(folder, kind))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, limits[1]))
    try:
        with pytest.raises(QgsProcessingException, match=r"larger than the system allows|no room left") as raised:
            run(many(kind), parks, **wanted(folder, kind))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert str(folder / "a.") in str(raised.value)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("steady")
@pytest.mark.cases(12, first=3)
def test_cancelled_run_leaves_the_old_result_in_a_format_and_at_a_moment_drawn_at_random(
    run, logs, many, few, parks, tmp_path, seed
):
    generator = random.Random(seed)
    kind = generator.choice(FORMATS)
    folder = tmp_path / "绿脉 a'b"
    run(few, parks, **wanted(folder, kind))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    whole = logs()
    run(many(kind), parks, feedback=whole, **wanted(tmp_path / "trial", kind))
    log = logs(cancel_at_check=generator.randrange(1, whole.checks + 1))
    assert run(many(kind), parks, feedback=log, **wanted(folder, kind)) == {}
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    state(folder, kind)


def test_target_that_cannot_be_is_named_in_one_sentence(run, few, parks, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for path, reason in (
        ("file/a.csv", "what should be its folder is a file"),
        ("folder.csv", "there is a folder of that name"),
        ("nowhere/a.csv", "its folder does not exist"),
        ("round/a.csv", ""),
        (f"{'长' * 200}.csv", ""),
    ):
        for output in ("SUMMARY", "REPORT"):
            with pytest.raises(QgsProcessingException) as raised:
                run(few, parks, **{output: str(tmp_path / path)})
            text = str(raised.value)
            assert text.startswith(f"“{tmp_path / path}” cannot be written: ")
            assert reason in text
            assert "Errno" not in text
    assert sorted(names(tmp_path)) == ["file", "folder.csv", "round"]


@pytest.mark.parametrize("kind", ["shp", "csv", "html"])  # QGIS keeps a GeoPackage open
def test_disk_that_can_only_be_read_is_named(run, few, parks, small_disk, kind):
    folder = small_disk("32m") / "a"
    run(few, parks, **wanted(folder, kind))
    before = state(folder, kind)
    subprocess.run(["mount", "-o", "remount,ro", folder.parent], check=True)
    with pytest.raises(QgsProcessingException, match="cannot be written: its disk can only be read"):
        run(few, parks, **wanted(folder, kind))
    assert state(folder, kind) == before


@pytest.fixture
def small_disk(tmp_path):
    """Mount a disk of a size in memory; skipped where nothing may be mounted."""
    made = []

    def mount(size):
        place = tmp_path / "disk"
        place.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"nothing can be mounted here: {done.stderr.decode().strip()}")
        made.append(place)
        return place

    yield mount
    for place in made:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture(scope="module")
def dying():
    """The program that dies at given moments, and the file of its inputs, which other users may read too."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        inputs = Path(folder) / "inputs.gpkg"
        program = [sys.executable, str(ROOT / "tests" / "processing" / "deaths.py"), str(ROOT), str(inputs)]
        started = subprocess.Popen(
            program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        yield started, inputs
        started.kill()
        started.communicate()


@pytest.fixture
def deaths(dying, saved, homes, parks):
    """Run park coverage and let it die at given moments; yields between them how it ended."""
    program, inputs = dying
    if not inputs.exists():
        saved(homes, inputs)
        saved(parks, inputs)

    def start(outputs, moments):
        for moment in moments:
            program.stdin.write(f"{json.dumps([outputs, moment])}\n")
            program.stdin.flush()
            said = []
            while not said or said[-1] not in ("killed", "ended"):
                line = program.stdout.readline()
                assert line, said
                said.append(line.strip())
            yield moment, said

    return start


def after_a_death(run, few, parks, folder, kind):
    """Return how many rows there are once the next run in the folder has looked after it."""
    run(few, parks, SUMMARY=str(folder / "next.csv"))
    (folder / "next.csv").unlink()
    return state(folder, kind)


@pytest.mark.parametrize("kind", ["table", "shp", "gdb", "csv"])
def test_killed_run_leaves_the_old_or_the_whole_new_result(run, homes, few, parks, deaths, tmp_path, kind, cases):
    """Real kill -9: while it measures and writes, and between any two files that it moves."""
    folder = tmp_path / "绿脉 a'b"
    outputs = wanted(folder, kind)
    run(few, parks, **outputs)
    generator = random.Random(kind)
    checks = [f"check:{generator.randrange(1, 40)}" for _ in range(cases(4, first=2))]
    moves = [f"move:{number}" for number in range(1, 12, 3)] if kind in ("shp", "gdb") else ["move:1"]
    seen = []
    for moment, said in deaths(outputs, [*checks, *moves]):
        assert said in (["killed"], ["ended"]), (moment, said)
        seen.append((said[0], after_a_death(run, few, parks, folder, kind)))
        assert seen[-1][1] in (OLD_ROWS, ROWS), moment
        if seen[-1][1] == ROWS:
            run(few, parks, **outputs)
    assert ("killed", OLD_ROWS) in seen


def test_killed_run_leaves_a_geopackage_whole_at_every_statement(
    run, homes, few, parks, deaths, tmp_path, saved, cases
):
    folder = tmp_path / "绿脉 a'b"
    outputs = wanted(folder, "table")
    run(few, parks, **outputs)
    saved(parks, folder / "a.gpkg", name="kept")
    generator = random.Random(2022)
    statements = [f"sql:{number}" for number in generator.sample(range(1, 40), 6)]
    commits = [f"commit:{generator.randrange(0, 40)}" for _ in range(6)]
    drawn = cases(6, first=3)
    for moment, said in deaths(outputs, [*statements[:drawn], *commits[:drawn]]):
        assert said in (["killed"], ["ended"]), (moment, said)
        found = state_of_a_geopackage(folder)
        assert found in (OLD_ROWS, ROWS), moment
        assert QgsVectorLayer(f"{folder / 'a.gpkg'}|layername=kept", "kept", "ogr").featureCount() == 1
        if found == ROWS:
            run(few, parks, **outputs)


@pytest.mark.parametrize("provider_name", ["spatialite", "postgres"])
def test_killed_run_leaves_a_table_of_a_database_whole(run, few, parks, deaths, tmp_path, request, provider_name):
    if provider_name == "postgres":
        uri, key = QgsDataSourceUri(request.getfixturevalue("postgis")), "id"
    else:
        uri, key = QgsDataSourceUri(), "pk"
        uri.setDatabase(str(tmp_path / "绿脉 a'b.sqlite"))
    uri.setDataSource("" if provider_name == "spatialite" else "public", "greenvein_killed", "geom")
    outputs = {"COVERAGE": f"{provider_name}:{uri.uri()}"}
    uri.setKeyColumn(key)
    run(few, parks, **outputs)
    seen = []
    moments = [f"sql:{number}" for number in (2, 4, 6)] + [f"check:{random.randrange(10, 30)}" for _ in range(2)]
    for moment, said in deaths(outputs, moments):
        assert said in (["killed"], ["ended"]), (moment, said)
        found = QgsVectorLayer(uri.uri(), "found", provider_name)
        seen.append((said[0], len(list(found.getFeatures()))))
        assert seen[-1][1] in (OLD_ROWS, ROWS), moment
        del found
        if seen[-1][1] == ROWS:
            run(few, parks, **outputs)
    assert ("killed", OLD_ROWS) in seen
    run(few, parks, **outputs)  # which clears away what was left
    if provider_name == "postgres":
        server = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(uri.uri(), {})
        assert server.executeSql("SELECT to_regclass('public.greenvein_new_greenvein_killed') IS NULL") == [[True]]
        server.executeSql("DROP TABLE public.greenvein_killed")
    else:
        assert not list(tmp_path.glob(".greenvein-*"))


def state_of_a_geopackage(folder):
    for left in folder.glob(".greenvein-*"):
        shutil.rmtree(left)
    return state(folder, "table")


def test_who_has_no_right_to_write_is_told(run, few, parks, deaths, open_folder):
    """Root may do everything, so another user tries."""
    if os.geteuid():
        pytest.skip("only root can become another user")
    for kind in ("gpkg", "shp", "csv", "html"):
        folder = open_folder / kind
        run(few, parks, **wanted(folder, kind))
        before = state(folder, kind)
        for rights, owner in ((0o755, 0), (0o444, NOBODY)):  # a folder, then a file that may only be read
            folder.chmod(0o777 if owner else rights)
            for path in folder.iterdir():
                path.chmod(0o444 if owner else 0o666)
            for _, said in deaths(wanted(folder, kind), [f"user:{NOBODY}"]):
                assert said[-1] == "ended"
                assert any("cannot be written: you have no right to" in line for line in said), said
            assert state(folder, kind) == before


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_geopackage_that_is_open_elsewhere_shows_the_old_table_and_then_the_new(
    run, homes, few, parks, tmp_path, saved, mode
):
    folder = tmp_path / "a"
    outputs = wanted(folder, "table")
    run(few, parks, **outputs)
    path = folder / "a.gpkg"
    shown = QgsVectorLayer(f"{path}|layername=coverage", "coverage", "ogr")
    QgsProject.instance().addMapLayer(shown, False)
    inode = path.stat().st_ino
    edited = QgsVectorLayer(f"{path}|layername=coverage", "edited", "ogr")
    if mode == "WAL":
        assert edited.startEditing()  # from now on QGIS has the file open in this mode
        assert (folder / "a.gpkg-wal").exists()
        with sqlite3.connect(path) as reader:
            reader.execute("BEGIN")
            assert reader.execute("SELECT count(*) FROM coverage").fetchone() == (OLD_ROWS,)
            run(homes, parks, **outputs)
            assert reader.execute("SELECT count(*) FROM coverage").fetchone() == (OLD_ROWS,)
    else:
        run(homes, parks, **outputs)
    try:
        for layer in (shown, edited):
            assert len(list(layer.getFeatures())) == ROWS
        assert shown.featureCount() == ROWS
        assert path.stat().st_ino == inode
        edited.rollBack()
    finally:
        QgsProject.instance().removeMapLayer(shown)


@pytest.mark.usefixtures("impatient")
def test_geopackage_that_another_program_writes_to_is_named(run, homes, few, parks, tmp_path):
    outputs = wanted(tmp_path / "a", "table")
    run(few, parks, **outputs)
    with sqlite3.connect(tmp_path / "a" / "a.gpkg") as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(QgsProcessingException, match="cannot be written: another program has it open"):
            run(homes, parks, **outputs)
        writer.rollback()
    assert state(tmp_path / "a", "table") == OLD_ROWS


def test_geopackage_keeps_its_other_tables_and_a_crs_of_its_own(run, layer, few, parks, tmp_path, saved, table):
    """A CRS without a number has one that the file gives it, which another file may have given to another."""
    own, other = (f"PROJ:+proj=tmerc +lon_0={lon} +ellps=GRS80 +units=m +x_0=500000" for lon in (117.3, 116.9))
    path = saved(layer([shapely.box(0, 0, 9, 9)], crs=other, name="kept"), tmp_path / "a.gpkg")
    kept = QgsVectorLayer(path, "kept", "ogr").crs()
    homes = layer([shapely.box(500_000, 4_420_000, 501_000, 4_421_000)], {"n": [1]}, crs=own)
    found = run(homes, layer(lots(1), name="parks", crs=own), COVERAGE=str(tmp_path / "a.gpkg"))["COVERAGE"]
    assert found == f"{tmp_path / 'a.gpkg'}|layername=a"
    opened = QgsVectorLayer(found, "a", "ogr")
    assert "+lon_0=117.3" in opened.crs().toProj()
    assert next(opened.getFeatures()).geometry().area() == 1_000_000
    assert QgsVectorLayer(path, "kept", "ogr").crs() == kept
    with sqlite3.connect(tmp_path / "a.gpkg") as base:
        ids = dict(base.execute("SELECT table_name, srs_id FROM gpkg_geometry_columns"))
        assert ids["a"] != ids["kept"]
        ((blob,),) = base.execute("SELECT geom FROM a")
        assert int.from_bytes(blob[4:8], "little") == ids["a"]


def test_raster_of_the_same_name_is_not_replaced(run, few, parks, tmp_path):
    path = tmp_path / "a.gpkg"
    raster = gdal.GetDriverByName("GPKG").Create(str(path), 4, 4, 1, gdal.GDT_Byte, ["RASTER_TABLE=a"])
    raster.SetGeoTransform((EAST, 10, 0, NORTH, 0, -10))
    raster = None
    with pytest.raises(QgsProcessingException, match="cannot be written"):
        run(few, parks, COVERAGE=str(path))
    assert gdal.Open(str(path)).RasterXSize == 4


def test_database_that_is_no_geopackage_is_named(run, few, parks, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"SQLite format 3\x00" + b"nonsense" * 1000)
    before = path.read_bytes()
    with pytest.raises(QgsProcessingException, match="is no GeoPackage that can be opened; choose another file"):
        run(few, parks, COVERAGE=str(path))
    assert path.read_bytes() == before


def test_error_numbers_of_the_system_each_have_a_sentence(qgis_app):
    from greenvein.processing.io.refusals import unwritable

    for number in errno.errorcode:
        text = unwritable("/a/b.gpkg", OSError(number, os.strerror(number)))
        assert text.startswith("“/a/b.gpkg” cannot be written: ")
        assert os.strerror(number) not in text


def test_demo_names_its_tables_so_that_any_folder_will_do(run, few, parks, tmp_path):
    """An apostrophe and a backslash, each of which QGIS reads in its own way."""
    folder = tmp_path / "绿脉 a'b\\c"
    folder.mkdir()
    text = (ROOT / "scripts" / "demo").read_text(encoding="utf-8")
    function = text[text.index("layer() {") : text.index("}\n", text.index("layer() {")) + 2]
    environment = {**os.environ, "out": str(folder), "job": "a"}
    said = subprocess.run(
        ["sh", "-c", f"{function}\nlayer coverage"], env=environment, capture_output=True, text=True, check=True
    )
    found = run(few, parks, COVERAGE=said.stdout.strip())["COVERAGE"]
    assert found == f"{folder / 'a.gpkg'}|layername=coverage"
    assert state(folder, "table") == OLD_ROWS
