"""Ecological security pattern: from the kernels' results to the outputs."""

from __future__ import annotations

from ....core.pattern.codes import CONFLICT, TIERS
from ....i18n import tr
from ...framework.run import Run
from ...framework.styling import style_outputs
from ...reports.frame import write_report
from ...reports.units import hectares, square_kilometres
from ...words.tiers import tier_name
from .inputs import Inputs
from .names import pair_name
from .remarks import notices, remarks
from .tables import Result, conflicts_table, numbers, pattern_table, summary_table


def write(run: Run, inputs: Inputs, result: Result) -> dict:
    """Write the outputs that were asked for; return them with the numbers."""
    run.note_all(notices(inputs, result))
    writer, crs = run.write, run.first_crs
    outputs = {}
    for name, make, stage, text in (
        ("PATTERN", pattern_table, (75, 85), tr("Writing the pattern…")),
        ("CONFLICTS", conflicts_table, (85, 90), tr("Writing the conflicts…")),
    ):
        if writer.wants(name):
            step = run.step(text, *stage)
            table, geometry = make(inputs, result)
            outputs[name] = writer.table(name, table, run.back(geometry), crs, progress=step)
    outputs["SUMMARY"] = writer.table("SUMMARY", summary_table(result))
    if writer.wants("REPORT"):
        from .report import report

        outputs["REPORT"] = write_report(run, lambda progress: report(run, inputs, result), 90)
    style_outputs(run.context, "securitypattern", outputs)
    construction = None if result.construction is None else {tier: result.construction_m2(tier) for tier in TIERS}
    lines_m2 = result.real_lines["area_m2"].to_numpy(dtype=float)
    figures = numbers(result.tiers_m2, lines_m2, construction, result.slivers_m2)
    return {name: value for name, value in outputs.items() if value is not None} | figures


def tell(run: Run, inputs: Inputs, result: Result) -> None:
    """Log what came out, what was noticed, and what became of the features."""
    for _, row in result.pattern.tiers.iterrows():
        text = tr("Tier {tier}: {area} km² in {count} pieces.")
        area = square_kilometres(row["area_m2"])
        run.feedback.pushInfo(text.format(tier=tier_name(int(row["tier"])), area=area, count=int(row["pieces"])))
    if result.construction is not None:
        first = int((result.real_construction["kind"] == CONFLICT).sum())
        text = tr("Construction land: {conflict} ha in {count} places of the baseline tier, {check} ha to check.")
        check = hectares(result.construction_m2(2) + result.construction_m2(3))
        run.feedback.pushInfo(text.format(conflict=hectares(result.construction_m2(1)), count=first, check=check))
    for (one, two), own in result.real_lines.groupby(["first", "second"], sort=True):
        text = tr("{pair}: {count} conflicts, {area} ha.")
        area = hectares(own["area_m2"].sum())
        run.feedback.pushInfo(text.format(pair=pair_name(one, two), count=len(own), area=area))
    if len(inputs.drawn_lines) > 1 and not len(result.real_lines) and not inputs.unread.count(*inputs.deciding_lines):
        run.feedback.pushInfo(tr("The control lines do not conflict."))
    run.feedback.pushInfo(tr("How areas are measured: {kind}.").format(kind=run.area_kind()))
    for sentence in remarks(inputs, result):
        run.feedback.pushInfo(sentence)
    run.tell_counts()
