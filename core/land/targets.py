"""What a plan asks of land: how much construction land there may be, and what else is to be reached.

Plan profiles are checked against these terms when QGIS opens, so this needs nothing but Python.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..targets import at_most
from .codes import MAPPED

EXISTING, WITH_APPROVED, UNSTATED = "existing", "with_approved", "unstated"
COUNTS = (EXISTING, WITH_APPROVED, UNSTATED)
"""What a target counts: land that exists; that and land approved but unbuilt; or the plan does not say."""
AT_MOST = ("built_km2", "intensity_pct")
AT_LEAST = ("key_area_pct", "farmland_in_km2", "unused_reclaimed_km2")
MEASURES = (*AT_MOST, *AT_LEAST)
"""What further indicators may be asked of a zone, and whether their value is a ceiling or a floor."""
RATIOS = ("intensity_pct", "key_area_pct")
"""Those that are no amounts and may be asked of any ground."""
FLOWS = AT_LEAST
"""Those that tell what happens from one year to another, not how things stand."""
LAND = "urban_rural_km2"
FIGURES = (LAND, *MEASURES)
"""All that a plan has a target for: urban–rural construction land, which has a table of its own, and the indicators."""


@dataclass(frozen=True)
class Extent:
    """The ground that an amount of a plan speaks of: its area, and by what share of it that of a map may differ."""

    km2: float
    within: float

    def fits(self, km2: float) -> bool:
        """Tell whether ground of this area may be that ground.

        >>> from greenvein.core.land.targets import Extent
        >>> city = Extent(16_410, within=0.01)
        >>> city.fits(16_300), city.fits(16_200)
        (True, False)
        """
        return bool(at_most(abs(km2 - self.km2), self.within * self.km2))


@dataclass(frozen=True)
class Target:
    """How much urban–rural construction land a zone may have at most, in km²; zone "" is the row for all.

    ``of_plan``: it is the plan's, so it holds for ``extent`` only (None: nobody says how large that is) and may be
    exceeded by ``about`` km²; what a user asks is judged as it stands. ``year``: at whose end it is to be reached,
    None where nobody says.
    """

    zone: str
    km2: float
    counts: str
    approved_km2: float | None = None
    of_plan: bool = False
    about: float = 0.0
    extent: Extent | None = None
    year: int | None = None


@dataclass(frozen=True)
class Indicator:
    """A further figure of a zone and the plan's target; ``measure`` is one of ``MEASURES``, zone "" the row for all.

    ``about``: by how much it may be missed, ``extent``: as in ``Target``; ``years``: at the end of which the dates of
    a flow stand, and at the end of the later of which an amount is to be reached; None where nobody says.
    """

    measure: str
    zone: str
    value: float
    counts: str = MAPPED
    about: float = 0.0
    extent: Extent | None = None
    years: tuple[int, int] | None = None


def tolerance(target: float, base: float | None, share: float, way: float) -> float:
    """Return by how much a target that a plan gives as “about” (左右) may be missed, in its unit.

    A share of the target; where the plan names another value to begin from, at most a share ``way`` of the way from
    there to the target, so that what is to be changed never counts as changed before it is.

    About 100, that is within 5 % of it; with 104 to begin from, no more than a quarter of the way from there:

    >>> from greenvein.core.land.targets import tolerance
    >>> tolerance(100.0, None, share=0.05, way=0.25), tolerance(100.0, 104.0, share=0.05, way=0.25)
    (5.0, 1.0)
    """
    most = share * abs(target)
    return most if base is None or base == target else min(most, way * abs(base - target))
