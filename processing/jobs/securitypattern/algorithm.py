"""greenvein:securitypattern — Ecological security pattern 生态安全格局."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from qgis.core import QgsProcessingParameterString

from ....core.progress import aside
from ....i18n import tr
from ... import profiles
from ...framework.job import JobAlgorithm
from ...framework.parameters import advanced, number, polygon_layers, polygon_source
from . import JOB
from .names import part_names


class SecurityPatternAlgorithm(JobAlgorithm):
    """Joins layers of three tiers into one pattern, and finds what conflicts with it."""

    JOB = JOB

    def parameters(self):
        sliver_m = profiles.active().value("security_pattern.sliver_m")
        tier = tr("Field with the tier")
        return (
            *(polygon_source(*part, optional=True) for part in part_names().items()),
            polygon_source("GROWTH_BOUNDARY", tr("Urban growth boundary"), optional=True),
            polygon_layers("TIER_1", tr("Further layers of the baseline tier")),
            polygon_layers("TIER_2", tr("Layers of the general tier")),
            polygon_layers("TIER_3", tr("Layers of the ideal tier")),
            polygon_layers("TIERED", tr("Layers with the tier in a field")),
            QgsProcessingParameterString("TIER_FIELD", tier, "gv_tier", False, optional=True),
            polygon_source("CONSTRUCTION", tr("Construction land"), optional=True),
            polygon_source("EXTENT_LAYER", tr("Area to cut the pattern to"), optional=True),
            advanced(number("SLIVER", tr("Width below which an overlap is a sliver (m)"), sliver_m, 0, 100)),
        )

    def measure(self, run, inputs):
        from ....core.pattern.codes import TIERS
        from ....core.pattern.controllines import line_conflicts
        from ....core.pattern.securitypattern import construction_conflicts, security_pattern
        from .tables import PatternResult

        kernel = partial(
            security_pattern,
            inputs.geometry,
            inputs.tier,
            inputs.source,
            inputs.labels,
            extent=inputs.extent,
            measure=inputs.measure,
        )
        pattern = aside(kernel, run.step(tr("Joining the layers into one pattern…"), 20, 55))
        kernel = partial(
            line_conflicts,
            {name: polygons.geometry for name, polygons in inputs.lines.items()},
            extent=inputs.extent,
            sliver_m=inputs.sliver_m,
            measure=inputs.measure,
        )
        lines = aside(kernel, run.step(tr("Laying the control lines on each other…"), 55, 65))
        construction = None
        if inputs.construction is not None:
            kernel = partial(
                construction_conflicts,
                pattern,
                inputs.construction.geometry,
                rank=inputs.rank,
                sliver_m=inputs.drawn_m,
                measure=inputs.measure,
            )
            construction = aside(kernel, run.step(tr("Finding construction land in the pattern…"), 65, 75))
        found = PatternResult(pattern, lines, construction)
        in_baseline = bool((found.real_construction["tier"] == TIERS[0]).any())
        return replace(found, open_=run.aside(lambda progress: inputs.open_reason(in_baseline)))
