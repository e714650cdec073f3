"""Texts as users write them, read in one way: full-width letters of Chinese keyboards as narrow ones, no blanks around.

Also read where the packages for computing are missing, so this needs nothing but Python.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain, count
from math import isfinite, isnan


def half_width(text: object) -> str:
    """Return a text with full-width digits, letters and marks as narrow ones (１．５ as 1.5), without blanks around.

    >>> from greenvein.core.plaintext import half_width
    >>> half_width(" １．５ ")
    '1.5'
    """
    return unicodedata.normalize("NFKC", str(text)).strip()


# Commas between groups of three digits, as spreadsheets write them; 0,345 and 12,34 have a decimal one.
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_YEAR = re.compile(r"(\d{4})(?:\.0*)?\s*(?:年[度末底]?)?")
_NOTHING = re.compile(
    r"[-–—―−_/\\.…~*×]+|\(?(?:暂?[无缺]|[无未](?:此项|数据|统计|提供|填报?|报|发布)|暂[未无缺]?(?:数据|统计|提供|发布)?|[数资]据?缺失?|"
    r"待[定填补统]计?|不(?:涉及|适用|详)|空)(?:数据)?\)?|n\.?/?a\.?|nil|none|null|no data|not available|tbd"
)
_RAISED = ("<super>", "<sub>", "<circle>", "<fraction>")  # 10³ is not 103


def number_in(text: object, units: Iterable[str] = ()) -> float:
    """Return the number that a text is, in whatever width; raises ValueError where it is none.

    Thousands may be set apart by commas. ``units``: one of which may stand behind the number.

    >>> from greenvein.core.plaintext import number_in
    >>> number_in("１．５"), number_in("3，450"), number_in("88 %", ["%"])
    (1.5, 3450.0, 88.0)
    """
    plain, endings = _narrow(text), (*units, *map(half_width, units))
    plain = next((plain[: -len(unit)].strip() for unit in endings if plain.endswith(unit)), plain).replace("−", "-")
    if "_" in plain:  # which Python reads over
        raise ValueError(str(text))
    return float(plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain)


def told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of fields, where several are the same with a number behind the later ones, as QGIS reads files.

    What has none is called by its place, as by GDAL.

    >>> from greenvein.core.plaintext import told_apart
    >>> told_apart(["年份", "数值", "数值", "", "数值"])
    ('年份', '数值', '数值_1', 'field_4', '数值_2')
    """
    found: list[str] = []
    for at, name in enumerate(names, 1):
        own = name or f"field_{at}"
        more = (f"{own}_{number}" for number in count(1))
        found.append(next(one for one in chain([own], more) if one not in found))
    return tuple(found)


def is_nameless(name: str, at: int) -> bool:
    """Tell whether a field has no name but that of its place, from 0: field_4, and Field4 of spreadsheets.

    >>> from greenvein.core.plaintext import is_nameless
    >>> is_nameless("Field4", 3), is_nameless("field_4", 4), is_nameless("数值", 0)
    (True, False, False)
    """
    return not name or name.casefold().replace("_", "") == f"field{at + 1}"


def _narrow(text: object) -> str:
    """Return a text as ``half_width`` does, but for raised marks, which are no digits of what they stand beside."""
    marks = str(text).strip()
    if marks.isascii():
        return marks
    return "".join(
        mark if unicodedata.decomposition(mark).startswith(_RAISED) else unicodedata.normalize("NFKC", mark)
        for mark in marks
    ).strip()


def rows_text(rows: Iterable[Iterable[float]]) -> str:
    """Return a table of numbers as a text that is the same for the same rows, in whatever order.

    >>> from greenvein.core.plaintext import rows_text
    >>> rows_text([(5000, 500.0), (400.0, 300)])
    '400:300, 5000:500'
    """
    return ", ".join(":".join(f"{number:.15g}" for number in row) for row in sorted(map(tuple, rows)))


def is_plain(text: str) -> bool:
    """Tell whether a number is written as files of texts write it: in digits, with a point, perhaps an exponent.

    >>> from greenvein.core.plaintext import is_plain
    >>> is_plain("3450.5"), is_plain("3,450.5"), is_plain("88%")
    (True, False, False)
    """
    return _PLAIN.fullmatch(text) is not None


def year_in(text: object) -> int:
    """Return the year that a text is, in whatever width; raises ValueError where it is none.

    >>> from greenvein.core.plaintext import year_in
    >>> year_in("２０２５年"), year_in(2025.0), year_in("2025年末")
    (2025, 2025, 2025)
    """
    found = _YEAR.fullmatch(half_width(text))
    if found is None:
        raise ValueError(str(text))
    return int(found[1])


def says_nothing(text: str) -> bool:
    """Tell whether a cell is one in which people say that there is nothing to say: —, /, 暂无.

    >>> from greenvein.core.plaintext import says_nothing
    >>> says_nothing("——"), says_nothing("暂无数据"), says_nothing("N/A"), says_nothing("0"), says_nothing("≥52")
    (True, True, True, False, False)
    """
    return _NOTHING.fullmatch(half_width(text).casefold()) is not None


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
