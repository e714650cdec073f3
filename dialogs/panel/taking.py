"""The inputs that say below a layer what is taken of it; pressed, they let it be chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from html import escape

from qgis.core import QgsProcessingAlgorithm, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QWidget

from ...i18n import tr
from ...processing.framework.take_count import Counted
from ...processing.io.layer_names import multiple_key, parameter_of
from .counting import Counting
from .input import Input
from .inputs import MultipleInput
from .layer_inputs import LayerInput
from .layer_state import source_of
from .take_dialog import Chosen, TakeDialog, breakable


class TakeLine(QLabel):
    """Says what is taken of a layer; ``chosen`` tells what the user takes instead.

    ``key``: of the layer, as in ``processing.io.layer_names``; ``asked``: the parameters by which something is taken;
    ``has_code``: whether field and system of the codes are chosen with it.
    """

    chosen = pyqtSignal(object)

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        key: str,
        asked: Callable[[Chosen], dict],
        has_code: bool,
        parent: QWidget,
    ):
        super().__init__(parent)
        self._algorithm, self._key, self._asked, self._has_code = algorithm, key, asked, has_code
        self._layer: QgsVectorLayer | None = None
        self._taken = Chosen()
        self.dialog: TakeDialog | None = None
        self.counted: Counted | None = None
        self.counting = Counting(algorithm, key, self)
        self.counting.counted.connect(self._tell)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setTextInteractionFlags(self.textInteractionFlags() | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self.setToolTip(tr("Choose which features of the layer are meant"))
        self.linkActivated.connect(lambda _: self.choose())

    def show_taken(self, layer: QgsVectorLayer, taken: Chosen) -> None:
        """Say what is taken of a layer, and count it."""
        self._layer, self._taken = layer, taken
        if taken.take:
            self.counting.count(layer, self._asked(taken))
        else:
            self.counting.rest()
        self._tell(self.counted if taken.take else None)

    def rest(self) -> None:
        """Know of no layer."""
        self._layer = None
        self.counted = None
        self.counting.rest()
        if self.dialog is not None:
            self.dialog.reject()

    def wrong(self) -> str:
        """Return the sentence that a run would end with, as far as is known; "" where it would not."""
        return "" if self.counted is None else self.counted.wrong

    def choose(self) -> None:
        """Let the user choose what is taken."""
        if self._layer is None or self.dialog is not None:
            return
        definition = (self._algorithm, self._key, self._asked, self._has_code)
        self.dialog = dialog = TakeDialog(*definition, self._layer, self._taken, self.window())
        dialog.accepted.connect(lambda: self.chosen.emit(dialog.chosen()))
        dialog.finished.connect(self._close)
        dialog.open()

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.counting.go_on()

    def changeEvent(self, event):  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._write()

    def _close(self, _answer: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _tell(self, counted: Counted | None) -> None:
        self.counted = counted
        text = self._what() if counted is None or counted.wrong else counted.brief
        if counted is None and self._taken.take:
            text = tr("{what} …").format(what=text)
        self.setAccessibleName(text)
        self._write()

    def _write(self) -> None:
        # In the colour of other texts, for QGIS's themes have none for links that can be read.
        colour = self.palette().color(self.foregroundRole()).name()
        link, doubts = escape(breakable(self.accessibleName())), () if self.counted is None else self.counted.doubts
        below = "".join(f"<br>{escape(breakable(one))}" for one in (*doubts, self.wrong()) if one)
        self.setAccessibleDescription("\n".join(doubts))
        text = f'<a href="take" style="color: {colour}">{link}</a>{below}'
        if text != self.text():
            self.setText(text)

    def _what(self) -> str:
        """Return what is taken, as far as is known before it is counted."""
        layer = "" if self._layer is None else self._layer.name()
        if self._key == parameter_of(self._key):  # of which the layer stands right above
            return self._taken.in_words() if self._taken.take else tr("All features")
        text = tr("{what} of “{layer}”") if self._taken.take else tr("“{layer}”: all features")
        return text.format(layer=layer, what=self._taken.in_words())


class TakeInput(Input):
    """What is taken of the layer of an input: the parameters ``X_TAKE``, ``X_CODE`` and ``X_SYSTEM``.

    It goes with its layer: another one is taken whole, unless something was chosen of it before. ``names``: the
    parameters that it yields, of which a job may have field and system by itself; ``values``: what the form has.
    """

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        layer: LayerInput,
        own: Collection[str],
        values: Callable[[], dict],
    ):
        self._name = name = layer.definition.name()
        super().__init__(algorithm.parameterDefinition(f"{name}_TAKE"), layer)
        self.names = tuple(one for one in (f"{name}_TAKE", f"{name}_CODE", f"{name}_SYSTEM") if one in own)
        self._input, self._values = layer, values
        self._taken = Chosen()
        self._of: dict[tuple[str, str], Chosen] = {}
        self._layer, self._source = "", ("", "")
        self.line = TakeLine(algorithm, name, self._asked, len(self.names) > 1, self)
        self.contain(self.line)
        self.line.chosen.connect(self._take)
        layer.box.insertWidget(layer.box.count() - 1, self)  # above what there is to say of a layer that is gone
        layer.changed.connect(self.look)
        self.look()

    def value(self) -> dict:
        return {} if self._input.layer() is None else self._parameters(self._taken)

    def set_value(self, value: dict) -> None:
        """Take what some parameters say."""
        take, code, system = (value.get(f"{self._name}_{end}") for end in ("TAKE", "CODE", "SYSTEM"))
        self._take(Chosen(take or "", code or "", system or 0) if take else Chosen())

    def adopt(self, other: TakeInput) -> None:
        """Take over what an earlier form has, of layers that may come back too."""
        self._of = dict(other._of)
        self.set_value(other._parameters(other._taken))

    def forget(self) -> None:
        """Remember no choice of layers that another project had."""
        self._of.clear()
        self._take(Chosen())

    def wrong(self) -> str:
        """Return the sentence that a run would end with, as far as is known; "" where it would not."""
        return self.line.wrong()

    def rest(self) -> None:
        """Count nothing any more."""
        self.line.rest()

    def look(self) -> None:
        """See which layer is chosen, and what else the count depends on."""
        layer = self._input.layer()
        self.setVisible(layer is not None)
        key = "" if layer is None else layer.id()
        if key != self._layer:
            self._of[self._source] = self._taken
            self._layer, self._source = key, ("", "") if layer is None else source_of(layer)
            self._taken = self._of.get(self._source, Chosen()) if key else Chosen()
            self.line.rest()
        if layer is not None:
            self.line.show_taken(layer, self._taken)

    def _take(self, taken: Chosen) -> None:
        if taken != self._taken:
            self._taken = taken
            self.look()
            self.changed.emit()

    def _parameters(self, taken: Chosen) -> dict:
        found = taken.take, taken.code, taken.system
        ends = ("TAKE", "CODE", "SYSTEM")
        given = {f"{self._name}_{end}": one for end, one in zip(ends, found) if one and taken.take}
        return {name: one for name, one in given.items() if name in self.names}

    def _asked(self, taken: Chosen) -> dict:
        """Return the parameters by which something is taken, those of the form included that say what codes mean."""
        name, values = self._name, self._values()
        beside = {one for one in (name, f"{name}_CODE", f"{name}_SYSTEM", "SYSTEM")} - {*self.names}
        return {one: values[one] for one in beside & values.keys()} | self._parameters(taken)


class TakesInput(Input):
    """What is taken of each layer of an input that has several: the table ``X_TAKES``, by the names of the layers."""

    def __init__(self, algorithm: QgsProcessingAlgorithm, layers: MultipleInput):
        self._name = name = layers.definition.name()
        super().__init__(algorithm.parameterDefinition(f"{name}_TAKES"), layers)
        self.names = (f"{name}_TAKES",)
        self._algorithm, self._input = algorithm, layers
        self._takes: dict[str, str] = {}
        self._of: dict[str, str] = {}
        """What was taken of layers that may come back, by their names."""
        self.lines: dict[str, TakeLine] = {}
        layers.box.insertWidget(layers.box.count() - 1, self)
        layers.changed.connect(self.look)
        self.look()

    def value(self) -> dict:
        rows = {layer.name(): self._takes[layer.id()] for layer in self._layers() if self._takes.get(layer.id())}
        return self._table(rows) if rows else {}

    def set_value(self, value: dict) -> None:
        """Take what the table says."""
        before = self.value()
        cells = [str(cell) for cell in value.get(self.names[0]) or []]
        self._of = dict(zip(cells[::2], cells[1::2]))
        self._takes.clear()
        self.look()
        if self.value() != before:
            self.changed.emit()

    def adopt(self, other: TakesInput) -> None:
        """Take over what an earlier form has, of layers that may come back too."""
        self.set_value(self._table(other._of))

    def forget(self) -> None:
        """Remember no choice of another project."""
        self.set_value({})

    def wrong(self) -> str:
        """Return the sentence that a run would end with, as far as is known; "" where it would not."""
        return next(filter(None, (line.wrong() for line in self.lines.values())), "")

    def rest(self) -> None:
        """Count nothing any more."""
        for line in self.lines.values():
            line.rest()

    def look(self) -> None:
        """Have a line for each layer that is chosen."""
        layers = {layer.id(): layer for layer in self._layers()}
        for key in self.lines.keys() - layers.keys():
            self._takes.pop(key, None)
            line = self.lines.pop(key)
            line.rest()
            line.hide()
            line.deleteLater()
        for key, layer in layers.items():
            name = layer.name()
            take = self._of[name] = self._takes.setdefault(key, self._of.get(name, ""))
            if key not in self.lines:
                self.lines[key] = self._line(layer)
            self.lines[key].show_taken(layer, Chosen(take))
        self.setVisible(bool(layers))

    def _layers(self) -> list[QgsVectorLayer]:
        """Return the layers of polygons, beside which rasters may stand."""
        polygons = QgsWkbTypes.GeometryType.PolygonGeometry
        chosen = self._input.layers()
        return [one for one in chosen if isinstance(one, QgsVectorLayer) and one.geometryType() == polygons]

    def _line(self, layer: QgsVectorLayer) -> TakeLine:
        def asked(taken: Chosen) -> dict:
            return {self._name: [layer.id()], **self._table({layer.name(): taken.take})}

        line = TakeLine(self._algorithm, multiple_key(self._name, 0), asked, False, self)
        line.chosen.connect(lambda taken: self._take(layer.name(), taken.take))
        layer.nameChanged.connect(self.look)
        self.box.addWidget(line)
        return line

    def _take(self, name: str, take: str) -> None:
        """Take something of the layers of a name, of which the table has one row."""
        self._takes |= {layer.id(): take for layer in self._layers() if layer.name() == name}
        self.look()
        self.changed.emit()

    def _table(self, rows: dict[str, str]) -> dict:
        return {self.names[0]: [cell for row in rows.items() for cell in row]}


def take_input(
    algorithm: QgsProcessingAlgorithm, box: Input, own: Collection[str], values: Callable[[], dict]
) -> TakeInput | TakesInput | None:
    """Return the input for what is taken of a layer, or of several; None where another input has none.

    ``own``: the parameters that say so and are none of the job's.
    """
    name = box.definition.name()
    if isinstance(box, LayerInput) and f"{name}_TAKE" in own:
        return TakeInput(algorithm, box, own, values)
    if isinstance(box, MultipleInput) and f"{name}_TAKES" in own:
        return TakesInput(algorithm, box)
    return None
