"""greenvein:restorationpriority in QGIS: orders known by hand, criteria from layers, sentences, outputs."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import shapely
from greenvein.core.profile import load
from greenvein.processing import profiles
from greenvein.processing.reports.files import read_report
from osgeo import gdal, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

X, Y = 500_000, 4_400_000
DATA = Path(__file__).parents[1] / "data" / "liechtenstein_2015.gpkg"


def cell(x, y=0, wide=100, high=100):
    """Return a rectangle, of one hectare unless said; its place is counted in cells of 100 m."""
    return shapely.box(X + 100 * x, Y + 100 * y, X + 100 * x + wide, Y + 100 * y + high)


@pytest.fixture
def rank(provider, log):
    """Run restorationpriority; return the outputs. ``log`` keeps what was said."""

    def start(units, feedback=None, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {"UNITS": units, "RUNS": 0, **parameters}
        return processing.run("greenvein:restorationpriority", parameters, context=context, feedback=feedback or log)

    return start


@pytest.fixture
def ranked(rank, table):
    """Run it and return the rows of ``RANKED`` by the units' own field ``name``."""

    def start(units, **parameters):
        found = rank(units, RANKED="TEMPORARY_OUTPUT", **parameters)
        return {row["name"]: row for row in table(found["RANKED"])}

    return start


@pytest.fixture
def units(layer):
    """Make hectares in a row, named a, b, c …, with a column of values each."""

    def make(**columns):
        count = len(next(iter(columns.values())))
        names = [chr(ord("a") + place) for place in range(count)]
        return layer([cell(2 * x) for x in range(count)], {"name": names, **columns}, name="units")

    return make


def of_project(raster):
    """Give a raster to the project: one that an exception keeps past QGIS's end would take the process down."""
    QgsProject.instance().addMapLayer(raster)
    return raster


@pytest.fixture
def raster(tmp_path):
    """Write a raster of 10 m whose upper left corner is given in cells of 100 m; return its layer."""

    def make(values, x=0.0, y=1.0, pixel=10.0, nodata=None, crs="EPSG:4548", name="slope"):
        values = np.asarray(values, dtype="f4")
        path = tmp_path / f"{name}.tif"
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), *values.shape[::-1], 1, gdal.GDT_Float32)
        dataset.SetGeoTransform((X + 100 * x, pixel, 0, Y + 100 * y, 0, -pixel))
        reference = osr.SpatialReference()
        reference.SetFromUserInput(crs)
        dataset.SetProjection(reference.ExportToWkt())
        if nodata is not None:
            dataset.GetRasterBand(1).SetNoDataValue(nodata)
        dataset.GetRasterBand(1).WriteArray(values)
        del dataset
        return of_project(QgsRasterLayer(str(path), name))

    yield make
    QgsProject.instance().removeAllMapLayers()


def order(rows):
    """Return the names of units, the first in rank in front."""
    return "".join(sorted(rows, key=lambda name: rows[name]["gv_rank"]))


def blank(value):
    return value is None or (hasattr(value, "isNull") and value.isNull())


# The plan's order


def test_plan_ranks_by_phase_tier_named_type_and_score(ranked, units, layer):
    made = units(
        deg=[9.0, 1.0, 5.0, 6.0, 7.0, 2.0],
        kind=["城市绿地修复", "城市绿地修复", "矿山修复", "热岛高风险区修复", "农田", None],
    )
    # a: no tier; b: tier 1; c, d: tier 2, c of a named type; e: tier 3, in a key area; f: no tier, key area.
    pattern = layer([cell(2), cell(4), cell(6), cell(8)], {"gv_tier": [1, 2, 2, 3]}, name="pattern")
    key = layer([cell(8), cell(10)], name="key")
    rows = ranked(made, DEGRADATION_FIELD="deg", TYPE_FIELD="kind", PATTERN=pattern, KEY_AREAS=key)
    assert order(rows) == "befcda"
    assert [rows[name]["gv_phase"] for name in "abcdef"] == ["long", "near", "long", "long", "near", "near"]
    assert [rows[name]["gv_tier"] for name in "bcde"] == [1, 2, 2, 3]
    assert blank(rows["a"]["gv_tier"])
    assert [rows[name]["gv_key_area"] for name in "aef"] == [False, True, True]
    assert rows["a"]["gv_score"] == 1
    assert all(row["gv_area_m2"] == pytest.approx(10_000) for row in rows.values())


def test_tier_is_the_strictest_that_reaches_the_share_with_the_stricter_ones(ranked, units, layer):
    # a: 40 % tier 1 and 20 % tier 2; b: half of it tier 1, to the last digit; c: 30 % tier 3 alone; d: both halves on
    # each other.
    pattern = layer(
        [cell(0, wide=40), cell(0.4, wide=20), cell(2, wide=50), cell(4, wide=30), cell(6), cell(6, wide=60)],
        {"level": ["一级管控区", "一般", "底线", "理想", "3", "2"]},
        name="pattern",
    )
    rows = ranked(units(deg=[1.0, 2.0, 3.0, 4.0]), DEGRADATION_FIELD="deg", PATTERN=pattern, TIER_FIELD="level")
    assert [rows[name]["gv_tier"] for name in "abd"] == [2, 1, 2]
    assert blank(rows["c"]["gv_tier"])
    rows = ranked(
        units(deg=[1.0, 2.0, 3.0, 4.0]), DEGRADATION_FIELD="deg", PATTERN=pattern, TIER_FIELD="level", SHARE=0.3
    )
    assert [rows[name]["gv_tier"] for name in "abcd"] == [1, 1, 3, 2]


def test_share_of_zero_takes_in_only_what_is_touched_by_area(ranked, units, layer):
    key = layer([cell(0, wide=1)], name="key")
    rows = ranked(units(deg=[1.0, 2.0]), DEGRADATION_FIELD="deg", KEY_AREAS=key, SHARE=0)
    assert (rows["a"]["gv_key_area"], rows["b"]["gv_key_area"]) == (True, False)


def test_units_may_bring_their_own_tier(ranked, units):
    made = units(deg=[1.0, 2.0, 3.0], gv_tier=["三级", "底线", None])
    rows = ranked(made, DEGRADATION_FIELD="deg")
    assert order(rows) == "bac"
    made = units(deg=[1.0, 2.0, 3.0], level=[3, 1, None])
    assert order(ranked(made, DEGRADATION_FIELD="deg", TIER_FIELD="level")) == "bac"
    assert order(ranked(made, DEGRADATION_FIELD="deg")) == "cba"


def test_without_criteria_degradation_and_potential_count_the_same(ranked, units):
    rows = ranked(units(deg=[0.0, 10.0, 5.0], pot=[3.0, 1.0, 2.0]), DEGRADATION_FIELD="deg", POTENTIAL_FIELD="pot")
    assert [rows[name]["gv_score"] for name in "abc"] == pytest.approx([0.5, 0.5, 0.5])
    assert [rows[name]["gv_c_degradation"] for name in "abc"] == pytest.approx([0, 0.5, 0.25])
    assert order(rows) == "abc"  # equal in everything: the western one first


def test_ties_go_to_the_larger_the_western_the_southern_and_the_lower_id(ranked, layer):
    shapes = [cell(0), cell(0), cell(0, 2), cell(2), cell(4, wide=101)]
    made = layer(shapes, {"name": list("abcde"), "id": list("zyxwv"), "deg": [1.0] * 5}, name="units")
    rows = ranked(made, DEGRADATION_FIELD="deg", ID_FIELD="id")
    assert order(rows) == "ebacd"
    assert {row["gv_score"] for row in rows.values()} == {0}


def test_modes_go_by_degradation_and_natural_recovery_comes_first_where_it_is_said(ranked, units, layer):
    red_line = layer([cell(6, wide=60)], name="red line")
    made = units(deg=[0.0, 1.0, 2.0, 3.0, 2.9, None])
    rows = ranked(made, DEGRADATION_FIELD="deg", NATURAL_FIRST=red_line)
    modes = [rows[name]["gv_mode"] for name in "abcde"]
    assert modes == ["自然恢复", "辅助修复", "生态重塑", "自然恢复", "生态重塑"]
    assert blank(rows["f"]["gv_mode"])


def test_degradation_decides_the_mode_though_criteria_make_the_score(ranked, units):
    made = units(deg=[0.0, 9.0], cost=[1.0, 5.0])
    rows = ranked(made, DEGRADATION_FIELD="deg", CRITERIA="cost, 1, lower")
    assert (rows["a"]["gv_score"], rows["b"]["gv_score"]) == (1, 0)
    assert (rows["a"]["gv_mode"], rows["b"]["gv_mode"]) == ("自然恢复", "生态重塑")
    assert "gv_c_degradation" not in rows["a"]


def test_budget_takes_units_by_rank_and_tells_the_one_that_straddles_it(rank, units, table, log):
    made = units(deg=[4.0, 3.0, 2.0, 1.0])
    found = rank(made, DEGRADATION_FIELD="deg", NEAR_TERM_BUDGET=2.5, RANKED="TEMPORARY_OUTPUT", ID_FIELD="name")
    phases = {row["name"]: row["gv_phase"] for row in table(found["RANKED"])}
    assert phases == {"a": "near", "b": "near", "c": "near", "d": "long"}
    assert found["NEAR_TERM_HA"] == pytest.approx(3)
    assert any("unit c straddles the 2.5 ha" in line and "0.50 ha more" in line for line in log.info)
    assert rank(made, DEGRADATION_FIELD="deg", NEAR_TERM_BUDGET=2)["NEAR_TERM_HA"] == pytest.approx(2)
    assert rank(made, DEGRADATION_FIELD="deg", NEAR_TERM_BUDGET=0)["NEAR_TERM_HA"] == 0


# Criteria, weights and methods

CRITERIA = "slope, 2, higher; cost, 1, 越小越优先; forest, 1, higher"


@pytest.mark.parametrize("method", range(4))
@pytest.mark.parametrize("normalise", range(3))
def test_every_method_and_normalisation_ranks_and_its_parts_add_up(ranked, units, method, normalise):
    made = units(slope=[1.0, 2.0, 3.0, 4.0], cost=[9.0, 7.0, 2.0, 1.0], forest=[0.0, 0.1, 0.5, 0.6])
    rows = ranked(made, CRITERIA=CRITERIA, METHOD=method, NORMALISE=normalise)
    assert order(rows) == "dcba"
    left = [row["gv_score"] - row["gv_c_slope"] - row["gv_c_cost"] - row["gv_c_forest"] for row in rows.values()]
    assert left == pytest.approx([left[0]] * 4, abs=1e-12)  # the score of a unit at the mean, or 0
    if method < 2:
        assert left[0] == pytest.approx(0, abs=1e-12)
    assert all(0 <= row["gv_score"] <= 1 for row in rows.values())


def test_weighted_sum_is_the_one_by_hand_and_weights_are_normalised_and_told(ranked, units, log):
    made = units(slope=[0.0, 5.0, 10.0], cost=[0.0, 1.0, 4.0])
    rows = ranked(made, CRITERIA="slope, 3, higher; cost, 1, lower", METHOD=1)
    assert [rows[name]["gv_score"] for name in "abc"] == pytest.approx([0.25, 0.375 + 0.1875, 0.75])
    assert any("add up to 4" in line for line in log.info)


def test_ahp_gives_saatys_weights_and_a_warning_above_a_tenth(rank, units, log):
    made = units(slope=[1.0, 2.0], cost=[5.0, 1.0], forest=[0.5, 0.7])
    found = rank(made, CRITERIA="slope; cost; forest", WEIGHTING=2, PAIRWISE="2, 4; 2")
    assert found["CONSISTENCY_RATIO"] == pytest.approx(0, abs=1e-12)
    assert not log.warnings
    whole = "1, 3, 1/5\n1/3, 1, 7\n5, 1/7, 1"
    found = rank(made, CRITERIA="slope; cost; forest", WEIGHTING=2, PAIRWISE=whole)
    table = np.array([[1, 3, 1 / 5], [1 / 3, 1, 7], [5, 1 / 7, 1]])
    ratio = (max(np.linalg.eigvals(table).real) - 3) / 2 / 0.58
    assert found["CONSISTENCY_RATIO"] == pytest.approx(ratio)
    assert any("contradict each other" in line for line in log.warnings)
    again = rank(made, CRITERIA="slope; cost; forest", WEIGHTING=2, PAIRWISE=[3, "1/5", 7])
    assert again["CONSISTENCY_RATIO"] == pytest.approx(ratio)


def test_equal_and_entropy_weights_need_none_and_say_that_given_ones_are_not_used(ranked, units, log):
    made = units(slope=[0.0, 5.0, 10.0], cost=[0.0, 1.0, 4.0])
    rows = ranked(made, CRITERIA="slope; cost, , lower", WEIGHTING=3, METHOD=1)
    assert rows["c"]["gv_score"] == pytest.approx(0.5)
    assert not any("not used" in line for line in log.info)
    ranked(made, CRITERIA="slope, 1; cost, 2, lower", WEIGHTING=1)
    assert any("not used; they come from: By entropy" in line for line in log.info)


def test_raster_gives_the_mean_of_its_pixels_without_those_that_have_no_data(ranked, units, raster):
    values = np.full((10, 50), 4.0)
    values[:, :5] = 2.0  # half of a
    values[:, 20:25] = -9999  # half of b, so that only the other half counts
    values[:, 40:] = -9999  # all of c
    made = units(deg=[1.0, 2.0, 3.0])
    rows = ranked(made, CRITERIA="slope, 1, higher", CRITERIA_LAYERS=[raster(values, nodata=-9999)], METHOD=1)
    # a 3, b 4, c unknown: the mean of the others
    assert [rows[name]["gv_score"] for name in "abc"] == pytest.approx([0, 1, 0.5])


def test_raster_agrees_with_zonal_statistics_also_in_another_crs_and_with_pixels_larger_than_units(
    ranked, layer, raster, log
):
    import processing

    random = np.random.default_rng(1)
    shapes = [cell(0.13 + 1.7 * x, 0.2, wide=130, high=70) for x in range(6)]
    made = layer(shapes, {"name": list("abcdef")}, name="units")
    for pixel in (10.0, 300.0):
        count = round(1500 / pixel)
        fine = raster(random.random((count, count)), x=-1, y=5, pixel=pixel, name=f"slope{pixel:g}")
        moved = Path(fine.source()).with_name(f"geo{pixel:g}.tif")
        gdal.Warp(str(moved), fine.source(), dstSRS="EPSG:4490")
        for one in (fine, QgsRasterLayer(str(moved), f"geo{pixel:g}")):
            rows = ranked(made, CRITERIA=f"{one.name()}, 1", CRITERIA_LAYERS=[one], METHOD=1)
            beside = processing.run(
                "native:zonalstatisticsfb",
                {"INPUT": made, "INPUT_RASTER": one, "STATISTICS": [2], "OUTPUT": "TEMPORARY_OUTPUT"},
            )["OUTPUT"]
            mean = np.array([feature["_mean"] for feature in beside.getFeatures()])
            share = (mean - mean.min()) / (mean.max() - mean.min())
            assert [rows[name]["gv_score"] for name in "abcdef"] == pytest.approx(share, abs=1e-6)


def test_raster_that_covers_no_unit_is_named_and_adds_nothing(ranked, units, raster, log):
    made = units(deg=[1.0, 2.0])
    rows = ranked(made, CRITERIA="slope, 1; deg, 1", CRITERIA_LAYERS=[raster(np.ones((10, 10)), x=500)])
    assert (rows["a"]["gv_score"], rows["b"]["gv_score"]) == (0, 1)
    assert "“slope” has no value for any unit; it adds nothing to any score." in log.warnings


def test_polygons_give_the_mean_by_area_or_the_share_covered(ranked, units, layer):
    # a: three quarters of it at 8 and a quarter at 4, so 7; b: half of it at 1, the rest not mapped; c: 9.
    soil = layer(
        [cell(0, wide=75), cell(0.75, wide=25), cell(2, wide=50), cell(4)], {"loss": [8.0, 4.0, 1.0, 9.0]}, name="soil"
    )
    forest = layer([cell(0, wide=50), cell(0.25, wide=50), cell(4, wide=10)], name="forest")
    made = units(deg=[1.0, 2.0, 3.0])
    rows = ranked(made, CRITERIA="soil:loss, 1", CRITERIA_LAYERS=[soil, forest], METHOD=1)
    assert [rows[name]["gv_score"] for name in "abc"] == pytest.approx([0.75, 0, 1])
    assert rows["a"]["gv_c_soil_loss"] == pytest.approx(0.75)
    rows = ranked(made, CRITERIA="forest, 1, lower", CRITERIA_LAYERS=[soil, forest], METHOD=1)
    assert [rows[name]["gv_score"] for name in "abc"] == pytest.approx([0, 1, 1 - 0.1 / 0.75])


def test_layers_given_by_their_files_are_called_by_file_or_layer(rank, units, layer, saved, raster, tmp_path):
    forest = saved(layer([cell(0)], {"age": [3.0]}, name="forest"), tmp_path / "cover.gpkg")
    made = units(deg=[1.0, 2.0])
    slope = raster(np.arange(300.0).reshape(10, 30)).source()
    found = rank(made, CRITERIA="forest, 1; slope, 1; forest:age, 1", CRITERIA_LAYERS=[forest, slope])
    assert found["UNITS_RANKED"] == 2


def test_names_of_criteria_become_field_names_that_differ(rank, layer, table):
    shapes = [cell(0), cell(2)]
    made = layer(shapes, {"坡度 (°)": [1.0, 2.0], "坡度_": [1.0, 3.0], "A": [1.0, 2.0]}, name="units")
    found = rank(made, CRITERIA=[["坡度 (°)", 1, ""], ["坡度_", 1, "higher"], ["A", 1, "higher"]], RANKED="memory:")
    fields = [name for name in table(found["RANKED"])[0] if name.startswith("gv_c_")]
    assert fields == ["gv_c_坡度", "gv_c_坡度_2", "gv_c_A"]


# What is missing, and bad input


def test_null_nan_and_infinity_count_as_the_mean_and_are_told(ranked, units, log):
    made = units(deg=[0.0, 4.0, None, math.nan, math.inf])
    rows = ranked(made, DEGRADATION_FIELD="deg", METHOD=1)
    assert [rows[name]["gv_score"] for name in "cde"] == [0.5, 0.5, 0.5]
    assert any("no value for 3 of 5 units" in line and "mean of the others" in line for line in log.warnings)
    assert any("3 of 5 units have no mode" in line for line in log.warnings)


def test_one_unit_has_rank_one_and_a_sentence_that_nothing_tells_it_apart(ranked, units, log):
    rows = ranked(units(deg=[3.0]), DEGRADATION_FIELD="deg", RUNS=50)
    assert (rows["a"]["gv_rank"], rows["a"]["gv_rank_p05"], rows["a"]["gv_rank_p95"]) == (1, 1, 1)
    assert any("No criterion tells the units apart" in line for line in log.warnings)


def test_a_thousand_equal_units_keep_the_order_of_ties(rank, layer, table):
    shapes = [cell(x, y) for x in range(50) for y in range(20)]
    made = layer(shapes, {"deg": [1.0] * 1000, "place": list(range(1000))}, name="units")
    found = rank(made, DEGRADATION_FIELD="deg", RUNS=100, RANKED="memory:")
    assert [row["gv_rank"] for row in table(found["RANKED"])] == list(range(1, 1001))
    assert found["STABLE_PCT"] == 100


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({}, "Give “Field with the degree of degradation”"),
        ({"DEGRADATION_FIELD": "name"}, "holds text; choose a field of numbers"),
        ({"DEGRADATION_FIELD": "nothing"}, "no field “nothing”"),
        ({"CRITERIA": "deg, -1, higher"}, "has the weight -1"),
        ({"CRITERIA": "deg, 0; pot, 0"}, "All weights in “Own criteria” are 0"),
        ({"CRITERIA": "deg, nan"}, "“deg” has no weight"),
        ({"CRITERIA": "deg, inf"}, "“deg” has no weight"),
        ({"CRITERIA": "deg; pot"}, "“deg” has no weight"),
        ({"CRITERIA": "deg, much"}, "gives “deg” the weight “much”"),
        ({"CRITERIA": "deg, 1, 0.5, higher"}, "1–3 cells"),
        ({"CRITERIA": "deg, 1; , 2"}, "no name in row 2"),
        ({"CRITERIA": "deg, 1; deg, 2"}, "two rows for “deg”"),
        ({"CRITERIA": "deg, 1, sideways"}, "says “sideways” of “deg”"),
        (
            {"CRITERIA": "slope, 1"},
            r"“slope” is no field of “units \(Restoration units\)”, and “Layers with criteria” is empty",
        ),
        ({"CRITERIA": "name, 1"}, "holds text; choose a field of numbers"),
        ({"CRITERIA": "deg; pot", "WEIGHTING": 2}, "AHP needs “Pairwise comparison of criteria”: 1 numbers"),
        ({"CRITERIA": "deg; pot", "WEIGHTING": 2, "PAIRWISE": "1, 2, 3"}, "has 3 numbers; 2 criteria need the 1"),
        ({"CRITERIA": "deg; pot", "WEIGHTING": 2, "PAIRWISE": "1, 3; 3, 1"}, "not reciprocal: “deg” to “pot” is 3"),
        ({"CRITERIA": "deg; pot", "WEIGHTING": 2, "PAIRWISE": "2, 3; 1/3, 1"}, "compares “deg” with itself by 2"),
        ({"CRITERIA": "deg; pot", "WEIGHTING": 2, "PAIRWISE": "-2"}, "a comparison is more than 0"),
        ({"CRITERIA": "deg; pot", "WEIGHTING": 2, "PAIRWISE": "often"}, "holds “often”"),
        ({"CRITERIA": "deg; pot", "WEIGHTING": 2, "PAIRWISE": "1/0"}, "holds “1/0”"),
        ({"DEGRADATION_FIELD": "deg", "TIER_FIELD": "tier0"}, "the tier “0” in the feature 2"),
        ({"DEGRADATION_FIELD": "deg", "TIER_FIELD": "tier4"}, r"“units \(.*\)” has the tier “4” in the feature 1"),
        ({"DEGRADATION_FIELD": "deg", "TIER_FIELD": "name"}, "the tier “a” in the feature 1"),
        ({"DEGRADATION_FIELD": "deg", "TIER_FIELD": "nothing"}, "no field “nothing”"),
    ],
)
def test_bad_parameters_get_one_sentence(rank, units, parameters, sentence):
    made = units(deg=[1.0, 2.0], pot=[2.0, 3.0], tier0=[1, 0], tier4=[4, 1])
    with pytest.raises(QgsProcessingException, match=sentence):
        rank(made, **parameters)


@pytest.mark.parametrize("tier", [0, 4, "many"])
def test_what_is_no_tier_in_the_pattern_names_feature_and_layer(rank, units, layer, tier):
    pattern = layer([cell(0), cell(2)], {"gv_tier": [type(tier)(1), tier]}, name="pattern")
    with pytest.raises(QgsProcessingException, match=rf"“pattern \(.*\)” has the tier “{tier}” in the feature 2"):
        rank(units(deg=[1.0, 2.0]), DEGRADATION_FIELD="deg", PATTERN=pattern)


def test_layers_of_criteria_that_do_not_fit_get_one_sentence(rank, units, layer, raster):
    made = units(deg=[1.0, 2.0])
    soil = layer([cell(0)], {"loss": [1.0], "kind": ["clay"]}, name="soil")
    other = layer([cell(0)], {"loss": [1.0]}, name="soil")
    lines = layer(["LINESTRING(0 0, 1 1)"], name="roads", kind="LineString")
    slope = raster(np.ones((10, 10)))
    nowhere = of_project(QgsRasterLayer(slope.source(), "nowhere"))
    nowhere.setCrs(QgsCoordinateReferenceSystem())
    for criteria, layers, sentence in (
        ("soil:depth, 1", [soil], "“soil \\(Layers with criteria\\)” has no field “depth”"),
        ("soil:kind, 1", [soil], "“kind” of the layer “soil \\(.*\\)” holds text"),
        (
            "slip, 1",
            [soil],
            r"“slip” is neither a field of “units \(.*\)” nor a layer of “.*” \(soil\); check its name",
        ),
        ("soil:loss, 1", [soil, other], "name of more than one"),
        ("slope:2, 1", [slope], "“slope” has no band “2”"),
        ("roads, 1", [lines], "“roads” has no polygons"),
        ("nowhere, 1", [nowhere], "“nowhere” has no coordinate reference system"),
    ):
        with pytest.raises(QgsProcessingException, match=sentence):
            rank(made, CRITERIA=criteria, CRITERIA_LAYERS=layers)


def test_layers_that_nothing_uses_are_told(rank, units, layer, log):
    soil = layer([cell(0)], {"loss": [1.0]}, name="soil")
    rank(units(deg=[1.0, 2.0]), CRITERIA="deg, 1", CRITERIA_LAYERS=[soil])
    rank(units(deg=[1.0, 2.0]), DEGRADATION_FIELD="deg", CRITERIA_LAYERS=[soil])
    rank(units(deg=[1.0, 2.0]), DEGRADATION_FIELD="deg", PAIRWISE="3")
    assert ["No criterion uses" in log.warnings[0], "are not used" in log.warnings[1]] == [True, True]
    assert "“Pairwise comparison of criteria” is not used" in log.warnings[2]


def test_units_outside_every_pattern_and_blank_tiers_are_told(rank, units, layer, log):
    pattern = layer([cell(0), cell(2)], {"gv_tier": [1, None]}, name="pattern")
    rank(units(deg=[1.0, 2.0, 3.0]), DEGRADATION_FIELD="deg", PATTERN=pattern)
    name = "pattern (Ecological security pattern)"
    assert f"2 of 3 units lie outside every polygon of “{name}” that has a tier; they have none." in log.warnings
    assert f"1 features of “{name}” have no tier in “gv_tier”; they belong to none." in log.warnings


def test_units_without_an_area_stay_in_the_output_with_empty_fields(rank, layer, table, log):
    made = layer([cell(0), None, cell(2)], {"deg": [1.0, 2.0, 3.0]}, name="units")
    found = rank(made, DEGRADATION_FIELD="deg", RANKED="memory:")
    rows = table(found["RANKED"])
    assert [blank(row["gv_rank"]) for row in rows] == [False, True, False]
    assert found["UNITS_RANKED"] == 2
    assert log.counts("units").endswith("3 features read, 0 repaired, 1 skipped, 2 used.")


# Outputs


def test_summary_adds_up_by_type_phase_and_tier(rank, units, layer, table):
    made = units(deg=[1.0, 2.0, 3.0, 4.0], kind=["mine", "mine", None, "mine"])
    pattern = layer([cell(0), cell(2)], {"gv_tier": [1, 1]}, name="pattern")
    found = rank(made, DEGRADATION_FIELD="deg", TYPE_FIELD="kind", PATTERN=pattern, SUMMARY="TEMPORARY_OUTPUT")
    names = ("gv_scope", "gv_type", "gv_phase", "gv_tier", "gv_count", "gv_area_ha")
    rows = [tuple(None if blank(row[name]) else row[name] for name in names) for row in table(found["SUMMARY"])]
    assert rows == [
        ("group", None, "long", None, 1, 1.0),
        ("group", "mine", "near", 1, 2, 2.0),
        ("group", "mine", "long", None, 1, 1.0),
        ("all", None, None, None, 4, 4.0),
    ]


def test_stability_says_how_far_ranks_move(rank, units, table):
    made = units(slope=[1.0, 2.0, 3.0, 0.0], cost=[9.0, 8.0, 2.0, 3.0])
    outputs = {"RANKED": "TEMPORARY_OUTPUT", "NEAR_TERM_BUDGET": 1}
    found = rank(made, CRITERIA="slope, 1, higher; cost, 1, higher", RUNS=400, **outputs)
    rows = table(found["RANKED"])
    for row in rows:
        assert 1 <= row["gv_rank_p05"] <= row["gv_rank"] <= row["gv_rank_p95"] <= 4
    assert sum(row["gv_near_share"] for row in rows) == pytest.approx(1)
    fixed = sum(row["gv_rank_p05"] == row["gv_rank_p95"] for row in rows)  # a tenth of four is no place at all
    assert found["STABLE_PCT"] == pytest.approx(100 * fixed / 4)
    assert "STABLE_PCT" not in rank(made, CRITERIA="slope, 1")


def test_the_same_input_gives_the_same_files_and_another_order_the_same_verdicts(rank, layer, table, tmp_path):
    random = np.random.default_rng(3)
    shapes = [cell(x, y, wide=60 + int(40 * random.random())) for x in range(12) for y in range(5)]
    names = [f"u{place}" for place in range(len(shapes))]
    columns = {"name": names, "deg": random.random(60).tolist(), "pot": np.round(random.random(60), 1).tolist()}
    key = layer([cell(0, wide=450, high=450)], name="key")
    fields = {"CRITERIA": "deg, 2; pot, 1, lower", "KEY_AREAS": key, "RUNS": 200, "METHOD": 2, "ID_FIELD": "name"}
    texts = []
    for run in "ab":
        made = layer(shapes, columns, name="units")
        files = {name: str(tmp_path / f"{name}_{run}.csv") for name in ("RANKED", "SUMMARY")}
        rank(made, **fields, **files)
        texts.append([Path(path).read_bytes() for path in files.values()])
    assert texts[0] == texts[1]
    mixed = random.permutation(60)
    other = layer(
        [shapes[place] for place in mixed],
        {name: [values[place] for place in mixed] for name, values in columns.items()},
        name="units",
    )
    one = {row["name"]: row for row in table(rank(layer(shapes, columns), RANKED="memory:", **fields)["RANKED"])}
    two = {row["name"]: row for row in table(rank(other, RANKED="memory:", **fields)["RANKED"])}
    for name in names:
        for field in ("gv_rank", "gv_phase", "gv_rank_p05", "gv_rank_p95"):
            assert one[name][field] == two[name][field]
        assert one[name]["gv_score"] == pytest.approx(two[name]["gv_score"], rel=1e-9)


def test_second_run_over_its_own_output_replaces_its_fields(rank, units, table):
    made = units(deg=[1.0, 2.0], pot=[4.0, 3.0])
    fields = {"DEGRADATION_FIELD": "deg", "POTENTIAL_FIELD": "pot", "RANKED": "memory:"}
    first = rank(made, **fields)["RANKED"]
    again = rank(first, **fields)["RANKED"]
    assert again.fields().names() == first.fields().names()


def test_areas_on_the_ellipsoid_are_those_of_the_key_figures(rank, units, log):
    plane = rank(units(deg=[1.0, 2.0]), DEGRADATION_FIELD="deg", NEAR_TERM_BUDGET=2)["NEAR_TERM_HA"]
    found = rank(units(deg=[1.0, 2.0]), DEGRADATION_FIELD="deg", NEAR_TERM_BUDGET=3, AREA=1)["NEAR_TERM_HA"]
    assert found == pytest.approx(plane, rel=2e-3)
    assert found != plane


@pytest.mark.parametrize("check", [3, 6, 12, 20])
def test_a_cancelled_run_leaves_nothing_behind(rank, units, logs, layer, tmp_path, check):
    made = units(deg=[1.0, 2.0, 3.0], pot=[1.0, 5.0, 2.0])
    key = layer([cell(0)], name="key")
    files = {name: tmp_path / f"{name}.gpkg" for name in ("RANKED", "SUMMARY")}
    feedback = logs(cancel_at_check=check)
    found = rank(
        made, feedback=feedback, DEGRADATION_FIELD="deg", KEY_AREAS=key, RUNS=500, REPORT=str(tmp_path / "r.html"),
        **{name: str(path) for name, path in files.items()},
    )  # fmt: skip
    assert not found.get("UNITS_RANKED")
    assert [path.name for path in tmp_path.iterdir()] == []
    assert any("Cancelled" in line for line in feedback.warnings)


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("method", [0, 2])
def test_report_renders_in_both_languages(rank, units, layer, tmp_path, monkeypatch, code, method):
    from greenvein import i18n
    from greenvein.processing.jobs.restorationpriority import (
        report as restorationpriority_report,
    )
    from greenvein.processing.jobs.restorationpriority import (
        sections as restorationpriority_sections,
    )
    from greenvein.processing.reports import units as figures

    for module in (i18n, restorationpriority_report, restorationpriority_sections, figures):
        monkeypatch.setattr(module, "language", lambda: code)
    made = units(
        deg=[1.0, 2.0, 3.0, 2.0], slope=[4.0, 1.0, None, 2.0], flat=[1.0] * 4, kind=["矿山", None, "农田", "other"]
    )
    pattern = layer([cell(0), cell(4)], {"gv_tier": [1, 2]}, name="pattern")
    path = tmp_path / "report.html"
    rank(
        made, DEGRADATION_FIELD="deg", CRITERIA="deg, 2; slope, 1, lower; flat, 1", TYPE_FIELD="kind", PATTERN=pattern,
        METHOD=method, WEIGHTING=2, PAIRWISE="2, 4; 2", NEAR_TERM_BUDGET=1.5, RUNS=50, REPORT=str(path),
    )  # fmt: skip
    text = path.read_text("utf-8")
    assert (text.count("image/svg+xml"), text.count("image/png")) == (1, 1)
    assert "Dirichlet" in text and "“flat”: the same for all units" in text
    assert ("本工具取值" if code == "zh" else "are ours") in text
    assert ("Shapley" in text) == (method == 2)
    assert "The unit" in text and "straddles" in text


def test_report_says_which_rule_decides_and_which_weight_turns_the_order(rank, units, layer, tmp_path):
    made = units(slope=[4.0, 2.0, 0.0, 1.0], cost=[1.0, 5.0, 9.0, 2.0])
    pattern = layer([cell(4)], {"gv_tier": [1]}, name="pattern")
    path = tmp_path / "report.html"
    rank(made, CRITERIA="slope, 3; cost, 1", PATTERN=pattern, REPORT=str(path), ID_FIELD="name")
    text = path.read_text("utf-8")
    assert "It is in the near-term set, the next one is not." in text
    assert "No weight does: this rule comes before the score." in text
    # a 0.75 and b 0.5: with the weight w of slope a has w and b 0.5 w + 0.5 (1 − w), which is equal at w = 0.5.
    assert "Beyond a weight of 0.500 for “slope”, now 0.750, the next one leads." in text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "neither an ecological security pattern nor key restoration areas were given"),
        ({"PATTERN": True}, "0 of 4 units are in the first phase, the plan's near-term set"),
        ({"KEY_AREAS": True}, "0 of 4 units are in the first phase, the plan's near-term set"),
        ({"NEAR_TERM_BUDGET": 1.5}, "units are in the first phase: the leading ones until 1.5 ha are spent"),
    ],
)
def test_first_phase_of_nothing_is_told_from_one_that_nothing_can_tell(rank, units, layer, tmp_path, given, sentence):
    far = layer([cell(90)], {"gv_tier": [1]}, name="far")
    path = tmp_path / "report.html"
    given = {name: far if value is True else value for name, value in given.items()}
    rank(units(slope=[4.0, 2.0, 0.0, 1.0]), CRITERIA="slope, 1", REPORT=str(path), **given)
    verdict = read_report(str(path)).verdict
    assert sentence in verdict.sentence
    assert (verdict.value == "–") == (not given)


def test_a_plan_that_names_no_types_is_said_to_name_none(rank, units, tmp_path, monkeypatch):
    data = json.loads((profiles.FOLDER / "beijing_2022.json").read_text(encoding="utf-8"))
    data["restoration_priority"]["named_types"]["value"] = []
    path = tmp_path / "own.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(profiles, "find", lambda: (load(path), None))
    rank(units(slope=[4.0, 2.0, 0.0, 1.0]), CRITERIA="slope, 1", REPORT=str(tmp_path / "report.html"))
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "The plan profile names no types." in report
    assert "come first: ." not in report


def test_every_phase_and_tier_has_the_colour_of_the_report(qgis_app):
    from greenvein.core.drawing import palette
    from greenvein.processing.framework.styling import apply_style
    from greenvein.processing.jobs.restorationpriority.names import phase_tier_names
    from qgis.core import QgsFeature, QgsRenderContext

    made = QgsVectorLayer(
        "MultiPolygon?crs=EPSG:4548&field=gv_phase:string&field=gv_tier:int&field=gv_rank:int&field=gv_c_slope:double",
        "ranked", "memory",
    )  # fmt: skip
    apply_style(made, "restorationpriority_ranked")
    assert made.labelsEnabled()
    assert [made.attributeDisplayName(place) for place in (2, 3)] == ["Priority rank", "Part of “slope” in the score"]
    renderer, context = made.renderer().clone(), QgsRenderContext()
    labels = [rule.label() for rule in renderer.rootRule().children()]
    assert labels == [*phase_tier_names().values(), "Not ranked"]
    renderer.startRender(context, made.fields())
    for first, tier in phase_tier_names():
        feature = QgsFeature(made.fields())
        feature.setAttributes(["near" if first else "long", tier or None, 1, 0.5])
        context.expressionContext().setFeature(feature)
        (symbol,) = renderer.symbolsForFeature(feature, context)
        colour = (palette.NEAR_TERM if first else palette.LONG_TERM)[tier - 1]
        assert symbol.symbolLayers()[-1].fillColor().name().upper() == colour
    renderer.stopRender(context)


# Models and real data


def test_a_model_wires_rasters_and_polygons_as_criteria(provider, units, layer, raster, log):
    import processing

    model = QgsProcessingModelAlgorithm("priority", "test")
    for definition in (
        QgsProcessingParameterFeatureSource("units", "units"),
        QgsProcessingParameterMultipleLayers("layers", "layers", QgsProcessing.SourceType.TypeMapLayer),
    ):
        model.addModelParameter(definition, QgsProcessingModelParameter(definition.name()))
    child = QgsProcessingModelChildAlgorithm("greenvein:restorationpriority")
    child.setChildId("rank")
    source = QgsProcessingModelChildParameterSource
    child.addParameterSources("UNITS", [source.fromModelParameter("units")])
    child.addParameterSources("CRITERIA_LAYERS", [source.fromModelParameter("layers")])
    child.addParameterSources("CRITERIA", [source.fromStaticValue(["slope", 1, "higher", "forest", 1, "lower"])])
    child.addParameterSources("RUNS", [source.fromStaticValue(0)])
    output = QgsProcessingModelOutput("ranked", "ranked")
    output.setChildId("rank")
    output.setChildOutputName("RANKED")
    child.setModelOutputs({"ranked": output})
    model.addChildAlgorithm(child)
    made = units(deg=[1.0, 2.0])
    forest, slope = layer([cell(0)], name="forest"), raster(np.arange(300.0).reshape(10, 30))
    QgsProject.instance().addMapLayers([made, forest, slope], False)
    try:
        found = processing.run(model, {"units": made, "layers": [forest, slope], "ranked": "memory:"}, feedback=log)[
            "ranked"
        ]
        scores = [feature["gv_score"] for feature in found.getFeatures()]
    finally:
        QgsProject.instance().removeMapLayers([made.id(), forest.id(), slope.id()])
    assert scores == [0, 1]


@pytest.mark.slow
def test_land_cover_of_liechtenstein_is_ranked_by_forest_and_water(rank, table, tmp_path, log):
    import processing

    cover = f"{DATA}|layername=landcover"

    def part(expression, name):
        path = str(tmp_path / f"{name}.gpkg")
        made = {"INPUT": cover, "FIELD_NAME": "gv_tier", "FIELD_TYPE": 1, "FORMULA": expression, "OUTPUT": path}
        processing.run("native:fieldcalculator", made)
        return path

    pattern = part("if(\"category\" = 'water', 1, if(\"category\" = 'forest', 2, 3))", "pattern")
    path = tmp_path / "report.html"
    found = rank(
        cover, PATTERN=pattern, CRITERIA="residential, 1, higher; parks, 1, lower", TYPE_FIELD="category",
        CRITERIA_LAYERS=[f"{DATA}|layername=residential", f"{DATA}|layername=parks"], RUNS=100,
        RANKED="TEMPORARY_OUTPUT", REPORT=str(path), ID_FIELD="osm_id",
    )  # fmt: skip
    rows = table(found["RANKED"])
    assert sorted(row["gv_rank"] for row in rows) == list(range(1, len(rows) + 1))
    # The land cover tiles the area, so each unit lies in one tier.
    water = [row for row in rows if row["category"] == "water"]
    assert {row["gv_tier"] for row in water} == {1}
    assert {row["gv_tier"] for row in rows if row["category"] == "forest"} == {2}
    area = sum(row["gv_area_m2"] for row in water)
    assert found["NEAR_TERM_HA"] == pytest.approx(area / 10_000)
    assert max(row["gv_rank"] for row in water) == len(water)
    assert "Phases and tiers, with the ranks of the first units" in path.read_text("utf-8")


def test_units_that_are_degraded_alike_have_no_mode_and_the_log_says_why(ranked, layer, log):
    squares = [shapely.box(500_000 + 200 * at, 4_400_000, 500_100 + 200 * at, 4_400_100) for at in range(3)]
    columns = {"name": ["a", "b", "c"], "degraded": [1.0, 1.0, None], "potential": [1.0, 2.0, 3.0]}
    ranked(layer(squares, columns), DEGRADATION_FIELD="degraded", POTENTIAL_FIELD="potential", RUNS=5)
    said = " ".join((*log.info, *log.warnings))
    assert "1 of 3 units have no mode, for their degree of degradation is not known" in said
    assert "2 of 3 units have no mode, for all degrees of degradation are equal" in said


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([cell(0), cell(0), cell(0)], "2.00"),
        ([cell(0), cell(0.5)], "0.50"),
        ([cell(0), cell(0, wide=300, high=10), cell(5)], "0.10"),
        ([cell(0), cell(1), cell(0, 1)], None),
    ],
)
@pytest.mark.slow
def test_units_that_lie_on_each_other_are_told(rank, layer, log, tmp_path, cells, told):
    report = tmp_path / "report.html"
    units = layer(cells, {"d": [float(at) for at in range(len(cells))]}, name="units")
    rank(units, DEGRADATION_FIELD="d", REPORT=str(report))
    found = [line for line in log.warnings if line.startswith("Units lie on each other")]
    assert len(found) == (told is not None)
    if told:
        assert found[0].startswith(f"Units lie on each other, {told} ha more than the ground that they cover")
    assert ("Units lie on each other" in report.read_text("utf-8")) == (told is not None)
