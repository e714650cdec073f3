"""greenvein:reportpdf — Export report as PDF 导出报告为 PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsProject,
)

from ...i18n import tr
from ..framework.algorithm import GreenVeinAlgorithm
from ..framework.run import Run
from ..framework.styling import apply_style, layer_names, style_of
from ..reports.files import read_report

if TYPE_CHECKING:
    from ...core.report import Report


class ReportPdf(GreenVeinAlgorithm):
    """Sets a report on sheets of A4, with a map of layers on the first."""

    def name(self):
        return "reportpdf"

    def displayName(self):  # noqa: N802 - QGIS's name
        return tr("Export report as PDF")

    def group(self):
        return tr("Reports")

    def groupId(self):  # noqa: N802 - QGIS's name
        return "reports"

    def tags(self):
        return tr("report,PDF,print,layout,A4,打印,出图").split(",")

    def flags(self):
        # Layouts and layers live in the main thread.
        return super().flags() | Qgis.ProcessingAlgorithmFlag.NoThreading

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        report = QgsProcessingParameterFile("REPORT", tr("Report (HTML)"), fileFilter=tr("HTML files (*.html)"))
        self.addParameter(report)
        layers = QgsProcessing.SourceType.TypeMapLayer
        self.addParameter(
            QgsProcessingParameterMultipleLayers("LAYERS", tr("Layers of the map"), layers, optional=True)
        )
        self.addParameter(QgsProcessingParameterString("DATE", tr("Date of the report"), optional=True))
        self.addParameter(
            QgsProcessingParameterFileDestination("OUTPUT", tr("Report as PDF"), tr("PDF files (*.pdf)"), None, True)
        )
        self.addOutput(QgsProcessingOutputNumber("PAGES", tr("Number of pages")))

    def compute(self, run: Run) -> dict:
        from .export import export_pdf
        from .paper import Paper

        path = self.parameterAsFile(run.parameters, "REPORT", run.context)
        report = run.aside(lambda progress: read_report(path))
        layers = self.parameterAsLayerList(run.parameters, "LAYERS", run.context)
        _style(layers, run.context.project())
        date = self.parameterAsString(run.parameters, "DATE", run.context)
        paper = Paper(report, _project(run, layers, report), date)
        try:
            paper.compose(layers, run.step(tr("Setting the pages…"), 0, 60))
            look = run.step(tr("Writing the PDF…"), 60, 100)
            outputs: dict[str, int | str | None] = {"PAGES": paper.sheets.page + 1}
            if run.write.wants("OUTPUT"):
                outputs["OUTPUT"] = run.write.file("OUTPUT", lambda target: export_pdf(paper.sheets, target, look))
        finally:
            paper.sheets.close()
        return outputs


def _style(layers: list[QgsMapLayer], project: QgsProject | None) -> None:
    """Style outputs that come from files; what is in the user's project looks as it does there."""
    names = layer_names()
    for layer in layers:
        style = "" if project is not None and project.mapLayer(layer.id()) is layer else style_of(layer)
        if style:
            apply_style(layer, style)
            layer.setName(names[style])


def _project(run: Run, layers: list[QgsMapLayer], report: Report) -> QgsProject:
    """Return a project of its own for the layout, with the user's CRS, so that nobody's project changes.

    What it says of itself the PDF says too: title, author, subject.
    """
    own, user = QgsProject(), run.context.project()
    about = own.metadata()
    about.setTitle(report.title)
    about.setAuthor(report.said("organisation"))
    about.setAbstract(" · ".join(text for text in (report.said("project"), report.subtitle) if text))
    own.setMetadata(about)
    crs = user.crs() if user is not None else None
    if (crs is None or not crs.isValid()) and layers:
        crs = layers[0].crs()
    if crs is not None and crs.isValid():
        own.setCrs(crs, True)
    if layers and not own.crs().isValid():
        raise QgsProcessingException(
            tr("The layer “{layer}” has no coordinate reference system; set it before it is put on a map.").format(
                layer=layers[0].name()
            )
        )
    own.setTransformContext(run.context.transformContext())
    return own
