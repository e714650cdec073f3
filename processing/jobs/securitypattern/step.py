"""The security pattern as a step of a model."""

from __future__ import annotations

from ....i18n import tr
from ...models import step
from .names import part_names


class Step(step.Step):
    """Ecological security pattern, where it has a layer."""

    def reason(self, parameters, context):
        layers = (*part_names(), "TIER_1", "TIER_2", "TIER_3", "TIERED")
        if any(not step.is_blank(parameters.get(name)) for name in layers):
            return ""
        return self.told(tr("Left out: {job}. It needs at least one layer, of a control line or of a tier."))
