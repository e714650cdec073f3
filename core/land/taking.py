"""What is meant of a layer of land use: a class or use, values of a field, or an expression.

A take is written ``class:residential``, ``values:R1;R2``, or as an expression; between several stands a semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ..plaintext import half_width
from .classes import CHINESE, ClassTable
from .codes import CLASSES, CONSTRUCTION, PARK_LAND, RESIDENTIAL, RURAL_RESIDENTIAL, TWO_MEANINGS, UNKNOWN, USES
from .reading import Reading, read, read_own
from .written import is_missing, written

CLASS, VALUES, EXPRESSION = "class", "values", "expression"
KINDS = (*USES, *CLASSES)
"""What may stand behind ``class:``."""
_CHINESE = {
    **{CHINESE[class_]: class_ for class_ in CLASSES},
    "居住用地": RESIDENTIAL,
    "农村宅基地": RURAL_RESIDENTIAL,
    "公园绿地": PARK_LAND,
    "建设用地": CONSTRUCTION,
}
_BEGIN = re.compile(r"\s*(class|values)\s*[:：](.*)", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"[;；\n]")


class TakeError(ValueError):
    """A take that says nothing: ``reason`` is ``class`` for one that is not known, ``empty`` where nothing is named."""

    def __init__(self, reason: str, part: str = ""):
        super().__init__(f"{reason}: {part}")
        self.reason, self.part = reason, part


@dataclass(frozen=True)
class Take:
    """What is taken of a layer.

    ``kind``: ``CLASS``, ``VALUES`` or ``EXPRESSION``; ``wanted``: the classes or uses, the values as ``written`` gives
    them, or the one expression.
    """

    kind: str
    wanted: tuple[str, ...]

    @property
    def of_codes(self) -> bool:
        """Whether a field's value tells, which is a code or a name of one."""
        return self.kind != EXPRESSION

    @property
    def is_class(self) -> bool:
        """Whether what a code means tells."""
        return self.kind == CLASS


@dataclass(frozen=True)
class Taken:
    """Which features are taken, shape (n,): ``mask``.

    ``codes``: how many features have each code or value that is taken, in the order of the codes; ``lost``: what was
    wanted, or stands in the field, and is not known: values that no feature has, codes of no class. ``wider``: taken
    codes that hold other land too; ``mixed``: of which the first part counts; ``ambiguous``: numbers that may be
    two codes, none of which is taken. ``table``: what read the codes, None where none does, or where several do that
    take other features; ``fitting`` says which. ``doubt``: why features that are not taken may be meant too, a code of
    core.land.codes, "" of all others, shape (n,); of shape (0,) where a class tells nothing. ``rural``: which features
    are rural homes that are not taken where homes are, shape (n,); of shape (0,) where a class tells nothing.
    """

    mask: np.ndarray
    codes: dict[str, int]
    lost: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    table: ClassTable | None = None
    fitting: tuple[str, ...] = ()
    doubt: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=object))
    rural: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=bool))

    @property
    def is_doubtful(self) -> np.ndarray:
        """Which features are not taken and may be meant, shape (n,)."""
        return self.doubt != "" if len(self.doubt) else np.zeros(len(self.mask), dtype=bool)

    @property
    def is_rural(self) -> np.ndarray:
        """Which features are rural homes that are not taken where homes are, shape (n,)."""
        return self.rural if len(self.rural) else np.zeros(len(self.mask), dtype=bool)


def take_of(text: str) -> Take | None:
    """Return what a text says is taken; None where it is blank, so that all is.

    Classes may be called as in the plans. Raises TakeError.

    >>> from greenvein.core.land.taking import take_of
    >>> take_of("class:居住用地；park").wanted, take_of("values:R1; r2").wanted
    (('residential', 'park'), ('R1', 'R2'))
    >>> take_of('"层数" >= 7').kind
    'expression'
    """
    if not text.strip():
        return None
    found = _BEGIN.fullmatch(text)
    if found is None:
        return Take(EXPRESSION, (text.strip(),))
    kind = found[1].lower()
    parts = [part.strip() for part in _BETWEEN.split(found[2]) if part.strip()]
    if not parts:
        raise TakeError("empty", text.strip())
    if kind == VALUES:
        return Take(VALUES, tuple(dict.fromkeys(map(written, parts))))
    wanted = [_CHINESE.get(part, half_width(part).lower()) for part in parts]
    for part, one in zip(parts, wanted):
        if one not in KINDS:
            raise TakeError("class", part)
    return Take(CLASS, tuple(dict.fromkeys(wanted)))


def by_values(values: Sequence[object], wanted: Sequence[str]) -> Taken:
    """Return the features whose value is one of some (as ``take_of`` gives them).

    >>> from greenvein.core.land.taking import by_values
    >>> found = by_values(["R1", "g1", "R2 ", None], ("R1", "R2", "R3"))
    >>> found.mask.tolist(), found.codes, found.lost
    ([True, False, True, False], {'R1': 1, 'R2': 1}, ('R3',))
    """
    texts = _texts(values)
    mask = np.isin(texts, list(wanted))
    codes = _counted(texts[mask])
    return Taken(mask, codes, tuple(one for one in wanted if one not in codes))


def by_class(
    values: Sequence[object],
    wanted: Sequence[str],
    tables: Sequence[ClassTable],
    *,
    numeric: bool = False,
    field: str = "",
) -> Taken:
    """Return the features whose codes are of a class or use; parameters as for ``reading.read``.

    Where several systems fit, and all of them take the same features, the first serves: which it is, is all the same.

    >>> from greenvein.core.land.classes import system_tables
    >>> from greenvein.core.land.taking import by_class
    >>> found = by_class(["R2", "G1", "R1", "G"], ("park",), system_tables())
    >>> found.mask.tolist(), found.codes, found.wider, found.table.id
    ([False, True, False, True], {'G': 1, 'G1': 1}, ('G',), 'gb50137_2011')
    >>> by_class(["R2", "H14"], ("residential",), system_tables()).rural.tolist()
    [False, True]
    >>> found = by_class(["0701", "0702"], ("residential",), system_tables())
    >>> found.table, found.fitting
    (None, ('sandiao_2019', 'gbt21010_2017', 'landsea_2023'))
    """
    reading = read(values, tables, numeric=numeric, field=field)
    if _is_unread(reading):
        return Taken(np.zeros(len(values), dtype=bool), {}, lost=reading.second or reading.old)
    readings = _fitting(reading, values, tables, numeric)
    each = [_taken(one, wanted) for one in readings]
    first = each[0]
    if any((one.mask != first.mask).any() for one in each[1:]):
        names = tuple(one.table.id for one in readings if one.table is not None)
        return Taken(np.zeros(len(values), dtype=bool), {}, fitting=names)
    rural = np.any([one.rural for one in each], axis=0)
    return replace(first, doubt=_either([one.doubt for one in each]), rural=rural)


def rural_in(
    values: Sequence[object], tables: Sequence[ClassTable], *, numeric: bool = False, field: str = ""
) -> np.ndarray:
    """Return which features are rural homes by their codes, in any of the systems that fit, shape (n,).

    None is where no system reads the codes; parameters as for ``reading.read``. Whoever takes homes by other than their
    class has said nothing of these.

    >>> from greenvein.core.land.classes import system_tables
    >>> from greenvein.core.land.taking import rural_in
    >>> rural_in(["R2", "H14", "E2/H14", "G1"], system_tables()).tolist()
    [False, True, True, False]
    """
    reading = read(values, tables, numeric=numeric, field=field)
    if _is_unread(reading):
        return np.zeros(len(values), dtype=bool)
    each = [_taken(one, (RESIDENTIAL,)) for one in _fitting(reading, values, tables, numeric)]
    return np.any([one.rural for one in each], axis=0)


def _is_unread(reading: Reading) -> bool:
    """Tell whether no system reads codes, or they are of an older standard."""
    fits = reading.table is not None or (reading.found is not None and reading.found.fitting)
    return bool(reading.old or reading.second or not fits)


def _fitting(reading: Reading, values: Sequence[object], tables: Sequence[ClassTable], numeric: bool) -> list[Reading]:
    """Return how each of the systems that fit reads the codes."""
    known = {table.id: table for table in tables}
    names = [name for name in (reading.found.fitting if reading.found is not None else ()) if name in known]
    if reading.table is not None and reading.table.id not in names:
        return [reading]  # the one that was set, or words of the account
    return [read(values, [known[name]], numeric=numeric) for name in names]


def _either(doubts: Sequence[np.ndarray]) -> np.ndarray:
    """Return the first of the reasons, shape (n,) each, that there is: what one system knows, another need not."""
    found = doubts[0]
    for other in doubts[1:]:
        found = np.where(found == "", other, found)
    return found


@dataclass(frozen=True)
class FieldValue:
    """A value of a field as ``take_of`` gives it, how many features have it, and its name: "" where systems differ."""

    value: str
    count: int
    name: str


def field_values(
    values: Sequence[object], tables: Sequence[ClassTable], *, numeric: bool = False, field: str = ""
) -> list[FieldValue]:
    """Return what can be taken of a field by its values, blanks aside; parameters as for ``reading.read``.

    >>> from greenvein.core.land.classes import system_tables
    >>> from greenvein.core.land.taking import field_values
    >>> [(one.value, one.count, one.name) for one in field_values(["R2", "r2", "G1", ""], system_tables())]
    [('G1', 1, '公园绿地'), ('R2', 2, '二类居住用地')]
    """
    texts = _texts(values)
    found = read(values, tables, numeric=numeric, field=field)
    known = {table.id: table for table in tables}
    fitting = [known[name] for name in (found.found.fitting if found.found is not None else ()) if name in known]
    fitting = fitting or [table for table in (found.table,) if table is not None]
    codes = dict(zip(texts, found.code))

    def name_of(text: str) -> str:
        names = {table.names.get(table.code_of(codes[text]), "") for table in fitting}
        name = names.pop() if len(names) == 1 else ""
        return "" if written(name) == text else name

    return [FieldValue(text, count, name_of(text)) for text, count in _counted(texts).items() if text]


def by_own(values: Sequence[object], wanted: Sequence[str], own: ClassTable, *, numeric: bool = False) -> Taken:
    """Return the features whose codes are of a class by a user's own table, which names no uses.

    >>> from pathlib import Path
    >>> from greenvein.core.land.classes import table
    >>> from greenvein.core.land.taking import by_own
    >>> own = table(Path("own.csv"), [(1, "W", "forest", "", ""), (2, "A", "farmland", "", "")])
    >>> by_own(["W1", "A", "W"], ("forest",), own).mask.tolist()
    [True, False, True]
    """
    return _taken(read_own(values, own, numeric=numeric), wanted)


def _taken(reading: Reading, wanted: Sequence[str]) -> Taken:
    table = reading.table
    assert table is not None
    number, distinct = pd.factorize(reading.code, sort=True)
    codes = distinct.tolist()
    kinds = [{one for one in wanted if table.is_of(code, one)} for code in codes]
    is_taken = np.array([bool(kind) for kind in kinds] or [False], dtype=bool)
    mask = is_taken[number] & ~np.isin(reading.code, list(reading.ambiguous))
    counted = _counted(reading.code[mask])
    unknown = {code for code, class_ in zip(reading.code, reading.class_) if class_ == UNKNOWN and not is_missing(code)}
    lost = {code for code in unknown - {*counted, *reading.ambiguous} if table.entry(code) is None}
    wider = [
        code
        for code, kind in zip(codes, kinds)
        if code in counted and kind and all(table.is_wider(code, one) for one in kind)
    ]
    mixed = [code for code in counted if table.mixes(code)]
    doubts = [_doubt(table, code, wanted, reading.ambiguous) for code in codes]
    doubt = np.array(doubts or [""], dtype=object)[number]
    sure = [not kind and not why for kind, why in zip(kinds, doubts)]
    of_villages = [RESIDENTIAL in wanted and _is_rural(table, code, reading.ambiguous) for code in codes]
    rural = np.array([*map(all, zip(of_villages, sure))] or [False], dtype=bool)[number]
    return Taken(
        *(mask, counted, tuple(sorted(lost)), tuple(wider), tuple(mixed), reading.ambiguous, table),
        doubt=doubt,
        rural=rural,
    )


def _doubt(table: ClassTable, code: str, wanted: Sequence[str], ambiguous: Sequence[str]) -> str:
    """Return why land of a code may be wanted though it is not taken."""
    if code not in ambiguous:
        return table.why_open(code, wanted)
    two = _meanings(code, ambiguous)
    either = any(table.is_of(one, kind) for one in two for kind in wanted)
    either = either or any(table.why_open(one, wanted) for one in two)
    return TWO_MEANINGS if either else ""


def _is_rural(table: ClassTable, code: str, ambiguous: Sequence[str]) -> bool:
    """Tell whether a code, a part of a mixed one, or one of the two that a number may be, is of rural homes."""
    each = [part for one in _meanings(code, ambiguous) for part in table.parts_of(one)]
    return any(table.is_of(part, RURAL_RESIDENTIAL) for part in each)


def _meanings(code: str, ambiguous: Sequence[str]) -> tuple[str, ...]:
    """Return the codes that a code as it stands may be."""
    return (code, f"0{code}") if code in ambiguous else (code,)


def _texts(values: Sequence[object]) -> np.ndarray:
    distinct = {value: written(value) for value in set(values)}
    return np.array([distinct[value] for value in values], dtype=object)


def _counted(texts: np.ndarray) -> dict[str, int]:
    found, counts = np.unique(texts.astype(str), return_counts=True)
    return dict(zip(found.tolist(), counts.tolist()))
