"""What there is to say of a priority ranking: the first phase."""

from __future__ import annotations

from ....core.report import Verdict
from ....i18n import tr
from ... import profiles
from ...framework.cleared import is_empty
from ...framework.found import Asked, Found
from ...reports.units import HA, hectares
from .names import NEAR, near_is_known


def verdict(found: Found, asked: Asked) -> Verdict:
    """Say how many units make up the first phase, and how large it is; the plan sets no target for it."""
    budget_ha, known = None, True
    if not is_empty(asked.parameters.get("NEAR_TERM_BUDGET")):
        budget_ha = asked.number("NEAR_TERM_BUDGET")
        text = tr("{near} of {units} units are in the first phase: the leading ones until {budget:,g} ha are spent.")
    elif not near_is_known(asked.parameters, found.column("RANKED", "gv_tier")):
        known = False
        text = tr(
            "Nothing tells which units are in the baseline tier or in a key area: neither an ecological security "
            "pattern nor key restoration areas were given. Give one of them, or an area for the first phase."
        )
    elif profiles.active().is_plans("restoration_priority.order"):
        text = tr(
            "{near} of {units} units are in the first phase, the plan's near-term set: baseline tier or key area."
        )
    else:
        text = tr("{near} of {units} units are in the first phase: those in the baseline tier or in a key area.")
    # The layer also holds the units that could not be read, in no phase.
    near, units = found.column("RANKED", "gv_phase").count(NEAR), found.values["UNITS_RANKED"]
    area = hectares(HA * found.values["NEAR_TERM_HA"])
    return Verdict(
        label=tr("Area of the first phase"),
        value=tr("{area} ha").format(area=area) if known else "–",
        sentence=text.format(near=near, units=units, budget=budget_ha),
    )
