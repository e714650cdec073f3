"""Layers with features that are not saved yet, whose ids QGIS leaves to the provider."""

import pytest
from greenvein.processing.jobs import JOBS
from qgis.core import (
    QgsFeature,
    QgsProcessingContext,
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
