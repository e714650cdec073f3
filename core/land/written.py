"""How land-use codes are written in a field, and what a field of numbers, or a spreadsheet, has made of them.

Codes are texts, two digits for each level, and many begin with a zero. A number keeps none of them, and formats that
cannot store a missing number (MapInfo) store 0 for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..plaintext import half_width, text_of

SETTLEMENT = re.compile(r"(20[1-5])A?")
"""城镇村属性码: 201 城市 … 205 特殊用地; 201A and the like are parts of them."""
SETTLEMENT_DIGITS = 3
_SURVEY_2007 = re.compile(r"0?(1[1-3]|2[1-3]|3[1-3]|4[1-3]|5[1-4]|6[1-3]|7[12]|8[1-8]|9[1-5])|1(0[1-7]|1[1-9]|2[1-7])")
"""Codes of GB/T 21010-2007 (第二次全国土地调查), three digits where the later standards have four, but for 20x."""
_LATER = re.compile(r"(\d{2}|\d{4})[A-Z]\d?")
"""Codes with a letter that only later standards have: 05H1, 1104A."""
# All zeros stand for a missing code, but for 00, which is 湿地 in the survey of 2019.
_NOUGHT = re.compile(r"0|0{3,}")


@dataclass(frozen=True)
class WrittenCodes:
    """What stands in a field: ``text`` shape (n,), codes or names as ``written`` gives them, "" for none.

    ``restored``: zeros at the front, lost in a number, were put back. ``doubtful``: the texts of numbers that may be
    codes as they stand or have lost a zero; only the table that reads them can tell, if any.
    """

    text: np.ndarray
    restored: bool
    doubtful: frozenset[str] = frozenset()


def written(value: object) -> str:
    """Return a code or name in its standard writing: full-width letters narrow, no blanks, upper case, 101.0 as 101.

    >>> from greenvein.core.land.written import written
    >>> written(" ２０１ａ "), written(101.0), written(None)
    ('201A', '101', '')
    """
    if value is None or (isinstance(value, float) and not np.isfinite(value)):
        return ""
    text = re.sub(r"\s+", "", half_width(text_of(value))).upper()
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def is_missing(text: str) -> bool:
    """Tell whether a text (as ``written`` gives it) stands for no code: nothing, or a zero that fills a gap.

    >>> from greenvein.core.land.written import is_missing
    >>> is_missing(""), is_missing("0"), is_missing("00")  # 00 is wetland in the survey of 2019
    (True, True, False)
    """
    return not text or _NOUGHT.fullmatch(text) is not None


def read_codes(values: Sequence[object], numeric: bool, known: Callable[[str], bool]) -> WrittenCodes:
    """Return the codes or names in a field's values.

    ``numeric``: the field holds numbers, which keep no zeros at the front. Text may have lost them before: three digits
    that are no settlement code show it. 201–205 are doubtful in numbers and beside such text. ``known``: tells whether
    a system has a code; longer ones than three digits get a zero only where this makes such a code of them.

    >>> from greenvein.core.land.written import read_codes
    >>> found = read_codes([101, 1001], numeric=True, known=lambda code: False)
    >>> found.text.tolist(), found.restored
    (['0101', '1001'], True)
    """
    distinct: dict[object, str] = {value: written(value) for value in set(values)}
    short = {code for code in distinct.values() if _lacks_zero(code, known)}
    settlement = {code for code in short if SETTLEMENT.fullmatch(code)}
    lost = short - settlement
    doubtful = frozenset(settlement if numeric or lost else ())
    text = {value: f"0{code}" if code in lost else code for value, code in distinct.items()}
    return WrittenCodes(np.array([text[value] for value in values], dtype=object), bool(lost), doubtful)


def _lacks_zero(code: str, known: Callable[[str], bool]) -> bool:
    """Tell whether a zero belongs in front of a code: a level has two digits, and one that has its zero lost none."""
    if not code.isdigit() or len(code) % 2 == 0 or code[0] == "0":
        return False
    return len(code) <= SETTLEMENT_DIGITS or known(f"0{code}")


def second_survey(values: Sequence[object], numeric: bool) -> tuple[str, ...]:
    """Return the codes of GB/T 21010-2007 in a field; nothing where its codes can be those of a later standard.

    Three digits of which the first is a zero are no code that lost one. Without zeros, in a number or beside 201–205,
    it is this standard where nothing stands there that it does not have.

    >>> from greenvein.core.land.written import second_survey
    >>> second_survey(["011", "031", "203"], numeric=False), second_survey(["0101", "0301"], numeric=False)
    (('011', '031', '203'), ())
    """
    all_ = {text for text in map(written, set(values)) if not is_missing(text)}
    texts = {text for text in all_ if text.isdigit()}
    shown = {text for text in texts if len(text) == SETTLEMENT_DIGITS and text[0] == "0"}
    settlement = {text for text in texts if SETTLEMENT.fullmatch(text)}
    known = {text for text in texts if _SURVEY_2007.fullmatch(text)}
    three = {text for text in known if len(text) == SETTLEMENT_DIGITS}
    short = {text for text in known if len(text) < SETTLEMENT_DIGITS}
    if shown & known:
        return tuple(sorted(three | settlement))
    is_later = any(_LATER.fullmatch(text) for text in all_)
    whole = not is_later and texts == known | settlement and (numeric or not short)
    return tuple(sorted(texts)) if whole and settlement and (three or short) else ()
