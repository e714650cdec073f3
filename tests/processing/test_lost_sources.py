"""A layer outlives its file: a run that reads it then gives the same figures or one sentence, never no features."""

import random
import shutil

import pytest
from greenvein.processing.io.clashes import takes_layers
from greenvein.processing.io.presence import origin
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from shapely import LineString, box

EAST, NORTH = 500_000, 4_420_000
FORMATS = {"GPKG": ".gpkg", "ESRI Shapefile": ".shp", "GeoJSON": ".geojson", "FlatGeobuf": ".fgb"}
COLUMNS = {"level": [1, 1], "DLBM": ["0701", "0301"], "a": [0.5, 0.9], "b": [0.2, 0.4], "gv_tier": [1, 1]}
LEAST = {
    "parkcoverage": ({"RESIDENTIAL", "PARKS"}, {}),
    "corridorwidth": ({"CORRIDORS"}, {"LEVEL_FIELD": "level"}),
    "landreduction": ({"BEFORE", "AFTER"}, {"SYSTEM": 1}),
    "vacateduse": ({"VACATED"}, {}),
    "securitypattern": ({"RED_LINE"}, {}),
    "restorationpriority": ({"UNITS"}, {"DEGRADATION_FIELD": "a", "POTENTIAL_FIELD": "b", "RUNS": 10}),
}


def land(west, south, east, north):
    return box(EAST + west, NORTH + south, EAST + east, NORTH + north)


@pytest.fixture
def project():
    project = QgsProject.instance()
    yield project
    project.clear()


@pytest.fixture
def start(provider, log):
    """Run a job in the project; return its numbers."""
    import processing

    def start(job, parameters, feedback=None):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        found = processing.run(f"greenvein:{job}", parameters, context=context, feedback=feedback or log)
        return {name: value for name, value in found.items() if isinstance(value, (int, float))}

    return start


@pytest.fixture
def stored(layer, saved, project):
    """Save two features to a file, and add the layer to the project; return it and its files."""

    def store(folder, name, driver, lines=False):
        folder.mkdir()
        ground = [land(0, 0, 2000, 2000), land(2500, 0, 4500, 2000)]
        paths = [LineString([(EAST, NORTH + 1000), (EAST + 2000, NORTH + 1000)])] * 2
        kind = "MultiLineString" if lines else "MultiPolygon"
        path = folder / f"{name}{FORMATS[driver]}"
        made = QgsVectorLayer(
            saved(layer(paths if lines else ground, COLUMNS, name=name, kind=kind), path, driver), name, "ogr"
        )
        assert made.featureCount() == 2
        project.addMapLayer(made)
        return made, folder

    return store


def layer_inputs(provider, job):
    return [
        one
        for one in provider.algorithm(job).parameterDefinitions()
        if isinstance(one, QgsProcessingParameterFeatureSource) or takes_layers(one)
    ]


def is_of_lines(definition):
    return hasattr(definition, "dataTypes") and 1 in [int(kind) for kind in definition.dataTypes()]


@pytest.mark.slow
@pytest.mark.parametrize("job", LEAST)
def test_no_input_of_any_job_whose_file_is_gone_passes_for_one_without_features(
    provider, start, stored, layer, tmp_path, job
):
    draw = random.Random(job)
    required, others = LEAST[job]
    least = {name: layer([land(0, 0, 2000, 2000), land(2500, 0, 4500, 2000)], COLUMNS) for name in required} | others
    for definition in layer_inputs(provider, job):
        name, driver = definition.name(), draw.choice(list(FORMATS))
        lines = is_of_lines(definition)
        made, folder = stored(tmp_path / name, f"the {name}", driver, lines)
        value = [made.id()] if takes_layers(definition) else made.id()
        asked = {**least, name: value}
        if name == "CRITERIA_LAYERS":
            asked["CRITERIA"] = [f"the {name}", 1, "higher"]
        if name == "POPULATION_LAYER":
            asked["POPULATION_LAYER_FIELD"] = "a"
        if draw.random() < 0.3 and not takes_layers(definition):
            made.selectAll()
            asked[name] = QgsProcessingFeatureSourceDefinition(made.id(), True)
        before = start(job, asked)
        shutil.rmtree(folder)
        if draw.random() < 0.7:
            made.dataProvider().reloadData()  # lets go of what QGIS still has open
        try:
            assert start(job, asked) == before, (name, driver)
        except QgsProcessingException as refused:
            sentence = str(refused)
            assert f"the {name} ({definition.description()})" in sentence, (name, driver)
            assert f"the {name}{FORMATS[driver]}” is gone" in sentence, (name, driver)
        QgsProject.instance().removeMapLayer(made.id())


def test_field_of_a_joined_layer_whose_file_is_gone_is_not_taken_for_empty(start, stored, layer, project, tmp_path):
    homes, _ = stored(tmp_path / "homes", "homes", "GPKG")
    people, folder = stored(tmp_path / "people", "people", "GPKG")
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(people)
    join.setJoinFieldName("level")
    join.setTargetFieldName("level")
    join.setUsingMemoryCache(False)
    assert homes.addJoin(join)
    asked = {"RESIDENTIAL": homes.id(), "PARKS": layer([land(0, 2000, 2000, 2100)]), "POPULATION_FIELD": "people_a"}
    assert start("parkcoverage", asked)["COVERAGE_PCT"] > 0
    shutil.rmtree(folder)
    with pytest.raises(QgsProcessingException, match=r"homes \(Residential land\).*people\.gpkg” is gone"):
        start("parkcoverage", asked)


def test_layer_with_fewer_features_than_its_file_has_is_read_again_or_refused_never_half(tmp_path, stored, layer):
    made, _ = stored(tmp_path / "homes", "homes", "GPKG")
    there = origin(made.id(), made, QgsProject.instance())
    assert there.lost(2) is None
    assert there.lost(1) == str(tmp_path / "homes" / "homes.gpkg")  # the reading broke off
    assert made.dataProvider().deleteFeatures([1])
    assert there.lost(1) is None  # and here there is no more


def test_empty_layers_that_are_there_are_not_lost(layer, project):
    nothing = layer([], {"level": [1]})
    assert origin(nothing, nothing, project).lost(0) is None


@pytest.mark.parametrize("which", ["RESIDENTIAL", "PARKS", "ZONES"])
@pytest.mark.slow
def test_layer_of_the_project_that_cannot_be_opened_is_named_with_its_input(start, layer, project, which, provider):
    broken = QgsVectorLayer("/no/such/place.gpkg|layername=place", "the place", "ogr")
    project.addMapLayer(broken)
    inputs = {name: layer([land(0, 0, 100, 100)]) for name in ("RESIDENTIAL", "PARKS")}
    title = provider.algorithm("parkcoverage").parameterDefinition(which).description()
    for value in (broken.id(), broken, QgsProcessingFeatureSourceDefinition(broken.id(), True)):
        with pytest.raises(QgsProcessingException) as refused:
            start("parkcoverage", {**inputs, which: value})
        said = f"The layer “the place ({title})” cannot be read: “/no/such/place.gpkg” is gone"
        assert said in str(refused.value)


def test_path_that_leads_nowhere_is_named_with_its_input(start, layer):
    with pytest.raises(QgsProcessingException) as refused:
        start("parkcoverage", {"RESIDENTIAL": layer([land(0, 0, 100, 100)]), "PARKS": "/no/such/place.gpkg"})
    assert "“/no/such/place.gpkg (Parks)” cannot be read: “/no/such/place.gpkg” is gone" in str(refused.value)


@pytest.mark.parametrize("which", ["RED_LINE", "TIER_2", "CONSTRUCTION"])
def test_layer_that_is_removed_in_mid_run_is_read_as_it_was(start, layer, project, logs, which):
    asked = {"RED_LINE": "line", "TIER_2": "second", "CONSTRUCTION": "houses"}

    def found(feedback=None):
        layers = {name: layer([land(0, 0, 900, 900)], name=title) for name, title in asked.items()}
        project.addMapLayers(list(layers.values()))
        ids.update({name: made.id() for name, made in layers.items()})
        layers.clear()
        return start("securitypattern", ids | {"TIER_2": [ids["TIER_2"]]}, feedback)

    class Removing(logs):
        def setProgressText(self, text):
            project.removeMapLayer(ids[which])

    ids = {}
    whole = found()
    assert found(Removing()) == whole
    assert project.mapLayer(ids[which]) is None


def test_layer_that_was_removed_before_is_told_without_its_id(start, layer, project):
    parks = layer([land(0, 0, 100, 100)])
    project.addMapLayer(parks)
    key = parks.id()
    project.removeMapLayer(key)
    with pytest.raises(QgsProcessingException, match="The layer of “Parks” is no longer in the project"):
        start("parkcoverage", {"RESIDENTIAL": layer([land(0, 0, 100, 100)]), "PARKS": key})


def test_raster_whose_file_is_gone_has_no_empty_values(start, layer, project, tmp_path):
    path = tmp_path / "vigour.tif"
    driver = gdal.GetDriverByName("GTiff")
    made = driver.Create(str(path), 50, 20, 1, gdal.GDT_Float32)
    made.SetGeoTransform((EAST, 100, 0, NORTH + 2000, 0, -100))
    made.SetProjection(QgsCoordinateReferenceSystem("EPSG:4548").toWkt())
    made.GetRasterBand(1).Fill(3)
    made = None
    raster = QgsRasterLayer(str(path), "vigour")
    project.addMapLayer(raster)
    asked = {
        "UNITS": layer([land(0, 0, 2000, 2000), land(2500, 0, 4500, 2000)], COLUMNS),
        "CRITERIA": ["vigour", 1, "higher"],
        "CRITERIA_LAYERS": [raster.id()],
        "RUNS": 10,
    }
    assert start("restorationpriority", asked)["UNITS_RANKED"] == 2
    path.unlink()
    with pytest.raises(QgsProcessingException, match=r"vigour \(.*vigour\.tif” is gone"):
        start("restorationpriority", asked)
