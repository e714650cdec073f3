"""The models that come with the plugin: files of resources/models as algorithms of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
)

from ..i18n import language, tr
from . import dependencies
from .help import short_help

FOLDER = Path(__file__).parent.parent / "resources" / "models"
MODELS = ("checkup", "landchain", "restorationchain")


def model_file(name: str, code: str | None = None) -> Path:
    """Return the file of a model in a language, the user's where none is said; Chinese stands up front."""
    code = code or language()
    folder = FOLDER if code == "zh" else FOLDER / code
    return folder / f"greenvein_{name}.model3"


class BrokenModelError(Exception):
    """The file of a model cannot be read as one."""


class Model(QgsProcessingModelAlgorithm):
    """A model of the plugin as an algorithm: named, grouped and explained as the others are."""

    def __init__(self, name: str):
        super().__init__()
        self._name = name
        if not self.fromFile(str(model_file(name))):
            raise BrokenModelError(model_file(name))
        for child in self._jobs():
            self._name_outputs(child)

    def createInstance(self):  # noqa: N802 - QGIS's name
        return type(self)(self._name)

    def name(self):
        return self._name

    def displayName(self):  # noqa: N802 - QGIS's name
        return {
            "checkup": tr("Whole check-up"),
            "landchain": tr("Land reduction and use of vacated land"),
            "restorationchain": tr("Security pattern and restoration priority"),
        }[self._name]

    def group(self):
        return tr("Check-up")

    def groupId(self):  # noqa: N802 - QGIS's name
        return "checkup"

    def tags(self):
        return tr("check-up,model,chain,all jobs,one report,体检,一键核查").split(",")

    def shortHelpString(self):  # noqa: N802 - QGIS's name
        return short_help(self._name)

    def canExecute(self):  # noqa: N802 - QGIS's name
        problems = dependencies.load()
        return (False, dependencies.sentence(problems)) if problems else super().canExecute()

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        """Run the steps; the numbers of each are numbers of the model, which QGIS does not make of them itself."""
        results = super().processAlgorithm(parameters, context, feedback)
        found = results.get("CHILD_RESULTS", {})
        names = [(child.childId(), output.name()) for child in self._jobs() for output in _numbers(child.algorithm())]
        return results | {name: found[job][name] for job, name in names if name in found.get(job, {})}

    def _name_outputs(self, child: QgsProcessingModelChildAlgorithm) -> None:
        """Call outputs as the job itself does, and add its numbers."""
        job = child.algorithm()
        for name, output in child.modelOutputs().items():
            parameter, own = self.parameterDefinition(name), job.parameterDefinition(output.childOutputName())
            if parameter is None or own is None:
                raise BrokenModelError(self.sourceFilePath() or model_file(self._name))
            # In the file the text has the name in it, for QGIS makes the parameter's name of the text.
            parameter.setDescription(own.description())
            self.outputDefinition(name).setDescription(own.description())
        for number in _numbers(job):
            self.addOutput(type(number)(number.name(), number.description()))

    def _jobs(self) -> list[QgsProcessingModelChildAlgorithm]:
        """Return the steps whose algorithm QGIS knows."""
        return [child for child in self.childAlgorithms().values() if child.algorithm() is not None]


def _numbers(algorithm: QgsProcessingAlgorithm) -> list[QgsProcessingOutputDefinition]:
    kinds = (QgsProcessingOutputNumber, QgsProcessingOutputBoolean)
    return [output for output in algorithm.outputDefinitions() if isinstance(output, kinds)]


def models() -> Iterator[Model]:
    """Give the models; one whose file is broken is told in the log, for the toolbox must open without it."""
    for name in MODELS:
        try:
            yield Model(name)
        except BrokenModelError as error:
            text = tr("The model {path} cannot be read; install GreenVein anew.").format(path=error)
            QgsMessageLog.logMessage(text, "GreenVein", Qgis.MessageLevel.Warning)
