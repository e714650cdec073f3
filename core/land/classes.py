"""Land-use codes and the classes of the account: tables, and which system the codes of a field come from.

Sources: 第三次全国国土调查工作分类 (2019), GB/T 21010-2017, 国土空间调查、规划、用途管制用地用海分类指南 (2023),
GB 50137-2011 城市用地分类与规划建设用地标准.
The class of a code is a reading of the plans (land resources plan, ch. 2: 城乡建设用地 leaves out 特交水).

A value is a code or a name, and is looked up in the table of its own system only: the same digits, and some names, mean
other ground in another system. ``read`` is the one way from a field's values to classes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from ..textfile import NotTextError, read_text
from .codes import (
    CLASSES,
    OUTSIDE,
    STANDARD_FIELDS,
    SYSTEMS,
    UNKNOWN,
    URBAN_PLAN,
)
from .written import SETTLEMENT, SETTLEMENT_DIGITS, WrittenCodes, is_missing, read_codes, second_survey, written

CHINESE = dict(
    zip(
        (*CLASSES, UNKNOWN),
        (
            "城乡建设用地", "特交水", "耕地", "园地", "林地", "草地", "湿地", "水域", "其他农用地", "农林用地",
            "未利用地", "未知",
        ),
    )
)  # fmt: skip
"""What the plans call the classes; a user's table may say so too."""
TABLES = Path(__file__).parents[2] / "resources" / "classes"

_GROUP = 2
"""Digits of a first-level code; in GB 50137 it is one letter."""
# What stands between the parts of a mixed code (R2/B1), or nothing where every part has its number (B1B2).
_BETWEEN = re.compile(r"[/\\+、,;&|]")
_ADJACENT = re.compile(r"(?:[A-Z]\d{1,3}){2,}")
_WITH_NAME = re.compile(r"(?P<code>[0-9A-Z]+)-?(?P<name>[^0-9A-Z-].*)|(?P<called>.*[^0-9A-Z])\((?P<of>[0-9A-Z]+)\)")
_LETTER_CODE = re.compile(r"[A-Z]\d{0,3}")
# A letter with up to three digits, and one letter where a plan splits it further; then no more of them.
_LETTER_TAIL = re.compile(r"[A-Z]\d{0,3}[A-Z]?(?![A-Z0-9])")
_OLD = re.compile(r"[CDT]\d{0,2}")
"""Codes that GBJ 137-90 has and GB 50137-2011 has not: 公共设施, 特殊, 对外交通."""
_DIGITS = re.compile(r"\d+")
_DECIMALS = re.compile(r"[.,]\d")  # of an area, say, which is no code
_NUMBER = re.compile(r"\d+,\d{1,3}(\.\d*)?")
# What a standard's code may have behind it: a digit or a letter of the survey's or of whoever drew finer, or a name.
_TAIL = re.compile(r"(\d*[A-Z]?\d?|[A-Z]\d{0,2})([-_:(]?[^\x00-\x7f].*)?")
_SHOWN = 5
_COLUMN_MARKS = "\t,，;；"


class ClassTableError(ValueError):
    """A table of classes is not as it should be; ``line`` counts from 1, ``reason`` is a code."""

    def __init__(self, path: Path, line: int, reason: str):
        super().__init__(f"{path}, line {line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


@dataclass(frozen=True)
class ClassTable:
    """Which class each code, or prefix of codes, belongs to.

    ``names``: what the codes are called; ``by_name``: the code of each name, as ``written`` gives it, other names that
    a standard uses for the same code included. ``is_standard``: the table lists all codes of the levels that it has, so
    that digits beyond them are no code of it (110108 is a district, 1120 nothing); a user's own takes every prefix.
    """

    id: str
    classes: dict[str, str]
    names: dict[str, str]
    by_name: dict[str, str] = field(default_factory=dict)
    is_standard: bool = False

    def code_of(self, text: str) -> str:
        """Return the code that a text (as ``written`` gives it) stands for: that of a name, else the text itself.

        Of a mixed one (居住用地/商业用地) each part; where code and name stand together (R2二类居住用地), the code.
        """
        if text in self.by_name or text in self.classes:
            return self.by_name.get(text, text)
        parts = _parts(text)
        if len(parts) > 1:
            return "/".join(self.code_of(part) for part in parts)
        both = _WITH_NAME.fullmatch(text)
        if both:
            code, name = both["code"] or both["of"], both["name"] or both["called"]
            meant = self.by_name.get(name.strip("()_:-"))
            if meant is not None and self.class_of(meant) == self.class_of(code):
                return code
        return text

    def entry(self, code: str) -> str | None:
        """Return the longest entry that a code, or the first part of a mixed one, begins with; None without one."""
        if code in self.classes:
            return code
        parts = _parts(code)
        if len(parts) > 1:
            return self.entry(parts[0])
        settlement = SETTLEMENT.fullmatch(code)
        if settlement and settlement[1] in self.classes:
            return settlement[1]
        heads = (code[:n] for n in range(len(code) - 1, 0, -1))
        head = next((head for head in heads if head in self.classes and _goes_on(head, code[len(head) :])), None)
        return None if head is None or (self.is_standard and self._is_foreign(head, code)) else head

    def _is_foreign(self, head: str, code: str) -> bool:
        """Tell whether what a code has beyond an entry is none of the standard's.

        A whole level more, where the table would list it, the number of a plot or of a unit.
        """
        if _TAIL.fullmatch(code[len(head) :]) is None or (head[0].isalpha() and not _LETTER_TAIL.match(code)):
            return True
        digits = _DIGITS.match(code)
        if not head.isdigit() or digits is None or digits.end() < len(head) + _GROUP:
            return False
        own = [entry for entry in self.classes if entry.isdigit()]
        listed = any(entry.startswith(head) and len(entry) == len(head) + _GROUP for entry in own)
        return listed or digits.end() > max(map(len, own)) + _GROUP - 1

    def class_of(self, code: str) -> str:
        """Return the class of a code; ``unknown`` where no entry fits."""
        entry = self.entry(code)
        return UNKNOWN if entry is None else self.classes[entry]

    def knows(self, code: str) -> bool:
        """Tell whether a code, but for a suffix or a further level, is one of the table's own, not only its group."""
        parts = _parts(code)
        if len(parts) > 1:
            return all(map(self.knows, parts))
        entry = self.entry(code)
        return entry is not None and (len(entry) > _group(entry) or len(code) == len(entry))

    def mixes(self, code: str) -> bool:
        """Tell whether a code is mixed and its first part is what counts."""
        return code not in self.classes and len(_parts(code)) > 1 and self.entry(code) is not None

    def is_unclear(self, number: str) -> bool:
        """Tell whether the number that is left of a code may be two codes of different classes: 203 is 203 or 0203."""
        padded = f"0{number}"
        if number not in self.classes or (len(number) % 2 == 0 and padded not in self.classes):
            return False
        return self.class_of(padded) not in (UNKNOWN, self.class_of(number))


def parts(code: str) -> frozenset[str]:
    """Return the parts of a mixed code; the code itself where it is not mixed.

    >>> from greenvein.core.land.classes import parts
    >>> sorted(parts("0701/0901")), sorted(parts("0701"))
    (['0701', '0901'], ['0701'])
    """
    return frozenset(_parts(code))


def _parts(text: str) -> list[str]:
    """Return the parts of a mixed code or name; one part where it is not mixed."""
    if _ADJACENT.fullmatch(text):
        return re.findall(r"[A-Z]\d+", text)
    if _NUMBER.fullmatch(text):
        return [text]
    return [part for part in _BETWEEN.split(text) if part]


def _group(entry: str) -> int:
    return 1 if entry[0].isalpha() else _GROUP


def _goes_on(head: str, rest: str) -> bool:
    """Tell whether a code that begins with an entry is a further level or a suffix of it, and not a word."""
    if head.isdigit():
        is_code = len(head) >= _GROUP and len(head) != SETTLEMENT_DIGITS
        return is_code and not is_missing(head + rest) and _DECIMALS.match(rest) is None
    if _LETTER_CODE.fullmatch(head):
        return rest.isascii() and rest.isalnum() and (len(head) > 1 or rest[0].isdigit())
    return len(head) > 1


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
    table has, where these decided. ``alike``: systems that fit as well and give every code the same class.
    ``strange``: codes that the table found does not have. ``fitting``: all systems that fit best.
    Codes here are codes or names.
    """

    table: ClassTable | None
    by_field: bool
    deciding: tuple[str, ...]
    alike: tuple[str, ...]
    strange: tuple[str, ...]
    fitting: tuple[str, ...]


@cache
def system_tables() -> tuple[ClassTable, ...]:
    """Return the tables of all systems, in their order.

    They are read once; raises OSError and ClassTableError as ``load`` does.

    >>> from greenvein.core.land.classes import system_tables
    >>> [table.id for table in system_tables()]
    ['sandiao_2019', 'gbt21010_2017', 'landsea_2023', 'gb50137_2011']
    >>> system_tables()[0].class_of("0103"), system_tables()[0].code_of("旱地")
    ('farmland', '0103')
    """
    return tuple(replace(load(TABLES / f"{name}.csv"), is_standard=True) for name in SYSTEMS)


def load(path: Path) -> ClassTable:
    r"""Read a table: columns ``code``, ``class`` and, if there are, ``name`` and ``also`` (further names, separated by
    semicolons); or two columns without a header.

    Between columns stand tabs, commas or semicolons, whichever the first line has. Raises OSError, and
    ClassTableError for a file that is no text, for a line that cannot be read or has no class, or for a code that
    stands twice with different classes.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from greenvein.core.land.classes import load
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "own.csv")
    ...     _ = path.write_text("code,class,name\nA,farmland,field\nB,forest,wood\n", encoding="utf-8")
    ...     load(path).class_of("B7")
    'forest'
    """
    try:
        text = read_text(path)
    except NotTextError as error:
        raise ClassTableError(path, 1, "no_text") from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = next((mark for mark in _COLUMN_MARKS if mark in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        lines = [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:  # a cell without end
        raise ClassTableError(path, reader.line_num, "no_row") from error
    columns = {"code": 0, "class": 1}
    if lines and {"code", "class"} <= {cell.strip().lower() for cell in lines[0][1]}:
        columns = {cell.strip().lower(): at for at, cell in enumerate(lines.pop(0)[1])}
    cells = ((number, {name: row[at] for name, at in columns.items() if at < len(row)}) for number, row in lines)
    name = next((name for name in ("name", "name_zh") if name in columns), "name")
    get = ((line, one.get) for line, one in cells)
    return table(path, ((line, of("code", ""), of("class", ""), of(name, ""), of("also", "")) for line, of in get))


def table(path: Path, lines: Iterable[tuple[int, str, str, str, str]]) -> ClassTable:
    """Return the table of lines: number, code, class, name and further names; ``path`` says where they are from.

    Raises ClassTableError for a line that has no class or a code that stands twice with different classes.

    >>> from pathlib import Path
    >>> from greenvein.core.land.classes import table
    >>> table(Path("own.csv"), [(1, "A", "farmland", "", ""), (2, "B", "forest", "", "")]).class_of("A1")
    'farmland'
    """
    classes: dict[str, str] = {}
    names: dict[str, str] = {}
    by_name: dict[str, str] = {}
    english = {chinese: name for name, chinese in CHINESE.items()}
    for number, raw, given, name, also in lines:
        code, class_ = written(raw), english.get(given.strip(), given.strip())
        if not code or not class_:
            raise ClassTableError(path, number, "empty")
        if classes.setdefault(code, class_) != class_:
            raise ClassTableError(path, number, "twice")
        names[code] = name.strip()
        for called in filter(None, map(written, (name, *also.split(";")))):
            by_name.setdefault(called, code)
    if not classes:
        raise ClassTableError(path, 1, "empty")
    return ClassTable(path.stem, classes, names, by_name)


def class_words() -> ClassTable:
    """Return the table that reads fields which hold classes already, in our words or as the plans call them.

    >>> from greenvein.core.land.classes import class_words
    >>> words = class_words()
    >>> words.class_of(words.code_of("FARMLAND"))
    'farmland'
    """
    words = {written(class_): class_ for class_ in (*CLASSES, UNKNOWN, OUTSIDE)}
    return ClassTable("classes", words, {}, {written(CHINESE[class_]): written(class_) for class_ in CHINESE})


def read(values: Sequence[object], tables: Sequence[ClassTable], *, numeric: bool = False, field: str = "") -> Reading:
    """Return the codes and classes of a field's values, which are codes or names of one system, or classes.

    ``tables``: the one of the system that is known, or all that may be meant: then the values, and the field's name,
    tell which it is. ``numeric``: as for ``read_codes``.

    Numbers have lost the zeros at the front; which system has the codes, they tell themselves:

    >>> from greenvein.core.land.classes import read, system_tables
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
    parts = {part for text in distinct for part in _parts(text)}
    letters = bool(parts) and all(_LETTER_CODE.fullmatch(part) for part in parts)
    none = table is None and found is not None and not found.fitting
    if (table is not None and table.id == URBAN_PLAN) or (none and letters):
        return tuple(sorted(part for part in parts if _OLD.fullmatch(part)))
    return ()


def read_own(values: Sequence[object], own: ClassTable, *, numeric: bool = False) -> Reading:
    """Return the codes of a field that a user's own table explains; a zero at the front is put back where it tells.

    ``numeric``: the field holds numbers, which keep no zeros at the front.

    >>> from pathlib import Path
    >>> from greenvein.core.land.classes import read_own, table
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
    stands there must be known.

    >>> from greenvein.core.land.classes import detect, system_tables
    >>> detect("DLBM", ["0103", "1107A"], system_tables()).table.id  # 1107A is in that one alone
    'sandiao_2019'
    """
    found = sorted({text for text in texts if text})
    says = STANDARD_FIELDS.get(field.strip().upper(), ())
    known = {table.id: {text for text in found if table.knows(table.code_of(text))} for table in tables}
    most = max((len(own) for own in known.values()), default=0)
    enough = most > 0 and (bool(says) or 2 * most >= len(found))
    best = [table for table in tables if enough and len(known[table.id]) == most]
    fitting = [table for table in best if table.id in says] or best
    alike = [table for table in fitting[1:] if _alike(fitting[0], table, found)]
    decided = bool(fitting) and len(alike) == len(fitting) - 1
    if not decided:
        return Detection(None, False, (), (), (), tuple(table.id for table in fitting))
    table = fitting[0]
    others = set().union(*(own for name, own in known.items() if name != table.id))
    deciding = tuple(sorted(known[table.id] - others))[:_SHOWN] if len(best) == 1 else ()
    strange = tuple(text for text in found if text not in known[table.id])
    names = tuple(one.id for one in alike)
    return Detection(table, len(fitting) < len(best), deciding, names, strange, tuple(one.id for one in fitting))


def _alike(one: ClassTable, other: ClassTable, texts: Iterable[str]) -> bool:
    return all(one.class_of(one.code_of(text)) == other.class_of(other.code_of(text)) for text in texts)
