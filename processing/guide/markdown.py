"""Turns the Markdown that the guide uses into HTML.

Headings, paragraphs, lists, tables, code, pictures, rules, links, bold and code in a line. QGIS brings no reader
of Markdown, and Qt's own makes a whole list item bold that begins with a bold word, as ours do.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

_FENCE, _RULE = "```", "---"
_HEADING = re.compile(r"(#{1,4}) (.*)")
_ITEM = re.compile(r"(?:- |\d+\. )")
_TABLE_RULE = re.compile(r"\|?[\s:|-]+\|?")
_PICTURE = re.compile(r"!\[(.*?)\]\((.*?)\)")
_LINK = re.compile(r"\[(.*?)\]\((.*?)\)")


def blocks(text: str) -> list[str]:
    """Return the blocks of a text: what stands between blank lines, code as one block."""
    found: list[list[str]] = [[]]
    inside = False
    for line in text.strip().splitlines():
        if line.startswith(_FENCE):
            inside = not inside
        if line.strip() or inside:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return ["\n".join(lines) for lines in found if lines]


def block(text: str, deeper: int = 0, place: Callable[[str], str] = str) -> str:
    """Return a block as HTML, without line breaks but in code.

    ``deeper`` lowers headings by so many levels; ``place`` says where a picture or a page that is linked lies.
    """
    heading = _HEADING.fullmatch(text)
    if heading:
        level = len(heading[1]) + deeper
        return f"<h{level}>{inline(heading[2], place)}</h{level}>"
    if text.startswith(_FENCE):
        code = "\n".join(text.splitlines()[1:-1])
        return f"<pre><code>{html.escape(code, quote=False)}</code></pre>"
    if text == _RULE:
        return "<hr>"
    if _ITEM.match(text):
        return _list(text, place)
    lines = text.splitlines()
    if text.startswith("|") and len(lines) > 1 and _TABLE_RULE.fullmatch(lines[1]):
        return _table(lines, place)
    return f"<p>{inline(text, place)}</p>"


def inline(text: str, place: Callable[[str], str] = str) -> str:
    """Return a line with its bold words, code, pictures and links."""
    text = html.escape(text.replace("\n", " "), quote=False)
    # What stands in code means itself.
    parts = re.split(r"(`.+?`)", text)
    parts = [_code(part) if part.startswith("`") and len(part) > 1 else _linked(part, place) for part in parts]
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", "".join(parts))


def _code(part: str) -> str:
    return f"<code>{part[1:-1]}</code>"


def _linked(part: str, place) -> str:
    part = _PICTURE.sub(lambda one: f'<img alt="{one[1]}" src="{place(one[2])}">', part)
    return _LINK.sub(lambda one: f'<a href="{place(one[2])}">{one[1]}</a>', part)


def _list(text: str, place) -> str:
    kind = "ul" if text.startswith("- ") else "ol"
    items = re.split(rf"^{_ITEM.pattern}", text, flags=re.MULTILINE)[1:]
    return f"<{kind}>" + "".join(f"<li>{inline(item.strip(), place)}</li>" for item in items) + f"</{kind}>"


def _table(lines: list[str], place) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    right = [cell.endswith(":") for cell in rows.pop(1)]
    made = []
    for number, cells in enumerate(rows):
        tag = "td" if number else "th"
        looks = (' class="number"' if at_right else "" for at_right in right)
        row = "".join(f"<{tag}{look}>{inline(cell, place)}</{tag}>" for cell, look in zip(cells, looks))
        made.append(f"<tr>{row}</tr>")
    return "<table>" + "".join(made) + "</table>"
