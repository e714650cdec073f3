"""Texts as users write them, read in one way: full-width letters of Chinese keyboards as narrow ones, no blanks around.

Also read where the packages for computing are missing, so this needs nothing but Python.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from math import isfinite, isnan


def half_width(text: object) -> str:
    """Return a text with full-width digits, letters and marks as narrow ones (１．５ as 1.5), without blanks around.

    >>> from greenvein.core.plaintext import half_width
    >>> half_width(" １．５ ")
    '1.5'
    """
    return unicodedata.normalize("NFKC", str(text)).strip()


def number_in(text: object) -> float:
    """Return the number that a text is, in whatever width; raises ValueError where it is none.

    >>> from greenvein.core.plaintext import number_in
    >>> number_in("１．５")
    1.5
    """
    return float(half_width(text))


def text_of(value: object) -> str:
    """Return a field's value as text, without blanks around; "" for none: NULL, NaN, blanks.

    The one way for names, codes, ids and levels: whole numbers have neither decimals nor an exponent, whatever the
    field's type (110108001001.0 is 110108001001), other numbers no exponent, and truth values are as QGIS shows them.

    >>> from greenvein.core.plaintext import text_of
    >>> text_of(110108001001.0), text_of(1e-7), text_of(float("nan")), text_of(True)
    ('110108001001', '0.0000001', '', 'true')
    """
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and isfinite(value):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(float(value))), "f")
    return str(value).strip()
