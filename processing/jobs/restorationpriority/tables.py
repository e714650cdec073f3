"""Restoration priority: from the kernel's result to tables and numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....core.priority.ranking import Ranking
from ....i18n import tr
from ...framework.making import Joined, Made
from ...framework.run import Run
from ...reports.units import HA
from .inputs import Inputs
from .names import LONG, MODES, NEAR


def outputs(run: Run, inputs: Inputs, ranking: Ranking) -> tuple[Made, ...]:
    """Return what there is to write."""

    def ranked(progress):
        return ranked_table(inputs, ranking)

    def summary(progress):
        return summary_table(inputs, ranking)

    text = tr("Writing the ranked units…")
    return (
        Joined("RANKED", ranked, text, (78, 90), source="UNITS", read=inputs.polygons),
        Made("SUMMARY", summary),
    )


def numbers(inputs: Inputs, ranking: Ranking) -> dict:
    """Return the figures that scripts and models read; those without a value are left out."""
    found = {
        "UNITS_RANKED": len(ranking.rank),
        "NEAR_TERM_HA": float(inputs.area_m2[ranking.phase.near].sum()) / HA,
        "STABLE_PCT": np.nan if ranking.stability is None else 100 * ranking.stability.stable_share,
        "CONSISTENCY_RATIO": ranking.weights.consistency_ratio,
    }
    return {name: value for name, value in found.items() if np.isfinite(value)}


def ranked_table(inputs: Inputs, ranking: Ranking) -> pd.DataFrame:
    """Return the fields that units get."""
    count = len(ranking.rank)
    nothing = np.ones(count, dtype=bool)
    none = pd.arrays.IntegerArray(np.zeros(count, dtype="int64"), nothing)
    sure = ranking.stability
    key = pd.arrays.BooleanArray(~nothing, nothing) if inputs.key_area is None else inputs.key_area
    fields = {
        "gv_tier": tiers(inputs),
        "gv_key_area": key,
        "gv_score": ranking.score,
        "gv_rank": ranking.rank,
        "gv_phase": phases(ranking),
        "gv_mode": pd.Series(ranking.mode, dtype=object).map(MODES),
        "gv_rank_p05": none if sure is None else sure.p05,
        "gv_rank_p95": none if sure is None else sure.p95,
        "gv_near_share": np.full(count, np.nan) if sure is None else sure.near_share,
    }
    parts = {one.part_field: ranking.parts.values[:, place] for place, one in enumerate(inputs.criteria)}
    return pd.DataFrame(
        fields | parts | {"gv_area_m2": inputs.area_m2, "gv_source": np.array(inputs.ids, dtype=object)}
    )


def phases(ranking: Ranking) -> np.ndarray:
    """Return the phase of each unit, as fields hold it."""
    return np.where(ranking.phase.near, NEAR, LONG).astype(object)


def tiers(inputs: Inputs) -> pd.arrays.IntegerArray:
    """Return the tier of each unit, as fields hold it: null for none."""
    return pd.arrays.IntegerArray(inputs.tier.astype("int64"), inputs.tier == 0)


def summary_table(inputs: Inputs, ranking: Ranking) -> pd.DataFrame:
    """Return number and area by type, phase and tier, and of all; areas in hectares."""
    count = len(ranking.rank)
    kind = np.full(count, "", dtype=object) if inputs.kind is None else inputs.kind
    table = pd.DataFrame(
        {
            "kind": kind,
            "phase": np.where(ranking.phase.near, 0, 1),
            "tier": np.where(inputs.tier == 0, 4, inputs.tier),
            "area": inputs.area_m2 / HA,
        }
    )
    found = table.groupby(["kind", "phase", "tier"], sort=True)["area"].agg(["size", "sum"]).reset_index()
    whole = pd.DataFrame({"kind": [""], "phase": [-1], "tier": [4], "size": [count], "sum": [table["area"].sum()]})
    found = pd.concat([found, whole], ignore_index=True)
    tier = found["tier"].to_numpy(dtype="int64")
    return pd.DataFrame(
        {
            "gv_scope": np.where(found["phase"] < 0, "all", "group").astype(object),
            "gv_type": found["kind"].astype(object).where(found["kind"] != "", None),
            "gv_phase": found["phase"].map({0: NEAR, 1: LONG, -1: None}).astype(object),
            "gv_tier": pd.arrays.IntegerArray(tier, tier == 4),
            "gv_count": found["size"].astype("int64"),
            "gv_area_ha": found["sum"].astype(float),
        }
    )
