"""Help texts: the guide's page of an algorithm, up to its first rule, is what the dialog shows."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

from ..i18n import language

GUIDE = Path(__file__).parent.parent / "docs"
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
    """Turn the Markdown that the guide uses (headings, lists, paragraphs, bold, code) into HTML.

    Qt's own reader makes a whole list item bold that begins with a bold word, as ours do; and the
    dialog turns line breaks into space, so there are none.
    """
    # The dialog shows the algorithm's name itself.
    text = path.read_text(encoding="utf-8").split(_RULE)[0].partition("\n")[2]
    return "".join(_block(block) for block in re.split(r"\n{2,}", text.strip()))


def _block(block: str) -> str:
    if block.startswith("## "):
        return f"<h3>{_inline(block[3:])}</h3>"
    if block.startswith("- "):
        items = re.split(r"^- ", block, flags=re.MULTILINE)[1:]
        return "<ul>" + "".join(f"<li>{_inline(item.strip())}</li>" for item in items) + "</ul>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    text = html.escape(text.replace("\n", " "), quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"`(.+?)`", r"<code>\1</code>", text)
