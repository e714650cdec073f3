"""Corridor width: from the kernel's result to the outputs."""

from __future__ import annotations

from functools import partial

import numpy as np
from qgis.core import QgsWkbTypes

from ....core.corridors.width import CorridorWidth
from ....i18n import tr
from ...framework.run import Run
from ...framework.styling import style_outputs
from ...reports.frame import write_report
from ...reports.units import metres
from .inputs import Inputs
from .remarks import notices, remarks
from .tables import axis_table, checked_table, numbers, pinch_table, profile_table, summary_table


def write(run: Run, inputs: Inputs, result: CorridorWidth) -> dict:
    """Write the outputs that were asked for; return them with the numbers."""
    run.note_all(notices(inputs, result))
    writer, source = run.write, run.source("CORRIDORS")
    crs = source.sourceCrs()
    ids = np.array(inputs.ids, dtype=object)
    outputs = {}
    step = run.step(tr("Writing the checked corridors…"), 75, 80)
    checked = checked_table(inputs, result, ids)
    outputs["CHECKED"] = writer.carried("CHECKED", source, inputs.corridors, checked, step)
    for name, table, geometry, kind, text in (
        ("PINCHES", pinch_table, "ground", QgsWkbTypes.Type.MultiPolygon, tr("Writing the pinches…")),
        ("AXIS", axis_table, "axis", QgsWkbTypes.Type.LineString, tr("Writing the axes…")),
        ("PROFILE", profile_table, "points", QgsWkbTypes.Type.Point, tr("Writing the width profile…")),
    ):
        if writer.wants(name):
            step = run.step(text, 80, 90)
            shapes = run.back(getattr(result, geometry))
            outputs[name] = writer.table(name, table(inputs, result, ids), shapes, crs, kind, step)
    summary = summary_table(inputs, result)
    outputs["SUMMARY"] = writer.table("SUMMARY", summary)
    if writer.wants("REPORT"):
        from .report import report

        outputs["REPORT"] = write_report(run, partial(report, run, inputs, result, summary), 90)
    style_outputs(run.context, "corridorwidth", outputs)
    return {name: value for name, value in outputs.items() if value is not None} | numbers(result, inputs.unread)


def tell(run: Run, inputs: Inputs, result: CorridorWidth) -> None:
    """Log what came out, what was noticed, and what became of the features."""
    found = numbers(result, inputs.unread)
    text = tr(
        "{checked} corridors: {failed} narrow or broken, {open} not judged, {pinches} pinches, narrowest clear width "
        "{narrowest} m."
    )
    run.feedback.pushInfo(
        text.format(
            checked=found["CORRIDORS_CHECKED"],
            failed=found["FAILED"],
            open=found["NOT_JUDGED"],
            pinches=found["PINCH_COUNT"],
            narrowest=metres(found["NARROWEST_M"]),
        )
    )
    for sentence in remarks(inputs, result):
        run.feedback.pushInfo(sentence)
    run.tell_counts()
