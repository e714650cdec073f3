"""People of streets, communities and cells: from layers and rasters to figures, and the sentence each mistake gets."""

import math
import struct
from pathlib import Path

import numpy as np
import pytest
import shapely
from greenvein.core.profile import load
from greenvein.processing import profiles
from osgeo import gdal, osr
from qgis.core import QgsProcessingException, QgsRasterLayer, QgsRasterRange
from qgis.PyQt.QtCore import NULL

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_400_000
OUTPUTS = {"SUMMARY": "TEMPORARY_OUTPUT"}
NOT_UPRIGHT = (
    "The raster “persons (Raster of persons per cell)” has no upright cells that hold persons of their own: it lies "
    "askew or south up, or is placed by points, polynomials or arrays. Warp it to an upright one first, with sums as "
    "the resampling."
)
POLYNOMIALS = {
    **{f"{side}_OFF": "15" for side in ("LINE", "SAMP")},
    **{f"{side}_SCALE": "15" for side in ("LINE", "SAMP")},
    **{"LAT_OFF": "39.74", "LONG_OFF": "117", "HEIGHT_OFF": "0"},
    **{"LAT_SCALE": "0.02", "LONG_SCALE": "0.02", "HEIGHT_SCALE": "500"},
    **{f"{side}_DEN_COEFF": " ".join(["1", *"0" * 19]) for side in ("LINE", "SAMP")},
    "LINE_NUM_COEFF": " ".join(["0", "0", "-1", *"0" * 17]),  # down with the latitude
    "SAMP_NUM_COEFF": " ".join(["0", "1", *"0" * 18]),  # along with the longitude
}
"""A raster of 30 cells by 30 that lies on 0.04 degrees around a place in Beijing."""


def arrays(folder):
    """Write the place of each cell of such a raster; return what a raster says of them."""
    row, column = np.indices((30, 30))
    for name, values in {"X": 116.98 + 0.04 * column / 30, "Y": 39.76 - 0.04 * row / 30}.items():
        dataset = gdal.GetDriverByName("GTiff").Create(str(folder / f"{name}.tif"), 30, 30, 1, gdal.GDT_Float64)
        dataset.GetRasterBand(1).WriteArray(values)
    said = {f"{axis}_DATASET": str(folder / f"{axis}.tif") for axis in "XY"} | {"X_BAND": "1", "Y_BAND": "1"}
    sides = ("PIXEL", "LINE")
    said |= {f"{side}_OFFSET": "0" for side in sides} | {f"{side}_STEP": "1" for side in sides}
    return said | {"SRS": "EPSG:4490"}


def land(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


# Two plots in each of two streets: the southern ones beside the park, the northern ones 2 km away from it.
PLOTS = [land(0, 0, 100, 100), land(0, 2_000, 100, 2_100), land(300, 0, 400, 100), land(300, 2_000, 400, 2_100)]
STREETS = [land(-500, -500, 200, 3_000), land(200, -500, 9_000, 3_000)]


@pytest.fixture
def homes(layer):
    return layer(PLOTS, {"people": [1, 2, 3, 4], "floor": [9_000.0, 1_000.0, 0.0, None]}, name="homes")


@pytest.fixture
def parks(layer):
    return layer([land(100, 0, 300, 100)], name="parks")


@pytest.fixture
def streets(layer):
    def make(people, shapes=STREETS, field="residents"):
        return {
            "POPULATION_LAYER": layer(shapes, {field: people, "name": ["x"] * len(people)}, name="streets"),
            "POPULATION_LAYER_FIELD": field,
        }

    return make


@pytest.fixture
def raster(tmp_path):
    """Write a raster by GDAL's six numbers of its corner; return its path."""

    def write(values, corner, crs=4548, nodata=None, kind=gdal.GDT_Float64):
        path = tmp_path / "persons.tif"
        values = np.asarray(values)
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), *values.shape[::-1], 1, kind)
        if corner is not None:
            dataset.SetGeoTransform(corner)
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(crs)
        dataset.SetProjection(reference.ExportToWkt())
        if nodata is not None:
            dataset.GetRasterBand(1).SetNoDataValue(nodata)
        dataset.GetRasterBand(1).WriteArray(values)
        dataset = None
        return str(path)

    return write


def upright(cell, west=0, north=0):
    return (EAST + west, cell, 0, NORTH + north, 0, -cell)


def refused(run, *arguments, **parameters):
    with pytest.raises(QgsProcessingException) as refusal:
        run(*arguments, **parameters)
    return str(refusal.value)


def test_two_streets_with_one_of_two_equal_plots_served_are_half_served(run, homes, parks, streets, table):
    found = run(homes, parks, **streets([100, 300]), COVERAGE="TEMPORARY_OUTPUT", **OUTPUTS)
    (row,) = table(found["SUMMARY"])
    assert (row["gv_scope"], row["gv_population"], row["gv_population_pct"]) == ("all", 400, 50)
    assert (found["PEOPLE_COVERED_PCT"], found["NOT_PLACED"]) == (50, 0)
    assert [(row["gv_population"], row["gv_population_covered"]) for row in table(found["COVERAGE"])] == [
        (50, 50), (50, 0), (150, 150), (150, 0),
    ]  # fmt: skip


def test_people_without_residential_ground_are_a_row_before_that_for_all(run, homes, parks, streets, layer, table, log):
    lake = land(-9_000, -500, -500, 3_000)
    zones = layer([land(-900, -900, 200, 9_000)], {"name": ["west"]}, name="zones")
    given = streets([100.0, 300.0, 23.5, 1.5], [*STREETS, lake, None])
    found = run(homes, parks, ZONES=zones, ZONE_FIELD="name", **given, **OUTPUTS)
    rows = table(found["SUMMARY"])
    assert [row["gv_scope"] for row in rows] == ["zone", "outside", "not_placed", "all"]
    assert [row["gv_population"] for row in rows] == pytest.approx([100, 300, 25, 400])
    assert {name for name, value in rows[2].items() if value not in (NULL, None)} == {"gv_scope", "gv_population"}
    assert rows[2]["gv_population"] + rows[3]["gv_population"] == pytest.approx(425, rel=1e-9)
    assert found["NOT_PLACED"] == 25
    assert (
        "25 of the 425 people of “streets (Streets, communities or cells with the population)” are not placed: there "
        "is no residential land where they are counted, so they are in no figure but their own."
    ) in log.warnings


@pytest.mark.parametrize("area", [0, 1], ids=["plane", "ellipsoid"])
def test_placed_and_not_placed_are_the_layers_sum_however_areas_are_measured(run, layer, parks, streets, table, area):
    """Homes of 3 km, cut by streets and by zones."""
    homes = layer([shapely.affinity.rotate(land(0, y, 3_000, y + 400), 7) for y in (0, 500, 1_000)], name="homes")
    given = streets(
        [1_234.5, 0.3, 77.0], [land(-500, -500, 800, 3_000), land(800, -500, 4_000, 900), land(0, 9e3, 1, 1e4)]
    )
    zones = layer([land(-500, -500, 1_700, 3_000), land(1_700, -500, 2_000, 3_000)], {"name": ["a", "b"]})
    rows = table(run(homes, parks, ZONES=zones, ZONE_FIELD="name", AREA=area, **given, **OUTPUTS)["SUMMARY"])
    people = {row["gv_zone"] or row["gv_scope"]: row["gv_population"] for row in rows}
    assert people["all"] + people["not_placed"] == pytest.approx(1_311.8, rel=1e-9)
    assert people["a"] + people["b"] + people["outside"] == pytest.approx(people["all"], rel=1e-9)
    assert people["not_placed"] == 77


def test_a_layer_of_people_elsewhere_places_nobody_and_says_so(run, homes, parks, streets, table, log):
    found = run(homes, parks, **streets([7], [land(50_000, 0, 51_000, 1_000)]), **OUTPUTS)
    rows = table(found["SUMMARY"])
    assert [(row["gv_scope"], row["gv_population"]) for row in rows] == [("not_placed", 7), ("all", 0)]
    assert "PEOPLE_COVERED_PCT" not in found
    assert any(line.startswith("None of the 7 people of “streets") for line in log.warnings)


def test_floor_area_draws_people_and_where_it_is_unknown_nobody_lives(run, homes, parks, streets, table, log):
    found = run(homes, parks, FLOOR_AREA_FIELD="floor", **streets([100, 300]), COVERAGE="TEMPORARY_OUTPUT", **OUTPUTS)
    assert [row["gv_population"] for row in table(found["COVERAGE"])] == [90, 10, 0, 0]
    assert found["NOT_PLACED"] == 300
    assert (
        "1 features of “homes (Residential land)” have no floor area in “floor”; they count as uninhabited."
        in log.warnings
    )


@pytest.mark.parametrize(
    ("east", "told"),
    [
        (250, "Polygons of “{}” overlap by 175,000.0 m²; where they do, people of each of them live there."),
        (500, "Areas of “{}” lie on each other on 3.16 % of their ground, so people may count twice and nothing per "
         "head is judged; correct their borders."),
    ],
)  # fmt: skip
def test_streets_that_overlap_are_told(run, homes, parks, streets, log, east, told):
    """By 50 m and by 300 m of the 9.5 km that both reach across."""
    run(homes, parks, **streets([100, 300], [land(-500, -500, east, 3_000), STREETS[1]]))
    assert told.format("streets (Streets, communities or cells with the population)") in log.warnings


class TestMistakes:
    """Each gets one sentence."""

    def test_people_given_twice(self, run, homes, parks, streets):
        text = refused(run, homes, parks, POPULATION_FIELD="people", **streets([1, 1]))
        assert text == (
            "People are given more than once: by “Field with the population” and by “Streets, communities or cells "
            "with the population”; leave all but one of them empty."
        )

    def test_a_raster_beside_a_layer(self, run, homes, parks, streets, raster):
        path = raster([[5.0]], upright(100))
        text = refused(run, homes, parks, POPULATION_RASTER=path, **streets([1, 1]))
        assert text.startswith("People are given more than once: by “Streets, communities or cells")

    def test_a_layer_without_its_field(self, run, homes, parks, streets):
        layer = streets([1, 1])["POPULATION_LAYER"]
        assert refused(run, homes, parks, POPULATION_LAYER=layer) == (
            "Choose the field with the population of “streets (Streets, communities or cells with the population)” in "
            "“Field with their population”."
        )

    def test_a_field_that_is_not_there(self, run, homes, parks, streets):
        given = streets([1, 1]) | {"POPULATION_LAYER_FIELD": "inhabitants"}
        assert refused(run, homes, parks, **given) == (
            "The layer “streets (Streets, communities or cells with the population)” has no field “inhabitants”; its "
            "fields are: residents, name."
        )

    def test_texts_in_place_of_numbers(self, run, homes, parks, streets):
        given = streets([1, 1]) | {"POPULATION_LAYER_FIELD": "name"}
        text = refused(run, homes, parks, **given)
        assert text.endswith("with the population)” holds text; choose a field of numbers.")

    def test_negative_people(self, run, homes, parks, streets):
        text = refused(run, homes, parks, **streets([1, -1]))
        assert text.endswith("with the population)” has negative population in the feature 2; correct it.")

    def test_nobody_at_all(self, run, homes, parks, streets):
        text = refused(run, homes, parks, **streets([0, None]))
        assert text.endswith("with the population)” has no people in any feature; choose another one.")

    def test_negative_floor_area(self, run, layer, parks, streets):
        homes = layer(PLOTS, {"floor": [1.0, 2.0, -3.0, 4.0]}, name="homes")
        assert refused(run, homes, parks, FLOOR_AREA_FIELD="floor", **streets([1, 1])) == (
            "The field “floor” of the layer “homes (Residential land)” has negative floor area in the feature 3; "
            "correct it."
        )

    def test_no_floor_area_at_all(self, run, layer, parks, streets):
        homes = layer(PLOTS, {"floor": [0.0, None, 0.0, 0.0]}, name="homes")
        assert refused(run, homes, parks, FLOOR_AREA_FIELD="floor", **streets([1, 1])) == (
            "The field “floor” of the layer “homes (Residential land)” has no floor area in any feature; choose "
            "another one."
        )

    def test_floor_area_without_people_to_spread(self, run, homes, parks):
        text = refused(run, homes, parks, POPULATION_FIELD="people", FLOOR_AREA_FIELD="floor")
        assert text.endswith("leave it empty, or give one of these.")
        assert "has no use here" in text

    def test_a_raster_of_colours(self, run, homes, parks, tmp_path):
        path = tmp_path / "map.tif"
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), 2, 2, 1, gdal.GDT_CFloat32)
        dataset.SetGeoTransform(upright(100))
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(4548)
        dataset.SetProjection(reference.ExportToWkt())
        dataset = None
        assert refused(run, homes, parks, POPULATION_RASTER=str(path)) == (
            "The raster “map (Raster of persons per cell)” holds no numbers; choose one that has the persons of each "
            "cell in its band."
        )

    def test_a_raster_that_is_empty(self, run, homes, parks, raster):
        path = raster([[-9.0, 0.0], [-9.0, -9.0]], upright(1_000), nodata=-9)
        assert refused(run, homes, parks, POPULATION_RASTER=path) == (
            "The raster “persons (Raster of persons per cell)” has nobody in any cell; check that it is the right one."
        )

    @pytest.mark.parametrize(
        "corner", [(EAST - 500, 100, 10, NORTH + 2_500, 10, -100), (EAST - 500, 100, 0, NORTH - 500, 0, 300)]
    )
    def test_a_raster_that_lies_askew_or_is_oblong_and_south_up(self, run, homes, parks, raster, corner):
        """QGIS shows both in square cells, of another sum."""
        assert refused(run, homes, parks, POPULATION_RASTER=raster(np.ones((30, 30)), corner)) == NOT_UPRIGHT

    @pytest.mark.parametrize("placed_by", ["points", "polynomials", "arrays"])
    def test_a_raster_that_is_not_placed_by_a_grid(self, run, homes, parks, raster, tmp_path, placed_by):
        path = raster(np.ones((30, 30)), None)
        dataset = gdal.Open(path, gdal.GA_Update)
        if placed_by == "points":
            places = [(0, 0, 0, 0), (30, 0, 3_000, 0), (0, 30, 0, -3_000), (30, 30, 3_000, -3_000)]
            points = [gdal.GCP(EAST + x, NORTH + y, 0, column, row) for column, row, x, y in places]
            dataset.SetGCPs(points, dataset.GetProjection())
        elif placed_by == "polynomials":
            dataset.SetMetadata(POLYNOMIALS, "RPC")
        else:
            dataset.SetMetadata(arrays(tmp_path), "GEOLOCATION")
        dataset = None
        assert refused(run, homes, parks, POPULATION_RASTER=path) == NOT_UPRIGHT

    def test_a_raster_that_is_cut_off(self, run, homes, parks, raster):
        """What cannot be read of it would have nobody in it."""
        path = Path(raster(np.random.default_rng(1).random((300, 300)), upright(10, north=2_800)))
        path.write_bytes(path.read_bytes()[:400_000])
        text = refused(run, homes, parks, POPULATION_RASTER=str(path))
        assert text.startswith("The raster “persons (Raster of persons per cell)” cannot be read: ")
        assert text.endswith(". Its file is damaged; make it anew or choose another one.")

    def test_a_raster_of_which_the_place_cannot_be_read(self, run, homes, parks, raster):
        path = Path(raster(np.ones((30, 30)), upright(100)))
        data = path.read_bytes()
        tag = data.index(struct.pack("<HH", 34_737, 2))  # of the texts of its CRS: how many bytes, and where
        path.write_bytes(data[: tag + 8] + struct.pack("<I", 2**31 - 1) + data[tag + 12 :])
        text = refused(run, homes, parks, POPULATION_RASTER=str(path))
        assert text.startswith("The raster “persons (Raster of persons per cell)” cannot be read: ")

    def test_a_raster_that_is_not_there(self, run, homes, parks):
        assert "nowhere.tif" in refused(run, homes, parks, POPULATION_RASTER="/nowhere.tif")

    def test_a_built_up_area_elsewhere(self, run, homes, parks, layer, log):
        town = layer([land(500, 500, 900, 900)], name="town")
        run(homes, parks, POPULATION_FIELD="people", BUILT_UP=town)
        assert log.warnings == [
            "Nobody lives in “town (Built-up area)”, so there is no park area per head to judge; check that it is the "
            "right layer."
        ]

    def test_a_built_up_area_without_people(self, run, homes, parks, layer, log):
        run(homes, parks, BUILT_UP=layer([land(0, 0, 900, 900)], name="town"))
        assert log.warnings == [
            "“town (Built-up area)” is given, but no people, so there is no park area per head to judge."
        ]


# Cells of 200 m: the first column has the western plots, the third the eastern ones below x = 400.
def grid(rows=14, columns=3):
    return np.zeros((rows, columns))


@pytest.mark.parametrize("nodata", [None, -1.0])
def test_people_of_a_cell_live_on_the_homes_in_it(run, homes, parks, raster, table, nodata, log):
    values = grid()
    values[13, 0], values[3, 0], values[13, 1], values[5, 2] = 30, 10, 60, 7  # south-west, north-west, south-east, none
    values[0, 0] = -1
    path = raster(values, upright(200, north=2_800), nodata=nodata)
    found = run(homes, parks, POPULATION_RASTER=path, COVERAGE="TEMPORARY_OUTPUT", **OUTPUTS)
    assert [row["gv_population"] for row in table(found["COVERAGE"])] == pytest.approx([30, 10, 60, 0])
    assert [row["gv_population"] for row in table(found["SUMMARY"])] == pytest.approx([7, 100])
    told = [line for line in log.warnings if "1 cells of the raster" in line and "negative value, -1 the least" in line]
    assert len(told) == (nodata is None)


def test_a_raster_of_too_many_cells_on_homes_is_refused_and_not_one_beside_them(
    run, layer, parks, raster, table, monkeypatch
):
    """Homes drawn as one polygon of two plots 10 km apart, and a raster all over."""
    monkeypatch.setattr("greenvein.processing.io.raster_cells.MOST_CELLS", 100)
    far = layer([PLOTS[0].union(land(10_000, 0, 10_100, 100))], name="homes")
    path = raster(np.ones((3, 210)), upright(50, north=150))
    assert table(run(far, parks, POPULATION_RASTER=path, **OUTPUTS)["SUMMARY"])[-1]["gv_population"] == 8
    wide = layer([land(0, 0, 10_100, 100)], name="homes")
    assert "has more than 4,000,000 cells with people on residential land; give one with larger cells" in refused(
        run, wide, parks, POPULATION_RASTER=path
    )


def test_a_value_that_the_user_calls_no_data_is_none(run, homes, parks, raster, table):
    values = grid()
    values[13, 0], values[13, 1] = 30, 65_535
    opened = QgsRasterLayer(raster(values, upright(200, north=2_800)), "persons")
    opened.dataProvider().setUserNoDataValue(1, [QgsRasterRange(65_535, 65_535)])
    found = run(homes, parks, POPULATION_RASTER=opened, **OUTPUTS)
    assert table(found["SUMMARY"])[-1]["gv_population"] == 30


@pytest.mark.cases(6, first=2)
@pytest.mark.parametrize("crs", [4548, 32650, 4326])
def test_a_raster_keeps_its_sum_in_any_crs(run, layer, parks, raster, table, seed, crs):
    """Homes on half of a kilometre in cells of some 40 m, of which many cross the edges of homes and of the raster."""
    draw = np.random.default_rng(seed)
    shapes = [land(x, y, x + 70, y + 90) for x in range(0, 900, 100) for y in range(0, 900, 150)]
    homes = layer(shapes, name="homes")
    values = draw.uniform(0, 100, (40, 40))
    values[draw.random((40, 40)) < 0.1] = -9_999
    to = osr.CoordinateTransformation(_reference(4548), _reference(crs))
    west, south, _ = to.TransformPoint(EAST - 300.0, NORTH - 300.0)
    east, north, _ = to.TransformPoint(EAST + 1_300.0, NORTH + 1_300.0)
    corner = (west, (east - west) / 40, 0, north, 0, (south - north) / 40)
    found = run(homes, parks, POPULATION_RASTER=raster(values, corner, crs, nodata=-9_999), **OUTPUTS)
    rows = {row["gv_scope"]: row["gv_population"] for row in table(found["SUMMARY"])}
    assert rows["all"] + rows["not_placed"] == pytest.approx(math.fsum(values[values > 0]), rel=1e-9)
    # By hand where the cells lie in the plane of the homes; in other CRS they lie a little askew.
    edge = np.linspace(-300, 1_300, 41)
    boxes = land(edge[:-1], edge[::-1][1:, None], edge[1:], edge[::-1][:-1, None])
    ground = shapely.union_all(shapes)
    near = shapely.area(shapely.intersection(boxes, ground)) > 1
    assert rows["all"] == pytest.approx(values[near & (values > 0)].sum(), rel=1e-9 if crs == 4548 else 0.05)


def _reference(code):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


@pytest.mark.parametrize(
    "people, per_head, met, open_",
    [(100, 20, True, None), (200, 10, False, None), (118, 2_000 / 118, False, None)],
)
def test_park_area_per_head_is_judged_in_the_built_up_area(run, layer, homes, table, people, per_head, met, open_):
    """2 000 of the park's 20 000 m² lie in the built-up area, with one of the plots; 17 m² per head are asked for."""
    park = layer([land(0, -200, 200, -100)], name="parks")
    town = layer([land(0, -110, 200, 300)], name="town")
    homes = layer(PLOTS[:2], {"people": [people, 50]}, name="homes")
    (row,) = table(run(homes, park, POPULATION_FIELD="people", BUILT_UP=town, **OUTPUTS)["SUMMARY"])
    assert row["gv_built_up_park_m2_per_head"] == pytest.approx(per_head)
    assert (row["gv_built_up_population"], row["gv_built_up_park_ha"]) == pytest.approx((people, 0.2))
    assert (row["gv_park_target_m2"], row["gv_park_met"], row["gv_park_open"]) == (17, met, open_)
    assert row["gv_park_m2_per_head"] == pytest.approx(20_000 / (people + 50))


@pytest.mark.parametrize("lost, open_", [(10, None), (30, "not_placed")])
def test_people_who_are_not_placed_may_leave_the_park_area_per_head_open(run, layer, streets, table, lost, open_):
    """100 people with 2 000 m² of park; with ten more there are 18 m² per head, with thirty 15."""
    park, town = layer([land(0, -110, 200, -100)], name="parks"), layer([land(0, -110, 200, 300)], name="town")
    homes = layer(PLOTS[:1], name="homes")
    shapes = [land(0, 0, 150, 150), land(150, 0, 190, 150), land(5_000, 0, 5_100, 150)]
    found = run(homes, park, BUILT_UP=town, **streets([100, lost, 10_000], shapes), **OUTPUTS)
    row = table(found["SUMMARY"])[-1]
    assert row["gv_built_up_park_m2_per_head"] == pytest.approx(20)
    assert (row["gv_park_met"], row["gv_park_open"]) == (NULL if open_ else True, open_ or NULL)


@pytest.mark.parametrize(
    ("people", "lost", "open_"), [(111, 3, None), (111, 4, "not_placed"), (112, 3, "partly_mapped")]
)
def test_people_who_may_live_there_for_more_than_one_reason_count_together(run, layer, table, people, lost, open_):
    """17 m² are for 117 people; a gap of 3 m beside homes of 100 m may have 3 for each hundred of theirs."""
    town = layer([land(0, 0, 300, 100)], name="town")
    shapes = [land(0, 0, 100, 100), land(100, 0, 120, 100), land(120, 0, 297, 100), None]
    columns = {"DLBM": ["0701", "1401", "1301", "0701"], "people": [people, None, None, lost]}
    ground = layer(shapes, columns, name="land use")
    taken = {"RESIDENTIAL_TAKE": "class:residential", "PARKS_TAKE": "class:park", "POPULATION_FIELD": "people"}
    taken |= {"RESIDENTIAL_SYSTEM": 3, "PARKS_SYSTEM": 3, "BUILT_UP": town}
    row = table(run(ground, ground, **taken, **OUTPUTS)["SUMMARY"])[-1]
    assert (row["gv_built_up_population"], row["gv_park_open"]) == (people, open_ or NULL)


@pytest.mark.parametrize("people", [[100, None], [100], [100, 0]])
def test_homes_of_unknown_people_leave_the_park_area_per_head_open(run, layer, streets, table, log, people):
    """Two plots in the town, of which only the western one's street says who lives there; a 0 is a number too."""
    park, town = layer([land(100, 0, 120, 100)], name="parks"), layer([land(0, 0, 400, 100)], name="town")
    homes, given = layer([PLOTS[0], PLOTS[2]], name="homes"), streets(people, STREETS[: len(people)])
    row = table(run(homes, park, BUILT_UP=town, **given, **OUTPUTS)["SUMMARY"])[-1]
    known = people[-1] == 0
    assert row["gv_built_up_park_m2_per_head"] == pytest.approx(20)
    assert (row["gv_park_met"], row["gv_park_open"]) == ((True, NULL) if known else (NULL, "people_unknown"))
    said = "It is not known how many people live on 1.00 ha of residential land, of which “streets"
    assert any(text.startswith(said) for text in log.warnings) != known


def test_homes_without_a_number_of_people_leave_the_park_area_per_head_open(run, layer, table):
    park, town = layer([land(100, 0, 120, 100)], name="parks"), layer([land(0, 0, 400, 100)], name="town")
    homes = layer([PLOTS[0], PLOTS[2]], {"people": [100, None]}, name="homes")
    row = table(run(homes, park, BUILT_UP=town, POPULATION_FIELD="people", **OUTPUTS)["SUMMARY"])[-1]
    assert (row["gv_park_met"], row["gv_park_open"]) == (NULL, "people_unknown")


@pytest.mark.parametrize("lost, open_", [(10, None), (30, "not_placed")])
def test_people_of_homes_without_a_geometry_are_not_placed_and_may_leave_it_open(run, layer, table, log, lost, open_):
    """100 people with 2 000 m² of park; with ten more there are 18 m² per head, with thirty 15."""
    park, town = layer([land(0, -110, 200, -100)], name="parks"), layer([land(0, -110, 200, 300)], name="town")
    homes = layer([PLOTS[0], None, None], {"people": [100, lost, None]}, name="homes")
    found = run(homes, park, log, POPULATION_FIELD="people", BUILT_UP=town, **OUTPUTS)
    rows = table(found["SUMMARY"])
    assert [(row["gv_scope"], row["gv_population"]) for row in rows] == [("not_placed", lost), ("all", 100)]
    assert found["NOT_PLACED"] == lost
    assert (rows[-1]["gv_park_met"], rows[-1]["gv_park_open"]) == (NULL if open_ else True, open_ or NULL)
    assert any(text.startswith(f"{lost} of the {100 + lost} people of “homes") for text in log.warnings)
    with pytest.raises(QgsProcessingException, match="negative population in the feature 2"):
        run(layer([PLOTS[0], None], {"people": [100, -3]}, name="homes"), park, POPULATION_FIELD="people", **OUTPUTS)


@pytest.mark.parametrize(
    ("floor", "open_"),
    [
        ([90.0, 10.0], None), ([90.0, None], "people_no_floor_area"), ([90.0, 0.0], "people_no_floor_area"),
        # Villas beside towers; a placeholder; and floor area in hectares all over.
        ([90_000.0, 2_000.0], None), ([90_000.0, 1.0], "people_no_floor_area"), ([9.0, 1.0], None),
    ],
)  # fmt: skip
def test_homes_without_floor_area_leave_it_open_and_homes_with_none_are_told(
    run, layer, streets, table, log, floor, open_
):
    """100 people of a street on two plots, of which one lies in the town with the park."""
    park, town = layer([land(0, -110, 200, -100)], name="parks"), layer([land(0, -110, 200, 300)], name="town")
    homes = layer([PLOTS[0], PLOTS[2]], {"floor": floor}, name="homes")
    given = streets([100], [land(0, 0, 400, 150)])
    row = table(run(homes, park, log, BUILT_UP=town, FLOOR_AREA_FIELD="floor", **given, **OUTPUTS)["SUMMARY"])[-1]
    assert row["gv_park_open"] == (open_ or NULL)
    assert any("have a floor area of 0 in “floor”; nobody is put there" in text for text in log.warnings) == (
        0 in floor
    )


def test_homes_beyond_a_raster_leave_it_open(run, layer, raster, table):
    """Cells on the plots alone; the raster reaches over both, or ends between them."""
    homes, park = layer([PLOTS[0], PLOTS[2]], name="homes"), layer([land(0, -110, 200, -100)], name="parks")
    town = layer([land(0, -110, 400, 300)], name="town")
    for columns, open_ in ((8, NULL), (4, "people_unknown")):
        path = raster(np.full((2, columns), 5) * (np.arange(columns) % 4 < 2), upright(50, north=100))
        row = table(run(homes, park, BUILT_UP=town, POPULATION_RASTER=path, **OUTPUTS)["SUMMARY"])[-1]
        assert row["gv_park_open"] == open_


def test_homes_on_cells_without_data_leave_it_open(run, layer, raster, table):
    """A raster that a mask has cut out says nothing of what it leaves out, as one that ends there; 0 is a number.

    Whether or not the raster says which of its values stands for that: no amount is negative.
    """
    homes, park = layer([PLOTS[0], PLOTS[2]], name="homes"), layer([land(0, -110, 200, -100)], name="parks")
    town, values = layer([land(0, -110, 400, 300)], name="town"), np.zeros((8, 10))
    values[4:6, [1, 2]] = 20
    for left_out, nodata, open_ in (
        (-9999.0, -9999.0, "people_unknown"),
        (-9999.0, None, "people_unknown"),
        (-1.0, -9999.0, "people_unknown"),
        (np.inf, None, "people_unknown"),
        (0.0, -9999.0, NULL),
    ):
        values[:, 5:] = left_out
        path = raster(values, upright(50, west=-50, north=300), nodata=nodata)
        row = table(run(homes, park, BUILT_UP=town, POPULATION_RASTER=path, **OUTPUTS)["SUMMARY"])[-1]
        assert row["gv_park_open"] == open_


def test_a_street_in_another_unit_than_the_rest_leaves_it_open(run, layer, streets, table):
    """Tens of thousands, in one of three streets with a km² of homes each."""
    shapes = [land(1_000 * one, 0, 1_000 * one + 1_000, 1_000) for one in range(3)]
    homes, park = layer(shapes, name="homes"), layer([land(0, -500, 3_000, 0)], name="parks")
    town = layer([land(0, -500, 3_000, 1_000)], name="town")
    for people, open_ in (
        (80_000, NULL),
        (8, "people_too_few"),
        (0, "people_too_few"),
        (8_000_000, "people_too_many"),
        (None, "people_unknown"),
    ):
        given = streets([30_000, 40_000, people], shapes)
        row = table(run(homes, park, BUILT_UP=town, **given, **OUTPUTS)["SUMMARY"])[-1]
        assert row["gv_park_open"] == open_


def test_a_street_that_could_not_be_read_leaves_the_park_area_per_head_open(run, layer, streets, table):
    park, town = layer([land(0, -110, 200, -100)], name="parks"), layer([land(0, -110, 200, 300)], name="town")
    odd = shapely.transform(land(0, 0, 9, 9), lambda xy: np.where(xy == xy.max(), np.nan, xy))
    given = streets([100, 1], [land(0, 0, 150, 150), odd])
    found = run(layer(PLOTS[:1], name="homes"), park, BUILT_UP=town, **given, **OUTPUTS)
    rows = table(found["SUMMARY"])
    assert [(row["gv_scope"], row["gv_population"]) for row in rows] == [("not_placed", 1), ("all", 100)]
    assert (rows[-1]["gv_park_met"], rows[-1]["gv_park_open"]) == (NULL, "unread")


def test_the_report_says_both_milestones_and_why_there_is_no_judgement(run, homes, parks, tmp_path):
    path = tmp_path / "report.html"
    run(homes, parks, POPULATION_FIELD="people", REPORT=str(path))
    text = path.read_text(encoding="utf-8")
    assert "16.7 m² by 2025, 17 m² by 2035" in text
    assert "Ecological restoration plan (2021–2035), ch. 2 §2, table 2-1" in text
    assert "The target is one of the built-up area, which is not given" in text


def test_a_profile_without_milestones_judges_nothing(run, homes, parks, layer, table, tmp_path, monkeypatch):
    national = load(profiles.FOLDER / "national.json")
    monkeypatch.setattr("greenvein.processing.profiles.find", lambda: (national, None))
    path, town = tmp_path / "report.html", layer([land(0, 0, 900, 2_900)], name="town")
    found = run(homes, parks, POPULATION_FIELD="people", BUILT_UP=town, REPORT=str(path), **OUTPUTS)
    (row,) = table(found["SUMMARY"])
    assert (row["gv_park_target_m2"], row["gv_park_met"], row["gv_park_open"]) == (NULL, NULL, NULL)
    assert row["gv_built_up_population"] == 10
    assert "The plan profile has no target of the park area per head" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("field", "people", "copies", "open_"),
    [
        ("people", 100, 1, None), ("人口_万", 100, 1, "people_in_ten_thousands"),
        ("千人", 100, 1, "people_in_thousands"), ("人口_百", 100, 1, "people_in_hundreds"),
        ("总户数", 100, 1, "people_households"), ("户籍人口", 100, 1, None),
        ("就业人口", 100, 1, "people_others"), ("Shape_Area", 100, 1, "people_others"),
        ("people", 0.001, 1, "people_too_few"),
        ("people", 100_000_000, 1, "people_too_many"), ("people", 100, 2, "people_twice"),
    ],
)  # fmt: skip
def test_people_who_cannot_be_those_who_live_there_leave_the_park_area_per_head_open(
    run, layer, table, log, field, people, copies, open_
):
    """Of streets, of homes themselves, and of the same homes drawn twice."""
    park, town = layer([land(0, -110, 200, -100)], name="parks"), layer([land(0, -110, 200, 300)], name="town")
    plots = layer(PLOTS[:1], name="homes")
    streets = layer([land(0, 0, 200, 300)] * copies, {field: [people] * copies}, name="streets")
    asked = {"POPULATION_LAYER": streets, "POPULATION_LAYER_FIELD": field, "BUILT_UP": town}
    (row,) = table(run(plots, park, **asked, **OUTPUTS)["SUMMARY"])
    own = layer(PLOTS[:1] * copies, {field: [people] * copies}, name="homes")
    (of_homes,) = table(run(own, park, POPULATION_FIELD=field, BUILT_UP=town, **OUTPUTS)["SUMMARY"])
    for one in (row, of_homes):
        assert one["gv_park_open"] == (NULL if open_ is None else open_)
        assert (one["gv_park_met"] == NULL) == (open_ is not None)
    told = [text for text in log.warnings if "per head is judged" in text]
    assert len(told) == 2 * (open_ is not None)


@pytest.mark.parametrize(("each", "open_"), [(100, None), (4, "people_too_few"), (250_000, "people_too_many")])
def test_a_raster_with_more_people_than_live_anywhere_or_fewer_leaves_the_park_area_per_head_open(
    run, layer, raster, table, each, open_
):
    """2 000 m² of parks beside a plot of 1 ha, which a cell of 100 m puts so many people on."""
    park, town = layer([land(0, -110, 200, -100)], name="parks"), layer([land(0, -110, 200, 300)], name="town")
    persons = np.zeros((14, 3))
    persons[12, 0] = each
    cells = raster(persons, upright(100, 0, 1_300), 4548, nodata=-9_999)
    rows = table(
        run(layer(PLOTS[:1], name="homes"), park, POPULATION_RASTER=cells, BUILT_UP=town, **OUTPUTS)["SUMMARY"]
    )
    assert rows[-1]["gv_park_open"] == (NULL if open_ is None else open_)
