"""greenvein:restorationpriority — Restoration priority ranking 生态修复优先序."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsRasterLayer,
)

from ....core.geometry.earth import SURFACE_M2
from ....i18n import tr
from ... import profiles
from ...framework.algorithm import FIELDS_OF, GreenVeinAlgorithm
from ...framework.run import Run
from ...reports.units import HA
from .names import method_names, normalisation_names, weighting_names

POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
TABLE = QgsProcessing.SourceType.TypeVector


class RestorationPriority(GreenVeinAlgorithm):
    """Ranks restoration units by the plan's rules, or by a score of several criteria."""

    FIRST_INPUT = "UNITS"

    def name(self):
        return "restorationpriority"

    def displayName(self):  # noqa: N802 - QGIS's name
        return tr("Restoration priority ranking")

    def group(self):
        return tr("Restoration")

    def groupId(self):  # noqa: N802 - QGIS's name
        return "restoration"

    def tags(self):
        return tr("restoration,priority,ranking,multi-criteria,AHP,entropy,TOPSIS,VIKOR,生态修复,优先序").split(",")

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        profile = profiles.active()
        numeric, anything = QgsProcessingParameterField.DataType.Numeric, QgsProcessingParameterField.DataType.Any
        whole, real = QgsProcessingParameterNumber.Type.Integer, QgsProcessingParameterNumber.Type.Double

        def source(name, text, optional=True):
            return QgsProcessingParameterFeatureSource(name, text, [POLYGONS], optional=optional)

        def field(name, text, kind):
            return QgsProcessingParameterField(name, text, None, "UNITS", kind, optional=True)

        def enum(name, text, names):
            return QgsProcessingParameterEnum(name, text, list(names.values()), False, 0)

        self.addParameter(source("UNITS", tr("Restoration units"), False))
        self.addParameter(field("DEGRADATION_FIELD", tr("Field with the degree of degradation"), numeric))
        self.addParameter(field("POTENTIAL_FIELD", tr("Field with the restoration potential"), numeric))
        self.addParameter(source("PATTERN", tr("Ecological security pattern")))
        # A text, not a field of PATTERN, for without a pattern it names a field of the units.
        tier = QgsProcessingParameterString("TIER_FIELD", tr("Field with the tier"), "gv_tier", optional=True)
        tier.setMetadata({FIELDS_OF: ["PATTERN", "UNITS"]})
        self.addParameter(tier)
        self.addParameter(source("KEY_AREAS", tr("Key restoration areas")))
        self.addParameter(field("TYPE_FIELD", tr("Field with the restoration type"), anything))
        self.addParameter(source("NATURAL_FIRST", tr("Areas where natural recovery comes first")))
        headers = [tr("Criterion"), tr("Weight"), tr("Direction")]
        self.addParameter(
            QgsProcessingParameterMatrix("CRITERIA", tr("Own criteria"), 1, False, headers, [], optional=True)
        )
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                "CRITERIA_LAYERS",
                tr("Layers with criteria"),
                QgsProcessing.SourceType.TypeMapLayer,
                optional=True,
            )
        )
        self.addParameter(enum("METHOD", tr("Method of ranking"), method_names()))
        self.addParameter(enum("WEIGHTING", tr("Where weights come from"), weighting_names()))
        self.addParameter(
            QgsProcessingParameterString(
                "PAIRWISE", tr("Pairwise comparison of criteria"), None, multiLine=True, optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                "NEAR_TERM_BUDGET", tr("Area of the first phase (ha)"), real, None, True, 0, SURFACE_M2 / HA
            )
        )
        share = profile.value("restoration_priority.share")
        self.add_advanced(
            QgsProcessingParameterNumber(
                "SHARE", tr("Share of a unit that counts as inside (0–1)"), real, share, minValue=0, maxValue=1
            )
        )
        self.add_advanced(enum("NORMALISE", tr("Normalisation"), normalisation_names()))
        self.add_advanced(
            QgsProcessingParameterNumber(
                "RUNS", tr("Runs with other weights"), whole, 1000, minValue=0, maxValue=100_000
            )
        )
        self.add_advanced(QgsProcessingParameterNumber("SEED", tr("Seed of random numbers"), whole, 2022, minValue=0))
        self.add_shared_parameters()
        for name, text, kind in (("RANKED", tr("Ranked units"), POLYGONS), ("SUMMARY", tr("Priority summary"), TABLE)):
            self.addParameter(QgsProcessingParameterFeatureSink(name, text, kind, None, True, True))
        html = tr("HTML files (*.html)")
        self.addParameter(
            QgsProcessingParameterFileDestination("REPORT", tr("Priority report"), html, None, True, True)
        )
        for name, text in (
            ("UNITS_RANKED", tr("Number of ranked units")),
            ("NEAR_TERM_HA", tr("Area of the first phase (ha)")),
            ("STABLE_PCT", tr("Units with a stable rank (%)")),
            ("CONSISTENCY_RATIO", tr("Consistency ratio")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        ready = super().prepareAlgorithm(parameters, context, feedback)
        from ...io.raster import copy_of

        layers = self.parameterAsLayerList(parameters, "CRITERIA_LAYERS", context)
        self.rasters = [copy_of(layer) for layer in layers if isinstance(layer, QgsRasterLayer)]
        return ready

    def release(self) -> None:
        super().release()
        self.rasters = []

    def compute(self, run: Run) -> dict:
        from .inputs import read
        from .outputs import tell, write
        from .ranking import rank

        inputs = read(run)
        ranking = rank(run, inputs)
        written = write(run, inputs, ranking)
        tell(run, inputs, ranking)
        return written
