"""The people of a run, wherever people count: read from one of their sources, and spread over residential ground.

The parameters are those of ``parameters.population``; what is spread how stands in ``core.people.spread``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from math import fsum
from typing import TYPE_CHECKING

import numpy as np
import shapely
from qgis.core import QgsProcessingException

from ...core.geometry.polygons import areal
from ...core.geometry.split import split
from ...core.people.codes import NO_FLOOR_AREA
from ...core.people.named import by_name
from ...core.people.plausible import Doubt, crowding, crowding_somewhere, overlapping
from ...core.people.rural import where_not_placed
from ...core.people.sparse import few_everywhere, sparse_among, sparse_homes
from ...core.people.spread import Spread, beyond_units, people_meeting, reaching_beyond, spread, unknown_among
from ...core.progress import aside
from ...core.targets import weighs
from ...i18n import tr
from ..io.crs import CoordinateTransform
from ..io.layer_names import named
from ..io.layer_reading import lost_sentence, no_crs
from ..io.raster import UnreadableError, damaged_sentence, unreadable_sentence
from ..io.raster_cells import MOST_CELLS, CrowdedCellsError, cells, holds_numbers
from ..reports.units import hectares
from .cleared import is_empty
from .people_doubts import doubt_of_own, names_of
from .run import Run

if TYPE_CHECKING:
    from ..io.features import Polygons
    from ..io.raster import Raster

FIELD, LAYER, RASTER = SOURCES = ("POPULATION_FIELD", "POPULATION_LAYER", "POPULATION_RASTER")
FLOOR = "FLOOR_AREA_FIELD"
# So many pieces the edge of a raster is bent in where it is brought into another CRS.
_PARTS = 100


@dataclass(frozen=True)
class Units:
    """People of streets, communities or cells, before they are spread.

    ``geometry``: polygons in the analysis CRS, shape (k,), ``people``: persons in each. ``elsewhere``: the persons of
    those of which nothing can lie on residential ground, of whom ``beside`` may live in ground that was asked about.
    ``named``: how sentences call the layer; ``wider``: as in io.features.Features; ``near_homes``: whether units far
    from the residential land were left out, so that other land would have other units. ``covers``: the ground of which
    they are to say how many people live there, polygons of shape (c,), and ``known``: of which of these they do, shape
    (c,). ``beyond``: which of them land use covers only in part, shape (k,), None where nobody has looked
    (``on_land_use``). ``doubt``: as in core.people.spread.Spread.
    """

    geometry: np.ndarray
    people: np.ndarray
    elsewhere: float
    beside: float
    named: str
    covers: np.ndarray
    known: np.ndarray
    wider: tuple[str, ...] = ()
    near_homes: bool = False
    beyond: np.ndarray | None = None
    doubt: Doubt | None = None

    def not_placed(self, spread: Spread, rural: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where people may live whom ``spread`` has not placed, shape (l,), and how many, shape (l,).

        ``rural``: rural homes that are not taken, shape (r,). These are all that a unit has where land use covers it.
        """
        left = ~spread.placed
        where, shown = self.geometry.copy(), left if self.beyond is None else left & ~self.beyond
        where[shown] = where_not_placed(where[shown], rural)
        return where[left], self.people[left]


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

    def may_live_in(self, ground: np.ndarray, rural: np.ndarray) -> float:
        """Return the persons that are not placed and may live in ground that they were read for, shape (g,).

        ``rural``: rural homes that are not taken, shape (r,).
        """
        if self.units is None:
            return self.without_ground
        units, people = self.units.not_placed(self.spread, rural)
        return self.units.beside + people_meeting(units, people, ground)


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


def read_units(run: Run, residential: np.ndarray, ground: np.ndarray | None = None) -> Units | None:
    """Read the people of ``POPULATION_LAYER`` or ``POPULATION_RASTER``; None where neither is given.

    ``residential``: all residential land, in the analysis CRS; ``ground``: of which it is asked who may live there.
    """
    if not is_empty(run.parameters.get(LAYER)):
        return _units_of_layer(run)
    if RASTER in run.rasters:
        return _units_of_raster(run, run.rasters[RASTER], residential, ground)
    return None


def read_people(
    run: Run, residential: Polygons, people: str | None, floor: str | None, units: Units | None
) -> People | None:
    """Return who lives on residential land, None where nobody knows; the fields are those that ``fields`` gives."""
    if units is None:
        if people is None:
            return None
        unknown = unknown_among(
            residential.geometry, residential.geometry[is_unknown(residential, people)], run.measure()
        )
        living = persons(run, residential, people)
        doubt = doubt_of_own(run, "RESIDENTIAL", people, residential.geometry, living)
        sparse = sparse_homes(residential.geometry, living, run.measure()(residential.geometry))
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
    # Homes without any floor area are none, so that none was filled in.
    silent = np.zeros(len(residential), dtype=bool) if floor_m2 is None else ~(floor_m2 > 0)
    floor_m2 = None if floor_m2 is None else np.where(silent, 0.0, floor_m2)
    if floor_m2 is not None and not (floor_m2 > 0).any():
        text = tr("The field “{field}” of the layer “{layer}” has no floor area in any feature; choose another one.")
        run.fail(text, field=floor, layer=layer)
    measure = run.measure()
    found = run.aside(lambda progress: spread(residential, units.geometry, units.people, floor_m2, measure, progress))
    placed, units_m2 = fsum(found.population), float(measure(units.geometry).sum())
    crowded = crowding(placed, float(measure(residential).sum()), units_m2, len(units.people))
    told = found.placed if units.near_homes else found.placed & units.known
    own = units.people[told], found.ground_m2[told]
    crowded = crowded or crowding_somewhere(*own) or few_everywhere(*own)
    silent_m2 = float(measure(residential[silent]).sum())
    lacks = weighs(silent_m2, float(measure(residential).sum()))  # the people of their units are put on other homes
    lacking = Doubt(NO_FLOOR_AREA, floor or "", area_m2=silent_m2) if lacks else None
    sparse = sparse_among(residential, units.geometry[told], *own, measure, units.near_homes)
    found = replace(found, sparse=sparse, doubt=units.doubt or crowded or lacking)
    if units.beyond is not None:
        found = replace(found, partly=units.geometry[units.beyond & found.placed & (units.people > 0)])
    ground = run.aside(lambda progress: beyond_units(residential, units.covers, units.known))
    return replace(found, unknown=unknown_among(residential, ground, measure))


def on_land_use(run: Run, units: Units, ground: np.ndarray) -> Units:
    """Return units of which it is known whether land use covers them; ``ground``: all of it, without overlaps.

    Of the cells of a raster those at its border always reach beyond it.
    """
    if units.near_homes:
        return units
    return replace(units, beyond=run.aside(lambda progress: reaching_beyond(units.geometry, ground)))


_NONE = np.empty(0, dtype=bool)


def persons(run: Run, features: Polygons, field: str) -> np.ndarray:
    """Return the population of each feature, shape (n,); where none is known nobody lives."""
    values = _numbers(features.columns[field])
    if (values < 0).any():
        run.fail(_negative_people(), field=field, layer=features.named, id=features.fid[np.flatnonzero(values < 0)[0]])
    unknown = ~np.isfinite(values)
    if unknown.any():
        text = tr("{count} features of “{layer}” have no population in “{field}”; they count as uninhabited.")
        run.note(text.format(count=int(unknown.sum()), layer=features.named, field=field))
    return np.where(unknown, 0.0, values)


def people_without_ground(run: Run, features: Polygons, field: str) -> float:
    """Return the persons of features that have no ground: where they live nobody knows."""
    found = _numbers([values[field] for values in features.unused.values()])
    if (found < 0).any():
        fid = [*features.unused][np.flatnonzero(found < 0)[0]]
        run.fail(_negative_people(), field=field, layer=features.named, id=fid)
    return fsum(found[np.isfinite(found)])


def is_unknown(features: Polygons, field: str) -> np.ndarray:
    """Tell of which features a field does not say how many people live there, shape (n,)."""
    return ~np.isfinite(_numbers(features.columns[field]))


def floor_area(run: Run, residential: Polygons, field: str) -> np.ndarray:
    """Return the floor area of each residential feature, shape (n,), NaN where none is known."""
    values = _numbers(residential.columns[field])
    if (values < 0).any():
        run.fail(
            tr("The field “{field}” of the layer “{layer}” has negative floor area in the feature {id}; correct it."),
            field=field,
            layer=residential.named,
            id=residential.fid[np.flatnonzero(values < 0)[0]],
        )
    unknown, none = ~np.isfinite(values), int((values == 0).sum())
    if unknown.any():
        text = tr("{count} features of “{layer}” have no floor area in “{field}”; they count as uninhabited.")
        run.note(text.format(count=int(unknown.sum()), layer=residential.named, field=field))
    if none:
        text = tr("{count} features of “{layer}” have a floor area of 0 in “{field}”; nobody is put there.")
        run.note(text.format(count=none, layer=residential.named, field=field))
    return np.where(unknown, np.nan, values)


def _negative_people() -> str:
    return tr("The field “{field}” of the layer “{layer}” has negative population in the feature {id}; correct it.")


def _numbers(values: list) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _units_of_layer(run: Run) -> Units:
    field = run.field_name("POPULATION_LAYER_FIELD", LAYER, numeric=True)
    if field is None:
        text = tr("Choose the field with the population of “{layer}” in “{parameter}”.")
        source = run.needed_source(LAYER)
        run.fail(text, layer=run.named(LAYER, source), parameter=run.title("POPULATION_LAYER_FIELD"))
    text = tr("The layer “{layer}” has no streets, communities or cells: none of its features has an area.")
    layer = run.require_features(run.polygons(LAYER, (field,)), text)
    people = persons(run, layer, field)
    elsewhere = people_without_ground(run, layer, field)
    if not fsum((fsum(people), elsewhere)) > 0:
        text = tr("The field “{field}” of the layer “{layer}” has no people in any feature; choose another one.")
        run.fail(text, field=field, layer=layer.named)
    known, code, measure = ~is_unknown(layer, field), by_name(names_of(run, LAYER, field)), run.measure()
    doubt = Doubt(code, field) if code else None
    twice = run.aside(lambda progress: overlapping(layer.geometry, people, measure, progress))
    if twice is None:
        _note_overlaps(run, layer)
    doubt = doubt or twice
    own = layer.geometry, people, elsewhere, elsewhere, layer.named, layer.geometry, known
    return Units(*own, layer.wider, doubt=doubt)


def _note_overlaps(run: Run, layer: Polygons) -> None:
    from ...core.geometry.overlap import counted_twice

    measure = run.measure()
    area = measure(layer.geometry)
    twice = run.aside(lambda progress: counted_twice(layer.geometry, area, measure, progress))
    if twice > 0:
        text = tr("Polygons of “{layer}” overlap by {area:,.1f} m²; where they do, people of each of them live there.")
        run.note(text.format(layer=layer.named, area=twice))


def _units_of_raster(run: Run, raster: Raster, residential: np.ndarray, ground: np.ndarray | None) -> Units:
    layer = named(raster.label, run.title(RASTER))
    if raster.damage:
        raise QgsProcessingException(damaged_sentence(layer, raster.damage))
    if raster.resampled:
        text = tr(
            "The raster “{layer}” has no upright cells that hold persons of their own: it lies askew or south up, or "
            "is placed by points, polynomials or arrays. Warp it to an upright one first, with sums as the resampling."
        )
        run.fail(text, layer=layer)
    if not raster.crs.isValid():
        raise QgsProcessingException(no_crs(layer))
    if not holds_numbers(raster):
        text = tr("The raster “{layer}” holds no numbers; choose one that has the persons of each cell in its band.")
        run.fail(text, layer=layer)
    extent = raster.provider.extent()
    sides = extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
    run.look_at_place(RASTER, raster.label, raster.crs, np.array([sides]))
    context = run.context.transformContext()
    there, back = (CoordinateTransform(*pair, context) for pair in ((run.crs, raster.crs), (raster.crs, run.crs)))
    # Of a polygon as large as a city only those cells are wanted that its parts meet.
    homes = shapely.bounds(there.geometry(run.aside(lambda progress: split(residential, progress)[0])))
    others = np.empty((0, 4)) if ground is None else shapely.bounds(there.geometry(ground))
    try:
        found = aside(partial(cells, raster, homes, others), run.step(tr("Reading the raster of people…"), 15, 20))
    except UnreadableError as error:
        raise QgsProcessingException(unreadable_sentence(raster, layer, error)) from error
    except CrowdedCellsError:
        text = tr(
            "The raster “{layer}” has more than {most:,} cells with people on residential land; give one with larger "
            "cells, made with sums as the resampling."
        )
        run.fail(text, layer=layer, most=MOST_CELLS)
    lost = raster.lost()
    if lost is not None:
        raise QgsProcessingException(lost_sentence(layer, lost))
    if raster.bands > 1:
        text = tr("The raster “{layer}” has {bands} bands; the first one is read.")
        run.note(text.format(layer=layer, bands=raster.bands))
    if found.negative:
        text = tr(
            "{count} cells of the raster “{layer}” have a negative value, {least:g} the least; they count as "
            "uninhabited. If it stands for no data, set it so in the raster's properties, under Transparency."
        )
        run.note(text.format(count=found.negative, layer=layer, least=found.least))
    if not fsum(found.values) + found.elsewhere > 0:
        run.fail(tr("The raster “{layer}” has nobody in any cell; check that it is the right one."), layer=layer)
    geometry = areal(back.geometry(found.geometry))
    # What has no place in the analysis CRS lies where none of its data does.
    here = np.isfinite(shapely.bounds(geometry)).all(axis=1)
    elsewhere = fsum((found.elsewhere, *found.values[~here]))
    code = by_name([raster.label])
    doubt = Doubt(code, raster.label) if code else None
    covers, silent = back.geometry(_around(homes, sides)), areal(back.geometry(found.silent))
    silent = silent[np.isfinite(shapely.bounds(silent)).all(axis=1)]
    known = np.r_[np.ones(len(covers), dtype=bool), np.zeros(len(silent), dtype=bool)]
    covers = np.concatenate([covers, silent])
    own = geometry[here], found.values[here], elsewhere, found.beside, layer
    return Units(*own, covers, known, near_homes=True, doubt=doubt)


def _around(homes: np.ndarray, sides: tuple[float, float, float, float]) -> np.ndarray:
    """Return the part of a rectangle that lies around homes, one polygon or none.

    All of a raster may reach further than the CRS of the homes can say. ``homes``: bounds, shape (n, 4); its edges are
    bent in another CRS.
    """
    if not len(homes):
        return homes
    low, high = np.nanmin(homes[:, :2], axis=0), np.nanmax(homes[:, 2:], axis=0)
    room = 0.1 * (high - low).max()
    west, south = np.maximum(low - room, sides[:2])
    east, north = np.minimum(high + room, sides[2:])
    if not (west < east and south < north):
        return np.empty(0, dtype=object)
    longest = max(east - west, north - south)
    return np.array([shapely.segmentize(shapely.box(west, south, east, north), longest / _PARTS)])
