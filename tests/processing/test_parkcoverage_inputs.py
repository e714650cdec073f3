"""What planners hand in: layers of every kind, fields and values, and the sentence each mistake gets."""

import json

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import NULL, QMetaType
from shapely import MultiPolygon, box

EAST, NORTH = 500_000, 4_420_000


def land(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return box(EAST + west, NORTH + south, EAST + east, NORTH + north)


# A kilometre square below a park so long that the service area's edge is a straight line
# 500 m into it: exactly half is covered.
SQUARE = land(0, 0, 1000, 1000)
LONG_PARK = land(-1000, 1000, 2000, 1100)
NO_FEATURES = "has no features; check that it is the right layer."


@pytest.fixture
def parks(layer):
    return layer([LONG_PARK], name="parks")


@pytest.fixture
def square(layer):
    return layer([SQUARE], {"people": [2000], "name": ["Xinjiekou"]}, name="homes")


def refused(run, *arguments, **parameters):
    """Run and return the sentence of the refusal."""
    with pytest.raises(QgsProcessingException) as refusal:
        run(*arguments, **parameters)
    text = str(refusal.value)
    assert "Traceback" not in text
    return text


def test_half_of_a_square_along_a_park_is_covered(run, square, parks):
    numbers = run(square, parks)
    assert numbers == pytest.approx(
        {
            "COVERAGE_PCT": 50,
            "RESIDENTIAL_HA": 100,
            "COVERED_HA": 50,
            "BLIND_HA": 50,
            "BLIND_COUNT": 1,
            "TARGET_MET": False,
        }
    )


@pytest.mark.parametrize("geometries", [[], [None, None], ["Polygon EMPTY"]], ids=["no features", "null", "empty"])
class TestNothingThere:
    """No features is not the same as no geometry, and the sentence says which it is."""

    def test_no_residential_land_is_an_error_that_names_the_layer(self, run, layer, parks, geometries):
        text = refused(run, layer(geometries, name="homes"), parks)
        why = "has no geometry to work with; check that it is the right layer." if geometries else NO_FEATURES
        assert text == f"The layer “homes (Residential land)” {why}"

    def test_no_parks_is_an_error_that_names_the_layer(self, run, layer, square, geometries):
        text = refused(run, square, layer(geometries, name="greens"))
        why = "has no parks: none of its features has an area." if geometries else NO_FEATURES
        assert text == f"The layer “greens (Parks)” {why}"

    def test_no_zones_is_an_error_that_names_the_layer(self, run, layer, square, parks, geometries):
        text = refused(run, square, parks, ZONES=layer(geometries, name="districts"))
        why = "has no zones: none of its features has an area." if geometries else NO_FEATURES
        assert text == f"The layer “districts (Zones to report by)” {why}"


def test_residential_land_without_area_is_an_error_that_names_the_layer(run, layer, parks):
    flat = f"Polygon (({EAST} {NORTH}, {EAST + 5} {NORTH}, {EAST + 9} {NORTH}, {EAST} {NORTH}))"
    text = refused(run, layer([flat], name="homes"), parks)
    assert text == "The layer “homes (Residential land)” has no residential land: none of its features has an area."


def test_lines_are_refused_with_what_they_are_and_where_they_were_given(run, layer, square):
    roads = layer([f"LineString ({EAST} {NORTH}, {EAST} {NORTH + 9})"], name="roads", kind="LineString")
    assert (
        refused(run, square, roads)
        == "The layer “roads” has no polygons (LineString); choose a polygon layer for “Parks”."
    )


def test_a_table_without_geometry_is_refused(run, square):
    table = QgsVectorLayer("None?field=a:int", "table", "memory")
    assert table.dataProvider().addFeatures([QgsFeature(table.fields())])[0]
    assert "has no polygons (NoGeometry)" in refused(run, square, table)


@pytest.mark.parametrize("without", ["homes", "parks"])
def test_a_layer_without_crs_is_an_error_that_names_the_layer(run, layer, without):
    homes = layer([SQUARE], name="homes", crs="" if without == "homes" else "EPSG:4548")
    parks = layer([LONG_PARK], name="parks", crs="" if without == "parks" else "EPSG:4548")
    named = {"homes": "homes (Residential land)", "parks": "parks (Parks)"}[without]
    assert refused(run, homes, parks) == (
        f"The layer “{named}” has no coordinate reference system; set it in the layer's properties before running this."
    )


def test_a_file_that_is_not_there_is_an_error_that_names_it(run, parks):
    assert "nowhere.gpkg" in refused(run, "/nowhere.gpkg", parks)


@pytest.mark.parametrize("name", ["POPULATION_FIELD", "ID_FIELD"])
def test_an_unknown_field_is_an_error_that_lists_the_fields(run, square, parks, name):
    assert refused(run, square, parks, **{name: "inhabitants"}) == (
        "The layer “homes (Residential land)” has no field “inhabitants”; its fields are: people, name."
    )


def test_an_unknown_zone_field_is_an_error_of_the_zone_layer(run, layer, square, parks):
    districts = layer([SQUARE], {"district": ["x"]}, name="districts")
    assert "The layer “districts (Zones to report by)” has no field “name”" in refused(
        run, square, parks, ZONES=districts, ZONE_FIELD="name"
    )


def test_text_as_population_is_refused(run, square, parks):
    assert refused(run, square, parks, POPULATION_FIELD="name") == (
        "The field “name” of the layer “homes (Residential land)” holds text; choose a field of numbers."
    )


def test_negative_population_is_an_error_that_names_the_feature(run, layer, parks):
    homes = layer([SQUARE, SQUARE], {"people": [5, -1]}, name="homes")
    assert refused(run, homes, parks, POPULATION_FIELD="people") == (
        "The field “people” of the layer “homes (Residential land)” has negative population in the feature 2; "
        "correct it."
    )


def test_features_without_population_count_as_uninhabited_and_are_told(run, layer, parks, table, log):
    homes = layer([SQUARE, land(0, 0, 1000, 500)], {"people": [2000, None]}, name="homes")
    rows = table(run(homes, parks, POPULATION_FIELD="people", SUMMARY="TEMPORARY_OUTPUT")["SUMMARY"])
    assert (rows[-1]["gv_population"], rows[-1]["gv_population_covered"]) == pytest.approx((2000, 1000))
    assert log.warnings == [
        "1 features of “homes (Residential land)” have no population in “people”; they count as uninhabited.",
        "It is not known how many people live on 50.00 ha of residential land, of which “homes (Residential land)” "
        "gives no population; it counts as uninhabited, which by itself raises figures per head.",
    ]


def test_field_names_are_found_whatever_their_case(run, square, parks, table):
    rows = table(run(square, parks, POPULATION_FIELD="PEOPLE", SUMMARY="TEMPORARY_OUTPUT")["SUMMARY"])
    assert rows[-1]["gv_population"] == pytest.approx(2000)


@pytest.fixture
def three(layer):
    """Three lots of which the first two touch the park and are covered, the third is out of reach."""
    return layer(
        [land(0, 900, 100, 1000), land(200, 900, 300, 1000), land(0, 0, 100, 100)],
        {"code": ["a", "b", "c"]},
        name="homes",
    )


def test_only_selected_features_are_read(run, three, parks):
    three.selectByIds([2, 3])
    numbers = run(QgsProcessingFeatureSourceDefinition(QgsProject.instance().addMapLayer(three).id(), True), parks)
    QgsProject.instance().clear()
    assert (numbers["RESIDENTIAL_HA"], numbers["COVERAGE_PCT"]) == pytest.approx((2, 50))


def test_selection_in_a_file_is_read_as_selected(run, three, parks, saved, tmp_path):
    homes = QgsVectorLayer(saved(three, tmp_path / "homes.gpkg"), "homes", "ogr")
    homes.selectByIds([3])
    numbers = run(QgsProcessingFeatureSourceDefinition(QgsProject.instance().addMapLayer(homes).id(), True), parks)
    QgsProject.instance().clear()
    assert (numbers["RESIDENTIAL_HA"], numbers["COVERAGE_PCT"]) == pytest.approx((1, 0))


def test_a_filter_of_the_input_is_heeded(run, three, parks, saved, tmp_path):
    path = saved(three, tmp_path / "homes.gpkg")
    only_c = QgsProcessingFeatureSourceDefinition(path, False, -1, filterExpression="code = 'c'")
    assert run(only_c, parks)["RESIDENTIAL_HA"] == pytest.approx(1)


def test_a_layer_with_a_subset_is_read_as_filtered(run, three, parks, saved, tmp_path):
    homes = QgsVectorLayer(saved(three, tmp_path / "homes.gpkg"), "homes", "ogr")
    homes.setSubsetString("code <> 'c'")
    numbers = run(homes, parks)
    assert (numbers["RESIDENTIAL_HA"], numbers["COVERAGE_PCT"]) == pytest.approx((2, 100))


def test_uncommitted_edits_count(run, three, parks, saved, tmp_path):
    homes = QgsVectorLayer(saved(three, tmp_path / "homes.gpkg"), "homes", "ogr")
    homes.startEditing()
    homes.deleteFeature(3)
    homes.changeGeometry(1, next(homes.getFeatures(QgsFeatureRequest(2))).geometry())
    numbers = run(homes, parks)
    homes.rollBack()
    assert (numbers["RESIDENTIAL_HA"], numbers["COVERAGE_PCT"]) == pytest.approx((2, 100))


def test_joined_and_virtual_fields_serve_and_stay(run, three, parks, saved, tmp_path, table):
    homes = QgsVectorLayer(saved(three, tmp_path / "homes.gpkg"), "homes", "ogr")
    people = QgsVectorLayer("None?field=code:string&field=n:int", "people", "memory")
    census = [("a", 100), ("b", 200), ("c", 700)]
    people.dataProvider().addFeatures([_row(people, row) for row in census])
    QgsProject.instance().addMapLayers([homes, people])
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(people)
    join.setJoinFieldName("code")
    join.setTargetFieldName("code")
    join.setPrefix("census_")
    homes.addJoin(join)
    homes.addExpressionField("'lot ' || code", QgsField("lot", QMetaType.Type.QString))

    outputs = {"COVERAGE": "TEMPORARY_OUTPUT", "SUMMARY": "TEMPORARY_OUTPUT", "BLIND_AREAS": "TEMPORARY_OUTPUT"}
    found = run(homes, parks, POPULATION_FIELD="census_n", ID_FIELD="lot", **outputs)
    QgsProject.instance().clear()

    assert table(found["SUMMARY"])[-1]["gv_population_covered"] == pytest.approx(300)
    assert table(found["BLIND_AREAS"])[0]["gv_source"] == "lot c"
    assert [(row["census_n"], row["lot"]) for row in table(found["COVERAGE"])] == [
        (100, "lot a"), (200, "lot b"), (700, "lot c"),
    ]  # fmt: skip


def _row(layer, values):
    from qgis.core import QgsFeature

    feature = QgsFeature(layer.fields())
    feature.setAttributes(list(values))
    return feature


def test_a_park_of_several_parts_is_one_park_of_their_whole_area(run, layer, square):
    parts = MultiPolygon([land(0, 1000, 1000, 1002), land(0, 1100, 1000, 1103)])  # 2 000 + 3 000 m²
    assert run(square, layer([parts]), TIERS="5000, 500")["COVERAGE_PCT"] == pytest.approx(50)
    assert run(square, layer([parts]), TIERS="5001, 500")["COVERAGE_PCT"] == 0


def test_a_park_in_a_historic_quarter_may_take_the_larger_radius_of_its_table(run, layer, square):
    """A park of 3 000 m² counts for 100 m, and in a historic quarter for 500 m."""
    park, quarter = layer([land(-1000, 1000, 2000, 1001)]), layer([land(-1000, 1000, 2000, 1200)])
    tiers = {"TIERS": "0, 100", "HISTORIC_TIERS": "1000, 500"}
    assert run(square, park, **tiers)["COVERAGE_PCT"] == pytest.approx(10)
    assert run(square, park, HISTORIC_AREAS=quarter, **tiers)["COVERAGE_PCT"] == pytest.approx(50)


def test_what_lies_outside_all_zones_is_a_row_of_its_own(run, layer, square, parks, table):
    north = layer([land(-1000, 500, 2000, 2000)], {"name": ["north"]})
    rows = table(run(square, parks, ZONES=north, ZONE_FIELD="name", SUMMARY="TEMPORARY_OUTPUT")["SUMMARY"])
    figures = [(row["gv_scope"], row["gv_zone"], row["gv_residential_ha"], row["gv_coverage_pct"]) for row in rows]
    assert figures == [("zone", "north", 50, 100), ("outside", NULL, 50, 0), ("all", NULL, 100, 50)]


def test_ground_in_two_zones_counts_in_both_and_once_in_all(run, layer, square, parks, table, log):
    zones = layer([land(-9e3, 400, 9e3, 2e3), land(-9e3, -100, 9e3, 600)], {"name": ["north", "south"]})
    outputs = {"SUMMARY": "TEMPORARY_OUTPUT", "BLIND_AREAS": "TEMPORARY_OUTPUT"}
    found = run(square, parks, ZONES=zones, ZONE_FIELD="name", **outputs)
    rows = {row["gv_zone"] or row["gv_scope"]: row for row in table(found["SUMMARY"])}
    assert set(rows) == {"north", "south", "all"}
    assert [rows[name]["gv_residential_ha"] for name in ("north", "south", "all")] == pytest.approx([60, 60, 100])
    assert [rows[name]["gv_blind_ha"] for name in ("north", "south", "all")] == pytest.approx([10, 50, 50])
    assert {row["gv_zone"]: row["gv_area_m2"] for row in table(found["BLIND_AREAS"])} == pytest.approx(
        {"south": 400_000, "north; south": 100_000}
    )
    assert (
        "Zones overlap by 3,600,000.0 m²; this ground counts in each of them, and once in the row for all." in log.info
    )


def test_zones_of_one_name_are_one_zone(run, layer, square, parks, table):
    zones = layer([land(0, 0, 500, 1000), land(500, 0, 1000, 1000)], {"name": ["ring", "ring"]})
    rows = table(run(square, parks, ZONES=zones, ZONE_FIELD="name", SUMMARY="TEMPORARY_OUTPUT")["SUMMARY"])
    assert [(row["gv_zone"], row["gv_residential_ha"]) for row in rows if row["gv_scope"] == "zone"] == [("ring", 100)]


def test_a_zone_without_a_name_is_called_so(run, layer, square, parks, table):
    zones = layer([land(0, 0, 500, 1000), land(500, 0, 1000, 1000)], {"name": [None, "east"]})
    rows = table(run(square, parks, ZONES=zones, ZONE_FIELD="name", SUMMARY="TEMPORARY_OUTPUT")["SUMMARY"])
    assert [row["gv_zone"] for row in rows if row["gv_scope"] == "zone"] == ["(no name)", "east"]


def test_a_mixed_file_is_told_to_be_mixed_and_is_read_once_its_crs_is_set(run, parks, tmp_path):
    ring = [
        [500_000, 4_400_000],
        [501_000, 4_400_000],
        [501_000, 4_401_000],
        [500_000, 4_401_000],
        [500_000, 4_400_000],
    ]
    polygon, point = {"type": "Polygon", "coordinates": [ring]}, {"type": "Point", "coordinates": ring[0]}
    shapes = [
        {"type": "GeometryCollection", "geometries": [polygon, point]},
        {"type": "LineString", "coordinates": ring},
    ]
    content = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4548"}},
        "features": [{"type": "Feature", "properties": {"a": 1}, "geometry": one} for one in shapes],
    }
    path = tmp_path / "mixed.geojson"
    path.write_text(json.dumps(content))
    with pytest.raises(QgsProcessingException, match=r"“mixed \(.*\)” has geometries of several kinds"):
        run(str(path), parks)
    opened = QgsVectorLayer(str(path), "mixed", "ogr")
    opened.setCrs(QgsCoordinateReferenceSystem("EPSG:4548"))
    assert run(opened, parks)["RESIDENTIAL_HA"] == pytest.approx(100)


@pytest.mark.parametrize(("target", "told"), [(0.95, True), (1.0, True), (1.1, False), (95.0, False), (0.0, False)])
def test_a_target_that_looks_like_a_share_is_told(run, square, parks, log, target, told):
    run(square, parks, TARGET=target)
    assert [f"The target is {target:g} %; if a share" in one for one in log.warnings] == [True] * told


def test_file_that_holds_nothing_is_empty_and_not_of_the_wrong_kind(run, parks, tmp_path):
    path = tmp_path / "homes.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": []}), encoding="utf-8")
    assert "The layer “homes (Residential land)” has no features" in refused(run, str(path), parks)
