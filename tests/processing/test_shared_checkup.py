"""A check-up in which files are read once finds what it finds where every step reads them; and it holds nothing."""

from contextlib import ExitStack, nullcontext

import numpy as np
import pytest
import shapely
from osgeo import gdal
from pytest import approx
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_420_000
CODES = ["0701", "0702", "0103", "0301", "1401", "0810", "05H1", "1101", "08H2"]
SIDE, CELL_M = 7, 400.0


@pytest.fixture
def reads(provider, monkeypatch):
    """The module, for files that were written a moment ago; ``counted`` lists the files that were truly read."""
    from greenvein.processing import dependencies

    assert not dependencies.load()
    from greenvein.processing.io import reads

    read_raw, counted = reads.read_raw, []

    def counting(source, columns, file, stop, **more):
        counted.append(source.sourceName())
        return read_raw(source, columns, file, stop, **more)

    monkeypatch.setattr(reads, "_COARSE_S", 0.0)
    monkeypatch.setattr(reads, "read_raw", counting)
    monkeypatch.setattr(reads, "counted", counted, raising=False)
    yield reads
    assert not reads._layers and not reads._asking


def parcels(random):
    """Return parcels that tile a square, some of them damaged, doubled or without a shape."""
    nodes = np.stack(np.meshgrid(np.arange(SIDE + 1.0), np.arange(SIDE + 1.0)), axis=-1)
    nodes = (nodes + random.uniform(-0.25, 0.25, nodes.shape)) * CELL_M + (EAST, NORTH)
    corners = np.stack([nodes[:-1, :-1], nodes[:-1, 1:], nodes[1:, 1:], nodes[1:, :-1]], axis=2).reshape(-1, 4, 2)
    corners[random.integers(len(corners), size=3)] = corners[0][[0, 2, 1, 3]] + random.uniform(0, 2_000, 2)  # bow ties
    found = [*shapely.polygons(corners)]
    return [*found, found[5], None]


def squares(random, number, side_m):
    west, south = random.uniform(0, SIDE * CELL_M - side_m, (2, number)) + np.array([[EAST], [NORTH]])
    return [*shapely.box(west, south, west + side_m, south + side_m)]


@pytest.fixture
def city(layer, saved, tmp_path):
    """Save random layers for every job, of which homes, parks and construction land are classes of the land use."""

    def make(seed):
        random = np.random.default_rng(seed)
        before, codes = parcels(random), random.choice(CODES, SIDE**2 + 2)
        changed = np.where(random.random(len(codes)) < 0.4, random.choice(CODES, len(codes)), codes)
        degrees, ending = random.random() < 0.5, ("gpkg", "shp")[seed % 2]
        units = squares(random, 6, 500.0)
        layers = {
            "before": (before, {"DLBM": codes.tolist()}),
            "after": (before, {"DLBM": changed.tolist(), "DLMC": ["地类"] * len(codes)}),
            "zones": ([shapely.box(EAST, NORTH, EAST + 1_500, NORTH + 3_000)], {"name": ["东区"]}),
            "red_line": (squares(random, 2, 700.0), {}),
            "tier_2": (squares(random, 3, 900.0), {}),
            "farmland_space": (squares(random, 2, 1_200.0), {}),
            "key_areas": (squares(random, 1, 1_500.0), {}),
            "corridors": ([shapely.box(EAST, NORTH + 5_000, EAST + 300, NORTH + 7_000)], {"level": [1]}),
            "units": (units, {"worn": random.random(len(units)).tolist()}),
        }
        found = {name: saved(placed(*shape, degrees, name), tmp_path / f"{name}.{ending}", **WRITTEN[ending])
                 for name, shape in layers.items()}  # fmt: skip
        return found | {"landuse": found["after"], "restoration_key_areas": found["key_areas"], **FIELDS}

    def placed(geometries, columns, degrees, name):
        if not degrees:
            return layer(geometries, columns, kind="Polygon", name=name)
        way = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4548"), QgsCoordinateReferenceSystem("EPSG:4490"), QgsProject.instance()
        )

        def move(points):
            return np.array([[*way.transform(*point)] for point in points]).reshape(-1, 2)

        geometries = [None if one is None else shapely.transform(one, move) for one in geometries]
        return layer(geometries, columns, crs="EPSG:4490", kind="Polygon", name=name)

    return make


WRITTEN = {"gpkg": {}, "shp": {"driver": "ESRI Shapefile", "encoding": "GBK"}}
FIELDS = {"level_field": "level", "degradation_field": "worn", "zone_field": "name", "code": "DLBM"}


@pytest.fixture
def check_up(provider):
    def run(given, folder, log):
        import processing

        folder.mkdir(exist_ok=True)
        model = provider.algorithm("checkup")
        names = [one.name() for one in model.destinationParameterDefinitions() if one.name() != "report"]
        outputs = {name: str(folder / f"{name}.gpkg") for name in names} | {"report": str(folder / "report.html")}
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        found = processing.run("greenvein:checkup", given | outputs, context=context, feedback=log)
        numbers = {name: value for name, value in found.items() if isinstance(value, (int, float))}
        return numbers | {name: rows(found[name]) for name in names if found.get(name)}

    return run


def rows(path):
    """Return all that a layer has, to the byte."""
    layer = QgsVectorLayer(path, "output", "ogr")
    assert layer.isValid(), path
    return [(feature.geometry().asWkb().data(), feature.attributes()) for feature in layer.getFeatures()]


@pytest.mark.cases(20, first=1)
def test_a_check_up_finds_and_says_the_same_whether_or_not_files_are_read_once(
    reads, city, check_up, logs, tmp_path, monkeypatch, seed
):
    given, logs = city(seed), (logs(), logs())
    once, times = check_up(given, tmp_path / "once", logs[0]), len(reads.counted)
    monkeypatch.setattr(reads, "shared", nullcontext)
    each = check_up(given, tmp_path / "each", logs[1])
    assert once == each
    assert len(once) > 15 and once["COVERAGE_PCT"] > 0 and once["uses"] and once["ranked"]
    # Homes, parks and construction land are read with the later date; so are red line and key areas read once.
    assert len(reads.counted) - 2 * times >= 5
    said = [[line for line in log.info if "features read" in line] + log.warnings for log in logs]
    assert said[0] == said[1]


@pytest.fixture
def homes(layer, saved, tmp_path):
    """Save a square kilometre of homes, a park that serves its northern half, and a wood before its southern one."""
    strips = ((0, 1_000), (1_000, 1_100), (-100, 0))
    ground = [shapely.box(EAST, NORTH + south, EAST + 1_000, NORTH + north) for south, north in strips]
    made = layer(ground, {"DLBM": ["0701", "1401", "0301"]}, kind="Polygon", name="land")
    return saved(made, tmp_path / "land.gpkg")


def coverage(file):
    """Return the parameters of a run that takes homes and parks of one file."""
    return {"RESIDENTIAL": file, "RESIDENTIAL_TAKE": "values:0701", "PARKS": file, "PARKS_TAKE": "values:1401"}


def test_what_changes_between_two_jobs_counts_in_the_second(provider, reads, homes, log):
    import processing

    with reads.shared():
        assert processing.run("greenvein:parkcoverage", coverage(homes), feedback=log)["COVERAGE_PCT"] == approx(50)
        dataset = gdal.OpenEx(homes.partition("|")[0], gdal.OF_UPDATE)
        dataset.ExecuteSQL("UPDATE land SET DLBM = '1401' WHERE DLBM = '0301'")
        del dataset
        assert processing.run("greenvein:parkcoverage", coverage(homes), feedback=log)["COVERAGE_PCT"] == approx(100)
    assert len(reads.counted) == 2


def test_a_cancelled_check_up_holds_nothing(reads, city, check_up, log, tmp_path):
    log.progressChanged.connect(lambda share: share > 25 and log.cancel())
    assert "uses" not in check_up(city(0), tmp_path / "out", log)
    assert log.isCanceled() and len(reads.counted) > 1
    assert not reads._layers and not reads._asking


def test_a_check_up_that_fails_holds_nothing(reads, city, check_up, log, tmp_path):
    given = {name: value for name, value in city(0).items() if name in ("red_line", "units")}
    with pytest.raises(QgsProcessingException, match="no field “height”"):
        check_up(given | {"degradation_field": "height"}, tmp_path / "out", log)
    assert reads.counted
    assert not reads._layers and not reads._asking


def test_two_runs_at_once_find_what_each_finds_alone(provider, reads, homes):
    """As a page may start them, which asks for it all the while."""
    ended, waiting, kept = [], QEventLoop(), []
    asked = ExitStack()
    asked.enter_context(reads.shared())
    for _ in range(4):
        context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
        context.setProject(QgsProject.instance())
        task = QgsProcessingAlgRunnerTask(provider.algorithm("parkcoverage"), coverage(homes), context, feedback)
        task.executed.connect(lambda done, values: ended.append(values.get("COVERAGE_PCT")))
        task.executed.connect(lambda *_: waiting.quit() if len(ended) == 4 else None)
        kept.append((context, feedback))
        QgsApplication.taskManager().addTask(task)
    waiting.exec()
    assert ended == [approx(50)] * 4
    assert len(reads._layers) == 1
    asked.close()
