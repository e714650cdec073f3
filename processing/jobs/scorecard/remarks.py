"""What there is to say of a scorecard: in the notices, and in the log."""

from __future__ import annotations

import re
from math import fsum

from ....core.indicators.codes import BEHIND, ELSEWHERE, MET, NOT_JUDGED, ON_TRACK
from ....core.named_plans import OfMap
from ....core.people.codes import TOO_FEW
from ....core.people.plausible import LARGE_M2
from ....core.scorecard.codes import FOUND, NEAR_GROUND, OTHER_GROUND, PEOPLE_UNKNOWN
from ....core.scorecard.figures import counted
from ....i18n import tr
from ...framework.people import not_placed_notice, partly_notice, unknown_notice
from ...framework.people_doubts import doubt_notice, few_notice
from ...framework.run import Run
from ...reports.units import hectares, shows_hectares, square_metres
from .conclusions import name_of
from .inputs import MEASURED, PEOPLE, Inputs
from .names import reasons_text
from .tables import Scorecard


def notices(inputs: Inputs, result: Scorecard) -> list[str]:
    """Return what everyone must know who reads the figures."""
    found = []
    if shows_hectares(result.overlap_m2):
        text = tr("Polygons of land use lie on each other on {area} ha; there the smallest of them counts.")
        found.append(text.format(area=hectares(result.overlap_m2)))
    if result.copies:
        text = tr(
            "{count} polygons of land use are there a second time, each with the very same border; take the copies out."
        )
        found.append(text.format(count=result.copies))
    for score in result.now:
        other = next((reason for reason in score.reasons if reason.startswith((OTHER_GROUND, NEAR_GROUND, FOUND))), "")
        if other:
            name = tr("{id} {name}").format(id=score.indicator.id, name=score.zone or name_of(score))
            found.append(tr("{indicator}: {sentence}").format(indicator=name, sentence=reasons_text([other])))
    for layer, _, year in inputs.layers.taken:
        if inputs.years.doubt(OfMap(year)):
            text = tr(
                "“{layer}” is of {map} by its name, later than {year}, so what is measured on it is shown and not "
                "judged."
            )
            found.append(text.format(layer=layer, map=year, year=inputs.year))
    found += _named_as_part(inputs, result)
    if inputs.zones is not None and inputs.zones.overlap_m2 > 0:
        text = tr("Zones overlap by {area} m²; this ground counts in each of them, and once on the whole.")
        found.append(text.format(area=square_metres(inputs.zones.overlap_m2)))
    if inputs.people is not None and result.homes is not None and result.homes.not_placed > 0:
        placed = fsum(result.homes.spread.population)
        found.append(not_placed_notice(inputs.people.named, placed, result.homes.not_placed))
    if inputs.people is not None and result.homes is not None and result.homes.spread.doubt is not None:
        found.append(doubt_notice(inputs.people.named, result.homes.spread.doubt))
    elif inputs.people is not None and result.homes is not None and len(result.homes.spread.sparse.ground):
        sparse = result.homes.spread.sparse
        few = sparse.area_m2 >= LARGE_M2 or any(TOO_FEW in one.reasons for one in result.scores)
        found += [few_notice(inputs.people.named, sparse)] if few else []
    unknown = None if result.homes is None else result.homes.spread.unknown
    if inputs.people is not None and unknown is not None:
        counts = unknown.counts or any(PEOPLE_UNKNOWN in one.reasons for one in result.scores)
        some = counts and shows_hectares(unknown.area_m2)
        found += [unknown_notice(inputs.people.named, unknown.area_m2)] if some else []
    if inputs.people is not None and result.homes is not None and len(result.homes.spread.partly):
        found.append(partly_notice(inputs.people.named, len(result.homes.spread.partly)))
    return [*found, *inputs.unread.sentences(*MEASURED, *(PEOPLE if result.homes is not None else ()))]


def _named_as_part(inputs: Inputs, result: Scorecard) -> list[str]:
    """Say that figures of the whole are of land use that by its name is that of a part, where no zones say more."""
    if inputs.land is None or inputs.zones is not None or not any(ELSEWHERE in one.reasons for one in result.of_all):
        return []
    layer = inputs.land.features.named
    names = {name for one in inputs.known if one.extent and not one.whole for name in one.extent.values()}
    anywhere = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "$^"
    said = re.search(rf"(?<![a-z])(?:{anywhere})", layer, re.IGNORECASE)
    text = tr(
        "The name of the land use “{layer}” speaks of “{part}”, a part of the plan's place: shares of the whole are "
        "those of this ground, and the plan's targets are held against it."
    )
    return [] if said is None else [text.format(layer=layer, part=said[0])]


def summary(run: Run, inputs: Inputs, result: Scorecard) -> list[str]:
    """Return what the log says at the end."""
    text = tr("{year}: {met} indicators met, {on_track} on track, {behind} behind, {open} not judged.")
    states = counted(result.scores, result.year)
    taken = [tr("Layers were taken for: {layers}.").format(layers=said)] if (said := inputs.layers.said()) else []
    return [
        *taken,
        text.format(
            year=result.year,
            met=states[MET],
            on_track=states[ON_TRACK],
            behind=states[BEHIND],
            open=states[NOT_JUDGED],
        ),
    ]
