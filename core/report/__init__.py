"""The frame of every report: a small document model and one HTML file made from it.

All texts are finished: in the reader's language, numbers and units formatted.
The template holds no words; it escapes whatever it shows. The file carries the
document itself too, which ``file.read`` reads back.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Union

import jinja2
from markupsafe import Markup

from ..drawing import palette
from ..printable import printable

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
MET, ON_TRACK, MISSED, NONE = "met", "on_track", "missed", "none"
PAGE_ROWS = 30  # of a table, at most, to fit on a printed page
SHORT = 8  # sections, at most, of a report that needs no contents
FORMAT = 4  # of the document in the file; a later one may hold what this program does not know
PROJECT, ORGANISATION, DATE, PLAN, DATA = "project", "organisation", "date", "plan", "data"


@dataclass(frozen=True)
class Verdict:
    """The one figure that a report or a section is about, and how it stands to its target."""

    label: str
    value: str
    sentence: str = ""
    target: str = ""
    badge: str = ""  # the state in a word
    state: str = NONE  # MET, ON_TRACK, MISSED or NONE
    meter: tuple[float, float] | None = None  # value and target as shares of 1, drawn as a bar
    figure: str = ""  # what was measured, as ``figure_id`` has it
    judges: tuple[str, ...] = ()  # figures of other verdicts that this one judges, by the year that is looked at


def figure_id(job: str, field: str, value: float) -> str:
    """Return by what a figure is known to whoever judges it again: the field of a job's summary, and the value.

    >>> from greenvein.core.report import figure_id
    >>> figure_id("parkcoverage", "gv_coverage_pct", 93.4)
    'parkcoverage.gv_coverage_pct=93.4'
    """
    return f"{job}.{field}={value:.9g}"


@dataclass(frozen=True)
class KeyFigure:
    """A key figure beside the verdict."""

    label: str
    value: str
    unit: str = ""


@dataclass(frozen=True)
class Column:
    """A table's column; the unit stands under the title."""

    title: str
    align: str = "left"  # "right" for numbers, or "center"
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of finished texts. ``states`` marks each row as MET, ON_TRACK, MISSED or NONE."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    total: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    note: str = ""
    kind: ClassVar[str] = "table"

    @property
    def fits(self) -> bool:
        """Whether the table may be kept on one page; a longer one would only leave the page before it empty."""
        return len(self.rows) <= PAGE_ROWS

    def __post_init__(self) -> None:
        """Raise ValueError where a row or the states do not fit."""
        lines = (*self.rows, self.total) if self.total else self.rows
        if any(len(line) != len(self.columns) for line in lines):
            raise ValueError(f"A row of the table “{self.caption}” does not have {len(self.columns)} cells.")
        if self.states and len(self.states) != len(self.rows):
            raise ValueError(f"The table “{self.caption}” does not have one state for each row.")


@dataclass(frozen=True)
class Picture:
    """An SVG (text) or a PNG (bytes)."""

    content: str | bytes
    alt: str
    caption: str = ""
    kind: ClassVar[str] = "picture"

    @property
    def source(self) -> str:
        """The picture as a data URI: an SVG in it runs no script and shares no ids."""
        png = isinstance(self.content, bytes)
        content = self.content if isinstance(self.content, bytes) else self.content.encode()
        encoded = base64.b64encode(content).decode("ascii")
        return f"data:image/{'png' if png else 'svg+xml'};base64,{encoded}"


@dataclass(frozen=True)
class Text:
    """Running text."""

    paragraphs: tuple[str, ...]
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Facts:
    """Labels and their values: inputs, parameters, counts."""

    pairs: tuple[tuple[str, str], ...]
    caption: str = ""
    kind: ClassVar[str] = "facts"


Part = Union[Table, Picture, Text, Facts]


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    parts: tuple[Part, ...]
    verdict: Verdict | None = None  # smaller than the report's, right under the heading
    page: bool = False  # starts a page when printed, and breaks no chart and no table that fits on one


@dataclass(frozen=True)
class HeadLine:
    """A line of the title block: what it says (PROJECT, ORGANISATION, DATE, PLAN or DATA), as finished texts."""

    kind: str
    label: str
    value: str


@dataclass(frozen=True)
class Report:
    """A whole report. ``footer`` holds its lines: data credit, program and version.

    ``head`` is the title block: whose project, when the job was run, by which plan, and from which data.

    ``chapters`` are reports on their own that were joined into this one; they come after its sections,
    and the footer of the whole serves them.
    """

    language: str  # of the texts, as in HTML: "zh" or "en"
    title: str
    subtitle: str = ""
    plan: str = ""  # the plan whose rules and numbers hold
    verdict: Verdict | None = None
    figures: tuple[KeyFigure, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: tuple[str, ...] = ()
    contents: str = ""  # the title of the contents, which only a long report has; empty: never
    chapters: tuple[Report, ...] = ()
    head: tuple[HeadLine, ...] = ()
    outdated: tuple[str, ...] = ()  # that the report holds no longer, and what has changed since

    def said(self, kind: str) -> str:
        """Return what the title block says of a kind, "" where it says nothing."""
        return next((line.value for line in self.head if line.kind == kind), "")

    @property
    def long(self) -> bool:
        """Whether the sections are too many to be found without a list of them."""
        return len(self.sections) > SHORT or bool(self.chapters)


def render(report: Report) -> str:
    """Return ``report`` as one HTML file that needs nothing else; the same report gives the same text.

    What XML cannot hold, as the control characters in names of some databases, is replaced (``printable``).

    >>> from greenvein.core.report import Report, Section, Text, render
    >>> html = render(Report("en", "Parks", sections=(Section("What was found", (Text(("All < 500 m.",)),)),)))
    >>> html.startswith("<!DOCTYPE html>"), "<p>All &lt; 500 m.</p>" in html
    (True, True)
    """
    report = printable(report)
    return _template().render(report=report, colours=palette, document=_document(report))


def _document(report: Report) -> Markup:
    """Return the report as JSON that stands in a script element; of a picture it holds the number of its image."""
    images = 0

    def plain(value: Any) -> Any:
        nonlocal images
        if isinstance(value, tuple):
            return [plain(one) for one in value]
        if not is_dataclass(value):
            return value
        found = {"kind": value.kind} if hasattr(value, "kind") else {}
        for field in fields(value):
            if isinstance(value, Picture) and field.name == "content":
                found["image"], images = images, images + 1
            else:
                found[field.name] = plain(getattr(value, field.name))
        return found

    text = json.dumps({"format": FORMAT, "report": plain(report)}, ensure_ascii=False, separators=(",", ":"))
    # Nothing in it may end the script element, or begin another.
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html")
