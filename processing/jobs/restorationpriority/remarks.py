"""What there is to say of a priority ranking: in the notices, in the log and in the report."""

from __future__ import annotations

import numpy as np

from ....core.priority.ranking import Ranking
from ....i18n import tr
from ...framework.run import Run
from ...reports.units import HA
from .inputs import Inputs
from .names import weighting_names

_RANKING = ("UNITS", "PATTERN", "KEY_AREAS", "NATURAL_FIRST", "CRITERIA_LAYERS")
"""The inputs that ranks depend on."""


def summary(run: Run, inputs: Inputs, ranking: Ranking) -> list[str]:
    """Return what the log says at the end."""
    near = ranking.phase.near
    text = tr("{units} units ranked; {near} of them, {area:,.2f} ha, are in the first phase.")
    area = float(inputs.area_m2[near].sum()) / HA
    found = [text.format(units=len(near), near=int(near.sum()), area=area)]
    if inputs.tier_source:
        found.append(tr("Where the tier comes from: {source}.").format(source=inputs.tier_source))
    found.append(tr("How areas are measured: {kind}.").format(kind=run.area_kind()))
    return [*found, *weight_remarks(run, inputs, ranking), *phase_remarks(inputs, ranking)]


def weight_remarks(run: Run, inputs: Inputs, ranking: Ranking) -> list[str]:
    """Return what there is to say of the weights."""
    found, weights = [], ranking.weights
    if weights.rescaled:
        text = tr("The weights in “{parameter}” add up to {sum:g}; they were divided by it.")
        found.append(text.format(parameter=run.title("CRITERIA"), sum=weights.given_sum))
    if inputs.own_criteria and inputs.settings.weighting != "given":
        asked = [one.criterion.weight for one in inputs.criteria]
        if np.isfinite(asked).any():
            text = tr("The weights in “{parameter}” are not used; they come from: {weighting}.")
            weighting = weighting_names()[inputs.settings.weighting]
            found.append(text.format(parameter=run.title("CRITERIA"), weighting=weighting))
    return found


def notices(inputs: Inputs, ranking: Ranking) -> list[str]:
    """Return what everyone must know who reads the ranks: contradictions, and values missing or the same everywhere."""
    return [*_doubts(inputs, ranking), *inputs.unread.rank_sentences(*_RANKING)]


def _doubts(inputs: Inputs, ranking: Ranking) -> list[str]:
    found, count = [], len(ranking.rank)
    if ranking.weights.inconsistent:
        text = tr(
            "The pairwise comparisons contradict each other: the consistency ratio is {ratio:.3f}, more than 0.1; "
            "compare the criteria again."
        )
        found.append(text.format(ratio=ranking.weights.consistency_ratio))
    missing = ranking.normalised.missing.sum(axis=0).tolist()
    for one, lacking in zip(inputs.criteria, missing):
        if lacking == count:
            text = tr("“{criterion}” has no value for any unit; it adds nothing to any score.")
            found.append(text.format(criterion=one.criterion.name))
        elif lacking:
            text = tr(
                "“{criterion}” has no value for {missing} of {units} units; they count as the mean of the others, "
                "which speaks neither for them nor against them."
            )
            found.append(text.format(criterion=one.criterion.name, missing=lacking, units=count))
    same = [name for name in ranking.constant if ranking.missing.get(name) != count]
    if same:
        text = tr("{criteria}: the same for all units; this adds nothing to any score.")
        found.append(text.format(criteria=tr(", ").join(f"“{name}”" for name in same)))
    if not ranking.used.any():
        found.append(tr("No criterion tells the units apart: all have the score 0, and ties decide."))
    if inputs.degradation is not None:
        open_, known = ranking.mode == "", np.isfinite(inputs.degradation)
        if (open_ & ~known).any():
            text = tr("{count} of {units} units have no mode, for their degree of degradation is not known.")
            found.append(text.format(count=int((open_ & ~known).sum()), units=count))
        if (open_ & known).any():
            text = tr(
                "{count} of {units} units have no mode, for all degrees of degradation are equal, and the mode goes by "
                "where a degree stands between the least and the largest."
            )
            found.append(text.format(count=int((open_ & known).sum()), units=count))
    return found


def phase_remarks(inputs: Inputs, ranking: Ranking) -> list[str]:
    """Return what there is to say of the first phase."""
    budget, phase = inputs.settings.budget_ha, ranking.phase
    if budget is None:
        if inputs.key_area is None and not inputs.tier_source:
            return [
                tr(
                    "Neither an ecological security pattern nor key restoration areas were given, so no unit is in "
                    "the first phase."
                )
            ]
        if not phase.near.any() and not inputs.unread.count("PATTERN", "KEY_AREAS"):
            return [tr("No unit is in the baseline tier or a key area, so none is in the first phase.")]
        return []
    if phase.straddling >= 0:
        text = tr(
            "The unit {id} straddles the {budget:,g} ha of the first phase; it is taken as a whole, which makes "
            "{over:,.2f} ha more."
        )
        return [text.format(id=inputs.ids[phase.straddling], budget=budget, over=phase.overshoot_ha)]
    left = budget - float(inputs.area_m2[phase.near].sum()) / HA
    if left > 1e-6 * max(budget, 1) and phase.near.all():
        text = tr("All units fit into the {budget:,g} ha of the first phase; {left:,.2f} ha are left.")
        return [text.format(budget=budget, left=left)]
    return []
