"""$title: from the kernel's result to tables and numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....core.$name.areas import FeatureAreas
from ....i18n import tr
from ...framework.making import Joined, Made
from ...framework.run import Run
from ...reports.units import HA
from .inputs import Inputs


def outputs(run: Run, inputs: Inputs, result: FeatureAreas) -> tuple[Made, ...]:
    """Return what there is to write."""

    def areas(progress):
        ids = np.array(inputs.ids, dtype=object)
        return pd.DataFrame({"gv_area_m2": result.area_m2, "gv_rank": result.rank, "gv_source": ids})

    def summary(progress):
        return summary_table(result)

    return (
        Joined("$OUTPUT", areas, tr("Writing the areas…"), (60, 90), source="$NAME", read=inputs.features),
        Made("SUMMARY", summary),
    )


def numbers(inputs: Inputs, result: FeatureAreas) -> dict:
    """Return the figures that scripts and models read."""
    return {"AREA_HA": result.total_m2 / HA, "FEATURE_COUNT": len(result.area_m2)}


def summary_table(result: FeatureAreas) -> pd.DataFrame:
    """Return the summary's fields, areas in hectares, without a zone null."""
    table = result.summary
    return pd.DataFrame(
        {
            "gv_scope": table["scope"].astype(object),
            "gv_zone": table["zone"].astype(object).where(table["zone"] != "", None),
            "gv_area_ha": table["area_m2"] / HA,
            "gv_share_pct": 100 * table["area_m2"] / result.total_m2,
        }
    )
