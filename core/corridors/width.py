"""Corridor width: the widest disc that can travel a corridor from end to end, and where it gets stuck.

Source: Beijing ecological security pattern plan (2021–2035), ch. 2 §1.3 and ch. 4 §2.8 (通风廊道宽度, 堵点);
the numbers come from the plan profile.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import numpy as np
import shapely

from ..progress import Progress, StoppedError, beside, in_threads, quiet
from .lines import BESIDE_M, Around
from .nearby import by_corridor, open_to, standing_in
from .parts import Bare, barrier_of, ground_of, measure
from .results import HOLE, Checks, CorridorWidth, MeasuredCorridor, Task, collect, moved, result_of, unmeasured

# Corridors as near as this may cross where one has a gap.
CROSSING_M = 2_000.0


@dataclass(frozen=True)
class Site:
    """One corridor, and all that its widths depend on.

    ``number``: its row, by which tables name it; ``required``: the width asked for in m, or NaN; ``near``: other
    corridors within ``CROSSING_M``; ``obstacles``: those that meet any that it is open to (see ``open_to``), and
    ``axes``: those within ``BESIDE_M``, with their rows; ``bare``: what its parts came to before, where nothing but
    obstacles has changed since.
    """

    number: int
    corridor: shapely.Geometry
    required: float
    checks: Checks
    near: np.ndarray
    obstacles: np.ndarray
    obstacle_rows: np.ndarray
    axes: np.ndarray
    axis_rows: np.ndarray
    bare: list[Bare] | None = None


def corridor_width(
    corridors: np.ndarray,
    required_m: np.ndarray,
    *,
    obstacles: np.ndarray | None = None,
    axes: np.ndarray | None = None,
    wind_deg: float | None = None,
    step_m: float = 10.0,
    checks: list[Checks] | None = None,
    progress: Progress = quiet,
) -> CorridorWidth:
    """Measure the clear width of corridors.

    ``corridors``, shape (n,), and ``obstacles``: valid polygons or multipolygons in one metric CRS; ``axes``: lines.
    ``required_m``: per corridor, shape (n,), NaN where none is known. ``wind_deg``: where the wind comes from, in
    degrees clockwise from north. ``step_m``: distance between the samples of a profile. ``checks``: further
    requirements, one per corridor. A corridor that cannot be measured raises nothing: its ``reason`` says why.

    A corridor of 1 km is 60 m wide, and 40 m for 100 m in its middle; 50 m are asked for:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.corridors.width import corridor_width
    >>> corridor = shapely.union_all(shapely.box([0, 450, 550], [0, 10, 0], [450, 550, 1000], [60, 50, 60]))
    >>> found = corridor_width(np.array([corridor]), required_m=np.array([50.0]))
    >>> row = found.corridors.iloc[0]
    >>> round(float(row["clear_m"])), round(float(row["length_m"])), int(row["pinches"]), str(row["verdict"])
    (40, 1000, 1, 'narrow')
    """
    nothing = np.array([], dtype=object)
    obstacles, axes = (nothing if given is None else given for given in (obstacles, axes))
    standing = standing_in(obstacles, corridors, open_to(corridors, np.arange(len(corridors))))
    through = by_corridor(axes, corridors, "dwithin", BESIDE_M)
    nearby = by_corridor(corridors, corridors, "dwithin", CROSSING_M)
    sites = [
        Site(
            number, corridor, float(required), checks[number] if checks else Checks(),
            corridors[near[near != number]], obstacles[standing[number]], standing[number],
            axes[through[number]], through[number],
        )
        for number, (corridor, required, near) in enumerate(zip(corridors, required_m, nearby))
    ]  # fmt: skip
    return collect(survey(sites, wind_deg, step_m, progress), len(axes))


def survey(
    sites: list[Site], wind_deg: float | None, step_m: float, progress: Progress = quiet
) -> list[MeasuredCorridor]:
    """Measure corridors; what one comes to depends on its own site, and on no other."""
    angle = 0.0 if wind_deg is None else np.radians(wind_deg)
    upwind = np.array([np.sin(angle), np.cos(angle)])
    stop = threading.Event()

    def alive() -> None:
        if stop.is_set():
            raise StoppedError

    def measured(rows: slice) -> MeasuredCorridor:
        site = sites[heaviest_first[rows.start]]
        own = _order(site.obstacles, site.obstacle_rows)
        origin = np.round(np.array(site.corridor.bounds[:2]))
        # Around an origin of its own, a corridor is as exact at 39 500 000 m as at 0.
        given = (np.array([site.corridor], dtype=object), site.obstacles[own], site.axes, site.near)
        corridor, around, along, near = (moved(one, -origin) for one in given)
        ground = ground_of(corridor[0], near, upwind)
        if shapely.get_num_geometries(corridor[0]) > 1:  # of others, what stands on the ground that joins its parts
            meets = shapely.intersects(shapely.union_all([corridor[0], *ground.parts]), around)
            own, around = own[meets], around[meets]
        around = np.concatenate([around, ground.holes])
        meant = Around(np.array(ground.parts, dtype=object), near)
        with beside(len(sites)) as start:
            barrier = start(barrier_of, around)
            parts = [
                measure(part, around, barrier, along, meant, site.required, upwind, step_m, alive, start, bare)
                for part, bare in zip(ground.parts, site.bare or [None] * len(ground.parts))
            ]
        rows_of = (np.r_[site.obstacle_rows[own], np.full(len(ground.holes), HOLE)], site.axis_rows)
        task = Task(site.number, site.required, around, *rows_of, origin, upwind, wind_deg is not None, step_m)
        return result_of(task, ground, parts, site.checks, alive)

    def told(rows: slice) -> MeasuredCorridor:
        """Return what a corridor comes to; one that cannot be measured says why and stops no other."""
        site = sites[heaviest_first[rows.start]]
        try:
            result = measured(rows)
        except StoppedError:
            raise
        except Exception as error:
            result = MeasuredCorridor(unmeasured(site.number, site.required, f"{type(error).__name__}: {error}"))
        return replace(result, standing=len(site.obstacle_rows))

    # The largest first: so no thread is left with one at the end.
    size = [shapely.get_num_coordinates(site.corridor) + 50 * len(site.obstacles) for site in sites]
    heaviest_first = np.argsort(-np.array(size, dtype=np.int64), kind="stable")
    found = in_threads(told, len(sites), 1, progress, stop)
    return [found[row] for row in np.argsort(heaviest_first)]


def _order(obstacles: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the order by where obstacles lie, so that the layer's order plays no part."""
    return np.lexsort((rows, shapely.area(obstacles), *shapely.bounds(obstacles).T[::-1]))
