"""What is taken of a layer of land use: classes, values and expressions, in every input of polygons."""

import pytest
from greenvein.processing.framework.take_count import counting
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from shapely import box, from_wkt
from shapely.affinity import translate

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_420_000
SYSTEMS = ["", "sandiao_2019", "gbt21010_2017", "landsea_2023", "gb50137_2011"]


def land(west, south, east, north):
    return box(EAST + west, NORTH + south, EAST + east, NORTH + north)


# A square kilometre of housing half of which a long park serves, the park, a factory, and a wood between.
GROUND = {"R2": land(0, 0, 1000, 1000), "G1": land(-1000, 1000, 2000, 1100), "M1": land(5000, 0, 6000, 1000)}


@pytest.fixture
def land_use(layer):
    def make(codes, field="DLBM", **more):
        columns = {field: list(codes), **{name: list(values) for name, values in more.items()}}
        return layer(list(GROUND.values()), columns, name="land use")

    return make


def coverage(run, ground, **more):
    return run(ground, ground, **more)["COVERAGE_PCT"]


def refused(run, *arguments, **parameters):
    with pytest.raises(QgsProcessingException) as refusal:
        run(*arguments, **parameters)
    text = str(refusal.value)
    assert "Traceback" not in text
    return text


@pytest.mark.parametrize(
    ("codes", "home", "park"),
    [
        (("R2", "G1", "M1"), "class:residential", "class:park"),
        (("二类居住用地", "公园绿地", "一类工业用地"), "class:residential", "class:公园绿地"),
        (("070102", "1401", "100101"), "class:residential", "class:park"),
        (("R2", "G1", "M1"), "values:R1;R2", "values:G1"),
        (("R2", "G1", "M1"), "values：r2；R1", "values: g1 "),
        (("R2", "G1", "M1"), "\"DLBM\" LIKE 'R%'", "\"DLBM\" = 'G1'"),
        (("R2", "G1", "M1"), "$area = 1000000 and \"DLBM\" != 'M1'", "$area < 500000"),
    ],
)
def test_one_layer_is_homes_and_parks(run, land_use, codes, home, park):
    assert coverage(run, land_use(codes), RESIDENTIAL_TAKE=home, PARKS_TAKE=park) == pytest.approx(50)


# To QGIS the first has no area, the second less than none; repaired, all that their rings enclose is land.
CROSSED = "POLYGON((0 0,1000 1000,1000 0,0 1000,0 0))"
BESIDE = "POLYGON((0 0,900 0,900 1000,0 1000,0 0),(2000 0,3100 0,3100 1000,2000 1000,2000 0))"


@pytest.mark.parametrize(("shape", "km2"), [(CROSSED, 0.5), (BESIDE, 2)])
def test_an_expression_is_asked_of_polygons_as_a_run_repairs_them(run, layer, shape, km2):
    homes = layer([translate(from_wkt(shape), EAST, NORTH)], {"kind": ["home"]}, name="homes")
    parks = layer([GROUND["G1"]], name="parks")
    low, high = (km2 + part for part in (-0.01, 0.01))
    run(homes, parks, RESIDENTIAL_TAKE=f"$area between {low * 1e6} and {high * 1e6}")
    for asked in ("is_valid($geometry)", "is_valid(@geometry) and \"kind\" = 'home'"):
        assert refused(run, homes, parks, RESIDENTIAL_TAKE=asked).startswith(
            f"{asked} holds for none of the 1 features"
        )


@pytest.mark.parametrize(("shape", "area"), [(CROSSED, "50.00 ha"), (BESIDE, "2.0 km²")])
def test_what_the_panel_says_of_the_ground_is_that_of_repaired_polygons(provider, layer, shape, area):
    homes = layer([translate(from_wkt(shape), EAST, NORTH)], name="homes")
    given = {"RESIDENTIAL": homes, "RESIDENTIAL_TAKE": "$area > 0"}
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    found = counting(provider.algorithm("parkcoverage"), "RESIDENTIAL", homes, given, context, feedback)()
    assert (found.wrong, found.brief) == ("", f"$area > 0 of “homes”: 1 features, {area}")


def test_people_and_ids_go_with_the_features_that_are_taken(run, land_use, table):
    ground = land_use(("R2", "G1", "M1"), people=[2000, 0, 9], name=["Xinjiekou", "park", "works"])
    more = {"POPULATION_FIELD": "people", "ID_FIELD": "name", "COVERAGE": "memory:", "SUMMARY": "memory:"}
    found = run(ground, ground, RESIDENTIAL_TAKE="class:residential", PARKS_TAKE="class:park", **more)
    [home] = table(found["COVERAGE"])
    assert (home["name"], home["gv_source"], home["people"]) == ("Xinjiekou", "Xinjiekou", 2000)
    [whole] = table(found["SUMMARY"])
    assert (whole["gv_population"], whole["gv_park_ha"]) == pytest.approx((2000, 30))


def test_what_is_taken_is_said_with_counts_and_is_no_doubt(run, land_use, log):
    run(
        land_use(("R2", "G1", "M1")),
        land_use(("R2", "G1", "M1")),
        RESIDENTIAL_TAKE="values:R2",
        PARKS_TAKE="class:park",
    )
    said = "\n".join(log.info)
    assert "“land use (Residential land)”: 1 of 3 features are taken, those with R2 in “DLBM”." in said
    assert (
        "“land use (Parks)”: 1 of 3 features are taken, those of Parks (G1; read as GB 50137-2011 (urban planning))."
        in said
    )
    assert not log.warnings


def test_one_layer_for_two_inputs_is_no_doubt_where_each_takes_its_own(run, land_use, log):
    ground = land_use(("R2", "G1", "M1"))
    run(ground, ground, RESIDENTIAL_TAKE="class:residential", PARKS_TAKE="class:park")
    assert not log.warnings
    run(ground, ground)
    assert "are the same features of the layer" in log.warnings[0]


@pytest.mark.parametrize(
    ("codes", "named"),
    [
        (("0701", "0810", "0601"), "0810 公园与绿地"),
        (("0701", "14", "1001"), "14 绿地与开敞空间用地"),
        (("R", "G", "M"), "G 绿地与广场用地"),
    ],
)
def test_codes_that_hold_other_green_too_are_shown_and_not_judged(run, land_use, log, table, codes, named):
    ground = land_use(codes)
    found = run(ground, ground, RESIDENTIAL_TAKE="class:residential", PARKS_TAKE="class:park", SUMMARY="memory:")
    assert found["COVERAGE_PCT"] == pytest.approx(50)
    assert "TARGET_MET" not in found
    [whole] = table(found["SUMMARY"])
    assert whole["gv_open"] == "wider"
    assert any(f"{named} holds other land than Parks too" in text for text in log.warnings)


def test_where_systems_take_other_features_the_user_is_asked_and_else_not(run, land_use):
    # 0702: homes of villages in the survey, services of city quarters in the guide of 2023.
    ground = land_use(("0702", "0702", "0601"), field="code")
    both = {"RESIDENTIAL_CODE": "code", "PARKS_TAKE": "values:0601", "PARKS_CODE": "code"}
    text = refused(run, ground, ground, RESIDENTIAL_TAKE="class:residential", **both)
    assert "in which other features are Residential land" in text
    assert "say in “Residential land: system of the codes” which one they are from" in text
    found = run(ground, ground, RESIDENTIAL_TAKE="class:residential", RESIDENTIAL_SYSTEM=3, **both)
    assert found["RESIDENTIAL_HA"] == pytest.approx(130)
    ground = land_use(("0701", "0701", "0601"), field="code")
    found = run(ground, ground, RESIDENTIAL_TAKE="class:residential", **both)
    assert found["RESIDENTIAL_HA"] == pytest.approx(130)


WRONG = [
    ({"RESIDENTIAL_TAKE": "class:"}, "names nothing behind class:"),
    ({"RESIDENTIAL_TAKE": "values: ; "}, "names nothing behind values: ;"),
    ({"RESIDENTIAL_TAKE": "class:homes"}, "names the class homes, which is not known; known are residential, "),
    ({"RESIDENTIAL_TAKE": "R2"}, "asks for R2, which is no field of the layer “land use (Residential land)”"),
    ({"RESIDENTIAL_TAKE": "DLBM ="}, "which is no expression"),
    ({"RESIDENTIAL_TAKE": "to_int(DLBM) > 3"}, "says neither yes nor no for the feature 1"),
    ({"RESIDENTIAL_TAKE": "DLBM"}, "says neither yes nor no for the feature 1"),
    (
        {"RESIDENTIAL_TAKE": "DLBM = 'R9'"},
        "holds for none of the 3 features of the layer “land use (Residential land)”",
    ),
    (
        {"RESIDENTIAL_TAKE": "values:R9"},
        "None of the 3 features of the layer “land use (Residential land)” has R9 in “DLBM”",
    ),
    ({"RESIDENTIAL_TAKE": "class:water"}, "None of the 3 features of the layer “land use (Residential land)” is Water"),
    ({"RESIDENTIAL_TAKE": "class:park", "RESIDENTIAL_CODE": "KIND"}, "has no field “KIND”"),
    (
        {"RESIDENTIAL_TAKE": "class:park", "RESIDENTIAL_CODE": "words"},
        "holds no codes of a known system (big, high, low)",
    ),
]


@pytest.mark.parametrize(("given", "sentence"), WRONG)
def test_what_cannot_be_taken_is_told_in_one_sentence(run, land_use, given, sentence):
    ground = land_use(("R2", "G1", "M1"), words=["high", "low", "big"])
    assert sentence in refused(run, ground, ground, PARKS_TAKE="class:park", **given)


def test_layer_without_a_field_of_codes_says_where_to_choose_one(run, land_use):
    ground = land_use(("R2", "G1", "M1"), field="kind of land")
    text = refused(run, ground, ground, RESIDENTIAL_TAKE="class:residential")
    assert "choose one in “Residential land: field with the codes”. Its fields are: kind of land." in text


@pytest.mark.parametrize(
    "given",
    [
        {"RESIDENTIAL_TAKE": "class:residential"},
        {"RESIDENTIAL_TAKE": "values:R2", "RESIDENTIAL_CODE": "DLBM"},
        {"RESIDENTIAL_TAKE": "storeys > 1"},
        {"ID_FIELD": "name"},
    ],
)
def test_a_layer_without_fields_is_told_to_have_none(run, layer, given):
    ground = layer([GROUND["R2"]], name="land use")
    assert refused(run, ground, layer([GROUND["G1"]], name="parks"), **given) == (
        "The layer “land use (Residential land)” has no fields, which would say what its features are; choose another "
        "layer."
    )


@pytest.mark.parametrize("codes", [("", " ", None), (None, None, None)])
def test_a_field_of_codes_in_which_none_stands_is_told_so(run, land_use, codes):
    assert refused(run, land_use(codes), land_use(codes), RESIDENTIAL_TAKE="class:residential") == (
        "The field “DLBM” of the layer “land use (Residential land)” holds no code at all, only empty values or zeros; "
        "choose another field."
    )


def test_features_that_nothing_is_known_of_are_told(run, land_use, log):
    ground = land_use(("R2", "G1", "X7"), storeys=[7, None, 1])
    run(ground, ground, RESIDENTIAL_TAKE="storeys >= 7", PARKS_TAKE="class:park")
    assert (
        "“land use (Residential land)”: for 1 features a field in storeys >= 7 is empty, so that they are not taken."
        in log.warnings
    )
    assert (
        "“land use (Parks)”: 1 more features (100.00 ha) have X7 in “DLBM”, no code of GB 50137-2011 (urban "
        "planning); they may be Parks, and are not counted."
    ) in log.warnings


def test_values_that_no_feature_has_are_told(run, land_use, log):
    ground = land_use(("R2", "G1", "M1"))
    run(ground, ground, RESIDENTIAL_TAKE="values:R1;R2", PARKS_TAKE="values:G1")
    assert "No feature of “land use (Residential land)” has R1 in “DLBM”." in log.warnings


def test_a_criterion_is_the_share_of_what_is_taken_of_its_layer(provider, layer, log, table):
    """Half of the first unit is forest, a quarter of the second; the rest of both is farmland."""
    import processing

    units = layer([land(0, 0, 1000, 1000), land(2000, 0, 3000, 1000)], {"id": [1, 2]}, name="units")
    parts = [land(0, 0, 500, 1000), land(500, 0, 1000, 1000), land(2000, 0, 2250, 1000), land(2250, 0, 3000, 1000)]
    ground = layer(parts, {"DLBM": ["0301", "0101", "0301", "0101"]}, name="land use")
    asked = {
        "UNITS": units, "CRITERIA": ["land use", 1, "higher"], "CRITERIA_LAYERS": [ground], "METHOD": 1, "RUNS": 0,
        "CRITERIA_LAYERS_TAKES": ["land use", "class:forest"], "NORMALISE": 0, "RANKED": "memory:", "REPORT": "",
    }  # fmt: skip
    found = processing.run("greenvein:restorationpriority", asked, feedback=log)
    assert {row["id"]: row["gv_rank"] for row in table(found["RANKED"])} == {1: 1, 2: 2}
    assert any("2 of 4 features are taken, those of Forest (0301" in text for text in log.info)
    asked["CRITERIA_LAYERS_TAKES"] = ["land use", "class:farmland"]
    found = processing.run("greenvein:restorationpriority", asked, feedback=log)
    assert {row["id"]: row["gv_rank"] for row in table(found["RANKED"])} == {1: 2, 2: 1}


ROWS = [
    (["woods", "class:forest"], "names the layer “woods”, which is not among those given: land use."),
    (["land use", "class:forest", "land use", "class:grass"], "has two rows for the layer “land use”"),
    (["land use", "class:wood"], "names the class wood, which is not known"),
    (["land use"], "needs 2 cells in every row"),
]


@pytest.mark.parametrize(("rows", "sentence"), ROWS)
def test_rows_of_several_layers_that_say_nothing_are_told(provider, land_use, log, rows, sentence):
    import processing

    asked = {"TIER_1": [land_use(("0301", "0401", "0101"))], "TIER_1_TAKES": rows}
    with pytest.raises(QgsProcessingException, match=sentence):
        processing.run("greenvein:securitypattern", asked, feedback=log)


def test_one_layer_of_several_tiers_is_no_doubt_where_each_takes_its_own(provider, land_use, log):
    import processing

    ground = land_use(("0301", "0401", "1104"))
    asked = {"TIER_1": [ground], "TIER_2": [ground], "TIER_1_TAKES": ["land use", "class:forest"], "REPORT": ""}
    processing.run("greenvein:securitypattern", {**asked, "TIER_2_TAKES": ["land use", "class:grass"]}, feedback=log)
    assert not any("are the same features" in text for text in log.warnings)
    same = {"TIER_2_TAKES": asked["TIER_1_TAKES"]}
    processing.run("greenvein:securitypattern", {**asked, **same}, feedback=log)
    assert any("are the same features" in text for text in log.warnings)


def test_a_layer_of_several_goes_by_its_name_whatever_its_table_is_called(provider, land_use, saved, tmp_path, log):
    import processing

    path = saved(land_use(("0301", "0401", "1104")), tmp_path / "city.gpkg", name="ground")
    ground = QgsProject.instance().addMapLayer(QgsVectorLayer(path, "land use", "ogr"))
    asked = {"TIER_1": [ground], "TIER_1_TAKES": ["land use", "class:forest"], "REPORT": ""}
    processing.run("greenvein:securitypattern", asked, feedback=log)
    QgsProject.instance().clear()
    assert any("1 of 3 features are taken, those of Forest (0301" in text for text in log.info)


def test_selected_features_and_filters_hold_first(run, land_use, saved, tmp_path, log):
    ground = land_use(("R2", "G1", "R1"))
    ground.selectByIds([1, 2])
    QgsProject.instance().addMapLayer(ground)
    chosen = QgsProcessingFeatureSourceDefinition(ground.id(), selectedFeaturesOnly=True)
    found = run(chosen, ground, RESIDENTIAL_TAKE="class:residential", PARKS_TAKE="class:park")
    assert found["RESIDENTIAL_HA"] == pytest.approx(100)
    QgsProject.instance().clear()
    path = saved(land_use(("R2", "G1", "R1")), tmp_path / "ground.gpkg", name="ground")
    found = run(f"{path}|subset=DLBM <> 'R1'", path, RESIDENTIAL_TAKE="class:residential", PARKS_TAKE="class:park")
    assert found["RESIDENTIAL_HA"] == pytest.approx(100)
    text = refused(
        run, f"{path}|subset=DLBM = 'G1'", path, RESIDENTIAL_TAKE="class:residential", PARKS_TAKE="class:park"
    )
    assert "None of the 1 features of the layer" in text
