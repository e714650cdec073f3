"""What all jobs do alike: they take their names, outputs and numbers from what they declare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from qgis.core import QgsProcessingOutputBoolean, QgsProcessingOutputNumber, QgsProcessingParameterDefinition

from ...i18n import tr, translated
from .algorithm import GreenVeinAlgorithm
from .declared import Job, defined
from .parameters import advanced, choice, field_of, report_file, sink


class JobAlgorithm(GreenVeinAlgorithm):
    """The algorithm of a job: says what it takes in ``parameters``, and computes in ``compute(run)``."""

    JOB: ClassVar[Job]

    def name(self):
        return self.JOB.id

    def displayName(self):  # noqa: N802 - QGIS's name
        return translated(self.JOB.title)

    def group(self):
        return translated(self.JOB.group.title)

    def groupId(self):  # noqa: N802 - QGIS's name
        return self.JOB.group.id

    def tags(self):
        return translated(self.JOB.tags).split(",")

    def parameters(self) -> Iterable[QgsProcessingParameterDefinition]:
        """Return what the job takes, in the order of its dialog; what every job has comes behind."""
        raise NotImplementedError

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        job = self.JOB
        shared = (
            advanced(field_of(job.first_input, "ID_FIELD", tr("Field that identifies a feature"))),
            advanced(choice("AREA", tr("How areas are measured"), (tr("In the plane"), tr("On the ellipsoid")))),
        )
        outputs = (*map(sink, job.outputs), report_file(translated(job.report)))
        for parameter in (*self.parameters(), *shared, *outputs):
            self.addParameter(parameter)
        for number in job.numbers:
            kind = QgsProcessingOutputBoolean if number.boolean else QgsProcessingOutputNumber
            self.addOutput(kind(number.name, translated(number.title)))


def algorithm_of(job: Job) -> type[JobAlgorithm]:
    """Return the class of a job's algorithm."""
    return defined(job.load("algorithm"), JobAlgorithm)
