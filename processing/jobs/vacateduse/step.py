"""The use of vacated land as a step of a model."""

from __future__ import annotations

from qgis.core import QgsFeatureRequest

from ....i18n import tr
from ...models import step


class Step(step.Step):
    """Use of vacated land, where any was vacated."""

    def reason(self, parameters, context):
        from .inputs import KIND_FIELD, VACATED

        if step.is_blank(parameters.get("VACATED")):
            # What a model hands on here is what the account has found, of which its user has no input.
            text = tr("Left out: {job}. It needs the vacated land that the land reduction account finds.")
            return self.told(text)
        source = self.parameterAsSource(parameters, "VACATED", context)
        if source is None or source.fields().lookupField(KIND_FIELD) < 0:
            return ""
        vacated = QgsFeatureRequest().setFilterExpression(f"\"{KIND_FIELD}\" = '{VACATED}'").setLimit(1)
        if next(source.getFeatures(vacated), None) is not None:
            return ""
        return self.told(tr("Left out: {job}. No land was vacated between the two dates."))
