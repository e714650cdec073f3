"""Reading lines: every kind of geometry and file gives the lengths that are in it, and the rest is counted."""

import math
import struct

import geopandas
import numpy as np
import pyproj
import pytest
import shapely
from greenvein.processing.framework.algorithm import GreenVeinAlgorithm
from qgis.core import (
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProject,
    QgsVectorLayer,
)
from shapely import box

X, Y = 500_000, 4_420_000
GROUND = box(X, Y, X + 100, Y + 100)
WELL = shapely.LineString([(X, Y + 50), (X + 100, Y + 50)])  # 100 m that are as they should be, behind the odd one
NAN, INFINITE = math.nan, math.inf


class Walk(GreenVeinAlgorithm):
    """Reads ground and paths, and keeps the paths for the test to look at."""

    seen: list

    def name(self):
        return "walk"

    def createInstance(self):
        made = type(self)()
        made.seen = self.seen
        return made

    def initAlgorithm(self, configuration=None):
        kinds = QgsProcessing.SourceType
        for name, text, kind in (
            ("GROUND", "Ground", kinds.TypeVectorPolygon),
            ("PATHS", "Paths", kinds.TypeVectorLine),
        ):
            self.addParameter(QgsProcessingParameterFeatureSource(name, text, [kind], optional=name == "PATHS"))
        self.addParameter(QgsProcessingParameterField("NAME", "Name", None, "PATHS", optional=True))

    def compute(self, run):
        run.polygons("GROUND")
        name = run.field_name("NAME", "PATHS")
        self.seen.append(run.lines("PATHS", (name,) if name else ()))
        run.log_counts()
        return {}


@pytest.fixture
def walk(qgis_processing, layer, log):
    """Run with a layer of paths; return what ``run.lines`` gave. ``log`` keeps what was said."""

    def start(paths, **parameters):
        algorithm, context = Walk(), QgsProcessingContext()
        algorithm.seen = []
        algorithm.initAlgorithm()
        context.setProject(QgsProject.instance())
        parameters = {"GROUND": layer([GROUND], name="ground"), "PATHS": paths, **parameters}
        algorithm.run(parameters, context, log, catchExceptions=False)
        return algorithm.seen[0]

    return start


@pytest.fixture(params=["memory", "GPKG"])
def paths(request, layer, saved, tmp_path):
    """Make a layer, or a file, of a geometry and a good one behind it; its name in the log is “paths”."""

    def make(geometry, kind="LineString"):
        made = layer([geometry, WELL], {"name": ["odd", "well"]}, name="paths", kind=kind)
        return made if request.param == "memory" else QgsVectorLayer(saved(made, tmp_path / "a.gpkg"), "paths", "ogr")

    return make


def path(*corners, kind=2):
    """A line as WKB, or with 8 a circular string, from corners in metres from (X, Y)."""
    points = np.array(corners, "<f8").reshape(-1, 2) + np.array([X, Y])
    return struct.pack("<BII", 1, kind, len(points)) + points.tobytes()


def multiple(*lines):
    """A multiline as WKB."""
    return struct.pack("<BII", 1, 5, len(lines)) + b"".join(lines)


HALF_CIRCLE = f"CircularString ({X} {Y}, {X + 1000} {Y + 1000}, {X + 2000} {Y})"
STRETCH = f"({X + 2000} {Y}, {X + 2300} {Y + 400})"
COMPOUND = f"CompoundCurve ({HALF_CIRCLE}, {STRETCH})"
WHOLE = {  # read without a word, and their length in metres
    "plain": (path((0, 0), (300, 400), (300, 900)), "LineString", 1000),
    "closed": (path((0, 0), (300, 0), (300, 400), (0, 0)), "LineString", 1200),
    "crossing itself": (path((0, 0), (300, 400), (300, 0), (0, 400)), "LineString", 1400),
    "a corner twice": (path((0, 0), (0, 0), (300, 400)), "LineString", 500),
    "several": (multiple(path((0, 0), (300, 400)), path((900, 0), (900, 70))), "MultiLineString", 570),
    "a part of no length": (multiple(path((0, 0), (300, 400)), path((9, 9), (9, 9))), "MultiLineString", 500),
    "a part of one point": (multiple(path((0, 0), (300, 400)), path((9, 9))), "MultiLineString", 500),
    "Z": (f"LineStringZ ({X} {Y} 7, {X + 300} {Y + 400} 900)", "LineStringZ", 500),
    "M": (f"LineStringM ({X} {Y} 7, {X + 300} {Y + 400} 900)", "LineStringM", 500),
    "ZM": (f"MultiLineStringZM (({X} {Y} 7 1, {X + 300} {Y + 400} 900 2))", "MultiLineStringZM", 500),
    "arc": (HALF_CIRCLE, "CircularString", 1000 * math.pi),
    "arc and stretch": (COMPOUND, "CompoundCurve", 1000 * math.pi + 500),
    "several curves": (f"MultiCurve ({STRETCH}, {HALF_CIRCLE}, {COMPOUND})", "MultiCurve", 2000 * math.pi + 1000),
}
SKIPPED = {  # nowhere to go
    "null": None,
    "no corners": path(),
    "one point": path((5, 5)),
    "no length": path((5, 5), (5, 5), (5, 5)),
}
UNREADABLE = {
    "not a number": path((0, 0), (NAN, 5), (10, 10)),
    "infinite": path((0, 0), (INFINITE, 5), (10, 10)),
    "one point that is none": path((NAN, 5)),
}


def plane(geometry):
    """Tell whether geometries are lines without Z and M, one or several."""
    kinds = {shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING}
    return set(shapely.get_type_id(geometry)) <= kinds and not (shapely.has_z(geometry) | shapely.has_m(geometry)).any()


@pytest.mark.parametrize(("geometry", "kind", "metres"), WHOLE.values(), ids=WHOLE)
def test_lengths_are_read_whatever_the_geometry_is_like(walk, paths, log, geometry, kind, metres):
    found = walk(paths(geometry, kind))
    assert shapely.length(found.geometry) == pytest.approx([metres, 100], rel=1e-6)
    assert plane(found.geometry)
    assert (found.read, found.repaired, found.empty, found.unreadable) == (2, 0, 0, [])
    assert log.counts("paths") == "paths (Paths): 2 features read, 0 repaired, 0 skipped, 2 used."


def test_a_feature_of_one_line_is_a_line_and_of_several_a_multiline(walk, layer):
    one, two = multiple(path((0, 0), (3, 4))), multiple(path((0, 0), (3, 4)), path((9, 0), (9, 7)))
    dot = multiple(path((0, 0), (3, 4)), path((9, 9), (9, 9)))
    found = walk(layer([one, two, dot, HALF_CIRCLE], kind="MultiCurve"))
    assert [geometry.geom_type for geometry in found.geometry] == [
        "LineString",
        "MultiLineString",
        "LineString",
        "LineString",
    ]


def test_chords_stay_within_a_millimetre_of_an_arc_of_a_kilometre(walk, layer):
    arc = walk(layer([HALF_CIRCLE], kind="CircularString")).geometry[0]
    middles = (np.array(arc.coords)[1:] + np.array(arc.coords)[:-1]) / 2
    distances = np.hypot(*(middles - (X + 1000, Y)).T)
    assert distances.max() <= 1000
    assert distances.min() > 999.999


def test_heights_that_are_no_numbers_do_not_matter(walk, paths):
    line = QgsGeometry.fromWkt(f"LineString ({X} {Y}, {X + 300} {Y + 400})")
    line.get().addZValue(NAN)
    assert shapely.length(walk(paths(line, "LineStringZ")).geometry) == pytest.approx([500, 100])


@pytest.mark.parametrize("geometry", SKIPPED.values(), ids=SKIPPED)
def test_what_has_no_length_is_skipped_and_counted(walk, paths, log, geometry):
    found = walk(paths(geometry))
    assert shapely.length(found.geometry) == pytest.approx([100])
    assert (found.read, found.empty, found.unreadable) == (2, 1, [])
    assert log.counts("paths") == "paths (Paths): 2 features read, 0 repaired, 1 skipped, 1 used."
    assert log.warnings == [log.counts("paths")]


@pytest.mark.parametrize("geometry", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_listed_with_its_id(walk, paths, log, geometry, openable):
    found = walk(paths(geometry))
    assert shapely.length(found.geometry) == pytest.approx([100])
    assert (found.read, found.empty, found.unreadable) == (2, 0, [1])
    assert log.counts("paths") == "paths (Paths): 2 features read, 0 repaired, 1 skipped, 1 used."
    assert log.warnings == [
        "The layer “paths (Paths)” has features whose geometry cannot be read or cannot lie in its coordinate "
        "reference system, and which are left out; their ids are: 1."
    ]


def test_a_multiline_with_a_part_that_is_not_finite_is_unreadable_as_a_whole(walk, layer):
    broken = multiple(path((0, 0), (300, 400)), path((0, 0), (NAN, 5)))
    assert walk(layer([WELL, broken, None], kind="MultiLineString")).unreadable == [2]


def test_an_arc_that_is_not_finite_is_unreadable(walk, layer):
    found = walk(layer([path((0, 0), (NAN, 5), (9, 9), kind=8), HALF_CIRCLE], kind="CircularString"))
    assert found.unreadable == [1]
    assert shapely.length(found.geometry) == pytest.approx([1000 * math.pi])


def test_of_a_collection_only_the_lines_are_read_curves_and_nested_ones_too(walk, layer, log):
    inner = f"GeometryCollection (LineString ({X} {Y}, {X + 30} {Y + 40}), MultiPoint (({X} {Y}), ({X} {Y + 9})))"
    mixed = f"GeometryCollection (Point ({X} {Y}), {GROUND.wkt}, {COMPOUND}, MultiCurve ({HALF_CIRCLE}), {inner})"
    made = layer([mixed, shapely.GeometryCollection([WELL])], name="paths", kind="GeometryCollection")
    found = walk(made)
    assert shapely.length(found.geometry) == pytest.approx([2000 * math.pi + 500 + 50, 100], rel=1e-6)
    assert plane(found.geometry)
    assert log.counts("paths") == "paths (Paths): 2 features read, 0 repaired, 0 skipped, 2 used."


def test_a_collection_without_lines_is_skipped_and_counted(walk, layer, log):
    collections = [shapely.GeometryCollection(parts) for parts in ([], [shapely.Point(X, Y)], [GROUND], [WELL])]
    found = walk(layer(collections, name="paths", kind="GeometryCollection"))
    assert (found.read, found.empty, found.fid.tolist()) == (4, 3, [4])
    assert log.counts("paths") == "paths (Paths): 4 features read, 0 repaired, 3 skipped, 1 used."
    assert log.warnings == [log.counts("paths")]


def test_a_collection_of_nothing_but_a_line_that_is_not_finite_is_unreadable(walk, layer):
    point, line = struct.pack("<BIdd", 1, 1, X, Y), path((0, 0), (NAN, 5))
    collection = struct.pack("<BII", 1, 7, 2) + point + line
    assert walk(layer([collection], kind="GeometryCollection")).unreadable == [1]


def test_lines_come_in_the_analysis_crs(walk, layer):
    """On the central meridian of the ground's zone the scale is 1: the line is as long as the meridian's arc."""
    south, north = (117, 39.9), (117, 40.0)
    arc = pyproj.Geod(ellps="GRS80").inv(*south, *north)[2]
    broken = np.array([south, (NAN, 39.95), north], "<f8")
    broken = struct.pack("<BII", 1, 2, len(broken)) + broken.tobytes()
    found = walk(layer([broken, shapely.LineString([south, north])], crs="EPSG:4490", kind="LineString"))
    assert shapely.length(found.geometry) == pytest.approx([arc], abs=0.001)
    assert found.geometry[0].coords[0][0] == pytest.approx(500_000, abs=0.001)
    assert found.unreadable == [1]


def test_values_stay_with_the_features_that_are_used(walk, layer):
    lines = [None, path((0, 0), (3, 4)), path((5, 5)), path((0, 0), (NAN, 1)), path((0, 0), (6, 8))]
    names = {"name": ["null", "五", "point", "broken", None]}
    found = walk(layer(lines, names, kind="LineString"), NAME="name")
    assert found.columns == {"name": ["五", None]}
    assert found.fid.tolist() == [2, 5]
    assert shapely.length(found.geometry) == pytest.approx([5, 10])


def test_of_a_mixed_file_qgis_shows_the_lines_and_so_do_we(walk, tmp_path, log):
    """QGIS opens such a file as one layer for each kind of geometry."""
    mixed = geopandas.GeoDataFrame({"name": ["a", "b", "c"]}, geometry=[GROUND, WELL, GROUND.centroid], crs=4548)
    mixed.to_file(tmp_path / "mixed.gpkg", layer="mixed")
    found = walk(f"{tmp_path / 'mixed.gpkg'}|layername=mixed|geometrytype=LineString", NAME="name")
    assert shapely.length(found.geometry) == pytest.approx([100])
    assert found.columns == {"name": ["b"]}
    assert log.counts("mixed") == "mixed (Paths): 1 features read, 0 repaired, 0 skipped, 1 used."


def test_a_layer_without_features_gives_no_lines(walk, layer, log):
    found = walk(layer([], name="paths", kind="LineString"))
    assert len(found.geometry) == len(found.fid) == 0
    assert log.counts("paths") == "paths (Paths): 0 features read, 0 repaired, 0 skipped, 0 used."


@pytest.mark.parametrize("nothing", [None, ""])
def test_lines_that_are_not_given_are_none_and_not_counted(walk, log, nothing):
    assert walk(nothing) is None
    assert [line for line in log.info if "features read" in line] == [
        "ground (Ground): 1 features read, 0 repaired, 0 skipped, 1 used."
    ]


@pytest.mark.parametrize(("kind", "geometry"), [("Polygon", GROUND), ("Point", shapely.Point(X, Y))])
def test_a_layer_of_another_geometry_is_refused_in_one_sentence(walk, layer, kind, geometry):
    sentence = rf"^The layer “ground” has no lines \({kind}\); choose a line layer for “Paths”\.$"
    with pytest.raises(QgsProcessingException, match=sentence):
        walk(layer([geometry], name="ground", kind=kind))


def test_a_line_layer_given_for_polygons_is_still_refused_in_one_sentence(walk, layer):
    sentence = r"^The layer “paths” has no polygons \(LineString\); choose a polygon layer for “Ground”\.$"
    with pytest.raises(QgsProcessingException, match=sentence):
        walk(None, GROUND=layer([WELL], name="paths", kind="LineString"))


def test_lines_without_a_crs_are_refused_in_one_sentence(walk, layer):
    sentence = r"^The layer “paths \(Paths\)” has no coordinate reference system; set it"
    with pytest.raises(QgsProcessingException, match=sentence):
        walk(layer([WELL], name="paths", kind="LineString", crs=""))


def test_a_field_that_the_line_layer_lacks_is_named(walk, layer):
    sentence = r"^The layer “paths \(Paths\)” has no field “width”; its fields are: name\.$"
    with pytest.raises(QgsProcessingException, match=sentence):
        walk(layer([WELL], {"name": ["a"]}, name="paths", kind="LineString"), NAME="width")
