"""greenvein:$name — $title $chinese."""

from __future__ import annotations

from functools import partial

from ....core.progress import aside
from ....i18n import tr
from ...framework.job import JobAlgorithm
from ...framework.parameters import polygon_source, zones
from . import JOB


class ${Name}Algorithm(JobAlgorithm):
    """Measures the area of features, of each and by zone."""

    JOB = JOB

    def parameters(self):
        return (
            polygon_source("$NAME", tr("Features to measure")),
            *zones(),
        )

    def measure(self, run, inputs):
        from ....core.$name.areas import feature_areas

        kernel = partial(feature_areas, inputs.features.geometry, inputs.zones, run.measure_of_parts())
        return aside(kernel, run.step(tr("Measuring the areas…"), 20, 60))
