"""Help texts: the guide's page of an algorithm, up to its first rule, is what the dialog shows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from qgis.PyQt.QtGui import QTextDocument

from ..i18n import language

GUIDE = Path(__file__).parent.parent / "docs"
# Ends the part that the dialog shows; the rest of the page is for reading at leisure.
_RULE = "\n---\n"


def page(algorithm: str) -> Path:
    """Return the guide's page of an algorithm in the user's language."""
    return GUIDE / language() / f"{algorithm}.md"


@cache
def _html(path: Path) -> str:
    document = QTextDocument()
    document.setMarkdown(path.read_text(encoding="utf-8").split(_RULE)[0])
    return document.toHtml()


def short_help(algorithm: str) -> str:
    """Return the dialog's help as HTML."""
    return _html(page(algorithm))
