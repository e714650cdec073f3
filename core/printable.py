"""Texts without the characters that no file of XML can hold, and so no SVG, no XLSX and no page."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

# Extensible Markup Language (XML) 1.0, 5th edition, production 2, "Char".
_NONE_OF_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"
"""What stands in the place of each of them."""


def printable(value: Any) -> Any:
    """Return a text, or a dataclass or tuple that holds texts, with the replacement for what XML cannot hold.

    >>> from greenvein.core.printable import REPLACEMENT, printable
    >>> printable(("park" + chr(0), "pond")) == ("park" + REPLACEMENT, "pond")
    True
    """
    if isinstance(value, str):
        return _NONE_OF_XML.sub(REPLACEMENT, value)
    if isinstance(value, tuple):
        return tuple(map(printable, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: printable(getattr(value, field.name)) for field in fields(value)})
    return value
