"""A printed map: title, map, legend, scale bar, north arrow and credit on one A4 sheet."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsMapLayer,
    QgsPathResolver,
    QgsPrintLayout,
    QgsProcessingException,
    QgsProject,
    QgsRectangle,
    QgsSymbolLayerUtils,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from ...core.drawing import palette
from ...core.replacing import replaced
from ...i18n import tr
from ..io.refusals import likely_reason, unwritable

# Places on the sheet in millimetres: left, top, width, height.
SHEET = (297, 210)
TITLE = QRectF(12, 9, 273, 12)
MAP = QRectF(12, 24, 205, 172)
LEGEND = QRectF(223, 24, 62, 110)
NORTH = QRectF(262, 150, 16, 20)
SCALE_BAR = QRectF(223, 178, 62, 14)
CREDIT = QRectF(12, 198, 273, 6)
MARGIN = 1.06  # of the map around the data
_NORTH_ARROW = "arrows/NorthArrow_02.svg"
DPI = 150


def map_layout(
    project: QgsProject,
    layers: list[QgsMapLayer],
    *,
    title: str,
    credit: str = "",
    legend: list[QgsMapLayer] | None = None,
) -> QgsPrintLayout:
    """Return an A4 landscape sheet that shows ``layers`` of ``project``, the first on top.

    The map has the project's CRS and shows all of ``layers``; ``legend`` names those
    that it explains, all of them unless given.
    """
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*SHEET))
    layout.setName(title)

    sheet_map = QgsLayoutItemMap(layout)
    _place(layout, sheet_map, MAP)
    show(sheet_map, project, layers, extent_of(project, layers))

    _label(layout, title, TITLE, 20, palette.INK, bold=True)
    _label(layout, credit, CREDIT, 8, palette.MUTED)
    _legend(layout, sheet_map, layers if legend is None else legend)
    _scale_bar(layout, sheet_map)
    _place(layout, north_arrow(layout, sheet_map), NORTH)
    return layout


def show(sheet_map: QgsLayoutItemMap, project: QgsProject, layers: list[QgsMapLayer], extent: QgsRectangle) -> None:
    """Let a map, which has its place and size, show layers, the first on top, in the project's CRS."""
    sheet_map.setCrs(project.crs())
    sheet_map.setLayers(layers)
    sheet_map.setKeepLayerSet(True)
    sheet_map.zoomToExtent(extent)
    sheet_map.setFrameEnabled(True)
    sheet_map.setFrameStrokeColor(QColor(palette.MUTED))
    sheet_map.setBackgroundColor(QColor(palette.GROUND))


def extent_of(project: QgsProject, layers: list[QgsMapLayer]) -> QgsRectangle:
    """Return what layers cover together in the project's CRS, with a margin around it."""
    extent = QgsRectangle()
    for layer in layers:
        if not layer.extent().isEmpty():
            transform = QgsCoordinateTransform(layer.crs(), project.crs(), project.transformContext())
            extent.combineExtentWith(transform.transformBoundingBox(layer.extent()))
    extent.scale(MARGIN)
    return extent


def legend_of(
    layout: QgsPrintLayout, sheet_map: QgsLayoutItemMap, layers: list[QgsMapLayer], title: str
) -> QgsLayoutItemLegend:
    """Return a legend that explains just these layers of a map."""
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(sheet_map)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.clear()
    for layer in layers:
        root.addLayer(layer)
    legend.setTitle(title)
    legend.setWrapString("\n")
    return legend


def north_arrow(layout: QgsPrintLayout, sheet_map: QgsLayoutItemMap) -> QgsLayoutItemPicture:
    """Return an arrow that points north on a map."""
    north = QgsLayoutItemPicture(layout)
    north.setPicturePath(QgsSymbolLayerUtils.svgSymbolNameToPath(_NORTH_ARROW, QgsPathResolver()))
    north.setLinkedMap(sheet_map)
    return north


def export_png(layout: QgsPrintLayout, path: Path | str, dpi: float = DPI) -> None:
    """Write the sheet as a PNG; raises QgsProcessingException where the file cannot be written."""
    # exportToImage would try to write georeferences into the PNG, which GDAL cannot.
    image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=dpi)
    try:
        with replaced(Path(path)) as beside:
            if not image.save(str(beside), "PNG"):
                raise likely_reason(beside.parent) or OSError(errno.EIO, os.strerror(errno.EIO))
    except OSError as error:
        raise QgsProcessingException(unwritable(path, error)) from error


def _place(layout: QgsPrintLayout, item: QgsLayoutItem, place: QRectF) -> None:
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(place.left(), place.top()))
    item.attemptResize(QgsLayoutSize(place.width(), place.height()))


def _text(size: float, colour: str, *, bold: bool = False) -> QgsTextFormat:
    text = QgsTextFormat()
    text.setSize(size)
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(QColor(colour))
    text.setForcedBold(bold)
    return text


def _label(layout: QgsPrintLayout, text: str, place: QRectF, size: float, colour: str, *, bold: bool = False) -> None:
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    label.setTextFormat(_text(size, colour, bold=bold))
    label.setVAlign(Qt.AlignmentFlag.AlignVCenter)
    _place(layout, label, place)


def _legend(layout: QgsPrintLayout, sheet_map: QgsLayoutItemMap, layers: list[QgsMapLayer]) -> None:
    legend = legend_of(layout, sheet_map, layers, tr("Legend"))
    heading = QgsLegendStyle.Style
    for part, text in (
        (heading.Title, _text(12, palette.INK, bold=True)),
        (heading.Subgroup, _text(10, palette.INK)),
        (heading.SymbolLabel, _text(10, palette.INK)),
    ):
        style = legend.style(part)
        style.setTextFormat(text)
        legend.setStyle(part, style)
    legend.setSymbolWidth(8)
    legend.setSymbolHeight(4.5)
    _place(layout, legend, LEGEND)
    legend.adjustBoxSize()


def _scale_bar(layout: QgsPrintLayout, sheet_map: QgsLayoutItemMap) -> None:
    bar = QgsLayoutItemScaleBar(layout)
    bar.setLinkedMap(sheet_map)
    bar.applyDefaultSettings()
    bar.setStyle("Single Box")
    bar.applyDefaultSize(bar.guessUnits())
    bar.setTextFormat(_text(9, palette.INK))
    _place(layout, bar, SCALE_BAR)
