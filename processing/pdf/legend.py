"""The legend of a map on sheets: beside the map as far as it fits there, then over as many pages as it takes."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsLayerTreeLayer,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
)
from qgis.PyQt.QtCore import Qt

from .sheet import WIDTH, Sheets
from .text import Face

_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)  # of type, in points: the first that fits
_WIDEST = 70.0  # column beside the map, in mm
_COLUMNS = 3  # of what goes on
_COLUMN_GAP = 4.0
_BESIDE_TEXT = 13.0  # symbol and space of an entry, in mm, at the largest size


@dataclass(frozen=True)
class _Entry:
    """A line of the legend: a class of a layer, or all of a layer that has none."""

    layer: QgsMapLayer
    node: int


class Legend:
    """What explains the layers of a map, in entries that may be set apart."""

    def __init__(
        self, sheets: Sheets, sheet_map: QgsLayoutItemMap, layers: list[QgsMapLayer], title: str, continued: str
    ):
        self._sheets, self._map, self._title, self._continued = sheets, sheet_map, title, continued
        self._size = _SIZES[0]
        whole = _legend_of(sheets.layout, sheet_map, layers, title)
        model = whole.model()
        self._entries = [
            _Entry(tree.layer(), node)
            for tree in model.rootGroup().findLayers()
            for node in range(max(len(model.layerLegendNodes(tree)), 1))
        ]

    def fits(self, high: float) -> bool:
        """Tell whether all of it fits beside a map, ``high`` mm; the type becomes as small as that takes."""
        for size in _SIZES:
            self._size = size
            if self._measure(0, len(self._entries), _WIDEST)[1] <= high:
                return True
        return False

    def beside(self, high: float) -> tuple[tuple[float, float], int]:
        """Return width and height in mm of what stands beside the map, and of how many entries that is."""
        count = len(self._entries) if self.fits(high) else self._most(0, high, _WIDEST, 1)
        return self._measure(0, count, _WIDEST), count

    def place_first(self, count: int, x: float, y: float) -> None:
        """Put the first entries onto the page."""
        if count:
            self._place(0, count, x, y, _WIDEST, 1)

    def go_on(self, start: int) -> None:
        """Put the entries from ``start`` on onto further pages."""
        while start < len(self._entries):
            self._sheets.turn()
            end = start + max(self._most(start, self._sheets.room, self._column, _COLUMNS), 1)
            high = self._place(start, end, 0, self._sheets.y, self._column, _COLUMNS)
            self._sheets.y += high + _COLUMN_GAP
            start = end

    @property
    def _column(self) -> float:
        return (WIDTH - (_COLUMNS - 1) * _COLUMN_GAP) / _COLUMNS

    def _most(self, start: int, high: float, wide: float, columns: int) -> int:
        """Return how many entries from ``start`` on fit into a height."""
        low, beyond = 0, len(self._entries) - start + 1
        while beyond - low > 1:
            middle = (low + beyond) // 2
            if self._measure(start, start + middle, wide, columns)[1] <= high:
                low = middle
            else:
                beyond = middle
        return low

    def _measure(self, start: int, end: int, wide: float, columns: int = 1) -> tuple[float, float]:
        legend = self._made(start, end, wide, columns)
        # The item itself knows its size only once it is drawn.
        needed = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize()
        return needed.width(), needed.height()

    def _place(self, start: int, end: int, x: float, y: float, wide: float, columns: int) -> float:
        legend = self._made(start, end, wide, columns)
        needed = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize()
        self._sheets.layout.addLayoutItem(legend)
        self._sheets.move(legend, x, y, needed.width(), needed.height())
        return needed.height()

    def _made(self, start: int, end: int, wide: float, columns: int) -> QgsLayoutItemLegend:
        """Return the legend of some entries, whose texts are broken so that it is no wider than ``wide`` a column."""
        nodes: dict[str, list[int]] = {}
        layers: list[QgsMapLayer] = []
        for entry in self._entries[start:end]:
            if entry.layer.id() not in nodes:
                layers.append(entry.layer)
            nodes.setdefault(entry.layer.id(), []).append(entry.node)
        title = self._continued if start else self._title
        legend = _legend_of(self._sheets.layout, self._map, layers, title)
        legend.setResizeToContents(False)
        legend.setBoxSpace(0)
        legend.setColumnCount(columns)
        legend.setSplitLayer(columns > 1)
        legend.setColumnSpace(_COLUMN_GAP)
        text, heading = self._dress(legend)
        for tree in legend.model().rootGroup().findLayers():
            self._break(legend, tree, nodes[tree.layerId()], (text, heading), wide)
        return legend

    def _break(
        self,
        legend: QgsLayoutItemLegend,
        tree: QgsLayerTreeLayer,
        nodes: list[int],
        faces: tuple[Face, Face],
        wide: float,
    ) -> None:
        """Leave of a layer these entries, and break its texts."""
        text, heading = faces
        model, all_nodes = legend.model(), legend.model().layerLegendNodes(tree)
        name = tree.name()
        alone = len(all_nodes) < 2  # then the name stands beside the symbol
        room = wide - _BESIDE_TEXT if alone else wide
        tree.setUseLayerName(False)
        tree.setName("\n".join((text if alone else heading).lines(name, room)))
        tree.setCustomProperty("legend/title-label", tree.name())
        for number in nodes if not alone else ():
            label = str(all_nodes[number].data(Qt.ItemDataRole.DisplayRole) or "")
            lines = "\n".join(text.lines(label, wide - _BESIDE_TEXT))
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(tree, number, lines)
        if len(nodes) < len(all_nodes):
            QgsMapLayerLegendUtils.setLegendNodeOrder(tree, nodes)
        model.refreshLayerLegend(tree)

    def _dress(self, legend: QgsLayoutItemLegend) -> tuple[Face, Face]:
        """Give the legend its type; return that of entries and of layers."""
        size = self._size
        text, heading = Face(size, leading=1.25), Face(size, bold=True, leading=1.25)
        for part, face in (
            (QgsLegendStyle.Style.Title, Face(size + 1.5, bold=True, leading=1.25)),
            (QgsLegendStyle.Style.Group, heading),
            (QgsLegendStyle.Style.Subgroup, heading),
            (QgsLegendStyle.Style.SymbolLabel, text),
        ):
            style = legend.style(part)
            style.setTextFormat(face.format())
            legend.setStyle(part, style)
        legend.setSymbolWidth(6.5 * size / _SIZES[0])
        legend.setSymbolHeight(3.8 * size / _SIZES[0])
        return text, heading


def _legend_of(
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
