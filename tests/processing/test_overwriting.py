"""No result is written over what it is made from, nor over another result: refused before anything is read."""

import os
from itertools import combinations

import pytest
from osgeo import gdal
from qgis.core import (
    QgsDataSourceUri,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from shapely import box

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_420_000
HOME = box(EAST, NORTH, EAST + 1000, NORTH + 1000)
DRIVERS = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "geojson": "GeoJSON", "csv": "CSV", "fgb": "FlatGeobuf"}


@pytest.fixture
def parks(layer):
    return layer([box(EAST - 1000, NORTH + 1000, EAST + 2000, NORTH + 1100)], name="parks")


@pytest.fixture
def homes(layer, saved, tmp_path):
    """Save a layer of homes in a format."""

    def save(ending="gpkg", name="homes"):
        return saved(layer([HOME], {"name": ["甲"]}, name=name), tmp_path / f"{name}.{ending}", DRIVERS[ending])

    return save


@pytest.fixture
def refused(run, log):
    """Run, and see that it ends in one sentence before anything is read, with all files as they were."""

    def start(residential, parks, folder, match, **outputs):
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        with pytest.raises(QgsProcessingException, match=match) as raised:
            run(residential, parks, **outputs)
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
        assert log.steps == []
        assert not any("features read" in line for line in log.info)
        assert "Traceback" not in str(raised.value)

    return start


def in_table(path, table):
    uri = QgsDataSourceUri()
    uri.setDatabase(str(path))
    uri.setTable(table)
    return f"ogr:{uri.uri()}"


def other_case(path):
    return f"{path.parent}/{path.name.upper()}"


@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson", "fgb"])
def test_a_result_over_its_own_input_is_refused_in_every_format(refused, homes, parks, tmp_path, ending):
    source = homes(ending)
    match = r"“Residential land with coverage” would be written over “.*homes.*”, which is read for “Residential land”"
    refused(source, parks, tmp_path, match, COVERAGE=str(tmp_path / f"homes.{ending}"))
    opened = QgsVectorLayer(source, "homes", "ogr")
    assert opened.featureCount() == 1


def test_another_path_to_the_input_is_the_input(refused, homes, parks, tmp_path, monkeypatch):
    source, file = homes("shp"), tmp_path / "homes.shp"
    (tmp_path / "link.shp").symlink_to(file)
    (tmp_path / "city").symlink_to(tmp_path)
    os.link(file, tmp_path / "hard.shp")
    (tmp_path / "beside").mkdir()
    monkeypatch.chdir(tmp_path)
    paths = ["link.shp", "hard.shp", "homes.shp", "./beside/../homes.shp", "city/homes.shp", "homes.dbf"]
    for path in paths[:-1]:
        refused(source, parks, tmp_path, "would be written over", COVERAGE=str(tmp_path / path))
        refused(source, parks, tmp_path, "would be written over", COVERAGE=path)
    refused("homes.dbf", parks, tmp_path, "would be written over", COVERAGE=str(file))


def test_a_table_of_the_input_in_every_spelling_is_the_input(refused, homes, parks, tmp_path):
    source, file = homes(), tmp_path / "homes.gpkg"
    spellings = (in_table(file, "homes"), in_table(file, "HOMES"), f"{file}|layername=homes", f"ogr:{file}", str(file))
    for output in spellings:
        for residential in (source, str(file), f"{file}|layerid=0"):
            refused(residential, parks, tmp_path, "would be written over", COVERAGE=output)


def test_selection_filter_join_and_virtual_layer_are_read_from_their_files(refused, homes, parks, layer, tmp_path):
    source, file = homes("geojson"), str(tmp_path / "homes.geojson")
    filtered = QgsVectorLayer(source, "homes", "ogr")
    filtered.setSubsetString("name = '甲'")
    selected = QgsVectorLayer(source, "selected", "ogr")
    selected.selectAll()
    QgsProject.instance().addMapLayer(selected, False)
    joined = layer([HOME], {"name": ["甲"]}, name="joined")
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(selected)
    join.setJoinFieldName("name")
    join.setTargetFieldName("name")
    joined.addJoin(join)
    virtual = QgsVectorLayer(f'?query=SELECT * FROM "{selected.id()}"', "virtual", "virtual")
    assert virtual.isValid()
    vrt = tmp_path / "homes.vrt"
    vrt.write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="homes"><SrcDataSource relativeToVRT="1">homes.geojson</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>",
        encoding="utf-8",
    )
    try:
        only = QgsProcessingFeatureSourceDefinition(selected.id(), True)
        for residential in (filtered, only, joined, virtual, str(vrt)):
            refused(residential, parks, tmp_path, "would be written over", COVERAGE=file)
    finally:
        QgsProject.instance().removeMapLayer(selected)


def test_report_over_an_input_is_refused(refused, homes, parks, tmp_path):
    refused(homes("geojson"), parks, tmp_path, "would be written over", REPORT=str(tmp_path / "homes.geojson"))


@pytest.mark.parametrize("part", ["homes.gpkg-wal", "homes.gpkg-journal", "homes.qml", "homes.gpkg.aux.xml"])
def test_report_over_what_is_read_with_an_input_is_refused(refused, homes, parks, tmp_path, part):
    refused(homes(), parks, tmp_path, "would be written over", REPORT=str(tmp_path / part))


@pytest.mark.parametrize("part", ["prj", "cpg", "dbf", "shx", "PRJ", "shp.xml"])
def test_report_over_a_part_of_an_input_is_refused(refused, homes, parks, tmp_path, part):
    refused(homes("shp"), parks, tmp_path, "would be written over", REPORT=str(tmp_path / f"homes.{part}"))
    refused(homes("shp"), parks, tmp_path, "would both be written to",
            COVERAGE=str(tmp_path / "out.shp"), REPORT=str(tmp_path / f"out.{part}"))  # fmt: skip


@pytest.mark.parametrize("ending", ["gpkg", "shp", "csv", "geojson"])
def test_two_outputs_on_one_file_are_refused(refused, homes, parks, tmp_path, ending):
    source, path = homes(), tmp_path / f"all.{ending}"
    spellings = [str(path), f"{tmp_path}/./all.{ending}", other_case(path)]
    if ending == "gpkg":
        spellings += [in_table(path, "all"), str(path.with_suffix(""))]
    for one, other in combinations(spellings, 2):
        match = "“Residential land with coverage” and “Blind areas” would both be written to"
        refused(source, parks, tmp_path, match, COVERAGE=one, BLIND_AREAS=other)


def test_two_outputs_in_one_table_are_refused_and_in_two_are_fine(run, refused, homes, parks, tmp_path):
    source, path = homes(), tmp_path / "绿脉 a'b.gpkg"
    outputs = {"COVERAGE": in_table(path, "Blind"), "BLIND_AREAS": f"{path}|layername=blind"}
    refused(source, parks, tmp_path, "would both be written to", **outputs)
    run(source, parks, COVERAGE=in_table(path, "coverage"), BLIND_AREAS=f"{path}|layername=blind")
    dataset = gdal.OpenEx(str(path))
    assert sorted(dataset.GetLayer(number).GetName() for number in (0, 1)) == ["blind", "coverage"]


def test_a_table_beside_the_input_is_fine(run, homes, parks, tmp_path, table):
    source = homes()
    found = run(source, parks, COVERAGE=in_table(tmp_path / "homes.gpkg", "coverage"))
    assert [row["name"] for row in table(found["COVERAGE"])] == ["甲"]
    assert [row["name"] for row in table(source)] == ["甲"]


def test_every_job_refuses_to_write_over_its_input(provider, layer, saved, tmp_path):
    """Each output of each job on each input that its first layer can be."""
    from qgis.core import QgsProcessingContext, QgsProcessingParameterFeatureSink

    import processing

    path = saved(layer([HOME], {"level": [1], "DLBM": ["0701"], "v": [0.5]}), tmp_path / "layer.geojson", "GeoJSON")
    inputs = {
        "parkcoverage": {"RESIDENTIAL": path, "PARKS": path},
        "corridorwidth": {"CORRIDORS": path, "LEVEL_FIELD": "level"},
        "landreduction": {"BEFORE": path, "AFTER": path, "SYSTEM": 1},
        "vacateduse": {"VACATED": path},
        "securitypattern": {"TIER_2": [path]},
        "restorationpriority": {"UNITS": path, "DEGRADATION_FIELD": "v", "POTENTIAL_FIELD": "v"},
    }
    before = (tmp_path / "layer.geojson").read_bytes()
    for job, given in inputs.items():
        algorithm = provider.algorithm(job)
        for definition in algorithm.parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterFeatureSink):
                context = QgsProcessingContext()
                context.setProject(QgsProject.instance())
                with pytest.raises(QgsProcessingException, match="would be written over"):
                    processing.run(f"greenvein:{job}", {**given, definition.name(): path}, context=context)
    assert (tmp_path / "layer.geojson").read_bytes() == before


def test_joined_report_over_one_of_its_reports_is_refused(provider, write_report, log):
    import processing

    path = write_report("parkcoverage")
    before = path.read_bytes()
    with pytest.raises(QgsProcessingException, match=r"would be written over .* which is read for “Reports to join”"):
        processing.run("greenvein:joinreports", {"REPORTS": [str(path)], "REPORT": str(path)}, feedback=log)
    with pytest.raises(QgsProcessingException, match="would be written over"):
        processing.run("greenvein:reportpdf", {"REPORT": str(path), "OUTPUT": str(path)}, feedback=log)
    assert path.read_bytes() == before


def test_places_without_a_mark_in_common_are_never_of_one_file(provider, tmp_path):
    from greenvein.processing.io.places import Place

    names = ("a.gpkg", "a.shp", "a.dbf", "b.tab", "b.sqlite", "c.gpkg")
    for name in names:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "link.shp").symlink_to(tmp_path / "a.shp")
    (tmp_path / "folder").symlink_to(tmp_path)
    os.link(tmp_path / "a.gpkg", tmp_path / "hard.gpkg")
    others = (
        "A.GPKG",
        "link.shp",
        "folder/a.dbf",
        "hard.gpkg",
        "a.gpkg-wal",
        "b.map",
        "b.sqlite-journal",
        "c.gpkg.qml",
    )
    places = [Place(str(tmp_path / name)) for name in (*names, *others, "a.prj", "none.gpkg", "none.GPKG")]
    of_one_file = [(one, two) for one, two in combinations(places, 2) if one.overlaps(two)]
    assert len(of_one_file) > 10
    assert all(one.marks() & two.marks() for one, two in of_one_file)
    apart = [(one, two) for one, two in combinations(places, 2) if not one.marks() & two.marks()]
    assert len(apart) > len(of_one_file)
