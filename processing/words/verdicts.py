"""What several verdicts say alike."""

from __future__ import annotations

from ...i18n import tr


def met_or_not(met: bool) -> str:
    """Say whether a target is met."""
    return tr("Met") if met else tr("Not met")
