"""The map on the first sheet: legend, north arrow and scale bar beside it, CRS and credit below."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsPathResolver,
    QgsProject,
    QgsRectangle,
    QgsSymbolLayerUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..core import palette
from .layout import MARGIN, NORTH_ARROW
from .pdf_sheet import WIDTH, Sheets
from .pdf_text import Face

_NOTE = Face(8.0, colour=palette.MUTED)
_LOWEST = 85.0  # map, in mm
_NARROWEST, _WIDEST = 42.0, 74.0  # column of the legend, in mm
_GAP = 4.0
_NORTH, _BAR = 15.0, 13.0  # heights of arrow and scale bar, in mm
_FOOT = _NORTH + _BAR + 2 * _GAP
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)


def map_block(
    sheets: Sheets, project: QgsProject, layers: list[QgsMapLayer], tr: Callable[[str], str]
) -> QgsLayoutItemMap:
    """Fill the rest of the page with a map of ``layers``, the first on top."""
    lines = _NOTE.lines(_note(project.crs(), layers, tr), WIDTH)
    below = len(lines) * _NOTE.line + 2.0
    sheets.need(_LOWEST + below)
    sheet_map = QgsLayoutItemMap(sheets.layout)
    legend = _legend(sheets, sheet_map, [layer for layer in layers if _explained(layer)], tr)
    high = sheets.room - below
    needed = _fit(legend, high - _FOOT)
    if needed[1] > high - _FOOT and not sheets.untouched:
        sheets.turn()
        high = sheets.room - below
        needed = _fit(legend, high - _FOOT)
    column = min(max(needed[0], _NARROWEST), WIDTH / 2)
    wide = WIDTH - column - _GAP
    _map(sheets, sheet_map, project, layers, wide, high)
    sheets.move(legend, wide + _GAP, sheets.y, *needed)
    _north_arrow(sheets, sheet_map, wide + _GAP, sheets.y + high - _NORTH - _BAR)
    _scale_bar(sheets, sheet_map, wide + _GAP, sheets.y + high - _BAR + 1.0, column)
    sheets.text(lines, _NOTE, 0, sheets.y + high + 1.5, WIDTH)
    sheets.y += high + below
    return sheet_map


def _note(crs: QgsCoordinateReferenceSystem, layers: list[QgsMapLayer], tr: Callable[[str], str]) -> str:
    """Name the CRS, and those whom the layers are to be credited to."""
    texts = [tr("Coordinate reference system: {crs}").format(crs=f"{crs.authid()} {crs.description()}".strip())]
    for layer in layers:
        for credit in layer.metadata().rights() or [layer.serverProperties().attribution()]:
            if credit and credit not in texts:
                texts.append(credit)
    return " · ".join(texts)


def _explained(layer: QgsMapLayer) -> bool:
    """Tell whether the legend has something to say of a layer; of a background map from the web it has not."""
    return layer.providerType() not in ("wms", "arcgismapserver", "vectortile")


def _shown(project: QgsProject, layers: list[QgsMapLayer]) -> QgsRectangle:
    """Return what the results among the layers cover; all of them where none is a result."""
    results = [layer for layer in layers if _is_result(layer)]
    extent = QgsRectangle()
    for layer in results or layers:
        if not layer.extent().isEmpty():
            transform = QgsCoordinateTransform(layer.crs(), project.crs(), project.transformContext())
            extent.combineExtentWith(transform.transformBoundingBox(layer.extent()))
    extent.scale(MARGIN)
    return extent


def _is_result(layer: QgsMapLayer) -> bool:
    return isinstance(layer, QgsVectorLayer) and any(name.startswith("gv_") for name in layer.fields().names())


def _map(
    sheets: Sheets,
    sheet_map: QgsLayoutItemMap,
    project: QgsProject,
    layers: list[QgsMapLayer],
    wide: float,
    high: float,
) -> None:
    sheets.place(sheet_map, 0, sheets.y, wide, high)
    sheet_map.setCrs(project.crs())
    sheet_map.setLayers(layers)
    sheet_map.setKeepLayerSet(True)
    sheet_map.zoomToExtent(_shown(project, layers))
    sheet_map.setFrameEnabled(True)
    sheet_map.setFrameStrokeColor(QColor(palette.MUTED))
    sheet_map.setBackgroundColor(QColor(palette.GROUND))


def _legend(
    sheets: Sheets, sheet_map: QgsLayoutItemMap, layers: list[QgsMapLayer], tr: Callable[[str], str]
) -> QgsLayoutItemLegend:
    legend = QgsLayoutItemLegend(sheets.layout)
    sheets.layout.addLayoutItem(legend)
    legend.setLinkedMap(sheet_map)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.clear()
    for layer in layers:
        root.addLayer(layer)
    legend.setTitle(tr("Legend"))
    legend.setWrapString("\n")
    legend.setResizeToContents(False)
    legend.setBoxSpace(0)
    return legend


def _fit(legend: QgsLayoutItemLegend, high: float) -> tuple[float, float]:
    """Make the legend's type as small as it takes; return its width and height in mm."""
    wide = tall = 0.0
    for size in _SIZES:
        for part, face in (
            (QgsLegendStyle.Style.Title, Face(size + 1.5, bold=True, leading=1.25)),
            (QgsLegendStyle.Style.Group, Face(size, bold=True, leading=1.25)),
            (QgsLegendStyle.Style.Subgroup, Face(size, bold=True, leading=1.25)),
            (QgsLegendStyle.Style.SymbolLabel, Face(size, leading=1.25)),
        ):
            style = legend.style(part)
            style.setTextFormat(face.format())
            legend.setStyle(part, style)
        legend.setSymbolWidth(6.5 * size / 9)
        legend.setSymbolHeight(3.8 * size / 9)
        # The item itself knows its size only once it is drawn.
        needed = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize()
        wide, tall = needed.width(), needed.height()
        if wide <= _WIDEST and tall <= high:
            break
    return wide, tall


def _north_arrow(sheets: Sheets, sheet_map: QgsLayoutItemMap, x: float, y: float) -> None:
    north = QgsLayoutItemPicture(sheets.layout)
    sheets.place(north, x, y, 12.0, _NORTH)
    north.setPicturePath(QgsSymbolLayerUtils.svgSymbolNameToPath(NORTH_ARROW, QgsPathResolver()))
    north.setLinkedMap(sheet_map)


def _scale_bar(sheets: Sheets, sheet_map: QgsLayoutItemMap, x: float, y: float, column: float) -> None:
    bar = QgsLayoutItemScaleBar(sheets.layout)
    sheets.layout.addLayoutItem(bar)
    bar.setLinkedMap(sheet_map)
    bar.applyDefaultSettings()
    bar.setStyle("Single Box")
    bar.setTextFormat(Face(8.0).format())
    bar.setHeight(1.6)
    bar.applyDefaultSize(bar.guessUnits())
    default = bar.unitsPerSegment()
    for factor in (10.0, 5.0, 2.5, 2.0, 1.0):
        bar.setUnitsPerSegment(factor * default)
        bar.resizeToMinimumWidth()
        if bar.sizeWithUnits().width() <= column:
            break
    size = bar.sizeWithUnits()
    sheets.move(bar, x, y, size.width(), size.height())
