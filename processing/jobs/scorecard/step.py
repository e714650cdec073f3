"""The scorecard as a step of a model."""

from __future__ import annotations

from ....i18n import tr
from ...models import step
from .names import GIVEN


class Step(step.Step):
    """Indicator scorecard, where there is anything to hold against the plan."""

    def reason(self, parameters, context):
        if any(not step.is_blank(parameters.get(name)) for name in GIVEN):
            return ""
        return self.told(tr("Left out: {job}. It needs at least one layer or table to hold against the plan."))
