"""A report read back from its file: the HTML carries the document that it was made from."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

from ..printable import printable
from . import FORMAT, Column, Facts, HeadLine, KeyFigure, Part, Picture, Report, Section, Table, Text, Verdict

# The template escapes every text, so that only its own elements look like these.
_DOCUMENT = re.compile(r'<script type="application/json" id="greenvein-report">(.*?)</script>', re.DOTALL)
_IMAGE = re.compile(r'<img src="data:image/(png|svg\+xml);base64,([A-Za-z0-9+/=]*)"')


class ForeignFileError(ValueError):
    """The text is not a report of ours, or one of a later version."""


def read(html: str) -> Report:
    """Return the document that ``render`` made ``html`` from.

    Raises ForeignFileError where the text carries none, or one that is not whole.

    >>> from greenvein.core.report import Report, render
    >>> from greenvein.core.report.file import read
    >>> read(render(Report("en", "Parks"))) == Report("en", "Parks")
    True
    """
    document = _DOCUMENT.search(html)
    if document is None:
        raise ForeignFileError("There is no report in this text.")
    try:
        content = json.loads(document[1])
        if content["format"] not in range(1, FORMAT + 1):
            raise ForeignFileError(f"The report has format {content['format']}, not {FORMAT} or an earlier one.")
        images = [_image(kind, data) for kind, data in _IMAGE.findall(html)]
        report = _report(content["report"], images)
        _check(report)
        return printable(report)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        # What stands in the file may be anything, nested as deep as somebody wants to.
        raise ForeignFileError(f"The report in this text is not whole: {error}") from error


def _check(value: Any, kind: str = "") -> None:
    """Raise ForeignFileError where a field of the document, or of a part of it, is not of its kind."""
    plain: dict[str, Any] = {"str": str, "bool": bool, "str | bytes": (str, bytes)}
    if is_dataclass(value):
        for field in fields(value):
            _check(getattr(value, field.name), str(field.type))
    elif isinstance(value, tuple):
        if not kind.startswith("tuple["):
            raise ForeignFileError(f"A list stands in place of {kind}.")
        inner = "float" if "float" in kind else "str" if kind.startswith(("tuple[str", "tuple[tuple[str")) else ""
        for one in value:
            _check(one, "tuple[str" if isinstance(one, tuple) and kind.startswith("tuple[tuple") else inner)
    elif kind == "float":
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
            raise ForeignFileError(f"{value!r} stands in place of a number.")
    elif not (value is None and kind.endswith("| None")) and not (kind in plain and isinstance(value, plain[kind])):
        raise ForeignFileError(f"{value!r} stands in place of {kind}.")


def _image(kind: str, data: str) -> str | bytes:
    content = base64.b64decode(data, validate=True)
    return content if kind == "png" else content.decode()


def _report(content: dict[str, Any], images: list[str | bytes]) -> Report:
    parts = {
        "verdict": _verdict(content["verdict"]),
        "figures": tuple(KeyFigure(**figure) for figure in content["figures"]),
        "sections": tuple(_section(section, images) for section in content["sections"]),
        "footer": tuple(content["footer"]),
        "head": tuple(HeadLine(**line) for line in content.get("head", ())),  # since format 2
        "outdated": tuple(content.get("outdated", ())),  # since format 4
        "chapters": tuple(_report(chapter, images) for chapter in content["chapters"]),
    }
    return Report(**{**content, **parts})


def _section(content: dict[str, Any], images: list[str | bytes]) -> Section:
    parts = tuple(_part(part, images) for part in content["parts"])
    return Section(**{**content, "parts": parts, "verdict": _verdict(content["verdict"])})


def _verdict(content: dict[str, Any] | None) -> Verdict | None:
    if content is None:
        return None
    meter = content["meter"]
    if meter is not None:
        value, target = meter
        meter = value, target
    return Verdict(**{**content, "meter": meter, "judges": tuple(content.get("judges", ()))})  # since format 3


def _part(content: dict[str, Any], images: list[str | bytes]) -> Part:
    content = dict(content)
    kind = content.pop("kind")
    if kind == Table.kind:
        return _table(content)
    if kind == Picture.kind:
        return Picture(images[content.pop("image")], **content)
    if kind == Text.kind:
        return Text(tuple(content["paragraphs"]))
    if kind == Facts.kind:
        return Facts(**{**content, "pairs": tuple((label, value) for label, value in content["pairs"])})
    raise ForeignFileError(f"There is no part of the kind “{kind}”.")


def _table(content: dict[str, Any]) -> Table:
    lines = {
        "columns": tuple(Column(**column) for column in content["columns"]),
        "rows": tuple(map(tuple, content["rows"])),
        "total": tuple(content["total"]),
        "states": tuple(content["states"]),
    }
    return Table(**{**content, **lines})
