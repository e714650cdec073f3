"""What there is to say of vacated land that becomes farmland, against that which becomes green space and water."""

from __future__ import annotations

from ....core.report import MET, MISSED, NONE, Verdict
from ....core.targets import at_least
from ....i18n import tr
from ... import profiles
from ...framework.found import Asked, Found
from ...reports.units import shortfall
from ...words.verdicts import met_or_not
from .names import balance_reasons


def verdict(found: Found, asked: Asked) -> Verdict:
    """Say how the vacated land that becomes farmland stands to that which becomes green space, wetland or water.

    Only where the plan profile asks for it is there a verdict, and ``gv_open`` says why there may be none.
    """
    values = found.values
    farmland_ha = values["FARMLAND_HA"]
    others_ha = values["WATER_HA"] + values["FLOOD_WETLAND_HA"] + values["GREEN_HA"]
    wanted = profiles.active().value("vacated_use.farmland_balance")
    met = values.get("TO_FARMLAND_AT_LEAST_TO_GREEN") if wanted else None
    if not wanted:
        sentence = tr("The plan profile does not ask how the two stand to each other.")
    elif met is None:
        sentence = balance_reasons()[found.rows("SUMMARY")[-1]["gv_open"]]
    elif met:
        sentence = tr("At least as much vacated land becomes farmland as becomes green space, wetland and water.")
    else:
        sentence = tr("{gap} ha more become green space, wetland and water than become farmland.")
    enough = at_least(farmland_ha, others_ha)
    value = tr("{farmland} ≥ {others} ha") if enough else tr("{farmland} < {others} ha")
    farmland, others = _apart(farmland_ha, others_ha)
    return Verdict(
        label=tr("To farmland, and to green space, wetland and water"),
        value=value.format(farmland=farmland, others=others),
        sentence=sentence.format(gap=shortfall(others_ha - farmland_ha)),
        target=tr("To farmland at least as much as to green space, wetland and water") if wanted else "",
        badge="" if not wanted else tr("Not judged") if met is None else met_or_not(met),
        state=NONE if met is None else MET if met else MISSED,
    )


def _apart(one_ha: float, other_ha: float) -> tuple[str, str]:
    """Return two areas in hectares, with as many decimals as it takes to tell them apart."""
    for decimals in range(2, 9):
        texts = f"{one_ha:,.{decimals}f}", f"{other_ha:,.{decimals}f}"
        if texts[0] != texts[1] or at_least(one_ha, other_ha):
            break
    return texts
