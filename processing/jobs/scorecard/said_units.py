"""Indicator scorecard: in which units a table of values says that its values are, and where it says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from ....core.indicators.heads import Head, Said, head_of
from ....core.indicators.titles import units_around
from ....core.indicators.units import (
    agree,
    concerns,
    fitting,
    is_area,
    is_known,
    is_nearly,
    is_of_kind,
    is_of_number,
    looks_like,
    units_named,
)
from ....core.plaintext import says_nothing, text_of
from ....core.scorecard.codes import BETWEEN, UNIT_ABOVE, UNIT_UNSURE
from ...io.features import Rows
from .names import UNIT, UNIT_LIKE, UNIT_OR_OFFICE

_NONE = ("无单位", "无量纲")
"""What stands in a field of units where there is none, beside what says so anywhere."""
_LONGEST = 60
"""Characters of a text that a code has behind it."""


@dataclass(frozen=True)
class Units:
    """What a table says of the units of its values.

    ``fields``: those of units; ``others``: further ones, in which units may stand among other texts; ``texts``: what
    stands in both; ``last``: what stands in each row or above it, the nearest. ``shared``: what is said of all values,
    in their head, in other heads, above these and below the rows; ``head``: the first of these.
    """

    fields: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    texts: Mapping[str, list[str]] = field(default_factory=dict)
    last: Mapping[str, list[str]] = field(default_factory=dict)
    shared: tuple[Said, ...] = ()
    head: Said = field(default_factory=Said)

    def of_row(self, at: int) -> Said:
        """Return what the cells of a row say."""
        own = Said(tuple(text for text in (self.texts[name][at] for name in self.fields) if not _is_none(text)))
        return sum((_in_remark(self.texts[name][at]) for name in self.others), own)

    def above(self, at: int) -> tuple[str, ...]:
        """Return the units that stand above a row in fields in which nothing stands in the row itself."""
        some = (name for name in (*self.fields, *self.others) if not self.texts[name][at])
        found = ((name, self.last[name][at]) for name in some)
        return tuple(text for name, text in found if not _is_none(text) and (name in self.fields or _is_surely(text)))


def _is_none(text: str) -> bool:
    return not text or says_nothing(text) or text in _NONE


def read(
    rows: Rows, used: Mapping[str, Sequence[str]], head: Head, above: Sequence[str], below: Sequence[str]
) -> Units:
    """Return what a table says of units; ``used``: the fields that it has for what such a table tells.

    ``head``: that of the values; ``above``, ``below``: what stands above the head and below the rows.
    """
    known = {name for names in used.values() for name in names}
    rest = [name for name in rows.fields if name not in known and name in rows.columns]
    units = [name for name in rest if _is_of_units(rows, name)]
    others = (remark for what, names in used.items() if what != "value" for remark in _remarks(names))
    in_heads = sum(map(_in_head, others), Said())
    shared = (head.said, in_heads, units_around(above), units_around(below, below=True))
    texts = {name: [*map(text_of, rows.columns[name])] for name in rest}
    last: dict[str, list[str]] = {}
    for name, column in texts.items():
        last[name] = [*accumulate(column, lambda before, own: own or before)]
    others_ = tuple(name for name in rest if name not in units)
    return Units(tuple(units), others_, texts, last, shared, head.said)


def _remarks(fields: Iterable[str]) -> Iterator[str]:
    for name in fields:
        yield from head_of(name).remarks


def _in_head(remark: str) -> Said:
    """Return what the head of another field than that of the values says of their unit."""
    if _is_surely(remark):
        return Said((remark,))
    return units_around([remark], below=True) or Said((), (remark,) if is_nearly(remark) else ())


def _is_of_units(rows: Rows, field: str) -> bool:
    """Tell whether a field is one of units by its name, or where that may be one of offices by what stands in it."""
    name = head_of(field).name.replace("_", "").replace("-", "")
    if name in UNIT or UNIT_LIKE.fullmatch(name):
        return name != "单位名称" or _has_units(rows, field)
    return UNIT_OR_OFFICE.search(name) is not None and _has_units(rows, field)


def _has_units(rows: Rows, field: str) -> bool:
    said = [text for text in map(text_of, rows.columns[field]) if text]
    return any(map(is_known, said)) and all(map(looks_like, said))


def _is_surely(text: str) -> bool:
    """Tell whether a text is a unit wherever it stands; counts (个, 处) are words of other things too."""
    return is_known(text) and not is_of_number(text)


@lru_cache(maxsize=4096)
def _in_remark(text: str) -> Said:
    """Return what a text in a field of something else says of the unit of its row; 10 000 亩 may be an amount too."""
    if _is_surely(text):
        return Said((), (text,)) if text[:1].isdigit() else Said((text,))
    return units_around([text], below=True)


def settled(
    units: Units, at: int, own: Iterable[str], unit: str, called: str, per_head: bool = False
) -> tuple[tuple[str, ...], str]:
    """Return the units that are said of a value that is to be one of ``unit``, and why nobody knows which, a code.

    ``own``: what the value itself and the name of its indicator say; ``called``: the unit in the user's words;
    ``per_head``: whether it is a value per head. There are several only where they contradict each other; of what is
    said of all values only that counts which may be a unit of this one, unless none may.
    """
    row = units.of_row(at)
    said = [unit if one == called else one for one in (*own, *row.units)]
    shared = [[unit if one == called else one for one in some.units] for some in units.shared]
    found = _with_shared(said, shared, unit, per_head)
    if not agree(found, unit):
        return tuple(dict.fromkeys(found)), ""
    by_head = fitting([unit if one == called else one for one in units.head.units], unit, per_head)
    of_all = units.head if by_head else sum(units.shared, Said())
    unsure = [one for one in (*row.unclear, *(() if said else of_all.unclear)) if concerns(one, unit)]
    unsure = [one for one in unsure if not per_head or not units_named(one)]
    if unsure:
        return tuple(found[:1]), f"{UNIT_UNSURE}{plain(unsure[0])}"
    other = next((one for one in units.above(at) if _differs(one, [*found, unit][0], unit)), "")
    return tuple(found[:1]), f"{UNIT_ABOVE}{plain(other)}" if other and not said else ""


def _with_shared(said: Sequence[str], shared: Sequence[Sequence[str]], unit: str, per_head: bool) -> list[str]:
    """Return the units that are said of a value and, of each place where one is said of all, those that may be its own.

    Where several stand in one place (单位：公顷、亩), the one that is said nearer to the value is meant. A single one
    that may be none of its own contradicts the plan's, but for areas: nobody gives a share, or a value per head, in
    km². Of several that may not, each is that of other values.
    """
    found = [*said]
    for some in (fitting(units, unit, per_head) for units in shared):
        found += [one for one in some if found and agree([found[0], one], unit)] or some
    other = not is_area(unit) or per_head
    single = [units[0] for units in shared if len(units) == 1]
    return found or [one for one in single if not (other and is_area(one))]


def _differs(above: str, said: str, unit: str) -> bool:
    """Tell whether a value would be another one in the unit of a row above; that of another kind it cannot have."""
    return not is_known(above) or (is_of_kind(above, unit) and not agree([above, said], unit))


def plain(text: str) -> str:
    """Return a text as it may stand behind a code, among others.

    >>> from greenvein.processing.jobs.scorecard.said_units import plain
    >>> plain("单位：公顷; 其余见备注")
    '单位：公顷, 其余见备注'
    """
    return " ".join(text.replace(BETWEEN.strip(), ",").split())[:_LONGEST]
