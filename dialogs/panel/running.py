"""Runs an algorithm in the background, as its dialog in Processing would: history, log, styles and results."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...i18n import tr
from ...processing.framework.tables import column_of, least_of, rows_of
from . import run_groups

_KEPT_ROWS = 20_000  # of a table, that are kept in memory


@dataclass(frozen=True)
class Outcome:
    """What a run was asked, and what came of it: numbers by name, outputs as Processing names them."""

    parameters: dict
    values: dict
    context: QgsProcessingContext
    notices: tuple[str, ...] = ()
    """What the run noted, in its order."""
    _read: dict[tuple, list] = field(default_factory=dict, init=False, repr=False, compare=False)
    pending: ClassVar[tuple[str, ...]] = ()
    """The numbers that are still to come: none of a run."""

    def layer(self, name: str) -> QgsVectorLayer | None:
        """Return an output as layer; None where it was not made, or is gone."""
        value = self.values.get(name)
        layer = QgsProcessingUtils.mapLayerFromString(value, self.context) if value else None
        return layer if isinstance(layer, QgsVectorLayer) else None

    def inputs(self, names: Iterable[str] | None = None) -> list[QgsMapLayer]:
        """Return the layers of the project that the run was given; with ``names`` those of some parameters."""
        found = []
        for value in (self.parameters.get(name) for name in (self.parameters if names is None else names)):
            for one in value if isinstance(value, (list, tuple)) else [value]:
                source = one.source.staticValue() if isinstance(one, QgsProcessingFeatureSourceDefinition) else one
                layer = source if isinstance(source, QgsMapLayer) else QgsProject.instance().mapLayer(str(source))
                found += [layer] if layer is not None and layer not in found else []
        return found

    def has(self, name: str) -> bool:
        """Tell whether an output was made, and is still there."""
        return self.layer(name) is not None

    def rows(self, name: str) -> list[dict]:
        """Return the rows of an output, null as None."""
        return [dict(row) for row in self._once(("rows", name), lambda: rows_of(self.layer(name)), name)]

    def column(self, name: str, field: str) -> list:
        """Return what a field of an output holds, null as None."""
        return list(self._once(("column", name, field), lambda: column_of(self.layer(name), field), name))

    def least(self, name: str, field: str, count: int) -> list[dict]:
        """Return the ``count`` rows with the least numbers in a field, the least first; those without one never."""
        least = self._once(("least", name, field, count), lambda: least_of(self.layer(name), field, count), name)
        return [dict(row) for row in least]

    def _once(self, asked: tuple, read: Callable[[], list], name: str) -> list:
        """Return what is read of an output, which is read once: it is what the run has found.

        So it needs no file that is gone, or in use by another program, for which the user's thread would wait.
        """
        if self.layer(name) is None:
            return []
        found = self._read.get(asked) or read()
        if 0 < len(found) <= _KEPT_ROWS:  # nothing may be what a file gives that cannot be read just now
            self._read[asked] = found
        return found


class _Feedback(QgsProcessingFeedback):
    """Passes on what a run says; the log has all of it."""

    said = pyqtSignal(str)

    def __init__(self):
        super().__init__()
        self.errors: list[str] = []
        self.notes: list[str] = []

    def setProgressText(self, text):  # noqa: N802 - QGIS's name
        super().setProgressText(text)
        self.said.emit(text)

    def reportError(self, error, fatalError=False):  # noqa: N802, N803 - QGIS's names
        super().reportError(error, fatalError)
        self.errors.append(error)


class Running(QObject):
    """One run; ``ended`` tells the outcome, or None and the sentence that says why there is none."""

    progressed = pyqtSignal(float)
    said = pyqtSignal(str)
    ended = pyqtSignal(object, str)

    def __init__(self, algorithm: QgsProcessingAlgorithm, parameters: dict, parent=None):
        super().__init__(parent)
        from processing.tools.dataobjects import createContext

        self._algorithm, self._parameters = algorithm, parameters
        self._feedback = _Feedback()
        self._feedback.progressChanged.connect(self.progressed)
        self._feedback.said.connect(self.said)
        self._context = createContext(self._feedback)
        self._task: QgsProcessingAlgRunnerTask | None = None
        self._refused = self._abandoned = self._asked_to_stop = False
        self._entry: int | None = None
        self._details: dict[str, object] = {}

    def start(self) -> None:
        """Begin; the user interface stays free."""
        fits, message = self._algorithm.checkParameterValues(self._parameters, self._context)
        if not fits:
            self.ended.emit(None, message)
            return
        self._remember()
        # The task looks at the layers here and now, in the thread they live in.
        self._task = QgsProcessingAlgRunnerTask(self._algorithm, self._parameters, self._context, self._feedback)
        if self._task.isCanceled():  # QGIS cancels what it could not prepare
            self._refused = True
            self._conclude(False, {})
            return
        self._task.executed.connect(self._conclude)
        QgsApplication.taskManager().addTask(self._task)

    def cancel(self) -> None:
        """Stop as soon as the algorithm can."""
        self._asked_to_stop = True
        self._feedback.cancel()

    def abandon(self) -> None:
        """Stop, load nothing any more, and tell nobody."""
        self._abandoned = True
        self.blockSignals(True)  # what the run has said may still be on its way
        if self._task is not None:
            self._task.executed.disconnect(self._conclude)
            # The task runs on for a moment, and this holds what it works with until it is gone.
            held = (self._algorithm, self._context, self._feedback)
            self._task.executed.connect(lambda *_: held)
        self.cancel()

    def was_cancelled(self) -> bool:
        """Tell whether the user stopped it."""
        return self._feedback.isCanceled() and not self._refused

    def was_cancelled_by_qgis(self) -> bool:
        """Tell whether the user stopped it in QGIS's list of tasks, or leaves QGIS."""
        return self.was_cancelled() and not self._asked_to_stop

    def log(self) -> str:
        """Return what the run said, as HTML."""
        return self._feedback.htmlLog()

    def _conclude(self, done: bool, values: dict) -> None:
        self._task = None
        cancelled = self.was_cancelled()
        self._record(values)
        if done and not cancelled:
            self._load(values)
            if self._abandoned:  # loading lets the user go on, who has closed the project meanwhile
                return
            self.ended.emit(Outcome(self._parameters, values, self._context, tuple(self._feedback.notes)), "")
        elif cancelled:
            self.ended.emit(None, tr("Cancelled: nothing was written."))
        else:
            errors = self._feedback.errors
            self.ended.emit(None, errors[-1] if errors else tr("The run failed; its log says more."))

    def _remember(self) -> None:
        """Put the run into the history of Processing."""
        algorithm, parameters = self._algorithm, self._parameters
        self._details = {
            "python_command": algorithm.asPythonCommand(parameters, self._context),
            "algorithm_id": algorithm.id(),
            "parameters": algorithm.asMap(parameters, self._context),
        }
        command, complete = algorithm.asQgisProcessCommand(parameters, self._context)
        if complete:
            self._details["process_command"] = command
        self._entry, _ = QgsGui.historyProviderRegistry().addEntry("processing", self._details)
        QgsGui.instance().processingRecentAlgorithmLog().push(algorithm.id())

    def _record(self, values: dict) -> None:
        """Add to the history what came out."""
        self._details["results"] = values
        self._details["log"] = self.log()
        QgsGui.historyProviderRegistry().updateEntry(self._entry, self._details)

    def _load(self, values: dict) -> None:
        """Load layers into a group of this run.

        The report is left out of Processing's list of results, which opens a panel over half of this one.
        """
        from processing.gui.Postprocessing import handleAlgorithmResults

        name = run_groups.name_of(self._algorithm.displayName())
        for destination in self._context.layersToLoadOnCompletion():
            self._context.layerToLoadOnCompletionDetails(destination).groupName = name
        run_groups.set_aside(self._algorithm.name())
        handleAlgorithmResults(self._algorithm, self._context, self._feedback, values)
        run_groups.mark(name, self._algorithm.name())
