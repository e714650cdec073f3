"""Corridor width: from the kernel's result to the outputs."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from qgis.core import QgsWkbTypes

from ....core.corridors.codes import BROKEN, NARROW, PASS, UNKNOWN
from ....core.corridors.width import CorridorWidth
from ....i18n import tr
from ...framework.run import Run
from ...framework.styling import style_outputs
from ...framework.unread import Unread
from ...reports.frame import write_report
from ...reports.units import metres
from .inputs import Inputs, notices, obstacle_names, reasons, remarks

KM = 1_000


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


def numbers(result: CorridorWidth, unread: Unread) -> dict:
    """Return the figures that scripts and models read; corridors that could not be read are not judged."""
    table = result.corridors
    return {
        "CORRIDORS_CHECKED": len(table),
        "FAILED": int(table["verdict"].isin([NARROW, BROKEN]).sum()),
        "NOT_JUDGED": int((table["verdict"] == UNKNOWN).sum()) + unread.count("CORRIDORS"),
        "PINCH_COUNT": len(result.pinches),
        "NARROWEST_M": float(table["clear_m"].min()),
    }


def checked_table(inputs: Inputs, result: CorridorWidth, ids: np.ndarray) -> pd.DataFrame:
    """Return the fields that corridors gain; ``gv_corridor`` is what all outputs share."""
    table = result.corridors.assign(corridor=ids[result.corridors["corridor"].to_numpy(dtype=int)])
    table["reason"] = pd.Series(reasons(table), dtype=object)
    table.insert(1, "level", pd.array(inputs.level, dtype="Int64"))
    return table.drop(columns="crossed").add_prefix("gv_")


def pinch_table(inputs: Inputs, result: CorridorWidth, ids: np.ndarray) -> pd.DataFrame:
    """Return the fields of the pinches."""
    table = result.pinches
    return pd.DataFrame(
        {
            "gv_corridor": ids[table["corridor"].to_numpy(dtype=int)],
            "gv_arm": table["arm"].astype("int64"),
            "gv_from_m": table["from_m"].astype(float),
            "gv_to_m": table["to_m"].astype(float),
            "gv_width_m": table["width_m"].astype(float),
            "gv_required_m": table["required_m"].astype(float),
            "gv_deficit_m": table["deficit_m"].astype(float),
            "gv_cause": table["cause"].astype(object),
            "gv_edge_m": table["edge_m"].astype(float),
            "gv_obstacles": pd.Series(
                [", ".join(obstacle_names(inputs, rows)) or None for rows in table["obstacles"]], dtype=object
            ),
        }
    )


def axis_table(inputs: Inputs, result: CorridorWidth, ids: np.ndarray) -> pd.DataFrame:
    """Return the fields of the axes."""
    table = result.arms
    row = table["corridor"].to_numpy(dtype=int)
    return pd.DataFrame(
        {
            "gv_corridor": ids[row],
            "gv_arm": table["arm"].astype("int64"),
            "gv_required_m": inputs.required_m[row],
            "gv_clear_m": table["clear_m"],
            "gv_mean_m": table["mean_m"],
            "gv_length_m": table["length_m"],
            "gv_below_m": table["below_m"],
            "gv_verdict": table["verdict"].astype(object),
        }
    )


def profile_table(inputs: Inputs, result: CorridorWidth, ids: np.ndarray) -> pd.DataFrame:
    """Return the fields of the samples."""
    table = result.profile
    row = table["corridor"].to_numpy(dtype=int)
    return pd.DataFrame(
        {
            "gv_corridor": ids[row],
            "gv_arm": table["arm"].astype("int64"),
            "gv_chainage_m": table["chainage_m"],
            "gv_width_m": table["width_m"],
            "gv_required_m": inputs.required_m[row],
        }
    )


def summary_table(inputs: Inputs, result: CorridorWidth) -> pd.DataFrame:
    """Return one row per level, one for corridors without one (where there are any), and one for all."""
    table = result.corridors.assign(level=pd.array(inputs.level, dtype="Int64"))
    levels = sorted(set(table["level"].dropna().astype(int)) | {int(level) for level, _ in inputs.widths})
    groups = [("level", level, table[table["level"] == level]) for level in levels]
    if table["level"].isna().any():
        groups.append(("none", None, table[table["level"].isna()]))
    groups.append(("all", None, table))
    required = dict(inputs.widths)
    rows = [
        {
            "gv_scope": scope,
            "gv_level": level,
            "gv_required_m": required.get(level, np.nan),
            "gv_corridors": len(group),
            "gv_passed": int((group["verdict"] == PASS).sum()),
            "gv_narrow": int((group["verdict"] == NARROW).sum()),
            "gv_broken": int((group["verdict"] == BROKEN).sum()),
            "gv_unknown": int((group["verdict"] == UNKNOWN).sum()),
            "gv_length_km": group["length_m"].sum() / KM,
            "gv_below_km": group["below_m"].sum() / KM,
            "gv_pinches": int(group["pinches"].sum()),
            "gv_narrowest_m": group["clear_m"].min() if len(group) else np.nan,
        }
        for scope, level, group in groups
    ]
    summary = pd.DataFrame(rows)
    summary["gv_level"] = summary["gv_level"].astype("Int64")
    summary["gv_scope"] = summary["gv_scope"].astype(object)
    return summary


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
