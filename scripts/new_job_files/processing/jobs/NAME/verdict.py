"""What there is to say of the area of features; there is no target that it is held against."""

from __future__ import annotations

from ....core.report import Verdict
from ....i18n import tr
from ...framework.found import Asked, Found
from ...reports.units import HA, hectares, hectares_unit


def verdict(found: Found, asked: Asked) -> Verdict:
    """Say how large all features are together."""
    area_m2 = HA * found.values["AREA_HA"]
    text = tr("{count} features were measured; there is no target for their area.")
    return Verdict(
        label=tr("Area of the features"),
        value=f"{hectares(area_m2)} {hectares_unit(area_m2)}",
        sentence=text.format(count=f"{found.values['FEATURE_COUNT']:,}"),
    )
