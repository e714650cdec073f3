"""What every algorithm shares: availability, help, shared parameters, and how a run begins and ends."""

from __future__ import annotations

import gc
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterLayer,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QThread

from ...i18n import tr
from .. import dependencies, profiles
from ..guide.help import short_help
from ..guide.pages import url
from ..io.clashes import inputs, takes_layers
from ..io.fresh import read_anew
from ..io.layer_lookup import unfound
from ..io.layer_names import multiple_key, parameter_of
from ..io.layer_reading import unreadable, wrong_filter
from ..io.opened_texts import open_texts
from ..io.snapshot import Snapshot
from ..profiles import names as profile_names
from . import cleared, given_numbers
from .call import CancelledError
from .class_changes import kept_in
from .layer_meaning import Given, doubts, first_of_several, given
from .run import Run
from .taking import written_take

if TYPE_CHECKING:
    from ...core.geometry.overlap import CrowdedError, CrowdedZonesError
    from ...core.profile import Profile
    from ..io.places import Place
    from ..io.raster import Raster
    from ..io.read import PlainFile
    from .following import LiveRun

# The modules that need numpy, shapely or pandas are imported when an algorithm runs,
# so that QGIS opens, and says what is missing, without them.


FIELDS_OF = "fields_of"
"""Metadata of a text that names a field: the inputs whose fields it may be, the first that is given counts."""


def need_packages() -> None:
    """Load the packages; stop the run where one is missing, for not everyone asks ``canExecute``: a model does not."""
    problems = dependencies.load()
    if problems:
        raise QgsProcessingException(dependencies.sentence(problems))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for objects that hold each other: a run makes millions, and none of them does.

    Each look goes through everything that QGIS and its plugins have made too, a tenth of a run's time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _crowded_sentence(error: CrowdedError) -> str:
    text = tr(
        "Polygons of one layer lie on one another in more than {pairs:,} pairs, too many to be told apart; dissolve "
        "them, or delete those that are drawn several times, and run this again."
    )
    return text.format(pairs=error.pairs)


def _crowded_zones_sentence(error: CrowdedZonesError) -> str:
    text = tr(
        "Zones lie on one another so that their borders make {cells:,} areas, too many for the polygons that lie in "
        "most of these; give the zones that belong together one name, or run this for some of them at a time."
    )
    return text.format(cells=error.cells)


class GreenVeinAlgorithm(QgsProcessingAlgorithm):
    """An algorithm: declares its parameters, and computes in ``compute(run)``."""

    def __init__(self) -> None:
        super().__init__()
        self._files: dict[str, PlainFile | None] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self.rasters_given: dict[str, Raster] = {}
        """The rasters of parameters that take one."""
        self._credits: list[str] = []
        self._given: dict[str, Given] = {}
        self._wrong_filters: list[str] = []
        self._first_of_several: list[str] = []
        self._read: list[tuple[str, Place]] = []
        self._written: list[Place] = []
        self._profile: Profile | None = None
        self._no_profile = ""
        self.project_title = ""
        """What the user's project is called; a project is asked in the thread it lives in."""
        self.class_changes = ""
        """What the project says of land-use codes."""

    @property
    def entire(self) -> tuple[str, ...]:
        """The inputs of whose layers it asks what a selection, or a filter, has left out."""
        return ()

    def createInstance(self) -> GreenVeinAlgorithm:  # noqa: N802 - QGIS's name
        return type(self)()

    def shortHelpString(self) -> str:  # noqa: N802 - QGIS's name
        return short_help(self.name())

    def helpUrl(self) -> str:  # noqa: N802 - QGIS's name
        return url(self.name())

    def canExecute(self) -> tuple[bool, str]:  # noqa: N802 - QGIS's name
        problems = dependencies.load()
        return not problems, dependencies.sentence(problems) if problems else ""

    def checkParameterValues(  # noqa: N802 - QGIS's name
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Say in a sentence of ours which layer is not there, or what is empty; what else is wrong QGIS says."""
        parameters = given_numbers.read(self, cleared.given(self, parameters), None)
        open_texts(self, parameters, context)
        sentence = unfound(self, parameters, context) or cleared.refused(self, parameters)
        sentence = sentence or given_numbers.refused(self, parameters, None)
        return (False, sentence) if sentence else super().checkParameterValues(parameters, context)

    def asQgisProcessCommand(  # noqa: N802 - QGIS's name
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[str, bool]:
        return super().asQgisProcessCommand(cleared.for_command(self, parameters), context)

    def asPythonCommand(  # noqa: N802 - QGIS's name
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> str:
        return super().asPythonCommand(cleared.for_python(self, parameters), context)

    def asMap(  # noqa: N802 - QGIS's name
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        return super().asMap(cleared.for_python(self, parameters), context)

    def prepareAlgorithm(  # noqa: N802 - QGIS's name
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Look at the layers in the thread they live in."""
        need_packages()
        # A model does not check what it gives its steps.
        wrong = cleared.refused(self, parameters) or given_numbers.refused(self, parameters, context)
        if wrong:
            raise QgsProcessingException(wrong)
        self._profile, missing = profiles.find()
        self._no_profile = "" if missing is None else profile_names.fallback_sentence(missing)
        parameters = cleared.given(self, parameters)
        open_texts(self, parameters, context)
        self._read = inputs(self, parameters, context)
        project = context.project()
        self.project_title = "" if project is None else project.title()
        self.class_changes = kept_in(project)
        for definition in self.parameterDefinitions():
            name = definition.name()
            value = parameters.get(name)
            if value is None:
                continue
            if isinstance(definition, QgsProcessingParameterFeatureSource):
                taken = written_take(parameters, name)
                self._look_at(name, value, self._layer(name, parameters, context), project, taken)
            elif takes_layers(definition):
                layers = self.parameterAsLayerList(parameters, name, context)
                for number, layer in enumerate(one for one in layers if isinstance(one, QgsVectorLayer)):
                    taken = written_take(parameters, name, layer.name())
                    self._look_at(multiple_key(name, number), layer, layer, project, taken)
                self._credit(layers)
            elif isinstance(definition, QgsProcessingParameterRasterLayer):
                self._look_at_raster(name, self.parameterAsRasterLayer(parameters, name, context))
        return True

    def _layer(self, name: str, parameters: dict[str, Any], context: QgsProcessingContext) -> QgsVectorLayer | None:
        """Return the layer of an input, of which only a selection, or what a filter leaves, may be meant."""
        value = parameters[name]
        if not isinstance(value, QgsProcessingFeatureSourceDefinition):
            return self.parameterAsVectorLayer(parameters, name, context)
        source, _ = value.source.valueAsString(context.expressionContext())
        layer = QgsProcessingUtils.mapLayerFromString(source, context)
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _look_at(
        self, key: str, value: object, layer: QgsVectorLayer | None, project: QgsProject | None, taken: str = ""
    ) -> None:
        """Note a vector layer as it is now, the plain file behind it, and whom the data is to be credited to."""
        from ..io.read import plain_file

        self._files[key] = plain_file(value, layer)
        if layer is not None:
            read_anew(layer, project)
            self._snapshots[key] = self._snapshot(key, layer, value)
            self._given[key] = given(key, value, layer, project, taken)
            if isinstance(value, QgsProcessingFeatureSourceDefinition):
                title = self.parameterDefinition(key).description()
                self._wrong_filters += wrong_filter(value.filterExpression, layer, title)
            self._credit([layer])
            self._first_of_several += first_of_several(value, layer)

    def _snapshot(self, key: str, layer: QgsVectorLayer, value: object) -> Snapshot:
        try:
            return Snapshot(layer, value, parameter_of(key) in self.entire)
        except Exception as error:
            title = self.parameterDefinition(parameter_of(key)).description()
            raise QgsProcessingException(unreadable(title, error)) from error

    def _look_at_raster(self, name: str, layer: QgsRasterLayer | None) -> None:
        """Keep a raster for the run, and note whom the data is to be credited to."""
        from ..io.raster import copy_of

        if layer is not None:
            self.rasters_given[name] = copy_of(layer)
            self._credit([layer])

    def _credit(self, layers: list[QgsMapLayer]) -> None:
        for layer in layers:
            rights = layer.metadata().rights() or [layer.serverProperties().attribution()]
            self._credits += [credit for credit in rights if credit and credit not in self._credits]

    def processAlgorithm(  # noqa: N802 - QGIS's name
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ...core.geometry.overlap import CrowdedError, CrowdedZonesError

        parameters = given_numbers.read(self, cleared.given(self, parameters), context)
        common = self, parameters, context, feedback, self._files, tuple(self._credits), self._given
        run = Run(*common, self._snapshots)
        try:
            if self._no_profile:
                run.note(self._no_profile)
            for text in self._wrong_filters:
                raise QgsProcessingException(text)
            run.note_all(self._first_of_several)
            run.note_all(doubts([*self._given.values()], run.title))
            run.note_all(cleared.replaced(self, parameters))
            run.write.make_room(self._read)
            with _uncollected(), profiles.held(self._profile):
                outputs = self.compute(run)
            for sentence in cleared.remarks(self, parameters, run.defaults_taken):
                feedback.pushInfo(sentence)
            run.write.finish(run.stop)
            self._written = run.write.written
            return outputs
        except CancelledError as cancelled:
            # The frames hold the sinks, and an open file cannot be removed everywhere.
            traceback.clear_frames(cancelled.__traceback__)
            run.write.rollback()
            feedback.pushWarning(tr("Cancelled: nothing was written."))
            return {}
        except Exception as error:
            traceback.clear_frames(error.__traceback__)
            run.write.rollback()
            if isinstance(error, OSError):  # of a file in between, such as a picture of a report
                from ..io.refusals import unwritable

                path = error.filename or QgsProcessingUtils.tempFolder()
                raise QgsProcessingException(unwritable(path, error)) from error
            if isinstance(error, CrowdedError):
                raise QgsProcessingException(_crowded_sentence(error)) from error
            if isinstance(error, CrowdedZonesError):
                raise QgsProcessingException(_crowded_zones_sentence(error)) from error
            if isinstance(error, QgsProcessingException):  # of a kind of it QGIS would show where it was raised
                raise QgsProcessingException(str(error)) from error
            raise
        finally:
            self.release()

    def postProcessAlgorithm(  # noqa: N802 - QGIS's name
        self, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Have layers of the project that show what was written over show what is there now."""
        from ..io.places import sources

        project = context.project()
        for layer in project.mapLayers().values() if project is not None and self._written else ():
            if (
                isinstance(layer, QgsVectorLayer)
                and not layer.isEditable()
                and layer.thread() == QThread.currentThread()
            ):
                shown = next(sources(layer, None), None)
                if shown is not None and any(place.overlaps(shown) for place in self._written):
                    layer.reload()
                    layer.triggerRepaint()
        return {}

    def follow(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        layers: dict[str, QgsVectorLayer],
    ) -> LiveRun:
        """Return a run that reads layers, by the names of their parameters, as they are now and after each edit.

        Those of a parameter that takes several have names as in processing.io.layer_names.multiple_key.
        """
        from .following import LiveRun

        self.prepareAlgorithm(parameters, context, feedback)
        parameters = given_numbers.read(self, parameters, context)
        snapshots = {name: self._snapshot(name, layer, None) for name, layer in layers.items()}
        common = self, parameters, context, feedback, self._files, tuple(self._credits), self._given
        return LiveRun(*common, snapshots, profile=self._profile)

    def release(self) -> None:
        """Let go of layers: whoever keeps the algorithm, or its exception, must not keep them past QGIS's end."""
        for snapshot in self._snapshots.values():
            snapshot.let_go()
        self._snapshots.clear()
        self.rasters_given.clear()

    def compute(self, run: Run) -> dict:
        """Read, call one kernel, write; return the outputs."""
        raise NotImplementedError
