"""Reading: every kind of geometry and file gives the land that is in it, and what cannot serve is counted."""

import math
import struct
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from osgeo import gdal
from qgis.core import QgsGeometry, QgsPointXY, QgsProcessingContext, QgsProcessingUtils, QgsVectorLayer
from shapely import box

DATA = Path(__file__).parent.parent / "data"
X, Y = 500_000, 4_420_000
SQUARE = [(X, Y), (X, Y + 1000), (X + 1000, Y + 1000), (X + 1000, Y), (X, Y)]
WELL = box(X + 5000, Y, X + 5100, Y + 100)  # a hectare that is as it should be, behind the odd one
PARK = box(X - 1000, Y - 100, X + 8000, Y)


def rings(*corners):
    """A polygon as WKB from rings that need not be closed or have any area."""
    parts = [struct.pack("<I", len(ring)) + np.array(ring, "<f8").tobytes() for ring in corners]
    return struct.pack("<BII", 1, 3, len(corners)) + b"".join(parts)


WHOLE = {  # read without a word, and their area in hectares
    "plain": (rings(SQUARE), "Polygon", 100),
    "unclosed ring": (rings(SQUARE[:-1]), "Polygon", 100),
    "unclosed triangle": (rings(SQUARE[:3]), "Polygon", 50),
    "hole of two points": (rings(SQUARE, [(X + 10, Y + 10), (X + 20, Y + 20)]), "Polygon", 100),
    "hole": (
        rings(SQUARE, [(X + 10, Y + 10), (X + 10, Y + 110), (X + 110, Y + 110), (X + 110, Y + 10), (X + 10, Y + 10)]),
        "Polygon",
        99,
    ),
    "Z": (
        f"PolygonZ (({X} {Y} 7, {X} {Y + 1000} 7, {X + 1000} {Y + 1000} 9, {X + 1000} {Y} 7, {X} {Y} 7))",
        "PolygonZ",
        100,
    ),
    "M": (
        f"PolygonM (({X} {Y} 7, {X} {Y + 1000} 7, {X + 1000} {Y + 1000} 9, {X + 1000} {Y} 7, {X} {Y} 7))",
        "PolygonM",
        100,
    ),
    "ZM": (
        f"PolygonZM (({X} {Y} 7 1, {X} {Y + 1000} 7 1, {X + 1000} {Y + 1000} 9 1, {X + 1000} {Y} 7 1, {X} {Y} 7 1))",
        "PolygonZM",
        100,
    ),
    "circle": (
        f"CurvePolygon (CircularString ({X} {Y + 1000}, {X + 2000} {Y + 1000}, {X} {Y + 1000}))",
        "CurvePolygon",
        100 * math.pi,
    ),
    "half disc": (
        f"MultiSurface (CurvePolygon (CompoundCurve (CircularString ({X} {Y}, {X + 1000} {Y + 1000}, {X + 2000} {Y}),"
        f"({X + 2000} {Y}, {X} {Y}))))",
        "MultiSurface",
        50 * math.pi,
    ),
}
SKIPPED = {  # nothing to measure
    "null": (None, 1),
    "no rings": (rings(), 1),
    "empty ring": (rings([]), 1),
    "no area": (rings([(X, Y), (X + 10, Y), (X + 20, Y), (X, Y)]), 1),
}
UNREADABLE = {
    "ring of one point": rings([(X, Y)]),
    "ring of two points": rings([(X, Y), (X + 10, Y)]),
    "not a number": rings([(X, Y), (X, math.nan), (X + 1000, Y + 1000), (X + 1000, Y), (X, Y)]),
    "a ring from no number to no number": rings([(math.nan, Y), *SQUARE[1:4], (math.nan, Y)]),
    "a hole from no number to no number": rings(
        SQUARE, [(X + 10, math.nan), (X + 20, Y + 20), (X + 20, Y + 10), (X + 10, math.nan)]
    ),
    "infinite": rings([(X, Y), (X, math.inf), (X + 1000, Y + 1000), (X + 1000, Y), (X, Y)]),
}


@pytest.fixture(params=["memory", "GPKG"])
def homes(request, layer, saved, tmp_path):
    """Make a layer, or a file, of a geometry and a good one behind it; return it with its name in the log."""

    def make(geometry, kind="Polygon"):
        made = layer([geometry, WELL], {"name": ["odd", "well"]}, name="homes", kind=kind)
        return made if request.param == "memory" else QgsVectorLayer(saved(made, tmp_path / "a.gpkg"), "homes", "ogr")

    return make


@pytest.mark.parametrize(("geometry", "kind", "hectares"), WHOLE.values(), ids=WHOLE)
def test_land_is_read_whatever_its_geometry_is_like(run, layer, log, homes, geometry, kind, hectares):
    numbers = run(homes(geometry, kind), layer([PARK]))
    assert numbers["RESIDENTIAL_HA"] == pytest.approx(hectares + 1, rel=1e-6)
    assert log.counts("homes") == "homes (Residential land): 2 features read, 0 repaired, 0 skipped, 2 used."


def test_heights_that_are_no_numbers_do_not_matter(run, layer, log, homes):
    square = QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in SQUARE]])
    square.get().addZValue(math.nan)
    assert run(homes(square, "PolygonZ"), layer([PARK]))["RESIDENTIAL_HA"] == pytest.approx(101)
    assert log.counts("homes") == "homes (Residential land): 2 features read, 0 repaired, 0 skipped, 2 used."


def test_crossing_rings_are_repaired_and_counted(run, layer, log, homes):
    bow_tie = rings([(X, Y), (X + 1000, Y + 1000), (X + 1000, Y), (X, Y + 1000), (X, Y)])
    numbers = run(homes(bow_tie), layer([PARK]))
    assert numbers["RESIDENTIAL_HA"] == pytest.approx(50 + 1)
    assert log.counts("homes") == "homes (Residential land): 2 features read, 1 repaired, 0 skipped, 2 used."


@pytest.mark.parametrize(("geometry", "skipped"), SKIPPED.values(), ids=SKIPPED)
def test_what_has_no_area_is_skipped_and_counted(run, layer, log, homes, geometry, skipped):
    assert run(homes(geometry), layer([PARK]))["RESIDENTIAL_HA"] == pytest.approx(1)
    assert log.counts("homes") == f"homes (Residential land): 2 features read, 0 repaired, {skipped} skipped, 1 used."
    assert log.warnings == [log.counts("homes")]


@pytest.mark.parametrize("geometry", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_listed_with_its_id(run, layer, log, homes, geometry, openable):
    assert run(homes(geometry), layer([PARK]))["RESIDENTIAL_HA"] == pytest.approx(1)
    assert log.counts("homes") == "homes (Residential land): 2 features read, 0 repaired, 1 skipped, 1 used."
    assert log.warnings == [
        "The layer “homes (Residential land)” has features whose geometry cannot be read or cannot lie in its "
        "coordinate reference system, and which are left out; their ids are: 1.",
        "1 features of “homes (Residential land)” could not be read; with them the answer might be another, so there "
        "is no verdict on what they may decide.",
    ]


def test_curved_polygons_of_a_collection_are_land(run, layer, log):
    circle = f"CurvePolygon (CircularString ({X} {Y + 1000}, {X + 2000} {Y + 1000}, {X} {Y + 1000}))"
    arc = f"CircularString ({X} {Y}, {X + 9} {Y + 9}, {X + 18} {Y})"
    mixed = f"GeometryCollection (Point ({X} {Y}), {arc}, GeometryCollection ({circle}))"
    homes = layer([mixed, shapely.GeometryCollection([WELL])], name="homes", kind="GeometryCollection")
    assert run(homes, layer([PARK]))["RESIDENTIAL_HA"] == pytest.approx(100 * math.pi + 1, rel=1e-6)
    assert log.counts("homes") == "homes (Residential land): 2 features read, 0 repaired, 0 skipped, 2 used."


def test_a_collection_whose_only_polygon_cannot_be_read_is_listed_with_its_id(run, layer, log):
    collection = struct.pack("<BII", 1, 7, 1) + UNREADABLE["ring of two points"]
    homes = layer([collection, shapely.GeometryCollection([WELL])], name="homes", kind="GeometryCollection")
    assert run(homes, layer([PARK]))["RESIDENTIAL_HA"] == pytest.approx(1)
    assert log.warnings == [
        "The layer “homes (Residential land)” has features whose geometry cannot be read or cannot lie in its "
        "coordinate reference system, and which are left out; their ids are: 1.",
        "1 features of “homes (Residential land)” could not be read; with them the answer might be another, so there "
        "is no verdict on what they may decide.",
    ]


def test_points_and_lines_among_the_polygons_of_a_collection_are_no_land(run, layer, log):
    mixed = shapely.GeometryCollection([shapely.Point(X, Y), shapely.LineString(SQUARE[:2]), shapely.Polygon(SQUARE)])
    homes = layer([mixed, shapely.GeometryCollection([WELL])], name="homes", kind="GeometryCollection")
    assert run(homes, layer([PARK]))["RESIDENTIAL_HA"] == pytest.approx(101)
    assert log.counts("homes") == "homes (Residential land): 2 features read, 0 repaired, 0 skipped, 2 used."


@pytest.mark.parametrize(("name", "invalid", "flat"), [("residential", 4, 1), ("buildings", 18, 7)])
def test_the_invalid_polygons_of_helsinki_are_repaired_and_counted(run, log, name, invalid, flat):
    """Of those that geopandas finds invalid, some are a line there and back: no land to repair."""
    file = DATA / "helsinki_centre.gpkg"
    independent = geopandas.read_file(file, layer=name).geometry
    assert (~independent.is_valid).sum() == invalid
    assert (independent.area == 0).sum() == flat

    run(f"{file}|layername={name}", f"{file}|layername=parks")
    assert log.counts("helsinki_centre") == (
        f"helsinki_centre › {name} (Residential land): {len(independent)} features read, {invalid - flat} repaired, "
        f"{flat} skipped, {len(independent) - flat} used."
    )


def test_a_layer_that_is_meant_by_its_number_is_not_the_first_one(run, layer, saved, tmp_path):
    first, second = (
        layer([box(X, Y, X + 100, Y + 100)], name="first"),
        layer([box(X, Y, X + 200, Y + 100)], name="second"),
    )
    for one in (first, second):
        saved(one, tmp_path / "two.gpkg")
    homes = QgsVectorLayer(f"{tmp_path / 'two.gpkg'}|layerid=1", "homes", "ogr")
    assert run(homes, layer([PARK]))["RESIDENTIAL_HA"] == pytest.approx(2)


@pytest.mark.parametrize("name", ["residential", "parks", "buildings"])
@pytest.mark.parametrize("driver", ["GPKG", "FlatGeobuf", "ESRI Shapefile"])
def test_the_fast_way_reads_what_qgis_reads(provider, saved, tmp_path, driver, name):
    from greenvein.processing.io.read import plain_file, read_raw

    layer = QgsVectorLayer(f"{DATA / 'helsinki_centre.gpkg'}|layername={name}", name, "ogr")
    suffix = {"GPKG": "gpkg", "FlatGeobuf": "fgb", "ESRI Shapefile": "shp"}[driver]
    copy = QgsVectorLayer(saved(layer, tmp_path / f"copy.{suffix}", driver), name, "ogr")
    file = plain_file(copy.source(), copy)
    assert file is not None
    source = QgsProcessingUtils.variantToSource(copy, QgsProcessingContext())

    read_raw(None, [], file, lambda: None)  # the fast way needs no source
    fast, general = (read_raw(source, ["osm_id", "name"], way, lambda: None) for way in (file, None))
    assert fast.fid.tolist() == general.fid.tolist() == [feature.id() for feature in copy.getFeatures()]
    # QGIS makes every polygon of a Shapefile a multipolygon; the corners are the same.
    corners = [shapely.get_coordinates(shapely.from_wkb(raw.wkb), return_index=True) for raw in (fast, general)]
    assert np.array_equal(corners[0][0], corners[1][0])
    assert np.array_equal(corners[0][1], corners[1][1])
    assert fast.columns == general.columns
    assert any(value is None for value in fast.columns["name"])
    assert any(isinstance(value, str) for value in fast.columns["name"])


def test_the_fast_way_is_for_plain_files_alone(layer, saved, tmp_path):
    from greenvein.processing.io.read import plain_file
    from qgis.core import QgsProcessingFeatureSourceDefinition

    homes = QgsVectorLayer(saved(layer([WELL, WELL], {"n": [1, 2]}), tmp_path / "a.gpkg"), "homes", "ogr")
    path = homes.source()
    assert plain_file(path, homes).path == str(tmp_path / "a.gpkg")
    for definition in (
        QgsProcessingFeatureSourceDefinition(path, True),
        QgsProcessingFeatureSourceDefinition(path, False, 1),
        QgsProcessingFeatureSourceDefinition(path, False, -1, filterExpression="n = 1"),
    ):
        assert plain_file(definition, homes) is None
    assert plain_file("memory", layer([WELL])) is None
    polygons = f"{path}|geometrytype=MultiPolygon"
    assert plain_file(polygons, QgsVectorLayer(polygons, "homes", "ogr")) is None
    homes.setSubsetString("n = 1")
    assert plain_file(path, homes) is None
    homes.setSubsetString("")
    homes.startEditing()
    assert plain_file(path, homes) is None
    homes.rollBack()


def test_feature_ids_with_gaps_stay_with_their_values(run, layer, saved, tmp_path, table):
    homes = QgsVectorLayer(saved(layer([WELL] * 3, {"n": [10, 20, 30]}), tmp_path / "a.gpkg"), "homes", "ogr")
    homes.startEditing()
    homes.deleteFeature(2)
    homes.commitChanges()
    far = layer([box(X, Y + 9000, X + 1, Y + 9001)])
    found = run(homes, far, POPULATION_FIELD="n", BLIND_AREAS="TEMPORARY_OUTPUT")
    rows = sorted((row["gv_source"], row["gv_population"]) for row in table(found["BLIND_AREAS"]))
    assert rows == [("1", pytest.approx(10)), ("3", pytest.approx(30))]


def test_chinese_layer_field_and_path_names_serve(run, layer, saved, tmp_path, table, log):
    folder = tmp_path / "朝阳区 规划"
    folder.mkdir()
    homes = saved(layer([WELL, WELL], {"名称": ["甲", "乙"], "人口": [1, 2]}, name="居住用地"), folder / "用地.gpkg")
    parks = saved(layer([PARK], name="公园绿地"), folder / "用地.gpkg")
    zones = saved(layer([WELL], {"区名": ["朝阳"]}, name="区县"), folder / "用地.gpkg")
    found = run(
        homes, parks, ZONES=zones, ZONE_FIELD="区名", POPULATION_FIELD="人口", ID_FIELD="名称",
        TIERS="0, 1", COVERAGE=str(folder / "覆盖.gpkg"), BLIND_AREAS=str(folder / "盲区.gpkg"),
    )  # fmt: skip
    assert {row["名称"] for row in table(found["COVERAGE"])} == {"甲", "乙"}
    assert {(row["gv_source"], row["gv_zone"]) for row in table(found["BLIND_AREAS"])} == {
        ("甲", "朝阳"),
        ("乙", "朝阳"),
    }
    assert log.counts("用地 › 居住用地")


def test_a_kept_result_is_called_by_its_title_and_not_by_its_table(run, layer, saved, tmp_path, log):
    made = layer([WELL], {"gv_coverage_pct": [50.0]}, name="parkcoverage_20261130_164043_coverage")
    path = saved(made, tmp_path / "plan_greenvein.gpkg")
    run(QgsVectorLayer(path, "Homes of the run", "ogr"), layer([PARK]))
    assert log.counts("Homes of the run").startswith("Homes of the run (Residential land): 1 features")


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
def test_chinese_names_and_values_of_a_shapefile_survive(run, layer, saved, tmp_path, table, encoding):
    homes = saved(layer([WELL], {"名称": ["新街口"]}), tmp_path / "homes.shp", "ESRI Shapefile", encoding=encoding)
    zones = saved(layer([WELL], {"区": ["西城区"]}), tmp_path / "zones.shp", "ESRI Shapefile", encoding=encoding)
    content = (tmp_path / "homes.dbf").read_bytes()
    assert "名称".encode(encoding) in content
    assert "新街口".encode(encoding) in content

    found = run(
        homes, layer([PARK]), ZONES=zones, ZONE_FIELD="区", ID_FIELD="名称", TIERS="0, 1",
        COVERAGE=str(tmp_path / "coverage.gpkg"), BLIND_AREAS=str(tmp_path / "blind.gpkg"),
    )  # fmt: skip
    assert [row["名称"] for row in table(found["COVERAGE"])] == ["新街口"]
    assert [(row["gv_source"], row["gv_zone"]) for row in table(found["BLIND_AREAS"])] == [("新街口", "西城区")]


def test_a_zipped_file_is_read_the_general_way(run, layer, saved, tmp_path):
    import zipfile

    saved(layer([WELL], name="homes"), tmp_path / "a.gpkg")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "a.gpkg", "a.gpkg")
    assert run(f"/vsizip/{tmp_path / 'a.zip'}/a.gpkg|layername=homes", layer([PARK]))[
        "RESIDENTIAL_HA"
    ] == pytest.approx(1)


def test_geojson_is_read_the_general_way_though_gdal_raises_errors(run, layer, saved, tmp_path):
    """QGIS's own processing plugin tells GDAL to raise errors for the whole process."""
    path = saved(layer([WELL], name="homes"), tmp_path / "a.geojson", "GeoJSON")
    assert gdal.GetUseExceptions()
    assert QgsVectorLayer(path, "a", "ogr").crs().authid() == "EPSG:4548"
    assert run(path, layer([PARK]))["RESIDENTIAL_HA"] == pytest.approx(1, rel=1e-6)


def test_columns_read_in_batches_are_those_that_qgis_reads(layer, saved, tmp_path):
    from greenvein.processing.io.read import plain_file, read_raw

    columns = {
        "code": ["0101", None, "", "耕地 "],
        "number": [101, None, 0, -7],
        "share": [0.5, None, 0.0, 1e300],
        "open": [True, None, False, True],
    }
    path = saved(layer([WELL] * 4, columns), tmp_path / "columns.gpkg")
    opened = QgsVectorLayer(path, "columns", "ogr")
    file = plain_file(path, opened)
    assert file is not None
    for names in (["code"], ["number", "code"], ["share"], ["open"], ["code", "open"]):
        source = _source(opened)
        fast, slow = (read_raw(source, names, one, lambda: None).columns for one in (file, None))
        assert fast == slow == {name: columns[name] for name in names}
        assert [list(map(type, fast[name])) for name in names] == [list(map(type, slow[name])) for name in names]


def _source(opened):
    from qgis.core import QgsProcessingFeatureSource

    return QgsProcessingFeatureSource(opened, QgsProcessingContext())
