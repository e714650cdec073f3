"""Park service coverage: from the kernel's result to tables and numbers."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from qgis.core import QgsWkbTypes

from ....core.parks.coverage import ParkCoverage
from ....core.parks.servicearea import service_area
from ....core.progress import aside
from ....i18n import tr
from ...framework.making import Joined, Made
from ...framework.run import Run
from ...framework.unread import UNREAD
from ...reports.units import HA
from .inputs import Inputs, plan_radii, plan_target, unread_decides
from .names import OVERLAP, RADII, SLIVER, WIDER


def outputs(run: Run, inputs: Inputs, result: ParkCoverage) -> tuple[Made, ...]:
    """Return what there is to write."""

    def coverage(progress):
        return result.features.add_prefix("gv_").assign(gv_source=np.array(inputs.ids, dtype=object))

    def served(progress):
        area = aside(partial(service_area, inputs.parks.geometry, result.radius_m), progress)
        ground = np.array([area], dtype=object)
        return pd.DataFrame({"gv_area_m2": run.measure()(ground)}), ground

    def blind(progress):
        return blind_table(inputs, result), result.blind_geometry

    def summary(progress):
        return summary_table(inputs, result)

    text = tr("Writing the coverage of residential land…")
    return (
        Joined("COVERAGE", coverage, text, (60, 75), source="RESIDENTIAL", read=inputs.residential),
        Made("BLIND_AREAS", blind, tr("Writing the blind areas…"), (75, 85)),
        Made("SERVICE_AREA", served, tr("Drawing the service area…"), (85, 90), QgsWkbTypes.Type.MultiPolygon),
        Made("SUMMARY", summary),
    )


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
    judged = pd.isna(open_reasons(inputs, result).iloc[-1])
    return found | {"TARGET_MET": bool(total["target_met"])} if judged else found


def open_reasons(inputs: Inputs, result: ParkCoverage) -> pd.Series:
    """Return for each row of the summary why it has no verdict, None where it has one or nothing to judge.

    The plan's target is that of the plan's radii, parks and homes: with others it says nothing. Homes that could not
    be read may lie anywhere, served or not; one more park only adds to what is served, so that a target that is met
    stays met.
    """
    table, unread = result.summary, inputs.unread
    if plan_target(inputs) and not plan_radii(inputs):
        reason = pd.Series(RADII, index=table.index, dtype=object)
    elif inputs.residential.wider or inputs.parks.wider:
        reason = pd.Series(WIDER, index=table.index, dtype=object)
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
    table, open_ = result.summary, open_reasons(inputs, result)
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
