"""How many people live in the parts of a map, and of whom nobody knows it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..geometry.area import Measure
from ..geometry.intersections import ground_in
from ..geometry.zones import cut
from ..indicators.codes import CLASS
from ..land.codes import RESIDENTIAL
from ..people.codes import RURAL_HOMES
from ..people.residents import Residents, residents
from ..people.rural import may_turn
from ..people.spread import LEAST_PERSONS, people_meeting
from ..targets import weighs
from .areas import Areas, divided, share
from .codes import CODES, MAYBE, PARTLY_MAPPED, PEOPLE_UNKNOWN
from .ground import Homes, Map

_EMPTY = np.empty(0, dtype=object)


class Dwellers:
    """What is asked for several indicators is counted once; ``laid``: what lies where on the same map."""

    def __init__(self, on: Map, laid: Areas, measure: Measure):
        self._on, self._laid, self._measure = on, laid, measure
        self._residents = None if on.homes is None else _residents(on.homes, measure)
        self._unknown: dict[str, list[tuple[str, np.ndarray]]] = {}
        self._people: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._homes_m2: dict[str, np.ndarray] = {}

    def persons(self, part: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the persons who live in a part, of all and of each zone, and those not placed who may live there."""
        if part not in self._people:
            homes = self._on.homes
            assert homes is not None
            living = self._living(part, homes.geometry, np.arange(len(homes.geometry)))
            self._people[part] = np.where(living < LEAST_PERSONS, 0.0, living), self._further(part)
        return self._people[part]

    def homes_m2(self, part: str) -> np.ndarray:
        """Return the area of residential land in a part, of all and of each zone."""
        if part not in self._homes_m2:
            homes = self._on.homes
            assert homes is not None
            self._homes_m2[part] = self._laid.sums_of(self._laid.within(homes.geometry, part, ()))
        return self._homes_m2[part]

    def density(self, part: str) -> np.ndarray:
        """Return the persons per m² of residential land, of all and of each zone, NaN without any."""
        return divided(self.persons(part)[0], self.homes_m2(part))

    def further(self, part: str) -> np.ndarray:
        """Return how many more persons there may be, of all and of each zone, where few are counted."""
        homes, zones = self._on.homes, self._on.zones
        assert homes is not None
        sparse = homes.spread.sparse
        lacking = sparse.lacking(self.persons(part)[0], self.homes_m2(part))
        pieces, row = self._laid.cut(sparse.ground, part, ())
        found = self._measure(pieces) * sparse.further[row]
        if zones is None:
            return np.maximum(lacking, found.sum())
        pieces, source, cell = cut(pieces, zones)
        by_zone = zones.sums(cell, self._measure(pieces) * sparse.further[row[source]])[:-1]
        return np.maximum(lacking, np.r_[found.sum(), by_zone])

    def in_gap(self, part: str, gap_m2: np.ndarray) -> np.ndarray:
        """Return how many more may live in a part, of all and of each zone, where ground that nobody shows is homes.

        ``gap_m2``: of that ground, shape (n,). As close as on the others, and no more than are counted in the units
        that have some of the part.
        """
        homes, persons = self._on.homes, self.persons(part)[0]
        assert homes is not None
        found = np.nan_to_num(self.density(part)) * gap_m2
        if not len(homes.counted_in) or not found.any():
            return found
        grounds = self._laid.grounds(part)
        most = np.array([people_meeting(homes.counted_in, homes.counted, ground) for ground in grounds])
        return np.minimum(found, np.maximum(most - persons, 0.0))

    def why(self, part: str, judged: bool) -> list[str]:
        """Return why people in a part may not be those who live there, of all and of each zone: a code, "" else.

        ``judged``: whether it is asked who may live in rural homes instead.
        """
        homes, persons = self._on.homes, self.persons(part)[0]
        assert homes is not None
        if homes.spread.doubt is not None:
            return [homes.spread.doubt.code] * len(persons)
        found = np.full(len(persons), "", dtype=object)
        if judged and (rural := homes.rural()) is not None:
            moved = rural.moved(self._laid.flat(part), self._on.zones, self._measure)
            found[may_turn(np.r_[moved[-1], moved[:-2]], persons)] = RURAL_HOMES
        for why, some in self.unknown(part):
            found[weighs(some, 1.0)] = why
        if homes.sharing is not None:
            found[[homes.sharing.may_turn(ground) for ground in self._laid.grounds(part)]] = CODES
        return found.tolist()

    def unknown(self, part: str) -> list[tuple[str, np.ndarray]]:
        """Return of which share of the people in a part, or of their homes, nobody knows who lives there, and why."""
        if part not in self._unknown:
            self._unknown[part] = [*self._unknown_in(part)]
        return self._unknown[part]

    def _unknown_in(self, part: str) -> Iterable[tuple[str, np.ndarray]]:
        homes, persons = self._on.homes, self.persons(part)[0]
        assert homes is not None
        if len(homes.spread.partly):
            some = ground_in(homes.geometry, homes.spread.partly)
            too_many = self._living(part, some.geometry, some.polygon)
            yield PARTLY_MAPPED, np.where(too_many > LEAST_PERSONS, share(too_many, persons), 0.0)
        maybe = self._on.layers.get(f"{CLASS}:{RESIDENTIAL}{MAYBE}", _EMPTY)
        unknown = _EMPTY if homes.spread.unknown is None else homes.spread.unknown.ground
        for why, ground in ((PEOPLE_UNKNOWN, unknown), (CODES, maybe)):
            if len(ground):
                m2 = self._laid.sums_of(self._laid.within(ground, part, ()))
                yield why, share(m2, self.homes_m2(part))

    def _living(self, part: str, ground: np.ndarray, row: np.ndarray) -> np.ndarray:
        """Return the persons on ground of homes in a part, of all and of each zone; ``row``: the home each is of."""
        people, zones = self._residents, self._on.zones
        assert people is not None
        pieces, source = self._laid.cut(ground, part, ())
        home = row[source]
        all_ = people.on(pieces, home, self._measure(pieces)).sum()
        if zones is None:
            return np.array([all_])
        pieces, source, cell = cut(pieces, zones)
        return np.r_[all_, zones.sums(cell, people.on(pieces, home[source], self._measure(pieces)))[:-1]]

    def _further(self, part: str) -> np.ndarray:
        homes, zones = self._on.homes, self._on.zones
        assert homes is not None
        if not len(homes.units):
            return np.full(1 if zones is None else 1 + len(zones.names), homes.anywhere)
        found = [people_meeting(homes.units, homes.people, ground) for ground in self._laid.grounds(part)]
        return np.array(found) + homes.anywhere


def _residents(homes: Homes, measure: Measure) -> Residents:
    rows, area, spread = np.arange(len(homes.geometry)), measure(homes.geometry), homes.spread
    return residents(homes.geometry, rows, area, spread.population, spread.patches, measure)
