"""Use of vacated land: from the kernel's result to tables and numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ....core.land.codes import BLIND, BUILT, OTHERWISE, UNDECIDED
from ....core.land.vacateduse import Uses
from ....i18n import tr
from ...framework.making import Joined, Made
from ...framework.run import Run
from ...reports.units import HA
from . import names
from .inputs import Inputs

_USES = {
    "FARMLAND_HA": "farmland",
    "WATER_HA": "water",
    "FLOOD_WETLAND_HA": "flood_wetland",
    "GREEN_HA": "green",
    "BUILT_HA": BUILT,
}


def outputs(run: Run, inputs: Inputs, result: Uses) -> tuple[Made, ...]:
    """Return what there is to write."""

    def uses(progress):
        return uses_table(inputs, result)

    def summary(progress):
        return summary_table(result)

    text, stage = tr("Writing the uses of vacated land…"), (75, 90)
    return (
        Joined("USES", uses, text, stage, source="VACATED", read=inputs.vacated),
        Made("SUMMARY", summary),
    )


def numbers(inputs: Inputs, result: Uses) -> dict:
    """Return the figures that scripts and models read; what nothing was given to judge or to serve is left out."""
    area = result.summary.set_index("use")["area_m2"]
    found: dict = {name: float(area.get(use, 0.0)) / HA for name, use in _USES.items()}
    found["FIRST_HA"] = result.first_m2 / HA
    if BLIND in inputs.areas:
        found["BLIND_SERVED_HA"] = result.fills_blind_m2 / HA
    if result.farmland_at_least_green is not None:
        found["TO_FARMLAND_AT_LEAST_TO_GREEN"] = result.farmland_at_least_green
    return found


def _rule_codes(features: pd.DataFrame) -> pd.Series:
    """Return for each plot the code of the rule that decided, None where none did."""
    area = features["rule"].where(features["rule"] != OTHERWISE, names.OTHERWISE)
    code = area.where(~features["beside"], area + names.BESIDE)
    return code.astype(object).where(features["use"] != UNDECIDED, None)


def uses_table(inputs: Inputs, result: Uses) -> pd.DataFrame:
    """Return the fields of the plots; what is not first, or not decided, is null."""
    features = result.features
    return pd.DataFrame(
        {
            "gv_first": pd.Series(["; ".join(one) or None for one in features["first"]], dtype=object),
            "gv_use_after": features["use"].astype(object).where(features["use"] != UNDECIDED, None),
            "gv_use_rule": _rule_codes(features),
            "gv_done": features["done"],
            "gv_fills_blind_m2": features["fills_blind_m2"],
            "gv_area_m2": features["area_m2"],
            "gv_source": np.array(inputs.ids, dtype=object),
        }
    )


def summary_table(result: Uses) -> pd.DataFrame:
    """Return the summary's fields, areas in hectares, with a row for all."""
    table = result.summary
    use = table["use"].astype(object)
    fields = pd.DataFrame(
        {
            "gv_scope": np.where(use == UNDECIDED, "undecided", "use").astype(object),
            "gv_use_after": use.where(use != UNDECIDED, None),
            "gv_count": table["count"],
            "gv_area_ha": table["area_m2"] / HA,
            "gv_done_ha": table["done_m2"] / HA,
            "gv_proposed_ha": _proposed_m2(table) / HA,
            "gv_first_count": table["first_count"],
            "gv_first_ha": table["first_m2"] / HA,
        }
    )
    total = fields.drop(columns=["gv_scope", "gv_use_after"]).sum()
    fields["gv_open"] = pd.Series(None, index=fields.index, dtype=object)
    fields.loc[len(fields)] = {"gv_scope": "all", "gv_use_after": None, **total, "gv_open": result.open_ or None}
    return fields.astype({"gv_count": int, "gv_first_count": int})


def _proposed_m2(table: pd.DataFrame) -> pd.Series:
    """Return what the rules propose, in m²: neither what is done nor what stands outside the plan's uses."""
    return (table["area_m2"] - table["done_m2"]).where(~table["use"].isin([BUILT, UNDECIDED]), 0.0)
