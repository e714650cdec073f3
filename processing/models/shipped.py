"""The models that come with the plugin: files of resources/models as algorithms of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
)

from ...i18n import language, tr, translated
from .. import dependencies, profiles
from ..framework import given_numbers, themes
from ..framework.cleared import has_default
from ..guide.help import short_help
from ..guide.pages import url
from ..io import clashes

FOLDER = Path(__file__).parents[2] / "resources" / "models"
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
        self._numbers: list[tuple[str, str, str]] = []
        self._jobs: dict[str, str] = {}
        self._read: list = []
        # Copies of the steps themselves would cost as much as reading the file.
        for id_, step in self.toVariant()["children"].items():
            job = QgsApplication.processingRegistry().algorithmById(step["alg_id"])
            outputs = {name: output["output_name"] for name, output in step["outputs"].items()}
            self._name_outputs(id_, job, outputs)

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
        return translated(themes.CHECKUP.title)

    def groupId(self):  # noqa: N802 - QGIS's name
        return themes.CHECKUP.id

    def tags(self):
        return tr("check-up,model,chain,all jobs,one report,体检,一键核查").split(",")

    def shortHelpString(self):  # noqa: N802 - QGIS's name
        return short_help(self._name)

    def helpUrl(self):  # noqa: N802 - QGIS's name
        return url(self._name)

    def canExecute(self):  # noqa: N802 - QGIS's name
        problems = dependencies.load()
        return (False, dependencies.sentence(problems)) if problems else super().canExecute()

    def checkParameterValues(self, parameters, context):  # noqa: N802 - QGIS's name
        """Say in a sentence of ours which number is none, or out of its range; what else is wrong QGIS says."""
        given = given_numbers.read(self, parameters, None)
        sentence = given_numbers.refused(self, given, None)
        return (False, sentence) if sentence else super().checkParameterValues(given, context)

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        """Look at the layers in the thread they live in."""
        problems = dependencies.load()
        if problems:  # qgis_process does not ask canExecute
            raise QgsProcessingException(dependencies.sentence(problems))
        self._read = clashes.inputs(self, parameters, context)
        return super().prepareAlgorithm(parameters, context, feedback)

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        """Run the steps; the numbers of each are numbers of the model, which QGIS does not make of them itself.

        A step knows but its own layers: what one reads and another writes is looked at here, before the first.
        """
        from ..io import reads

        # QGIS hands on nothing for an input that is left out, whatever default it has.
        defaults = {one.name(): one.defaultValue() for one in self.parameterDefinitions() if has_default(one)}
        parameters = defaults | parameters
        clashes.refuse(self._read, list(clashes.outputs(self, parameters, context)), self._title)
        # One plan for all steps, whatever is chosen meanwhile.
        with profiles.held(profiles.active()), reads.shared():
            results = super().processAlgorithm(parameters, context, feedback)
        found = results.get("CHILD_RESULTS", {})
        return results | {own: found[step][name] for step, name, own in self._numbers if name in found.get(step, {})}

    def _title(self, name: str) -> str:
        """Return what users call a parameter; outputs of several steps are called the same."""
        text = self.parameterDefinition(name).description()
        job = self._jobs.get(name)
        return tr("{output} ({job})").format(output=text, job=job) if job else text

    def _name_outputs(self, step: str, job: QgsProcessingAlgorithm | None, outputs: dict[str, str]) -> None:
        """Call the outputs of a step, by what they are called in it, as its job does, and add the job's numbers."""
        if job is None:
            raise BrokenModelError(model_file(self._name))
        for name, own in outputs.items():
            parameter = self.parameterDefinition(name)
            if parameter is None or job.parameterDefinition(own) is None:
                raise BrokenModelError(model_file(self._name))
            # In the file the text has the name in it, for QGIS makes the parameter's name of the text.
            text = job.parameterDefinition(own).description()
            parameter.setDescription(text)
            self.outputDefinition(name).setDescription(text)
            self._jobs[name] = QgsApplication.processingRegistry().algorithmById(f"greenvein:{step}").displayName()
        for number in job.outputDefinitions():
            if isinstance(number, (QgsProcessingOutputNumber, QgsProcessingOutputBoolean)):
                # Two jobs may call a number alike: then the step stands before it, but for the first one.
                taken = self.outputDefinition(number.name()) is not None
                called = f"{step.upper()}_{number.name()}" if taken else number.name()
                self.addOutput(type(number)(called, number.description()))
                self._numbers.append((step, number.name(), called))


def models() -> Iterator[Model]:
    """Give the models; one whose file is broken is told in the log, for the toolbox must open without it."""
    for name in MODELS:
        try:
            yield Model(name)
        except BrokenModelError as error:
            text = tr("The model {path} cannot be read; install GreenVein anew.").format(path=error)
            QgsMessageLog.logMessage(text, "GreenVein", Qgis.MessageLevel.Warning)
