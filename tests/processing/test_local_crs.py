"""Local coordinate systems, which nothing ties to the Earth: site grids, MapInfo's NonEarth."""

import random

import numpy as np
import pytest
import shapely
from greenvein.processing.jobs import JOBS
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)

UNITS = {"metre": 1.0, "kilometre": 1000.0, "foot": 0.3048, "Mile": 1609.344, "chain": 20.116684023368, "cubit": 0.45}


def grid(unit="metre", name="site"):
    return f'WKT:LOCAL_CS["{name}",UNIT["{unit}",{UNITS[unit]}]]'


def box(west, south, width, height, unit="metre"):
    return shapely.box(*(np.array([west, south, west + width, south + height]) / UNITS[unit]))


def mapinfo(path, unit, boxes):
    lines = ["Version 300", 'Charset "Neutral"', 'Delimiter ","']
    lines += [f'CoordSys NonEarth Units "{unit}" Bounds (-1000, -1000) (60000000, 60000000)']
    lines += ["Columns 1", "  NAME Char(10)", "Data", ""]
    for one in boxes:
        corners = shapely.get_coordinates(one)
        lines += ["Region 1", f"  {len(corners)}", *(f"{x} {y}" for x, y in corners)]
    path.write_text("\n".join(lines) + "\n")
    path.with_suffix(".mid").write_text('"a"\n' * len(boxes))
    return str(path)


@pytest.mark.cases(6, first=2)
def test_a_local_grid_is_measured_in_its_own_unit_wherever_its_origin_is(run, layer, table, seed):
    draw = random.Random(seed)
    unit, west, south = draw.choice(sorted(UNITS)), draw.uniform(-200, 200), draw.uniform(-80, 80)
    homes = [box(west, south, 1000, 1000, unit), box(west + 1000, south, 1000, 1000, unit)]
    park = box(west - 100, south - 5000, 100, 10_000, unit)
    found = run(layer(homes, crs=grid(unit)), layer([park], crs=grid(unit)), COVERAGE="TEMPORARY_OUTPUT")
    assert found["RESIDENTIAL_HA"] == pytest.approx(200)
    assert found["COVERAGE_PCT"] == pytest.approx(25)  # 500 m of the first 1,000 m, nothing of the second
    rows = list(found["COVERAGE"].getFeatures())
    assert rows[0].geometry().area() == pytest.approx(1_000_000 / UNITS[unit] ** 2)  # in the grid's unit again


@pytest.mark.parametrize("unit", ["m", "km", "ft", "ch"])
def test_nonearth_of_mapinfo_is_measured_in_its_unit(run, log, tmp_path, unit):
    name = {"m": "metre", "km": "kilometre", "ft": "foot", "ch": "chain"}[unit]
    homes = [box(5000, 4000, 1000, 1000, name), box(6000, 4000, 1000, 1000, name)]
    paths = (
        mapinfo(tmp_path / "homes.mif", unit, homes),
        mapinfo(tmp_path / "parks.mif", unit, [box(4900, -1000, 100, 10_000, name)]),
    )
    found = run(*paths)
    assert found["RESIDENTIAL_HA"] == pytest.approx(200, rel=1e-6)
    assert found["COVERAGE_PCT"] == pytest.approx(25, rel=1e-4)
    assert found["TARGET_MET"] is False
    assert [one for one in log.warnings if "local coordinate system Nonearth" in one] == log.warnings


@pytest.mark.parametrize("job", JOBS)
def test_on_the_ellipsoid_a_local_grid_is_refused_by_every_job(provider, few, log, job):
    import processing

    given = few(job)
    for value in given.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, QgsVectorLayer):
                each.setCrs(QgsCoordinateReferenceSystem(grid()))
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    with pytest.raises(QgsProcessingException, match="no place on Earth and so no ellipsoid"):
        processing.run(f"greenvein:{job}", {**given, "AREA": 1}, context=context, feedback=log)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("EPSG:4548", grid()),
        (grid(), "EPSG:4490"),
        (grid(), grid(name="other")),
        (grid(), grid("kilometre")),
    ],
)
def test_a_local_grid_meets_no_other_system_and_both_are_named(run, layer, first, second):
    homes = layer([box(500_000, 4_400_000, 1000, 1000)], crs=first, name="homes")
    parks = layer([box(499_900, 4_400_000, 100, 1000)], crs=second, name="green")
    with pytest.raises(QgsProcessingException) as stopped:
        run(homes, parks)
    said = str(stopped.value)
    assert "“green” for “Parks”" in said and "“homes” for “Residential land”" in said
    assert "no transformation leads from one to the other" in said
    assert all(name in said for name, crs in (("4548", first), ("4490", second), ("other", second)) if name in crs)


def test_the_same_grid_in_files_of_two_formats_is_one(run, layer, saved, tmp_path):
    homes, park = [box(10, 10, 1000, 1000), box(1010, 10, 1000, 1000)], box(-90, -5000, 100, 10_000)
    one = saved(layer(homes, crs=grid(), name="homes"), tmp_path / "homes.gpkg")
    other = saved(layer([park], crs=grid(), name="parks"), tmp_path / "parks.shp", "ESRI Shapefile")
    assert run(one, other)["COVERAGE_PCT"] == pytest.approx(25)


@pytest.mark.parametrize(
    "wkt",
    [
        'ENGCRS["plan",EDATUM["?"],CS[Cartesian,2],AXIS["X",unspecified],AXIS["Y",unspecified],LENGTHUNIT["unknown",0]]',
        'ENGCRS["plan",EDATUM["?"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],ANGLEUNIT["degree",0.0174532925199]]',
    ],
)
def test_a_local_grid_of_unknown_unit_is_refused_by_name(run, layer, wkt):
    crs = f"WKT:{wkt}"
    with pytest.raises(QgsProcessingException, match="local coordinate system plan, and nothing says how long"):
        run(layer([box(0, 0, 1000, 1000)], crs=crs), layer([box(0, 0, 10, 10)], crs=crs))


@pytest.mark.parametrize("vertical", [False, True])
def test_a_local_grid_with_heights_is_one_too(run, layer, log, vertical):
    local = 'LOCAL_CS["site",UNIT["metre",1]]'
    heights = f'COMPD_CS["site and heights",{local},VERT_CS["height",VERT_DATUM["?",2005],UNIT["metre",1]]]'
    crs = f"WKT:{heights if vertical else local}"
    homes = layer([box(10, 10, 1000, 1000), box(1010, 10, 1000, 1000)], crs=crs)
    assert run(homes, layer([box(-90, -5000, 100, 10_000)], crs=crs))["COVERAGE_PCT"] == pytest.approx(25)
    assert "local coordinate system" in log.warnings[0]


@pytest.mark.slow
def test_a_zone_whose_degree_no_registry_knows_is_no_local_grid(run, layer):
    """So GDAL reads a .prj of ESRI's beside a grid; QGIS finds no geographic CRS under it."""
    wkt = (
        'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 117E",GEOGCS["China Geodetic Coordinate System 2000",'
        'DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101],AUTHORITY["EPSG","1043"]],'
        'PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
        'PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",117],PARAMETER["scale_factor",1],'
        'PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],'
        'AXIS["Easting",EAST],AXIS["Northing",NORTH]]'
    )
    near = [box(500_000, 4_400_000, 1000, 1000), box(501_000, 4_400_000, 1000, 1000)]
    homes, same = layer(near, crs=f"WKT:{wkt}"), layer(near, crs="EPSG:4548")
    assert homes.crs().authid() == "" and not homes.crs().toGeographicCrs().isValid()
    parks = layer([box(499_900, 4_395_000, 100, 10_000)], crs="EPSG:4548")
    for area in (0, 1):
        found, right = (run(one, parks, AREA=area) for one in (homes, same))
        assert found["RESIDENTIAL_HA"] == pytest.approx(right["RESIDENTIAL_HA"], rel=1e-9)
        assert found["COVERAGE_PCT"] == pytest.approx(25, rel=1e-6)


def test_a_raster_on_a_local_grid_lies_under_its_units(provider, layer, log, tmp_path):
    import processing

    path = tmp_path / "value.tif"
    raster = gdal.GetDriverByName("GTiff").Create(str(path), 20, 10, 1, gdal.GDT_Float32)
    raster.SetGeoTransform((0, 0.1, 0, 1, 0, -0.1))  # km
    raster.SetProjection(grid("kilometre").removeprefix("WKT:"))
    raster.GetRasterBand(1).WriteArray(np.repeat([[3.0, 8.0]], 10, axis=1).repeat(10, axis=0))
    raster = None
    units = layer([box(0, 0, 1000, 1000, "kilometre"), box(1000, 0, 1000, 1000, "kilometre")], crs=grid("kilometre"))
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = {"UNITS": units, "CRITERIA": ["value", 1, "higher"], "CRITERIA_LAYERS": [str(path)], "RUNS": 0}
    found = processing.run(
        "greenvein:restorationpriority", {**given, "RANKED": "TEMPORARY_OUTPUT"}, context=context, feedback=log
    )
    assert [row["gv_rank"] for row in found["RANKED"].getFeatures()] == [2, 1]


def test_results_in_a_local_grid_and_on_the_earth_are_not_compared(provider, layer):
    from greenvein.processing.comparison.changes import _Reader
    from greenvein.processing.comparison.scenarios import ScenarioError

    class Result:
        name, file = "result", ""

        def __init__(self, crs):
            self._layer = layer([box(500_000, 4_400_000, 1000, 1000)], crs=crs)

        def layer(self, output):
            return self._layer

    for one, other in ((grid(), "EPSG:4548"), ("EPSG:4548", grid("kilometre"))):
        reader = _Reader(lambda share: None)
        reader.read(Result(one), "COVERAGE")
        with pytest.raises(ScenarioError, match="no transformation leads from one to the other"):
            reader.read(Result(other), "COVERAGE")
