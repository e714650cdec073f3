"""Counts what is taken of a layer, aside, and again whenever the layer changes."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from qgis.core import (
    QgsApplication,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...i18n import tr
from ...processing import dependencies
from ...processing.framework.class_changes import kept_in
from ...processing.framework.take_count import Counted, counting
from ...processing.io.layer_names import parameter_of
from ..live.work import Work

GATHER_MS = 250


Begin = Callable[[QgsProcessingFeedback], Callable]
"""Makes a piece of work, in the user's thread; raises QgsProcessingException."""


class Aside(QObject):
    """Finds out something of a layer in the background, and again after each change of it, while a widget is seen.

    ``told`` tells what was found out, the QgsProcessingException that says why nothing was, or None while it goes on.
    """

    told = pyqtSignal(object)

    def __init__(self, title: str, widget: QWidget):
        super().__init__(widget)
        self._title, self._widget = title, widget
        self._layer = ""
        self._question: object = None
        self._begin: Begin | None = None
        self._links: list[tuple] = []
        self._due = False
        self._work: Work | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self.go_on)

    def ask(self, layer: QgsVectorLayer, question: object, begin: Begin, of_selected: bool = False) -> None:
        """Find out something of a layer, or of what is selected in it, unless ``question`` is the one before."""
        if (layer.id(), question) == (self._layer, self._question):
            return
        self._unlink()
        self._layer, self._question, self._begin = layer.id(), question, begin
        edits = (layer.layerModified, layer.afterCommitChanges, layer.afterRollBack, layer.updatedFields)
        sources = (
            layer.dataChanged,
            layer.dataSourceChanged,
            layer.subsetStringChanged,
            layer.crsChanged,
            layer.nameChanged,
        )
        selection = (layer.selectionChanged,) if of_selected else ()
        self._links = [(signal, self._look_again) for signal in (*edits, *sources, *selection)]
        for signal, slot in self._links:
            signal.connect(slot)
        self._look_again()

    def rest(self) -> None:
        """Leave no connection, timer or work behind."""
        self._unlink()
        self._layer, self._question, self._due = "", None, False
        self._timer.stop()
        self._drop_work()

    def settled(self) -> bool:
        """Tell whether all that was asked is told."""
        return self._work is None and not self._due

    def go_on(self) -> None:
        """Begin what is due, where anybody would see it."""
        layer = QgsProject.instance().mapLayer(self._layer)
        if not self._due or self._begin is None or layer is None or not self._widget.isVisible():
            return
        if not dependencies.ready():  # which the panel offers to install
            return
        self._due = False
        self._timer.stop()
        self._drop_work()
        feedback = QgsProcessingFeedback()
        try:
            work = self._begin(feedback)
        except QgsProcessingException as error:
            self.told.emit(error)
            return
        self._work = Work(self._title, work, self._conclude, feedback)
        QgsApplication.taskManager().addTask(self._work)

    def _look_again(self, *_) -> None:
        self._due = True
        self.told.emit(None)
        self._timer.start()

    def _conclude(self, work: Work) -> None:
        self._work = None
        error = work.error
        if error is not None and not isinstance(error, QgsProcessingException):
            QgsMessageLog.logMessage("".join(traceback.format_exception(error)), "GreenVein")
            text = tr("This could not be counted, for a reason that QGIS's log tells under GreenVein.")
            error = QgsProcessingException(text)
        self.told.emit(work.result if error is None else error)

    def _drop_work(self) -> None:
        if self._work is not None:
            self._work.let_go()
            self._work = None

    def _unlink(self) -> None:
        # A layer that is deleted has taken its connections along.
        if QgsProject.instance().mapLayer(self._layer) is not None:
            for signal, slot in self._links:
                signal.disconnect(slot)
        self._links = []


class Counting(Aside):
    """Counts what is taken of a layer; ``counted`` tells a Counted, and None while it goes on."""

    counted = pyqtSignal(object)

    def __init__(self, algorithm: QgsProcessingAlgorithm, key: str, widget: QWidget):
        super().__init__(tr("Counting what is taken"), widget)
        self._algorithm, self._key = algorithm, key
        self.told.connect(self._pass_on)

    def count(self, layer: QgsVectorLayer, parameters: dict) -> None:
        """Count what parameters take of a layer."""
        name = parameter_of(self._key)
        value = parameters[name]
        of_selected = isinstance(value, QgsProcessingFeatureSourceDefinition) and value.selectedFeaturesOnly
        beside = {one: other for one, other in parameters.items() if one != name}

        def begin(feedback: QgsProcessingFeedback) -> Callable:
            from processing.tools.dataobjects import createContext

            return counting(self._algorithm, self._key, layer, parameters, createContext(feedback), feedback)

        self.ask(layer, (beside, of_selected, kept_in(QgsProject.instance())), begin, of_selected)

    def _pass_on(self, found: Counted | QgsProcessingException | None) -> None:
        self.counted.emit(Counted(wrong=str(found)) if isinstance(found, QgsProcessingException) else found)
