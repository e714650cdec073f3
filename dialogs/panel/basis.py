"""What a result was made from, and what of it is another now: the one place that says whether a result holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterField,
    QgsProject,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication

from ...i18n import tr
from ...processing import profiles
from ...processing.comparison import kept_runs
from ...processing.comparison.scenario_content import layers_given, storable
from ...processing.framework.class_changes import kept_in
from ...processing.framework.read_names import calls_layers, read_of_name
from ...processing.framework.taking import input_of
from .layer_state import LayerState, LayerWatch, gone_file, known, unless_read

if TYPE_CHECKING:
    from ...core.profile import Profile

GATHER_MS = 50
_LONG_MS, _REST = 100, 10
_TRANSFORMATIONS, _CLASSES = "transformations", "classes"  # parameters are in capitals


@dataclass(frozen=True)
class Difference:
    """Why a result holds no longer, as a sentence; ``followed``: figures that follow edits take it in."""

    sentence: str
    followed: bool = False


class Basis(QObject):
    """What a run is made from: its parameters, its layers as they were when it began, and the plan profile.

    Made where the run begins, so that what changes while it runs counts too. ``asked`` returns what the form of the
    page would ask now; what that leaves open is as in the run. ``changed`` tells that ``since`` may say something else.
    """

    changed = pyqtSignal()

    def __init__(self, algorithm: QgsProcessingAlgorithm, parameters: dict, asked: Callable[[], dict], parent: QObject):
        super().__init__(parent)
        self._algorithm, self._asked = algorithm, asked
        form = asked()
        self._beside = {name: value for name, value in parameters.items() if name not in form}
        self._overtaken = ""
        self.time = time.time()
        self.profile = profiles.active()
        """The plan profile that the run is made by."""
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._watches: dict[str, LayerWatch] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self.changed)
        project = QgsProject.instance()
        self._links = [
            (project.layersRemoved, self._see_off),
            (project.layersAdded, self.look),
            (project.transformContextChanged, self.look),
            # Who comes back from another program may have changed a file there.
            (QApplication.instance().applicationStateChanged, self.look),
        ]
        for signal, slot in self._links:
            signal.connect(slot)
        self._made = self._states()

    def kept(self, file: Path) -> dict:
        """Return what the run was made from as JSON can hold it, for a ``file`` that the project may find again."""
        self._states()  # watches every layer that is there
        found: dict[str, object] = {}
        for name, was in self._made.items():
            states = [self._reopened(one) for one in _layers(was)]
            found[name] = {"layers": [one.as_map(file) for one in states]} if states else {"value": storable(was)}
        return found

    def _reopened(self, was: LayerState) -> LayerState:
        watch = self._watches.get(was.id)
        if watch is None:
            return was
        own = watch.reopened(replace(was, behind=()))
        return replace(own, behind=tuple(self._reopened(one) for one in was.behind))

    def put_back(self, kept: dict, file: Path, profile: Profile, begun: float) -> None:
        """Take what ``kept`` returned in another session, with plan profile and time of that run.

        Raises KeyError, TypeError or ValueError where it is something else.
        """
        self.profile, self.time = profile, begun
        self._made = {
            name: tuple(LayerState.from_map(one, file) for one in of["layers"]) if "layers" in of else of["value"]
            for name, of in kept.items()
        }

    def stop(self) -> None:
        """Leave no connection behind."""
        self._timer.stop()
        for signal, slot in self._links:
            signal.disconnect(slot)
        for watch in self._watches.values():
            watch.stop()
        self._links, self._watches = [], {}

    def look(self, *_) -> None:
        """Say before long that something may have changed."""
        if not self._timer.isActive():
            self._timer.start()

    def overtake(self, sentence: str) -> None:
        """Have the result hold no longer, whatever it was made from."""
        self._overtaken = sentence
        self.changed.emit()

    def since(self) -> list[Difference]:
        """Return what is another now than when the run began, each change once; nothing where the result holds."""
        found = [Difference(self._overtaken)] if self._overtaken else []
        made, now = self._then_and_now()
        for differences in self._of_parameters(made, now).values():
            found += differences
        if self.profile.content != profiles.active().content:
            found.append(Difference(tr("The plan profile has changed."), followed=True))
        if made[_CLASSES] != now[_CLASSES]:
            found.append(Difference(tr("The project reads codes of land use otherwise now."), followed=True))
        if _differ(made[_TRANSFORMATIONS], now[_TRANSFORMATIONS]):
            found.append(Difference(tr("The coordinate transformations of the project have changed."), followed=True))
        return list(dict.fromkeys(found))

    def since_by_parameter(self) -> dict[str, list[Difference]]:
        """Return what is another about the parameters now, by parameter; of those alone of which anything is."""
        return self._of_parameters(*self._then_and_now())

    def _of_parameters(self, made: dict, now: dict) -> dict[str, list[Difference]]:
        found = {}
        called_then, called_now = _ids_by_name(made), _ids_by_name(now)
        for definition in self._algorithm.parameterDefinitions():
            name = definition.name()
            was, is_now = made.get(name), now.get(name)
            if calls_layers(name):
                was, is_now = _by_ids(was, called_then), _by_ids(is_now, called_now)
            differences = list(self._renamed(name, _layers(was), _layers(is_now)))
            if _differ(was, is_now) and not _goes_with_its_layer(definition, made, now):
                differences += self._changes(definition, was, is_now)
            if differences:
                found[name] = differences
        return found

    def _renamed(
        self, parameter: str, before: tuple[LayerState, ...], after: tuple[LayerState, ...]
    ) -> Iterator[Difference]:
        """Yield of which layers the name says something else of what a run reads of it."""
        job, now = getattr(self._algorithm, "JOB", None), {one.id: one for one in after}
        text = tr("The name of the layer “{layer}”, from which its year or meaning is read, has changed.")
        for one in before if job is not None else ():
            other = now.get(one.id, one)
            said = (read_of_name(job, parameter, name, *one.source) for name in (one.name, other.name))
            if len({*said}) > 1:
                yield Difference(text.format(layer=other.name), followed=True)

    def _then_and_now(self) -> tuple[dict[str, object], dict[str, object]]:
        """Return what the run was made from, with the layers as they are known now, and what one would be now."""
        begun = time.monotonic()
        now = self._states()
        taken_ms = 1000 * (time.monotonic() - begun)
        # Tens of thousands of unsaved edits take their time; whoever goes on editing is not to wait for it each time.
        self._timer.setInterval(GATHER_MS if taken_ms < _LONG_MS else round(_REST * taken_ms))
        self._made = {name: _each(of, known) for name, of in self._made.items()}
        made = {name: _added_again(of, now.get(name)) for name, of in self._made.items()}
        was = {one.id: one for of in made.values() for one in _layers(of)}
        return made, {name: _each(of, lambda one: unless_read(one, was.get(one.id))) for name, of in now.items()}

    def _states(self) -> dict[str, object]:
        """Return what a run would be made from now, by parameter, and what else its figures depend on."""
        asked = {**self._beside, **self._asked()}
        project = QgsProject.instance()
        found: dict[str, object] = {_TRANSFORMATIONS: _transformations(project), _CLASSES: kept_in(project)}
        for definition in self._algorithm.parameterDefinitions():
            name = definition.name()
            value = asked.get(name)
            if definition.isDestination() or value in (None, "", []):
                continue
            layers = layers_given(definition, value, self._context)
            chosen = _selected_only(value)
            found[name] = tuple(self._state_of(one, chosen) for one in layers) if layers else value
        return found

    def _state_of(
        self, layer: QgsMapLayer, selected_only: bool = False, before: frozenset[str] = frozenset()
    ) -> LayerState:
        """Return a layer as a run would read it now; ``before``: layers that take of it, perhaps in a circle."""
        watch, before = self._watch(layer), before | {layer.id()}
        behind = tuple(self._state_of(one, before=before) for one in watch.behind() if one.id() not in before)
        return replace(watch.state(selected_only), behind=behind)

    def _watch(self, layer: QgsMapLayer) -> LayerWatch:
        watch = self._watches.get(layer.id())
        if watch is None:
            watch = self._watches[layer.id()] = LayerWatch(layer, self)
            watch.changed.connect(self.look)
        return watch

    def _see_off(self, keys: list[str]) -> None:
        for key in keys:
            watch = self._watches.pop(key, None)
            if watch is not None:
                watch.lose()
        self.look()

    def _changes(self, definition: QgsProcessingParameterDefinition, was, now) -> Iterator[Difference]:
        """Yield what is another about a parameter."""
        before, after = (_layers(one) for one in (was, now))
        if not before and not after:
            text = tr("“{parameter}” is no longer as in the run.")
            yield Difference(text.format(parameter=definition.description()))
            return
        gone = [one for one in before if QgsProject.instance().mapLayer(one.id) is None and one not in after]
        for one in gone:
            yield Difference(tr("The layer “{layer}” is no longer in the project.").format(layer=one.name))
        pairs = [(one, next((other for other in after if other.id == one.id), None)) for one in before]
        for one, other in pairs:
            if other is not None:
                yield from _differences(one, other)
        same = {one.id for one, other in pairs if other is not None}
        others = [one for one in before if one.id not in same and one not in gone and one not in after]
        if others or any(one.id not in same and one not in before for one in after):
            text = tr("“{parameter}” has another layer than in the run.")
            yield Difference(text.format(parameter=definition.description()))


def _layers(state) -> tuple[LayerState, ...]:
    some = isinstance(state, tuple) and bool(state) and isinstance(state[0], LayerState)
    return state if some else ()


def _each(state, change: Callable[[LayerState], LayerState]):
    """Return what is of a parameter with its layers changed."""
    layers = _layers(state)
    return tuple(map(change, layers)) if layers else state


def _added_again(was, now):
    """Return what is of a parameter with each layer that was removed and added again as the one that it is now."""
    before = {one.id for one in _layers(was)}
    others = {one.source: one.id for one in _layers(now) if one.id not in before}
    is_there = QgsProject.instance().mapLayer
    return _each(was, lambda one: one if is_there(one.id) else replace(one, id=others.get(one.source, one.id)))


def _goes_with_its_layer(definition: QgsProcessingParameterDefinition, made: dict, now: dict) -> bool:
    """Tell whether a field, or what is taken, has changed with its layer, of which that is told."""
    if isinstance(definition, QgsProcessingParameterField):
        layer = definition.parentLayerParameterName()
        return made.get(layer) != now.get(layer)
    layer = input_of(definition.name())
    return [one.id for one in _layers(made.get(layer))] != [one.id for one in _layers(now.get(layer))]


def _ids_by_name(states: dict[str, object]) -> dict[str, list[str]]:
    """Return the layers of a run by what they are called; a name may be that of several."""
    found: dict[str, list[str]] = {}
    for one in (one for of in states.values() for one in _layers(of)):
        found[one.name] = sorted({*found.get(one.name, ()), one.id})
    return found


def _by_ids(cells, called: dict[str, list[str]]):
    """Return a table that calls layers by name with their ids instead: the same where both have been renamed."""
    if not isinstance(cells, (list, tuple)):
        return cells
    parts = [str(cell).partition(" › ") for cell in cells]  # behind the name perhaps the table of a file
    return [[called[name], table] if name in called else cell for cell, (name, _, table) in zip(cells, parts)]


def _differ(was, now) -> bool:
    """Tell whether a value is another; one that was kept is as JSON can hold it."""
    return was != now and storable(was) != storable(now)


def _transformations(project: QgsProject) -> list:
    """Return the coordinate transformations that a project has chosen, in their order."""
    chosen = project.transformContext().coordinateOperations()
    return sorted([*pair, operation] for pair, operation in chosen.items())


def _selected_only(value) -> bool:
    return isinstance(value, QgsProcessingFeatureSourceDefinition) and value.selectedFeaturesOnly


def _differences(was: LayerState, now: LayerState) -> Iterator[Difference]:
    """Yield how a layer differs from what it was."""
    if was.filter != now.filter:
        yield Difference(tr("The filter of the layer “{layer}” has changed.").format(layer=now.name), followed=True)
    elif was.source != now.source:
        yield Difference(tr("The layer “{layer}” has another source.").format(layer=now.name), followed=True)
    elif was.made_of != now.made_of:
        text = tr("The joins, computed fields or field aliases of the layer “{layer}” are no longer as in the run.")
        yield Difference(text.format(layer=now.name), followed=True)
    elif file := gone_file(was, now):
        # A result that was kept is what it was; its page says that its file is gone.
        if not kept_runs.is_kept(file):
            text = tr("The file of the layer “{layer}” is gone: “{file}”.")
            yield Difference(text.format(layer=now.name, file=file))
    elif was.content != now.content or was.fields != now.fields or len(was.behind) != len(now.behind):
        yield Difference(tr("The content of the layer “{layer}” has changed.").format(layer=now.name), followed=True)
    else:
        text = tr("The layer “{source}”, from which “{layer}” takes values or shapes, has changed.")
        for one, other in zip(was.behind, now.behind):
            if one != other:
                yield Difference(text.format(source=other.name, layer=now.name), followed=True)
    if was.crs != now.crs:
        yield Difference(tr("The CRS of the layer “{layer}” has changed.").format(layer=now.name), followed=True)
    if was.selection != now.selection:
        yield Difference(tr("Other features of the layer “{layer}” are selected.").format(layer=now.name))
