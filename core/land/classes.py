"""Tables of land-use codes and the classes of the account.

Sources: 第三次全国国土调查工作分类 (2019), GB/T 21010-2017, 国土空间调查、规划、用途管制用地用海分类指南 (2023),
GB 50137-2011 城市用地分类与规划建设用地标准.
The class of a code is a reading of the plans (land resources plan, ch. 2: 城乡建设用地 leaves out 特交水).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from ..textfile import NotTextError, read_text
from .codes import (
    AMONG_OTHER,
    CLASSES,
    CONSTRUCTION,
    LATER_PART,
    NO_CODE,
    NO_MEANING,
    OTHER_BUILT,
    OUTSIDE,
    SYSTEMS,
    UNKNOWN,
    URBAN_RURAL,
)
from .mixed import behind, parts
from .written import SETTLEMENT, SETTLEMENT_DIGITS, is_missing, written

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

_WIDER = "+"
"""Behind a use in a table: ground of the code is used otherwise too."""
_GROUP = 2
"""Digits of a first-level code; in GB 50137 it is one letter."""
_WITH_NAME = re.compile(r"(?P<code>[0-9A-Z]+)-?(?P<name>[^0-9A-Z-].*)|(?P<called>.*[^0-9A-Z])\((?P<of>[0-9A-Z]+)\)")
LETTER_CODE = re.compile(r"[A-Z]\d{0,3}")
"""A code of GB 50137, or of the standard before it."""
# A letter with up to three digits, and one letter where a plan splits it further; then no more of them.
_LETTER_TAIL = re.compile(r"[A-Z]\d{0,3}[A-Z]?(?![A-Z0-9])")
_DIGITS = re.compile(r"\d+")
_DECIMALS = re.compile(r"[.,]\d")  # of an area, say, which is no code
# What a standard's code may have behind it: a digit or a letter of the survey's or of whoever drew finer, or a name.
_TAIL = re.compile(r"(\d*[A-Z]?\d?|[A-Z]\d{0,2})([-_:(]?[^\x00-\x7f].*)?")
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
    ``uses``: what the land of a code is used for (codes.USES), where this is one of these; ``wider``: codes of which
    that holds for a part of the land only (绿地与开敞空间用地 holds parks, protective green and squares). ``holds``:
    the uses that ground of a code may have though the code is of none of them, for it stands for all that is there
    (建制镇, a whole town). ``changed``: codes whose class or use is a user's (``with_changes``), not that of the table
    as it is delivered.
    """

    id: str
    classes: dict[str, str]
    names: dict[str, str]
    by_name: dict[str, str] = field(default_factory=dict)
    is_standard: bool = False
    uses: dict[str, str] = field(default_factory=dict)
    wider: frozenset[str] = frozenset()
    holds: dict[str, frozenset[str]] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()

    def code_of(self, text: str) -> str:
        """Return the code that a text (as ``written`` gives it) stands for: that of a name, else the text itself.

        Of a mixed one (居住用地/商业用地, 0901兼0701) each part; of code and name together (R2二类居住用地) the code.
        """
        if text in self.by_name or text in self.classes:
            return self.by_name.get(text, text)
        each = parts(text)
        if each != [text]:
            return "/".join(map(self.code_of, each))
        both = _WITH_NAME.fullmatch(text)
        if both:
            code, name = both["code"] or both["of"], both["name"] or both["called"]
            meant = self.by_name.get(name.strip("()_:-"))
            if meant is not None and self.class_of(meant) == self.class_of(code):
                return code
        return "/".join(self._in_turn(text)) or text

    def _in_turn(self, text: str) -> list[str]:
        """Return the code that a text begins with and those that stand behind it; none where it has no others."""
        first = re.match("[0-9A-Z]+", text)
        if first is None or (own := self.entry(first[0])) is None:
            return []
        further = behind(text[first.end() :], self._written, self.by_name.get)
        return [first[0], *further] if any(self.entry(code) != own for code in further) else []

    def _written(self, token: str) -> str | None:
        """Return letters and digits that are a code of the table, None of others; one alone may number anything."""
        is_own = token in self.classes or (self.is_standard and self.knows(token))
        return token if is_own and len(token) > 1 else None

    def entry(self, code: str) -> str | None:
        """Return the longest entry that a code, or the first part of a mixed one, begins with; None without one."""
        if code in self.classes:
            return code
        each = parts(code)
        if each != [code]:
            return self.entry(each[0])
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
        if not head.isdigit():  # behind 05H1 another code may stand, its blank lost
            return head[0].isdigit() and _DIGITS.match(code[len(head) + 1 :]) is not None
        if digits is None or digits.end() < len(head) + _GROUP:
            return False
        own = [entry for entry in self.classes if entry.isdigit()]
        listed = any(entry.startswith(head) and len(entry) == len(head) + _GROUP for entry in own)
        return listed or digits.end() > max(map(len, own)) + _GROUP - 1

    def class_of(self, code: str) -> str:
        """Return the class of a code; ``unknown`` where no entry fits."""
        entry = self.entry(code)
        return UNKNOWN if entry is None else self.classes[entry]

    def is_of(self, code: str, kind: str) -> bool:
        """Tell whether a code is of a class of the account, or of a use.

        >>> from greenvein.core.land.classes import system_tables
        >>> [table.is_of("0701", "residential") for table in system_tables()]
        [True, True, True, False]
        >>> system_tables()[0].is_of("1001", "construction")
        True
        """
        entry = self.entry(code)
        if entry is None:
            return False
        built = kind == CONSTRUCTION and self.classes[entry] in (URBAN_RURAL, OTHER_BUILT)
        return built or kind in (self.classes[entry], self.uses.get(entry))

    def meaning(self, entry: str) -> tuple[str, str]:
        """Return class and use of an entry, as ``with_changes`` takes them."""
        return self.classes[entry], self.uses.get(entry, "") + _WIDER * (entry in self.wider)

    def called(self, code: str) -> str:
        """Return a code with its name, where the table has one: 0810 公园与绿地."""
        return f"{code} {self.names.get(code, '')}".rstrip()

    def is_wider(self, code: str, kind: str) -> bool:
        """Tell whether a code is of a use for a part of its land only."""
        entry = self.entry(code)
        return entry in self.wider and self.uses[entry] == kind

    def knows(self, code: str) -> bool:
        """Tell whether a code, but for a suffix or a further level, is one of the table's own, not only its group."""
        each = parts(code)
        if len(each) > 1:
            return all(map(self.knows, each))
        entry = self.entry(code)
        return entry is not None and (len(entry) > _group(entry) or len(code) == len(entry))

    def parts_of(self, code: str) -> list[str]:
        """Return the parts of a mixed code; any other is one part."""
        return [code] if code in self.classes else parts(code)

    def lists(self, code: str) -> bool:
        """Tell whether a code, or each part of a mixed one, is written in the table as it is.

        Where another table knows it by what it begins with only, it is a code of this one (广场用地 of the survey):

        >>> from greenvein.core.land.classes import system_tables
        >>> survey, standard = system_tables()[:2]
        >>> survey.lists("0810A"), standard.lists("0810A"), standard.knows("0810A")
        (True, False, True)
        """
        return code in self.classes or (self.mixes(code) and all(part in self.classes for part in parts(code)))

    def mixes(self, code: str) -> bool:
        """Tell whether a code is mixed and its first part is what counts."""
        return code not in self.classes and len(parts(code)) > 1 and self.entry(code) is not None

    def tells(self, kind: str) -> bool:
        """Tell whether the table has codes of a class or use that hold no other land, so that land shows to have none.

        >>> from greenvein.core.land.classes import system_tables
        >>> [table.tells("park") for table in system_tables()]
        [False, False, True, True]
        """
        return bool(self.telling(kind))

    def telling(self, kind: str) -> list[str]:
        """Return the codes of a class or use that hold no other land, without those of which another is the group.

        >>> from greenvein.core.land.classes import system_tables
        >>> [table.telling("residential") for table in system_tables()]
        [['0701'], ['0701'], ['0701', '0702'], ['R']]
        """
        own = [code for code in self.classes if self.is_of(code, kind) and not self.is_wider(code, kind)]
        return [code for code in own if not any(code != group and code.startswith(group) for group in own)]

    def why_open(self, code: str, kinds: Collection[str]) -> str:
        """Return why land of a code that is of none of some classes or uses may be of one yet, "" where it is not.

        >>> from greenvein.core.land.classes import system_tables
        >>> urban = system_tables()[3]
        >>> [urban.why_open(code, ["residential"]) for code in ("B1/R2", "H12", "", "X9", "B1")]
        ['later_part', 'among_other', 'no_code', 'no_meaning', '']
        """
        if any(self.is_of(code, kind) for kind in kinds):
            return ""
        if is_missing(code) and code not in self.classes:
            return NO_CODE
        each = self.parts_of(code)
        if any(self.is_of(part, kind) for part in each[1:] for kind in kinds):
            return LATER_PART
        if any(not self.holds.get(self.entry(part) or "", frozenset()).isdisjoint(kinds) for part in each):
            return AMONG_OTHER
        return NO_MEANING if any(self.class_of(part) == UNKNOWN for part in each) else ""

    def is_unclear(self, number: str) -> bool:
        """Tell whether the number that is left of a code may be two codes of different classes: 203 is 203 or 0203."""
        padded = f"0{number}"
        if number not in self.classes or (len(number) % 2 == 0 and padded not in self.classes):
            return False
        return self.class_of(padded) not in (UNKNOWN, self.class_of(number))


def _group(entry: str) -> int:
    return 1 if entry[0].isalpha() else _GROUP


def _goes_on(head: str, rest: str) -> bool:
    """Tell whether a code that begins with an entry is a further level or a suffix of it, and not a word."""
    if head.isdigit():
        is_code = len(head) >= _GROUP and len(head) != SETTLEMENT_DIGITS
        return is_code and not is_missing(head + rest) and _DECIMALS.match(rest) is None
    if LETTER_CODE.fullmatch(head):
        return rest.isascii() and rest.isalnum() and (len(head) > 1 or rest[0].isdigit())
    return len(head) > 1


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
    r"""Read a table: columns ``code``, ``class`` and, if there are, ``name``, ``also`` (further names, separated by
    semicolons), ``use`` (with a + behind it where a part of the land is used so) and ``holds`` (further uses that land
    of the code may have, separated by semicolons); or two columns without a header.

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
    get = [(line, one.get) for line, one in cells]
    found = table(path, ((line, of("code", ""), of("class", ""), of(name, ""), of("also", "")) for line, of in get))
    used = {written(of("code", "")): of("use", "").strip() for _, of in get}
    uses = {code: use.removesuffix(_WIDER) for code, use in used.items() if use}
    held = {
        written(of("code", "")): frozenset(filter(None, map(str.strip, of("holds", "").split(";")))) for _, of in get
    }
    holds = {code: some for code, some in held.items() if some}
    wider = frozenset(code for code, use in used.items() if use.endswith(_WIDER))
    return replace(found, uses=uses, wider=wider, holds=holds)


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


def with_changes(table: ClassTable, changes: Mapping[str, tuple[str, str]]) -> ClassTable:
    """Return a table in which some codes have another class and use; use with a + where other land is of the code too.

    A code that has a use now holds no further ones. Raises KeyError for a code that the table has not.

    >>> from greenvein.core.land.classes import system_tables, with_changes
    >>> survey = with_changes(system_tables()[0], {"0810": ("urban_rural", "park"), "1201": ("unused", "")})
    >>> survey.class_of("1201"), survey.is_wider("0810", "park"), sorted(survey.changed)
    ('unused', False, ['0810', '1201'])
    """
    classes, uses, wider, holds = dict(table.classes), dict(table.uses), set(table.wider), dict(table.holds)
    for code, (class_, use) in changes.items():
        if code not in classes:
            raise KeyError(code)
        classes[code] = class_
        uses.pop(code, None)
        wider.discard(code)
        if use:
            holds.pop(code, None)
            uses[code] = use.removesuffix(_WIDER)
            wider |= {code} if use.endswith(_WIDER) else set()
    return replace(table, classes=classes, uses=uses, wider=frozenset(wider), holds=holds, changed=frozenset(changes))


def class_words() -> ClassTable:
    """Return the table that reads fields which hold classes already, in our words or as the plans call them.

    >>> from greenvein.core.land.classes import class_words
    >>> words = class_words()
    >>> words.class_of(words.code_of("FARMLAND"))
    'farmland'
    """
    words = {written(class_): class_ for class_ in (*CLASSES, UNKNOWN, OUTSIDE)}
    return ClassTable("classes", words, {}, {written(CHINESE[class_]): written(class_) for class_ in CHINESE})
