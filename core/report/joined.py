"""Several reports as one: how each job stands on the first page, then each report as a chapter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from . import (
    DATE,
    MET,
    MISSED,
    NONE,
    ON_TRACK,
    ORGANISATION,
    PROJECT,
    Column,
    HeadLine,
    KeyFigure,
    Report,
    Section,
    Table,
)


@dataclass(frozen=True)
class Words:
    """The texts of a joined report that are its own, in the reader's language."""

    title: str
    overview: str  # the section before the chapters
    columns: tuple[str, str, str, str, str]  # job, figure, value, target, verdict
    counts: tuple[str, str, str, str]  # targets met, on track, targets missed, jobs without a verdict
    contents: str


def join(reports: Sequence[Report], words: Words, head: tuple[HeadLine, ...] = ()) -> Report:
    """Return one report with ``reports`` as its chapters; those of a joined report come without their frame.

    Of chapters that say the same of the same data there is the first, so that no verdict counts twice. Nor does that of
    a figure which another chapter judges for the year that is looked at.
    The language is that of the first report; ``head`` is the title block of the whole, and what it says of project
    and organisation the chapters do not say again. Raises ValueError where there is none.

    >>> from greenvein.core.report import Report
    >>> from greenvein.core.report.joined import Words, join
    >>> columns, counts = ("Job", "Figure", "Value", "Target", "Verdict"), ("Met", "On track", "Missed", "None")
    >>> words = Words("All", "Overview", columns, counts, "")
    >>> whole = join([Report("en", "Parks"), Report("en", "Corridors")], words)
    >>> whole.title, [chapter.title for chapter in whole.chapters]
    ('All', ['Parks', 'Corridors'])
    """
    chapters = _each_once(chapter for report in reports for chapter in (report.chapters or (report,)))
    # Jobs that were left out have but a sentence, and come last.
    chapters = tuple(sorted(chapters, key=lambda chapter: not chapter.sections))
    whole = {line for line in head if line.kind in (PROJECT, ORGANISATION)}
    chapters = tuple(
        replace(chapter, head=tuple(line for line in chapter.head if line not in whole)) for chapter in chapters
    )
    if not chapters:
        raise ValueError("There is no report to join.")
    pairs = [*zip(map(_state, chapters), judged_elsewhere(chapters))]
    own = [state for state, judged in pairs if not judged]
    states = [NONE if judged else state for state, judged in pairs]
    counts = tuple(map(own.count, (MET, ON_TRACK, MISSED, NONE)))
    return Report(
        language=chapters[0].language,
        title=words.title,
        subtitle=" · ".join(_once(chapter.title for chapter in chapters if chapter.sections)),
        plan=" · ".join(_once(chapter.plan for chapter in chapters)),
        figures=tuple(KeyFigure(label, str(count)) for label, count in zip(words.counts, counts)),
        sections=(Section(words.overview, (_overview(chapters, states, words),)),),
        footer=_footer(chapters),
        contents=words.contents,
        chapters=chapters,
        head=head,
    )


def judged_elsewhere(chapters: Sequence[Report]) -> list[bool]:
    """Tell of each chapter whether another one judges its figure.

    >>> from greenvein.core.report import Report, Verdict, figure_id
    >>> from greenvein.core.report.joined import judged_elsewhere
    >>> figure = figure_id("parkcoverage", "gv_coverage_pct", 93.4)
    >>> parks = Report("en", "Parks", verdict=Verdict("Coverage", "93.4 %", figure=figure))
    >>> whole = Report("en", "Scorecard", verdict=Verdict("Indicators met", "0", judges=(figure,)))
    >>> judged_elsewhere([parks, whole])
    [True, False]
    """
    verdicts = [chapter.verdict for chapter in chapters]
    judged = {figure for verdict in verdicts if verdict is not None for figure in verdict.judges}
    return [verdict is not None and verdict.figure in judged for verdict in verdicts]


def _each_once(chapters: Iterable[Report]) -> tuple[Report, ...]:
    found: dict[Report, Report] = {}
    for chapter in chapters:
        # Whoever made it, and on which day, says nothing of what it says.
        own = tuple(line for line in chapter.head if line.kind not in (PROJECT, ORGANISATION, DATE))
        found.setdefault(replace(chapter, head=own), chapter)
    return tuple(found.values())


def _state(report: Report) -> str:
    return report.verdict.state if report.verdict else NONE


def _overview(chapters: Sequence[Report], states: list[str], words: Words) -> Table:
    """Return a table with the verdict of each job."""
    rows = []
    for chapter in chapters:
        verdict = chapter.verdict
        figure = (verdict.label, verdict.value, verdict.target, verdict.badge) if verdict else ("", "", "", "")
        rows.append((chapter.title, *(text or "–" for text in figure)))
    align = ("left", "left", "right", "left", "left")
    columns = tuple(Column(title, side) for title, side in zip(words.columns, align))
    return Table(columns, tuple(rows), states=tuple(states))


def _footer(chapters: Sequence[Report]) -> tuple[str, ...]:
    """Return the lines of all footers, each once; the last of each, the program, comes after the credits."""
    credits = _once(line for chapter in chapters for line in chapter.footer[:-1])
    programs = _once(line for chapter in chapters for line in chapter.footer[-1:])
    return (*credits, *programs)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
