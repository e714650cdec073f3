"""Writes sheets as a PDF whose text stays text and whose drawings keep their lines."""

from __future__ import annotations

from qgis.core import Qgis, QgsLayoutExporter, QgsLayoutRenderContext, QgsProcessingException

from ..i18n import tr
from .pdf_sheet import Sheets

_DPI = 300


def export_pdf(sheets: Sheets, path: str) -> None:
    """Write the sheets as PDF; raises QgsProcessingException where the file cannot be written."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = _DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.flags |= QgsLayoutRenderContext.Flag.FlagLosslessImageRendering
    settings.appendGeoreference = False
    result = QgsLayoutExporter(sheets.layout).exportToPdf(path, settings)
    if result != QgsLayoutExporter.ExportResult.Success:
        text = tr("The PDF cannot be written to “{path}”; check that the folder exists and the file is not open.")
        raise QgsProcessingException(text.format(path=path))
