"""The map on the first sheet: legend, north arrow and scale bar beside it, CRS and credit below.

A legend that is too long for its column goes on over the next pages, in columns of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsMapLayer,
    QgsPathResolver,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSymbolLayerUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ...core.drawing import palette
from .legend import Legend
from .sheet import WIDTH, Sheets
from .text import Face

_NOTE = Face(8.0, colour=palette.MUTED)
_LOWEST = 85.0  # map, in mm
_NARROWEST = 42.0  # column of the legend, in mm
_GAP = 4.0
_NORTH, _NORTH_WIDE, _BAR = 15.0, 12.0, 13.0  # the arrow, and the height of the scale bar, in mm
_FOOT = _NORTH + _BAR + 2 * _GAP
_NORTH_ARROW = "arrows/NorthArrow_02.svg"
_MARGIN = 1.06  # of the map around the data


def map_block(
    sheets: Sheets, project: QgsProject, layers: list[QgsMapLayer], tr: Callable[[str], str]
) -> QgsLayoutItemMap:
    """Fill the rest of the page with a map of ``layers``, the first on top, and further ones with a long legend."""
    lines = _NOTE.lines(_note(project.crs(), layers, tr), WIDTH)
    below = len(lines) * _NOTE.line + 2.0
    sheets.need(_LOWEST + below)
    sheet_map = QgsLayoutItemMap(sheets.layout)
    explained = [layer for layer in layers if _explained(layer)]
    legend = Legend(sheets, sheet_map, explained, tr("Legend"), tr("Legend (continued)"))
    high = sheets.room - below
    if not legend.fits(high - _FOOT) and not sheets.untouched:
        sheets.turn()
        high = sheets.room - below
    needed, count = legend.beside(high - _FOOT)
    column = max(needed[0], _NARROWEST)
    wide = WIDTH - column - _GAP
    sheets.place(sheet_map, 0, sheets.y, wide, high)
    _show(sheet_map, project, layers, _extent_of(project, _shown(layers)))
    legend.place_first(count, wide + _GAP, sheets.y)
    arrow = _north_arrow(sheets.layout, sheet_map)
    sheets.place(arrow, wide + _GAP, sheets.y + high - _NORTH - _BAR, _NORTH_WIDE, _NORTH)
    _scale_bar(sheets, sheet_map, wide + _GAP, sheets.y + high - _BAR + 1.0, column)
    sheets.text(lines, _NOTE, 0, sheets.y + high + 1.5, WIDTH)
    sheets.y += high + below
    legend.go_on(count)
    return sheet_map


def _show(sheet_map: QgsLayoutItemMap, project: QgsProject, layers: list[QgsMapLayer], extent: QgsRectangle) -> None:
    """Let a map, which has its place and size, show layers, the first on top, in the project's CRS."""
    sheet_map.setCrs(project.crs())
    sheet_map.setLayers(layers)
    sheet_map.setKeepLayerSet(True)
    sheet_map.zoomToExtent(extent)
    sheet_map.setFrameEnabled(True)
    sheet_map.setFrameStrokeColor(QColor(palette.MUTED))
    sheet_map.setBackgroundColor(QColor(palette.GROUND))


def _extent_of(project: QgsProject, layers: list[QgsMapLayer]) -> QgsRectangle:
    """Return what layers cover together in the project's CRS, with a margin around it."""
    extent = QgsRectangle()
    for layer in layers:
        if not layer.extent().isEmpty():
            transform = QgsCoordinateTransform(layer.crs(), project.crs(), project.transformContext())
            extent.combineExtentWith(transform.transformBoundingBox(layer.extent()))
    extent.scale(_MARGIN)
    return extent


def _north_arrow(layout: QgsPrintLayout, sheet_map: QgsLayoutItemMap) -> QgsLayoutItemPicture:
    """Return an arrow that points north on a map."""
    north = QgsLayoutItemPicture(layout)
    north.setPicturePath(QgsSymbolLayerUtils.svgSymbolNameToPath(_NORTH_ARROW, QgsPathResolver()))
    north.setLinkedMap(sheet_map)
    return north


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


def _shown(layers: list[QgsMapLayer]) -> list[QgsMapLayer]:
    """Return the layers that the map is to hold in full: the results, or all where none is a result."""
    return [layer for layer in layers if _is_result(layer)] or layers


def _is_result(layer: QgsMapLayer) -> bool:
    return isinstance(layer, QgsVectorLayer) and any(name.startswith("gv_") for name in layer.fields().names())


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
