"""The people of a run, wherever people count: taken from one of their sources, and spread over residential ground.

The parameters are those of ``parameters.population``. ``people_fields`` reads what features say of their people, and
``people_units`` the people of streets or cells; what is spread how stands in ``core.people.spread``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from ...core.people.codes import NO_FLOOR_AREA
from ...core.people.floors import beyond_towers, without_floor
from ...core.people.plausible import Doubt, crowding, crowding_somewhere
from ...core.people.sparse import few_everywhere, sparse_among, sparse_homes, with_empty
from ...core.people.spread import Spread, beyond_units, people_meeting, spread, unknown_among
from ...core.targets import weighs
from ...i18n import tr
from ..reports.units import hectares
from .cleared import is_empty
from .people_doubts import doubt_of_own
from .people_fields import floor_area, is_unknown, people_without_ground, persons
from .people_units import LAYER, RASTER, Units
from .run import Run

if TYPE_CHECKING:
    from ..io.features import Polygons

FIELD, FLOOR = "POPULATION_FIELD", "FLOOR_AREA_FIELD"
SOURCES = (FIELD, LAYER, RASTER)
_NONE = np.empty(0, dtype=bool)
_Key = TypeVar("_Key")


@dataclass(frozen=True)
class People:
    """Who lives on residential land: ``spread`` over it.

    ``units``: whose people they are, None where each residential feature has its own; ``by_floor_area``: what they are
    spread by, ground otherwise. ``without_ground``: the persons of residential features that have none.
    """

    spread: Spread
    units: Units | None = None
    by_floor_area: bool = False
    without_ground: float = 0.0

    @property
    def not_placed(self) -> float:
        """The persons of units, or of features, that have no residential ground."""
        return self.without_ground if self.units is None else fsum((self.spread.not_placed, self.units.elsewhere))

    def said(self) -> str:
        """Say where the people come from, and where on residential land they live."""
        if self.units is None:
            return tr("Those of each residential feature, shared out by its area.")
        text = tr("Those of “{layer}”, spread over its residential land in proportion to area.")
        if self.by_floor_area:
            text = tr("Those of “{layer}”, spread over its residential land in proportion to floor area.")
        return text.format(layer=self.units.named)

    def may_live_in(self, grounds: Mapping[_Key, np.ndarray], rural: np.ndarray) -> dict[_Key, float]:
        """Return the persons that are not placed and may live in each ground that they were read for, shape (g,).

        ``rural``: rural homes that are not taken, shape (r,).
        """
        if self.units is None:
            return dict.fromkeys(grounds, self.without_ground)
        units, people = self.units.not_placed(self.spread, rural)
        return {key: self.units.beside + people_meeting(units, people, ground) for key, ground in grounds.items()}


def not_placed_notice(layer: str, placed: float, not_placed: float) -> str:
    """Say how many people of a layer live on no residential land; ``placed``: those who do."""
    text = tr(
        "{people:,.0f} of the {all:,.0f} people of “{layer}” are not placed: there is no residential land where "
        "they are counted, so they are in no figure but their own."
    )
    if not placed > 0:
        text = tr(
            "None of the {all:,.0f} people of “{layer}” has residential land where they are counted, so nobody "
            "can be placed; check that it is the right layer."
        )
    return text.format(people=not_placed, all=placed + not_placed, layer=layer)


def partly_notice(layer: str, count: int) -> str:
    """Say that land use covers some features of a layer of people only in part."""
    text = tr(
        "Land use covers only part of {count} features of “{layer}”; all of their people are put on the residential "
        "land that it shows, so figures per head are not judged there."
    )
    return text.format(count=count, layer=layer)


def unknown_notice(layer: str, area_m2: float) -> str:
    """Say on how much residential land a layer leaves it open how many people live."""
    text = tr(
        "It is not known how many people live on {area} ha of residential land, of which “{layer}” gives no "
        "population; it counts as uninhabited, which by itself raises figures per head."
    )
    return text.format(area=hectares(area_m2), layer=layer)


def is_counted(run: Run) -> bool:
    """Tell whether anything says how many people there are."""
    return any(not is_empty(run.parameters.get(name)) for name in SOURCES)


def fields(run: Run, residential: str) -> tuple[str | None, str | None]:
    """Return the fields of residential land with its people and its floor area, None where they are not given.

    Stops the run where people are given more than once, or floor area of nobody is.
    """
    given = [name for name in SOURCES if not is_empty(run.parameters.get(name))]
    if len(given) > 1:
        text = tr("People are given more than once: by “{first}” and by “{second}”; leave all but one of them empty.")
        run.fail(text, first=run.title(given[0]), second=run.title(given[1]))
    floor = run.field_name(FLOOR, residential, numeric=True)
    if floor is not None and not {LAYER, RASTER} & set(given):
        text = tr(
            "“{parameter}” has no use here: floor area spreads the people of “{layer}” or “{raster}”; leave it empty, "
            "or give one of these."
        )
        run.fail(text, parameter=run.title(FLOOR), layer=run.title(LAYER), raster=run.title(RASTER))
    return run.field_name(FIELD, residential, numeric=True), floor


def read_people(
    run: Run, residential: Polygons, people: str | None, floor: str | None, units: Units | None
) -> People | None:
    """Return who lives on residential land, None where nobody knows; the fields are those that ``fields`` gives."""
    if units is None:
        if people is None:
            return None
        silent = is_unknown(residential, people)
        unknown = unknown_among(residential.geometry, residential.geometry[silent], run.measure())
        living = persons(run, residential, people)
        doubt = doubt_of_own(run, "RESIDENTIAL", people, residential.geometry, living)
        sparse = sparse_homes(residential.geometry, living, run.measure()(residential.geometry), ~silent)
        spread_ = Spread(living, None, _NONE, 0.0, unknown, sparse=sparse, doubt=doubt)
        return People(spread_, without_ground=people_without_ground(run, residential, people))
    floor_m2 = None if floor is None else floor_area(run, residential, floor)
    found = spread_over(run, units, residential.geometry, floor_m2, floor, residential.named)
    return People(found, units, floor is not None)


def spread_over(
    run: Run, units: Units, residential: np.ndarray, floor_m2: np.ndarray | None, floor: str | None, layer: str
) -> Spread:
    """Spread people over residential land; stop the run where a field of floor area has none.

    ``floor_m2``: NaN where nobody says it; ``layer``: how sentences call the residential land.
    """
    measure = run.measure()
    homes_m2 = measure(residential)
    # Homes without any floor area are none, so that none was filled in.
    silent = np.zeros(len(residential), dtype=bool) if floor_m2 is None else without_floor(floor_m2, homes_m2)
    vast = silent if floor_m2 is None else beyond_towers(floor_m2, homes_m2)
    floor_m2 = None if floor_m2 is None else np.where(floor_m2 > 0, floor_m2, 0.0)
    if floor_m2 is not None and not (floor_m2 > 0).any():
        text = tr("The field “{field}” of the layer “{layer}” has no floor area in any feature; choose another one.")
        run.fail(text, field=floor, layer=layer)
    found = run.aside(lambda progress: spread(residential, units.geometry, units.people, floor_m2, measure, progress))
    placed, units_m2 = fsum(found.population), float(measure(units.geometry).sum())
    crowded = crowding(placed, float(homes_m2.sum()), units_m2, len(units.people))
    told = found.placed if units.near_homes else found.placed & units.known
    own = units.people[told], found.ground_m2[told]
    crowded = crowded or crowding_somewhere(*own) or few_everywhere(*own)
    silent_m2 = float(homes_m2[silent].sum())
    lacks = weighs(silent_m2, float(homes_m2.sum()))  # the people of their units are put on other homes
    lacking = Doubt(NO_FLOOR_AREA, floor or "", area_m2=silent_m2) if lacks else None
    drawn = fsum(found.population[vast])  # off the other homes of their units
    if weighs(drawn, placed):
        lacking = Doubt(NO_FLOOR_AREA, floor or "", drawn, float(homes_m2[vast].sum()))
    sparse = sparse_among(residential, units.geometry[told], *own, measure, units.near_homes)
    found = replace(found, sparse=sparse, doubt=units.doubt or crowded or lacking)
    if units.beyond is not None:
        found = replace(found, partly=units.geometry[units.beyond & found.placed & (units.people > 0)])
    ground = run.aside(lambda progress: beyond_units(residential, units.covers, units.known))
    if units.near_homes:  # of a raster, cells without anybody are no units
        some = np.concatenate([units.geometry, ground])
        empty = run.aside(lambda progress: beyond_units(residential, some, np.ones(len(some), dtype=bool)))
        found = replace(found, sparse=with_empty(found.sparse, empty, float(homes_m2.sum()), measure))
    return replace(found, unknown=unknown_among(residential, ground, measure))
