"""Layers without any feature: no run goes with one for an input that its job declares as filled, all with others."""

import pytest
from greenvein.processing.jobs import JOBS
from qgis import processing
from qgis.core import (
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterFeatureSource,
    QgsVectorLayer,
)

pytestmark = pytest.mark.slow


def emptied(given, name):
    """Return the layer of an input without its features, or one of polygons where it has none."""
    layer = given.get(name)
    if isinstance(layer, QgsVectorLayer):
        return layer.materialize(QgsFeatureRequest().setFilterExpression("false"))
    return QgsVectorLayer("Polygon?crs=EPSG:4548&field=name:string&field=DLBM:string", "empty", "memory")


def is_of_polygons(definition):
    return QgsProcessing.SourceType.TypeVectorPolygon in definition.dataTypes()


@pytest.mark.parametrize("job", JOBS)
def test_a_job_says_of_which_inputs_no_run_goes_without_a_feature(provider, few, job):
    algorithm, results = provider.algorithm(job), {name for name, clue in JOBS[job].clues if clue.result}
    sources = [one for one in algorithm.parameterDefinitions() if isinstance(one, QgsProcessingParameterFeatureSource)]
    names = [one.name() for one in sources if is_of_polygons(one) and one.name() not in results - {*JOBS[job].filled}]
    ended = {}
    for name in names:
        given = few(job)
        try:
            processing.run(f"greenvein:{job}", {**given, name: emptied(given, name)})
        except QgsProcessingException as error:
            ended[name] = str(error)
    assert {*ended} == {*JOBS[job].filled}, ended
