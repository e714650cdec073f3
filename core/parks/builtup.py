"""Parks and people inside the built-up area, of which a plan gives the park area per head."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..geometry.area import Measure
from ..geometry.intersections import ground_in
from ..geometry.overlap import flatten
from ..geometry.polygons import explode
from ..geometry.zones import OUTSIDE, Zones, build, cut
from ..people.residents import Residents
from ..people.rural import RuralHomes, may_turn
from ..people.sparse import NOWHERE, Sparse
from ..people.spread import COVERED, LEAST_PERSONS, NO_GAP, Sharing, people_meeting
from ..progress import Progress, part, quiet
from ..targets import UNKNOWN_SHARE, weighs
from .pieces import HousingPieces, area_by_cell, divide, positive, sums

_EMPTY = np.empty(0, dtype=object)
Columns = dict[str, np.ndarray]
"""Those of a summary, by name: a value of each zone, of what lies outside and of all."""


@dataclass(frozen=True)
class Maybe:
    """Land that is not taken, of which codes do not say whether it is: valid polygons or multipolygons.

    ``homes``: of residential land, ``parks``: of parks; ``sharing``: what may draw people there, None where they have
    homes of their own. ``rural``: where else people may live who are put on the residential land, None where nowhere.
    ``counted_in``: all streets or communities whose people they are, shape (u,), ``counted``: theirs; none where homes
    have people of their own, or cells have.
    ``not_homes``, ``not_parks``: ground that is taken for either, and on which other land lies too; ``not_built_up``:
    ground that was left out of the built-up area.
    """

    homes: np.ndarray = field(default_factory=lambda: _EMPTY)
    parks: np.ndarray = field(default_factory=lambda: _EMPTY)
    sharing: Sharing | None = None
    rural: RuralHomes | None = None
    counted_in: np.ndarray = field(default_factory=lambda: _EMPTY)
    counted: np.ndarray = field(default_factory=lambda: np.empty(0))
    not_homes: np.ndarray = field(default_factory=lambda: _EMPTY)
    not_parks: np.ndarray = field(default_factory=lambda: _EMPTY)
    not_built_up: np.ndarray = field(default_factory=lambda: _EMPTY)


NO_DOUBT = Maybe()


@dataclass(frozen=True)
class InBuiltUp:
    """What lies inside the built-up area, in each cell of the zones, outside first: shape (c + 1,) each.

    ``park_m2``: area of parks; ``population``: persons, ``beyond``: those of them that may live on ground that land
    use does not show, and ``further``: how many more there may be of units with so few that they may be given in
    another unit, which ``sparse`` tells; ``most``: how many there are at the most, with those who live elsewhere in
    the units that have some of the ground, in each zone, outside and in all (in all alone without zones), infinity
    where nobody knows; ``homes_m2``: residential land, ``unknown_m2``: that of which nobody knows who
    lives there; ``ground_m2``: all ground, ``mapped_m2``: that which land use shows; ``maybe_park_m2``,
    ``maybe_homes_m2``: land that may be parks, and residential; ``not_park_m2``, ``not_homes_m2``: land that is taken
    for either, and may be none; ``left_out_m2``: parks and residential land outside, on what was left out of it.
    ``elsewhere``: in each zone, outside and in all (in all alone without zones), whether people of their units may
    live on land that may be residential, and ``moved``: how many persons come in, or go out, where rural homes that
    are not taken are lived in as others are.
    """

    park_m2: np.ndarray
    population: np.ndarray
    beyond: np.ndarray
    homes_m2: np.ndarray
    unknown_m2: np.ndarray
    ground_m2: np.ndarray
    mapped_m2: np.ndarray
    maybe_park_m2: np.ndarray
    maybe_homes_m2: np.ndarray
    not_park_m2: np.ndarray
    not_homes_m2: np.ndarray
    left_out_m2: np.ndarray
    elsewhere: np.ndarray
    moved: np.ndarray
    further: np.ndarray
    most: np.ndarray
    sparse: Sparse


def in_built_up(
    built_up: np.ndarray,
    flat_parks: np.ndarray,
    pieces: HousingPieces,
    people: Residents,
    zones: Zones | None,
    measure: Measure,
    progress: Progress = quiet,
    unknown: np.ndarray | None = None,
    partly: np.ndarray | None = None,
    land_use: np.ndarray | None = None,
    maybe: Maybe = NO_DOUBT,
    sparse: Sparse = NOWHERE,
) -> InBuiltUp:
    """Return the park area and the people inside the built-up area.

    ``built_up``: valid polygons or multipolygons in one metric CRS, shape (b,), whose overlaps count once;
    ``flat_parks``: parks without overlaps; ``pieces``, ``people``: residential land and who lives on it;
    ``unknown``: polygons of it of which nobody knows who does, None without any; ``partly``: as in
    ``core.people.spread.Spread``; ``land_use``: all that is mapped, without overlaps, None where that is not known and
    all ground counts as mapped; ``maybe``: what may be parks or residential land too; ``sparse``: where more may live.

    Half of a park of 200 m², and all of a home of ten people, lie inside:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.parks.builtup import in_built_up
    >>> from greenvein.core.parks.pieces import divide
    >>> from greenvein.core.people.residents import residents
    >>> homes = divide(shapely.box([0], 0, [10], 10), None)
    >>> people = residents(homes.geometry, homes.feature, np.array([100.0]), np.array([10.0]))
    >>> built_up, park = shapely.box([0], 0, [100], 50), shapely.box([50], 40, [60], 60)
    >>> found = in_built_up(built_up, park, homes, people, None, planar)
    >>> found.park_m2.tolist(), found.population.tolist()
    ([100.0], [10.0])
    """
    ground, _ = explode(flatten(built_up, part(progress, 0.0, 0.2)))
    parks = ground_in(flat_parks, ground, part(progress, 0.2, 0.4)).geometry
    park_m2 = area_by_cell(parks, zones, measure, part(progress, 0.4, 0.6))
    homes = ground_in(pieces.geometry, ground, part(progress, 0.6, 0.9))
    area = np.where(homes.whole, people.area_m2[homes.polygon], 0.0)
    area[~homes.whole] = measure(homes.geometry[~homes.whole])
    persons = people.on(homes.geometry, homes.polygon, area)
    cell, count = pieces.cell[homes.polygon] + 1, len(park_m2)
    unknown_m2 = np.zeros(count)
    if unknown is not None:
        unknown_m2 = area_by_cell(ground_in(unknown, ground).geometry, zones, measure)
    beyond = np.zeros(count)
    if partly is not None and len(partly):
        some = ground_in(homes.geometry, partly)
        of = people.on(some.geometry, homes.polygon[some.polygon], measure(some.geometry))
        beyond = sums(cell[some.polygon], of, count)
    some = ground_in(sparse.ground, ground)
    parts = divide(some.geometry, zones)
    further = measure(parts.geometry) * sparse.further[some.polygon[parts.feature]]
    ground_m2 = mapped_m2 = area_by_cell(ground, zones, measure)
    if land_use is not None:
        mapped_m2 = area_by_cell(ground_in(land_use, ground).geometry, zones, measure)

    def of_open(land: np.ndarray) -> np.ndarray:
        return area_by_cell(ground_in(flatten(land), ground).geometry, zones, measure)

    def left_out() -> np.ndarray:
        if not len(maybe.not_built_up):
            return np.zeros(count)
        around, _, at = cut(flatten(maybe.not_built_up), build(ground, np.full(len(ground), ""), measure))
        counted = np.concatenate([flat_parks, pieces.geometry])
        return area_by_cell(ground_in(counted, around[at == OUTSIDE]).geometry, zones, measure)

    rows = by_row(ground, zones)
    elsewhere = np.array([maybe.sharing is not None and maybe.sharing.may_turn(one) for one in rows])
    most = np.full(len(rows), np.inf)
    if land_use is not None and len(maybe.counted_in) and (mapped_m2 < ground_m2).any():
        most = np.array([people_meeting(maybe.counted_in, maybe.counted, one) for one in rows])
    moved = np.zeros(len(elsewhere)) if maybe.rural is None else maybe.rural.moved(ground, zones, measure)
    progress(1.0)
    return InBuiltUp(
        park_m2,
        sums(cell, persons, count),
        beyond,
        sums(cell, area, count),
        unknown_m2,
        ground_m2,
        mapped_m2,
        of_open(maybe.parks),
        of_open(maybe.homes),
        of_open(maybe.not_parks),
        of_open(maybe.not_homes),
        left_out(),
        elsewhere,
        moved,
        sums(parts.cell + 1, further, count),
        most,
        sparse,
    )


def by_row(ground: np.ndarray, zones: Zones | None) -> list[np.ndarray]:
    """Return what polygons have in each zone, outside, and in all; in all alone without zones."""
    if zones is None:
        return [ground]
    pieces, _, cell = cut(ground, zones)
    inside = [pieces[np.isin(cell, np.flatnonzero(member))] for member in zones.members.T]
    return [*inside, pieces[cell == OUTSIDE], ground]


def grounds(built_up: np.ndarray, zones: Zones | None) -> dict[tuple[str, str], np.ndarray]:
    """Return the ground of the built-up area by the scope and zone of each row of a summary.

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.geometry.zones import build
    >>> from greenvein.core.parks.builtup import grounds
    >>> zones = build(shapely.box([0], 0, [10], 10), np.array(["a"], dtype=object), planar)
    >>> found = grounds(shapely.box([6], 0, [25], 10), zones)
    >>> {row: float(shapely.area(ground).sum()) for row, ground in found.items()}
    {('zone', 'a'): 40.0, ('outside', ''): 150.0, ('all', ''): 190.0}
    """
    ground, _ = explode(flatten(built_up))
    names = [] if zones is None else [*(("zone", str(name)) for name in zones.names), ("outside", "")]
    return dict(zip([*names, ("all", "")], by_row(ground, zones)))


def by_rows(built_up: InBuiltUp | None, table: Columns) -> Columns:
    """Return what is known of the rows of a ``table`` alone, whose other columns add up what cells have."""
    if built_up is None:
        nothing = np.zeros(len(table["built_up_population"]))
        return {"elsewhere": nothing > 0, "moved": nothing, "further": nothing, "most": nothing}
    # Where its units have few, or all of it has.
    lacking = built_up.sparse.lacking(table["built_up_population"], table["built_up_homes_m2"])
    further = np.maximum(table["built_up_further"], lacking)
    return {"elsewhere": built_up.elsewhere, "moved": built_up.moved, "further": further, "most": built_up.most}


def tell_per_head(table: Columns) -> None:
    """Put into the table what there is per head in the built-up area, and what leaves it open."""
    people = table["built_up_population"]
    table["built_up_m2_per_head"] = table["built_up_park_m2"] / positive(people)
    table["people_unknown"] = weighs(table["built_up_unknown_m2"], table["built_up_homes_m2"])
    beyond = table["built_up_beyond"] > np.maximum(UNKNOWN_SHARE * people, LEAST_PERSONS)
    table["partly_mapped"] = beyond | (table["built_up_mapped_m2"] < COVERED * table["built_up_ground_m2"])
    table["maybe_park_m2"] = table["built_up_maybe_park_m2"]
    table["codes_weigh"] = table["elsewhere"] | weighs(table["built_up_maybe_homes_m2"], table["built_up_homes_m2"])
    table["not_park_m2"] = table["built_up_not_park_m2"]
    table["contested_weighs"] = weighs(table["built_up_not_homes_m2"], table["built_up_homes_m2"])
    table["chosen"] = weighs(table["built_up_left_out_m2"], table["built_up_park_m2"] + table["built_up_homes_m2"])
    table["rural_weigh"] = may_turn(table["moved"], people)
    density = table["built_up_density"] = people / positive(table["built_up_homes_m2"])
    homes, unknown = table["built_up_homes_m2"], table["built_up_unknown_m2"]
    close = np.nan_to_num(people / positive(homes - unknown))
    table["unknown_people"], table["maybe_people"] = close * unknown, close * table["built_up_maybe_homes_m2"]
    table["not_people"] = np.nan_to_num(people / positive(homes)) * table["built_up_not_homes_m2"]
    ground, mapped = table["built_up_ground_m2"], table["built_up_mapped_m2"]
    gap = table["gap_m2"] = np.where(ground - mapped > NO_GAP * ground, ground - mapped, 0.0)
    table["gap_people"] = np.clip(np.nan_to_num(density) * gap, 0.0, np.maximum(table["most"] - people, 0.0))
