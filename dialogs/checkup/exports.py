"""What leaves a check-up: one report of all jobs, in the browser or as PDF, and the tables of all as one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProcessingUtils, QgsProject

from ...core.progress import Progress, part, quiet
from ...i18n import tr, translated
from ..panel.exports import ReportButton, Runs, map_layers, missing, run_here, tables_of, write_pdf
from ..panel.outdated import Outdated, marked
from .findings import Findings, Reports


class CheckupReportButton(ReportButton):
    """Opens the report of all jobs; its menu has the exports too.

    ``found`` returns what the jobs have found, as things stand now; ``inputs`` what the check-up is asked.
    """

    def __init__(self, page, say: Callable[..., None], found: Callable[[], Findings], inputs: Callable[[], dict]):
        super().__init__(page, say)
        self._found, self._inputs = found, inputs
        self._reports = Reports(page.chain)
        self._joined: tuple[dict, str] = ({}, "")

    def show_all(self, findings: Findings) -> None:
        """Offer what there is of all jobs."""
        self.date(bool(findings.reasons()))
        runs = [run for _, run in findings.results()]
        self._offer(
            any(run.values.get("REPORT") for run in runs),
            any(tables_of(run) for run in runs),
        )

    def _outdated(self) -> Outdated | None:
        found = self._found()
        jobs = [translated(one.link.job.title) for one in found.by_job.values() if one.reasons]
        if not jobs:
            return None
        text = tr("Out of date: {jobs}. Run the check-up again first; nothing was exported.")
        return Outdated(found.reasons(), found.oldest(), text.format(jobs=tr(", ").join(jobs)))

    def report(self, progress: Progress = quiet) -> str:
        """Return the file of the report of all jobs. Raises QgsProcessingException with a sentence."""
        outdated = self.outdated()
        if outdated is None:
            return self.joined(progress)
        return marked(self.joined(part(progress, 0.0, 0.8)), outdated, part(progress, 0.8, 1.0))

    def joined(self, progress: Progress = quiet) -> str:
        """Return the file of the reports of all jobs as their runs have left them; raises QgsProcessingException."""
        reports = self._reports.given(self._inputs(), self._found())
        if reports != self._joined[0] or not Path(self._joined[1]).is_file():
            path = QgsProcessingUtils.generateTempFilename("checkup.html")
            run_here("greenvein:joinreports", {**reports, "REPORT": path}, progress)
            self._joined = reports, path
        return self._joined[1]

    def write_pdf(self, path: str, progress: Progress = quiet) -> None:
        self.must_hold()
        report = self.joined(part(progress, 0.0, 0.2))
        write_pdf(report, self._layers(), path, part(progress, 0.2, 1.0))

    def missing(self) -> list[str]:
        return [name for page, run in self._found().results() for name in missing(page.algorithm, run)]

    def _runs(self) -> Runs:
        return [(page.job.id, run) for page, run in self._found().results()]

    def _layers(self) -> list[QgsMapLayer]:
        """Return the layers of the maps of all jobs that are shown, the first on top; all of them where none is."""
        root = QgsProject.instance().layerTreeRoot()
        found = [layer for _, run in self._found().results() for layer in map_layers(run)]
        shown = [layer for layer in root.checkedLayers() if layer in found]
        return [layer for layer in root.layerOrder() if layer in (shown or found)]
