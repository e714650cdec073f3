"""Fields whose names or values a format cannot hold as they are: nothing is lost, and no run fails."""

import json
import math

import pytest
from qgis.core import (
    NULL,
    QgsField,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QByteArray, QDate, QMetaType, QTime
from shapely import box

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_420_000
HOMES = [box(EAST, NORTH, EAST + 1000, NORTH + 1000), box(EAST + 3000, NORTH, EAST + 4000, NORTH + 1000)]
FORMATS = ("gpkg", "shp", "geojson", "csv", "fgb", "sqlite", "xlsx", "ods", "tab", "gdb", "kml", "gml", "geojsonl")
KIND = QMetaType.Type


@pytest.fixture
def parks(layer):
    return layer([box(EAST - 1000, NORTH + 1000, EAST + 2000, NORTH + 1100)], name="parks")


@pytest.fixture
def homes(layer):
    """Make a layer of one home with fields of any kind."""

    def make(*fields_and_values):
        made = layer(HOMES[:1], name="homes")
        provider = made.dataProvider()
        provider.addAttributes([field for field, _ in fields_and_values])
        made.updateFields()
        (feature,) = made.getFeatures()
        values = {number: value for number, (_, value) in enumerate(fields_and_values)}
        assert provider.changeAttributeValues({feature.id(): values})
        return made

    return make


def as_json(value):
    return json.loads(value) if isinstance(value, str) else value


@pytest.mark.parametrize("ending", FORMATS)
def test_values_that_a_format_has_no_columns_for_are_written_as_text(run, log, homes, parks, tmp_path, table, ending):
    source = homes(
        (QgsField("tags", KIND.QVariantMap), {"街道": [1, "x"]}),
        (QgsField("uses", KIND.QStringList), ["x", "y,z"]),
        (QgsField("floors", KIND.QVariantList, "", 0, 0, "", KIND.Int), [1, 2]),
        (QgsField("seal", KIND.QByteArray), QByteArray(b"\x00ab")),
        (QgsField("opens", KIND.QTime), QTime(7, 30, 5)),
    )
    path = tmp_path / f"a.{ending}"
    run(source, parks, COVERAGE=str(path))
    (row,) = table(path)
    assert as_json(row["tags"]) == {"街道": [1, "x"]}
    assert as_json(row["uses"]) == ["x", "y,z"]
    assert as_json(row["floors"]) == [1, 2]
    assert row["seal"] in ("006162", b"\x00ab")
    assert row["opens"] in ("07:30:05", QTime(7, 30, 5))
    (told,) = [line for line in log.warnings if "are text there" in line]
    assert "tags" in told


def test_a_temporary_layer_holds_every_kind_as_it_is(run, log, homes, parks):
    source = homes((QgsField("tags", KIND.QVariantMap), {"a": 1}))
    made = run(source, parks, COVERAGE="TEMPORARY_OUTPUT")["COVERAGE"]
    assert next(made.getFeatures())["tags"] == {"a": 1}
    assert not any("are text there" in line for line in log.warnings)


@pytest.mark.parametrize("ending", FORMATS)
def test_fields_that_differ_in_capitals_only_are_told_apart(run, log, parks, tmp_path, table, ending):
    source = tmp_path / "in.geojson"
    ring = [[float(x), float(y)] for x, y in HOMES[0].exterior.coords]
    feature = {
        "type": "Feature",
        "properties": {"Name": "a", "name_1": "c", "NAME": "b"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4548"}}
    source.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}), encoding="utf-8")
    path = tmp_path / f"a.{ending}"
    run(str(source), parks, COVERAGE=str(path))
    row = {name.casefold(): value for name, value in table(path)[0].items()}
    assert (row["name"], row["name_1"], row["name_2"]) == ("a", "c", "b")
    assert any("name → name_2" in line.casefold() for line in log.warnings)  # SQLite has small letters only


@pytest.mark.parametrize("name", ["R&D", "面积<400", 'q"uo', "it's>1"])
@pytest.mark.parametrize("ending", ["kml", "gml", "gpkg"])
def test_a_field_is_called_so_that_its_file_can_be_read(run, layer, log, parks, tmp_path, ending, name):
    path = tmp_path / f"a.{ending}"
    run(layer(HOMES, {name: ["甲", "乙"]}, name="homes"), parks, COVERAGE=str(path))
    found = QgsVectorLayer(str(path), "found", "ogr")
    assert found.featureCount() == len(HOMES)
    assert "乙" in {str(value) for feature in found.getFeatures() for value in feature.attributes()}
    assert any(f"{name} →" in line for line in log.warnings) == (ending != "gpkg")


def test_an_earlier_result_that_a_shapefile_has_cut_is_replaced(run, layer, parks, tmp_path, table):
    homes = layer(HOMES, {"gv_covers": ["own", "own"]}, name="homes")  # a name of the user's that only begins so
    far = layer([box(EAST + 90_000, NORTH, EAST + 91_000, NORTH + 1000)], name="far")
    once, again, third = (tmp_path / f"{name}.shp" for name in ("once", "again", "third"))
    run(homes, parks, COVERAGE=str(once))
    assert sum(row["gv_coverag"] for row in table(once)) > 0
    run(str(once), far, COVERAGE=str(again))
    assert list(table(again)[0]) == list(table(once)[0])
    assert [row["gv_coverag"] for row in table(again)] == [0, 0]
    assert [row["gv_covers"] for row in table(again)] == ["own", "own"]
    # What an earlier version left: the old value under the name, the new one under a number.
    left = QgsVectorLayer(str(again), "again", "ogr")
    left.dataProvider().addAttributes([QgsField("gv_cover_1", KIND.Double)])
    del left
    run(str(again), parks, COVERAGE=str(third))
    assert [sorted(row) for row in table(third)] == [sorted(row) for row in table(once)]


def test_a_feature_keeps_what_is_missing(homes):
    from greenvein.processing.io.fitting import Fitting
    from greenvein.processing.io.places import Place

    source = homes((QgsField("tags", KIND.QVariantMap), None))
    assert Fitting(source.fields(), Place("a.gpkg")).fit([None]) == [None]


def test_numbers_become_text_only_where_one_is_too_large(run, layer, log, parks, tmp_path, table):
    exact, more = 2**53, 2**53 + 1
    for ending, number in [("kml", exact), ("kml", more), ("tab", exact), ("tab", more), ("shp", 10**18 - 1)]:
        log.warnings.clear()
        path = tmp_path / f"{ending}{number}.{ending}"
        run(layer(HOMES, {"code": [7, number]}, name="homes"), parks, COVERAGE=str(path))
        too_large = number == more
        assert [row["code"] for row in table(path)] == (["7", str(number)] if too_large else [7, number])
        assert any("are text there: code." in line for line in log.warnings) == too_large


def test_a_name_is_cut_at_the_end_of_a_character_and_stays_apart(run, layer, log, parks, tmp_path, table):
    path = tmp_path / "a.shp"
    run(
        layer(HOMES, {"绿地现状名称": ["甲", "乙"], "绿地现状面积": ["丙", "丁"]}, name="homes"),
        parks,
        COVERAGE=str(path),
    )
    rows = table(path)
    assert [(row["绿地现"], row["绿地_1"]) for row in rows] == [("甲", "丙"), ("乙", "丁")]
    assert any("绿地现状名称 → 绿地现, 绿地现状面积 → 绿地_1" in line for line in log.warnings)
    assert (tmp_path / "a.cpg").read_text() == "UTF-8"


@pytest.mark.parametrize("ending", ["gpkg", "sqlite"])
def test_a_table_keeps_its_rows_whatever_its_columns_are_called(run, layer, parks, tmp_path, table, ending):
    path = tmp_path / f"a.{ending}"
    for _ in range(2):
        run(layer(HOMES, {"rowid": ["甲", None], "oid": [None, -5]}, name="homes"), parks, COVERAGE=str(path))
        assert [(row["rowid"], row["oid"]) for row in table(path)] == [("甲", NULL), (NULL, -5)]


def half_circle(kind, z=""):
    """Return the upper half of a circle of 500 m around (EAST + 500, NORTH)."""
    start, top, end = (f"{EAST + x} {NORTH + y}{z}" for x, y in [(0, 0), (500, 500), (1000, 0)])
    letters = kind[len("MultiSurface") :]
    mark = f" {letters}" if letters else ""
    ring = f"CompoundCurve{mark}(CircularString{mark}({start}, {top}, {end}), ({end}, {start}))"
    return f"MultiSurface{mark}(CurvePolygon{mark}({ring}))"


@pytest.mark.parametrize(("kind", "z"), [("MultiSurface", ""), ("MultiSurfaceZ", " 7"), ("MultiSurfaceZM", " 7 8")])
@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson", "geojsonl", "tab", "kml", "gdb", "fgb", "sqlite", "gml"])
def test_curves_stay_or_become_straight_and_are_never_lost(run, layer, log, parks, tmp_path, ending, kind, z):
    path = tmp_path / f"a.{ending}"
    run(layer([half_circle(kind, z)], kind=kind), parks, COVERAGE=str(path))
    opened = QgsVectorLayer(str(path), "found", "ogr")
    (shape,) = [feature.geometry() for feature in opened.getFeatures() if feature.hasGeometry()]
    if not opened.crs().isGeographic():
        assert shape.area() == pytest.approx(math.pi * 500**2 / 2, rel=1e-4)
    holds_curves = ending in ("gpkg", "gdb", "fgb", "sqlite", "gml")
    told = [line for line in log.warnings if "has no curves; those of 1 features" in line]
    assert shape.constGet().hasCurvedSegments() == holds_curves
    assert len(told) == (not holds_curves)
    vertex = next(shape.vertices())
    assert not z or (vertex.z() == 7) == (ending != "tab")
    assert any("no heights" in line for line in log.warnings) == (bool(z) and ending == "tab")
    no_m = ending in ("tab", "geojson", "geojsonl", "kml", "gml")
    assert any("no M values" in line for line in log.warnings) == (kind.endswith("ZM") and no_m)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_feature_without_geometry_is_in_the_file_or_the_reason_is_told(run, layer, parks, tmp_path, table, ending):
    path = tmp_path / f"a.{ending}"
    homes = layer([HOMES[0], None, "MULTIPOLYGON EMPTY"], {"n": ["a", "b", "c"]}, name="homes")
    if ending == "fgb":
        with pytest.raises(QgsProcessingException, match=r"a\.fgb” cannot be written: .*; how many: 2\. Choose"):
            run(homes, parks, COVERAGE=str(path))
        assert list(tmp_path.iterdir()) == []
    else:
        run(homes, parks, COVERAGE=str(path))
        assert [row["n"] for row in table(path)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("ending", "fields", "kind", "words"),
    [
        ("shp", 260, KIND.QString, "take about 66,"),  # of 254 bytes each: 66,040
        ("tab", 135, KIND.QString, "take about 34,"),  # 34,290
        ("shp", 2100, KIND.Bool, "it would have 2,1.* and its format has 2,046 at most"),
    ],
)
def test_more_fields_than_a_format_has_room_for_are_told(run, homes, parks, tmp_path, ending, fields, kind, words):
    source = homes(*[(QgsField(f"f{number}", kind), True) for number in range(fields)])
    with pytest.raises(QgsProcessingException, match=f"a.{ending}” cannot be written: .*{words}"):
        run(source, parks, COVERAGE=str(tmp_path / f"a.{ending}"))


NAMES = ("date", "as", "asc", "desc", "name", "Big", " edge ", "order", "end", "x-Y", "名 ")


@pytest.mark.parametrize("ending", FORMATS)
def test_every_name_that_comes_back_otherwise_is_told(run, layer, log, parks, tmp_path, table, ending):
    path = tmp_path / f"a.{ending}"
    values = {name: [f"v{number}"] for number, name in enumerate(NAMES)}
    run(layer(HOMES[:1], values, name="homes"), parks, COVERAGE=str(path))
    (row,) = table(path)
    found = {value: name for name, value in row.items() if isinstance(value, str)}
    (told,) = [line for line in log.warnings if "have other names there" in line] or [": "]
    for number, name in enumerate(NAMES):
        new = found[f"v{number}"]
        assert (f"{name} → {new}" in told) == (new != name), (name, new, told)


@pytest.mark.parametrize("ending", ["fgb", "gdb", "gpkg", "shp", "tab"])
def test_dates_that_get_a_time_are_told(run, log, homes, parks, tmp_path, ending):
    path = tmp_path / f"a.{ending}"
    run(homes((QgsField("built", KIND.QDate), QDate(2025, 1, 2))), parks, COVERAGE=str(path))
    field = QgsVectorLayer(str(path), "found", "ogr").fields().field("built")
    assert field.type() in (KIND.QDate, KIND.QDateTime)
    assert any("a time of the day only; these have 0:00 there: built." in line for line in log.warnings) == (
        field.type() == KIND.QDateTime
    )


def test_bytes_that_become_text_are_told(run, log, homes, parks, tmp_path, table):
    path = tmp_path / "a.ods"
    run(homes((QgsField("seal", KIND.QByteArray), QByteArray(b"ab"))), parks, COVERAGE=str(path))
    assert table(path)[0]["seal"] == "6162"
    assert any("are text there: seal." in line for line in log.warnings)


@pytest.mark.parametrize("shape", ["AS_WKT", "AS_XY"])
def test_columns_of_the_geometry_are_not_taken_for_fields_with_other_names(run, log, layer, parks, tmp_path, shape):
    homes = layer(HOMES[:1], {"Name": ["a"], "名称": ["b"]}, name="homes")
    path = tmp_path / "a.csv"
    definition = QgsProcessingOutputLayerDefinition(str(path), QgsProject.instance())
    definition.createOptions = {"fileEncoding": "UTF-8", "layerOptions": [f"GEOMETRY={shape}"], "datasourceOptions": []}
    try:
        run(homes, parks, COVERAGE=definition)
    except QgsProcessingException as told:  # X and Y are of points only, which a newer GDAL says
        assert shape == "AS_XY" and "cannot be written in this format" in str(told) and not path.exists()
        return
    head = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert [name for name in head if name not in ("WKT", "X", "Y")][:2] == ["Name", "名称"]
    assert log.warnings == []


@pytest.mark.parametrize(
    "names", [("2020", "2025"), ("名称", "2020"), ("-", "a"), ("-1.5", "1e5"), ("a", "2020-01-01")]
)
def test_names_that_look_like_values_are_the_names_in_a_csv(run, log, layer, parks, tmp_path, names):
    homes = layer(HOMES[:1], {key: ["x"] for key in names}, name="homes")
    path = tmp_path / "a.csv"
    run(homes, parks, COVERAGE=str(path))
    assert tuple(path.read_text(encoding="utf-8-sig").splitlines()[0].replace('"', "").split(",")[:2]) == names
    assert log.warnings == []


def test_a_temporary_layer_says_nothing_of_the_alias_and_the_comment_of_a_field(run, log, homes, parks):
    source = homes((QgsField("xm", KIND.QString, "", 0, 0, "the name of the estate"), "Lakeside"))
    source.setFieldAlias(0, "项目名称")
    assert (source.fields().at(0).alias(), source.fields().at(0).comment()) == ("项目名称", "the name of the estate")
    found = run(source, parks, COVERAGE="TEMPORARY_OUTPUT")["COVERAGE"]
    assert [text for text in log.warnings if "compatible" in text] == []
    assert next(found.getFeatures())["xm"] == "Lakeside"
