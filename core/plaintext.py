"""Texts as users write them, read in one way: full-width letters of Chinese keyboards as narrow ones, no blanks around.

Also read where the packages for computing are missing, so this needs nothing but Python.
"""

from __future__ import annotations

import unicodedata
from math import isnan


def half_width(text: object) -> str:
    """Return a text with full-width digits, letters and marks as narrow ones (１．５ as 1.5), without blanks around."""
    return unicodedata.normalize("NFKC", str(text)).strip()


def number_in(text: object) -> float:
    """Return the number that a text is, in whatever width; raises ValueError where it is none."""
    return float(half_width(text))


def text_of(value: object) -> str:
    """Return a value as a name, without blanks around; "" for none: NULL, NaN, blanks."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    return str(value).strip()
