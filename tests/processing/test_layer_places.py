"""Coordinates that cannot lie in their layer's CRS are refused with the CRS that fits; those that can are not."""

from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from osgeo import gdal, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsVectorFileWriter,
)
from shapely import box

pytestmark = pytest.mark.slow

CONTEXT = QgsCoordinateTransformContext()
EAST, NORTH = 500_000, 4_420_000
HOMES = box(EAST, NORTH, EAST + 1000, NORTH + 1000)
PARK = box(EAST - 1000, NORTH, EAST, NORTH + 1000)


def moved(geometry, crs):
    """Return a geometry of EPSG:4548 in another CRS, x before y, by pyproj."""
    there = pyproj.Transformer.from_crs("EPSG:4548", crs, always_xy=True)
    return shapely.transform(geometry, lambda xy: np.column_stack(there.transform(*xy.T)))


def turned(geometry):
    return shapely.transform(geometry, lambda xy: xy[:, ::-1])


def with_zone(geometry, zone=39):
    return shapely.transform(geometry, lambda xy: xy + np.array([zone * 1e6, 0]))


WRONG = {  # a park, the CRS that it is said to be in, and what the sentence says
    "zone in front": (with_zone(PARK), "EPSG:4548", "EPSG:4527"),
    "no zone in front": (PARK, "EPSG:4527", "EPSG:4548"),
    "another zone": (with_zone(PARK), "EPSG:4526", "EPSG:4527"),
    "zone of six degrees": (with_zone(PARK, 20), "EPSG:4548", "EPSG:4498"),
    "Xian 80 with zone in front": (with_zone(PARK), "EPSG:2384", "EPSG:2363"),
    "Beijing 54 with zone in front": (with_zone(PARK), "EPSG:2436", "EPSG:2415"),
    "zone in front in a world zone": (with_zone(PARK), "EPSG:32650", "EPSG:4527"),
    "zone in front under degrees": (with_zone(PARK), "EPSG:4490", "EPSG:4527"),
    "Xian 80 under degrees": (with_zone(PARK), "EPSG:4610", "EPSG:2363"),
    "metres under degrees": (PARK, "EPSG:4326", "EPSG:4548"),
    "web metres under degrees": (moved(PARK, "EPSG:3857"), "EPSG:4326", "EPSG:3857"),
    "web metres": (moved(PARK, "EPSG:3857"), "EPSG:4548", "EPSG:3857"),
    "degrees under metres": (moved(PARK, "EPSG:4490"), "EPSG:4548", "EPSG:4490"),
    "degrees under web metres": (moved(PARK, "EPSG:4326"), "EPSG:3857", "EPSG:4326"),
    "degrees under Swiss metres": (moved(PARK, "EPSG:4326"), "EPSG:2056", "EPSG:4326"),
    "latitude first": (turned(moved(PARK, "EPSG:4490")), "EPSG:4490", "exchanged"),
    "latitude first in the world": (turned(moved(PARK, "EPSG:4326")), "EPSG:4326", "exchanged"),
    "latitude first under metres": (turned(moved(PARK, "EPSG:4490")), "EPSG:4548", "EPSG:4490"),
    "north first": (turned(PARK), "EPSG:4548", "exchanged"),
    "north first with zone": (turned(with_zone(PARK)), "EPSG:4548", "exchange x and y too"),
    "beyond all zones": (shapely.transform(PARK, lambda xy: xy * 1e12), "EPSG:4548", "nowhere on Earth"),
}


@pytest.mark.parametrize(("park", "crs", "says"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("first", [False, True])
def test_what_cannot_lie_in_its_crs_is_refused_with_what_fits(run, layer, park, crs, says, first):
    inputs = layer([HOMES], name="homes"), layer([park], name="green", crs=crs)
    with pytest.raises(QgsProcessingException) as refused:
        run(*(inputs[::-1] if first else inputs))
    sentence = str(refused.value)
    if first and says == "EPSG:4548" and crs == "EPSG:4326":
        says = "is in degrees"  # nothing tells which zone it is
    for word in ("“green”", "“Residential land”" if first else "“Parks”", crs, says):
        assert word in sentence


def test_the_case_of_the_zone_in_front_names_layer_crs_and_the_one_that_fits(run, layer):
    cases = Path(__file__).parent.parent / "data" / "cases"
    with pytest.raises(QgsProcessingException) as refused:
        run(str(cases / "two_homes.geojson"), str(cases / "one_park_zone_prefix_wrong_crs.geojson"))
    assert str(refused.value) == (
        "The layer “one_park_zone_prefix_wrong_crs” for “Parks” has a zone's number in front of its eastings "
        "(39499950, 4400500) that its coordinate reference system EPSG:4548 - CGCS2000 / 3-degree Gauss-Kruger CM 117E "
        "does not have; its coordinates fit EPSG:4527 - CGCS2000 / 3-degree Gauss-Kruger zone 39: set that one in the "
        "layer's properties."
    )
    assert run(str(cases / "two_homes.geojson"), str(cases / "one_park.geojson"))["COVERAGE_PCT"] == pytest.approx(25)


def misfit(crs, bounds):
    from greenvein.processing.io.placement import misfit

    return misfit(QgsCoordinateReferenceSystem(crs), np.asarray(bounds, dtype=float), CONTEXT)


CRS = (
    "EPSG:4326", "EPSG:4490", "EPSG:4610", "EPSG:4258", "EPSG:3857", "EPSG:3035", "EPSG:2056", "EPSG:27700",
    "EPSG:3879", "EPSG:2154", "EPSG:31467", "EPSG:28404", "EPSG:4527", "EPSG:4548", "EPSG:4498", "EPSG:2384",
    "EPSG:2363", "EPSG:21420", "EPSG:32650", "EPSG:32723", "EPSG:32601", "EPSG:32760", "EPSG:2263", "EPSG:5070",
    "EPSG:3577", "EPSG:2193", "EPSG:6933", "EPSG:5514", "EPSG:3067", "EPSG:6677", "ESRI:102025", "EPSG:5880",
)  # fmt: skip


@pytest.mark.cases(12, first=3)
def test_layers_drawn_over_the_world_raise_no_alarm(qgis_processing, seed):
    """Anywhere in the area of a CRS and up to five degrees beside it, small or as large as a country, with outliers."""
    random = np.random.default_rng(seed)
    for crs in CRS:
        area = QgsCoordinateReferenceSystem(crs).bounds()
        there = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
        beside = random.choice([0, 5])
        east = area.xMaximum() + (360 if area.xMaximum() < area.xMinimum() else 0)
        middle = (
            random.uniform(area.xMinimum() - beside, east + beside),
            np.clip(random.uniform(area.yMinimum() - beside, area.yMaximum() + beside), -84, 84),
        )
        if crs in ("EPSG:4326", "EPSG:4490", "EPSG:4610", "EPSG:4258"):
            middle = ((middle[0] + 180) % 360 - 180, middle[1])
        width = 10 ** random.uniform(-3, 0.3)
        places = np.array(middle) + random.uniform(-width, width, (200, 2))
        places = np.column_stack(there.transform(*places.T))
        places = places[np.isfinite(places).all(axis=1)]
        size = (1e-4 if "EPSG:4326" in crs or QgsCoordinateReferenceSystem(crs).isGeographic() else 30) * np.array(
            [-1, -1, 1, 1]
        )
        bounds = np.tile(places, 2) + size
        bounds[: len(bounds) // 3] += random.choice([0, 1e7, 1e300])  # far outliers say nothing of the layer
        assert misfit(crs, bounds) is None, (crs, middle, width)


@pytest.mark.cases(25, first=2)
def test_any_place_in_china_with_or_without_its_zone_is_found_out(qgis_processing, seed):
    random = np.random.default_rng(seed)
    for first, last, numbered, plain in (
        (25, 45, 4513, 4534), (13, 23, 4491, 4502), (25, 45, 2349, 2370), (13, 23, 2327, 2338),
    ):  # fmt: skip
        zone = int(random.integers(first, last + 1))
        right, wrong = numbered + zone - first, plain + zone - first
        area = QgsCoordinateReferenceSystem(f"EPSG:{right}").bounds()
        there = pyproj.Transformer.from_crs("EPSG:4326", f"EPSG:{right}", always_xy=True)
        x, y = there.transform(
            random.uniform(area.xMinimum(), area.xMaximum()), random.uniform(area.yMinimum(), area.yMaximum())
        )
        found = misfit(f"EPSG:{wrong}", [[x, y, x + 100, y + 100]])
        assert (found.kind, [crs.authid() for crs in found.fitting]) == ("zone", [f"EPSG:{right}"])
        x -= zone * 1e6
        found = misfit(f"EPSG:{right}", [[x, y, x + 100, y + 100]])
        assert (found.kind, [crs.authid() for crs in found.fitting]) == ("no_zone", [f"EPSG:{wrong}"])


def test_layers_without_extent_or_of_a_local_grid_are_let_be(run, layer, log):
    run(layer([HOMES]), layer([PARK]), ZONES=layer([None, HOMES], name="zones"), HISTORIC_AREAS=layer([], name="old"))
    assert misfit("EPSG:4548", np.empty((0, 4))) is None
    assert log.warnings == [
        "The layer “old (Historic quarters)” has no features; check that it is the right layer.",
        "zones (Zones to report by): 2 features read, 0 repaired, 1 skipped, 1 used.",
    ]


def test_helsinki_with_latitude_first_is_found_out_beside_the_first_layer(run, layer, log):
    helsinki = box(24.9, 60.1, 24.91, 60.11)
    homes = layer([helsinki], crs="EPSG:4326", name="homes")
    run(homes, layer([turned(helsinki)], crs="EPSG:4326", name="green"))
    assert any(
        "“green” for “Parks” lies far from “homes”, but on it with x and y exchanged" in one for one in log.warnings
    )


DATUMS = {"Xian 80": "EPSG:2384", "Beijing 54": "EPSG:2436", "New Beijing": "EPSG:4796"}


@pytest.mark.parametrize("crs", DATUMS.values(), ids=DATUMS)
@pytest.mark.parametrize("turn", [False, True])
def test_datums_without_a_transformation_are_named_in_log_and_report(run, layer, log, tmp_path, crs, turn):
    inputs = [layer([HOMES], name="homes"), layer([PARK], name="green", crs=crs)]
    report = tmp_path / "report.html"
    run(*(inputs[::-1] if turn else inputs), REPORT=str(report))
    told = [sentence for sentence in log.warnings if "no shift was made" in sentence]
    assert len(told) == 1
    for text in (told[0], report.read_text(encoding="utf-8")):
        assert "no shift was made" in text
        assert "EPSG:4548" in text
        assert crs in text


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4326", "EPSG:32650", "EPSG:3857", "EPSG:4527"])
def test_datums_that_agree_are_not_told(run, layer, log, crs):
    run(layer([HOMES], name="homes"), layer([moved(PARK, crs)], name="green", crs=crs))
    assert log.warnings == []


def test_every_input_of_every_job_is_looked_at(provider, layer, log):
    """Each is given one by one with a zone in front that its CRS has not."""
    from greenvein.processing.framework.algorithm import takes_layers

    import processing

    columns = {"gv_tier": [1], "level": [1], "DLBM": ["0701"], "a": [1.0], "b": [2.0]}
    green, homes = (
        layer([shape], columns, name=name) for shape, name in ((with_zone(PARK), "green"), (HOMES, "homes"))
    )
    line = shapely.LineString([(39e6 + EAST, NORTH), (39e6 + EAST, NORTH + 1000)])
    street = layer([line], name="green", kind="LineString")
    jobs = {
        "parkcoverage": {"RESIDENTIAL": homes, "PARKS": homes, "POPULATION_LAYER_FIELD": "a"},
        "corridorwidth": {"CORRIDORS": homes, "LEVEL_FIELD": "level"},
        "landreduction": {"BEFORE": homes, "AFTER": homes, "SYSTEM": 1},
        "vacateduse": {"VACATED": homes},
        "securitypattern": {"RED_LINE": homes},
        "restorationpriority": {"UNITS": homes, "DEGRADATION_FIELD": "a", "POTENTIAL_FIELD": "b", "RUNS": 10},
    }
    for job, inputs in jobs.items():
        for definition in provider.algorithm(job).parameterDefinitions():
            name, multiple = definition.name(), takes_layers(definition)
            source = multiple or isinstance(definition, QgsProcessingParameterFeatureSource)
            if not source or name == "CRITERIA_LAYERS":
                continue
            lines = not multiple and QgsProcessing.SourceType.TypeVectorLine in definition.dataTypes()
            wrong = street if lines else green
            context = QgsProcessingContext()
            context.setProject(QgsProject.instance())
            with pytest.raises(QgsProcessingException, match="EPSG:4527") as refused:
                processing.run(
                    f"greenvein:{job}", {**inputs, name: [wrong] if multiple else wrong}, context=context, feedback=log
                )
            assert f"“green” for “{definition.description()}”" in str(refused.value)


@pytest.mark.parametrize(("west", "says"), [(39e6 + EAST, "EPSG:4527"), (116.9, "EPSG:4490")])
def test_a_raster_is_looked_at_too(provider, layer, log, tmp_path, west, says):
    import processing

    path = str(tmp_path / "quality.tif")
    made = gdal.GetDriverByName("GTiff").Create(path, 10, 10, 1, gdal.GDT_Float32)
    cell = 100 if west > 360 else 0.001
    made.SetGeoTransform([west, cell, 0, NORTH if west > 360 else 39.9, 0, -cell])
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4548)
    made.SetProjection(reference.ExportToWkt())
    del made
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    units = layer([HOMES], {"a": [1.0]}, name="homes")
    inputs = {"UNITS": units, "CRITERIA": "a, 1, higher; quality, 1, higher", "CRITERIA_LAYERS": [path], "RUNS": 10}
    with pytest.raises(QgsProcessingException, match=f"“quality” .*{says}"):
        processing.run("greenvein:restorationpriority", inputs, context=context, feedback=log)


def test_a_file_of_several_layers_given_by_its_path_alone_says_which_is_read(layer, run, tmp_path, log):
    """Where the layer is said, or there is but one, nothing is."""
    path, parks = str(tmp_path / "city.gpkg"), layer([PARK], name="parks")
    for number, name in enumerate(("land2020", "land2025")):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "GPKG", name
        if number:
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        homes = layer([HOMES], name=name)
        QgsVectorFileWriter.writeAsVectorFormatV3(homes, path, QgsProject.instance().transformContext(), options)
    told = "“city.gpkg” has several layers, of which “land2020” is read; the others are land2025. To read another one"
    for source, says in ((path, True), (f"{path}|layername=land2025", False), (homes, False)):
        log.warnings.clear()
        run(source, parks, log)
        assert any(text.startswith(told) for text in log.warnings) == says
