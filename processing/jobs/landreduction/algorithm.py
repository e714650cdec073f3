"""greenvein:landreduction — Land reduction account 减量台账."""

from __future__ import annotations

from functools import partial

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
)

from ....core.progress import aside
from ....i18n import tr
from ... import profiles
from ...framework.algorithm import GreenVeinAlgorithm
from ...framework.run import Run
from ...words.land_classes import system_names

POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
TABLE = QgsProcessing.SourceType.TypeVector
FIRST_YEAR, LAST_YEAR = 1900, 2100


class LandReduction(GreenVeinAlgorithm):
    """Makes the account of what construction land was vacated and added between two dates."""

    FIRST_INPUT = "BEFORE"

    def name(self):
        return "landreduction"

    def displayName(self):  # noqa: N802 - QGIS's name
        return tr("Land reduction account")

    def group(self):
        return tr("Land")

    def groupId(self):  # noqa: N802 - QGIS's name
        return "land"

    def tags(self):
        return tr("land use,change,reduction,vacated,construction land,transition matrix,balance,减量,腾退").split(",")

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        profile = profiles.active()

        def source(name, text, optional=False):
            return QgsProcessingParameterFeatureSource(name, text, [POLYGONS], optional=optional)

        def field(name, text, parent):
            return QgsProcessingParameterField(name, text, None, parent, optional=True)

        self.addParameter(source("BEFORE", tr("Land use before")))
        self.addParameter(field("BEFORE_CODE", tr("Field with the land-use code before"), "BEFORE"))
        self.addParameter(source("AFTER", tr("Land use after")))
        self.addParameter(field("AFTER_CODE", tr("Field with the land-use code after"), "AFTER"))
        systems = [tr("Find out"), *system_names().values()]
        self.addParameter(QgsProcessingParameterEnum("SYSTEM", tr("System of the land-use codes"), systems, False, 0))
        systems = [tr("As before"), *system_names().values()]
        text = tr("System of the land-use codes after, if another")
        self.addParameter(QgsProcessingParameterEnum("AFTER_SYSTEM", text, systems, False, 0))
        self.addParameter(source("ZONES", tr("Zones to report by"), True))
        self.addParameter(field("ZONE_FIELD", tr("Field with the zone's name"), "ZONES"))
        self.addParameter(source("KEY_AREAS", tr("Key remediation areas"), True))
        for name, text in (
            ("BEFORE_YEAR", tr("Year of the land use before (as at its end)")),
            ("AFTER_YEAR", tr("Year of the land use after (as at its end)")),
        ):
            whole = QgsProcessingParameterNumber.Type.Integer
            self.addParameter(QgsProcessingParameterNumber(name, text, whole, None, True, FIRST_YEAR, LAST_YEAR))
        headers = [tr("Zone"), tr("Target (km²)"), tr("What it counts"), tr("Approved but unbuilt (km²)")]
        rows = profile.value("land_reduction.targets")
        default = ["" if cell is None else cell for row in rows for cell in row]
        self.addParameter(
            QgsProcessingParameterMatrix(
                "TARGETS", tr("Targets of urban–rural construction land"), 1, False, headers, default, optional=True
            )
        )
        self.add_advanced(
            QgsProcessingParameterMatrix(
                "CLASSES", tr("Own table of codes"), 1, False, [tr("Code or prefix"), tr("Class")], [], optional=True
            )
        )
        self.add_advanced(
            QgsProcessingParameterFile(
                "CLASSES_FILE", tr("Own table of codes as CSV file"), extension="csv", optional=True
            )
        )
        self.add_advanced(
            QgsProcessingParameterNumber(
                "SLIVER",
                tr("Width below which a change is a sliver (m)"),
                QgsProcessingParameterNumber.Type.Double,
                profile.value("land_reduction.sliver_m"),
                minValue=0,
                maxValue=100,
            )
        )
        self.add_shared_parameters()
        for name, text, kind in (
            ("CHANGES", tr("Changes of land use"), POLYGONS),
            ("ISSUES", tr("Issues of the land-use layers"), POLYGONS),
            ("MATRIX", tr("Transition matrix"), TABLE),
            ("BALANCE", tr("Land balance"), TABLE),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, text, kind, None, True, True))
        html = tr("HTML files (*.html)")
        self.addParameter(QgsProcessingParameterFileDestination("REPORT", tr("Land report"), html, None, True, True))
        for name, text in (
            ("BEFORE_KM2", tr("Urban–rural construction land before (km²)")),
            ("AFTER_KM2", tr("Urban–rural construction land after (km²)")),
            ("VACATED_KM2", tr("Vacated (km²)")),
            ("ADDED_KM2", tr("Added (km²)")),
            ("NET_REDUCTION_KM2", tr("Net reduction (km²)")),
            ("KEY_AREA_PCT", tr("Vacated land inside the key areas (%)")),
            ("CLOSURE_M2", tr("Largest remainder of the account (m²)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def compute(self, run: Run) -> dict:
        from ....core.land.balance import balance
        from ....core.land.reduction import land_reduction
        from .inputs import read, unread_inputs
        from .outputs import tell, write
        from .tables import Result

        inputs = read(run)
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
        account = aside(kernel, run.step(tr("Laying the two dates on each other…"), 30, 75))
        lost = unread_inputs(inputs.unread)
        result = Result(account, balance(account, inputs.targets, inputs.years, inputs.classed, lost))
        written = write(run, inputs, result)
        tell(run, inputs, result)
        return written
