"""Land reduction account: from parameters to the kernel's inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as day

import numpy as np
import pandas as pd
import shapely

from ....core.geometry.apart import apart
from ....core.geometry.area import Measure
from ....core.geometry.plane import EXACT, Plane
from ....core.geometry.zones import Zones
from ....core.land import classes as landclass
from ....core.land.codes import URBAN_RURAL
from ....core.land.reading import later_classes
from ....core.land.reduction import LandLayer
from ....core.land.sameground import SameGround
from ....core.land.sameground import load as load_pairs
from ....core.land.standing import AFTER, BEFORE, KEY_AREAS, ZONES
from ....core.land.targets import Indicator, Target
from ....core.named_plans import OfMap
from ....i18n import tr
from ...framework.class_changes import changed_sentence
from ...framework.own_classes import own_table
from ...framework.run import Run
from ...framework.unread import Unread
from ...io.features import Polygons
from .codes import CodeField, code_field, read_codes
from .targets import plan_indicators, read_targets, read_years


@dataclass(frozen=True)
class Date:
    """One date: its features, in an order that does not depend on the file's, their codes, and the table of these.

    ``codes`` says where the codes stand, ``why`` which table it is, and how that was found.
    """

    polygons: Polygons
    layer: LandLayer
    ids: np.ndarray
    codes: CodeField
    code: np.ndarray
    table: landclass.ClassTable
    why: str


@dataclass(frozen=True)
class Inputs:
    """What the kernel is given, and what the outputs need to name things."""

    before: Date
    after: Date
    same: SameGround
    zones: Zones | None
    key_areas: np.ndarray | None
    targets: tuple[Target, ...]
    indicators: tuple[Indicator, ...]
    years: tuple[int | None, int | None]
    named: OfMap
    """What the later land use says by its name: of its year, where none is given, and of being a plan's."""
    sliver_m: float
    measure: Measure
    plane: Plane
    """How areas by it stand to those on the ellipsoid."""
    unread: Unread

    @property
    def shows_plan(self) -> bool:
        """Whether the later date shows what a plan asks, as by its name it does, and not what there is by now.

        At the end of a year to come there is nothing else.
        """
        year = self.years[1]
        return self.named.is_plan and (year is None or year < day.today().year)

    @property
    def classed(self) -> bool:
        """Whether both dates are read by tables that have urban–rural construction land at all."""
        return all(URBAN_RURAL in date.table.classes.values() for date in (self.before, self.after))


def unread_inputs(unread: Unread) -> tuple[str, ...]:
    """Return which inputs have features that could not be read, as the kernel calls them."""
    return tuple(name for name in (BEFORE, AFTER, ZONES, KEY_AREAS) if unread.count(name.upper()))


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 30)
    algorithm, parameters, context = run.algorithm, run.parameters, run.context
    targets, years = read_targets(run), read_years(run)
    tables = run.class_tables()
    own = own_table(run)
    id_field = run.field_name("ID_FIELD", "BEFORE")
    zone_field = run.field_name("ZONE_FIELD", "ZONES")
    before = _date(run, "BEFORE", id_field, tables, own)
    step(0.45)
    after = _date(run, "AFTER", None, tables, own)
    step(0.9)
    named = run.map_by_name("AFTER")
    zones = run.zones(zone_field)
    key_areas = run.polygons("KEY_AREAS")
    step(1.0)
    return Inputs(
        before=before,
        after=after,
        same=SameGround(before.table, after.table, load_pairs()),
        zones=zones,
        key_areas=_where_the_land_is(key_areas, before, after),
        targets=targets,
        indicators=plan_indicators(),
        years=years,
        named=named if years[1] is None else replace(named, year=None),
        sliver_m=algorithm.parameterAsDouble(parameters, "SLIVER", context),
        measure=run.measure_of_parts(),
        plane=EXACT if run.analysis is None else run.analysis.areas(run.on_ellipsoid),
        unread=run.unread,
    )


def _where_the_land_is(key_areas: Polygons | None, before: Date, after: Date) -> np.ndarray | None:
    """Return key areas; None where there are none near the two dates, so that no share of land lies in them."""
    if key_areas is None or not len(key_areas.fid):
        return None
    land = np.concatenate([before.polygons.geometry, after.polygons.geometry])
    far = apart(shapely.total_bounds(land), shapely.total_bounds(key_areas.geometry))
    return None if far else key_areas.geometry


def _date(
    run: Run, name: str, id_field: str | None, tables: Sequence[landclass.ClassTable], own: landclass.ClassTable | None
) -> Date:
    codes = code_field(run, name, tables, own)
    columns = tuple(dict.fromkeys(column for column in (codes.field, id_field) if column))
    polygons = run.require_features(run.polygons(name, columns), no_ground())
    known = read_codes(run, codes, polygons.named, polygons.columns[codes.field])
    found = known.reading
    run.feedback.pushInfo(known.why)
    changed = changed_sentence(known.table, sorted(set(found.code.tolist())), polygons.named)
    run.note_all(filter(None, (known.unclear, changed)))
    if found.restored:
        text = tr("“{layer}”, field “{field}”: zeros that codes had lost at the front were put back (101 is 0101).")
        run.feedback.pushInfo(text.format(layer=polygons.named, field=codes.field))
    # Of equals that lie on each other, which one is on top must not depend on the file's order.
    rank = np.empty(len(found.code), dtype=np.intp)
    rank[np.lexsort((polygons.fid, pd.factorize(found.code, sort=True)[0]))] = np.arange(len(rank))
    layer = LandLayer(polygons.geometry, found.class_, rank, found.code, later_classes(found.code, known.table))
    ids = np.array(run.identifiers(polygons, id_field), dtype=object)
    return Date(polygons, layer, ids, codes, found.code, known.table, known.why)


def no_ground() -> str:
    """Say that a layer has nothing to measure."""
    return tr("The layer “{layer}” has no land in it: none of its features has an area.")
