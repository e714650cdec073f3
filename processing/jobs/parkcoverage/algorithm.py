"""greenvein:parkcoverage — Park service coverage 公园绿地服务半径覆盖率."""

from __future__ import annotations

from functools import partial

from ....core.progress import aside
from ....i18n import tr
from ... import profiles
from ...framework.job import JobAlgorithm
from ...framework.parameters import advanced, number, polygon_source, population, threshold_table, zones
from . import JOB


class ParkCoverageAlgorithm(JobAlgorithm):
    """Measures how much residential land lies within the service radius of a park."""

    JOB = JOB

    def parameters(self):
        value = profiles.active().value
        headers = (tr("Smallest park area (m²)"), tr("Service radius (m)"))
        historic = tr("Service radius by park area in historic quarters")
        historic_tiers = value("park_coverage.historic_tiers")
        return (
            polygon_source("RESIDENTIAL", tr("Residential land")),
            polygon_source("PARKS", tr("Parks")),
            threshold_table("TIERS", tr("Service radius by park area"), headers, value("park_coverage.tiers")),
            *zones(),
            *population("RESIDENTIAL"),
            polygon_source("BUILT_UP", tr("Built-up area"), optional=True),
            number("TARGET", tr("Target coverage (%)"), value("park_coverage.target_pct"), 0, 100),
            advanced(polygon_source("HISTORIC_AREAS", tr("Historic quarters"), optional=True)),
            advanced(threshold_table("HISTORIC_TIERS", historic, headers, historic_tiers, optional=True)),
        )

    def measure(self, run, inputs):
        from ....core.parks.coverage import park_coverage
        from ....core.people.sparse import NOWHERE
        from .inputs import maybe

        people, built_up = inputs.people, inputs.built_up
        kernel = partial(
            park_coverage,
            inputs.residential.geometry,
            inputs.parks.geometry,
            inputs.tiers,
            inputs.target_pct,
            historic=inputs.historic,
            historic_tiers=inputs.historic_tiers,
            zones=inputs.zones,
            population=None if people is None else people.spread.population,
            patches=None if people is None else people.spread.patches,
            built_up=None if built_up is None else built_up.geometry,
            unknown=None if people is None or people.spread.unknown is None else people.spread.unknown.ground,
            partly=None if people is None else people.spread.partly,
            land_use=inputs.land_use,
            sparse=NOWHERE if people is None else people.spread.sparse,
            maybe=maybe(inputs, inputs.residential.geometry),
            plane=inputs.plane_of_radii,
            measure=run.measure(),
        )
        return aside(kernel, run.step(tr("Measuring the coverage…"), 20, 60))
