"""Outputs that went to files are loaded from where they are in the end, with name, style and field names."""

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
)
from shapely import box

EAST, NORTH = 500_000, 4_420_000


@pytest.fixture
def homes(layer):
    return layer([box(EAST, NORTH, EAST + 1000, NORTH + 1000)], {"n": [1]}, name="homes")


@pytest.fixture
def parks(layer):
    return layer([box(EAST - 1000, NORTH + 1000, EAST + 2000, NORTH + 1100)], name="parks")


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("path", ["a.gpkg", "a.gpkg|layername=cover", "a.shp", "a.geojson", "a", "a.json"])
@pytest.mark.slow
def test_output_is_loaded_named_styled_and_with_its_field_names(run, homes, parks, saved, tmp_path, path, again):
    if "gpkg" in path:
        saved(parks, tmp_path / "a.gpkg")  # another table, which QGIS would load if none were named
    definition = QgsProcessingOutputLayerDefinition(str(tmp_path / path), QgsProject.instance())
    for _ in range(2 if again else 1):
        context = QgsProcessingContext()
        found = run(homes, parks, context=context, COVERAGE=definition)["COVERAGE"]
    ((destination, details),) = context.layersToLoadOnCompletion().items()
    assert destination == found
    assert details.name.startswith("Residential land with coverage (a")
    layer = QgsProcessingUtils.mapLayerFromString(destination, context)
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.featureCount() == 1
    assert layer.renderer().type() == "RuleRenderer"
    index = layer.fields().lookupField("gv_covered" if path == "a.shp" else "gv_coverage")
    alias = layer.attributeAlias(index)
    assert path == "a.shp" or alias == "Coverage (0–1)"


@pytest.mark.usefixtures("steady")
def test_nothing_is_left_to_load_of_a_run_that_was_cancelled(run, logs, homes, parks, tmp_path):
    """QGIS would show the old file as the result."""
    definition = QgsProcessingOutputLayerDefinition(str(tmp_path / "a.gpkg"), QgsProject.instance())
    whole = logs()
    run(homes, parks, feedback=whole, COVERAGE=definition)
    context = QgsProcessingContext()
    assert run(homes, parks, feedback=logs(cancel_at_check=whole.checks), context=context, COVERAGE=definition) == {}
    assert context.layersToLoadOnCompletion() == {}
