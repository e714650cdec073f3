"""greenvein:restorationpriority — Restoration priority ranking 生态修复优先序."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsRasterLayer,
)

from ....core.geometry.earth import SURFACE_M2
from ....i18n import tr
from ... import profiles
from ...framework.algorithm import FIELDS_OF
from ...framework.job import JobAlgorithm
from ...framework.parameters import advanced, choice, field_of, number, polygon_source, threshold_table
from ...reports.units import HA
from . import JOB
from .names import method_names, normalisation_names, weighting_names

MAPS = QgsProcessing.SourceType.TypeMapLayer


class RestorationPriorityAlgorithm(JobAlgorithm):
    """Ranks restoration units by the plan's rules, or by a score of several criteria."""

    JOB = JOB

    def parameters(self):
        # A text, not a field of PATTERN, for without a pattern it names a field of the units.
        tier = QgsProcessingParameterString("TIER_FIELD", tr("Field with the tier"), "gv_tier", optional=True)
        tier.setMetadata({FIELDS_OF: ["PATTERN", "UNITS"]})
        headers, comparison = (tr("Criterion"), tr("Weight"), tr("Direction")), tr("Pairwise comparison of criteria")
        share = profiles.active().value("restoration_priority.share")
        most_ha = SURFACE_M2 / HA
        return (
            polygon_source("UNITS", tr("Restoration units")),
            field_of("UNITS", "DEGRADATION_FIELD", tr("Field with the degree of degradation"), numeric=True),
            field_of("UNITS", "POTENTIAL_FIELD", tr("Field with the restoration potential"), numeric=True),
            polygon_source("PATTERN", tr("Ecological security pattern"), optional=True),
            tier,
            polygon_source("KEY_AREAS", tr("Key restoration areas"), optional=True),
            field_of("UNITS", "TYPE_FIELD", tr("Field with the restoration type")),
            polygon_source("NATURAL_FIRST", tr("Areas where natural recovery comes first"), optional=True),
            threshold_table("CRITERIA", tr("Own criteria"), headers, optional=True),
            QgsProcessingParameterMultipleLayers("CRITERIA_LAYERS", tr("Layers with criteria"), MAPS, optional=True),
            choice("METHOD", tr("Method of ranking"), method_names().values()),
            choice("WEIGHTING", tr("Where weights come from"), weighting_names().values()),
            QgsProcessingParameterString("PAIRWISE", comparison, None, multiLine=True, optional=True),
            number("NEAR_TERM_BUDGET", tr("Area of the first phase (ha)"), None, 0, most_ha, optional=True),
            advanced(number("SHARE", tr("Share of a unit that counts as inside (0–1)"), share, 0, 1)),
            advanced(choice("NORMALISE", tr("Normalisation"), normalisation_names().values())),
            advanced(number("RUNS", tr("Runs with other weights"), 1000, 0, 100_000, whole=True)),
            advanced(number("SEED", tr("Seed of random numbers"), 2022, 0, whole=True)),
        )

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        ready = super().prepareAlgorithm(parameters, context, feedback)
        from ...io.raster import copy_of

        layers = self.parameterAsLayerList(parameters, "CRITERIA_LAYERS", context)
        self.rasters = [copy_of(layer) for layer in layers if isinstance(layer, QgsRasterLayer)]
        return ready

    def release(self) -> None:
        super().release()
        self.rasters = []

    def measure(self, run, inputs):
        from .ranking import rank

        return rank(run, inputs)
