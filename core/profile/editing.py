"""Profiles of a user's own: a copy of another, other values in it, and its file."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from ..replacing import naming, replaced
from . import Profile
from .rules import OWN

OWN_NOTE = {"zh": "自定值", "en": "Own value"}
"""What stands in the place of a clause once its value is another."""
_COPIED = {"zh": "复制自“{name}”（{source}）", "en": "Copied from “{name}” ({source})"}


def copied(profile: Profile, id_: str, name: str, shipped: bool) -> dict:
    """Return the content of a copy; one of a shipped profile says so in its source, for it may change from now on.

    >>> from pathlib import Path
    >>> from greenvein.core.profile import Profile
    >>> from greenvein.core.profile.editing import copied
    >>> name, source = {"zh": "甲", "en": "A"}, {"zh": "规划", "en": "P"}
    >>> shipped = Profile(Path("a.json"), {"id": "a", "name": name, "source": source})
    >>> content = copied(shipped, "b", "B", shipped=True)
    >>> content["id"], content["name"]["en"], content["source"]["en"]
    ('b', 'B', 'Copied from “A” (P)')
    """
    content = copy.deepcopy(profile.content)
    content["id"] = id_
    if shipped:
        content["source"] = {
            code: text.format(name=profile.text("name", code), source=profile.text("source", code))
            for code, text in _COPIED.items()
        }
    return content | {"name": both(name)}


def both(text: str) -> dict:
    """Return a user's text, which stands for both languages.

    >>> from greenvein.core.profile.editing import both
    >>> both("Daxing")
    {'zh': 'Daxing', 'en': 'Daxing'}
    """
    return dict.fromkeys(OWN_NOTE, text)


def with_value(before: dict, now: dict, value: Any) -> dict:
    """Return a rule with another value.

    ``before``: the rule as its file has it, ``now``: as it has been edited since. No clause may go on speaking for a
    value that it does not name, so with another value ``OWN_NOTE`` takes its place, and with the value of the file its
    clause is back. A note that the user wrote stays.

    >>> from greenvein.core.profile.editing import with_value
    >>> rule = {"value": 500, "clause": {"zh": "第二章", "en": "ch. 2"}}
    >>> changed = with_value(rule, rule, 300)
    >>> changed["value"], changed["clause"]["en"], with_value(rule, changed, 500) == rule
    (300, 'Own value', True)
    """
    written = now["clause"] not in (before["clause"], OWN_NOTE)
    if same(value, before["value"]):
        return {**before, "clause": now["clause"]} if written else copy.deepcopy(before)
    return {**now, "value": value, "clause": now["clause"] if written else dict(OWN_NOTE), "basis": OWN}


def with_note(now: dict, note: str) -> dict:
    """Return a rule whose clause is what the user wrote; an empty note is ``OWN_NOTE``.

    >>> from greenvein.core.profile.editing import with_note
    >>> with_note({"value": 500, "clause": {"zh": "第二章", "en": "ch. 2"}}, "as agreed")["clause"]["en"]
    'as agreed'
    """
    return {**now, "clause": both(note) if note.strip() else dict(OWN_NOTE), "basis": OWN}


def same(one: Any, other: Any) -> bool:
    """Return whether two values are written the same: 1 and true are not, 500 and 500.0 are.

    >>> from greenvein.core.profile.editing import same
    >>> same(500, 500.0), same(1, True), same([1, 2], [2, 1])
    (True, False, False)
    """
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def written(content: dict) -> str:
    """Return a profile as text: a line for each text and for each row of a table or plain object, as people write it.

    >>> from greenvein.core.profile.editing import written
    >>> print(written({"tiers": [[400, 300], [5000, 500]]}), end="")
    {
      "tiers": [
        [400, 300],
        [5000, 500]
      ]
    }
    """
    return _block(content, "") + "\n"


def save(content: dict, path: Path) -> None:
    """Write a profile; what was there before stays until all of it is written. Raises OSError."""
    with naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with replaced(path) as beside:
        beside.write_bytes(written(content).encode("utf-8"))


def _block(value: Any, indent: str) -> str:
    inner = indent + "  "
    if isinstance(value, dict) and value:
        lines = [f"{json.dumps(key, ensure_ascii=False)}: {_block(one, inner)}" for key, one in value.items()]
    elif isinstance(value, list) and any(isinstance(row, (list, dict)) for row in value):
        lines = [_row(row, inner) for row in value]
    else:
        return json.dumps(value, ensure_ascii=False)
    start, end = "{}" if isinstance(value, dict) else "[]"
    return f"{start}\n" + ",\n".join(inner + line for line in lines) + f"\n{indent}{end}"


def _row(value: Any, indent: str) -> str:
    """Return a row: on one line, or, where it is an object of more than plain values, as a block."""
    if isinstance(value, dict) and any(isinstance(one, (list, dict)) for one in value.values()):
        return _block(value, indent)
    return json.dumps(value, ensure_ascii=False)
