"""Help texts: the guide's page of an algorithm, up to its first rule, is what the dialog shows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ...i18n import language
from . import markdown

GUIDE = Path(__file__).parents[2] / "docs"
# Ends the part that the dialog shows; the rest of the page is for reading at leisure.
_RULE = "\n---\n"


def page(algorithm: str) -> Path:
    """Return the guide's page of an algorithm in the user's language."""
    return GUIDE / language() / f"{algorithm}.md"


def short_help(algorithm: str) -> str:
    """Return the dialog's help as HTML."""
    return _html(page(algorithm))


@cache
def _html(path: Path) -> str:
    """Return the first part of a page as HTML; the dialog turns line breaks into space, so there are none."""
    # The dialog shows the algorithm's name itself, and has no room for pictures.
    text = path.read_text(encoding="utf-8").split(_RULE)[0].partition("\n")[2]
    return "".join(markdown.block(block, 1) for block in markdown.blocks(text) if not block.startswith("!["))
