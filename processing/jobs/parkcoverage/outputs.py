"""Park service coverage: from the kernel's result to the outputs."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from qgis.core import QgsWkbTypes

from ....core.parks.coverage import ParkCoverage
from ....core.parks.servicearea import service_area
from ....core.progress import aside
from ....i18n import tr
from ...framework.run import Run
from ...framework.styling import style_outputs
from ...framework.unread import UNREAD
from ...reports.frame import write_report
from .inputs import Inputs
from .remarks import notices, remarks
from .tables import blind_table, numbers, open_reasons, summary_table

DECIDING = ("RESIDENTIAL", "PARKS", "HISTORIC_AREAS", "ZONES")
"""The inputs that a coverage hangs on."""


def write(run: Run, inputs: Inputs, result: ParkCoverage) -> dict:
    """Write the outputs that were asked for; return them with the numbers."""
    run.note_all(notices(inputs, result))
    if (open_reasons(inputs, result) == UNREAD).any():
        run.note_all(inputs.unread.sentences(*DECIDING))
    writer = run.write
    outputs = {}

    step = run.step(tr("Writing the coverage of residential land…"), 60, 75)
    source = run.source("RESIDENTIAL")
    features = result.features.add_prefix("gv_")
    features["gv_source"] = np.array(inputs.ids, dtype=object)
    outputs["COVERAGE"] = writer.carried("COVERAGE", source, inputs.residential, features, step)
    step = run.step(tr("Writing the blind areas…"), 75, 85)
    crs = source.sourceCrs()
    if writer.wants("BLIND_AREAS"):
        table, geometry = blind_table(inputs, result), run.back(result.blind_geometry)
        outputs["BLIND_AREAS"] = writer.table("BLIND_AREAS", table, geometry, crs, progress=step)
    if writer.wants("SERVICE_AREA"):
        step = run.step(tr("Drawing the service area…"), 85, 90)
        area = aside(partial(service_area, inputs.parks.geometry, result.radius_m), step)
        ground = np.array([area], dtype=object)
        table = pd.DataFrame({"gv_area_m2": run.measure()(ground)})
        kind = QgsWkbTypes.Type.MultiPolygon
        outputs["SERVICE_AREA"] = writer.table("SERVICE_AREA", table, run.back(ground), crs, kind)
    outputs["SUMMARY"] = writer.table("SUMMARY", summary_table(inputs, result))
    if writer.wants("REPORT"):
        from .report import report

        outputs["REPORT"] = write_report(run, lambda progress: report(run, inputs, result), 90)

    style_outputs(run.context, "parkcoverage", outputs)
    return {name: value for name, value in outputs.items() if value is not None} | numbers(inputs, result)


def tell(run: Run, inputs: Inputs, result: ParkCoverage) -> None:
    """Log what the user must know beside the numbers."""
    for sentence in remarks(inputs, result):
        run.feedback.pushInfo(sentence)
    run.tell_counts()
