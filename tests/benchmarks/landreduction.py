"""The land reduction account from file to file, beside what a planner would do otherwise.

Everything runs in one process, one after the other, because only ratios within one run mean something; but for the
million polygons, which have a process, and a peak of memory, of their own. See scripts/bench.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib.machinery import SourceFileLoader
from pathlib import Path

import geopandas
import numpy as np
import shapely
from osgeo import gdal, ogr, osr
from parkcoverage import ROOT, start_qgis, timed

SMALL, LARGE = 300, 1_000  # cells along a side
CELL_M = 100.0
ORIGIN = (500_000.0, 4_400_000.0)
EPSG = 4547
SHIFT_M = 0.01
REDRAWN_M = 1.0
LEAST, LEAST_APART = 40, 5
LARGEST_SECONDS, LARGEST_GB = 60, 6

synthetic = SourceFileLoader("synthetic_city", str(ROOT / "scripts" / "synthetic_city")).load_module()


def make_city(cells: int):
    """Return two dates of a jittered grid: 5 % of it changes its class, 2 % is split."""
    random = np.random.default_rng(2022)
    east, north = (at + (cells - 1e-6) * CELL_M for at in ORIGIN)
    corners = synthetic.grid((*ORIGIN, east, north), CELL_M, random)
    middle = corners.mean(axis=1)
    classes = synthetic.classes(middle, middle.mean(axis=0), random)
    return synthetic.two_dates(corners, classes, random)


def redrawn(cells: int):
    """Return the land of the second date as another hand would draw it: every node lies up to a metre elsewhere."""
    random = np.random.default_rng(2022)
    east, north = (at + (cells - 1e-6) * CELL_M for at in ORIGIN)
    corners = synthetic.grid((*ORIGIN, east, north), CELL_M, random)
    middle = corners.mean(axis=1)
    classes = synthetic.classes(middle, middle.mean(axis=0), random)
    nodes, which = np.unique(corners.reshape(-1, 2), axis=0, return_inverse=True)
    nodes += np.random.default_rng(2023).uniform(-REDRAWN_M, REDRAWN_M, nodes.shape)
    return synthetic.two_dates(nodes[np.ravel(which)].reshape(corners.shape), classes, random).after


def write_layer(path: Path, geometry: np.ndarray, code: np.ndarray) -> str:
    """Write a layer of parcels, and return its path."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(EPSG)
    dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    layer = dataset.CreateLayer(path.stem, reference, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("DLBM", ogr.OFTString))
    dataset.StartTransaction()
    for wkb, value in zip(shapely.to_wkb(geometry), code):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        feature.SetField(0, value)
        layer.CreateFeature(feature)
    dataset.CommitTransaction()
    return str(path)


def ours(processing, before: str, after: str, folder: Path) -> dict:
    """Run the algorithm with its default layers; return its numbers."""
    outputs = {name: str(folder / f"{name.lower()}.gpkg") for name in ("CHANGES", "ISSUES", "MATRIX", "BALANCE")}
    return processing.run("greenvein:landreduction", {"BEFORE": before, "AFTER": after, "SYSTEM": 1, **outputs})


def vacated(pieces: geopandas.GeoDataFrame, before: str, after: str) -> float:
    """Return the vacated area in km² of an overlay with the codes of both dates."""
    from greenvein.core.land.classes import load

    table = load(ROOT / "resources" / "classes" / "sandiao_2019.csv")
    was, is_ = (pieces[name].map(table.class_of) for name in (before, after))
    return pieces[(was == "urban_rural") & (is_ != "urban_rural")].area.sum() / 1e6


def native(processing, before: str, after: str, folder: Path) -> float:
    """Intersect the layers with QGIS's own algorithm; return the vacated area."""
    target = str(folder / "native.gpkg")
    Path(target).unlink(missing_ok=True)
    processing.run("native:intersection", {"INPUT": before, "OVERLAY": after, "OUTPUT": target})
    return vacated(geopandas.read_file(target), "DLBM", "DLBM_2")


def with_geopandas(before: str, after: str, folder: Path) -> float:
    """Do the same with geopandas, from and to GeoPackage."""
    pieces = geopandas.overlay(geopandas.read_file(before), geopandas.read_file(after), how="intersection")
    pieces.to_file(folder / "geopandas.gpkg")
    return vacated(pieces, "DLBM_1", "DLBM_2")


def compare(title: str, processing, before: str, after: str, folder: Path, least: int, runs: int) -> None:
    """Time ours, geopandas and QGIS's own on the same files, and print a line for each."""
    spent, found = sorted(
        (timed(lambda: ours(processing, before, after, folder)) for _ in range(runs)), key=lambda one: one[0]
    )[runs // 2]
    rows = [(f"greenvein, with four layers (median of {runs})", spent, found["VACATED_KM2"])]
    rows.append(("geopandas overlay", *timed(lambda: with_geopandas(before, after, folder))))
    rows.append(("QGIS native:intersection", *timed(lambda: native(processing, before, after, folder))))
    print(f"\n{title}; closure {found['CLOSURE_M2']:.2g} m²; native at least {least} ×")
    for name, seconds, area in rows:
        print(f"{name:60}{seconds:10.2f} s{area:16.6f} km²{seconds / spent:10.1f} ×", flush=True)


def large(folder: Path) -> None:
    """Run a million polygons a side in a process of its own."""
    made = make_city(LARGE)
    files = [
        write_layer(folder / f"large_{name}.gpkg", land.geometry, land.code)
        for name, land in (("before", made.before), ("after", made.after))
    ]
    del made
    start = time.perf_counter()
    subprocess.run([sys.executable, __file__, "--large", *files, str(folder)], check=True)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(f"process: {seconds:.1f} s (at most {LARGEST_SECONDS}), {peak:.2f} GB (at most {LARGEST_GB})")


def main() -> None:
    """Print the comparison."""
    gdal.UseExceptions()
    if sys.argv[1:2] == ["--large"]:
        before, after, folder = sys.argv[2:]
        processing = start_qgis()
        seconds, found = timed(lambda: ours(processing, before, after, Path(folder)))
        print(f"\na million polygons a side: {seconds:.1f} s; closure {found['CLOSURE_M2']:.2g} m²", flush=True)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made, other = make_city(SMALL), redrawn(SMALL)
        moved = shapely.transform(made.after.geometry, lambda points: points + SHIFT_M)
        before = write_layer(folder / "before.gpkg", made.before.geometry, made.before.code)
        after = write_layer(folder / "after.gpkg", made.after.geometry, made.after.code)
        shifted = write_layer(folder / "shifted.gpkg", moved, made.after.code)
        another = write_layer(folder / "another.gpkg", other.geometry, other.code)
        processing = start_qgis()
        ours(processing, before, after, folder)  # imports and caches are not what is measured
        grid = f"{SMALL} × {SMALL} parcels"
        compare(f"{grid}, 5 % changed, 2 % split", processing, before, after, folder, LEAST, 5)
        compare(f"{grid}, shifted by {SHIFT_M} m", processing, before, shifted, folder, LEAST_APART, 3)
        compare(f"{grid}, drawn by another hand", processing, before, another, folder, LEAST_APART, 3)
        if os.environ.get("LARGE", "1") != "0":
            large(folder)


if __name__ == "__main__":
    main()
