"""Tables of service radii by park area, as users give them."""

from __future__ import annotations

from ...core.geometry.earth import FARTHEST_M, SURFACE_M2
from ...core.parks.servicearea import Tiers
from ...i18n import tr
from .run import Run


def read_radii(run: Run, name: str) -> Tiers:
    """Return a table of service radii by park area."""
    tiers = run.number_rows(name, 2)
    for smallest, radius in tiers:
        if not 0 < radius <= FARTHEST_M or not 0 <= smallest <= SURFACE_M2:
            run.fail(
                tr(
                    "The table “{parameter}” has the row {smallest:g}, {radius:g}; "
                    "a park area must be 0 or more and a service radius more than 0, and neither larger than the Earth."
                ),
                parameter=run.title(name),
                smallest=smallest,
                radius=radius,
            )
    if len({smallest for smallest, _ in tiers}) < len(tiers):
        run.fail(
            tr("The table “{parameter}” has two rows for the same park area; keep one of them."),
            parameter=run.title(name),
        )
    return tiers
