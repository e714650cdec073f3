"""What doubtful land may change of a coverage, measured by who serves it, without the doubtful parks and with them all.

Small parks serve by where they are: whether land that may be a park turns a coverage, its area does not tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import shapely

from ..geometry.area import Measure, planar
from ..geometry.overlap import flatten
from ..geometry.overlay import remainder
from ..geometry.plane import EXACT, Plane
from ..geometry.polygons import DRAWING_M, explode, slivers
from ..geometry.zones import Zones
from ..progress import Progress, part, quiet
from .builtup import Maybe
from .pieces import HousingPieces, Left, divide, leave, positive, reaching, sums
from .servicearea import QUADRANT_SEGMENTS

Reach = tuple[np.ndarray, np.ndarray]
"""Single polygons of parks that count, and the service radius of each."""


@dataclass(frozen=True)
class Serving:
    """The parks that are taken, the service radius of each, and ``radii``: which gives those of any others.

    ``plane``: how areas in it stand to those on the ellipsoid, and by their roots lengths.
    """

    parks: np.ndarray
    radius_m: np.ndarray
    radii: Callable[[np.ndarray], np.ndarray]
    plane: Plane = EXACT
    measure: Measure = planar
    segments: int = QUADRANT_SEGMENTS

    def leave(self, pieces: np.ndarray, reach: Reach, progress: Progress = quiet) -> Left:
        """Return what parks leave of single polygons."""
        return leave(pieces, *reach, self.measure, self.segments, progress)


@dataclass(frozen=True)
class Doubts:
    """What may be otherwise, in m², in each cell of the zones, outside first: shape (c + 1,) each.

    ``lost_m2``: residential land that is served by parks alone that may be none, ``gained_m2``: that which further
    parks would serve. ``maybe_homes_m2``: land that may be residential, ``maybe_blind_m2``: what of it no park serves
    if the doubtful ones are none, ``maybe_served_m2``: what one serves if all are. ``not_homes_m2``: residential land
    that may be none, ``not_served_m2``: what of it a park serves if the doubtful ones are none, ``not_blind_m2``: what
    none serves if all are. ``nearer_m2``, ``farther_m2``: how much more or less is served by the shortest and the
    longest radii that those on the ground may be in the plane; 0 where that is as good as the same.
    """

    lost_m2: np.ndarray
    gained_m2: np.ndarray
    maybe_homes_m2: np.ndarray
    maybe_blind_m2: np.ndarray
    maybe_served_m2: np.ndarray
    not_homes_m2: np.ndarray
    not_served_m2: np.ndarray
    not_blind_m2: np.ndarray
    nearer_m2: np.ndarray
    farther_m2: np.ndarray


@dataclass(frozen=True)
class Ends:
    """The parks that serve if the doubtful ones are none, ``few``, and if all are, ``many``; what differs is close to
    ``gone``, single polygons that may be none with the radius of each, and to ``more``, which may be parks too.
    """

    few: Reach
    many: Reach
    gone: Reach = field(default_factory=lambda: (np.empty(0, dtype=object), np.empty(0)))
    more: Reach = field(default_factory=lambda: (np.empty(0, dtype=object), np.empty(0)))


def doubts(
    maybe: Maybe,
    serving: Serving,
    pieces: HousingPieces,
    left: Left,
    target_pct: float,
    zones: Zones | None,
    progress: Progress = quiet,
) -> Doubts:
    """Return what doubtful land, and radii in the plane, may change of a coverage.

    ``pieces``: residential land, ``left``: what parks leave of it. Nothing is measured again where nothing is doubtful,
    and of the residential land only what lies within reach of doubtful parks.

    A park serves a home of 1 ha; half of it may be industry. A further home may be one, and is not served:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.parks.builtup import Maybe
    >>> from greenvein.core.parks.doubts import Serving, doubts
    >>> from greenvein.core.parks.pieces import divide, leave
    >>> home, park, radius = shapely.box([0], 0, [100], 100), shapely.box([100], 0, [200], 100), np.array([500.0])
    >>> pieces = divide(home, None)
    >>> maybe = Maybe(homes=shapely.box([3000], 0, [3100], 100), not_parks=shapely.box([100], 0, [150], 100))
    >>> serving = Serving(park, radius, lambda parks: np.full(len(parks), 500.0))
    >>> found = doubts(maybe, serving, pieces, leave(pieces.geometry, park, radius, planar), 95.0, None)
    >>> found.lost_m2.tolist(), found.maybe_blind_m2.tolist()
    ([0.0], [10000.0])
    """
    cells = 1 if zones is None else len(zones.cells) + 1
    ends = _ends(maybe, serving)
    lost = _lost(serving, ends, pieces, left, part(progress, 0.0, 0.3))
    gained = _gained(serving, ends, pieces, left, part(progress, 0.3, 0.5))
    may_be = _both(maybe.homes, serving, ends, zones, cells, part(progress, 0.5, 0.7))
    may_not = _both(maybe.not_homes, serving, ends, zones, cells, part(progress, 0.7, 0.9))
    shifts = _by_plane(serving, pieces, left, target_pct, zones, part(progress, 0.9, 1.0))
    by_cell = [sums(pieces.cell + 1, one, cells) for one in (lost, gained, *shifts)]
    return Doubts(
        lost_m2=by_cell[0],
        gained_m2=by_cell[1],
        maybe_homes_m2=may_be[0],
        maybe_blind_m2=may_be[1],
        maybe_served_m2=may_be[0] - may_be[2],
        not_homes_m2=may_not[0],
        not_served_m2=may_not[0] - may_not[1],
        not_blind_m2=may_not[2],
        nearer_m2=by_cell[2],
        farther_m2=by_cell[3],
    )


def _ends(maybe: Maybe, serving: Serving) -> Ends:
    """Return which parks serve if the doubtful ones are none, and if all are."""
    parks, radius = serving.parks, serving.radius_m
    found = Ends(now := reaching(parks, radius), now)
    if len(maybe.not_parks):
        rest, cut = _without(parks, maybe.not_parks)
        its = radius.copy()
        its[cut] = np.minimum(its[cut], serving.radii(rest[cut]))  # less of it serves no further
        gone = cut & (radius > 0)
        found = Ends(reaching(rest, its), found.many, (parks[gone], radius[gone]), found.more)
    if len(maybe.parks):
        its = serving.radii(maybe.parks)
        both = np.concatenate([parks, maybe.parks]), np.r_[radius, its]
        found = Ends(found.few, reaching(*both), found.gone, reaching(maybe.parks, its))
    return found


def _without(parks: np.ndarray, ground: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what some ground leaves of parks but slivers of the drawing, and of which it takes any."""
    park, row = shapely.STRtree(ground).query(parks, predicate="intersects")
    rest, cut = parks.copy(), np.zeros(len(parks), dtype=bool)
    for one in np.unique(park):
        some, _ = explode(remainder(parks[one : one + 1], np.array([shapely.union_all(ground[row[park == one]])])))
        left = shapely.MultiPolygon([*some[~slivers(some, DRAWING_M)]])
        cut[one] = left.area < parks[one].area
        rest[one] = left if cut[one] else parks[one]
    return rest, cut


def _lost(serving: Serving, ends: Ends, pieces: HousingPieces, left: Left, progress: Progress) -> np.ndarray:
    """Return how much of each piece is served by parks alone that may be none."""
    lost = np.zeros(len(left.area_m2))
    rows = _near(pieces.geometry, ends.gone, left.blind_m2 < left.area_m2)
    if len(rows):
        blind_m2 = serving.leave(pieces.geometry[rows], ends.few, progress).blind_m2
        lost[rows] = np.maximum(blind_m2 - left.blind_m2[rows], 0.0)
    return lost


def _gained(serving: Serving, ends: Ends, pieces: HousingPieces, left: Left, progress: Progress) -> np.ndarray:
    """Return how much of each piece further parks would serve."""
    gained = np.zeros(len(left.place))
    rows = _near(left.place, ends.more, np.ones(len(left.place), dtype=bool))
    if len(rows):
        blind_m2 = serving.leave(left.place[rows], ends.more, progress).blind_m2
        gained[rows] = np.maximum(left.place_m2[rows] - blind_m2, 0.0)
    return sums(left.place_piece, gained, len(pieces.geometry))


def _near(geometry: np.ndarray, reach: Reach, some: np.ndarray) -> np.ndarray:
    """Return the rows of ``some`` polygons that parks may reach."""
    rows = np.flatnonzero(some)
    if not len(reach[0]) or not len(rows):
        return rows[:0]
    found = shapely.STRtree(reach[0]).query(geometry[rows], "dwithin", reach[1].max())[0]
    return rows[np.unique(found)]


def _both(
    land: np.ndarray, serving: Serving, ends: Ends, zones: Zones | None, cells: int, progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how much land there is in each cell, and how much of it few and many parks leave."""
    if not len(land):
        nothing = np.zeros(cells)
        return nothing, nothing, nothing
    pieces = divide(flatten(land), zones)
    few = many = serving.leave(pieces.geometry, ends.few, part(progress, 0.0, 0.5))
    if ends.few is not ends.many:
        many = serving.leave(pieces.geometry, ends.many, part(progress, 0.5, 1.0))
    cell = pieces.cell + 1
    return tuple(sums(cell, one, cells) for one in (few.area_m2, few.blind_m2, many.blind_m2))  # type: ignore[return-value]


def _by_plane(
    serving: Serving, pieces: HousingPieces, left: Left, target_pct: float, zones: Zones | None, progress: Progress
) -> list[np.ndarray]:
    """Return how much more of each piece the radii would serve that those on the ground are in the plane, at both ends.

    Where the strip by which they differ, along all borders of the land, is less than what the coverage is from the
    target, in each zone and in all, it is not measured.
    """
    nothing = np.zeros(len(left.area_m2))
    scales = [by**-0.5 for by in serving.plane.values(1.0)]
    if not scales or not (serving.radius_m > 0).any():
        return [nothing, nothing]
    reach = reaching(serving.parks, serving.radius_m)
    width_m = reach[1].max() * max(abs(by - 1) for by in scales)
    columns = left.area_m2, left.area_m2 - left.blind_m2, width_m * shapely.length(pieces.geometry)
    area, covered, strip = (_rows(zones, pieces.cell, one) for one in columns)
    if not (np.abs(100 * covered / positive(area) - target_pct) <= 100 * strip / positive(area)).any():
        return [nothing, nothing]
    return [
        left.blind_m2 - serving.leave(pieces.geometry, (reach[0], reach[1] * by), part(progress, at, at + 0.5)).blind_m2
        for at, by in zip((0.0, 0.5), scales)
    ]


def _rows(zones: Zones | None, cell: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the sums of what pieces have in each zone, outside and in all; in all alone without zones."""
    return np.array([values.sum()]) if zones is None else np.r_[zones.sums(cell, values), values.sum()]
