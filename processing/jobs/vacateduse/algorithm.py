"""greenvein:vacateduse — Use of vacated land afterwards 腾退用地后续利用."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
)

from ....i18n import tr
from ... import profiles
from ...framework.algorithm import GreenVeinAlgorithm
from ...framework.run import Run
from ...words.land_classes import system_names
from .names import area_names

POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
TABLE = QgsProcessing.SourceType.TypeVector
RULES = {
    "MIN_FARMLAND_M2": "min_farmland_m2",
    "MAX_FARMLAND_DISTANCE": "max_farmland_distance_m",
    "SHARE": "share",
}
"""The rule of the profile that each number has its default from."""


class VacatedUse(GreenVeinAlgorithm):
    """Finds what becomes of vacated land, and what is vacated and restored first."""

    FIRST_INPUT = "VACATED"

    def name(self):
        return "vacateduse"

    def displayName(self):  # noqa: N802 - QGIS's name
        return tr("Use of vacated land afterwards")

    def group(self):
        return tr("Restoration")

    def groupId(self):  # noqa: N802 - QGIS's name
        return "restoration"

    def tags(self):
        return tr("vacated land,restoration,reclamation,farmland,wetland,green space,腾退,复耕,复绿").split(",")

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        profile = profiles.active()

        def polygons(name, text, optional):
            return QgsProcessingParameterFeatureSource(name, text, [POLYGONS], optional=optional)

        def number(name, text, most):
            default = profile.value(f"vacated_use.{RULES[name]}")
            kind = QgsProcessingParameterNumber.Type.Double
            return QgsProcessingParameterNumber(name, text, kind, default, minValue=0, maxValue=most)

        self.addParameter(polygons("VACATED", tr("Vacated land"), False))
        text = tr("Field with what a plot has become")
        self.addParameter(QgsProcessingParameterField("AFTER_FIELD", text, None, "VACATED", optional=True))
        for name, text in area_names().items():
            self.addParameter(polygons(name.upper(), text, True))
        self.addParameter(number("MIN_FARMLAND_M2", tr("Smallest area of new farmland (m²)"), 1e9))
        text = tr("Largest distance from farmland protection space (m)")
        self.addParameter(number("MAX_FARMLAND_DISTANCE", text, 1e6))
        self.addParameter(number("SHARE", tr("Share of a plot that must lie in an area (0–1)"), 1))
        headers = [tr("Smallest park area (m²)"), tr("Service radius (m)")]
        default = [cell for row in profile.value("park_coverage.tiers") for cell in row]
        self.add_advanced(
            QgsProcessingParameterMatrix("TIERS", tr("Service radius by park area"), 1, False, headers, default)
        )
        options = [tr("Find out"), *system_names().values()]
        text = tr("System of the codes of what a plot has become")
        self.add_advanced(QgsProcessingParameterEnum("AFTER_SYSTEM", text, options, False, 0))
        self.add_shared_parameters()
        for name, text, kind in (
            ("USES", tr("Uses of vacated land"), POLYGONS),
            ("SUMMARY", tr("Summary of uses"), TABLE),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, text, kind, None, True, True))
        html = tr("HTML files (*.html)")
        self.addParameter(QgsProcessingParameterFileDestination("REPORT", tr("Report on uses"), html, None, True, True))
        for name, text in (
            ("FARMLAND_HA", tr("Reclaimed as farmland (ha)")),
            ("WATER_HA", tr("Wetland or water (ha)")),
            ("FLOOD_WETLAND_HA", tr("Flood-storage wetland (ha)")),
            ("GREEN_HA", tr("Green space (ha)")),
            ("BUILT_HA", tr("Built upon again (ha)")),
            ("FIRST_HA", tr("Comes first and not done yet (ha)")),
            ("BLIND_SERVED_HA", tr("Blind areas served by new green space (ha)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        text = tr("As much to farmland as to green space and water")
        self.addOutput(QgsProcessingOutputBoolean("TO_FARMLAND_AT_LEAST_TO_GREEN", text))

    def compute(self, run: Run) -> dict:
        from .inputs import read, uses
        from .outputs import tell, write

        inputs = read(run)
        result = uses(run, inputs)
        written = write(run, inputs, result)
        tell(run, inputs, result)
        return written
