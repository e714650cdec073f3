"""Plan profiles: the numbers of a plan as data, each with the clause it comes from."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..textfile import text_of
from .kinds import LANGUAGES, ChoiceRule, Problem
from .rules import ADDED, BASES, FIELDS

_ADDED_NOTE = {
    "zh": "此文件写成时还没有这一项，未作规定",
    "en": "This file was made before there was such a value; it sets none",
}


class ProfileError(ValueError):
    """A profile is not as it should be; ``key`` says where, ``problem`` what is wrong, ``reason`` the same as text."""

    def __init__(self, path: Path, key: str, problem: Problem):
        super().__init__(f"{path}: {key}: {problem}")
        self.path, self.key, self.problem, self.reason = path, key, problem, str(problem)


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
        rule = self._at(key)
        if not isinstance(rule, dict) or "value" not in rule:
            raise ProfileError(self.path, key, Problem("missing"))
        return rule["value"]

    def clause(self, key: str, language: str) -> str:
        """Return the clause that a rule comes from."""
        return self._at(key)["clause"][language]

    def basis(self, key: str) -> str:
        """Return what a rule rests on, one of ``rules.BASES``; "" where it stands in the plan."""
        return self._at(key).get("basis", "")

    def is_plans(self, key: str) -> bool:
        """Tell whether a plan of the profile's own place says it, if only in words: no standard, nor another plan."""
        return self.basis(key) in ("", "partly_ours")

    def _at(self, key: str) -> Any:
        found = self.content
        for step in key.split("."):
            if not isinstance(found, dict) or step not in found:
                raise ProfileError(self.path, key, Problem("missing"))
            found = found[step]
        return found


def load(path: Path) -> Profile:
    """Read and check a profile. Raises ProfileError with the key that is wrong.

    >>> from pathlib import Path
    >>> import greenvein
    >>> from greenvein.core.profile import load
    >>> profile = load(Path(greenvein.__file__).parent / "resources" / "profiles" / "beijing_2022.json")
    >>> profile.id, profile.value("park_coverage.target_pct")
    ('beijing_2022', 95)
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    return _of_bytes(path, data)


@lru_cache(maxsize=8)
def _of_bytes(path: Path, data: bytes) -> Profile:
    """Return the profile that a file holds: every algorithm that QGIS makes asks for it, mostly for the same."""
    try:
        content = json.loads(text_of(data))
    except (ValueError, RecursionError) as error:
        raise _unreadable(path, error) from error
    return _checked(path, content)


def _unreadable(path: Path, error: Exception) -> ProfileError:
    return ProfileError(path, "", Problem("unreadable", {"error": str(error)}))


def kept_profile(content: dict) -> Profile:
    """Return the profile of a result that was kept with the content of one. Raises ProfileError.

    >>> from greenvein.core.profile import kept_profile
    >>> kept_profile({"id": 7})
    Traceback (most recent call last):
    greenvein.core.profile.ProfileError: .: id: not a text
    """
    return _checked(Path(), content)


def _checked(path: Path, content: Any) -> Profile:
    _add_what_is_new(content)
    profile = Profile(path, content)
    check(profile)
    return profile


def _add_what_is_new(content: Any) -> None:
    """Add to a file's content the values that there were not when it was made."""
    for key, value in ADDED.items():
        section, rule = key.split(".")
        rules = content.setdefault(section, {}) if isinstance(content, dict) else None
        if isinstance(rules, dict):
            rules.setdefault(rule, {"value": copy.deepcopy(value), "clause": dict(_ADDED_NOTE)})


def check(profile: Profile) -> None:
    """Raise ProfileError with the first key that is wrong.

    >>> from pathlib import Path
    >>> from greenvein.core.profile import Profile, check
    >>> check(Profile(Path("own.json"), {"id": 7}))
    Traceback (most recent call last):
    greenvein.core.profile.ProfileError: own.json: id: not a text
    """
    content = profile.content
    if not isinstance(content, dict) or not isinstance(content.get("id"), str):
        raise ProfileError(profile.path, "id", Problem("text"))
    for key in ("name", "source"):
        _check_text(profile, key, content.get(key))
    for key, kind in FIELDS.items():
        value = profile.value(key)
        rule = profile._at(key)
        _check_text(profile, f"{key}.clause", rule.get("clause"))
        wrong = kind.problem(value)
        if wrong is not None:
            raise ProfileError(profile.path, key, wrong)
        wrong = ChoiceRule(BASES).problem(rule["basis"]) if "basis" in rule else None
        if wrong is not None:
            raise ProfileError(profile.path, f"{key}.basis", wrong)


def _check_text(profile: Profile, key: str, text: object) -> None:
    if not isinstance(text, dict) or not all(isinstance(text.get(code), str) for code in LANGUAGES):
        raise ProfileError(profile.path, key, Problem("languages"))
