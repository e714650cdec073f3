"""Follows the edits of the layers of a run, and tells what the run would give now."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import (
    QgsApplication,
    QgsFields,
    QgsMapLayer,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterLayer,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...i18n import tr
from .work import Work

if TYPE_CHECKING:
    from ...core.profile import Profile
    from ...core.progress import Progress
    from ...processing.framework.following import Follower, LiveRun
    from ...processing.framework.tables import OutputTables

GATHER_MS = 100
# Reading so many features one by one takes longer than reading everything.
_MANY = 2_000
_OWN_FIELDS = (QgsFields.FieldOrigin.OriginProvider, QgsFields.FieldOrigin.OriginEdit)


class Live(QObject):
    """Follows the layers that a run used.

    ``figured`` tells what the run would give now, ``said`` what goes on ("" when nothing does), ``failed`` the
    sentence that a run would end with now, and ``ended`` why there is no following any more.
    """

    figured = pyqtSignal(object)
    said = pyqtSignal(str)
    failed = pyqtSignal(str)
    ended = pyqtSignal(str)

    def __init__(self, algorithm: QgsProcessingAlgorithm, parameters: dict, follower: type[Follower], parent=None):
        super().__init__(parent)
        self._algorithm, self._parameters, self._make = algorithm, parameters, follower
        self._layers: dict[str, QgsVectorLayer] = {}
        self._rasters: list[QgsMapLayer] = []
        self._links: list[tuple] = []
        self._touched: dict[str, set[int]] = {}
        self._edited: set[str] = set()
        self._follower: Follower | None = None
        self._stale = True
        self._work: Work | None = None
        self._resting = False
        self._watched, self._put_off = True, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> bool:
        """Begin to follow; where that cannot be, ``ended`` says why."""
        reason = self._find_layers()
        if reason:
            self.ended.emit(reason)
            return False
        self._link()
        self._edited = {layer.id() for layer in self._layers.values() if layer.isModified()}
        self._go_on()
        return True

    def watch(self, on: bool) -> None:
        """Say whether anybody looks; while nobody does, edits are noted and the work is put off."""
        self._watched = on
        if on and self._put_off:
            self._go_on()

    def stop(self) -> None:
        """Leave no connection, timer or work behind."""
        self._timer.stop()
        for signal, slot in self._links:
            signal.disconnect(slot)
        self._links.clear()
        self._put_off = False
        self._drop_work()
        self._layers.clear()
        self._rasters.clear()
        self._follower = None

    @property
    def profile(self) -> Profile:
        """The plan profile that the figures were made by that were told last."""
        profile = None if self._follower is None else self._follower.run.profile
        assert profile is not None
        return profile

    def settled(self) -> bool:
        """Tell whether every edit so far is in the figures."""
        return self._work is None and not self._timer.isActive()

    def lags(self) -> bool:
        """Tell whether edits are in no figure yet, but for those figures that take longer and are told later."""
        return self._put_off or self._timer.isActive() or (self._work is not None and not self._resting)

    # The layers.

    def _find_layers(self) -> str:
        """Find the layers of the run; return why they cannot be followed, or nothing."""
        from processing.tools.dataobjects import createContext

        from ...processing.framework.algorithm import takes_layers
        from ...processing.io.layer_names import multiple_key, parameter_of

        context = createContext()
        for definition in self._algorithm.parameterDefinitions():
            name = definition.name()
            value = self._parameters.get(name)
            if value in (None, ""):
                continue
            if isinstance(definition, QgsProcessingParameterFeatureSource):
                if isinstance(value, QgsProcessingFeatureSourceDefinition):
                    if value.selectedFeaturesOnly or value.featureLimit >= 0 or value.filterExpression:
                        text = tr("The run used only some features of “{parameter}”; run it on all to follow edits.")
                        return text.format(parameter=definition.description())
                    value, _ = value.source.valueAsString(context.expressionContext())
                self._layers[name] = self._algorithm.parameterAsVectorLayer({name: value}, name, context)
            elif takes_layers(definition):
                layers = self._algorithm.parameterAsLayerList(self._parameters, name, context)
                vectors = [layer for layer in layers if isinstance(layer, QgsVectorLayer)]
                self._layers |= {multiple_key(name, number): layer for number, layer in enumerate(vectors)}
                self._rasters += [layer for layer in layers if not isinstance(layer, QgsVectorLayer)]
            elif isinstance(definition, QgsProcessingParameterRasterLayer):
                raster = self._algorithm.parameterAsRasterLayer(self._parameters, name, context)
                # One that is not in the project goes with the context, and nobody changes it here.
                there = raster is not None and QgsProject.instance().mapLayer(raster.id()) is not None
                self._rasters += [raster] if there else []
        for name, layer in self._layers.items():
            reason = _unfit(layer)
            if reason:
                title = self._algorithm.parameterDefinition(parameter_of(name)).description()
                return reason.format(parameter=title)
        return ""

    def _foreign_field(self, follower: Follower) -> str:
        """Return why edits of a field that was read cannot be followed, or nothing."""
        for name, columns in follower.run.columns.items():
            layer = self._layers[name]
            for field in columns:
                if not _own(layer, field):
                    text = tr("The field “{field}” of “{layer}” is joined or computed, so edits cannot be followed.")
                    return text.format(field=field, layer=layer.name())
        return ""

    def _link(self) -> None:
        """Listen to every layer, once each."""
        for layer in {layer.id(): layer for layer in self._layers.values()}.values():
            key = layer.id()
            for signal in (layer.featureAdded, layer.featureDeleted, layer.geometryChanged):
                self._listen(signal, partial(self._touch, key))
            self._listen(layer.attributeValueChanged, partial(self._touch_value, key))
            # Saving may change ids and values, and so may whatever else stands behind these.
            for signal in (layer.afterCommitChanges, layer.afterRollBack):
                self._listen(signal, partial(self._read_again, key))
            for signal in (layer.dataChanged, layer.dataSourceChanged, layer.subsetStringChanged, layer.crsChanged):
                self._listen(signal, self.start_over)
            # Of which year the data are may be read of a name.
            for signal in (layer.updatedFields, layer.nameChanged):
                self._listen(signal, self.start_over)
        for raster in self._rasters:
            self._listen(raster.dataChanged, self.start_over)
        project = QgsProject.instance()
        self._listen(project.layersWillBeRemoved, self._see_off)
        self._listen(project.transformContextChanged, self.start_over)

    def _listen(self, signal, slot: Callable) -> None:
        signal.connect(slot)
        self._links.append((signal, slot))

    def _touch(self, key: str, fid: int, *_) -> None:
        self._edited.add(key)
        self._touched.setdefault(key, set()).add(fid)
        if not self._timer.isActive():
            self._timer.start()

    def _touch_value(self, key: str, fid: int, field: int, *_) -> None:
        if self._follower is not None:
            names = [name for name, layer in self._layers.items() if layer.id() == key]
            fields, columns = self._layers[names[0]].fields(), self._follower.run.columns
            used = {fields.lookupField(column) for name in names for column in columns.get(name, ())}
            if field not in used:
                return
        self._touch(key, fid)

    def _read_again(self, key: str) -> None:
        if key in self._edited:
            self._edited.discard(key)
            self.start_over()

    def start_over(self, *_) -> None:
        """Read everything again before long."""
        self._stale = True
        if not self._timer.isActive():
            self._timer.start()

    def _see_off(self, keys: list[str]) -> None:
        gone = [layer.name() for layer in (*self._layers.values(), *self._rasters) if layer.id() in keys]
        if gone:
            self.stop()
            self.ended.emit(tr("The layer “{layer}” was removed, so edits are followed no more.").format(layer=gone[0]))

    # The work.

    def _go_on(self) -> None:
        """Take in what was touched, unless work goes on; then its end comes back here."""
        if self._work is not None and not self._resting:
            return
        self._timer.stop()
        self._put_off = not self._watched
        if self._put_off:
            return
        self._drop_work()
        names = {name for name, layer in self._layers.items() if layer.id() in self._touched}
        many = sum(map(len, self._touched.values())) > _MANY
        follower = self._follower
        if self._stale or many or follower is None or not all(map(follower.takes, names)):
            self._build()
        elif names:
            self._update(follower, names)

    def _build(self) -> None:
        """Read everything, and run the kernel."""
        from processing.tools.dataobjects import createContext

        self._touched.clear()
        self._stale = False
        feedback = QgsProcessingFeedback()
        try:
            context = createContext(feedback)
            run = self._algorithm.create().follow(self._parameters, context, feedback, self._layers)
        except Exception as error:  # whatever it is, the next edit is to find everything read again
            self._fail(error)
            return
        make = self._make

        def work():
            try:
                follower = make(run)
                return follower, follower.figures()
            finally:
                run.let_go()

        self._start(run, work, feedback)
        self.said.emit(tr("Getting ready to follow edits…"))

    def _update(self, follower: Follower, names: set[str]) -> None:
        """Read what was touched, and let the follower take it in."""
        from ...processing.framework.following import StaleError

        touched = dict(self._touched)
        self._touched.clear()
        try:
            changes = {
                name: follower.read(name, sorted(touched[self._layers[name].id()]), self._layers[name])
                for name in names
            }
        except StaleError:
            self._build()
            return
        except Exception as error:  # what was touched is in no figure yet, and is forgotten
            self._fail(error)
            return

        def work():
            follower.take(changes)
            return follower, follower.figures()

        self._start(follower.run, work, follower.run.feedback)
        self.said.emit(tr("Measuring again what the edit touches…"))

    def _rest(self, follower: Follower, rest: Callable[[Progress], OutputTables]) -> None:
        """Let the figures that take longer follow by themselves; an edit meanwhile comes first."""
        from ...processing.framework.call import CancelledError

        feedback = QgsProcessingFeedback()

        def progress(_: float) -> None:
            if feedback.isCanceled():
                raise CancelledError

        self._start(follower.run, lambda: (follower, rest(progress)), feedback)
        self._resting = True

    def _drop_work(self) -> None:
        if self._work is not None:
            self._work.let_go()
            self._work = None

    def _start(self, run: LiveRun, work: Callable, feedback: QgsProcessingFeedback) -> None:
        """Work in the background, by the plan profile that the run began with."""
        from ...processing import profiles

        def by_profile():
            with profiles.held(run.profile):
                return work()

        self._resting = False
        self._work = Work(tr("Following edits"), by_profile, self._conclude, feedback)
        QgsApplication.taskManager().addTask(self._work)

    def _conclude(self, work: Work) -> None:
        """Tell what came out, and go on with what was touched meanwhile."""
        from ...processing.framework.following import StaleError

        self._work = None
        more = self._stale or bool(self._touched)
        if work.error is None:
            follower, figures = work.result
            self._follower = follower
            reason = self._foreign_field(follower)
            self.said.emit("")
            if reason:
                self.stop()
                self.ended.emit(reason)
                return
            self.figured.emit(figures)
            if figures.rest is not None and self._layers and not more:
                self._rest(follower, figures.rest)
        elif isinstance(work.error, StaleError):
            self._stale = more = True
        else:
            self._fail(work.error)
        if more and self._layers:
            self._go_on()

    def _fail(self, error: Exception) -> None:
        """Tell why there are no figures; the next edit makes everything be read again."""
        self._stale = True
        self.said.emit("")
        if isinstance(error, QgsProcessingException):
            self.failed.emit(str(error))
            return
        QgsMessageLog.logMessage("".join(traceback.format_exception(error)), "GreenVein")
        self.failed.emit(
            tr(
                "The figures could not be worked out after the last edit, for a reason that QGIS's log tells under "
                "GreenVein; the next edit makes everything be read again."
            )
        )


def _unfit(layer: QgsVectorLayer | None) -> str:
    """Return why the edits of a layer cannot be followed, or nothing."""
    if layer is None or QgsProject.instance().mapLayer(layer.id()) is not layer:
        return tr("“{parameter}” is no layer of the project, so its edits cannot be followed.")
    if layer.providerType() == "virtual":
        return tr("“{parameter}” is a virtual layer, so its edits cannot be followed.")
    return ""


def _own(layer: QgsVectorLayer, field: str) -> bool:
    """Tell whether the values of a field are the layer's own, so that their edits are told."""
    fields = layer.fields()
    return fields.fieldOrigin(fields.lookupField(field)) in _OWN_FIELDS
