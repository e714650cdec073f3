"""What leaves a check-up: one report of all jobs, in the browser or as PDF, and the tables of all as one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProcessingException, QgsProcessingUtils, QgsProject
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ...core.progress import Progress, part, quiet
from ...i18n import tr, translated
from ...processing.framework.call import CancelledError
from ..panel.exports import ReportButton, Runs, map_layers, missing, run_here, tables_of, write_pdf
from ..panel.waiting import Waiting
from .findings import Findings, Reports


class CheckupReportButton(ReportButton):
    """Opens the report of all jobs; its menu has the exports too. Nothing leaves that holds no longer.

    ``found`` returns what the jobs have found, as things stand now; ``inputs`` what the check-up is asked.
    """

    def __init__(self, page, say: Callable[..., None], found: Callable[[], Findings], inputs: Callable[[], dict]):
        super().__init__(page, say)
        self._found, self._inputs = found, inputs
        self._reports = Reports(page.chain)
        self._joined: tuple[dict, str] = ({}, "")
        self._refused = ""
        """What was said when something was asked for that held no longer."""
        self.setToolTip(tr("Open the report of all jobs in the browser"))

    def show_all(self, findings: Findings) -> None:
        """Offer what there is of all jobs, and take a refusal back where all of it holds again."""
        if self._refused and not findings.reasons():
            if self._page.notice.text() == self._refused:
                self._say("")
            self._refused = ""
        runs = [run for _, run in findings.results()]
        self._offer(
            any(run.values.get("REPORT") for run in runs),
            any(tables_of(run) for run in runs),
        )

    def open_report(self) -> None:
        """Join the reports of the jobs, and open that in the browser."""
        if self._refuses():
            return
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
        reports = self._reports.given(self._inputs(), self._holding())
        if reports != self._joined[0] or not Path(self._joined[1]).is_file():
            path = QgsProcessingUtils.generateTempFilename("checkup.html")
            run_here("greenvein:joinreports", {**reports, "REPORT": path}, progress)
            self._joined = reports, path
        return self._joined[1]

    def write_pdf(self, path: str, progress: Progress = quiet) -> None:
        report = self.joined(part(progress, 0.0, 0.2))
        write_pdf(report, self._layers(), path, part(progress, 0.2, 1.0))

    def missing(self) -> list[str]:
        return [name for page, run in self._found().results() for name in missing(page.algorithm, run)]

    def _ask(self, title: str, ending: str, kinds: str, export: Callable[[str, Progress], None]) -> None:
        if not self._refuses():
            super()._ask(title, ending, kinds, export)

    def _refuses(self) -> bool:
        """Tell, and say, that something holds no longer."""
        try:
            self._holding()
        except QgsProcessingException as error:
            self._refused = str(error)
            self._say(self._refused, wrong=True)
            return True
        return False

    def _holding(self) -> Findings:
        """Return what the jobs have found. Raises QgsProcessingException where not all of it holds."""
        found = self._found()
        outdated = [translated(one.link.job.title) for one in found.by_job.values() if one.reasons]
        if outdated:
            text = tr("Out of date: {jobs}. Run the check-up again first; nothing was exported.")
            raise QgsProcessingException(text.format(jobs=tr(", ").join(outdated)))
        return found

    def _runs(self) -> Runs:
        return [(page.job.id, run) for page, run in self._holding().results()]

    def _layers(self) -> list[QgsMapLayer]:
        """Return the layers of the maps of all jobs that are shown, the first on top; all of them where none is."""
        root = QgsProject.instance().layerTreeRoot()
        found = [layer for _, run in self._found().results() for layer in map_layers(run)]
        shown = [layer for layer in root.checkedLayers() if layer in found]
        return [layer for layer in root.layerOrder() if layer in (shown or found)]
