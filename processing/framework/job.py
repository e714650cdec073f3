"""What all jobs do alike: read, measure, make tables, write, report, log; names and outputs are those declared.

What is a job's own stands in modules that are called the same in every job:

- ``algorithm``: what it takes, and the call of its kernel;
- ``inputs``: ``read(run)`` → what the kernel needs;
- ``tables``: ``outputs(run, inputs, result)`` → what there is to write, ``numbers(inputs, result)`` → its numbers;
- ``remarks``: ``notices(inputs, result)`` that everyone must know who reads the figures, and for the log
  ``summary(run, inputs, result)``;
- ``verdict``: ``verdict(found, asked)`` on the figure that the job is about;
- ``report``: ``body(run, inputs, result, found, progress)``;
- ``names``: its fields and codes in words; ``comparison``: two of its results on each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from qgis.core import QgsProcessingOutputBoolean, QgsProcessingOutputNumber, QgsProcessingParameterDefinition

from ...core.progress import Progress
from ...i18n import tr, translated
from . import taking
from .algorithm import GreenVeinAlgorithm
from .declared import Job, defined
from .found import Asked
from .making import MadeTables
from .parameters import advanced, choice, field_of, report_file, sink
from .run import Run
from .styling import style_outputs

if TYPE_CHECKING:
    from ...core.report import Report

_REPORT_FROM = 90
"""How far a run is, 0 to 100, when all but its report is written."""


class JobAlgorithm(GreenVeinAlgorithm):
    """The algorithm of a job: says what it takes in ``parameters``, and calls its kernel in ``measure``."""

    JOB: ClassVar[Job]

    @property
    def entire(self) -> tuple[str, ...]:
        return self.JOB.entire

    def name(self) -> str:
        return self.JOB.id

    def displayName(self) -> str:  # noqa: N802 - QGIS's name
        return translated(self.JOB.title)

    def group(self) -> str:
        return translated(self.JOB.group.title)

    def groupId(self) -> str:  # noqa: N802 - QGIS's name
        return self.JOB.group.id

    def tags(self) -> list[str]:
        return translated(self.JOB.tags).split(",")

    def parameters(self) -> Iterable[QgsProcessingParameterDefinition]:
        """Return what the job takes, in the order of its dialog; what every job has comes behind."""
        raise NotImplementedError

    def measure(self, run: Run, inputs: Any) -> Any:
        """Return what the kernel makes of what was read."""
        raise NotImplementedError

    def initAlgorithm(  # noqa: N802 - QGIS's name
        self, configuration: dict[str, Any] | None = None
    ) -> None:
        job = self.JOB
        shared = (
            advanced(field_of(job.first_input, "ID_FIELD", tr("Field that identifies a feature"))),
            advanced(choice("AREA", tr("How areas are measured"), (tr("In the plane"), tr("On the ellipsoid")))),
        )
        outputs = (*map(sink, job.outputs), report_file(translated(job.report)))
        own = tuple(self.parameters())
        for parameter in (*own, *shared, *taking.parameters(own), *outputs):
            self.addParameter(parameter)
        for number in job.numbers:
            kind = QgsProcessingOutputBoolean if number.boolean else QgsProcessingOutputNumber
            self.addOutput(kind(number.name, translated(number.title)))

    def compute(self, run: Run) -> dict:
        load = self.JOB.load
        inputs = load("inputs").read(run)
        result = self.measure(run, inputs)
        remarks, tables = load("remarks"), load("tables")
        run.note_all(remarks.notices(inputs, result))
        made = tables.outputs(run, inputs, result)
        found = MadeTables(tables.numbers(inputs, result), made)
        outputs = {one.name: one.write(run) for one in made if run.write.wants(one.name)}
        if run.write.wants("REPORT"):
            outputs["REPORT"] = self._report(run, inputs, result, found)
        style_outputs(run.context, self.JOB, outputs, run.credits)
        for sentence in remarks.summary(run, inputs, result):
            run.feedback.pushInfo(sentence)
        run.log_counts()
        return {name: value for name, value in outputs.items() if value is not None} | found.values

    def _report(self, run: Run, inputs: Any, result: Any, found: MadeTables) -> str | None:
        from ..reports import frame

        body, title = self.JOB.load("report").body, translated(self.JOB.title)
        verdict = self.JOB.load("verdict").verdict(found, Asked(self, run.parameters, run.context))

        def assemble(progress: Progress) -> Report:
            return frame.report(run, title, verdict, body(run, inputs, result, found, progress))

        return frame.write_report(run, assemble, _REPORT_FROM)


def algorithm_of(job: Job) -> type[JobAlgorithm]:
    """Return the class of a job's algorithm."""
    return defined(job.load("algorithm"), JobAlgorithm)
