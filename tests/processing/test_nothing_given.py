"""Optional inputs without a default that are given empty, of whatever kind, are as if they were left out."""

import pytest
import shapely
from greenvein.processing.jobs import JOBS
from qgis.core import NULL, Qgis, QgsApplication, QgsProcessingContext, QgsProject, QgsVectorLayer

pytestmark = pytest.mark.slow

EMPTY = ("", None, NULL, [])


@pytest.fixture
def run(provider, logs):
    """Run a job; return its numbers, the attributes of its results, and what it warned of."""

    def run(name, parameters):
        import processing

        log, context = logs(), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        found = processing.run(f"greenvein:{name}", parameters, context=context, feedback=log)
        numbers = {key: value for key, value in found.items() if isinstance(value, (bool, int, float))}
        layers = {key: value for key, value in found.items() if isinstance(value, QgsVectorLayer)}
        rows = {key: [row.attributes() for row in layer.getFeatures()] for key, layer in layers.items()}
        return numbers, rows, log.warnings

    return run


@pytest.mark.slow
@pytest.mark.parametrize("empty", EMPTY, ids=repr)
@pytest.mark.parametrize("name", JOBS)
def test_optional_inputs_given_empty_are_as_left_out(run, few, name, empty):
    optional = Qgis.ProcessingParameterFlag.Optional
    inputs = [
        one.name()
        for one in QgsApplication.processingRegistry().algorithmById(f"greenvein:{name}").parameterDefinitions()
        if one.flags() & optional and not one.isDestination() and one.defaultValue() in (None, NULL, "")
    ]
    given = few(name)
    assert len(inputs) >= 3
    assert run(name, given | {key: empty for key in inputs if key not in given}) == run(name, given)


@pytest.fixture
def two_homes(layer):
    """Two homes of 100 ha each; the second is water in the first one's later layer."""
    ground = [shapely.box(500_000 + 1000 * x, 4_400_000, 501_000 + 1000 * x, 4_401_000) for x in range(2)]

    def made(*codes):
        columns = {"DLBM": list(codes), "deg": [0.9, 0.2], "pot": [0.5, 0.5], "gv_tier": [1, 2]}
        return layer(ground, columns, name="homes")

    return made


@pytest.mark.parametrize("empty", EMPTY, ids=repr)
def test_no_budget_is_not_a_budget_of_nothing(run, two_homes, empty):
    asked = {"UNITS": two_homes("0701", "0701"), "DEGRADATION_FIELD": "deg", "POTENTIAL_FIELD": "pot", "RUNS": 0}
    assert run("restorationpriority", asked | {"NEAR_TERM_BUDGET": 100})[0]["NEAR_TERM_HA"] == 100
    assert run("restorationpriority", asked)[0]["NEAR_TERM_HA"] == 100
    assert run("restorationpriority", asked | {"NEAR_TERM_BUDGET": empty})[0]["NEAR_TERM_HA"] == 100


@pytest.mark.parametrize("empty", EMPTY, ids=repr)
def test_year_that_is_not_given_is_not_the_year_0(run, two_homes, empty):
    asked = {
        "BEFORE": two_homes("0701", "0701"), "AFTER": two_homes("0701", "1101"), "BEFORE_CODE": "DLBM",
        "AFTER_CODE": "DLBM", "BALANCE": "TEMPORARY_OUTPUT",
    }  # fmt: skip
    one = run("landreduction", asked | {"AFTER_YEAR": 2025})
    assert one == run("landreduction", asked | {"BEFORE_YEAR": empty, "AFTER_YEAR": 2025})
    assert run("landreduction", asked | {"BEFORE_YEAR": empty, "AFTER_YEAR": empty}) == run("landreduction", asked)
