"""Who lives in the parts of a map, and what nobody knows of them."""

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
from .areas import Areas, share
from .codes import CODES, MAYBE, PARTLY_MAPPED, PEOPLE_UNKNOWN
from .ground import Homes, Map

_EMPTY = np.empty(0, dtype=object)


class Living:
    """The people of ``homes`` in the parts of a map; each answer is one of all and one of each zone, shape (n,)."""

    def __init__(self, homes: Homes, on: Map, laid: Areas, measure: Measure):
        self._homes, self._on, self._laid, self._measure = homes, on, laid, measure
        self._residents = _residents(homes, measure)
        self._persons: dict[str, np.ndarray] = {}
        self._not_placed: dict[str, np.ndarray] = {}
        self._homes_m2: dict[str, np.ndarray] = {}

    def persons(self, part: str) -> np.ndarray:
        """Return the persons who live in a part."""
        if part not in self._persons:
            living = self._on_ground(part, self._homes.geometry, np.arange(len(self._homes.geometry)))
            self._persons[part] = np.where(living < LEAST_PERSONS, 0.0, living)
        return self._persons[part]

    def not_placed(self, part: str) -> np.ndarray:
        """Return the persons who are not placed and may live there."""
        if part not in self._not_placed:
            homes, zones = self._homes, self._on.zones
            found = np.zeros(1 if zones is None else 1 + len(zones.names))
            if len(homes.units):
                grounds = self._laid.grounds(part)
                found = np.array([people_meeting(homes.units, homes.people, ground) for ground in grounds])
            self._not_placed[part] = found + homes.anywhere
        return self._not_placed[part]

    def homes_m2(self, part: str) -> np.ndarray:
        """Return the area of residential land in a part."""
        if part not in self._homes_m2:
            self._homes_m2[part] = self._laid.sums_of(self._laid.within(self._homes.geometry, part, ()))
        return self._homes_m2[part]

    def density(self, part: str) -> np.ndarray:
        """Return the persons per m² of residential land, 0 without any."""
        homes_m2 = self.homes_m2(part)
        return self.persons(part) / np.where(homes_m2 > 0, homes_m2, np.inf)

    def further(self, part: str) -> np.ndarray:
        """Return how many more persons there may be where so few are counted that another unit may be meant."""
        sparse, zones = self._homes.spread.sparse, self._on.zones
        lacking = sparse.lacking(self.persons(part), self.homes_m2(part))
        pieces, row = self._laid.cut(sparse.ground, part, ())
        found = self._measure(pieces) * sparse.further[row]
        if zones is None:
            return np.maximum(lacking, found.sum())
        pieces, source, cell = cut(pieces, zones)
        by_zone = zones.sums(cell, self._measure(pieces) * sparse.further[row[source]])[:-1]
        return np.maximum(lacking, np.r_[found.sum(), by_zone])

    def why(self, part: str, judged: bool) -> list[str]:
        """Return why people in a part may not be those who live there: a code, "" else.

        ``judged``: whether it is asked who may live in rural homes instead.
        """
        homes, persons = self._homes, self.persons(part)
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

    def unknown(self, part: str) -> Iterable[tuple[str, np.ndarray]]:
        """Give of which share of the people in a part, or of their homes, it is not known who lives there, and why."""
        homes, persons = self._homes, self.persons(part)
        if len(homes.spread.partly):
            some = ground_in(homes.geometry, homes.spread.partly)
            too_many = self._on_ground(part, some.geometry, some.polygon)
            yield PARTLY_MAPPED, np.where(too_many > LEAST_PERSONS, share(too_many, persons), 0.0)
        maybe = self._on.layers.get(f"{CLASS}:{RESIDENTIAL}{MAYBE}", _EMPTY)
        unknown = _EMPTY if homes.spread.unknown is None else homes.spread.unknown.ground
        for why, ground in ((PEOPLE_UNKNOWN, unknown), (CODES, maybe)):
            if len(ground):
                m2 = self._laid.sums_of(self._laid.within(ground, part, ()))
                yield why, share(m2, self.homes_m2(part))

    def _on_ground(self, part: str, ground: np.ndarray, row: np.ndarray) -> np.ndarray:
        """Return the persons on ground of homes in a part; ``row``: the home that each is of."""
        people, zones = self._residents, self._on.zones
        pieces, source = self._laid.cut(ground, part, ())
        home = row[source]
        all_ = people.on(pieces, home, self._measure(pieces)).sum()
        if zones is None:
            return np.array([all_])
        pieces, source, cell = cut(pieces, zones)
        return np.r_[all_, zones.sums(cell, people.on(pieces, home[source], self._measure(pieces)))[:-1]]


def _residents(homes: Homes, measure: Measure) -> Residents:
    rows, area, spread = np.arange(len(homes.geometry)), measure(homes.geometry), homes.spread
    return residents(homes.geometry, rows, area, spread.population, spread.patches, measure)
