"""Indicator scorecard: from parameters to the kernels' inputs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ....core.geometry.area import Measure, planar
from ....core.geometry.plane import EXACT, Plane
from ....core.geometry.zones import Zones, build
from ....core.indicators.codes import PER_HEAD
from ....core.indicators.indicator import Indicator, named, nearest, of_profile
from ....core.named_plans import OfMap
from ....core.scorecard.causes import Found
from ....core.scorecard.codes import OVERLAPS
from ....core.scorecard.figures import Figure
from ....core.scorecard.ground import Homes, Land, Map, shows_more
from ....i18n import language, tr
from ... import profiles
from ...framework.cleared import is_empty
from ...framework.people import fields, is_counted
from ...framework.run import Run
from ...framework.unread import Unread
from ...io.features import Polygons
from ...words.indicators import called
from . import ground, people, places, results, values, years
from .names import GIVEN, OF_ROLES

MEASURED = ("LANDUSE", "ZONES", "LAYERS", "EXTENTS", *OF_ROLES)
"""The inputs whose features may turn what is measured."""
PEOPLE = ("POPULATION_LAYER", "BUILT_UP")
"""Those that may turn what is measured per head."""


@dataclass(frozen=True)
class Inputs:
    """What the kernels are given, and what the outputs need to name things.

    ``known``: all indicators of the profile, ``indicators``: those that were asked for; ``land``: the land use, None
    where it was not given; ``people``: who is counted where, None where nobody says, and ``years_of_people``: what
    names say of their years; ``layers``: those that indicators name; ``parts``: of the city;
    ``years``: of which the data are; ``figures``: of the table of values and of other jobs; ``found``: the places that
    these found; ``zone_features``: the features of the zones, ``zone_of``: the zone that each is, ``ids``: theirs;
    ``plane``: how areas by ``measure`` stand to those on the ellipsoid; ``project``: the text for the report's head.
    """

    known: tuple[Indicator, ...]
    indicators: tuple[Indicator, ...]
    years: years.Years
    land: ground.LandUse | None
    people: people.Counted | None
    years_of_people: list[OfMap]
    layers: ground.Layers
    parts: ground.Parts
    zones: Zones | None
    zone_features: Polygons | None
    zone_of: list[str]
    ids: list[str]
    figures: tuple[Figure, ...]
    found: Found
    parks_per_head: dict[str, float]
    unread: Unread
    measure: Measure
    plane: Plane
    project: str

    @property
    def year(self) -> int:
        """The year that is looked at."""
        return self.years.year

    def map(self, land: Land | None, homes: Homes | None) -> Map | None:
        """Return what indicators are measured on; None without any ground.

        The whole is the land use, without any the zones. Where there are zones, what land use was left out is of no
        moment: they say whether the rest covers them.
        """
        layers, whole = dict(self.layers.geometry), np.empty(0, dtype=object)
        if land is not None:
            layers |= {f"class:{name}": polygons for name, polygons in land.classes.items()}
            layers |= {f"{OVERLAPS}class:{name}": polygons for name, polygons in land.contested.items()}
            whole = land.ground
        elif self.zones is not None:
            whole = self.zones.cells
        parts, use = self.parts.geometry, self.land
        if not len(whole) and not parts:
            return None
        chosen = use is not None and self.zones is None and len(use.left_out) > 0
        chosen = chosen and use is not None and shows_more(use.left_out, whole, self.measure)
        in_part = use is not None and use.in_part
        beside = None if use is None else use.beside
        return Map(layers, whole, parts, self.zones, homes, in_part, chosen, self.parts.left_out, beside)

    def order(self, zone: str) -> int:
        """Return the place of a zone among the zones; one that is not among them comes last."""
        names = [] if self.zones is None else [*map(str, self.zones.names)]
        return names.index(zone) if zone in names else len(names)


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 30)
    known = of_profile(profiles.active())
    if not known:
        text = tr("The plan profile “{profile}” has no indicators; choose another one in the settings.")
        run.fail(text, profile=profiles.active().text("name", language()))
    if all(is_empty(run.parameters.get(name)) for name in (*GIVEN, *OF_ROLES)):
        text = tr(
            "Nothing to hold against the plan is given; choose at least one layer or table, for example “{parameter}”."
        )
        run.fail(text, parameter=run.title("VALUES"))
    indicators = _asked(run, known)
    zone_field, id_field = run.field_name("ZONE_FIELD", "ZONES"), run.field_name("ID_FIELD", "ZONES")
    per_head, own_fields = any(one.measure.kind == PER_HEAD for one in indicators), fields(run, "LANDUSE")
    tables = results.read(run, indicators)
    shown = values.shown(indicators, tables)
    land = ground.land_use(run, indicators, per_head and is_counted(run), own_fields, shown)
    step(0.4)
    zoned = run.named_zones(zone_field, id_field or "")
    polygons, zone_of = zoned or (None, [])
    layers = ground.layers(run)
    parts = ground.parts(run, known)
    if polygons is not None:
        own = ground.zones_as_parts(known, polygons.geometry, zone_of)
        parts = replace(parts, geometry=own | parts.geometry)
    counted = _people(run, land, own_fields, parts.geometry) if per_head else None
    step(0.8)
    measure = planar if run.analysis is None else run.measure_of_parts()
    zones = None
    if polygons is not None:
        zones = run.aside(partial(build, polygons.geometry, np.array(zone_of), run.measure()))
    figures, of = values.read(run, known, [*dict.fromkeys(zone_of)], tables)
    step(1.0)
    return Inputs(
        known=known,
        indicators=indicators,
        years=of,
        land=land,
        people=counted,
        years_of_people=people.years(run) if per_head else [],
        layers=layers,
        parts=parts,
        zones=zones,
        zone_features=polygons,
        zone_of=zone_of,
        ids=[] if polygons is None else run.identifiers(polygons, id_field),
        figures=figures,
        found=places.found(tables, {*zone_of}),
        parks_per_head=places.parks_per_head(tables),
        unread=run.unread,
        measure=measure,
        plane=EXACT if run.analysis is None else run.analysis.areas(run.on_ellipsoid),
        project=run.text("PROJECT").strip(),
    )


def _people(
    run: Run, land: ground.LandUse | None, own: tuple[str | None, str | None], parts: dict[str, np.ndarray]
) -> people.Counted | None:
    """Return who is counted where; of those whom no residential land takes it is asked who may live in the parts."""
    some = np.concatenate([*parts.values()]) if parts else None
    return people.read(run, land, own, some)


def _asked(run: Run, known: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Return the indicators that were asked for, in the order of the profile."""
    texts = [text.strip() for text in re.split("[;；\n]", run.text("INDICATORS")) if text.strip()]
    wanted: set[str] = set()
    for text in texts:
        found = named(known, text)
        if not found:
            run.fail(
                tr(
                    "“{parameter}” names the indicator “{called}”, which the plan profile does not have; its nearest "
                    "are: {near}. Name one by its id or name."
                ),
                parameter=run.title("INDICATORS"),
                called=text,
                near=called(nearest(known, text)),
            )
        wanted.update(one.id for one in found)
    return tuple(one for one in known if not texts or one.id in wanted)
