"""The restoration priority from file to file, beside what a planner would do otherwise, and the time of its ranking.

Small files are overlaid by both in one process, one after the other, because only ratios within one run mean
something; a million units, and the ranking of 100 000 over and over, have a process and a peak of memory of their
own. See scripts/bench.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import city
import geopandas
import numpy as np
import shapely
from osgeo import gdal, ogr, osr
from parkcoverage import start_qgis, timed

EPSG = 4547
# Cells along a side of the units, and of the pattern.
SMALL, LARGE = (300, 95), (1_000, 224)
LEAST = 20
MEMORY = "TEMPORARY_OUTPUT"
LARGEST_SECONDS, LARGEST_GB = 60, 6
UNITS, CRITERIA, RUNS = 100_000, 8, 1_000
RANKED_SECONDS, RANKED_GB = 20, 2


def write_layers(folder: Path, size: tuple[int, int]) -> tuple[str, str]:
    """Write units, and a pattern of three tiers that overlap here and there, as GeoPackages; return their paths."""
    cells, coarse = size
    units, _ = city.parcels(cells, 0, 0)
    pattern, _ = city.parcels(coarse, 0, 0, seed=7)
    # The same ground, in fewer and larger polygons that reach a little over each other.
    scale = cells / coarse
    pattern = shapely.transform(pattern, lambda points: (points - city.ORIGIN) * scale + city.ORIGIN)
    random = np.random.default_rng(2022)
    kept = random.permutation(len(pattern))[: round(0.997 * len(pattern))]
    wide = kept[: len(kept) // 50]
    pattern[wide] = shapely.buffer(pattern[wide], 0.2 * city.CELL_M)
    values = {"degradation": random.random(len(units)).tolist(), "potential": random.random(len(units)).tolist()}
    tiers = {"gv_tier": random.integers(1, 4, len(kept)).tolist()}
    name = f"{cells}"
    return (
        write_layer(folder / f"units_{name}.gpkg", units, values),
        write_layer(folder / f"pattern_{name}.gpkg", pattern[kept], tiers),
    )


def write_layer(path: Path, geometry: np.ndarray, columns: dict[str, list]) -> str:
    """Write a layer with columns of numbers, and return its path."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    layer = dataset.CreateLayer(path.stem, reference, ogr.wkbPolygon)
    for name, values in columns.items():
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTInteger if isinstance(values[0], int) else ogr.OFTReal))
    dataset.StartTransaction()
    for wkb, *values in zip(shapely.to_wkb(geometry), *columns.values()):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        for index, value in enumerate(values):
            feature.SetField(index, value)
        layer.CreateFeature(feature)
    dataset.CommitTransaction()
    return str(path)


def ours(processing, units: str, pattern: str, place: Path | str | None, runs: int = 0) -> dict:
    """Run the algorithm with its layers in a folder or in memory, or (None) for the numbers alone; return them."""
    outputs = {}
    if place is not None:
        for name in ("RANKED", "SUMMARY"):
            outputs[name] = place if place == MEMORY else str(place / f"{name.lower()}.gpkg")
    fields = {"DEGRADATION_FIELD": "degradation", "POTENTIAL_FIELD": "potential"}
    return processing.run(
        "greenvein:restorationpriority", {"UNITS": units, "PATTERN": pattern, "RUNS": runs, **fields, **outputs}
    )


def native(processing, units: str, pattern: str, target: Path | str) -> None:
    """Intersect the layers with QGIS's own algorithm; no tier is made of the pieces yet."""
    processing.run("native:intersection", {"INPUT": units, "OVERLAY": pattern, "OUTPUT": str(target)})


def copy(units: str, target: Path) -> None:
    """Copy a layer with GDAL alone, spatial index and all: it is built when the file is let go of."""
    gdal.VectorTranslate(str(target), units)


def ranking() -> None:
    """Rank units over and over with the kernel alone."""
    from greenvein.core.priority.criteria import Criterion
    from greenvein.core.priority.order import Units
    from greenvein.core.priority.ranking import rank_units

    random = np.random.default_rng(2022)
    tier = random.integers(0, 4, UNITS)
    near, named = (tier == 1) | (random.random(UNITS) < 0.2), random.random(UNITS) < 0.3
    units = Units(near, tier, named, random.random(UNITS) + 0.1, np.arange(UNITS))
    criteria = [Criterion(f"c{place}", weight, True) for place, weight in enumerate(random.random(CRITERIA))]
    rank_units(
        units,
        criteria,
        random.random((UNITS, CRITERIA)),
        rules=("near_term", "tier", "named_type", "score"),
        thresholds=(1 / 3, 2 / 3),
        concentration=100,
        budget_ha=10_000,
        runs=RUNS,
        seed=2022,
        explained=20,
    )


def apart(title: str, arguments: list[str], seconds: float, gigabytes: float) -> None:
    """Run a part of this file in a process of its own; print its time and its peak of memory."""
    start = time.perf_counter()
    subprocess.run([sys.executable, __file__, *arguments], check=True)
    spent, peak = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(f"{title}: process {spent:.1f} s (at most {seconds:g}), {peak:.2f} GB (at most {gigabytes:g})", flush=True)


def main() -> None:
    """Print the comparison."""
    gdal.UseExceptions()
    if sys.argv[1:2] == ["--ranking"]:
        start_qgis()  # makes the package known
        print(f"ranking alone: {timed(ranking)[0]:.1f} s", flush=True)
        return
    if sys.argv[1:2] == ["--large"]:
        units, pattern, folder, runs = sys.argv[2:]
        processing = start_qgis()
        seconds, found = timed(lambda: ours(processing, units, pattern, Path(folder), int(runs)))
        print(f"{found['UNITS_RANKED']:,} units, {runs} runs: {seconds:.1f} s", flush=True)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The children first: the peak that the system tells is the largest of all of them so far.
        apart(f"{UNITS:,} units × {CRITERIA} criteria × {RUNS:,} runs", ["--ranking"], RANKED_SECONDS, RANKED_GB)
        if os.environ.get("LARGE", "1") != "0":
            files = write_layers(folder, LARGE)
            title = f"{LARGE[0] ** 2:,} units × {round(0.997 * LARGE[1] ** 2):,} polygons"
            apart(title, ["--large", *files, str(folder), "0"], LARGEST_SECONDS, LARGEST_GB)
        units, pattern = write_layers(folder, SMALL)
        processing = start_qgis()
        ours(processing, units, pattern, folder)  # imports and caches are not what is measured

        def median(place):
            return sorted(timed(lambda: ours(processing, units, pattern, place))[0] for _ in range(5))[2]

        target = folder / "native.gpkg"
        spent = {"in memory": median(MEMORY), "in files": median(folder), "numbers alone": median(None)}
        beside = {
            "in memory": timed(lambda: native(processing, units, pattern, MEMORY))[0],
            "in files": timed(lambda: native(processing, units, pattern, target))[0],
        }
        copied = timed(lambda: copy(units, folder / "copy.gpkg"))[0]
        pieces = len(geopandas.read_file(target))
        title = f"{SMALL[0] ** 2:,} units × {round(0.997 * SMALL[1] ** 2):,} polygons, {pieces:,} pieces"
        print(f"\n{title}; native at least {LEAST} × for the overlay and all that follows from it; median of 5")
        for place, seconds in spent.items():
            other = beside.get(place, beside["in files"])
            ratio = f"{other / seconds:6.1f} ×"
            print(f"{place:20} native:intersection {other:6.2f} s   greenvein {seconds:6.2f} s {ratio}")
        # Copying the units and building their spatial index is all that GDAL does here, and it takes as long.
        print(f"{'in files':20} a plain copy of the units by GDAL takes {copied:.2f} s")


if __name__ == "__main__":
    main()
