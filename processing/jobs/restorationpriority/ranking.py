"""Restoration priority: the kernel's call, and what it refuses as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ....core.priority.criteria import PriorityError
from ....core.priority.ranking import Ranking, rank_units
from ....core.progress import Progress, aside
from ....i18n import tr
from ... import profiles
from ...framework.run import Run
from .charts import FIRST_UNITS
from .inputs import Inputs

EXPLAINED = FIRST_UNITS
"""So many leading units the report explains."""


def rank(run: Run, inputs: Inputs, explained: int = EXPLAINED, progress: Progress | None = None) -> Ranking:
    """Rank the units; ``explained``: how many leading ones with reasons. Without ``progress`` it is that of the run."""
    profile, settings = profiles.active(), inputs.settings
    lower, upper = profile.value("restoration_priority.mode_thresholds")
    progress = progress or run.step(tr("Ranking the units…"), 48, 78)
    try:
        kernel = partial(
            rank_units,
            inputs.units(),
            [one.criterion for one in inputs.criteria],
            inputs.values,
            rules=profile.value("restoration_priority.order"),
            thresholds=(lower, upper),
            concentration=profile.value("restoration_priority.concentration"),
            degradation=inputs.degradation,
            natural_first=inputs.natural_first,
            method=settings.method,
            normalisation=settings.normalisation,
            weighting=settings.weighting,
            pairwise=settings.pairwise,
            budget_ha=settings.budget_ha,
            runs=settings.runs,
            seed=settings.seed,
            explained=explained,
        )
        return aside(kernel, progress)
    except PriorityError as error:
        run.fail(sentence(run, error, inputs))
    raise AssertionError  # fail() does not return


def sentence(run: Run, error: PriorityError, inputs: Inputs) -> str:
    """Return what is wrong and what to do."""
    names, values, title = inputs.names(), error.values, run.title

    def name(at: int) -> str:
        return names[values[at]]

    texts: dict[str, Callable[[], str]] = {
        "weight_missing": lambda: tr(
            "The criterion “{criterion}” has no weight in “{parameter}”; give it a number."
        ).format(criterion=name(0), parameter=title("CRITERIA")),
        "weight_negative": lambda: tr(
            "The criterion “{criterion}” has the weight {weight:g} in “{parameter}”; a weight is 0 or more, and "
            "“lower” turns a criterion round."
        ).format(criterion=name(0), weight=values[1], parameter=title("CRITERIA")),
        "weights_zero": lambda: tr("All weights in “{parameter}” are 0; give at least one criterion a weight.").format(
            parameter=title("CRITERIA")
        ),
        "pairwise_count": lambda: _pairwise_count(title("PAIRWISE"), names, *values),
        "pairwise_size": lambda: tr(
            "AHP compares at most {most} criteria, and there are {count}; give weights, or group the criteria."
        ).format(count=values[0], most=values[1]),
        "pairwise_value": lambda: tr(
            "“{parameter}” compares “{one}” with “{other}” by {value:g}; a comparison is more than 0."
        ).format(parameter=title("PAIRWISE"), one=name(0), other=name(1), value=values[2]),
        "pairwise_diagonal": lambda: tr(
            "“{parameter}” compares “{criterion}” with itself by {value:g}; this must be 1."
        ).format(parameter=title("PAIRWISE"), criterion=name(0), value=values[1]),
        "pairwise_reciprocal": lambda: tr(
            "“{parameter}” is not reciprocal: “{one}” to “{other}” is {value:g} and back {back:g}; one must be 1 "
            "divided by the other."
        ).format(parameter=title("PAIRWISE"), one=name(0), other=name(1), value=values[2], back=values[3]),
        "budget": lambda: tr("“{parameter}” is {value}; give an area of 0 ha or more, or leave it empty.").format(
            parameter=title("NEAR_TERM_BUDGET"), value=values[0]
        ),
    }
    if error.reason in texts:
        return texts[error.reason]()
    # The rest comes from the profile, which is checked when it is read, or cannot be asked for in the dialog.
    return tr("The plan profile or a setting cannot be used for the ranking: {reason}.").format(reason=error)


def _pairwise_count(title: str, names: list[str], count: int, above: int, whole: int) -> str:
    if not count:
        text = tr(
            "AHP needs “{parameter}”: {above} numbers above the diagonal for {criteria} criteria, row by row, or the "
            "whole table."
        )
    else:
        text = tr(
            "“{parameter}” has {count} numbers; {criteria} criteria need the {above} above the diagonal, row by row, "
            "or the whole table of {whole}."
        )
    return text.format(parameter=title, count=count, above=above, whole=whole, criteria=len(names))
