"""From a field's values to codes and classes, and which system the codes come from.

A value is a code or a name, and is looked up in the table of its own system only: the same digits, and some names, mean
other ground in another system. ``read`` is the one way from a field's values to classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from .classes import LETTER_CODE, ClassTable, class_words
from .codes import (
    STANDARD_FIELDS,
    UNKNOWN,
    URBAN_PLAN,
)
from .mixed import parts
from .written import WrittenCodes, is_missing, read_codes, second_survey, written

_OLD = re.compile(r"[CDT]\d{0,2}")
"""Codes that GBJ 137-90 has and GB 50137-2011 has not: 公共设施, 特殊, 对外交通."""
_SHOWN = 5


@dataclass(frozen=True)
class Reading:
    """Codes in their standard writing and the class of each, shape (n,).

    ``table``: the one that reads them, None where none fits or several do; then every class is ``unknown``, and
    ``found`` (how the table was looked for; None where there was one only) says which. ``restored``: zeros at the
    front, lost in a number, were put back. ``ambiguous``: numbers that may be two codes of different classes; theirs
    is ``unknown``. ``old``: codes of GBJ 137-90 in a layer of letter codes, whose other letters mean other ground as
    well, and ``second``: codes of GB/T 21010-2007; neither must be read without asking.
    """

    code: np.ndarray
    class_: np.ndarray
    table: ClassTable | None
    found: Detection | None
    restored: bool
    ambiguous: tuple[str, ...]
    old: tuple[str, ...] = ()
    second: tuple[str, ...] = ()


@dataclass(frozen=True)
class Detection:
    """Which table fits: ``table`` is None where that cannot be told.

    ``by_field``: the field's name decided against others that know as many codes. ``deciding``: codes that no other
    table has as they are, where these decided. ``alike``: systems that fit as well and give every code the same class.
    ``strange``: codes that the table found does not have. ``fitting``: all systems that fit best.
    Codes here are codes or names.
    """

    table: ClassTable | None
    by_field: bool
    deciding: tuple[str, ...]
    alike: tuple[str, ...]
    strange: tuple[str, ...]
    fitting: tuple[str, ...]


def read(values: Sequence[object], tables: Sequence[ClassTable], *, numeric: bool = False, field: str = "") -> Reading:
    """Return the codes and classes of a field's values, which are codes or names of one system, or classes.

    ``tables``: the one of the system that is known, or all that may be meant: then the values, and the field's name,
    tell which it is. ``numeric``: as for ``read_codes``.

    Numbers have lost the zeros at the front; which system has the codes, they tell themselves:

    >>> from greenvein.core.land.classes import system_tables
    >>> from greenvein.core.land.reading import read
    >>> found = read([103, 301, 601], system_tables()[:1], numeric=True)
    >>> found.code.tolist(), found.class_.tolist(), found.restored
    (['0103', '0301', '0601'], ['farmland', 'forest', 'urban_rural'], True)
    """
    codes = read_codes(values, numeric, lambda code: any(table.knows(code) for table in tables))
    distinct = sorted({text for text in codes.text.tolist() if not is_missing(text)} - codes.doubtful)
    found = None
    chosen = tables[0] if len(tables) == 1 else None
    if chosen is None:
        found = detect(field, distinct, tables)
        chosen, words = found.table, class_words()
        unsure = chosen is None or found.strange
        if distinct and unsure and all(words.code_of(text) in words.classes for text in distinct):
            chosen = words
    reading = _reading(codes, chosen, found)
    return replace(reading, old=_old(distinct, chosen, found), second=second_survey(values, numeric))


def _reading(codes: WrittenCodes, table: ClassTable | None, found: Detection | None) -> Reading:
    number, distinct = pd.factorize(codes.text, sort=True)
    unclear = {text for text in codes.doubtful if table is None or table.is_unclear(text)}
    lost = {text for text in codes.doubtful - unclear if table is not None and text not in table.classes}
    texts = [f"0{text}" if text in lost else text for text in distinct]
    each = [text if table is None or text in unclear else table.code_of(text) for text in texts]
    classes = [UNKNOWN if table is None or one in unclear else table.class_of(one) for one in each]
    code, class_ = (np.array(column, dtype=object)[number] for column in (each, classes))
    return Reading(code, class_, table, found, codes.restored or bool(lost), tuple(sorted(unclear)))


def _old(distinct: Sequence[str], table: ClassTable | None, found: Detection | None) -> tuple[str, ...]:
    """Return the codes of GBJ 137-90 in a layer that GB 50137 reads, or that none reads and is all letter codes."""
    each = {part for text in distinct for part in parts(text)}
    letters = bool(each) and all(LETTER_CODE.fullmatch(part) for part in each)
    none = table is None and found is not None and not found.fitting
    if (table is not None and table.id == URBAN_PLAN) or (none and letters):
        return tuple(sorted(part for part in each if _OLD.fullmatch(part)))
    return ()


def later_classes(codes: np.ndarray, table: ClassTable) -> np.ndarray:
    """Return the classes of the later parts of mixed codes, which are not counted, each a set, shape (n,).

    >>> import numpy as np
    >>> from greenvein.core.land.classes import system_tables
    >>> from greenvein.core.land.reading import later_classes
    >>> [sorted(one) for one in later_classes(np.array(["0301/1001", "0301"]), system_tables()[2])]
    [['urban_rural'], []]
    """
    known = {code: frozenset(map(table.class_of, table.parts_of(code)[1:])) for code in set(codes.tolist())}
    found = np.empty(len(codes), dtype=object)
    found[:] = [known[code] for code in codes.tolist()]
    return found


def read_own(values: Sequence[object], own: ClassTable, *, numeric: bool = False) -> Reading:
    """Return the codes of a field that a user's own table explains; a zero at the front is put back where it tells.

    ``numeric``: the field holds numbers, which keep no zeros at the front.

    >>> from pathlib import Path
    >>> from greenvein.core.land.classes import table
    >>> from greenvein.core.land.reading import read_own
    >>> own = table(Path("own.csv"), [(1, "011", "farmland", "", ""), (2, "2", "forest", "", "")])
    >>> found = read_own([11, 2], own, numeric=True)
    >>> found.code.tolist(), found.class_.tolist()
    (['011', '2'], ['farmland', 'forest'])
    """

    def whole(value: object) -> str:
        text = written(value)
        lost = text.isdigit() and not text.startswith("0") and own.entry(own.code_of(text)) is None
        # A level has two digits, so one that lost its zero leaves an odd number of them.
        if lost and (f"0{text}" in own.classes or (len(text) % 2 == 1 and own.entry(f"0{text}") is not None)):
            return f"0{text}"
        return text

    distinct = {value: whole(value) for value in set(values)}
    restored = any(text == f"0{written(value)}" for value, text in distinct.items())
    doubtful = frozenset(filter(own.is_unclear, distinct.values())) if numeric else frozenset()
    return _reading(
        WrittenCodes(np.array([distinct[value] for value in values], dtype=object), restored, doubtful), own, None
    )


def detect(field: str, texts: Iterable[str], tables: Sequence[ClassTable]) -> Detection:
    """Find the table that codes or names are from, by those that exist in one only and by the field's name.

    Each text is looked up in each table as its own. In a field whose name no standard prescribes, most of what
    stands there must be known. Where several know as many, and the name does not tell, those have it that list the
    most of them as they are: 0810A is a code of the survey, and of GB/T 21010 only one behind which somebody put an A.

    >>> from greenvein.core.land.classes import system_tables
    >>> from greenvein.core.land.reading import detect
    >>> detect("DLBM", ["0103", "1107A"], system_tables()).table.id  # 1107A is in that one alone
    'sandiao_2019'
    """
    found = sorted({text for text in texts if text})
    says = STANDARD_FIELDS.get(field.strip().upper(), ())
    known = {table.id: {text for text in found if table.knows(table.code_of(text))} for table in tables}
    most = max((len(own) for own in known.values()), default=0)
    enough = most > 0 and (bool(says) or 2 * most >= len(found))
    best = [table for table in tables if enough and len(known[table.id]) == most]
    named = [table for table in best if table.id in says] or best
    listed = {table.id: {text for text in found if table.lists(table.code_of(text))} for table in best}
    fitting, anywhere = _listing_most(named, listed), _listing_most(best, listed)
    alike = [table for table in fitting[1:] if _alike(fitting[0], table, found)]
    decided = bool(fitting) and len(alike) == len(fitting) - 1
    if not decided:
        return Detection(None, False, (), (), (), tuple(table.id for table in fitting))
    table = fitting[0]
    strange = tuple(text for text in found if text not in known[table.id])
    names, fit = tuple(one.id for one in alike), tuple(one.id for one in fitting)
    return Detection(table, fitting != anywhere, _deciding(table, best, known, listed), names, strange, fit)


def _listing_most(tables: Sequence[ClassTable], listed: Mapping[str, set[str]]) -> list[ClassTable]:
    """Return those of some tables that list most of what stands in a field."""
    most = max((len(listed[table.id]) for table in tables), default=0)
    return [table for table in tables if len(listed[table.id]) == most]


def _deciding(
    table: ClassTable, best: Sequence[ClassTable], known: Mapping[str, set[str]], listed: Mapping[str, set[str]]
) -> tuple[str, ...]:
    """Return the first of the codes that no other table has, where these decided for a table."""
    told = known if len(best) == 1 else listed
    if len(best) > 1 and _listing_most(best, listed) != [table]:
        return ()
    others = set().union(*(own for name, own in told.items() if name != table.id))
    return tuple(sorted(told[table.id] - others))[:_SHOWN]


def _alike(one: ClassTable, other: ClassTable, texts: Iterable[str]) -> bool:
    return all(one.class_of(one.code_of(text)) == other.class_of(other.code_of(text)) for text in texts)
