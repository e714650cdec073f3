"""greenvein:vacateduse — Use of vacated land afterwards 腾退用地后续利用."""

from __future__ import annotations

from functools import partial

from ....core.progress import aside
from ....i18n import tr
from ... import profiles
from ...framework.job import JobAlgorithm
from ...framework.parameters import advanced, choice, field_of, number, polygon_source, threshold_table
from ...words.land_classes import system_names
from . import JOB
from .names import area_names


class VacatedUseAlgorithm(JobAlgorithm):
    """Finds what becomes of vacated land, and what is vacated and restored first."""

    JOB = JOB

    def parameters(self):
        value = profiles.active().value

        least_m2, share = value("vacated_use.min_farmland_m2"), value("vacated_use.share")
        distance = tr("Largest distance from farmland protection space (m)")
        farthest_m = value("vacated_use.max_farmland_distance_m")
        headers = (tr("Smallest park area (m²)"), tr("Service radius (m)"))
        systems = (tr("Find out"), *system_names().values())
        radii, system = tr("Service radius by park area"), tr("System of the codes of what a plot has become")
        return (
            polygon_source("VACATED", tr("Vacated land")),
            field_of("VACATED", "AFTER_FIELD", tr("Field with what a plot has become")),
            *(polygon_source(name.upper(), title, optional=True) for name, title in area_names().items()),
            number("MIN_FARMLAND_M2", tr("Smallest area of new farmland (m²)"), least_m2, 0, 1e9),
            number("MAX_FARMLAND_DISTANCE", distance, farthest_m, 0, 1e6),
            number("SHARE", tr("Share of a plot that must lie in an area (0–1)"), share, 0, 1),
            advanced(threshold_table("TIERS", radii, headers, value("park_coverage.tiers"))),
            advanced(choice("AFTER_SYSTEM", system, systems)),
        )

    def measure(self, run, inputs):
        import numpy as np

        from ....core.land.vacateduse import vacated_use
        from .inputs import contested_m2, judged, rules

        kernel = partial(
            vacated_use,
            inputs.vacated.geometry,
            {name: layer.geometry for name, layer in inputs.areas.items()},
            classes=inputs.classes,
            ids=np.array(inputs.ids, dtype=object) if inputs.named else None,
            contested_m2=contested_m2(inputs.vacated, inputs.contested),
            **rules(run, inputs),
        )
        return judged(inputs, aside(kernel, run.step(tr("Finding the use of each plot…"), 30, 75)))
