"""Where in a sheet its tables of values stand: their heads, of one row or of several, and the lines around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain

from qgis.core import QgsProcessingException

from ....core.indicators.heads import Head, head_of
from ....core.indicators.units import is_known
from ....core.named_years import years_in
from ....core.plaintext import is_nameless, text_of, told_apart
from ....i18n import tr
from ...io.features import Rows
from .names import FIELDS
from .sheet import is_amount, of_values

_FIRST = 10
"""Rows among which the head is looked for, where none names both indicators and values."""


@dataclass(frozen=True)
class Block:
    """A table of a sheet: its ``rows`` below their head, and what stands ``above`` that head and ``below`` the rows.

    ``unsure``: what stands between it and another one, and may be said of either; ``former``: what stands above the
    tables before it, of which a unit may hold for all of them.
    """

    rows: Rows
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


def blocks(rows: Rows) -> tuple[Block, ...]:
    """Return the tables of a sheet, in which several may stand, one below the other, each with a head of its own.

    Above the head offices write a title; and of a spreadsheet in which all is text GDAL does not tell it from the rows.
    A head without a title goes on with what stands above the one before it, and with its rows where it says the same.
    Raises QgsProcessingException where a number stands above the first head.
    """
    if not rows.fields:
        return (Block(rows),)
    sheet = _Sheet(rows)
    heads = sheet.heads()
    sheet.refuse_numbers_above(heads[0][0])
    first_lines = [line for line in sheet.lines[: heads[0][0]] if any(line)]
    title = first_lines
    former: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    found: list[Block] = []
    for (first, last), end in zip(heads, [*(first for first, _ in heads[1:]), len(sheet.lines)]):
        table, own = sheet.table(first, last, end), title
        is_last = end == len(sheet.lines)
        table, below, unsure, title = (table, (), (), []) if is_last else _parted(table, rows.numbers[end - 1])
        # Of the lines above the first table those are of the whole sheet that the others have none of.
        lines = [*first_lines[: max(0, len(first_lines) - len(own))], *own] if found else own
        if found and not own and not before and found[-1].rows.fields == table.fields:
            found[-1] = replace(
                found[-1], rows=_together(found[-1].rows, table), below=below, unsure=(*found[-1].unsure, *unsure)
            )
        else:
            found.append(Block(table, _flat(lines), below, (*before, *unsure), former))
        former, before = (*former, *_flat(lines)), unsure
    return tuple(found)


def _together(one: Rows, other: Rows) -> Rows:
    columns = {name: [*one.columns[name], *other.columns[name]] for name in one.fields}
    return replace(one, columns=columns, numbers=(*one.numbers, *other.numbers))


def _flat(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(lines))


@lru_cache(maxsize=4096)
def _kind(text: str) -> str:
    """Return what a head tells of the fields of a table of values, "" where it is none of theirs."""
    if not text:
        return ""
    heads = ((what, known, head_of(text, known if what == "value" else ()).name) for what, known in FIELDS.items())
    return next((what for what, known, name in heads if name in known), "")


@dataclass(frozen=True)
class _Sheet:
    """A table as GDAL has it, whose first line may be any."""

    rows: Rows

    @cached_property
    def lines(self) -> list[list[str]]:
        """The texts of all lines, the names of the fields first, without those that are but places."""
        heads = ["" if is_nameless(name, at) else name for at, name in enumerate(self.rows.fields)]
        columns = [self.rows.columns[name] for name in self.rows.fields]
        return [heads, *([text_of(values[at]) for values in columns] for at in range(self.rows.count))]

    def heads(self) -> list[tuple[int, int]]:
        """Return the first and last line of each head: of lines that name indicators and values, and those of them."""
        lines = self.lines
        kinds = [{*map(_kind, line)} for line in lines]
        some = [at for at, found in enumerate(kinds) if {"indicator", "value"} <= found]
        if not some:
            some = [
                max(range(min(_FIRST + 1, len(lines))), key=lambda at: len(kinds[at] - {""}))
            ]  # of equals the first
        found: list[tuple[int, int]] = []
        for at in some:
            if found and found[-1][1] >= at - 1:
                found[-1] = found[-1][0], max(at, found[-1][1])
                continue
            first = last = at
            while first > (found[-1][1] + 1 if found else 0) and self._is_upper(first - 1, at):
                first -= 1
            while last + 1 < len(lines) and self._is_lower(last + 1, at):
                last += 1
            found.append((first, last))
        return found

    def _number(self, at: int) -> int:
        return self.rows.numbers[at - 1] if at else 1

    def _is_upper(self, at: int, head: int) -> bool:
        """Tell whether a line is the upper one of a head, by cells that are merged into it, or over some columns."""
        texts, number = [*filter(None, self.lines[at])], self._number(at)
        where = {kind: column for column, kind in enumerate(map(_kind, self.lines[head]))}
        merged = [one for one in self.rows.merged if one.first_row == number]
        whole = {where.get("indicator", -1), where.get("value", -1)}
        if len(texts) < 2 or any(whole <= {*range(one.first_column, one.last_column + 1)} for one in merged):
            return False  # a title
        over = [one for one in merged if one.last_row >= self._number(head) or one.last_column > one.first_column]
        return {one.first_column for one in over} >= {column for column, text in enumerate(self.lines[at]) if text}

    def _is_lower(self, at: int, head: int) -> bool:
        """Tell whether a line is the lower one of a head: units or years under a head of values, and nothing else."""
        line, over = self.lines[at], self.lines[head]
        own = [text if text != above else "" for text, above in zip(line, over)]
        kinds = [*map(_kind, over)]
        if own[0] or any(own[column] for column, kind in enumerate(kinds) if kind in ("indicator", "zone", "year")):
            return False
        said = [text for text, kind, above in zip(own, kinds, over) if text and (kind == "value" or not above)]
        return bool(said) and not any(map(is_amount, said))

    def names(self, first: int, last: int) -> tuple[str, ...]:
        """Return the names of the fields by a head of several lines."""
        lines = [[*line] for line in self.lines[first : last + 1]]
        for above, below in zip(lines, lines[1:]):
            for at in range(1, len(above)):
                # Of merged cells the first alone is filled, and each has a line of its own below.
                if not above[at] and below[at] and above[at - 1] and below[at - 1] not in ("", above[at - 1]):
                    above[at] = above[at - 1]
        return told_apart([_name([line[at] for line in lines]) for at in range(len(self.rows.fields))])

    def table(self, first: int, last: int, end: int) -> Rows:
        """Return the table below a head of some lines, up to the line with which it ends."""
        names = self.names(first, last)
        columns = {new: self.rows.columns[name][last : end - 1] for new, name in zip(names, self.rows.fields)}
        return replace(self.rows, fields=names, columns=columns, numbers=self.rows.numbers[last : end - 1])

    def refuse_numbers_above(self, head: int) -> None:
        """Stop the run for a number above the first head: what is no title there would be lost."""
        for at, line in enumerate(self.lines[:head]):
            texts = [*filter(None, line)]
            number = next(filter(is_amount, texts), "") if len(texts) > 1 else ""
            if number:
                text = tr(
                    "“{layer}”, row {row}: “{value}” stands above the head of the table, which is row {head}, so "
                    "nobody knows what it is; put it below a head that says what it is, or clear it."
                )
                named = {"layer": self.rows.named, "row": self._number(at), "head": self._number(head)}
                raise QgsProcessingException(text.format(**named, value=number))


def _name(parts: Iterable[str]) -> str:
    """Return the name of a field by what stands in the lines of its head, one below the other: 数值（平方公里）.

    The lowest is what it is called, but for units and years. What says in one of them that it is none of its year is no
    field of values.
    """
    said = [*dict.fromkeys(" ".join(part.split()) for part in parts if part)]
    own = next((part for part in reversed(said) if not _is_remark(part)), "")
    others = [part.strip(" ()（）[]【】") for part in said if part != own]
    if not own or not others or Head("", (*others,)).no_value:
        return " ".join(said)
    return f"{own}（{'，'.join(others)}）"


def _is_remark(text: str) -> bool:
    """Tell whether a line of a head is but the unit or the year of what stands above it."""
    return is_known(text) or bool(years_in(text)) or text[:1] in "(（[【"


def _parted(block: Rows, head: int) -> tuple[Rows, tuple[str, ...], tuple[str, ...], list[list[str]]]:
    """Return a table without the lines below its last value, and these: of it, of nobody knows which, of the next one.

    ``head``: the number of the row in which the head of the next one begins. An empty row parts what is said of the
    one from what is said of the other.
    """
    fields = {what: [name for name in block.fields if _kind(name) == what] for what in FIELDS}
    told = [at for at, its in enumerate(of_values(block, fields)) if its]
    end = told[-1] + 1 if told else 0
    numbers = (*block.numbers[end:], head)
    groups: list[list[list[str]]] = [[]]
    for at, (number, following) in enumerate(zip(numbers, numbers[1:]), end):
        texts = [*filter(None, (text_of(block.columns[name][at]) for name in block.fields))]
        if not texts or (at and at == end and number > block.numbers[at - 1] + 1):
            groups.append([])
        groups[-1] += [texts] if texts else []
        if following > number + 1:
            groups.append([])
    first, *rest = groups
    *some, last = rest or [[]]
    middle = [line for lines in some for line in lines]
    own = first if middle or last else []
    unsure = [*([] if own else first), *middle]
    columns = {name: values[:end] for name, values in block.columns.items()}
    left = replace(block, columns=columns, numbers=block.numbers[:end])
    return left, _flat(own), _flat(unsure), last
