"""A printed map: title, map, legend, scale bar, north arrow and credit on one A4 sheet."""

from __future__ import annotations

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

from ..core import palette
from ..i18n import tr

# Places on the sheet in millimetres: left, top, width, height.
SHEET = (297, 210)
TITLE = QRectF(12, 9, 273, 12)
MAP = QRectF(12, 24, 205, 172)
LEGEND = QRectF(223, 24, 62, 110)
NORTH = QRectF(262, 150, 16, 20)
SCALE_BAR = QRectF(223, 178, 62, 14)
CREDIT = QRectF(12, 198, 273, 6)
MARGIN = 1.06  # of the map around the data
NORTH_ARROW = "arrows/NorthArrow_02.svg"
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
    sheet_map.setCrs(project.crs())
    sheet_map.setLayers(layers)
    sheet_map.setKeepLayerSet(True)
    sheet_map.zoomToExtent(_extent(project, layers))
    sheet_map.setFrameEnabled(True)
    sheet_map.setFrameStrokeColor(QColor(palette.MUTED))
    sheet_map.setBackgroundColor(QColor(palette.GROUND))

    _label(layout, title, TITLE, 20, palette.INK, bold=True)
    _label(layout, credit, CREDIT, 8, palette.MUTED)
    _legend(layout, sheet_map, layers if legend is None else legend)
    _scale_bar(layout, sheet_map)
    north = QgsLayoutItemPicture(layout)
    _place(layout, north, NORTH)
    north.setPicturePath(QgsSymbolLayerUtils.svgSymbolNameToPath(NORTH_ARROW, QgsPathResolver()))
    north.setLinkedMap(sheet_map)
    return layout


def export_png(layout: QgsPrintLayout, path: Path | str, dpi: float = DPI) -> None:
    """Write the sheet as a PNG; raises QgsProcessingException where the file cannot be written."""
    # exportToImage would try to write georeferences into the PNG, which GDAL cannot.
    image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=dpi)
    if not image.save(str(path), "PNG"):
        text = tr("The map cannot be written to “{path}”; check that the folder exists and can be written to.")
        raise QgsProcessingException(text.format(path=path))


def _place(layout: QgsPrintLayout, item: QgsLayoutItem, place: QRectF) -> None:
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(place.left(), place.top()))
    item.attemptResize(QgsLayoutSize(place.width(), place.height()))


def _extent(project: QgsProject, layers: list[QgsMapLayer]) -> QgsRectangle:
    extent = QgsRectangle()
    for layer in layers:
        transform = QgsCoordinateTransform(layer.crs(), project.crs(), project)
        extent.combineExtentWith(transform.transformBoundingBox(layer.extent()))
    extent.scale(MARGIN)
    return extent


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
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(sheet_map)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.clear()
    for layer in layers:
        root.addLayer(layer)
    heading = QgsLegendStyle.Style
    legend.setTitle(tr("Legend"))
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
    legend.setWrapString("\n")
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
