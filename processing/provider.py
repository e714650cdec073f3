"""The GreenVein provider in the Processing toolbox."""

from pathlib import Path

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .corridorwidth import CorridorWidth
from .joinreports import JoinReports
from .landreduction import LandReduction
from .parkcoverage import ParkCoverage
from .reportpdf import ReportPdf
from .restorationpriority import RestorationPriority
from .securitypattern import SecurityPattern
from .vacateduse import VacatedUse

ICON = Path(__file__).parent.parent / "resources" / "icons" / "greenvein.svg"


class GreenVeinProvider(QgsProcessingProvider):
    """Holds every algorithm of the plugin."""

    def id(self):
        return "greenvein"

    def name(self):
        return "GreenVein 绿脉"

    def icon(self):
        return QIcon(str(ICON))

    def svgIconPath(self):  # noqa: N802 - QGIS's name
        return str(ICON)

    def loadAlgorithms(self):  # noqa: N802 - QGIS's name
        for algorithm in (
            ParkCoverage,
            CorridorWidth,
            LandReduction,
            VacatedUse,
            SecurityPattern,
            RestorationPriority,
            JoinReports,
            ReportPdf,
        ):
            self.addAlgorithm(algorithm())
