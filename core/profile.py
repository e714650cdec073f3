"""Plan profiles: the numbers of a plan as data, each with the clause it comes from."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .landtargets import COUNTS, KINDS, MEASURES

Rule = tuple[Callable[[Any], bool], str]
"""Whether a value is as it should be, and what it is where it is not."""


class ProfileError(ValueError):
    """A profile is not as it should be; ``key`` says where, ``reason`` what is wrong."""

    def __init__(self, path: Path, key: str, reason: str):
        super().__init__(f"{path}: {key}: {reason}")
        self.path, self.key, self.reason = path, key, reason


@dataclass(frozen=True)
class Profile:
    """A plan's numbers; texts are in the languages «zh» and «en»."""

    path: Path
    content: dict

    @property
    def id(self) -> str:
        """The profile's short name, which settings and reports use."""
        return self.content["id"]

    def text(self, key: str, language: str) -> str:
        """Return a text such as ``name`` or ``source``."""
        return self._at(key)[language]

    def value(self, key: str) -> Any:
        """Return the value of a rule; ``key`` is written ``job.rule``."""
        return self._at(key)["value"]

    def clause(self, key: str, language: str) -> str:
        """Return the clause that a rule comes from."""
        return self._at(key)["clause"][language]

    def _at(self, key: str) -> dict:
        found = self.content
        for step in key.split("."):
            if not isinstance(found, dict) or step not in found:
                raise ProfileError(self.path, key, "missing")
            found = found[step]
        return found


def load(path: Path) -> Profile:
    """Read and check a profile. Raises ProfileError with the key that is wrong."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ProfileError(path, "", str(error)) from error
    profile = Profile(path, content)
    if not isinstance(content, dict) or not isinstance(content.get("id"), str):
        raise ProfileError(path, "id", "not a text")
    for key in ("name", "source"):
        _check_text(profile, key, content.get(key))
    for key, (fits, reason) in _RULES.items():
        value = profile.value(key)
        _check_text(profile, f"{key}.clause", profile._at(key).get("clause"))
        if not fits(value):
            raise ProfileError(path, key, reason)
    return profile


def _check_text(profile: Profile, key: str, text: object) -> None:
    if not isinstance(text, dict) or not all(isinstance(text.get(code), str) for code in ("zh", "en")):
        raise ProfileError(profile.path, key, "not a text in zh and en")


def _table(columns: int) -> Rule:
    def fits(value: object) -> bool:
        return isinstance(value, list) and all(
            isinstance(row, list) and len(row) == columns and all(map(_is_number, row)) for row in value
        )

    return fits, f"not a table of rows of {columns} numbers"


def _number(low: float, high: float, null: bool = False) -> Rule:
    def fits(value: Any) -> bool:
        return (null and value is None) or (_is_number(value) and low <= value <= high)

    return fits, f"not a number from {low:g} to {high:g}" + (" or null" if null else "")


def _rows(*fits: Callable[[Any], bool], reason: str) -> Rule:
    """Ask for rows whose cells fit one by one."""

    def every(value: object) -> bool:
        return isinstance(value, list) and all(
            isinstance(row, list) and len(row) == len(fits) and all(fit(cell) for fit, cell in zip(fits, row))
            for row in value
        )

    return every, reason


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


# As core.priority.order and core.vacateduse name them, which need numpy; tests hold the two together.
_PRIORITY_RULES = ("near_term", "tier", "named_type", "score")
_VACATED_AREAS = ("red_line", "basic_farmland", "blue_lines", "key_areas", "farmland_space", "flood_storage")
_VACATED_USES = ("farmland", "water", "flood_wetland", "green")

_RULES: dict[str, Rule] = {
    "park_coverage.tiers": _table(2),
    "park_coverage.historic_tiers": _table(2),
    "park_coverage.target_pct": _number(0, 100),
    "corridor_width.widths": _table(2),
    "corridor_width.wind_deg": _number(0, 360, null=True),
    "corridor_width.step_m": _number(0.1, 10_000),
    "corridor_width.checks": _table(4),
    "land_reduction.whole": (
        lambda value: isinstance(value, list) and all(map(_is_text, value)),
        "not a list of names of the whole area",
    ),
    "land_reduction.targets": _rows(
        _is_text,
        _is_number,
        COUNTS.__contains__,
        lambda cell: cell is None or _is_number(cell),
        reason="not rows of zone, km², what it counts (" + " / ".join(COUNTS) + "), approved but unbuilt km² or null",
    ),
    "land_reduction.indicators": _rows(
        MEASURES.__contains__,
        _is_text,
        _is_number,
        KINDS.__contains__,
        reason="not rows of measure (" + " / ".join(MEASURES) + "), zone, value, " + " / ".join(KINDS),
    ),
    "land_reduction.sliver_m": _number(0, 100),
    "security_pattern.parts": _rows(
        _is_text, _is_text, _is_text, (1, 2, 3).__contains__, reason="not rows of input, name in zh and en, tier 1 to 3"
    ),
    "security_pattern.sliver_m": _number(0, 100),
    "restoration_priority.order": (
        lambda value: (
            isinstance(value, list)
            and bool(value)
            and all(value.count(rule) == 1 and rule in _PRIORITY_RULES for rule in value)
        ),
        "not a list of different rules (" + " / ".join(_PRIORITY_RULES) + ")",
    ),
    "restoration_priority.named_types": (
        lambda value: (
            isinstance(value, list) and all(isinstance(row, list) and row and all(map(_is_text, row)) for row in value)
        ),
        "not a list of types, each a list of its names",
    ),
    "restoration_priority.share": _number(0, 1),
    "restoration_priority.mode_thresholds": (
        lambda value: (
            isinstance(value, list)
            and len(value) == 2
            and all(map(_is_number, value))
            and 0 <= value[0] <= value[1] <= 1
        ),
        "not two rising numbers from 0 to 1",
    ),
    "restoration_priority.concentration": _number(1, 1e6),
    "vacated_use.chain": _rows(
        (*_VACATED_AREAS, "").__contains__,
        _VACATED_USES.__contains__,
        reason="not rows of area ("
        + " / ".join(_VACATED_AREAS)
        + ' or "") and use ('
        + " / ".join(_VACATED_USES)
        + ")",
    ),
    "vacated_use.min_farmland_m2": _number(0, 1e9),
    "vacated_use.max_farmland_distance_m": _number(0, 1e6),
    "vacated_use.share": _number(0, 1),
}
