"""Indicator scorecard: from measured and given values to tables and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ....core.indicators.codes import AREA, BEHIND, CLASS, MET, NOT_JUDGED, PER_HEAD, SHARE
from ....core.indicators.indicator import Indicator, ToDo
from ....core.indicators.magnitude import far_from
from ....core.indicators.standing import Source
from ....core.land.codes import PARK_LAND, RESIDENTIAL
from ....core.people.plausible import out_of_scale
from ....core.scorecard.causes import Cause, Found, causes, written
from ....core.scorecard.codes import (
    BETWEEN,
    CODES,
    GAPS,
    NO_GROUND,
    NO_LAYER,
    OTHER_FIGURE,
    PLANE,
    UNREAD,
    VERSIONS,
    WORST_FIRST,
)
from ....core.scorecard.digits import two_in_code
from ....core.scorecard.figures import WHOLE, Figure, Score, counted, scores
from ....core.scorecard.ground import Homes, Land
from ....core.scorecard.measuring import Measured
from ....core.targets import weighs
from ....i18n import tr
from ...framework.making import Joined, Made
from ...framework.run import Run
from .inputs import MEASURED, PEOPLE, Inputs
from .names import field_of

_ORDER = ["indicator", "zone", "year", "value", "unit", "base", "target", "target_year", "gap", "progress", "required",
          "state", "reason", "binding", "cause", "measure"]  # fmt: skip


@dataclass(frozen=True)
class Scorecard:
    """How all indicators stand, on how much ground polygons of land use lie on each other, and who lives where.

    ``copies``: how many of these polygons are there a second time; ``found``: the places that other checks have found.
    """

    scores: tuple[Score, ...]
    year: int
    overlap_m2: float = 0.0
    copies: int = 0
    homes: Homes | None = None
    found: Found = field(default_factory=Found)

    @property
    def now(self) -> tuple[Score, ...]:
        """The scores of the year that is looked at."""
        return tuple(one for one in self.scores if one.standing.year == self.year)

    @property
    def of_all(self) -> tuple[Score, ...]:
        """Those of the whole in this year, one for each indicator."""
        return tuple(one for one in self.now if one.is_whole)

    def of_zones(self, indicator: Indicator) -> tuple[Score, ...]:
        """Return those of the zones in this year."""
        return tuple(one for one in self.now if one.indicator is indicator and not one.is_whole)

    def causes_of(self, score: Score) -> tuple[Cause, ...]:
        """Return what an indicator that is behind in this year hangs on; nothing of others."""
        if score.standing.state != BEHIND or score.standing.year != self.year:
            return ()
        return causes(score, self.of_zones(score.indicator), self.found)

    def measures_of(self, score: Score) -> tuple[ToDo, ...]:
        """Return what the plan says to do about an indicator that is behind in this year; nothing of others."""
        if score.standing.state != BEHIND or score.standing.year != self.year:
            return ()
        return score.indicator.to_do


def scored(
    inputs: Inputs, given: Iterable[Figure], measured: Iterable[Measured], land: Land | None, homes: Homes | None
) -> Scorecard:
    """Return how the indicators stand by what was measured and what was ``given``, of the inputs."""
    known, some = {one.id: one for one in inputs.indicators}, [*measured]
    slips = {one.id: _out_of_scale(known[one.id], one) for one in some if one.zone == WHOLE}
    figures = [*given, *(_figure(inputs, known[one.id], one, slips.get(one.id, "")) for one in some)]
    lost = [one for one in inputs.indicators if one.id not in {one.id for one in some}]
    why = ((one.id, _why_lost(inputs, one, homes is not None)) for one in lost)
    figures += [Figure(id_, WHOLE, inputs.year, np.nan, doubt=doubt) for id_, doubt in why if doubt]
    found = scores(inputs.indicators, figures, inputs.year, inputs.order)
    overlap_m2, copies = (0.0, 0) if land is None else (land.overlap_m2, land.copies)
    return Scorecard(found, inputs.year, overlap_m2, copies, homes, inputs.found)


def _why_lost(inputs: Inputs, indicator: Indicator, people: bool) -> str:
    """Return why nothing measures an indicator on the map, a code, "" where its kind tells; ``people``: are known."""
    how = indicator.measure
    needed, untold = how.layers, {} if inputs.land is None else inputs.land.untold
    if found := next((why for name, why in untold.items() if name in needed), ""):
        return found
    if how.kind in (AREA, SHARE) and needed <= inputs.layers.geometry.keys():
        return NO_GROUND
    # Where people are known it is the layer that is missing.
    return NO_LAYER if how.kind == PER_HEAD and people else ""


def _figure(inputs: Inputs, indicator: Indicator, measured: Measured, slip: str) -> Figure:
    """Return what was measured with all that there is to say of it; ``slip``: why people cannot be these anywhere."""
    how, doubts = indicator.measure, {} if inputs.land is None else inputs.land.doubts
    parts, decide = [*how.of, *how.inside, *how.per], [*MEASURED]
    if how.kind == PER_HEAD:
        parts, decide = [*parts, f"{CLASS}:{RESIDENTIAL}"], [*decide, *PEOPLE]
    known = {doubts.get(name, "") for name in parts} - {""}
    doubt = CODES * bool(inputs.unread.doubtful(*decide)) or "".join(known)
    doubt = UNREAD if inputs.unread.lost(*decide) else doubt
    source = Source(inputs.year, mapped=True, km2=measured.km2, in_part=measured.in_part)
    elsewhere = _found_elsewhere(inputs, indicator, measured)
    apart = (why for why, other in elsewhere if weighs(abs(other - measured.value), other))
    doubt = doubt or slip or "".join(apart)
    shows = [*inputs.layers.years_of(parts), *[inputs.years.map] * measured.on_land_use]
    shows += inputs.years_of_people if how.kind == PER_HEAD else []
    doubt = measured.why or doubt or inputs.years.doubt(*shows) or VERSIONS * inputs.layers.differ(parts)
    return Figure(
        *(indicator.id, measured.zone, inputs.year, measured.value, source),
        doubt=doubt,
        others=(*measured.others, *elsewhere, *_on_ellipsoid(inputs, how.kind, measured.value)),
        remarks=(*inputs.years.remarks(*shows), *(why for why, _ in measured.others if why.startswith(GAPS))),
    )


def _found_elsewhere(inputs: Inputs, indicator: Indicator, measured: Measured) -> tuple[tuple[str, float], ...]:
    """Return the park area per head that another check has found behind the code that says so, nothing without any.

    However near it comes, one figure has one verdict.
    """
    other = inputs.parks_per_head.get(measured.zone, np.nan)
    per_head = indicator.measure.kind == PER_HEAD and indicator.measure.of == (f"{CLASS}:{PARK_LAND}",)
    if not per_head or not np.isfinite(other) or not np.isfinite(measured.value):
        return ()
    both = two_in_code(other, measured.value)
    return ((f"{OTHER_FIGURE}{both}", other),) if both else ()


def _on_ellipsoid(inputs: Inputs, kind: str, value: float) -> Iterable[tuple[str, float]]:
    """Return the values that an amount may have on the ellipsoid, each behind the code; shares are the same there."""
    return () if kind == SHARE else [(PLANE, one) for one in inputs.plane.values(value)]


def _out_of_scale(indicator: Indicator, whole: Measured) -> str:
    """Return why people cannot be those who live on the whole, by what there is for each of them; a code, "" else.

    A zone may well have ten times as much as plans ask of a city, and then it is none of a slip.
    """
    if indicator.measure.kind != PER_HEAD or not whole.value > 0:
        return ""
    known = far_from(indicator, whole.value)
    return "" if known is None else out_of_scale(whole.value, known, known, whole.density)


def outputs(run: Run, inputs: Inputs, result: Scorecard) -> tuple[Made, ...]:
    """Return what there is to write."""

    def table(progress):
        return scores_table(result)

    def zones(progress):
        return zones_table(inputs, result)

    found: list[Made] = [Made("SCORES", table)]
    if inputs.zone_features is not None:
        text = tr("Writing the zones…")
        found.append(Joined("ZONES_SCORED", zones, text, (75, 90), source="ZONES", read=inputs.zone_features))
    return tuple(found)


def numbers(inputs: Inputs, result: Scorecard) -> dict:
    """Return the figures that scripts and models read."""
    found: dict = {state.upper(): count for state, count in counted(result.scores, result.year).items()}
    return found if result.homes is None else found | {"NOT_PLACED": result.homes.not_placed}


def scores_table(result: Scorecard) -> pd.DataFrame:
    """Return the fields of the scores; the zone of the whole is null, as is every number that there is not."""
    texts = dict.fromkeys(("indicator", "zone", "unit", "state", "reason", "binding", "cause", "measure"), object)
    years = dict.fromkeys(("year", "target_year"), "Int64")
    figures = dict.fromkeys(("value", "base", "target", "gap", "progress", "required"), float)
    table = pd.DataFrame([_row(result, one) for one in result.scores], columns=_ORDER).astype(texts | years | figures)
    for name in texts:
        table[name] = table[name].where(table[name].notna(), None)
    return table.add_prefix("gv_")


def _row(result: Scorecard, score: Score) -> dict:
    found = score.standing
    return {
        "indicator": score.indicator.id,
        "zone": score.zone or None,
        "year": found.year,
        "value": found.value,
        "unit": score.indicator.unit,
        "base": found.base,
        "target": found.target,
        "target_year": found.target_year,
        "gap": found.gap,
        "progress": found.progress,
        "required": found.required,
        "state": found.state,
        "reason": BETWEEN.join(score.reasons) or None,
        "binding": score.indicator.binding,
        "cause": written(result.causes_of(score)) or None,
        "measure": BETWEEN.join(one.id for one in result.measures_of(score)) or None,
    }


def zones_table(inputs: Inputs, result: Scorecard) -> pd.DataFrame:
    """Return the fields of the zones, one row for each of their features."""
    zones = np.array(inputs.zone_of, dtype=object)
    columns: dict[str, object] = {"gv_source": np.array(inputs.ids, dtype=object)}
    own: dict[str, list[str]] = {zone: [] for zone in inputs.zone_of}
    values = {}
    for indicator in inputs.indicators:
        found = {one.zone: one.standing for one in result.of_zones(indicator)}
        for zone, standing in found.items():
            own.setdefault(zone, []).append(standing.state)
        values[field_of(indicator)] = [found[zone].value if zone in found else np.nan for zone in zones]
    columns["gv_state"] = np.array([worst(own[zone]) for zone in zones], dtype=object)
    columns["gv_met"] = [own[zone].count(MET) for zone in zones]
    columns["gv_behind"] = [own[zone].count(BEHIND) for zone in zones]
    return pd.DataFrame(columns | {name: np.array(own_, dtype=float) for name, own_ in values.items()})


def worst(states: list[str]) -> str:
    """Return how a zone stands in which indicators stand so: as the worst of those that are judged."""
    return next((state for state in WORST_FIRST if state in states), NOT_JUDGED)
