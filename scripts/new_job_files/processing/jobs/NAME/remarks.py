"""What there is to say of areas: in the notices, and in the log."""

from __future__ import annotations

from ....core.$name.areas import FeatureAreas
from ....i18n import tr
from ...framework.run import Run
from ...reports.units import hectares
from .inputs import Inputs


def notices(inputs: Inputs, result: FeatureAreas) -> list[str]:
    """Return what everyone must know who reads the figures."""
    found = []
    if result.overlap_m2 > 0:
        text = tr("Features of “{layer}” overlap by {area:,.1f} m²; each counts its own area, so this counts twice.")
        found.append(text.format(layer=inputs.features.named, area=result.overlap_m2))
    if inputs.zones is not None and inputs.zones.overlap_m2 > 0:
        text = tr("Zones overlap by {area:,.1f} m²; this ground counts in each of them, and once in the row for all.")
        found.append(text.format(area=inputs.zones.overlap_m2))
    return found


def summary(run: Run, inputs: Inputs, result: FeatureAreas) -> list[str]:
    """Return what the log says at the end."""
    text = tr("{count} features have {area} ha in all.")
    return [text.format(count=f"{len(result.area_m2):,}", area=hectares(result.total_m2))]
