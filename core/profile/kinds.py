"""The kinds of values in plan profiles, and what is wrong with a value that is not of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Union

LANGUAGES = ("zh", "en")

REASONS = {
    "unreadable": "not a JSON file ({error})",
    "missing": "missing",
    "text": "not a text",
    "languages": "not a text in zh and en",
    "number": "not a number from {low:,.10g} to {high:,.10g}",
    "whole": "not a whole number from {low:,.10g} to {high:,.10g}",
    "number_or_null": "not a number from {low:,.10g} to {high:,.10g} or null",
    "choice": "not one of {known}",
    "flag": "not true or false",
    "rows": "not a table",
    "cells": "not a row of {count} cells",
    "empty": "empty",
    "names": "not a list of names",
    "groups": "not a list of lists of names",
    "multiple": "not a list of different ones of {known}",
    "limits": "not {count} rising numbers from {low:,.10g} to {high:,.10g}",
    "code": "not a name of capital letters, digits and _ that begins with a letter",
    "id": "not a name of letters, digits and _ that begins with a letter",
    "reserved": "the name of another input",
    "twice": "the same as an earlier row",
    "objects": "not a list of objects",
    "object": "not an object",
    "unknown": "a key that is not known",
    "list": "not a list",
    "direction": "a mark that does not fit the direction",
    "numbered": "a number where the mark has none, or none where it has one",
    "least": "not below the value of a target that is to be kept",
    "order": "not in the order of the years",
    "share": "not a share from 0 to 100 %",
    "area": "an area below 0",
    "way": "against the direction from what comes before it",
    "measure": "not with the keys of its kind",
    "ground": "neither class: nor role: with a known name",
    "unit": "not the unit of such a measure",
    "part": "not the id of another indicator",
}
"""What may be wrong; the interface has its own words for each."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a value: one of ``REASONS`` and what goes into its text.

    ``row`` counts from 1, ``column`` is the column's name; 0 and "" where the value as a whole is meant.
    """

    code: str
    values: dict = field(default_factory=dict)
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        reason = REASONS[self.code].format(**self.values)
        place = [f"row {self.row}"] * bool(self.row) + [self.column] * bool(self.column)
        return f"{', '.join(place)}: {reason}" if place else reason


def is_number(value: Any) -> bool:
    """Return whether a value is a number; true and false are none.

    >>> from greenvein.core.profile.kinds import is_number
    >>> is_number(1.5), is_number(True), is_number("1.5")
    (True, False, False)
    """
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@dataclass(frozen=True)
class NumberRule:
    """A number from ``low`` to ``high`` in ``unit``; ``null``: or none at all."""

    low: float
    high: float
    unit: str = ""
    null: bool = False
    whole: bool = False

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        if value is None and self.null:
            return None
        # An infinite number and NaN lie in no range.
        if is_number(value) and self.low <= value <= self.high and (not self.whole or value == int(value)):
            return None
        code = "whole" if self.whole else "number_or_null" if self.null else "number"
        return Problem(code, {"low": self.low, "high": self.high})


@dataclass(frozen=True)
class TextRule:
    """A text that says something."""

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        if not isinstance(value, str):
            return Problem("text")
        return None if value.strip() else Problem("empty")


@dataclass(frozen=True)
class CodeRule:
    """The name of an input as models and commands write it; ``reserved`` are those of other inputs."""

    reserved: tuple[str, ...] = ()

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        if not isinstance(value, str) or not re.fullmatch(r"[A-Z][A-Z0-9_]*", value):
            return Problem("code")
        return Problem("reserved") if value in self.reserved else None


@dataclass(frozen=True)
class IdRule:
    """A short name that fields may be called by."""

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        return None if isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", value) else Problem("id")


@dataclass(frozen=True)
class ChoiceRule:
    """One of ``options``."""

    options: tuple

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        if not isinstance(value, bool) and value in self.options:
            return None
        return Problem("choice", {"known": listed(self.options)})


@dataclass(frozen=True)
class FlagRule:
    """Yes or no."""

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        return None if isinstance(value, bool) else Problem("flag")


@dataclass(frozen=True)
class LimitsRule:
    """Rising numbers from ``low`` to ``high``, one for each of ``names``."""

    names: tuple[str, ...]
    low: float
    high: float

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        fits = isinstance(value, list) and len(value) == len(self.names) and all(map(is_number, value))
        if fits and all(a <= b for a, b in zip([self.low, *value], [*value, self.high])):
            return None
        return Problem("limits", {"count": len(self.names), "low": self.low, "high": self.high})


@dataclass(frozen=True)
class MultipleRule:
    """Some of ``options``, each at most once, at least ``least``; ``ordered``: their order matters."""

    options: tuple[str, ...]
    least: int = 0
    ordered: bool = False

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        if not isinstance(value, list) or not all(item in self.options and value.count(item) == 1 for item in value):
            return Problem("multiple", {"known": listed(self.options)})
        return Problem("empty") if len(value) < self.least else None


@dataclass(frozen=True)
class NamesRule:
    """A list of names that mean the same, at least one."""

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
            return Problem("names")
        return None if value else Problem("empty")


@dataclass(frozen=True)
class GroupsRule:
    """A list of ``NamesRule``."""

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        if not isinstance(value, list):
            return Problem("groups")
        for row, names in enumerate(value, 1):
            wrong = NamesRule().problem(names)
            if wrong is not None:
                return Problem(wrong.code, wrong.values, row)
        return None


CellRule = Union[NumberRule, TextRule, CodeRule, ChoiceRule]


@dataclass(frozen=True)
class TableRule:
    """Rows of cells, at least ``least``; no two rows have the same ``key``; ``ordered``: the rows' order matters."""

    columns: dict[str, CellRule]
    key: tuple[str, ...] = ()
    least: int = 0
    ordered: bool = False

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        if not isinstance(value, list):
            return Problem("rows")
        if len(value) < self.least:
            return Problem("empty")
        seen = []
        for number, row in enumerate(value, 1):
            if not isinstance(row, list) or len(row) != len(self.columns):
                return Problem("cells", {"count": len(self.columns)}, number)
            for (name, kind), cell in zip(self.columns.items(), row):
                wrong = kind.problem(cell)
                if wrong is not None:
                    return Problem(wrong.code, wrong.values, number, name)
            key = [cell for name, cell in zip(self.columns, row) if name in self.key]
            if key and key in seen:
                return Problem("twice", {}, number)
            seen.append(key)
        return None


@dataclass(frozen=True)
class LanguagesRule:
    """A text in every language of profiles."""

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is."""
        if isinstance(value, dict) and all(isinstance(value.get(code), str) for code in LANGUAGES):
            return None if all(value[code].strip() for code in LANGUAGES) else Problem("empty")
        return Problem("languages")


@dataclass(frozen=True)
class ListRule:
    """A list of values of one kind, ``least`` or more."""

    kind: NumberRule | TextRule | IdRule | ObjectRule
    least: int = 0

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is; the column is the number of the wrong one."""
        if not isinstance(value, list):
            return Problem("list")
        if len(value) < self.least:
            return Problem("empty")
        wrong = (_inside(str(number), self.kind, one) for number, one in enumerate(value, 1))
        return next(filter(None, wrong), None)


@dataclass(frozen=True)
class ObjectRule:
    """An object with a value of its kind under each of ``keys``; those of ``may_lack`` need not be there."""

    keys: dict[str, Any]
    may_lack: tuple[str, ...] = ()

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is; the column is the key that is wrong."""
        if not isinstance(value, dict):
            return Problem("object")
        for key in value:
            if key not in self.keys:
                return Problem("unknown", {}, 0, key)
        for key, kind in self.keys.items():
            if key not in value and key not in self.may_lack:
                return Problem("missing", {}, 0, key)
            if key in value and (wrong := _inside(key, kind, value[key])):
                return wrong
        return None


def _inside(place: str, kind: Any, value: Any) -> Problem | None:
    """Return what is wrong with a value in an object or a list, and where."""
    wrong = kind.problem(value)
    return wrong and Problem(wrong.code, wrong.values, 0, ".".join(filter(None, (place, wrong.column))))


@dataclass(frozen=True)
class ObjectsRule:
    """A list of objects, known by ``id`` and the ids in ``also``; ``part_of`` and ``same_as`` are another's id.

    ``whole`` returns the key and the reason of what is wrong with one as a whole, None where nothing is.
    """

    one: ObjectRule
    whole: Callable[[dict], tuple[str, str] | None]

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, None where nothing is; ``row`` is that of the object."""
        if not isinstance(value, list):
            return Problem("objects")
        seen: set[str] = set()
        for number, one in enumerate(value, 1):
            wrong = self.one.problem(one)
            if wrong is not None:
                return Problem(wrong.code, wrong.values, number, wrong.column)
            found = self.whole(one)
            if found is not None:
                return Problem(found[1], {}, number, found[0])
            ids = {id_.casefold() for id_ in (one["id"], *one.get("also", ()))}
            if ids & seen:
                return Problem("twice", {}, number, "id")
            seen |= ids
        ids = {one["id"] for one in value}
        for number, one in enumerate(value, 1):
            for key in ("part_of", "same_as"):
                if key in one and one[key] not in ids - {one["id"]}:
                    return Problem("part", {}, number, key)
        return None


ValueRule = Union[CellRule, FlagRule, LimitsRule, MultipleRule, NamesRule, GroupsRule, TableRule, ObjectsRule]


def listed(options: Iterable) -> str:
    """Return what may be said, as a profile writes it."""
    return " / ".join(str(option) or '""' for option in options)
