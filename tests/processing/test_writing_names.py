"""Names of files, tables and fields that a format does not take as they are."""

import random

import pytest
from osgeo import ogr
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsVectorLayer
from shapely import box

EAST, NORTH = 500_000, 4_420_000
HOME = box(EAST, NORTH, EAST + 1000, NORTH + 1000)
# What GDAL does not let the name of a GeoPackage's table begin with (ogr/ogrsf_frmts/gpkg), but for “/”.
MARKS = "`~!@#$%^&*()+-={}|[]\\:\";'<>?,."
SIGNS = "绿地住宅小区规划现状名称建设用地终稿"


@pytest.fixture
def parks(layer):
    return layer([box(EAST - 1000, NORTH + 1000, EAST + 2000, NORTH + 1100)], name="parks")


@pytest.fixture
def homes(layer):
    def make(**columns):
        return layer([HOME], {name: [value] for name, value in (columns or {"name": "甲"}).items()}, name="homes")

    return make


def tables_of(path):
    return {table.GetName(): table.GetFeatureCount() for table in ogr.Open(str(path))}


@pytest.mark.cases(6, first=2)
def test_fields_that_a_shapefile_cuts_within_a_character_are_written(run, parks, table, tmp_path, seed):
    """Ten bytes are three signs and a third; at a width over 254 GDAL warns of it with what is left."""
    draw = random.Random(seed)
    name = "".join(draw.choices(SIGNS, k=draw.randint(4, 9)))
    homes = QgsVectorLayer(f"MultiPolygon?crs=EPSG:4548&field={name}:string({draw.randint(255, 999)})", "a", "memory")
    feature = QgsFeature(homes.fields())
    feature.setAttributes(["甲"])
    feature.setGeometry(QgsGeometry.fromWkt(HOME.wkt))
    homes.dataProvider().addFeatures([feature])
    (row,) = table(run(homes, parks, COVERAGE=str(tmp_path / "coverage.shp"))["COVERAGE"])
    assert "甲" in row.values()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["gpkg", "sqlite"])
@pytest.mark.parametrize("start", [*random.Random(5).sample(MARKS, 6), "(", "gpkg", "GPKG_", "sqlite_", "绿.", "a.%4."])
def test_a_file_may_be_called_as_no_table_can(run, homes, parks, table, tmp_path, start, ending):
    path = tmp_path / f"{start}绿地.{ending}"
    for _ in range(2):  # a new file, and one that is there
        found = run(homes(), parks, COVERAGE=str(path))["COVERAGE"]
        assert [row["name"] for row in table(found)] == ["甲"]
        assert [*tables_of(path).values()] == [1]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("file", ["a.gpkg", "绿地2024.12.gpkg"])
def test_a_table_goes_into_a_file_with_dots_in_its_name(run, homes, parks, saved, table, tmp_path, file):
    saved(parks, tmp_path / file)
    found = run(homes(), parks, COVERAGE=f"{tmp_path / file}|layername=homes")["COVERAGE"]
    assert [row["name"] for row in table(found)] == ["甲"]
    assert tables_of(tmp_path / file) == {"parks": 1, "homes": 1}


@pytest.mark.parametrize(("path", "table"), [("a.gpkg", "(终)"), ("a.gpkg", "GPKG地"), ("a.sqlite", "sqlite_地")])
def test_a_table_that_cannot_be_is_refused_before_anything_is_read(run, homes, parks, log, tmp_path, path, table):
    with pytest.raises(QgsProcessingException, match="the format has no table of that name"):
        run(homes(), parks, COVERAGE=f"{tmp_path / path}|layername={table}")
    assert list(tmp_path.iterdir()) == []
    assert not any("features read" in line for line in log.info)


@pytest.mark.slow
@pytest.mark.parametrize("file", ["out.gpkg", "out.sqlite", "out.gdb", "绿地2024.12.gpkg"])
@pytest.mark.parametrize("fields", [("geom", "GEOM_1"), ("Geometry",), ("SHAPE", "shape_1")])
def test_a_field_called_as_the_geometry_stays(run, homes, parks, table, tmp_path, file, fields):
    for _ in range(2):
        found = run(homes(**dict.fromkeys(fields, "甲")), parks, COVERAGE=str(tmp_path / file))["COVERAGE"]
        (row,) = table(found)
        written = {name.lower(): value for name, value in row.items()}
        assert [written[field.lower()] for field in fields] == ["甲"] * len(fields)
        assert written["gv_area_m2"] == pytest.approx(1e6)
    opened = QgsVectorLayer(found, "found", "ogr")
    assert next(opened.getFeatures()).geometry().area() == pytest.approx(1e6)
