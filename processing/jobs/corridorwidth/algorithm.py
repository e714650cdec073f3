"""greenvein:corridorwidth — Corridor width check 廊道宽度核查."""

from __future__ import annotations

from functools import partial

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
)

from ....core.geometry.earth import FARTHEST_M
from ....core.progress import aside
from ....i18n import tr
from ... import profiles
from ...framework.algorithm import GreenVeinAlgorithm
from ...framework.run import Run

POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
LINES = QgsProcessing.SourceType.TypeVectorLine
POINTS = QgsProcessing.SourceType.TypeVectorPoint
TABLE = QgsProcessing.SourceType.TypeVector


class CorridorWidth(GreenVeinAlgorithm):
    """Measures how wide corridors are clear from end to end, and finds what blocks them."""

    FIRST_INPUT = "CORRIDORS"

    def name(self):
        return "corridorwidth"

    def displayName(self):  # noqa: N802 - QGIS's name
        return tr("Corridor width check")

    def group(self):
        return tr("Corridors")

    def groupId(self):  # noqa: N802 - QGIS's name
        return "corridors"

    def tags(self):
        return tr("corridor,ventilation,width,clear width,bottleneck,pinch,medial axis,通风廊道").split(",")

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        profile = profiles.active()
        number = QgsProcessingParameterNumber.Type.Double

        def source(name, text, kind=POLYGONS, optional=True):
            return QgsProcessingParameterFeatureSource(name, text, [kind], optional=optional)

        def field(name, text, kind=QgsProcessingParameterField.DataType.Any):
            return QgsProcessingParameterField(name, text, None, "CORRIDORS", kind, optional=True)

        self.addParameter(source("CORRIDORS", tr("Corridors"), optional=False))
        self.addParameter(field("LEVEL_FIELD", tr("Field with the level")))
        self.addParameter(source("OBSTACLES", tr("Obstacles")))
        self.addParameter(
            QgsProcessingParameterMatrix(
                "WIDTHS",
                tr("Required width by level"),
                1,
                False,
                [tr("Level"), tr("Required width (m)")],
                [cell for row in profile.value("corridor_width.widths") for cell in row],
            )
        )
        numeric = QgsProcessingParameterField.DataType.Numeric
        self.add_advanced(field("WIDTH_FIELD", tr("Field with the required width"), numeric))
        self.add_advanced(source("AXES", tr("Axes to pass along"), LINES))
        wind = profile.value("corridor_width.wind_deg")
        self.addParameter(
            QgsProcessingParameterNumber(
                "WIND", tr("Direction the wind comes from (°)"), number, wind, optional=True, minValue=0, maxValue=360
            )
        )
        step = profile.value("corridor_width.step_m")
        self.add_advanced(
            QgsProcessingParameterNumber(
                "STEP", tr("Distance between samples (m)"), number, step, False, 0.1, FARTHEST_M
            )
        )
        self.add_shared_parameters()
        for name, text, kind in (
            ("CHECKED", tr("Checked corridors"), POLYGONS),
            ("PINCHES", tr("Pinches"), POLYGONS),
            ("AXIS", tr("Axes"), LINES),
            ("PROFILE", tr("Width profile"), POINTS),
            ("SUMMARY", tr("Width summary"), TABLE),
        ):
            by_default = name != "PROFILE"
            self.addParameter(QgsProcessingParameterFeatureSink(name, text, kind, None, True, by_default))
        html = tr("HTML files (*.html)")
        self.addParameter(QgsProcessingParameterFileDestination("REPORT", tr("Width report"), html, None, True, True))
        for name, text in (
            ("CORRIDORS_CHECKED", tr("Corridors checked")),
            ("FAILED", tr("Corridors narrow or broken")),
            ("NOT_JUDGED", tr("Corridors not judged")),
            ("PINCH_COUNT", tr("Number of pinches")),
            ("NARROWEST_M", tr("Narrowest clear width (m)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def compute(self, run: Run) -> dict:
        from ....core.corridors.width import corridor_width
        from .inputs import judged, read
        from .outputs import tell, write

        inputs = read(run)
        kernel = partial(
            corridor_width,
            inputs.corridors.geometry,
            inputs.required_m,
            obstacles=None if inputs.obstacles is None else inputs.obstacles.geometry,
            axes=None if inputs.axes is None else inputs.axes.geometry,
            wind_deg=inputs.wind_deg,
            step_m=inputs.step_m,
            checks=inputs.checks,
        )
        found = aside(kernel, run.step(tr("Measuring the corridors…"), 20, 75))
        result = judged(found, inputs.unread, inputs.axes is not None)
        written = write(run, inputs, result)
        tell(run, inputs, result)
        return written
