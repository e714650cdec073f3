"""Writes sheets as a PDF whose text stays text and whose drawings keep their lines.

QGIS writes a layout in one call that nothing can stop. So it is given the pages one by one, and is told of each feature
on their maps, where drawing can be stopped too.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable

from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsAbstractLayoutIterator,
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsLayoutRenderContext,
    QgsPrintLayout,
    QgsProject,
    QgsRenderedFeatureHandlerInterface,
)

from ...core.progress import aside
from .sheet import Sheets

_DPI = 300
_LOOK_S = 0.2


class _End:
    """Whether the work is to end: ``look``, told the share that is done, has raised, which within QGIS it must not."""

    def __init__(self, look: Callable[[float], None]):
        self._look, self.share = look, 0.0
        self.error: Exception | None = None

    def is_near(self) -> bool:
        """Look."""
        if self.error is None:
            try:
                self._look(self.share)
            except Exception as error:  # raised again as soon as QGIS has let go of the file
                self.error = error
        return self.error is not None


class _Pages(QgsAbstractLayoutIterator):
    """The pages of a layout, each of which QGIS takes for a layout of its own in one file."""

    def __init__(self, layout: QgsPrintLayout, end: _End):
        super().__init__()
        pages = layout.pageCollection()
        self._layout, self._end, self._pages, self._next = layout, end, pages.pages(), 0

    def beginRender(self):  # noqa: N802 - QGIS's name
        return True

    def endRender(self):  # noqa: N802 - QGIS's name
        return True

    def count(self):
        return len(self._pages)

    def layout(self):
        return self._layout

    def next(self):
        self._end.share = self._next / len(self._pages)
        if self._next == len(self._pages) or self._end.is_near():
            return False
        for number, page in enumerate(self._pages):
            page.setExcludeFromExports(number != self._next)
        self._next += 1
        return True


class _Drawn(QgsRenderedFeatureHandlerInterface):
    """Hears of each feature that a map has drawn, and stops the drawing."""

    def __init__(self, end: _End):
        super().__init__()
        self._end, self._due = end, 0.0

    def usedAttributes(self, layer, context):  # noqa: N802 - QGIS's name
        return set()

    def handleRenderedFeature(self, feature, bounds, context):  # noqa: N802 - QGIS's name
        now = time.monotonic()
        if now < self._due and self._end.error is None:
            return
        self._due = now + _LOOK_S
        if self._end.is_near():  # the layer's drawing asks this, and of the context it is given but a copy
            context.renderContext.feedback().cancel()


def export_pdf(sheets: Sheets, path: str, look: Callable[[float], None]) -> None:
    """Write the sheets as PDF.

    ``look`` is told the share that is done, between pages and several times a second while a map is drawn; what it
    raises ends the work. Raises OSError where the file cannot be written.
    """
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = _DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.flags |= QgsLayoutRenderContext.Flag.FlagLosslessImageRendering
    settings.flags |= QgsLayoutRenderContext.Flag.FlagSynchronousLegendGraphics
    end = _End(look)
    maps = [item for item in sheets.layout.items() if isinstance(item, QgsLayoutItemMap)]
    drawn = _Drawn(end)
    for one in maps:
        one.addRenderedFeatureHandler(drawn)
    try:
        result, _ = QgsLayoutExporter.exportToPdf(_Pages(sheets.layout, end), path, settings)
    finally:
        for one in maps:
            one.removeRenderedFeatureHandler(drawn)
    if end.error is not None:
        raise end.error
    if result != QgsLayoutExporter.ExportResult.Success:
        raise OSError(errno.EIO, os.strerror(errno.EIO), path)  # QGIS does not say why
    about = _about(sheets.layout.project())
    aside(lambda progress: _sign(path, about), lambda share: look(1.0))  # of a large file it takes seconds


def _about(project: QgsProject) -> dict[str, str]:
    """Return what a PDF says of itself, which QGIS sees to for a single layout only."""
    about, version = project.metadata(), f"QGIS {Qgis.version()}"
    return {
        "AUTHOR": about.author(),
        "CREATOR": version,
        "PRODUCER": version,
        "SUBJECT": about.abstract(),
        "TITLE": about.title(),
    }


def _sign(path: str, about: dict[str, str]) -> None:
    """Say in the file what it is and whose."""
    try:
        dataset = gdal.OpenEx(path, gdal.OF_RASTER | gdal.OF_UPDATE, ["PDF"])
    except RuntimeError:
        dataset = None
    if dataset is None:  # a GDAL that cannot read PDF; the title block says the same
        return
    for name, text in about.items():
        dataset.SetMetadataItem(name, text)
    del dataset  # which writes it
