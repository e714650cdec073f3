"""A table of a database is the old one or the whole new one, and never lost to the run that reads it."""

import random
import sqlite3
from contextlib import closing

import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsDataSourceUri,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.utils import spatialite_connect
from shapely import box

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_420_000
HOMES = [box(EAST, NORTH, EAST + 1000, NORTH + 1000), box(EAST + 3000, NORTH, EAST + 4000, NORTH + 1000)]
OVER = "would be written over"
SCHEMA = "greenvein_tests"


@pytest.fixture
def homes(layer):
    return layer(HOMES, {"name": ["甲", "乙"]}, name="homes")


@pytest.fixture
def parks(layer):
    return layer([box(EAST - 1000, NORTH + 1000, EAST + 2000, NORTH + 1100)], name="parks")


@pytest.fixture
def base(tmp_path):
    """A SpatiaLite file with two tables of two homes each, and a view of the first of these."""
    path = tmp_path / "城市.sqlite"
    with closing(spatialite_connect(str(path))) as made:
        made.execute("SELECT InitSpatialMetaData(1)")
        for table in ("homes", "older"):
            made.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, name TEXT, worth TEXT)")
            made.execute(f"SELECT AddGeometryColumn('{table}', 'geom', 4548, 'POLYGON', 'XY')")
            made.executemany(
                f"INSERT INTO {table} (name, worth, geom) VALUES (?, 'keep', GeomFromText(?, 4548))",
                [("甲", HOMES[0].wkt), ("乙", HOMES[1].wkt)],
            )
        made.execute("SELECT CreateSpatialIndex('older', 'geom')")
        made.execute("CREATE VIEW big AS SELECT id AS rowid, name, ST_Buffer(geom, 0) AS geom FROM homes")
        made.commit()
    return path


def in_spatialite(path, table):
    return f"spatialite:dbname='{path}' table=\"{table}\" (geom)"


def content(path, table):
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


@pytest.mark.parametrize("output", ["spatialite", "ogr", "file"])
def test_a_spatialite_table_is_the_input_however_it_is_opened(run, log, base, parks, output):
    link = base.with_name("link.sqlite")
    link.symlink_to(base)
    chosen = random.choice([base, link])
    path = {
        "spatialite": in_spatialite(chosen, "HOMES"),
        "ogr": f"ogr:dbname='{chosen}' table=\"homes\" (geom)",
        "file": f"{chosen}|layername=homes",
    }[output]
    before, size = content(base, "homes"), base.stat().st_size
    uri = f"dbname='{base}' table=\"homes\" (geom)"
    sources = [
        QgsVectorLayer(uri, "homes", "spatialite"),
        QgsVectorLayer(f"{base}|layername=homes", "homes", "ogr"),
        QgsVectorLayer(f"SQLITE:{base}|layername=homes", "homes", "ogr"),
        QgsVectorLayer(f"/vsisubfile/0_{size},{base}|layername=homes", "homes", "ogr"),
    ]
    for source in sources:
        assert source.featureCount() == 2, source.source()
        with pytest.raises(QgsProcessingException, match=OVER):
            run(source, parks, COVERAGE=path)
    assert content(base, "homes") == before
    assert log.steps == []


def test_a_table_that_a_view_or_a_query_reads_is_not_written_over(run, base, parks, homes, saved, tmp_path):
    view = QgsVectorLayer(f"{base}|subset=SELECT rowid, name, geom FROM big", "big", "ogr")
    assert view.featureCount() == 2
    with pytest.raises(QgsProcessingException, match=OVER):
        run(view, parks, COVERAGE=in_spatialite(base, "homes"))
    package = tmp_path / "homes.gpkg"
    saved(homes, package, name="homes")
    with closing(sqlite3.connect(package)) as opened:
        opened.execute("CREATE VIEW few AS SELECT fid AS OGC_FID, geom, name FROM homes WHERE ST_IsEmpty(geom) = 0")
        opened.execute("CREATE VIEW fewer AS SELECT * FROM few")
        opened.execute("INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('fewer', 'features', 4548)")
        opened.execute("INSERT INTO gpkg_geometry_columns VALUES ('fewer', 'geom', 'MULTIPOLYGON', 4548, 0, 0)")
        opened.commit()
    before = package.read_bytes()
    with pytest.raises(QgsProcessingException, match=OVER):
        run(f"{package}|layername=fewer", parks, COVERAGE=f"{package}|layername=homes")
    assert package.read_bytes() == before
    run(f"{package}|layername=fewer", parks, COVERAGE=f"{package}|layername=coverage")
    assert QgsVectorLayer(f"{package}|layername=homes", "homes", "ogr").featureCount() == 2


def test_a_spatialite_table_is_replaced_whole_and_the_others_stay(run, base, homes, parks):
    other = content(base, "homes")
    outputs = {"COVERAGE": in_spatialite(base, "OLDER"), "SUMMARY": f"spatialite:dbname='{base}' table=\"summary\""}
    run(homes, parks, **outputs)
    made = QgsVectorLayer(f"dbname='{base}' table=\"older\" (geom)", "older", "spatialite")
    assert made.featureCount() == 2
    assert made.crs().authid() == "EPSG:4548"
    assert {"name", "gv_coverage"} <= set(made.fields().names())
    assert "worth" not in made.fields().names()
    assert sorted(feature.geometry().area() for feature in made.getFeatures()) == [1e6, 1e6]
    assert content(base, "homes") == other
    assert len(content(base, "summary")) == 1
    with closing(spatialite_connect(str(base))) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("SELECT count(*) FROM geometry_columns").fetchall() == [(2,)]
        assert opened.execute("SELECT name FROM sqlite_master WHERE name LIKE 'idx_older%'").fetchall() == []


def test_a_spatialite_file_that_is_not_there_is_made(run, homes, parks, tmp_path):
    path = tmp_path / "new.db"
    run(homes, parks, COVERAGE=in_spatialite(path, "coverage"))
    made = QgsVectorLayer(f"dbname='{path}' table=\"coverage\" (geom)", "coverage", "spatialite")
    assert (made.featureCount(), made.crs().authid()) == (2, "EPSG:4548")
    assert [one.name for one in tmp_path.iterdir()] == ["new.db"]


def test_a_run_that_ends_early_leaves_a_spatialite_table_as_it_was(provider, logs, base, homes, parks, tmp_path):
    parameters = {"RESIDENTIAL": homes, "PARKS": parks, "BLIND_AREAS": "TEMPORARY_OUTPUT"}
    parameters |= {"COVERAGE": in_spatialite(base, "older"), "REPORT": str(tmp_path / "r.html")}
    check_cancelled(parameters, logs, lambda: content(base, "older"))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["r.html", base.name]


def check_cancelled(parameters, logs, found):
    """Cancel at some of the checks of a run; what is ``found`` is always as it was, until a whole run changes it."""
    before = found()
    counted = logs()
    for at in [*random.sample(range(1, 26), 8), None]:
        feedback = logs(cancel_at_check=at)
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("greenvein:parkcoverage")
        outputs, _ = algorithm.run(parameters, context, feedback)
        if at is not None and not outputs:
            assert found() == before, at
            counted = feedback
    assert counted.isCanceled()
    assert found() != before


def test_a_table_in_a_database_is_loaded_once_it_is_in_place(provider, log, base, homes, parks):
    context, project = QgsProcessingContext(), QgsProject.instance()
    context.setProject(project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("greenvein:parkcoverage")
    output = QgsProcessingOutputLayerDefinition(in_spatialite(base, "older"), project)
    algorithm.run({"RESIDENTIAL": homes, "PARKS": parks, "COVERAGE": output}, context, log)
    (to_load,) = context.layersToLoadOnCompletion()
    shown = QgsProcessingUtils.mapLayerFromString(to_load, context)
    assert "gv_coverage" in shown.fields().names()


@pytest.mark.parametrize("of", ["spatialite", "geopackage"])
@pytest.mark.parametrize(("onto", "wide"), [("best", False), ("older", False), ("older", True)])
def test_no_view_is_lost_to_a_result(run, base, homes, parks, tmp_path, of, onto, wide):
    if of == "geopackage":
        file, uri = tmp_path / "a.gpkg", f"ogr:dbname='{tmp_path / 'a.gpkg'}' table=\"{{}}\" (geom)"
        run(homes, parks, COVERAGE=uri.format("older"))
    else:
        file, uri = base, in_spatialite(base, "{}")
    needs = "*" if wide else "gv_of_old"
    with closing(sqlite3.connect(file)) as connection:
        if not wide:
            connection.execute("ALTER TABLE older ADD COLUMN gv_of_old TEXT DEFAULT 'x'")
        connection.execute(f"CREATE VIEW best AS SELECT {needs} FROM older")
        before = connection.execute("SELECT * FROM best").fetchall()
        connection.commit()
    if wide:  # which reads whatever there is
        run(homes, parks, COVERAGE=uri.format(onto))
    else:
        with pytest.raises(QgsProcessingException, match="the view best would be lost"):
            run(homes, parks, COVERAGE=uri.format(onto))
    with closing(sqlite3.connect(file)) as connection:
        after = connection.execute("SELECT * FROM best").fetchall()
    assert len(after) == 2 if wide else after == before


@pytest.fixture
def server(postgis):
    """Return the way to a PostGIS server, and how to ask it."""
    way = postgis

    def ask(statement):
        metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
        return metadata.createConnection(way, {}).executeSql(statement)

    shapes = ", ".join(f"('{name}', 'keep', ST_GeomFromText('{home.wkt}', 4548))" for name, home in zip("甲乙", HOMES))
    ask(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    ask(f"CREATE SCHEMA {SCHEMA}")
    for table in ("homes", "older"):
        ask(
            f"CREATE TABLE {SCHEMA}.{table} "
            "(id serial PRIMARY KEY, name text, worth text, tags jsonb DEFAULT '{\"a\": 1}', "
            "geom geometry(Polygon, 4548))"
        )
        ask(f"INSERT INTO {SCHEMA}.{table} (name, worth, geom) VALUES {shapes}")
    yield way, ask
    ask(f"DROP SCHEMA {SCHEMA} CASCADE")


def in_postgis(way, table):
    return f'postgres:{way} table="{SCHEMA}"."{table}" (geom)'


def read(way, table, key="id"):
    source = f"{way} key='{key}' srid=4548 type=Polygon table={table} (geom)"
    opened = QgsVectorLayer(source, "homes", "postgres")
    assert opened.isValid(), source
    return opened


def test_a_postgis_table_is_the_input_however_one_comes_to_it(run, log, server, parks):
    way, ask = server
    uri = QgsDataSourceUri(way)
    by_gdal = f"PG:dbname={uri.database()} host=localhost port={uri.port()} user={uri.username()}"
    local = QgsDataSourceUri(way)
    local.setConnection("localhost", uri.port(), uri.database(), uri.username(), uri.password())
    ask(f"CREATE VIEW {SCHEMA}.big AS SELECT * FROM {SCHEMA}.homes WHERE id > 0")
    ask(f"CREATE VIEW {SCHEMA}.bigger AS SELECT * FROM {SCHEMA}.big")
    sources = [
        read(way, f'"{SCHEMA}"."homes"'),
        read(local.uri(False).partition(" table=")[0], f'"{SCHEMA}"."homes"'),
        read(way, f'"{SCHEMA}"."bigger"'),
        read(way, f'"(SELECT * FROM {SCHEMA}.big)"'),
        QgsVectorLayer(f"{by_gdal}|layername={SCHEMA}.homes", "homes", "ogr"),
        QgsVectorLayer(f"{by_gdal} active_schema={SCHEMA}|layername=homes", "homes", "ogr"),
    ]
    for source in sources:
        assert source.isValid(), source.source()
        with pytest.raises(QgsProcessingException, match=rf"{OVER} “{uri.database()}"):
            run(source, parks, COVERAGE=in_postgis(way, "homes"))
        assert ask(f"SELECT count(*) FROM {SCHEMA}.homes WHERE worth = 'keep'") == [[2]]
    assert log.steps == []
    run(sources[2], parks, COVERAGE=in_postgis(way, "other"))
    assert ask(f"SELECT count(*) FROM {SCHEMA}.other") == [[2]]


def test_a_run_that_ends_early_leaves_a_postgis_table_as_it_was(provider, logs, server, homes, parks, tmp_path):
    way, ask = server
    ask(f"CREATE TABLE {SCHEMA}.greenvein_new_older (left_by_a_run_that_was_killed int)")
    parameters = {"RESIDENTIAL": homes, "PARKS": parks, "BLIND_AREAS": "TEMPORARY_OUTPUT"}
    parameters |= {"COVERAGE": in_postgis(way, "older"), "REPORT": str(tmp_path / "r.html")}

    def found():
        return ask(
            "SELECT string_agg(column_name, ',' ORDER BY 1) FROM information_schema.columns "
            f"WHERE table_schema = '{SCHEMA}' AND table_name = 'older'"
        ) + ask(f"SELECT count(*) FROM {SCHEMA}.older")

    check_cancelled(parameters, logs, found)
    names = ask(f"SELECT relname FROM pg_class WHERE relnamespace = '{SCHEMA}'::regnamespace ORDER BY 1")
    older = ["older", "older_id_seq", "older_pkey"]
    assert [name for (name,) in names] == ["homes", "homes_id_seq", "homes_pkey", *older]


def test_several_tables_of_postgis_are_written_in_one_run(run, server, homes, parks):
    way, ask = server
    long = "很长的表名" * 4  # 60 bytes of the 63 that a name may have
    outputs = {"COVERAGE": "older", "BLIND_AREAS": "blind's", "SUMMARY": long}
    for _ in range(2):
        places = {name: in_postgis(way, table) for name, table in outputs.items()}
        run(homes, parks, **{**places, "SUMMARY": places["SUMMARY"].replace(" (geom)", "")})
    for table, rows in (("older", 2), ('"blind\'s"', 2), (long, 1)):
        assert ask(f"SELECT count(*) FROM {SCHEMA}.{table}") == [[rows]]
    tables = ask(f"SELECT relname FROM pg_class WHERE relnamespace = '{SCHEMA}'::regnamespace AND relkind = 'r'")
    assert sorted(name for (name,) in tables) == sorted(["homes", *outputs.values()])


def test_a_postgis_table_that_a_view_is_made_from_is_kept(run, server, homes, parks):
    way, ask = server
    ask(f"CREATE VIEW {SCHEMA}.best AS SELECT * FROM {SCHEMA}.older")
    with pytest.raises(QgsProcessingException, match=rf"cannot be replaced: {SCHEMA}.best is made from it"):
        run(homes, parks, COVERAGE=in_postgis(way, "older"))
    assert ask(f"SELECT count(*) FROM {SCHEMA}.best WHERE worth = 'keep'") == [[2]]


def test_json_of_postgis_goes_to_any_format(run, log, server, parks, tmp_path, table):
    way, _ = server
    for ending in ("gpkg", "shp", "csv"):
        path = tmp_path / f"a.{ending}"
        run(read(way, f'"{SCHEMA}"."homes"'), parks, COVERAGE=str(path))
        assert [row["tags"] for row in table(path)] == ['{"a": 1}'] * 2
    assert sum("are text there: tags" in line for line in log.warnings) == 3


def test_gdal_has_spatialite():
    """What the tests above stand on, and QGIS's own builds have."""
    assert gdal.GetDriverByName("SQLite").GetMetadataItem("DMD_CREATIONOPTIONLIST").count("SPATIALITE") == 1
