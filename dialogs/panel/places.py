"""The table of what to look at: sorts, filters, and shows a place on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from qgis.core import NULL, Qgis, QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.gui import QgsFilterLineEdit, QgsMapCanvas
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...i18n import tr
from ...processing.framework import output_fields
from ..plain import PlainLabel, plain
from . import run_groups
from .standing import pale, pale_text

LISTED = 5000
"""Rows of a table, at most: nobody reads more, and sorting stays quick."""
LARGEST_SCALE = 2000
"""The map goes no nearer than 1 : 2 000, so that one sees where a place lies."""
AROUND = 1.8
"""The map shows so many times the extent of a place, so that one sees what lies around it."""
_VISIBLE_ROWS = 8
_LINE = 1.4  # height of a row, in lines of text
_ALIGNED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# A model hands over a number; PyQt 6 keeps it in the flag, PyQt 5 is the number.
_RIGHT = int(getattr(_ALIGNED, "value", _ALIGNED))
_WIDEST = 220
_MEASURED = 100  # rows by which columns are as wide as they need
_FILTER_LETTERS = 20  # that the box of the filter is wide, at most


@dataclass(frozen=True)
class Places:
    """What to list of an output: its fields from left to right, and by which field, the largest first or last.

    ``words`` says for a field what its codes are called. Rows that are equal in all ``ties`` are marked in the first of
    these fields: their ranks differ, for a rank is of one row, but nothing that counts does.
    """

    title: str
    output: str
    fields: tuple[str, ...]
    by: str
    largest_first: bool = True
    words: dict[str, Callable[[object], str]] = field(default_factory=dict)
    ties: tuple[str, ...] = ()


class PlaceModel(QAbstractTableModel):
    """The rows of a layer, read once; the layer itself is not changed by it."""

    def __init__(self, layer: QgsVectorLayer, places: Places, parent=None):
        super().__init__(parent)
        own = layer.fields()
        self.fields = [name for name in places.fields if own.lookupField(name) >= 0]
        indexes = [own.lookupField(name) for name in self.fields]
        self._words = places.words
        ties = [own.lookupField(name) for name in places.ties if own.lookupField(name) >= 0]
        request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry)
        request.setSubsetOfAttributes(sorted({*indexes, *ties}))
        if own.lookupField(places.by) >= 0:
            clause = QgsFeatureRequest.OrderByClause(f'"{places.by}"', not places.largest_first, False)  # nulls last
            request.setOrderBy(QgsFeatureRequest.OrderBy([clause]))
            request.setSubsetOfAttributes(sorted({*indexes, *ties, own.lookupField(places.by)}))
        request.setLimit(LISTED)
        equal: list[tuple | None] = []
        self.fids: list[int] = []
        self.rows: list[list] = []
        for feature in layer.getFeatures(request):
            self.fids.append(feature.id())
            values = (feature.attribute(index) for index in indexes)
            self.rows.append([None if value == NULL else value for value in values])
            equal.append(_alike([feature.attribute(index) for index in ties]))
        count = Counter(equal)
        self._tied = [one is not None and count[one] > 1 for one in equal]
        self._tie_field = places.ties[0] if places.ties else None
        # A column that says nothing, such as the zone where none were given, takes the room of one that does.
        used = [at for at in range(len(indexes)) if any(row[at] is not None for row in self.rows)]
        self.rows = [[row[at] for at in used] for row in self.rows]
        self.fields = [self.fields[at] for at in used]
        self._titles = [layer.attributeDisplayName(indexes[at]) for at in used]

    def rowCount(self, parent=QModelIndex()):  # noqa: N802, B008 - Qt's name, and an index that never changes
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent=QModelIndex()):  # noqa: N802, B008 - as above
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):  # noqa: N802 - Qt's name
        if orientation == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            title = self._titles[section]
            return plain(title) if role == Qt.ItemDataRole.ToolTipRole else title
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        value = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            name = self.fields[index.column()]
            text = output_fields.text(name, value, self._words)
            tied = name == self._tie_field and self._tied[index.row()]
            text = tr("{value} (equal)").format(value=text) if tied else text
            return plain(text) if role == Qt.ItemDataRole.ToolTipRole else text
        # Yes and no are words, though Python counts them among the numbers.
        numeric = isinstance(value, (int, float)) and not isinstance(value, bool)
        if role == Qt.ItemDataRole.TextAlignmentRole and numeric:
            return None if self.fields[index.column()] in self._words else _RIGHT
        return None

    def row(self, number: int) -> dict:
        """Return a row by the names of its fields."""
        return dict(zip(self.fields, self.rows[number]))


def _alike(values: list) -> tuple | None:
    """Return the same for values that differ by rounding only; None where the first is missing."""
    if not values or values[0] == NULL:
        return None
    return tuple(f"{value:.9g}" if isinstance(value, float) else str(value) for value in values)


class PlaceOrder(QSortFilterProxyModel):
    """Sorts by the values themselves, what has none always last; ``is_pale``: in pale ink, in whatever theme."""

    is_pale = False

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.ForegroundRole and self.is_pale:
            return QBrush(pale_text(self.parent()))
        return super().data(index, role)

    def lessThan(self, left, right):  # noqa: N802 - Qt's name
        one, other = left.data(Qt.ItemDataRole.UserRole), right.data(Qt.ItemDataRole.UserRole)
        if one is None or other is None:
            # From the largest down Qt asks the other way round.
            down = self.sortOrder() == Qt.SortOrder.DescendingOrder
            return (one is None) is down and (other is None) is not down
        if isinstance(one, str) and isinstance(other, str) and one.isdecimal() and other.isdecimal():
            return int(one) < int(other)  # ids
        return super().lessThan(left, right)


class ElidedBox(QComboBox):
    """A box as narrow as there is room: a title that is longer is cut with an ellipsis, and whole under the pointer."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.currentTextChanged.connect(lambda text: self.setToolTip(plain(text)))

    def shown(self) -> str:
        """Return the text as there is room for it."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width() - 2)

    def paintEvent(self, event):  # noqa: N802 - Qt's name
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class PlaceTable(QWidget):
    """The lists of a result, one at a time; ``picked`` tells the row that the user went to, with its list."""

    picked = pyqtSignal(str, dict)

    def __init__(self, canvas: QgsMapCanvas | None, parent=None):
        super().__init__(parent)
        self._canvas = canvas
        self._lists: list[tuple[Places, str]] = []
        self.choice = ElidedBox(self)
        self.choice.setAccessibleName(tr("What to look at"))
        self.choice.currentIndexChanged.connect(self._show_list)
        self.filter = QgsFilterLineEdit(self)
        self.filter.setShowSearchIcon(True)
        self.filter.setPlaceholderText(tr("Filter…"))
        self.filter.setToolTip(tr("Show only rows with this text"))
        self.filter.setMaximumWidth(_FILTER_LETTERS * self.fontMetrics().averageCharWidth())
        self.proxy = PlaceOrder(self)
        self.proxy.setSortRole(Qt.ItemDataRole.UserRole)
        self.proxy.setFilterKeyColumn(-1)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.proxy.setSortLocaleAware(True)
        self.filter.textChanged.connect(self.proxy.setFilterFixedString)
        self.view = QTableView(self)
        self.view.setModel(self.proxy)
        self.view.setToolTip(tr("Click a row, or press Enter on it, to go there on the map"))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setTabKeyNavigation(False)
        self.view.setAlternatingRowColors(True)
        self.view.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(round(_LINE * self.fontMetrics().lineSpacing()))
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.note = PlainLabel(self)
        self.note.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(self.choice, 3)
        top.addWidget(self.filter, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (top, self.view, self.note):
            (layout.addLayout if part is top else layout.addWidget)(part)
        lines = self.view.verticalHeader().defaultSectionSize()
        self.view.setMinimumHeight((_VISIBLE_ROWS + 1) * lines)

    def grey(self, on: bool) -> None:
        """Grey the list, or show it as it was; its rows by their ink: beneath an effect they would not scroll well."""
        for part in (self.choice, self.filter, self.note):
            pale(part, on)
        self.proxy.is_pale = on
        self.view.viewport().update()

    def show_lists(self, lists: list[tuple[Places, QgsVectorLayer]]) -> None:
        """Show these lists, the first of them at once."""
        self._lists = [(places, layer.id()) for places, layer in lists]
        self.choice.blockSignals(True)
        self.choice.clear()
        for places, layer in lists:
            count = layer.featureCount()
            self.choice.addItem(tr("{title} ({count})").format(title=places.title, count=count))
        self.choice.blockSignals(False)
        self.filter.clear()
        some = next((row for row, (_, layer) in enumerate(lists) if layer.featureCount()), 0)
        self.choice.setCurrentIndex(some)
        self.choice.setToolTip(plain(self.choice.currentText()))  # signals were blocked
        self._show_list(some)
        self.setVisible(bool(lists))

    def go_to_first(self) -> None:
        """Go to the row at the top of the list that is shown."""
        if self.proxy.rowCount():
            self.view.selectRow(0)
            self._go(self.proxy.index(0, 0))

    def go_to(self, output: str, fid: int) -> None:
        """Go to a feature of an output, where it is listed."""
        for number, (places, _) in enumerate(self._lists):
            if places.output == output:
                self.filter.clear()
                self.choice.setCurrentIndex(number)
                model = self.proxy.sourceModel()
                if model is not None and fid in model.fids:
                    index = self.proxy.mapFromSource(model.index(model.fids.index(fid), 0))
                    self.view.selectRow(index.row())
                    self.view.scrollTo(index)
                    self._go(index)
                return

    def _layer(self, number: int) -> QgsVectorLayer | None:
        return QgsProject.instance().mapLayer(self._lists[number][1]) if 0 <= number < len(self._lists) else None

    def _show_list(self, number: int) -> None:
        layer = self._layer(number)
        before = self.proxy.sourceModel()
        if layer is None:
            self.proxy.setSourceModel(None)
        else:
            model = PlaceModel(layer, self._lists[number][0], self)
            self.proxy.setSourceModel(model)
            # The order in which the list comes; a click on a title takes another.
            self.view.setSortingEnabled(False)
            self.proxy.sort(-1)
            self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.view.setSortingEnabled(True)
            self.view.resizeColumnsToContents()
            for column in range(len(model.fields)):
                self.view.setColumnWidth(column, min(self.view.columnWidth(column), _WIDEST))
            text = tr("The first {shown} of {count} rows; the layer has them all.")
            cut = len(model.rows) < layer.featureCount()
            self.note.setText(text.format(shown=len(model.rows), count=layer.featureCount()) if cut else "")
        self.note.setVisible(bool(self.note.text()))
        if before is not None:
            before.deleteLater()

    def _go(self, index: QModelIndex) -> None:
        """Show a row's feature on the map."""
        number = self.choice.currentIndex()
        layer, model = self._layer(number), self.proxy.sourceModel()
        if layer is None or model is None:
            self.note.setText(tr("The layer of this list is no longer in the project; run the job again."))
            self.note.show()
            return
        row = self.proxy.mapToSource(index).row()
        self.picked.emit(self._lists[number][0].output, model.row(row) | {"": model.fids[row]})
        if self._canvas is not None:
            go_to(self._canvas, layer, model.fids[row])


def go_to(canvas: QgsMapCanvas, layer: QgsVectorLayer, fid: int) -> None:
    """Zoom to a feature and let it flash."""
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    if node is not None and not node.isVisible():
        run_groups.make_way_for(node)
        node.setItemVisibilityCheckedParentRecursive(True)
    canvas.zoomToFeatureIds(layer, [fid])
    canvas.zoomByFactor(AROUND)
    if 0 < canvas.scale() < LARGEST_SCALE:
        canvas.zoomScale(LARGEST_SCALE)
    canvas.flashFeatureIds(layer, [fid])
