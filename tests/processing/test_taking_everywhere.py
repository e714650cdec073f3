"""Every input of polygons takes what is meant: called directly, from history, in a model, and by qgis_process."""

import json
import subprocess

import pytest
import shapely
from greenvein.processing.jobs import JOBS
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

pytestmark = pytest.mark.slow

POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
OWN = "\"kind\" = 'own'"
STEPS = {"TIERED"}
"""Inputs that ask for a field of tiers of their own, as ``TIER_1`` does not."""
KINDS = ("parkcoverage", "securitypattern")
"""Jobs with inputs of one layer and of several, of which all is taken that can be."""


def algorithm(job):
    return QgsApplication.processingRegistry().algorithmById(f"greenvein:{job}")


def takes(job):
    """Return the inputs of polygons, by whether they are of one layer."""
    found = {}
    for one in algorithm(job).parameterDefinitions():
        if isinstance(one, QgsProcessingParameterFeatureSource) and one.dataTypes() == [POLYGONS]:
            found[one.name()] = True
        elif isinstance(one, QgsProcessingParameterMultipleLayers) and one.layerType() == POLYGONS:
            found[one.name()] = False
    return found


@pytest.fixture
def inputs(few, layer):
    """Return a job's inputs, and something for every other input of polygons that it has."""

    def make(job):
        ground = shapely.box(500_000, 4_400_000, 500_500, 4_400_800)
        given = few(job)
        for name, is_one in takes(job).items():
            if name not in given and name not in STEPS:
                made = layer([ground], {"gv_tier": [1]}, name=f"all_{name.lower()}")  # files of one name would be one
                given[name] = made if is_one else [made]
        return given

    return make


def with_others(plain):
    """Return a layer with the features of another one, told by a field from others that lie across them."""
    kind = QgsVectorLayer("MultiPolygon", plain.name(), "memory")
    kind.setCrs(plain.crs())
    kind.dataProvider().addAttributes([*plain.fields(), QgsField("kind", QMetaType.Type.QString)])
    kind.updateFields()
    for feature in plain.getFeatures():
        for number, word in enumerate(("own", "other")):
            copy = QgsFeature(kind.fields())
            copy.setAttributes([*feature.attributes(), word])
            shape = QgsGeometry(feature.geometry())
            shape.translate(170 * number, 90 * number)
            copy.setGeometry(shape)
            assert kind.dataProvider().addFeatures([copy])[0]
    return kind


def mixed(job, given):
    """Return inputs among whose features are others, and what is to be taken of each."""
    found = dict(given)
    for number, (name, is_one) in enumerate(takes(job).items()):
        if name not in given:
            continue
        if not is_one:
            found[name] = [with_others(one) for one in given[name]]
            found[f"{name}_TAKES"] = [cell for one in given[name] for cell in (one.name(), OWN)]
            continue
        found[name] = with_others(given[name])
        own_code = algorithm(job).parameterDefinition(f"{name}_SYSTEM") is not None
        by_values = own_code and number % 2 == 0
        found |= {f"{name}_TAKE": "values:own", f"{name}_CODE": "kind"} if by_values else {f"{name}_TAKE": OWN}
    return found


def numbers(found):
    return {key: value for key, value in found.items() if isinstance(value, (bool, int, float))}


def table_of(job, parameters):
    """Return the rows of the summary of a job."""
    import processing

    table = processing.run(f"greenvein:{job}", parameters)[JOBS[job].summary]
    return [feature.attributes() for feature in table.getFeatures()]


@pytest.fixture
def run(provider, log):
    def start(algorithm, parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return numbers(processing.run(algorithm, parameters, context=context, feedback=log))

    return start


@pytest.fixture(scope="module")
def known():
    """What was found for each job on its own features."""
    return {}


@pytest.fixture
def plain(run, inputs, known):
    """Return a job's inputs, and the numbers that it finds for them."""

    def of(job):
        given = inputs(job)
        if job not in known:
            known[job] = run(f"greenvein:{job}", given)
        return given, known[job]

    return of


@pytest.fixture
def in_project():
    """Put the layers among parameters into the project; return the parameters by their ids, as a dialog has them."""

    def put(parameters):
        def of(value):
            if isinstance(value, QgsVectorLayer):
                QgsProject.instance().addMapLayer(value, False)
                return value.id()
            return [of(one) for one in value] if isinstance(value, list) else value

        return {name: of(value) for name, value in parameters.items()}

    yield put
    QgsProject.instance().clear()


@pytest.fixture
def files(saved, tmp_path):
    """Save the layers among parameters as Shapefiles; return the parameters with the paths, or with layers of these."""

    def save(parameters, opened=False):
        def of(value):
            if isinstance(value, QgsVectorLayer):
                path = saved(value, tmp_path / f"{value.name()}.shp", driver="ESRI Shapefile")
                return QgsVectorLayer(path, value.name(), "ogr") if opened else path
            return [of(one) for one in value] if isinstance(value, list) else value

        return {name: of(value) for name, value in parameters.items()}

    return save


@pytest.mark.parametrize("job", JOBS)
def test_others_among_the_features_change_nothing(run, plain, job):
    given, own = plain(job)
    among_others = mixed(job, given)
    assert len(own) >= 3
    assert run(f"greenvein:{job}", among_others) == own
    # Numbers of the scorecard are counts, which other values may leave as they are; those of its table are not.
    summary = JOBS[job].summary
    without = {name: value for name, value in among_others.items() if not name.endswith(("_TAKE", "_TAKES"))}
    own_rows, rows = (table_of(job, parameters | {summary: "memory:"}) for parameters in (given, without))
    assert rows != own_rows


@pytest.mark.parametrize("job", JOBS)
def test_history_and_copied_commands_say_what_is_taken(run, plain, files, in_project, job):
    given, own = plain(job)
    asked, context = in_project(files(mixed(job, given), opened=True)), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    history = json.loads(json.dumps(algorithm(job).asMap(asked, context)))["inputs"]
    assert run(f"greenvein:{job}", history) == own
    commands = algorithm(job).asPythonCommand(asked, context), algorithm(job).asQgisProcessCommand(asked, context)[0]
    assert all(name in command for name in asked for command in commands)


@pytest.mark.crossed(job=[*JOBS], step=("", "ifgiven"))
def test_a_saved_model_takes_what_is_meant(plain, in_project, tmp_path, job, step):
    given, own = plain(job)
    child = QgsProcessingModelChildAlgorithm(f"greenvein:{job}{step}")
    child.setChildId("step")
    for name, value in in_project(mixed(job, given)).items():
        child.addParameterSources(name, [QgsProcessingModelChildParameterSource.fromStaticValue(value)])
    model, again = QgsProcessingModelAlgorithm("own", "own"), QgsProcessingModelAlgorithm()
    path = str(tmp_path / "own.model3")
    model.addChildAlgorithm(child)
    assert model.toFile(path) and again.fromFile(path)
    again.initAlgorithm()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    found, is_done = again.run({}, context, QgsProcessingFeedback())
    assert is_done
    assert numbers(found["CHILD_RESULTS"]["step"]) == own


@pytest.mark.cases(len(JOBS), first=len(KINDS))
def test_qgis_process_takes_what_is_meant(plain, files, profile, seed):
    job = sorted(JOBS, key=lambda one: one not in KINDS)[seed]
    given, own = plain(job)
    profile.link_packages()
    asked = files(mixed(job, given))
    command = ["/usr/bin/qgis_process", "run", f"greenvein:{job}", "-"]
    told = subprocess.run(
        command,
        input=json.dumps({"inputs": asked}),
        env=profile.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    found = numbers(json.loads(told.stdout)["results"])
    assert found == pytest.approx(own, rel=1e-9, abs=1e-9)
