"""The jobs as steps of a model: each is left out where its layers are not given, and says so.

A model of QGIS cannot leave a step out and go on with those that could do without it, so a step does it itself.
"""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterBoolean,
)

from ...i18n import language, tr
from ..framework.algorithm import GreenVeinAlgorithm
from ..framework.cleared import is_empty
from ..framework.version import program
from ..guide.help import short_help
from ..guide.pages import url
from ..io.clashes import outputs
from ..jobs.corridorwidth.algorithm import CorridorWidth
from ..jobs.landreduction.algorithm import LandReduction
from ..jobs.parkcoverage.algorithm import ParkCoverage
from ..jobs.restorationpriority.algorithm import RestorationPriority
from ..jobs.securitypattern.algorithm import SecurityPattern
from ..jobs.securitypattern.names import part_names
from ..jobs.vacateduse.algorithm import VacatedUse


class _Step(GreenVeinAlgorithm):
    """An algorithm that is left out where an input is missing; mixed into the one that does the job."""

    NEEDS: tuple[str, ...] = ()
    """Inputs without which the job is left out."""
    ALWAYS: tuple[str, ...] = ("REPORT",)
    """Outputs that later steps work on: QGIS drops those that the user of a model leaves out."""

    def name(self):
        return f"{super().name()}ifgiven"

    def displayName(self):  # noqa: N802 - QGIS's name
        return tr("{job} (where its layers are given)").format(job=super().displayName())

    def flags(self):
        return super().flags() | Qgis.ProcessingAlgorithmFlag.HideFromToolbox

    def shortHelpString(self):  # noqa: N802 - QGIS's name
        sentence = tr("A step of a model: where its layers are not given it is left out, and the log says so.")
        return f"<p>{sentence}</p>{short_help(super().name())}"

    def helpUrl(self):  # noqa: N802 - QGIS's name
        return url(super().name())

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        super().initAlgorithm(configuration)
        for name in self.NEEDS:
            parameter = self.parameterDefinition(name)
            parameter.setFlags(parameter.flags() | Qgis.ProcessingParameterFlag.Optional)

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        ready = super().prepareAlgorithm(parameters, context, feedback)
        self._reason = self.reason(parameters, context)
        return ready

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        unnamed = [name for name in self.ALWAYS if _is_blank(parameters.get(name))]
        asked = {**parameters, **dict.fromkeys(unnamed, QgsProcessing.TEMPORARY_OUTPUT)}
        if not self._reason:
            return super().processAlgorithm(asked, context, feedback)
        feedback.pushWarning(self._reason)
        stale = [place.name() for name, place in outputs(self, asked, context) if name != "REPORT" and place.is_there()]
        if stale:
            text = tr("What stands there is from an earlier run, and no result of this one: {paths}.")
            feedback.pushWarning(text.format(paths=tr(", ").join(stale)))
        self.release()
        return {"REPORT": self._say_so(asked, context)}

    def _say_so(self, parameters, context) -> str | None:
        """Write a report that says why the job was left out, for the report of all jobs to tell it."""
        from ...core.report import Report, Verdict, render
        from ..io.write import Writer

        verdict = Verdict(tr("Not checked"), "–", self._reason, badge=tr("Left out"))
        report = Report(language(), super().displayName(), verdict=verdict, footer=(program(),))
        writer = Writer(self, parameters, context)
        try:
            path = writer.text("REPORT", render(report))
            writer.finish()
        finally:
            writer.take_back()
        return path

    def reason(self, parameters, context) -> str:
        """Return why the job is left out; empty where it is not."""
        missing = [name for name in self.NEEDS if _is_blank(parameters.get(name))]
        if not missing:
            return ""
        text = tr("Left out: {job}. It needs a layer for “{parameter}”.")
        return self.told(text, parameter=self.parameterDefinition(missing[0]).description())

    def told(self, text: str, **values) -> str:
        """Return a sentence that names the job."""
        return text.format(job=super().displayName(), **values)


class ParkCoverageStep(_Step, ParkCoverage):
    """Park service coverage, where residential land and parks are given."""

    NEEDS = ("RESIDENTIAL", "PARKS")
    ALWAYS = ("BLIND_AREAS", "REPORT")


class CorridorWidthStep(_Step, CorridorWidth):
    """Corridor width check, where corridors are given."""

    NEEDS = ("CORRIDORS",)


class LandReductionStep(_Step, LandReduction):
    """Land reduction account, where the land use of two dates is given."""

    NEEDS = ("BEFORE", "AFTER")
    ALWAYS = ("CHANGES", "REPORT")

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        super().initAlgorithm(configuration)
        # A district of a batch is not to be held against what the plan sets for the city.
        text = tr("Hold the whole area against the plan's targets")
        self.addParameter(QgsProcessingParameterBoolean("PLAN_TARGETS", text, True))

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        if not self.parameterAsBoolean(parameters, "PLAN_TARGETS", context):
            parameters = {**parameters, "TARGETS": []}
        return super().processAlgorithm(parameters, context, feedback)


class VacatedUseStep(_Step, VacatedUse):
    """Use of vacated land, where any was vacated."""

    NEEDS = ("VACATED",)

    def reason(self, parameters, context):
        from ..jobs.vacateduse.inputs import KIND_FIELD, VACATED

        missing = super().reason(parameters, context)
        source = None if missing else self.parameterAsSource(parameters, "VACATED", context)
        if source is None or source.fields().lookupField(KIND_FIELD) < 0:
            return missing
        vacated = QgsFeatureRequest().setFilterExpression(f"\"{KIND_FIELD}\" = '{VACATED}'").setLimit(1)
        if next(source.getFeatures(vacated), None) is not None:
            return ""
        return self.told(tr("Left out: {job}. No land was vacated between the two dates."))


class SecurityPatternStep(_Step, SecurityPattern):
    """Ecological security pattern, where it has a layer."""

    ALWAYS = ("PATTERN", "REPORT")

    def reason(self, parameters, context):
        layers = (*part_names(), "TIER_1", "TIER_2", "TIER_3", "TIERED")
        if any(not _is_blank(parameters.get(name)) for name in layers):
            return ""
        return self.told(tr("Left out: {job}. It needs at least one layer, of a control line or of a tier."))


class RestorationPriorityStep(_Step, RestorationPriority):
    """Restoration priority ranking, where units are given."""

    NEEDS = ("UNITS",)


STEPS = (
    ParkCoverageStep,
    CorridorWidthStep,
    LandReductionStep,
    VacatedUseStep,
    SecurityPatternStep,
    RestorationPriorityStep,
)


def _is_blank(value: object) -> bool:
    """Return whether nothing was given: a model hands on an empty list, or a list of nothing, too."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    if isinstance(value, list):
        return all(map(_is_blank, value))
    return is_empty(value)
