"""Use of vacated land: from the kernel's result to the outputs."""

from __future__ import annotations

import numpy as np

from ....core.land.vacateduse import Uses
from ....i18n import tr
from ...framework.run import Run
from ...framework.styling import style_outputs
from ...reports.frame import write_report
from ...reports.units import hectares
from . import names
from .inputs import Inputs
from .remarks import notices, remarks
from .tables import numbers, summary_table, uses_table


def write(run: Run, inputs: Inputs, result: Uses) -> dict:
    """Write the outputs that were asked for; return them with the numbers."""
    run.note_all(notices(inputs, result))
    writer = run.write
    outputs = {}
    step = run.step(tr("Writing the uses of vacated land…"), 75, 90)
    uses = uses_table(result)
    uses["gv_source"] = np.array(inputs.ids, dtype=object)
    outputs["USES"] = writer.carried("USES", run.source("VACATED"), inputs.vacated, uses, step, inputs.written)
    outputs["SUMMARY"] = writer.table("SUMMARY", summary_table(result))
    if writer.wants("REPORT"):
        from .report import report

        outputs["REPORT"] = write_report(run, lambda progress: report(run, inputs, result), 90)
    style_outputs(run.context, "vacateduse", outputs)
    return {name: value for name, value in outputs.items() if value is not None} | numbers(inputs, result)


def tell(run: Run, inputs: Inputs, result: Uses) -> None:
    """Log what came out, what was noticed, and what became of the features."""
    uses, text = names.use_names(), tr("{use}: {count} plots, {area} ha.")
    for _, row in result.summary.iterrows():
        run.feedback.pushInfo(text.format(use=uses[row["use"]], count=row["count"], area=hectares(row["area_m2"])))
    text = tr("{area} ha of {all} ha of vacated land come first and are not done yet.")
    run.feedback.pushInfo(text.format(area=hectares(result.first_m2), all=hectares(result.summary["area_m2"].sum())))
    run.feedback.pushInfo(tr("How areas are measured: {kind}.").format(kind=run.area_kind()))
    for sentence in remarks(inputs, result):
        if sentence != inputs.kinds:  # told when the layer was read
            run.feedback.pushInfo(sentence)
    run.tell_counts()
