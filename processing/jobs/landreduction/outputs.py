"""Land reduction account: from the kernel's result to the outputs."""

from __future__ import annotations

from qgis.core import QgsWkbTypes

from ....core.land.standing import KM2
from ....i18n import tr
from ...framework.run import Run
from ...framework.styling import style_outputs
from ...reports.frame import write_report
from .inputs import Inputs
from .remarks import notices, remarks
from .tables import Result, balance_table, changes_table, issues_table, matrix_table, numbers


def write(run: Run, inputs: Inputs, result: Result) -> dict:
    """Write the outputs that were asked for; return them with the numbers."""
    run.note_all(notices(inputs, result))
    writer, crs = run.write, run.source("BEFORE").sourceCrs()
    outputs = {}
    for name, make, kind, stage, text in (
        ("CHANGES", changes_table, QgsWkbTypes.Type.Polygon, (75, 83), tr("Writing the changes…")),
        ("ISSUES", issues_table, QgsWkbTypes.Type.MultiPolygon, (83, 88), tr("Writing the issues…")),
    ):
        if writer.wants(name):
            step = run.step(text, *stage)
            table, geometry = make(inputs, result)
            outputs[name] = writer.table(name, table, run.back(geometry), crs, kind, step)
    outputs["MATRIX"] = writer.table("MATRIX", matrix_table(inputs, result))
    outputs["BALANCE"] = writer.table("BALANCE", balance_table(result.balance))
    if writer.wants("REPORT"):
        from .report import report

        outputs["REPORT"] = write_report(run, lambda progress: report(run, inputs, result), 90)
    style_outputs(run.context, "landreduction", outputs)
    return {name: value for name, value in outputs.items() if value is not None} | numbers(
        result.account, result.balance
    )


def tell(run: Run, inputs: Inputs, result: Result) -> None:
    """Log what came out, what was noticed, and what became of the features."""
    total = result.total
    text = tr(
        "Urban–rural construction land: {before:,.4f} km² before, {vacated:,.4f} vacated, {added:,.4f} added, "
        "{after:,.4f} after."
    )
    values = {name: total[name] / KM2 for name in ("before", "vacated", "added", "after")}
    run.feedback.pushInfo(text.format(**values))
    run.feedback.pushInfo(tr("How areas are measured: {kind}.").format(kind=run.area_kind()))
    for sentence in remarks(inputs, result):
        run.feedback.pushInfo(sentence)
    run.tell_counts()
