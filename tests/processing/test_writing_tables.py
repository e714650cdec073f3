"""Tables with any geometry, or none, come out as they went in."""

import numpy as np
import pandas as pd
import pytest
import shapely
from greenvein.processing.framework.algorithm import GreenVeinAlgorithm
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingParameterFeatureSink,
    QgsProcessingUtils,
    QgsProject,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import NULL, QMetaType
from shapely import box

BEIJING = QgsCoordinateReferenceSystem("EPSG:4548")
X, Y = 500_000, 4_420_000
LINE, FAR = shapely.LineString([(X, Y), (X + 300, Y + 400)]), shapely.LineString([(X + 900, Y), (X + 900, Y + 70)])
SHAPES = {
    "Point": shapely.Point(X, Y),
    "MultiPoint": shapely.MultiPoint([(X, Y), (X + 1, Y)]),
    "LineString": LINE,
    "MultiLineString": shapely.MultiLineString([LINE, FAR]),
    "Polygon": box(X, Y, X + 10, Y + 10),
    "MultiPolygon": shapely.MultiPolygon([box(X, Y, X + 10, Y + 10), box(X + 20, Y, X + 30, Y + 10)]),
}


class Copy(GreenVeinAlgorithm):
    """Writes the table it was given."""

    arguments: tuple

    def name(self):
        return "copy"

    def createInstance(self):
        made = type(self)()
        made.arguments = self.arguments
        return made

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterFeatureSink("TABLE", "Table"))

    def compute(self, run):
        return {"TABLE": run.write.table("TABLE", *self.arguments)}


@pytest.fixture(params=["memory", "GPKG"])
def written(request, qgis_processing, log, tmp_path):
    """Write a table, and what else ``Writer.table`` takes, to a layer or a file; return it opened."""

    def start(*arguments):
        algorithm, context = Copy(), QgsProcessingContext()
        algorithm.arguments = arguments
        algorithm.initAlgorithm()
        context.setProject(QgsProject.instance())
        wanted = "TEMPORARY_OUTPUT" if request.param == "memory" else str(tmp_path / "a.gpkg")
        results, _ = algorithm.run({"TABLE": wanted}, context, log, catchExceptions=False)
        return QgsProcessingUtils.mapLayerFromString(results["TABLE"], context).clone()

    return start


def shapes(*geometries):
    array = np.empty(len(geometries), dtype=object)
    array[:] = geometries
    return array


def geometries_of(layer):
    """Return geometries; None where there is none, for which QGIS writes an empty one to a GeoPackage."""
    in_memory = layer.dataProvider().name() == "memory"
    found = [feature.geometry() for feature in layer.getFeatures()]
    missing = [geometry.isNull() if in_memory else geometry.isEmpty() for geometry in found]
    return [None if gone else shapely.from_wkb(geometry.asWkb().data()) for geometry, gone in zip(found, missing)]


def values_of(layer, field):
    return [None if feature[field] == NULL else feature[field] for feature in layer.getFeatures()]


@pytest.mark.parametrize("kind", SHAPES)
def test_a_geometry_of_each_kind_comes_out_as_it_went_in(written, kind):
    table = pd.DataFrame({"n": [1]})
    layer = written(table, shapes(SHAPES[kind]), BEIJING, getattr(QgsWkbTypes.Type, kind))
    assert QgsWkbTypes.displayString(layer.wkbType()) == kind
    assert layer.crs() == BEIJING
    assert [found.equals(SHAPES[kind]) for found in geometries_of(layer)] == [True]
    assert [found.geom_type for found in geometries_of(layer)] == [kind]


def test_geometries_are_polygons_where_no_kind_is_named(written):
    layer = written(pd.DataFrame({"n": [1]}), shapes(SHAPES["Polygon"]), BEIJING)
    assert QgsWkbTypes.displayString(layer.wkbType()) == "Polygon"


def test_a_single_line_in_an_output_of_multilines_becomes_one_of_them(written):
    kind = QgsWkbTypes.Type.MultiLineString
    layer = written(pd.DataFrame({"n": [1, 2]}), shapes(LINE, SHAPES["MultiLineString"]), BEIJING, kind)
    assert [found.geom_type for found in geometries_of(layer)] == ["MultiLineString", "MultiLineString"]
    assert [found.length for found in geometries_of(layer)] == pytest.approx([500, 570])


@pytest.mark.parametrize("kind", SHAPES)
def test_none_among_the_geometries_is_a_feature_without_one(written, kind):
    table = pd.DataFrame({"n": [1, 2, 3]})
    layer = written(table, shapes(None, SHAPES[kind], None), BEIJING, getattr(QgsWkbTypes.Type, kind))
    assert values_of(layer, "n") == [1, 2, 3]
    assert [found is None for found in geometries_of(layer)] == [True, False, True]


def test_features_may_all_be_without_geometry(written):
    layer = written(pd.DataFrame({"n": [1, 2]}), shapes(None, None), BEIJING, QgsWkbTypes.Type.LineString)
    assert QgsWkbTypes.displayString(layer.wkbType()) == "LineString"
    assert geometries_of(layer) == [None, None]


def test_a_table_without_geometries_has_no_geometry_type(written):
    layer = written(pd.DataFrame({"n": [1, 2]}))
    assert layer.wkbType() == QgsWkbTypes.Type.NoGeometry
    assert values_of(layer, "n") == [1, 2]


def test_whole_numbers_with_gaps_are_whole_numbers_with_nulls(written):
    """Beyond 2^53 a double would have lost the last digit."""
    layer = written(pd.DataFrame({"n": pd.array([7, None, 2**53 + 1], dtype="Int64")}))
    assert layer.fields().field("n").type() == QMetaType.Type.LongLong
    assert values_of(layer, "n") == [7, None, 2**53 + 1]


def test_numbers_yes_or_no_and_texts_with_gaps_keep_their_types(written):
    layer = written(
        pd.DataFrame(
            {
                "share": [0.5, np.nan],
                "met": pd.array([True, None], dtype="boolean"),
                "name": np.array(["滨河绿廊", None], dtype=object),
            }
        )
    )
    types = QMetaType.Type
    assert [layer.fields().field(name).type() for name in ("share", "met", "name")] == [
        types.Double, types.Bool, types.QString,
    ]  # fmt: skip
    assert [values_of(layer, name) for name in ("share", "met", "name")] == [
        [0.5, None], [True, None], ["滨河绿廊", None],
    ]  # fmt: skip


@pytest.mark.parametrize("dtype", ["object", "boolean"])
def test_truth_values_are_no_texts_where_some_are_missing(written, dtype):
    layer = written(pd.DataFrame({"met": pd.Series([True, None, False], dtype=dtype)}))
    assert layer.fields().field("met").type() == QMetaType.Type.Bool
    assert values_of(layer, "met") == [True, None, False]
