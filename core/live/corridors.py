"""Corridor widths that follow edits of corridors, obstacles and axes.

What a corridor comes to depends on its own shape and requirement, on the obstacles and axes that meet it and, where
it has several parts or axes, on the corridors within ``CROSSING_M`` of it and on the obstacles in those on whose ground
its parts may be joined: so these are measured again, each whole, and no other. Where obstacles are all that has
changed, what the corridor comes to without them is taken as it was.
Features are held by their serial numbers, which an edit does not shift, and named by their rows at the end.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from ..corridors.lines import BESIDE_M
from ..corridors.nearby import by_corridor, open_to, standing_in
from ..corridors.results import HOLE, CorridorWidth, MeasuredCorridor, collect
from ..corridors.width import CROSSING_M, Site, survey
from ..progress import Progress, quiet
from .keyed import Edit, Keyed

# Distances are rounded one way in one place and another way in another; measuring one too many does no harm.
_CLOSE = 1e-6


class LiveCorridors:
    """The widths of corridors, kept up with edits.

    ``corridors``: columns ``geometry``, ``required_m``, ``checks``; ``obstacles``, ``axes``: column ``geometry``; the
    rest as in ``corridor_width``.
    """

    def __init__(
        self,
        corridors: Keyed,
        obstacles: Keyed,
        axes: Keyed,
        *,
        wind_deg: float | None = None,
        step_m: float = 10.0,
        progress: Progress = quiet,
    ):
        self.corridors, self.obstacles, self.axes = corridors, obstacles, axes
        self._rules = wind_deg, step_m
        self._found: dict[int, MeasuredCorridor] = {}
        self._bounds = shapely.bounds(obstacles["geometry"])
        self._measure(np.arange(len(corridors)), np.zeros(len(corridors), dtype=bool), progress)

    def edit(
        self,
        corridors: Edit | None = None,
        obstacles: Edit | None = None,
        axes: Edit | None = None,
        progress: Progress = quiet,
    ) -> np.ndarray:
        """Follow edits of the inputs; return the rows of the corridors that were measured again."""
        geometry = self.corridors["geometry"]
        stale = np.zeros(len(geometry), dtype=bool)
        tree = shapely.STRtree(geometry)
        if corridors:
            kept = set(self.corridors.serial.tolist())
            self._found = {serial: found for serial, found in self._found.items() if serial in kept}
            stale[corridors.fresh] = True
            near = tree.query(_touched(corridors, self.corridors), "dwithin", CROSSING_M + _CLOSE)[1]
            along = np.isin(near, tree.query(self.axes["geometry"], "dwithin", BESIDE_M)[1])
            stale[near[along | (shapely.get_num_geometries(geometry[near]) > 1)]] = True
        if axes:
            stale[tree.query(_touched(axes, self.axes), "dwithin", BESIDE_M)[1]] = True
        bare = ~stale
        if obstacles:
            self._bounds = _bounds_after(obstacles, self._bounds, self.obstacles["geometry"])
            met = np.zeros(len(geometry), dtype=bool)
            met[tree.query(_touched(obstacles, self.obstacles), "intersects")[1]] = True
            stale |= [bool(met[near].any()) for near in open_to(geometry, np.arange(len(geometry)))]
        rows = np.flatnonzero(stale)
        self._measure(rows, bare, progress)
        return rows

    def widths(self) -> CorridorWidth:
        """Return what a fresh run would."""
        serial = self.corridors.serial
        found = collect([self._found[one] for one in serial.tolist()], self.axes.next_serial)
        tables = {}
        for name in ("corridors", "arms", "profile", "pinches"):
            table = getattr(found, name)
            number = table["corridor"].to_numpy(dtype=np.int64)
            tables[name] = table.assign(corridor=np.searchsorted(serial, number))
        pinches = tables["pinches"]
        # Rows stand in the order of their serial numbers, so the order of each tuple is right too.
        tables["pinches"] = pinches.assign(obstacles=[self._rows(one) for one in pinches["obstacles"]])
        return replace(found, **tables, lines_used=found.lines_used[self.axes.serial])

    def _rows(self, serials: tuple[int, ...]) -> tuple[int, ...]:
        """Return the rows of obstacles; a hole of a corridor has none."""
        found = np.searchsorted(self.obstacles.serial, serials).tolist()
        return tuple(HOLE if serial == HOLE else row for serial, row in zip(serials, found))

    def _measure(self, rows: np.ndarray, bare: np.ndarray, progress: Progress) -> None:
        """Measure corridors again; ``bare``: mask of those of which nothing but obstacles has changed."""
        if not len(rows):
            return
        corridors, serial = self.corridors, self.corridors.serial
        geometry = corridors["geometry"]
        standing = self._standing(rows)
        through = by_corridor(self.axes["geometry"], geometry[rows], "dwithin", BESIDE_M)
        nearby = by_corridor(geometry, geometry[rows], "dwithin", CROSSING_M)
        sites = [
            Site(
                int(serial[row]), geometry[row], float(corridors["required_m"][row]), corridors["checks"][row],
                geometry[near[near != row]], self.obstacles["geometry"][stand], self.obstacles.serial[stand],
                self.axes["geometry"][along], self.axes.serial[along],
                self._found[int(serial[row])].bare if bare[row] else None,
            )
            for row, stand, along, near in zip(rows, standing, through, nearby)
        ]  # fmt: skip
        found = survey(sites, *self._rules, progress)
        self._found |= {site.number: one for site, one in zip(sites, found)}

    def _standing(self, rows: np.ndarray) -> list[np.ndarray]:
        """Return for each corridor the rows of the obstacles that may stand in it; most of a city's are far from it."""
        geometry = self.corridors["geometry"]
        grounds = open_to(geometry, rows)
        west, south, east, north = self._bounds.T
        left, low, right, high = shapely.total_bounds(geometry[np.concatenate(grounds)])
        close = np.flatnonzero((west <= right) & (east >= left) & (south <= high) & (north >= low))
        return [close[near] for near in standing_in(self.obstacles["geometry"][close], geometry, grounds)]


def _touched(edit: Edit, keyed: Keyed) -> np.ndarray:
    """Return the shapes of what has changed, as they were and as they are."""
    return np.concatenate([edit.before["geometry"], keyed["geometry"][edit.fresh]])


def _bounds_after(edit: Edit, bounds: np.ndarray, geometry: np.ndarray) -> np.ndarray:
    """Return the bounds of shapes after an edit, shape (n, 4), of which most are as they were."""
    found, left = np.empty((len(geometry), 4)), edit.place >= 0
    found[edit.place[left]] = bounds[left]
    found[edit.fresh] = shapely.bounds(geometry[edit.fresh])
    return found
