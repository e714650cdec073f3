"""Indicator scorecard: from measured and given values to tables and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ....core.indicators.codes import BEHIND, BOTH, MET, NOT_JUDGED
from ....core.indicators.indicator import Indicator
from ....core.indicators.standing import Source
from ....core.scorecard.codes import UNREAD, WORST_FIRST
from ....core.scorecard.figures import Figure, Score, counted, scores
from ....core.scorecard.measuring import Land, Measured
from ....i18n import tr
from ...framework.making import Joined, Made
from ...framework.run import Run
from .inputs import MEASURED, Inputs
from .names import BETWEEN, field_of

_ORDER = ["indicator", "zone", "year", "value", "unit", "base", "target", "target_year", "gap", "progress", "required",
          "state", "reason", "binding"]  # fmt: skip


@dataclass(frozen=True)
class Scorecard:
    """How all indicators stand, and by how much polygons of land use lie on each other."""

    scores: tuple[Score, ...]
    year: int
    overlap_m2: float = 0.0

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


def scored(inputs: Inputs, measured: Iterable[Measured], land: Land | None) -> Scorecard:
    """Return how the indicators stand by what was measured and what was given."""
    how = {one.id: one.measure for one in inputs.indicators}
    figures = [*inputs.figures]
    for one in measured:
        parts = (*how[one.id].of, *how[one.id].inside, *how[one.id].per)
        doubts = {inputs.doubts.get(name, "") for name in parts} - {""}
        doubt = UNREAD if inputs.unread.count(*MEASURED) else BOTH if len(doubts) > 1 else "".join(doubts)
        source = Source(inputs.year, mapped=True, km2=one.km2, in_part=one.in_part)
        figures.append(Figure(one.id, one.zone, inputs.year, one.value, source, doubt=doubt))
    found = scores(inputs.indicators, figures, inputs.year, inputs.order)
    return Scorecard(found, inputs.year, 0.0 if land is None else land.overlap_m2)


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
    return {state.upper(): count for state, count in counted(result.scores, result.year).items()}


def scores_table(result: Scorecard) -> pd.DataFrame:
    """Return the fields of the scores; the zone of the whole is null, as is every number that there is not."""
    texts = dict.fromkeys(("indicator", "zone", "unit", "state", "reason", "binding"), object)
    years = dict.fromkeys(("year", "target_year"), "Int64")
    figures = dict.fromkeys(("value", "base", "target", "gap", "progress", "required"), float)
    table = pd.DataFrame([_row(one) for one in result.scores], columns=_ORDER).astype(texts | years | figures)
    for name in texts:
        table[name] = table[name].where(table[name].notna(), None)
    return table.add_prefix("gv_")


def _row(score: Score) -> dict:
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
        "reason": BETWEEN.join(score.causes) or None,
        "binding": score.indicator.binding,
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
