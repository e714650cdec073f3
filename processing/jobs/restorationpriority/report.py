"""The report on restoration priority."""

from __future__ import annotations

import numpy as np

from ....core.priority.codes import NAMED_TYPE, NEAR_TERM, PLAN, SCORE
from ....core.priority.codes import TIER as TIER_RULE
from ....core.priority.ranking import Ranking
from ....core.progress import Progress
from ....core.report import Column, Facts, KeyFigure, Part, Section, Table, Text
from ....i18n import language, tr
from ... import profiles
from ...framework.making import MadeTables
from ...framework.run import Run
from ...io.layer_reading import counts_sentence
from ...reports.frame import Body, areas_fact, crs_fact, plan_fact, source_of
from ...reports.units import hectares, hectares_unit, percent, whole
from .inputs import Inputs
from .names import method_names, normalisation_names, weighting_names
from .remarks import phase_remarks, weight_remarks
from .sections import leading, priority_map, stability, summary


def body(run: Run, inputs: Inputs, ranking: Ranking, found: MadeTables, progress: Progress) -> Body:
    """Return what the report says; every text in it is in the user's language."""
    sections = (
        Section(tr("The first units and what put them there"), leading(inputs, ranking, found)),
        Section(tr("Order of the rules"), _order(inputs)),
        Section(tr("Where"), (priority_map(run, inputs, ranking),)),
        Section(tr("By type, phase and tier"), summary(found.table("SUMMARY"))),
        Section(tr("How sure the ranks are"), (stability(inputs, ranking),)),
        Section(tr("Criteria and weights"), _weights(run, inputs, ranking)),
        Section(tr("Modes of restoration"), _modes(run, inputs)),
        Section(tr("How it was measured"), _method(run, inputs, ranking)),
    )
    return Body(inputs.polygons.label, _figures(inputs, ranking), sections)


def _figures(inputs: Inputs, ranking: Ranking) -> tuple[KeyFigure, ...]:
    total = float(inputs.area_m2.sum())
    figures = [
        KeyFigure(tr("Units ranked"), whole(len(ranking.rank))),
        KeyFigure(tr("Area of all units"), hectares(total), hectares_unit(total)),
        KeyFigure(tr("Units in the first phase"), whole(int(ranking.phase.near.sum()))),
    ]
    if ranking.stability is not None:
        figures.append(KeyFigure(tr("Units with a stable rank"), percent(100 * ranking.stability.stable_share)))
    if np.isfinite(ranking.weights.consistency_ratio):
        figures.append(KeyFigure(tr("Consistency ratio"), f"{ranking.weights.consistency_ratio:.3f}"))
    return tuple(figures)


def _order(inputs: Inputs) -> tuple[Part, ...]:
    """Return the rules in words, in the order of the profile, with their clauses."""
    profile, code = profiles.active(), language()
    # The profile lists the names that users write, the Chinese ones first and an English word last.
    which = 0 if code == "zh" else -1
    types = tr(", ").join(row[which] for row in profile.value("restoration_priority.named_types"))
    named = tr("Types that the plan names come first: {types}.") if types else tr("The plan profile names no types.")
    words = {
        NEAR_TERM: (
            tr("Phase"),
            tr("Units in the baseline tier or in a key area come first: the near-term set."),
        ),
        TIER_RULE: (tr("Tier"), tr("The stricter tier comes first; units without a tier come last.")),
        NAMED_TYPE: (tr("Type"), named.format(types=types)),
        SCORE: (tr("Score"), tr("The higher score comes first.")),
    }
    plan = inputs.settings.method == PLAN
    rules = profile.value("restoration_priority.order") if plan else [SCORE]
    last = (
        tr("Ties"),
        tr("The larger unit comes first, then the western, the southern, and the one whose id is first."),
    )
    rows = tuple((str(number), *row) for number, row in enumerate([*(words[rule] for rule in rules), last], 1))
    columns = (Column(tr("Place"), "right"), Column(tr("Rule")), Column(tr("What comes first")))
    parts: list[Part] = [Table(columns, rows, caption=tr("What decides, the first rule first"))]
    if not plan:
        text = tr("{method} ranks by the score alone; of the profile's rules only the near-term set is used.")
        parts.insert(0, Text((text.format(method=method_names()[inputs.settings.method]),)))
    clauses = [(tr("Source of the order"), profile.clause("restoration_priority.order", code))]
    clauses.append((tr("Source of the types"), profile.clause("restoration_priority.named_types", code)))
    if plan and inputs.kind is not None:
        found = tr(", ").join(sorted(set(inputs.kind[inputs.named].tolist()))) or "–"
        clauses.append((tr("Types of the units that the plan names"), found))
    return (*parts, Facts(tuple(clauses)))


def _weights(run: Run, inputs: Inputs, ranking: Ranking) -> tuple[Part, ...]:
    settings = inputs.settings
    missing = ranking.normalised.missing.sum(axis=0).tolist()
    columns = (
        Column(tr("Criterion")),
        Column(tr("Where values come from")),
        Column(tr("Direction")),
        Column(tr("Weight"), "right"),
        Column(tr("Weight used"), "right"),
        Column(tr("Units without a value"), "right"),
    )
    rows = tuple(
        (
            one.criterion.name,
            one.source,
            tr("Higher first") if one.criterion.higher else tr("Lower first"),
            f"{weight:.4f}",
            f"{used:.4f}",
            whole(lacking),
        )
        for one, weight, used, lacking in zip(inputs.criteria, ranking.weights.values, ranking.used, missing)
    )
    if inputs.own_criteria or settings.weighting != "given":
        origin = weighting_names()[settings.weighting]
    else:
        origin = tr("All the same")
    note = tr("Weights: {origin}. Those used leave out what is the same for all units.").format(origin=origin)
    sentences = weight_remarks(run, inputs, ranking)
    ratio = ranking.weights.consistency_ratio
    if np.isfinite(ratio) and not ranking.weights.inconsistent:
        text = tr("The pairwise comparisons are consistent: the consistency ratio is {ratio:.3f}, at most 0.1.")
        sentences.insert(0, text.format(ratio=ratio))
    table = Table(columns, rows, caption=tr("Criteria and their weights"), note=note)
    return (table, Text(tuple(sentences))) if sentences else (table,)


def _modes(run: Run, inputs: Inputs) -> tuple[Part, ...]:
    profile = profiles.active()
    lower, upper = profile.value("restoration_priority.mode_thresholds")
    if inputs.degradation is None and inputs.natural_first is None:
        text = tr("Without “{degradation}” the mode is not known.").format(degradation=run.title("DEGRADATION_FIELD"))
        return (Text((text,)),)
    text = tr(
        "The mode goes by the degree of degradation as a share of its range: below {lower:.2f} natural recovery, from "
        "{lower:.2f} assisted restoration, from {upper:.2f} reconstruction."
    )
    found = [text.format(lower=lower, upper=upper)]
    if inputs.natural_first is not None:
        text = tr("In “{areas}” natural recovery comes first, whatever the degree ({count} units).")
        areas = run.title("NATURAL_FIRST")
        found.append(text.format(areas=areas, count=int(inputs.natural_first.sum())))
    found.append(profile.clause("restoration_priority.mode_thresholds", language()))
    return (Text(tuple(found)),)


def _method(run: Run, inputs: Inputs, ranking: Ranking) -> tuple[Part, ...]:
    key, settings = "restoration_priority.share", inputs.settings
    same = settings.share == profiles.active().value(key)
    facts = [
        (tr("Method of ranking"), method_names()[settings.method]),
        (tr("Normalisation"), normalisation_names()[settings.normalisation]),
        (tr("Where the tier comes from"), inputs.tier_source or tr("Not given")),
        (tr("Share of a unit that counts as inside"), f"{settings.share:g}"),
        (tr("Source of the share"), source_of(key, same)),
    ]
    if settings.budget_ha is not None:
        facts.append((tr("Area of the first phase (ha)"), f"{settings.budget_ha:,g}"))
    facts += [
        (tr("Runs with other weights"), f"{settings.runs:,}"),
        (tr("Seed of random numbers"), str(settings.seed)),
        plan_fact(),
        crs_fact(run),
        areas_fact(run),
    ]
    facts += [(tr("Features"), counts_sentence(features)) for features in run.inputs]
    sentences = tuple(phase_remarks(inputs, ranking))
    return (Facts(tuple(facts)), *([Text(sentences)] if sentences else []))
