"""Sections of the report on restoration priority: the first units, what put them there, and the map."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ....core.drawing import palette
from ....core.drawing.maps import MapLayer
from ....core.priority.codes import NEAR_TERM, PLAN, SCORE, TIE, WEIGHTED_SUM
from ....core.priority.codes import TIER as TIER_RULE
from ....core.priority.explain import Reason
from ....core.priority.ranking import Ranking
from ....core.report import Column, Part, Picture, Table, Text
from ....i18n import language, tr
from ... import profiles
from ...framework.making import MadeTables
from ...framework.run import Run
from ...reports.areas import area_cells, area_columns
from ...reports.maps import background, numbered, picture
from ...reports.units import HA, hectares, percent, whole
from ...words.tiers import tier_name
from .charts import chart
from .inputs import Inputs
from .names import mode_name, phase_name, phase_tier_names

_PARTS_SHOWN = 3
# More criteria than this make a table wider than a page; the chart shows them all.
_MOST_COLUMNS = 8
# Units that are equal at the weights used change places at the least change of a weight.
_EQUAL = 1e-6


def leading(inputs: Inputs, ranking: Ranking, found: MadeTables) -> tuple[Part, ...]:
    """Return the first units: where they stand, what their scores are made of, and why."""
    scores = chart(found)
    parts: list[Part] = [_first(inputs, ranking), *([] if scores is None else [scores])]
    if len(ranking.names) <= _MOST_COLUMNS:
        parts.append(_split(inputs, ranking))
    return (*parts, _why(inputs, ranking))


def _first(inputs: Inputs, ranking: Ranking) -> Table:
    typed, keyed, sure = inputs.kind is not None, inputs.key_area is not None, ranking.stability
    moded, budgeted = bool((ranking.mode != "").any()), inputs.settings.budget_ha is not None
    columns = [Column(tr("Priority rank"), "right"), Column(tr("Unit")), Column(tr("Area"), "right", tr("ha"))]
    columns += [Column(tr("Type"))] if typed else []
    columns += [Column(tr("Tier"))]
    columns += [Column(tr("In a key area"))] if keyed else []
    columns += [Column(tr("Phase"))]
    columns += [Column(tr("Mode of restoration"))] if moded else []
    columns += [Column(tr("Score"), "right")]
    columns += [Column(tr("Rank, 5–95 %"), "right")] if sure else []
    columns += [Column(tr("Runs in the first phase"), "right")] if sure and budgeted else []

    def cells(reason: Reason) -> tuple[str, ...]:
        at = reason.unit
        texts = [whole(reason.rank), inputs.ids[at], hectares(inputs.area_m2[at])]
        texts += [inputs.kind[at] or "–"] if inputs.kind is not None else []
        texts += [tier_name(int(inputs.tier[at]))]
        texts += [tr("yes") if inputs.key_area[at] else tr("no")] if inputs.key_area is not None else []
        texts += [phase_name(bool(ranking.phase.near[at]))]
        texts += [mode_name(ranking.mode[at])] if moded else []
        texts += [_score(ranking.score[at])]
        texts += [f"{sure.p05[at]}–{sure.p95[at]}"] if sure else []
        texts += [percent(100 * sure.near_share[at])] if sure and budgeted else []
        return tuple(texts)

    note = tr("The first {shown} of {count} units.").format(shown=len(ranking.reasons), count=len(ranking.rank))
    rows = tuple(cells(reason) for reason in ranking.reasons)
    return Table(tuple(columns), rows, caption=tr("The first units"), note=note)


def _score(value: float) -> str:
    return f"{value:.4f}"


def _split(inputs: Inputs, ranking: Ranking) -> Table:
    base = ranking.parts.base
    columns = [Column(tr("Priority rank"), "right"), Column(tr("Unit"))]
    columns += [Column(name, "right") for name in ranking.names]
    columns += [Column(tr("A unit at the mean"), "right")] if base else []
    columns += [Column(tr("Score"), "right")]

    def cells(reason: Reason) -> tuple[str, ...]:
        own = [_score(value) for value in ranking.parts.values[reason.unit]]
        middle = [_score(base)] if base else []
        return (whole(reason.rank), inputs.ids[reason.unit], *own, *middle, _score(ranking.score[reason.unit]))

    if not base:
        note = tr("The parts add up to the score.")
    elif ranking.parts.error:
        note = tr(
            "The parts are Shapley values from a sample, with a standard error of at most {error:.2g}; with the score "
            "of a unit at the mean they add up to the score."
        ).format(error=ranking.parts.error)
    else:
        note = tr(
            "The parts are Shapley values: what a criterion adds on average, whichever are looked at before it; with "
            "the score of a unit at the mean they add up to the score."
        )
    rows = tuple(cells(reason) for reason in ranking.reasons)
    return Table(tuple(columns), rows, caption=tr("Parts of the score"), note=note)


def _why(inputs: Inputs, ranking: Ranking) -> Table:
    titles = (
        tr("Unit"),
        tr("What puts it before the next one"),
        tr("Largest parts"),
        tr("What would change the order"),
    )
    columns = (Column(tr("Priority rank"), "right"), *map(Column, titles))
    rows = tuple(
        (
            whole(reason.rank),
            inputs.ids[reason.unit],
            _decided(reason),
            _largest(ranking, reason),
            _change(inputs, ranking, reason),
        )
        for reason in ranking.reasons
    )
    note = tr("Each weight is changed alone; the others share the rest in proportion.")
    return Table(columns, rows, caption=tr("What put them there, and what would change the order"), note=note)


def _decided(reason: Reason) -> str:
    return {
        NEAR_TERM: tr("It is in the near-term set, the next one is not."),
        TIER_RULE: tr("Its tier is stricter than that of the next one."),
        SCORE: tr("Its score is higher than that of the next one."),
        TIE: tr("It equals the next one in every rule; the order of ties decides."),
        "": tr("It is the last one."),
    }.get(reason.decided_by, tr("The plan names its type first, and not that of the next one."))


def _largest(ranking: Ranking, reason: Reason) -> str:
    own = ranking.parts.values[reason.unit]
    shown = reason.criteria[:_PARTS_SHOWN]
    return tr(", ").join(f"{ranking.names[place]} {own[place]:.3f}" for place in shown) or "–"


def _change(inputs: Inputs, ranking: Ranking, reason: Reason) -> str:
    if not reason.decided_by:
        return "–"
    if reason.swap is None:
        if reason.decided_by in _before_score(inputs):
            return tr("No weight does: this rule comes before the score.")
        return tr("No single weight does.")
    if reason.decided_by == TIE and abs(reason.swap.change) < _EQUAL:
        text = tr("The two are equal at the weight of “{criterion}” now, {used}; a small change decides between them.")
    elif inputs.settings.method in (PLAN, WEIGHTED_SUM):
        text = tr("Beyond a weight of {weight} for “{criterion}”, now {used}, the next one leads.")
    else:
        text = tr("At a weight of {weight} for “{criterion}”, now {used}, the next one leads.")
    place = reason.swap.criterion
    weight, used = _apart(reason.swap.weight, float(ranking.used[place]))
    return text.format(criterion=ranking.names[place], weight=weight, used=used)


def _apart(one: float, other: float) -> tuple[str, str]:
    """Return two weights with as many decimals as it takes to tell them apart."""
    for decimals in range(3, 7):
        texts = f"{one:.{decimals}f}", f"{other:.{decimals}f}"
        if texts[0] != texts[1]:
            break
    return texts


def _before_score(inputs: Inputs) -> list[str]:
    if inputs.settings.method != PLAN:
        return []
    rules = profiles.active().value("restoration_priority.order")
    return rules[: rules.index(SCORE)]


def priority_map(run: Run, inputs: Inputs, ranking: Ranking) -> Picture:
    """Return the map of phases and tiers, with the ranks of the first units."""
    geometry, near = inputs.polygons.geometry, ranking.phase.near
    others = [features for features in run.inputs if features is not inputs.polygons]
    layers = background((features.label, features.geometry) for features in others)
    for (first, tier), label in phase_tier_names().items():
        shown = (near == first) & (inputs.tier == tier)
        if shown.any():
            colour = (palette.NEAR_TERM if first else palette.LONG_TERM)[tier - 1]
            layers.append(MapLayer(label, geometry[shown], colour, palette.PHASE_EDGE, 0.2))
    units = [reason.unit for reason in ranking.reasons]
    layers.append(MapLayer("", geometry[units], None, palette.INK, 0.7))
    layers.append(numbered(geometry[units], [reason.rank for reason in ranking.reasons]))
    caption = tr("Phases and tiers, with the ranks of the first units")
    return picture(run, layers, tr("Map of phases and tiers"), caption, shapely.total_bounds(geometry))


def summary(table: pd.DataFrame) -> tuple[Part, ...]:
    """Return number and area by type, phase and tier; ``table`` is that of the output."""
    typed = bool(table["gv_type"].notna().any())
    columns = [Column(tr("Type"))] if typed else []
    columns += [Column(tr("Phase")), Column(tr("Tier")), Column(tr("Number"), "right")]
    columns += area_columns(tr("Area"))

    def cells(row) -> tuple[str, ...]:
        last = (whole(row["gv_count"]), *area_cells(HA * row["gv_area_ha"]))
        if row["gv_scope"] == "all":
            return (tr("All"), *([""] * (2 if typed else 1)), *last)
        kind = [row["gv_type"] or tr("(none)")] if typed else []
        tier = tier_name(0 if pd.isna(row["gv_tier"]) else int(row["gv_tier"]))
        return (*kind, phase_name(row["gv_phase"] == "near"), tier, *last)

    rows = [cells(row) for _, row in table.iterrows()]
    return (Table(tuple(columns), tuple(rows[:-1]), total=rows[-1], caption=tr("Number and area")),)


def stability(inputs: Inputs, ranking: Ranking) -> Text:
    """Return how sure the ranks are."""
    settings, sure = inputs.settings, ranking.stability
    if sure is None:
        return Text((tr("No runs were asked for, so it is not known how sure the ranks are."),))
    concentration = profiles.active().value("restoration_priority.concentration")
    text = tr(
        "The units were ranked {runs:,} times with weights drawn at random around the ones used (Dirichlet "
        "distribution, concentration {concentration:g}, seed {seed}). In nine of ten runs each unit's rank lies "
        "between the two percentiles that the table gives."
    )
    found = [text.format(runs=settings.runs, concentration=concentration, seed=settings.seed)]
    text = tr(
        "{share} of the units are stable: between the 5th and the 95th percentile their rank moves by at most a tenth "
        "of the number of units, {most:,} places."
    )
    found.append(text.format(share=percent(100 * sure.stable_share), most=len(ranking.rank) // 10))
    spread = sure.p95 - sure.p05
    if spread.any():
        at = int(np.argmax(spread))
        text = tr("The least sure is the unit {id}, which comes between rank {low:,} and rank {high:,}.")
        found.append(text.format(id=inputs.ids[at], low=int(sure.p05[at]), high=int(sure.p95[at])))
    sampled = concentration + 1
    text = tr("A weight w varies with a standard deviation of √(w (1 − w) / {sampled:g}). {clause}.")
    clause = profiles.active().clause("restoration_priority.concentration", language())
    found.append(text.format(sampled=sampled, clause=clause))
    return Text(tuple(found))
