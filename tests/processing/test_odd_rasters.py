"""Rasters as criteria that lie askew, or do not say which of their values stand for no data."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import gdal, osr
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProject

X, Y = 500_000, 4_400_000


@pytest.fixture
def written(tmp_path):
    """Write a raster in EPSG:4548 by GDAL's six numbers of its corner; return its path."""

    def write(values, corner, kind=gdal.GDT_Float32, nodata=None, scale=None, name="value"):
        path = tmp_path / f"{name}.tif"
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), *values.shape[::-1], 1, kind)
        dataset.SetGeoTransform(corner)
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(4548)
        dataset.SetProjection(reference.ExportToWkt())
        band = dataset.GetRasterBand(1)
        if nodata is not None:
            band.SetNoDataValue(nodata)
        if scale is not None:
            band.SetScale(scale)
        band.WriteArray(values)
        dataset = band = None
        return str(path)

    return write


@pytest.fixture
def scores(provider, layer, log):
    """Return the scores of three squares of 1 km beside each other by one raster, higher is worse."""

    def rank(path):
        import processing

        squares = [shapely.box(X + 1000 * at, Y, X + 1000 * at + 1000, Y + 1000) for at in range(3)]
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        given = {"UNITS": layer(squares, name="units"), "CRITERIA": ["value", 1, "higher"], "METHOD": 1, "RUNS": 0}
        given |= {"CRITERIA_LAYERS": [path], "RANKED": "TEMPORARY_OUTPUT"}
        found = processing.run("greenvein:restorationpriority", given, context=context, feedback=log)
        return [feature["gv_score"] for feature in found["RANKED"].getFeatures()]

    return rank


@pytest.mark.cases(5, first=2)
@pytest.mark.parametrize("kind", [gdal.GDT_Float32, gdal.GDT_Byte, gdal.GDT_Int32])
@pytest.mark.parametrize("nodata", [None, 200])
def test_what_lies_beside_a_raster_that_lies_askew_is_no_data(scores, written, log, seed, kind, nodata):
    """The first square lies on pixels of 4, the second on pixels of 9, the third outside; by 0s there it were last."""
    draw = np.random.default_rng(seed)
    angle, pixel = draw.uniform(-0.05, 0.05), draw.uniform(8, 20)
    reach = int(1880 / pixel)
    values = np.full((int(1400 / pixel), reach), 4, dtype="u1")
    values[:, reach // 2 :] = 9
    cos, sin = pixel * np.cos(angle), pixel * np.sin(angle)
    path = written(values, (X, cos, sin, Y + 1200, sin, -cos), kind, nodata)
    first, second, third = scores(path)
    assert any("has no value for 1 of 3 units" in one for one in log.warnings)
    assert first < second and third == pytest.approx((first + second) / 2)  # the mean of the others


def test_a_raster_that_lies_askew_has_the_means_of_an_upright_one(scores, written):
    values = np.random.default_rng(7).integers(1, 200, (100, 300)).astype("u1")
    upright = scores(written(values, (X, 10, 0, Y + 1000, 0, -10), gdal.GDT_Byte))
    for scale in (None, 0.1):
        turned = scores(written(values, (X, 10, 1e-7, Y + 1000, 1e-7, -10), gdal.GDT_Byte, scale=scale))
        assert turned == pytest.approx(upright, abs=1e-2)


def test_beside_a_raster_that_is_placed_by_points_is_no_data(scores, tmp_path, log):
    path = tmp_path / "value.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 180, 140, 1, gdal.GDT_Byte)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4548)
    corner = (X + 40, 10, 0.3, Y + 1200, 0.3, -10)
    places = [(column, row, *gdal.ApplyGeoTransform(corner, column, row)) for column in (0, 180) for row in (0, 140)]
    points = [gdal.GCP(x, y, 0, column, row) for column, row, x, y in places]
    dataset.SetGCPs(points, reference.ExportToWkt())
    dataset.GetRasterBand(1).WriteArray(np.repeat([[4] * 90 + [9] * 90], 140, axis=0).astype("u1"))
    dataset = None
    first, second, third = scores(str(path))
    assert any("has no value for 1 of 3 units" in one for one in log.warnings)
    assert first < second and third == pytest.approx((first + second) / 2)


def test_a_raster_that_is_cut_off_is_no_criterion(scores, written):
    path = Path(written(np.random.default_rng(1).random((100, 300)).astype("f4"), (X, 10, 0, Y + 1000, 0, -10)))
    path.write_bytes(path.read_bytes()[:60_000])
    with pytest.raises(QgsProcessingException, match=r"The raster “value .*” cannot be read: .* Its file is damaged"):
        scores(str(path))


def test_a_raster_that_is_placed_by_arrays_lies_where_they_say(scores, tmp_path, log):
    """QGIS itself shows it around the corner of its coordinates, and of no reference system."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4548)
    row, column = np.indices((140, 180))
    places = {"X": X + 45 + 10.0 * column, "Y": Y + 1195 - 10.0 * row}
    said = {
        "SRS": reference.ExportToWkt(),
        "PIXEL_OFFSET": "0",
        "PIXEL_STEP": "1",
        "LINE_OFFSET": "0",
        "LINE_STEP": "1",
    }
    for axis, values in places.items():
        dataset = gdal.GetDriverByName("GTiff").Create(str(tmp_path / f"{axis}.tif"), 180, 140, 1, gdal.GDT_Float64)
        dataset.GetRasterBand(1).WriteArray(values)
        said |= {f"{axis}_DATASET": str(tmp_path / f"{axis}.tif"), f"{axis}_BAND": "1"}
    path = tmp_path / "value.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 180, 140, 1, gdal.GDT_Byte)
    dataset.SetMetadata(said, "GEOLOCATION")
    dataset.GetRasterBand(1).WriteArray(np.where(column < 90, 4, 9).astype("u1"))
    dataset = None
    first, second, third = scores(str(path))
    assert any("has no value for 1 of 3 units" in one for one in log.warnings)
    assert first < second and third == pytest.approx((first + second) / 2)


@pytest.mark.parametrize("filler", [-9999.0, -3.4028234663852886e38, -32768.0, -999.0])
@pytest.mark.parametrize("declared", [False, True])
def test_a_usual_filler_that_is_not_declared_is_told_and_counts(scores, written, log, filler, declared):
    values = np.full((100, 300), 5, dtype="f4")
    values[:, :50], values[:, 200:] = filler, 9
    found = scores(written(values, (X, 10, 0, Y + 1000, 0, -10), nodata=filler if declared else None))
    said = [one for one in log.warnings if "usually stands for no data" in one]
    assert len(said) == (0 if declared else 1)
    assert found[0] == found[1] if declared else found[0] < found[1]
    if said:
        assert f"The raster “value” has the value {filler:g}" in said[0]


@pytest.mark.parametrize("least", [-998.0, -1.0, 0.0, 255.0])
def test_other_values_raise_no_alarm(scores, written, log, least):
    values = np.full((100, 300), 300, dtype="f4")
    values[:, :150] = least
    scores(written(values, (X, 10, 0, Y + 1000, 0, -10)))
    assert not any("no data" in one for one in log.warnings)
