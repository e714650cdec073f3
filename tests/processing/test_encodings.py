"""Texts of files that name no encoding, or a wrong one, and texts that were cut within a character."""

import random
import struct

import pytest
import shapely
from qgis.core import QgsProcessingException, QgsProject, QgsVectorFileWriter, QgsVectorLayer

SQUARES = [shapely.box(500_000 + 1000 * at, 4_400_000, 501_000 + 1000 * at, 4_401_000) for at in range(12)]
PARK = shapely.box(499_900, 4_395_000, 500_000, 4_405_000)


def common(draw, encoding, first, last):
    """Return a common character: of the first levels of GB2312 or Big5, which hold what names are written with."""
    while True:
        trail = (
            draw.randrange(0xA1, 0xFF)
            if encoding == "gb2312"
            else draw.choice([*range(0x40, 0x7F), *range(0xA1, 0xFF)])
        )
        try:
            return bytes([draw.randrange(first, last), trail]).decode(encoding)
        except UnicodeDecodeError:
            continue


def names(seed, encoding="gb2312", length=(2, 9)):
    draw = random.Random(seed)
    first, last = (0xB0, 0xD7) if encoding == "gb2312" else (0xA4, 0xC6)
    return ["".join(common(draw, encoding, first, last) for _ in range(draw.randrange(*length))) for _ in SQUARES]


@pytest.fixture
def shapefile(layer, saved, tmp_path):
    """Write a Shapefile of squares whose table has one field, of bytes; what is longer than it is cut off."""

    def write(values, width=20, field=b"NAME", cpg=None):
        path = tmp_path / "zones.shp"
        saved(layer(SQUARES[: len(values)], {"a": ["x"] * len(values)}, name="zones"), path, "ESRI Shapefile")
        head = struct.pack("<BBBBIHH20x", 3, 120, 1, 1, len(values), 65, width + 1)
        head += field[:11].ljust(11, b"\0") + b"C" + struct.pack("<4xBB14x", width, 0) + b"\r"
        rows = b"".join(b" " + value[:width].ljust(width) for value in values)
        path.with_suffix(".dbf").write_bytes(head + rows + b"\x1a")
        path.with_suffix(".cpg").unlink(missing_ok=True)
        if cpg is not None:
            path.with_suffix(".cpg").write_text(cpg)
        return str(path)

    return write


def found(path):
    from greenvein.processing.io.encoding import right_encoding

    return right_encoding(path)


@pytest.mark.cases(8, first=3)
def test_utf_8_cut_at_any_byte_is_utf_8(qgis_processing, shapefile, seed):
    width = random.Random(seed).randrange(4, 30)
    values = [name.encode() for name in names(seed, length=(6, 12))]
    assert found(shapefile(values, width, "行政区划名称".encode()[:10])) is None


@pytest.mark.parametrize(("encoding", "said"), [("gb2312", "GB18030 (GBK)"), ("big5", "Big5")])
@pytest.mark.cases(8, first=3)
def test_names_in_an_older_encoding_are_known_even_where_they_are_cut(qgis_processing, shapefile, encoding, said, seed):
    width = random.Random(seed).randrange(5, 30)
    values = [name.encode(encoding) for name in names(seed, encoding, length=(4, 12))]
    assert found(shapefile(values, width)) == said


def test_what_is_not_certain_is_not_judged(qgis_processing, shapefile):
    utf_8, gbk = (([name.encode(code) for name in names(0)]) for code in ("utf-8", "gb18030"))
    assert found(shapefile([*utf_8[:6], *gbk[6:]])) is None  # of two encodings
    assert found(shapefile([word.encode("latin-1") for word in ("Vallée é", "Zürich", "Málaga", "Århus")])) is None


def test_cut_names_are_told_and_the_run_goes_on(run, layer, shapefile, log, table):
    path = shapefile(["海淀区".encode(), "朝阳区".encode()], 8, "行政区划名称".encode()[:10], "UTF-8")
    field = QgsVectorLayer(path, "zones", "ogr").fields()[0].name()
    result = run(layer(SQUARES[:2]), layer([PARK]), ZONES=path, ZONE_FIELD=field, SUMMARY="TEMPORARY_OUTPUT")
    assert [row["gv_zone"][:2] for row in table(result["SUMMARY"])[:2]] == ["海淀", "朝阳"]
    said = [one for one in log.warnings if "cannot be read" in one]
    assert "“行政区\ufffd”" in said[0] and "“海淀" in said[1] and all("“zones” for “Zones to" in one for one in said)
    assert not any("GB18030" in one for one in log.warnings)


def test_a_wrong_cpg_is_told_with_what_to_write_in_it(run, layer, shapefile):
    path = shapefile([name.encode("gb18030") for name in names(1)], cpg="UTF-8")
    with pytest.raises(
        QgsProcessingException, match=r"holds text in GB18030.* put a file zones.cpg with the word GB18030"
    ):
        run(layer(SQUARES[:2]), layer([PARK]), ZONES=path, ZONE_FIELD="NAME")


def mapinfo(layer, path, driver, encoding):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = driver, encoding
    context = QgsProject.instance().transformContext()
    error = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, options)
    assert error[0] == QgsVectorFileWriter.WriterError.NoError, error
    return str(path)


@pytest.mark.slow
@pytest.mark.parametrize(("driver", "ending"), [("MapInfo File", "tab"), ("MapInfo MIF", "mif")])
def test_mapinfo_in_utf_8_is_read_and_its_changed_names_told(run, layer, log, tmp_path, driver, ending):
    homes = layer(SQUARES[:2], {"名称": names(2)[:2], "人口": [100.0, 300.0]}, name="homes")
    result = run(mapinfo(homes, tmp_path / f"homes.{ending}", driver, "UTF-8"), layer([PARK]))
    assert result["COVERAGE_PCT"] == pytest.approx(25, abs=0.01)
    assert ["texts with characters that cannot be read" in one for one in log.warnings] == [True]


@pytest.mark.parametrize(("driver", "ending"), [("MapInfo File", "tab"), ("MapInfo MIF", "mif")])
def test_mapinfo_in_gbk_is_refused_with_advice_that_helps(run, layer, log, tmp_path, driver, ending):
    written = names(3)[:2]
    homes = layer(SQUARES[:2], {"名称": written}, name="homes")
    path = mapinfo(homes, tmp_path / f"homes.{ending}", driver, "GB18030")
    opened = QgsVectorLayer(path, "homes", "ogr")
    with pytest.raises(QgsProcessingException) as refused:
        run(opened, layer([PARK]))
    said = str(refused.value)
    assert "holds text in GB18030 (GBK)" in said and "data source encoding" in said and ".cpg" not in said
    opened.setProviderEncoding("GB18030")
    assert [feature.attributes()[0] for feature in opened.getFeatures()] == written
    run(opened, layer([PARK]))


def test_a_text_file_in_gbk_is_to_be_saved_in_utf_8(run, layer, saved, tmp_path):
    path = tmp_path / "homes.geojson"
    saved(layer(SQUARES, {"name": names(4)}, name="homes"), path, "GeoJSON")
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    with pytest.raises(QgsProcessingException, match=r"GB18030.*files of this format are read as UTF-8; save the file"):
        run(str(path), layer([PARK]), ID_FIELD="name", BLIND_AREAS="TEMPORARY_OUTPUT")
