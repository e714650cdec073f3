"""Mixed codes and names of land use: what their parts are, and what stands between them."""

from __future__ import annotations

import re

# What stands between the parts of a mixed code (R2/B1), or nothing where every part has its number (B1B2).
_BETWEEN = re.compile(r"[/\\+、,;&|·•・]")
_ADJACENT = re.compile(r"(?:[A-Z]\d{1,3}){2,}")
_NUMBER = re.compile(r"\d+,\d{1,3}(\.\d*)?")


def parts(text: str) -> list[str]:
    """Return the parts of a mixed code or name, in their order; where it has but one, that alone.

    Of two fields that were joined the second may be empty: what is left is the first, with a mark that parts nothing.

    >>> from greenvein.core.land.mixed import parts
    >>> parts("0901/0701"), parts("B1R2"), parts("0701"), parts("R2/")
    (['0901', '0701'], ['B1', 'R2'], ['0701'], ['R2'])
    """
    if _ADJACENT.fullmatch(text):
        return re.findall(r"[A-Z]\d+", text)
    if _NUMBER.fullmatch(text):
        return [text]
    return [part for part in _BETWEEN.split(text) if part] or [text]
