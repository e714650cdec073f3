"""Numbers in the values of a field, also of one of texts: spreadsheets hand on 3,450 as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from ...core.plaintext import is_plain, number_in


@dataclass(frozen=True)
class Numbers:
    """What the values of a field are as numbers, None where there is none, and blank texts for none.

    ``texts``: how many of them are texts, ``shown``: one of these, rather one that does not look like a number of a
    file, "" without any. ``wrong``: the row of the first text that is no number, None without one; ``words``: whether
    there are such only, without a digit in any of them.
    """

    values: list[object]
    texts: int = 0
    shown: str = ""
    wrong: int | None = None
    words: bool = False


def numbers(values: Sequence[object]) -> Numbers:
    """Return the values of a field as numbers."""
    each = {text: _number(text) for text in {value for value in values if isinstance(value, str)}}
    if not each:
        return Numbers([*values])
    found = [each[value] if isinstance(value, str) else value for value in values]
    good = {text for text, number in each.items() if isinstance(number, float)}
    lost = {text for text, number in each.items() if number is not None} - good
    shown = min(good, key=lambda text: (is_plain(text.strip()), text), default="")
    wrong = next((row for row, value in enumerate(values) if value in lost), None) if lost else None
    words = bool(lost) and not good and not any(mark.isdigit() for text in lost for mark in text)
    return Numbers(found, sum(value in good for value in values), shown, wrong, words)


def _number(text: str) -> object:
    """Return the number that a text is, None for a blank one, itself where it is no number."""
    if not text.strip():
        return None
    try:
        found = number_in(text)
    except ValueError:
        return text
    return found if isfinite(found) else text
