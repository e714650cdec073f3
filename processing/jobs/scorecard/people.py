"""Indicator scorecard: who lives where, on the residential land of the land use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from math import fsum

import numpy as np

from ....core.land.codes import RESIDENTIAL
from ....core.named_plans import OfMap, of_map
from ....core.people.rural import rural_homes
from ....core.people.sparse import sparse_homes
from ....core.people.spread import Spread, sharing, unknown_among
from ....core.plaintext import text_of
from ....core.scorecard.codes import MAYBE
from ....core.scorecard.ground import Homes, Land
from ....i18n import tr
from ...framework.cleared import is_empty
from ...framework.people import is_counted, spread_over
from ...framework.people_doubts import doubt_of_own, names_of
from ...framework.people_fields import floor_area, is_unknown, people_without_ground, persons
from ...framework.people_units import Units, on_land_use, read_units
from ...framework.run import Run
from ...io.features import Polygons
from .ground import LandUse

_NONE = np.empty(0, dtype=bool)


@dataclass(frozen=True)
class Counted:
    """People as they are counted, before land use is without overlaps.

    ``features``: land use; ``is_home``: which of it is residential, ``is_rural``: which is rural homes, which do not
    count as such, shape (n,) each. ``own``: the persons of each feature, shape (n,), where these have people of their
    own, else None, and then ``units`` have; ``unknown``: of which of them nobody says how many, shape (n,), None
    without own. ``floor_m2``: floor area of each, 0 where it is not residential, and ``floor``: its field; None where
    people are spread by ground.
    """

    features: Polygons
    is_home: np.ndarray
    is_rural: np.ndarray
    own: np.ndarray | None
    units: Units | None
    floor_m2: np.ndarray | None
    floor: str | None
    unknown: np.ndarray | None
    field: str | None = None
    """That the persons of each feature are read of."""
    without_ground: float = 0.0
    """The persons of features that have no ground."""

    @property
    def named(self) -> str:
        """How sentences call the layer whose people they are."""
        return self.features.named if self.units is None else self.units.named

    def homes(self, run: Run, land: Land) -> Homes:
        """Return who lives where on land without overlaps; stop the run where nothing says by what to spread them."""
        rows = np.flatnonzero(self.is_home & land.seen)
        ground = land.classes[RESIDENTIAL]
        if self.units is None:
            assert self.own is not None and self.unknown is not None
            placed = self.own[rows]
            left = np.setdiff1d(np.flatnonzero(self.own > 0), rows)
            unknown = unknown_among(ground, ground[self.unknown[rows]], run.measure())
            assert self.field is not None
            # As they are drawn: what lies on each other may be two levels, which without overlaps nobody sees.
            homes = np.flatnonzero(self.is_home)
            doubt = doubt_of_own(run, "LANDUSE", self.field, self.features.geometry[homes], self.own[homes])
            sparse = sparse_homes(ground, placed, run.measure()(ground), ~self.unknown[rows])
            spread = Spread(placed, None, _NONE, fsum(self.own[left]), unknown, sparse=sparse, doubt=doubt)
            nowhere = self.without_ground
            not_placed = fsum((spread.not_placed, nowhere))
            return Homes(ground, spread, self.features.geometry[left], self.own[left], nowhere, not_placed)
        units, floor_m2 = (
            on_land_use(run, self.units, land.ground),
            None if self.floor_m2 is None else self.floor_m2[rows],
        )
        spread = spread_over(run, units, ground, floor_m2, self.floor, self.features.named)
        rural = land.ground[self.is_rural[land.seen]]
        left, persons_left = units.not_placed(spread, rural)
        not_placed = fsum((spread.not_placed, units.elsewhere))
        maybe, drawn = land.classes.get(f"{RESIDENTIAL}{MAYBE}"), None
        if maybe is not None:
            drawn = sharing(units.geometry[units.people > 0], ground, maybe, run.measure())
        # Asked for each indicator per head whose ground is given; without any it costs nothing.
        beside = cache(partial(rural_homes, units.geometry, units.people, ground, rural))
        found = Homes(ground, spread, left, persons_left, units.beside, not_placed, drawn, beside)
        return found if units.near_homes else replace(found, counted_in=units.geometry, counted=units.people)

    def said(self) -> str:
        """Say where the people come from, and where they live."""
        if self.units is None:
            text = tr("Those of each residential feature of “{layer}”, shared out by its area.")
        elif self.floor is None:
            text = tr("Those of “{layer}”, spread over the residential land of the land use in proportion to area.")
        else:
            text = tr("Those of “{layer}”, spread over the residential land of the land use by its floor area.")
        return text.format(layer=self.named)


def read(
    run: Run, land: LandUse | None, fields: tuple[str | None, str | None], ground: np.ndarray | None
) -> Counted | None:
    """Read the people; None where nobody says how many there are, or where they may live, which is told.

    ``land``: the land use; ``fields``: as framework.people.fields gives them; ``ground``: the part of the city of which
    it is asked who may live there.
    """
    if not is_counted(run):
        return None
    is_home = None if land is None else land.masks.get(RESIDENTIAL)
    if land is None or is_home is None:
        text = tr(
            "People are given, but no land use that says which land is residential, so nobody knows where they live, "
            "and nothing is told per head; give “{parameter}”, with the codes of a standard."
        )
        run.note(text.format(parameter=run.title("LANDUSE")))
        return None
    features = land.features
    homes, field, floor = _only(features, is_home), *fields
    own, floor_m2, unknown, nowhere = None, None, None, 0.0
    if field is not None:
        own, unknown = np.zeros(len(is_home)), is_unknown(features, field)
        own[is_home] = persons(run, homes, field)
        # Who is counted on other land lives on none that is residential.
        others = ~is_home & np.array([value is not None for value in features.columns[field]], dtype=bool)
        own[others] = persons(run, _only(features, others), field)
        nowhere = people_without_ground(run, features, field)
    if floor is not None:
        floor_m2 = np.zeros(len(is_home))
        floor_m2[is_home] = floor_area(run, homes, floor)
    units = read_units(run, homes.geometry, ground)
    return Counted(features, is_home, land.rural, own, units, floor_m2, floor, unknown, field, nowhere)


def years(run: Run) -> list[OfMap]:
    """Return what the layers and fields of people, and that of the built-up area, say of years by their names."""
    given = (("POPULATION_FIELD", "LANDUSE"), ("POPULATION_LAYER_FIELD", "POPULATION_LAYER"))
    fields = (
        names_of(run, layer, text_of(run.parameters[name]))
        for name, layer in given
        if not is_empty(run.parameters.get(name)) and run.source(layer) is not None
    )
    return [*map(run.map_by_name, ("POPULATION_LAYER", "BUILT_UP")), *(of_map(names, names) for names in fields)]


def _only(features: Polygons, wanted: np.ndarray) -> Polygons:
    """Return the features that a mask, shape (n,), wants."""
    rows = np.flatnonzero(wanted)
    columns = {name: [values[row] for row in rows] for name, values in features.columns.items()}
    return replace(features, fid=features.fid[rows], geometry=features.geometry[rows], columns=columns)
