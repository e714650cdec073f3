"""Security pattern, restoration priority and use of vacated land that follow edits, beside a rerun, on real layers.

Measured as in live.py, from the edit to the figures; how stable ranks are, which takes about as long as in a run,
comes after them and is told by itself. See scripts/bench.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import city
import numpy as np
import shapely
from live import EDITS, beside_a_run, editor, layer
from parkcoverage import start_qgis

CELLS = 200
SIDE_M = CELLS * city.CELL_M
# Parcels of each layer; the rest of a city of 30 000 is no concern of the pattern.
FARMLAND, GENERAL, IDEAL, BUILT = 6_000, 4_500, 4_500, 15_000
LINES, BOUNDARIES = 60, 25
UNITS = 174
PLOTS = 5_000
RUNS = 1_000


def blobs(random: np.random.Generator, count: int, radius_m: float, vertices: int) -> np.ndarray:
    """Return rounded lines around places, many vertices each."""
    turn = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    centre, size = random.uniform(0, SIDE_M, (count, 2)) + city.ORIGIN, random.uniform(0.4, 1.3, count) * radius_m
    reach = size[:, None] * (1 + 0.2 * np.sin(5 * turn) + random.normal(0, 0.01, (count, vertices)))
    rim = centre[:, None] + reach[:, :, None] * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    return shapely.make_valid(shapely.polygons(rim))


def parcels(random: np.random.Generator, count: int, seed: int) -> np.ndarray:
    """Return parcels that lie together in patches, of a tiling of their own."""
    tiling, _ = city.parcels(CELLS, 0, 0, seed=seed)
    patches = shapely.union_all(blobs(random, 45, 1_700, 40))
    shapely.prepare(patches)
    inside = tiling[shapely.intersects(patches, shapely.centroid(tiling))]
    return inside[np.sort(random.permutation(len(inside))[:count])]


def place(random: np.random.Generator, size_m: float) -> shapely.Geometry:
    """Return a square anywhere."""
    x, y = random.uniform(0, SIDE_M - size_m, 2) + city.ORIGIN
    return shapely.box(x, y, x + size_m, y + size_m)


def named_edits(random: np.random.Generator, made) -> dict[str, Callable]:
    """Return the edits of a layer, by its name and what is done."""
    return {f"{made.name()}: {way}": edit for way, edit in editor(random, made, lambda: place(random, 90)).items()}


def pattern(processing) -> None:
    """Print the times of the security pattern."""
    from greenvein.processing.jobs.securitypattern.live import PatternFollower

    random = np.random.default_rng(2022)
    made = {
        "RED_LINE": layer("red line", blobs(random, LINES, 700, 300)),
        "BASIC_FARMLAND": layer("farmland", parcels(random, FARMLAND, 2)),
        "GROWTH_BOUNDARY": layer("growth boundary", blobs(random, BOUNDARIES, 2_000, 300)),
        "TIER_2": layer("general", parcels(random, GENERAL, 3)),
        "TIER_3": layer("ideal", parcels(random, IDEAL, 1)),
        "CONSTRUCTION": layer("construction", parcels(random, BUILT, 1)),
    }
    multiple = ("TIER_2", "TIER_3")
    parameters = {name: [one.id()] if name in multiple else one.id() for name, one in made.items()}
    count = sum(one.featureCount() for one in made.values())
    print(f"security pattern of {count:,} polygons in six layers", flush=True)
    edits = {}
    for name in ("RED_LINE", "BASIC_FARMLAND", "GROWTH_BOUNDARY", "CONSTRUCTION"):
        edits |= named_edits(random, made[name])
    beside_a_run(processing, "greenvein:securitypattern", parameters, PatternFollower, edits, EDITS // 2)


def priority(processing) -> None:
    """Print the times of the restoration priority."""
    from greenvein.processing.jobs.restorationpriority.live import PriorityFollower

    random = np.random.default_rng(2022)
    units, _ = city.parcels(UNITS, 0, 0)
    values = {name: random.integers(0, 1_000, len(units)) for name in ("degradation", "potential")}
    ground = blobs(random, 300, 900, 200)
    made = {
        "UNITS": layer("units", units, **values),
        "PATTERN": layer("pattern", ground, gv_tier=random.integers(1, 4, len(ground))),
        "KEY_AREAS": layer("key areas", blobs(random, 20, 1_500, 300)),
    }
    parameters = {name: one.id() for name, one in made.items()} | {"RUNS": RUNS}
    parameters |= {"DEGRADATION_FIELD": "degradation", "POTENTIAL_FIELD": "potential"}
    print(f"restoration priority of {len(units):,} units, a pattern of {len(ground)} polygons", flush=True)

    def value() -> None:
        fid = int(random.integers(1, len(units)))
        assert made["UNITS"].changeAttributeValue(fid, 0, int(random.integers(0, 1_000)))

    edits = {"unit: another degree of degradation": value}
    for name in ("UNITS", "PATTERN", "KEY_AREAS"):
        edits |= named_edits(random, made[name])
    beside_a_run(processing, "greenvein:restorationpriority", parameters, PriorityFollower, edits, EDITS // 3)


def vacated(processing) -> None:
    """Print the times of the use of vacated land."""
    from greenvein.processing.jobs.vacateduse.live import UseFollower

    random = np.random.default_rng(2022)
    areas = ("RED_LINE", "BLUE_LINES", "KEY_AREAS", "FARMLAND_SPACE", "FLOOD_STORAGE", "BLIND_AREAS")
    made = {
        "VACATED": layer("plots", parcels(random, PLOTS, 1)),
        "BASIC_FARMLAND": layer("farmland", parcels(random, FARMLAND, 2)),
        **{name: layer(name, blobs(random, LINES, 700, 300)) for name in areas},
    }
    parameters = {name: one.id() for name, one in made.items()}
    print(f"use of {PLOTS:,} vacated plots, seven layers of areas", flush=True)
    edits = named_edits(random, made["VACATED"]) | named_edits(random, made["BASIC_FARMLAND"])
    beside_a_run(processing, "greenvein:vacateduse", parameters, UseFollower, edits, EDITS // 3)


def main() -> None:
    """Print all three."""
    processing = start_qgis()
    pattern(processing)
    priority(processing)
    vacated(processing)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
