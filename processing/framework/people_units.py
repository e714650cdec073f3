"""The people of streets, communities or cells: read from a layer or a raster, before they are spread."""

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
from ...core.people.named import by_layer, by_name
from ...core.people.plausible import Doubt, overlapping
from ...core.people.rural import where_not_placed
from ...core.people.spread import Spread, reaching_beyond
from ...core.progress import aside
from ...i18n import tr
from ..io.crs import CoordinateTransform
from ..io.layer_names import named
from ..io.layer_reading import lost_sentence, no_crs
from ..io.raster import UnreadableError, damaged_sentence, unreadable_sentence
from ..io.raster_cells import MOST_CELLS, CrowdedCellsError, cells, holds_numbers
from .cleared import is_empty
from .people_doubts import names_of
from .people_fields import is_unknown, people_without_ground, persons
from .run import Run

if TYPE_CHECKING:
    from ..io.features import Polygons
    from ..io.raster import Raster

LAYER, RASTER = "POPULATION_LAYER", "POPULATION_RASTER"
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


def read_units(run: Run, residential: np.ndarray, ground: np.ndarray | None = None) -> Units | None:
    """Read the people of ``POPULATION_LAYER`` or ``POPULATION_RASTER``; None where neither is given.

    ``residential``: all residential land, in the analysis CRS; ``ground``: of which it is asked who may live there.
    """
    if not is_empty(run.parameters.get(LAYER)):
        return _units_of_layer(run)
    if RASTER in run.rasters:
        return _units_of_raster(run, run.rasters[RASTER], residential, ground)
    return None


def on_land_use(run: Run, units: Units, ground: np.ndarray) -> Units:
    """Return units of which it is known whether land use covers them; ``ground``: all of it, without overlaps.

    Of the cells of a raster those at its border always reach beyond it.
    """
    if units.near_homes:
        return units
    return replace(units, beyond=run.aside(lambda progress: reaching_beyond(units.geometry, ground)))


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
    known, called, measure = ~is_unknown(layer, field), names_of(run, LAYER, field), run.measure()
    code, others = by_name(called), by_layer(layer.label, called)
    doubt = Doubt(code, field) if code else Doubt(others, layer.label) if others else None
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
            "cells without data, of which nobody knows how many people live there. Correct them, or set them as no "
            "data in the raster's properties, under Transparency."
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
