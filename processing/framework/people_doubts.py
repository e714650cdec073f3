"""Why the people of a run cannot be those who live there, and what there is to say of it."""

from __future__ import annotations

from math import fsum

import numpy as np

from ...core.people.codes import (
    DENSITY,
    HOUSEHOLDS,
    IN_HUNDREDS,
    IN_TEN_THOUSANDS,
    IN_THOUSANDS,
    NO_FLOOR_AREA,
    OTHERS,
    OVERLAPPING,
    TOO_FEW,
    TOO_MANY,
    TWICE,
    TWO_LEVELS,
)
from ...core.people.named import by_name
from ...core.people.plausible import Doubt, crowding, crowding_somewhere, overlapping
from ...core.people.sparse import Sparse, few_everywhere
from ...i18n import tr
from ..reports.units import HA, hectares
from .run import Run


def doubt_of_own(run: Run, name: str, field: str, homes: np.ndarray, people: np.ndarray) -> Doubt | None:
    """Return why people that homes have themselves cannot be those who live there, None where they may.

    ``name``: of the input whose ``field`` they are read of; ``homes``, ``people``: shape (n,).
    """
    code = by_name(names_of(run, name, field))
    return Doubt(code, field) if code else doubt_on_ground(run, homes, people)


def doubt_on_ground(run: Run, homes: np.ndarray, people: np.ndarray) -> Doubt | None:
    """Return the same, whatever their field is called."""
    measure = run.measure()
    doubt = run.aside(lambda progress: overlapping(homes, people, measure, progress))
    area_m2 = measure(homes)
    some = people > 0  # of others it may not be known
    crowded = crowding(fsum(people), float(area_m2.sum())) or crowding_somewhere(people[some], area_m2[some])
    return doubt or crowded or few_everywhere(people[some], area_m2[some])


def names_of(run: Run, name: str, field: str) -> tuple[str, ...]:
    """Return what a field of an input is called: by the file, and by the user."""
    fields = run.needed_source(name).fields()
    return field, fields.at(fields.lookupField(field)).alias()


def few_notice(layer: str, sparse: Sparse) -> str:
    """Say on which of its ground a layer has so few people beside others that another unit may be meant."""
    text = tr(
        "“{layer}” puts {people} people on {area} ha of residential land and {usual} on each hectare elsewhere, which "
        "are not homes of one town; check whether hundreds or thousands were given there, or 0 for people that are not "
        "known. Figures per head that this would turn are not judged."
    )
    area, usual = hectares(sparse.area_m2), f"{sparse.usual * HA:,.3g}"
    return text.format(layer=layer, people=_persons(sparse.people), area=area, usual=usual)


def doubt_notice(layer: str, doubt: Doubt) -> str:
    """Say why the people of a layer cannot be those who live there, so that nothing is judged by them."""
    texts = {
        IN_TEN_THOUSANDS: tr(
            "By its name the field “{field}” of “{layer}” holds tens of thousands of people, and one in it counts as "
            "one person, so nothing per head is judged; choose a field that holds people."
        ),
        IN_THOUSANDS: tr(
            "By its name the field “{field}” of “{layer}” holds thousands of people, and one in it counts as one "
            "person, so nothing per head is judged; choose a field that holds people."
        ),
        IN_HUNDREDS: tr(
            "By its name the field “{field}” of “{layer}” holds hundreds of people, and one in it counts as one "
            "person, so nothing per head is judged; choose a field that holds people."
        ),
        HOUSEHOLDS: tr(
            "By its name “{field}” of “{layer}” holds households, or people per household, not people, so nothing per "
            "head is judged; choose a field that holds people."
        ),
        DENSITY: tr(
            "By its name “{field}” of “{layer}” holds people per area, or shares, not people, so nothing per head is "
            "judged; choose a field that holds people."
        ),
        OTHERS: tr(
            "By its name “{field}” of “{layer}” holds others than all who live there, such as employees, an age group, "
            "births or newcomers, or an area, so nothing per head is judged; choose a field that holds all people who "
            "live there."
        ),
        TOO_MANY: tr(
            "“{layer}” puts {people} people on {area} ha, more than live anywhere, so nothing per head is judged; "
            "check in which unit the people are given."
        ),
        TOO_FEW: tr(
            "“{layer}” puts {people} people on {area} ha of residential land, fewer than live anywhere, so nothing per "
            "head is judged; check whether tens of thousands or densities were given."
        ),
        TWICE: tr(
            "“{layer}” holds the same areas more than once, with people each time, on {share} % of their ground, so "
            "nothing per head is judged; take the copies out."
        ),
        TWO_LEVELS: tr(
            "“{layer}” holds areas inside of areas, such as streets and their communities, on {share} % of their "
            "ground, so people count twice and nothing per head is judged; leave one level."
        ),
        OVERLAPPING: tr(
            "Areas of “{layer}” lie on each other on {share} % of their ground, so people may count twice and nothing "
            "per head is judged; correct their borders."
        ),
        NO_FLOOR_AREA: tr(
            "{area} ha of residential land have no floor area in “{field}”, or less than a hundredth of what others "
            "have there for their ground, so the people of “{layer}”, who are spread by it, are put on other homes and "
            "nothing per head is judged; fill it in, or leave out the field."
        ),
    }
    text = texts[doubt.code]
    if doubt.code == NO_FLOOR_AREA and doubt.people > 0:
        text = tr(
            "By “{field}” {area} ha of residential land have more than thirty times their own ground as floor area, "
            "and than most others have for theirs, so {people} people of “{layer}”, who are spread by it, are put "
            "there and nothing per head is judged; correct it, or leave out the field."
        )
    return text.format(
        field=doubt.field,
        layer=layer,
        people=_persons(doubt.people),
        area=hectares(doubt.area_m2),
        share=f"{100 * doubt.share:.3g}",
    )


def _persons(people: float) -> str:
    return f"{people:,.5g}" if people < 1000 else f"{people:,.0f}"
