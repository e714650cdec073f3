"""The GreenVein provider in the Processing toolbox."""

from pathlib import Path

from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from . import profiles
from .framework.job import algorithm_of
from .jobs import JOBS
from .models.shipped import models
from .models.steps import STEPS
from .pdf.algorithm import ReportPdf
from .reports.joinreports import JoinReports

ICON = Path(__file__).parent.parent / "resources" / "icons" / "greenvein.svg"


class GreenVeinProvider(QgsProcessingProvider):
    """Holds every algorithm of the plugin, and its models, which find their steps only once QGIS knows the others."""

    def __init__(self):
        super().__init__()
        QgsApplication.processingRegistry().providerAdded.connect(self._complete)

    def id(self):
        return "greenvein"

    def name(self):
        return "GreenVein 绿脉"

    def icon(self):
        return QIcon(str(ICON))

    def svgIconPath(self):  # noqa: N802 - QGIS's name
        return str(ICON)

    def loadAlgorithms(self):  # noqa: N802 - QGIS's name
        for algorithm in (*map(algorithm_of, JOBS.values()), JoinReports, ReportPdf, *STEPS):
            self.addAlgorithm(algorithm())
        if QgsApplication.processingRegistry().providerById(self.id()) is not None:
            self._add_models()

    def _complete(self, added: str) -> None:
        if added == self.id():
            self._add_models()
            self.algorithmsLoaded.emit()

    def _add_models(self) -> None:
        # Every step of a model reads the plan profile; once is enough.
        with profiles.held(profiles.active()):
            for model in models():
                self.addAlgorithm(model)
