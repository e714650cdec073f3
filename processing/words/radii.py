"""What service radii by park area are in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...i18n import tr

if TYPE_CHECKING:
    from ...core.parks.servicearea import Tiers


def radii_text(tiers: Tiers) -> str:
    """Say which radius parks have."""
    text = tr("{radius:g} m from parks of {smallest:,g} m² or more")
    every = tr("{radius:g} m from every park")
    return tr("; ").join(
        (text if smallest else every).format(radius=radius, smallest=smallest)
        for smallest, radius in sorted(tiers, reverse=True)
    )
