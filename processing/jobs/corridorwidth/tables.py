"""Corridor width: from the kernel's result to tables and numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from qgis.core import QgsWkbTypes

from ....core.corridors.codes import BROKEN, NARROW, PASS, UNKNOWN
from ....core.corridors.results import HOLE, CorridorWidth
from ....i18n import tr
from ...framework.making import Joined, Made
from ...framework.run import Run
from .inputs import Inputs
from .reasons import reasons

KM = 1_000


def outputs(run: Run, inputs: Inputs, result: CorridorWidth) -> tuple[Made, ...]:
    """Return what there is to write."""
    ids = np.array(inputs.ids, dtype=object)

    def checked(progress):
        return checked_table(inputs, result, ids)

    def pinches(progress):
        return pinch_table(inputs, result, ids), result.ground

    def axes(progress):
        return axis_table(inputs, result, ids), result.axis

    def profile(progress):
        return profile_table(inputs, result, ids), result.points

    def summary(progress):
        return summary_table(inputs, result)

    text, kinds, stage = tr("Writing the checked corridors…"), QgsWkbTypes.Type, (80, 90)
    return (
        Joined("CHECKED", checked, text, (75, 80), source="CORRIDORS", read=inputs.corridors),
        Made("PINCHES", pinches, tr("Writing the pinches…"), stage, kinds.MultiPolygon),
        Made("AXIS", axes, tr("Writing the axes…"), stage, kinds.LineString),
        Made("PROFILE", profile, tr("Writing the width profile…"), stage, kinds.Point),
        Made("SUMMARY", summary),
    )


def numbers(inputs: Inputs, result: CorridorWidth) -> dict:
    """Return the figures that scripts and models read; corridors that could not be read are not judged."""
    table = result.corridors
    return {
        "CORRIDORS_CHECKED": len(table),
        "FAILED": int(table["verdict"].isin([NARROW, BROKEN]).sum()),
        "NOT_JUDGED": int((table["verdict"] == UNKNOWN).sum()) + inputs.unread.count("CORRIDORS"),
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
    required: dict[float | None, float] = {level: width for level, width in inputs.widths}
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


def obstacle_names(inputs: Inputs, rows: tuple[int, ...]) -> list[str]:
    """Return the ids of obstacles, by their rows; a hole of the corridor is ``hole``."""
    return ["hole" if row == HOLE or inputs.obstacles is None else str(inputs.obstacles.fid[row]) for row in rows]
