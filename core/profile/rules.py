"""The rules of plan profiles: of what kind each value is, and what is wrong with one that is not.

The form of the settings is made from this table and has no rules of its own. Profiles are read when QGIS opens, so this
needs nothing but Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Union

from ..land.codes import AREAS, CHAIN_USES, FIRST, OTHERWISE
from ..land.targets import COUNTS, FIGURES, KINDS, MEASURES
from ..pattern.codes import TIERS
from ..priority.codes import RULES

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
    "reserved": "the name of another input",
    "twice": "the same as an earlier row",
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

    >>> from greenvein.core.profile.rules import is_number
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


ValueRule = Union[CellRule, FlagRule, LimitsRule, MultipleRule, NamesRule, GroupsRule, TableRule]


def listed(options: Iterable) -> str:
    """Return what may be said, as a profile writes it."""
    return " / ".join(str(option) or '""' for option in options)


# What the algorithm of the pattern has beside its parts, and what every algorithm has; a test holds the two together.
_PATTERN_INPUTS = (
    "GROWTH_BOUNDARY", "TIER_1", "TIER_2", "TIER_3", "TIERED", "TIER_FIELD", "CONSTRUCTION", "EXTENT_LAYER", "SLIVER",
    "ID_FIELD", "AREA", "PATTERN", "CONFLICTS", "SUMMARY", "REPORT",
)  # fmt: skip

_AREA_M2 = NumberRule(0, 1e9, "m²")
_RADIUS_M = NumberRule(0.1, 1e6, "m")
_LEVEL = NumberRule(1, 9, whole=True)
_SHARE = NumberRule(0, 1)
_SLIVER_M = NumberRule(0, 100, "m")
_KM2 = NumberRule(0, 1e8, "km²")
_PERCENT = NumberRule(0, 100, "%")
_YEAR = NumberRule(1, 9999, null=True, whole=True)
_TIERS = TableRule({"min_area_m2": _AREA_M2, "radius_m": _RADIUS_M}, ("min_area_m2",), 1)

FIELDS: dict[str, ValueRule] = {
    "park_coverage.tiers": _TIERS,
    "park_coverage.historic_tiers": TableRule(_TIERS.columns, _TIERS.key),
    "park_coverage.target_pct": NumberRule(0, 100, "%"),
    "park_coverage.per_head": TableRule(
        {"year": NumberRule(1, 9999, whole=True), "per_head_m2": NumberRule(0, 1e6, "m²")}, ("year",)
    ),
    "corridor_width.widths": TableRule({"level": _LEVEL, "width_m": NumberRule(0.1, 1e6, "m")}, ("level",)),
    "corridor_width.wind_deg": NumberRule(0, 360, "°", null=True),
    "corridor_width.step_m": NumberRule(0.1, 10_000, "m"),
    "corridor_width.checks": TableRule(
        {
            "level": _LEVEL,
            "length_m": NumberRule(0, 1e6, "m"),
            "angle_deg": NumberRule(0, 90, "°"),
            "obstacle_share": _SHARE,
        },
        ("level",),
    ),
    "land_reduction.whole": NamesRule(),
    "land_reduction.targets": TableRule(
        {
            "zone": TextRule(),
            "target_km2": _KM2,
            "counts": ChoiceRule(COUNTS),
            "approved_km2": NumberRule(0, 1e8, "km²", null=True),
        },
        ("zone",),
    ),
    "land_reduction.indicators": TableRule(
        {"measure": ChoiceRule(MEASURES), "zone": TextRule(), "value": NumberRule(0, 1e8), "kind": ChoiceRule(KINDS)},
        ("measure", "zone"),
    ),
    "land_reduction.extents": TableRule({"zone": TextRule(), "area_km2": _KM2, "within_pct": _PERCENT}, ("zone",)),
    "land_reduction.about": TableRule(
        {
            "figure": ChoiceRule(FIGURES),
            "zone": TextRule(),
            "base": NumberRule(0, 1e8, null=True),
            "within_pct": _PERCENT,
            "way_pct": _PERCENT,
        },
        ("figure", "zone"),
    ),
    "land_reduction.from_year": _YEAR,
    "land_reduction.to_year": _YEAR,
    "land_reduction.sliver_m": _SLIVER_M,
    "security_pattern.parts": TableRule(
        {"input": CodeRule(_PATTERN_INPUTS), "zh": TextRule(), "en": TextRule(), "tier": ChoiceRule(TIERS)}, ("input",)
    ),
    "security_pattern.sliver_m": _SLIVER_M,
    "restoration_priority.order": MultipleRule(RULES, 1, ordered=True),
    "restoration_priority.named_types": GroupsRule(),
    "restoration_priority.share": _SHARE,
    "restoration_priority.mode_thresholds": LimitsRule(("assisted_from", "reconstruction_from"), 0, 1),
    "restoration_priority.concentration": NumberRule(1, 1e6),
    "vacated_use.first": MultipleRule(FIRST),
    "vacated_use.chain": TableRule(
        {"area": ChoiceRule((*AREAS, OTHERWISE)), "use": ChoiceRule(CHAIN_USES)}, ordered=True
    ),
    "vacated_use.min_farmland_m2": _AREA_M2,
    "vacated_use.max_farmland_distance_m": NumberRule(0, 1e6, "m"),
    "vacated_use.share": _SHARE,
    "vacated_use.farmland_balance": FlagRule(),
}
"""The values of a profile in the order of the form; a key is written ``job.rule``."""

ADDED: dict[str, Any] = {
    "park_coverage.per_head": [],
    "land_reduction.extents": [],
    "land_reduction.about": [],
    "land_reduction.from_year": None,
    "land_reduction.to_year": None,
}
"""Values that profiles may lack, since they were made before there were such, and what holds then: nothing is said."""

OURS, PARTLY_OURS, QUOTED, BORROWED, OWN = BASES = ("ours", "partly_ours", "quoted", "borrowed", "own")
"""What a value rests on where it does not stand in the plan as it is: GreenVein chose it, or reads the plan so; a text
that is commonly quoted but was not at hand; another plan; the user."""
