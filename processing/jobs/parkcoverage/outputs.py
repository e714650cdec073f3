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
from .inputs import Inputs, notices, plan_radii, plan_target, remarks, unread_decides
from .names import OVERLAP, RADII, SLIVER

HA = 10_000
DECIDING = ("RESIDENTIAL", "PARKS", "HISTORIC_AREAS", "ZONES")
"""The inputs that a coverage hangs on."""


def write(run: Run, inputs: Inputs, result: ParkCoverage) -> dict:
    """Write the outputs that were asked for; return them with the numbers."""
    run.note_all(notices(inputs, result))
    if (_open(inputs, result) == UNREAD).any():
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


def numbers(inputs: Inputs, result: ParkCoverage) -> dict:
    """Return the figures that scripts and models read; whether the target is met only where that is judged."""
    total = result.total
    found = {
        "COVERAGE_PCT": float(total["coverage_pct"]),
        "RESIDENTIAL_HA": float(total["residential_m2"]) / HA,
        "COVERED_HA": float(total["covered_m2"]) / HA,
        "BLIND_HA": float(total["blind_m2"]) / HA,
        "BLIND_COUNT": len(result.blind),
    }
    judged = pd.isna(_open(inputs, result).iloc[-1])
    return found | {"TARGET_MET": bool(total["target_met"])} if judged else found


def _open(inputs: Inputs, result: ParkCoverage) -> pd.Series:
    """Return for each row of the summary why it has no verdict, None where it has one or nothing to judge.

    The plan's target is that of the plan's radii: with others it says nothing. Homes that could not be read may lie
    anywhere, served or not; one more park only adds to what is served, so that a target that is met stays met.
    """
    table, unread = result.summary, inputs.unread
    if plan_target(inputs) and not plan_radii(inputs):
        reason = pd.Series(RADII, index=table.index, dtype=object)
    else:
        lost = pd.Series(unread_decides(inputs), index=table.index)
        lost |= (unread.count("ZONES") > 0) & (table["scope"] != "all")
        lost |= (unread.count("PARKS") > 0) & ~table["target_met"].fillna(False).astype(bool)
        reason = pd.Series(UNREAD, index=table.index, dtype=object).where(lost, None)
        reason = reason.mask(table["overlap_decides"], OVERLAP)
        reason = reason.mask(reason.isna() & table["target_met"].isna(), SLIVER)
    return reason.where(table["coverage_pct"].notna(), None)


def blind_table(inputs: Inputs, result: ParkCoverage) -> pd.DataFrame:
    """Return the fields of the blind areas."""
    blind = result.blind
    ids = np.array(inputs.ids, dtype=object)
    return pd.DataFrame(
        {
            "gv_area_m2": blind["area_m2"],
            "gv_source": ids[blind["feature"].to_numpy()],
            "gv_zone": _or_null(blind["zone"]),
            "gv_rank": blind["rank"],
            "gv_population": blind["population"],
        }
    )


def summary_table(inputs: Inputs, result: ParkCoverage) -> pd.DataFrame:
    """Return the summary's fields, areas in hectares."""
    table, open_ = result.summary, _open(inputs, result)
    return pd.DataFrame(
        {
            "gv_scope": table["scope"].astype(object),
            "gv_zone": _or_null(table["zone"]),
            "gv_residential_ha": table["residential_m2"] / HA,
            "gv_covered_ha": table["covered_m2"] / HA,
            "gv_blind_ha": table["blind_m2"] / HA,
            "gv_coverage_pct": table["coverage_pct"],
            "gv_target_pct": table["target_pct"],
            # Without a verdict nothing is said to be missing.
            "gv_gap_pct": table["gap_pct"].mask(open_.notna()),
            "gv_to_cover_ha": (table["to_cover_m2"] / HA).mask(open_.notna()),
            "gv_target_met": table["target_met"].mask(open_.notna()),
            "gv_open": open_,
            "gv_blind_count": table["blind_count"],
            "gv_population": table["population"],
            "gv_population_covered": table["population_covered"],
            "gv_population_pct": table["population_pct"],
            "gv_park_ha": table["park_m2"] / HA,
            "gv_park_m2_per_head": table["park_m2_per_head"],
        }
    )


def _or_null(texts: pd.Series) -> pd.Series:
    """Return texts with null in place of empty ones."""
    return texts.astype(object).where(texts != "", None)


def tell(run: Run, inputs: Inputs, result: ParkCoverage) -> None:
    """Log what the user must know beside the numbers."""
    for sentence in remarks(inputs, result):
        run.feedback.pushInfo(sentence)
    run.tell_counts()
