"""The GreenVein provider in the Processing toolbox."""

import traceback
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..i18n import tr
from . import profiles
from .framework.declared import Job
from .framework.job import JobAlgorithm, algorithm_of
from .jobs import JOBS
from .models.shipped import models
from .models.steps import step_of
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
        # Every job reads the plan profile; once is enough.
        with profiles.held(profiles.active()):
            of_jobs = [kind for job in JOBS.values() for kind in _tried(job)]
            for algorithm in (*of_jobs, JoinReports, ReportPdf):
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


def _tried(job: Job) -> tuple[type[JobAlgorithm], ...]:
    """Return the algorithm of a job and its step; none of a job that is broken, which the log tells.

    Whatever is wrong with one, the others must be there, and an error while QGIS itself adds one costs all of them.
    """
    try:
        kinds = (algorithm_of(job), step_of(job))
        for kind in kinds:
            kind().initAlgorithm()
    except Exception:
        text = tr("The job “{job}” is left out, for there is an error in it: {error}")
        text = text.format(job=job.id, error=traceback.format_exc())
        QgsMessageLog.logMessage(text, "GreenVein", Qgis.MessageLevel.Critical)
        return ()
    return kinds
