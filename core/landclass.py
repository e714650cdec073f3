"""Land-use codes and the classes of the account: tables, how codes are written, and which system they come from.

Sources: 第三次全国国土调查工作分类 (2019), GB/T 21010-2017, 国土空间调查、规划、用途管制用地用海分类指南 (2023).
The class of a code is a reading of the plans (land resources plan, ch. 2: 城乡建设用地 leaves out 特交水).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

URBAN_RURAL, OTHER_BUILT, FARMLAND = "urban_rural", "transport_water_special", "farmland"
OTHER_FARM, UNUSED = "other_farm", "unused"
UNKNOWN, OUTSIDE = "unknown", "outside"
CLASSES = (
    URBAN_RURAL, OTHER_BUILT, FARMLAND, "orchard", "forest", "grass", "wetland", "water", OTHER_FARM, UNUSED,
)  # fmt: skip
CHINESE = dict(
    zip(
        (*CLASSES, UNKNOWN),
        (
            "城乡建设用地", "特交水", "耕地", "园地", "林地", "草地", "湿地", "水域", "其他农用地", "未利用地", "未知",
        ),
    )
)  # fmt: skip
"""What the plans call the classes; a user's table may say so too."""
SYSTEMS = ("sandiao_2019", "gbt21010_2017", "landsea_2023")
"""File names of the tables in ``resources/classes``, the system that most layers use first."""

# Field names that a standard prescribes for its codes or names.
_FIELDS: dict[str, tuple[str, ...]] = {
    "DLBM": ("sandiao_2019", "gbt21010_2017"),
    "DLMC": ("sandiao_2019", "gbt21010_2017"),
    "YDYHFLDM": ("landsea_2023",),
    "YDYHFLMC": ("landsea_2023",),
}
CODE_FIELDS = (*_FIELDS, "地类编码", "地类代码", "地类名称", "用地用海分类代码", "用地用海分类名称")
"""Fields that hold the code or name of the land use, the one to be taken first in front."""
# 城镇村属性码: 201 城市 … 205 特殊用地; 201A and the like are parts of them.
_SETTLEMENT = re.compile(r"(20[1-5])A?")
_SETTLEMENT_DIGITS = 3
_SHORTEST = 2
_SHOWN = 5


class ClassTableError(ValueError):
    """A table of classes is not as it should be; ``line`` counts from 1, ``reason`` is a code."""

    def __init__(self, path: Path, line: int, reason: str):
        super().__init__(f"{path}, line {line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


@dataclass(frozen=True)
class ClassTable:
    """Which class each code, or prefix of codes, belongs to; ``names`` are what the codes are called."""

    id: str
    classes: dict[str, str]
    names: dict[str, str]

    def entry(self, code: str) -> str | None:
        """Return the longest entry that ``code`` (as ``written`` gives it) begins with, None where there is none."""
        if code in self.classes:
            return code
        settlement = _SETTLEMENT.fullmatch(code)
        if settlement and settlement[1] in self.classes:
            return settlement[1]
        lengths = (n for n in range(len(code) - 1, _SHORTEST - 1, -1) if n != _SETTLEMENT_DIGITS)
        return next((code[:n] for n in lengths if code[:n] in self.classes), None)

    def class_of(self, code: str) -> str:
        """Return the class of a code; ``unknown`` where no entry fits."""
        entry = self.entry(code)
        return UNKNOWN if entry is None else self.classes[entry]

    def knows(self, code: str) -> bool:
        """Tell whether a code, but for a suffix or a further level, is one of the table's own, not only its group."""
        entry = self.entry(code)
        return entry is not None and (len(entry) > _SHORTEST or len(code) == len(entry))


@dataclass(frozen=True)
class Codes:
    """The codes of a layer: ``code`` shape (n,), as ``written`` gives them, "" for none.

    ``restored``: zeros at the front, lost in a number, were put back. ``ambiguous``: the three-digit
    codes that may be settlement codes or have lost a zero; they must not be read without asking.
    """

    code: np.ndarray
    restored: bool
    ambiguous: tuple[str, ...]


@dataclass(frozen=True)
class Detection:
    """Which table fits: ``table`` is None where that cannot be told.

    ``field_says``: the systems that the field's name belongs to. ``deciding``: codes that only the table
    found has. ``alike``: systems that fit as well and give every code the same class.
    ``strange``: codes that the table found does not have. ``fitting``: all systems that fit best.
    """

    table: ClassTable | None
    field_says: tuple[str, ...]
    deciding: tuple[str, ...]
    alike: tuple[str, ...]
    strange: tuple[str, ...]
    fitting: tuple[str, ...]


def load(path: Path) -> ClassTable:
    """Read a table: columns ``code``, ``class`` and, if there is one, ``name``; or two columns without a header.

    Raises ClassTableError for a line that has no class or a code that stands twice with different classes.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="gb18030")
    lines = [(number, row) for number, row in enumerate(csv.reader(text.splitlines()), 1) if any(map(str.strip, row))]
    columns = {"code": 0, "class": 1}
    if lines and {"code", "class"} <= {cell.strip().lower() for cell in lines[0][1]}:
        columns = {cell.strip().lower(): at for at, cell in enumerate(lines.pop(0)[1])}
    cells = ((number, {name: row[at] for name, at in columns.items() if at < len(row)}) for number, row in lines)
    name = next((name for name in ("name", "name_zh") if name in columns), "name")
    return table(path, ((line, one.get("code", ""), one.get("class", ""), one.get(name, "")) for line, one in cells))


def table(path: Path, lines: Iterable[tuple[int, str, str, str]]) -> ClassTable:
    """Return the table of lines: number, code, class and name; ``path`` says where they are from.

    Raises ClassTableError for a line that has no class or a code that stands twice with different classes.
    """
    classes: dict[str, str] = {}
    names: dict[str, str] = {}
    english = {chinese: name for name, chinese in CHINESE.items()}
    for number, raw, given, name in lines:
        code, class_ = written(raw), english.get(given.strip(), given.strip())
        if not code or not class_:
            raise ClassTableError(path, number, "empty")
        if classes.setdefault(code, class_) != class_:
            raise ClassTableError(path, number, "twice")
        names[code] = name.strip()
    if not classes:
        raise ClassTableError(path, 1, "empty")
    return ClassTable(path.stem, classes, names)


def class_named(value: object) -> str | None:
    """Return the class that a value is the code of, or the Chinese name; None where it names no class."""
    text = "" if value is None else str(value).strip()
    return next((class_ for class_, chinese in CHINESE.items() if text in (class_, chinese)), None)


def written(value: object) -> str:
    """Return a code or name in its standard writing: full-width letters narrow, no blanks, upper case, 101.0 as 101."""
    if value is None or (isinstance(value, float) and not np.isfinite(value)):
        return ""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def read_codes(values: Sequence[object], tables: Sequence[ClassTable], numeric: bool) -> Codes:
    """Return the codes in a field's values, which may also be names that ``tables`` know.

    ``numeric``: the field holds numbers, which keep no zeros at the front. Text may have lost them before:
    three digits that are no settlement code show it. In a number 201–205 alone prove neither.
    """
    by_name = {written(name): code for table in reversed(tables) for code, name in table.names.items() if name}
    distinct: dict[object, str] = {value: written(value) for value in set(values)}
    distinct = {value: by_name.get(code, code) if not numeric else code for value, code in distinct.items()}
    odd = {code for code in distinct.values() if code.isdigit() and len(code) % 2}
    three = {code for code in odd if len(code) == _SETTLEMENT_DIGITS}
    settlement = {code for code in three if _SETTLEMENT.fullmatch(code)}
    lost = bool(odd - settlement)
    ambiguous = tuple(sorted(settlement)) if numeric and not lost else ()
    if lost:
        distinct = {value: "0" + code if code in odd else code for value, code in distinct.items()}
    return Codes(np.array([distinct[value] for value in values], dtype=object), lost, ambiguous)


def read_own(values: Sequence[object], own: ClassTable) -> Codes:
    """Return the codes of a field that a user's own table explains; a zero at the front is put back where it tells."""
    names = {written(name): code for code, name in own.names.items() if name}

    def read(value: object) -> str:
        code = written(value)
        if own.entry(code) is not None:
            return code
        return names.get(code, f"0{code}" if own.entry(f"0{code}") is not None else code)

    distinct = {value: read(value) for value in set(values)}
    restored = any(code == f"0{written(value)}" for value, code in distinct.items())
    return Codes(np.array([distinct[value] for value in values], dtype=object), restored, ())


def detect(field: str, codes: Iterable[str], tables: Sequence[ClassTable]) -> Detection:
    """Find the table that codes are from, by codes that exist in one only and by the field's name."""
    found = sorted({code for code in codes if code})
    says = _FIELDS.get(field.strip().upper(), ())
    known = {table.id: {code for code in found if table.knows(code)} for table in tables}
    most = max((len(own) for own in known.values()), default=0)
    best = [table for table in tables if most and len(known[table.id]) == most]
    fitting = [table for table in best if table.id in says] or best
    alike = [table for table in fitting[1:] if _alike(fitting[0], table, found)]
    decided = bool(fitting) and len(alike) == len(fitting) - 1
    if not decided:
        return Detection(None, says, (), (), (), tuple(table.id for table in fitting))
    table = fitting[0]
    others = set().union(*(own for name, own in known.items() if name not in {one.id for one in (table, *alike)}))
    deciding = tuple(sorted(known[table.id] - others))[:_SHOWN]
    strange = tuple(code for code in found if code not in known[table.id])
    names = tuple(one.id for one in alike)
    return Detection(table, says, deciding, names, strange, tuple(one.id for one in fitting))


def _alike(one: ClassTable, other: ClassTable, codes: Iterable[str]) -> bool:
    return all(one.class_of(code) == other.class_of(code) for code in codes)
