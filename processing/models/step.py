"""A job as a step of a model: it is left out where its layers are not given, and says so.

A model of QGIS cannot leave a step out and go on with those that could do without it, so a step does it itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessing,
    QgsProcessingOutputLayerDefinition,
)

from ...i18n import language, tr
from ..framework.algorithm import need_packages
from ..framework.class_changes import changed_tables, changes_in, kept_in
from ..framework.cleared import is_empty
from ..framework.declared import BrokenJobError
from ..framework.job import JobAlgorithm
from ..framework.land_use_count import Classes, classes_in
from ..framework.parameters import choice, field_of, polygon_source
from ..framework.taking import first_code_field, no_code_field
from ..framework.version import program
from ..guide.help import short_help
from ..guide.pages import url
from ..io.clashes import outputs
from ..io.layer_reading import no_field
from ..io.values import plain
from ..words.land_classes import kind_names, system_names

LAND_USE, CODE, SYSTEM = "LANDUSE", "CODE", "SYSTEM"


class Expected(str):
    """What stands for a result of an earlier step that has not run yet, «step:OUTPUT».

    ``sums_up``: whether it is the table that sums up what the job has found; ``parameters``: on which that will run.
    """

    sums_up = False
    parameters: Mapping[str, object] = MappingProxyType({})


class Step(JobAlgorithm):
    """An algorithm that is left out where an input is missing; mixed into the one that does the job.

    An input that is not given is taken out of ``LANDUSE`` by its class, where it has one (``Clue.take``). A job that
    needs more of it has its own in its module ``step``.
    """

    _lacks = ""
    _unread = ""
    _known: Classes | None = None

    def name(self):
        return f"{self.JOB.id}ifgiven"

    def displayName(self):  # noqa: N802 - QGIS's name
        return tr("{job} (where its layers are given)").format(job=super().displayName())

    def flags(self):
        return super().flags() | Qgis.ProcessingAlgorithmFlag.HideFromToolbox

    def shortHelpString(self):  # noqa: N802 - QGIS's name
        sentence = tr("A step of a model: where its layers are not given it is left out, and the log says so.")
        return f"<p>{sentence}</p>{short_help(self.JOB.id)}"

    def helpUrl(self):  # noqa: N802 - QGIS's name
        return url(self.JOB.id)

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        super().initAlgorithm(configuration)
        for name in self.JOB.needs:
            parameter = self.parameterDefinition(name)
            if parameter is None:
                raise BrokenJobError(f"job {self.JOB.id}: `needs` names {name}, which it does not take")
            parameter.setFlags(parameter.flags() | Qgis.ProcessingParameterFlag.Optional)
        if self.JOB.of_land_use:
            self.addParameter(polygon_source(LAND_USE, tr("Land use"), optional=True))
            self.addParameter(field_of(LAND_USE, CODE, tr("Field with the land-use code")))
            systems = (tr("Find out"), *system_names().values())
            self.addParameter(choice(SYSTEM, tr("System of the land-use codes"), systems, optional=True))

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        need_packages()
        self._asked, self._reason = self.settled(parameters, context)
        return super().prepareAlgorithm(self._asked, context, feedback)

    def settled(
        self,
        parameters,
        context,
        known: Collection[str] | None = None,
        unread: Mapping[str, str] | None = None,
        none: Collection[str] = (),
    ) -> tuple[dict, str]:
        """Return what the job is to be given, and why it is left out; "" where it is not.

        To be asked for in the thread that the layers live in. ``known``: the classes that the land use has, where
        somebody has found that out already, for the whole layer must be read for it; ``unread``: why its codes do not
        tell a class, by the class; ``none``: classes that they show not to be there.
        """
        self._lacks = self._unread = ""
        unread = dict(unread or {})
        if known is None:
            self._known = None
        else:
            self._known = Classes({kind: 1 for kind in known if kind not in unread}, unread, none=frozenset(none))
        parameters = self.asked(parameters, context)
        reason = self.reason(parameters, context)
        return parameters, self._lacks if reason and self._lacks else reason

    def asked(self, parameters, context) -> dict:
        """Return the parameters by which the step runs for those that it was given."""
        return parameters | self._taken_of_land_use(parameters, context)

    def of_job(self, parameters, context) -> dict:
        """Return the parameters by which the job itself finds the same, for those by which the step runs."""
        job = QgsApplication.processingRegistry().algorithmById(f"greenvein:{self.JOB.id}")
        return {name: value for name, value in parameters.items() if job.parameterDefinition(name) is not None}

    def _taken_of_land_use(self, parameters, context):
        """Return the parameters by which inputs that are not given are taken out of the land use."""
        land_use = parameters.get(LAND_USE)
        names = {name: kind for name, kind in self.JOB.of_land_use.items() if is_blank(parameters.get(name))}
        if is_blank(land_use) or not names:
            return {}
        column, classes = self.classes(parameters, [*names.values()], context)
        found: dict[str, object] = {}
        for name, kind in names.items():
            shown = name in self.JOB.may_lack and kind in classes.none
            if shown or self._has(kind, classes, parameters, context):
                more = {"": land_use, "_TAKE": f"class:{kind}", "_CODE": column, "_SYSTEM": parameters.get(SYSTEM)}
                found |= {f"{name}{end}": value for end, value in more.items()}
        return found

    def classes(self, parameters, kinds, context) -> tuple[str | None, Classes]:
        """Return the field of the codes of the land use, and what they say of some classes.

        Of a layer that cannot be read nobody knows any better, and the run tells why.
        """
        source = self.parameterAsSource(parameters, LAND_USE, context)
        column = self.parameterAsString(parameters, CODE, context) or (source and first_code_field(source))
        if source is None:
            return column, Classes(dict.fromkeys(kinds, 1), {})
        layer, title = source.sourceName(), tr("Field with the land-use code")
        if not column:
            return None, Classes({}, dict.fromkeys(kinds, no_code_field(layer, title, source)))
        at = source.fields().lookupField(column)
        if at < 0:
            return column, Classes({}, dict.fromkeys(kinds, no_field(column, layer, source)))
        if self._known is not None:
            return column, self._known
        system = self.parameterAsEnum(parameters, SYSTEM, context)
        tables = changed_tables(changes_in(kept_in(context.project())))
        tables = tables[system - 1 : system] if system else tables
        codes, numeric = [plain(value) for value in source.uniqueValues(at)], source.fields().at(at).isNumeric()
        return column, classes_in(codes, column, kinds, tables, numeric=numeric, layer=layer)

    def _has(self, kind, classes: Classes, parameters, context) -> bool:
        """Tell whether land use has a class; where not, or where nobody can tell, keep the sentence why."""
        if kind in classes.unread:
            self.do_without_land_use(classes.unread[kind])
            return False
        if classes.counts.get(kind):
            return True
        text = tr("Left out: {job}. The land use “{layer}” has no {kinds}.")
        source = self.parameterAsSource(parameters, LAND_USE, context)
        self._lacks = self._lacks or self.told(text, layer=source.sourceName(), kinds=kind_names()[kind])
        return False

    def do_without_land_use(self, sentence: str) -> None:
        """Keep a sentence that says why the land use, or a class of it, cannot be read."""
        self._unread = sentence
        self._lacks = self.told(tr("Left out: {job}. {reason}"), reason=sentence)

    def compute(self, run):
        if self._unread:  # what could have been taken of the land use is not there, and the job does without
            run.note(self._unread)
        return super().compute(run)

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        parameters, self._asked = self._asked, {}
        if not self._reason:
            return super().processAlgorithm(self._with_outputs(parameters), context, feedback)
        feedback.pushWarning(self._reason)
        return self.do_without(self._reason, tr("Left out"), parameters, context, feedback)

    def _with_outputs(self, parameters) -> dict:
        """Return parameters in which the outputs are asked for that others work on."""
        unnamed = [name for name in self.JOB.always if is_blank(parameters.get(name))]
        return {**parameters, **dict.fromkeys(unnamed, QgsProcessing.TEMPORARY_OUTPUT)}

    def do_without(self, sentence: str, badge: str, parameters, context, feedback) -> dict:
        """Return no result but a report that says why there is none, for the report of all jobs to tell it."""
        parameters = self._with_outputs(parameters)
        written = outputs(self, parameters, context)
        stale = [place.name() for name, place in written if name != "REPORT" and place.is_there()]
        if stale:
            text = tr("What stands there is from an earlier run, and no result of this one: {paths}.")
            feedback.pushWarning(text.format(paths=tr(", ").join(stale)))
        self.release()
        return {"REPORT": self._say_so(sentence, badge, parameters, context)}

    def _say_so(self, sentence: str, badge: str, parameters, context) -> str | None:
        from ..io.write import Writer

        writer = Writer(self, parameters, context)
        try:
            path = writer.text("REPORT", self.left_out(sentence, badge))
            writer.finish()
        finally:
            writer.rollback()
        return path

    def left_out(self, sentence: str, badge: str) -> str:
        """Return a report, as HTML, that says why the job has no result."""
        from ...core.report import Report, Verdict, render

        verdict = Verdict(tr("Not checked"), "–", sentence, badge=badge)
        return render(Report(language(), super().displayName(), verdict=verdict, footer=(program(),)))

    def reason(self, parameters, context) -> str:
        """Return why the job is left out; empty where it is not."""
        missing = [name for name in self.JOB.needs if is_blank(parameters.get(name))]
        if not missing:
            return ""
        text = tr("Left out: {job}. It needs a layer for “{parameter}”.")
        return self.told(text, parameter=self.parameterDefinition(missing[0]).description())

    def does_without(self) -> str:
        """Return why the step goes without land use, or a class of it, by what ``settled`` has just found; else ""."""
        return self._unread

    def assumed(self, parameters, context) -> list[str]:
        """Return what the job takes for granted on parameters by which the step runs, a sentence each."""
        return []

    def told(self, text: str, **values) -> str:
        """Return a sentence that names the job."""
        return text.format(job=super().displayName(), **values)


def is_blank(value: object) -> bool:
    """Return whether nothing was given: a model hands on an empty list, or a list of nothing, too."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    if isinstance(value, list):
        return all(map(is_blank, value))
    return is_empty(value)
