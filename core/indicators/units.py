"""Units as statistics write them, and values brought from one to another."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..plaintext import half_width

_MU_M2 = 1e4 / 15
_AREAS_M2 = {
    **dict.fromkeys(("m2", "平方米", "平米"), 1.0),
    **dict.fromkeys(("亩", "mu"), _MU_M2),
    **dict.fromkeys(("ha", "hm2", "公顷", "万m2", "万平方米", "万平米"), 1e4),
    **dict.fromkeys(("km2", "平方公里", "平方千米", "sqkm"), 1e6),
    "万亩": 1e4 * _MU_M2,
    **dict.fromkeys(("万公顷", "万ha", "万hm2"), 1e8),
}
_SAME = (
    {"%", "百分比", "百分数", "percent", "pct"},
    {"m2", "m2/人", "平方米/人", "平米/人", "m2/head", "m2/person", "m2percapita"},
    {"个", "处", "座", "户", "count", "places", "households"},
    {"万m3", "万立方米", "万方"},
    {"亿元/km2", "亿元/平方公里", "亿元/平方千米"},
)
"""Units that say the same of one indicator, which is never a number of two kinds."""
_SIGN = re.compile("[%‰/亩顷米元户吨万亿]|人$|m[23]$")


def brought(value: float, said: str, unit: str) -> float | None:
    """Return a value in a unit of the plan's, which somebody gave in the one that they ``said``; None where it is none.

    >>> from greenvein.core.indicators.units import brought
    >>> brought(2, "平方公里", "万m²"), brought(88, "％", "%"), brought(3, "万户", "户")
    (200.0, 88, None)
    """
    own, other = _plain(said), _plain(unit)
    if own == other or any({own, other} <= same for same in _SAME):
        return value
    if own in _AREAS_M2 and other in _AREAS_M2:
        return value * _AREAS_M2[own] / _AREAS_M2[other]
    return None


def looks_like(text: str) -> bool:
    """Tell whether what stands in brackets behind the name of a field may be a unit, and no remark or year.

    >>> from greenvein.core.indicators.units import looks_like
    >>> [looks_like(text) for text in ("平方公里", "km²", "2025年", "实际")]
    [True, True, False, False]
    """
    plain = _plain(text)
    return is_known(text) or (not plain[:1].isdigit() and _SIGN.search(plain) is not None)


def is_known(text: str) -> bool:
    """Tell whether a text is a unit of which it is known what it says.

    >>> from greenvein.core.indicators.units import is_known
    >>> [is_known(text) for text in ("平方公里", "％", "万元", "万寿路街道")]
    [True, True, False, False]
    """
    plain = _plain(text)
    return plain in _AREAS_M2 or any(plain in same for same in _SAME)


def agree(units: Collection[str]) -> bool:
    """Tell whether units say the same.

    >>> from greenvein.core.indicators.units import agree
    >>> agree(["平方公里", "km²"]), agree(["平方公里", "万亩"]), agree([])
    (True, False, True)
    """
    return all(brought(1.0, one, next(iter(units))) == 1 for one in units)


def apart(text: str, unit: str) -> tuple[str, str]:
    """Return what stands before a unit at the end of a value that is to be one of ``unit``, and that unit, "" for none.

    >>> from greenvein.core.indicators.units import apart
    >>> apart("900 平方公里", "万亩"), apart("88％", "%"), apart("14", "%")
    (('900', '平方公里'), ('88', '%'), ('14', ''))
    """
    plain, own = half_width(text), _plain(unit)
    some = {own}.union(*(same for same in _SAME if own in same), _AREAS_M2 if own in _AREAS_M2 else ())
    found = next((one for one in sorted(some, key=len, reverse=True) if plain.casefold().endswith(one)), "")
    return (plain[: len(plain) - len(found)].strip(), found) if found else (text, "")


def _plain(text: str) -> str:
    return half_width(text).casefold().replace(" ", "")
