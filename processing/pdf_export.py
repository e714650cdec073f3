"""Writes sheets as a PDF whose text stays text and whose drawings keep their lines."""

from __future__ import annotations

import errno
import os

from qgis.core import Qgis, QgsLayoutExporter, QgsLayoutRenderContext

from .pdf_sheet import Sheets

_DPI = 300


def export_pdf(sheets: Sheets, path: str) -> None:
    """Write the sheets as PDF; raises OSError where the file cannot be written."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = _DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.flags |= QgsLayoutRenderContext.Flag.FlagLosslessImageRendering
    settings.appendGeoreference = False
    result = QgsLayoutExporter(sheets.layout).exportToPdf(path, settings)
    if result != QgsLayoutExporter.ExportResult.Success:
        raise OSError(errno.EIO, os.strerror(errno.EIO), path)  # QGIS does not say why
