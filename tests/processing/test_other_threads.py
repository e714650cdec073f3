"""A run in another thread has what it needs of the project and asks nothing of it: QGIS crashed where it did."""

import time

import pytest
from greenvein.processing.io.snapshot import Snapshot
from greenvein.processing.jobs import JOBS
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsFeatureRequest,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from shapely import box


@pytest.fixture
def project():
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def background(provider, project, log):
    """Run an algorithm in another thread, after a call once all is prepared; return whether all went well."""

    def run(algorithm, parameters, meanwhile):
        context, ended = QgsProcessingContext(), []
        context.setProject(project)
        task = QgsProcessingAlgRunnerTask(provider.algorithm(algorithm).create(), parameters, context, log)
        assert not task.isCanceled(), log.textLog()
        task.executed.connect(lambda well, values: ended.append(well))
        meanwhile()
        QgsApplication.taskManager().addTask(task)
        end = time.monotonic() + 60
        while not ended and time.monotonic() < end:
            QgsApplication.processEvents()
        return ended == [True]

    return run


def known_colours(project):
    """Return those of the project's colours that its expressions know: QGIS looks once, until it forgets them."""
    context = QgsExpressionContext([project.createExpressionContextScope()])
    return [name for name in ("first", "second") if QgsExpression(f"project_color('{name}')").evaluate(context)]


def set_colours(project, *names):
    project.writeEntry("Palette", "/Colors", ["#ff0000"] * len(names))
    project.writeEntry("Palette", "/Labels", list(names))


def by_id(project, value):
    """Return what a parameter is given, with layers by their ids in the project, as the panel gives them."""
    if isinstance(value, QgsVectorLayer):
        return project.addMapLayer(value).id()
    return [by_id(project, one) for one in value] if isinstance(value, list) else value


def test_looking_for_a_layer_makes_qgis_forget_what_it_knows_of_the_project(project):
    """What the next test relies on, and what crashes where legend or map make use of it in another thread."""
    context = QgsProcessingContext()
    context.setProject(project)
    set_colours(project, "first")
    assert known_colours(project) == ["first"]
    set_colours(project, "first", "second")
    assert known_colours(project) == ["first"]
    QgsProcessingUtils.mapLayerFromString("any", context)
    assert known_colours(project) == ["first", "second"]


@pytest.mark.slow
@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_run_looks_for_no_layer_of_the_project_in_another_thread(project, background, more, job):
    asked = {name: by_id(project, value) for name, value in more(job.id).items()}
    asked |= dict.fromkeys([one.name for one in job.outputs], "TEMPORARY_OUTPUT")
    set_colours(project, "first")

    def look():
        assert known_colours(project) == ["first"]
        set_colours(project, "first", "second")

    assert background(job.id, asked, look)
    assert known_colours(project) == ["first"]


@pytest.mark.slow
def test_layer_that_is_removed_once_the_run_has_begun_is_read_as_it_was(project, background, layer):
    homes, parks = layer([box(500_000, 0, 500_100, 100)]), layer([box(500_200, 0, 500_300, 100)])
    project.addMapLayers([homes, parks])
    asked = {"RESIDENTIAL": homes.id(), "PARKS": parks.id()}
    del homes, parks
    assert background("parkcoverage", asked, project.removeAllMapLayers)


def definition(layer, selected=False, limit=-1, expression=""):
    flags, check = Qgis.ProcessingFeatureSourceDefinitionFlags(), Qgis.InvalidGeometryCheck.NoCheck
    return QgsProcessingFeatureSourceDefinition(layer.id(), selected, limit, flags, check, expression)


@pytest.mark.parametrize("selected", [False, True])
@pytest.mark.parametrize("limit", [-1, 0, 1, 9])
@pytest.mark.parametrize("expression", ["", "number > 1"])
def test_snapshot_has_of_a_selection_limit_and_filter_what_qgis_has(project, layer, selected, limit, expression):
    made = layer([box(x, 0, x + 1, 1) for x in range(5)], {"number": [0, 1, 2, 3, 4]})
    project.addMapLayer(made)
    made.selectByIds([1, 2, 4])
    given, context = definition(made, selected, limit, expression), QgsProcessingContext()
    context.setProject(project)
    source, snapshot = QgsProcessingUtils.variantToSource(given, context), Snapshot(made, given)

    def found(one):
        return one.featureCount(), sorted(feature.id() for feature in one.getFeatures(QgsFeatureRequest()))

    assert found(snapshot) == found(source)


def test_snapshot_stays_as_the_layer_was(project, layer):
    made = layer([box(0, 0, 1, 1), box(1, 0, 2, 1)], {"number": [0, 1]})
    project.addMapLayer(made)
    made.selectByIds([2])
    snapshot = Snapshot(made, definition(made, selected=True))
    made.removeSelection()
    made.startEditing()
    made.changeAttributeValue(2, 0, 7)
    project.removeMapLayer(made.id())
    assert [feature["number"] for feature in snapshot.getFeatures(QgsFeatureRequest())] == [1]
    assert snapshot.featureCount() == 1
