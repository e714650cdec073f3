"""Figures that follow edits of files whose format complains where it is asked for features that it does not have."""

import pytest
import shapely
from greenvein.processing.framework.following import follower_of
from greenvein.processing.jobs import JOBS
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorFileWriter, QgsVectorLayer

pytestmark = pytest.mark.slow


def as_shapefile(layer, path):
    """Save a layer, and return it as it is in the file."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = "ESRI Shapefile", "UTF-8"
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    made = QgsVectorLayer(str(path), layer.name(), "ogr")
    assert made.isValid() and made.featureCount() == layer.featureCount()
    return QgsProject.instance().addMapLayer(made)


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_a_feature_is_drawn_moved_and_undone_in_every_shapefile_of_a_job(project, few, follow, wait, tmp_path, job):
    given = few(job.id)
    layers = []

    def kept(value):
        if isinstance(value, list):
            return [kept(one) for one in value]
        if not isinstance(value, QgsVectorLayer) or not value.isSpatial():
            return value
        layers.append(as_shapefile(value, tmp_path / f"{len(layers)}.shp"))
        return layers[-1].id()

    live, heard = follow(f"greenvein:{job.id}", {name: kept(one) for name, one in given.items()}, follower_of(job))
    assert (heard.failures, heard.ends) == ([], [])
    for layer in layers:
        assert layer.startEditing()
        first = next(layer.getFeatures())
        drawn = QgsFeature(layer.fields())
        drawn.setAttributes(first.attributes())
        shape = shapely.affinity.translate(shapely.from_wkb(first.geometry().asWkb().data()), 3_000, 40)
        drawn.setGeometry(QgsGeometry.fromWkt(shape.wkt))
        assert layer.addFeature(drawn) and drawn.id() < 0
        wait(live.settled)
        (fid,) = layer.editBuffer().addedFeatures()
        assert layer.translateFeature(fid, 7, 3) == 0 or layer.changeGeometry(fid, QgsGeometry.fromWkt(shape.wkt))
        wait(live.settled)
        for step in (layer.undoStack().undo, layer.undoStack().undo, layer.undoStack().redo):
            step()
            wait(live.settled)
        assert not [text for text in heard.failures if "damaged" in text]
        assert heard.ends == []
        assert layer.rollBack()
        wait(live.settled)
