"""Outputs aimed at what is no file, at a file in use, or at a file that QGIS would understand as another."""

import os
import random
import socket
import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from qgis.core import QgsDataSourceUri, QgsProcessingException, QgsVectorLayer
from shapely import box

EAST, NORTH = 500_000, 4_420_000
OUTPUTS = {"REPORT": "html", "SUMMARY": "csv", "COVERAGE": "gpkg", "BLIND_AREAS": "shp"}
SYLLABLES = ("a", "绿", " ", "'", "\\", "''", "' ", '"')


@pytest.fixture
def homes(layer):
    return layer([box(EAST, NORTH, EAST + 1000, NORTH + 1000)], name="homes")


@pytest.fixture
def parks(layer):
    return layer([box(EAST - 100, NORTH, EAST, NORTH + 1000)], name="parks")


def make_pipe(path):
    os.mkfifo(path)


def make_socket(path):
    listener = socket.socket(socket.AF_UNIX)
    folder = os.open(path.parent, os.O_RDONLY)  # its own path may be longer than a socket's may be
    listener.bind(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)
    listener.close()


def make_device(path):
    """A null device of our own, in a folder of the test; never the machine's."""
    if os.geteuid() != 0:
        pytest.skip("only root makes devices")
    os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 3))


@pytest.mark.parametrize("make", [make_pipe, make_socket, make_device])
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("linked", [False, True], ids=["itself", "by a link"])
def test_what_is_no_file_is_refused_and_stays(run, homes, parks, log, tmp_path, make, output, linked):
    node = tmp_path / f"node.{OUTPUTS[output]}"
    make(node)
    before, target = os.lstat(node), node
    if linked:
        target = tmp_path / f"link.{OUTPUTS[output]}"
        target.symlink_to(node)
    with pytest.raises(QgsProcessingException, match="it is a device or a pipe, and no file; choose a file"):
        run(homes, parks, **{output: str(target)})
    assert log.steps == []
    after = os.lstat(node)
    assert (before.st_mode, before.st_ino, before.st_rdev) == (after.st_mode, after.st_ino, after.st_rdev)
    assert not list(tmp_path.glob(".greenvein-*"))


@pytest.mark.slow
@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("lock", ["EXCLUSIVE", "IMMEDIATE"])
def test_geopackage_that_another_program_has_locked_is_in_use(run, homes, parks, tmp_path, lock):
    path = tmp_path / "a.gpkg"
    run(homes, parks, COVERAGE=str(path))
    with sqlite3.connect(path) as other:
        other.execute(f"BEGIN {lock}")
        with pytest.raises(QgsProcessingException, match=r"another program has it open\. Close it there"):
            run(homes, parks, COVERAGE=str(path))
        other.rollback()
    run(homes, parks, COVERAGE=str(path))


@pytest.mark.slow
def test_geopackage_that_another_program_reads_is_waited_for_a_moment_and_then_in_use(
    run, homes, parks, layer, tmp_path
):
    path = tmp_path / "a.gpkg"
    run(homes, parks, COVERAGE=str(path))
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA journal_mode = DELETE")
    before = path.read_bytes()
    two = layer([box(EAST, NORTH, EAST + 100, NORTH + 100), box(EAST + 200, NORTH, EAST + 300, NORTH + 100)])
    reader = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM sqlite_master").fetchall()
    with pytest.raises(QgsProcessingException, match=r"another program has it open\. Close it there"):
        run(two, parks, COVERAGE=str(path))
    assert path.read_bytes() == before
    done = threading.Timer(1.0, reader.close)
    done.start()
    run(two, parks, COVERAGE=str(path))
    done.join()
    assert QgsVectorLayer(str(path), "found", "ogr").featureCount() == 2


@pytest.mark.cases(12, first=3)
def test_a_misquoted_file_is_refused_and_a_quoted_one_is_written(run, homes, parks, tmp_path, table, seed):
    draw = random.Random(seed)
    letters = [draw.choice(SYLLABLES) for _ in range(4)]
    folder = tmp_path / "".join(["m", *letters, draw.choice(("'", "'x", "' x")), "n"])
    folder.mkdir()
    plain = f"ogr:dbname='{folder}/in.gpkg' table=\"t\" (geom)"
    with pytest.raises(QgsProcessingException, match=r"an apostrophe is to be written as \\'"):
        run(homes, parks, COVERAGE=plain)
    assert not list(tmp_path.rglob("*.gpkg"))
    uri = QgsDataSourceUri()
    uri.setDatabase(str(folder / "in.gpkg"))
    uri.setTable("t")
    found = run(homes, parks, COVERAGE=f"ogr:{uri.uri()}")["COVERAGE"]
    assert [path.parent for path in tmp_path.rglob("*.gpkg")] == [folder]
    assert len(table(f"{folder / 'in.gpkg'}|layername=t")) == 1
    assert Path(found.partition("|")[0]).parent == folder
