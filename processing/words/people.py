"""What there is to say of figures per head."""

from __future__ import annotations

from ...i18n import tr


def people_unknown() -> str:
    """Say why a figure per head is not judged where the people of part of the homes are unknown."""
    return tr("The people of part of the residential land are unknown, so that the figure is not judged.")
