"""The analysis CRS, and coordinates on their way there and back."""

import math
import struct
from pathlib import Path

import geopandas
import numpy as np
import pyproj
import pytest
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)
from shapely import MultiPolygon, box

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent.parent / "data"
EAST, NORTH = 500_000, 4_420_000  # on the meridian of the zone EPSG:4548, where the scale is 1


def land(west, south, east, north):
    """A rectangle in metres from a corner near Beijing."""
    return box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def moved(geometry, crs, source="EPSG:4548"):
    """Return a geometry in another CRS, by pyproj and with a corner every 100 m."""
    there = pyproj.Transformer.from_crs(source, crs, always_xy=True)
    dense = shapely.segmentize(geometry, 100)
    return shapely.transform(dense, lambda xy: np.column_stack(there.transform(*xy.T)))


# 100 ha of homes below a park so long that exactly half of them lie within 500 m.
SQUARE, LONG_PARK = land(0, 0, 1000, 1000), land(-1000, 1000, 2000, 1100)
FULL = {name: "TEMPORARY_OUTPUT" for name in ("COVERAGE", "BLIND_AREAS", "SERVICE_AREA")}


def chosen(crs, west, south, east, north):
    from greenvein.processing.io.crs import analysis_crs

    bounds = np.array([[west, south, east, north]], dtype=float)
    return analysis_crs(QgsCoordinateReferenceSystem(crs), bounds, QgsCoordinateTransformContext())


def around(longitude, latitude, crs, size=20_000):
    """Bounds in ``crs`` of some 20 km around a place."""
    degrees = size / 111_000 / 2
    west, south, east, north = longitude - degrees, latitude - degrees, longitude + degrees, latitude + degrees
    return pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform_bounds(west, south, east, north)


@pytest.mark.parametrize(
    ("crs", "longitude", "latitude", "expected"),
    [
        ("EPSG:4548", 116.4, 39.9, "EPSG:4548"),  # Beijing in a zone of its own: kept
        ("EPSG:3879", 24.95, 60.17, "EPSG:3879"),  # Helsinki in Finland's grid: kept
        ("EPSG:2056", 9.5, 47.1, "EPSG:2056"),  # Liechtenstein in Switzerland's: kept
        ("EPSG:32650", 116.4, 39.9, "EPSG:32650"),  # UTM errs by 0.04 %: kept
        ("EPSG:3857", 116.4, 39.9, "EPSG:4548"),  # Web Mercator errs by 30 %: CGCS2000, 117° E
        ("EPSG:3857", 115.4, 40.5, "EPSG:4547"),  # the west of Beijing: 114° E
        ("EPSG:4490", 116.4, 39.9, "EPSG:4548"),
        ("EPSG:4326", 116.4, 39.9, "EPSG:4548"),
        ("EPSG:4490", 87.6, 43.8, "EPSG:4538"),  # Ürümqi: 87° E
        ("EPSG:4490", 131.0, 46.0, "EPSG:4553"),  # Heilongjiang: 132° E
        ("EPSG:3857", 24.95, 60.17, "EPSG:32635"),  # Helsinki: UTM 35 north
        ("EPSG:4326", -46.6, -23.5, "EPSG:32723"),  # São Paulo: UTM 23 south
        ("EPSG:2263", -74.0, 40.7, "EPSG:32618"),  # New York in feet: UTM 18 north
        ("EPSG:4548", 109.0, 34.3, "EPSG:4545"),  # Xi'an in Beijing's zone, eight degrees off: 108° E
    ],
)
def test_the_analysis_crs_is_metric_and_fits_the_data(provider, crs, longitude, latitude, expected):
    found = chosen(crs, *around(longitude, latitude, crs))
    assert found.crs.authid() == expected
    assert found.scale_error < 0.001


def test_the_scale_error_is_that_of_the_worst_place(provider):
    """Transverse Mercator: 1 + x² / 2R² at a distance x from the meridian."""
    found = chosen("EPSG:4548", EAST, NORTH, EAST + 100_000, NORTH + 1000)
    assert found.scale_error == pytest.approx(100_000**2 / (2 * 6_378_000**2), rel=0.01)


def test_areas_are_as_wrong_as_both_lengths_together(provider):
    """Transverse Mercator makes lengths 1 + x² / 2R² times as long in all directions; UTM 0.9996 times that."""
    x = 100_000**2 / (2 * 6_378_000**2)
    own = chosen("EPSG:4548", EAST, NORTH, EAST + 100_000, NORTH + 1000).plane
    utm = chosen("EPSG:32650", EAST, NORTH, EAST + 100_000, NORTH + 1000).plane
    assert (own.least, own.most) == pytest.approx((1 - 2 * x, 1), abs=2e-6)
    assert (utm.least, utm.most) == pytest.approx(((1 - 2 * x) / 0.9996**2, 1 / 0.9996**2), abs=2e-6)


def test_projection_of_equal_areas_has_true_areas_whatever_its_lengths(provider):
    found = chosen("EPSG:3035", *around(10.5, 52.5, "EPSG:3035"))  # near its centre, where lengths are true too
    assert found.crs.authid() == "EPSG:3035"
    assert found.plane.error < 1e-9
    assert not found.plane.values(100.0)


def test_data_too_wide_for_a_zone_get_a_meridian_of_their_own(provider):
    """Five degrees at 47° N: their edge is 303 km from a zone's meridian and 190 km from their own."""
    found = chosen("EPSG:4490", 125, 47, 130, 47.1)
    assert "+lon_0=127.5" in found.crs.toProj()
    assert found.scale_error == pytest.approx(189_900**2 / (2 * 6_390_000**2), rel=0.01)


def test_a_scale_that_cannot_be_true_is_told_as_a_warning(run, layer, log):
    wide = MultiPolygon([moved(SQUARE, "EPSG:4490"), box(87.6, 43.8, 87.61, 43.81)])
    run(layer([wide], crs="EPSG:4490"), layer([LONG_PARK]))
    assert any(line.startswith("The data are too wide for one metric projection") for line in log.warnings)


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4326", "EPSG:3857", "EPSG:32650", "EPSG:4547"])
def test_the_same_city_in_another_crs_has_the_same_coverage(run, layer, crs):
    found = run(layer([moved(SQUARE, crs)], crs=crs), layer([moved(LONG_PARK, crs)], crs=crs))
    # What is kept in its own CRS differs by the scale: up to 0.1 % in length, 0.2 % in area.
    assert found["COVERAGE_PCT"] == pytest.approx(50, abs=0.06)
    assert found["RESIDENTIAL_HA"] == pytest.approx(100, rel=0.002)


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:3857"])
def test_degrees_and_web_mercator_are_measured_in_the_zone_itself(run, layer, log, crs):
    found = run(layer([moved(SQUARE, crs)], crs=crs), layer([moved(LONG_PARK, crs)], crs=crs))
    assert (found["COVERAGE_PCT"], found["RESIDENTIAL_HA"]) == pytest.approx((50, 100), rel=1e-6)
    assert log.info[0] == (
        "Lengths and areas are measured in EPSG:4548 CGCS2000 / 3-degree Gauss-Kruger CM 117E; "
        "over the data lengths are true to 0.000 % there, areas to 0.000 %."
    )


def test_helsinki_in_three_crs_has_the_coverage_of_the_finnish_grid(run, tmp_path):
    found = {}
    for crs in ("EPSG:3879", "EPSG:3857", "EPSG:4326"):
        city = tmp_path / f"{crs[5:]}.gpkg"
        for name in ("residential", "parks"):
            geopandas.read_file(DATA / "helsinki_centre.gpkg", layer=name).to_crs(crs).to_file(city, layer=name)
        found[crs] = run(f"{city}|layername=residential", f"{city}|layername=parks", TIERS="0, 200")["COVERAGE_PCT"]
    assert found["EPSG:3857"] == pytest.approx(found["EPSG:3879"], abs=0.02)
    assert found["EPSG:4326"] == pytest.approx(found["EPSG:3857"], abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second"), [("EPSG:3857", "EPSG:4490"), ("EPSG:4490", "EPSG:4548"), ("EPSG:4548", "EPSG:4326")]
)
def test_inputs_in_two_crs_meet_and_outputs_come_back_in_the_first(run, layer, first, second):
    parks, zones = layer([moved(LONG_PARK, second)], crs=second), layer([moved(SQUARE, "EPSG:4326")], crs="EPSG:4326")
    found = run(layer([moved(SQUARE, first)], crs=first), parks, ZONES=zones, **FULL)
    assert found["COVERAGE_PCT"] == pytest.approx(50, abs=1e-3)
    assert {found[name].crs().authid() for name in FULL} == {first}
    blind = shapely.from_wkb(next(found["BLIND_AREAS"].getFeatures()).geometry().asWkb().data())
    expected = moved(land(0, 0, 1000, 500), first)
    assert blind.symmetric_difference(expected).area < 1e-4 * expected.area


def test_coverage_carries_the_geometry_to_the_last_bit(run, layer):
    shape = moved(SQUARE, "EPSG:4326")
    found = run(layer([shape], crs="EPSG:4326"), layer([LONG_PARK]), COVERAGE="TEMPORARY_OUTPUT")
    assert shapely.from_wkb(next(found["COVERAGE"].getFeatures()).geometry().asWkb().data()).equals_exact(shape)


@pytest.mark.parametrize(
    "corner",
    [(116.4, 95.0), (math.nan, 39.9), (math.inf, 39.9), (5e5, 4.42e6)],
    ids=["beyond the pole", "not a number", "infinite", "metres"],
)
def test_coordinates_off_the_earth_are_listed_and_leave_the_others_alone(run, layer, log, corner, openable):
    ring = [(116.4, 39.9), corner, (116.5, 40.0), (116.4, 39.9)]
    odd = struct.pack("<BIII", 1, 3, 1, 4) + np.array(ring, "<f8").tobytes()
    homes = layer([odd, moved(SQUARE, "EPSG:4490")], crs="EPSG:4490", name="homes", kind="Polygon")
    found = run(homes, layer([LONG_PARK]))
    assert (found["COVERAGE_PCT"], found["RESIDENTIAL_HA"]) == pytest.approx((50, 100), rel=1e-6)
    assert log.warnings == [
        "The layer “homes (Residential land)” has features whose geometry cannot be read or cannot lie in its "
        "coordinate reference system, and which are left out; their ids are: 1.",
        "1 features of “homes (Residential land)” could not be read; with them the answer might be another, so there "
        "is no verdict on what they may decide.",
    ]
    assert "EPSG:4548" in log.info[0]


def test_metres_taken_for_degrees_are_an_error_that_names_layer_and_crs(run, layer):
    with pytest.raises(QgsProcessingException) as refused:
        run(layer([SQUARE], crs="EPSG:4490", name="homes"), layer([LONG_PARK]))
    assert str(refused.value) == (
        "The layer “homes” for “Residential land” has coordinates in metres (500500, 4420500), but its coordinate "
        "reference system EPSG:4490 - China Geodetic Coordinate System 2000 is in degrees; set the projected one that "
        "they are in."
    )


def measuring_tool(crs, ellipsoid):
    tool = QgsDistanceArea()
    tool.setSourceCrs(QgsCoordinateReferenceSystem(crs), QgsProject.instance().transformContext())
    tool.setEllipsoid(ellipsoid)
    return tool


def test_areas_on_the_ellipsoid_are_those_of_qgis(run, layer, table):
    """At 100 km from the meridian the plane's areas are 0.025 % too large."""
    shapes = [land(1e5, 0, 101_000, 1000), land(99e3, 0, 99_100, 50).difference(land(99_010, 10, 99_020, 20))]
    rows = table(run(layer(shapes), layer([LONG_PARK]), AREA=1, COVERAGE="TEMPORARY_OUTPUT")["COVERAGE"])
    areas = [row["gv_area_m2"] for row in rows]
    tool = measuring_tool("EPSG:4548", "EPSG:1024")
    assert areas == pytest.approx([tool.measureArea(QgsGeometry.fromWkt(shape.wkt)) for shape in shapes], rel=1e-6)
    assert areas[0] == pytest.approx(1e6 * (1 - 2 * 1e5**2 / (2 * 6_378_000**2)), rel=1e-5)


def test_ellipsoidal_areas_of_helsinki_are_those_of_qgis(run):
    city = DATA / "helsinki_centre.gpkg"
    buildings = QgsVectorLayer(f"{city}|layername=buildings", "buildings", "ogr")
    tool = measuring_tool("EPSG:3879", "EPSG:7019")
    shapes = {feature.id(): feature.geometry() for feature in buildings.getFeatures()}
    expected = {fid: tool.measureArea(shape) for fid, shape in shapes.items() if shape.isGeosValid()}
    found = run(buildings, f"{city}|layername=parks", AREA=1, COVERAGE="TEMPORARY_OUTPUT")["COVERAGE"]
    areas = {feature["gv_fid"]: feature["gv_area_m2"] for feature in found.getFeatures()}
    assert len(expected) == 489 - 18
    assert [areas[fid] for fid in expected] == pytest.approx(list(expected.values()), rel=1e-6, abs=1e-5)
