"""The security pattern while its layers are edited: the same figures as a full run, from what an edit touches.

Ground changes only in the boxes of an edit (windows.changed). Of the pattern the area of each tier is kept for the
cells of a grid, and of conflicts each piece of ground. Outside of the boxes these pieces are as they were, so what
there is now in the boxes, and what of it reaches out of them, lies where a piece lay that met a box: there the kernels
are asked again, and only pieces that meet a box are taken from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np
import shapely

from ..geometry.area import Measure, planar
from ..geometry.areas import areas_in
from ..geometry.polygons import slivers, slivers_together
from ..geometry.ties import rank_of
from ..pattern.codes import TIERS
from ..pattern.controllines import line_conflicts
from ..pattern.securitypattern import Pattern, construction_conflicts, security_pattern
from ..pattern.standing import open_reason
from ..progress import Progress, part, quiet
from .keyed import Edit, Keyed
from .rows import LiveRows, nothing, only, together
from .windows import around, bounds, changed, changed_by, inside, joined, meeting, merged, near, none

# So many vertices lie in a cell of the grid, on average.
_IN_A_CELL = 300


@dataclass(frozen=True)
class Construction(LiveRows):
    """Construction land in the pattern, piece by piece: its box, tier and area, and the ground of slivers."""

    box: np.ndarray
    tier: np.ndarray
    area_m2: np.ndarray
    thin: np.ndarray


@dataclass(frozen=True)
class LiveLines(LiveRows):
    """Ground in two control lines, piece by piece: its box, its area, whether it is a sliver."""

    box: np.ndarray
    area_m2: np.ndarray
    sliver: np.ndarray


class LivePattern:
    """The figures of a pattern whose layers change; see securitypattern and controllines, whose figures it has.

    ``layers``: columns ``geometry`` and ``tier``, 0 for none; ``lines``: column ``geometry``; a layer that is a
    control line too has the same name in both. ``construction``: columns ``geometry``, ``id`` and ``fid``, the key.
    ``sliver_m``, ``drawn_m``: below which width overlaps of control lines, and of construction land, are slivers.
    The extent does not change: another pattern is made for another one.

    A conflict that reaches across the whole city is measured again as a whole when something in it is edited.
    """

    def __init__(
        self,
        layers: Mapping[str, Keyed],
        lines: Mapping[str, Keyed],
        construction: Keyed | None,
        *,
        extent: np.ndarray | None = None,
        sliver_m: float = 0.0,
        drawn_m: float = 0.0,
        measure: Measure = planar,
        progress: Progress = quiet,
    ):
        self._layers, self._lines, self._land = layers, lines, construction
        self._extent, self._measure = extent, measure
        self._sliver_m, self._drawn_m = sliver_m, drawn_m
        self._cells: dict[tuple[int, int], np.ndarray] = {}
        self.construction = Construction(none(), nothing(np.intp), nothing(float), nothing())
        self.lines = LiveLines(none(), nothing(float), nothing(bool))
        geometry, tier, source = self._polygons(None)
        pattern = self._pattern(geometry, tier, source, extent, part(progress, 0.0, 0.4))
        box = shapely.total_bounds(geometry)
        self._cell_m = sqrt((box[2] - box[0]) * (box[3] - box[1]) / max(1, len(geometry)))
        self._cell_m *= sqrt(_IN_A_CELL * len(geometry) / shapely.get_num_coordinates(geometry).sum())
        self._measure_cells(pattern, self._met(box[None]), part(progress, 0.4, 0.45))
        if construction is not None:
            rows = np.arange(len(construction))
            land = construction["geometry"]
            self.construction = self._conflicts(pattern, rows, land, part(progress, 0.45, 0.8))
        self.lines = self._claimed(
            {name: one["geometry"] for name, one in lines.items()}, extent, part(progress, 0.8, 1.0)
        )

    @property
    def tiers_m2(self) -> dict[int, float]:
        """The area of each tier."""
        return {tier: fsum(area[row] for area in self._cells.values()) for row, tier in enumerate(TIERS)}

    @property
    def slivers(self) -> np.ndarray:
        """Tell which construction land in the pattern is a sliver, which depends on all slivers beside it."""
        found = ~shapely.is_missing(self.construction.thin)
        thin, tier = self.construction.thin[found], self.construction.tier[found]
        found[found] = slivers_together(thin, self._drawn_m, tier)
        return found

    def open_reason(self) -> str:
        """Return why it is not judged whether construction land lies in the baseline tier, "" where it is."""
        if self._land is None:
            return ""
        polygons = np.concatenate([layer["geometry"] for layer in self._layers.values()])
        tier = np.concatenate([layer["tier"] for layer in self._layers.values()])
        in_baseline = bool((self.construction.tier[~self.slivers] == TIERS[0]).any())
        land, drawn_m = self._land["geometry"], self._drawn_m
        return open_reason(polygons, tier, land, in_baseline, extent=self._extent, sliver_m=drawn_m)

    def edit(self, edits: Mapping[str, Edit], land: Edit | None = None, progress: Progress = quiet) -> None:
        """Take in edits of layers and control lines, by name, and of construction land."""
        named = {name: edit for name, edit in edits.items() if edit}
        ground = [changed_by(edit, self._layers[name]) for name, edit in named.items() if name in self._layers]
        built = [_rebuilt(land, self._land)] if land and self._land is not None else []
        self._edit_pattern(joined(ground), joined(built), part(progress, 0.0, 0.8))
        claims = [changed_by(edit, self._lines[name]) for name, edit in named.items() if name in self._lines]
        self._edit_lines(joined(claims), part(progress, 0.8, 1.0))

    def _edit_pattern(self, ground: np.ndarray, land: np.ndarray, progress: Progress) -> None:
        """Look again at the pattern where its ``ground`` has changed, and at conflicts there and where ``land`` has."""
        cells = self._met(ground)
        for cell in cells:
            self._cells.pop(cell, None)
        boxes = merged(np.concatenate([ground, land]))
        reach = none()
        if self._land is not None and len(boxes):
            old = meeting(self.construction.box, boxes)
            reach = merged(np.concatenate([boxes, around(self.construction.box[old])]))
            self.construction = only(self.construction, ~old)
        places = merged(np.concatenate([self._boxes(cells), reach]))
        for number, place in enumerate(places):
            step = part(progress, number / len(places), (number + 1) / len(places))
            extent = None if self._extent is None else near(self._extent, place)[0]
            pattern = self._pattern(*self._polygons(place), extent, part(step, 0.0, 0.5))
            here = [cell for cell, within in zip(cells, inside(self._boxes(cells), place)) if within]
            self._measure_cells(pattern, here, part(step, 0.5, 0.6))
            for own in reach[inside(reach, place)]:
                self._take_construction(pattern, own, boxes, part(step, 0.6, 1.0))

    def _take_construction(self, pattern: Pattern, place: np.ndarray, boxes: np.ndarray, progress: Progress) -> None:
        """Take the construction land that there is now in the pattern, of what meets ``boxes`` inside a place."""
        assert self._land is not None
        land, rows = near(self._land["geometry"], place)
        found = self._conflicts(pattern, rows, land, progress)
        some = meeting(found.box, boxes) & inside(found.box, place)
        self.construction = together(self.construction, only(found, some))

    def _edit_lines(self, boxes: np.ndarray, progress: Progress) -> None:
        """Look again at what control lines have in common where their ground has changed."""
        if not len(boxes):
            return
        old = meeting(self.lines.box, boxes)
        reach = merged(np.concatenate([boxes, around(self.lines.box[old])]))
        self.lines = only(self.lines, ~old)
        for number, place in enumerate(reach):
            step = part(progress, number / len(reach), (number + 1) / len(reach))
            extent = None if self._extent is None else near(self._extent, place)[0]
            claims = {name: near(one["geometry"], place)[0] for name, one in self._lines.items()}
            found = self._claimed(claims, extent, step)
            self.lines = together(self.lines, only(found, meeting(found.box, boxes) & inside(found.box, place)))

    # The kernels.

    def _polygons(self, box: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return geometry, tier and layer of the polygons of the pattern, those near a box if there is one."""
        found = [(nothing(), nothing(np.intp), nothing(np.intp))]
        for number, layer in enumerate(self._layers.values()):
            tiered = layer["tier"] > 0
            geometry, tier = layer["geometry"][tiered], layer["tier"][tiered]
            if box is not None:
                geometry, rows = near(geometry, box)
                tier = tier[rows]
            found.append((geometry, tier, np.full(len(tier), number)))
        geometry, tier, source = (np.concatenate(column) for column in zip(*found))
        return geometry, tier, source

    def _pattern(
        self, geometry: np.ndarray, tier: np.ndarray, source: np.ndarray, extent: np.ndarray | None, progress: Progress
    ) -> Pattern:
        labels = list(self._layers)
        return security_pattern(geometry, tier, source, labels, extent=extent, measure=self._measure, progress=progress)

    def _conflicts(self, pattern: Pattern, rows: np.ndarray, land: np.ndarray, progress: Progress) -> Construction:
        """Return the conflicts of rows of the construction land, of whose polygons ``land`` is what is near."""
        assert self._land is not None
        whole = self._land["geometry"][rows]
        whole_m2, rank = shapely.area(whole), rank_of(whole, self._land["id"][rows], self._land.key[rows])
        found = construction_conflicts(
            pattern, land, rank=rank, whole_m2=whole_m2, measure=self._measure, progress=progress
        )
        table = found.table
        thin = found.geometry.copy()
        thin[~slivers(found.geometry, self._drawn_m)] = None
        tier, area = table["tier"].to_numpy(dtype=np.intp), table["area_m2"].to_numpy(dtype=float)
        return Construction(bounds(found.geometry), tier, area, thin)

    def _claimed(self, lines: Mapping[str, np.ndarray], extent: np.ndarray | None, progress: Progress) -> LiveLines:
        found = line_conflicts(
            dict(lines), extent=extent, sliver_m=self._sliver_m, measure=self._measure, progress=progress
        )
        table = found.table
        return LiveLines(
            bounds(found.geometry), table["area_m2"].to_numpy(dtype=float), table["sliver"].to_numpy(dtype=bool)
        )

    # The cells.

    def _met(self, boxes: np.ndarray) -> list[tuple[int, int]]:
        """Return the cells that boxes meet."""
        low, high = np.floor(boxes[:, :2] / self._cell_m), np.floor(boxes[:, 2:] / self._cell_m)
        found: set[tuple[int, int]] = set()
        for (west, south), (east, north) in zip(low.astype(int).tolist(), high.astype(int).tolist()):
            found.update((x, y) for x in range(west, east + 1) for y in range(south, north + 1))
        return sorted(found)

    def _boxes(self, cells: Iterable[tuple[int, int]]) -> np.ndarray:
        corner = np.array(list(cells), dtype=float).reshape(-1, 2)
        return np.concatenate([corner, corner + 1], axis=1) * self._cell_m

    def _measure_cells(self, pattern: Pattern, cells: list[tuple[int, int]], progress: Progress) -> None:
        """Measure the tiers in cells."""
        found = areas_in(shapely.box(*self._boxes(cells).T), pattern.geometry, self._measure, progress)
        at = found.unit * len(TIERS) + np.searchsorted(TIERS, pattern.tier[found.polygon])
        area = np.bincount(at, weights=found.area_m2, minlength=len(cells) * len(TIERS))
        self._cells |= {cell: own for cell, own in zip(cells, area.reshape(-1, len(TIERS))) if own.any()}


def _rebuilt(edit: Edit, land: Keyed) -> np.ndarray:
    """Return boxes around the construction land that an edit changes, or whose order on overlaps it changes.

    Each feature is looked at by itself, for ground that passes from one to another counts for the other then. On
    overlaps the smaller one counts: one that is smaller now than another that it was larger than may have more ground
    than before anywhere inside.
    """
    was, now = edit.before, {name: values[edit.fresh] for name, values in land.columns.items()}
    _, old, new = np.intersect1d(was["fid"], now["fid"], return_indices=True)
    pairs = zip(was["geometry"][old], now["geometry"][new])
    drawn = [changed(np.array([one]), np.array([two])) for one, two in pairs]
    alone = [np.delete(was["geometry"], old), np.delete(now["geometry"], new)]
    rows, box = edit.fresh[new], np.concatenate([bounds(was["geometry"][old]), bounds(now["geometry"][new])])
    before = {name: land[name].copy() for name in ("geometry", "id")}
    for name, values in before.items():
        values[rows] = was[name][old]
    first, then = (_order(land, one["geometry"], one["id"]) for one in (before, land))
    at, other = shapely.STRtree(land["geometry"]).query(shapely.box(*box.T))
    mine = np.tile(rows, 2)[at]
    turned = np.unique(at[(first[mine] < first[other]) != (then[mine] < then[other])])
    return joined([*drawn, *(around(bounds(one)) for one in alone), around(box[turned])])


def _order(land: Keyed, geometry: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Return the place of construction land in the order in which it counts on overlaps."""
    place = np.empty(len(land), dtype=np.intp)
    place[np.lexsort((rank_of(geometry, ids, land.key), shapely.area(geometry)))] = np.arange(len(land))
    return place
