"""Park service coverage from file to file, beside what a planner would do otherwise.

Everything runs in one process, one after the other, because only ratios
within one run mean something. See scripts/bench.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import city
import geopandas
import shapely
from osgeo import gdal, ogr, osr

ROOT = Path(__file__).resolve().parents[2]
SEGMENTS = 16
RADIUS_M = 500
EPSG = 4547
# Cells along a side, residential parcels, parks.
SMALL, LARGE = (300, 27_000, 1_700), (1_000, 300_000, 20_000)
LARGEST_SECONDS, LARGEST_GB = 30, 4


def write_city(path: Path, size: tuple[int, int, int]) -> None:
    """Write the layers ``residential`` and ``parks`` of a synthetic city into a GeoPackage."""
    parcels, use = city.parcels(*size)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    for name, code in (("residential", 1), ("parks", 2)):
        layer = dataset.CreateLayer(name, reference, ogr.wkbPolygon)
        layer.CreateField(ogr.FieldDefn("code", ogr.OFTString))
        dataset.StartTransaction()
        for wkb in shapely.to_wkb(parcels[use == code]):
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
            feature.SetField(0, "0701" if code == 1 else "1401")
            layer.CreateFeature(feature)
        dataset.CommitTransaction()


def describe(size: tuple[int, int, int]) -> str:
    """Say how large a city is."""
    cells, residential, parks = size
    return f"{cells} × {cells} cells with {residential:,} residential and {parks:,} parks"


def start_qgis():
    """Start QGIS and return its ``processing`` module, with our provider registered."""
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    sys.path.append("/usr/share/qgis/python/plugins")
    from processing.core.Processing import Processing

    import processing

    Processing.initialize()
    spec = importlib.util.spec_from_file_location(
        "greenvein", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    sys.modules["greenvein"] = package = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(package)
    from greenvein.processing.provider import GreenVeinProvider

    provider = GreenVeinProvider()
    application.processingRegistry().addProvider(provider)
    processing.kept = application, provider  # Python must hold on to both
    return processing


def timed(run) -> tuple[float, object]:
    """Return how many seconds a call took, and what it returned."""
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def native(processing, file: Path, folder: Path) -> float:
    """Buffer and dissolve the parks, intersect the residential land; return the covered area in m²."""
    processing.run(
        "native:buffer",
        {
            "INPUT": f"{file}|layername=parks",
            "DISTANCE": RADIUS_M,
            "SEGMENTS": SEGMENTS,
            "DISSOLVE": True,
            "OUTPUT": str(folder / "served.gpkg"),
        },
    )
    covered = folder / "covered.gpkg"
    processing.run(
        "native:intersection",
        {
            "INPUT": f"{file}|layername=residential",
            "OVERLAY": str(folder / "served.gpkg"),
            "OUTPUT": str(covered),
        },
    )
    return geopandas.read_file(covered).area.sum()


def with_geopandas(file: Path, folder: Path) -> float:
    """Do the same with geopandas, from and to GeoPackage."""
    parks = geopandas.read_file(file, layer="parks")
    homes = geopandas.read_file(file, layer="residential")
    served = geopandas.GeoDataFrame(geometry=[parks.buffer(RADIUS_M, resolution=SEGMENTS).union_all()], crs=parks.crs)
    covered = geopandas.overlay(homes, served, how="intersection")
    covered.to_file(folder / "covered_geopandas.gpkg")
    return covered.area.sum()


def ours(processing, file: Path, folder: Path, segments: int | None = None, layers: bool = True) -> float:
    """Run the algorithm, with its default layers or for the numbers alone; return the covered area in m²."""
    from greenvein.core.parks import coverage as parkcoverage

    parameters = {"RESIDENTIAL": f"{file}|layername=residential", "PARKS": f"{file}|layername=parks"}
    if layers:
        for name in ("COVERAGE", "BLIND_AREAS", "SUMMARY"):
            parameters[name] = str(folder / f"{name.lower()}.gpkg")
    kernel = parkcoverage.park_coverage
    if segments is not None:
        parkcoverage.park_coverage = functools.partial(kernel, segments=segments)
    try:
        return processing.run("greenvein:parkcoverage", parameters)["COVERED_HA"] * 10_000
    finally:
        parkcoverage.park_coverage = kernel


def show(name: str, seconds: float, covered_m2: float, ours_seconds: float) -> None:
    """Print one line of the comparison."""
    print(f"{name:72}{seconds:10.2f} s{covered_m2 / 10_000:16.3f} ha{seconds / ours_seconds:10.1f} ×", flush=True)


def large(file: Path, folder: Path) -> None:
    """Run the large city in a process of its own, whose peak memory is then its own too."""
    start = time.perf_counter()
    subprocess.run([sys.executable, __file__, "--large", str(file), str(folder)], check=True)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(
        f"\n{describe(LARGE)}, a process of its own: {seconds:.1f} s (at most {LARGEST_SECONDS}), "
        f"{peak:.2f} GB (at most {LARGEST_GB})"
    )


def main() -> None:
    """Print the comparison."""
    gdal.UseExceptions()
    if sys.argv[1:2] == ["--large"]:
        processing = start_qgis()
        seconds, covered = timed(lambda: ours(processing, Path(sys.argv[2]), Path(sys.argv[3])))
        show(f"greenvein, {describe(LARGE)}", seconds, covered, seconds)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "city.gpkg"
        write_city(file, SMALL)
        processing = start_qgis()
        print(f"{describe(SMALL)}; file to file\n")
        ours(processing, file, folder)  # imports and caches are not what is measured
        runs = sorted(timed(lambda: ours(processing, file, folder, SEGMENTS)) for _ in range(5))
        seconds, covered = runs[2]
        show(f"greenvein, {SEGMENTS} segments (median of 5)", seconds, covered, seconds)
        own, covered = sorted(timed(lambda: ours(processing, file, folder)) for _ in range(5))[2]
        show("greenvein as shipped, 128 segments", own, covered, seconds)
        if os.environ.get("POSTGIS"):
            import postgis

            # PostGIS has its data loaded and writes nothing; so here nothing is written either.
            bare = sorted(timed(lambda: ours(processing, file, folder, SEGMENTS, layers=False)) for _ in range(5))[2]
            show(f"greenvein, {SEGMENTS} segments, numbers alone", *bare, seconds)

            for label, spent, covered in postgis.run(file, RADIUS_M, SEGMENTS):
                show(label, spent, covered, seconds)
        show(f"geopandas, {SEGMENTS} segments", *timed(lambda: with_geopandas(file, folder)), seconds)
        show(f"QGIS native chain, {SEGMENTS} segments", *timed(lambda: native(processing, file, folder)), seconds)
        big = folder / "large.gpkg"
        write_city(big, LARGE)
        large(big, folder)


if __name__ == "__main__":
    main()
