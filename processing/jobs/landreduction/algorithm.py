"""greenvein:landreduction — Land reduction account 减量台账."""

from __future__ import annotations

from functools import partial

from ....core.progress import aside
from ....i18n import tr
from ... import profiles
from ...framework.job import JobAlgorithm
from ...framework.own_classes import own_classes
from ...framework.parameters import advanced, choice, field_of, number, polygon_source, threshold_table, zones
from ...words.land_classes import system_names
from . import JOB

FIRST_YEAR, LAST_YEAR = 1900, 2100


class LandReductionAlgorithm(JobAlgorithm):
    """Makes the account of what construction land was vacated and added between two dates."""

    JOB = JOB

    def parameters(self):
        value, systems = profiles.active().value, system_names().values()
        find_out, as_before = (tr("Find out"), *systems), (tr("As before"), *systems)
        headers = (tr("Zone"), tr("Target (km²)"), tr("What it counts"), tr("Approved but unbuilt (km²)"))
        targets, sliver_m = value("land_reduction.targets"), value("land_reduction.sliver_m")
        years = {
            "BEFORE_YEAR": tr("Year of the land use before (as at its end)"),
            "AFTER_YEAR": tr("Year of the land use after (as at its end)"),
        }
        of_targets = tr("Targets of urban–rural construction land")
        return (
            polygon_source("BEFORE", tr("Land use before")),
            field_of("BEFORE", "BEFORE_CODE", tr("Field with the land-use code before")),
            polygon_source("AFTER", tr("Land use after")),
            field_of("AFTER", "AFTER_CODE", tr("Field with the land-use code after")),
            choice("SYSTEM", tr("System of the land-use codes"), find_out),
            choice("AFTER_SYSTEM", tr("System of the land-use codes after, if another"), as_before),
            *zones(),
            polygon_source("KEY_AREAS", tr("Key remediation areas"), optional=True),
            *(number(*year, None, FIRST_YEAR, LAST_YEAR, whole=True, optional=True) for year in years.items()),
            threshold_table("TARGETS", of_targets, headers, targets, optional=True),
            *own_classes(),
            advanced(number("SLIVER", tr("Width below which a change is a sliver (m)"), sliver_m, 0, 100)),
        )

    def measure(self, run, inputs):
        from ....core.land.reduction import land_reduction
        from .tables import balanced

        kernel = partial(
            land_reduction,
            inputs.before.layer,
            inputs.after.layer,
            zones=inputs.zones,
            key_areas=inputs.key_areas,
            same=inputs.same,
            sliver_m=inputs.sliver_m,
            measure=inputs.measure,
        )
        return balanced(inputs, aside(kernel, run.step(tr("Laying the two dates on each other…"), 30, 75)))
