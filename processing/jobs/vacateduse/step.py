"""The use of vacated land as a step of a model."""

from __future__ import annotations

from qgis.core import QgsFeatureRequest

from ....i18n import tr
from ...models import step


class Step(step.Step):
    """Use of vacated land, where any was vacated."""

    def reason(self, parameters, context):
        from .inputs import KIND_FIELD, VACATED

        missing = super().reason(parameters, context)
        source = None if missing else self.parameterAsSource(parameters, "VACATED", context)
        if source is None or source.fields().lookupField(KIND_FIELD) < 0:
            return missing
        vacated = QgsFeatureRequest().setFilterExpression(f"\"{KIND_FIELD}\" = '{VACATED}'").setLimit(1)
        if next(source.getFeatures(vacated), None) is not None:
            return ""
        return self.told(tr("Left out: {job}. No land was vacated between the two dates."))
