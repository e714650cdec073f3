"""What leaves a check-up: one report of all jobs, in the browser or as PDF, and the tables of all as one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProcessingException, QgsProcessingUtils, QgsProject
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ...core.progress import Progress, part, quiet
from ...i18n import tr
from ...processing.framework.call import CancelledError
from ..panel.exports import ReportButton, Runs, map_layers, missing, run_here, tables_of, write_pdf
from ..panel.waiting import Waiting


class CheckupReportButton(ReportButton):
    """Opens the report of all jobs; its menu has the exports too.

    ``reports`` returns the parameters by which the reports of the jobs are joined, as they are now.
    """

    def __init__(self, page, say: Callable[..., None], reports: Callable[[], dict]):
        super().__init__(page, say)
        self._reports = reports
        self._joined: tuple[dict, str] = ({}, "")
        self.setToolTip(tr("Open the report of all jobs in the browser"))

    def show_all(self) -> None:
        """Offer what there is of all jobs."""
        runs = [page.outcome for page in self._page.shown_pages()]
        self._offer(
            any(run.values.get("REPORT") for run in runs),
            any(tables_of(run) for run in runs),
        )

    def open_report(self) -> None:
        """Join the reports of the jobs, and open that in the browser."""
        try:
            with Waiting(tr("Joining the reports…"), self._page.window()) as waiting:
                path = self.joined(waiting.progress)
        except CancelledError:
            return
        except QgsProcessingException as error:
            self._say(str(error), wrong=True)
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def joined(self, progress: Progress = quiet) -> str:
        """Return the file of the report of all jobs. Raises QgsProcessingException with a sentence."""
        reports = self._reports()
        if reports != self._joined[0] or not Path(self._joined[1]).is_file():
            path = QgsProcessingUtils.generateTempFilename("checkup.html")
            run_here("greenvein:joinreports", {**reports, "REPORT": path}, progress)
            self._joined = reports, path
        return self._joined[1]

    def write_pdf(self, path: str, progress: Progress = quiet) -> None:
        report = self.joined(part(progress, 0.0, 0.2))
        write_pdf(report, self._layers(), path, part(progress, 0.2, 1.0))

    def missing(self) -> list[str]:
        return [name for page in self._page.shown_pages() for name in missing(page.algorithm, page.outcome)]

    def _runs(self) -> Runs:
        return [(page.job.id, page.outcome) for page in self._page.shown_pages()]

    def _layers(self) -> list[QgsMapLayer]:
        """Return the layers of the maps of all jobs, the first on top."""
        found = [layer for page in self._page.shown_pages() for layer in map_layers(page.outcome)]
        return [layer for layer in QgsProject.instance().layerTreeRoot().layerOrder() if layer in found]
