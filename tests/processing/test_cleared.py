"""A parameter that has a default and was given empty stays empty: in a command, in Python, in JSON, in a model."""

import ast
import json
import shlex

import pytest
import shapely
from greenvein.processing.framework.run import Run
from greenvein.processing.jobs import JOBS
from qgis.core import (
    NULL,
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProject,
)

ALGORITHMS = (*JOBS, "joinreports", "reportpdf")
EMPTY = (None, "", [])


def job(name):
    return QgsApplication.processingRegistry().createAlgorithmById(f"greenvein:{name}")


def parsed(command):
    """Return the parameters of a command as qgis_process reads them: of a name that comes again, a list."""
    found = {}
    for word in shlex.split(command)[3:]:
        name, _, value = word.removeprefix("--").partition("=")
        found[name] = [*found[name], value] if isinstance(found.get(name), list) else (
            [found[name], value] if name in found else value
        )  # fmt: skip
    return found


def taken(algorithm, definition, parameters):
    """Return what a run takes for a parameter, or that it is refused."""
    name, context = definition.name(), QgsProcessingContext()
    if name in parameters and not definition.checkValueIsAcceptable(parameters[name], context):
        return "refused"
    run = Run(algorithm, parameters, context, QgsProcessingFeedback(), {}, ())
    if name == "WIND":
        from greenvein.processing.jobs.corridorwidth.inputs import _wind

        return _wind(run)
    if isinstance(definition, QgsProcessingParameterMatrix):
        columns = len(definition.headers())
        return run.text_rows(name, columns, 1)
    if isinstance(definition, QgsProcessingParameterString):
        return run.text(name)
    read = {
        QgsProcessingParameterEnum: algorithm.parameterAsEnum,
        QgsProcessingParameterBoolean: algorithm.parameterAsBoolean,
        QgsProcessingParameterNumber: algorithm.parameterAsDouble,
    }
    return read[type(definition)](parameters, name, context)


def with_default(algorithm):
    inputs = (one for one in algorithm.parameterDefinitions() if not one.isDestination())
    return [one for one in inputs if one.defaultValue() not in EMPTY]


@pytest.mark.parametrize("empty", EMPTY, ids=repr)
@pytest.mark.parametrize("name", ALGORITHMS)
def test_what_was_cleared_is_cleared_in_everything_that_is_copied(provider, name, empty):
    algorithm, context = job(name), QgsProcessingContext()
    for definition in with_default(algorithm):
        parameters = {definition.name(): empty}
        if isinstance(empty, list) and not isinstance(definition, QgsProcessingParameterMatrix):
            continue
        meant = taken(algorithm, definition, parameters)
        command, complete = algorithm.asQgisProcessCommand(parameters, context)
        assert complete and taken(algorithm, definition, parsed(command)) == meant, command
        pasted = json.loads(json.dumps(algorithm.asMap(parameters, context)))["inputs"]
        assert taken(algorithm, definition, pasted) == meant, pasted
        if meant != "refused":
            call = ast.parse(algorithm.asPythonCommand(parameters, context)).body[0].value
            assert taken(algorithm, definition, ast.literal_eval(call.args[1])) == meant


def test_optional_parameters_with_a_default_are_told_in_the_command(provider):
    found = set()
    for name in ALGORITHMS:
        algorithm = job(name)
        for definition in with_default(algorithm):
            if definition.checkValueIsAcceptable("", QgsProcessingContext()):
                command, _ = algorithm.asQgisProcessCommand({definition.name(): ""}, QgsProcessingContext())
                assert command.endswith(f" --{definition.name()}=")
                found.add(definition.name())
    assert found == {"TARGETS", "WIND", "TIER_FIELD"}


@pytest.mark.parametrize("empty", [*EMPTY, "as a command"], ids=repr)
def test_account_without_targets_is_one_in_the_copied_command_too(provider, log, layer, table, empty):
    import processing

    (before,), (after,) = ([shapely.box(500_000, 4_400_000, 501_000, 4_401_000)] for _ in range(2))
    asked = {
        "BEFORE": layer([before], {"DLBM": ["0701"]}, name="before"),
        "AFTER": layer([after], {"DLBM": ["0101"]}, name="after"),
        "SYSTEM": 1,
        "BALANCE": "TEMPORARY_OUTPUT",
    }
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    targets = empty
    if empty == "as a command":
        targets = parsed(job("landreduction").asQgisProcessCommand({"TARGETS": []}, context)[0])["TARGETS"]
    found = processing.run("greenvein:landreduction", asked | {"TARGETS": targets}, context=context, feedback=log)
    assert all(row["gv_target_km2"] == NULL for row in table(found["BALANCE"]))
