"""greenvein:parkcoverage — Park service coverage 公园绿地服务半径覆盖率."""

from __future__ import annotations

from functools import partial

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
)

from ....core.progress import aside
from ....i18n import tr
from ... import profiles
from ...framework.algorithm import GreenVeinAlgorithm
from ...framework.run import Run

POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
TABLE = QgsProcessing.SourceType.TypeVector


class ParkCoverage(GreenVeinAlgorithm):
    """Measures how much residential land lies within the service radius of a park."""

    FIRST_INPUT = "RESIDENTIAL"

    def name(self):
        return "parkcoverage"

    def displayName(self):  # noqa: N802 - QGIS's name
        return tr("Park service coverage")

    def group(self):
        return tr("Parks")

    def groupId(self):  # noqa: N802 - QGIS's name
        return "parks"

    def tags(self):
        return tr("parks,green space,service radius,coverage,blind area,buffer,15-minute,公园绿地").split(",")

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        profile = profiles.active()
        headers = [tr("Smallest park area (m²)"), tr("Service radius (m)")]

        def tiers(name, text, **options):
            default = [cell for row in profile.value(f"park_coverage.{name.lower()}") for cell in row]
            return QgsProcessingParameterMatrix(name, text, 1, False, headers, default, **options)

        def polygons(name, text, optional=False):
            return QgsProcessingParameterFeatureSource(name, text, [POLYGONS], optional=optional)

        def sink(name, text, kind, by_default):
            return QgsProcessingParameterFeatureSink(name, text, kind, None, True, by_default)

        self.addParameter(polygons("RESIDENTIAL", tr("Residential land")))
        self.addParameter(polygons("PARKS", tr("Parks")))
        self.addParameter(tiers("TIERS", tr("Service radius by park area")))
        self.addParameter(polygons("ZONES", tr("Zones to report by"), True))
        self.addParameter(
            QgsProcessingParameterField("ZONE_FIELD", tr("Field with the zone's name"), None, "ZONES", optional=True)
        )
        self.addParameter(
            QgsProcessingParameterField(
                "POPULATION_FIELD",
                tr("Field with the population"),
                None,
                "RESIDENTIAL",
                QgsProcessingParameterField.DataType.Numeric,
                optional=True,
            )
        )
        target = QgsProcessingParameterNumber(
            "TARGET",
            tr("Target coverage (%)"),
            QgsProcessingParameterNumber.Type.Double,
            profile.value("park_coverage.target_pct"),
            minValue=0,
            maxValue=100,
        )
        self.addParameter(target)
        self.add_advanced(polygons("HISTORIC_AREAS", tr("Historic quarters"), True))
        self.add_advanced(
            tiers("HISTORIC_TIERS", tr("Service radius by park area in historic quarters"), optional=True)
        )
        self.add_shared_parameters()
        self.addParameter(sink("COVERAGE", tr("Residential land with coverage"), POLYGONS, True))
        self.addParameter(sink("BLIND_AREAS", tr("Blind areas"), POLYGONS, True))
        self.addParameter(sink("SERVICE_AREA", tr("Service area"), POLYGONS, False))
        self.addParameter(sink("SUMMARY", tr("Coverage summary"), TABLE, True))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Coverage report"), tr("HTML files (*.html)"), None, True, True
            )
        )
        for name, text in (
            ("COVERAGE_PCT", tr("Coverage (%)")),
            ("RESIDENTIAL_HA", tr("Residential land (ha)")),
            ("COVERED_HA", tr("Covered residential land (ha)")),
            ("BLIND_HA", tr("Blind areas (ha)")),
            ("BLIND_COUNT", tr("Number of blind areas")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        self.addOutput(QgsProcessingOutputBoolean("TARGET_MET", tr("Target met")))

    def compute(self, run: Run) -> dict:
        from ....core.parks.coverage import park_coverage
        from .inputs import read
        from .outputs import tell, write

        inputs = read(run)
        kernel = partial(
            park_coverage,
            inputs.residential.geometry,
            inputs.parks.geometry,
            inputs.tiers,
            inputs.target_pct,
            historic=inputs.historic,
            historic_tiers=inputs.historic_tiers,
            zones=inputs.zones,
            population=inputs.population,
            measure=run.measure(),
        )
        result = aside(kernel, run.step(tr("Measuring the coverage…"), 20, 60))
        written = write(run, inputs, result)
        tell(run, inputs, result)
        return written
