"""The land reduction account that follows edits, beside a full rerun, on layers in edit mode.

From the edit to the figures, all told: 100 ms in which edits are gathered, reading, overlay, sums, balance. Figures
are held against the rerun's. See scripts/bench.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np
import shapely
from landreduction import CELL_M, EPSG, ORIGIN, make_city, redrawn, write_layer
from osgeo import gdal
from parkcoverage import start_qgis, timed

CELLS = 174  # along a side: 30 000 parcels
EDITS = 48
MOST_SECONDS = 1.0
ACCOUNT = "greenvein:landreduction"
NUMBERS = ("BEFORE_KM2", "AFTER_KM2", "VACATED_KM2", "ADDED_KM2", "NET_REDUCTION_KM2", "KEY_AREA_PCT")


def places(folder: Path) -> tuple[str, str]:
    """Write sixteen districts and a round key area; return their paths."""
    west, south = ORIGIN
    size = CELLS * CELL_M / 4
    at = [(west + size * x, south + size * y) for x in range(4) for y in range(4)]
    districts = np.array([shapely.box(x, y, x + size, y + size) for x, y in at])
    names = np.array([f"D{number}" for number in range(16)], dtype=object)
    key = np.array([shapely.Point(west + 2 * size, south + 2 * size).buffer(1.3 * size)])
    zones = write_layer(folder / "zones.gpkg", districts, names)
    return zones, write_layer(folder / "key.gpkg", key, np.array(["key"], dtype=object))


class Planner:
    """Edits a layer at random."""

    def __init__(self, layer, random):
        self.layer, self.random = layer, random

    def edit(self, way: str) -> None:
        fid = int(self.random.integers(1, self.layer.featureCount()))
        self.layer.beginEditCommand(way)
        getattr(self, way)(fid, self.layer.getGeometry(fid))
        self.layer.endEditCommand()

    def set_class(self, fid, geometry):
        self.layer.changeAttributeValue(
            fid, self.layer.fields().lookupField("DLBM"), str(self.random.choice(["0301", "0702"]))
        )

    def move_corner(self, fid, geometry):
        corner = geometry.vertexAt(2)
        geometry.moveVertex(corner.x() + self.random.uniform(-9, 9), corner.y() + self.random.uniform(-9, 9), 2)
        self.layer.changeGeometry(fid, geometry)

    def move(self, fid, geometry):
        geometry.translate(*self.random.uniform(-60, 60, 2))
        self.layer.changeGeometry(fid, geometry)

    def draw(self, fid, geometry):
        from qgis.core import QgsFeature

        feature = QgsFeature(self.layer.fields())
        feature.setGeometry(geometry.centroid().buffer(45, 8))
        feature["DLBM"] = "0810"
        self.layer.addFeature(feature)

    def delete(self, fid, geometry):
        self.layer.deleteFeature(fid)


def follow(title: str, processing, before: str, after: str, folder: Path) -> None:
    """Time edits of both dates, and print median and worst beside the rerun."""
    from greenvein.dialogs.live.watching import Live
    from greenvein.processing.jobs.landreduction.live import LandFollower
    from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

    zones, key = places(folder)
    project = QgsProject.instance()
    layers = [QgsVectorLayer(path, Path(path).stem, "ogr") for path in (before, after, zones, key)]
    project.addMapLayers(layers)
    names = ("BEFORE", "AFTER", "ZONES", "KEY_AREAS")
    asked = {name: layer.id() for name, layer in zip(names, layers)}
    asked |= {"SYSTEM": 1, "ZONE_FIELD": "DLBM", "TARGETS": ""}
    live = Live(QgsApplication.processingRegistry().createAlgorithmById(ACCOUNT), asked, LandFollower)
    heard = []
    live.figured.connect(heard.append)
    live.failed.connect(print)

    def wait() -> None:
        while not live.settled():
            QgsApplication.processEvents()
            time.sleep(0.002)

    start, _ = timed(lambda: (live.start(), wait()))
    random = np.random.default_rng(1)
    planners = [Planner(layer, random) for layer in layers[:2]]
    for layer in layers[:2]:
        layer.startEditing()
    spent: dict[str, list[float]] = {}
    rerun, worst = [], 0.0
    for number in range(EDITS):
        way = ("set_class", "move_corner", "move", "draw", "delete", "undo")[number % 6]
        planner = planners[number % 4 // 2]
        began = time.perf_counter()
        planner.layer.undoStack().undo() if way == "undo" else planner.edit(way)
        wait()
        spent.setdefault(way, []).append(time.perf_counter() - began)
        if number % 8 == 0:
            seconds, fresh = timed(lambda: processing.run(ACCOUNT, asked))
            rerun.append(seconds)
            found = heard[-1].values
            worst = max(worst, *(abs(found[name] / fresh[name] - 1) for name in NUMBERS))
    print(f"\n{title}; ready after {start:.2f} s; largest difference to a rerun {worst:.1g}; at most {MOST_SECONDS} s")
    everything = [seconds for some in spent.values() for seconds in some]
    for way, seconds in [*spent.items(), ("all edits", everything), ("full rerun, numbers only", rerun)]:
        print(f"{way:30}{len(seconds):4}  median {np.median(seconds):7.3f} s  worst {max(seconds):7.3f} s", flush=True)
    live.stop()
    for layer in layers[:2]:
        layer.rollBack()
    project.clear()


def main() -> None:
    """Print the comparison."""
    gdal.UseExceptions()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made, other = make_city(CELLS), redrawn(CELLS)
        before = write_layer(folder / "before.gpkg", made.before.geometry, made.before.code)
        after = write_layer(folder / "after.gpkg", made.after.geometry, made.after.code)
        another = write_layer(folder / "another.gpkg", other.geometry, other.code)
        processing = start_qgis()
        parcels = f"{CELLS**2:,} parcels a side, EPSG:{EPSG}, 16 zones, a key area"
        follow(f"{parcels}, 5 % changed, 2 % split", processing, before, after, folder)
        follow(f"{parcels}, drawn by another hand", processing, before, another, folder)


if __name__ == "__main__":
    main()
