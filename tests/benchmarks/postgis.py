"""The same coverage in PostGIS, on a server that lives as long as the benchmark; tests start theirs here too."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal

PORT = 54_329
PROGRAMS = Path("/usr/lib/postgresql")
LARGE = "-c shared_buffers=1GB -c work_mem=256MB"
PIECE_VERTICES = 128

SERVED = """
CREATE TABLE served AS
SELECT ST_Subdivide(ST_Union(ST_Buffer(geom, %(radius)s, 'quad_segs=' || %(segments)s)), %(vertices)s) AS geom
FROM parks;
CREATE INDEX ON served USING gist (geom);
ANALYZE served;
"""
COVERED = """
SELECT sum(CASE WHEN ST_CoveredBy(r.geom, s.geom) THEN ST_Area(r.geom)
           ELSE ST_Area(ST_Intersection(r.geom, s.geom)) END)
FROM residential r JOIN served s ON ST_Intersects(r.geom, s.geom);
"""


@contextmanager
def server(port: int = PORT, settings: str = LARGE) -> Iterator[str]:
    """Start PostgreSQL with PostGIS on loopback in a folder of its own; yield how to connect."""
    programs = max(PROGRAMS.iterdir(), key=lambda path: int(path.name)) / "bin"
    folder = Path(tempfile.mkdtemp(prefix="greenvein-postgis-"))
    as_user: list[str] = []
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_user = ["/usr/sbin/runuser", "-u", "postgres", "--"]  # which not every PATH leads to
    data = folder / "data"

    def call(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    call(str(programs / "initdb"), "-D", str(data), "-U", "bench", "-E", "UTF8", "--auth=trust", "-N")
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off {settings}"
    call(str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        # Before anybody connects: QGIS keeps a connection, and what it found there.
        reach = ("-h", str(folder), "-p", str(port), "-U", "bench", "-d", "postgres", "-q")
        call(str(programs / "psql"), *reach, "-c", "CREATE EXTENSION postgis")
        yield f"host=127.0.0.1 port={port} user=bench dbname=postgres"
    finally:
        call(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder)


def run(file: Path, radius: float, segments: int) -> Iterator[tuple[str, float, float]]:
    """Yield label, seconds and covered m²: with the data already in the database and indexed."""
    import psycopg2

    with server() as connection:
        database = psycopg2.connect(connection)
        database.autocommit = True
        cursor = database.cursor()
        for layer in ("residential", "parks"):
            gdal.VectorTranslate(
                f"PG:{connection}", str(file), layers=[layer], layerCreationOptions=["GEOMETRY_NAME=geom"]
            )
            cursor.execute(f"ANALYZE {layer}")
        start = time.perf_counter()
        cursor.execute(SERVED, {"radius": radius, "segments": segments, "vertices": PIECE_VERTICES})
        cursor.execute(COVERED)
        covered = cursor.fetchone()[0]
        yield f"PostGIS, subdivided union, {segments} segments", time.perf_counter() - start, covered
        database.close()
