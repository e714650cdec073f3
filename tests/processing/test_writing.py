"""Writing: every kind of destination, the same bytes each time, and nothing left of a cancelled run."""

import threading
import time

import numpy as np
import pytest
import shapely
from osgeo import gdal
from qgis.core import (
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsVectorLayer,
)
from shapely import box

EAST, NORTH = 500_000, 4_420_000


def land(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return box(EAST + west, NORTH + south, EAST + east, NORTH + north)


SQUARE, LONG_PARK = land(0, 0, 1000, 1000), land(-1000, 1000, 2000, 1100)
OUTPUTS = ("COVERAGE", "BLIND_AREAS", "SERVICE_AREA", "SUMMARY")


@pytest.fixture
def homes(layer):
    return layer([SQUARE, land(0, 0, 100, 100)], {"name": ["甲", "乙"]}, name="homes")


@pytest.fixture
def parks(layer):
    return layer([LONG_PARK], name="parks")


@pytest.fixture
def many(layer):
    """6 000 lots, so that writing takes several batches."""
    west, south = (axis.ravel() * 10.0 for axis in np.meshgrid(np.arange(60), np.arange(100)))
    lots = shapely.box(EAST + west, NORTH + south, EAST + west + 8, NORTH + south + 8)
    return layer(list(lots), {"n": list(range(len(lots)))}, name="lots")


def layers_of(path):
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    return {dataset.GetLayer(index).GetName() for index in range(dataset.GetLayerCount())}


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "geojson", "fgb"])
def test_outputs_go_to_files_of_every_usual_kind(run, homes, parks, table, tmp_path, suffix):
    path = tmp_path / f"coverage.{suffix}"
    found = run(homes, parks, COVERAGE=str(path))
    assert path.is_file()
    assert sorted(row["name"] for row in table(found["COVERAGE"])) == sorted(["甲", "乙"])


def test_temporary_outputs_are_memory_layers(run, homes, parks):
    found = run(homes, parks, **dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT"))
    assert {found[name].dataProvider().name() for name in OUTPUTS} == {"memory"}
    assert [found[name].featureCount() for name in OUTPUTS] == [2, 2, 1, 1]


def test_an_output_may_be_added_to_a_geopackage(run, homes, parks, saved, table, tmp_path):
    city = tmp_path / "城市.gpkg"
    saved(parks, city)
    wanted = {
        "COVERAGE": f"ogr:dbname='{city}' table=\"coverage\" (geom)",
        "SUMMARY": f"ogr:dbname='{city}' table=\"summary\"",
    }
    found = run(homes, parks, **wanted)
    assert layers_of(city) == {"parks", "coverage", "summary"}
    assert [len(table(found[name])) for name in ("COVERAGE", "SUMMARY")] == [2, 1]


def test_feature_ids_that_repeat_do_not_stop_a_geopackage(run, layer, parks, table, tmp_path):
    homes = layer([SQUARE, SQUARE, SQUARE], {"fid": [7, 7, None], "name": ["a", "b", "c"]})
    rows = table(run(homes, parks, COVERAGE=str(tmp_path / "coverage.gpkg"))["COVERAGE"])
    assert [(row["fid"], row["gv_fid"], row["name"]) for row in rows][:2] == [(1, 7, "a"), (2, 7, "b")]
    assert len(rows) == 3


def test_feature_ids_survive_run_after_run(run, homes, parks, saved, table, tmp_path):
    path = saved(homes, tmp_path / "homes.gpkg")
    for turn in range(3):
        path = run(path, parks, COVERAGE=str(tmp_path / f"{turn}.gpkg"))["COVERAGE"]
        assert [row["name"] for row in table(path)] == ["甲", "乙"]


@pytest.mark.slow
def test_the_same_input_gives_the_same_csv_to_the_byte(run, many, parks, layer, tmp_path):
    zones = layer([land(west, -100, west + 250, 1500) for west in range(0, 1000, 200)])  # they overlap
    contents = []
    for turn in "12":
        paths = {name: tmp_path / f"{name}{turn}.csv" for name in ("COVERAGE", "BLIND_AREAS", "SUMMARY")}
        run(many, parks, ZONES=zones, **{name: str(path) for name, path in paths.items()})
        contents.append([path.read_bytes() for path in paths.values()])
    assert contents[0] == contents[1]
    assert len(contents[0][0].splitlines()) == 6_001


def test_a_folder_that_is_not_there_is_an_error_that_names_the_path(run, homes, parks):
    with pytest.raises(QgsProcessingException, match=r"/nowhere/coverage\.gpkg"):
        run(homes, parks, COVERAGE="/nowhere/coverage.gpkg")


def moments(run, logs, *arguments, **parameters):
    """Run to the end; return feedbacks that cancel at a spread of the run's chances to, its last ones among them."""
    whole = logs()
    run(*arguments, feedback=whole, **parameters)
    spread = np.linspace(1, whole.checks, 6).round().astype(int).tolist()
    return [logs(cancel_at_check=chance) for chance in [*spread[:-1], *range(whole.checks - 3, whole.checks + 1)]]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["gpkg", "shp", "csv"])
@pytest.mark.usefixtures("steady")
def test_a_cancelled_run_leaves_no_file(run, logs, many, parks, tmp_path, suffix):
    def into(folder):
        folder.mkdir()
        return {name: str(folder / f"{name}.{suffix}") for name in ("COVERAGE", "BLIND_AREAS", "SUMMARY")}

    feedbacks, wanted = moments(run, logs, many, parks, **into(tmp_path / "trial")), into(tmp_path / "out")
    for log in feedbacks:
        assert run(many, parks, feedback=log, **wanted) == {}
        assert log.warnings == ["Cancelled: nothing was written."]
        assert list((tmp_path / "out").iterdir()) == []
    assert "Writing the blind areas…" in feedbacks[-2].steps


@pytest.mark.slow
def test_a_cancelled_run_leaves_the_other_layers_of_a_geopackage(
    run, logs, steady, many, parks, saved, table, tmp_path
):
    def into(path):
        saved(parks, path)
        return {
            "COVERAGE": f"ogr:dbname='{path}' table=\"coverage\" (geom)",
            "BLIND_AREAS": f"ogr:dbname='{path}' table=\"blind\" (geom)",
            "SUMMARY": f"ogr:dbname='{path}' table=\"summary\"",
        }

    feedbacks, wanted = moments(run, logs, many, parks, **into(tmp_path / "trial.gpkg")), into(tmp_path / "city.gpkg")
    assert layers_of(tmp_path / "trial.gpkg") == {"parks", "coverage", "blind", "summary"}
    for log in feedbacks:
        assert run(many, parks, feedback=log, **wanted) == {}
        assert layers_of(tmp_path / "city.gpkg") == {"parks"}
        assert len(table(f"{tmp_path / 'city.gpkg'}|layername=parks")) == 1


def test_a_run_cancelled_before_it_writes_leaves_the_earlier_result(run, logs, homes, parks, tmp_path):
    path = tmp_path / "coverage.gpkg"
    run(homes, parks, COVERAGE=str(path))
    before = path.read_bytes()
    run(homes, parks, feedback=logs(cancel_at_check=1), COVERAGE=str(path))
    assert path.read_bytes() == before


@pytest.mark.slow
@pytest.mark.usefixtures("steady")
def test_a_cancelled_run_leaves_no_temporary_layer(run, logs, many, parks):
    wanted = dict.fromkeys(("COVERAGE", "BLIND_AREAS", "SUMMARY"), "TEMPORARY_OUTPUT")
    for log in moments(run, logs, many, parks, **wanted):
        context = QgsProcessingContext()
        run(many, parks, feedback=log, context=context, **wanted)
        assert context.temporaryLayerStore().mapLayers() == {}


def test_an_output_that_fails_takes_those_before_it_along(run, homes, parks, tmp_path):
    with pytest.raises(QgsProcessingException):
        run(homes, parks, COVERAGE=str(tmp_path / "coverage.gpkg"), SUMMARY="/nowhere/summary.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("steady")
def test_a_raster_beside_a_cancelled_layer_survives(run, logs, homes, parks, tmp_path):
    city = tmp_path / "city.gpkg"
    raster = gdal.GetDriverByName("GPKG").Create(str(city), 4, 4, 1, gdal.GDT_Byte, ["RASTER_TABLE=relief"])
    raster.SetGeoTransform((EAST, 10, 0, NORTH, 0, -10))
    raster = None
    wanted = {"COVERAGE": f"ogr:dbname='{city}' table=\"coverage\" (geom)"}
    last = moments(run, logs, homes, parks, COVERAGE=str(tmp_path / "trial.gpkg"))[-1]
    assert run(homes, parks, feedback=last, **wanted) == {}
    assert gdal.Open(str(city)) is not None


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.2, 0.6, 1.2])
def test_cancelling_takes_effect_within_two_seconds(run, logs, layer, seconds):
    """Thirty thousand lots among a thousand parks, cancelled by the clock."""
    generator = np.random.default_rng(2022)
    west, south = generator.uniform(0, 30_000, (2, 30_000))
    lots = shapely.box(EAST + west, NORTH + south, EAST + west + 150, NORTH + south + 150)
    homes, parks = layer(list(lots)), layer(list(shapely.buffer(lots[:1000], 20)))
    log = logs()
    timer = threading.Timer(seconds, log.cancel)
    timer.start()
    started = time.monotonic()
    run(homes, parks, feedback=log, **dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT"))
    timer.cancel()
    assert time.monotonic() - started < seconds + 2
    assert log.warnings == ["Cancelled: nothing was written."]


def test_the_algorithm_serves_in_a_model(provider, log, homes, parks):
    model = QgsProcessingModelAlgorithm("coverage of a city", "")
    for name in ("homes", "parks"):
        model.addModelParameter(QgsProcessingParameterFeatureSource(name, name), QgsProcessingModelParameter(name))
    child = QgsProcessingModelChildAlgorithm("greenvein:parkcoverage")
    child.setChildId("coverage")
    source = QgsProcessingModelChildParameterSource
    child.addParameterSources("RESIDENTIAL", [source.fromModelParameter("homes")])
    child.addParameterSources("PARKS", [source.fromModelParameter("parks")])
    child.addParameterSources("TIERS", [source.fromStaticValue([0, 500])])
    blind = QgsProcessingModelOutput("blind", "blind")
    blind.setChildOutputName("BLIND_AREAS")
    blind.setChildId("coverage")
    child.setModelOutputs({"blind": blind})
    model.addChildAlgorithm(child)
    count = QgsProcessingModelChildAlgorithm("native:multiparttosingleparts")
    count.setChildId("after")
    count.addParameterSources("INPUT", [source.fromChildOutput("coverage", "COVERAGE")])
    single = QgsProcessingModelOutput("single", "single")
    single.setChildOutputName("OUTPUT")
    single.setChildId("after")
    count.setModelOutputs({"single": single})
    model.addChildAlgorithm(count)
    model.initAlgorithm()

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    wanted = {"homes": homes, "parks": parks, "blind": "TEMPORARY_OUTPUT", "single": "TEMPORARY_OUTPUT"}
    results, finished = model.run(wanted, context, log)
    assert finished
    assert results["CHILD_RESULTS"]["coverage"]["COVERAGE_PCT"] == pytest.approx(100 * 50 / 101)
    found = {name: context.getMapLayer(results[name]) for name in ("blind", "single")}
    assert [layer.featureCount() for layer in found.values()] == [2, 2]
    first = next(found["single"].getFeatures(QgsFeatureRequest().setFilterExpression("name = '甲'")))
    assert first["gv_coverage"] == pytest.approx(0.5)


def test_destinations_of_the_dialog_are_taken_run_after_run(run, homes, parks, tmp_path):
    """They load into the project, styled; each run's context dies with what it owns."""
    for turn in "12":
        definition = QgsProcessingOutputLayerDefinition(str(tmp_path / f"{turn}.gpkg"), QgsProject.instance())
        found = run(homes, parks, COVERAGE=definition)
        assert QgsVectorLayer(found["COVERAGE"], "coverage", "ogr").featureCount() == 2


@pytest.mark.parametrize("skipped", [None, ""])
def test_an_output_that_is_skipped_is_not_written(run, homes, parks, skipped):
    assert "COVERAGE" not in run(homes, parks, COVERAGE=skipped)
