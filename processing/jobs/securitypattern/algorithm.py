"""greenvein:securitypattern — Ecological security pattern 生态安全格局."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ....core.progress import aside
from ....i18n import tr
from ... import profiles
from ...framework.algorithm import GreenVeinAlgorithm
from ...framework.run import Run
from .names import part_names

POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
TABLE = QgsProcessing.SourceType.TypeVector


class SecurityPattern(GreenVeinAlgorithm):
    """Joins layers of three tiers into one pattern, and finds what conflicts with it."""

    FIRST_INPUT = "CONSTRUCTION"

    def name(self):
        return "securitypattern"

    def displayName(self):  # noqa: N802 - QGIS's name
        return tr("Ecological security pattern")

    def group(self):
        return tr("Restoration")

    def groupId(self):  # noqa: N802 - QGIS's name
        return "restoration"

    def tags(self):
        return tr("security pattern,tiers,red line,baseline,control lines,conflict,生态安全格局,三条控制线").split(",")

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        profile = profiles.active()

        def source(name, text):
            return QgsProcessingParameterFeatureSource(name, text, [POLYGONS], optional=True)

        def layers(name, text):
            return QgsProcessingParameterMultipleLayers(name, text, POLYGONS, None, True)

        for name, text in part_names().items():
            self.addParameter(source(name, text))
        self.addParameter(source("GROWTH_BOUNDARY", tr("Urban growth boundary")))
        self.addParameter(layers("TIER_1", tr("Further layers of the baseline tier")))
        self.addParameter(layers("TIER_2", tr("Layers of the general tier")))
        self.addParameter(layers("TIER_3", tr("Layers of the ideal tier")))
        self.addParameter(layers("TIERED", tr("Layers with the tier in a field")))
        self.addParameter(
            QgsProcessingParameterString("TIER_FIELD", tr("Field with the tier"), "gv_tier", False, optional=True)
        )
        self.addParameter(source("CONSTRUCTION", tr("Construction land")))
        self.addParameter(source("EXTENT_LAYER", tr("Area to cut the pattern to")))
        self.add_advanced(
            QgsProcessingParameterNumber(
                "SLIVER",
                tr("Width below which an overlap is a sliver (m)"),
                QgsProcessingParameterNumber.Type.Double,
                profile.value("security_pattern.sliver_m"),
                minValue=0,
                maxValue=100,
            )
        )
        self.add_shared_parameters()
        for name, text, kind in (
            ("PATTERN", tr("Security pattern"), POLYGONS),
            ("CONFLICTS", tr("Conflicts with the pattern"), POLYGONS),
            ("SUMMARY", tr("Pattern summary"), TABLE),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, text, kind, None, True, True))
        html = tr("HTML files (*.html)")
        self.addParameter(QgsProcessingParameterFileDestination("REPORT", tr("Pattern report"), html, None, True, True))
        for name, text in (
            ("PATTERN_KM2", tr("Security pattern (km²)")),
            ("TIER_1_KM2", tr("Baseline tier (km²)")),
            ("TIER_2_KM2", tr("General tier (km²)")),
            ("TIER_3_KM2", tr("Ideal tier (km²)")),
            ("CONFLICT_HA", tr("Construction land in the baseline tier (ha)")),
            ("CONFLICT_SLIVERS", tr("Slivers of construction land in the baseline tier")),
            ("CONFLICT_SLIVER_M2", tr("Slivers of construction land in the baseline tier (m²)")),
            ("TO_CHECK_HA", tr("Construction land to check (ha)")),
            ("LINE_CONFLICTS", tr("Conflicts between control lines")),
            ("LINE_CONFLICT_HA", tr("Ground in several control lines (ha)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def compute(self, run: Run) -> dict:
        from ....core.pattern.codes import TIERS
        from ....core.pattern.controllines import line_conflicts
        from ....core.pattern.securitypattern import construction_conflicts, security_pattern
        from .inputs import read
        from .outputs import tell, write
        from .tables import Result

        inputs = read(run)
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
        found = Result(pattern, lines, construction)
        in_baseline = bool((found.real_construction["tier"] == TIERS[0]).any())
        result = replace(found, open_=run.aside(lambda progress: inputs.open_reason(in_baseline)))
        written = write(run, inputs, result)
        tell(run, inputs, result)
        return written
