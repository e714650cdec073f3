"""Zones to report by (districts, rings), and cutting polygons at their borders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, chunks, part, quiet
from .area import Measure
from .inside import well_inside
from .overlap import CrowdedZonesError, copies, flatten, group, overlapping_pairs
from .overlay import GRIDS_M, OFF_M, union
from .polygons import DRAWING_M, ROUNDING_M, areal, explode, slivers_together

OUTSIDE = -1
"""The cell of what lies in no zone."""

_CHUNK = 2_000
# So many vertices may the pairs have that are overlaid at once, between two looks at whether to stop.
_VERTICES = 1_000_000
# So far around a polygon zones are looked at to find what lies in none.
_NEAR_M = 1.0
# Zones that lie on one another in more pairs than this make cells without number.
_MOST_PAIRS = 20_000
# Polygons are not cut so many times at the borders of cells, of which overlaps make more than so many for each zone.
_MOST_CUTS, _MANY_CELLS = 500_000, 20


Overlay = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Zones:
    """Named zones, and the cells that their borders divide the plane into.

    Where zones do not overlap, cells are the zones. Where they do, the overlap
    is a cell of its own that belongs to several zones, so that what lies in it
    counts in each of them but once in a list of places.

    ``names``: one per zone, in the order in which features first bear them. ``cells``: polygons, shape (c,), without
    overlaps. ``members``: boolean, shape (c, z): which zones a cell belongs to.
    ``overlap_m2``: by how much the zones' areas exceed the ground they cover, slivers of the drawing left out.
    """

    names: tuple[str, ...]
    cells: np.ndarray
    members: np.ndarray
    overlap_m2: float

    def label(self, cell: int) -> str:
        """Return the name of the zone that a cell lies in; of several, all names, sorted."""
        if cell == OUTSIDE:
            return ""
        return "; ".join(sorted(self.names[zone] for zone in np.flatnonzero(self.members[cell])))

    def sums(self, cell: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Return the sum of ``values`` in each zone and, last, outside all: shape (z + 1,).

        ``cell``: where each value lies, ``OUTSIDE`` for no zone, shape (p,); ``values``: shape (p,).

        >>> import numpy as np
        >>> import shapely
        >>> from greenvein.core.geometry.area import planar
        >>> from greenvein.core.geometry.zones import build
        >>> zones = build(shapely.box([0, 10], 0, [10, 20], 10), np.array(["a", "b"], dtype=object), planar)
        >>> zones.sums(np.array([0, 1, 1, -1]), np.array([4.0, 1.0, 2.0, 9.0])).tolist()
        [4.0, 3.0, 9.0]
        """
        by_cell = np.bincount(cell + 1, weights=values, minlength=len(self.cells) + 1)
        return np.r_[by_cell[1:] @ self.members, by_cell[0]]


def build(geometry: np.ndarray, names: np.ndarray, measure: Measure, progress: Progress = quiet) -> Zones:
    """Return the zones that valid polygons with names make; polygons of one name are one zone.

    ``geometry``: valid polygons or multipolygons in one metric CRS, shape (n,); ``names``: texts, shape (n,). Raises
    CrowdedError where zones lie on one another in more pairs than can be told one by one.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.geometry.zones import build
    >>> zones = build(shapely.box([0, 10, 20], 0, [10, 20, 30], 10), np.array(["a", "b", "a"], dtype=object), planar)
    >>> list(map(str, zones.names)), shapely.area(zones.cells).tolist(), zones.overlap_m2
    (['a', 'b'], [200.0, 100.0], 0.0)
    """
    labels, first, zone = np.unique(np.asarray(names, dtype=str), return_index=True, return_inverse=True)
    order = np.argsort(first)
    labels, zone = labels[order], np.argsort(order)[np.ravel(zone)]
    grounds = np.empty(len(labels), dtype=object)
    for one in chunks(len(labels), 1, part(progress, 0.0, 0.3)):
        grounds[one] = union(flatten(geometry[zone == one.start]))
    most = _MOST_PAIRS if (copies(grounds) == np.arange(len(grounds))).all() else None
    first, second = overlapping_pairs(grounds, part(progress, 0.3, 0.4), most=most)
    if not len(first):
        return Zones(tuple(labels), grounds, np.eye(len(labels), dtype=bool), 0.0)
    groups = group(len(grounds), first, second)
    found: list[shapely.Geometry] = []
    belongs: list[np.ndarray] = []
    own = np.unique(groups)
    for number, label in enumerate(own):
        indices = np.flatnonzero(groups == label)
        stage = part(progress, 0.4 + 0.6 * number / len(own), 0.4 + 0.6 * (number + 1) / len(own))
        for cell, inside in _arrange(grounds[indices], stage):
            member = np.zeros(len(labels), dtype=bool)
            member[indices[inside]] = True
            found.append(cell)
            belongs.append(member)
    progress(1.0)
    cells, members = np.array(found, dtype=object), np.array(belongs)
    multiple = np.flatnonzero(members.sum(axis=1) > 1)
    ground, at = explode(cells[multiple])
    wide = ~slivers_together(ground, DRAWING_M)
    overlap_m2 = float(measure(ground[wide]) @ (members[multiple[at[wide]]].sum(axis=1) - 1))
    return Zones(tuple(labels), cells, members, overlap_m2)


def _arrange(polygons: np.ndarray, progress: Progress) -> list[tuple[shapely.Geometry, np.ndarray]]:
    """Return the cells of overlapping polygons, each with the indices of those that hold it."""
    if len(polygons) == 1:
        return [(polygons[0], np.array([0]))]
    once = polygons[np.unique(copies(polygons))]
    faces = _faces(shapely.boundary(once), shapely.area(union(once)), part(progress, 0.0, 0.4))
    progress(0.4)
    tree, inside = shapely.STRtree(polygons), well_inside(faces)
    held = np.zeros((len(faces), len(polygons)), dtype=bool)
    for rows in chunks(len(faces), _CHUNK, part(progress, 0.4, 0.7)):
        face, holder = tree.query(inside[rows], predicate="within")
        held[rows][face, holder] = True
    # Eight zones in a byte: a table of single ones takes six times as long to sort.
    _, first, cell = np.unique(np.packbits(held, axis=1), axis=0, return_index=True, return_inverse=True)
    cell, patterns = np.ravel(cell), held[first]
    order = np.argsort(cell, kind="stable")
    start = np.searchsorted(cell[order], np.arange(len(patterns) + 1))
    found = []
    for one in chunks(len(patterns), 1, part(progress, 0.7, 1.0)):
        pattern, its = patterns[one.start], order[start[one.start] : start[one.stop]]
        if pattern.any():
            found.append((shapely.union_all(faces[its]), np.flatnonzero(pattern)))
    return found


def _faces(borders: np.ndarray, ground_m2: float, progress: Progress) -> np.ndarray:
    """Return the faces between borders that polygons together covering so much have; they cover as much, and more."""
    for grid in (None, *GRIDS_M):
        progress(0.0)
        cut_up = shapely.union_all(borders, grid_size=grid)
        progress(0.7)
        faces = shapely.get_parts(shapely.polygonize([cut_up]))
        if shapely.area(faces).sum() >= ground_m2 - OFF_M * shapely.length(borders).sum():
            break
    return faces


def cut(geometry: np.ndarray, zones: Zones, progress: Progress = quiet) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut polygons at the borders of zones; nothing is lost and nothing doubled.

    ``geometry``: valid polygons or multipolygons in the CRS of the zones, shape (n,).
    Returns the pieces, shape (p,), the index of the polygon each comes from and
    the cell it lies in (``OUTSIDE`` for none). Raises CrowdedZonesError where zones that lie on one another would cut
    them into pieces without number.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.geometry.zones import build, cut
    >>> zones = build(shapely.box([0, 10], 0, [10, 20], 10), np.array(["a", "b"], dtype=object), planar)
    >>> pieces, source, cell = cut(shapely.box([6], 0, [25], 10), zones)
    >>> sorted(zip(cell.tolist(), shapely.area(pieces).tolist()))  # -1 is OUTSIDE
    [(-1, 50.0), (0, 40.0), (1, 100.0)]
    """
    tree = shapely.STRtree(zones.cells)
    shapely.prepare(zones.cells)
    pieces, sources, cells = [], [], []
    met = 0

    def keep(piece: np.ndarray, source: np.ndarray, cell: np.ndarray) -> None:
        pieces.append(piece)
        sources.append(source)
        cells.append(cell)

    for rows in chunks(len(geometry), _CHUNK, progress):
        chunk, done = geometry[rows], rows.start / len(geometry)
        look = part(progress, done, done)
        source, cell = tree.query(chunk)
        # The prepared cells on the left make these tests cheap for districts of many vertices.
        whole = shapely.covers(zones.cells[cell], chunk[source])
        # A polygon on a border may be covered by one cell and touch another.
        settled = np.zeros(len(chunk), dtype=bool)
        settled[source[whole]] = True
        keep(chunk[source[whole]], source[whole] + rows.start, cell[whole])
        crossing = ~settled[source]
        source, cell = source[crossing], cell[crossing]
        met += len(source)
        if met > _MOST_CUTS and len(zones.cells) > _MANY_CELLS * len(zones.names):
            raise CrowdedZonesError(len(zones.cells))
        crossing = shapely.intersects(zones.cells[cell], chunk[source])
        source, cell = source[crossing], cell[crossing]
        common = areal(_of_pairs(shapely.intersection, chunk[source], zones.cells[cell], look))
        some = shapely.area(common) > 0
        keep(common[some], source[some] + rows.start, cell[some])
        area = shapely.area(chunk)
        inside = np.bincount(source, weights=shapely.area(common), minlength=len(chunk))
        # What is left is ground outside of the zones, unless it is no more than rounding along the border.
        rest = np.flatnonzero(~settled & (area - inside > ROUNDING_M * shapely.length(chunk)))
        outside = chunk[rest]
        touched = np.isin(source, rest)
        row = np.searchsorted(rest, source[touched])
        # Only what is near: a union of whole districts takes as long as all of their borders.
        west, south, east, north = shapely.bounds(outside[row]).T
        frame = shapely.box(west - _NEAR_M, south - _NEAR_M, east + _NEAR_M, north + _NEAR_M)
        near = areal(_of_pairs(shapely.intersection, zones.cells[cell[touched]], frame, look))
        order = np.argsort(row, kind="stable")
        index, first = np.unique(row[order], return_index=True)
        covers = [shapely.union_all(near[some]) for some in np.split(order, first[1:])] if len(index) else []
        outside[index] = _of_pairs(shapely.difference, outside[index], np.array(covers, dtype=object), look)
        keep(outside, rest + rows.start, np.full(len(rest), OUTSIDE))
    if not pieces:
        return np.empty(0, dtype=object), np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    return _closed(geometry, zones, (np.concatenate(pieces), np.concatenate(sources), np.concatenate(cells)))


def _closed(
    geometry: np.ndarray, zones: Zones, found: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what ``cut`` found, with the pieces of polygons that do not add up to these made anew on a grid."""
    pieces, source, cell = found
    sums = np.bincount(source, weights=shapely.area(pieces), minlength=len(geometry))
    off = np.flatnonzero(np.abs(sums - shapely.area(geometry)) > OFF_M * shapely.length(geometry))
    if not len(off):
        return found
    row, its = shapely.STRtree(zones.cells).query(geometry[off])
    inside = areal(shapely.intersection(geometry[off[row]], zones.cells[its], grid_size=GRIDS_M[0]))
    covers = [shapely.union_all(inside[row == at], grid_size=GRIDS_M[0]) for at in range(len(off))]
    outside = areal(shapely.difference(geometry[off], np.array(covers, dtype=object), grid_size=GRIDS_M[0]))
    kept = ~np.isin(source, off)
    piece = np.r_[pieces[kept], inside, outside]
    some = shapely.area(piece) > 0
    return (
        piece[some],
        np.r_[source[kept], off[row], off][some],
        np.r_[cell[kept], its, np.full(len(off), OUTSIDE)][some],
    )


def _of_pairs(overlay: Overlay, one: np.ndarray, other: np.ndarray, look: Progress) -> np.ndarray:
    """Return the overlay of pairs of polygons, shape (p,), with a look at whether to stop after so many vertices."""
    vertices = np.cumsum(shapely.get_num_coordinates(one) + shapely.get_num_coordinates(other))
    turns = np.split(np.arange(len(one)), np.flatnonzero(np.diff(vertices // _VERTICES)) + 1)
    found = [np.empty(0, dtype=object)]
    for rows in turns:
        look(0.0)
        found.append(overlay(one[rows], other[rows]))
    return np.concatenate(found)
