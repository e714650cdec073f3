"""$title: from parameters to the kernel's inputs."""

from __future__ import annotations

from dataclasses import dataclass

from ....core.geometry.zones import Zones
from ....i18n import tr
from ...framework.run import Run
from ...io.features import Polygons


@dataclass(frozen=True)
class Inputs:
    """What the kernel is given, and what the outputs need to name things."""

    features: Polygons
    ids: list[str]
    zones: Zones | None


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 20)
    id_field = run.field_name("ID_FIELD", "$NAME")
    zone_field = run.field_name("ZONE_FIELD", "ZONES")
    text = tr("The layer “{layer}” has nothing to measure: none of its features has an area.")
    features = run.require_features(run.polygons("$NAME", (id_field,) if id_field else ()), text)
    step(0.8)
    zones = run.zones(zone_field)
    step(1.0)
    return Inputs(features, run.identifiers(features, id_field), zones)
