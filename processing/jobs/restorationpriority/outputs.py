"""Restoration priority: from the kernel's result to the outputs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....core.priority.ranking import Ranking
from ....i18n import tr
from ...framework.run import Run
from ...framework.styling import style_outputs
from ...reports.frame import write_report
from ...reports.units import HA
from .inputs import Inputs
from .names import LONG, MODES, NEAR, weighting_names

_RANKING = ("UNITS", "PATTERN", "KEY_AREAS", "NATURAL_FIRST", "CRITERIA_LAYERS")  # the inputs that ranks hang on


def write(run: Run, inputs: Inputs, ranking: Ranking) -> dict:
    """Write the outputs that were asked for; return them with the numbers."""
    run.note_all([*notices(inputs, ranking), *run.unread.rank_sentences(*_RANKING)])
    writer, outputs = run.write, {}
    step = run.step(tr("Writing the ranked units…"), 78, 95)
    if writer.wants("RANKED"):
        table = ranked_table(inputs, ranking)
        outputs["RANKED"] = writer.carried("RANKED", run.source("UNITS"), inputs.polygons, table, step)
    outputs["SUMMARY"] = writer.table("SUMMARY", summary_table(inputs, ranking))
    if writer.wants("REPORT"):
        from .report import report

        outputs["REPORT"] = write_report(run, lambda progress: report(run, inputs, ranking), 95)
    style_outputs(run.context, "restorationpriority", outputs)
    return {name: value for name, value in outputs.items() if value is not None} | numbers(inputs, ranking)


def numbers(inputs: Inputs, ranking: Ranking) -> dict:
    """Return the figures that scripts and models read; those without a value are left out."""
    found = {
        "UNITS_RANKED": len(ranking.rank),
        "NEAR_TERM_HA": float(inputs.area_m2[ranking.phase.near].sum()) / HA,
        "STABLE_PCT": np.nan if ranking.stability is None else 100 * ranking.stability.stable_share,
        "CONSISTENCY_RATIO": ranking.weights.consistency_ratio,
    }
    return {name: value for name, value in found.items() if np.isfinite(value)}


def ranked_table(inputs: Inputs, ranking: Ranking) -> pd.DataFrame:
    """Return the fields that units get."""
    count = len(ranking.rank)
    nothing = np.ones(count, dtype=bool)
    none = pd.arrays.IntegerArray(np.zeros(count, dtype="int64"), nothing)
    sure = ranking.stability
    key = pd.arrays.BooleanArray(~nothing, nothing) if inputs.key_area is None else inputs.key_area
    fields = {
        "gv_tier": tiers(inputs),
        "gv_key_area": key,
        "gv_score": ranking.score,
        "gv_rank": ranking.rank,
        "gv_phase": phases(ranking),
        "gv_mode": pd.Series(ranking.mode, dtype=object).map(MODES),
        "gv_rank_p05": none if sure is None else sure.p05,
        "gv_rank_p95": none if sure is None else sure.p95,
        "gv_near_share": np.full(count, np.nan) if sure is None else sure.near_share,
    }
    parts = {one.part_field: ranking.parts.values[:, place] for place, one in enumerate(inputs.criteria)}
    return pd.DataFrame(
        fields | parts | {"gv_area_m2": inputs.area_m2, "gv_source": np.array(inputs.ids, dtype=object)}
    )


def phases(ranking: Ranking) -> np.ndarray:
    """Return the phase of each unit, as fields hold it."""
    return np.where(ranking.phase.near, NEAR, LONG).astype(object)


def tiers(inputs: Inputs) -> pd.arrays.IntegerArray:
    """Return the tier of each unit, as fields hold it: null for none."""
    return pd.arrays.IntegerArray(inputs.tier.astype("int64"), inputs.tier == 0)


def summary_table(inputs: Inputs, ranking: Ranking) -> pd.DataFrame:
    """Return number and area by type, phase and tier, and of all; areas in hectares."""
    count = len(ranking.rank)
    kind = np.full(count, "", dtype=object) if inputs.kind is None else inputs.kind
    table = pd.DataFrame(
        {
            "kind": kind,
            "phase": np.where(ranking.phase.near, 0, 1),
            "tier": np.where(inputs.tier == 0, 4, inputs.tier),
            "area": inputs.area_m2 / HA,
        }
    )
    found = table.groupby(["kind", "phase", "tier"], sort=True)["area"].agg(["size", "sum"]).reset_index()
    whole = pd.DataFrame({"kind": [""], "phase": [-1], "tier": [4], "size": [count], "sum": [table["area"].sum()]})
    found = pd.concat([found, whole], ignore_index=True)
    tier = found["tier"].to_numpy(dtype="int64")
    return pd.DataFrame(
        {
            "gv_scope": np.where(found["phase"] < 0, "all", "group").astype(object),
            "gv_type": found["kind"].astype(object).where(found["kind"] != "", None),
            "gv_phase": found["phase"].map({0: NEAR, 1: LONG, -1: None}).astype(object),
            "gv_tier": pd.arrays.IntegerArray(tier, tier == 4),
            "gv_count": found["size"].astype("int64"),
            "gv_area_ha": found["sum"].astype(float),
        }
    )


def remarks(run: Run, inputs: Inputs, ranking: Ranking) -> list[str]:
    """Return the sentences that log and report both carry."""
    return [*weight_remarks(run, inputs, ranking), *phase_remarks(run, inputs, ranking)]


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


def phase_remarks(run: Run, inputs: Inputs, ranking: Ranking) -> list[str]:
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
        if not phase.near.any() and not run.unread.count("PATTERN", "KEY_AREAS"):
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


def tell(run: Run, inputs: Inputs, ranking: Ranking) -> None:
    """Log what came out, what was noticed, and what became of the features."""
    near = ranking.phase.near
    text = tr("{units} units ranked; {near} of them, {area:,.2f} ha, are in the first phase.")
    area = float(inputs.area_m2[near].sum()) / HA
    run.feedback.pushInfo(text.format(units=len(near), near=int(near.sum()), area=area))
    if inputs.tier_source:
        run.feedback.pushInfo(tr("Where the tier comes from: {source}.").format(source=inputs.tier_source))
    run.feedback.pushInfo(tr("How areas are measured: {kind}.").format(kind=run.area_kind()))
    for sentence in remarks(run, inputs, ranking):
        run.feedback.pushInfo(sentence)
    run.tell_counts()
