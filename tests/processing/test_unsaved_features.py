"""Layers with features that are not saved yet, whose ids QGIS leaves to the provider."""

import pytest
import shapely
from greenvein.processing.io.read import read_raw
from greenvein.processing.io.snapshot import Snapshot
from greenvein.processing.jobs import JOBS
from qgis.core import (
    QgsFeature,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)


@pytest.fixture
def edited(saved, tmp_path):
    """Return a layer as a GeoPackage in edit mode, with a copy of its first feature aside that is not saved."""

    def edit(layer):
        made = QgsVectorLayer(saved(layer, tmp_path / f"{layer.name()}.gpkg"), layer.name(), "ogr")
        QgsProject.instance().addMapLayer(made)
        first = next(made.getFeatures())
        shape = first.geometry()
        shape.translate(0, 5000)
        values = {
            index: value for index, value in enumerate(first.attributes()) if made.fields().at(index).name() != "fid"
        }
        assert made.startEditing()
        new = QgsVectorLayerUtils.createFeature(made, shape, values)
        assert made.addFeature(new)
        return made

    return edit


def unsaved(layer):
    """Return the one feature that is not saved."""
    (found,) = (feature for feature in layer.getFeatures() if feature.id() < 0)
    return QgsFeature(found)


@pytest.mark.parametrize("to_file", [False, True], ids=["memory", "file"])
@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
@pytest.mark.slow
def test_a_layer_with_unsaved_features_is_read_and_written(provider, few, log, edited, tmp_path, job, to_file):
    import processing

    given = few(job.id)
    name, layer = next((name, value) for name, value in given.items() if isinstance(value, QgsVectorLayer))
    layer = edited(layer)
    assert unsaved(layer).attributes()[layer.fields().lookupField("fid")] == "Autogenerate"
    place = "ogr:dbname='{}' table=\"{}\"" if to_file else "TEMPORARY_OUTPUT"
    outputs = {one.name: place.format(tmp_path / "out.gpkg", one.name.lower()) for one in job.outputs}
    if name == job.first_input:
        given["ID_FIELD"] = "fid"
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    found = processing.run(f"greenvein:{job.id}", {**given, name: layer, **outputs}, context=context, feedback=log)
    for one in job.outputs:
        made = found[one.name] if not to_file else QgsVectorLayer(found[one.name], one.name, "ogr")
        assert made.isValid()
        if made.fields().lookupField("gv_fid") >= 0:  # the input with its own fields
            ids = [feature["gv_fid"] for feature in made.getFeatures()]
            assert sorted(str(value) for value in ids)[0] == "1" and len(ids) == layer.featureCount()
            assert sum(value is None or str(value) == "NULL" for value in ids) == 1
    assert layer.isEditable() and unsaved(layer).id() < 0


FORMATS = [("GPKG", "gpkg"), ("ESRI Shapefile", "shp"), ("MapInfo File", "tab"), ("GeoJSON", "geojson")]


@pytest.fixture(params=FORMATS, ids=lambda one: one[1])
def mixed(request, layer, saved, tmp_path):
    """Return a layer of two features in a file, to which two are added that are not saved, with all ids in order."""
    driver, ending = request.param
    two = layer([shapely.box(500_000, 4_400_000, 500_010, 4_400_010)] * 2, {"kind": ["a", "b"]}, name="parks")
    made = QgsVectorLayer(saved(two, tmp_path / f"parks.{ending}", driver), "parks", "ogr")
    assert made.startEditing()
    first = next(made.getFeatures())
    for _ in range(2):
        assert made.addFeature(QgsVectorLayerUtils.createFeature(made, first.geometry(), {}))
    ids = sorted(made.allFeatureIds())
    assert [fid < 0 for fid in ids] == [True, True, False, False]
    return made, ids


@pytest.mark.parametrize("meant", [(0,), (0, 1), (1, 2), (2, 3), (0, 1, 2, 3)])
def test_features_are_read_by_their_ids_whether_they_are_saved_or_not(mixed, meant):
    layer, ids = mixed
    wanted = [ids[one] for one in meant]
    assert sorted(read_raw(Snapshot(layer), [], None, lambda: None, wanted).fid) == wanted
    layer.selectByIds(wanted)
    for limit in (-1, 1, 9):
        selected = QgsProcessingFeatureSourceDefinition(layer.id(), True, limit)
        found = sorted(read_raw(Snapshot(layer, selected), [], None, lambda: None).fid)
        assert len(found) == (1 if limit == 1 else len(wanted)) and {*found} <= {*wanted}


def test_of_features_that_are_gone_again_before_they_were_saved_none_is_read(mixed):
    layer, ids = mixed
    layer.deleteFeature(ids[0])
    assert not len(read_raw(Snapshot(layer), [], None, lambda: None, [ids[0]]).fid)
    assert [*read_raw(Snapshot(layer), [], None, lambda: None, [ids[0], ids[3]]).fid] == [ids[3]]
