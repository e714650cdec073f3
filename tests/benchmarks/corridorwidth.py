"""Corridor width from file to file, how its time grows with corridors and buildings, and GRASS beside it.

Each size runs in a process of its own, whose peak memory is then its own too. GRASS's v.voronoi -s draws the
axis alone: it measures no width, finds no pinch and knows no obstacle. See scripts/bench.
"""

from __future__ import annotations

import math
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corridor_city
import numpy as np
import shapely
from osgeo import gdal, ogr, osr
from parkcoverage import start_qgis

EPSG = 4547
# Level 1 and level 2 corridors, buildings, buildings in corridors.
CITY = (5, 50, 200_000, 20_000)
LARGEST_SECONDS, LARGEST_GB = 30, 3
# What GRASS needs minutes for: one corridor of level 1 and ten of level 2, without buildings.
AXIS_CITY = (1, 10)
GRASS = """
v.in.ogr input={corridors} output=corridors --quiet
g.region vector=corridors
v.voronoi -s input=corridors output=axis --quiet
v.out.ogr input=axis type=line output={axis} --quiet
"""
OUTPUTS = ("CHECKED", "PINCHES", "AXIS", "PROFILE", "SUMMARY")


def write_layer(path: Path, geometry: np.ndarray, level: np.ndarray) -> None:
    """Write polygons with a level into a GeoPackage."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    layer = dataset.CreateLayer("layer", reference, ogr.wkbUnknown)
    layer.CreateField(ogr.FieldDefn("level", ogr.OFTInteger))
    dataset.StartTransaction()
    for wkb, value in zip(shapely.to_wkb(geometry), level):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        feature.SetField(0, int(value))
        layer.CreateFeature(feature)
    dataset.CommitTransaction()


def measure(folder: Path) -> None:
    """Run the algorithm on the files in a folder and print seconds, peak memory in GB and its figures."""
    processing = start_qgis()
    parameters = {"CORRIDORS": str(folder / "corridors.gpkg"), "LEVEL_FIELD": "level"}
    parameters |= {name: str(folder / f"{name.lower()}.gpkg") for name in OUTPUTS}
    buildings = folder / "buildings.gpkg"
    if buildings.exists():
        parameters["OBSTACLES"] = str(buildings)
    start = time.perf_counter()
    found = processing.run("greenvein:corridorwidth", parameters)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(seconds, peak, found["FAILED"], found["PINCH_COUNT"])


def run(level1: int, level2: int, count: int, inside: int) -> tuple[float, float, str]:
    """Return seconds, peak memory in GB and a line of figures for one city."""
    with tempfile.TemporaryDirectory() as name:
        corridors, level = corridor_city.corridors(level1, level2)
        write_layer(Path(name) / "corridors.gpkg", corridors, level)
        buildings = corridor_city.buildings(count, inside, corridors)
        write_layer(Path(name) / "buildings.gpkg", buildings, np.zeros(len(buildings)))
        return measured(Path(name))


def measured(folder: Path) -> tuple[float, float, str]:
    """Return seconds, peak memory in GB and a line of figures for the files in a folder."""
    command = [sys.executable, __file__, str(folder)]
    line = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    seconds, peak, failed, pinches = line.split()
    return float(seconds), float(peak), f"{failed} narrow or broken, {pinches} pinches"


def axes() -> None:
    """Print how long the axes alone take, by GRASS and by us, which measures the widths with them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corridors, level = corridor_city.corridors(*AXIS_CITY)
        write_layer(folder / "corridors.gpkg", corridors, level)
        script = GRASS.format(corridors=folder / "corridors.gpkg", axis=folder / "axis_grass.gpkg")
        start = time.perf_counter()
        location = ["grass", "--tmp-location", f"EPSG:{EPSG}", "--exec", "sh", "-ec", script]
        subprocess.run(location, check=True, capture_output=True)
        theirs = time.perf_counter() - start
        ours = measured(folder)[0]
    print(
        f"axes of {sum(AXIS_CITY)} corridors: GRASS v.voronoi -s {theirs:.1f} s, ours with widths {ours:.1f} s, ",
        end="",
    )
    print(f"{theirs / ours:.0f} times", flush=True)


def main() -> None:
    """Print time and memory of the city, and the growth when corridors or buildings are doubled twice."""
    gdal.UseExceptions()
    if sys.argv[1:]:
        measure(Path(sys.argv[1]))
        return
    axes()
    level1, level2, count, inside = CITY
    base, peak, figures = run(*CITY)
    print(f"{level1} + {level2} corridors, {count:,} buildings, {inside:,} in corridors: {figures}")
    print(f"{base:.1f} s (at most {LARGEST_SECONDS}), {peak:.2f} GB (at most {LARGEST_GB})", flush=True)
    for what, scale in (("corridors, with the buildings in them", (1, 1, 0, 1)), ("buildings", (0, 0, 1, 1))):
        for factor in (2, 4):
            size = [number * (factor if grows else 1) for number, grows in zip(CITY, scale)]
            seconds, peak, _ = run(*size)
            bound = factor * math.log(factor * (count + inside)) / math.log(count + inside)
            print(
                f"{factor} × {what}: {seconds:.1f} s, {peak:.2f} GB, {seconds / base:.2f} times (n log n: {bound:.2f})",
                flush=True,
            )


if __name__ == "__main__":
    main()
