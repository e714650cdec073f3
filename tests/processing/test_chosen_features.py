"""A check-up of but some features of a layer: judged where these are the whole, and told where they are but a part."""

import pytest
import shapely
from greenvein.processing.framework.following import RerunFollower, StaleError
from greenvein.processing.framework.job import algorithm_of
from greenvein.processing.jobs import JOBS
from qgis.core import (
    NULL,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)

import processing

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_400_000


def plot(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


WEST, REST = plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)


@pytest.fixture
def stands(provider, log, table):
    """Run the scorecard; return how one indicator stands on the whole: value, state and reasons."""

    def start(id_="LU11", **parameters):
        asked = {"YEAR": 2025, "INDICATORS": id_, "SCORES": "TEMPORARY_OUTPUT"} | parameters
        rows = table(processing.run("greenvein:scorecard", asked, feedback=log)["SCORES"])
        (row,) = [one for one in rows if one["gv_zone"] in (None, NULL)]
        reason = row["gv_reason"]
        return row["gv_value"], row["gv_state"], set() if reason in (None, NULL) else {*reason.split("; ")}

    return start


@pytest.fixture
def land(layer):
    """A wood in the west, and three times as much of homes; a year and a district of each."""
    fields = {"DLBM": ["0301", "0701"], "year": [2025, 2025], "district": ["west", "east"]}
    return layer([WEST, REST], fields, name="land")


@pytest.fixture
def line(layer):
    """A red line on half of the west, and none elsewhere."""
    return layer([plot(0, 0, 500, 1000)], name="red_line")


def some(layer, *fids, expression="", limit=-1):
    """Return what asks for but the selected features of a layer, or for what a filter leaves."""
    if fids:
        layer.selectByIds([*fids])
    definition = QgsProcessingFeatureSourceDefinition(layer.id(), bool(fids), limit)
    definition.filterExpression = expression
    return definition


@pytest.fixture
def known():
    """Have layers be found by their ids."""
    project = QgsProject.instance()
    yield project.addMapLayer
    project.removeAllMapLayers()


def first_of(layer):
    return next(layer.getFeatures()).id()


@pytest.mark.parametrize("way", ["selection", "expression", "limit", "subset", "taken"])
def test_some_land_use_is_not_the_city_unless_zones_say_so(stands, land, line, layer, known, way):
    known(land)
    asked = {"LANDUSE": land, "SYSTEM": 1, "RED_LINE": line}
    assert stands(**asked) == (pytest.approx(12.5), "behind", {"elsewhere"})
    asked["LANDUSE"] = {
        "selection": lambda: some(land, first_of(land)), "limit": lambda: some(land, limit=1),
        "expression": lambda: some(land, expression="district = 'west'"),
    }.get(way, lambda: land)()  # fmt: skip
    if way == "subset":
        assert land.setSubsetString("district = 'west'")
    if way == "taken":
        asked["LANDUSE_TAKE"] = "\"district\" = 'west'"
    assert stands(**asked) == (pytest.approx(50), "not_judged", {"chosen", "elsewhere"})
    # Whoever gives the district as a zone has it judged.
    zones = layer([WEST], {"name": ["west"]}, name="zones")
    assert stands(**asked, ZONES=zones, ZONE_FIELD="name") == (pytest.approx(50), "met", {"elsewhere"})


BY_CLASS = {
    "class": "class:forest",
    "value": "values:0301",
    "field": "\"DLBM\" = '0301'",
    "case": "\"dlbm\" = '0301'",
    "attribute": "attribute('DLBM') = '0301'",
    "feature": "attribute($currentfeature, 'DLBM') = '0301'",
    "map": "attributes()['DLBM'] = '0301'",
    "name": "\"DLMC\" LIKE '%林地'",
}
"""Ways in which but one class is taken of the land use."""


@pytest.mark.parametrize("way", [*BY_CLASS, "subset", "filter"])
def test_land_of_one_class_is_not_the_city_however_it_is_chosen(stands, layer, line, known, way):
    fields = {"DLBM": ["0301", "0701"], "DLMC": ["乔木林地", "城镇住宅用地"]}
    land = known(layer([WEST, REST], fields, name="land"))
    asked = {"LANDUSE": land, "SYSTEM": 1, "RED_LINE": line, "LANDUSE_TAKE": BY_CLASS.get(way)}
    if way == "subset":
        assert land.setSubsetString("DLBM = '0301'")
    if way == "filter":
        asked["LANDUSE"] = some(land, expression="\"DLBM\" = '0301'")
    value, state, why = stands(**asked)
    assert (value, state) == (pytest.approx(50), "not_judged")
    assert why & {"chosen", "partly_mapped"}
    # Zones say what the city is.
    zones = layer([shapely.union(WEST, REST)], {"name": ["city"]}, name="zones")
    assert stands(**asked, ZONES=zones, ZONE_FIELD="name")[:2] == (pytest.approx(12.5), "behind")


@pytest.mark.parametrize("take", ["\"DLBM\" > '0'", '"dlbm" IS NOT NULL', "attribute('DLBM') <> ''", "1"])
def test_an_expression_that_leaves_nothing_out_takes_the_whole(stands, land, line, take):
    found = stands(LANDUSE=land, SYSTEM=1, RED_LINE=line, LANDUSE_TAKE=take)
    assert found == (pytest.approx(12.5), "behind", {"elsewhere"})


def test_features_that_are_all_are_the_whole(stands, land, line, known):
    known(land)
    fids = [one.id() for one in land.getFeatures()]
    for asked in (some(land, *fids), some(land, expression="year > 2000"), some(land, limit=9)):
        found = stands(LANDUSE=asked, SYSTEM=1, RED_LINE=line)
        assert found == (pytest.approx(12.5), "behind", {"elsewhere"})


def test_the_year_that_a_filter_takes_of_a_table_of_several_is_the_whole(stands, layer, line, saved, tmp_path):
    fields = {"DLBM": ["0301", "0701", "0301", "0101"], "year": [2025, 2025, 2020, 2020]}
    both = layer([WEST, REST, plot(0, 0, 2000, 1000), plot(2000, 0, 4000, 1000)], fields, name="land")
    file = QgsVectorLayer(saved(both, tmp_path / "land.gpkg"), "land", "ogr")
    assert file.setSubsetString("year = 2025")
    assert stands(LANDUSE=file, SYSTEM=1, RED_LINE=line) == (pytest.approx(12.5), "behind", {"elsewhere"})


def test_a_red_line_of_which_but_some_is_used_is_judged_where_the_rest_turns_nothing(stands, land, layer, known):
    """The plan keeps 26.1 %: 12.5 % are less; with the rest it is 37.5 %, or, where that lies elsewhere, no more."""
    for rest, state, why in (
        (plot(2000, 0, 3000, 1000), "not_judged", {"chosen"}), (plot(9000, 0, 9900, 1000), "behind", set()),
        (plot(2000, 0, 2200, 1000), "behind", set()),
    ):  # fmt: skip
        lines = layer([plot(0, 0, 500, 1000), rest], name="生态保护红线")
        known(lines)
        taken = {"LAYERS": [lines], "LAYERS_TAKES": ["生态保护红线", f"$id = {first_of(lines)}"]}
        for asked in (taken, {"RED_LINE": some(lines, first_of(lines))}):
            found = stands(LANDUSE=land, SYSTEM=1, **asked)
            assert found == (pytest.approx(12.5), state, why | {"elsewhere"})


def test_what_is_chosen_of_a_layer_of_several_things_is_what_is_meant(stands, land, layer, known):
    lines = layer([plot(0, 0, 500, 1000), plot(2000, 0, 3000, 1000)], name="control lines")
    known(lines)
    found = stands(LANDUSE=land, SYSTEM=1, RED_LINE=some(lines, first_of(lines)))
    assert found == (pytest.approx(12.5), "behind", {"elsewhere"})


def test_a_built_up_area_of_which_but_some_is_used_is_not_that_of_the_land_use(stands, layer, known):
    """Parks of 10 ha for 5 000 people; the plan asks for 16.7 m² per head."""
    land = layer([plot(0, 0, 1000, 100), plot(0, 100, 1000, 1000)], {"YDYHFLDM": ["1401", "0701"]}, name="land")
    people = layer([plot(0, 0, 1000, 1000)], {"people": [5000]}, name="streets")
    asked = {"LANDUSE": land, "POPULATION_LAYER": people, "POPULATION_LAYER_FIELD": "people"}
    for rest, state, why in (
        (plot(500, 0, 1000, 1000), "not_judged", {"chosen"}), (plot(7000, 0, 9000, 1000), "met", set()),
    ):  # fmt: skip
        built_up = layer([plot(0, 0, 500, 1000), rest], name="建成区")
        known(built_up)
        found = stands("ER9", **asked, BUILT_UP=some(built_up, first_of(built_up)))
        assert found == (pytest.approx(20), state, why | {"elsewhere"})


def test_what_lies_in_a_gap_of_the_land_use_is_told_in_hectares_and_may_turn_a_verdict(stands, layer):
    """The plan keeps 26.1 %; of the red line 25.08 ha, or 25.6, lie on 96 ha of land, and 1 ha in the gap of 4."""
    shape = shapely.difference(plot(0, 0, 1000, 1000), plot(300, 300, 500, 500))
    land = layer([shape], {"DLBM": ["0301"]}, name="land")
    for width, state in ((250.8, "not_judged"), (256, "met")):
        lines = layer([plot(0, 0, width, 1000), plot(300, 300, 400, 400)], name="red_line")
        found = stands(LANDUSE=land, SYSTEM=1, RED_LINE=lines)
        assert found == (pytest.approx(width / 9.6), state, {"gaps:1", "elsewhere"})


def test_figures_that_follow_edits_know_what_is_left_out(provider, log, land, line, layer):
    """The land use is filtered to the west, so that the whole is not judged whatever becomes of the red line."""
    assert land.setSubsetString("district = 'west'")
    layers = {"LANDUSE": land, "RED_LINE": line}
    asked = {"SYSTEM": 1, "YEAR": 2025, "INDICATORS": "LU11", **layers}
    context = QgsProcessingContext()
    algorithm = algorithm_of(JOBS["scorecard"])()
    algorithm.initAlgorithm()
    follower = RerunFollower(algorithm.follow(asked, context, log, layers))

    def shown():
        (row,) = follower.figures().table("SCORES").to_dict("records")
        return row["gv_value"], row["gv_reason"]

    assert shown() == (pytest.approx(50), "chosen; elsewhere")
    fid = first_of(line)
    assert line.dataProvider().changeGeometryValues({fid: QgsGeometry.fromWkt(plot(0, 0, 250, 1000).wkt)})
    follower.take({"RED_LINE": follower.read("RED_LINE", [fid], line)})
    assert shown() == (pytest.approx(25), "chosen; elsewhere")
    with pytest.raises(StaleError):
        follower.read("LANDUSE", [first_of(land)], land)
