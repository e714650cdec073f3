"""How areas in the plane of a projected CRS stand to those on the ellipsoid.

A projection that is true to angles makes areas too large or small by twice what it does to lengths: in UTM by 0.08 %
at the central meridian. Shares keep what they are, for both of their areas are so, unless a length in the plane, as a
service radius is, decides what counts; amounts, and amounts per head, do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_NO_ERROR = 1e-5
"""Smaller ones are as good as none: rounding and drawing make larger ones."""


@dataclass(frozen=True)
class Plane:
    """By what areas in a plane are to be multiplied to be those on the ellipsoid: at least and at most, over the data.

    >>> from greenvein.core.geometry.plane import Plane
    >>> utm = Plane(least=1.0006, most=1.0008)
    >>> [round(one, 3) for one in utm.values(16.697)]
    [16.707, 16.71]
    >>> Plane().values(16.697)
    ()
    """

    least: float = 1.0
    most: float = 1.0

    @property
    def error(self) -> float:
        """By what share areas may be wrong."""
        return max(abs(self.least - 1), abs(self.most - 1))

    def values(self, amount: Any) -> tuple[Any, ...]:
        """Return between what an amount of area, or one per head, lies on the ellipsoid; nothing where that is it.

        ``amount``: a number or an array of them.
        """
        return (amount * self.least, amount * self.most) if self.error > _NO_ERROR else ()


EXACT = Plane()
"""Areas on the ellipsoid, or of data that nothing ties to the Earth."""
