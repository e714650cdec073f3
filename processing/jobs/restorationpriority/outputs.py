"""Restoration priority: from the kernel's result to the outputs."""

from __future__ import annotations

from ....core.priority.ranking import Ranking
from ....i18n import tr
from ...framework.run import Run
from ...framework.styling import style_outputs
from ...reports.frame import write_report
from ...reports.units import HA
from .inputs import Inputs
from .remarks import notices, remarks
from .tables import numbers, ranked_table, summary_table

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
