"""The land reduction account as a step of a model."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterBoolean

from ....i18n import tr
from ...models import step


class Step(step.Step):
    """Land reduction account, where the land use of two dates is given."""

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        super().initAlgorithm(configuration)
        # A district of a batch is not to be held against what the plan sets for the city.
        text = tr("Hold the whole area against the plan's targets")
        self.addParameter(QgsProcessingParameterBoolean("PLAN_TARGETS", text, True))

    def asked(self, parameters, context):
        found = super().asked(parameters, context)
        return found if self.parameterAsBoolean(parameters, "PLAN_TARGETS", context) else {**found, "TARGETS": []}
