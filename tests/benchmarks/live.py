"""From an edit to the figures, beside a run of everything: a city's parks, and its corridors. See scripts/bench.

An edit is made in a real layer in edit mode; the time runs from the edit to the figures, and with it the moment in
which edits are gathered. The full run is that of the algorithm for its numbers alone, on the same layers.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable

import city
import corridor_city
import numpy as np
import shapely
from parkcoverage import start_qgis, timed

EPSG = 4547
# Cells along a side, residential parcels, parks.
CITY = (300, 30_000, 2_000)
# Level 1 and level 2 corridors, buildings, buildings in corridors.
CORRIDORS = (5, 50, 200_000, 20_000)
EDITS = 30
MOST_SECONDS = 1.0


def layer(name: str, geometry: np.ndarray, **columns: np.ndarray):
    """Return a memory layer of the project with whole numbers as fields."""
    from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

    fields = "".join(f"&field={column}:integer" for column in columns)
    made = QgsVectorLayer(f"Polygon?crs=EPSG:{EPSG}{fields}", name, "memory")
    features = []
    for wkt, *values in zip(shapely.to_wkt(geometry, rounding_precision=-1), *columns.values()):
        feature = QgsFeature(made.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes([int(value) for value in values])
        features.append(feature)
    assert made.dataProvider().addFeatures(features)[0]
    QgsProject.instance().addMapLayer(made)
    made.startEditing()
    return made


def wait(live) -> None:
    """Let QGIS work until every edit is in the figures."""
    from qgis.core import QgsApplication

    while not live.settled():
        QgsApplication.processEvents()
        time.sleep(0.001)


def follow(algorithm_id: str, parameters: dict, follower) -> tuple:
    """Return what follows the layers, and the list of figures that it fills."""
    from greenvein.dialogs.live.watching import Live
    from qgis.core import QgsApplication

    algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm_id)
    live = Live(algorithm, parameters, follower)
    figures: list = []
    live.figured.connect(figures.append)
    live.failed.connect(lambda sentence: (_ for _ in ()).throw(RuntimeError(sentence)))
    live.start()
    wait(live)
    return live, figures


def measure(live, figures: list, edits: dict[str, Callable[[], object]], number: int) -> None:
    """Print median and worst time from an edit to the figures for each kind of edit, and to those that take longer."""
    from qgis.core import QgsApplication

    for name, edit in edits.items():
        seconds, rest = [], []
        for _ in range(number):

            def through(edit=edit) -> None:
                before = len(figures)
                edit()
                while len(figures) == before:
                    QgsApplication.processEvents()
                    time.sleep(0.001)

            seconds.append(timed(through)[0])
            rest.append(timed(lambda: wait(live))[0])
        verdict = "" if max(seconds) < MOST_SECONDS else f"  (more than {MOST_SECONDS:g} s)"
        more = f"   the rest {np.median(rest):6.3f} s later" if max(rest) > 0.05 else ""
        print(f"  {name:42}median {np.median(seconds):6.3f} s   worst {max(seconds):6.3f} s{verdict}{more}", flush=True)


def same(figures: list, fresh: dict) -> None:
    """Stop where the figures are not those of the full run."""
    for name, value in figures[-1].values.items():
        assert math.isclose(value, fresh[name], rel_tol=1e-9, abs_tol=1e-12), (name, value, fresh[name])


def editor(random: np.random.Generator, made, shape: Callable[[], shapely.Geometry]) -> dict[str, Callable]:
    """Return the edits of a layer: draw, move a corner, delete, undo."""
    from qgis.core import QgsFeature, QgsGeometry

    fids = sorted(made.allFeatureIds())

    def draw() -> None:
        feature = QgsFeature(made.fields())
        feature.setGeometry(QgsGeometry.fromWkt(shape().wkt))
        assert made.addFeature(feature)

    def move_corner() -> None:
        fid = int(random.choice(fids))
        geometry = made.getGeometry(fid)
        corner = geometry.vertexAt(0)
        assert made.moveVertex(corner.x() + random.uniform(-10, 10), corner.y() + random.uniform(-10, 10), fid, 0)

    def delete() -> None:
        fids.remove(fid := int(random.choice(fids)))
        assert made.deleteFeature(fid)

    return {"draw": draw, "move a corner": move_corner, "delete": delete, "undo": made.undoStack().undo}


def beside_a_run(
    processing, algorithm_id: str, parameters: dict, follower, edits: dict[str, Callable[[], object]], number: int
) -> None:
    """Follow the layers of a run, print the times of edits and that of a full run, and hold its figures equal."""
    (live, figures), ready = reversed(timed(lambda: follow(algorithm_id, parameters, follower)))
    print(f"  getting ready{'':36}{ready:6.3f} s")
    measure(live, figures, edits, number)
    seconds, fresh = timed(lambda: processing.run(algorithm_id, parameters))
    same(figures, fresh)
    print(f"  full run, numbers alone{'':26}{seconds:6.3f} s", flush=True)
    live.stop()


def parks(processing) -> None:
    """Print the times of a city's parks."""
    from greenvein.processing.jobs.parkcoverage.live import CoverageFollower

    cells, residential_count, park_count = CITY
    parcels, use = city.parcels(*CITY)
    residential, green = layer("residential", parcels[use == 1]), layer("parks", parcels[use == 2])
    parameters = {"RESIDENTIAL": residential.id(), "PARKS": green.id()}
    print(f"{residential_count:,} residential parcels, {park_count:,} parks", flush=True)
    random, side = np.random.default_rng(2022), cells * city.CELL_M

    def pocket_park() -> shapely.Geometry:
        x, y = random.uniform(0, side, 2) + city.ORIGIN
        return shapely.box(x, y, x + 30, y + 30)

    def parcel() -> shapely.Geometry:
        x, y = random.uniform(0, side, 2) + city.ORIGIN
        return shapely.box(x, y, x + 90, y + 90)

    edits = {}
    for name, made, shape in (("park", green, pocket_park), ("parcel", residential, parcel)):
        edits |= {f"{name}: {way}": edit for way, edit in editor(random, made, shape).items()}
    beside_a_run(processing, "greenvein:parkcoverage", parameters, CoverageFollower, edits, EDITS)


def corridors(processing) -> None:
    """Print the times of a city's corridors."""
    from greenvein.processing.jobs.corridorwidth.live import WidthFollower

    level1, level2, count, inside = CORRIDORS
    shapes, level = corridor_city.corridors(level1, level2)
    buildings = corridor_city.buildings(count, inside, shapes)
    ground, standing = layer("corridors", shapes, level=level), layer("buildings", buildings)
    parameters = {"CORRIDORS": ground.id(), "LEVEL_FIELD": "level", "OBSTACLES": standing.id()}
    print(f"{level1} + {level2} corridors, {count:,} buildings, {inside:,} in corridors", flush=True)
    random = np.random.default_rng(2022)

    def house() -> shapely.Geometry:
        x, y = shapely.get_coordinates(random.choice(shapes))[0] + random.uniform(-20, 20, 2)
        return shapely.box(x, y, x + 25, y + 15)

    edits = editor(random, standing, house)
    wanted = {"building in a corridor: draw": edits["draw"], "building in a corridor: undo": edits["undo"]}
    wanted["building anywhere: move a corner"] = edits["move a corner"]
    wanted["corridor: move a corner of its edge"] = editor(random, ground, house)["move a corner"]
    beside_a_run(processing, "greenvein:corridorwidth", parameters, WidthFollower, wanted, EDITS // 3)


def main() -> None:
    """Print both."""
    processing = start_qgis()
    parks(processing)
    corridors(processing)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
