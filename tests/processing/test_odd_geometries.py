"""Geometries that few formats have: what is counted in a run is in every file that it writes, or the run says so."""

import math
import random
import struct
from typing import ClassVar

import numpy as np
import pytest
import shapely
from osgeo import ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsProcessingException,
    QgsVectorLayer,
    QgsWkbTypes,
)
from shapely import box

from .formats import endings

pytestmark = pytest.mark.slow

X, Y = 500_000, 4_420_000
HOME = box(X, Y, X + 1000, Y + 1000)
PARK = box(X - 1000, Y - 100, X + 8000, Y)
WITHOUT = ("csv", "xlsx", "ods")  # have no geometries


def ring(*corners):
    return "(" + ", ".join(" ".join(map(str, corner)) for corner in (*corners, corners[0])) + ")"


def squares(height):
    """Four corners of a square of a hectare, at a height."""
    return [(X + 2000 + x, Y + y, height) for x, y in ((0, 0), (100, 0), (100, 100), (0, 100))]


LOW, HIGH = squares(0), squares(9)
WALLS = [(LOW[at], LOW[at - 1], HIGH[at - 1], HIGH[at]) for at in range(4)]
ODD = {  # with the area in hectares
    "triangle": (f"Triangle Z ({ring(*LOW[:3])})", 0.5),
    "tin": (f"TIN Z (({ring(*LOW[:3])}), ({ring(LOW[0], *LOW[2:])}))", 1),
    "tin of one": (f"TIN Z (({ring(*LOW[:3])}))", 0.5),
    "house": (f"PolyhedralSurface Z ({', '.join(f'({ring(*face)})' for face in (LOW, HIGH, *WALLS))})", 1),
}


@pytest.mark.parametrize(("odd", "hectares"), ODD.values(), ids=ODD)
def test_triangles_and_surfaces_are_the_ground_below_them(run, layer, log, odd, hectares):
    kind = odd.split("(")[0].replace(" ", "")
    homes = layer([odd], name="homes", kind=kind)
    assert run(homes, layer([PARK]))["RESIDENTIAL_HA"] == pytest.approx(hectares)
    assert log.counts("homes") == "homes (Residential land): 1 features read, 0 repaired, 0 skipped, 1 used."


class Drawn:
    """WKB of every kind of geometry, its numbers often none, and its rings often open or without an area."""

    PARTS: ClassVar = {
        4: [1], 5: [2], 6: [3], 7: [1, 2, 3, 6, 5, 10, 16, 17], 10: [2, 8], 11: [2, 8], 12: [3, 10], 15: [3], 16: [17],
    }  # fmt: skip
    BAD = (math.nan, math.inf, -math.inf, 1e308, 1e155, 1e12, -1e9, 91.0, -0.0, 5e-324)

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.share = self.draw.choice((0, 0.05, 0.3))

    def numbers(self, size):
        draw = self.draw
        return [draw.choice(self.BAD) if draw.random() < self.share else draw.uniform(0, 3) for _ in range(size)]

    def corners(self, count, size, closed):
        found = [self.numbers(size) for _ in range(count)]
        found += found[:1] * closed
        return struct.pack("<I", len(found)) + b"".join(struct.pack(f"<{size}d", *one) for one in found)

    def geometry(self, kind, size):
        draw = self.draw
        head = struct.pack("<BI", 1, kind + {2: 0, 3: 1000, 4: 3000}[size])
        if kind == 1:
            return head + struct.pack(f"<{size}d", *self.numbers(size))
        if kind in (2, 8):
            return head + self.corners(draw.choice((0, 1, 2, 3, 5)) if kind == 2 else 3, size, False)
        if kind == 17:
            return head + struct.pack("<I", 1) + self.corners(3, size, True)
        count = draw.choice((0, 1, 1, 2, 3))
        if kind == 3:
            rings = [self.corners(draw.choice((0, 1, 3, 4, 7)), size, draw.random() < 0.8) for _ in range(count)]
            return head + struct.pack("<I", count) + b"".join(rings)
        parts = [self.geometry(draw.choice(self.PARTS[kind]), size) for _ in range(count)]
        return head + struct.pack("<I", count) + b"".join(parts)


@pytest.mark.parametrize("degrees", [True, False])
def test_nothing_that_is_drawn_stops_the_reading_and_good_ground_beside_it_is_read(provider, degrees, cases):
    from greenvein.processing.io.crs import CoordinateTransform
    from greenvein.processing.io.features import Raw
    from greenvein.processing.io.read import to_lines, to_polygons
    from greenvein.processing.io.wkb import to_shapely

    crs = [QgsCoordinateReferenceSystem(name) for name in ("EPSG:4326" if degrees else "EPSG:4548", "EPSG:4548")]
    transform = CoordinateTransform(*crs, QgsCoordinateTransformContext())
    kinds, good = (1, 2, 3, 3, 3, 4, 5, 6, 6, 7, 8, 10, 11, 12, 15, 16, 17), (box(116, 39, 117, 40), box(1, 1, 2, 2))
    ground = good[not degrees]
    for seed in range(cases(150, first=50)):
        drawn = Drawn(seed)
        some = [drawn.geometry(drawn.draw.choice(kinds), drawn.draw.choice((2, 2, 3, 4))) for _ in range(20)]
        wkb = np.array([*some, shapely.to_wkb(ground), shapely.to_wkb(ground.boundary)], dtype=object)
        geometry, unreadable = to_shapely(wkb)
        assert not unreadable[-2:].any()
        raw = Raw(np.arange(len(wkb)), wkb, {})
        for fit, own in ((to_polygons, 20), (to_lines, 21)):
            read = fit("drawn", raw, geometry.copy(), unreadable, transform)
            assert own in read.fid
            assert shapely.is_valid(read.geometry).all()
            assert len(read.fid) + read.empty + len(read.unreadable) == read.read == 22


@pytest.fixture
def mixed(tmp_path):
    """Make a GeoPackage of geometries of any kind, as QGIS itself makes none."""

    def make(geometries):
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(4548)
        base = ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / "mixed.gpkg"))
        table = base.CreateLayer("mixed", crs, ogr.wkbUnknown)
        table.CreateField(ogr.FieldDefn("name", ogr.OFTString))
        for number, geometry in enumerate(geometries):
            row = ogr.Feature(table.GetLayerDefn())
            row.SetField("name", "abcdefgh"[number])
            row.SetGeometry(ogr.CreateGeometryFromWkt(geometry))
            table.CreateFeature(row)
        return str(tmp_path / "mixed.gpkg")

    return make


def in_file(found, ending):
    """Return the area of every feature in a file, by its name, in m² (in square degrees of a KML as well)."""
    base = ogr.Open(found)
    assert base is not None
    return {
        row.GetField("name" if row.GetFieldIndex("name") >= 0 else "Name"): 0
        if row.GetGeometryRef() is None
        else sum(part.area for part in areal(row.GetGeometryRef()))
        for row in base.GetLayer(0)
    }


def areal(geometry):
    return shapely.get_parts(shapely.from_wkb(bytes(geometry.GetLinearGeometry(0.1).ExportToWkb(ogr.wkbNDR))))


METRES = {"kml": (111_000**2 * math.cos(math.radians(39.9)), 0.02), "tab": (1, 1e-3)}  # and how near that is
METRES |= dict.fromkeys(("geojsonl", "geojsons"), METRES["kml"])


@pytest.mark.crossed(ending=endings(), shape=[f"{name}, {source}" for source in ("typed", "mixed") for name in ODD])
def test_triangles_and_surfaces_are_polygons_in_every_file_and_that_is_told(
    run, layer, log, mixed, tmp_path, ending, shape
):
    name, source = shape.split(", ")
    (odd, hectares), typed = ODD[name], source == "typed"
    kind = odd.split("(")[0].replace(" ", "")
    homes = layer([odd], {"name": ["a"]}, name="homes", kind=kind) if typed else mixed([odd, HOME.wkt])
    path = tmp_path / f"out.{ending}"
    try:
        found = run(homes, layer([PARK]), COVERAGE=str(path))["COVERAGE"]
    except QgsProcessingException as error:
        assert "cannot be written in this format" in str(error)  # whatever is in it
        with pytest.raises(QgsProcessingException, match="cannot be written in this format"):
            run(layer([HOME], {"name": ["a"]}), layer([PARK]), COVERAGE=str(path))
        return
    if any("has not been looked at" in line for line in log.warnings):
        return
    assert len([line for line in log.warnings if "are polygons there" in line and "features: 1." in line]) == 1
    if ending not in WITHOUT:
        scale, near = METRES.get(ending, (1, 1e-9))
        area = 20_000 if odd == ODD["house"][0] else hectares * 10_000  # the floor and the roof
        assert in_file(found, ending)["a"] * scale == pytest.approx(area, rel=near)


@pytest.mark.cases(2, first=1)
@pytest.mark.parametrize("ending", endings())
def test_heights_that_are_no_numbers_cost_no_geometry_and_are_as_they_were_or_told(
    run, layer, log, tmp_path, ending, seed
):
    draw = random.Random(f"{ending}{seed}")
    kind = draw.choice(("PolygonZ", "PolygonZM", "PolygonM", "MultiPolygonZ"))
    size = 2 if kind.endswith("ZM") else 1

    corners = [(X, Y), (X + 100, Y), (X + 100, Y + 100), (X, Y + 100)]
    odd = [[draw.uniform(-9, 9) for _ in range(size)] for _ in corners]
    draw.choice(odd)[draw.randrange(size)] = draw.choice((math.nan, math.inf, -math.inf))

    def polygon():
        text = ring(*[(*corner, *[1.0] * size) for corner in corners])
        return QgsGeometry.fromWkt(f"{kind} (({text}))" if kind.startswith("Multi") else f"{kind} ({text})")

    shapes = [polygon(), with_values(polygon(), odd)]
    homes = layer(shapes, {"name": ["a", "b"]}, name="homes", kind=kind)
    path = tmp_path / f"out.{ending}"
    try:
        found = run(homes, layer([PARK]), COVERAGE=str(path))["COVERAGE"]
    except QgsProcessingException as error:
        assert "cannot be written in this format" in str(error)
        with pytest.raises(QgsProcessingException, match="cannot be written in this format"):
            run(layer([polygon()], kind=kind), layer([PARK]), COVERAGE=str(path))
        return
    if any("has not been looked at" in line for line in log.warnings) or ending in WITHOUT:
        return
    scale, near = METRES.get(ending, (1, 1e-3))
    for area in in_file(found, ending).values():
        assert area * scale == pytest.approx(10_000, rel=near)
    told = [line for line in log.warnings if "are 0 there; features: 1." in line]
    left = [line for line in log.warnings if "which are left out" in line]
    there = {feature["name" if ending != "kml" else "Name"]: feature.geometry() for feature in opened(found)}
    got = sorted(value for point in there["b"].vertices() for value in extras(point))
    given = sorted(value for point in shapes[1].vertices() for value in extras(point))
    if not left:
        assert bool(told) == (ending not in ("gpkg", "fgb", "sqlite"))
    if told or left:
        assert all(map(math.isfinite, got))
    else:
        assert list(map(str, got)) == list(map(str, given))


def opened(found):
    layer = QgsVectorLayer(found, "found", "ogr")
    assert layer.isValid()
    return layer.getFeatures()


def extras(point):
    return [point.z()] * point.is3D() + [point.m()] * point.isMeasure()


def with_values(geometry, values):
    """Return a geometry with the heights and M values of its corners set, which need not be numbers."""
    for number, own in enumerate(values):
        point, rest = geometry.vertexAt(number), list(own)
        if point.is3D():
            point.setZ(rest.pop(0))
        if point.isMeasure():
            point.setM(rest.pop(0))
        geometry.moveVertex(point, number)
    return geometry


@pytest.mark.parametrize("ending", ["gpkg", "shp", "fgb", "gdb", "tab", "gml", "geojson", "sqlite", "kml"])
def test_polygons_of_a_collection_are_in_every_file(run, layer, log, mixed, tmp_path, ending):
    hectare = box(X + 3000, Y, X + 3100, Y + 100)
    collection = f"GEOMETRYCOLLECTION (POINT ({X} {Y}), LINESTRING ({X} {Y}, {X + 9} {Y}), {hectare.wkt})"
    homes = mixed([HOME.wkt, collection])
    found = run(homes, layer([PARK]), COVERAGE=str(tmp_path / f"out.{ending}"))
    assert found["RESIDENTIAL_HA"] == pytest.approx(101)
    scale, near = METRES.get(ending, (1, 1e-3))
    areas = {name: area * scale for name, area in in_file(found["COVERAGE"], ending).items()}
    assert areas == pytest.approx({"a": 1e6, "b": 1e4}, rel=near)
    told = [line for line in log.warnings if "has no collections of points, lines and polygons" in line]
    assert len(told) == (ending not in ("gpkg", "sqlite", "geojson", "kml"))


@pytest.mark.parametrize("first", [True, False])
def test_a_flatgeobuf_takes_single_polygons_and_those_of_several_parts(run, layer, log, mixed, tmp_path, first):
    two = shapely.MultiPolygon([box(X + 3000, Y, X + 3100, Y + 100), box(X + 4000, Y, X + 4100, Y + 100)]).wkt
    homes = mixed([two, HOME.wkt] if first else [HOME.wkt, two])
    found = run(homes, layer([PARK]), COVERAGE=str(tmp_path / "out.fgb"))["COVERAGE"]
    assert in_file(found, "fgb") == pytest.approx({"a": 2e4, "b": 1e6} if first else {"a": 1e6, "b": 2e4})
    assert log.warnings == []
    kinds = {QgsWkbTypes.displayString(feature.geometry().wkbType()) for feature in opened(found)}
    assert kinds == {"MultiPolygon"}


@pytest.fixture
def written(run, layer, log, tmp_path):
    """Return what writes a file: its path, None where the format is not known to us or holds no geometries."""

    def write(homes, ending):
        path = str(tmp_path / f"out.{ending}")
        try:
            found = run(homes, layer([PARK]), COVERAGE=path)["COVERAGE"]
        except QgsProcessingException as error:
            assert "cannot be written in this format" in str(error)  # whatever is in it
            with pytest.raises(QgsProcessingException, match="cannot be written in this format"):
                run(layer([HOME]), layer([PARK]), COVERAGE=path)
            return None
        is_known = not any("has not been looked at" in line for line in log.warnings)
        return found if is_known and ending not in WITHOUT else None

    return write


def disc(x):
    """A circle of 100 m around a point, of four arcs, as it is written after CurvePolygon."""
    around = ((-100, 0), (0, 100), (100, 0), (0, -100), (-100, 0))
    return "(CIRCULARSTRING (" + ", ".join(f"{X + x + dx} {Y + dy}" for dx, dy in around) + "))"


def squared(*places):
    return [f"({ring(*((X + x + dx, Y + dy) for dx, dy in ((0, 0), (100, 0), (100, 100), (0, 100))))})" for x in places]


PLAIN = "POLYGON " + squared(0)[0]
HOLE = ring(*((X + 600 + dx, Y + dy) for dx, dy in ((10, 10), (20, 10), (20, 20))))
PARTS = {  # with the area in m²
    f"MULTIPOLYGON ({', '.join(squared(300, 500))})": 20_000,
    f"MULTIPOLYGON ({', '.join([squared(600)[0][:-1] + ', ' + HOLE + ')', *squared(800)])})": 19_950,
    f"CURVEPOLYGON {disc(1000)}": math.pi * 1e4,
    f"MULTISURFACE (CURVEPOLYGON {disc(1300)}, {squared(1500)[0]})": math.pi * 1e4 + 1e4,
}
ODD_PARTS = {
    f"TIN Z (({ring(*LOW[:3])}), ({ring(LOW[0], *LOW[2:])}))": 10_000,
    f"GEOMETRYCOLLECTION (POLYGON {squared(1700)[0]}, CURVEPOLYGON {disc(1900)})": math.pi * 1e4 + 1e4,
}


@pytest.mark.cases(3, first=2)
@pytest.mark.parametrize("ending", endings())
def test_several_parts_and_curves_beside_a_plain_polygon_are_whole_in_every_file(log, mixed, written, ending, seed):
    draw, parts = random.Random(f"{ending}{seed}"), list(PARTS)
    if seed:  # of others than a plain polygon QGIS takes the first for what all are
        order = draw.sample([PLAIN, *parts], draw.randint(2, 5))
        order += [PLAIN] * (PLAIN not in order)
    else:
        order = [PLAIN, *draw.sample([*parts, *ODD_PARTS], len(parts) + len(ODD_PARTS))]
    given = {PLAIN: 10_000, **PARTS, **ODD_PARTS}
    found = written(mixed(order), ending)
    if found is None:
        return
    areas = in_file(found, ending)
    scale = 10_000 / areas["abcdefgh"[order.index(PLAIN)]]
    got = {name: area * scale for name, area in areas.items()}
    # As near as the hundredths of a metre of a TAB and the arcs' chords allow; those that GDAL makes itself are not.
    assert got == pytest.approx({name: given[one] for name, one in zip("abcdefgh", order)}, rel=4e-4)
    curved = sum("CIRCULAR" in one for one in order)
    told = [line for line in log.warnings if "has no curves" in line]
    if curved and is_straight(found):
        assert [f"those of {curved} features" in line for line in told] == [True]
    else:
        assert told == []


@pytest.mark.parametrize("ending", ["gpkg", "shp", "gml", "geojson", "kml"])
def test_a_surface_that_qgis_makes_nothing_of_beside_multipolygons_is_told(log, mixed, written, ending):
    first, surface = next(iter(PARTS)), next(iter(ODD_PARTS))
    found = written(mixed([first, surface]), ending)
    areas = in_file(found, ending)
    assert areas["b"] * 20_000 / areas["a"] in (0, pytest.approx(10_000, rel=1e-3))
    told = [line for line in log.warnings if "could not be read are there without one; how many: 1." in line]
    assert len(told) == (areas["b"] == 0)


def is_straight(found):
    base = ogr.Open(found)
    return not any(row.GetGeometryRef().HasCurveGeometry() for row in base.GetLayer(0))


@pytest.mark.parametrize("ending", endings())
def test_a_polygon_that_crosses_itself_is_in_every_file(layer, written, ending):
    bow = QgsGeometry.fromWkt(f"POLYGON ({ring((X, Y), (X + 200, Y + 200), (X + 200, Y), (X, Y + 200))})")
    found = written(layer([bow, HOME], {"name": ["a", "b"]}, name="homes"), ending)
    if found is not None:
        base = ogr.Open(found)
        parts = [areal(row.GetGeometryRef()) for row in base.GetLayer(0)]
        assert sorted(len(part.exterior.coords) for one in parts for part in one) == [5, 5]
