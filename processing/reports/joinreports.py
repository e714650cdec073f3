"""greenvein:joinreports — Join reports 合并报告."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ...i18n import tr
from ..framework.algorithm import GreenVeinAlgorithm
from ..framework.run import Run
from .files import read_report
from .words import words_of


class JoinReports(GreenVeinAlgorithm):
    """Makes one report of the reports of several jobs."""

    def name(self):
        return "joinreports"

    def displayName(self):  # noqa: N802 - QGIS's name
        return tr("Join reports")

    def group(self):
        return tr("Reports")

    def groupId(self):  # noqa: N802 - QGIS's name
        return "reports"

    def tags(self):
        return tr("report,join,merge,check-up,HTML,体检,综合报告").split(",")

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        files = QgsProcessing.SourceType.TypeFile
        self.addParameter(QgsProcessingParameterMultipleLayers("REPORTS", tr("Reports to join"), files))
        self.addParameter(QgsProcessingParameterString("TITLE", tr("Title of the report"), optional=True))
        self.addParameter(
            QgsProcessingParameterFileDestination("REPORT", tr("Joined report"), tr("HTML files (*.html)"), None, True)
        )
        self.addOutput(QgsProcessingOutputNumber("TARGETS_MET", tr("Targets met")))
        self.addOutput(QgsProcessingOutputNumber("TARGETS_MISSED", tr("Targets not met")))
        self.addOutput(QgsProcessingOutputNumber("TARGETS_ON_TRACK", tr("Targets on track")))

    def compute(self, run: Run) -> dict:
        from ...core.report import MET, MISSED, ON_TRACK
        from ...core.report.joined import join, judged_elsewhere
        from .frame import head, write_report

        # A model hands on a blank for a step that it did not come to.
        paths = [path for path in self.parameterAsFileList(run.parameters, "REPORTS", run.context) if path]
        progress = run.step(tr("Reading the reports…"), 0, 60)
        reports = []
        for done, path in enumerate(paths):
            progress(done / len(paths))
            reports.append(run.aside(lambda progress, path=path: read_report(path)))
        if not reports:
            run.fail(tr("No report was given; choose at least one in “{parameter}”."), parameter=run.title("REPORTS"))
        if not any(report.sections for report in reports):
            run.fail(tr("Every job was left out or not done; the log says why."))
        title = self.parameterAsString(run.parameters, "TITLE", run.context)
        code = reports[0].language
        plan = " · ".join(dict.fromkeys(report.plan for report in reports if report.plan))
        joined = join(reports, _words(title, code), head(self.project_title, plan, (), code))
        repeated = sum(len(report.chapters) or 1 for report in reports) - len(joined.chapters)
        if repeated:
            text = tr("Reports that say the same as another one are taken once; how many were left out: {count}.")
            run.note(text.format(count=repeated))
        outputs = {"REPORT": write_report(run, lambda progress: joined, 60)}
        pairs = zip(joined.chapters, judged_elsewhere(joined.chapters))
        states = [chapter.verdict.state for chapter, judged in pairs if chapter.verdict and not judged]
        numbers = {"TARGETS_MET": MET, "TARGETS_MISSED": MISSED, "TARGETS_ON_TRACK": ON_TRACK}
        return {name: value for name, value in outputs.items() if value is not None} | {
            name: states.count(state) for name, state in numbers.items()
        }


def _words(title: str, code: str):
    """Return the joined report's own texts in the language of the reports."""
    from ...core.report.joined import Words

    tr = words_of(code)
    return Words(
        title=title or tr("Check-up report"),
        overview=tr("How each job stands"),
        columns=(tr("Job"), tr("Figure"), tr("Value"), tr("Target"), tr("Verdict")),
        counts=(tr("Targets met"), tr("Targets on track"), tr("Targets not met"), tr("Jobs without a verdict")),
        contents=tr("Contents"),
    )
